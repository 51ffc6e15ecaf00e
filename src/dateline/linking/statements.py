"""What each source says of an event, one thing at a time: the sides that disputes and corroboration are about."""

from __future__ import annotations

import bisect
import datetime
import re
from typing import TYPE_CHECKING, Any, Literal

from dateline.linking.actors import actor_keys, share_a_word
from dateline.linking.denials import FINE, counted, denial_of, is_hearsay, is_rise, told_for
from dateline.linking.replies import TELLING, answered, telling_of
from dateline.linking.wording import SENTENCE_END
from dateline.records.model import CountKind, Record, Span

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from dateline.linking.happenings import Happening
    from dateline.records.model import Claim, Count, Event, Reading

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

    `values` are keys of actors, or `happened` and `denied`; with `excludes` the voice says that it was not these. `low` and `high` are the bounds of a toll, or
    of a date by its ordinal; None is open. `counted` is who a toll counts ("policemen"), None for people in general, and `told_for` the places that it is given
    for, where those are not the event's; of the event's own, `places` has all and `spots` those that are no divisions or countries. `label` is for people,
    `span` and `quote` the words that it rests on, in the `sentence` of that number. `origin` is the group that the report belongs to, or the report itself.
    `risen` says that its words tell of a toll as higher than one before.
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
    excludes: bool = False
    low: int | None = None
    high: int | None = None
    counted: str | None = None
    told_for: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    spots: frozenset[str] = frozenset()
    risen: bool = False
    sentence: int = 0
    published: datetime.date | None = None
    publisher: str | None = None


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

    telling = {claim.id for claim in reading.claims if claim.stance in TELLING}
    ends = [match.start() for match in SENTENCE_END.finditer(reading.document.text)]

    def say(about: About, voice: Voice, label: str, span: Span = event.anchor, **more: Any) -> None:
        found.append(
            Statement(
                report=report, event=event.id, about=about, voice=voice, label=label, span=span, quote=reading.quote(span), origin=origin or report,
                sentence=bisect.bisect_left(ends, span[0]), published=reading.document.published,
                publisher=reading.document.publisher, **more,
            )
        )  # fmt: skip

    for about, fillers in (("actor", event.actor), ("recipient", event.recipient)):
        only_some = {account.value for account in event.according_to if account.role == about}
        shared = [filler for filler in fillers if filler in known and filler not in only_some]
        if shared and event.status != "denied":  # who denies an event says of nobody that it was he
            label = ", ".join(sorted(names[filler] for filler in shared))
            for claim, words in _named_by(reading, event, shared, ends, telling):
                voice = _voice(reading, claim, known) if claim else REPORTER
                say("actor" if about == "actor" else "recipient", voice, label, words, values=tuple(known[filler] for filler in shared))
        # What the same claims name belongs together: two targets of one spokesman are one version. Who demands, refuses or doubts gives none.
        versions: dict[tuple[str, ...], list[str]] = {}
        for account in event.according_to:
            claims = tuple(claim for claim in account.claims if claim in telling)
            if account.role == about and account.value in known and (claims or not account.claims):
                versions.setdefault(claims, []).append(account.value)
        for claims, named in versions.items():
            for voice in voices(reading, claims, known):
                label = ", ".join(sorted(names[value] for value in named))
                values = tuple(known[value] for value in named)
                say("actor" if about == "actor" else "recipient", voice, label, voice.span or event.anchor, values=values)
    placed = [place for place in reading.places if place.id in event.place]
    places = frozenset(place.name.lower() for place in placed)
    spots = frozenset(place.name.lower() for place in placed if place.kind in FINE)
    for count in event.counts:
        if count.what == "participants" and _is_another_count(reading, count):
            continue
        for voice in voices(reading, count.claims, known):
            whom, where = counted(reading, count.span), told_for(reading, event, count.span) - places
            quote = reading.quote(count.span)
            say(
                count.what,
                voice,
                quote,
                count.span,
                low=count.min,
                high=count.max,
                counted=whom,
                told_for=where,
                places=places,
                spots=spots,
                risen=is_rise(reading, count.span),
            )
    if event.when and event.when.grain != "report" and (event.when.start or event.when.end):
        start, end = event.when.start, event.when.end
        label = str(start) if start == end else f"{start or ''}/{end or ''}"
        say("date", REPORTER, label, low=start.toordinal() if start else None, high=end.toordinal() if end else None)
    told = [claim for claim in reading.claims if claim.id in event.claims]
    own = next((anchor for anchor in (event.anchor, *event.also) if not any(_lies_in(anchor, claim) for claim in told)), event.anchor)
    pointing = answered(reading)
    for voice, side in _happened(reading, event, known, pointing):
        label = "alleged" if event.type == "ACCUSE" and side == "happened" else side
        say("status", voice, label, voice.span or own, values=(side,))
    for claim in _denying(reading, event, pointing):
        voice = _voice(reading, claim, known)
        if voice.actors and denial_of(reading, claim, event) == "involvement":
            label = f"not {', '.join(sorted(names[actor] for actor in claim.source.actor if actor in known))}"
            say("actor", voice, label, claim.span, values=voice.actors, excludes=True)
    return tuple(found)


def _named_by(reading: Reading, event: Event, fillers: Sequence[str], ends: Sequence[int], telling: Container[str]) -> list[tuple[Claim | None, Span]]:
    """Who names those who did an event or had it done to them, with the words for the event there; None is the reporter.

    A source answers for the words of its own claim: for an event that its sentence names beside some of them. Only where no sentence names both is it whoever
    tells of the event at all.
    """
    told = [claim for claim in reading.claims if claim.id in event.claims and claim.id in telling]
    named = {bisect.bisect_left(ends, mention.span[0]) for actor in reading.actors if actor.id in fillers for mention in actor.mentions}
    anchors = (event.anchor, *event.also)
    beside = [anchor for anchor in anchors if bisect.bisect_left(ends, anchor[0]) in named] or list(anchors)
    found: dict[str | None, tuple[Claim | None, Span]] = {}
    for anchor in beside:
        inside = [claim for claim in told if _lies_in(anchor, claim)]
        if not inside and event.status == "asserted":
            found.setdefault(None, (None, anchor))
        for claim in inside:
            found.setdefault(claim.id, (claim, anchor))
    return list(found.values()) or [(claim, claim.span) for claim in told]


def _lies_in(span: Span, claim: Claim) -> bool:
    return claim.span[0] <= span[0] and span[1] <= claim.span[1]


def _is_another_count(reading: Reading, count: Count) -> bool:
    """Whether the same words count others than all who took part: "40 people were arrested at the protest"."""
    return any(other.what != count.what and other.span == count.span for event in reading.events for other in event.counts)


def _denying(reading: Reading, event: Event, pointing: Container[str]) -> list[Claim]:
    """The claims of an event that deny, but for refusals: who won't do a thing says nothing of what has happened. What points back to something said before is
    a denial of that, and no claim of this event.
    """
    claims = [claim for claim in reading.claims if claim.id in event.claims and claim.id not in pointing]
    return [claim for claim in claims if claim.stance == "deny" and not _REFUSAL.search(claim.content)]


def _happened(
    reading: Reading, event: Event, known: Mapping[str, str], pointing: Mapping[str, frozenset[str]]
) -> list[tuple[Voice, Literal["happened", "denied"]]]:
    """Who says that the event happened, and who that it did not. Demands, promises, doubts and questions say neither, nor does who tells of a denial.

    A statement rests on the words of its claim, and not on those that the event is first told by, which may be another voice's. Whoever denies an accusation
    denies what it alleges and not that it was made; only the accused does, and only who accuses alleges it. A denial that points back to what was said before
    denies what it points to, whoever says so; `pointing` has these, with the events that they are of.
    """
    replies = [claim for claim in reading.claims if event.id in pointing.get(claim.id, ())]
    told = [claim for claim in reading.claims if claim.id in event.claims and claim not in replies]
    if replies and event.type == "ACCUSE" and (accusing := [claim for claim in telling_of(reading, event) if claim not in told]):
        # The reporter says that it was alleged, and not that it is so.
        return [*((_voice(reading, claim, known), "denied") for claim in replies), *((_voice(reading, claim, known), "happened") for claim in accusing)]
    asserting = ("accuse", "criticise") if event.type == "ACCUSE" else TELLING
    denials = [claim for claim in _denying(reading, event, pointing) if denial_of(reading, claim, event) == "event" and _may_deny(reading, claim, event, known)]
    around = [claim.span for claim in (*told, *replies) if claim.stance == "deny"]
    deniers = {actor for claim in (*denials, *replies) for actor in claim.source.actor}
    asserted = [
        claim for claim in told if claim.stance in asserting and not any(claim.span[0] <= start and end <= claim.span[1] for start, end in around)
    ]  # fmt: skip
    # Of two who accuse each other, neither says of itself what it denies.
    asserted = [claim for claim in asserted if len(claim.source.actor) == 1 or deniers.isdisjoint(claim.source.actor)]
    sides: list[tuple[Voice, Literal["happened", "denied"]]] = [(_voice(reading, claim, known), "denied") for claim in (*denials, *replies)]
    if event.status == "denied" and not (denials or replies) and around:
        return []  # what is denied is something about the event: a part in it, say
    if event.status == "denied" and not (denials or replies):
        # The denial is a claim without the stance of one ("no one was hurt, the mayor said"), or the reporter's own.
        return [(voice, "denied") for voice in (_voice(reading, claim, known) for claim in asserted)] or [(REPORTER, "denied")]
    sides += [(_voice(reading, claim, known), "happened") for claim in asserted]
    return [*sides, (REPORTER, "happened")] if event.status == "asserted" else sides


def _may_deny(reading: Reading, claim: Claim, event: Event, known: Mapping[str, str]) -> bool:
    """Whether the source of a denial is who can deny: of an accusation, the accused or who acts for it. Where the report does not say who is accused, that is
    whoever denies what it calls an accusation.
    """
    if event.type != "ACCUSE":
        return True
    if not event.recipient:
        return is_hearsay(claim.content)
    names = {actor.id: actor.name for actor in reading.actors}
    pairs = [(source, accused) for source in claim.source.actor for accused in event.recipient]
    return any(known.get(one, one) == known.get(other, other) or share_a_word(names[one], names[other]) for one, other in pairs)


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
