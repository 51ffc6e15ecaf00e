"""The proper names of a report: what the encoder tagged, mended by what holds of names, and completed by what the knowledge base knows.

A known name that the encoder missed or cut short ("al-Qaida", "Nusra Front") is taken whole; the outlet's own name and the names in boilerplate are not
names of the report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.language.annotation import Annotation, Name, WordSpan
from dateline.records.name_forms import mend

if TYPE_CHECKING:
    from dateline.knowledge import Knowledge
    from dateline.ontology import ActorWords
    from dateline.sources.report import Report

_LONGEST = 7
_JOINTS = frozenset("al el of the and for de - ’s 's ’ ' ul bin ibn".split())
_POSSESSIVE = frozenset(["'s", "’s", "'", "’"])
_BEFORE = frozenset(["the", "anti", "pro", "ex"])
"""What may stand before a name, but is no part of it."""
_LABELS = {"person": "PER", "state": "LOC"}


def find_names(report: Report, annotation: Annotation, knowledge: Knowledge, lexicon: ActorWords) -> list[Name]:
    """The names in order, without overlap."""
    a = annotation
    tagged = mend(a, lexicon, knowledge, [n for n in (_trimmed(a, n) for n in a.names) if n is not None])
    known = _known_spans(a, knowledge, lexicon, {word for name in tagged for word in range(name.words[0], name.words[1] + 1)})
    out: list[Name] = []
    taken: set[int] = set()
    own = {name.strip().lower() for name in (report.publisher or "",) if name.strip()}
    for words, label in known:
        clash = [n for n in tagged if n.words[0] <= words[1] and words[0] <= n.words[1]]
        longer = [n for n in clash if n.words[1] - n.words[0] > words[1] - words[0]]
        if longer or any(w in taken for w in range(words[0], words[1] + 1)):
            continue  # "Free Syrian Army" is more than "Syrian Army"
        kept = next((n.label for n in clash if n.words == words), label)
        out.append(Name(words, label if label == "LOC" else kept))
        taken.update(range(words[0], words[1] + 1))
    for name in tagged:
        if not any(w in taken for w in range(name.words[0], name.words[1] + 1)):
            out.append(name)
            taken.update(range(name.words[0], name.words[1] + 1))
    return sorted((n for n in out if a.quote(n.words).lower() not in own and not _is_adjective(a, knowledge, n)), key=lambda n: n.words)


def _is_adjective(annotation: Annotation, knowledge: Knowledge, name: Name) -> bool:
    """Whether a "name" is only a nationality: "Iranian" in "Iranian jets"."""
    surface = annotation.quote(name.words)
    return name.words[0] == name.words[1] and knowledge.demonym(surface) is not None and not knowledge.actor(surface)


def _trimmed(annotation: Annotation, name: Name) -> Name | None:
    """A tagged name without a leading article, a possessive or signs at its edges; None when nothing with a letter is left."""
    a = annotation
    first, last = name.words
    while last >= first and (a.forms[last] in _POSSESSIVE or not any(c.isalnum() for c in a.forms[last])):
        last -= 1
    while first <= last and (a.forms[first].lower() in _BEFORE or not any(c.isalnum() for c in a.forms[first])):
        first += 1
    if first > last or not any(c.isupper() for c in a.quote((first, last))):
        return None
    return Name((first, last), name.label)


def _known_spans(annotation: Annotation, knowledge: Knowledge, lexicon: ActorWords, tagged: set[int]) -> list[tuple[WordSpan, str]]:
    """Every longest run of words that the knowledge base knows as a name; a capital of one word only where the encoder saw no name (`tagged`)."""
    a = annotation
    out: list[tuple[WordSpan, str]] = []
    for first, last in a.sentences:
        word = first
        while word < last:
            form = a.forms[word]
            if not (form[0].isupper() or form.lower() in ("al", "el")) or form.lower() in _BEFORE:
                word += 1
                continue
            end = _run(a, word, last)
            found = None
            for stop in range(end, word - 1, -1):
                form = a.forms[stop]
                if not (form[0].isalnum() or form.endswith(".")) or form.lower() in _JOINTS:
                    continue
                surface = " ".join(a.quote((word, stop)).split())
                candidates = knowledge.actor(surface)
                capital = knowledge.capital(surface) if not candidates else None
                if capital is not None and (stop > word or (word not in tagged and capital.usual and _alone(a, word, ambiguous=False))):
                    found = (word, stop), "LOC"
                    break
                ruler = stop == word and candidates and candidates[0].kind == "person" and stop + 1 < last and a.lemmas[stop + 1] in lexicon.ruled
                if ruler and a.tags[word] in ("NNP", "NNPS", "JJ"):
                    found = (word, stop), "PER"
                    break
                if not candidates or (stop == word and not _alone(a, word, ambiguous=candidates[0].ambiguous)):
                    continue
                if candidates[0].via == "demonym" or (candidates[0].kind == "person" and stop == word):
                    continue
                if a.forms[stop].isdigit() and "time" in a.entities[word : stop + 1]:
                    continue  # "March 14" is a party only where it is no day
                found = (word, stop), _LABELS.get(candidates[0].kind, "ORG") if not candidates[0].id.startswith("territory:") else "LOC"
                break
            if found:
                out.append(found)
                word = found[0][1] + 1
            else:
                word += 1
    return out


def _alone(annotation: Annotation, word: int, *, ambiguous: bool) -> bool:
    """Whether a single word may be a name without the encoder's word for it: tagged a proper noun, and no ordinary word at the start of a sentence."""
    a = annotation
    if a.tags[word] not in ("NNP", "NNPS", "JJ") or ambiguous or (a.tags[word] == "JJ" and word == a.sentences[a.sentence_of[word]][0]):
        return False  # "Houthi" in "Houthi attacks" is a name too
    return word == 0 or a.forms[word - 1] != "-"


def _run(annotation: Annotation, word: int, last: int) -> int:
    """The last word of a run of capitalised words and the small words that join them."""
    a = annotation
    end = word
    for index in range(word + 1, min(word + _LONGEST + 2, last)):
        form = a.forms[index]
        if form[0].isupper() or form[0].isdigit() or form.lower() in _JOINTS:
            end = index
        else:
            break
    return end
