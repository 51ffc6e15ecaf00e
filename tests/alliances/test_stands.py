"""One actor's stand, brokers, random graphs, resampling, and the log of changes."""

from __future__ import annotations

import collections

import numpy as np
import pytest

from dateline.alliances import NetworkError, against_chance, balance, brokers, camps, change_points, changes, graph, resample, stands_with, whatif
from dateline.alliances.balance import arrays
from dateline.alliances.nulls import switch

from .making import ON, day, drawn, published, row


def test_friends_foes_contested_and_unknown_are_told_apart() -> None:
    """An actor with whom no tie is reported is unknown and not neutral."""
    found = stands_with(graph([row("A", "B"), row("A", "C", -1), row("A", "D"), row("A", "D", -1), row("B", "E")], ON), "A")
    assert [[edge.other("A") for edge in side] for side in (found.friends, found.foes, found.contested)] == [["B"], ["C"], ["D"]]
    assert found.unknown == ("E",)


def test_denied_and_sought_ties_are_shown_apart() -> None:
    """They are neither friends nor foes."""
    found = stands_with(graph([row("A", "B", polarity="denied"), row("A", "C", polarity="sought")], ON), "A")
    assert (len(found.denied), len(found.sought), found.friends) == (1, 1, ())


def test_an_unknown_actor_is_refused_with_like_names() -> None:
    """The message offers the name that was meant."""
    with pytest.raises(NetworkError, match="near it: Ostrel"):
        stands_with(drawn(("Ostrel", "Varna", 1)), "Ostrell")


def test_a_broker_has_friends_in_two_hostile_camps() -> None:
    """With the ties that make it one."""
    found = drawn(("A", "B", 1), ("C", "D", 1), ("A", "C", -1), ("B", "D", -1), ("A", "D", -1), ("A", "X", 1), ("B", "X", 1), ("C", "X", 1))
    broker = brokers(found, camps(found))[0]
    assert (broker.actor, broker.friends, broker.hostile, len(broker.ties)) == ("X", (("A", "B"), ("C",)), 3, 3)


def test_random_graphs_keep_signed_degrees() -> None:
    """Each actor has as many friends and foes as before, and other ones."""
    _, ends, signed = arrays(published("gahuku_gama").signed)
    mixed = switch(ends, signed, np.random.default_rng(1))

    def degrees(pairs: np.ndarray[tuple[int, int], np.dtype[np.int64]]) -> collections.Counter[tuple[int, float]]:
        return collections.Counter((node, sign) for pair, sign in zip(pairs.tolist(), signed.tolist(), strict=True) for node in pair)

    assert degrees(mixed) == degrees(ends)
    assert len({tuple(pair) for pair in mixed.tolist()} - {tuple(pair) for pair in ends.tolist()}) > 10


def test_gahuku_gama_is_more_balanced_than_chance() -> None:
    """Few random graphs with its signed degrees have as many balanced triads or as little frustration."""
    found = against_chance(published("gahuku_gama"), samples=60, seed=1)
    assert found.balanced_triads == pytest.approx(59 / 68)
    assert (found.samples, found.frustration_share < 0.05, (found.balanced_triads_share or 1) < 0.05) == (60, True, True)


def test_a_sparse_web_is_held_against_chance_with_its_own_frustration() -> None:
    """As reports draw them, with many small webs and single ties: what is compared is not how far a search got, but the proven figure."""
    random = np.random.default_rng(0)
    pairs = sorted({(min(pair), max(pair)) for pair in random.integers(0, 250, (220, 2)).tolist() if pair[0] != pair[1]})
    web = drawn(*((f"{a:03}", f"{b:03}", int(random.choice([1, -1]))) for a, b in pairs))
    assert against_chance(web, samples=1).frustration == balance(web).frustration.value == 8


def test_resampling_says_how_often_two_stand_together() -> None:
    """A tie with one origin of two is gone from many samples; one that both tell of never is."""
    rows = [row("A", "B", origin="o1"), row("A", "B", origin="o2"), row("B", "C", origin="o1"), row("C", "D", origin="o2"), row("C", "D", origin="o1")]
    found = resample(rows, ON, n=100, seed=3)
    odds = {(pair.a, pair.b): pair.probability for pair in found.together}
    assert (odds["A", "B"], odds["C", "D"], 0.6 < odds["B", "C"] <= 1) == (1, 1, True)
    assert {pair.samples for pair in found.together} == {100}
    assert odds["A", "D"] == pytest.approx(0.75, abs=0.12)


def test_resampling_is_the_same_for_the_same_seed() -> None:
    """Figures can be made again."""
    rows = [row("A", "B"), row("B", "C", -1), row("A", "C", -1)]
    assert resample(rows, ON, n=20, seed=5) == resample(rows, ON, n=20, seed=5)


def test_leaving_an_origin_out_shows_what_it_alone_carried() -> None:
    """Without the one report of the tie between B and C the camp falls apart."""
    rows = [row("A", "B"), row("B", "C", origin="only"), row("C", "D")]
    found = whatif(rows, ON, drop_origin="only")
    assert (found.lost, found.moved) == ((("B", "C"),), (("A", "C"), ("A", "D"), ("B", "C"), ("B", "D")))


def test_leaving_out_an_unknown_origin_is_refused() -> None:
    """It would change nothing and look like a finding."""
    with pytest.raises(NetworkError, match="no report goes back to the origin nobody"):
        whatif([row("A", "B")], ON, drop_origin="nobody")


def test_the_log_tells_what_is_new_ended_flipped_and_contested() -> None:
    """Each change on the day from which it holds."""
    rows = [
        row("A", "B", on=day(2)), row("A", "B", on=day(3), polarity="ended"),
        row("C", "D", on=day(1)), row("C", "D", -1, on=day(4)),
        row("E", "F", on=day(1)), row("E", "F", -1, on=day(1, 20)),
    ]  # fmt: skip
    found = changes(rows, day(1, 2), ON).changes
    assert [(change.on, change.kind, change.a) for change in found] == [
        (day(1, 20), "contested", "E"),
        (day(2), "new", "A"),
        (day(3), "ended", "A"),
        (day(4), "flipped", "C"),
    ]


def test_a_change_carries_the_ties_that_say_so() -> None:
    """The report of the end stands with that of the tie."""
    begun, over = row("A", "B", on=day(2), quote="are allies"), row("A", "B", on=day(3), polarity="ended", quote="broke off their alliance")
    (found,) = changes([begun, over], day(2, 2), ON).changes
    assert {told.quote for told in found.evidence} == {"are allies", "broke off their alliance"}


def test_days_in_the_wrong_order_are_refused() -> None:
    """The first can't come after the second; a single day is a span like any other."""
    with pytest.raises(NetworkError, match=r"the first day, 2024-06-01, comes after the last, 2024-05-01; exchange the two"):
        changes([], ON, day(5))
    assert [change.on for change in changes([row("A", "B", on=day(5))], day(5), day(5)).changes] == [day(5)]


def test_a_clear_break_lasts_over_a_wide_range_of_penalties() -> None:
    """And a flat series has none under any."""
    found = change_points([0, 0.1, 0, 0.1, 0, 5, 5.1, 5, 5.1, 5])
    widest = max(found[1:], key=lambda segmentation: (segmentation.highest or 0) - segmentation.lowest)
    assert (found[0].points, widest.points) == ((), (5,))
    assert [segmentation.points for segmentation in change_points([1.0] * 8)] == [()]


def test_the_penalties_leave_no_gap() -> None:
    """Each description ends where the next one begins."""
    found = change_points([1, 4, 2, 8, 5, 7, 1, 1, 2, 9])
    assert [segmentation.lowest for segmentation in found[:-1]] == [segmentation.highest for segmentation in found[1:]]
    assert found[0].highest is None


def test_a_short_series_is_refused() -> None:
    """Three values hold no change of level."""
    with pytest.raises(NetworkError, match="too short"):
        change_points([1, 2, 3])
