"""How many independent origins assert a record, and how many deny it. Copies of one text count once. That is no measure of truth, and none is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.linking.statements import Statement, statements_of
from dateline.records.model import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dateline.linking.happenings import Happening
    from dateline.records.model import Reading


class Corroboration(Record, frozen=True):
    """Who says that something happened, and who says that it did not: the statements, their origins, and the sources that they name.

    A source that speaks in several origins is one source: `asserting_sources` may be fewer than `asserting_origins`, when all go back to one spokesman.
    The reporter's own voice is named by its origin.
    """

    asserting: tuple[Statement, ...] = ()
    denying: tuple[Statement, ...] = ()
    asserting_origins: tuple[str, ...] = ()
    denying_origins: tuple[str, ...] = ()
    asserting_sources: tuple[str, ...] = ()
    denying_sources: tuple[str, ...] = ()


def corroboration(happening: Happening, readings: Mapping[str, Reading], actor_of: Mapping[str, Mapping[str, str]] | None = None) -> Corroboration:
    """Who asserts an event and who denies it, by the readings of its reports."""
    said = [statement for statement in statements_of(happening, readings, actor_of) if statement.about == "status"]
    return _counted([item for item in said if item.values == ("happened",)], [item for item in said if item.values == ("denied",)])


def _counted(asserting: Sequence[Statement], denying: Sequence[Statement]) -> Corroboration:
    return Corroboration(
        asserting=tuple(asserting),
        denying=tuple(denying),
        asserting_origins=_origins(asserting),
        denying_origins=_origins(denying),
        asserting_sources=_sources(asserting),
        denying_sources=_sources(denying),
    )


def _origins(said: Iterable[Statement]) -> tuple[str, ...]:
    return tuple(sorted({statement.origin for statement in said}))


def _sources(said: Iterable[Statement]) -> tuple[str, ...]:
    """The sources by the actors that they name, else by their words in their origin: "officials" of two reports need not be the same."""
    found: set[str] = set()
    for statement in said:
        voice = statement.voice
        if voice.actors:
            found |= set(voice.actors)
        else:
            found.add(f"{statement.origin}: {voice.source}" if voice.source else statement.origin)
    return tuple(sorted(found))


def corroborate_claim(
    report: str, claim: str, happenings: Iterable[Happening], readings: Mapping[str, Reading], actor_of: Mapping[str, Mapping[str, str]] | None = None
) -> Corroboration:
    """Who else asserts or denies what a claim says happened: over the events of its report that rest on it. Empty when none does.

    A claim that denies is corroborated by the others that deny.
    """
    reading = readings[report]
    resting = {(report, event.id) for event in reading.events if claim in event.claims}
    asserting: dict[Statement, None] = {}
    denying: dict[Statement, None] = {}
    for happening in happenings:
        if resting.isdisjoint(happening.members):
            continue
        found = corroboration(happening, readings, actor_of)
        asserting |= dict.fromkeys(found.asserting)
        denying |= dict.fromkeys(found.denying)
    stance = next((item.stance for item in reading.claims if item.id == claim), "assert")
    same, opposite = (denying, asserting) if stance == "deny" else (asserting, denying)
    return _counted(list(same), list(opposite))
