"""An event in the making."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.language.annotation import WordSpan
    from dateline.records.drafts import Draft
    from dateline.records.model import CountKind, EventType, Status
    from dateline.records.numbers import Range
    from dateline.records.places import Spot
    from dateline.records.times import TimeExpression
    from dateline.records.triggers import Trigger
    from dateline.sources.report import Span


@dataclass(slots=True)
class Toll:
    """A number that belongs to an event."""

    what: CountKind
    range: Range
    span: Span
    claims: list[Draft] = field(default_factory=list)


@dataclass(slots=True)
class Happening:
    """An event in the making. `accounts` are fillers that only a claim gives: (role, entity, claim); `triggers` are those of all its mentions;
    `performed` is an act of speech in the first person.
    """

    trigger: Trigger
    type: EventType
    mode: str | None
    status: Status
    actors: list[int]
    recipients: list[int]
    claims: list[Draft]
    also: list[WordSpan] = field(default_factory=list)
    triggers: list[Trigger] = field(default_factory=list)
    places: list[Spot] = field(default_factory=list)
    when: TimeExpression | None = None
    counts: list[Toll] = field(default_factory=list)
    accounts: list[tuple[str, int, Draft]] = field(default_factory=list)
    performed: bool = False
    told: tuple[list[int], list[int]] = field(default_factory=lambda: ([], []))
    """The actors and recipients that the rules alone tell, before the encoder's markings weigh them."""

    @property
    def words(self) -> list[int]:
        """The words that name it, mention by mention."""
        return [trigger.word for trigger in self.triggers]
