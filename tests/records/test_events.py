"""Which events a report tells of: words in their senses, and mentions of one event as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import dateline

if TYPE_CHECKING:
    from dateline.records.model import Event


def events(text: str, kind: str) -> list[Event]:
    """The events of a type in a report."""
    return [event for event in dateline.read("-", data=text.encode()).events if event.type == kind]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Two reporters in Lima were charged with treason by Peru's attorney general.", "ACCUSE"),
        ("Chile's Supreme Court upheld the conviction of General Raul Soto.", "SANCTION"),
        ("General Raul Soto was jailed for nine years.", "SANCTION"),
        ("Sweden designated three companies on Tuesday.", "SANCTION"),
        ("Kenya called up reservists after the raid.", "MOBILIZE"),
        ("Kenya held military drills near the border of Somalia.", "MOBILIZE"),
        ("Norway approved a loan to Moldova.", "AID"),
        ("The soldiers of the garrison in Bamako mutinied on Friday.", "PROTEST"),
        ("President Maria Lopez caved in to the demands of the miners.", "CONCEDE"),
    ],
)
def test_a_word_names_an_event(text: str, kind: str) -> None:
    """Verbs and nouns beside those of the manual's examples name events of its types."""
    assert len(events(text, kind)) == 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Three people in Quito were killed in a collision of two buses.", "ASSAULT"),
        ("The party condemned the government's attacks on freedom of speech.", "ASSAULT"),
        ("The details are in a press release of the Treasury.", "RETREAT"),
        ("Ana Ruiz, the minister of Peru, resigned in protest at the new budget.", "PROTEST"),
        ("Britain left the European Union in January.", "RETREAT"),
        ("Little progress has taken place in Aleppo.", "COERCE"),
        ("Five people were killed in Quito when a bus overturned.", "ASSAULT"),
        ("A fire in Quito killed five girls.", "ASSAULT"),
        ("The visitors had an hour to free themselves.", "RETREAT"),
        ("Firefighters searched the house after the storm.", "COERCE"),
    ],
)
def test_another_sense_of_the_word_names_none(text: str, kind: str) -> None:
    """An accident, a right that is attacked, a compound or a manner takes a word out of its type."""
    assert events(text, kind) == []


def test_what_one_met_for_is_the_meeting() -> None:
    """A purpose that repeats the deed is no second event."""
    assert len(events("The foreign ministers of Peru and Chile met on Monday to discuss the border.", "CONSULT")) == 1


def test_a_second_attack_is_another() -> None:
    """A noun that says itself that it is not the one last spoken of begins an event of its own."""
    text = "An attack on a market in Kano killed nine people. A second attack killed four people."
    assert len(events(text, "ASSAULT")) == 2


def test_designated_a_terrorist_is_an_accusation() -> None:
    """What somebody is called is found in a title too."""
    assert len(events("Sweden designated the Red Star Army as a Specially Designated Global Terrorist.", "ACCUSE")) == 1


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("The planned visit of President Maria Lopez to Kenya drew crowds.", "CONSULT", "intended"),
        ("President Maria Lopez is to resign on Friday.", "RETREAT", "intended"),
        ("The law gives Peru's president the power to dissolve parliament.", "COERCE", "hypothetical"),
        ("Norway sent doctors to help victims of the fighting in Mali.", "ASSAULT", "asserted"),
        ('"We reject the plan of Peru," Chile\'s minister Ana Ruiz said.', "REJECT", "attributed"),
    ],
)
def test_how_far_an_event_is_so(text: str, kind: str, status: str) -> None:
    """What is planned, due or allowed has not happened; what a helper finds there has; a refusal that is quoted is no denial of the refusal."""
    assert [event.status for event in events(text, kind)] == [status]


def test_what_a_parliament_votes_to_do_is_done() -> None:
    """A vote is the deed, where a parliament has it in its power."""
    (event,) = events("Peru's parliament voted to expel two lawmakers on Monday.", "SANCTION")
    assert event.status == "asserted"


def test_what_one_was_unable_to_do_is_only_intended() -> None:
    """An infinitive under a word of failing or under a negated verb has not happened."""
    (event,) = events("President Maria Lopez was unable to sign an agreement with Chile.", "AGREE")
    assert event.status == "intended"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Workers at the port of Lima went on strike.", "ASSAULT"),
        ("Crowds took to the streets of Lima to protest against the law.", "ACCUSE"),
    ],
)
def test_the_words_of_a_phrase_name_nothing_beside_it(text: str, kind: str) -> None:
    """A noun that completes a verb of several words is no event of its own; a crowd's protest is no mere criticism."""
    assert events(text, kind) == []


def test_an_admission_is_a_concession() -> None:
    """Who admitted that something is so has given way."""
    assert len(events("The government of Peru admitted that soldiers had killed civilians.", "CONCEDE")) == 1


def test_a_pledge_is_an_agreement() -> None:
    """Whoever pledged to do something has agreed to it."""
    assert len(events("Norway pledged to help Kenya.", "AGREE")) == 1


def test_others_who_do_it_to_others_do_another() -> None:
    """Two attacks with other parties, though none is known by name, are two."""
    assert len(events("Rebels in Mali killed a priest. Soldiers later shot two farmers.", "ASSAULT")) == 2


@pytest.mark.parametrize("text", ["Peru cannot impose sanctions on Chile.", "Peru and Chile haven't yet agreed on a truce."])
def test_what_is_negated_did_not_happen(text: str) -> None:
    """A negation may be written as one with its auxiliary, or hang on an adverb."""
    assert list(dateline.read("-", data=text.encode()).events) == []


def test_a_charge_needs_no_accuser() -> None:
    """Who was charged is enough for an accusation."""
    assert len(events("Ivan Petrov was charged with murder on Monday.", "ACCUSE")) == 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Chile extradites anyone accused of theft.", "ACCUSE"),
        ("The law is old. People held in contempt of parliament are sent to the court.", "SANCTION"),
    ],
)
def test_what_defines_a_sort_of_people_is_no_event(text: str, kind: str) -> None:
    """A participle that only says which people are meant tells of nothing that happened."""
    assert not events(text, kind)


def test_what_is_asked_not_to_be_is_no_event() -> None:
    """A negated wish leaves nothing to report."""
    assert not events("Norway asked Chile not to expel the refugees.", "COERCE")


def test_a_verb_and_its_object_come_again() -> None:
    """The same deed done to the same thing is one event, first wanted and then done."""
    found = events("Norway urged Chile to lift the embargo. The embargo was lifted on Monday.", "CONCEDE")
    assert [event.status for event in found] == ["asserted"]


def test_a_noun_of_asking_and_its_participle_are_one() -> None:
    """A participle that says what a call says is the call."""
    assert len(events("Chile joined calls by Norway asking Peru to free the sailors.", "REQUEST")) == 1


def test_force_with_nobody_in_it_counts_only_as_a_fact() -> None:
    """A curfew that the report states is an event; one that somebody merely speaks of, with nobody to impose or bear it, is none."""
    assert len(events("A curfew began on Monday.", "COERCE")) == 1
    assert not events("There could be a curfew in May.", "COERCE")


def test_an_event_is_so_as_far_as_its_verb_of_happening() -> None:
    """What will begin has not happened."""
    assert [event.status for event in events("Talks between Chile and Peru will begin on Monday.", "CONSULT")] == ["intended"]


@pytest.mark.parametrize(
    "text",
    ["Rebel fire killed five girls in Quito.", "Rebels attacked Quito on Monday. Two people were killed when a bus crashed into the gate."],
)
def test_harm_among_attacks_is_no_accident(text: str) -> None:
    """Gunfire, and harm in a report that tells of an attack, are not taken for an accident."""
    told = [text[first:last] for event in events(text, "ASSAULT") for first, last in (event.anchor, *event.also)]
    assert "killed" in told


def test_what_is_discussed_takes_no_part() -> None:
    """Whose war is talked about is not one of those who talk."""
    reading = dateline.read("-", data=b"The foreign ministers of Peru and Chile discussed Russia's war on Ukraine.")
    named = {actor.id: actor.name for actor in reading.actors}
    (talk,) = (event for event in reading.events if event.type == "CONSULT")
    assert "Russia" not in {named[key] for key in talk.actor}


@pytest.mark.parametrize(
    ("text", "status"),
    [("President Ana Ruiz was forced to resign in May.", "asserted"), ("President Ana Ruiz could be forced to resign in May.", "intended")],
)
def test_who_was_forced_to_do_it_did(text: str, status: str) -> None:
    """A verb of compelling in the passive entails the deed, unless it stands under a modal."""
    assert [event.status for event in events(text, "RETREAT")] == [status]


def test_nobody_is_no_source_and_no_actor() -> None:
    """What nobody says is no claim, and nobody is no actor; the attack that nobody claims is there all the same."""
    reading = dateline.read("-", data=b"Nobody claimed responsibility for the attack in Kabul.")
    assert not reading.claims
    assert not reading.actors
    assert [event.status for event in reading.events] == ["asserted"]


def test_no_one_killed_is_none_killed() -> None:
    """A toll of nobody is nought, and not one."""
    (event,) = events("The army said that no one was killed in the attack on Gao.", "ASSAULT")
    assert [(count.min, count.max) for count in event.counts] == [(0, 0)]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The minister did not say that the army had shelled the town.", "hypothetical"),
        ("Nobody said that the army had shelled the town.", "hypothetical"),
        ("The minister did not say how many soldiers were killed in the attack.", "asserted"),
    ],
)
def test_what_was_not_said_is_no_fact(text: str, status: str) -> None:
    """A clause under a denied word of saying is left open; a question that is not answered takes the deed for granted."""
    assert {event.status for event in events(text, "ASSAULT")} == {status}


@pytest.mark.parametrize(
    ("sentence", "least", "most"),
    [
        ("Doctors put the toll at 52.", 52, 52),
        ("The ministry gave a toll of 31.", 31, 31),
        ("The number of people killed climbed from 20 to 25.", 25, 25),
        ("The death toll has reached at least 90.", 90, None),
    ],
)
def test_a_total_has_the_figure_that_its_verb_gives(sentence: str, least: int, most: int | None) -> None:
    """A toll is counted where a verb or "of" gives the noun for it a number."""
    (event,) = events(f"Shells hit the market of Gao on Monday, killing many people. {sentence}", "ASSAULT")
    assert [(count.what, count.min, count.max) for count in event.counts] == [("killed", least, most)]


def test_a_total_of_other_things_is_no_toll() -> None:
    """How many schools there are counts nobody."""
    (event,) = events("Shells hit the market of Gao on Monday, killing many people. The number of schools rose to 300.", "ASSAULT")
    assert event.counts == ()


def test_the_toll_is_that_of_an_event_told_of_before() -> None:
    """A toll that its sentence gives no event for goes back to the last one that was told, and not on to the next."""
    first, second = events(
        "Rebels shelled Gao on Monday. Traders had come to the market. They had come from afar. The town put the toll at 52. Army jets bombed Lira on Tuesday.",
        "ASSAULT",
    )
    assert ([count.min for count in first.counts], second.counts) == ([52], ())


def test_a_headline_and_the_sentence_that_tells_the_same_are_one_event() -> None:
    """The first event of its type in the body is that of the headline, in whatever words; told on another authority it is an account of its own."""
    head = "# Kenyan troops take Garbo from rebels\n\nNAIROBI, 3 May 2019\n\n"
    (event,) = events(head + "Kenyan troops captured the town of Garbo on Friday. The rebels fled.\n", "COERCE")
    assert len(event.also) == 1
    assert len(events(head + "Kenyan troops captured the town of Garbo on Friday, a spokesman said.\n", "COERCE")) == 2


def test_a_bargain_that_is_struck_is_no_attack() -> None:
    """The object decides what a verb of many senses means, also where it is the subject of a passive."""
    assert not events("He denied that any bargain had been struck with Iran.", "ASSAULT")
