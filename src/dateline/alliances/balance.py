"""How balanced a signed graph is: its triads, and the least weight of ties that stands in the way of two sides.

A cycle is balanced when the product of its signs is positive (Heider 1946, Cartwright & Harary 1956), a graph when all its cycles are, which is when its actors
can be divided so that friends stand together and foes apart (Harary 1953). The frustration index is the least weight of ties that contradicts such a division
(Harary 1959; Abelson & Rosenberg 1958). It is found exactly, after Aref & Wilson (2018, 2019) and Aref, Mason & Wilson (2020): graphs are reduced and cut into
biconnected blocks (`reduction`), and each block is solved by integer programming with cuts for unbalanced cycles (`covering`).
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Literal, get_args

import msgspec
import networkx as nx
import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import minimum_spanning_tree

from dateline._errors import NetworkError
from dateline.alliances import covering, cycles, options, search
from dateline.alliances.evidence import Basis, counted
from dateline.alliances.reduction import Links, Sides, divided, links_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from dateline.alliances.graph import SignedEdge, SignedGraph

    Ends = npt.NDArray[np.int64]
    Values = npt.NDArray[np.float64]

Solver = Literal["exact", "search"]
NODES_FOR_BRANCHING = 400
"""Larger blocks get the bound of the relaxation only: a search tree over them would not end."""


class Triads(msgspec.Struct, frozen=True, kw_only=True):
    """Triads by their signs. Two kinds are balanced: three friends, and two friends with one foe."""

    friends: int = 0
    friends_of_foes: int = 0
    shared_foe: int = 0
    foes: int = 0
    basis: Basis | None = None

    @property
    def total(self) -> int:
        """All triads whose three edges have a sign."""
        return self.friends + self.friends_of_foes + self.shared_foe + self.foes

    @property
    def balanced(self) -> int:
        """Triads with a positive product of signs."""
        return self.friends + self.shared_foe


class Division(msgspec.Struct, frozen=True, kw_only=True):
    """One division into two sides for each connected part of the graph. Sides of different parts say nothing of each other.

    `frustrated` are the edges that contradict it, as pairs; `sides` are the parts, each a pair of sorted sides.
    """

    sides: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    frustrated: tuple[tuple[str, str], ...]


class Balance(msgspec.Struct, frozen=True, kw_only=True):
    """How balanced the graph of a day is. `alternatives` are other divisions of the same frustration; `complete` says whether these are all."""

    triads: Triads
    frustration: covering.Solution
    division: Division
    frustrated_ties: tuple[str, ...]
    alternatives: tuple[Division, ...]
    complete: bool
    basis: Basis


def triads(graph: SignedGraph) -> Triads:
    """Count the triads of a graph by their signs."""
    edges = graph.signed
    if not edges:
        return Triads(basis=graph.basis_of(()))
    names, ends, signed = arrays(edges)
    found = cycles.triangles(len(names), ends)
    foes = (signed[found] < 0).sum(axis=1)
    count = np.bincount(foes, minlength=4) if len(found) else np.zeros(4, dtype=int)
    held = graph.basis_of(edges[number] for number in np.unique(found).tolist())
    return Triads(friends=int(count[0]), friends_of_foes=int(count[1]), shared_foe=int(count[2]), foes=int(count[3]), basis=held)


def balance(graph: SignedGraph, *, solver: Solver = "exact", time_limit: float = 60.0, alternatives: int = 0, seed: int = 0) -> Balance:
    """Measure balance. `alternatives` is how many other divisions of the same frustration to look for, once the frustration is proven.

    Raises `NetworkError` when the graph has no cycle: a forest is balanced whatever its signs, so that the figure would measure nothing.
    """
    options.word("solver", solver, get_args(Solver))
    options.seconds(time_limit)
    options.whole("alternatives", alternatives, 0)
    options.whole("seed", seed, 0)
    started = time.monotonic()
    refuse_without_cycle(graph)
    edges = graph.signed
    names, ends, signed = arrays(edges)
    deadline = started + 0.75 * time_limit  # the rest is for what is counted afterwards, and for a step that runs late
    answer = two_sides(ends, signed, solver=solver, deadline=deadline, seed=seed)
    sides = np.array([answer.side[node] for node in range(len(names))])
    broken = frustrated(ends, signed, sides)
    value = float(np.abs(signed[broken]).sum())
    proven = value - answer.bound <= covering.TOLERANCE
    division = _division(names, ends, signed, sides)
    others, complete = _others(names, ends, signed, sides, alternatives, deadline) if proven and alternatives else ((), False)
    return Balance(
        triads=triads(graph),
        frustration=covering.Solution(
            value=value,
            bound=value if proven else answer.bound,
            status="optimal" if proven else "time limit",
            method="integer programming with cuts for unbalanced cycles" if solver == "exact" else "tabu search",
            seconds=time.monotonic() - started,
        ),
        division=division,
        frustrated_ties=tuple(sorted({tie for number in np.flatnonzero(broken) for tie in edges[number].ties})),
        alternatives=others,
        complete=complete,
        basis=graph.basis_of(edges),
    )


def refuse_without_cycle(graph: SignedGraph) -> None:
    """Raise `NetworkError` when there is no cycle whose balance could be measured, with the reason."""
    signed = graph.signed
    if not signed:
        pull = "pulls" if len(graph.edges) == 1 else "pull"
        aside = f"; {counted(len(graph.edges), 'contested edge')} {pull} neither way" if graph.edges else ""
        raise NetworkError(f"no tie with a sign is reported to hold on {graph.on}{aside}; ask for a day on which ties are reported")
    if nx.is_forest(nx.Graph([(edge.a, edge.b) for edge in signed])):
        actors = len({actor for edge in signed for actor in (edge.a, edge.b)})
        close = "closes" if len(signed) == 1 else "close"
        raise NetworkError(
            f"balance can't be measured on {graph.on}: {counted(len(signed), 'pair')} with a tie among {actors:,} actors {close}"
            " no cycle, and a graph without a cycle is balanced whatever its signs; add reports, or ask for a later day"
        )


def arrays(edges: Sequence[SignedEdge]) -> tuple[list[str], Ends, Values]:
    """The actors in order, the ends of each edge as numbers of actors, and the signed weight of each edge."""
    names = sorted({actor for edge in edges for actor in (edge.a, edge.b)})
    at = {name: number for number, name in enumerate(names)}
    ends = np.array([(at[edge.a], at[edge.b]) for edge in edges], dtype=np.int64).reshape(-1, 2)
    return names, ends, np.array([edge.sign * edge.weight for edge in edges], dtype=np.float64)


def frustrated(ends: Ends, signed: Values, sides: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Which edges a division contradicts: foes on one side and friends on two."""
    return np.asarray(signed * sides[ends[:, 0]] * sides[ends[:, 1]] < 0)


def two_sides(ends: Ends, signed: Values, *, solver: Solver = "exact", deadline: float, seed: int = 0) -> Sides:
    """Divide a graph into two sides with the least frustration that can be proven, or found, by the deadline (`time.monotonic`)."""

    def solve(links: Links) -> Sides:
        return _block(links, solver, deadline, seed)

    return divided(links_of((a, b, weight) for (a, b), weight in zip(ends.tolist(), signed.tolist(), strict=True)), solve)


def _block(links: Links, solver: Solver, deadline: float, seed: int) -> Sides:
    """Solve a block in which nothing can be decided without search."""
    nodes = sorted(links)
    at = {node: number for number, node in enumerate(nodes)}
    pairs = [(a, b) for a in nodes for b in links[a] if a < b]
    ends = np.array([(at[a], at[b]) for a, b in pairs], dtype=np.int64)
    signed = np.array([links[a][b] for a, b in pairs])
    until = covering.searching_until(deadline) if solver == "exact" else deadline
    sides = search.two_sides(len(nodes), ends, signed, seed=seed, deadline=until)
    bound = 0.0
    if solver == "exact":
        separate = cycles.odd_cycles(len(nodes), ends, signed, seed)

        def rounded(values: Values) -> list[int]:
            start = _by_tree(len(nodes), ends, signed, values)
            better = search.two_sides(len(nodes), ends, signed, seed=seed, deadline=covering.searching_until(deadline), starts=[start], tries=1)
            return np.flatnonzero(frustrated(ends, signed, better)).tolist()

        found = covering.cover(
            np.abs(signed),
            separate,
            rounded,
            np.flatnonzero(frustrated(ends, signed, sides)).tolist(),
            deadline=deadline,
            linking=_linking(len(nodes), ends, signed),
            branch=len(nodes) <= NODES_FOR_BRANCHING,
        )
        bound = found.bound
        sides = _sides_without(len(nodes), ends, signed, found.chosen)
    return Sides({node: int(sides[at[node]]) for node in nodes}, bound)


def _by_tree(count: int, ends: Ends, signed: Values, values: Values) -> npt.NDArray[np.int64]:
    """The division that follows the edges that a fractional answer trusts most: a spanning tree of least value."""
    lengths = sparse.csr_array((np.maximum(values, 0) + 1e-6, (ends[:, 0], ends[:, 1])), shape=(count, count))
    tree = minimum_spanning_tree(lengths).tocoo()
    kept = set(zip(tree.row.tolist(), tree.col.tolist(), strict=True))
    chosen = [number for number, pair in enumerate(ends.tolist()) if tuple(pair) not in kept]
    return _sides_without(count, ends, signed, frozenset(chosen))


def _sides_without(count: int, ends: Ends, signed: Values, removed: Iterable[int]) -> npt.NDArray[np.int64]:
    """The division that the edges agree on once some are removed."""
    gone = set(removed)
    graph = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from((a, b, {"sign": 1 if signed[number] > 0 else -1}) for number, (a, b) in enumerate(ends.tolist()) if number not in gone)
    sides = np.zeros(count, dtype=np.int64)
    for root in range(count):
        if sides[root]:
            continue
        sides[root] = 1
        for a, b in nx.bfs_edges(graph, root):
            sides[b] = sides[a] * graph[a][b]["sign"]
    return sides


def _linking(count: int, ends: Ends, signed: Values) -> covering.Linking:
    """Rows that make an edge count as frustrated when the sides of its ends say so (the AND and XOR models of Aref & Wilson 2018).

    Sides are the columns after the edges, 0 or 1. The node with the most edges is held on side 1, since a division and its mirror image are the same.
    """
    edges = len(ends)
    first, second = ends[:, 0] + edges, ends[:, 1] + edges
    number = np.arange(edges)
    friends = (signed > 0).astype(float)
    # Friends: f >= y_a - y_b and f >= y_b - y_a. Foes: f >= y_a + y_b - 1 and f >= 1 - y_a - y_b.
    rows = np.concatenate([np.repeat(number, 3), np.repeat(number + edges, 3), [2 * edges]])
    fixed = edges + int(np.argmax(np.bincount(ends.ravel(), minlength=count)))
    columns = np.concatenate([np.column_stack([number, first, second]).ravel(), np.column_stack([number, first, second]).ravel(), [fixed]])
    ones = np.ones(edges)
    upper = np.column_stack([ones, -ones, np.where(friends > 0, 1.0, -1.0)]).ravel()
    lower = np.column_stack([ones, ones, np.where(friends > 0, -1.0, 1.0)]).ravel()
    matrix = sparse.csr_array((np.concatenate([upper, lower, [1.0]]), (rows, columns)), shape=(2 * edges + 1, edges + count))
    low = np.concatenate([friends - 1, 1 - friends, [1.0]])
    return covering.Linking(count, matrix, low, np.full(2 * edges + 1, np.inf))


def _division(names: Sequence[str], ends: Ends, signed: Values, sides: npt.NDArray[np.int64]) -> Division:
    parts = []
    for component in nx.connected_components(nx.Graph(ends.tolist())):
        halves = [tuple(sorted(names[node] for node in component if sides[node] == side)) for side in (1, -1)]
        first, second = sorted(halves, key=lambda half: (-len(half), half))
        parts.append((first, second))
    broken = frustrated(ends, signed, sides)
    pairs = tuple(sorted((names[a], names[b]) for a, b in ends[broken].tolist()))
    return Division(sides=tuple(sorted(parts, key=lambda part: (-len(part[0]), part))), frustrated=pairs)


def _others(names: Sequence[str], ends: Ends, signed: Values, sides: npt.NDArray[np.int64], most: int, deadline: float) -> tuple[tuple[Division, ...], bool]:
    """Other divisions with the same frustration."""
    separate = cycles.odd_cycles(len(names), ends, signed)
    chosen = frozenset(np.flatnonzero(frustrated(ends, signed, sides)).tolist())
    value = float(np.abs(signed[list(chosen)]).sum())
    known = covering.Cover(chosen, value, value, ())
    found, complete = covering.alternatives(np.abs(signed), separate, known, most=most + 1, deadline=deadline)
    return tuple(_division(names, ends, signed, _sides_without(len(names), ends, signed, cover)) for cover in found[1:]), complete
