"""Whom and what a name in a question means."""
# ruff: noqa: S608 - the SQL is put together from names of our own; what a person gives is bound

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline._errors import CasebookError
from dateline._near import nearest, offered
from dateline.knowledge.names import folded_key, name_key

if TYPE_CHECKING:
    import sqlite3


def find_actors(connection: sqlite3.Connection, name: str) -> list[int]:
    """The actors that an id of the knowledge base or a name can mean, those of most reports first.

    Actors that have only descriptions ("the rebels") are found by these where nobody has it as a name.
    """
    keys = sorted({name_key(name), folded_key(name)})
    for query in (
        "SELECT id FROM actor WHERE kb IN (?, ?)",
        "SELECT actor AS id FROM actor_name WHERE key IN (?, ?) UNION SELECT id FROM actor WHERE key IN (?, ?) AND named AND kb IS NOT NULL",
        "SELECT id FROM actor WHERE key IN (?, ?)",  # without an index, which would cost every report more than it saves the few who ask this
    ):
        values = [name.strip()] * 2 if "kb IN" in query else [keys[0], keys[-1]] * (query.count("?") // 2)
        # Who goes under another by a decision is that one.
        once = f"SELECT DISTINCT coalesce(g.into_, f.id) FROM ({query}) AS f LEFT JOIN merged AS g ON g.actor = f.id"
        found = [row[0] for row in connection.execute(once, values)]
        if found:
            return _by_use(connection, found)
    return []


def _by_use(connection: sqlite3.Connection, actors: list[int]) -> list[int]:
    if len(actors) == 1:
        return actors
    used = {actor: connection.execute("SELECT count(*) FROM identity WHERE actor = ?", (actor,)).fetchone()[0] for actor in actors}
    return sorted(actors, key=lambda actor: (-used[actor], actor))


def actors_named(connection: sqlite3.Connection, path: str, name: str) -> list[int]:
    """The actors that a name means, those of most reports first. Raises `CasebookError` where there is none, with the nearest names."""
    found = find_actors(connection, name)
    if not found:
        raise unknown_actor(connection, path, name)
    return found


def unknown_actor(connection: sqlite3.Connection, path: str, name: str) -> CasebookError:
    """The error for a name that no actor has, which offers the nearest ones."""
    near = nearest(name, (spelled for (spelled,) in connection.execute("SELECT name FROM actor_name ORDER BY key")))
    return CasebookError(path, f"no actor is called {name!r}", offered(near, "`dateline show` names the frequent ones, the view `actors` all"))
