"""FollowTheMoney: against a table of what its schemata allow.

The library compiles ICU in its newer versions and pins older graph libraries than dateline's in its last ones without, so that it is no dependency of
the tests. `test_standards.py` calls it in an environment of its own, and holds `SCHEMATA` against it.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from dateline.exports import bare
from dateline.exports.ftm import entity_id
from dateline.records.model import Document, Reading

from .made import HARMFUL, hostile, in_casebook, ordinary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dateline.exports import Loss

ACTOR = {"name": "name", "alias": "name", "country": "country", "topics": "topic", "proof": "entity"}
LINK = {
    "role": "string",
    "status": "string",
    "startDate": "date",
    "endDate": "date",
    "summary": "text",
    "publisher": "string",
    "sourceUrl": "url",
    "recordId": "string",
}
# The type of each property, by schema, as FollowTheMoney 3.8 defines it.
SCHEMATA: dict[str, dict[str, str]] = {
    "Person": ACTOR,
    "Organization": ACTOR,
    "PublicBody": ACTOR,
    "Company": ACTOR,
    "LegalEntity": ACTOR,
    "Article": {
        "title": "string", "author": "string", "publisher": "string", "publishedAt": "date", "language": "language", "sourceUrl": "url", "bodyText": "text",
    },
    "Address": {"full": "address", "city": "string", "country": "country", "latitude": "number", "longitude": "number", "proof": "entity"},
    "Note": {
        "name": "name", "description": "text", "summary": "text", "entity": "entity", "keywords": "string", "sourceUrl": "url", "proof": "entity",
    },
    "Event": {
        "name": "name", "summary": "text", "description": "text", "keywords": "string", "organizer": "entity", "involved": "entity", "date": "date",
        "startDate": "date", "endDate": "date", "location": "address", "country": "country", "addressEntity": "entity", "recordId": "string",
        "sourceUrl": "url", "proof": "entity",
    },
    "Membership": {"member": "entity", "organization": "entity", **LINK},
    "UnknownLink": {"subject": "entity", "object": "entity", **LINK},
    "Representation": {"agent": "entity", "client": "entity", "role": "string"},
}  # fmt: skip
BODIES = {"Organization", "PublicBody", "Company"}
ACTORS = {"Person", "LegalEntity", *BODIES}
REQUIRED = {
    **{schema: {"name"} for schema in (*ACTORS, "Event")},
    "Membership": {"member", "organization"},
    "UnknownLink": {"subject", "object"},
    "Representation": {"agent", "client"},
}
# Which schemata an entity may have that a property points at, where it is not any.
RANGES = {
    "proof": {"Article"},
    "addressEntity": {"Address"},
    "organization": BODIES,
    **dict.fromkeys(("organizer", "involved", "agent", "client", "member", "subject", "object"), ACTORS),
}
ID = re.compile(r"[0-9A-Za-z]([0-9A-Za-z.-]*[0-9A-Za-z])?")
FORMS = {
    "date": r"\d{4}-\d\d-\d\d",
    "country": "[a-z]{2}",
    "language": "[a-z]{3}",
    "number": r"-?\d+(\.\d+)?(e-?\d+)?",
    "topic": "[a-z.]+",
    "url": r"https?://[^/\s]+.*",
}


def read(folder: Path) -> list[dict[str, Any]]:
    """The entities of an export."""
    return [json.loads(line) for line in (folder / "entities.ftm.json").read_text(encoding="utf-8").split("\n")[:-1]]


@pytest.fixture
def entities(export: Callable[..., tuple[Path, Loss]]) -> list[dict[str, Any]]:
    """The entities of both reports."""
    return read(export("ftm")[0])


def of(entities: list[dict[str, Any]], schema: str) -> list[dict[str, Any]]:
    """The entities of a schema."""
    return [entity for entity in entities if entity["schema"] == schema]


def test_entities_have_properties_of_their_schema(entities: list[dict[str, Any]]) -> None:
    """Every entity has an id that FollowTheMoney allows, a schema, what it requires and nothing that it does not know."""
    assert {entity["schema"] for entity in entities} >= {"Article", "Person", "PublicBody", "Organization", "Note", "Event", "Membership", "UnknownLink"}
    for entity in entities:
        assert set(entity) == {"id", "schema", "properties"}
        assert ID.fullmatch(entity["id"])
        assert set(entity["properties"]) <= set(SCHEMATA[entity["schema"]])
        assert REQUIRED.get(entity["schema"], set()) <= set(entity["properties"])


def test_values_have_the_form_of_their_type(entities: list[dict[str, Any]]) -> None:
    """Every value is a text; dates, countries, languages and numbers are written as FollowTheMoney has them."""
    for entity in entities:
        for name, values in entity["properties"].items():
            form = FORMS.get(SCHEMATA[entity["schema"]][name])
            assert values
            assert all(isinstance(value, str) and value for value in values)
            assert form is None or all(re.fullmatch(form, value) for value in values), (name, values)


def test_references_lead_to_entities_of_their_range(entities: list[dict[str, Any]]) -> None:
    """Whatever an entity points at is in the file, and of a schema that the property allows."""
    schemata = {entity["id"]: entity["schema"] for entity in entities}
    for entity in entities:
        for name, values in entity["properties"].items():
            if SCHEMATA[entity["schema"]][name] == "entity":
                allowed = RANGES.get(name, set(SCHEMATA))
                assert {schemata.get(value) for value in values} <= allowed, name


def test_ids_are_unique(entities: list[dict[str, Any]]) -> None:
    """No two entities share an id."""
    assert len({entity["id"] for entity in entities}) == len(entities)


def test_an_actor_of_several_reports_is_one_entity(export: Callable[..., tuple[Path, Loss]]) -> None:
    """It gathers the names that reports give it, and each report as proof."""
    folder, _ = export("ftm", [in_casebook(), bare(ordinary(), "32"), bare(ordinary(), "33")])
    (state,) = [entity for entity in of(read(folder), "PublicBody") if entity["id"] == "dateline.state.EG"]
    assert state["properties"]["proof"] == [entity_id("32"), entity_id("33")]
    (known,) = [entity for entity in read(folder) if entity["id"] == entity_id("7")]
    assert (known["properties"]["name"], known["properties"]["alias"]) == (["Republic of Ostrel"], ["Ostrel"])


def test_only_what_took_place_is_an_event(export: Callable[..., tuple[Path, Loss]]) -> None:
    """An entity of schema Event has no standing, so that no denied or intended event is one."""
    folder, loss = export("ftm", [in_casebook()])
    assert len(of(read(folder), "Event")) == 4
    assert loss.left_out["events"] == {"denied, intended or hypothetical": 3}


def test_whose_word_an_event_is_stands_in_it(entities: list[dict[str, Any]]) -> None:
    """An attributed event says according to whom, an asserted one nothing."""
    first, second, *_ = of(entities, "Event")
    assert first["properties"]["description"] == ["according to Hill Front"]
    assert "description" not in second["properties"]


def test_denied_and_sought_ties_are_no_links(export: Callable[..., tuple[Path, Loss]]) -> None:
    """A link would state them."""
    folder, loss = export("ftm", [in_casebook()])
    assert loss.left_out["ties"] == {"denied": 1, "sought": 1}
    links = [*of(read(folder), "UnknownLink"), *of(read(folder), "Membership")]
    assert {(link["properties"]["role"][0], link["properties"]["status"][0]) for link in links} == {
        ("fights", "affirmed"),
        ("part of", "affirmed"),
        ("backs", "ended"),
    }


def test_who_speaks_for_whom_is_a_link_once(export: Callable[..., tuple[Path, Loss]]) -> None:
    """The same two in two reports are one Representation."""
    one, two = in_casebook(), bare(ordinary(), "32")
    shared = {**one.actors, "a4": one.identity("a4")}
    folder, _ = export("ftm", [one, type(two)(reading=two.reading, report="32", actors=shared)])
    assert len(of(read(folder), "Representation")) == 1


def test_harmful_texts_come_back(entities: list[dict[str, Any]]) -> None:
    """JSON holds every text as it is."""
    names = {name for entity in entities for name in entity["properties"].get("name", ())}
    assert set(HARMFUL) <= names
    assert hostile().document.text in {text for entity in entities for text in entity["properties"].get("bodyText", ())}


def test_what_is_no_address_is_no_url(export: Callable[..., tuple[Path, Loss]]) -> None:
    """FollowTheMoney takes addresses of the web alone: what a report gives beside is dropped and counted."""
    folder, loss = export("ftm", [bare(hostile())])
    assert loss.dropped["document.url: no address of the web"] == 1
    assert not any("sourceUrl" in entity["properties"] for entity in read(folder))


def test_an_actor_without_a_list_entry_is_no_reference(export: Callable[..., tuple[Path, Loss]]) -> None:
    """A tie of an actor that the report does not list is left out, not left dangling."""
    folder, loss = export("ftm", [bare(Reading(document=Document(origin="x", id="x", text=ordinary().document.text), ties=ordinary().ties[:1]))])
    assert loss.left_out["ties"] == {"of an actor that the report does not list": 1}
    assert [entity["schema"] for entity in read(folder)] == ["Article"]
