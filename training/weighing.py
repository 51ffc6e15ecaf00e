"""Learn what the encoder's markings are worth beside the ontology's rules.

    python training/weighing.py FOLDER        # writes src/dateline/records/marked.json

FOLDER holds annotated reports (`training/annotations.py`). For events that dateline finds and the annotator found too, every entity that a rule tells or a
marking sees is an example, once as actor and once as recipient; a logistic regression says which the annotator wrote down. The score from which a party is kept
is the one that serves the parties and the whole casts of events best together, cross-validated by report. The few other numbers of `marked.json` (from what
probability on a word that no rule lists names an event, how much a rule's stance outweighs a marked one) were set by hand and are left as they stand.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from annotated import Annotated, anchors, overlap, paths, quotes, read
from confidence import fit

from dateline import ontology
from dateline.ontology.lexicon import MUTUAL
from dateline.records import regression
from dateline.records.events import tell_events
from dateline.records.marked import describe_parties
from dateline.records.times import find_times

if TYPE_CHECKING:
    from dateline.records.happenings import Happening

ROOT = Path(__file__).parent.parent
OUTPUT = ROOT / "src" / "dateline" / "records" / "marked.json"
RIDGE, FOLDS = 4.0, 8
FLOORS = np.arange(-1.5, 0.76, 0.125)


@dataclass
class Example:
    """One entity in one role of one event: what speaks for it and whether the annotator has it; `wanted` is how many he has in that role."""

    event: tuple[str, int]
    role: int
    features: regression.Features
    right: bool
    wanted: int


def actor_of(item: Annotated, key: int) -> str | None:
    """The annotated actor that most of an entity's mentions name."""
    votes: dict[str, int] = {}
    for mention in item.cast.entities[key].mentions:
        best = max(
            (
                (overlap(mention, span) / max(mention[1] - mention[0], span[1] - span[0]), actor["id"])
                for actor in item.gold["actors"]
                for quote in [*actor["names"], *actor["nominals"]]
                for span in quotes(item.report.text, quote)
            ),
            default=(0.0, ""),
        )
        if best[0] >= 1 / 3:
            votes[best[1]] = votes.get(best[1], 0) + 1
    return max(votes, key=lambda name: votes[name], default=None)


def same(item: Annotated, wanted: list[str], found: str | None) -> bool:
    """Whether an actor is one of those wanted, or speaks for one, or has one that speaks for it."""
    above = {actor["id"]: actor.get("represents") for actor in item.gold["actors"]}
    return found is not None and any(found == w or above.get(found) == w or above.get(w) == found for w in wanted)


def matched(item: Annotated, events: list[Happening]) -> list[tuple[dict[str, Any], Happening]]:
    """Annotated events with the ones found for them, by type and anchor."""
    out, free = [], list(events)
    for gold in item.gold["events"]:
        wanted = anchors(item.report.text, gold)
        for event in free:
            if event.type == gold["type"] and any(overlap(w, item.annotation.span(t.anchor)) for w in wanted for t in event.triggers):
                out.append((gold, event))
                free.remove(event)
                break
    return out


def examples(item: Annotated) -> list[Example]:
    """The parties of one report."""
    times = find_times(item.report.text, item.report.published)
    events = tell_events(item.annotation, item.cast, ontology.load(), item.claims, item.spots, times)
    known: dict[int, str | None] = {}
    out: list[Example] = []
    for number, (gold, event) in enumerate(matched(item, events)):
        parties = [gold.get("actor") or [], gold.get("recipient") or []]
        for (key, role), features in describe_parties(item.annotation, item.cast, event).items():
            wanted = parties[0] + parties[1] if event.type in MUTUAL else parties[role]
            known.setdefault(key, actor_of(item, key))
            out.append(Example((item.gold["id"], number), role, features, same(item, wanted, known[key]), len(wanted)))
    return out


def score(rows: list[tuple[Example, float]], floor: float) -> tuple[float, float]:
    """F1 over parties, and the share of events in which every role has one that is right, or none where none is wanted."""
    found = right = 0
    wanted: dict[tuple[tuple[str, int], int], int] = {}
    kept: dict[tuple[tuple[str, int], int], list[bool]] = {}
    for example, value in rows:
        at = (example.event, example.role)
        wanted[at] = example.wanted
        kept.setdefault(at, [])
        if value > floor:
            found += 1
            right += example.right
            kept[at].append(example.right)
    whole: dict[tuple[str, int], bool] = {}
    for at, flags in kept.items():
        good = any(flags) if wanted[at] else not flags
        whole[at[0]] = whole.get(at[0], True) and good
    return 2 * right / max(found + sum(wanted.values()), 1), sum(whole.values()) / max(len(whole), 1)


def main() -> None:
    """Fit, choose, cross-validate, write."""
    groups = [examples(read(path)) for path in paths(__doc__)]
    held: list[tuple[Example, float]] = []
    for fold in range(FOLDS):
        learnt = [e for n, group in enumerate(groups) if n % FOLDS != fold for e in group]
        weights = fit([e.features for e in learnt], [e.right for e in learnt], RIDGE)
        held += [(e, regression.score(weights, e.features)) for group in groups[fold::FOLDS] for e in group]
    told = [(e, e.features["told"] - 0.5) for e, _ in held]
    print(f"{len(held)} examples; rules alone: F1 {score(told, 0.0)[0]:.3f}, whole events {score(told, 0.0)[1]:.3f}")
    for floor in FLOORS:
        print(f"  floor {floor:6.3f}: F1 {score(held, floor)[0]:.3f}, whole events {score(held, floor)[1]:.3f}")
    floor = max(FLOORS, key=lambda at: sum(score(held, at)))
    data = [e for group in groups for e in group]
    weights = fit([e.features for e in data], [e.right for e in data], RIDGE)
    out = json.loads(OUTPUT.read_text(encoding="utf-8"))
    out["party"] = {name: round(value, 3) for name, value in weights.items()} | {"floor": round(float(floor), 3)}
    OUTPUT.write_text(json.dumps(out, indent=1) + "\n", encoding="utf-8")
    print(f"floor {floor:.3f}; written to {OUTPUT.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
