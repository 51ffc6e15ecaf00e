"""Who stands with whom in a terminal: what a reader sees of long passages, of many names and of single days."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from rich.text import Text

from dateline.alliances import Evidence, camps, changes, graph, resample, stands_with
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
    assert "  1 change, from 1 tie in 1 report of 1 origin" in lines(network_terminal.changes(one, {}))[0]
    assert "  2 changes, from 2 ties in 1 report of 1 origin" in lines(network_terminal.changes(two, {}))[0]


@pytest.mark.parametrize(
    ("actor", "kind", "polarity", "line"),
    [
        ("Ardal", "backs", "affirmed", "  Besk  backed by it; 1 origin, last told 1 day before"),
        ("Besk", "backs", "affirmed", "  Ardal  backs it; 1 origin, last told 1 day before"),
        ("Besk", "fights", "affirmed", "  Ardal  fights; 1 origin, last told 1 day before"),
        ("Ardal", "backs", "denied", "  Besk  backed by it"),
        ("Besk", "backs", "denied", "  Ardal  backs it"),
        ("Besk", "part_of", "sought", "  Ardal  part of it"),
        ("Ardal", "part_of", "sought", "  Besk  it is a part of this"),
    ],
)
def test_who_backs_whom_is_told(actor: str, kind: str, polarity: str, line: str) -> None:
    """A tie with a direction is told from the side of the actor that is asked about, whether it holds or was only denied or sought."""
    rows = [row(kind=kind, polarity=polarity), row(tie="t2", a="Corim", b="Dunmar")]
    assert line in lines(network_terminal.stands(stands_with(graph(rows, DAY), actor), {}))


def test_a_sentence_that_tells_and_denies_is_shown_once() -> None:
    """In the contested tie that it makes, and not again below."""
    quote = "Corim says that Ardal backs Besk, which Ardal denies."
    rows = [row(quote=quote), row(tie="t2", polarity="denied", quote=quote)]
    shown = lines(network_terminal.stands(stands_with(graph(rows, DAY), "Besk"), {}))
    assert sum(quote in line for line in shown) == 1
    assert "contested: told both ways, or told and denied" in shown
    assert "denied" not in shown


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


def told(*rows: Evidence, on: dt.date = DAY, draws: int = 0) -> list[str]:
    """What is said of the camps of some rows."""
    web = graph(rows, on)
    return lines(network_terminal.camps(camps(web), resample(rows, on, n=draws) if draws else None, web.signed))


THREE = (row(), row(tie="t2", a="Besk", b="Corim", origin="p"), row(tie="t3", a="Corim", b="Dunmar", kind="fights", origin="q"))


def test_camps_show_what_would_move_each_member() -> None:
    """The margin of each, the loosest first, with the camp that it would go to; whoever would stand alone has none named."""
    shown = told(*THREE, row(tie="t4", a="Dunmar", b="Esk", origin="r"), row(tie="t5", a="Corim", b="Esk", origin="s"))
    assert any(line.startswith("margin: the weight of ties to the contrary") for line in shown)
    assert [line.strip() for line in shown if "margins" in line] == ["margins  Esk 0 to Dunmar, Ardal 1, Besk 2, Corim 2"]


def test_camps_of_several_origins_say_how_often_they_stay_together() -> None:
    """The least and the greatest share of any two, with what it is a share of."""
    shown = told(*THREE, draws=40)
    assert any(line.startswith("together: how often, in 40 draws of the origins") for line in shown)
    (camp,) = [line for line in shown if line.startswith("  camp 1")]
    assert "2 ties of 2 origins; together in " in camp
    assert camp.endswith("together in 28% to 68% of draws")


def test_camps_of_one_origin_say_why_nothing_tells_how_sure_they_are() -> None:
    """A share of draws would be one whatever the report is worth."""
    shown = told(row(), row(tie="t2", a="Besk", b="Corim"), row(tie="t3", a="Dunmar", b="Esk", origin="p"), draws=5)
    assert "each of the numbered camps stands or falls with one origin, so that drawing the origins again does not tell how sure it is" in shown
    assert not any("together" in line for line in shown)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ((row(),), "1 camp  on"),
        ((row(), row(tie="t2", a="Corim", b="Dunmar", kind="fights")), "1 camp, 2 actors alone  on"),
        ((row(kind="fights"),), "no camp, 2 actors alone  on"),
    ],
)
def test_who_stands_alone_is_no_camp(rows: tuple[Evidence, ...], words: str) -> None:
    """Two foes make no two camps, to somebody who reads the first line."""
    assert told(*rows)[0].startswith(words)


@pytest.mark.parametrize(
    ("rows", "on", "words"),
    [
        ((row(reported="2024-01-06"),), DAY, "1 pair with a tie, which is told of for the day itself"),
        ((row(),), DAY, "1 pair with a tie, last told of 1 day before"),
        (
            (row(), row(tie="t2", a="Corim", b="Dunmar")),
            DAY,
            "2 pairs with a tie, half of them last told of 1 day before or earlier, the oldest 1 day before",
        ),
        (
            (row(reported="2024-01-06"), row(tie="t2", a="Corim", b="Dunmar", reported="2024-01-06"), row(tie="t3", a="Esk", b="Farra")),
            DAY,
            "3 pairs with a tie, half of them or more told of for the day itself, the oldest last told of 1 day before",
        ),
        ((row(reported="2024-02-01", since="2024-01-01"),), DAY, "1 pair with a tie, which is told of for the day itself; all only in reports of later days"),
        (
            (row(reported="2024-02-01", since="2024-01-01"), row(tie="t2", a="Corim", b="Dunmar", reported="2024-01-06")),
            DAY,
            "2 pairs with a tie, each of them told of for the day itself; 1 of them only in reports of later days",
        ),
    ],
)
def test_how_old_ties_are_is_true(rows: tuple[Evidence, ...], on: dt.date, words: str) -> None:
    """What reports of later days tell was not last told of 0 days before."""
    assert told(*rows, on=on)[1] == words


def test_others_of_a_name_are_told_below_the_first_line() -> None:
    """With the words to ask for each of them; of many some are named."""
    found = msgspec.structs.replace(stands_with(graph((row(),), DAY), "Ardal"), others=tuple(f"Ardal (report {number})" for number in range(2, 12)))
    assert lines(network_terminal.stands(found, {}))[1].startswith('the name fits 10 other actors as well, to be asked for as "Ardal (report 2)", ')
    assert lines(network_terminal.stands(found, {}))[1].endswith('"Ardal (report 9)" and 2 more')


def test_camps_that_were_pressed_together_say_so() -> None:
    """Two wars in two camps: nobody in one stands with anybody in the other."""
    rows = (row(kind="fights"), row(tie="t2", a="Corim", b="Dunmar", kind="fights"))
    web = graph(rows, DAY)
    note = "2 webs that no tie joins had to share these camps, so that for actors of two webs it says nothing to be in one camp or in two"
    assert note in lines(network_terminal.camps(camps(web, 2), None, web.signed))
    assert note not in lines(network_terminal.camps(camps(web), None, web.signed))


def test_a_pair_of_several_origins_says_so() -> None:
    """A tie that two tell of is surer than one that one tells of."""
    assert "friends, and no other tie  Ardal + Besk (2 origins); Corim + Dunmar" in told(row(), row(tie="t2", origin="p"), row(tie="t3", a="Corim", b="Dunmar"))


def test_a_new_tie_that_is_denied_is_marked() -> None:
    """Who reads the changes alone must not take for settled what somebody denies."""
    shown = lines(network_terminal.changes(changes([row(), row(tie="t2", polarity="denied")], dt.date(2024, 1, 1), DAY), {}))
    assert any("(friends, contested)" in line for line in shown)


def test_camps_mark_contested_ties() -> None:
    """A camp that rests on a tie that somebody denies says so, in a web of many as in a pair."""
    rows = [row(), row(tie="t2", polarity="denied")]
    pair = graph(rows, DAY)
    assert any("contested" in line for line in lines(network_terminal.camps(camps(pair), None, pair.edges)))
    three = graph([*rows, row(tie="t3", a="Corim", kind="fights")], DAY)
    assert any("contested between 1 pair" in line for line in lines(network_terminal.camps(camps(three), None, three.edges)))


def test_draws_without_a_tie_are_not_together() -> None:
    """Two of a camp stay together only in the draws that leave both a tie, out of all draws."""
    rows = [row(origin="o1"), row(tie="t2", a="Besk", b="Corim", origin="o2"), row(tie="t3", a="Corim", b="Dolm", kind="fights", origin="o3")]
    web = graph(rows, DAY)
    shown = lines(network_terminal.camps(camps(web), resample(rows, DAY, n=40), web.edges))
    (told,) = [line for line in shown if "together in" in line]
    assert "together in 100%" not in told
