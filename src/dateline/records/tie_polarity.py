"""Whether a tie that a word states is there, is denied, is over, is wanted - or is not said to be at all, but only held to be possible."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from dateline.records.grammar import NOUN_TAGS, VERB_TAGS, arguments, auxiliaries, governors, is_infinitive, noun_phrase
from dateline.records.tie_mood import is_denied, mood_of

if TYPE_CHECKING:
    from dateline.records.model import Polarity
    from dateline.records.tie_bonds import Bond, Scene

_PRESUPPOSED = frozenset(["nsubj", "nsubj:pass", "appos", "compound", "flat", "nmod:poss", "obl", "obl:agent"])
"""Where a noun phrase takes for granted what it says of its referent; as a predicate or an object it may be what is asserted, wanted or denied."""

_ASSERTED = frozenset(["root", "xcomp", "ccomp", "conj", "parataxis"])
"""Where a noun phrase may be a predicate, and so what is asserted, wanted or denied."""

_MODALS = frozenset(["will", "would", "may", "might", "could", "should"])
_TOLD: dict[str, Polarity | None] = {"over": "ended", "denied": "denied", "ahead": "sought", "open": None}


def polarity(scene: Scene, bond: Bond) -> Polarity | None:
    """Whether a tie is wanted, denied or over; None where the clause leaves it open ("may join", "if it joined")."""
    a, words = scene.annotation, scene.words
    top = bond.at
    phrase = a.quote(noun_phrase(a, top)).lower() if a.tags[top] in NOUN_TAGS else ""
    described = [over for over in words.over if "-" in over and over in phrase] or [
        w for w in (*a.children[top], *range(bond.words[0], bond.words[1] + 1)) if a.lemmas[w] in words.over and a.heads[w] == top
    ]
    above = a.heads[top]
    waged = above >= 0 and a.tags[above] == "VBD" and a.lemmas[above] in words.waging and a.relations[top] == "obj" and "since" not in arguments(a, above)
    if described or (bond.kind == "fights" and (a.tags[top] == "NNP" or waged)):
        return "ended"  # "the X-Y War" has its name from history
    if above >= 0 and a.relations[top].startswith("nsubj") and _lapsed(scene, bond):
        return "ended" if mood_of(scene, above) == "real" else "affirmed"
    if a.relations[top] in ("amod", "compound") and a.tags[top] not in NOUN_TAGS and a.heads[top] > top:
        return "affirmed"  # "talks with the X-backed Y"
    if (
        bond.kind == "part_of"
        and a.tags[top] in NOUN_TAGS
        and (a.relations[top] in _PRESUPPOSED or a.dependents(top, "appos"))
        and not a.dependents(top, "cop")
    ):
        return "affirmed"  # "Y's leader did not come": whose leader he is stands outside the negation, as it does outside a wish or a denial
    if a.tags[top] in NOUN_TAGS and {bond.a, bond.b} & set(scene.cast.at(top)) and not a.dependents(top, "cop") and a.relations[top] not in _ASSERTED:
        return "affirmed"  # "called on his followers": the noun names one of the two, and the tie is how it describes him
    if any(claim.told == "deny" and claim.covers(top) for claim in bond.claims):
        return "denied"
    if above >= 0 and a.lemmas[above] in words.lacking and a.preposition(top) == "of":
        return "denied"  # "the lack of support from X"
    mood = mood_of(scene, _predicate(scene, top))
    if mood != "real" and not (mood == "ahead" and _stands_already(scene, bond)):
        return _TOLD[mood]
    return _above(scene, bond)


def _predicate(scene: Scene, word: int) -> int:
    """The predicate that a word is, or whose sense it makes up: the verb of "form an alliance", "become an ally"."""
    a, head = scene.annotation, scene.annotation.heads[word]
    light = a.tags[word] in NOUN_TAGS | {"JJ"} and head >= 0 and not a.dependents(word, "cop") and a.relations[word] in ("obj", "xcomp", "nsubj:pass", "obl")
    if light and a.tags[head] in VERB_TAGS and a.lemmas[head] in scene.words.making and a.lemmas[head] not in scene.ontology.ended:
        definite = a.dependents(word, "nmod:poss") and a.relations[word] in ("obj", "nsubj:pass", "obl")
        return word if definite else head  # "will raise its alliance with X": it has one
    return word


def _stands_already(scene: Scene, bond: Bond) -> bool:
    """Whether who is said to be about to take a stand has taken it: "vowed to stand by X"."""
    a = scene.annotation
    head = a.heads[bond.at]
    return bond.kind in ("backs", "opposes") and head >= 0 and is_infinitive(a, bond.at) and a.lemmas[head] in scene.words.remaining


def _lapsed(scene: Scene, bond: Bond) -> bool:
    """Whether a noun for a relation is the subject of what says that it is over: "the alliance collapsed", "the war is over"."""
    a, top = scene.annotation, bond.at
    above = a.heads[top]
    if {bond.a, bond.b} & set(scene.cast.at(top)) or (a.dependents(above, "obj") and a.relations[top] != "nsubj:pass"):
        return False  # "X's ally left the hall"
    phrase = " ".join([a.lemmas[above], *(a.forms[c].lower() for c in a.children[above] if a.relations[c] in ("compound:prt", "advmod") and c == above + 1)])
    return (
        a.lemmas[above] in scene.ontology.ended
        or phrase in scene.words.lapsing
        or (a.lemmas[above] in scene.words.finished and bool(a.dependents(above, "cop")))
    )


def _above(scene: Scene, bond: Bond) -> Polarity:
    """What the verbs and nouns over the word that states a tie make of it: ended, denied, wanted."""
    a, ontology, words, top = scene.annotation, scene.ontology, scene.words, bond.at
    scope = [top, *governors(a, top)]
    if any(a.lemmas[w] in ontology.ended and a.tags[w] in VERB_TAGS and is_denied(scene, w) for w in scope[1:2]):
        return "affirmed"  # "should not stop funding"
    if any(is_denied(scene, w) for w in scope[:2]):
        return "denied"
    if any(a.lemmas[w] in ontology.cues.deniers for w in scope[1:4]):
        return "denied"
    for at, head in pairwise(scope):
        if a.tags[head] in VERB_TAGS and a.lemmas[head] not in ontology.sought | ontology.ended | ontology.cues.intending | words.making | words.giving_up:
            break  # "needed to counter their alliance": the alliance is there
        if _ends(scene, at, head):
            if is_infinitive(a, head) and a.heads[head] >= 0 and a.lemmas[a.heads[head]] in ontology.sought | words.wishing:
                return "affirmed"  # whom one urges to cut his ties has them
            if _MODALS & {h.lower() for h in auxiliaries(a, head)} or mood_of(scene, head) != "real":
                return "affirmed"  # who will end it, or may, has not
            return "ended"
        if a.tags[at] in ("VBD", "VBZ", "VBP") and a.lemmas[head] not in ontology.cues.intending:
            break  # "discussed why he joined": he did join
        if (
            bond.kind == "fights"
            and a.tags[top] in NOUN_TAGS
            and (a.dependents(top, "nmod:poss") or any(a.lemmas[d] == "the" for d in a.dependents(top, "det")))
        ):
            continue  # "called on X to stop the invasion": it is there
        if a.lemmas[head] in ontology.sought or (is_infinitive(a, head) and a.lemmas[head] in ("form", "build", "join", "forge", "create")):
            return "sought"
        if bond.kind in ("backs", "opposes") and a.lemmas[head] in words.remaining:
            break  # who promises to stand by another does so already
        if a.tags[head] in VERB_TAGS and a.relations[at].split(":")[0] in ("xcomp", "ccomp") and a.lemmas[head] in ontology.cues.intending:
            if {"is", "are", "was", "were", "has", "have", "had"} & {h.lower() for h in auxiliaries(a, at)}:
                break  # "announced that he was backing X": he is
            return "sought"
    return "affirmed"


def _ends(scene: Scene, at: int, head: int) -> bool:
    """Whether a verb says that what hangs on it is over; those of giving something up say so only of their object."""
    a = scene.annotation
    if a.tags[head] not in VERB_TAGS:
        return False
    if a.lemmas[head] in scene.ontology.ended:
        return not _phrasal(scene, head)
    particles = {a.forms[c].lower() for c in a.dependents(head, "compound:prt")}
    given = (a.lemmas[head] in scene.words.giving_up and not particles) or any(f"{a.lemmas[head]} {p}" in scene.words.giving_up for p in particles)
    return given and a.relations[at] in ("obj", "nsubj:pass")


def _phrasal(scene: Scene, word: int) -> bool:
    """Whether a particle makes another verb of one that ends something: "broke up a march", "left behind", but not "broke off ties"."""
    return any(scene.annotation.forms[c].lower() != "off" for c in scene.annotation.dependents(word, "compound:prt"))
