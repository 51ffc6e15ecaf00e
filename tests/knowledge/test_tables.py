"""How knowledge is loaded: the user's files before the packaged ones, and the cache."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dateline._errors import KnowledgeError
from dateline.knowledge import load
from dateline.knowledge.tables import packaged_tables

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache directory of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "dateline"


def _own(tmp_path: Path, block: str) -> Path:
    path = tmp_path / "own.yaml"
    path.write_text(f"source: user\nactors:\n- {block}\n", encoding="utf-8")
    return path


def test_an_own_file_adds_an_actor_that_comes_first(tmp_path: Path) -> None:
    """A name that the user's file and the packaged ones share means the user's actor first."""
    path = _own(tmp_path, "{id: group:my-pkk, name: My PKK, names: PKK, kind: party, part_of: group:kck}")
    assert [actor.id for actor in load([path]).actor("PKK")] == ["group:my-pkk", "group:pkk"]


def test_an_own_block_replaces_the_packaged_one(tmp_path: Path) -> None:
    """A block with the id of a packaged one takes its place whole."""
    path = _own(tmp_path, "{id: group:m23, name: The New M23, kind: party}")
    knowledge = load([path])
    replaced = knowledge.get("group:m23")
    assert replaced is not None
    assert replaced.name == "The New M23"
    assert knowledge.actor("March 23 Movement") == []


@pytest.mark.parametrize(
    ("block", "rule"),
    [
        ("{id: group:a, name: A Front, kind: militia}", "group:a: kind 'militia'"),
        ("{id: group:a, name: A Front, kind: party, part_of: group:nowhere}", "group:a: `part_of` names 'group:nowhere'"),
        (
            "{id: person:a, name: A Person, kind: person, offices: [{office: president, of: state:FR, from: 2013}]}",
            "president of state:FR",
        ),
    ],
)
def test_a_malformed_own_file_is_an_error(tmp_path: Path, block: str, rule: str) -> None:
    """The error names the file, the line, the block and the rule, also for a rule that the packaged blocks are party to."""
    path = _own(tmp_path, block)
    with pytest.raises(KnowledgeError) as raised:
        load([path])
    assert rule in str(raised.value)
    if "president" not in rule:
        assert str(raised.value).startswith(f"{path}:3: ")


def test_the_cache_gives_what_the_files_give(cache: Path) -> None:
    """The second reading comes from the cache and equals the first, ids, dates, offices and keys included."""
    first = packaged_tables()
    (stored,) = cache.iterdir()
    second = packaged_tables()
    assert stored.suffix == ".msgpack"
    assert second == first


def test_a_damaged_cache_is_written_anew(cache: Path) -> None:
    """A cache that is cut short is no error, and is replaced."""
    first = packaged_tables()
    (stored,) = cache.iterdir()
    whole = stored.read_bytes()
    stored.write_bytes(whole[: len(whole) // 2])
    assert packaged_tables() == first
    assert stored.read_bytes() == whole


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    """Where the cache directory can't be made, the files are read all the same."""
    (tmp_path / "cache").write_text("a file in the way", encoding="utf-8")
    assert packaged_tables().actors


def test_loading_twice_gives_one_object() -> None:
    """The knowledge is read once in a process."""
    assert load() is load()
