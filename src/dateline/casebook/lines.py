"""Rows of the casebook as typed lines, many at a time: one query a kind of list, whatever the number of records."""
# ruff: noqa: S608 - the SQL is put together from names of our own; what a person gives is bound

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Protocol

from dateline import _days
from dateline._errors import CasebookError
from dateline.casebook.results import ActorLine, ClaimLine, EventLine, ReportLine, TieLine

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

_REPORT = """
    SELECT r.id, r.key, r.version, r.latest, r.title, r.publisher, r.published, r.url, r.origin, r.added,
           (SELECT count(*) FROM claim WHERE report = r.id), (SELECT count(*) FROM event WHERE report = r.id),
           (SELECT count(*) FROM tie WHERE report = r.id), (SELECT count(*) FROM entity WHERE report = r.id)
    FROM report AS r"""
NO_SOURCE = "a source that is not named"


def day(text: str | None) -> datetime.date | None:
    """A day as it is stored, as a date."""
    return None if text is None else datetime.date.fromisoformat(text)


def as_day(path: str, name: str, given: datetime.date | str | None, *, last: bool) -> datetime.date | None:
    """The day that the option `name` gives; of a year or a month the `last`, or the first. Raises `CasebookError` for what is none."""
    try:
        return None if given is None else _days.day(given, last=last)
    except ValueError as error:
        raise CasebookError(path, f"{name} can't be used", str(error)) from error


class Published(Protocol):
    """What tells of a report."""

    @property
    def report(self) -> int:
        """Its number."""

    @property
    def title(self) -> str | None:
        """Its title."""

    @property
    def publisher(self) -> str | None:
        """Its publisher."""

    @property
    def published(self) -> datetime.date | None:
        """Its day."""


def head(line: Published) -> str:
    """Where and when a report was published, in one line."""
    return " · ".join(part for part in (str(line.published or "undated"), line.publisher, line.title, f"report {line.report}") if part)


def numbers(rows: Sequence[int]) -> str:
    """Numbers of rows for SQL's IN; written out, since SQLite binds no more than some thousands of values."""
    return ", ".join(map(str, rows))


def reports(connection: sqlite3.Connection, where: str = "TRUE", values: Sequence[Any] = ()) -> list[ReportLine]:
    """Reports in the order of publication; `where` is SQL about `r`."""
    found = connection.execute(f"{_REPORT} WHERE {where} ORDER BY r.published IS NULL, r.published, r.id", values)
    return [
        ReportLine(
            report=row[0], key=row[1], version=row[2], latest=bool(row[3]), title=row[4], publisher=row[5], published=day(row[6]), url=row[7], origin=row[8],
            added=row[9], claims=row[10], events=row[11], ties=row[12], actors=row[13],
        )
        for row in found
    ]  # fmt: skip


def grouped(connection: sqlite3.Connection, query: str, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """By id, the texts that a query gives for it. The query gives pairs and ends in `IN`."""
    found: dict[int, dict[str, None]] = {}
    for some in _chunks(ids):
        for identifier, text in connection.execute(f"{query} ({some})"):
            found.setdefault(identifier, {})[text] = None
    return {identifier: tuple(texts) for identifier, texts in found.items()}


def claim_sources(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Whose each claim is: the actors' names, else the words of the report, else that nobody is named."""
    named = grouped(
        connection,
        "SELECT s.claim, a.name FROM claim_source AS s JOIN identity AS i ON i.entity = s.entity JOIN actor AS a ON a.id = i.actor WHERE s.claim IN",
        ids,
    )
    words = grouped(connection, f"SELECT id, coalesce(source_words, '{NO_SOURCE}') FROM claim WHERE id IN", ids)
    return {**words, **named}


def carried_sources(connection: sqlite3.Connection, table: str, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """In whose word each event (`table` is `event`) or tie stands: the sources of its claims."""
    links: list[tuple[int, int]] = []
    for some in _chunks(ids):
        links += connection.execute(f"SELECT {table}, claim FROM {table}_claim WHERE {table} IN ({some})").fetchall()
    sources = claim_sources(connection, sorted({claim for _, claim in links}))
    found: dict[int, dict[str, None]] = {}
    for owner, claim in links:
        found.setdefault(owner, {}).update(dict.fromkeys(sources[claim]))
    return {owner: tuple(names) for owner, names in found.items()}


def roles(connection: sqlite3.Connection, role: str, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The names of those who have a role in each event."""
    return grouped(
        connection,
        "SELECT s.event, a.name FROM event_role AS s JOIN identity AS i ON i.entity = s.entity JOIN actor AS a ON a.id = i.actor"
        f" WHERE s.role = '{role}' AND s.event IN",
        ids,
    )


def claims(connection: sqlite3.Connection, ids: Sequence[int]) -> list[ClaimLine]:
    """Claims by their rows, in the order given."""
    query = (
        "SELECT c.id, c.uid, c.content, c.stance, r.id, r.title, r.publisher, r.published, c.confidence, (SELECT state FROM standing WHERE uid = c.uid)"
        " FROM claim AS c JOIN report AS r ON r.id = c.report"
    )
    rows = _rows(connection, f"{query} WHERE c.id IN", ids)
    sources = claim_sources(connection, ids)
    return [
        ClaimLine(
            uid=row[1], quote=row[2], stance=row[3], sources=sources[row[0]], report=row[4], title=row[5], publisher=row[6], published=day(row[7]),
            confidence=row[8], standing=row[9],
        )
        for row in rows
    ]  # fmt: skip


def events(connection: sqlite3.Connection, ids: Sequence[int]) -> list[EventLine]:
    """Events by their rows, in the order given."""
    query = (
        "SELECT e.id, e.uid, e.from_day, e.to_day, e.grain, e.type, e.mode, e.status, e.quote, p.words, r.id, r.title, r.publisher, r.published, e.confidence,"
        " (SELECT state FROM standing WHERE uid = e.uid) FROM event AS e JOIN report AS r ON r.id = e.report JOIN passage AS p ON p.id = e.passage"
    )
    rows = _rows(connection, f"{query} WHERE e.id IN", ids)
    actors, recipients = roles(connection, "actor", ids), roles(connection, "recipient", ids)
    places = grouped(connection, "SELECT s.event, p.name FROM event_place AS s JOIN place AS p ON p.id = s.place WHERE s.event IN", ids)
    counts = grouped(connection, "SELECT event, counted FROM counts WHERE event IN", ids)
    sources = carried_sources(connection, "event", ids)
    return [
        EventLine(
            uid=row[1], from_day=day(row[2]), to_day=day(row[3]), grain=row[4], type=row[5], mode=row[6], status=row[7], quote=row[8], passage=row[9],
            actors=actors.get(row[0], ()), recipients=recipients.get(row[0], ()), places=places.get(row[0], ()), counts=counts.get(row[0], ()),
            sources=sources.get(row[0], ()), report=row[10], title=row[11], publisher=row[12], published=day(row[13]), confidence=row[14],
            standing=row[15],
        )
        for row in rows
    ]  # fmt: skip


def ties(connection: sqlite3.Connection, ids: Sequence[int]) -> list[TieLine]:
    """Ties by their rows, in the order given."""
    query = (
        "SELECT t.id, t.uid, a.name, t.kind, b.name, t.polarity, t.status, t.quote, t.since, t.until, r.id, r.title, r.publisher, r.published, t.confidence,"
        " (SELECT state FROM standing WHERE uid = t.uid) FROM tie AS t JOIN report AS r ON r.id = t.report"
        " JOIN identity AS ia ON ia.entity = t.a JOIN actor AS a ON a.id = ia.actor"
        " JOIN identity AS ib ON ib.entity = t.b JOIN actor AS b ON b.id = ib.actor"
    )
    rows = _rows(connection, f"{query} WHERE t.id IN", ids)
    sources = carried_sources(connection, "tie", ids)
    return [
        TieLine(
            uid=row[1], a=row[2], kind=row[3], b=row[4], polarity=row[5], status=row[6], quote=row[7], sources=sources.get(row[0], ()), since=day(row[8]),
            until=day(row[9]), report=row[10], title=row[11], publisher=row[12], published=day(row[13]), confidence=row[14],
            standing=row[15],
        )
        for row in rows
    ]  # fmt: skip


def actors(connection: sqlite3.Connection, ids: Sequence[int], *, versions: bool = True) -> list[ActorLine]:
    """Actors by their rows, in the order given; without `versions` only the newest version of each article counts as a report."""
    latest = "" if versions else " AND r.latest"
    query = "SELECT a.id, a.name, a.kind, a.country, a.kb FROM actor AS a WHERE a.id IN"
    told = (
        "SELECT i.actor, count(DISTINCT r.id), count(DISTINCT coalesce(o.origin_group, -r.id)) FROM identity AS i JOIN entity AS e ON e.id = i.entity"
        f" JOIN report AS r ON r.id = e.report{latest} LEFT JOIN report_origin AS o ON o.report = r.id WHERE i.actor IN ({numbers(ids)}) GROUP BY i.actor"
    )
    counts = {actor: (reports, origins) for actor, reports, origins in connection.execute(told)}
    return [
        ActorLine(actor=actor, name=name, kind=kind, country=country, kb=kb, reports=counts.get(actor, (0, 0))[0], origins=counts.get(actor, (0, 0))[1])
        for actor, name, kind, country, kb in _rows(connection, query, ids)
    ]


def _rows(connection: sqlite3.Connection, query: str, ids: Sequence[int]) -> list[tuple[Any, ...]]:
    """Rows by their ids, which come first in each, in the order of `ids`."""
    found: dict[int, tuple[Any, ...]] = {}
    for some in _chunks(ids):
        found.update((row[0], row) for row in connection.execute(f"{query} ({some})"))
    return [found[identifier] for identifier in ids if identifier in found]


def _chunks(ids: Sequence[int]) -> Iterator[str]:
    """Numbers of rows for SQL's IN, some thousands at a time."""
    return (numbers(ids[start : start + 10_000]) for start in range(0, len(ids), 10_000))
