"""Parquet: one file a table, typed, with lists as lists and the version of dateline in its metadata."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from dateline import __version__
from dateline.exports.tables import HELD, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.exports.files import Output
    from dateline.exports.losses import Tally
    from dateline.exports.rows import Stored
    from dateline.exports.tables import Table

FILES = tuple(f"parquet/{table.name}.parquet" for table in TABLES)
__all__ = ["FILES", "HELD", "write"]
_GROUP = 20_000
"""Rows of a row group at most, but for the last report's; a report's text is long, so that its table has fewer."""
_TEXTS = 1_000


def write(stored: Iterable[Stored], out: Output, tally: Tally) -> None:
    """Write all tables side by side, a row group at a time."""
    import pyarrow as pa
    from pyarrow import parquet

    schemas = {table.name: _schema(table, pa) for table in TABLES}
    waiting: dict[str, list[list[Any]]] = {table.name: [[] for _ in table.columns] for table in TABLES}
    with ExitStack() as stack:
        writers = {
            table.name: stack.enter_context(parquet.ParquetWriter(out.file(name), schemas[table.name], compression="zstd"))
            for table, name in zip(TABLES, FILES, strict=True)
        }

        def flush(table: Table) -> None:
            columns, schema = waiting[table.name], schemas[table.name]
            arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
            writers[table.name].write_table(pa.Table.from_arrays(arrays, schema=schema))
            waiting[table.name] = [[] for _ in table.columns]

        for one in tally.counting(stored):
            for table in TABLES:
                columns = waiting[table.name]
                for record, values in table.rows(one):
                    for column, value in zip(columns, values, strict=True):
                        column.append(value)
                    if record is not None:
                        tally.out(record)
                if len(columns[0]) >= (_TEXTS if table.name == "reports" else _GROUP):
                    flush(table)
        for table in TABLES:
            if waiting[table.name][0]:
                flush(table)


def _schema(table: Table, pa: Any) -> Any:
    kinds = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "date": pa.date32(), "texts": pa.list_(pa.string())}
    fields = [pa.field(column.name, kinds[column.kind], nullable=column.name != "id") for column in table.columns]
    return pa.schema(fields, metadata={"dateline": __version__, "table": table.name})
