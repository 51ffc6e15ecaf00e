"""Who stands with whom, in a casebook."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from dateline._errors import CasebookError
from dateline.alliances import NetworkError
from dateline.casebook.evidence import described, evidence
from dateline.cli import main

from .making import reading

if TYPE_CHECKING:
    from pathlib import Path

    from dateline.casebook.casebook import Casebook
    from dateline.records.model import Reading

DAY = dt.date(2024, 3, 14)


def told(number: int, **fields: object) -> Reading:
    """A report of its own, in which Egypt backs the front, or whatever the fields say of that tie."""
    made = reading(10 + number, url=f"https://paper-{number}.example/a", extra=f" It was the {number}. time in a year of {number * 7} such raids on the hills.")
    return replace(made, ties=(replace(made.ties[0], **fields), *made.ties[1:]))


def test_friends_are_told_with_their_sentences(casebook: Casebook) -> None:
    """A tie of a report is an edge with the sentence that it rests on."""
    casebook.store(reading())
    (edge,) = casebook.graph(DAY).stands_with(casebook.label("Egypt")).friends
    assert edge.other("Egypt") == "Dol Front"
    assert "which Egypt backs" in edge.rows[0].quote


def test_copies_are_one_origin(casebook: Casebook) -> None:
    """The same report in three papers gives an edge of one origin, and none where two are asked for."""
    for name in ("one", "two", "three"):
        casebook.store(reading(url=f"https://{name}.example/a", publisher=name))
    casebook.link()
    (edge,) = casebook.graph(DAY).stands_with("Egypt").friends
    assert len(edge.origins) == 1
    assert len(edge.rows) == 3
    with pytest.raises(NetworkError, match="no tie is reported to hold"):
        casebook.graph(DAY, min_origins=2)


def test_contradictory_ties_are_both_shown(casebook: Casebook) -> None:
    """One paper has Egypt back the front, another fight it: the tie is contested, and nobody's friend or foe."""
    casebook.store(told(1))
    casebook.store(told(2, kind="fights"))
    found = casebook.graph(DAY).stands_with("Egypt")
    assert [edge.other("Egypt") for edge in found.contested] == ["Dol Front"]
    assert found.friends == found.foes == ()


@pytest.mark.parametrize("polarity", ["sought", "denied"])
def test_what_is_sought_or_denied_is_no_edge(casebook: Casebook, polarity: str) -> None:
    """It is shown aside."""
    casebook.store(told(1, polarity=polarity))
    found = casebook.graph(DAY).stands_with("Egypt")
    assert found.friends == found.foes == found.contested == ()
    assert len(getattr(found, polarity)) == 1


def test_nothing_is_known_before_it_is_reported(casebook: Casebook) -> None:
    """On the day before the report there is no tie; and what was reported later is not known by then."""
    casebook.store(reading())
    with pytest.raises(NetworkError, match="ties are told of from 2024-03-14"):
        casebook.graph(DAY - dt.timedelta(days=1))
    with pytest.raises(NetworkError, match="as known by 2024-03-01"):
        casebook.graph(DAY, "2024-03-01")


def test_a_tie_without_a_day_is_left_out_and_listed(casebook: Casebook) -> None:
    """A report without a date says that something holds, and not when; the message says what to do."""
    casebook.store(reading(published=None))
    assert len(evidence(casebook.connection).undated) == 2
    with pytest.raises(NetworkError, match=r"2 are in reports without a date, which must be stored with --published"):
        casebook.graph(DAY)


def test_two_actors_of_one_name_stay_two(casebook: Casebook) -> None:
    """They are told apart by their numbers."""
    for country, end in (("AA", " Far from there it rained all week on the coast."), ("BB", " Nobody knew what the ministers would say of the harvest.")):
        casebook.store(reading(front_country=country, url=f"https://{country.lower()}.example/b", extra=end))
    names = {row.b for row in evidence(casebook.connection).rows if row.a == "Egypt"}
    assert len(names) == 2
    assert all(name.startswith("Dol Front #") for name in names)


def test_an_unknown_actor_gets_the_nearest_names(casebook: Casebook) -> None:
    """No empty answer, but what there is."""
    casebook.store(reading())
    with pytest.raises(CasebookError, match="did you mean Egypt"):
        casebook.label("Egipt")


def test_the_commands_answer(casebook: Casebook, path: Path) -> None:
    """stands, camps and changes show names, sentences and what they rest on."""
    casebook.store(reading())
    casebook.store(told(2))
    casebook.link()
    for arguments, words in (
        (["stands", str(path), "Egypt"], ("friends", "Dol Front", "which Egypt backs", "no tie reported")),
        (["camps", str(path), "--draws", "5"], ("proven optimal", "Dol Front, Egypt", "5 draws")),
        (["changes", str(path), "--from", "2024-01-01"], ("new", "Dol Front – Egypt")),
    ):
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, result.output
        assert all(word in result.output for word in words), result.output


def crowd(number: int) -> Reading:
    """A report in which the front has no name, only a description."""
    made = told(number)
    actors = tuple(
        replace(actor, name="the hill fighters", mentions=tuple(replace(m, form="nominal") for m in actor.mentions)) if actor.name == "Dol Front" else actor
        for actor in made.actors
    )
    return replace(made, actors=actors)


def test_who_has_no_name_is_counted_and_not_listed(casebook: Casebook, path: Path) -> None:
    """Whom a report only describes is somebody new in each report: the camps tell how many there are, and who they are on demand."""
    casebook.store(crowd(1))
    assert described(casebook.connection) == {"artillery", "the hill fighters"}
    shown = CliRunner().invoke(main, ["camps", str(path), "--draws", "0"]).output
    assert "Egypt (and 1 without a name)" in shown
    assert "the hill fighters" not in shown
    assert "Egypt, the hill fighters" in CliRunner().invoke(main, ["camps", str(path), "--draws", "0", "--all"]).output


def test_camps_tell_whom_they_are_hostile_to(casebook: Casebook, path: Path) -> None:
    """A camp is shown with those that it has hostile ties with."""
    casebook.store(told(1))
    casebook.store(told(2, b="a1", kind="fights"))
    shown = CliRunner().invoke(main, ["camps", str(path), "--draws", "5"]).output
    assert "against Varnia (1 tie)" in shown


def test_camps_tell_how_many_origins_hold_them(casebook: Casebook, path: Path) -> None:
    """One tie of one origin stands in every draw, and so the number of origins stands beside the share of draws."""
    casebook.store(reading())
    assert "of 1 origin; together in 100% of 5 draws" in CliRunner().invoke(main, ["camps", str(path), "--draws", "5"]).output


def test_many_camps_of_one_tie_share_a_line(casebook: Casebook, path: Path) -> None:
    """A tie that stands alone is told in a word, where there are many of them."""
    for number in range(1, 8):
        made = told(number)
        names = {"Egypt": f"Land {number}", "Dol Front": f"Front {number}"}
        actors = tuple(replace(actor, name=names[actor.name], kb=None) if actor.name in names else actor for actor in made.actors)
        casebook.store(replace(made, actors=actors, ties=made.ties[:1]))
    shown = CliRunner().invoke(main, ["camps", str(path), "--draws", "0"]).output
    assert "held by one tie alone  Front 1 + Land 1; Front 2 + Land 2" in shown
    assert "camp 1" not in shown


def test_camps_as_lines_hold_how_firm_they_are(casebook: Casebook, path: Path) -> None:
    """JSON Lines hold what a person is shown: the camps, and how often two actors share one."""
    casebook.store(reading())
    lines = CliRunner().invoke(main, ["camps", str(path), "--draws", "5", "--format", "jsonl"]).stdout.splitlines()
    assert [key for line in lines for key in ("camps", "together") if key in json.loads(line)] == ["camps", "together"]


def test_ties_without_a_day_are_told_of(casebook: Casebook, path: Path) -> None:
    """An answer says on standard error how many ties it leaves out, since nothing says when they hold."""
    casebook.store(told(1))
    casebook.store(reading(published=None))
    assert "2 ties are left out, of reports without a date" in CliRunner().invoke(main, ["stands", str(path), "Egypt"]).stderr


def test_an_answer_that_there_is_not_is_an_error(casebook: Casebook, path: Path) -> None:
    """On standard error, with a status of 1."""
    casebook.store(reading())
    result = CliRunner().invoke(main, ["camps", str(path), "--on", "1990-01-01"])
    assert result.exit_code == 1
    assert "no tie is reported to hold on 1990-01-01" in result.output
