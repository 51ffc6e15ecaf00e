"""Trees out of the likeliest heads of each word.

The encoder gives a few candidate heads a word, best first. Mostly the best ones already form a tree; where they do not, the cheapest change is made: of two
roots
the less likely one takes a word as its head, and a cycle is left where leaving costs least (the repair step of Chu & Liu 1965 and Edmonds 1967).
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

import numpy.typing as npt

Numbers = npt.NDArray[Any]


def plant(heads: Numbers, scores: Numbers, relations: Numbers, sentence: list[int]) -> tuple[list[int], list[int]]:
    """Heads (1-based in the window, 0 the root) and relation numbers, one tree a sentence.

    `heads`, `scores` and `relations` are [words, candidates], best first; `sentence` is the number of each word's sentence.
    """
    candidates, costs, labels = heads.tolist(), scores.tolist(), relations.tolist()
    chosen = [0] * len(candidates)
    start = 0
    for _, group in groupby(sentence):
        end = start + len(list(group))
        _repair(candidates, costs, chosen, start, end)
        start = end
    picked = [row[c] for row, c in zip(candidates, chosen, strict=True)]
    return picked, [row[c] for row, c in zip(labels, chosen, strict=True)]


def _repair(candidates: list[list[int]], costs: list[list[float]], chosen: list[int], start: int, end: int) -> None:
    """Makes the choices of one sentence a tree where its candidates allow it."""
    words = range(start, end)
    roots = [w for w in words if candidates[w][chosen[w]] == 0]
    if len(roots) > 1:
        keep = max(roots, key=lambda w: costs[w][0] - _next(candidates, costs, w, 0, start, end)[0])
        for word in roots:
            if word != keep:
                chosen[word] = _next(candidates, costs, word, 0, start, end)[1]
    for _ in range(4):
        cycle = _cycle(candidates, chosen, start, end)
        if not cycle:
            return
        best: tuple[float, int, int] | None = None
        inside = {w + 1 for w in cycle}
        has_root = any(candidates[w][chosen[w]] == 0 for w in words)
        for word in cycle:
            for index, head in enumerate(candidates[word]):
                if head in inside or (head == 0 and has_root) or not (head == 0 or start < head <= end):
                    continue
                loss = costs[word][chosen[word]] - costs[word][index]
                if best is None or loss < best[0]:
                    best = (loss, word, index)
        if best is None:
            return
        chosen[best[1]] = best[2]


def _next(candidates: list[list[int]], costs: list[list[float]], word: int, shut: int, start: int, end: int) -> tuple[float, int]:
    """Score and index of a word's best candidate inside the sentence other than one that is shut out."""
    for index, head in enumerate(candidates[word]):
        if head != shut and start < head <= end:
            return costs[word][index], index
    return -1e4, 0


def _cycle(candidates: list[list[int]], chosen: list[int], start: int, end: int) -> list[int]:
    """The words of a cycle among the chosen heads, or an empty list."""
    done: set[int] = set()
    for first in range(start, end):
        path: list[int] = []
        word = first
        while word >= start and word not in done:
            if word in path:
                return path[path.index(word) :]
            path.append(word)
            word = candidates[word][chosen[word]] - 1
            if not start <= word < end:
                break
        done.update(path)
    return []
