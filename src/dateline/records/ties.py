"""Ties: standing relations of alliance and hostility, from the constructions that state them.

The preposition decides: an alliance *with* X is friendly to X, an alliance *against* X hostile to it. What is called for is `sought`, what is denied is
`denied`, what was is `ended`; a single attack is an event and no tie. The constructions are in `tie_relations`, `tie_membership` and `tie_hostility`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.records.grammar import NOUN_TAGS, VERB_TAGS, noun_phrase
from dateline.records.tie_bonds import SYMMETRIC, Bond, Scene
from dateline.records.tie_contested import contested
from dateline.records.tie_dates import date_bonds
from dateline.records.tie_hostility import from_coalition_name, from_defeat, from_label, from_list, from_measure, from_opposition, from_ousting, from_protests
from dateline.records.tie_lexicon import tie_words
from dateline.records.tie_membership import (
    allies_within,
    from_adherent,
    from_composition,
    from_examples,
    from_name,
    from_office,
    from_own_party,
    from_part,
    from_partner,
    from_party_label,
    from_side,
    from_unit,
    is_named_group,
)
from dateline.records.tie_phrases import from_backing, from_phrase, from_prefix
from dateline.records.tie_polarity import polarity
from dateline.records.tie_relations import from_noun, from_participle, from_supply, from_verb
from dateline.records.tie_wars import from_fighting, from_pitting, from_truce

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.language.annotation import Annotation, WordSpan
    from dateline.ontology import Ontology
    from dateline.records.cast import Cast
    from dateline.records.drafts import Draft
    from dateline.records.happenings import Happening
    from dateline.records.times import TimeExpression

__all__ = ["Bond", "find_ties"]

_GROUPS = frozenset(["party", "armed group", "coalition"])
_STATING = VERB_TAGS | NOUN_TAGS | {"JJ"}
_UNARMED = frozenset(["media", "ngo", "company"])
_CIVIL = frozenset(["person", "party", "population", "media", "ngo", "company"])


def find_ties(
    annotation: Annotation, cast: Cast, ontology: Ontology, claims: list[Draft], events: list[Happening], times: Sequence[TimeExpression] = ()
) -> list[Bond]:
    """The ties of a report, each pair and kind once; `times` are its dates, which say since when and until when a tie holds."""
    # a tie is a lasting thing to say: it is read off what rules tell and never off a marking
    events = [replace(event, actors=event.told[0], recipients=event.told[1]) for event in events if event.trigger.listed]
    acting = {key for event in events for key in (*event.actors, *event.recipients)}
    speaking = {key for claim in claims for key in (*claim.actors, *claim.addressee)}
    scene = Scene(annotation, cast, ontology, tie_words(), claims, frozenset(acting | speaking))
    bonds: list[Bond] = []
    for word in range(len(annotation.words)):
        for bond in _stated_at(scene, word):
            bond.at = word
            bonds.append(bond)
    unsaid: list[Bond] = []
    for bond in bonds:
        word = bond.at
        bond.claims = [c for c in claims if c.covers(word)]
        bond.kind = "opposes" if bond.kind == "fights" and not _armed(scene, bond) else bond.kind
        if bond.settled:
            pass
        elif bond.polarity == "affirmed":
            told = polarity(scene, bond)
            bond.polarity = told or bond.polarity
            if told is None:
                unsaid.append(bond)
        elif bond.polarity == "ended" and (wish := polarity(scene, bond)) != "ended":
            done = annotation.tags[word] in ("VBD", "VBN") and wish == "affirmed"
            bond.polarity = "ended" if done else "affirmed"  # who plans to leave, or is leaving, is still there
    bonds = contested(scene, [bond for bond in bonds if bond not in unsaid and not _undone(scene, bond)])
    bonds.extend(_from_whole_report(scene, events))
    bonds.extend(allies_within(scene, bonds))
    date_bonds(annotation, bonds, times)
    for bond in bonds:
        if bond.until is not None and cast.report.published is not None and bond.until < cast.report.published and bond.polarity == "affirmed":
            bond.polarity = "ended"  # "a member until 2014"
    bonds = _unique(scene, bonds)
    for bond in bonds:
        _meet_states(scene, bond)
        bond.words = _with_ends(scene, bond)
    return bonds


def _meet_states(scene: Scene, bond: Bond) -> None:
    """Mentions of the states at the ends of a tie: a capital that stands for one, and an adjective where it is the only trace of one ("Chinese-backed")."""
    a, cast = scene.annotation, scene.cast
    for key in (bond.a, bond.b):
        for words in scene.seats.get(key, []):
            if a.sentence_of[words[0]] == a.sentence_of[bond.at] and not cast.of_word.get(words[0]):
                cast.meet(key, words, "name")
        if not cast.entities[key].mentions:
            start, end = a.sentences[a.sentence_of[bond.at]]
            for word in range(start, end):
                if word not in cast.name_of and cast.nationality(word) == key:
                    cast.meet(key, (word, word), "name")


def _with_ends(scene: Scene, bond: Bond) -> WordSpan:
    """The evidence with both ends in it, and what negates it, as far as its sentence names them."""
    a, cast = scene.annotation, scene.cast
    first, last = bond.words
    start, end = a.sentences[a.sentence_of[first]]
    for key in (bond.a, bond.b):
        seen = [w for w in cast.entities[key].seen if start <= w < end]
        if not seen or any(first <= w <= last for w in seen):
            words = [w for w in seen if first <= w <= last]
        else:
            words = [min(seen, key=lambda w: min(abs(w - first), abs(w - last)))]
        for word in words:
            phrase = cast.name_of[word].words if word in cast.name_of else noun_phrase(a, word)
            first, last = min(first, phrase[0]), max(last, phrase[1])
    while first > start and (a.relations[first - 1] in ("aux", "aux:pass", "cop", "det", "advmod") and a.bases[first] not in ("nsubj", "det")):
        first -= 1  # "does not include", "has broken with"
    return first, last


def _from_whole_report(scene: Scene, events: list[Happening]) -> list[Bond]:
    return [*from_protests(scene, events), *from_coalition_name(scene)]


def _stated_at(scene: Scene, word: int) -> list[Bond]:
    """The ties that one word states."""
    a, ontology = scene.annotation, scene.ontology
    lemma, tag = a.lemmas[word], a.tags[word]
    if word in scene.cast.name_of:
        return [*from_name(scene, word), *from_own_party(scene, word), *from_party_label(scene, word)]
    if tag not in _STATING and lemma not in ontology.prefixes:
        return []
    found: list[Bond] = from_party_label(scene, word)
    if tag in VERB_TAGS:
        found.extend(from_verb(scene, word))
        for construction in (from_composition, from_fighting, from_pitting, from_supply, from_label, from_list):
            found.extend(construction(scene, word))
    if tag in ("VBN", "VBD", "JJ"):
        for rule in ontology.tie_participles.get(lemma, ()):
            found.extend(from_participle(scene, word, rule))
    if tag in NOUN_TAGS:
        for construction in (
            from_phrase,
            from_backing,
            from_adherent,
            from_side,
            from_office,
            from_own_party,
            from_unit,
            from_part,
            from_partner,
            from_examples,
            from_measure,
            from_opposition,
            from_truce,
        ):
            found.extend(construction(scene, word))
    title = tag in ("NNP", "NNPS") and word - 1 in scene.cast.name_of and a.forms[word][0].isupper()  # "the Artibonite Front"
    if (tag in NOUN_TAGS and not title) or (tag == "JJ" and a.relations[word] == "amod"):  # "its rival X"
        for rule in ontology.tie_nouns.get(lemma, ()):
            found.extend(from_noun(scene, word, rule))
    if tag in VERB_TAGS | NOUN_TAGS:
        found.extend(from_ousting(scene, word))
        found.extend(from_defeat(scene, word))
    if lemma in ontology.prefixes:
        found.extend(from_prefix(scene, word, ontology.prefixes[lemma]))
    return found


def _armed(scene: Scene, bond: Bond) -> bool:
    """Whether two sides can be in armed conflict: politicians who fight one another are opponents."""
    kinds = {scene.kind(bond.a), scene.kind(bond.b)}
    return bool(kinds - _CIVIL - {"government"}) and not kinds & _UNARMED


def _undone(scene: Scene, bond: Bond) -> bool:
    """Whether a tie would rest on a hostile act that was not done: who has not joined the sanctions is no friend for it."""
    lemma = scene.annotation.lemmas[bond.at]
    acts = any(rule.kind == "opposes" and not rule.standing and not rest for rest, rule in scene.ontology.tie_verbs.get(lemma, ()))
    return bond.kind == "opposes" and bond.polarity in ("denied", "sought") and (acts or lemma in scene.words.measures)


def _unique(scene: Scene, bonds: list[Bond]) -> list[Bond]:
    """One tie a pair, kind and polarity; `fights` makes `opposes` between the same two needless, and nobody is tied to whom he represents by being part."""
    cast = scene.cast
    out: dict[tuple[object, ...], Bond] = {}
    for bond in bonds:
        office = (
            bond.kind == "part_of"
            and cast.entities[bond.a].represents == bond.b
            and (cast.entities[bond.b].kind == "state" or cast.entities[bond.a].kind == "person")
            and cast.entities[bond.b].kind not in _GROUPS
            and not is_named_group(scene, bond.b)
            and not bond.member
        )
        holder = cast.entities[bond.a]
        unnamed = bond.kind == "part_of" and holder.kind == "person" and not (holder.named or bond.member) and scene.annotation.tags[bond.at] in NOUN_TAGS
        if bond.a == bond.b or office or unnamed:  # "X's leader": who is known by his office alone acts for X
            continue
        pair = tuple(sorted((bond.a, bond.b))) if bond.kind in SYMMETRIC else (bond.a, bond.b)
        known = out.get((*pair, bond.kind, bond.polarity))
        if known is None:
            out[(*pair, bond.kind, bond.polarity)] = bond
            continue
        known.since, known.until = known.since or bond.since, known.until or bond.until
        if known.claims and not bond.claims:
            known.claims, known.words = [], bond.words
    fighting = {tuple(sorted((b.a, b.b))) for b in out.values() if b.kind == "fights" and b.polarity == "affirmed"}
    return [b for b in out.values() if not (b.kind == "opposes" and b.polarity == "affirmed" and tuple(sorted((b.a, b.b))) in fighting)]
