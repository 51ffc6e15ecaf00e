"""How sure the figures are: against chance, against the choice of origins, and without one of them."""

from __future__ import annotations

import itertools
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from dateline._errors import NetworkError
from dateline.alliances import cycles, options
from dateline.alliances.balance import arrays, frustrated, refuse_without_cycle, two_sides
from dateline.alliances.camps import FREE, Camps, camps
from dateline.alliances.evidence import Basis, Evidence, checked
from dateline.alliances.graph import Pair, SignedGraph, graph

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    import numpy.typing as npt

    Ends = npt.NDArray[np.int64]
    Values = npt.NDArray[np.float64]


class AgainstChance(msgspec.Struct, frozen=True, kw_only=True):
    """A measure of the graph beside the same measure of `samples` random graphs with each actor's number of friends and of foes.

    `share` is the share of random graphs that are at least as balanced, (as many + 1) / (samples + 1). A frustration here is that of the same local search for
    the graph and for the random ones, so that they can be compared: no more than an upper bound, whose proven figure is that of `balance`.
    """

    balanced_triads: float | None
    balanced_triads_expected: float | None
    balanced_triads_share: float | None
    frustration: float
    frustration_expected: float
    frustration_share: float
    samples: int
    seed: int
    basis: Basis


class Together(msgspec.Struct, frozen=True):
    """How often two actors stood in one camp among the `samples` in which both had a tie."""

    a: str
    b: str
    probability: float
    samples: int


class Resampled(msgspec.Struct, frozen=True, kw_only=True):
    """Co-camp probabilities over resampled origins. `proven` is the number of samples whose camps were proven best, `empty` of those without a tie."""

    together: tuple[Together, ...]
    samples: int
    proven: int
    empty: int
    seed: int
    basis: Basis


class WhatIf(msgspec.Struct, frozen=True, kw_only=True):
    """The camps with and without one origin. `lost` are the pairs whose edge it alone carried, `changed` those whose sign or weight it decides.

    `after` is None when nothing is left. `moved` are the pairs that stand together in one of the two and apart in the other.
    """

    origin: str
    before: Camps
    after: Camps | None
    lost: tuple[Pair, ...]
    changed: tuple[Pair, ...]
    moved: tuple[Pair, ...]


def against_chance(graph: SignedGraph, *, samples: int = 200, seed: int = 0, time_limit: float = 60.0) -> AgainstChance:
    """Hold the balance of a graph against random graphs that keep each actor's signed degrees.

    Ends of two edges of one sign are switched, again and again (Maslov & Sneppen 2002; for signed graphs Saiz, Gomez-Gardenes et al. 2017). Fewer samples are
    drawn when the time is over; the answer says how many. Raises `NetworkError` where balance can't be measured.
    """
    options.whole("samples", samples, 1)
    options.whole("seed", seed, 0)
    options.seconds(time_limit)
    refuse_without_cycle(graph)
    deadline = time.monotonic() + time_limit
    names, ends, signed = arrays(graph.signed)
    random = np.random.default_rng(seed)
    share, cost = _measured(len(names), ends, signed, deadline)
    shares: list[float] = []
    costs: list[float] = []
    switched = ends
    for _ in range(samples):
        if time.monotonic() > deadline:
            break
        switched = switch(switched, signed, random)
        drawn_share, drawn_cost = _measured(len(names), switched, signed, deadline)
        costs.append(drawn_cost)
        if drawn_share is not None:
            shares.append(drawn_share)
    if not costs:
        raise NetworkError(f"no random graph was drawn within {time_limit:g} seconds; give it more time")
    return AgainstChance(
        balanced_triads=share,
        balanced_triads_expected=float(np.mean(shares)) if shares else None,
        balanced_triads_share=None if share is None or not shares else (sum(drawn >= share - 1e-9 for drawn in shares) + 1) / (len(shares) + 1),
        frustration=cost,
        frustration_expected=float(np.mean(costs)),
        frustration_share=(sum(drawn <= cost + 1e-9 for drawn in costs) + 1) / (len(costs) + 1),
        samples=len(costs),
        seed=seed,
        basis=graph.basis_of(graph.signed),
    )


def switch(ends: Ends, signed: Values, random: np.random.Generator, *, times: int = 10) -> Ends:
    """A random graph with the same number of positive and of negative edges at each node; `times` attempted switches for each edge."""
    pairs = [tuple(sorted(pair)) for pair in ends.tolist()]
    taken = set(pairs)
    layers = [layer for layer in (np.flatnonzero(signed > 0), np.flatnonzero(signed < 0)) if len(layer) > 1]
    for layer in layers:
        for _ in range(times * len(layer)):
            first, second = random.choice(layer, 2, replace=False).tolist()
            (a, b), (c, d) = pairs[first], pairs[second]
            if random.random() < 0.5:
                c, d = d, c
            if len({a, b, c, d}) < 4:
                continue
            one, two = tuple(sorted((a, d))), tuple(sorted((c, b)))
            if one in taken or two in taken:
                continue
            taken -= {pairs[first], pairs[second]}
            taken |= {one, two}
            pairs[first], pairs[second] = one, two
    return np.array(pairs, dtype=np.int64)


def _measured(count: int, ends: Ends, signed: Values, deadline: float) -> tuple[float | None, float]:
    """The share of balanced triads, None without a triad, and the frustration that local search finds."""
    found = cycles.triangles(count, ends)
    share = float((np.prod(np.sign(signed[found]), axis=1) > 0).mean()) if len(found) else None
    side = two_sides(ends, signed, solver="search", deadline=deadline).side
    return share, float(np.abs(signed[frustrated(ends, signed, np.array([side[node] for node in range(count)]))]).sum())


def resample(
    evidence: Iterable[Evidence], on: dt.date | str, known_by: dt.date | str | None = None, *, n: int = 200, seed: int = 0, k: int | None = None,
    time_limit: float = 60.0, **asked: Any,
) -> Resampled:  # fmt: skip
    """How often two actors fall into one camp when the origins are drawn again, with replacement (the bootstrap, Efron 1979).

    Reports of one origin stand or fall together, so that origins are drawn and not reports. An origin that is drawn twice still counts once. `asked`
    are the options of `graph`. Raises `NetworkError` for a graph all of whose ties go back to one origin: it would stand or fall as a whole, and every
    probability be 1.
    """
    options.whole("n", n, 1)
    options.whole("seed", seed, 0)
    options.whole("k", k, 1, otherwise=FREE)
    options.seconds(time_limit)
    rows = checked(evidence)
    whole = graph(rows, on, known_by, **asked)
    if not whole.signed:
        raise NetworkError(f"no tie with a sign is reported to hold on {whole.on}; ask for a day on which ties are reported")
    if len(whole.basis.origins) == 1:
        raise NetworkError(f"how sure it is can't be told by drawing origins again: all ties of {whole.on} go back to one, so that they stand or fall together")
    origins = sorted({row.origin for row in rows if whole.known_by is None or row.reported <= whole.known_by})
    random = np.random.default_rng(seed)
    deadline = time.monotonic() + time_limit
    both: Counter[Pair] = Counter()
    one: Counter[Pair] = Counter()
    proven = empty = drawn = 0
    for _ in range(n):
        left = deadline - time.monotonic()
        if left <= 0:
            break
        drawn += 1
        kept = {origins[place] for place in random.integers(0, len(origins), len(origins))}
        sample = graph((row for row in rows if row.origin in kept), on, known_by, **asked)
        if not sample.signed:
            empty += 1
            continue
        found = camps(sample, k, time_limit=max(0.05, left / 4), seed=seed)
        proven += found.cost.status == "optimal"
        both.update(itertools.combinations(sorted(actor for camp in found.camps for actor in camp), 2))
        one.update(pair for camp in found.camps for pair in itertools.combinations(camp, 2))
    together = tuple(Together(a, b, one[a, b] / count, count) for (a, b), count in sorted(both.items()))
    return Resampled(together=together, samples=drawn, proven=proven, empty=empty, seed=seed, basis=whole.basis)


def whatif(
    evidence: Iterable[Evidence], on: dt.date | str, known_by: dt.date | str | None = None, *, drop_origin: str, k: int | None = None, time_limit: float = 60.0,
    **asked: Any,
) -> WhatIf:  # fmt: skip
    """What would change if everything that goes back to one origin were left out. Raises `NetworkError` for an origin that there is not."""
    rows = checked(evidence)
    options.seconds(time_limit)
    if drop_origin not in {row.origin for row in rows}:
        raise NetworkError(f"no report goes back to the origin {drop_origin}; the ids of the origins stand in the basis of each figure")
    whole = graph(rows, on, known_by, **asked)
    less = graph((row for row in rows if row.origin != drop_origin), on, known_by, **asked)
    before = camps(whole, k, time_limit=time_limit / 2)
    after = camps(less, k, time_limit=time_limit / 2) if less.signed else None
    left = {(edge.a, edge.b): edge for edge in less.edges}
    pairs = {(edge.a, edge.b): edge for edge in whole.edges}
    kept = {actor for camp in after.camps for actor in camp} if after else set()
    return WhatIf(
        origin=drop_origin,
        before=before,
        after=after,
        lost=tuple(sorted(pair for pair in pairs if pair not in left)),
        changed=tuple(sorted(pair for pair, edge in pairs.items() if pair in left and (left[pair].sign, left[pair].weight) != (edge.sign, edge.weight))),
        moved=tuple(sorted({pair for pair in _joined(before) ^ (_joined(after) if after else set()) if kept.issuperset(pair)})),
    )


def _joined(found: Camps) -> set[Pair]:
    return {pair for camp in found.camps for pair in itertools.combinations(camp, 2)}
