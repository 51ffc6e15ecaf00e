"""Who is meant at the ends of a tie, and what is none for all its words."""

from __future__ import annotations

import datetime

import pytest

import dateline

DAY = datetime.date(2024, 3, 14)


def stated(text: str) -> set[tuple[str, str, str, str]]:
    """Every tie of a text as its first actor, kind, polarity and second actor."""
    reading = dateline.read("-", data=text.encode(), published=DAY)
    name = {actor.id: actor.name for actor in reading.actors}
    return {(name[tie.a], tie.kind, tie.polarity, name[tie.b]) for tie in reading.ties}


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        ("China and Russia, old allies of Pyongyang, praised the speech.", ("China", "allied_with", "affirmed", "North Korea")),
        ("North Korea, a Chinese ally, denounced the exercises.", ("North Korea", "allied_with", "affirmed", "China")),
        ("Nicaragua, a close ally of Havana, agreed.", ("Nicaragua", "allied_with", "affirmed", "Cuba")),
    ],
)
def test_capital_or_adjective_at_an_end_is_its_state(text: str, tie: tuple[str, str, str, str]) -> None:
    """A state is reached by its capital and by its adjective."""
    assert tie in stated(text)


def test_capital_that_stands_for_its_state_is_a_mention_of_it() -> None:
    """The words that a tie rests on are found again among the mentions of its actors."""
    text = "China and Russia, old allies of Pyongyang, praised the speech."
    reading = dateline.read("-", data=text.encode(), published=DAY)
    korea = next(actor for actor in reading.actors if actor.name == "North Korea")
    assert [text[mention.span[0] : mention.span[1]] for mention in korea.mentions] == ["Pyongyang"]


def test_capital_after_a_preposition_of_place_is_a_place() -> None:
    """Who supports people in a capital does not support its state."""
    assert not any(b == "Iraq" for _, _, _, b in stated("Iran has supported militias in Baghdad."))


def test_opposition_faces_the_ruling_party() -> None:
    """Where the report names the ruling party, the opposition opposes that, whoever is president."""
    text = (
        "The ruling Golden Dawn Party passed the bill. President Maria Sandu was silent. The Liberal Unity Party, the largest opposition party, left the hall."
    )
    opposed = {b for a, kind, _, b in stated(text) if a == "Liberal Unity Party" and kind == "opposes"}
    assert opposed == {"Golden Dawn"}


def test_who_foils_a_bid_to_oust_somebody_does_not_oppose_him() -> None:
    """A plot is told of those who made it, and not of those who thwarted it."""
    assert not any(kind == "opposes" for _, kind, _, _ in stated("Soldiers foiled an attempt to overthrow President Umaro Embalo of Guinea-Bissau."))


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        ("Turkey sees Qatar as an ally.", ("Qatar", "allied_with", "affirmed", "Turkey")),
        ("The report described Hezbollah as a wing of Hamas.", ("Hezbollah", "part_of", "affirmed", "Hamas")),
    ],
)
def test_what_somebody_is_regarded_as(text: str, tie: tuple[str, str, str, str]) -> None:
    """What follows "as" is said of the object, and where it needs another end, that is whoever regards it so."""
    assert tie in stated(text)


def test_ties_that_one_is_urged_to_cut_are_there() -> None:
    """What somebody is asked to end has not ended."""
    assert ("Japan", "allied_with", "affirmed", "Hamas") in stated("Norway urged Japan to cut its links with Hamas.")


def test_who_breaks_up_a_march_of_supporters_is_none_of_them() -> None:
    """Supporters are themselves who supports, and a verb that a particle changes ends nothing."""
    found = stated("Turkey broke up a march by supporters of Khalifa Haftar.")
    assert ("Turkey", "backs") not in {(a, kind) for a, kind, _, _ in found}
    assert {polarity for _, kind, polarity, _ in found if kind == "backs"} == {"affirmed"}


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Democrat Joe Biden spoke in the United States on Monday.", ("Joe Biden", "Democratic Party of the United States")),
        ("Joe Biden is a Democrat. He spoke in the United States.", ("Joe Biden", "Democratic Party of the United States")),
        ("Greece, a member state of the European Union, agreed.", ("Greece", "European Union")),
        ("Norway regards Greece as a NATO ally.", ("Greece", "NATO")),
        ("Turkey is in NATO. Spain, also a member, agreed.", ("Spain", "NATO")),
        ("The United Nations' World Health Organization sent doctors.", ("World Health Organization", "United Nations")),
    ],
)
def test_membership_in_other_words(text: str, pair: tuple[str, str]) -> None:
    """Who is called by his party, who is a pact's ally or a union's member state, and whose body another is."""
    assert pair in {(a, b) for a, kind, _, b in stated(text) if kind == "part_of"}


@pytest.mark.parametrize(
    "text",
    [
        "France joined the African Union in condemning the attack.",
        "The Reuters news agency reported the attack.",
        "Lithuania banned trucks from Belarus.",
    ],
)
def test_no_tie_for_all_its_words(text: str) -> None:
    """An act that is shared once, a name that says what it names, and what is done to a state's goods."""
    assert stated(text) == set()


def test_what_lasted_until_a_past_day_is_over() -> None:
    """A membership that the sentence gives an end in the past has ended."""
    assert ("Tajuddin Dawoud", "part_of", "ended", "Muslim Brotherhood") in stated("Tajuddin Dawoud was a member of the Muslim Brotherhood until 2014.")


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        ("Britain should not stop funding Hamas.", ("United Kingdom", "backs", "affirmed", "Hamas")),
        ("Britain stopped funding Hamas.", ("United Kingdom", "backs", "ended", "Hamas")),
        ("Hezbollah turned on its one-time partner Hamas.", ("Hamas", "allied_with", "ended", "Hezbollah")),
    ],
)
def test_what_is_over_and_what_shall_not_be(text: str, tie: tuple[str, str, str, str]) -> None:
    """What was stopped has ended, as has a partnership of one time; what somebody should not stop goes on."""
    assert tie in stated(text)


def test_whose_machines_support_a_force_backs_it() -> None:
    """Tanks and jets take no side: whose they are does."""
    assert ("Russia", "backs") in {(a, kind) for a, kind, _, _ in stated("Syrian troops, backed by Russian warplanes, took the town.")}


@pytest.mark.parametrize(
    "text",
    [
        "The United Arab Emirates has not joined the sanctions on Russia.",
        "China, Sudan's largest trading partner, sent a team.",
    ],
)
def test_nothing_follows_from_an_act_left_undone_or_from_trade(text: str) -> None:
    """Who has not joined the sanctions stands nowhere for that, and a trading partner is no ally."""
    assert stated(text) == set()


def test_fighting_side_by_side_is_an_alliance() -> None:
    """The preposition alone would make them enemies."""
    found = {(a, kind, b) for a, kind, _, b in stated("Hezbollah fought side by side with Hamas.")}
    assert {kind for _, kind, _ in found} == {"allied_with"}


@pytest.mark.parametrize(
    ("text", "ties"),
    [
        ("The ministry denied any links between Hezbollah and the Houthis.", {("Hezbollah", "allied_with", "denied", "Houthis")}),
        ("Washington put Hamas on its terrorism list.", {("United States", "opposes", "affirmed", "Hamas")}),
        ("Angola fought on the side of Congo.", {("Angola", "allied_with", "affirmed", "Democratic Republic of the Congo")}),
        ("Angola fought on Zimbabwe's side.", {("Angola", "allied_with", "affirmed", "Zimbabwe")}),
        ("Turkey and Qatar lean towards Hamas.", {("Turkey", "backs", "affirmed", "Hamas"), ("Qatar", "backs", "affirmed", "Hamas")}),
        ("Turkey has trained Ahrar al-Sham.", {("Turkey", "backs", "affirmed", "Ahrar al-Sham")}),
        ("Iran voiced its loyalty to Hezbollah.", {("Iran", "backs", "affirmed", "Hezbollah")}),
    ],
)
def test_constructions_and_their_ends(text: str, ties: set[tuple[str, str, str, str]]) -> None:
    """Links between two tie these two, whoever speaks of them; a list, a side and a leaning have their own ends."""
    assert stated(text) == ties


def test_who_is_known_by_his_office_alone_is_no_member() -> None:
    """That a group has a leader says nothing; who is called a member, or has a name, is one."""
    assert stated("The leader of Hezbollah spoke on Monday.") == set()
    assert stated("Ali Hassan, a commander of Hezbollah, spoke on Monday.") == {("Ali Hassan", "part_of", "affirmed", "Hezbollah")}
