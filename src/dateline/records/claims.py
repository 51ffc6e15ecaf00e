"""Claims: what someone other than the reporter says, with source, cue, stance, channel, caveat and nesting.

The trained attribution head proposes cue, source and content; verbs of saying that it passed over are taken from their roles. This module then
cuts contents to the contract's shape, reads the stance off the cue, and finds what stands around it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.records.claim_context import fill_context, nest
from dateline.records.contents import around_word, by_syntax, form, object_and_ground, trim, within_part
from dateline.records.drafts import Draft
from dateline.records.grammar import NOUN_TAGS, VERB_TAGS, antecedent, arguments, is_passive, negated, noun_phrase, subject_of
from dateline.records.stance import stance_of

if TYPE_CHECKING:
    from dateline.language.annotation import Annotation, WordSpan
    from dateline.ontology import Ontology
    from dateline.records.cast import Cast

_SURE = 0.93


def find_claims(annotation: Annotation, cast: Cast, ontology: Ontology) -> list[Draft]:
    """The claims of a report in the order of the text, nested ones after those that hold them."""
    a = annotation
    drafts: list[Draft] = []
    taken: set[int] = set()
    for item in a.attributions:
        head = _cue_head(a, item.cue)
        if item.score < _SURE and not _is_cue_word(a, ontology, item.cue, head):
            continue
        taken.update(range(item.cue[0], item.cue[1] + 1))
        for content in (item.before, item.after):
            if content is not None:
                draft = _draft(a, cast, ontology, head, item.cue, item.source, content)
                if draft is not None:
                    drafts.append(draft)
    for word in range(len(a.words)):
        if word not in taken and a.tags[word] in VERB_TAGS and a.lemmas[word] in ontology.cues.speech and a.predicates[word] > 0.5:
            draft = _from_roles(a, cast, ontology, word)
            if draft is not None:
                drafts.append(draft)
    drafts.extend(_evidentials(a, ontology, drafts))
    drafts.extend(_according(a, cast, ontology, drafts))
    drafts.extend(_quotations(a, drafts))
    drafts = [d for d in _without_doubles(drafts) if d.head is None or not negated(a, d.head, ontology.cues.negators)]
    _leave_to_others(a, drafts)
    drafts.sort(key=lambda d: (d.content[0], -d.content[1]))
    for draft in drafts:
        draft.form = form(a, draft.content)
        fill_context(a, cast, ontology, draft)
    nest(drafts)
    return drafts


def _according(annotation: Annotation, cast: Cast, ontology: Ontology, drafts: list[Draft]) -> list[Draft]:
    """In "X, according to Y": Y's claim is the clause that the phrase hangs on."""
    a = annotation
    out: list[Draft] = []
    for word, spelling in enumerate(a.forms):
        if spelling.lower() != "according" or a.heads[word] < 0 or any(d.cue and d.cue[0] <= word <= d.cue[1] for d in drafts):
            continue
        noun = a.heads[word]
        clause = a.heads[noun]
        if a.tags[noun] not in NOUN_TAGS or clause < 0:
            continue
        phrase, whole = a.subtree(noun), a.subtree(clause)
        before, after = (whole[0], min(phrase[0], word) - 1), (phrase[1] + 1, whole[1])
        content = trim(a, before if before[1] - before[0] > after[1] - after[0] else after, word)
        if content is not None and content[1] - content[0] >= 2:
            span, actors = _source(a, cast, noun, noun_phrase(a, noun))
            out.append(Draft((word, word + 1), word, content, span, actors, stance_of(a, ontology, word, content, span)))
    return out


def _is_cue_word(annotation: Annotation, ontology: Ontology, cue: WordSpan, head: int) -> bool:
    """Whether the ontology knows a word of the cue as one of saying, thinking or ordering."""
    a, cues = annotation, ontology.cues
    known = (a.lemmas[head], *(a.lemmas[w] for w in range(cue[0], cue[1] + 1) if a.tags[w] in NOUN_TAGS or a.tags[w] in ("IN", "VBG")))
    return any(w in cues.stances or w in cues.speech or w in cues.saying or w in cues.evidentials for w in known)


def _quotations(annotation: Annotation, drafts: list[Draft]) -> list[Draft]:
    """Quoted sentences that no cue of their own introduces: the speaker of the claim before them in the paragraph goes on."""
    a = annotation
    out: list[Draft] = []
    for first, last in a.quotations:
        if last - first < 4 or not any(a.tags[w] in VERB_TAGS or a.tags[w] == "MD" for w in range(first, last + 1)):
            continue
        if any(d.content[0] <= last and first <= d.content[1] for d in drafts):
            continue
        before = [
            d for d in drafts if d.cue is not None and d.source is not None and d.cue[0] < first and 0 <= a.sentence_of[first] - a.sentence_of[d.cue[0]] <= 2
        ]
        if before:
            speaker = max(before, key=lambda d: d.cue or (0, 0))
            if "\n\n" not in a.text[a.words[speaker.content[1]][1] : a.words[first][0]].replace("\r", ""):
                content = trim(a, (first, last), first)
                if content is not None:
                    out.append(
                        Draft(
                            speaker.cue, speaker.head, content, speaker.source, list(speaker.actors), speaker.stance if speaker.stance != "deny" else "assert"
                        )
                    )
    return out


def _cue_head(annotation: Annotation, cue: WordSpan) -> int:
    """The word of a cue that says what is done: its verb, else its noun, else its first word."""
    a = annotation
    nouns = [
        w
        for w in range(cue[0], cue[1] + 1)
        if a.tags[w] in NOUN_TAGS and a.lemmas[w] in ("call", "appeal", "demand", "accusation", "threat", "promise", "warning", "pledge")
    ]
    if nouns:  # "renewed calls for", "issued a warning"
        return nouns[0]
    for tags in (VERB_TAGS - {"VBG"}, VERB_TAGS, NOUN_TAGS):
        for word in range(cue[0], cue[1] + 1):
            if a.tags[word] in tags and a.relations[word] not in ("aux", "aux:pass", "cop"):
                return word
    for word in range(cue[0], cue[1] + 1):  # the tagger saw only "has" or "also" of the cue
        if a.relations[word] in ("aux", "aux:pass", "advmod", "mark") and a.heads[word] >= 0 and a.tags[a.heads[word]] in VERB_TAGS:
            return a.heads[word]
    return cue[0]


def _draft(annotation: Annotation, cast: Cast, ontology: Ontology, head: int, cue: WordSpan, source: WordSpan | None, content: WordSpan) -> Draft | None:
    a = annotation
    trimmed = trim(a, by_syntax(a, head, within_part(a, content, head)), head)
    if trimmed is None:
        return None
    span, actors = _source(a, cast, head, source)
    if span is None and not _needs_no_source(a, ontology, head):
        return None
    cue = (head, head) if cue[1] - cue[0] > 3 or not cue[0] <= head <= cue[1] else cue
    return Draft(cue, head, trimmed, span, actors, stance_of(a, ontology, head, trimmed, span))


def _leave_to_others(annotation: Annotation, drafts: list[Draft]) -> None:
    """A participle by which the same source says something more ("..., accusing X of") ends what it said before."""
    a = annotation
    for draft in drafts:
        for other in drafts:
            head = other.head
            if head is None or head == draft.head or not draft.covers(head) or a.tags[head] != "VBG" or not set(other.actors) & set(draft.actors):
                continue
            first = other.cue[0] if other.cue is not None else head
            if first - 1 > draft.content[0] and a.forms[first - 1] == ",":
                draft.content = (draft.content[0], first - 2)


def _needs_no_source(annotation: Annotation, ontology: Ontology, head: int) -> bool:
    """Only evidentials ("reportedly", "is believed to") claim without anybody who does; "a bill was proposed" is no claim."""
    a, cues = annotation, ontology.cues
    return a.lemmas[head] in cues.passive_evidentials or a.forms[head].lower() in cues.evidentials or a.lemmas[head] in ("alleged", "suspected", "unconfirmed")


def _from_roles(annotation: Annotation, cast: Cast, ontology: Ontology, word: int) -> Draft | None:
    """A claim read off the roles of a verb of saying: who says (A0) what (its clause, its object, or A1)."""
    a = annotation
    roles = arguments(a, word)
    if is_passive(a, word) and "A0" not in roles and a.relations[word] != "acl":
        return None
    clause = next((c for c in a.children[word] if a.relations[c].split(":")[0] in ("ccomp", "xcomp") and a.tags[c] not in NOUN_TAGS), None)
    objects = roles.get("A1", [])
    if clause is None and not objects:
        return None
    if clause is None and a.tags[word] == "VBN" and is_passive(a, word):
        return None
    target = clause if clause is not None else objects[0]
    if a.forms[target].lower() in ("it", "this", "that", "so", "what", "which", "nothing", "something", "anything") or target == word:
        return None
    if clause is None and ontology.cues.stances.get(a.lemmas[word]) is None and a.lemmas[word] not in ("announce", "report", "confirm"):
        return None
    content = trim(a, a.subtree(target) if clause is not None else object_and_ground(a, word, target), word)
    if content is None or content[0] <= word <= content[1]:
        return None
    subjects = roles.get("A0", [])
    source = noun_phrase(a, subjects[0]) if subjects else None
    if source is None:
        return None
    span, actors = _source(a, cast, word, source)
    return Draft((word, word), word, content, span, actors, stance_of(a, ontology, word, content, span))


def _source(annotation: Annotation, cast: Cast, head: int, words: WordSpan | None) -> tuple[WordSpan | None, list[int]]:
    """The source's noun phrase cut to the contract's shape, and its actors."""
    a = annotation
    if words is not None and not any(a.tags[w] in NOUN_TAGS | {"PRP", "CD", "WP", "WDT", "DT", "JJ"} for w in range(words[0], words[1] + 1)):
        words = None
    if words is None:
        subject = subject_of(a, head) if a.tags[head] in VERB_TAGS and not is_passive(a, head) else None
        if subject is None or a.tags[subject] not in NOUN_TAGS | {"PRP", "CD"} or abs(subject - head) > 40:
            return None, []
        words = noun_phrase(a, subject)
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


def _evidentials(annotation: Annotation, ontology: Ontology, drafts: list[Draft]) -> list[Draft]:
    """Claims without a source: "reportedly", "is believed to have"."""
    a = annotation
    out: list[Draft] = []
    cues = {d.head for d in drafts if d.head is not None}
    for word, spelling in enumerate(a.forms):
        if spelling.lower() in ontology.cues.evidentials and a.heads[word] >= 0 and word not in cues:
            clause = a.heads[word]
            if clause in cues or a.lemmas[clause] in ontology.cues.speech:
                continue  # "reportedly said" is a caveat of that claim
            content = trim(a, a.subtree(clause), word)
            if content is not None:
                out.append(Draft((word, word), word, around_word(content, word), None, [], "assert"))
        elif a.tags[word] == "VBN" and a.lemmas[word] in ontology.cues.passive_evidentials and word not in cues and is_passive(a, word):
            inner = next((c for c in a.children[word] if a.relations[c] in ("xcomp", "ccomp")), None)
            if inner is None or a.dependents(word, "obl:agent") or a.relations[word] == "acl":
                continue
            content = trim(a, a.subtree(inner), word)
            subject = next(iter(a.dependents(word, "nsubj")), None)
            if content is not None and subject is not None:
                out.append(Draft((word, word), word, content, None, [], "assert"))
    return out


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


def _without_doubles(drafts: list[Draft]) -> list[Draft]:
    """One stretch with one cue is one claim; of two with nearly the same stretch and source, the first stays."""
    out: list[Draft] = []
    for draft in drafts:
        for other in out:
            common = min(draft.content[1], other.content[1]) - max(draft.content[0], other.content[0]) + 1
            union = max(draft.content[1], other.content[1]) - min(draft.content[0], other.content[0]) + 1
            within = common == min(draft.content[1] - draft.content[0], other.content[1] - other.content[0]) + 1
            if (common / union > 0.8 and (draft.source == other.source or draft.source is None or draft.head == other.head)) or (
                within and draft.head == other.head
            ):
                break
        else:
            out.append(draft)
    return out
