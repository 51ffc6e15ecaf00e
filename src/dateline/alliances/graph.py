"""The signed graph of a day: who is tied to whom, as a friend or as a foe.

Two clocks run. A tie *holds* from a day to a day, and it is *reported* on a day. `on` asks the first clock, `known_by` the second: what did a reader of that
day know?

**When a tie holds.** With `since` and `until`, between the two, both included. Without `since`, from the day of the report and never earlier: that two actors
are allied today says nothing of last year. Without `until`, from then on until a report says that a tie of the same kind between the two has ended; it is
*carried* on and shows its age. A carried tie gives way to one of the opposite sign that is known to hold more than `settle` days later (friends became foes);
within these days the two contradict each other, both are kept, and the edge is contested. A tie whose own dates cover the day never gives way.

**What is an edge.** Ties that are sought or denied never are; they stand aside, to be shown. A denial makes the edge that it denies a contested one. A tie that
is reported as ended is an edge of the days on which the report says that it held.

**Weight.** An edge weighs 1, however often it is reported: independent origins are counted and shown, and articles never. A contested edge has the sign that
more origins give it and weighs their margin, (more - fewer) / (more + fewer); with as many on both sides it has the sign 0, is shown, and pulls nowhere.

**Old ties.** A carried tie never fades by itself: nothing says that it has ended, and how long a tie lasts nobody knows. It is shown with its age. `within`
leaves out the edges of which nothing was told for more days than that, and lists them: not reported since, which is not to say that they ended.

**Groups.** A statement of forty groups is one node with one tie to each of those whom it is about. `groups="expand"` puts the named members in its place,
pairwise tied to each other and each tied to the others; all these pairs share the weight of the one statement.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from typing import TYPE_CHECKING, Literal, get_args

import msgspec
import networkx as nx

from dateline.alliances import options
from dateline.alliances.evidence import Basis, Evidence, Sign, basis, checked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Groups = Literal["node", "expand"]
Contested = Literal["keep", "drop", "latest"]
Pair = tuple[str, str]
DAY = dt.timedelta(days=1)


class Strand(msgspec.Struct, frozen=True):
    """A row of evidence laid between two actors, with its share of the weight of its statement."""

    row: Evidence
    sign: Literal[-1, 1]
    share: float = 1.0


class SignedEdge(msgspec.Struct, frozen=True, kw_only=True):
    """All that ties two actors on a day. `positive`, `negative` and `denials` are the rows that say so; `age` is the number of days since it was last known."""

    a: str
    b: str
    sign: Sign
    weight: float
    contested: bool
    age: int
    positive: tuple[Evidence, ...] = ()
    negative: tuple[Evidence, ...] = ()
    denials: tuple[Evidence, ...] = ()

    @property
    def rows(self) -> tuple[Evidence, ...]:
        """The rows that tie the two, denials apart."""
        return self.positive + self.negative

    @property
    def ties(self) -> tuple[str, ...]:
        """The ids of the ties that the edge rests on."""
        return tuple(sorted({row.tie for row in self.rows}))

    @property
    def origins(self) -> tuple[str, ...]:
        """The independent origins of the edge."""
        return tuple(sorted({row.origin for row in self.rows}))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of tie that the edge is made of."""
        return tuple(sorted({row.kind for row in self.rows}))

    def other(self, actor: str) -> str:
        """The actor at the other end."""
        return self.b if actor == self.a else self.a


class LeftOut(msgspec.Struct, frozen=True):
    """Rows that make no edge, with the reason."""

    pair: Pair
    reason: str
    ties: tuple[str, ...]


class SignedGraph(msgspec.Struct, frozen=True, kw_only=True):
    """The edges of a day, sorted, and what was left out of them and why. `aside` are the ties that were sought or denied by then."""

    on: dt.date
    known_by: dt.date | None
    groups: Groups
    contested: Contested
    min_origins: int
    within: int | None
    edges: tuple[SignedEdge, ...]
    aside: tuple[Evidence, ...]
    left_out: tuple[LeftOut, ...]
    basis: Basis

    @property
    def actors(self) -> tuple[str, ...]:
        """Every actor with an edge, sorted."""
        return tuple(sorted({actor for edge in self.edges for actor in (edge.a, edge.b)}))

    @property
    def signed(self) -> tuple[SignedEdge, ...]:
        """The edges that pull somewhere: those with a sign and a weight."""
        return tuple(edge for edge in self.edges if edge.sign and edge.weight > 0)

    def networkx(self) -> nx.Graph:
        """The same as a networkx graph, with `sign`, `weight`, `contested` and `edge` on every edge."""
        out = nx.Graph()
        for edge in self.edges:
            out.add_edge(edge.a, edge.b, sign=edge.sign, weight=edge.weight, contested=edge.contested, edge=edge)
        return out

    def basis_of(self, edges: Iterable[SignedEdge]) -> Basis:
        """What some of the edges rest on."""
        return basis((row for edge in edges for row in edge.rows), self.on, self.known_by)


def graph(
    evidence: Iterable[Evidence],
    on: dt.date | str,
    known_by: dt.date | str | None = None,
    *,
    groups: Groups = "node",
    contested: Contested = "keep",
    min_origins: int = 1,
    within: int | None = None,
    settle: int = 30,
) -> SignedGraph:
    """Draw the signed graph of the day `on` from what was reported up to `known_by` (None: from all reports); of a year or a month the last day is meant.

    `contested` says what becomes of an edge whose rows contradict each other: it is kept, dropped, or has the sign last known. An edge needs `min_origins`
    independent origins for its sign, and to be told of `within` so many days before `on` (None: however long ago). What is left out is listed with its
    reason. Raises `NetworkError` for an option that can't be, and says what can.
    """
    on = options.day("on", on, last=True)
    known_by = None if known_by is None else options.day("known_by", known_by, last=True)
    options.word("groups", groups, get_args(Groups))
    options.word("contested", contested, get_args(Contested))
    options.whole("min_origins", min_origins, 1)
    options.whole("within", within, 0, otherwise="so that no tie is too old")
    options.whole("settle", settle, 0)
    known = [row for row in checked(evidence) if known_by is None or row.reported <= known_by]
    left_out: list[LeftOut] = []
    edges: list[SignedEdge] = []
    for pair, strands in sorted(by_pair(known, groups).items()):
        if pair[0] == pair[1]:
            left_out.append(LeftOut(pair, "both ends are one actor", tuple(sorted({strand.row.tie for strand in strands}))))
            continue
        edge = edge_on(pair, strands, on, contested="keep", min_origins=1, settle=settle)
        if edge is None:
            continue
        plain = contested == "keep" and min_origins == 1
        kept = edge if plain else edge_on(pair, strands, on, contested=contested, min_origins=min_origins, settle=settle)
        if kept and within is not None and kept.age > within:
            left_out.append(LeftOut(pair, f"not reported since {on - kept.age * DAY}", kept.ties))
        elif kept:
            edges.append(kept)
        else:
            few = edge_on(pair, strands, on, contested="keep", min_origins=min_origins, settle=settle) is None
            left_out.append(LeftOut(pair, f"fewer than {min_origins} independent origins" if few else "contested", edge.ties))
    return SignedGraph(
        on=on,
        known_by=known_by,
        groups=groups,
        contested=contested,
        min_origins=min_origins,
        within=within,
        edges=tuple(edges),
        aside=tuple(row for row in known if row.polarity in ("sought", "denied") and first_day(row) <= on),
        left_out=tuple(left_out),
        basis=basis((row for edge in edges for row in edge.rows), on, known_by),
    )


def by_pair(rows: Iterable[Evidence], groups: Groups) -> dict[Pair, list[Strand]]:
    """Lay rows between their actors. The two names of a pair are in order; a pair of one actor with itself is kept, for the caller to refuse."""
    pairs: defaultdict[Pair, list[Strand]] = defaultdict(list)
    if groups == "node":
        for row in rows:
            pairs[_pair(row.a, row.b)].append(Strand(row, row.sign))
        return pairs
    statements: defaultdict[str, list[Evidence]] = defaultdict(list)
    for row in rows:
        statements[row.statement or row.tie].append(row)
    for stated in statements.values():
        laid = _expanded(stated)
        share = 1.0 / len({pair for pair, _ in laid}) if any(row.members_a or row.members_b for row in stated) else 1.0
        for pair, strand in laid:
            pairs[pair].append(Strand(strand.row, strand.sign, share))
    return pairs


def _expanded(stated: Sequence[Evidence]) -> list[tuple[Pair, Strand]]:
    """The pairs that one statement comes to, once its groups are replaced by their members."""
    out: list[tuple[Pair, Strand]] = []
    signed: set[str] = set()
    for row in stated:
        ends = (row.members_a or (row.a,), row.members_b or (row.b,))
        out += [(_pair(a, b), Strand(row, row.sign)) for a, b in itertools.product(*ends)]
        for group, members in ((row.a, row.members_a), (row.b, row.members_b)):
            # Those who sign a statement together are allied in it, whatever it says of others, and once however many it is about.
            if members and group not in signed and row.polarity == "affirmed":
                signed.add(group)
                out += [(_pair(a, b), Strand(row, 1)) for a, b in itertools.combinations(sorted(set(members)), 2)]
    return out


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a <= b else (b, a)


def edge_on(pair: Pair, strands: Sequence[Strand], on: dt.date, *, contested: Contested = "keep", min_origins: int = 1, settle: int = 30) -> SignedEdge | None:
    """The edge between two actors on a day, or None when no tie is known to hold, or none that the options let pass."""
    holding = _holding(strands, on, settle)
    sides = {sign: [strand for strand in holding if strand.sign == sign] for sign in (1, -1)}
    for sign, side in sides.items():
        if len({strand.row.origin for strand in side}) < min_origins:
            sides[sign] = []
    if not (sides[1] or sides[-1]):
        return None
    newest = max(last_known(strand.row, on) for side in sides.values() for strand in side)
    slack = dt.timedelta(days=settle)
    denials = tuple(
        strand.row
        for strand in strands
        if strand.row.polarity == "denied" and sides[strand.sign] and first_day(strand.row) <= on and last_known(strand.row, on) + slack >= newest
    )
    disputed = bool(denials or (sides[1] and sides[-1]))
    if disputed and contested == "drop":
        return None
    sign, weight = _pull(sides, on, contested)
    if not sign and contested == "latest":
        return None
    return SignedEdge(
        a=pair[0],
        b=pair[1],
        sign=sign,
        weight=weight,
        contested=disputed,
        age=(on - newest).days,
        positive=tuple(strand.row for strand in sides[1]),
        negative=tuple(strand.row for strand in sides[-1]),
        denials=denials,
    )


def _pull(sides: dict[int, list[Strand]], on: dt.date, contested: Contested) -> tuple[Sign, float]:
    """The sign of an edge and its weight, between 0 and 1."""
    weights = {sign: min(1.0, sum({strand.row.statement or strand.row.tie: strand.share for strand in side}.values())) for sign, side in sides.items()}
    if not sides[-1]:
        return 1, weights[1]
    if not sides[1]:
        return -1, weights[-1]
    if contested == "latest":
        newest = {sign: max(last_known(strand.row, on) for strand in side) for sign, side in sides.items()}
        if newest[1] == newest[-1]:
            return 0, 0.0
        return (1, weights[1]) if newest[1] > newest[-1] else (-1, weights[-1])
    friends, foes = (len({strand.row.origin for strand in sides[sign]}) for sign in (1, -1))
    if friends == foes:
        return 0, 0.0
    margin = abs(friends - foes) / (friends + foes)
    return (1, margin * weights[1]) if friends > foes else (-1, margin * weights[-1])


def _holding(strands: Sequence[Strand], on: dt.date, settle: int) -> list[Strand]:
    """The strands that hold on a day, without those that gave way to a later one of the opposite sign."""
    ends = [(strand.row.kind, strand.row.until or strand.row.reported - DAY) for strand in strands if strand.row.polarity == "ended"]
    held = [strand for strand in strands if _holds(strand, on, ends)]
    slack = dt.timedelta(days=settle)
    newest = {sign: max((last_known(strand.row, on) for strand in held if strand.sign == sign), default=dt.date.min) for sign in (1, -1)}
    return [strand for strand in held if _covers(strand.row, on) or newest[-strand.sign] <= last_known(strand.row, on) + slack]


def _covers(row: Evidence, on: dt.date) -> bool:
    """Whether a row's own end says that it still holds on a day."""
    return row.until is not None and on <= row.until


def _holds(strand: Strand, on: dt.date, ends: Sequence[tuple[str, dt.date]]) -> bool:
    row = strand.row
    if row.polarity == "ended":
        if not (row.since or row.until):
            return False
        return first_day(row) <= on <= (row.until or row.reported - DAY)
    if row.polarity != "affirmed":
        return False
    first = first_day(row)
    last = row.until
    if last is None:
        # An end that lies before a tie began ended an earlier one.
        last = min((day for kind, day in ends if kind == row.kind and day >= first), default=None)
    return first <= on and (last is None or on <= last)


def first_day(row: Evidence) -> dt.date:
    """The first day on which a row knows its tie to hold: never before the report, unless the report says so."""
    return row.since or min(row.reported, row.until or row.reported)


def last_known(row: Evidence, on: dt.date) -> dt.date:
    """The last day, up to `on`, of which a row tells: a report can promise a tie until next year, but knows of it only up to its own day."""
    told = max(row.reported, first_day(row))
    return min(on, told, row.until or told)
