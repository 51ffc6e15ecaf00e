"""Where actors stand in a picture, and where their names do.

Actors are placed by stress (Kamada & Kawai 1989): the distance of two in the picture follows that in the graph, in which a friendly tie is short and a hostile
one long, so that friends gather and foes stand apart. Parts that no tie joins are placed each by itself and packed with the room that their names need, as
rectangles under a skyline (Burke, Kendall & Whitwell 2004). The same ties always give the same picture. Nearness in it is a help to the eye and no measurement.
"""

from __future__ import annotations

import math
import textwrap
import warnings
from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec
import networkx as nx
import numpy as np
from scipy.spatial import cKDTree

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy.typing as npt

    Points = npt.NDArray[np.float64]

WIDTH, HEIGHT = 1000.0, 700.0
"""The sheet that few actors are placed on, in its own units; y grows downward. `sheet` gives more of them more room."""
ROOMY = 60
"""So many actors have room on the smallest sheet."""
ROOM = 66.0
"""What is left above and below the outermost marks for their names."""
LARGEST = 2.2
"""The largest sheet is so many times as wide as the smallest: names on a larger one could not be read at a glance."""
MARGIN = 78.0
FONT = 15.0
LINE = 1.15 * FONT
"""From one line of a name to the next."""
NODES_FOR_STRESS = 250
"""Stress looks at all pairs; larger graphs are placed by springs (Fruchterman & Reingold 1991)."""
COVERED = 30.0
"""How much of other things a name may cover, in square units of the sheet, before it is left out of the whole picture."""
_FRIEND, _FOE = 1.0, 2.3
_TIES = (120.0, 104.0, 90.0, 78.0, 68.0, 58.0, 50.0)
"""Lengths of a tie that are tried, the longest first, where parts that no tie joins share a sheet."""
_LONGEST = 330.0
"""The mean length of a tie where few actors have the sheet to themselves."""
_GAP = 16.0
_FEW = 8
_REACH = 14.0
"""From the middle of a mark to its name, and a little more."""
_LINES = 3
"""A name has so many lines at most."""
_WHOLE: dict[str, Any] = {"break_long_words": False, "break_on_hyphens": False}
Box = tuple[float, float, float, float]


class Label(msgspec.Struct, frozen=True):
    """A name in a picture: where it is anchored, to which side it runs, and the lines it is broken into. It is not `clear` where it covers others."""

    x: float
    y: float
    anchor: str
    lines: tuple[str, ...]
    clear: bool = True


def sheet(count: int) -> tuple[float, float]:
    """The width and height of the sheet for so many actors. A name has the same size on any sheet, so that more of them find room on a larger one."""
    grown = min(max(1.0, math.sqrt(count / ROOMY)), LARGEST)
    return round(WIDTH * grown), round(HEIGHT * grown)


def trimmed(places: Mapping[str, tuple[float, float]], least: float = 0.0) -> tuple[dict[str, tuple[float, float]], tuple[float, float]]:
    """The places on a sheet that is only as high as they ask for, or `least`, and its size, so that few actors stand on a low sheet and not on an empty one."""
    wide, high = sheet(len(places))
    rows = [y for _, y in places.values()]
    top, bottom = max(0.0, min(rows) - ROOM), min(high, max(rows) + ROOM)
    top, bottom = top - max(0.0, least - (bottom - top)) / 2, bottom + max(0.0, least - (bottom - top)) / 2
    return {actor: (x, round(y - top, 1)) for actor, (x, y) in places.items()}, (wide, round(bottom - top))


def positions(ties: Iterable[tuple[str, str, float]], seed: int = 7) -> dict[str, tuple[float, float]]:
    """Place every actor of some ties on the sheet. A tie is two actors and a number from -1, hostile throughout, to 1, friendly throughout."""
    graph = nx.Graph()
    for a, b, sign in sorted(ties):
        graph.add_edge(a, b, length=(_FRIEND + _FOE) / 2 - sign * (_FOE - _FRIEND) / 2, weight=1.0 if sign > 0 else 0.25)
    if not graph:
        return {}
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    order = [name for part in parts for name in part]
    size = sheet(len(order))
    least = min(64.0, 0.7 * math.sqrt(size[0] * size[1] / len(order)))
    shapes = [_placed(graph.subgraph(part), part, seed) for part in parts]
    ends = [_ends(graph.subgraph(part), part) for part in parts]
    spread = _apart(_fitted(shapes[0], ends[0], size), ends[0], least, size) if len(parts) == 1 else _packed(parts, shapes, ends, least, size)
    return {name: (round(float(x), 1), round(float(y), 1)) for name, (x, y) in zip(order, spread, strict=True)}


def _ends(graph: nx.Graph, names: Sequence[str]) -> npt.NDArray[np.int64]:
    at = {name: number for number, name in enumerate(names)}
    return np.array([(at[a], at[b]) for a, b in graph.edges], dtype=np.int64)


def _placed(graph: nx.Graph, names: Sequence[str], seed: int) -> Points:
    """Place one connected part around the origin, its longest side level, so that a tie is about 1 long, and longer in a crowd."""
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
    ends = _ends(graph, names)
    tie = float(np.sqrt(((points[ends[:, 0]] - points[ends[:, 1]]) ** 2).sum(axis=1)).mean()) or 1.0
    half = float(np.abs(points).max()) or 1.0
    crowded = 0.75 * math.sqrt(len(names)) if len(names) > 3 else 0.0
    return np.asarray(points * max(1 / tie, crowded / half))


def _packed(parts: Sequence[Sequence[str]], shapes: Sequence[Points], ends: Sequence[npt.NDArray[np.int64]], least: float, size: tuple[float, float]) -> Points:
    """Put parts that no tie joins beside each other, with ties as long as the sheet has room for, and with room for names.

    Where even short ties leave no room, everything moves closer, and names will be missing.
    """
    for tie in _TIES:
        placed = [_apart(shape * tie, end, min(least, 0.8 * tie), None) for shape, end in zip(shapes, ends, strict=True)]
        boxes = [_with_names(part, points, end) for part, points, end in zip(parts, placed, ends, strict=True)]
        corners = _skyline([(box[2] - box[0] + _GAP, box[3] - box[1] + _GAP) for box in boxes], size[0] - _GAP)
        tall = max(y + box[3] - box[1] for (_, y), box in zip(corners, boxes, strict=True)) + 2 * _GAP
        if tall <= size[1]:
            break
    moved = [points + np.array([x - box[0] + _GAP, y - box[1] + _GAP]) for points, (x, y), box in zip(placed, corners, boxes, strict=True)]
    out = np.concatenate(moved)
    wide = max(x + box[2] - box[0] for (x, _), box in zip(corners, boxes, strict=True)) + 2 * _GAP
    # Left over room is shared by all sides; missing room is taken from all distances.
    out = out * (1.0, min(1.0, size[1] / tall)) + (max(0.0, size[0] - wide) / 2, max(0.0, size[1] - tall) / 2)
    return np.asarray(out)


def _with_names(names: Sequence[str], points: Points, ends: npt.NDArray[np.int64]) -> Box:
    """The room that a part needs when each name runs outward from its mark, and the names of those between a few others run below theirs."""
    middle = points[:, 0].mean()
    left, right = points[:, 0].min() + _REACH, points[:, 0].max() - _REACH
    degree = np.bincount(ends.ravel(), minlength=len(names)).tolist()
    boxes = []
    for name, (x, y), ties in zip(names, points.tolist(), degree, strict=True):
        lines = broken(name)
        wide, high = max(map(text_width, lines)) + _REACH, max(LINE * len(lines) / 2, _REACH)
        if ties > 1 and left < x < right and len(names) < _FEW:
            boxes.append((x - wide / 2, y - _REACH, x + wide / 2, y + _REACH + LINE * len(lines)))
        else:
            boxes.append((x - wide if x < middle else x - _REACH, y - high, x + _REACH if x < middle else x + wide, y + high))
    low, high_ = np.array(boxes).min(axis=0), np.array(boxes).max(axis=0)
    return float(low[0]), float(low[1]), float(high_[2]), float(high_[3])


def _skyline(sizes: Sequence[tuple[float, float]], width: float) -> list[tuple[float, float]]:
    """Where to put rectangles into a strip, from the top: the largest first, each as high as it goes (best fit under a skyline)."""
    line: list[tuple[float, float, float]] = [(0.0, width, 0.0)]  # from, to, and how far down it is full
    out = [(0.0, 0.0)] * len(sizes)
    for number in sorted(range(len(sizes)), key=lambda one: (-sizes[one][1], -sizes[one][0], one)):
        wide, high = min(sizes[number][0], width), sizes[number][1]
        places = []
        for left, _, _ in line:
            if left + wide <= width + 1e-6:
                places.append((max(down for start, end, down in line if start < left + wide - 1e-6 and end > left + 1e-6), left))
        top, left = min(places)
        out[number] = (left, top)
        right = left + wide
        cut = [(start, min(end, left), down) for start, end, down in line if start < left]
        cut.append((left, right, top + high))
        cut += [(max(start, right), end, down) for start, end, down in line if end > right]
        line = [piece for piece in sorted(cut) if piece[1] - piece[0] > 1e-6]
    return out


def _fitted(points: Points, ends: npt.NDArray[np.int64], sheet_: tuple[float, float]) -> Points:
    """Fill the sheet, stretching one side by no more than half over the other, unless so few actors fill it that the ties between them would be mere length."""
    low, size = points.min(axis=0), np.ptp(points, axis=0)
    room = np.array(sheet_) - 2 * MARGIN
    scale = np.where(size > 1e-9, room / np.where(size > 1e-9, size, 1.0), np.inf)
    scale = np.minimum(scale, 1.5 * scale.min())
    scale = np.where(np.isfinite(scale), scale, 1.0)
    tie = float(np.sqrt((((points[ends[:, 0]] - points[ends[:, 1]]) * scale) ** 2).sum(axis=1)).mean())
    scale *= min(1.0, _LONGEST / tie) if tie else 1.0
    return np.asarray((points - low - size / 2) * scale + np.array(sheet_) / 2)


def _apart(points: Points, ends: npt.NDArray[np.int64], least: float, sheet_: tuple[float, float] | None) -> Points:
    """Push actors apart that stand too near to be told from each other, and off lines that run through them to others; all stay on a sheet that is given."""
    out = points.copy()
    # Names are wider than high, so that neighbours side by side need more room than those one above the other.
    stretch = np.array([0.75, 1.15])
    turn = np.arange(len(out))
    away = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    for _ in range(80):
        near = cKDTree(out * stretch).query_pairs(least, output_type="ndarray")
        near = near[np.lexsort((near[:, 1], near[:, 0]))]  # sums come out the same however the tree was walked
        gaps = (out[near[:, 0]] - out[near[:, 1]]) * stretch
        far = np.sqrt((gaps**2).sum(axis=1))
        # Actors in the very same place part in a direction that depends on their number alone.
        gaps = np.where((far < 1e-6)[:, None], away[near[:, 0]], gaps)
        push = ((least - far) / 2)[:, None] * gaps / np.maximum(np.sqrt((gaps**2).sum(axis=1)), 1e-9)[:, None]
        move = np.zeros_like(out)
        np.add.at(move, near[:, 0], push)
        np.add.at(move, near[:, 1], -push)
        move *= 0.6 / stretch
        if len(out) <= NODES_FOR_STRESS:
            move += _off_lines(out, ends, 0.35 * least)
        if np.abs(move).max() < 0.05:
            break
        out = out + move
        if sheet_:
            out = np.clip(out, (MARGIN, MARGIN / 2), (sheet_[0] - MARGIN, sheet_[1] - MARGIN / 2))
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
    """The radius of an actor's mark, in units of the sheet: a group is larger, by the logarithm of its size, up to a thousand."""
    return 7.0 + 1.6 * math.log2(min(max(size, 1), 1000))


def text_width(text: str, font: float = FONT) -> float:
    """About how wide a text is set in a plain font: wide letters, such as those of Chinese, count double."""
    return 1.06 * font * sum(map(_letter, text))


def _letter(letter: str) -> float:
    """About how wide a letter is, as a share of the size of its font."""
    if ord(letter) > 0x2E80:
        return 1.0
    if letter in " iljtfrI.,'-()":
        return 0.34
    if letter in "mwMW@%":
        return 0.88
    return 0.68 if letter.isupper() else 0.58


def broken(name: str, most: int = 20) -> tuple[str, ...]:
    """Break a long name into two lines, or three, as even as its words allow, and shorten what is longer still."""
    words = name.split()
    if len(name) <= most or len(words) < 2:
        return (_short(name, 2 * most),)
    return tuple(_short(line, most + 6) for line in _even(name, 2 if len(name) <= 2 * (most + 4) else _LINES))


def _even(name: str, count: int) -> tuple[str, ...]:
    """A name in so many lines at most, as even as its words allow."""
    width = next(width for width in range(1, len(name) + 1) if len(textwrap.wrap(name, width, **_WHOLE)) <= count)
    return tuple(textwrap.wrap(name, width, **_WHOLE))


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def labels(
    places: Mapping[str, tuple[float, float]],
    sizes: Mapping[str, int],
    ties: Iterable[tuple[str, str]] = (),
    disputed: Iterable[tuple[str, str]] = (),
    size: tuple[float, float] = (WIDTH, HEIGHT),
) -> dict[str, Label]:
    """Choose a side of its mark for each name, so that names keep clear of other names, of marks, of the question marks on `disputed` ties, and of lines where
    they can. `size` is that of the sheet.

    The busiest actors choose first, of these the longest names, each once and for all (the greedy method of Christensen, Marks & Shieber 1995).
    """
    drawn = [(a, b) for a, b in ties if a in places and b in places]
    lines = np.array([(*places[a], *places[b]) for a, b in drawn], dtype=np.float64).reshape(-1, 4)
    degree = Counter(end for pair in drawn for end in pair)
    middles = [((places[a][0] + places[b][0]) / 2, (places[a][1] + places[b][1]) / 2) for a, b in disputed]
    at = {name: number for number, name in enumerate(places)}
    # What is there already: marks first, each in the place of its actor, then question marks and names as they are placed.
    taken = np.empty((2 * len(at) + len(middles), 4))
    for name, number in at.items():
        taken[number] = _mark(places[name], radius(sizes.get(name, 1)))
    for number, middle in enumerate(middles, len(at)):
        taken[number] = _mark(middle, 9.0)
    filled = len(at) + len(middles)
    marks = np.array(list(places.values()), dtype=np.float64).reshape(-1, 2)
    out: dict[str, Label] = {}
    for name in sorted(places, key=lambda one: (-degree[one], -len(one), one)):
        own = at[name]
        mark, taken[own] = taken[own].copy(), np.inf  # a name may touch its own mark
        reach = radius(sizes.get(name, 1))
        options = [option for text in _ways(name) for option in _options(places[name], reach, text)]
        boxes = np.array([box for _, box in options])
        covered = _covered(boxes, taken[:filled], size)
        misread = _AMBIGUOUS * _nearer(boxes, marks, own) + _ALONG * _along(boxes, marks, own)
        costs = covered + _UNCLEAR * (covered > COVERED) + 14 * _crossings(boxes, lines) + misread + np.arange(len(options))
        taken[own] = mark
        best = int(np.argmin(costs))
        clear = bool(covered[best] <= COVERED)
        out[name] = msgspec.structs.replace(options[best][0], clear=clear)
        if clear:
            taken[filled] = boxes[best]
            filled += 1
    return out


_AMBIGUOUS = 150.0
"""What it costs, in covered square units, to set a name as near to another's mark as to its own: it would be read as the other's."""


_ALONG = 300.0
"""What it costs besides to set a name above or below another's mark, where it runs past its own."""
_UNCLEAR = 400.0
"""What it costs to set a name where it is left out for what it covers: more than to set it near another's mark, and less than right below that."""
_SPLIT = 12
"""A name of so many letters can also be set in a line more, where its usual lines find no good place."""


def _ways(name: str) -> list[tuple[str, ...]]:
    """How a name can be set: broken as its length asks for, and, where it is long enough, in a line more, up to three."""
    usual = broken(name)
    count = len(usual) + 1
    if len(name) < _SPLIT or count > _LINES or len(name.split()) < count or any(line.endswith("…") for line in usual):
        return [usual]
    return [usual, _even(name, count)]


def _along(boxes: Points, marks: Points, own: int) -> npt.NDArray[np.int64]:
    """How many marks of others each box has right above or below it, as near as its own mark or nearly so."""
    x, y = marks[None, :, 0], marks[None, :, 1]
    gaps = np.maximum(np.maximum(boxes[:, None, 1] - y, y - boxes[:, None, 3]), 0.0)
    over = (x > boxes[:, None, 0]) & (x < boxes[:, None, 2]) & (gaps > 0) & (gaps < gaps[:, own : own + 1] + 6)
    over[:, own] = False
    return np.asarray(over.sum(axis=1) * (gaps[:, own] > 0))


def _nearer(boxes: Points, marks: Points, own: int) -> npt.NDArray[np.int64]:
    """How many marks of others each box lies as near to as to its own, give or take a little."""
    outside = np.maximum(np.maximum(boxes[:, None, :2] - marks[None], marks[None] - boxes[:, None, 2:]), 0.0)
    far = np.sqrt((outside**2).sum(axis=2))
    return np.asarray((far < far[:, own : own + 1] + 6).sum(axis=1) - 1)


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


def _covered(boxes: Points, taken: Points, size: tuple[float, float]) -> npt.NDArray[np.float64]:
    """How much each box covers of what is there, and of what lies beyond the sheet."""
    with np.errstate(invalid="ignore"):  # a mark that is left out lies at infinity
        wide = np.minimum(boxes[:, None, 2], taken[None, :, 2]) - np.maximum(boxes[:, None, 0], taken[None, :, 0])
        high = np.minimum(boxes[:, None, 3], taken[None, :, 3]) - np.maximum(boxes[:, None, 1], taken[None, :, 1])
    lost = np.where((wide > 0) & (high > 0), wide * high, 0.0).sum(axis=1)
    low, over = np.maximum(0.0, 4 - boxes[:, :2]), np.maximum(0.0, boxes[:, 2:] - np.array(size) + 4)
    return np.asarray(lost + 200 * (low.sum(axis=1) + over.sum(axis=1)))


def _crossings(boxes: Points, lines: Points) -> npt.NDArray[np.int64]:
    """How many lines run through each box (Liang & Barsky 1984)."""
    # Only lines that come near any of the boxes are looked at.
    low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    ends = lines.reshape(-1, 2, 2)
    near = lines[((ends.max(axis=1) >= low) & (ends.min(axis=1) <= high)).all(axis=1)]
    start, along = near[:, :2], near[:, 2:] - near[:, :2]
    steps = np.where(np.abs(along) < 1e-9, 1e-9, along)[None]
    one, other = (boxes[:, None, :2] - start) / steps, (boxes[:, None, 2:] - start) / steps
    first = np.maximum(np.minimum(one, other).max(axis=2), 0.0)
    last = np.minimum(np.maximum(one, other).min(axis=2), 1.0)
    return np.asarray((first < last).sum(axis=1))
