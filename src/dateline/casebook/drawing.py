"""The web of alliances of a casebook as a file: a page, a picture, a network for other programs, or the ties of one actor over time."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from dateline import exports
from dateline._errors import NetworkError
from dateline.casebook import exporting

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from dateline.casebook.network import Network

ENDINGS = (".html", ".png", ".gexf", ".svg")


def draw(connection: sqlite3.Connection, network: Network, file: Path, *, title: str, heads: Mapping[str, str], actor: str | None = None) -> str:
    """Write the file that its ending asks for, and say in words what it shows.

    The page and the picture place actors alike. A GEXF file holds all ties with the spells in which they hold, whatever the day. An SVG file is the timeline
    of one `actor`. An older file is replaced once the new one is whole. Raises `NetworkError` for an ending that there is not, for a timeline of nobody, and
    when the file can't be written.
    """
    ending = file.suffix.lower()
    if ending not in ENDINGS:
        raise NetworkError(f"{file} ends in none of {', '.join(ENDINGS)}, so that it is not known what to write")
    if (actor is None) is (ending == ".svg"):
        raise NetworkError("a file that ends in .svg is the timeline of one actor, and only that is: name both the actor and such a file, or neither")
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch) / f"network{ending}"
        if ending == ".gexf":
            (loss,) = exports.write(exporting.stored(connection), ["gexf"], Path(scratch))
            told = ", ".join(f"{loss.records_out[kind]:,} of {loss.records_in[kind]:,} {kind}" for kind in ("actors", "ties")) + ", with their spells"
        else:
            told = str(network.graph.basis) if actor is None else f"the ties of {actor} as told of up to {network.known_by or network.on}"
            _drawn(network, made, title, heads, actor)
        try:
            shutil.copyfile(made, file.with_name(file.name + ".new"))
            file.with_name(file.name + ".new").replace(file)
        except OSError as error:
            raise NetworkError(f"{file} can't be written: {error.strerror or error}; name another file") from error
    return told


def _drawn(network: Network, made: Path, title: str, heads: Mapping[str, str], actor: str | None) -> None:
    from dateline.views.network import network_page, network_places, network_png, ties_timeline

    if actor is not None:
        made.write_text(
            ties_timeline(network.rows, actor, known_by=network.known_by, on=network.on, groups=network.groups) + "\n", encoding="utf-8", newline="\n"
        )  # fmt: skip
        return
    if made.suffix == ".html":
        page = network_page(
            network.rows, start_on=network.on, known_by=network.known_by, title=title, groups=network.groups, min_origins=network.min_origins,
            within=network.within, heads=heads, note=network.aside(ever=True),
        )  # fmt: skip
        made.write_text(page, encoding="utf-8", newline="\n")
        return
    places = network_places(network.rows, start_on=network.on, known_by=network.known_by, groups=network.groups)
    network_png(network.graph, made, title=title, places=places, note=network.aside())
