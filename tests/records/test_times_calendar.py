"""Arithmetic of the calendar."""

from __future__ import annotations

import datetime

import pytest

from dateline.records import time_calendar as cal


@pytest.mark.parametrize(("year", "expected"), [(1961, "1961-04-02"), (2000, "2000-04-23"), (2008, "2008-03-23"), (2019, "2019-04-21"), (2038, "2038-04-25")])
def test_easter_of_the_west(year: int, expected: str) -> None:
    """Easter follows the Gregorian computus, at both ends of its span of dates."""
    assert cal.easter(year).isoformat() == expected


@pytest.mark.parametrize(("year", "expected"), [(2010, "2010-04-04"), (2013, "2013-05-05"), (2019, "2019-04-28"), (2021, "2021-05-02")])
def test_easter_of_the_east(year: int, expected: str) -> None:
    """Orthodox Easter follows the Julian computus, in Gregorian dates, also where both fall together."""
    assert cal.orthodox_easter(year).isoformat() == expected


@pytest.mark.parametrize(
    ("day", "count", "unit", "expected"),
    [
        ("2016-01-31", 1, "month", "2016-02-29"),
        ("2016-02-29", -1, "year", "2015-02-28"),
        ("2016-01-15", -2, "quarter", "2015-07-15"),
        ("2016-03-01", -1, "fortnight", "2016-02-16"),
        ("2016-03-01", 2, "decade", "2036-03-01"),
    ],
)
def test_a_step_keeps_to_the_month(day: str, count: int, unit: str, expected: str) -> None:
    """A step into a shorter month gives its last day."""
    assert cal.step(datetime.date.fromisoformat(day), count, unit).isoformat() == expected


@pytest.mark.parametrize(
    ("part", "unit", "expected"),
    [
        ("early", "month", ("2015-02-01", "2015-02-10")),
        ("late", "month", ("2015-02-21", "2015-02-28")),
        ("mid", "year", ("2015-05-01", "2015-08-31")),
        ("late", "decade", ("2017-01-01", "2019-12-31")),
    ],
)
def test_the_parts_of_a_stretch(part: cal.Third, unit: str, expected: tuple[str, str]) -> None:
    """Early, mid and late cut months by tens, years by four months and decades by three or four years."""
    start, end = cal.third(cal.containing(datetime.date(2015, 2, 14), unit), part, unit)
    assert (start.isoformat(), end.isoformat()) == expected


def test_a_month_without_a_fifth_monday_has_none() -> None:
    """A weekday that a month does not have raises ValueError instead of running into the next month."""
    with pytest.raises(ValueError, match="no weekday"):
        cal.nth_weekday(2015, 2, 0, 5)


def test_leap_day_falls_in_leap_years_only() -> None:
    """February 29 without a year is found in the nearest leap year behind."""
    day = cal.nearest_year(lambda year: (datetime.date(year, 2, 29),) * 2, datetime.date(2015, 6, 1), "past")
    assert day == (datetime.date(2012, 2, 29), datetime.date(2012, 2, 29))


def test_what_no_year_has_is_none() -> None:
    """A date that never comes gives None."""

    def never(year: int) -> cal.Days:
        return (datetime.date(year, 2, 30),) * 2

    assert cal.nearest_year(never, datetime.date(2015, 6, 1), "past") is None
