"""The records that one report becomes.

Every record points back into the report's own text: a `Span` is `(start, end)` in Unicode code points of `document.text`, and
`text[start:end]` is exactly what was written. Unknown is `None` or an empty tuple, never a guess.
"""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

Span = tuple[int, int]

ActorKind = Literal[
    "state", "government", "military", "armed group", "coalition", "party", "igo", "ngo", "company", "media", "religious", "population", "person", "other"
]
Stance = Literal["assert", "accuse", "deny", "demand", "propose", "promise", "threaten", "praise", "criticise", "doubt", "ask"]
Status = Literal["asserted", "attributed", "denied", "intended", "hypothetical"]
TieKind = Literal["allied_with", "backs", "part_of", "opposes", "fights"]
Polarity = Literal["affirmed", "denied", "sought", "ended"]
PlaceKind = Literal["country", "admin", "populated", "facility", "natural", "region"]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE",
    "COERCE", "ASSAULT",
]  # fmt: skip
Context = Literal[
    "military", "intelligence", "executive", "legislative", "election", "political_institutions", "pro_democracy", "pro_autocracy", "economic", "legal",
    "reparations", "human_rights", "rights_freedoms", "repression", "human_security", "gender", "lgbt", "religion_ethnicity", "inequality", "diplomatic",
    "territory", "peacekeeping", "health", "asylum", "migration", "disasters", "natural_resource", "environment", "technology", "terrorism", "cbrn", "cyber",
    "misinformation", "crime", "corruption", "illegal_drugs", "trafficking",
]  # fmt: skip
CountKind = Literal["killed", "wounded", "casualties", "arrested", "abducted", "displaced", "participants"]


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """The base of every record: immutable, compared by value, written to JSON by `Reading.to_json`."""


class TextPart(Record, frozen=True):
    """A stretch of the text with one function: `headline`, `byline`, `dateline`, `caption`, `body` or `boilerplate`."""

    kind: Literal["headline", "byline", "dateline", "caption", "body", "boilerplate"]
    span: Span


class SourceCredit(Record, frozen=True):
    """An agency or outlet that the text says it, or a statement in it, came through."""

    name: str
    span: Span


class Document(Record, frozen=True):
    """The report itself. `text` is what all spans point into; `dateline_place` is the id of a place."""

    origin: str
    id: str
    text: str
    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    author: str | None = None
    language: str | None = None
    published: datetime.date | None = None
    parts: tuple[TextPart, ...] = ()
    credits: tuple[SourceCredit, ...] = ()
    dateline_place: str | None = None


class Mention(Record, frozen=True):
    """One place in the text where an actor is named: by `name`, by a `nominal` ("the rebels") or by a `pronoun`."""

    span: Span
    form: Literal["name", "nominal", "pronoun"]


class Size(Record, frozen=True):
    """How many a counted actor is. "More than 40 groups" has `min` 41 and no `max`."""

    min: int | None
    max: int | None
    span: Span


class Actor(Record, frozen=True):
    """Someone who acts or is acted upon, with every way in which the report names it.

    `candidates` are the knowledge-base ids that its name can mean when the report does not tell which; `kb` is then None.
    """

    id: str
    name: str
    kind: ActorKind
    mentions: tuple[Mention, ...]
    country: str | None = None
    kb: str | None = None
    candidates: tuple[str, ...] = ()
    represents: str | None = None
    size: Size | None = None


class Source(Record, frozen=True):
    """Whose claim it is: the span of the noun phrase, and the ids of the actors that it names (empty when it stays vague)."""

    span: Span | None
    actor: tuple[str, ...] = ()


class Claim(Record, frozen=True):
    """What someone other than the reporter says, writes, thinks, orders or asks.

    `confidence` is the probability that a person who reads the report finds this claim in it, with this source; it says nothing about whether it is true.
    """

    id: str
    span: Span
    content: str
    source: Source
    form: Literal["direct", "mixed", "indirect"]
    stance: Stance
    cue: Span | None = None
    addressee: tuple[str, ...] = ()
    channel: Span | None = None
    inside: str | None = None
    caveat: Span | None = None
    hedge: Literal["certain", "likely", "possible"] | None = None
    confidence: float | None = None


class Period(Record, frozen=True):
    """Calendar dates, both included; `start` or `end` is None where it is open. `grain` is the finest unit that the text gives, or
    `report` where the date is only that of the report.
    """

    start: datetime.date | None
    end: datetime.date | None
    grain: str


class Account(Record, frozen=True):
    """A filler of an event's role that only some claims give: how two versions of one event stand side by side."""

    role: Literal["actor", "recipient", "place", "count"]
    value: str
    claims: tuple[str, ...]


class Count(Record, frozen=True):
    """How many, as the report or one of its sources counts."""

    what: CountKind
    min: int | None
    max: int | None
    span: Span
    claims: tuple[str, ...] = ()


class Event(Record, frozen=True):
    """What happened, is happening, is said to have happened, or is wanted. Types, modes and contexts (what it is about) are PLOVER's.

    `confidence` is the probability that a person who reads the report finds an event of this type there; it says nothing about whether it happened.
    """

    id: str
    anchor: Span
    type: EventType
    status: Status
    also: tuple[Span, ...] = ()
    mode: str | None = None
    context: tuple[Context, ...] = ()
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    when: Period | None = None
    claims: tuple[str, ...] = ()
    according_to: tuple[Account, ...] = ()
    counts: tuple[Count, ...] = ()
    confidence: float | None = None


class Tie(Record, frozen=True):
    """A standing relation between two actors, as the report presents it. `claims` is empty in the reporter's own voice.

    `confidence` is the probability that a person who reads the report finds a tie of this sign between the two; it says nothing about whether it holds.
    """

    id: str
    a: str
    b: str
    kind: TieKind
    span: Span
    polarity: Polarity = "affirmed"
    claims: tuple[str, ...] = ()
    since: datetime.date | None = None
    until: datetime.date | None = None
    confidence: float | None = None

    @property
    def sign(self) -> int:
        """1 for a tie of friends, -1 for a tie of foes."""
        return -1 if self.kind in ("opposes", "fights") else 1


class Place(Record, frozen=True):
    """A place and every span that names it. `country` is ISO 3166-1 alpha-2; `lat`, `lon` are degrees; `geonames` is an id."""

    id: str
    spans: tuple[Span, ...]
    name: str
    kind: PlaceKind
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None


class Time(Record, frozen=True):
    """An expression that gives a calendar date or range, resolved against the date of publication; both dates are None without one."""

    span: Span
    start: datetime.date | None
    end: datetime.date | None
    grain: str


class Reading(Record, frozen=True):
    """Everything that one report becomes."""

    document: Document
    actors: tuple[Actor, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    ties: tuple[Tie, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()
    warnings: tuple[str, ...] = ()

    def quote(self, span: Span) -> str:
        """The words of the report at a span."""
        return self.document.text[span[0] : span[1]]

    def to_json(self) -> bytes:
        """The reading as one line of JSON, UTF-8, without a line end."""
        return msgspec.json.encode(self)
