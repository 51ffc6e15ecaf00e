"""Counts of killed, wounded, arrested, abducted and displaced people, and the events that they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.records.grammar import VERB_TAGS, arguments, is_nobody, noun_phrase
from dateline.records.happenings import Happening, Toll
from dateline.records.numbers import read_number

if TYPE_CHECKING:
    from dateline.language.annotation import Annotation
    from dateline.ontology import Ontology
    from dateline.records.drafts import Draft
    from dateline.records.model import CountKind, EventType

_COUNT_HOME: dict[CountKind, tuple[EventType, ...]] = {
    "killed": ("ASSAULT", "PROTEST", "COERCE"),
    "wounded": ("ASSAULT", "PROTEST"),
    "casualties": ("ASSAULT",),
    "arrested": ("COERCE", "PROTEST"),
    "abducted": ("ASSAULT",),
    "displaced": ("ASSAULT", "COERCE"),
    "participants": ("PROTEST",),
}
"""The types of event that each count can belong to."""


def find_tolls(annotation: Annotation, ontology: Ontology, claims: list[Draft]) -> list[tuple[Toll, int]]:
    """Every count of killed, wounded, arrested, abducted or displaced, with the word that it hangs on."""
    a = annotation
    out: list[tuple[Toll, int]] = []
    for word, lemma in enumerate(a.lemmas):
        what = ontology.cues.counted.get(lemma)
        if what is None:
            continue
        if a.tags[word] in VERB_TAGS:
            roles = arguments(a, word)
            people = roles.get("A1", []) or (roles.get("A0", []) if lemma in ("die", "perish", "flee") else [])
        elif a.tags[word].startswith("JJ"):
            people = (
                [a.heads[word]]
                if a.relations[word] == "amod" and a.heads[word] >= 0
                else a.dependents(word, "nsubj") or a.dependents(a.heads[word], "obj")
                if a.heads[word] >= 0
                else []
            )
        else:
            people = [word]
        for head in people:
            for person in a.conjuncts(head):
                words = noun_phrase(a, person)
                before = (words[0], person) if person >= words[0] else words
                number = (0, 0) if is_nobody(a, person) else read_number(a.forms[before[0] : before[1] + 1])
                if number is None and a.lemmas[person] in ("hundred", "thousand", "dozen", "score"):
                    number = read_number([a.forms[person]])
                if number is None:
                    continue
                covering = sorted((c for c in claims if c.covers(person)), key=lambda c: c.content[1] - c.content[0])
                out.append((Toll(what, number, a.span(before), covering[:1]), word))
    return out


def give_toll(annotation: Annotation, events: list[Happening], toll: Toll, word: int) -> None:
    """A count goes to the event that it hangs on, else to the nearest fitting one before it."""
    a = annotation
    fitting = [e for e in events if e.type in _COUNT_HOME[toll.what] and e.status != "intended"]
    home = next((e for e in fitting if word in e.words or any(a.heads[word] == w for w in e.words)), None)
    if home is None:
        near = [
            (abs(a.sentence_of[w] - a.sentence_of[word]), w > word, e) for e in fitting for w in e.words if abs(a.sentence_of[w] - a.sentence_of[word]) <= 2
        ]
        home = min(near, key=lambda item: item[:2])[2] if near else None
    if home is not None and not any(t.what == toll.what and t.range == toll.range for t in home.counts):
        home.counts.append(toll)
