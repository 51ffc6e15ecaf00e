"""Which of several known actors with one name a report means."""

from __future__ import annotations

import datetime
import json

import pytest

from dateline import Actor, Reading, readings


def _actors(tmp_path_factory: pytest.TempPathFactory, text: str, day: str) -> dict[str, Actor]:
    path = tmp_path_factory.mktemp("reports") / "report.json"
    path.write_text(json.dumps({"title": "", "text": text, "published": day}), encoding="utf-8")
    (reading,) = readings(path)
    assert isinstance(reading, Reading)
    return {text[m.span[0] : m.span[1]]: actor for actor in reading.actors for m in actor.mentions if m.form == "name"}


@pytest.mark.parametrize(
    ("text", "day", "name", "kb"),
    [
        ("The SDF took the town of Manbij in Syria, activists said.", "2016-08-01", "SDF", "group:sdf"),
        ("The SDF will send a destroyer to the Gulf, Japan's government said on Monday.", "2019-08-01", "SDF", "force:jsdf"),
        ("The RSF shelled El Fasher, the army said. Sudan condemned the Rapid Support Forces.", "2024-05-01", "RSF", "group:rsf"),
        ("RSF condemned the arrest of the reporter. Reporters Without Borders said that it would appeal.", "2022-08-01", "RSF", "ngo:rsf"),
    ],
)
def test_the_report_decides_between_namesakes(tmp_path_factory: pytest.TempPathFactory, text: str, day: str, name: str, kb: str) -> None:
    """The country in play, a full name elsewhere and the usual meaning settle an acronym of two known actors."""
    assert _actors(tmp_path_factory, text, day)[name].kb == kb


def test_two_close_candidates_are_kept_and_neither_is_chosen(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The Red Cross is the committee or the federation: `kb` is null and both are candidates."""
    actor = _actors(tmp_path_factory, "The Red Cross confirmed on Monday that the convoy had arrived.", "2012-05-01")["Red Cross"]
    assert actor.kb is None
    assert set(actor.candidates) == {"ngo:icrc", "ngo:ifrc"}
    assert actor.kind == "ngo"


def test_a_surname_is_the_one_who_was_introduced(tmp_path_factory: pytest.TempPathFactory) -> None:
    """After "Bill Clinton" a bare "Clinton" is he, although another Clinton held office on that day."""
    actors = _actors(tmp_path_factory, "Bill Clinton visited Pyongyang on Tuesday. Clinton met officials there, aides said.", "2009-08-05")
    assert actors["Clinton"].kb == "person:clinton-b"


def test_an_actor_that_did_not_exist_yet_is_not_meant(tmp_path_factory: pytest.TempPathFactory) -> None:
    """In 1995 there was no Syrian group of that acronym."""
    day = datetime.date(1995, 3, 1).isoformat()
    assert _actors(tmp_path_factory, "The SDF sent soldiers to the city after the earthquake, Japan said.", day)["SDF"].kb != "group:sdf"
