"""Confidence: every claim, event and tie has one, and a reading can be cut down to what is surer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import dateline
from dateline.cli import main
from dateline.records.confidence import probability
from dateline.records.selecting import at_least

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def reading() -> dateline.Reading:
    """An example report, read."""
    return dateline.read(EXAMPLES / "luanda-summit.json")


def test_every_record_that_can_be_wrong_has_a_confidence(reading: dateline.Reading) -> None:
    """Claims, events and ties have a probability between 0 and 1."""
    found = [*(c.confidence for c in reading.claims), *(e.confidence for e in reading.events), *(t.confidence for t in reading.ties)]
    assert found
    assert all(confidence is not None and 0 < confidence < 1 for confidence in found)


def test_probability_rises_with_what_speaks_for_a_record() -> None:
    """An event without any party is less sure than one with two, all else equal."""
    plain = {"type ASSAULT": 1.0, "tag VBD": 1.0, "status asserted": 1.0, "predicate": 1.0}
    assert probability("event", plain | {"no party": 1.0, "no actor": 1.0, "no recipient": 1.0}) < probability("event", plain)


def test_unsure_records_are_left_out_and_nothing_else(reading: dateline.Reading) -> None:
    """What is left is as sure as wanted, keeps its ids, and points at claims that are there."""
    middle = sorted(record.confidence or 0 for record in reading.events)[len(reading.events) // 2]
    cut = at_least(reading, middle)
    assert 0 < len(cut.events) < len(reading.events)
    assert {event.id for event in cut.events} <= {event.id for event in reading.events}
    assert all((event.confidence or 0) >= middle for event in cut.events)
    assert all((claim.confidence or 0) >= middle for claim in cut.claims)
    left = {claim.id for claim in cut.claims}
    assert all(set(event.claims) <= left for event in cut.events)
    assert cut.actors == reading.actors


def test_nothing_is_left_out_without_a_limit(reading: dateline.Reading) -> None:
    """A limit of 0 gives the reading itself."""
    assert at_least(reading, 0) == reading


def test_what_rests_on_left_out_claims_goes_with_them(reading: dateline.Reading) -> None:
    """Above 1 no claim is left, nor anything that only claims say."""
    cut = at_least(reading, 1.01)
    assert (cut.claims, cut.events, cut.ties) == ((), (), ())


def test_option_leaves_out_what_is_unsure() -> None:
    """`--min-confidence` does the same at the command line."""
    result = CliRunner().invoke(main, ["read", "--format", "jsonl", "--min-confidence", "0.7", str(EXAMPLES / "luanda-summit.json")])
    row = json.loads(result.stdout)
    assert result.exit_code == 0
    assert row["events"]
    assert all(event["confidence"] >= 0.7 for event in row["events"])


def test_option_refuses_what_is_no_probability() -> None:
    """A limit above 1 is a mistake, and said so."""
    result = CliRunner().invoke(main, ["read", "--min-confidence", "70", str(EXAMPLES / "luanda-summit.json")])
    assert result.exit_code == 2
    assert "70" in result.output
