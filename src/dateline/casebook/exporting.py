"""The reports of a casebook as exports take them: each reading with the actors, ids and origin that the casebook knows for it."""
# ruff: noqa: S608 - the SQL is put together from names of our own; what a person gives is bound

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.casebook import ingest, standing
from dateline.exports.rows import Identity, Stored

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_RECORDS = ("entity", "claim", "event", "tie", "place")


def stored(connection: sqlite3.Connection, *, versions: bool = False) -> Iterator[Stored]:
    """Every report in the order in which they were added: of each article the newest version, or every one.

    An actor's id is its number in the casebook, an origin's that of the group; a report of which no other is a copy has None.
    """
    condition = "" if versions else "WHERE r.latest"
    reports = connection.execute(
        "SELECT r.id, o.origin_group, b.text, (SELECT d.content FROM reading AS d WHERE d.report = r.id AND d.run = r.run ORDER BY d.id DESC LIMIT 1)"
        f" FROM report AS r JOIN body AS b ON b.id = r.body LEFT JOIN report_origin AS o ON o.report = r.id {condition} ORDER BY r.id"
    )
    for report, origin, text, content in reports:
        yield Stored(
            reading=standing.shown(connection, ingest.unpack(content, text), report),
            report=str(report),
            origin=f"origin {origin}" if origin is not None else None,
            actors=_actors(connection, report),
            uids=_uids(connection, report),
        )


def _actors(connection: sqlite3.Connection, report: int) -> dict[str, Identity]:
    """The actors of the casebook that those of a report are, by local id."""
    rows = connection.execute(
        "SELECT e.local, a.id, a.name FROM entity AS e JOIN identity AS i ON i.entity = e.id JOIN actor AS a ON a.id = i.actor WHERE e.report = ?", (report,)
    )
    return {local: Identity(str(actor), name) for local, actor, name in rows}


def _uids(connection: sqlite3.Connection, report: int) -> dict[str, str]:
    """The stable ids of a report's records, by local id."""
    return {local: uid for table in _RECORDS for local, uid in connection.execute(f"SELECT local, uid FROM {table} WHERE report = ?", (report,))}
