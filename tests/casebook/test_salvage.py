"""Salvaging saves every report that is whole, wherever the file is damaged, and none that is not."""

from __future__ import annotations

import random
import shutil
import sqlite3
from typing import TYPE_CHECKING

import pytest

from dateline._errors import CasebookError
from dateline.casebook import pages
from dateline.casebook.casebook import Casebook
from dateline.casebook.runs import UNKNOWN, Run

from .making import URL, reading, readings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dateline.casebook.results import Salvaged
    from dateline.records.model import Reading

RUN, NEWER = Run(dateline="9.8", model="m"), Run(dateline="9.9", model="m")
PAGE = 4096
Damage = bytearray


def full(path: Path, count: int) -> Path:
    """A casebook with versions, a second reading, and decisions of which the last takes back the one before it."""
    with Casebook(path) as casebook:
        for item in readings(count):
            casebook.store(item, RUN)
        casebook.store(reading(500, url=f"{URL}/0"), RUN)
        casebook.store(reading(1, url=f"{URL}/0"), NEWER)
        event = casebook.search("struck", "events")[0].uid
        casebook.decide("accept", event, by="ana")
        casebook.decide("reject", event, by="ana")
        casebook.undo(2, by="ana")
    return path


def allowed(count: int) -> dict[tuple[str, str], Reading]:
    """Every reading that `full` stores, by its article and its text."""
    made = [*readings(count), reading(500, url=f"{URL}/0")]
    return {(str(item.document.url), item.document.text): item for item in made}


def saved(damaged: Path, to: Path, stored: dict[tuple[str, str], Reading]) -> Salvaged:
    """What is saved, once it is sure that each report is as it was stored and that the new file is sound."""
    before = damaged.read_bytes()
    result = Casebook.salvage(damaged, to)
    assert damaged.read_bytes() == before
    with Casebook(to) as copy:
        lines = copy.reports()
        for line in lines:
            found = copy.reading(line.report)
            assert found == stored[str(line.url), found.document.text]
        assert list(copy.verify()) == []
    assert len(lines) == result.reports
    return result


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A casebook of 31 reports, as bytes."""
    return full(tmp_path_factory.mktemp("small") / "case.db", 30).read_bytes()


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A casebook of 201 reports, as bytes."""
    return full(tmp_path_factory.mktemp("large") / "case.db", 200).read_bytes()


def test_whole_casebook(path: Path, tmp_path: Path) -> None:
    """Of a casebook that is not damaged everything is saved: reports, versions, earlier readings, when they were added, what made them, and decisions."""
    new = tmp_path / "new.db"
    result = Casebook.salvage(full(path, 3), new)
    assert (result.reports, result.readings, result.decisions, result.lost) == (4, 1, 3, ())
    assert (result.lost_decisions, result.unnamed, result.missing) == (0, 0, 0)
    with Casebook(path) as old, Casebook(new) as copy:
        assert copy.reports() == old.reports()
        assert [copy.runs(line.report) for line in copy.reports()] == [old.runs(line.report) for line in old.reports()]
        assert copy.reading(1, RUN) == old.reading(1, RUN)
        assert copy.decisions() == old.decisions()
        assert list(copy.verify()) == []


# ---- random damage: 112 files -----------------------------------------------------------------------------------------------------------------------------


def cut(content: Damage, chance: random.Random) -> Damage:
    """The file ends somewhere."""
    return content[: chance.randrange(1, len(content))]


def wiped(content: Damage, chance: random.Random) -> Damage:
    """Some pages hold zeros."""
    for page in chance.sample(range(len(content) // PAGE), chance.randint(1, 12)):
        content[PAGE * page : PAGE * (page + 1)] = bytes(PAGE)
    return content


def scrambled(content: Damage, chance: random.Random) -> Damage:
    """Some pages hold anything."""
    for page in chance.sample(range(len(content) // PAGE), chance.randint(1, 12)):
        content[PAGE * page : PAGE * (page + 1)] = chance.randbytes(PAGE)
    return content


def pitted(content: Damage, chance: random.Random) -> Damage:
    """Single bytes are other ones, anywhere."""
    for _ in range(200):
        content[chance.randrange(len(content))] = chance.randrange(256)
    return content


@pytest.mark.parametrize("damage", [cut, wiped, scrambled, pitted])
@pytest.mark.parametrize("round_", range(4))
def test_random_damage(small: bytes, tmp_path: Path, damage: Callable[[Damage, random.Random], Damage], round_: int) -> None:
    """However a file is damaged, salvaging ends, gives reports only as they were stored, and tells how many of those it knows of it could not give."""
    stored = allowed(30)
    for case in range(7):
        chance = random.Random(f"{damage.__name__} {round_} {case}")  # noqa: S311 - any damage will do
        damaged, new = tmp_path / f"{case}.db", tmp_path / f"{case}-new.db"
        damaged.write_bytes(damage(bytearray(small), chance))
        try:
            result = saved(damaged, new, stored)
        except CasebookError as error:
            assert error.problem.endswith(("nothing in it can be read", "no report is whole in them"))  # noqa: PT017 - both ends are right
            assert not new.exists()
        else:
            assert result.reports + len(result.lost) <= 31
            assert damage is cut or result.reports + len(result.lost) == 31


@pytest.mark.parametrize("share", [0.4, 0.5, 0.7, 0.9])
def test_share_of_a_cut_file(large: bytes, tmp_path: Path, share: float) -> None:
    """Of a file that is cut off, nearly all reports are saved that had been stored when it was as long; of the others the number is told."""
    empty = tmp_path / "empty.db"
    with Casebook(empty) as casebook:
        casebook.store(reading())
    layout = empty.stat().st_size
    (tmp_path / "cut.db").write_bytes(large[: int(share * len(large))])
    result = saved(tmp_path / "cut.db", tmp_path / "new.db", allowed(200))
    before = 201 * (share * len(large) - layout) / (len(large) - layout)
    assert result.reports >= before - 20
    assert result.reports + len(result.lost) >= 180
    assert result.missing == len(large) // PAGE - -(-int(share * len(large)) // PAGE)


@pytest.mark.parametrize("seed", range(4))
def test_share_of_a_file_with_lost_pages(large: bytes, tmp_path: Path, seed: int) -> None:
    """With one page in fifty gone, three quarters of the reports and more are saved."""
    chance = random.Random(seed)  # noqa: S311 - any pages will do
    content = bytearray(large)
    for page in chance.sample(range(len(content) // PAGE), len(content) // PAGE // 50):
        content[PAGE * page : PAGE * (page + 1)] = bytes(PAGE)
    (tmp_path / "damaged.db").write_bytes(content)
    result = saved(tmp_path / "damaged.db", tmp_path / "new.db", allowed(200))
    assert result.reports >= 0.75 * 201
    assert result.reports + len(result.lost) == 201


def test_every_single_page(small: bytes, tmp_path: Path) -> None:
    """Whichever page is gone, most pages cost at most two reports, and none more than twenty."""
    stored = allowed(30)
    costs = []
    for page in range(0, len(small) // PAGE, 9):
        content = bytearray(small)
        content[PAGE * page : PAGE * (page + 1)] = bytes(PAGE)
        damaged, new = tmp_path / "damaged.db", tmp_path / f"{page}.db"
        damaged.write_bytes(content)
        costs.append(31 - saved(damaged, new, stored).reports)
    assert max(costs) <= 20
    assert sum(cost <= 2 for cost in costs) >= 0.8 * len(costs)


# ---- what is damaged where ------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("length", [100, PAGE, 8 * PAGE, 30 * PAGE])
def test_start_of_the_file(small: bytes, path: Path, tmp_path: Path, length: int) -> None:
    """Where the header is gone, or the pages that say what the file holds, it is known for a casebook that can be saved, and all reports are saved."""
    path.write_bytes(bytes(length) + small[length:])
    with pytest.raises(CasebookError, match=r"the file is damaged .*; save what is whole with `dateline verify .*case\.db --salvage NEW\.db`"):
        Casebook(path)
    result = saved(path, tmp_path / "new.db", allowed(30))
    assert (result.reports, result.lost) == (31, ())


def test_mark_of_a_casebook(small: bytes, path: Path) -> None:
    """A file whose header says that it is of another program is known by the reports in it."""
    path.write_bytes(small[:68] + bytes(4) + small[72:])
    with pytest.raises(CasebookError, match="its first page no longer says that it is a casebook"):
        Casebook(path)


def root(content: bytes, table: str) -> int:
    """The page at which a table begins."""
    shapes = {"schema": "t t t i tn"}
    return next(int(str(values[3])) for _, _, values, _ in pages.rows(pages.of(content), shapes) if values[:2] == ("table", table))


@pytest.mark.parametrize("table", ["report", "reading", "body", "claim", "text_index_data"])
def test_root_of_a_table(large: bytes, tmp_path: Path, table: str) -> None:
    """A table whose first page is gone is read all the same: no page is needed to find another."""
    content = bytearray(large)
    page = root(large, table)
    content[PAGE * (page - 1) : PAGE * page] = bytes(PAGE)
    (tmp_path / "damaged.db").write_bytes(content)
    result = saved(tmp_path / "damaged.db", tmp_path / "new.db", allowed(200))
    assert (result.reports, result.lost) == (201, ())


def test_what_made_the_records_is_lost(large: bytes, tmp_path: Path) -> None:
    """Where nothing tells any longer what made the records, reports are saved without that, and it is told of how many."""
    content = bytearray(large)
    page = root(large, "run")
    content[PAGE * (page - 1) : PAGE * page] = bytes(PAGE)
    (tmp_path / "damaged.db").write_bytes(content)
    result = saved(tmp_path / "damaged.db", tmp_path / "new.db", allowed(200))
    assert (result.reports, result.unnamed) == (201, 201)
    with Casebook(tmp_path / "new.db") as casebook:
        assert casebook.runs(2) == [UNKNOWN]


def test_lost_decision(small: bytes, path: Path, tmp_path: Path) -> None:
    """A decision that is gone is counted, and one that takes it back is not kept without it."""
    begin = small.index(b'reject{"report"')
    path.write_bytes(small[:begin] + b"reject[" + small[begin + 7 :])
    result = saved(path, tmp_path / "new.db", allowed(30))
    assert (result.decisions, result.lost_decisions) == (1, 2)
    with Casebook(tmp_path / "new.db") as casebook:
        assert [decision.verb for decision in casebook.decisions()] == ["accept"]


def test_lost_reading(path: Path, tmp_path: Path) -> None:
    """A report whose newest reading is gone is lost: an earlier one in its place would be another report."""
    full(path, 3)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE reading SET content = x'00' WHERE id = (SELECT max(id) FROM reading)")
    connection.close()
    result = Casebook.salvage(path, tmp_path / "new.db")
    assert [str(lost) for lost in result.lost] == ["report 1 (its reading is damaged)"]
    assert result.reports == 3


def test_lost_earlier_reading(path: Path, tmp_path: Path) -> None:
    """A report is saved with the reading that it shows where only an earlier one is damaged."""
    full(path, 3)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE reading SET content = x'00' WHERE id = 1")
    connection.close()
    result = saved(path, tmp_path / "new.db", allowed(3))
    assert (result.reports, result.readings, result.lost) == (4, 0, ())
    with Casebook(path) as old, Casebook(tmp_path / "new.db") as copy:
        assert copy.reports() == old.reports()


def test_altered_text(path: Path, tmp_path: Path) -> None:
    """A report whose text is not the one that was stored is lost, and no other."""
    full(path, 3)
    before = reading(2).document.text.encode()
    path.write_bytes(path.read_bytes().replace(before, before.replace(b"Tuesday", b"Mondays")))
    result = saved(path, tmp_path / "new.db", allowed(3))
    assert [str(lost) for lost in result.lost] == ["report 2 (its text is damaged)"]


def test_log_beside_the_file(path: Path, tmp_path: Path) -> None:
    """What lies in the log beside a damaged file is saved with it."""
    with Casebook(path) as casebook:
        for item in readings(5):
            casebook.store(item)
        for name in ("case.db", "case.db-wal"):  # as a power cut leaves them
            shutil.copy(path.with_name(name), tmp_path / f"cut-{name}")
    damaged = tmp_path / "cut-case.db"
    assert damaged.stat().st_size < (tmp_path / "cut-case.db-wal").stat().st_size
    result = saved(damaged, tmp_path / "new.db", {(str(item.document.url), item.document.text): item for item in readings(5)})
    assert (result.reports, result.lost) == (5, ())


def test_free_pages_hold_nothing(path: Path, tmp_path: Path) -> None:
    """What somebody took out of a casebook by hand does not come back from pages that are free now."""
    with Casebook(path) as casebook:
        for item in readings(60):
            casebook.store(item)
        casebook.connection.execute("DELETE FROM decision")
        casebook.connection.execute("DELETE FROM report WHERE id > 10")
    found = pages.of(path.read_bytes())
    assert found.free
    result = Casebook.salvage(path, tmp_path / "new.db")
    assert result.reports == 10


# ---- what can't be saved --------------------------------------------------------------------------------------------------------------------------------


def test_overwrites_nothing(path: Path, tmp_path: Path) -> None:
    """A file that exists is never overwritten."""
    new = tmp_path / "new.db"
    new.write_text("mine")
    with pytest.raises(CasebookError, match="exists already; name a file that does not exist"):
        Casebook.salvage(full(path, 1), new)
    assert new.read_text() == "mine"


@pytest.mark.parametrize("content", [b"nothing of the kind", b"SQLite format 3\0" + bytes(9000), bytes(50_000), bytes(range(256)) * 200])
def test_nothing_to_salvage(path: Path, tmp_path: Path, content: bytes) -> None:
    """Where nothing can be read it says so, and makes no file."""
    path.write_bytes(content)
    with pytest.raises(CasebookError, match="nothing in it can be read"):
        Casebook.salvage(path, tmp_path / "new.db")
    assert not (tmp_path / "new.db").exists()


@pytest.fixture(params=[("no file", "no such casebook; check the path"), ("a folder", "a folder, not a casebook"), ("an empty file", "an empty file")])
def nothing(request: pytest.FixtureRequest, path: Path) -> tuple[Path, str]:
    """What is no file with anything in it, and what is said of it."""
    what, problem = request.param
    if what == "a folder":
        path.mkdir()
    elif what == "an empty file":
        path.touch()
    return path, problem


def test_salvage_of_nothing(nothing: tuple[Path, str], tmp_path: Path) -> None:
    """What is not there, no file, or empty, can't be salvaged."""
    path, problem = nothing
    with pytest.raises(CasebookError, match=problem):
        Casebook.salvage(path, tmp_path / "new.db")


def test_salvage_into_no_folder(small: bytes, path: Path, tmp_path: Path) -> None:
    """Where the new file can't be made it says so, and not that the damaged one can't be read."""
    path.write_bytes(small)
    with pytest.raises(CasebookError, match=r"nowhere/new\.db: its folder does not exist; make the folder first"):
        Casebook.salvage(path, tmp_path / "nowhere" / "new.db")
