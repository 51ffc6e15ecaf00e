"""Cycles that no balanced graph and no graph of camps has, found where an answer breaks them."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import dijkstra

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    Ends = npt.NDArray[np.int64]
    Values = npt.NDArray[np.float64]
    Cycle = tuple[int, ...]

BROKEN = 1 - 1e-5
TINY = 1e-9
"""Added to each length, since a sparse matrix takes a length of 0 for no edge."""


def triangles(count: int, ends: Ends) -> npt.NDArray[np.int64]:
    """All triangles, as an array of shape (triangles, 3) of edge numbers."""
    forward: list[dict[int, int]] = [{} for _ in range(count)]
    degree = np.bincount(ends.ravel(), minlength=count)
    rank = np.lexsort((np.arange(count), degree)).argsort()
    for number, (a, b) in enumerate(ends.tolist()):
        low, high = (a, b) if rank[a] < rank[b] else (b, a)
        forward[low][high] = number
    found = [
        (first, second, forward[b][c] if c in forward[b] else forward[c][b])
        for near in forward
        for b, first in near.items()
        for c, second in near.items()
        if (c in forward[b] or b in forward[c]) and rank[b] < rank[c]
    ]
    return np.array(found, dtype=np.int64).reshape(-1, 3)


def odd_cycles(count: int, ends: Ends, signed: Values, seed: int = 0) -> Callable[[Values, int], list[Cycle]]:
    """A search for cycles with an odd number of negative edges, whose values add up to less than 1.

    Each node is doubled, once for each side that it may stand on; a positive edge joins copies of one side, a negative edge of two. A path from one copy of a
    node to the other is a closed walk with an odd number of negative edges (Barahona & Mahjoub 1986). Triangles first, since they are cheap.
    """
    three = triangles(count, ends)
    odd = three[np.prod(np.sign(signed[three]), axis=1) < 0] if len(three) else three
    swap = (signed < 0).astype(np.int64) * count
    tail = np.concatenate([ends[:, 0], ends[:, 0] + count])
    head = np.concatenate([ends[:, 1] + swap, ends[:, 1] + count - swap])
    number = {}
    for edge, (a, b) in enumerate(ends.tolist()):
        number[a, b] = number[b, a] = edge
    random = np.random.default_rng(seed)

    def separate(values: Values, most: int) -> list[Cycle]:
        found = _lightest(odd, values, most)
        if len(found) >= most // 2 or (len(found) and not values.any()):
            return found
        lengths = np.maximum(np.concatenate([values, values]), 0) + TINY
        doubled = sparse.csr_array((lengths, (tail, head)), shape=(2 * count, 2 * count))
        sources = np.arange(count) if count <= 600 else np.sort(random.choice(count, 300, replace=False))
        walks: dict[Cycle, float] = {}
        for chunk in np.array_split(sources, max(1, len(sources) // 100)):
            distance, before = dijkstra(doubled, directed=False, indices=chunk, return_predecessors=True, limit=1.0)
            for row, source in enumerate(chunk.tolist()):
                if distance[row, source + count] < BROKEN:
                    cycle = _simple(_path(before[row], source, source + count), count, signed, number)
                    walks[cycle] = float(values[list(cycle)].sum())
        return found + [cycle for cycle, length in sorted(walks.items(), key=lambda item: (item[1], item[0])) if length < BROKEN][: most - len(found)]

    return separate


def lone_enemy_cycles(count: int, ends: Ends, signed: Values, seed: int = 0) -> Callable[[Values, int], list[Cycle]]:
    """A search for cycles with exactly one negative edge, whose values add up to less than 1: enemies whom a chain of friends joins (Davis 1967)."""
    three = triangles(count, ends)
    lone = three[(signed[three] < 0).sum(axis=1) == 1] if len(three) else three
    friends = np.flatnonzero(signed > 0)
    foes = np.flatnonzero(signed < 0)
    number = {}
    for edge in friends.tolist():
        a, b = ends[edge].tolist()
        number[a, b] = number[b, a] = edge
    random = np.random.default_rng(seed)

    def separate(values: Values, most: int) -> list[Cycle]:
        found = _lightest(lone, values, most)
        if len(found) >= most // 2 or (len(found) and not values.any()):
            return found
        lengths = np.maximum(values[friends], 0) + TINY
        matrix = sparse.csr_array((lengths, (ends[friends, 0], ends[friends, 1])), shape=(count, count))
        asked = foes if len(foes) <= 3000 else np.sort(random.choice(foes, 3000, replace=False))
        sources = np.unique(ends[asked, 0])
        paths: dict[Cycle, float] = {}
        for chunk in np.array_split(sources, max(1, len(sources) // 100)):
            distance, before = dijkstra(matrix, directed=False, indices=chunk, return_predecessors=True, limit=1.0)
            at = {source: row for row, source in enumerate(chunk.tolist())}
            for edge in asked.tolist():
                a, b = ends[edge].tolist()
                if a in at and distance[at[a], b] + values[edge] < BROKEN:
                    nodes = _path(before[at[a]], a, b)
                    cycle = tuple(sorted([edge, *(number[pair] for pair in itertools.pairwise(nodes))]))
                    paths[cycle] = float(values[list(cycle)].sum())
        return found + [cycle for cycle, length in sorted(paths.items(), key=lambda item: (item[1], item[0])) if length < BROKEN][: most - len(found)]

    return separate


def _lightest(rows: npt.NDArray[np.int64], values: Values, most: int) -> list[Cycle]:
    """The triangles that an answer breaks, the lightest first."""
    if not len(rows):
        return []
    totals = values[rows].sum(axis=1)
    broken = np.flatnonzero(totals < BROKEN)
    chosen = broken[np.argsort(totals[broken], kind="stable")[:most]]
    return [tuple(sorted(row)) for row in rows[chosen].tolist()]


def _path(before: Sequence[int], source: int, target: int) -> list[int]:
    """The nodes of a shortest path."""
    nodes = [target]
    while nodes[-1] != source:
        nodes.append(int(before[nodes[-1]]))
    return nodes


def _simple(nodes: Sequence[int], count: int, signed: Values, number: dict[tuple[int, int], int]) -> Cycle:
    """The edges of a simple cycle with an odd number of negative edges inside a closed walk with one."""
    stack: list[int] = []
    at: dict[int, int] = {}
    for node in (node % count for node in nodes):
        if node in at:
            loop = [*stack[at[node] :], node]
            edges = [number[pair] for pair in itertools.pairwise(loop)]
            if sum(signed[edge] < 0 for edge in edges) % 2:
                return tuple(sorted(edges))
            for dropped in stack[at[node] + 1 :]:
                del at[dropped]
            del stack[at[node] + 1 :]
        else:
            at[node] = len(stack)
            stack.append(node)
    raise AssertionError("a closed walk with an odd number of negative edges holds no cycle with one")  # parity forbids it
