"""Claims: what someone other than the reporter says, with source, cue, stance, channel, caveat and nesting.

The trained attribution head proposes cue, source and content; verbs of saying that it passed over are taken from their roles. This module then
cuts contents to the contract's shape, reads the stance off the cue, and finds what stands around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dateline.records.grammar import NOUN_TAGS, VERB_TAGS, antecedent, arguments, is_infinitive, is_passive, negated, noun_phrase, subject_of
from dateline.records.stance import content_root, stance_of

if TYPE_CHECKING:
    from dateline.language.annotation import Annotation, WordSpan
    from dateline.ontology import Ontology
    from dateline.records.cast import Cast
    from dateline.records.model import Stance
    from dateline.sources.report import Span

_QUOTES = re.compile('["“”«»]')
_SURE = 0.93
_EDGE = frozenset("\"“”«»,.;:!?—–-()…'‘’") | {"--", "...", "``", "''"}
_ADDRESSED = frozenset(
    [
        "tell",
        "urge",
        "ask",
        "call",
        "order",
        "warn",
        "inform",
        "assure",
        "remind",
        "advise",
        "instruct",
        "invite",
        "appeal",
        "request",
        "demand",
        "press",
        "implore",
        "beg",
        "notify",
        "brief",
        "exhort",
        "promise",
        "recommend",
        "command",
        "pressure",
        "plead",
    ]
)


@dataclass(slots=True)
class Draft:
    """A claim in the making, over words."""

    cue: WordSpan | None
    head: int | None
    content: WordSpan
    source: WordSpan | None
    actors: list[int]
    stance: Stance
    addressee: list[int] = field(default_factory=list)
    channel: Span | None = None
    caveat: Span | None = None
    hedge: str | None = None
    inside: int | None = None
    form: str = "indirect"

    def covers(self, word: int) -> bool:
        """Whether a word lies in what is claimed."""
        return self.content[0] <= word <= self.content[1]


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
        draft.form = _form(a, draft)
        _around(a, cast, ontology, draft)
    _nest(drafts)
    return drafts


def _according(annotation: Annotation, cast: Cast, ontology: Ontology, drafts: list[Draft]) -> list[Draft]:
    """In "X, according to Y": Y's claim is the clause that the phrase hangs on."""
    a = annotation
    out: list[Draft] = []
    for word, form in enumerate(a.forms):
        if form.lower() != "according" or a.heads[word] < 0 or any(d.cue and d.cue[0] <= word <= d.cue[1] for d in drafts):
            continue
        noun = a.heads[word]
        clause = a.heads[noun]
        if a.tags[noun] not in NOUN_TAGS or clause < 0:
            continue
        phrase, whole = a.subtree(noun), a.subtree(clause)
        before, after = (whole[0], min(phrase[0], word) - 1), (phrase[1] + 1, whole[1])
        content = _trim(a, before if before[1] - before[0] > after[1] - after[0] else after, word)
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
                content = _trim(a, (first, last), first)
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
    trimmed = _trim(a, _by_syntax(a, head, _within_part(a, content, head)), head)
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


def _by_syntax(annotation: Annotation, cue: int, content: WordSpan) -> WordSpan:
    """A content whose edges follow the clause: "urged X to do Y" says "to do Y", and a clause is said whole."""
    a = annotation
    if content[0] < cue:
        return content
    above = a.heads[cue] if a.tags[cue] in NOUN_TAGS else -1
    if a.tags[cue] not in VERB_TAGS and above < 0:
        return content
    for child in [*a.children[cue], *(a.dependents(above, "conj", "parataxis") if above >= 0 else ())]:
        relation = a.relations[child].split(":")[0]
        if not content[0] <= child <= content[1]:
            continue
        if relation in ("conj", "parataxis") and child > cue and any(a.relations[c].startswith("nsubj") for c in a.children[child]):
            return content[0], max(a.subtree(child)[0] - 1, content[0])  # "... , but the army said": another clause of the reporter's
        if relation not in ("xcomp", "ccomp", "advcl"):
            continue
        first, last = a.subtree(child)
        addressed = [c for c in a.children[cue] if a.relations[c].split(":")[0] in ("obj", "iobj", "obl") and content[0] <= c < first]
        if addressed and is_infinitive(a, child) and a.lemmas[cue] in _ADDRESSED:
            return first, max(last, content[1])
        if relation == "ccomp" and abs(first - content[0]) <= 1 and not any(content[1] == closing for _, closing in a.quotations):
            return content[0], max(last, content[1])
    return content


def _within_part(annotation: Annotation, content: WordSpan, cue: int) -> WordSpan:
    """A content cut where the headline, caption or body that its cue stands in ends, and where its sentence ends unless a quotation runs on; one that
    lies in a quotation and opens it goes on to its end.
    """
    a = annotation
    kinds = a.part_of
    first, last = content
    for opening, closing in a.quotations:
        if opening <= first + 1 and first <= closing and first >= opening - 1 and not opening <= cue <= closing and (last >= opening + 2 or last >= closing):
            if last < closing or (last > closing and a.sentence_of[last] != a.sentence_of[closing]):
                last = closing
            break
    sentence_end = a.sentences[a.sentence_of[first]][1] - 1
    if last > sentence_end and not any(opening <= sentence_end < closing for opening, closing in a.quotations):
        if last < cue:  # what stands before the cue keeps its last sentence, what follows it its first
            first = a.sentences[a.sentence_of[last]][0]
        else:
            last = sentence_end
    if last < cue:
        first = next((w + 1 for w in range(cue, first - 1, -1) if kinds[w] != kinds[cue]), first)
    else:
        last = next((w - 1 for w in range(cue, last + 1) if kinds[w] != kinds[cue]), last)
    return first, last


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
    content = _trim(a, a.subtree(target) if clause is not None else _object_and_ground(a, word, target), word)
    if content is None or content[0] <= word <= content[1]:
        return None
    subjects = roles.get("A0", [])
    source = noun_phrase(a, subjects[0]) if subjects else None
    if source is None:
        return None
    span, actors = _source(a, cast, word, source)
    return Draft((word, word), word, content, span, actors, stance_of(a, ontology, word, content, span))


def _object_and_ground(annotation: Annotation, cue: int, target: int) -> WordSpan:
    """The object of "condemned X", and in "blamed X for Y", "described X as Y" what follows it too."""
    a = annotation
    first, last = noun_phrase(a, target)
    for child in a.children[cue]:
        marks = {a.forms[c].lower() for c in a.dependents(child, "case", "mark")}
        if child > target and marks & {"for", "of", "as"} and a.relations[child].split(":")[0] in ("obl", "advcl", "xcomp", "nmod"):
            last = max(last, a.subtree(child)[1])
    return first, last


def _trim(annotation: Annotation, content: WordSpan, cue: int) -> WordSpan | None:
    """A content without quotation marks and punctuation at its edges, without "that", and without the preposition that the cue governs."""
    a = annotation
    first, last = content
    while first <= last and (
        a.forms[first] in _EDGE or (a.forms[first].lower() in ("that", "and", "but") and first < last and a.relations[first] in ("mark", "cc"))
    ):
        first += 1
    if (first <= last and a.tags[first] in ("IN", "TO") and a.relations[first] == "case" and a.heads[first] >= 0 and _hangs_on(a, a.heads[first], cue)) or (
        first <= last
        and a.tags[first] == "IN"
        and a.relations[first] == "mark"
        and a.forms[first].lower() in ("of", "for", "as", "against")
        and a.tags[min(first + 1, last)] == "VBG"
    ):
        first += 1
    while last >= first and a.forms[last] in _EDGE and not _closes_bracket(a, first, last):
        last -= 1
    if first > last or (first == last and a.tags[first] in ("WDT", "WP", "PRP", "DT", "IN")):
        return None
    return first, last


def _hangs_on(annotation: Annotation, word: int, cue: int) -> bool:
    return annotation.heads[word] == cue


def _closes_bracket(annotation: Annotation, first: int, last: int) -> bool:
    return annotation.forms[last] == ")" and "(" in annotation.forms[first:last]


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
    for word, form in enumerate(a.forms):
        if form.lower() in ontology.cues.evidentials and a.heads[word] >= 0 and word not in cues:
            clause = a.heads[word]
            if clause in cues or a.lemmas[clause] in ontology.cues.speech:
                continue  # "reportedly said" is a caveat of that claim
            content = _trim(a, a.subtree(clause), word)
            if content is not None:
                out.append(Draft((word, word), word, _around_word(content, word), None, [], "assert"))
        elif a.tags[word] == "VBN" and a.lemmas[word] in ontology.cues.passive_evidentials and word not in cues and is_passive(a, word):
            inner = next((c for c in a.children[word] if a.relations[c] in ("xcomp", "ccomp")), None)
            if inner is None or a.dependents(word, "obl:agent") or a.relations[word] == "acl":
                continue
            content = _trim(a, a.subtree(inner), word)
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


def _around_word(content: WordSpan, word: int) -> WordSpan:
    """A content without an adverb at one of its ends."""
    if content[0] == word < content[1]:
        return content[0] + 1, content[1]
    if content[1] == word > content[0]:
        return content[0], content[1] - 1
    return content


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


def _form(annotation: Annotation, draft: Draft) -> str:
    """`direct` when all of it stands in quotation marks, `mixed` when a part does."""
    a = annotation
    first, last = a.span(draft.content)
    text = a.text[first:last]
    opened = _inside_quotes(a.text, first)
    if opened and not _QUOTES.search(text):
        return "direct"
    before, after = a.text[max(0, first - 1) : first], a.text[last : last + 2]
    marks = len(_QUOTES.findall(text))
    if opened and before and _QUOTES.match(before) and (marks == 0 or (marks % 2 == 0 and _QUOTES.search(after))):
        return "direct"
    if _QUOTES.search(text) or opened:
        return "mixed"
    return "indirect"


def _inside_quotes(text: str, at: int) -> bool:
    """Whether a quotation is open at a place of its paragraph."""
    start = text.rfind("\n\n", 0, at) + 1
    opened = False
    for match in _QUOTES.finditer(text, start, at):
        sign = match.group()
        opened = True if sign in "“«" else False if sign in "”»" else not opened
    return opened


def _around(annotation: Annotation, cast: Cast, ontology: Ontology, draft: Draft) -> None:
    """Addressee, channel, caveat and hedge of a claim."""
    a = annotation
    if draft.head is not None:
        roles = arguments(a, draft.head) if a.tags[draft.head] in VERB_TAGS | NOUN_TAGS else {}
        lemma = a.lemmas[draft.head]
        if lemma in _ADDRESSED:
            candidates = roles.get("A2", []) + (
                roles.get("A1", []) if draft.stance in ("demand", "propose", "threaten") or lemma in ("tell", "inform", "assure", "warn") else []
            )
            candidates += [w for p in ("on", "upon", "to", "with") for w in roles.get(p, [])]
        else:
            candidates = roles.get("to", []) if a.tags[draft.head] in VERB_TAGS else []
        if lemma in ("call", "appeal"):  # "calls for X to do Y"
            candidates += [w for w in roles.get("for", []) if any(is_infinitive(a, c) for c in (*a.children[w], *a.children[draft.head]))]
        for word in candidates:
            if (not draft.covers(word) or word in roles.get("for", [])) and not (draft.source and draft.source[0] <= word <= draft.source[1]):
                draft.addressee.extend(k for k in cast.all_at(word) if k not in draft.addressee and k not in draft.actors)
        draft.channel = _channel(a, ontology, draft) or _of_document(a, ontology, draft)
    first, last = a.sentences[a.sentence_of[draft.head if draft.head is not None else draft.content[0]]]
    found = ontology.cues.caveats.search(a.text, a.words[first][0], a.words[last - 1][1])
    inside = a.span(draft.content)
    if found and not inside[0] <= found.start() < inside[1]:
        draft.caveat = found.span()
    if draft.head is not None and a.tags[draft.head] in VERB_TAGS:
        evidential = next((c for c in a.dependents(draft.head, "advmod") if a.forms[c].lower() in ontology.cues.evidentials), None)
        if evidential is not None:
            draft.caveat = a.words[evidential]
    root = content_root(a, draft.content)
    words = {a.forms[c].lower() for c in a.dependents(root, "aux", "advmod")} | {a.forms[root].lower()}
    draft.hedge = next((ontology.cues.hedges[w] for w in words if w in ontology.cues.hedges), None)


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


def _nest(drafts: list[Draft]) -> None:
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
