"""How many: the numbers that English news uses for people and groups, as a least and a most.

"Dozens" is at least 24, "hundreds" at least 200, "thousands" at least 2,000; "more than 40" is at least 41; "around N" is N.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Range = tuple[int | None, int | None]

_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
    "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "dozen": 12,
}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
_PLURALS = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "millions": 2_000_000, "tens": 20}
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
_LEAST = {"more than": 1, "over": 1, "at least": 0, "above": 1, "upwards of": 0, "not less than": 0, "no fewer than": 0, "a minimum of": 0}
_MOST = {"fewer than": -1, "less than": -1, "under": -1, "up to": 0, "at most": 0, "as many as": 0, "nearly": 0, "almost": 0}


def read_number(words: Sequence[str]) -> Range | None:
    """The range that a run of words gives ("more than 40", "dozens of", "2.5 million", "between 10 and 15"), or None when it gives none."""
    lower = [word.lower() for word in words]
    text = " ".join(lower)
    for index, word in enumerate(lower):
        if word in _PLURALS:
            following = lower[index + 2] if lower[index + 1 : index + 2] == ["of"] and len(lower) > index + 2 else ""
            if word == "tens" and following in _PLURALS:
                return 10 * _PLURALS[following], None
            return (None if word == "tens" else _PLURALS[word]), None
    values = _values(lower)
    if not values:
        return None
    if len(values) == 2 and ("between" in lower or "to" in lower or "-" in lower or "–" in lower) and values[0] < values[1]:
        return values[0], values[1]
    value = values[0]
    for phrase, extra in _LEAST.items():
        if re.search(rf"\b{phrase}\b", text):
            return value + extra, None
    for phrase, extra in _MOST.items():
        if re.search(rf"\b{phrase}\b", text):
            return None, value + extra
    return value, value


def _values(words: list[str]) -> list[int]:
    """The whole numbers in a run of words."""
    out: list[int] = []
    current: float | None = None
    for word in words:
        if _DIGITS.fullmatch(word):
            if current is not None:
                out.append(int(current))
            current = float(word.replace(",", ""))
        elif word in _WORDS:
            current = _WORDS[word] + (current if current is not None and current >= 20 and _WORDS[word] < 10 else 0)
        elif word in _SCALES:
            current = (current or 1) * _SCALES[word]
        elif word in ("-", "and") and current is not None and current >= 20 and word == "-":
            continue  # "twenty-five", or the range "10-15", which the digits tell apart
        elif current is not None:
            out.append(int(current))
            current = None
    if current is not None:
        out.append(int(current))
    return out
