"""Wars between two sides that a sentence sets against one another: "X and Y have been fighting", "a war that pits X against Y", "a truce between X and Y"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.records.grammar import arguments, noun_phrase
from dateline.records.tie_bonds import Bond, hull, pairs
from dateline.records.tie_relations import complements, stands

if TYPE_CHECKING:
    from dateline.records.tie_bonds import Scene


def from_fighting(scene: Scene, word: int) -> list[Bond]:
    """In "X and Y have been fighting", "fighting between X and Y": sides that are joined, and nobody else whom they fight."""
    a = scene.annotation
    if not any(rule.kind == "fights" for _, rule in scene.ontology.tie_verbs.get(a.lemmas[word], ())) or not stands(scene, word):
        return []
    roles = arguments(a, word)
    if "between" in roles:  # "driven out by fighting between X and Y"
        sides = scene.all_at(roles["between"])
        return [Bond(x, y, "fights", hull(word, *roles["between"])) for i, x in enumerate(sides) for y in sides[i + 1 :]]
    others = [w for role, words in roles.items() if role in ("A1", "A2", "against", "with", "alongside", "for") for w in words]
    sides = scene.all_at(roles.get("A0", []))
    if others or a.dependents(word, "obj"):
        return []
    return [Bond(x, y, "fights", hull(word, *roles["A0"])) for i, x in enumerate(sides) for y in sides[i + 1 :]]


def from_pitting(scene: Scene, word: int) -> list[Bond]:
    """In "The war pits X against Y", "a conflict pitting X against Y"; what a match or a vote does is another thing."""
    a = scene.annotation
    if a.lemmas[word] not in scene.words.pitting:
        return []
    roles = arguments(a, word)
    over = [a.heads[word]] if a.relations[word].startswith("acl") else [*roles.get("A0", []), *a.dependents(word, "nsubj")]
    warlike = any(rule.kind == "fights" for w in over if w >= 0 for rule in scene.ontology.tie_nouns.get(a.lemmas[w], ()))
    objects = a.dependents(word, "obj") or [w for w in roles.get("A1", []) if w not in over]
    against = roles.get("against", []) or [w for o in objects for w in arguments(a, o).get("against", [])]
    if not (warlike and objects and against):
        return []
    return pairs(scene.all_at(objects), scene.all_at(against), "fights", hull(word, *objects, *against))


def from_truce(scene: Scene, word: int) -> list[Bond]:
    """In "A truce between X and Y": who has one to keep is at war."""
    a = scene.annotation
    hyphenated = [w for w in a.dependents(word, "compound", "amod") if a.lemmas[w] == "cease"]
    if a.lemmas[word] not in scene.words.truces and not (a.lemmas[word] == "fire" and hyphenated):
        return []
    sides = complements(scene, arguments(a, word), ["between"])
    sides = [k for k in sides if scene.kind(k) not in ("person", "population")]
    return [Bond(x, y, "fights", noun_phrase(a, word), settled=True) for i, x in enumerate(sides) for y in sides[i + 1 :]]
