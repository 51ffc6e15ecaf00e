"""An actor in the making, and when two names or nominals can be one actor's."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from dateline.knowledge import KnownActor
    from dateline.records.model import ActorKind
    from dateline.records.numbers import Range
    from dateline.sources.report import Span


_SHORT = 2  # letters: shorter acronyms fit the end of too many names
_UNCOUNTED = frozenset(["of", "the", "and", "for", "in"])


@dataclass(slots=True)
class Entity:
    """An actor in the making.

    `seen` are the words at which it was met, `heads` the nouns by which it may be met again, `candidates` the known actors between which its name leaves
    the choice open, `titles` what it is called beside its name, each with what modifies it ("vice", "president"), `nouns` the common nouns in its names.
    """

    name: str
    kind: ActorKind
    country: str | None = None
    known: KnownActor | None = None
    represents: int | None = None
    mentions: dict[Span, str] = field(default_factory=dict)
    size: tuple[Range, Span] | None = None
    heads: set[str] = field(default_factory=set)
    modifiers: frozenset[str] = frozenset()
    plural: bool = False
    sex: str | None = None
    seen: list[int] = field(default_factory=list)
    named: bool = False
    candidates: tuple[KnownActor, ...] = ()
    titles: set[frozenset[str]] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)

    def last_before(self, word: int) -> int | None:
        """The last word before this one at which the entity was met."""
        index = bisect_left(self.seen, word)
        return self.seen[index - 1] if index else None


@lru_cache(maxsize=50_000)
def is_acronym_of(short: str, long: str) -> bool:
    """Whether a name in capitals is made of the initials of another ("SDF", "Syrian Democratic Forces"); words without a capital may be left out."""
    letters = re.sub(r"[^A-Z]", "", short)
    if len(letters) < 2 or len(letters) < len(re.sub(r"\W", "", short)) - 1:
        return False
    words = [w for w in re.split(r"[\s-]+", long) if w]
    chosen = ([w for w in words if w[0].isupper()], [w for w in words if w[0].isupper() or w.lower() not in _UNCOUNTED])
    initials = ["".join(w[0].upper() for w in some) for some in chosen if len(some) > 1]
    whole = letters in initials or any(
        len(letters) > _SHORT and first.endswith(letters) for first in initials
    )  # "CEC" is the "Malian Central Electoral Commission"
    return whole or (short.isupper() and long.startswith(short + " "))


@lru_cache(maxsize=20_000)
def plain(name: str) -> str:
    """A name without article, stops, hyphens, possessive and case, for comparison."""
    text = re.sub(r"^(?:the|The) ", "", name)
    return re.sub(r"['’]s?$", "", re.sub(r"[.\s-]+", " ", text)).strip().lower()


def is_part(short: str, long: str) -> bool:
    """Whether a person's name is part of a fuller one: a surname, perhaps without "al-", a first name, or some of several names in their order."""
    mine, other = re.split(r"[\s-]+", short.lower()), re.split(r"[\s-]+", long.lower())
    if len(mine) >= len(other):
        return False
    rest = iter(other)
    return all(word in rest for word in mine)


def is_part_of_title(short: str, long: str, generic: Container[str]) -> bool:
    """In "Islamic State" and "Islamic State group", "Court" or "Supreme Court" and "Supreme Court of Mali"; `generic` are the words for institutions."""
    mine, other = short.split(), long.split()
    if len(mine) >= len(other) or (len(mine) == 1 and short not in generic):
        return False
    if other[: len(mine)] == mine and (other[len(mine)] in _PREPOSITIONS or (len(mine) > 1 and len(other) - len(mine) == 1)):
        return True
    if other[-len(mine) :] == mine:
        return len(mine) == 1 or len(other) - len(mine) == 1 or mine[-1] in generic
    return len(mine) > 1 and mine[-1] == other[-1] and mine[-1] in generic and set(mine) <= set(other)


_PREPOSITIONS = frozenset("of for on to in against".split())


@lru_cache(maxsize=20_000)
def head_noun(name: str) -> str:
    """The word that a body's name is headed by, lower case: "court" of "Supreme Court of Mali"."""
    words = plain(name).split()
    cut = next((index for index, word in enumerate(words) if index and word in _PREPOSITIONS), len(words))
    return words[cut - 1] if words else ""


def title_fits(said: frozenset[str], noun: str, titles: Iterable[frozenset[str]], ranked: frozenset[str]) -> bool:
    """Whether a nominal, a noun with its modifiers, can be somebody who was called by one of these titles.

    "The minister" is the foreign minister, but no prime minister and no former one: a word of rank must be said both times or neither.
    """
    return any(noun in title and said & ranked == title & ranked - {noun} and (said <= title or title == {noun}) for title in titles)


def compatible(mine: frozenset[str], theirs: frozenset[str], noun: str) -> bool:
    """Whether the modifiers of two nominals let them be the same: one set holds the other (or names the other's noun)."""
    return mine <= theirs | {noun} or theirs <= mine


def overlaps(a: Range, b: Range) -> bool:
    """Whether two ranges of numbers can mean the same number."""
    low = max(a[0] or 0, b[0] or 0)
    high = min(a[1] if a[1] is not None else 10**12, b[1] if b[1] is not None else 10**12)
    return low <= high


def as_name(text: str) -> str:
    """A nominal's words as a name: on one line, without article."""
    return re.sub(r"^(?:the|a|an|The|A|An) ", "", " ".join(text.split()))
