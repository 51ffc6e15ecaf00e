"""Exports of the made reports, each format by the one entry point."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dateline import exports

from .made import both

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from dateline.exports import Loss, Stored


@pytest.fixture
def export(tmp_path: Path) -> Callable[..., tuple[Path, Loss]]:
    """Write reports (the ordinary and the hostile one unless others are given) in one format; gives the folder and the loss."""

    def run(name: str, stored: Iterable[Stored] | None = None) -> tuple[Path, Loss]:
        (loss,) = exports.write(both() if stored is None else stored, [name], tmp_path / "out")
        return tmp_path / "out", loss

    return run
