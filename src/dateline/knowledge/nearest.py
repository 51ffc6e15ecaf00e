"""Whom a person can mean who types a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime

    from dateline.knowledge.actors import Knowledge
    from dateline.knowledge.model import KnownActor


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
