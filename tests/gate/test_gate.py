"""The gate: no figure on the annotated examples may fall below its floor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from . import floors
from .gold import fingerprint
from .score import FIGURES

if TYPE_CHECKING:
    from pathlib import Path

needs_floors = pytest.mark.skipif(not floors.FLOORS.exists(), reason="no floors are set yet: python tests/gate/raise_floors.py sets them")


@needs_floors
def test_no_figure_falls_below_its_floor() -> None:
    """Every figure that the reader reaches on the examples is at its floor or above."""
    _, stored = floors.stored()
    figures = {name: tally.f1 for name, tally in floors.reached().items()}
    assert floors.fallen(stored, figures) == []


@needs_floors
def test_the_floors_are_those_of_this_gold() -> None:
    """A change to the gold or to an annotated example asks for new floors."""
    gold, _ = floors.stored()
    assert gold == fingerprint(), "the gold has changed: python tests/gate/raise_floors.py sets the floors anew"


@needs_floors
def test_every_figure_has_a_floor() -> None:
    """No figure is left unguarded, and no floor is left over from a figure that is gone."""
    _, stored = floors.stored()
    assert set(stored) == set(FIGURES)


def test_a_fall_is_named() -> None:
    """The message says which figure fell, how far, and what its floor is."""
    assert floors.fallen({"tie sign": 0.5, "tie kind": 0.4}, {"tie sign": 0.49, "tie kind": 0.4}) == ["tie sign is 0.490, its floor is 0.500"]


def test_a_fall_within_the_slack_is_no_fall() -> None:
    """Rounding on another processor fails no build."""
    assert floors.fallen({"tie sign": 0.5}, {"tie sign": 0.496}) == []


def test_floors_only_rise_by_default() -> None:
    """A better figure lifts its floor; a worse one leaves its floor where it was."""
    figures = dict.fromkeys(FIGURES, 0.5)
    old = {**figures, "tie sign": 0.4, "tie kind": 0.6}
    new = floors.moved(old, figures, lower=False)
    assert (new["tie sign"], new["tie kind"]) == (0.5, 0.6)


def test_floors_fall_only_when_told_to() -> None:
    """`--lower` sets every floor to the figure that is reached."""
    figures = dict.fromkeys(FIGURES, 0.5)
    assert floors.moved({"tie kind": 0.6}, figures, lower=True) == figures


def test_saved_floors_are_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written is what the gate compares with, together with the hash of the gold."""
    monkeypatch.setattr(floors, "FLOORS", tmp_path / "floors.json")
    figures = dict.fromkeys(FIGURES, 0.25)
    floors.save(figures)
    assert floors.stored() == (fingerprint(), figures)
