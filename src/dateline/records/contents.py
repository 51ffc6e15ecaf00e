"""How far a claim's content goes, and whether it stands in quotation marks.

The contract's content is the maximal stretch of what is said, without "that", without the preposition that the cue governs, without enclosing quotation marks
and edge punctuation; "urged X to do Y" says "to do Y"; one stretch inside one pair of quotation marks is one claim.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from dateline.records.grammar import NOUN_TAGS, VERB_TAGS, is_infinitive, noun_phrase

if TYPE_CHECKING:
    from dateline.language.annotation import Annotation, WordSpan

ADDRESSED = frozenset(
    """tell urge ask call order warn inform assure remind advise instruct invite appeal request demand press implore beg notify brief exhort promise
    recommend command pressure plead""".split()
)


_EDGE = frozenset("\"“”«»,.;:!?—–-()…'‘’") | {"--", "...", "``", "''"}


def by_syntax(annotation: Annotation, cue: int, content: WordSpan) -> WordSpan:
    """A content whose edges follow the clause: "urged X to do Y" says "to do Y", and a clause is said whole."""
    a = annotation
    if content[0] < cue:
        return content
    charge = _charge(a, cue)
    if charge is not None and content[0] <= charge[0] <= content[1] + 1:
        return charge[0], max(charge[1], content[1])
    asked = _asked_of(a, cue, content)
    if asked is not None:
        return asked[0], max(asked[1], content[1])
    above = a.heads[cue] if a.tags[cue] in NOUN_TAGS else -1
    if a.tags[cue] not in VERB_TAGS and above < 0:
        return content
    for child in [*a.children[cue], *(a.dependents(above, "conj", "parataxis") if above >= 0 else ())]:
        relation = a.relations[child].split(":")[0]
        if not content[0] <= child <= content[1]:
            if content[1] < child <= content[1] + 4 and _only_addressee(a, cue, content) and is_infinitive(a, child):
                return infinitive(a, child)  # the model stopped at whom it is said to
            continue
        if relation in ("conj", "parataxis") and child > content[0] > cue and a.tags[child] in VERB_TAGS:
            return content[0], max(a.subtree(child)[0] - 1, content[0])  # "... , but the army said": another clause of the reporter's
        if relation not in ("xcomp", "ccomp", "advcl"):
            continue
        first, last = a.subtree(child)
        addressed = [c for c in a.children[cue] if a.relations[c].split(":")[0] in ("obj", "iobj", "obl") and content[0] <= c < first]
        if addressed and is_infinitive(a, child) and a.lemmas[cue] in ADDRESSED:
            return infinitive(a, child)[0], max(last, content[1])
        if relation == "ccomp" and abs(first - content[0]) <= 1 and not any(content[1] == closing for _, closing in a.quotations):
            return content[0], max(last, content[1])
    return content


_CHARGING = frozenset("accuse suspect convict acquit".split())


def _charge(annotation: Annotation, cue: int) -> WordSpan | None:
    """What somebody is accused of: "accused the army of looting" says "looting", to the army."""
    a = annotation
    if a.lemmas[cue] not in _CHARGING:
        return None
    for child in a.children[cue]:
        mark = next((c for c in a.dependents(child, "mark", "case") if a.forms[c].lower() == "of"), None)
        if mark is not None and child > mark > cue:
            return mark + 1, a.subtree(child)[1]
    return None


def _asked_of(annotation: Annotation, cue: int, content: WordSpan) -> WordSpan | None:
    """What somebody is to do where the parser hangs it on him: "called on [the rebels to leave]" asks them "to leave"."""
    a = annotation
    if a.lemmas[cue] not in ADDRESSED:
        return None
    for child in a.dependents(cue, "obj", "iobj", "obl"):
        bare = a.preposition(child) in ("on", "upon", "to") or (a.preposition(child) is None and a.lemmas[cue] != "call")
        if not bare or a.entities[child] not in ("person", "organization") or not a.subtree(child)[0] <= content[0] <= child:
            continue
        wanted = next((c for c in a.dependents(child, "acl") if is_infinitive(a, c) and c > child), None)
        if wanted is not None:
            return infinitive(a, wanted)
    return None


def _only_addressee(annotation: Annotation, cue: int, content: WordSpan) -> bool:
    """Whether a content is no more than the noun phrase of those to whom it is said."""
    a = annotation
    if a.lemmas[cue] not in ADDRESSED:
        return False
    phrases = [noun_phrase(a, c)[0] for c in a.dependents(cue, "obj", "iobj", "obl")]
    return content[0] in phrases and not any(a.tags[w] in VERB_TAGS for w in range(content[0], content[1] + 1))


def infinitive(annotation: Annotation, verb: int) -> WordSpan:
    """An infinitive with what it governs, from its "to" or the "not" before that."""
    a = annotation
    first = next(c for c in a.children[verb] if a.tags[c] == "TO")
    return (first - 1 if first and a.forms[first - 1].lower() in ("not", "never") else first), a.subtree(verb)[1]


_FINITE = frozenset(["VBD", "VBZ", "VBP"])


def before_joined_verb(annotation: Annotation, content: WordSpan, cue: int) -> WordSpan:
    """An infinitive without a finite verb that the parser joined to it: "urged them to leave and met the envoy" has only the leaving for content."""
    a = annotation
    first, last = content
    if a.tags[first] != "TO" or a.tags[cue] not in VERB_TAGS or cue > first:
        return content
    for joint in range(first + 2, last):
        if a.relations[joint] != "cc" or any(opening <= joint <= closing for opening, closing in a.quotations):
            continue
        joined = a.heads[joint]
        same = a.heads[joined] == cue or (a.heads[joined] >= first and a.tags[a.heads[joined]] in ("VB", "JJ") and first in a.children[a.heads[joined]])
        if a.tags[joined] in _FINITE and a.relations[joined] == "conj" and same and not a.dependents(joined, "nsubj", "nsubj:pass"):
            return first, joint - 1
    return content


def within_part(annotation: Annotation, content: WordSpan, cue: int) -> WordSpan:
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


def object_and_ground(annotation: Annotation, cue: int, target: int) -> WordSpan:
    """The object of "condemned X", and in "blamed X for Y", "described X as Y" what follows it too."""
    a = annotation
    first, last = noun_phrase(a, target)
    for child in a.children[cue]:
        marks = {a.forms[c].lower() for c in a.dependents(child, "case", "mark")}
        if child > target and marks & {"for", "of", "as"} and a.relations[child].split(":")[0] in ("obl", "advcl", "xcomp", "nmod"):
            last = max(last, a.subtree(child)[1])
    return first, last


def trim(annotation: Annotation, content: WordSpan, cue: int) -> WordSpan | None:
    """A content without quotation marks and punctuation at its edges, without "that", and without the preposition that the cue governs."""
    a = annotation
    first, last = content
    while first <= last and (
        a.forms[first] in _EDGE or (a.forms[first].lower() in ("that", "and", "but") and first < last and a.relations[first] in ("mark", "cc"))
    ):
        first += 1
    if (first <= last and a.tags[first] in ("IN", "TO") and a.relations[first] == "case" and a.heads[first] >= 0 and _hangs_on(a, a.heads[first], cue)) or (
        first <= last
        and a.tags[first] in ("IN", "TO")
        and a.relations[first] == "mark"
        and a.forms[first].lower() in ("of", "for", "as", "against", "to")
        and a.tags[min(first + 1, last)] == "VBG"
    ):
        first += 1
    while last >= first and (
        (a.forms[last] in _EDGE and not _closes_bracket(a, first, last)) or (a.tags[last] == "WDT" and a.heads[last] == cue and last > first)
    ):
        last -= 1  # "a charge that X denies"
    if first > last or (first == last and a.tags[first] in ("WDT", "WP", "PRP", "DT", "IN")):
        return None
    return first, last


def _hangs_on(annotation: Annotation, word: int, cue: int) -> bool:
    return annotation.heads[word] == cue


def _closes_bracket(annotation: Annotation, first: int, last: int) -> bool:
    return annotation.forms[last] == ")" and "(" in annotation.forms[first:last]


def around_word(content: WordSpan, word: int) -> WordSpan:
    """A content without an adverb at one of its ends."""
    if content[0] == word < content[1]:
        return content[0] + 1, content[1]
    if content[1] == word > content[0]:
        return content[0], content[1] - 1
    return content


_QUOTES = re.compile('["“”«»]')


def form(annotation: Annotation, content: WordSpan) -> Literal["direct", "mixed", "indirect"]:
    """`direct` when all of it stands in quotation marks, `mixed` when a part does."""
    a = annotation
    first, last = a.span(content)
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
