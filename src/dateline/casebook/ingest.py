"""One reading, one transaction."""
# ruff: noqa: S608 - the SQL is put together from names of our own; what a person gives is bound

from __future__ import annotations

import datetime
import hashlib
import zlib
from typing import TYPE_CHECKING, Any, Literal, Protocol

import msgspec

from dateline._errors import InputError
from dateline.casebook import identity, merging, runs, standing
from dateline.casebook.checking import check
from dateline.casebook.keys import article_key
from dateline.casebook.rows import COLUMNS, NUMBERED, rows, text_hash
from dateline.casebook.store import transaction
from dateline.records.model import Reading

if TYPE_CHECKING:
    import sqlite3

    from dateline.casebook.runs import Run

Outcome = Literal["new", "version", "reread", "same"]
"""What storing did: a report that was not there, a new version of one, a new reading of a text that was there, or nothing."""
_INSERT = {table: f"INSERT INTO {table} ({', '.join(columns.split())}) VALUES ({', '.join('?' * len(columns.split()))})" for table, columns in COLUMNS.items()}
_LAST = f"SELECT {', '.join(f'(SELECT coalesce(max(id), 0) FROM {table})' for table in NUMBERED)}"
NEWEST_LAST = "coalesce(published, added), version"
"""SQL that orders the versions of an article in time."""
_OWNERS = ("tie", "event", "claim", "place", "time_", "passage", "entity", "credit", "part")
"""The tables that name their report, each before those that it points to; whatever hangs on their rows goes with them."""


class Head(Protocol):
    """What tells a report from others: a `Document` has it, and a report that is not yet read."""

    @property
    def text(self) -> str:
        """As in `Document`."""

    @property
    def origin(self) -> str:
        """As in `Document`."""

    @property
    def url(self) -> str | None:
        """As in `Document`."""

    @property
    def publisher(self) -> str | None:
        """As in `Document`."""

    @property
    def title(self) -> str | None:
        """As in `Document`."""

    @property
    def author(self) -> str | None:
        """As in `Document`."""


class Stored(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a reading: the row of its report, and the outcome.

    `unkept` are the decisions that bore on the article's newest version, or on this report's earlier reading, and bear on nothing in this one.
    """

    report: int
    outcome: Outcome
    unkept: tuple[int, ...] = ()


def store(connection: sqlite3.Connection, reading: Reading, run: Run, *, added: str | None = None) -> Stored:
    """Store one reading, all of it or nothing.

    The same reading again changes nothing. A text that is there already, read by another run, has its records replaced and the earlier reading kept; other
    text under the same key is a new version of the article. Raises `InputError` for a reading that contradicts itself.
    """
    check(reading)
    try:
        content, digest = pack(reading)
        body = text_hash(reading.document.text)
    except UnicodeEncodeError:
        raise InputError(reading.document.origin, "the reading holds half a surrogate pair", "write the report's text as UTF-8 and read it again") from None
    report = find_report(connection, reading.document, body)
    if report is not None and _has(connection, report, run, digest):
        return Stored(report=report, outcome="same")  # without waiting for a writer
    moment = added or datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    with transaction(connection):
        report = find_report(connection, reading.document, body)
        if report is not None and _has(connection, report, run, digest):
            return Stored(report=report, outcome="same")
        row = runs.row_of(connection, run)
        outcome: Outcome = "reread"
        before = report if report is not None else _newest(connection, key_of(reading.document))
        decided = standing.resting(connection, before) if before is not None else frozenset()
        if report is None:
            report, version = _new_report(connection, reading, body, row, moment)
            outcome = "version" if version > 1 else "new"
            _mark_latest(connection, report)  # before decisions are applied, which look at the newest version
        connection.execute("INSERT INTO reading (report, run, hash, added, content) VALUES (?, ?, ?, ?, ?)", (report, row, digest, moment, content))
        write_records(connection, reading, report, row, again=outcome == "reread")
        if outcome == "reread":  # which may have given it another day
            _mark_latest(connection, report)
        unkept = standing.unkept(connection, decided, report) if decided else ()
    return Stored(report=report, outcome=outcome, unkept=unkept)


def key_of(document: Head) -> str:
    """What tells an article from others through all its versions: its URL, else the path that it was read from."""
    return article_key(document.url if document.url and document.url.strip() else document.origin)


def find_report(connection: sqlite3.Connection, document: Head, body: str) -> int | None:
    """The report that has this text already: under the same key, or, where neither has a URL, with the same head under another path."""
    query = "SELECT r.id FROM report AS r JOIN body AS b ON b.id = r.body WHERE b.hash = ? AND "
    found = connection.execute(query + "r.key = ?", (body, key_of(document))).fetchone()
    if found is None and not document.url:
        head = (body, document.publisher, document.title, document.author)
        found = connection.execute(query + "r.url IS NULL AND r.publisher IS ? AND r.title IS ? AND r.author IS ?", head).fetchone()
    return int(found[0]) if found else None


def known(connection: sqlite3.Connection, document: Head, run: Run) -> int | None:
    """The report whose text this run has read already, so that it need not be read again."""
    row = runs.find(connection, run)
    report = find_report(connection, document, text_hash(document.text)) if row is not None else None
    if report is None or connection.execute("SELECT 1 FROM reading WHERE report = ? AND run = ?", (report, row)).fetchone() is None:
        return None
    return report


def pack(reading: Reading) -> tuple[bytes, str]:
    """A reading as it is kept, without the text, which is kept once; and its hash, to which the path it was read from adds nothing."""
    replace = msgspec.structs.replace
    content = msgspec.json.encode(replace(reading, document=replace(reading.document, text="")))
    placeless = msgspec.json.encode(replace(reading, document=replace(reading.document, text="", origin="")))
    return zlib.compress(content, 3), hashlib.sha256(placeless).hexdigest()[:32]


def unpack(content: bytes, text: str) -> Reading:
    """The reading that `pack` packed."""
    reading = msgspec.json.decode(zlib.decompress(content), type=Reading)
    return msgspec.structs.replace(reading, document=msgspec.structs.replace(reading.document, text=text))


def _has(connection: sqlite3.Connection, report: int, run: Run, digest: str) -> bool:
    """Whether a report has a reading by a run already; one that does not say what made it is the same as one that does."""
    if run == runs.UNKNOWN:
        return connection.execute("SELECT 1 FROM reading WHERE report = ? AND hash = ?", (report, digest)).fetchone() is not None
    row = runs.find(connection, run)
    return connection.execute("SELECT 1 FROM reading WHERE report = ? AND run = ? AND hash = ?", (report, row, digest)).fetchone() is not None


def _newest(connection: sqlite3.Connection, key: str) -> int | None:
    """The newest version of an article, if there is one."""
    found = connection.execute("SELECT id FROM report WHERE key = ? AND latest", (key,)).fetchone()
    return int(found[0]) if found else None


def _new_report(connection: sqlite3.Connection, reading: Reading, body: str, run: int, moment: str) -> tuple[int, int]:
    """Add a report, and its text where that is new; give its row and its version."""
    document = reading.document
    found = connection.execute("SELECT id FROM body WHERE hash = ?", (body,)).fetchone()
    text = found[0] if found else connection.execute("INSERT INTO body (hash, text) VALUES (?, ?)", (body, document.text)).lastrowid
    key = key_of(document)
    version = 1 + connection.execute("SELECT coalesce(max(version), 0) FROM report WHERE key = ?", (key,)).fetchone()[0]
    values: dict[str, Any] = {
        "key": key,
        "version": version,
        "latest": 0,
        "body": text,
        "run": run,
        "document": document.id,
        "origin": document.origin,
        "url": document.url or None,
        "publisher": document.publisher,
        "title": document.title,
        "author": document.author,
        "language": document.language,
        "published": document.published.isoformat() if document.published else None,
        "dateline_place": document.dateline_place,
        "warnings": msgspec.json.encode(reading.warnings).decode(),
        "added": moment,
    }
    names = ", ".join(values)
    made = connection.execute(f"INSERT INTO report ({names}) VALUES ({', '.join('?' * len(values))})", tuple(values.values()))
    return int(made.lastrowid or 0), version


def original(connection: sqlite3.Connection, report: int) -> Reading:
    """The reading whose records a report shows, as the reader gave it: `standing.shown` applies what people decided on it."""
    content, text = connection.execute(
        "SELECT d.content, b.text FROM report AS r JOIN body AS b ON b.id = r.body JOIN reading AS d ON d.report = r.id AND d.run = r.run"
        " WHERE r.id = ? ORDER BY d.id DESC LIMIT 1",
        (report,),
    ).fetchone()
    return unpack(content, text)


def write_records(connection: sqlite3.Connection, reading: Reading, report: int, run: int, *, again: bool) -> None:
    """Write a reading's records, with what people decided on them; where the report is read `again`, in the place of those of its earlier reading."""
    document = reading.document
    key, body = connection.execute("SELECT r.key, b.hash FROM report AS r JOIN body AS b ON b.id = r.body WHERE r.id = ?", (report,)).fetchone()
    earlier: list[tuple[str, int, str, float | None]] = []
    given: dict[str, int] = {}
    if again:
        earlier = connection.execute(
            "SELECT e.uid, coalesce(m.actor, i.actor), coalesce(m.how, i.how), iif(m.entity IS NULL, i.score, m.score) FROM entity AS e"
            " JOIN identity AS i ON i.entity = e.id LEFT JOIN moved AS m ON m.entity = e.id WHERE e.report = ?",
            (report,),
        ).fetchall()
        # Entities that decisions gave another actor, by their uids.
        given = dict(
            connection.execute(
                "SELECT e.uid, i.actor FROM entity AS e JOIN moved AS m ON m.entity = e.id JOIN identity AS i ON i.entity = e.id WHERE e.report = ?", (report,)
            ).fetchall()
        )
        for table in _OWNERS:
            connection.execute(f"DELETE FROM {table} WHERE report = ?", (report,))
        warnings = msgspec.json.encode(reading.warnings).decode()
        connection.execute(
            "UPDATE report SET run = ?, published = coalesce(?, published), dateline_place = ?, warnings = ? WHERE id = ?",
            (run, document.published.isoformat() if document.published else None, document.dateline_place, warnings, report),
        )
    after = dict(zip(NUMBERED, connection.execute(_LAST).fetchone(), strict=True))
    decided = standing.decided(connection, reading, key, body, scope(key, body))
    made = rows(decided.reading, report, scope(key, body), after, decided.uids)
    for table, values in made.items():
        if values:
            connection.executemany(_INSERT[table], values)
    identity.identify(connection, made, earlier)
    if again or decided.standings or decided.bearing:
        standing.write(connection, report, decided)
    merging.settle_report(connection, report, lambda other: reading if other == report else original(connection, other), given)


def _mark_latest(connection: sqlite3.Connection, report: int) -> None:
    """Mark the newest version of a report's article: that of the latest day, an undated one counting from when it was added; else the one added last."""
    versions = connection.execute(
        f"SELECT id, latest FROM report WHERE key = (SELECT key FROM report WHERE id = ?) ORDER BY {NEWEST_LAST}", (report,)
    ).fetchall()
    for place, (version, latest) in enumerate(versions, 1):
        if latest != (place == len(versions)):
            connection.execute("UPDATE report SET latest = ? WHERE id = ?", (place == len(versions), version))


def scope(key: str, body: str) -> str:
    """What all uids of a report's records begin with: a hash of its article and its very text."""
    return hashlib.sha256(f"{key}\x1e{body}".encode()).hexdigest()[:12]
