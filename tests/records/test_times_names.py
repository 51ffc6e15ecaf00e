"""What looks like a date and is none."""

from __future__ import annotations

import datetime

import pytest

from dateline.records.times import find_times

PUBLISHED = datetime.date(2016, 3, 16)


@pytest.mark.parametrize(
    "text",
    [
        "The two sides may meet again.",
        "Thousands march on the palace.",
        "Prime Minister Theresa May spoke to reporters.",
        "A second attack was foiled.",
        "The Sun quoted an aide.",
        "The Sunday Telegraph quoted an aide.",
        "Dealers fear another Black Friday.",
        "A ballad about Bloody Sunday played.",
        "They pray there every Friday.",
        "They pray there on Fridays.",
        "Hopes of the Arab Spring faded.",
        "Residents cheered the fall of the citadel.",
        "Singer Ann Christmas cancelled.",
        "The March 14 Alliance walked out.",
        "The Good Friday Agreement held.",
        "A statue of the October Revolution fell.",
    ],
)
def test_words_that_only_look_like_dates(text: str) -> None:
    """Verbs, ordinals, newspapers, persons, movements and days in names are no dates."""
    assert find_times(text, PUBLISHED) == []


@pytest.mark.parametrize(
    "text",
    [
        "Resolution 2254 was adopted.",
        "A Boeing 737 crashed.",
        "The 2019-nCoV strain spread.",
        "About 1,200 people fled.",
        "Some 2000 people fled.",
        "A force of 2000 soldiers left.",
        "The motion passed by 2010 votes.",
        "The home side won 3-2.",
        "They paid $2000 for it.",
        "The plane left at 1930 GMT.",
        "The ship is 1900 metres off.",
        "Call 2015-2016-2017 for help.",
    ],
)
def test_numbers_that_are_no_years(text: str) -> None:
    """Counts, scores, model and resolution numbers, prices and clock times are no years."""
    assert find_times(text, PUBLISHED) == []


@pytest.mark.parametrize(
    "text",
    [
        "The siege lasted three weeks.",
        "She is 45 years old.",
        "A 12-year-old boy died.",
        "The raid began at 5 p.m.",
        "Earlier, the mayor resigned.",
        "He recently resigned and is now abroad.",
        "It was built centuries ago.",
        "She spoke of the last days of her life.",
        "He was jailed several years ago.",
    ],
)
def test_durations_ages_and_vague_times(text: str) -> None:
    """Durations, ages, clock times and times without a measure give no calendar date."""
    assert find_times(text, PUBLISHED) == []


def test_a_count_after_a_month_is_no_day() -> None:
    """In "in January 20 people died" the month stands alone."""
    text = "In January 20 people died."
    assert [text[slice(*found.span)] for found in find_times(text, PUBLISHED)] == ["January"]


def test_impossible_dates_are_left_out() -> None:
    """A day that no calendar has is no date."""
    assert find_times("Filed 2015-02-30 and 31/31/2015.", PUBLISHED) == []
