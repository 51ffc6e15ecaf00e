"""Decisions of people: accepting, rejecting and correcting records, saying which actors are one, and taking any of it back.

A decision is a row of `decision`, which is only ever added to. What follows from all of them is derived, and made again with every new reading of a report. A
decision whose record a new reading does not have is kept, and counts again when a later one has it.
"""
# ruff: noqa: S608 - the SQL is put together from names of our own; what a person gives is bound

from __future__ import annotations

import datetime
import functools
import getpass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

import msgspec

from dateline._errors import CasebookError
from dateline.casebook import correcting, ingest, lines, linking, merging, standing, store, targets
from dateline.casebook.finding import find_actors, unknown_actor
from dateline.casebook.merging import Node
from dateline.casebook.results import Result
from dateline.knowledge.names import folded_key, name_key

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from dateline.casebook.correcting import Fields
    from dateline.records.model import Reading

Verb = Literal["accept", "reject", "correct", "merge", "part", "same", "other"]
VERBS: tuple[Verb, ...] = get_args(Verb)
_WHERE = {"claim": "claim", "event": "event", "tie": "tie", "actor": "entity"}


class DecisionLine(Result, frozen=True):
    """A decision as it was made, and how it stands.

    `about` says in words what it is about, `uids` are the records that it bears on now, `corrected` the fields that it gave new values. `undoes` is the number
    of the decision that this one takes back. A `lost` one has no record in any report now.
    """

    decision: int
    made_at: str
    who: str
    verb: str
    about: str
    uids: tuple[str, ...]
    corrected: dict[str, str]
    undoes: int | None
    undone: bool
    lost: bool


class Record(NamedTuple):
    """A record of a report, by which it is decided on."""

    report: int
    kind: str
    local: str
    uid: str


def login() -> str:
    """The name under which somebody is logged in, who decides unless another is named."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such user, as in some containers
        return "unknown"


# ---- deciding -----------------------------------------------------------------------------------------------------------------------------------------


def decide(
    connection: sqlite3.Connection,
    path: str,
    verb: Verb,
    *about: str,
    corrected: Mapping[str, str | Sequence[str] | None] | None = None,
    by: str | None = None,
    anyway: bool = False,
) -> DecisionLine:
    """Make a decision, in one transaction with all that follows from it.

    `accept`, `reject` and `correct` are about one record, by its uid; the others about two actors, each by its name, its id in the knowledge base, its number
    (`#12`), or the uid of an actor of one report, which is then meant alone. Two that the knowledge base tells apart become one only with `anyway`. Raises
    `CasebookError` for what can't be decided.
    """
    if verb not in VERBS:
        raise CasebookError(path, f"{verb!r} is no decision", f"choose from {', '.join(VERBS)}")
    who = _named(path, by)
    with store.transaction(connection):
        if verb in standing.VERBS:
            number = _decide_record(connection, path, verb, _one(path, verb, about), corrected, who)
        else:
            number = _decide_pair(connection, path, verb, about, who, anyway=anyway)
    return log(connection, number)[0]


def undo(connection: sqlite3.Connection, path: str, number: int, *, by: str | None = None) -> DecisionLine:
    """Take a decision back, which is a decision itself: taking that one back brings the first into force again. Raises `CasebookError`."""
    who = _named(path, by)
    with store.transaction(connection):
        if connection.execute("SELECT 1 FROM decision WHERE id = ?", (number,)).fetchone() is None:
            raise CasebookError(path, f"there is no decision {number}", "look through `dateline review --decisions`")
        if number in standing.undone(connection):
            raise CasebookError(path, f"decision {number} is undone already", "to bring it into force again, undo the decision that undid it")
        made = _insert(connection, who, "undo", {}, {}, number)
        root = number
        while (above := connection.execute("SELECT undoes FROM decision WHERE id = ?", (root,)).fetchone()[0]) is not None:
            root = above
        verb, key = connection.execute("SELECT verb, json_extract(target, '$.report') FROM decision WHERE id = ?", (root,)).fetchone()
        if verb in standing.VERBS:
            _rewrite_article(connection, key)
        else:
            _settle_actors(connection)
    return log(connection, made)[0]


def apply(connection: sqlite3.Connection) -> None:
    """Make all that follows from the decisions anew, in one transaction."""
    with store.transaction(connection):
        keys = connection.execute(
            "SELECT DISTINCT json_extract(target, '$.report') FROM decision UNION SELECT r.key FROM standing AS s JOIN report AS r ON r.id = s.report"
        ).fetchall()
        for (key,) in keys:
            if key is not None:
                _rewrite_article(connection, key)
        _settle_actors(connection)


def _named(path: str, by: str | None) -> str:
    who = " ".join((login() if by is None else by).split())
    if not who:
        raise CasebookError(path, "nobody is named who decides", "give a name")
    return who


def _one(path: str, verb: str, about: Sequence[str]) -> str:
    if len(about) != 1:
        raise CasebookError(path, f"{verb} is about one record, not {len(about)}", "give the uid of one")
    return about[0]


def _insert(connection: sqlite3.Connection, who: str, verb: str, target: Any, payload: Any, undoes: int | None = None) -> int:
    moment = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    values = (moment, who, verb, msgspec.json.encode(target).decode(), msgspec.json.encode(payload).decode(), undoes)
    made = connection.execute("INSERT INTO decision (made_at, who, verb, target, payload, undoes) VALUES (?, ?, ?, ?, ?, ?)", values)
    return int(made.lastrowid or 0)


# ---- on records ---------------------------------------------------------------------------------------------------------------------------------------


def _decide_record(connection: sqlite3.Connection, path: str, verb: str, uid: str, given: Mapping[str, str | Sequence[str] | None] | None, who: str) -> int:
    record = find_record(connection, path, uid)
    reading = ingest.original(connection, record.report)
    key, body = _key(connection, record.report)
    fields: Fields = {}
    if verb == "correct":
        try:
            fields = correcting.parse(record.kind, given or {})
            correcting.corrected(reading, record.kind, record.local, {**_corrected(connection, uid), **fields})
        except correcting.Wrong as wrong:
            raise CasebookError(path, wrong.problem, wrong.fix) from None
    elif given:
        raise CasebookError(path, f"{verb} gives no field a new value", "use correct")
    target = targets.describe(reading, key, body, record.kind, record.local)
    number = _insert(connection, who, verb, target, {"fields": fields} if fields else {})
    _rewrite_article(connection, key)
    return number


def find_record(connection: sqlite3.Connection, path: str, uid: str) -> Record:
    """The record of the reader's that has a uid, also one that was rejected. Raises `CasebookError`."""
    for kind, table in _WHERE.items():
        found = connection.execute(f"SELECT report FROM {table} WHERE uid = ?", (uid,)).fetchone()
        found = found or connection.execute("SELECT report FROM standing WHERE uid = ? AND kind = ?", (uid, kind)).fetchone()
        if found is None:
            continue
        key, body = _key(connection, found[0])
        uids = standing.uids_of(ingest.original(connection, found[0]), ingest.scope(key, body))
        local = next((local for (of, local), own in uids.items() if of == kind and own == uid), None)
        if local is None:
            raise CasebookError(path, f"the actor {uid} is there by a correction, not by the reader", "undo or change the correction that names it")
        return Record(found[0], kind, local, uid)
    raise CasebookError(path, f"no record has the uid {uid!r}", "take one from `dateline review --list`, or from any answer with --format jsonl")


def _key(connection: sqlite3.Connection, report: int) -> tuple[str, str]:
    key, body = connection.execute("SELECT r.key, b.hash FROM report AS r JOIN body AS b ON b.id = r.body WHERE r.id = ?", (report,)).fetchone()
    return key, body


def _corrected(connection: sqlite3.Connection, uid: str) -> Fields:
    """The fields of a record that are corrected already."""
    found = connection.execute("SELECT corrected FROM standing WHERE uid = ?", (uid,)).fetchone()
    return msgspec.json.decode(found[0], type=dict[str, Any]) if found else {}


def _rewrite_article(connection: sqlite3.Connection, key: str) -> None:
    for (report,) in connection.execute("SELECT id FROM report WHERE key = ?", (key,)).fetchall():
        _rewrite(connection, report)


def _rewrite(connection: sqlite3.Connection, report: int) -> None:
    """Write the records of a report again, with the decisions as they now are; what linking found for untouched events stays."""
    groups = {
        uid: (happening, score)
        for uid, happening, score in connection.execute(
            "SELECT e.uid, h.happening, h.score FROM happening_event AS h JOIN event AS e ON e.id = h.event WHERE e.report = ?", (report,)
        )
    }
    # Questions of other reports about actors that may go for a moment.
    asked = connection.execute(
        "SELECT q.entity, q.actor, q.score, q.reason FROM question AS q JOIN entity AS e ON e.id = q.entity WHERE e.report <> :report AND q.actor IN"
        " (SELECT i.actor FROM identity AS i JOIN entity AS n ON n.id = i.entity WHERE n.report = :report)",
        {"report": report},
    ).fetchall()
    before = _states(connection, report)
    (run,) = connection.execute("SELECT run FROM report WHERE id = ?", (report,)).fetchone()
    ingest.write_records(connection, ingest.original(connection, report), report, run, again=True)
    if not connection.execute("SELECT 1 FROM linked WHERE report = ? AND run = ?", (report, run)).fetchone():
        return
    after = _states(connection, report)
    stays = {uid: group for uid, group in groups.items() if before.get(uid) == after.get(uid)}
    connection.executemany(
        "INSERT INTO happening_event (event, happening, score) SELECT id, ?, ? FROM event WHERE uid = ?", [(*group, uid) for uid, group in stays.items()]
    )
    connection.executemany(
        "INSERT OR IGNORE INTO question (entity, actor, score, reason) SELECT ?1, ?2, ?3, ?4 WHERE EXISTS (SELECT 1 FROM actor WHERE id = ?2)", asked
    )
    work = linking.Work(connection)
    work.find_actors(report)
    anew = {local for local, uid in connection.execute("SELECT local, uid FROM event WHERE report = ?", (report,)) if uid not in stays}
    work.find_happenings(report, anew)
    for group in sorted({group for group, _ in groups.values()}):
        work.find_disputes(group)


def _states(connection: sqlite3.Connection, report: int) -> dict[str, tuple[bool, str]]:
    """By uid, whether a record is rejected and how it is corrected."""
    rows = connection.execute("SELECT uid, state = 'rejected', corrected FROM standing WHERE report = ?", (report,))
    states = {uid: (bool(rejected), fields) for uid, rejected, fields in rows}
    return {uid: state for uid, state in states.items() if state != (False, "{}")}


# ---- on actors ----------------------------------------------------------------------------------------------------------------------------------------


def _decide_pair(connection: sqlite3.Connection, path: str, verb: Verb, about: Sequence[str], who: str, *, anyway: bool) -> int:
    if len(about) != 2:
        raise CasebookError(path, f"{verb} is about two actors, not {len(about)}", "name two")
    nodes = [find_node(connection, path, name) for name in about]
    if nodes[0] == nodes[1]:
        raise CasebookError(path, f"{about[0]!r} and {about[1]!r} are one by the rules", "to take one report's out of it, give the uid of the actor there")
    read = _reader(connection)
    if verb in merging.APART and (links := merging.connected(connection, frozenset(nodes), read)):
        raise CasebookError(path, f"the two are one by decisions on others ({', '.join(map(str, links))})", "undo one of these first")
    apart = _told_apart(connection, nodes) if verb in merging.TOGETHER else ""
    if apart and not anyway:
        raise CasebookError(path, f"the knowledge base has two for these: {apart}", "if they are one all the same, say so with --anyway (`anyway=True`)")
    sides = tuple(merging.describe(connection, node, read) for node in nodes)
    keys = tuple(dict.fromkeys(target.report for side in sides for target in side.records))
    number = _insert(connection, who, verb, merging.Pair(actors=sides, reports=keys), {"anyway": True} if apart else {})  # type: ignore[arg-type]
    _settle_actors(connection)
    return number


def _told_apart(connection: sqlite3.Connection, nodes: Sequence[Node]) -> str:
    """The different entries that the knowledge base has for two actors, in words; nothing where it does not tell them apart."""
    one, other = (merging.known(connection, node) for node in nodes)
    if not one or not other or one.keys() & other.keys():
        return ""
    return " and ".join(f"{name} ({kb})" for kb, name in (*one.items(), *other.items()))


def find_node(connection: sqlite3.Connection, path: str, name: str) -> Node:
    """The actor that a decision names: `#number`, the uid of an actor of one report, an id of the knowledge base or a name. Raises `CasebookError`."""
    alone = connection.execute("SELECT id FROM entity WHERE uid = ?", (name,)).fetchone()
    if alone:
        return Node("entity", alone[0])
    if name.startswith("#") and name[1:].isdecimal() and len(name) < 18:
        found = [row[0] for row in connection.execute("SELECT id FROM actor WHERE id = ?", (int(name[1:]),))]
    else:
        found = _called(connection, name)
    if not found:
        raise unknown_actor(connection, path, name)
    if len(found) > 1:
        shown = (f"#{line.actor} {line.name} ({line.kb or line.kind}, {line.reports:,} reports)" for line in lines.actors(connection, found[:10]))
        raise CasebookError(path, f"{name!r} can mean several actors", f"name one by its number: {'; '.join(shown)}")
    # An actor that only a decision made is the actor of a report that it took out.
    ruled = "SELECT 1 FROM identity AS i LEFT JOIN moved AS m USING (entity) WHERE coalesce(m.actor, i.actor) = ? LIMIT 1"
    if connection.execute(ruled, (found[0],)).fetchone() is None:
        entity = connection.execute("SELECT min(entity) FROM identity WHERE actor = ?", (found[0],)).fetchone()[0]
        if entity is not None:
            return Node("entity", entity)
    return Node("actor", found[0])


def _called(connection: sqlite3.Connection, name: str) -> list[int]:
    """The actors that have a name or an id as their own, also those that go under another by a decision; else those that some report calls so."""
    keys = (name_key(name), folded_key(name))
    own = (
        "SELECT a.id FROM actor AS a WHERE a.key IN (?, ?) AND a.named AND EXISTS (SELECT 1 FROM identity AS i LEFT JOIN moved AS m USING (entity)"
        " WHERE a.id IN (i.actor, m.actor))"
    )
    for query, values in (("SELECT id FROM actor WHERE kb = ?", (name.strip(),)), (own, keys)):
        found = [row[0] for row in connection.execute(query, values)]
        if found:
            return found
    return find_actors(connection, name)


def _settle_actors(connection: sqlite3.Connection) -> None:
    linking.Work(connection).regroup(merging.settle(connection, _reader(connection)))


def _reader(connection: sqlite3.Connection) -> Any:
    @functools.lru_cache(256)
    def read(report: int) -> Reading:
        return ingest.original(connection, report)

    return read


# ---- looking back -------------------------------------------------------------------------------------------------------------------------------------


def log(connection: sqlite3.Connection, number: int | None = None) -> list[DecisionLine]:
    """All decisions in the order in which they were made, or one."""
    where, values = ("TRUE", ()) if number is None else ("id = ?", (number,))
    found = connection.execute(f"SELECT id, made_at, who, verb, target, payload, undoes FROM decision WHERE {where} ORDER BY id", values).fetchall()
    gone, lost = standing.undone(connection), standing.lost(connection)
    bearing: dict[int, list[str]] = {}
    for decision, uid in connection.execute("SELECT decision, uid FROM bearing ORDER BY decision, report, uid"):
        bearing.setdefault(decision, []).append(uid)
    return [
        DecisionLine(
            decision=decision,
            made_at=made_at,
            who=who,
            verb=verb,
            about=_about(verb, target, undoes),
            uids=tuple(bearing.get(decision, ())),
            corrected={name: correcting.told(value) for name, value in msgspec.json.decode(payload).get("fields", {}).items()},
            undoes=undoes,
            undone=decision in gone,
            lost=decision in lost,
        )
        for decision, made_at, who, verb, target, payload, undoes in found
    ]


def told(connection: sqlite3.Connection, number: int) -> str:
    """A decision in words: what was decided on what, and by whom."""
    (decision,) = log(connection, number)
    return f"{decision.verb} {decision.about} by {decision.who}"


def _about(verb: str, target: str, undoes: int | None) -> str:
    """What a decision is about, in words."""
    if undoes is not None:
        return f"decision {undoes}"
    if verb in standing.VERBS:
        meant = msgspec.json.decode(target, type=targets.Target)
        told = ", ".join(value for name, value in meant.told.items() if value and name in ("type", "kind", "source"))
        return f"{meant.kind}{f' ({told})' if told else ''} “{' '.join(meant.quote.split())}” in {meant.report}"
    pair = msgspec.json.decode(target, type=merging.Pair)
    return " and ".join(_side(side) for side in pair.actors)


def _side(side: merging.Side) -> str:
    where = f" in {side.records[0].report}" if side.alone and side.records else ""
    return f"{side.name} ({side.kb or side.kind}){where}"
