"""Where the ontology's rules and the encoder's markings meet: which words name events, who takes part in them, what a claim does.

A rule knows what a word means by the book and by its grammar, the markings what readers took it for where it stands. Neither is right alone; what each of them
is worth was learnt on annotated reports (`training/weighing.py`, which writes `marked.json`).
"""

from __future__ import annotations

from math import inf, log
from typing import TYPE_CHECKING

from dateline.ontology.lexicon import MUTUAL, EventRule
from dateline.records.regression import Features, learnt, score

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.language.annotation import Annotation, WordSpan
    from dateline.ontology import Ontology
    from dateline.records.cast import Cast
    from dateline.records.happenings import Happening
    from dateline.records.model import EventType, Stance

_LEAST = 0.003
_OPEN = ("VB", "NN", "JJ")


def odds(p: float) -> float:
    """The logarithm of the odds of a probability, which is kept from 0 and 1."""
    p = min(max(p, _LEAST), 1 - _LEAST)
    return log(p / (1 - p))


def unlisted(annotation: Annotation, cast: Cast, ontology: Ontology, taken: set[int]) -> Iterator[tuple[int, EventType]]:
    """Words that no rule takes and the markings do; where the ontology shuts out some uses of a word ("killed in a crash"), its conditions decide."""
    a, floor = annotation, learnt("marked.json")["event"]["unlisted"]
    for word in sorted(a.markings.events):
        if word in taken or word in cast.name_of or a.tags[word][:2] not in _OPEN or a.relations[word] in ("aux", "aux:pass", "case", "cop"):
            continue
        rules = [rule for _, rule in (*ontology.verbs.get(a.lemmas[word], ()), *ontology.nouns.get(a.lemmas[word], ()))]
        if any(wanted.startswith("!") for rule in rules for wanted in rule.objects | rule.subjects | rule.origin):
            continue
        given = a.markings.events[word]
        kind = max(given, key=lambda kind: given[kind], default=None)
        if kind is not None and given[kind] > floor:
            yield word, kind


def chance(annotation: Annotation, event: Happening) -> float:
    """The log odds that the markings give to an event of its type, at the word where they are highest."""
    return odds(max(annotation.markings.events.get(word, {}).get(event.type, 0.0) for word in event.words))


def describe_parties(annotation: Annotation, cast: Cast, event: Happening) -> dict[tuple[int, int], Features]:
    """What speaks for each entity as an actor (0) or a recipient (1) of an event, among those that the rules tell and those that the markings see.

    The parties of a mutual event are all actors.
    """
    seen: dict[int, list[float]] = {key: [0.0, 0.0] for key in (*event.actors, *event.recipients)}
    for word in event.words:
        aside = _matter(annotation, cast, word) if event.type in MUTUAL else range(0)
        for at, pair in annotation.markings.parties.get(word, {}).items():
            for key in cast.of_word.get(at, ()) if at not in aside else ():
                known = seen.setdefault(key, [0.0, 0.0])
                known[0], known[1] = max(known[0], pair[0]), max(known[1], pair[1])
    listed, mutual = float(event.trigger.listed), event.type in MUTUAL
    sides = [event.actors + event.recipients, []] if mutual else [event.actors, event.recipients]
    speaking = {key for claim in event.claims for key in claim.actors}
    out: dict[tuple[int, int], Features] = {}
    for key, chances in seen.items():
        for role in (0,) if mutual else (0, 1):
            told, marked = float(key in sides[role]), odds(max(chances) if mutual else chances[role])
            out[key, role] = {
                "marked": marked,
                "told": told,
                "told otherwise": float(key in sides[1 - role]),
                "listed": listed,
                "told and marked": told * marked,
                "told and listed": told * listed,
                "recipient": float(role),
                "told recipient": told * role,
                "mutual": float(mutual),
                "speaking": float(key in speaking and not told),
            }
    return out


def _matter(annotation: Annotation, cast: Cast, word: int) -> range:
    """What those who meet or agree do it about: an object that names no actor, with all that hangs on it ("discussed X's war on Y")."""
    matter = next((c for c in annotation.dependents(word, "obj") if not cast.of_word.get(c)), None)
    if matter is None:
        return range(0)
    first, last = annotation.subtree(matter)
    return range(first, last + 1)


def weigh_parties(annotation: Annotation, cast: Cast, event: Happening) -> None:
    """Adds to an event the parties that the markings hold likelier than not, and takes away those that they doubt."""
    if not any(word in annotation.markings.parties for word in event.words):
        return
    weights = learnt("marked.json")["party"]
    described = describe_parties(annotation, cast, event)
    scores = {at: score(weights, row) for at, row in described.items()}
    likely = [at for at, given in scores.items() if given > weights["floor"] and (described[at]["told"] or given > 0)]
    event.actors = [key for key, role in likely if role == 0 and scores[key, 0] >= scores.get((key, 1), -inf)]
    event.recipients = [key for key, role in likely if role == 1 and scores[key, 1] > scores[key, 0]]


def marked_stance(annotation: Annotation, cue: WordSpan, told: Stance) -> Stance:
    """What a claim does, by its words and grammar (`told`) and by what the markings make of its cue."""
    markings, weight = annotation.markings, learnt("marked.json")["stance"]["told"]
    given = dict(zip(markings.stance_names, markings.stances[annotation.head_of(cue)], strict=True))
    return max(given, key=lambda stance: log(max(given[stance], _LEAST)) + (weight if stance == told else 0.0))


def plain_rule(kind: EventType, *, verb: bool) -> EventRule:
    """How the parties of a word that no rule lists are told by its grammar."""
    mutual = kind in MUTUAL
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
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
