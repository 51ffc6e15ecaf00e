"""Readings made by hand for the exports: an ordinary report of a war that does not exist, and one whose every text is meant to do harm."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from dateline.exports import Identity, Stored, bare
from dateline.records.model import (
    Account,
    Actor,
    Claim,
    Count,
    Document,
    Event,
    Mention,
    Period,
    Place,
    Reading,
    Size,
    Source,
    SourceCredit,
    Span,
    TextPart,
    Tie,
    Time,
)

if TYPE_CHECKING:
    from dateline.records.model import Polarity, Status, TieKind

PUBLISHED = dt.date(2024, 3, 14)
TEXT = (
    "Ostrel shells Tolmin\n\nTOLMIN (Varna Press) — Ostrel's artillery shelled Tolmin on Tuesday, killing 12 people, the Hill Front said. "
    "Ostrel denied that it had fired. It might close the Sel crossing. The Front, which has fought Ostrel since 2019, called for an alliance with Egypt. "
    "Mina Dol speaks for the Front, part of the Hill Party."
)


def at(words: str, nth: int = 1, text: str = TEXT) -> Span:
    """The span of the nth occurrence of some words."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return start, start + len(words)


def event(local: str, words: str, status: Status, **fields: Any) -> Event:
    """An assault of Ostrel's on Tolmin on the Tuesday, but for what is given."""
    day = dt.date(2024, 3, 12)
    usual: dict[str, Any] = {"type": "ASSAULT", "actor": ("a1",), "recipient": ("a3",), "place": ("p1",), "when": Period(start=day, end=day, grain="day")}
    return Event(id=local, anchor=at(words), status=status, **{**usual, **fields})


def tie(local: str, a: str, kind: TieKind, b: str, polarity: Polarity = "affirmed", **fields: Any) -> Tie:
    """A tie with some words as its evidence."""
    return Tie(id=local, a=a, b=b, kind=kind, polarity=polarity, span=at("fought Ostrel since 2019"), **fields)


def ordinary() -> Reading:
    """A report with records of every kind and standing."""
    people = (("a1", "Ostrel", "state", "EG", "state:EG"), ("a2", "Hill Front", "armed group", None, None), ("a3", "12 people", "population", None, None))
    actors = [
        Actor(id=local, name=name, kind=kind, country=country, kb=kb, mentions=(Mention(span=at(name), form="name"),))  # type: ignore[arg-type]
        for local, name, kind, country, kb in people
    ]
    actors[2] = Actor(
        id="a3", name="12 people", kind="population", mentions=(Mention(span=at("12 people"), form="nominal"),), size=Size(min=12, max=12, span=at("12"))
    )
    actors += [
        Actor(id="a4", name="Mina Dol", kind="person", mentions=(Mention(span=at("Mina Dol"), form="name"),), represents="a2"),
        Actor(id="a5", name="Hill Party", kind="party", mentions=(Mention(span=at("Hill Party"), form="name"),)),
        Actor(id="a6", name="Egypt", kind="other", mentions=(Mention(span=at("Egypt"), form="name"),), candidates=("state:EG", "igo:x")),
    ]
    claims = (
        Claim(
            id="c1",
            span=at("Ostrel's artillery shelled Tolmin on Tuesday, killing 12 people"),
            content="Ostrel's artillery shelled Tolmin on Tuesday, killing 12 people",
            source=Source(span=at("the Hill Front"), actor=("a2",)),
            form="indirect",
            stance="accuse",
            cue=at("said"),
            addressee=("a1",),
            channel=at("(Varna Press)"),
            caveat=at("Varna Press"),
            hedge="certain",
            confidence=0.9,
        ),
        Claim(
            id="c2",
            span=at("it had fired"),
            content="it had fired",
            source=Source(span=None),
            form="indirect",
            stance="deny",
            inside="c1",
            confidence=0.5,
        ),
    )
    killed = (Count(what="killed", min=12, max=12, span=at("12 people"), claims=("c1",)), Count(what="wounded", min=3, max=None, span=at("12")))
    events = (
        event(
            "e1",
            "shelled Tolmin",
            "attributed",
            mode="heavy-weapons",
            context=("military",),
            claims=("c1",),
            counts=killed,
            also=(at("shells"),),
            according_to=(Account(role="recipient", value="a3", claims=("c1",)), Account(role="count", value="killed 12", claims=("c1",))),
            confidence=0.8,
        ),
        event("e2", "killing", "asserted", counts=(Count(what="killed", min=0, max=0, span=at("12")),), place=("p1", "p2")),
        event("e3", "fired", "denied"),
        event("e4", "close", "hypothetical", type="COERCE", mode="restrict"),
        event("e5", "called for", "intended", type="AGREE", actor=("a2", "a6"), recipient=()),
        event("e6", "speaks for", "asserted", type="CONSULT", when=None, place=()),
        event("e7", "part of", "asserted", actor=(), place=("p3",)),
    )
    ties = (
        tie("t1", "a2", "fights", "a1", since=dt.date(2019, 1, 1), claims=("c1",), confidence=0.7),
        tie("t2", "a2", "part_of", "a5"),
        tie("t3", "a2", "allied_with", "a6", "sought"),
        tie("t4", "a5", "backs", "a1", "denied"),
        tie("t5", "a6", "backs", "a1", "ended", until=dt.date(2022, 5, 1)),
    )
    places = (
        Place(id="p1", spans=(at("Tolmin", 1), at("TOLMIN")), name="Tolmin", kind="populated", country="EG", lat=-12.5, lon=44.25, geonames=123),
        Place(id="p2", spans=(at("Sel"),), name="Sel", kind="natural", lat=0.0, lon=0.0),
        Place(id="p3", spans=(at("Ostrel"),), name="Ostrel", kind="region"),
    )
    tuesday = dt.date(2024, 3, 12)
    return Reading(
        document=Document(
            origin="news/tolmin.md",
            id="0123456789abcdef",
            text=TEXT,
            url="https://news.example/tolmin?a=1&b=2",
            publisher="Varna Press",
            title="Ostrel shells Tolmin",
            author="I. Roth",
            language="en",
            published=PUBLISHED,
            parts=(TextPart(kind="headline", span=(0, 20)), TextPart(kind="body", span=(22, len(TEXT)))),
            credits=(SourceCredit(name="Varna Press", span=at("Varna Press")),),
            dateline_place="p1",
        ),
        actors=tuple(actors),
        claims=claims,
        events=events,
        ties=ties,
        places=places,
        times=(Time(span=at("Tuesday"), start=tuesday, end=tuesday, grain="day"), Time(span=at("2019"), start=None, end=None, grain="year")),
        warnings=("no date line",),
    )


HARMFUL = (
    '=HYPERLINK("http://x.example","click")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\tindented",
    "\rreturned",
    "bell \x07 and escape \x1b[31m",
    'a lone " quote',
    "it's; one",
    "emoji 💔👩‍👩‍👧",
    "עברית والعربية \u202etxt.exe",
    "</node><!-- & ]]>",
    "line\none, line\r\ntwo",
    "_x0041_",
)
"""Texts that some format trips over when it is not careful."""


def hostile() -> Reading:
    """A report whose every text is one of `HARMFUL`, with a statement of 41 signatories, and hardly a date or coordinate."""
    text = "\n".join(HARMFUL) + "\n" + "long 💔 " * 10_000
    spans = [at(words, 1, text) for words in HARMFUL]
    actors = [
        Actor(id=f"a{number}", name=words, kind="other", mentions=(Mention(span=span, form="name"),))
        for number, (words, span) in enumerate(zip(HARMFUL, spans, strict=True), 1)
    ]
    actors += [Actor(id=f"s{number}", name=f"Signatory {number}", kind="armed group", mentions=()) for number in range(1, 42)]
    signatories = tuple(f"s{number}" for number in range(1, 42))
    claims = tuple(
        Claim(id=f"c{number}", span=span, content=words, source=Source(span=span, actor=(f"a{number}",)), form="direct", stance="assert", cue=span)
        for number, (words, span) in enumerate(zip(HARMFUL, spans, strict=True), 1)
    )
    return Reading(
        document=Document(origin=HARMFUL[0], id="fedcba9876543210", text=text, title=HARMFUL[6], publisher=HARMFUL[0], author=HARMFUL[10], url=HARMFUL[3]),
        actors=tuple(actors),
        claims=claims,
        events=(
            Event(id="e1", anchor=spans[0], type="AGREE", status="asserted", actor=signatories),
            Event(id="e2", anchor=spans[6], type="ASSAULT", mode="aerial", status="asserted", actor=("a1",), recipient=("a2", "a11")),
            Event(id="e3", anchor=spans[12], type="PROTEST", status="asserted", when=Period(start=None, end=dt.date(1890, 1, 1), grain="day")),
        ),
        ties=tuple(Tie(id=f"t{number}", a=f"a{number}", b=f"a{number + 1}", kind="opposes", span=span) for number, span in enumerate(spans[:-1], 1)),
        places=tuple(
            Place(id=f"p{number}", spans=(span,), name=words, kind="region") for number, (words, span) in enumerate(zip(HARMFUL, spans, strict=True), 1)
        ),
        times=(Time(span=spans[0], start=dt.date(1890, 1, 1), end=dt.date(9999, 12, 31), grain="range"),),
    )


def in_casebook() -> Stored:
    """The ordinary report as a casebook has it: two of its actors are known there under other names."""
    actors = {"a1": Identity("7", "Republic of Ostrel"), "a2": Identity("8", "Hill Front"), "a6": Identity("9", "Arab Republic of Egypt")}
    return Stored(reading=ordinary(), report="31", origin="group-4", actors=actors, uids={"e1": "uid-of-e1"})


def both() -> list[Stored]:
    """The ordinary report in its casebook, and the hostile one."""
    return [in_casebook(), bare(hostile())]
