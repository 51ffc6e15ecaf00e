"""Ties that a phrase or a prefix states of what it belongs to: "with the support of", "in support of", "under the command of", "pro-", "anti-"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.records.grammar import NOUN_TAGS, VERB_TAGS, arguments, noun_phrase
from dateline.records.tie_bonds import Bond, hull, pairs
from dateline.records.tie_relations import complements, of_affix

if TYPE_CHECKING:
    from dateline.records.model import TieKind
    from dateline.records.tie_bonds import Scene

_DASHES = ("-", "–")
_HYPHENATED = 2  # words between a prefix and the name that it is joined to
_LEADING = 0.6  # share of the report's mentions of states that makes one the country that it is about


def from_backing(scene: Scene, word: int) -> list[Bond]:
    """In "With the support of X, Y took the town"."""
    a = scene.annotation
    head = a.heads[word]
    if a.lemmas[word] not in scene.words.backing or a.preposition(word) != "with" or head < 0:
        return []
    roles = arguments(a, word)
    backed = scene.all_at(arguments(a, head).get("A0", []) if a.tags[head] in VERB_TAGS else [head])
    backers = complements(scene, roles, ["of", "from", "poss", "mod"])
    return pairs([k for k in backers if k not in backed], backed, "backs", noun_phrase(a, word))


def from_phrase(scene: Scene, word: int) -> list[Bond]:
    """In "Marched in support of X": the subject of the clause stands with X."""
    a = scene.annotation
    if a.preposition(word) == "under" and a.lemmas[word] in scene.words.commands and a.heads[word] >= 0:
        return _under_command(scene, word)
    if a.preposition(word) not in ("in", "on") or a.heads[word] < 0:
        return []
    roles = arguments(a, word)
    roles.setdefault("of", roles.get("poss", []))  # "on X's side"
    for (noun, preposition), kind in scene.ontology.phrases.items():
        if a.lemmas[word] == noun and roles.get(preposition):
            head = a.heads[word]
            actors = arguments(a, head).get("A0", []) if a.tags[head] in VERB_TAGS else [head, *arguments(a, head).get("of", [])]
            return pairs(scene.all_at(actors), scene.all_ends(roles[preposition]), kind, hull(word, *roles[preposition]))
    return []


def _under_command(scene: Scene, word: int) -> list[Bond]:
    """In "Units operating under the command of X": the units are part of X, or X is of theirs where X is a person."""
    a = scene.annotation
    head = a.heads[word]
    actors = scene.all_at(arguments(a, head).get("A0", []) if a.tags[head] in VERB_TAGS else [head, *a.dependents(head, "nsubj")])
    above = [k for k in complements(scene, arguments(a, word), ["of", "poss"]) if k not in actors]
    groups = [k for k in actors if scene.kind(k) not in ("person", "state", "population")]
    people = [k for k in above if scene.kind(k) == "person"]
    span = noun_phrase(a, word)
    return [*pairs(groups, [k for k in above if k not in people], "part_of", span), *pairs(people, groups, "part_of", span)]


def main_country(scene: Scene) -> list[int]:
    """The state that a report is about, when it is about one."""
    seen = {key: len(entity.seen) for key, entity in enumerate(scene.cast.entities) if entity.kind == "state"}
    total = sum(seen.values())
    return [key for key, times in seen.items() if total and times / total >= _LEADING]


def from_prefix(scene: Scene, word: int, kind: TieKind) -> list[Bond]:
    """In "Pro-X protesters", "an anti-X coalition": the noun that the prefixed name modifies is for or against it."""
    a, cast = scene.annotation, scene.cast
    at = word + _HYPHENATED
    if at >= len(a.forms) or a.forms[word + 1] not in _DASHES:
        return []
    name = cast.name_of.get(at)
    found = (main_country(scene) or governments(scene)) if a.lemmas[at] in ("government", "regime") else of_affix(scene, at)
    end = name.words[1] if name is not None else at
    for head in list(a.ancestors(end))[:3]:
        holders = [k for k in cast.at(head) if k not in found]
        if holders and a.tags[head] in NOUN_TAGS:
            return pairs(holders, found, kind, hull(word, head))
    return []


def governments(scene: Scene) -> list[int]:
    """The government that a report calls by no other name than that, if it speaks of one."""
    return [
        key for key, e in enumerate(scene.cast.entities) if e.kind == "government" and "government" in e.heads and not (e.named or e.plural or e.modifiers)
    ][:1]
