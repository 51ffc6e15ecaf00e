"""What each source says of an event, one thing at a time: the sides that disputes and corroboration are about."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Literal

from dateline.linking.actors import actor_keys
from dateline.records.model import CountKind, Record, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dateline.linking.happenings import Happening
    from dateline.records.model import Claim, Event, Reading

About = Literal["actor", "recipient", "date", "status"] | CountKind


class Voice(Record, frozen=True):
    """Who says something in a report: the words that name the source, the claim, its words and their span; all None and empty in the reporter's own voice."""

    source: str | None = None
    actors: tuple[str, ...] = ()
    claim: str | None = None
    quote: str = ""
    span: Span | None = None


_REFUSAL = re.compile(r"^to\b|\b(?:will|would|shall) (?:not|never)\b|\b(?:won|wouldn)['’]t\b", re.IGNORECASE)
REPORTER = Voice()


class Statement(Record, frozen=True):
    """One thing that one voice in one report says of an event.

    `values` are keys of actors, or `happened` and `denied`; `low` and `high` the bounds of a toll, or of a date by its ordinal; None is open. `label` is for
    people, `span` and `quote` the words that it rests on. `origin` is the group that the report belongs to, or the report itself.
    """

    report: str
    event: str
    about: About
    voice: Voice
    label: str
    span: Span
    quote: str
    origin: str
    values: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    published: datetime.date | None = None


def event_in(reading: Reading, event: str) -> Event:
    """An event of a reading by its id. Raises `KeyError` when there is none."""
    for found in reading.events:
        if found.id == event:
            return found
    raise KeyError(event)


def voices(reading: Reading, claims: Sequence[str], known: Mapping[str, str]) -> tuple[Voice, ...]:
    """The sources of some claims of a reading; the reporter where there are none."""
    wanted = set(claims)
    found = [_voice(reading, claim, known) for claim in reading.claims if claim.id in wanted]
    return tuple(found) or (REPORTER,)


def _voice(reading: Reading, claim: Claim, known: Mapping[str, str]) -> Voice:
    source = reading.quote(claim.source.span) if claim.source.span else None
    actors = tuple(known[actor] for actor in claim.source.actor if actor in known)
    return Voice(source=source, actors=actors, claim=claim.id, quote=reading.quote(claim.span), span=claim.span)


def statements(report: str, reading: Reading, event: Event, *, origin: str | None = None, actor_of: Mapping[str, str] | None = None) -> tuple[Statement, ...]:
    """What the voices of a report say of one of its events."""
    known = actor_of if actor_of is not None else actor_keys(reading)
    names = {actor.id: actor.name for actor in reading.actors}
    found: list[Statement] = []

    def say(
        about: About, voice: Voice, label: str, span: Span = event.anchor, values: tuple[str, ...] = (), low: int | None = None, high: int | None = None
    ) -> None:
        found.append(
            Statement(
                report=report, event=event.id, about=about, voice=voice, label=label, span=span, quote=reading.quote(span), origin=origin or report,
                values=values, low=low, high=high, published=reading.document.published,
            )
        )  # fmt: skip

    for about, fillers in (("actor", event.actor), ("recipient", event.recipient)):
        only_some = {account.value for account in event.according_to if account.role == about}
        for voice in voices(reading, event.claims, known) if event.status == "attributed" else (REPORTER,):
            shared = [filler for filler in fillers if filler in known and filler not in only_some]
            if shared:
                label = ", ".join(sorted(names[filler] for filler in shared))
                say("actor" if about == "actor" else "recipient", voice, label, values=tuple(known[filler] for filler in shared))
        # What the same claims name belongs together: two targets of one spokesman are one version.
        versions: dict[tuple[str, ...], list[str]] = {}
        for account in event.according_to:
            if account.role == about and account.value in known:
                versions.setdefault(account.claims, []).append(account.value)
        for claims, named in versions.items():
            for voice in voices(reading, claims, known):
                label = ", ".join(sorted(names[value] for value in named))
                say("actor" if about == "actor" else "recipient", voice, label, values=tuple(known[value] for value in named))
    for count in event.counts:
        for voice in voices(reading, count.claims, known):
            say(count.what, voice, reading.quote(count.span), count.span, low=count.min, high=count.max)
    if event.when and event.when.grain != "report" and (event.when.start or event.when.end):
        start, end = event.when.start, event.when.end
        label = str(start) if start == end else f"{start or ''}/{end or ''}"
        say("date", REPORTER, label, low=start.toordinal() if start else None, high=end.toordinal() if end else None)
    found += _happened(reading, event, known, report, origin or report)
    return tuple(found)


def _refuses(claim: Claim) -> bool:
    """Whether a denial is a refusal: "to hand over the papers", "it would not attend". Who won't do a thing says nothing of what has happened."""
    return claim.stance == "deny" and bool(_REFUSAL.search(claim.content))


def _happened(reading: Reading, event: Event, known: Mapping[str, str], report: str, origin: str) -> list[Statement]:
    """Who says that the event happened, and who that it did not. Demands, promises, doubts and questions say neither.

    A statement rests on the words of its claim, and not on those that the event is first told by, which may be another voice's. Whoever denies an accusation
    denies what it alleges and not that it was made: the sides are called so.
    """
    found = []
    telling = [claim for claim in reading.claims if claim.id in event.claims and claim.stance in ("assert", "accuse", "deny", "criticise", "praise")]
    spoken = [claim for claim in telling if not _refuses(claim)]
    if telling and not spoken:
        return []
    sides = [(_voice(reading, claim, known), "denied" if claim.stance == "deny" else "happened") for claim in spoken]
    if event.status == "asserted":
        sides.append((REPORTER, "happened"))
    if event.status == "denied" and not any(side == "denied" for _, side in sides):
        # The denial is a claim without the stance of one ("no one was hurt, the mayor said"), or the reporter's own.
        sides = [(voice, "denied") for voice, _ in sides] or [(REPORTER, "denied")]
    for voice, side in sides:
        found.append(
            Statement(
                report=report, event=event.id, about="status", voice=voice, label="alleged" if event.type == "ACCUSE" and side == "happened" else side,
                span=voice.span or event.anchor, quote=voice.quote or reading.quote(event.anchor), origin=origin, values=(side,),
                published=reading.document.published,
            )
        )  # fmt: skip
    return found


def statements_of(happening: Happening, readings: Mapping[str, Reading], actor_of: Mapping[str, Mapping[str, str]] | None = None) -> tuple[Statement, ...]:
    """What all voices say of an event, from the readings of its reports. `actor_of` gives for each report the keys of its actors by their ids."""
    return tuple(
        statement
        for item in happening.occurrences
        for statement in statements(
            item.report,
            readings[item.report],
            event_in(readings[item.report], item.event),
            origin=item.origin,
            actor_of=actor_of[item.report] if actor_of is not None and item.report in actor_of else None,
        )
    )
