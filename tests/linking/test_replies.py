"""Denials that answer what somebody else said without repeating it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from dateline.linking.accounts import occurrences
from dateline.linking.disputes import Dispute, disputes
from dateline.linking.happenings import Happening
from dateline.linking.replies import answered
from dateline.records.model import Event

from .making import claim, reading, span

if TYPE_CHECKING:
    from dateline.records.model import Claim, Reading, Stance


def said(text: str, source: str, cue: str, content: str, stance: Stance = "assert") -> Claim:
    """A claim with its cue, called by its content."""
    return replace(claim(text, source, content, stance, name=content), cue=span(text, cue))


def event(text: str, anchor: str, type_: str, **fields: Any) -> Event:
    """An event by its word."""
    return Event(**({"id": anchor, "anchor": span(text, anchor), "type": type_, "status": "asserted"} | fields))


def accusation(last: str, source: str, cue: str, content: str) -> Reading:
    """Turkey accuses Russia of an attack, which somebody denies in `last`."""
    text = f"Turkey accused Russia of shelling Sarna{last}"
    accused = said(text, "Turkey", "accused", "shelling Sarna", "accuse")
    return reading(
        text,
        event(text, "accused", "ACCUSE", actor=("Turkey",), recipient=("Russia",)),
        claims=(accused, said(text, source, cue, content, "deny")),
    )


def shelling(last: str, source: str, cue: str, content: str, **fields: Any) -> Reading:
    """Turkey says that Russia shelled a town, and somebody answers in `last`."""
    text = f"Turkey said that Russia shelled Sarna. {last}"
    told = said(text, "Turkey", "said", "Russia shelled Sarna")
    strike = event(text, "shelled", "ASSAULT", **({"actor": ("Russia",), "status": "attributed", "claims": (told.id,)} | fields))
    return reading(text, strike, claims=(told, said(text, source, cue, content, "deny")))


def found(read: Reading) -> tuple[Dispute, ...]:
    """The disputes within one report that takes all its events for one."""
    return disputes(Happening(occurrences=occurrences("0", read), scores=(1.0,) * len(read.events)), {"0": read})


@pytest.mark.parametrize(
    ("last", "content"),
    [
        (", a charge that Moscow denied.", "a charge that"),
        (". Moscow denied this.", "this"),
        (". Moscow denied all these allegations.", "all these allegations"),
        (". Moscow denied Turkey's claims as baseless.", "Turkey's claims as baseless"),
        (". Moscow denied the report from Turkey.", "the report from Turkey"),
        (". Moscow denied it as false propaganda.", "false propaganda"),
    ],
)
def test_a_denial_that_points_back_is_of_the_accusation_before_it(last: str, content: str) -> None:
    """A pronoun or a word for what was said stands for what somebody else said last."""
    read = accusation(last, "Moscow", "denied", content)
    assert answered(read) == {content: frozenset({"accused"})}


@pytest.mark.parametrize(("content", "answers"), [("the allegation absurd", True), ("the allegation", False)])
def test_who_calls_a_charge_false_denies_it(content: str, answers: bool) -> None:
    """To find fault with a charge for being untrue is to deny it, and to find fault with its being made is not."""
    read = accusation(f". Moscow called {content}.", "Moscow", "called", content)
    fault = replace(read, claims=(read.claims[0], replace(read.claims[1], stance="criticise")))
    assert bool(answered(fault)) is answers


def test_the_accuser_and_who_denies_are_the_sides() -> None:
    """Whoever tells of an accusation and its denial alleges nothing himself."""
    (dispute,) = found(accusation(", a charge that Moscow denied.", "Moscow", "denied", "a charge that"))
    assert {side.label: [statement.voice.source for statement in side.statements] for side in dispute.sides} == {"alleged": ["Turkey"], "denied": ["Moscow"]}


@pytest.mark.parametrize(
    "content",
    ["a plan for talks", "the offer", "the report's wording on trade"],
)
def test_a_denial_of_something_named_points_at_nothing(content: str) -> None:
    """Only words that stand for what was said are answers to it."""
    assert answered(accusation(f". Moscow denied {content}.", "Moscow", "denied", content)) == {}


def test_a_source_is_not_answered_by_itself() -> None:
    """Who speaks twice does not deny what it said."""
    read = accusation(". Turkey denied this.", "Turkey", "denied", "this")
    assert answered(read) == {}


def test_what_was_said_long_before_is_not_answered() -> None:
    """A pronoun reaches no further back than the sentence before."""
    read = accusation(". It rained in Sarna. The market was shut. Moscow denied this.", "Moscow", "denied", "this")
    assert answered(read) == {}


def test_what_is_said_of_the_one_who_denies_is_what_is_denied() -> None:
    """Of what was said, that is meant which tells of the one who answers."""
    read = shelling("Russia called that an outright lie.", "Russia", "called", "that an outright lie")
    assert answered(read) == {"that an outright lie": frozenset({"shelled"})}
    (dispute,) = found(read)
    assert (dispute.about, {side.label for side in dispute.sides}) == ("status", {"happened", "denied"})


def test_what_is_said_of_others_is_not_what_one_denies() -> None:
    """A statement about somebody else is left aside, since what of it is denied is not told."""
    assert answered(shelling("White Front denied this.", "White Front", "denied", "this")) == {}


def test_two_who_accuse_each_other_do_not_accuse_themselves() -> None:
    """Whoever denies a thing is not among those who say that it happened, where several are said to say it."""
    read = shelling("Russia called that an outright lie.", "Russia", "called", "that an outright lie")
    first = replace(read.claims[0], source=replace(read.claims[0].source, actor=("Turkey", "Russia")))
    assert found(replace(read, claims=(first, replace(read.claims[1], source=replace(read.claims[1].source, actor=("Russia",)))))) == ()


def seizure(last: str, source: str, content: str, mode: str = "seize") -> Reading:
    """The Red Front says that it took a town, and somebody answers in `last`."""
    text = f"Red Front said that it had seized the town of Sarna. {last}"
    told = said(text, "Red Front", "said", "it had seized the town of Sarna")
    taken = event(text, "seized", "COERCE", mode=mode, actor=("Red Front",), status="attributed", claims=(told.id,))
    return reading(text, taken, claims=(told, said(text, source, "denied", content, "deny")))


@pytest.mark.parametrize("content", ["the town had fallen", "having lost Sarna", "it had given up the town"])
def test_who_denies_having_lost_a_thing_denies_that_it_was_taken(content: str) -> None:
    """What one side takes falls, and the other side loses it: to deny the one is to deny the other."""
    read = seizure(f"White Front denied {content}.", "White Front", content)
    assert answered(read) == {content: frozenset({"seized"})}


@pytest.mark.parametrize(
    ("source", "content", "mode"),
    [
        ("White Front", "having lost the bridge", "seize"),
        ("White Front", "the town was shelled", "seize"),
        ("White Front", "having lost the town", "arrest"),
        ("Red Front", "having lost the town", "seize"),
    ],
    ids=["another thing", "no loss", "not taken", "the one who took it"],
)
def test_another_loss_denies_nothing_that_was_taken(source: str, content: str, mode: str) -> None:
    """The thing has to be the same, taken by another, and lost."""
    assert answered(seizure(f"{source} denied {content}.", source, content, mode)) == {}


def test_who_denies_a_death_denies_the_killing() -> None:
    """Whoever was killed is dead."""
    text = "Turkey killed the commander Aram, it said. White Front denied that the commander was dead."
    told = said(text, "it", "said", "Turkey killed the commander Aram")
    killed = event(text, "killed", "ASSAULT", actor=("Turkey",), status="attributed", claims=(told.id,))
    read = reading(text, killed, claims=(told, said(text, "White Front", "denied", "the commander was dead", "deny")))
    assert answered(read) == {"the commander was dead": frozenset({"killed"})}
