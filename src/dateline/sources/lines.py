"""Lines and paragraphs of a text, by their spans: the units from which the parts of a report are made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.sources.report import Span

_LINE = re.compile(r"([^\n\r\f\v\x85\u2028\u2029]*)(\r\n|[\n\r\f\v\x85\u2028\u2029]|\Z)")
_HEADING = re.compile(r"[ \t]{0,3}(#{1,6})[ \t]")
_CLOSING = "\"'”’»)]*_"
_ABBREVIATED = re.compile(r"(?:\b[A-Z]\.|\b(?:Inc|Corp|Ltd|Co|Jr|Sr|etc)\.)$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank.

    `span` is its extent without white space and without Markdown's marks at its edges; `words` is its text for matching, with every run of
    white space and marks made one space.
    """

    span: Span
    words: str
    heading: int = 0
    bold: bool = False
    italic: bool = False
    link: bool = False
    image: bool = False


def paragraphs(text: str, plain: str) -> list[list[Line]]:
    """The paragraphs of a text as lists of lines. `plain` is the text with its marks blanked out, or the text itself."""
    found: list[list[Line]] = []
    current: list[Line] = []
    marked = text is not plain
    for match in _LINE.finditer(plain):
        start, end = match.span(1)
        words = " ".join(match.group(1).split())
        if words:
            current.append(_line(text, plain, start, end, words) if marked else Line(_trimmed(plain, start, end), words))
        elif current:
            found.append(current)
            current = []
        if match.group(2) == "\f" and current:  # a new page: whatever was running in from above is over
            found.append(current)
            current = []
    if current:
        found.append(current)
    return found


def joined(lines: list[Line]) -> str:
    """The words of some lines as one string."""
    return lines[0].words if len(lines) == 1 else " ".join(line.words for line in lines)


def extent(lines: list[Line]) -> Span:
    """The span from the first line to the last."""
    return lines[0].span[0], lines[-1].span[1]


def ends_sentence(words: str) -> bool:
    """Whether a line ends as a sentence does: with `.`, `!`, `?` or an ellipsis, closing quotes aside, and not just with an abbreviation."""
    bare = words.rstrip(_CLOSING + " ")
    return bare.endswith((".", "!", "?", "…")) and not _ABBREVIATED.search(bare)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _line(text: str, plain: str, start: int, end: int, words: str) -> Line:
    raw = text[start:end].strip()
    heading = _HEADING.match(text[start:end])
    bold = len(raw) > 4 and raw[:2] in ("**", "__") and raw[-2:] == raw[:2] and raw[2:-2].count(raw[:2]) == 0
    italic = not bold and len(raw) > 2 and raw[0] in "*_" and raw[-1] == raw[0] and raw[1] not in " *_" and raw[1:-1].count(raw[0]) == 0
    return Line(
        _trimmed(plain, start, end),
        words,
        heading=len(heading.group(1)) if heading else 0,
        bold=bold,
        italic=italic,
        link=raw.startswith("[") and raw.endswith(")") and raw.count("](") == 1,
        image=raw.startswith("![") and raw.endswith(")"),
    )
