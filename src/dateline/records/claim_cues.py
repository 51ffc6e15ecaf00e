"""Which word of a cue says what is done, and whether it is used to say something at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.records.clauses import content_root
from dateline.records.grammar import NOUN_TAGS, VERB_TAGS, is_infinitive

if TYPE_CHECKING:
    from dateline.language.annotation import Annotation, WordSpan
    from dateline.ontology import Ontology


def cue_head(annotation: Annotation, ontology: Ontology, cue: WordSpan) -> int:
    """The word of a cue that says what is done: its verb, else its noun, else its first word."""
    a = annotation
    nouns = [w for w in range(cue[0], cue[1] + 1) if a.tags[w] in NOUN_TAGS and (a.lemmas[w] in ontology.cues.stances or a.lemmas[w] == "warning")]
    if nouns:  # "renewed calls for", "issued a warning"
        return nouns[0]
    for tags in (VERB_TAGS - {"VBG"}, VERB_TAGS, NOUN_TAGS):
        for word in range(cue[0], cue[1] + 1):
            if a.tags[word] in tags and a.relations[word] not in ("aux", "aux:pass", "cop"):
                above = a.heads[word]  # "is committed to support" commits
                return above if is_infinitive(a, word) and cue[0] <= above < word and a.relations[word] == "xcomp" else word
    for word in range(cue[0], cue[1] + 1):  # the tagger saw only "has" or "also" of the cue
        if a.relations[word] in ("aux", "aux:pass", "advmod", "mark") and a.heads[word] >= 0 and a.tags[a.heads[word]] in VERB_TAGS:
            return a.heads[word]
    return cue[0]


def is_cue_word(annotation: Annotation, ontology: Ontology, cue: WordSpan, head: int) -> bool:
    """Whether the ontology knows a word of the cue as one of saying, thinking or ordering."""
    a, cues = annotation, ontology.cues
    known = (a.lemmas[head], *(a.lemmas[w] for w in range(cue[0], cue[1] + 1) if a.tags[w] in NOUN_TAGS or a.tags[w] in ("IN", "VBG")))
    return any(w in cues.stances or w in cues.speech or w in cues.saying or w in cues.evidentials for w in known)


_AMBIGUOUS = frozenset(
    """support seek honour honor celebrate require direct command float nominate label brand charge question challenge appreciate mock object protest
    commit press encourage advocate rail fault order
    undertake offer wonder""".split()
)
"""Verbs that do a thing more often than they say one; only the model of attribution can tell."""


def is_speech(annotation: Annotation, ontology: Ontology, word: int) -> bool:
    """Whether a verb is one of saying on its own account, where the model of attribution gives no hint."""
    lemma = annotation.lemmas[word]
    following = annotation.forms[word + 1].lower() if word + 1 < len(annotation.forms) else ""
    if f"{lemma} {following}" in ontology.cues.stances:
        return True
    if any(f"{lemma} {annotation.lemmas[c]}" in ontology.cues.stances for c in annotation.dependents(word, "xcomp")):
        return True  # "holds the junta responsible"
    return lemma in ontology.cues.speech or (lemma in ontology.cues.stances and lemma not in _AMBIGUOUS)


def needs_no_source(annotation: Annotation, ontology: Ontology, head: int) -> bool:
    """Only evidentials ("reportedly", "is believed to") claim without anybody who does; "a bill was proposed" is no claim."""
    a, cues = annotation, ontology.cues
    return a.lemmas[head] in cues.passive_evidentials or a.forms[head].lower() in cues.evidentials or a.lemmas[head] in ("alleged", "suspected", "unconfirmed")


_CLAUSAL = frozenset("know learn hear see find discover hold feel vote publish add declare agree approve list rule quote want refer".split())
"""Verbs that attribute only what they introduce by a clause: "found that", "declared it void"; with a noun they name an act or a perception."""
_ACTS = frozenset("seek offer back deny request".split())
"""Verbs that attribute an act that they name ("sought an inquiry"), and not a thing that is given, kept or looked for."""
_UNEASE = frozenset("concern fear doubt alarm worry warn insist regret anger dismay outrage".split())
_EVENTIVE = 0.3


def says(annotation: Annotation, ontology: Ontology, head: int, content: WordSpan) -> bool:
    """Whether a word with this content is used to say something: "rule on the appeal", "known as", "seek to overturn", "declare a curfew" say nothing."""
    a = annotation
    if any(name.words[0] <= head <= name.words[1] for name in a.names):
        return False
    lemma, root = a.lemmas[head], content_root(a, content)
    if lemma in ("support", "back", "stand"):  # support is said where it is given by saying so: "we support"
        return a.tags[head] in ("VBP", "VB") and any(a.forms[c].lower() in ("i", "we") for c in a.dependents(head, "nsubj"))
    quoted = any(opening - 1 <= content[0] and content[1] <= closing + 1 for opening, closing in a.quotations)
    clause = a.tags[root] in VERB_TAGS | {"MD"} or any(a.relations[c] in ("cop", "nsubj") or a.relations[c].startswith("aux") for c in a.children[root])
    if not clause and not quoted and _is_topic(a, ontology, head, content):
        return False
    if a.tags[head] not in VERB_TAGS:
        return True
    if lemma == "question" and a.entities[root] == "person":
        return False  # the police question a suspect
    if lemma in ("vote", "rule") and any(a.forms[w].lower() == "against" for w in range(head + 1, min(head + 3, len(a.forms)))):
        return True
    if lemma in ("vote", "seek", "approve") and (is_infinitive(a, root) or a.tags[root] == "VB"):
        return False  # an act or an attempt
    if lemma == "know" and any(a.forms[w].lower() == "as" for w in range(head, min(head + 2, len(a.forms)))):
        return False
    if clause or quoted:
        return True
    if lemma in _CLAUSAL:
        return any(a.relations[c] == "xcomp" for c in a.children[head]) or "as" in a.forms[head : content[0] + 1]
    return lemma not in _ACTS or a.predicates[root] > _EVENTIVE


def _is_topic(annotation: Annotation, ontology: Ontology, head: int, content: WordSpan) -> bool:
    """Whether a noun phrase behind "on" or "about" tells only what was spoken of: "commented on the case", not "insisted on a truce"."""
    a = annotation
    if not 0 < content[0] - 1 > head or a.forms[content[0] - 1].lower() not in ("on", "about"):
        return False
    return not any(
        a.lemmas[w] in _UNEASE or a.lemmas[w] in ontology.cues.stances or f"{a.lemmas[w]} on" in ontology.cues.stances for w in range(head, content[0])
    )
