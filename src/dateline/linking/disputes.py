"""Accounts of one event that can't all be true: other actor, other target, tolls or dates that don't overlap, happened or denied.

Each side keeps its sources, quotes and origins; nothing says which is right. What later reports add is no dispute: a toll that rises over days is an update.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, get_args

from dateline.linking.accounts import FORCE
from dateline.linking.actors import actor_keys
from dateline.linking.denials import SOME
from dateline.linking.statements import About, Statement, statements_of
from dateline.records.model import CountKind, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dateline.linking.happenings import Happening
    from dateline.records.model import Reading

STATE = frozenset({"state", "government", "military"})


class Side(Record, frozen=True):
    """What can be true together: the statements, and the origins that they come from."""

    label: str
    statements: tuple[Statement, ...]
    origins: tuple[str, ...]


class Dispute(Record, frozen=True):
    """What about an event is disputed, and the sides, the one of most origins first."""

    about: About
    sides: tuple[Side, ...]


def disputes(happening: Happening, readings: Mapping[str, Reading], actor_of: Mapping[str, Mapping[str, str]] | None = None) -> tuple[Dispute, ...]:
    """What the accounts of one event, in one report or several, contradict each other about.

    `readings` holds the reading of each of its reports; `actor_of` gives for each report the keys of its actors by their ids, where a casebook knows them.
    """
    everything = statements_of(happening, readings, actor_of)
    related = _related(readings, actor_of)
    by_force = all(occurrence.type in FORCE for occurrence in happening.occurrences)
    found: list[Dispute] = []
    for about in ("actor", "recipient", "date", "status", *get_args(CountKind)):
        if not by_force and about in ("actor", "recipient"):
            continue
        said = [statement for statement in everything if statement.about == about]
        if sides := _sides(said, related):
            found.append(Dispute(about=about, sides=sides))
    return tuple(found)


def _sides(said: Sequence[Statement], related: frozenset[frozenset[str]]) -> tuple[Side, ...]:
    """The sides of a dispute, or none. A statement that contradicts none ("at least five" beside 6 and 9) is on no side."""
    against = {(one, other) for one, other in combinations(range(len(said)), 2) if contradict(said[one], said[other], related)}
    if not against:
        return ()
    involved = sorted({place for pair in against for place in pair})
    sides: list[list[int]] = []
    for place in involved:
        fitting = [side for side in sides if all(_go_together(said[place], said[other], related) for other in side)]
        if fitting:
            fitting[0].append(place)
        else:
            sides.append([place])
    built = [_side([said[place] for place in side]) for side in sides]
    return tuple(sorted(built, key=lambda side: (-len(side.origins), side.label)))


def _side(said: Iterable[Statement]) -> Side:
    said = tuple(said)
    labels = dict.fromkeys(statement.label for statement in said)
    return Side(label=" / ".join(labels), statements=said, origins=tuple(sorted({statement.origin for statement in said})))


def contradict(one: Statement, other: Statement, related: frozenset[frozenset[str]] = frozenset()) -> bool:
    """Whether two statements about the same thing can't both be true. `related` are pairs of actors of which one acts as part of the other."""
    if one.about != other.about or _go_together(one, other, related):
        return False
    if one.about in ("actor", "recipient"):
        return one.excludes or other.excludes or not _is_aside(one, other)
    if one.about == "status":
        return True
    if one.about == "date":
        return one.origin != other.origin  # copies keep "on Tuesday" and change the date that it is counted from
    return (one.report != other.report or _set_against(one, other, related)) and not _update(one, other)


def _go_together(one: Statement, other: Statement, related: frozenset[frozenset[str]]) -> bool:
    """Whether two statements about the same thing can stand on one side: by what they say, whoever says it and when. An update does not dispute the toll that
    it replaces, but the two are not both true.
    """
    if _one_voice(one, other):
        return True  # what one voice says in one report it means to be true together
    if one.about in ("actor", "recipient"):
        if one.excludes and other.excludes:
            return True  # several can deny a part in it
        same = _are_related(one.values, other.values, related)
        return same != (one.excludes or other.excludes)
    if one.about == "status":
        return one.values == other.values
    if one.about == "date":
        return _days_between(one, other) <= 1  # one day apart are midnight, time zones, and the night of Sunday to Monday
    return not _apart(one, other) or _is_part(one, other)


def _is_aside(one: Statement, other: Statement) -> bool:
    """Whether a report and its source tell of an event too far apart to be set against each other: they need not mean the same attack."""
    own = one.voice.source is None or other.voice.source is None
    return one.report == other.report and own and abs(one.sentence - other.sentence) > 1


def _are_related(left: Sequence[str], right: Sequence[str], related: frozenset[frozenset[str]]) -> bool:
    """Whether some of two sides are one, or act for each other."""
    return bool(set(left) & set(right)) or any(frozenset((a, b)) in related for a in left for b in right)


def _is_part(one: Statement, other: Statement) -> bool:
    """Whether the smaller of two tolls counts some of those whom the larger counts: some kind of people ("twelve people" and "three policemen"), some of them
    ("12 of the dead"), or those of one place ("12 in Homs") where the larger is given for another, or for no place in particular.
    """
    smaller, larger = (one, other) if one.high is not None and other.low is not None and one.high < other.low else (other, one)
    where = smaller.told_for or (smaller.spots if larger.places else frozenset())
    if smaller.counted == SOME or (where and where.isdisjoint(larger.told_for | larger.places)):
        return True
    return smaller.counted is not None and smaller.counted != larger.counted


def _set_against(one: Statement, other: Statement, related: frozenset[frozenset[str]]) -> bool:
    """Whether one report sets two tolls against each other: those of two sources, in one breath or of two parties that don't act for each other.

    What a reporter counts himself is most often a part of what his source counts: "four injured", "three girls and a boy".
    """
    left, right = one.voice, other.voice
    if left.source is None or right.source is None:
        return False
    parties = bool(left.actors and right.actors) and not _are_related(left.actors, right.actors, related)
    return parties or abs(one.sentence - other.sentence) <= 1


def _one_voice(one: Statement, other: Statement) -> bool:
    """Whether one speaks in both, by the same words or another name ("the UN", "the United Nations"), in one report. Who acts for one state is no one voice
    where one says that a thing happened and another that it did not.
    """
    if one.report != other.report:
        return False
    left, right = one.voice, other.voice
    if left.claim == right.claim or (left.source or "") == (right.source or ""):
        return True
    return one.about != "status" and bool(set(left.actors) & set(right.actors))


def _days_between(one: Statement, other: Statement) -> int:
    """The days between two dates that don't overlap; 0 where they can be one."""
    gaps = [right.low - left.high for left, right in ((one, other), (other, one)) if left.high is not None and right.low is not None]
    return max(0, *gaps) if gaps else 0


def _apart(one: Statement, other: Statement) -> bool:
    """Whether two ranges don't overlap."""
    return any(left.high is not None and right.low is not None and left.high < right.low for left, right in ((one, other), (other, one)))


def _update(one: Statement, other: Statement) -> bool:
    """Whether the later reported of two tolls replaces the earlier one and does not contradict it.

    A source may correct itself either way, and a publisher brings its count up to date. The count of another source is an update only where it says so ("the
    toll rose to 40"). A reporter who names no source gives the state of things on his day, which is later, and higher, as the dead are found.
    """
    if one.published is None or other.published is None or one.published == other.published:
        return False
    earlier, later = sorted((one, other), key=lambda item: str(item.published))
    if set(earlier.voice.actors) & set(later.voice.actors):
        return True
    risen = earlier.high is not None and later.low is not None and later.low > earlier.high
    unnamed = earlier.voice.source is None or later.voice.source is None
    return risen and (unnamed or later.risen or one.origin == other.origin or (one.publisher is not None and one.publisher == other.publisher))


def _related(readings: Mapping[str, Reading], actor_of: Mapping[str, Mapping[str, str]] | None) -> frozenset[frozenset[str]]:
    """Pairs of actors of which one acts for the other or is a part of it: a state and its ministries and forces, a member and its group."""
    found: set[frozenset[str]] = set()
    of_state: dict[str, set[str]] = {}
    for report, reading in readings.items():
        given = actor_of.get(report) if actor_of is not None else None
        known = given if given is not None else actor_keys(reading)
        for actor in reading.actors:
            if actor.id not in known:
                continue
            if actor.represents in known and actor.represents is not None:
                found.add(frozenset((known[actor.id], known[actor.represents])))
            if actor.kind in STATE and actor.country:
                of_state.setdefault(actor.country, set()).add(known[actor.id])
        for tie in reading.ties:
            if tie.kind == "part_of" and tie.a in known and tie.b in known:
                found.add(frozenset((known[tie.a], known[tie.b])))
    for actors in of_state.values():
        found |= {frozenset(pair) for pair in combinations(sorted(actors), 2)}
    return frozenset(found)
