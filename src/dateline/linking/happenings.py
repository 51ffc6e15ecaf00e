"""The same event in different reports: grouped, never merged.

An event is compared with those that share a block, which is what and who or where in one week, and joins the group whose members it is most like (average
linkage, one event at a time, so that a casebook can go on from the groups that it has). Likeness is a sum of evidence for and against, as in record linkage
(Fellegi and Sunter 1969): type, words, actors in their roles, places and dates.
"""

from __future__ import annotations

import datetime
import math
import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import simplemma
from msgspec.structs import replace

from dateline.linking.actors import actor_keys
from dateline.records.model import CountKind, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from dateline.records.model import Event, Place, Reading

THRESHOLD = 0.6
MOST_IN_BLOCK = 60
"""Of the events in a block the latest so many are looked at."""
MOST_MEMBERS = 6
"""Of a group so many are compared with, the first ones."""
WINDOW = 160
"""Code points before and after an anchor whose words are compared."""
NEAR_KM = 30.0
WEEK, MONTH = 7, 31
"""Days; a date that is no vaguer than a week says that two events are one, a month says less, a year next to nothing."""
_WORD = re.compile(r"[^\W\d_]{3,}|\d+")


class Toll(Record, frozen=True):
    """How many, as one count of an event says."""

    what: CountKind
    min: int | None
    max: int | None


class Spot(Record, frozen=True):
    """A place as far as it can be compared: country, coordinates, name."""

    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    country_only: bool = False


class Occurrence(Record, frozen=True):
    """An event of one report, with what the events of others are compared by.

    `actors` and `recipients` are keys that mean the same in all reports. `start` and `end` are None where the report gives no date of the event's own.
    `lemmas` are those of its anchors, `words` those around them. `origin` is the group that its report belongs to, or the report itself.
    """

    report: str
    event: str
    type: str
    lemmas: frozenset[str]
    words: frozenset[str]
    actors: frozenset[str] = frozenset()
    recipients: frozenset[str] = frozenset()
    places: tuple[Spot, ...] = ()
    start: datetime.date | None = None
    end: datetime.date | None = None
    published: datetime.date | None = None
    tolls: tuple[Toll, ...] = ()
    status: str = "asserted"
    origin: str = ""


class Likeness(Record, frozen=True):
    """How much speaks for two accounts being of one event (0 to 1), and the evidence for and against with its weight."""

    score: float
    evidence: tuple[tuple[str, float], ...]


class Range(Record, frozen=True):
    """The least and the most that the reports of one origin give for `what`, a kind of toll."""

    what: CountKind
    origin: str
    min: int | None
    max: int | None


class Dates(Record, frozen=True):
    """The first and the last day that the reports of one origin give."""

    origin: str
    start: datetime.date | None
    end: datetime.date | None


class Happening(Record, frozen=True):
    """Accounts of one event, the first one first, with how like the others each was when it joined (1 for the first)."""

    occurrences: tuple[Occurrence, ...]
    scores: tuple[float, ...]

    @property
    def members(self) -> tuple[tuple[str, str], ...]:
        """Report and event of each account."""
        return tuple((occurrence.report, occurrence.event) for occurrence in self.occurrences)

    @property
    def tolls(self) -> tuple[Range, ...]:
        """The range of each kind of toll by origin."""
        found: dict[tuple[CountKind, str], list[Toll]] = {}
        for occurrence in self.occurrences:
            for toll in occurrence.tolls:
                found.setdefault((toll.what, occurrence.origin), []).append(toll)
        return tuple(
            Range(what=what, origin=origin, min=_least([toll.min for toll in tolls]), max=_most([toll.max for toll in tolls]))
            for (what, origin), tolls in sorted(found.items())
        )

    @property
    def dates(self) -> tuple[Dates, ...]:
        """The range of dates by origin, of those that give one."""
        found: dict[str, list[Occurrence]] = {}
        for occurrence in self.occurrences:
            if occurrence.start or occurrence.end:
                found.setdefault(occurrence.origin, []).append(occurrence)
        ranges = []
        for origin, dated in sorted(found.items()):
            starts, ends = [item.start for item in dated], [item.end for item in dated]
            first = None if None in starts else min(day for day in starts if day)
            last = None if None in ends else max(day for day in ends if day)
            ranges.append(Dates(origin=origin, start=first, end=last))
        return tuple(ranges)


def _least(values: Sequence[int | None]) -> int | None:
    return None if None in values else min(value for value in values if value is not None)


def _most(values: Sequence[int | None]) -> int | None:
    return None if None in values else max(value for value in values if value is not None)


@cache
def _lemma(word: str) -> str:
    return simplemma.lemmatize(word, "en").lower()


def lemmas_of(text: str) -> frozenset[str]:
    """The lemmas of the words of a text, without the shortest ones."""
    return frozenset(_lemma(word.lower()) for word in _WORD.findall(text))


def occurrences(report: str, reading: Reading, *, origin: str | None = None, actor_of: Mapping[str, str] | None = None) -> tuple[Occurrence, ...]:
    """The events of a reading, ready to be compared. Those that are only wanted or imagined have not happened, and are left out.

    `actor_of` says by what key each actor of the report (by its id) is known in all reports; without it, that is told by its id in the
    knowledge base or its name.
    """
    known = actor_of if actor_of is not None else actor_keys(reading)
    places = {place.id: place for place in reading.places}
    return tuple(
        _occurrence(report, reading, event, origin or report, known, places) for event in reading.events if event.status not in ("intended", "hypothetical")
    )


def _occurrence(report: str, reading: Reading, event: Event, origin: str, known: Mapping[str, str], places: Mapping[str, Place]) -> Occurrence:
    text = reading.document.text
    anchors = (event.anchor, *event.also)
    own = event.when if event.when and event.when.grain != "report" else None
    around = " ".join(text[max(0, start - WINDOW) : end + WINDOW] for start, end in anchors[:3])
    return Occurrence(
        report=report,
        event=event.id,
        type=event.type,
        lemmas=lemmas_of(" ".join(reading.quote(anchor) for anchor in anchors)),
        words=lemmas_of(around),
        actors=frozenset(known[actor] for actor in event.actor if actor in known),
        recipients=frozenset(known[actor] for actor in event.recipient if actor in known),
        places=tuple(_spot(places[place]) for place in event.place if place in places),
        start=own.start if own else None,
        end=own.end if own else None,
        published=reading.document.published,
        tolls=tuple(Toll(what=count.what, min=count.min, max=count.max) for count in event.counts),
        status=event.status,
        origin=origin,
    )


def _spot(place: Place) -> Spot:
    return Spot(name=place.name.lower(), country=place.country, lat=place.lat, lon=place.lon, country_only=place.kind == "country")


def block_keys(occurrence: Occurrence) -> frozenset[str]:
    """What an event shares with every other that it is compared with: its type or a lemma, with an actor or place, in the same week or the next,
    or a lemma with an actor at any time.
    """
    day = occurrence.start or occurrence.end or occurrence.published
    weeks = {"-"} if day is None else {str((day.toordinal() + shift) // 7) for shift in (-3, 3)}
    who = {f"a:{actor}" for actor in occurrence.actors | occurrence.recipients}
    where = {f"p:{spot.name}" for spot in occurrence.places} | {f"c:{spot.country}" for spot in occurrence.places if spot.country}
    what = {occurrence.type} | {f"l:{lemma}" for lemma in occurrence.lemmas}
    rest = who | where or {"-"}
    found = {f"{thing}|{other}|{week}" for thing in what for other in rest for week in weeks if thing}
    # Reports come back to an event of years ago, often without its date.
    return frozenset(found | {f"l:{lemma}|{other}" for lemma in occurrence.lemmas for other in who})


def likeness(one: Occurrence, other: Occurrence, weight: Callable[[str], float] = lambda _: 1.0) -> Likeness:
    """How much speaks for two events of different reports being one. `weight` says how telling a word is: rarer words say more."""
    evidence = [("to begin with", -2.2)]
    if one.type and other.type:
        evidence.append(("same type", 0.6) if one.type == other.type else (f"{one.type} and {other.type}", -1.0))
    if one.lemmas & other.lemmas:
        # Many things are said or done; few are annexed.
        rarest = max(map(weight, one.lemmas & other.lemmas))
        evidence.append((f"{', '.join(sorted(one.lemmas & other.lemmas))}", round(1.5 * rarest / (rarest + 0.5), 3)))
    evidence.append(("words in common", round(5.0 * _shared_words(one, other, weight) - 1.0, 3)))
    evidence += _roles(one, other)
    evidence += _places(one, other)
    evidence += _dates(one, other)
    if not any(name.startswith("same ") and name != "same type" for name, _ in evidence):
        evidence.append(("no party, place or date in common", -0.8))
    total = sum(value for _, value in evidence)
    return Likeness(score=round(1 / (1 + math.exp(-total)), 3), evidence=tuple(evidence))


def _shared_words(one: Occurrence, other: Occurrence, weight: Callable[[str], float]) -> float:
    """The share of the weight of the shorter account's words that is in the other."""
    shared = sum(weight(word) for word in one.words & other.words)
    smaller = min(sum(map(weight, one.words)), sum(map(weight, other.words)))
    return shared / smaller if smaller else 0.0


def _roles(one: Occurrence, other: Occurrence) -> list[tuple[str, float]]:
    found = []
    for role, left, right in (("actor", one.actors, other.actors), ("recipient", one.recipients, other.recipients)):
        if left & right:
            found.append((f"same {role}", 1.2))
        elif left and right:
            # Who did it is what reports of one event argue about; they do so about one place and day.
            found.append((f"other {role}", -0.9))
    if not found and (one.actors & other.recipients or one.recipients & other.actors):
        found.append(("a party in common", 0.4))
    return found


def _places(one: Occurrence, other: Occurrence) -> list[tuple[str, float]]:
    if not one.places or not other.places:
        return []
    pairs = [(left, right) for left in one.places for right in other.places]
    if any(not left.country_only and (left.name == right.name or _near(left, right)) for left, right in pairs):
        return [("same place", 1.4)]
    if any(left.country and left.country == right.country for left, right in pairs):
        both_fine = not any(left.country_only or right.country_only for left, right in pairs)
        return [("other places of one country", -0.6)] if both_fine else [("same country", 0.3)]
    return [("other countries", -1.8)] if all(left.country and right.country for left, right in pairs) else [("other places", -0.8)]


def _near(one: Spot, other: Spot) -> bool:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None or other.country_only:
        return False
    north = 111.2 * (one.lat - other.lat)
    east = 111.2 * (one.lon - other.lon) * math.cos(math.radians((one.lat + other.lat) / 2))
    return math.hypot(north, east) <= NEAR_KM


def _dates(one: Occurrence, other: Occurrence) -> list[tuple[str, float]]:
    if (one.start or one.end) and (other.start or other.end):
        apart = days_apart(one, other)
        if apart == 0:
            return [("same date", 1.0)] if (width := _width(one, other)) <= WEEK else [("dates that overlap", 0.5 if width <= MONTH else 0.1)]
        return [(f"{apart} days apart", -0.7 if apart == 1 else -2.2 if apart <= 3 else -4.0)]
    one_day, other_day = one.start or one.end or one.published, other.start or other.end or other.published
    if one_day is None or other_day is None:
        return [("date unknown", -0.8)]
    apart = abs((one_day - other_day).days)
    return [(f"told of {apart} days apart", 0.5 if apart <= 1 else 0.0 if apart <= 4 else -0.8 if apart <= 30 else -1.5)]


def _width(one: Occurrence, other: Occurrence) -> float:
    """The days of the vaguer of two dates: that two events are of one year is mostly chance."""
    return max((item.end - item.start).days + 1 if item.start and item.end else math.inf for item in (one, other))


def days_apart(one: Occurrence, other: Occurrence) -> int:
    """The days between two events, 0 when their dates can be one. An open end reaches everywhere."""
    gaps = [
        (later.start - earlier.end).days
        for earlier, later in ((one, other), (other, one))
        if earlier.end is not None and later.start is not None
    ]  # fmt: skip
    return max(0, *gaps) if gaps else 0


def best_group(occurrence: Occurrence, groups: Mapping[str, Sequence[Occurrence]], weight: Callable[[str], float] = lambda _: 1.0) -> tuple[str, float] | None:
    """The group whose members an event is most like, with the likeness; None when it belongs to none.

    `groups` are those with a member in one of its blocks. A group with another event of the same report is left out: the report tells the two apart.
    """
    best: tuple[str, float] | None = None
    for group, members in groups.items():
        if any(member.report == occurrence.report for member in members):
            continue
        scores = [likeness(occurrence, member, weight).score for member in members[:MOST_MEMBERS]]
        score = round(sum(scores) / len(scores), 3)
        if score >= THRESHOLD and (best is None or score > best[1]):
            best = group, score
    return best


def telling(everything: Iterable[frozenset[str]]) -> Callable[[str], float]:
    """How telling a word is, from the texts that it stands in: its inverse document frequency."""
    counted: Counter[str] = Counter()
    number = 0
    for words in everything:
        number += 1
        counted.update(words)
    return lambda word: math.log((number + 1) / (counted[word] + 0.5))


def group_happenings(everything: Iterable[Occurrence]) -> tuple[Happening, ...]:
    """Group the events of many reports, the earlier reports first. Events that no other report tells of are groups of one."""
    ordered = sorted(everything, key=lambda item: (str(item.published or "9999"), item.report, item.event))
    weight = telling(item.words for item in ordered)
    blocks: dict[str, list[str]] = {}
    members: dict[str, list[Occurrence]] = {}
    scores: dict[str, list[float]] = {}
    for occurrence in ordered:
        wanted = block_keys(occurrence)
        near = {group: members[group] for key in sorted(wanted) for group in blocks.get(key, ())[-MOST_IN_BLOCK:]}
        found = best_group(occurrence, near, weight)
        group, score = found or (f"{occurrence.report} {occurrence.event}", 1.0)
        members.setdefault(group, []).append(occurrence)
        scores.setdefault(group, []).append(score)
        for key in wanted:
            block = blocks.setdefault(key, [])
            if group not in block[-MOST_IN_BLOCK:]:
                block.append(group)
    return tuple(Happening(occurrences=tuple(group), scores=tuple(scores[name])) for name, group in members.items())


def with_origins(happening: Happening, origin_of: Mapping[str, str]) -> Happening:
    """The same group after reports were put into other groups by origin."""
    changed = tuple(replace(item, origin=origin_of.get(item.report, item.report)) for item in happening.occurrences)
    return replace(happening, occurrences=changed)
