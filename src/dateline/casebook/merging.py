"""Which actors are one, as people decided it.

The rules of `identity` say of each entity which actor it is. Decisions put actors together, keep them apart, or take one entity out of an actor that the rules
put it in. What the rules said is kept in `moved`, so that all of it can be made again from the decisions, and nothing is lost when one is undone.
"""
# ruff: noqa: S608 - the SQL is put together from names of our own; what a person gives is bound

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from dateline.casebook import lines, targets
from dateline.casebook.rows import name_key
from dateline.casebook.standing import undone
from dateline.casebook.targets import Target

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Mapping

    from dateline.records.model import Reading

TOGETHER, APART = ("merge", "same"), ("part", "other")
VERBS = (*TOGETHER, *APART)
"""The verbs of decisions on two actors."""
_EXAMPLES = 5
"""By how many of its reports an actor is named in a decision, beside its names."""
_OF_VERBS = f"verb IN ({', '.join(repr(verb) for verb in VERBS)})"


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One of the two actors of a decision. `alone` is set where one actor of one report is meant, and not all that the rules take for it."""

    name: str
    kind: str
    country: str | None
    kb: str | None
    records: tuple[Target, ...]
    alone: bool = False


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """What a decision on two actors is about; `reports` are the keys of the reports that its sides name."""

    actors: tuple[Side, Side]
    reports: tuple[str, ...]


class Node(NamedTuple):
    """An actor by the rules, or one entity alone."""

    kind: Literal["actor", "entity"]
    row: int


class Settled(NamedTuple):
    """Which nodes are one, which entities go alone, and on which entities each decision bears."""

    groups: list[set[Node]]
    alone: set[int]
    bearing: dict[int, tuple[int, int]]


def describe(connection: sqlite3.Connection, node: Node, read: Callable[[int], Reading]) -> Side:
    """A side of a decision, by which `_find` finds it. `read` gives the reader's reading of a report."""
    condition = "i.actor = ?" if node.kind == "actor" else "e.id = ?"
    entities = connection.execute(
        "SELECT e.local, e.report, r.key, b.hash FROM entity AS e JOIN report AS r ON r.id = e.report JOIN body AS b ON b.id = r.body"
        f" JOIN (SELECT entity, coalesce(m.actor, n.actor) AS actor FROM identity AS n LEFT JOIN moved AS m USING (entity)) AS i ON i.entity = e.id"
        f" WHERE {condition} ORDER BY e.named DESC, e.id LIMIT {_EXAMPLES}",
        (node.row,),
    ).fetchall()
    records = []
    for local, report, key, body in entities:
        reading = read(report)
        if any(actor.id == local for actor in reading.actors):  # one that a correction added is not the reader's
            records.append(targets.describe(reading, key, body, "actor", local))
    table = "actor" if node.kind == "actor" else "entity"
    name, kind, country, kb = connection.execute(f"SELECT name, kind, country, kb FROM {table} WHERE id = ?", (node.row,)).fetchone()
    return Side(name=name, kind=kind, country=country, kb=kb, records=tuple(records), alone=node.kind == "entity")


def live(connection: sqlite3.Connection) -> list[tuple[int, str, Pair]]:
    """The decisions on actors that are not undone, in the order in which they were made."""
    found = connection.execute(f"SELECT id, verb, target FROM decision WHERE {_OF_VERBS} ORDER BY id").fetchall()
    gone = undone(connection) if found else frozenset()
    return [(number, verb, msgspec.json.decode(target, type=Pair)) for number, verb, target in found if number not in gone]


def settle_report(connection: sqlite3.Connection, report: int, read: Callable[[int], Reading], given: Mapping[str, int]) -> None:
    """Take the decisions on actors into account for a report that was just written. Inside a transaction.

    `given` are the actors that decisions gave to entities of the report's earlier reading, by uid.

    Most often that is only to move its entities from actors that go under another. Only where a decision names the report itself, or finds now what it had
    lost, all is made again.
    """
    decided = connection.execute(f"SELECT 1 FROM decision WHERE {_OF_VERBS} LIMIT 1").fetchone()
    if decided is None:
        return
    (key,) = connection.execute("SELECT key FROM report WHERE id = ?", (report,)).fetchone()
    named = f"SELECT 1 FROM decision, json_each(decision.target, '$.reports') AS k WHERE {_OF_VERBS} AND k.value = ? LIMIT 1"
    missing = f"SELECT id FROM decision WHERE {_OF_VERBS} AND id NOT IN (SELECT decision FROM bearing)"
    lost = {number for (number,) in connection.execute(missing)}
    if connection.execute(named, (key,)).fetchone() or lost - undone(connection):
        settle(connection, read, given)
        return
    follow(connection, report)


def follow(connection: sqlite3.Connection, report: int) -> None:
    """Move the entities of a report from actors that go under another to that one. Inside a transaction."""
    rows = connection.execute(
        "SELECT i.entity, g.actor, g.into_ FROM entity AS e JOIN identity AS i ON i.entity = e.id JOIN merged AS g ON g.actor = i.actor WHERE e.report = ?",
        (report,),
    ).fetchall()
    _move(connection, {entity: into for entity, _, into in rows})
    for _, actor, into in rows:
        connection.execute("INSERT OR IGNORE INTO actor_name (actor, key, name) SELECT ?, key, name FROM actor_name WHERE actor = ?", (into, actor))
        connection.execute("DELETE FROM actor_name WHERE actor = ?", (actor,))


def settle(
    connection: sqlite3.Connection, read: Callable[[int], Reading], given: Mapping[str, int] = MappingProxyType({}), between: Callable[[], None] = lambda: None
) -> set[int]:
    """Make anew which actors are one, from the rules and all decisions; the entities whose actor changed by it. Inside a transaction.

    `given` are actors by the uids of entities that decisions gave them before those were written again; a lone entity so keeps its number. `between` is
    called when every entity has the actor that the rules gave it, which it may change.
    """
    before = dict(connection.execute("SELECT entity, actor FROM identity WHERE entity IN (SELECT entity FROM moved)").fetchall())
    for uid, actor in given.items():
        found = connection.execute("SELECT id FROM entity WHERE uid = ?", (uid,)).fetchone()
        before[found[0] if found else -actor] = actor  # below 0: an entity that is gone
    touched = _lift(connection)
    between()
    settled = _settled(connection, read)
    made = {actor for actor in before.values() if connection.execute("SELECT 1 FROM identity WHERE actor = ? LIMIT 1", (actor,)).fetchone() is None}
    moves: dict[int, int] = {}
    for group in settled.groups:
        into = _head(connection, group, {before[node.row] for node in group if node.kind == "entity" and node.row in before} & made)
        made.discard(into)
        for node in group:
            if node.kind == "entity":
                moves[node.row] = into
            elif node.row != into:
                connection.execute("INSERT INTO merged (actor, into_) VALUES (?, ?)", (node.row, into))
                members = connection.execute("SELECT entity FROM identity WHERE actor = ?", (node.row,)).fetchall()
                moves |= {entity: into for (entity,) in members if entity not in settled.alone}
    touched |= {actor for (actor,) in connection.execute(f"SELECT DISTINCT actor FROM identity WHERE entity IN ({lines.numbers(list(moves))})")}
    _move(connection, moves)
    _name(connection, touched | set(moves.values()))
    connection.executemany("DELETE FROM actor WHERE id = ? AND id NOT IN (SELECT actor FROM identity)", [(actor,) for actor in made])
    _bear(connection, settled.bearing)
    return {entity for entity in before.keys() | moves.keys() if entity > 0 and before.get(entity) != moves.get(entity)}


def _lift(connection: sqlite3.Connection) -> set[int]:
    """Give every entity the actor that the rules gave it; the actors that this touches."""
    touched = {actor for (actor,) in connection.execute("SELECT actor FROM identity WHERE entity IN (SELECT entity FROM moved) UNION SELECT actor FROM moved")}
    connection.execute(
        "UPDATE identity SET actor = m.actor, how = m.how, score = m.score FROM moved AS m WHERE m.entity = identity.entity",
    )
    connection.execute("DELETE FROM moved")
    connection.execute("DELETE FROM merged")
    return touched


def _move(connection: sqlite3.Connection, moves: dict[int, int]) -> None:
    """Give entities other actors, and keep what the rules said."""
    entities = [(entity,) for entity in moves]
    connection.executemany("INSERT INTO moved (entity, actor, how, score) SELECT entity, actor, how, score FROM identity WHERE entity = ?", entities)
    connection.executemany("UPDATE identity SET actor = ?, how = 'decision', score = NULL WHERE entity = ?", [(into, entity) for entity, into in moves.items()])


def _settled(connection: sqlite3.Connection, read: Callable[[int], Reading]) -> Settled:
    """What the decisions come to: a later one on two sides takes the place of the earlier ones on the same two."""
    joined: list[frozenset[Node]] = []
    alone: set[int] = set()
    bearing: dict[int, tuple[int, int]] = {}
    for number, verb, pair in live(connection):
        sides = [_find(connection, side, read) for side in pair.actors]
        if sides[0] is None or sides[1] is None or sides[0] == sides[1]:
            continue
        nodes = frozenset(side for side in sides if side is not None)
        joined = [other for other in joined if other != nodes]
        if verb in TOGETHER:
            joined.append(nodes)
        alone |= {node.row for node in nodes if node.kind == "entity"}
        bearing[number] = (_example(connection, sides[0]), _example(connection, sides[1]))
    return Settled(_grouped(joined, alone), alone, bearing)


def decided(connection: sqlite3.Connection, read: Callable[[int], Reading]) -> frozenset[frozenset[Node]]:
    """The pairs of actors, as the rules have them, and of lone entities, of which people said whether they are one."""
    found = set()
    for _, _, pair in live(connection):
        sides = [_find(connection, side, read) for side in pair.actors]
        found.add(frozenset(side for side in sides if side is not None))
    return frozenset(found)


def known(connection: sqlite3.Connection, node: Node) -> dict[str, str]:
    """The entries of the knowledge base that an actor has, with all that are one with it by decisions, or that one entity alone has: names by ids."""
    if node.kind == "entity":
        return dict(connection.execute("SELECT kb, name FROM entity WHERE id = ? AND kb IS NOT NULL", (node.row,)).fetchall())
    query = (
        "SELECT kb, name FROM actor WHERE kb IS NOT NULL AND coalesce((SELECT into_ FROM merged WHERE actor = id), id)"
        " = coalesce((SELECT into_ FROM merged WHERE actor = ?1), ?1)"
    )
    return dict(connection.execute(query, (node.row,)).fetchall())


def actors(*rows: int) -> frozenset[Node]:
    """Actors by the rules as `decided` has them."""
    return frozenset(Node("actor", row) for row in rows)


def _grouped(joined: Iterable[frozenset[Node]], alone: Iterable[int]) -> list[set[Node]]:
    group_of = {node: {node} for node in (*(node for pair in joined for node in pair), *(Node("entity", row) for row in alone))}
    for one, other in joined:
        if group_of[one] is not group_of[other]:
            group_of[one] |= group_of[other]
            for node in group_of[other]:
                group_of[node] = group_of[one]
    return sorted({id(group): group for group in group_of.values()}.values(), key=min)


def connected(connection: sqlite3.Connection, nodes: frozenset[Node], read: Callable[[int], Reading]) -> list[int]:
    """The decisions that make two actors one although none says so of the two themselves."""
    links: list[tuple[int, frozenset[Node]]] = []
    for number, verb, pair in live(connection):
        sides = frozenset(side for side in (_find(connection, side, read) for side in pair.actors) if side is not None)
        links = [link for link in links if link[1] != sides]
        if verb in TOGETHER and len(sides) == 2:
            links.append((number, sides))
    links = [link for link in links if link[1] != nodes]
    group = next((group for group in _grouped([sides for _, sides in links], ()) if nodes <= group), set())
    return [number for number, sides in links if sides <= group]


def _head(connection: sqlite3.Connection, group: set[Node], free: set[int]) -> int:
    """The actor under which a group goes: one that the knowledge base has before others, then the oldest; for lone entities one of their own."""
    actors = [node.row for node in group if node.kind == "actor"]
    if actors:
        known = dict(connection.execute(f"SELECT id, kb IS NULL FROM actor WHERE id IN ({lines.numbers(actors)})").fetchall())
        return min(actors, key=lambda actor: (known[actor], actor))
    first = min(node.row for node in group)
    name, kind, country = connection.execute("SELECT name, kind, country FROM entity WHERE id = ?", (first,)).fetchone()
    number = min(free, default=None)
    if number is not None:
        connection.execute("UPDATE actor SET name = ?, key = ?, kind = ?, country = ? WHERE id = ?", (name, name_key(name), kind, country, number))
        return number
    # Not `named`, so that no rule takes anybody else for it.
    made = connection.execute("INSERT INTO actor (name, key, kind, country, kb, named) VALUES (?, ?, ?, ?, NULL, 0)", (name, name_key(name), kind, country))
    return int(made.lastrowid or 0)


def _find(connection: sqlite3.Connection, side: Side, read: Callable[[int], Reading]) -> Node | None:
    """The actor, or the lone entity, that a decision means: by its id in the knowledge base, by the reports that it names, or by its name and kind."""
    if side.kb is not None and not side.alone:
        found = connection.execute("SELECT id FROM actor WHERE kb = ?", (side.kb,)).fetchone()
        if found:
            return Node("actor", found[0])
    rows: list[tuple[int, int]] = []
    for target in side.records:
        # Of one entity alone, that in the newest version, from which questions are answered; of an actor, the text that was decided on tells best.
        first = "r.latest DESC, b.hash IS NOT ?2" if side.alone else "b.hash IS NOT ?2"
        reports = connection.execute(
            f"SELECT r.id, b.hash FROM report AS r JOIN body AS b ON b.id = r.body WHERE r.key = ?1 ORDER BY {first}, r.id", (target.report, target.body)
        ).fetchall()
        for report, body in reports:
            local = targets.find(target, read(report), body, judged=True)
            rows += connection.execute(
                "SELECT e.id, coalesce(m.actor, i.actor) FROM entity AS e JOIN identity AS i ON i.entity = e.id LEFT JOIN moved AS m ON m.entity = e.id"
                " WHERE e.report = ? AND e.local = ?",
                (report, local),
            ).fetchall()
            if rows and side.alone:
                return Node("entity", rows[0][0])
    if side.alone:
        return None
    actors = [actor for _, actor in rows]
    if actors:
        return Node("actor", max(dict.fromkeys(actors), key=actors.count))
    named = connection.execute("SELECT id FROM actor WHERE key = ? AND kind = ? AND named", (name_key(side.name), side.kind)).fetchall()
    return Node("actor", named[0][0]) if len(named) == 1 else None


def _example(connection: sqlite3.Connection, node: Node | None) -> int:
    """An entity of a side: itself, or of an actor the one with the first uid, which no order of reading changes."""
    if node is None or node.kind == "entity":
        return node.row if node else 0
    query = "SELECT e.id FROM identity AS i JOIN entity AS e ON e.id = i.entity WHERE i.actor = ? ORDER BY e.uid LIMIT 1"
    found = connection.execute(query, (node.row,)).fetchone()
    return int(found[0]) if found else 0


def _name(connection: sqlite3.Connection, actors: set[int]) -> None:
    """Write down anew under which names actors go."""
    some = lines.numbers(sorted(actors))
    connection.execute(f"DELETE FROM actor_name WHERE actor IN ({some})")
    rows = connection.execute(
        "SELECT i.actor, e.name FROM identity AS i JOIN entity AS e ON e.id = i.entity"
        f" WHERE e.named AND i.actor IN ({some}) UNION ALL SELECT i.actor, m.words FROM identity AS i JOIN entity AS e ON e.id = i.entity"
        f" JOIN mention AS m ON m.entity = e.id WHERE e.named AND m.form = 'name' AND i.actor IN ({some})"
    ).fetchall()
    names = {(actor, name_key(words)): " ".join(words.split()) for actor, words in reversed(rows)}
    connection.executemany("INSERT INTO actor_name (actor, key, name) VALUES (?, ?, ?)", [(*pair, words) for pair, words in names.items()])


def _bear(connection: sqlite3.Connection, bearing: dict[int, tuple[int, int]]) -> None:
    connection.execute(f"DELETE FROM bearing WHERE decision IN (SELECT id FROM decision WHERE {_OF_VERBS})")
    rows = [(number, entity) for number, entities in bearing.items() for entity in entities]
    connection.executemany("INSERT OR IGNORE INTO bearing (decision, report, uid) SELECT ?, report, uid FROM entity WHERE id = ?", rows)
