"""Saving what is whole out of a damaged casebook.

The file is read page by page (`pages`), so that it does not matter which pages are damaged: the first, those that say what the file holds, the root of a table,
or the whole second half. Whether a report is whole is told by the hashes of its text and its readings, from which its records and the indexes are made anew.
"""

from __future__ import annotations

import contextlib
import zlib
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from dateline._errors import CasebookError, InputError
from dateline.casebook import decisions, ingest, merging, pages, standing, store
from dateline.casebook.checking import check
from dateline.casebook.results import Lost, Salvaged
from dateline.casebook.rows import text_hash
from dateline.casebook.runs import UNKNOWN, Run
from dateline.casebook.targets import Target

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from dateline.casebook.pages import Cell, File
    from dateline.records.model import Reading

_DAMAGE = (zlib.error, msgspec.MsgspecError, InputError, ValueError, IndexError, UnicodeError)
_REPORT = "n t i i i i t t tn tn tn tn tn tn tn t t"
_SHAPES = {
    "report": _REPORT,
    "reading": "n i i t t b",
    "body": "n t t",
    "run": "n t tn tn tn tn t",
    "decision": "n t t t t t in",
    "schema": "t t t i tn",  # the table that says what the file holds
}
"""The tables that everything else can be made from, with what their columns hold."""
_VERBS = (*decisions.VERBS, "undo")
_ROOM = 5_000
"""In how many pages, 20 MB, a file that is not known for a casebook is looked through for a report."""
_RUN = ("dateline", "model", "ontology", "knowledge", "settings")


class _Head(NamedTuple):
    """What a row of `report` says: where its text is, the run whose reading it shows, when it was added, and what tells it from others."""

    body: int
    run: int
    added: str
    told: tuple[Any, ...]


class _Found:
    """What stands in a file: rows by their numbers, long ones by where they lie. An old copy of a page can give a row twice, as it was before."""

    def __init__(self, file: File) -> None:
        self.heads: dict[int, list[_Head]] = {}
        self.readings: dict[int, dict[int, list[Cell]]] = {}
        self.bodies: dict[int, list[Cell]] = {}
        self.runs: dict[int, Run] = {}
        self.decisions: dict[int, tuple[Any, ...]] = {}
        self.root = 0
        values: Any
        for table, number, values, cell in pages.rows(file, _SHAPES):
            if table == "report":
                head = _Head(values[4], values[5], values[16], values[7:14])
                self.heads.setdefault(number, []).append(head)
            elif table == "reading":
                self.readings.setdefault(values[1], {}).setdefault(number, []).append(cell)
            elif table == "body":
                self.bodies.setdefault(number, []).append(cell)
            elif table == "run":
                run = Run(**dict(zip(_RUN, values[2:], strict=True)))
                if run.hash == values[1]:
                    self.runs[number] = run
            elif table == "decision":
                if values[3] not in _VERBS:  # an actor, whose columns are of the same types
                    continue
                self.decisions[number] = (number, *values[1:])
            elif values[:2] == ("table", "report"):
                self.root = values[3]


def salvage(damaged: Path, to: Path) -> Salvaged:
    """Copy every whole report of a damaged casebook, with all its readings, and the decisions, to a new one; the damaged file stays as it is.

    A report is whole when its row is there, its text has the hash that was stored, and so has the reading that it shows; records and indexes are made anew
    from these. Raises `CasebookError` when nothing can be read, or when `to` exists.
    """
    if to.exists():
        raise CasebookError(str(to), "exists already", "name a file that does not exist, so that nothing is overwritten")
    if not damaged.is_file():
        what = ("a folder, not a casebook", "give the name of a file") if damaged.is_dir() else ("no such casebook", "check the path")
        raise CasebookError(str(damaged), *what)
    if not to.parent.is_dir():
        raise CasebookError(str(to), "its folder does not exist", "make the folder first")
    try:
        with pages.opened(damaged) as file:
            return _copy(file, damaged, to)
    except OSError as error:
        raise CasebookError(str(damaged), f"can't be read ({error.strerror or error})", "check its permissions and the disk") from error
    except ValueError as error:
        raise CasebookError(str(damaged), "an empty file", "restore it from a copy, or add the reports again") from error


def is_casebook(path: Path) -> bool:
    """Whether a file, whatever its header says, holds a report of a casebook among its first pages."""
    try:
        with pages.opened(path) as file:
            return any(True for _ in pages.rows(file, {"report": _REPORT}, _ROOM))
    except (OSError, ValueError):
        return False


def _copy(file: File, damaged: Path, to: Path) -> Salvaged:
    found = _Found(file)
    if not found.heads:
        gone = f"of {file.expected:,} pages {file.pages:,} are there, and no report is whole in them" if file.expected > file.pages else ""
        raise CasebookError(str(damaged), gone or "nothing in it can be read", "restore it from a copy, or add the reports again")
    highest = max(*found.heads, *found.readings, *pages.keys(file, found.root), 0)
    reports = earlier = unnamed = 0
    lost = []
    target = store.connect(to, create=True)
    try:
        with store.explained(to):
            for number in range(1, highest + 1):
                try:
                    whole = list(_readings(file, found, number))
                except _DAMAGE as error:
                    lost.append(Lost(report=number, reason=str(error)))
                    continue
                for reading, run, added in whole:
                    ingest.store(target, reading, run or UNKNOWN, added=added)
                reports += 1
                earlier += len(whole) - 1
                unnamed += whole[-1][1] is None
            copied = _decisions(found, target)
            decisions.apply(target)
    finally:
        target.close()
    return Salvaged(
        reports=reports, readings=earlier, decisions=copied, lost=tuple(lost), lost_decisions=max(found.decisions, default=0) - copied, unnamed=unnamed,
        missing=max(0, file.expected - file.pages),
    )  # fmt: skip


def _readings(file: File, found: _Found, number: int) -> Iterator[tuple[Reading, Run | None, str]]:
    """Every reading of a report with the run that made it, where that is known, the one that its records show last.

    Raises one of `_DAMAGE`, which says why, when the report is not whole.
    """
    heads = found.heads.get(number)
    stored = found.readings.get(number)
    if heads is None:
        raise ValueError("its row is damaged" if stored else "nothing of it is there")
    text = _text(file, found, heads[-1].body)
    whole: list[tuple[Reading, int, str]] = []
    for _, cells in sorted((stored or {}).items()):
        with contextlib.suppress(*_DAMAGE):
            whole.append(_reading(file, cells, text))
    if {head.run for head in heads} - {run for _, run, _ in whole}:
        raise ValueError("its reading is damaged")
    # A report keeps the head that its first reading gave it, and would without that be another.
    if not any(head.told == _told([reading for reading, *_ in whole]) for head in heads):
        raise ValueError("an earlier reading of it is damaged")
    for place, (reading, run, moment) in enumerate(whole):
        yield reading, found.runs.get(run), moment if place else heads[-1].added


def _text(file: File, found: _Found, body: int) -> str:
    """The text of a report."""
    for cell in found.bodies.get(body, ()):
        with contextlib.suppress(*_DAMAGE):
            digest, text = _values(file, cell, "body")[1:]
            if text_hash(text) == digest:
                return str(text)
    raise ValueError("its text is damaged")


def _reading(file: File, cells: list[Cell], text: str) -> tuple[Reading, int, str]:
    """A reading, the number of the run that made it, and when it was stored."""
    for cell in cells:
        with contextlib.suppress(*_DAMAGE):
            _, _, run, digest, moment, content = _values(file, cell, "reading")
            reading = ingest.unpack(content, text)
            check(reading)
            if ingest.pack(reading)[1] == digest:
                return reading, run, moment
    raise ValueError("damaged")


def _values(file: File, cell: Cell, table: str) -> tuple[Any, ...]:
    """The values of a row that was found before."""
    found = pages.row(file, cell, {table: _SHAPES[table]})
    if found is None:
        raise ValueError("another row")
    return found[2]


def _told(whole: list[Reading]) -> tuple[Any, ...]:
    """The head of a report that has these readings: that of the first, and the last date of publication that one gives."""
    first = whole[0].document
    days = [reading.document.published.isoformat() for reading in whole if reading.document.published is not None]
    return first.origin, first.url or None, first.publisher, first.title, first.author, first.language, days[-1] if days else None


def _decisions(found: _Found, target: sqlite3.Connection) -> int:
    """Copy the decisions that are whole; one that takes back another only together with that."""
    copied: set[int] = set()
    for number, row in sorted(found.decisions.items()):
        verb, about, undoes = row[3], row[4], row[6]
        try:
            if verb in standing.VERBS:
                msgspec.json.decode(about, type=Target)
            elif verb in merging.VERBS:
                msgspec.json.decode(about, type=merging.Pair)
            elif undoes not in copied:
                continue
            msgspec.json.decode(row[5], type=dict[str, Any])
        except msgspec.MsgspecError:
            continue
        with store.transaction(target):
            target.execute("INSERT INTO decision (id, made_at, who, verb, target, payload, undoes) VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        copied.add(number)
    return len(copied)
