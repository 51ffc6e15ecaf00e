"""Verifying finds what was altered, whatever it is."""

from __future__ import annotations

import sqlite3
import zlib
from typing import TYPE_CHECKING

import pytest

from dateline.casebook.casebook import Casebook

from .making import reading, readings

if TYPE_CHECKING:
    from pathlib import Path


def problems(casebook: Casebook, *statements: str) -> str:
    """What verifying finds once the casebook was altered."""
    for item in readings(2):
        casebook.store(item)
    assert list(casebook.verify()) == []
    casebook.connection.execute("PRAGMA foreign_keys = OFF")
    for statement in statements:
        casebook.connection.execute(statement)
    return "\n".join(str(problem) for problem in casebook.verify())


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE claim SET content = 'nothing of the kind' WHERE id = 1", "report 1, https://front-page.example/tolmin/0 (version 1): claim"),
        ("UPDATE claim SET start_ = start_ + 1 WHERE id = 5", "report 2"),
        ("UPDATE event SET quote = 'fell on' WHERE id = 1", "event e1 “fell on” at"),
        ("UPDATE event SET status = 'asserted' WHERE id = 1", "is not what the stored text and reading give"),
        ("UPDATE mention SET words = 'Ostrel' WHERE words = 'Varnia' AND entity = 1", "mention entity 1 “Ostrel”"),
        ("UPDATE count_ SET min = 500 WHERE id = 1", "count_ id 1 event 1 “at least 1 people”"),
        ("DELETE FROM tie_claim", "tie_claim"),
        ("DELETE FROM place_span WHERE place = 1", "place_span"),
        ("INSERT INTO event_role (event, role, entity) VALUES (1, 'recipient', 1)", "event_role"),
        ("UPDATE report SET run = 77 WHERE id = 1", "report 1: names no run that made its records"),
        ("DELETE FROM reading WHERE report = 1", "report 1: has no reading by the run that it names"),
        ('UPDATE run SET settings = \'{"published": "2020"}\'', "run 1: its fields are not those that its hash was made of"),
        ("DELETE FROM identity WHERE entity = 3", "its actor in row 3 is no actor of the casebook"),
        ("UPDATE report SET latest = 0 WHERE id = 2", "https://front-page.example/tolmin/1: its newest version, 1, is not the one that is marked"),
        ("UPDATE reading SET content = x'0011' WHERE id = 1", "its reading 1 can't be decoded"),
        ("DELETE FROM entity WHERE id = 2", "points to a row of entity that is not there"),
    ],
)
def test_alteration_is_found(casebook: Casebook, statement: str, found: str) -> None:
    """Whatever is altered, the report and the record are named."""
    assert found in problems(casebook, statement)


def test_altered_text_is_found(casebook: Casebook) -> None:
    """A stored text that is not what was stored is found, though the triggers that guard it were taken away."""
    assert "its text is not the one that was stored" in problems(
        casebook, "DROP TRIGGER body_no_update", "UPDATE body SET text = replace(text, 'Tuesday', 'Mondays') WHERE id = 1"
    )


def test_text_can_not_be_altered(casebook: Casebook) -> None:
    """A stored text can't be changed as long as the casebook's own rules stand."""
    casebook.store(reading())
    with pytest.raises(sqlite3.IntegrityError, match="a stored text never changes"):
        casebook.connection.execute("UPDATE body SET text = 'x'")


def test_altered_reading_is_found(casebook: Casebook) -> None:
    """A stored reading that is whole, but not the one that was stored, is found."""
    casebook.store(reading())
    content = casebook.connection.execute("SELECT content FROM reading").fetchone()[0]
    other = zlib.compress(zlib.decompress(content).replace(b'"stance":"deny"', b'"stance":"assert"'))
    casebook.connection.execute("UPDATE reading SET content = ?", (other,))
    assert any("its reading 1 is not the one that was stored" in str(problem) for problem in casebook.verify())


@pytest.mark.parametrize(
    ("index", "table", "columns"), [("claim_index", "claim", "content"), ("text_index", "body", "text"), ("passage_index", "passage", "words")]
)
@pytest.mark.parametrize("read_only", [False, True])
def test_index_out_of_step_is_found(path: Path, index: str, table: str, columns: str, read_only: bool) -> None:
    """A row that an index lacks, and one of which it holds other words, are named, also where nothing may be written."""
    sources = ", source_words" if table == "claim" else ""
    remove = f"INSERT INTO {index} ({index}, rowid, {columns}{sources}) SELECT 'delete', id, {columns}{sources} FROM {table} WHERE id = 2"  # noqa: S608
    with Casebook(path) as casebook:
        assert f"index {index}, row 2: is not in the index" in problems(casebook, remove)
        casebook.connection.execute(f"INSERT INTO {index} (rowid, {columns}) VALUES (2, 'other words')")  # noqa: S608
    with Casebook(path, read_only=read_only) as casebook:
        assert [str(problem) for problem in casebook.verify()] == [f"index {index}, row 2: holds other words than the row of {table}"]


def test_verifying_changes_nothing(path: Path) -> None:
    """Verifying leaves every byte of the file as it was."""
    with Casebook(path) as casebook:
        casebook.store(reading())
    before = path.read_bytes()
    with Casebook(path) as casebook:
        assert list(casebook.verify()) == []
    assert path.read_bytes() == before


def test_each_report_is_counted(casebook: Casebook) -> None:
    """Whoever waits is told after each report."""
    for item in readings(3):
        casebook.store(item)
    seen: list[int] = []
    assert list(casebook.verify(lambda: seen.append(1))) == []
    assert len(seen) == 3
