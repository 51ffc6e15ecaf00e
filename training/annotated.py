"""Annotated reports beside what dateline makes of them, record by record, before they are written out."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline import ontology, sources
from dateline.knowledge.own import load_all
from dateline.language.encoder import Encoder
from dateline.records.cast import Cast
from dateline.records.claims import find_claims
from dateline.records.events import find_events
from dateline.records.places import Spot, find_places
from dateline.records.ties import Bond, find_ties
from dateline.records.times import find_times

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.language.annotation import Annotation
    from dateline.records.drafts import Draft
    from dateline.records.happenings import Happening

Gold = dict[str, Any]
Range = tuple[int, int]
KEYS = ("title", "text", "published", "url", "publisher")


@dataclass(frozen=True)
class Annotated:
    """One report: the annotation by hand, and what dateline found."""

    gold: Gold
    report: sources.Report
    annotation: Annotation
    cast: Cast
    claims: list[Draft]
    spots: list[Spot]
    events: list[Happening]
    bonds: list[Bond]


def load(name: str, article: dict[str, Any]) -> sources.Report:
    """A report from what a JSON article holds."""
    (report,) = sources.load(name, data=json.dumps({key: article[key] for key in KEYS if key in article}).encode())
    if not isinstance(report, sources.Report):
        sys.exit(str(report))
    return report


def read(path: Path) -> Annotated:
    """Read one annotated report."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    report = load(path.name, gold)
    return found(gold, report, Encoder.load().annotate(report))


def found(gold: Gold, report: sources.Report, annotation: Annotation) -> Annotated:
    """What dateline finds in an annotation."""
    words = ontology.load()
    cast = Cast(report, annotation, words, load_all()[0])
    claims, spots = find_claims(annotation, cast, words), find_places(report, annotation, cast)
    times = find_times(report.text, report.published)
    events = find_events(report, annotation, cast, words, claims, spots, times)
    return Annotated(gold, report, annotation, cast, claims, spots, events, find_ties(annotation, cast, words, claims, events, times))


def paths(description: str | None) -> list[Path]:
    """The annotated reports in the folder that the command line names."""
    cli = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("folder", type=Path)
    found = sorted(cli.parse_args().folder.glob("*.json"))
    if not found:
        sys.exit("no annotated reports there")
    return found


def quotes(text: str, quote: Any) -> list[Range]:
    """Where a quote of an annotation stands."""
    if quote is None:
        return []
    want, number = (quote, None) if isinstance(quote, str) else (quote["q"], quote.get("n", 1))
    found, at = [], text.find(want)
    while at >= 0:
        found.append((at, at + len(want)))
        at = text.find(want, at + 1)
    return found if number is None else found[number - 1 : number]


def anchors(text: str, event: Gold) -> list[Range]:
    """Where an annotated event is named."""
    return [span for quote in [event["anchor"], *event.get("also", [])] for span in quotes(text, quote)[:1]]


def overlap(a: Sequence[int], b: Sequence[int]) -> int:
    """How many characters two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))
