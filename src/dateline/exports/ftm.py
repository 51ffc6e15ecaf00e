"""FollowTheMoney entities, as JSON lines (https://followthemoney.tech).

Reports are articles, actors people and bodies, claims notes, places addresses, ties links. An event that took place is an Event whose `proof` is the
article; FollowTheMoney has no standing of events, so that others are left out. A tie that is denied or sought is no link.
"""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Any

import msgspec

from dateline.exports.codes import NOT_HAPPENED, codes, happened
from dateline.exports.text import address, passage
from dateline.knowledge.export import ftm_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dateline.exports.files import Output
    from dateline.exports.losses import Tally
    from dateline.exports.rows import Stored
    from dateline.records.model import Actor, Claim, Document, Event, Place, Tie

FILES = ("entities.ftm.json",)
HELD = (
    "document.text", "document.url", "document.publisher", "document.title", "document.author", "document.language", "document.published", "document.id",
    "actor.name", "actor.kind", "actor.country", "actor.kb", "actor.represents",
    "claim.content", "claim.stance", "claim.source.actor", "claim.cue",
    "event.anchor", "event.type", "event.mode", "event.context", "event.actor", "event.recipient", "event.place", "event.when.start", "event.when.end",
    "event.status",
    "tie.a", "tie.b", "tie.kind", "tie.polarity", "tie.since", "tie.until", "tie.span",
    "place.name", "place.country", "place.lat", "place.lon",
)  # fmt: skip

_SPACE = uuid.UUID("4d0c6a5e-0a43-5c37-9d0f-0c2f1b6c9a61")
_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*:[A-Za-z0-9-]+")


def write(stored: Iterable[Stored], out: Output, tally: Tally) -> None:
    """Write the entities of one report after the other, and at last the actors, each of which many reports may name."""
    actors: dict[str, dict[str, Any]] = {}
    links: set[str] = set()
    with out.file(FILES[0]).open("wb") as file:
        for one in tally.counting(stored):
            for entity in _entities(one, actors, links, tally):
                file.write(msgspec.json.encode(entity) + b"\n")
        for actor in actors.values():
            file.write(msgspec.json.encode(actor) + b"\n")


def entity_id(identifier: str) -> str:
    """An id as FollowTheMoney allows it: that of a known actor is the one that `dateline kb export` gives it, every other one is hashed."""
    if _SAFE.fullmatch(identifier):
        return ftm_id(identifier)
    return ftm_id(uuid.uuid5(_SPACE, identifier).hex)


def _entity(identifier: str, schema: str, properties: dict[str, Iterable[Any]]) -> dict[str, Any]:
    """An entity with those of its properties that have a value, every value a text and there once."""
    listed = {name: list(dict.fromkeys(str(value) for value in values if value not in (None, ""))) for name, values in properties.items()}
    return {"id": entity_id(identifier), "schema": schema, "properties": {name: values for name, values in listed.items() if values}}


def _entities(stored: Stored, actors: dict[str, dict[str, Any]], links: set[str], tally: Tally) -> Iterator[dict[str, Any]]:
    reading = stored.reading
    report = entity_id(stored.report)
    yield _article(stored, reading.document)
    tally.out(reading.document)
    if reading.document.url and address(reading.document.url) is None:
        tally.dropped("document.url: no address of the web")
    kinds: dict[str, str] = {}
    for actor in reading.actors:
        kinds[actor.id] = _gather(stored, actor, actors, report)
        tally.out(actor)
    for actor in reading.actors:
        yield from _representation(stored, actor, kinds, links)
    for place in reading.places:
        yield _address(stored, place)
        tally.out(place)
    for claim in reading.claims:
        yield _note(stored, claim, kinds)
        tally.out(claim)
    for event in reading.events:
        if happened(event):
            yield _event(stored, event, kinds)
            tally.out(event)
        else:
            tally.left_out("events", NOT_HAPPENED)
    for tie in reading.ties:
        if tie.polarity in ("denied", "sought"):
            tally.left_out("ties", tie.polarity)
        elif not (tie.a in kinds and tie.b in kinds):
            tally.left_out("ties", "of an actor that the report does not list")
        else:
            yield _link(stored, tie, kinds)
            tally.out(tie)
    tally.left_out("times", "FollowTheMoney holds the dates of what it holds", len(reading.times))


def _article(stored: Stored, document: Document) -> dict[str, Any]:
    properties: dict[str, Iterable[Any]] = {
        "title": [document.title or document.origin],
        "author": [document.author],
        "publisher": [document.publisher],
        "publishedAt": [document.published],
        "language": [codes()["ftm"]["languages"].get(document.language)],
        "sourceUrl": [address(document.url)],
        "bodyText": [document.text],
    }
    return _entity(stored.report, "Article", properties)


def _gather(stored: Stored, actor: Actor, actors: dict[str, dict[str, Any]], report: str) -> str:
    """Add what one report knows of an actor to its entity; gives the schema."""
    identity, table = stored.identity(actor.id), codes()["ftm"]
    schema = table["schemata"].get(actor.kind, "Organization")
    known = actors.get(identity.id)
    if known is None:
        known = _entity(identity.id, schema, {"name": [identity.name]})
        actors[identity.id] = known
    for name, value in (
        ("alias", actor.name if actor.name != identity.name else None),
        ("country", actor.country.lower() if actor.country else None),
        ("topics", table["topics"].get(actor.kind)),
    ):
        values = known["properties"].setdefault(name, []) if value else []
        if value and value not in values:
            values.append(value)
    proofs = known["properties"].setdefault("proof", [])
    if proofs[-1:] != [report]:  # reports come one by one, so that the list need not be searched, which grows with them
        proofs.append(report)
    found: str = known["schema"]
    return found


def _representation(stored: Stored, actor: Actor, kinds: dict[str, str], links: set[str]) -> Iterator[dict[str, Any]]:
    """Who speaks or acts for whom, once for each two."""
    if actor.represents not in kinds:
        return
    agent, client = stored.identity(actor.id).id, stored.identity(actor.represents).id
    key = f"{agent} for {client}"
    if agent != client and key not in links:
        links.add(key)
        yield _entity(key, "Representation", {"agent": [entity_id(agent)], "client": [entity_id(client)], "role": ["speaks or acts for"]})


def _actors(stored: Stored, locals_: Iterable[str], kinds: dict[str, str]) -> list[str]:
    """The entities of some actors of a report, those that it lists."""
    return [entity_id(stored.identity(local).id) for local in locals_ if local in kinds]


def _address(stored: Stored, place: Place) -> dict[str, Any]:
    properties: dict[str, Iterable[Any]] = {
        "full": [place.name],
        "city": [place.name if place.kind == "populated" else None],
        "country": [place.country.lower() if place.country else None],
        "latitude": [place.lat],
        "longitude": [place.lon],
        "proof": [entity_id(stored.report)],
    }
    return _entity(stored.uid(place.id), "Address", properties)


def _note(stored: Stored, claim: Claim, kinds: dict[str, str]) -> dict[str, Any]:
    source, cue = stored.names(claim.source.actor), stored.reading.quote(claim.cue) if claim.cue else ""
    properties: dict[str, Iterable[Any]] = {
        "name": [f"{'; '.join(source) or 'somebody'}: {claim.stance}"],
        "description": [claim.content],
        "summary": [cue],
        "entity": _actors(stored, claim.source.actor, kinds),
        "keywords": [claim.stance],
        "sourceUrl": [address(stored.reading.document.url)],
        "proof": [entity_id(stored.report)],
    }
    return _entity(stored.uid(claim.id), "Note", properties)


def _event(stored: Stored, event: Event, kinds: dict[str, str]) -> dict[str, Any]:
    reading, when = stored.reading, event.when
    places = [place for place in reading.places if place.id in event.place]
    start, end = (when.start, when.end) if when else (None, None)
    properties: dict[str, Iterable[Any]] = {
        "name": [f"{event.type}: {' '.join(reading.quote(event.anchor).split())}"],
        "summary": [passage(reading, event.anchor)],
        "description": [_wording(stored, event)],
        "keywords": [event.type, event.mode, *event.context, event.status],
        "organizer": _actors(stored, event.actor, kinds),
        "involved": _actors(stored, event.recipient, kinds),
        "date": [start if start == end else None],
        "startDate": [start],
        "endDate": [end],
        "location": [place.name for place in places],
        "country": [place.country.lower() for place in places if place.country],
        "addressEntity": [entity_id(stored.uid(place.id)) for place in places],
        "recordId": [stored.uid(event.id)],
        "sourceUrl": [address(reading.document.url)],
        "proof": [entity_id(stored.report)],
    }
    return _entity(stored.uid(event.id), "Event", properties)


def _wording(stored: Stored, event: Event) -> str | None:
    """In words, whose word an event rests on where it is not the reporter's."""
    if event.status == "asserted":
        return None
    claims = [claim for claim in stored.reading.claims if claim.id in event.claims]
    sources = dict.fromkeys(name for claim in claims for name in stored.names(claim.source.actor))
    return f"according to {'; '.join(sources) or 'a source that the report does not name'}"


def _link(stored: Stored, tie: Tie, kinds: dict[str, str]) -> dict[str, Any]:
    a, b = entity_id(stored.identity(tie.a).id), entity_id(stored.identity(tie.b).id)
    member = tie.kind == "part_of" and kinds[tie.b] in codes()["ftm"]["bodies"]
    ends = {"member": [a], "organization": [b]} if member else {"subject": [a], "object": [b]}
    properties: dict[str, Iterable[Any]] = {
        **ends,
        "role": [tie.kind.replace("_", " ")],
        "status": [tie.polarity],
        "startDate": [tie.since],
        "endDate": [tie.until],
        "summary": [" ".join(stored.reading.quote(tie.span).split())],
        "publisher": [stored.reading.document.publisher],
        "sourceUrl": [address(stored.reading.document.url)],
        "recordId": [stored.uid(tie.id)],
    }
    return _entity(stored.uid(tie.id), "Membership" if member else "UnknownLink", properties)
