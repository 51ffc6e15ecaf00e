"""Verdicts in what is said, and wrongs that it lays at somebody's door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.records.clauses import spoken_words
from dateline.records.grammar import NOUN_TAGS, VERB_TAGS, arguments, auxiliaries, is_infinitive, is_passive, negated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.language.annotation import Annotation, WordSpan
    from dateline.ontology import Ontology
    from dateline.records.cast import Cast
    from dateline.records.drafts import Draft
    from dateline.records.model import Stance

_WILL = frozenset(["will", "would", "'ll", "’ll", "wo", "shall"])
_CLAIMING = frozenset(
    """accord say claim allege state tell report add insist suggest note attribute point believe maintain assert identify suspect write argue imply
    conclude find read comment explain cite indicate reveal reply respond continue tweet post testify emphasise emphasize stress warn contend remark describe
    estimate elaborate recall recount quote charge lament point criticise complain""".split()
)
_CONTENDING = frozenset("claim allege imply insist argue contend maintain".split())
_TRYING = frozenset("seek try attempt want plan intend aim begin start continue use help proceed manage go".split())
_MOVES = frozenset("move attempt effort bid tactic manoeuvre maneuver strategy".split())
"""What an undertaking is called by those who see a wrong in its aim: "a move to silence us"."""
_DOING = frozenset("order commit carry perpetrate plan plot direct support back sponsor wage launch conduct orchestrate mastermind stage instigate".split())
"""Verbs that make their subject answer for the wrong that is their object."""
_LAWLESS = frozenset("violate breach infringe contravene".split())
"""Wrongs that a law, an agreement or a decision can do as well as somebody."""
_JUDGING = frozenset("court judge tribunal justice jury panel judgment judgement ruling verdict".split())
_NAMELESS = frozenset("attacker assailant gunman shooter bomber robber rustler bandit intruder hijacker kidnapper killer thief suspect man woman".split())
"""Those who are known only by the deed: to say what they did accuses nobody."""
_BREAKING = frozenset("break ignore flout disregard defy".split())
_BROKEN = frozenset("law truce ceasefire agreement treaty pact accord promise resolution constitution rule".split())
_DEEDS = {"open": frozenset(["fire"]), "take": frozenset(["hostage", "bribe"]), "use": frozenset(["shield"])}
"""Wrongs that a verb names only with its object."""
_POLLS = frozenset("election vote ballot poll referendum result count".split())
_RIGGED = frozenset("rig steal falsify manipulate fabricate forge".split())
_SCHEMES = frozenset("ploy plot pretext conspiracy scheme cover-up smokescreen sham fraud ruse".split())
_INVOLVED = frozenset("involve involved implicate complicit culpable".split())
_MISDEEDS = frozenset("fraud corruption bribery collusion interference misconduct wrongdoing meddling rigging manipulation abuse discrimination".split())
_HARMED = frozenset("force beat round drive deport evict deprive mistreat deceive insult humiliate ignore cheat tear-gas detain threaten".split())
"""What is a wrong in the mouth of those to whom it was done."""
_RECORDS = frozenset("video footage image picture photo photograph recording".split())
_SUFFERED = frozenset("murder killing assassination abduction kidnapping rape torture execution poisoning persecution blame massacre".split())
"""Wrongs whose possessor is the victim: "the singer's murder"."""
_MISFORTUNES = frozenset("tragedy loss accident".split())
"""What befalls people: however appalling it is called, nobody is condemned."""
_SUFFICIENT = frozenset("enough sufficient adequate adequately sufficiently".split())
_UNDOING = frozenset("undermine jeopardise jeopardize erode contravene".split())
_BEARING = frozenset("justify tolerate excuse accept condone".split())
"""What cannot be borne: "nothing can justify it", "it cannot be tolerated"."""
_LACKING = frozenset("justification excuse place".split())
"""What a thing without merit has not: "there is no excuse for it", "it has no place here"."""
_UNLAWFUL = frozenset("unlawful illegal unconstitutional null void invalid".split())


def is_unlawful(annotation: Annotation, ontology: Ontology, words: Iterable[int]) -> bool:
    """Whether a verdict of law is among some words."""
    a = annotation
    return any(a.lemmas[w] in _UNLAWFUL and not negated(a, w, ontology.cues.negators) for w in words)


def is_of_court(annotation: Annotation, draft: Draft) -> bool:
    """Whether a court or judge speaks: what it finds unlawful it rules, and accuses nobody."""
    a = annotation
    return draft.source is not None and any(
        a.lemmas[w] in _JUDGING and a.relations[w] not in ("nmod", "nmod:poss") for w in range(draft.source[0], draft.source[1] + 1)
    )


def is_reproach(annotation: Annotation, ontology: Ontology, content: WordSpan) -> bool:
    """Whether a wrong, or something that is a verdict in itself, is among some words."""
    a, cues = annotation, ontology.cues
    return any(a.lemmas[w] in cues.wrongs | cues.wrong_nouns | cues.negative | cues.terrorism for w in range(content[0], content[1] + 1))


def is_others(annotation: Annotation, cast: Cast, draft: Draft, word: int) -> bool:
    """Whether a noun has a possessor other than the source: "their refusal"."""
    return any(cast.at(c) and not _is_speaker(annotation, cast, draft, c) for c in annotation.dependents(word, "nmod:poss"))


def label_verdict(annotation: Annotation, ontology: Ontology, head: int, content: WordSpan) -> Stance | None:
    """The verdict in what something is called: by its words, else by the quotation marks with which a reporter keeps away from a harsh word."""
    a = annotation
    found = verdict(a, ontology, range(_label_start(a, head, content), content[1] + 1), called=True)
    if found is not None or a.lemmas[head] not in ("call", "dub", "brand", "label", "term"):
        return found
    labelled = any(first > content[0] and first <= content[1] + 1 and last - first < 12 for first, last in a.quotations)
    return "criticise" if labelled and "matter" not in a.lemmas[content[0] : content[1] + 1] else None


def _label_start(annotation: Annotation, head: int, content: WordSpan) -> int:
    """The first word of what something is called, without what is so called: "a cruel act" in "described the cull as a cruel act"."""
    a = annotation
    for word in range(content[0] + 1, content[1] + 1):
        if a.forms[word].lower() == "as" and a.heads[word] >= 0 and a.heads[a.heads[word]] == head and not a.dependents(a.heads[word], "nsubj"):
            return word
    return content[0]


def verdict(annotation: Annotation, ontology: Ontology, words: Iterable[int], *, called: bool = False, turned: bool = False) -> Stance | None:
    """The verdict in some words ("a serious violation", "justified"): the first of them that is one."""
    a, cues = annotation, ontology.cues
    for word in words:
        lemma = a.lemmas[word]
        if a.tags[word] not in NOUN_TAGS and not a.tags[word].startswith("JJ") and a.tags[word] not in VERB_TAGS:
            continue
        if any(a.forms[c].lower() in ("if", "when", "unless") for c in a.dependents(word, "mark", "advmod")):
            continue
        if lemma in _MISFORTUNES or a.lemmas[a.heads[word]] in _MISFORTUNES:
            continue
        if lemma == "responsible" and any(a.preposition(c) == "for" for c in a.children[word]):
            continue
        opposite = turned != negated(a, word, cues.negators)
        if lemma in cues.terrorism:
            return "accuse"
        if lemma in cues.unlikely:
            return "doubt"
        participle = a.forms[word].lower() if a.tags[word] in ("VBN", "VBD") else lemma
        if opposite and not turned and lemma in cues.negative and a.tags[word] in NOUN_TAGS:
            continue  # what is no crime is not good by that
        if lemma in cues.negative or participle in cues.negative:
            return "praise" if opposite else "criticise"
        if lemma in cues.positive and (called or a.relations[word] != "amod" or _is_superlative(a, word)) and (opposite or not _has_clause(a, word)):
            return "criticise" if opposite else "praise"
    return None


def _is_superlative(annotation: Annotation, word: int) -> bool:
    """Whether a quality is had in the highest degree: "the bravest", "the most brilliant"."""
    a = annotation
    return a.tags[word] == "JJS" or any(a.forms[c].lower() == "most" for c in a.dependents(word, "advmod"))


def is_failing(annotation: Annotation, ontology: Ontology, clause: int) -> bool:
    """Whether a clause finds somebody or something wanting: "failed to", "did nothing", "is not enough", "has no place here"."""
    a = annotation
    if a.lemmas[clause] in ("fail", "neglect") and any(is_infinitive(a, c) for c in a.dependents(clause, "xcomp")):
        return not negated(a, clause, ontology.cues.negators)
    objects = a.dependents(clause, "obj")
    if a.lemmas[clause] == "do" and any(a.forms[c].lower() in ("nothing", "little") for c in objects):
        return True
    if a.lemmas[clause] in _SUFFICIENT and _is_refused(a, ontology, clause):
        return True
    if a.lemmas[clause] in _UNDOING and a.tags[clause] in VERB_TAGS and not negated(a, clause, ontology.cues.negators) and not is_passive(a, clause):
        return bool(a.dependents(clause, "nsubj")) and bool(objects)
    nothing = any(a.forms[c].lower() in ("nothing", "nobody") for c in a.dependents(clause, "nsubj"))
    if a.lemmas[clause] in _BEARING and (nothing or (is_passive(a, clause) and negated(a, clause, ontology.cues.negators))):
        return bool({"can", "ca", "could", "must", "should"} & set(auxiliaries(a, clause)))
    there = bool(a.dependents(clause, "expl"))
    return any(
        a.lemmas[w] in _LACKING and any(a.forms[c].lower() == "no" for c in a.children[w])
        for w in (clause, *objects, *a.dependents(clause, "nsubj"))
        if there or a.lemmas[clause] == "have"
    )


def _is_refused(annotation: Annotation, ontology: Ontology, word: int) -> bool:
    """Whether a measure isn't reached: "not enough", "nowhere near enough", "far from sufficient"."""
    a = annotation
    before = {a.forms[w].lower() for w in range(max(a.sentences[a.sentence_of[word]][0], word - 3), word)}
    return negated(a, word, ontology.cues.negators) or bool(before & {"not", "n't", "n’t", "nowhere", "hardly"}) or {"far", "from"} <= before


def _has_clause(annotation: Annotation, word: int) -> bool:
    """Whether what is good is only wished or required: "it is important that", "he would be happy if", "she is welcome to come"."""
    a = annotation
    return any(
        a.relations[c].split(":")[0] in ("csubj", "ccomp", "xcomp")
        or (a.relations[c] == "advcl" and any(a.forms[m].lower() in ("if", "to", "that") for m in a.dependents(c, "mark")))
        for c in a.children[word]
    )


def blames(annotation: Annotation, cast: Cast, ontology: Ontology, draft: Draft, clauses: list[int]) -> bool:
    """Whether a content ascribes a wrong to somebody other than its source."""
    a = annotation
    if _only_reports(a, cast, draft):
        return False
    return draft.head is not None and a.lemmas[draft.head] in _CLAIMING and any(_is_blame(a, cast, ontology, draft, clause) for clause in clauses)


def _only_reports(annotation: Annotation, cast: Cast, draft: Draft) -> bool:
    """Whether the source is a news outlet or a recording: it tells what happened, and takes no side by it."""
    kinds = {cast.entities[key].kind for key in draft.actors}
    words = range(draft.source[0], draft.source[1] + 1) if draft.source is not None else ()
    return kinds == {"media"} or any(annotation.lemmas[w] in _RECORDS for w in words)


def _is_blame(annotation: Annotation, cast: Cast, ontology: Ontology, draft: Draft, clause: int) -> bool:
    a, cues = annotation, ontology.cues
    if negated(a, clause, cues.negators):
        return False
    subject = next((w for w in a.dependents(clause, "nsubj")), None)
    contended = draft.head is not None and a.lemmas[draft.head] in _CONTENDING
    undertaken = (w for c in a.dependents(clause, "xcomp", "advcl") if a.lemmas[clause] in _TRYING for w in (c, *a.dependents(c, "conj")))
    tried = next((w for w in undertaken if a.lemmas[w] in cues.wrongs), clause)
    aims = [c for c in a.dependents(clause, "acl", "advcl", "xcomp") if a.lemmas[clause] in _MOVES and is_infinitive(a, c)]
    ours = any(a.forms[c].lower() in ("our", "its", "their", "his", "her") for c in a.dependents(clause, "nmod:poss"))
    if not ours and any(a.lemmas[w] in cues.wrongs for c in aims for w in (c, *a.dependents(c, "conj"))):
        return True
    ordered = a.lemmas[clause] in _DOING and any(a.lemmas[w] in cues.wrong_nouns for w in [*a.dependents(clause, "obj"), *arguments(a, clause).get("A1", [])])
    if (a.lemmas[tried] in cues.wrongs or ordered) and a.tags[clause] in VERB_TAGS and not (_WILL & set(auxiliaries(a, clause))):
        agents = arguments(a, clause).get("A0", [])
        lawless = a.lemmas[clause] in _LAWLESS and any(not _is_speaker(a, cast, draft, w) for w in agents)
        return (
            lawless or any(_is_other(a, w, draft.source) for w in agents) or (contended and is_passive(a, clause) and not _is_speaker(a, cast, draft, subject))
        )
    own = _is_speaker(a, cast, draft, subject)
    if own and is_passive(a, clause) and a.lemmas[clause] in cues.wrongs | _HARMED:
        return True  # "they had been rounded up"
    if a.lemmas[clause] in _BREAKING and not own and any(a.lemmas[w] in _BROKEN for w in a.dependents(clause, "obj")):
        return True
    objects = {a.lemmas[w] for w in a.dependents(clause, "obj")}
    if not own and _DEEDS.get(a.lemmas[clause], frozenset()) & (objects | {a.lemmas[w] for w in a.dependents(clause, "obl")}):
        return any(_is_other(a, w, draft.source) for w in a.dependents(clause, "nsubj")) and not (_WILL & set(auxiliaries(a, clause)))
    if subject is not None and a.lemmas[subject] in _POLLS and a.lemmas[clause] in _RIGGED and is_passive(a, clause):
        return True
    if a.lemmas[clause] in _SCHEMES and any(a.relations[c] == "cop" for c in a.children[clause]):
        return True
    if contended and subject is not None and not own and a.lemmas[clause] in _INVOLVED:
        return True
    if contended and any(a.lemmas[w] in _MISDEEDS and a.tags[w] in NOUN_TAGS and not negated(a, w, cues.negators) for w in spoken_words(a, draft.content)):
        return True
    if subject is not None and a.lemmas[subject] in cues.wrong_nouns and is_passive(a, clause):
        return any(_is_other(a, w, draft.source) for w in arguments(a, clause).get("A0", []))  # "the attacks were carried out by X"
    if is_unlawful(a, ontology, [clause]) and subject is not None:
        return True
    deeds = [w for w in spoken_words(a, draft.content) if a.lemmas[w] in cues.wrong_nouns and a.tags[w] in NOUN_TAGS]
    if any(a.preposition(c) == "by" and cast.at(c) and _is_other(a, c, draft.source) for w in deeds for c in (*a.children[w], *a.children[a.heads[w]])):
        return True  # "there was evidence of a massacre by the army"
    nouns = {a.lemmas[w] for w in range(draft.content[0], draft.content[1] + 1) if a.tags[w] in NOUN_TAGS}
    if any(
        a.relations[c] == "nmod:poss" and cast.at(c) and _is_other(a, c, draft.source) for w in deeds if a.lemmas[w] not in _SUFFERED for c in a.children[w]
    ):
        return True  # "the government's repression of the miners"
    if a.lemmas[clause] == "responsible" and any(a.preposition(c) == "for" for c in a.children[clause]):
        return not own
    if subject is None and a.tags[clause] in NOUN_TAGS:
        return a.lemmas[clause] in cues.wrong_nouns
    return bool(nouns & {"perpetrator", "culprit", "mastermind"}) or (a.lemmas[clause] in ("responsible", "behind", "guilty") and subject is not None)


def _is_speaker(annotation: Annotation, cast: Cast, draft: Draft, subject: int | None) -> bool:
    """Whether the one to whom something was done is the one who says so."""
    if subject is None:
        return False
    return annotation.forms[subject].lower() in ("i", "we", "they") or bool(set(cast.at(subject)) & set(draft.actors))


def _is_other(annotation: Annotation, word: int, source: WordSpan | None) -> bool:
    """Whether an agent is somebody, and not the source or its own forces."""
    a = annotation
    if a.forms[word].lower() in ("i", "we", "it", "he", "she", "they", "who", "which", "that", "its", "his", "her", "their", "our") or a.entities[word] in (
        "event",
        "abstract",
        "time",
    ):
        return False
    if a.lemmas[word] in _NAMELESS:
        return False
    if a.entities[word] == "person" and any(a.forms[c].lower() in ("a", "an") for c in a.dependents(word, "det")):
        return False  # "a man attacked them" accuses nobody
    if any(a.forms[c].lower() in ("its", "our", "their", "his", "her") for c in a.dependents(word, "nmod:poss")):
        return False
    return source is None or not source[0] <= word <= source[1]
