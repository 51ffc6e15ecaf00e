"""Whom a name can mean: look-ups in the packaged knowledge."""

from __future__ import annotations

import datetime

import pytest

from dateline.knowledge import Knowledge
from dateline.knowledge.tables import build_tables, packaged_paths, read_actors


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """The packaged files, read without the cache."""
    return Knowledge(build_tables(read_actors(packaged_paths())))


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("Syria", "state:SY"),
        ("the United States", "state:US"),
        ("U.S.", "state:US"),
        ("SYRIA", "state:SY"),
        ("Côte d’Ivoire", "state:CI"),
        ("Cote d'Ivoire", "state:CI"),
        ("Georgia", "state:GE"),
        ("Jordan", "state:JO"),
        ("Chad", "state:TD"),
        ("Turkey", "state:TR"),
        ("Burma", "state:MM"),
        ("Hong Kong", "territory:HK"),
        ("Donetsk People's Republic", "state:DPR"),
        ("the Kremlin", "state:RU"),
        ("Pentagon", "gov:us-defense"),
        ("Foggy Bottom", "gov:us-state"),
        ("US forces", "force:us-military"),
        ("U.S. FORCES", "force:us-military"),
        ("UN Security Council", "igo:unsc"),
        ("U.N. Security Council", "igo:unsc"),
        ("Doctors Without Borders", "ngo:msf"),
        ("Islamic State", "group:is"),
        ("DAESH", "group:is"),
        ("Jabhat al-Nusra", "group:nusra"),
        ("al Nusra front", "group:nusra"),
        ("islamic state", "group:is"),
        ("janjaweed", "group:janjaweed"),
        ("the gilets jaunes", "group:yellow-vests"),
        ("Ahrar ash-Sham", "group:ahrar-al-sham"),
        ("al-Qa'ida", "group:alqaeda"),
        ("Hizbollah", "group:hezbollah"),
        ("Al Shabab", "group:shabaab"),
        ("PKK", "group:pkk"),
        ("LeT", "group:let"),
        ("Hashd al-Shaabi", "group:pmf"),
        ("Revolutionary Guards", "gov:irgc"),
        ("Volodymyr Zelenskyy", "person:zelensky"),
        ("Recep Tayyip Erdogan", "person:erdogan"),
        ("Reuters", "media:reuters"),
    ],
)
def test_a_name_means_its_actor(knowledge: Knowledge, name: str, identifier: str) -> None:
    """Every usual spelling leads to the actor, and first to it."""
    assert knowledge.actor(name)[0].id == identifier


@pytest.mark.parametrize(
    "name",
    [
        "Front",
        "May",
        "us",
        "is",
        "who",
        "Who",
        "turkey",
        "chad",
        "let",
        "Movement",
        "Army",
        "",
        "the",
        "  ",
        "Atlantis",
        "al",
        "law and justice",
        "move forward",
        "us forces",
        "is group",
        "us Congress",
        "no 10",
    ],
)
def test_common_words_are_nobody(knowledge: Knowledge, name: str) -> None:
    """Words of the language, also those that are spelt like an acronym or a state but for a capital, name no actor."""
    assert knowledge.actor(name) == []


@pytest.mark.parametrize(
    ("name", "on", "first"),
    [
        ("Assad", "1999-05-01", "person:assad-h"),
        ("Assad", "2015-10-05", "person:assad"),
        ("Clinton", "1998-01-01", "person:clinton-b"),
        ("Clinton", "2012-01-01", "person:clinton-h"),
        ("President Bush", "1991-02-01", "person:bush-sr"),
        ("President Bush", "2003-03-20", "person:bush"),
        ("Hariri", "2003-01-01", "person:hariri-r"),
        ("Hariri", "2017-11-04", "person:hariri-s"),
        ("US-led coalition", "1991-02-01", "coalition:gulf-war"),
        ("US-led coalition", "2004-04-01", "coalition:mnf-iraq"),
        ("US-led coalition", "2016-04-01", "coalition:oir"),
        ("Transitional Military Council", "2019-06-03", "gov:sd-tmc"),
        ("Transitional Military Council", "2021-06-03", "gov:td-tmc"),
    ],
)
def test_the_date_decides_between_namesakes(knowledge: Knowledge, name: str, on: str, first: str) -> None:
    """Of those who share a name, the one who existed or held office at the date comes first, and the other is still a candidate."""
    found = knowledge.actor(name, datetime.date.fromisoformat(on))
    assert found[0].id == first
    assert len(found) > 1
    assert found[0].ambiguous


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [("SDF", "group:sdf", "force:jsdf"), ("AFP", "media:afp", "force:afp"), ("Congo", "state:CD", "state:CG")],
)
def test_the_usual_bearer_of_a_name_comes_first(knowledge: Knowledge, name: str, first: str, second: str) -> None:
    """Where the date does not decide, the actor that the name usually means comes before the others."""
    assert [actor.id for actor in knowledge.actor(name, datetime.date(2019, 1, 1))] == [first, second]


def test_a_former_name_says_so(knowledge: Knowledge) -> None:
    """Zaire is found long after the name was given up, as a former name."""
    found = knowledge.actor("Zaire", datetime.date(2005, 1, 1))
    assert [(actor.id, actor.via) for actor in found] == [("state:CD", "former")]


@pytest.mark.parametrize(
    ("word", "identifier"),
    [
        ("Syrian", "state:SY"),
        ("Syrians", "state:SY"),
        ("Russian", "state:RU"),
        ("Iraqis", "state:IQ"),
        ("Turkish", "state:TR"),
        ("Turks", "state:TR"),
        ("Philippine", "state:PH"),
        ("Filipinos", "state:PH"),
        ("Polish", "state:PL"),
        ("U.S.", "state:US"),
        ("Congolese", "state:CD"),
        ("Hong Kongers", "territory:HK"),
    ],
)
def test_a_demonym_means_its_state(knowledge: Knowledge, word: str, identifier: str) -> None:
    """Adjectives, names of peoples and their plurals lead to the state."""
    found = knowledge.demonym(word)
    assert found is not None
    assert (found.id, found.via) == (identifier, "demonym")


@pytest.mark.parametrize("word", ["polish", "us", "Us", "Syria", "Kurdish", "Islamist", "Chineses", ""])
def test_other_words_are_no_demonyms(knowledge: Knowledge, word: str) -> None:
    """A verb, a pronoun, a state's own name and a people without a state are no demonyms."""
    assert knowledge.demonym(word) is None


def test_a_shared_demonym_is_flagged(knowledge: Knowledge) -> None:
    """The plural that is understood is as ambiguous as the adjective that is listed."""
    found = [knowledge.demonym(word) for word in ("Dominicans", "Congolese", "Syrians")]
    assert [actor is not None and actor.ambiguous for actor in found] == [True, True, False]


@pytest.mark.parametrize(
    ("name", "identifier", "via", "ambiguous"),
    [
        ("Moscow", "state:RU", "capital", False),
        ("Kiev", "state:UA", "capital", False),
        ("Kyiv", "state:UA", "capital", False),
        ("Kremlin", "state:RU", "seat", False),
        ("the White House", "state:US", "seat", False),
        ("Pentagon", "state:US", "seat", False),
        ("Quai d’Orsay", "state:FR", "seat", False),
        ("Elysee", "state:FR", "seat", False),
        ("Berlaymont", "igo:eu", "seat", False),
        ("Washington", "state:US", "capital", True),
        ("Victoria", "state:SC", "capital", True),
        ("George Town", "territory:KY", "capital", True),
        ("San José", "state:CR", "capital", True),
        ("Brussels", "state:BE", "capital", True),
    ],
)
def test_a_capital_stands_for_its_state(knowledge: Knowledge, name: str, identifier: str, via: str, ambiguous: bool) -> None:
    """Capitals and seats of power lead to the state, say which of the two they are, and whether the name is shared."""
    found = knowledge.capital(name)
    assert found is not None
    assert (found.id, found.via, found.ambiguous) == (identifier, via, ambiguous)


@pytest.mark.parametrize("name", ["Aleppo", "male", "pale", "Syria", ""])
def test_other_places_stand_for_no_state(knowledge: Knowledge, name: str) -> None:
    """A city that is no capital and a word that is only spelt like one stand for no state."""
    assert knowledge.capital(name) is None


@pytest.mark.parametrize(
    ("query", "identifier"),
    [("SY", "state:SY"), ("Syria", "state:SY"), ("HK", "territory:HK"), ("Türkiye", "state:TR"), ("NO", "state:NO"), ("Congo", "state:CD")],
)
def test_a_country_is_found_by_name_and_code(knowledge: Knowledge, query: str, identifier: str) -> None:
    """Names and ISO codes of states and territories lead to them."""
    found = knowledge.country(query)
    assert found is not None
    assert found.id == identifier


@pytest.mark.parametrize("query", ["XX", "NATO", "sy", "Hezbollah", "Putin"])
def test_what_is_no_country_is_not_found_as_one(knowledge: Knowledge, query: str) -> None:
    """Organisations, people, unknown codes and codes in small letters are no countries."""
    assert knowledge.country(query) is None


@pytest.mark.parametrize(
    ("office", "of", "on", "expected"),
    [
        ("president", "state:US", "2015-10-05", ["person:obama"]),
        ("president", "state:US", "2021-01-20", ["person:biden", "person:trump"]),
        ("foreign minister", "state:RU", "2015-10-05", ["person:lavrov"]),
        ("prime minister", "state:RU", "2009-01-01", ["person:putin"]),
        ("secretary-general", "igo:nato", "2019-10-15", ["person:stoltenberg"]),
        ("president", "state:US", "1850-01-01", []),
        ("monarch", "state:US", "2015-01-01", []),
    ],
)
def test_holders_of_an_office_at_a_date(knowledge: Knowledge, office: str, of: str, on: str, expected: list[str]) -> None:
    """An office has its holder at a date, on the day of handing over both, the later one first, and nobody when none is known."""
    assert [actor.id for actor in knowledge.holders(office, of, datetime.date.fromisoformat(on))] == expected


def test_how_an_actor_was_found_takes_no_part_in_comparison(knowledge: Knowledge) -> None:
    """Syria is the same actor whether a name, a demonym or its capital led to it."""
    syria = knowledge.get("state:SY")
    assert syria is not None
    assert knowledge.actor("Syria") == [syria]
    assert knowledge.demonym("Syrian") == syria
    assert knowledge.capital("Damascus") == syria


def test_an_actor_carries_what_is_known_of_it(knowledge: Knowledge) -> None:
    """Name, kind, country, position, dates and relations come from the block."""
    nusra, syria = knowledge.get("group:nusra"), knowledge.get("state:SY")
    assert nusra is not None
    assert (nusra.name, nusra.kind, nusra.country, nusra.part_of, nusra.later) == ("Nusra Front", "armed group", "SY", ("group:alqaeda",), ("group:jfs",))
    assert (nusra.since, nusra.until) == (datetime.date(2012, 1, 23), datetime.date(2016, 7, 28))
    assert syria is not None
    assert (syria.lat, syria.lon) == (35.0, 38.5)
    assert knowledge.get("state:ZZ") is None
