"""The marks of Markdown."""

from __future__ import annotations

import pytest

from dateline.sources.markdown import blank, is_markdown, marks


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# Talks fail", "Talks fail"),
        ("**The Harbour Times**", "The Harbour Times"),
        ("He *denied* it", "He denied it"),
        ("a [spokesman](https://example.org/a_b) said", "a spokesman said"),
        ("<https://example.org/a>", "https://example.org/a"),
        ("> quoted", "quoted"),
        ("- item", "item"),
        ("<!-- note -->Talks", "Talks"),
        ("snake_case and 2 * 3", "snake_case and 2 * 3"),
        ("![a wall](w.jpg)", "a wall"),
    ],
)
def test_words_without_marks(text: str, words: str) -> None:
    """With the marks blanked out the words are left, each where it was."""
    plain = blank(text, marks(text))
    assert len(plain) == len(text)
    assert plain.split() == words.split()
    assert all(a in (b, " ") for a, b in zip(plain, text, strict=True))


def test_recognised() -> None:
    """A text shows that it is Markdown by a heading, a bold line or a link; a bullet alone shows nothing."""
    assert is_markdown("# Talks fail\n\nThey failed.")
    assert is_markdown("Talks fail\n\n**The Harbour Times**\n")
    assert not is_markdown("Talks fail\n\n- one\n- two\n")
