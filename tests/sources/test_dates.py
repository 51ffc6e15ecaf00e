"""Dates of publication in date lines, fields and addresses."""

from __future__ import annotations

import datetime

import pytest

from dateline.sources.dates import date_in_url, parse_date, read_date_line

DAY = datetime.date(2015, 10, 5)


@pytest.mark.parametrize(
    "line",
    [
        "October 05, 2015",
        "5 October 2015",
        "Monday, October 5, 2015",
        "Mon 5 Oct 2015 14.20 BST",
        "Published: 5th October 2015 at 10:45 GMT",
        "Updated 3:04 PM ET, Mon October 5, 2015",
        "2015-10-05",
        "2015-10-05T10:00:00Z",
        "Oct. 5, 2015",
        "October 5 , 2015",
    ],
)
def test_date_lines(line: str) -> None:
    """A line with a date, a time and words such as "Updated" is a date line."""
    found = read_date_line(line)
    assert found is not None
    assert found.date == DAY


@pytest.mark.parametrize("line", ["On October 5, 2015 the war began.", "Monday", "Talks in May 2015", "5 October 2015 was a Monday"])
def test_other_lines(line: str) -> None:
    """A line that says anything else is no date line."""
    assert read_date_line(line) is None


def test_doubtful_date() -> None:
    """A date that two countries read in two ways is not read; one that has only one reading is."""
    doubtful, clear = read_date_line("05/10/2015"), read_date_line("25/10/2015")
    assert doubtful is not None
    assert (doubtful.date, doubtful.doubtful) == (None, True)
    assert clear is not None
    assert clear.date == datetime.date(2015, 10, 25)


@pytest.mark.parametrize("value", ["2015-10-05T23:30:00-05:00", "Mon, 05 Oct 2015 10:00:00 +0000", "20151005", 1444003200, 1444003200000, "October 5, 2015"])
def test_fields(value: object) -> None:
    """The forms in which metadata gives a date are read, a time zone leaving the day as written."""
    assert parse_date(value) == DAY


@pytest.mark.parametrize("value", [None, "", "yesterday", True, "2015-13-45", [], "October 2015", -5])
def test_fields_without_a_date(value: object) -> None:
    """What gives no whole date gives none."""
    assert parse_date(value) is None


def test_address() -> None:
    """A year, month and day in an address are a date; a year and month are not."""
    assert date_in_url("https://example.org/2015/10/05/talks") == DAY
    assert date_in_url("https://example.org/2015/oct/05/talks") == DAY
    assert date_in_url("https://example.org/2015/10/talks") is None
