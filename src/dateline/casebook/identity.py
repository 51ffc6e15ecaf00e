"""Which actor of the casebook an actor of a report is.

One rule for a new entity: the same id in the knowledge base; else, for one that has a proper name, the same name and kind where nothing speaks against it.
What has only a description ("the rebels") is somebody new in each report. Linking across reports and people's decisions refine this later: they write
other rows into `identity`, and a row that they wrote stays through a new reading of the report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from dateline.casebook.rows import name_key
from dateline.linking.actors import is_generic

if TYPE_CHECKING:
    import sqlite3

    from dateline.casebook.rows import Rows

RULES = frozenset({"kb", "name", "new"})
"""What `identity.how` says of rows that this rule made."""


class Entity(NamedTuple):
    """What the rule looks at."""

    name: str
    kind: str
    country: str | None
    kb: str | None
    candidates: tuple[str, ...]
    named: bool


class Match(NamedTuple):
    """An actor, how it was found, and how sure that is (1: sure by the rule)."""

    actor: int
    how: str
    score: float


def actor_of(connection: sqlite3.Connection, entity: Entity, number: int | None = None) -> Match:
    """The actor that an entity is, made where there is none, with the given number if any. Inside a transaction."""
    if entity.kb is not None:
        found = connection.execute("SELECT id FROM actor WHERE kb = ?", (entity.kb,)).fetchone()
        return Match(found[0] if found else _new(connection, entity, number), "kb", 1.0)
    if entity.named:
        # A name that one known actor has, or none, and no contradicting country; between several it stays open.
        rows = connection.execute("SELECT id, country, kb FROM actor WHERE key = ? AND kind = ? AND named", (name_key(entity.name), entity.kind))
        fitting = [(actor, kb) for actor, country, kb in rows if _fits(entity, country, kb)]
        if len(fitting) > 1:
            fitting = [(actor, kb) for actor, kb in fitting if kb is None]
        return Match(fitting[0][0] if len(fitting) == 1 else _new(connection, entity, number), "name", 1.0)
    return Match(_new(connection, entity, number), "new", 1.0)


def _fits(entity: Entity, country: str | None, kb: str | None) -> bool:
    """Whether neither the country nor what the name can mean speaks against an actor; the country must speak for one whom every country has."""
    if entity.candidates:
        return kb in entity.candidates
    if is_generic(entity.name):
        return entity.country is not None and entity.country == country
    return entity.country is None or country is None or entity.country == country


def _new(connection: sqlite3.Connection, entity: Entity, number: int | None) -> int:
    values = (number, entity.name, name_key(entity.name), entity.kind, entity.country, entity.kb, int(entity.named))
    made = connection.execute("INSERT INTO actor (id, name, key, kind, country, kb, named) VALUES (?, ?, ?, ?, ?, ?, ?)", values)
    return int(made.lastrowid or 0)


def identify(connection: sqlite3.Connection, rows: Rows, earlier: list[tuple[str, int, str, float | None]]) -> None:
    """Give every entity of a report its actor, once its rows are written.

    `earlier` are the rows of identity that the report's earlier reading had: uid, actor, how, score. Those that linking or a decision made stay. An actor
    that nobody was any longer without that reading is taken away first, since it must not be found again; who is found anew keeps its number.
    """
    kept = {uid: (actor, how, score) for uid, actor, how, score in earlier if how not in RULES}
    free = _forget(connection, {actor for _, actor, _, _ in earlier} - {actor for actor, _, _ in kept.values()})
    numbers = {uid: actor for uid, actor, _, _ in earlier if actor in free}
    spelled: dict[int, list[str]] = {}
    for number, _, _, form, words in rows["mention"]:
        if form == "name":
            spelled.setdefault(number, []).append(words)
    links: list[tuple[int, int, str, float | None]] = []
    names: dict[tuple[int, str], str] = {}
    for number, _, uid, _, name, kind, country, kb, candidates, named, *_ in rows["entity"]:
        if uid in kept:
            actor, how, score = kept[uid]
        else:
            entity = Entity(name, kind, country, kb, tuple(msgspec.json.decode(candidates)) if candidates != "[]" else (), bool(named))
            again = numbers.get(uid)
            actor, how, score = actor_of(connection, entity, again if again in free else None)
            free.discard(actor)
        links.append((number, actor, how, score))
        for words in (name, *spelled.get(number, ())) if named else ():
            names.setdefault((actor, name_key(words)), " ".join(words.split()))
    connection.executemany("INSERT INTO identity (entity, actor, how, score) VALUES (?, ?, ?, ?)", links)
    connection.executemany("INSERT OR IGNORE INTO actor_name (actor, key, name) VALUES (?, ?, ?)", [(*pair, words) for pair, words in names.items()])


def relink(connection: sqlite3.Connection, entity: int, actor: int, score: float) -> None:
    """Make an entity another actor than the rule made it, as linking found out. Inside a transaction."""
    (old,) = connection.execute("SELECT actor FROM identity WHERE entity = ?", (entity,)).fetchone()
    connection.execute("UPDATE identity SET actor = ?, how = 'linked', score = ? WHERE entity = ?", (actor, score, entity))
    connection.execute("INSERT OR IGNORE INTO actor_name (actor, key, name) SELECT ?, key, name FROM actor_name WHERE actor = ?", (actor, old))
    _forget(connection, {old})


def part_linked(connection: sqlite3.Connection) -> None:
    """Take back what linking found out: those entities are again whom the rule makes them. Inside a transaction."""
    rows = connection.execute(
        "SELECT e.id, e.name, e.kind, e.country, e.kb, e.candidates, e.named FROM identity AS i JOIN entity AS e ON e.id = i.entity WHERE i.how = 'linked'"
    ).fetchall()
    for number, name, kind, country, kb, candidates, named in rows:
        match = actor_of(connection, Entity(name, kind, country, kb, tuple(msgspec.json.decode(candidates)), bool(named)))
        connection.execute("UPDATE identity SET actor = ?, how = ?, score = ? WHERE entity = ?", (match.actor, match.how, match.score, number))
        connection.execute("INSERT OR IGNORE INTO actor_name (actor, key, name) VALUES (?, ?, ?)", (match.actor, name_key(name), " ".join(name.split())))


def _forget(connection: sqlite3.Connection, actors: set[int]) -> set[int]:
    """Take away those of some actors that no entity is any longer, by the rules or by a decision; give their numbers."""
    used = (
        "SELECT 1 FROM identity WHERE actor = :actor UNION ALL SELECT 1 FROM moved WHERE actor = :actor"
        " UNION ALL SELECT 1 FROM merged WHERE :actor IN (actor, into_) LIMIT 1"
    )
    gone = {actor for actor in actors if connection.execute(used, {"actor": actor}).fetchone() is None}
    connection.executemany("DELETE FROM actor WHERE id = ?", [(actor,) for actor in gone])
    return gone
