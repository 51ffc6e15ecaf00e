"""How fast a casebook stores and answers, and how large it grows.

    python bench/casebook.py                       # 10,000 reports, then up to 50,000; writes bench/casebook.svg
    python bench/casebook.py --most 10000          # the first part only

The reports are made: readings of `examples/` with other names, numbers and dates, so that no two texts are alike, names come from one pool in which a few
are frequent and most are rare (Zipf), and the words around them stay those of news. That the same few hundred sentences come again and again makes every
word of a search frequent, which is harder than news. Reading itself is not measured here (`bench/speed.py` does that). Times are told in processor
time, which a neighbour on the machine changes little, and by the clock.
"""

from __future__ import annotations

import argparse
import datetime
import gc
import itertools
import random
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

import dateline
from dateline.casebook.runs import Run
from dateline.records.model import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parent.parent
STEP = 1000
KNOWN, NEW = 400, 20_000
"""How many actors of the knowledge base, and how many others, the reports draw from."""
RUN = Run(dateline=dateline.__version__, model="bench", ontology="bench", knowledge="bench")
SEARCHES: dict[str, dict[str, object]] = {
    "one word": {"words": "ceasefire OR truce"},
    "frequent word": {"words": "killed"},
    "phrase": {"words": '"air strike"'},
    "phrase and word": {"words": '"security forces" AND opposition'},
    "with a source": {"words": "attack", "source": "kb"},
    "with source, status and days": {"words": "killed", "source": "kb", "status": "attributed", "since": 2015, "until": 2016},
    "events of an actor": {"words": "attack", "kind": "events", "actor": "kb", "type": "ASSAULT"},
    "ties": {"words": "alliance", "kind": "ties"},
    "texts": {"words": "parliament soldiers", "kind": "texts"},
}


def readings(file: Path | None) -> list[Reading]:
    """The readings that are varied: from a file that `dateline read --format jsonl` wrote, else the examples, read now."""
    if file is not None:
        return [msgspec.json.decode(line, type=Reading) for line in file.read_bytes().splitlines()]
    paths = sorted(path for path in (ROOT / "examples").iterdir() if path.name != "README.md")
    return [reading for path in paths for reading in dateline.readings(path) if isinstance(reading, Reading)]


def pseudonym(identity: int, word: str) -> str:
    """A word of the same length and shape as `word`, always the same for one identity."""
    source = random.Random(f"{identity} {word}")  # noqa: S311 - names for a measurement
    letters = "".join(itertools.islice(itertools.cycle(source.choice("bdfgklmnrstvz") + source.choice("aeiou") for _ in range(len(word))), len(word)))
    letters = letters[: len(word)]
    return letters.upper() if word.isupper() else letters.capitalize() if word[:1].isupper() else letters


def varied(reading: Reading, number: int) -> Reading:
    """The reading as that of another report: other names, numbers and dates; every span stays where it is."""
    source = random.Random(number)  # noqa: S311 - names for a measurement
    text = list(reading.document.text)
    names: dict[str, int] = {}
    for actor in reading.actors:
        known = actor.kb is not None
        names[actor.id] = zipf(source, KNOWN) if known else KNOWN + zipf(source, NEW)
        for mention in actor.mentions:
            if mention.form == "name":
                start, end = mention.span
                text[start:end] = re.sub(r"\w+", lambda word, own=names[actor.id]: pseudonym(own, word.group()), "".join(text[start:end]))  # type: ignore[misc]
    whole = re.sub(r"\d", lambda _: str(source.randint(1, 9)), "".join(text))
    shift = datetime.timedelta(days=source.randint(-4000, 0))

    def name(actor: dateline.Actor) -> str:
        spans = [mention.span for mention in actor.mentions if mention.form == "name"]
        if actor.kb is not None or not spans:
            return f"Known{names[actor.id]}" if actor.kb is not None else actor.name
        return max((whole[a:b] for a, b in spans), key=len)

    def day(value: datetime.date | None) -> datetime.date | None:
        return None if value is None else value + shift

    replace = msgspec.structs.replace
    actors = [replace(actor, name=name(actor), kb=f"kb:{names[actor.id]}" if actor.kb else None, country=None) for actor in reading.actors]
    taken: set[str] = set()
    for index, actor in enumerate(actors):  # no two actors of a report are one of the knowledge base
        if actor.kb in taken:
            actors[index] = replace(actor, kb=None)
        taken.add(actor.kb or "")
    return replace(
        reading,
        document=replace(
            reading.document, text=whole, id=f"{number:016x}", url=f"https://bench.example/{number}", title=None, published=day(reading.document.published)
        ),
        actors=tuple(actors),
        claims=tuple(replace(claim, content=whole[claim.span[0] : claim.span[1]]) for claim in reading.claims),
        events=tuple(
            replace(event, when=replace(event.when, start=day(event.when.start), end=day(event.when.end)) if event.when else None) for event in reading.events
        ),
        places=tuple(replace(place, name=whole[place.spans[0][0] : place.spans[0][1]]) for place in reading.places),
        times=tuple(replace(moment, start=day(moment.start), end=day(moment.end)) for moment in reading.times),
    )


def zipf(source: random.Random, most: int) -> int:
    """A number below `most`, the small ones far more often."""
    return min(most - 1, int(most ** source.random()) - 1)


def measure(ask: Callable[[], object], times: int = 15) -> tuple[float, float]:
    """Median of several runs in milliseconds: of processor time, and by the clock."""
    busy, taken = [], []
    for _ in range(times):
        start, begin = time.perf_counter(), time.process_time()
        ask()
        busy.append(1000 * (time.process_time() - begin))
        taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(busy), statistics.median(taken)


def filters(given: dict[str, object]) -> dict[str, object]:
    """The arguments of a search: `kb` stands for the most frequent actor, years for their first day."""
    named = {"kb": "kb:0"}
    return {
        key: named.get(value, value) if isinstance(value, str) else datetime.date(value, 1, 1) if isinstance(value, int) else value
        for key, value in given.items()
    }


def questions(path: Path) -> Iterator[tuple[str, float, float]]:
    """Each kind of question with its two medians. The casebook is opened anew, so that nothing is warm from writing."""
    with dateline.Casebook(path, read_only=True) as casebook:
        for title, given in SEARCHES.items():
            wanted = filters(given)
            yield f"search: {title}", *measure(lambda wanted=wanted: casebook.search(**wanted))  # type: ignore[misc]
        for title, actor in (("most frequent actor", "kb:0"), ("frequent actor", "kb:5"), ("rare actor", "kb:200")):
            yield f"who: {title}", *measure(lambda actor=actor: casebook.who(actor))  # type: ignore[misc]
        yield "timeline of a frequent actor", *measure(lambda: casebook.timeline(actor="kb:5"), 5)
        yield "show", *measure(casebook.show, 5)


def plot(points: list[tuple[int, float]], path: Path) -> None:
    """Milliseconds a report against the number of reports, as SVG."""
    width, height, left, bottom = 720, 300, 60, 40
    most, slowest = points[-1][0], max(10.0, *(cost for _, cost in points))
    x = [left + (width - left - 20) * count / most for count, _ in points]
    y = [height - bottom - (height - bottom - 30) * cost / slowest for _, cost in points]
    line = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x, y, strict=True))
    ticks = "".join(
        f'<text x="{left - 8}" y="{height - bottom - (height - bottom - 30) * share + 4:.0f}" text-anchor="end">{slowest * share:.1f}</text>'
        f'<line x1="{left}" x2="{width - 20}" y1="{height - bottom - (height - bottom - 30) * share:.0f}"'
        f' y2="{height - bottom - (height - bottom - 30) * share:.0f}" stroke="#ddd"/>'
        for share in (0, 0.25, 0.5, 0.75, 1)
    ) + "".join(
        f'<text x="{left + (width - left - 20) * share:.0f}" y="{height - bottom + 18}" text-anchor="middle">{most * share:,.0f}</text>'
        for share in (0, 0.2, 0.4, 0.6, 0.8, 1)
    )
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">'
        f'<rect width="{width}" height="{height}" fill="white"/><text x="{left}" y="18">processor time to store a report (ms), by reports in it</text>'
        f'{ticks}<polyline points="{line}" fill="none" stroke="#1f5f8b" stroke-width="2"/></svg>\n',
        encoding="utf-8",
    )


def main() -> None:
    """Store, ask, store on, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--at", type=int, default=10_000, help="ask questions at this many reports")
    parser.add_argument("--most", type=int, default=50_000, help="store up to this many reports")
    parser.add_argument("--readings", type=Path, help="readings to vary, as `dateline read --format jsonl` wrote them; without it the examples are read")
    parser.add_argument("--plot", type=Path, default=ROOT / "bench" / "casebook.svg")
    given = parser.parse_args()
    originals = readings(given.readings)
    points: list[tuple[int, float]] = []
    wall = 0.0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        for first in range(0, given.most, STEP):
            made = [varied(originals[number % len(originals)], number) for number in range(first, first + STEP)]
            gc.freeze()  # Python would else look through these thousand readings again and again, which nobody who stores one after the other holds
            with dateline.Casebook(path) as casebook:
                start, begin = time.perf_counter(), time.process_time()
                for reading in made:
                    casebook.store(reading, RUN)
                wall += time.perf_counter() - start
                points.append((first + STEP, 1000 * (time.process_time() - begin) / STEP))
            gc.unfreeze()
            print(f"{first + STEP:>7,} reports  {points[-1][1]:.2f} ms a report", file=sys.stderr)
            if first + STEP in (given.at, given.most):
                print(f"\n{first + STEP:,} reports\n")
                rate = 1000 / statistics.mean(cost for _, cost in points)
                print(f"{'stored':<42} {rate:,.0f} a second of processor time ({(first + STEP) / wall:,.0f} by the clock)")
                print(f"{'size':<42} {path.stat().st_size / (first + STEP) / 1024:.1f} KiB a report")
                for title, busy, taken in questions(path):
                    print(f"{title:<42} {busy:8.1f} ms of processor time ({taken:.1f} by the clock)")
    plot(points, given.plot)


if __name__ == "__main__":
    main()
