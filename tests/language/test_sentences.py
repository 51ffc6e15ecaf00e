"""Where sentences end."""

from __future__ import annotations

import pytest

from dateline.language.sentences import split_sentences
from dateline.language.tokens import tokenize


def _sentences(text: str) -> list[str]:
    words = tokenize(text)
    return [text[words[a][0] : words[b - 1][1]] for a, b in split_sentences(text, words)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Troops left. Rebels came.", ["Troops left.", "Rebels came."]),
        ("Gen. Idris met Dr. Salma on Jan. 5 in Aden.", ["Gen. Idris met Dr. Salma on Jan. 5 in Aden."]),
        ("He was in the U.S. The talks failed.", ["He was in the U.S.", "The talks failed."]),
        ("He met U.S. President Carter.", ["He met U.S. President Carter."]),
        ("“Why now?” she asked.", ["“Why now?” she asked."]),
        ("“We will go.” Then he left.", ["“We will go.”", "Then he left."]),
        ("The army denied it\n\nA second paragraph", ["The army denied it", "A second paragraph"]),
        ("He spoke of an invasion of\n\nChad in the spring.", ["He spoke of an invasion of\n\nChad in the spring."]),
        ("A line\nbroken by layout only.", ["A line\nbroken by layout only."]),
        ("It cost $3.5 million. Nobody paid.", ["It cost $3.5 million.", "Nobody paid."]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, sentences: list[str]) -> None:
    """Abbreviations, initials and quotations do not end a sentence; paragraphs do, unless the sentence is plainly unfinished."""
    assert _sentences(text) == sentences


def test_every_word_belongs_to_one_sentence() -> None:
    """Sentences cover the words without gap or overlap."""
    text = 'One. "Two!" Three?\n\n(Four.) five... Six'
    words = tokenize(text)
    found = split_sentences(text, words)
    assert [w for a, b in found for w in range(a, b)] == list(range(len(words)))
