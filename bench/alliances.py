"""Measure the solvers of balance and camps on graphs with planted camps.

    python bench/alliances.py             # the table of docs/alliances.md: about a minute
    python bench/alliances.py --hard      # graphs that are not solved in time
    python bench/alliances.py --noise     # how much noise can be proven: the same graphs with more and more wrong signs
    python bench/alliances.py --large     # 3,500 actors with 19,000 ties, once for each question

A graph has so many camps of random size; a share `within` of its ties lies inside camps; of all ties a share `noise` then has the wrong sign. Networks between
states look like this: a few blocks, dense inside, with little noise. Ties fall on actors evenly, or (`hubs`) in proportion to a weight that falls with the rank
of the actor, as where a few powers are tied to everyone. For each kind two seeds are drawn, and the slowest is shown.

"Two sides" is the frustration index, "camps" the line index with k free. Times are of the processor, in seconds, from the arrays of a graph to the answer with
its proof; the limit is of the clock.
"""

from __future__ import annotations

import argparse
import datetime as dt
import time
from typing import NamedTuple

import numpy as np

from dateline.alliances import balance as measure_balance
from dateline.alliances import camps as find_camps
from dateline.alliances import graph
from dateline.alliances.evidence import Evidence


class Shape(NamedTuple):
    """What a planted graph looks like."""

    nodes: int
    ties: int
    camps: int
    within: float
    noise: float
    hubs: bool = False


ORDINARY = [
    Shape(150, 1300, 2, 0.8, 0.05),
    Shape(150, 1300, 3, 0.85, 0.05),
    Shape(150, 1300, 3, 0.85, 0.10),
    Shape(150, 1300, 4, 0.9, 0.05, hubs=True),
    Shape(240, 500, 2, 0.75, 0.05),
    Shape(240, 500, 3, 0.8, 0.05),
    Shape(240, 500, 3, 0.8, 0.10, hubs=True),
    Shape(240, 500, 4, 0.85, 0.10),
]
HARD = [Shape(150, 1300, 6, 0.9, 0.1), Shape(150, 1300, 4, 0.5, 0.1), Shape(240, 500, 3, 0.7, 0.2), Shape(240, 500, 2, 0.5, 0.5)]
NOISY = [
    *(Shape(150, 1300, 3, 0.85, noise) for noise in (0.05, 0.10, 0.15, 0.20, 0.25, 0.30)),
    *(Shape(240, 500, 3, 0.8, noise) for noise in (0.05, 0.10, 0.15, 0.20, 0.25, 0.30)),
]
LARGE = [Shape(3500, 19000, 8, 0.8, 0.1, hubs=True)]


def drawn(shape: Shape, seed: int) -> list[Evidence]:
    """The ties of a planted graph, as rows of evidence."""
    random = np.random.default_rng(seed)
    odds = 1.0 / (np.arange(shape.nodes) + 10) ** 0.6 if shape.hubs else np.ones(shape.nodes)
    odds = random.permutation(odds / odds.sum())
    camp = random.integers(0, shape.camps, shape.nodes)
    pairs: dict[tuple[int, int], int] = {}
    while len(pairs) < shape.ties:
        for a, b in random.choice(shape.nodes, (shape.ties, 2), p=odds).tolist():
            pair = (min(a, b), max(a, b))
            if a != b and pair not in pairs and len(pairs) < shape.ties and (camp[a] == camp[b]) == (random.random() < shape.within):
                pairs[pair] = (1 if camp[a] == camp[b] else -1) * (-1 if random.random() < shape.noise else 1)
    day = dt.date(2024, 1, 1)
    return [
        Evidence(tie=str(n), a=f"{a:05}", b=f"{b:05}", kind="allied_with" if sign > 0 else "fights", reported=day, origin=str(n), report=str(n))
        for n, ((a, b), sign) in enumerate(pairs.items())
    ]


def measure(shape: Shape, limit: float, seeds: int) -> None:
    """Print one line: the slowest of some seeds for each of the two questions."""
    for question in ("two sides", "camps"):
        slowest = None
        for seed in range(seeds):
            web = graph(drawn(shape, seed), dt.date(2024, 1, 1))
            started, clock = time.process_time(), time.monotonic()
            found = measure_balance(web, time_limit=limit).frustration if question == "two sides" else find_camps(web, time_limit=limit).cost
            taken = (time.process_time() - started, time.monotonic() - clock, found)
            slowest = max(slowest, taken, key=lambda held: held[0]) if slowest else taken
        if slowest:
            seconds, clock, found = slowest
            form = f"{shape.nodes:,} | {shape.ties:,} | {shape.camps} | {shape.within:.0%} | {shape.noise:.0%} | {'yes' if shape.hubs else 'no'}"
            print(f"| {form} | {question} | {found.value:g} | {found.bound:g} | {found.status} | {seconds:.1f} | {clock:.1f} |", flush=True)


def main() -> None:
    """Measure and print a table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--hard", action="store_true")
    asked.add_argument("--noise", action="store_true")
    asked.add_argument("--large", action="store_true")
    asked.add_argument("--limit", type=float, default=30.0, help="seconds of the clock for one answer")
    asked.add_argument("--seeds", type=int, default=2)
    options = asked.parse_args()
    print("| actors | ties | camps | within | noise | hubs | question | value | bound | status | CPU s | clock s |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    if not (options.hard or options.noise or options.large):
        measured(ORDINARY, options.limit, options.seeds)
    if options.hard:
        measured(HARD, options.limit, options.seeds)
    if options.noise:
        measured(NOISY, options.limit, options.seeds)
    if options.large:
        measured(LARGE, options.limit, 1)


def measured(shapes: list[Shape], limit: float, seeds: int) -> None:
    """Print the lines of some shapes."""
    for shape in shapes:
        measure(shape, limit, seeds)


if __name__ == "__main__":
    main()
