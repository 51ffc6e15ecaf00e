"""What people should look at: uncertain matches of actors, disputed events, and records of low confidence, what touches most reports first."""
# ruff: noqa: S608 - the SQL is put together from names of our own; what a person gives is bound

from __future__ import annotations

import datetime  # noqa: TC003 - the fields of results are looked at when they are written as JSON
import functools
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from dateline._errors import CasebookError
from dateline.casebook import correcting, ingest, lines, linking, merging
from dateline.casebook.decisions import find_record
from dateline.casebook.results import Result
from dateline.casebook.rows import Passages
from dateline.records.model import Claim, Event, Span

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from dateline.records.model import Actor, Reading, Tie

QueueKind = Literal["match", "dispute", "confidence", "rejected"]
KINDS: tuple[QueueKind, ...] = get_args(QueueKind)
DOUBTFUL = 0.5
"""A record that a reader of the report would more likely not find there is looked at."""
_BETWEEN = "~"
"""Stands between the numbers of two actors in the uid of a match."""


class Quoted(Result, frozen=True):
    """A sentence of a report, and the stretches of it that matter."""

    report: int
    title: str | None
    publisher: str | None
    published: datetime.date | None
    passage: str
    marks: tuple[Span, ...]


class QueueItem(Result, frozen=True):
    """Something to decide.

    `uid` is what decisions name it by: a record's uid, or for a match the numbers of two actors, `12~34`. `record` is the kind of record, `told` its fields,
    `why` what makes it worth a look, `reports` how many reports it touches.
    """

    kind: QueueKind
    uid: str
    record: str
    reports: int
    why: str
    told: tuple[tuple[str, str], ...]
    quotes: tuple[Quoted, ...]
    confidence: float | None = None


class _Waiting(NamedTuple):
    """An item before it is looked up."""

    kind: QueueKind
    uid: str
    reports: int
    confidence: float | None
    why: str


def queue(connection: sqlite3.Connection, path: str, kinds: Sequence[QueueKind] = (), limit: int | None = None) -> list[QueueItem]:
    """What is undecided, what touches most reports first; of equal ones matches before disputes before doubtful records, the least sure first.

    `kinds` narrows it; `rejected` asks for what was rejected, which is in no queue else. Raises `CasebookError` for a kind that there is not.
    """
    for kind in kinds:
        if kind not in KINDS:
            raise CasebookError(path, f"{kind!r} is no kind of item", f"choose from {', '.join(KINDS)}")
    find = {"match": _matches, "dispute": _disputed, "confidence": _doubtful, "rejected": _rejected}
    first: dict[str, _Waiting] = {}
    for kind in kinds or KINDS[:3]:
        for waiting in find[kind](connection):
            first.setdefault(waiting.uid, waiting)  # a disputed record of low confidence waits once
    order = sorted(first.values(), key=lambda w: (-w.reports, KINDS.index(w.kind), w.confidence if w.confidence is not None else 1.0, w.uid))
    show = _Shower(connection, path)
    return [show.item(waiting) for waiting in order[:limit]]


def pair_of(uid: str) -> tuple[str, str] | None:
    """The two actors that the uid of a match names, as decisions take them; None for the uid of a record."""
    one, between, other = uid.partition(_BETWEEN)
    return (f"#{one}", f"#{other}") if between and one.isdecimal() and other.isdecimal() else None


def _matches(connection: sqlite3.Connection) -> Iterator[_Waiting]:
    """Pairs of actors that linking is not sure of and nobody has decided on."""
    done = merging.decided(connection, functools.partial(ingest.original, connection))
    rows = connection.execute(
        "SELECT q.entity, coalesce(m.actor, i.actor), q.actor, i.actor, coalesce(g.into_, q.actor), q.score, q.reason FROM question AS q"
        " JOIN identity AS i ON i.entity = q.entity LEFT JOIN moved AS m ON m.entity = q.entity LEFT JOIN merged AS g ON g.actor = q.actor"
        " JOIN entity AS e ON e.id = q.entity JOIN report AS r ON r.id = e.report WHERE r.latest ORDER BY q.score DESC, q.entity"
    ).fetchall()
    best: dict[tuple[int, int], tuple[float, str]] = {}
    for entity, ruled, asked, one, other, score, reason in rows:
        alone = {merging.Node("entity", entity), merging.Node("actor", asked)}
        if one != other and merging.actors(ruled, asked) not in done and alone not in done:
            best.setdefault((min(one, other), max(one, other)), (score, reason))
    reports = "SELECT count(DISTINCT e.report) FROM identity AS i JOIN entity AS e ON e.id = i.entity WHERE i.actor IN (?, ?)"
    for (one, other), (score, reason) in best.items():
        (touched,) = connection.execute(reports, (one, other)).fetchone()
        yield _Waiting("match", f"{one}{_BETWEEN}{other}", touched, score, reason)


def _disputed(connection: sqlite3.Connection) -> Iterator[_Waiting]:
    """Events about which the accounts contradict each other and on which nobody has decided."""
    rows = connection.execute(
        "SELECT e.uid, d.id, d.about, s.value, e.confidence FROM dispute AS d JOIN dispute_side AS s ON s.dispute = d.id JOIN event AS e ON e.id = s.event"
        " JOIN report AS r ON r.id = e.report WHERE r.latest AND NOT EXISTS (SELECT 1 FROM standing WHERE uid = e.uid) ORDER BY d.id, e.id"
    ).fetchall()
    sides: dict[int, dict[str, None]] = {}
    for dispute, value in connection.execute("SELECT dispute, value FROM dispute_side ORDER BY dispute, event"):
        sides.setdefault(dispute, {})[value] = None
    touched = dict(
        connection.execute("SELECT s.dispute, count(DISTINCT e.report) FROM dispute_side AS s JOIN event AS e ON e.id = s.event GROUP BY s.dispute").fetchall()
    )
    whys: dict[str, tuple[int, float | None, list[str]]] = {}
    for uid, dispute, about, value, confidence in rows:
        reports, _, told = whys.setdefault(uid, (0, confidence, []))
        others = ", ".join(other for other in sides[dispute] if other != value)
        told.append(f"{about} disputed: {value} here, {others} elsewhere")
        whys[uid] = (max(reports, touched[dispute]), confidence, told)
    for uid, (reports, confidence, told) in whys.items():
        yield _Waiting("dispute", uid, reports, confidence, "; ".join(dict.fromkeys(told)))


_OF_EVENT = "SELECT count(DISTINCT o.report) FROM happening_event AS h JOIN happening_event AS k ON k.happening = h.happening JOIN event AS o ON o.id = k.event"
_TOUCHED = {
    "claim": f"coalesce(({_OF_EVENT} JOIN event_claim AS x ON x.event = h.event WHERE x.claim = c.id), 0)",
    "event": f"({_OF_EVENT} WHERE h.event = c.id)",
    "tie": "(SELECT count(DISTINCT o.report) FROM identity AS a JOIN identity AS i ON i.actor = a.actor JOIN tie AS o ON o.a = i.entity"
    " JOIN identity AS ib ON ib.entity = o.b JOIN identity AS b ON b.entity = c.b AND b.actor = ib.actor WHERE a.entity = c.a)",
}
"""How many reports a record touches: for an event those that tell of it, for a claim those that tell of an event in it, for a tie those with one between the
same two actors."""


def _doubtful(connection: sqlite3.Connection) -> Iterator[_Waiting]:
    """Claims, events and ties of low confidence on which nobody has decided."""
    for kind, touched in _TOUCHED.items():
        rows = connection.execute(
            f"SELECT c.uid, max(1, {touched}), c.confidence FROM {kind} AS c JOIN report AS r ON r.id = c.report WHERE r.latest AND c.confidence < ?"
            " AND NOT EXISTS (SELECT 1 FROM standing WHERE uid = c.uid)",
            (DOUBTFUL,),
        )
        for uid, reports, confidence in rows.fetchall():
            yield _Waiting(
                "confidence", uid, reports, confidence, f"a reader of the report would find this {kind} there with a probability of {confidence:.2f}"
            )


def _rejected(connection: sqlite3.Connection) -> Iterator[_Waiting]:
    """What was rejected."""
    rows = connection.execute("SELECT s.uid, d.who, d.made_at, d.id FROM standing AS s JOIN decision AS d ON d.id = s.decision WHERE s.state = 'rejected'")
    for uid, who, made_at, decision in rows.fetchall():
        yield _Waiting("rejected", uid, 1, None, f"rejected by {who}, {made_at[:10]} (decision {decision})")


class _Shower:
    """Looks up what an item is about."""

    def __init__(self, connection: sqlite3.Connection, path: str) -> None:
        self.connection, self.path = connection, path
        self.original = functools.lru_cache(64)(lambda report: ingest.original(connection, report))
        self.shown = functools.lru_cache(64)(lambda report: linking.read(connection, report))

    def item(self, waiting: _Waiting) -> QueueItem:
        pair = pair_of(waiting.uid)
        return self._match(waiting, [int(number[1:]) for number in pair]) if pair else self._record(waiting)

    def _match(self, waiting: _Waiting, numbers: list[int]) -> QueueItem:
        actors = lines.actors(self.connection, numbers)
        told = []
        for which, actor in zip(("one", "other"), actors, strict=True):
            reports = f"{actor.reports:,} {'report' if actor.reports == 1 else 'reports'}"
            told.append((f"{which} actor", f"{actor.name} ({', '.join(filter(None, (actor.kb or actor.kind, actor.country)))}; {reports})"))
        quotes = tuple(self._example(number) for number in numbers)
        return QueueItem(
            kind=waiting.kind, uid=waiting.uid, record="actors", reports=waiting.reports, why=waiting.why, told=tuple(told), quotes=quotes,
            confidence=waiting.confidence,
        )  # fmt: skip

    def _example(self, actor: int) -> Quoted:
        """A sentence that names an actor of the casebook, of the report that was published last."""
        report, local = self.connection.execute(
            "SELECT e.report, e.local FROM identity AS i JOIN entity AS e ON e.id = i.entity JOIN report AS r ON r.id = e.report WHERE i.actor = ?"
            " ORDER BY r.latest DESC, e.named DESC, r.published DESC, e.id LIMIT 1",
            (actor,),
        ).fetchone()
        reading = self.shown(report)
        record = correcting.record_of(reading, "actor", local)
        return self._quoted(report, reading, record)

    def _record(self, waiting: _Waiting) -> QueueItem:
        record = find_record(self.connection, self.path, waiting.uid)
        reading = self.original(record.report) if waiting.kind == "rejected" else self.shown(record.report)
        found = correcting.record_of(reading, record.kind, record.local)
        values = correcting.values(reading, record.kind, record.local, correcting.FIELDS[record.kind])
        told = tuple((name, correcting.told(value)) for name, value in values.items() if value not in (None, []))
        return QueueItem(
            kind=waiting.kind, uid=waiting.uid, record=record.kind, reports=waiting.reports, why=waiting.why, told=told,
            quotes=(self._quoted(record.report, reading, found),), confidence=getattr(found, "confidence", None),
        )  # fmt: skip

    def _quoted(self, report: int, reading: Reading, record: Claim | Event | Tie | Actor) -> Quoted:
        span = correcting.span_of(record)
        start, end = Passages(reading).around(span)
        spans = [span]
        if isinstance(record, Event):
            spans += record.also
        if isinstance(record, Claim):
            spans += [other for other in (record.cue, record.source.span) if other is not None]
        marks = tuple(sorted({(a - start, b - start) for a, b in spans if start <= a and b <= end}))
        title, publisher, published = self.connection.execute("SELECT title, publisher, published FROM report WHERE id = ?", (report,)).fetchone()
        return Quoted(
            report=report, title=title, publisher=publisher, published=lines.day(published), passage=reading.document.text[start:end], marks=marks,
        )  # fmt: skip


def waits(connection: sqlite3.Connection, uid: str) -> bool:
    """Whether an item of a queue is still undecided: an earlier decision can settle another item as well."""
    if pair := pair_of(uid):
        numbers = [int(name[1:]) for name in pair]
        (there,) = connection.execute("SELECT count(DISTINCT actor) FROM identity WHERE actor IN (?, ?)", numbers).fetchone()
        return bool(there == 2)
    if connection.execute("SELECT 1 FROM standing WHERE uid = ?", (uid,)).fetchone():
        return False
    return any(connection.execute(f"SELECT 1 FROM {table} WHERE uid = ?", (uid,)).fetchone() for table in ("claim", "event", "tie", "entity"))
