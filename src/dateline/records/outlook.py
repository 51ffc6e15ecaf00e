"""What a clause announces: acts to come, plans, and what the one who speaks has arranged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.records.grammar import NOUN_TAGS, VERB_TAGS, auxiliaries, is_infinitive, is_passive

if TYPE_CHECKING:
    from dateline.language.annotation import Annotation
    from dateline.records.drafts import Draft

WILL = frozenset(["will", "would", "'ll", "’ll", "wo", "shall"])
PLANNING = frozenset("plan intend mean promise pledge vow commit prepare determine resolve".split())
READY = frozenset("ready prepared willing determined committed due set".split())
STATIVE = frozenset("prefer like be have know mean love hate want wish need take seem cost".split())
"""What one is, has or would like is no act that one announces."""
_UNCHOSEN = frozenset("death loss defeat result finding arrest casualty outcome birth toll".split())
"""What is announced and was not done by the one who announces it."""


def act_ahead(annotation: Annotation, clause: int) -> int:
    """The verb of what one is going to do: "wait" in "going to wait"."""
    a = annotation
    if a.lemmas[clause] in PLANNING | {"go"}:
        return next((c for c in a.dependents(clause, "xcomp", "advcl") if has_to(a, c)), clause)
    return clause


def looks_ahead(annotation: Annotation, clause: int, helpers: set[str]) -> bool:
    """Whether a clause tells of an act to come: "will", "is going to", "plans to", "is to", "is ready to"."""
    a = annotation
    ahead = any(has_to(a, c) for c in a.dependents(clause, "xcomp", "advcl", "acl"))
    if a.lemmas[clause] == "go" and a.tags[clause] == "VBG":
        return ahead
    if a.lemmas[clause] in PLANNING | READY and (ahead or any(a.tags[c] == "VBG" for c in a.dependents(clause, "obl", "advcl", "xcomp", "ccomp"))):
        return True
    if is_infinitive(a, clause) and any(a.relations[c] in ("cop", "aux") for c in a.children[clause]):
        return True
    unreal = "have" in helpers and "would" in helpers
    return bool(WILL & helpers) and not unreal and a.lemmas[clause] not in STATIVE and a.predicates[clause] > 0.3 and a.tags[clause] in VERB_TAGS


def has_to(annotation: Annotation, word: int) -> bool:
    """Whether "to" marks a word; an infinitive may look like a noun ("to talk")."""
    return any(annotation.tags[c] == "TO" and annotation.relations[c] == "mark" for c in annotation.children[word])


def needs_to(annotation: Annotation, clause: int) -> bool:
    """Whether somebody has or needs to do something."""
    a = annotation
    return (
        a.lemmas[clause] in ("need", "have")
        and a.tags[clause] in VERB_TAGS
        and not is_passive(a, clause)
        and any(is_infinitive(a, c) for c in a.dependents(clause, "xcomp", "advcl"))
    )


def announces_own_act(annotation: Annotation, draft: Draft, root: int) -> bool:
    """Whether an announced noun or infinitive is an act of the source: "announced a withdrawal", not "announced his rival's death"."""
    a = annotation
    if is_infinitive(a, root):
        return True
    if a.tags[root] not in NOUN_TAGS or a.predicates[root] < 0.3 or a.lemmas[root] in _UNCHOSEN:
        return False
    if any(a.relations[c] in ("nsubj", "cop", "nsubj:pass") or (a.relations[c] in ("acl:relcl", "parataxis") and c < root) for c in a.children[root]):
        return False
    verbs = [w for w in range(draft.content[0], draft.content[1] + 1) if a.tags[w] in ("VBD", "VBZ", "VBP", "MD") and not in_relative(a, w, root)]
    return not verbs


def is_arranged(annotation: Annotation, clause: int) -> bool:
    """Whether something will be done by whoever announces it, since nobody else is named: "announced that the talks would be held in May"."""
    a = annotation
    return is_passive(a, clause) and bool(WILL & set(auxiliaries(a, clause))) and not a.dependents(clause, "obl:agent") and a.lemmas[clause] not in _UNCHOSEN


def in_relative(annotation: Annotation, word: int, above: int) -> bool:
    """Whether a verb stands in a clause that only describes."""
    a = annotation
    at = word
    while at >= 0 and at != above:
        if a.relations[at].split(":")[0] in ("acl", "advcl"):
            return True
        at = a.heads[at]
    return False


_ANYBODY = frozenset("anyone anybody whoever everyone everybody nobody".split())
_PRESENT = frozenset(["VBZ", "VBP"])


def is_generic(annotation: Annotation, word: int) -> bool:
    """Whether a verb only says which sort of people or things is meant: "anyone accused of theft", "people held there are fed by their kin"."""
    a = annotation
    at = word
    while a.relations[at] == "conj" and a.heads[at] >= 0:
        at = a.heads[at]
    if a.relations[at] not in ("acl", "acl:relcl") or a.heads[at] < 0 or a.tags[word] not in VERB_TAGS:
        return False
    noun = a.heads[at]
    if a.lemmas[noun].lower() in _ANYBODY:
        return True
    bare = a.tags[noun] == "NNS" and not a.dependents(noun, "det", "nummod", "nmod:poss", "compound", "amod")
    if not bare or not a.relations[noun].startswith("nsubj") or a.sentence_of[word] == 0:  # a headline tells of the past in the present
        return False
    verb = a.heads[noun]
    finite = [verb, *a.dependents(verb, "aux", "aux:pass", "cop")]
    return any(a.tags[w] in _PRESENT for w in finite) and not any(a.tags[w] in ("VBD", "MD") for w in finite) and a.tags[verb] != "VBG"
