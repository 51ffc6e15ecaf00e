"""The rules that knowledge files keep among their blocks.

What one block must be is checked where it is read (`blocks`); here are the rules between blocks: ids are unique, references lead somewhere and never
in a circle, a name means one actor unless everyone that it means says so, and a single-person office has one holder at a time.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from dateline.knowledge.names import name_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from dateline.knowledge.model import KnownActor

# Sources differ by days on when an office changed hands, and acting holders are common.
_HANDOVER = datetime.timedelta(days=31)


def validate(paths: Iterable[Path]) -> list[str]:
    """What is wrong with knowledge files that are to stand together, as `file:line: block: rule`; an empty list when nothing is."""
    from dateline.knowledge.blocks import read_blocks
    from dateline.knowledge.tables import country_codes

    actors: list[KnownActor] = []
    problems: list[str] = []
    for path in paths:
        found, broken = read_blocks(path, country_codes())
        actors += found
        problems += broken
    return problems + broken_rules(actors)


def broken_rules(actors: Sequence[KnownActor], beside: Sequence[KnownActor] = ()) -> list[str]:
    """The rules that blocks break among themselves. They may refer to the actors `beside` them, and may share names with those."""
    known = {actor.id: actor for actor in (*beside, *actors)}
    return [
        *_repeated_ids(actors),
        *_dangling(actors, known),
        *_circles(actors, "part_of", {actor.id: actor.part_of for actor in known.values()}),
        *_circles(actors, "formerly and later", _successions(known.values())),
        *_shared_names(actors, "name", lambda actor: (*actor.names, *actor.seats)),
        *_shared_names(actors, "capital", lambda actor: actor.capitals),
        *_shared_names(actors, "demonym", lambda actor: actor.demonyms),
        *_usual_twice(actors),
        *_joint_holders(actors, known.values()),
    ]


def _says(actor: KnownActor, rule: str) -> str:
    return f"{actor.origin}: {actor.id}: {rule}"


def _repeated_ids(actors: Iterable[KnownActor]) -> Iterator[str]:
    seen: dict[str, KnownActor] = {}
    for actor in actors:
        if actor.id in seen:
            yield _says(actor, f"the id is taken by {seen[actor.id].origin}")
        seen.setdefault(actor.id, actor)


def _dangling(actors: Iterable[KnownActor], known: Mapping[str, KnownActor]) -> Iterator[str]:
    for actor in actors:
        references = [("part_of", actor.part_of), ("formerly", actor.formerly), ("later", actor.later), ("offices", tuple(held.of for held in actor.offices))]
        for field, identifiers in references:
            for identifier in identifiers:
                if identifier not in known:
                    yield _says(actor, f"`{field}` names {identifier!r}, which no block has")


def _successions(actors: Iterable[KnownActor]) -> dict[str, tuple[str, ...]]:
    """Who follows whom: the edges of `later`, and those of `formerly` turned round."""
    follows: dict[str, tuple[str, ...]] = {}
    for actor in actors:
        follows[actor.id] = (*follows.get(actor.id, ()), *actor.later)
        for before in actor.formerly:
            follows[before] = (*follows.get(before, ()), actor.id)
    return follows


def _circles(actors: Iterable[KnownActor], field: str, edges: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for actor in actors:
        seen: set[str] = set()
        ahead = list(edges.get(actor.id, ()))
        while ahead:
            identifier = ahead.pop()
            if identifier == actor.id:
                yield _says(actor, f"`{field}` leads back to the block itself")
                break
            if identifier not in seen:
                seen.add(identifier)
                ahead += edges.get(identifier, ())


def _shared_names(actors: Iterable[KnownActor], sort: str, names_of: Callable[[KnownActor], Sequence[str]]) -> Iterator[str]:
    holders: dict[str, dict[str, tuple[KnownActor, str]]] = {}
    for actor in actors:
        for name in names_of(actor):
            holders.setdefault(name_key(name), {}).setdefault(actor.id, (actor, name))
    for shared in holders.values():
        if len(shared) < 2:
            continue
        for actor, name in shared.values():
            if name not in actor.ambiguous_names:
                others = ", ".join(identifier for identifier in shared if identifier != actor.id)
                yield _says(actor, f"{sort} {name!r} is also that of {others}; each lists it under `ambiguous`")


def _usual_twice(actors: Iterable[KnownActor]) -> Iterator[str]:
    claimed: dict[str, KnownActor] = {}
    for actor in actors:
        for name in actor.usual_names:
            other = claimed.setdefault(name_key(name), actor)
            if other is not actor:
                yield _says(actor, f"{name!r} usually means {other.id}, and can't usually mean this actor too")


def _joint_holders(actors: Iterable[KnownActor], known: Iterable[KnownActor]) -> Iterator[str]:
    checked = {actor.id for actor in actors}
    tenures: dict[tuple[str, str], list[tuple[datetime.date, datetime.date, KnownActor]]] = {}
    for actor in known:
        for held in actor.offices:
            span = (held.since or datetime.date.min, held.until or datetime.date.max, actor)
            tenures.setdefault((held.office, held.of), []).append(span)
    for (office, of), spans in tenures.items():
        ordered = sorted(spans, key=lambda span: span[:2])
        for index, (start, _, after) in enumerate(ordered):
            for _, end, before in ordered[:index]:
                if before.id != after.id and end - start > _HANDOVER and checked & {before.id, after.id}:
                    yield _says(after, f"{office} of {of} from {start}, when {before.id} held it until {end}")
