"""Logistic regressions over named features: what those learnt by `training/` need at run time."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Features = dict[str, float]
Weights = dict[str, float]


@functools.cache
def learnt(name: str) -> dict[str, Weights]:
    """The weights in a packaged file, `confidence.json` or `marked.json`, by what they are of."""
    data: dict[str, Weights] = json.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))
    return data


def score(weights: Mapping[str, float], features: Features) -> float:
    """The log odds that a regression gives; features that it has no weight for count nothing."""
    return weights.get("bias", 0.0) + sum(weights.get(name, 0.0) * value for name, value in features.items())
