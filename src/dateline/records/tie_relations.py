"""Ties that a word states by its meaning: "backs", "Iran-backed", "an ally of", "at war with", "loyal to".

`ties.yaml` says which words and which of their roles are the two ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.records.entities import plain
from dateline.records.grammar import NOUN_TAGS, VERB_TAGS, arguments, auxiliaries, is_infinitive, negated, noun_phrase
from dateline.records.tie_bonds import SYMMETRIC, Bond, hull, pairs
from dateline.records.tie_mood import mood_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dateline.language.annotation import WordSpan
    from dateline.ontology import TieRule
    from dateline.records.model import Polarity
    from dateline.records.tie_bonds import Scene

_ASIDE = 7  # words that an aside in brackets between a title and a name may have
_DASHES = ("-", "–")
_QUOTES = frozenset("\"'“”‘’")
_RAISING = frozenset(["use"])
_REFLEXIVE = frozenset(["itself", "himself", "herself", "themselves"])
_HYPHENATED = 2  # words between a participle and the name that is joined to it: "Iran", "-"


def from_verb(scene: Scene, word: int) -> list[Bond]:
    """In "X backs Y", "X fights alongside Y", "X belongs to Y"."""
    a = scene.annotation
    roles: dict[str, list[int]] | None = None
    for rest, rule in scene.ontology.tie_verbs.get(a.lemmas[word], ()):
        roles = _with_object(scene, word, arguments(a, word)) if roles is None else roles
        if rest and not _has(scene, word, roles, rest):
            continue
        side = rule.kind == "fights" and any(a.lemmas[c] == "side" for c in a.children[word])  # "fought side by side with"
        if rule.standing and not side and not stands(scene, word):
            continue
        if rest and rule.polarity == "ended" and any(a.forms[w].lower() not in _REFLEXIVE for w in a.dependents(word, "obj")):
            continue  # "broke off talks with X", "withdrew its troops from X"
        governed = roles.get(rest[-1], []) if rest else []
        holders = governed or (roles.get("with", []) if rule.b == "with" else roles.get("A1", []))
        if not scene.all_ends(holders):  # "supplies arms to X"
            holders = a.dependents(word, "obj") if scene.all_ends(a.dependents(word, "obj")) else roles.get("A2", []) + roles.get("to", [])
        subjects, objects = scene.all_at(roles.get("A0", [])), scene.all_at(holders) if rule.kind in ("fights", "part_of") else scene.all_ends(holders)
        if rule.a == "object":
            whose = [w for w in roles.get("A0", []) if a.lemmas[w] == "member"]  # "X, whose members include Y"
            subjects, objects = objects, complements(scene, arguments(a, whose[0]), ["poss", "of"]) if whose else subjects
        if side:
            return pairs(subjects, objects, "allied_with", hull(word, *holders))
        if rule.kind == "part_of":
            if any(a.tags[c] == "VBG" and "in" in (a.forms[m].lower() for m in a.dependents(c, "mark")) for c in a.dependents(word, "advcl", "xcomp")):
                continue  # "joined X in condemning Y"
            out = _joined(scene, members(scene, subjects), objects, rule, hull(word, *holders))
            if out:
                return out
            continue
        if rule.kind == "opposes" and not rule.standing:
            objects = _banned(scene, word, holders)
        span = hull(word, *holders, *roles.get("A0", [])[:1])
        out = pairs(subjects, objects, rule.kind, span, rule.polarity)  # type: ignore[arg-type]
        if rule.kind == "backs":  # "backed the insurgency against Assad"
            for holder in holders:
                foes = [f for preposition in sorted(scene.ontology.hostile) for f in arguments(a, holder).get(preposition, [])]
                out.extend(pairs(subjects, scene.all_at(foes), "opposes", hull(word, holder)))
        if out:
            return out
    return []


def _with_object(scene: Scene, word: int, roles: dict[str, list[int]]) -> dict[str, list[int]]:
    """The roles of a verb, with what a preposition hangs on its object: "joined forces with" may be "forces with" to the parser."""
    for noun in scene.annotation.dependents(word, "obj"):
        for role, fillers in arguments(scene.annotation, noun).items():
            if role == "with" and role not in roles:
                roles[role] = fillers
    return roles


def _has(scene: Scene, word: int, roles: dict[str, list[int]], rest: tuple[str, ...]) -> bool:
    """Whether a verb stands with these: a preposition, a particle, an object ("join forces with")."""
    a = scene.annotation
    beside = {a.forms[c].lower() for c in a.children[word] if a.relations[c] in ("compound:prt", "obj", "advmod")}
    return all(governed in roles or governed in beside for governed in rest)


def members(scene: Scene, keys: Iterable[int]) -> list[int]:
    """Who can be part of something as a member: no unnamed people who do nothing else in the report."""
    return [k for k in keys if scene.cast.entities[k].named or k in scene.participants or scene.kind(k) not in ("person", "population")]


def _joined(scene: Scene, subjects: list[int], objects: list[int], rule: TieRule, span: WordSpan) -> list[Bond]:
    """The memberships that a verb states; who leads may be a person at the head of a group, or a state in a body of states."""
    out: list[Bond] = []
    for subject in subjects:
        whole = wholes(scene, objects, person=rule.person)
        if rule.person and scene.kind(subject) != "person":
            whole = [k for k in whole if scene.kind(k) in ("igo", "coalition") and scene.kind(subject) == "state"]
        out.extend(pairs(joining(scene, subject, whole), whole, rule.kind, span, rule.polarity))  # type: ignore[arg-type]
    return out


def joining(scene: Scene, key: int, objects: list[int]) -> list[int]:
    """Who joins or leaves: a body of states has states as members, so that a people's vote to leave is its state's."""
    if key in objects or scene.kind(key) not in ("person", "population") or not any(scene.kind(k) == "igo" for k in objects):
        return [key]
    entity = scene.cast.entities[key]
    if entity.kind == "person" or entity.country is None:
        return []
    return [k for k, e in enumerate(scene.cast.entities) if e.kind == "state" and e.country == entity.country][:1]


def wholes(scene: Scene, keys: Iterable[int], *, person: bool = False) -> list[int]:
    """What one can be a member of: a party, a group, a coalition, an organisation of states; a state's organ is led by an office-holder, not by a member."""
    kinds = scene.words.wholes - {"government", "military"} if person else scene.words.wholes
    return [k for k in keys if scene.kind(k) in kinds and (scene.cast.entities[k].named or scene.kind(k) in ("coalition", "party", "armed group"))]


def targets(scene: Scene, words: Iterable[int]) -> list[int]:
    """Whom a ban or a sanction is meant for: the body that it names, or the one whose members it names; single persons are left out."""
    out: list[int] = []
    for word in words:
        named = [k for k in scene.at(word) if _is_body(scene, k)]
        out.extend(named or [k for k in scene.cast.modifier_entities(word)[:1] if _is_body(scene, k)])
    return out


def _banned(scene: Scene, word: int, holders: Sequence[int]) -> list[int]:
    """Whom a verb of forbidding or listing is aimed at; a body is forbidden, while a state's goods and men are, and not the state."""
    if scene.annotation.lemmas[word] not in scene.words.banning:
        return targets(scene, holders)
    return [k for k in scene.all_at(holders) if _is_body(scene, k) and scene.kind(k) not in ("state", "government", "military", "person", "population")]


def _is_body(scene: Scene, key: int) -> bool:
    named = scene.cast.entities[key].named
    return scene.kind(key) != "population" if named else scene.kind(key) in ("armed group", "party", "coalition", "other")


def stands(scene: Scene, word: int) -> bool:
    """Whether a verb states what holds: a perfect or a present, not a single past act and not a wish."""
    a = scene.annotation
    helpers = auxiliaries(a, word)
    if any(h in ("have", "has", "had", "been", "'ve", "’ve", "is", "are", "was", "were", "do", "does") for h in helpers):
        return True
    if is_infinitive(a, word):  # "continues to back", "is committed to support"
        over = a.lemmas[a.heads[word]] if a.heads[word] >= 0 else ""
        return over in scene.words.remaining or mood_of(scene, word) == "over"  # "used to back", "ceased to support"
    return a.tags[word] in ("VBZ", "VBP", "VBG") or (a.tags[word] == "VBN" and not helpers)


def from_supply(scene: Scene, word: int) -> list[Bond]:
    """In "X provides Y with weapons", "X has sent money to Y", "Y receives weapons from X"."""
    a = scene.annotation
    giving, taking = a.lemmas[word] in scene.words.giving, a.lemmas[word] in scene.words.taking
    if not (giving or taking) or not stands(scene, word):
        return []
    roles = arguments(a, word)
    objects = roles.get("A1", []) + a.dependents(word, "obj")
    goods = [w for w in (*objects, *roles.get("with", []), *roles.get("A2", [])) if a.lemmas[w] in scene.words.goods]
    if not goods:
        return []
    one = scene.all_at(roles.get("A0", []))
    other = scene.all_at(w for role in (("to", "A2", "A1") if giving else ("from", "A2")) for w in roles.get(role, []))
    other = [k for k in other if k not in one]
    span = hull(word, *goods)
    return pairs(one, other, "backs", span) if giving else pairs(other, one, "backs", span)


def from_participle(scene: Scene, word: int, rule: TieRule) -> list[Bond]:
    """In "X-backed Y", "Y backed by X", "Y, allied with X", "forces loyal to X"."""
    return _by_agent(scene, word, rule) if rule.by else _with_other(scene, word, rule)


def _by_agent(scene: Scene, word: int, rule: TieRule) -> list[Bond]:
    a = scene.annotation
    roles = arguments(a, word)
    given = [w for w in (*roles.get("A0", []), *roles.get("by", [])) if a.lemmas[w] not in scene.words.machines]
    agents = scene.all_at(given)
    machines = [w for b in (*roles.get("A0", []), *roles.get("by", [])) for w in a.conjuncts(b) if a.lemmas[w] in scene.words.machines]
    if machines:  # "backed by Russian jets"
        agents = [k for k in agents if not any(k in scene.cast.at(w) for w in machines)]
        agents += [k for w in machines for k in scene.cast.modifier_entities(w)[:1] if k not in agents]
    if "in" in rule.by:  # "a banned organisation in X", "is banned in X"
        where = arguments(a, a.heads[word]).get("in", []) if a.relations[word] == "amod" else roles.get("in", [])
        agents += [k for k in scene.all_at(where) if scene.kind(k) == "state"]
    hyphen = word >= _HYPHENATED and a.forms[word - 1] in _DASHES
    helpers = {h.lower() for h in auxiliaries(a, word)}
    if helpers & {"have", "has", "had", "'ve", "’ve"} and "been" not in helpers:
        return []  # "had run": not by another
    if hyphen:
        agents = _hyphenated(scene, word)
    target = a.heads[word] if a.relations[word] in ("amod", "acl", "compound") and a.heads[word] >= 0 else None
    holders = [_described(scene, target)] if target is not None else roles.get("A1", [])
    if not hyphen and not agents and not roles.get("by"):
        return []
    objects = scene.all_ends(holders) if rule.kind != "opposes" else _banned(scene, word, holders)
    agents = [k for k in agents if k not in objects]
    span = hull(word - _HYPHENATED if hyphen else word, word, *holders)
    if rule.reverse:  # "a US-led coalition": the leader is part of it
        groups = [k for k in objects if scene.kind(k) in ("coalition", "igo", "armed group", "military", "other")]
        return pairs([k for k in agents if scene.kind(k) != "person"] if hyphen else agents, groups, "part_of", span)
    if rule.kind == "part_of":
        return pairs(members(scene, objects), agents, "part_of", span)
    return pairs(agents, objects, rule.kind, span)


def _described(scene: Scene, word: int) -> int:
    """The name that a noun phrase describes: in "X, a militia loyal to Y" it is X who is loyal."""
    a = scene.annotation
    head = a.heads[word]
    named = head >= 0 and a.relations[word] == "appos" and any(scene.cast.entities[k].named for k in scene.cast.at(head))
    return head if named and not any(scene.cast.entities[k].named for k in scene.cast.at(word)) else word


def _hyphenated(scene: Scene, word: int) -> list[int]:
    """Whose name or nationality a participle is joined to: "Iran-backed", "al-Qaida-linked"."""
    return of_affix(scene, word - _HYPHENATED)


def of_affix(scene: Scene, word: int) -> list[int]:
    """Whom a name or nationality means that is part of a compound; a capital stands for its state: "Tehran-backed", "pro-Beijing"."""
    a, cast = scene.annotation, scene.cast
    named = cast.nationality(word)
    found = [named] if named is not None else cast.at(word)
    if found:
        return found
    name = cast.name_of.get(word)
    capital = cast.knowledge.capital(a.quote(name.words) if name is not None else a.forms[word])
    return [cast.state(capital, name.words if name is not None else (word, word))] if capital is not None and capital.usual else []


def _with_other(scene: Scene, word: int, rule: TieRule) -> list[Bond]:
    a = scene.annotation
    roles = arguments(a, word)
    others = [w for p in rule.with_ for w in roles.get(p, [])]
    if not others and word >= _HYPHENATED and a.forms[word - 1] in _DASHES and a.heads[word] >= 0:  # "the X-linked group"
        holders = scene.at(a.heads[word])
        return pairs(holders, [k for k in _hyphenated(scene, word) if k not in holders], rule.kind, hull(word - _HYPHENATED, word, a.heads[word]))
    target = a.heads[word] if a.relations[word] in ("acl", "amod", "appos", "conj", "advcl") and a.heads[word] >= 0 else None
    holders = (
        [_described(scene, target)] if target is not None and scene.at(target) else roles.get("A1", []) or roles.get("A0", []) or a.dependents(word, "nsubj")
    )
    holders = [w for w in holders if w not in others]
    if not others and rule.kind in SYMMETRIC and target is None and a.dependents(word, "nsubj", "nsubj:pass"):  # "X and Y are allied"
        joint = [k for k in scene.all_at(holders) if scene.cast.entities[k].named]
        return [Bond(x, y, rule.kind, hull(word, *holders)) for i, x in enumerate(joint) for y in joint[i + 1 :]]
    polarity: Polarity = "denied" if negated(a, word, scene.ontology.cues.negators) else "affirmed"
    one = [k for k in scene.all_at(holders) if rule.kind != "allied_with" or scene.cast.entities[k].named or scene.kind(k) not in ("person", "population")]
    return pairs(one, scene.all_ends(others), rule.kind, hull(word, *holders, *others), polarity)  # "a person close to X" is a source


def from_noun(scene: Scene, word: int, rule: TieRule) -> list[Bond]:
    """In "X is an ally of Y", "support from X for Y", "the war between X and Y"."""
    a = scene.annotation
    roles = arguments(a, word)
    if a.relations[word] in ("compound", "amod") and a.heads[word] in scene.cast.name_of:  # "al-Qaida's ally Nusra Front"
        roles.setdefault("poss", []).extend(arguments(a, a.heads[word]).get("poss", []))
    if "poss" not in roles and (possessor := _possessor_before(scene, word)) is not None:
        roles["poss"] = [possessor]
    if any(a.lemmas[c] in scene.words.trading for c in a.dependents(word, "amod", "compound")):
        return []  # a trading partner is no ally
    if rule.parties:
        return _of_parties(scene, word, rule, roles)
    if rule.kind in SYMMETRIC and a.tags[word] == "NNS" and _mutual(scene, roles, rule):  # "X and Y are allies"
        mine = owners(scene, word)
        return [Bond(x, y, rule.kind, noun_phrase(a, word)) for i, x in enumerate(mine) for y in mine[i + 1 :]]
    others = complements(scene, roles, rule.with_ - {"mod"}) or complements(scene, roles, rule.with_ & {"mod"})
    if not others and "mod" in rule.with_:
        others = scene.all_at(c for c in a.dependents(word, "compound") if a.tags[c] == "NN")  # "junta supporters"
    if not others and not rule.by and a.preposition(word) == "as" and a.heads[word] >= 0 and a.dependents(a.heads[word], "obj"):
        others = scene.all_at(arguments(a, a.heads[word]).get("A0", []))  # "X regards Y as an enemy"
    named = [k for k in owners(scene, word) if k not in others]
    if rule.by:
        others = others or scene.all_at(w for role, w in a.roles.get(word, ()) if role == "A1")
        mine = [k for k in complements(scene, roles, rule.by) or complements(scene, roles, ["A0"]) or owners(scene, word) if k not in others]
    else:
        if named and rule.kind == "allied_with" and others and not roles.keys() & (rule.with_ - {"mod"}) and all(is_pact(scene, k) for k in others):
            return pairs(named, others, "part_of", noun_phrase(a, word))  # a NATO ally is a member of NATO
        if not named and rule.with_ >= {"mod"} and not set(roles) & (rule.with_ - {"mod"}):
            return []  # "the Austrian partner" is a partner from Austria
        mine = named or [k for k in scene.at(word) if k not in others and (rule.kind != "allied_with" or scene.cast.entities[k].named)]
    return pairs(others, mine, rule.kind, noun_phrase(a, word)) if rule.reverse else pairs(mine, others, rule.kind, noun_phrase(a, word))


def _mutual(scene: Scene, roles: dict[str, list[int]], rule: TieRule) -> bool:
    """Whether a plural noun names no other end than those that it is said of: "former allies", not "Turkish allies" or "allies of Turkey"."""
    return not roles.keys() & (rule.with_ - {"mod"}) and not complements(scene, roles, rule.with_ & {"mod"})


def is_pact(scene: Scene, key: int) -> bool:
    """Whether an actor is an alliance that has states as its members."""
    entity = scene.cast.entities[key]
    titles = {word for name in (entity.name, *(entity.known.names if entity.known else ())) for word in plain(name).split()}
    return entity.kind == "coalition" or (entity.kind == "igo" and bool(titles & scene.words.pacts))


def _possessor_before(scene: Scene, word: int) -> int | None:
    """In "X's closest ally": the name before the noun phrase, where the parser hung it on another word."""
    a = scene.annotation
    first = min([word, *(c for c in a.dependents(word, "amod", "compound", "nummod") if c < word)])
    marked = first > 1 and a.tags[first - 1] == "POS"
    return first - 2 if marked and first - 2 in scene.cast.name_of else None


def complements(scene: Scene, roles: dict[str, list[int]], prepositions: Iterable[str]) -> list[int]:
    """The actors that a noun governs with one of these prepositions, or has before it (`mod`, `poss`)."""
    a, cast = scene.annotation, scene.cast
    keys: list[int] = []
    for preposition in sorted(prepositions):  # a set has another order in each run
        if preposition == "mod":
            words = [c for w in roles.get("mod", []) for m in (*a.dependents(w, "amod", "compound"), w) for c in a.conjuncts(m)]
            keys.extend(k for c in words if (k := cast.nationality(c)) is not None)
        else:
            keys.extend(scene.all_ends(roles.get(preposition, [])))
    return list(dict.fromkeys(keys))


def _in_scare_quotes(scene: Scene, word: int) -> bool:
    """Whether a word stands alone in quotation marks, so that the writer keeps his distance from it: his "war" on X."""
    around = scene.annotation.forms[max(word - 1, 0) : word + 2]
    return len(around) == 3 and around[0] in _QUOTES and around[2] in _QUOTES


def _joined_states(scene: Scene, word: int) -> list[int]:
    """In "the X-Y War": the two states whose names a dash joins, also where the whole is a name."""
    a, cast = scene.annotation, scene.cast
    if word < 3 or a.forms[word - 2] not in _DASHES:
        return []
    known = [cast.knowledge.country(a.forms[w]) for w in (word - 3, word - 1)]
    return [cast.state(state) for state in known if state is not None] if None not in known else []


def _helped(scene: Scene, word: int) -> list[int]:
    """In "support for X in the fight against Y", "helps X in its war with Y": it is X who fights."""
    a, head = scene.annotation, scene.annotation.heads[word]
    if head < 0 or a.preposition(word) != "in":
        return []
    if a.bases[word] == "nmod" and a.lemmas[head] not in scene.words.helping:  # the parser hung it on the last of those who are helped
        top = a.heads[head] if a.relations[head] == "conj" else head
        over = a.heads[top]
        return scene.at(top) if over >= 0 and a.lemmas[over] in scene.words.helping else []
    if a.lemmas[head] not in scene.words.helping:
        return []
    roles = arguments(a, head)
    return scene.all_at(w for role in ("for", "of", "to", "with", "by", "A1") for w in roles.get(role, []) if w != word)


def _of_parties(scene: Scene, word: int, rule: TieRule, roles: dict[str, list[int]]) -> list[Bond]:
    """Ties between all parties of a noun: "the war between X and Y", "X's alliance with Y against Z"."""
    a = scene.annotation
    if _in_scare_quotes(scene, word) or (rule.parties == {"between"} and "between" not in roles):
        return []
    union = a.lemmas[word] in scene.words.unions
    inside = [k for k in complements(scene, roles, rule.parties & {"of"}) if scene.cast.entities[k].named]
    parties = complements(scene, roles, rule.parties - {"of", "mod"})
    if inside and roles.get("with"):  # "the alliance of X with Y"
        inside, parties = [], [*inside, *(k for k in parties if k not in inside)]
    named = complements(scene, roles, rule.parties & {"mod"})
    joined = _joined_states(scene, word)
    named = named if len(named) > 1 else joined or named
    parties += [k for k in named if k not in parties and (rule.kind != "fights" or len(named) > 1)]  # "the X insurgency" is where it is, "the X-Y war" who
    between = len(complements(scene, roles, ["between"])) > 1  # who denies links between X and Y is no third
    owner = [] if joined or between else [k for k in owners(scene, word) if k not in parties and k not in inside]
    foes = complements(scene, roles, scene.ontology.hostile) if rule.against else []
    if rule.kind == "fights":
        foes = foes or [k for k in complements(scene, roles, ["on"]) if k not in parties]  # "the war on X"
        if foes or roles.get("with"):  # "X's war with Y"; without a foe, "X's war" is one that is fought there
            waging = _helped(scene, word) or owner or complements(scene, roles, ["poss", "by"]) or (named if foes else [])
            owner = [k for k in waging if k not in (*parties, *foes)]
    out: list[Bond] = []
    span = noun_phrase(a, word)
    together = [*owner, *parties] if rule.kind != "fights" or not foes else []  # who are at war with the same are not so with one another
    for joint in (together, inside):
        out.extend(Bond(x, y, rule.kind, span) for i, x in enumerate(joint) for y in joint[i + 1 :] if x != y)
    whole = ([k for k in owner if scene.kind(k) != "state"] or [k for k in scene.cast.at(word) if scene.cast.entities[k].named]) if union else []
    out.extend(pairs(inside, whole, "part_of", span))  # "X, an alliance of Y and Z"
    if rule.against and foes:
        friends = [*owner, *parties, *inside] or (scene.cast.at(word) if union else [])
        out.extend(pairs(friends, foes, rule.against, hull(word, *roles.get("against", [])), settled=union))  # who is wanted as an ally against X is against X
    return out


def owners(scene: Scene, word: int) -> list[int]:
    """Who a relational noun is said of: its apposition, the subject of its copula or of the verb over it, the name that it precedes."""
    a, cast = scene.annotation, scene.cast
    out: list[int] = []
    after = cast.name_of.get(word + 1)
    several = a.tags[word] in ("NNS", "NNPS")
    kind = scene.ontology.actors.kinds.get(a.lemmas[word])
    people = kind in ("person", "population") or a.entities[word] == "person" or a.lemmas[word] in scene.words.offices
    if after is not None and after.words[0] == word + 1 and word not in cast.name_of:
        return scene.at(word + 1) if several else cast.at(word + 1)  # "Labour MP X", however the name hangs
    if (near := _beside(scene, word)) is not None:
        return near
    for child in a.children[word]:
        if a.relations[child].startswith("nsubj") or (a.relations[child] == "appos" and a.lemmas[child] != "part"):
            out.extend(scene.at(child) if several or a.relations[child] != "appos" else cast.at(child))
        elif a.relations[child] in ("flat", "nmod:desc") and child in cast.name_of:
            out.extend(cast.at(child))
    head, relation = a.heads[word], a.relations[word]
    if head >= 0:
        if relation in ("appos", "compound", "nmod:desc", "flat") and (relation != "compound" or (head in cast.name_of and head > word)):
            out.extend(scene.at(head) if several and relation == "appos" else cast.at(head))  # "X and Y, both members of Z"
        elif relation == "conj" and several and any(a.lemmas[c] == "other" for c in a.dependents(word, "amod")):
            out.extend(key for w in a.conjuncts(head) if w < word for key in cast.at(w))  # "X, Y and other members of Z"
        elif relation == "conj" and a.tags[head] in NOUN_TAGS and not out:
            out.extend(owners(scene, head))
        elif relation.startswith("nsubj") and a.dependents(head, "cop"):  # "Y's only ally is X"
            out.extend(scene.at(head) if several else cast.at(head))
        elif relation == "acl:relcl" and (a.dependents(word, "cop") or not a.dependents(word, "nsubj")):  # "X, also a member of Y"
            out.extend(cast.at(head))
        elif relation == "xcomp" and a.dependents(word, "cop") and a.lemmas[head] in _RAISING | scene.words.realising | scene.words.lasting:
            out.extend(scene.all_at(a.dependents(head, "nsubj")))  # "X used to be an ally of Y"
        elif a.tags[head] in VERB_TAGS and a.preposition(word) == "as" and a.dependents(head, "obj"):  # "regards Y as an ally"
            out.extend(k for c in a.dependents(head, "obj") for k in scene.at(c))
        elif (
            a.tags[head] in VERB_TAGS
            and relation.split(":")[0] in ("obl", "obj", "xcomp")
            and a.lemmas[head] in scene.words.making | scene.ontology.ended
            and not (people and a.preposition(word) not in (None, "as"))  # "broke up a march by supporters of Y"
        ):
            out.extend(scene.all_at(arguments(a, head).get("A0", [])))
    if not out and not (several and people):
        out.extend(scene.all_at(w for role, w in a.roles.get(word, ()) if role == "A0"))
    return list(dict.fromkeys(out))


def _beside(scene: Scene, word: int) -> list[int] | None:
    """In "the death of X, the leader of Y": the person right before the comma; in "Member of Parliament (MP) X": the one right after the phrase."""
    a, cast = scene.annotation, scene.cast
    first, last = noun_phrase(a, word)
    after = last + 1
    if a.forms[after : after + 1] == ["("]:  # "Member of Parliament (MP) X"
        after = next((w + 1 for w in range(after, min(after + _ASIDE, len(a.forms))) if a.forms[w] == ")"), after)
    name = cast.name_of.get(after)
    if name is not None and name.words[0] == after and name.label == "PER" and word not in cast.name_of and a.tags[word] != "NNS":
        return cast.at(after)
    if first > 1 and a.forms[first - 1] == "," and first - 2 in cast.name_of and a.relations[word] == "appos":
        keys = cast.at(first - 2)
        if keys and scene.kind(keys[0]) == "person" == scene.kind_of_noun(word):
            return keys
    return None
