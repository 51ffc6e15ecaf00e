"""The actors of a report as a whole: who speaks, what stands for a state, and who is new."""

from __future__ import annotations

import json

import pytest

import dateline
from dateline.knowledge.propose import propose


def _read(text: str, day: str = "2021-06-10") -> dateline.Reading:
    return dateline.read("report.json", data=json.dumps({"title": "", "text": text, "published": day}).encode())


def _by_id(reading: dateline.Reading, key: str) -> dateline.Actor:
    return next(actor for actor in reading.actors if actor.id == key)


def _called(reading: dateline.Reading, words: str) -> list[dateline.Actor]:
    """The actors that are called by these words, in any form."""
    return [actor for actor in reading.actors if any(reading.quote(m.span) == words for m in actor.mentions)]


def _parties(reading: dateline.Reading, anchor: str) -> list[str]:
    """The names of the actors of the event with this anchor."""
    (event,) = (event for event in reading.events if reading.quote(event.anchor) == anchor)
    return [_by_id(reading, key).name for key in event.actor]


def test_we_in_a_quotation_is_who_is_quoted() -> None:
    """The first person inside quotation marks is the speaker, who may be named only behind them."""
    reading = _read('"We condemn the attack on the village," said Omar Keita, a rebel commander.')
    assert _parties(reading, "condemn") == ["Omar Keita"]


def test_we_in_two_quotations_are_two_speakers() -> None:
    """Each quotation has its own first person."""
    reading = _read('"We condemn the attack," said Omar Keita in Gao. "We reject the offer," said Ana Lima in Bamako.')
    assert (_parties(reading, "condemn"), _parties(reading, "reject")) == (["Omar Keita"], ["Ana Lima"])


def test_we_in_a_signed_statement_is_its_author() -> None:
    """A statement that opens with a name and an office is that person's, all through."""
    reading = _read("Ana Lima, Secretary of State\n\nWashington\n\nWe condemn the attack on the village of Gao in the strongest terms.")
    assert _parties(reading, "condemn") == ["Ana Lima"]


def test_we_without_a_speaker_is_nobody() -> None:
    """Where no one is quoted and no one has signed, the first person stays open."""
    assert _parties(_read("We condemn the attack on the village of Gao in the strongest terms."), "condemn") == []


@pytest.mark.parametrize(
    ("text", "words", "kb"),
    [
        ("Moscow said that it would withdraw its troops.", "Moscow", "state:RU"),
        ("Tehran accused the rebels of an attack on Monday.", "Tehran", "state:IR"),
        ("The Kremlin rejected the offer on Monday.", "Kremlin", "state:RU"),
        ("Downing Street rejected the offer on Monday.", "Downing Street", "state:GB"),
        ("The White House said that talks would go on.", "White House", "state:US"),
        ("Activists accused Damascus of an attack on Monday.", "Damascus", "state:SY"),
        ("Washington condemned the attack on Monday.", "Washington", "state:US"),
        ("Paris rejected the claim on Monday.", "Paris", "state:FR"),
    ],
)
def test_a_capital_or_a_palace_that_acts_is_the_state(text: str, words: str, kb: str) -> None:
    """A seat of government that says or does something stands for who governs there."""
    assert [actor.kb for actor in _called(_read(text), words)] == [kb]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Six people were arrested in Moscow on Sunday, police said.", "Moscow"),
        ("The delegation left for Tehran on Monday, police said.", "Tehran"),
        ("Soldiers closed Damascus's suburbs on Monday, activists said.", "Damascus"),
        ("Demonstrators gathered near the Kremlin on Friday.", "Kremlin"),
        ("Reporters waited outside the White House on Friday.", "White House"),
    ],
)
def test_a_capital_or_a_palace_where_something_happens_is_a_place(text: str, words: str) -> None:
    """The same names after "in", "near" or "for" are places and nobody's."""
    reading = _read(text)
    assert _called(reading, words) == []
    assert words in [reading.quote(span) for place in reading.places for span in place.spans]


def test_a_surname_is_no_capital() -> None:
    """Where the report names somebody whose last name a capital has, the name alone is his."""
    reading = _read("Joan Washington condemned the attack on Monday. Washington called for calm.")
    assert [actor.name for actor in _called(reading, "Washington")] == ["Joan Washington"]


def test_a_capital_can_be_both_in_one_report() -> None:
    """Each time its name is read for itself."""
    reading = _read("Moscow said that it would withdraw its troops. Six people were arrested in Moscow on Sunday.")
    (state,) = _called(reading, "Moscow")
    (place,) = (place for place in reading.places if place.name == "Moscow")
    assert [mention.span for mention in state.mentions] == [(0, 6)]
    assert place.spans == ((reading.document.text.rindex("Moscow"), reading.document.text.rindex("Moscow") + 6),)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Free Syrian Front attacked a base near Idlib.", "Free Syrian Front"),
        ("The New Taliban Front attacked a convoy near Kunduz.", "New Taliban Front"),
        ("The Desert Hezbollah Brigade attacked a convoy near Gao.", "Desert Hezbollah Brigade"),
    ],
)
def test_a_new_group_is_not_the_known_one_of_a_like_name(text: str, name: str) -> None:
    """A group that the knowledge base does not know stays a new actor under its own name."""
    (actor,) = _called(_read(text), name)
    assert (actor.name, actor.kb, actor.kind) == (name, None, "armed group")


def test_a_new_group_and_a_known_one_stay_two() -> None:
    """Named in one report, a new group and a known one of a like name are two actors."""
    reading = _read("The Free Syrian Front attacked a base near Idlib. The Free Syrian Army denied any part in it.")
    assert [actor.kb for actor in reading.actors if actor.kind == "armed group"] == [None, "group:fsa"]


_NEW = "The Sahel Dawn Brigade, a separatist militia from northern Mali, attacked a barracks. The militia said that six soldiers had died."


def test_what_a_report_says_that_a_group_is_is_a_mention_of_it() -> None:
    """An apposition that describes a name is a nominal of the same actor, and so is the noun that points back to it."""
    reading = _read(_NEW)
    (actor,) = _called(reading, "Sahel Dawn Brigade")
    assert [reading.quote(m.span) for m in actor.mentions if m.form == "nominal"] == ["a separatist militia from northern Mali", "The militia"]


def test_a_new_group_is_proposed_with_its_description() -> None:
    """What the report says of a group that nobody knows becomes a block for the knowledge base."""
    (block,) = propose(_read(_NEW))
    assert (block["name"], block["kind"], block["description"]) == ("Sahel Dawn Brigade", "armed group", "a separatist militia from northern Mali")


def test_a_known_group_is_not_proposed() -> None:
    """Who is in the knowledge base already gives no block."""
    assert propose(_read("The Free Syrian Army, a rebel alliance, attacked a barracks near Idlib.")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Rosa Duarte, the foreign minister of Brazil, met Omar Keita in Gao.",
        "Brazilian Foreign Minister Rosa Duarte met Omar Keita in Gao.",
        "Brazil's foreign minister, Rosa Duarte, met Omar Keita in Gao.",
    ],
)
def test_a_person_acts_for_whom_the_title_names(text: str) -> None:
    """The country in a title is the one that its bearer represents, before the name or behind it."""
    reading = _read(text)
    (minister,) = _called(reading, "Rosa Duarte")
    (other,) = _called(reading, "Omar Keita")
    assert _by_id(reading, minister.represents or "").kb == "state:BR"
    assert other.represents is None


def test_a_person_without_a_title_acts_for_nobody() -> None:
    """Where somebody comes from does not say whom he acts for."""
    (actor,) = _called(_read("Omar Keita, a teacher from Brazil, was arrested in Gao on Monday."), "Omar Keita")
    assert actor.represents is None


@pytest.mark.parametrize(("adjective", "state"), [("South Sudanese", "state:SS"), ("North Korean", "state:KP"), ("Sudanese", "state:SD")])
def test_an_adjective_of_two_words_is_that_of_its_own_state(adjective: str, state: str) -> None:
    """The longest adjective of a state counts, and all its words are the mention: South Sudanese soldiers are not Sudan's."""
    reading = _read(f"{adjective} soldiers attacked the village of Abata on Monday.")
    assert [(actor.kb, [reading.quote(m.span) for m in actor.mentions]) for actor in reading.actors if actor.kind == "state"] == [(state, [adjective])]


@pytest.mark.parametrize(
    "text",
    [
        "US journalist Rosa Duarte was arrested on Monday.",
        "American tourist Rosa Duarte was killed on Monday.",
        "Former US president Rosa Duarte spoke on Monday.",
        "US presidential candidate Rosa Duarte spoke on Monday.",
        "American opposition leader Rosa Duarte spoke on Monday.",
    ],
)
def test_without_an_office_nobody_acts_for_his_country(text: str) -> None:
    """A nationality tells where somebody is from; only an office that he holds makes him act for it."""
    (actor,) = _called(_read(text), "Rosa Duarte")
    assert (actor.represents, actor.country) == (None, "US")
