"""Opening casebooks: every way in which a file can be wrong is said clearly, and nothing is lost."""

from __future__ import annotations

import collections
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dateline._errors import CasebookError
from dateline.casebook import migrations, store
from dateline.casebook.casebook import Casebook

from .making import reading, readings

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = "Shells fell on Tolmin."


def stored(path: Path, count: int = 1) -> Path:
    """A casebook with some reports, closed."""
    with Casebook(path) as casebook:
        for item in readings(count):
            casebook.store(item)
    return path


def test_settings_of_the_file(path: Path) -> None:
    """A casebook is a SQLite file with a log beside it, its own application id, the version of its layout, and foreign keys on."""
    connection = Casebook(stored(path)).connection
    pragmas = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "application_id", "user_version", "foreign_keys")}
    assert pragmas == {"journal_mode": "wal", "application_id": int.from_bytes(b"DTLN"), "user_version": migrations.VERSION, "foreign_keys": 1}
    connection.close()


def test_tables_are_strict(path: Path) -> None:
    """Every table of our own is STRICT: a text can't get into a column of numbers."""
    connection = store.connect(stored(path))
    ours = [row for row in connection.execute("PRAGMA table_list") if row[2] == "table" and not row[1].startswith("sqlite_")]
    assert len(ours) > 30
    assert [row[1] for row in ours if not row[5]] == []
    connection.close()


def test_missing(path: Path) -> None:
    """Asking a casebook that is not there says how one is made, and makes none."""
    with pytest.raises(CasebookError, match=r"case\.db: no such casebook; make one with `dateline add .*case\.db REPORT\.\.\.`"):
        Casebook(path).show()
    assert not path.exists()


def test_folder_missing(tmp_path: Path) -> None:
    """A casebook can't be made in a folder that is not there."""
    with pytest.raises(CasebookError, match="its folder does not exist; make the folder first"):
        Casebook(tmp_path / "no" / "case.db").store(reading())


def test_folder(tmp_path: Path) -> None:
    """A folder is no casebook."""
    with pytest.raises(CasebookError, match="a folder, not a casebook"):
        Casebook(tmp_path)


@pytest.mark.parametrize("content", [TEXT.encode(), b"SQLite format 3\0", b"\x89PNG\r\n" * 200])
def test_no_casebook(path: Path, content: bytes) -> None:
    """A file of another kind is refused and left as it is."""
    path.write_bytes(content)
    with pytest.raises(CasebookError, match="no casebook; a casebook is a SQLite file that `dateline add` made"):
        Casebook(path)
    assert path.read_bytes() == content


def test_other_database(path: Path) -> None:
    """Somebody else's SQLite file is refused and left as it is."""
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE report (id INTEGER)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(CasebookError, match="a SQLite file, but no casebook"):
        Casebook(path)
    assert path.read_bytes() == before


def test_empty_file(path: Path) -> None:
    """An empty file, which a writer stopped at its first moment leaves, is as good as none."""
    path.touch()
    with Casebook(path) as casebook:
        assert casebook.store(reading()).outcome == "new"


def test_newer_version(path: Path) -> None:
    """A casebook of a newer layout is refused with both versions named, and not changed."""
    with sqlite3.connect(stored(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(CasebookError, match=f"a casebook of layout 99, and this dateline knows layouts up to {migrations.VERSION}; use the newer dateline"):
        Casebook(path)


def test_migration(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A casebook of an older layout is brought to the present one step by step, with all its reports and views."""
    stored(path, 2)
    monkeypatch.setattr(migrations, "VERSION", migrations.VERSION + 2)
    steps = {
        migrations.VERSION - 1: "ALTER TABLE report ADD COLUMN desk TEXT;",
        migrations.VERSION: "UPDATE report SET desk = 'foreign'; CREATE INDEX report_desk ON report (desk);",
    }
    monkeypatch.setattr(migrations, "MIGRATIONS", steps)
    with Casebook(path) as casebook:
        assert casebook.connection.execute("SELECT DISTINCT desk FROM report").fetchall() == [("foreign",)]
        assert casebook.connection.execute("PRAGMA user_version").fetchone()[0] == migrations.VERSION
        assert casebook.table("claims").num_rows == 6


def test_migration_makes_views_anew(path: Path) -> None:
    """A casebook of layout 2, whose view of ties gave every tie a sign, has the present views once it was opened to be written."""
    stored(path)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript("DROP VIEW ties; CREATE VIEW ties AS SELECT uid, sign FROM tie; PRAGMA user_version = 2")
    connection.close()
    with Casebook(path) as casebook:
        assert "polarity" in casebook.table("ties").column_names
        assert casebook.show().reports == 1


def test_migration_to_layout_4(path: Path) -> None:
    """A casebook of layout 3, in which a text could be taken out, keeps its texts once it was opened to be written."""
    stored(path)
    connection = sqlite3.connect(path, isolation_level=None)
    triggers = ("body_no_delete", "body_no_replace", "decision_no_replace")
    connection.executescript(f"{''.join(f'DROP TRIGGER {name};' for name in triggers)} PRAGMA user_version = 3")
    connection.close()
    with Casebook(path) as casebook:
        casebook.connection.execute("PRAGMA foreign_keys = OFF")
        with pytest.raises(sqlite3.IntegrityError, match="a stored text is never taken out"):
            casebook.connection.execute("DELETE FROM body")
        assert list(casebook.verify()) == []


def test_reading_only_leaves_an_older_layout(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who only asks does not change the file, and is told which command brings it up to date."""
    stored(path)
    older = migrations.VERSION
    monkeypatch.setattr(migrations, "VERSION", older + 1)
    monkeypatch.setattr(migrations, "MIGRATIONS", {older + 1: "ALTER TABLE report ADD COLUMN desk TEXT;"})
    with pytest.raises(CasebookError, match=rf"older layout {older}; `dateline link .*` brings it up to date"), Casebook(path, read_only=True) as casebook:
        casebook.show()
    with Casebook(path) as casebook:
        assert casebook.show().reports == 1


def test_failed_migration(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A migration that fails leaves the casebook in the older layout, whole."""
    stored(path)
    older = migrations.VERSION
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "VERSION", older + 1)
        patch.setattr(migrations, "MIGRATIONS", {older + 1: "ALTER TABLE report ADD COLUMN desk TEXT; ALTER TABLE nowhere ADD COLUMN x TEXT;"})
        with pytest.raises(CasebookError, match="no such table: nowhere"):
            Casebook(path)
    with Casebook(path) as casebook:
        assert casebook.connection.execute("PRAGMA user_version").fetchone()[0] == older
        assert "desk" not in [row[1] for row in casebook.connection.execute("PRAGMA table_info(report)")]
        assert list(casebook.verify()) == []


def test_every_older_version_has_a_migration() -> None:
    """There is a step to each layout after the first."""
    assert set(migrations.MIGRATIONS) == set(range(2, migrations.VERSION + 1))


def test_busy(path: Path) -> None:
    """A writer that waits in vain for another says so, and what is stored stays."""
    writer = store.connect(stored(path))
    writer.execute("BEGIN IMMEDIATE")
    with Casebook(path, wait=0.05) as casebook:
        with pytest.raises(CasebookError, match="another program is writing to it; wait until it has ended"):
            casebook.store(reading(99))
        assert casebook.show().reports == 1
    writer.execute("ROLLBACK")
    writer.close()


def test_same_again_waits_for_nobody(path: Path) -> None:
    """What is there already is known without waiting for a writer."""
    writer = store.connect(stored(path))
    writer.execute("BEGIN IMMEDIATE")
    with Casebook(path, wait=0.05) as casebook:
        assert casebook.store(readings(1)[0]).outcome == "same"
    writer.execute("ROLLBACK")
    writer.close()


def test_old_sqlite(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python whose SQLite knows no STRICT tables is told so instead of failing in the middle."""
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    with pytest.raises(CasebookError, match=r"a casebook needs 3\.37; use a Python with a newer SQLite"):
        Casebook(path).store(reading())


def test_read_only(path: Path) -> None:
    """A casebook that is opened for reading can't be written."""
    with Casebook(stored(path), read_only=True) as casebook:
        assert casebook.show().reports == 1
        with pytest.raises(CasebookError, match="opened for reading only"):
            casebook.store(reading(99))


AS_NOBODY = """
import os, sys
from dateline._errors import CasebookError
from dateline.casebook.casebook import Casebook
from dateline.records.model import Document, Reading
if os.getuid() == 0:  # whom no permission stops
    os.setgid(65534)
    os.setuid(65534)
with Casebook(sys.argv[1]) as casebook:
    print(casebook.show().reports, len(casebook.search("artillery")), len(list(casebook.verify())))
    try:
        casebook.store(Reading(document=Document(origin="a", id="1", text="Guns fired.")))
    except CasebookError as error:
        print(error)
"""


@pytest.fixture
def shelf() -> Iterator[Path]:
    """A folder that everybody can reach."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


def test_without_permission_to_write(shelf: Path) -> None:
    """A casebook in a folder where one may not write can be read and checked, and storing says what is wrong."""
    path = stored(shelf / "case.db")
    path.chmod(0o444)
    shelf.chmod(0o555)
    done = subprocess.run([sys.executable, "-c", AS_NOBODY, str(path)], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.splitlines() == ["1 1 0", f"{path}: may not be written; change its permissions, or copy it to where you may write"]


def test_full_disk(path: Path) -> None:
    """When the disk is full the reading that doesn't fit is not there at all, those before are, and with more room it goes on."""
    with Casebook(stored(path)) as casebook:
        pages = casebook.connection.execute("PRAGMA page_count").fetchone()[0]
        casebook.connection.execute(f"PRAGMA max_page_count = {pages + 30}")
        many = [reading(number, url=f"https://full.example/{number}", extra=" More." * 500) for number in range(200)]
        with pytest.raises(CasebookError, match="the disk is full; free some space and run the same command again"):
            collections.deque(map(casebook.store, many))
        kept = casebook.show().reports
        assert list(casebook.verify()) == []
        casebook.connection.execute("PRAGMA max_page_count = 100000")
        casebook.store(reading(9999, url="https://full.example/last"))
        assert casebook.show().reports == kept + 1


FILL = """
import itertools, resource, sys
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from casebook.making import reading
from dateline._errors import CasebookError
from dateline.casebook.casebook import Casebook

def fill(casebook, path):
    stored = 0
    try:
        for number in itertools.count():
            casebook.store(reading(number, url=f"https://full.example/{number}"))
            stored += 1
    except CasebookError as error:
        print(str(error).replace(str(path), "case.db"))
    return stored
"""


SMALL_DISK = (
    FILL
    + """
path = Path(sys.argv[1]) / "case.db"
with Casebook(path) as casebook:
    stored = fill(casebook, path)
(path.parent / "ballast").unlink()
with Casebook(path) as casebook:
    print(stored == casebook.show().reports, stored > 0, list(casebook.verify()))
    print(casebook.store(reading(100000, url="https://full.example/last")).outcome)
"""
)


def test_small_disk(tmp_path: Path) -> None:
    """On a file system that is really full, what was stored is there and whole, and storing goes on once there is room."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = "mount -t tmpfs -o size=3m tmpfs {0} && head -c 1m /dev/zero > {0}/ballast && exec {1}"
    python = f"{sys.executable} - {disk} {Path(__file__).parents[1]} {' '.join(path for path in sys.path if path)}"
    if (
        shutil.which("unshare") is None
        or subprocess.run(["unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", disk], capture_output=True, check=False).returncode
    ):
        pytest.skip("a file system of one's own can't be mounted here")
    done = subprocess.run(["unshare", "-rm", "sh", "-c", mount.format(disk, python)], input=SMALL_DISK, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    message, state, outcome = done.stdout.splitlines()
    assert message.startswith("case.db: the disk is full; free some space")
    assert (state, outcome) == ("True True []", "new")


QUOTA = (
    FILL
    + """
path = Path(sys.argv[1])
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, most))  # Python ignores the signal that comes with it
with Casebook(path) as casebook:
    stored = fill(casebook, path)
    print(stored == casebook.show().reports, stored > 0)
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
with Casebook(path) as casebook:
    print(stored == casebook.show().reports, list(casebook.verify()))
    print(casebook.store(reading(100000, url="https://full.example/last")).outcome)
"""
)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits on Windows")
def test_quota(path: Path) -> None:
    """Where a file may not grow any further, what was stored is there and whole, and storing goes on when it may."""
    arguments = [sys.executable, "-", str(path), str(Path(__file__).parents[1]), *(name for name in sys.path if name)]
    done = subprocess.run(arguments, input=QUOTA, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    message, state, later, outcome = done.stdout.splitlines()
    assert message.startswith("case.db: the disk takes no more (disk I/O error): a quota is used up, or the disk fails; free some space")
    assert (state, later, outcome) == ("True True", "True []", "new")


def test_log_stays_small(path: Path) -> None:
    """The log beside the file is folded into it again and again, so that it is never several times as large as a small casebook."""
    log = path.with_name("case.db-wal")
    with Casebook(path) as casebook:
        for item in readings(150):
            casebook.store(item)
        assert log.stat().st_size < 10_000_000


def test_reader_leaves_the_log_of_a_writer(path: Path) -> None:
    """A reader that closes takes nothing away from a writer that is still there, nor from what a killed one left."""
    with Casebook(path) as writer:
        writer.store(reading())
        with Casebook(path, read_only=True) as reader:
            assert reader.show().reports == 1
        log = path.with_name("case.db-wal")
        assert log.stat().st_size
        writer.store(reading(2, url="https://second.example/a"))
        assert writer.show().reports == 2
        kept = {name: path.with_name(name).read_bytes() for name in ("case.db", "case.db-wal")}
    for name, content in kept.items():
        path.with_name(name).write_bytes(content)
    with Casebook(path, read_only=True) as reader:
        assert reader.show().reports == 2
    assert log.read_bytes() == kept["case.db-wal"]


def test_damaged(path: Path) -> None:
    """A damaged file says so, and how to save what is whole."""
    stored(path, 20)
    content = bytearray(path.read_bytes())
    content[4096 * 4 :] = os.urandom(len(content) - 4096 * 4)
    path.write_bytes(content)
    with pytest.raises(CasebookError, match=r"the file is damaged .*; save what is whole with `dateline verify .*case\.db --salvage NEW\.db`"):
        Casebook(path).table("claims")
