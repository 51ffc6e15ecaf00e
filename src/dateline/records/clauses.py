"""The clauses of what is said: its main clauses, and the words in them that the source answers for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.records.grammar import VERB_TAGS, negated

if TYPE_CHECKING:
    from dateline.language.annotation import Annotation, WordSpan
    from dateline.ontology import Ontology

_OPINING = frozenset("think believe feel know understand say mean suppose fear add tell".split())


def content_root(annotation: Annotation, content: WordSpan) -> int:
    """The word of a content that governs the rest."""
    a = annotation
    outer = (
        w
        for w in range(content[0], content[1] + 1)
        if not content[0] <= a.heads[w] <= content[1] and a.relations[w] not in ("punct", "mark", "cc", "discourse")
    )
    return next(outer, content[0])


def main_clauses(annotation: Annotation, content: WordSpan) -> list[int]:
    """The predicates of a content's main clauses: its sentences, what is coordinated with them, and what "I think" only introduces."""
    a = annotation
    inside = range(content[0], content[1] + 1)
    out = [w for w in inside if a.heads[w] not in inside and a.relations[w] not in ("punct", "mark", "cc", "discourse", "case", "det", "aux")]
    for word in out:  # grows while it is walked
        for child in a.children[word]:
            if child not in inside or child in out:
                continue
            relation = a.relations[child].split(":")[0]
            opined = relation == "ccomp" and a.lemmas[word] in _OPINING and any(a.forms[c].lower() in ("i", "we") for c in a.dependents(word, "nsubj"))
            if opined or (relation in ("conj", "parataxis") and a.tags[child] in VERB_TAGS | {"JJ", "NN", "NNS"}):
                out.append(child)
    return out


def is_doubted(annotation: Annotation, ontology: Ontology, clause: int) -> bool:
    """Whether a clause hangs under an opinion that is not held: "I don't think that it is right"."""
    a = annotation
    above = a.heads[clause]
    return above >= 0 and a.relations[clause] == "ccomp" and a.lemmas[above] in _OPINING and negated(a, above, ontology.cues.negators)


def spoken_words(annotation: Annotation, content: WordSpan) -> list[int]:
    """The words of a content's main clauses, without those of clauses that describe or lie below them."""
    a = annotation
    out: list[int] = []
    stack = main_clauses(a, content)
    seen = set(stack)
    while stack:
        word = stack.pop()
        out.append(word)
        for child in a.children[word]:
            if child in seen or not content[0] <= child <= content[1] or a.relations[child].split(":")[0] in ("acl", "advcl", "ccomp"):
                continue
            seen.add(child)
            stack.append(child)
    return sorted(out)


_EQUATING = frozenset("be remain constitute represent mean become amount pose deal create mark".split())


def predicated(annotation: Annotation, clause: int, content: WordSpan) -> list[int]:
    """What a clause says that something is, with its modifiers and what is coordinated with it; nothing when it tells what somebody does."""
    a = annotation
    described = any(a.relations[c] == "cop" or (a.relations[c] == "aux:pass" and a.tags[clause] == "VBN") for c in a.children[clause])
    quoted = any(opening - 1 <= content[0] and content[1] <= closing + 1 for opening, closing in a.quotations)
    exclaimed = quoted and a.tags[clause] in ("NN", "JJ") and not any(a.tags[w] in VERB_TAGS for w in range(content[0], content[1] + 1))
    if not (described or exclaimed or a.lemmas[clause] in _EQUATING):
        return []
    out, stack = [clause], [clause]
    while stack:
        for child in a.children[stack.pop()]:
            if a.relations[child].split(":")[0] in ("amod", "conj", "compound", "obj") and content[0] <= child <= content[1]:
                out.append(child)
                stack.append(child)
    return sorted(out)
