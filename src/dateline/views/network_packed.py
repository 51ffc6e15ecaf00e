"""The data of the page of a network, with everything said once.

A page of a thousand ties has the same names, sentences, origins and reports in it many times over, and every spell names the rows that it rests on. Here each
text stands in a list, and what refers to it does so by its number in the list; days count from the first; rows lie in the order of their pairs, those of a pair
by sign and day, so that the rows of a spell are a few ranges. `assets/network_data.js` reads it.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from dateline.alliances.graph import first_day
from dateline.views import network_look as looks
from dateline.views import wording
from dateline.views.network_layout import labels, positions, radius, trimmed
from dateline.views.network_spells import leanings

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from dateline.alliances.evidence import Evidence
    from dateline.alliances.graph import Groups
    from dateline.views.network_spells import Spell, Tied

_ANCHORS = ("start", "end", "middle")
_POLARITIES = ("affirmed", "denied", "sought", "ended")


_LOWEST = 360.0
"""The least height of the sheet of a page, whose buttons and words for a day without ties need room."""


class _Listed:
    """A list of texts in which each stands once, and is known by its number."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        return self.numbers.setdefault(text, len(self.numbers))


def packed(
    actors: Sequence[str],
    pairs: Sequence[Tied],
    rows: Sequence[Evidence],
    heads: Mapping[str, str],
    *,
    kinds: Sequence[str],
    base: int,
    groups: Groups,
) -> dict[str, Any]:
    """Actors, rows, edges and the sheet that they are drawn on, for the page; `kinds` are the kinds of tie in it, `base` is the ordinal of the day that days
    are counted from. Of the rows in `expanded` the members stand in the place of a group.
    """
    places, (width, height) = trimmed(positions(leanings(pairs)), _LOWEST)
    order = _ordered(pairs, rows)
    row_at = {row.tie: number for number, row in enumerate(order)}
    names, texts, origins = _Listed(), _Listed(), _Listed()
    for actor in actors:
        names.number(actor)
    reports = {row.report: number for number, row in enumerate({row.report: row for row in order}.values())}

    def day(when: dt.date | None) -> int | None:
        return None if when is None else when.toordinal() - base

    told = [
        [
            row.tie, names.number(row.a), names.number(row.b), kinds.index(row.kind), _POLARITIES.index(row.polarity), day(row.reported), day(row.since),
            day(row.until), day(min(first_day(row), row.reported)), origins.number(row.origin), reports[row.report], row.confidence,
            texts.number(wording.visible(row.quote)),
        ]
        for row in order
    ]  # fmt: skip
    at = {actor: number for number, actor in enumerate(actors)}
    return {
        "names": [wording.one_line(name) for name in names.numbers],
        "texts": list(texts.numbers),
        "origins": list(origins.numbers),
        "reports": [[report, wording.one_line(heads[report]) if report in heads else None] for report in reports],
        "width": width,
        "height": height,
        "actors": _actors(actors, pairs, rows, places, (width, height)),
        "rows": told,
        "expanded": [number for number, row in enumerate(order) if groups == "expand" and (row.members_a or row.members_b)],
        "hostile": sorted({row.kind for row in rows if row.sign < 0}),
        "edges": [[at[pair.a], at[pair.b], [[_spell(spell, row_at, day) for spell in level] for level in pair.levels]] for pair in pairs],
    }


def _ordered(pairs: Sequence[Tied], rows: Sequence[Evidence]) -> list[Evidence]:
    """All rows, those of a pair beside each other, friends before foes, the oldest first; then those that no edge ever rests on."""
    first: dict[str, tuple[int, int, int, int]] = {}
    for number, pair in enumerate(pairs):
        for row in itertools.chain.from_iterable((*spell.edge.rows, *spell.edge.denials) for spell in pair.spells):
            first.setdefault(row.tie, (number, _POLARITIES.index(row.polarity) == 1, -row.sign, first_day(row).toordinal()))
    return sorted(rows, key=lambda row: (first.get(row.tie, (len(pairs), 0, 0, row.reported.toordinal())), row.tie))


def _actors(
    actors: Sequence[str], pairs: Sequence[Tied], rows: Sequence[Evidence], places: Mapping[str, tuple[float, float]], size: tuple[float, float]
) -> list[list[Any]]:
    """Size, place and label of each actor. Places rest on all days, so that nobody moves when the day does."""
    sizes = looks.sizes(tuple(rows))
    disputed = [(pair.a, pair.b) for pair in pairs if any(spell.edge.contested for spell in pair.spells)]
    named = labels(places, sizes, [(pair.a, pair.b) for pair in pairs], disputed, size)
    out: list[list[Any]] = []
    for actor in actors:
        many, label = sizes.get(actor, 1), named[actor]
        lines = tuple(wording.one_line(line) for line in label.lines)
        out.append(
            [
                *places[actor], round(radius(many), 1), many, looks.number(many), label.x, label.y, _ANCHORS.index(label.anchor), int(label.clear),
                0 if lines == (wording.one_line(actor),) else lines,
            ]
        )  # fmt: skip
    return out


def _spell(spell: Spell, row_at: Mapping[str, int], day: Callable[[dt.date | None], int | None]) -> list[Any]:
    """First and last day, the day that it was last known of, sign, contest, origins, opacity, and the rows on each side."""
    edge = spell.edge
    return [
        day(spell.first), day(spell.last), day(spell.known), edge.sign, int(edge.contested), looks.origins(edge), looks.opacity(looks.confidence(edge)),
        *(_ranges(sorted(row_at[row.tie] for row in side)) for side in (edge.positive, edge.negative, edge.denials)),
    ]  # fmt: skip


def _ranges(numbers: Sequence[int]) -> list[int]:
    """Numbers in order as ranges, each its first number and how many there are."""
    out: list[int] = []
    for number in numbers:
        if out and out[-2] + out[-1] == number:
            out[-1] += 1
        else:
            out += [number, 1]
    return out
