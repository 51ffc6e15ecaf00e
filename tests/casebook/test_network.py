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
from dateline.casebook.evidence import evidence, labels
from dateline.casebook.network import vague
from dateline.cli import main
from dateline.records.model import Size

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


def test_an_actor_by_any_of_its_names(casebook: Casebook) -> None:
    """A graph of a casebook knows actors by other names than the one that it shows, and an origin by its number; whom nobody names is an error."""
    casebook.store(reading())
    casebook.link()
    web = casebook.graph(DAY)
    assert web.stands_with("egypt") == web.stands_with("Egypt")
    (origin,) = web.stands_with("Egypt").basis.origins
    assert web.whatif(drop_origin=int(origin.removeprefix("origin "))).lost == web.whatif(drop_origin=origin).lost
    with pytest.raises(CasebookError, match="Nobody"):
        web.stands_with("Nobody")


def test_copies_are_one_origin(casebook: Casebook) -> None:
    """The same report in three papers gives an edge of one origin, and none where two are asked for."""
    for name in ("one", "two", "three"):
        casebook.store(reading(url=f"https://{name}.example/a", publisher=name))
    casebook.link()
    (edge,) = casebook.graph(DAY).stands_with("Egypt").friends
    assert len(edge.origins) == 1
    assert len(edge.rows) == 3
    with pytest.raises(NetworkError, match="left out are 6 of fewer than 2 independent origins"):
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
    with pytest.raises(NetworkError, match=r"no tie was reported by 2024-03-01; the first report of one is of 2024-03-14"):
        casebook.graph(DAY, "2024-03-01")


def test_a_tie_without_a_day_is_left_out_and_listed(casebook: Casebook) -> None:
    """A report without a date says that something holds, and not when; the message says what to do."""
    casebook.store(reading(published=None))
    assert len(evidence(casebook.connection).undated) == 2
    with pytest.raises(NetworkError, match=r"2 are in reports without a date, which must be stored with --published"):
        casebook.graph(DAY)


def test_two_actors_of_one_name_stay_two(casebook: Casebook) -> None:
    """They are told apart by their countries; where these are unknown by the reports that tell of them, and the actor is found by what it is called."""
    for country, end in (("SD", " Far from there it rained all week on the coast."), ("TD", " Nobody knew what the ministers would say of the harvest.")):
        casebook.store(reading(front_country=country, url=f"https://{country.lower()}.example/b", extra=end))
    names = {row.b for row in evidence(casebook.connection).rows if row.a == "Egypt"}
    assert names == {"Dol Front (Sudan)", "Dol Front (Chad)"}
    casebook.store(crowd(1))
    casebook.store(crowd(2))
    assert {name for name in labels(casebook.connection).values() if "hill" in name} == {"the hill fighters (report 3)", "the hill fighters (report 4)"}
    assert [edge.other("Egypt") for edge in casebook.graph(DAY).stands_with(casebook.label("Dol Front (Chad)")).friends] == ["Dol Front (Chad)"]


@pytest.mark.parametrize(
    ("name", "country", "called"),
    [
        ("army", "SD", "army (Sudan)"),
        ("Eritrean troops", "ER", "Eritrean troops"),
        ("Congo's army", "CD", "Congo's army"),
        ("UK forces", "GB", "UK forces"),
        ("the army", None, "the army"),
    ],
)
def test_whom_only_a_description_names_is_called_by_whose_it_is(casebook: Casebook, name: str, country: str | None, called: str) -> None:
    """Nobody can tell which army is meant, unless the words say so themselves; nothing is said twice."""
    made = told(1)
    actors = tuple(
        replace(actor, name=name, country=country, kb=None, mentions=tuple(replace(m, form="nominal") for m in actor.mentions))
        if actor.name == "Dol Front"
        else actor
        for actor in made.actors
    )
    casebook.store(replace(made, actors=actors))
    assert called in labels(casebook.connection).values()


def test_an_unknown_actor_gets_the_nearest_names(casebook: Casebook) -> None:
    """No empty answer, but what there is."""
    casebook.store(reading())
    with pytest.raises(CasebookError, match="near it: Egypt"):
        casebook.label("Egipt")


@pytest.fixture
def namesakes(casebook: Casebook) -> Casebook:
    """A casebook in which two reports tell of hill fighters without a name, whom Egypt backs."""
    casebook.store(crowd(1))
    casebook.store(crowd(2))
    return casebook


def test_a_name_that_fits_several_says_so(namesakes: Casebook, path: Path) -> None:
    """The answer is for one of them, and says how to ask for the other; who is asked for by what it is called gets an answer without a word of others."""
    shown = CliRunner().invoke(main, ["stands", str(path), "the hill fighters"]).stdout
    assert shown.startswith("the hill fighters (report 1)  on")
    assert 'the name fits 1 other actor as well, to be asked for as "the hill fighters (report 2)"' in shown
    other = CliRunner().invoke(main, ["stands", str(path), "the hill fighters (report 2)"]).stdout
    assert other.startswith("the hill fighters (report 2)  on")
    assert "as well" not in other
    assert namesakes.graph(DAY).stands_with("the hill fighters").others == ("the hill fighters (report 2)",)


@pytest.mark.parametrize("command", [["changes", "--from", "2024"], ["network", "-o", "ties.svg"]], ids=["changes", "network"])
@pytest.mark.usefixtures("namesakes")
def test_whoever_else_a_name_fits_is_told_on_standard_error(path: Path, tmp_path: Path, command: list[str]) -> None:
    """Where the answer is a list of changes or a picture."""
    given = [str(tmp_path / word) if word == "ties.svg" else word for word in command[1:]]
    result = CliRunner().invoke(main, [command[0], str(path), *given, "--actor", "the hill fighters"])
    assert result.exit_code == 0, result.output
    assert 'the hill fighters (report 1): the name fits 1 other actor as well, to be asked for as "the hill fighters (report 2)"' in result.stderr


def test_of_several_the_one_with_a_tie_on_the_day_is_meant(casebook: Casebook) -> None:
    """Whose tie ended before is named beside; on a day without a tie of either the error names both."""
    early = crowd(1)
    casebook.store(replace(early, ties=(replace(early.ties[0], since=dt.date(2024, 1, 1), until=dt.date(2024, 1, 9)),)))
    casebook.store(crowd(2))
    found = casebook.graph(DAY).stands_with("the hill fighters")
    assert (found.actor, found.others) == ("the hill fighters (report 2)", ("the hill fighters (report 1)",))
    casebook.store(told(3, since=dt.date(2023, 5, 1)))
    with pytest.raises(NetworkError, match=r"no tie of the hill fighters \(report 1\) is reported to hold .* \"the hill fighters \(report 2\)\""):
        casebook.graph("2023-06").stands_with("the hill fighters")


def test_a_name_that_fits_several_leaves_nobody_out(namesakes: Casebook) -> None:
    """Which of them is to be left out has to be said."""
    with pytest.raises(NetworkError, match=r"'the hill fighters', which fits 2 actors: name those of"):
        namesakes.graph(DAY).narrowed(without=["the hill fighters"])


def test_changes_after_the_last_report_say_when_that_was(casebook: Casebook, path: Path) -> None:
    """Only one day was given, so that there is nothing to exchange; two that are the wrong way round are."""
    casebook.store(told(1))
    alone = CliRunner().invoke(main, ["changes", str(path), "--from", "2030"])
    assert alone.exit_code == 1
    assert "the last report of a tie is of 2024-03-14, before 2030-01-01; ask from that day or an earlier one" in alone.stderr
    with pytest.raises(NetworkError, match="the network is that of 2024-03-14, before 2030-01-01"):
        casebook.graph(DAY).changes("2030")
    assert "exchange the two" in CliRunner().invoke(main, ["changes", str(path), "--from", "2030", "--to", "2029"]).stderr


def test_a_network_tells_what_it_is(casebook: Casebook) -> None:
    """Its day, and how much there is on it."""
    casebook.store(told(1))
    assert repr(casebook.graph(DAY)) == "<Network on 2024-03-14: 2 ties in 1 report of 1 origin, 2 pairs among 4 actors>"


def test_the_commands_answer(casebook: Casebook, path: Path) -> None:
    """stands, camps and changes show names, sentences and what they rest on."""
    casebook.store(reading())
    casebook.store(told(2))
    casebook.link()
    for arguments, words in (
        (["stands", str(path), "Egypt"], ("friends", "Dol Front", "which Egypt backs", "no tie reported")),
        (["camps", str(path), "--draws", "5"], ("proven optimal", "Dol Front + Egypt", "2 ties")),
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


def test_who_has_no_name_is_left_out_and_counted(casebook: Casebook, path: Path) -> None:
    """Whom a report only describes is somebody new in each report: such ties are no part of the web, unless they are asked for."""
    casebook.store(told(1))
    casebook.store(crowd(2))
    shown = CliRunner().invoke(main, ["camps", str(path), "--draws", "0"])
    assert "the hill fighters" not in shown.stdout
    assert "3 ties of actors without a name" in shown.stderr
    assert "Egypt, the hill fighters" in CliRunner().invoke(main, ["camps", str(path), "--draws", "0", "--all"]).output


def of_country(number: int, **fields: object) -> Reading:
    """A report in which the front has no name, and more is known of it."""
    made = crowd(number)
    return replace(made, actors=tuple(replace(actor, **fields) if actor.name == "the hill fighters" else actor for actor in made.actors))


@pytest.mark.parametrize(
    ("fields", "left_out"),
    [
        ({}, True),
        ({"country": "XV"}, False),
        ({"country": "XV", "kind": "population"}, True),
        ({"size": Size(min=41, max=None, span=(0, 2))}, False),
        ({"size": Size(min=41, max=None, span=(0, 2)), "kind": "person"}, True),
    ],
    ids=["a force", "a force of a country", "people of a country", "a counted force", "counted people"],
)
def test_a_description_that_tells_who_is_meant_is_as_good_as_a_name(casebook: Casebook, fields: dict[str, object], left_out: bool) -> None:
    """A force, group or institution whose country is known, or that is counted; a crowd never is."""
    casebook.store(of_country(1, **fields))
    assert any(name.startswith("the hill fighters") for name in vague(casebook.connection, evidence(casebook.connection).rows)) is left_out


def member(number: int, *kinds: str) -> Reading:
    """A report in which Egypt is part of the front, and stands to Varnia in some ways."""
    made = told(number, kind="part_of")
    return replace(made, ties=(made.ties[0], *(replace(made.ties[1], a="a4", b="a1", kind=kind) for kind in kinds)))


def test_mere_membership_makes_no_camp(casebook: Casebook, path: Path) -> None:
    """It is listed as membership; with --all it counts as a tie of friends."""
    casebook.store(member(1))
    casebook.store(replace(told(2), ties=(replace(told(2).ties[0], a="a4", b="a1", kind="part_of"),)))
    shown = CliRunner().invoke(main, ["camps", str(path), "--draws", "0"])
    assert shown.exit_code == 1
    assert "2 of membership alone" in shown.stderr
    assert "Dol Front, Egypt, Varnia" in CliRunner().invoke(main, ["camps", str(path), "--draws", "0", "--all"]).output


def test_members_of_a_side_are_listed_below_the_camps(casebook: Casebook, path: Path) -> None:
    """Of whom nothing else is reported stands in a list of its own."""
    casebook.store(replace(told(1), ties=(replace(told(1).ties[0], b="a1", kind="fights"),)))
    casebook.store(replace(told(2), ties=(replace(told(2).ties[0], a="a3", b="a1", kind="part_of"),)))
    shown = CliRunner().invoke(main, ["camps", str(path), "--draws", "0"]).stdout
    assert "foes, and no other tie  Egypt – Varnia" in shown
    assert "nothing reported but membership, which makes no camp\n  Varnia: Dol Front" in shown


def test_membership_is_told_apart_from_friendship(casebook: Casebook, path: Path) -> None:
    """Who an actor is part of, and who is part of it, stands under headings of their own."""
    casebook.store(member(1))
    assert "\npart of\n  Dol Front" in CliRunner().invoke(main, ["stands", str(path), "Egypt"]).stdout
    assert "\nits parts and members\n  Egypt" in CliRunner().invoke(main, ["stands", str(path), "Dol Front"]).stdout


def test_changes_say_who_is_part_of_whom(casebook: Casebook, path: Path) -> None:
    """A membership has a direction; it is listed when everything is asked for, or one actor."""
    casebook.store(told(1, a="a1", b="a4", kind="fights"))
    casebook.store(replace(told(2), ties=(replace(told(2).ties[0], a="a3", b="a1", kind="part_of"),)))
    arguments = ["changes", str(path), "--from", "2024-01-01"]
    assert "part of" not in CliRunner().invoke(main, arguments).stdout
    assert "Dol Front part of Varnia" in CliRunner().invoke(main, [*arguments, "--all"]).stdout
    assert "Dol Front part of Varnia" in CliRunner().invoke(main, [*arguments, "--actor", "Varnia"]).stdout


@pytest.mark.parametrize("command", [["stands", "Egypt"], ["camps"], ["network", "-o", "web.png"]], ids=["stands", "camps", "network"])
def test_old_ties_can_be_left_out(casebook: Casebook, path: Path, tmp_path: Path, command: list[str]) -> None:
    """Of what was told a year ago nothing is left within thirty days, and the message says so."""
    casebook.store(told(1))
    given = [str(tmp_path / "web.png") if word == "web.png" else word for word in command[1:]]
    arguments = [command[0], str(path), *given, "--on", "2025-03-14"]
    result = CliRunner().invoke(main, [*arguments, "--within", "30"])
    assert result.exit_code == 1
    assert "last told of more than 30 days before" in result.stderr
    assert CliRunner().invoke(main, [*arguments, "--within", "400"]).exit_code == 0


def test_camps_tell_whom_they_are_hostile_to(casebook: Casebook, path: Path) -> None:
    """A camp is shown with those that it has hostile ties with, and they with it."""
    casebook.store(told(1))
    casebook.store(told(2, b="a1", kind="fights"))
    shown = CliRunner().invoke(main, ["camps", str(path), "--draws", "5"]).output
    assert "against Varnia (1 tie)" in shown
    assert "Varnia alone  against camp 1 (1 tie)" in shown


def test_a_camp_of_one_origin_has_no_share_of_draws(casebook: Casebook, path: Path) -> None:
    """What one report says stands in every draw, which proves nothing; of two origins the share is told."""
    casebook.store(replace(told(1), ties=(told(1).ties[0], replace(told(1).ties[0], id="t3", b="a1"))))
    arguments = ["camps", str(path), "--draws", "5"]
    shown = CliRunner().invoke(main, arguments).output
    assert "Dol Front, Egypt, Varnia  2 ties of 1 origin\n" in shown
    casebook.store(told(2))
    assert "of 2 origins; together in" in CliRunner().invoke(main, arguments).output


def test_webs_that_no_tie_joins_are_told_apart(casebook: Casebook, path: Path) -> None:
    """Pairs that are tied to nobody else share a line; larger webs come first, each with its own camps."""
    casebook.store(told(1))
    casebook.store(told(2, b="a1", kind="fights"))
    for number in range(3, 6):
        made = told(number)
        names = {"Egypt": f"Land {number}", "Dol Front": f"Front {number}"}
        actors = tuple(replace(actor, name=names[actor.name], kb=None) if actor.name in names else actor for actor in made.actors)
        casebook.store(replace(made, actors=actors, ties=made.ties[:1]))
    shown = CliRunner().invoke(main, ["camps", str(path), "--draws", "0"]).stdout
    assert shown.index("3 actors with 2 ties of 2 origins") < shown.index("camp 1  Dol Front, Egypt")
    assert "friends, and no other tie  Front 3 + Land 3; Front 4 + Land 4; Front 5 + Land 5" in shown


def test_the_timeline_of_an_actor_is_a_picture(casebook: Casebook, path: Path, tmp_path: Path) -> None:
    """An SVG file of its own, with the actor's partner in it."""
    casebook.store(told(1))
    file = tmp_path / "egypt.svg"
    result = CliRunner().invoke(main, ["network", str(path), "--actor", "Egypt", "-o", str(file)])
    assert result.exit_code == 0, result.output
    assert "the ties of Egypt as told of up to 2024-03-14" in result.stderr
    assert "<title>The ties of Egypt from 2024-03-14 to 2024-03-14</title>" in file.read_text(encoding="utf-8")
    assert "Dol Front" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("arguments", [["--actor", "Egypt", "-o", "web.png"], ["-o", "web.svg"]], ids=["a picture of one actor", "a timeline of nobody"])
def test_a_timeline_needs_an_actor_and_a_file_for_it(casebook: Casebook, path: Path, tmp_path: Path, arguments: list[str]) -> None:
    """Neither goes without the other, and nothing is written."""
    casebook.store(told(1))
    given = [str(tmp_path / word) if word.startswith("web") else word for word in arguments]
    result = CliRunner().invoke(main, ["network", str(path), *given])
    assert result.exit_code == 1
    assert result.stderr.startswith("dateline: a file that ends in .svg is the timeline of one actor")
    assert "name both the actor and such a file, or neither" in result.stderr
    assert "Left out" not in result.stderr
    assert list(tmp_path.glob("web.*")) == []


def test_a_page_says_what_is_not_in_it(casebook: Casebook, path: Path, tmp_path: Path) -> None:
    """The number of ties that were left out stands on the page itself."""
    casebook.store(told(1))
    file = tmp_path / "web.html"
    assert CliRunner().invoke(main, ["network", str(path), "-o", str(file)]).exit_code == 0
    assert "Left out on all days together: 1 tie of actors without a name." in file.read_text(encoding="utf-8")


def test_camps_as_lines_hold_how_firm_they_are(casebook: Casebook, path: Path) -> None:
    """JSON Lines hold what a person is shown: the camps, and how often two actors share one."""
    casebook.store(told(1))
    casebook.store(told(2))
    lines = CliRunner().invoke(main, ["camps", str(path), "--draws", "5", "--format", "jsonl"]).stdout.splitlines()
    assert [key for line in lines for key in ("camps", "together") if key in json.loads(line)] == ["camps", "together"]


def test_ties_without_a_day_are_told_of(casebook: Casebook, path: Path) -> None:
    """An answer says on standard error how many ties it leaves out, since nothing says when they hold."""
    casebook.store(told(1))
    casebook.store(reading(published=None))
    assert "2 ties are left out, of reports without a date" in CliRunner().invoke(main, ["stands", str(path), "Egypt"]).stderr


def test_changes_of_one_actor_are_counted_alone(casebook: Casebook, path: Path) -> None:
    """What the first line says of ties and reports is of that actor, as the changes below are; where nothing changed it is told when something did."""
    casebook.store(told(1))
    casebook.store(replace(told(2), ties=(replace(told(2).ties[0], a="a1", b="a3", kind="fights"),)))
    shown = CliRunner().invoke(main, ["changes", str(path), "--from", "2024", "--actor", "Egypt"])
    assert "1 change, from 1 tie in 1 report of 1 origin" in shown.stdout
    assert (
        "2 changes, from 2 ties in 2 reports of 2 origins" in CliRunner().invoke(main, ["changes", str(path), "--from", "2024", "--actor", "Dol Front"]).stdout
    )
    none = CliRunner().invoke(main, ["changes", str(path), "--from", "1990", "--to", "1991"])
    assert (none.exit_code, none.stdout) == (0, "1990-01-01 to 1991-12-31  0 changes\n")
    assert "no tie changed in these days; ties are told of from 2024-03-14 to 2024-03-14" in none.stderr


def test_an_answer_that_there_is_not_is_an_error(casebook: Casebook, path: Path) -> None:
    """On standard error, with a status of 1."""
    casebook.store(reading())
    result = CliRunner().invoke(main, ["camps", str(path), "--on", "1990-01-01"])
    assert result.exit_code == 1
    assert "no tie is reported to hold on 1990-01-01" in result.output


def test_who_is_to_be_left_out_has_to_be_there(casebook: Casebook) -> None:
    """A name that the casebook does not have is refused: nothing would be left out."""
    casebook.store(told(1))
    with pytest.raises(CasebookError, match="no actor is called 'Nobody'"):
        casebook.graph(DAY).without(["Nobody"])


def test_a_nameless_actor_of_a_report_without_a_date_stops_nothing(casebook: Casebook, path: Path) -> None:
    """What is set aside anyway, and holds on no day, is no unknown actor."""
    casebook.store(told(1))
    undated = crowd(2)
    casebook.store(replace(undated, document=replace(undated.document, published=None)))
    for command in (["stands", str(path), "Egypt"], ["changes", str(path), "--from", "2024"]):
        assert CliRunner().invoke(main, command).exit_code == 0
