"""The words and signs that every view for a person shares.

A view must never let a reader take for fact what somebody merely said, wanted or denied. So each status has a word and a sign beside its
colour, and everything that rests on a claim is named together with whoever made that claim.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from dateline.records.model import Actor, Claim, Count, Event, Place, Polarity, Reading, Span, Tie, TieKind

Kind = Literal["claims", "events", "ties", "actors", "places", "times"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""The kinds of record, in the order in which a person wants them."""

Standing = Literal["asserted", "attributed", "denied", "intended", "hypothetical", "sought", "ended"]
"""How far a record may be taken for fact: an event's status, or a tie's polarity read together with whose word it is."""

SIGNS: dict[Standing, str] = {
    "asserted": "●",
    "attributed": "◐",
    "denied": "✗",
    "intended": "◇",
    "hypothetical": "?",
    "sought": "◇",
    "ended": "○",
}
MEANINGS: dict[Standing, str] = {
    "asserted": "the reporter states it",
    "attributed": "only sources say so",
    "denied": "said not to be so",
    "intended": "called for, planned, threatened or tried; not done",
    "hypothetical": "might be; nobody says that it is",
    "sought": "wanted; not so yet",
    "ended": "no longer so",
}
CAVEAT_SIGN = "!"

TIES: dict[TieKind, str] = {
    "allied_with": "allied with",
    "backs": "backs",
    "part_of": "part of",
    "opposes": "opposes",
    "fights": "fights",
}
FORMS: dict[str, str] = {"direct": "quoted", "mixed": "partly quoted", "indirect": "in the reporter's words"}
SYMMETRIC: frozenset[TieKind] = frozenset({"allied_with", "opposes", "fights"})

SECTIONS: dict[Kind, str] = {
    "claims": "Who says what",
    "events": "What happened, or is said to have happened",
    "ties": "Who stands with whom",
    "actors": "Actors",
    "places": "Places",
    "times": "Dates",
}

_OPENING = frozenset('"“«„')
_CLOSING = frozenset('"”»“')
_LAYOUT = re.compile(r"\s+")
# Marks that reorder the text around them could make a quotation read as what it is not.
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True)
class Index:
    """A reading with its records by id, and the claims inside each claim (`None` for those that stand alone)."""

    reading: Reading
    actors: dict[str, Actor] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    inner: dict[str | None, list[Claim]] = field(default_factory=dict)


def index(reading: Reading) -> Index:
    """Index a reading. A claim whose container is missing, or that contains itself, is listed as standing alone."""
    claims = {claim.id: claim for claim in reading.claims}
    inner: dict[str | None, list[Claim]] = {}
    for claim in reading.claims:
        inner.setdefault(None if claim.inside not in claims or _circular(claim, claims) else claim.inside, []).append(claim)
    return Index(reading, {actor.id: actor for actor in reading.actors}, claims, {place.id: place for place in reading.places}, inner)


def _circular(claim: Claim, claims: dict[str, Claim]) -> bool:
    """Whether following `inside` from a claim comes back to it."""
    seen: set[str] = set()
    step: Claim | None = claim
    while step is not None and step.id not in seen:
        seen.add(step.id)
        step = claims.get(step.inside) if step.inside else None
    return step is not None and step.id == claim.id


def visible(text: str) -> str:
    """Replace what would act on a terminal or a page instead of being shown; the length stays the same, so that spans still fit."""
    return "".join("\ufffd" if _acts(character) else character for character in text)


def _acts(character: str) -> bool:
    """Whether a character is a control (other than a line end or a tab), half a surrogate pair or a reordering mark."""
    return character in _REORDERING or (unicodedata.category(character) in {"Cc", "Cs"} and character not in "\n\t\r")


def one_line(text: str) -> str:
    """Show text on one line: every run of white space is one space."""
    return _LAYOUT.sub(" ", visible(text)).strip()


def quote(reading: Reading, span: Span, limit: int | None = None) -> str:
    """Give the report's own words at a span, in quotation marks, cut at a word's end when they are longer than `limit` characters."""
    words = one_line(reading.quote(span))
    if limit is not None and len(words) > limit:
        words = words[: limit + 1].rsplit(" ", 1)[0][:limit] + " …"
    # The report's own marks at both ends would double ours.
    if len(words) > 1 and words[0] in _OPENING and words[-1] in _CLOSING and not (_OPENING | _CLOSING).intersection(words[1:-1]):
        words = words[1:-1]
    return f"“{words}”"


def name(known: Index, actor_id: str) -> str:
    """Name an actor, with how many it is when it is counted and for whom it acts. An unknown id is shown as it is."""
    actor = known.actors.get(actor_id)
    if actor is None:
        return one_line(actor_id)
    extra = []
    if actor.size is not None:
        extra.append(number(actor.size.min, actor.size.max))
    if actor.represents in known.actors and actor.kind == "person":
        extra.append(f"for {one_line(known.actors[actor.represents].name)}")
    return one_line(actor.name) + (f" ({', '.join(extra)})" if extra else "")


def names(known: Index, actor_ids: Iterable[str]) -> str:
    """Name several actors; empty when there are none."""
    return ", ".join(name(known, actor_id) for actor_id in actor_ids)


def source(known: Index, claim: Claim) -> str:
    """Say whose claim it is: the actors when they are known, else the report's words for the source, else that it has none."""
    if claim.source.actor:
        return names(known, claim.source.actor)
    if claim.source.span is not None:
        return one_line(known.reading.quote(claim.source.span))
    return "a source that is not named"


def date_id(number_of: int) -> str:
    """Name the nth date of a reading; dates are the only records that bring no id of their own."""
    return f"d{number_of}"


def voices(known: Index, claim_ids: Sequence[str]) -> str:
    """Say in whose word something stands: the reporter's, or that of each source with the ids of its claims."""
    if not claim_ids:
        return "the reporter"
    by_source: dict[str, list[str]] = {}
    for claim_id in claim_ids:
        claim = known.claims.get(claim_id)
        by_source.setdefault("a claim" if claim is None else source(known, claim), []).append(one_line(claim_id))
    return ", ".join(f"{who} ({', '.join(ids)})" for who, ids in by_source.items())


def words_for(known: Index, record: Event | Tie) -> list[tuple[str, str]]:
    """Say in whose word an event or a tie stands and who denies it, as pairs of a label and names.

    An asserted event has the reporter's word, whoever else tells of it.
    """
    denials = [claim_id for claim_id in record.claims if (claim := known.claims.get(claim_id)) is not None and claim.stance == "deny"]
    others = [claim_id for claim_id in record.claims if claim_id not in denials]
    told: list[tuple[str, str]] = []
    status = getattr(record, "status", None)
    if status == "attributed" and not record.claims:
        told.append(("in the word of", "a source that is not linked"))
    elif status == "asserted" and others:
        told.append(("in the word of", f"the reporter, and {voices(known, others)}"))
    elif others or not denials or status == "asserted":
        told.append(("in the word of", voices(known, others)))
    if denials:
        told.append(("denied by", voices(known, denials)))
    return told


def versions(known: Index, event: Event) -> dict[tuple[str, ...], dict[str, list[str]]]:
    """Gather the rival versions of an event: for the claims that share one, what it says on each role (`actor`, ..., `count`)."""
    gathered: dict[tuple[str, ...], dict[str, list[str]]] = {}
    for account in event.according_to:
        if account.role == "count":
            continue  # the counts themselves say it with their words
        gathered.setdefault(account.claims, {}).setdefault(account.role, []).append(value(known, account.value))
    for entry in event.counts:
        if entry.claims:
            gathered.setdefault(entry.claims, {}).setdefault("count", []).append(f"{count(entry)}, {quote(known.reading, entry.span)}")
    return gathered


def caveats(known: Index, claim_ids: Iterable[str]) -> list[Span]:
    """List the reporter's reservations about any of these claims, each once, in the order of the text."""
    return sorted({claim.caveat for claim_id in claim_ids if (claim := known.claims.get(claim_id)) is not None and claim.caveat is not None})


def tie_standing(tie: Tie) -> Standing:
    """How far a tie may be taken for fact: an affirmed tie is a fact only in the reporter's own voice."""
    settled: dict[Polarity, Standing] = {"denied": "denied", "sought": "sought", "ended": "ended"}
    return settled.get(tie.polarity, "attributed" if tie.claims else "asserted")


def value(known: Index, text: str) -> str:
    """Show what an account gives for a role: an actor's or a place's name for an id, else the text itself."""
    if text in known.actors:
        return name(known, text)
    place = known.places.get(text)
    return one_line(text if place is None else place.name)


def number(low: int | None, high: int | None) -> str:
    """Write how many: `12`, `41 or more`, `up to 5`, `3 to 5`."""
    if low is None and high is None:
        return "number unknown"
    if high is None:
        return f"{low:,} or more"
    if low is None:
        return f"up to {high:,}"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def count(entry: Count) -> str:
    """Write a count: `killed: 12 or more`."""
    return f"{entry.what}: {number(entry.min, entry.max)}"


def period(start: dt.date | None, end: dt.date | None, grain: str) -> str:
    """Write calendar dates: `2015-10-05`, `2015-09-28 to 2015-10-04 (week)`, `since 2019-01-01`; says so when there is no date."""
    if start is None and end is None:
        return "no calendar date"
    if grain == "report":
        return f"{start or end} (date of the report; the text gives none)"
    if start is None:
        written = f"until {end}"
    elif end is None:
        written = f"since {start}"
    elif start == end:
        return str(start)
    else:
        written = f"{start} to {end}"
    return written if grain in {"day", ""} else f"{written} ({one_line(grain)})"


def lasting(tie: Tie) -> str:
    """Write since and until when a tie holds; empty when the report does not say."""
    parts = [f"{word} {date}" for word, date in (("since", tie.since), ("until", tie.until)) if date is not None]
    return ", ".join(parts)


def relation(tie: Tie) -> str:
    """Write a tie's kind so that it can't be read for its contrary: `not allied with`, `formerly part of`, `wanted: allied with`."""
    before: dict[Polarity, str] = {"affirmed": "", "denied": "not ", "sought": "wanted: ", "ended": "formerly "}
    return before[tie.polarity] + TIES[tie.kind]


def setting(reading: Reading, span: Span) -> str:
    """Say where a span stands when that is not the running text: `headline`, `caption`, `boilerplate`; empty for the body."""
    for part in reading.document.parts:
        if part.span[0] <= span[0] < part.span[1]:
            return "" if part.kind == "body" else part.kind
    return ""


def headline(reading: Reading) -> str:
    """Give the report's title, else its headline, else what it was read from."""
    document = reading.document
    if document.title:
        return one_line(document.title)
    for part in document.parts:
        if part.kind == "headline":
            return one_line(reading.quote(part.span)).lstrip("# ") or one_line(document.origin)
    return one_line(document.origin)


def wordings(reading: Reading, spans: Iterable[Span]) -> list[str]:
    """List the different wordings at several spans, each once and in quotation marks, in the order of the text."""
    return list(dict.fromkeys(quote(reading, span) for span in sorted(spans)))


def facts(known: Index) -> list[str]:
    """Tell what the report's head gives: publisher, date, author, place line, credits, language."""
    document = known.reading.document
    parts = [one_line(document.publisher)] if document.publisher else []
    parts.append(str(document.published) if document.published else "date of publication unknown")
    if document.author:
        parts.append(f"by {one_line(document.author)}")
    if document.dateline_place is not None:
        parts.append(f"from {value(known, document.dateline_place)}")
    if document.credits:
        parts.append("through " + ", ".join(dict.fromkeys(one_line(credit.name) for credit in document.credits)))
    if document.language:
        parts.append(f"language {one_line(document.language)}")
    return parts


def summary(known: Index) -> str:
    """Count the records of a reading, and how many of its events stand how."""
    reading = known.reading
    sources = {source(known, claim) for claim in reading.claims}
    statuses = [event.status for event in reading.events]
    shares = ", ".join(f"{statuses.count(status)} {status}" for status in dict.fromkeys(statuses))
    return " · ".join(
        (
            _plural(len(reading.claims), "claim") + (f" by {_plural(len(sources), 'source')}" if sources else ""),
            _plural(len(reading.events), "event") + (f" ({shares})" if shares else ""),
            _plural(len(reading.ties), "tie"),
            _plural(len(reading.actors), "actor"),
        )
    )


def _plural(number_of: int, noun: str) -> str:
    return f"{number_of} {noun}{'' if number_of == 1 else 's'}"
