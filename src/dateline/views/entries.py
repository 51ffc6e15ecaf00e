"""What a person is told about each record, before it is set in a terminal or on a page.

Every view is made from these entries, so that none of them can leave out a denial, a caveat or a rival account that another one shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dateline.views import wording

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from dateline.records.model import Actor, Claim, Event, Place, Span, Tie, Time
    from dateline.views.wording import Index, Kind, Standing

Style = Literal["plain", "name", "content", "act", "voice", "note", "quiet", "caveat"]
"""What a piece of a line is: a name, what is said, what is done, in whose word, an aside, a small print, a reservation."""
Line = tuple[tuple[str, Style], ...]

_EVIDENCE_LIMIT = 240
"""The longest evidence shown for a tie, in characters; what is said in a claim is always shown whole."""


@dataclass(frozen=True)
class Entry:
    """One record as a person reads it.

    `word` is its stance, standing or kind; `lines` come in the order of weight. `versions` is a table whose first row names its columns,
    and `inner` holds the entries of the claims inside a claim.
    """

    id: str
    word: str
    lines: tuple[Line, ...]
    standing: Standing | None = None
    versions: tuple[tuple[str, ...], ...] = ()
    inner: tuple[Entry, ...] = ()


def entries(known: Index, kind: Kind) -> list[Entry]:
    """Give the entries of one kind of record, in the order of the reading; a nested claim stands inside its container."""
    reading = known.reading
    makers: dict[Kind, Callable[[], list[Entry]]] = {
        "claims": lambda: [_claim(known, claim) for claim in known.inner.get(None, ())],
        "events": lambda: [_event(known, event) for event in reading.events],
        "ties": lambda: [_tie(known, tie) for tie in reading.ties],
        "actors": lambda: [_actor(known, actor) for actor in reading.actors],
        "places": lambda: [_place(known, place) for place in reading.places],
        "times": lambda: [_time(known, time, wording.date_id(number)) for number, time in enumerate(reading.times, 1)],
    }
    return makers[kind]()


def _claim(known: Index, claim: Claim) -> Entry:
    """Tell who says what to whom, in whose words, and what speaks against taking it as it stands."""
    inner = tuple(_claim(known, nested) for nested in known.inner.get(claim.id, ()))
    return Entry(id=claim.id, word=claim.stance, lines=tuple(_claim_lines(known, claim)), inner=inner)


def _claim_lines(known: Index, claim: Claim) -> Iterator[Line]:
    speaker: list[tuple[str, Style]] = [(wording.source(known, claim), "name")]
    if claim.addressee:
        speaker.append((f" to {wording.names(known, claim.addressee)}", "plain"))
    if claim.inside in known.claims:
        speaker.append((f", as told by {wording.source(known, known.claims[claim.inside])} ({claim.inside})", "note"))
    yield tuple(speaker)
    # Only a direct quotation gets quotation marks: the words of an indirect one are the reporter's.
    content = wording.one_line(claim.content)
    yield ((f"“{content}”" if claim.form == "direct" else content, "content"),)
    how = [wording.FORMS[claim.form]]
    if claim.cue is not None:
        how.append(f"cue {wording.quote(known.reading, claim.cue)}")
    if claim.channel is not None:
        how.append(f"channel {wording.quote(known.reading, claim.channel)}")
    written = known.reading.quote(claim.source.span) if claim.source.span is not None else ""
    if written and wording.one_line(written) != wording.source(known, claim):
        how.append(f"source {wording.quote(known.reading, claim.source.span or (0, 0))}")
    yield ((" · ".join(how), "quiet"),)
    if claim.hedge is not None:
        yield (("how sure the source is: ", "quiet"), (claim.hedge, "name"))
    if claim.caveat is not None:
        yield _caveat(known, claim.caveat)
    yield from _setting(known, claim.span)


def _event(known: Index, event: Event) -> Entry:
    """Tell who did what to whom, where and when, in whose word, and the rival versions."""
    return Entry(id=event.id, word=event.status, standing=event.status, lines=tuple(_event_lines(known, event)), versions=_versions(known, event))


def _event_lines(known: Index, event: Event) -> Iterator[Line]:
    reading = known.reading
    yield _who_what_whom(known, event, {account.role for account in event.according_to})
    circumstances = []
    if event.place:
        circumstances.append("in " + ", ".join(wording.value(known, place) for place in event.place))
    if event.when is not None:
        circumstances.append(wording.period(event.when.start, event.when.end, event.when.grain))
    yield ((" · ".join(circumstances) or "place and date not given", "plain"),)
    for entry in event.counts:
        if not entry.claims:
            yield ((f"{wording.count(entry)}, {wording.quote(reading, entry.span)}, says the reporter", "plain"),)
    anchors = "anchor " + wording.quote(reading, event.anchor)
    if event.also:
        anchors += ", also " + ", ".join(wording.wordings(reading, event.also))
    yield ((anchors, "quiet"),)
    yield from _voices(known, event)
    for span in wording.caveats(known, event.claims):
        yield _caveat(known, span)
    yield from _setting(known, event.anchor)


def _who_what_whom(known: Index, event: Event, told_apart: Collection[str]) -> Line:
    """Write `actor - TYPE (mode) - recipient`; a role on which the sources differ is said to be so."""

    def role(ids: Sequence[str], which: str, otherwise: str) -> tuple[str, Style]:
        if ids:
            return wording.names(known, ids) + (" (accounts below)" if which in told_apart else ""), "name"
        return ("see the accounts below" if which in told_apart else otherwise), "note"

    act = event.type + (f" ({event.mode})" if event.mode else "")
    recipient = role(event.recipient, "recipient", "")
    line: Line = (role(event.actor, "actor", "actor not given"), (" – ", "plain"), (act, "act"))
    return (*line, (" – ", "plain"), recipient) if recipient[0] else line


def _versions(known: Index, event: Event) -> tuple[tuple[str, ...], ...]:
    """Set the versions of an event side by side: a row for each source, a column for each role on which any of them says something."""
    versions = wording.versions(known, event)
    if not versions:
        return ()
    roles = [role for role in ("actor", "recipient", "place", "count") if any(role in version for version in versions.values())]
    rows = ((wording.voices(known, claims), *("; ".join(version.get(role, ["-"])) for role in roles)) for claims, version in versions.items())
    return (("according to", *roles), *rows)


def _tie(known: Index, tie: Tie) -> Entry:
    """Tell what is between two actors, since when, in whose word and on which evidence."""
    standing = wording.tie_standing(tie)
    arrow = "–" if tie.kind in wording.SYMMETRIC else "→"
    lasting = wording.lasting(tie)
    lines: list[Line] = [
        (
            (wording.name(known, tie.a), "name"),
            (" – ", "plain"),
            (wording.relation(tie), "act"),
            (f" {arrow} ", "plain"),
            (wording.name(known, tie.b), "name"),
            (f" · {lasting}" if lasting else "", "plain"),
        ),
        *_voices(known, tie),
        ((f"evidence {wording.quote(known.reading, tie.span, _EVIDENCE_LIMIT)}", "quiet"),),
        *(_caveat(known, span) for span in wording.caveats(known, tie.claims)),
        *_setting(known, tie.span),
    ]
    return Entry(id=tie.id, word=standing, standing=standing, lines=tuple(lines))


def _actor(known: Index, actor: Actor) -> Entry:
    """Tell an actor's name with country, size and whom it acts for, and every wording that the report has for it."""
    details = [actor.country]
    if actor.size is not None:
        details.append(f"{wording.number(actor.size.min, actor.size.max)}, {wording.quote(known.reading, actor.size.span)}")
    if actor.represents is not None:
        details.append(f"represents {wording.value(known, actor.represents)}")
    lines = [_named(actor.name, details), *_written(known, [mention.span for mention in actor.mentions])]
    return Entry(id=actor.id, word=actor.kind, lines=tuple(lines))


def _place(known: Index, place: Place) -> Entry:
    """Tell a place's name with country and coordinates, and the wordings that the report has for it."""
    located = "not located" if place.lat is None or place.lon is None else f"{place.lat:.2f}, {place.lon:.2f}"
    line = "place line of the report" if place.id == known.reading.document.dateline_place else None
    return Entry(id=place.id, word=place.kind, lines=(_named(place.name, [place.country, located, line]), *_written(known, place.spans)))


def _time(known: Index, time: Time, identity: str) -> Entry:
    """Tell the calendar dates that an expression stands for."""
    quoted = wording.quote(known.reading, time.span)
    return Entry(id=identity, word=quoted, lines=(((wording.period(time.start, time.end, time.grain), "plain"),),))


def _named(name: str, details: Iterable[str | None]) -> Line:
    return (wording.one_line(name), "name"), ("".join(f" · {wording.one_line(detail)}" for detail in details if detail), "plain")


def _written(known: Index, spans: Sequence[Span]) -> Iterator[Line]:
    """List the wordings, and how often they come when one of them comes again."""
    if spans:
        quotes = wording.wordings(known.reading, spans)
        often = f", {len(spans)} times in all" if len(spans) > len(quotes) else ""
        yield ((f"named {', '.join(quotes)}{often}", "quiet"),)


def _voices(known: Index, record: Event | Tie) -> Iterator[Line]:
    """Tell in whose word a record stands, and who denies it."""
    for label, who in wording.words_for(known, record):
        yield (f"{label}: ", "quiet"), (who, "voice")


def _caveat(known: Index, span: Span) -> Line:
    return (f"{wording.CAVEAT_SIGN} caveat by the reporter: ", "caveat"), (wording.quote(known.reading, span), "plain")


def _setting(known: Index, span: Span) -> Iterator[Line]:
    """Warn that a record does not come from the running text: a caption may tell of another day."""
    setting = wording.setting(known.reading, span)
    if setting:
        yield ((f"in the {setting}", "note"),)
