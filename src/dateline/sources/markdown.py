"""The marks of Markdown in a text that itself stays unchanged.

A report in Markdown is read as it stands, so that spans fit the file; only what is mark and what is word has to be known. `marks` finds the
marks, `without_markup` gives the same text with every mark blanked out, code point for code point.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.sources.report import Report, Span

# Every quantifier is bounded, so that a damaged text of megabytes costs no more than its length.
_LINE_MARK = re.compile(
    r"^[ \t]{0,3}(?P<mark>#{1,6}(?=[ \t])|(?:>[ \t]?){1,5}|[-*+](?=[ \t])|={3,}[ \t\r]*$|-{3,}[ \t\r]*$|\*{3,}[ \t\r]*$)|(?P<closing>[ \t]#{1,6}[ \t\r]*$)",
    re.MULTILINE,
)
_INLINE = re.compile(
    r"(?P<image>!\[)[^\[\]\n]{0,500}(?P<image_end>\]\([^()\s]{0,2000}(?:[ \t]+\"[^\"\n]{0,300}\")?\))"
    r"|(?P<link>\[)[^\[\]\n]{1,500}(?P<link_end>\]\([^()\s]{0,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,500})?(?:[ \t]+\"[^\"\n]{0,300}\")?\))"
    r"|(?P<auto><)https?://[^\s<>]{1,2000}(?P<auto_end>>)"
    r"|(?P<strong>\*{2,3}|__)(?=\S)|(?P<strong_end>(?<=\S)(?:\*{2,3}|__))"
    r"|(?P<emphasis>(?<![\w*])\*(?=[^\s*])|(?<![\w_])_(?=[^\s_])|(?<=[^\s*])\*(?![\w*])|(?<=[^\s_])_(?![\w_]))"
    r"|(?P<escape>\\)(?=[\\`*_{}\[\]()#+.!>-])",
)
_OPENING = re.compile(r"\s*(?:#{1,6}[ \t]+\S|---[ \t]*\r?\n[\w-]{1,40}[ \t]*:)")
_BOLD_LINE = re.compile(r"^[ \t]*\*\*[^*\n]{2,200}\*\*[ \t\r]*$", re.MULTILINE)
_LINK = re.compile(r"\[[^\[\]\n]{1,300}\]\(https?://[^()\s]{1,2000}\)")


def is_markdown(text: str) -> bool:
    """Whether a text that nothing else is known of is Markdown: it opens with a heading or front matter, has a line all in bold, or links."""
    head = text[:20_000]
    return bool(_OPENING.match(head) or _BOLD_LINE.search(head) or _LINK.search(head))


def marks(text: str) -> tuple[Span, ...]:
    """The spans of all marks in a Markdown text, in order: headings, emphasis, quotes, bullets, the target of links, comments."""
    found: list[Span] = [match.span(match.lastgroup or 0) for match in _LINE_MARK.finditer(text)]
    for match in _INLINE.finditer(text):
        found.extend(match.span(name) for name, value in match.groupdict().items() if value is not None)
    for match in re.finditer(r"\[[^\[\]\n]{0,500}\]\((?=https?://|/)", text):
        # the words of a link may be emphasised; the marks inside are found here because the scan above took the link whole
        inner = match.start() + 1
        found.extend((inner + m.start(), inner + m.end()) for m in re.finditer(r"\*{1,3}|(?<!\w)_|_(?!\w)", match.group()[1:-2]))
    at = text.find("<!--")
    while at >= 0 and (end := text.find("-->", at)) >= 0:
        found.append((at, end + 3))
        at = text.find("<!--", end)
    return _merged(found)


def blank(text: str, spans: Iterable[Span]) -> str:
    """The text with a space for every code point in the spans, which are in order and do not overlap."""
    pieces: list[str] = []
    at = 0
    for start, end in spans:
        pieces += (text[at:start], " " * (end - start))
        at = end
    pieces.append(text[at:])
    return "".join(pieces)


def without_markup(report: Report) -> str:
    """A report's text with its marks blanked out: as long as `report.text`, so that every span means the same in both."""
    return blank(report.text, report.markup) if report.markup else report.text


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
