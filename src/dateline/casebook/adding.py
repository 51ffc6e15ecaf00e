"""From files to stored readings: whatever `dateline read` takes, and the readings that it wrote."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from dateline._errors import InputError
from dateline.casebook import decisions, ingest, runs
from dateline.records.model import Reading

if TYPE_CHECKING:
    import datetime
    import sqlite3
    from collections.abc import Iterator

    from dateline.casebook.runs import Run

_HEAD = 4096
_LINE_LIMIT = 200_000_000
_FIX = "make it again with `dateline read --format jsonl`"
UNNAMED = "the reading does not say what made it, and neither will its records; `dateline read --format jsonl` writes readings that do"
"""The warning for a reading from a file that names no run."""


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one report of an input. The outcome `known` is that of a text which this run had read before, so that it was not read again.

    `unkept` are the numbers of the decisions on the article that could not be carried over to this reading of it; what they are about stands in `warnings`.
    """

    origin: str
    report: int
    outcome: str
    warnings: tuple[str, ...] = ()
    unkept: tuple[int, ...] = ()


def add(connection: sqlite3.Connection, origin: str, *, data: bytes | None = None, published: datetime.date | None = None) -> Iterator[Added | InputError]:
    """Read and store every report of one input, each in a transaction of its own; yields what became of each, or why it can't be read.

    Readings that `dateline read --format jsonl` wrote are told by their shape and stored as they are.
    """
    if _holds_readings(origin, data):
        yield from _add_readings(connection, origin, data)
    else:
        yield from _add_reports(connection, origin, data, published)


def _holds_readings(origin: str, data: bytes | None) -> bool:
    """Whether an input begins like a reading: an object whose first field is the document, with a text."""
    if data is None:
        try:
            with Path(origin).open("rb") as file:
                head = file.read(_HEAD)
        except (OSError, ValueError):  # the reader says what is wrong with it
            return False
    else:
        head = data[:_HEAD]
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().replace(b" ", b"").startswith(b'{"document":{"origin":')


def _add_readings(connection: sqlite3.Connection, origin: str, data: bytes | None) -> Iterator[Added | InputError]:
    decoder = msgspec.json.Decoder(Reading)
    for number, line in enumerate(_lines(origin, data), 1):
        if isinstance(line, InputError):
            yield line
            return
        if not line.strip():
            continue
        where = f"{origin}:{number}"
        try:
            content = line.removeprefix(b"\xef\xbb\xbf")
            reading, run = decoder.decode(content), runs.named_in(content)
            stored = ingest.store(connection, reading, run)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            yield InputError(where, f"no reading ({error})", _FIX)
        except InputError as error:
            yield InputError(where, error.problem, error.fix)
        else:
            unnamed = (UNNAMED,) if run == runs.UNKNOWN and stored.outcome != "same" else ()
            yield _added(connection, reading.document.origin, stored, unnamed)


def _added(connection: sqlite3.Connection, origin: str, stored: ingest.Stored, warnings: tuple[str, ...]) -> Added:
    """What became of a report, with a warning for each decision that could not be carried over."""
    where = "this version of the article" if stored.outcome == "version" else "this reading"
    unkept = tuple(
        f"decision {number}, {decisions.told(connection, number)}, can't be carried over: {where} has no such record; it is kept in case a later one has it"
        for number in stored.unkept
    )
    return Added(origin=origin, report=stored.report, outcome=stored.outcome, warnings=(*warnings, *unkept), unkept=stored.unkept)


def _lines(origin: str, data: bytes | None) -> Iterator[bytes | InputError]:
    if data is not None:
        yield from data.split(b"\n")
        return
    try:
        with Path(origin).open("rb") as file:
            while line := file.readline(_LINE_LIMIT):
                yield line
    except OSError as error:
        yield InputError(origin, f"can't be read ({error.strerror or error})", "check the file and try again")


def _add_reports(connection: sqlite3.Connection, origin: str, data: bytes | None, published: datetime.date | None) -> Iterator[Added | InputError]:
    from dateline import sources

    run: Run | None = None
    for report in sources.load(os.fspath(origin), data=data, published=published):
        if isinstance(report, InputError):
            yield report
            continue
        if run is None:
            run = runs.current(published=published)
        known = ingest.known(connection, report, run)
        if known is not None:
            yield Added(origin=report.origin, report=known, outcome="known")
            continue
        from dateline import _read

        reading = _read.read_report(report)
        try:
            stored = ingest.store(connection, reading, run)
        except InputError as error:
            yield error
        else:
            yield _added(connection, report.origin, stored, reading.warnings)
