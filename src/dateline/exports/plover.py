"""PLOVER JSON Lines: one event a line, in the fields of PLOVER's manual, with CAMEO's root code beside.

PLOVER knows no standing of an event but what its contexts say, and a program that counts lines takes every line for something that happened. So
only events that the report or one of its sources says took place are written; and which of the two it is stands, with all else that PLOVER has no
field for, under the key `dateline`, which other programs leave alone. PLOVER requires a date and an actor: events without are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from dateline import __version__
from dateline.exports.codes import NOT_HAPPENED, alpha3, happened, quad, root, sector

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.exports.files import Output
    from dateline.exports.losses import Tally
    from dateline.exports.rows import Stored
    from dateline.records.model import Actor, Event, Place

FILES = ("plover.jsonl",)
HELD = (
    "event.anchor", "event.type", "event.mode", "event.context", "event.actor", "event.recipient", "event.place", "event.when", "event.status",
    "event.claims", "event.according_to", "event.counts.what", "event.counts.min", "event.counts.max", "event.counts.claims", "event.confidence",
)  # fmt: skip


def write(stored: Iterable[Stored], out: Output, tally: Tally) -> None:
    """Write the events of one report after the other."""
    with out.file(FILES[0]).open("wb") as file:
        for one in tally.counting(stored):
            reading = one.reading
            actors = {actor.id: actor for actor in reading.actors}
            places = {place.id: place for place in reading.places}
            for event in reading.events:
                reason = _unfit(event)
                if reason:
                    tally.left_out("events", reason)
                    continue
                file.write(msgspec.json.encode(_event(one, event, actors, places)) + b"\n")
                tally.out(event)
            for kind in ("actors", "claims", "ties", "places", "times"):
                tally.left_out(kind, "PLOVER holds events, with what these say about them", len(getattr(reading, kind)))
            tally.left_out("reports", "PLOVER holds events, and cites their report")


def _unfit(event: Event) -> str | None:
    """Why an event can't be a line; None when it can."""
    if not happened(event):
        return NOT_HAPPENED
    if not event.actor:
        return "without an actor, which PLOVER requires"
    if event.when is None or event.when.start is None:
        return "without a date, which PLOVER requires"
    return None


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that have a value."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def _event(stored: Stored, event: Event, actors: dict[str, Actor], places: dict[str, Place]) -> dict[str, Any]:
    document, when = stored.reading.document, event.when
    start, end = (when.start, when.end) if when else (None, None)
    located = [_place(places[place]) for place in event.place if place in places]
    return _known(
        {
            "id": stored.uid(event.id),
            "date": start,
            "enddate": end if end != start else None,
            "actor": [_actor(stored, local, actors) for local in event.actor],
            "recipient": [_actor(stored, local, actors) for local in event.recipient],
            "event": [event.type],
            "mode": [event.mode] if event.mode else [],
            "context": list(event.context),
            "quad_code": quad(event),
            "cameo_root": root(event),
            "event_text": [stored.reading.quote(event.anchor)],
            "event_loc": located[0] if located else None,
            "text_info": {"start": event.anchor[0], "end": event.anchor[1]},
            "cite_info": _known(
                {
                    "url": document.url,
                    "title": document.title,
                    "language": document.language,
                    "publication": document.publisher,
                    "coder": f"dateline {__version__}",
                    "codebook": "PLOVER",
                }
            ),
            "dateline": _own(stored, event, located),
        }
    )


def _own(stored: Stored, event: Event, located: list[dict[str, Any]]) -> dict[str, Any]:
    """What PLOVER has no field for."""
    claims = {claim.id: claim for claim in stored.reading.claims}
    accounts = [
        {
            "role": account.role,
            "value": stored.identity(account.value).id if account.role in ("actor", "recipient") else account.value,
            "claims": [stored.uid(claim) for claim in account.claims],
        }
        for account in event.according_to
    ]
    counts = [_known({"what": c.what, "min": c.min, "max": c.max, "claims": [stored.uid(claim) for claim in c.claims]}) for c in event.counts]
    said = [
        _known({"id": stored.uid(local), "source": stored.names(claims[local].source.actor), "stance": claims[local].stance})
        for local in event.claims
        if local in claims
    ]
    return _known(
        {
            "status": event.status,
            "report": stored.report,
            "origin": stored.origin,
            "grain": event.when.grain if event.when else None,
            "claims": said,
            "according_to": accounts,
            "counts": counts,
            "places": located[1:],
            "confidence": event.confidence,
        }
    )


def _actor(stored: Stored, local: str, actors: dict[str, Actor]) -> dict[str, Any]:
    """An actor object: its code is that of its country, else, for bodies of many countries, the sector itself, as PLOVER has it."""
    actor, identity = actors.get(local), stored.identity(local)
    if actor is None:
        return {"actor_text": identity.name}
    kind = sector(actor, "plover")
    code = alpha3(actor.country) or (kind if kind in ("IGO", "NGO") else None)
    return _known(
        {
            "actor_text": actor.name,
            "code": code,
            "sector": kind if kind != code else None,
            "identifier_id": identity.id,
            "identifier_text": identity.name,
        }
    )


def _place(place: Place) -> dict[str, Any]:
    """A location object, whose fields are those of GeoNames."""
    return _known(
        {
            "geonameid": place.geonames,
            "name": place.name,
            "latitude": place.lat,
            "longitude": place.lon,
            "country code": place.country,
            "cc3": alpha3(place.country),
        }
    )
