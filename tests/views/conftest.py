"""A reading made by hand: one report about a war that does not exist, with every kind of record and every standing."""

from __future__ import annotations

import datetime as dt

import pytest

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

TEXT = """Border groups accuse Varnia of shelling Tolmin

By Ines Roth
March 14, 2024

A boy walks past a burnt bus in Tolmin.

TOLMIN — Varnian artillery struck the market town of Tolmin on Tuesday, killing at least 12 people, local officials said. \
Varnia's defence ministry denied that it had fired on the town and said its guns had hit a camp of the Dol Front, \
killing "around 40 fighters".

"Tolmin is bleeding 💔," one resident wrote on Telegram.

The Dol Front, the armed wing of the Hill Party, said in a statement sent to Reuters that none of its men were near the town. \
The figures could not be independently verified.

More than 20 border groups called on Egypt to forge an alliance with them against Varnia. Varnia's president, Milo Haas, told state \
television that Egypt had assured him it would "never arm the rebels".

Egypt, which has backed the Hill Party since 2019, is to host talks in Cairo next week. If they fail, the Dol Front might strike the \
capital, a diplomat suggested. The front is not affiliated with the Black Banner. Ostrel, an ally of Varnia until 2022, sent tents and food.

Original url: https://news.example/tolmin?a=1&b=2
"""

STATEMENT = "in a statement sent to Reuters"
ALLIANCE = "to forge an alliance with them against Varnia"
TOLMIN = (("TOLMIN", 1), ("Tolmin", 1), ("Tolmin", 2), ("Tolmin", 3))


def at(words: str, nth: int = 1, text: str = TEXT) -> Span:
    """Give the span of the nth occurrence of some words."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return start, start + len(words)


def _mentions(*entries: tuple[str, int], form: str = "name") -> tuple[Mention, ...]:
    return tuple(Mention(span=at(words, nth), form="name" if form == "name" else "nominal") for words, nth in entries)


def _parts() -> tuple[TextPart, ...]:
    body = TEXT.index("Varnian artillery")
    boilerplate = TEXT.index("Original url")
    return (
        TextPart(kind="headline", span=at("Border groups accuse Varnia of shelling Tolmin")),
        TextPart(kind="byline", span=at("By Ines Roth")),
        TextPart(kind="dateline", span=at("March 14, 2024")),
        TextPart(kind="caption", span=at("A boy walks past a burnt bus in Tolmin.")),
        TextPart(kind="dateline", span=at("TOLMIN —")),
        TextPart(kind="body", span=(body, boilerplate)),
        TextPart(kind="boilerplate", span=(boilerplate, len(TEXT.rstrip()))),
    )


def _actors() -> tuple[Actor, ...]:
    return (
        Actor(id="a1", name="Varnia", kind="state", country="XV", kb="state:varnia", mentions=_mentions(("Varnia", 1), ("Varnia", 3), ("Varnia", 4))),
        Actor(id="a2", name="Dol Front", kind="armed group", mentions=_mentions(("Dol Front", 1), ("Dol Front", 2)) + _mentions(("The front", 1), form="n")),
        Actor(id="a3", name="Hill Party", kind="party", mentions=_mentions(("Hill Party", 1), ("Hill Party", 2))),
        Actor(
            id="a4",
            name="border groups",
            kind="armed group",
            mentions=_mentions(("Border groups", 1), ("More than 20 border groups", 1), form="nominal"),
            size=Size(min=21, max=None, span=at("More than 20")),
        ),
        Actor(id="a5", name="Egypt", kind="state", country="EG", mentions=_mentions(("Egypt", 1), ("Egypt", 2), ("Egypt", 3))),
        Actor(id="a6", name="Milo Haas", kind="person", country="XV", mentions=_mentions(("Varnia's president, Milo Haas", 1)), represents="a1"),
        Actor(id="a7", name="Ministry of Defence of Varnia", kind="government", mentions=_mentions(("Varnia's defence ministry", 1)), represents="a1"),
        Actor(id="a8", name="Black Banner", kind="armed group", mentions=_mentions(("Black Banner", 1))),
        Actor(id="a9", name="Ostrel", kind="state", mentions=_mentions(("Ostrel", 1))),
        Actor(id="a10", name="local officials", kind="government", mentions=_mentions(("local officials", 1), form="nominal")),
    )


def _claims() -> tuple[Claim, ...]:
    def claim(name: str, words: str, who: str | None, actors: tuple[str, ...] = (), **rest: object) -> Claim:
        fields = {"form": "indirect", "stance": "assert", **rest}
        return Claim(id=name, span=at(words), content=words, source=Source(span=at(who) if who else None, actor=actors), **fields)  # type: ignore[arg-type]

    return (
        claim("c1", "accuse Varnia of shelling Tolmin", "Border groups", ("a4",), stance="accuse", addressee=("a1",), cue=at("accuse")),
        claim(
            "c2",
            "Varnian artillery struck the market town of Tolmin on Tuesday, killing at least 12 people",
            "local officials",
            ("a10",),
            cue=at("said"),
            caveat=at("could not be independently verified"),
        ),
        claim("c3", "it had fired on the town", "Varnia's defence ministry", ("a7",), stance="deny", cue=at("denied")),
        claim(
            "c4",
            'its guns had hit a camp of the Dol Front, killing "around 40 fighters"',
            "Varnia's defence ministry",
            ("a7",),
            form="mixed",
            cue=at("said", 2),
            caveat=at("could not be independently verified"),
        ),
        claim("c5", "Tolmin is bleeding 💔", "one resident", form="direct", cue=at("wrote"), channel=at("on Telegram")),
        claim("c6", "none of its men were near the town", "The Dol Front", ("a2",), stance="deny", cue=at("said", 3), channel=at(STATEMENT)),
        claim("c7", ALLIANCE, "More than 20 border groups", ("a4",), stance="demand", addressee=("a5",), cue=at("called on")),
        claim(
            "c8",
            'Egypt had assured him it would "never arm the rebels"',
            "Varnia's president, Milo Haas",
            ("a6",),
            form="mixed",
            cue=at("told"),
            channel=at("state television"),
        ),
        claim("c9", "never arm the rebels", "Egypt had"[:5], ("a5",), form="direct", stance="promise", addressee=("a6",), cue=at("assured"), inside="c8"),
        claim("c10", "If they fail, the Dol Front might strike the capital", "a diplomat", cue=at("suggested"), hedge="possible"),
    )


def _events() -> tuple[Event, ...]:
    tuesday = Period(start=dt.date(2024, 3, 12), end=dt.date(2024, 3, 12), grain="day")
    return (
        Event(
            id="e1",
            anchor=at("struck"),
            also=(at("shelling"),),
            type="ASSAULT",
            mode="heavy-weapons",
            status="attributed",
            actor=("a1",),
            place=("p1",),
            when=tuesday,
            claims=("c1", "c2", "c4"),
            according_to=(
                Account(role="recipient", value="the market town of Tolmin", claims=("c2",)),
                Account(role="recipient", value="a2", claims=("c4",)),
            ),
            counts=(
                Count(what="killed", min=12, max=None, span=at("at least 12 people"), claims=("c2",)),
                Count(what="killed", min=40, max=40, span=at("around 40 fighters"), claims=("c4",)),
            ),
        ),
        Event(id="e2", anchor=at("fired on"), type="ASSAULT", status="denied", actor=("a1",), place=("p1",), claims=("c3",)),
        Event(
            id="e3",
            anchor=at("talks"),
            type="CONSULT",
            status="intended",
            actor=("a5",),
            place=("p2",),
            when=Period(start=dt.date(2024, 3, 18), end=dt.date(2024, 3, 24), grain="week"),
        ),
        Event(id="e4", anchor=at("strike"), type="ASSAULT", status="hypothetical", actor=("a2",), claims=("c10",)),
        Event(
            id="e5",
            anchor=at("sent tents and food"),
            type="AID",
            status="asserted",
            actor=("a9",),
            when=Period(start=None, end=dt.date(2024, 3, 14), grain="report"),
        ),
    )


def _ties() -> tuple[Tie, ...]:
    return (
        Tie(id="t1", a="a2", b="a3", kind="part_of", span=at("the armed wing of the Hill Party")),
        Tie(id="t2", a="a5", b="a3", kind="backs", span=at("has backed the Hill Party since 2019"), since=dt.date(2019, 1, 1)),
        Tie(id="t3", a="a4", b="a5", kind="allied_with", polarity="sought", claims=("c7",), span=at("forge an alliance with them")),
        Tie(id="t4", a="a4", b="a1", kind="opposes", claims=("c7",), span=at("against Varnia")),
        Tie(id="t5", a="a2", b="a8", kind="allied_with", polarity="denied", span=at("is not affiliated with the Black Banner")),
        Tie(id="t6", a="a9", b="a1", kind="allied_with", polarity="ended", span=at("an ally of Varnia until 2022"), until=dt.date(2022, 12, 31)),
    )


@pytest.fixture
def reading() -> Reading:
    """Make a reading with claims of many stances, events of every status, ties of every polarity, rival accounts, caveats and a caption."""
    return Reading(
        document=Document(
            origin="reports/tolmin.txt",
            id="4f1c2a",
            text=TEXT,
            url="https://news.example/tolmin",
            publisher="The Upland Post",
            title="Border groups accuse Varnia of shelling Tolmin",
            author="Ines Roth",
            language="en",
            published=dt.date(2024, 3, 14),
            parts=_parts(),
            credits=(SourceCredit(name="Reuters", span=at("Reuters")),),
            dateline_place="p1",
        ),
        actors=_actors(),
        claims=_claims(),
        events=_events(),
        ties=_ties(),
        places=(
            Place(id="p1", spans=tuple(at(*which) for which in TOLMIN), name="Tolmin", kind="populated", country="XV", lat=46.18, lon=13.73),
            Place(id="p2", spans=(at("Cairo"),), name="Cairo", kind="populated", country="EG", lat=30.06, lon=31.25, geonames=360630),
            Place(id="p3", spans=(at("Egypt"), at("Egypt", 2), at("Egypt", 3)), name="Egypt", kind="country", country="EG"),
        ),
        times=(
            Time(span=at("Tuesday"), start=dt.date(2024, 3, 12), end=dt.date(2024, 3, 12), grain="day"),
            Time(span=at("since 2019"), start=dt.date(2019, 1, 1), end=None, grain="year"),
            Time(span=at("next week"), start=dt.date(2024, 3, 18), end=dt.date(2024, 3, 24), grain="week"),
            Time(span=at("until 2022"), start=None, end=dt.date(2022, 12, 31), grain="year"),
        ),
    )


@pytest.fixture
def empty() -> Reading:
    """Make a reading of a report in which nothing was found."""
    return Reading(document=Document(origin="reports/quiet.txt", id="0", text="It rained."))
