"""Whom and what a name in a question means."""
# ruff: noqa: S608 - the SQL is put together from names of our own; what a person gives is bound

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from dateline._errors import CasebookError
from dateline.knowledge.names import folded_key, name_key

if TYPE_CHECKING:
    import sqlite3

_NEAR = 5
"""How many names are offered for one that is not there."""
_COMPARED = 20_000
"""How many names are compared letter by letter at most; beyond that, those that share no three letters with what was asked are left out before."""


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


def near_names(connection: sqlite3.Connection, name: str) -> list[str]:
    """Names of actors in the casebook that are like one that it doesn't have: those that hold all its words, then those spelled much alike."""
    key = folded_key(name)
    names: dict[str, str] = {}
    for folded, spelled in connection.execute("SELECT key, name FROM actor_name ORDER BY key"):
        names.setdefault(folded.casefold(), spelled)
    words = set(key.split())
    holding = [folded for folded in names if words and words <= set(folded.split())]
    compared = list(names)
    if len(compared) > _COMPARED:
        pieces = {key[at : at + 3] for at in range(max(1, len(key) - 2))}
        compared = [folded for folded in names if any(piece in folded for piece in pieces)]
    alike = difflib.get_close_matches(key, compared, n=_NEAR, cutoff=0.6)
    return list(dict.fromkeys(names[folded] for folded in [*sorted(holding, key=len)[:_NEAR], *alike]))[:_NEAR]


def actors_named(connection: sqlite3.Connection, path: str, name: str) -> list[int]:
    """The actors that a name means, those of most reports first. Raises `CasebookError` where there is none, with the nearest names."""
    found = find_actors(connection, name)
    if not found:
        raise unknown_actor(connection, path, name)
    return found


def unknown_actor(connection: sqlite3.Connection, path: str, name: str) -> CasebookError:
    """The error for a name that no actor has, which offers the nearest ones."""
    near = near_names(connection, name)
    return CasebookError(
        path, f"no actor is called {name!r}", f"near it: {', '.join(near)}" if near else "`dateline show` names the frequent ones, the view `actors` all"
    )
