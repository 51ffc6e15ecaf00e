"""How a clause stands to the facts: whether what its predicate says holds, does not hold, holds no longer, is to come, or is left open.

Auxiliaries, adverbs, subordinators and the verbs over an infinitive say so. A verb over an infinitive is of one of four sorts: it carries its own mood down
("managed to join"), turns it round ("refused to join"), says that it is over ("ceased to support", "used to support"), or looks ahead ("is set to join").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from dateline.records.grammar import VERB_TAGS, auxiliaries, is_infinitive, negated

if TYPE_CHECKING:
    from dateline.language.annotation import Annotation
    from dateline.records.tie_bonds import Scene

Mood = Literal["real", "denied", "over", "ahead", "open"]

_POSSIBLE = frozenset(["may", "might", "could", "can"])
_COMING = frozenset(["will", "would", "shall", "should", "'ll", "’ll", "wo", "ought"])
_HAVING = frozenset(["have", "'ve", "’ve"])
_CONDITIONS = frozenset(["if", "whether", "unless"])
_BEING = frozenset(["is", "are", "was", "were", "'s", "'re", "’s", "’re"])


def mood_of(scene: Scene, word: int) -> Mood:
    """The mood of a predicate: a verb, or a noun or adjective with a copula."""
    a = scene.annotation
    if is_over(scene, word):
        return "over"
    if is_denied(scene, word):
        return "denied"
    if any(a.forms[c].lower() in _CONDITIONS for c in a.dependents(word, "mark")):
        return "open"
    helpers = [h.lower() for h in auxiliaries(a, word)]
    lasting = a.lemmas[word] in scene.words.lasting
    if _POSSIBLE & set(helpers):
        return "open"
    if _COMING & set(helpers):
        if "would" in helpers and _HAVING & set(helpers):
            return "open"  # "would have joined": it came otherwise
        return "real" if lasting else "ahead"
    if not _to(a, word):
        return "real"
    if any(a.forms[c].lower() in _BEING for c in a.dependents(word, "cop", "aux") if not a.dependents(word, "acl") and c < _marker(a, word)):
        return "ahead"  # "is to join"
    return _under(scene, word)


def _under(scene: Scene, word: int) -> Mood:
    """The mood of an infinitive, from the verb or adjective whose complement it is."""
    a, head = scene.annotation, scene.annotation.heads[word]
    if head < 0 or a.relations[word] not in ("xcomp", "ccomp"):
        return "real"  # a purpose or a noun's own clause says nothing of itself
    lemma, above = a.lemmas[head], mood_of(scene, head)
    if lemma == "use" and a.tags[head] in ("VBD", "VBN") and not a.dependents(head, "obj", "nsubj:pass", "aux:pass"):
        return "over" if above == "real" else above
    if lemma in scene.ontology.ended and a.tags[head] in VERB_TAGS:
        return "over" if above == "real" else "real"  # whoever would cease to do it does it
    if lemma in scene.words.refusing:
        return {"real": "denied", "denied": "real"}.get(above, "open")  # type: ignore[return-value]
    if lemma in scene.words.lasting:
        return "real" if above == "ahead" else above
    if lemma in scene.words.realising:
        return above
    if a.lemmas[word] in scene.words.lasting:
        return "real"  # "wants to remain an ally"
    return "ahead"


def is_over(scene: Scene, word: int) -> bool:
    """Whether an adverb says of a predicate that it held once and does not now: "no longer", "not ... any more"."""
    a = scene.annotation
    for adverb in a.dependents(word, "advmod", "obl"):
        forms = {a.forms[c].lower() for c in (adverb, *a.children[adverb])}
        before = {a.forms[w].lower() for w in (adverb - 1,) if w >= 0}
        if not forms & scene.words.longer:
            continue
        bare = a.forms[adverb].lower() == "anymore" or "any" in forms | before
        if "no" in forms | before or (bare and negated(a, word, scene.ontology.cues.negators)):
            return True
    return False


def is_denied(scene: Scene, word: int) -> bool:
    """Whether a predicate is negated: by its own adverb, by "at no time", or by a subject with "neither"."""
    a, negators = scene.annotation, scene.ontology.cues.negators
    if negated(a, word, negators):
        return True
    if any(
        a.preposition(c) and any(a.forms[d].lower() == "no" for d in a.dependents(c, "det")) for c in a.dependents(word, "obl") if c < word or c == word + 1
    ):
        return True
    subjects = a.dependents(word, "nsubj", "nsubj:pass")
    return any(a.forms[c].lower() == "neither" for s in subjects for c in (s, *a.children[s]))


def _marker(annotation: Annotation, word: int) -> int:
    return next((c for c in annotation.children[word] if annotation.tags[c] == "TO"), word)


def _to(annotation: Annotation, word: int) -> bool:
    """Whether a predicate is an infinitive: a verb with "to", or a noun whose copula has it."""
    a = annotation
    return is_infinitive(a, word) or any(a.tags[c] == "TO" and a.relations[c] in ("mark", "aux") for c in a.children[word])
