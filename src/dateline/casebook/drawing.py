"""The web of alliances of a casebook as a file: a page, a picture, a network for other programs, or the ties of one actor over time."""

from __future__ import annotations

import datetime as dt
import itertools
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from dateline._errors import NetworkError
from dateline.alliances.evidence import counted
from dateline.casebook import exporting
from dateline.casebook.evidence import labels
from dateline.exports import Identity, gexf
from dateline.exports import network as export_network
from dateline.exports.losses import Tally
from dateline.views.network_spells import aged, horizon, known_rows, tied

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

    from dateline.alliances import Evidence
    from dateline.casebook.network import Network
    from dateline.exports import Stored
    from dateline.exports.network import Spell

ENDINGS = (".html", ".png", ".gexf", ".svg")
_CARRIED = (
    "Ties between actors, as reports present them; spells are the days on which they are taken to hold: from what a report tells until one ends it or its"
    " opposite takes its place; those without an end were not reported to have ended"
)


def draw(
    connection: sqlite3.Connection, network: Network, file: Path, *, title: str, heads: Mapping[str, str], actor: str | None = None, ever: bool = False
) -> str:
    """Write the file that its ending asks for, and say in words what it shows.

    A GEXF file holds the ties of the network's day, or with `ever` those that held on any day; each has its spells. An SVG file is the timeline of one `actor`.
    An older file is replaced once the new one is whole. Raises `NetworkError` for an ending that there is not, for a timeline of nobody, and when the file
    can't be written.
    """
    ending = checked(file, actor)
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch) / f"network{ending}"
        if ending == ".gexf":
            kept = _ties(network, ever=ever)
            denials = {row.tie for edge in network.graph.edges for row in edge.denials}  # no edges themselves, but they make others contested
            _gexf(connection, network, made, kept, denials)
            told = f"{counted(len(kept), 'tie')} of {'any day' if ever else network.on}, with {'its' if len(kept) == 1 else 'their'} spells"
        else:
            last = max(row.reported for row in known_rows(network.rows, network.known_by))
            told = str(network.graph.basis) if actor is None else f"the ties of {actor} as told of up to {last}"
            _drawn(network, made, title, heads, actor)
        try:
            shutil.copyfile(made, file.with_name(file.name + ".new"))
            file.with_name(file.name + ".new").replace(file)
        except OSError as error:
            raise NetworkError(f"{file} can't be written: {error.strerror or error}; name another file") from error
    return told


def checked(file: Path, actor: str | None) -> str:
    """The ending of a file, once it is one that there is, and that of a timeline where an actor is named and only there. Raises `NetworkError`."""
    ending = file.suffix.lower()
    if ending not in ENDINGS:
        raise NetworkError(f"{file} ends in none of {', '.join(ENDINGS)}, so that it is not known what to write")
    if (actor is None) is (ending == ".svg"):
        raise NetworkError("a file that ends in .svg is the timeline of one actor, and only that is: name both the actor and such a file, or neither")
    return ending


def _ties(network: Network, *, ever: bool) -> frozenset[str]:
    """The ids of the ties of a network's day, or of those that held on any day."""
    if network.groups != "node":
        raise NetworkError("a GEXF file has a statement of many as one node; leave groups as they are, or draw a page or a picture")
    if not ever:
        return frozenset(network.graph.basis.ties)
    rows = known_rows(network.rows, network.known_by)
    levels = (pair.levels[network.min_origins - 1 :] for pair in tied(rows, horizon(rows, network.on), most=network.min_origins))
    return frozenset(row.tie for spells in levels for spell in itertools.chain(*spells) for row in spell.edge.rows)


def _with_ties(connection: sqlite3.Connection, kept: frozenset[str]) -> Iterator[Stored]:
    """The reports of some ties, without their other ties; actors are called as in every picture."""
    called = labels(connection)
    for one in exporting.stored(connection):
        ties = tuple(tie for tie in one.reading.ties if one.uid(tie.id) in kept)
        if ties:
            actors = {local: Identity(known.id, called.get(int(known.id), known.name)) for local, known in one.actors.items()}
            yield replace(one, reading=replace(one.reading, ties=ties), actors=actors)


def _gexf(connection: sqlite3.Connection, network: Network, made: Path, kept: frozenset[str], denials: set[str]) -> None:
    """Write some ties of a network with the days on which they hold by the rules of its graph; `denials` are no edges, and make those contested."""
    tally = Tally("gexf", gexf.HELD)
    found = export_network.network(_with_ties(connection, kept | denials), tally)
    called = {node.id: node.name for node in found.nodes}
    held = _days(network, kept)
    for edge in found.edges:
        days = held.get(_edge(called[edge.a], called[edge.b], edge.kind, edge.polarity))
        edge.spells = export_network.united(days) if days else edge.spells
    with made.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in gexf.lines(found, tally, _CARRIED))


def _edge(a: str, b: str, kind: str, polarity: str) -> tuple[object, ...]:
    """What tells an edge of the file from others."""
    return (frozenset((a, b)) if kind in export_network.SYMMETRIC else (a, b), kind, polarity)


def _days(network: Network, kept: frozenset[str]) -> dict[tuple[object, ...], list[Spell]]:
    """The days on which the ties of each edge hold: from the first to the one on which a report ends them or others took their place.

    One that reaches the last day is open, unless its reports themselves say until when it holds: nothing says that it has ended. With `within`, a tie is
    carried no farther than so many days from its last report.
    """
    rows = known_rows(network.rows, network.known_by)
    last = horizon(rows, network.on)
    out: dict[tuple[object, ...], list[Spell]] = {}
    for pair in tied(rows, last, most=network.min_origins):
        for spell in aged(itertools.chain.from_iterable(pair.levels[network.min_origins - 1 :]), network.within):
            told: dict[tuple[object, ...], list[Evidence]] = {}
            for row in (row for row in spell.edge.rows if row.tie in kept):
                told.setdefault(_edge(row.a, row.b, row.kind, row.polarity), []).append(row)
            for edge, held in told.items():
                until = max((row.until or dt.date.max for row in held), default=last)
                open_end = None if network.within is None else (spell.known or last) + dt.timedelta(days=network.within)
                end = spell.last if spell.last < last else open_end if until == dt.date.max else max(until, last)
                out.setdefault(edge, []).append((spell.first, end))
    return out


def _drawn(network: Network, made: Path, title: str, heads: Mapping[str, str], actor: str | None) -> None:
    from dateline.views.network import network_page, network_png, ties_timeline

    if actor is not None:
        made.write_text(
            ties_timeline(
                network.rows, actor, known_by=network.known_by, on=network.on, groups=network.groups, min_origins=network.min_origins, within=network.within
            ) + "\n", encoding="utf-8", newline="\n",
        )  # fmt: skip
        return
    if made.suffix == ".html":
        page = network_page(
            network.rows, start_on=network.on, known_by=network.known_by, title=title, groups=network.groups, min_origins=network.min_origins,
            within=network.within, heads=heads, note=network.aside(ever=True),
        )  # fmt: skip
        made.write_text(page, encoding="utf-8", newline="\n")
        return
    network_png(network.graph, made, title=title, note=network.aside())
