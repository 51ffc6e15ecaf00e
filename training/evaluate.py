"""Figures of every head on held-out documents, for torch weights and, through the same decoding as at run time, for the exported file."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import torch
from labels import CUES, ENTITIES, NAMES, ROLES
from windows import IGNORE, Window, batches, cut, tensors

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpora import Document

    from dateline.language.tokens import WordPieces

INPUTS = ("pieces", "shapes", "lengths", "starts", "ends", "sentence")


def evaluate(run: Callable, held: dict[str, list[Document]], pieces: WordPieces, tags: dict[str, int], relations: dict[str, int]) -> dict:
    """F1 (names, predicates, roles, entities, cues, attribution ends), accuracy (tags) and attachment scores, on held-out documents."""
    import random

    right, found, wanted = Counter(), Counter(), Counter()
    errors: list[tuple[float, float]] = []
    for name, documents in held.items():
        windows = [w for d in documents for w in cut(d, pieces, 160, stride=False)]
        for batch in batches(windows, 1600, random.Random(0)):
            data = tensors(batch, tags, relations)
            with torch.no_grad():
                out = [np.asarray(o.float() if o.dtype == torch.bfloat16 else o) for o in run(*(data[k] for k in INPUTS))]
            score_batch(name, batch, data, out, right, found, wanted, errors)
    table = {}
    for key in sorted(wanted):
        p, r = right[key] / max(found[key], 1), right[key] / max(wanted[key], 1)
        table[key] = {"p": round(p, 4), "r": round(r, 4), "f1": round(2 * p * r / (p + r), 4) if p + r else 0.0, "n": wanted[key]}
    if errors:
        x, y = np.array(errors).T
        table["factuality (pearson)"] = {"f1": round(float(np.corrcoef(x, y)[0, 1]), 4), "n": len(errors)}
    return table


def chunks(labels: list[str]) -> set[tuple[int, int, str]]:
    """BIO labels as (first, last, kind)."""
    out, start, kind = set(), None, ""
    for i, label in enumerate([*labels, "O"]):
        if start is not None and (label[0] != "I" or (len(label) > 1 and label[2:] != kind)):
            out.add((start, i - 1, kind))
            start = None
        if label[0] == "B" or (label[0] == "I" and start is None):
            start, kind = i, label[2:]
    return out


def score_batch(name: str, batch: list[Window], data: dict, out: list, right: Counter, found: Counter, wanted: Counter, errors: list) -> None:
    """Adds one batch to the tallies."""
    tag, label, entity, predicate, fact, cue, head, relation, role, _, pointer = out[:11]

    def sets(key: str, gold: set, pred: set) -> None:
        right[key] += len(gold & pred)
        found[key] += len(pred)
        wanted[key] += len(gold)

    def accuracy(key: str, gold: np.ndarray, pred: np.ndarray) -> None:
        mask = gold != IGNORE
        right[key] += int((gold == pred)[mask].sum())
        found[key] += int(mask.sum())
        wanted[key] += int(mask.sum())

    gold = {k: v.numpy() for k, v in data.items()}
    head, relation = head[:, :, 0], relation[:, :, 0]
    for i, window in enumerate(batch):
        n = window.words
        accuracy(f"tags ({name})", gold["tags"][i, :n], tag[i, :n]) if (gold["tags"][i, :n] != IGNORE).any() else None
        if (gold["heads"][i, :n] != IGNORE).any():
            accuracy(f"arcs, unlabelled ({name})", gold["heads"][i, :n], head[i, :n])
            both = np.where(gold["relations"][i, :n] == IGNORE, IGNORE, gold["heads"][i, :n] * 1000 + gold["relations"][i, :n])
            accuracy(f"arcs, labelled ({name})", both, head[i, :n] * 1000 + relation[i, :n])
        if (gold["names"][i, :n] != IGNORE).any():
            names = [NAMES[x] if x != IGNORE else "O" for x in gold["names"][i, :n]]
            sets(f"names ({name})", chunks(names), chunks([NAMES[x] for x in label[i, :n].argmax(-1)]))
        if (gold["entities"][i, :n] != IGNORE).any():
            mine = entity[i, :n].argmax(-1)
            sets(f"entities ({name})", {(k, x) for k, x in enumerate(gold["entities"][i, :n]) if x}, {(k, x) for k, x in enumerate(mine) if x})
            for kind in ("person", "organization", "place", "event"):
                x = ENTITIES.index(kind)
                sets(f"entities: {kind} ({name})", {k for k in range(n) if gold["entities"][i, k] == x}, {k for k in range(n) if mine[k] == x})
        judged = gold["predicates"][i, :n] != IGNORE
        if judged.any():
            sets(f"predicates ({name})", {k for k in range(n) if gold["predicates"][i, k] == 1}, {k for k in range(n) if judged[k] and predicate[i, k] > 0.5})
        errors.extend((float(gold["factuality"][i, k]), float(fact[i, k])) for k in range(n) if not np.isnan(gold["factuality"][i, k]))
        if window.attributions is not None:
            sets(f"cues ({name})", chunks([CUES[x] for x in gold["cues"][i, :n]]), chunks([CUES[x] for x in cue[i, :n].argmax(-1)]))
    for (i, p), target in zip(gold["role_at"], gold["role_targets"], strict=True):
        inside = np.nonzero(target != IGNORE)[0]
        wanted_roles = {(int(k), int(target[k])) for k in inside if target[k] > 0}
        mine = {(int(k), int(role[i, p, k])) for k in inside if role[i, p, k] > 0}
        sets(f"roles, given the predicate ({name})", wanted_roles, mine)
        core = {ROLES.index(r) for r in ("A0", "A1", "A2")}
        sets(f"roles A0-A2, given the predicate ({name})", {x for x in wanted_roles if x[1] in core}, {x for x in mine if x[1] in core})
    for (i, p), target in zip(gold["pointer_at"], gold["pointer_targets"], strict=True):
        n = batch[i].words
        mine = pointer[i, :, p, : n + 1].argmax(-1)
        for k, key in enumerate(("source", "before", "after")):
            g, m = tuple(target[2 * k : 2 * k + 2]), tuple(int(x) for x in mine[2 * k : 2 * k + 2])
            sets(f"{key}, given the cue ({name})", {g} if g != (0, 0) else set(), {m} if m != (0, 0) else set())
