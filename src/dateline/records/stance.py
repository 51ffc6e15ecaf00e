"""What a source does by saying something: asserts, accuses, denies, demands, promises.

A marked word of saying decides ("accused", "urged"). Under a neutral one ("said", "announced") the content decides, as a reader does: a first-person
performative ("we urge"), an imperative, an announced act of one's own, a refusal, a verdict, or a wrong laid at somebody's door (Searle 1976 on the classes
of speech acts). A content of several clauses does what the weightiest of them does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.records.clauses import content_root, is_doubted, main_clauses, predicated, spoken_words
from dateline.records.grammar import NOUN_TAGS, VERB_TAGS, arguments, auxiliaries, is_infinitive, is_passive, negated
from dateline.records.outlook import READY, STATIVE, WILL, act_ahead, announces_own_act, has_to, is_arranged, looks_ahead, needs_to
from dateline.records.verdicts import blames, is_failing, is_of_court, is_others, is_reproach, is_unlawful, label_verdict, verdict

if TYPE_CHECKING:
    from dateline.language.annotation import Annotation, WordSpan
    from dateline.ontology import Ontology
    from dateline.records.cast import Cast
    from dateline.records.drafts import Draft
    from dateline.records.model import Stance

_FIRST = frozenset(["i", "we"])
_THIRD = frozenset(["he", "she", "they", "it"])
_OWN_ACT = frozenset(["announce", "inform", "commit", "unveil"])
_MIGHT = WILL | {"may", "might", "could", "can"}
_NEED = frozenset(["must", "should", "ought"])
_YIELDING = frozenset("let allow stop rest wait surrender yield abandon forget tolerate hesitate waver fail give forgive accept stand relent".split())
"""Verbs that are a refusal already: "we will not rest" promises, "we will not talk" refuses."""
_IMPLICATED = frozenset(
    "involve involved responsible guilty implicate implicated complicit behind true connected linked connect link factor motive intention".split()
)
_MENTAL = frozenset("think know believe understand expect see hear feel remember recall realise realize intend".split())
_COURTLY = frozenset("find rule hold decide determine conclude".split())
_SUGGESTING = frozenset(["suggest", "suggestion"])
_CONVEYING = frozenset("express reiterate reaffirm repeat renew convey voice affirm underline underscore emphasise emphasize state relay stress".split())
_GRATEFUL = frozenset("thank gratitude appreciation thanks recognise recognize admiration tribute".split())
_FEELINGS = frozenset("condolence sympathy thought prayer congratulation greeting thank thanks wish apology respect comment".split())
_ANXIOUS = frozenset("express concern concerned alarmed alarm voice".split())
_EVIDENCE = frozenset(
    """report evidence datum data poll survey figure image footage photo video finding record indication result test trace sign witness""".split()
)
_ENGAGING = frozenset("imagine look see think remember guess suppose listen believe mark note say forget know hear mind".split())
"""Verbs whose imperative only asks for the hearer's ear: "imagine", "look", "make no mistake"."""
_GRANTING = frozenset("accept agree recognise recognize allow negotiate tolerate support comment confirm approve endorse condone".split())
"""What one refuses by saying that one can't."""
_PURSUITS = frozenset("intention intent comment desire wish interest".split())
_OUTCOMES = frozenset("receive get find decide reach finish complete manage determine agree identify confirm establish".split())
"""What one has not come to yet, and does not deny."""
_UNCHOSEN = frozenset("see die miss lose suffer hear know find face become fall happen".split())
"""What will happen to one, and is no act that one announces."""
_PARTS = frozenset("role part involvement hand knowledge connection link tie responsibility".split())
"""What one hasn't in a deed that one has nothing to do with."""
_REQUESTING = frozenset("urge call encourage ask advise recommend suggest appeal caution".split())
"""What is done also by saying that one would do it: "I would urge them"."""
_PRESSING = frozenset("imperative essential necessary time urgent crucial".split())
_UNTRUE = frozenset("false untrue baseless groundless unfounded fabricated fabrication lie hoax nonsense incorrect rubbish".split())
_SAYINGS = frozenset("report claim allegation accusation charge rumour rumor story statement suggestion assertion it this that they these those".split())
_DUE = frozenset("justice consequence price teeth punishment retaliation answer".split())
_PROCEEDING = frozenset("continue resume proceed begin start end stop cease".split())
_IN_POWER = frozenset(["state", "government", "military", "armed group", "coalition", "igo"])
_PAYING = frozenset("pay face suffer regret meet".split())
_HARSH = frozenset(
    """attack invade bomb remove force punish retaliate revenge avenge tolerate justice crush defend respond consequence destroy hunt price teeth answer
    strike punishment retaliation""".split()
)


def stance_of(annotation: Annotation, cast: Cast, ontology: Ontology, draft: Draft) -> Stance:
    """The stance of a claim, by its cue word, content and source."""
    a, cues = annotation, ontology.cues
    head, content = draft.head, draft.content
    if head is None:
        return "assert"
    lemma = a.lemmas[head]
    root = content_root(a, content)
    infinitive = is_infinitive(a, root) or (a.tags[content[0]] == "TO" and (a.tags[root] == "VB" or bool(a.dependents(root, "cop"))))
    infinitive = infinitive or any(draft.covers(c) and (is_infinitive(a, c) or has_to(a, c)) for c in (root, *a.dependents(head, "xcomp")))
    if lemma in ("ask", "tell") and (infinitive or (lemma == "ask" and "for" in arguments(a, head))):
        return "demand"
    if lemma == "agree" and (infinitive or (WILL & set(auxiliaries(a, root)) and a.tags[root] in VERB_TAGS and a.lemmas[root] not in STATIVE)):
        return "promise"
    if lemma == "want" and infinitive:  # what one wants of others: "wants the cost to be shared"; "we want to thank" thanks
        return "demand" if a.tags[content[0]] != "TO" else _sentiment(a, ontology, root) or "assert"
    if lemma == "insist" and _is_subjunctive(a, root):
        return "demand"  # "insisted that he resign"
    if lemma == "allegedly":
        return "accuse"
    marked = None if draft.continued else _marked(a, ontology, head)
    if marked == "propose" and lemma in _SUGGESTING and (_is_evidence(a, draft) or not _is_proposed(a, root, infinitive=infinitive)):
        marked = None
    if lemma in ("vow", "pledge", "swear", "promise", "warn", "threaten") and _is_harsh(a, content):
        return "threaten"
    if lemma == "offer" and _is_condolence(a, head):
        return "assert"
    if marked == "criticise" and lemma in _ANXIOUS and not is_reproach(a, ontology, content):
        return "assert"  # concern about a drought condemns nobody
    if marked is not None:
        return marked
    if a.tags[head] in NOUN_TAGS and lemma in ("call", "order"):
        return "demand"
    if (
        lemma in cues.calling
        and not draft.continued
        and not _is_found(a, head, root)
        and not (is_of_court(a, draft) and is_unlawful(a, ontology, range(content[0], content[1] + 1)))
    ):
        return label_verdict(a, ontology, head, content) or "assert"
    if lemma in ("accord", "according", "report") and draft.actors and {cast.entities[key].kind for key in draft.actors} == {"media"}:
        return "assert"  # a news outlet passes on what others do by saying it
    return _by_content(a, cast, ontology, draft, root)


def _is_found(annotation: Annotation, head: int, root: int) -> bool:
    """Whether a verb that may label something has a finite clause instead: "found that the minister had lied"."""
    a = annotation
    finite = a.tags[root] in ("VBD", "VBZ", "VBP") or any(a.tags[c] in ("VBD", "VBZ", "VBP", "MD") for c in a.dependents(root, "aux", "aux:pass", "cop"))
    return finite and a.heads[root] == head and a.relations[root] == "ccomp" and any(a.forms[c].lower() == "that" for c in a.dependents(root, "mark"))


def _marked(annotation: Annotation, ontology: Ontology, head: int) -> Stance | None:
    """The stance of a cue that is not neutral, with its particle or preposition where that matters."""
    a, stances = annotation, ontology.cues.stances
    lemma = a.lemmas[head]
    named = [head] if a.tags[head] in NOUN_TAGS else a.dependents(head, "obj") if lemma in _CONVEYING else []
    if any(a.forms[c].lower() == "no" for w in named for c in a.dependents(w, "det")):
        return None  # "expressed no regret"
    if lemma == "question" and a.tags[head] in NOUN_TAGS and a.heads[head] >= 0 and a.lemmas[a.heads[head]] == "answer":
        return None
    if lemma == "plead" and any(a.lemmas[w] in ("guilty", "innocent") for w in range(head + 1, min(head + 4, len(a.forms)))):
        return "deny" if a.forms[head + 1].lower() in ("not", "innocent") else "assert"
    for child in a.children[head]:
        relation = a.relations[child]
        second = a.preposition(child) if relation.startswith(("obl", "nmod")) else a.lemmas[child]
        if relation in ("advcl", "xcomp", "ccomp", "acl"):  # "suspected of planning"
            second = next((a.forms[c].lower() for c in a.dependents(child, "mark", "case")), a.lemmas[child])  # "hold responsible"
        if f"{lemma} {second}" in stances:
            return stances[f"{lemma} {second}"]
    following = a.forms[head + 1].lower() if head + 1 < len(a.forms) and a.tags[head + 1] in ("IN", "RP", "TO") else None
    return stances.get(
        f"{lemma} {following}", stances.get(lemma, stances.get(a.forms[head].lower()))
    )  # a preposition may hang elsewhere, but not stand elsewhere


def _is_proposed(annotation: Annotation, root: int, *, infinitive: bool) -> bool:
    """Whether what is suggested is to be done: "suggested a truce", "suggested that he resign"; "suggested that he had resigned" only supposes."""
    a = annotation
    if infinitive or a.tags[root] == "VBG" or _NEED & set(auxiliaries(a, root)):
        return True
    finite = a.tags[root] in ("VBD", "VBZ", "VBP", "VBN") or any(a.relations[c] in ("cop", "aux", "nsubj", "nsubj:pass") for c in a.children[root])
    return not finite or _is_subjunctive(a, root)


def _is_evidence(annotation: Annotation, draft: Draft) -> bool:
    """Whether a source is something that bears witness without a will: "early reports suggest sabotage"."""
    a = annotation
    return draft.source is not None and any(
        a.lemmas[w] in _EVIDENCE for w in range(draft.source[0], draft.source[1] + 1) if a.heads[w] == draft.head or w == a.heads[draft.head or 0]
    )


def _sentiment(annotation: Annotation, ontology: Ontology, word: int) -> Stance | None:
    """What is done by a word that names an act of speech or a commitment."""
    lemma = annotation.lemmas[word]
    return "promise" if lemma in ("commitment", "resolve") else "praise" if lemma in _GRATEFUL else ontology.cues.stances.get(lemma)


def _is_condolence(annotation: Annotation, head: int) -> bool:
    """Whether what is offered is only a feeling: "offered condolences"."""
    return any(annotation.lemmas[c] in _FEELINGS for c in annotation.dependents(head, "obj"))


def _is_subjunctive(annotation: Annotation, root: int) -> bool:
    """Whether a clause has the bare form of its verb beside a subject of the third person: "that he resign", "that the minister be dismissed"."""
    a = annotation
    helpers = a.dependents(root, "aux", "aux:pass", "cop")
    verb = helpers[0] if helpers else root
    singular = any(a.tags[c] in ("NN", "NNP") or a.forms[c].lower() in ("he", "she", "it") for c in a.dependents(root, "nsubj"))
    bare = a.forms[verb].lower() == "be" if helpers else a.tags[root] in ("VB", "VBP") and a.forms[root].lower() == a.lemmas[root]
    return bare and (singular or a.tags[root] != "VBP") and not any(a.tags[c] == "MD" for c in a.children[root])


def _by_content(annotation: Annotation, cast: Cast, ontology: Ontology, draft: Draft, root: int) -> Stance:
    """What the content does under a neutral cue."""
    a = annotation
    head = draft.head if draft.head is not None else root
    lemma, content = a.lemmas[head], draft.content
    if _is_question(a, content):
        return "ask"
    performed = _performative(a, ontology, content)
    if performed is not None:
        return performed
    if lemma in _CONVEYING and a.tags[root] in NOUN_TAGS:
        sentiment = _sentiment(a, ontology, root)
        if sentiment is not None and not is_others(a, cast, draft, root):
            return sentiment  # "reiterated his condemnation of"
    if lemma in _OWN_ACT and announces_own_act(a, draft, root):
        return "promise"
    done = [_clause_act(a, cast, ontology, draft, clause) for clause in main_clauses(a, content)]
    if lemma in _OWN_ACT and done and done[0] is None and is_arranged(a, root):
        return "promise"
    if "threaten" in done:
        return "threaten"
    first = next((act for at, act in enumerate(done) if act is not None and not (at and act == "doubt")), None)
    if first is not None:
        return first
    clauses = main_clauses(a, content)
    spoken = spoken_words(a, content)
    if any(a.lemmas[w] in ("evidence", "proof") and any(a.forms[c].lower() == "no" for c in a.children[w]) for w in spoken):
        return "deny"
    if (lemma in _COURTLY or is_of_court(a, draft)) and is_unlawful(a, ontology, spoken):
        return "assert"  # a finding of law
    if blames(a, cast, ontology, draft, clauses):
        return "accuse"
    for clause in clauses:
        if is_failing(a, ontology, clause) and not _is_own(a, cast, draft, next(iter(a.dependents(clause, "nsubj")), None)):
            return "criticise"
        found = verdict(a, ontology, predicated(a, clause, content), turned=is_doubted(a, ontology, clause))
        if found is not None:
            return found
    return "assert"


def _is_question(annotation: Annotation, content: WordSpan) -> bool:
    """Whether a content is one sentence that ends in a question mark; of several, the others say what it is for."""
    a = annotation
    after = a.forms[content[1] + 1] if content[1] + 1 < len(a.forms) else ""
    return after == "?" and not any(a.forms[w] in (".", "!", "?") for w in range(content[0], content[1] + 1))


def _clause_act(annotation: Annotation, cast: Cast, ontology: Ontology, draft: Draft, clause: int) -> Stance | None:
    """What a main clause does by its mood and its subject: orders, proposes, promises, refuses."""
    a, cues = annotation, ontology.cues
    subject = next((w for w in a.dependents(clause, "nsubj")), None)
    who = a.forms[subject].lower() if subject is not None else ""
    helpers = set(auxiliaries(a, clause))
    quoted = any(opening <= clause <= closing for opening, closing in a.quotations)
    if a.lemmas[clause] == "let" and any(a.forms[c].lower() in ("'s", "’s", "us") for c in range(clause + 1, min(clause + 2, len(a.forms)))):
        return "propose"
    if quoted and a.lemmas[clause] in ("thank", "thanke", "thanks", "congratulation") and subject is None:
        return "praise"
    if quoted and a.tags[clause] == "VB" and subject is None and not helpers - {"do", "don't"} and not is_infinitive(a, clause) and _opens(a, clause):
        return None if a.lemmas[clause] in _ENGAGING else "demand"  # an imperative
    if is_doubted(a, ontology, clause):
        return None
    own = _is_own(a, cast, draft, subject)
    if own and helpers & _MIGHT and any(a.forms[m].lower() == "unless" for c in a.dependents(clause, "advcl") for m in a.dependents(c, "mark")):
        return "threaten"  # "we may withdraw unless they do"
    no = negated(a, clause, cues.negators)
    if own and a.lemmas[clause] in READY and no:
        return "deny"
    if own and looks_ahead(a, clause, helpers) and a.lemmas[act_ahead(a, clause)] not in _UNCHOSEN:
        if _is_harsh(a, draft.content):
            return "threaten"
        if no and a.lemmas[act_ahead(a, clause)] not in _YIELDING:
            return "deny"
        return "promise"
    pursued = {a.lemmas[c] for c in a.dependents(clause, "obj") if negated(a, c, cues.negators)}
    if own and a.lemmas[clause] == "have" and pursued & _PURSUITS:
        return "deny"  # "we have no intention to"
    if own and no and helpers & {"can", "ca", "could"} and a.lemmas[clause] in _GRANTING:
        return "deny"
    if not no and _UNTRUE & {a.lemmas[clause], a.forms[clause].lower()} and subject is not None and {a.lemmas[subject], who} & _SAYINGS:
        return "deny"  # "the reports are false"
    if no and (a.lemmas[clause] in _IMPLICATED or (own and a.lemmas[clause] in cues.wrongs)):
        return "deny"
    if a.lemmas[clause] == "have" and pursued & _PARTS:
        return "deny"  # "they had no part in it"
    if no and own and _is_past(a, clause, helpers) and a.lemmas[clause] not in STATIVE | _MENTAL:
        return "deny"  # "we did not fire", "he had never met them"
    if no and a.lemmas[clause] == "clear" and who in ("", "it") and _has_question(a, clause):
        return "doubt"  # "it is not clear whether"
    if a.lemmas[clause] == "innocent" and not no:
        return "deny"
    if subject is not None and not own and who not in ("i", "we", "it", "you") and (_NEED & helpers or (needs_to(a, clause) and not no)):
        return "demand"
    if who == "you" and _NEED & helpers and a.lemmas[clause] not in _MENTAL | _ENGAGING:
        return "demand"
    if _NEED & helpers and subject is None and a.dependents(clause, "expl"):
        return "demand"  # "there must be an inquiry"
    if not no and who == "it" and a.lemmas[clause] in _PRESSING and _has_clause(a, clause):
        return "demand"  # "it is time to"
    if own and a.lemmas[clause] in ("want", "wish", "like"):
        wished = (c for c in a.dependents(clause, "xcomp") if a.lemmas[c] in ontology.cues.stances and has_to(a, c))
        performed = next((ontology.cues.stances[a.lemmas[c]] for c in wished), None)
        if performed is not None:
            return performed  # "I would like to commend"
    if (own and _wants_of_others(a, clause)) or _is_wanted(a, clause):
        return "demand"
    if subject is not None and not no and helpers & WILL and _goes_on(a, cast, draft, clause, subject):
        return "promise"
    if not no and helpers & WILL and a.dependents(clause, "expl") and {a.lemmas[w] for w in (clause, *a.dependents(clause, "nsubj", "obj"))} & _DUE:
        return "threaten"  # "there will be consequences"
    if not own and not no and helpers & WILL and (is_passive(a, clause) or a.lemmas[clause] in _PAYING) and _is_harsh(a, (clause, _last_object(a, clause))):
        return "threaten"  # "the culprits will be punished", "they will pay a price"
    return _attitude(a, ontology, clause, quoted=quoted, no=no) if own else None


def _is_past(annotation: Annotation, clause: int, helpers: set[str]) -> bool:
    """Whether a verb tells of an act that was, or was not, done: "did fire", "has fired", "had met"."""
    a = annotation
    done = a.tags[clause] == "VB" and helpers & {"did", "do", "does"}
    pending = any(a.forms[c].lower() == "yet" for c in a.dependents(clause, "advmod")) or a.lemmas[clause] in _OUTCOMES
    perfect = a.tags[clause] in ("VBN", "VBD") and helpers & {"have", "has", "had", "'ve", "’ve"} and not helpers & _MIGHT and not pending
    return bool((done or perfect) and not is_passive(a, clause))


def _has_question(annotation: Annotation, clause: int) -> bool:
    """Whether a question hangs on a word: "whether he fled", "who did it"."""
    a = annotation
    below = (c for c in a.children[clause] if c > clause and a.relations[c].split(":")[0] in ("csubj", "ccomp", "advcl"))
    return any(a.forms[a.subtree(c)[0]].lower() in ("whether", "if", "who", "what", "why", "how", "when", "where", "which") for c in below)


def _has_clause(annotation: Annotation, clause: int) -> bool:
    a = annotation
    below = (c for c in a.children[clause] if a.relations[c].split(":")[0] in ("csubj", "ccomp", "xcomp", "acl", "advcl"))
    return any(has_to(a, c) or any(a.forms[m].lower() in ("that", "for") for m in a.dependents(c, "mark")) for c in below)


def _last_object(annotation: Annotation, clause: int) -> int:
    """The last word of a verb's object, or the verb."""
    a = annotation
    return max([clause, *(a.subtree(c)[1] for c in a.dependents(clause, "obj"))])


def _wants_of_others(annotation: Annotation, clause: int) -> bool:
    """Whether somebody else is to do what is wanted: "we want the army to leave"."""
    a = annotation
    if a.lemmas[clause] not in ("want", "need"):
        return False
    if a.lemmas[clause] == "need":  # to say that one needs a thing is to ask for it (Searle 1975 on indirect speech acts)
        return bool(a.dependents(clause, "obj")) and not a.dependents(clause, "aux")
    below = a.dependents(clause, "xcomp", "ccomp")
    return bool(below) and (bool(a.dependents(clause, "obj")) or any(a.dependents(c, "nsubj", "nsubj:pass") for c in below))


def _is_wanted(annotation: Annotation, clause: int) -> bool:
    """Whether a clause says what the source wants: "what we want is", "all we ask for is"."""
    a = annotation
    subjects = a.dependents(clause, "nsubj", "csubj")
    free = [w for s in subjects for w in (s, *a.dependents(s, "acl:relcl", "acl")) if a.forms[a.subtree(s)[0]].lower() in ("what", "all")]
    wanting = (w for w in free if a.lemmas[w] in ("want", "need", "ask", "demand", "seek"))
    return any(a.forms[w].lower() in _FIRST for c in wanting for w in a.dependents(c, "nsubj"))


def _goes_on(annotation: Annotation, cast: Cast, draft: Draft, clause: int, subject: int) -> bool:
    """Whether somebody in power says how an undertaking will go on: "the government said that the patrols would continue"."""
    a = annotation
    if a.lemmas[clause] not in _PROCEEDING or (a.entities[subject] != "event" and a.predicates[subject] < 0.5) or cast.at(subject):
        return False
    return any(cast.entities[key].kind in _IN_POWER for key in draft.actors)


def _attitude(annotation: Annotation, ontology: Ontology, clause: int, *, quoted: bool, no: bool) -> Stance | None:
    """What the source says that it does by speaking or feeling so: "the ministry condemns", "he said that he rejected the plan", "we are concerned"."""
    a, stances = annotation, ontology.cues.stances
    if no:
        return None
    if any(a.relations[c] in ("cop", "aux:pass") for c in a.children[clause]) and a.tags[clause] in ("JJ", "VBN"):
        return stances.get(a.forms[clause].lower())
    found = stances.get(a.lemmas[clause])
    if a.dependents(clause, "aux") or found is None or a.lemmas[clause] in ("ask", "wonder", "thank"):
        return None
    if a.tags[clause] in ("VBZ", "VBP"):
        return found
    return found if a.tags[clause] == "VBD" and not quoted and found in ("criticise", "deny", "praise", "doubt") else None


def _opens(annotation: Annotation, clause: int) -> bool:
    """Whether nothing but adverbs, "do" and "please" stands between a verb and the mark or sentence boundary before it."""
    a = annotation
    first = a.sentences[a.sentence_of[clause]][0]
    at = clause - 1
    while at >= first and (a.tags[at] == "RB" or a.forms[at].lower() in ("do", "please", "and", "but")):
        at -= 1
    return at < first or (a.relations[at] == "punct" and a.forms[at] not in ("[", "("))


def _is_own(annotation: Annotation, cast: Cast, draft: Draft, subject: int | None) -> bool:
    """Whether a subject is the one who speaks."""
    a = annotation
    if subject is None:
        return False
    form = a.forms[subject].lower()
    if form in _FIRST:
        return True
    meant = _stand_for_each_other(cast, cast.at(subject))
    if set(meant) & set(draft.actors):
        return True
    if form in _THIRD:  # in reported speech "he" is the one who speaks, unless he can't be
        quoted = any(opening <= subject <= closing for opening, closing in a.quotations)
        return not quoted and draft.source is not None and _agrees(a, form, draft.source)
    owner = next((c for c in a.dependents(subject, "nmod:poss")), None)
    if owner is not None and a.entities[subject] in ("person", "organization") and a.forms[owner].lower() in ("our", "its"):
        return True  # "our troops", "its navy"
    if owner is not None and a.forms[owner].lower() in ("his", "her", "their") and (a.entities[subject] == "organization" or a.tags[subject] == "NNS"):
        return True  # "his forces", but not "his nephew"
    return draft.source is not None and a.lemmas[subject] in a.lemmas[draft.source[0] : draft.source[1] + 1]


def _agrees(annotation: Annotation, pronoun: str, source: WordSpan) -> bool:
    """Whether a pronoun can stand for a source by its number and kind."""
    a = annotation
    words = range(source[0], source[1] + 1)
    head = next((w for w in words if a.heads[w] not in words), source[0])
    if a.forms[head].lower() in _THIRD:
        return a.forms[head].lower() == pronoun
    person = a.entities[head] == "person" or any(n.label == "PER" and source[0] <= n.words[0] <= source[1] for n in a.names)
    if pronoun == "they":
        return a.tags[head] not in ("NN", "NNP") or any(a.relations[w] == "conj" for w in words)
    return person == (pronoun in ("he", "she")) and a.tags[head] != "NNS"


def _stand_for_each_other(cast: Cast, keys: list[int]) -> list[int]:
    """Actors with those that they represent and those that represent them: a spokesman, his agency and its state promise for each other."""
    out = list(keys)
    for key in keys:
        above = cast.entities[key].represents
        if above is not None:
            out.append(above)
        out.extend(other for other, entity in enumerate(cast.entities) if entity.represents == key)
    return out


def _performative(annotation: Annotation, ontology: Ontology, content: WordSpan) -> Stance | None:
    """In "We urge", "I condemn": the content's own verb says what is done."""
    a = annotation
    for word in range(content[0], content[1] + 1):
        if a.tags[word] in ("VBP", "VB", "VBG") and a.lemmas[word] in ontology.cues.stances and a.lemmas[word] not in ("ask", "wonder", "thank", "thanke"):
            subject = next((w for w in a.dependents(word, "nsubj")), None)
            helpers = auxiliaries(a, word)
            would = a.lemmas[word] in _REQUESTING and {"would"} == set(helpers)
            if subject is not None and a.forms[subject].lower() in _FIRST and (not helpers or would) and not negated(a, word, ontology.cues.negators):
                return ontology.cues.stances[a.lemmas[word]]
    return None


def _is_harsh(annotation: Annotation, content: WordSpan) -> bool:
    """Whether harm is done in a content, by its verbs or as the name of what is to come; "forces" and "the attack" are there already."""
    a = annotation
    inside = (w for w in range(content[0], content[1] + 1) if a.lemmas[w] in _HARSH)
    return any(a.lemmas[w] in _DUE or (a.tags[w] in VERB_TAGS and a.relations[w].split(":")[0] not in ("acl", "amod")) for w in inside)
