"""The casebook of the example reports: the answers that a reader of them would give, and that the pictures in the documentation are of today."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from dateline.casebook.casebook import Casebook
from dateline.casebook.network import seen

ROOT = Path(__file__).parents[2]
ANEW = "the example reports are read otherwise than when it was made; run docs/network_pictures.py, and look at the picture"


@pytest.fixture(scope="module")
def wars(tmp_path_factory: pytest.TempPathFactory) -> Casebook:
    """The casebook that docs/alliances.md makes."""
    path = tmp_path_factory.mktemp("wars") / "wars.db"
    with Casebook(path) as casebook:
        list(casebook.add(*(file for file in sorted((ROOT / "examples").iterdir()) if file.name != "README.md")))
        casebook.link()
    return Casebook(path, read_only=True)


@pytest.mark.parametrize(
    ("actor", "on", "friends", "foes"),
    [
        ("TPLF", "2021-11-06", {"Oromo Liberation Army"}, {"Ethiopia", "Eritrean troops"}),
        ("Eritrean troops", "2021-11-06", {"Abiy Ahmed"}, {"Tigray People's Liberation Front"}),
        ("Eritrean troops", "2020-12-01", set(), {"Tigray People's Liberation Front"}),
        ("TTP", "2024-03-19", {"Taliban"}, {"Pakistan"}),
        ("FDLR", "2022-11-24", {"Congo's army"}, set()),
        ("Serbia", "2022-12-19", {"Russia", "Serb List"}, set()),
        ("Azerbaijan", "2022-09-14", {"Turkey"}, set()),
        ("RSF", "2024-05-14", set(), {"army (Sudan)"}),
        ("al-Shabaab", "2022-10-04", {"al-Qaeda"}, set()),
        ("Karen National Union", "2021-03-26", set(), {"Myanmar's military"}),
        ("Senegal", "2022-02-02", {"Umaro Sissoco Embaló"}, set()),
    ],
)
def test_friends_and_foes_are_those_that_a_reader_finds(wars: Casebook, actor: str, on: str, friends: set[str], foes: set[str]) -> None:
    """All whom the reports tie to an actor on a day stand on the side that they are told of."""
    name = wars.label(actor)
    found = wars.graph(on).stands_with(name)
    assert friends <= {edge.other(name) for edge in found.friends}
    assert foes <= {edge.other(name) for edge in found.foes}


@pytest.mark.parametrize(("actor", "on", "other"), [("Rapid Support Forces", "2024-05", "United Arab Emirates"), ("March 23 Movement", "2022-11-24", "Rwanda")])
def test_what_one_accuses_and_the_other_denies_is_contested(wars: Casebook, actor: str, on: str, other: str) -> None:
    """That the Emirates arm the RSF is Khartoum's word against theirs, and that Rwanda backs the M23 Congo's against Rwanda's."""
    assert {edge.other(actor) for edge in wars.graph(on).stands_with(actor).contested} == {other}


def test_nothing_is_told_before_it_is_reported(wars: Casebook) -> None:
    """The report of November 2021 dates one war back to November 2020, and nothing else."""
    assert {edge.ties for edge in wars.graph("2020-12-01").graph.edges if "Tigray People's Liberation Front" in (edge.a, edge.b)} == {
        edge.ties for edge in wars.graph("2020-12-01").stands_with("Tigray People's Liberation Front").foes
    }


def test_two_papers_with_one_agency_are_one_origin(wars: Casebook) -> None:
    """The war between Pakistan and the TTP is told of in two reports that go back to one."""
    (edge,) = (edge for edge in wars.graph("2024-03-19").graph.edges if (edge.a, edge.b) == ("Pakistan", "Tehrik-i-Taliban Pakistan"))
    assert (len({row.report for row in edge.rows}), len(edge.origins)) == (2, 1)


def test_a_denied_membership_is_denied(wars: Casebook) -> None:
    """The alliance does not include the Ogaden Front."""
    name = wars.label("Ogaden National Liberation Front")
    found = wars.graph("2021-11-06").stands_with(name)
    assert (len(found.denied), found.friends) == (1, ())


def test_rebels_and_government_are_in_two_camps(wars: Casebook) -> None:
    """The TPLF and the OLA on one side, and Ethiopia, Eritrea's troops and Abiy not on it."""
    found = seen(wars.connection, wars.graph("2021-11-06"), everything=False, within=30).camps()
    camp = found.camp_of("Tigray People's Liberation Front")
    assert "Oromo Liberation Army" in camp
    assert camp != found.camp_of("Eritrean troops") == found.camp_of("Abiy Ahmed")
    assert found.camp_of("Ethiopia") != camp


def test_the_picture_in_the_documentation_is_that_of_today(wars: Casebook) -> None:
    """The numbers that the image carries in itself are those of the casebook as it is read now."""
    network = seen(wars.connection, wars.graph(), everything=False, within=None)
    with Image.open(ROOT / "docs" / "network.png") as picture:
        told = picture.info["Description"]
    pairs = f"{len(network.graph.edges)} pairs with a reported tie among {len(network.graph.actors)} actors"
    assert told.startswith(f"On {network.on}: {pairs}"), ANEW
    assert told.endswith(network.aside()), ANEW


def test_the_timeline_in_the_documentation_is_that_of_today(wars: Casebook, tmp_path: Path) -> None:
    """It is the very file that the command writes."""
    from dateline.casebook.drawing import draw

    draw(wars.connection, wars.graph(), tmp_path / "ties.svg", title="", heads={}, actor=wars.label("TPLF"))
    assert (tmp_path / "ties.svg").read_text(encoding="utf-8") == (ROOT / "docs" / "ties.svg").read_text(encoding="utf-8"), ANEW


@pytest.mark.parametrize("name", ["network.png", "network-page.png", "ties.svg"])
def test_pictures_are_small(name: str) -> None:
    """No picture of the pages about alliances weighs more than 200 kB."""
    assert (ROOT / "docs" / name).stat().st_size < 200_000
