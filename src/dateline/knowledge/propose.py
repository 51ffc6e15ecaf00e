"""New blocks from what a report says of actors that nobody knows yet.

A report that names a group for the first time says what it is: "the River Front, a wing of the Delta Army". Such an actor is never taken for a known one
of a similar name. What the report said of it becomes a block for a person to look at and add; two reports that name it give one block.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dateline.knowledge.export import COLUMNS
from dateline.knowledge.identifiers import identifier
from dateline.knowledge.names import is_acronym, name_key, without_article
from dateline.knowledge.own import JoinedKnowledge, load_all

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.knowledge.actors import Knowledge
    from dateline.knowledge.export import Block
    from dateline.records.model import Actor, Reading

KINDS = frozenset({"armed group", "party", "coalition", "military", "ngo", "igo", "religious"})
"""Kinds of actors that are proposed. Governments and media are many and of little interest by name; persons, companies and peoples are not groups."""
_DETERMINERS = re.compile(
    r"\A(?:the|an?|this|that|these|those|its|his|her|their|our|some|such|other|another|both|all|most|many|several|few|one|two)\b", re.IGNORECASE
)
# A name does not begin with a preposition or a conjunction: what does is the rest of one.
_LINKS = frozenset({"", "and", "at", "by", "for", "from", "in", "of", "on", "or", "to", "with"})
# A description says more than a word that stands for the group.
_WORDS = 2


def propose(reading: Reading, knowledge: Knowledge | None = None) -> list[Block]:
    """A block for each named group of a reading that has no `kb`, with its names, its country and how the report describes it.

    Groups that the user's own file names are left out. The ids are new, also beside those of `knowledge`, by default all that is known.
    """
    return proposals([reading], knowledge)


def proposals(readings: Iterable[Reading], knowledge: Knowledge | None = None) -> list[Block]:
    """The blocks of several readings, one for each name, in the order in which the names come up."""
    known = load_all()[0] if knowledge is None else knowledge
    found: list[tuple[set[str], Block]] = []
    for reading in readings:
        for actor in reading.actors:
            if actor.kb is None and actor.kind in KINDS and (names := _names(reading, actor)) and not _is_own(names, known):
                _keep(found, names, actor, _descriptions(reading, actor))
    taken = {actor.id for actor in known.actors}
    for _, block in found:
        block["id"] = new = identifier(str(block["kind"]), str(block["name"]), taken)
        taken.add(new)
    return [{field: block[field] for field in COLUMNS if field in block} for _, block in found]


def _names(reading: Reading, actor: Actor) -> list[str]:
    """The names by which a report calls an actor, the fullest first."""
    written = [without_article(" ".join(reading.quote(mention.span).split())) for mention in actor.mentions if mention.form == "name"]
    if not written:
        return []
    names = dict.fromkeys(name for name in (without_article(actor.name), *written) if name.partition(" ")[0].casefold() not in _LINKS)
    unlike: dict[str, str] = {}
    for name in names:
        unlike.setdefault(name_key(name), name)
    return sorted(unlike.values(), key=is_acronym)


def _is_own(names: Iterable[str], known: Knowledge) -> bool:
    """Whether a block of the user's has one of the names."""
    return isinstance(known, JoinedKnowledge) and any(actor.id in known.own for name in names for actor in known.actor(name))


def _descriptions(reading: Reading, actor: Actor) -> list[str]:
    """What a report says that an actor is, where it says more than "the group"."""
    told = []
    for mention in actor.mentions:
        words = " ".join(reading.quote(mention.span).split())
        if mention.form == "nominal" and len(_DETERMINERS.sub("", words, count=1).split()) >= _WORDS:
            told.append(words)
    return told


def _keep(found: list[tuple[set[str], Block]], names: list[str], actor: Actor, descriptions: list[str]) -> None:
    """Add what a reading says of an actor to what was said before of one with a name of its."""
    keys = {name_key(name) for name in names}
    for seen, block in found:
        if seen & keys and block["kind"] == actor.kind:
            break
    else:
        seen, block = set(), {"name": names[0], "kind": actor.kind, "source": "press"}
        found.append((seen, block))
    others = list(block.get("names", []))
    others += [name for name in names if name_key(name) not in seen | {name_key(str(block["name"]))}]
    told = [part for part in str(block.get("description", "")).split("; ") if part]
    told += [part for part in descriptions if part.casefold() not in {before.casefold() for before in told}]
    fields: Block = {"country": block.get("country") or actor.country or "", "names": others, "description": "; ".join(dict.fromkeys(told))}
    block.update({field: value for field, value in fields.items() if value})
    seen |= keys
