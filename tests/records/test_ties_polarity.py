"""Whether a tie is there, is over, is denied, is to come or is left open."""

from __future__ import annotations

import datetime

import pytest

import dateline

DAY = datetime.date(2016, 3, 14)


def polarities(text: str) -> set[str]:
    """The polarity of every tie of a text."""
    return {tie.polarity for tie in dateline.read("-", data=text.encode(), published=DAY).ties}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turkey no longer backs the al-Nusra Front.", "ended"),
        ("Iran has ceased to support Hamas.", "ended"),
        ("Qatar withdrew its support for Hamas.", "ended"),
        ("Iran used to back Hamas.", "ended"),
        ("Egypt is not an ally of Qatar any longer.", "ended"),
        ("At no time has Iran supported Hamas.", "denied"),
        ("Sweden has never been a member of NATO.", "denied"),
        ("Finland is set to join NATO.", "sought"),
        ("Finland will join NATO.", "sought"),
        ("From 2012 to 2014, Turkey and Qatar were allies.", "ended"),
        ("Between 2012 and 2014 Hezbollah fought alongside Hamas.", "ended"),
    ],
)
def test_polarity_follows_the_mood_and_phase_of_the_clause(text: str, expected: str) -> None:
    """Adverbs, auxiliaries, the verbs over an infinitive and a closed period say how a tie stands."""
    assert polarities(text) == {expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turkey does not back Hezbollah.", "denied"),
        ("Hezbollah used to be an ally of Iran.", "ended"),
        ("The alliance between Hezbollah and Iran has collapsed.", "ended"),
        ("The alliance of Hezbollah with Iran broke down.", "ended"),
        ("The two former allies, Hezbollah and Iran, met on Monday.", "ended"),
        ("Hezbollah and Iran are allied.", "affirmed"),
        ("The Turkish allies Qatar and Libya met on Monday.", "affirmed"),
    ],
)
def test_polarity_of_what_is_said_of_both_ends(text: str, expected: str) -> None:
    """A plural noun or participle ties those that it is said of, and what becomes of the noun becomes of the tie."""
    assert polarities(text) == {expected}


@pytest.mark.parametrize("text", ["Iran may join the Arab League.", "Egypt could become an ally of Qatar.", "If Finland joined NATO, Norway would object."])
def test_what_is_only_possible_is_no_tie(text: str) -> None:
    """A possibility or a condition asserts nothing."""
    assert polarities(text) == set()
