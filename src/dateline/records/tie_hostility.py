"""Hostility that is stated by what one side does or calls for: sanctions, calls to resign, the aim to defeat, being the opposition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.records.grammar import NOUN_TAGS, VERB_TAGS, arguments, is_infinitive, noun_phrase
from dateline.records.tie_bonds import Bond, hull, pairs
from dateline.records.tie_membership import is_chamber
from dateline.records.tie_phrases import governments, main_country
from dateline.records.tie_relations import complements, owners, stands, targets

if TYPE_CHECKING:
    from dateline.records.happenings import Happening
    from dateline.records.tie_bonds import Scene


def from_measure(scene: Scene, word: int) -> list[Bond]:
    """In "X imposed sanctions on Y", "X's embargo against Y": a standing measure."""
    a = scene.annotation
    if a.lemmas[word] not in scene.words.measures:
        return []
    roles = arguments(a, word)
    head = a.heads[word]
    aimed = roles.get("on", []) + roles.get("against", [])
    makers = complements(scene, roles, ["poss", "mod", "by"])
    if head >= 0 and a.tags[head] in VERB_TAGS and a.relations[word] in ("obj", "nsubj:pass", "obl"):
        above = arguments(a, head)
        aimed = aimed or above.get("on", []) + above.get("against", [])
        makers = makers or scene.all_at(above.get("A0", []))
    for child in a.dependents(word, "acl"):
        makers = makers or scene.all_at(arguments(a, child).get("A0", []))
    makers = [k for k in makers if scene.kind(k) in ("state", "government", "igo", "coalition", "population", "person")]
    return pairs(makers, targets(scene, aimed), "opposes", hull(word, *aimed)) if aimed else []


def from_label(scene: Scene, word: int) -> list[Bond]:
    """In "X regards Y as a terrorist group": a standing verdict, and not what is said once."""
    a, cues = scene.annotation, scene.ontology.cues
    if a.lemmas[word] not in cues.calling or not stands(scene, word):
        return []
    roles = arguments(a, word)
    verdict = [w for role in ("as", "xcomp", "A2", "to be") for w in roles.get(role, [])]
    labels = {a.lemmas[c] for w in verdict for c in (w, *a.children[w])}
    aimed = [w for w in roles.get("A1", []) if w not in verdict]
    if not labels & cues.terrorism:
        return []
    return pairs(scene.all_at(roles.get("A0", [])), targets(scene, aimed), "opposes", hull(word, *verdict, *aimed))


def from_list(scene: Scene, word: int) -> list[Bond]:
    """In "X put Y on its list of terrorist organisations": a standing measure."""
    a, words = scene.annotation, scene.words
    if a.lemmas[word] not in words.listing:
        return []
    roles = arguments(a, word)
    placed = [w for role in ("on", "to", "in", "A2") for w in roles.get(role, []) if a.lemmas[w] in words.lists]
    around = {a.lemmas[w] for at in placed for c in (at, *a.children[at]) for w in (c, *a.children[c])}
    if not around & scene.ontology.cues.terrorism and not any(a.lemmas[w] == "blacklist" for w in placed):
        return []
    aimed = [w for w in roles.get("A1", []) if w not in placed]
    return pairs(scene.all_at(roles.get("A0", [])), targets(scene, aimed), "opposes", hull(word, *placed, *aimed))


def from_ousting(scene: Scene, word: int) -> list[Bond]:
    """In "X called for Y's resignation", "X wants to topple Y", "X demands that Y step down": who wants another out of power opposes him."""
    a = scene.annotation
    head, ousts, resigns = a.heads[word], a.lemmas[word] in scene.words.ousting, a.lemmas[word] in scene.words.resigning
    if head < 0 or not (ousts or resigns):
        return []
    if a.tags[word] in VERB_TAGS:
        if not ((ousts and is_infinitive(a, word)) or (resigns and a.relations[word] in ("ccomp", "xcomp", "advcl", "obl"))):
            return []
        victims = arguments(a, word).get("A1" if ousts else "A0", [])
    elif a.tags[word] in NOUN_TAGS:
        roles = arguments(a, word)
        victims = roles.get("of", []) + roles.get("poss", [])
    else:
        return []
    if a.lemmas[head] not in scene.words.wishing:
        return []
    if a.tags[head] in NOUN_TAGS and a.heads[head] >= 0 and a.lemmas[a.heads[head]] in scene.words.thwarting:
        return []  # who foils a bid to oust somebody is not who made it
    callers = scene.all_at(arguments(a, head).get("A0", [])) if a.tags[head] in VERB_TAGS else owners(scene, head)
    callers = callers or complements(scene, arguments(a, head), ["poss", "of", "by", "from"])
    against = [k for k in scene.all_ends(victims) if scene.kind(k) in ("person", "government", "state", "military", "party") and k not in callers]
    bonds = pairs(callers, against, "opposes", hull(word, head), settled=True)
    return [bond for bond in bonds if _lasting(scene, bond.a) or scene.cast.entities[bond.b].named]


def from_defeat(scene: Scene, word: int) -> list[Bond]:
    """In "X aims to defeat Y", "X's goal is the defeat of Y": whose aim is the defeat of an armed group fights it."""
    a = scene.annotation
    if a.lemmas[word] not in scene.words.defeating:
        return []
    roles = arguments(a, word)
    if a.tags[word] in VERB_TAGS:
        if a.tags[word] == "VBD" or not (is_infinitive(a, word) or a.tags[word] == "VBG" or stands(scene, word)):
            return []
        sides, foes = scene.all_at(roles.get("A0", [])), scene.all_at(roles.get("A1", []))
        if not sides:
            sides = _above(scene, word)
    else:
        sides, foes = owners(scene, word) or complements(scene, roles, ["poss", "by"]), complements(scene, roles, ["of"])
        sides = sides or _above(scene, word)
    foes = [k for k in foes if scene.kind(k) == "armed group"]
    armed = [k for k in sides if scene.kind(k) in ("state", "military", "armed group", "coalition", "government", "igo")]
    return pairs([k for k in armed if k not in foes], foes, "fights", hull(word, *roles.get("A1", []), *roles.get("of", [])), settled=True)


def _above(scene: Scene, word: int) -> list[int]:
    """The subject of the nearest clause above, or the actors to whom the noun over a verb belongs: "their efforts to defeat"."""
    a = scene.annotation
    for head in a.ancestors(word):
        roles = arguments(a, head)
        found = scene.all_at(roles.get("A0", []) if a.tags[head] in VERB_TAGS else roles.get("poss", []))
        if found:
            return found
        if a.relations[head] in ("acl:relcl", "parataxis"):
            break
    return []


def from_coalition_name(scene: Scene) -> list[Bond]:
    """A coalition whose proper name says whom it is against."""
    a, cast = scene.annotation, scene.cast
    out: list[Bond] = []
    for name in cast.names:
        keys = cast.at(name.words[0])
        if len(keys) != 1 or scene.kind(keys[0]) != "coalition":
            continue
        for at in range(name.words[0], name.words[1]):
            if a.lemmas[at] in scene.words.against:
                found = cast.knowledge.actor(a.quote((at + 1, name.words[1])), cast.report.published)
                if found and found[0].kind == "armed group":
                    out.append(Bond(keys[0], cast.state(found[0]), "fights", name.words, at=name.words[0]))
    return out


def from_opposition(scene: Scene, word: int) -> list[Bond]:
    """In "Opposition leader X", "Y, the largest opposition party": who is the opposition opposes who governs, or else the state."""
    a, cast = scene.annotation, scene.cast
    modifiers = [a.lemmas[m] for m in a.dependents(word, "compound", "amod")]
    described = "opposition" in modifiers and a.lemmas[word] in scene.words.rulers | scene.words.legislators | scene.ontology.sides | {"force", "platform"}
    itself = a.lemmas[word] == "opposition" and not {"to", "against", "from"} & set(arguments(a, word))
    before_name = itself and word + 1 in cast.name_of  # "the opposition X party"
    if not described and not before_name and not (itself and a.relations[word] not in ("compound", "amod")):
        return []
    mine = [k for k in owners(scene, word) or cast.at(word) if scene.kind(k) not in ("state", "government") or (described and a.tags[word] == "NNS")]
    unnamed = [k for k in mine if not cast.entities[k].named and k in scene.participants]
    mine = [k for k in mine if cast.entities[k].named]
    states = [k for k in cast.modifier_entities(word) if scene.kind(k) == "state"]
    countries = {cast.entities[k].country for k in mine if cast.entities[k].country}
    states = states or [k for k, e in enumerate(cast.entities) if e.kind == "state" and e.country in countries] or main_country(scene)
    against = _rulers(scene, states[:1], mine) or states[:1]
    start, end = a.sentences[a.sentence_of[word]]
    faced = [k for k in against if any(start <= w < end for w in cast.entities[k].seen)]  # "opposition deputies" alone say nothing of whom they stand against
    return [*pairs(mine, against, "opposes", noun_phrase(a, word)), *pairs(unnamed, faced, "opposes", noun_phrase(a, word))]


def _rulers(scene: Scene, states: list[int], others: list[int]) -> list[int]:
    """Who governs, as far as the report tells: the ruling party; the one president or head of government, of these states or of any where none is told.

    Where there are both, which of them governs differs from state to state, so that "the government" is meant, or the state.
    """
    entities = scene.cast.entities
    countries = {entities[key].country for key in states}
    if ruling := [key for key in _ruling(scene) if key not in others and (not countries or entities[key].country in {None, *countries})]:
        return ruling[:1]
    governing = {frozenset(title.split()) for title in scene.words.governing}
    fits = [
        key
        for key, entity in enumerate(entities)
        if entity.kind == "person" and key not in others and entity.titles & governing and (not states or entity.represents in (None, *states))
    ]
    fits.sort(key=lambda key: entities[key].seen[:1])
    offices = {title for key in fits for title in entities[key].titles & governing}
    if fits and (len(offices) == 1 or len(fits) == 1):
        return fits[:1]
    return governments(scene) or (states or fits)[:1]


def _ruling(scene: Scene) -> list[int]:
    """The parties and coalitions that the report calls the ruling ones."""
    a, cast = scene.annotation, scene.cast
    described = (a.heads[word] for word in range(len(a.words)) if a.lemmas[word] in scene.words.ruling and a.relations[word] in ("amod", "compound"))
    found = (key for head in described if head >= 0 for key in cast.at(head))
    return list(dict.fromkeys(key for key in found if cast.entities[key].named and scene.kind(key) in ("party", "coalition", "other")))


def from_protests(scene: Scene, events: list[Happening]) -> list[Bond]:
    """Who goes on protesting against somebody stands against him."""
    real = [e for e in events if e.type == "PROTEST" and e.status in ("asserted", "attributed")]
    return [
        Bond(x, y, "opposes", e.trigger.anchor)
        for e in real
        for x in e.actors
        if scene.kind(x) != "state"
        for y in e.recipients
        if x != y and not is_chamber(scene, y) and (_lasting(scene, x) or (_lasting(scene, y) and scene.kind(y) == "person"))
    ]


def _lasting(scene: Scene, key: int) -> bool:
    """Whether an actor is more than a crowd of one day."""
    return scene.cast.entities[key].named or scene.kind(key) not in ("person", "population")
