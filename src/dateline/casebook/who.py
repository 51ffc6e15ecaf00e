"""An actor's page."""
# ruff: noqa: S608 - the SQL is put together from names of our own; what a person gives is bound

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

from dateline.casebook import lines
from dateline.casebook.finding import actors_named
from dateline.casebook.results import ActorPage

if TYPE_CHECKING:
    import sqlite3

_OTHERS = 10
_OF = "FROM identity AS i JOIN {link} AS s ON s.{end} = i.entity WHERE i.actor = ?"
_FOUND = {
    "claims_by": ("SELECT s.claim, i.entity " + _OF.format(link="claim_source", end="entity"),),
    "claims_about": ("SELECT s.claim, i.entity " + _OF.format(link="claim_about", end="entity"),),
    "events_as_actor": ("SELECT s.event, i.entity " + _OF.format(link="event_role", end="entity") + " AND s.role = 'actor'",),
    "events_as_recipient": ("SELECT s.event, i.entity " + _OF.format(link="event_role", end="entity") + " AND s.role = 'recipient'",),
    "ties": ("SELECT s.id, i.entity " + _OF.format(link="tie", end="a"), "SELECT s.id, i.entity " + _OF.format(link="tie", end="b")),
}
"""For each list of a page, the queries that give the records in it, each with the entity that leads to it."""


def who(connection: sqlite3.Connection, path: str, name: str, limit: int, *, versions: bool) -> ActorPage:
    """The page of the actor that a name means; of several that it can mean, the one of most reports, with the others named.

    Raises `CasebookError`, with the nearest names, where there is none.
    """
    found = actors_named(connection, path, name)
    actor = found[0]
    seen = connection.execute(
        "SELECT i.entity, r.published, r.latest FROM identity AS i JOIN entity AS n ON n.id = i.entity JOIN report AS r ON r.id = n.report WHERE i.actor = ?",
        (actor,),
    ).fetchall()
    days = [published for _, published, latest in seen if published is not None and (latest or versions)]
    published_of = {entity: published or "" for entity, published, latest in seen if latest or versions}
    lists: dict[str, list[int]] = {}
    counts: dict[str, int] = {}
    for section, queries in _FOUND.items():
        found_rows = (row for query in queries for row in connection.execute(query, (actor,)))
        records = {record: published_of[entity] for record, entity in found_rows if entity in published_of}
        counts[f"{section}_count"] = len(records)
        lists[section] = heapq.nlargest(limit, records, key=lambda record, of=records: (of[record], record))  # type: ignore[misc]
    names = connection.execute("SELECT name FROM actor_name WHERE actor = ? ORDER BY length(name) DESC, name", (actor,)).fetchall()
    return ActorPage(
        actor=lines.actors(connection, [actor], versions=versions)[0],
        names=tuple(row[0] for row in names),
        first_seen=lines.day(min(days, default=None)),
        last_seen=lines.day(max(days, default=None)),
        claims_by=tuple(lines.claims(connection, lists["claims_by"])),
        claims_about=tuple(lines.claims(connection, lists["claims_about"])),
        events_as_actor=tuple(lines.events(connection, lists["events_as_actor"])),
        events_as_recipient=tuple(lines.events(connection, lists["events_as_recipient"])),
        ties=tuple(lines.ties(connection, lists["ties"])),
        acts_for=_linked(connection, actor, "entity", "other"),
        agents=_linked(connection, actor, "other", "entity"),
        others=tuple(lines.actors(connection, found[1 : _OTHERS + 1], versions=versions)),
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
