"""An actor's page."""
# ruff: noqa: S608 - the SQL is put together from names of our own; what a person gives is bound

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.casebook import lines
from dateline.casebook.results import ActorPage
from dateline.casebook.search import actors_named

if TYPE_CHECKING:
    import sqlite3

_OTHERS = 10
_ENTITIES = "SELECT i.entity FROM identity AS i JOIN entity AS n ON n.id = i.entity JOIN report AS r ON r.id = n.report WHERE i.actor = ? AND r.latest >= ?"
_NEWEST = "JOIN report AS r ON r.id = x.report WHERE x.id IN ({found}) ORDER BY r.published DESC, x.id DESC LIMIT ?"
_FOUND = {
    "claims_by": ("claim", f"SELECT s.claim FROM claim_source AS s WHERE s.entity IN ({_ENTITIES})"),
    "claims_about": ("claim", f"SELECT s.claim FROM claim_about AS s WHERE s.entity IN ({_ENTITIES})"),
    "events_as_actor": ("event", f"SELECT s.event FROM event_role AS s WHERE s.role = 'actor' AND s.entity IN ({_ENTITIES})"),
    "events_as_recipient": ("event", f"SELECT s.event FROM event_role AS s WHERE s.role = 'recipient' AND s.entity IN ({_ENTITIES})"),
    "ties": ("tie", f"SELECT id FROM tie WHERE a IN ({_ENTITIES}) UNION SELECT id FROM tie WHERE b IN ({_ENTITIES})"),
}


def who(connection: sqlite3.Connection, path: str, name: str, limit: int, *, versions: bool) -> ActorPage:
    """The page of the actor that a name means; of several that it can mean, the one of most reports, with the others named.

    Raises `CasebookError`, with the nearest names, where there is none.
    """
    found = actors_named(connection, path, name)
    actor = found[0]
    lists: dict[str, list[int]] = {}
    counts: dict[str, int] = {}
    for section, (table, query) in _FOUND.items():
        values = [actor, 0 if versions else 1] * query.count("i.actor = ?")
        counts[f"{section}_count"] = connection.execute(f"SELECT count(DISTINCT id) FROM {table} WHERE id IN ({query})", values).fetchone()[0]
        newest = f"SELECT x.id FROM {table} AS x {_NEWEST.format(found=query)}"
        lists[section] = [row[0] for row in connection.execute(newest, [*values, limit])]
    first, last = connection.execute(
        "SELECT min(r.published), max(r.published) FROM identity AS i JOIN entity AS n ON n.id = i.entity JOIN report AS r ON r.id = n.report"
        " WHERE i.actor = ?",
        (actor,),
    ).fetchone()
    names = connection.execute("SELECT name FROM actor_name WHERE actor = ? ORDER BY length(name) DESC, name", (actor,)).fetchall()
    return ActorPage(
        actor=lines.actors(connection, [actor])[0],
        names=tuple(row[0] for row in names),
        first_seen=lines.day(first),
        last_seen=lines.day(last),
        claims_by=tuple(lines.claims(connection, lists["claims_by"])),
        claims_about=tuple(lines.claims(connection, lists["claims_about"])),
        events_as_actor=tuple(lines.events(connection, lists["events_as_actor"])),
        events_as_recipient=tuple(lines.events(connection, lists["events_as_recipient"])),
        ties=tuple(lines.ties(connection, lists["ties"])),
        acts_for=_linked(connection, actor, "entity", "other"),
        agents=_linked(connection, actor, "other", "entity"),
        others=tuple(lines.actors(connection, found[1 : _OTHERS + 1])),
        **counts,
    )


def _linked(connection: sqlite3.Connection, actor: int, own: str, other: str) -> tuple[str, ...]:
    """Whom an actor acts for (`own` is `entity`), or who does for it, those of most reports first."""
    rows = connection.execute(
        f"SELECT a.name FROM identity AS i JOIN acts_for AS f ON f.{own} = i.entity JOIN identity AS j ON j.entity = f.{other}"
        " JOIN actor AS a ON a.id = j.actor WHERE i.actor = ? AND f.steps > 0 AND a.id <> i.actor GROUP BY a.id ORDER BY count(*) DESC, a.name LIMIT ?",
        (actor, _OTHERS),
    )
    return tuple(row[0] for row in rows)
