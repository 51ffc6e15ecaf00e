"""The web of alliances in a casebook, as of a day and as known on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline import alliances

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from dateline.alliances import AgainstChance, Balance, Broker, Camps, ChangeLog, Evidence, Resampled, SignedGraph, Stands, WhatIf
    from dateline.alliances.balance import Solver
    from dateline.alliances.graph import Contested, Groups
    from dateline.casebook.evidence import Evident


def network(
    found: Evident,
    on: datetime.date | None = None,
    known_by: datetime.date | None = None,
    *,
    groups: Groups = "node",
    contested: Contested = "keep",
    min_origins: int = 1,
) -> Network:
    """The network of a day, that of the last report if none is given. Raises `NetworkError` where there is nothing to draw, with the reason."""
    if not found.rows:
        undated = f"; {len(found.undated):,} are in reports without a date, which must be stored with --published" if found.undated else ""
        raise alliances.NetworkError(f"the casebook has no tie of a report with a date{undated}")
    made = Network(found.rows, on or max(row.reported for row in found.rows), known_by, groups=groups, contested=contested, min_origins=min_origins)
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
    date.
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
    ) -> None:
        self.rows = tuple(rows)
        self.on = on
        self.known_by = known_by
        self.undated: tuple[str, ...] = ()
        self.groups, self.contested, self.min_origins = groups, contested, min_origins
        self.graph: SignedGraph = alliances.graph(self.rows, on, known_by, groups=groups, contested=contested, min_origins=min_origins)

    def stands_with(self, actor: str) -> Stands:
        """Friends, foes, contested and unknown of one actor, with what was denied or only sought."""
        return alliances.stands_with(self.graph, actor)

    def camps(self, k: int | None = None, *, solver: Solver = "exact", time_limit: float = 60.0, alternatives: int = 0, seed: int = 0) -> Camps:
        """The camps, as many as the ties ask for, or at most `k`."""
        return alliances.camps(self.graph, k, solver=solver, time_limit=time_limit, alternatives=alternatives, seed=seed)

    def balance(self, *, solver: Solver = "exact", time_limit: float = 60.0, alternatives: int = 0, seed: int = 0) -> Balance:
        """Triads and the frustration index; refused where no cycle is there to be measured."""
        return alliances.balance(self.graph, solver=solver, time_limit=time_limit, alternatives=alternatives, seed=seed)

    def brokers(self, camps: Camps | None = None) -> tuple[Broker, ...]:
        """Actors with friends in two camps that are hostile to each other; the camps are found first where none are given."""
        return alliances.brokers(self.graph, camps or self.camps())

    def whatif(self, *, drop_origin: str, k: int | None = None, time_limit: float = 60.0) -> WhatIf:
        """What would change if everything that goes back to one origin were left out."""
        return alliances.whatif(
            self.rows, self.on, self.known_by, drop_origin=drop_origin, k=k, time_limit=time_limit, groups=self.groups, contested=self.contested,
            min_origins=self.min_origins,
        )  # fmt: skip

    def resample(self, *, by: str = "origin", n: int = 200, seed: int = 0, k: int | None = None, time_limit: float = 60.0) -> Resampled:
        """How often two actors stand in one camp when the origins are drawn again. `by` can only be `origin`: articles of one origin are not independent."""
        if by != "origin":
            raise alliances.NetworkError(f"ties can't be drawn again by {by!r}, only by 'origin': reports that go back to one stand or fall together")
        return alliances.resample(
            self.rows, self.on, self.known_by, n=n, seed=seed, k=k, time_limit=time_limit, groups=self.groups, contested=self.contested,
            min_origins=self.min_origins,
        )  # fmt: skip

    def against_chance(self, *, samples: int = 200, seed: int = 0, time_limit: float = 60.0) -> AgainstChance:
        """How balanced the graph is beside random ones in which each actor has as many friends and foes."""
        return alliances.against_chance(self.graph, samples=samples, seed=seed, time_limit=time_limit)

    def changes(self, since: datetime.date) -> ChangeLog:
        """What changed after `since` and up to the day of the network."""
        return alliances.changes(self.rows, since, self.on, self.known_by, groups=self.groups)
