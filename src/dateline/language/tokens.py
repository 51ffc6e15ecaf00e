"""Words of running English, cut the way that Universal Dependencies cuts them, and their pieces for the encoder.

Hyphens, contractions ("do|n't") and possessives ("Syria|'s") are cut off; abbreviations keep their full stop ("U.S.", "Gen.").
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib import resources

Span = tuple[int, int]

ABBREVIATIONS = frozenset(
    """Adm Amb Apr Assn Asst Aug Ave Blvd Bros Brig Capt Cf Cmdr Co Col Corp Cpl Cpt Dec Dept Det Dr Eg Est Feb Fig Fr Ft Gen Gov Hon Inc Insp Jan Jr Jul Jun
    Lt Ltd Maj Mar Messrs Mr Mrs Ms Mt No Nos Nov Oct Pfc Ph Pres Prof Pte Pvt Rep Reps Rev Rt Sen Sens Sep Sept Sgt Sr St Supt Univ Vs adm approx aug ave
    co col corp dept dr eg etc est fig ft gen gov ie inc jr ltd lt maj mr mrs ms mt no prof rep rev sen sgt sr st viz vs""".split()
)
"""Words after which a full stop belongs to the word."""

_TOKEN = re.compile(
    r"""
    (?:https?://|www\.)[^\s<>"”]*[^\s<>"”.,;:!?)\]}'’]     # a link
  | [\w.+-]+@\w[\w-]*(?:\.\w[\w-]*)+                       # an address
  | [^\W\d_](?:\.[^\W\d_])+\.?(?!\w)                       # U.S., a.m.
  | \d+(?:[.,:]\d+)*[^\W_]*                                # 1,200.5, 10:30, 1990s, 20th
  | [^\W_]+                                                # a word
  | \.{2,} | -{2,} | \S                                    # ellipsis, dash, any other sign
    """,
    re.VERBOSE,
)
_CLITIC = re.compile(r"(?<=\w)(?:n['’]t|['’](?:s|re|ve|ll|d|m))(?!\w)", re.IGNORECASE)
_PIECE = re.compile(r"[^\W_]+|[^\w\s]|_")
_SHAPES = {"lower": 1, "title": 2, "upper": 3, "mixed": 4, "digit": 5, "other": 6}


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The spans of the words and signs in `text[start:end]`, as code-point offsets into `text`."""
    end = len(text) if end is None else end
    clitics = {match.start(): match.end() for match in _CLITIC.finditer(text, start, end)} if "'" in text or "’" in text else {}
    spans: list[Span] = []
    at = start
    while at < end:
        if at in clitics:
            spans.append((at, clitics[at]))
            at = clitics[at]
            continue
        match = _TOKEN.search(text, at, end)
        if match is None:
            break
        first, last = match.span()
        if first in clitics:
            at = first
            continue
        for cut in range(first + 1, last) if clitics else ():
            if cut in clitics:  # "don't": the word stops where "n't" starts
                last = cut
                break
        if last < end and text[last] == "." and _keeps_stop(text, first, last):
            last += 1
        spans.append((first, last))
        at = last
    return spans


def _keeps_stop(text: str, first: int, last: int) -> bool:
    """Whether the full stop at `last` belongs to the word before it."""
    word = text[first:last]
    if len(word) == 1:
        return word.isupper() and word.isalpha()
    if word in ("No", "no"):  # "No. 5", not "they said no."
        return text[last + 1 : last + 3].strip()[:1].isdigit()
    return word in ABBREVIATIONS


@lru_cache(maxsize=50_000)
def shape(word: str) -> int:
    """The case of a word as the encoder's extra embedding knows it: lower 1, title 2, upper 3, mixed 4, digit 5, other 6."""
    if word[0].isdigit():
        return _SHAPES["digit"]
    if not any(character.isalpha() for character in word):
        return _SHAPES["other"]
    if word.islower():
        return _SHAPES["lower"]
    if word.isupper():
        return _SHAPES["upper" if len(word) > 1 else "title"]
    return _SHAPES["title" if word.istitle() or (word[0].isupper() and word[1:].islower()) else "mixed"]


class WordPieces:
    """The pieces of words in the encoder's uncased vocabulary (WordPiece, Schuster & Nakajima 2012, as in BERT)."""

    UNKNOWN, START, STOP, PAD = "[UNK]", "[CLS]", "[SEP]", "[PAD]"

    def __init__(self, vocabulary: list[str]) -> None:
        self._ids = {piece: number for number, piece in enumerate(vocabulary)}
        self._known: dict[str, tuple[int, ...]] = {}
        self.start, self.stop, self.pad = self._ids[self.START], self._ids[self.STOP], self._ids[self.PAD]

    @classmethod
    def load(cls) -> WordPieces:
        """The vocabulary that ships with the weights."""
        return cls(resources.files("dateline.language").joinpath("weights", "vocabulary.txt").read_text(encoding="utf-8").splitlines())

    def __call__(self, word: str) -> tuple[int, ...]:
        """The ids of a word's pieces, at least one and at most eight."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) > 200_000:
                self._known.clear()
            found = self._known[word] = self._split(word)
        return found

    def _split(self, word: str) -> tuple[int, ...]:
        plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
        ids: list[int] = []
        for run in _PIECE.findall(plain):
            ids.extend(self._greedy(run))
        return tuple(ids[:8]) or (self._ids[self.UNKNOWN],)

    def _greedy(self, run: str) -> list[int]:
        ids: list[int] = []
        at = 0
        while at < len(run):
            for end in range(len(run), at, -1):
                piece = run[at:end] if at == 0 else "##" + run[at:end]
                if piece in self._ids:
                    ids.append(self._ids[piece])
                    at = end
                    break
            else:
                return [self._ids[self.UNKNOWN]]
        return ids
