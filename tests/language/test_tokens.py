"""How running text is cut into words and pieces."""

from __future__ import annotations

import pytest

from dateline.language.tokens import WordPieces, shape, tokenize


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They don't know.", ["They", "do", "n't", "know", "."]),
        ("Mali's army", ["Mali", "'s", "army"]),
        ("the rebels’ camp", ["the", "rebels", "’", "camp"]),
        ("Gen. A. Touré of the U.S. mission", ["Gen.", "A.", "Touré", "of", "the", "U.S.", "mission"]),
        ("al-Shabaab-held towns", ["al", "-", "Shabaab", "-", "held", "towns"]),
        ("1,250 people at 10:30 p.m.", ["1,250", "people", "at", "10:30", "p.m."]),
        ("the 1990s... or “never”", ["the", "1990s", "...", "or", "“", "never", "”"]),
        ("No. 7 said no.", ["No.", "7", "said", "no", "."]),
        ("see https://example.org/a?b=1.", ["see", "https://example.org/a?b=1", "."]),
        ("write to press@example.org", ["write", "to", "press@example.org"]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_words_are_cut_as_universal_dependencies_cuts_them(text: str, words: list[str]) -> None:
    """Clitics, possessives and hyphens stand alone, abbreviations keep their stop."""
    assert [text[a:b] for a, b in tokenize(text)] == words


def test_spans_point_into_the_whole_text() -> None:
    """A part of a text is cut with offsets into the whole."""
    text = "Skip this. Read this."
    assert [text[a:b] for a, b in tokenize(text, 11, 21)] == ["Read", "this", "."]


@pytest.mark.parametrize(("word", "kind"), [("troops", 1), ("Chad", 2), ("NATO", 3), ("McCain", 4), ("2015", 5), ("—", 6), ("A", 2)])
def test_shape_tells_the_case_that_the_vocabulary_loses(word: str, kind: int) -> None:
    """The encoder's vocabulary is uncased; the shape keeps what was written."""
    assert shape(word) == kind


def test_pieces_ignore_case_and_accents() -> None:
    """Two spellings of a name give the same pieces."""
    pieces = WordPieces.load()
    assert pieces("ERDOĞAN") == pieces("erdogan")


def test_every_word_has_a_piece() -> None:
    """Even a sign outside the vocabulary gets one, so that words and pieces stay in step."""
    pieces = WordPieces.load()
    assert all(len(pieces(word)) >= 1 for word in ("ꙮ", "\u0301", "x" * 300, "🕊"))


def test_a_very_long_word_is_cut() -> None:
    """A word of hundreds of letters costs the encoder no more than eight pieces."""
    assert len(WordPieces.load()("antidisestablishmentarianism" * 20)) == 8
