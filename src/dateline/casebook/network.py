"""The web of alliances in a casebook, as of a day and as known on a day.

A casebook of many reports holds much that is no alliance: who sits in which parliament, and "his critics", who are somebody else in each report. Two things
can be set aside, so that the web is seen, and both are counted and told of:

- **Actors nobody could name.** Whom a report only describes is an actor of that report alone. It can be told from others where it is a force, a group or an
  institution and its country is known ("Eritrean troops"), or where it is a counted group ("nine groups"); otherwise it is set aside.
- **Mere membership.** Of some actors nothing is reported but that they are part of something, or that something is part of them. They stand with nobody and
  against nobody: a senator joins no camp of parties by sitting in a senate. Who is part of what is kept as `members`.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from dateline import alliances
from dateline.casebook.evidence import labels

if TYPE_CHECKING:
    import datetime
    import sqlite3
    from collections.abc import Callable, Collection, Sequence

    from dateline.alliances import AgainstChance, Balance, Broker, Camps, ChangeLog, Evidence, Resampled, SignedGraph, Stands, WhatIf
    from dateline.alliances.balance import Solver
    from dateline.alliances.graph import Contested, Groups
    from dateline.casebook.evidence import Evident

_COLLECTIVE = frozenset({"state", "government", "military", "armed group", "coalition", "party", "igo", "ngo", "religious"})
"""Kinds of actors that act as one, so that a description with a country can tell one from another; "protesters" are no such kind."""


def vague(connection: sqlite3.Connection) -> frozenset[str]:
    """What the actors are called that have a tie, no name, and a description that would fit others as well: "his critics", "a leader of the group"."""
    counted = "SELECT 1 FROM identity AS i JOIN entity AS e ON e.id = i.entity WHERE i.actor = a.id AND e.size_min > 1"
    rows = connection.execute(f"SELECT id, kind, country IS NOT NULL OR EXISTS ({counted}) FROM actor AS a WHERE NOT named").fetchall()  # noqa: S608 - of our own
    told = {actor for actor, kind, known in rows if known and kind in _COLLECTIVE}
    unnamed = {actor for actor, _, _ in rows} - told
    return frozenset(label for actor, label in labels(connection).items() if actor in unnamed)


def mere_members(rows: Sequence[Evidence]) -> frozenset[str]:
    """The actors of whom nothing is reported but membership: that they are part of others, or others of them."""
    everyone = {end for row in rows for end in (row.a, row.b)}
    return frozenset(everyone - {end for row in rows if row.kind != "part_of" for end in (row.a, row.b)})


def network(
    found: Evident,
    on: datetime.date | None = None,
    known_by: datetime.date | None = None,
    *,
    groups: Groups = "node",
    contested: Contested = "keep",
    min_origins: int = 1,
    within: int | None = None,
    named: Callable[[str], str] | None = None,
) -> Network:
    """The network of a day, that of the last report if none is given; `named` tells what an actor is called in it.

    Raises `NetworkError` where there is nothing to draw, with the reason.
    """
    if not found.rows:
        undated = f"; {len(found.undated):,} are in reports without a date, which must be stored with --published" if found.undated else ""
        raise alliances.NetworkError(f"the casebook has no tie of a report with a date{undated}")
    on = on or max(row.reported for row in found.rows)
    made = Network(found.rows, on, known_by, groups=groups, contested=contested, min_origins=min_origins, within=within, named=named)
    made.undated = found.undated
    if not made.graph.edges:
        days = sorted(row.since or row.reported for row in found.rows)
        raise alliances.NetworkError(
            f"no tie is reported to hold on {made.on}{f', as known by {known_by}' if known_by else ''}; ties are told of from {days[0]} to {days[-1]}"
        )
    return made


class Network:
    """The ties of a casebook on one day: `graph` is the signed graph, the methods are the questions that `dateline.alliances` answers about it.

    Actors are called as in `graph.actors`. Each answer carries its basis: the day, what was known, the reports, the origins and the ties that it rests on.
    Every method raises `NetworkError` where a question has no answer, and says why. `undated` are the ties that no answer counts, since their reports have no
    date; `nameless` and `memberships` are the reports of ties that `narrowed` set aside.
    """

    def __init__(
        self,
        rows: Sequence[Evidence],
        on: datetime.date,
        known_by: datetime.date | None = None,
        *,
        groups: Groups = "node",
        contested: Contested = "keep",
        min_origins: int = 1,
        within: int | None = None,
        named: Callable[[str], str] | None = None,
    ) -> None:
        self._named = named
        self.rows = tuple(rows)
        self.on = on
        self.known_by = known_by
        self.undated: tuple[str, ...] = ()
        self.nameless: tuple[Evidence, ...] = ()
        self.memberships: tuple[Evidence, ...] = ()
        self.groups, self.contested, self.min_origins, self.within = groups, contested, min_origins, within
        self.graph: SignedGraph = self._drawn(self.rows)

    def narrowed(self, *, without: Collection[str] = (), membership: bool = True, within: int | None = None) -> Network:
        """The same web without the ties of some actors, without mere membership, or without ties that were last told of more than `within` days before.

        What is set aside is kept: `nameless` are the reports of ties of the actors that are left out, `memberships` those of mere membership. Raises
        `NetworkError` where nothing is left.
        """
        known = [row for row in self.rows if self.known_by is None or row.reported <= self.known_by]
        left = [row for row in known if row.a not in without and row.b not in without]
        members = frozenset() if membership else mere_members(left)
        kept = [row for row in left if row.a not in members and row.b not in members]
        options = self._options if within is None else self._options | {"within": within}
        made = Network(kept, self.on, self.known_by, named=self._named, **options)
        made.undated = self.undated
        made.nameless = (*self.nameless, *(row for row in known if row.a in without or row.b in without))
        made.memberships = (*self.memberships, *(row for row in left if row.a in members or row.b in members))
        if not made.graph.edges:
            raise alliances.NetworkError(made._nothing())
        return made

    def _nothing(self) -> str:
        """Why nothing is left to be shown, with the numbers of what was set aside."""
        old = sum(left.reason.startswith("not reported since") for left in self.graph.left_out)
        reasons = (
            (len(self.nameless), "are of actors without a name"),
            (len(self.memberships), "tell of membership alone"),
            (old, f"were not told of within {self.within} days"),
        )
        told = ", ".join(f"{count:,} {words}" for count, words in reasons if count)
        return f"no tie is left on {self.on}{f': of those that are known {told}' if told else ''}; ask for all of them, or for another day"

    def aside(self, *, ever: bool = False) -> str:
        """What `narrowed` set aside of the ties of the day, or of all that were `ever` known, in words; empty where that is nothing."""

        def count(rows: Sequence[Evidence]) -> int:
            return len(rows) if ever else len(self._drawn(rows).basis.ties)

        counted = ((count(self.nameless), "of actors without a name"), (count(self.memberships), "of membership alone"))
        told = [f"{number:,} {'tie' if number == 1 else 'ties'} {words}" for number, words in counted if number]
        return f"Left out: {' and '.join(told)}." if told else ""

    def _drawn(self, rows: Sequence[Evidence]) -> SignedGraph:
        """The graph that some other rows make on the day."""
        return alliances.graph(rows, self.on, self.known_by, **self._options)

    @property
    def _options(self) -> dict[str, Any]:
        """What every question is asked with."""
        return {"groups": self.groups, "contested": self.contested, "min_origins": self.min_origins, "within": self.within}

    @property
    def members(self) -> dict[str, tuple[str, ...]]:
        """Who is part of what on the day, of those that were set aside for nothing else being reported of them."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for row in (row for edge in self._drawn(self.memberships).edges for row in edge.positive):
            found[row.b].add(row.a)
        return {whole: tuple(sorted(parts)) for whole, parts in sorted(found.items())}

    def stands_with(self, actor: str) -> Stands:
        """Friends, foes, contested and unknown of one actor, by any of its names, with what was denied or only sought."""
        label = actor if actor in self.graph.actors or self._named is None else self._named(actor)
        return alliances.stands_with(self.graph, label)

    def camps(self, k: int | None = None, *, solver: Solver = "exact", time_limit: float = 60.0, alternatives: int = 0, seed: int = 0) -> Camps:
        """The camps, as many as the ties ask for, or at most `k`."""
        return alliances.camps(self.graph, k, solver=solver, time_limit=time_limit, alternatives=alternatives, seed=seed)

    def balance(self, *, solver: Solver = "exact", time_limit: float = 60.0, alternatives: int = 0, seed: int = 0) -> Balance:
        """Triads and the frustration index; refused where no cycle is there to be measured."""
        return alliances.balance(self.graph, solver=solver, time_limit=time_limit, alternatives=alternatives, seed=seed)

    def brokers(self, camps: Camps | None = None) -> tuple[Broker, ...]:
        """Actors with friends in two camps that are hostile to each other; the camps are found first where none are given."""
        return alliances.brokers(self.graph, camps or self.camps())

    def whatif(self, *, drop_origin: str | int, k: int | None = None, time_limit: float = 60.0) -> WhatIf:
        """What would change if everything that goes back to one origin, by its id or its number, were left out."""
        origin = f"origin {drop_origin}" if isinstance(drop_origin, int) else drop_origin
        return alliances.whatif(self.rows, self.on, self.known_by, drop_origin=origin, k=k, time_limit=time_limit, **self._options)

    def resample(self, *, by: str = "origin", n: int = 200, seed: int = 0, k: int | None = None, time_limit: float = 60.0) -> Resampled:
        """How often two actors stand in one camp when the origins are drawn again. `by` can only be `origin`: articles of one origin are not independent."""
        if by != "origin":
            raise alliances.NetworkError(f"ties can't be drawn again by {by!r}, only by 'origin': reports that go back to one stand or fall together")
        return alliances.resample(self.rows, self.on, self.known_by, n=n, seed=seed, k=k, time_limit=time_limit, **self._options)

    def against_chance(self, *, samples: int = 200, seed: int = 0, time_limit: float = 60.0) -> AgainstChance:
        """How balanced the graph is beside random ones in which each actor has as many friends and foes."""
        return alliances.against_chance(self.graph, samples=samples, seed=seed, time_limit=time_limit)

    def changes(self, since: datetime.date) -> ChangeLog:
        """What changed after `since` and up to the day of the network."""
        return alliances.changes(self.rows, since, self.on, self.known_by, groups=self.groups)
