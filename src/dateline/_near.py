"""Which names are near one that is not there, and how they are offered."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from typing import TYPE_CHECKING

from dateline.knowledge.names import folded_key, without_article
from dateline.linking.actors import Profile, block_keys, share_a_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST = 5
"""How many names are offered for one that is not there."""
_COMPARED = 20_000
"""How many names are compared letter by letter at most; beyond that, those that share no three letters with what was asked are left out before."""
_ALIKE = 0.6
_RARE = 5
"""A word that no more names than these have is rare."""
_TELLING = 3
"""Letters of a word that alone makes one name a part of another: not those of "of" and "al"."""
_WORD = re.compile(r"[^\W_]+")


def offered(near: Sequence[str], otherwise: str) -> str:
    """The words in which near names are offered; `otherwise` where there are none."""
    return f"near it: {', '.join(near)}" if near else otherwise


def nearest(name: str, names: Iterable[str], most: int = MOST) -> list[str]:
    """The names that are near one which is not among them, the nearest first.

    First those of which it is a part or that are a part of it, by whole words, and those that shorten it to initials or the other way round; then those
    spelled alike; then those that share a rare word with it.
    """
    key = folded_key(name)
    spelled: dict[str, str] = {}
    for other in names:
        spelled.setdefault(folded_key(other), other)
    spelled.pop("", None)
    words = frozenset(_WORD.findall(key))
    held = {folded: frozenset(_WORD.findall(folded)) for folded in spelled}
    shared = {folded: words & own for folded, own in held.items() if words & own}
    use = Counter(word for common in shared.values() for word in common)
    parts = [folded for folded, common in shared.items() if common in (words, held[folded]) and any(len(word) >= _TELLING for word in common)]
    rare = [folded for folded, common in shared.items() if min(use[word] for word in common) <= _RARE and share_a_word(name, spelled[folded])]
    compared = list(spelled)
    if len(compared) > _COMPARED:
        pieces = {key[at : at + 3] for at in range(max(1, len(key) - 2))}
        compared = [folded for folded in spelled if any(piece in folded for piece in pieces)]
    alike = difflib.get_close_matches(key, compared, n=most, cutoff=_ALIKE)
    first = sorted({*parts, *_by_initials(name, spelled)}, key=lambda folded: (abs(len(folded) - len(key)), folded))
    last = sorted(rare, key=lambda folded: (min(use[word] for word in shared[folded]), len(folded), folded))
    return [spelled[folded] for folded in dict.fromkeys([*first, *alike, *last])][:most]


def _by_initials(name: str, spelled: dict[str, str]) -> list[str]:
    """The names that are the initials of a name, or whose initials it is. Two names that are spelled out are not alike for having the same initials."""
    begins = without_article(name)[:1].casefold()
    wanted = _initials(name) | (_initials(name.upper()) if name.isalpha() else set())
    spelled_out = len(without_article(name).split()) > 1
    return [
        folded
        for folded, other in spelled.items()
        if wanted and folded.startswith(begins) and spelled_out != (len(without_article(other).split()) > 1) and wanted & _initials(other)
    ]


def _initials(name: str) -> set[str]:
    profile = Profile(report="", actor="", names=(without_article(name),), kind="other")
    return {key for key in block_keys(profile) if key.startswith("acronym:")}
