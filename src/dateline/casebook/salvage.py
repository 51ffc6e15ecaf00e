"""Saving what is whole out of a damaged casebook."""
# ruff: noqa: S608 - the SQL is put together from names of our own; what a person gives is bound

from __future__ import annotations

import sqlite3
import tempfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from dateline._errors import CasebookError, InputError
from dateline.casebook import decisions, ingest, store
from dateline.casebook.results import Salvaged
from dateline.casebook.rows import text_hash
from dateline.casebook.runs import Run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.records.model import Reading

_UNREADABLE = (sqlite3.DatabaseError, zlib.error, msgspec.MsgspecError, UnicodeDecodeError, InputError, TypeError, ValueError)
_PAGE = 4096
"""Bytes of a page of a casebook: what SQLite takes unless told otherwise."""
_REACH = 10_000
"""How many rows are tried one by one where a list of them breaks off at one end."""


def salvage(damaged: Path, to: Path) -> Salvaged:
    """Copy every whole report of a damaged casebook, with all its readings, and the decisions, to a new one; the damaged file stays as it is.

    A report is whole when its text has the hash that was stored and its newest reading can be decoded; records and indexes are made anew from these.
    Raises `CasebookError` when nothing can be read, or when `to` exists.
    """
    if to.exists():
        raise CasebookError(str(to), "exists already", "name a file that does not exist, so that nothing is overwritten")
    if not damaged.is_file():
        raise CasebookError(str(damaged), "no such casebook", "check the path")
    with tempfile.TemporaryDirectory() as folder:
        source, numbers = _readable(damaged, Path(folder))
        target = store.connect(to, create=True)
        try:
            with store.explained(to):
                return _copy(source, target, numbers)
        finally:
            target.close()
            source.close()


def _readable(damaged: Path, folder: Path) -> tuple[sqlite3.Connection, list[int]]:
    """A connection from which reports can be read, and their numbers: to the file itself, else to a copy with a new schema."""
    problems: list[Exception] = []
    for renew in (False, True):
        source = None
        try:
            file = _with_new_schema(damaged, folder) if renew else damaged
            source = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
            numbers = list(_numbers(source, "report"))
        except (sqlite3.DatabaseError, ValueError) as error:
            problems.append(error)
            if source is not None:
                source.close()
        else:
            return source, numbers
    raise CasebookError(str(damaged), f"nothing in it can be read ({problems[0]})", "restore it from a copy, or add the reports again") from problems[0]


def _with_new_schema(damaged: Path, folder: Path) -> Path:
    """A copy of a casebook in which the pages that say what the file holds are those of a new casebook.

    Both were laid out by the same statements, so that every table begins at the same page in both.
    """
    fresh, copy = folder / "fresh.db", folder / "copy.db"
    store.connect(fresh, create=True).close()
    new, old = fresh.read_bytes(), bytearray(damaged.read_bytes())
    if len(old) < len(new):
        raise ValueError("too short")
    for page in schema_pages(new):
        old[(page - 1) * _PAGE : page * _PAGE] = new[(page - 1) * _PAGE : page * _PAGE]
    old[28:32] = (len(old) // _PAGE).to_bytes(4)  # how many pages the file has
    old[32:40] = bytes(8)  # and none of them is free
    copy.write_bytes(old)
    return copy


def schema_pages(content: bytes | bytearray) -> list[int]:
    """The pages of the table that says what a SQLite file holds: the tree below page 1 (SQLite's "Database File Format", section 1.6)."""
    pages, waiting = [], [1]
    while waiting:
        page = waiting.pop()
        pages.append(page)
        start = (page - 1) * _PAGE
        head = start + (100 if page == 1 else 0)
        if content[head] == 5:  # an inner page: cells that point to pages, and one page to the right of them all
            cells = int.from_bytes(content[head + 3 : head + 5])
            offsets = [int.from_bytes(content[head + 12 + 2 * cell : head + 14 + 2 * cell]) for cell in range(cells)]
            waiting += [int.from_bytes(content[start + offset : start + offset + 4]) for offset in offsets]
            waiting.append(int.from_bytes(content[head + 8 : head + 12]))
    return sorted(pages)


def _copy(source: sqlite3.Connection, target: sqlite3.Connection, numbers: list[int]) -> Salvaged:
    reports = readings = 0
    lost = []
    for number in numbers:
        try:
            whole = list(_readings(source, number))
        except _UNREADABLE as error:
            lost.append(f"report {number} ({error})")
            continue
        for reading, run, added in whole:
            ingest.store(target, reading, run, added=added)
        reports += bool(whole)
        readings += max(0, len(whole) - 1)
    copied = _decisions(source, target)
    decisions.apply(target)
    return Salvaged(reports=reports, readings=readings, decisions=copied, lost=tuple(lost))


def _numbers(source: sqlite3.Connection, table: str) -> Iterator[int]:
    """The numbers of a table's rows: forward until a damaged page, backward until one, and what may lie between or beyond."""
    ahead, error = _listed(source, table, "ASC")
    yield from ahead
    if error is None:
        return
    back, _ = _listed(source, table, "DESC")
    if not ahead and not back:
        raise error
    after = ahead[-1] if ahead else max(0, back[-1] - _REACH)
    yield from range(after + 1, back[-1] if back else after + _REACH)
    yield from reversed(back)


def _listed(source: sqlite3.Connection, table: str, order: str) -> tuple[list[int], sqlite3.DatabaseError | None]:
    """The numbers of rows up to the first that can't be read, and why that is."""
    found: list[int] = []
    try:
        for row in source.execute(f"SELECT id FROM {table} NOT INDEXED ORDER BY id {order}"):
            found.append(row[0])  # noqa: PERF401 - what was listed before the damage must stay
    except sqlite3.DatabaseError as error:
        return found, error
    return found, None


def _readings(source: sqlite3.Connection, number: int) -> Iterator[tuple[Reading, Run, str]]:
    """Every reading of a report, the one that its records show last. Raises one of `_UNREADABLE` when the report is not whole."""
    head = source.execute(
        "SELECT r.run, r.added, b.hash, b.text FROM report AS r NOT INDEXED JOIN body AS b NOT INDEXED ON b.id = r.body WHERE r.id = ?", (number,)
    ).fetchone()
    if head is None:  # a number that was only tried
        return
    shown, added, digest, text = head
    if text_hash(text) != digest:
        raise ValueError("its text is damaged")
    query = "SELECT run, added, hash, content FROM reading {} WHERE report = ? ORDER BY id"
    try:
        stored = source.execute(query.format(""), (number,)).fetchall()
    except sqlite3.DatabaseError:  # perhaps only the index is damaged
        stored = source.execute(query.format("NOT INDEXED"), (number,)).fetchall()
    decoded = []
    for run, moment, checksum, content in stored:
        reading = ingest.unpack(content, text)
        if ingest.pack(reading)[1] != checksum:
            raise ValueError("its reading is damaged")
        fields = source.execute("SELECT dateline, model, ontology, knowledge, settings FROM run WHERE id = ?", (run,)).fetchone()
        made = Run(**dict(zip(("dateline", "model", "ontology", "knowledge", "settings"), fields, strict=True)))
        decoded.append((run == shown, reading, made, moment or added))
    if not any(is_shown for is_shown, *_ in decoded):
        raise ValueError("its reading is lost")
    for _, reading, made, moment in sorted(decoded, key=lambda entry: entry[0]):
        yield reading, made, moment


def _decisions(source: sqlite3.Connection, target: sqlite3.Connection) -> int:
    """Copy the decisions that can be read."""
    columns = "id, made_at, who, verb, target, payload, undoes"
    copied = 0
    try:
        numbers = list(_numbers(source, "decision"))
    except sqlite3.DatabaseError:
        return 0
    for number in numbers:
        try:
            row = source.execute(f"SELECT {columns} FROM decision WHERE id = ?", (number,)).fetchone()
        except sqlite3.DatabaseError:
            continue
        if row is not None:
            with store.transaction(target):
                target.execute(f"INSERT INTO decision ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            copied += 1
    return copied
