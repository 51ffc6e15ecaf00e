"""What is counted from somewhere else: weekdays, "last week", "two days ago", "the past month", "three days after the attack"."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

from dateline.records import time_calendar as cal
from dateline.records import time_position as position
from dateline.records.time_lexicon import either, lexicon
from dateline.records.time_meaning import STEPS, Context, Match, Resolution, Shift, cut, given

if TYPE_CHECKING:
    from dateline.records.time_calendar import Direction

_COARSE: Final = {"day": "day", "night": "day", "week": "day", "fortnight": "day", "month": "month", "quarter": "month", "year": "year", "decade": "year"}
_LARGEST_FIRST: Final = ("decade", "year", "quarter", "month", "fortnight", "week", "day", "night")
_HOURS: Final = 24
_RANGE_LEADS: Final = re.compile(r"\b(?:over|in|during|within|for|throughout)\s$")


def day_before(match: Match, context: Context) -> Resolution | None:
    """The day before yesterday, the day after tomorrow."""
    return relative(context, -2 if match["way"].startswith("before") else 2, "day")


def relative(context: Context, count: int, unit: str, whole: str | None = None) -> Resolution:
    """So many units from the day of publication."""
    grain = whole or _COARSE[unit]
    if context.published is None:
        return given(None, grain, "published")
    return given(cal.containing(cal.step(context.published, count, unit), grain), grain, "published")


def ago(match: Match, context: Context) -> Resolution | None:
    """Two days ago, a year and three months ago; months and years are widened to the whole month or year."""
    words, sign = lexicon(), -1 if match["way"] == "ago" else 1
    amounts = [*_amount().findall(match["more"]), (match["num"], match["unit"])]
    amounts.sort(key=lambda amount: _LARGEST_FIRST.index(amount[1]))
    grain = _COARSE[amounts[-1][1]]
    if context.published is None:
        return given(None, grain, "published")
    day = context.published + (match["way"].endswith("tomorrow") - match["way"].endswith("yesterday")) * cal.DAY
    for count, unit in amounts:
        day = cal.step(day, sign * words.number(count), unit)
    return given(cal.containing(day, grain), grain, "published")


@functools.cache
def _amount() -> re.Pattern[str]:
    """A number and its unit of time."""
    digits = "one|two|three|four|five|six|seven|eight|nine"
    return re.compile(rf"\b(\d{{1,3}}|{either(lexicon().numbers)}(?:[- ](?:{digits})\b)?)\s+({either(_LARGEST_FIRST)})")


def days_time(match: Match, context: Context) -> Resolution | None:
    """In two weeks' time."""
    return relative(context, lexicon().number(match["num"]), match["unit"])


def in_units(match: Match, context: Context) -> Resolution | None:
    """In three weeks, where the clause looks forward; in another it is how long something took."""
    if context.direction(match) != "future":
        return None
    return relative(context, lexicon().number(match["num"]), match["unit"])


def trailing(match: Match, context: Context) -> Resolution | None:
    """The past two weeks, the next ten days: a range that ends or begins at publication."""
    lead, unit = match["lead"], match["unit"]
    if lead in {"following", "preceding"}:  # a duration beside something that is told
        return None
    count = lexicon().number(match["num"])
    if unit == "hour":
        count, unit = -(-count // _HOURS), "day"
    return reach(context, count * STEPS[lead], unit)


def reach(context: Context, count: int, unit: str) -> Resolution:
    """The range between publication and a day so many units away."""
    if context.published is None:
        return given(None, "range", "published")
    there = cal.step(context.published, count, unit)
    return given((min(there, context.published), max(there, context.published)), "range", "published")


def one_trailing(match: Match, context: Context) -> Resolution | None:
    """The past week: the range of that length that ends at publication."""
    if re.match(r"\s{1,3}of\b", context.shadow[match.end() : match.end() + 6]) or (match["unit"] == "day" and match["lead"] == "last"):
        return None
    return reach(context, -1, match["unit"])


def offset(match: Match, context: Context) -> Resolution | None:
    """Two days later, three weeks before the vote."""
    unit, way = match["unit"], match["way"]
    if unit == "quarter":  # "a quarter before eleven"
        return None
    sign = 1 if way.startswith(("later", "after", "following")) else -1
    after = context.shadow[match.end() : match.end() + 1]
    governs = way.startswith(("before", "after", "prior", "following")) and way not in {"afterward", "afterwards"} and after not in {*".,;:)\"'", ""}
    shift = Shift(sign * lexicon().number(match["num"]), unit, _COARSE[unit], governs=governs)
    return Resolution(None, None, _COARSE[unit], "previous", shift=shift)


def neighbour(match: Match, context: Context) -> Resolution | None:
    """The next day, that week, the previous year."""
    unit, lead = match["unit"], match["lead"].split()[-1]
    count = STEPS.get(lead, 0)
    if unit not in {"week", "weekend", "month", "year"}:
        return Resolution(None, None, "day", "previous", shift=Shift(count, "day", "day", definite=True))
    if lead == "next" and _RANGE_LEADS.search(context.shadow[max(0, match.start() - 12) : match.start()]):
        return reach(context, 1, unit)
    if unit == "weekend" and count > 0:  # of the same week or of the next one
        return None
    return Resolution(None, None, unit, "previous", shift=Shift(count, unit, unit, definite=True))


def day_beside(match: Match, context: Context) -> Resolution | None:
    """The day before, the week before last."""
    unit, way = match["unit"], match["way"]
    whole = "day" if unit in {"day", "night"} else unit
    if way.endswith(("last", "next")):
        return relative(context, -2 if way.endswith("last") else 2, unit, whole)
    if unit == "weekend":
        return None
    following = context.shadow[match.end() : match.end() + 1]
    shift = Shift(1 if way == "after" else -1, unit, whole, governs=following not in {*'.,;:)"', ""})
    return Resolution(None, None, whole, "previous", shift=shift)


def deictic_unit(match: Match, context: Context) -> Resolution | None:
    """Last week, earlier this month, the end of next year."""
    unit, lead, part, now = match["unit"], match["lead"].split()[-1], match["part"], context.published
    if lead == "past" and unit != "weekend":
        return reach(context, -1, unit)
    if now is None:
        return given(None, unit, "published")
    if unit == "weekend":
        return weekend(match, context, lead)
    if unit == "fortnight":
        return reach(context, STEPS[lead], unit)
    days = cal.containing(cal.step(cal.containing(now, unit)[0], STEPS[lead], unit), unit)
    return given(cut(days, part, unit, now), unit, "published")


def weekend(match: Match, context: Context, lead: str | None = None) -> Resolution | None:
    """A weekend: the running one, or the latest; the coming one where the clause looks forward."""
    now = context.published
    if now is None:
        return given(None, "weekend", "published")
    running = cal.last_on(now, 5)
    if lead in {"next", "coming", "upcoming"}:
        saturday = cal.next_on(now + cal.DAY, 5)
    elif lead in {"last", "past", "previous"}:
        saturday = cal.last_on(now - 2 * cal.DAY, 5)
    elif (now - running).days > 1 and context.direction(match) in ({"future", None} if lead == "this" else {"future"}):  # "this" looks ahead by itself
        saturday = running + 7 * cal.DAY
    else:
        saturday = running
    return given((saturday, saturday + cal.DAY), "weekend", "published")


def of_the_unit(match: Match, context: Context) -> Resolution | None:
    """The end of the month, later in the year."""
    unit = match["unit"]
    if context.published is None:
        return given(None, unit, "published")
    return given(cut(cal.containing(context.published, unit), match["part"], unit, context.published), unit, "published")


def deictic_day(match: Match, context: Context) -> Resolution | None:
    """Today, yesterday, tomorrow, last night."""
    word = match["word"]
    return relative(context, -1 if word.startswith(("yesterday", "last")) else word == "tomorrow", "day")


def weekday(match: Match, context: Context) -> Resolution | None:
    """A weekday: the latest one, unless its clause looks forward or "last", "next" and the like say which week."""
    if not position.is_weekday(match, context.text, context.shadow):
        return None
    now, wanted = context.published, lexicon().weekday(match["wd"])
    if now is None:
        return given(None, "day", "published")
    lead = (match["lead"] or match["lead2"] or "").split()[-1:]
    monday = cal.containing(now, "week")[0]
    towards: Direction | None = None
    if match["week"]:
        found = monday + (7 * STEPS[match["week"]] + wanted) * cal.DAY
    elif not lead:
        towards = context.direction(match)
        found = cal.next_on(now, wanted) if towards == "future" else cal.last_on(now, wanted)
    elif lead[0] in {"past", "previous"}:
        found = cal.last_on(now - cal.DAY, wanted)
    elif lead[0] in {"coming", "upcoming", "following"}:
        found = cal.next_on(now + cal.DAY, wanted)
    else:
        found = monday + (7 * STEPS[lead[0]] + wanted) * cal.DAY
    return given((found, found), "day", "published", towards)


def weekday_the(match: Match, context: Context) -> Resolution | None:
    """Friday the 13th: the nearest one whose weekday agrees, looking back unless the clause looks forward."""
    if context.published is None:
        return given(None, "day", "published")
    wanted, weekday = int(match["day"]), lexicon().weekday(match["wd"])
    sign = 1 if context.direction(match) == "future" else -1
    near = (context.published + sign * days * cal.DAY for days in range(400))
    found = next((date for date in near if date.day == wanted and date.weekday() == weekday), None)
    return given((found, found), "day", "published") if found else None


def the_day(match: Match, context: Context) -> Resolution | None:
    """On the 15th, the week of the 15th: of this month, or of the nearest one in the direction of the clause."""
    if (
        not re.search(r"\b(?:on|by|until|since|from|for|week (?:of|ending|beginning|starting))\s$", context.shadow[max(0, match.start() - 16) : match.start()])
        and not match["rel"]
    ):
        return None
    if context.published is None:
        return given(None, "day", "published")
    wanted, rel = int(match["day"]), match["rel"]
    if rel:
        first, last = cal.containing(cal.step(context.published, STEPS[rel], "month"), "month")
        return given((first.replace(day=wanted),) * 2, "day", "published") if wanted <= last.day else None
    sign = 1 if context.direction(match) == "future" else -1
    found = next(date for days in range(62) if (date := context.published + sign * days * cal.DAY).day == wanted)
    return given((found, found), "day", "published")
