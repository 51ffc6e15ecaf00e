"""Events by day."""
# ruff: noqa: S608 - the SQL is put together from names of our own; what a person gives is bound

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.casebook import lines
from dateline.casebook.search import conditions_of

if TYPE_CHECKING:
    import sqlite3

    from dateline.casebook.results import EventLine
    from dateline.casebook.search import Filters


def timeline(connection: sqlite3.Connection, path: str, filters: Filters, limit: int | None) -> list[EventLine]:
    """The events that the filters leave and that have a day, by their first day; those of one day in the order of publication."""
    conditions, values = conditions_of(connection, path, "events", filters)
    where = " AND ".join(["e.grain IS NOT NULL", *conditions])
    rows = connection.execute(
        f"SELECT e.id FROM event AS e JOIN report AS r ON r.id = e.report WHERE {where}"
        " ORDER BY coalesce(e.from_day, e.to_day), coalesce(e.to_day, '9999'), r.published, e.id LIMIT :limit",
        {**values, "limit": -1 if limit is None else limit},
    )
    return lines.events(connection, [row[0] for row in rows])


def undated(connection: sqlite3.Connection, path: str, filters: Filters) -> int:
    """How many events the filters leave that no words date, and which a timeline therefore can't place."""
    conditions, values = conditions_of(connection, path, "events", filters)
    where = " AND ".join(["e.grain IS NULL", *conditions])
    return int(connection.execute(f"SELECT count(*) FROM event AS e JOIN report AS r ON r.id = e.report WHERE {where}", values).fetchone()[0])
