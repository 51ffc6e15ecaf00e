"""Ties that somebody denies: whose word each of the two versions is, and what nobody vouches for."""

from __future__ import annotations

import datetime

import pytest

import dateline

DAY = datetime.date(2024, 3, 14)
ARMING = ("Iran", "backs", "Houthis")


def versions(text: str) -> dict[tuple[str, str, str, str], set[str]]:
    """Every tie of a text as its first actor, kind, second actor and polarity, with the names of those who say so."""
    reading = dateline.read("-", data=text.encode(), published=DAY)
    name = {actor.id: actor.name for actor in reading.actors}
    sources = {claim.id: {name[actor] for actor in claim.source.actor} if claim.source else set() for claim in reading.claims}
    return {(name[tie.a], tie.kind, name[tie.b], tie.polarity): {who for claim in tie.claims for who in sources[claim]} for tie in reading.ties}


@pytest.mark.parametrize(
    "text",
    [
        "Israel accuses Iran of arming the Houthis, a charge that Tehran denies.",
        "Israel says that Iran arms the Houthis, an allegation that Iran has always rejected.",
        "Iran, accused by Israel of arming the Houthis, denies the allegation.",
        "Israel says that Iran arms the Houthis. Iran rejected the accusation.",
    ],
)
def test_accuser_and_accused_each_have_their_version(text: str) -> None:
    """The tie is affirmed on the word of the accuser alone and denied on that of the accused, and neither is the reporter's."""
    assert versions(text) == {(*ARMING, "affirmed"): {"Israel"}, (*ARMING, "denied"): {"Iran"}}


@pytest.mark.parametrize(
    "text",
    [
        "Iran arms the Houthis, a charge that Tehran denies.",
        "Iran, which is accused of arming the Houthis, rejected the charges.",
    ],
)
def test_charge_of_nobody_is_no_fact(text: str) -> None:
    """What the report itself calls a charge, and lays at nobody's door, is not affirmed."""
    assert (*ARMING, "affirmed") not in versions(text)


def test_denial_of_a_charge_of_nobody_is_the_one_version() -> None:
    """Where only the accused is heard, the tie is denied on his word."""
    assert versions("Iran, which is accused of arming the Houthis, rejected the charges.") == {(*ARMING, "denied"): {"Iran"}}


def test_what_a_denied_claim_says_is_asserted_by_whose_claim_it_is() -> None:
    """Who denies another's claim denies the tie, and the other asserts it."""
    found = versions("Uganda denied a claim by the United Nations that it supports the Houthis.")
    assert found == {("Uganda", "backs", "Houthis", "denied"): {"Uganda"}, ("Uganda", "backs", "Houthis", "affirmed"): {"United Nations"}}


def test_what_the_reporter_states_stays_a_fact() -> None:
    """A denial in another sentence takes nothing from what the report says in its own voice."""
    assert versions("Iran arms the Houthis. Iran rejected the accusation.") == {(*ARMING, "affirmed"): set()}


def test_denial_by_a_third_party_is_no_version() -> None:
    """Only who is a party to a tie, or acts for one, contests it."""
    assert (*ARMING, "denied") not in versions("Israel accuses Iran of arming the Houthis, a charge that Ghana rejects.")


def test_who_is_accused_may_be_described_by_a_tie() -> None:
    """The participle before the name of the accused is no part of the accusation."""
    assert versions("Yemen accused the Iran-backed Houthis of lying.")[*ARMING, "affirmed"] == set()
