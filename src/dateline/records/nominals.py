"""A common noun that names people or a body: whom it means.

In this order: its own name ("the Islamist faction Ahrar al-Sham", "Foreign Minister Zarif"), what modifies it ("Turkish forces"), what it points back to
("the group", "the minister"), the office or the state that is in play ("the government", in a report on one country), else somebody new.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.records.anaphora import called_so, modifiers_of, nominal_antecedents
from dateline.records.entities import Entity, as_name, title_fits
from dateline.records.grammar import NOUN_TAGS, is_nobody, noun_phrase
from dateline.records.naming import act_for, holds_office
from dateline.records.numbers import read_number

if TYPE_CHECKING:
    from dateline.language.annotation import Annotation, WordSpan
    from dateline.records.cast import Cast
    from dateline.records.model import ActorKind

_GROUPLIKE = frozenset({"armed group", "party", "coalition", "military", "igo", "ngo", "company", "media", "religious", "other", "government"})
_TITLE = 3  # words from a comma to a name: an article and a title
_ABSTRACT = frozenset(["event", "abstract", "time", "object", "substance"])
_COLLECTIVE = frozenset("insurgency rebellion resistance opposition coalition alliance".split())
_PLURAL_TAGS = ("NNS", "NNPS")
_BEFORE_A_TITLE = 12  # words: no title is longer


def meet_nominal(cast: Cast, word: int) -> None:
    """Tells who a common noun means, and opens an entity for whom nobody has met yet; nothing happens where it means no people."""
    a = cast.annotation
    lexicon = cast.ontology.actors
    if is_nobody(a, word):
        return
    content = _content_head(cast, word)
    noun = a.lemmas[content]
    if content == word and noun in lexicon.partitives and any(a.preposition(c) == "of" for c in a.dependents(word, "nmod")):
        return  # "dozens of shells"
    named = _titled(cast, word)
    if named is not None:
        cast.of_word[word] = [named]
        return
    if a.relations[word] in ("compound", "amod", "fixed", "flat", "nmod:desc") and not a.tags[word].startswith("NNP"):
        return
    if content != word and content in cast.of_word:
        cast.of_word[word] = cast.of_word[content]
        return
    people = _people(cast, word)
    if people is not None:
        cast.of_word[word] = [people]
        return
    kind = lexicon.kinds.get(noun)
    if kind is None and (flat := _named_inside(cast, word)) is not None:
        cast.of_word[word] = flat  # "al-Qaida's wing Nusra Front"
        return
    kind = _kind(cast, content, kind)
    if kind is None:
        return
    words = noun_phrase(a, word)
    span = (words[0], words[1])
    inside = _named_inside(cast, word)
    if inside is not None:
        cast.of_word[word] = inside
        for key in inside:
            entity = cast.entities[key]
            if content == word:
                entity.titles.add(modifiers_of(a, content) | {noun})
            if a.relations[word] == "appos" and not any(w in cast.name_of and cast.of_word.get(w) == inside for w in range(span[0], span[1] + 1)):
                cast.meet(key, span, "nominal")  # what the report says that it is
            if entity.kind == "other" and entity.known is None and kind not in ("population", "person"):
                entity.kind = kind
        return
    keys = (
        _by_modifiers(cast, content, noun, span)
        or nominal_antecedents(a, lexicon, cast.entities, span, content, kind, set(cast.modifier_entities(content)), _subjects(cast, word))
        or _in_play(cast, content, noun, span)
        or [_new_nominal(cast, word, content, noun, kind, span)]
    )
    cast.of_word[word] = cast.of_word[content] = keys
    for key in keys:
        cast.meet(key, span, "nominal")


def _subjects(cast: Cast, word: int) -> set[int]:
    """Who is, or gives its name to, the subject of the verb that a nominal depends on: in "Amhara militias fought the rebels" these are others (principle C of
    binding).
    """
    a = cast.annotation
    above = a.heads[word]
    found = [c for c in a.children[above] if c < word and a.relations[c].startswith("nsubj")] if above >= 0 else []
    named = [word for subject in found for each in a.conjuncts(subject) for word in (each, *a.dependents(each, "compound"))]
    return {key for word in named for key in cast.of_word.get(word, [])}


def _kind(cast: Cast, content: int, kind: ActorKind | None) -> ActorKind | None:
    """The kind of actor that a noun names here, or None where it names no actor: by the word list, or by the encoder's type for what is not in it."""
    a = cast.annotation
    noun, entity_type = a.lemmas[content], a.entities[content]
    if kind is None:
        if a.tags[content] not in NOUN_TAGS or entity_type not in ("person", "organization"):
            return None
        if entity_type == "organization":
            return "other"
        return "population" if a.tags[content] in _PLURAL_TAGS else "person"
    abstract = entity_type in _ABSTRACT and noun not in _COLLECTIVE and noun not in cast.ontology.actors.as_state and a.tags[content] != "NNS"
    return None if abstract and not any(c in cast.name_of for c in a.dependents(content, "compound")) else kind


def _content_head(cast: Cast, word: int) -> int:
    """In "Dozens of clerics" are clerics."""
    a, lexicon = cast.annotation, cast.ontology.actors
    if a.lemmas[word] in lexicon.partitives:
        for child in a.dependents(word, "nmod"):
            if a.preposition(child) == "of" and (a.lemmas[child] in lexicon.kinds or a.entities[child] in ("person", "organization")):
                return child
    return word


def _titled(cast: Cast, word: int) -> int | None:
    """The person whose title a singular noun right before a name is: "former president Ana Lima", "the journalist and activist Omar Keita"."""
    a, lexicon = cast.annotation, cast.ontology.actors
    noun = a.lemmas[word]
    if a.tags[word] in _PLURAL_TAGS or not (a.entities[word] == "person" or noun in lexicon.speakers or lexicon.kinds.get(noun) == "person"):
        return None
    name = None
    for end in range(word + 1, min(word + _BEFORE_A_TITLE, len(a.forms))):
        name = cast.name_of.get(end)
        if name is not None and name.label != "LOC" and name.words[0] == end:
            keys = cast.of_word.get(end, [])
            if len(keys) == 1 and cast.entities[keys[0]].kind == "person":
                break
        if end in cast.name_of or not _goes_on(cast, word, end):
            return None
    else:
        return None
    if name is None or a.sentence_of[word] != a.sentence_of[name.words[0]] or _is_new_clause(cast, word, name.words):
        return None
    key = cast.of_word[name.words[0]][0]
    cast.entities[key].titles.add(modifiers_of(a, word) | {noun})
    act_for(cast, key, cast.modifier_entities(word), office=holds_office(cast, [word], word))
    return key


def _goes_on(cast: Cast, word: int, end: int) -> bool:
    """Whether a title still goes on at a word: "Secretary *of State* X", "journalist *and human rights activist* X"."""
    a = cast.annotation
    if a.relations[end] == "case":
        return a.forms[end].lower() == "of" and a.forms[word][0].isupper() and a.forms[end + 1][0].isupper()
    if a.relations[end] == "cc":
        return any(a.relations[c] == "conj" and c > end and a.tags[c] not in _PLURAL_TAGS and a.tags[c] in NOUN_TAGS for c in a.children[word])
    if a.tags[end] in ("DT", "PRP$", "IN", "TO", "CD") or not a.forms[end][0].isalnum():
        return False
    above = a.heads[end]
    return (
        above >= 0
        and word <= above <= word + _BEFORE_A_TITLE
        and a.tags[end] in (*NOUN_TAGS, "JJ")
        and (above == word or above > end or a.relations[above] in ("conj", "nmod"))
    )


def _is_new_clause(cast: Cast, word: int, name: WordSpan) -> bool:
    """Whether a name behind a noun is the subject of a clause about it: "the man Obama met"."""
    a = cast.annotation
    for part in range(name[0], name[1] + 1):
        above = a.heads[part]
        if above > name[1] and a.relations[above] in ("acl:relcl", "acl") and a.heads[above] == word:
            return True
    return False


def _people(cast: Cast, word: int) -> int | None:
    """The people that a plural nationality names: "Iranians"."""
    a = cast.annotation
    form = a.forms[word]
    known = cast.knowledge.demonym(form) if a.tags[word] in _PLURAL_TAGS and form[0].isupper() else None
    if known is None or a.relations[word] in ("compound", "amod") or any(a.relations[c] in ("nummod", "amod", "acl", "acl:relcl") for c in a.children[word]):
        return None
    for key, entity in enumerate(cast.entities):
        if entity.kind == "population" and entity.country == known.country and form in entity.nouns:
            cast.meet(key, (word, word), "name")
            return key
    cast.entities.append(Entity(form, "population", known.country, heads={a.lemmas[word]}, plural=True, named=True, nouns={form}))
    cast.meet(len(cast.entities) - 1, (word, word), "name")
    return len(cast.entities) - 1


def _named_inside(cast: Cast, word: int) -> list[int] | None:
    """In "The Islamist faction Ahrar al-Sham", "Foreign Minister Zarif": a nominal with its own name is that name's entity."""
    a = cast.annotation
    head = a.heads[word]
    if head >= 0 and a.relations[word] == "appos" and head in cast.name_of and cast.of_word.get(head):
        return _apposed(cast, word, head)
    if (
        any(a.relations[c] == "cop" for c in a.children[word])
        and a.lemmas[word] not in cast.ontology.actors.partitives  # who is "a member of the bloc" is not the bloc
        and a.preposition(word) is None
        and not any(a.forms[c].lower() in cast.ontology.cues.negators for c in a.children[word])
    ):
        subject = next((c for c in a.dependents(word, "nsubj")), None)  # "X is a separatist group"
        if subject is not None and len(cast.of_word.get(subject, [])) == 1:
            return cast.of_word[subject]
    for child in a.children[word]:
        if a.relations[child] in ("flat", "appos", "compound", "nmod:desc") and child in cast.name_of and cast.name_of[child].label != "LOC":
            name = cast.name_of[child]
            adjacent = name.words[0] == word + 1 or (a.relations[child] == "appos" and (name.words[0] - word <= 3 or _explains(a, word, name.words[0])))
            if adjacent and not (a.relations[child] == "compound" and child < word):
                return cast.of_word.get(name.words[0])
    return _called(cast, word)


def _explains(annotation: Annotation, word: int, name: int) -> bool:
    """Whether a name after a comma says who one of several is: "one of its leaders, Ana Lima", "a commander loyal to the king, Ana Lima"."""
    a = annotation
    one = a.forms[word].lower() == "one" or any(a.forms[c].lower() in ("a", "an") for c in a.dependents(word, "det"))
    return one and "," in a.forms[max(name - _TITLE, word) : name]


def _called(cast: Cast, word: int) -> list[int] | None:
    """In "militias known as Fano", "a group called the Free Men": the bearer of the name that a naming participle right after the noun gives it."""
    a = cast.annotation
    for verb in a.dependents(word, "acl"):
        if a.forms[verb].lower() in cast.ontology.actors.naming and a.tags[verb] in ("VBN", "VBD"):
            for child in a.children[verb]:
                if child > verb and child in cast.name_of and cast.name_of[child].label != "LOC" and a.relations[child] in ("obl", "xcomp", "obj"):
                    return cast.of_word.get(child)
    return None


def _apposed(cast: Cast, word: int, head: int) -> list[int]:
    """In "X, a separatist group": the name; in "the commander of X, a separatist group" X and not its commander."""
    a = cast.annotation
    keys = cast.of_word[head]
    kind = cast.ontology.actors.kinds.get(a.lemmas[word])
    if cast.entities[keys[0]].kind == "person" and kind not in (None, "person", "population"):
        first = noun_phrase(a, word)[0]
        before = next((w for w in range(first - 1, head, -1) if w in cast.name_of), None)
        others = cast.of_word.get(before, []) if before is not None else []
        return [k for k in others if cast.entities[k].kind != "person"] or keys
    return keys


def _by_modifiers(cast: Cast, head: int, noun: str, words: WordSpan) -> list[int]:
    """A nominal that its modifiers tie to a state or a body."""
    a, lexicon = cast.annotation, cast.ontology.actors
    owners = cast.modifier_entities(head)
    if not owners:
        return []
    owner = cast.entities[owners[0]]
    if is_state(owner):
        if noun in lexicon.as_state:
            return owners if len(owners) > 1 and a.tags[head] == "NNS" else owners[:1]
        if noun in lexicon.voices:
            return owners[:1]
        if noun in lexicon.organs:
            holder = _holder(cast, head, owners[0])
            return [_organ(cast, owners[0], noun, head, words) if holder is None else holder]
        return []
    if owner.kind == "person" and noun in lexicon.ruled:  # "Assad's government"
        if owner.represents is None and owner.country is not None and (country := cast.knowledge.get(f"state:{owner.country}")) is not None:
            return [cast.state(country)]
        return [owner.represents] if owner.represents is not None else []
    if owner.kind in _GROUPLIKE and noun not in lexicon.inhabitants and a.tags[head] in ("NNS", "NN"):
        named = any(c in cast.name_of for c in a.dependents(head, "compound", "amod"))
        if noun in lexicon.voices or noun in ("source", "statement") or noun in lexicon.fighters or (named and noun in lexicon.pointing):
            return owners[:1]
    return []


def is_state(entity: Entity) -> bool:
    """Whether an entity is a state, or a territory that acts as one."""
    return entity.kind == "state" or (entity.known is not None and entity.known.id.startswith("state:"))


def _in_play(cast: Cast, content: int, noun: str, words: WordSpan) -> list[int]:
    """Whom "the government", "the army", "the president" mean without a country, in a report that is about one."""
    a, lexicon = cast.annotation, cast.ontology.actors
    determiners = [w for w in a.children[content] if a.relations[w] == "det"]
    if any(a.forms[w].lower() != "the" for w in determiners) or cast.modifier_entities(content):
        return []
    state = cast.state_in_play()
    if state is None or noun not in lexicon.organs | lexicon.as_state or a.dependents(content, "nummod"):
        return []
    bare = not modifiers_of(a, content)
    if noun in lexicon.as_state:
        civil = lexicon.kinds.get(noun) in ("government", "state")
        return [state] if bare and civil and (noun == "authority" or (determiners and a.tags[content] == "NN")) else []
    holder = _holder(cast, content, state) if determiners else None
    if holder is not None:
        return [holder]
    force = lexicon.kinds.get(noun) in ("military", "government") and (determiners or a.tags[content] == "NN" or noun == "police")
    return [_organ(cast, state, noun, content, words)] if force and bare and noun not in lexicon.speakers else []


def _holder(cast: Cast, content: int, state: int) -> int | None:
    """The person who holds the office that a nominal names in a state: called so in the report, else by the knowledge base on the report's day."""
    a, lexicon = cast.annotation, cast.ontology.actors
    noun = a.lemmas[content]
    if a.tags[content] in _PLURAL_TAGS or any(a.forms[c].lower() in ("a", "an", "another") for c in a.children[content]):
        return None
    said = frozenset(m for m in modifiers_of(a, content) if cast.knowledge.demonym(m.title()) is None)
    for key, entity in enumerate(cast.entities):
        if entity.named and entity.kind == "person" and entity.represents == state and title_fits(said, noun, entity.titles, lexicon.ranked):
            return key
    office = lexicon.offices.get(" ".join([*(a.lemmas[c] for c in a.dependents(content, "compound", "amod") if a.lemmas[c] in said), noun]))
    known = cast.entities[state].known
    if office is None or known is None or cast.report.published is None:
        return None
    holders = cast.knowledge.holders(office, known.id, cast.report.published)
    return cast.state(holders[0]) if len(holders) == 1 else None


def _organ(cast: Cast, owner: int, noun: str, head: int, words: WordSpan) -> int:
    """In "Turkish forces": an actor of its own that represents the state."""
    country = cast.entities[owner].country
    a = cast.annotation
    extra = frozenset(a.lemmas[c] for c in a.dependents(head, "compound", "amod") if cast.nationality(c) is None) & modifiers_of(a, head)
    for key in range(len(cast.entities) - 1, -1, -1):
        entity = cast.entities[key]
        if entity.represents != owner:
            continue
        if (noun in entity.heads and (extra <= entity.modifiers or entity.modifiers <= extra)) or (
            entity.named and entity.kind != "person" and called_so(a, cast.ontology.actors, entity, head)
        ):
            return key
    kind = cast.ontology.actors.kinds.get(noun, "government")
    entity = Entity(as_name(a.quote(words)), kind, country, represents=owner, heads={noun}, modifiers=extra, plural=a.tags[head] == "NNS")
    cast.entities.append(entity)
    return len(cast.entities) - 1


def _new_nominal(cast: Cast, word: int, content: int, noun: str, kind: ActorKind, words: WordSpan) -> int:
    a, lexicon = cast.annotation, cast.ontology.actors
    owners = cast.modifier_entities(content)
    number = read_number(a.forms[words[0] : max(word, content) + 1])
    plural = a.tags[content] in _PLURAL_TAGS or noun == "people"
    entity = Entity(
        as_name(a.quote(words)),
        "population" if plural and kind == "person" else kind,
        heads={noun},
        modifiers=frozenset(a.lemmas[c] for c in a.dependents(content, "compound", "amod")),
        plural=plural,
    )
    if number and plural:
        entity.size = (number, a.span((words[0], max(word, content))))
    people, _ = cast.people(content)
    if people is not None and not people.ambiguous:
        entity.country = people.country  # "hundreds of Kenyans"
    if owners:
        owner = cast.entities[owners[0]]
        entity.country = owner.country
        if owner.kind != "person" and kind in ("government", "military", "person") and noun in lexicon.organs | lexicon.speakers:
            entity.represents = owners[0]
    cast.entities.append(entity)
    return len(cast.entities) - 1
