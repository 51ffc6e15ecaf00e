"""The places of actors and names."""

from __future__ import annotations

import datetime as dt
import itertools
import math

import numpy as np
import pytest

from dateline.views.network_layout import FONT, HEIGHT, LINE, WIDTH, Label, _nearer, broken, labels, positions, radius, sheet, text_width
from dateline.views.network_spells import leanings, tied

from .network_rows import evidence

TIES = leanings(tied(evidence(), dt.date(2023, 6, 1)))
PLACES = positions(TIES)
PAIRS = [(a, b) for a, b, _ in TIES]


def box(label: Label) -> tuple[float, float, float, float]:
    """The box that a name fills."""
    wide = max(text_width(line) for line in label.lines)
    left = label.x - {"start": 0.0, "middle": wide / 2, "end": wide}[label.anchor]
    top = label.y - FONT * 0.92
    return left, top, left + wide, top + LINE * len(label.lines)


def meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    """Whether two boxes overlap."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> tuple[float, float]:
    """How wide and how deep two boxes overlap."""
    return min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])


def test_the_same_ties_give_the_same_places_in_any_order() -> None:
    """A picture made again is the same picture."""
    assert positions(reversed(TIES)) == PLACES


def test_actors_stay_on_the_sheet() -> None:
    """No mark lies on the edge of the sheet or beyond it."""
    assert all(20 < x < WIDTH - 20 and 20 < y < HEIGHT - 20 for x, y in PLACES.values())


def test_actors_stand_apart() -> None:
    """Two marks never touch."""
    assert min(math.dist(PLACES[a], PLACES[b]) for a, b in itertools.combinations(PLACES, 2)) > 30


def test_actors_that_cannot_be_told_apart_by_their_ties_still_stand_apart() -> None:
    """Twenty clients of one patron make a circle and no heap."""
    star = positions([("Patron", f"Client {number}", 1.0) for number in range(20)])
    assert min(math.dist(one, other) for one, other in itertools.combinations(star.values(), 2)) > 30


def test_friends_stand_nearer_than_foes() -> None:
    """In two camps the members of a camp are nearer to each other than to the other camp."""
    camps = ("a1 a2 a3".split(), "b1 b2 b3".split())
    ties = [(one, other, 1.0) for camp in camps for one, other in itertools.combinations(camp, 2)]
    ties += [(one, other, -1.0) for one, other in itertools.product(*camps)]
    places = positions(ties)
    inside = max(math.dist(places[one], places[other]) for camp in camps for one, other in itertools.combinations(camp, 2))
    across = min(math.dist(places[one], places[other]) for one, other in itertools.product(*camps))
    assert inside < across


def test_two_actors_fill_the_middle() -> None:
    """The smallest picture stands in the middle of its sheet."""
    (x, y), (to_x, to_y) = positions([("Ardal", "Besk", 1.0)]).values()
    assert (x + to_x) / 2 == pytest.approx(WIDTH / 2, abs=1)
    assert (y + to_y) / 2 == pytest.approx(HEIGHT / 2, abs=1)


def test_large_networks_are_placed_too() -> None:
    """Four hundred actors find their places, no two of them the same."""
    ties = [(f"n{number}", f"n{(number * 7 + step) % 400}", 1.0 if step % 2 else -1.0) for number in range(400) for step in (1, 2) if number * 6 + step]
    places = positions([tie for tie in ties if tie[0] != tie[1]])
    assert len(set(places.values())) == len(places) == 400


def test_names_do_not_cover_each_other() -> None:
    """In a picture of twenty-five actors no two names overlap."""
    boxes = {name: box(label) for name, label in labels(PLACES, {}, PAIRS).items()}
    assert [pair for pair in itertools.combinations(boxes, 2) if meet(boxes[pair[0]], boxes[pair[1]])] == []


def test_names_do_not_cover_marks_or_leave_the_sheet() -> None:
    """Nor does a name cover somebody's mark or run beyond the sheet."""
    named = labels(PLACES, {}, PAIRS)
    for name, label in named.items():
        left, top, right, bottom = box(label)
        assert left > 0
        assert top > 0
        assert right < WIDTH
        assert bottom < HEIGHT
        for x, y in PLACES.values():
            reach = radius(1)
            assert not meet((left, top, right, bottom), (x - reach, y - reach, x + reach, y + reach)), name


def test_a_crowd_names_only_those_that_find_room() -> None:
    """Of two hundred actors many stay nameless, and the names that are drawn don't lie on each other."""
    ties = [(f"Actor {number}", f"Actor {(number * 7 + 3) % 200}", 1.0) for number in range(200) if (number * 6 + 3) % 200]
    clear = [box(label) for label in labels(positions(ties), {}).values() if label.clear]
    assert 20 < len(clear) < 200
    assert all(min(wide, deep) < 6 for one, other in itertools.combinations(clear, 2) if meet(one, other) for wide, deep in [overlap(one, other)])


def test_long_names_break_into_two_lines() -> None:
    """A name of many words is broken where its halves are most alike."""
    assert broken("General Command of Southern Provinces") == ("General Command of", "Southern Provinces")


def test_a_longer_name_has_three_lines() -> None:
    """Nothing of it is lost."""
    assert broken("African Party for the Independence of Guinea and Cape Verde") == ("African Party for the", "Independence of", "Guinea and Cape Verde")


def test_few_actors_do_not_stand_at_the_ends_of_the_sheet() -> None:
    """The tie between two is as long as a tie is in any picture, and not as the sheet is wide."""
    one, other = positions([("Ardal", "Besk", 1.0)]).values()
    assert math.dist(one, other) < WIDTH / 2


def test_a_name_that_no_line_holds_is_shortened() -> None:
    """One endless word ends in dots."""
    assert broken("A" * 90)[0].endswith("…")
    assert len(broken("A" * 90)[0]) <= 40


def test_groups_are_larger_than_single_actors() -> None:
    """A statement by many has a larger mark, and one by forty no monstrous one."""
    assert radius(1) < radius(9) < radius(41) < 3 * radius(1)


PARTS = [(f"Front of {place}", f"Army of {place}", -1.0 if number % 2 else 1.0) for number, place in enumerate("Ardal Besk Corim Dunmar Esk Farra".split())]
PARTS += [("Hill Council", "Lake Council", 1.0), ("Lake Council", "Shore Council", -1.0), ("Shore Council", "Hill Council", -1.0)]


def test_parts_that_no_tie_joins_lie_apart() -> None:
    """The rectangles around the marks and names of seven parts don't meet."""
    places = positions(PARTS)
    parts: dict[str, list[tuple[float, float, float, float]]] = {}
    for name, label in labels(places, {}, [(a, b) for a, b, _ in PARTS]).items():
        parts.setdefault("Council" if name.endswith("Council") else name.split()[-1], []).append(box(label))
    hulls = [(min(b[0] for b in some), min(b[1] for b in some), max(b[2] for b in some), max(b[3] for b in some)) for some in parts.values()]
    assert len(hulls) == 7
    assert [pair for pair in itertools.combinations(hulls, 2) if meet(*pair)] == []


def test_names_of_many_small_parts_find_room() -> None:
    """Sixty pairs make a picture with every name in it."""
    ties = [(f"Movement for the {number}th Valley", f"Government of Province {number}", 1.0) for number in range(60)]
    places = positions(ties)
    named = labels(places, {}, [(a, b) for a, b, _ in ties], (), sheet(len(places)))
    assert sum(label.clear for label in named.values()) == 120


def test_ties_of_small_parts_are_of_one_length() -> None:
    """A pair of friends is no nearer and no farther apart than another pair of friends."""
    ties = [(f"a{number}", f"b{number}", 1.0) for number in range(20)]
    places = positions(ties)
    lengths = [math.dist(places[a], places[b]) for a, b, _ in ties]
    assert max(lengths) - min(lengths) < 1


@pytest.mark.parametrize("count", [3, 60, 300, 3000])
def test_more_actors_have_a_larger_sheet_up_to_a_size(count: int) -> None:
    """It keeps its shape, and never grows so far that names can't be read."""
    wide, high = sheet(count)
    assert wide / high == pytest.approx(WIDTH / HEIGHT, rel=0.01)
    assert WIDTH <= wide <= 2.2 * WIDTH
    assert (wide > WIDTH) is (count > 60)


def test_actors_of_many_parts_stay_on_the_sheet() -> None:
    """However little room there is."""
    ties = [(f"The Front of Province Number {number}", f"The Army of Province Number {number}", 1.0) for number in range(700)]
    wide, high = sheet(1400)
    assert all(0 < x < wide and 0 < y < high for x, y in positions(ties).values())


@pytest.mark.parametrize(("other", "near"), [((55.0, 5.0), 1), ((25.0, 18.0), 1), ((90.0, 5.0), 0)], ids=["at its end", "below it", "far"])
def test_a_name_beside_the_mark_of_another_is_ambiguous(other: tuple[float, float], near: int) -> None:
    """A name that stands as near to another's mark as to its own would be read as the other's, and is counted so where its place is chosen."""
    box, own = np.array([[0.0, 0.0, 50.0, 10.0]]), (-8.0, 5.0)
    assert _nearer(box, np.array([own, other]), 0).tolist() == [near]


def test_a_long_name_between_two_neighbours_lies_below_its_own_mark() -> None:
    """In a row of three the name of the middle one is set in lines short enough to end before the marks beside it, above or below which it would be theirs."""
    places = {"Senna": (200.0, 300.0), "Ilario Tessaro Vandeling": (280.0, 300.0), "Popular Union of the Far Islands": (360.0, 300.0)}
    label = labels(places, {}, [("Senna", "Ilario Tessaro Vandeling"), ("Ilario Tessaro Vandeling", "Popular Union of the Far Islands")])[
        "Ilario Tessaro Vandeling"
    ]
    left, _, right, _ = box(label)
    assert label.clear
    assert places["Senna"][0] < left < places["Ilario Tessaro Vandeling"][0] < right < places["Popular Union of the Far Islands"][0]
    assert " ".join(label.lines) == "Ilario Tessaro Vandeling"
