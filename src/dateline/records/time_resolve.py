"""The resolver of each construct of the grammar.

A resolver takes the match and its context and gives a `Resolution`, or None when the words are no date after all (a count, a name, a
verb). Directions are asked for only where the words leave them open, because that costs most.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dateline.records import time_dates as dates
from dateline.records import time_relative as relative

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dateline.records.time_meaning import Context, Match, Resolution

RESOLVERS: Final[Mapping[str, Callable[[Match, Context], Resolution | None]]] = {
    "iso": dates.iso,
    "numeric": dates.numeric,
    "month_days": dates.month_days,
    "days_month": dates.month_days,
    "month_day": dates.month_day,
    "day_month": dates.month_day,
    "weekday_of_month": dates.weekday_of_month,
    "week_of_month": dates.week_of_month,
    "week_of_year": dates.week_of_year,
    "some_of": dates.some_of,
    "weekday_the": relative.weekday_the,
    "quarter": dates.quarter,
    "half": dates.half,
    "q": dates.quarter,
    "h": dates.first_or_second,
    "fiscal_year": dates.fiscal_year,
    "season": dates.season,
    "month": dates.month,
    "weekday": relative.weekday,
    "day_before": relative.day_before,
    "ago": relative.ago,
    "days_time": relative.days_time,
    "in_units": relative.in_units,
    "trailing": relative.trailing,
    "one_trailing": relative.one_trailing,
    "offset": relative.offset,
    "neighbour": relative.neighbour,
    "day_beside": relative.day_beside,
    "deictic_unit": relative.deictic_unit,
    "of_the_unit": relative.of_the_unit,
    "weekend": relative.weekend,
    "deictic_day": relative.deictic_day,
    "decade": dates.decade,
    "holiday": dates.holiday,
    "century": dates.century,
    "turn_of_year": dates.turn_of_year,
    "day_of_month": relative.the_day,
    "the_day": relative.the_day,
    "years": dates.years,
    "year": dates.year,
}
"""The resolver of every construct in `time_grammar.CONSTRUCTS`."""
