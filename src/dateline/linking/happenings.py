"""The same event in different reports: grouped, never merged.

An event is compared with those that share a block, which is what and who or where, and joins the group whose members it is most like (average linkage, one
event at a time, so that a casebook can go on from the groups that it has).
"""

from __future__ import annotations

import datetime  # msgspec looks the types of fields up
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from dateline.linking.accounts import Occurrence
from dateline.linking.likeness import likeness, telling
from dateline.records.model import CountKind, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from dateline.linking.accounts import Toll

Group = TypeVar("Group", int, str)

THRESHOLD = 0.5
MOST_IN_BLOCK = 60
"""Of the events in a block the latest so many are looked at."""
MOST_GROUPS = 20
"""An event is compared with the groups that share most blocks with it, so many at most."""
MOST_MEMBERS = 6
"""Of a group so many are compared with, the first ones."""


class Range(Record, frozen=True):
    """The least and the most that the reports of one origin give for `what`, a kind of toll."""

    what: CountKind
    origin: str
    min: int | None
    max: int | None


class Dates(Record, frozen=True):
    """The first and the last day that the reports of one origin give."""

    origin: str
    start: datetime.date | None
    end: datetime.date | None


class Happening(Record, frozen=True):
    """Accounts of one event, the first one first, with how like the others each was when it joined (1 for the first)."""

    occurrences: tuple[Occurrence, ...]
    scores: tuple[float, ...]

    @property
    def members(self) -> tuple[tuple[str, str], ...]:
        """Report and event of each account."""
        return tuple((occurrence.report, occurrence.event) for occurrence in self.occurrences)

    @property
    def tolls(self) -> tuple[Range, ...]:
        """The range of each kind of toll by origin."""
        found: dict[tuple[CountKind, str], list[Toll]] = {}
        for occurrence in self.occurrences:
            for toll in occurrence.tolls:
                found.setdefault((toll.what, occurrence.origin), []).append(toll)
        return tuple(
            Range(what=what, origin=origin, min=_least([toll.min for toll in tolls]), max=_most([toll.max for toll in tolls]))
            for (what, origin), tolls in sorted(found.items())
        )

    @property
    def dates(self) -> tuple[Dates, ...]:
        """The range of dates by origin, of those that give one."""
        found: dict[str, list[Occurrence]] = {}
        for occurrence in self.occurrences:
            if occurrence.start or occurrence.end:
                found.setdefault(occurrence.origin, []).append(occurrence)
        ranges = []
        for origin, dated in sorted(found.items()):
            starts, ends = [item.start for item in dated], [item.end for item in dated]
            first = None if None in starts else min(day for day in starts if day)
            last = None if None in ends else max(day for day in ends if day)
            ranges.append(Dates(origin=origin, start=first, end=last))
        return tuple(ranges)


def _least(values: Sequence[int | None]) -> int | None:
    return None if None in values else min(value for value in values if value is not None)


def _most(values: Sequence[int | None]) -> int | None:
    return None if None in values else max(value for value in values if value is not None)


def block_keys(occurrence: Occurrence) -> frozenset[str]:
    """What an event shares with every other that it is compared with: a stem with who or what is named beside it, at any time, since reports come back to an
    event of years ago, often without its date; or its type with an actor or place in the same week or the next.
    """
    day = occurrence.start or occurrence.end or occurrence.published
    weeks = {"-"} if day is None else {str((day.toordinal() + shift) // 7) for shift in (-3, 3)}
    who = occurrence.actors | occurrence.recipients
    where = {f"p:{spot.name}" for spot in occurrence.places}
    countries = {f"c:{spot.country}" for spot in occurrence.places if spot.country}
    found = {f"{occurrence.type}|{other}|{week}" for other in who | where | countries or {"-"} for week in weeks if occurrence.type}
    return frozenset(found | {f"l:{stem}|{name}" for stem in occurrence.stems for name in who | where | occurrence.names})


def nearest(wanted: Iterable[Hashable], lookup: Callable[[Hashable], Iterable[Group]]) -> list[Group]:
    """The groups that share most blocks with an event; `lookup` gives the groups in a block."""
    shared: Counter[Group] = Counter()
    for key in wanted:
        shared.update(lookup(key))
    return [group for group, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:MOST_GROUPS]]


def best_group(occurrence: Occurrence, groups: Mapping[str, Sequence[Occurrence]], weight: Callable[[str], float] = lambda _: 1.0) -> tuple[str, float] | None:
    """The group whose members an event is most like, with the likeness; None when it belongs to none.

    `groups` are those with a member in one of its blocks. A group with another event of the same report is left out: the report tells the two apart.
    """
    best: tuple[str, float] | None = None
    weight = cache(weight)  # the same tokens are weighed in every comparison
    for group, members in groups.items():
        if any(member.report == occurrence.report for member in members):
            continue
        scores = [likeness(occurrence, member, weight).score for member in members[:MOST_MEMBERS]]
        score = round(sum(scores) / len(scores), 3)
        if score >= THRESHOLD and (best is None or score > best[1]):
            best = group, score
    return best


def group_happenings(everything: Iterable[Occurrence]) -> tuple[Happening, ...]:
    """Group the events of many reports, the earlier reports first. Events that no other report tells of are groups of one."""
    ordered = sorted(everything, key=lambda item: (str(item.published or "9999"), item.report, item.event))
    weight = telling(item.tokens for item in ordered)
    blocks: dict[Hashable, list[str]] = {}
    members: dict[str, list[Occurrence]] = {}
    scores: dict[str, list[float]] = {}
    for occurrence in ordered:
        wanted = block_keys(occurrence)
        near = nearest(wanted, lambda key: blocks.get(key, ())[-MOST_IN_BLOCK:])
        found = best_group(occurrence, {group: members[group] for group in near}, weight)
        group, score = found or (f"{occurrence.report} {occurrence.event}", 1.0)
        members.setdefault(group, []).append(occurrence)
        scores.setdefault(group, []).append(score)
        for key in wanted:
            block = blocks.setdefault(key, [])
            if group not in block[-MOST_IN_BLOCK:]:
                block.append(group)
    return tuple(Happening(occurrences=tuple(group), scores=tuple(scores[name])) for name, group in members.items())


def with_origins(happening: Happening, origin_of: Mapping[str, str]) -> Happening:
    """The same group after reports were put into other groups by origin."""
    changed = tuple(replace(item, origin=origin_of.get(item.report, item.report)) for item in happening.occurrences)
    return replace(happening, occurrences=changed)
