"""The network of a day as a PNG image, made without a browser, in the same signs as the page."""

from __future__ import annotations

import io
import math
import warnings
from typing import TYPE_CHECKING, Literal

from dateline._errors import NetworkError
from dateline.alliances.evidence import counted
from dateline.views import network_look as looks
from dateline.views import wording
from dateline.views.network_layout import FONT, HEIGHT, LINE, WIDTH, labels, positions, radius, trimmed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from matplotlib.axes import Axes

    from dateline.alliances.graph import SignedEdge, SignedGraph

_INCHES = (11.0, 8.6)
_SHEET = (0.02, 0.145, 0.96, 0.775)
"""The part of the image that actors are drawn on: left, bottom, width, height."""
_POINT = _INCHES[0] * _SHEET[2] * 72 / WIDTH
"""How many points a unit of the sheet is."""


def network_png(
    graph: SignedGraph,
    path: Path,
    *,
    title: str = "Who stands with whom",
    places: Mapping[str, tuple[float, float]] | None = None,
    note: str = "",
    dpi: int = 180,
) -> None:
    """Write the picture of a graph to `path`.

    `places` are those of `network_places`, which the page has too, for pictures to be compared; without them actors are placed by the ties of this day.
    `note` says what was left out beforehand. Raises `NetworkError` for a graph without ties, or when the file can't be written.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    if not graph.edges:
        raise NetworkError(f"no tie is reported to hold on {graph.on}; there is nothing to draw")
    if places is None or any(actor not in places for actor in graph.actors):
        places = positions((edge.a, edge.b, float(edge.sign)) for edge in graph.edges)
    places, size = trimmed(places)
    grown = size[0] / WIDTH
    # A larger sheet is a larger picture, in which words and lines stay as large as they are. The room for the title and the key stays the same.
    inches = (_INCHES[0] * grown, _INCHES[1] * _SHEET[3] * size[1] / HEIGHT + _INCHES[1] * (1 - _SHEET[3]))
    figure = Figure(figsize=inches, dpi=dpi, facecolor=looks.PAPER)
    FigureCanvasAgg(figure)  # draws it without a screen
    high = _INCHES[1] / inches[1]
    axes = figure.add_axes((_SHEET[0], _SHEET[1] * high, _SHEET[2], _SHEET[3] * size[1] / HEIGHT * high))
    axes.set(xlim=(0, size[0]), ylim=(size[1], 0))
    axes.set_axis_off()
    sizes = looks.sizes(tuple(row for edge in graph.edges for row in edge.rows))
    for edge in graph.edges:
        _line(axes, edge, places, sizes)
    nameless = _actors(axes, graph, places, sizes, size)
    known = f", as known by {graph.known_by}" if graph.known_by else ""
    count = f"{counted(len(graph.edges), 'pair')} with a reported tie among {counted(len(graph.actors), 'actor')}"
    rest = f"{counted(len(graph.basis.ties), 'tie')} in {counted(len(graph.basis.reports), 'report')}"
    basis = f"On {graph.on}{known}: {count}, from {rest} of {counted(len(graph.basis.origins), 'origin')}."
    if graph.min_origins > 1:
        basis += f" Only ties of {counted(graph.min_origins, 'origin')} or more."
    if graph.within is not None:
        basis += f" Only ties told of within {counted(graph.within, 'day')}."
    if nameless:
        basis += f" {counted(nameless, 'name')} found no room."
    left = 0.03 / grown
    figure.text(left, 1 - 0.04 * high, wording.one_line(title), fontsize=17, fontweight="bold", color=looks.TEXT, parse_math=False)
    figure.text(left, 1 - 0.066 * high, basis, fontsize=10.5, color=looks.FAINT, parse_math=False)
    figure.text(left, 1 - 0.089 * high, wording.one_line(note), fontsize=9.5, color=looks.FAINT, parse_math=False)
    _key(figure.add_axes((0.02 / grown, 0.03 * high, 0.96 / grown, 0.095 * high)))
    figure.text(left, 0.018 * high, looks.SILENCE, fontsize=10, fontweight="bold", color=looks.TEXT)
    with warnings.catch_warnings():
        # A name in a script that the font lacks is drawn as boxes; the other names are none the worse for it.
        warnings.filterwarnings("ignore", message=r"(?s).*Glyph .* missing from", category=UserWarning)
        drawn = io.BytesIO()
        figure.savefig(drawn, format="png")
        try:
            _reduced(drawn, path, {"Title": title, "Description": f"{basis} {note}".strip(), "Software": "dateline"})
        except OSError as error:
            raise NetworkError(f"the picture can't be written to {path}: {error.strerror or error}") from error


def _reduced(drawn: io.BytesIO, path: Path, words: Mapping[str, str]) -> None:
    """Write an image with as many colours as a few inks and their edges need: it looks the same and is a third as large."""
    from PIL import Image, PngImagePlugin

    told = PngImagePlugin.PngInfo()
    for name, text in words.items():
        told.add_itxt(name, text)
    with Image.open(drawn) as image:
        dpi = image.info["dpi"]
        image.convert("RGB").quantize(256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
            path, format="PNG", pnginfo=told, optimize=True, dpi=dpi
        )


def _line(axes: Axes, edge: SignedEdge, places: Mapping[str, tuple[float, float]], sizes: Mapping[str, int]) -> None:
    """Draw one edge from mark to mark, as two lines with a question mark where it is contested."""
    (x, y), (to_x, to_y) = places[edge.a], places[edge.b]
    long = math.hypot(to_x - x, to_y - y) or 1.0
    start, end = radius(sizes.get(edge.a, 1)) / long, radius(sizes.get(edge.b, 1)) / long
    across, down = to_x - x, to_y - y
    xs, ys = [x + across * start, to_x - across * end], [y + down * start, to_y - down * end]
    look = looks.look(edge.sign)
    _stroke(axes, xs, ys, look, looks.width(looks.origins(edge)), looks.opacity(looks.confidence(edge)), contested=edge.contested)


def _stroke(axes: Axes, xs: list[float], ys: list[float], look: looks.Look, width: float, opacity: float, *, contested: bool) -> None:
    from matplotlib.lines import Line2D

    wide = (width + 4 if contested else width) * _POINT * 1.15
    dash = looks.DASHES[look]
    # Dashes are measured in points here, and not in widths of the line as matplotlib does by default.
    style: Literal["-"] | tuple[float, tuple[float, ...]] = (0.0, tuple(length * _POINT * 1.15 / wide for length in dash)) if dash else "-"
    ink = looks.INKS[look]
    axes.add_line(Line2D(xs, ys, color=ink, linewidth=wide, linestyle=style, alpha=opacity, solid_capstyle="butt", dash_capstyle="butt", zorder=1))
    if not contested:
        return
    axes.add_line(Line2D(xs, ys, color=looks.PAPER, linewidth=wide - 2.6 * _POINT * 1.15, zorder=1.1))
    x, y = sum(xs) / 2, sum(ys) / 2
    axes.plot([x], [y], marker="o", markersize=17 * _POINT, markerfacecolor=looks.PAPER, markeredgecolor=ink, markeredgewidth=1.0, zorder=3)
    axes.text(x, y, "?", ha="center", va="center_baseline", fontsize=12.5 * _POINT, fontweight="bold", color=looks.TEXT, zorder=4)


def _actors(axes: Axes, graph: SignedGraph, places: Mapping[str, tuple[float, float]], sizes: Mapping[str, int], size: tuple[float, float]) -> int:
    """Draw marks and names, and give the number of names that found no room."""
    from matplotlib.patheffects import withStroke

    drawn = {actor: places[actor] for actor in graph.actors}
    for actor, (x, y) in drawn.items():
        many = sizes.get(actor, 1)
        axes.plot(
            [x], [y], marker="o" if many == 1 else "s", markersize=2 * radius(many) * _POINT, markerfacecolor=looks.NODE, markeredgecolor=looks.PAPER,
            markeredgewidth=0.8, zorder=5,
        )  # fmt: skip
        if many > 1:
            axes.text(x, y, looks.number(many), ha="center", va="center_baseline", fontsize=11 * _POINT, fontweight="bold", color=looks.PAPER, zorder=6)
    shown = {"start": "left", "end": "right", "middle": "center"}
    disputed = [(edge.a, edge.b) for edge in graph.edges if edge.contested]
    named = labels(drawn, sizes, [(edge.a, edge.b) for edge in graph.edges], disputed, size)
    for label in (label for label in named.values() if label.clear):
        for number, line in enumerate(label.lines):
            axes.text(
                label.x, label.y + number * LINE, wording.one_line(line), ha=shown[label.anchor], va="baseline", fontsize=FONT * _POINT,
                color=looks.TEXT, zorder=7, parse_math=False, path_effects=[withStroke(linewidth=2.2, foreground=looks.PAPER)],
            )  # fmt: skip
    return sum(not label.clear for label in named.values())


def _key(axes: Axes) -> None:
    """Explain the signs, in the signs themselves."""
    axes.set(xlim=(0, WIDTH), ylim=(100, 0))
    axes.set_axis_off()
    entries: tuple[tuple[looks.Look, int, float, bool, str], ...] = (
        ("friendly", 2, 1.0, False, "friendly: solid"),
        ("hostile", 2, 1.0, False, "hostile: dashed"),
        ("friendly", 4, 1.0, False, "wider: more independent origins"),
        ("friendly", 3, looks.opacity(0.2), False, "paler: less confidence"),
        ("friendly", 1, 1.0, True, "contested, drawn as friends"),
        ("hostile", 1, 1.0, True, "contested, drawn as foes"),
        ("even", 1, 1.0, True, "contested, as many say either"),
    )
    columns = (12.0, 254.0, 484.0, 750.0)
    for number, (look, origins, opacity, contested, words) in enumerate(entries):
        x, y = columns[number % 4], 24.0 + 42 * (number // 4)
        _stroke(axes, [x, x + 52], [y, y], look, looks.width(origins), opacity, contested=contested)
        axes.text(x + 60, y, words, va="center", fontsize=8.7, color=looks.TEXT)
    x, y = columns[3], 66.0
    axes.plot([x + 26], [y], marker="s", markersize=18 * _POINT, color=looks.NODE)
    axes.text(x + 26, y, "9", ha="center", va="center_baseline", fontsize=8, fontweight="bold", color=looks.PAPER)
    axes.text(x + 60, y, "a statement by so many actors", va="center", fontsize=8.7, color=looks.TEXT)
