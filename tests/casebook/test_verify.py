"""Verifying finds what was altered, whatever it is, and salvaging saves what is whole."""

from __future__ import annotations

import random
import sqlite3
import zlib
from typing import TYPE_CHECKING

import pytest

from dateline._errors import CasebookError
from dateline.casebook.casebook import Casebook
from dateline.casebook.runs import UNKNOWN, Run
from dateline.casebook.salvage import schema_pages

from .making import reading, readings

if TYPE_CHECKING:
    from pathlib import Path

NEWER = Run(dateline="9.9", model="m")


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


# ---- salvage ---------------------------------------------------------------------------------------------------------------------------------------------


def full(path: Path, count: int) -> Path:
    """A casebook with versions, a second reading and a decision."""
    with Casebook(path) as casebook:
        for item in readings(count):
            casebook.store(item)
        casebook.store(reading(500, url="https://front-page.example/tolmin/0"))
        casebook.store(reading(1, url="https://front-page.example/tolmin/0"), NEWER)
        casebook.connection.execute("INSERT INTO decision (made_at, who, verb, target, payload) VALUES ('2024-03-15', 'ana', 'reject', '{}', '{}')")
    return path


def test_salvage_of_a_whole_casebook(path: Path, tmp_path: Path) -> None:
    """Of a casebook that is not damaged everything is saved: reports, versions, earlier readings, when they were added, and decisions."""
    new = tmp_path / "new.db"
    saved = Casebook.salvage(full(path, 3), new)
    assert (saved.reports, saved.readings, saved.decisions, saved.lost) == (4, 1, 1, ())
    with Casebook(path) as old, Casebook(new) as copy:
        assert copy.reports() == old.reports()
        assert copy.reading(1) == old.reading(1)
        assert copy.reading(1, UNKNOWN) == old.reading(1, UNKNOWN)
        assert list(copy.verify()) == []


@pytest.mark.parametrize("seed", range(8))
def test_salvage_of_a_damaged_casebook(path: Path, tmp_path: Path, seed: int) -> None:
    """From a file with damaged pages every report that is whole is saved and is what it was; the damaged file stays as it is."""
    full(path, 60)
    content = bytearray(path.read_bytes())
    pages = len(content) // 4096
    connection = sqlite3.connect(path)
    roots = {row[0] for row in connection.execute("SELECT rootpage FROM sqlite_schema")}
    connection.close()
    chance = random.Random(seed)  # noqa: S311 - any pages will do
    for page in chance.sample([page for page in range(2, pages + 1) if page not in roots], pages // 25):
        content[4096 * (page - 1) : 4096 * page] = chance.randbytes(4096)
    path.write_bytes(content)
    new = tmp_path / "new.db"
    saved = Casebook.salvage(path, new)
    assert path.read_bytes() == content
    assert saved.reports >= 1
    assert saved.reports + len(saved.lost) >= 30
    with Casebook(new) as copy:
        assert list(copy.verify()) == []
        for line in copy.reports():
            number = int(str(line.url).rsplit("/", 1)[-1])
            assert copy.reading(line.report) in (reading(number + 1, url=line.url), reading(500, url=line.url))


@pytest.mark.parametrize("page", [1, 2, 3])
def test_salvage_without_a_schema(path: Path, tmp_path: Path, page: int) -> None:
    """Where the page that says what the file holds is damaged, all reports are saved all the same."""
    full(path, 20)
    content = bytearray(path.read_bytes())
    pages = schema_pages(content)
    wiped = pages[min(page, len(pages)) - 1]
    content[4096 * (wiped - 1) : 4096 * wiped] = bytes(4096)
    path.write_bytes(content)
    saved = Casebook.salvage(path, tmp_path / "new.db")
    assert (saved.reports, saved.readings, saved.decisions, saved.lost) == (21, 1, 1, ())


def test_salvage_overwrites_nothing(path: Path, tmp_path: Path) -> None:
    """A file that exists is never overwritten."""
    new = tmp_path / "new.db"
    new.write_text("mine")
    with pytest.raises(CasebookError, match="exists already; name a file that does not exist"):
        Casebook.salvage(full(path, 1), new)
    assert new.read_text() == "mine"


@pytest.mark.parametrize("content", [b"nothing of the kind", b"SQLite format 3\0" + bytes(9000)])
def test_nothing_to_salvage(path: Path, tmp_path: Path, content: bytes) -> None:
    """Where nothing can be read it says so, and makes no file."""
    path.write_bytes(content)
    with pytest.raises(CasebookError, match="nothing in it can be read"):
        Casebook.salvage(path, tmp_path / "new.db")
    assert not (tmp_path / "new.db").exists()


def test_salvage_of_nothing(tmp_path: Path) -> None:
    """A file that is not there can't be salvaged."""
    with pytest.raises(CasebookError, match="no such casebook"):
        Casebook.salvage(tmp_path / "no.db", tmp_path / "new.db")
