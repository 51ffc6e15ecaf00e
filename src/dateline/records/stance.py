"""What a source does by saying something: asserts, accuses, denies, demands, promises.

A marked word of saying decides ("accused", "urged"). Under a neutral one ("said", "announced", "called it") the content decides, as a reader does: a
first-person performative ("we urge"), an imperative, an announced act of one's own, a verdict, or a wrong laid at somebody's door (Searle 1976 on the
classes of speech acts).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.records.grammar import NOUN_TAGS, VERB_TAGS, arguments, auxiliaries, is_infinitive, is_passive, negated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.language.annotation import Annotation, WordSpan
    from dateline.ontology import Ontology
    from dateline.records.model import Stance

_FIRST = frozenset(["i", "we"])
_OWN_ACT = frozenset(["announce", "declare", "confirm", "inform", "commit", "unveil"])
_WILL = frozenset(["will", "would", "'ll", "’ll", "wo", "shall"])
_NEED = frozenset(["must", "should", "ought"])
_HARSH = frozenset(
    """attack invade bomb remove force punish retaliate revenge avenge tolerate justice crush defend respond consequence destroy hunt price teeth answer
    strike""".split()
)
_CLAIMING = frozenset(
    """according say claim allege state tell report add insist suggest note attribute point believe maintain assert identify suspect write""".split()
)


def stance_of(annotation: Annotation, ontology: Ontology, head: int, content: WordSpan, source: WordSpan | None) -> Stance:
    """The stance of a claim with this cue word, content and source."""
    a, cues = annotation, ontology.cues
    lemma = a.lemmas[head]
    root = content_root(a, content)
    marked = _marked(a, ontology, head)
    infinitive = is_infinitive(a, root) or (a.tags[content[0]] == "TO" and a.tags[root] == "VB")
    if lemma in ("ask", "tell") and (infinitive or (lemma == "ask" and "for" in arguments(a, head))):
        return "demand"
    if lemma == "agree" and infinitive:
        return "promise"
    if lemma in ("vow", "pledge", "swear", "promise", "warn", "threaten") and _is_harsh(a, content):
        return "threaten"
    if marked is not None:
        return marked
    if a.tags[head] in NOUN_TAGS and lemma in ("call", "order"):
        return "demand"
    if lemma in cues.calling:
        return _verdict(a, ontology, range(content[0], content[1] + 1), called=True) or "assert"
    return _by_content(a, ontology, head, content, root, source)


def _marked(annotation: Annotation, ontology: Ontology, head: int) -> Stance | None:
    """The stance of a cue that is not neutral, with its particle or preposition where that matters."""
    a, stances = annotation, ontology.cues.stances
    lemma = a.lemmas[head]
    for child in a.children[head]:
        relation = a.relations[child]
        second = a.preposition(child) if relation.startswith(("obl", "nmod")) else a.lemmas[child]
        if f"{lemma} {second}" in stances:
            return stances[f"{lemma} {second}"]
    return stances.get(lemma)


def content_root(annotation: Annotation, content: WordSpan) -> int:
    """The word of a content that governs the rest."""
    a = annotation
    outer = (
        w
        for w in range(content[0], content[1] + 1)
        if not content[0] <= a.heads[w] <= content[1] and a.relations[w] not in ("punct", "mark", "cc", "discourse")
    )
    return next(outer, content[0])


def _by_content(annotation: Annotation, ontology: Ontology, head: int, content: WordSpan, root: int, source: WordSpan | None) -> Stance:
    a, cues = annotation, ontology.cues
    lemma = a.lemmas[head]
    subject = next((w for w in a.dependents(root, "nsubj")), None)
    who = a.forms[subject].lower() if subject is not None else ""
    helpers = auxiliaries(a, root)
    performed = _performative(a, ontology, content)
    if performed is not None:
        return performed
    quoted = any(opening <= root <= closing for opening, closing in a.quotations)
    if quoted and a.tags[root] == "VB" and subject is None and not helpers and root - content[0] <= 1 and not is_infinitive(a, root):
        return "demand"  # an imperative
    own = who in ("i", "we", "he", "she", "they", "it") or (
        subject is not None and source is not None and a.lemmas[subject] in a.lemmas[source[0] : source[1] + 1]
    )
    if _WILL & set(helpers) and own and not negated(a, root, cues.negators) and a.predicates[root] > 0.3:
        return "threaten" if _is_harsh(a, content) else "promise"
    if lemma in _OWN_ACT and (a.tags[root] in NOUN_TAGS or infinitive_or_future(a, root)) and a.predicates[root] > 0.3:
        return "promise"
    if (_NEED & set(helpers) and who not in ("it", "i")) or (a.lemmas[root] == "need" and who not in ("i", "it", "we", "")):
        return "demand"
    if any(a.lemmas[w] == "evidence" and any(a.forms[c].lower() == "no" for c in a.children[w]) for w in range(content[0], content[1] + 1)):
        return "deny"
    if any(a.relations[c] == "cop" for c in a.children[root]) or a.lemmas[root] in ("be", "remain", "constitute", "represent", "mean"):
        verdict = _verdict(a, ontology, _predicate(a, root, content))
        if verdict is not None:
            return verdict
    if lemma in _CLAIMING and _blames(a, ontology, content, root, subject, source):
        return "accuse"
    return "assert"


def infinitive_or_future(annotation: Annotation, word: int) -> bool:
    """Whether a clause looks ahead."""
    return is_infinitive(annotation, word) or bool(_WILL & set(auxiliaries(annotation, word)))


def _performative(annotation: Annotation, ontology: Ontology, content: WordSpan) -> Stance | None:
    """In "We urge", "I condemn": the content's own verb says what is done."""
    a = annotation
    for word in range(content[0], content[1] + 1):
        if a.tags[word] in ("VBP", "VB", "VBG") and a.lemmas[word] in ontology.cues.stances:
            subject = next((w for w in a.dependents(word, "nsubj")), None)
            if subject is not None and a.forms[subject].lower() in _FIRST and not negated(a, word, ontology.cues.negators):
                return ontology.cues.stances[a.lemmas[word]]
    return None


def _is_harsh(annotation: Annotation, content: WordSpan) -> bool:
    return any(annotation.lemmas[w] in _HARSH for w in range(content[0], content[1] + 1))


def _predicate(annotation: Annotation, root: int, content: WordSpan) -> list[int]:
    """A predicate with its modifiers and what is coordinated with it, without clauses and adjuncts."""
    a = annotation
    out, stack = [root], [root]
    while stack:
        for child in a.children[stack.pop()]:
            if a.relations[child].split(":")[0] in ("amod", "conj", "compound", "obj") and content[0] <= child <= content[1]:
                out.append(child)
                stack.append(child)
    return sorted(out)


def _verdict(annotation: Annotation, ontology: Ontology, words: Iterable[int], *, called: bool = False) -> Stance | None:
    """The verdict in some words ("a serious violation", "justified"): the first of them that is one."""
    a, cues = annotation, ontology.cues
    for word in words:
        lemma = a.lemmas[word]
        if a.tags[word] not in NOUN_TAGS and not a.tags[word].startswith("JJ") and a.tags[word] not in VERB_TAGS:
            continue
        turned = negated(a, word, cues.negators)
        if lemma in cues.terrorism:
            return "accuse"
        if lemma in cues.unlikely:
            return "doubt"
        if lemma in cues.negative:
            return "praise" if turned else "criticise"
        if lemma in cues.positive and (called or a.relations[word] != "amod"):
            return "criticise" if turned else "praise"
    return None


def _is_other(annotation: Annotation, word: int, source: WordSpan | None) -> bool:
    """Whether an agent is somebody, and not the source or its own forces."""
    a = annotation
    if a.forms[word].lower() in ("i", "we", "it", "he", "she", "they", "who", "which", "that") or a.entities[word] in ("event", "abstract", "time"):
        return False
    if any(a.forms[c].lower() in ("its", "our", "their", "his", "her") for c in a.dependents(word, "nmod:poss")):
        return False
    return source is None or not source[0] <= word <= source[1]


def _blames(annotation: Annotation, ontology: Ontology, content: WordSpan, root: int, subject: int | None, source: WordSpan | None) -> bool:
    """Whether a content ascribes a wrong to somebody other than its source."""
    a, cues = annotation, ontology.cues
    if negated(a, root, cues.negators):
        return False
    if a.lemmas[root] in cues.wrongs and a.tags[root] in VERB_TAGS and not (_WILL & set(auxiliaries(a, root))):
        agents = arguments(a, root).get("A0", [])
        return any(_is_other(a, w, source) for w in agents)
    if subject is not None and a.lemmas[subject] in cues.wrong_nouns and is_passive(a, root):
        return any(_is_other(a, w, source) for w in arguments(a, root).get("A0", []))  # "the attacks were carried out by X"
    nouns = {a.lemmas[w] for w in range(content[0], content[1] + 1) if a.tags[w] in NOUN_TAGS}
    if subject is None and a.tags[root] in NOUN_TAGS:
        return a.lemmas[root] in cues.wrong_nouns
    return bool(nouns & {"perpetrator", "culprit", "mastermind"}) or (a.lemmas[root] in ("responsible", "behind", "guilty") and subject is not None)
