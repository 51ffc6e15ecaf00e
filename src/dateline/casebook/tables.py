"""The views of a casebook as Arrow tables and data frames."""
# ruff: noqa: S608 - the SQL is put together from names of our own; what a person gives is bound

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from dateline._errors import CasebookError

if TYPE_CHECKING:
    import sqlite3

VIEWS = ("reports", "actors", "claims", "events", "ties", "places", "times", "origins", "disputes", "happenings", "timeline")
"""The views that people read."""
_INTEGERS = frozenset(
    (
        "report version claims events ties actors characters actor reports claims_by start end sign actor_a actor_b spans geonames origin origins dispute"
        " happening"
    ).split()
)
_NUMBERS = frozenset({"confidence", "lat", "lon", "score"})
_DAYS = frozenset({"published", "from_day", "to_day", "since", "until", "first_seen", "last_seen"})
_TEXTS = {"events": ("actors",), "reports": ("origin",), "disputes": ("event",), "timeline": ("actors",)}
"""Columns that hold texts in one view, and numbers in another."""


def table(connection: sqlite3.Connection, path: str, name: str) -> Any:
    """A view as a pyarrow Table: days as date32, numbers of rows and characters as int64, `latest` as bool, all else as text."""
    import pyarrow as pa

    if name not in VIEWS:
        raise CasebookError(path, f"{name!r} is no view", f"choose from {', '.join(VIEWS)}")
    cursor = connection.execute(f"SELECT * FROM {name}")
    columns = [column[0] for column in cursor.description]
    types = {column: _kind(name, column) for column in columns}
    makers = {"text": pa.string(), "day": pa.date32(), "integer": pa.int64(), "number": pa.float64(), "flag": pa.bool_()}
    schema = pa.schema([(column, makers[kind]) for column, kind in types.items()])
    batches = []
    while rows := cursor.fetchmany(50_000):
        values = [_converted(column, kind) for column, kind in zip(zip(*rows, strict=True), types.values(), strict=True)]
        arrays = [pa.array(column, type=field.type) for column, field in zip(values, schema, strict=True)]
        batches.append(pa.record_batch(arrays, schema=schema))
    return pa.Table.from_batches(batches, schema=schema)


def frame(connection: sqlite3.Connection, path: str, name: str, library: str) -> Any:
    """A view as a data frame of pandas or polars, which must be installed."""
    if library not in ("pandas", "polars"):
        raise CasebookError(path, f"no frames of {library!r}", "choose from pandas, polars")
    made = table(connection, path, name)
    try:
        if library == "pandas":
            return made.to_pandas()
        import polars

        return polars.from_arrow(made)
    except ImportError as error:
        raise CasebookError(path, f"{library} is not installed", f"install it (`pip install {library}`), or take the Arrow table") from error


def _kind(view: str, column: str) -> str:
    if column in _TEXTS.get(view, ()):
        return "text"
    if column in _INTEGERS:
        return "integer"
    if column in _NUMBERS:
        return "number"
    if column in _DAYS:
        return "day"
    return "flag" if column == "latest" else "text"


def _converted(column: tuple[Any, ...], kind: str) -> list[Any]:
    if kind == "day":
        return [None if value is None else datetime.date.fromisoformat(value) for value in column]
    return [None if value is None else bool(value) for value in column] if kind == "flag" else list(column)
