"""Ties as the encoder's markings have them, weighed against the constructions that state them.

As with events (`marked`), both are evidence whose logarithms of odds are added: a construction that readers would pass over is dropped, and a pair that no
construction joins is a tie where the markings are sure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.records.marked import odds, tie_weights
from dateline.records.tie_bonds import SYMMETRIC, Bond

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.language.annotation import Annotation
    from dateline.records.model import TieKind
    from dateline.records.tie_bonds import Scene

POSITIVE = frozenset(["allied_with", "backs", "part_of"])

Chances = dict[tuple[int, int], dict["TieKind", tuple[float, int, int]]]


def chances(scene: Scene) -> Chances:
    """For each pair of entities the kinds of tie that the markings see between them, with the words between which they see it."""
    out: Chances = {}
    cast = scene.cast
    for (first, second), kinds in scene.annotation.markings.ties.items():
        for a in cast.of_word.get(first, ()):
            for b in cast.of_word.get(second, ()):
                if a == b:
                    continue
                for kind, p in kinds.items():
                    pair = (min(a, b), max(a, b)) if kind in SYMMETRIC else (a, b)
                    known = out.setdefault(pair, {})
                    if p > known.get(kind, (0.0, 0, 0))[0]:
                        known[kind] = (p, first, second)
    return out


def is_doubtful(scene: Scene, bond: Bond, seen: Chances) -> bool:
    """Whether readers would not have taken this for a tie; only where both ends stand in one sentence, which is all that the markings see."""
    cast, sentence_of = scene.cast, scene.annotation.sentence_of
    shared = {sentence_of[w] for w, keys in cast.of_word.items() if bond.a in keys} & {sentence_of[w] for w, keys in cast.of_word.items() if bond.b in keys}
    if not shared:
        return False
    found = [
        p for pair in ((bond.a, bond.b), (bond.b, bond.a)) for kind, (p, _, _) in seen.get(pair, {}).items() if (kind in POSITIVE) == (bond.kind in POSITIVE)
    ]
    weights = tie_weights()
    return odds(max(found, default=weights["unseen"])) + weights["told"] <= weights["floor"]


def marked_bonds(scene: Scene, bonds: list[Bond], seen: Chances) -> Iterator[Bond]:
    """Ties that no construction states."""
    stated = {(*sorted((bond.a, bond.b)), bond.kind in POSITIVE) for bond in bonds}
    for (a, b), kinds in seen.items():
        kind, (p, first, second) = max(kinds.items(), key=lambda item: item[1][0])
        if odds(p) > tie_weights()["unstated"] and (*sorted((a, b)), kind in POSITIVE) not in stated:
            stated.add((*sorted((a, b)), kind in POSITIVE))
            yield Bond(a, b, kind, (min(first, second), max(first, second)), at=_between(scene.annotation, first, second))


def _between(annotation: Annotation, first: int, second: int) -> int:
    """The word that joins two words of a sentence: the lowest that governs both; where the one governs the other, what stands between them in the tree."""
    up = [first, *annotation.ancestors(first)]
    down = [second, *annotation.ancestors(second)]
    top = next((w for w in up if w in down), first)
    for path in (down, up):
        if top in (first, second) and top in path and path.index(top) > 1:
            return path[path.index(top) - 1]
    return top
