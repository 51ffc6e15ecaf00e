"""Who is meant by a pronoun or by a nominal without a name, in whole readings."""

from __future__ import annotations

import datetime

import pytest

import dateline


def speakers(text: str) -> list[set[str]]:
    """The names of the sources of each claim, in order of the text."""
    reading = dateline.read("-", data=text.encode(), published=datetime.date(2019, 3, 14))
    name = {actor.id: actor.name for actor in reading.actors}
    return [{name[key] for key in claim.source.actor} for claim in sorted(reading.claims, key=lambda claim: claim.span)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Amina Yusuf met the elders of Gao on Monday. She said that the truce would hold.", "Amina Yusuf"),
        ("Amina Yusuf met Omar Keita in Gao on Monday. She said that the truce would hold.", "Amina Yusuf"),
        ("Omar Keita accused the army of torture. He said that the prisoners had been beaten.", "Omar Keita"),
        ("Boko Haram attacked two villages near Maiduguri. It said that soldiers had fled.", "Boko Haram"),
        ("NATO rejected the offer of a truce. It said that the siege had to end first.", "NATO"),
    ],
)
def test_a_pronoun_speaks_for_the_actor_that_it_points_to(text: str, speaker: str) -> None:
    """Number, kind and prominence say who is meant: the subject of the sentence before, when it agrees."""
    assert speakers(text)[-1] == {speaker}


def test_they_are_many() -> None:
    """A plural pronoun does not stand for one person, however near he is mentioned."""
    (spoken,) = speakers("The villagers buried the dead with the help of Omar Keita. They said that the planes had come at dawn.")
    assert "Omar Keita" not in spoken


def test_it_is_no_person() -> None:
    """A neuter pronoun does not stand for a person."""
    (spoken,) = speakers("Boko Haram released Amina Yusuf near Maiduguri. It said that a ransom had been paid.")
    assert "Amina Yusuf" not in spoken


def test_who_was_called_she_is_not_called_he() -> None:
    """A pronoun tells the sex of a person, and later pronouns must agree with it."""
    first, second = speakers("Amina Yusuf came to Gao on Monday. She said that the truce would hold. He said that it was broken.")
    assert first == {"Amina Yusuf"}
    assert second != first


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Boko Haram attacked two villages near Maiduguri. The group said that soldiers had fled.", "Boko Haram"),
        ("Boko Haram attacked two villages near Maiduguri. The militant group said that soldiers had fled.", "Boko Haram"),
        ("Hundreds of rebels crossed the river on Monday. The rebels said that soldiers had fled.", "rebels"),
    ],
)
def test_a_definite_nominal_points_back_to_one_of_its_kind(text: str, speaker: str) -> None:
    """What was introduced by name or by the same noun is meant by "the" and a noun that fits it."""
    (spoken,) = speakers(text)
    assert any(name.lower().endswith(speaker.lower()) for name in spoken)


@pytest.mark.parametrize(
    "text",
    [
        "Boko Haram attacked two villages near Maiduguri. The Kurdish separatist group said that soldiers had fled.",
        "Boko Haram attacked two villages near Maiduguri. A group of lawyers said that soldiers had fled.",
        "Boko Haram attacked two villages near Maiduguri. The 41 groups said that soldiers had fled.",
        "Boko Haram attacked two villages near Maiduguri. The villagers said that soldiers had fled.",
        "Boko Haram attacked two villages near Maiduguri. The army said that soldiers had fled.",
    ],
)
def test_a_nominal_that_says_something_else_is_somebody_else(text: str) -> None:
    """Another nationality, an indefinite article, a number or another kind keeps two groups apart."""
    (spoken,) = speakers(text)
    assert spoken
    assert "Boko Haram" not in spoken


def test_modifiers_keep_groups_of_one_noun_apart() -> None:
    """Two groups with one noun and modifiers that exclude each other are two actors, and each is met again under its own."""
    text = "Marxist rebels shelled a town near Gao. Islamist rebels took its market. The Marxist rebels said that {}. The Islamist rebels said that {}."
    first, second = speakers(text.format("soldiers had fled", "the town was theirs"))
    assert first
    assert second
    assert not first & second


@pytest.mark.parametrize("determiner", ["The two countries", "Both countries"])
def test_two_countries_are_the_two_last_named(determiner: str) -> None:
    """A counted pair stands for the two states that were named."""
    (spoken,) = speakers(f"Delegates of Kenya and Somalia met in Nairobi. {determiner} said that the border would be opened.")
    assert spoken == {"Kenya", "Somalia"}
