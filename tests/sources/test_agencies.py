"""The agencies that a text credits."""

from __future__ import annotations

import pytest

from dateline.sources.agencies import find_credits


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("An aide told Reuters that talks had failed.", "Reuters"),
        ("A statement sent to Reuters by the group said so.", "Reuters"),
        ("Reuters reported that talks had failed.", "Reuters"),
        ("The state-run SANA news agency said so.", "SANA"),
        ("He told Russia's RIA Novosti news agency so.", "RIA Novosti"),
        ("Talks failed, Interfax quoted an aide as saying.", "Interfax"),
        ("Talks failed, according to the Associated Press.", "AP"),
        ("An AFP journalist at the scene saw it.", "AFP"),
        ("Talks failed on Monday. (Reuters)\n", "Reuters"),
        ("The Fars news agency said so.", "Fars"),
    ],
)
def test_credits(text: str, name: str) -> None:
    """A statement made to an agency, or carried by it, credits the agency by its name; the span is the name as written."""
    (credit,) = find_credits(text)
    assert credit.name == name
    assert text[slice(*credit.span)].strip()
    assert text[slice(*credit.span)][0].isupper()


@pytest.mark.parametrize(
    "text",
    [
        "The quake struck Fars province, he said.",
        "Shares of Reuters fell.",
        "The Armed Forces of the Peninsula (AFP) lost a post. AFP said so.",
        "PTI said so.\n\nPeople's Triumph Initiative (PTI) is a party.",
        "The airport at Sana was hit.",
    ],
)
def test_names_that_credit_nobody(text: str) -> None:
    """An agency that is only mentioned, or an abbreviation that the text explains as something else, is no credit."""
    assert find_credits(text) == []
