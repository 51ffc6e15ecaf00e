"""XLSX: one sheet a table, with real dates and numbers, a header that stays in view, and filters.

Every text is written as text: nothing becomes a formula, a link or a number, and a cell whose text looks like a formula is marked to be taken as
text even when somebody edits it. A table with more rows than a sheet holds goes on in further sheets.
"""

from __future__ import annotations

import datetime as dt
import math
import tempfile
from typing import TYPE_CHECKING, Any

from dateline import __version__
from dateline.exports.tables import HELD, TABLES
from dateline.exports.text import FORMULA, clean, cut

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.exports.files import Output
    from dateline.exports.losses import Tally
    from dateline.exports.rows import Stored
    from dateline.exports.tables import Table

FILES = ("records.xlsx",)
__all__ = ["FILES", "HELD", "write"]

ROWS = 1_048_576
"""Rows of a sheet, its header included."""
TEXT = 32_767
"""UTF-16 code units of a cell."""
_FIRST_DAY = dt.date(1900, 3, 1)
"""Before this day spreadsheets disagree about the calendar (some have a 29 February 1900), or have no dates at all."""
_WIDE = frozenset({"content", "words", "text", "title", "source", "actor_name", "name", "url"})


def write(stored: Iterable[Stored], out: Output, tally: Tally) -> None:
    """Write one sheet after the other, so that no sheet is kept in memory."""
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "nan_inf_to_errors": False}
    path = out.file(FILES[0])
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{FILES[0]}.") as passing:  # the library leaves its own files there when it fails
        try:
            _write_book(xlsxwriter.Workbook(path, {**options, "tmpdir": passing}), stored, tally)
        except xlsxwriter.exceptions.FileCreateError as error:  # it hides the error of the system
            raise OSError(str(error)) from error


def _write_book(workbook: Any, stored: Iterable[Stored], tally: Tally) -> None:
    with workbook as book:
        book.set_properties({"comments": f"Written by dateline {__version__}", "created": dt.datetime(2000, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)})
        formats = {"head": book.add_format({"bold": True}), "date": book.add_format({"num_format": "yyyy-mm-dd"})}
        formats["quoted"] = book.add_format({"quote_prefix": True})
        for number, table in enumerate(TABLES):
            _write_table(book, table, tally.counting(stored) if number == 0 else stored, formats, tally)


def _write_table(book: Any, table: Table, stored: Iterable[Stored], formats: dict[str, Any], tally: Tally) -> None:
    number, row = 1, 0
    sheet = _sheet(book, table.name, table, formats)
    for one in stored:
        for record, values in table.rows(one):
            if row + 1 >= ROWS:
                sheet.autofilter(0, 0, row, len(table.columns) - 1)
                number, row = number + 1, 0
                sheet = _sheet(book, f"{table.name} ({number})", table, formats)
            row += 1
            for column, value in enumerate(values):
                _write_cell(sheet, row, column, value, formats, tally)
            if record is not None:
                tally.out(record)
    sheet.autofilter(0, 0, row, len(table.columns) - 1)


def _sheet(book: Any, name: str, table: Table, formats: dict[str, Any]) -> Any:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, 40 if column.name in _WIDE else 12)
        sheet.write_string(0, number, column.name, formats["head"])
    return sheet


def _write_cell(sheet: Any, row: int, column: int, value: Any, formats: dict[str, Any], tally: Tally) -> None:
    if value is None:
        return
    if isinstance(value, dt.date):
        if value >= _FIRST_DAY:
            sheet.write_datetime(row, column, dt.datetime.combine(value, dt.time()), formats["date"])
            return
        tally.altered("dates before March 1900 that are written as text")
        value = value.isoformat()
    if isinstance(value, list):
        value = "; ".join(value)
    if isinstance(value, str):
        text = cut(clean(value, tally), TEXT, tally)
        if text:
            sheet.write_string(row, column, text, formats["quoted"] if text.startswith(FORMULA) else None)
    elif math.isfinite(value):
        sheet.write_number(row, column, value)
    else:
        tally.altered("numbers that are none and stay blank")
