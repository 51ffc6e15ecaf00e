"""Who is part of what: members and leaders, wings and units, coalitions and what they are made up of."""

from __future__ import annotations

import datetime

import pytest

import dateline

DAY = datetime.date(2019, 9, 2)


def memberships(text: str) -> set[tuple[str, str]]:
    """Every affirmed membership of a text as the part and the whole."""
    reading = dateline.read("-", data=text.encode(), published=DAY)
    name = {actor.id: actor.name for actor in reading.actors}
    return {(name[tie.a], name[tie.b]) for tie in reading.ties if (tie.kind, tie.polarity) == ("part_of", "affirmed")}


@pytest.mark.parametrize(
    ("text", "person", "group"),
    [
        ("Hassan Diab, the leader of the Free Syrian Army, met the envoy.", "Hassan Diab", "Free Syrian Army"),
        ("Hezbollah commander Mustafa Badreddine was killed near Damascus.", "Mustafa Badreddine", "Hezbollah"),
        ("Senator Ali Haidar of the Amal Movement resigned.", "Ali Haidar", "Amal Movement"),
        ("Tajuddin Dawoud, a member of the Muslim Brotherhood, fled.", "Tajuddin Dawoud", "Muslim Brotherhood"),
        ("Irene Novak joined the Green Party in Prague.", "Irene Novak", "Green Party"),
    ],
)
def test_who_leads_or_joins_a_group_is_part_of_it(text: str, person: str, group: str) -> None:
    """A leader, a commander, a member, and who is named with his party."""
    assert (person, group) in memberships(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hezbollah commander Mustafa Badreddine did not come to Beirut.",
        "The court should free Hezbollah commander Mustafa Badreddine, who did not speak, before Hezbollah commander Mustafa Badreddine would appeal.",
    ],
)
def test_a_membership_that_is_taken_for_granted_stands_outside_a_negation(text: str) -> None:
    """What a name is called by holds whatever is denied or wished of its bearer."""
    assert ("Mustafa Badreddine", "Hezbollah") in memberships(text)


def test_a_party_before_an_office_need_not_be_named_in_full() -> None:
    """The adjective of a party stands for the party of the country that the report is about."""
    text = "Conservative MP Peter Hale and Labour MP Mary Stone spoke in London. Britain's vote is near, ministers of the United Kingdom said."
    assert ("Peter Hale", "Conservative Party of the United Kingdom") in memberships(text)


def test_an_office_of_a_state_is_no_membership() -> None:
    """A minister acts for the state and is no part of it; a spokesman is no member."""
    assert memberships("Kenyan Foreign Minister Peter Mwangi met Nairobi spokesman John Otieno.") == set()


def test_a_rival_is_no_part_of_his_rival() -> None:
    """A possessor of a word for an enemy is the enemy, and not what one belongs to."""
    assert memberships("Hamas and its rival Fatah met in Cairo.") == set()


def test_the_nearest_name_is_the_one_described() -> None:
    """An apposition belongs to the name before the comma, not to the head of the sentence."""
    found = memberships("Amina Yusuf announced the death of Omar Keita, the leader of Boko Haram.")
    assert found == {("Omar Keita", "Boko Haram")}


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("The Nusra Front is al-Qaida's Syria wing.", "Nusra Front", "al-Qaeda"),
        ("Boko Haram, an affiliate of the Islamic State, attacked the town.", "Boko Haram", "Islamic State"),
        ("Fatah's armed wing, the Al-Aqsa Martyrs' Brigades, claimed the attack.", "al-Aqsa Martyrs' Brigades", "Fatah"),
        ("The Haqqani network is part of the Taliban.", "Haqqani network", "Taliban"),
        ("The Syrian Democratic Forces are dominated by the YPG.", "People's Protection Units", "Syrian Democratic Forces"),
    ],
)
def test_a_wing_is_part_of_the_group(text: str, part: str, whole: str) -> None:
    """Wings, affiliates and components; where a wing works is not what it belongs to."""
    assert memberships(text) == {(part, whole)}


@pytest.mark.parametrize(
    "text",
    [
        "The Saudi-led coalition includes Egypt and Sudan.",
        "The Army of Conquest includes the Nusra Front.",
        "The United Front, made up of the Tigray People's Liberation Front and the Oromo Liberation Army, met on Friday.",
    ],
)
def test_what_a_coalition_is_made_up_of(text: str) -> None:
    """Everyone whom a coalition is said to hold is part of it."""
    reading = dateline.read("-", data=text.encode(), published=DAY)
    inside = {tie.a for tie in reading.ties if tie.kind == "part_of"}
    named = {
        actor.id for actor in reading.actors if actor.name in {"Egypt", "Sudan", "Nusra Front", "Tigray People's Liberation Front", "Oromo Liberation Army"}
    }
    assert named
    assert named <= inside


def test_the_members_of_a_pact_are_allies() -> None:
    """Two members of an alliance for defence stand with one another."""
    reading = dateline.read("-", data=b"Turkey is a member of the North Atlantic Treaty Organization. Canada is a member of NATO too.", published=DAY)
    name = {actor.id: actor.name for actor in reading.actors}
    assert {frozenset((name[tie.a], name[tie.b])) for tie in reading.ties if tie.kind == "allied_with"} == {frozenset(("Turkey", "Canada"))}


def test_a_body_of_states_has_states_as_members() -> None:
    """A person who says that he joins a body of states speaks of his state, and is himself no member."""
    assert memberships("Omar Keita has joined the African Union.") == set()


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Slim Bougarra, a member of the dissolved Constitutional Rally, was arrested.", ("Slim Bougarra", "Constitutional Rally")),
        ("The Fatah Alliance, the coalition of Karim Darwish, is second.", ("Karim Darwish", "Fatah Alliance")),
    ],
)
def test_whose_body_it_is(text: str, pair: tuple[str, str]) -> None:
    """A member is part of a body of whatever sort, and a politician part of the coalition that is called his."""
    assert pair in memberships(text)


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Egypt and Sudan, both members of the Arab League, protested.", ("Sudan", "Arab League")),
        ("Germany, France and other members of the European Union protested.", ("France", "European Union")),
        (
            "Senator Karen Wells, a Republican, voted against the bill in Washington, in the United States.",
            ("Karen Wells", "Republican Party of the United States"),
        ),
        ("The Amal Movement, a partner in the Fatah Alliance, left the room.", ("Amal Movement", "Fatah Alliance")),
    ],
)
def test_members_in_a_list_and_adherents(text: str, pair: tuple[str, str]) -> None:
    """All of a list are members whom a plural calls so, and an adherent is part of the party that he is called after."""
    assert pair in memberships(text)
