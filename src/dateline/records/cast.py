"""Who is who in one report: names, nominals and pronouns brought together into actors.

One pass in the order of the text, as a reader would take it. A name opens an entity or falls into one that is open (`naming`); a noun that names people or
bodies is a nominal, resolved by its modifiers ("Turkish forces"), by what it stands in apposition to, or by pointing back (`nominals`); a pronoun points
back only (`anaphora`), and one of the first person to who is speaking. What points nowhere stays unresolved.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter
from typing import TYPE_CHECKING

from dateline.records.anaphora import FIRST_PLURAL, FIRST_SINGULAR, SINGULAR, links, pronoun_antecedent, speaker
from dateline.records.entities import Entity, head_noun
from dateline.records.grammar import NOUN_TAGS, antecedent
from dateline.records.names import find_names
from dateline.records.naming import meet_name, place_under
from dateline.records.nominals import meet_nominal

if TYPE_CHECKING:
    from dateline.knowledge import Knowledge, KnownActor
    from dateline.language.annotation import Annotation, Name, WordSpan
    from dateline.ontology import Ontology
    from dateline.sources.report import Report

_OFTEN, _CLEARLY = 2, 2.0  # a country is in play when it is named so often, and so many times as often as the next
_LONGEST_PEOPLE = 3  # words of a state's adjective: "Papua New Guinean"


class Cast:
    """The entities of a report. `at(word)` tells who a noun phrase with that head is.

    `of_word` holds the entities of each word that names any, `known` the entity of each known actor by its id, `countries` how often the report names each
    country, `metonyms` the names of places that stand for a state, `short_for` the entities of acronyms that the report itself explains.
    """

    def __init__(self, report: Report, annotation: Annotation, ontology: Ontology, knowledge: Knowledge) -> None:
        self.report, self.annotation, self.ontology, self.knowledge = report, annotation, ontology, knowledge
        self.entities: list[Entity] = []
        self.names: list[Name] = find_names(report, annotation, knowledge, ontology.actors)
        self.name_of: dict[int, Name] = {word: name for name in self.names for word in range(name.words[0], name.words[1] + 1)}
        self.countries = self._named_countries()
        self.known: dict[str, int] = {}
        self.of_word: dict[int, list[int]] = {}
        self.metonyms: set[WordSpan] = set()
        self.short_for: dict[str, int] = {}
        self._links = links(annotation, [name.words for name in self.names], pronouns_only=True)
        for name in self.names:
            meet_name(self, name)
        for name in self.names:  # again, since "the foreign minister of Brazil" may stand behind the minister's name
            place_under(self, name)
        for word, form in enumerate(annotation.forms):
            if form[0].isupper() and word not in self.name_of and (key := self.nationality(word)) is not None:
                insort(self.entities[key].seen, word)  # a state is met, though not named, in its adjective
        for word in range(len(annotation.words)):
            if word in self.name_of:
                continue
            if (
                annotation.tags[word] in NOUN_TAGS
                or annotation.lemmas[word] in ontology.actors.partitives
                or annotation.relations[word] in ("nsubj", "obl:agent")
            ):
                meet_nominal(self, word)
            if annotation.tags[word] in ("PRP", "PRP$") and annotation.forms[word].lower() not in FIRST_PLURAL | FIRST_SINGULAR:
                antecedent_ = pronoun_antecedent(annotation, self.entities, self.of_word, self._links.get(word, []), word)
                if antecedent_ is not None:
                    self._point(word, antecedent_)

        for word, form in enumerate(annotation.forms):  # only now, since a quotation may stand before its speaker
            if form.lower() in FIRST_PLURAL | FIRST_SINGULAR and annotation.tags[word] in ("PRP", "PRP$"):
                for key in speaker(annotation, self.of_word, self.entities, word):
                    self._point(word, key)

    def _point(self, word: int, key: int) -> None:
        """A pronoun that points to an entity."""
        form = self.annotation.forms[word].lower()
        if form in SINGULAR:
            self.entities[key].sex = SINGULAR[form]
        self.of_word[word] = [*self.of_word.get(word, []), key]
        insort(self.entities[key].seen, word)

    def at(self, word: int) -> list[int]:
        """The entities that a noun phrase with this head word names; empty when it names nobody."""
        return self.of_word.get(antecedent(self.annotation, word), [])

    def all_at(self, word: int) -> list[int]:
        """The entities of a noun phrase and of everything coordinated with it."""
        out: list[int] = []
        for conjunct in self.annotation.conjuncts(antecedent(self.annotation, word)):
            out.extend(key for key in self.at(conjunct) if key not in out)
        return out

    def state(self, known: KnownActor, words: WordSpan | None = None) -> int:
        """The entity of a known actor; `words` become a mention of it."""
        key = self.known.get(known.id)
        if key is None:
            key = self.known[known.id] = len(self.entities)
            self.entities.append(Entity(known.name, known.kind, known.country, known))
            entity = self.entities[key]
            entity.represents = self._represented(known)
            if known.kind == "person":
                entity.heads.add("person")
            elif known.kind != "state":
                entity.nouns.update(head_noun(name) for name in known.names if " " in name)
        if words is not None:
            self.meet(key, words, "name")
        return key

    def state_in_play(self) -> int | None:
        """The state that a report is about, when it names one country clearly more often than any other; else None."""
        (first, often), (_, next_) = [*self.countries.most_common(2), ("", 0), ("", 0)][:2]
        known = self.knowledge.country(first) if often >= _OFTEN and often >= _CLEARLY * next_ else None
        return self.state(known) if known is not None else None

    def nationality(self, word: int) -> int | None:
        """The state whose adjective this word is ("Russian"), or that a name before a noun is ("the Syria talks")."""
        name = self.name_of.get(word)
        if name is not None:
            keys = self.of_word.get(word, [])
            return keys[0] if keys else None
        known, _ = self.people(word)
        if known is None or known.ambiguous:
            return None
        return self.state(known)

    def people(self, word: int) -> tuple[KnownActor | None, WordSpan]:
        """The state whose adjective ends at this word, and the words of it, the longest that there are: "South Sudanese" is not "Sudanese"."""
        forms = self.annotation.forms
        for first in range(max(0, word - _LONGEST_PEOPLE + 1), word + 1):
            if all(form[0].isupper() for form in forms[first : word + 1]) and (known := self.knowledge.demonym(" ".join(forms[first : word + 1]))):
                return known, (first, word)
        return None, (word, word)

    def modifier_entities(self, head: int) -> list[int]:
        """The entities that modify a noun: by name, by nationality, as possessor or after "of", "for", "from"."""
        a = self.annotation
        out: list[int] = []
        if head and a.tags[head - 1] in ("JJ", "NNP") and head - 1 not in self.name_of and (key := self.nationality(head - 1)) is not None:
            out.append(key)  # whatever the parser hangs it on
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

    def meet(self, key: int, words: WordSpan, form: str) -> None:
        """Notes that an entity is mentioned by these words."""
        entity = self.entities[key]
        entity.mentions.setdefault(self.annotation.span(words), form)
        insort(entity.seen, words[0])

    def _represented(self, known: KnownActor) -> int | None:
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
        return None

    def _named_countries(self) -> Counter[str]:
        """How often the report names each country, by its name or by a word for its people."""
        out: Counter[str] = Counter()
        for word in range(len(self.annotation.forms)):
            known, _ = self.people(word)
            if known is not None and known.country:
                out[known.country] += 1
        for name in self.names:
            known = next(iter(self.knowledge.actor(self.annotation.quote(name.words))), None)
            if known is not None and known.id.startswith("state:") and known.country:
                out[known.country] += 1
        return out
