"""Claims: what someone other than the reporter says, with source, cue, stance, channel, caveat and nesting.

The trained attribution head proposes cue, source and content; verbs of saying that it passed over are taken from their roles. This module then
cuts contents to the contract's shape, reads the stance off the cue, and finds what stands around it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.records.claim_context import fill_context, nest, note_caveats
from dateline.records.claim_cues import cue_head, is_cue_word, is_speech, needs_no_source, says
from dateline.records.claim_finders import (
    according,
    denials,
    evidentials,
    from_nouns,
    from_roles,
    from_states,
    introduced_quotations,
    reckoned,
    unclaimed_quotations,
)
from dateline.records.claim_sources import source_of
from dateline.records.contents import before_joined_verb, by_syntax, form, trim, within_part
from dateline.records.drafts import Draft
from dateline.records.grammar import VERB_TAGS, is_nobody, is_passive, negated
from dateline.records.marked import marked_stance
from dateline.records.stance import stance_of

if TYPE_CHECKING:
    from dateline.language.annotation import Annotation, Attribution, WordSpan
    from dateline.ontology import Ontology
    from dateline.records.cast import Cast

_SURE = 0.95
"""A cue that no list knows counts from this probability on."""
_EVENTIVE = 0.5


def find_claims(annotation: Annotation, cast: Cast, ontology: Ontology) -> list[Draft]:
    """The claims of a report in the order of the text, nested ones after those that hold them."""
    a = annotation
    drafts: list[Draft] = []
    taken: set[int] = set()
    for item in a.attributions:
        head = cue_head(a, ontology, item.cue)
        if item.score < _SURE and not is_cue_word(a, ontology, item.cue, head):
            continue
        taken.update(range(item.cue[0], item.cue[1] + 1))
        for content in _contents(a, ontology, head, item):
            if content is not None:
                draft = _draft(a, cast, ontology, head, item.cue, item.source, content)
                if draft is not None:
                    drafts.append(draft)
    for word in range(len(a.words)):
        if word not in taken and a.tags[word] in VERB_TAGS and a.predicates[word] > _EVENTIVE and is_speech(a, ontology, word):
            draft = from_roles(a, cast, ontology, word)
            if draft is not None:
                drafts.append(draft)
    drafts.extend(denials(a, cast, ontology, drafts))
    drafts.extend(from_nouns(a, cast, ontology, taken))
    drafts.extend(evidentials(a, ontology, drafts))
    drafts.extend(according(a, cast, drafts))
    drafts.extend(reckoned(a, cast, ontology, drafts))
    drafts.extend(introduced_quotations(a, cast, drafts))
    drafts.extend(unclaimed_quotations(a, drafts))
    drafts.extend(from_states(a, cast, ontology, drafts))
    drafts = [d for d in _without_doubles(a, drafts) if d.head is None or not negated(a, d.head, ontology.cues.negators)]
    drafts = [d for d in drafts if not _is_performed(a, d, drafts) and (d.source is None or not is_nobody(a, a.head_of(d.source)))]
    _leave_to_others(a, drafts)
    drafts.sort(key=lambda d: (d.content[0], -d.content[1]))
    for draft in drafts:
        draft.stance = draft.told = stance_of(a, cast, ontology, draft)
        if a.markings.read and draft.cue is not None:
            draft.stance = marked_stance(a, draft.cue, draft.stance)
        draft.form = form(a, draft.content)
        fill_context(a, cast, ontology, draft)
    note_caveats(a, ontology, drafts)
    nest(drafts)
    return drafts


def _contents(annotation: Annotation, ontology: Ontology, head: int, item: Attribution) -> tuple[WordSpan | None, WordSpan | None]:
    """What the model took for content before and after a cue, without a subject that it cut off: "the attack reportedly killed ten" is one content, "he is
    said to have fled" has his flight for content, "witnesses, according to the paper, saw" what follows.
    """
    a = annotation
    before, after = item.before, item.after
    if before is None or after is None or any(a.tags[w] in VERB_TAGS | {"MD"} for w in range(before[0], before[1] + 1)):
        return before, after
    if a.forms[head].lower() in ontology.cues.evidentials and after[0] - before[1] <= item.cue[1] - item.cue[0] + 4:
        return None, (before[0], after[1])
    if a.forms[head].lower() == "according" or (is_passive(a, head) and a.tags[after[0]] == "TO"):
        return None, after
    return before, after


def _draft(annotation: Annotation, cast: Cast, ontology: Ontology, head: int, cue: WordSpan, source: WordSpan | None, content: WordSpan) -> Draft | None:
    a = annotation
    trimmed = trim(a, by_syntax(a, head, within_part(a, content, head)), head)
    trimmed = before_joined_verb(a, trimmed, head) if trimmed is not None else None
    if trimmed is None or not says(a, ontology, head, trimmed):
        return None
    span, actors = source_of(a, cast, head, source)
    if span is None and not needs_no_source(a, ontology, head):
        return None
    cue = (head, head) if cue[1] - cue[0] > 3 or not cue[0] <= head <= cue[1] else cue
    return Draft(cue, head, trimmed, span, actors)


def _is_performed(annotation: Annotation, draft: Draft, drafts: list[Draft]) -> bool:
    """Whether a claim is the first-person act in somebody's words ("we urge them to stop", he said): the claim that holds it already does it."""
    a = annotation
    head = draft.head
    if head is None or a.tags[head] not in ("VBP", "VB") or a.dependents(head, "aux"):
        return False
    first = any(a.forms[c].lower() in ("i", "we") for c in a.dependents(head, "nsubj"))
    return first and any(other.covers(head) and other.head != head for other in drafts)


def _leave_to_others(annotation: Annotation, drafts: list[Draft]) -> None:
    """A participle by which the same source says something more ("..., accusing X of") ends what it said before."""
    a = annotation
    for draft in drafts:
        for other in drafts:
            head = other.head
            if head is None or head == draft.head or not draft.covers(head):
                continue
            first = other.cue[0] if other.cue is not None else head
            if a.relations[head] == "conj" and other.source == draft.source and draft.source is not None and a.tags[head] in VERB_TAGS:
                joint = next((w for w in range(first - 1, draft.content[0], -1) if a.relations[w] == "cc"), None)
                if joint is not None and joint >= first - 4:  # "has said that it won and has accused its rivals"
                    draft.content = (draft.content[0], joint - 1)
                continue
            if a.tags[head] != "VBG" or not set(other.actors) & set(draft.actors):
                continue
            if first - 1 > draft.content[0] and a.forms[first - 1] == ",":
                draft.content = (draft.content[0], first - 2)


def _without_doubles(annotation: Annotation, drafts: list[Draft]) -> list[Draft]:
    """One stretch with one cue is one claim; of two with nearly the same stretch and source, the first stays. A possessive names no source anew."""
    out: list[Draft] = []
    for draft in drafts:
        for other in out:
            common = min(draft.content[1], other.content[1]) - max(draft.content[0], other.content[0]) + 1
            union = max(draft.content[1], other.content[1]) - min(draft.content[0], other.content[0]) + 1
            within = common == min(draft.content[1] - draft.content[0], other.content[1] - other.content[0]) + 1
            if (
                (_is_unnamed(annotation, draft.source) and other.source is not None and common / union > 0.6)
                or (common / union > 0.8 and (draft.source == other.source or _is_unnamed(annotation, draft.source) or draft.head == other.head))
                or (within and draft.head == other.head)
            ):
                break
        else:
            out.append(draft)
    return out


def _is_unnamed(annotation: Annotation, source: WordSpan | None) -> bool:
    return source is None or (source[0] == source[1] and annotation.tags[source[0]] == "PRP$")
