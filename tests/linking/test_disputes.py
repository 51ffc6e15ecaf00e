"""Accounts of one event that can't all be true, and who stands behind each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from dateline.linking.accounts import occurrences
from dateline.linking.corroboration import corroborate_claim, corroboration
from dateline.linking.disputes import Dispute, disputes
from dateline.linking.happenings import Happening
from dateline.records.model import Account, Count, Source, Tie

from .making import KNOWN, PLACES, actor, claim, reading, span, strike

if TYPE_CHECKING:
    from dateline.records.model import Reading

TEXT = "Russia bombed Sarna. Turkey said that the Red Front was hit; the White Front denied that anyone was there."


def one(published: str = "2024-03-02", **fields: Any) -> Reading:
    """A reading of one strike."""
    return reading(TEXT, strike(TEXT, **fields), published=published)


def grouped(*readings: Reading, origin: str | None = None) -> tuple[Happening, dict[str, Reading]]:
    """All events of the readings as one group; reports are called by their numbers, and so are their origins if none is given."""
    named = {str(number): read for number, read in enumerate(readings)}
    everything = tuple(item for name, read in named.items() for item in occurrences(name, read, origin=origin))
    return Happening(occurrences=everything, scores=(1.0,) * len(everything)), named


def found(*readings: Reading) -> tuple[Dispute, ...]:
    """The disputes between readings of one event."""
    return disputes(*grouped(*readings))


@pytest.mark.parametrize(
    ("about", "left", "right"),
    [
        ("actor", {"actor": ("Russia",)}, {"actor": ("Turkey",)}),
        ("recipient", {"recipient": ("Red Front",)}, {"recipient": ("White Front",)}),
        ("killed", {"killed": [(4, ())]}, {"killed": [((6, None), ())]}),
        ("date", {"when": "2024-03-01"}, {"when": "2024-03-03"}),
        ("status", {}, {"status": "denied"}),
    ],
)
def test_what_can_not_both_be_true_is_disputed(about: str, left: dict[str, Any], right: dict[str, Any]) -> None:
    """Another actor, target, toll or date, and a denial, is a dispute with a side for each report."""
    (dispute,) = found(one(**left), one(**right))
    assert dispute.about == about
    assert sorted(side.origins for side in dispute.sides) == [("0",), ("1",)]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ({"actor": ("Russia", "Turkey")}, {"actor": ("Turkey",)}),
        ({"actor": ("Russia",)}, {"actor": ()}),
        ({"killed": [((4, None), ())]}, {"killed": [(6, ())]}),
        ({"when": "2024-03-01"}, {}),
        ({"type": "CONSULT", "actor": ("Russia",)}, {"type": "CONSULT", "actor": ("Turkey",)}),
    ],
    ids=["one of two", "unnamed", "at least", "undated", "parties of talks"],
)
def test_what_can_both_be_true_is_no_dispute(left: dict[str, Any], right: dict[str, Any]) -> None:
    """A report that says less contradicts nobody."""
    assert found(one(**left), one(**right)) == ()


@pytest.mark.parametrize("type_", ["AID", "RETREAT", "SANCTION", "PROTEST", "ACCUSE"])
def test_others_who_do_the_like_are_no_dispute(type_: str) -> None:
    """Only force is one side's doing: several give aid or protest, and what another says is another act."""
    assert found(one(type=type_, actor=("Russia",)), one(type=type_, actor=("Turkey",))) == ()


@pytest.mark.parametrize(
    ("smaller", "larger", "disputed"),
    [
        ("three policemen", "twelve people", False), ("three Iraqi policemen", "twelve", False), ("three people", "twelve policemen", True),
        ("three policemen", "twelve policemen", True), ("three", "twelve", True), ("three bodies", "twelve soldiers", True), ("three women", "nine men", False),
    ],
)  # fmt: skip
def test_a_number_of_some_can_be_part_of_all(smaller: str, larger: str, disputed: bool) -> None:
    """Three policemen can be among twelve dead; three people can't be all the dead where twelve are."""
    reports = []
    for killed, number in ((smaller, 3), (larger, 12)):
        text = f"Russia bombed Sarna and killed {killed}."
        event = strike(text)
        count = Count(what="killed", min=number, max=number, span=span(text, killed.split()[0]))
        reports.append(reading(text, msgspec.structs.replace(event, counts=(count,))))
    assert [dispute.about for dispute in found(*reports)] == ["killed"] * disputed


def test_tolls_far_apart_in_a_report_are_of_known_parties() -> None:
    """Two vague sources in different paragraphs may count different things; two known parties that don't act for each other are set against each other."""
    between = "A road was closed. It rained. Nobody slept."
    for sources, disputed in ((("Turkey", "the Red Front"), ["killed"]), (("Doctors", "nurses"), [])):
        text = f"Russia bombed Sarna. {sources[0]} said that four had died. {between} Meanwhile {sources[1]} said that nine had died."
        said = [claim(text, source.removeprefix("the "), f"{number} had died", name=number) for source, number in zip(sources, ("four", "nine"), strict=True)]
        counts = tuple(Count(what="killed", min=size, max=size, span=span(text, word), claims=(word,)) for word, size in (("four", 4), ("nine", 9)))
        event = msgspec.structs.replace(strike(text), counts=counts)
        assert [dispute.about for dispute in found(reading(text, event, claims=tuple(said)))] == disputed


def test_rising_toll_is_an_update() -> None:
    """A higher toll of a later day is news; a lower one, and a higher one of the same day, is a dispute."""
    assert found(one("2024-03-02", killed=[(4, ())]), one("2024-03-04", killed=[(9, ())])) == ()
    assert [dispute.about for dispute in found(one("2024-03-02", killed=[(9, ())]), one("2024-03-04", killed=[(4, ())]))] == ["killed"]
    assert [dispute.about for dispute in found(one("2024-03-02", killed=[(9, ())]), one("2024-03-02", killed=[(4, ())]))] == ["killed"]


def test_tolls_of_different_kinds_are_not_compared() -> None:
    """Four killed and nine wounded can both be true."""
    left, right = one(killed=[(4, ())]), one(killed=[(9, ())])
    wounded = tuple(msgspec.structs.replace(count, what="wounded") for count in right.events[0].counts)
    other = msgspec.structs.replace(right, events=(msgspec.structs.replace(right.events[0], counts=wounded),))
    assert found(left, other) == ()


def test_sides_inside_one_report() -> None:
    """Two sources of one report that give different targets are two sides, with their words and who they are."""
    claims = (claim(TEXT, "Turkey", "the Red Front was hit"), claim(TEXT, "White Front", "anyone was there", "assert"))
    accounts = tuple(Account(role="recipient", value=value, claims=(who,)) for value, who in (("Red Front", "Turkey"), ("Russia", "White Front")))
    event = strike(TEXT, recipient=("Red Front", "Russia"), according_to=accounts, claims=("Turkey", "White Front"))
    (dispute,) = found(reading(TEXT, event, claims=claims))
    voices = {side.label: side.statements[0].voice for side in dispute.sides}
    assert {label: (voice.source, voice.actors, voice.quote) for label, voice in voices.items()} == {
        "Red Front": ("Turkey", ("state:TR",), "the Red Front was hit"),
        "Russia": ("White Front", ("group:white",), "anyone was there"),
    }


def test_targets_of_one_source_are_one_version() -> None:
    """Two targets that the same claim names are no dispute, and neither is another report that has both."""
    said = claim(TEXT, "Turkey", "the Red Front was hit")
    accounts = tuple(Account(role="recipient", value=value, claims=("Turkey",)) for value in ("Red Front", "White Front"))
    event = strike(TEXT, recipient=("Red Front", "White Front"), according_to=accounts, claims=("Turkey",))
    read = reading(TEXT, event, claims=(said,))
    assert found(read, read) == ()


def test_copies_do_not_dispute_a_date() -> None:
    """A copy of a later day that keeps "on Friday" gets another date, and is no other account."""
    assert disputes(*grouped(one(when="2024-03-01"), one(when="2024-03-08"), origin="wire")) == ()


def test_what_one_voice_says_is_meant_together() -> None:
    """Two counts in the reporter's own voice in one report are no dispute: one may be a part of the other."""
    assert found(one(killed=[(9, ()), (4, ())])) == ()


def test_one_voice_under_two_names_is_one() -> None:
    """A source that its report calls by another word the second time does not contradict itself."""
    text = TEXT + " Ankara put the dead at nine."
    first = claim(text, "Turkey", "the Red Front was hit", name="c1")
    second = msgspec.structs.replace(claim(text, "Ankara", "the dead at nine", name="c2"), source=Source(span=span(text, "Ankara"), actor=("Turkey",)))
    event = strike(text, claims=("c1", "c2"), killed=[(4, ("c1",)), (9, ("c2",))])
    assert "killed" not in {dispute.about for dispute in found(reading(text, event, claims=(first, second)))}
    other = msgspec.structs.replace(second, source=Source(span=span(text, "White Front"), actor=("White Front",)))
    assert "killed" in {dispute.about for dispute in found(reading(text, event, claims=(first, other)))}


def test_state_and_its_army_do_not_contradict_each_other() -> None:
    """Who names a state and who names its army say the same."""
    army = actor(TEXT, "Airborne Forces", "military", "RU")
    other = reading(TEXT, strike(TEXT, actor=("Airborne Forces",)), actors=(army,))
    assert found(one(actor=("Russia",)), other) == ()


def test_member_and_group_do_not_contradict_each_other() -> None:
    """Who names a group and who names a part of it say the same, once any report tells of the tie."""
    tie = Tie(id="t1", a="Red Front", b="White Front", kind="part_of", span=(0, 1))
    left = msgspec.structs.replace(one(recipient=("Red Front",)), ties=(tie,))
    assert found(left, one(recipient=("White Front",))) == ()


def test_side_of_more_origins_comes_first() -> None:
    """Sides are ordered by the number of independent origins, and a report that fits both sides is on neither."""
    reports = [one(killed=[(count, ())]) for count in (4, 9, 9)]
    (dispute,) = found(*reports, one(killed=[((2, None), ())]))
    assert [side.origins for side in dispute.sides] == [("1", "2"), ("0",)]


def test_copies_count_once() -> None:
    """Three reports of one origin corroborate as one."""
    happening, named = grouped(one(), one(), one(), origin="wire")
    assert corroboration(happening, named).asserting_origins == ("wire",)
    happening, named = grouped(one(), one(), one())
    assert corroboration(happening, named).asserting_origins == ("0", "1", "2")


def test_denials_stand_apart() -> None:
    """Who denies an event is counted apart from who asserts it, by origin and by source."""
    denial = claim(TEXT, "White Front", "anyone was there", "deny")
    report = claim(TEXT, "Turkey", "the Red Front was hit")
    happening, named = grouped(
        reading(TEXT, strike(TEXT, status="attributed", claims=("Turkey",)), claims=(report,)),
        reading(TEXT, strike(TEXT, status="denied", claims=("White Front",)), claims=(denial,)),
    )
    said = corroboration(happening, named)
    assert (said.asserting_origins, said.asserting_sources) == (("0",), ("state:TR",))
    assert (said.denying_origins, said.denying_sources) == (("1",), ("group:white",))


def test_a_statement_rests_on_the_words_of_its_claim() -> None:
    """Whoever denies is shown with the denial, and not with the sentence of whoever told of the event first."""
    denial = claim(TEXT, "White Front", "anyone was there", "deny")
    (dispute,) = found(reading(TEXT, strike(TEXT, claims=("White Front",)), claims=(denial,)))
    spans = {side.label: side.statements[0].span for side in dispute.sides}
    assert spans == {"happened": span(TEXT, "bombed"), "denied": span(TEXT, "anyone was there")}


def test_whoever_denies_an_accusation_denies_what_it_alleges() -> None:
    """That somebody was accused stands; what the sides are about is whether it is so. Only the accused denies it."""
    denial = claim(TEXT, "White Front", "anyone was there", "deny")
    accused = strike(TEXT, type="ACCUSE", claims=("White Front",), recipient=("White Front",))
    (dispute,) = found(reading(TEXT, accused, claims=(denial,)))
    assert [side.label for side in dispute.sides] == ["alleged", "denied"]
    other = strike(TEXT, type="ACCUSE", claims=("White Front",), recipient=("Turkey",))
    assert found(reading(TEXT, other, claims=(denial,))) == ()


@pytest.mark.parametrize(
    ("content", "disputed"),
    [
        ("that its planes had bombed Sarna", ["status"]),
        ("the bombing of Sarna", ["status"]),
        ("all reports of a bombing", ["status"]),
        ("the reports", ["status"]),
        ("that a bombing had taken place", ["status"]),
        ("any role in the bombing", ["actor"]),
        ("carrying out the bombing", ["actor"]),
        ("that the bombing was meant for the market", []),
        ("that the fire had to do with the bombing", []),
        ("knowing of the bombing", []),
    ],
)
def test_what_a_denial_is_of(content: str, disputed: list[str]) -> None:
    """A denial is one of the event only where the event is what is denied; who denies a part in it says that it was not he, and who denies something else
    about it, nothing of the kind.
    """
    text = f"Russia bombed Sarna, the Red Front said. Russia denied {content}."
    word = next((word for word in ("bombed", "bombing") if word in content), None)
    also = () if word is None else ((text.rindex(word), text.rindex(word) + len(word)),)
    event = strike(text, actor=("Russia",), claims=("Russia", "r"), status="attributed", also=also)
    told = (claim(text, "Russia", content, "deny"), claim(text, "Red Front", "Russia bombed Sarna", name="r"))
    assert [dispute.about for dispute in found(reading(text, event, claims=told))] == disputed


def test_who_denies_a_part_stands_against_who_is_named() -> None:
    """The sides are the accused and "not" the accused, in whichever report, and a third suspect contradicts the denial of none."""
    text = "The Red Front denied any role in the bombing of Sarna."
    event = strike(text, anchor="bombing", claims=("Red Front",))
    denial = reading(text, event, claims=(claim(text, "Red Front", "any role in the bombing of Sarna", "deny"),))
    (dispute,) = found(one(actor=("Red Front",)), denial)
    assert sorted(side.label for side in dispute.sides) == ["Red Front", "not Red Front"]
    assert found(one(actor=("White Front",)), denial) == ()


def test_who_tells_of_a_denial_asserts_nothing() -> None:
    """A source that reports another's denial does not say that the event happened."""
    text = "Turkey said that the Red Front denied that Sarna was bombed."
    inner = claim(text, "Red Front", "Sarna was bombed", "deny")
    outer = claim(text, "Turkey", "the Red Front denied that Sarna was bombed")
    event = strike(text, status="denied", claims=("Turkey", "Red Front"))
    counted = corroboration(*grouped(reading(text, event, claims=(outer, inner))))
    assert (counted.asserting_sources, counted.denying_sources) == ((), ("group:red",))


def test_one_spokesman_in_two_origins_is_one_source() -> None:
    """Two independent reports that quote the same side have two origins and one source."""
    said = claim(TEXT, "Turkey", "the Red Front was hit")
    read = reading(TEXT, strike(TEXT, status="attributed", claims=("Turkey",)), claims=(said,))
    counted = corroboration(*grouped(read, read))
    assert (len(counted.asserting_origins), counted.asserting_sources) == (2, (KNOWN["Turkey"][2],))


def test_demands_and_doubts_assert_nothing() -> None:
    """A source that only demands or doubts neither asserts nor denies."""
    said = claim(TEXT, "Turkey", "the Red Front was hit", "doubt")
    counted = corroboration(*grouped(reading(TEXT, strike(TEXT, status="attributed", claims=("Turkey",)), claims=(said,))))
    assert (counted.asserting, counted.denying) == ((), ())


def test_claim_is_corroborated_through_its_events() -> None:
    """A claim is borne out by whoever asserts the event that rests on it, and a denial by whoever denies."""
    denial = claim(TEXT, "White Front", "anyone was there", "deny")
    happening, named = grouped(one(), reading(TEXT, strike(TEXT, status="denied", claims=("White Front",)), claims=(denial,)))
    counted = corroborate_claim("1", "White Front", [happening], named)
    assert (counted.asserting_origins, counted.denying_origins) == (("1",), ("0",))
    assert corroborate_claim("1", "no such claim", [happening], named).asserting == ()


@pytest.mark.parametrize("content", ["to bomb Sarna", "it would not bomb Sarna"])
def test_a_refusal_is_no_denial(content: str) -> None:
    """Who refuses to do a thing does not deny that it was done."""
    text = f"Russia bombed Sarna. Turkey refused {content}, and the Red Front said that Russia had done it."
    refusal = claim(text, "Turkey", content, "deny")
    said = claim(text, "the Red Front", "Russia had done it", name="r")
    left = reading(text, strike(text, claims=("Turkey", "r"), status="attributed", actor=("Russia",)), claims=(refusal, said))
    assert [dispute.about for dispute in found(left)] == []


@pytest.mark.parametrize(
    ("cue", "content", "disputed"),
    [
        ("rejected", "the request as improper", []), ("turned down", "it", []), ("denied", "the request", []),
        ("dismissed", "all reports of a request", ["status"]),
        ("denied", "that it had been asked", ["status"]), ("denied", "asking for it", ["status"]),
    ],
)  # fmt: skip
def test_a_request_that_is_turned_down_was_made(cue: str, content: str, disputed: list[str]) -> None:
    """Who rejects a request takes it for granted; who denies that it was made, or what others tell of it, says that there was none."""
    text = f"Russia asked Turkey on Friday for a road to Sarna. Turkey {cue} {content}."
    denial = msgspec.structs.replace(claim(text, "Turkey", content, "deny"), cue=span(text, cue))
    request = strike(text, type="REQUEST", anchor="asked", actor=("Russia",), recipient=("Turkey",), claims=("Turkey",))
    assert [dispute.about for dispute in found(reading(text, request, claims=(denial,)))] == disputed


def test_an_agreement_that_is_rejected_was_made() -> None:
    """What holds of requests holds of whatever is refused; who denies it by its name says that there was none."""
    for cue, disputed in (("rejected", []), ("denied", ["status"])):
        text = f"Russia and Turkey agreed on a truce, and the Red Front {cue} the truce."
        denial = msgspec.structs.replace(claim(text, "Red Front", "the truce", "deny"), cue=span(text, cue))
        truce = strike(text, type="AGREE", anchor="truce", also=(span(text, "the truce"),), claims=("Red Front",))
        assert [dispute.about for dispute in found(reading(text, truce, claims=(denial,)))] == disputed


def counts(text: str, number: str, size: int, **fields: Any) -> Reading:
    """A reading of one strike with one toll, by its words."""
    count = Count(what="killed", min=size, max=size, span=span(text, number))
    return reading(text, msgspec.structs.replace(strike(text, **fields), counts=(count,)))


@pytest.mark.parametrize(
    "part",
    [
        "Of the dead 12 were buried", "There were 12 of the dead from one school", "12 of them were found", "Including 12 people on a bus, all were buried",
        "Among them were 12 people on a bus", "Another 12 people died", "12 more people died", "12 others died", "A further 12 died",
    ],
)  # fmt: skip
def test_some_of_the_dead_are_not_all(part: str) -> None:
    """A number of some among others, or on top of them, contradicts no larger one; the same number of all does."""
    whole = counts("Russia bombed Sarna and killed 31 people.", "31", 31)
    assert found(whole, counts(f"Russia bombed Sarna. {part}.", "12", 12)) == ()
    assert [dispute.about for dispute in found(whole, counts("Russia bombed Sarna. In all 12 people died.", "12", 12))] == ["killed"]


def test_a_toll_of_a_smaller_place_is_a_part() -> None:
    """Those killed in one town can be among those killed in another account's place; the same town, or none, leaves a contradiction."""
    whole = counts("Russia bombed Sarna and killed 31 people.", "31", 31, place=("Sarna",))
    for words, place, disputed in (
        ("12 in Dovu", ("Sarna",), []),
        ("12 when Dovu fell", ("Sarna",), ["killed"]),
        ("12 in Sarna", ("Sarna",), ["killed"]),
        ("12", ("Dovu",), []),
        ("12", (), ["killed"]),
    ):
        text = f"Russia bombed Sarna and killed {words}."
        places = tuple(msgspec.structs.replace(PLACES[name], spans=(span(text, name),)) for name in PLACES if name in text)
        part = counts(text, "12", 12, place=place)
        known = tuple({item.id: item for item in (*part.places, *places)}.values())
        assert [dispute.about for dispute in found(whole, msgspec.structs.replace(part, places=known))] == disputed, words


def test_who_was_arrested_at_a_protest_is_not_all_who_protested() -> None:
    """A number of participants that the report gives for those arrested says nothing of how many took part."""
    reports = []
    for size in (40, 120):
        text = f"Police arrested {size} people at a protest in Sarna."
        arrested, took_part = (Count(what=what, min=size, max=size, span=span(text, str(size))) for what in ("arrested", "participants"))
        protest = msgspec.structs.replace(strike(text, type="PROTEST", anchor="protest"), counts=(took_part,))
        arrest = msgspec.structs.replace(strike(text, type="COERCE", anchor="arrested"), id="e2", counts=(arrested,))
        reports.append(reading(text, protest, arrest))
    happening, named = grouped(*reports)
    protests = Happening(occurrences=tuple(item for item in happening.occurrences if item.type == "PROTEST"), scores=(1.0, 1.0))
    arrests = Happening(occurrences=tuple(item for item in happening.occurrences if item.type == "COERCE"), scores=(1.0, 1.0))
    assert disputes(protests, named) == ()
    assert [dispute.about for dispute in disputes(arrests, named)] == ["arrested"]


@pytest.mark.parametrize(("stance", "disputed"), [("assert", ["recipient"]), ("demand", []), ("deny", []), ("doubt", [])])
def test_who_demands_or_denies_gives_no_version(stance: Any, disputed: list[str]) -> None:
    """Only who tells of an attack says whom it hit."""
    said = claim(TEXT, "Turkey", "the Red Front was hit", stance)
    account = Account(role="recipient", value="Red Front", claims=("Turkey",))
    event = strike(TEXT, recipient=("White Front", "Red Front"), according_to=(account,), claims=("Turkey",))
    assert [dispute.about for dispute in found(reading(TEXT, event, claims=(said,))) if dispute.about == "recipient"] == disputed


def test_a_denied_event_has_no_doer() -> None:
    """A report that only has the denial of an attack does not say who else attacked; what is disputed is whether it happened."""
    denied = one(actor=("Turkey",), recipient=("White Front",), status="denied")
    assert [dispute.about for dispute in found(one(actor=("Russia",), recipient=("Red Front",)), denied)] == ["status"]


def test_a_report_and_its_source_dispute_a_target_in_one_breath() -> None:
    """What is told far apart in one report need not be one attack; in the next sentence it is set against the report's own words."""
    for between, disputed in (("", ["recipient"]), ("It rained. A road was closed. ", [])):
        text = f"Russia bombed Sarna. {between}Turkey said that the Red Front was hit, and not the White Front."
        said = claim(text, "Turkey", "the Red Front was hit")
        account = Account(role="recipient", value="Red Front", claims=("Turkey",))
        event = strike(text, recipient=("White Front", "Red Front"), according_to=(account,), claims=("Turkey",))
        assert [dispute.about for dispute in found(reading(text, event, claims=(said,)))] == disputed


def test_the_next_day_is_no_other_day() -> None:
    """A night belongs to two days, and a day to two time zones."""
    assert found(one(when="2024-03-01"), one(when="2024-03-02")) == ()


def test_another_who_criticises_is_no_dispute() -> None:
    """Acts of speech by others, or to others, are other acts."""
    assert found(one(type="ACCUSE", actor=("Russia",)), one(type="ACCUSE", actor=("Turkey",))) == ()


def test_a_reporter_s_own_count_is_no_other_side_of_his_source_s() -> None:
    """Within one report only two sources dispute a toll; the reporter's own number may be a part of theirs."""
    text = "Russia bombed Sarna. Turkey said that four had died; the Red Front said that nine had died. Three girls were among them."
    said = (claim(text, "Turkey", "four had died"), claim(text, "the Red Front", "nine had died", name="r"))
    mine = reading(text, strike(text, killed=[(4, ("Turkey",)), (3, ())]), claims=said)
    assert found(mine) == ()
    theirs = reading(text, strike(text, killed=[(4, ("Turkey",)), (9, ("r",))]), claims=said)
    assert [dispute.about for dispute in found(theirs)] == ["killed"]


def tolls(*told: tuple[str, str, int, str]) -> tuple[Dispute, ...]:
    """The disputes between reports of one strike, each given by its day, its source, a number and the words around it."""
    reports = []
    for published, source, size, words in told:
        text = f"Russia bombed Sarna. {source} said that {words.format(size)}."
        said = claim(text, source, words.format(size))
        count = Count(what="killed", min=size, max=size, span=span(text, str(size)), claims=(source,))
        reports.append(reading(text, msgspec.structs.replace(strike(text), counts=(count,)), claims=(said,), published=published))
    return found(*reports)


def test_a_side_is_true_together() -> None:
    """Of three tolls no two stand on one side, also where the second came later than the first."""
    (dispute,) = tolls(("2024-03-02", "Doctors", 11, "{} had died"), ("2024-03-03", "Nurses", 25, "{} had died"), ("2024-03-02", "Clerks", 40, "{} had died"))
    assert sorted(side.label for side in dispute.sides) == ["11", "25", "40"]
    updated = one("2024-03-03", killed=[(25, ())])
    (dispute,) = found(one("2024-03-02", killed=[(11, ())]), updated, one("2024-03-02", killed=[(40, ())]))
    assert sorted(len(side.statements) for side in dispute.sides) == [1, 1, 1]


@pytest.mark.parametrize(
    ("source", "words", "disputed"),
    [
        ("Doctors", "{} had died", ["killed"]), ("Doctors", "the toll had risen to {}", []), ("Doctors", "{} had died, up from 11", []),
        ("Turkey", "{} had died", []),
    ],
)  # fmt: skip
def test_a_rise_is_an_update_where_it_is_said_or_of_the_same_source(source: str, words: str, disputed: list[str]) -> None:
    """A later and higher toll of another source contradicts the first unless it is told as a rise; that of the same source replaces it."""
    assert [dispute.about for dispute in tolls(("2024-03-02", "Turkey", 11, "{} had died"), ("2024-03-03", source, 25, words))] == disputed


def test_a_publisher_brings_its_count_up_to_date() -> None:
    """The later report of one publisher replaces its earlier one, whoever is its source then; that of another publisher does not."""
    said = claim(TEXT, "Turkey", "the Red Front was hit"), claim(TEXT, "White Front", "anyone was there")
    first, second = (
        reading(TEXT, strike(TEXT, killed=[(size, (item.id,))]), claims=(item,), published=f"2024-03-0{size}") for size, item in zip((4, 9), said, strict=True)
    )
    for publishers, disputed in ((("Alpha", "Alpha"), []), (("Alpha", "Beta"), ["killed"]), ((None, None), ["killed"])):
        reports = [
            msgspec.structs.replace(read, document=msgspec.structs.replace(read.document, publisher=publisher))
            for read, publisher in zip((first, second), publishers, strict=True)
        ]
        assert [dispute.about for dispute in found(*reports)] == disputed


def test_who_did_it_is_told_by_whoever_says_so() -> None:
    """Also where the reporter tells of the same event in words of his own, the source answers for the sentence in which it names the doer."""
    text = "Russia bombed Sarna, the Red Front said. The strike hit the town at noon."
    said = claim(text, "Red Front", "Russia bombed Sarna")
    event = strike(text, actor=("Russia",), also=(span(text, "strike"),), claims=("Red Front",))
    (dispute,) = found(reading(text, event, claims=(said,)), one(actor=("Turkey",)))
    voices = {side.label: side.statements[0].voice.source for side in dispute.sides}
    assert voices == {"Russia": "Red Front", "Turkey": None}


def test_a_source_is_not_given_the_words_of_another() -> None:
    """Of an event that several sources tell of, only the one whose words name the doer beside it says who did it."""
    text = "Russia bombed Sarna, the Red Front said. The White Front said that the raid lasted an hour."
    said = claim(text, "Red Front", "Russia bombed Sarna"), claim(text, "White Front", "the raid lasted an hour")
    event = strike(text, actor=("Russia",), also=(span(text, "raid"),), status="attributed", claims=("Red Front", "White Front"))
    (dispute,) = found(reading(text, event, claims=said), one(actor=("Turkey",)))
    told = [(statement.voice.source, statement.quote) for side in dispute.sides for statement in side.statements if side.label == "Russia"]
    assert told == [("Red Front", "bombed")]


def test_what_the_reporter_says_himself_rests_on_his_own_words() -> None:
    """That an event happened is shown, in the reporter's voice, by the words for it that no source of his says."""
    text = "Russia bombed Sarna, the Red Front said. The strike hit the town at noon."
    said = claim(text, "Red Front", "Russia bombed Sarna")
    event = strike(text, also=(span(text, "strike"),), claims=("Red Front",))
    counted = corroboration(*grouped(reading(text, event, claims=(said,))))
    assert {statement.voice.source: statement.quote for statement in counted.asserting} == {"Red Front": "Russia bombed Sarna", None: "strike"}
