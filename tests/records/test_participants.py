"""Who did it and to whom: the actors and recipients of events."""

from __future__ import annotations

import pytest

import dateline


def parties(text: str, kind: str) -> list[tuple[set[str], set[str]]]:
    """The names of the actors and of the recipients of each event of a type."""
    reading = dateline.read("-", data=text.encode())
    name = {actor.id: actor.name for actor in reading.actors}
    return [({name[k] for k in event.actor}, {name[k] for k in event.recipient}) for event in reading.events if event.type == kind]


def test_the_possessor_beside_an_of_phrase_acts() -> None:
    """A noun of doing harm has its victim behind "of" and its doer before it."""
    assert parties("Chile's execution of protesters went on.", "ASSAULT") == [({"Chile"}, {"protesters"})]


def test_coordinated_nouns_share_their_parties() -> None:
    """The possessor before the first of two nouns and the of-phrase behind the last belong to both."""
    found = parties("Belarus continued its harassment and detention of journalists.", "COERCE")
    assert found
    assert all(pair == ({"Belarus"}, {"journalists"}) for pair in found)


def test_who_is_released_is_no_actor() -> None:
    """The possessor of a release is whom it sets free, and nobody asks the prisoner for it."""
    text = "The editor Olga Petrova was detained. Norway demanded her immediate release."
    assert parties(text, "RETREAT") == [(set(), {"Olga Petrova"})]
    assert parties(text, "REQUEST") == [({"Norway"}, set())]


def test_a_victim_is_not_condemned() -> None:
    """Who condemns an act says nothing against those whom it befell."""
    assert parties("Norway condemned the arrest of journalists in Minsk.", "ACCUSE") == [({"Norway"}, set())]


def test_the_dead_are_whom_it_hit() -> None:
    """Those counted dead are the recipients of an attack that names no other."""
    assert parties("The attack left nine workers dead.", "ASSAULT") == [(set(), {"nine workers"})]


def test_most_of_them_are_they() -> None:
    """A word for a part stands for the actor that it is a part of."""
    assert parties("Angolan soldiers rounded up the refugees in Dundo. Most of them were deported.", "COERCE")[-1][1] == {"refugees"}


def test_whose_offer_is_rejected() -> None:
    """Who turns down a proposal turns down those who made it."""
    assert parties("Peru rejected the proposal from Chile.", "REJECT") == [({"Peru"}, {"Chile"})]


def test_an_attempt_is_by_the_name_before_it() -> None:
    """A name before a noun is the subject of the infinitive behind it."""
    assert parties("The army will stop any Hezbollah attempt to seize the town.", "COERCE")[-1][0] == {"Hezbollah"}


@pytest.mark.parametrize(
    "opening",
    ["The following statement was released by the governments of Peru and Chile.", "The following is the text of a joint statement by Peru and Chile."],
)
def test_we_are_those_who_issue_the_statement(opening: str) -> None:
    """Outside quotation marks the first person plural is who issued the statement that the report reproduces."""
    assert parties(f"{opening} Begin text: We urge Kenya to hold elections.", "REQUEST") == [({"Peru", "Chile"}, {"Kenya"})]


def test_a_participle_behind_its_clause_is_passive() -> None:
    """A bare participle that goes on about the subject says what was done to it."""
    assert parties("General Raul Soto stood before the court, convicted of treason.", "SANCTION") == [(set(), {"Raul Soto"})]


def test_joined_participles_are_both_passive() -> None:
    """Who was fined and jailed did neither."""
    text = "The editor Olga Petrova was fined in May and jailed for two years."
    assert all(pair == (set(), {"Olga Petrova"}) for pair in parties(text, "SANCTION"))
    assert parties(text, "SANCTION")


def test_who_is_expelled_from_a_country_was_expelled_by_it() -> None:
    """The state that people are driven out of did it when nobody else is named."""
    assert parties("Thousands of Angolans were expelled from Gabon on Monday.", "COERCE") == [({"Gabon"}, {"Thousands of Angolans"})]


def test_who_tells_of_it_is_no_party() -> None:
    """The subject of the verb of saying does not share in what is said."""
    assert parties("Witnesses said a man approached and attacked a group of soldiers.", "ASSAULT")[0][0] == {"man"}


def test_who_declares_an_emergency_is_its_actor() -> None:
    """A noun that an of-phrase completes is the object of the verb that goes with it."""
    assert parties("Chile declared a state of emergency on Monday.", "COERCE") == [({"Chile"}, set())]


def test_aid_that_is_stopped_is_a_sanction() -> None:
    """What one stops giving one does not give, and whom it went to bears the loss."""
    text = "Norway stopped sending aid to Kenya on Monday."
    assert parties(text, "SANCTION") == [({"Norway"}, {"Kenya"})]
    assert not parties(text, "AID")
