"""What changed between two days: a log of single ties first, and change points of a series only with all the penalties that give them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Literal, get_args

import msgspec
import numpy as np

from dateline._errors import NetworkError
from dateline.alliances import options
from dateline.alliances.evidence import Basis, Evidence, basis, checked
from dateline.alliances.graph import DAY, Groups, SignedEdge, by_pair, edge_on, first_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dateline.alliances.graph import Strand

ChangeKind = Literal["new", "ended", "flipped", "contested", "settled"]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One change of one edge: what it was before, what it is from `on`, and the ties that say so. Each row of evidence carries its words."""

    on: dt.date
    kind: ChangeKind
    a: str
    b: str
    before: SignedEdge | None
    after: SignedEdge | None
    evidence: tuple[Evidence, ...]

    @property
    def ties(self) -> tuple[str, ...]:
        """The ids of the ties that make the change."""
        return tuple(sorted({row.tie for row in self.evidence}))


class ChangeLog(msgspec.Struct, frozen=True, kw_only=True):
    """The changes from `start` to `end`, both included, in order."""

    start: dt.date
    end: dt.date
    changes: tuple[Change, ...]
    basis: Basis


class Segmentation(msgspec.Struct, frozen=True, kw_only=True):
    """Where a series changes, for every penalty from `lowest` to `highest` (None: any higher one). `points` are the places that open a new level."""

    points: tuple[int, ...]
    cost: float
    lowest: float
    highest: float | None


def changes(
    evidence: Iterable[Evidence],
    start: dt.date | str,
    end: dt.date | str,
    known_by: dt.date | str | None = None,
    *,
    groups: Groups = "node",
    settle: int = 30,
) -> ChangeLog:
    """Every tie that is new, ended, flipped, contested or no longer contested on a day from `start` to `end`, both included, by the rules of `graph`.

    A year or a month is its first day as `start` and its last as `end`. A tie without dates is new on the day of its report: before it nobody told. Raises
    `NetworkError` when `start` comes after `end`, and for an option that can't be.
    """
    start, end = options.day("start", start, last=False), options.day("end", end, last=True)
    known_by = None if known_by is None else options.day("known_by", known_by, last=True)
    options.word("groups", groups, get_args(Groups))
    options.whole("settle", settle, 0)
    if start > end:
        raise NetworkError(f"the first day, {start}, comes after the last, {end}; exchange the two")
    known = [row for row in checked(evidence) if known_by is None or row.reported <= known_by]
    found = [change for pair, strands in by_pair(known, groups).items() if pair[0] != pair[1] for change in _of_pair(pair, strands, start, end, settle)]
    found.sort(key=lambda change: (change.on, change.a, change.b))
    return ChangeLog(start=start, end=end, changes=tuple(found), basis=basis((row for change in found for row in change.evidence), end, known_by))


def _of_pair(pair: tuple[str, str], strands: Sequence[Strand], start: dt.date, end: dt.date, settle: int) -> Iterator[Change]:
    """The changes of one edge, day by day on which something may have changed."""
    slack = dt.timedelta(days=settle) + DAY
    days: set[dt.date] = set()
    for strand in strands:
        row = strand.row
        last = row.until or row.reported
        days |= {first_day(row), row.reported, last + DAY, first_day(row) + slack, row.reported + slack, last + slack}
    before = edge_on(pair, strands, start - DAY, settle=settle) if start > dt.date.min else None
    for day in sorted(day for day in days if start <= day <= end):
        after = edge_on(pair, strands, day, settle=settle)
        kind = _kind(before, after)
        if kind:
            rows = {row.tie: row for edge in (before, after) if edge for row in (*edge.rows, *edge.denials)}
            if kind == "new" and after:
                rows = {row.tie: row for row in after.rows}
            if kind == "ended":
                rows |= {strand.row.tie: strand.row for strand in strands if strand.row.polarity == "ended"}
            yield Change(on=day, kind=kind, a=pair[0], b=pair[1], before=before, after=after, evidence=tuple(rows[tie] for tie in sorted(rows)))
        before = after


def _kind(before: SignedEdge | None, after: SignedEdge | None) -> ChangeKind | None:
    if before is None or after is None:
        return None if before is after else "new" if before is None else "ended"
    if after.contested and not before.contested:
        return "contested"
    if before.sign * after.sign < 0:
        return "flipped"
    return "settled" if before.contested and not after.contested else None


def change_points(series: Sequence[float], *, shortest: int = 2) -> tuple[Segmentation, ...]:
    """All best piecewise constant descriptions of a series, one for each range of the penalty per change, from the highest penalty down.

    The cost of a level is the sum of squares around its mean; each number of changes is solved exactly by dynamic programming (Jackson et al. 2005), and the
    penalties at which the best number changes are the slopes of the lower convex hull of their costs (Haynes, Eckley & Fearnhead 2017). One penalty alone would
    be a choice that decides the answer: a change worth telling lasts over a wide range of them. Levels have at least `shortest` values.
    """
    count = len(series)
    if count < 2 * shortest:
        raise NetworkError(f"a series of {count} values is too short to look for changes; {2 * shortest} or more are needed")
    values = np.asarray(series, dtype=np.float64)
    sums, squares = np.concatenate([[0.0], np.cumsum(values)]), np.concatenate([[0.0], np.cumsum(values**2)])

    def spread(first: int, last: int) -> float:
        return float(max(0.0, squares[last] - squares[first] - (sums[last] - sums[first]) ** 2 / (last - first)))

    best = [[spread(0, last) if last >= shortest else np.inf for last in range(count + 1)]]
    origin: list[list[int]] = [[0] * (count + 1)]
    for _ in range(1, count // shortest):
        row, back = [np.inf] * (count + 1), [0] * (count + 1)
        for last in range(2 * shortest, count + 1):
            row[last], back[last] = min((best[-1][first] + spread(first, last), first) for first in range(shortest, last - shortest + 1))
        best.append(row)
        origin.append(back)
    costs = [row[count] for row in best]
    out: list[Segmentation] = []
    changed, highest = 0, None
    while True:
        # The next number of changes that pays as the penalty falls.
        slopes = [((costs[changed] - costs[more]) / (more - changed), more) for more in range(changed + 1, len(costs)) if np.isfinite(costs[more])]
        lowest, following = max(slopes, default=(0.0, changed))
        out.append(Segmentation(points=_points(origin, changed, count), cost=float(costs[changed]), lowest=max(0.0, float(lowest)), highest=highest))
        if lowest <= 1e-12:
            return tuple(out)
        changed, highest = following, float(lowest)


def _points(origin: Sequence[Sequence[int]], changed: int, count: int) -> tuple[int, ...]:
    points: list[int] = []
    last = count
    for row in range(changed, 0, -1):
        last = origin[row][last]
        points.append(last)
    return tuple(reversed(points))
