"""Who an actor name can mean.

`load` gives a `Knowledge`, which answers for a name: the actors that can be meant, best first, the state that a demonym or a capital stands for, and
who held an office at a date. It knows nothing of a report: which of several candidates a report means is for the caller to decide.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
from typing import TYPE_CHECKING

from dateline.knowledge.names import acronym_key, folded_key, is_acronym, is_capitalised, name_key, without_article
from dateline.knowledge.tables import extended_tables, packaged_tables

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from dateline.knowledge.model import Entry, KnownActor, Tables

_TERRITORIAL = ("state:", "territory:")


def load(extra: Iterable[Path] = ()) -> Knowledge:
    """The packaged knowledge, read once. Blocks of the `extra` files come before it, and replace a packaged block of the same id.

    Raises `KnowledgeError` with the file, the block and the rule when a file breaks one.
    """
    return _load(tuple(extra))


@functools.cache
def _load(extra: tuple[Path, ...]) -> Knowledge:
    return Knowledge(extended_tables(extra) if extra else packaged_tables())


class Knowledge:
    """Every known actor, with look-ups by name, demonym, capital, country code, id and office."""

    def __init__(self, tables: Tables) -> None:
        self.actors = tables.actors
        self._tables = tables
        self._by_id = {actor.id: actor for actor in self.actors}
        self._answer = functools.lru_cache(maxsize=20_000)(self._meant)
        self._people = functools.lru_cache(maxsize=20_000)(self._of_people)

    def get(self, identifier: str) -> KnownActor | None:
        """The actor with an id, such as `state:SY`."""
        return self._by_id.get(identifier)

    def actor(self, name: str, on: datetime.date | None = None) -> list[KnownActor]:
        """Everyone whom a name can mean, best first.

        Acronyms are compared as they are written, other names by `folded_key`. Without any capital, `turkey` and `law and justice` are nobody:
        only names that are written so (`janjaweed`) and unambiguous ones of several words (`islamic state`) are then found. With a date `on`, those
        who existed (or held office) then come first and the others follow by how far away their time is; without one, those who still
        exist come first. Among equals, the actor that the name usually means comes first.
        """
        return list(self._answer(name, on))

    def _meant(self, name: str, on: datetime.date | None) -> tuple[KnownActor, ...]:
        """What `actor` gives; a report asks for the same names many times, so that the answers are kept."""
        bare = without_article(name.strip())
        entries: tuple[Entry, ...] = self._tables.acronyms.get(acronym_key(bare), ()) if is_acronym(bare) else ()
        capitalised = is_capitalised(bare)
        for entry in self._tables.names.get(folded_key(bare), ()):
            if _same_acronyms(entry[2], bare) and (capitalised or self._without_capitals(entry)):
                entries += (entry,)
        first: dict[int, Entry] = {}
        for entry in entries:
            first.setdefault(entry[0], entry)
        return tuple(self._found(entry) for entry in sorted(first.values(), key=lambda entry: self._misfit(entry, on)))

    def demonym(self, word: str) -> KnownActor | None:
        """The state that an adjective or a name of a people belongs to: `Syrian`, `Syrians`, `Turkish`, `Turks`."""
        return self._people(word)

    def _of_people(self, word: str) -> KnownActor | None:
        entries = self._tables.demonyms.get(name_key(word)) if is_capitalised(word) else None
        return self._found(entries[0]) if entries else None

    def capital(self, name: str) -> KnownActor | None:
        """The state whose capital or seat of power this is; its `via` says which of the two.

        The seat of a ministry (`Pentagon`) leads to the state that the ministry is part of, and that of an organisation (`Berlaymont`) to the
        organisation. `ambiguous` is set where the name is as well that of other places, people or bodies: `Victoria`, `San José`, `Brussels`.
        """
        entries = self._tables.capitals.get(folded_key(name)) if is_capitalised(name) else None
        if not entries:
            return None
        owner = self._found(entries[0])
        return dataclasses.replace(self._top(owner), via=owner.via, matched=owner.matched, ambiguous=owner.ambiguous)

    def country(self, name_or_code: str) -> KnownActor | None:
        """The state or territory with a name or an ISO 3166-1 alpha-2 code; the likelier one of two with the same name."""
        for room in _TERRITORIAL:
            if found := self._by_id.get(room + name_or_code):
                return found
        for found in self.actor(name_or_code):
            if found.id.startswith(_TERRITORIAL):
                return found
        return None

    def holders(self, office: str, of: str, on: datetime.date) -> list[KnownActor]:
        """Who held an office of a state or organisation on a date; two on a day of handing over, the later one first."""
        held = [
            (tenure.since or datetime.date.min, actor)
            for actor in self._officers.get((office, of), ())
            for tenure in actor.offices
            if (tenure.office, tenure.of) == (office, of) and _gap(tenure.since, tenure.until, on) == 0
        ]
        return [actor for _, actor in sorted(held, key=lambda pair: pair[0], reverse=True)]

    @functools.cached_property
    def _officers(self) -> dict[tuple[str, str], list[KnownActor]]:
        officers: dict[tuple[str, str], list[KnownActor]] = {}
        for actor in self.actors:
            for office, of in {(tenure.office, tenure.of) for tenure in actor.offices}:
                officers.setdefault((office, of), []).append(actor)
        return officers

    def _found(self, entry: Entry) -> KnownActor:
        position, via, spelling = entry
        actor = self.actors[position]
        return dataclasses.replace(actor, via=via, matched=spelling, ambiguous=spelling in actor.ambiguous_names)

    def _without_capitals(self, entry: Entry) -> bool:
        """Whether a name is known also when it is written without a capital."""
        position, _, spelling = entry
        return not is_capitalised(spelling) or (" " in folded_key(spelling) and spelling not in self.actors[position].ambiguous_names)

    def _top(self, actor: KnownActor) -> KnownActor:
        """The state, territory or independent organisation that an actor is part of."""
        while not actor.id.startswith(_TERRITORIAL) and actor.part_of and (above := self._by_id.get(actor.part_of[0])):
            actor = above
        return actor

    def _misfit(self, entry: Entry, on: datetime.date | None) -> tuple[int, bool, bool]:
        """How far an actor's time is from a date, in days, then whether the name had been given up by then, and whether it usually means others."""
        position, via, spelling = entry
        actor = self.actors[position]
        day = on or datetime.date.max
        spans = [(office.since, office.until) for office in actor.offices] or [(actor.since, actor.until)]
        stale = via == "former" and day > dict(actor.former)[spelling]
        return min(_gap(since, until, day) for since, until in spans), stale, spelling not in actor.usual_names


def _same_acronyms(spelling: str, written: str) -> bool:
    """Whether the acronyms inside a name are written as such: `US forces` is a name, the end of `against us forces` is not."""
    acronyms = {acronym_key(word) for word in spelling.split() if is_acronym(word)}
    return not acronyms or acronyms <= {acronym_key(word) for word in written.split()}


def _gap(since: datetime.date | None, until: datetime.date | None, on: datetime.date) -> int:
    if since and on < since:
        return (since - on).days
    if until and on > until:
        return (on - until).days
    return 0
