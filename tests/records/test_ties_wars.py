"""Wars: who fights whom by the words for the war, and what only looks like one."""

from __future__ import annotations

import datetime

import pytest

import dateline

DAY = datetime.date(2024, 3, 14)


def wars(text: str) -> set[frozenset[str]]:
    """The pairs of a text that fight one another, whether still or once."""
    reading = dateline.read("-", data=text.encode(), published=DAY)
    name = {actor.id: actor.name for actor in reading.actors}
    return {frozenset((name[tie.a], name[tie.b])) for tie in reading.ties if tie.kind == "fights"}


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Ethiopia's war with Eritrea has cost many lives.", {"Ethiopia", "Eritrea"}),
        ("The minister spoke of Russia's unprovoked war against Ukraine.", {"Russia", "Ukraine"}),
        ("Israel's war on Hamas went into its second month.", {"Israel", "Hamas"}),
        ("The conflict pits Hezbollah against Israel.", {"Hezbollah", "Israel"}),
        ("A war pitting Ethiopia against Eritrea broke out.", {"Ethiopia", "Eritrea"}),
        ("Many villagers were driven out by fighting between Hamas and Hezbollah.", {"Hamas", "Hezbollah"}),
        ("A truce between Israel and Hezbollah came into force.", {"Israel", "Hezbollah"}),
        ("A cease-fire between Israel and Hezbollah came into force.", {"Israel", "Hezbollah"}),
    ],
)
def test_word_for_a_war_tells_its_sides(text: str, pair: set[str]) -> None:
    """Whose war it is and with, against or on whom, whom it pits against one another, and between whom there is a truce to keep."""
    assert frozenset(pair) in wars(text)


@pytest.mark.parametrize(
    "text",
    [
        "Syria's war has driven millions from their homes.",
        "The vote pits France against Germany.",
        "The Congolese army is fighting beside Hezbollah.",
        "Russia's support for Syria has not ended.",
    ],
)
def test_other_words_tell_no_war(text: str) -> None:
    """A war may only be had somewhere, two may be set against one another by a vote, and who fights beside another does not fight him."""
    assert wars(text) == set()
