"""Trees out of the likeliest heads of each word.

The encoder gives a few candidate heads a word, best first. Mostly the best ones already form a tree with one root; where they do not, the best tree among the
candidates is found (Chu & Liu 1965, Edmonds 1967), with one root a sentence.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

import numpy.typing as npt

Numbers = npt.NDArray[Any]
Scores = dict[int, dict[int, float]]
"""Node -> candidate head -> score; node 0 is the root."""

_LAST_RESORT = -1e3


def plant(heads: Numbers, scores: Numbers, relations: Numbers, sentence: list[int]) -> tuple[list[int], list[int]]:
    """Heads (1-based in the window, 0 the root) and relation numbers, one tree a sentence.

    `heads`, `scores` and `relations` are [words, candidates], best first; `sentence` is the number of each word's sentence.
    """
    candidates, values, labels = heads.tolist(), scores.tolist(), relations.tolist()
    picked = [row[0] for row in candidates]
    start = 0
    for _, group in groupby(sentence):
        end = start + len(list(group))
        if not _is_tree(picked, start, end):
            picked[start:end] = _best_tree(candidates, values, start, end)
        start = end
    chosen = [row[heads_.index(head)] if head in heads_ else row[0] for row, heads_, head in zip(labels, candidates, picked, strict=True)]
    return picked, chosen


def _is_tree(picked: list[int], start: int, end: int) -> bool:
    """Whether the heads of one sentence have one root and no cycle."""
    if sum(head == 0 for head in picked[start:end]) != 1:
        return False
    safe: set[int] = {0}
    for first in range(start + 1, end + 1):
        path: list[int] = []
        node = first
        while node not in safe:
            if node in path or not start < node <= end:
                return False
            path.append(node)
            node = picked[node - 1]
        safe.update(path)
    return True


def _best_tree(candidates: list[list[int]], values: list[list[float]], start: int, end: int) -> list[int]:
    """The heads of the best tree of one sentence."""
    scores: Scores = {}
    for node in range(start + 1, end + 1):
        row = zip(candidates[node - 1], values[node - 1], strict=True)
        scores[node] = {head: value for head, value in row if head == 0 or start < head <= end}
    root = max(scores, key=lambda node: scores[node].get(0, _LAST_RESORT) - max((v for h, v in scores[node].items() if h), default=_LAST_RESORT))
    for node, row_ in scores.items():
        if node == root:
            scores[node] = {0: 0.0}
        else:
            row_.pop(0, None)
            row_.setdefault(root, _LAST_RESORT)  # so that every word can be reached
    tree = _edmonds(scores)
    return [tree[node] for node in range(start + 1, end + 1)]


def _edmonds(scores: Scores) -> dict[int, int]:
    """The best head of every node such that all hang on 0."""
    best = {node: max(row, key=row.__getitem__) for node, row in scores.items()}
    cycle = _cycle(best)
    if not cycle:
        return best
    inside = set(cycle)
    new = max(scores) + 1
    merged: Scores = {}
    entering: dict[int, tuple[int, int]] = {}  # head outside -> (its best way into the cycle, as node and head)
    leaving: dict[int, int] = {}  # node outside -> which node of the cycle it would hang on
    for node, row in scores.items():
        if node in inside:
            continue
        kept = {head: value for head, value in row.items() if head not in inside}
        through = [head for head in row if head in inside]
        if through:
            leaving[node] = max(through, key=row.__getitem__)
            kept[new] = row[leaving[node]]
        merged[node] = kept
    merged[new] = {}
    for node in cycle:
        for head, value in scores[node].items():
            gain = value - scores[node][best[node]]
            if head not in inside and gain > merged[new].get(head, float("-inf")):
                merged[new][head] = gain
                entering[head] = (node, head)
    tree = _edmonds(merged)
    out = {node: best[node] for node in cycle}
    node, head = entering[tree.pop(new)]
    out[node] = head
    for outside, above in tree.items():
        out[outside] = leaving[outside] if above == new else above
    return out


def _cycle(best: dict[int, int]) -> list[int]:
    """The nodes of a cycle among the best heads, or an empty list."""
    safe: set[int] = {0}
    for first in best:
        path: list[int] = []
        node = first
        while node not in safe:
            if node in path:
                return path[path.index(node) :]
            path.append(node)
            node = best[node]
        safe.update(path)
    return []
