"""An event of one report as it is compared with those of others: what it is, who and what is named beside it, where and when."""

from __future__ import annotations

import datetime  # msgspec looks the types of fields up
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import simplemma
import yaml

from dateline.linking.actors import actor_keys
from dateline.records.model import CountKind, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dateline.records.model import Event, Place, Reading, Span

FORCE = frozenset({"ASSAULT", "COERCE"})
"""Types of events that one side does to another; several parties take part in the others alike, and reports name some of them."""
SPOKEN = frozenset({"ACCUSE", "CONSULT", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
"""Types of acts that are done in words, and so by the same to the same again and again."""
WINDOW = 160
"""Code points before and after an anchor whose words and names are compared: a sentence, more or less."""
LEAD = 300
"""Code points of the body that tell what is new, about two sentences."""
_ANCHORS = 3
"""Of an event that is told of many times, the surroundings of the first so many mentions."""
_SHORTEST_STEM = 4
_WORD = re.compile(r"[^\W\d_]{3,}|\d+")
_FIGURE = re.compile(r"(?<![\w:.,])\d{1,3}(?:,\d{3})*\.\d+(?![\w:.]*\d)|(?<![\w:.,])\d+\.\d+(?![\w:.]*\d)")


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

    `actors`, `recipients` and `names` are keys that mean the same in all reports; `names` are of all actors and places that are named beside the event.
    `acting_for` are those whom the actors act for, `suffering_for` those whom the recipients do ("soldiers" for their state), and
    `persons` the people to whom it happened, or who gave up: what happens to one person happens once, or seldom.
    `start` and `end` are None where the report gives no date of the event's own, and `news` says that the report tells of it as what is new on its day.
    `interview` says that the publisher itself is one of those who talked: what it asked one person it asks the next one in the same words.
    `lemmas` are those of its anchors, `stems` what their verbs and nouns have in common, `words` the lemmas around them, `figures` the decimal fractions there.
    `origin` is the group that its report belongs to, or the report itself.
    """

    report: str
    event: str
    type: str
    lemmas: frozenset[str]
    words: frozenset[str]
    stems: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    recipients: frozenset[str] = frozenset()
    acting_for: frozenset[str] = frozenset()
    suffering_for: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    places: tuple[Spot, ...] = ()
    start: datetime.date | None = None
    end: datetime.date | None = None
    published: datetime.date | None = None
    news: bool = False
    interview: bool = False
    tolls: tuple[Toll, ...] = ()
    status: str = "asserted"
    origin: str = ""

    @property
    def tokens(self) -> frozenset[str]:
        """Everything of which likeness asks how telling it is: words, and stems and names, marked as such."""
        return self.words | {stem_token(stem) for stem in self.stems} | {name_token(name) for name in self.names}


def stem_token(stem: str) -> str:
    """A stem as `Occurrence.tokens` has it."""
    return f"s:{stem}"


def name_token(name: str) -> str:
    """A name as `Occurrence.tokens` has it."""
    return f"n:{name}"


@cache
def _lemma(word: str) -> str:
    return simplemma.lemmatize(word, "en").lower()


def lemmas_of(text: str) -> frozenset[str]:
    """The lemmas of the words of a text, without the shortest ones."""
    return frozenset(_lemma(word.lower()) for word in _WORD.findall(text))


def figures_of(text: str) -> frozenset[str]:
    """The decimal fractions in a text: what was measured once ("fell by 2.36%", "a magnitude of 6.4") and is another number the next time."""
    return frozenset(figure.replace(",", "") for figure in _FIGURE.findall(text))


@cache
def _forms() -> tuple[tuple[str, ...], dict[str, str]]:
    data = yaml.load(files(__package__).joinpath("words.yaml").read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    return tuple(sorted(data["endings"].split(), key=len, reverse=True)), data["irregular"]


@cache
def stem(lemma: str) -> str:
    """What a verb and the noun of the same deed have in common: "resign" of "resignation", "announc" of "announce" and "announcement"."""
    endings, irregular = _forms()
    word = irregular.get(lemma, lemma)
    ending = next((ending for ending in endings if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM), "")
    word = word.removesuffix(ending)
    word = word.removesuffix("e") if len(word) > _SHORTEST_STEM else word
    return word[:-1] if len(word) > _SHORTEST_STEM and word[-1] == word[-2] else word


def stems_of(lemmas: Iterable[str]) -> frozenset[str]:
    """The stems of some lemmas."""
    return frozenset(map(stem, lemmas))


def occurrences(report: str, reading: Reading, *, origin: str | None = None, actor_of: Mapping[str, str] | None = None) -> tuple[Occurrence, ...]:
    """The events of a reading, ready to be compared. Those that are only wanted or imagined have not happened, and are left out.

    `actor_of` says by what key each actor of the report (by its id) is known in all reports; without it, that is told by its id in the
    knowledge base or its name.
    """
    known = actor_of if actor_of is not None else actor_keys(reading)
    places = {place.id: place for place in reading.places}
    named = sorted(
        [(mention.span, known[actor.id]) for actor in reading.actors if actor.id in known for mention in actor.mentions]
        + [(span, f"p:{place.name.lower()}") for place in reading.places for span in place.spans]
    )
    heads = [part.span for part in reading.document.parts if part.kind == "headline"]
    heads += [(start, start + LEAD) for start in [part.span[0] for part in reading.document.parts if part.kind == "body"][:1]]
    return tuple(
        _occurrence(report, reading, event, origin or report, known, places, named, heads)
        for event in reading.events
        if event.status not in ("intended", "hypothetical")
    )


def _occurrence(
    report: str, reading: Reading, event: Event, origin: str, known: Mapping[str, str], places: Mapping[str, Place], named: list[tuple[Span, str]],
    heads: list[Span],
) -> Occurrence:  # fmt: skip
    text = reading.document.text
    anchors = (event.anchor, *event.also)
    own = event.when if event.when and event.when.grain != "report" else None
    news = own is None and (event.when is not None or any(start <= anchor[0] < end for anchor in anchors for start, end in heads))
    windows = [(max(0, start - WINDOW), end + WINDOW) for start, end in anchors[:_ANCHORS]]
    suffering = event.actor if event.type == "RETREAT" else event.recipient if event.type in FORCE else ()
    lemmas = lemmas_of(" ".join(reading.quote(anchor) for anchor in anchors))
    return Occurrence(
        report=report,
        event=event.id,
        type=event.type,
        lemmas=lemmas,
        stems=stems_of(lemmas),
        words=lemmas_of(" ".join(text[start:end] for start, end in windows)),
        figures=figures_of(" ".join(text[start:end] for start, end in windows)),
        names=frozenset(name for span, name in named if any(start <= span[0] and span[1] <= end for start, end in windows)),
        actors=frozenset(known[actor] for actor in event.actor if actor in known),
        recipients=frozenset(known[actor] for actor in event.recipient if actor in known),
        acting_for=_represented(reading, event.actor, known),
        suffering_for=_represented(reading, event.recipient, known),
        persons=frozenset(known[actor.id] for actor in reading.actors if actor.id in suffering and actor.id in known and actor.kind == "person"),
        places=tuple(_spot(places[place]) for place in event.place if place in places),
        start=own.start if own else None,
        end=own.end if own else None,
        published=reading.document.published,
        news=news,
        interview=event.type == "CONSULT" and _is_told_of_itself(reading, anchors),
        tolls=tuple(Toll(what=count.what, min=count.min, max=count.max) for count in event.counts),
        status=event.status,
        origin=origin,
    )


def _is_told_of_itself(reading: Reading, anchors: Iterable[Span]) -> bool:
    """Whether a report names its own publisher in the clause before an event: "the Courier spoke to the minister"."""
    publisher, text = reading.document.publisher, reading.document.text
    if not publisher:
        return False
    return any(publisher.lower() in re.split(r"[.!?;]\s|\n", text[max(0, start - WINDOW) : start])[-1].lower() for start, _ in anchors)


def _represented(reading: Reading, some: Iterable[str], known: Mapping[str, str]) -> frozenset[str]:
    """The keys of those whom some actors act for, at any remove."""
    above = {actor.id: actor.represents for actor in reading.actors}
    found: set[str] = set()
    for actor in some:
        seen = {actor}
        while (actor := above.get(actor) or "") and actor not in seen:
            seen.add(actor)
        found |= {known[other] for other in seen if other in known}
    return frozenset(found) - {known[actor] for actor in some if actor in known}


def _spot(place: Place) -> Spot:
    return Spot(name=place.name.lower(), country=place.country, lat=place.lat, lon=place.lon, country_only=place.kind == "country")
