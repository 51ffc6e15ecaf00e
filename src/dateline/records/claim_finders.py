"""Claims that grammar finds where the model of attribution passed over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.records.claim_cues import says
from dateline.records.claim_sources import source_of
from dateline.records.contents import around_word, infinitive, object_and_ground, trim
from dateline.records.drafts import Draft
from dateline.records.grammar import NOUN_TAGS, VERB_TAGS, arguments, is_infinitive, is_passive, noun_phrase, subject_of
from dateline.records.tolls import figure_of_total

if TYPE_CHECKING:
    from dateline.language.annotation import Annotation, WordSpan
    from dateline.ontology import Ontology
    from dateline.records.cast import Cast


def from_roles(annotation: Annotation, cast: Cast, ontology: Ontology, word: int) -> Draft | None:
    """A claim read off the roles of a verb of saying: who says (A0) what (its clause, its object, or A1)."""
    a = annotation
    roles = arguments(a, word)
    if is_passive(a, word) and "A0" not in roles and a.relations[word] != "acl":
        return None
    clause = next((c for c in a.children[word] if a.relations[c].split(":")[0] in ("ccomp", "xcomp") and a.tags[c] not in NOUN_TAGS), None)
    objects = roles.get("A1", [])
    called = _called_for(a, ontology, word)
    if called is not None:
        subjects = roles.get("A0", [])
        content = trim(a, called, word)
        if content is None or not subjects or not _can_speak(a, cast, ontology, subjects[0]) or not says(a, ontology, word, content):
            return None
        span, actors = source_of(a, cast, word, noun_phrase(a, subjects[0]))
        return Draft((word, word + 1), word, content, span, actors)
    if clause is None and not objects:
        return None
    if clause is None and a.tags[word] == "VBN" and is_passive(a, word):
        return None
    target = clause if clause is not None else objects[0]
    if a.forms[target].lower() in ("it", "this", "that", "so", "what", "which", "nothing", "something", "anything") or target == word:
        return None
    if clause is None and ontology.cues.stances.get(a.lemmas[word]) is None and a.lemmas[word] not in ("announce", "report", "confirm"):
        return None
    found = a.subtree(target) if clause is not None else object_and_ground(a, word, target)
    held = next(iter(a.dependents(word, "obj")), target)
    if clause is not None and word < held < clause and a.tags[clause].startswith("JJ"):  # "holds the junta responsible for it"
        found = noun_phrase(a, held)[0], found[1]
    content = trim(a, found, word)
    if content is None or content[0] <= word <= content[1]:
        return None
    subjects = roles.get("A0", [])
    if not subjects or not _can_speak(a, cast, ontology, subjects[0]) or not says(a, ontology, word, content):
        return None
    span, actors = source_of(a, cast, word, noun_phrase(a, subjects[0]))
    return Draft((word, word), word, content, span, actors)


_GOVERNING = frozenset("for with by against".split())
"""Prepositions before what is said; those before whom it is said to ("called on") need an infinitive besides."""


def _called_for(annotation: Annotation, ontology: Ontology, word: int) -> WordSpan | None:
    """What a verb asks for by its preposition: "calling for a truce", "called on the rebels to leave"."""
    a = annotation
    for child in a.children[word]:
        preposition = a.preposition(child) if a.relations[child].startswith("obl") and child > word else None
        if preposition is None or f"{a.lemmas[word]} {preposition}" not in ontology.cues.stances or a.forms[word + 1].lower() != preposition:
            continue
        below = next((c for c in (*a.children[child], *a.children[word]) if c > child and is_infinitive(a, c)), None)
        return infinitive(a, below) if below is not None else _with_matter(a, word, child) if preposition in _GOVERNING else None
    return None


def _with_matter(annotation: Annotation, word: int, child: int) -> WordSpan:
    """What a preposition governs, with the matter that follows it: "stand with the farmers in their struggle"."""
    a = annotation
    first, last = a.subtree(child)
    matter = (c for c in a.children[word] if c > child and a.relations[c].startswith("obl") and a.preposition(c) in ("in", "on", "over"))
    return first, max([last, *(a.subtree(c)[1] for c in matter if a.entities[c] != "time" and a.subtree(c)[0] == last + 1)])


_POINTING = frozenset("it this that these those which".split())


def denials(annotation: Annotation, cast: Cast, ontology: Ontology, drafts: list[Draft]) -> list[Draft]:
    """Denials of what was said before; their content is the words that point to it: "Kigali denies it", "a charge that it denies", "which it denies"."""
    a = annotation
    out: list[Draft] = []
    for word, lemma in enumerate(a.lemmas):
        if lemma not in ontology.cues.deniers or a.tags[word] not in VERB_TAGS or any(d.head == word for d in drafts) or is_passive(a, word):
            continue
        subject = next((c for c in a.dependents(word, "nsubj") if a.tags[c] not in ("WDT", "WP")), None)
        if subject is None or not _can_speak(a, cast, ontology, subject):
            continue
        pointing = next((c for c in a.children[word] if a.forms[c].lower() in _POINTING and a.relations[c] in ("obj", "mark", "dep")), None)
        above = a.heads[word] if a.relations[word] == "acl:relcl" else -1
        if above >= 0 and a.tags[above] in NOUN_TAGS and above < word and a.entities[above] in ("abstract", "event", "none"):
            content = noun_phrase(a, above)
        elif pointing is not None:
            content = (pointing, pointing)
        else:
            continue
        span, actors = source_of(a, cast, word, noun_phrase(a, subject))
        out.append(Draft((word, word), word, content, span, actors))
    return out


def _can_speak(annotation: Annotation, cast: Cast, ontology: Ontology, word: int) -> bool:
    """Whether somebody, or a document, is meant: an assessment confirms and a law condemns without saying anything."""
    a = annotation
    if a.entities[word] in ("person", "organization") or a.tags[word] in ("PRP", "NNP", "NNPS") or cast.all_at(word):
        return True
    return a.lemmas[word] in ontology.actors.documents | ontology.cues.channels or a.lemmas[word] in ontology.actors.kinds


def from_states(annotation: Annotation, cast: Cast, ontology: Ontology, drafts: list[Draft]) -> list[Draft]:
    """Claims by a state of mind that is avowed: "the ministry is committed to paying", "we remain concerned about the raids"."""
    a = annotation
    out: list[Draft] = []
    for word, spelling in enumerate(a.forms):
        lower = spelling.lower()
        if not lower.endswith("ed") or lower not in ontology.cues.stances or a.tags[word] not in ("JJ", "VBN") or any(d.head == word for d in drafts):
            continue
        above = (
            a.heads[word]
            if a.relations[word] == "xcomp" and a.heads[word] >= 0 and a.tags[a.heads[word]] in VERB_TAGS and not a.dependents(a.heads[word], "obj")
            else word
        )  # "remains committed"
        if above == word and not a.dependents(word, "cop", "aux:pass"):
            continue
        subject = next(iter(a.dependents(above, "nsubj")), None)
        if subject is None or not (a.entities[subject] in ("person", "organization") or cast.at(subject)) or any(d.covers(word) for d in drafts):
            continue
        said = next((c for c in a.children[word] if c > word and _is_complement(a, c)), None)
        content = trim(a, a.subtree(said), word) if said is not None else None
        if content is not None:
            span, actors = source_of(a, cast, word, noun_phrase(a, subject))
            out.append(Draft((word, word), word, content, span, actors))
    return out


def _is_complement(annotation: Annotation, word: int) -> bool:
    """Whether a word is what a state of mind is about: a clause, or what stands behind its preposition."""
    a = annotation
    if a.relations[word].split(":")[0] == "ccomp" or (a.relations[word] == "xcomp" and is_infinitive(a, word)):
        return True
    marks = {a.forms[c].lower() for c in a.dependents(word, "case", "mark")}
    return a.relations[word].split(":")[0] in ("obl", "advcl", "xcomp", "nmod") and bool(marks & {"to", "about", "by", "over", "at", "with", "that"})


_RUMOURS = frozenset("claim accusation allegation report rumour rumor indication speculation suggestion fear belief revelation".split())
"""Nouns that need nobody who says it when a clause tells what is said: "claims that the vote was rigged"."""


def from_nouns(annotation: Annotation, cast: Cast, ontology: Ontology, taken: set[int]) -> list[Draft]:
    """Claims that a noun of saying names: "the minister's refusal to resign", "a call by the opposition for new elections", "claims that he fled"."""
    a = annotation
    out: list[Draft] = []
    for word, lemma in enumerate(a.lemmas):
        if (
            word in taken
            or a.tags[word] not in ("NN", "NNS")
            or a.predicates[word] < 0.5
            or not (lemma in ontology.cues.stances or lemma in _RUMOURS or lemma == "call")
        ):
            continue
        said = _said_by_noun(a, word)
        if said is None:
            continue
        content = trim(a, said, word)
        source = _source_of_noun(a, ontology, word)
        by_clause = any(a.relations[c] in ("ccomp", "acl") and a.subtree(c)[0] == said[0] and a.forms[said[0]].lower() == "that" for c in a.children[word])
        if content is None or (source is None and not (lemma in _RUMOURS and by_clause)):
            continue
        span: WordSpan | None
        if source is not None and a.tags[source] == "PRP$":  # "their call"
            span, actors = (source, source), list(cast.at(source))
        else:
            span, actors = source_of(a, cast, word, noun_phrase(a, source)) if source is not None else (None, [])
        out.append(Draft((word, word), word, content, span, actors))
    return out


_SUFFERING = frozenset("see suffer face attend cause follow end stop halt trigger".split())
"""Light verbs whose subject does not say what their object says."""


def _said_by_noun(annotation: Annotation, word: int) -> WordSpan | None:
    """What a noun of saying says: its infinitive, its clause with "that", or what follows its "for"."""
    a = annotation
    wanted = next((c for c in a.children[word] if a.relations[c].startswith("nmod") and a.preposition(c) == "for" and c > word), None)
    for child in a.children[word]:
        if a.relations[child].split(":")[0] in ("acl", "ccomp", "xcomp") and child > word:
            first, last = a.subtree(child)
            if a.forms[first].lower() == "that" and a.relations[first] == "mark":
                return first, last
            if is_infinitive(a, child):
                return infinitive(a, child)
    if wanted is not None and a.lemmas[word] in ("call", "appeal", "demand", "plea", "request", "bid"):
        asked = a.entities[wanted] in ("person", "organization", "place") or wanted in {w for name in a.names for w in range(name.words[0], name.words[1] + 1)}
        below = next((c for c in a.children[wanted] if asked and is_infinitive(a, c)), None)
        return infinitive(a, below) if below is not None else a.subtree(wanted)
    return None


def _source_of_noun(annotation: Annotation, ontology: Ontology, word: int) -> int | None:
    """Whose call, refusal or claim it is: its possessor, who stands behind "by" or "from", or the subject of the verb that only lends it its grammar."""
    a = annotation
    for child in a.children[word]:
        if a.relations[child] == "nmod:poss" or (a.relations[child].startswith("nmod") and a.preposition(child) in ("by", "from") and child > word):
            return child
    verb = a.heads[word]
    if verb >= 0 and a.relations[word] == "obj" and a.lemmas[verb] in ontology.cues.light - _SUFFERING and not is_passive(a, verb):
        return subject_of(a, verb)
    return None


def evidentials(annotation: Annotation, ontology: Ontology, drafts: list[Draft]) -> list[Draft]:
    """Claims without a source: "reportedly", "is believed to have"."""
    a = annotation
    out: list[Draft] = []
    cues = {d.head for d in drafts if d.head is not None}
    for word, spelling in enumerate(a.forms):
        if spelling.lower() in ontology.cues.evidentials and a.heads[word] >= 0 and word not in cues:
            clause = a.heads[word]
            if clause in cues or a.lemmas[clause] in ontology.cues.speech:
                continue  # "reportedly said" is a caveat of that claim
            content = trim(a, a.subtree(clause), word)
            if content is not None:
                out.append(Draft((word, word), word, around_word(content, word), None, []))
        elif a.tags[word] == "VBN" and a.lemmas[word] in ontology.cues.passive_evidentials and word not in cues and is_passive(a, word):
            inner = next((c for c in a.children[word] if a.relations[c] in ("xcomp", "ccomp")), None)
            if inner is None or a.dependents(word, "obl:agent") or a.relations[word] == "acl":
                continue
            content = trim(a, a.subtree(inner), word)
            subject = next(iter(a.dependents(word, "nsubj")), None)
            if content is not None and subject is not None:
                out.append(Draft((word, word), word, content, None, []))
        elif a.tags[word] == "VBN" and a.lemmas[word] in ("accuse", "urge") and word not in cues and is_passive(a, word):
            said = _said_by_nobody(a, word)
            content = trim(a, said, word) if said is not None else None
            if content is not None and not any(d.covers(word) or d.content[0] <= content[0] <= d.content[1] for d in drafts):
                out.append(Draft((word, word), word, content, None, []))
    return out


def _said_by_nobody(annotation: Annotation, word: int) -> WordSpan | None:
    """What somebody "is accused of" or "is urged to do", when nobody is named who accuses or urges."""
    a = annotation
    if a.dependents(word, "obl:agent") or a.relations[word].startswith("acl") or not a.dependents(word, "nsubj:pass", "nsubj"):
        return None
    for child in a.children[word]:
        relation = a.relations[child].split(":")[0]
        if child < word or relation not in ("obl", "advcl", "xcomp", "ccomp"):
            continue
        if a.lemmas[word] == "accuse" and "of" in (a.forms[c].lower() for c in a.dependents(child, "case", "mark")):
            first, last = a.subtree(child)
            return (first + 1, last) if a.forms[first].lower() == "of" else (first, last)
        if a.lemmas[word] == "urge" and is_infinitive(a, child):
            return infinitive(a, child)
    return None


def according(annotation: Annotation, cast: Cast, drafts: list[Draft]) -> list[Draft]:
    """In "X, according to Y": Y's claim is the clause that the phrase hangs on."""
    a = annotation
    out: list[Draft] = []
    for word, spelling in enumerate(a.forms):
        if spelling.lower() != "according" or a.heads[word] < 0 or any(d.cue and d.cue[0] <= word <= d.cue[1] for d in drafts):
            continue
        noun = a.heads[word]
        clause = a.heads[noun]
        if a.tags[noun] not in NOUN_TAGS or clause < 0:
            continue
        phrase, whole = a.subtree(noun), a.subtree(clause)
        before, after = (whole[0], min(phrase[0], word) - 1), (phrase[1] + 1, whole[1])
        content = trim(a, before if before[1] - before[0] > after[1] - after[0] else after, word)
        if content is not None and content[1] - content[0] >= 2:
            span, actors = source_of(a, cast, noun, noun_phrase(a, noun))
            out.append(Draft((word, word + 1), word, content, span, actors))
    return out


def reckoned(annotation: Annotation, cast: Cast, ontology: Ontology, drafts: list[Draft]) -> list[Draft]:
    """Totals that somebody gives: "doctors put the toll at 52", "the ministry raised the number of dead to 60"."""
    a = annotation
    out: list[Draft] = []
    for word, lemma in enumerate(a.lemmas):
        verb = a.heads[word]
        if lemma not in ontology.cues.totals or a.relations[word] != "obj" or verb < 0 or a.lemmas[verb] not in ontology.cues.reckoning:
            continue
        figure, subject = figure_of_total(a, ontology, word), subject_of(a, verb)
        if figure is None or subject is None or any(d.covers(verb) or d.head == verb for d in drafts):
            continue
        if _can_speak(a, cast, ontology, subject):
            span, actors = source_of(a, cast, verb, noun_phrase(a, subject))
            out.append(Draft((verb, verb), verb, (a.subtree(word)[0], max(figure, a.subtree(word)[1])), span, actors))
    return out


_INTRODUCING = frozenset("react comment respond reply continue quote conclude post remark elaborate joke write tweet read answer add begin".split())
"""Verbs that hand over to a quotation without having it for their object."""


def introduced_quotations(annotation: Annotation, cast: Cast, drafts: list[Draft]) -> list[Draft]:
    """Quoted sentences behind a comma or colon with which somebody's act of speech, whatever its verb, hands over: "he reacted on Thursday: ..."."""
    a = annotation
    out: list[Draft] = []
    for first, last in a.quotations:
        mark = first - 1 if first and a.forms[first - 1] in (",", ":") else first - 2
        if last - first < 4 or mark < 1 or a.forms[mark] not in (",", ":") or not any(a.tags[w] in VERB_TAGS for w in range(first, last + 1)):
            continue
        if any(d.content[0] <= last and first <= d.content[1] for d in drafts):
            continue
        start = a.sentences[a.sentence_of[mark]][0]
        verb = next((w for w in range(mark - 1, start, -1) if a.lemmas[w] in _INTRODUCING and a.tags[w] in VERB_TAGS and a.dependents(w, "nsubj")), None)
        speaker = next(iter([*(a.dependents(verb, "obj") if a.lemmas[verb] == "quote" else []), *a.dependents(verb, "nsubj")])) if verb is not None else None
        if verb is None or speaker is None or not (a.entities[speaker] in ("person", "organization") or cast.at(speaker)):
            continue
        content = trim(a, (first, last), first)
        if content is not None:
            span, actors = source_of(a, cast, verb, noun_phrase(a, speaker))
            out.append(Draft((verb, verb), verb, content, span, actors))
    return out


def unclaimed_quotations(annotation: Annotation, drafts: list[Draft]) -> list[Draft]:
    """Quoted sentences that no cue of their own introduces: the speaker of the claim before them in the paragraph goes on."""
    a = annotation
    out: list[Draft] = []
    for first, last in a.quotations:
        if last - first < 4 or not any(a.tags[w] in VERB_TAGS or a.tags[w] == "MD" for w in range(first, last + 1)):
            continue
        if any(d.content[0] <= last and first <= d.content[1] for d in drafts):
            continue
        before = [
            d for d in drafts if d.cue is not None and d.source is not None and d.cue[0] < first and 0 <= a.sentence_of[first] - a.sentence_of[d.cue[0]] <= 2
        ]
        if before:
            speaker = max(before, key=lambda d: d.cue or (0, 0))
            if "\n\n" not in a.text[a.words[speaker.content[1]][1] : a.words[first][0]].replace("\r", ""):
                content = trim(a, (first, last), first)
                if content is not None:
                    out.append(Draft(speaker.cue, speaker.head, content, speaker.source, list(speaker.actors), continued=True))
    return out
