"""What a network is asked with, and what it says where there is nothing to answer: each message is true of the case."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from dateline import alliances
from dateline.alliances import NetworkError
from dateline.casebook.evidence import Evident
from dateline.casebook.network import Network, changed, network

from .making import ON, day, row

if TYPE_CHECKING:
    from collections.abc import Callable

WAR: Any = (
    row("Ostrel", "Varna", origin="wire"), row("Varna", "Lisk", origin="post"), row("Ostrel", "Lisk", origin="wire"), row("Tamar", "Ostrel", -1, origin="post"),
)  # fmt: skip
G: Any = Network(WAR, ON)
ANY: Any = Network
DRAWN: Any = alliances.graph
"""The three as somebody has them who checks no types."""
LATE = (row("Ardal", "Besk", on=day(5)), row("Corim", "Dunmar"))

DAYS = r"it is a date, or a text of the form YYYY, YYYY-MM or YYYY-MM-DD"


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda: ANY(WAR, "garbage"), f"on can't be 'garbage'; {DAYS}"),
        (lambda: ANY(WAR, 5), f"on can't be 5; {DAYS}"),
        (lambda: ANY(WAR, "2024-13"), f"on can't be '2024-13'; {DAYS}"),
        (lambda: ANY(WAR, ON, "May"), f"known_by can't be 'May'; {DAYS}"),
        (lambda: DRAWN(WAR, None), f"on can't be None; {DAYS}"),
        (lambda: G.changes("soon"), f"since can't be 'soon'; {DAYS}"),
        (lambda: ANY(WAR, ON, groups=["node"]), r"groups can't be \['node'\]; it is one of node, expand"),
        (lambda: ANY(WAR, ON, contested=None), "contested can't be None; it is one of keep, drop, latest"),
        (lambda: ANY(WAR, ON, min_origins="a"), "min_origins can't be 'a'; it is a whole number, 1 or more"),
        (lambda: ANY(WAR, ON, min_origins=True), "min_origins can't be True; it is a whole number"),
        (lambda: G.narrowed(within=1.5), "within can't be 1.5; it is a whole number, 0 or more, or None so that no tie is too old"),
        (lambda: G.narrowed(without="Ostrel"), "without can't be 'Ostrel'; it is a collection of names"),
        (lambda: G.camps(solver="foo"), "solver can't be 'foo'; it is one of exact, search"),
        (lambda: G.camps("2"), "k can't be '2'; it is a whole number, 1 or more, or None so that the ties decide"),
        (lambda: G.camps(time_limit="long"), "time_limit can't be 'long'; it is a number of seconds, 0 or more"),
        (lambda: G.camps(alternatives=-1), "alternatives can't be -1; it is a whole number, 0 or more"),
        (lambda: G.camps(seed=None), "seed can't be None; it is a whole number, 0 or more"),
        (lambda: G.balance(solver="best"), "solver can't be 'best'; it is one of exact, search"),
        (lambda: G.against_chance(samples=0), "samples can't be 0; it is a whole number, 1 or more"),
        (lambda: G.resample(n=0), "n can't be 0; it is a whole number, 1 or more"),
        (lambda: G.resample(k=0), "k can't be 0; it is a whole number, 1 or more"),
        (lambda: G.resample(by="report"), "can't be drawn again by 'report', only by 'origin'"),
        (lambda: G.whatif(drop_origin="wire", time_limit=-1), "time_limit can't be -1; it is a number of seconds"),
        (lambda: G.stands_with(5), "actor can't be 5; it is a name"),
        (lambda: G.brokers("all"), "camps can't be 'all'; it is what `camps` gives, or None"),
    ],
)  # fmt: skip
def test_an_option_that_cannot_be_says_what_can(ask: Callable[[], Any], words: str) -> None:
    """Its name, its value, and what is allowed; nothing is computed with something else in its place."""
    with pytest.raises(NetworkError, match=words):
        ask()


@pytest.mark.parametrize("on", ["2024-06-01", "2024-5-31", "2024-05", "2024", dt.date(2024, 6, 1), dt.datetime(2024, 6, 1, 12)])  # noqa: DTZ001 - people have these
def test_a_day_is_given_as_a_date_or_a_text(on: dt.date | str) -> None:
    """Of a year or a month the last day is meant, and a moment is of its day."""
    assert Network(WAR, on).graph.on == Network(WAR, on).on == Network(WAR, on).graph.basis.on
    assert str(Network(WAR, on).on) in {"2024-06-01", "2024-05-31", "2024-12-31"}
    assert len(Network(WAR, on).changes("2024-01").changes) == len(G.graph.edges)


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda: Network(LATE, "2023").stands_with("Ardal"), "no tie of Ardal is reported to hold on 2023-12-31; ties are told of from 2024-05-01 to"),
        (lambda: Network(LATE, ON, "2024-02").stands_with("Ardal"), "no tie of Ardal was reported by 2024-02-29; the first report of one is of 2024-05-01"),
        (lambda: Network(LATE, ON, min_origins=2).stands_with("Ardal"), r"no tie of Ardal is left on 2024-06-01: what there is was left out \(fewer than 2"),
        (lambda: Network(LATE, ON, within=3).stands_with("Ardal"), r"what there is was left out \(not reported since 2024-05-01\)"),
        (lambda: Network(LATE, ON).narrowed(without=["Besk"]).stands_with("Besk"), "what is reported of Besk was set aside"),
        (lambda: Network(LATE, ON, named=str).stands_with("Nobody"), "no tie of Nobody is reported on any day; 4 actors have one on 2024-06-01"),
        (lambda: Network(LATE[1:], "2024-02").stands_with("Xyz"), "no tie of Xyz is reported to hold on 2024-02-29; 2 actors have one"),
    ],
)  # fmt: skip
def test_why_an_actor_has_no_tie_is_told_truly(ask: Callable[[], Any], words: str) -> None:
    """On another day, later, left out, set aside, or never: each has its own words, and numbers are those of the day."""
    with pytest.raises(NetworkError, match=words):
        ask()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"on": "2023"}, "no tie is reported to hold on 2023-12-31; ties are told of from 2024-01-01 to 2024-05-01"),
        ({"on": ON, "known_by": "2023"}, "no tie was reported by 2023-12-31; the first report of one is of 2024-01-01"),
        ({"on": ON, "min_origins": 3}, "no tie is left on 2024-06-01: left out are 2 of fewer than 3 independent origins; ask for these as well"),
        ({"on": ON, "within": 1}, "left out are 2 last told of more than 1 day before"),
    ],
)
def test_why_there_is_no_tie_at_all_is_told_truly(options: dict[str, Any], words: str) -> None:
    """The day is blamed only where the day is at fault."""
    with pytest.raises(NetworkError, match=words):
        network(Evident(LATE, (), ()), **options)


def test_what_is_only_sought_was_never_there() -> None:
    """The message does not tell of days on which there was something."""
    with pytest.raises(NetworkError, match="all that is known was sought or denied, and never there"):
        network(Evident((row("A", "B", polarity="sought"),), (), ()))


def test_a_denial_is_no_answer_for_an_earlier_day() -> None:
    """What was denied in March says nothing of January, when nobody had denied it."""
    rows = [row("A", "B"), row("A", "C", polarity="denied", on=day(3))]
    assert Network(rows, day(2)).stands_with("A").denied == ()
    assert len(Network(rows, day(4)).stands_with("A").denied) == 1


def test_changes_are_told_also_where_all_have_ended() -> None:
    """On the last day nothing holds, and that is a change."""
    rows = (row("A", "B"), row("A", "B", on=day(3), polarity="ended"), row("A", "his critics", on=day(2), until=day(2, 9)))
    log, last = changed(Evident(rows, (), ()), "2024-02", "2024-04", None, without={"his critics"})
    assert [change.kind for change in log.changes] == ["ended"]
    assert last.aside(since="2024-02") == "Left out: 1 tie of actors without a name."


def test_one_origin_can_not_be_drawn_again() -> None:
    """Every probability would be 1, whatever the report is worth."""
    with pytest.raises(NetworkError, match="how sure it is can't be told by drawing origins again: all ties of 2024-06-01 go back to one"):
        Network([row("A", "B", origin="o"), row("C", "D", origin="o")], ON).resample()
