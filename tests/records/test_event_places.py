"""Where events are, as the text says or as the scene that it has set."""

from __future__ import annotations

import json

import dateline


def _places(text: str) -> dict[str, list[str]]:
    """The places of each event, by the words of its anchor."""
    reading = dateline.read("report.json", data=json.dumps({"title": "", "text": text, "published": "2021-06-10"}).encode())
    names = {place.id: place.name for place in reading.places}
    return {reading.quote(event.anchor): [names[i] for i in event.place] for event in reading.events}


def test_the_event_s_own_phrase_says_where() -> None:
    """What hangs on the event's word goes before what else the sentence names."""
    found = _places("The president, who was born in Kano, said that gunmen had killed six people in Maiduguri.")
    assert found["killed"] == ["Maiduguri"]


def test_the_town_goes_before_its_province() -> None:
    """Of a town and the province beside it, the town is where it was."""
    assert _places("The army shelled the town of Kadugli in South Kordofan province.")["shelled"] == ["Kadugli"]


def test_coordinated_places_are_all_given() -> None:
    """An event in two places has both."""
    assert _places("Rebels attacked army posts in Ménaka and Gao on Sunday.")["attacked"] == ["Ménaka", "Gao"]


def test_what_happens_on_the_ground_stays_in_the_scene() -> None:
    """A later sentence without a place of its own goes on where the report was."""
    found = _places("Fighting broke out in Goma on Monday. Soldiers shot two protesters. Police arrested nine men.")
    assert found["shot"] == ["Goma"]
    assert found["arrested"] == ["Goma"]


def test_what_is_only_said_has_no_place_from_the_scene() -> None:
    """Who condemns an attack from afar does not do so where it happened."""
    found = _places("Gunmen killed six people in Maiduguri on Monday. France condemned the attack.")
    assert found["condemned"] == []


def test_no_place_is_made_up() -> None:
    """A report that names no place gives its events none."""
    assert _places("Rebels attacked an army post on Sunday.")["attacked"] == []
