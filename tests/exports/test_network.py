"""GEXF and GraphML: against a grammar of what GEXF 1.3 allows, and read again with networkx."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from lxml import etree  # type: ignore[import-untyped] # lxml has no types

from dateline.exports import Identity, Stored, bare
from dateline.exports.losses import Tally
from dateline.exports.network import network, united
from dateline.records.model import Actor, Document, Reading, Tie

from .made import HARMFUL, both, in_casebook

if TYPE_CHECKING:
    from collections.abc import Callable

    from dateline.exports import Loss
    from dateline.exports.network import Edge, Spell
    from dateline.records.model import Polarity, TieKind

GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).with_name("gexf.rng")))


def day(number: int) -> dt.date:
    """A day of January 2024."""
    return dt.date(2024, 1, number)


def told(report: str, kind: TieKind, *, origin: str | None = None, polarity: Polarity = "affirmed", on: dt.date | None = None, **fields: Any) -> Stored:
    """A report that tells of one tie, of the first actor to the second, and nothing else."""
    actors = tuple(Actor(id=local, name=name, kind="state", mentions=()) for local, name in (("a1", "Ostrel"), ("a2", "Varna")))
    found = Tie(id="t1", a="a1", b="a2", kind=kind, polarity=polarity, span=(0, 1), **fields)
    reading = Reading(document=Document(origin=report, id=report, text="x", published=on), actors=actors, ties=(found,))
    return Stored(reading=reading, report=report, origin=origin, actors={"a1": Identity("1", "Ostrel"), "a2": Identity("2", "Varna")})


def edges(*stored: Stored) -> list[Edge]:
    """The edges of some reports."""
    return network(stored, Tally("made", ())).edges


@pytest.mark.parametrize("stored", [[], [in_casebook()], both()], ids=["empty", "ordinary", "hostile"])
def test_gexf_follows_the_grammar(export: Callable[..., tuple[Path, Loss]], stored: list[Stored]) -> None:
    """Whatever the texts hold, the file is GEXF 1.3."""
    folder, _ = export("gexf", stored)
    GRAMMAR.assertValid(etree.parse(folder / "network.gexf"))


PARSED: dict[str, Callable[[str], object]] = {"string": str, "integer": int, "double": float, "boolean": {"true": True, "false": False}.__getitem__}
"""How a value of each type of attribute is read."""


@pytest.mark.parametrize("stored", [[], [in_casebook()], both()], ids=["empty", "ordinary", "hostile"])
def test_gexf_refers_only_to_what_it_declares(export: Callable[..., tuple[Path, Loss]], stored: list[Stored]) -> None:
    """What no grammar can say: ids are unique, ends of edges are nodes, values are of declared attributes and their types, counts are right, and no spell ends
    before it begins.
    """
    folder, _ = export("gexf", stored)
    graph = etree.parse(folder / "network.gexf").getroot().find("{*}graph")
    nodes, edges = graph.find("{*}nodes"), graph.find("{*}edges")
    ids = [node.get("id") for node in nodes]
    assert (len(ids), len(edges)) == (int(nodes.get("count")), int(edges.get("count")))
    assert len(set(ids)) == len(ids)
    assert len({edge.get("id") for edge in edges}) == len(edges)
    assert {end for edge in edges for end in (edge.get("source"), edge.get("target"))} <= set(ids)
    declared = {group.get("class"): {one.get("id"): one.get("type") for one in group} for group in graph.findall("{*}attributes")}
    for kind, elements in (("node", nodes), ("edge", edges)):
        for value in elements.iterfind("{*}" + kind + "/{*}attvalues/{*}attvalue"):
            PARSED[declared[kind][value.get("for")]](value.get("value"))
    assert all(spell.get("start") <= spell.get("end") for spell in graph.iter("{*}spell") if spell.get("start") and spell.get("end"))


def test_parallel_edges_of_gexf_are_of_different_kinds(export: Callable[..., tuple[Path, Loss]]) -> None:
    """Programs take two edges of one kind between the same two for one: a tie that has ended is no tie that holds."""
    folder, _ = export("gexf", [told("r1", "backs"), told("r2", "backs", polarity="ended"), told("r3", "fights")])
    found = [(edge.get("source"), edge.get("target"), edge.get("kind")) for edge in etree.parse(folder / "network.gexf").iter("{*}edge")]
    assert sorted(kind for *_, kind in found) == ["backs", "backs, ended", "fights"]


def test_gexf_is_read_by_networkx(export: Callable[..., tuple[Path, Loss]]) -> None:
    """Names, kinds and signs come back, harmful names too; what XML can't hold is replaced."""
    folder, loss = export("gexf")
    graph = nx.read_gexf(folder / "network.gexf")
    names = {data["label"] for _, data in graph.nodes(data=True)}
    assert {HARMFUL[0], HARMFUL[9], HARMFUL[10], HARMFUL[11]} <= names
    assert "bell \ufffd and escape \ufffd[31m" in names
    assert loss.altered
    signs = {(data["kind"], data["sign"]) for *_, data in graph.edges(data=True)}
    assert signs == {("fights", -1), ("part_of", 1), ("backs", 1), ("opposes", -1)}


def test_graphml_is_read_by_networkx(export: Callable[..., tuple[Path, Loss]]) -> None:
    """The same network, with typed attributes."""
    folder, _ = export("graphml")
    graph = nx.read_graphml(folder / "network.graphml")
    fight = next(data for *_, data in graph.edges(data=True) if data["kind"] == "fights")
    assert fight["sign"] == -1
    assert fight["symmetric"] is True
    assert fight["spells"] == "2019-01-01/2024-03-14"
    assert fight["confidence"] == 0.7
    assert HARMFUL[11] in {data["name"] for _, data in graph.nodes(data=True)}


def test_both_formats_hold_the_same_network(export: Callable[..., tuple[Path, Loss]]) -> None:
    """GEXF and GraphML have the same nodes."""
    folder, _ = export("gexf")
    export("graphml")
    assert set(nx.read_gexf(folder / "network.gexf")) == set(nx.read_graphml(folder / "network.graphml"))


def test_an_empty_network_is_read(export: Callable[..., tuple[Path, Loss]]) -> None:
    """No reports give a graph without nodes."""
    folder, _ = export("graphml", [])
    assert len(nx.read_graphml(folder / "network.graphml")) == 0


def test_denied_and_sought_ties_are_no_edges(export: Callable[..., tuple[Path, Loss]]) -> None:
    """They are counted in the loss report."""
    folder, loss = export("gexf", [in_casebook()])
    assert loss.left_out["ties"] == {"denied": 1, "sought": 1}
    assert {data["polarity"] for *_, data in nx.read_gexf(folder / "network.gexf").edges(data=True)} == {"affirmed", "ended"}


def test_origins_are_counted_not_reports() -> None:
    """Two reports of one origin and one on its own are two origins, and three ties."""
    (edge,) = edges(told("r1", "backs", origin="g"), told("r2", "backs", origin="g"), told("r3", "backs"))
    assert (len(edge.origins), edge.asserted, edge.attributed) == (2, 3, 0)


def test_an_origin_without_a_group_is_no_group() -> None:
    """A report whose id is that of a group is not taken for it."""
    (edge,) = edges(told("r1", "backs", origin="r2"), told("r2", "backs"))
    assert len(edge.origins) == 2


def test_whose_voice_is_counted() -> None:
    """Ties that rest on claims are counted apart from those in the reporter's voice."""
    (edge,) = edges(told("r1", "backs"), told("r2", "backs", claims=("c1",)))
    assert (edge.asserted, edge.attributed) == (1, 1)


def test_a_tie_without_direction_is_one_edge() -> None:
    """Who is named first does not matter for those who fight each other."""
    turned = told("r2", "fights")
    turned = Stored(reading=turned.reading, report="r2", actors={"a1": Identity("2", "Varna"), "a2": Identity("1", "Ostrel")})
    (edge,) = edges(told("r1", "fights"), turned)
    assert (edge.a, edge.b, edge.symmetric) == ("1", "2", True)


def test_kinds_and_polarities_are_edges_of_their_own() -> None:
    """Backing and fighting, and a tie that has ended, are not blended."""
    found = edges(told("r1", "backs"), told("r2", "fights"), told("r3", "backs", polarity="ended"))
    assert {(edge.kind, edge.polarity) for edge in found} == {("backs", "affirmed"), ("fights", "affirmed"), ("backs", "ended")}


def test_a_tie_of_an_actor_to_himself_is_left_out() -> None:
    """Two actors of a report that are one in the casebook have no tie to each other."""
    stored = told("r1", "backs")
    tally = Tally("made", ())
    same = Stored(reading=stored.reading, report="r1", actors={"a1": Identity("1", "Ostrel"), "a2": Identity("1", "Ostrel")})
    assert network([same], tally).edges == []
    assert tally.loss(()).left_out["ties"] == {"between what is one actor in the casebook": 1}


def test_spells_come_from_the_dates_of_ties() -> None:
    """Since and until make a spell, a date of publication alone a day."""
    (edge,) = edges(told("r1", "backs", since=day(1), until=day(3), on=day(20)), told("r2", "backs", on=day(9)))
    assert edge.spells == [(day(1), day(3)), (day(9), day(9))]
    assert (edge.first_reported, edge.last_reported) == (day(9), day(20))


def test_a_tie_with_a_beginning_lasts_to_its_report() -> None:
    """What began and is affirmed was there until the day of the report; beyond it nothing is said."""
    (edge,) = edges(told("r1", "backs", since=day(2), on=day(9)))
    assert edge.spells == [(day(2), day(9))]


def test_without_a_date_of_the_report_a_spell_is_open() -> None:
    """A report of no date says no last day, nor does one that tells of a tie to come."""
    (undated,) = edges(told("r1", "backs", since=day(2)))
    (to_come,) = edges(told("r1", "backs", since=day(9), on=day(2)))
    assert (undated.spells, to_come.spells) == ([(day(2), None)], [(day(9), None)])


def test_dates_in_the_wrong_order_are_dropped() -> None:
    """An end before the beginning makes no spell, and is counted."""
    tally = Tally("made", ())
    (edge,) = network([told("r1", "backs", since=day(9), until=day(2))], tally).edges
    assert edge.spells == []
    assert sum(tally.loss(()).dropped[name] for name in tally.loss(()).dropped if name.startswith("tie.since, tie.until")) == 1


def test_a_tie_that_has_ended_was_not_there_when_it_was_reported() -> None:
    """Without dates of its own, an ended tie has no spell."""
    (undated,) = edges(told("r1", "backs", polarity="ended", on=day(9)))
    (begun,) = edges(told("r1", "backs", polarity="ended", since=day(2), on=day(9)))
    assert (undated.spells, begun.spells) == ([], [(day(2), day(2))])


@pytest.mark.parametrize(
    ("spells", "out"),
    [
        ([(day(1), day(2)), (day(3), day(4))], [(day(1), day(4))]),
        ([(day(1), day(2)), (day(4), day(5))], [(day(1), day(2)), (day(4), day(5))]),
        ([(day(1), day(9)), (day(2), day(3))], [(day(1), day(9))]),
        ([(day(5), None), (day(7), day(8))], [(day(5), None)]),
        ([(None, day(5)), (day(2), None)], [(None, None)]),
        ([(None, day(5)), (None, day(7))], [(None, day(7))]),
        ([], []),
    ],
)
def test_spells_are_united(spells: list[Spell], out: list[Spell]) -> None:
    """Spells that overlap or follow day upon day are one, open ends stay open."""
    assert united(spells) == out


def test_spells_stand_in_the_file(export: Callable[..., tuple[Path, Loss]]) -> None:
    """GEXF has a spell from the beginning of a tie to its report, one day for a tie without dates, and an open beginning for what has only an end."""
    folder, _ = export("gexf", [bare(in_casebook().reading)])
    tree = etree.parse(folder / "network.gexf")
    found = [dict(spell.attrib) for spell in tree.iter("{http://gexf.net/1.3}spell")]
    assert {"start": "2019-01-01", "end": "2024-03-14"} in found
    assert {"end": "2022-05-01"} in found
    assert {"start": "2024-03-14", "end": "2024-03-14"} in found


@pytest.mark.parametrize(
    ("other", "contested"),
    [(told("r2", "backs"), False), (told("r2", "backs", polarity="denied"), True), (told("r2", "fights"), True)],
    ids=["said again", "denied", "told both ways"],
)
def test_what_is_told_both_ways_or_denied_is_contested(other: Stored, contested: bool) -> None:
    """A tie that somebody denies is no edge, but it marks the one that it denies."""
    assert {edge.contested for edge in edges(told("r1", "backs"), other)} == {contested}
