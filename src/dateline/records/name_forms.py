"""What holds of names in general, where the encoder's tags break it: a person's name is one, an institution's runs through its "of", a title is none.

Nothing here knows any actor. "Ministry of" and "Court for Human" are cut short, "Ana" and "Lima" side by side are one person, "Mr" is no name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.language.annotation import Annotation, Name, WordSpan
from dateline.records.entities import is_acronym_of

if TYPE_CHECKING:
    from dateline.knowledge import Knowledge
    from dateline.ontology import ActorWords

_LINKS = frozenset(["of", "for", "on"])
_CUT = frozenset("of for on to in and against & the".split())
_PARTICLES = frozenset("al el ul wal wa bin ibn bint abu de da dos van von der la".split())
_HYPHENS = frozenset("-‐‑")  # the sign of the keyboard, Unicode's hyphen and the one that does not break
_RUN = 8  # words: no institution's name goes on for longer


def mend(annotation: Annotation, lexicon: ActorWords, knowledge: Knowledge, names: list[Name]) -> list[Name]:
    """The encoder's names in order, joined, carried on and freed of titles; without those that are nothing but a title."""
    a = annotation
    out: list[Name] = []
    names = [_by_acronym(a, name) for name in _hyphenated(a, knowledge, names)]
    surnames = {a.forms[n.words[1]] for n in names if n.label == "PER" and n.words[0] < n.words[1]}
    names = [Name(name.words, "LOC") if _is_capital(a, lexicon, knowledge, name, surnames) else name for name in names]
    for name in sorted(names, key=lambda n: n.words):
        if out and name.words[0] <= out[-1].words[1]:
            continue  # swallowed by an institution's name that was carried on
        joined = _joined(a, out[-1], name) if out else None
        if joined is not None:
            out[-1] = joined
            continue
        if name.label == "ORG":
            out.append(_carried_on(a, lexicon, knowledge, name))
        elif name.label == "PER":
            person = _person(a, lexicon, knowledge, name, surnames)
            if person is not None:
                out.append(person)
        else:
            out.append(name)
    return sorted([*out, *_surnames_again(a, lexicon, out)], key=lambda n: n.words)


def _hyphenated(annotation: Annotation, knowledge: Knowledge, names: list[Name]) -> list[Name]:
    """Names with what a hyphen ties to them: "G" before "-Pep", where neither is a name of its own ("the Israel-Hamas war")
    nor one that is known ("Hamas-Run" in a headline).
    """
    a = annotation
    begun = {word for name in names for word in range(name.words[0], name.words[1] + 1)}
    out: list[Name] = []
    for name in names:
        first, last = name.words
        after = last + 2
        if (
            after < len(a.forms)
            and a.forms[last + 1] in _HYPHENS
            and a.words[last][1] == a.words[last + 1][0]
            and a.words[last + 1][1] == a.words[after][0]
            and a.tags[after] == "NNP"
            and a.forms[after][0].isupper()
            and not knowledge.actor(a.quote(name.words))
            and after not in begun
            and knowledge.demonym(a.forms[after]) is None
            and not knowledge.actor(a.forms[after])
        ):
            last = after
        out.append(Name((first, last), name.label))
    return out


def _is_capital(annotation: Annotation, lexicon: ActorWords, knowledge: Knowledge, name: Name, surnames: set[str]) -> bool:
    """Whether what was taken for a person is a capital: named so alone, without a title, and nobody's surname in the report."""
    a = annotation
    surface, first = a.quote(name.words), name.words[0]
    if name.label != "PER" or surface in surnames or (first and is_title(a, lexicon, first - 1)):
        return False
    capital = knowledge.capital(surface)
    return capital is not None and capital.via == "capital" and not capital.ambiguous and not knowledge.actor(surface)


def _surnames_again(annotation: Annotation, lexicon: ActorWords, names: list[Name]) -> list[Name]:
    """The surnames of persons who are named in full, where one stands alone and the encoder passed it over."""
    a = annotation
    taken = {word for name in names for word in range(name.words[0], name.words[1] + 1)}
    surnames = {a.forms[n.words[1]] for n in names if n.label == "PER" and n.words[0] < n.words[1]}
    out = []
    for word, form in enumerate(a.forms):
        if word in taken or form not in surnames or a.tags[word] not in ("NNP", "NN") or is_title(a, lexicon, word):
            continue
        first, end = a.sentences[a.sentence_of[word]]
        longer = word + 1 < end and a.forms[word + 1][0].isupper() and a.tags[word + 1] in ("NNP", "NNPS")  # "the Keita Foundation"
        after = word > first and a.forms[word - 1][0].isupper() and a.tags[word - 1] == "NNP" and not is_title(a, lexicon, word - 1)
        if not longer and not after:
            out.append(Name((word, word), "PER"))
    return out


def _by_acronym(annotation: Annotation, name: Name) -> Name:
    """A body where an acronym in brackets follows, however much its name looks like a person's."""
    a = annotation
    last = name.words[1]
    end = a.sentences[a.sentence_of[last]][1]
    bracket = next((w for w in range(last + 1, min(last + 4, end)) if a.forms[w] == "("), None)
    if name.label != "PER" or bracket is None or bracket + 2 >= end or a.forms[bracket + 2] != ")":
        return name
    return Name(name.words, "ORG") if is_acronym_of(a.forms[bracket + 1], a.quote((name.words[0], bracket - 1))) else name


def _joined(annotation: Annotation, before: Name, name: Name) -> Name | None:
    """Two names without a mark between them are one, when one hangs in the other as the parts of a person's name do."""
    a = annotation
    if before.words[1] + 1 != name.words[0] or before.label == "LOC" or name.label == "LOC" or a.sentence_of[before.words[0]] != a.sentence_of[name.words[0]]:
        return None
    persons = before.label == name.label == "PER"
    flat = any(a.relations[w] == "flat" and before.words[0] <= a.heads[w] <= before.words[1] for w in range(name.words[0], name.words[1] + 1))
    if not flat and not persons:
        return None
    return Name((before.words[0], name.words[1]), "PER" if persons else "ORG")


def is_title(annotation: Annotation, lexicon: ActorWords, word: int) -> bool:
    """Whether a word is what is put before a person's name: "Mr", "Sen.", "President"."""
    return annotation.forms[word].lower().rstrip(".") in lexicon.honorifics or annotation.lemmas[word].lower() in lexicon.kinds


def _person(annotation: Annotation, lexicon: ActorWords, knowledge: Knowledge, name: Name, surnames: set[str]) -> Name | None:
    """A person's name with the first name that the encoder left out, without titles that it took in; None when it is only a title."""
    a = annotation
    first, last = name.words
    above = a.heads[first]
    if first == last and a.forms[first] not in surnames and is_title(a, lexicon, first):
        return None
    if first == last and a.relations[first] == "compound" and above == first + 1 and a.forms[above][0].isupper() and is_title(a, lexicon, above):
        return None  # in "Trade Secretary Ana Lima"
    while first < last and a.forms[first].lower().rstrip(".") in lexicon.honorifics and not knowledge.actor(a.quote((first, last))):
        first += 1
    start = a.sentences[a.sentence_of[first]][0]
    while first > start and _is_first_name(a, lexicon, knowledge, first - 1):
        first -= 1
    return Name((first, last), "PER")


def _is_first_name(annotation: Annotation, lexicon: ActorWords, knowledge: Knowledge, word: int) -> bool:
    """Whether a word belongs to the person's name that begins with the next one."""
    a = annotation
    form = a.forms[word]
    if a.tags[word] != "NNP" or not form[0].isupper() or form.isupper() or is_title(a, lexicon, word) or knowledge.demonym(form) is not None:
        return False
    inside = a.relations[word + 1] == "flat" and a.heads[word + 1] == word
    return (
        (inside or (a.relations[word] in ("flat", "compound") and a.heads[word] == word + 1))
        and not knowledge.actor(form)
        and form.lower() not in lexicon.name_kinds
    )


def _carried_on(annotation: Annotation, lexicon: ActorWords, knowledge: Knowledge, name: Name) -> Name:
    """An institution's name to its end: "Ministry of" and "Supreme Court" before "of the Republic of Mali" are cut short."""
    a = annotation
    last = name.words[1]
    end = a.sentences[a.sentence_of[last]][1]
    institution = any(lexicon.name_kinds.get(a.forms[w].lower()) in ("government", "igo", "ngo") for w in range(name.words[0], last + 1))
    while last - name.words[0] < _RUN:
        step = last
        if a.forms[step].lower() not in _CUT:
            linked = a.forms[step + 1].lower() if step + 1 < end else ""
            if linked in _PARTICLES or (institution and linked in _LINKS):
                step += 1
            elif not (step + 1 < end and _goes_on(a, lexicon, knowledge, (name.words[0], step))):
                break
        if step + 1 < end and a.forms[step + 1].lower() == "the":
            step += 1
        stop = _capitalised_run(a, step + 1, end)
        if stop == step:
            break
        last = stop
    while last > name.words[0] and a.forms[last].lower() in _CUT:
        last -= 1
    return Name((_office_before(a, lexicon, name.words[0]), last), name.label)


def _office_before(annotation: Annotation, lexicon: ActorWords, first: int) -> int:
    """The first word of a name when "Office of the" stands before what the encoder took for it."""
    a = annotation
    at = first - 1
    if at > 0 and a.forms[at].lower() == "the":
        at -= 1
    if at < 1 or a.forms[at].lower() != "of" or not a.forms[at - 1][0].isupper() or lexicon.name_kinds.get(a.forms[at - 1].lower()) != "government":
        return first
    return at - 1 if a.sentence_of[at - 1] == a.sentence_of[first] else first


def _goes_on(annotation: Annotation, lexicon: ActorWords, knowledge: Knowledge, words: WordSpan) -> bool:
    """Whether the next word, a capitalised noun on which the name's last word hangs, is still the name's: "Human Rights" before "Committee"."""
    a = annotation
    following = words[1] + 1
    if a.tags[following] not in ("NNP", "NNPS") or not a.forms[following][0].isupper() or is_title(a, lexicon, following):
        return False
    hangs = a.heads[words[1]] == following and a.relations[words[1]] in ("compound", "amod")
    return hangs and not knowledge.actor(a.quote(words)) and knowledge.demonym(a.quote(words)) is None


def _capitalised_run(annotation: Annotation, first: int, end: int) -> int:
    """The last word of the capitalised words that begin here ("Education and Science"), or the word before when none does."""
    a = annotation
    last = first - 1
    word = first
    while word < end:
        if a.forms[word][0].isupper() and a.tags[word] not in ("DT", "PRP", "IN"):
            last = word
        elif not (a.forms[word].lower() in ("and", "&", "-") and last >= first and word == last + 1):
            break
        word += 1
    return last
