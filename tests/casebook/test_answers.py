"""An actor's page, the timeline, versions of an article, what is in a casebook, and tables."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec
import pyarrow as pa
import pytest

from dateline._errors import CasebookError
from dateline.casebook.runs import Run
from dateline.casebook.tables import VIEWS
from dateline.records.model import Period

from .making import ACTORS, CLAIMS, EVENTS, TIES, URL, reading, readings

if TYPE_CHECKING:
    from pathlib import Path

    from dateline.casebook.casebook import Casebook
    from dateline.casebook.timeline import Asked
    from dateline.records.model import Polarity

# ---- who --------------------------------------------------------------------------------------------------------------------------------------------


def test_page_of_an_actor(casebook: Casebook) -> None:
    """A page has an actor's names, kind, records, those who act for it, and when it was seen first and last."""
    casebook.store(reading(12, published=dt.date(2024, 3, 14)))
    casebook.store(reading(15, url="https://two.example/b", published=dt.date(2024, 3, 20)))
    page = casebook.who("varnia")
    assert (page.actor.name, page.actor.kind, page.actor.country, page.actor.kb, page.actor.reports) == ("Varnia", "state", "XV", "state:XV", 2)
    assert (page.first_seen, page.last_seen) == (dt.date(2024, 3, 14), dt.date(2024, 3, 20))
    assert (page.claims_by_count, page.claims_about_count, page.ties_count) == (2, 2, 2)
    assert set(page.agents) == {"artillery", "town council"}
    assert [claim.published for claim in page.claims_by] == [dt.date(2024, 3, 20), dt.date(2024, 3, 14)]
    assert {claim.stance for claim in page.claims_by} == {"deny"}


def test_roles_of_an_actor(casebook: Casebook) -> None:
    """Events in which an actor acts stand apart from those in which it is acted upon."""
    casebook.store(reading())
    front, people = casebook.who("Dol Front"), casebook.who("12 people")
    assert [event.type for event in front.events_as_actor] == ["RETREAT"]
    assert front.events_as_recipient == ()
    assert [event.type for event in people.events_as_recipient] == ["ASSAULT"]
    assert [(tie.a, tie.kind, tie.b, tie.status) for tie in front.ties] == [("Egypt", "backs", "Dol Front", "asserted")]


def test_page_counts_everything_and_lists_the_newest(casebook: Casebook) -> None:
    """With a limit the lists are cut and the counts are not."""
    for item in readings(5):
        casebook.store(item)
    page = casebook.who("Varnia", limit=2)
    assert (page.claims_by_count, len(page.claims_by)) == (5, 2)


def test_page_of_the_newest_version(casebook: Casebook) -> None:
    """Claims of an earlier version of an article are counted only when that is asked."""
    casebook.store(reading(12))
    casebook.store(reading(15))
    assert casebook.who("Varnia").claims_by_count == 1
    assert casebook.who("Varnia", versions=True).claims_by_count == 2


def test_the_view_of_actors_counts_newest_versions(casebook: Casebook) -> None:
    """An earlier version of an article adds nothing to an actor's reports, claims, events and ties, and an event with one actor in both roles counts once."""
    casebook.store(reading(12))
    query = "SELECT reports, claims_by, events, ties FROM actors ORDER BY name"
    before = casebook.connection.execute(query).fetchall()
    casebook.store(reading(15))
    assert casebook.connection.execute(query).fetchall() == before
    casebook.connection.execute("INSERT INTO event_role (event, entity, role) SELECT event, entity, 'recipient' FROM event_role WHERE role = 'actor'")
    assert [row[2] for row in casebook.connection.execute(query)] == [row[2] for row in before]


def test_name_of_several_actors(casebook: Casebook) -> None:
    """Of several actors that a name can mean the one of most reports is shown, and the others are named."""
    for number, country in enumerate(("XV", "EG", "EG")):
        casebook.store(reading(number, url=f"{URL}/{number}", front_country=country))
    page = casebook.who("Dol Front")
    assert (page.actor.country, page.actor.reports) == ("EG", 2)
    assert [(other.country, other.reports) for other in page.others] == [("XV", 1)]


@pytest.mark.parametrize(("name", "near"), [("Varnya", "Varnia"), ("front", "Dol Front"), ("Egipt", "Egypt"), ("DF", "Dol Front")])
def test_unknown_actor(casebook: Casebook, name: str, near: str) -> None:
    """For an unknown actor the nearest names are offered: those that hold its words or that it shortens, and those spelled alike."""
    casebook.store(reading())
    with pytest.raises(CasebookError, match=f"no actor is called '{name}'; near it: {near}"):
        casebook.who(name)


def test_unknown_actor_near_nobody(casebook: Casebook) -> None:
    """Where no name is near, it says where to look."""
    casebook.store(reading())
    with pytest.raises(CasebookError, match="no actor is called 'Qqqq'; `dateline show` names the frequent ones, the view `actors` all"):
        casebook.who("Qqqq")


# ---- timeline ----------------------------------------------------------------------------------------------------------------------------------------


def test_timeline(casebook: Casebook) -> None:
    """Apart, dated events come by day, with parties, place, counts and sources; undated ones are left out."""
    casebook.store(reading())
    (event,) = casebook.timeline(apart=True)
    assert (event.from_day, event.grain, event.type, event.places, event.counts) == (
        dt.date(2024, 3, 12), "day", "ASSAULT", ("Tolmin",), ("killed: at least 12 people",),
    )  # fmt: skip
    assert (event.actors, event.recipients, event.sources) == (("artillery",), ("12 people",), ("town council", "Varnia"))


def test_undated_events_are_counted(casebook: Casebook) -> None:
    """How many events a timeline can't place is told, with the same filters."""
    casebook.store(reading())
    assert (casebook.undated(), casebook.undated(actor="Dol Front"), casebook.undated(actor="Varnia")) == (1, 1, 0)
    assert casebook.undated(apart=True) == 1


def test_timeline_is_in_order(casebook: Casebook) -> None:
    """Events are in the order of their days, whatever the order in which their reports were stored."""
    for number, day in enumerate((dt.date(2024, 3, 9), dt.date(2024, 1, 2), dt.date(2024, 2, 1))):
        given = reading(number, url=f"{URL}/{number}")
        event = msgspec.structs.replace(given.events[0], when=Period(start=day, end=day, grain="day"))
        casebook.store(msgspec.structs.replace(given, events=(event,)))
    assert [event.from_day for event in casebook.timeline()] == [dt.date(2024, 1, 2), dt.date(2024, 2, 1), dt.date(2024, 3, 9)]
    assert [event.from_day for event in casebook.timeline(since=dt.date(2024, 1, 15), until=dt.date(2024, 2, 15))] == [dt.date(2024, 2, 1)]
    assert len(casebook.timeline(limit=2)) == 2


@pytest.mark.parametrize(("filters", "count"), [({"actor": "Varnia"}, 1), ({"actor": "Egypt"}, 0), ({"type": "RETREAT"}, 0), ({"place": "Tolmin"}, 1)])
def test_timeline_of(casebook: Casebook, filters: Asked, count: int) -> None:
    """A timeline can be that of an actor, with all who act for it, of a type or of a place."""
    casebook.store(reading())
    assert len(casebook.timeline(**filters)) == len(casebook.timeline(apart=True, **filters)) == count


# ---- diff ------------------------------------------------------------------------------------------------------------------------------------------------


def test_versions_of_an_article(casebook: Casebook) -> None:
    """What changed, came and went between two versions is told by sentence and by claim."""
    old, new = reading(12), reading(31, published=dt.date(2024, 3, 15), extra=" A cease-fire holds.")
    casebook.store(old)
    casebook.store(msgspec.structs.replace(new, claims=new.claims[:2], events=(msgspec.structs.replace(new.events[0]),)))
    (change,) = casebook.diff(URL)
    assert (change.older.version, change.newer.version) == (1, 2)
    assert change.heads == (("published", "2024-03-14", "2024-03-15"),)
    assert [(pair.old is None, pair.new is None) for pair in change.text] == [(False, False), (True, False)]
    assert change.text[1].new == "A cease-fire holds."
    assert [claim.quote for claim in change.gone] == ["its men had left the valley"]
    assert change.came == ()
    assert ["12 people" in pair.old.quote and "31 people" in pair.new.quote for pair in change.changed] == [True]


@pytest.mark.parametrize("article", [URL, f"{URL}?utm_source=x", "1", "2"])
def test_article_by_any_name(casebook: Casebook, article: str) -> None:
    """An article is named by its URL, however it was shared, or by the number of one of its reports."""
    casebook.store(reading(12))
    casebook.store(reading(31))
    assert len(casebook.diff(article)) == 1


def test_versions_that_are_named(casebook: Casebook) -> None:
    """Any two versions can be compared; without a choice each is compared with the next."""
    for toll in (1, 2, 3):
        casebook.store(reading(toll))
    assert [(change.older.version, change.newer.version) for change in casebook.diff(URL)] == [(1, 2), (2, 3)]
    assert [(change.older.version, change.newer.version) for change in casebook.diff(URL, 1, 3)] == [(1, 3)]
    assert [(change.older.version, change.newer.version) for change in casebook.diff(URL, newer=2)] == [(1, 2)]
    with pytest.raises(CasebookError, match="has no version 7; choose from 1, 2, 3"):
        casebook.diff(URL, 7)


def test_article_of_one_version(casebook: Casebook) -> None:
    """Of an article with one version there is nothing to compare, and it says so."""
    casebook.store(reading())
    with pytest.raises(CasebookError, match="has one version; add the article again when it has changed"):
        casebook.diff(URL)


def test_unknown_article(casebook: Casebook) -> None:
    """For an unknown article those are offered whose name is near."""
    casebook.store(reading())
    with pytest.raises(CasebookError, match=f"no report is called 'tolmin'; near it: {URL}"):
        casebook.diff("tolmin")


# ---- show, readings --------------------------------------------------------------------------------------------------------------------------------------


def test_summary(casebook: Casebook) -> None:
    """What is in a casebook is counted, with its span of days and what made the records."""
    casebook.store(reading(12), Run(dateline="1.0", model="m"))
    casebook.store(reading(15, published=dt.date(2024, 4, 1)), Run(dateline="1.0", model="m"))
    casebook.store(reading(9, url=None, published=None))
    shown = casebook.show()
    assert (shown.reports, shown.articles, shown.undated, shown.first, shown.last) == (3, 2, 1, dt.date(2024, 3, 14), dt.date(2024, 4, 1))
    assert (shown.claims, shown.events, shown.ties, shown.places, shown.times) == (3 * CLAIMS, 3 * EVENTS, 3 * TIES, 3, 3)
    assert shown.publishers == (("Front Page", 2),)
    assert shown.newest == (2 * CLAIMS, 2 * EVENTS, 2 * TIES)
    assert set(shown.most_named[:3]) == {("Varnia", 2, 2), ("Egypt", 2, 2), ("Dol Front", 2, 2)}
    assert [(run.dateline, run.reports) for run in shown.runs] == [("1.0", 2), (None, 1)]
    assert shown.size > 0


def test_reading_of_an_article(casebook: Casebook) -> None:
    """An article's reading is that of its newest version."""
    casebook.store(reading(12))
    casebook.store(reading(15))
    assert casebook.reading(URL) == reading(15)


@pytest.mark.parametrize(("report", "message"), [(7, "no report has the number 7"), ("https://x.example/q", "no report is called")])
def test_unknown_report(casebook: Casebook, report: int | str, message: str) -> None:
    """A report that is not there is refused."""
    casebook.store(reading())
    with pytest.raises(CasebookError, match=message):
        casebook.reading(report)


def test_reading_by_an_unknown_run(casebook: Casebook) -> None:
    """A reading that no such run made is refused."""
    casebook.store(reading())
    with pytest.raises(CasebookError, match="has no reading by that run"):
        casebook.reading(1, Run(dateline="7"))


# ---- tables ----------------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("filled", [True, False])
def test_table_of_every_view(casebook: Casebook, view: str, filled: bool) -> None:
    """Each view is an Arrow table with the same types whether it is full or empty, and as long as the view."""
    casebook.store(reading())
    types = casebook.table(view).schema
    if not filled:
        casebook.connection.execute("DELETE FROM report")
    table = casebook.table(view)
    assert table.schema == types
    assert table.num_rows == casebook.connection.execute(f"SELECT count(*) FROM {view}").fetchone()[0]  # noqa: S608


def test_types_of_a_table(casebook: Casebook) -> None:
    """Days are dates, flags are booleans, numbers are numbers, and lists are one text."""
    casebook.store(reading())
    events = casebook.table("events")
    assert (events.schema.field("from_day").type, events.schema.field("latest").type, events.schema.field("confidence").type) == (
        pa.date32(), pa.bool_(), pa.float64(),
    )  # fmt: skip
    row = next(row for row in events.to_pylist() if row["type"] == "ASSAULT")
    assert (row["actors"], row["sources"], row["counts"], row["from_day"]) == (
        "artillery", "town council; Varnia", "killed: at least 12 people", dt.date(2024, 3, 12),
    )  # fmt: skip


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_frames(casebook: Casebook, library: str) -> None:
    """A view is a data frame of either library."""
    casebook.store(reading())
    frame = casebook.frame("actors", library)
    assert type(frame).__module__.split(".")[0] == library
    assert len(frame) == ACTORS


def test_unknown_view(casebook: Casebook) -> None:
    """A view that there is not is refused with those that there are."""
    casebook.store(reading())
    with pytest.raises(CasebookError, match="'rumours' is no view; choose from reports, actors, claims, events, ties, places, times"):
        casebook.table("rumours")


def test_unknown_library(casebook: Casebook) -> None:
    """A library of frames that is not known is refused."""
    casebook.store(reading())
    with pytest.raises(CasebookError, match="no frames of 'excel'; choose from pandas, polars"):
        casebook.frame("claims", "excel")


def test_views_spell_quotes_out(casebook: Casebook) -> None:
    """In the view of claims each claim has its source, its cue and its channel as words."""
    casebook.store(reading())
    rows = {row["stance"] + row["source"]: row for row in casebook.table("claims").to_pylist()}
    claim = rows["assertThe Dol Front"]
    assert (claim["source_actors"], claim["cue"], claim["channel"], claim["addressees"], claim["caveat"]) == ("Dol Front", "said", "on Telegram", "Egypt", None)


@pytest.mark.parametrize(("polarity", "sign"), [("affirmed", 1), ("ended", 1), ("denied", None), ("sought", None)])
def test_a_tie_that_is_not_there_has_no_sign(casebook: Casebook, polarity: Polarity, sign: int | None) -> None:
    """In the view a tie that is only denied or sought has no sign, so that a sum of signs does not count it."""
    backs, part = reading().ties
    casebook.store(msgspec.structs.replace(reading(), ties=(msgspec.structs.replace(backs, polarity=polarity), part)))
    assert [row["sign"] for row in casebook.table("ties").to_pylist() if row["kind"] == "backs"] == [sign]
    assert list(casebook.verify()) == []


# ---- taking it elsewhere ----------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("formats", ["csv", "csv, parquet", ["csv", "parquet"]])
def test_formats_of_an_export(casebook: Casebook, tmp_path: Path, formats: str | list[str]) -> None:
    """Formats are given as texts, or as one text with commas."""
    casebook.store(reading())
    losses = casebook.export(tmp_path / "out", formats)
    assert [loss.format for loss in losses] == (["csv"] if formats == "csv" else ["csv", "parquet"])


def test_page_counts_the_newest_versions(casebook: Casebook) -> None:
    """Two versions of an article are one report on an actor's page, unless all versions are asked for."""
    casebook.store(reading(12))
    casebook.store(reading(15, published=dt.date(2024, 4, 1)))
    page, every = casebook.who("Varnia"), casebook.who("Varnia", versions=True)
    assert (page.actor.reports, page.first_seen) == (1, dt.date(2024, 4, 1))
    assert (every.actor.reports, every.first_seen) == (2, dt.date(2024, 3, 14))
