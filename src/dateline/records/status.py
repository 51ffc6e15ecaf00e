"""What is so, and what is only said, denied, wanted or supposed.

The scope of a wish, a threat or a condition runs down the clause structure; a claim covers what stands inside it. A demand for a cease-fire makes the
cease-fire `intended`, never `asserted` (de Marneffe, Manning & Potts 2012 on veridicality; the categories are the contract's).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.records.grammar import NOUN_TAGS, VERB_TAGS, auxiliaries, governors, is_infinitive, is_nobody, is_passive, negated

if TYPE_CHECKING:
    from dateline.language.annotation import Annotation
    from dateline.ontology import Ontology
    from dateline.records.drafts import Draft
    from dateline.records.model import Status

_WISHING = frozenset(["demand", "propose", "promise", "threaten"])


def status_of(annotation: Annotation, ontology: Ontology, word: int, covering: list[Draft]) -> Status | None:
    """The status of an event at a word, given the claims whose content covers it; None when the text says that it did not happen."""
    a, cues = annotation, ontology.cues
    head = a.heads[word]
    if a.tags[word] in NOUN_TAGS and a.relations[word] == "nsubj" and head >= 0 and a.lemmas[head] in _HAPPENING and _as_described(a, word) is None:
        return status_of(a, ontology, head, covering)  # "a curfew will begin": it is so as far as that is
    denies = any(claim.stance == "deny" and _asserts(a, claim, word) and not _refuses(a, ontology, word) for claim in covering)
    if _is_negated(a, ontology, word):
        return "denied" if any(claim.stance not in _WISHING for claim in covering) else None  # what is asked not to be is no event
    if denies:
        return "denied"
    scope = governors(a, word)
    if _conditional(a, ontology, word, scope):
        return "hypothetical"
    if (looks := _as_described(a, word)) is not None:
        return looks
    helpers = auxiliaries(a, word)
    if any(h in cues.conditional for h in helpers) and not any(h in ("have", "been") for h in helpers):
        return "hypothetical"
    if _enabled(a, word, scope) or _unsaid(a, ontology, word, scope):
        return "hypothetical"
    if any(h in cues.future for h in helpers) or _is_due(a, word) or _wished(a, ontology, word, scope):
        return "intended"
    if any(claim.stance in _WISHING and _is_wish(a, claim, word) for claim in covering):
        return "intended"
    telling = [claim for claim in covering if claim.stance not in _WISHING or not _stands_alone(a, word)]
    return "attributed" if telling or _alleged(a, ontology, word, scope) else "asserted"


def _stands_alone(annotation: Annotation, word: int) -> bool:
    """Whether a past tense is only joined to what is wished, which it can't be itself: "urged them to wait and left"."""
    a = annotation
    return a.relations[word] == "conj" and a.tags[word] == "VBD" and a.forms[word].lower() != a.lemmas[word]


def _refuses(annotation: Annotation, ontology: Ontology, word: int) -> bool:
    """Whether a word is itself the refusal for which a claim counts as a denial: "we reject the plan"."""
    return ontology.cues.stances.get(annotation.lemmas[word]) == "deny"


def _as_described(annotation: Annotation, word: int) -> Status | None:
    """What an adjective says of a noun: "the planned visit", "a possible attack"."""
    a = annotation
    if a.tags[word] not in NOUN_TAGS:
        return None
    said = {a.lemmas[c].lower() for c in a.dependents(word, "amod")} | {a.forms[c].lower() for c in a.dependents(word, "amod")}
    if said & _COMING:
        return "intended"
    return "hypothetical" if said & _POSSIBLE else None


def _is_due(annotation: Annotation, word: int) -> bool:
    """Whether somebody "is to" do it."""
    a = annotation
    return is_infinitive(a, word) and any(a.lemmas[c] == "be" and a.tags[c] in ("VBZ", "VBP", "VBD") for c in a.dependents(word, "cop", "aux"))


def _enabled(annotation: Annotation, word: int, scope: list[int]) -> bool:
    """Whether the event is only what somebody has the power or the leave to do."""
    a = annotation
    at = word
    for head in scope[:2]:
        if a.relations[at] == "acl" and is_infinitive(a, at) and a.lemmas[head] in _POWERS:
            return True
        if a.relations[at] in ("xcomp", "ccomp") and is_infinitive(a, at) and a.lemmas[head] in _LEAVES and a.tags[head] in ("VB", "VBZ", "VBP"):
            return True
        at = head
    return False


def _unsaid(annotation: Annotation, ontology: Ontology, word: int, scope: list[int]) -> bool:
    """Whether the event is only what somebody did not say, or nobody said. "Did not say who attacked" takes the attack for granted."""
    a = annotation
    at = word
    for head in scope:
        if a.relations[at] == "ccomp" and a.lemmas[head] in ontology.cues.speech and _says_no(a, ontology, head):
            return not any(a.tags[w].startswith("W") for w in range(a.subtree(at)[0], at))
        at = head
    return False


def _alleged(annotation: Annotation, ontology: Ontology, word: int, scope: list[int]) -> bool:
    """Whether the event is what someone is accused or suspected of, also where nobody is said to accuse: "was accused of firing on villagers"."""
    a = annotation
    at = word
    for head in scope:
        accuses = ontology.cues.stances.get(a.lemmas[head]) == "accuse" or a.lemmas[head] in ("suspect", "suspicion")
        if accuses and (
            a.relations[at].split(":")[0] in ("advcl", "xcomp", "ccomp", "obl", "acl") or (a.relations[at] == "nmod" and a.preposition(at) == "of")
        ):
            return True
        at = head
    return False


def _is_negated(annotation: Annotation, ontology: Ontology, word: int) -> bool:
    a = annotation
    if _says_no(a, ontology, word):
        return True
    head = a.heads[word]
    if (
        a.tags[word] in NOUN_TAGS
        and head >= 0
        and a.tags[head] in VERB_TAGS
        and a.relations[word] in ("obj", "nsubj:pass")
        and a.lemmas[head] in ontology.cues.light
    ):
        return _says_no(a, ontology, head)
    if a.relations[word] == "xcomp" and head >= 0 and not is_infinitive(a, word):
        return _says_no(a, ontology, head)
    return False


def _says_no(annotation: Annotation, ontology: Ontology, word: int) -> bool:
    """Whether a word has a negation, which may be written as one with its auxiliary ("cannot"), hang on an adverb ("haven't yet agreed"), or be a party
    that is nobody ("no one was killed").
    """
    a, negators = annotation, ontology.cues.negators
    if negated(a, word, negators) or "cannot" in auxiliaries(a, word):
        return True
    if a.tags[word] in VERB_TAGS and any(is_nobody(a, c) for c in a.dependents(word, "nsubj", "nsubj:pass", "obj", "obl:agent")):
        return True
    return any(negated(a, c, negators) for c in a.dependents(word, "advmod") if a.lemmas[c] in _STRENGTHENING)


def _conditional(annotation: Annotation, ontology: Ontology, word: int, scope: list[int]) -> bool:
    a = annotation
    return any(a.forms[m].lower() in ontology.cues.if_words for at in (word, *scope[:2]) for m in a.dependents(at, "mark"))


def _wished(annotation: Annotation, ontology: Ontology, word: int, scope: list[int]) -> bool:
    """Whether the event hangs under a word of wishing, planning or preventing, or in a clause of purpose."""
    a, cues = annotation, ontology.cues
    if _is_given(a, ontology, word):
        return False
    while a.relations[word] == "conj" and is_infinitive(a, a.heads[word]) and a.tags[word] == "VB":
        word = a.heads[word]  # "an attempt to regroup or retake the town"
    if is_infinitive(a, word) and a.relations[word] in ("advcl", "acl"):
        return a.heads[word] < 0 or a.lemmas[a.heads[word]] not in ("continue", "manage", "go")
    at = word
    for head in scope:
        relation = a.relations[at].split(":")[0]
        lemma = a.lemmas[head]
        if relation == "xcomp" and lemma in _COMPELLING and is_passive(a, head) and not _is_modal(a, head):
            return False  # "was forced to resign": who was made to did
        if lemma == "vote" and relation == "xcomp" and a.lemmas[at] in _ENACTED:
            return False  # "voted to expel him": the vote does it
        if a.tags[head] in NOUN_TAGS and lemma in _ENDING:
            return False  # "called for an end to the siege": the siege is there
        if a.tags[head] in VERB_TAGS or a.tags[head] in ("JJ", "VBN"):
            free = a.tags[at] in NOUN_TAGS and relation in ("obj", "obl")
            finite = relation == "ccomp" and not is_infinitive(a, at) and a.tags[at] != "VB"
            if relation in ("xcomp", "ccomp", "obj", "obl") and lemma in cues.intending and not finite and (not free or lemma in _WANTING):
                return True
            listed = lemma in ("include", "comprise") and any(a.lemmas[w] in cues.intending_nouns for w in a.dependents(head, "nsubj"))
            if listed and relation == "obj":
                return True  # "their demands include an inquiry"
            if relation in ("xcomp", "ccomp") and is_infinitive(a, at) and (lemma in _VAIN or negated(a, head, cues.negators)):
                return True  # "could not persuade them to", "was unable to"
            if relation == "xcomp" and any(h in cues.future for h in auxiliaries(a, head)):
                return True
        elif (
            a.tags[head] in NOUN_TAGS
            and lemma in cues.intending_nouns
            and (relation == "acl" or (relation == "nmod" and a.preposition(at) in ("for", "of", "to")))
        ):
            return True
        at = head
    return False


def _is_modal(annotation: Annotation, word: int) -> bool:
    """Whether a verb is under a modal ("could be forced to")."""
    return any(annotation.tags[c] == "MD" for c in annotation.dependents(word, "aux"))


_HAPPENING = frozenset("occur happen begin start resume ensue erupt follow be".split())
"""Verbs of which an event is the subject and that say only that there is one."""
_BEFORE = frozenset("with from after by over during despite following since against amid because regarding concerning about".split())
_PHASES = frozenset("resumption start beginning return launch holding continuation series round wave kind type form".split())
_STRENGTHENING = frozenset(["yet", "ever", "even", "actually", "really", "immediately"])
_COMPELLING = frozenset("force compel oblige".split())
_VAIN = frozenset("unable reluctant unwilling hesitate keen eager persuade convince struggle".split())
_ENACTED = frozenset(
    """hold impeach convict censure expel oust remove approve adopt pass ratify reject endorse condemn confirm repeal lift suspend extend impose recognise
    recognize overturn override dismiss ban acquit strip""".split()
)
_COMING = frozenset(
    "planned proposed pending upcoming forthcoming future scheduled imminent impending intended attempted threatened foiled thwarted aborted".split()
)
_POSSIBLE = frozenset("possible potential hypothetical eventual".split())
_POWERS = frozenset("power ability authority capability capacity".split())
_LEAVES = frozenset("allow permit enable entitle empower let".split())
_ENDING = frozenset("end halt cessation stop suspension pause investigation inquiry condemnation conclusion".split())
_WANTING = frozenset(
    """want plan seek call demand urge propose threaten promise request vow pledge prevent avert foil thwart consider hope prepare await expect attempt avoid
    schedule agree""".split()
)


def _is_given(annotation: Annotation, ontology: Ontology, word: int) -> bool:
    """Whether a noun is there before what is wished: "help the victims of the fighting", "comply with his request", "leave after the talks"."""
    a = annotation
    at = word
    while a.tags[at] in NOUN_TAGS and a.heads[at] >= 0:
        head, relation = a.heads[at], a.relations[at].split(":")[0]
        if relation in ("obl", "nmod") and a.preposition(at) in _BEFORE:
            return True
        if relation == "conj":
            at = head
            continue
        if relation != "nmod" or a.tags[head] not in NOUN_TAGS:
            return False
        if a.lemmas[head] not in _PHASES and a.lemmas[head] not in ontology.cues.intending_nouns:
            return True
        at = head
    return False


def _asserts(annotation: Annotation, claim: Draft, word: int) -> bool:
    """Whether a word is what a claim says, not what it only presupposes: no relative clause lies between."""
    a = annotation
    at = word
    while claim.content[0] <= a.heads[at] <= claim.content[1]:
        if a.relations[at] in ("acl:relcl", "advcl", "nmod:poss"):
            return False
        at = a.heads[at]
    return True


def _is_wish(annotation: Annotation, claim: Draft, word: int) -> bool:
    """Whether an event in a demand, promise or threat is what is wished: not a past, not in a relative clause."""
    a = annotation
    if not _asserts(a, claim, word):
        return False
    if (
        a.tags[word] in ("VBD", "VBN", "VBZ", "VBP")
        and not any(h in ("be", "been", "should", "must") for h in auxiliaries(a, word))
        and (a.relations[word] != "conj" or _stands_alone(a, word))
    ):
        return False
    if a.tags[word] in NOUN_TAGS:  # "called for an end to the siege": the end is wished, the siege is there
        at, depth = word, 0
        while claim.content[0] <= a.heads[at] <= claim.content[1]:
            at, depth = a.heads[at], depth + 1
            if a.tags[at] in NOUN_TAGS and a.lemmas[at] not in _PHASES:
                return False
            if a.tags[at] in VERB_TAGS and depth == 1 and a.lemmas[at] in ("stop", "end", "halt", "cease", "condemn", "investigate"):
                return False
    return True
