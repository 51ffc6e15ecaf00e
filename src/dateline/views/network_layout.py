"""Where actors stand in a picture, and where their names do.

Actors are placed by stress (Kamada & Kawai 1989): the distance of two in the picture follows that in the graph, in which a friendly tie is short and a hostile
one long, so that friends gather and foes stand apart. The same ties always give the same picture. Nearness in it is a help to the eye and no measurement.
"""

from __future__ import annotations

import math
import warnings
from collections import Counter
from typing import TYPE_CHECKING

import msgspec
import networkx as nx
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy.typing as npt

    Points = npt.NDArray[np.float64]

WIDTH, HEIGHT = 1000.0, 700.0
"""The sheet that actors are placed on, in its own units; y grows downward."""
MARGIN = 78.0
FONT = 15.0
LINE = 1.15 * FONT
"""From one line of a name to the next."""
NODES_FOR_STRESS = 250
"""Stress looks at all pairs; larger graphs are placed by springs (Fruchterman & Reingold 1991)."""
COVERED = 30.0
"""How much of other things a name may cover, in square units of the sheet, before it is left out of the whole picture."""
_FRIEND, _FOE = 1.0, 2.3


class Label(msgspec.Struct, frozen=True):
    """A name in a picture: where it is anchored, to which side it runs, and the lines it is broken into. It is not `clear` where it covers others."""

    x: float
    y: float
    anchor: str
    lines: tuple[str, ...]
    clear: bool = True


def positions(ties: Iterable[tuple[str, str, float]], seed: int = 7) -> dict[str, tuple[float, float]]:
    """Place every actor of some ties on the sheet. A tie is two actors and a number from -1, hostile throughout, to 1, friendly throughout."""
    graph = nx.Graph()
    for a, b, sign in sorted(ties):
        graph.add_edge(a, b, length=(_FRIEND + _FOE) / 2 - sign * (_FOE - _FRIEND) / 2, weight=1.0 if sign > 0 else 0.25)
    names = sorted(graph)
    if not names:
        return {}
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    placed = _packed([_placed(graph.subgraph(part), part, seed) for part in parts])
    order = [name for part in parts for name in part]
    at = {name: number for number, name in enumerate(order)}
    spread = _apart(_fitted(placed), np.array([(at[a], at[b]) for a, b in graph.edges], dtype=np.int64))
    return {name: (round(float(x), 1), round(float(y), 1)) for name, (x, y) in zip(order, spread, strict=True)}


def _placed(graph: nx.Graph, names: Sequence[str], seed: int) -> Points:
    """Place one connected part around the origin, its lengths those of the ties, longest side level."""
    start = nx.circular_layout(sorted(names))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # two actors in one place, which the next step mends
        if len(names) <= NODES_FOR_STRESS:
            lengths = dict(nx.all_pairs_dijkstra_path_length(graph, weight="length"))
            found = nx.kamada_kawai_layout(graph, dist=lengths, pos=start, weight="length")
        else:
            found = nx.spring_layout(graph, pos=start, weight="weight", seed=seed, iterations=60)
    points = np.array([found[name] for name in names], dtype=np.float64)
    points -= points.mean(axis=0)
    if len(names) > 2:
        _, _, axes = np.linalg.svd(points, full_matrices=False)
        axes *= np.sign(axes[np.arange(2), np.abs(axes).argmax(axis=1)])[:, None]
        points = points @ axes.T
    size = float(np.abs(points).max()) or 1.0
    return np.asarray(points / size * math.sqrt(len(names)))


def _packed(parts: Sequence[Points]) -> Points:
    """Put parts that no tie connects side by side: the largest first, the others in rows below it."""
    widest = max(float(np.ptp(part[:, 0])) for part in parts) + 1.0
    out: list[Points] = []
    x = y = tall = 0.0
    for part in parts:
        size = np.ptp(part, axis=0) + np.array([1.0, 0.4])
        if x and x + size[0] > widest:
            x, y, tall = 0.0, y + tall + 0.6, 0.0
        out.append(part - part.min(axis=0) + np.array([x, y]))
        x += float(size[0]) + 0.6
        tall = max(tall, float(size[1]))
    return np.concatenate(out)


def _fitted(points: Points) -> Points:
    """Fill the sheet, stretching one side by no more than half over the other."""
    low, size = points.min(axis=0), np.ptp(points, axis=0)
    room = np.array([WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN])
    scale = np.where(size > 1e-9, room / np.where(size > 1e-9, size, 1.0), np.inf)
    scale = np.minimum(scale, 1.5 * scale.min())
    scale = np.where(np.isfinite(scale), scale, 1.0)
    return np.asarray((points - low - size / 2) * scale + np.array([WIDTH / 2, HEIGHT / 2]))


def _apart(points: Points, ends: npt.NDArray[np.int64]) -> Points:
    """Push actors apart that stand too near to be told from each other, and off lines that run through them to others; all stay on the sheet."""
    least = min(64.0, 0.7 * math.sqrt(WIDTH * HEIGHT / len(points)))
    out = points.copy()
    # Names are wider than high, so that neighbours side by side need more room than those one above the other.
    stretch = np.array([0.75, 1.15])
    corner = np.array([WIDTH - MARGIN, HEIGHT - MARGIN / 2])
    turn = np.arange(len(out))
    away = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    for _ in range(80):
        gaps = (out[:, None, :] - out[None, :, :]) * stretch
        far = np.sqrt((gaps**2).sum(axis=2))
        np.fill_diagonal(far, np.inf)
        near = far < least
        # Actors in the very same place part in a direction that depends on their number alone.
        gaps = np.where((far < 1e-6)[..., None], away[:, None, :], gaps)
        push = np.where(near, (least - np.where(near, far, 0.0)) / 2, 0.0)[..., None] * gaps / np.maximum(np.sqrt((gaps**2).sum(axis=2)), 1e-9)[..., None]
        move = 0.6 * push.sum(axis=1) / stretch
        if len(out) <= NODES_FOR_STRESS:
            move += _off_lines(out, ends, 0.35 * least)
        if np.abs(move).max() < 0.05:
            break
        out = np.clip(out + move, (MARGIN, MARGIN / 2), corner)
    return out


def _off_lines(points: Points, ends: npt.NDArray[np.int64], least: float) -> Points:
    """How far to push each actor off the lines between others that pass nearer than `least`."""
    start, along = points[ends[:, 0]], points[ends[:, 1]] - points[ends[:, 0]]
    long = np.maximum((along**2).sum(axis=1), 1e-9)
    share = np.clip(((points[:, None, :] - start[None]) * along[None]).sum(axis=2) / long, 0.0, 1.0)
    gaps = points[:, None, :] - (start[None] + share[..., None] * along[None])
    far = np.sqrt((gaps**2).sum(axis=2))
    own = (np.arange(len(points))[:, None] == ends[:, 0][None]) | (np.arange(len(points))[:, None] == ends[:, 1][None])
    near = (far < least) & ~own & (share > 0) & (share < 1)
    side = np.stack([-along[:, 1], along[:, 0]], axis=1) / np.sqrt(long)[:, None]
    away = np.where((far < 1e-6)[..., None], side[None], gaps / np.maximum(far, 1e-9)[..., None])
    push = np.where(near, least - far, 0.0)[..., None] * away
    return np.asarray(0.4 * push.sum(axis=1))


def radius(size: int) -> float:
    """The radius of an actor's mark, in units of the sheet: a group is larger, by the logarithm of its size."""
    return 7.0 + 1.6 * math.log2(max(size, 1))


def text_width(text: str, font: float = FONT) -> float:
    """About how wide a text is set in a plain font: wide letters, such as those of Chinese, count double."""
    return 1.06 * font * sum(1.0 if ord(letter) > 0x2E80 else 0.34 if letter in " iljtfrI.,'-()" else 0.68 if letter.isupper() else 0.56 for letter in text)


def broken(name: str, most: int = 20) -> tuple[str, ...]:
    """Break a long name into two lines where its words allow, and shorten what is longer still."""
    words = name.split()
    if len(name) <= most or len(words) < 2:
        return (_short(name, 2 * most),)
    cut = min(range(1, len(words)), key=lambda at: abs(len(" ".join(words[:at])) - len(" ".join(words[at:]))))
    return tuple(_short(" ".join(half), most + 6) for half in (words[:cut], words[cut:]))


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def labels(
    places: Mapping[str, tuple[float, float]], sizes: Mapping[str, int], ties: Iterable[tuple[str, str]] = (), disputed: Iterable[tuple[str, str]] = ()
) -> dict[str, Label]:
    """Choose a side of its mark for each name, so that names keep clear of other names, of marks, of the question marks on `disputed` ties, and of lines where
    they can.

    The busiest actors choose first, each once and for all (the greedy method of Christensen, Marks & Shieber 1995).
    """
    drawn = [(a, b) for a, b in ties if a in places and b in places]
    lines = [(places[a], places[b]) for a, b in drawn]
    degree = Counter(end for pair in drawn for end in pair)
    middles = [((places[a][0] + places[b][0]) / 2, (places[a][1] + places[b][1]) / 2) for a, b in disputed]
    marks = {name: _mark(places[name], radius(sizes.get(name, 1))) for name in places}
    taken = [_mark(middle, 9.0) for middle in middles]
    out: dict[str, Label] = {}
    for name in sorted(places, key=lambda one: (-degree[one], one)):
        others = taken + [mark for other, mark in marks.items() if other != name]
        options = _options(places[name], radius(sizes.get(name, 1)), broken(name))
        costs = [_cost(box, others) + 14 * sum(_crosses(box, *line) for line in lines) + rank for rank, (_, box) in enumerate(options)]
        label, box = options[costs.index(min(costs))]
        clear = _cost(box, others) <= COVERED
        out[name] = msgspec.structs.replace(label, clear=clear)
        if clear:
            taken.append(box)
    return out


Box = tuple[float, float, float, float]


def _mark(place: tuple[float, float], reach: float) -> Box:
    return (place[0] - reach, place[1] - reach, place[0] + reach, place[1] + reach)


def _options(place: tuple[float, float], reach: float, text: tuple[str, ...]) -> list[tuple[Label, Box]]:
    """A name to the right, to the left, below and above its mark, and at its four corners, with the box that it fills."""
    x, y = place
    wide, high = max(text_width(line) for line in text), LINE * len(text)
    gap = reach + 5
    out = []
    for across, down in ((1, 0), (-1, 0), (0, 1), (0, -1), (0.8, 0.8), (0.8, -0.8), (-0.8, 0.8), (-0.8, -0.8)):
        anchor = "start" if across > 0 else "end" if across < 0 else "middle"
        at = x + across * gap
        left = at if across > 0 else at - wide if across < 0 else at - wide / 2
        top = y + down * gap - (0 if down > 0 else high if down < 0 else high / 2)
        out.append((Label(round(at, 1), round(top + FONT * 0.92, 1), anchor, text), (left, top, left + wide, top + high)))
    return out


def _cost(box: Box, taken: Sequence[Box]) -> float:
    """How much a name covers of what is there, and of what lies beyond the sheet."""
    lost = sum(max(0.0, min(box[2], other[2]) - max(box[0], other[0])) * max(0.0, min(box[3], other[3]) - max(box[1], other[1])) for other in taken)
    outside = max(0.0, 4 - box[0]) + max(0.0, box[2] - WIDTH + 4) + max(0.0, 4 - box[1]) + max(0.0, box[3] - HEIGHT + 4)
    return lost + 200 * outside


def _crosses(box: Box, start: tuple[float, float], end: tuple[float, float]) -> bool:
    """Whether a line runs through a box (Liang & Barsky 1984)."""
    (x, y), across, down = start, end[0] - start[0], end[1] - start[1]
    first, last = 0.0, 1.0
    for step, room in ((-across, x - box[0]), (across, box[2] - x), (-down, y - box[1]), (down, box[3] - y)):
        if abs(step) < 1e-9:
            if room < 0:
                return False
        elif step < 0:
            first = max(first, room / step)
        else:
            last = min(last, room / step)
    return first < last
