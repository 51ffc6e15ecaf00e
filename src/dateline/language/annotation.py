"""What one pass of the encoder finds in a report, over the report's own words."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.language.markings import Markings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.language.coreference import Coreference
    from dateline.sources.report import PartKind, Span

WordSpan = tuple[int, int]
"""`[first, last]` word indices, both included."""


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name: its words and whether it names a person (`PER`), a place (`LOC`) or an organisation (`ORG`)."""

    words: WordSpan
    label: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue with the words of its source and of the content before and after it; `score` is the model's probability of the cue."""

    cue: WordSpan
    source: WordSpan | None
    before: WordSpan | None
    after: WordSpan | None
    score: float


@dataclass(slots=True)
class Annotation:
    """Words, sentences, tags, syntax, names, predicates with roles, and attributions of one report.

    All lists run over the same words. `heads` holds the index of each word's syntactic head (Universal Dependencies), -1 for a root;
    `entities` the type of what a noun phrase with this head refers to (GUM's types); `predicates` the probability that the word names an event or
    state with roles; `factuality` how factual it is presented, about -3 to 3 (UDS); `roles` maps a predicate to (role, head word) pairs, PropBank's
    names shortened (`A0`, `A1`, `LOC`, `TMP`, ...).
    """

    text: str
    words: list[Span]
    forms: list[str]
    sentences: list[tuple[int, int]]
    sentence_of: list[int]
    part_of: list[PartKind]
    tags: list[str]
    heads: list[int]
    relations: list[str]
    entities: list[str]
    predicates: list[float]
    factuality: list[float]
    names: list[Name]
    roles: dict[int, list[tuple[str, int]]]
    attributions: list[Attribution]
    coreference: Coreference
    lemmas: list[str] = field(default_factory=list)
    children: list[list[int]] = field(default_factory=list)
    quotations: list[WordSpan] = field(default_factory=list)
    bases: list[str] = field(default_factory=list)
    """Each word's relation without its subtype: `nmod` of `nmod:poss`."""
    markings: Markings = field(default_factory=Markings)

    def __post_init__(self) -> None:
        """Derives lemmas, children and quotations, and mends seven things that the parser often gets wrong."""
        _mend_appositions(self.forms, self.heads, self.relations, self.tags)
        _mend_titles(self.heads, self.relations, self.tags)
        _mend_contact_clauses(self.heads, self.relations, self.tags)
        _mend_relatives(self.forms, self.heads, self.relations)
        _mend_prepositions(self.heads, self.relations, self.tags)
        _mend_subjects(self.heads, self.relations, self.tags)
        _mend_introductions(self)
        _mend_possessives(self.forms, self.heads, self.relations, self.tags)
        self.lemmas = [lemma(form, tag) for form, tag in zip(self.forms, self.tags, strict=True)]
        self.children = [[] for _ in self.forms]
        for word, head in enumerate(self.heads):
            if head >= 0:
                self.children[head].append(word)
        self.bases = [relation.split(":")[0] for relation in self.relations]
        self.quotations = _quotations(self.text, self.words, self.forms)

    def span(self, words: WordSpan) -> Span:
        """The characters from the first to the last of these words."""
        return self.words[words[0]][0], self.words[words[1]][1]

    def quote(self, words: WordSpan) -> str:
        """The text from the first to the last of these words."""
        return self.text[self.words[words[0]][0] : self.words[words[1]][1]]

    def subtree(self, word: int) -> WordSpan:
        """The first and last word that a word governs, itself included."""
        first = last = word
        stack = [word]
        while stack:
            for child in self.children[stack.pop()]:
                first, last = min(first, child), max(last, child)
                stack.append(child)
        return first, last

    def head_of(self, words: WordSpan) -> int:
        """The word of a stretch that hangs on nothing in it; the first, where several do."""
        return next(w for w in range(words[0], words[1] + 1) if not words[0] <= self.heads[w] <= words[1])

    def dependents(self, word: int, *relations: str) -> list[int]:
        """The children of a word that stand in one of these relations to it; `nmod` also covers `nmod:poss` and its like."""
        return [child for child in self.children[word] if self.bases[child] in relations or self.relations[child] in relations]

    def ancestors(self, word: int) -> Iterator[int]:
        """The heads above a word, nearest first."""
        head = self.heads[word]
        while head >= 0:
            yield head
            head = self.heads[head]

    def preposition(self, word: int) -> str | None:
        """The preposition that governs a noun phrase with this head, lower case ("because of" as one)."""
        cases = self.dependents(word, "case")
        if not cases:
            return None
        first = cases[0]
        return " ".join([self.forms[first].lower(), *(self.forms[c].lower() for c in self.dependents(first, "fixed"))])

    def conjuncts(self, word: int) -> list[int]:
        """A word and everything coordinated with it."""
        out = [word]
        for child in self.dependents(word, "conj"):
            out.extend(self.conjuncts(child))
        return out


_VERB_TAGS = ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD")
_IRREGULAR = {
    "felt": "feel", "left": "leave", "found": "find", "wound": "wound", "wounded": "wound", "bound": "bind", "lay": "lie", "fell": "fall", "saw": "see",
    "bore": "bear", "bent": "bend", "bit": "bite", "broke": "break", "drunk": "drink", "gone": "go", "rung": "ring", "rose": "rise", "shook": "shake",
    "shot": "shoot", "slew": "slay", "swore": "swear", "thought": "think", "won": "win", "cancelled": "cancel",
    "thanked": "thank", "assailed": "assail", "annexed": "annex", "detailed": "detail",
    "thanking": "thank", "thinking": "think", "swearing": "swear", "determining": "determine", "proclaiming": "proclaim", "writing": "write",
    "trading": "trade",
}  # fmt: skip
"""Verb forms for which simplemma gives the noun, another verb or the form itself."""


@lru_cache(maxsize=100_000)
def lemma(form: str, tag: str) -> str:
    """The dictionary form of a word in its part of speech, lower case; names stay as they are."""
    lower = form.lower()
    if tag in _VERB_TAGS:
        if lower in ("'s", "’s", "is", "are", "was", "were", "am", "been", "being", "'re", "’re", "'m", "’m", "be"):
            return "be"
        if lower in _IRREGULAR:
            return _IRREGULAR[lower]
        if tag in ("VB", "VBP", "MD"):
            return lower
        found = _lookup(lower)
        return _without_ending(lower) if found == lower and lower.endswith("ing") else found
    if tag in ("NNS", "NNPS"):
        found = _lookup(lower)
        return found[:-3] + "man" if found == lower and lower.endswith("men") else found
    return lower


def _lookup(word: str) -> str:
    import simplemma  # loads its table on first use

    return str(simplemma.lemmatize(word, lang="en")).lower()


def _without_ending(form: str) -> str:
    """The verb of a form in -ing that the dictionary lists as a noun ("bombing", "backing")."""
    import simplemma

    stem = form.removesuffix("ing")
    if len(stem) < 2:
        return form
    for verb in (stem[:-1] if stem[-1] == stem[-2] else stem, stem, stem + "e"):
        if simplemma.is_known(verb, lang="en") and _lookup(verb) == verb:
            return verb
    return form


def _below(heads: list[int], word: int, above: int) -> bool:
    """Whether a word hangs, directly or not, on another (or is it)."""
    while word >= 0:
        if word == above:
            return True
        word = heads[word]
    return False


def _mend_appositions(forms: list[str], heads: list[int], relations: list[str], tags: list[str]) -> None:
    """A verb has one subject: a second noun that the parser made its subject, after a comma and without "and", is an apposition to the first."""
    subjects: dict[int, int] = {}
    for word, relation in enumerate(relations):
        if relation not in ("nsubj", "nsubj:pass") or heads[word] < word or tags[word] not in ("NN", "NNS", "NNP", "NNPS"):
            continue
        first = subjects.setdefault(heads[word], word)
        if first != word and "," in forms[first + 1 : word] and not _below(heads, first, word):
            heads[word], relations[word] = first, "appos"


def _mend_titles(heads: list[int], relations: list[str], tags: list[str]) -> None:
    """In "the party and its rival Fatah" nothing joins the noun to the name behind it: it is what the name is called, and not one more of those joined."""
    for word in range(len(heads) - 1):
        name = word + 1
        while name + 1 < len(heads) and tags[name + 1] == "NNP" and heads[name] == name + 1:
            name += 1
        if tags[word] == "NN" and tags[word + 1] == "NNP" and relations[word] == relations[name] == "conj" and heads[word] == heads[name]:
            for child, head in enumerate(heads):
                if head == word:
                    heads[child] = name  # "its" and "and" belong to the whole
            heads[word], relations[word] = name, "compound"


def _mend_contact_clauses(heads: list[int], relations: list[str], tags: list[str]) -> None:
    """In "targets the army had identified" a finite clause that follows a noun without comma or conjunction is relative to that noun."""
    for word, relation in enumerate(relations):
        if relation not in ("advcl", "parataxis") or tags[word] not in ("VBD", "VBN", "VBZ", "VBP"):
            continue
        own = [c for c in range(max(0, word - 8), word) if heads[c] == word]
        subject = next((c for c in own if relations[c] == "nsubj"), None)
        if subject is None or any(relations[c] in ("mark", "cc", "punct") or tags[c].startswith("W") for c in own):
            continue
        first = subject
        while first > 0 and heads[first - 1] == subject:
            first -= 1
        noun = first - 1
        if noun >= 0 and tags[noun] in ("NN", "NNS") and first == min(own) and not _below(heads, noun, word):
            heads[word], relations[word] = noun, "acl:relcl"


def _mend_relatives(forms: list[str], heads: list[int], relations: list[str]) -> None:
    """In "targets that X struck, but which Y says were empty": a relative clause behind "but" goes with the one before it, not with the noun next to it."""
    for word, relation in enumerate(relations):
        joint = next((c for c in range(max(0, word - 12), word) if heads[c] == word and relations[c] == "cc"), None)
        if relation == "parataxis" and joint is not None and forms[joint + 1].lower() in ("which", "who", "whom"):
            earlier = next((w for w in range(joint, max(-1, joint - 20), -1) if relations[w] == "acl:relcl"), None)
            if earlier is not None and not _below(heads, earlier, word):
                heads[word], relations[word] = earlier, "conj"
            continue
        if relation != "acl:relcl":
            continue
        linked = any(heads[c] == word and relations[c] == "cc" for c in range(max(0, word - 12), word))
        above = heads[word]
        while linked and above >= 0:
            if relations[above] == "acl:relcl" and above < word:
                heads[word], relations[word] = above, "conj"
                break
            above = heads[above]


def _mend_possessives(forms: list[str], heads: list[int], relations: list[str], tags: list[str]) -> None:
    """What carries "'s" belongs to the noun phrase that follows, and that phrase stands where the parser put the possessor."""
    for mark, tag in enumerate(tags):
        owner = heads[mark]
        if tag == "POS" and owner > mark > 0:  # hung on what is owned
            owner = mark - 1
        while tag == "POS" and 0 <= heads[owner] < owner and relations[owner] in ("flat", "compound"):
            owner = heads[owner]
        if tag != "POS" or owner < 0 or owner > mark or relations[owner] == "nmod:poss" or mark + 1 >= len(forms):
            continue
        owned = mark + 1
        while mark < heads[owned] <= mark + 8:  # up from the first word after the mark to the head of its phrase
            owned = heads[owned]
        if tags[owned] not in ("NN", "NNS", "NNP", "NNPS") or owned == owner or heads[owner] == owned or _below(heads, heads[owner], owned):
            continue
        heads[owned], relations[owned] = heads[owner], relations[owner]
        heads[owner], relations[owner] = owned, "nmod:poss"


def _mend_prepositions(heads: list[int], relations: list[str], tags: list[str]) -> None:
    """A preposition governs a noun phrase, not a word before its head: in "of Boko Haram" it hangs on the last word."""
    for word, relation in enumerate(relations):
        if relation != "case" or tags[word] not in ("IN", "TO"):
            continue
        head = heads[word]
        while head > word and relations[head] == "compound" and heads[head] > head:
            head = heads[head]
        heads[word] = head


def _mend_subjects(heads: list[int], relations: list[str], tags: list[str]) -> None:
    """A possessor stands in the phrase of what it owns: one that the verb parts from it is that verb's subject, where it has none ("China has close ties")."""
    with_subject = {head for head, relation in zip(heads, relations, strict=True) if relation.startswith("nsubj")}
    for word, relation in enumerate(relations):
        owned = heads[word]
        verb = heads[owned] if owned >= 0 else -1
        if relation == "nmod:poss" and word < verb < owned and relations[owned] == "obj" and tags[verb] in ("VBZ", "VBD", "VBP") and verb not in with_subject:
            heads[word], relations[word] = verb, "nsubj"


def _mend_introductions(annotation: Annotation) -> None:
    """In "a member of the council, Samira Dilo, said" the name is an apposition to the member, not to the council."""
    a = annotation
    for name in a.names:
        head = next((w for w in range(name.words[0], name.words[1] + 1) if not name.words[0] <= a.heads[w] <= name.words[1]), name.words[0])
        above = a.heads[head]
        if name.label != "PER" or a.relations[head] != "appos" or above < 0 or a.entities[above] == "person" or a.relations[above] != "nmod":
            continue
        introduced = a.heads[above]
        if introduced >= 0 and a.entities[introduced] == "person" and not _below(a.heads, introduced, head):
            a.heads[head] = introduced


_MARKS = frozenset('"“”«»„')


def _quotations(text: str, words: list[Span], forms: list[str]) -> list[WordSpan]:
    """The words inside each pair of quotation marks, without the marks. A paragraph's end closes what is left open; a paragraph that opens with a mark
    while one is open goes on with the quotation, as news style has it.
    """
    out: list[WordSpan] = []
    opened: int | None = None
    for word, form in enumerate(forms):
        if opened is not None and word and "\n\n" in text[words[word - 1][1] : words[word][0]].replace("\r", ""):
            if word - 1 >= opened:
                out.append((opened, word - 1))
            opened = None
        if form in _MARKS:
            closes = opened is not None and form not in "“«„"
            if closes and opened is not None:
                if word - 1 >= opened:
                    out.append((opened, word - 1))
                opened = None
            elif form not in "”»":
                opened = word + 1
    if opened is not None and opened < len(forms):
        out.append((opened, len(forms) - 1))
    return out
