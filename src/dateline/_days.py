"""Days as people give them: 2015, 2015-10 or 2015-10-05. A year and a month are their first day where something begins, their last where it ends."""

from __future__ import annotations

import calendar
import datetime
import re

FORMS = "YYYY, YYYY-MM or YYYY-MM-DD"
_GIVEN = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")


def day(given: object, *, last: bool) -> datetime.date:
    """A day that is given as a date or in one of `FORMS`; of a year or a month the `last` day, or the first. Raises `ValueError` for what is none."""
    if isinstance(given, datetime.datetime):
        return given.date()
    if isinstance(given, datetime.date):
        return given
    found = _GIVEN.fullmatch(given.strip()) if isinstance(given, str) else None
    if found is None:
        raise ValueError(f"{given!r} is no day; give {FORMS}")
    year, month, number = (int(part) if part else None for part in found.groups())
    month = (12 if last else 1) if month is None else month
    try:
        return datetime.date(year or 0, month, (calendar.monthrange(year or 0, month)[1] if last else 1) if number is None else number)
    except ValueError as error:
        raise ValueError(f"{given!r} is in no calendar; give {FORMS}") from error
