"""What a place name can mean, and where regions have their centre."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from dateline._errors import KnowledgeError
from dateline.knowledge.gazetteer import _PATH, Gazetteer, Toponym, place_key, spelling_key

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """The packaged gazetteer."""
    return Gazetteer.load()


def _only(places: list[Toponym], level: str, country: str | None) -> Toponym:
    return next(place for place in places if place.level == level and place.country == country)


@pytest.mark.parametrize(
    ("name", "level", "country", "at"),
    [
        ("Aleppo", "populated", "SY", (36.2, 37.2)),
        ("Halab", "populated", "SY", (36.2, 37.2)),
        ("BEIRUT", "populated", "LB", (33.9, 35.5)),
        ("Deir el-Zor", "populated", "SY", (35.3, 40.1)),
        ("the Hague", "populated", "NL", (52.1, 4.3)),
        ("Sao Paulo", "populated", "BR", (-23.5, -46.6)),
        ("St. Louis", "populated", "US", (38.6, -90.2)),
        ("U.S.", "country", "US", (39.8, -98.5)),
        ("Calif.", "admin1", "US", (37.2, -119.5)),
        ("Rapides Parish", "admin2", "US", (31.2, -92.5)),
        ("Red Sea", "natural", None, (20.5, 38.3)),
        ("Donbas", "region", "UA", (48.3, 38.3)),
    ],
)
def test_a_name_finds_its_place(gazetteer: Gazetteer, name: str, level: str, country: str | None, at: tuple[float, float]) -> None:
    """Names in capitals, with or without accents and articles, short forms and second names lead to the place, within a degree."""
    place = _only(gazetteer.lookup(name), level, country)
    assert abs(place.lat - at[0]) < 1
    assert abs(place.lon - at[1]) < 1


def test_namesakes_come_together_the_most_peopled_first(gazetteer: Gazetteer) -> None:
    """A look-up gives every namesake, in the order of their people."""
    found = gazetteer.lookup("Tripoli")
    assert {place.country for place in found} >= {"LY", "LB", "GR"}
    assert [place.population for place in found] == sorted((place.population for place in found), reverse=True)


def test_a_settlement_knows_its_divisions_and_its_id(gazetteer: Gazetteer) -> None:
    """A settlement carries the names of both divisions that it lies in and its GeoNames id."""
    town = _only(gazetteer.lookup("Cottonport"), "populated", "US")
    assert (town.admin1, town.admin2, town.geonames) == ("Louisiana", "Avoyelles Parish", 4320874)


def test_the_capital_of_a_country_is_marked(gazetteer: Gazetteer) -> None:
    """Tripoli is a capital in Libya and none in Lebanon."""
    found = [place for place in gazetteer.lookup("Tripoli") if place.level == "populated"]
    assert {place.country: place.capital for place in found if place.country in ("LY", "LB")} == {"LY": True, "LB": False}


@pytest.mark.parametrize("name", ["Homs province", "Homs governorate", "Homs countryside", "province of Homs"])
def test_a_word_for_a_division_leads_to_the_division(gazetteer: Gazetteer, name: str) -> None:
    """With "province" and the like, before or after it, a name means no settlement."""
    found = gazetteer.lookup(name)
    assert {place.level for place in found} <= {"admin1", "admin2"}
    assert _only(found, "admin1", "SY").name == "Homs"


def test_a_word_for_a_town_leads_to_the_settlement(gazetteer: Gazetteer) -> None:
    """Aleppo city is the city and not the governorate."""
    assert {place.level for place in gazetteer.lookup("Aleppo city")} == {"populated"}


def test_a_spelling_that_nobody_listed_is_found(gazetteer: Gazetteer) -> None:
    """Another romanisation of a name finds the place, and says that only the spelling fits."""
    place = _only(gazetteer.lookup("Ain Issa"), "populated", "SY")
    assert place.match == "spelling"


def test_postal_codes_count_in_capitals_only(gazetteer: Gazetteer) -> None:
    """`PA` is Pennsylvania; `pa` is not."""
    assert [place.name for place in gazetteer.lookup("PA")] == ["Pennsylvania"]
    assert all(place.name != "Pennsylvania" or place.match != "name" for place in gazetteer.lookup("pa"))


def test_an_unknown_name_finds_nothing(gazetteer: Gazetteer) -> None:
    """A name that no place has gives an empty list."""
    assert gazetteer.lookup("Zzyqkvburg") == []
    assert gazetteer.lookup("") == []


def test_a_direction_names_a_part_of_a_country(gazetteer: Gazetteer) -> None:
    """Northern Syria is a region of Syria, north of its middle, without an id."""
    (north,) = gazetteer.lookup("northern Syria")
    middle = gazetteer.country("SY")
    assert middle is not None
    assert (north.kind, north.country, north.geonames, north.match) == ("region", "SY", None, "direction")
    assert north.lat > middle.lat + 0.5


def test_a_name_that_has_a_direction_in_it_is_itself(gazetteer: Gazetteer) -> None:
    """Northern Ireland, South Sudan and North Carolina are no parts of something else."""
    for name in ("Northern Ireland", "South Sudan", "North Carolina"):
        assert gazetteer.lookup(name)[0].match in ("name", "alternate")


@pytest.mark.parametrize(
    ("direction", "side"), [("north", (1, 0)), ("southern", (-1, 0)), ("eastern", (0, 1)), ("north-western", (1, -1)), ("southeast", (-1, 1))]
)
def test_the_centre_of_a_part_lies_on_its_side(gazetteer: Gazetteer, direction: str, side: tuple[int, int]) -> None:
    """The centre of a part of Ukraine lies to that side of the middle of its settlements."""
    lat, lon = gazetteer.region_centre("UA", direction)
    assert side[0] == 0 or (lat - 48.5) * side[0] > 0.5
    assert side[1] == 0 or (lon - 31.2) * side[1] > 1


def test_a_wrong_country_or_direction_is_said_to_be_wrong(gazetteer: Gazetteer) -> None:
    """The message names what is wrong, and the directions that there are."""
    with pytest.raises(ValueError, match="'QQ' is no country code"):
        gazetteer.region_centre("QQ", "north")
    with pytest.raises(ValueError, match=r"'upwards' is no direction; use one of .*northern"):
        gazetteer.region_centre("SY", "upwards")


def test_places_lie_in_their_divisions_and_countries(gazetteer: Gazetteer) -> None:
    """A settlement is within its division, its country and itself, and within no other."""
    town = _only(gazetteer.lookup("Cottonport"), "populated", "US")
    parish, country, other = gazetteer.lookup("Avoyelles Parish")[0], gazetteer.country("US"), gazetteer.country("CA")
    assert country is not None
    assert other is not None
    assert [gazetteer.within(town, outer) for outer in (town, parish, country, other)] == [True, True, True, False]


def test_near_gives_settlements_by_distance(gazetteer: Gazetteer) -> None:
    """What is near a point comes in the order of distance, and small places can be left out."""
    near = gazetteer.near(36.2, 37.16, 30.0)
    assert near[0].name == "Aleppo"
    assert len(near) > len(gazetteer.near(36.2, 37.16, 30.0, least=100_000)) > 0


def test_a_row_leads_back_to_its_place(gazetteer: Gazetteer) -> None:
    """`row` is a handle to the place; one that does not exist is an error."""
    town = gazetteer.lookup("Cottonport")[0]
    assert gazetteer.place(town.row).geonames == town.geonames
    with pytest.raises(IndexError, match="there is no row"):
        gazetteer.place(len(gazetteer))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Mt. Hermon", "Mount Hermon"), ("St. Petersburg", "Saint Petersburg"), ("Deir al-Zor", "deir el zor"), ("Côte d'Ivoire", "Cote dIvoire")],
)
def test_two_ways_to_write_a_name_have_one_key(one: str, other: str) -> None:
    """Short forms, articles, accents and apostrophes make no difference."""
    assert place_key(one) == place_key(other)


def test_transliterations_have_one_spelling_key() -> None:
    """Romanisations that differ in vowels and doubled letters fall together, and other names do not."""
    assert spelling_key("ain issa") == spelling_key("ayn isa")
    assert spelling_key("ain issa") != spelling_key("ain arab")


def test_opening_is_quick(gazetteer: Gazetteer) -> None:
    """The file is mapped and not read: opening it takes far less than the 20 ms that it may."""
    start = time.perf_counter()
    Gazetteer(_PATH)
    assert time.perf_counter() - start < 0.02
    assert len(gazetteer) > 250_000


@pytest.mark.parametrize(("content", "problem"), [(b"not a gazetteer at all, but long enough", "no gazetteer of this version"), (b"", "can't be opened")])
def test_a_damaged_file_is_said_to_be_damaged(tmp_path: Path, content: bytes, problem: str) -> None:
    """The message names the file, what is wrong, and the way out."""
    path = tmp_path / "gazetteer.bin"
    path.write_bytes(content)
    with pytest.raises(KnowledgeError, match=f"{problem}.*install dateline again"):
        Gazetteer(path)


def test_a_file_that_was_cut_off_is_no_gazetteer(tmp_path: Path) -> None:
    """A file that lost its end is told from a whole one by its size."""
    path = tmp_path / "gazetteer.bin"
    path.write_bytes(_PATH.read_bytes()[:1_000_000])
    with pytest.raises(KnowledgeError, match="has 1000000 bytes and not"):
        Gazetteer(path)
