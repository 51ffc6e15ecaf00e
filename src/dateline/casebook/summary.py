"""What is in a casebook, and the readings in it."""
# ruff: noqa: S608 - the SQL is put together from names of our own; what a person gives is bound

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline._errors import CasebookError
from dateline.casebook import ingest, lines, standing
from dateline.casebook.results import RunLine, Summary
from dateline.casebook.runs import Run
from dateline.casebook.versions import find_article

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from dateline.records.model import Reading

_LISTED = 10
_RECORDS = ("claim", "event", "tie")
_OPEN = (
    "SELECT count(DISTINCT s.dispute) FROM dispute_side AS s JOIN event AS e ON e.id = s.event JOIN report AS r ON r.id = e.report"
    " WHERE r.latest AND NOT EXISTS (SELECT 1 FROM standing WHERE uid = e.uid)"
)
"""How many disputes are open: those that wait for review."""


def summary(connection: sqlite3.Connection, path: Path) -> Summary:
    """Counts of everything; of publishers and of the actors that most reports name the first ten."""
    reports, articles, undated, first, last = connection.execute(
        "SELECT count(*), count(DISTINCT key), sum(published IS NULL), min(published), max(published) FROM report"
    ).fetchone()
    counts = {name: _count(connection, name) for name in ("claim", "event", "tie", "place", "time_", "dispute", "decision")}
    (actors,) = connection.execute("SELECT count(DISTINCT actor) FROM identity").fetchone()
    # Where no article has an earlier version, the newest are all there is, and need not be counted.
    newest = counts if articles == reports else {name: _count(connection, f"{name} AS n JOIN report AS r ON r.id = n.report AND r.latest") for name in _RECORDS}
    linked, groups = connection.execute("SELECT count(*), count(DISTINCT origin_group) FROM report_origin").fetchone()
    publishers = connection.execute(
        "SELECT publisher, count(*) FROM report WHERE latest AND publisher IS NOT NULL GROUP BY publisher ORDER BY count(*) DESC, publisher LIMIT ?", (_LISTED,)
    )
    named = connection.execute(
        "SELECT a.name, u.reports, u.origins FROM (SELECT i.actor, count(DISTINCT r.id) AS reports,"
        " count(DISTINCT coalesce(o.origin_group, -r.id)) AS origins FROM identity AS i JOIN entity AS e ON e.id = i.entity"
        " JOIN report AS r ON r.id = e.report AND r.latest LEFT JOIN report_origin AS o ON o.report = r.id"
        " GROUP BY i.actor ORDER BY origins DESC, reports DESC, i.actor LIMIT ?) AS u JOIN actor AS a ON a.id = u.actor",
        (_LISTED,),
    )
    made = connection.execute(
        "SELECT n.dateline, n.model, n.ontology, n.knowledge, n.settings, count(r.id) FROM run AS n LEFT JOIN report AS r ON r.run = n.id"
        " GROUP BY n.id ORDER BY n.id"
    )
    return Summary(
        path=str(path),
        reports=reports,
        articles=articles,
        undated=undated or 0,
        first=lines.day(first),
        last=lines.day(last),
        actors=actors,
        claims=counts["claim"],
        events=counts["event"],
        ties=counts["tie"],
        places=counts["place"],
        times=counts["time_"],
        independent=groups,
        linked=linked,
        disputes=counts["dispute"],
        open_disputes=int(connection.execute(_OPEN).fetchone()[0]),
        decisions=counts["decision"],
        lost_decisions=len(standing.lost(connection)),
        publishers=tuple(publishers.fetchall()),
        most_named=tuple(named.fetchall()),
        runs=tuple(RunLine(dateline=row[0], model=row[1], ontology=row[2], knowledge=row[3], settings=row[4], reports=row[5]) for row in made),
        newest=tuple(newest[name] for name in _RECORDS),  # type: ignore[arg-type]  # three of three
        size=sum(file.stat().st_size for file in (path, path.with_name(path.name + "-wal")) if file.exists()),
    )


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def _report_row(connection: sqlite3.Connection, path: str, report: int | str) -> int:
    """The row of a report, named by its number or its article."""
    if isinstance(report, int):
        if connection.execute("SELECT 1 FROM report WHERE id = ?", (report,)).fetchone() is None:
            raise CasebookError(path, f"no report has the number {report}", "look through `reports()`")
        return report
    return next(line.report for line in find_article(connection, path, report) if line.latest)


def reading(connection: sqlite3.Connection, path: str, report: int | str, run: Run | None) -> Reading:
    """A stored reading as the records that it was: the newest, or the newest that a run made."""
    row = _report_row(connection, path, report)
    condition, values = ("d.run = r.run", [row]) if run is None else ("d.run = (SELECT id FROM run WHERE hash = ?)", [row, run.hash])
    found = connection.execute(
        "SELECT d.content, b.text FROM report AS r JOIN body AS b ON b.id = r.body JOIN reading AS d ON d.report = r.id"
        f" WHERE r.id = ? AND {condition} ORDER BY d.id DESC LIMIT 1",
        values,
    ).fetchone()
    if found is None:
        raise CasebookError(path, f"report {row} has no reading by that run", "choose from `runs(report)`")
    return ingest.unpack(*found)


def runs_of(connection: sqlite3.Connection, path: str, report: int | str) -> list[Run]:
    """What made each reading of a report."""
    rows = connection.execute(
        "SELECT n.dateline, n.model, n.ontology, n.knowledge, n.settings FROM reading AS d JOIN run AS n ON n.id = d.run WHERE d.report = ? ORDER BY d.id",
        (_report_row(connection, path, report),),
    )
    return [Run(dateline=row[0], model=row[1], ontology=row[2], knowledge=row[3], settings=row[4]) for row in rows]
