"""How many."""

from __future__ import annotations

import pytest

from dateline.records.numbers import read_number


@pytest.mark.parametrize(
    ("words", "range_"),
    [
        ("forty people", (40, 40)),
        ("more than 40 groups", (41, None)),
        ("at least 12 soldiers", (12, None)),
        ("over 3,000 villagers", (3001, None)),
        ("dozens of clerics", (24, None)),
        ("hundreds of fighters", (200, None)),
        ("thousands", (2000, None)),
        ("tens of thousands of people", (20000, None)),
        ("2.5 million refugees", (2_500_000, 2_500_000)),
        ("up to 30 trucks", (None, 30)),
        ("fewer than 10 men", (None, 9)),
        ("between 10 and 15 rebels", (10, 15)),
        ("around 70 prisoners", (70, 70)),
        ("twenty - five houses", (25, 25)),
        ("the soldiers", None),
    ],
)
def test_numbers_become_a_least_and_a_most(words: str, range_: tuple[int | None, int | None] | None) -> None:
    """Vague numbers keep an open end; no number is no range."""
    assert read_number(words.split()) == range_
