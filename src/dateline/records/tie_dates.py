"""Since when and until when a tie holds, where the sentence that states it says so."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from dateline.records.tie_lexicon import tie_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.language.annotation import Annotation
    from dateline.records.tie_bonds import Bond
    from dateline.records.times import TimeExpression

_SINCE = frozenset(["since", "from"])
_UNTIL = frozenset(["until", "till", "up to"])
_WITHIN = frozenset(["in", "on", "during"])
_BETWEEN = frozenset(["between"])
_LEAD = 3  # words before a date in which its preposition stands: "since the early 1990s"


def date_bonds(annotation: Annotation, bonds: Sequence[Bond], times: Sequence[TimeExpression]) -> None:
    """Gives each bond its `since` and `until` from the dates that hang on the word that states it, or on that word's verb."""
    a = annotation
    starts = [span[0] for span in a.words]
    words = tie_words()
    for time in times:
        first = max(0, bisect_right(starts, time.span[0]) - 1)
        preposition = _preposition(a, first)
        if preposition is None:
            continue
        above = [first, *a.ancestors(first)]
        for bond in bonds:
            if bond.at < 0 or a.sentence_of[bond.at] != a.sentence_of[first]:
                continue
            verb = a.heads[bond.at] if a.heads[bond.at] >= 0 and a.lemmas[a.heads[bond.at]] in words.making else bond.at
            if not {bond.at, verb} & set(above[: len(above)]) or not _nearest(a, above, bond):
                continue
            begins = a.lemmas[verb] in words.beginning
            if (
                time.grain == "range" and a.relations[bond.at] != "advcl" and preposition in _SINCE | _WITHIN | _BETWEEN
            ):  # "from 2012 to 2014", "between 2012 and 2014"
                bond.since, bond.until = bond.since or time.start, bond.until or time.end
            elif preposition in _WITHIN and _was(a, bond.at):  # "in 2012 they were allies": in that year, of later ones nothing is said
                bond.since, bond.until = bond.since or time.start, bond.until or time.end
            elif preposition in _SINCE or (preposition in _WITHIN and begins and bond.polarity == "affirmed"):
                bond.since = bond.since or time.start
            elif preposition in _UNTIL or (preposition in _WITHIN and bond.polarity == "ended"):
                bond.until = bond.until or time.end


def _preposition(annotation: Annotation, first: int) -> str | None:
    """The preposition before a date, perhaps with an adverb or an article between."""
    for word in range(first - 1, max(first - 1 - _LEAD, -1), -1):
        form = annotation.forms[word].lower()
        if form == "to" and word and annotation.forms[word - 1].lower() == "up":
            form = "up to"
        if form in _SINCE | _UNTIL | _WITHIN | _BETWEEN:
            return form
        if annotation.tags[word] not in ("DT", "RB", "JJ"):
            return None
    return None


def _was(annotation: Annotation, word: int) -> bool:
    """Whether a noun or participle is said of somebody in the simple past."""
    a = annotation
    return any(a.forms[c].lower() in ("was", "were") for c in a.dependents(word, "cop", "aux:pass")) and not a.dependents(word, "aux")


def _nearest(annotation: Annotation, above: Sequence[int], bond: Bond) -> bool:
    """Whether no other clause stands between a date and the word that states the tie."""
    a = annotation
    for word in above:
        if word == bond.at or (a.heads[bond.at] == word):
            return True
        if a.relations[word] in ("acl:relcl", "advcl", "ccomp", "parataxis"):
            return False
    return False
