"""An actor in the making, and when two names or nominals can be one actor's."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.knowledge import KnownActor
    from dateline.records.model import ActorKind
    from dateline.records.numbers import Range
    from dateline.sources.report import Span


@dataclass(slots=True)
class Entity:
    """An actor in the making.

    `seen` are the words at which it was met, `heads` the nouns by which it may be met again, `candidates` the known actors between which its name leaves
    the choice open.
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
    titles: set[str] = field(default_factory=set)

    def last_before(self, word: int) -> int | None:
        """The last word before this one at which the entity was met."""
        index = bisect_left(self.seen, word)
        return self.seen[index - 1] if index else None


@lru_cache(maxsize=50_000)
def is_acronym_of(short: str, long: str) -> bool:
    """Whether a name in capitals is made of the initials of another ("SDF", "Syrian Democratic Forces")."""
    letters = re.sub(r"[^A-Z]", "", short)
    if len(letters) < 2 or len(letters) < len(re.sub(r"\W", "", short)) - 1:
        return False
    words = [w for w in re.split(r"[\s-]+", long) if w and (w[0].isupper() or w.lower() not in ("of", "the", "and", "for", "in"))]
    return len(words) > 1 and "".join(w[0].upper() for w in words) == letters


@lru_cache(maxsize=20_000)
def plain(name: str) -> str:
    """A name without article, stops, hyphens, possessive and case, for comparison."""
    text = re.sub(r"^(?:the|The) ", "", name)
    return re.sub(r"['’]s?$", "", re.sub(r"[.\s-]+", " ", text)).strip().lower()


def is_part(short: str, long: str) -> bool:
    """Whether a person's name is part of a fuller one: the surname, perhaps without "al-"."""
    mine, other = re.split(r"[\s-]+", short.lower()), re.split(r"[\s-]+", long.lower())
    return len(mine) < len(other) and (mine == other[-len(mine) :] or (len(mine) > 1 and mine[0] == other[0] and mine[-1] == other[-1]) or mine == other[:1])


def is_part_of_title(short: str, long: str) -> bool:
    """In "Islamic State" and "Islamic State group"."""
    return " " in short and (long.startswith(short + " ") or long.endswith(" " + short)) and len(long.split()) - len(short.split()) == 1


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
