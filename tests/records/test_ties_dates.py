"""Since when and until when a tie holds."""

from __future__ import annotations

import datetime

import pytest

from dateline import ontology, sources
from dateline.knowledge import load
from dateline.language.encoder import Encoder
from dateline.records.cast import Cast
from dateline.records.claims import find_claims
from dateline.records.ties import Bond, find_ties
from dateline.records.times import find_times
from dateline.sources.report import Report

DAY = datetime.date(2024, 3, 14)


def bond(text: str) -> Bond:
    """The one tie that a text states."""
    (report,) = sources.load("-", data=text.encode(), published=DAY)
    assert isinstance(report, Report)
    annotation, words = Encoder.load().annotate(report), ontology.load()
    cast = Cast(report, annotation, words, load())
    claims = find_claims(annotation, cast, words)
    (found,) = find_ties(annotation, cast, words, claims, [], find_times(report.text, DAY))
    return found


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("Qatar has funded Hamas since 2012.", datetime.date(2012, 1, 1)),
        ("Ukraine has been at war with Russia since February 2014.", datetime.date(2014, 2, 1)),
        ("Finland joined NATO in 2023.", datetime.date(2023, 1, 1)),
    ],
)
def test_since_when(text: str, since: datetime.date) -> None:
    """A tie holds from what follows "since", and from the date on which it began."""
    assert (bond(text).since, bond(text).until) == (since, None)


def test_until_when() -> None:
    """The date on which a tie was broken is its last."""
    assert bond("The Islamic State had split from al-Qaida in 2014.").until == datetime.date(2014, 12, 31)


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("Hezbollah and Iran were allies up to 1979.", None, datetime.date(1979, 12, 31)),
        ("Hezbollah and Iran were allied until 2014.", None, datetime.date(2014, 12, 31)),
        ("In 2012 Hezbollah and Iran were allies.", datetime.date(2012, 1, 1), datetime.date(2012, 12, 31)),
    ],
)
def test_what_was_is_over(text: str, since: datetime.date | None, until: datetime.date) -> None:
    """In the simple past a date says when a tie held, and of the time after it nothing."""
    found = bond(text)
    assert (found.since, found.until, found.polarity) == (since, until, "ended")


def test_the_date_of_another_clause_dates_no_tie() -> None:
    """What happened in another clause says nothing of when a tie began."""
    found = bond("Iran supports Hezbollah, which shelled a town after it had rearmed in 2012.")
    assert (found.since, found.until) == (None, None)
