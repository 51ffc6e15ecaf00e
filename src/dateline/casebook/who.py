"""An actor's page."""
# ruff: noqa: S608 - the SQL is put together from names of our own; what a person gives is bound

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from dateline.casebook import backing, lines
from dateline.casebook.finding import actors_named
from dateline.casebook.results import ActorPage, ClaimLine, EventLine, Tally, TieLine
from dateline.knowledge.names import name_key

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from dateline.casebook.results import Backing

Line = TypeVar("Line", ClaimLine, EventLine, TieLine)

_OTHERS = 10
_OF = "FROM identity AS i JOIN {link} AS s ON s.{end} = i.entity WHERE i.actor = ?"
_FOR_IT = (
    "SELECT s.claim, i.entity FROM identity AS i JOIN acts_for AS f ON f.other = i.entity AND f.steps > 0 JOIN claim_source AS s ON s.entity = f.entity"
    " WHERE i.actor = ?"
)
_FOUND = {
    "claims_by": ("SELECT s.claim, i.entity " + _OF.format(link="claim_source", end="entity"),),
    "claims_for_it": (_FOR_IT,),
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
    rows = connection.execute(
        f"SELECT i.entity, r.published, r.id, {backing.ORIGIN}, r.latest FROM identity AS i JOIN entity AS n ON n.id = i.entity"
        " JOIN report AS r ON r.id = n.report LEFT JOIN report_origin AS o ON o.report = r.id WHERE i.actor = ?",
        (actor,),
    ).fetchall()
    shown = [row for row in rows if row[4] or versions]
    everything = len(shown) == len(rows)
    published = {row[0]: row[1] or "" for row in shown}
    report = {row[0]: row[2] for row in shown}
    origin = {row[0]: row[3] for row in shown}
    days = [day for day in published.values() if day]
    lists: dict[str, list[int]] = {}
    tallies: dict[str, Tally] = {}
    own: dict[int, int] = {}
    for section, queries in _FOUND.items():
        records: dict[int, int] = {}
        for query in queries:
            records.update(connection.execute(query, (actor,)).fetchall())
        if not everything:
            records = {record: entity for record, entity in records.items() if entity in published}
        if section == "claims_by":
            own = records
        elif section == "claims_for_it":
            records = {record: entity for record, entity in records.items() if record not in own}
        entities = set(records.values())
        tallies[section] = Tally(records=len(records), reports=len(set(map(report.__getitem__, entities))), origins=len(set(map(origin.__getitem__, entities))))
        lists[section] = _newest(records, published, limit)
    claims = _backed(connection, _merged(lists, "claims_by", "claims_for_it", "claims_about"), lines.claims, backing.claims)
    events = _backed(connection, _merged(lists, "events_as_actor", "events_as_recipient"), lines.events, backing.events)
    return ActorPage(
        actor=lines.actors(connection, [actor], versions=versions)[0],
        names=_names(connection, actor, everything=versions or everything),
        first_seen=lines.day(min(days, default=None)),
        last_seen=lines.day(max(days, default=None)),
        claims_by=tuple(claims[row] for row in lists["claims_by"]),
        claims_for_it=tuple(claims[row] for row in lists["claims_for_it"]),
        claims_about=tuple(claims[row] for row in lists["claims_about"]),
        events_as_actor=tuple(events[row] for row in lists["events_as_actor"]),
        events_as_recipient=tuple(events[row] for row in lists["events_as_recipient"]),
        ties=tuple(_backed(connection, lists["ties"], lines.ties, backing.ties).values()),
        acts_for=_linked(connection, actor, "entity", "other", everything=everything),
        agents=_linked(connection, actor, "other", "entity", everything=everything),
        others=tuple(lines.actors(connection, found[1 : _OTHERS + 1], versions=versions)),
        tallies=tallies,
        **{f"{section}_count": tally.records for section, tally in tallies.items()},
    )


def _merged(lists: dict[str, list[int]], *sections: str) -> list[int]:
    """The records of several lists, each once."""
    return list(dict.fromkeys(row for section in sections for row in lists[section]))


def _backed(
    connection: sqlite3.Connection,
    rows: list[int],
    show: Callable[[sqlite3.Connection, Sequence[int]], list[Line]],
    back: Callable[[sqlite3.Connection, Sequence[int]], dict[int, Backing]],
) -> dict[int, Line]:
    """Records by their rows, with who tells them."""
    backed = back(connection, rows)
    return {row: replace(line, backing=backed.get(row)) for row, line in zip(rows, show(connection, rows), strict=True)}


def _names(connection: sqlite3.Connection, actor: int, *, everything: bool) -> tuple[str, ...]:
    """The names under which an actor goes, the longest first; without `everything` only those that stand in the newest version of some article."""
    names = connection.execute("SELECT key, name FROM actor_name WHERE actor = ? ORDER BY length(name) DESC, name", (actor,)).fetchall()
    if everything:
        return tuple(name for _, name in names)
    words = connection.execute(
        "SELECT DISTINCT m.words FROM identity AS i JOIN entity AS n ON n.id = i.entity JOIN report AS r ON r.id = n.report AND r.latest"
        " JOIN mention AS m ON m.entity = n.id AND m.form = 'name' WHERE i.actor = ?"
        " UNION SELECT n.name FROM identity AS i JOIN entity AS n ON n.id = i.entity JOIN report AS r ON r.id = n.report AND r.latest WHERE i.actor = ?",
        (actor, actor),
    )
    keys = {name_key(word) for (word,) in words}
    return tuple(name for key, name in names if key in keys)


def _linked(connection: sqlite3.Connection, actor: int, own: str, other: str, *, everything: bool) -> tuple[str, ...]:
    """Whom an actor acts for (`own` is `entity`), or who does for it, those of most reports first; without `everything` by the newest versions of articles."""
    latest = "" if everything else " JOIN entity AS n ON n.id = i.entity JOIN report AS r ON r.id = n.report AND r.latest"
    rows = connection.execute(
        f"SELECT a.name FROM identity AS i JOIN acts_for AS f ON f.{own} = i.entity JOIN identity AS j ON j.entity = f.{other}"
        f" JOIN actor AS a ON a.id = j.actor{latest} WHERE i.actor = ? AND f.steps > 0 AND a.id <> i.actor"
        " GROUP BY a.id ORDER BY count(*) DESC, a.name LIMIT ?",
        (actor, _OTHERS),
    )
    return tuple(row[0] for row in rows)


def _newest(records: dict[int, int], published: dict[int, str], limit: int) -> list[int]:
    """The records of the latest published reports, the newest first; of one day those stored last."""
    days = [published[entity] for entity in records.values()]
    if len(days) > limit:
        least = heapq.nlargest(limit, days)[-1]
        records = {record: entity for (record, entity), day in zip(records.items(), days, strict=True) if day >= least}
    return sorted(records, key=lambda record: (published[records[record]], record), reverse=True)[:limit]
