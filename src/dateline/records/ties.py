"""Ties: standing relations of alliance and hostility, from the constructions that state them.

The preposition decides: an alliance *with* X is friendly to X, an alliance *against* X hostile to it. What is called for is `sought`, what is denied is
`denied`, what was is `ended`; a single attack is an event and no tie.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from dateline.records.grammar import NOUN_TAGS, VERB_TAGS, arguments, auxiliaries, governors, is_infinitive, negated, noun_phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.language.annotation import Annotation, WordSpan
    from dateline.ontology import Ontology, TieRule
    from dateline.records.cast import Cast
    from dateline.records.drafts import Draft
    from dateline.records.happenings import Happening
    from dateline.records.model import Polarity, TieKind

_SYMMETRIC = frozenset(["allied_with", "opposes", "fights"])
_MEMBERSHIP = frozenset(["including", "like", "such as"])


_MAKING = frozenset("form forge build create join enter establish make have be conclude sign enter launch".split())
_UNIONS = frozenset(["alliance", "coalition", "front", "pact", "union"])
_JOINT = _UNIONS | {"cooperation", "action", "war", "struggle", "fight", "jihad", "sanction", "resistance"}


@dataclass(slots=True)
class Bond:
    """A tie in the making."""

    a: int
    b: int
    kind: TieKind
    words: WordSpan
    polarity: Polarity = "affirmed"
    claims: list[Draft] = field(default_factory=list)
    at: int = -1
    """The word that states the relation."""


def find_ties(annotation: Annotation, cast: Cast, ontology: Ontology, claims: list[Draft], events: list[Happening]) -> list[Bond]:
    """The ties of a report, each pair and kind once."""
    a = annotation
    bonds: list[Bond] = []
    for word in range(len(a.words)):
        found = _stated_at(a, cast, ontology, word)
        for bond in found:
            bond.at = word
            bond.claims = [c for c in claims if c.covers(word)]
            if bond.polarity == "affirmed":
                bond.polarity = _polarity(a, ontology, bond)
        bonds.extend(found)
    bonds.extend(_from_claims(a, cast, claims))
    bonds.extend(_from_protests(events))
    return _unique(cast, bonds)


def _stated_at(annotation: Annotation, cast: Cast, ontology: Ontology, word: int) -> list[Bond]:
    """The ties that one word states."""
    a = annotation
    lemma = a.lemmas[word]
    found = _from_membership(a, cast, word)
    if word in cast.name_of:
        return found
    if a.tags[word] in VERB_TAGS:
        found.extend(_from_verb(a, cast, ontology, word))
    if a.tags[word] in ("VBN", "VBD", "JJ") and lemma in ontology.tie_participles:
        found.extend(_from_participle(a, cast, ontology, word))
    if a.tags[word] in NOUN_TAGS:
        found.extend(_from_phrase(a, cast, ontology, word))
        found.extend(_from_side(a, cast, ontology, word))
        for rule in ontology.tie_nouns.get(lemma, ()):
            found.extend(_from_noun(a, cast, ontology, word, rule))
    if lemma in ontology.prefixes:
        found.extend(_from_prefix(a, cast, word, ontology.prefixes[lemma]))
    return found


def _pairs(left: Iterable[int], right: Iterable[int], kind: TieKind, words: WordSpan, polarity: Polarity = "affirmed") -> list[Bond]:
    return [Bond(x, y, kind, words, polarity) for x in left for y in right if x != y]


def _hull(*words: int) -> WordSpan:
    return min(words), max(words)


def _from_verb(annotation: Annotation, cast: Cast, ontology: Ontology, word: int) -> list[Bond]:
    a = annotation
    out: list[Bond] = []
    for rest, rule in ontology.tie_verbs.get(a.lemmas[word], ()):
        roles = arguments(a, word)
        if rest and rest[0] not in roles:
            continue
        if rule.standing and not _stands(a, word):
            continue
        subjects = [k for w in roles.get("A0", []) for k in cast.all_at(w)]
        holders = roles.get(rest[0], []) if rest else roles.get("with", []) if rule.b == "with" else roles.get("A1", []) + roles.get("A2", [])
        objects = [k for w in holders for k in _ends(cast, w)]
        if rule.a == "object":
            subjects, objects = objects, subjects
        if rule.person:
            subjects = [k for k in subjects if cast.entities[k].kind == "person"]
            objects = [k for k in objects if cast.entities[k].kind in ("armed group", "party", "coalition", "military", "government", "other", "igo", "ngo")]
        out.extend(_pairs(subjects, objects, rule.kind, _hull(word, *holders, *roles.get("A0", [])[:1]), rule.polarity))  # type: ignore[arg-type]
        if rule.kind == "backs":  # "backed the insurgency against Assad"
            for holder in holders:
                for preposition in ontology.hostile:
                    foes = [k for w in arguments(a, holder).get(preposition, []) for k in cast.all_at(w)]
                    out.extend(_pairs(subjects, foes, "opposes", _hull(word, holder)))
        if out:
            return out
    return out


def _ends(cast: Cast, word: int) -> list[int]:
    """The actors at the end of a tie: those that a noun phrase names, else those whose campaign, rule or forces it is."""
    found = cast.all_at(word)
    return found or list(cast.modifier_entities(word)[:1])


def _stands(annotation: Annotation, word: int) -> bool:
    """Whether a verb states what holds: a perfect or a present, not a single past act and not a wish."""
    a = annotation
    helpers = auxiliaries(a, word)
    if any(h in ("have", "has", "had", "been", "'ve", "’ve", "is", "are", "was", "were") for h in helpers):
        return True
    return a.tags[word] in ("VBZ", "VBP", "VBG") or (a.tags[word] == "VBN" and not helpers)


def _from_participle(annotation: Annotation, cast: Cast, ontology: Ontology, word: int) -> list[Bond]:
    """In "X-backed Y", "Y backed by X", "Y, allied with X"."""
    a = annotation
    out: list[Bond] = []
    for rule in ontology.tie_participles.get(a.lemmas[word], ()):
        roles = arguments(a, word)
        if rule.by:
            agents = [k for w in roles.get("A0", []) + roles.get("by", []) for k in cast.all_at(w)]
            if "in" in rule.by and a.relations[word] == "amod":  # "a banned organisation in X"
                agents += [k for w in arguments(a, a.heads[word]).get("in", []) for k in cast.all_at(w) if cast.entities[k].kind == "state"]
            hyphen = word - 1 > 0 and a.forms[word - 1] in ("-", "–")
            if hyphen:
                named = cast.nationality(word - 2)
                agents = [named] if named is not None else cast.at(word - 2)
            target = a.heads[word] if (a.relations[word] in ("amod", "acl", "compound") and a.heads[word] >= 0) else None
            holders = [target] if target is not None else roles.get("A1", [])
            if not hyphen and not roles.get("by") and not agents and "obl:agent" not in [a.relations[c] for c in a.children[word]]:
                continue
            objects = [k for w in holders for k in cast.at(w)]
            agents = [k for k in agents if k not in objects]
            pairs = _pairs(objects, agents, rule.kind, _hull(word, *holders)) if rule.reverse else _pairs(agents, objects, rule.kind, _hull(word, *holders))
            if rule.kind == "part_of" and not rule.reverse:
                pairs = _pairs(objects, agents, rule.kind, _hull(word, *holders))
            if rule.reverse:  # "Kurdish-led", "US-led coalition": the leader is part of it
                pairs = [
                    Bond(p.b, p.a, "part_of", p.words) for p in pairs if cast.entities[p.a].kind in ("coalition", "igo", "armed group", "military", "other")
                ]
            out.extend(pairs)
        else:
            others = [(k, w) for p in rule.with_ for w in roles.get(p, []) for k in cast.all_at(w)]
            target = a.heads[word] if a.relations[word] in ("acl", "amod", "appos", "conj", "advcl") and a.heads[word] >= 0 else None
            holders = [target] if target is not None and cast.at(target) else roles.get("A1", []) or roles.get("A0", []) or a.dependents(word, "nsubj")
            holders = [w for w in holders if w not in [o for _, o in others]]
            polarity: Polarity = "denied" if negated(a, word, ontology.cues.negators) else "affirmed"
            out.extend(
                _pairs(
                    [k for w in holders for k in cast.all_at(w)], [k for k, _ in others], rule.kind, _hull(word, *holders, *(w for _, w in others)), polarity
                )
            )
    return out


def _from_noun(annotation: Annotation, cast: Cast, ontology: Ontology, word: int, rule: TieRule) -> list[Bond]:
    a = annotation
    roles = arguments(a, word)
    if a.relations[word] == "compound" and a.heads[word] in cast.name_of:  # "al-Qaida's wing Nusra Front"
        roles.setdefault("poss", []).extend(arguments(a, a.heads[word]).get("poss", []))
    out: list[Bond] = []

    def named(prepositions: Iterable[str]) -> list[int]:
        keys: list[int] = []
        for preposition in prepositions:
            if preposition == "mod":
                modifiers = [c for w in roles.get("mod", []) for m in (*a.dependents(w, "amod", "compound"), w) for c in a.conjuncts(m)]
                keys.extend(k for c in modifiers if (k := cast.nationality(c)) is not None)
            else:
                keys.extend(k for w in roles.get(preposition, []) for k in cast.all_at(w))
        return list(dict.fromkeys(keys))

    foes = named(ontology.hostile) if rule.against else []
    holders = roles.get("against", [])
    if rule.parties:
        parties = named(rule.parties)
        owner = [k for k in _owners(a, cast, word) if k not in parties]
        if rule.kind in _SYMMETRIC and len(parties) + len(owner) > 1:
            joint = [*owner, *parties] if owner else parties
            out.extend(Bond(x, y, rule.kind, noun_phrase(a, word)) for i, x in enumerate(joint) for y in joint[i + 1 :] if x != y)
        if rule.against and foes:
            friends = [*owner, *parties]
            if _polarity(a, ontology, Bond(0, 0, rule.against, (word, word), at=word)) != "sought":
                out.extend(Bond(x, y, rule.against, _hull(word, *holders), "affirmed") for x in friends for y in foes if x != y)
        if owner and a.preposition(word) == "in" and "with" in roles:  # "which is in a coalition with"
            out.extend(_pairs(owner, named(["with"]), rule.kind, _hull(word, *roles["with"])))
        return out
    others = named(rule.with_)
    mine = [k for k in _owners(a, cast, word) if k not in others]
    own = [k for k in cast.at(word) if k not in others]
    left = mine or (own if rule.kind in ("part_of", "backs") or rule.kind in _SYMMETRIC else [])
    if rule.by:
        left = [k for k in named(rule.by) if k not in others]
    if rule.kind == "part_of":
        others = [k for k in others if cast.entities[k].kind not in ("person", "population")]
        others = [k for k in others if cast.entities[k].kind != "state"] or others  # "al-Qaida's Syria wing" is no wing of Syria
        left = [k for k in left if a.tags[word] in ("NN", "NNS") and (k in mine or cast.entities[k].kind != "state")]
        if (
            others
            and left
            and cast.entities[left[0]].kind == "person"
            and cast.entities[others[0]].kind in ("state", "government", "military", "ngo", "company", "media", "igo", "other")
            and a.lemmas[word] != "member"
        ):
            return []
        if not mine and own and not any(cast.entities[k].named for k in own):
            return []
    return _pairs(others, left, rule.kind, noun_phrase(a, word)) if rule.reverse else _pairs(left, others, rule.kind, noun_phrase(a, word))


def _owners(annotation: Annotation, cast: Cast, word: int) -> list[int]:
    """Who a relational noun is said of: its apposition, the subject of its copula or of the verb over it, the name that it precedes."""
    a = annotation
    out: list[int] = []
    for child in a.children[word]:
        if a.relations[child].startswith("nsubj") or a.relations[child] == "appos":
            out.extend(cast.all_at(child))
        elif a.relations[child] in ("flat", "nmod:desc") and child in cast.name_of:
            out.extend(cast.at(child))
    head = a.heads[word]
    if head >= 0:
        relation = a.relations[word]
        if relation in ("appos", "compound", "nmod:desc", "flat") and (relation != "compound" or head in cast.name_of):
            out.extend(cast.at(head))
        elif relation == "conj" and a.tags[head] in NOUN_TAGS and not out:
            out.extend(_owners(a, cast, head))
        elif (
            a.tags[head] in VERB_TAGS
            and relation.split(":")[0] in ("obl", "obj")
            and a.lemmas[head]
            in ("form", "be", "lead", "join", "have", "forge", "create", "remain", "become", "describe", "fight", "wage", "sign", "conclude", "seal")
        ):
            out.extend(k for w in arguments(a, head).get("A0", []) for k in cast.all_at(w))
    if any(a.relations[c] == "cop" for c in a.children[word]) and a.relations[word] == "acl:relcl" and head >= 0:
        out.extend(cast.at(head))
    return list(dict.fromkeys(out))


def _from_membership(annotation: Annotation, cast: Cast, word: int) -> list[Bond]:
    """In "Groups including X": X is part of the groups, when the groups are one actor."""
    a = annotation
    if a.relations[word] not in ("nmod", "obl", "acl", "advcl") or not cast.at(word) or a.heads[word] < 0:
        return []
    marks = " ".join(a.forms[c].lower() for c in a.dependents(word, "case", "mark", "fixed"))
    if (a.preposition(word) or marks) not in _MEMBERSHIP:
        return []
    whole = [k for k in cast.at(a.heads[word]) if not cast.entities[k].named and cast.entities[k].plural]
    return _pairs(cast.all_at(word), whole, "part_of", _hull(a.heads[word], word))


def _from_phrase(annotation: Annotation, cast: Cast, ontology: Ontology, word: int) -> list[Bond]:
    """In "Marched in support of X": the subject of the clause stands with X."""
    a = annotation
    if a.preposition(word) != "in" or a.heads[word] < 0:
        return []
    roles = arguments(a, word)
    for (noun, preposition), kind in ontology.phrases.items():
        if a.lemmas[word] == noun and preposition in roles:
            head = a.heads[word]
            actors = arguments(a, head).get("A0", []) if a.tags[head] in VERB_TAGS else [head, *arguments(a, head).get("of", [])]
            return _pairs(
                [k for w in actors for k in cast.all_at(w)], [k for w in roles[preposition] for k in cast.all_at(w)], kind, _hull(word, *roles[preposition])
            )
    return []


def _from_side(annotation: Annotation, cast: Cast, ontology: Ontology, word: int) -> list[Bond]:
    """In "A lawmaker from the reformist camp": who is from a side is part of it."""
    a = annotation
    head = a.heads[word]
    if a.lemmas[word] not in ontology.sides or a.preposition(word) not in ("from", "of") or a.relations[word] != "nmod" or head < 0:
        return []
    whole = [k for k in cast.at(word) if cast.entities[k].kind not in ("person", "population", "state")]
    persons = [
        k for k in cast.at(head) if cast.entities[k].kind in ("person", "population") or a.lemmas[head] in ("lawmaker", "legislator", "mp", "senator", "member")
    ]
    return _pairs(persons, whole, "part_of", _hull(head, word)) if a.preposition(word) == "from" else []


def _from_prefix(annotation: Annotation, cast: Cast, word: int, kind: TieKind) -> list[Bond]:
    """In "Pro-X protesters", "an anti-X coalition": the noun that the prefixed name modifies is for or against it."""
    a = annotation
    if word + 2 >= len(a.forms) or a.forms[word + 1] not in ("-", "–"):
        return []
    name = cast.name_of.get(word + 2)
    named = cast.nationality(word + 2)
    targets = [named] if named is not None else cast.at(word + 2)
    capital = cast.knowledge.capital(a.quote(name.words)) if name is not None and not targets else None
    if capital is not None and name is not None and not capital.ambiguous:
        targets = [cast.state(capital, name.words)]  # "pro-Beijing"
    end = name.words[1] if name is not None else word + 2
    for head in list(a.ancestors(end))[:3]:
        holders = [k for k in cast.at(head) if k not in targets]
        if holders and a.tags[head] in NOUN_TAGS:
            return _pairs(holders, targets, kind, _hull(word, head))
    return []


def _from_protests(events: list[Happening]) -> list[Bond]:
    """Who goes on protesting against somebody stands against him."""
    real = [e for e in events if e.type == "PROTEST" and e.status in ("asserted", "attributed")]
    return [Bond(x, y, "opposes", e.trigger.anchor) for e in real for x in e.actors for y in e.recipients if x != y]


def _polarity(annotation: Annotation, ontology: Ontology, bond: Bond) -> Polarity:
    """Whether a tie is wanted, denied or over."""
    a = annotation
    inside = range(bond.words[0], bond.words[1] + 1)
    top = bond.at
    if any(a.lemmas[w] in ("former", "ex", "past", "erstwhile") for w in inside) or (bond.kind == "fights" and a.tags[top] == "NNP"):
        return "ended"  # "the X-Y War" has its name from history
    above = a.heads[top]
    if above >= 0 and a.relations[top].startswith("nsubj") and a.lemmas[above] in ontology.ended:
        return "ended"
    if any(claim.stance == "deny" and claim.covers(top) for claim in bond.claims):
        return "denied"
    scope = [top, *governors(a, top)]
    if any(negated(a, w, ontology.cues.negators) for w in scope[:2]):
        return "denied"
    if any(a.lemmas[w] in ontology.cues.deniers for w in scope[1:4]):
        return "denied"
    for at, head in pairwise(scope):
        if a.tags[head] in VERB_TAGS and a.lemmas[head] not in ontology.sought | ontology.ended | ontology.cues.intending | _MAKING:
            break  # "needed to counter their alliance": the alliance is there
        if a.lemmas[head] in ontology.ended and a.tags[head] in VERB_TAGS:
            return "ended"
        if a.lemmas[head] in ontology.sought or (is_infinitive(a, head) and a.lemmas[head] in ("form", "build", "join", "forge", "create")):
            return "sought"
        if a.tags[head] in VERB_TAGS and a.relations[at].split(":")[0] in ("xcomp", "ccomp") and a.lemmas[head] in ontology.cues.intending:
            return "sought"
    return "affirmed"


def _from_claims(annotation: Annotation, cast: Cast, claims: list[Draft]) -> list[Bond]:
    """Who calls for an alliance against others stands against them, and seeks to stand with those whom he calls on."""
    a = annotation
    out: list[Bond] = []
    for claim in claims:
        if claim.stance not in ("demand", "propose") or not claim.actors:
            continue
        for word in range(claim.content[0], claim.content[1] + 1):
            if a.tags[word] not in NOUN_TAGS or a.lemmas[word] not in _JOINT:
                continue
            foes = arguments(a, word).get("against", [])
            out.extend(Bond(x, y, "opposes", _hull(word, foe), at=word) for foe in foes for x in claim.actors for y in cast.all_at(foe) if x != y)
            if a.lemmas[word] in _UNIONS:
                friends = claim.addressee or [k for w in arguments(a, word).get("with", []) for k in cast.all_at(w)]
                out.extend(Bond(x, y, "allied_with", (word, word), "sought", [claim], word) for x in claim.actors for y in friends if x != y)
    return out


def _unique(cast: Cast, bonds: list[Bond]) -> list[Bond]:
    """One tie a pair, kind and polarity; `fights` makes `opposes` between the same two needless, and nobody is tied to whom he represents by being part."""
    out: dict[tuple[object, ...], Bond] = {}
    for bond in bonds:
        office = (
            bond.kind == "part_of"
            and cast.entities[bond.a].represents == bond.b
            and (cast.entities[bond.b].kind == "state" or cast.entities[bond.a].kind == "person")
        )
        if bond.a == bond.b or office:
            continue
        pair = tuple(sorted((bond.a, bond.b))) if bond.kind in _SYMMETRIC else (bond.a, bond.b)
        known = out.get((*pair, bond.kind, bond.polarity))
        if known is None:
            out[(*pair, bond.kind, bond.polarity)] = bond
        elif known.claims and not bond.claims:
            known.claims, known.words = [], bond.words
    fighting = {tuple(sorted((b.a, b.b))) for b in out.values() if b.kind == "fights" and b.polarity == "affirmed"}
    return [b for b in out.values() if not (b.kind == "opposes" and b.polarity == "affirmed" and tuple(sorted((b.a, b.b))) in fighting)]
