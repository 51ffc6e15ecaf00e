"""What counts as a claim, how far its content goes, and what stands around it, in whole readings."""

from __future__ import annotations

import datetime

import pytest

import dateline


def claims(text: str) -> list[tuple[str | None, str | None, str]]:
    """Source, cue and content of each claim, in the report's own words."""
    reading = dateline.read("-", data=text.encode(), published=datetime.date(2019, 3, 14))

    def words(span: tuple[int, int] | None) -> str | None:
        return text[span[0] : span[1]] if span else None

    return [(words(claim.source.span), words(claim.cue), claim.content) for claim in reading.claims]


def caveats(text: str) -> list[str | None]:
    """The caveat of each claim."""
    reading = dateline.read("-", data=text.encode(), published=datetime.date(2019, 3, 14))
    return [text[claim.caveat[0] : claim.caveat[1]] if claim.caveat else None for claim in reading.claims]


@pytest.mark.parametrize(
    "text",
    [
        "The court of Lira ruled on the appeal on Monday.",
        "The deputies voted to close the port of Gao on Monday.",
        "The governor of Gao commented on the strike.",
        "The rebels sought to cut the road to Gao.",
        "The president declared a state of emergency in the north on Monday.",
    ],
)
def test_an_act_or_a_topic_is_no_claim(text: str) -> None:
    """What is done, tried or spoken of is not something that is said."""
    assert claims(text) == []


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The minister's refusal to resign angered the deputies.", "The minister", "to resign"),
        ("The union launched an appeal for new elections on Monday.", "The union", "new elections"),
        ("The governor backed the miners' call for new elections.", "the miners", "new elections"),
        ("The miners went on strike, and the governor backed their call for new elections.", "their", "new elections"),
    ],
)
def test_a_noun_of_saying_makes_a_claim_of_its_own(text: str, source: str, content: str) -> None:
    """Who refuses or calls for something is the noun's possessor, or the subject of the verb that lends it its grammar."""
    found = [(who, what) for who, _, what in claims(text)]
    assert any(who is not None and who.startswith(source) and what.startswith(content) for who, what in found)


def test_what_somebody_is_accused_of_stands_without_the_accused() -> None:
    """What follows the "of" is the content; the accused is addressed."""
    assert [content for _, _, content in claims("Kenya accused the rebels of burning two villages.")] == ["burning two villages"]


def test_whoever_is_called_on_is_no_part_of_the_demand() -> None:
    """The infinitive is the content; those called on are addressed."""
    assert [content for _, _, content in claims("Kenya called on the rebels to leave the two villages.")] == ["to leave the two villages"]


def test_the_subject_of_a_passive_rumour_is_no_second_claim() -> None:
    """One who is said to have fled has his flight for content, once."""
    assert [content for _, _, content in claims("The general is said to have fled to Gao.")] == ["to have fled to Gao"]


def test_who_is_accused_is_not_who_accuses() -> None:
    """The subject of a passive is never the source."""
    assert all(source is None for source, _, _ in claims("The general was accused of taking bribes from two companies."))


def test_a_second_verb_of_saying_ends_what_the_first_one_says() -> None:
    """Two coordinated verbs with one source are two claims that do not overlap."""
    contents = [content for _, _, content in claims("Kenya has insisted that the raid was lawful and has accused the rebels of burning two villages.")]
    assert len(contents) == 2
    assert contents[0] == "the raid was lawful"


def test_a_performative_in_somebody_s_words_is_his_claim_only() -> None:
    """What somebody does by "we urge" is done by the claim that quotes him."""
    (only,) = claims('"We urge the rebels to leave the two villages," said Omar Keita.')
    assert only[0] == "Omar Keita"


@pytest.mark.parametrize(
    ("text", "caveat"),
    [
        ("Kenya blamed the rebels for the raid, without giving evidence.", "without giving evidence"),
        ("Kenya said that the rebels had fled. The claim could not be independently verified.", "could not be independently verified"),
        ("Kenya said that the rebels had fled, but did not elaborate.", "did not elaborate"),
        ("Kenya said that the rebels had fled, but gave no details.", "gave no details"),
    ],
)
def test_the_reporter_s_distance_belongs_to_the_claim_before_it(text: str, caveat: str) -> None:
    """In its own sentence, or as the sentence that follows."""
    assert caveats(text)[0] == caveat


def test_what_a_source_says_of_evidence_is_no_caveat() -> None:
    """The source doubts others; the reporter says nothing of his own."""
    assert caveats("Kenya said that the rebels had offered no evidence.") == [None]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Kenya remains committed to rebuilding the two villages.", "Kenya", "rebuilding the two villages"),
        ("We are deeply concerned about the raids on the two villages.", "We", "the raids on the two villages"),
    ],
)
def test_a_state_of_mind_that_is_avowed_is_a_claim(text: str, source: str, content: str) -> None:
    """Its complement is the content, without the preposition that it governs."""
    assert [(who, what) for who, _, what in claims(text)] == [(source, content)]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("We are united in calling for the release of the miners.", "the release of the miners"),
        ("The two leaders met in Gao, calling on the rebels to leave the villages.", "to leave the villages"),
    ],
)
def test_to_call_for_something_is_a_claim_in_any_form_of_the_verb(text: str, content: str) -> None:
    """The preposition makes the verb one of saying; what it governs, or the infinitive after it, is the content."""
    assert [what for _, _, what in claims(text)] == [content]


def test_a_finite_verb_joined_to_what_is_demanded_is_the_reporter_s() -> None:
    """The demand ends before what the source did besides."""
    found = claims("The minister urged the embassy to reconsider and spoke with the ambassador about the case.")
    assert ("The minister", "urged", "to reconsider") in found


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("We stand with the farmers of Gao in their struggle for land.", "stand with", "the farmers of Gao in their struggle for land"),
        (
            "The union holds the minister and his helpers responsible for their safety.",
            "holds",
            "the minister and his helpers responsible for their safety",
        ),
    ],
)
def test_to_take_a_side_or_to_hold_to_account_is_a_claim(text: str, cue: str, content: str) -> None:
    """An attitude that is declared by a verb with its preposition or its predicate is one whole content."""
    assert [(said, what) for _, said, what in claims(text)] == [(cue, content)]


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("The general is accused of looting the museum.", "accused", "looting the museum"),
        ("Travellers are urged to leave the island.", "urged", "to leave the island"),
    ],
)
def test_an_accusation_or_a_demand_may_come_from_nobody(text: str, cue: str, content: str) -> None:
    """Who "is accused of" or "is urged to" something is no source; the claim has none."""
    assert claims(text) == [(None, cue, content)]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            'The minister also reacted on Thursday, "We have lost a friend who gave everything to this town."',
            "The minister",
            "reacted",
            "We have lost a friend who gave everything to this town",
        ),
        (
            'The paper quotes Interior Minister Juma Okello: "This was an accident on a bad road."',
            "Interior Minister Juma Okello",
            "quotes",
            "This was an accident on a bad road",
        ),
    ],
)
def test_a_verb_may_hand_over_to_a_quotation_that_is_not_its_object(text: str, source: str, cue: str, content: str) -> None:
    """A quotation behind a comma or colon belongs to whoever reacts, comments or is quoted before it."""
    assert claims(text) == [(source, cue, content)]


def test_a_total_is_claimed_by_whoever_gives_it() -> None:
    """A figure that somebody puts a toll at is his, not the reporter's."""
    assert claims("Doctors in Gao put the toll at 52.") == [("Doctors", "put", "the toll at 52")]


@pytest.mark.parametrize(
    ("text", "denial"),
    [
        ("Congo accuses Rwanda of arming the rebels; Kigali denies it.", ("Kigali", "denies", "it")),
        ("Kabul said that Pakistan shelled the village. Islamabad denied this.", ("Islamabad", "denied", "this")),
        ("Iran armed the rebels, a charge that Tehran denies.", ("Tehran", "denies", "a charge")),
    ],
)
def test_a_denial_that_points_back_is_a_claim(text: str, denial: tuple[str, str, str]) -> None:
    """Who denies "it", or a charge told before, says something, though the words for it stand elsewhere."""
    assert denial in claims(text)


def test_nobody_denies_nothing() -> None:
    """A negative subject says nothing."""
    assert claims("Nobody denied it on Monday.") == []
