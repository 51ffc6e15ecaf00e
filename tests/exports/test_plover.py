"""PLOVER JSON Lines against the tables of PLOVER's manual."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, get_args

import pytest

from dateline.exports.codes import quad, root, sector
from dateline.records import model

from .made import at, event, in_casebook, ordinary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dateline.exports import Loss

# The fields of PLOVER's manual, and dateline's two beside them.
FIELDS = {
    "id", "date", "enddate", "actor", "recipient", "event", "event_loc", "event_text", "quad_code", "mode", "context", "text_info", "cite_info",
    "cameo_root", "dateline",
}  # fmt: skip
REQUIRED = {"id", "date", "actor", "event"}
ACTOR = {"actor_text", "code", "sector", "identifier_id", "identifier_text"}
LOCATION = {"geonameid", "name", "latitude", "longitude", "country code", "cc3"}
CITATION = {"url", "title", "language", "publication", "coder", "codebook"}
SECTORS = set("COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC IGO UNO EUR NGO ISM IMG MNC".split())


@pytest.fixture
def lines(export: Callable[..., tuple[Path, Loss]]) -> list[dict[str, Any]]:
    """The lines of the ordinary and the hostile report."""
    folder, _ = export("plover")
    return [json.loads(line) for line in (folder / "plover.jsonl").read_text(encoding="utf-8").splitlines()]


def test_lines_have_plovers_fields(lines: list[dict[str, Any]]) -> None:
    """Every line has what PLOVER requires and nothing that it does not know, objects included."""
    assert lines
    for line in lines:
        assert set(line) >= REQUIRED
        assert set(line) <= FIELDS
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", line["date"])
        assert all(set(actor) <= ACTOR for actor in (*line["actor"], *line.get("recipient", ())))
        assert set(line.get("event_loc", ())) <= LOCATION
        assert set(line["cite_info"]) <= CITATION


# What kind of value each field has, by the manual: a list, an object, a number or a text.
VALUES = {
    "id": str, "date": str, "enddate": str, "actor": list, "recipient": list, "event": list, "event_loc": dict, "event_text": list, "quad_code": int,
    "mode": list, "context": list, "text_info": dict, "cite_info": dict, "cameo_root": str, "dateline": dict,
}  # fmt: skip


def test_values_are_of_plovers_kinds(lines: list[dict[str, Any]]) -> None:
    """Whatever stands in a field is what the manual has there, and nothing stands empty; types and classes are PLOVER's own."""
    assert set(VALUES) == FIELDS
    for line in lines:
        assert {name: type(value) for name, value in line.items()} == {name: VALUES[name] for name in line}
        assert all(value not in ("", [], {}) for value in line.values())
        assert line["quad_code"] in {1, 2, 3, 4}
        assert set(line["event"]) <= set(get_args(model.EventType))
        assert all(isinstance(actor["actor_text"], str) and actor.get("sector", "GOV") in SECTORS for actor in (*line["actor"], *line.get("recipient", ())))
        assert line.get("enddate", line["date"]) >= line["date"]


def test_only_what_took_place_is_a_line(lines: list[dict[str, Any]]) -> None:
    """Events that are denied, intended or hypothetical are no lines, and every line tells its standing."""
    assert {line["dateline"]["status"] for line in lines} == {"asserted", "attributed"}
    assert [line["id"] for line in lines] == ["uid-of-e1", "31/e2"]


def test_reasons_of_events_left_out_are_counted(export: Callable[..., tuple[Path, Loss]]) -> None:
    """Each event that is no line is in the loss report with the reason."""
    _, loss = export("plover", [in_casebook()])
    assert loss.left_out["events"] == {
        "denied, intended or hypothetical": 3,
        "without a date, which PLOVER requires": 1,
        "without an actor, which PLOVER requires": 1,
    }


def test_an_event_in_full(lines: list[dict[str, Any]]) -> None:
    """Type, mode, class, root, parties, place, words and citation of one event."""
    line = lines[0]
    assert (line["event"], line["mode"], line["context"], line["quad_code"], line["cameo_root"]) == (["ASSAULT"], ["heavy-weapons"], ["military"], 4, "19")
    assert line["actor"] == [{"actor_text": "Ostrel", "code": "EGY", "identifier_id": "7", "identifier_text": "Republic of Ostrel"}]
    assert line["recipient"][0]["sector"] == "CVL"
    assert line["event_loc"] == {"geonameid": 123, "name": "Tolmin", "latitude": -12.5, "longitude": 44.25, "country code": "EG", "cc3": "EGY"}
    assert line["text_info"] == dict(zip(("start", "end"), at("shelled Tolmin"), strict=True))
    assert line["cite_info"]["url"] == "https://news.example/tolmin?a=1&b=2"


def test_what_plover_has_no_field_for_stands_apart(lines: list[dict[str, Any]]) -> None:
    """Sources, numbers, origin and accounts stand under `dateline`."""
    own = lines[0]["dateline"]
    assert own["claims"] == [{"id": "31/c1", "source": ["Hill Front"], "stance": "accuse"}]
    assert own["counts"] == [{"what": "killed", "min": 12, "max": 12, "claims": ["31/c1"]}, {"what": "wounded", "min": 3}]
    assert own["origin"] == "group-4"


def test_a_number_of_nought_is_kept(lines: list[dict[str, Any]]) -> None:
    """Nobody killed is a number, not a blank."""
    assert lines[1]["dateline"]["counts"] == [{"what": "killed", "min": 0, "max": 0}]


@pytest.mark.parametrize("type_", get_args(model.EventType))
def test_every_type_has_a_class_and_a_root(type_: model.EventType) -> None:
    """All of PLOVER's types are in the tables, with classes and roots that there are."""
    found = event("e1", "killing", "asserted", type=type_)
    assert quad(found) in {1, 2, 3, 4}
    assert 3 <= int(root(found)) <= 20


@pytest.mark.parametrize(
    ("type_", "mode", "code"),
    [("ASSAULT", None, "18"), ("ASSAULT", "aerial", "19"), ("ASSAULT", "abduct", "18"), ("ACCUSE", "allege", "11"), ("ACCUSE", "investigate", "09")],
)
def test_the_mode_decides_between_roots(type_: model.EventType, mode: str | None, code: str) -> None:
    """Where CAMEO splits a type of PLOVER's, its mode tells the root."""
    assert root(event("e1", "killing", "asserted", type=type_, mode=mode)) == code


@pytest.mark.parametrize("kind", get_args(model.ActorKind))
def test_sectors_are_plovers(kind: model.ActorKind) -> None:
    """A kind of actor has a sector that PLOVER knows, or none."""
    actor = model.Actor(id="a1", name="x", kind=kind, mentions=())
    assert sector(actor, "plover") in SECTORS | {None}


def test_an_armed_group_is_not_called_rebels() -> None:
    """On whose side a group fights is not told by its kind."""
    assert sector(ordinary().actors[1], "plover") == "UAF"
