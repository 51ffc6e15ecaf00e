"""Who stands with whom in a terminal: what a reader sees of long passages, of many names and of single days."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from rich.text import Text

from dateline.alliances import Evidence, camps, changes, graph, stands_with
from dateline.views import network_terminal

if TYPE_CHECKING:
    from collections.abc import Iterable

DAY = dt.date(2024, 1, 6)


def row(**given: Any) -> Evidence:
    """One report of a tie."""
    return msgspec.convert({"tie": "t1", "a": "Ardal", "b": "Besk", "kind": "backs", "reported": "2024-01-05", "origin": "o", "report": "r", **given}, Evidence)


def lines(shown: Iterable[object]) -> list[str]:
    """What is shown, as text."""
    return [str(one) for one in shown if isinstance(one, Text)]


@pytest.mark.parametrize("before", [0, 5000], ids=["at the start", "far in"])
def test_of_a_passage_of_pages_the_part_that_names_the_two_is_shown(before: int) -> None:
    """From a badly cut text a sentence can be pages long."""
    quote = "It rained. " * (before // 11) + "The council of Ardal stands by Besk. " + "It rained on. " * 500
    shown = lines(network_terminal.stands(stands_with(graph([row(quote=quote)], DAY), "Ardal"), {}))
    (told,) = [line for line in shown if "stands by Besk" in line]
    assert len(told) < 700
    assert told.strip().startswith("… ") is bool(before)
    assert " …" in told


def test_a_sentence_is_shown_whole() -> None:
    """What is no longer than sentences are is never cut."""
    quote = "The council of Ardal stands by Besk" + ", and by Corim" * 30 + "."
    assert any(quote in line for line in lines(network_terminal.stands(stands_with(graph([row(quote=quote)], DAY), "Ardal"), {})))


@pytest.mark.parametrize(("on", "words"), [(DAY, "last told 1 day before"), (dt.date(2024, 1, 8), "last told 3 days before")])
def test_a_tie_shows_when_it_was_last_told_of(on: dt.date, words: str) -> None:
    """An old tie counts, and nobody has to guess how old it is."""
    assert any(words in line for line in lines(network_terminal.stands(stands_with(graph([row()], on), "Ardal"), {})))


def test_one_change_is_one_change() -> None:
    """And two are two."""
    one = changes([row()], dt.date(2024, 1, 1), DAY)
    two = changes([row(), row(tie="t2", b="Corim")], dt.date(2024, 1, 1), DAY)
    assert "  1 change; " in lines(network_terminal.changes(one, {}))[0]
    assert "  2 changes; " in lines(network_terminal.changes(two, {}))[0]


def test_many_groups_of_members_are_counted() -> None:
    """The twenty largest are listed, the others told by their number."""
    groups = {f"Party {number:02}": [f"member {one}" for one in range(1 + number)] for number in range(30)}
    shown = lines(network_terminal.members(groups))
    assert len(shown) == 22
    assert shown[1].startswith("  Party 29: member 0, member 1")
    assert shown[1].endswith("and 10 more")
    assert shown[-1] == "  and 10 more such groups"


def test_webs_are_told_with_their_ties_and_origins() -> None:
    """Camps that a tie joins are in one web, whose size stands above them."""
    rows = [
        row(),
        row(tie="t2", a="Besk", b="Corim", kind="fights", origin="p"),
        row(tie="t3", a="Dunmar", b="Esk"),
        row(tie="t4", a="Farra", b="Golm", kind="fights"),
    ]
    web = graph(rows, DAY)
    shown = lines(network_terminal.camps(camps(web), None, web.signed))
    assert "3 actors with 2 ties of 2 origins" in shown
    assert "friends, and no other tie  Dunmar + Esk" in shown
    assert "foes, and no other tie  Farra – Golm" in shown
