"""GeoJSON (RFC 7946): places and events as features, each a collection of its own.

Positions are longitude, latitude in WGS 84. What has no coordinates has the geometry null. A map shows every feature alike, so the title of an event
that did not happen begins with what it is ("denied: ..."), and `status` says it for programs.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from dateline.exports.files import Output
    from dateline.exports.losses import Tally
    from dateline.exports.rows import Stored
    from dateline.records.model import Event, Place

FILES = ("places.geojson", "events.geojson")
HELD = (
    "place.name", "place.kind", "place.country", "place.lat", "place.lon", "place.geonames",
    "event.type", "event.mode", "event.status", "event.context", "event.actor", "event.recipient", "event.place", "event.when", "event.claims",
    "event.confidence", "event.anchor", "event.counts.what", "event.counts.min", "event.counts.max",
)  # fmt: skip


def write(stored: Iterable[Stored], out: Output, tally: Tally) -> None:
    """Write both collections, feature by feature."""
    with _collection(out.file(FILES[0])) as place_feature, _collection(out.file(FILES[1])) as event_feature:
        for one in tally.counting(stored):
            reading = one.reading
            for place in reading.places:
                place_feature(_place(one, place, tally))
                tally.out(place)
            places = {place.id: place for place in reading.places}
            for event in reading.events:
                event_feature(_event(one, event, [places[local] for local in event.place if local in places]))
                tally.out(event)
            for kind in ("actors", "claims", "ties", "times"):
                tally.left_out(kind, "GeoJSON holds what has a place", len(getattr(reading, kind)))
            tally.left_out("reports", "GeoJSON holds what has a place")


@contextmanager
def _collection(path: Path) -> Iterator[Callable[[dict[str, Any]], None]]:
    """A file with a feature collection, one feature a line; gives the function that adds one."""
    with path.open("wb") as file:
        file.write(b'{"type": "FeatureCollection", "features": [')
        between = b"\n"

        def add(feature: dict[str, Any]) -> None:
            nonlocal between
            file.write(between + msgspec.json.encode(feature))
            between = b",\n"

        yield add
        file.write(b"\n]}\n")


def position(place: Place) -> list[float] | None:
    """Longitude and latitude; None without them, or where they lie on no globe."""
    if place.lat is None or place.lon is None or not (-90 <= place.lat <= 90 and -180 <= place.lon <= 180):
        return None
    return [place.lon, place.lat]


def _place(stored: Stored, place: Place, tally: Tally) -> dict[str, Any]:
    at = position(place)
    if at is None and place.lat is not None:
        tally.dropped("place.lat, place.lon: on no globe")
    return {
        "type": "Feature",
        "id": stored.uid(place.id),
        "geometry": {"type": "Point", "coordinates": at} if at else None,
        "properties": {
            "title": place.name,
            "name": place.name,
            "kind": place.kind,
            "country": place.country,
            "geonames": place.geonames,
            **_report(stored),
        },
    }


def _report(stored: Stored) -> dict[str, Any]:
    document = stored.reading.document
    return {"report": stored.report, "origin": stored.origin, "publisher": document.publisher, "url": document.url, "published": document.published}


def _event(stored: Stored, event: Event, places: list[Place]) -> dict[str, Any]:
    positions = [at for place in places if (at := position(place))]
    words = stored.reading.quote(event.anchor)
    standing = "" if event.status == "asserted" else f"{event.status}: "
    return {
        "type": "Feature",
        "id": stored.uid(event.id),
        "geometry": _geometry(positions),
        "properties": {
            "title": f"{standing}{event.type} ({words})",
            "status": event.status,
            "type": event.type,
            "mode": event.mode,
            "context": event.context,
            "words": words,
            "actors": stored.names(event.actor),
            "actor_ids": stored.ids(event.actor),
            "recipients": stored.names(event.recipient),
            "recipient_ids": stored.ids(event.recipient),
            "places": [place.name for place in places],
            "place_ids": [stored.uid(place.id) for place in places],
            "start": event.when.start if event.when else None,
            "end": event.when.end if event.when else None,
            "grain": event.when.grain if event.when else None,
            "claims": [stored.uid(claim) for claim in event.claims],
            "counts": [{"what": count.what, "min": count.min, "max": count.max} for count in event.counts],
            "confidence": event.confidence,
            **_report(stored),
        },
    }


def _geometry(positions: list[list[float]]) -> dict[str, Any] | None:
    if not positions:
        return None
    return {"type": "Point", "coordinates": positions[0]} if len(positions) == 1 else {"type": "MultiPoint", "coordinates": positions}
