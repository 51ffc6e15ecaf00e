"""Trees out of candidate heads."""

from __future__ import annotations

import numpy as np

from dateline.language.trees import plant


def _plant(candidates: list[list[tuple[int, float]]], sentence: list[int]) -> list[int]:
    heads = np.array([[h for h, _ in row] for row in candidates])
    scores = np.array([[s for _, s in row] for row in candidates])
    return plant(heads, scores, heads * 10, sentence)[0]


def test_a_tree_stays_as_it_is() -> None:
    """The likeliest heads are kept when they already form a tree."""
    assert _plant([[(2, 5.0), (0, 1.0)], [(0, 6.0), (1, 1.0)], [(2, 4.0), (1, 3.0)]], [0, 0, 0]) == [2, 0, 2]


def test_only_the_likelier_of_two_roots_stays() -> None:
    """The other takes its best word."""
    assert _plant([[(0, 9.0), (2, 1.0)], [(0, 5.0), (1, 4.5)]], [0, 0]) == [0, 1]


def test_a_cycle_is_left_where_leaving_costs_least() -> None:
    """Of two words that hang on each other, the one with the nearly as good alternative moves."""
    candidates = [[(0, 9.0), (2, 1.0), (3, 0.5)], [(3, 8.0), (1, 2.0), (0, 0.1)], [(2, 8.0), (1, 7.5), (0, 0.1)]]
    assert _plant(candidates, [0, 0, 0]) == [0, 3, 1]


def test_sentences_do_not_mix() -> None:
    """Each sentence of a window gets a root of its own."""
    assert _plant([[(0, 5.0), (2, 1.0)], [(1, 5.0), (0, 1.0)], [(0, 5.0), (4, 1.0)], [(3, 5.0), (0, 1.0)]], [0, 0, 1, 1]) == [0, 1, 0, 3]


def test_relations_follow_the_heads_that_were_chosen() -> None:
    """A word that takes its second head takes that head's relation too."""
    heads = np.array([[0, 2], [0, 1]])
    scores = np.array([[9.0, 1.0], [5.0, 4.5]])
    relations = np.array([[7, 8], [7, 9]])
    assert plant(heads, scores, relations, [0, 0]) == ([0, 1], [7, 9])


def test_nested_cycles_become_one_tree() -> None:
    """Three words that all hang on each other are opened once, at the cheapest place."""
    candidates = [
        [(0, 9.0), (2, 0.1), (3, 0.1)],
        [(4, 3.4), (3, 3.2), (1, -0.1)],
        [(2, 2.4), (1, 1.2), (4, -0.8)],
        [(2, 5.6), (3, 2.0), (1, -0.6)],
    ]
    assert _plant(candidates, [0, 0, 0, 0]) == [0, 3, 1, 2]


def test_a_word_without_a_usable_candidate_hangs_on_the_root_word() -> None:
    """Candidates outside the sentence are no heads."""
    assert _plant([[(0, 9.0), (2, 1.0)], [(4, 5.0), (3, 4.0)], [(0, 3.0), (4, 1.0)], [(3, 3.0), (0, 1.0)]], [0, 0, 1, 1]) == [0, 1, 0, 3]
