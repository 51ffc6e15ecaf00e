"""What stands around a claim: to whom it is said, how it reached the reporter, his distance from it, and the claim that holds it."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from dateline.records.clauses import content_root
from dateline.records.contents import ADDRESSED
from dateline.records.grammar import NOUN_TAGS, VERB_TAGS, arguments, is_infinitive, noun_phrase

if TYPE_CHECKING:
    from dateline.language.annotation import Annotation
    from dateline.ontology import Ontology
    from dateline.records.cast import Cast
    from dateline.records.drafts import Draft
    from dateline.sources.report import Span


def fill_context(annotation: Annotation, cast: Cast, ontology: Ontology, draft: Draft) -> None:
    """Addressee, channel, caveat and hedge of a claim."""
    a = annotation
    if draft.head is not None:
        roles = arguments(a, draft.head) if a.tags[draft.head] in VERB_TAGS | NOUN_TAGS else {}
        lemma = a.lemmas[draft.head]
        if lemma in ADDRESSED:
            candidates = roles.get("A2", []) + (
                roles.get("A1", []) if draft.stance in ("demand", "propose", "threaten") or lemma in ("tell", "inform", "assure", "warn") else []
            )
            candidates += [w for p in ("on", "upon", "to", "with") for w in roles.get(p, [])]
        else:
            candidates = roles.get("to", []) if a.tags[draft.head] in VERB_TAGS else []
        if lemma in ("call", "appeal"):  # "calls for X to do Y"
            candidates += [w for w in roles.get("for", []) if any(is_infinitive(a, c) for c in (*a.children[w], *a.children[draft.head]))]
            root = content_root(a, draft.content)
            wanted = a.dependents(root, "nsubj") if is_infinitive(a, root) else []
            draft.addressee.extend(k for w in wanted for k in cast.all_at(w) if k not in draft.actors)
        for word in candidates:
            if (not draft.covers(word) or word in roles.get("for", [])) and not (draft.source and draft.source[0] <= word <= draft.source[1]):
                draft.addressee.extend(k for k in cast.all_at(word) if k not in draft.addressee and k not in draft.actors)
        draft.channel = _channel(a, ontology, draft) or _of_document(a, ontology, draft)
    if draft.head is not None and a.tags[draft.head] in VERB_TAGS:
        evidential = next((c for c in a.dependents(draft.head, "advmod") if a.forms[c].lower() in ontology.cues.evidentials), None)
        if evidential is not None:
            draft.caveat = a.words[evidential]
    root = content_root(a, draft.content)
    words = {a.forms[c].lower() for c in a.dependents(root, "aux", "advmod")} | {a.forms[root].lower()}
    draft.hedge = next((ontology.cues.hedges[w] for w in words if w in ontology.cues.hedges), None)


def note_caveats(annotation: Annotation, ontology: Ontology, drafts: list[Draft]) -> None:
    """The reporter's own distancing, with the claim that it is about: the cue before it in its sentence, else the last one of the sentence before.

    "He blamed the army without giving evidence"; "The group said that it had won. The claim could not be verified." What somebody himself says about
    evidence is a claim of his, and no caveat.
    """
    a = annotation
    starts = [span[0] for span in a.words]
    for found in ontology.cues.caveats.finditer(a.text):
        word = max(bisect_right(starts, found.start()) - 1, 0)
        _leave_to_reporter(a, word, drafts)
        if any(draft.covers(word) for draft in drafts):
            continue
        cued = [d for d in drafts if d.head is not None and a.part_of[d.head] == a.part_of[word]]
        here = [d for d in cued if a.sentence_of[d.head or 0] == a.sentence_of[word]]
        before = [d for d in cued if a.sentence_of[d.head or 0] == a.sentence_of[word] - 1 and _same_paragraph(a, d.head or 0, word)]
        near = max((d.head or 0 for d in here if (d.head or 0) < word), default=min((d.head or 0 for d in here), default=None))
        if near is None:
            near = max((d.head or 0 for d in before), default=None)
        for draft in cued:
            if near is not None and draft.head == near and draft.caveat is None:
                draft.caveat = found.span()


def _leave_to_reporter(annotation: Annotation, word: int, drafts: list[Draft]) -> None:
    """A source that "said that it had won, but did not elaborate" did not say the latter: contents end before the coordination."""
    a = annotation
    if a.tags[word] not in VERB_TAGS or a.forms[word - 1].lower() not in ("but", "and", "yet"):
        return
    end = word - 2 - (a.forms[word - 2] == ",")
    for draft in drafts:
        quoted = any(opening <= word <= closing for opening, closing in a.quotations)
        if draft.content[0] < end < draft.content[1] and draft.head is not None and draft.head < draft.content[0] and not quoted:
            draft.content = (draft.content[0], end)


def _same_paragraph(annotation: Annotation, first: int, last: int) -> bool:
    a = annotation
    return "\n\n" not in a.text[a.words[first][0] : a.words[last][0]].replace("\r", "")


def _channel(annotation: Annotation, ontology: Ontology, draft: Draft) -> Span | None:
    """How the claim reached the reporter: "in a statement", "on state television"."""
    a = annotation
    head = draft.head
    if head is None:
        return None
    for child in a.children[head]:
        preposition = a.preposition(child)
        if a.relations[child].startswith("obl") and preposition in ("in", "on", "at", "through", "via", "during", "by", "from") and not draft.covers(child):
            words = noun_phrase(a, child)
            if any(a.lemmas[w] in ontology.cues.channels for w in range(words[0], words[1] + 1)):
                return a.span((min([words[0], *a.dependents(child, "case")]), words[1]))
        if a.relations[child] == "advcl" and a.lemmas[child] in ("address", "speak", "write") and not draft.covers(child):
            return a.span(a.subtree(child))
    return None


_SENDING = frozenset("send issue release publish post deliver broadcast carry air circulate email".split())


def _of_document(annotation: Annotation, ontology: Ontology, draft: Draft) -> Span | None:
    """The channel of a claim by a document, wherever the report tells it: "The statement, sent to the agency by the group, ..."."""
    a = annotation
    nouns = {a.lemmas[w] for w in range(draft.source[0], draft.source[1] + 1)} & ontology.actors.documents if draft.source else set()
    for word in range(len(a.words)) if nouns else ():
        if a.lemmas[word] in nouns:
            for child in a.dependents(word, "acl"):
                if a.lemmas[child] in _SENDING and a.tags[child] == "VBN":
                    return a.span((child, a.subtree(child)[1]))
    return None


def nest(drafts: list[Draft]) -> None:
    """The smallest claim that holds another's cue and content is what it is `inside`."""
    for index, draft in enumerate(drafts):
        best: int | None = None
        for other_index, other in enumerate(drafts):
            if other_index == index or other.content == draft.content:
                continue
            at = draft.head if draft.head is not None else draft.content[0]
            holds = other.covers(at) and other.content[0] <= draft.content[0] and draft.content[1] <= other.content[1] and other.head != draft.head
            if holds and (best is None or drafts[best].content[1] - drafts[best].content[0] > other.content[1] - other.content[0]):
                best = other_index
        draft.inside = best
