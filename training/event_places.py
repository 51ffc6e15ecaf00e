"""Learn where events are.

    python training/event_places.py FOLDER      # writes src/dateline/records/event_places.json

FOLDER holds annotated reports (`training/annotations.py` puts them together from the corpora and the annotations beside it). An event that dateline finds and
that the annotator found too, by type and anchor, is an example: its candidates are the report's places and "none", and right are those that lie where the
annotator's do. The model is a conditional logit with a ridge that pulls coefficients to zero. The probability from which a place is given is the one that
serves events with an annotated place best.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from annotated import anchors, overlap, paths, read

from dateline.records.event_places import FEATURES, describe, scene
from dateline.records.placing import kilometres

if TYPE_CHECKING:
    from dateline.records.places import Spot

ROOT = Path(__file__).parent.parent
OUTPUT = ROOT / "src" / "dateline" / "records" / "event_places.json"
RIDGE = 0.5
STEPS, RATE = 3000, 0.5
NEAR = {"country": 400.0, "region": 200.0, "admin": 100.0}
DEFAULT_NEAR = 25.0

Example = tuple[np.ndarray[Any, Any], np.ndarray[Any, Any], bool]  # features of the places, which are right, whether the annotator gave a place


def same_place(spot: Spot, gold: dict[str, Any]) -> bool:
    """Whether a place found is the one annotated: the same country, or near it."""
    if spot.kind == "country" or gold["kind"] == "country":
        return spot.kind == gold["kind"] and spot.country == gold.get("country")
    if spot.lat is None or spot.lon is None or gold.get("lat") is None:
        return False
    return float(kilometres(spot.lat, spot.lon, gold["lat"], gold["lon"])) <= NEAR.get(gold["kind"], DEFAULT_NEAR)


def examples(path: Path) -> list[Example]:
    """The events of one annotated report that dateline finds too."""
    found = read(path)
    gold, report, annotation, spots = found.gold, found.report, found.annotation, found.spots
    here = scene(report, annotation, found.cast, spots)
    out: list[Example] = []
    for event in found.events:
        spans = [annotation.span(t.anchor) for t in event.triggers]
        for wanted in gold["events"]:
            if wanted["type"] != event.type or not any(overlap(s, span) for s in anchors(report.text, wanted) for span in spans):
                continue
            ids = wanted.get("place") or []
            places = [p for p in gold["places"] if p["id"] in (ids if isinstance(ids, list) else [ids])]
            features = np.array([[row.get(name, 0.0) for name in FEATURES] for row in describe(here, event)]).reshape(len(spots), len(FEATURES))
            right = np.array([any(same_place(spot, place) for place in places) for spot in spots], bool)
            if len(spots) and (right.any() or not places):
                out.append((features, right, bool(places)))
            break
    return out


def probabilities(features: np.ndarray[Any, Any], weights: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Of each place, and last of none."""
    scores = np.append(features @ weights, 0.0)
    raised = np.exp(scores - scores.max())
    return raised / raised.sum()


def fit(data: list[Example]) -> np.ndarray[Any, Any]:
    """Gradient descent on the negative log of the mass on what is right, with a ridge."""
    weights = np.zeros(len(FEATURES))
    for step in range(STEPS):
        gradient = RIDGE * weights
        for features, right, given in data:
            p = probabilities(features, weights)
            wanted = np.append(right, not given).astype(float) * p
            wanted /= wanted.sum()
            gradient += features.T @ (p - wanted)[:-1]
        weights -= RATE * (1 - step / STEPS) * gradient / len(data)
    return weights


def score(data: list[Example], weights: np.ndarray[Any, Any], threshold: float) -> tuple[float, float, float]:
    """F1 over events with an annotated place, the share of them, and how often none is given where the annotator gave none."""
    right = found = wanted = none = without = 0
    for features, good, given in data:
        p = probabilities(features, weights)
        best = int(p[:-1].argmax())
        says = p[best] >= threshold
        if given:
            wanted += 1
            found += says
            right += bool(says and good[best])
        else:
            without += 1
            none += not says
    return 2 * right / max(found + wanted, 1), found / max(wanted, 1), none / max(without, 1)


def main() -> None:
    """Fit, choose the threshold, cross-validate, write."""
    by_report = [examples(path) for path in paths(__doc__)]
    held: list[tuple[Example, np.ndarray[Any, Any]]] = []
    for fold in range(5):
        weights = fit([e for i, group in enumerate(by_report) if i % 5 != fold for e in group])
        held += [(e, weights) for i, group in enumerate(by_report) if i % 5 == fold for e in group]
    data = [e for group in by_report for e in group]
    print(f"{len(by_report)} reports, {len(data)} events, {sum(e[2] for e in data)} with a place")

    def validated(threshold: float) -> tuple[float, float, float]:
        rows = [(given, bool(p[:-1].max() >= threshold), bool(good[int(p[:-1].argmax())])) for (f, good, given), w in held for p in [probabilities(f, w)]]
        right = sum(given and says and good for given, says, good in rows)
        found, wanted = sum(given and says for given, says, _ in rows), sum(given for given, _, _ in rows)
        none = [not says for given, says, _ in rows if not given]
        return 2 * right / (found + wanted), sum(none) / max(len(none), 1), found / max(wanted, 1)

    for threshold in np.arange(0.1, 0.7, 0.05):
        print(
            f"threshold {threshold:.2f}: F1 {validated(threshold)[0]:.3f}, none where none {validated(threshold)[1]:.3f}, given {validated(threshold)[2]:.3f}"
        )
    threshold = max(np.arange(0.1, 0.7, 0.05), key=lambda t: validated(t)[0] + 0.5 * validated(t)[1])
    weights = fit(data)
    rounded = {name: round(float(value), 3) for name, value in zip(FEATURES, weights, strict=True)} | {"threshold": round(float(threshold), 2)}
    OUTPUT.write_text(json.dumps(rounded, indent=1) + "\n", encoding="utf-8")
    print(f"in sample {score(data, weights, threshold)[0]:.3f}; threshold {threshold:.2f}; written to {OUTPUT.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
