"""The signed graph of a day: two clocks, groups, contradictions, origins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from dateline.alliances import NetworkError, graph, triads

from .making import ON, day, row

if TYPE_CHECKING:
    import datetime as dt


def signs(*rows: Any, on: dt.date = ON, **options: Any) -> dict[tuple[str, str], int]:
    """The sign of each edge on a day."""
    return {(edge.a, edge.b): edge.sign for edge in graph(rows, on, **options).edges}


@pytest.mark.parametrize(("on", "held"), [(day(2, 29), False), (day(3), True), (day(4), True), (day(4, 2), False)])
def test_a_dated_tie_holds_between_its_days(on: dt.date, held: bool) -> None:
    """Both days belong to it, whenever it was reported."""
    assert bool(signs(row("A", "B", on=day(5), since=day(3), until=day(4)), on=on)) is held


def test_an_undated_tie_is_never_carried_backward() -> None:
    """What was reported in March says nothing of February."""
    assert signs(row("A", "B", on=day(3)), on=day(2)) == {}


def test_an_undated_tie_is_carried_forward_with_its_age() -> None:
    """It holds until an end is reported, and shows how long ago it was last known."""
    (edge,) = graph([row("A", "B", on=day(3)), row("A", "B", on=day(4))], day(4, 11)).edges
    assert edge.age == 10


def test_a_tie_is_not_known_before_it_was_reported() -> None:
    """The second clock: a reader in April doesn't know what May tells of March."""
    told = row("A", "B", on=day(5), since=day(3))
    assert (signs(told, on=day(3)), signs(told, on=day(3), known_by=day(4))) == ({("A", "B"): 1}, {})


def test_an_end_ends_ties_of_its_kind() -> None:
    """The war is over, and the hostility that was reported beside it is not."""
    war, enmity = row("A", "B", -1), row("A", "B", -1, kind="opposes")
    (edge,) = graph([war, enmity, row("A", "B", -1, on=day(3), polarity="ended")], day(3)).edges
    assert edge.ties == (enmity.tie,)


def test_an_end_leaves_later_ties_alone() -> None:
    """A war that breaks out again is a new one."""
    assert signs(row("A", "B", -1, on=day(3), polarity="ended"), row("A", "B", -1, on=day(4))) == {("A", "B"): -1}


def test_a_tie_reported_as_past_held_in_its_past() -> None:
    """That a war lasted from 1980 to 1988 makes an edge in 1985 and none today."""
    past = row("A", "B", -1, polarity="ended", since=day(9, year=1980), until=day(8, year=1988))
    assert (signs(past, on=day(1, year=1985)), signs(past)) == ({("A", "B"): -1}, {})


@pytest.mark.parametrize("polarity", ["sought", "denied"])
def test_sought_and_denied_ties_are_no_edges(polarity: str) -> None:
    """They stand aside, to be shown."""
    told = row("A", "B", polarity=polarity)
    found = graph([told], ON)
    assert (found.edges, found.aside) == ((), (told,))


def test_a_denial_contests_the_tie_that_it_denies() -> None:
    """The edge stays, with the denial beside it."""
    denial = row("A", "B", on=day(1, 9), polarity="denied")
    (edge,) = graph([row("A", "B"), denial], day(1, 9)).edges
    assert (edge.sign, edge.contested, edge.denials) == (1, True, (denial,))


def test_contradictory_ties_are_kept_and_contested() -> None:
    """With as many origins on both sides the edge pulls nowhere."""
    (edge,) = graph([row("A", "B"), row("A", "B", -1)], ON).edges
    assert (edge.sign, edge.weight, edge.contested, len(edge.ties)) == (0, 0.0, True, 2)


def test_a_contested_edge_weighs_the_margin_of_its_origins() -> None:
    """Three origins against one leave a half."""
    (edge,) = graph([row("A", "B"), row("A", "B"), row("A", "B"), row("A", "B", -1)], ON).edges
    assert (edge.sign, edge.weight) == (1, 0.5)


def test_origins_are_counted_and_articles_are_not() -> None:
    """Five copies of one telling don't outvote another telling."""
    copies = [row("A", "B", origin="agency") for _ in range(5)]
    (edge,) = graph([*copies, row("A", "B", -1)], ON).edges
    assert (edge.sign, len(edge.origins), len(edge.ties)) == (0, 2, 6)


def test_too_few_origins_make_no_edge() -> None:
    """What is left out says why, with its ties."""
    told = row("A", "B")
    found = graph([told, row("A", "C"), row("A", "C")], ON, min_origins=2)
    assert (found.actors, found.left_out[0].ties) == (("A", "C"), (told.tie,))
    assert "fewer than 2 independent origins" in found.left_out[0].reason


def test_contested_edges_can_be_dropped() -> None:
    """They are listed as left out."""
    found = graph([row("A", "B"), row("A", "B", -1), row("B", "C")], ON, contested="drop")
    assert (found.actors, found.left_out[0].reason) == (("B", "C"), "contested")


def test_the_latest_sign_can_decide() -> None:
    """Both sides stay visible in the edge."""
    (edge,) = graph([row("A", "B"), row("A", "B", -1, on=day(1, 9))], day(1, 10), contested="latest").edges
    assert (edge.sign, edge.weight, len(edge.positive)) == (-1, 1.0, 1)


def test_a_carried_tie_gives_way_to_a_much_later_one() -> None:
    """Friends of January who fight in May have fallen out; the reports don't contradict each other."""
    (edge,) = graph([row("A", "B"), row("A", "B", -1, on=day(5))], ON).edges
    assert (edge.sign, edge.contested) == (-1, False)


def test_a_tie_whose_dates_cover_the_day_never_gives_way() -> None:
    """A treaty to the end of the year is contested by a fight in May and not forgotten."""
    (edge,) = graph([row("A", "B", until=day(12, 31)), row("A", "B", -1, on=day(5))], ON).edges
    assert edge.contested


def statement(opponents: int, *others: tuple[str, str, int]) -> list[Any]:
    """A statement of 41 groups against some states, and other ties."""
    signatories = tuple(f"group {number}" for number in range(41))
    against = [row("41 groups", f"state {number}", -1, statement="s", origin="s", size_a=41, members_a=signatories) for number in range(opponents)]
    return against + [row(*other) for other in others]


def test_a_statement_of_many_groups_is_one_node() -> None:
    """Forty-one signatories against two states: three actors, two ties, no triad."""
    found = graph(statement(2), ON)
    assert (len(found.actors), len(found.edges), triads(found).total) == (3, 2, 0)


@pytest.mark.parametrize(
    ("rows", "ties", "found"),
    [(statement(2), 902, 12_300), (statement(5, ("state 0", "state 1", 1), ("state 0", "state 9", 1)), 1_027, 14_801)],
    ids=["against two", "against five, with two ties more"],
)
def test_expansion_makes_a_clique_that_proves_nothing(rows: list[Any], ties: int, found: int) -> None:
    """Every triad of it is balanced, because one sentence made them all."""
    counted = triads(drawn := graph(rows, ON, groups="expand"))
    assert (len(drawn.edges), counted.total, counted.balanced) == (ties, found, found)


def test_expanded_pairs_share_the_weight_of_one_statement() -> None:
    """All 902 weigh as much as one tie."""
    assert sum(edge.weight for edge in graph(statement(2), ON, groups="expand").edges) == pytest.approx(1)


def test_a_group_without_named_members_stays_one_node() -> None:
    """Nobody can say who the forty are."""
    assert graph([row("40 groups", "B", -1, size_a=40)], ON, groups="expand").actors == ("40 groups", "B")


def test_a_tie_of_an_actor_with_itself_is_left_out() -> None:
    """Two names that turn out to be one actor make no edge."""
    found = graph([row("A", "A")], ON)
    assert (found.edges, found.left_out[0].reason) == ((), "both ends are one actor")


@pytest.mark.parametrize(
    ("rows", "options", "message"),
    [
        ([row("A", "B", since=day(3), until=day(2))], {}, "correct one of the two days"),
        ([row("A", "B", tie="t"), row("A", "C", tie="t")], {}, "tie id t"),
        ([], {"groups": "clique"}, "node, expand"),
        ([], {"contested": "ignore"}, "keep, drop, latest"),
        ([], {"min_origins": 0}, "1 or more"),
    ],
)
def test_bad_input_is_refused_with_the_fix(rows: list[Any], options: dict[str, Any], message: str) -> None:
    """The message says what to do."""
    with pytest.raises(NetworkError, match=message):
        graph(rows, ON, **options)


def test_a_graph_says_what_it_rests_on() -> None:
    """Days, reports, origins and ties."""
    found = graph([row("A", "B", origin="o", report="r1"), row("A", "B", origin="o", report="r2")], ON, known_by=ON)
    assert str(found.basis) == "on 2024-06-01, as known by 2024-06-01: 2 ties in 2 reports of 1 origin"
