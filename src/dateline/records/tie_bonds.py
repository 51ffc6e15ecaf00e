"""A tie in the making, and who stands at its ends.

An end may be a noun phrase that names nobody by itself: the aspirations of a people stand for the people, "groups such as A and B" for A and B, and the
"we" of a statement for whoever makes it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dateline.records.entities import plain
from dateline.records.grammar import antecedent, noun_phrase
from dateline.records.resolution import choose

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from dateline.knowledge import KnownActor
    from dateline.language.annotation import Annotation, WordSpan
    from dateline.ontology import Ontology
    from dateline.records.cast import Cast
    from dateline.records.drafts import Draft
    from dateline.records.model import Polarity, TieKind
    from dateline.records.tie_lexicon import TieWords

SYMMETRIC = frozenset(["allied_with", "opposes", "fights"])
_JOINT = 4  # words between two names of a list: ", and the"
_LINKS = 3  # how far up an abstract noun its actor may stand: "the rights of the people of X"


@dataclass(slots=True)
class Bond:
    """A tie in the making. `since` and `until` are calendar dates, where the report gives them."""

    a: int
    b: int
    kind: TieKind
    words: WordSpan
    polarity: Polarity = "affirmed"
    claims: list[Draft] = field(default_factory=list)
    at: int = -1
    """The word that states the relation."""
    since: datetime.date | None = None
    until: datetime.date | None = None
    settled: bool = False
    """Whether its polarity follows from the construction, so that a wish over the word does not make it one that is sought."""
    member: bool = False
    """Whether it is said of somebody that he is a member, which he is beside any office that he acts in."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What every construction is read with: the words, who is who, what words mean, and whose speech a word stands in."""

    annotation: Annotation
    cast: Cast
    ontology: Ontology
    words: TieWords
    claims: list[Draft]
    participants: frozenset[int]
    """Who speaks, is spoken to, acts or is acted upon; a nominal that is none of these is a description and no actor."""
    seats: dict[int, list[WordSpan]] = field(default_factory=dict)
    """The capitals that were read as their states, by state: they are mentions of it where a tie comes of it."""

    def kind(self, key: int) -> str:
        """The kind of actor that an entity is."""
        return self.cast.entities[key].kind

    def kind_of_noun(self, word: int) -> str | None:
        """The kind of actor that a common noun names."""
        found = self.ontology.actors.kinds.get(self.annotation.lemmas[word])
        return "person" if found is None or self.annotation.entities[word] == "person" else found

    def at(self, word: int) -> list[int]:
        """The actors that a noun phrase names, with what is coordinated with it, the examples that it gives, and whom "we" means."""
        out: list[int] = []
        for conjunct in self.coordinated(self._antecedent(word)):
            examples = self.examples(conjunct)
            here = [key for key in self.cast.at(conjunct) if (not examples or self.cast.entities[key].named) and not self._is_against(conjunct, key)]
            out.extend(here or ([] if examples else self._speakers(conjunct) or self._seat(conjunct)))
            out.extend(examples)
        return list(dict.fromkeys(out))

    def _is_against(self, word: int, key: int) -> bool:
        """Whether a noun phrase was taken for an actor that it says it is against: "anti-coalition forces" are not the coalition's."""
        a = self.annotation
        before = {a.lemmas[w] for c in (*a.dependents(word, "compound", "amod"),) for w in (c, *a.children[c])}
        return any(self.ontology.prefixes.get(lemma) == "opposes" for lemma in before) and self.cast.entities[key].seen[0] < noun_phrase(a, word)[0]

    def _antecedent(self, word: int) -> int:
        """What a relative pronoun stands for, also where the parser hung its clause on the verb: then it is the noun right before it."""
        a = self.annotation
        found = antecedent(a, word)
        if found != word or a.tags[word] not in ("WDT", "WP") or word < 2 or a.bases[word] != "nsubj":
            return found
        before = word - 2 if a.forms[word - 1] == "," else word - 1
        return before if self.cast.of_word.get(before) and a.bases[a.heads[word]] != "ccomp" else found

    def coordinated(self, word: int) -> list[int]:
        """A word and what is coordinated with it, with the names of a list that the parser joined in another way."""
        a, names = self.annotation, self.cast.name_of
        out = a.conjuncts(word)
        name = names.get(word)
        run = [name] if name is not None else []
        while run:
            at = run[-1].words[1] + 1
            while at < len(a.forms) and a.forms[at].lower() in (",", "and", "the", "&") and at < run[-1].words[1] + _JOINT:
                at += 1
            after = names.get(at)
            if after is None or at == run[-1].words[1] + 1 or after.words[0] != at:
                break
            inside = any(run[0].words[0] <= a.heads[w] <= run[-1].words[1] for w in range(at, after.words[1] + 1))
            if not inside and not any(a.heads[w] == a.heads[word] and a.preposition(w) is None for w in range(at, after.words[1] + 1)):
                break
            run.append(after)
            if not any(w in out for w in range(at, after.words[1] + 1)):
                out.append(at)
        return out

    def ends(self, word: int) -> list[int]:
        """The actors at the end of a tie: those that a noun phrase names, else those whose campaign, rule, rights or forces it is."""
        found = self.at(word)
        for _ in range(_LINKS):
            if found or self._is_event(word):
                return found  # who opposes the war in a country does not oppose the country
            below = [c for c in self.annotation.dependents(word, "nmod") if self.annotation.preposition(c) in ("of", "for")]
            people = [k for c in below[:1] for k in self.cast.at(c) if self.kind(k) == "population"]  # "the rights of Iranians" are no state's
            found = people or list(self.cast.modifier_entities(word)[:1]) or self._possessors(word)
            if found or not below:
                return found
            word = below[0]
            found = self.at(word)
        return found

    def all_ends(self, words: Iterable[int]) -> list[int]:
        """The actors at several ends, each once."""
        return list(dict.fromkeys(key for word in words for key in self.ends(word)))

    def all_at(self, words: Iterable[int]) -> list[int]:
        """The actors that several noun phrases name, each once."""
        return list(dict.fromkeys(key for word in words for key in self.at(word)))

    def _is_event(self, word: int) -> bool:
        warlike = any(rule.kind == "fights" for rule in self.ontology.tie_nouns.get(self.annotation.lemmas[word], ()))
        return warlike or self.annotation.entities[word] == "event"

    def _possessors(self, word: int) -> list[int]:
        return [key for child in self.annotation.dependents(word, "nmod:poss") for key in self.at(child)]

    def examples(self, word: int) -> list[int]:
        """In "Groups such as A and B", "its allies, including C": the named actors that a plural noun has as its instances."""
        a = self.annotation
        if a.tags[word] != "NNS" or any(self.cast.entities[key].size for key in self.cast.at(word)):
            return []  # a counted group is one actor
        out: list[int] = []
        for child in self._instances(word):
            for conjunct in a.conjuncts(child):
                out.extend(key for key in self.cast.at(conjunct) if self.cast.entities[key].named and key not in out)
        return out

    def _instances(self, word: int) -> list[int]:
        """The heads after "including" or "such as"; where a list stands before it, its last member is meant, whatever the phrase hangs on."""
        a = self.annotation
        top = word
        while a.heads[top] >= 0 and a.relations[top] == "conj":
            top = a.heads[top]
        last = max((w for w in a.conjuncts(top) if w >= word), default=word)
        out: list[int] = []
        for head in {word, top} if last == word else {word}:
            for child in a.dependents(head, "nmod", "acl", "obl"):
                marks = " ".join(a.forms[c].lower() for c in a.dependents(child, "case", "mark", "fixed"))
                before = not any(word < w < child for w in a.conjuncts(top) if w != word)
                if child > word and before and (a.preposition(child) or marks) in self.words.examples:
                    out.append(child)
        return out

    def _speakers(self, word: int) -> list[int]:
        """Whom the first person plural means: the one source of the innermost claim, or the state whose office puts the statement out."""
        a = self.annotation
        if a.forms[word].lower() not in ("we", "us", "our", "ours"):
            return []
        around = [claim for claim in self.claims if claim.covers(word)]
        if around:
            inner = min(around, key=lambda claim: claim.content[1] - claim.content[0])
            return inner.actors if len(inner.actors) == 1 else []
        publisher = None if "joint" in (self.cast.report.title or "").lower().split() else self._publisher()
        if publisher is None or publisher.kind != "government" or not publisher.part_of:
            return []
        return [key for key, entity in enumerate(self.cast.entities) if entity.known is not None and entity.known.id == publisher.part_of[0]]

    def _seat(self, word: int) -> list[int]:
        """The state that a capital stands for at the end of a tie: "an ally of Pyongyang", "support for Kyiv"; what is in or near a capital is there."""
        a, name = self.annotation, self.cast.name_of.get(word)
        if name is None or a.preposition(word) in self.words.positions:
            return []
        capital = self.cast.knowledge.capital(a.quote(name.words))
        if capital is None or not capital.usual:
            return []
        key = self.cast.state(capital)
        self.seats.setdefault(key, []).append(name.words)
        return [key]

    def _publisher(self) -> KnownActor | None:
        """The known actor that publishes the report, also where its name is put after its country's: "U.K. Ministry of Defence"."""
        knowledge = self.cast.knowledge
        name = self.cast.report.publisher or ""
        country, _, rest = name.partition(" ")
        state = knowledge.country(country) if rest else None
        own = [known for known in knowledge.actor(rest) if state is not None and state.id in known.part_of]
        return next(iter([*knowledge.actor(name), *own]), None)

    def party(self, words: WordSpan) -> int | None:
        """The party that the capitalised words before an office belong to: "Democratic senator", "Labour MP"."""
        a, cast = self.annotation, self.cast
        form = " ".join(a.forms[w] for w in range(words[0], words[1] + 1))
        key = plain(form).rstrip("s")
        for number, entity in enumerate(cast.entities):
            if entity.kind == "party" and entity.named and re.sub(r"s?( party)?$", "", plain(entity.name)) == key:
                return number
        day = cast.report.published
        wanted = [k for name in (f"{form} Party", f"{form}s", form) for k in cast.knowledge.actor(name, day) if k.kind == "party"]
        countries = Counter(entity.country for entity in cast.entities if entity.country)
        met = {entity.known.id for entity in cast.entities if entity.known}
        known, _ = choose(list({k.id: k for k in wanted}.values()), day=day, countries=countries, met=met, text=cast.report.text)
        if known is None or not (known.country in countries or known.id in met):
            return None
        return cast.state(known, None if words[0] in cast.name_of else words)


def pairs(left: Iterable[int], right: Iterable[int], kind: TieKind, words: WordSpan, polarity: Polarity = "affirmed", *, settled: bool = False) -> list[Bond]:
    """Every tie between one of the left and one of the right."""
    right = list(right)
    return [Bond(x, y, kind, words, polarity, settled=settled) for x in left for y in right if x != y]


def hull(*words: int) -> WordSpan:
    """The stretch from the first to the last of some words."""
    return min(words), max(words)
