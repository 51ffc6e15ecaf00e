"""Texts as other programs can take them: without characters that they refuse, without formulas that they would run, not longer than they hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from dateline.exports.losses import Tally
    from dateline.records.model import Reading, Span

FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""A cell that begins so is run as a formula by some spreadsheet, or is after it was pasted (OWASP, "CSV Injection")."""

# What XML 1.0 has no way to write, which are also the characters that CSV and spreadsheets have no use for.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_REPLACEMENT = "\ufffd"
_REACH = 160
"""How many characters of its paragraph a passage shows on each side of the words that it is about."""


def clean(text: str, tally: Tally) -> str:
    """The text with each control character replaced, as Unicode asks, by U+FFFD; tab and line ends stay."""
    if _UNWRITABLE.search(text) is None:
        return text
    tally.altered("texts whose control characters are replaced by U+FFFD")
    return _UNWRITABLE.sub(_REPLACEMENT, text)


def defuse(text: str, tally: Tally) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it as a formula."""
    if not text.startswith(FORMULA):
        return text
    tally.altered("texts with an apostrophe before what could run as a formula")
    return f"'{text}"


def cut(text: str, limit: int, tally: Tally) -> str:
    """The text with at most `limit` UTF-16 code units, which is how spreadsheets count."""
    if len(text) * 2 <= limit or len(encoded := text.encode("utf-16-le", "replace")) <= limit * 2:
        return text
    tally.altered(f"texts cut to {limit:,} UTF-16 code units")
    return encoded[: limit * 2].decode("utf-16-le", "ignore")


def address(url: str | None) -> str | None:
    """The address if it is one of the web; None for whatever else a report gives as its address."""
    try:
        parts = urlsplit(url or "")
        return url if parts.scheme in {"http", "https"} and parts.hostname and _UNWRITABLE.search(parts.geturl()) is None and " " not in parts.netloc else None
    except ValueError:
        return None


def passage(reading: Reading, span: Span) -> str:
    """The words at a span with what stands around them in their paragraph, cut between words, white space folded."""
    text, (start, end) = reading.document.text, span
    first = max(text.rfind("\n", 0, start) + 1, start - _REACH)
    newline = text.find("\n", end)
    last = min(len(text) if newline < 0 else newline, end + _REACH)
    before, after = text[first:start], text[end:last]
    if first and text[first - 1] != "\n" and " " in before:
        before = f"… {before.partition(' ')[2]}"
    if last < len(text) and text[last] != "\n" and " " in after:
        after = f"{after.rpartition(' ')[0]} …"
    return " ".join(f"{before}{text[start:end]}{after}".split())
