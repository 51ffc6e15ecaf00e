"""Small readings for the tests, made by hand."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from dateline.records.model import Actor, Claim, Count, Document, Event, Mention, Period, Place, Reading, Source, SourceCredit, TextPart

if TYPE_CHECKING:
    from dateline.records.model import ActorKind, Span, Stance

PLACES = {
    "Sarna": Place(id="Sarna", spans=(), name="Sarna", kind="populated", country="SY", lat=36.1, lon=37.1),
    "Dovu": Place(id="Dovu", spans=(), name="Dovu", kind="populated", country="SD", lat=13.2, lon=25.3),
}
KNOWN: dict[str, tuple[ActorKind, str, str]] = {
    "Russia": ("state", "RU", "state:RU"),
    "Turkey": ("state", "TR", "state:TR"),
    "Red Front": ("armed group", "SY", "group:red"),
    "White Front": ("armed group", "SY", "group:white"),
}


def document(body: str, *, head: str = "", credit: str | None = None, published: str | None = None, publisher: str | None = None) -> Document:
    """A report with a headline and a body."""
    text = f"{head}\n\n{body}" if head else body
    start = len(text) - len(body)
    parts = [TextPart(kind="body", span=(start, len(text)))]
    if head:
        parts.insert(0, TextPart(kind="headline", span=(0, len(head))))
    credits_ = (SourceCredit(name=credit, span=(0, 0)),) if credit else ()
    return Document(origin="-", id="-", text=text, parts=tuple(parts), credits=credits_, published=day(published), publisher=publisher)


def day(written: str | None) -> datetime.date | None:
    """A date by its ISO form."""
    return datetime.date.fromisoformat(written) if written else None


def span(text: str, words: str) -> Span:
    """Where some words stand first."""
    start = text.index(words)
    return start, start + len(words)


def actor(text: str, name: str, kind: ActorKind | None = None, country: str | None = None) -> Actor:
    """An actor with a proper name, who may be one of the known ones."""
    known = KNOWN.get(name, (kind or "other", country, None))
    mentions = (Mention(span=span(text, name), form="name"),) if name in text else (Mention(span=(0, 0), form="name"),)
    return Actor(id=name, name=name, kind=kind or known[0], country=country or known[1], kb=known[2], mentions=mentions)


def claim(text: str, source: str, content: str, stance: Stance = "assert", name: str | None = None) -> Claim:
    """A claim by words of a text; it is called by its source."""
    who = (source,) if source in KNOWN else ()
    return Claim(
        id=name or source, span=span(text, content), content=content, source=Source(span=span(text, source), actor=who), form="indirect", stance=stance
    )


def strike(text: str, **fields: Any) -> Event:
    """An assault; `killed` is a toll or the bounds of one, `when` a day."""
    counts = []
    for bounds, claims in fields.pop("killed", ()):
        low, high = bounds if isinstance(bounds, tuple) else (bounds, bounds)
        counts.append(Count(what="killed", min=low, max=high, span=(0, 1), claims=claims))
    when = fields.pop("when", None)
    period = Period(start=day(when), end=day(when), grain="day") if when else None
    values: dict[str, Any] = {"id": "e1", "anchor": span(text, fields.pop("anchor", "bombed")), "type": "ASSAULT", "status": "asserted"} | fields
    return Event(when=period, counts=tuple(counts), **values)


def reading(
    text: str, *events: Event, claims: tuple[Claim, ...] = (), published: str | None = "2024-03-02", actors: tuple[Actor, ...] | None = None
) -> Reading:
    """A reading of a text in which the known actors that it names stand."""
    found = tuple(actor(text, name) for name in KNOWN if name in text) if actors is None else actors
    return Reading(document=document(text, published=published), actors=found, claims=claims, events=events, places=tuple(place for place in PLACES.values()))
