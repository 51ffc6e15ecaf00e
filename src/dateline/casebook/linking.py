"""Links between the reports of a casebook: origins, happenings and disputes, found for one report after another.

What links is in `dateline.linking` and knows nothing of SQL; here its keys are looked up in tables, so that a report costs the same whether it joins a thousand
others or fifty thousand, and the groups are written down. A report is linked in a transaction of its own, after it was stored: a casebook in which some reports
are not linked yet is whole, and the next `link` goes on. Everything here can be thrown away and made again (`anew`).
"""
# ruff: noqa: S608 - the SQL is put together from names of our own; what a person gives is bound

from __future__ import annotations

import functools
import hashlib
from typing import TYPE_CHECKING

import msgspec

from dateline.casebook import identity, ingest, lines, merging, standing, store
from dateline.linking import accounts, actors, happenings, origins
from dateline.linking.disputes import disputes
from dateline.linking.happenings import Happening
from dateline.linking.likeness import rarity
from dateline.linking.wording import Wording

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Container, Hashable, Iterable, Iterator, Sequence

    from dateline.linking.accounts import Occurrence
    from dateline.linking.actors import Decision, Profile
    from dateline.linking.disputes import Dispute
    from dateline.linking.origins import Joining
    from dateline.records.model import Reading

_KEPT = 600
"""Readings that are kept in memory, those looked at last."""
_PROFILES = 3
"""How many reports' tellings of an actor are compared with a new one."""


_TABLES = (
    "linked", "name_block", "question", "joining", "origin_key", "report_origin", "origin_group", "happening_key", "dispute", "happening_event", "happening",
    "telling",
)  # fmt: skip
"""All that linking writes."""


class Linked(msgspec.Struct, frozen=True, kw_only=True):
    """What a run of `link` did: reports linked, how many of them joined an origin that was there, events that joined those of other reports, and actors of
    reports that were found to be one that was known under another name.
    """

    reports: int
    copies: int
    joined: int
    same: int


def pending(connection: sqlite3.Connection) -> list[int]:
    """The reports that are not linked, or were read anew since: the earlier published first, and of one day the shorter, so that a compilation comes last."""
    rows = connection.execute(
        "SELECT r.id FROM report AS r JOIN body AS b ON b.id = r.body LEFT JOIN linked AS l ON l.report = r.id"
        " WHERE l.run IS NOT r.run ORDER BY r.published IS NULL, r.published, length(b.text), r.id"
    )
    return [report for (report,) in rows]


def forget(connection: sqlite3.Connection) -> None:
    """Throw all links away, in one transaction. Decisions stay."""
    with store.transaction(connection):
        merging.settle(connection, functools.partial(ingest.original, connection), between=lambda: identity.part_linked(connection))
        for table in _TABLES:
            connection.execute(f"DELETE FROM {table}")


def link(connection: sqlite3.Connection, advance: Callable[[], None] = lambda: None) -> Linked:
    """Link every report that is not linked yet; `advance` is called after each."""
    work = Work(connection)
    reports = copies = joined = same = 0
    for report in pending(connection):
        with store.transaction(connection):
            copies += work.find_origin(report)
            same += work.find_actors(report)
            joined += work.find_happenings(report)
            connection.execute("INSERT OR REPLACE INTO linked (report, run) SELECT id, run FROM report WHERE id = ?", (report,))
        reports += 1
        advance()
    return Linked(reports=reports, copies=copies, joined=joined, same=same)


class Work:
    """One run of `link`: the readings, wordings and word counts that it has at hand."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.readings = functools.lru_cache(_KEPT)(lambda report: read(connection, report))
        self.profiles = functools.lru_cache(_KEPT)(lambda report: {p.actor: p for p in actors.profiles(str(report), self.readings(report))})
        self.actors = functools.lru_cache(_KEPT)(lambda report: actor_keys(connection, report))
        self.occurrences = functools.lru_cache(_KEPT)(self._occurrences)
        self.wordings = functools.lru_cache(_KEPT)(lambda report: Wording(self.readings(int(report)).document))
        self._counts: dict[str, int] = {}
        self.decided = merging.decided(connection, self._original)

    def _original(self, report: int) -> Reading:
        return ingest.original(self.connection, report)

    # ---- origins ------------------------------------------------------------------------------------------------------------------------------------

    def find_origin(self, report: int) -> int:
        """Put a report into the group of its origin, a new one if need be; 1 if it joined one that was there."""
        connection, document = self.connection, self.readings(report).document
        if connection.execute("SELECT 1 FROM report_origin WHERE report = ?", (report,)).fetchone():
            return 0  # read anew: its text, and so its origin, is the same
        wanted = origins.keys(self.wordings(str(report)))
        near = origins.candidates(wanted, self._with_key)
        groups = {other: str(connection.execute("SELECT origin_group FROM report_origin WHERE report = ?", (int(other),)).fetchone()[0]) for other in near}
        others = {other: self.readings(int(other)).document for other in near}
        joinings = origins.join(str(report), document, others, groups, lambda known, _: self.wordings(known))
        group = int(joinings[0].group) if joinings else _new(connection, "origin_group")
        score = joinings[0].score if joinings else None
        connection.execute("INSERT INTO report_origin (report, origin_group, score) VALUES (?, ?, ?)", (report, group, score))
        connection.executemany("INSERT OR IGNORE INTO origin_key (key, report) VALUES (?, ?)", [(key, report) for key in wanted])
        self._keep(report, joinings)
        for joining in joinings[1:]:
            if origins.overlapping(joinings[0], joining):
                connection.execute("UPDATE report_origin SET origin_group = ? WHERE origin_group = ?", (group, int(joining.group)))
                connection.execute("DELETE FROM origin_group WHERE id = ?", (int(joining.group),))
        return bool(joinings)

    def _with_key(self, key: int) -> Iterator[str]:
        rows = self.connection.execute("SELECT report FROM origin_key WHERE key = ? ORDER BY report LIMIT ?", (key, origins.MOST_REPORTS))
        return (str(report) for (report,) in rows)

    def _keep(self, report: int, joinings: Sequence[Joining]) -> None:
        """Write down by which passages a report goes back to others."""
        rows = [(report, int(j.member), j.score, j.mutual, msgspec.json.encode([(p.here, p.there) for p in j.passages]).decode()) for j in joinings]
        self.connection.executemany("INSERT OR REPLACE INTO joining (report, member, score, mutual, passages) VALUES (?, ?, ?, ?, ?)", rows)

    # ---- actors -------------------------------------------------------------------------------------------------------------------------------------

    def find_actors(self, report: int) -> int:
        """Find out which named actors of a report are known under another name; the number of those that are. What is unsure becomes a question.

        Two actors of one report are never put together: their report keeps them apart. An actor with an id of the knowledge base is who it is. What people
        decided is neither asked again nor found otherwise.
        """
        connection = self.connection
        rows = connection.execute(
            "SELECT e.local, e.id, coalesce(m.actor, i.actor), i.how FROM entity AS e JOIN identity AS i ON i.entity = e.id"
            " LEFT JOIN moved AS m ON m.entity = e.id WHERE e.report = ? AND e.named",
            (report,),
        ).fetchall()
        taken = {actor for _, _, actor, _ in rows}
        found = 0
        for local, entity, actor, how in rows:
            profile = self.profiles(report).get(local)
            if profile is None:
                continue
            wanted = [_hashed(key) for key in sorted(actors.block_keys(profile))]
            best: tuple[Decision, int] | None = None
            for other, theirs in self._alike(wanted, taken).items() if how in identity.RULES and profile.kb is None else ():
                decision = max((actors.compare(profile, one) for one in theirs), key=lambda decision: decision.score)
                if decision.decision == "other" or merging.actors(actor, other) in self.decided:
                    continue
                if best is None or decision.score > best[0].score:
                    best = decision, other
            if best is not None and best[0].decision == "same":
                taken = taken - {actor} | {self._relink(entity, actor, best[1], best[0].score)}
                found += 1
            elif best is not None:
                values = (entity, best[1], best[0].score, best[0].reason)
                connection.execute("INSERT OR REPLACE INTO question (entity, actor, score, reason) VALUES (?, ?, ?, ?)", values)
            connection.executemany("INSERT OR IGNORE INTO name_block (key, entity) VALUES (?, ?)", [(key, entity) for key in wanted])
        if found:
            merging.follow(connection, report)
            self.actors.cache_clear()
        return found

    def _relink(self, entity: int, actor: int, other: int, score: float) -> int:
        """Make an entity and another actor one; the number of the actor that both are then.

        That is the other one, unless that is of a kind that its reports left open: then what they tell of goes under the actor whose kind is known, where no
        report keeps the two apart and the rules alone made it who it is.
        """
        connection = self.connection
        kinds = dict(connection.execute("SELECT id, kind FROM actor WHERE id IN (?, ?) AND kb IS NULL", (actor, other)).fetchall())
        members = connection.execute("SELECT i.entity, i.how, e.report FROM identity AS i JOIN entity AS e ON e.id = i.entity WHERE i.actor = ?", (other,))
        rows = members.fetchall()
        ours = {
            report for (report,) in connection.execute("SELECT e.report FROM identity AS i JOIN entity AS e ON e.id = i.entity WHERE i.actor = ?", (actor,))
        }
        free = all(how in identity.RULES or how == "linked" for _, how, _ in rows) and ours.isdisjoint(report for *_, report in rows)
        if kinds.get(other) != "other" or kinds.get(actor, "other") == "other" or not free:
            identity.relink(connection, entity, other, score)
            return other
        for member, _, _ in rows:
            identity.relink(connection, member, actor, score)
        return actor

    def _alike(self, wanted: Sequence[int], taken: set[int]) -> dict[int, list[Profile]]:
        """The actors, but for those taken, that share a block with a profile, each with how some reports tell of it."""
        out: dict[int, list[Profile]] = {}
        for key in wanted:
            rows = self.connection.execute(
                "SELECT coalesce(m.actor, i.actor), e.report, e.local FROM name_block AS b JOIN entity AS e ON e.id = b.entity"
                " JOIN identity AS i ON i.entity = e.id LEFT JOIN moved AS m ON m.entity = e.id WHERE b.key = ? ORDER BY b.entity DESC LIMIT ?",
                (key, actors.MOST_IN_BLOCK),
            )
            for actor, report, local in rows:
                known = out.setdefault(actor, [])
                if actor not in taken and len(known) < _PROFILES and (profile := self.profiles(report).get(local)) is not None and profile not in known:
                    known.append(profile)
        return {actor: known for actor, known in out.items() if known}

    # ---- happenings ---------------------------------------------------------------------------------------------------------------------------------

    def find_happenings(self, report: int, only: Container[str] | None = None, *, counted: bool = False) -> int:
        """Put each event of a report into the group of those that tell of the same; the number of events that joined some of other reports.

        With `only`, these events, by their local ids; `counted` says that their words were counted before. Only the newest version of an article counts: two
        versions are one voice at two times.
        """
        connection = self.connection
        if not connection.execute("SELECT latest FROM report WHERE id = ?", (report,)).fetchone()[0]:
            return 0
        rows = dict(connection.execute("SELECT local, id FROM event WHERE report = ?", (report,)).fetchall())
        touched, joined = set(), 0
        for local, occurrence in self.occurrences(report).items():
            if only is not None and local not in only:
                continue
            wanted = [_hashed(key) for key in sorted(happenings.block_keys(occurrence))]
            if not counted:
                self._count(occurrence.tokens)
            found = happenings.best_group(occurrence, self._near(wanted), self._weight)
            group = int(found[0]) if found else _new(connection, "happening")
            joined += found is not None
            touched.add(group)
            score = found[1] if found else None
            connection.execute("INSERT OR REPLACE INTO happening_event (event, happening, score) VALUES (?, ?, ?)", (rows[local], group, score))
            connection.executemany("INSERT OR IGNORE INTO happening_key (key, happening) VALUES (?, ?)", [(key, group) for key in wanted])
        for group in touched:
            self.find_disputes(group)
        return joined

    def regroup(self, entities: Collection[int]) -> int:
        """Find anew the groups of the events beside which some actors of reports are named, after they became other actors; the number of these events.

        Inside a transaction. Events of other actors stay where they are.
        """
        connection = self.connection
        beside = self._beside(entities)
        left = {group for events in beside.values() for group, _ in events.values()}
        connection.executemany("DELETE FROM happening_event WHERE event = ?", [(event,) for events in beside.values() for _, event in events.values()])
        for report, events in beside.items():
            self.find_happenings(report, events, counted=True)
        for group in sorted(left):
            if connection.execute("SELECT 1 FROM happening_event WHERE happening = ? LIMIT 1", (group,)).fetchone():
                self.find_disputes(group)
            else:
                connection.execute("DELETE FROM happening WHERE id = ?", (group,))
        return sum(map(len, beside.values()))

    def _beside(self, entities: Collection[int]) -> dict[int, dict[str, tuple[int, int]]]:
        """The linked events beside which actors are named, report by report, the earlier published first: by local id the group and the event."""
        connection = self.connection
        named: dict[int, set[str]] = {}
        query = (
            "SELECT e.report, n.local FROM entity AS e JOIN acts_for AS f ON f.other = e.id JOIN entity AS n ON n.id = f.entity"
            f" JOIN report AS r ON r.id = e.report WHERE e.id IN ({lines.numbers(sorted(entities))}) ORDER BY r.published IS NULL, r.published, r.id"
        )
        for report, local in connection.execute(query):
            named.setdefault(report, set()).add(local)
        found = {}
        for report, locals_ in named.items():
            keys = {key for local, key in self.actors(report).items() if local in locals_}
            query = "SELECT e.local, h.happening, h.event FROM happening_event AS h JOIN event AS e ON e.id = h.event WHERE e.report = ?"
            grouped = {local: (group, event) for local, group, event in connection.execute(query, (report,))}
            items = self.occurrences(report).items()
            found[report] = {local: grouped[local] for local, item in items if local in grouped and keys & (item.names | item.actors | item.recipients)}
        return found

    def _near(self, wanted: Sequence[int]) -> dict[str, list[Occurrence]]:
        """The groups that share most blocks with an event, each with its members."""
        members = {str(group): self._members(group) for group in happenings.nearest(wanted, self._in_block)}
        return {group: found for group, found in members.items() if found}

    def _in_block(self, key: Hashable) -> Iterator[int]:
        query = "SELECT happening FROM happening_key WHERE key = ? ORDER BY happening DESC LIMIT ?"
        return (group for (group,) in self.connection.execute(query, (key, happenings.MOST_IN_BLOCK)))

    def _members(self, group: int) -> list[Occurrence]:
        rows = self.connection.execute(
            "SELECT e.report, e.local FROM happening_event AS h JOIN event AS e ON e.id = h.event JOIN report AS r ON r.id = e.report"
            " WHERE h.happening = ? AND r.latest ORDER BY h.rowid LIMIT ?",
            (group, happenings.MOST_MEMBERS),
        )
        return [occurrence for report, local in rows if (occurrence := self.occurrences(report).get(local)) is not None]

    def _occurrences(self, report: int) -> dict[str, Occurrence]:
        origin = self.connection.execute("SELECT origin_group FROM report_origin WHERE report = ?", (report,)).fetchone()
        found = accounts.occurrences(str(report), self.readings(report), origin=f"origin {origin[0]}" if origin else None, actor_of=self.actors(report))
        return {occurrence.event: occurrence for occurrence in found}

    def _count(self, tokens: Iterable[str]) -> None:
        everything = ("", *tokens)
        sql = "INSERT INTO telling (word, events) VALUES (?, 1) ON CONFLICT (word) DO UPDATE SET events = events + 1"
        self.connection.executemany(sql, [(token,) for token in everything])
        for token in everything:
            if token in self._counts:
                self._counts[token] += 1

    def _weight(self, token: str) -> float:
        """How telling a token is over the accounts so far."""
        return rarity(self._holding(token), self._holding(""))

    def _holding(self, token: str) -> int:
        """How many accounts have a token; "" is in all."""
        if token not in self._counts:
            found = self.connection.execute("SELECT events FROM telling WHERE word = ?", (token,)).fetchone()
            self._counts[token] = found[0] if found else 0
        return self._counts[token]

    def find_disputes(self, group: int) -> None:
        """Write down what the accounts of a happening contradict each other about."""
        self.connection.execute("DELETE FROM dispute WHERE happening = ?", (group,))
        rows: dict[tuple[int | None, int, str, str, str], None] = {}
        for about, sides in ((dispute.about, dispute.sides) for dispute in self.disputes(group)):
            dispute = self.connection.execute("INSERT INTO dispute (happening, about) VALUES (?, ?)", (group, about)).lastrowid
            for side in sides:
                for statement in side.statements:
                    rows[dispute, int(statement.report), statement.event, side.label, statement.voice.source or ""] = None
        for dispute, report, local, value, source in rows:
            self.connection.execute(
                "INSERT OR IGNORE INTO dispute_side (dispute, event, value, source) SELECT ?, id, ?, ? FROM event WHERE report = ? AND local = ?",
                (dispute, value, source, report, local),
            )

    def disputes(self, group: int) -> tuple[Dispute, ...]:
        """What the accounts of a happening contradict each other about, with its sides."""
        happening = self.happening(group)
        reports = {occurrence.report for occurrence in happening.occurrences}
        readings = {report: self.readings(int(report)) for report in reports}
        return disputes(happening, readings, {report: self.actors(int(report)) for report in reports}) if reports else ()

    def happening(self, group: int) -> Happening:
        """A group of accounts as linking takes it: all members from the newest versions of their articles."""
        rows = self.connection.execute(
            "SELECT e.report, e.local, h.score FROM happening_event AS h JOIN event AS e ON e.id = h.event JOIN report AS r ON r.id = e.report"
            " WHERE h.happening = ? AND r.latest ORDER BY r.published IS NULL, r.published, r.id",
            (group,),
        ).fetchall()
        pairs = [(occurrence, score) for report, local, score in rows if (occurrence := self.occurrences(report).get(local)) is not None]
        return Happening(occurrences=tuple(o for o, _ in pairs), scores=tuple(1.0 if score is None else score for _, score in pairs))


def read(connection: sqlite3.Connection, report: int) -> Reading:
    """The reading whose records a report shows, with what people decided on it."""
    return standing.shown(connection, ingest.original(connection, report), report)


def actor_keys(connection: sqlite3.Connection, report: int) -> dict[str, str]:
    """The number of the casebook's actor that each actor of a report is, by its local id; of an unnamed one ("artillery") that of the named one it acts for.

    Who is only described and acts for nobody ("eight people") is somebody new in each report, and says neither that two accounts agree nor that they don't.
    """
    rows = connection.execute(
        "SELECT e.local, i.actor FROM entity AS e JOIN acts_for AS f ON f.entity = e.id JOIN entity AS o ON o.id = f.other AND o.named"
        " JOIN identity AS i ON i.entity = o.id WHERE e.report = ? ORDER BY f.steps DESC",
        (report,),
    )
    return {local: str(actor) for local, actor in rows}


def _new(connection: sqlite3.Connection, table: str) -> int:
    """A new group, by its number."""
    return int(connection.execute(f"INSERT INTO {table} DEFAULT VALUES").lastrowid or 0)


def _hashed(key: str) -> int:
    """A key as a signed 64-bit number."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)
