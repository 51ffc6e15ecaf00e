"""The words and signs that all views share."""

from __future__ import annotations

import datetime as dt
from typing import get_args

import msgspec
import pytest

from dateline.records import model
from dateline.records.model import Reading, Tie
from dateline.views import wording


@pytest.mark.parametrize(
    ("low", "high", "written"),
    [(12, 12, "12"), (41, None, "41 or more"), (None, 5, "up to 5"), (3, 5, "3 to 5"), (None, None, "number unknown"), (2000, 2000, "2,000")],
)
def test_number(low: int | None, high: int | None, written: str) -> None:
    """A count is written so that an open end can't be taken for an exact figure."""
    assert wording.number(low, high) == written


@pytest.mark.parametrize(
    ("start", "end", "grain", "written"),
    [
        (dt.date(2024, 3, 12), dt.date(2024, 3, 12), "day", "2024-03-12"),
        (dt.date(2024, 3, 18), dt.date(2024, 3, 24), "week", "2024-03-18 to 2024-03-24 (week)"),
        (dt.date(2019, 1, 1), None, "year", "since 2019-01-01 (year)"),
        (None, dt.date(2022, 12, 31), "year", "until 2022-12-31 (year)"),
        (None, dt.date(2024, 3, 14), "report", "2024-03-14 (date of the report; the text gives none)"),
        (None, None, "day", "no calendar date"),
    ],
)
def test_period(start: dt.date | None, end: dt.date | None, grain: str, written: str) -> None:
    """A date is written with its open ends, and says when it is only that of the report."""
    assert wording.period(start, end, grain) == written


@pytest.mark.parametrize(
    ("polarity", "claims", "standing", "relation"),
    [
        ("affirmed", (), "asserted", "allied with"),
        ("affirmed", ("c1",), "attributed", "allied with"),
        ("denied", (), "denied", "not allied with"),
        ("sought", ("c1",), "sought", "wanted: allied with"),
        ("ended", (), "ended", "formerly allied with"),
    ],
)
def test_tie(polarity: model.Polarity, claims: tuple[str, ...], standing: str, relation: str) -> None:
    """A tie is a fact only when the reporter affirms it, and its words tell a denied, wanted or past one apart."""
    tie = Tie(id="t1", a="a1", b="a2", kind="allied_with", span=(0, 1), polarity=polarity, claims=claims)
    assert (wording.tie_standing(tie), wording.relation(tie)) == (standing, relation)


def test_every_value_has_words() -> None:
    """Every tie kind, event status and form of a claim that a record can hold has words."""
    form = msgspec.inspect.type_info(model.Claim)
    assert isinstance(form, msgspec.inspect.StructType)
    forms = next(entry.type for entry in form.fields if entry.name == "form")
    assert isinstance(forms, msgspec.inspect.LiteralType)
    assert set(wording.FORMS) == set(forms.values)
    assert set(wording.TIES) == set(get_args(model.TieKind))
    assert set(get_args(model.Status)) <= set(wording.SIGNS)
    assert set(wording.SIGNS) == set(wording.MEANINGS) == set(get_args(wording.Standing))


@pytest.mark.parametrize("hostile", ["\x1b[31mred", "\x07", "\u202eltr", "\x9b2J", "\x00", "\u2066", "\ud800"])
def test_visible(hostile: str) -> None:
    """Text can't steer a terminal, hide itself or turn its neighbours round, and stays as long as it was."""
    shown = wording.visible(hostile)
    assert len(shown) == len(hostile)
    assert shown[0] == "\ufffd"


def test_visible_keeps_scripts() -> None:
    """What a script needs, such as the joiners of Persian, is kept."""
    assert wording.visible("می‌خواهم\tA\n") == "می‌خواهم\tA\n"


def test_quote_cuts_at_a_word(reading: Reading) -> None:
    """Long evidence is cut between words, and the cut can be seen."""
    assert wording.quote(reading, (0, 44), limit=20) == "“Border groups accuse …”"


def test_quote_does_not_double_marks(reading: Reading) -> None:
    """A quotation that brings its own marks is not put in a second pair."""
    start = reading.document.text.index('"never arm the rebels"')
    assert wording.quote(reading, (start, start + 22)) == "“never arm the rebels”"


def test_circular_nesting_ends(reading: Reading) -> None:
    """Claims that contain each other are listed as standing alone instead of being lost."""
    first, second, *_ = reading.claims
    circle = (msgspec.structs.replace(first, inside="c2"), msgspec.structs.replace(second, inside="c1"))
    known = wording.index(msgspec.structs.replace(reading, claims=circle))
    assert [claim.id for claim in known.inner[None]] == ["c1", "c2"]


def test_voices_name_each_source_once(reading: Reading) -> None:
    """In whose word something stands is told by source, with the ids of all its claims."""
    known = wording.index(reading)
    assert wording.voices(known, ("c3", "c5", "c4")) == "Ministry of Defence of Varnia (c3, c4), one resident (c5)"
    assert wording.voices(known, ()) == "the reporter"


def test_headline_without_title(reading: Reading, empty: Reading) -> None:
    """Without a title the headline in the text names the report, else its origin does."""
    untitled = msgspec.structs.replace(reading, document=msgspec.structs.replace(reading.document, title=None))
    assert wording.headline(untitled) == "Border groups accuse Varnia of shelling Tolmin"
    assert wording.headline(empty) == "reports/quiet.txt"


def test_deniers_are_told_from_tellers(reading: Reading) -> None:
    """Who denies an event is not listed among those in whose word it stands."""
    event = msgspec.structs.replace(reading.events[0], claims=("c2", "c3"))
    told = wording.words_for(wording.index(reading), event)
    assert told == [("in the word of", "local officials (c2)"), ("denied by", "Ministry of Defence of Varnia (c3)")]


def test_asserted_event_keeps_the_word_of_the_reporter(reading: Reading) -> None:
    """What the reporter states stays the reporter's word when sources tell of it too, or deny it."""
    event = msgspec.structs.replace(reading.events[4], claims=("c2",))
    assert wording.words_for(wording.index(reading), event) == [("in the word of", "the reporter, and local officials (c2)")]
    denied = msgspec.structs.replace(event, claims=("c3",))
    assert wording.words_for(wording.index(reading), denied)[0] == ("in the word of", "the reporter")


def test_attributed_event_without_claims(reading: Reading) -> None:
    """An attributed event that no claim carries is not given to the reporter."""
    event = msgspec.structs.replace(reading.events[0], claims=())
    assert wording.words_for(wording.index(reading), event) == [("in the word of", "a source that is not linked")]
