"""`Casebook`: the public verbs of the ledger."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self, overload

from msgspec.structs import replace

from dateline._errors import CasebookError, InputError
from dateline.casebook import adding, backing, exporting, ingest, lines, linking, links, runs, store, tables
from dateline.casebook import decisions as deciding
from dateline.casebook import review as reviewing
from dateline.casebook import salvage as salvaging
from dateline.casebook import search as searching
from dateline.casebook import summary as summaries
from dateline.casebook import timeline as timelines
from dateline.casebook import verify as verifying
from dateline.casebook import versions as version_lists
from dateline.casebook import who as pages

if TYPE_CHECKING:
    import datetime
    import sqlite3
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from types import TracebackType
    from typing import Unpack

    from dateline.alliances.graph import Contested, Groups
    from dateline.casebook.adding import Added
    from dateline.casebook.decisions import DecisionLine, Verb
    from dateline.casebook.ingest import Stored
    from dateline.casebook.linking import Linked
    from dateline.casebook.links import Corroborated, DisputeLine, Origin
    from dateline.casebook.network import Network
    from dateline.casebook.results import (
        ActorPage,
        Backing,
        EventLine,
        HappeningLine,
        Hit,
        Kind,
        Problem,
        ReportLine,
        Salvaged,
        Summary,
        VersionDiff,
    )  # fmt: skip
    from dateline.casebook.review import QueueItem, QueueKind
    from dateline.casebook.runs import Run
    from dateline.exports import Loss
    from dateline.records.model import Reading


class Casebook:
    """A file that keeps what many reports say.

        with dateline.Casebook("syria.db") as casebook:
            for added in casebook.add("reports/a.md"):
                ...
            casebook.search('"air strikes"', source="Russia")

    A file that is not there is made by the first thing that is stored; whatever only reads raises `CasebookError` until then. Every verb raises
    `CasebookError` when the file can't be opened, read or written. One process may write while others read; `wait` is for how many seconds a writer waits
    for another. A casebook belongs to the thread that uses it.
    """

    def __init__(self, path: str | os.PathLike[str], *, read_only: bool = False, wait: float = store.WAIT) -> None:
        self.path = Path(path)
        self._read_only = read_only
        self._wait = wait
        self._connection: sqlite3.Connection | None = None
        if self.path.exists() and (read_only or self.path.is_dir() or self.path.stat().st_size):  # into an empty file something may be stored
            self._connection = self._connect(create=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file. What was stored is in it already."""
        if self._connection is not None:
            with contextlib.suppress(CasebookError), store.explained(self.path):
                store.close(self._connection, self.path, read_only=self._read_only)
            self._connection = None

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection to the file, in autocommit mode, for SQL of one's own; the views are in `docs/casebook.md`."""
        if self._connection is None:
            self._connection = self._connect(create=False)
        return self._connection

    # ---- storing ------------------------------------------------------------------------------------------------------------------------------------

    def add(self, *origins: str | os.PathLike[str], data: bytes | None = None, published: datetime.date | None = None) -> Iterator[Added | InputError]:
        """Read files and store what they become, each report in a transaction of its own.

        Takes what `dateline.readings` takes, and readings as `dateline read --format jsonl` wrote them. Yields what became of each report, or the
        `InputError` that says why one can't be read. What is there already is not read again, so that a run which was cut off goes on where it was. With
        `data`, the one origin is only a name for these bytes.
        """
        connection = self._writable()
        for origin in origins:
            with store.explained(self.path):
                yield from adding.add(connection, os.fspath(origin), data=data, published=published)

    def store(self, reading: Reading, run: Run = runs.UNKNOWN) -> Stored:
        """Store one reading, all of it or nothing; `run` says what made it. Raises `InputError` for a reading that contradicts itself."""
        connection = self._writable()
        with store.explained(self.path):
            return ingest.store(connection, reading, run)

    # ---- asking -------------------------------------------------------------------------------------------------------------------------------------

    def show(self) -> Summary:
        """What is in the casebook."""
        with self._snapshot() as connection:
            return summaries.summary(connection, self.path)

    def reports(self) -> list[ReportLine]:
        """Every version of every report, in the order of publication."""
        with self._snapshot() as connection:
            return lines.reports(connection)

    def reading(self, report: int | str, run: Run | None = None) -> Reading:
        """A report's newest reading, or the one that a run made, as the typed records that it was.

        `report` is its number, or the URL or path of an article, of which it is the newest version.
        """
        with self._snapshot() as connection:
            return summaries.reading(connection, str(self.path), report, run)

    def runs(self, report: int | str) -> list[Run]:
        """What made each reading of a report, in the order in which they were stored."""
        with self._snapshot() as connection:
            return summaries.runs_of(connection, str(self.path), report)

    def search(
        self,
        words: str = "",
        kind: Kind = "claims",
        *,
        source: str | None = None,
        actor: str | None = None,
        status: str | None = None,
        type: str | None = None,  # noqa: A002 - the field's name
        stance: str | None = None,
        place: str | None = None,
        since: datetime.date | str | None = None,
        until: datetime.date | str | None = None,
        versions: bool = False,
        limit: int = 20,
    ) -> list[Hit]:
        """What is found by words and filters, the best first; without words, what the filters leave, the newest first.

        `words` are a query of SQLite's FTS5: words that must all occur, phrases in double quotes, AND, OR, NOT, NEAR and `strik*`. Only the newest version
        of an article is searched, unless `versions`. Raises `CasebookError` for a malformed query and an unknown actor or place.
        """
        filters = searching.Filters(
            source=source, actor=actor, status=status, type=type, stance=stance, place=place, since=since, until=until, versions=versions
        )
        with self._snapshot() as connection:
            return searching.search(connection, str(self.path), words, kind, filters, limit)

    def who(self, name: str, *, versions: bool = False, limit: int = 20) -> ActorPage:
        """An actor's page; of each list the newest `limit`. Raises `CasebookError`, with the nearest names, for an unknown actor."""
        with self._snapshot() as connection:
            return pages.who(connection, str(self.path), name, limit, versions=versions)

    @overload
    def timeline(self, *, apart: Literal[False] = False, limit: int | None = None, **filters: Unpack[timelines.Asked]) -> list[HappeningLine]: ...

    @overload
    def timeline(self, *, apart: Literal[True], limit: int | None = None, **filters: Unpack[timelines.Asked]) -> list[EventLine]: ...

    def timeline(self, *, apart: bool = False, limit: int | None = None, **filters: Unpack[timelines.Asked]) -> list[HappeningLine] | list[EventLine]:
        """What happened by day, an entry for each happening with what its accounts tell side by side; with `apart` each account is an entry.

        The filters (`actor`, `source`, `status`, `type`, `place`, `since`, `until`, `versions`) choose accounts; an entry has all accounts of its happening.
        """
        asked = searching.Filters(**filters)
        with self._snapshot() as connection:
            made = timelines.timeline if apart else timelines.gathered
            return made(connection, str(self.path), asked, limit)

    def undated(self, *, apart: bool = False, **filters: Unpack[timelines.Asked]) -> int:
        """How many events the filters leave that nothing dates, so that no timeline shows them; without `apart` those of which no other account has a date."""
        asked = replace(searching.Filters(**filters), since=None, until=None)
        with self._snapshot() as connection:
            return timelines.undated(connection, str(self.path), asked, apart=apart)

    def diff(self, article: str, older: int | None = None, newer: int | None = None) -> list[VersionDiff]:
        """What changed from each version of an article to the next, or between two versions.

        `article` is its URL, the path that it was read from, or the number of one of its reports.
        """
        with self._snapshot() as connection:
            return version_lists.diff(connection, str(self.path), article, older, newer)

    # ---- linking ------------------------------------------------------------------------------------------------------------------------------------

    def link(self, advance: Callable[[], None] = lambda: None, *, anew: bool = False) -> Linked:
        """Find the origins, happenings and disputes of every report that is not linked yet; `advance` is called after each. `anew` links all again."""
        connection = self._writable(make=False)
        with store.explained(self.path):
            if anew:
                linking.forget(connection)
            return linking.link(connection, advance)

    def unlinked(self) -> int:
        """How many reports are not linked yet; none where nothing was stored."""
        if self._connection is None:
            return 0
        with self._snapshot() as connection:
            return len(linking.pending(connection))

    def origins(self, least: int = 2) -> list[Origin]:
        """The groups of at least so many articles that go back to one origin, the largest first."""
        with self._snapshot() as connection:
            return links.origins(connection, least)

    def disputes(self, *, actor: str | None = None, about: str | None = None, limit: int | None = None) -> list[DisputeLine]:
        """What accounts of one event contradict each other about, those first in which most reports have a say."""
        with self._snapshot() as connection:
            return list(links.disputes(connection, str(self.path), actor=actor, about=about, limit=limit))

    def backing(self, record: str) -> Backing:
        """Who tells what a claim, an event or a tie tells, by its uid, and who denies it: reports, independent origins, sources, and the ids of their records.

        Raises `CasebookError` for a uid that no record has, and for an event that is only wanted or imagined.
        """
        with self._snapshot() as connection:
            return backing.backing(connection, str(self.path), record)

    def corroboration(self, event: str) -> Corroborated:
        """Who asserts an event, by its uid, and who denies it, with the independent origins of both."""
        with self._snapshot() as connection:
            return links.corroborated(connection, str(self.path), event)

    # ---- alliances ----------------------------------------------------------------------------------------------------------------------------------

    def graph(
        self,
        on: datetime.date | str | None = None,
        known_by: datetime.date | str | None = None,
        *,
        groups: Groups = "node",
        contested: Contested = "keep",
        min_origins: int = 1,
        within: int | None = None,
    ) -> Network:
        """The web of ties on a day, that of the last dated report if none is given, from what was reported up to `known_by`; with `within`, only ties that
        were told of at most so many days before. Of a year or a month ("2015-10") the last day is meant.

        Raises `NetworkError` where no tie has a date, where none is reported to hold on the day, and for an option that can't be.
        """
        from dateline.casebook.evidence import evidence
        from dateline.casebook.network import network

        with self._snapshot() as connection:
            rows = evidence(connection)
        return network(rows, on, known_by, groups=groups, contested=contested, min_origins=min_origins, within=within, named=self.meant)

    def label(self, name: str) -> str:
        """What the actor that a name or an id of the knowledge base means is called in graphs; of several, the first of `meant`.

        Raises `CasebookError`, with the nearest names, when nobody is called so.
        """
        return self.meant(name)[0]

    def meant(self, name: str) -> tuple[str, ...]:
        """What all the actors with a tie that a name fits are called in graphs: who is called just so, then those of most reports.

        Raises `CasebookError`, with the nearest names, when nobody is called so.
        """
        from dateline.casebook.network import meant

        with self._snapshot() as connection:
            return meant(connection, str(self.path), name)

    def draw(
        self,
        file: str | os.PathLike[str],
        on: datetime.date | str | None = None,
        known_by: datetime.date | str | None = None,
        *,
        groups: Groups = "node",
        min_origins: int = 1,
        within: int | None = None,
        actor: str | None = None,
        everything: bool = False,
    ) -> str:
        """Draw the web of ties as `page.html` (with a slider of days), `picture.png`, or `web.gexf` (the ties of the day `on`, or of all days, with
        their spells), or the ties of one `actor` over time as `ties.svg`; say what it shows.

        Actors that nobody could name and mere membership are left out, as by the command, but with `everything` and of one actor.
        """
        from dateline.alliances.stands import fits_others
        from dateline.casebook.drawing import checked, draw
        from dateline.casebook.network import seen

        checked(Path(file), actor)
        label, *others = self.meant(actor) if actor is not None else (None,)
        network = self.graph(on, known_by, groups=groups, min_origins=min_origins)
        heads = {str(line.report): lines.head(line) for line in self.reports()}
        with self._snapshot() as connection:
            web = seen(connection, network, everything=everything or actor is not None, within=within)
            ever = on is None and within is None
            shown = draw(connection, web, Path(file), title=f"Who stands with whom: {self.path.stem}", heads=heads, actor=label, ever=ever)
        aside = web.aside(ever=ever if Path(file).suffix.lower() == ".gexf" else Path(file).suffix.lower() == ".html")
        return "; ".join(filter(None, [shown, fits_others(others), aside]))

    # ---- taking it elsewhere ------------------------------------------------------------------------------------------------------------------------

    def export(self, folder: str | os.PathLike[str], formats: str | Sequence[str], *, versions: bool = False) -> list[Loss]:
        """Write the casebook into a folder in formats of `dateline.exports.FORMATS`, and say what each could not hold.

        One text is one format, or several with commas between them.
        """
        from dateline import exports

        names = [name.strip() for name in formats.split(",") if name.strip()] if isinstance(formats, str) else formats
        with self._snapshot() as connection:
            return exports.write(exporting.stored(connection, versions=versions), names, Path(folder))

    # ---- deciding -----------------------------------------------------------------------------------------------------------------------------------

    def decide(
        self,
        verb: Verb,
        *about: str,
        corrected: Mapping[str, str | Sequence[str] | None] | None = None,
        by: str | None = None,
        anyway: bool = False,
    ) -> DecisionLine:
        """Decide on a record, or on two actors; all that follows from it is done in the same transaction.

        `accept`, `reject` and `correct` take a record's uid, `correct` with new values of fields as well; `merge` and `part` two actors: names, ids of the
        knowledge base, numbers such as `#12`, or the uid of an actor of one report, which is then meant alone. `same` and `other` do as these two, for a pair
        of the queue. `by` is who decides, the login name unless given. Two that the knowledge base tells apart become one only with `anyway`. Raises
        `CasebookError` for what can't be decided.
        """
        connection = self._writable(make=False)
        with store.explained(self.path):
            return deciding.decide(connection, str(self.path), verb, *about, corrected=corrected, by=by, anyway=anyway)

    def undo(self, decision: int, *, by: str | None = None) -> DecisionLine:
        """Take a decision back, by its number; to bring it into force again, undo that."""
        connection = self._writable(make=False)
        with store.explained(self.path):
            return deciding.undo(connection, str(self.path), decision, by=by)

    def decisions(self) -> list[DecisionLine]:
        """All decisions in the order in which they were made, and how each stands now."""
        with self._snapshot() as connection:
            return deciding.log(connection)

    def queue(self, *kinds: QueueKind, limit: int | None = None) -> list[QueueItem]:
        """What people should look at, what touches most reports first: `match`, `dispute` and `confidence`, or some of these.

        `rejected` lists what was rejected.
        """
        with self._snapshot() as connection:
            return reviewing.queue(connection, str(self.path), kinds, limit)

    # ---- checking -----------------------------------------------------------------------------------------------------------------------------------

    def verify(self, advance: Callable[[], None] = lambda: None) -> Iterator[Problem]:
        """Every problem of the casebook; none means that each quote stands in its stored text, each record names what made it, and the indexes are in step.

        `advance` is called after each report.
        """
        with store.explained(self.path):
            yield from verifying.verify(self.connection, advance)

    @staticmethod
    def salvage(path: str | os.PathLike[str], to: str | os.PathLike[str]) -> Salvaged:
        """Copy all whole reports of a damaged casebook to a new one. The damaged file stays as it is."""
        return salvaging.salvage(Path(path), Path(to))

    # ---- tables -------------------------------------------------------------------------------------------------------------------------------------

    def table(self, name: str) -> Any:
        """A documented view (`reports`, `actors`, `claims`, `events`, `ties`, `places`, `times`, `origins`, `disputes`, `happenings`, `timeline`) as a pyarrow
        Table.
        """
        with self._snapshot() as connection:
            return tables.table(connection, str(self.path), name)

    def frame(self, name: str, library: str = "pandas") -> Any:
        """A documented view as a data frame of `pandas` or `polars`."""
        with self._snapshot() as connection:
            return tables.frame(connection, str(self.path), name, library)

    # ---- files --------------------------------------------------------------------------------------------------------------------------------------

    def _connect(self, *, create: bool) -> sqlite3.Connection:
        return store.connect(self.path, create=create, read_only=self._read_only, wait=self._wait)

    def _writable(self, *, make: bool = True) -> sqlite3.Connection:
        if self._read_only:
            raise CasebookError(str(self.path), "opened for reading only", "open it without `read_only`")
        if self._connection is None:
            self._connection = self._connect(create=make)
        return self._connection

    @contextlib.contextmanager
    def _snapshot(self) -> Iterator[sqlite3.Connection]:
        """One state of the file for all the queries of a question, whatever a writer does meanwhile."""
        with store.explained(self.path):
            connection = self.connection
            if connection.in_transaction:
                yield connection
                return
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                if connection.in_transaction:
                    connection.execute("COMMIT")
