"""STIX 2.1, parsed strictly by the `stix2` library, to which the two objects of dateline's extension are made known."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import stix2
from stix2 import properties as of
from stix2.exceptions import STIXError

from dateline.exports import bare
from dateline.exports.stix import EXTENSION
from dateline.records.model import Document, Reading

from .made import HARMFUL, both, in_casebook, ordinary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dateline.exports import Loss

TEXT, NUMBER, NOTES = of.StringProperty, of.FloatProperty, of.ReferenceProperty(valid_types="note", spec_version="2.1")
IDENTITY = of.ReferenceProperty(valid_types="identity", spec_version="2.1")
LOCATION = of.ReferenceProperty(valid_types="location", spec_version="2.1")


@stix2.CustomObject(
    "dateline-event",
    [
        ("event_type", TEXT(required=True)), ("mode", TEXT()), ("status", TEXT(required=True)), ("context", of.ListProperty(TEXT)),
        ("actor_refs", of.ListProperty(IDENTITY)), ("recipient_refs", of.ListProperty(IDENTITY)), ("location_refs", of.ListProperty(LOCATION)),
        ("first_day", TEXT()), ("last_day", TEXT()), ("grain", TEXT()), ("note_refs", of.ListProperty(NOTES)),
        ("counts", of.ListProperty(of.DictionaryProperty(spec_version="2.1"))), ("words", TEXT()), ("found_confidence", NUMBER()),
    ],
)  # fmt: skip
class Event:
    """An event, as docs/exports.md lays it out."""


@stix2.CustomObject(
    "dateline-tie",
    [
        ("source_ref", IDENTITY), ("target_ref", IDENTITY), ("tie_kind", TEXT(required=True)), ("sign", of.IntegerProperty()),
        ("polarity", TEXT(required=True)), ("since", TEXT()), ("until", TEXT()), ("note_refs", of.ListProperty(NOTES)), ("words", TEXT()),
        ("found_confidence", NUMBER()),
    ],
)  # fmt: skip
class Tie:
    """A tie, as docs/exports.md lays it out."""


def read(folder: Path) -> dict[str, Any]:
    """The bundle as plain JSON."""
    bundle: dict[str, Any] = json.loads((folder / "bundle.stix.json").read_bytes())
    return bundle


@pytest.fixture
def bundle(export: Callable[..., tuple[Path, Loss]]) -> dict[str, Any]:
    """Both reports as one bundle."""
    return read(export("stix")[0])


def of_type(bundle: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """The objects of a type."""
    return [entry for entry in bundle["objects"] if entry["type"] == kind]


@pytest.mark.parametrize("stored", [[], [in_casebook()], both()], ids=["empty", "ordinary", "hostile"])
def test_every_object_is_parsed_strictly(export: Callable[..., tuple[Path, Loss]], stored: list[Any]) -> None:
    """The library knows every property of every object, and finds each of its type."""
    bundle = read(export("stix", stored)[0])
    parsed = stix2.parse(bundle, allow_custom=False)
    assert len(parsed.objects) == len(bundle["objects"]) > 1


def test_the_library_is_strict(bundle: dict[str, Any]) -> None:
    """A property that the extension does not define is refused, so that the test above can fail."""
    wrong = {**of_type(bundle, "dateline-event")[0], "happened": True}
    with pytest.raises(STIXError):
        stix2.parse(wrong, allow_custom=False)


def test_a_denied_tie_has_no_sign(bundle: dict[str, Any]) -> None:
    """Only what is or was there is friendly or hostile."""
    signs = {tie["polarity"]: tie.get("sign") for tie in of_type(bundle, "dateline-tie")}
    assert (signs["denied"], signs["sought"]) == (None, None)
    assert None not in {signs["affirmed"], signs["ended"]}


def test_references_lead_to_objects(bundle: dict[str, Any]) -> None:
    """Whatever an object refers to is in the bundle."""
    known = {entry["id"] for entry in bundle["objects"]}

    def refs(value: Any, name: str = "") -> list[str]:
        if isinstance(value, dict):
            return [ref for key, inner in value.items() for ref in refs(inner, key)]
        if isinstance(value, list):
            return [ref for inner in value for ref in refs(inner, name)]
        return [value] if name.endswith(("_ref", "_refs")) else []

    assert {ref for entry in bundle["objects"] for ref in refs(entry)} <= known


def test_ids_are_unique(bundle: dict[str, Any]) -> None:
    """No two objects share an id."""
    assert len({entry["id"] for entry in bundle["objects"]}) == len(bundle["objects"])


def test_other_records_give_another_bundle(export: Callable[..., tuple[Path, Loss]], tmp_path: Path) -> None:
    """The id of the bundle is made of what it holds."""
    from dateline.exports import write

    first = read(export("stix")[0])["id"]
    write([in_casebook()], ["stix"], tmp_path / "other")
    assert read(tmp_path / "other")["id"] != first


def test_nobody_is_called_a_threat(bundle: dict[str, Any]) -> None:
    """Actors are identities: that somebody is a threat actor is no finding of dateline's."""
    assert {entry["type"] for entry in bundle["objects"]} == {
        "identity", "extension-definition", "location", "note", "dateline-event", "dateline-tie", "relationship", "report",
    }  # fmt: skip


def test_only_affirmed_ties_are_relationships(export: Callable[..., tuple[Path, Loss]]) -> None:
    """A relationship would state a tie that is denied, sought or over; the tie of the extension says which it is."""
    bundle = read(export("stix", [in_casebook()])[0])
    assert [entry["relationship_type"] for entry in of_type(bundle, "relationship")] == ["represents", "fights", "part-of"]
    assert [entry["polarity"] for entry in of_type(bundle, "dateline-tie")] == ["affirmed", "affirmed", "sought", "denied", "ended"]


def test_events_keep_their_standing(bundle: dict[str, Any]) -> None:
    """An event of the extension says whether it took place."""
    assert [entry["status"] for entry in of_type(bundle, "dateline-event")[:4]] == ["attributed", "asserted", "denied", "hypothetical"]


def test_a_claim_is_a_note_of_its_source(export: Callable[..., tuple[Path, Loss]]) -> None:
    """Content, source and stance of a claim, noted on its report."""
    bundle = read(export("stix", [in_casebook()])[0])
    note, (report,) = of_type(bundle, "note")[0], of_type(bundle, "report")
    assert (note["authors"], note["abstract"]) == (["Hill Front"], "Hill Front: accuse")
    assert note["object_refs"] == [report["id"]]
    assert note["extensions"][EXTENSION]["stance"] == "accuse"


def test_a_report_refers_to_all_that_it_gives(export: Callable[..., tuple[Path, Loss]]) -> None:
    """Every object but the report itself, the maker and the extension is in its list."""
    bundle = read(export("stix", [in_casebook()])[0])
    (report,) = of_type(bundle, "report")
    others = {entry["id"] for entry in bundle["objects"]} - {report["id"], EXTENSION, report["created_by_ref"]}
    assert set(report["object_refs"]) == others


def test_days_become_moments(export: Callable[..., tuple[Path, Loss]]) -> None:
    """A relationship starts with its first day."""
    bundle = read(export("stix", [in_casebook()])[0])
    fight = next(entry for entry in of_type(bundle, "relationship") if entry["relationship_type"] == "fights")
    assert fight["start_time"] == "2019-01-01T00:00:00.000Z"
    assert fight["created"] == "2024-03-14T00:00:00.000Z"


def test_a_report_without_an_address_has_a_reference(export: Callable[..., tuple[Path, Loss]]) -> None:
    """STIX wants an external reference to say more than a name: the id of the content and the file do."""
    reading = ordinary()
    document = Document(origin="news/a.md", id="abc", text=reading.document.text, published=reading.document.published)
    bundle = read(export("stix", [bare(Reading(document=document, actors=reading.actors))])[0])
    assert stix2.parse(bundle, allow_custom=False)
    (report,) = of_type(bundle, "report")
    assert report["external_references"] == [{"source_name": "report", "external_id": "abc", "description": "news/a.md"}]


def test_a_report_without_a_date_is_left_out(export: Callable[..., tuple[Path, Loss]]) -> None:
    """STIX requires a date of publication: without one the report is no object, and its claims are noted on their sources."""
    reading = ordinary()
    undated = Reading(document=Document(origin="x", id="x", text=reading.document.text), actors=reading.actors, claims=reading.claims)
    folder, loss = export("stix", [bare(undated)])
    assert loss.left_out["reports"] == {"without a date, or without records, which STIX requires": 1}
    assert loss.left_out["claims"] == {"of no named source, in a report without a date, so that nothing is there to note them on": 1}
    (note,) = of_type(read(folder), "note")
    assert {entry["id"]: entry["name"] for entry in of_type(read(folder), "identity")}[note["object_refs"][0]] == "Hill Front"


def test_a_place_without_country_or_coordinates_is_left_out(export: Callable[..., tuple[Path, Loss]]) -> None:
    """STIX requires one of them."""
    folder, loss = export("stix", [in_casebook()])
    assert [entry["name"] for entry in of_type(read(folder), "location")] == ["Tolmin", "Sel"]
    assert loss.left_out["places"] == {"with neither country nor coordinates, one of which STIX requires": 1}


def test_nought_is_a_coordinate(export: Callable[..., tuple[Path, Loss]]) -> None:
    """Latitude and longitude of 0 are kept."""
    sel = of_type(read(export("stix", [in_casebook()])[0]), "location")[1]
    assert (sel["latitude"], sel["longitude"]) == (0.0, 0.0)


def test_harmful_texts_come_back(bundle: dict[str, Any]) -> None:
    """JSON holds every text as it is."""
    assert set(HARMFUL) <= {entry["name"] for entry in of_type(bundle, "identity")}
