"""Where the ontology's rules and the encoder's markings meet: which words name events, and who takes part in them.

A rule knows what a word means by the book and by its grammar, the markings what readers took it for where it stands. Both are evidence, added up as logarithms
of odds (a product of experts; Hinton 2002): a listed word that readers would pass over is dropped, a word that is not listed is taken where they would mark it,
and a party that stands in no role of the grammar is found where the text makes it one.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from dateline.ontology.lexicon import MUTUAL, EventRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.language.annotation import Annotation, WordSpan
    from dateline.records.cast import Cast
    from dateline.records.model import EventType, Stance

P = {"rule": 2.0, "bias": 0.5, "a_rule": 2.0, "a_bias": 0.5, "r_rule": 2.0, "r_bias": 0.5, "stance": 2.0}
_LEAST = 0.01


def odds(p: float) -> float:
    """The logarithm of the odds of a probability, which is kept from 0 and 1."""
    p = min(max(p, _LEAST), 1 - _LEAST)
    return log(p / (1 - p))


def marked_type(annotation: Annotation, word: int, listed: EventType | None) -> EventType | None:
    """The type of event that a word names, by the rule that lists it (if any) and by the markings; None when it names none."""
    given = annotation.markings.events.get(word, {})
    nothing = max(1 - sum(given.values()), _LEAST)
    best, top = None, log(nothing)
    for kind in {*given, *([listed] if listed else [])}:
        score = log(max(given.get(kind, 0.0), _LEAST)) - P["bias"] + (P["rule"] if kind == listed else 0.0)
        if score > top:
            best, top = kind, score
    return best


def weigh_parties(annotation: Annotation, cast: Cast, word: int, kind: EventType, actors: list[int], recipients: list[int]) -> tuple[list[int], list[int]]:
    """The actors and recipients of an event's word, from those that its rule gives and those that the markings do."""
    marks = annotation.markings.parties.get(word)
    if marks is None:
        return actors, recipients
    chances: dict[int, list[float]] = {}
    for at, pair in marks.items():
        for key in cast.of_word.get(at, ()):
            known = chances.setdefault(key, [0.0, 0.0])
            known[0], known[1] = max(known[0], pair[0]), max(known[1], pair[1])
    scored: dict[int, tuple[float, float]] = {}
    for key in dict.fromkeys([*actors, *recipients, *chances]):
        acts, suffers = chances.get(key, (0.0, 0.0))
        scored[key] = (
            odds(acts) + (P["a_rule"] if key in actors else 0.0) - P["a_bias"],
            odds(suffers) + (P["r_rule"] if key in recipients else 0.0) - P["r_bias"],
        )
    if kind in MUTUAL:
        return [key for key, pair in scored.items() if max(pair) > 0], []
    return [k for k, (a, r) in scored.items() if a > 0 and a >= r], [k for k, (a, r) in scored.items() if r > 0 and r > a]


def marked_stance(annotation: Annotation, cue: WordSpan, told: Stance) -> Stance:
    """What a claim does, by its words and grammar (`told`) and by what the markings make of its cue."""
    given = annotation.markings.stances[annotation.head_of(cue)]
    return max(given, key=lambda stance: log(max(given[stance], _LEAST)) + (P["stance"] if stance == told else 0.0))


def plain_rule(kind: EventType, *, verb: bool) -> EventRule:
    """How the parties of a word that no rule lists are told by its grammar."""
    mutual = kind in MUTUAL
    if mutual:
        actor, recipient = ("A0", "A1", "with", "between", "of", "mod", "by", "poss"), ()
    elif verb:
        actor, recipient = ("A0", "by"), ("A1", "A2", "on", "against", "to", "from")
    else:
        actor, recipient = ("A0", "by", "poss", "mod"), ("on", "against", "of", "A1", "to")
    none: frozenset[str] = frozenset()
    return EventRule(
        type=kind, mode=None, actor=actor, recipient=recipient, mutual=mutual, light=not verb, content=False, objects=none, subjects=none, predicative=none,
        needs=none, clause=False, past=False, performed=False, origin=none, intended=False, active=False, without=none,
    )  # fmt: skip


def unlisted(annotation: Annotation, cast: Cast, listed: set[int]) -> Iterator[tuple[int, EventType]]:
    """Words that no rule takes and the markings do."""
    a = annotation
    for word in sorted(a.markings.events):
        if word in listed or word in cast.name_of or a.tags[word][:2] not in ("VB", "NN", "JJ") or a.relations[word] in ("aux", "aux:pass", "case", "cop"):
            continue
        kind = marked_type(a, word, None)
        if kind is not None:
            yield word, kind
