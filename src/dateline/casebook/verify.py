"""Whether a casebook is what it says: every quote stands in its stored text, every record names what made it, every index is in step.

The rows of each report are made again from its stored text and reading, and held against those that are stored; so a row that was lost, added or altered
by hand is found, whichever it is.
"""
# ruff: noqa: S608 - the SQL is put together from names of our own; what a person gives is bound

from __future__ import annotations

import sqlite3
import zlib
from typing import TYPE_CHECKING, Any

import msgspec

from dateline._errors import InputError
from dateline.casebook import ingest, runs, standing
from dateline.casebook.checking import check
from dateline.casebook.results import Problem
from dateline.casebook.rows import COLUMNS, NUMBERED, rows, text_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_INDEXES = {"text_index": ("body", "text"), "claim_index": ("claim", "content, source_words"), "passage_index": ("passage", "words")}
_OWNERS = {
    "mention": "entity", "acts_for": "entity", "place_span": "place", "claim_source": "claim", "claim_addressee": "claim", "claim_about": "claim",
    "event_also": "event", "event_context": "event", "event_role": "event", "event_claim": "event", "event_place": "event", "account": "event",
    "account_claim": "account", "count_": "event", "count_claim": "count_", "tie_claim": "tie",
}  # fmt: skip
"""The tables whose rows hang on a row of another, by that other."""
_SHOWN = 3
"""How many rows of one table are named for one report."""


def verify(connection: sqlite3.Connection, advance: Callable[[], None]) -> Iterator[Problem]:
    """Every problem of a casebook, the file's first, then each report's; `advance` is called after each report."""
    damaged = list(_file_problems(connection))
    yield from damaged
    if damaged:
        return
    yield from _run_problems(connection)
    yield from _link_problems(connection)
    for index, (table, columns) in _INDEXES.items():
        yield from _index_problems(connection, index, table, columns)
    for report, where in connection.execute("SELECT id, key || ' (version ' || version || ')' FROM report ORDER BY id").fetchall():
        for problem in _report_problems(connection, report):
            yield Problem(report=report, where=f"report {report}, {where}", problem=problem)
        advance()


def _file_problems(connection: sqlite3.Connection) -> Iterator[Problem]:
    try:
        for (line,) in connection.execute("PRAGMA integrity_check(20)"):
            if line != "ok":
                yield Problem(report=None, where="the file", problem=f"damaged: {line}")
    except sqlite3.DatabaseError as error:
        yield Problem(report=None, where="the file", problem=f"damaged: {error}")


def _run_problems(connection: sqlite3.Connection) -> Iterator[Problem]:
    for number, digest, *fields in connection.execute("SELECT id, hash, dateline, model, ontology, knowledge, settings FROM run").fetchall():
        run = runs.Run(**dict(zip(("dateline", "model", "ontology", "knowledge", "settings"), fields, strict=True)))
        if run.hash != digest:
            yield Problem(report=None, where=f"run {number}", problem="its fields are not those that its hash was made of")
    missing = connection.execute("SELECT id FROM report AS r WHERE NOT EXISTS (SELECT 1 FROM run WHERE id = r.run)").fetchall()
    for (report,) in missing:
        yield Problem(report=report, where=f"report {report}", problem="names no run that made its records")
    unread = "SELECT id FROM report AS r WHERE NOT EXISTS (SELECT 1 FROM reading WHERE report = r.id AND run = r.run)"
    for (report,) in connection.execute(unread).fetchall():
        yield Problem(report=report, where=f"report {report}", problem="has no reading by the run that it names")


def _link_problems(connection: sqlite3.Connection) -> Iterator[Problem]:
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchall():
        yield Problem(report=None, where=f"table {table}, row {row}", problem=f"points to a row of {parent} that is not there")
    for entity, report in connection.execute("SELECT id, report FROM entity WHERE id NOT IN (SELECT entity FROM identity)").fetchall():
        yield Problem(report=report, where=f"report {report}", problem=f"its actor in row {entity} is no actor of the casebook")
    newest: dict[str, tuple[int, int]] = {}
    marked: dict[str, int] = {}
    for key, version, latest in connection.execute(f"SELECT key, version, latest FROM report ORDER BY key, {ingest.NEWEST_LAST}"):
        newest[key] = (version, latest)
        marked[key] = marked.get(key, 0) + latest
    for key, (version, latest) in newest.items():
        if not latest or marked[key] != 1:
            yield Problem(report=None, where=key, problem=f"its newest version, {version}, is not the one that is marked as newest")


def _index_problems(connection: sqlite3.Connection, index: str, table: str, columns: str) -> Iterator[Problem]:
    """Where a full-text index is out of step with what it indexes."""
    pairs = ((table, f"{index}_docsize", "is not in the index"), (f"{index}_docsize", table, "is in the index and not in the table"))
    apart = False
    for one, other, problem in pairs:
        for (row,) in connection.execute(f"SELECT id FROM {one} EXCEPT SELECT id FROM {other}").fetchall():
            apart = True
            yield Problem(report=None, where=f"index {index}, row {row}", problem=problem)
    if apart or _in_step(connection, index):
        return
    for row in _rows_out_of_step(connection, index, table, columns):
        yield Problem(report=None, where=f"index {index}, row {row}", problem=f"holds other words than the row of {table}")


def _in_step(connection: sqlite3.Connection, index: str) -> bool:
    """Whether FTS5 finds the index to match its table. It asks for the right to write; without it the rows are compared one by one."""
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return False
    try:
        connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError:
        return False
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    return True


def _rows_out_of_step(connection: sqlite3.Connection, index: str, table: str, columns: str) -> list[int]:
    """The rows whose words in the index differ from those that the table gives, found by indexing the table once more."""
    tokenizer = "porter unicode61 remove_diacritics 2"
    drop = "".join(f"DROP TABLE IF EXISTS temp.{name};" for name in ("stored_terms", "fresh_terms", "fresh"))
    connection.executescript(
        f"{drop} CREATE VIRTUAL TABLE temp.fresh USING fts5 ({columns}, tokenize = '{tokenizer}');"
        f"INSERT INTO temp.fresh (rowid, {columns}) SELECT id, {columns} FROM main.{table};"
        f"CREATE VIRTUAL TABLE temp.fresh_terms USING fts5vocab (temp, fresh, instance);"
        f"CREATE VIRTUAL TABLE temp.stored_terms USING fts5vocab (main, {index}, instance);"
    )
    both = [f"SELECT term, doc, col, offset FROM temp.{name}_terms" for name in ("stored", "fresh")]
    found: set[int] = set()
    for one, other in (both, both[::-1]):
        found.update(row[0] for row in connection.execute(f"SELECT DISTINCT doc FROM ({one} EXCEPT {other})"))
    connection.executescript(drop)
    return sorted(found)


def _report_problems(connection: sqlite3.Connection, report: int) -> Iterator[str]:
    key, digest, text, run = connection.execute(
        "SELECT r.key, b.hash, b.text, r.run FROM report AS r JOIN body AS b ON b.id = r.body WHERE r.id = ?", (report,)
    ).fetchone()
    if text_hash(text) != digest:
        yield "its text is not the one that was stored"
        return
    reading = None
    for number, stored, content, made in connection.execute("SELECT id, hash, content, run FROM reading WHERE report = ? ORDER BY id", (report,)).fetchall():
        try:
            found = ingest.unpack(content, text)
            check(found)
        except (zlib.error, msgspec.MsgspecError, UnicodeDecodeError) as error:
            yield f"its reading {number} can't be decoded ({error})"
            continue
        except InputError as error:
            yield f"its reading {number}: {error.problem}"
            continue
        if ingest.pack(found)[1] != stored:
            yield f"its reading {number} is not the one that was stored"
        if made == run:
            reading = found
    if reading is not None:
        scope = ingest.scope(key, digest)
        decided = standing.decided(connection, reading, key, digest, scope)
        yield from _row_problems(connection, report, rows(decided.reading, report, scope, _before(connection, report), decided.uids))


def _before(connection: sqlite3.Connection, report: int) -> dict[str, int]:
    """For each numbered table the number before a report's first row: the rows of a report are numbered in one go."""
    before = {}
    for table in NUMBERED:
        owner = "event IN (SELECT id FROM event WHERE report = ?)" if table in ("account", "count_") else "report = ?"
        first = connection.execute(f"SELECT min(id) FROM {table} WHERE {owner}", (report,)).fetchone()[0]
        before[table] = (first or 1) - 1
    return before


def _row_problems(connection: sqlite3.Connection, report: int, expected: dict[str, list[tuple[Any, ...]]]) -> Iterator[str]:
    """Where the stored rows of a report differ from those that its reading makes."""
    for table, columns in COLUMNS.items():
        names = columns.split()
        stored = set(connection.execute(f"SELECT {', '.join(names)} FROM {table} WHERE {_belongs(table)}", (report,)).fetchall())
        wanted = set(expected[table])
        for problem, apart in (("is missing or altered", wanted - stored), ("is not what the stored text and reading give", stored - wanted)):
            for row in sorted(apart, key=repr)[:_SHOWN]:
                yield f"{table} {_told(names, row)} {problem}"
            if len(apart) > _SHOWN:
                yield f"{table}: {len(apart) - _SHOWN} more rows, of which each {problem}"


def _belongs(table: str) -> str:
    """SQL that leaves the rows of a table which belong to one report."""
    if table not in _OWNERS:
        return "report = ?"
    owner = _OWNERS[table]
    return f"{owner} IN (SELECT id FROM {owner} WHERE {_belongs(owner)})"


def _told(names: list[str], row: tuple[Any, ...]) -> str:
    """The fields of a row by which a person finds it."""
    fields = dict(zip(names, row, strict=True))
    numbers = [
        f"{name} {fields[name]}" for name in ("id", "entity", "claim", "event", "place", "tie", "account", "count_", "n") if fields.get(name) is not None
    ]
    told = [fields["local"]] if "local" in fields else numbers[:2]
    words = next((fields[name] for name in ("content", "quote", "words", "name", "value") if fields.get(name)), None)
    if words is not None:
        told.append(f"“{' '.join(str(words).split())[:60]}”")
    if "start_" in fields:
        told.append(f"at {fields['start_']} to {fields['end_']}")
    return " ".join(told)
