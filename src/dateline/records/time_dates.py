"""What names its own date: full and partial dates, months, seasons, quarters, years, decades and feasts."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dateline.records import time_calendar as cal
from dateline.records import time_position as position
from dateline.records.time_lexicon import lexicon
from dateline.records.time_meaning import Context, Match, Resolution, cut, given, group, in_month, led, yearly

if TYPE_CHECKING:
    from dateline.records.time_calendar import Days

_CENTURY: Final = 1900


def iso(match: Match, _: Context) -> Resolution | None:
    """2015-10-06."""
    return date(int(match["year"]), int(match["month"]), int(match["day"]))


def date(year: int, month: int, day: int) -> Resolution | None:
    """A full date, or None when there is no such day."""
    try:
        found = datetime.date(year, month, day)
    except ValueError:
        return None
    return Resolution(found, found, "day", "absolute")


def numeric(match: Match, context: Context) -> Resolution | None:
    """10/6/2015: by the order that is possible; where both are, the latest that is not after publication, else the American one."""
    first, second, year = int(match["a"]), int(match["b"]), int(match["year"])
    orders = [found for found in (date(year, first, second), date(year, second, first)) if found]
    behind = [found for found in orders if found.start and context.published and found.start <= context.published]
    return max(behind, key=lambda found: found.start or datetime.date.min, default=orders[0] if orders else None)


def month_day(match: Match, context: Context) -> Resolution | None:
    """October 6, or 6 October, with or without weekday and year."""
    if not position.is_month(match, context.text) or position.is_name(context.text, match.end()):
        return None
    words = lexicon()
    month, day = words.month(match["month"]), int(match["day"]) if match["day"] else words.ordinal(match["dayword"])
    if match["dayword"] and position.is_share(match, context.shadow):
        return None
    if position.counts(match, context.shadow):  # "in May 20 people died"
        bare = yearly(match, context, lambda year: cal.month(year, month), "month")
        return bare and replace(bare, span=(match.start("month"), match.end("month")))
    weekday = words.weekday(match["wd"]) if match["wd"] else None

    def of_year(year: int) -> Days:
        date = datetime.date(year, month, day)
        return date, date

    return yearly(match, context, of_year, "day", weekday)


def month_days(match: Match, context: Context) -> Resolution | None:
    """October 6-8, 6 and 7 October, or 6 to 8 of last month."""
    first, last = int(match["from"]), int(match["to"])
    if first >= last:
        return None
    if not match["month"]:
        return in_month(match, context, lambda year, month: (datetime.date(year, month, first), datetime.date(year, month, last)), "range")
    if not position.is_month(match, context.text):
        return None
    month = lexicon().month(match["month"])
    return yearly(match, context, lambda year: (datetime.date(year, month, first), datetime.date(year, month, last)), "range")


def weekday_of_month(match: Match, context: Context) -> Resolution | None:
    """The last Friday of June."""
    words = lexicon()
    weekday, which = words.weekday(match["wd"]), words.ordinal(match["ord"])

    def of_month(year: int, month: int) -> Days:
        date = cal.nth_weekday(year, month, weekday, which)
        return date, date

    return in_month(match, context, of_month, "day")


def week_of_month(match: Match, context: Context) -> Resolution | None:
    """The first week, weekend or day of June."""
    which, unit = lexicon().ordinal(match["ord"]), match["unit"]

    def of_month(year: int, month: int) -> Days:
        first, last = cal.month(year, month)
        if unit == "weekend":
            saturday = cal.nth_weekday(year, month, 5, which)
            return saturday, saturday + cal.DAY
        if unit == "week":
            return cal.week_of_month(year, month, which)
        day = last if which < 0 else first + (which - 1) * cal.DAY
        return day, day

    return in_month(match, context, of_month, unit)


def week_of_year(match: Match, context: Context) -> Resolution | None:
    """The first week (as ISO 8601 counts), weekend or day of a year."""
    which, unit = lexicon().ordinal(match["ord"]), match["unit"]

    def of_year(year: int) -> Days:
        if unit == "week":
            return cal.iso_week(year, which)
        if unit == "weekend":
            saturday = cal.nth_weekday(year, 12 if which < 0 else 1, 5, which)
            return saturday, saturday + cal.DAY
        first, last = cal.year(year)
        return (last, last) if which < 0 else (first + (which - 1) * cal.DAY,) * 2

    return yearly(match, context, of_year, unit)


def some_of(match: Match, context: Context) -> Resolution | None:
    """The first nine months of 2014."""
    count, unit = lexicon().number(match["num"]), match["unit"]
    month = lexicon().month(match["month"]) if match["month"] else None

    def of_year(year: int) -> Days:
        start, end = cal.month(year, month) if month else cal.year(year)
        if match["end"] in {"first", "opening"}:
            return start, cal.step(start, count, unit) - cal.DAY
        return cal.step(end + cal.DAY, -count, unit), end

    return yearly(match, context, of_year, "range")


def quarter(match: Match, context: Context) -> Resolution | None:
    """The third quarter, of a calendar year: fiscal quarters stay open."""
    word = match["ord"]
    which = int(word) if word.isdigit() else 4 if word in {"final", "last"} else lexicon().ordinals[word]
    if "fiscal" in match[0]:
        return given(None, "quarter", "published")
    if group(match, "rel") == "the" and context.published:  # "of the year"
        return given(cal.months(context.published.year, which * 3 - 2, 3), "quarter", "published")
    return yearly(match, context, lambda year: cal.months(year, which * 3 - 2, 3), "quarter")


def half(match: Match, context: Context) -> Resolution | None:
    """The first half of 2014, of a month or of a decade."""
    which = 0 if match["ord"] in {"first", "1st"} else 1
    if match["decade"]:
        first = int(match["decade"]) + 5 * which
        return given((datetime.date(first, 1, 1), datetime.date(first + 4, 12, 31)), "half", "absolute")
    month = lexicon().month(match["month"]) if match["month"] else None

    def of_year(year: int) -> Days:
        if month is None:
            return cal.months(year, 1 + 6 * which, 6)
        first, last = cal.month(year, month)
        return (first, first.replace(day=15)) if which == 0 else (first.replace(day=16), last)

    return yearly(match, context, of_year, "half")


def first_or_second(match: Match, _: Context) -> Resolution | None:
    """H1 2016, as companies write a half."""
    return given(cal.months(int(match["year"] or match["year2"]), 6 * int(match["ord"] or match["ord2"]) - 5, 6), "half", "absolute")


def fiscal_year(_: Match, __: Context) -> Resolution | None:
    """A fiscal year begins when its owner says, which the words don't tell."""
    return given(None, "year", "absolute")


def season(match: Match, context: Context) -> Resolution | None:
    """The spring of 2012, last summer; seasons are those of the northern hemisphere."""
    if not position.is_season(match, context.text, context.shadow):
        return None
    first = lexicon().seasons[match["season"]]

    def of_year(year: int) -> Days:
        days = cal.months(year, first, 3)
        return cut(days, match["part"], "season")

    return led(match, context, of_year, "season")


def month(match: Match, context: Context) -> Resolution | None:
    """A month without a day, or a part of it."""
    named = bool(match["part"] or match["lead"] or match["year"] or match["rel"])
    if not position.is_month(match, context.text) or not position.is_bare_month(match, context.text, context.shadow, named=named):
        return None
    number = lexicon().month(match["month"])
    return led(match, context, lambda year: cut(cal.month(year, number), match["part"], "month"), "month")


def holiday(match: Match, context: Context) -> Resolution | None:
    """A feast with a fixed or computable date."""
    if not position.is_holiday(match, context.text):
        return None
    kind, rule = lexicon().holidays[match["name"]]
    if kind == "named":
        return date(*rule)

    def of_year(year: int) -> Days:
        match kind:
            case "fixed":
                date = datetime.date(year, rule[0], rule[1])
            case "easter":
                date = cal.easter(year) + rule[0] * cal.DAY
            case "orthodox_easter":
                date = cal.orthodox_easter(year)
            case _:
                date = cal.nth_weekday(year, *rule)
        return date, date

    return led(match, context, of_year, "day")


def decade(match: Match, _: Context) -> Resolution | None:
    """The 1990s, the late eighties."""
    digits = match["decade"]
    spelt = match["spelt"]
    first = int(digits) if digits else lexicon().decades[spelt] if spelt else _CENTURY + int(match["short"] or match["short2"])
    days = datetime.date(first, 1, 1), datetime.date(first + 9, 12, 31)
    return given(cut(days, match["part"] or match["part2"], "decade"), "decade", "absolute")


def century(match: Match, context: Context) -> Resolution | None:
    """The 19th century, a half or a part of it."""
    follows = context.text[match.end() : match.end() + 2]
    if context.text[match.end() - len("century")].isupper() and follows[:1] == " " and follows[1:].isupper():  # the name of a firm or a film
        return None
    digits = match["number"]
    start, end = cal.century(int(digits[:2]) if digits else lexicon().ordinal(match["ord"]))
    if match["half"] == "first":
        end = end.replace(year=start.year + 49)
    elif match["half"]:
        start = start.replace(year=start.year + 50)
    else:
        start, end = cut((start, end), match["part"], "century")
    return given((start, end), "half" if match["half"] else "century", "absolute")


def turn_of_year(match: Match, context: Context) -> Resolution | None:
    """The turn of the year: the late December and the early January around it."""
    return yearly(match, context, lambda year: (datetime.date(year - 1, 12, 21), datetime.date(year, 1, 10)), "range")


def years(match: Match, context: Context) -> Resolution | None:
    """2003-2011."""
    first, last = int(match["from"]), int(match["to"])
    if context.shadow[max(0, match.start() - 1) : match.start()] == "-":  # the tail of a longer number
        return None
    if len(match["to"]) == 2:
        last += first // 100 * 100
        if last != first + 1 and not (last > first and position.dates_year(match, context.shadow)):
            return None
    if not (position.PLAUSIBLE_YEARS[0] <= first < last <= position.PLAUSIBLE_YEARS[1]):
        return None
    return given((datetime.date(first, 1, 1), datetime.date(last, 12, 31)), "range", "absolute")


def year(match: Match, context: Context) -> Resolution | None:
    """A bare year, or a part of it."""
    if not match["part"] and not position.dates_year(match, context.shadow):
        return None
    return given(cut(cal.year(int(match["year"])), match["part"], "year"), "year", "absolute")
