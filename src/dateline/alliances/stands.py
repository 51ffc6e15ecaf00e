"""Who stands with one actor, who against it, and who stands between the camps."""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

from dateline._errors import NetworkError
from dateline._near import nearest, offered
from dateline.alliances.evidence import Basis, Evidence, basis, counted
from dateline.alliances.graph import SignedEdge

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from dateline.alliances.camps import Camps
    from dateline.alliances.graph import SignedGraph


_NAMESAKES = 8
"""So many of the actors that one name fits are told by what they are called."""


class Stands(msgspec.Struct, frozen=True, kw_only=True):
    """How an actor stands on a day. `unknown` are the actors with whom no tie is reported, which is not to say that there is none.

    `denied` and `sought` are ties that were denied, or only called for; they are no edges. `others` are further actors that the name fits which was asked for.
    """

    actor: str
    friends: tuple[SignedEdge, ...]
    foes: tuple[SignedEdge, ...]
    contested: tuple[SignedEdge, ...]
    unknown: tuple[str, ...]
    denied: tuple[Evidence, ...]
    sought: tuple[Evidence, ...]
    basis: Basis
    others: tuple[str, ...] = ()


class Broker(msgspec.Struct, frozen=True, kw_only=True):
    """An actor with friends in two camps that are hostile to each other: `hostile` is the negative less the positive weight between the two.

    `ties` are those with its friends; `basis` has these and those between the two camps, which the figure rests on.
    """

    actor: str
    camps: tuple[tuple[str, ...], tuple[str, ...]]
    friends: tuple[tuple[str, ...], tuple[str, ...]]
    hostile: float
    ties: tuple[str, ...]
    basis: Basis


def stands_with(graph: SignedGraph, actor: str) -> Stands:
    """How an actor stands to all others in the graph. Raises `NetworkError` for an actor of whom no tie is known, naming those with a like name."""
    aside = [row for row in graph.aside if actor in (row.a, row.b)]
    held = [edge for edge in graph.edges if actor in (edge.a, edge.b)]
    everyone = set(graph.actors) | {end for row in graph.aside for end in (row.a, row.b)}
    if actor not in everyone:
        raise NetworkError(_none_of(graph, actor, everyone))
    met = {edge.other(actor) for edge in held}
    return Stands(
        actor=actor,
        friends=tuple(edge for edge in held if edge.sign > 0 and not edge.contested),
        foes=tuple(edge for edge in held if edge.sign < 0 and not edge.contested),
        contested=tuple(edge for edge in held if edge.contested),
        unknown=tuple(sorted(everyone - met - {actor})),
        denied=tuple(row for row in aside if row.polarity == "denied"),
        sought=tuple(row for row in aside if row.polarity == "sought"),
        basis=basis([row for edge in held for row in edge.rows] + aside, graph.on, graph.known_by),
    )


def fits_others(others: Sequence[str]) -> str:
    """That a name fits others as well, of whom nothing says that they are one, and how to ask for each of them; empty where there is nobody else."""
    if not others:
        return ""
    some = ", ".join(f'"{other}"' for other in others[:_NAMESAKES])
    more = f" and {len(others) - _NAMESAKES:,} more" if len(others) > _NAMESAKES else ""
    return f"the name fits {counted(len(others), 'other actor')} as well, to be asked for as {some}{more}"


def _none_of(graph: SignedGraph, actor: str, everyone: Collection[str]) -> str:
    """Why nothing is to be told of an actor: its ties were left out, or there are none."""
    known = f", as known by {graph.known_by}" if graph.known_by else ""
    reasons = sorted({left.reason for left in graph.left_out if actor in left.pair})
    if reasons:
        return f"no tie of {actor} is left on {graph.on}{known}: what there is was left out ({', '.join(reasons)})"
    some = "1 actor has" if len(graph.actors) == 1 else f"{len(graph.actors):,} actors have"
    return f"no tie of {actor} is reported to hold on {graph.on}{known}; {offered(nearest(actor, sorted(everyone)), f'{some} one')}"


def brokers(graph: SignedGraph, camps: Camps) -> tuple[Broker, ...]:
    """Actors with friends in two camps that are hostile to each other, the most hostile camps first.

    The actor's own ties do not count for the hostility of the two. Its own camp may be one of them.
    """
    at = {actor: number for number, camp in enumerate(camps.camps) for actor in camp}
    between: defaultdict[tuple[int, int], float] = defaultdict(float)
    friends: defaultdict[str, defaultdict[int, list[SignedEdge]]] = defaultdict(lambda: defaultdict(list))
    own: defaultdict[tuple[str, int, int], float] = defaultdict(float)
    crossing: defaultdict[tuple[int, int], list[SignedEdge]] = defaultdict(list)
    for edge in graph.signed:
        first, second = sorted((at[edge.a], at[edge.b]))
        if first != second:
            crossing[first, second].append(edge)
            between[first, second] -= edge.sign * edge.weight
            for actor in (edge.a, edge.b):
                own[actor, first, second] -= edge.sign * edge.weight
        if edge.sign > 0:
            friends[edge.a][at[edge.b]].append(edge)
            friends[edge.b][at[edge.a]].append(edge)
    out = []
    for actor, held in friends.items():
        for first, second in itertools.combinations(sorted(held), 2):
            hostile = between[first, second] - own[actor, first, second]
            if hostile > 0:
                edges = held[first] + held[second]
                names = [tuple(sorted(edge.other(actor) for edge in held[camp])) for camp in (first, second)]
                out.append(
                    Broker(
                        actor=actor,
                        camps=(camps.camps[first], camps.camps[second]),
                        friends=(names[0], names[1]),
                        hostile=hostile,
                        ties=tuple(sorted({tie for edge in edges for tie in edge.ties})),
                        basis=graph.basis_of([*edges, *(edge for edge in crossing[first, second] if actor not in (edge.a, edge.b))]),
                    )
                )
    return tuple(sorted(out, key=lambda broker: (-broker.hostile, broker.actor)))
