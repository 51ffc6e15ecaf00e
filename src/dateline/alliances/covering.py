"""The solver under balance and camps: the least weight of edges that meets every cycle of a forbidden kind.

A signed graph is balanced when no cycle has an odd number of negative edges (Harary 1953, Cartwright & Harary 1956), and falls into camps when no cycle has
exactly one (Davis 1967). To find the least weight of edges that stands in the way is, in both, to find the lightest set of edges that meets each such cycle:

    minimise  sum w_e f_e   subject to   sum of f_e over C >= 1 for each forbidden cycle C,   f_e in {0, 1}

There are too many cycles to write down. The solver starts with the forbidden triangles (the cuts of Aref, Mason & Wilson 2020), solves the linear relaxation
with HiGHS, asks for cycles that the answer breaks, adds them, and goes on: a cutting plane method, whose every step gives a bound. Where the relaxation stays
below the best known division, `scipy.optimize.milp` closes the gap, its whole answers held against the cycles in the same way.
"""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Literal

import msgspec
import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Values = npt.NDArray[np.float64]
    Cycle = tuple[int, ...]
    Separate = Callable[[Values, int], list[Cycle]]
    Rounded = Callable[[Values], list[int]]

Status = Literal["optimal", "time limit"]
TOLERANCE = 1e-6
METHOD = "highs"
MOST_CUTS = 800
FOR_SEARCH = 0.2
"""The share of the time that is left which a local search before the exact solver may take."""


def searching_until(deadline: float) -> float:
    """When a local search must leave the rest of the time to the exact solver."""
    now = time.monotonic()
    return now + FOR_SEARCH * max(0.0, deadline - now)


class Solution(msgspec.Struct, frozen=True, kw_only=True):
    """A figure with its proof: no answer is below `bound`, and `value` was reached. They are equal when the status is `optimal`."""

    value: float
    bound: float
    status: Status
    method: str
    seconds: float

    @property
    def gap(self) -> float:
        """How much better an answer may still be."""
        return self.value - self.bound

    def __str__(self) -> str:
        proof = "proven optimal" if self.status == "optimal" else f"time limit reached, at least {self.bound:g}"
        return f"{self.value:g} ({proof}; {self.method})"


class Cover(msgspec.Struct, frozen=True):
    """A set of edges that meets every forbidden cycle, with its weight, a lower bound on any such weight, and the cycles that prove it."""

    chosen: frozenset[int]
    value: float
    bound: float
    rows: tuple[tuple[int, ...], ...]

    @property
    def optimal(self) -> bool:
        """Whether nothing lighter exists."""
        return self.value - self.bound <= TOLERANCE


class Linking(msgspec.Struct, frozen=True):
    """Whole-number columns beside the edges, and rows `low <= A x` over edges and these columns, that leave only true covers (Aref & Wilson 2018)."""

    columns: int
    matrix: sparse.csr_array
    low: npt.NDArray[np.float64]
    high: npt.NDArray[np.float64]


def cover(
    weights: Values,
    separate: Separate,
    rounded: Rounded,
    start: Iterable[int],
    *,
    deadline: float,
    rows: Sequence[Cycle] = (),
    linking: Linking | None = None,
    branch: bool = True,
) -> Cover:
    """The lightest cover, or the best one found by the deadline (`time.monotonic`) with a lower bound.

    `separate(f, most)` gives up to `most` forbidden cycles that `f` meets with less than 1; `rounded(f)` makes a cover of a fractional one; `start` is a cover.
    Without `branch` the bound stays that of the relaxation.
    """
    state = _State(weights, frozenset(start), list(rows))
    if not state.closed() and time.monotonic() < deadline:
        state.add(separate(np.zeros(len(weights)), MOST_CUTS))
        if not state.rows:  # there is no forbidden cycle at all
            state.offer(())
        whole = state.closed() or _relaxed(state, separate, rounded, deadline)
        if branch and not whole and not state.closed() and time.monotonic() < deadline:
            _branched(state, separate, rounded, deadline, linking)
    return Cover(state.best, state.value, min(state.bound, state.value), tuple(state.rows))


class _State:
    """What is known so far: the best cover, the bound and the cycles."""

    def __init__(self, weights: Values, best: frozenset[int], rows: list[Cycle]) -> None:
        self.weights = weights
        self.whole = bool(np.all(np.abs(weights - np.round(weights)) < TOLERANCE))
        self.best = best
        self.value = self.weigh(best)
        self.bound = 0.0
        self.rows = list(dict.fromkeys(rows))
        self.known = set(self.rows)

    def weigh(self, edges: Iterable[int]) -> float:
        return math.fsum(self.weights[edge] for edge in edges)

    def closed(self) -> bool:
        return self.bound >= self.value - TOLERANCE

    def offer(self, edges: Iterable[int]) -> None:
        found = frozenset(edges)
        value = self.weigh(found)
        if value < self.value - TOLERANCE:
            self.best, self.value = found, value

    def raise_bound(self, bound: float) -> None:
        # With whole weights every answer is whole, so that a bound of 6.2 is one of 7.
        self.bound = max(self.bound, math.ceil(bound - 1e-5) if self.whole else bound)

    def add(self, cycles: Iterable[Cycle]) -> int:
        fresh = [cycle for cycle in dict.fromkeys(cycles) if cycle not in self.known]
        self.rows += fresh
        self.known |= set(fresh)
        return len(fresh)

    def matrix(self, columns: int) -> sparse.csr_array:
        indices = np.fromiter((edge for row in self.rows for edge in row), dtype=np.int64)
        indptr = np.cumsum([0, *(len(row) for row in self.rows)])
        return sparse.csr_array((np.ones(len(indices)), indices, indptr), shape=(len(self.rows), columns))


def _relaxed(state: _State, separate: Separate, rounded: Rounded, deadline: float) -> bool:
    """Cutting planes. Whether the relaxation ended in a whole cover, which then is the lightest."""
    around = 0.0
    while state.rows:
        left = deadline - time.monotonic() - around
        if left <= 0:
            return False
        # The dual program packs cycles into the edges. It has a row for each edge and not for each cycle, of which there are many more.
        answer = linprog(
            -np.ones(len(state.rows)), A_ub=state.matrix(len(state.weights)).T.tocsr(), b_ub=state.weights, method=METHOD, options={"time_limit": left}
        )
        if answer.status != 0 or answer.x is None:
            return False
        packed, values = -float(answer.fun), np.clip(-answer.ineqlin.marginals, 0, 1)
        solved = time.monotonic()
        state.raise_bound(packed)
        state.offer(rounded(values))
        if state.closed():
            return True
        if not state.add(separate(values, MOST_CUTS)):
            chosen = np.flatnonzero(values > 0.5).tolist()
            if np.all(np.minimum(values, 1 - values) < TOLERANCE):
                state.offer(chosen)
                return True
            return False
        # What a step takes beside the program itself is kept free before the next one begins.
        around = max(around, time.monotonic() - solved)
    return False


def alternatives(weights: Values, separate: Separate, known: Cover, *, most: int, deadline: float) -> tuple[list[frozenset[int]], bool]:
    """All covers as light as a proven one, up to `most`, and whether these are all of them.

    Each one found is forbidden (not all of its edges again) and the next one is asked for, until there is none.
    """
    found = [known.chosen]
    if not known.chosen:
        return found, True
    state = _State(weights, known.chosen, list(known.rows))
    count = len(weights)
    while len(found) <= most and (left := deadline - time.monotonic()) > 0:
        others = sparse.csr_array(np.array([[1.0 if edge in cover else 0.0 for edge in range(count)] for cover in found]))
        constraints = [
            LinearConstraint(sparse.csr_array(weights[None, :]), -np.inf, known.value + TOLERANCE),
            LinearConstraint(others, -np.inf, np.array([len(cover) - 1.0 for cover in found])),
        ]
        if state.rows:
            constraints.append(LinearConstraint(state.matrix(count), 1, np.inf))
        answer = milp(weights, integrality=np.ones(count), bounds=Bounds(0, 1), constraints=constraints, options={"time_limit": left})
        if answer.status == 2:  # infeasible: there are no others
            return found, True
        if answer.x is None or answer.status != 0:
            break
        if not state.add(separate(np.round(answer.x), MOST_CUTS)):
            found.append(frozenset(np.flatnonzero(answer.x > 0.5).tolist()))
    return found[:most], False


def _branched(state: _State, separate: Separate, rounded: Rounded, deadline: float, linking: Linking | None) -> None:
    """Branch and cut: whole numbers, and new cycles as long as an answer breaks one."""
    edges = len(state.weights)
    extra = linking.columns if linking else 0
    cost = np.concatenate([state.weights, np.zeros(extra)])
    # With linking columns whole, the edges come out whole by themselves.
    integrality = np.concatenate([np.full(edges, 0 if linking else 1), np.ones(extra)])
    upper = np.ones(edges + extra)
    while (left := deadline - time.monotonic()) > 0:
        constraints = [LinearConstraint(state.matrix(edges + extra), 1, np.inf)]
        if linking:
            constraints.append(LinearConstraint(linking.matrix, linking.low, linking.high))
        if state.whole:
            # Only something lighter than the best is asked for: that there is none is the proof.
            constraints.append(LinearConstraint(sparse.csr_array(cost[None, :]), -np.inf, state.value - 1))
        options = {"time_limit": left, "mip_rel_gap": 0}
        answer = milp(cost, integrality=integrality, bounds=Bounds(np.zeros_like(upper), upper), constraints=constraints, options=options)
        if answer.status == 2:  # infeasible
            state.raise_bound(state.value)
            return
        if answer.mip_dual_bound is not None and np.isfinite(answer.mip_dual_bound):
            state.raise_bound(min(float(answer.mip_dual_bound), state.value))
        if answer.x is None:
            return
        found = np.asarray(answer.x[:edges])
        state.offer(rounded(found))
        if state.closed() or answer.status != 0:
            return
        if not state.add(separate(np.round(found), MOST_CUTS)):
            state.offer(np.flatnonzero(found > 0.5).tolist())
            state.raise_bound(state.value)
            return


class Mixed(msgspec.Struct, frozen=True):
    """The answer of a mixed integer program: the values, or None where none was found, and a lower bound on the cost."""

    values: Values | None
    bound: float


def mixed(cost: Values, rows: Sequence[dict[int, float]], low: Sequence[float], high: Sequence[float], upper: Values, *, free: int, deadline: float) -> Mixed:
    """Minimise `cost` over columns from 0 to `upper`, of which all after the first `free` are whole numbers, under `low <= rows <= high`."""
    left = deadline - time.monotonic()
    if left <= 0:
        return Mixed(None, 0.0)
    places = [(number, column, value) for number, row in enumerate(rows) for column, value in row.items()]
    number, column, value = (np.array(part) for part in zip(*places, strict=True))
    matrix = sparse.csr_array((value, (number, column)), shape=(len(rows), len(cost)))
    whole = np.arange(len(cost)) >= free
    answer = milp(
        cost,
        integrality=whole.astype(int),
        bounds=Bounds(np.zeros(len(cost)), upper),
        constraints=LinearConstraint(matrix, np.asarray(low), np.asarray(high)),
        options={"time_limit": left, "mip_rel_gap": 0},
    )
    bound = float(answer.mip_dual_bound) if answer.mip_dual_bound is not None and np.isfinite(answer.mip_dual_bound) else 0.0
    if np.all(np.abs(cost - np.round(cost)) < TOLERANCE):
        bound = math.ceil(bound - 1e-5)
    return Mixed(None if answer.x is None else np.asarray(answer.x), bound)
