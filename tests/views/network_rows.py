"""An invented war with twenty-five actors and two years of reports, for the pictures of the network."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import cast, get_args

from dateline.alliances.evidence import Evidence, Kind, Polarity


def evidence() -> tuple[Evidence, ...]:
    """Make the rows of `network_rows.csv`. A group of thirty-one states one thing about two others."""
    with Path(__file__).with_name("network_rows.csv").open(encoding="utf-8", newline="") as table:
        return tuple(_row(number, cells) for number, cells in enumerate(csv.DictReader(table), 1))


def _row(number: int, cells: dict[str, str]) -> Evidence:
    assert cells["kind"] in get_args(Kind)
    assert cells["polarity"] in get_args(Polarity)
    group = cells["a"] == "thirty-one local councils"
    return Evidence(
        tie=f"t{number}",
        a=cells["a"],
        b=cells["b"],
        kind=cast("Kind", cells["kind"]),
        reported=dt.date.fromisoformat(cells["reported"]),
        origin=cells["origin"],
        report=f"r{number}",
        polarity=cast("Polarity", cells["polarity"]),
        since=dt.date.fromisoformat(cells["since"]) if cells["since"] else None,
        until=dt.date.fromisoformat(cells["until"]) if cells["until"] else None,
        statement="s1" if group else None,
        size_a=31 if group else 1,
        confidence=float(cells["confidence"]) if cells["confidence"] else None,
        quote=cells["quote"],
    )
