"""What the knowledge base knows of an actor, and the tables that look-ups go through."""

from __future__ import annotations

import dataclasses
import datetime  # noqa: TC003 - the cache is decoded by these types
from typing import Literal

from dateline.records.model import ActorKind  # noqa: TC001 - the cache is decoded by these types

Via = Literal["name", "former", "demonym", "capital", "seat"]
# Which actor a key leads to (its position in the table), by which sort of name, and as the file spells that name.
Entry = tuple[int, Via, str]


@dataclasses.dataclass(frozen=True, slots=True)
class Office:
    """A single-person office: what it is, the id of the state or organisation, the dates of holding it, and its local title."""

    office: str
    of: str
    since: datetime.date | None = None
    until: datetime.date | None = None
    title: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class KnownActor:
    """An actor that the knowledge base knows.

    `names` holds every name that means it, the canonical one first. `lat` and `lon` are degrees, of a state's centre. `since` and `until` bound
    its existence. `via`, `matched` and `ambiguous` say how a look-up found it: by which sort of name, as the file spells that name, and whether
    the name is known to mean something else as well. They take no part in comparison.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    names: tuple[str, ...] = ()
    foreign: tuple[tuple[str, str], ...] = ()
    former: tuple[tuple[str, datetime.date], ...] = ()
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None
    formerly: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    description: str | None = None
    source: str | None = None
    ambiguous_names: tuple[str, ...] = ()
    usual_names: tuple[str, ...] = ()
    origin: str = dataclasses.field(default="", compare=False, repr=False)
    via: Via | None = dataclasses.field(default=None, compare=False)
    matched: str | None = dataclasses.field(default=None, compare=False)
    ambiguous: bool = dataclasses.field(default=False, compare=False)

    @property
    def usual(self) -> bool:
        """Whether the name that a look-up found it by means it alone, or means it more often than anything else."""
        return not self.ambiguous or self.matched in self.usual_names


@dataclasses.dataclass(frozen=True, slots=True)
class Tables:
    """Every actor, those to be preferred first, and what each key of a name leads to."""

    actors: tuple[KnownActor, ...]
    acronyms: dict[str, tuple[Entry, ...]]
    names: dict[str, tuple[Entry, ...]]
    capitals: dict[str, tuple[Entry, ...]]
    demonyms: dict[str, tuple[Entry, ...]]
