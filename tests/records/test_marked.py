"""How what the encoder marks is weighed against what rules tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dateline import ontology, sources
from dateline.knowledge.own import load_all
from dateline.language.encoder import Encoder
from dateline.language.markings import Markings
from dateline.records.build import build
from dateline.records.marked import marked_stance, odds

if TYPE_CHECKING:
    from dateline.language.annotation import Annotation
    from dateline.records.model import Event, Reading, Stance


def annotated(text: str) -> tuple[sources.Report, Annotation]:
    """A report in which nothing is marked."""
    (report,) = sources.load("-", data=text.encode())
    assert isinstance(report, sources.Report)
    annotation = Encoder.load().annotate(report)
    names = annotation.markings.stance_names
    annotation.markings = Markings(stances=[[1 / len(names)] * len(names)] * len(annotation.words), stance_names=names)
    return report, annotation


def read(report: sources.Report, annotation: Annotation) -> Reading:
    """The records of an annotation."""
    return build(report, annotation, ontology.load(), load_all()[0])


def parties(reading: Reading, event: Event) -> tuple[list[str], list[str]]:
    """The names of an event's actors and recipients."""
    names = {actor.id: actor.name for actor in reading.actors}
    return [names[key] for key in event.actor], [names[key] for key in event.recipient]


def test_the_shipped_weights_mark() -> None:
    """The weights have the heads: the word of an event is marked with its type."""
    (report,) = sources.load("-", data=b"Norway imposed sanctions on Chile on Monday.")
    assert isinstance(report, sources.Report)
    annotation = Encoder.load().annotate(report)
    assert annotation.markings.read
    assert any(kinds.get("SANCTION", 0) > 0.5 for kinds in annotation.markings.events.values())


@pytest.mark.parametrize(("chance", "found"), [(0.9, ["ASSAULT"]), (0.3, [])])
def test_a_word_that_no_rule_lists(chance: float, found: list[str]) -> None:
    """A word that the ontology does not know names an event where the markings are sure; its parties are those of its grammar."""
    report, annotation = annotated("Norway flarped Chile on Monday.")
    annotation.markings.events = {annotation.forms.index("flarped"): {"ASSAULT": chance}}
    reading = read(report, annotation)
    assert [event.type for event in reading.events] == found
    assert [parties(reading, event) for event in reading.events] == [(["Norway"], ["Chile"])] * len(found)


def test_what_a_rule_shuts_out_stays_out() -> None:
    """Where the ontology says that a use of a word is none of an event, no marking makes it one."""
    report, annotation = annotated("Three people in Quito were killed in a collision of two buses.")
    annotation.markings.events = {annotation.forms.index("killed"): {"ASSAULT": 0.99}}
    assert read(report, annotation).events == ()


def test_a_party_that_stands_in_no_role() -> None:
    """A party that grammar does not join to the event's word is taken from a sure marking, and not from a weak one."""
    for chance, expected in ((0.97, ["Chile"]), (0.05, [])):
        report, annotation = annotated("Chile had waited for weeks. On Monday the bridge was bombed.")
        word = annotation.forms.index("bombed")
        annotation.markings.events = {word: {"ASSAULT": 0.99}}
        annotation.markings.parties = {word: {annotation.forms.index("Chile"): (chance, 0.0)}}
        reading = read(report, annotation)
        assert parties(reading, reading.events[0])[0] == expected


@pytest.mark.parametrize(("chance", "expected"), [(0.2, ["Norway", "Sweden"]), (0.97, ["Norway", "Sweden", "Chile"])])
def test_who_takes_part_in_talks(chance: float, expected: list[str]) -> None:
    """Among equals, too, somebody whom no rule tells is a party only where that is likelier than not."""
    report, annotation = annotated("Chile had waited for weeks. On Monday Norway and Sweden held talks in Oslo.")
    word = annotation.forms.index("talks")
    annotation.markings.parties = {word: {annotation.forms.index("Chile"): (chance, 0.0)}}
    reading = read(report, annotation)
    assert set(parties(reading, reading.events[0])[0]) == set(expected)


def test_a_word_that_only_the_encoder_takes_makes_no_tie() -> None:
    """An event of a word that no rule lists opposes nobody, and a stance that only markings see denies no tie."""
    report, annotation = annotated("The Green Front flarped against the government of Norway on Monday.")
    annotation.markings.events = {annotation.forms.index("flarped"): {"PROTEST": 0.99}}
    assert read(report, annotation).ties == ()


def test_one_role_an_actor() -> None:
    """Who could be both actor and recipient is the likelier of the two."""
    report, annotation = annotated("Chile had waited for weeks. On Monday the bridge was bombed.")
    word = annotation.forms.index("bombed")
    annotation.markings.parties = {word: {annotation.forms.index("Chile"): (0.9, 0.99)}}
    reading = read(report, annotation)
    assert parties(reading, reading.events[0]) == ([], ["Chile"])


def test_what_rules_tell_stands_where_nothing_is_marked() -> None:
    """An event none of whose words has marked parties keeps those that the rules tell."""
    report, annotation = annotated("Norway bombed Chile on Monday.")
    reading = read(report, annotation)
    assert parties(reading, reading.events[0]) == (["Norway"], ["Chile"])


def test_ties_rest_on_what_grammar_tells() -> None:
    """A party that only a marking gives to a protest opposes nobody: a tie lasts, and is not read off a guess."""
    report, annotation = annotated("Chile had waited for weeks. Thousands of students protested against the government of Norway on Monday.")
    word = annotation.forms.index("protested")
    annotation.markings.events = {word: {"PROTEST": 0.99}}
    annotation.markings.parties = {word: {annotation.forms.index("Chile"): (0.0, 0.99)}}
    reading = read(report, annotation)
    names = {actor.id: actor.name for actor in reading.actors}
    assert "Chile" in parties(reading, reading.events[0])[1]
    assert all("Chile" not in (names[tie.a], names[tie.b]) for tie in reading.ties)


@pytest.mark.parametrize(("chance", "stance"), [(0.999, "demand"), (0.6, "assert")])
def test_a_stance_is_weighed(chance: float, stance: Stance) -> None:
    """What words and grammar tell of a claim gives way to a marking that is sure, and only to one."""
    _, annotation = annotated("The minister said that the road is long.")
    names = annotation.markings.stance_names
    word = annotation.forms.index("said")
    rest = (1 - chance) / (len(names) - 1)
    annotation.markings.stances = [*annotation.markings.stances]
    annotation.markings.stances[word] = [chance if name == "demand" else rest for name in names]
    assert marked_stance(annotation, (word, word), "assert") == stance


def test_odds_are_finite() -> None:
    """Certainties have log odds too, as far apart as anything can be."""
    assert -6 < odds(0.0) < odds(0.5) == 0 < odds(1.0) < 6


def test_who_speaks_of_an_event_is_less_likely_its_party() -> None:
    """The same marking makes somebody a party, and a speaker none."""
    found = []
    for text in ("Peru waited. Near Lima, Chile was bombed on Monday.", "Near Lima, Chile was bombed on Monday, Peru said."):
        report, annotation = annotated(text)
        annotation.markings.parties = {annotation.forms.index("bombed"): {annotation.forms.index("Peru"): (0.75, 0.0)}}
        reading = read(report, annotation)
        found.append([parties(reading, event)[0] for event in reading.events if event.type == "ASSAULT"])
    assert found == [[["Peru"]], [[]]]
