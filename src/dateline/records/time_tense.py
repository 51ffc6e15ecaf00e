"""Which way a clause looks: whether the Friday in it is the last one or the next one.

The nearest verb group or cue before the date decides; at the opening of a clause ("On Friday the court will ..."), what follows does.
"""

from __future__ import annotations

import bisect
import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dateline.records.time_lexicon import either, lexicon

if TYPE_CHECKING:
    from dateline.records.time_calendar import Direction

_REACH: Final = 160  # code points on either side that can hold the governing verb
_BREAK: Final = re.compile(r'[;:"]')
_BARE_AFTER: Final = {"will", "would", "could", "should", "may", "might", "must", "to"}  # "will put": the form is no past here
_OPENING: Final = re.compile(r"(?:^|[,;(\"-]|\b(?:and|but|that|when|while))\s*(?:(?:on|in|by|at|late|early|later|also|until|from)\s+)*(?:the\s+)?$")
_SINCE: Final = re.compile(r"\b(?:since|as of|back in|late last|ended)\s+(?:the\s+)?(?:late\s+|early\s+)?$")
_INFINITIVE: Final = re.compile(r"\bto (?!the\b|an?\b|his\b|her\b|its\b|their\b)[a-z]{2,}")  # a headline's future: "Markets to stay closed"
_ABBREVIATED: Final = ("Mr", "Dr", "Ms", "Mrs", "Gen", "Lt", "Col", "Sen", "Rep", "Gov", "St", "No", "Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec")
_SENTENCE_END: Final = re.compile(r"[.!?\n](?:[\"'”’)\]]{0,3}\s{1,9})?(?=[\"'“‘(\[]?[A-Z0-9])")
_NO_END: Final = re.compile(rf"(?:\b(?:{'|'.join(_ABBREVIATED)})|[ .][A-Z])\.$")


@dataclass(frozen=True, slots=True)
class Sentences:
    """Where the sentences of a text begin, found by punctuation alone."""

    starts: tuple[int, ...]
    length: int

    def number(self, at: int) -> int:
        """Which sentence a place lies in."""
        return bisect.bisect_right(self.starts, at) - 1

    def bounds(self, at: int) -> tuple[int, int]:
        """Where the sentence of a place begins and ends."""
        number = self.number(at)
        return self.starts[number], self.starts[number + 1] if number + 1 < len(self.starts) else self.length


def sentences(text: str) -> Sentences:
    """The sentences of a text: a full stop or a line's end before a capital, but no initial, title or short form of a month."""
    starts = [0]
    for found in _SENTENCE_END.finditer(text):
        at = found.start()
        if (text[at] == "\n" or text[found.end() - 1].isspace()) and not (text[at] == "." and _NO_END.search(text, max(0, at - 6), at + 1)):
            starts.append(found.end())
    return Sentences(tuple(starts), len(text))


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], frozenset[str]]:
    """Cues that look forward before a date and after it, words that look back, and words after which a participle looks nowhere."""
    tense = lexicon().tense
    before, after = (re.compile(r"(?:(?<![a-z])|(?='))(?:" + "|".join(cues) + r")(?![a-z])") for cues in (tense["finite"] + tense["other"], tense["finite"]))
    past = re.compile(rf"(?:(?<=\s)|^|(?<=n't))(?:{either(tense['past'])[3:-1]}|[a-z-]+ed)(?![a-z-])")
    return before, after, past, frozenset(tense["adjectival_after"])


def _verdict(text: str, shadow: str, start: int, end: int, *, last: bool) -> Direction | None:
    """The direction of the last (or first) cue of a stretch."""
    forward_before, forward_after, past, adjectival_after = _patterns()
    future = forward_before if last else forward_after
    cues = [found.span() for found in future.finditer(shadow, start, end) if not text[found.start()].isupper() or found.start() == start]  # not "Theresa May"
    verbs = []
    for found in past.finditer(shadow, start, end):
        before = shadow[start : found.start()].split()
        if text[found.start()].isupper() and found.start() > start:  # "United"
            continue
        if any(a <= found.start() < b for a, b in cues) or (before and before[-1] in adjectival_after):
            continue
        if before and before[-1] in _BARE_AFTER and (before[-1] != "may" or text[found.start() - 4].islower()):
            continue
        verbs.append(found.span())
    if not cues and not verbs:
        return None
    if last:
        return "future" if max(cues, default=(-1, -1))[1] > max(verbs, default=(-1, -1))[1] else "past"
    return "future" if min(cues, default=(end, end)) < min(verbs, default=(end, end)) else "past"


def direction(text: str, shadow: str, span: tuple[int, int], sentence: tuple[int, int]) -> Direction | None:
    """Whether the clause around a date looks forward or back; None when nothing in it tells."""
    start, end = span
    left = max(sentence[0], start - _REACH)
    stops = [found.end() for found in _BREAK.finditer(shadow, left, start)]
    left = stops[-1] if stops else left
    before = shadow[left:start]
    if _SINCE.search(before):
        return "past"
    stop = _BREAK.search(shadow, end, min(sentence[1], end + _REACH))
    right = stop.start() if stop else min(sentence[1], end + _REACH)
    if not before.strip() or _OPENING.search(before):
        verdict = _verdict(text, shadow, end, right, last=False) or _verdict(text, shadow, left, start, last=True)
    else:
        verdict = _verdict(text, shadow, left, start, last=True) or _verdict(text, shadow, end, right, last=False)
    return verdict or ("future" if _INFINITIVE.search(text, left, start) else None)
