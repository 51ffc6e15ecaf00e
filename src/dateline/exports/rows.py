"""What exports are made from: the reading of one report, with what a casebook knows beyond it.

A `Stored` is a reading, the id of its report, the origin that it shares with copies of itself, and for each of its actors the one actor that
stands for it in all reports. `bare` makes one from a reading alone, so that what `dateline read` gives can be exported without a casebook.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dateline.records.model import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.records.model import Tie


class Identity(msgspec.Struct, frozen=True):
    """The actor of the casebook that an actor of one report is: its id, and the name that it goes by in all reports."""

    id: str
    name: str


class Stored(msgspec.Struct, frozen=True, kw_only=True):
    """One reading as a casebook holds it.

    `report` is the casebook's id of the report, unique among all that are exported together. `origin` is the id of the group of reports that go
    back to one source, None where nothing was found out about it. `actors` maps the local id of an actor ("a1") to its `Identity`. `uids` maps
    the local id of a record to an id that is the same in every export; without one, it is made of the report's id and the local id.
    """

    reading: Reading
    report: str
    origin: str | None = None
    actors: dict[str, Identity] = {}
    uids: dict[str, str] = {}

    def identity(self, local: str) -> Identity:
        """The actor of the casebook that a local actor is; one of its own where the casebook names none."""
        known = self.actors.get(local)
        if known is not None:
            return known
        name = next((actor.name for actor in self.reading.actors if actor.id == local), local)
        return Identity(self.uid(local), name)

    def uid(self, local: str) -> str:
        """The id of a record among all records that are exported."""
        return self.uids.get(local) or f"{self.report}/{local}"

    def names(self, locals_: Iterable[str]) -> list[str]:
        """The names of some actors."""
        return [self.identity(local).name for local in locals_]

    def ids(self, locals_: Iterable[str]) -> list[str]:
        """The casebook's ids of some actors."""
        return [self.identity(local).id for local in locals_]

    def lineage(self) -> str:
        """The origin of the report; the report itself where it has none, for then it is taken for a voice of its own."""
        return self.origin or f"report {self.report}"


def sign(tie: Tie) -> int | None:
    """The sign of a tie that a report says is or was there; None for one that is only denied or sought, which a sum of signs must not count."""
    return None if tie.polarity in {"denied", "sought"} else tie.sign


def bare(reading: Reading, report: str | None = None) -> Stored:
    """A reading without a casebook.

    Actors that the knowledge base knows are one actor in all readings; every other one stays the actor of its report. The report's id is that of
    its content unless another is given.
    """
    report = report or reading.document.id
    actors = {actor.id: Identity(actor.kb or f"{report}/{actor.id}", actor.name) for actor in reading.actors}
    return Stored(reading=reading, report=report, actors=actors)
