"""The page about the casebook tells of every view, column, table and verb."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dateline.casebook.casebook import Casebook
from dateline.casebook.tables import VIEWS

from .making import reading

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = (Path(__file__).parents[2] / "docs" / "casebook.md").read_text(encoding="utf-8")


def rows(heading: str) -> Iterator[list[str]]:
    """The cells of the table under a heading."""
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return (line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| `"))


@pytest.mark.parametrize("view", VIEWS)
def test_columns_of_a_view_are_documented(casebook: Casebook, view: str) -> None:
    """A view's row has each of its columns, in their order, and none that it does not have."""
    casebook.store(reading())
    columns = [row[1] for row in casebook.connection.execute(f"PRAGMA table_info({view})")]
    (described,) = [cells[2] for cells in rows("Views") if cells[0] == f"`{view}`"]
    assert re.findall(r"`(\w+)`", re.sub(r"\([^)]*\)", "", described)) == columns


def test_tables_are_documented(casebook: Casebook) -> None:
    """Every table is told of, and none that there is not."""
    casebook.store(reading())
    tables = casebook.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%_index__%'")
    assert {name for cells in rows("Tables") for name in re.findall(r"`(\w+)`", cells[0])} == {name for (name,) in tables}


def test_verbs_are_documented() -> None:
    """Every public verb of a casebook is told of."""
    verbs = {name for name in vars(Casebook) if not name.startswith("_")} - {"close"}
    told = {name for cells in rows("From Python") for name in re.findall(r"`(\w+)", cells[0])}
    assert verbs <= told
