"""What a report becomes, end to end, with the weights that ship."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

import dateline
from dateline import Reading

PUBLISHED = datetime.date(2019, 3, 14)


def read(text: str, published: datetime.date | None = PUBLISHED) -> Reading:
    """A reading of a text in memory."""
    return dateline.read("-", data=text.encode(), published=published)


def names(reading: Reading, ids: tuple[str, ...]) -> set[str]:
    """The names of some actors."""
    return {actor.name for actor in reading.actors if actor.id in ids}


def ties(text: str) -> set[tuple[str, str, str, str]]:
    """The ties of a text as (a, kind, b, polarity), by names."""
    reading = read(text)
    name = {actor.id: actor.name for actor in reading.actors}
    return {(name[t.a], t.kind, name[t.b], t.polarity) for t in reading.ties}


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        ("Egypt and Sudan signed a pact against Ethiopia.", ("Egypt", "opposes", "Ethiopia", "affirmed")),
        ("Egypt and Sudan signed a pact against Ethiopia.", ("Egypt", "allied_with", "Sudan", "affirmed")),
        ("Hezbollah is allied with the Syrian government.", ("Hezbollah", "allied_with", "Syria", "affirmed")),
        ("The Houthi rebels, who are backed by Iran, seized the port.", ("Iran", "backs", "Houthis", "affirmed")),
        ("The Quds Force is a branch of the Iranian Revolutionary Guard Corps.", ("Quds Force", "part_of", "Islamic Revolutionary Guard Corps", "affirmed")),
        ("Rwanda denies supporting the M23 rebels.", ("Rwanda", "backs", "March 23 Movement", "denied")),
        ("The alliance between Chad and Niger has ended.", ("Chad", "allied_with", "Niger", "ended")),
        ("Imran Khan, a critic of Nawaz Sharif, led the march.", ("Imran Khan", "opposes", "Nawaz Sharif", "affirmed")),
    ],
)
def test_the_preposition_and_the_negation_decide_about_a_tie(text: str, tie: tuple[str, str, str, str]) -> None:
    """A pact against somebody is hostile to him; what is denied or over is not affirmed."""
    assert tie in ties(text)


def test_a_call_for_an_alliance_asserts_none() -> None:
    """What is called for is sought: no alliance is affirmed, and the event is intended."""
    reading = read("Kenya called on Uganda and Tanzania to form an alliance against Sudan.")
    assert not [t for t in reading.ties if t.kind == "allied_with" and t.polarity == "affirmed"]
    formed = [e for e in reading.events if reading.quote(e.anchor).startswith("form")]
    assert {e.status for e in formed} <= {"intended"}
    assert any(e.type == "REQUEST" and e.status == "asserted" for e in reading.events)


def test_a_claim_keeps_its_source_and_is_no_fact() -> None:
    """What only a source says is attributed to it."""
    reading = read("The army said that rebels had attacked a convoy near Gao.")
    (claim,) = reading.claims
    assert reading.quote(claim.source.span or (0, 0)) == "The army"
    assert claim.stance in ("assert", "accuse")
    attack = next(e for e in reading.events if e.type == "ASSAULT")
    assert attack.status == "attributed"
    assert attack.claims == (claim.id,)


def test_a_denial_does_not_make_what_is_denied() -> None:
    """A denied attack is denied when nobody else asserts it."""
    reading = read("Sudan denied that its forces had shelled the camp.")
    assert [c.stance for c in reading.claims] == ["deny"]
    assert {e.status for e in reading.events if e.type == "ASSAULT"} == {"denied"}


def test_what_did_not_happen_is_no_event() -> None:
    """A plain negation in the reporter's voice leaves nothing."""
    assert not [e for e in read("The troops did not attack the village.").events if e.type == "ASSAULT"]


@pytest.mark.parametrize(
    "text", ["The rebels plan to attack the capital.", "Ghana will withdraw its troops from Mali.", "France threatened to expel the ambassador."]
)
def test_what_is_planned_is_intended(text: str) -> None:
    """A plan, a future and a threat are no facts."""
    planned = [e for e in read(text).events if e.type in ("ASSAULT", "RETREAT", "SANCTION")]
    assert planned
    assert {e.status for e in planned} == {"intended"}


def test_who_did_what_to_whom_in_the_passive() -> None:
    """The agent of a passive is the actor, its subject the recipient."""
    reading = read("Three journalists were arrested by Turkish police in Ankara on Tuesday.")
    (event,) = [e for e in reading.events if e.type == "COERCE"]
    assert names(reading, event.actor) == {"Turkish police"}
    assert names(reading, event.recipient) == {"Three journalists"}
    assert event.when is not None
    assert event.when.start == datetime.date(2019, 3, 12)


def test_an_accusation_does_not_make_the_accuser_the_culprit() -> None:
    """In "Accused X of attacking" makes X the attacker, on the accuser's word."""
    reading = read("Armenia accused Azerbaijan of attacking a border post.")
    attack = next(e for e in reading.events if e.type == "ASSAULT")
    assert names(reading, attack.actor) == {"Azerbaijan"}
    assert attack.status == "attributed"
    assert any(e.type == "ACCUSE" and names(reading, e.recipient) == {"Azerbaijan"} for e in reading.events)


def test_a_capital_that_acts_is_its_government() -> None:
    """In "Moscow said" is Russia; "in Moscow" is a place."""
    acts = read("Moscow condemned the sanctions.")
    assert names(acts, acts.claims[0].source.actor) == {"Russia"}
    assert not acts.places
    lies = read("The ministers met in Moscow.")
    assert [p.name for p in lies.places] == ["Moscow"]


def test_an_acronym_in_brackets_is_the_same_actor() -> None:
    """A name and its acronym are one actor."""
    reading = read("The Sagaing Peace Council (SPC) rejected the offer. The SPC said it would fight on.")
    assert len([a for a in reading.actors if "SPC" in {reading.quote(m.span) for m in a.mentions}]) == 1


def test_a_surname_is_the_person_named_before() -> None:
    """A later surname falls into the person who was introduced in full."""
    reading = read("Opposition leader Joseph Okello was freed on Monday. Okello said he would run again.")
    people = [a for a in reading.actors if a.kind == "person" and "Okello" in a.name]
    assert len(people) == 1


def test_counted_groups_are_one_actor_with_a_size() -> None:
    """Many signatories are one actor, never as many ties."""
    reading = read("More than 30 tribal groups condemned Eritrea on Sunday.")
    counted = [a for a in reading.actors if a.size is not None]
    assert [(a.size.min, a.size.max) for a in counted if a.size] == [(31, None)]


def test_a_caption_is_read_and_marked_as_a_caption() -> None:
    """Parts are told apart, and records know where they stand."""
    caption = "*Government soldiers stand guard in Aden on Monday. (Photo: Staff)*"
    text = f"# Truce holds in Aden\n\nMarch 14, 2019\n\n{caption}\n\nADEN - The truce held on Tuesday, the army said.\n"
    reading = read(text, None)
    kinds = {p.kind for p in reading.document.parts}
    assert {"headline", "dateline", "caption", "body"} <= kinds
    assert reading.document.published == datetime.date(2019, 3, 14)
    assert any(reading.quote(s) == "ADEN" for p in reading.places for s in p.spans)


def test_the_outlet_is_no_actor() -> None:
    """Neither the publisher's line nor an address at the end becomes an actor."""
    text = "# Talks fail\n\nMarch 14, 2019\n\n**The Savanna Herald**\n\nThe talks failed, Chad said.\n\nOriginal url: <https://savanna-herald.example/talks>\n"
    assert not [a for a in read(text, None).actors if "Savanna" in a.name]


def test_without_a_date_relative_dates_stay_open_and_a_warning_says_so() -> None:
    """Nothing is guessed."""
    reading = read("The rebels left on Tuesday.", None)
    assert [(t.start, t.end) for t in reading.times] == [(None, None)]
    assert any("--published" in w for w in reading.warnings)


def test_every_span_is_exactly_what_was_written() -> None:
    """Spans are code points of the given text, with emoji, accents and CRLF in it."""
    text = "🕊 Peace? Émile Bongo said:\r\n“We met Mali’s army in Ségou.” 🕊\r\n"
    reading = read(text)
    assert reading.document.text == text
    for claim in reading.claims:
        assert claim.content == text[claim.span[0] : claim.span[1]]
    for actor in reading.actors:
        for mention in actor.mentions:
            assert text[mention.span[0] : mention.span[1]].strip()


def test_json_has_the_keys_of_the_records() -> None:
    """A line of JSON holds the six kinds of record and the document."""
    row = json.loads(read("Chad said it had won.").to_json())
    assert {"document", "actors", "claims", "events", "ties", "places", "times"} <= set(row)
    assert row["claims"][0]["source"]["actor"]


def test_reading_twice_gives_the_same() -> None:
    """The same text gives the same records."""
    text = Path("examples/kordofan-air-strike.md").read_text(encoding="utf-8")
    assert read(text) == read(text)


def test_a_sentence_of_thousands_of_words_is_read() -> None:
    """A text without a full stop is cut for the encoder, not refused."""
    reading = read("The army said " + "that the rebels fled and " * 400 + "that it had won")
    assert reading.claims


@pytest.mark.parametrize("text", ["War", "Talks fail", "No deal.", "…", "?!"])
def test_the_shortest_texts_are_read(text: str) -> None:
    """A text of one or two words is read like any other."""
    assert read(text).document.text == text


def test_ids_point_to_records_that_exist() -> None:
    """No record refers to one that is not there."""
    for path in sorted(Path("examples").glob("*.md")):
        if path.name == "README.md":
            continue
        reading = dateline.read(path)
        actors, claims, places = ({r.id for r in rows} for rows in (reading.actors, reading.claims, reading.places))
        for event in reading.events:
            assert {*event.actor, *event.recipient} <= actors
            assert set(event.claims) <= claims
            assert set(event.place) <= places
        for tie in reading.ties:
            assert {tie.a, tie.b} <= actors
            assert tie.a != tie.b
        for claim in reading.claims:
            assert {*claim.source.actor, *claim.addressee} <= actors
            assert claim.inside is None or claim.inside in claims
        assert {a.represents for a in reading.actors} - {None} <= actors
