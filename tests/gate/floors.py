"""The floors: figures that the reader has reached and may not fall below, kept beside the hash of the gold that they were reached on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import dateline

from .gold import EXAMPLES, fingerprint, load
from .score import FIGURES, add_up, score

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .score import Tallies

FLOORS = Path(__file__).parent / "floors.json"
SLACK = 0.009
"""Floating point differs a little between processors, so that a token on the edge may flip. A real regression costs more than this."""

Floors = dict[str, float]


def reached() -> Tallies:
    """The tallies of the annotated examples as the installed reader reads them, the files as a user would give them."""
    reports = []
    for gold in load():
        reading = dateline.read(EXAMPLES / gold["example"])
        reports.append(score(gold, json.loads(reading.to_json())))
    return add_up(reports)


def stored() -> tuple[str, Floors]:
    """The hash of the gold that the floors hold for, and the floors; empty where none have been set."""
    if not FLOORS.exists():
        return "", {}
    content = json.loads(FLOORS.read_text(encoding="utf-8"))
    return content["gold"], content["floors"]


def fallen(floors: Mapping[str, float], figures: Mapping[str, float]) -> list[str]:
    """A sentence for every figure that lies below its floor by more than the slack."""
    return [f"{name} is {figures[name]:.3f}, its floor is {floor:.3f}" for name, floor in floors.items() if figures[name] < floor - SLACK]


def moved(floors: Mapping[str, float], figures: Mapping[str, float], *, lower: bool) -> Floors:
    """The new floors: the figures that were reached, but never below an old floor unless it is asked to lower them."""
    return {name: figures[name] if lower else max(figures[name], floors.get(name, 0.0)) for name in FIGURES}


def save(floors: Mapping[str, float]) -> None:
    """Write the floors for the gold as it is now."""
    content = {"gold": fingerprint(), "floors": {name: round(value, 4) for name, value in floors.items()}}
    FLOORS.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
