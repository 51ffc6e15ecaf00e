"""The web of a casebook as a file for Gephi: what is in it is what the other pictures show."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from click.testing import CliRunner

from dateline._errors import NetworkError
from dateline.cli import main

from .making import reading
from .test_network import crowd, told

if TYPE_CHECKING:
    from pathlib import Path

    from dateline.casebook.casebook import Casebook

DAY = dt.date(2024, 3, 14)


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
