"""Whom a person can mean who types a name: all candidates, and the names that are near one that is not known."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from dateline.knowledge.names import folded_key

if TYPE_CHECKING:
    import datetime

    from dateline.knowledge.actors import Knowledge
    from dateline.knowledge.model import KnownActor

_OFFERED = 5
# Below this share of common letters, in difflib's measure, a name is no misspelling of another.
_NEAR = 0.7


def candidates(knowledge: Knowledge, text: str, on: datetime.date | None = None) -> list[KnownActor]:
    """Everyone whom a name, a demonym, a capital or an id can mean, each once, the likeliest first. A name without capitals is tried with them as well."""
    found: dict[str, KnownActor] = {}
    if exact := knowledge.get(text):
        found[exact.id] = exact
    for written in dict.fromkeys((text, text.title(), text.upper())):
        more = [*knowledge.actor(written, on), knowledge.demonym(written), knowledge.capital(written)]
        for actor in more:
            if actor is not None:
                found.setdefault(actor.id, actor)
        if found:
            break
    return list(found.values())


def nearest(knowledge: Knowledge, text: str) -> list[str]:
    """Names that are spelt like one that is not known, or hold all of its words; the nearest first."""
    key = folded_key(text)
    names: dict[str, str] = {}
    for actor in knowledge.actors:
        for name in (*actor.names, *actor.capitals, *actor.demonyms):
            names.setdefault(folded_key(name), name)
    words = set(key.split())
    near = difflib.get_close_matches(key, names, n=_OFFERED, cutoff=_NEAR)
    holding = sorted((other for other in names if words and words <= set(other.split())), key=len)
    return [names[other] for other in dict.fromkeys([*near, *holding])][:_OFFERED]
