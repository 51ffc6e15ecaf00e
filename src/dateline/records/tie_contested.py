"""Ties that are contested: what somebody is said to do or accused of, beside his own word that it is not so.

A tie that an accuser asserts and the accused denies becomes two: one that is affirmed, with the accuser's claim, and one that is denied, with the claim of
whoever denies it. What only the word for it calls a charge ("X backs Y, a charge that X denies") nobody asserts as a fact.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from dateline.records.grammar import NOUN_TAGS, governors

if TYPE_CHECKING:
    from dateline.records.drafts import Draft
    from dateline.records.tie_bonds import Bond, Scene

_EMPTY = frozenset(["DT", "IN", "WDT", "WP", "PRP", "PRP$", "JJ", "RB", "PDT", "CC", ",", "TO", "CD"])
"""What may stand around a word for an allegation without saying what is alleged: "all such charges", "the latest accusation"."""


def contested(scene: Scene, bonds: list[Bond]) -> list[Bond]:
    """The ties of a report after both words have been heard about those that are denied, and without those that nobody stands for."""
    out: list[Bond] = []
    for bond in bonds:
        denials = [claim for claim in scene.claims if claim.told == "deny" and _denies(scene, claim, bond)]
        own = bond.polarity == "affirmed" and not bond.claims
        if not (own and (_is_alleged(scene, bond) or _is_called_a_charge(scene, bond) or any(_takes_up(scene, claim, bond) for claim in denials))):
            out.append(bond)
        if bond.polarity == "affirmed" and denials:
            out.append(replace(bond, polarity="denied", claims=denials))
        if bond.polarity == "denied":
            out.extend(_asserted(bond))
    return out


def _asserted(bond: Bond) -> list[Bond]:
    """In "X denied a claim by Y that it supports Z": what X denies, Y asserts."""
    denials = [claim for claim in bond.claims if claim.told == "deny"]
    others = [
        claim
        for claim in bond.claims
        if claim not in denials and claim.told in ("assert", "accuse") and claim.actors and any(_inside(claim, denial) for denial in denials)
    ]
    if not others:
        return []
    bond.claims = [claim for claim in bond.claims if claim not in others]
    return [replace(bond, polarity="affirmed", claims=others)]


def _inside(claim: Draft, other: Draft) -> bool:
    return claim.content != other.content and other.content[0] <= claim.content[0] and claim.content[1] <= other.content[1]


def _is_alleged(scene: Scene, bond: Bond) -> bool:
    """Whether the word that states the tie stands in what somebody is accused of, and not in who is."""
    a = scene.annotation
    if bond.at < 0 or (a.relations[bond.at] in ("amod", "compound") and a.tags[bond.at] not in NOUN_TAGS):
        return False  # "accused the X-backed rebels of"
    for below, over in pairwise([bond.at, *governors(a, bond.at)]):
        if a.lemmas[over] in scene.words.accusing:
            return a.bases[below] in ("advcl", "ccomp", "xcomp", "acl") or a.preposition(below) == "of"
    return False


def _is_called_a_charge(scene: Scene, bond: Bond) -> bool:
    """In "X backs Y, a charge that": an apposition to the clause that calls it one."""
    a = scene.annotation
    after = a.dependents(bond.at, "appos", "parataxis", "dep", "conj") if bond.at >= 0 else []
    return any(w > bond.at and a.tags[w] == "NN" and a.lemmas[w] in scene.words.allegations and a.dependents(w, "det") and a.children[w] for w in after)


def _denies(scene: Scene, claim: Draft, bond: Bond) -> bool:
    """Whether a denial that names an allegation by its noun or a pronoun means the one that a tie rests on, and comes from a party to it."""
    a = scene.annotation
    if claim.cue is None or bond.at < 0 or claim.cue[0] < bond.at or not _names_allegation(scene, claim):
        return False
    apart = a.sentence_of[claim.cue[0]] - a.sentence_of[bond.at]
    if apart > 1 or (apart == 1 and not bond.claims):
        return False
    return _is_party(scene, claim, bond)


def _names_allegation(scene: Scene, claim: Draft) -> bool:
    a = scene.annotation
    words = range(claim.content[0], claim.content[1] + 1)
    return all(a.tags[w] in _EMPTY or a.lemmas[w] in scene.words.allegations for w in words)


def _takes_up(scene: Scene, claim: Draft, bond: Bond) -> bool:
    """Whether the sentence of a tie takes it up as a charge: a denial of "it" leaves standing what the reporter says."""
    a = scene.annotation
    words = range(claim.content[0], claim.content[1] + 1)
    return a.sentence_of[words[0]] == a.sentence_of[bond.at] and any(a.lemmas[w] in scene.words.allegations for w in words)


def _is_party(scene: Scene, claim: Draft, bond: Bond) -> bool:
    """Whether who denies is one of the two, or acts for one of them; a capital is its state."""
    entities, ends = scene.cast.entities, {bond.a, bond.b}
    ends |= {state for key in ends if (state := entities[key].represents) is not None}
    deniers = set(claim.actors)
    if claim.source is not None:
        capital = scene.cast.knowledge.capital(scene.annotation.quote(claim.source))
        deniers |= {scene.cast.state(capital)} if capital is not None and capital.usual else set()
    return bool(deniers & ends) or any(entities[key].represents in ends for key in deniers if entities[key].represents is not None)
