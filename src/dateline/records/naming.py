"""A proper name in a report: whose it is, and what the words around it tell of its bearer.

A name falls into an actor that is open (the same known actor, the same words, a part of a person's or an institution's name, an acronym in brackets), or
opens a new one. A name that the knowledge base does not know is never forced onto one that it does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.records.anaphora import modifiers_of
from dateline.records.entities import Entity, head_noun, is_acronym_of, is_part, is_part_of_title, plain
from dateline.records.grammar import NOUN_TAGS
from dateline.records.resolution import choose

if TYPE_CHECKING:
    from dateline.knowledge import KnownActor
    from dateline.language.annotation import Name
    from dateline.records.cast import Cast
    from dateline.records.model import ActorKind

_STAYING = frozenset("in at near outside around across throughout inside over into".split())
_REACHING = frozenset("on via through from to".split())
_UPON_ACTORS = frozenset("warn tell support back".split())
_THINGS = frozenset(["abstract", "object", "substance", "event", "time"])
_ACRONYM = 10  # letters: what is longer is no acronym
_ALIAS = 6  # words from "known as" back to the name
_INSTITUTIONS = frozenset(["government", "igo", "ngo", "coalition", "party", "media", "religious"])
_DECISIVE = frozenset(["armed group", "party", "government", "military"])


def meet_name(cast: Cast, name: Name) -> None:
    """Puts a proper name into an open entity, or opens one for it; a name that is only a place's or a thing's opens none."""
    a = cast.annotation
    surface = " ".join(a.quote(name.words).split())
    head = cast.annotation.head_of(name.words)
    keys = _bearers(cast, name, surface, head)
    for word in range(name.words[0], name.words[1] + 1):
        cast.of_word[word] = keys
    for key in keys:
        cast.meet(key, name.words, "name")
        entity = cast.entities[key]
        entity.named = True
        if entity.kind != "person":
            entity.nouns.add(head_noun(surface))
        _describe(cast, key, head)


def _bearers(cast: Cast, name: Name, surface: str, head: int) -> list[int]:
    if (bracketed := _short_for(cast, name, surface)) is not None:
        return [bracketed]
    known, rivals = _meant(cast, surface)
    capital = cast.knowledge.capital(surface)
    if capital is not None and capital.via == "seat":
        if cast.annotation.preposition(head) in _STAYING and cast.annotation.entities[head] != "organization":
            return []  # a crowd "near the Kremlin" is near a building
        cast.metonyms.add(name.words)
        return [cast.state(capital)]
    placed = name.label == "LOC" or (capital is not None and capital.usual and not _is_surname_here(cast, surface))
    if placed and capital is not None and not (known and known.id.startswith("state:")):
        if _acts(cast, head) and capital.usual:
            cast.metonyms.add(name.words)
            return [cast.state(capital)]
        return []
    if known and not (known.ambiguous and name.label == "PER" and known.kind != "person") and _fits(cast, known, name):
        return [cast.state(known)]
    if name.label == "LOC":
        return []
    if (state := _state_in(cast, surface, whole=True)) is not None:
        return [state]
    earlier = _same_name(cast, surface, name)
    if earlier is not None:
        return [earlier]
    kind: ActorKind = "person" if name.label == "PER" else _kind_of_name(cast, surface)
    if kind == "other" and not rivals and _is_no_actor(cast, surface, head):
        return []
    if kind == "other" and len({rival.kind for rival in rivals}) == 1:
        kind = rivals[0].kind
    entity = Entity(surface, kind, named=True, candidates=rivals)
    cast.entities.append(entity)
    key = len(cast.entities) - 1
    if kind in ("government", "military"):
        above = _state_in(cast, surface, whole=False)
        entity.represents = cast.state_in_play() if above is None and cast.knowledge.actor(surface.split(maxsplit=1)[0]) == [] else above
        entity.country = cast.entities[entity.represents].country if entity.represents is not None else None
    return [key]


def _is_surname_here(cast: Cast, surface: str) -> bool:
    """Whether the report names a person whose last name this is."""
    a = cast.annotation
    return any(n.label == "PER" and n.words[0] < n.words[1] and a.forms[n.words[1]] == surface for n in cast.names)


def _state_in(cast: Cast, surface: str, *, whole: bool) -> int | None:
    """The state in a body's name: with `whole` only where the name is the state's own, "Government of Mali"; else also in "Malian Ministry of Defence"."""
    words = surface.split()
    nouns = cast.ontology.actors.as_state
    rest: list[str] = []
    if len(words) > 2 and words[0].lower() in nouns and words[1] == "of":
        rest = words[3:] if words[2] == "the" else words[2:]
    elif len(words) > 1 and words[-1].lower() in nouns:
        rest = words[:-1]
    tries = [" ".join(rest)] if rest else []
    if not whole:
        tries += [words[0], " ".join(words[:2])]
        if "of" in words:
            tail = words[len(words) - words[::-1].index("of") :]
            tries.append(" ".join(tail[1:] if tail[0] == "the" else tail))
    for text in tries:
        known = cast.knowledge.demonym(text) if text else None
        if known is None and text:
            known = next((k for k in cast.knowledge.actor(text) if k.id.startswith(("state:", "territory:"))), None)
        if known is not None and not known.ambiguous and known.id.startswith(("state:", "territory:")):
            return cast.state(known)
    return None


def _meant(cast: Cast, surface: str) -> tuple[KnownActor | None, tuple[KnownActor, ...]]:
    """The known actor that a name means here, or None and those between which the report does not decide."""
    report = cast.report
    found = cast.knowledge.actor(surface, report.published)
    return choose(found, day=report.published, countries=cast.countries, met=cast.known.keys(), text=report.text)


def _fits(cast: Cast, known: KnownActor, name: Name) -> bool:
    """A surname alone may mean a known person only when nobody of that name was introduced in full."""
    if known.kind != "person" or name.words[0] != name.words[1]:
        return True
    surname = cast.annotation.forms[name.words[0]]
    return not any(e.kind == "person" and e.known is None and e.name.split()[-1] == surname for e in cast.entities)


def _is_no_actor(cast: Cast, surface: str, head: int) -> bool:
    """Whether a name of no known kind is a thing's ("the Kalashnikov"), or a place's or a channel's where it does not act ("at Hope Hospital")."""
    a = cast.annotation
    preposition = a.preposition(head)
    if a.entities[head] in _THINGS:
        return True
    if preposition in _STAYING:
        return True
    venue = plain(surface).split()[-1] in cast.ontology.actors.venues
    return preposition in _REACHING and (venue or preposition in ("on", "via"))


def _same_name(cast: Cast, surface: str, name: Name) -> int | None:
    """An entity met before under the same name, a longer one, or one that this is the acronym of; the one met last, when there are several."""
    a = cast.annotation
    mine = plain(surface)
    generic = {word for word, kind in cast.ontology.actors.name_kinds.items() if kind in _INSTITUTIONS}
    order = sorted(range(len(cast.entities)), key=lambda key: cast.entities[key].last_before(name.words[0]) or -1, reverse=True)
    for key in order:
        entity = cast.entities[key]
        if not entity.named:
            continue
        for span, form in entity.mentions.items():
            other = " ".join(a.text[span[0] : span[1]].split())
            if plain(other) == mine:
                return key
            if form != "name":
                continue
            if entity.kind == "person":
                if is_part(surface, other) and (name.label == "PER" or plain(other).endswith(mine)):
                    return key
                if name.label == "PER" and entity.known is None and _is_surname_of(entity, surface, a.text):
                    return key
            elif name.label != "PER" and (is_acronym_of(surface, other) or is_part_of_title(mine, plain(other), generic)):
                return key
    if (alias := _known_as(cast, name)) is not None:
        return alias
    return None


def _short_for(cast: Cast, name: Name, surface: str) -> int | None:
    """The body right after whose name this stands in brackets, and ever after the body that it was short for; else None.

    The letters need not match: "Kurdistan Freedom Falcons (TAK)". A report that says whom it calls so is believed before the knowledge base, to which the
    same letters may be another body.
    """
    a = cast.annotation
    short = plain(surface)
    before = name.words[0] - 1
    if before < 1 or a.forms[before] != "(" or before - 1 not in cast.name_of:
        return cast.short_for.get(short)
    fits = name.label == "ORG" and " " not in surface and len(surface) <= _ACRONYM and (surface.isupper() or not cast.knowledge.actor(surface))
    keys = cast.of_word.get(before - 1, [])
    if not fits or len(keys) != 1 or cast.entities[keys[0]].kind in ("person", "state"):
        return None
    return cast.short_for.setdefault(short, keys[0])


def _is_surname_of(entity: Entity, full: str, text: str) -> bool:
    """Whether a person met by the surname only, as headlines give it, is the one whose full name comes now."""
    names = {plain(text[start:end]) for (start, end), form in entity.mentions.items() if form == "name"}
    return len(names) == 1 and names == {plain(full).split()[-1]} and " " in full


def _known_as(cast: Cast, name: Name) -> int | None:
    """The actor whose other name this is: "X, also known as Y", "X, alias Y"."""
    a = cast.annotation
    at = name.words[0] - 1
    if at < 1 or not (a.forms[at].lower() in ("alias", "aka") or (a.forms[at].lower() == "as" and a.forms[at - 1].lower() == "known")):
        return None
    before = next((w for w in range(at - 1, max(at - _ALIAS, -1), -1) if w in cast.name_of), None)
    keys = cast.of_word.get(before, []) if before is not None else []
    same = len(keys) == 1 and a.sentence_of[at] == a.sentence_of[before or 0] and (cast.entities[keys[0]].kind == "person") == (name.label == "PER")
    return keys[0] if same else None


def _kind_of_name(cast: Cast, surface: str) -> ActorKind:
    words = surface.lower().split()
    table = cast.ontology.actors.name_kinds
    for tail in (" ".join(words[-2:]), head_noun(surface), words[-1]):
        if tail in table:
            return table[tail]
    return next((table[word] for word in words if table.get(word) in _DECISIVE), "other")


def _describe(cast: Cast, key: int, head: int) -> None:
    """What the words around a name tell of it: its kind and its title."""
    a, entity, lexicon = cast.annotation, cast.entities[key], cast.ontology.actors
    for word in _describing(cast, key, head):
        noun = a.lemmas[word]
        if noun in lexicon.kinds and entity.kind == "other" and entity.known is None and lexicon.kinds[noun] not in ("population", "person"):
            entity.kind = lexicon.kinds[noun]
        if entity.kind == "person" and a.tags[word] in NOUN_TAGS:
            entity.titles.add(modifiers_of(a, word) | {noun})


def _describing(cast: Cast, key: int, head: int) -> list[int]:
    """The words that say what the bearer of a name is: titles before it, appositions, and the noun that it stands in apposition to."""
    a = cast.annotation
    describing = [c for c in a.children[head] if a.relations[c] in ("compound", "appos", "nmod:desc", "flat", "amod") and c not in cast.name_of]
    above, relation = a.heads[head], a.relations[head]
    heading = relation in ("appos", "flat", "nmod:desc") or (relation == "compound" and cast.entities[key].kind != "person")
    if above >= 0 and heading and above not in cast.name_of and a.tags[above] in NOUN_TAGS:
        describing.append(above)
    return describing


def place_under(cast: Cast, name: Name) -> None:
    """Whom the bearer of a name acts for, as the words around it tell: "Malian Ministry of Defence", "Ana Lima, the foreign minister of Brazil".

    This is told once all names have been met, since what a title names may stand behind it.
    """
    a = cast.annotation
    head = a.head_of(name.words)
    for key in cast.of_word.get(head, []):
        entity = cast.entities[key]
        if entity.known is not None and entity.kind != "person":
            continue
        if entity.kind in ("government", "military"):
            act_for(cast, key, [k for k in cast.modifier_entities(head) if cast.entities[k].kind == "state"])
        elif entity.kind == "person":
            describing = _describing(cast, key, head)
            titles = [w for w in describing if a.tags[w] in NOUN_TAGS]
            above = [*(k for w in titles for k in cast.modifier_entities(w)), *cast.modifier_entities(head)]
            act_for(cast, key, above, office=holds_office(cast, describing, head))


def holds_office(cast: Cast, describing: list[int], head: int) -> bool:
    """Whether the words beside a person's name say that he acts for somebody: an office, and neither a former one nor that of an opponent."""
    a, lexicon = cast.annotation, cast.ontology.actors
    if {a.lemmas[w] for word in (head, *describing) for w in (word, *a.dependents(word, "amod", "compound"))} & lexicon.not_acting:
        return False
    if any(a.lemmas[w] in lexicon.speakers or a.forms[w].rstrip(".").lower() in lexicon.honorifics for w in describing):
        return True
    return any(a.forms[w][0].isupper() and cast.nationality(w) is None for w in describing)


def act_for(cast: Cast, key: int, modifiers: list[int], *, office: bool = True) -> None:
    """A person acts for the first body or state among those that a title of his names; without an office he is only of that state's country."""
    entity = cast.entities[key]
    if entity.represents is not None:
        return
    above = next((k for k in modifiers if k != key and cast.entities[k].kind != "person"), None)
    if office:
        entity.represents = above
    if above is not None and entity.country is None:
        entity.country = cast.entities[above].country


def _acts(cast: Cast, head: int) -> bool:
    """Whether a capital stands where an actor stands: a subject, an agent, a possessor, the object of an act upon an actor, a party to dealings."""
    a = cast.annotation
    relation, above, preposition = a.relations[head], a.heads[head], a.preposition(head)
    if relation == "conj" and above >= 0:
        return _acts(cast, above)
    if preposition in _STAYING:
        return False
    if relation in ("nsubj", "nsubj:pass", "obl:agent", "iobj"):
        return above < 0 or not a.dependents(above, "cop")
    if above < 0:
        return False
    if relation == "nmod:poss":
        return a.lemmas[above] not in cast.ontology.actors.town_parts
    if relation == "obj":
        return a.lemmas[above] in cast.ontology.cues.stances or a.lemmas[above] in _UPON_ACTORS
    return preposition in ("against", "with", "between", "on", "for") and a.lemmas[above] in cast.ontology.actors.dealings
