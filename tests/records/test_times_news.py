"""Kinds of date expression that news reports use, each once, and the direction in which their clause looks."""

from __future__ import annotations

import datetime

import pytest

from dateline.records.times import find_times

PUBLISHED = datetime.date(2016, 3, 16)  # a Wednesday


def read(text: str) -> list[tuple[str, str, str]]:
    """The wordings of a text with their days and grain."""
    found = find_times(text, PUBLISHED)
    return [(text[slice(*time.span)], str(time.start) if time.start == time.end else f"{time.start}/{time.end}", time.grain) for time in found]


@pytest.mark.parametrize(
    ("text", "wording", "days", "grain"),
    [
        ("Fighting has gone on since 2011.", "2011", "2011-01-01/2011-12-31", "year"),
        ("Planes struck between 3 and 5 May.", "3 and 5 May", "2015-05-03/2015-05-05", "range"),
        ("Planes struck between 3 and 15 of this month.", "3 and 15 of this month", "2016-03-03/2016-03-15", "range"),
        ("The treaty dates from the noughties.", "the noughties", "2000-01-01/2009-12-31", "decade"),
        ("The treaty dates from the 70's.", "the 70's", "1970-01-01/1979-12-31", "decade"),
        ("The treaty dates from the 19th century.", "the 19th century", "1800-01-01/1899-12-31", "century"),
        ("The treaty dates from the late eighteenth century.", "the late eighteenth century", "1767-01-01/1799-12-31", "century"),
        ("The treaty dates from the first half of the 20th century.", "the first half of the 20th century", "1900-01-01/1949-12-31", "half"),
        ("Fuel ran short at the turn of the year.", "the turn of the year", "2015-12-21/2016-01-10", "range"),
        ("Fuel ran short in mid-2014.", "mid-2014", "2014-05-01/2014-08-31", "year"),
        ("Fuel ran short in H2 2014.", "H2 2014", "2014-07-01/2014-12-31", "half"),
        ("Fuel ran short over the past three weeks.", "the past three weeks", "2016-02-24/2016-03-16", "range"),
        ("Fuel ran short earlier this month.", "earlier this month", "2016-03-01/2016-03-16", "month"),
        ("Shells fell over the weekend.", "the weekend", "2016-03-12/2016-03-13", "weekend"),
        ("Shells fell the weekend before last.", "the weekend before last", "2016-03-05/2016-03-06", "weekend"),
        ("Shells fell late on Sunday.", "Sunday", "2016-03-13", "day"),
        ("Shells fell on the first of March.", "the first of March", "2016-03-01", "day"),
        ("Shells fell on the twenty-second of February.", "the twenty-second of February", "2016-02-22", "day"),
        ("Shells fell last week on Friday.", "last week on Friday", "2016-03-11", "day"),
        ("Shells fell in the week of 25 February.", "the week of 25 February", "2016-02-22/2016-02-28", "week"),
        ("Shells fell in the week beginning 3 March.", "the week beginning 3 March", "2016-03-03/2016-03-09", "week"),
        ("Shells fell in the week ending 3 March.", "the week ending 3 March", "2016-02-26/2016-03-03", "week"),
        ("Shells fell in the first week of October 2015.", "the first week of October 2015", "2015-09-28/2015-10-04", "week"),
        ("Shells fell in the last week of 2015.", "the last week of 2015", "2015-12-28/2016-01-03", "week"),
        ("The pact was signed a year and three months ago.", "a year and three months ago", "2014-12-01/2014-12-31", "month"),
        ("Talks ran from 12 February through 1 March.", "12 February through 1 March", "2016-02-12/2016-03-01", "range"),
        ("Talks ran Monday until Wednesday.", "Monday until Wednesday", "2016-03-14/2016-03-16", "range"),
        ("Rallies are planned between now and 3 April.", "between now and 3 April", "2016-03-16/2016-04-03", "range"),
        ("Rallies are planned from next Friday to April 1, 2016.", "next Friday to April 1, 2016", "2016-03-25/2016-04-01", "range"),
        ("The appeal is listed for the 20th of next month.", "the 20th of next month", "2016-04-20", "day"),
        ("Shops closed on Presidents' Day.", "Presidents' Day", "2016-02-15", "day"),
        ("Exports fell in the third quarter of 2015.", "the third quarter of 2015", "2015-07-01/2015-09-30", "quarter"),
    ],
)
def test_each_kind_has_its_days_and_grain(text: str, wording: str, days: str, grain: str) -> None:
    """An expression is found whole, with its days and the grain that its words give."""
    assert read(text) == [(wording, days, grain)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The envoy may fly home on Friday.", "2016-03-18"),
        ("The envoy will fly home on Friday.", "2016-03-18"),
        ("The envoy flew home on Friday.", "2016-03-11"),
        ("She'll fly home on Friday.", "2016-03-18"),
        ("The envoy's meeting on Friday ended early.", "2016-03-11"),
        ("Voters rejected plans for an exit by 31 October.", "2016-10-31"),
        ("The deadline is 31 October.", "2016-10-31"),
        ("Markets to remain closed until Friday", "2016-03-18"),
        ("Markets remained closed on Friday.", "2016-03-11"),
        ("The guns were to fall silent on Friday.", "2016-03-18"),
        ("The guns were to have fallen silent on Friday.", "2016-03-11"),
    ],
)
def test_the_clause_gives_the_direction(text: str, days: str) -> None:
    """Modals, contracted ones too, what is arranged and nouns of what is wanted turn a date forward; a past verb, a state and a possessive do not."""
    assert [row[1] for row in read(text)] == [days]


def test_the_modal_may_is_no_month() -> None:
    """In "may resign in May" only the second is a month."""
    assert [row[0] for row in read("The cabinet may resign in May.")] == ["May"]


def test_a_term_is_a_date_where_the_clause_looks_forward() -> None:
    """What will happen in three weeks has a date."""
    assert read("Voters will choose a mayor in three weeks.") == [("in three weeks", "2016-04-06", "day")]


def test_a_term_is_a_duration_where_the_clause_looks_back() -> None:
    """What happened in three weeks took so long."""
    assert read("The town fell in three weeks.") == []


def test_a_fiscal_quarter_stays_open() -> None:
    """A fiscal quarter begins when its owner says, so that its days are not known."""
    assert read("Exports fell in the third quarter of fiscal 2015.") == [("the third quarter of fiscal 2015", "None", "quarter")]


@pytest.mark.parametrize("text", ["The 21st Century Fox studio closed.", "A third of March wages went unpaid.", "Deaths rose from 4 to 22 of late."])
def test_what_only_resembles_these_kinds(text: str) -> None:
    """Names of firms, fractions and counts are no dates of these kinds."""
    assert [row for row in read(text) if row[2] in {"century", "day", "range"}] == []


@pytest.mark.parametrize(
    ("text", "wording", "days"),
    [
        ("The raid came on Saturday. Shops closed. Schools closed. The previous day a jet had crashed.", "The previous day", "2016-03-11"),
        ("The raid came on Tuesday. A vote is due on 1 May. The mayor was shot the same day.", "the same day", "2016-03-15"),
        ("A debate is set for 2 April, and both sides cancelled plans for that date.", "that date", "2016-04-02"),
        ("The raid came on Friday. Five men were arrested that weekend.", "that weekend", "2016-03-12/2016-03-13"),
    ],
)
def test_a_definite_day_leans_on_the_nearest_that_fits(text: str, wording: str, days: str) -> None:
    """A definite day ("the previous day", "that date") reaches back over sentences, and over dates to come where its own clause looks back."""
    assert (wording, days) in [row[:2] for row in read(text)]
