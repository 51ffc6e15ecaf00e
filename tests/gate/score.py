"""How well records agree with a gold annotation.

`score` compares one report's records, as `Reading.to_json` writes them, with its gold annotation and gives a `Tally` per figure; tallies
of many reports add up, so that every figure is micro-averaged.

| figure | a match is |
| --- | --- |
| claim content | a claim whose words agree with the gold content with a token F1 of at least 0.5 |
| claim source | the same, and the source overlaps the gold source or is its actor |
| claim stance | the same, and the stance is the gold stance |
| event type | an event of the gold type that is named by the same words or in the same sentence |
| event roles | the same, with a right actor and a right recipient (two right parties where the parties are equals) |
| event status | an event type that also has the gold status |
| tie sign | a tie of the same two actors, sign and polarity |
| tie kind | the same, and the kind is the gold kind, in the gold direction unless the kind is symmetric |
| place found | a place that is named at a gold span |
| place located | the same, and in the gold country (for a country) or within 161 km (100 miles, the customary radius for toponyms) |
| time found | a time at a gold span |
| time resolved | the same, with the gold's first and last day |
| actor found | a gold actor that has a name and is found as one actor and not several |

An actor found stands for the gold actor that most of its mentions name. It is right in a role when it is the gold actor or one that
gold links to it by `represents`: "the minister" for his state is no error.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from .gold import every, naming, place_of, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from .gold import Gold, Quote, Span

Row = dict[str, Any]
Left = TypeVar("Left")
Right = TypeVar("Right")

FIGURES = (
    "claim content", "claim source", "claim stance",
    "event type", "event roles", "event status",
    "tie sign", "tie kind",
    "place found", "place located",
    "time found", "time resolved",
    "actor found",
)  # fmt: skip
ENOUGH_TOKENS = 0.5
ENOUGH_OF_A_MENTION = 1 / 3
NEAR_KM = 161.0
EARTH_RADIUS_KM = 6371.0
EQUAL_PARTIES = {"AGREE", "CONSULT", "COOPERATE"}
SYMMETRIC_TIES = {"allied_with", "opposes", "fights"}
FRIENDLY_TIES = {"allied_with", "backs", "part_of"}
SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+|\n+")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many matches there were, how many things were found, and how many were wanted."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.found + other.found, self.wanted + other.wanted)

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 0 when nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what was wanted that was found; 0 when nothing was wanted."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.found + self.wanted
        return 2 * self.right / both if both else 0.0


Tallies = dict[str, Tally]


def add_up(reports: Iterable[Mapping[str, Tally]]) -> Tallies:
    """The tallies of many reports as one."""
    total: Tallies = defaultdict(Tally)
    for tallies in reports:
        for name, tally in tallies.items():
            total[name] += tally
    return dict(total)


def table(tallies: Mapping[str, Tally]) -> str:
    """The tallies as lines of text, one figure each."""
    head = f"{'':24}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}{'found':>7}"
    rows = [f"{name:24}{t.precision:7.3f}{t.recall:7.3f}{t.f1:7.3f}{t.wanted:7}{t.found:7}" for name, t in tallies.items()]
    return "\n".join([head, *rows])


def score(gold: Gold, records: Row) -> Tallies:
    """One report's tallies; a `ValueError` when the records are of another text."""
    text = text_of(gold)
    if records["document"]["text"] != text:
        raise ValueError(f"{gold['example']}: document.text is not the text of the report")
    names = _Names(gold, text, records)
    return {
        **_claims(gold, text, records, names),
        **_events(gold, text, records, names),
        **_ties(gold, records, names),
        **_where_and_when(gold, text, records),
        **_actors(gold, records, names),
    }


def overlap(a: Sequence[int], b: Sequence[int]) -> int:
    """How many code points two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def token_f1(text: str, a: Sequence[int], b: Sequence[int]) -> float:
    """The agreement of two spans in words: 1 when they hold the same ones, 0 when they share none."""
    one, two = (_words(text, span) for span in (a, b))
    return 2 * len(one & two) / (len(one) + len(two)) if one and two else 0.0


def _words(text: str, span: Sequence[int]) -> set[Span]:
    found = re.finditer(r"\w+", text[span[0] : span[1]])
    return {(span[0] + word.start(), span[0] + word.end()) for word in found}


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The distance of two points given as degrees of latitude and longitude, by the haversine formula."""
    lat_a, lon_a, lat_b, lon_b = map(math.radians, (*a, *b))
    half_chord = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, half_chord)))


def match(wanted: Sequence[Left], found: Sequence[Right], likeness: Callable[[Left, Right], tuple[float, ...]]) -> list[tuple[Left, Right]]:
    """Pair each wanted thing with at most one found thing, the likest pairs first; a likeness whose first number is 0 is no pair."""
    pairs = [(likeness(w, f), -i, -j) for i, w in enumerate(wanted) for j, f in enumerate(found)]
    taken_wanted: set[int] = set()
    taken_found: set[int] = set()
    matched = []
    for _likeness, i, j in sorted((p for p in pairs if p[0][0]), reverse=True):
        if i not in taken_wanted and j not in taken_found:
            taken_wanted.add(i)
            taken_found.add(j)
            matched.append((wanted[-i], found[-j]))
    return matched


def _all_places_of(text: str, quotes: list[Quote]) -> list[Span]:
    return [span for quote in quotes for span in every(text, quote if isinstance(quote, str) else quote[0])]


class _Names:
    """Which gold actor each found actor is, and which gold actors may stand for each other."""

    def __init__(self, gold: Gold, text: str, records: Row) -> None:
        quotes = {a["id"]: [*a.get("names", []), *a.get("nominals", [])] for a in gold["actors"]}
        longer = _all_places_of(text, [quote for actor in gold["actors"] for quote in actor.get("names", [])])
        self._spans = {name: naming(text, listed, longer) for name, listed in quotes.items()}
        self._kin: dict[str, set[str]] = {name: {name} for name in quotes}
        for actor in gold["actors"]:
            if actor.get("represents"):
                self._kin[actor["id"]].add(actor["represents"])
                self._kin[actor["represents"]].add(actor["id"])
        self.gold_of = {a["id"]: self._named_by([m["span"] for m in a["mentions"]]) for a in records.get("actors", [])}

    def _named_by(self, mentions: list[list[int]]) -> str | None:
        votes: Counter[str] = Counter()
        for mention in mentions:
            shares = {
                name: max((overlap(mention, s) / max(mention[1] - mention[0], s[1] - s[0]) for s in spans), default=0.0) for name, spans in self._spans.items()
            }
            best = max(shares.values(), default=0.0)
            if best >= ENOUGH_OF_A_MENTION:
                votes.update(name for name, share in shares.items() if share == best)
        return votes.most_common(1)[0][0] if votes else None

    def same(self, wanted: str, found: str) -> bool:
        """Whether a found actor's id is the wanted gold actor or one that may stand for it."""
        return self.gold_of.get(found) in self._kin[wanted]


def _claims(gold: Gold, text: str, records: Row, names: _Names) -> Tallies:
    wanted, found = gold["claims"], records.get("claims", [])

    def source_right(want: Row, have: Row) -> bool:
        source = have.get("source") or {}
        span, actors = source.get("span"), source.get("actor") or []
        if not want.get("source"):
            return not span and not actors
        where = place_of(text, want["source"])
        if span and 2 * overlap(where, span) >= min(where[1] - where[0], span[1] - span[0]):
            return True
        return any(names.same(w, h) for w in want.get("actors", []) for h in actors)

    def likeness(want: Row, have: Row) -> tuple[float, ...]:
        agreement = token_f1(text, place_of(text, want["content"]), have["span"])
        return (agreement if agreement >= ENOUGH_TOKENS else 0.0, source_right(want, have), want["stance"] == have["stance"])

    pairs = match(wanted, found, likeness)
    sourced = [(want, have) for want, have in pairs if source_right(want, have)]
    stanced = [(want, have) for want, have in sourced if want["stance"] == have["stance"]]
    levels = {"claim content": pairs, "claim source": sourced, "claim stance": stanced}
    return {name: Tally(len(right), len(found), len(wanted)) for name, right in levels.items()}


def _events(gold: Gold, text: str, records: Row, names: _Names) -> Tallies:
    wanted, found = gold["events"], records.get("events", [])
    ends = [end.end() for end in SENTENCE_END.finditer(text)]

    def sentence(span: Sequence[int]) -> int:
        return sum(end <= span[0] for end in ends)

    def likeness(want: Row, have: Row) -> tuple[float, ...]:
        if want["type"] != have["type"]:
            return (0.0,)
        ours = [place_of(text, quote) for quote in (want["anchor"], *want.get("also", []))]
        theirs = [have["anchor"], *have.get("also", [])]
        if any(overlap(a, b) for a in ours for b in theirs):
            return (2.0, _roles_right(want, have, names))
        return (float(any(sentence(a) == sentence(b) for a in ours for b in theirs)), _roles_right(want, have, names))

    pairs = match(wanted, found, likeness)
    levels = {
        "event type": len(pairs),
        "event roles": sum(_roles_right(want, have, names) for want, have in pairs),
        "event status": sum(want["status"] == have["status"] for want, have in pairs),
    }
    return {name: Tally(right, len(found), len(wanted)) for name, right in levels.items()}


def _roles_right(want: Row, have: Row, names: _Names) -> bool:
    if want["type"] in EQUAL_PARTIES:
        parties = [*want.get("actor", []), *want.get("recipient", [])]
        return _filled(parties, [*have.get("actor", []), *have.get("recipient", [])], names, needed=2)
    return all(_filled(want.get(role, []), have.get(role, []), names, needed=1) for role in ("actor", "recipient"))


def _filled(wanted: list[str], found: list[str], names: _Names, needed: int) -> bool:
    if not wanted:
        return not found
    hits = sum(any(names.same(w, f) for f in found) for w in wanted)
    return min(hits, len(found)) >= min(needed, len(wanted))


def _ties(gold: Gold, records: Row, names: _Names) -> Tallies:
    wanted, found = gold["ties"], records.get("ties", [])

    def pair_right(want: Row, have: Row, *, directed: bool) -> bool:
        straight = names.same(want["a"], have["a"]) and names.same(want["b"], have["b"])
        crossed = names.same(want["a"], have["b"]) and names.same(want["b"], have["a"])
        return straight or (crossed and not directed)

    def by_sign(want: Row, have: Row) -> tuple[float, ...]:
        same_sign = (want["kind"] in FRIENDLY_TIES) == (have["kind"] in FRIENDLY_TIES)
        agrees = same_sign and want["polarity"] == have.get("polarity", "affirmed") and pair_right(want, have, directed=False)
        return (float(agrees), want["kind"] == have["kind"])

    def by_kind(want: Row, have: Row) -> tuple[float, ...]:
        directed = want["kind"] not in SYMMETRIC_TIES
        agrees = want["kind"] == have["kind"] and want["polarity"] == have.get("polarity", "affirmed")
        return (float(agrees and pair_right(want, have, directed=directed)),)

    levels = {"tie sign": by_sign, "tie kind": by_kind}
    return {name: Tally(len(match(wanted, found, like)), len(found), len(wanted)) for name, like in levels.items()}


def _where_and_when(gold: Gold, text: str, records: Row) -> Tallies:
    longer = _all_places_of(text, [quote for place in gold["places"] for quote in place["at"]])
    places = [{**place, "spans": naming(text, place["at"], longer)} for place in gold["places"]]
    found_places = records.get("places", [])
    placed = match(places, found_places, lambda want, have: (float(any(overlap(a, b) for a in want["spans"] for b in have["spans"])), _located(want, have)))

    longer = _all_places_of(text, [time["at"] for time in gold["times"]])
    times = [{**time, "span": span} for time in gold["times"] for span in naming(text, [time["at"]], longer)]
    found_times = records.get("times", [])
    timed = match(times, found_times, lambda want, have: (float(overlap(want["span"], have["span"])),))
    return {
        "place found": Tally(len(placed), len(found_places), len(places)),
        "place located": Tally(sum(_located(want, have) for want, have in placed), len(found_places), len(places)),
        "time found": Tally(len(timed), len(found_times), len(times)),
        "time resolved": Tally(sum(_days(want) == _days(have) for want, have in timed), len(found_times), len(times)),
    }


def _located(want: Row, have: Row) -> bool:
    if want["kind"] == "country":
        return bool(have["kind"] == "country" and have.get("country") == want["country"])
    if have.get("lat") is None or have.get("lon") is None:
        return False
    return kilometres((want["lat"], want["lon"]), (have["lat"], have["lon"])) <= NEAR_KM


def _days(row: Row) -> tuple[Any, Any]:
    return row.get("start"), row.get("end")


def _actors(gold: Gold, records: Row, names: _Names) -> Tallies:
    wanted = {actor["id"] for actor in gold["actors"] if actor.get("names")}
    found = [actor["id"] for actor in records.get("actors", []) if any(m["form"] == "name" for m in actor["mentions"])]
    return {"actor found": Tally(len(wanted & {names.gold_of[name] for name in found}), len(found), len(wanted))}
