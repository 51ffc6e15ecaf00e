"""The scorer gives known figures for known errors."""

from __future__ import annotations

from typing import Any

import pytest

from .gold import load, text_of
from .perfect import perfect
from .score import FIGURES, Tally, add_up, kilometres, match, score, table, token_f1

Row = dict[str, Any]
GOLD = {gold["example"]: gold for gold in load()}
COUP = "bissau-coup-attempt.txt"


def figures(records: Row) -> dict[str, tuple[int, int, int]]:
    """The figures of records of one example, as (right, found, wanted)."""
    tallies = score(GOLD[COUP], records)
    return {name: (tally.right, tally.found, tally.wanted) for name, tally in tallies.items()}


@pytest.fixture
def records() -> Row:
    """Records without a fault, to put one in."""
    return perfect(GOLD[COUP])


def only_changed(records: Row) -> set[str]:
    """The figures in which these records differ from perfect ones."""
    whole = figures(perfect(GOLD[COUP]))
    return {name for name, figure in figures(records).items() if figure != whole[name]}


@pytest.mark.parametrize("example", sorted(GOLD))
def test_perfect_records_reach_one_everywhere(example: str) -> None:
    """Records made from the gold itself have no fault in any figure."""
    tallies = score(GOLD[example], perfect(GOLD[example]))
    assert {name: tally.f1 for name, tally in tallies.items()} == dict.fromkeys(FIGURES, 1.0)


def test_empty_records_reach_nothing() -> None:
    """A reader that finds nothing has no precision, no recall, and everything still to find."""
    gold = GOLD[COUP]
    tallies = score(gold, {"document": {"text": text_of(gold)}})
    assert {(tally.right, tally.found) for tally in tallies.values()} == {(0, 0)}
    assert tallies["claim content"].wanted == len(gold["claims"])


def test_records_of_another_text_are_refused(records: Row) -> None:
    """Spans mean nothing in a text that they were not made for."""
    records["document"]["text"] += " "
    with pytest.raises(ValueError, match="not the text of the report"):
        score(GOLD[COUP], records)


def test_a_wrong_stance_costs_the_stance_alone(records: Row) -> None:
    """Content and source stay right."""
    records["claims"][0]["stance"] = "praise"
    assert only_changed(records) == {"claim stance"}
    assert figures(records)["claim stance"] == (13, 14, 14)


def test_a_wrong_source_costs_source_and_stance(records: Row) -> None:
    """A stance counts only where it is known whose it is."""
    records["claims"][0]["source"] = {"span": [0, 1], "actor": ["sn"]}
    assert only_changed(records) == {"claim source", "claim stance"}


def test_a_source_without_a_span_is_right_by_its_actor(records: Row) -> None:
    """It is enough to say who speaks, by whatever name."""
    records["claims"][0]["source"] = {"span": None, "actor": ["emb"]}
    assert only_changed(records) == set()


def test_a_representative_stands_for_whom_he_represents(records: Row) -> None:
    """A claim of the president may be given to his state."""
    records["claims"][0]["source"] = {"span": None, "actor": ["gb"]}
    assert only_changed(records) == set()


def test_less_than_half_of_the_words_is_no_claim(records: Row) -> None:
    """Content that agrees too little is missed and made up at once."""
    start, _ = records["claims"][0]["span"]
    records["claims"][0]["span"] = [start, start + len("GUNMEN")]
    assert figures(records)["claim content"] == (13, 14, 14)


def test_a_claim_made_up_costs_precision(records: Row) -> None:
    """Finding too much leaves recall alone."""
    records["claims"].append({**records["claims"][0], "id": "c99"})
    assert figures(records)["claim content"] == (14, 15, 14)


def test_a_missed_event_costs_recall(records: Row) -> None:
    """Finding too little leaves precision alone."""
    del records["events"][-1]
    assert figures(records)["event type"] == (16, 16, 17)


def test_an_event_of_another_type_is_another_event(records: Row) -> None:
    """The type is what makes an event the one that is meant."""
    records["events"][-1]["type"] = "AID"
    assert figures(records)["event type"] == (16, 17, 17)


def test_another_word_of_the_sentence_names_the_same_event(records: Row) -> None:
    """Whether "curfew" or "imposed" is the anchor makes no difference."""
    curfew = next(event for event in records["events"] if event.get("mode") == "curfew")
    start = records["document"]["text"].index("imposed a night")
    curfew["anchor"] = [start, start + len("imposed")]
    assert only_changed(records) == set()


def test_a_wrong_status_costs_the_status_alone(records: Row) -> None:
    """What happened and who did it stay right."""
    records["events"][0]["status"] = "asserted"
    assert only_changed(records) == {"event status"}


def test_actor_and_recipient_exchanged_are_wrong(records: Row) -> None:
    """Who did it to whom is the question."""
    suspended = next(event for event in records["events"] if event["type"] == "SANCTION")
    suspended["actor"], suspended["recipient"] = suspended["recipient"], suspended["actor"]
    assert only_changed(records) == {"event roles"}


def test_an_invented_recipient_is_wrong(records: Row) -> None:
    """Where gold names no recipient, none may be found."""
    curfew = next(event for event in records["events"] if event.get("mode") == "curfew")
    curfew["recipient"] = ["sn"]
    assert figures(records)["event roles"] == (16, 17, 17)


def test_one_of_two_equal_parties_is_not_enough(records: Row) -> None:
    """A telephone call has two ends."""
    call = next(event for event in records["events"] if event.get("mode") == "phone")
    call["actor"] = ["mrs"]
    assert only_changed(records) == {"event roles"}


def test_a_tie_of_another_kind_keeps_its_sign(records: Row) -> None:
    """Backing someone and being his ally are both friendly."""
    records["ties"][0]["kind"] = "allied_with"
    assert only_changed(records) == {"tie kind"}


def test_a_tie_of_the_other_sign_is_wrong(records: Row) -> None:
    """A foe is not a friend."""
    records["ties"][0]["kind"] = "fights"
    assert only_changed(records) == {"tie sign", "tie kind"}


def test_a_denied_tie_is_not_an_affirmed_one(records: Row) -> None:
    """The polarity belongs to the tie."""
    records["ties"][0]["polarity"] = "denied"
    assert only_changed(records) == {"tie sign", "tie kind"}


def test_the_direction_of_a_tie_matters_where_it_has_one(records: Row) -> None:
    """Who backs whom counts for the kind, not for the sign."""
    backs = records["ties"][-1]
    backs["a"], backs["b"] = backs["b"], backs["a"]
    assert only_changed(records) == {"tie kind"}


def test_a_symmetric_tie_has_no_direction(records: Row) -> None:
    """If a opposes b, b opposes a."""
    opposes = next(tie for tie in records["ties"] if tie["kind"] == "opposes")
    opposes["a"], opposes["b"] = opposes["b"], opposes["a"]
    assert only_changed(records) == set()


def test_a_place_far_away_is_found_but_not_located(records: Row) -> None:
    """A namesake on another continent is the wrong place."""
    records["places"][0].update(lat=52.5, lon=13.4)
    assert only_changed(records) == {"place located"}


def test_a_country_is_located_by_its_code(records: Row) -> None:
    """The centre of a country is a matter of taste, its code is not."""
    country = next(place for place in records["places"] if place["kind"] == "country")
    country.update(lat=0.0, lon=0.0)
    assert only_changed(records) == set()


def test_a_wrong_day_is_found_but_not_resolved(records: Row) -> None:
    """Half of a date is to know which one is meant."""
    records["times"][0]["end"] = "2022-02-03"
    assert only_changed(records) == {"time resolved"}


def test_an_actor_found_twice_costs_precision(records: Row) -> None:
    """Two entries for one actor are one too many."""
    records["actors"].append({**records["actors"][0], "id": "again"})
    right, found, wanted = figures(records)["actor found"]
    assert (right, found) == (wanted, wanted + 1)


def test_two_actors_found_as_one_cost_recall(records: Row) -> None:
    """A merger loses one of the two."""
    by_id = {actor["id"]: actor for actor in records["actors"]}
    by_id["ecowas"]["mentions"] += by_id["sn"]["mentions"]
    records["actors"].remove(by_id["sn"])
    right, found, wanted = figures(records)["actor found"]
    assert (right, found) == (wanted - 1, wanted - 1)


def test_figures_are_averaged_over_things_and_not_over_reports() -> None:
    """A report with many claims weighs more than one with few."""
    total = add_up([{"claim content": Tally(9, 10, 10)}, {"claim content": Tally(0, 0, 10)}])["claim content"]
    assert (total.precision, total.recall, total.f1) == (0.9, 0.45, 0.6)


def test_nothing_found_and_nothing_wanted_is_no_division_by_zero() -> None:
    """An empty tally has figures of 0."""
    assert (Tally().precision, Tally().recall, Tally().f1) == (0.0, 0.0, 0.0)


def test_pairs_are_made_from_the_likest_down() -> None:
    """A thing that is wanted by two goes to the one that it is more like."""
    assert match([1.0, 2.0], [2.1, 9.0], lambda w, f: (max(0.0, 2 - abs(w - f)),)) == [(2.0, 2.1)]


def test_token_f1_counts_words() -> None:
    """Two of three words and two of two: F1 is 0.8."""
    assert token_f1("one two three", (0, 13), (4, 13)) == pytest.approx(0.8)


def test_a_degree_of_latitude_is_111_kilometres() -> None:
    """Distances are great-circle distances."""
    assert kilometres((10.0, 5.0), (11.0, 5.0)) == pytest.approx(111.2, abs=0.1)


def test_the_table_has_a_line_for_each_figure() -> None:
    """Name, precision, recall, F1, how many were wanted and found."""
    lines = table({"tie sign": Tally(1, 2, 4)}).splitlines()
    assert lines[1].split() == ["tie", "sign", "0.500", "0.250", "0.333", "4", "2"]
