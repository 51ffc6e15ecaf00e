"""CSV: the plain tables, and events in the columns of ACLED and of GDELT (`layouts`).

The files are CSV as RFC 4180 has it, UTF-8 without a byte-order mark. A list is one cell with "; " between its items. A cell of text that a
spreadsheet would run as a formula gets an apostrophe before it; numbers and dates are written as they are, so that -12.5 stays a number.
"""

from __future__ import annotations

import csv
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from dateline.exports import layouts
from dateline.exports.tables import HELD, TABLES
from dateline.exports.text import clean, defuse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.exports.files import Output
    from dateline.exports.losses import Tally
    from dateline.exports.rows import Stored
    from dateline.exports.tables import Column

FILES = (*(f"csv/{table.name}.csv" for table in TABLES), "csv/acled.csv", "csv/gdelt.csv")
__all__ = ["FILES", "HELD", "cell", "write"]


def write(stored: Iterable[Stored], out: Output, tally: Tally) -> None:
    """Write one file a table, row by row."""
    with ExitStack() as stack:
        writers: dict[str, Any] = {}
        for name in FILES:
            file = stack.enter_context(out.file(name).open("w", encoding="utf-8", newline=""))
            writers[name] = csv.writer(file)
        for table in TABLES:
            writers[f"csv/{table.name}.csv"].writerow([column.name for column in table.columns])
        writers["csv/acled.csv"].writerow([column.name for column in layouts.ACLED])
        writers["csv/gdelt.csv"].writerow([column.name for column in layouts.GDELT])
        for one in tally.counting(stored):
            for table in TABLES:
                writer = writers[f"csv/{table.name}.csv"]
                for record, values in table.rows(one):
                    writer.writerow([cell(value, column, tally) for value, column in zip(values, table.columns, strict=True)])
                    if record is not None:
                        tally.out(record)
            for row in layouts.acled_rows(one, tally):
                writers["csv/acled.csv"].writerow([cell(row.get(column.name), column, tally) for column in layouts.ACLED])
            for row in layouts.gdelt_rows(one, tally):
                writers["csv/gdelt.csv"].writerow([cell(row.get(column.name), column, tally) for column in layouts.GDELT])


def cell(value: Any, column: Column, tally: Tally) -> Any:
    """A value as a cell: empty for what is unknown, text made safe, everything else as it is."""
    if value is None:
        return ""
    if column.kind == "texts":
        value = "; ".join(value)
    return defuse(clean(value, tally), tally) if column.kind in {"text", "texts"} else value
