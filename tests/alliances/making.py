"""Evidence made for tests."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from dateline.alliances import Evidence, SignedGraph, graph

ON = dt.date(2024, 6, 1)
_NUMBERS = itertools.count(1)


def day(month: int, number: int = 1, year: int = 2024) -> dt.date:
    """A day of 2024, unless another year is given."""
    return dt.date(year, month, number)


def row(a: str, b: str, sign: int = 1, *, on: dt.date = dt.date(2024, 1, 1), **fields: Any) -> Evidence:
    """A report of a tie, with ids of its own unless they are given."""
    number = next(_NUMBERS)
    given: dict[str, Any] = {"tie": f"t{number}", "kind": "allied_with" if sign > 0 else "fights", "origin": f"o{number}", "report": f"r{number}"}
    return Evidence(a=a, b=b, reported=on, **(given | fields))


def drawn(*ties: tuple[str, str, int]) -> SignedGraph:
    """The graph of some ties that are reported and hold."""
    return graph([row(a, b, sign) for a, b, sign in ties], ON)


def published(name: str) -> SignedGraph:
    """A published network, from the file of its ties."""
    held = yaml.safe_load(Path(__file__).with_name(f"{name}.yaml").read_text(encoding="utf-8"))
    return drawn(*((a, b, sign) for sign, side in ((1, "friends"), (-1, "foes")) for a, others in held[side].items() for b in others))


def planted(nodes: int, ties: int, *, camps: int, noise: float, within: float, seed: int) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Ends and signs of a random graph of planted camps: a share `within` of ties lies inside camps, and of all ties a share `noise` has the wrong sign."""
    random = np.random.default_rng(seed)
    camp = random.integers(0, camps, nodes)
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < ties:
        a, b = sorted(random.integers(0, nodes, 2).tolist())
        if a != b and (camp[a] == camp[b]) == (random.random() < within):
            pairs.add((a, b))
    ends = np.array(sorted(pairs))
    signs = np.where(camp[ends[:, 0]] == camp[ends[:, 1]], 1.0, -1.0)
    signs[random.random(ties) < noise] *= -1
    return ends, signs
