"""Readings made by hand: reports of one shelling in a country that does not exist, which differ in what they are told to differ in."""

from __future__ import annotations

import datetime as dt
import hashlib

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

CLAIMS, EVENTS, TIES, ACTORS = 3, 2, 2, 6
"""How many records of each kind every one of these readings has."""
URL = "https://front-page.example/tolmin"


def reading(
    toll: int = 12,
    *,
    url: str | None = URL,
    origin: str = "tolmin.md",
    state: str = "Varnia",
    kb: str | None = "state:XV",
    front: str = "Dol Front",
    front_country: str | None = None,
    published: dt.date | None = dt.date(2024, 3, 14),
    publisher: str | None = "Front Page",
    extra: str = "",
) -> Reading:
    """A report of `toll` dead in Tolmin, with every kind of record."""
    text = (
        "Shelling of Tolmin\n\n"
        f"TOLMIN (Reuters) - {state}'s artillery struck the market town of Tolmin on Tuesday, killing at least {toll} people, the town council said. "
        f"{state} denied that it had fired on the town. The attack began at dawn.\n\n"
        f"The {front}, which Egypt backs, said on Telegram that its men had left the valley.{extra}\n"
    )

    def at(words: str, nth: int = 1) -> Span:
        start = -1
        for _ in range(nth):
            start = text.index(words, start + 1)
        return start, start + len(words)

    def named(*spans: Span) -> tuple[Mention, ...]:
        return tuple(Mention(span=span, form="name") for span in spans)

    shelling = f"{state}'s artillery struck the market town of Tolmin on Tuesday, killing at least {toll} people"
    denied = "it had fired on the town"
    left = "its men had left the valley"
    return Reading(
        document=Document(
            origin=origin,
            id=hashlib.sha256(text.encode()).hexdigest()[:16],
            text=text,
            url=url,
            publisher=publisher,
            title="Shelling of Tolmin",
            language="en",
            published=published,
            parts=(TextPart(kind="headline", span=at("Shelling of Tolmin")), TextPart(kind="body", span=(text.index("TOLMIN"), len(text.rstrip())))),
            credits=(SourceCredit(name="Reuters", span=at("Reuters")),),
            dateline_place="p1",
        ),
        actors=(
            Actor(id="a1", name=state, kind="state", country="XV", kb=kb, mentions=named(at(state), at(state, 2))),
            Actor(id="a2", name="town council", kind="government", mentions=(Mention(span=at("town council"), form="nominal"),), represents="a1"),
            Actor(id="a3", name=front, kind="armed group", country=front_country, mentions=named(at(front))),
            Actor(id="a4", name="Egypt", kind="state", country="EG", kb="state:EG", mentions=named(at("Egypt"))),
            Actor(
                id="a5",
                name=f"{toll} people",
                kind="population",
                mentions=(Mention(span=at("people"), form="nominal"),),
                size=Size(min=toll, max=None, span=at(f"at least {toll}")),
            ),
            Actor(id="a6", name="artillery", kind="military", mentions=(Mention(span=at("artillery"), form="nominal"),), represents="a1"),
        ),
        claims=(
            Claim(
                id="c1", span=at(shelling), content=shelling, source=Source(span=at("town council"), actor=("a2",)), form="indirect", stance="assert",
                cue=at("said"), confidence=0.9,
            ),
            Claim(id="c2", span=at(denied), content=denied, source=Source(span=at(state, 2), actor=("a1",)), form="indirect", stance="deny", cue=at("denied")),
            Claim(
                id="c3", span=at(left), content=left, source=Source(span=at(f"The {front}"), actor=("a3",)), form="indirect", stance="assert",
                cue=at("said", 2), channel=at("on Telegram"), addressee=("a4",),
            ),
        ),
        events=(
            Event(
                id="e1", anchor=at("struck"), also=(at("attack"),), type="ASSAULT", mode="heavy-weapons", context=("military",), status="attributed",
                actor=("a6",), recipient=("a5",), place=("p1",), when=Period(start=dt.date(2024, 3, 12), end=dt.date(2024, 3, 12), grain="day"),
                claims=("c1", "c2"), according_to=(Account(role="count", value=f"killed {toll} or more", claims=("c1",)),),
                counts=(Count(what="killed", min=toll, max=None, span=at(f"at least {toll} people"), claims=("c1",)),), confidence=0.8,
            ),
            Event(id="e2", anchor=at("left"), type="RETREAT", status="attributed", actor=("a3",), claims=("c3",)),
        ),
        ties=(
            Tie(id="t1", a="a4", b="a3", kind="backs", span=at(f"{front}, which Egypt backs"), confidence=0.7),
            Tie(id="t2", a="a6", b="a1", kind="part_of", span=at(f"{state}'s artillery"), claims=("c1",)),
        ),
        places=(Place(id="p1", spans=(at("TOLMIN"), at("Tolmin", 2)), name="Tolmin", kind="populated", country="XV", lat=46.2, lon=13.7, geonames=9),),
        times=(Time(span=at("Tuesday"), start=dt.date(2024, 3, 12), end=dt.date(2024, 3, 12), grain="day"),),
    )  # fmt: skip


def readings(count: int) -> list[Reading]:
    """Reports of as many articles, each with a toll of its own."""
    return [reading(number + 1, url=f"{URL}/{number}") for number in range(count)]
