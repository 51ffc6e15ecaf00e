"""The web of alliances in a casebook, as of a day and as known on a day.

A casebook of many reports holds much that is no alliance: who sits in which parliament, and "his critics", who are somebody else in each report. Two things
can be set aside, so that the web is seen, and both are counted and told of:

- **Actors nobody could name.** Whom a report only describes is an actor of that report alone. It can be told from others where it is a force, a group or an
  institution and its country is known ("Eritrean troops"), or where it is a counted group ("nine groups"); otherwise it is set aside.
- **Mere membership.** Of some actors nothing is reported but that they are part of something, or that something is part of them. They stand with nobody and
  against nobody: a senator joins no camp of parties by sitting in a senate. Who is part of what is kept as `members`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from dateline import alliances
from dateline.alliances import options
from dateline.alliances.evidence import counted
from dateline.alliances.graph import first_day
from dateline.alliances.stands import fits_others
from dateline.casebook.evidence import labels
from dateline.casebook.finding import actors_named, find_actors

if TYPE_CHECKING:
    import datetime
    import sqlite3
    from collections.abc import Callable, Collection, Iterable, Sequence

    from dateline.alliances import AgainstChance, Balance, Broker, Camps, ChangeLog, Evidence, Resampled, SignedGraph, Stands, WhatIf
    from dateline.alliances.balance import Solver
    from dateline.alliances.graph import Contested, Groups
    from dateline.casebook.evidence import Evident

_COLLECTIVE = frozenset({"state", "government", "military", "armed group", "coalition", "party", "igo", "ngo", "religious"})
"""Kinds of actors that act as one, so that a description with a country can tell one from another; "protesters" are no such kind."""


def vague(connection: sqlite3.Connection, rows: Iterable[Evidence]) -> frozenset[str]:
    """What the actors of some rows are called that have no name, and a description that would fit others as well: "his critics", "a leader of the group"."""
    counted = "SELECT 1 FROM identity AS i JOIN entity AS e ON e.id = i.entity WHERE i.actor = a.id AND e.size_min > 1"
    unknown = connection.execute(f"SELECT id, kind, country IS NOT NULL OR EXISTS ({counted}) FROM actor AS a WHERE NOT named").fetchall()  # noqa: S608 - of our own
    told = {actor for actor, kind, known in unknown if known and kind in _COLLECTIVE}
    unnamed = {actor for actor, _, _ in unknown} - told
    return frozenset(label for actor, label in labels(connection).items() if actor in unnamed) & actors_of(rows)


def meant(connection: sqlite3.Connection, path: str, name: str) -> tuple[str, ...]:
    """What all the actors are called that a name, an id of the knowledge base or a label of a graph fits: who is called just so, then those of most reports.

    Those with a tie are asked for; of somebody without one it is the name. Raises `CasebookError`, with the nearest names, where the name fits nobody.
    """
    tied = labels(connection)
    called = [name] if name in tied.values() else []
    found = find_actors(connection, name) if called else actors_named(connection, path, name)
    called += [tied[actor] for actor in found if actor in tied and tied[actor] != name]
    return tuple(called) or (str(connection.execute("SELECT name FROM actor WHERE id = ?", (found[0],)).fetchone()[0]),)


def seen(connection: sqlite3.Connection, whole: Network, *, everything: bool, within: int | None) -> Network:
    """What is drawn of a web: without those of its actors that nobody could name and without mere membership, unless everything is wanted.

    Raises `NetworkError`, with the reason, where nothing is left.
    """
    if everything and within is None:
        return whole
    return whole.narrowed(without=() if everything else vague(connection, whole.rows), membership=everything, within=within)


def told_of(rows: Sequence[Evidence]) -> str:
    """From when to when some rows tell of ties, in words."""
    held = [row for row in rows if row.polarity in ("affirmed", "ended")]
    if not held:
        return "all that is known was sought or denied, and never there"
    return f"ties are told of from {min(map(first_day, held))} to {max(row.until or row.reported for row in held)}"


def actors_of(rows: Iterable[Evidence]) -> frozenset[str]:
    """Both ends of all rows."""
    return frozenset(end for row in rows for end in (row.a, row.b))


def mere_members(rows: Sequence[Evidence]) -> frozenset[str]:
    """The actors of whom nothing is reported but membership: that they are part of others, or others of them."""
    return frozenset(actors_of(rows) - {end for row in rows if row.kind != "part_of" for end in (row.a, row.b)})


def network(
    found: Evident,
    on: datetime.date | str | None = None,
    known_by: datetime.date | str | None = None,
    *,
    groups: Groups = "node",
    contested: Contested = "keep",
    min_origins: int = 1,
    within: int | None = None,
    named: Callable[[str], Sequence[str]] | None = None,
) -> Network:
    """The network of a day, that of the last report that was known if none is given; `named` tells what the actors are called in it that a name fits.

    Raises `NetworkError` where there is nothing to draw, with the reason.
    """
    asked: dict[str, Any] = {"groups": groups, "contested": contested, "min_origins": min_origins, "within": within}
    return _made(found, on, known_by, named=named, **asked).filled()


def changed(
    found: Evident, since: datetime.date | str, until: datetime.date | str | None, known_by: datetime.date | str | None, *, without: Collection[str] = (),
    membership: bool = True,
) -> tuple[ChangeLog, Network]:  # fmt: skip
    """What changed between two days, and the network of the last one, which tells what was left out.

    It has an answer also where no tie holds on the last day, since all of them ended.
    """
    made = _made(found, until, known_by)
    begin = options.day("since", since, last=False)
    if until is None and begin > made.on:
        known = f" that was known by {made.known_by}" if made.known_by else ""
        raise alliances.NetworkError(f"the last report of a tie{known} is of {made.on}, before {begin}; ask from that day or an earlier one")
    made = made.without(without, membership=membership)
    return alliances.changes(made.rows, begin, made.on, made.known_by), made


def _made(found: Evident, on: datetime.date | str | None, known_by: datetime.date | str | None, **asked: Any) -> Network:
    """The network of a day, whether a tie holds on it or not. Raises `NetworkError` where there is no tie on any day."""
    if not found.rows:
        undated = f"; {len(found.undated):,} are in reports without a date, which must be stored with --published" if found.undated else ""
        raise alliances.NetworkError(f"the casebook has no tie of a report with a date{undated}")
    known_by = None if known_by is None else options.day("known_by", known_by, last=True)
    known = [row.reported for row in found.rows if known_by is None or row.reported <= known_by]
    if not known:
        raise alliances.NetworkError(f"no tie was reported by {known_by}; the first report of one is of {min(row.reported for row in found.rows)}")
    made = Network(found.rows, max(known) if on is None else on, known_by, **asked)
    made.undated = found.undated
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
        on: datetime.date | str,
        known_by: datetime.date | str | None = None,
        *,
        groups: Groups = "node",
        contested: Contested = "keep",
        min_origins: int = 1,
        within: int | None = None,
        named: Callable[[str], Sequence[str]] | None = None,
    ) -> None:
        self._named = named
        self.rows = tuple(rows)
        self.on = options.day("on", on, last=True)
        self.known_by = None if known_by is None else options.day("known_by", known_by, last=True)
        self.undated: tuple[str, ...] = ()
        self.nameless: tuple[Evidence, ...] = ()
        self.memberships: tuple[Evidence, ...] = ()
        self.groups, self.contested, self.min_origins, self.within = groups, contested, min_origins, within
        self.graph: SignedGraph = self._drawn(self.rows)

    def __repr__(self) -> str:
        """The day, and how much there is on it."""
        return f"<Network {self.graph.basis}, {counted(len(self.graph.edges), 'pair')} among {counted(len(self.graph.actors), 'actor')}>"

    def narrowed(self, *, without: Collection[str] = (), membership: bool = True, within: int | None = None) -> Network:
        """The same web without the ties of some actors, without mere membership, or without ties that were last told of more than `within` days before.

        What is set aside is kept: `nameless` are the reports of ties of the actors that are left out, `memberships` those of mere membership. Raises
        `NetworkError` where nothing is left.
        """
        return self.without(without, membership=membership, within=within).filled()

    def filled(self) -> Network:
        """The network itself. Raises `NetworkError`, with the reason, where no tie is left that holds on the day."""
        if not self.graph.edges:
            raise alliances.NetworkError(self._nothing())
        return self

    def without(self, actors: Collection[str], *, membership: bool = True, within: int | None = None) -> Network:
        """What `narrowed` gives, also where nothing is left."""
        if isinstance(actors, str):
            raise alliances.NetworkError(f"without can't be {actors!r}; it is a collection of names, such as [{actors!r}]")
        met = actors_of((*self.rows, *self.nameless, *self.memberships))
        actors = {actor if actor in met else self._met(actor, met) for actor in actors}
        known = self._known
        left = [row for row in known if row.a not in actors and row.b not in actors]
        members = frozenset() if membership else mere_members(left)
        kept = [row for row in left if row.a not in members and row.b not in members]
        options_ = self._options if within is None else self._options | {"within": within}
        made = Network(kept, self.on, self.known_by, named=self._named, **options_)
        made.undated = self.undated
        made.nameless = (*self.nameless, *(row for row in known if row.a in actors or row.b in actors))
        made.memberships = (*self.memberships, *(row for row in left if row.a in members or row.b in members))
        return made

    def _met(self, actor: str, met: Collection[str]) -> str:
        """What an actor is called in the web. Raises an error for one that it does not have, and for a name that fits several."""
        called = [one for one in ((actor,) if self._named is None else self._named(actor)) if one in met]
        if not called:
            raise alliances.NetworkError(f"without can't hold {actor!r}: no tie is reported of it")
        if len(called) > 1:
            raise alliances.NetworkError(f"without can't hold {actor!r}, which fits {len(called):,} actors: name those of {called} that are meant")
        return called[0]

    def _nothing(self) -> str:
        """Why there is no tie to be shown: none holds on the day, or what holds was left out or set aside, with the numbers of both."""
        everything = (*self._known, *self.nameless, *self.memberships)
        reasons = Counter[str]()
        for left in self._drawn(everything).left_out:
            reasons[self._worded(left.reason)] += len(left.ties)
        reasons["of actors without a name"] = self._holding(self.nameless)
        reasons["of membership alone"] = self._holding(self.memberships)
        told = [f"{count:,} {reason}" for reason, count in reasons.items() if count]
        known = f", as known by {self.known_by}" if self.known_by else ""
        if told:
            return f"no tie is left on {self.on}{known}: left out are {', '.join(told)}; ask for these as well, or for another day"
        return f"no tie is reported to hold on {self.on}{known}; {told_of(everything)}"

    def _worded(self, reason: str) -> str:
        """Why an edge was left out of the graph, as it is said of many."""
        if reason.startswith("not reported since"):
            return f"last told of more than {self.within:,} {'day' if self.within == 1 else 'days'} before"
        return f"of {reason}" if reason.startswith("fewer") else reason

    def aside(self, *, ever: bool = False, since: datetime.date | str | None = None) -> str:
        """What `narrowed` set aside of the ties of the day, of those that changed `since` another, or of all that were `ever` known, in words."""

        def count(rows: Sequence[Evidence]) -> int:
            if since is not None:
                return len(alliances.changes(rows, since, self.on, self.known_by, groups=self.groups).basis.ties)
            return len(rows) if ever else self._holding(rows)

        counted = ((count(self.nameless), "of actors without a name"), (count(self.memberships), "of membership alone"))
        told = [f"{number:,} {'tie' if number == 1 else 'ties'} {words}" for number, words in counted if number]
        days = " on all days together" if ever else ""
        return f"Left out{days}: {' and '.join(told)}." if told else ""

    def _drawn(self, rows: Sequence[Evidence]) -> SignedGraph:
        """The graph that some other rows make on the day."""
        return alliances.graph(rows, self.on, self.known_by, **self._options)

    def _holding(self, rows: Sequence[Evidence]) -> int:
        """How many of some reports tell of ties that hold on the day."""
        return len(self._drawn(rows).basis.ties)

    @property
    def _known(self) -> tuple[Evidence, ...]:
        """The rows that were reported by the day that knowledge ends on."""
        return tuple(row for row in self.rows if self.known_by is None or row.reported <= self.known_by)

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
        """Friends, foes, contested and unknown of one actor, by any of its names, with what was denied or only sought.

        Of several whom the name fits it is who is called just so, else the one of most reports with a tie on the day; `others` names the rest.
        """
        if not isinstance(actor, str):
            raise alliances.NetworkError(f"actor can't be {actor!r}; it is a name")
        called = (actor,) if self._named is None else self._named(actor)
        label = next((one for one in called if one in self.graph.actors), called[0]) if actor not in called else actor
        others = tuple(one for one in called if one != label)
        try:
            return replace(alliances.stands_with(self.graph, label), others=others)
        except alliances.NetworkError as error:
            told = [self._absent(label) or str(error), fits_others(others)]
            raise alliances.NetworkError("; ".join(filter(None, told))) from None

    def _absent(self, label: str) -> str:
        """Why no tie of an actor holds on the day, where what is known of other days tells."""
        own = [row for row in self.rows if label in (row.a, row.b)]
        known = [row for row in self._known if label in (row.a, row.b)]
        if any(label in left.pair for left in self.graph.left_out):
            return ""
        if any(label in (row.a, row.b) for row in (*self.nameless, *self.memberships)):
            return f"what is reported of {label} was set aside, as that of actors without a name or of membership alone"
        if known:
            return f"no tie of {label} is reported to hold on {self.on}; {told_of(known)}"
        if own:
            return f"no tie of {label} was reported by {self.known_by}; the first report of one is of {min(row.reported for row in own)}"
        some = "1 actor has" if len(self.graph.actors) == 1 else f"{len(self.graph.actors):,} actors have"
        return f"no tie of {label} is reported on any day; {some} one on {self.on}" if self._named is not None else ""

    def camps(self, k: int | None = None, *, solver: Solver = "exact", time_limit: float = 60.0, alternatives: int = 0, seed: int = 0) -> Camps:
        """The camps, as many as the ties ask for, or at most `k`."""
        return alliances.camps(self.graph, k, solver=solver, time_limit=time_limit, alternatives=alternatives, seed=seed)

    def balance(self, *, solver: Solver = "exact", time_limit: float = 60.0, alternatives: int = 0, seed: int = 0) -> Balance:
        """Triads and the frustration index; refused where no cycle is there to be measured."""
        return alliances.balance(self.graph, solver=solver, time_limit=time_limit, alternatives=alternatives, seed=seed)

    def brokers(self, camps: Camps | None = None) -> tuple[Broker, ...]:
        """Actors with friends in two camps that are hostile to each other; the camps are found first where none are given."""
        if not isinstance(camps, alliances.Camps | None):
            raise alliances.NetworkError(f"camps can't be {camps!r}; it is what `camps` gives, or None")
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

    def changes(self, since: datetime.date | str) -> ChangeLog:
        """What changed from `since` to the day of the network, both included."""
        begin = options.day("since", since, last=False)
        if begin > self.on:
            raise alliances.NetworkError(f"the network is that of {self.on}, before {begin}; ask from an earlier day, or the network of a later one")
        return alliances.changes(self.rows, begin, self.on, self.known_by, groups=self.groups)
