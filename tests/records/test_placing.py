"""Which of several namesakes a report means."""

from __future__ import annotations

import math

import pytest

from dateline.records.placing import PlaceMention, describe, home_of, kilometres, locate


def _countries(*names: str | PlaceMention, **setting: object) -> list[str | None]:
    mentions = [PlaceMention(name) if isinstance(name, str) else name for name in names]
    return [place.country if place else None for place in locate(mentions, **setting)]  # type: ignore[arg-type]  # the tests name the settings


def test_a_name_alone_means_the_best_known() -> None:
    """Without any evidence the capital wins over its namesakes."""
    assert _countries("Tripoli") == ["LY"]


def test_the_country_after_a_name_decides() -> None:
    """What is named as the container leaves only places in it."""
    assert _countries(PlaceMention("Tripoli", containers=("Lebanon",))) == ["LB"]
    assert _countries(PlaceMention("Athens", containers=("Ga.",))) == ["US"]


def test_the_country_that_is_said_beside_a_name_decides() -> None:
    """The words "The Lebanese city of" leaves only Lebanon."""
    assert _countries(PlaceMention("Tripoli", country="LB")) == ["LB"]


def test_a_container_can_stand_inside_the_name() -> None:
    """A name that was marked together with its state is read as both."""
    (place,) = locate([PlaceMention("Alexandria, Louisiana")])
    assert place is not None
    assert place.admin1 == "Louisiana"


def test_two_countries_in_a_row_are_no_place_and_container() -> None:
    """Of "Iraq, Iran" and the like both are countries."""
    assert [place and place.level for place in locate([PlaceMention("Iraq", containers=("Iran",)), PlaceMention("Iran")])] == ["country", "country"]


@pytest.mark.parametrize(
    ("names", "countries", "wanted"),
    [
        (("Tripoli", "Beirut"), {}, ["LB", "LB"]),
        (("Tripoli", "Misrata"), {"LY": 2, "US": 1}, ["LY", "LY"]),
        (("Hyderabad", "Karachi"), {"PK": 2}, ["PK", "PK"]),
        (("Hyderabad", "Mumbai"), {}, ["IN", "IN"]),
        (("Georgia", "Atlanta"), {"US": 1}, ["US", "US"]),
        (("Georgia", "Tbilisi"), {"GE": 1, "RU": 2}, ["GE", "GE"]),
        (("Valencia", "Caracas"), {"VE": 2}, ["VE", "VE"]),
        (("Odessa", "Kherson"), {"UA": 3, "RU": 3, "US": 1}, ["UA", "UA"]),
    ],
)
def test_the_other_names_decide(names: tuple[str, ...], countries: dict[str, int], wanted: list[str]) -> None:
    """Namesakes are told apart by the places and countries that the report names beside them."""
    assert _countries(*names, countries_in_text=countries) == wanted


def test_a_named_country_decides_between_obscure_places() -> None:
    """A small capital is found by its country."""
    assert _countries("Victoria", countries_in_text={"SC": 2}) == ["SC"]


def test_the_home_of_a_local_paper_decides() -> None:
    """For a paper of Tennessee, Paris is the town in its county."""
    (place,) = locate([PlaceMention("Paris")], home=(36.3, -88.3))
    assert place is not None
    assert place.admin1 == "Tennessee"


def test_a_division_that_the_text_calls_one_is_one() -> None:
    """The words "Idlib province" is the governorate, "Idlib" beside it the town."""
    places = locate([PlaceMention("Idlib province", "admin"), PlaceMention("Idlib")], countries_in_text={"SY": 2})
    assert [place and place.level for place in places] == ["admin1", "populated"]


def test_an_unknown_suburb_lies_where_its_town_lies() -> None:
    """A place that the gazetteer lacks gets the coordinates of its container, its own name and no id."""
    suburb, town = locate([PlaceMention("Qwertabad", containers=("Damascus",)), PlaceMention("Damascus")])
    assert suburb is not None
    assert town is not None
    assert (suburb.name, suburb.kind, suburb.match, suburb.geonames, suburb.lat) == ("Qwertabad", "populated", "within", None, town.lat)


def test_a_facility_lies_where_its_name_says() -> None:
    """An airport that is named after its city is located there."""
    airport, _ = locate([PlaceMention("Baghdad International Airport"), PlaceMention("Baghdad")])
    assert airport is not None
    assert (airport.kind, airport.country) == ("facility", "IQ")


def test_what_is_not_known_is_not_guessed() -> None:
    """A name without any place or container gives None, and no names give no places."""
    assert locate([PlaceMention("Zzyqkvburg")]) == [None]
    assert locate([]) == []


def test_one_name_means_one_place() -> None:
    """Mentions of one name that stand apart are the same place."""
    one, _, other = locate([PlaceMention("Tripoli"), PlaceMention("Beirut"), PlaceMention("Tripoli")])
    assert one == other


def test_a_home_is_judged_from_the_names_of_many_reports() -> None:
    """The names in a paper's reports point to the place that they share."""
    reports = [
        [PlaceMention(name) for name in names] for names in (("Paris", "Puryear"), ("Henry County", "Buchanan", "Paris"), ("Murray", "Camden", "McKenzie"))
    ]
    home = home_of(reports)
    assert home is not None
    assert kilometres(*home, 36.3, -88.3) < 60


def test_reports_without_places_have_no_home() -> None:
    """Nothing is known of a paper that names no place."""
    assert home_of([[], [PlaceMention("Zzyqkvburg")]]) is None


def _nationality(word: str) -> str | None:
    return {"Syrian": "SY", "Lebanese": "LB"}.get(word)


def _described(text: str, *names: str) -> list[PlaceMention]:
    return describe(text, [(text.index(name), text.index(name) + len(name)) for name in names], _nationality)


def test_containers_are_read_off_what_follows() -> None:
    """A comma, or "a suburb of", joins a place to its container, and that to the next."""
    first, *_ = _described("Fire broke out in Paris, Henry County, Tennessee on Monday.", "Paris", "Henry County", "Tennessee")
    assert first.containers == ("Henry County", "Tennessee")
    first, _ = _described("Shells hit Jobar, a rebel-held suburb of Damascus, again.", "Jobar", "Damascus")
    assert first.containers == ("Damascus",)


def test_a_place_in_another_clause_is_no_container() -> None:
    """Names that stand apart say nothing of each other."""
    first, _ = _described("Shells hit Jobar while talks went on in Geneva.", "Jobar", "Geneva")
    assert first.containers == ()


def test_kinds_and_countries_are_read_off_the_words_beside() -> None:
    """The words "The Lebanese city of" gives kind and country, "province" after a name the kind."""
    assert _described("Troops left the Lebanese city of Tripoli.", "Tripoli")[0] == PlaceMention("Tripoli", "populated", "LB")
    assert _described("Troops left Idlib province.", "Idlib")[0].kind == "admin"


def test_distances_are_those_of_the_globe() -> None:
    """A quarter of the way round is ten thousand kilometres, and the date line is no wall."""
    assert math.isclose(float(kilometres(0.0, 0.0, 0.0, 90.0)), 10007.5, rel_tol=1e-3)
    assert float(kilometres(0.0, 179.9, 0.0, -179.9)) < 25
