"""What a linguist asks of an annotated sentence: who fills a predicate's roles, how far a noun phrase goes, is a clause negated or wished.

Syntax is Universal Dependencies, roles are PropBank's; where the two disagree the role labeller goes first, since it sees through control, raising and
relative clauses, and syntax fills what it leaves open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from dateline.language.annotation import Annotation, WordSpan

VERB_TAGS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_BLAMING = frozenset("accuse blame suspect condemn criticise criticize praise thank charge convict acquit denounce fault".split())
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_OBJECT_CONTROL = frozenset(
    """urge call ask tell order allow force want invite press demand persuade encourage instruct appeal require warn accuse help let get expect advise
    request lead beg compel authorise authorize enable permit forbid prevent stop""".split()
)


def arguments(annotation: Annotation, word: int) -> dict[str, list[int]]:
    """The head words that fill each role of a predicate.

    Keys: `A0`, `A1`, `A2` (agent, patient, third party), `LOC`, `TMP`, the prepositions that the predicate governs ("against", "with"),
    `poss` (possessor of a noun), `mod` (names and nationalities before a noun), `xcomp` (its infinitive), `ccomp` (its clause).
    """
    a = annotation
    out: dict[str, list[int]] = {}

    def add(role: str, filler: int) -> None:
        filler = antecedent(a, filler)
        if filler != word and filler not in out.setdefault(role, []):
            out[role].append(filler)

    verb = a.tags[word] in VERB_TAGS
    controller = (controller_of(a, word) or _relative_subject(a, word)) if verb else None
    if controller is not None:  # grammar is surer here than the labeller
        add("A1" if is_passive(a, word) else "A0", controller)
    given = a.roles.get(word, ())
    subject = next((c for c in a.children[word] if a.relations[c] == "nsubj"), None)
    if verb and subject is not None and a.dependents(word, "obj") and ("A1", subject) in given:
        # a subject is no patient beside an object; the labeller gives verbs of belonging both ("joined the party", "the bloc includes")
        given = [item for item in given if item != ("A1", subject)]
    for role, filler in given:
        if role in ("A0", "A1", "A2", "A3", "LOC", "TMP") and not (controller is not None and role == "A0"):
            add(role, _inner(a, filler))
    for child in a.children[word]:
        relation = a.relations[child]
        base = relation.split(":")[0]
        if relation in ("nsubj:pass", "csubj:pass"):
            _add_if_free(out, "A1", child, add)
        elif base == "nsubj" and verb:
            _add_if_free(out, "A0" if relation != "nsubj:outer" else "A1", child, add)
        elif base == "obj":
            _add_if_free(out, "A1", child, add)
        elif base == "iobj":
            add("A2", child)
        elif relation == "obl:agent" and a.preposition(child) in ("by", None):
            add("A0", child)
        elif base in ("obl", "nmod") and relation != "nmod:poss":
            if preposition := a.preposition(child):
                add(preposition, child)
        elif relation == "nmod:poss":
            add("poss", child)
        elif base in ("compound", "amod") and not verb:
            add("mod", child)
        elif base in ("xcomp", "ccomp"):
            add(base, child)
    if not verb:
        _share(a, word, out, add)
    if verb and not ({"A0", "A1"} & out.keys() if is_passive(a, word) else "A0" in out):
        inherited = subject_of(a, word)
        if inherited is not None:
            add("A1" if is_passive(a, word) else "A0", inherited)
    if verb and len(out.get("A0", ())) > 1 and (own := subject_of(a, word)) in out["A0"]:
        above = {a.heads[w] for w in (word, *a.ancestors(word)) if a.relations[w] == "ccomp"}
        out["A0"] = [w for w in out["A0"] if w == own or not (a.relations[w] == "nsubj" and a.heads[w] in above)]  # "witnesses said a man came and shot"
    return out


def _share(annotation: Annotation, word: int, out: dict[str, list[int]], add: Callable[[str, int], None]) -> None:
    """What coordinated nouns have in common: the possessor before the first and the of-phrase behind the last: "X's harassment and detention of Y"."""
    a = annotation
    first = a.heads[word] if a.relations[word] == "conj" else word
    if first < 0 or a.tags[first] not in NOUN_TAGS:
        return
    others = [w for w in (first, *a.dependents(first, "conj")) if w != word and a.tags[w] in NOUN_TAGS]
    if "poss" not in out and word != first:
        for child in a.dependents(first, "nmod:poss"):
            add("poss", child)
    if "of" not in out:
        last = max([word, *others])
        for child in [c for other in others for c in a.dependents(other, "nmod") if c > last and a.preposition(c) == "of"]:
            add("of", child)


def _add_if_free(out: dict[str, list[int]], role: str, filler: int, add: object) -> None:
    """Adds what syntax says only when the role labeller gave nobody that role and gave this filler no other."""
    if out.get(role) or any(filler in fillers for fillers in out.values()):
        return
    add(role, filler)  # type: ignore[operator]


def _inner(annotation: Annotation, word: int) -> int:
    """A role's head may be the preposition's object or the preposition; the object is meant."""
    if annotation.tags[word] in ("IN", "TO") and annotation.heads[word] >= 0 and annotation.relations[word] == "case":
        return annotation.heads[word]
    return word


def antecedent(annotation: Annotation, word: int) -> int:
    """What a relative pronoun stands for; any other word stands for itself."""
    a = annotation
    if a.forms[word].lower() not in _RELATIVE or a.tags[word] not in ("WP", "WDT", "WP$", "IN", "DT"):
        return word
    for head in a.ancestors(word):
        if a.relations[head] in ("acl:relcl", "acl") and a.heads[head] >= 0:
            return a.heads[head]
    return word


def is_passive(annotation: Annotation, word: int) -> bool:
    """Whether a verb is passive: by its auxiliary or subject, or a bare participle after its noun or clause ("he stood trial, charged with fraud")."""
    a = annotation
    if any(a.relations[child] in ("aux:pass", "nsubj:pass", "obl:agent") for child in a.children[word]):
        return True
    if a.tags[word] != "VBN" or a.dependents(word, "aux", "obj", "nsubj"):
        return False
    shares = a.relations[word] == "conj" and a.heads[word] >= 0 and a.tags[a.heads[word]] == "VBN"  # "was fined and jailed"
    return a.relations[word] in ("acl", "amod", "advcl") or (shares and is_passive(a, a.heads[word]))


def controller_of(annotation: Annotation, word: int) -> int | None:
    """The object of the main clause that is understood as the subject of this verb: "urged X to go", "accused X of going"."""
    a = annotation
    head = a.heads[word]
    if head < 0:
        return None
    if a.relations[word] == "conj" and a.tags[head] == a.tags[word] and not any(a.relations[c].startswith("nsubj") for c in a.children[word]):
        return controller_of(a, head)
    marks = {a.forms[c].lower() for c in a.dependents(word, "mark", "case")}
    infinitive = is_infinitive(a, word) and a.lemmas[head] in _OBJECT_CONTROL and a.relations[word] in ("xcomp", "ccomp", "advcl")
    blamed = a.tags[word] == "VBG" and marks & {"of", "for"} and a.lemmas[head] in _BLAMING and a.relations[word] in ("advcl", "obl", "xcomp", "ccomp", "acl")
    if not (infinitive or blamed):
        return None
    if any(a.relations[c] in ("nsubj:pass", "aux:pass") for c in a.children[head]):
        return next((c for c in a.dependents(head, "nsubj") if c < word), None)
    for child in a.children[head]:
        relation = a.relations[child]
        if child < word and (relation in ("obj", "iobj") or (relation.startswith("obl") and a.preposition(child) in ("on", "upon", "to", "with", "for"))):
            return child
    return None


def _relative_subject(annotation: Annotation, word: int) -> int | None:
    """The noun that a relative pronoun as subject stands for: "a coalition that captured"."""
    a = annotation
    if a.relations[word] != "acl:relcl" or a.heads[word] < 0:
        return None
    pronoun = any(a.relations[c].startswith("nsubj") and a.forms[c].lower() in _RELATIVE for c in a.children[word])
    return a.heads[word] if pronoun else None


def subject_of(annotation: Annotation, word: int) -> int | None:
    """The understood subject of a verb without one of its own: shared, controlled, or the noun that its clause modifies."""
    a = annotation
    for child in a.children[word]:
        if a.relations[child].startswith("nsubj"):
            return antecedent(a, child)
    head, relation = a.heads[word], a.relations[word]
    if head < 0:
        return None
    marked = any(a.forms[c].lower() in ("of", "for", "to") for c in a.dependents(word, "mark", "case"))
    if relation in ("acl", "acl:relcl", "amod") and a.tags[word] in ("VBG", "VBN", "VBD", "VBZ", "VBP") and not (relation == "acl" and marked):
        return head
    if relation == "ccomp" and not is_infinitive(a, word) and a.tags[word] != "VBG":
        return _extracted(a, word)
    if relation == "xcomp" or (relation in ("advcl", "ccomp") and a.tags[word] in ("VB", "VBG", "VBN") and not _finite(a, word)):
        return controller_of(a, word) or subject_of(a, head)
    if relation == "conj" and a.tags[head] in VERB_TAGS:
        return subject_of(a, head)
    if relation == "acl" and a.tags[word] in ("VB", "VBG"):  # "the group's plan to attack", "they made an attempt to seize", "has a policy of arresting"
        for child in a.children[head]:
            if a.relations[child] == "nmod:poss":
                return child
        for child in a.dependents(head, "compound"):
            if a.tags[child] in ("NNP", "NNPS"):  # "to halt any Wagner attempt to retake the town"
                return child
        if a.relations[head] == "obj" and a.heads[head] >= 0:
            return subject_of(a, a.heads[head])
    return None


def _finite(annotation: Annotation, word: int) -> bool:
    """Whether an auxiliary gives a verb a tense of its own; "being" in "after being shot" does not."""
    return any(annotation.tags[c] not in ("VBG", "TO", "VB") for c in annotation.dependents(word, "aux"))


def _extracted(annotation: Annotation, word: int) -> int | None:
    """The subject that a relative clause took out of a clause below it: "rebels who, officials say, hit the town"."""
    a = annotation
    at = word
    while a.heads[at] >= 0 and a.relations[at] in ("ccomp", "xcomp", "conj", "parataxis"):
        at = a.heads[at]
    if a.relations[at] == "acl:relcl" and a.heads[at] >= 0:
        return a.heads[at]
    return None


_OPENING = frozenset("\"“‘'([")
_OUTSIDE = frozenset("""case mark cc punct appos acl conj parataxis advcl obl nsubj cop aux advmod ccomp dep xcomp discourse csubj expl list""".split())


def noun_phrase(annotation: Annotation, head: int) -> WordSpan:
    """The words of a noun phrase with its determiner, titles, modifiers and `of`-phrases, without appositions and clauses."""
    a = annotation
    first = last = head
    for child in a.children[head]:
        relation = a.relations[child].split(":")[0]
        if relation in _OUTSIDE and not (relation == "advmod" and child < head and a.tags[child + 1] in ("CD", "JJR", "IN")):
            continue
        if relation == "nmod" and a.relations[child] != "nmod:poss" and child > head and a.preposition(child) not in ("of", "for", "from"):
            continue
        inner = noun_phrase(a, child) if relation in ("nmod", "compound", "flat", "nmod:desc") else a.subtree(child)
        if relation == "nmod":  # the preposition belongs to the phrase
            cases = a.dependents(child, "case")
            inner = (min([inner[0], *cases]), max([inner[1], *cases]))
        first, last = min(first, inner[0]), max(last, inner[1])
    while first < head and not a.forms[first][0].isalnum() and a.forms[first] not in _OPENING:
        first += 1
    first_sentence, last_sentence = a.sentences[a.sentence_of[head]]
    return max(first, first_sentence), min(last, last_sentence - 1)


def governors(annotation: Annotation, word: int) -> list[int]:
    """The predicates and nouns above a word, nearest first, as far as the clause structure carries wish, doubt and speech down to it.

    A relative or an adverbial clause is its own world: what hangs over the main clause does not hold for it.
    """
    a = annotation
    out: list[int] = []
    at = word
    while a.heads[at] >= 0:
        relation = a.relations[at]
        head = a.heads[at]
        if relation in ("acl:relcl", "advcl", "parataxis", "nsubj", "csubj", "appos") and not (relation == "advcl" and _is_purpose(a, at)):
            break
        if relation == "conj":  # what hangs over the first conjunct hangs over this one, the first conjunct itself does not
            at = head
            continue
        out.append(head)
        at = head
    return out


def _is_purpose(annotation: Annotation, word: int) -> bool:
    """Whether an adverbial clause is one of purpose: "to counter the alliance"."""
    return annotation.tags[word] == "VB" and any(annotation.forms[c].lower() == "to" for c in annotation.dependents(word, "mark", "aux"))


def is_infinitive(annotation: Annotation, word: int) -> bool:
    """Whether a verb is an infinitive with "to"."""
    return annotation.tags[word] == "VB" and any(annotation.tags[c] == "TO" for c in annotation.children[word])


def negated(annotation: Annotation, word: int, negators: frozenset[str]) -> bool:
    """Whether a predicate is itself negated ("did not attack", "no attack", "neither ... nor")."""
    a = annotation
    for child in a.children[word]:
        if a.relations[child].split(":")[0] in ("advmod", "det", "cc", "aux", "mark") and a.forms[child].lower() in negators:
            return True
    if a.relations[word] == "conj" and any(a.forms[c].lower() == "nor" for c in a.dependents(word, "cc")):
        return True
    return a.tags[word] == "VBG" and any(a.forms[c].lower() == "without" for c in a.dependents(word, "mark", "case"))


def auxiliaries(annotation: Annotation, word: int) -> list[str]:
    """The auxiliaries of a verb, lower case; those of the verb that it is coordinated with when it has none."""
    a = annotation
    own = [a.forms[c].lower() for c in a.dependents(word, "aux")]
    if not own and a.relations[word] == "conj" and a.heads[word] >= 0 and a.tags[a.heads[word]] == a.tags[word]:
        return auxiliaries(a, a.heads[word])
    return own


def is_nobody(annotation: Annotation, word: int) -> bool:
    """Whether a noun phrase with this head means nobody: "nobody", "no one", "none of them", "no group"."""
    a = annotation
    if a.lemmas[word].lower() in ("nobody", "none", "no-one", "neither"):
        return True
    if a.lemmas[word] == "one" and word and a.forms[word - 1].lower() == "no":
        return True
    return any(a.forms[child].lower() in ("no", "neither") and child < word and a.relations[child] in ("det", "advmod", "amod") for child in a.children[word])
