"""Learn how likely a record is right, and measure how well the probabilities are calibrated.

    python training/confidence.py FOLDER        # writes src/dateline/records/confidence.json

FOLDER holds annotated reports (`training/annotations.py` puts them together). A record is right when the annotator has it too, each record once: an event of
the same type that is anchored at the same words or in the same sentence, a claim with half of its words and the same source, a tie between the same two actors
with the same sign and polarity. A logistic regression with a ridge is fitted for each kind of record. The figures printed are cross-validated by report: the
Brier score, the expected calibration error over ten equal bins (Naeini, Cooper & Hauskrecht 2015), and for events the F1 at each floor.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from annotated import Annotated, anchors, overlap, paths, quotes, read

from dateline.records.confidence import describe_claim, describe_event, describe_tie
from dateline.records.regression import Features, score

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).parent.parent
OUTPUT = ROOT / "src" / "dateline" / "records" / "confidence.json"
RIDGE = {"claim": 4.0, "event": 4.0, "tie": 12.0}
RARE = 4
FOLDS = 8
POSITIVE = frozenset(["allied_with", "backs", "part_of"])


def paired(gold: Sequence[Any], found: Sequence[Any], score: Callable[[Any, Any], float]) -> tuple[list[bool], int]:
    """Which of the records found have a partner among the annotated ones, each of which has one partner at most; and how many those are."""
    ranked = sorted(((score(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)), reverse=True)
    used_gold: set[int] = set()
    used: set[int] = set()
    for value, i, j in ranked:
        if value > 0 and i not in used_gold and j not in used:
            used_gold.add(i)
            used.add(j)
    return [j in used for j in range(len(found))], len(gold)


def judge_events(item: Annotated) -> tuple[list[bool], int]:
    """Events against the annotator's."""
    a = item.annotation

    def score(gold: dict[str, Any], event: Any) -> float:
        if gold["type"] != event.type:
            return 0
        spans = [a.span(trigger.anchor) for trigger in event.triggers]
        wanted = anchors(item.report.text, gold)
        if any(overlap(w, s) for w in wanted for s in spans):
            return 2
        sentences = [(a.words[first][0], a.words[last - 1][1]) for first, last in a.sentences]
        return float(any(overlap(s, w) and overlap(s, span) for s in sentences for w in wanted for span in spans))

    return paired(item.gold["events"], item.events, score)


def judge_claims(item: Annotated) -> tuple[list[bool], int]:
    """Claims against the annotator's."""
    a, text = item.annotation, item.report.text

    def score(gold: dict[str, Any], claim: Any) -> float:
        words = Counter(range(claim.content[0], claim.content[1] + 1))
        best = 0.0
        for span in quotes(text, gold["content"]):
            theirs = Counter(w for w, s in enumerate(a.words) if overlap(s, span))
            best = max(best, 2 * sum((words & theirs).values()) / max(1, sum(words.values()) + sum(theirs.values())))
        if best < 0.5:
            return 0
        wanted = gold["source"].get("text")
        if wanted is None:
            return best if claim.source is None else 0
        mine = a.span(claim.source) if claim.source is not None else None
        same = mine is not None and any(overlap(s, mine) * 2 >= min(s[1] - s[0], mine[1] - mine[0]) for s in quotes(text, wanted))
        ids = gold["source"].get("actor") or []
        named = any(_is(item, key, gold_id) for key in claim.actors for gold_id in (ids if isinstance(ids, list) else [ids]))
        return best if same or named else 0

    return paired(item.gold["claims"], item.claims, score)


def judge_ties(item: Annotated) -> tuple[list[bool], int]:
    """Ties against the annotator's."""

    def score(gold: dict[str, Any], bond: Any) -> float:
        if (gold["kind"] in POSITIVE) != (bond.kind in POSITIVE) or gold.get("polarity", "affirmed") != bond.polarity:
            return 0
        straight = _is(item, bond.a, gold["a"]) and _is(item, bond.b, gold["b"])
        crossed = _is(item, bond.a, gold["b"]) and _is(item, bond.b, gold["a"])
        return float(straight or crossed)

    return paired(item.gold["ties"], item.bonds, score)


def _is(item: Annotated, key: int, gold_id: str) -> bool:
    """Whether an entity is an annotated actor: one of its mentions is one of the actor's."""
    actor = next((actor for actor in item.gold["actors"] if actor["id"] == gold_id), None)
    if actor is None:
        return False
    spans = [span for quote in [*actor["names"], *actor["nominals"]] for span in quotes(item.report.text, quote)]
    return any(overlap(m, s) * 3 >= max(m[1] - m[0], s[1] - s[0]) for m in item.cast.entities[key].mentions for s in spans)


def fit(rows: list[Features], right: list[bool], ridge: float) -> dict[str, float]:
    """Newton's method on the logistic loss with a ridge on all but the bias. Features that few records have are left out."""
    counts = Counter(name for row in rows for name in row)
    names = sorted(name for name, count in counts.items() if count >= RARE)
    x = np.array([[1.0, *(row.get(name, 0.0) for name in names)] for row in rows])
    y = np.array(right, float)
    weights = np.zeros(len(names) + 1)
    penalty = np.full(len(weights), ridge)
    penalty[0] = 1e-6
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (p - y) + penalty * weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        weights -= np.linalg.solve(hessian, gradient)
    return {"bias": float(weights[0])} | dict(zip(names, weights[1:].tolist(), strict=True))


def predict(weights: dict[str, float], row: Features) -> float:
    """The probability of one record."""
    return float(1 / (1 + np.exp(-score(weights, row))))


def calibration(p: np.ndarray[Any, Any], y: np.ndarray[Any, Any]) -> float:
    """Expected calibration error over ten equal bins."""
    bins = np.minimum((p * 10).astype(int), 9)
    return float(sum(abs(p[bins == b].mean() - y[bins == b].mean()) * (bins == b).mean() for b in range(10) if (bins == b).any()))


def main() -> None:
    """Fit, cross-validate, write."""
    items = [read(path) for path in paths(__doc__)]
    judged = {
        "claim": [([describe_claim(i.annotation, i.cast, c) for c in i.claims], *judge_claims(i)) for i in items],
        "event": [([describe_event(i.annotation, i.cast, e) for e in i.events], *judge_events(i)) for i in items],
        "tie": [([describe_tie(i.annotation, i.cast, b) for b in i.bonds], *judge_ties(i)) for i in items],
    }
    out: dict[str, dict[str, float]] = {}
    for kind, groups in judged.items():
        held: list[tuple[float, bool]] = []
        for fold in range(FOLDS):
            learnt = [group for index, group in enumerate(groups) if index % FOLDS != fold]
            weights = fit([row for rows, _, _ in learnt for row in rows], [flag for _, right, _ in learnt for flag in right], RIDGE[kind])
            held += [(predict(weights, row), flag) for rows, right, _ in groups[fold::FOLDS] for row, flag in zip(rows, right, strict=True)]
        p, y = np.array([value for value, _ in held]), np.array([flag for _, flag in held], float)
        wanted = sum(count for _, _, count in groups)
        print(f"{kind}: {len(p)} found, {int(y.sum())} right of {wanted}; Brier {((p - y) ** 2).mean():.3f}, calibration error {calibration(p, y):.3f}")
        for floor in (0.0, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5):
            kept = p >= floor
            print(
                f"  floor {floor:.2f}: precision {y[kept].mean():.3f}, recall {y[kept].sum() / wanted:.3f}, F1 {2 * y[kept].sum() / (kept.sum() + wanted):.3f}"
            )
        weights = fit([row for rows, _, _ in groups for row in rows], [flag for _, right, _ in groups for flag in right], RIDGE[kind])
        out[kind] = {name: round(value, 3) for name, value in weights.items() if abs(value) >= 0.0005}
    OUTPUT.write_text(json.dumps(out, indent=1) + "\n", encoding="utf-8")
    print(f"written to {OUTPUT.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
