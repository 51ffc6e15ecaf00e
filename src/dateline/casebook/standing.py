"""What people decided on the records of a report, and what its reading becomes by it.

The reader's own reading is never touched. Whoever shows, links or exports a report takes it as `decided` gives it: without what was rejected, with what was
corrected. Tables hold what follows from decisions (`standing`, `bearing`) and can be made again from them at any time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from dateline.casebook import correcting, targets
from dateline.casebook.rows import COLUMNS, rows
from dateline.casebook.targets import Target

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from dateline.casebook.correcting import Fields
    from dateline.records.model import Reading

VERBS = ("accept", "reject", "correct")
"""The verbs of decisions on one record."""
STATES = ("accepted", "corrected", "rejected")
_TABLES = {"entity": "actor", "place": "place", "claim": "claim", "event": "event", "tie": "tie"}


class Standing(NamedTuple):
    """How one record of the reader's stands after all decisions on it: the last of them, the corrected fields, and what the reader had there."""

    uid: str
    kind: str
    local: str
    state: str
    decision: int
    fields: Fields
    reader: Fields


class Decided(NamedTuple):
    """A reading with the decisions on it. `uids` are those of the reader's records by kind and local id, which they keep; `bearing` pairs decision and uid."""

    reading: Reading
    uids: dict[tuple[str, str], str]
    standings: tuple[Standing, ...] = ()
    bearing: tuple[tuple[int, str], ...] = ()


def undone(connection: sqlite3.Connection) -> frozenset[int]:
    """The decisions that are undone; an undoing can be undone itself."""
    gone: set[int] = set()
    for number, undoes in connection.execute("SELECT id, undoes FROM decision WHERE undoes IS NOT NULL ORDER BY id DESC"):
        if number not in gone:
            gone.add(undoes)
    return frozenset(gone)


def live(connection: sqlite3.Connection, key: str) -> list[tuple[int, str, Target, Fields]]:
    """The decisions on records of an article that are not undone, in the order in which they were made."""
    found = connection.execute(
        "SELECT id, verb, target, payload FROM decision WHERE json_extract(target, '$.report') = ? ORDER BY id",
        (key,),
    ).fetchall()
    if not found:
        return []
    gone = undone(connection)
    return [
        (number, verb, msgspec.json.decode(target, type=Target), msgspec.json.decode(payload).get("fields", {}))
        for number, verb, target, payload in found
        if number not in gone and verb in VERBS
    ]


def decided(connection: sqlite3.Connection, reading: Reading, key: str, body: str, scope: str) -> Decided:
    """A reading of an article, as the reader gave it, with all that people decided on it."""
    decisions = live(connection, key)
    return decide(reading, decisions, body, scope) if decisions else Decided(reading, {})


def shown(connection: sqlite3.Connection, reading: Reading, report: int) -> Reading:
    """The reading of a report as it is to be shown: without what was rejected, with what was corrected."""
    key, body = connection.execute("SELECT r.key, b.hash FROM report AS r JOIN body AS b ON b.id = r.body WHERE r.id = ?", (report,)).fetchone()
    return decided(connection, reading, key, body, "").reading


def decide(reading: Reading, decisions: list[tuple[int, str, Target, Fields]], body: str, scope: str) -> Decided:
    """Apply decisions in their order: the later one on a record counts, and corrections of one record add up."""
    uids = uids_of(reading, scope)
    states: dict[tuple[str, str], tuple[str, int, Fields]] = {}
    bearing: list[tuple[int, str]] = []
    for number, verb, target, fields in decisions:
        local = targets.find(target, reading, body, judged=verb != "correct")
        if local is None:
            continue
        record = (target.kind, local)
        before = states.get(record, ("", 0, {}))[2]
        if verb == "correct" and not _fits(reading, *record, {**before, **fields}):
            continue
        after = {**before, **fields} if verb == "correct" else before
        state = "rejected" if verb == "reject" else "corrected" if after else "accepted"
        states[record] = (state, number, after)
        bearing.append((number, uids[record]))
    standings = []
    changed = reading
    rejected: dict[str, set[str]] = {}
    for (kind, local), (state, number, fields) in states.items():
        reader = correcting.values(reading, kind, local, tuple(fields))
        standings.append(Standing(uids[kind, local], kind, local, state, number, fields, reader))
        if state == "rejected":
            rejected.setdefault(kind, set()).add(local)
        elif fields:
            changed = correcting.corrected(changed, kind, local, fields)
    return Decided(correcting.without(changed, rejected) if rejected else changed, uids, tuple(standings), tuple(bearing))


def _fits(reading: Reading, kind: str, local: str, fields: Fields) -> bool:
    """Whether a correction can be made in a reading: another version of an article may no longer name an actor that it gives."""
    try:
        correcting.corrected(reading, kind, local, fields)
    except correcting.Wrong:
        return False
    return True


def uids_of(reading: Reading, scope: str) -> dict[tuple[str, str], str]:
    """The uids of a reading's records by kind and local id."""
    made = rows(reading, 0, scope, {})
    found = {}
    for table, kind in _TABLES.items():
        uid, local = (COLUMNS[table].split().index(column) for column in ("uid", "local"))
        found.update({(kind, row[local]): row[uid] for row in made[table]})
    return found


def write(connection: sqlite3.Connection, report: int, result: Decided) -> None:
    """Write down how the records of a report stand, in the place of what was written before. Inside a transaction."""
    connection.execute("DELETE FROM standing WHERE report = ?", (report,))
    connection.execute("DELETE FROM bearing WHERE report = ?", (report,))
    connection.executemany(
        "INSERT INTO standing (uid, report, kind, state, decision, corrected, reader) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(s.uid, report, s.kind, s.state, s.decision, _json(s.fields), _json(s.reader)) for s in result.standings],
    )
    connection.executemany("INSERT INTO bearing (decision, report, uid) VALUES (?, ?, ?)", [(number, report, uid) for number, uid in result.bearing])


def lost(connection: sqlite3.Connection) -> frozenset[int]:
    """The decisions that are not undone and whose record, or one of whose actors, no report has any longer."""
    rows = connection.execute("SELECT id FROM decision WHERE undoes IS NULL AND id NOT IN (SELECT decision FROM bearing)")
    return frozenset(number for (number,) in rows) - undone(connection)


def resting(connection: sqlite3.Connection, report: int) -> frozenset[int]:
    """The decisions that bear on a report."""
    return frozenset(number for (number,) in connection.execute("SELECT decision FROM bearing WHERE report = ?", (report,)))


def unkept(connection: sqlite3.Connection, before: frozenset[int], report: int) -> tuple[int, ...]:
    """Which of the decisions on an article or its earlier reading bear on nothing in a report that was just written.

    One on two actors is kept as long as it bears on any report, unless it is about an actor of this article alone. Nothing is lost by an older version, which
    no question is answered from.
    """
    if not connection.execute("SELECT latest FROM report WHERE id = ?", (report,)).fetchone()[0]:
        return ()
    found = connection.execute(
        "SELECT d.id FROM decision AS d, report AS r WHERE r.id = ?1 AND d.id IN (SELECT value FROM json_each(?2))"
        " AND d.id NOT IN (SELECT decision FROM bearing WHERE report = ?1) AND (d.verb IN (SELECT value FROM json_each(?3))"
        " OR d.id NOT IN (SELECT decision FROM bearing) OR EXISTS (SELECT 1 FROM json_each(d.target, '$.actors') AS side"
        " WHERE json_extract(side.value, '$.alone') AND json_extract(side.value, '$.records[0].report') = r.key)) ORDER BY d.id",
        (report, _json(sorted(before)), _json(VERBS)),
    )
    return tuple(number for (number,) in found)


def _json(fields: Mapping[str, Any] | Sequence[Any]) -> str:
    return msgspec.json.encode(fields).decode()
