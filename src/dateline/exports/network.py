"""The network of ties of all reports, as GEXF and GraphML hold it.

Nodes are the casebook's actors that have a tie. An edge stands for all ties of one kind, direction and polarity between the same two actors; it
counts the independent origins that report it. Ties that are denied or sought are no edges: whoever draws the network would draw them as ties.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dateline.exports.files import Output
    from dateline.exports.losses import Tally
    from dateline.exports.rows import Stored
    from dateline.records.model import Actor, Tie

HELD = (
    "actor.name", "actor.kind", "actor.country", "actor.kb",
    "tie.a", "tie.b", "tie.kind", "tie.polarity", "tie.since", "tie.until", "tie.confidence",
)  # fmt: skip
SYMMETRIC = frozenset({"allied_with", "opposes", "fights"})
"""Kinds of tie that have no direction."""
Spell = tuple[dt.date | None, dt.date | None]
"""First and last day, both included; None where it is open."""


class Node(NamedTuple):
    """An actor; what it is, as the first report with a tie of it has it."""

    id: str
    name: str
    kind: str
    country: str | None
    kb: str | None


@dataclass(slots=True)
class Edge:
    """All ties of one kind and polarity between two actors. `asserted` are in a reporter's own voice, `attributed` rest on claims. It is `contested` where
    reports have the two as friends and as foes, or one of them denies a tie between them.
    """

    a: str
    b: str
    kind: str
    polarity: str
    sign: int
    origins: set[str] = field(default_factory=set)
    asserted: int = 0
    attributed: int = 0
    first_reported: dt.date | None = None
    last_reported: dt.date | None = None
    spells: list[Spell] = field(default_factory=list)
    confidence: float | None = None
    contested: bool = False

    @property
    def symmetric(self) -> bool:
        """Whether the tie has no direction; `a` then is the one whose id comes first."""
        return self.kind in SYMMETRIC


class Network(NamedTuple):
    """Nodes and edges, each in the order of their ids."""

    nodes: list[Node]
    edges: list[Edge]


def network(stored: Iterable[Stored], tally: Tally) -> Network:
    """Gather the ties of all reports. Memory grows with actors and ties, not with texts."""
    nodes: dict[str, Node] = {}
    edges: dict[tuple[str, str, str, str], Edge] = {}
    denied: set[frozenset[str]] = set()
    for one in tally.counting(stored):
        reading = one.reading
        actors = {actor.id: actor for actor in reading.actors}
        tied: set[str] = set()
        for tie in reading.ties:
            reason = _unfit(one, tie)
            if reason:
                tally.left_out("ties", reason)
                if tie.polarity == "denied":
                    denied.add(frozenset(one.identity(end).id for end in (tie.a, tie.b)))
                continue
            _join(one, tie, edges, tally)
            tally.out(tie)
            for local in (tie.a, tie.b):
                tied.add(local)
                node = _node(one, local, actors.get(local))
                nodes.setdefault(node.id, node)
        for actor in reading.actors:
            if actor.id in tied:
                tally.out(actor)
            else:
                tally.left_out("actors", "without a tie in their report")
        for kind in ("claims", "events", "places", "times"):
            tally.left_out(kind, "a network holds actors and ties", len(getattr(reading, kind)))
        tally.left_out("reports", "a network holds actors and ties")
    signs: dict[frozenset[str], set[int]] = {}
    for edge in edges.values():
        signs.setdefault(frozenset((edge.a, edge.b)), set()).add(edge.sign)
    for edge in edges.values():
        edge.spells = united(edge.spells)
        pair = frozenset((edge.a, edge.b))
        edge.contested = pair in denied or {1, -1} <= signs[pair]
    return Network([nodes[id_] for id_ in sorted(nodes)], [edges[key] for key in sorted(edges)])


def _unfit(stored: Stored, tie: Tie) -> str | None:
    if tie.polarity in ("denied", "sought"):
        return tie.polarity
    if stored.identity(tie.a).id == stored.identity(tie.b).id:
        return "between what is one actor in the casebook"
    return None


def _node(stored: Stored, local: str, actor: Actor | None) -> Node:
    identity = stored.identity(local)
    return Node(identity.id, identity.name, actor.kind if actor else "other", actor.country if actor else None, actor.kb if actor else None)


def _join(stored: Stored, tie: Tie, edges: dict[tuple[str, str, str, str], Edge], tally: Tally) -> None:
    a, b = stored.identity(tie.a).id, stored.identity(tie.b).id
    if tie.kind in SYMMETRIC and b < a:
        a, b = b, a
    edge = edges.setdefault((a, b, tie.kind, tie.polarity), Edge(a, b, tie.kind, tie.polarity, tie.sign))
    edge.origins.add(stored.lineage())
    if tie.claims:
        edge.attributed += 1
    else:
        edge.asserted += 1
    if tie.confidence is not None:
        edge.confidence = max(edge.confidence or 0.0, tie.confidence)
    published = stored.reading.document.published
    if published:
        edge.first_reported = min(edge.first_reported or published, published)
        edge.last_reported = max(edge.last_reported or published, published)
    spell = _spell(tie, published)
    if spell and spell[0] and spell[1] and spell[1] < spell[0]:
        tally.dropped("tie.since, tie.until: the end before the beginning")
    elif spell:
        edge.spells.append(spell)


def _spell(tie: Tie, published: dt.date | None) -> Spell | None:
    """The days on which a report has it that a tie was there.

    A tie that is affirmed was there to the day of the report and on the days after for all that the report knows; one that has ended was there on the
    days that the report gives.
    """
    since, until = tie.since, tie.until
    if until is None and tie.polarity == "affirmed":
        until = published if since is None or published is None or published >= since else None
        return (since or published, until) if since or published else None
    if until is None:
        return (since, since) if since else None
    return since, until


def write(stored: Iterable[Stored], out: Output, tally: Tally, name: str, lines: Callable[[Network, Tally], Iterable[str]]) -> None:
    """Write the network of some reports as one file of text, whose `lines` a format gives."""
    found = network(stored, tally)
    with out.file(name).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines(found, tally))


def xml_text(value: object) -> str:
    """A value as XML Schema writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def united(spells: Iterable[Spell]) -> list[Spell]:
    """The spells in order, those that overlap or follow each other day upon day made one."""
    out: list[Spell] = []
    for start, end in sorted(set(spells), key=lambda spell: (spell[0] or dt.date.min, spell[1] or dt.date.max)):
        if out and (out[-1][1] is None or start is None or start.toordinal() <= out[-1][1].toordinal() + 1):
            last = out[-1][1]
            out[-1] = (out[-1][0], None if last is None or end is None else max(last, end))
        else:
            out.append((start, end))
    return out
