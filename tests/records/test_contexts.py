"""What events are about, in whole readings, and against the contexts annotated by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from gate.gold import EXAMPLES, load, place_of, places_of

import dateline
from dateline._errors import KnowledgeError
from dateline.ontology import contexts as table

ANNOTATED = Path(__file__).parents[1] / "gate" / "contexts.yaml"
FLOOR = 0.65
"""What the annotated examples reach, less the width of two events."""


def contexts(text: str, kind: str) -> set[str]:
    """The contexts of the only event of a type."""
    (event,) = [event for event in dateline.read("-", data=text.encode()).events if event.type == kind]
    return set(event.context)


@pytest.mark.parametrize(
    ("text", "kind", "context"),
    [
        ("Nigeria's army shelled the village of Baga on Monday.", "ASSAULT", "military"),
        ("Peru imposed sanctions on two Chilean banks.", "SANCTION", "economic"),
        ("Police arrested three opposition leaders in Kampala.", "COERCE", "repression"),
        ("The president of Malawi met the ambassador of Zambia in Lilongwe.", "CONSULT", "diplomatic"),
        ("Thousands of people marched in Accra against the new election law.", "PROTEST", "election"),
        ("The government accused the mayor of bribery.", "ACCUSE", "corruption"),
    ],
)
def test_words_of_the_clause_tell_what_an_event_is_about(text: str, kind: str, context: str) -> None:
    """A word of the event's own clause, or who deals with whom, gives the context."""
    assert context in contexts(text, kind)


def test_a_neighbouring_clause_tells_nothing() -> None:
    """What another clause of the sentence is about is not what the event is about."""
    assert "health" not in contexts("Police arrested the smugglers in Lagos while a hospital in Kano reopened.", "COERCE")


def test_a_name_tells_nothing() -> None:
    """A party is called democratic whatever its members do."""
    assert "pro_democracy" not in contexts("The Democratic Center party criticised the price of bread.", "ACCUSE")


def test_nothing_told_is_nothing_known() -> None:
    """An event whose clause says nothing of its matter has no context."""
    assert contexts("The villagers criticised the visitors.", "ACCUSE") == set()


def test_the_annotated_examples_are_reached() -> None:
    """Over the events that are found, contexts agree with those that a reader gave (F1 over all pairs of event and context)."""
    wanted: dict[str, dict[str, list[str]]] = yaml.safe_load(ANNOTATED.read_text(encoding="utf-8"))
    right = found = asked = 0
    for gold in load():
        name = Path(gold["example"]).stem
        if name not in wanted:
            continue
        reading = dateline.read(EXAMPLES / gold["example"])
        for event in gold["events"]:
            match = _found(reading, event)
            if match is not None and event["id"] in wanted[name]:
                want = set(wanted[name][event["id"]])
                right, found, asked = right + len(want & set(match.context)), found + len(match.context), asked + len(want)
    assert right > 40
    assert 2 * right / (found + asked) >= FLOOR


def _found(reading: dateline.Reading, event: dict[str, Any]) -> dateline.Event | None:
    """The event that a reading has for an annotated one: of its type, at its words."""
    spans = [place_of(reading.document.text, event["anchor"])]
    for quote in event.get("also", ()):
        spans += places_of(reading.document.text, quote)[:1]
    same = [e for e in reading.events if e.type == event["type"]]
    return next((e for e in same for at in (e.anchor, *e.also) if any(at[0] < end and start < at[1] for start, end in spans)), None)


def test_an_unknown_context_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table with a context that PLOVER does not have says which, and which there are."""
    monkeypatch.setattr(table, "read_table", lambda _: {"words": {"weather": ["rain"]}, "modes": {}, "parties": {}, "dealings": {}})
    table.load_contexts.cache_clear()
    with pytest.raises(KnowledgeError, match="weather is no PLOVER context"):
        table.load_contexts()
    monkeypatch.undo()
    table.load_contexts.cache_clear()
