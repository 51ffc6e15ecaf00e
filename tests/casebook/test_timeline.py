"""The timeline: all accounts of one event in one entry, side by side."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec
from click.testing import CliRunner

from dateline.casebook.gathering import disagreeing, number
from dateline.cli import main
from dateline.records.model import Period

from .making import reading
from .test_linking import account, copy

if TYPE_CHECKING:
    from pathlib import Path

    from dateline.casebook.casebook import Casebook
    from dateline.records.model import Reading

OTHER = "https://other.example/1"


def dated(given: Reading, start: dt.date | None, end: dt.date | None, grain: str) -> Reading:
    """A report whose first event has another date, or none."""
    when = Period(start=start, end=end, grain=grain) if start or end else None
    return msgspec.structs.replace(given, events=(msgspec.structs.replace(given.events[0], when=when), *given.events[1:]))


def group(casebook: Casebook) -> None:
    """Take all attacks for accounts of one event, as linking would for reports that have more in common."""
    casebook.link()
    found = casebook.connection.execute("SELECT min(h.happening) FROM happening_event AS h JOIN event AS e ON e.id = h.event WHERE e.type = 'ASSAULT'")
    (one,) = found.fetchone()
    casebook.connection.execute("UPDATE happening_event SET happening = ? WHERE event IN (SELECT id FROM event WHERE type = 'ASSAULT')", (one,))


def test_accounts_of_one_event_are_one_entry(casebook: Casebook) -> None:
    """An entry has every account with its id, in the order of publication, and counts reports and origins apart."""
    for stored in (reading(), copy(OTHER, "Evening Sheet"), account()):
        casebook.store(stored)
    casebook.link()
    (entry,) = casebook.timeline()
    assert [event.report for event in entry.events] == [1, 2, 3]
    assert {event.uid for event in entry.events} == {event.uid for event in casebook.timeline(apart=True)}
    assert (entry.reports, entry.origins, entry.happening is not None) == (3, 2, True)


def test_tolls_stand_side_by_side(casebook: Casebook) -> None:
    """Each number stands once with those who give it, the smallest first, and copies make one origin."""
    for stored in (reading(), copy(OTHER, "Evening Sheet"), account()):
        casebook.store(stored)
    casebook.link()
    (entry,) = casebook.timeline()
    assert [(toll.min, toll.max, toll.words, toll.own, toll.reports, toll.origins) for toll in entry.tolls] == [
        (12, None, "at least 12 people", False, 2, 1), (40, 40, "forty people", True, 1, 1),
    ]  # fmt: skip
    assert entry.tolls[0].sources == ("town council (Varnia)",)
    assert len(entry.tolls[0].uids) == 2


def test_statuses_are_told_by_account(casebook: Casebook) -> None:
    """How an event stands is told for each status, with the reports and origins in which it stands so."""
    for stored in (reading(), copy(OTHER, "Evening Sheet"), account()):
        casebook.store(stored)
    casebook.link()
    (entry,) = casebook.timeline()
    assert sorted((item.status, item.reports, item.origins) for item in entry.statuses) == [("asserted", 1, 1), ("attributed", 2, 1)]


def test_dates_that_disagree(casebook: Casebook) -> None:
    """The date that most origins agree with is the entry's, the narrower of two that fit each other; one that can't be it stands beside it."""
    base = account()
    casebook.store(base)
    casebook.store(dated(account(url=OTHER), dt.date(2024, 3, 1), dt.date(2024, 3, 31), "month"))
    casebook.store(dated(account(41, url=f"{OTHER}/2"), dt.date(2024, 4, 2), dt.date(2024, 4, 2), "day"))
    group(casebook)
    casebook.connection.execute("DELETE FROM report_origin")
    (entry,) = casebook.timeline(type="ASSAULT")
    assert (entry.from_day, entry.grain) == (dt.date(2024, 3, 12), "day")
    assert len(entry.dates) == 3
    assert [date.from_day for date in disagreeing(entry)] == [dt.date(2024, 4, 2)]


def test_day_of_a_report_dates_only_where_no_words_do(casebook: Casebook) -> None:
    """The day of a report is no date beside one that words give, and contradicts none."""
    casebook.store(account())
    casebook.store(dated(account(url=OTHER), dt.date(2024, 3, 14), dt.date(2024, 3, 14), "report"))
    group(casebook)
    (entry,) = casebook.timeline()
    assert (entry.from_day, entry.grain, disagreeing(entry)) == (dt.date(2024, 3, 12), "day", ())


def test_undated_account_is_in_the_entry_of_the_dated_one(casebook: Casebook) -> None:
    """An account without a date is placed by another one of the same event, and is not counted as left out; where that lies out of the days asked for it is."""
    casebook.store(account())
    casebook.store(dated(account(41, url=OTHER), None, None, ""))
    group(casebook)
    (entry,) = casebook.timeline()
    assert entry.reports == 2
    assert (casebook.undated(), casebook.undated(apart=True)) == (0, 1)
    assert casebook.timeline(since=dt.date(2024, 3, 13)) == []


def test_filters_choose_events_and_not_accounts(casebook: Casebook) -> None:
    """An entry that one account brings in has the others as well."""
    for stored in (reading(), account()):
        casebook.store(stored)
    casebook.link()
    (entry,) = casebook.timeline(source="town council")
    assert len(entry.events) == 2


def test_other_parties_stand_beside(casebook: Casebook) -> None:
    """Whom another account names for the doer stands beside the first; who is only left out, or only described, makes no other version."""
    made = reading()
    casebook.store(made)
    casebook.store(account())
    shelling = msgspec.structs.replace(made.events[0], actor=("a3",), recipient=())
    casebook.store(msgspec.structs.replace(reading(9, url=OTHER), events=(shelling, made.events[1])))
    group(casebook)
    (entry,) = casebook.timeline(type="ASSAULT")
    assert [(parties.actors, parties.reports) for parties in entry.parties] == [(("artillery",), 2), (("Dol Front",), 1)]


def test_what_is_only_wanted_is_alone(casebook: Casebook) -> None:
    """An event that is only wanted has no happening and nobody who says that it happened, and stands in the timeline all the same."""
    made = reading()
    casebook.store(msgspec.structs.replace(made, events=(msgspec.structs.replace(made.events[0], status="intended"),)))
    casebook.link()
    (entry,) = casebook.timeline()
    assert (entry.happening, entry.backing, entry.statuses[0].status) == (None, None, "intended")


def test_old_versions_are_no_accounts(casebook: Casebook) -> None:
    """An earlier version of an article is an account only when versions are asked for."""
    casebook.store(reading(12))
    casebook.store(reading(15, published=dt.date(2024, 4, 1)))
    casebook.link()
    assert [event.report for entry in casebook.timeline() for event in entry.events] == [2]
    assert sorted(event.report for entry in casebook.timeline(versions=True) for event in entry.events) == [1, 2]


def test_entry_as_a_person_sees_it(casebook: Casebook, path: Path) -> None:
    """Sources with their origins stand on the first line, and below it numbers, statuses, who denies it and what is disputed."""
    for stored in (reading(50), copy(OTHER, "Evening Sheet"), account()):
        casebook.store(stored)
    casebook.link()
    casebook.close()
    lines = CliRunner().invoke(main, ["timeline", str(path)]).stdout.splitlines()
    assert lines[0] == "2024-03-12"
    assert "in the word of: the reporter, and town council (Varnia)  3 reports, 2 origins: reports 1, 2, 3" in lines[1]
    assert lines[2] == "    killed: at least 12 people (town council (Varnia)), forty people (the reporter), at least 50 people (town council (Varnia))"
    assert "    stands as: ● asserted in 1 origin, ◐ attributed in 1 origin (2 reports)" in lines
    assert "    denied by Varnia (2 reports, 1 origin)" in lines
    assert lines[-1].startswith("    disputed: whether it happened, how many killed")


def test_timeline_as_a_frame(casebook: Casebook) -> None:
    """In the view each happening is one row, with ranges over all its origins and the uids of its accounts."""
    for stored in (reading(), copy(OTHER, "Evening Sheet"), account()):
        casebook.store(stored)
    casebook.link()
    (row,) = (row for row in casebook.table("timeline").to_pylist() if row["types"] == "ASSAULT")
    assert (row["from_day"], row["tolls"], row["reports"], row["origins"], row["events"]) == (dt.date(2024, 3, 12), "killed: 12+", 3, 2, 3)
    assert set(row["uids"].split("; ")) == {event.uid for event in casebook.timeline(apart=True)}
    assert row["actors"] == "Varnia; artillery"


def test_numbers_in_words() -> None:
    """A corrected number is told by its bounds."""
    assert [number(3, 3), number(3, None), number(None, 3), number(3, 5)] == ["3", "3 or more", "up to 3", "3 to 5"]
