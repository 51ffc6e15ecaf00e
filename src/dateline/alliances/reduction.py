"""Smaller graphs with the same frustration: what can be decided without search is decided first.

A node whose one edge weighs as much as all its others together can follow that edge in some best division, so that the two become one node (this covers
leaves and chains); parallel edges of opposite sign cancel out, and the lighter of them is frustrated whatever happens (Lange, Andres & Swoboda 2019). No cycle
runs through two biconnected blocks, so that each block is solved by itself (Aref & Wilson 2019).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Links = dict[int, dict[int, float]]
TOLERANCE = 1e-9


class Sides(msgspec.Struct, frozen=True):
    """A division into the sides 1 and -1, and a lower bound on the weight that any division frustrates."""

    side: dict[int, int]
    bound: float


def links_of(edges: Iterable[tuple[int, int, float]]) -> Links:
    """A signed weight for each pair, both ways. A pair must not come twice."""
    links: Links = {}
    for a, b, weight in edges:
        links.setdefault(a, {})[b] = weight
        links.setdefault(b, {})[a] = weight
    return links


def divided(links: Mapping[int, Mapping[int, float]], solve: Callable[[Links], Sides]) -> Sides:
    """Divide a graph by reduction, by blocks, and by `solve` for what is left of each."""
    rest = {node: dict(row) for node, row in links.items()}
    followed, bound = _contracted(rest)
    sides: dict[int, int] = {}
    graph = nx.Graph([(a, b) for a, row in rest.items() for b in row])
    blocks = [sorted(block) for block in nx.biconnected_components(graph)]
    joints: list[tuple[int, int, int]] = []
    for block in sorted(blocks):
        held = set(block)
        part = {node: {other: weight for other, weight in rest[node].items() if other in held} for node in block}
        # A joint of two blocks has fewer edges in each of them, so that more can be decided there.
        answer = solve(part) if len(blocks) == 1 and not followed else divided(part, solve)
        bound += answer.bound
        joints += [(block[0], node, answer.side[block[0]] * answer.side[node]) for node in block[1:]]
    relative = nx.Graph()
    for a, b, relation in joints:
        relative.add_edge(a, b, relation=relation)
    for component in nx.connected_components(relative):
        root = min(component)
        sides[root] = 1
        for a, b in nx.bfs_edges(relative, root):
            sides[b] = sides[a] * relative[a][b]["relation"]
    for node, leader, relation in reversed(followed):
        sides[node] = relation * sides.setdefault(leader, 1)
    for node in links:
        sides.setdefault(node, 1)
    return Sides(sides, bound)


def _contracted(links: Links) -> tuple[list[tuple[int, int, int]], float]:
    """Merge nodes that follow another, in place. Who follows whom with which sign, in order, and the weight that is frustrated whatever happens."""
    followed: list[tuple[int, int, int]] = []
    lost = 0.0
    waiting = sorted(links)
    queued = set(waiting)
    while waiting:
        node = waiting.pop()
        queued.discard(node)
        row = links.get(node)
        if not row:
            continue
        leader, weight = max(row.items(), key=lambda item: (abs(item[1]), -item[0]))
        if 2 * abs(weight) < sum(map(abs, row.values())) - TOLERANCE:
            continue
        relation = 1 if weight > 0 else -1
        followed.append((node, leader, relation))
        del links[node]
        del links[leader][node]
        for other, tie in row.items():
            if other == leader:
                continue
            del links[other][node]
            before = links[leader].get(other, 0.0)
            both = before + relation * tie
            lost += (abs(before) + abs(tie) - abs(both)) / 2
            if abs(both) > TOLERANCE:
                links[leader][other] = links[other][leader] = both
            elif other in links[leader]:
                del links[leader][other], links[other][leader]
        for near in {leader, *row} - {node} - queued:
            waiting.append(near)
            queued.add(near)
    for node in [node for node, row in links.items() if not row]:
        del links[node]
    return followed, lost
