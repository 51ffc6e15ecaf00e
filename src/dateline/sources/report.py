"""A report as it arrives: its text, the parts of the text and what is known about it before any language is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime

PartKind = Literal["headline", "byline", "dateline", "caption", "body", "boilerplate"]
Span = tuple[int, int]
"""`[start, end)` in Unicode code points of the report's text."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text with one function in the report."""

    kind: PartKind
    span: Span


@dataclass(frozen=True, slots=True)
class Credit:
    """An agency or outlet through which the report, or a statement in it, came."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Report:
    """One report before it is read.

    `parts` are in the order of the text, do not overlap, and together cover everything but white space. `place_line` is the span of the
    place name that a text opens with ("BEIRUT -"); `warnings` are sentences for the person who asked for the reading. `markup` are the spans of
    Markdown's marks (`**`, `](url)`): they are in the text, which stays unchanged, but are not words of it; see `markdown.without_markup`.
    """

    origin: str
    text: str
    parts: tuple[Part, ...]
    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    author: str | None = None
    language: str | None = None
    published: datetime.date | None = None
    credits: tuple[Credit, ...] = ()
    place_line: Span | None = None
    warnings: tuple[str, ...] = field(default=())
    markup: tuple[Span, ...] = ()
