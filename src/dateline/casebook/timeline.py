"""Events by day: gathered, an entry for each happening with what its accounts tell side by side, or each account apart."""
# ruff: noqa: S608 - the SQL is put together from names of our own; what a person gives is bound

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from dateline.casebook import gathering, lines
from dateline.casebook.search import conditions_of

if TYPE_CHECKING:
    import datetime
    import sqlite3
    from typing import Any

    from dateline.casebook.results import EventLine, HappeningLine
    from dateline.casebook.search import Filters


class Asked(TypedDict, total=False):
    """The filters of a timeline, as `dateline.casebook.search.Filters` has them."""

    actor: str | None
    source: str | None
    status: str | None
    type: str | None
    place: str | None
    since: datetime.date | str | None
    until: datetime.date | str | None
    versions: bool


_EVENTS = "event AS e JOIN report AS r ON r.id = e.report"


def timeline(connection: sqlite3.Connection, path: str, filters: Filters, limit: int | None) -> list[EventLine]:
    """The events that the filters leave and that have a day, by their first day; those of one day in the order of publication."""
    where, values = _where(connection, path, filters, "e.grain IS NOT NULL")
    rows = connection.execute(
        f"SELECT e.id FROM {_EVENTS} WHERE {where} ORDER BY coalesce(e.from_day, e.to_day), coalesce(e.to_day, '9999'), r.published, e.id LIMIT :limit",
        {**values, "limit": -1 if limit is None else limit},
    )
    return lines.events(connection, [row[0] for row in rows])


def gathered(connection: sqlite3.Connection, path: str, filters: Filters, limit: int | None) -> list[HappeningLine]:
    """The same, with all accounts of one event in one entry: the filters choose events, and an entry holds every account of those."""
    where, values = _where(connection, path, filters)
    rows = connection.execute(f"SELECT e.id FROM {_EVENTS} WHERE {where}", values)
    chosen = [row[0] for row in rows]
    return gathering.happenings(connection, chosen, limit, since=values.get("since"), until=values.get("until"), versions=filters.versions)


def undated(connection: sqlite3.Connection, path: str, filters: Filters, *, apart: bool = True) -> int:
    """How many events the filters leave that no words date, so that a timeline can't place them; gathered, those of which no other account has a date."""
    where, values = _where(connection, path, filters, "e.grain IS NULL")
    dated = "SELECT 1 FROM happening_event AS h JOIN happening_event AS g ON g.happening = h.happening JOIN event AS d ON d.id = g.event"
    if not apart:
        where += f" AND NOT EXISTS ({dated} JOIN report AS s ON s.id = d.report WHERE h.event = e.id AND d.grain IS NOT NULL AND (s.latest OR :versions))"
    return int(connection.execute(f"SELECT count(*) FROM {_EVENTS} WHERE {where}", {**values, "versions": filters.versions}).fetchone()[0])


def _where(connection: sqlite3.Connection, path: str, filters: Filters, *more: str) -> tuple[str, dict[str, Any]]:
    conditions, values = conditions_of(connection, path, "events", filters)
    return " AND ".join([*more, *conditions]) or "TRUE", values
