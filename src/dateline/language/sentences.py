"""Where sentences end in news text.

Rules over words rather than a trained head: news is edited prose, and the hard cases (abbreviations, initials, quotations, paragraphs broken in
the middle of a sentence) have general rules. Figures against GUM and PolNeAR's paragraphs are in `docs/method.md`.
"""

from __future__ import annotations

import re

Span = tuple[int, int]

_FINAL = frozenset(".!?…") | {"...", "....", ".."}
_CLOSING = frozenset("\"'”’»)]}")
_OPENING = frozenset("\"'“‘«([{")
_STARTERS = frozenset(
    """The A An He She It They We I You In On At But And However This That These Those There When While After Before If As For His Her Its Their Our My Since
    Although Though Meanwhile Earlier Later Last Some Many Most Both Several According""".split()
)
_UNFINISHED = frozenset(
    """a an the of in on at by for from to with against into over under about between among and or but nor that which who whose whom its their his her our
    this these those as than is are was were be been being has have had will would can could may might must shall should""".split()
)
_PARAGRAPH = re.compile(r"\n[ \t\r\f]*\n|\f")


def split_sentences(text: str, words: list[Span]) -> list[Span]:
    """Sentences as `[first, last)` indices into `words`, in order, covering every word."""
    sentences: list[Span] = []
    first = 0
    for index, (_, end) in enumerate(words):
        if index + 1 < len(words) and text[end - 1].isalnum() and "\n" not in text[end : words[index + 1][0]]:
            continue  # most words: no sentence ends in a letter on its line
        if index + 1 == len(words) or _ends(text, words, index, first):
            sentences.append((first, index + 1))
            first = index + 1
    return sentences


def _ends(text: str, words: list[Span], index: int, first: int) -> bool:
    """Whether a sentence that began at word `first` ends after word `index`."""
    start, end = words[index]
    following = words[index + 1]
    gap = text[end : following[0]]
    word = text[start:end]
    if "\n" in gap and _PARAGRAPH.search(gap):
        # a layout may tear a paragraph apart: a sentence can't end in a preposition or an article
        return not (word in _UNFINISHED or word == ",")
    if not gap:
        return False
    last = index
    while last > first and word in _CLOSING and text[words[last - 1][0] : words[last - 1][1]] in (_FINAL | _CLOSING):
        last -= 1
        word = text[words[last][0] : words[last][1]]
    following_word = text[following[0] : following[1]]
    if word in _FINAL:
        return _can_start(text, words, index + 1)
    if word.endswith(".") and len(word) > 2 and word[-3] == "." and last == index:  # "U.S." may end a sentence
        return following_word in _STARTERS
    return False


def _can_start(text: str, words: list[Span], index: int) -> bool:
    """Whether a sentence can start at this word: a capital, a digit or another script, perhaps after an opening sign."""
    while index < len(words):
        word = text[words[index][0] : words[index][1]]
        if word in _OPENING or word in _CLOSING or word in ("-", "–", "—", "•", "*"):
            index += 1
            continue
        return not word[0].islower()
    return True
