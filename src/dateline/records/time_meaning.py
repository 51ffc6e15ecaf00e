"""How constructs are given a meaning: what a resolver knows, what it returns, and the steps that resolvers share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from dateline.records import time_calendar as cal
from dateline.records.time_lexicon import lexicon
from dateline.records.time_tense import direction

if TYPE_CHECKING:
    import datetime
    import re
    from collections.abc import Callable

    from dateline.records.time_calendar import Days, Direction, Third
    from dateline.records.time_tense import Sentences

Anchor = Literal["absolute", "published", "previous"]
Match: TypeAlias = "re.Match[str]"

_THIRDS: Final[dict[str, Third]] = {
    "early": "early", "beginning": "early", "start": "early", "mid": "mid", "middle": "mid", "late": "late", "end": "late", "close": "late",
}  # fmt: skip
STEPS: Final = {
    "last": -1, "past": -1, "previous": -1, "preceding": -1, "this": 0, "current": 0, "that": 0, "same": 0, "the": 0, "next": 1, "coming": 1, "upcoming": 1,
    "following": 1,
}  # fmt: skip


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

    `governs` tells "two days after the attack" from "two days later"; `definite` marks "that day" and "the previous week", which reach
    farther back.
    """

    count: int
    unit: str
    whole: str
    governs: bool = False
    definite: bool = False


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


def given(days: Days | None, grain: str, anchor: Anchor, towards: Direction | None = None) -> Resolution:
    """A resolution, open when there are no days."""
    start, end = days or (None, None)
    return Resolution(start, end, grain, anchor, direction=towards)


def group(match: Match, name: str) -> str | None:
    """A named group, also where the construct has none of that name."""
    return match.groupdict().get(name)


def explicit_year(match: Match, context: Context) -> tuple[int | None, Anchor] | None:
    """The year that an expression names ("2015", "of last year") and what it leans on; None when it names none."""
    digits = next((value for name in ("year", "year2", "year3") if (value := group(match, name))), None)
    if digits:
        return int(digits), "absolute"
    rel = group(match, "rel") or group(match, "rel2")
    if rel is None:
        return None
    count = STEPS[rel.split()[-1]]
    if rel.startswith(("that", "the same", "the previous", "the following")):
        return (context.explicit_year + count if context.explicit_year else None), "previous"
    return (context.published.year + count if context.published else None), "published"


def yearly(match: Match, context: Context, of_year: Callable[[int], Days], grain: str, weekday: int | None = None) -> Resolution | None:
    """Something that recurs every year, in the year that is named or fits; None when no year has such a day."""
    explicit = explicit_year(match, context)
    try:
        if explicit is not None:
            number, anchor = explicit
            return given(of_year(number) if number else None, grain, anchor)
        if context.explicit_year is not None and not context.assumed:
            return given(of_year(context.explicit_year), grain, "previous")
    except ValueError:
        return None
    if context.published is None:
        return given(None, grain, "published")
    towards = context.direction(match)
    days = cal.nearest_year(of_year, context.published, towards, weekday)
    return given(days, grain, "published", towards) if days else None


def cut(days: Days, part: str | None, unit: str, published: datetime.date | None = None) -> Days:
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


def led(match: Match, context: Context, of_year: Callable[[int], Days], grain: str) -> Resolution | None:
    """A month, season or feast after "last", "this", "next" or nothing."""
    lead = match["lead"]
    if lead is None or explicit_year(match, context) is not None:
        return yearly(match, context, of_year, grain)
    if context.published is None:
        return given(None, grain, "published")
    candidates = [of_year(year) for year in range(context.published.year - 2, context.published.year + 3)]
    word = lead.split()[-1]
    if word == "this":
        now = context.published
        days = min(candidates, key=lambda days: (days[0].year != now.year, abs((days[0] - now).days)))
        running = [days for days in candidates if days[0] <= now <= days[1]]
        return given(running[0] if running else days, grain, "published")
    if STEPS[word] < 0:
        return given([days for days in candidates if days[1] < context.published][-1], grain, "published")
    return given(next(days for days in candidates if days[0] > context.published), grain, "published")


def in_month(match: Match, context: Context, of_month: Callable[[int, int], Days], grain: str) -> Resolution | None:
    """Something in a month that is named or relative ("of next month")."""
    if match["month"]:
        month = lexicon().month(match["month"])
        return yearly(match, context, lambda year: of_month(year, month), grain)
    if context.published is None:
        return given(None, grain, "published")
    first = cal.containing(cal.step(context.published, STEPS[match["whose"]], "month"), "month")[0]
    try:
        return given(of_month(first.year, first.month), grain, "published")
    except ValueError:
        return None
