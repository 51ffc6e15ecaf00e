"""Who is part of what: members, leaders and founders of parties and groups, wings and units, members of coalitions and of organisations of states.

An office-holder of a state acts for it and is no part of it in this sense; a member of a parliament is a member.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from dateline.records.entities import head_noun, plain
from dateline.records.grammar import NOUN_TAGS, arguments, noun_phrase
from dateline.records.tie_bonds import Bond, hull, pairs
from dateline.records.tie_relations import complements, is_pact, members, owners, wholes

if TYPE_CHECKING:
    from dateline.records.tie_bonds import Scene

_GROUPS = frozenset(["party", "armed group", "coalition"])
_CLUBS = frozenset(["igo", "other", "ngo", "religious", "government", "company"])
_BEFORE_NAMES = frozenset(["nmod:desc", "compound", "amod", "flat"])
_LEFT_OPEN = frozenset(["of", "in", "from", "for", "with", "poss"])


def from_office(scene: Scene, word: int) -> list[Bond]:
    """In "X, a member of Y", "Y leader X", "Senator X": who holds a place in a party, a group or a parliament is part of it."""
    a = scene.annotation
    noun = a.lemmas[word]
    if noun in ("state", "country", "nation") and any(a.lemmas[c] == "member" for c in a.dependents(word, "compound", "amod")):
        noun = "member"
    if noun not in scene.words.offices:
        return []
    holders = [k for k in owners(scene, word) if noun == "member" or scene.kind(k) == "person"]
    if not holders:
        holders = [k for k in scene.cast.at(word) if not scene.cast.entities[k].named and (a.tags[word] == "NNS" or k in scene.participants)]
        named = set(_of_office(scene, word))
        holders = holders if named or a.tags[word] == "NNS" else []  # "one MP" says nothing of which parliament
    if not holders:
        return []
    whole = [k for k in _of_office(scene, word) if k not in holders and _holds_members(scene, k, noun, word)]
    if not whole and noun == "member" and not scene.words.wholes & {scene.kind(k) for k in _of_office(scene, word)}:
        whole = _implied(scene, word)
    if noun in scene.words.chambers and not any(is_chamber(scene, k) for k in whole):
        whole += _chambers(scene, noun)
    bonds = pairs(holders, whole, "part_of", hull(*noun_phrase(a, word)))
    for bond in bonds:
        bond.member = noun in scene.words.legislators | {"member"}
    return bonds


def _implied(scene: Scene, word: int) -> list[int]:
    """In "X, also a member": the body of states that was named last, in this sentence or the one before."""
    a, entities = scene.annotation, scene.cast.entities
    if not any(a.forms[c].lower() in ("also", "too", "another", "fellow") for c in a.children[word]):
        return []
    bodies = [(last, k) for k, e in enumerate(entities) if e.named and e.kind in ("igo", "coalition") and (last := e.last_before(word)) is not None]
    near = [(last, k) for last, k in bodies if a.sentence_of[word] - a.sentence_of[last] <= 1]
    return [max(near)[1]] if near else []


def _of_office(scene: Scene, word: int) -> list[int]:
    """The parties and bodies that modify an office, whether before it or after "of", "in" or "for"."""
    a, cast = scene.annotation, scene.cast
    out: list[int] = []
    before = [c for c in _premodifiers(scene, word) if c < word]
    run: list[int] = []
    for at in sorted(before):
        if at in cast.name_of:
            out.extend(cast.at(at))
            run = []
            if (party := scene.party((at, at))) is not None and not cast.at(at):
                out.append(party)
        elif a.forms[at][0].isupper() and a.tags[at] in ("JJ", "NNP", "NN", "NNPS"):
            run.append(at)
        elif a.bases[at] != "amod":
            out.extend(cast.at(at))
    if run and run[-1] - run[0] == len(run) - 1 and (party := scene.party((run[0], run[-1]))) is not None:
        out.append(party)
    elif run:
        out.extend(k for at in run for k in cast.at(at) if a.bases[at] != "amod" or cast.entities[k].named or scene.kind(k) == "party")  # "an Islamist officer"
    roles = arguments(a, word)
    if a.lemmas[word] in scene.ontology.tie_nouns:  # "his rival" belongs to no side of his
        return list(dict.fromkeys(out))
    wanted = _LEFT_OPEN - {"for"} if a.lemmas[word] == "member" else _LEFT_OPEN
    out.extend(complements(scene, roles, [p for p in roles if p in wanted]))
    return list(dict.fromkeys(out))


def _premodifiers(scene: Scene, word: int) -> list[int]:
    """The nouns and adjectives before a noun, also those that hang on one another."""
    a = scene.annotation
    out: list[int] = []
    for child in a.dependents(word, "amod", "compound", "flat"):
        if child < word:
            out.extend([*_premodifiers(scene, child), child])
    return out


def _holds_members(scene: Scene, key: int, noun: str, word: int) -> bool:
    kind, named = scene.kind(key), scene.cast.entities[key].named
    if kind in _GROUPS:
        return named or kind != "armed group" or scene.annotation.tags[word] in NOUN_TAGS
    if is_chamber(scene, key):
        return noun in scene.words.legislators
    if kind == "military":
        return noun in scene.words.ranks
    if kind == "other" and scene.cast.entities[key].heads & scene.ontology.sides:  # "a lawmaker of the X camp"
        return noun in scene.words.legislators
    if is_named_group(scene, key):
        return True
    return named and ((kind in _CLUBS and noun == "member") or (kind in ("other", "ngo") and noun in scene.words.rulers))


def is_named_group(scene: Scene, key: int) -> bool:
    """Whether nothing is known of a body but that its name is one of a group: "the Patriotic Rally", "the Harbour Workers' Union"."""
    entity = scene.cast.entities[key]
    return entity.named and entity.known is None and entity.kind in ("other", "igo", "ngo", "religious") and head_noun(entity.name) in scene.words.group_names


def is_chamber(scene: Scene, key: int) -> bool:
    """Whether an actor is a parliament or a chamber of one."""
    entity = scene.cast.entities[key]
    return entity.kind == "government" and bool(set(plain(entity.name).split()) & scene.words.bodies)


def _chambers(scene: Scene, noun: str) -> list[int]:
    """The one chamber of the report that a legislator of this sort sits in."""
    for title in scene.words.chambers[noun]:
        fits = [
            key
            for key, entity in enumerate(scene.cast.entities)
            if entity.name[0].isupper() and entity.kind == "government" and title in plain(entity.name).split()
        ]
        if fits:
            return fits if len(fits) == 1 else []
    return []


def from_partner(scene: Scene, word: int) -> list[Bond]:
    """In "X, a partner in the governing coalition"."""
    if scene.annotation.lemmas[word] != "partner":
        return []
    whole = [k for k in complements(scene, arguments(scene.annotation, word), ["in"]) if scene.kind(k) in ("coalition", "igo")]
    return pairs([k for k in owners(scene, word) if k not in whole], whole, "part_of", noun_phrase(scene.annotation, word))


def from_adherent(scene: Scene, word: int) -> list[Bond]:
    """In "X, a Republican": an adherent who is called by the name of his party."""
    a = scene.annotation
    if a.tags[word] not in ("NN", "NNP") or not a.forms[word][0].isupper() or a.relations[word] != "appos" or not a.dependents(word, "det"):
        return []
    holders = [k for k in owners(scene, word) if scene.kind(k) == "person"]
    party = scene.party((word, word)) if holders else None
    return pairs(holders, [] if party is None else [party], "part_of", noun_phrase(a, word))


def from_party_label(scene: Scene, word: int) -> list[Bond]:
    """In "Republican X", "the Democrat governor X", "X is a Republican", "X and Y, both Republicans": a person who is called by his party."""
    a, cast = scene.annotation, scene.cast
    name, head = cast.name_of.get(word), a.heads[word]
    if not a.forms[word][0].isupper() or (name is not None and name.words[0] != name.words[1]):
        return []
    holders: list[int] = []
    if a.dependents(word, "cop"):
        holders = scene.all_at(a.dependents(word, "nsubj")) if a.dependents(word, "det") else []
    elif a.tags[word] in ("NNS", "NNPS") and a.forms[word - 1].lower() in ("all", "both") and a.forms[word - 2] == ",":
        above = [word - 3, *a.ancestors(word - 3)]
        holders = next((found for w in above if (found := [k for c in a.conjuncts(w) for k in cast.at(c) if scene.kind(k) == "person"])), [])
    elif head > word and a.lemmas[head] not in scene.words.portfolios and a.relations[word] in _BEFORE_NAMES:
        while head not in cast.name_of and a.heads[head] > head and a.relations[head] in _BEFORE_NAMES:
            head = a.heads[head]
        holders = cast.at(head) if head in cast.name_of else []
    holders = [k for k in holders if scene.kind(k) == "person" and cast.entities[k].named]
    party = scene.party((word, word)) if holders else None
    return pairs(holders, [] if party is None else [party], "part_of", hull(word, max(word, head)))


def from_name(scene: Scene, word: int) -> list[Bond]:
    """In "X of the Y party", "the Y party's X": a person named with his party; in "the UN's X" a body of a body of states."""
    a, cast = scene.annotation, scene.cast
    keys = cast.at(word)
    if len(keys) == 1 and scene.kind(keys[0]) == "igo":
        return pairs(keys, [k for c in a.dependents(word, "nmod:poss") for k in cast.at(c) if scene.kind(k) == "igo"], "part_of", noun_phrase(a, word))
    if len(keys) != 1 or scene.kind(keys[0]) != "person" or not cast.entities[keys[0]].named:
        return []
    out: list[Bond] = []
    beyond = [c for c in a.dependents(a.heads[word], "nmod") if c > word] if a.relations[word] == "appos" else []  # "the challenger, X of the Y party"
    for child in [*a.dependents(word, "nmod"), *beyond]:
        if a.relations[child] == "nmod:poss" or a.preposition(child) in ("of", "from"):
            whole = [k for k in cast.at(child) if scene.kind(k) in ("party", "armed group") or (a.preposition(child) == "of" and is_named_group(scene, k))]
            out.extend(pairs(keys, whole, "part_of", hull(word, child)))
    return out


def from_own_party(scene: Scene, word: int) -> list[Bond]:
    """In "his Labour Party", "X's former party, Y", "Y, the party of X": a person's party is the one that he is a member of."""
    a, cast = scene.annotation, scene.cast
    keys = [k for k in cast.at(word) if scene.kind(k) in ("party", "coalition")]
    if not keys and a.lemmas[word] in scene.ontology.sides | {"party"}:
        keys = owners(scene, word)
    name = cast.name_of.get(word)
    whole = [k for k in keys if cast.entities[k].named and scene.kind(k) in ("party", "other", "coalition", "armed group")]
    if not whole:
        return []
    owning = [c for c in a.dependents(word, "nmod") if a.relations[c] == "nmod:poss" or (name is None and a.preposition(c) == "of")]
    holders = [k for k in scene.all_at(owning) if scene.kind(k) == "person"]
    return pairs(holders, whole, "part_of", hull(word, *owning, *(name.words if name else ())))


def from_unit(scene: Scene, word: int) -> list[Bond]:
    """In "X, a wing of Y", "Y's Syria branch", "the Y assessment team": a group inside a larger one."""
    a, cast = scene.annotation, scene.cast
    if a.lemmas[word] not in scene.words.links or word in cast.name_of:
        return []
    roles = arguments(a, word)
    whole = complements(scene, roles, [p for p in roles if p in ("of", "within", "poss")]) or complements(scene, roles, ["mod"])
    whole = [k for k in whole if scene.kind(k) not in ("person", "population", "state")]  # "al-Qaida's Syria wing" is no wing of Syria
    part = [k for k in owners(scene, word) if scene.kind(k) not in ("person", "state", "population")]
    if a.lemmas[word] == "agency":  # "the UN's refugee agency" is called so for want of its name, and a news agency by its own
        part, whole = [k for k in part if cast.entities[k].named], [k for k in whole if scene.kind(k) != "media"]
    else:
        part = part or [k for k in cast.at(word) if not cast.entities[k].named and (a.tags[word] == "NNS" or k in scene.participants)]
    return pairs(part, [k for k in whole if k not in part], "part_of", noun_phrase(a, word))


def from_part(scene: Scene, word: int) -> list[Bond]:
    """In "X is part of Y"."""
    a = scene.annotation
    if a.lemmas[word] != "part":
        return []
    head = a.heads[word]
    taken = head >= 0 and a.lemmas[head] == "take"  # "takes part in"
    whole = wholes(scene, complements(scene, arguments(a, word) | (arguments(a, head) if taken else {}), ["in"] if taken else ["of"]))
    whole = [k for k in whole if not taken or scene.kind(k) == "coalition"]
    mine = owners(scene, word)
    if not mine and head >= 0 and a.preposition(word) == "as":  # "X, as part of Y, sent", "X is working as part of Y"
        mine = scene.at(head) if a.bases[word] == "nmod" else scene.all_at(arguments(a, head).get("A0", []))
    return pairs(members(scene, mine), whole, "part_of", noun_phrase(a, word))


def from_examples(scene: Scene, word: int) -> list[Bond]:
    """In "Members of X, including Y", "its opponents, among them Y": the instances are part of the whole that is one actor."""
    a, cast = scene.annotation, scene.cast
    named = scene.examples(word)
    if not named:
        return []
    if a.lemmas[word] in ("member", "state", "country", "party"):
        whole = [
            k for k in complements(scene, arguments(a, word), ["of", "poss", "mod", "in"]) if scene.kind(k) in ("coalition", "igo", "party", "armed group")
        ]
    else:
        whole = [k for k in cast.at(word) if cast.entities[k].named and scene.kind(k) in ("coalition", "igo")]
    return pairs(named, [k for k in whole if k not in named], "part_of", noun_phrase(a, word))


def from_composition(scene: Scene, word: int) -> list[Bond]:
    """In "X, made up of Y and Z", "a coalition consisting of Y and Z"."""
    a, cast = scene.annotation, scene.cast
    if a.lemmas[word] not in scene.words.composing:
        return []
    at = word + 1
    while at < len(a.forms) and a.forms[at].lower() in ("up", "of", "the", "mainly", "mostly"):
        at += 1
    if at == word + 1 or a.forms[at - 1].lower() not in ("of", "the") or "of" not in (f.lower() for f in a.forms[word:at]):
        return []
    governed = [w for role in ("of", "A2") for w in arguments(a, word).get(role, []) if w >= at]
    if at not in cast.name_of and not governed:
        return []
    over = [a.heads[word]] if a.relations[word] == "acl" else arguments(a, word).get("A1", []) or arguments(a, word).get("A0", [])
    whole = [k for w in over if w >= 0 for k in cast.at(w) if scene.kind(k) in ("coalition", "igo", "armed group", "party", "military")]
    first = range(at, cast.name_of[at].words[1] + 1) if at in cast.name_of else governed[:1]
    at = next((w for w in first if a.dependents(w, "conj")), first[0])
    return pairs([k for k in scene.at(at) if k not in whole], whole, "part_of", hull(word, at))


def from_side(scene: Scene, word: int) -> list[Bond]:
    """In "A lawmaker from the reformist camp": who is from a side is part of it."""
    a, cast = scene.annotation, scene.cast
    head = a.heads[word]
    if a.lemmas[word] not in scene.ontology.sides or a.preposition(word) != "from" or a.relations[word] != "nmod" or head < 0:
        return []
    whole = [k for k in cast.at(word) if scene.kind(k) not in ("person", "population", "state")]
    persons = [k for k in cast.at(head) if scene.kind(k) in ("person", "population") or a.lemmas[head] in scene.words.offices]
    return pairs(persons, whole, "part_of", hull(head, word))


def allies_within(scene: Scene, bonds: list[Bond]) -> list[Bond]:
    """The members of one coalition, or of one pact of defence, are allied with one another."""
    whole: dict[int, list[Bond]] = {}
    for bond in bonds:
        entity = scene.cast.entities[bond.b]
        if (
            bond.kind == "part_of"
            and bond.polarity == "affirmed"
            and is_pact(scene, bond.b)
            and entity.named
            and scene.kind(bond.a) not in ("person", "population")
        ):
            whole.setdefault(bond.b, []).append(bond)
    out: list[Bond] = []
    for inside in whole.values():
        for first, second in combinations(inside, 2):
            if first.a != second.a:
                out.append(Bond(first.a, second.a, "allied_with", second.words, "affirmed", list(second.claims), second.at))
    return out
