"""The date of publication, as metadata and date lines give it.

Only whole dates count: a day, a month and a year. `05/10/2015` is read two ways in two countries and is left unread unless one reading is
impossible. The months are English; a report in another language has its date from metadata or from the person who asks.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
MONTH_DAY = r"(?:{month},?\s+\d{{1,2}}(?:st|nd|rd|th)?\b|\d{{1,2}}(?:st|nd|rd|th)?\s+{month})".format(
    month=r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
"""A day and a month in either order, without groups, for use in a larger expression that ignores case."""
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
_DATE = re.compile(
    r"(?P<year0>(?:19|20)\d\d)-(?P<digits0>\d\d?)-(?P<day0>\d\d?)(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?"
    r"|(?P<year5>(?:19|20)\d\d)/(?P<digits5>\d\d?)/(?P<day5>\d\d?)"
    rf"|{_MONTH.format(1)}\s+(?P<day1>\d\d?)(?:st|nd|rd|th)?\b(?:\s*,?\s*(?P<year1>(?:19|20)\d\d)\b)?"
    rf"|(?P<day2>\d\d?)(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH.format(2)},?(?:\s+(?P<year2>(?:19|20)\d\d)\b)?"
    r"|(?P<first>\d\d?)[/.](?P<second>\d\d?)[/.](?P<year3>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    rf"(?:{WEEKDAY}|\d{{1,2}}[:.h]\d\d(?::\d\d)?|\d{{1,2}}(?=\s*[ap]\.?m)|[ap]\.?m\b\.?|gmt|utc|bst|cet|cest|msk|ist|e[ds]?t|c[ds]t|p[ds]t|m[ds]t|ast|eet|hrs?|"
    r"z|[+-]\d{1,2}(?::?\d\d)?|published|updated|last|first|modified|posted|created|issued|released|filed|date|time|on|at|local|of|publication|(?:\d+\s)?min(?:ute)?s?\sread|"
    r"[\s,.;:|/()\[\]·•–—-])+",
    re.IGNORECASE,
)
_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?|[a-z]{3})[/-](\d\d?)(?:[/-]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that gives nothing but a date (and time). `date` is None when a part of it is missing or it can be read two ways (`doubtful`)."""

    date: datetime.date | None
    doubtful: bool = False


def read_date_line(words: str) -> DateLine | None:
    """The date of a line that holds nothing else than one or two dates, weekdays, times and words such as "Updated"; None for another line."""
    if len(words) > 120:
        return None
    found = list(_DATE.finditer(words))
    if not 1 <= len(found) <= 2:
        return None
    rest = _DATE.sub(" ", words)
    if rest.strip() and not _BESIDE.fullmatch(rest):
        return None
    dates = [_from_match(match) for match in found]
    doubtful = any(match["first"] and date is None for match, date in zip(found, dates, strict=True))
    return DateLine(next((date for date in dates if date), None), doubtful)


def parse_date(value: object) -> datetime.date | None:
    """The date in a field of metadata: ISO 8601, RFC 822, English, `20151005`, or seconds or milliseconds since 1970. None if it is none of them.

    A date with a time zone is taken as written: the day on which the publisher dated it.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _from_epoch(float(value))
    if not isinstance(value, str):
        return None
    value = value.strip()[:200]
    if re.fullmatch(r"(?:19|20)\d{6}(?:T?\d{4,6}Z?)?", value):
        return _date(int(value[:4]), int(value[4:6]), int(value[6:8]))
    if re.fullmatch(r"\d{9,13}(?:\.\d+)?", value):
        return _from_epoch(float(value))
    match = _DATE.search(value)
    if match and (date := _from_match(match)):
        return date
    try:
        return parsedate_to_datetime(value).date()
    except (ValueError, TypeError, IndexError):
        return None


def date_in_url(url: str | None) -> datetime.date | None:
    """The date in the path of an address such as `/2015/10/05/`, the way most papers file their articles."""
    match = _IN_URL.search(url or "")
    if not match:
        return None
    year, month, day = match.groups()
    number = int(month) if month.isdigit() else _month(month)
    return _date(int(year), number, int(day))


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1 if name[:3].lower() in _MONTHS else 0


def _from_match(match: re.Match[str]) -> datetime.date | None:
    for group in ("0", "5"):
        if match["year" + group]:
            return _date(int(match["year" + group]), int(match["digits" + group]), int(match["day" + group]))
    for group in ("1", "2"):
        if match["month" + group]:
            year = match["year" + group]
            return _date(int(year), _month(match["month" + group]), int(match["day" + group])) if year else None
    first, second, year = int(match["first"]), int(match["second"]), int(match["year3"])
    readings = {date for date in (_date(year, first, second), _date(year, second, first)) if date}
    return readings.pop() if len(readings) == 1 else None


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _from_epoch(seconds: float) -> datetime.date | None:
    if seconds > 1e11:  # milliseconds
        seconds /= 1000
    if not 0 < seconds < 4e9:
        return None
    return datetime.datetime.fromtimestamp(seconds, tz=datetime.UTC).date()
