"""The words of a report that its author had to write: what copies share and independent reports don't.

Headlines, bylines, datelines and boilerplate don't count, since independent reports share them and copies change them. Neither does what stands between
quotation marks: two reporters in one room write down the same words.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.records.model import Document, Span

SHINGLE = 4
"""Words in a row that count as shared: short, so that one word changed in ten leaves most of them whole."""
UNCOUNTED = frozenset({"headline", "byline", "dateline", "boilerplate"})
FEW = 30
"""With fewer words than this outside quotation marks, the quoted ones count too: there is nothing else to go by."""
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_QUOTED = re.compile(r"“[^”\n]{1,2000}”|\"[^\"\n]{1,2000}\"")
SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s|\n")
"""Where a sentence ends, roughly."""


class Wording:
    """The words of a report in order, with their spans, whether each counts, which are names or numbers, and the sentence of each."""

    def __init__(self, document: Document) -> None:
        text = document.text
        skipped = [part.span for part in document.parts if part.kind in UNCOUNTED]
        quoted = [match.span() for match in _QUOTED.finditer(text)]
        ends = [match.start() for match in SENTENCE_END.finditer(text)]
        self.words: list[str] = []
        self.spans: list[Span] = []
        self.counts: list[bool] = []
        self.names: list[str | None] = []
        self.sentences: list[int] = []
        sentence = skip = quote = 0
        for match in _WORD.finditer(text):
            start, end = match.span()
            while sentence < len(ends) and ends[sentence] < start:
                sentence += 1
            while skip < len(skipped) and skipped[skip][1] <= start:
                skip += 1
            if skip < len(skipped) and skipped[skip][0] <= start:
                continue
            while quote < len(quoted) and quoted[quote][1] <= start:
                quote += 1
            word = match[0]
            self.words.append(word.lower())
            self.names.append(word.lower() if word[0].isupper() or word[0].isdigit() else None)
            self.spans.append((start, end))
            self.counts.append(not (quote < len(quoted) and quoted[quote][0] <= start))
            self.sentences.append(sentence)
        if sum(self.counts) < FEW:
            self.counts = [True] * len(self.words)
        self.size = sum(self.counts)

    @cached_property
    def shingles(self) -> list[str]:
        """Every run of `SHINGLE` words."""
        words = self.words
        return [" ".join(words[start : start + SHINGLE]) for start in range(len(words) - SHINGLE + 1)]

    @cached_property
    def positions(self) -> dict[str, list[int]]:
        """Where each shingle stands."""
        found: dict[str, list[int]] = {}
        for start, shingle in enumerate(self.shingles):
            found.setdefault(shingle, []).append(start)
        return found

    def passages(self) -> list[list[str]]:
        """The counted words of each sentence."""
        found: dict[int, list[str]] = {}
        for word, counts, sentence in zip(self.words, self.counts, self.sentences, strict=True):
            if counts:
                found.setdefault(sentence, []).append(word)
        return list(found.values())

    def counted(self, runs: list[tuple[int, int]]) -> int:
        """How many of the words that count lie in some runs of words."""
        inside = bytearray(len(self.words))
        for start, end in runs:
            inside[start:end] = b"\x01" * (end - start)
        return sum(1 for word, counts in zip(inside, self.counts, strict=True) if word and counts)

    def span(self, first: int, end: int) -> Span:
        """The span in the text of a run of words."""
        return self.spans[first][0], self.spans[end - 1][1]
