"""What the encoder expects a reader to mark: which words name events of which type, who takes part in them, and what a claim does.

These heads were trained on reports annotated by hand (`docs/model.md`). They see what a word means where it stands, but not who is who in the report nor
what the ontology says; the records are made of both.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.records.model import EventType, Stance


@dataclass(slots=True)
class Markings:
    """Probabilities over the words of a report.

    `events` maps a word to the probability of each PLOVER type that it may name, `parties` an event's word to the words that may be its (actor, recipient);
    `stances` has for each word the probability of each of `stance_names` for a claim that it introduces. What is less likely than 0.03 is left out, save for
    stances.
    """

    events: dict[int, dict[EventType, float]] = field(default_factory=dict)
    parties: dict[int, dict[int, tuple[float, float]]] = field(default_factory=dict)
    stances: list[list[float]] = field(default_factory=list)
    stance_names: list[Stance] = field(default_factory=list)

    @property
    def read(self) -> bool:
        """Whether anything was read: what nobody marked is then known to be unmarked."""
        return bool(self.stances)
