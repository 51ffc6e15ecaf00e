"""Dictionary forms."""

from __future__ import annotations

import pytest

from dateline.language.annotation import lemma


@pytest.mark.parametrize(
    ("form", "tag", "wanted"),
    [
        ("shot", "VBD", "shoot"),
        ("broke", "VBD", "break"),
        ("swore", "VBD", "swear"),
        ("cancelled", "VBN", "cancel"),
        ("left", "VBD", "leave"),
        ("fought", "VBD", "fight"),
    ],
)
def test_irregular_verbs(form: str, tag: str, wanted: str) -> None:
    """Irregular and doubled forms lead to their verb."""
    assert lemma(form, tag) == wanted


@pytest.mark.parametrize(
    ("form", "wanted"), [("bombing", "bomb"), ("backing", "back"), ("financing", "finance"), ("stabbing", "stab"), ("shelling", "shell"), ("killing", "kill")]
)
def test_participles_that_are_nouns_too(form: str, wanted: str) -> None:
    """A form in -ing that the dictionary has as a noun is a verb's where it is tagged as one."""
    assert lemma(form, "VBG") == wanted


@pytest.mark.parametrize(("form", "wanted"), [("hitmen", "hitman"), ("gunmen", "gunman"), ("women", "woman"), ("forces", "force")])
def test_plurals(form: str, wanted: str) -> None:
    """Compounds of "men" have their singular too."""
    assert lemma(form, "NNS") == wanted


def test_a_noun_is_no_verb() -> None:
    """The form alone does not decide: a shot is a shot."""
    assert lemma("shot", "NN") == "shot"
