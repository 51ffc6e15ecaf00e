"""Proper names: where they begin and end, and which of them are one actor's."""

from __future__ import annotations

import json

import pytest

import dateline


def _read(text: str) -> dateline.Reading:
    return dateline.read("report.json", data=json.dumps({"title": "", "text": text, "published": "2021-06-10"}).encode())


def _by_id(reading: dateline.Reading, key: str) -> dateline.Actor:
    return next(actor for actor in reading.actors if actor.id == key)


def _names(reading: dateline.Reading) -> dict[str, list[str]]:
    """What each actor that is called by a name is called, in the order of the text, by the actor's own name."""
    found = {actor.name: [reading.quote(m.span) for m in actor.mentions if m.form == "name"] for actor in reading.actors}
    return {name: names for name, names in found.items() if names}


def _named(reading: dateline.Reading, words: str) -> dateline.Actor:
    """The one actor that is called by these words."""
    (actor,) = (actor for actor in reading.actors if words in _names(reading).get(actor.name, []))
    return actor


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("President Ana Lima met Gen. Omar Keita in Bamako.", {"Ana Lima", "Omar Keita"}),
        ("Prime Minister Ana Lima told Sen. Paul Okello that the talks were over.", {"Ana Lima", "Paul Okello"}),
        ("Mrs. Ana Lima wrote to Archbishop Paul Okello on Monday.", {"Ana Lima", "Paul Okello"}),
        ("Trade Secretary Ana Lima resigned on Monday.", {"Ana Lima"}),
        ("Former president Ana Lima visited the camp on Monday.", {"Ana Lima"}),
        ("Col. Omar Keita told Deputy Foreign Minister Ana Lima that the road was open.", {"Ana Lima", "Omar Keita"}),
    ],
)
def test_a_title_is_no_part_of_a_name(text: str, names: set[str]) -> None:
    """What is put before a person's name, spelt out or cut short, is left out of it."""
    assert set(_names(_read(text))) == names


def test_a_hyphen_ties_a_capitalised_word_to_a_name() -> None:
    """A name goes on behind its hyphen, unless what stands there is a name of its own."""
    assert "G-Pep" in _names(_read("Neighbourhoods were held by its rival, G-Pep, according to a report by the United Nations."))
    assert {"Israel", "Hamas"} <= set(_names(_read("Ana Lima said that the Israel-Hamas war must end.")))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The House of Representatives passed the bill on Monday.", "House of Representatives"),
        ("The Supreme Court of Kenya annulled the vote.", "Supreme Court of Kenya"),
        ("The Court of Appeal of Ghana freed the reporter.", "Court of Appeal of Ghana"),
        ("The Ministry of Education and Science closed all schools.", "Ministry of Education and Science"),
        ("The Electoral Commission of Malawi announced the results.", "Electoral Commission of Malawi"),
    ],
)
def test_an_institution_s_name_is_taken_whole(text: str, name: str) -> None:
    """It runs through its "of" to its end."""
    actor = _named(_read(text), name)
    assert actor.kind == "government"


def test_a_known_institution_is_found_by_its_whole_name() -> None:
    """The Department of State is the one that the knowledge base knows, and acts for its country."""
    actor = _named(_read("The Department of State condemned the attack."), "Department of State")
    assert (actor.kb, actor.country) == ("gov:us-state", "US")


def test_an_institution_s_country_stands_in_its_name() -> None:
    """A court "of Kenya" acts for Kenya."""
    reading = _read("The Supreme Court of Kenya annulled the vote.")
    above = _by_id(reading, _named(reading, "Supreme Court of Kenya").represents or "")
    assert above.kb == "state:KE"


def test_an_institution_s_country_stands_before_its_name() -> None:
    """An adjective of nationality before a ministry's name says whose it is."""
    reading = _read("The Malian Ministry of Defence said that six soldiers were killed.")
    (ministry,) = reading.claims[0].source.actor
    above = _by_id(reading, _by_id(reading, ministry).represents or "")
    assert above.kb == "state:ML"


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("The Organisation of Sahel Cities (OSC) met in Gao. OSC condemned the attack.", "OSC"),
        ("The Electoral Commission of Malawi (MEC) counted for a week. The MEC said that the vote was fair.", "MEC"),
        ("The Dune Protection Brigade (QWX) burned a barracks. The army said that QWX had fled.", "QWX"),
    ],
)
def test_an_acronym_in_brackets_is_the_name_before_it(text: str, short: str) -> None:
    """What stands in brackets after a body's name is that body from then on, whether or not its letters match."""
    actor = _named(_read(text), short)
    assert actor.name != short
    assert _names(_read(text))[actor.name].count(short) == 2


@pytest.mark.parametrize(
    ("full", "short"),
    [("Sahel Liberation Movement", "SLM"), ("Azawad Dawn Falcons", "TAK")],
)
def test_a_report_s_own_acronym_is_nobody_else_s(full: str, short: str) -> None:
    """Letters that the report explains are not the known actor that they mean elsewhere."""
    actor = _named(_read(f"The {full} ({short}) burned a barracks near Gao. {short} said that it would go on."), short)
    assert (actor.name, actor.kb) == (full, None)


def test_a_known_group_s_acronym_in_brackets_leaves_it_known() -> None:
    """The acronym of a known group stays with the group, and the group with the knowledge base."""
    actor = _named(_read("The Kurdistan Workers' Party (PKK) attacked a base. The PKK said that it would go on."), "PKK")
    assert actor.kb == "group:pkk"


@pytest.mark.parametrize(
    ("words", "alias"),
    [
        ("Omar Keita, also known as Abu Dahdah, was arrested in Gao. Abu Dahdah denied the charges.", "Abu Dahdah"),
        ("Omar Keita, alias Abu Dahdah, was arrested in Gao. Abu Dahdah denied the charges.", "Abu Dahdah"),
    ],
)
def test_an_alias_is_a_name_of_the_same_person(words: str, alias: str) -> None:
    """What follows "also known as" or "alias" is a second name, by which somebody is met again."""
    assert _names(_read(words)) == {"Omar Keita": ["Omar Keita", alias, alias]}


def test_a_surname_is_the_person_of_that_full_name() -> None:
    """After a full name the surname alone is enough."""
    reading = _read("Rosa Duarte met Omar Keita in Gao on Monday. Duarte said that Keita had agreed to a truce.")
    assert _names(reading) == {"Rosa Duarte": ["Rosa Duarte", "Duarte"], "Omar Keita": ["Omar Keita", "Keita"]}


def test_a_headline_s_surname_is_the_person_whose_full_name_follows() -> None:
    """Headlines give the surname first."""
    reading = _read("Duarte rejects talks with rebels\n\nRosa Duarte told reporters in Gao on Monday that the talks were over.")
    assert _names(reading) == {"Rosa Duarte": ["Duarte", "Rosa Duarte"]}


def test_two_full_names_with_one_surname_are_two_persons() -> None:
    """A surname shared does not make one person of a sister and a brother."""
    assert set(_names(_read("Ana Lima was freed on Monday. Omar Lima thanked the mediators."))) == {"Ana Lima", "Omar Lima"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Police found a Kalashnikov in the car of Omar Keita.", "Kalashnikov"),
        ("Omar Keita wrote on Twitter that the army had left.", "Twitter"),
        ("Six people died at Mercy Hospital on Monday.", "Mercy Hospital"),
        ("The minister landed at Gao Airport on Monday.", "Gao Airport"),
        ("The Nile River flooded six villages on Monday.", "Nile River"),
    ],
)
def test_things_channels_and_venues_are_no_actors(text: str, words: str) -> None:
    """A weapon, a network on which something is written and a building where something happens do not act."""
    reading = _read(text)
    assert words in reading.document.text
    assert all(words not in names for names in _names(reading).values())


@pytest.mark.parametrize("name", ["Facebook", "Mercy Hospital"])
def test_a_channel_or_a_venue_that_speaks_is_an_actor(name: str) -> None:
    """What is elsewhere a channel or a building is an actor once it says something."""
    reading = _read(f"{name} said on Monday that it would close its offices in Gao.")
    assert reading.claims[0].source.actor == (_named(reading, name).id,)
