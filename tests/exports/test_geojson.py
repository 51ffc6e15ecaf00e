"""GeoJSON against the rules of RFC 7946."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from dateline.exports import bare
from dateline.records.model import Place, Reading

from .made import at, ordinary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dateline.exports import Loss

NAMES = ("places.geojson", "events.geojson")


def check(collection: Any) -> None:
    """Hold a collection against RFC 7946: sections 3.1 (geometries), 3.2 (features), 3.3 (collections), 4 (no other reference system), 7.1 (no mixing)."""
    assert set(collection) == {"type", "features"}
    assert collection["type"] == "FeatureCollection"
    for feature in collection["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert feature["type"] == "Feature"
        assert isinstance(feature["id"], str)
        assert isinstance(feature["properties"], dict)
        geometry = feature["geometry"]
        if geometry is None:
            continue
        assert set(geometry) == {"type", "coordinates"}
        positions = [geometry["coordinates"]] if geometry["type"] == "Point" else geometry["coordinates"]
        assert geometry["type"] in {"Point", "MultiPoint"}
        for longitude, latitude in positions:
            assert -180 <= longitude <= 180
            assert -90 <= latitude <= 90


@pytest.fixture
def collections(export: Callable[..., tuple[Path, Loss]]) -> dict[str, Any]:
    """Both collections of both reports."""
    folder, _ = export("geojson")
    return {name: json.loads((folder / name).read_bytes()) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_collections_follow_the_standard(collections: dict[str, Any], name: str) -> None:
    """Whatever the texts hold, the collection is a valid one."""
    assert len(collections[name]["features"]) > 5
    check(collections[name])


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_collection_is_one(export: Callable[..., tuple[Path, Loss]], name: str) -> None:
    """No reports give a collection without features."""
    folder, _ = export("geojson", [])
    collection = json.loads((folder / name).read_bytes())
    check(collection)
    assert collection["features"] == []


def test_longitude_comes_first(collections: dict[str, Any]) -> None:
    """A place at 12.5 degrees south and 44.25 east is [44.25, -12.5]."""
    assert collections["places.geojson"]["features"][0]["geometry"] == {"type": "Point", "coordinates": [44.25, -12.5]}


def test_nought_is_a_coordinate(collections: dict[str, Any]) -> None:
    """Where the equator meets the prime meridian is a place like any other."""
    assert collections["places.geojson"]["features"][1]["geometry"]["coordinates"] == [0.0, 0.0]


def test_no_coordinates_give_no_geometry(collections: dict[str, Any]) -> None:
    """A place that lies nobody knows where is a feature without a location, as RFC 7946 has it."""
    assert collections["places.geojson"]["features"][2]["geometry"] is None


def test_an_event_of_two_places_is_at_both(collections: dict[str, Any]) -> None:
    """Several places make a MultiPoint."""
    assert collections["events.geojson"]["features"][1]["geometry"] == {"type": "MultiPoint", "coordinates": [[44.25, -12.5], [0.0, 0.0]]}


def test_an_event_that_did_not_happen_says_so(collections: dict[str, Any]) -> None:
    """The title that a map shows begins with the standing of all that is not asserted."""
    titles = [feature["properties"]["title"] for feature in collections["events.geojson"]["features"][:4]]
    assert titles == ["attributed: ASSAULT (shelled Tolmin)", "ASSAULT (killing)", "denied: ASSAULT (fired)", "hypothetical: COERCE (close)"]


@pytest.mark.parametrize(("lat", "lon"), [(91.0, 0.0), (0.0, 181.0), (float("nan"), 0.0)])
def test_coordinates_on_no_globe_are_dropped(export: Callable[..., tuple[Path, Loss]], lat: float, lon: float) -> None:
    """What is no latitude or longitude gives no geometry, and is counted."""
    place = Place(id="p1", spans=(at("Sel"),), name="Sel", kind="natural", lat=lat, lon=lon)
    folder, loss = export("geojson", [bare(Reading(document=ordinary().document, places=(place,)))])
    (feature,) = json.loads((folder / "places.geojson").read_bytes())["features"]
    assert feature["geometry"] is None
    assert loss.dropped["place.lat, place.lon: on no globe"] == 1
