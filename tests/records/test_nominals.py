"""Common nouns that name people or bodies: whom they mean, known from what modifies them or from what was said before."""

from __future__ import annotations

import json

import pytest

import dateline


def _read(text: str, day: str = "2021-06-10") -> dateline.Reading:
    return dateline.read("report.json", data=json.dumps({"title": "", "text": text, "published": day}).encode())


def _by_id(reading: dateline.Reading, key: str) -> dateline.Actor:
    return next(actor for actor in reading.actors if actor.id == key)


def _called(reading: dateline.Reading, words: str, form: str = "nominal") -> dateline.Actor:
    """The one actor that is called by these words, as a name or as a nominal."""
    (actor,) = (a for a in reading.actors if any(m.form == form and reading.quote(m.span) == words for m in a.mentions))
    return actor


@pytest.mark.parametrize(
    ("text", "again", "name"),
    [
        ("The Supreme Court of Kenya annulled the vote. The court said that the count was false.", "The court", "Supreme Court of Kenya"),
        ("The Ministry of Education closed six schools. The ministry gave no details.", "The ministry", "Ministry of Education"),
        ("The Department of State condemned the attack. The department said that it would respond.", "The department", "United States Department of State"),
        ("The House of Representatives passed the bill. The House will meet again on Friday.", "The House", "House of Representatives"),
        ("The Electoral Commission of Malawi met on Monday. The commission said that the vote was fair.", "The commission", "Electoral Commission of Malawi"),
    ],
)
def test_an_institution_is_met_again_by_the_noun_in_its_name(text: str, again: str, name: str) -> None:
    """After its name, a court is "the court"."""
    assert _called(_read(text), again).name == name


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("Rosa Duarte, the prime minister of Freedonia, arrived on Monday. The prime minister said that talks would go on.", "The prime minister"),
        ("Prime Minister Rosa Duarte arrived on Monday. The prime minister said that talks would go on.", "The prime minister"),
        ("The Turkish defence minister, Rosa Duarte, arrived on Monday. The minister said that talks would go on.", "The minister"),
    ],
)
def test_a_title_alone_is_whoever_was_introduced_with_it(text: str, again: str) -> None:
    """A title before a name, behind it or as what the name explains is enough afterwards."""
    assert _called(_read(text), again).name == "Rosa Duarte"


@pytest.mark.parametrize(
    "text",
    [
        "The Turkish defence minister, Rosa Duarte, arrived on Monday. The prime minister said that talks would go on.",
        "Vice President Rosa Duarte arrived on Monday. The president said that talks would go on.",
        "Former president Rosa Duarte arrived on Monday. The president said that talks would go on.",
    ],
)
def test_another_rank_is_another_person(text: str) -> None:
    """A prime minister is no defence minister, and a president neither vice president nor former president."""
    reading = _read(text)
    (claim,) = reading.claims
    assert claim.source.actor
    assert _called(reading, "Rosa Duarte", "name").id not in claim.source.actor


def test_a_rank_keeps_two_unnamed_officers_apart() -> None:
    """After a president, "the vice president" is somebody else, and "the president" still the first."""
    reading = _read("The president met officials on Monday. The vice president said that talks would go on. The president disagreed.")
    assert _called(reading, "The vice president").id != _called(reading, "The president").id


@pytest.mark.parametrize(("day", "name"), [("2016-05-10", "Haider al-Abadi"), ("2019-05-10", "Adel Abdul Mahdi")])
def test_an_office_is_held_by_whoever_held_it_on_the_day_of_the_report(day: str, name: str) -> None:
    """The knowledge base tells who "the Iraqi prime minister" was."""
    assert _called(_read("The Iraqi prime minister said on Tuesday that the bridge would be rebuilt.", day), "The Iraqi prime minister").name == name


def test_the_government_is_that_of_the_one_country_in_play() -> None:
    """Where a report is about one country, "the government" is that country's."""
    text = "Mali closed its border on Monday. Mali will open it in May. The government said that the border was unsafe."
    assert _called(_read(text), "The government").kb == "state:ML"


def test_the_government_is_nobody_s_between_two_countries() -> None:
    """Where two countries are in play, whose government it is stays open."""
    reading = _read("Mali accused Niger of an attack. Niger rejected what Mali had said. The government said that the border was unsafe.")
    actor = _called(reading, "The government")
    assert (actor.kb, actor.country, actor.represents) == (None, None, None)


def test_a_people_is_not_its_state() -> None:
    """Iranians who protest are not Iran, but of Iran."""
    reading = _read("Iranians protested on Friday. Iran said that the protests were illegal.")
    people, state = _called(reading, "Iranians", "name"), _called(reading, "Iran", "name")
    assert (people.kind, people.country, people.kb) == ("population", "IR", None)
    assert state.kb == "state:IR"


def test_a_people_is_one_actor_wherever_it_is_named() -> None:
    """The same nationality in the plural is the same people again."""
    reading = _read("Russians voted on Sunday. The turnout was low. Russians will vote again in May.")
    (people,) = (actor for actor in reading.actors if actor.kind == "population")
    assert len(people.mentions) == 2


def test_a_counted_part_of_a_people_is_of_its_country() -> None:
    """Hundreds of a people are an actor beside the people, of the same country."""
    reading = _read("Hundreds of Kenyans marched on Sunday. Kenyans vote in May.")
    part, people = _called(reading, "Hundreds of Kenyans"), _called(reading, "Kenyans", "name")
    assert (part.id != people.id, part.country, people.country) == (True, "KE", "KE")


@pytest.mark.parametrize(
    ("text", "kb", "anchor"),
    [
        ("Houthi attacks on ships killed six sailors.", "group:houthis", "attacks"),
        ("Taliban fighters attacked a convoy on Sunday.", "group:taliban", "attacked"),
        ("Hezbollah militants attacked a convoy on Sunday.", "group:hezbollah", "attacked"),
    ],
)
def test_a_group_acts_through_its_adjective_and_its_fighters(text: str, kb: str, anchor: str) -> None:
    """Attacks that are called a group's, and fighters that are called so, are the group's doing."""
    reading = _read(text)
    (event,) = (event for event in reading.events if reading.quote(event.anchor) == anchor)
    assert [_by_id(reading, key).kb for key in event.actor] == [kb]


def test_who_supports_a_group_is_not_the_group() -> None:
    """Supporters of a group act for themselves."""
    reading = _read("Hezbollah supporters marched in Beirut on Sunday.")
    supporters = _called(reading, "Hezbollah supporters")
    assert (supporters.kind, supporters.kb) == ("population", None)


@pytest.mark.parametrize("words", ["The Assad regime", "Assad's government", "The Assad government"])
def test_a_regime_named_after_its_ruler_is_the_state(words: str) -> None:
    """Whose government a person's is, is told by whom he rules."""
    reading = _read(f"{words} rejected the offer on Friday, activists said.", "2012-06-10")
    assert _called(reading, words).kb == "state:SY"
    assert _called(reading, "Assad", "name").kb == "person:assad"


@pytest.mark.parametrize(("noun", "kind"), [("forces", "military"), ("police", "government"), ("parliament", "government")])
def test_an_organ_of_a_state_acts_for_it(noun: str, kind: str) -> None:
    """What a nationality stands before is an actor of its own, which represents the state and is met again."""
    reading = _read(f"Iranian {noun} condemned the attack on Monday. The {noun} said that the road was blocked.")
    organ = _called(reading, f"Iranian {noun}")
    assert organ.kind == kind
    assert _by_id(reading, organ.represents or "").kb == "state:IR"
    assert _called(reading, f"The {noun}").id == organ.id


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("At least 40 rebel groups", 40, None),
        ("More than 200 fighters", 201, None),
        ("Twelve militants", 12, 12),
        ("Dozens of protesters", 24, None),
    ],
)
def test_a_counted_group_has_a_size(words: str, low: int, high: int | None) -> None:
    """Many of a kind are one actor, with how many they are."""
    actor = _called(_read(f"{words} attacked a barracks on Monday."), words)
    assert actor.size is not None
    assert (actor.size.min, actor.size.max) == (low, high)


def test_those_who_were_counted_are_met_again() -> None:
    """After a number of groups, "the groups" are these."""
    reading = _read("At least 40 rebel groups signed the letter on Monday. The groups said that they rejected the truce.")
    assert _called(reading, "The groups").id == _called(reading, "At least 40 rebel groups").id


@pytest.mark.parametrize(
    "text",
    [
        "Hill militias known as Sarvan, which are loyal to nobody, attacked two villages on Monday.",
        "A group called Sarvan attacked two villages on Monday.",
        "Local fighters nicknamed Sarvan attacked two villages on Monday.",
    ],
)
def test_a_noun_and_the_name_that_it_is_called_by_are_one_actor(text: str) -> None:
    """A naming participle behind a noun gives it its name: nobody else attacked."""
    reading = _read(text)
    (event,) = (e for e in reading.events if e.type == "ASSAULT")
    assert [_by_id(reading, key).name for key in event.actor] == ["Sarvan"]


def test_the_object_of_a_verb_is_not_its_subject() -> None:
    """In "the brigade attacked the group" the group is another than the brigade, though that was named last."""
    reading = _read("The Sarvan Liberation Front took Oshtar on Sunday. On Monday the Red Brigade attacked the group with mortars.")
    (event,) = (e for e in reading.events if e.type == "ASSAULT")
    assert [_by_id(reading, key).name for key in event.recipient] == ["Sarvan Liberation Front"]


@pytest.mark.parametrize(
    "text",
    [
        "One of its leaders, Rosa Duarte, said that talks would go on.",
        "A rebel commander supported by Turkey, Major Rosa Duarte, said that talks would go on.",
    ],
)
def test_a_name_says_who_one_of_several_is(text: str) -> None:
    """A name in apposition to "one of" or to an indefinite noun is that one's, however much stands between."""
    reading = _read(text)
    (claim,) = reading.claims
    assert claim.source.actor == (_called(reading, "Rosa Duarte", "name").id,)
