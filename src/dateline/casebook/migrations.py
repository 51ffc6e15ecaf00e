"""From an older layout of the casebook to the present one.

`schema.sql` is version 1. A change of the layout raises `VERSION` and adds to `MIGRATIONS` the SQL that takes a casebook of the version before there; a new
casebook is laid out by all of them in turn, so that it is what a migrated one is. Views are not part of the layout, since they are made anew by every
migration.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

APPLICATION = 0x44544C4E
"""What SQLite's `application_id` is in a casebook: "DTLN"."""
VERSION = 7


def _script(name: str) -> str:
    return resources.files("dateline.casebook").joinpath(name).read_text(encoding="utf-8")


MIGRATIONS: dict[int, str] = {2: _script("schema_2.sql"), 3: "", 4: _script("schema_4.sql"), 5: "", 6: "", 7: ""}
"""By the version that it leads to, the SQL that takes a casebook of the version before there; nothing where only views changed."""


def create(connection: sqlite3.Connection) -> None:
    """Lay out an empty file as a casebook, in one transaction."""
    _run(connection, "".join((_script("schema.sql"), *MIGRATIONS.values(), _script("views.sql"))), VERSION)


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Bring a casebook of an older version to the present one, a transaction for each step."""
    for step in range(version + 1, VERSION + 1):
        _run(connection, _without_views(connection) + MIGRATIONS[step] + (_script("views.sql") if step == VERSION else ""), step)


def _run(connection: sqlite3.Connection, script: str, version: int) -> None:
    try:
        connection.executescript(f"BEGIN IMMEDIATE;\n{script}\nPRAGMA application_id = {APPLICATION};\nPRAGMA user_version = {version};\nCOMMIT;")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _without_views(connection: sqlite3.Connection) -> str:
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'view'")]
    return "".join(f'DROP VIEW "{name}";\n' for name in names)
