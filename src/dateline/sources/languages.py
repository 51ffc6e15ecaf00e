"""Which language a text is in.

English is told by its words of grammar, which costs microseconds; only for another text is the language identifier loaded, which takes
most of a second.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from dateline.sources.tables import table, words

_ENOUGH_WORDS = 8
"""Fewer words than this show no language."""
_ENGLISH_SHARE = 0.2
"""English news prose has 0.3 to 0.45 of its words in the list; the nearest other languages (Dutch, Scots aside) stay below 0.1."""


def detect_language(text: str, declared: str | None = None) -> str | None:
    """The ISO 639-1 code of a text's language; `declared` is believed only where the text is too short to tell."""
    sample = re.findall(r"[^\W\d_]+", text[:6000].lower())
    stated = declared.split("-")[0].split("_")[0].lower() if declared else None
    if len(sample) >= _ENOUGH_WORDS:
        english = words("layout", "english_words")
        share = sum(word in english for word in sample) / len(sample)
        if share >= _ENGLISH_SHARE and (len(sample) < 30 or "the" in sample):
            return "en"
        if share >= _ENGLISH_SHARE / 2 and stated == "en":
            return "en"
    elif stated or sum(len(word) for word in sample) < 12:
        return stated if stated in table("languages") else None
    code: str = _identifier().classify(text[:6000])[0]
    return code


def language_name(code: str) -> str:
    """The English name of a language, or its code when it has none here."""
    return str(table("languages").get(code, code))


@cache
def _identifier() -> Any:
    import py3langid

    return py3langid
