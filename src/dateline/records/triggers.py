"""Which words of a report name PLOVER events: the ontology's entries matched against lemmas, particles, objects and subjects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.records.grammar import NOUN_TAGS, VERB_TAGS, arguments, is_infinitive, is_passive
from dateline.records.marked import plain_rule, unlisted
from dateline.records.outlook import has_to, in_relative

if TYPE_CHECKING:
    from dateline.language.annotation import Annotation, WordSpan
    from dateline.ontology import EventRule, Ontology
    from dateline.records.cast import Cast
    from dateline.records.model import EventType

_EVENT_FLOOR = 0.25
_PERSONS = frozenset(["person", "population"])
_RELATIVE = frozenset(["WDT", "WP", "WRB"])
_PREPOSITIONS = frozenset("on upon for to with against from in at into of behind about by off over between".split())


@dataclass(slots=True)
class Trigger:
    """A word that names an event: the words of its anchor, its rule and the fillers of its roles.

    `holds` are the objects that make the verb the event's: "sanctions" in "imposed sanctions".
    """

    word: int
    anchor: WordSpan
    rule: EventRule
    roles: dict[str, list[int]]
    verb: bool
    holds: frozenset[int] = frozenset()
    listed: bool = True
    """Whether the ontology has a rule for it; without one, only the encoder takes the word for an event's."""


def find_triggers(annotation: Annotation, cast: Cast, ontology: Ontology) -> list[Trigger]:
    """Every event word, in the order of the text."""
    a = annotation
    out: list[Trigger] = []
    for word, tag in enumerate(a.tags):
        if word in cast.name_of:
            continue
        if tag in VERB_TAGS and a.relations[word] not in ("aux", "aux:pass", "case", "fixed", "cop") and a.lemmas[word] in ontology.verbs:
            found = _match_verb(a, cast, ontology, word)
        elif tag in NOUN_TAGS and a.lemmas[word] in ontology.nouns:
            found = _match_noun(a, cast, ontology, word)
        else:
            continue
        if found is not None:
            out.append(found)
    if a.markings.read:
        for word, kind in unlisted(a, cast, ontology, {w for t in out for w in (t.word, *range(t.anchor[0], t.anchor[1] + 1))}):
            if a.tags[word] not in NOUN_TAGS or not _only_modifies(a, cast, word):
                out.append(_marked(a, ontology, word, kind))
        out.sort(key=lambda t: t.word)
    inside = {w for t in out if t.verb for w in range(t.anchor[0], t.anchor[1] + 1) if w != t.word}
    inside |= {w for t in out for w in t.holds if a.tags[w] == "VBG" and a.relations[w] == "xcomp"}  # "stopped sending aid" sends none
    return [t for t in out if t.word not in inside]  # "went on strike" is no strike beside itself


def _marked(annotation: Annotation, ontology: Ontology, word: int, kind: EventType) -> Trigger:
    """The trigger of a word that only the markings take."""
    verb = annotation.tags[word] in VERB_TAGS
    roles = arguments(annotation, word)
    if not verb:
        roles.pop("A0", None)
        _share(annotation, word, roles)
        _lend(annotation, ontology, word, roles)
    return Trigger(word, (word, word), plain_rule(kind, verb=verb), roles, verb=verb, listed=False)


def _match_verb(annotation: Annotation, cast: Cast, ontology: Ontology, word: int) -> Trigger | None:
    a = annotation
    if a.tags[word] in ("VBN", "VBG") and a.relations[word] in ("amod", "compound"):
        return None  # "a detained journalist", "foreign-backed": a state, told elsewhere
    roles = arguments(a, word)
    passive = is_passive(a, word)
    for rest, rule in ontology.verbs[a.lemmas[word]]:
        extra = _rest(a, word, rest)
        if extra is None:
            continue
        governed = [w for p in rest if p in _PREPOSITIONS for w in roles.get(p, [])]
        objects = (
            governed
            or roles.get("A1", [])
            or ([] if passive else [*a.dependents(word, "obj"), *(c for c in a.dependents(word, "xcomp") if a.tags[c] == "VBG")])
        )
        if rule.objects and not _any_kind(a, cast, objects, rule.objects, word):
            continue
        subjects = roles.get("A0", [])
        if rule.subjects and subjects and not _any_kind(a, cast, subjects, rule.subjects, word):
            continue
        if rule.subjects and not subjects and "~actor" not in rule.subjects and not (passive and rule.narrow):
            continue  # "was struck by lightning" is no strike
        if _shut_out(a, roles, rule.objects, ("A1",)) or _shut_out(a, roles, rule.subjects, ("A0", "in", "by", "from")):
            continue  # "was killed in a collision": nobody did it
        if rule.active and (passive or (a.tags[word] == "VBG" and a.relations[word] == "advcl")):
            continue
        if rule.predicative and not _predicated(a, word, rule.predicative):
            continue
        if rule.past and (a.tags[word] != "VBD" or passive):
            continue
        if rule.performed and (passive or not (a.tags[word] == "VBD" or _performed(a, word, subjects) or _promised(a, ontology, word))):
            continue
        if rule.origin and not _any_kind(a, cast, roles.get("from", []), rule.origin, word):
            continue
        if rule.clause and rule.type == "THREATEN" and not _threatens(a, word, roles):
            continue
        for noun in objects if rule.objects else ():  # "imposed sanctions on X": the preposition may hang on the noun
            for role, fillers in arguments(a, noun).items():
                if role in rule.recipient and (role not in ("A1", "A2") or (role == "A2" and a.tags[noun] in VERB_TAGS)):
                    _merge(roles, role, fillers, word)
        words = sorted([word, *extra])
        anchor = (words[0], words[-1]) if words[-1] - words[0] == len(words) - 1 else (word, word)
        return Trigger(word, anchor, rule, roles, verb=True, holds=frozenset(_held(a, objects) if rule.objects else ()))
    return None


def _held(annotation: Annotation, objects: list[int]) -> list[int]:
    """Objects with the nouns of their of-phrases, which may name the event: "a state of emergency"."""
    a = annotation
    return [*objects, *(c for noun in objects for c in a.dependents(noun, "nmod") if a.preposition(c) == "of" and not a.dependents(c, "det", "nmod:poss"))]


def _performed(annotation: Annotation, word: int, subjects: list[int]) -> bool:
    """Whether saying it does it: "we condemn", "I welcome"."""
    a = annotation
    return a.tags[word] in ("VBP", "VBZ") and any(a.forms[s].lower() in ("we", "i") for s in subjects) and not a.dependents(word, "aux")


def _promised(annotation: Annotation, ontology: Ontology, word: int) -> bool:
    """Whether it is what somebody undertakes or is asked to do: "committed to supporting"."""
    a = annotation
    head = a.heads[word]
    return a.tags[word] in ("VB", "VBG") and head >= 0 and a.relations[word] in ("xcomp", "ccomp", "advcl") and a.lemmas[head] in ontology.cues.intending


def _rest(annotation: Annotation, word: int, rest: tuple[str, ...]) -> list[int] | None:
    """The words that complete a verb of several words ("pull out of", "take hostage"), or None when one is missing."""
    a = annotation
    found: list[int] = []
    for part in rest:
        match = None
        for child in a.children[word]:
            if child in found:
                continue
            relation = a.relations[child].split(":")[0]
            if a.lemmas[child] == part and relation in ("compound", "advmod", "obj", "xcomp", "obl", "advcl", "case", "mark"):
                match = child
            elif relation in ("obl", "nmod", "advcl", "ccomp", "xcomp"):
                match = next((c for c in a.dependents(child, "case", "mark") if a.lemmas[c] == part and (c > word or a.tags[child] in _RELATIVE)), None)
            if match is not None:
                break
        if match is None and found:  # "take to the streets": the rest may hang on what was found
            match = next((c for f in found for c in _around(a, f) if c >= 0 and a.lemmas[c] == part and c != word), None)
        if match is None:
            return None
        found.append(match)
    return found


def _around(annotation: Annotation, word: int) -> list[int]:
    """The neighbours of a word in the tree, and the prepositions of what hangs on it."""
    a = annotation
    return [*a.children[word], a.heads[word], *(case for child in a.children[word] for case in a.dependents(child, "case"))]


def _any_kind(annotation: Annotation, cast: Cast, words: list[int], wanted: frozenset[str], verb: int) -> bool:
    """Whether one of these words is one of the wanted, by lemma or by kind."""
    a = annotation
    if not words and ("~none" in wanted or all(w.startswith("!") for w in wanted)):
        return True
    if "~clause" in wanted and any(
        a.relations[c].split(":")[0] in ("xcomp", "ccomp") and (is_infinitive(a, c) or has_to(a, c)) for c in a.children[verb]
    ):  # also "to be patient", whose head is the adjective
        return True
    if "~that" in wanted and any(a.relations[c] == "ccomp" and not has_to(a, c) for c in a.children[verb]):
        return True
    for head in words:
        for word in a.conjuncts(head):
            if _is_kind(a, cast, word, wanted):
                return True
    return False


def _is_kind(annotation: Annotation, cast: Cast, word: int, wanted: frozenset[str]) -> bool:
    a = annotation
    lemma = a.lemmas[word]
    entities = [cast.entities[k] for k in cast.at(word)]
    if "!" + lemma in wanted or any("!~" + e.kind in wanted for e in entities):
        return False
    if lemma in wanted or all(w.startswith("!") for w in wanted):
        return True
    for child in a.dependents(word, "compound", "amod"):
        if f"{a.lemmas[child]} {lemma}" in wanted:
            return True
    if any(f"{lemma} of {a.lemmas[child]}" in wanted for child in a.dependents(word, "nmod") if a.preposition(child) == "of"):
        return True  # "a state of emergency"
    if lemma in (
        "dozen",
        "hundred",
        "thousand",
        "number",
        "group",
        "part",
        "most",
        "half",
        "series",
        "wave",
        "all",
        "some",
        "many",
        "member",
        "use",
        "act",
        "campaign",
        "cycle",
        "form",
    ):
        inner = next((c for c in a.dependents(word, "nmod") if a.preposition(c) == "of"), None)
        if inner is not None and _is_kind(a, cast, inner, wanted):
            return True
    name = cast.name_of.get(word)
    if "~event" in wanted and name is None and a.entities[word] == "event":
        return True
    if "~igo" in wanted and any(e.kind == "igo" for e in entities):
        return True
    if "~number" in wanted and a.tags[word] == "CD":
        return True
    if "~place" in wanted and ((name is not None and name.label == "LOC") or (name is None and a.entities[word] == "place")):
        return True
    if "~toponym" in wanted and name is not None and name.label == "LOC":
        return True
    if "~actor" in wanted and (
        entities
        or (name is None and lemma in cast.ontology.actors.documents)
        or a.tags[word] == "PRP"
        or (name is not None and name.label != "LOC")
        or a.entities[word] in ("person", "organization")
    ):
        return True
    if "~person" in wanted and (
        any(e.kind in _PERSONS for e in entities) or a.entities[word] == "person" or a.forms[word].lower() in ("him", "her", "them", "he", "she", "they")
    ):
        return True
    if "~group" in wanted and any(e.kind not in _PERSONS for e in entities):
        return True
    return "~country" in wanted and any(e.kind == "state" for e in entities)


def _shut_out(annotation: Annotation, roles: dict[str, list[int]], shut: frozenset[str], where: tuple[str, ...]) -> bool:
    """Whether one of a word's roles is filled by a word that the rule shuts out: "attacks on freedom"."""
    return any("!" + annotation.lemmas[w] in shut for role in where for w in roles.get(role, []))


def _predicated(annotation: Annotation, word: int, wanted: frozenset[str]) -> bool:
    """Whether something is called one of these words: "named the group a terrorist organisation", "described it as a coup"."""
    a = annotation
    for child in a.children[word]:
        if child > word and a.relations[child].split(":")[0] in ("obj", "xcomp", "obl", "ccomp", "iobj", "advcl", "nmod"):
            first, last = a.subtree(child)
            for w in range(first, last + 1):
                lemma = a.lemmas[w].lower()  # a title: "as a Specially Designated Global Terrorist"
                if (lemma in wanted or f"{a.lemmas[w - 1]} {lemma}" in wanted) and not in_relative(a, w, word):
                    return True
    return False


_HARM = frozenset(
    """attack kill destroy strike retaliate invade bomb punish crush respond revenge avenge consequence war retaliation action sanction expel cut sever
    withdraw close block resign arrest force shoot annihilate hit harm eliminate""".split()
)


def _threatens(annotation: Annotation, word: int, roles: dict[str, list[int]]) -> bool:
    """In "Threaten" always does; "warn", "vow" and "swear" only with harm in what they announce."""
    a = annotation
    if a.lemmas[word] == "threaten":
        return bool(roles.get("A0")) and a.predicates[word] > 0.5
    first, last = a.subtree(word)
    return any(a.lemmas[w] in _HARM for w in range(first, last + 1))


def _match_noun(annotation: Annotation, cast: Cast, ontology: Ontology, word: int) -> Trigger | None:
    a = annotation
    if _only_modifies(a, cast, word):
        return None
    for rest, rule in ontology.nouns[a.lemmas[word]]:
        first = _before(a, word, rest)
        if first is None:
            continue
        if rule.without and any(a.lemmas[c] in rule.without for c in a.dependents(word, "compound", "amod")):
            continue
        if not rest and a.predicates[word] < _EVENT_FLOOR and a.entities[word] != "event":
            continue
        roles = arguments(a, word)
        roles.pop("A0", None)  # for nouns, what stands beside them is surer than the labeller
        if rule.objects and not _any_kind(a, cast, [w for role in ("A1", "of", "poss") for w in roles.get(role, [])], rule.objects, word):
            continue
        if _shut_out(a, roles, rule.objects, ("A1", "of", "on", "against", "to")):
            continue
        if rule.origin and not _any_kind(a, cast, roles.get("from", []), rule.origin, word):
            continue
        if rule.needs and not any(n in roles or any(a.relations[c].split(":")[0] == n for c in a.children[word]) for n in rule.needs):
            continue
        _share(a, word, roles)
        if rule.light:
            _lend(a, ontology, word, roles)
        return Trigger(word, (first, word), rule, roles, verb=False)
    return None


def _only_modifies(annotation: Annotation, cast: Cast, word: int) -> bool:
    """Whether a noun says how or of what kind something else is: a manner or state ("in protest at", "under arrest"), a compound ("protest leader")."""
    a, relation = annotation, annotation.relations[word]
    if relation in ("obl", "nmod") and a.tags[word] == "NN" and a.preposition(word) in ("in", "under") and not a.dependents(word, *_DETERMINING):
        return True
    return relation in ("compound", "amod", "flat") and a.heads[word] >= 0 and a.heads[word] not in cast.name_of


_DETERMINING = ("det", "amod", "compound", "nmod:poss", "nummod")


def _before(annotation: Annotation, word: int, rest: tuple[str, ...]) -> int | None:
    """Where a noun of several words begins when those words stand before it, hyphens left aside ("cease-fire"); None when they don't."""
    at = word
    for part in reversed(rest):
        at -= 1
        if at > 0 and annotation.forms[at] in ("-", "–"):
            at -= 1
        if at < 0 or annotation.lemmas[at] != part:
            return None
    return at


_SHARED = ("poss", "by", "of", "on", "against", "between")


def _share(annotation: Annotation, word: int, roles: dict[str, list[int]]) -> None:
    """Coordinated nouns share what stands before the first and after the last: "the army's shelling and bombing of the town"."""
    a = annotation
    others = [w for w in a.conjuncts(a.heads[word] if a.relations[word] == "conj" else word) if w != word and a.tags[w] in NOUN_TAGS]
    for other in others:
        theirs = arguments(a, other)
        for role in _SHARED:
            if role in theirs and not roles.get(role) and not (role == "poss" and roles.get("mod")):
                _merge(roles, role, [w for w in theirs[role] if w not in others], word)


def _lend(annotation: Annotation, ontology: Ontology, word: int, roles: dict[str, list[int]]) -> None:
    """What a light verb knows of its noun: "launched an attack on", "held talks with", "attacks were carried out by", "the raid launched by"."""
    a = annotation
    for clause in a.dependents(word, "acl", "acl:relcl"):
        for verb in a.conjuncts(clause):
            if a.lemmas[verb] in ontology.cues.light and a.tags[verb] in VERB_TAGS:
                own = arguments(a, verb)
                _merge(roles, "A0", [w for w in own.get("A0", []) if w != word], word)
                for preposition in ("on", "against", "at", "with", "by"):
                    _merge(roles, preposition, own.get(preposition, []), word)
            elif a.lemmas[verb] in ("target", "involve", "include") and a.tags[verb] == "VBG":
                _merge(roles, "on" if a.lemmas[verb] == "target" else "between", arguments(a, verb).get("A1", []), word)
    head = a.heads[word]
    if a.relations[word] == "conj" and head >= 0:
        head = a.heads[head] if a.tags[head] in NOUN_TAGS else head
    if head < 0 or a.tags[head] not in VERB_TAGS or a.lemmas[head] not in ontology.cues.light:
        return
    lender = arguments(a, head)
    position = a.relations[word].split(":")[0]
    if position in ("obj", "conj") or (position == "obl" and a.preposition(word) in ("in", "out", "for", "into", "to")):
        _merge(roles, "A0", lender.get("A0", []), word)
    elif a.relations[word] == "nsubj:pass":
        _merge(roles, "A0", [w for w in lender.get("A0", []) if w != word], word)
    else:
        return
    for preposition in ("on", "against", "at", "with", "to", "in", "into", "for", "between", "by", "from"):
        _merge(roles, preposition, lender.get(preposition, []), word)


def _merge(roles: dict[str, list[int]], role: str, words: list[int], own: int) -> None:
    for word in words:
        if word != own and word not in roles.setdefault(role, []):
            roles[role].append(word)
