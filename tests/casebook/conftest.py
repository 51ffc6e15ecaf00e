"""A casebook in a folder of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dateline.casebook.casebook import Casebook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a casebook can be made."""
    return tmp_path / "case.db"


@pytest.fixture
def casebook(path: Path) -> Iterator[Casebook]:
    """A casebook that is not there yet."""
    with Casebook(path) as opened:
        yield opened
