"""Date expressions of a report: found by a grammar, resolved against the date of publication.

The grammar is in `time_grammar`, what each construct means in `time_resolve`, the direction of a clause in `time_tense`. The rules of
resolution: a weekday looks back, the day of publication included, unless its clause looks forward; "last week" is Monday to Sunday of
the week before; early, mid and late in a month are days 1-10, 11-20 and 21 to its end. Durations, ages and clock times are no dates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from dateline.records import time_calendar as cal
from dateline.records.time_grammar import grammar, shadow
from dateline.records.time_lexicon import either, lexicon
from dateline.records.time_meaning import Anchor, Context, Resolution, in_text, later_than
from dateline.records.time_resolve import RESOLVERS
from dateline.records.time_tense import direction, sentences

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from dateline.records.time_grammar import Construct
    from dateline.records.time_tense import Sentences
    from dateline.sources.report import Span

_RANGE_JOINT: Final = re.compile(r"\s?(?:to|until|till|through|up to|-)\s?(?:the )?$")
_UNTIL_JOINT: Final = re.compile(r"\s(?:until|till|through)\s(?:the )?$")
_AND_JOINT: Final = re.compile(r"\s(?:and|to)\s(?:the )?$")
_RANGE_OPENER: Final = {"to": re.compile(r"\bfrom (?:the |early |late |about |around )?$"), "and": re.compile(r"\bbetween (?:the |early |late )?$")}
_NOW_OPENER: Final = re.compile(r"\b(?:between now and|from now (?:to|until|till|through)) (?:the )?$")
_NOW_CLOSER: Final = re.compile(r" (?:and|to|until|till|through) now\b")
_WEEK_OPENER: Final = re.compile(r"\b(?:the )?week (?P<how>of|beginning|starting|commencing|ending)(?: on)? (?:the )?$")
_OPENS: Final = re.compile(r'[ "(\n]{0,4}(?:(?:in|during|by|since)\s)?')
_DATES: Final = {"month_day", "day_month", "numeric", "iso"}
_APPOSITION: Final = re.compile(r"\s?[,(-]?\s?(?:on |in )?(?:the )?$")
_INSIDE_PHRASE: Final = 40  # code points in which "two days after the June 4 crackdown" names its own date
_LONGEST: Final = {"day": 1, "week": 7, "weekend": 2, "month": 31, "year": 366}  # days of the longest expression that one of this unit can lean on
_LOOK_BACK: Final = 12  # expressions before one that it can lean on
_DEFINITE_REACH: Final = 4  # sentences after which "that day" and "the previous day" can still lean on a day
_CLAUSE_JOINT: Final = re.compile(r"[.,;:()\"]|\b(?:when|that|which|who|and|but|on)\b")


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A date expression. `start` and `end` are calendar dates, both included; both are None when nothing resolves it.

    `grain` is the finest unit that the text gives: day, week, weekend, month, quarter, half, season, year, decade, century, or range. `anchor`
    says what it was resolved against: nothing ("absolute"), the date of publication, or an earlier expression ("previous").
    """

    span: Span
    start: datetime.date | None
    end: datetime.date | None
    grain: str
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class _Found:
    """A construct with its meaning, and what is needed to resolve it afresh as part of a range."""

    construct: Construct
    context: Context
    meaning: Resolution
    span: Span


def find_times(text: str, published: datetime.date | None, *, skip: Sequence[Span] = ()) -> list[TimeExpression]:
    """The date expressions of a text, in order and without overlap.

    `published` is the date of publication; without it, only what is absolute, or relative to something absolute, resolves. What
    touches a span of `skip` (a name that holds a number, boilerplate) is left out. Takes about a second for one and a half megabytes.
    """
    plain = shadow(text)
    bounds = sentences(text)
    found: list[_Found] = []
    for construct in grammar().scan(plain):
        if any(start < construct.span[1] and construct.span[0] < end for start, end in skip):
            continue
        context = Context(text=text, shadow=plain, published=published, sentences=bounds, explicit_year=_governing_year(found, construct, bounds, plain))
        if (meaning := _resolve(construct, context)) is not None:
            found.append(_Found(construct, context, meaning, meaning.span or construct.span))
    return _anaphors(_ranges(found, plain), plain, bounds)


def _resolve(construct: Construct, context: Context) -> Resolution | None:
    """What a construct means, or None when it is no date, or lies outside the calendar ("9,000 years ago")."""
    try:
        return RESOLVERS[construct.name](construct.match, context)
    except (ValueError, OverflowError):
        return None


def _governing_year(found: Sequence[_Found], construct: Construct, bounds: Sentences, plain: str) -> int | None:
    """The year that a sentence opens with ("In 2003, ... on March 20") or its last full date gives, for partial dates after it."""
    if not found:
        return None
    last = found[-1]
    start, end = last.meaning.start, last.meaning.end
    if start is None or end is None or last.meaning.anchor != "absolute" or bounds.number(last.span[0]) != bounds.number(construct.span[0]):
        return None
    opens = _OPENS.fullmatch(plain, bounds.bounds(last.span[0])[0], last.span[0]) is not None
    return start.year if (opens or last.meaning.grain == "day") and start.year == end.year else None


def _ranges(found: Sequence[_Found], plain: str) -> list[_Found]:
    """Two points joined by "from ... to", "between ... and" or a dash become one range."""
    merged: list[_Found] = []
    for point in found:
        joined = _join(merged[-1], point, plain) if merged else None
        if joined is None:
            merged.append(_with_now(_in_week(point, plain), plain))
        else:
            merged[-1] = joined
    return merged


def _in_week(point: _Found, plain: str) -> _Found:
    """A day after "the week of" as the week that it lies in; after "the week beginning" or "ending" as the seven days from or to it."""
    opener = _WEEK_OPENER.search(plain, max(0, point.span[0] - 32), point.span[0])
    day = point.meaning.start
    if opener is None or day is None or day != point.meaning.end:
        return point
    match opener["how"]:
        case "of":
            start, end = cal.containing(day, "week")
        case "ending":
            start, end = day - 6 * cal.DAY, day
        case _:
            start, end = day, day + 6 * cal.DAY
    return replace(point, meaning=replace(point.meaning, start=start, end=end, grain="week"), span=(opener.start(), point.span[1]))


def _with_now(point: _Found, plain: str) -> _Found:
    """A point after "between now and" or "from now until", or before "and now", as the range between it and publication."""
    now, meaning = point.context.published, point.meaning
    if now is None or meaning.start is None or meaning.end is None:
        return point
    opener = _NOW_OPENER.search(plain, max(0, point.span[0] - 32), point.span[0])
    if opener is not None and meaning.end >= now:
        return replace(point, meaning=replace(meaning, start=now, grain="range", anchor="published"), span=(opener.start(), point.span[1]))
    closer = _NOW_CLOSER.match(plain, point.span[1])
    before = plain[max(0, point.span[0] - 32) : point.span[0]]
    if closer is not None and meaning.start <= now and any(opens.search(before) for opens in _RANGE_OPENER.values()):
        return replace(point, meaning=replace(meaning, end=now, grain="range", anchor="published"), span=(point.span[0], closer.end()))
    return point


def _join(left: _Found, right: _Found, plain: str) -> _Found | None:
    """The range of two neighbours, or None when they are none. The one without a year of its own follows the other."""
    between = plain[left.span[1] : right.span[0]]
    before = plain[max(0, left.span[0] - 32) : left.span[0]]
    dashed = between.strip() in {"-", "through"}
    opened = _RANGE_JOINT.fullmatch(between) and (_self_evident(left, right) or _RANGE_OPENER["to"].search(before))
    lasting = _UNTIL_JOINT.fullmatch(between) and left.meaning.grain == right.meaning.grain == "day"
    enclosed = _AND_JOINT.fullmatch(between) and _RANGE_OPENER["and"].search(before)
    if not (dashed or opened or enclosed or lasting) or "range" in (left.meaning.grain, right.meaning.grain) or _postponed(before):
        return None
    alike = left.construct.name == right.construct.name or {left.construct.name, right.construct.name} <= _DATES
    if dashed and not (alike and left.meaning.grain == right.meaning.grain):  # "on Monday - today - "
        return None
    first, last = left.meaning, right.meaning
    if (first.start is None) != (last.end is None):
        return None
    if first.start is not None and last.end is not None:
        overlapping = first.start > last.end
        if last.anchor == "absolute" and first.anchor == "published":
            earlier = _resolve(left.construct, replace(left.context, published=last.end, assumed="past"))
            first = earlier if earlier is not None and earlier.start is not None and earlier.start <= last.end else first
        elif "future" in (first.direction, last.direction) or (last.direction is None and overlapping):
            last = _resolve(right.construct, replace(right.context, published=first.start, assumed="future")) or last
        elif overlapping:
            first = _resolve(left.construct, replace(left.context, published=last.end, assumed="past")) or first
        if first.start is None or last.end is None or first.start > last.end:
            return None
    anchor: Anchor = "absolute" if last.anchor == first.anchor == "absolute" else "published"
    span = left.span[0], right.span[1]
    return _Found(left.construct, left.context, Resolution(first.start, last.end, "range", anchor), span)


def _self_evident(left: _Found, right: _Found) -> bool:
    """Whether "to" between two points makes a range without "from": two dates, two months, two weekdays."""
    names = {left.construct.name, right.construct.name}
    return names <= _DATES or names in ({"month"}, {"weekday"})


def _postponed(before: str) -> bool:
    """Whether a verb before "from" says that something was moved from one date to another."""
    return re.search(rf"\b{either(lexicon().postponing)}\s(?:\w+\s)?(?:from\s)?(?:the\s)?$", before) is not None


def _anaphors(found: Sequence[_Found], plain: str, bounds: Sentences) -> list[TimeExpression]:
    """The expressions, with those that lean on another one ("two days later", "the same day") resolved."""
    done: list[TimeExpression] = []
    for index, point in enumerate(found):
        meaning = point.meaning
        start, end = meaning.start, meaning.end
        if meaning.shift is not None:
            following = found[index + 1] if index + 1 < len(found) else None
            try:
                days = _anchored(point, done, following, plain, bounds)
            except (ValueError, OverflowError):  # outside the calendar
                days = None
            start, end = days or (None, None)
        done.append(TimeExpression(point.span, start, end, meaning.grain, meaning.anchor))
    return done


def _anchored(
    point: _Found, done: Sequence[TimeExpression], following: _Found | None, plain: str, bounds: Sentences
) -> tuple[datetime.date, datetime.date] | None:
    """The days of an expression that leans on another one, or None when there is nothing near to lean on."""
    shift = point.meaning.shift
    if shift is None:
        return None
    here = bounds.number(point.span[0])
    if following is not None and following.meaning.start is not None and following.meaning.end is not None and bounds.number(following.span[0]) == here:
        between = plain[point.span[1] : following.span[0]]
        own = following.meaning.start, following.meaning.end
        if not shift.governs and _APPOSITION.fullmatch(between) and following.meaning.grain == point.meaning.grain:
            return own
        if shift.governs and len(between) <= _INSIDE_PHRASE and not _CLAUSE_JOINT.search(between):
            return in_text(shift, own)
    for earlier in reversed(done[-_LOOK_BACK:]):
        distance = here - bounds.number(earlier.span[0])
        if distance > (_DEFINITE_REACH if shift.definite else 1):
            return None
        if earlier.start is None or earlier.end is None or (earlier.end - earlier.start).days >= _LONGEST[shift.whole]:  # no week lies after a year
            continue
        if distance == 0 and shift.governs:  # "on Monday, two days after the vote" dates the same thing twice
            return (earlier.start, earlier.end) if earlier.grain == point.meaning.grain == "day" else None
        days = in_text(shift, (earlier.start, earlier.end))
        if not later_than(days, point.context.published) or (shift.count == 0 and distance == 0) or _looks_forward(point, bounds):
            return days
    return None


def _looks_forward(point: _Found, bounds: Sentences) -> bool:
    """Whether the clause of an expression speaks of what is to come."""
    return direction(point.context.text, point.context.shadow, point.span, bounds.bounds(point.span[0])) == "future"
