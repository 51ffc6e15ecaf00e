"""The web of a casebook as a file for Gephi: what is in it is what the other pictures show."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from click.testing import CliRunner
from lxml import etree  # type: ignore[import-untyped] # lxml has no types
from msgspec.structs import replace

from dateline._errors import NetworkError
from dateline.cli import main

from .making import reading
from .test_network import crowd, told

if TYPE_CHECKING:
    from dateline.casebook.casebook import Casebook

DAY = dt.date(2024, 3, 14)
GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).parents[1] / "exports" / "gexf.rng"))
GEXF = {"g": "http://gexf.net/1.3"}


def edges(file: Path) -> set[tuple[str, str]]:
    """The edges of a GEXF file, by the names at their ends."""
    graph = nx.read_gexf(file)
    return {(min(ends), max(ends)) for a, b, *_ in graph.edges for ends in [(graph.nodes[a]["label"], graph.nodes[b]["label"])]}


@pytest.fixture
def web(casebook: Casebook, path: Path) -> Path:
    """A casebook in which Egypt backed the front in January and fights Varnia since March; a crowd without a name has a part in it."""
    casebook.store(told(1, since=dt.date(2024, 1, 1), until=dt.date(2024, 1, 31)))
    casebook.store(told(2, b="a1", kind="fights"))
    casebook.store(crowd(3))
    return path


@pytest.mark.parametrize(
    ("options", "held"),
    [
        (["--on", "2024-01-15"], {("Dol Front", "Egypt")}),
        (["--on", "2024-03"], {("Egypt", "Varnia")}),
        ([], {("Dol Front", "Egypt"), ("Egypt", "Varnia")}),
        (["--on", "2024-03", "--all"], {("Egypt", "Varnia"), ("Egypt", "the hill fighters")}),
    ],
    ids=["a day in January", "March", "any day", "everybody"],
)
def test_a_file_holds_the_ties_of_the_day(web: Path, tmp_path: Path, options: list[str], held: set[tuple[str, str]]) -> None:
    """Those that hold on it, without those that the page and the picture leave out; without a day those of all days."""
    result = CliRunner().invoke(main, ["network", str(web), *options, "-o", str(tmp_path / "web.gexf")])
    assert result.exit_code == 0, result.output
    found = edges(tmp_path / "web.gexf")
    assert {pair for pair in found if "artillery" not in " ".join(pair)} == held


def test_what_is_left_out_of_a_file_is_told(web: Path, tmp_path: Path) -> None:
    """As it is of a picture, and how many ties there are."""
    said = CliRunner().invoke(main, ["network", str(web), "--on", "2024-01-15", "-o", str(tmp_path / "web.gexf")]).stderr
    assert ": 1 tie of 2024-01-15, with its spells" in said
    assert "of actors without a name" in CliRunner().invoke(main, ["network", str(web), "-o", str(tmp_path / "web.gexf")]).stderr


def test_a_file_asks_for_origins_as_a_picture_does(casebook: Casebook, path: Path, tmp_path: Path) -> None:
    """On a day and on any: of two ties only the one that two origins report."""
    casebook.store(told(1))
    casebook.store(told(2))
    casebook.store(told(3, b="a1", kind="fights"))
    for day in ([], ["--on", "2024-03-14"]):
        assert CliRunner().invoke(main, ["network", str(path), "--min-origins", "2", *day, "-o", str(tmp_path / "web.gexf")]).exit_code == 0
        assert edges(tmp_path / "web.gexf") == {("Dol Front", "Egypt")}


@pytest.mark.usefixtures("web")
def test_a_file_knows_only_what_was_known(casebook: Casebook, tmp_path: Path) -> None:
    """What was reported later is not in it, on any day."""
    casebook.store(reading(published=dt.date(2024, 9, 1), url="https://late.example/a", front="Late Front", extra=" All of it was told in the autumn."))
    casebook.draw(tmp_path / "web.gexf", known_by="2024-03")
    assert "Late Front" not in (tmp_path / "web.gexf").read_text(encoding="utf-8")
    casebook.draw(tmp_path / "web.gexf")
    assert "Late Front" in (tmp_path / "web.gexf").read_text(encoding="utf-8")


def test_a_file_expands_no_groups(casebook: Casebook, tmp_path: Path) -> None:
    """A statement of many is one node in it; who asks for more is told so, and nothing is written."""
    casebook.store(reading())
    with pytest.raises(NetworkError, match="a GEXF file has a statement of many as one node"):
        casebook.draw(tmp_path / "web.gexf", groups="expand")
    assert not (tmp_path / "web.gexf").exists()


def spells(file: Path, kind: str) -> list[tuple[str | None, str | None]]:
    """The first and last days of the affirmed edge of a kind in a GEXF file."""
    tree = etree.parse(file)
    GRAMMAR.assertValid(tree)
    (edge,) = tree.xpath("//g:edge[@kind=$kind][g:attvalues/g:attvalue[@for='polarity']/@value='affirmed']", namespaces=GEXF, kind=kind)
    return [(spell.get("start"), spell.get("end")) for spell in edge.xpath("g:spells/g:spell", namespaces=GEXF)]


@pytest.mark.parametrize(
    ("first", "second", "held"),
    [
        ({}, None, [("2024-03-14", None)]),
        ({"since": dt.date(2024, 1, 1)}, None, [("2024-01-01", None)]),
        ({"since": dt.date(2024, 1, 1), "until": dt.date(2024, 2, 1)}, None, [("2024-01-01", "2024-02-01")]),
        ({"until": dt.date(2025, 1, 1)}, None, [("2024-03-14", "2025-01-01")]),
        ({}, {"polarity": "ended", "until": dt.date(2024, 5, 1)}, [("2024-03-14", "2024-05-01")]),
        ({}, {"kind": "fights", "since": dt.date(2024, 6, 1)}, [("2024-03-14", "2024-05-31")]),
    ],
    ids=["carried on", "begun before", "ended by itself", "until a day to come", "ended by another report", "given way to its opposite"],
)
def test_a_spell_lasts_as_long_as_the_tie_is_taken_to_hold(
    casebook: Casebook, tmp_path: Path, first: dict[str, object], second: dict[str, object] | None, held: list[tuple[str, str | None]]
) -> None:
    """By the rules of the graph: it is carried on until a report ends it or, a month later, its opposite takes its place; without an end it is open."""
    casebook.store(told(1, **first))
    casebook.store(told(3, b="a1", kind="opposes"))
    if second is not None:
        later = told(2, **second)
        casebook.store(replace(later, document=replace(later.document, published=dt.date(2024, 9, 1))))
    casebook.draw(tmp_path / "web.gexf")
    assert spells(tmp_path / "web.gexf", "backs") == held


def test_a_spell_ends_with_the_days_that_a_tie_is_carried(casebook: Casebook, tmp_path: Path) -> None:
    """Who wants no tie that was last told of longer ago gets spells that end so many days after the report."""
    casebook.store(told(1))
    casebook.draw(tmp_path / "web.gexf", on="2024-03-20", within=10)
    assert spells(tmp_path / "web.gexf", "backs") == [("2024-03-14", "2024-03-24")]
    casebook.store(told(2, b="a1", kind="fights"))
    late = told(3, b="a1", kind="fights")
    casebook.store(replace(late, document=replace(late.document, published=dt.date(2024, 9, 1))))
    casebook.draw(tmp_path / "web.gexf", on="2024-03-20", within=10)
    assert spells(tmp_path / "web.gexf", "backs") == [("2024-03-14", "2024-03-24")]


def test_an_export_has_the_days_that_are_told_and_no_more(casebook: Casebook, tmp_path: Path) -> None:
    """Where every tie of a casebook is written down nothing is carried on."""
    casebook.store(told(1))
    casebook.export(tmp_path, "gexf")
    assert spells(tmp_path / "network.gexf", "backs") == [("2024-03-14", "2024-03-14")]


def test_an_actor_and_days_are_asked_for_in_python_too(casebook: Casebook, tmp_path: Path) -> None:
    """The timeline of one actor by any of its names; and what was told of too long ago is left out, as by the command."""
    casebook.store(told(1))
    casebook.store(crowd(2))
    assert casebook.draw(tmp_path / "ties.svg", actor="egypt").startswith("the ties of Egypt as told of up to 2024-03-14")
    with pytest.raises(NetworkError, match="name both the actor and such a file"):
        casebook.draw(tmp_path / "ties.svg")
    assert "Left out: 3 ties of actors without a name" in casebook.draw(tmp_path / "web.png", within=10)
    with pytest.raises(NetworkError, match="last told of more than 10 days before"):
        casebook.draw(tmp_path / "web.png", on="2025", within=10)


def test_a_timeline_asks_for_origins_and_days_as_a_picture_does(casebook: Casebook, tmp_path: Path) -> None:
    """Bars end so many days after the last report; of a tie that one origin reports there is none where two are asked for."""
    casebook.store(told(1))
    casebook.store(told(2))
    casebook.store(told(3, b="a1", kind="fights"))
    casebook.draw(tmp_path / "ties.svg", actor="Egypt", min_origins=2)
    assert (tmp_path / "ties.svg").read_text(encoding="utf-8").count('class="bar') == 1
    casebook.draw(tmp_path / "ties.svg", on="2024-03-20", actor="Egypt", within=10)
    assert "2024-03-14 to 2024-03-20" in (tmp_path / "ties.svg").read_text(encoding="utf-8")
    with pytest.raises(NetworkError, match="of fewer than 3 independent origins"):
        casebook.draw(tmp_path / "ties.svg", actor="Egypt", min_origins=3)
