"""The same event in different reports."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from dateline.linking.accounts import figures_of, occurrences, stem
from dateline.linking.happenings import MOST_GROUPS, Dates, Range, best_group, block_keys, group_happenings, nearest, with_origins
from dateline.linking.likeness import likeness, rarity

from .making import actor, reading, strike

if TYPE_CHECKING:
    from dateline.linking.accounts import Occurrence
    from dateline.records.model import Reading

ONE = "Russia bombed the market of Sarna on Friday, a day after the Red Front had taken the hill above it."
TWO = "Planes that Russia sent bombed a market in Sarna on Friday and hit stalls of the Red Front's suppliers."
FAR = "Turkey bombed a mine near Dovu in the spring, and the White Front had to give up the road."


def one(text: str = ONE, published: str = "2024-03-02", **fields: Any) -> Reading:
    """A reading with one strike."""
    values: dict[str, Any] = {"actor": ("Russia",), "recipient": ("Red Front",), "place": ("Sarna",), "when": "2024-03-01"} | fields
    return reading(text, strike(text, **values), published=published)


def groups(*readings: Reading) -> list[tuple[str, ...]]:
    """The groups of reports called by their numbers."""
    everything = [item for number, read in enumerate(readings) for item in occurrences(str(number), read)]
    return sorted(tuple(report for report, _ in happening.members) for happening in group_happenings(everything))


def test_accounts_of_one_event_are_grouped() -> None:
    """Two reports of one strike are one group."""
    assert groups(one(), one(TWO)) == [("0", "1")]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (FAR, {"actor": ("Turkey",), "recipient": ("White Front",), "place": ("Dovu",), "when": "2024-02-20"}),
        (TWO, {"when": "2024-02-20"}),
        (FAR.replace("Turkey bombed a mine", "Planes that Russia sent bombed a mine"), {"place": ("Dovu",), "recipient": ("White Front",), "when": None}),
    ],
    ids=["all else", "another day", "another target elsewhere"],
)
def test_other_events_stay_apart(text: str, fields: dict[str, Any]) -> None:
    """What happened elsewhere, at another time or was something else is another event."""
    assert groups(one(), one(text, **fields)) == [("0",), ("1",)]


def test_accounts_that_name_another_actor_are_grouped() -> None:
    """Reports of one strike that disagree about who did it are about one event: that is what a dispute is."""
    text = TWO.replace("Russia", "Turkey")
    assert groups(one(), one(text, actor=("Turkey",))) == [("0", "1")]


def test_events_of_one_report_stay_apart() -> None:
    """Two events that their own report tells apart are never put together."""
    read = reading(ONE, strike(ONE, actor=("Russia",), place=("Sarna",)), strike(ONE, id="e2", actor=("Russia",), place=("Sarna",)))
    assert groups(read) == [("0",), ("0",)]


def test_what_is_only_wanted_has_not_happened() -> None:
    """Intended and hypothetical events are no accounts of an event."""
    assert occurrences("0", one(status="intended")) == ()
    assert occurrences("0", one(status="hypothetical")) == ()


def test_nothing_is_merged() -> None:
    """A group gives the range of tolls and of dates of each origin, and the accounts themselves unchanged."""
    reports = [one(killed=[(4, ())]), one(TWO, killed=[((6, 9), ())]), one(TWO, killed=[((7, None), ())], when=None)]
    everything = [item for number, read in enumerate(reports) for item in occurrences(str(number), read, origin="wire" if number else "paper")]
    (happening,) = group_happenings(everything)
    assert happening.tolls == (Range(what="killed", origin="paper", min=4, max=4), Range(what="killed", origin="wire", min=6, max=None))
    friday = reports[0].events[0].when
    assert friday is not None
    assert happening.dates == tuple(Dates(origin=origin, start=friday.start, end=friday.end) for origin in ("paper", "wire"))
    assert set(happening.occurrences) == set(everything)


def test_accounts_of_one_event_share_a_block() -> None:
    """Events that should be compared have a key in common also across the turn of a week, and those of other weeks, actors and places have none."""
    (friday,) = occurrences("0", one())
    shifted = [occurrences("1", one(TWO, when=f"2024-03-{number:02}"))[0] for number in range(1, 4)]
    assert all(block_keys(friday) & block_keys(other) for other in shifted)
    (elsewhere,) = occurrences("1", one(FAR, actor=("Turkey",), recipient=("White Front",), place=("Dovu",), when="2024-06-01", anchor="give up"))
    assert not block_keys(friday) & block_keys(elsewhere)


def test_groups_that_share_most_come_first_and_few_are_looked_at() -> None:
    """However many groups share a block with an event, it is compared with a few, those that share most."""
    blocks = {"shelled": list(range(1000)), "town": [7, 5], "day": [7]}
    near = nearest(["shelled", "town", "day"], lambda key: blocks[str(key)])
    assert near[:2] == [7, 5]
    assert len(near) == MOST_GROUPS


def test_joining_a_stored_group() -> None:
    """A new event finds the group that it belongs to among several, and none where it belongs to none."""
    (first,), (far,), (new,) = (
        occurrences("0", one()),
        occurrences("1", one(FAR, actor=("Turkey",), recipient=("White Front",), place=("Dovu",), when="2024-02-20")),
        occurrences("2", one(TWO)),
    )
    found = best_group(new, {"7": [first], "8": [far]})
    assert found is not None
    assert found[0] == "7"
    assert best_group(new, {"8": [far]}) is None


@pytest.mark.parametrize(("days", "weight"), [(1, 1.2), (7, 1.2), (31, 0.5), (365, 0.1)])
def test_the_vaguer_a_date_the_less_it_says(days: int, weight: float) -> None:
    """One day in common says that two events are one; one year in common is mostly chance."""
    (left,), (right,) = occurrences("0", one()), occurrences("1", one(TWO))
    assert left.start is not None
    vague = replace(right, start=left.start, end=left.start + datetime.timedelta(days=days - 1))
    assert weight in {value for name, value in likeness(left, vague).evidence if name in ("same date", "dates that overlap")}
    assert likeness(left, vague).score == likeness(vague, left).score


def test_likeness_gives_its_evidence() -> None:
    """The score is made of named evidence, and is the same in both directions."""
    (left,), (right,) = occurrences("0", one()), occurrences("1", one(TWO))
    found = likeness(left, right)
    assert {"bomb", "names in common", "same actor", "same recipient", "same place", "same date"} <= {name for name, _ in found.evidence}
    assert found.score == likeness(right, left).score


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("resign", "resignation", True), ("announce", "announcement", True), ("deliver", "delivery", True), ("kill", "killing", True), ("die", "death", True),
        ("sell", "sale", True), ("appoint", "appointment", True), ("arrest", "arrest", True), ("attack", "attend", False), ("bomb", "bond", False),
        ("strike", "strip", False),
    ],
)  # fmt: skip
def test_a_verb_and_its_noun_have_one_stem(one: str, other: str, same: bool) -> None:
    """What one report tells by a verb another tells by the noun that is made from it."""
    assert (stem(one) == stem(other)) is same


def test_who_is_named_beside_an_event_tells_it_from_others() -> None:
    """Names in the sentence count also where no role of the event holds them."""
    told: dict[str, Any] = {"actor": (), "recipient": (), "place": (), "when": None}
    (left,), (right,) = occurrences("0", one(**told)), occurrences("1", one(TWO, **told))
    assert left.names >= {"state:RU", "group:red"}
    bare = replace(right, names=frozenset())
    assert likeness(left, right).score > likeness(left, bare).score > likeness(left, replace(right, names=frozenset({"state:TR"}))).score


def test_every_day_s_strike_is_another() -> None:
    """Strikes on one town on two days are two, in whatever like words; of one day they are one, also where the reports name other doers."""
    days = [one(ONE.replace("Friday", name), when=f"2024-03-{number:02}") for number, name in enumerate(("Friday", "Saturday", "Monday"), start=1)]
    assert groups(*days) == [("0",), ("1",), ("2",)]


def test_a_date_that_one_report_gets_wrong() -> None:
    """The same toll says that two reports of two days are of one event more than another toll does."""
    (left,) = occurrences("0", one(killed=[(14, ())]))
    (same,) = occurrences("1", one(TWO, when="2024-03-02", killed=[(14, ())]))
    (other,) = occurrences("1", one(TWO, when="2024-03-02", killed=[(15, ())]))
    assert likeness(left, same).score > likeness(left, other).score


@pytest.mark.parametrize(("kind", "day", "one_group"), [("person", "2024-03-05", True), ("person", "2024-07-05", False), ("armed group", "2024-03-05", False)])
def test_what_happened_to_one_person_has_two_dates(kind: Any, day: str, one_group: bool) -> None:
    """A person is hardly arrested twice in a week, so that two dates are a dispute about one arrest; months later, or of a group, it is another."""
    text = "Russia arrested Ana Lima in Sarna with two clerks of the Red Front, at the gate of the old mill."
    whom = actor(text, "Ana Lima", kind)
    told = [
        reading(
            text,
            strike(text, type="COERCE", anchor="arrested", actor=("Russia",), recipient=("Ana Lima",), place=("Sarna",), when=when),
            actors=(actor(text, "Russia"), whom),
        )
        for when in ("2024-03-01", day)
    ]
    assert groups(*told) == ([("0", "1")] if one_group else [("0",), ("1",)])


def test_news_is_of_the_days_before_its_report() -> None:
    """What a report tells in its first sentences, without a date, is no event of weeks before; what it comes back to later may be."""
    (old,) = occurrences("0", one(when="2024-02-01"))
    (news,) = occurrences("1", one(TWO, when=None))
    (background,) = occurrences("2", one(f"{'Rain fell on the hills and nobody left the house. ' * 7}{TWO}", when=None))
    assert (news.news, background.news) == (True, False)
    assert likeness(old, background).score > likeness(old, news).score


@pytest.mark.parametrize("type_", ["AGREE", "SUPPORT", "RETREAT", "ACCUSE"])
def test_what_another_says_or_signs_is_another_act(type_: str) -> None:
    """Another actor speaks more against one event where it is no act of force, whose doer is what reports argue about."""
    text = TWO.replace("Russia", "Turkey")
    (left,), (right,) = occurrences("0", one()), occurrences("1", one(text, actor=("Turkey",)))
    (said,), (said_too,) = occurrences("0", one(type=type_)), occurrences("1", one(text, type=type_, actor=("Turkey",)))
    assert dict(likeness(said, said_too).evidence)["other actor"] < dict(likeness(left, right).evidence)["other actor"] < 0


def test_a_rare_token_tells_more() -> None:
    """Of many accounts a token of two says most and one of all says nothing; of two accounts none says very much."""
    assert rarity(2, 2000) == 1.0
    assert rarity(2, 2000) > rarity(20, 2000) > rarity(200, 2000) > 0
    assert rarity(2000, 2000) < 0.01
    assert rarity(2, 2) < 0.6


def test_keys_of_the_casebook_are_used() -> None:
    """Where the casebook says who an actor is, that counts and not the name in the report."""
    (found,) = occurrences("0", one(), actor_of={"Russia": "17"})
    assert (set(found.actors), set(found.recipients)) == ({"17"}, set())


def test_new_origins_change_no_group() -> None:
    """When reports turn out to have one origin, the group keeps its members under the new origin."""
    (happening,) = group_happenings([*occurrences("0", one()), *occurrences("1", one(TWO))])
    changed = with_origins(happening, {"0": "wire", "1": "wire"})
    assert changed.members == happening.members
    assert {item.origin for item in changed.occurrences} == {"wire"}


def test_figures_are_decimal_fractions() -> None:
    """What was measured is told by a decimal point; years, times, lists of numbers and how many people there were are no figures."""
    text = "The index fell by 2.36% to 4,907.20 points on 17.09.2008 at 16.08.30, as in 1987; 120 traders and 1,500 others lost work (clause 3.)."
    assert figures_of(text) == {"2.36", "4907.20"}


def test_a_pattern_that_is_filled_in_with_other_figures_tells_of_another_event() -> None:
    """Reports after one pattern share their words; the figures in them are of one day."""
    (left,) = occurrences("0", one(f"{ONE} The fall was of 2.36%.", when=None))
    (same,) = occurrences("1", one(f"{ONE} The fall was of 2.36%.", when=None))
    (other,) = occurrences("2", one(f"{ONE} The fall was of 4.12%.", when=None))
    (none,) = occurrences("3", one(f"{ONE} The fall was steep.", when=None))
    scores = [sum(value for name, value in likeness(left, account).evidence if name.endswith("figures")) for account in (same, none, other)]
    assert scores[0] > scores[1] == 0 > scores[2]


def test_an_actor_of_many_accounts_says_less_of_what_is_said() -> None:
    """Whoever is everywhere in the news speaks every day, so that two of his statements are less likely one than two of somebody rare; an attack is told apart
    by other things.
    """

    def told(type_: str, name: float) -> float:
        (left,), (right,) = occurrences("0", one(type=type_)), occurrences("1", one(TWO, type=type_))
        return dict(likeness(left, right, lambda said: name if said.endswith("state:RU") else 0.0).evidence)["same actor"]

    assert told("ACCUSE", 0.9) > told("ACCUSE", 0.2)
    assert told("ASSAULT", 0.9) == told("ASSAULT", 0.2)


def test_a_word_alone_however_rare_is_not_enough() -> None:
    """From some rarity on a word says no more by itself, so that two who fared badly are not of one event because nobody else fared."""
    (left,), (right,) = occurrences("0", one()), occurrences("1", one(TWO))

    def told(rare: float) -> float:
        return dict(likeness(left, right, lambda _: rare).evidence)["bomb"]

    assert told(0.5) < told(0.96) == told(1.0)


def test_soldiers_and_the_army_of_their_state_are_no_others() -> None:
    """Who acts for whom is known inside a report: the doers of two accounts are others only where none acts for the other."""
    text = "Turkey sent the Ninth Corps, which bombed Sarna."
    corps = replace(actor(text, "Ninth Corps", "military", "TR"), represents="Turkey")
    army = replace(actor(text, "Turkish Land Forces", "military", "TR"), represents="Turkey")
    accounts: list[Occurrence] = []
    for report, doer in enumerate((corps, army)):
        read = reading(text, strike(text, actor=(doer.id,)), actors=(actor(text, "Turkey"), doer))
        accounts += occurrences(str(report), read)
    left, right = accounts
    assert "other actor" not in dict(likeness(left, right).evidence)
    assert "other actor" in dict(likeness(left, replace(right, acting_for=frozenset())).evidence)


def test_an_unknown_distance_is_no_nearer_than_a_long_one() -> None:
    """Reports without a date are taken for ones that are far apart, as most are."""
    (left,), (right,) = occurrences("0", one(when=None)), occurrences("1", one(TWO, when=None))
    undated = replace(right, published=None, news=False)
    far = replace(right, published=datetime.date(2019, 1, 1), news=False)
    unknown, long = (likeness(left, other).evidence[-1][1] for other in (undated, far))
    assert unknown == pytest.approx(long, abs=0.05)


def test_two_interviews_of_one_publisher_are_two() -> None:
    """What a paper asks one person it asks the next one in the same words; talks of others that it tells of are not its own."""
    asked = "The Courier spoke to a candidate about the water of Sarna and the price of bread in the north."
    others = asked.replace("The Courier", "The mayor")
    found = []
    for text in (asked, others):
        both = [one(text, anchor="spoke", type="CONSULT", actor=()) for _ in range(2)]
        both = [replace(read, document=replace(read.document, publisher="The Courier")) for read in both]
        (left,), (right,) = (occurrences(str(number), read) for number, read in enumerate(both))
        found.append((left.interview, likeness(left, right).score))
    (own, apart), (foreign, alike) = found
    assert (own, foreign) == (True, False)
    assert apart < 0.5 < alike
