"""Camps: who stands together, with as many camps as the ties ask for.

Actors fall into camps when friends stand in one camp and foes in two (Davis 1967). Few graphs do; the line index of Doreian & Mrvar (1996, 2009) counts the
positive ties between camps and the negative ties within them, and the best division has the least of both (correlation clustering, Bansal, Blum & Chawla 2004).
The number of camps is free by default: two camps mislead in wars with many sides. With `k`, at most that many camps are allowed.

Between actors whom no chain of positive ties joins nothing asks for one camp, so that a camp is always held together by positive ties, and two camps without a
tie between them are just that: no tie is reported.
"""

from __future__ import annotations

import time
from collections import defaultdict
from typing import TYPE_CHECKING, get_args

import msgspec
import networkx as nx
import numpy as np
from scipy import sparse

from dateline._errors import NetworkError
from dateline.alliances import covering, cycles, options, search
from dateline.alliances.balance import Solver, arrays, two_sides
from dateline.alliances.evidence import Basis

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from dateline.alliances.graph import SignedEdge, SignedGraph

    Ends = npt.NDArray[np.int64]
    Values = npt.NDArray[np.float64]

Partition = tuple[tuple[str, ...], ...]
FREE = "so that the ties decide how many camps there are"
"""What it means to ask for no number of camps."""


class Misfit(msgspec.Struct, frozen=True):
    """An edge that contradicts the camps: friends in two camps, or foes in one."""

    a: str
    b: str
    sign: int
    ties: tuple[str, ...]


class Margin(msgspec.Struct, frozen=True, kw_only=True):
    """How firmly an actor stands where it stands (its energy in the landscape of Axelrod & Bennett 1993).

    A move to `to`, the best other camp (empty: one of its own), would add `change` to the cost. `holds` are the ties that keep it, `pulls` those that draw it
    away. It takes ties of the weight of `change` more on the other side before it moves.
    """

    actor: str
    to: tuple[str, ...]
    change: float
    holds: tuple[str, ...]
    pulls: tuple[str, ...]


class Camps(msgspec.Struct, frozen=True, kw_only=True):
    """The camps of a day, the largest first, with what they cost and what contradicts them. `alternatives` cost as much; `complete`: these are all."""

    camps: Partition
    k: int | None
    cost: covering.Solution
    misfits: tuple[Misfit, ...]
    margins: tuple[Margin, ...]
    alternatives: tuple[Partition, ...]
    complete: bool
    basis: Basis

    def camp_of(self, actor: str) -> tuple[str, ...]:
        """The camp that an actor stands in. Raises `NetworkError` when it stands in none."""
        for camp in self.camps:
            if actor in camp:
                return camp
        raise NetworkError(f"{actor} has no tie with a sign on {self.basis.on}, and so stands in no camp")


def camps(graph: SignedGraph, k: int | None = None, *, solver: Solver = "exact", time_limit: float = 60.0, alternatives: int = 0, seed: int = 0) -> Camps:
    """Divide the actors of a graph into camps. `alternatives` is how many others that cost as much to look for, with `k` free and the cost proven.

    Raises `NetworkError` for a graph without a tie that has a sign, and for an option that can't be.
    """
    options.whole("k", k, 1, otherwise=FREE)
    options.word("solver", solver, get_args(Solver))
    options.seconds(time_limit)
    options.whole("alternatives", alternatives, 0)
    options.whole("seed", seed, 0)
    edges = graph.signed
    if not edges:
        raise NetworkError(f"no tie with a sign is reported to hold on {graph.on}; ask for a day on which ties are reported")
    started = time.monotonic()
    deadline = started + 0.9 * time_limit  # the rest is for what is counted afterwards, and for a step that runs late
    names, ends, signed = arrays(edges)
    labels, bound, covers = _free(ends, signed, len(names), solver, deadline, seed)
    method = "integer programming with cuts for cycles with one negative tie" if solver == "exact" else "local search"
    if k is not None and len(set(labels)) > k:
        covers = []
        labels, bound, method = _at_most(ends, signed, len(names), k, solver, deadline, seed, labels, bound)
    value = search.cost_of(labels, ends, signed)
    proven = value - bound <= covering.TOLERANCE
    others: list[Partition] = []
    complete = False
    if proven and alternatives and k is None:
        others, complete = _others(names, ends, signed, covers, alternatives, deadline)
    parts = _partition(names, labels)
    return Camps(
        camps=parts,
        k=k,
        cost=covering.Solution(
            value=value, bound=value if proven else bound, status="optimal" if proven else "time limit", method=method, seconds=time.monotonic() - started
        ),
        misfits=misfits(edges, parts),
        margins=margins(edges, parts, k),
        alternatives=tuple(part for part in others if part != parts),
        complete=complete,
        basis=graph.basis_of(edges),
    )


def misfits(edges: Iterable[SignedEdge], parts: Partition) -> tuple[Misfit, ...]:
    """The edges that contradict a division into camps."""
    at = {actor: number for number, camp in enumerate(parts) for actor in camp}
    return tuple(Misfit(edge.a, edge.b, edge.sign, edge.ties) for edge in edges if (at[edge.a] == at[edge.b]) == (edge.sign < 0))


def margins(edges: Iterable[SignedEdge], parts: Partition, k: int | None = None) -> tuple[Margin, ...]:
    """What each actor's move to the best other camp would cost, or to one of its own where there may be more than there are; the loosest actors first."""
    full = k is not None and len(parts) >= k
    at = {actor: number for number, camp in enumerate(parts) for actor in camp}
    near: defaultdict[str, list[SignedEdge]] = defaultdict(list)
    for edge in edges:
        near[edge.a].append(edge)
        near[edge.b].append(edge)
    out = []
    for actor, held in near.items():
        pull: defaultdict[int, float] = defaultdict(float)
        for edge in held:
            pull[at[edge.other(actor)]] += edge.sign * edge.weight
        here = at[actor]
        alone = len(parts[here]) == 1
        # A camp of its own pulls with nothing; who stands alone already can't go there.
        others = {camp: weight for camp, weight in pull.items() if camp != here} | ({} if alone or full else {-1: 0.0})
        if not others:
            continue
        to = max(sorted(others, reverse=True), key=lambda camp: others[camp])
        holds = [edge for edge in held if edge.sign == (1 if at[edge.other(actor)] == here else -1 if at[edge.other(actor)] == to else 0)]
        pulls = [edge for edge in held if edge.sign == (-1 if at[edge.other(actor)] == here else 1 if at[edge.other(actor)] == to else 0)]
        out.append(
            Margin(
                actor=actor,
                to=parts[to] if to >= 0 else (),
                change=pull[here] - others[to],
                holds=tuple(sorted({tie for edge in holds for tie in edge.ties})),
                pulls=tuple(sorted({tie for edge in pulls for tie in edge.ties})),
            )
        )
    return tuple(sorted(out, key=lambda margin: (margin.change, margin.actor)))


def _partition(names: Sequence[str], labels: Sequence[int]) -> Partition:
    members: defaultdict[int, list[str]] = defaultdict(list)
    for name, label in zip(names, labels, strict=True):
        members[label].append(name)
    return tuple(sorted((tuple(sorted(camp)) for camp in members.values()), key=lambda camp: (-len(camp), camp)))


Block = tuple[list[int], covering.Cover]
"""The numbers of the edges of a block, and its cover in its own numbering."""


def _blocks(ends: Ends, signed: Values) -> list[list[int]]:
    """The edges, as numbers, of each block in which enemies are joined by friends; no other edge can cost anything.

    A forbidden cycle has one negative edge, so that it lies inside a part joined by positive edges, and inside a biconnected block of it.
    """
    friends = nx.Graph([tuple(pair) for pair in ends[signed > 0].tolist()])
    part = {node: number for number, nodes in enumerate(nx.connected_components(friends)) for node in nodes}
    number = {}
    inner = nx.Graph()
    for edge, (a, b) in enumerate(ends.tolist()):
        if a in part and part[a] == part.get(b):
            number[a, b] = number[b, a] = edge
            inner.add_edge(a, b)
    blocks = [sorted(number[pair] for pair in block) for block in nx.biconnected_component_edges(inner)]
    return sorted(block for block in blocks if (signed[block] < 0).any())


def _free(ends: Ends, signed: Values, count: int, solver: Solver, deadline: float, seed: int) -> tuple[list[int], float, list[Block]]:
    """Camps with k free: a label for each actor, a lower bound on the cost, and the covers of the blocks."""
    bound = 0.0
    broken: set[int] = set()
    covers: list[Block] = []
    for block in _blocks(ends, signed):
        nodes, local = np.unique(ends[block], return_inverse=True)
        inner, weights = local.reshape(-1, 2), signed[block]
        found = _cover(len(nodes), inner, weights, solver, deadline, seed)
        bound += found.bound
        broken |= {block[edge] for edge in found.chosen}
        covers.append((block, found))
    return _joined(count, ends, signed, broken), bound, covers


def _cover(count: int, ends: Ends, signed: Values, solver: Solver, deadline: float, seed: int) -> covering.Cover:
    def contradicted(labels: Sequence[int]) -> list[int]:
        held = np.asarray(labels)
        return np.flatnonzero((held[ends[:, 0]] == held[ends[:, 1]]) == (signed < 0)).tolist()

    until = covering.searching_until(deadline) if solver == "exact" else deadline
    start = contradicted(search.many_camps(count, ends, signed, seed=seed, deadline=until))
    weights = np.abs(signed)
    if solver == "search":
        return covering.Cover(frozenset(start), float(weights[start].sum()), 0.0, ())

    def rounded(values: Values) -> list[int]:
        labels = _joined(count, ends, signed, set(np.flatnonzero(values > 0.5).tolist()))
        return contradicted(search.many_camps(count, ends, signed, seed=seed, deadline=covering.searching_until(deadline), start=labels, rounds=2))

    return covering.cover(weights, cycles.lone_enemy_cycles(count, ends, signed, seed), rounded, start, deadline=deadline)


def _joined(count: int, ends: Ends, signed: Values, removed: set[int]) -> list[int]:
    """The camps that positive edges hold together once some are removed."""
    kept = np.array([number for number in np.flatnonzero(signed > 0).tolist() if number not in removed], dtype=np.int64)
    matrix = sparse.csr_array((np.ones(len(kept)), (ends[kept, 0], ends[kept, 1])), shape=(count, count))
    return [int(label) for label in sparse.csgraph.connected_components(matrix, directed=False)[1]]


def _at_most(
    ends: Ends, signed: Values, count: int, k: int, solver: Solver, deadline: float, seed: int, labels: Sequence[int], bound: float
) -> tuple[list[int], float, str]:
    """Camps when the free answer has more than are allowed; its cost is a lower bound on theirs. Two camps are the two sides of balance."""
    if k == 2:
        answer = two_sides(ends, signed, solver=solver, deadline=deadline, seed=seed)
        sides = np.array([answer.side[node] for node in range(count)])
        return [int(side) for side in sides], max(bound, answer.bound), "integer programming with cuts for unbalanced cycles"
    sizes = np.bincount(labels)
    rank = {int(label): place for place, label in enumerate(np.argsort(-sizes, kind="stable"))}
    start = [rank[label] % k for label in labels]
    best = min(
        (search.many_camps(count, ends, signed, seed=seed, deadline=deadline, most=k, start=first) for first in (start, None)),
        key=lambda found: search.cost_of(found, ends, signed),
    )
    if solver == "search" or search.cost_of(best, ends, signed) - bound <= covering.TOLERANCE:
        return best, bound, "local search"
    found, proven = _assigned(ends, signed, count, k, deadline, search.cost_of(best, ends, signed))
    return found or best, max(bound, proven), "integer programming over actors and camps"


def _assigned(ends: Ends, signed: Values, count: int, k: int, deadline: float, best: float) -> tuple[list[int] | None, float]:
    """The best division into at most k camps, when it costs less than `best`, and a lower bound on any. Actor i may only stand in the camps 0 to i."""
    edges = len(ends)
    rows: list[dict[int, float]] = []
    low: list[float] = []

    def at(node: int, camp: int) -> int:
        return edges + node * k + camp

    for edge, (a, b) in enumerate(ends.tolist()):
        for camp in range(k):
            if signed[edge] > 0:
                rows += [{edge: 1.0, at(a, camp): -1.0, at(b, camp): 1.0}, {edge: 1.0, at(a, camp): 1.0, at(b, camp): -1.0}]
                low += [0.0, 0.0]
            else:
                rows.append({edge: 1.0, at(a, camp): -1.0, at(b, camp): -1.0})
                low.append(-1.0)
    high = [np.inf] * len(low)
    for node in range(count):
        rows.append({at(node, camp): 1.0 for camp in range(k)})
        low.append(1.0)
        high.append(1.0)
    upper = np.ones(edges + count * k)
    # Camps have no names: without this each division would be there once for every order of its camps.
    order = np.argsort(-np.bincount(ends.ravel(), minlength=count), kind="stable").tolist()
    for place, node in enumerate(order[:k]):
        upper[[at(node, camp) for camp in range(place + 1, k)]] = 0
    found = covering.mixed(np.concatenate([np.abs(signed), np.zeros(count * k)]), rows, low, high, upper, free=edges, deadline=deadline)
    if found.values is None:
        return None, min(best, found.bound)
    chosen = found.values[edges:].reshape(count, k).argmax(axis=1).tolist()
    return [int(camp) for camp in chosen], found.bound


def _others(names: Sequence[str], ends: Ends, signed: Values, covers: Sequence[Block], most: int, deadline: float) -> tuple[list[Partition], bool]:
    """Other divisions that cost as much: each block's alternatives, one with the other."""
    chosen: list[set[int]] = [set()]
    complete = True
    for block, known in covers:
        nodes, local = np.unique(ends[block], return_inverse=True)
        separate = cycles.lone_enemy_cycles(len(nodes), local.reshape(-1, 2), signed[block])
        found, whole = covering.alternatives(np.abs(signed[block]), separate, known, most=most + 1, deadline=deadline)
        chosen = [old | {block[edge] for edge in cover} for old in chosen for cover in found]
        complete = complete and whole and len(chosen) <= most + 1
        chosen = chosen[: most + 1]
    return [_partition(names, _joined(len(names), ends, signed, removed)) for removed in chosen], complete
