"""Readings with the surer records only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from dateline.records.model import Claim, Event, Reading, Tie


def at_least(reading: Reading, confidence: float) -> Reading:
    """The reading without claims, events and ties below a confidence (0 to 1). What rests on claims alone, and on none that is left, goes with them.

    Ids stay as they are. Actors, places and times have no confidence and stay.
    """
    claims = {claim.id for claim in reading.claims if _sure(claim, confidence)}

    def left(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(i for i in ids if i in claims)

    def stands(record: Event | Tie) -> bool:
        return _sure(record, confidence) and (not record.claims or bool(left(record.claims)) or getattr(record, "status", "") == "asserted")

    replace = msgspec.structs.replace
    return replace(
        reading,
        claims=tuple(replace(c, inside=c.inside if c.inside in claims else None) for c in reading.claims if c.id in claims),
        events=tuple(
            replace(
                e,
                claims=left(e.claims),
                according_to=tuple(replace(account, claims=left(account.claims)) for account in e.according_to if left(account.claims)),
                counts=tuple(replace(count, claims=left(count.claims)) for count in e.counts),
            )
            for e in reading.events
            if stands(e)
        ),
        ties=tuple(replace(t, claims=left(t.claims)) for t in reading.ties if stands(t)),
    )


def _sure(record: Claim | Event | Tie, confidence: float) -> bool:
    return record.confidence is None or record.confidence >= confidence
