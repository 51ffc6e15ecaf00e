"""Parquet, read again with pyarrow."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
from pyarrow import parquet

from dateline import __version__
from dateline.exports import bare, write
from dateline.exports.tables import TABLES

from .made import HARMFUL, both, hostile, in_casebook, ordinary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dateline.exports import Loss


@pytest.fixture
def folder(export: Callable[..., tuple[Path, Loss]]) -> Path:
    """Both reports as Parquet."""
    return export("parquet")[0] / "parquet"


def test_columns_are_typed(folder: Path) -> None:
    """Dates are dates, numbers numbers, lists lists."""
    schema = parquet.read_schema(folder / "events.parquet")
    assert schema.field("start_date").type == pa.date32()
    assert schema.field("actors").type == pa.list_(pa.string())
    assert schema.field("confidence").type == pa.float64()
    assert parquet.read_schema(folder / "counts.parquet").field("min").type == pa.int64()


def test_a_record_comes_back_as_it_was(folder: Path) -> None:
    """The row of an event has its fields, unknown ones null."""
    row = parquet.read_table(folder / "events.parquet").to_pylist()[0]
    assert row["actors"] == ["7"]
    assert row["start_date"] == dt.date(2024, 3, 12)
    assert row["context"] == ["military"]
    assert parquet.read_table(folder / "events.parquet").to_pylist()[5]["start_date"] is None


def test_texts_come_back_unchanged(folder: Path) -> None:
    """Parquet holds every text as it is: nothing is defused, replaced or cut."""
    actors = parquet.read_table(folder / "actors.parquet").column("name").to_pylist()
    assert set(HARMFUL) <= set(actors)
    assert hostile().document.text in parquet.read_table(folder / "reports.parquet").column("text").to_pylist()


def test_no_value_is_lost(export: Callable[..., tuple[Path, Loss]]) -> None:
    """The tables hold every field of every record."""
    _, loss = export("parquet")
    assert (loss.left_out, loss.dropped, loss.altered) == ({}, {}, {})


def test_the_version_is_in_the_metadata(folder: Path) -> None:
    """Each file says which version of dateline wrote it."""
    assert parquet.read_schema(folder / "ties.parquet").metadata[b"dateline"] == __version__.encode()


def test_empty_tables_have_their_columns(export: Callable[..., tuple[Path, Loss]]) -> None:
    """An empty casebook gives tables without rows and with all columns."""
    folder, _ = export("parquet", [])
    for table in TABLES:
        found = parquet.read_table(folder / "parquet" / f"{table.name}.parquet")
        assert (found.num_rows, found.column_names) == (0, [column.name for column in table.columns])


def test_long_tables_are_written_in_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows go out a group at a time, and none is lost between groups."""
    from dateline.exports import parquet as module

    monkeypatch.setattr(module, "_GROUP", 3)
    write((bare(ordinary(), str(number)) for number in range(5)), ["parquet"], tmp_path)
    file = parquet.ParquetFile(tmp_path / "parquet" / "claims.parquet")
    assert (file.num_row_groups, file.metadata.num_rows) == (3, 10)


def test_polars_reads_it(tmp_path: Path) -> None:
    """A reader other than the writer's finds the same rows."""
    import polars as pl

    write(both(), ["parquet"], tmp_path)
    frame = pl.read_parquet(tmp_path / "parquet" / "ties.parquet")
    assert frame["kind"].to_list()[:5] == [tie.kind for tie in in_casebook().reading.ties]
