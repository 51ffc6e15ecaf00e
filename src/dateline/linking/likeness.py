"""How much speaks for two accounts being of one event: a sum of evidence for and against, as in record linkage (Fellegi and Sunter 1969).

The weights of words, names, roles and the distance between reports are those of a logistic regression on pairs of events of MEANTIME's topics airbus, apple and
gm (Minard et al. 2016), rounded; its topic stock was kept for measuring. Types, places and dates, which those pairs do not have, are weighted by hand.
"""

from __future__ import annotations

import datetime
import math
from collections import Counter
from typing import TYPE_CHECKING

from dateline.linking.accounts import FORCE, SPOKEN, name_token, stem_token
from dateline.records.model import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dateline.linking.accounts import Occurrence, Spot

    Days = tuple[datetime.date | None, datetime.date | None]

NEAR_KM = 30.0
NIGHT, WEEK, MONTH = 2, 7, 31
"""Days; a date that is no vaguer than a week says that two events are one, a month says less, a year next to nothing."""
FRESH = datetime.timedelta(days=3)
"""What is told as news is no older than this."""
TELLING = 8.3
"""Nats from which on a token says all that it can: one that none but the two has among 2,000 accounts."""
FEW = 50
"""How many accounts are taken to be there already, with other words."""
USUAL = 0.4
"""How telling the words that two accounts share are on the whole where no pattern makes them share more."""
MOST_OF_STEM = 4.1
"""A word says no more by itself, however rare: what happened is one thing only to the same people."""
MOST_FIGURES = 2
"""More figures that differ say no more."""
LONG = 150
"""Days between two reports from which on more of them say no more."""


class Likeness(Record, frozen=True):
    """How much speaks for two accounts being of one event (0 to 1), and the evidence for and against with its weight."""

    score: float
    evidence: tuple[tuple[str, float], ...]


def likeness(one: Occurrence, other: Occurrence, weight: Callable[[str], float] = lambda _: 1.0) -> Likeness:
    """How much speaks for two events of different reports being one. `weight` says how telling a token is, from 0 to 1: rarer ones say more."""
    evidence = [("to begin with", -7.5), *_kinds(one, other, weight)]
    # Reports after one pattern share most of their words, which is why more than 0.55 of them says no more.
    evidence.append(("words in common", round(8.0 * min(0.55, _shared(one.words, other.words, weight)) * _telling_share(one.words & other.words, weight), 3)))
    evidence += _names(one, other, weight)
    evidence += _roles(one, other, weight)
    if {toll for toll in one.tolls if toll.min == toll.max != 1} & set(other.tolls):
        evidence.append(("same toll", 1.5))
    evidence += _figures(one, other)
    evidence += _places(one, other)
    evidence += _dates(one, other)
    if one.interview and other.interview:
        evidence.append(("two interviews of its own", -4.0))
    total = sum(value for _, value in evidence)
    return Likeness(score=round(1 / (1 + math.exp(-total)), 3), evidence=tuple(evidence))


def _kinds(one: Occurrence, other: Occurrence, weight: Callable[[str], float]) -> list[tuple[str, float]]:
    """Whether the two are of one type and told in one word. Many things are given or held; few are annexed."""
    found = []
    if one.type and other.type and one.type != other.type:
        found.append((f"{one.type} and {other.type}", -1.5))
    if shared := one.stems & other.stems:
        rarest = max(weight(stem_token(stem)) for stem in shared)
        found.append((", ".join(sorted(shared)), round(min(MOST_OF_STEM, 4.3 * rarest), 3)))
    return found


def _shared(left: frozenset[str], right: frozenset[str], weight: Callable[[str], float]) -> float:
    """The weight of what two sets share, as a part of that of the smaller one; where the other is much larger, it shares more by chance."""
    sizes = sorted((sum(map(weight, left)), sum(map(weight, right))))
    return float(sum(weight(token) for token in left & right) / (sizes[0] ** 0.75 * sizes[1] ** 0.25)) if sizes[0] else 0.0


def _telling_share(shared: frozenset[str], weight: Callable[[str], float]) -> float:
    """How telling words in common are on the whole: what reports after one pattern share, day by day, many accounts have."""
    total = sum(map(weight, shared))
    return min(1.0, sum(weight(word) ** 2 for word in shared) / total / USUAL) if total else 0.0


def _names(one: Occurrence, other: Occurrence, weight: Callable[[str], float]) -> list[tuple[str, float]]:
    """Who and what is named beside the events, in whatever role."""
    left, right = ({name_token(name) for name in side.names} for side in (one, other))
    shared = left & right
    if shared:
        rarest = max(map(weight, shared))
        return [("names in common", round(2.6 * rarest + 2.3 * _shared(frozenset(left), frozenset(right), weight), 3))]
    return [("other names", -1.0)] if left and right else []


def _roles(one: Occurrence, other: Occurrence, weight: Callable[[str], float]) -> list[tuple[str, float]]:
    """Who did it and to whom. Who is in many accounts criticises and calls on others again and again, so that this says less of what is done in words.
    Where soldiers attack, their state and its army are not others; where two officials speak, they are two.
    """
    # Who attacked whom is what reports of one event argue about; what another says, endorses or gives up is another act.
    by_force = one.type in ("", *FORCE) and other.type in ("", *FORCE)
    against = -1.2 if by_force else -4.5
    found = []
    fields = (
        ("actor", one.actors, other.actors, one.acting_for, other.acting_for),
        ("recipient", one.recipients, other.recipients, one.suffering_for, other.suffering_for),
    )
    for role, left, right, behind_left, behind_right in fields:
        if left & right:
            rarest = max(weight(name_token(name)) for name in left & right)
            found.append((f"same {role}", round(min(1.5, 3.0 * rarest) if one.type in SPOKEN else 1.5, 3)))
        elif left and right and not (by_force and (left | behind_left) & (right | behind_right)):
            found.append((f"other {role}", against))
    return found


def _figures(one: Occurrence, other: Occurrence) -> list[tuple[str, float]]:
    """Whether the same was measured: reports that follow one pattern day by day tell another event in the same words, with other figures."""
    fewer = min(len(one.figures), len(other.figures))
    if one.figures & other.figures:
        return [("same figures", 1.0)]
    return [("other figures", -1.5 * min(fewer, MOST_FIGURES))] if fewer else []


def _places(one: Occurrence, other: Occurrence) -> list[tuple[str, float]]:
    if not one.places or not other.places:
        return []
    pairs = [(left, right) for left in one.places for right in other.places]
    if any(not left.country_only and (left.name == right.name or _near(left, right)) for left, right in pairs):
        return [("same place", 1.0)]
    if any(left.country and left.country == right.country for left, right in pairs):
        both_fine = not any(left.country_only or right.country_only for left, right in pairs)
        return [("other places of one country", -0.6)] if both_fine else []
    return [("other countries", -1.8)] if all(left.country and right.country for left, right in pairs) else [("other places", -0.8)]


def _near(one: Spot, other: Spot) -> bool:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None or other.country_only:
        return False
    north = 111.2 * (one.lat - other.lat)
    east = 111.2 * (one.lon - other.lon) * math.cos(math.radians((one.lat + other.lat) / 2))
    return math.hypot(north, east) <= NEAR_KM


def _dates(one: Occurrence, other: Occurrence) -> list[tuple[str, float]]:
    left, right = _days(one), _days(other)
    if left and right:
        width = max(_width(left), _width(right))
        if apart := _apart(left, right):
            # A war goes on like this every day, so that two days are two events, unless all else is the same: nights have two dates, and reports err.
            near, far = (-7.0, -12.0) if width <= NIGHT else (-2.5, -5.0)
            if apart <= MONTH and one.persons & other.persons and one.stems & other.stems:
                near = far = -2.5  # a person is arrested, shot or dismissed once in a while, and one of the reports errs
            return [(f"{apart} days apart", near if apart == 1 or (apart <= 3 and width > NIGHT) else far)]
        if not one.news and not other.news:
            return [("same date", 1.2)] if width <= WEEK else [("dates that overlap", 0.5 if width <= MONTH else 0.1)]
    one_day, other_day = one.start or one.end or one.published, other.start or other.end or other.published
    if one_day is None or other_day is None:
        return [("date unknown", -2.0)]
    return [(f"told of {(apart := abs((one_day - other_day).days))} days apart", round(-0.4 * math.log1p(min(apart, LONG)), 3))]


def _days(item: Occurrence) -> Days | None:
    """When an event was: by its own date, or in the days before its report where that tells of it as news."""
    if item.start or item.end:
        return item.start, item.end
    return (item.published - FRESH, item.published) if item.news and item.published else None


def _width(days: Days) -> float:
    """How many days a date covers."""
    start, end = days
    return (end - start).days + 1 if start and end else math.inf


def _apart(left: Days, right: Days) -> int:
    """The days between two ranges, 0 when they can be one. An open end reaches everywhere."""
    gaps = [(later[0] - earlier[1]).days for earlier, later in ((left, right), (right, left)) if earlier[1] is not None and later[0] is not None]
    return max(0, *gaps) if gaps else 0


def rarity(holding: int, number: int) -> float:
    """How telling a token is that so many of a number of accounts have, from 0 to 1: its inverse document frequency as a share of `TELLING`.

    Two accounts that are compared both have it, and are left out of the count. Few accounts say little of how rare a token is, which is why they are taken for
    some of `FEW` more that don't have it.
    """
    inverse = math.log((number + FEW + 1) / (max(min(holding, number) - 2, 0) + 0.5))
    return min(1.0, inverse / TELLING)


def telling(everything: Iterable[frozenset[str]]) -> Callable[[str], float]:
    """How telling a token is, from the accounts that have it."""
    counted: Counter[str] = Counter()
    number = 0
    for tokens in everything:
        number += 1
        counted.update(tokens)
    return lambda token: rarity(counted[token], number)
