"""Opening and creating casebooks, and saying clearly what is wrong with a file."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from typing import TYPE_CHECKING
from urllib.parse import quote

from dateline._errors import CasebookError
from dateline.casebook import migrations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PAUSE = 0.02  # seconds between two tries to switch a file
_LOG = 2000
"""Pages (8 MB) that the log beside the file grows to before it is folded into the file: a small disk must not be full of a log when the casebook is small."""
WAIT = 10.0
"""Seconds that a writer waits for another before it gives up."""
_OLDEST = (3, 37)
"""The first SQLite with STRICT tables."""
_HEADER = b"SQLite format 3\0"


def connect(path: Path, *, create: bool = False, read_only: bool = False, wait: float = WAIT) -> sqlite3.Connection:
    """Open a casebook, or with `create` make one where there is no file; an older layout is brought to the present one.

    The connection is in autocommit mode: `transaction` opens transactions. Where the file may not be written, or with `read_only`, only reading is
    possible. Raises `CasebookError`.
    """
    if sqlite3.sqlite_version_info < _OLDEST:
        raise CasebookError(str(path), f"this Python has SQLite {sqlite3.sqlite_version}, and a casebook needs 3.37", "use a Python with a newer SQLite")
    missing = not path.exists()
    if missing and (read_only or not create):
        raise CasebookError(str(path), "no such casebook", f"make one with `dateline add {path} REPORT...`")
    _check_file(path, missing=missing)
    blank = not missing and not path.stat().st_size
    with explained(path):
        writable = not read_only and (missing or os.access(path, os.W_OK))
        connection = _open(path, "rwc" if missing else "rw", wait) if writable else _open_read_only(path, wait)
        try:
            _prepare(connection, path, writable=writable, missing=missing, blank=blank and not create)
        except BaseException:
            connection.close()
            raise
    return connection


def _check_file(path: Path, *, missing: bool) -> None:
    """Refuse what is no casebook before SQLite touches it."""
    if missing:
        if not path.parent.is_dir():
            raise CasebookError(str(path), "its folder does not exist", "make the folder first")
        return
    if path.is_dir():
        raise CasebookError(str(path), "a folder, not a casebook", "give the name of a file")
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise CasebookError(str(path), f"can't be opened ({error.strerror})", "check its permissions") from error
    if not head:  # a writer that was stopped before its first page leaves an empty file, which is as good as none
        return
    if not head.startswith(_HEADER) or len(head) < 100:
        _refuse_damaged(path, "its first bytes are no longer those of a SQLite file")
        raise CasebookError(str(path), "no casebook", "a casebook is a SQLite file that `dateline add` made; name another file")


def _refuse_damaged(path: Path, how: str) -> None:
    """Raise `CasebookError`, which says how to save what is whole, for a file that does not look like a casebook, but holds what only a casebook holds."""
    from dateline.casebook.salvage import is_casebook

    if is_casebook(path):
        raise _damaged(path, how)


def _open(path: Path, mode: str, wait: float) -> sqlite3.Connection:
    uri = f"file:{quote(str(path.absolute()))}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=wait, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _open_read_only(path: Path, wait: float) -> sqlite3.Connection:
    """Open for reading alone; where not even the files beside it can be made, as it stands."""
    connection = _open(path, "ro", wait)
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema")
    except sqlite3.OperationalError as error:
        connection.close()
        log = path.with_name(path.name + "-wal")
        if not error.sqlite_errorname.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY")) or (log.exists() and log.stat().st_size):
            raise
        return _open(path, "ro&immutable=1", wait)
    return connection


def close(connection: sqlite3.Connection, path: Path, *, read_only: bool = False) -> None:
    """Close a casebook, so that the last one to do so leaves no `-wal` and `-shm` beside the file.

    SQLite takes these away itself when the last connection closes, but not where that may only read: so somebody who may write looks in once more. A log in
    which something stands is left to whoever writes next.
    """
    connection.close()
    log = path.with_name(path.name + "-wal")
    with contextlib.suppress(sqlite3.Error, OSError):
        if read_only and os.access(path, os.W_OK) and log.stat().st_size == 0:
            with contextlib.closing(_open(path, "rw", 0)) as writer:
                writer.execute("SELECT count(*) FROM sqlite_schema")


def _prepare(connection: sqlite3.Connection, path: Path, *, writable: bool, missing: bool, blank: bool) -> None:
    """Check what the file is, and lay it out or bring it up to date where that is needed and allowed, which it is not for a `blank` file."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != migrations.APPLICATION and not missing:  # also where it would be taken for an empty file
        _refuse_damaged(path, "its first page no longer says that it is a casebook")
    empty = not application and not version and not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if empty and not missing and (blank or not writable):
        raise CasebookError(str(path), "an empty file", f"make a casebook with `dateline add {path} REPORT...`")
    if not empty and application != migrations.APPLICATION:
        raise CasebookError(str(path), "a SQLite file, but no casebook", "name a file that `dateline add` made")
    if version > migrations.VERSION:
        raise CasebookError(
            str(path),
            f"a casebook of layout {version}, and this dateline knows layouts up to {migrations.VERSION}",
            "use the newer dateline that made it",
        )
    if writable:
        connection.execute("PRAGMA page_size = 4096")  # of a new file; `salvage` counts on it
        # A log beside the file lets readers go on while a writer writes. A commit waits for the disk only when the log is folded into the file: a power
        # cut may cost the last reports, never half of one.
        _log_beside(connection)
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG}")
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("PRAGMA mmap_size = 268435456")
    if empty:
        with contextlib.suppress(_AlreadyMade):
            _create(connection)
    elif version < migrations.VERSION:
        if not writable:
            # A question that changed the file would not be one; and other readers may have it open as it is.
            raise CasebookError(str(path), f"a casebook of the older layout {version}", f"`dateline link {path}` brings it up to date, if the file is writable")
        migrations.migrate(connection, version)


def _log_beside(connection: sqlite3.Connection) -> None:
    """Switch a new file to a log beside it. SQLite does not wait where another process switches the same file at this moment, so that waiting is done here."""
    waiting = time.monotonic() + float(connection.execute("PRAGMA busy_timeout").fetchone()[0]) / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > waiting:
                raise
            time.sleep(_PAUSE)
        else:
            return


class _AlreadyMade(Exception):  # noqa: N818 - no failure: another process was quicker
    """Another process laid out the same new file a moment before."""


def _create(connection: sqlite3.Connection) -> None:
    try:
        migrations.create(connection)
    except sqlite3.OperationalError as error:
        if "already exists" in str(error):
            raise _AlreadyMade from error
        raise


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing: commits what is done within, or takes all of it back when something is raised."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # A full disk has rolled back already.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite reports into a `CasebookError` that says what is wrong with the file and what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise explain(path, error) from error


def _damaged(path: Path, how: str) -> CasebookError:
    return CasebookError(str(path), f"the file is damaged ({how})", f"save what is whole with `dateline verify {path} --salvage NEW.db`")


def explain(path: Path, error: sqlite3.Error) -> CasebookError:
    """The `CasebookError` for an error of SQLite's."""
    name = getattr(error, "sqlite_errorname", "") or ""
    text = str(error)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return CasebookError(str(path), "another program is writing to it", "wait until it has ended and try again")
    if name.startswith("SQLITE_FULL"):
        return CasebookError(str(path), "the disk is full", "free some space and run the same command again; what was stored before is safe")
    if name.startswith("SQLITE_READONLY"):
        return CasebookError(str(path), "may not be written", "change its permissions, or copy it to where you may write")
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return _damaged(path, text)
    if name == "SQLITE_IOERR_WRITE":  # SQLite tells of a full disk apart, but not of a quota
        how = f"the disk takes no more ({text}): a quota is used up, or the disk fails"
        return CasebookError(str(path), how, "free some space and run the same command again; what was stored before is safe")
    if name.startswith("SQLITE_IOERR"):
        return CasebookError(str(path), f"the disk failed ({text})", "check the disk and try again; what was stored before is safe")
    if name.startswith("SQLITE_CANTOPEN"):
        return CasebookError(str(path), "can't be opened", "check the path, and the permissions of the file and its folder")
    return CasebookError(str(path), f"SQLite refuses ({text})", f"look for damage with `dateline verify {path}`")
