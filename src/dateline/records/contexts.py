"""What an event is about: PLOVER's contexts, any number an event.

A context is told by words in the event's own clause, by how the event is done, or by who deals with whom; the words of another clause of the
same sentence are about something else. The set of contexts is that of the PLOVER manual (Open Event Data Alliance).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from dateline.ontology.contexts import load_contexts
from dateline.records.grammar import VERB_TAGS, is_infinitive
from dateline.records.model import Context

if TYPE_CHECKING:
    from dateline.language.annotation import Annotation
    from dateline.records.cast import Cast
    from dateline.records.happenings import Happening
    from dateline.records.triggers import Trigger

_CLAUSES = frozenset(["ccomp", "advcl", "parataxis", "acl:relcl", "conj", "acl"])
"""What hangs on a clause by one of these tells of something else, unless it is what the clause is about."""
_ASIDE = frozenset(["advcl", "parataxis", "conj"])
"""What is no part of a statement, a demand or an accusation even in the widest sense."""
_VERBAL = frozenset(["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"])
"""Acts of speech: they are about what is said, and not about who says it."""
_MUTE = frozenset(["party", "igo", "coalition", "state", "person", "media"])
"""A name of one of these says nothing of what an event is about: the "Democratic Party", the "Economic Community"."""


def contexts_of(annotation: Annotation, cast: Cast, event: Happening) -> tuple[Context, ...]:
    """The contexts of an event, in the manual's order; empty when nothing tells."""
    table = load_contexts()
    found: set[Context] = set()
    for trigger in event.triggers:
        words = _field(annotation, trigger.word, verbal=event.type in _VERBAL)
        silent = _silent(annotation, cast, trigger, words, verbal=event.type in _VERBAL)
        lemmas = {word: annotation.lemmas[word].lower() for word in words if word not in silent}
        for word, first in lemmas.items():
            for rest, contexts in table.phrases.get(first, ()):
                if all(lemmas.get(word + n) == lemma for n, lemma in enumerate(rest, 1)):
                    found.update(contexts)
                    break
    found.update(table.modes.get(event.mode or "", ()))
    kinds = {cast.entities[key].kind for key in (*event.actors, *event.recipients)}
    found.update(party.context for party in table.parties if event.type in party.types and kinds & party.kinds)
    if event.type in table.dealings.types and _between_states(cast, event, table.dealings.kinds):
        found.add(table.dealings.context)
    return tuple(context for context in get_args(Context) if context in found)


def _silent(annotation: Annotation, cast: Cast, trigger: Trigger, words: list[int], *, verbal: bool) -> set[int]:
    """Words that tell nothing: names of people, states and parties with their titles, and, in an act of speech, whoever speaks."""
    a = annotation
    silent: set[int] = set()
    for word in words:
        kinds = {cast.entities[key].kind for key in cast.at(word)}
        if kinds and kinds <= _MUTE and a.tags[word].startswith("NNP"):
            silent.update(range(a.subtree(word)[0], word + 1))
    if verbal and trigger.verb:
        for speaker in trigger.roles.get("A0", []):
            start, end = a.subtree(speaker)
            silent.update(range(start, (min(end, trigger.word - 1) if speaker < trigger.word else end) + 1))
    return silent


def _between_states(cast: Cast, event: Happening, kinds: frozenset[str]) -> bool:
    """Whether a state or a body of states deals with others than its own people."""
    actors = [cast.entities[key] for key in event.actors]
    parties = [*actors, *(cast.entities[key] for key in event.recipients)]
    public = [entity for entity in parties if entity.kind in kinds]
    if len(public) > 1:
        return len({entity.country or entity.name for entity in public}) > 1
    return len(parties) == 1 and any(entity.kind in ("state", "igo") for entity in actors)


def _field(annotation: Annotation, word: int, *, verbal: bool) -> list[int]:
    """The words that tell what an event is about: of a verb its clause without other clauses, or, where it is `verbal`, with all that is said;
    of a noun its own phrase and the clause that it stands in.
    """
    a = annotation
    top = word
    while a.tags[top] not in VERB_TAGS and a.heads[top] >= 0 and a.relations[top] not in _CLAUSES:
        top = a.heads[top]
    found: set[int] = set()

    def take(at: int, without: frozenset[str]) -> None:
        found.add(at)
        for child in a.children[at]:
            if a.relations[child] not in without or (a.relations[child] == "advcl" and is_infinitive(a, child)):
                take(child, without)

    take(top, _CLAUSES)
    take(word, (_ASIDE if verbal else _CLAUSES) if a.tags[word] in VERB_TAGS else frozenset())
    return sorted(found)
