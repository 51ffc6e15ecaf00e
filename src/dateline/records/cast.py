"""Who is who in one report: names, nominals and pronouns brought together into actors.

One pass in the order of the text, as a reader would take it. A name opens an entity or falls into one that is open (the same knowledge-base actor, the
same words, a surname, an acronym in brackets); a noun that names people or bodies is a nominal, resolved by its modifiers ("Turkish forces"), by what
it stands in apposition to, or by pointing back ("the group"); a pronoun points back only. What points nowhere stays unresolved.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter
from typing import TYPE_CHECKING

from dateline.records.anaphora import SINGULAR, links, modifiers_of, nominal_antecedents, pronoun_antecedent
from dateline.records.entities import Entity, as_name, is_acronym_of, is_part, is_part_of_title, plain
from dateline.records.grammar import NOUN_TAGS, antecedent, noun_phrase
from dateline.records.names import find_names
from dateline.records.numbers import read_number
from dateline.records.resolution import choose

if TYPE_CHECKING:
    from dateline.knowledge import Knowledge, KnownActor
    from dateline.language.annotation import Annotation, Name, WordSpan
    from dateline.ontology import Ontology
    from dateline.records.model import ActorKind
    from dateline.sources.report import Report

_PARTITIVES = frozenset(
    """dozen hundred thousand ten score number majority some many most several member group handful all part any none one million lot few other rest each
    both half""".split()
)
_GROUPLIKE = frozenset({"armed group", "party", "coalition", "military", "igo", "ngo", "company", "media", "religious", "other", "government"})
_NATIVE = frozenset("people civilian citizen resident child woman man refugee migrant population family villager worker student".split())
_FIGHTERS = frozenset(
    """fighter militant force troop insurgent rebel group gunman jihadist soldier guerrilla terrorist militia movement organisation organization""".split()
)
_VOICES = frozenset("spokesman spokeswoman spokesperson official".split())
_ABSTRACT = frozenset(["event", "abstract", "time", "object", "substance"])
_STAYING = frozenset("in at near outside around across throughout inside over into".split())
_DEALINGS = frozenset(
    """alliance talk tie relation war deal agreement sanction support call dispute threat accuse blame tension ally pressure treaty cooperation""".split()
)
_UPON_ACTORS = frozenset("warn tell support back".split())
_OF_A_TOWN = frozenset("street mayor airport suburb centre center outskirts district university resident".split())
_COLLECTIVE = frozenset("insurgency rebellion resistance opposition coalition alliance".split())
_RANKS = frozenset(["Gen", "Lt", "Col", "Maj", "Sen", "Rep", "Gov"])


class Cast:
    """The entities of a report. `at(word)` tells who a noun phrase with that head is."""

    def __init__(self, report: Report, annotation: Annotation, ontology: Ontology, knowledge: Knowledge) -> None:
        self.report, self.annotation, self.ontology, self.knowledge = report, annotation, ontology, knowledge
        self.entities: list[Entity] = []
        self.names: list[Name] = find_names(report, annotation, knowledge)
        self.name_of: dict[int, Name] = {word: name for name in self.names for word in range(name.words[0], name.words[1] + 1)}
        self._countries = self._in_play()
        self._known: dict[str, int] = {}
        self._of_word: dict[int, list[int]] = {}
        self.metonyms: set[WordSpan] = set()
        self._links = links(annotation, [name.words for name in self.names])
        for name in self.names:
            self._name(name)
        for word, form in enumerate(annotation.forms):
            if form[0].isupper() and word not in self.name_of and (key := self.nationality(word)) is not None:
                insort(self.entities[key].seen, word)  # a state is met, though not named, in its adjective
        for word in range(len(annotation.words)):
            if word in self.name_of:
                continue
            if annotation.tags[word] in NOUN_TAGS or annotation.lemmas[word] in _PARTITIVES or annotation.relations[word] in ("nsubj", "obl:agent"):
                self._nominal(word)
            if annotation.tags[word] in ("PRP", "PRP$"):
                antecedent_ = pronoun_antecedent(annotation, self.entities, self._of_word, self._links.get(word, []), word)
                if antecedent_ is not None:
                    self._point(word, antecedent_)

    def _point(self, word: int, key: int) -> None:
        """A pronoun that points to an entity."""
        form = self.annotation.forms[word].lower()
        if form in SINGULAR:
            self.entities[key].sex = SINGULAR[form]
        self._of_word[word] = [key]
        insort(self.entities[key].seen, word)

    def at(self, word: int) -> list[int]:
        """The entities that a noun phrase with this head word names; empty when it names nobody."""
        return self._of_word.get(antecedent(self.annotation, word), [])

    def all_at(self, word: int) -> list[int]:
        """The entities of a noun phrase and of everything coordinated with it."""
        out: list[int] = []
        for conjunct in self.annotation.conjuncts(antecedent(self.annotation, word)):
            out.extend(key for key in self.at(conjunct) if key not in out)
        return out

    def state(self, known: KnownActor, words: WordSpan | None = None) -> int:
        """The entity of a known actor; `words` become a mention of it."""
        key = self._known.get(known.id)
        if key is None:
            key = self._known[known.id] = len(self.entities)
            self.entities.append(Entity(known.name, known.kind, known.country, known))
            self.entities[key].represents = self._represented(known, key)
            if known.kind == "person":
                self.entities[key].heads.add("person")
        if words is not None:
            self._meet(key, words, "name")
        return key

    def nationality(self, word: int) -> int | None:
        """The state whose adjective this word is ("Russian"), or that a name before a noun is ("the Syria talks")."""
        name = self.name_of.get(word)
        if name is not None:
            keys = self._of_word.get(word, [])
            return keys[0] if keys else None
        known = self.knowledge.demonym(self.annotation.forms[word])
        if known is None or known.ambiguous:
            return None
        return self.state(known)

    def modifier_entities(self, head: int) -> list[int]:
        """The entities that modify a noun: by name, by nationality, as possessor or after "of", "for", "from"."""
        a = self.annotation
        out: list[int] = []
        for child in a.children[head]:
            relation = a.relations[child]
            base = relation.split(":")[0]
            if base in ("amod", "compound", "nmod") and (relation == "nmod:poss" or a.preposition(child) in (None, "of", "for", "from", "with")):
                for conjunct in a.conjuncts(child):
                    key = self.nationality(conjunct)
                    keys = [key] if key is not None else (self.at(conjunct) if base == "nmod" else [])
                    out.extend(k for k in keys if k not in out)
                if base == "compound" and not out:  # "Turkish-backed", "US-led": the name hangs under the participle
                    out.extend(k for grandchild in a.dependents(child, "amod", "compound") if (k := self.nationality(grandchild)) is not None)
        return out

    def _meet(self, key: int, words: WordSpan, form: str) -> None:
        entity = self.entities[key]
        entity.mentions.setdefault(self.annotation.span(words), form)
        insort(entity.seen, words[0])

    def _represented(self, known: KnownActor, own: int) -> int | None:
        """The state or body that a known person or organ acts for, on the day of the report."""
        day = self.report.published
        for office in known.offices:
            if day is None or ((office.since is None or office.since <= day) and (office.until is None or day <= office.until)):
                holder = self.knowledge.get(office.of)
                if holder is not None and holder.id != known.id:
                    return self.state(holder)
        if known.kind in ("government", "military") and known.part_of:
            above = self.knowledge.get(known.part_of[0])
            if above is not None:
                return self.state(above)
        return None if own >= 0 else own

    def _name(self, name: Name) -> None:
        """A proper name: into an open entity, or a new one."""
        a = self.annotation
        surface = " ".join(a.quote(name.words).split())
        head = self._head(name.words)
        keys = self._resolve_name(name, surface, head)
        for word in range(name.words[0], name.words[1] + 1):
            self._of_word[word] = keys
        for key in keys:
            self._meet(key, name.words, "name")
            entity = self.entities[key]
            entity.named = True
            self._describe(key, head)

    def _resolve_name(self, name: Name, surface: str, head: int) -> list[int]:
        known, rivals = self._meant(surface)
        capital = self.knowledge.capital(surface)
        if name.label == "LOC" and capital is not None and not (known and known.id.startswith("state:")):
            if self._acts(head) and not capital.ambiguous:
                self.metonyms.add(name.words)
                return [self.state(capital)]
            return []
        if known and not (known.ambiguous and name.label == "PER" and known.kind != "person") and self._fits(known, name):
            return [self.state(known)]
        if name.label == "LOC":
            return []
        if capital is not None and capital.via == "seat":
            self.metonyms.add(name.words)
            return [self.state(capital)]
        earlier = self._same_name(surface, name)
        if earlier is not None:
            return [earlier]
        kind: ActorKind = "person" if name.label == "PER" else self._kind_of_name(surface)
        if kind == "other" and len({rival.kind for rival in rivals}) == 1:
            kind = rivals[0].kind
        entity = Entity(surface, kind, named=True, candidates=rivals)
        self.entities.append(entity)
        return [len(self.entities) - 1]

    def _meant(self, surface: str) -> tuple[KnownActor | None, tuple[KnownActor, ...]]:
        """The known actor that a name means here, or None and those between which the report does not decide."""
        report = self.report
        found = self.knowledge.actor(surface, report.published)
        return choose(found, day=report.published, countries=self._countries, met=self._known.keys(), text=report.text)

    def _in_play(self) -> Counter[str]:
        """How often the report names each country, by its name or by a word for its people."""
        out: Counter[str] = Counter()
        for form in self.annotation.forms:
            known = self.knowledge.demonym(form) if form[0].isupper() else None
            if known is not None and known.country:
                out[known.country] += 1
        for name in self.names:
            known = next(iter(self.knowledge.actor(self.annotation.quote(name.words))), None)
            if known is not None and known.id.startswith("state:") and known.country:
                out[known.country] += 1
        return out

    def _fits(self, known: KnownActor, name: Name) -> bool:
        """A surname alone may mean a known person only when nobody of that name was introduced in full."""
        if known.kind != "person" or name.words[0] != name.words[1]:
            return True
        return not any(e.kind == "person" and e.known is None and e.name.split()[-1] == self.annotation.forms[name.words[0]] for e in self.entities)

    def _same_name(self, surface: str, name: Name) -> int | None:
        """An entity met before under the same name, a longer one, or one that this is the acronym of."""
        a = self.annotation
        mine = plain(surface)
        for key in range(len(self.entities) - 1, -1, -1):
            entity = self.entities[key]
            if not entity.named:
                continue
            for span in entity.mentions:
                other = " ".join(a.text[span[0] : span[1]].split())
                if plain(other) == mine:
                    return key
                if entity.mentions[span] != "name":
                    continue
                if name.label == "PER" and entity.kind == "person" and is_part(surface, other):
                    return key
                if name.label != "PER" and entity.kind != "person" and (is_acronym_of(surface, other) or is_part_of_title(mine, plain(other))):
                    return key
        before = name.words[0] - 1
        if before > 0 and a.forms[before] == "(" and len(surface) <= 10 and " " not in surface and before - 1 in self.name_of:
            previous = self._of_word.get(before - 1, [])  # "Kurdistan Freedom Falcons (TAK)": the acronym need not match
            if previous and self.entities[previous[0]].kind != "person":
                return previous[0]
        return None

    def _kind_of_name(self, surface: str) -> ActorKind:
        words = surface.lower().split()
        table = self.ontology.actors.name_kinds
        for size in (2, 1):
            tail = " ".join(words[-size:])
            if tail in table:
                return table[tail]
        for word in words:
            if word in table and table[word] in ("armed group", "party", "government", "military"):
                return table[word]
        return "other"

    def _describe(self, key: int, head: int) -> None:
        """What the words around a name tell of it: its kind, its title, whom it acts for."""
        a, entity = self.annotation, self.entities[key]
        describing = [c for c in a.children[head] if a.relations[c] in ("compound", "appos", "nmod:desc", "flat", "amod") and c not in self.name_of]
        above = a.heads[head]
        if above >= 0 and a.relations[head] in ("appos", "flat", "compound", "nmod:desc") and above not in self.name_of and a.tags[above] in NOUN_TAGS:
            describing.append(above)
        kinds = self.ontology.actors.kinds
        modifiers: list[int] = []
        for word in describing:
            noun = a.lemmas[word]
            if noun in kinds and entity.kind == "other" and entity.known is None and kinds[noun] not in ("population", "person"):
                entity.kind = kinds[noun]
            if entity.kind == "person":
                entity.titles.add(noun)
                modifiers.extend(self.modifier_entities(word))
        if entity.kind == "person" and entity.represents is None:
            speaker = any(a.lemmas[w] in self.ontology.actors.speakers or a.forms[w].rstrip(".") in _RANKS for w in describing)
            if speaker or any(a.forms[w][0].isupper() for w in describing):
                modifiers = [*modifiers, *self.modifier_entities(head)]
                entity.represents = next((k for k in modifiers if k != key and self.entities[k].kind != "person"), None)
                if entity.represents is not None and entity.country is None:
                    entity.country = self.entities[entity.represents].country

    def _head(self, words: WordSpan) -> int:
        for word in range(words[0], words[1] + 1):
            if not words[0] <= self.annotation.heads[word] <= words[1]:
                return word
        return words[1]

    def _acts(self, head: int) -> bool:
        """Whether a capital stands where an actor stands: a subject, an agent, a possessor, the object of an act upon an actor, a party to dealings."""
        a = self.annotation
        relation, above, preposition = a.relations[head], a.heads[head], a.preposition(head)
        if relation == "conj" and above >= 0:
            return self._acts(above)
        if preposition in _STAYING:
            return False
        if relation in ("nsubj", "nsubj:pass", "obl:agent", "iobj"):
            return above < 0 or not a.dependents(above, "cop")
        if above < 0:
            return False
        if relation == "nmod:poss":
            return a.lemmas[above] not in _OF_A_TOWN
        if relation == "obj":
            return a.lemmas[above] in self.ontology.cues.stances or a.lemmas[above] in _UPON_ACTORS
        return preposition in ("against", "with", "between", "on", "for") and a.lemmas[above] in _DEALINGS

    def _nominal(self, word: int) -> None:
        """A common noun that names people or a body."""
        a = self.annotation
        content = self._content_head(word)
        noun = a.lemmas[content]
        if content == word and noun in _PARTITIVES and any(a.preposition(c) == "of" for c in a.dependents(word, "nmod")):
            return  # "dozens of shells"
        if a.relations[word] in ("compound", "amod", "fixed", "flat") and not a.tags[word].startswith("NNP"):
            return
        if content != word and content in self._of_word:
            self._of_word[word] = self._of_word[content]
            return
        kind = self.ontology.actors.kinds.get(noun)
        entity_type = a.entities[content]
        if kind is None and (flat := self._named_inside(word)) is not None:
            self._of_word[word] = flat  # "al-Qaida's wing Nusra Front"
            return
        if kind is None:
            if entity_type == "person" and a.tags[content] in NOUN_TAGS:
                kind = "population" if a.tags[content] in ("NNS", "NNPS") else "person"
            elif entity_type == "organization" and a.tags[content] in NOUN_TAGS:
                kind = "other"
            else:
                return
        elif (
            entity_type in _ABSTRACT
            and noun not in _COLLECTIVE
            and noun not in self.ontology.actors.as_state
            and a.tags[content] != "NNS"
            and not any(c in self.name_of for c in a.dependents(content, "compound"))
        ):
            return
        words = noun_phrase(a, word)
        span = (words[0], words[1])
        named = self._named_inside(word)
        if named is not None:
            self._of_word[word] = named
            for key in named:
                entity = self.entities[key]
                entity.titles.add(noun)
                if entity.kind == "other" and entity.known is None and kind not in ("population", "person"):
                    entity.kind = kind
            return
        keys = self._by_modifiers(content, noun, span) or nominal_antecedents(
            a, self.ontology.actors, self.entities, span, content, kind, set(self.modifier_entities(content))
        )
        if not keys:
            keys = [self._new_nominal(word, content, noun, kind, span)]
        self._of_word[word] = self._of_word[content] = keys
        for key in keys:
            self._meet(key, span, "nominal")

    def _content_head(self, word: int) -> int:
        """In "Dozens of clerics" are clerics."""
        a = self.annotation
        if a.lemmas[word] in _PARTITIVES:
            for child in a.dependents(word, "nmod"):
                if a.preposition(child) == "of" and (a.lemmas[child] in self.ontology.actors.kinds or a.entities[child] in ("person", "organization")):
                    return child
        return word

    def _named_inside(self, word: int) -> list[int] | None:
        """In "The Islamist faction Ahrar al-Sham", "Foreign Minister Zarif": a nominal with its own name is that name's entity."""
        a = self.annotation
        head = a.heads[word]
        if head >= 0 and a.relations[word] == "appos" and head in self.name_of and self._of_word.get(head):
            return self._apposed(word, head)
        if (
            any(a.relations[c] == "cop" for c in a.children[word])
            and a.preposition(word) is None
            and not any(a.forms[c].lower() in self.ontology.cues.negators for c in a.children[word])
        ):
            subject = next((c for c in a.dependents(word, "nsubj")), None)  # "X is a separatist group"
            if subject is not None and len(self._of_word.get(subject, [])) == 1:
                return self._of_word[subject]
        for child in a.children[word]:
            if a.relations[child] in ("flat", "appos", "compound", "nmod:desc") and child in self.name_of and self.name_of[child].label != "LOC":
                name = self.name_of[child]
                adjacent = name.words[0] == word + 1 or (a.relations[child] == "appos" and name.words[0] - word <= 3)
                if adjacent and not (a.relations[child] == "compound" and child < word):
                    return self._of_word.get(name.words[0])
        return None

    def _apposed(self, word: int, head: int) -> list[int]:
        """In "X, a separatist group": the name; in "the commander of X, a separatist group" X and not its commander."""
        a = self.annotation
        keys = self._of_word[head]
        kind = self.ontology.actors.kinds.get(a.lemmas[word])
        if self.entities[keys[0]].kind == "person" and kind not in (None, "person", "population"):
            first = noun_phrase(a, word)[0]
            before = next((w for w in range(first - 1, head, -1) if w in self.name_of), None)
            others = self._of_word.get(before, []) if before is not None else []
            return [k for k in others if self.entities[k].kind != "person"] or keys
        return keys

    def _by_modifiers(self, head: int, noun: str, words: WordSpan) -> list[int]:
        """A nominal that its modifiers tie to a state or a body."""
        lexicon = self.ontology.actors
        owners = self.modifier_entities(head)
        if not owners:
            return []
        owner = self.entities[owners[0]]
        state = owner.kind == "state" or (owner.known is not None and owner.known.id.startswith("state:"))
        if state:
            if noun in lexicon.as_state:
                return owners if len(owners) > 1 and self.annotation.tags[head] == "NNS" else owners[:1]
            if noun in _VOICES:
                return owners[:1]
            if noun in lexicon.organs:
                return [self._organ(owners[0], noun, head, words)]
            return []
        if owner.kind == "person" and owner.represents is not None and noun in ("government", "regime", "administration"):
            return [owner.represents]  # "Assad's government"
        if owner.kind in _GROUPLIKE and noun not in _NATIVE and self.annotation.tags[head] in ("NNS", "NN"):
            named = any(c in self.name_of for c in self.annotation.dependents(head, "compound", "amod"))
            if noun in _VOICES or noun in ("source", "statement") or noun in _FIGHTERS or (named and noun in lexicon.pointing):
                return owners[:1]
        return []

    def _organ(self, owner: int, noun: str, head: int, words: WordSpan) -> int:
        """In "Turkish forces": an actor of its own that represents the state."""
        country = self.entities[owner].country
        a = self.annotation
        extra = frozenset(a.lemmas[c] for c in a.dependents(head, "compound", "amod") if self.nationality(c) is None) & modifiers_of(a, head)
        for key in range(len(self.entities) - 1, -1, -1):
            entity = self.entities[key]
            if entity.represents == owner and noun in entity.heads and (extra <= entity.modifiers or entity.modifiers <= extra):
                return key
        kind = self.ontology.actors.kinds.get(noun, "government")
        entity = Entity(as_name(a.quote(words)), kind, country, represents=owner, heads={noun}, modifiers=extra, plural=a.tags[head] == "NNS")
        self.entities.append(entity)
        return len(self.entities) - 1

    def _new_nominal(self, word: int, content: int, noun: str, kind: ActorKind, words: WordSpan) -> int:
        a = self.annotation
        owners = self.modifier_entities(content)
        number = read_number(a.forms[words[0] : max(word, content) + 1])
        plural = a.tags[content] in ("NNS", "NNPS") or noun == "people"
        entity = Entity(
            as_name(a.quote(words)),
            "population" if plural and kind == "person" else kind,
            heads={noun},
            modifiers=frozenset(a.lemmas[c] for c in a.dependents(content, "compound", "amod")),
            plural=plural,
        )
        if number and plural:
            entity.size = (number, a.span((words[0], max(word, content))))
        if owners:
            owner = self.entities[owners[0]]
            entity.country = owner.country
            if owner.kind != "person" and kind in ("government", "military", "person") and noun in self.ontology.actors.organs | self.ontology.actors.speakers:
                entity.represents = owners[0]
        self.entities.append(entity)
        return len(self.entities) - 1
