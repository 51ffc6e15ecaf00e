"""Which actors of different reports are one."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import pytest

from dateline.linking.actors import Profile, actor_key, actor_keys, block_keys, compare, link_actors, profiles, skeleton
from dateline.records.model import Actor, Mention

from .making import actor, reading

if TYPE_CHECKING:
    from dateline.records.model import ActorKind


def profile(name: str, kind: ActorKind = "armed group", report: str = "0", **fields: Any) -> Profile:
    """What a report says of an actor."""
    return Profile(report=report, actor=name, names=(name,), kind=kind, **fields)


MET: dict[str, Any] = {"company": frozenset("abc"), "country": "GB"}
"""What speaks most for two actors being one, but for their names."""
TABLE: list[tuple[str, str, ActorKind, dict[str, Any], dict[str, Any], str]] = [
    ("Red Front", "Red Front", "armed group", {}, {}, "same"),
    ("Red Front", "Red Front", "armed group", {"country": "SY"}, {"country": "SD"}, "unsure"),
    ("Red Front", "White Front", "armed group", {}, {}, "other"),
    ("Liwa al-Haqq", "Liwa Al Hakk", "armed group", {"country": "SY"}, {"country": "SY"}, "same"),
    ("People's Movement of the North", "PMN", "party", {"country": "SD"}, {"country": "SD"}, "same"),
    ("People's Movement of the North", "PMN", "party", {}, {}, "unsure"),
    ("Ann Roe", "Roe", "person", {}, {}, "unsure"),
    ("Ann Roe", "Roe", "person", {"company": frozenset("abc"), "country": "GB"}, {"company": frozenset("abc"), "country": "GB"}, "same"),
    ("Ann Roe", "Ben Roe", "person", {}, {}, "other"),
    ("General Ann Roe", "Ann Roe", "person", {}, {}, "same"),
    ("Mohammed Daqlo", "Muhammad Daglo", "person", {}, {}, "other"),
    ("Muhammad Hosseini", "Mohammed Husseini", "person", {"country": "IR"}, {"country": "IR"}, "same"),
    ("Roe", "Roe", "person", {}, {}, "unsure"),
    ("Ann Roe", "Rao", "person", MET, MET, "other"),
    ("Ann Brennan", "Barron", "person", MET, MET, "unsure"),
    ("Ann Roe", "Ian Rao", "person", MET, MET, "unsure"),
    ("Ordal", "Erdel", "company", MET, MET, "unsure"),
    ("Health Ministry", "Health Ministry", "government", {"company": frozenset("abc")}, {"company": frozenset("abc")}, "unsure"),
    ("Health Ministry", "Health Ministry", "government", {"country": "GB"}, {"country": "GB"}, "same"),
    ("Health Ministry", "Varnian Health Ministry", "government", MET, MET, "unsure"),
    ("Ministry of Defence", "Ministry of Justice", "government", {}, {}, "other"),
    ("X", "Y", "state", {"kb": "state:X"}, {"kb": "state:X"}, "same"),
    ("X", "X", "state", {"kb": "state:X"}, {"kb": "state:Y"}, "other"),
    ("X", "X", "state", {"kb": "state:X"}, {"candidates": ("state:Y", "state:Z")}, "other"),
]


@pytest.mark.parametrize(("one", "other", "kind", "left", "right", "decision"), TABLE)
def test_decisions(one: str, other: str, kind: ActorKind, left: dict[str, Any], right: dict[str, Any], decision: str) -> None:
    """Ids decide, then names with what speaks for and against them; the same in both directions."""
    first, second = profile(one, kind, **left), profile(other, kind, "1", **right)
    assert compare(first, second).decision == compare(second, first).decision == decision


def test_an_acronym_joins_no_two_that_are_spelled_out() -> None:
    """Two bodies with one acronym are two where each report says what it stands for; one that only has the acronym can be either."""
    chat = Profile(report="0", actor="a", names=("Ulm Relay Chat", "URC"), kind="other", **MET)
    relief = Profile(report="1", actor="b", names=("URC", "Ulm Rescue Committee"), kind="ngo", **MET)
    assert compare(chat, relief).decision == compare(relief, chat).decision == "other"
    assert compare(relief, profile("URC", "ngo", "2", **MET)).decision == "same"


def test_a_part_of_a_name_that_many_have_is_no_name() -> None:
    """A force that its report also calls "the Air Force" is not every other that is called so."""
    one = Profile(report="0", actor="a", names=("Air Force", "Varnian Air Force"), kind="military", country="XV")
    other = Profile(report="1", actor="b", names=("Air Force", "Ostland Air Force"), kind="military")
    assert compare(one, other).decision != "same"


def test_short_words_that_sound_alike_are_two_names() -> None:
    """Words with two consonants in common and other first letters are no romanisations of one another, for all that is known."""
    assert compare(profile("Michael Dunn", "person", **MET), profile("Michael Hayden", "person", "1", **MET)).decision == "unsure"


def test_a_bare_surname_joins_no_two_full_names() -> None:
    """Two people of one surname are two, though each report goes on to call its own by the surname alone, in the same company."""
    ann = Profile(report="0", actor="a", names=("Ann Roe", "Roe"), kind="person", **MET)
    ben = Profile(report="1", actor="b", names=("Ben Roe", "Roe"), kind="person", **MET)
    assert compare(ann, ben).decision == compare(ben, ann).decision == "other"
    bare = Profile(report="2", actor="c", names=("Roe",), kind="person", **MET)
    assert compare(ann, bare).decision == "same"


def test_reason_says_what_was_found() -> None:
    """A decision comes with what speaks for and against it."""
    found = compare(profile("Ann Roe", "person", country="GB"), profile("Roe", "person", country="FR"))
    assert found.reason == "surname of the full name; GB and FR"


def test_person_is_no_organisation() -> None:
    """Somebody with the name of a company is not that company."""
    assert compare(profile("Boll", "person"), profile("Boll", "company")).decision == "other"


@pytest.mark.parametrize(
    ("one", "other", "decision"),
    [
        ("armed group", "other", "same"), ("other", "company", "same"), ("armed group", "party", "same"), ("party", "religious", "same"),
        ("government", "military", "same"), ("company", "media", "same"), ("igo", "coalition", "same"), ("armed group", "company", "unsure"),
        ("state", "party", "unsure"), ("person", "other", "other"),
    ],
)  # fmt: skip
def test_kinds_that_one_body_can_be(one: ActorKind, other: ActorKind, decision: str) -> None:
    """Reports call one movement a party or an armed group, and leave its kind open; what can't be one body is a question, and a person no body."""
    left, right = profile("Dawn of Ulm", one), profile("Dawn of Ulm", other, "1")
    assert compare(left, right).decision == compare(right, left).decision == decision


def test_same_name_long_after_goes_to_review() -> None:
    """A name in reports half a century apart is not taken for one actor without a person's word."""
    then, now = datetime.date(1956, 11, 1), datetime.date(2024, 3, 1)
    assert compare(profile("Red Front", published=then), profile("Red Front", published=now)).decision == "unsure"


@pytest.mark.parametrize(
    ("one", "other"), [("qaddafi", "gaddafi"), ("hussein", "hosein"), ("chechnya", "chechnia"), ("dzhokhar", "djohar"), ("sheikh", "shaikh")]
)
def test_romanisations_sound_alike(one: str, other: str) -> None:
    """Spellings of one name have one skeleton, where they differ in vowels, doubled letters and the digraphs that romanisations vary."""
    if one == "qaddafi":
        assert skeleton(one) != skeleton(other)  # k and g are different sounds, and many names differ in nothing else
    else:
        assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(("one", "other", "kind"), [(row[0], row[1], row[2]) for row in TABLE if row[5] != "other"])
def test_blocks_bring_together_what_is_compared(one: str, other: str, kind: ActorKind) -> None:
    """Two names that may be of one actor share a block."""
    assert block_keys(profile(one, kind)) & block_keys(profile(other, kind)) or one == "X"


def test_groups_and_review() -> None:
    """The same are grouped, those that may be the same are handed to a person, and the others are left alone."""
    found = link_actors([
        profile("Ann Roe", "person", "0"), profile("Ann Roe", "person", "1"), profile("Roe", "person", "2"), profile("Red Front", report="3"),
    ])  # fmt: skip
    assert [group for group in found.groups if len(group) > 1] == [(("0", "Ann Roe"), ("1", "Ann Roe"))]
    assert {frozenset((item.one[0], item.other[0])) for item in found.review} == {frozenset("02"), frozenset("12")}


def test_two_of_one_report_stay_two() -> None:
    """Actors that their own report keeps apart are not put together."""
    one, other = profile("Red Front"), Profile(report="0", actor="a2", names=("Red Front",), kind="armed group")
    assert len(link_actors([one, other]).groups) == 2


def test_group_never_holds_two_known_actors() -> None:
    """An actor without an id that is like two known ones joins one of them, and the other pair goes to review."""
    found = link_actors([
        profile("Red Front", report="0", kb="group:red"), profile("Red Front", report="1", kb="group:red-2"), profile("Red Front", report="2"),
    ])  # fmt: skip
    assert sorted(len(group) for group in found.groups) == [1, 2]
    assert len(found.review) == 1


def test_profiles_hold_the_named_and_their_company() -> None:
    """A reading gives a profile for each actor with a proper name, with the keys of the others; who is only described has none."""
    text = "Russia and the Red Front met rebels."
    rebels = Actor(id="r", name="rebels", kind="armed group", mentions=(Mention(span=(0, 1), form="nominal"),))
    found = profiles("0", reading(text, actors=(actor(text, "Russia"), actor(text, "Red Front"), rebels)))
    assert [(item.actor, set(item.company)) for item in found] == [("Russia", {"group:red"}), ("Red Front", {"state:RU"})]
    assert actor_key(rebels) is None


def test_described_actors_stand_for_whom_they_act_for() -> None:
    """What has no name is known by the named actor that it acts for, through others if need be, and a circle is no way to a name."""
    described = [
        Actor(id=name, name=name, kind="military", mentions=(Mention(span=(0, 1), form="nominal"),), represents=whom)
        for name, whom in (("jets", "wing"), ("wing", "Russia"), ("gunmen", None), ("a", "b"), ("b", "a"))
    ]
    read = reading("Russia sent jets.", actors=(actor("Russia sent jets.", "Russia"), *described))
    assert actor_keys(read) == {"Russia": "state:RU", "jets": "state:RU", "wing": "state:RU"}
