"""A claim in the making."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.language.annotation import WordSpan
    from dateline.records.model import Stance
    from dateline.sources.report import Span


@dataclass(slots=True)
class Draft:
    """A claim in the making, over words. `continued` marks a quotation that goes on without a cue of its own."""

    cue: WordSpan | None
    head: int | None
    content: WordSpan
    source: WordSpan | None
    actors: list[int]
    stance: Stance = "assert"
    told: Stance = "assert"
    """The stance that words and grammar tell, before the encoder's markings weigh it."""
    continued: bool = False
    addressee: list[int] = field(default_factory=list)
    channel: Span | None = None
    caveat: Span | None = None
    hedge: str | None = None
    inside: int | None = None
    form: str = "indirect"

    def covers(self, word: int) -> bool:
        """Whether a word lies in what is claimed."""
        return self.content[0] <= word <= self.content[1]
