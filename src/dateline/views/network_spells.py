"""The days of every edge: the spells in which the graph of a day gives it the same sign from the same rows.

A picture with a slider must show for each day what `alliances.graph` would say of it. The rule is not written a second time: `edge_on` is asked on each day on
which its answer can change, and the answers are kept.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec

from dateline._errors import NetworkError
from dateline.alliances.evidence import Evidence, checked
from dateline.alliances.graph import DAY, SignedEdge, by_pair, edge_on, first_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dateline.alliances.graph import Groups, Strand

SETTLE = 30


class Spell(msgspec.Struct, frozen=True):
    """Days on which an edge stays the same, both included, and the edge as it is on the first of them.

    `known` is the day that the edge was last known to hold, which its age counts from and before which it has none; None where it never ages.
    """

    first: dt.date
    last: dt.date
    edge: SignedEdge
    known: dt.date | None


class Tied(msgspec.Struct, frozen=True):
    """All spells of a pair of actors, in order; `levels[n]` are those of ties that `n + 1` or more independent origins report, as far as asked for."""

    a: str
    b: str
    levels: tuple[tuple[Spell, ...], ...]

    @property
    def spells(self) -> tuple[Spell, ...]:
        """The spells with one origin or more."""
        return self.levels[0]


def known_rows(evidence: Iterable[Evidence], known_by: dt.date | None) -> tuple[Evidence, ...]:
    """The rows that were reported by a day. Raises `NetworkError` where none is left to draw."""
    rows = checked(evidence)
    if not rows:
        raise NetworkError("there is no tie to draw; add reports that tell of ties between actors")
    known = tuple(row for row in rows if known_by is None or row.reported <= known_by)
    if not known:
        raise NetworkError(f"no tie was reported by {known_by}; the first report of one is of {min(row.reported for row in rows)}")
    return known


def horizon(rows: Iterable[Evidence], *days: dt.date) -> dt.date:
    """The last day that a picture shows: that of the last report, or a later one that is asked for."""
    return max([*(row.reported for row in rows), *days])


def tied(rows: Sequence[Evidence], until: dt.date, *, groups: Groups = "node", settle: int = SETTLE, most: int | None = None) -> tuple[Tied, ...]:
    """The spells of every pair with an edge on some day up to `until`, sorted by pair, for up to `most` least numbers of origins (None: all that leave any).

    Raises `NetworkError` where there is none: ties that are only sought or denied make no picture.
    """
    found = tuple(
        Tied(*pair, _levels(pair, strands, until, settle, most)) for pair, strands in sorted(by_pair(rows, groups).items()) if pair[0] != pair[1]
    )  # fmt: skip
    held = tuple(pair for pair in found if pair.levels)
    if not held:
        raise NetworkError(f"none of the {len(rows)} ties holds on any day up to {until}: they are sought, denied, or begin later")
    return held


def aged(spells: Iterable[Spell], within: int | None) -> tuple[Spell, ...]:
    """The spells without the days on which nothing was told of the tie for more than `within` days (None: however long)."""
    if within is None:
        return tuple(spells)
    ends = ((spell, spell.last if spell.known is None else min(spell.last, spell.known + dt.timedelta(days=within))) for spell in spells)
    return tuple(msgspec.structs.replace(spell, last=last) for spell, last in ends if last >= spell.first)


def leanings(pairs: Iterable[Tied]) -> list[tuple[str, str, float]]:
    """Each pair with a number between 1, friends on all the days on which it is tied, and -1, foes on all of them."""
    out = []
    for pair in pairs:
        days = [((spell.last - spell.first).days + 1, spell.edge.sign) for spell in pair.spells]
        out.append((pair.a, pair.b, sum(count * sign for count, sign in days) / sum(count for count, _ in days)))
    return out


def _levels(pair: tuple[str, str], strands: Sequence[Strand], until: dt.date, settle: int, most: int | None) -> tuple[tuple[Spell, ...], ...]:
    """The spells for each least number of origins that leaves any."""
    levels: list[tuple[Spell, ...]] = []
    while (most is None or len(levels) < most) and (spells := _spells(pair, strands, until, len(levels) + 1, settle)):
        levels.append(spells)
    return tuple(levels)


def _spells(pair: tuple[str, str], strands: Sequence[Strand], until: dt.date, min_origins: int, settle: int) -> tuple[Spell, ...]:
    slack = dt.timedelta(days=settle) + DAY
    days: set[dt.date] = set()
    for strand in strands:
        row = strand.row
        told = max(row.reported, first_day(row))
        last = row.until or told
        # A tie begins, is told of, ends, and gives way to another: nothing else changes an edge, except that it ages.
        days |= {first_day(row), row.reported, told + DAY, last + DAY, first_day(row) + slack, told + slack, last + slack}
    starts = sorted(day for day in days if day <= until)
    out: list[Spell] = []
    for start, following in zip(starts, [*starts[1:], until + DAY], strict=True):
        edge = edge_on(pair, strands, start, min_origins=min_origins, settle=settle)
        if edge is None:
            continue
        last = following - DAY
        later = edge if last == start else edge_on(pair, strands, last, min_origins=min_origins, settle=settle)
        known = None if later is None or later.age == 0 else last - dt.timedelta(days=later.age)
        before = out[-1] if out else None
        # A tie is known of on the day that it is told, and ages from then on: that is one spell.
        ages_on = before is not None and (before.known == known or (before.known is None and known is not None and known >= before.last))
        if before and ages_on and before.last + DAY == start and _same(before.edge, edge):
            out[-1] = Spell(before.first, last, before.edge, known)
        else:
            out.append(Spell(start, last, edge, known))
    return tuple(out)


def _same(one: SignedEdge, other: SignedEdge) -> bool:
    """Whether two edges differ in nothing but their age."""
    return msgspec.structs.replace(one, age=0) == msgspec.structs.replace(other, age=0)
