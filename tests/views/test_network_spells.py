"""The spells of edges: on every day they say what the graph of that day says."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

import pytest

from dateline._errors import NetworkError
from dateline.alliances import Evidence, graph
from dateline.views.network_spells import known_rows, leanings, tied

from .network_rows import evidence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.alliances.evidence import Kind, Polarity

START = dt.date(2024, 1, 1)
KINDS: tuple[Kind, ...] = ("allied_with", "fights", "opposes", "backs")
POLARITIES: tuple[Polarity, ...] = ("affirmed", "affirmed", "affirmed", "denied", "ended", "sought")

Facts = tuple[str, str, int, bool, int, tuple[str, ...], tuple[str, ...]]


def day(number: int) -> dt.date:
    """A day of the invented calendar."""
    return START + dt.timedelta(days=number)


def drawn(seed: int) -> tuple[Evidence, ...]:
    """Rows between three actors that crowd every rule: dates given and not, ends, denials, opposite signs at small and large distances."""
    die = random.Random(seed)  # noqa: S311 # rows of a test are no secret
    rows = []
    for number in range(14):
        a, b = die.sample(("Ardal", "Besk", "Corim"), 2)
        told = die.randrange(120)
        first, last = sorted((die.randrange(130), die.randrange(130)))
        since = day(first) if die.random() < 0.4 else None
        until = day(last) if die.random() < 0.3 else None
        rows.append(
            Evidence(
                tie=f"t{number}", a=a, b=b, kind=die.choice(KINDS), polarity=die.choice(POLARITIES), reported=day(told), since=since, until=until,
                origin=f"o{die.randrange(4)}", report=f"r{number}",
            )
        )  # fmt: skip
    return tuple(rows)


def by_spells(rows: Sequence[Evidence], on: dt.date, last: dt.date, min_origins: int) -> set[Facts]:
    """The edges of a day as the spells have them."""
    out: set[Facts] = set()
    for pair in tied(rows, last):
        for spell in pair.levels[min_origins - 1] if len(pair.levels) >= min_origins else ():
            if spell.first <= on <= spell.last:
                edge = spell.edge
                age = (on - spell.known).days if spell.known and spell.known < on else 0
                out.add((pair.a, pair.b, edge.sign, edge.contested, age, edge.ties, tuple(row.tie for row in edge.denials)))
    return out


def by_graph(rows: Sequence[Evidence], on: dt.date, min_origins: int) -> set[Facts]:
    """The edges of a day as the graph has them."""
    return {
        (edge.a, edge.b, edge.sign, edge.contested, edge.age, edge.ties, tuple(row.tie for row in edge.denials))
        for edge in graph(rows, on, min_origins=min_origins).edges
    }


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("min_origins", [1, 2])
def test_spells_agree_with_the_graph_on_every_day(seed: int, min_origins: int) -> None:
    """Sign, contest, age, ties and denials of each edge are those that the graph gives, day after day."""
    rows, last = drawn(seed), day(200)
    for number in range(-5, 201, 1):
        assert by_spells(rows, day(number), last, min_origins) == by_graph(rows, day(number), min_origins), day(number)


def test_spells_agree_with_the_graph_in_a_long_war() -> None:
    """The same holds for the invented war, sampled every eleven days."""
    rows, last = evidence(), dt.date(2023, 6, 30)
    days = [dt.date(2022, 1, 1) + dt.timedelta(days=number) for number in range(0, 540, 11)]
    assert all(by_spells(rows, on, last, 1) == by_graph(rows, on, 1) for on in days)


def test_rows_that_were_told_later_are_left_out() -> None:
    """Only what was reported by the day asked for is there to be drawn."""
    rows = known_rows(evidence(), dt.date(2022, 3, 1))
    assert rows
    assert max(row.reported for row in rows) <= dt.date(2022, 3, 1)


def test_no_rows_are_refused_with_the_reason() -> None:
    """Without evidence there is no picture."""
    with pytest.raises(NetworkError, match="no tie to draw"):
        known_rows((), None)


def test_a_day_before_all_reports_is_refused_with_the_first() -> None:
    """The message says from when on something was known."""
    with pytest.raises(NetworkError, match="the first report of one is of 2022-01-10"):
        known_rows(evidence(), dt.date(2021, 1, 1))


def test_ties_that_never_hold_are_refused_with_the_reason() -> None:
    """Ties that are only sought or denied make no picture."""
    rows = [row for row in evidence() if row.polarity in ("sought", "denied")]
    with pytest.raises(NetworkError, match="sought, denied, or begin later"):
        tied(rows, dt.date(2023, 6, 1))


def test_a_pair_that_changed_sides_leans_between_friend_and_foe() -> None:
    """The Northern Brigades were friends of the Free Sarvian Army for a year and foes for four months."""
    leaning = {(a, b): value for a, b, value in leanings(tied(evidence(), dt.date(2023, 6, 1)))}
    assert 0.1 < leaning["Free Sarvian Army", "Northern Brigades"] < 0.9
    assert leaning["Free Sarvian Army", "Government of Sarvia"] == -1
