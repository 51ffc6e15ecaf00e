"""What linking found, as a person or a program asks for it: origins with their reports, disputes with their sides, who corroborates an event."""
# ruff: noqa: S608 - the SQL is put together from names of our own; what a person gives is bound

from __future__ import annotations

import datetime  # noqa: TC003 - the fields of results are looked at when they are written as JSON
from typing import TYPE_CHECKING

from dateline._errors import CasebookError
from dateline.casebook import lines
from dateline.casebook.finding import actors_named
from dateline.casebook.linking import Work
from dateline.casebook.results import EventLine, ReportLine, Result
from dateline.casebook.rows import Passages
from dateline.linking.corroboration import corroboration

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from dateline.linking.statements import Statement


class Copy(Result, frozen=True):
    """A report of a group of one origin. `score` is how much of the shorter of it and its nearest copy is the same text, None for the one that came first."""

    report: ReportLine
    score: float | None


class Origin(Result, frozen=True):
    """Reports that go back to one origin, the earliest first; `publishers` are those that are known."""

    origin: int
    reports: tuple[Copy, ...]
    publishers: tuple[str, ...]


class Said(Result, frozen=True):
    """One thing that one voice in one report says of an event. `source` is None in the reporter's own voice; `passage` is the sentence around `quote`."""

    report: int
    title: str | None
    publisher: str | None
    published: datetime.date | None
    origin: str
    source: str | None
    quote: str
    passage: str
    event: str


class SideOfDispute(Result, frozen=True):
    """What can be true together, and the number of independent origins that say so."""

    label: str
    origins: int
    said: tuple[Said, ...]


class DisputeLine(Result, frozen=True):
    """What accounts of one event contradict each other about, the side of most origins first. Nothing says which is right."""

    dispute: int
    about: str
    event: EventLine
    sides: tuple[SideOfDispute, ...]


class Corroborated(Result, frozen=True):
    """Who says that an event happened, and who that it did not, with the number of independent origins and of sources. That is no measure of truth."""

    event: EventLine
    asserting: tuple[Said, ...]
    denying: tuple[Said, ...]
    asserting_origins: int
    denying_origins: int
    asserting_sources: int
    denying_sources: int
    dates: tuple[tuple[str, datetime.date | None, datetime.date | None], ...]
    tolls: tuple[tuple[str, str, int | None, int | None], ...]


def origins(connection: sqlite3.Connection, least: int = 2) -> list[Origin]:
    """The groups of at least so many articles, the largest first. Of an article only the newest version counts."""
    rows = connection.execute(
        "SELECT o.origin_group, o.report, o.score FROM report_origin AS o JOIN report AS r ON r.id = o.report WHERE r.latest"
        " ORDER BY r.published IS NULL, r.published, r.id"
    ).fetchall()
    groups: dict[int, list[tuple[int, float | None]]] = {}
    for group, report, score in rows:
        groups.setdefault(group, []).append((report, score))
    wanted = {group: members for group, members in groups.items() if len(members) >= least}
    shown = {line.report: line for line in lines.reports(connection, f"r.id IN ({lines.numbers([r for m in wanted.values() for r, _ in m])})")}
    out = [
        Origin(
            origin=group,
            reports=tuple(Copy(report=shown[report], score=score) for report, score in members),
            publishers=tuple(dict.fromkeys(publisher for report, _ in members if (publisher := shown[report].publisher))),
        )
        for group, members in wanted.items()
    ]
    return sorted(out, key=lambda origin: (-len(origin.reports), origin.origin))


def disputes(
    connection: sqlite3.Connection, path: str, *, actor: str | None = None, about: str | None = None, limit: int | None = None
) -> Iterator[DisputeLine]:
    """Disputes, those in which most reports have a say first. `actor` takes part in the event or is one of its versions."""
    condition = "TRUE"
    values: list[int | str] = []
    if about is not None:
        condition = "d.about = ?"
        values.append(about)
    if actor is not None:
        one = actors_named(connection, path, actor)[0]
        condition += (
            " AND EXISTS (SELECT 1 FROM dispute_side AS s JOIN event_role AS o ON o.event = s.event JOIN identity AS i ON i.entity = o.entity"
            " WHERE s.dispute = d.id AND i.actor = ?)"
        )
        values.append(one)
    rows = connection.execute(
        f"SELECT d.id, d.happening, d.about, count(DISTINCT e.report) AS reports FROM dispute AS d JOIN dispute_side AS s ON s.dispute = d.id"
        f" JOIN event AS e ON e.id = s.event WHERE {condition} GROUP BY d.id ORDER BY reports DESC, d.id LIMIT ?",
        (*values, -1 if limit is None else limit),
    ).fetchall()
    work = Work(connection)
    for number, happening, what, _ in rows:
        found = next((dispute for dispute in work.disputes(happening) if dispute.about == what), None)
        if found is None:
            continue  # of a reading that linking has not seen yet
        sides = tuple(
            SideOfDispute(label=side.label, origins=len(side.origins), said=tuple(_said(connection, work, statement) for statement in side.statements))
            for side in found.sides
        )
        yield DisputeLine(dispute=number, about=what, event=_first(connection, happening), sides=sides)


def corroborated(connection: sqlite3.Connection, path: str, uid: str) -> Corroborated:
    """Who asserts an event and who denies it, over all accounts of it. Raises `CasebookError` when no event has that uid, or it is not linked yet."""
    row = connection.execute("SELECT e.id, h.happening FROM event AS e LEFT JOIN happening_event AS h ON h.event = e.id WHERE e.uid = ?", (uid,)).fetchone()
    if row is None:
        raise CasebookError(path, f"no event has the uid {uid!r}", "take one from a search for events, with --format jsonl")
    if row[1] is None:
        raise CasebookError(path, f"the event {uid} is not linked: it is only wanted or imagined, or was stored since", "run `dateline link` on the casebook")
    work = Work(connection)
    happening = work.happening(row[1])
    reports = {occurrence.report for occurrence in happening.occurrences}
    found = corroboration(happening, {r: work.readings(int(r)) for r in reports}, {r: work.actors(int(r)) for r in reports})
    return Corroborated(
        event=lines.events(connection, [row[0]])[0],
        asserting=tuple(_said(connection, work, statement) for statement in found.asserting),
        denying=tuple(_said(connection, work, statement) for statement in found.denying),
        asserting_origins=len(found.asserting_origins),
        denying_origins=len(found.denying_origins),
        asserting_sources=len(found.asserting_sources),
        denying_sources=len(found.denying_sources),
        dates=tuple((dates.origin, dates.start, dates.end) for dates in happening.dates),
        tolls=tuple((toll.what, toll.origin, toll.min, toll.max) for toll in happening.tolls),
    )


def _first(connection: sqlite3.Connection, happening: int) -> EventLine:
    """The account of an event that was published first."""
    (event,) = connection.execute(
        "SELECT e.id FROM happening_event AS h JOIN event AS e ON e.id = h.event JOIN report AS r ON r.id = e.report"
        " WHERE h.happening = ? AND r.latest ORDER BY r.published IS NULL, r.published, r.id, e.id LIMIT 1",
        (happening,),
    ).fetchone()
    return lines.events(connection, [event])[0]


def _said(connection: sqlite3.Connection, work: Work, statement: Statement) -> Said:
    """A statement with its report and the sentence that it stands in."""
    report = int(statement.report)
    title, publisher, published, uid = connection.execute(
        "SELECT r.title, r.publisher, r.published, e.uid FROM report AS r JOIN event AS e ON e.report = r.id WHERE r.id = ? AND e.local = ?",
        (report, statement.event),
    ).fetchone()
    reading = work.readings(report)
    return Said(
        report=report,
        title=title,
        publisher=publisher,
        published=lines.day(published),
        origin=statement.origin,
        source=statement.voice.source,
        quote=statement.quote,
        passage=" ".join(reading.quote(Passages(reading).around(statement.span)).split()),
        event=uid,
    )
