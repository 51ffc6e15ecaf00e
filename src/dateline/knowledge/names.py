"""When two spellings are one name.

News writes the same name in many ways: `Ahrar al-Sham`, `Ahrar ash-Sham` and `Ahrar Al Sham`; `U.N.` and `UN`; `al-Qa'ida` and `al-Qaida`;
`Türkiye` and `Turkiye`. A look-up compares keys, and there are two kinds of key. An acronym keeps its case, because `US` and `IS` are actors and
`us` and `is` are not. Every other name is folded: no case, no accents, no apostrophes, no leading "the", and one form of the Arabic article.
"""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not decompose into a base letter and a mark, and signs that spellings of one name differ in.
_LETTERS = str.maketrans(
    {
        "ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O",
        "đ": "d", "Đ": "D", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "ə": "e", "Ə": "E",
        "'": "", "’": "", "‘": "", "ʼ": "", "ʻ": "", "ʿ": "", "ʾ": "", "`": "", "´": "", ".": "", '"': "", "“": "", "”": "",
        "-": " ", "‐": " ", "‑": " ", "–": " ", "—": " ", "/": " ", ",": " ", "(": " ", ")": " ", "&": " and ",
    }
)  # fmt: skip
_APART = str.maketrans("", "", ".-/‐‑– ")
# The Arabic article takes on the first sound of a noun that starts with a "sun letter": al-Sham is said, and often written, ash-Sham.
_ASSIMILATED = frozenset("ad adh an ar as ash at ath az ed en er es esh ez".split())
_SHORT = 5


def without_article(name: str) -> str:
    """The name without an English "the" before it."""
    return name[4:].lstrip() if name[:4].casefold() == "the " else name


def is_acronym(name: str) -> bool:
    """Whether a name is told from a common word by its capitals alone: `US`, `U.N.`, `M23`, `LeT`, but not `Nato`."""
    if " " in name or not name:
        return False
    letters = [character for character in name if character.isalnum()]
    if len(letters) < 2:
        return False
    if name.upper() == name:
        return any(character.isalpha() for character in letters)
    return len(letters) <= _SHORT and letters[0].isupper() and letters[-1].isupper()


def acronym_key(name: str) -> str:
    """The key of an acronym: its letters and digits as they are written, without stops and hyphens."""
    return name.translate(_APART)


def folded_key(name: str) -> str:
    """The key of any other name; two names with one key are one name."""
    text = name.strip().translate(_LETTERS)
    if not text.isascii():
        text = "".join(character for character in unicodedata.normalize("NFKD", text) if not unicodedata.combining(character)).translate(_LETTERS)
    words = text.casefold().split()
    if len(words) > 1 and words[0] == "the":
        del words[0]
    for index, word in enumerate(words):
        following = words[index + 1] if index + 1 < len(words) else ""
        if following and (word == "el" or (word in _ASSIMILATED and following.startswith(word[1:]))):
            words[index] = "al"
    return " ".join(words)


def name_key(name: str) -> str:
    """The one key under which a name is told from all others."""
    return acronym_key(name) if is_acronym(name) else folded_key(name)


def is_capitalised(name: str) -> bool:
    """Whether any letter is a capital. English writes names with one, so the single word `turkey` is a bird and `Turkey` may be a state."""
    return name != name.lower()
