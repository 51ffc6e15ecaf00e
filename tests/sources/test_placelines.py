"""Place lines, and dashes that are none."""

from __future__ import annotations

import pytest

from dateline.sources.placelines import read_place_line


@pytest.mark.parametrize(
    ("text", "place", "agencies"),
    [
        ("BEIRUT — The militias met.", "BEIRUT", []),
        ("KABUL, Afghanistan (AP) - The militias met.", "KABUL, Afghanistan", ["AP"]),
        ("(Reuters) - The militias met.", None, ["Reuters"]),
        ("MOSCOW, October 5. /TASS/. The militias met.", "MOSCOW", ["TASS"]),
        ("BEIJING, Oct. 5 (Xinhua) -- The militias met.", "BEIJING", ["Xinhua"]),
        ("ANKARA/BEIRUT (Reuters) - The militias met.", "ANKARA", ["Reuters"]),
        ("Taipei, Taiwan — The militias met.", "Taipei, Taiwan", []),
        ("Aleppo, SANA – The militias met.", "Aleppo", ["SANA"]),
        ("ISLAMABAD: The militias met.", "ISLAMABAD", []),
        ("Tel Aviv - The militias met.", "Tel Aviv", []),
        ("New Delhi [India], March 3 (ANI): The militias met.", "New Delhi [India]", ["ANI"]),
    ],
)
def test_place_lines(text: str, place: str | None, agencies: list[str]) -> None:
    """The place words and the agencies of the usual forms are found."""
    found = read_place_line(text, 0, len(text))
    assert found is not None
    assert text[found.span[1] :].strip() == "The militias met."
    assert (text[slice(*found.place)] if found.place else None) == place
    assert [credit.name for credit in found.credits] == agencies


@pytest.mark.parametrize(
    "text",
    [
        "Hamas — the group that runs the strip — said so.",
        "Smith - The Example Lawyer - said so.",
        "EXCLUSIVE — The militias met.",
        "FILE - The militias met.",
        "Yesterday. The militias met.",
        "On Monday - The militias met.",
        "Anna Example-Smith said so.",
        "Al-Example, who wrote for a paper, said so.",
        "THE PRESIDENT: Good afternoon.",
    ],
)
def test_other_dashes(text: str) -> None:
    """An apposition, a label or a hyphen opens no place line."""
    assert read_place_line(text, 0, len(text)) is None
