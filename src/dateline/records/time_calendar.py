"""Arithmetic of the calendar: weeks, months, quarters, seasons, decades and movable feasts. No language here."""

from __future__ import annotations

import calendar
import contextlib
import datetime
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

Days: TypeAlias = tuple[datetime.date, datetime.date]
"""A first and a last day, both included."""

Third = Literal["early", "mid", "late"]
Direction = Literal["past", "future"]

DAY: Final = datetime.timedelta(days=1)
_LAST_JULIAN_GAP: Final = 13  # days between the Julian and the Gregorian calendar from 1900 to 2099
_SOON: Final = datetime.timedelta(days=31)
_FAR: Final = datetime.timedelta(days=330)
_RECENT: Final = datetime.timedelta(days=92)
_NEXT_YEARS: Final = datetime.timedelta(days=270)
_YEARS_AROUND: Final = 12  # a weekday falls on the same date again within eleven years


def step(day: datetime.date, count: int, unit: str) -> datetime.date:
    """The day `count` units after `day` (before it when negative); a month that is too short gives its last day."""
    match unit:
        case "hour":
            return day + datetime.timedelta(hours=count) if not count % 24 else day + (count // 24) * DAY
        case "day" | "night":
            return day + count * DAY
        case "week" | "weekend":
            return day + 7 * count * DAY
        case "fortnight":
            return day + 14 * count * DAY
    months = count * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month(year: int, number: int) -> Days:
    """A calendar month, 1 to 12."""
    return datetime.date(year, number, 1), datetime.date(year, number, calendar.monthrange(year, number)[1])


def months(year: int, first: int, count: int) -> Days:
    """`count` months from month `first` of a year on; `first` may run past 12 into the next year."""
    start = step(datetime.date(year, 1, 1), first - 1, "month")
    return start, step(start, count, "month") - DAY


def year(number: int) -> Days:
    """A calendar year."""
    return datetime.date(number, 1, 1), datetime.date(number, 12, 31)


def century(number: int) -> Days:
    """A century by its leading digits, as TimeML counts: the 19th is 1800 to 1899."""
    return datetime.date(number * 100 - 100, 1, 1), datetime.date(number * 100 - 1, 12, 31)


def week_of_month(number: int, at: int, which: int) -> Days:
    """The `which`-th week of a month, -1 for its last: a week belongs to the month of its Thursday, as ISO 8601 has it for years."""
    thursday = nth_weekday(number, at, 3, which)
    return thursday - 3 * DAY, thursday + 3 * DAY


def iso_week(number: int, which: int) -> Days:
    """The `which`-th week of a year as ISO 8601 counts them, -1 for its last; raises ValueError when the year has no such week."""
    last = datetime.date(number, 12, 28).isocalendar().week
    monday = datetime.date.fromisocalendar(number, last if which < 0 else which, 1)
    return monday, monday + 6 * DAY


def containing(day: datetime.date, unit: str) -> Days:
    """The week (Monday to Sunday), its weekend, the month, quarter, year, decade or century that a day lies in."""
    match unit:
        case "week":
            monday = day - day.weekday() * DAY
            return monday, monday + 6 * DAY
        case "weekend":
            saturday = day + (5 - day.weekday()) * DAY
            return saturday, saturday + DAY
        case "month":
            return month(day.year, day.month)
        case "quarter":
            return months(day.year, (day.month - 1) // 3 * 3 + 1, 3)
        case "year":
            return year(day.year)
        case "decade":
            first = day.year // 10 * 10
            return datetime.date(first, 1, 1), datetime.date(first + 9, 12, 31)
        case "century":
            return century(day.year // 100 + 1)
    return day, day


def third(days: Days, part: Third, unit: str) -> Days:
    """The early, middle or late part of a stretch.

    A month is cut after its 10th and 20th day, a year after April and August, a decade after its fourth and seventh year, a century after its 33rd
    and 67th. A week's parts overlap, as usage does: it is early until Wednesday, in its middle from Tuesday to Friday and late from Thursday.
    """
    start, end = days
    place = ("early", "mid", "late").index(part)
    if unit == "month":
        return start.replace(day=(1, 11, 21)[place]), (start.replace(day=10), start.replace(day=20), end)[place]
    if unit == "year":
        return months(start.year, (1, 5, 9)[place], 4)
    if unit in {"decade", "century"}:
        first, last = (((0, 3), (4, 6), (7, 9)) if unit == "decade" else ((0, 32), (33, 66), (67, 99)))[place]
        return datetime.date(start.year + first, 1, 1), datetime.date(start.year + last, 12, 31)
    if unit == "week":
        first, last = ((0, 2), (1, 4), (3, 6))[place]
        return start + first * DAY, start + last * DAY
    length = (end - start) // 3
    return ((start, start + length), (start + length + DAY, end - length - DAY), (end - length, end))[place]


def easter(number: int) -> datetime.date:
    """Easter Sunday of the Western churches (the anonymous Gregorian computus, Meeus 1991, chapter 8)."""
    golden, (century, rest) = number % 19, divmod(number, 100)
    correction = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - correction - rest % 4) % 7
    shift = (golden + 11 * correction + 22 * weekday) // 451
    at, day = divmod(correction + weekday - 7 * shift + 114, 31)
    return datetime.date(number, at, day + 1)


def orthodox_easter(number: int) -> datetime.date:
    """Easter Sunday of the Orthodox churches, as a Gregorian date, right from 1900 to 2099 (Meeus' Julian computus)."""
    moon = (19 * (number % 19) + 15) % 30
    weekday = (2 * (number % 4) + 4 * (number % 7) - moon + 34) % 7
    at, day = divmod(moon + weekday + 114, 31)
    return datetime.date(number, at, day + 1) + _LAST_JULIAN_GAP * DAY


def nth_weekday(number: int, at: int, weekday: int, which: int) -> datetime.date:
    """The `which`-th Monday (0) to Sunday (6) of a month; -1 is the last. Raises ValueError when the month has no such day."""
    first, last = month(number, at)
    if which < 0:
        return last - (last.weekday() - weekday) % 7 * DAY
    found = first + ((weekday - first.weekday()) % 7 + 7 * (which - 1)) * DAY
    if found > last:
        raise ValueError(f"{number}-{at:02} has no weekday {weekday} number {which}")
    return found


def last_on(day: datetime.date, weekday: int) -> datetime.date:
    """The latest such weekday that is not after `day`."""
    return day - (day.weekday() - weekday) % 7 * DAY


def next_on(day: datetime.date, weekday: int) -> datetime.date:
    """The first such weekday that is not before `day`."""
    return day + (weekday - day.weekday()) % 7 * DAY


def nearest_year(
    of_year: Callable[[int], Days],
    reference: datetime.date,
    direction: Direction | None,
    weekday: int | None = None,
) -> Days | None:
    """What recurs every year ("March 24", "the third quarter"), in the year that fits the reference; None for what no year has.

    Looking back it is the latest that has begun, looking forward the first that has not ended. Without a direction it is the latest
    that has begun, unless the next begins within a month. What lies near goes against the direction when the alternative is most of a
    year away, because writers mark that ("next June"): forward, what ended within three months; back, a single day within a month. A
    weekday that goes with a day picks the nearest year in which both agree.
    """
    candidates = []
    for number in range(reference.year - _YEARS_AROUND, reference.year + _YEARS_AROUND + 1):
        with contextlib.suppress(ValueError):  # February 29
            candidates.append(of_year(number))
    agreeing = [days for days in candidates if days[0].weekday() == weekday]
    if agreeing:
        return min(agreeing, key=lambda days: abs(days[0] - reference))
    behind = [days for days in candidates if days[0] <= reference][-1:]
    ahead = [days for days in candidates if days[1] >= reference][:1]
    if not behind or not ahead:
        return next(iter(behind or ahead), None)
    last, coming = behind[0], ahead[0]
    single = last[0] == last[1]
    if direction == "future":
        return last if reference - last[1] <= _RECENT and coming[0] - reference > _NEXT_YEARS else coming
    if last[1] >= reference or coming[0] - reference > _SOON:
        return last
    return coming if direction is None or (single and reference - last[0] > _FAR) else last
