"""Storing readings: what is the same, what is a version, what is a new reading, and what is refused."""

from __future__ import annotations

import datetime as dt
import sqlite3
from typing import TYPE_CHECKING

import msgspec
import pytest

from dateline._errors import InputError
from dateline.casebook import ingest
from dateline.casebook.keys import article_key
from dateline.casebook.rows import COLUMNS
from dateline.casebook.runs import UNKNOWN, Run

from .making import ACTORS, CLAIMS, EVENTS, TIES, URL, reading, readings

if TYPE_CHECKING:
    from dateline.casebook.casebook import Casebook
    from dateline.records.model import Reading

NEWER = Run(dateline="9.9", model="m", ontology="o", knowledge="k")


def dump(casebook: Casebook) -> dict[str, list[tuple[object, ...]]]:
    """Everything in the tables of a casebook."""
    tables = [row[0] for row in casebook.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
    return {table: casebook.connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables}  # noqa: S608


def test_reading_comes_back(casebook: Casebook) -> None:
    """A stored reading is given back as the very records that it was."""
    given = reading()
    stored = casebook.store(given)
    assert stored.outcome == "new"
    assert casebook.reading(stored.report) == given


def test_every_table_is_filled(casebook: Casebook) -> None:
    """A reading with every kind of record leaves rows in every table of records."""
    casebook.store(reading())
    empty = [table for table in COLUMNS if not casebook.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]]  # noqa: S608
    assert empty == []


def test_same_again_changes_nothing(casebook: Casebook) -> None:
    """Storing the same reading again leaves every row of every table as it was."""
    casebook.store(reading())
    before = dump(casebook)
    assert casebook.store(reading()).outcome == "same"
    assert dump(casebook) == before


def test_new_version_is_kept_beside_the_old(casebook: Casebook) -> None:
    """Other text under the same URL is a second version; the first stays with its records, and only one is marked as newest."""
    first = casebook.store(reading(12))
    second = casebook.store(reading(15, published=dt.date(2024, 3, 15)))
    assert second.outcome == "version"
    assert [(line.version, line.latest, line.claims) for line in casebook.reports()] == [(1, False, CLAIMS), (2, True, CLAIMS)]
    assert casebook.reading(first.report) == reading(12)


def test_newest_version_is_that_of_the_latest_day(casebook: Casebook) -> None:
    """A version of an earlier day that is added later is not the newest."""
    casebook.store(reading(15, published=dt.date(2024, 3, 15)))
    casebook.store(reading(12, published=dt.date(2024, 3, 14)))
    assert [(line.version, line.latest) for line in casebook.reports()] == [(2, False), (1, True)]


def test_text_is_stored_once(casebook: Casebook) -> None:
    """Two articles with one text are two reports, with records of their own, and one text."""
    casebook.store(reading(url="https://one.example/a"))
    casebook.store(reading(url="https://two.example/b"))
    counts = [casebook.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("report", "body", "claim")]  # noqa: S608
    assert counts == [2, 1, 2 * CLAIMS]


def test_same_file_under_another_path(casebook: Casebook) -> None:
    """A report without a URL is the same report when its file is given by another path."""
    casebook.store(reading(url=None, origin="reports/a.md"))
    assert casebook.store(reading(url=None, origin="/elsewhere/a.md")).outcome == "same"


def test_same_text_of_another_outlet(casebook: Casebook) -> None:
    """The same text without a URL, but of another outlet, is another report: a copy counts when origins are found, not before."""
    casebook.store(reading(url=None, origin="a.md"))
    assert casebook.store(reading(url=None, origin="b.md", publisher="Other Page")).outcome == "new"


def test_new_reading_takes_the_place_of_the_old(casebook: Casebook) -> None:
    """The same text read by another run replaces the records and keeps the earlier reading."""
    report = casebook.store(reading()).report
    fewer = msgspec.structs.replace(reading(), ties=())
    assert casebook.store(fewer, NEWER).outcome == "reread"
    summary = casebook.show()
    assert (summary.reports, summary.ties, summary.claims) == (1, 0, CLAIMS)
    assert casebook.reading(report) == fewer
    assert casebook.reading(report, UNKNOWN) == reading()
    assert casebook.runs(report) == [UNKNOWN, NEWER]
    assert list(casebook.verify()) == []


def test_uids_survive_a_new_reading(casebook: Casebook) -> None:
    """Records that a new reading finds again keep their stable ids."""
    casebook.store(reading())
    before = casebook.connection.execute("SELECT uid FROM claim UNION SELECT uid FROM event UNION SELECT uid FROM entity").fetchall()
    casebook.store(msgspec.structs.replace(reading(), ties=()), NEWER)
    after = casebook.connection.execute("SELECT uid FROM claim UNION SELECT uid FROM event UNION SELECT uid FROM entity").fetchall()
    assert after == before


def test_known_actors_are_one(casebook: Casebook) -> None:
    """Actors with one id in the knowledge base are one actor of the casebook, whatever the reports call them."""
    casebook.store(reading())
    casebook.store(reading(url="https://two.example/b", state="Republic of Varnia"))
    page = casebook.who("state:XV")
    assert page.actor.reports == 2
    assert set(page.names) == {"Varnia", "Republic of Varnia"}


def test_new_names_are_one(casebook: Casebook) -> None:
    """Actors that nobody knows are one when name and kind agree, in spite of the spelling of the Arabic article."""
    casebook.store(reading(front="Ahrar al-Sham"))
    casebook.store(reading(url="https://two.example/b", front="Ahrar ash-Sham"))
    assert casebook.who("Ahrar al Sham").actor.reports == 2


def test_other_country_is_another_actor(casebook: Casebook) -> None:
    """A name in two countries is two actors."""
    casebook.store(reading(front_country="XV"))
    casebook.store(reading(url="https://two.example/b", front_country="EG"))
    page = casebook.who("Dol Front")
    assert page.actor.reports == 1
    assert [other.name for other in page.others] == ["Dol Front"]


def test_descriptions_are_never_one(casebook: Casebook) -> None:
    """What has only a description is somebody else in each report."""
    for item in readings(2):
        casebook.store(item)
    assert casebook.connection.execute("SELECT count(*) FROM actor WHERE name = 'town council'").fetchone()[0] == 2


def test_identity_of_a_decision_survives(casebook: Casebook) -> None:
    """A row of identity that linking or a person made stays when the report is read anew."""
    report = casebook.store(reading()).report
    egypt = casebook.who("Egypt").actor.actor
    front = casebook.connection.execute("SELECT id FROM entity WHERE report = ? AND local = 'a3'", (report,)).fetchone()[0]
    casebook.connection.execute("UPDATE identity SET actor = ?, how = 'decision', score = NULL WHERE entity = ?", (egypt, front))
    casebook.store(msgspec.structs.replace(reading(), ties=()), NEWER)
    again = casebook.connection.execute("SELECT i.actor, i.how FROM identity AS i JOIN entity AS e ON e.id = i.entity WHERE e.local = 'a3'").fetchone()
    assert again == (egypt, "decision")


def test_actors_that_nobody_is_any_longer_go(casebook: Casebook) -> None:
    """An actor that only the earlier reading of a report had is not left behind."""
    casebook.store(reading())
    casebook.store(reading(state="Varnia", kb=None), NEWER)
    assert casebook.connection.execute("SELECT count(*) FROM actor WHERE kb = 'state:XV'").fetchone()[0] == 0
    assert casebook.show().actors == ACTORS


def test_decisions_are_append_only(casebook: Casebook) -> None:
    """A decision can be neither changed nor taken out."""
    casebook.store(reading())
    connection = casebook.connection
    connection.execute("INSERT INTO decision (made_at, who, verb, target, payload) VALUES ('2024-03-15T00:00:00Z', 'ana', 'reject', '{}', '{}')")
    replacing = "INSERT OR REPLACE INTO decision (id, made_at, who, verb, target, payload) VALUES (1, '2024-03-15T00:00:00Z', 'eve', 'accept', '{}', '{}')"
    for statement in ("UPDATE decision SET who = 'eve'", "DELETE FROM decision", replacing):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE body SET text = 'Peace.'",
        "DELETE FROM body",
        "INSERT OR REPLACE INTO body (id, hash, text) VALUES (1, 'h', 'Peace.')",
        "INSERT OR REPLACE INTO body (hash, text) SELECT hash, 'Peace.' FROM body",
    ],
)
def test_texts_never_change(casebook: Casebook, statement: str) -> None:
    """A stored text can be neither changed, nor taken out, nor replaced, even by a program that does not look after foreign keys."""
    casebook.store(reading())
    connection = casebook.connection
    connection.execute("PRAGMA foreign_keys = OFF")
    with pytest.raises(sqlite3.IntegrityError, match="a stored text"):
        connection.execute(statement)
    assert connection.execute("SELECT text FROM body").fetchall() == [(reading().document.text,)]


def broken(what: str) -> Reading:
    """A reading that contradicts itself."""
    good = reading()
    replace = msgspec.structs.replace
    claim, event, tie = good.claims[0], good.events[0], good.ties[0]
    return {
        "span outside": replace(good, claims=(replace(claim, cue=(5, 10_000)),)),
        "span backwards": replace(good, events=(replace(event, anchor=(9, 5)),)),
        "content": replace(good, claims=(replace(claim, content="something else"), *good.claims[1:])),
        "loose claim": replace(good, ties=(replace(tie, claims=("c9",)),)),
        "loose actor": replace(good, ties=(replace(tie, b="a9"),)),
        "two of one id": replace(good, actors=(*good.actors, good.actors[0])),
        "no text": replace(good, document=replace(good.document, text="")),
        "zero": replace(good, document=replace(good.document, text=good.document.text + "\0")),
        "surrogate": replace(good, document=replace(good.document, text=good.document.text + "\ud83d")),
    }[what]


@pytest.mark.parametrize(
    ("what", "message"),
    [
        ("span outside", "claim c1 lies at 5 to 10000 of a text of"),
        ("span backwards", "event e1 lies at 9 to 5"),
        ("content", "the content of claim c1"),
        ("loose claim", "tie t1 points to claim c9, which is not there"),
        ("loose actor", "tie t1 points to actor a9"),
        ("two of one id", "two actors have one id"),
        ("no text", "no text"),
        ("zero", "zero character"),
        ("surrogate", "surrogate"),
    ],
)
def test_contradiction_is_refused(casebook: Casebook, what: str, message: str) -> None:
    """A reading that contradicts itself is refused with what is wrong, and nothing of it is stored."""
    casebook.store(reading(url="https://one.example/a"))
    before = dump(casebook)
    with pytest.raises(InputError, match=message):
        casebook.store(broken(what))
    assert dump(casebook) == before


def test_counts_of_records(casebook: Casebook) -> None:
    """A report is told with as many records as its reading has."""
    casebook.store(reading())
    line = casebook.reports()[0]
    assert (line.claims, line.events, line.ties, line.actors) == (CLAIMS, EVENTS, TIES, ACTORS)


@pytest.mark.parametrize(
    ("given", "key"),
    [
        (f"{URL}?utm_source=feed#top", URL),
        ("HTTPS://Front-Page.example/tolmin?page=2&fbclid=x", f"{URL}?page=2"),
        ("./reports/../a.md", "a.md"),
        ("https://[broken/x", "https://[broken/x"),
    ],
)
def test_key_of_an_article(given: str, key: str) -> None:
    """What only counts readers, and what leads nowhere, is no part of an article's key."""
    assert article_key(given) == key


def test_packing_leaves_the_text_out() -> None:
    """A reading is kept without its text, which is kept once elsewhere, and is whole again with it."""
    given = reading()
    content, _ = ingest.pack(given)
    assert ingest.unpack(content, given.document.text) == given
    assert b"market town" not in content
