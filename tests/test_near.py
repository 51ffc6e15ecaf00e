"""Of a name that is not there, those are offered that somebody who gave it can have meant."""

from __future__ import annotations

import pytest

from dateline._near import nearest, offered

NAMES = [
    "Ahrar al-Sham",
    "Front for the Liberation of Tolmin", "Syrian Democratic Forces", "NLA", "Kurdistan Workers' Party", "Ministry of Defence",
    "Supreme Court",
    "Ostrel", "Varnia", "Bank of Varnia",
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Sham", ["Ahrar al-Sham"]),
        ("Ahrar al-Sham Movement", ["Ahrar al-Sham"]),
        ("SDF", ["Syrian Democratic Forces"]),
        ("sdf", ["Syrian Democratic Forces"]),
        ("the S.D.F.", ["Syrian Democratic Forces"]),
        ("National Liberation Army", ["NLA"]),
        ("Kurdistan militants", ["Kurdistan Workers' Party"]),
        ("Ostrell", ["Ostrel"]),
        ("Varnya", ["Varnia"]),
        ("the Bank of Ostrel", ["Ostrel", "Bank of Varnia"]),
    ],
)
def test_near(name: str, near: list[str]) -> None:
    """Names of which it is a part, that it shortens, that are spelled alike, or that share a rare word, come in this order."""
    assert nearest(name, NAMES) == near


@pytest.mark.parametrize("name", ["Ministry of Health", "the Court", "Qqqq", "", "!", "of"])
def test_near_nobody(name: str) -> None:
    """What only words share that institutions of every country have is not near, and nothing is near to what says nothing."""
    assert [near for near in nearest(name, NAMES) if near not in ("Supreme Court", "Ministry of Defence")] == []


def test_words_of_many_are_not_rare() -> None:
    """A word that many names have makes none of them near."""
    assert nearest("Dol movement", [*(f"Party number {number} of Dol" for number in range(6)), "Sava movement"]) == ["Sava movement"]


def test_offer() -> None:
    """Near names are offered in one way everywhere, and where there are none something else is said."""
    assert offered(["Ostrel", "Varnia"], "look around") == "near it: Ostrel, Varnia"
    assert offered([], "look around") == "look around"


def test_two_names_with_the_same_initials_are_not_alike() -> None:
    """Initials stand for a name that is spelled out; they make no two such names alike."""
    assert nearest("Rivr Front", ["Radio Farda", "River Front", "RF"])[:2] == ["RF", "River Front"]
    assert "Radio Farda" not in nearest("Rivr Front", ["Radio Farda", "River Front", "RF"])
