"""Local searches: good divisions fast, without a proof. What they find is where the exact solver starts and what is left when its time is over."""

from __future__ import annotations

import heapq
import time
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Ends = npt.NDArray[np.int64]
    Weights = npt.NDArray[np.float64]
    Sides = npt.NDArray[np.int64]


def two_sides(count: int, ends: Ends, signed: Weights, *, seed: int, deadline: float, starts: Sequence[Sides] = (), tries: int = 6) -> Sides:
    """Divide nodes into the sides 1 and -1 so that little weight is frustrated: one-flip tabu search (Glover 1989), from each start and from random ones.

    `ends` is an array of shape (edges, 2), `signed` the signed weight of each edge.
    """
    random = np.random.default_rng(seed)
    both = np.concatenate([ends, ends[:, ::-1]])
    matrix = sparse.csr_array((np.concatenate([signed, signed]), (both[:, 0], both[:, 1])), shape=(count, count))
    best, best_cost = np.ones(count, dtype=np.int64), np.inf
    for attempt in range(max(tries, len(starts))):
        sides = starts[attempt].copy() if attempt < len(starts) else random.choice(np.array([-1, 1]), count)
        found, cost = _tabu(matrix, sides, random, deadline)
        if cost < best_cost:
            best, best_cost = found, cost
        if time.monotonic() > deadline:
            break
    return best


def _tabu(matrix: sparse.csr_array, sides: Sides, random: np.random.Generator, deadline: float) -> tuple[Sides, float]:
    count = len(sides)
    # What a flip of each node would add to the frustrated weight.
    change = sides * (matrix @ sides)
    cost = best_cost = -float(change.sum()) / 4
    best = sides.copy()
    free_at = np.zeros(count, dtype=np.int64)
    idle = 0
    for step in range(40 * count + 400):
        allowed = np.where((free_at <= step) | (cost + change < best_cost - 1e-9), change, np.inf)
        node = int(np.argmin(allowed))
        if not np.isfinite(allowed[node]):
            continue
        row = slice(matrix.indptr[node], matrix.indptr[node + 1])
        near = matrix.indices[row]
        cost += change[node]
        change[near] -= 2 * sides[node] * sides[near] * matrix.data[row]
        change[node] = -change[node]
        sides[node] = -sides[node]
        free_at[node] = step + 1 + min(10, count // 4) + int(random.integers(0, 10))
        if cost < best_cost - 1e-9:
            best, best_cost, idle = sides.copy(), cost, 0
        else:
            idle += 1
        if idle > 4 * count + 100 or (step % 64 == 0 and time.monotonic() > deadline):
            break
    return best, best_cost


def many_camps(
    count: int, ends: Ends, signed: Weights, *, seed: int, deadline: float, most: int | None = None, start: Sequence[int] | None = None, rounds: int = 100
) -> list[int]:
    """Divide nodes into camps, as many as cost least (or `most`), so that little weight contradicts them.

    Greedy joining of the camps with the strongest positive tie between them (greedy additive edge contraction, Keuper et al. 2015), then moves of single
    nodes until none helps (the relocation of Doreian & Mrvar 1996), then again from a shaken best, `rounds` times.
    """
    random = np.random.default_rng(seed)
    near: list[dict[int, float]] = [{} for _ in range(count)]
    for (a, b), weight in zip(ends.tolist(), signed.tolist(), strict=True):
        near[a][b] = near[b][a] = near[a].get(b, 0.0) + weight
    # Greedy joining goes astray where camps are only a little denser inside than between; random camps, relocated, find these.
    starts = [list(start)] if start is not None else [_joined(near, most), *_random_camps(count, most, random)]
    best, best_cost = starts[0], np.inf
    for first in starts:
        found = _relocate(near, first, most, deadline)
        cost = cost_of(found, ends, signed)
        if cost < best_cost - 1e-9:
            best, best_cost = found, cost
        if time.monotonic() > deadline:
            break
    for _ in range(rounds):
        if time.monotonic() > deadline or best_cost <= 0:
            break
        shaken = list(best)
        camps = sorted(set(best))
        for node in random.choice(count, size=max(1, min(count, 2 + count // 12)), replace=False).tolist():
            shaken[node] = int(random.choice(np.array([*camps] if most is not None and len(camps) >= most else [*camps, max(camps) + 1])))
        found = _relocate(near, shaken, most, deadline)
        cost = cost_of(found, ends, signed)
        if cost < best_cost - 1e-9:
            best, best_cost = found, cost
    return best


def _random_camps(count: int, most: int | None, random: np.random.Generator) -> list[list[int]]:
    """Random divisions into two, three and more camps, to start from."""
    sizes = [size for size in (2, 3, 4, 5, 6, 8, 12) if size <= min(count, most or count)]
    return [random.integers(0, size, count).tolist() for size in sizes for _ in range(3)]


def cost_of(camps: Sequence[int], ends: Ends, signed: Weights) -> float:
    """The line index of Doreian & Mrvar: the positive weight between camps and the negative weight within them."""
    labels = np.asarray(camps)
    within = labels[ends[:, 0]] == labels[ends[:, 1]]
    return float(np.abs(signed[within == (signed < 0)]).sum())


def _joined(near: Sequence[dict[int, float]], most: int | None) -> list[int]:
    """Camps by greedy joining."""
    links = [dict(row) for row in near]
    members: dict[int, list[int]] = {node: [node] for node in range(len(near))}
    heap = [(-weight, a, b) for a, row in enumerate(links) for b, weight in row.items() if a < b and weight > 0]
    heapq.heapify(heap)
    while heap:
        weight, a, b = heapq.heappop(heap)
        if a not in members or b not in members or links[a].get(b) != -weight:
            continue
        if len(links[a]) < len(links[b]):
            a, b = b, a  # the smaller is merged into the larger
        members[a] += members.pop(b)
        links[a].pop(b)
        for other, tie in links[b].items():
            if other == a:
                continue
            links[other].pop(b)
            links[a][other] = links[other][a] = links[a].get(other, 0.0) + tie
            if links[a][other] > 0:
                heapq.heappush(heap, (-links[a][other], min(a, other), max(a, other)))
    groups = sorted(members.values(), key=len, reverse=True)
    camps = [0] * len(near)
    for label, group in enumerate(groups):
        for node in group:
            camps[node] = label if most is None else label % most
    return camps


def _relocate(near: Sequence[dict[int, float]], camps: list[int], most: int | None, deadline: float) -> list[int]:
    """Move single nodes to the camp that they are tied to most, or to one of their own, as long as it helps."""
    fresh = max(camps, default=0) + 1
    sizes: defaultdict[int, int] = defaultdict(int)
    for camp in camps:
        sizes[camp] += 1
    moved = True
    while moved and time.monotonic() < deadline:
        moved = False
        for node, row in enumerate(near):
            pull: defaultdict[int, float] = defaultdict(float)
            for other, weight in row.items():
                pull[camps[other]] += weight
            here = camps[node]
            target = max(sorted(pull), key=lambda camp: pull[camp], default=here)
            if most is None or sum(size > 0 for size in sizes.values()) < most:
                if pull.get(target, 0.0) < 0 and sizes[here] > 1:
                    target = fresh
            elif pull.get(target, 0.0) < 0:
                target = max(sorted(camp for camp, size in sizes.items() if size), key=lambda camp: pull.get(camp, 0.0))
            if pull.get(target, 0.0) > pull.get(here, 0.0) + 1e-9:
                sizes[here] -= 1
                sizes[target] += 1
                camps[node] = target
                fresh = max(fresh, target + 1)
                moved = True
    return camps
