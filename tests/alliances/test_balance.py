"""Balance and camps: against published figures, against exhaustive search, and with the clock running out."""

from __future__ import annotations

import itertools
import time
from typing import Any

import numpy as np
import pytest

from dateline.alliances import NetworkError, SignedGraph, balance, camps, graph, search, triads
from dateline.alliances.balance import frustrated, two_sides

from .making import ON, drawn, planted, published, row


def small(seed: int, *, weighted: bool) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """A random signed graph of nine nodes."""
    random = np.random.default_rng(seed)
    pairs = [pair for pair in itertools.combinations(range(9), 2) if random.random() < 0.5]
    weights = random.choice([0.25, 0.5, 1.0], len(pairs)) if weighted else np.ones(len(pairs))
    return np.array(pairs), weights * random.choice([1, -1], len(pairs))


def named(ends: np.ndarray[Any, Any], signed: np.ndarray[Any, Any]) -> Any:
    """The same as a graph of actors."""
    return drawn(*((f"{a:03}", f"{b:03}", int(np.sign(sign))) for (a, b), sign in zip(ends.tolist(), signed, strict=True)))


def partitions(count: int) -> Any:
    """All divisions of some nodes into camps."""

    def grow(labels: list[int]) -> Any:
        if len(labels) == count:
            yield labels
            return
        for label in range(max(labels, default=-1) + 2):
            yield from grow([*labels, label])

    return grow([])


def test_gahuku_gama_has_58_ties_29_of_them_negative() -> None:
    """The network is written down in full."""
    found = published("gahuku_gama")
    assert (len(found.actors), len(found.edges), sum(edge.sign < 0 for edge in found.edges)) == (16, 58, 29)


def test_gahuku_gama_has_59_balanced_triads_of_68() -> None:
    """As published."""
    found = triads(published("gahuku_gama"))
    assert (found.balanced, found.total) == (59, 68)


def test_gahuku_gama_has_frustration_7_and_one_optimum() -> None:
    """Proven, with no other division as good."""
    found = balance(published("gahuku_gama"), alternatives=5)
    assert (found.frustration.value, found.frustration.bound, found.frustration.status) == (7, 7, "optimal")
    assert (len(found.division.frustrated), found.alternatives, found.complete) == (7, (), True)


def test_gahuku_gama_has_three_camps_and_two_violations() -> None:
    """With k free; both are friends of Masil in another camp (Hage & Harary 1983)."""
    found = camps(published("gahuku_gama"))
    assert (len(found.camps), found.cost.value, found.cost.status) == (3, 2, "optimal")
    assert [(misfit.a, misfit.b) for misfit in found.misfits] == [("Masil", "Nagam"), ("Masil", "Uheto")]


def test_the_great_powers_of_1907_are_balanced() -> None:
    """The two alliances of the First World War."""
    found = published("great_powers_1907")
    assert balance(found).frustration.value == 0
    assert camps(found).camps == (("AUH", "DEU", "ITA"), ("FRA", "GBR", "RUS"))


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_frustration_is_that_of_exhaustive_search(seed: int, weighted: bool) -> None:
    """No division of nine actors is better than the one that is called optimal."""
    ends, signed = small(seed, weighted=weighted)
    least = min(np.abs(signed[frustrated(ends, signed, np.array(sides))]).sum() for sides in itertools.product([1, -1], repeat=9))
    found = two_sides(ends, signed, deadline=time.monotonic() + 20)
    reached = np.abs(signed[frustrated(ends, signed, np.array([found.side.get(node, 1) for node in range(9)]))]).sum()
    assert [reached, found.bound] == pytest.approx([least, least])


@pytest.mark.parametrize("k", [None, 1, 2, 3])
@pytest.mark.parametrize("seed", range(4))
def test_camps_cost_what_exhaustive_search_finds(seed: int, k: int | None) -> None:
    """With k free and with k camps at most."""
    ends, signed = small(seed, weighted=False)
    least = min(search.cost_of(labels, ends, signed) for labels in partitions(9) if k is None or max(labels) < k)
    found = camps(named(ends, signed), k)
    assert (found.cost.value, found.cost.status) == (least, "optimal")


@pytest.mark.parametrize("seed", range(4))
def test_alternatives_are_all_there_are(seed: int) -> None:
    """As many divisions of least frustration as exhaustive search finds, mirror images counted once."""
    ends, signed = small(seed, weighted=False)
    costs = [np.abs(signed[frustrated(ends, signed, np.array([1, *sides]))]).sum() for sides in itertools.product([1, -1], repeat=8)]
    found = balance(named(ends, signed), alternatives=200)
    assert (len(found.alternatives) + 1, found.complete) == (sum(cost == min(costs) for cost in costs), True)


def test_camps_of_equal_cost_are_told() -> None:
    """B is torn between two foes: it may stand with either, and with neither at a higher price."""
    found = camps(drawn(("A", "B", 1), ("B", "C", 1), ("A", "C", -1)), alternatives=5)
    assert {found.camps, *found.alternatives} == {(("A", "B"), ("C",)), (("B", "C"), ("A",)), (("A", "B", "C"),)}
    assert found.complete


def test_what_is_counted_after_the_search_takes_no_longer_than_the_graph_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """The edges are gathered a few times, and not once for each that contradicts the answer: of a large graph that would take as long as the search."""
    gathered: list[int] = []
    edges = SignedGraph.signed.fget  # type: ignore[attr-defined] # a property has it

    def counted(web: SignedGraph) -> Any:
        gathered.append(1)
        return edges(web)

    monkeypatch.setattr(SignedGraph, "signed", property(counted))
    found = balance(drawn(*((f"{a:02}", f"{b:02}", -1) for a, b in itertools.combinations(range(12), 2))))
    assert len(found.frustrated_ties) == 30
    assert 0 < len(gathered) < 8


def test_a_graph_without_a_cycle_is_refused() -> None:
    """The reason is given, with the number of ties."""
    with pytest.raises(NetworkError, match="2 pairs with a tie among 3 actors close no cycle"):
        balance(drawn(("A", "B", 1), ("B", "C", -1)))


@pytest.mark.parametrize("analysis", [balance, camps])
def test_a_day_without_ties_is_refused(analysis: Any) -> None:
    """Clear words, never an empty answer."""
    with pytest.raises(NetworkError, match="no tie with a sign is reported to hold on 2024-06-01"):
        analysis(graph([], ON))


def test_contested_edges_without_a_majority_pull_nowhere() -> None:
    """A triangle with one of them has no cycle left to measure."""
    with pytest.raises(NetworkError, match="close no cycle"):
        balance(graph([row("A", "B"), row("B", "C"), row("A", "C"), row("A", "C", -1)], ON))


def test_an_actor_without_friends_is_a_camp_of_its_own() -> None:
    """Two foes of one actor are not friends for that."""
    assert camps(drawn(("A", "B", -1), ("A", "C", -1))).camps == (("A",), ("B",), ("C",))


def test_a_margin_says_what_holds_an_actor_and_what_would_move_it() -> None:
    """B has two friends in its camp and one outside, who is the foe of both."""
    found = camps(drawn(("A", "B", 1), ("B", "C", 1), ("A", "C", 1), ("B", "D", 1), ("A", "D", -1), ("C", "D", -1)))
    (margin,) = [margin for margin in found.margins if margin.actor == "B"]
    assert (found.camp_of("B"), margin.to, margin.change, len(margin.holds), len(margin.pulls)) == (("A", "B", "C"), ("D",), 1, 2, 1)


def test_an_actor_in_no_camp_is_named() -> None:
    """With the day."""
    with pytest.raises(NetworkError, match="X has no tie with a sign on 2024-06-01"):
        camps(drawn(("A", "B", 1))).camp_of("X")


@pytest.mark.parametrize("analysis", [balance, camps])
def test_when_time_runs_out_a_bound_is_given(analysis: Any) -> None:
    """The status says so, and the bound lies below the value that was reached."""
    found = analysis(named(*planted(60, 400, camps=3, noise=0.4, within=0.5, seed=1)), time_limit=0.0)
    solution = found.frustration if analysis is balance else found.cost
    assert (solution.status, solution.bound <= solution.value) == ("time limit", True)
    assert "at least" in str(solution)


def test_local_search_gives_no_proof() -> None:
    """The search alone reaches a value and no bound above what is decided without it."""
    found = balance(published("gahuku_gama"), solver="search").frustration
    assert (found.value, found.status, found.method) == (7, "time limit", "tabu search")


def test_planted_camps_are_found() -> None:
    """Little noise doesn't hide four camps, and the answer is proven."""
    found = camps(named(*planted(60, 500, camps=4, noise=0.02, within=0.6, seed=3)))
    assert (len(found.camps), found.cost.status) == (4, "optimal")


def test_nobody_moves_to_a_camp_that_there_may_not_be() -> None:
    """With as many camps as are allowed an actor can go to another, and not stand alone."""
    web = drawn(("A", "B", 1), ("B", "C", -1), ("C", "D", 1))
    assert {margin.to for margin in camps(web, 2).margins if margin.actor in {"A", "D"}} <= {("A", "B"), ("C", "D")}
    assert all(margin.to for margin in camps(web, 2).margins)
    assert camps(web, 1).margins == ()
    assert [margin.to for margin in camps(web).margins if margin.actor == "A"] == [()]


@pytest.mark.parametrize("k", [0, -1])
def test_an_impossible_number_of_camps_is_refused(k: int) -> None:
    """Leave k out to let the ties decide."""
    with pytest.raises(NetworkError, match=rf"k can't be {k}; it is a whole number, 1 or more, or None so that the ties decide"):
        camps(drawn(("A", "B", 1)), k)


@pytest.mark.parametrize("analysis", [balance, camps])
def test_a_large_graph_is_answered_with_a_bound_when_its_time_is_over(analysis: Any) -> None:
    """A thousand actors with six thousand ties, far too many to be proven: the answer comes in time, and something is known of how good it can be."""
    web = named(*planted(1000, 6000, camps=6, noise=0.15, within=0.7, seed=5))
    started = time.monotonic()
    found = analysis(web, time_limit=6.0)
    taken = time.monotonic() - started
    solution = found.frustration if analysis is balance else found.cost
    assert solution.status == "time limit"
    assert 0 < solution.bound < solution.value
    assert taken < 12  # twice the limit, for a machine that does other things as well


@pytest.mark.parametrize(("nodes", "ties", "within"), [(150, 1300, 0.85), (240, 500, 0.8)])
@pytest.mark.parametrize("analysis", [balance, camps])
def test_graphs_of_the_size_of_state_systems_are_proven_in_seconds(analysis: Any, nodes: int, ties: int, within: float) -> None:
    """Three planted camps with one tie in twenty of the wrong sign, in less than five seconds of the processor."""
    web = named(*planted(nodes, ties, camps=3, noise=0.05, within=within, seed=2))
    started = time.process_time()
    found = analysis(web)
    assert (found.frustration if analysis is balance else found.cost).status == "optimal"
    assert time.process_time() - started < 5
