"""Where and when an event is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.records.grammar import VERB_TAGS

if TYPE_CHECKING:
    from dateline.language.annotation import Annotation
    from dateline.records.happenings import Happening
    from dateline.records.places import Spot
    from dateline.records.times import TimeExpression
    from dateline.records.triggers import Trigger

_WHERE = frozenset(
    """in at near inside outside across around into on to from of over throughout off along within between through toward towards outside""".split()
)


_STAYING = frozenset("in at near inside within across throughout around outside on".split())


def find_place(annotation: Annotation, trigger: Trigger, spots: list[Spot]) -> list[Spot]:
    """Where its own sentence sets an event: in its phrase, else in its clause, else at all. It tells mentions apart; `event_places` says where an event was."""
    a = annotation
    own = a.subtree(trigger.word)
    clause = own
    for head in a.ancestors(trigger.word):
        if a.tags[head] in VERB_TAGS:
            clause = a.subtree(head)
            break
    first, last = a.sentences[a.sentence_of[trigger.word]]
    ranked: list[tuple[int, int, Spot]] = []
    for spot in spots:
        for words in spot.words:
            if not first <= words[0] < last:
                continue
            top = a.head_of(words)
            preposition = a.preposition(top)
            distance = abs(top - trigger.word)
            named = top in trigger.roles.get("LOC", []) or (top in trigger.roles.get("A1", []) and spot.kind != "country")
            if named:
                ranked.append((0, distance, spot))
            elif own[0] <= top <= own[1] and preposition in _WHERE:
                ranked.append((1 if preposition in _STAYING else 3, distance, spot))
            elif clause[0] <= top <= clause[1] and preposition in _STAYING:
                ranked.append((2, distance, spot))
            elif preposition in _STAYING:
                ranked.append((4, distance, spot))
            elif own[0] <= top <= own[1] and a.relations[top] in ("compound", "nmod:poss", "appos") and spot.kind != "country":
                ranked.append((5, distance, spot))
    ranked.sort(key=lambda item: item[:2])
    return [ranked[0][2]] if ranked else []


def find_time(annotation: Annotation, trigger: Trigger, times: list[TimeExpression], triggers: list[Trigger]) -> TimeExpression | None:
    """The date expression that hangs on the event, or the only one of its clause."""
    a = annotation
    first, last = a.sentences[a.sentence_of[trigger.word]]
    start, end = a.words[first][0], a.words[last - 1][1]
    here = [t for t in times if start <= t.span[0] < end and t.start is not None]
    if not here:
        return None
    others = {t.word for t in triggers if t.word != trigger.word}
    scored: list[tuple[float, int, TimeExpression]] = []
    for index, expression in enumerate(here):
        word = next((w for w in range(first, last) if a.words[w][0] <= expression.span[0] < a.words[w][1]), first)
        chain = [word, *a.ancestors(word)]
        if trigger.word in chain:
            between = chain[: chain.index(trigger.word)]
            scored.append((len(between) + 5.0 * sum(w in others for w in between), index, expression))
        elif a.heads[trigger.word] in chain and a.heads[trigger.word] >= 0:
            scored.append((3.0 + len(chain[: chain.index(a.heads[trigger.word])]), index, expression))
        elif len(here) == 1:
            scored.append((20.0, index, expression))
    return min(scored)[2] if scored else None


def is_news(annotation: Annotation, event: Happening) -> bool:
    """Whether an undated event is what the report is about: in its headline or lead, in the simple past or present of a main clause."""
    a = annotation
    first = next((s for s, (start, _) in enumerate(a.sentences) if a.part_of[start] == "body"), 0)
    if event.status not in ("asserted", "attributed") or a.sentence_of[event.trigger.word] > first + 1:
        return False
    word = event.trigger.word
    chain = [word, *a.ancestors(word)]
    verb = next((w for w in chain if a.tags[w] in VERB_TAGS), None)
    if verb is None or any(a.relations[w] in ("acl:relcl", "acl", "advcl") for w in chain[: chain.index(verb) + 1]):
        return False
    return a.tags[verb] in ("VBD", "VBZ", "VBP") and not any(a.forms[c].lower() in ("had", "used") for c in a.children[verb])
