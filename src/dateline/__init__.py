"""Reads news reports of conflict into claims, events and ties, each pointing at the exact words that it rests on.

    reading = dateline.read("report.md")
    for claim in reading.claims:
        print(reading.quote(claim.source.span), claim.stance, claim.content)

Everything public is here; the modules behind it are private. What can go wrong is the tree under `DatelineError`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline._errors import CasebookError, DatelineError, InputError, KnowledgeError, ModelError

if TYPE_CHECKING:
    from dateline._read import read, read_report, readings
    from dateline.casebook.casebook import Casebook
    from dateline.records.model import (
        Account,
        Actor,
        Claim,
        Count,
        Document,
        Event,
        Mention,
        Period,
        Place,
        Reading,
        Size,
        Source,
        SourceCredit,
        TextPart,
        Tie,
        Time,
    )  # fmt: skip

__version__ = "0.1.0"

_READERS = ("read", "read_report", "readings")
_RECORDS = (
    "Account", "Actor", "Claim", "Count", "Document", "Event", "Mention", "Period", "Place", "Reading", "Size", "Source", "SourceCredit", "TextPart", "Tie",
    "Time",
)  # fmt: skip
__all__ = [
    "Account", "Actor", "Casebook", "CasebookError", "Claim", "Count", "DatelineError", "Document", "Event", "InputError", "KnowledgeError", "Mention",
    "ModelError", "Period", "Place", "Reading", "Size", "Source", "SourceCredit", "TextPart", "Tie", "Time", "__version__", "read", "read_report", "readings",
]  # fmt: skip


def __getattr__(name: str) -> object:  # functions and classes alike
    """Loads the reader and the records on first use, so that `dateline --help` starts at once."""
    if name in _READERS:
        from dateline import _read

        return getattr(_read, name)
    if name == "Casebook":
        from dateline.casebook.casebook import Casebook

        return Casebook
    if name in _RECORDS:
        from dateline.records import model

        return getattr(model, name)
    raise AttributeError(f"module 'dateline' has no attribute {name!r}")
