"""The sentences that a casebook keeps of a report are those that the reader finds."""

from __future__ import annotations

import random

import pytest

from dateline.casebook.rows import _sentences
from dateline.language.sentences import split_sentences
from dateline.language.tokens import tokenize

PIECES = """The of U.S. said No. no. 5 an in “ ” ( ) . , ! ? - – He army 1,200 a.m. it’s don't x_y e.g. Gen. http://front.example/a. @x ² é … ... Monday, town.
of”""".split()
GAPS = ("", " ", " ", " ", "  ", "\n", "\n\n", "\t")


@pytest.mark.parametrize("seed", range(40))
def test_sentences_are_those_of_the_reader(seed: int) -> None:
    """However words, signs and spaces follow each other, and wherever a part begins, the quicker cut for passages gives the reader's sentences."""
    chance = random.Random(seed)  # noqa: S311 - any text will do
    for _ in range(25):
        text = "".join(chance.choice(PIECES) + chance.choice(GAPS) for _ in range(60))
        start, end = sorted(chance.sample(range(len(text) + 1), 2))
        words = tokenize(text, start, end)
        assert _sentences(text, start, end) == [(words[a][0], words[b - 1][1]) for a, b in split_sentences(text, words)]
