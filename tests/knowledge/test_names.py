"""Which spellings are one name."""

from __future__ import annotations

import pytest

from dateline.knowledge.names import folded_key, is_acronym, name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ahrar al-Sham", "Ahrar ash-Sham"),
        ("Ahrar al-Sham", "Ahrar Al Sham"),
        ("Ansar el-Din", "Ansar ad-Din"),
        ("al-Qa'ida", "Al‑Qaida"),
        ("Türkiye", "Turkiye"),
        ("Recep Tayyip Erdoğan", "recep tayyip erdogan"),
        ("Binali Yıldırım", "Binali Yildirim"),
        ("The Hague", "Hague"),
        ("Sana’a", "Sanaa"),
        ("U.N.", "UN"),
        ("SPLM/A-N", "SPLMAN"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    """Case, accents, apostrophes, hyphens, stops and the form of the Arabic article do not make another name."""
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("US", "us"), ("IS", "Is"), ("LeT", "let"), ("Niger", "Nigeria"), ("Aden", "al-Aden"), ("the", "")])
def test_other_names_have_other_keys(one: str, other: str) -> None:
    """The case of an acronym counts, and so does every letter of a name."""
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("US", True), ("U.S.", True), ("M23", True), ("JeM", True), ("Nato", False), ("X", False), ("UN women", False), ("17", False)],
)
def test_an_acronym_is_told_by_its_capitals(name: str, expected: bool) -> None:
    """A name of capitals, with stops or digits, is an acronym; a short one may hold small letters between two capitals."""
    assert is_acronym(name) is expected


def test_a_word_that_only_looks_like_an_article_stays() -> None:
    """`an` is an Arabic article before n alone."""
    assert folded_key("an Nusra") == "al nusra"
    assert folded_key("an army") == "an army"
