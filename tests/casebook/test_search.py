"""Searching: words, filters, what is marked, and questions that can't be answered."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from dateline._errors import CasebookError
from dateline.casebook.search import fts_query, unmark
from dateline.records.model import Place

from .making import reading

if TYPE_CHECKING:
    from dateline.casebook.casebook import Casebook
    from dateline.casebook.results import Kind


@pytest.fixture
def two(casebook: Casebook) -> Casebook:
    """A casebook with two reports of different states, groups and days."""
    casebook.store(reading(12))
    other = {"url": "https://other-page.example/b", "publisher": "Other Page", "published": dt.date(2024, 5, 1)}
    casebook.store(reading(31, state="Ostrel", kb="state:XO", front="Ahrar al-Sham", **other))  # type: ignore[arg-type]
    return casebook


def found(casebook: Casebook, words: str = "", kind: Kind = "claims", **filters: Any) -> list[str]:
    """The publishers of what a search finds, each once."""
    return list(dict.fromkeys(str(hit.publisher) for hit in casebook.search(words, kind, **filters)))


def test_hit_names_its_report(two: Casebook) -> None:
    """A hit names report, day and source, and marks what matches in the report's own words."""
    (hit,) = two.search('"Ostrel\'s artillery"')
    assert (hit.publisher, hit.published, hit.sources, hit.stance, hit.url) == (
        "Other Page", dt.date(2024, 5, 1), ("town council",), "assert", "https://other-page.example/b",
    )  # fmt: skip
    assert [hit.quote[start:end] for start, end in hit.marks] == ["Ostrel's artillery"]
    assert two.reading(hit.report).document.text[hit.start : hit.end] == hit.quote


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("artillery", 2),
        ("kill", 2),
        ("artillery killing", 2),
        ("artillery Ostrel", 1),
        ("artillery NOT Ostrel", 1),
        ("content:Ostrel OR content:Varnia", 2),
        ("Ostrel OR Varnia", 4),
        ('"market town of Tolmin"', 2),
        ('"town market"', 0),
        ("artill*", 2),
        ("NEAR(artillery Tolmin, 6)", 2),
        ("NEAR(artillery Tolmin, 1)", 0),
        ('"market tow"*', 2),
        ('"artilleries struck"', 2),
        ("strike", 0),
        ("ARTILLERY", 2),
        ("Ostrel OR artillery Varnia", 3),
        ("(Ostrel OR artillery) Varnia", 1),
        ("artillery and Ostrel", 0),
        ("valley", 2),
        ("source_words:council", 2),
        ("content:council", 0),
    ],
)
def test_words(two: Casebook, words: str, count: int) -> None:
    """Words, phrases, operators, beginnings and columns are those of FTS5; forms of a word are found with it, and claims by the words for their sources."""
    assert len(two.search(words)) == count


@pytest.mark.parametrize("kind", ["claims", "events", "ties", "texts"])
def test_kinds(two: Casebook, kind: Kind) -> None:
    """Each kind of record is found by its words, with a mark in what is shown."""
    hits = two.search("artillery OR backs", kind)
    assert len(hits) >= 2
    assert all(hit.kind == kind and hit.marks for hit in hits)


def test_event_hit(two: Casebook) -> None:
    """An event is found by the words of its sentence and told with type, status, parties, day and sources."""
    hit = two.search("artillery Varnia", "events")[0]
    assert (hit.words, hit.type, hit.mode, hit.status, hit.actors, hit.recipients) == (
        "struck", "ASSAULT", "heavy-weapons", "attributed", ("artillery",), ("12 people",),
    )  # fmt: skip
    assert hit.from_day == dt.date(2024, 3, 12)
    assert hit.sources == ("town council", "Varnia")
    assert hit.quote.startswith("TOLMIN")


@pytest.mark.parametrize(
    ("kind", "filters", "publishers"),
    [
        ("claims", {"source": "Ostrel"}, ["Other Page"]),
        ("claims", {"source": "state:XV"}, ["Front Page"]),
        ("claims", {"actor": "Ostrel"}, ["Other Page"]),
        ("claims", {"stance": "deny"}, ["Other Page", "Front Page"]),
        ("claims", {"stance": "threaten"}, []),
        ("claims", {"status": "denied"}, []),
        ("claims", {"type": "ASSAULT", "place": "Tolmin"}, ["Other Page", "Front Page"]),
        ("claims", {"since": dt.date(2024, 4, 1)}, ["Other Page"]),
        ("claims", {"until": dt.date(2024, 3, 14)}, ["Front Page"]),
        ("events", {"actor": "Varnia"}, ["Front Page"]),
        ("events", {"actor": "Dol Front", "type": "RETREAT"}, ["Front Page"]),
        ("events", {"source": "Ahrar al-Sham"}, ["Other Page"]),
        ("events", {"type": "ASSAULT", "since": dt.date(2024, 3, 13)}, []),
        ("events", {"type": "RETREAT", "since": dt.date(2024, 3, 13)}, ["Other Page", "Front Page"]),
        ("events", {"stance": "deny", "status": "attributed"}, ["Other Page", "Front Page"]),
        ("ties", {"actor": "Egypt", "type": "backs", "status": "asserted"}, ["Other Page", "Front Page"]),
        ("ties", {"actor": "Varnia", "status": "attributed"}, ["Front Page"]),
        ("ties", {"status": "intended"}, []),
        ("texts", {"actor": "Dol Front"}, ["Front Page"]),
        ("texts", {"source": "Ostrel", "stance": "deny"}, ["Other Page"]),
        ("texts", {"place": "Tolmin", "type": "ASSAULT", "status": "attributed"}, ["Other Page", "Front Page"]),
    ],
)
def test_filters(two: Casebook, kind: Kind, filters: dict[str, Any], publishers: list[str]) -> None:
    """Each filter leaves what it says, of every kind, the newest first."""
    assert found(two, kind=kind, **filters) == publishers


def test_words_and_filters(two: Casebook) -> None:
    """Words and filters narrow each other."""
    assert found(two, "valley", source="Ostrel", status="attributed") == []
    assert found(two, "fired", source="Ostrel", status="attributed") == ["Other Page"]


def test_source_stands_for_those_who_speak_for_it(two: Casebook) -> None:
    """What a state's town council says is found under the state."""
    assert {hit.sources for hit in two.search(source="Varnia")} == {("town council",), ("Varnia",)}


def test_country_holds_its_places(casebook: Casebook) -> None:
    """A country as a place finds what happened anywhere in it."""
    given = reading()
    start = given.document.text.index("Varnia")
    country = Place(id="p2", spans=((start, start + 6),), name="Varnia", kind="country", country="XV")
    casebook.store(msgspec.structs.replace(given, places=(*given.places, country)))
    assert [hit.words for hit in casebook.search(kind="events", place="Varnia")] == ["struck"]


def test_only_the_newest_version(casebook: Casebook) -> None:
    """Earlier versions of an article are searched only when that is asked."""
    casebook.store(reading(12))
    casebook.store(reading(15))
    assert len(casebook.search("artillery")) == 1
    assert len(casebook.search("artillery", versions=True)) == 2


def test_limit(two: Casebook) -> None:
    """No more than the limit is given."""
    assert len(two.search("Tolmin OR town OR valley", limit=2)) == 2


@pytest.mark.parametrize("words", ['"air', "air AND", "(air", "NEAR(", "air OR OR strike"])
def test_malformed_query(two: Casebook, words: str) -> None:
    """A query that FTS5 refuses is refused with how to quote."""
    with pytest.raises(CasebookError, match=r"the search .* can't be understood \(.*\); put words that belong together in double quotes"):
        two.search(words)


@pytest.mark.parametrize(
    ("words", "kind", "problem"),
    [
        ("*", "claims", "it holds no word"),
        ("- !", "claims", "it holds no word"),
        ('"air', "claims", "a quotation mark is not closed"),
        ("NOT artillery", "claims", "NOT needs something before it from which to leave out, as in 'Aleppo NOT Idlib'"),
        ("content:artillery", "events", "events have no content to search"),
    ],
)
def test_malformed_query_says_why(two: Casebook, words: str, kind: Kind, problem: str) -> None:
    """What is wrong with a query is said in words that a person understands."""
    with pytest.raises(CasebookError, match=re.escape(f"can't be understood ({problem})")):
        two.search(words, kind)


@pytest.mark.parametrize("words", ["artillery -Ostrel", "-Ostrel"])
def test_minus_sign(two: Casebook, words: str) -> None:
    """A minus sign before a word, which the index would take for nothing, is refused rather than finding what was to be left out."""
    with pytest.raises(CasebookError, match=r"a minus sign leaves nothing out of the search .*; write NOT, as in 'Aleppo NOT Ostrel'"):
        two.search(words)


def test_minus_sign_in_a_phrase(two: Casebook) -> None:
    """Within quotes a minus sign is a sign like others."""
    assert len(two.search('"artillery -struck"')) == 2


@pytest.mark.parametrize(
    ("given", "query"),
    [
        ("Ahrar al-Sham", 'Ahrar "al-Sham"'),
        ("U.S. troops", '"U.S." troops'),
        ("don't fire", '"don\'t" fire'),
        ("“air strikes” AND Aleppo", '"air strikes" AND Aleppo'),
        ("al-Sh*", '"al-Sh"*'),
        ("Türkiye", "Türkiye"),
        ("1,200 dead", '"1,200" dead'),
        ("a:b", '"a:b"'),
        ("NEAR(air al-Sham, 5)", 'NEAR ( air "al-Sham" , 5 )'),
        ("(air OR bomb*) NOT drill", "( air OR bomb* ) NOT drill"),
        ("(air OR bomb) (town OR village) dead", "( air OR bomb ) AND ( town OR village ) AND dead"),
        ("dead ((air OR bomb) town)", "dead AND ( ( air OR bomb ) AND town )"),
        ("dead NEAR(air town) OR (bomb)", "dead NEAR ( air town ) OR ( bomb )"),
        ("content:(air OR bomb)", "content: ( air OR bomb )"),
    ],
)
def test_words_with_signs_are_phrases(given: str, query: str) -> None:
    """A word with a hyphen, an apostrophe or a stop in it is taken as it is written; operators and phrases stay what they are."""
    assert fts_query(given) == query


def test_hyphenated_name_is_found(two: Casebook) -> None:
    """A name with a hyphen is found as a person types it."""
    assert found(two, "Ahrar al-Sham", "texts") == ["Other Page"]


def test_unknown_actor(two: Casebook) -> None:
    """An unknown actor is refused with the nearest names."""
    with pytest.raises(CasebookError, match="no actor is called 'Ostrell'; near it: Ostrel"):
        two.search(source="Ostrell")


def test_unknown_place(two: Casebook) -> None:
    """An unknown place is refused with those that hold the word."""
    with pytest.raises(CasebookError, match="no place is called 'Tolm'; near it: Tolmin"):
        two.search(place="Tolm")


def test_unknown_kind(two: Casebook) -> None:
    """A kind that there is not is refused with those that there are."""
    with pytest.raises(CasebookError, match="choose from claims, events, ties, texts"):
        two.search("x", "rumours")  # type: ignore[arg-type]


def test_unmark() -> None:
    """The signs around what matches become spans of the text without them."""
    assert unmark("a \x02bc\x03 d \x02e\x03") == ("a bc d e", ((2, 4), (7, 8)))
