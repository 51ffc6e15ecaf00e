"""From bytes to text: which kind of file it is, and in which encoding.

Guesses are few and always said: text that is not UTF-8 is read as the page declares, else as Windows-1252, with a warning that names the
byte; what looks like neither is refused, because a report in the wrong letters would be read with confidence and be wrong.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Literal

from dateline._errors import InputError

Kind = Literal["text", "markdown", "html", "json", "jsonl"]

SUFFIXES: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}

_UNPACK = "unpack it and give the files in it"
_SAVE_TEXT = "save it as text (UTF-8), HTML or JSON"
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF file", "extract its text first, for example with pdftotext"),
    (b"PK\x03\x04", "a ZIP archive (Word and OpenDocument files are ZIP archives too)", f"{_UNPACK}, or {_SAVE_TEXT}"),
    (b"PK\x05\x06", "an empty ZIP archive", _UNPACK),
    (b"\x1f\x8b", "a gzip file", "unpack it with gunzip"),
    (b"BZh", "a bzip2 file", "unpack it with bunzip2"),
    (b"\xfd7zXZ\x00", "an xz file", "unpack it with unxz"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file", "unpack it with unzstd"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _UNPACK),
    (b"Rar!", "a RAR archive", _UNPACK),
    (b"\x89PNG", "a PNG image", "give the report's text, not a picture of it"),
    (b"\xff\xd8\xff", "a JPEG image", "give the report's text, not a picture of it"),
    (b"GIF8", "a GIF image", "give the report's text, not a picture of it"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (.doc, .xls)", _SAVE_TEXT),
    (b"{\\rtf", "a Rich Text file", _SAVE_TEXT),
    (b"SQLite format 3\x00", "an SQLite database", "give the reports themselves"),
    (b"PAR1", "a Parquet file", "give the reports themselves, for example as JSON Lines"),
    (b"\x7fELF", "a program", "give a text, HTML or JSON file"),
)
_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}<(?:!doctype html|html|head|body|article|meta|title|div|main|section|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEED = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*|<\?[^>]{0,200}>\s*){0,5}<(rss|feed|rdf:RDF|urlset|sitemapindex)\b", re.DOTALL)
_JSON = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[\]{])")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and what had to be guessed to get it."""

    text: str
    warnings: tuple[str, ...] = ()


def refuse_binary(origin: str, head: bytes) -> None:
    """Raise an `InputError` that says what a file is, if its first bytes show that it is no text."""
    for magic, what, fix in _MAGIC:
        if head.startswith(magic):
            raise InputError(origin, f"this is {what}, not a report", fix)
    if head.startswith(tuple(bom for bom, _ in _BOMS[1:])) or _utf16_without_mark(head):
        return
    zero = head.find(b"\x00")
    if zero >= 0:
        raise InputError(origin, f"a binary file (a zero byte at byte {zero})", _SAVE_TEXT)


def decode(origin: str, data: bytes, *, html: bool = False) -> Decoded:
    """The text of a file.

    Tried in turn: the byte-order mark, UTF-8, the character set that a page declares (only with `html`), Windows-1252. Raises `InputError`
    when the result would be nonsense. A byte-order mark is no part of the text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return Decoded(_strictly(origin, data[len(bom) :], encoding))
    guess = _utf16_without_mark(data[:4096])
    if guess:
        return Decoded(_strictly(origin, data, guess), (f"no byte-order mark: read as {guess.upper()}; save it as UTF-8 to be sure",))
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        offset = error.start
    declared = _CHARSET.search(data[:4096]) if html else None
    if declared:
        name = declared.group(1).decode("ascii", "replace")
        try:
            if codecs.lookup(name).name != "utf-8":
                return Decoded(data.decode(name))
        except (LookupError, UnicodeDecodeError):
            pass  # a page often declares what it is not; Windows-1252 is tried next, as browsers do
    text = _windows_1252(data)
    if text is None:
        raise InputError(origin, f"not UTF-8 (byte {offset}) and no Western encoding either", "save it as UTF-8")
    return Decoded(text, (f"not UTF-8 (byte {offset}): read as Windows-1252; save it as UTF-8 to be sure",))


def kind_of(suffix: str, head: str) -> Kind:
    """The kind of a file by its suffix and its first characters; the characters win where a suffix says only "text" or nothing."""
    by_suffix = SUFFIXES.get(suffix.lower())
    if by_suffix in ("json", "jsonl", "html"):
        return by_suffix
    if _HTML.match(head) and (by_suffix is None or re.match(r"\s*<(?:!doctype|html|\?xml)", head, re.IGNORECASE)):
        return "html"
    if _JSON.match(head):
        return "json"
    return by_suffix or "text"


def feed_kind(head: str) -> str | None:
    """`rss`, `feed`, ... when the text is a feed or a site map and not a page."""
    found = _FEED.match(head)
    return found.group(1) if found else None


def _strictly(origin: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(origin, f"damaged {encoding.upper()} at byte {error.start}", "save it again as UTF-8") from None


def _utf16_without_mark(head: bytes) -> str | None:
    """The byte order of UTF-16 without a mark: Western text then has a zero in nearly every second byte, and none in between."""
    if len(head) < 8:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.8 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.8 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _windows_1252(data: bytes) -> str | None:
    """The text in Windows-1252, or None when it can't be that.

    Signs against it are undefined bytes, control characters, and mostly accented letters, as Cyrillic, Greek or Japanese bytes give.
    """
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    letters = sum(1 for byte in data if byte > 0x20)
    high = sum(1 for byte in data if byte >= 0x80)
    control = sum(1 for byte in data if byte < 0x20 and byte not in b"\t\n\x0b\x0c\r\x1a")
    if control or high > 0.25 * letters:
        return None
    return text
