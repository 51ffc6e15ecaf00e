"""XLSX, read again with openpyxl."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from dateline.exports import bare, write, xlsx
from dateline.exports.tables import TABLES

from .made import HARMFUL, hostile, ordinary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dateline.exports import Loss


def rows(book: Any, name: str) -> list[dict[str, Any]]:
    """The rows of a sheet by its header."""
    header, *rest = book[name].iter_rows()
    return [{head.value: cell for head, cell in zip(header, row, strict=True)} for row in rest]


@pytest.fixture
def book(export: Callable[..., tuple[Path, Loss]]) -> Any:
    """Both reports as a workbook."""
    return openpyxl.load_workbook(export("xlsx")[0] / "records.xlsx")


def test_there_is_a_sheet_a_table(book: Any) -> None:
    """Sheets have the names and the columns of the tables."""
    assert book.sheetnames == [table.name for table in TABLES]
    for table in TABLES:
        assert [cell.value for cell in book[table.name][1]] == [column.name for column in table.columns]


def test_the_header_stays_and_filters(book: Any) -> None:
    """Every sheet is frozen below its header, and filters over all its rows."""
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions


def test_dates_are_dates(book: Any) -> None:
    """A date is a date to the spreadsheet, shown as ISO 8601 has it."""
    cell = rows(book, "events")[0]["start_date"]
    assert cell.value == dt.datetime(2024, 3, 12)  # noqa: DTZ001 - spreadsheets know no zones
    assert cell.number_format == "yyyy-mm-dd"


def test_dates_before_1900_are_texts(export: Callable[..., tuple[Path, Loss]]) -> None:
    """Where spreadsheets have no calendar a date is written as ISO text, and counted."""
    folder, loss = export("xlsx")
    time = rows(openpyxl.load_workbook(folder / "records.xlsx"), "times")[-1]
    assert time["start_date"].value == "1890-01-01"
    assert loss.altered["dates before March 1900 that are written as text"] == 2


def test_numbers_are_numbers(book: Any) -> None:
    """Coordinates and counts are numbers, negative ones too; unknown is empty, nought is 0."""
    assert rows(book, "places")[0]["lat"].value == -12.5
    assert [(row["min"].value, row["max"].value) for row in rows(book, "counts")] == [(12, 12), (3, None), (0, 0)]


def test_no_text_becomes_a_formula_or_a_link(book: Any) -> None:
    """Every cell is a text, a number or a date, and none has a link."""
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in {"s", "n", "d"}
                assert cell.hyperlink is None


def test_formulas_stay_texts_when_they_are_edited(book: Any) -> None:
    """A text that looks like a formula is kept to the letter and marked as text."""
    row = next(row for row in rows(book, "actors") if str(row["name"].value).startswith("=HYPERLINK"))
    assert row["name"].value == '=HYPERLINK("http://x.example","click")'
    assert row["name"].quotePrefix


def test_no_file_of_links_is_written(export: Callable[..., tuple[Path, Loss]]) -> None:
    """An address is a text."""
    folder, _ = export("xlsx", [bare(ordinary())])
    (row,) = rows(openpyxl.load_workbook(folder / "records.xlsx"), "reports")
    assert row["url"].value == "https://news.example/tolmin?a=1&b=2"
    assert row["url"].hyperlink is None


def test_long_texts_are_cut_and_counted(export: Callable[..., tuple[Path, Loss]]) -> None:
    """A cell holds 32,767 UTF-16 code units; the text of a longer report is cut there, not in the middle of an emoji."""
    folder, loss = export("xlsx", [bare(hostile())])
    (row,) = rows(openpyxl.load_workbook(folder / "records.xlsx"), "reports")
    length = len(unescape(row["text"].value).encode("utf-16-le")) // 2
    assert xlsx.TEXT - 1 <= length <= xlsx.TEXT
    assert loss.altered["texts cut to 32,767 UTF-16 code units"] == 1


def test_texts_that_look_like_escapes_come_back(book: Any) -> None:
    """`_x0041_` is no escaped A, and directions and emoji survive."""
    names = {unescape(row["name"].value) for row in rows(book, "actors")}
    assert {HARMFUL[7], HARMFUL[9], HARMFUL[10], HARMFUL[13]} <= names


def test_a_full_sheet_goes_on_in_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table of more rows than a sheet holds loses none."""
    monkeypatch.setattr(xlsx, "ROWS", 4)
    write([bare(ordinary())], ["xlsx"], tmp_path)
    book = openpyxl.load_workbook(tmp_path / "records.xlsx")
    names = [name for name in book.sheetnames if name.startswith("events")]
    assert names == ["events", "events (2)", "events (3)"]
    assert [row["id"].value[-2:] for name in names for row in rows(book, name)] == ["e1", "e2", "e3", "e4", "e5", "e6", "e7"]


def test_numbers_that_are_none_stay_blank(export: Callable[..., tuple[Path, Loss]]) -> None:
    """A spreadsheet has no NaN: the cell is empty, and counted."""
    from dateline.records.model import Place, Reading

    place = Place(id="p1", spans=(), name="Sel", kind="natural", lat=float("nan"), lon=1.0)
    folder, loss = export("xlsx", [bare(Reading(document=ordinary().document, places=(place,)))])
    (row,) = rows(openpyxl.load_workbook(folder / "records.xlsx"), "places")
    assert (row["lat"].value, row["lon"].value) == (None, 1)
    assert loss.altered["numbers that are none and stay blank"] == 1
