"""Whether a reading holds together: every span lies in its text, every id leads to a record. What doesn't is refused before anything is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline._errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.records.model import Claim, Event, Reading, Span

_FIX = "make the reading again with `dateline read --format jsonl`"


def check(reading: Reading) -> None:
    """Raise `InputError` for a reading that contradicts itself."""
    document = reading.document
    if not document.text:
        raise InputError(document.origin, "the reading has no text", _FIX)
    if "\0" in document.text:
        raise InputError(document.origin, "the reading's text holds a zero character", "take it out of the report and read it again")
    for problem in _problems(reading):
        raise InputError(document.origin, f"the reading contradicts itself: {problem}", _FIX)


def _problems(reading: Reading) -> Iterator[str]:
    length = len(reading.document.text)
    for what, span in _spans(reading):
        if span is not None and not 0 <= span[0] <= span[1] <= length:
            yield f"{what} lies at {span[0]} to {span[1]} of a text of {length} characters"
    for claim in reading.claims:
        if reading.quote(claim.span) != claim.content:
            yield f"the content of claim {claim.id} is not what its text says there"
    yield from _loose_ids(reading)


def _spans(reading: Reading) -> Iterator[tuple[str, Span | None]]:
    yield from (("a part", part.span) for part in reading.document.parts)
    yield from (("a credit", credit.span) for credit in reading.document.credits)
    for actor in reading.actors:
        what = f"a mention of actor {actor.id}"
        yield from [(what, mention.span) for mention in actor.mentions]
        if actor.size:
            yield f"the size of actor {actor.id}", actor.size.span
    for claim in reading.claims:
        what = f"claim {claim.id}"
        yield from [(what, span) for span in (claim.span, claim.source.span, claim.cue, claim.channel, claim.caveat)]
    for event in reading.events:
        what = f"event {event.id}"
        yield from [(what, span) for span in (event.anchor, *event.also, *(count.span for count in event.counts))]
    yield from ((f"tie {tie.id}", tie.span) for tie in reading.ties)
    for place in reading.places:
        what = f"place {place.id}"
        yield from [(what, span) for span in place.spans]
    yield from (("a time", time.span) for time in reading.times)


def _loose_ids(reading: Reading) -> Iterator[str]:
    groups = {"actor": [a.id for a in reading.actors], "claim": [c.id for c in reading.claims], "place": [p.id for p in reading.places]}
    for kind, ids in groups.items():
        if len(set(ids)) < len(ids):
            yield f"two {kind}s have one id"
    known = {kind: set(ids) for kind, ids in groups.items()}
    for what, kind, identifier in _references(reading):
        if identifier not in known[kind]:
            yield f"{what} points to {kind} {identifier}, which is not there"


def _references(reading: Reading) -> Iterator[tuple[str, str, str]]:
    for actor in reading.actors:
        if actor.represents is not None:
            yield f"actor {actor.id}", "actor", actor.represents
    for claim in reading.claims:
        yield from _claim_references(claim)
    for event in reading.events:
        yield from _event_references(event)
    for tie in reading.ties:
        yield from ((f"tie {tie.id}", "actor", end) for end in (tie.a, tie.b))
        yield from ((f"tie {tie.id}", "claim", claim) for claim in tie.claims)


def _claim_references(claim: Claim) -> Iterator[tuple[str, str, str]]:
    what = f"claim {claim.id}"
    yield from ((what, "actor", actor) for actor in (*claim.source.actor, *claim.addressee))
    if claim.inside is not None:
        yield what, "claim", claim.inside


def _event_references(event: Event) -> Iterator[tuple[str, str, str]]:
    what = f"event {event.id}"
    yield from ((what, "actor", actor) for actor in (*event.actor, *event.recipient))
    yield from ((what, "place", place) for place in event.place)
    claims = (event.claims, *(account.claims for account in event.according_to), *(count.claims for count in event.counts))
    yield from ((what, "claim", claim) for group in claims for claim in group)
