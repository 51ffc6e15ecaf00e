"""STIX 2.1: one bundle of identities, locations, reports, notes and relationships, with events and ties as objects of an extension.

An actor is an `identity`: that somebody is a threat is nobody's finding here. A claim is a `note` on its report. STIX has no object for an event of
politics or war, nor for a tie that is denied, so that an extension of dateline's adds `dateline-event` and `dateline-tie`; a tie that is affirmed is a
`relationship` too, for programs that know nothing of the extension. Ids are made from what they name (UUID version 5), so that the same records give
the same bundle.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from typing import TYPE_CHECKING, Any

import msgspec

from dateline import __version__
from dateline.exports.codes import codes
from dateline.exports.geojson import position
from dateline.exports.rows import sign
from dateline.exports.text import address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dateline.exports.files import Output
    from dateline.exports.losses import Tally
    from dateline.exports.rows import Stored
    from dateline.records.model import Actor, Claim, Event, Place, Span, Tie

FILES = ("bundle.stix.json",)
HELD = (
    "document.url", "document.publisher", "document.title", "document.author", "document.language", "document.published", "document.id", "document.origin",
    "actor.name", "actor.kind", "actor.country", "actor.kb", "actor.represents",
    "claim.span", "claim.content", "claim.source", "claim.form", "claim.stance", "claim.cue", "claim.addressee", "claim.inside", "claim.hedge",
    "claim.confidence",
    "event.anchor", "event.type", "event.mode", "event.status", "event.context", "event.actor", "event.recipient", "event.place", "event.when",
    "event.claims", "event.counts.what", "event.counts.min", "event.counts.max", "event.confidence",
    "tie", "place.name", "place.kind", "place.country", "place.lat", "place.lon", "place.geonames",
)  # fmt: skip

_SPACE = uuid.UUID("8c2f6a3e-5b0d-5a8e-8f57-6f1f6d0a2b94")
_UNDATED = "1970-01-01T00:00:00.000Z"
"""When an object is said to have been made whose report has no date: STIX requires a time, and the time of the export would make each bundle another."""


def _id(kind: str, name: str) -> str:
    return f"{kind}--{uuid.uuid5(_SPACE, f'{kind} {name}')}"


MAKER = _id("identity", "dateline")
EXTENSION = _id("extension-definition", "dateline records 1")


def write(stored: Iterable[Stored], out: Output, tally: Tally) -> None:
    """Write the bundle object by object; its id, which is made of all that it holds, comes last."""
    seen: set[str] = set()
    digest = hashlib.sha256()
    with out.file(FILES[0]).open("wb") as file:
        file.write(b'{"type": "bundle", "objects": [\n')
        between = b""
        for entry in _all(tally.counting(stored), seen, tally):
            encoded = msgspec.json.encode(entry)
            digest.update(encoded)
            file.write(between + encoded)
            between = b",\n"
        file.write(f'\n], "id": "{_id("bundle", digest.hexdigest())}"}}\n'.encode())


def _all(stored: Iterable[Stored], seen: set[str], tally: Tally) -> Iterator[dict[str, Any]]:
    yield _made("identity", "dateline", _UNDATED, {"name": f"dateline {__version__}", "identity_class": "system"})
    yield _made(
        "extension-definition",
        "dateline records 1",
        _UNDATED,
        {
            "name": "dateline records",
            "description": "Events and ties as reports present them, and what dateline knows of actors, places and claims.",
            "schema": "The page about exports in dateline's documentation defines the properties.",
            "version": "1.0.0",
            "extension_types": ["new-sdo", "property-extension"],
        },
    )
    for one in stored:
        for entry in _objects(one, tally):
            if entry["id"] not in seen:
                if entry["type"] in ("identity", "relationship"):  # only these stand for something that several reports name
                    seen.add(entry["id"])
                yield entry


def _made(kind: str, name: str, at: str, properties: dict[str, Any], extra: dict[str, Any] | None = None) -> dict[str, Any]:
    """An object with what every object has; properties without a value are left out."""
    known = {key: value for key, value in properties.items() if value not in (None, "", [], {})}
    entry = {"type": kind, "spec_version": "2.1", "id": _id(kind, name), "created_by_ref": MAKER, "created": at, "modified": at, **known}
    if kind.startswith("dateline-"):
        entry["extensions"] = {EXTENSION: {"extension_type": "new-sdo"}}
    elif extra:
        own = {key: value for key, value in extra.items() if value not in (None, "", [], {})}
        entry["extensions"] = {EXTENSION: {"extension_type": "property-extension", **own}}
    return entry


def _time(day: dt.date | None) -> str | None:
    return f"{day.isoformat()}T00:00:00.000Z" if day else None


def _after(day: dt.date | None) -> str | None:
    """The beginning of the next day: the last day of a record is included, the last moment of STIX is not."""
    return _time(day + dt.timedelta(days=1)) if day and day < dt.date.max else None


def _objects(stored: Stored, tally: Tally) -> Iterator[dict[str, Any]]:
    """What one report gives: last the report itself, which refers to all the others."""
    reading = stored.reading
    at = _time(reading.document.published) or _UNDATED
    refs: list[str] = []
    dated = reading.document.published is not None
    report = _id("report", stored.report) if dated else None

    def note(entry: dict[str, Any]) -> dict[str, Any]:
        refs.append(entry["id"])
        return entry

    for actor in reading.actors:
        yield note(_identity(stored, actor, at))
        tally.out(actor)
    listed = {actor.id for actor in reading.actors}
    for actor in reading.actors:
        if actor.represents in listed and (relation := _representation(stored, actor, at)):
            yield note(relation)
    for place in reading.places:
        if place.country is None and position(place) is None:
            tally.left_out("places", "with neither country nor coordinates, one of which STIX requires")
            continue
        yield note(_location(stored, place, at))
        tally.out(place)
    located = {place.id for place in reading.places if place.country is not None or position(place) is not None}
    for claim in reading.claims:
        subjects = [report] if report else [_id("identity", id_) for id_ in stored.ids(local for local in claim.source.actor if local in listed)]
        if not subjects:
            tally.left_out("claims", "of no named source, in a report without a date, so that nothing is there to note them on")
            continue
        yield note(_note(stored, claim, at, subjects, listed))
        tally.out(claim)
    for event in reading.events:
        yield note(_event(stored, event, at, listed, located))
        tally.out(event)
    for tie in reading.ties:
        if not (tie.a in listed and tie.b in listed):
            tally.left_out("ties", "of an actor that the report does not list")
            continue
        yield note(_tie(stored, tie, at))
        if tie.polarity == "affirmed":
            yield note(_relationship(stored, tie, at))
        tally.out(tie)
    tally.left_out("times", "STIX holds the dates of what it holds", len(reading.times))
    if report and refs:
        yield _report(stored, at, refs)
        tally.out(reading.document)
        if reading.document.url and address(reading.document.url) is None:
            tally.dropped("document.url: no address of the web")
    else:
        tally.left_out("reports", "without a date, or without records, which STIX requires")


def _identity(stored: Stored, actor: Actor, at: str) -> dict[str, Any]:
    identity = stored.identity(actor.id)
    properties = {
        "name": identity.name or "unnamed",
        "identity_class": codes()["stix"]["classes"].get(actor.kind, "organization"),
        "external_references": [{"source_name": "dateline", "external_id": actor.kb}] if actor.kb else [],
    }
    return _made("identity", identity.id, at, properties, {"kind": actor.kind, "country": actor.country})


def _representation(stored: Stored, actor: Actor, at: str) -> dict[str, Any] | None:
    agent, client = stored.identity(actor.id).id, stored.identity(actor.represents or "").id
    if agent == client:
        return None
    ends = {"relationship_type": "represents", "source_ref": _id("identity", agent), "target_ref": _id("identity", client)}
    return _made("relationship", f"{agent} represents {client}", at, ends)


def _location(stored: Stored, place: Place, at: str) -> dict[str, Any]:
    where = position(place)
    coordinates = {"longitude": where[0], "latitude": where[1]} if where else {}
    country = {"country": place.country} if place.country else {}
    own = {"kind": place.kind, "geonames": place.geonames}
    entry = _made("location", stored.uid(place.id), at, {"name": place.name, **country}, own)
    return {**entry, **coordinates}  # a coordinate may be 0


def _words(stored: Stored, span: Span | None) -> str | None:
    return stored.reading.quote(span) if span else None


def _identities(stored: Stored, locals_: Iterable[str], listed: set[str]) -> list[str]:
    return list(dict.fromkeys(_id("identity", stored.identity(local).id) for local in locals_ if local in listed))


def _note(stored: Stored, claim: Claim, at: str, subjects: list[str], listed: set[str]) -> dict[str, Any]:
    source = stored.names(claim.source.actor)
    properties = {
        "abstract": f"{'; '.join(source) or 'A source that is not named'}: {claim.stance}",
        "content": claim.content or "…",
        "authors": source,
        "object_refs": list(dict.fromkeys(subjects)),
    }
    own = {
        "stance": claim.stance,
        "form": claim.form,
        "hedge": claim.hedge,
        "source_refs": _identities(stored, claim.source.actor, listed),
        "source_words": _words(stored, claim.source.span),
        "cue": _words(stored, claim.cue),
        "addressee_refs": _identities(stored, claim.addressee, listed),
        "inside": _id("note", stored.uid(claim.inside)) if claim.inside else None,
        "start": claim.span[0],
        "end": claim.span[1],
        "found_confidence": claim.confidence,
    }
    return _made("note", stored.uid(claim.id), at, properties, own)


def _event(stored: Stored, event: Event, at: str, listed: set[str], located: set[str]) -> dict[str, Any]:
    when = event.when
    properties = {
        "event_type": event.type,
        "mode": event.mode,
        "status": event.status,
        "context": list(event.context),
        "actor_refs": _identities(stored, event.actor, listed),
        "recipient_refs": _identities(stored, event.recipient, listed),
        "location_refs": [_id("location", stored.uid(place)) for place in event.place if place in located],
        "first_day": when.start.isoformat() if when and when.start else None,
        "last_day": when.end.isoformat() if when and when.end else None,
        "grain": when.grain if when else None,
        "note_refs": [_id("note", stored.uid(claim)) for claim in event.claims],
        "counts": [{"what": count.what, "min": count.min, "max": count.max} for count in event.counts],
        "words": _words(stored, event.anchor),
        "found_confidence": event.confidence,
    }
    return _made("dateline-event", stored.uid(event.id), at, properties)


def _tie(stored: Stored, tie: Tie, at: str) -> dict[str, Any]:
    properties = {
        "source_ref": _id("identity", stored.identity(tie.a).id),
        "target_ref": _id("identity", stored.identity(tie.b).id),
        "tie_kind": tie.kind,
        "sign": sign(tie),
        "polarity": tie.polarity,
        "since": tie.since.isoformat() if tie.since else None,
        "until": tie.until.isoformat() if tie.until else None,
        "note_refs": [_id("note", stored.uid(claim)) for claim in tie.claims],
        "words": _words(stored, tie.span),
        "found_confidence": tie.confidence,
    }
    return _made("dateline-tie", stored.uid(tie.id), at, properties)


def _relationship(stored: Stored, tie: Tie, at: str) -> dict[str, Any]:
    since, until = (tie.since, tie.until) if not (tie.since and tie.until and tie.until < tie.since) else (None, None)
    properties = {
        "relationship_type": tie.kind.replace("_", "-"),
        "source_ref": _id("identity", stored.identity(tie.a).id),
        "target_ref": _id("identity", stored.identity(tie.b).id),
        "description": _words(stored, tie.span),
        "start_time": _time(since),
        "stop_time": _after(until),
    }
    return _made("relationship", stored.uid(tie.id), at, properties)


def _report(stored: Stored, at: str, refs: list[str]) -> dict[str, Any]:
    document = stored.reading.document
    reference = {"source_name": document.publisher or "report", "external_id": document.id, "description": document.origin, "url": address(document.url)}
    properties = {
        "name": document.title or document.origin or "report",
        "published": at,
        "object_refs": list(dict.fromkeys(refs)),
        "external_references": [{key: value for key, value in reference.items() if value}],
        "lang": document.language,
    }
    return _made("report", stored.report, at, properties, {"author": document.author, "origin_group": stored.origin})
