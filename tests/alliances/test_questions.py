"""The questions of a casebook's network: each answers, says what it rests on, and refuses in clear words where it has no answer."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import dateline
from dateline import alliances
from dateline.alliances import NetworkError, Solution
from dateline.casebook.network import Network, mere_members

from .making import ON, day, row

if TYPE_CHECKING:
    from collections.abc import Callable

WAR = (
    row("Ostrel", "Varna", origin="wire", report="r1"), row("Varna", "Lisk", kind="backs", origin="post", report="r2"),
    row("Ostrel", "Lisk", origin="wire", report="r3"), row("Tamar", "Ostrel", -1, origin="post", report="r4"),
    row("Tamar", "Varna", -1, kind="opposes", origin="wire", report="r5"), row("Tamar", "Dol", origin="herald", report="r6"),
    row("Dol", "Lisk", -1, origin="herald", report="r7"), row("Pel", "Lisk", kind="backs", origin="post", report="r8"),
    row("Pel", "Dol", kind="backs", origin="herald", report="r9"),
)  # fmt: skip
"""Three against two, and one who backs somebody on either side."""
G = Network(WAR, ON)
DOCS = (Path(__file__).parents[2] / "docs" / "alliances.md").read_text(encoding="utf-8")

QUESTIONS: dict[str, Callable[[Network], Any]] = {
    "stands_with": lambda g: g.stands_with("Ostrel"),
    "camps": lambda g: g.camps(),
    "balance": lambda g: g.balance(),
    "triads": lambda g: g.balance().triads,
    "brokers": lambda g: g.brokers()[0],
    "whatif": lambda g: g.whatif(drop_origin="herald").before,
    "resample": lambda g: g.resample(by="origin", n=20),
    "against_chance": lambda g: g.against_chance(samples=20),
    "changes": lambda g: g.changes(day(1, 1, 2023)),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_answer_says_what_it_rests_on(name: str) -> None:
    """Its days, and the reports, origins and ties behind it, none of them empty and all of them from the evidence."""
    basis = QUESTIONS[name](Network(WAR, ON, day(5))).basis
    assert (basis.on, basis.known_by) == (ON, day(5))
    assert set(basis.ties) <= {one.tie for one in WAR}
    assert set(basis.origins) <= {"wire", "post", "herald"}
    assert len(basis.reports) == len(basis.ties) > 0


@pytest.mark.parametrize(
    "figure", [lambda g: g.camps().cost, lambda g: g.camps(2).cost, lambda g: g.balance().frustration], ids=["camps", "two camps", "balance"]
)
def test_a_figure_that_was_optimised_has_its_proof(figure: Callable[[Network], Solution]) -> None:
    """It is no bare number: with it come the bound, the status and the method."""
    found = figure(G)
    assert isinstance(found, Solution)
    assert (found.status, found.bound) == ("optimal", found.value)
    assert found.method


def test_every_misfit_names_its_ties() -> None:
    """Whoever doubts that friends stand in two camps can read why."""
    found = G.camps()
    (misfit,) = found.misfits
    assert found.cost.value == 1
    assert {(misfit.a, misfit.b): misfit.ties} in ({("Dol", "Pel"): (WAR[8].tie,)}, {("Lisk", "Pel"): (WAR[7].tie,)})  # one as good as the other


def test_camps_are_as_many_as_the_ties_ask_for() -> None:
    """Three sides that fight each other are three camps, without anybody having said three."""
    sides = ("a1 a2".split(), "b1 b2".split(), "c1 c2".split())
    rows = [row(side[0], side[1]) for side in sides] + [row(one[0], other[0], -1) for one in sides for other in sides if one < other]
    found = Network(rows, ON).camps()
    assert (found.k, found.camps, found.cost.value) == (None, (("a1", "a2"), ("b1", "b2"), ("c1", "c2")), 0)


def test_two_camps_for_three_sides_have_a_price() -> None:
    """Who asks for two camps gets two, and is told how many ties they contradict."""
    rows = [row("a", "b", -1), row("b", "c", -1), row("a", "c", -1)]
    found = Network(rows, ON).camps(2)
    assert (len(found.camps), found.cost.value) == (2, 1)


def test_brokers_are_found_with_the_camps_of_the_day() -> None:
    """Pel backs somebody on either side."""
    assert G.brokers()[0].actor == "Pel"
    assert G.brokers(G.camps()) == G.brokers()


def test_leaving_an_origin_out_is_a_question_of_the_network() -> None:
    """Without the herald Dol has no tie, and nothing is left of its camp."""
    found = G.whatif(drop_origin="herald")
    assert found.lost == (("Dol", "Lisk"), ("Dol", "Pel"), ("Dol", "Tamar"))
    assert found.after
    assert set(found.before.basis.ties) > set(found.after.basis.ties)


def test_ties_are_drawn_again_by_origin_and_by_nothing_else() -> None:
    """Articles of one origin are no independent witnesses."""
    with pytest.raises(NetworkError, match="only by 'origin'"):
        G.resample(by="article")


def test_contradictions_can_be_kept_dropped_or_decided_by_the_latest() -> None:
    """The three ways to treat a tie of which reports disagree."""
    rows = [row("A", "B", on=day(5, 1)), row("A", "B", -1, on=day(5, 20)), row("B", "C")]
    signs = {way: [edge.sign for edge in Network(rows, ON, contested=way).graph.edges] for way in ("keep", "drop", "latest")}
    assert signs == {"keep": [0, 1], "drop": [1], "latest": [-1, 1]}


@pytest.mark.parametrize("name", sorted(name for name in {*dir(G), *vars(G)} if not name.startswith("_")))
def test_a_question_is_documented(name: str) -> None:
    """Whatever a network answers stands on the page about alliances."""
    assert re.search(rf"`{name}[`(]", DOCS)


@pytest.mark.parametrize("name", [name for name in alliances.__all__ if name[0].islower()])
def test_a_function_is_documented(name: str) -> None:
    """So does each function of `dateline.alliances`."""
    assert re.search(rf"`{name}[`(]|\b{name}\(", DOCS)


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda: G.stands_with("Ostrell"), "near it: Ostrel"),
        (lambda: Network([row("A", "B", on=day(5))], day(1)).camps(), "no tie with a sign is reported to hold on 2024-01-01"),
        (lambda: Network([row("A", "B", on=day(5))], day(1)).balance(), "no tie with a sign is reported to hold on 2024-01-01"),
        (lambda: Network([], ON).camps(), "no tie with a sign is reported to hold"),
        (lambda: Network([], ON).resample(n=5), "no tie with a sign is reported to hold"),
        (lambda: Network([row("A", "B")], ON).against_chance(), "1 pair with a tie among 2 actors closes no cycle"),
        (lambda: G.whatif(drop_origin="nobody"), "no report goes back to the origin nobody"),
        (lambda: G.camps(0), "k can't be 0; it is a whole number, 1 or more"),
        (lambda: G.changes("2025"), "the network is that of 2024-06-01, before 2025-01-01; ask from an earlier day"),
        (lambda: Network(WAR, ON, within=-1), "within can't be -1; it is a whole number, 0 or more, or None so that no tie is too old"),
    ],
)  # fmt: skip
def test_a_question_without_an_answer_is_refused_in_clear_words(ask: Callable[[], Any], words: str) -> None:
    """Never an empty answer."""
    with pytest.raises(NetworkError, match=words):
        ask()


def test_a_solver_that_runs_out_of_time_says_so() -> None:
    """The best division so far comes with the bound, and the words say that it is not proven."""
    rows = [row(f"{a}", f"{b}", 1 if (a * b) % 7 % 2 else -1) for a in range(24) for b in range(a) if (a + b) % 3]
    cost = Network(rows, ON).camps(time_limit=0).cost
    assert cost.status == "time limit"
    assert cost.bound < cost.value
    assert f"time limit reached, at least {cost.bound:g}" in str(cost)


def test_nothing_is_predicted() -> None:
    """Without a back-test on the same casebook there is no forecast, under any of these names."""
    names = [*alliances.__all__, *dir(Network), *dateline.__all__]
    assert [name for name in names if any(word in name.lower() for word in ("predict", "forecast", "future", "project"))] == []


# --- old ties, members, actors without a name ----------------------------------------------------------------------------------------------


def test_an_old_tie_counts_until_days_are_asked_for() -> None:
    """Nothing says that it ended; who wants only what was told lately says how lately."""
    rows = [row("A", "B", on=day(1)), row("B", "C", on=day(5, 30))]
    assert Network(rows, ON).graph.actors == ("A", "B", "C")
    assert Network(rows, ON, within=30).graph.actors == ("B", "C")


def test_what_is_too_old_is_listed_with_its_last_day() -> None:
    """Not reported since, which is not to say that it ended."""
    old = row("A", "B", on=day(1))
    left = Network([old, row("B", "C", on=day(5, 30))], ON, within=30).graph.left_out
    assert [(one.reason, one.ties) for one in left] == [("not reported since 2024-01-01", (old.tie,))]


def test_an_old_tie_that_is_told_of_again_is_no_longer_old() -> None:
    """The days count from the last report."""
    rows = [row("A", "B", on=day(1)), row("A", "B", on=day(5, 20))]
    assert len(Network(rows, ON, within=30).graph.edges) == 1


def test_draws_and_whatif_keep_to_the_days_asked_for() -> None:
    """The old tie is in neither."""
    rows = [row("A", "B", on=day(1), origin="o"), row("B", "C", on=day(5, 30), origin="p"), row("B", "C", on=day(5, 30), origin="q")]
    g = Network(rows, ON, within=30)
    assert {pair for one in g.resample(n=10).together for pair in [(one.a, one.b)]} == {("B", "C")}
    assert g.whatif(drop_origin="o").lost == ()


def test_mere_members_have_no_tie_but_membership() -> None:
    """A senator who opposes nobody, and a senate that does nothing but have members."""
    rows = [row("Senator", "Senate", kind="part_of"), row("Deputy", "Senate", kind="part_of"), row("Deputy", "Rival", -1, kind="opposes")]
    assert mere_members(rows) == {"Senator", "Senate"}


def test_members_of_two_parties_do_not_ally_them() -> None:
    """Two parties that sit in one senate are two, once membership is set aside; and one who sits in it is named as its member."""
    rows = [row(f"{party} member", end, kind="part_of") for party in ("Red", "Blue") for end in (f"{party} Party", "Senate")]
    rows.append(row("Red Party", "Blue Party", -1, kind="opposes"))
    whole = Network(rows, ON)
    narrowed = whole.narrowed(membership=False)
    assert whole.camps().cost.value > 0
    assert (narrowed.camps().camps, narrowed.camps().cost.value) == ((("Blue Party",), ("Red Party",)), 0)
    assert narrowed.members["Senate"] == ("Blue member", "Red member")
    assert len(narrowed.memberships) == 4


def test_a_wing_with_ties_of_its_own_stays_in_the_web() -> None:
    """That it is part of a front tells where a wing stands that fights somebody."""
    rows = [row("Wing", "Front", kind="part_of"), row("Wing", "Army", -1), row("Front", "Army", -1)]
    assert Network(rows, ON).narrowed(membership=False).graph.actors == ("Army", "Front", "Wing")


def test_memberships_that_have_ended_are_no_members() -> None:
    """Who is part of what is told as of the day."""
    rows = [row("A", "B"), row("Minister", "Party", kind="part_of"), row("Minister", "Party", kind="part_of", polarity="ended", on=day(3))]
    assert Network(rows, ON).narrowed(membership=False).members == {}


def test_what_is_set_aside_is_counted_in_words() -> None:
    """The ties of those without a name, and those of membership."""
    rows = [row("A", "B"), row("A", "his critics", -1), row("C", "D", kind="part_of")]
    narrowed = Network(rows, ON).narrowed(without={"his critics"}, membership=False)
    assert narrowed.aside() == "Left out: 1 tie of actors without a name and 1 tie of membership alone."
    assert narrowed.nameless == (rows[1],)
    assert Network(rows, ON).aside() == ""


def test_what_is_set_aside_of_a_day_is_counted_as_of_the_day() -> None:
    """What ended before, or was told of later, is counted where all days are meant."""
    rows = [row("A", "B"), row("A", "his critics", -1, on=day(1), until=day(2)), row("A", "her critics", -1, on=day(5))]
    narrowed = Network(rows, ON).narrowed(without={"his critics", "her critics"})
    assert narrowed.aside() == "Left out: 1 tie of actors without a name."
    assert narrowed.aside(ever=True) == "Left out on all days together: 2 ties of actors without a name."


def test_a_web_of_nothing_but_members_is_refused_with_the_numbers() -> None:
    """Never an empty picture: the message says what was left out, and how to see it."""
    with pytest.raises(NetworkError, match="left out are 1 of actors without a name, 1 of membership alone; ask for these as well"):
        Network([row("A", "his critics", -1), row("C", "D", kind="part_of")], ON).narrowed(without={"his critics"}, membership=False)


def test_a_web_in_which_all_is_too_old_is_refused_with_the_number() -> None:
    """The message names the days that were asked for."""
    with pytest.raises(NetworkError, match="left out are 1 last told of more than 9 days before"):
        Network([row("A", "B", on=day(1))], ON).narrowed(within=9)
