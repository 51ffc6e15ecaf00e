"""The way from an input to readings."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline import ontology, sources
from dateline._errors import InputError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from dateline.records.model import Reading
    from dateline.sources.report import Report


def read_report(report: Report) -> Reading:
    """Reads one report that is already in memory. Raises `ModelError` or `KnowledgeError` when the installation is damaged."""
    from dateline.knowledge.own import load_all
    from dateline.language.encoder import Encoder
    from dateline.records.build import build

    known, warnings = load_all()
    annotation = Encoder.load().annotate(report)
    return build(replace(report, warnings=(*report.warnings, *warnings)), annotation, ontology.load(), known)


def readings(origin: str | os.PathLike[str], *, data: bytes | None = None, published: datetime.date | None = None) -> Iterator[Reading | InputError]:
    """Reads every report of one input, in order: a `Reading` for each, or the `InputError` that says why one can't be read.

    `origin` is a path, or any name when the bytes are given as `data`; `published` is the date of publication of reports that do not carry their own.
    """
    for report in sources.load(os.fspath(origin), data=data, published=published):
        yield report if isinstance(report, InputError) else read_report(report)


def read(origin: str | os.PathLike[str], *, data: bytes | None = None, published: datetime.date | None = None) -> Reading:
    """Reads an input that holds one report.

    Raises `InputError` when it can't be read, or when it holds none or several (`readings` is for those).
    """
    found = list(readings(origin, data=data, published=published))
    if len(found) != 1:
        raise InputError(os.fspath(origin), f"holds {len(found)} reports", "use dateline.readings() for inputs with several")
    if isinstance(found[0], InputError):
        raise found[0]
    return found[0]
