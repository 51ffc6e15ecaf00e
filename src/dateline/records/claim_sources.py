"""Who says it: the noun phrase of a claim's source, and the actors that it stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.records.grammar import NOUN_TAGS, VERB_TAGS, antecedent, arguments, is_passive, noun_phrase, subject_of

if TYPE_CHECKING:
    from dateline.language.annotation import Annotation, WordSpan
    from dateline.records.cast import Cast


def source_of(annotation: Annotation, cast: Cast, head: int, words: WordSpan | None) -> tuple[WordSpan | None, list[int]]:
    """The source's noun phrase cut to the contract's shape, and its actors."""
    a = annotation
    if words is not None and not any(a.tags[w] in NOUN_TAGS | {"PRP", "CD", "WP", "WDT", "DT", "JJ"} for w in range(words[0], words[1] + 1)):
        words = None
    if words is None:
        subject = subject_of(a, head) if a.tags[head] in VERB_TAGS and not is_passive(a, head) else None
        if subject is None or a.tags[subject] not in NOUN_TAGS | {"PRP", "CD"} or abs(subject - head) > 40:
            return None, []
        words = noun_phrase(a, subject)
    if a.tags[head] in VERB_TAGS and is_passive(a, head) and any(a.relations[c] == "nsubj:pass" and words[0] <= c <= words[1] for c in a.children[head]):
        return None, []  # "he was accused": by whom is left open
    outer = [w for w in range(words[0], words[1] + 1) if not words[0] <= a.heads[w] <= words[1] and a.relations[w] not in ("punct", "case", "mark")]
    top = next((w for w in outer if a.tags[w] not in VERB_TAGS), outer[0] if outer else words[0])
    top = antecedent(a, top)
    conjuncts = [c for c in a.conjuncts(top) if words[0] <= c <= words[1] or c == top]
    spans = [noun_phrase(a, c) for c in conjuncts]
    cut = (min(s[0] for s in spans), max(s[1] for s in spans))
    if not (cut[0] <= words[1] and words[0] <= cut[1]) or cut[1] - cut[0] > 25:
        cut = words
    actors: list[int] = []
    for conjunct in conjuncts:
        found = cast.at(conjunct)
        if not found and a.lemmas[conjunct] in cast.ontology.actors.documents:
            found = cast.modifier_entities(conjunct) or _authors(a, cast, a.lemmas[conjunct])
        actors.extend(k for k in found if k not in actors)
    if not actors:  # a name inside the phrase is better than nobody
        inside = [cast.name_of[w] for w in range(cut[0], cut[1] + 1) if w in cast.name_of]
        for name in inside[:1]:
            actors.extend(cast.at(name.words[0]))
    return cut, actors


_WRITING = frozenset("sign issue release publish write make send read draft post circulate".split())


def _authors(annotation: Annotation, cast: Cast, document: str) -> list[int]:
    """Who signed, issued or wrote the document that a claim is taken from, as the report tells elsewhere."""
    a = annotation
    for word, lemma in enumerate(a.lemmas):
        if lemma in _WRITING and a.tags[word] in VERB_TAGS:
            roles = arguments(a, word)
            if any(a.lemmas[w] == document for w in roles.get("A1", [])):
                found = [k for w in roles.get("A0", []) for k in cast.all_at(w)]
                if found:
                    return found
    return []
