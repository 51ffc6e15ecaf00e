"""Counts of killed, wounded, arrested, abducted and displaced people, and the events that they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.records.grammar import NOUN_TAGS, VERB_TAGS, arguments, is_nobody, noun_phrase
from dateline.records.happenings import Happening, Toll
from dateline.records.numbers import read_number

if TYPE_CHECKING:
    from collections.abc import Iterator

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


_NEAR = 2  # sentences


def find_tolls(annotation: Annotation, ontology: Ontology, claims: list[Draft]) -> list[tuple[Toll, int]]:
    """Every count of killed, wounded, arrested, abducted or displaced, with the word that it hangs on."""
    a = annotation
    out: list[tuple[Toll, int]] = []
    for word, lemma in enumerate(a.lemmas):
        if lemma in ontology.cues.totals and a.tags[word] in NOUN_TAGS:
            out.extend(_totals(a, ontology, claims, word))
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
                out.append((Toll(what, number, a.span(before), _claimed(claims, person)), word))
    return out


def _totals(annotation: Annotation, ontology: Ontology, claims: list[Draft], word: int) -> Iterator[tuple[Toll, int]]:
    """The figure that a total is given: "a death toll of 31", "put the number of dead at 40", "the toll rose to 60". A toll that does not say of whom is of
    the killed.
    """
    a = annotation
    people = [c for c in a.children[word] if a.relations[c] == "compound" or a.preposition(c) == "of"]
    people += [c for person in people for c in a.dependents(person, "acl")]  # "the number of people killed"
    named = (ontology.cues.counted.get(a.lemmas[person]) for person in people)
    what: CountKind | None = next((kind for kind in named if kind is not None), "killed" if a.lemmas[word] == "toll" else None)
    if what is None:
        return
    figure = figure_of_total(a, ontology, word)
    if figure is not None:
        words = noun_phrase(a, figure)
        number = read_number(a.forms[words[0] : figure + 1])
        if number is not None:
            yield Toll(what, number, a.span((words[0], figure)), _claimed(claims, figure)), word


def figure_of_total(annotation: Annotation, ontology: Ontology, word: int) -> int | None:
    """The number that a total is given: behind its own "of", or by the verb that it is the subject or object of."""
    a, cues = annotation, ontology.cues
    verb = a.heads[word] if a.relations[word].split(":")[0] in ("nsubj", "obj") else -1
    figures = [c for c in a.children[word] if a.preposition(c) == "of"]
    if verb >= 0 and a.lemmas[verb] in cues.reckoning | cues.totalling:
        given = a.dependents(verb, "obl")
        figures += [c for c in (*given, *(n for c in given for n in a.dependents(c, "nmod"))) if a.preposition(c) in ("at", "to", "of")]
    elif verb >= 0 and a.lemmas[verb] in cues.reaching:
        figures += a.dependents(verb, "obj")
    return next((c for c in figures if a.tags[c] == "CD"), None)


def _claimed(claims: list[Draft], word: int) -> list[Draft]:
    """The innermost claim that covers a word."""
    return sorted((c for c in claims if c.covers(word)), key=lambda c: c.content[1] - c.content[0])[:1]


def give_toll(annotation: Annotation, ontology: Ontology, events: list[Happening], toll: Toll, word: int) -> None:
    """A count goes to the event that it hangs on, else to the nearest fitting one; "the toll" is that of an event told of before, however far."""
    a, total = annotation, annotation.lemmas[word] in ontology.cues.totals
    fitting = [e for e in events if e.type in _COUNT_HOME[toll.what] and e.status != "intended"]
    home = next((e for e in fitting if word in e.words or any(a.heads[word] == w for w in e.words)), None)
    if home is None:
        near = [(abs(a.sentence_of[w] - a.sentence_of[word]), w > word, e) for e in fitting for w in e.words]
        near = [item for item in near if item[0] <= _NEAR or (total and not item[1])]
        home = min(near, key=lambda item: (item[1] and total, item[:2]))[2] if near else None
    if home is not None and not any(t.what == toll.what and t.range == toll.range for t in home.counts):
        home.counts.append(toll)
