"""What the analysis starts from: one row for each report of a tie.

A casebook makes these rows; nothing in this room knows how. No row ever says that two actors are strangers: where there is none, no tie is reported, and that
is all that it means.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Literal

import msgspec

from dateline._errors import NetworkError

if TYPE_CHECKING:
    from collections.abc import Iterable

Kind = Literal["allied_with", "backs", "part_of", "opposes", "fights"]
Polarity = Literal["affirmed", "denied", "sought", "ended"]
Sign = Literal[-1, 0, 1]
HOSTILE = frozenset({"opposes", "fights"})


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """One report of one tie.

    `reported` is when it was told, `since` and `until` are the first and the last day on which it held, where the report gives them. Reports with the same
    `origin` go back to one telling and count once. Ties with the same `statement` were stated in one breath. An actor that stands for many has a
    `size_a` or `size_b`, and `members_a` or `members_b` when the report names them.
    """

    tie: str
    a: str
    b: str
    kind: Kind
    reported: dt.date
    origin: str
    report: str
    polarity: Polarity = "affirmed"
    since: dt.date | None = None
    until: dt.date | None = None
    statement: str | None = None
    size_a: int = 1
    size_b: int = 1
    members_a: tuple[str, ...] = ()
    members_b: tuple[str, ...] = ()
    confidence: float | None = None
    quote: str = ""

    @property
    def sign(self) -> Literal[-1, 1]:
        """1 for a tie of friends, -1 for a tie of foes."""
        return -1 if self.kind in HOSTILE else 1


class Basis(msgspec.Struct, frozen=True, kw_only=True):
    """What a figure rests on: the day that it speaks of, the day up to which reports were known (None: all), and the ids behind it."""

    on: dt.date
    known_by: dt.date | None
    reports: tuple[str, ...]
    origins: tuple[str, ...]
    ties: tuple[str, ...]

    def __str__(self) -> str:
        known = f", as known by {self.known_by}" if self.known_by else ""
        ties, reports, origins = (counted(len(ids), word) for ids, word in ((self.ties, "tie"), (self.reports, "report"), (self.origins, "origin")))
        return f"on {self.on}{known}: {ties} in {reports} of {origins}"


def counted(number: int, word: str) -> str:
    """How many there are of something, in words."""
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def basis(rows: Iterable[Evidence], on: dt.date, known_by: dt.date | None) -> Basis:
    """What stands behind some rows of evidence, each id once and in order."""
    held = tuple(rows)
    return Basis(
        on=on,
        known_by=known_by,
        reports=tuple(sorted({row.report for row in held})),
        origins=tuple(sorted({row.origin for row in held})),
        ties=tuple(sorted({row.tie for row in held})),
    )


def checked(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The rows, once none of them contradicts itself.

    Raises `NetworkError` for a tie that ends before it begins and for two rows with the same tie id.
    """
    rows = tuple(evidence)
    seen: set[str] = set()
    for row in rows:
        if row.since and row.until and row.since > row.until:
            raise NetworkError(f"tie {row.tie} is said to hold from {row.since} to {row.until}; correct one of the two days")
        if row.tie in seen:
            raise NetworkError(f"two rows of evidence have the tie id {row.tie}; give each report of a tie an id of its own")
        seen.add(row.tie)
    return rows
