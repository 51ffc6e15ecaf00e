"""What each construct of the grammar means: one resolver a construct.

A resolver takes the match and its context and gives a `Resolution`, or None when the words are no date after all (a count, a name, a
verb). Directions are asked for only where the words leave them open, because that costs most.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from dateline.records import time_calendar as cal
from dateline.records import time_position as position
from dateline.records.time_lexicon import lexicon
from dateline.records.time_tense import direction

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dateline.records.time_calendar import Days, Direction, Third
    from dateline.records.time_tense import Sentences

Anchor = Literal["absolute", "published", "previous"]
Match: TypeAlias = "re.Match[str]"

_THIRDS: Final[dict[str, Third]] = {
    "early": "early", "beginning": "early", "start": "early", "mid": "mid", "middle": "mid", "late": "late", "end": "late", "close": "late",
}  # fmt: skip
_STEPS: Final = {
    "last": -1, "past": -1, "previous": -1, "preceding": -1, "this": 0, "current": 0, "that": 0, "same": 0, "the": 0, "next": 1, "coming": 1, "following": 1,
}  # fmt: skip
_COARSE: Final = {"day": "day", "night": "day", "week": "day", "fortnight": "day", "month": "month", "quarter": "month", "year": "year", "decade": "year"}
_HOURS: Final = 24
_CENTURY: Final = 1900
_RANGE_LEADS: Final = re.compile(r"\b(?:over|in|during|within|for|throughout)\s$")


@dataclass(frozen=True, slots=True)
class Context:
    """What a resolver knows beside the match. `assumed` stands in for the direction of the clause when the point ends a range."""

    text: str
    shadow: str
    published: datetime.date | None
    sentences: Sentences
    explicit_year: int | None = None
    assumed: Direction | None = None

    def direction(self, match: Match) -> Direction | None:
        """Which way the clause around a match looks."""
        return self.assumed or direction(self.text, self.shadow, match.span(), self.sentences.bounds(match.start()))


@dataclass(frozen=True, slots=True)
class Shift:
    """How far from another expression: `count` units of `unit`, then widened to `whole`.

    `governs` tells "two days after the attack" from "two days later".
    """

    count: int
    unit: str
    whole: str
    governs: bool = False


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a construct means. `span` narrows the match; `direction` is what the clause said where it was asked."""

    start: datetime.date | None
    end: datetime.date | None
    grain: str
    anchor: Anchor
    span: tuple[int, int] | None = None
    shift: Shift | None = None
    direction: Direction | None = None


def in_text(shift: Shift, days: Days) -> Days:
    """The days that lie `shift` away from these days."""
    return cal.containing(cal.step(days[0], shift.count, shift.unit), shift.whole)


def later_than(days: Days, published: datetime.date | None) -> bool:
    """Whether days begin after publication."""
    return published is not None and days[0] > published


def _given(days: Days | None, grain: str, anchor: Anchor, towards: Direction | None = None) -> Resolution:
    """A resolution, open when there are no days."""
    start, end = days or (None, None)
    return Resolution(start, end, grain, anchor, direction=towards)


def _group(match: Match, name: str) -> str | None:
    """A named group, also where the construct has none of that name."""
    return match.groupdict().get(name)


def _explicit(match: Match, context: Context) -> tuple[int | None, Anchor] | None:
    """The year that an expression names ("2015", "of last year") and what it leans on; None when it names none."""
    digits = next((value for name in ("year", "year2", "year3") if (value := _group(match, name))), None)
    if digits:
        return int(digits), "absolute"
    rel = _group(match, "rel") or _group(match, "rel2")
    if rel is None:
        return None
    count = _STEPS[rel.split()[-1]]
    if rel.startswith(("that", "the same", "the previous", "the following")):
        return (context.explicit_year + count if context.explicit_year else None), "previous"
    return (context.published.year + count if context.published else None), "published"


def _yearly(match: Match, context: Context, of_year: Callable[[int], Days], grain: str, weekday: int | None = None) -> Resolution | None:
    """Something that recurs every year, in the year that is named or fits; None when no year has such a day."""
    explicit = _explicit(match, context)
    try:
        if explicit is not None:
            number, anchor = explicit
            return _given(of_year(number) if number else None, grain, anchor)
        if context.explicit_year is not None and not context.assumed:
            return _given(of_year(context.explicit_year), grain, "previous")
    except ValueError:
        return None
    if context.published is None:
        return _given(None, grain, "published")
    towards = context.direction(match)
    days = cal.nearest_year(of_year, context.published, towards, weekday)
    return _given(days, grain, "published", towards) if days else None


def _cut(days: Days, part: str | None, unit: str, published: datetime.date | None = None) -> Days:
    """The part of a stretch: "early", "the end of", "earlier in", "the rest of"."""
    if part is None:
        return days
    word = part.removeprefix("the ").removeprefix("very ").split()[0]
    if word in _THIRDS:
        return cal.third(days, _THIRDS[word], unit)
    if published is not None and word == "earlier" and days[0] <= published <= days[1]:
        return days[0], published
    if published is not None and word in {"later", "rest", "remainder"} and days[0] <= published <= days[1]:
        return published, days[1]
    return days


def _iso(match: Match, _: Context) -> Resolution | None:
    return _date(int(match["year"]), int(match["month"]), int(match["day"]))


def _date(year: int, month: int, day: int) -> Resolution | None:
    """A full date, or None when there is no such day."""
    try:
        found = datetime.date(year, month, day)
    except ValueError:
        return None
    return Resolution(found, found, "day", "absolute")


def _numeric(match: Match, context: Context) -> Resolution | None:
    """10/6/2015: by the order that is possible; where both are, the latest that is not after publication, else the American one."""
    first, second, year = int(match["a"]), int(match["b"]), int(match["year"])
    orders = [found for found in (_date(year, first, second), _date(year, second, first)) if found]
    behind = [found for found in orders if found.start and context.published and found.start <= context.published]
    return max(behind, key=lambda found: found.start or datetime.date.min, default=orders[0] if orders else None)


def _month_day(match: Match, context: Context) -> Resolution | None:
    if not position.is_month(match, context.text) or position.is_name(context.text, match.end()):
        return None
    month, day = lexicon().month(match["month"]), int(match["day"])
    if position.counts(match, context.shadow):  # "in May 20 people died"
        bare = _yearly(match, context, lambda year: cal.month(year, month), "month")
        return bare and replace(bare, span=(match.start("month"), match.end("month")))
    weekday = lexicon().weekday(match["wd"]) if match["wd"] else None

    def of_year(year: int) -> Days:
        date = datetime.date(year, month, day)
        return date, date

    return _yearly(match, context, of_year, "day", weekday)


def _month_days(match: Match, context: Context) -> Resolution | None:
    if not position.is_month(match, context.text):
        return None
    month, first, last = lexicon().month(match["month"]), int(match["from"]), int(match["to"])
    if first >= last:
        return None
    return _yearly(match, context, lambda year: (datetime.date(year, month, first), datetime.date(year, month, last)), "range")


def _weekday_of_month(match: Match, context: Context) -> Resolution | None:
    words = lexicon()
    weekday, which = words.weekday(match["wd"]), words.ordinals[match["ord"]]

    def of_month(year: int, month: int) -> Days:
        date = cal.nth_weekday(year, month, weekday, which)
        return date, date

    return _in_month(match, context, of_month, "day")


def _in_month(match: Match, context: Context, of_month: Callable[[int, int], Days], grain: str) -> Resolution | None:
    """Something in a month that is named or relative ("of next month")."""
    if match["month"]:
        month = lexicon().month(match["month"])
        return _yearly(match, context, lambda year: of_month(year, month), grain)
    if context.published is None:
        return _given(None, grain, "published")
    first = cal.containing(cal.step(context.published, _STEPS[match["whose"]], "month"), "month")[0]
    try:
        return _given(of_month(first.year, first.month), grain, "published")
    except ValueError:
        return None


def _week_of_month(match: Match, context: Context) -> Resolution | None:
    which, unit = lexicon().ordinals[match["ord"]], match["unit"]

    def of_month(year: int, month: int) -> Days:
        first, last = cal.month(year, month)
        if unit == "weekend":
            saturday = cal.nth_weekday(year, month, 5, which)
            return saturday, saturday + cal.DAY
        length = 7 if unit == "week" else 1
        if which < 0:
            return last - (length - 1) * cal.DAY, last
        start = first + (which - 1) * length * cal.DAY
        return start, min(start + (length - 1) * cal.DAY, last)

    return _in_month(match, context, of_month, unit)


def _some_of(match: Match, context: Context) -> Resolution | None:
    count, unit = lexicon().number(match["num"]), match["unit"]
    month = lexicon().month(match["month"]) if match["month"] else None

    def of_year(year: int) -> Days:
        start, end = cal.month(year, month) if month else cal.year(year)
        if match["end"] in {"first", "opening"}:
            return start, cal.step(start, count, unit) - cal.DAY
        return cal.step(end + cal.DAY, -count, unit), end

    return _yearly(match, context, of_year, "range")


def _weekday_the(match: Match, context: Context) -> Resolution | None:
    """Friday the 13th: the nearest one whose weekday agrees, looking back unless the clause looks forward."""
    if context.published is None:
        return _given(None, "day", "published")
    wanted, weekday = int(match["day"]), lexicon().weekday(match["wd"])
    sign = 1 if context.direction(match) == "future" else -1
    near = (context.published + sign * days * cal.DAY for days in range(400))
    found = next((date for date in near if date.day == wanted and date.weekday() == weekday), None)
    return _given((found, found), "day", "published") if found else None


def _the_day(match: Match, context: Context) -> Resolution | None:
    """On the 15th: of this month, or of the nearest one in the direction of the clause."""
    if not re.search(r"\b(?:on|by|until|since|from)\s$", context.shadow[max(0, match.start() - 7) : match.start()]) and not match["rel"]:
        return None
    if context.published is None:
        return _given(None, "day", "published")
    wanted, rel = int(match["day"]), match["rel"]
    if rel:
        first, last = cal.containing(cal.step(context.published, _STEPS[rel], "month"), "month")
        return _given((first.replace(day=wanted),) * 2, "day", "published") if wanted <= last.day else None
    sign = 1 if context.direction(match) == "future" else -1
    found = next(date for days in range(62) if (date := context.published + sign * days * cal.DAY).day == wanted)
    return _given((found, found), "day", "published")


def _quarter(match: Match, context: Context) -> Resolution | None:
    word = match["ord"]
    which = int(word) if word.isdigit() else 4 if word in {"final", "last"} else lexicon().ordinals[word]
    if _group(match, "fiscal"):
        return _given(None, "quarter", "published")
    if _group(match, "rel") == "the" and context.published:  # "of the year"
        return _given(cal.months(context.published.year, which * 3 - 2, 3), "quarter", "published")
    return _yearly(match, context, lambda year: cal.months(year, which * 3 - 2, 3), "quarter")


def _half(match: Match, context: Context) -> Resolution | None:
    which = 0 if match["ord"] in {"first", "1st"} else 1
    if match["decade"]:
        first = int(match["decade"]) + 5 * which
        return _given((datetime.date(first, 1, 1), datetime.date(first + 4, 12, 31)), "half", "absolute")
    month = lexicon().month(match["month"]) if match["month"] else None

    def of_year(year: int) -> Days:
        if month is None:
            return cal.months(year, 1 + 6 * which, 6)
        first, last = cal.month(year, month)
        return (first, first.replace(day=15)) if which == 0 else (first.replace(day=16), last)

    return _yearly(match, context, of_year, "half")


def _fiscal_year(_: Match, __: Context) -> Resolution | None:
    """A fiscal year begins when its owner says, which the words don't tell."""
    return _given(None, "year", "absolute")


def _season(match: Match, context: Context) -> Resolution | None:
    if not position.is_season(match, context.text, context.shadow):
        return None
    first = lexicon().seasons[match["season"]]

    def of_year(year: int) -> Days:
        days = cal.months(year, first, 3)
        return _cut(days, match["part"], "season")

    return _led(match, context, of_year, "season")


def _month(match: Match, context: Context) -> Resolution | None:
    named = bool(match["part"] or match["lead"] or match["year"] or match["rel"])
    if not position.is_month(match, context.text) or not position.is_bare_month(match, context.text, context.shadow, named=named):
        return None
    number = lexicon().month(match["month"])
    return _led(match, context, lambda year: _cut(cal.month(year, number), match["part"], "month"), "month")


def _led(match: Match, context: Context, of_year: Callable[[int], Days], grain: str) -> Resolution | None:
    """A month, season or feast after "last", "this", "next" or nothing."""
    lead = match["lead"]
    if lead is None or _explicit(match, context) is not None:
        return _yearly(match, context, of_year, grain)
    if context.published is None:
        return _given(None, grain, "published")
    candidates = [of_year(year) for year in range(context.published.year - 2, context.published.year + 3)]
    word = lead.split()[-1]
    if word == "this":
        now = context.published
        days = min(candidates, key=lambda days: (days[0].year != now.year, abs((days[0] - now).days)))
        running = [days for days in candidates if days[0] <= now <= days[1]]
        return _given(running[0] if running else days, grain, "published")
    if _STEPS[word] < 0:
        return _given([days for days in candidates if days[1] < context.published][-1], grain, "published")
    return _given(next(days for days in candidates if days[0] > context.published), grain, "published")


def _holiday(match: Match, context: Context) -> Resolution | None:
    if not position.is_holiday(match, context.text):
        return None
    kind, rule = lexicon().holidays[match["name"]]
    if kind == "named":
        return _date(*rule)

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

    return _led(match, context, of_year, "day")


def _weekday(match: Match, context: Context) -> Resolution | None:
    if not position.is_weekday(match, context.text, context.shadow):
        return None
    now, wanted = context.published, lexicon().weekday(match["wd"])
    if now is None:
        return _given(None, "day", "published")
    lead = (match["lead"] or match["lead2"] or "").split()[-1:]
    monday = cal.containing(now, "week")[0]
    towards: Direction | None = None
    if match["week"]:
        found = monday + (7 * _STEPS[match["week"]] + wanted) * cal.DAY
    elif not lead:
        towards = context.direction(match)
        found = cal.next_on(now, wanted) if towards == "future" else cal.last_on(now, wanted)
    elif lead[0] in {"past", "previous"}:
        found = cal.last_on(now - cal.DAY, wanted)
    elif lead[0] in {"coming", "following"}:
        found = cal.next_on(now + cal.DAY, wanted)
    else:
        found = monday + (7 * _STEPS[lead[0]] + wanted) * cal.DAY
    return _given((found, found), "day", "published", towards)


def _day_before(match: Match, context: Context) -> Resolution | None:
    return _relative(context, -2 if match["way"].startswith("before") else 2, "day")


def _relative(context: Context, count: int, unit: str, whole: str | None = None) -> Resolution:
    """So many units from the day of publication."""
    grain = whole or _COARSE[unit]
    if context.published is None:
        return _given(None, grain, "published")
    return _given(cal.containing(cal.step(context.published, count, unit), grain), grain, "published")


def _ago(match: Match, context: Context) -> Resolution | None:
    count = lexicon().number(match["num"])
    return _relative(context, -count if match["way"] == "ago" else count, match["unit"])


def _days_time(match: Match, context: Context) -> Resolution | None:
    return _relative(context, lexicon().number(match["num"]), match["unit"])


def _trailing(match: Match, context: Context) -> Resolution | None:
    """The past two weeks, the next ten days: a range that ends or begins at publication."""
    lead, unit = match["lead"], match["unit"]
    if lead in {"following", "preceding"}:  # a duration beside something that is told
        return None
    count = lexicon().number(match["num"])
    if unit == "hour":
        count, unit = -(-count // _HOURS), "day"
    return _reach(context, count * _STEPS[lead], unit)


def _reach(context: Context, count: int, unit: str) -> Resolution:
    """The range between publication and a day so many units away."""
    if context.published is None:
        return _given(None, "range", "published")
    there = cal.step(context.published, count, unit)
    return _given((min(there, context.published), max(there, context.published)), "range", "published")


def _one_trailing(match: Match, context: Context) -> Resolution | None:
    if re.match(r"\s{1,3}of\b", context.shadow[match.end() : match.end() + 6]) or (match["unit"] == "day" and match["lead"] == "last"):
        return None
    return _reach(context, -1, match["unit"])


def _offset(match: Match, context: Context) -> Resolution | None:
    unit, way = match["unit"], match["way"]
    if unit == "quarter":  # "a quarter before eleven"
        return None
    sign = 1 if way.startswith(("later", "after", "following")) else -1
    after = context.shadow[match.end() : match.end() + 1]
    governs = way.startswith(("before", "after", "prior", "following")) and way not in {"afterward", "afterwards"} and after not in {*".,;:)\"'", ""}
    shift = Shift(sign * lexicon().number(match["num"]), unit, _COARSE[unit], governs=governs)
    return Resolution(None, None, _COARSE[unit], "previous", shift=shift)


def _neighbour(match: Match, context: Context) -> Resolution | None:
    unit, lead = match["unit"], match["lead"].split()[-1]
    count = _STEPS.get(lead, 0)
    if unit not in {"week", "weekend", "month", "year"}:
        return Resolution(None, None, "day", "previous", shift=Shift(count, "day", "day"))
    if lead == "next" and _RANGE_LEADS.search(context.shadow[max(0, match.start() - 12) : match.start()]):
        return _reach(context, 1, unit)
    if unit == "weekend":
        return None
    return Resolution(None, None, unit, "previous", shift=Shift(count, unit, unit))


def _day_beside(match: Match, context: Context) -> Resolution | None:
    unit, way = match["unit"], match["way"]
    whole = "day" if unit in {"day", "night"} else unit
    if way in {"before last", "after next"}:
        return _relative(context, -2 if way == "before last" else 2, unit, whole)
    following = context.shadow[match.end() : match.end() + 1]
    shift = Shift(1 if way == "after" else -1, unit, whole, governs=following not in {*'.,;:)"', ""})
    return Resolution(None, None, whole, "previous", shift=shift)


def _deictic_unit(match: Match, context: Context) -> Resolution | None:
    unit, lead, part, now = match["unit"], match["lead"].split()[-1], match["part"], context.published
    if lead == "past" and unit != "weekend":
        return _reach(context, -1, unit)
    if now is None:
        return _given(None, unit, "published")
    if unit == "weekend":
        return _weekend(match, context, lead)
    if unit == "fortnight":
        return _reach(context, _STEPS[lead], unit)
    days = cal.containing(cal.step(cal.containing(now, unit)[0], _STEPS[lead], unit), unit)
    return _given(_cut(days, part, unit, now), unit, "published")


def _weekend(match: Match, context: Context, lead: str | None = None) -> Resolution | None:
    """A weekend: the running one, or the latest; the coming one where the clause looks forward."""
    now = context.published
    if now is None:
        return _given(None, "weekend", "published")
    running = cal.last_on(now, 5)
    if lead in {"next", "coming"}:
        saturday = cal.next_on(now + cal.DAY, 5)
    elif lead in {"last", "past", "previous"}:
        saturday = cal.last_on(now - 2 * cal.DAY, 5)
    elif context.direction(match) == "future" and (now - running).days > 1:
        saturday = running + 7 * cal.DAY
    else:
        saturday = running
    return _given((saturday, saturday + cal.DAY), "weekend", "published")


def _of_the_unit(match: Match, context: Context) -> Resolution | None:
    unit = match["unit"]
    if context.published is None:
        return _given(None, unit, "published")
    return _given(_cut(cal.containing(context.published, unit), match["part"], unit, context.published), unit, "published")


def _deictic_day(match: Match, context: Context) -> Resolution | None:
    word = match["word"]
    return _relative(context, -1 if word.startswith(("yesterday", "last")) else word == "tomorrow", "day")


def _decade(match: Match, _: Context) -> Resolution | None:
    digits = match["decade"]
    spelt = match["spelt"]
    first = int(digits) if digits else lexicon().decades[spelt] if spelt else _CENTURY + int(match["short"] or match["short2"])
    days = datetime.date(first, 1, 1), datetime.date(first + 9, 12, 31)
    return _given(_cut(days, match["part"] or match["part2"], "decade"), "decade", "absolute")


def _years(match: Match, context: Context) -> Resolution | None:
    first, last = int(match["from"]), int(match["to"])
    if context.shadow[max(0, match.start() - 1) : match.start()] == "-":  # the tail of a longer number
        return None
    if len(match["to"]) == 2:
        last += first // 100 * 100
        if last != first + 1 and not (last > first and position.dates_year(match, context.shadow)):
            return None
    if not (position.PLAUSIBLE_YEARS[0] <= first < last <= position.PLAUSIBLE_YEARS[1]):
        return None
    return _given((datetime.date(first, 1, 1), datetime.date(last, 12, 31)), "range", "absolute")


def _year(match: Match, context: Context) -> Resolution | None:
    if not match["part"] and not position.dates_year(match, context.shadow):
        return None
    return _given(_cut(cal.year(int(match["year"])), match["part"], "year"), "year", "absolute")


RESOLVERS: Final[Mapping[str, Callable[[Match, Context], Resolution | None]]] = {
    "iso": _iso, "numeric": _numeric, "month_days": _month_days, "days_month": _month_days, "month_day": _month_day, "day_month": _month_day,
    "weekday_of_month": _weekday_of_month, "week_of_month": _week_of_month, "some_of": _some_of, "weekday_the": _weekday_the, "quarter": _quarter,
    "half": _half, "q": _quarter, "fiscal_year": _fiscal_year, "season": _season, "month": _month, "weekday": _weekday, "day_before": _day_before,
    "ago": _ago, "days_time": _days_time, "trailing": _trailing, "one_trailing": _one_trailing, "offset": _offset, "neighbour": _neighbour,
    "day_beside": _day_beside, "deictic_unit": _deictic_unit, "of_the_unit": _of_the_unit, "weekend": _weekend, "deictic_day": _deictic_day,
    "decade": _decade, "holiday": _holiday, "the_day": _the_day, "years": _years, "year": _year,
}  # fmt: skip
"""The resolver of every construct in `time_grammar.CONSTRUCTS`."""
