"""What points back: pronouns, and definite nominals without a name ("the group", "the two countries").

A candidate must fit in number and kind. A pronoun is then resolved by the trained head and by salience (Lappin & Leass 1994, much reduced: subjects and near
mentions come first) together; a nominal by rules alone, which `bench/coreference.py` finds no worse than the head. What fits nowhere is left open.
"""

from __future__ import annotations

from bisect import bisect_left
from math import inf
from typing import TYPE_CHECKING

from dateline.records.entities import compatible, overlaps, title_fits
from dateline.records.numbers import read_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from dateline.language.annotation import Annotation, WordSpan
    from dateline.ontology import ActorWords
    from dateline.records.entities import Entity
    from dateline.records.model import ActorKind

SINGULAR = {"he": "he", "him": "he", "his": "he", "himself": "he", "she": "she", "her": "she", "hers": "she", "herself": "she"}
_PLURAL = frozenset("they them their theirs themselves".split())
_NEUTER = frozenset("it its itself".split())
_REFLEXIVE = frozenset("himself herself itself themselves".split())
_POSSESSIVE = frozenset("his her its their".split())
_DEFINITE = frozenset("the this that these those its their his her such both".split())
_COLLECTIVE = frozenset(["armed group", "population", "military", "coalition", "government", "party"])
_PAIRS: dict[str, str | None] = {
    "nation": "state", "country": "state", "state": "state", "government": "state", "leader": "person", "president": "person", "minister": "person",
    "side": None, "party": None, "group": None,
}  # fmt: skip
"""Nouns of which two stand for the two last named, and what kind these must be."""
_POINTS_TO: dict[str, tuple[ActorKind, ...]] = {
    "armed group": ("armed group", "other", "coalition"),
    "military": ("military",),
    "government": ("government", "igo"),
    "party": ("party",),
    "state": ("state",),
    "person": ("person",),
    "coalition": ("coalition", "igo"),
    "igo": ("igo", "ngo", "armed group", "other"),
    "company": ("company", "other"),
}
_GROUPS = frozenset("group faction force movement organisation organization".split())
_LOOSE = frozenset(["armed", "militant", "islamist", "rebel"])
_INNER = frozenset(["det", "amod", "compound", "flat", "nummod", "nmod:desc", "case"])
_FAR, _NEAR = 250, 60  # words: a name of the very kind may stand further back than one of which nothing is known
_RECENT = 6
_STATEMENTS = frozenset("statement text communique communiqué declaration message".split())
_PREAMBLE = 1  # the last sentence that can still say whose statement a report reproduces
_ISSUING = frozenset("release issue make publish give".split())
_OFFICE = 6  # words from a name to the noun of the office behind it
FIRST_PLURAL = frozenset("we us our ours ourselves".split())
FIRST_SINGULAR = frozenset("i me my mine myself".split())
_CANDIDATES, _UNLIKELY = 20, -3.0  # how many links of a mention are kept, and the score of what is not among them
_BLOCK, _BACK = 256, 600  # mentions whose links are scored together, and how many mentions back they may lead
_SALIENCE = 0.5  # what a point of salience weighs against one of the trained head's score


def links(annotation: Annotation, names: Iterable[WordSpan], *, pronouns_only: bool = False) -> dict[int, list[tuple[float, int]]]:
    """For each mention's head word, the earlier head words that the trained head thinks it points to, likeliest first, with their scores.

    A score above 0 is likelier than no antecedent. Mentions are names, nouns that refer to something, and pronouns; with
    `pronouns_only` those of pronouns alone are given.
    """
    a = annotation
    inside = {word for first, last in names for word in range(first, last + 1)}
    heads = [a.head_of(words) for words in names]
    mentions = sorted({*heads, *(w for w, kind in enumerate(a.entities) if kind != "none" and w not in inside), *_pronouns(a)})
    out: dict[int, list[tuple[float, int]]] = {}
    for start in range(0, len(mentions), _BLOCK):
        first = max(0, start - _BACK)
        scores = a.coreference.scores(mentions, slice(start, start + _BLOCK), first)
        for row, word in enumerate(mentions[start : start + _BLOCK]):
            if pronouns_only and annotation.tags[word] not in ("PRP", "PRP$"):
                continue
            best = scores[row].argsort()[::-1][:_CANDIDATES].tolist()
            out[word] = [(float(scores[row, column]), mentions[first + column]) for column in best if scores[row, column] > _UNLIKELY]
    return out


def _pronouns(annotation: Annotation) -> list[int]:
    return [w for w, tag in enumerate(annotation.tags) if tag in ("PRP", "PRP$")]


def pronoun_antecedent(
    annotation: Annotation, entities: Sequence[Entity], of_word: Mapping[int, list[int]], candidates: list[tuple[float, int]], word: int
) -> int | None:
    """Whom a pronoun points to, in its sentence or the two before it: the entity that agrees and for which the trained head and salience together say most.

    To nobody when the head likes something that is no actor better than that entity, or no antecedent at all; but who is quoted is somebody. `candidates`
    are the pronoun's `links`, `of_word` the entities of the words before it.
    """
    by_head, nobody = _by_entity(annotation, of_word, candidates)
    if any(attribution.source == (word, word) for attribution in annotation.attributions):
        nobody = -inf
    best: tuple[float, int] | None = None
    for key, entity in enumerate(entities):
        if not _agrees(annotation.forms[word].lower(), entity) or (salience := _salience(annotation, entity, word)) is None:
            continue
        score = by_head.get(key, _UNLIKELY) + _SALIENCE * salience
        if best is None or score > best[0]:
            best = (score, key)
    return None if best is None or by_head.get(best[1], _UNLIKELY) < nobody else best[1]


def speaker(annotation: Annotation, of_word: Mapping[int, list[int]], entities: Sequence[Entity], word: int) -> list[int]:
    """Who says "we" or "our": the source of the quotation that the word stands in, else who made the statement that the report reproduces."""
    a = annotation
    quoted = any(first <= word <= last for first, last in a.quotations)
    around = [at for at in a.attributions if at.source is not None and any(part and part[0] <= word <= part[1] for part in (at.before, at.after))]
    for attribution in sorted(around, key=lambda at: min(abs(at.cue[0] - word), abs(at.cue[1] - word))):
        first, last = attribution.source or (0, -1)
        head = a.head_of((first, last))
        if first <= word <= last:
            continue
        if keys := of_word.get(head):
            return keys
    return [] if quoted else author(a, of_word, entities)


def author(annotation: Annotation, of_word: Mapping[int, list[int]], entities: Sequence[Entity]) -> list[int]:
    """Who makes a statement that opens with a name and an office behind it: "Ana Lima, Secretary of State"."""
    a = annotation
    if issuers := _issuers(a, of_word):
        return issuers
    keys = of_word.get(0, [])
    if len(keys) != 1 or entities[keys[0]].kind != "person":
        return []
    end = next((word for word in range(1, len(a.forms)) if of_word.get(word) != keys), len(a.forms))
    behind = next((word for word in range(end + 1, min(end + _OFFICE, len(a.forms))) if of_word.get(word) == keys), None)
    return keys if end < len(a.forms) and a.forms[end] == "," and behind is not None else []


def _issuers(annotation: Annotation, of_word: Mapping[int, list[int]]) -> list[int]:
    """Who a report says issued the statement that it goes on to reproduce: "the following statement was released by the ministers of X and Y"."""
    a = annotation
    for word, lemma in enumerate(a.lemmas):
        if a.sentence_of[word] > _PREAMBLE:
            break
        if lemma not in _STATEMENTS:
            continue
        verb = a.heads[word] if a.relations[word] == "nsubj:pass" else next(iter(a.dependents(word, "acl")), -1)
        issued = [] if verb < 0 or a.lemmas[verb] not in _ISSUING else a.dependents(verb, "obl")
        agents = [c for c in [*issued, *a.dependents(word, "nmod")] if a.preposition(c) == "by"]
        found = [k for agent in agents for c in a.conjuncts(agent) for k in of_word.get(c, [])]
        if found:
            return list(dict.fromkeys(found))
    return []


def _by_entity(annotation: Annotation, of_word: Mapping[int, list[int]], candidates: list[tuple[float, int]]) -> tuple[dict[int, float], float]:
    """The trained head's best score for each entity, and its best for what is no actor (0 is its score for no antecedent)."""
    scores: dict[int, float] = {}
    nobody = 0.0
    for score, other in candidates:
        keys = of_word.get(other, [])
        if len(keys) == 1:
            scores.setdefault(keys[0], score)
        elif not keys and annotation.tags[other] not in ("PRP", "PRP$"):
            nobody = max(nobody, score)
    return scores, nobody


def _salience(annotation: Annotation, entity: Entity, word: int) -> float | None:
    """How prominent an entity is where a pronoun stands; None when it was not met in that sentence or the two before it."""
    a = annotation
    form = a.forms[word].lower()
    best: float | None = None
    index = bisect_left(entity.seen, word)
    for seen in entity.seen[max(0, index - _RECENT) : index]:
        distance = a.sentence_of[word] - a.sentence_of[seen]
        if distance > 2:
            continue
        score = -2.0 * distance + _prominence(a, seen) + (0.3 if entity.named else 0.0) - (word - seen) / 50
        if distance == 0 and form not in _POSSESSIVE | _REFLEXIVE and _same_clause(a, seen, word):
            score -= 3.0
        best = score if best is None else max(best, score)
    return best


def _agrees(form: str, entity: Entity) -> bool:
    if form in SINGULAR:
        return entity.kind == "person" and not entity.plural and entity.sex in (None, SINGULAR[form])
    if form in _PLURAL:
        return entity.plural or entity.kind in _COLLECTIVE
    return form in _NEUTER and entity.kind not in ("person", "population") and not entity.plural


def _phrase_head(annotation: Annotation, word: int) -> int:
    while annotation.heads[word] >= 0 and annotation.relations[word] in _INNER:
        word = annotation.heads[word]
    return word


def _prominence(annotation: Annotation, seen: int) -> float:
    relation = annotation.relations[_phrase_head(annotation, seen)]
    if relation.startswith("nsubj"):
        return 1.5
    if relation in ("obj", "obl:agent", "iobj"):
        return 0.8
    return -0.3 if relation == "nmod:poss" else 0.0


def _same_clause(annotation: Annotation, seen: int, word: int) -> bool:
    """Whether two words hang on the same predicate, so that a plain pronoun can't point from one to the other."""
    head = annotation.heads[_phrase_head(annotation, seen)]
    return head >= 0 and head == annotation.heads[word]


def nominal_antecedents(
    annotation: Annotation,
    lexicon: ActorWords,
    entities: Sequence[Entity],
    words: WordSpan,
    content: int,
    kind: ActorKind,
    owners: set[int],
    others: set[int],
) -> list[int]:
    """Whom a nominal points back to: the same noun, a title, two of a kind, or a name of its kind; an empty list when to nobody.

    `content` is the noun that says what it is, `owners` are the entities that modify it, `others` those that it can't be.
    """
    a = annotation
    noun = a.lemmas[content]
    determiners = {a.forms[w].lower() for w in range(words[0], content)} & _DEFINITE
    articleless = noun in lexicon.organs and not any(a.relations[c] in ("det", "nummod", "nmod:poss") for c in a.children[content])  # "parliament voted"
    definite = bool(determiners) or articleless or a.tags[content] in ("NNS", "NNPS")
    number = read_number(a.forms[words[0] : words[1] + 1])
    extra = modifiers_of(a, content)
    if noun in _PAIRS and a.tags[content] == "NNS" and (number == (2, 2) or "both" in determiners):
        wanted = _PAIRS[noun]
        recent = _recent(entities, words[0], lambda e: e.named and (wanted is None or e.kind == wanted), 2)
        if len(recent) == 2:
            return recent
    order = [key for key in _by_recency(entities, words[0]) if key not in others]
    fits = ("state",) if noun in lexicon.as_state else _POINTS_TO.get(kind, ())
    several = a.tags[content] in ("NNS", "NNPS") and noun not in lexicon.fighters - _GROUPS  # "the rebels" can be one group, "the groups" can't
    pointing = bool(determiners & {"the", "this", "that"}) and noun in lexicon.pointing and not (owners or several or number or extra - _LOOSE)
    if noun in lexicon.as_state and lexicon.kinds.get(noun) == "government":
        states = [key for key in order if entities[key].kind == "state" and entities[key].named and _near(entities[key], words[0], ("state",), noun)]
        pointing = pointing and len(states) == 1  # of two states the text does not say whose "the government" is
    if number is not None:  # "the 41 groups" are those that were counted before
        order.sort(key=lambda key: entities[key].size is None)
    for key in order:
        entity = entities[key]
        if entity.named:
            if definite and not owners - {entity.represents, key} and called_so(a, lexicon, entity, content):
                return [key]
            if pointing and _near(entity, words[0], fits[:1], noun):
                return [key]  # of two groups the one that was named last
            continue
        counted = bool(entity.heads & _GROUPS) and noun in entity.modifiers  # "the insurgents" are the "insurgent groups"
        if not (noun in entity.heads or (definite and counted)) or not compatible(extra, entity.modifiers, noun):
            continue
        if extra & lexicon.ranked != entity.modifiers & lexicon.ranked:
            continue  # "the vice president" is not the president
        if number and entity.size and not overlaps(number, entity.size[0]):
            continue
        if definite or entity.modifiers == extra:
            return [key]
    if not pointing:
        return []
    return next(([key] for key in order if entities[key].named and _near(entities[key], words[0], fits, noun)), [])


def called_so(annotation: Annotation, lexicon: ActorWords, entity: Entity, content: int) -> bool:
    """Whether a nominal without a name calls an entity as it was called before: by a title, or by the noun in its name ("the court")."""
    noun = annotation.lemmas[content]
    extra = modifiers_of(annotation, content)
    if annotation.tags[content] not in ("NN", "NNP") or (noun in lexicon.organs and entity.kind not in ("person", "government", "military")):
        return False  # "the army" is no rebel army
    if title_fits(extra, noun, entity.titles, lexicon.ranked):
        return True
    return entity.kind not in ("person", "state") and noun in entity.nouns and not extra


def _near(entity: Entity, word: int, kinds: tuple[ActorKind, ...], noun: str) -> bool:
    """Whether an entity is of one of these kinds, the first of which may stand further back, and may be meant by this noun."""
    if entity.kind not in kinds or (entity.kind == "person" and noun not in ("man", "woman", "leader")):
        return False
    return word - (entity.last_before(word) or 0) < (_FAR if entity.kind == kinds[0] else _NEAR)


def modifiers_of(annotation: Annotation, head: int) -> frozenset[str]:
    """The lemmas of a noun's adjectives and compounds, without comparatives and numbers."""
    a = annotation
    return frozenset(a.lemmas[c] for c in a.dependents(head, "compound", "amod") if a.tags[c] not in ("JJR", "JJS", "CD"))


def _by_recency(entities: Sequence[Entity], word: int) -> list[int]:
    met = [(last, key) for key, entity in enumerate(entities) if (last := entity.last_before(word)) is not None]
    return [key for _, key in sorted(met, reverse=True)]


def _recent(entities: Sequence[Entity], word: int, fits: Callable[[Entity], bool], count: int) -> list[int]:
    return [key for key in _by_recency(entities, word) if fits(entities[key])][:count]
