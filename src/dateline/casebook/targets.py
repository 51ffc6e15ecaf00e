"""What a decision is about, named so that it is found again in a later reading and in another version of the article.

A record is named by its report's key, its kind, its words and the sentence around them, and by what tells it from others at the same words: never by a row or
an id that another reading could give to something else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from dateline.casebook.correcting import RECORDS, record_of, span_of
from dateline.casebook.rows import Passages, name_key
from dateline.records.model import Actor, Claim, Event, Span

if TYPE_CHECKING:
    from dateline.records.model import Reading, Tie

_ALIKE = 0.8
"""From this share of common characters on, two claims in one sentence are the same with other ends."""
_JUDGED = {"claim": ("source",), "event": ("type",), "tie": ("kind", "a", "b"), "actor": ("name",)}
"""What tells records at the same words apart. Who accepts or rejects a record speaks of one that has these; a correction holds whatever they are now."""


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """A record of a report. `body` is the hash of the text in which it was found at `span`, `passage` the sentence around it there, which begins at `at`."""

    report: str
    kind: str
    quote: str
    span: Span
    body: str
    passage: str
    at: int
    told: dict[str, str]


def describe(reading: Reading, key: str, body: str, kind: str, local: str) -> Target:
    """The name of a record of a reading, by which `find` finds it."""
    record = record_of(reading, kind, local)
    span = span_of(record)
    start, end = Passages(reading).around(span)
    return Target(
        report=key, kind=kind, quote=reading.quote(span), span=span, body=body, passage=reading.document.text[start:end], at=start, told=_told(reading, record),
    )  # fmt: skip


def find(target: Target, reading: Reading, body: str, *, judged: bool) -> str | None:
    """The local id of the record that is meant, in a reading of the same text or of another version; None where it is no longer there.

    With `judged` it must still be what was judged: an event of the same type, a tie of the same kind between the same two, a claim of the same source.
    """
    begins = _begins(target, reading.document.text, body)
    found = []
    for record in getattr(reading, RECORDS[target.kind][1]):
        told = _told(reading, record)
        if judged and any(told[name] != target.told[name] for name in _JUDGED[target.kind]):
            continue
        shared = sum(told[name] == value for name, value in target.told.items())
        if isinstance(record, Actor):  # an actor is the same wherever the report names it first
            distance = _distance_of(target, record, reading, begins) if told == target.told or begins is not None else None
        else:
            distance = _distance(target, span_of(record), reading, begins)
        if distance is not None:
            found.append((-shared, distance, record.id))
    return min(found)[2] if found else None


def _told(reading: Reading, record: Claim | Event | Tie | Actor) -> dict[str, str]:
    called = {actor.id: name_key(actor.name) for actor in reading.actors}
    if isinstance(record, Claim):
        return {"source": name_key(reading.quote(record.source.span)) if record.source.span else ""}
    if isinstance(record, Event):
        return {"type": record.type}
    if isinstance(record, Actor):
        return {"name": name_key(record.name)}
    return {"kind": record.kind, "a": called[record.a], "b": called[record.b]}


def _begins(target: Target, text: str, body: str) -> int | None:
    """Where the sentence of a target begins in a text; the nearest place, where it stands there more than once."""
    if body == target.body:
        return target.at
    words = target.passage.split()
    pattern = r"\s+".join(map(re.escape, words))
    starts = [found.start() for found in re.finditer(pattern, text)] if words else []
    return min(starts, key=lambda start: abs(start - target.at), default=None)


def _distance(target: Target, span: Span, reading: Reading, begins: int | None) -> int | None:
    """How far from where it should be something with the words of a target stands; None for what is not in its sentence or has other words."""
    if begins is None or not begins <= span[0] < begins + max(1, len(target.passage)):
        return None
    shift = begins - target.at
    start, end = target.span[0] + shift, target.span[1] + shift
    if _words(reading.quote(span)) != _words(target.quote):
        common = min(end, span[1]) - max(start, span[0])
        if target.kind != "claim" or common < _ALIKE * (max(end, span[1]) - min(start, span[0])):
            return None
    return abs(span[0] - start)


def _distance_of(target: Target, actor: Actor, reading: Reading, begins: int | None) -> int | None:
    distances = [found for mention in actor.mentions if (found := _distance(target, mention.span, reading, begins)) is not None]
    if distances:
        return min(distances)
    return len(reading.document.text) if _told(reading, actor) == target.told else None


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
