"""Reading one input, whatever it is, into reports."""

from __future__ import annotations

import io
import itertools
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dateline._errors import InputError
from dateline.sources.articles import articles_in, parse_json, read_lines
from dateline.sources.assemble import TEXT_LIMIT, Article, make_report
from dateline.sources.decoding import Kind, decode, kind_of, refuse_binary
from dateline.sources.pages import read_page

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from dateline.sources.report import Report

_HEAD = 8192
_LIMITS: dict[Kind, int] = {"text": 4 * TEXT_LIMIT, "markdown": 4 * TEXT_LIMIT, "html": 20_000_000, "json": 200_000_000, "jsonl": 50_000_000}
"""Bytes that are read of one input; of JSON Lines, of one line. Text takes at most four bytes a character."""
_SPLIT = "split it into its reports, one a file or one a line of JSON Lines"


def load(origin: str, *, data: bytes | None = None, published: datetime.date | None = None) -> Iterator[Report | InputError]:
    """Every report in one input, or an `InputError` for what can't be read. Never raises because of the input.

    `origin` is a path; with `data` (read from standard input, say) it is only the name to use in messages. `published` is the date of publication
    where it is known better than the input knows it. JSON Lines are read line by line, so a file of them may be of any size.
    """
    try:
        if data is not None:
            yield from _read(origin, io.BufferedReader(io.BytesIO(data), _HEAD), published)
            return
        with _open(origin) as stream:
            yield from _read(origin, stream, published)
    except InputError as error:
        yield error
    except OSError as error:  # a disk or network file system that fails while it is read
        yield InputError(origin, f"can't be read ({error.strerror or error})", "check the file and try again")


def _open(origin: str) -> io.BufferedReader:
    if origin.startswith(("http://", "https://")):
        raise InputError(origin, "an address, not a file", "save the page and give the file")
    try:
        return Path(origin).open("rb")
    except FileNotFoundError:
        raise InputError(origin, "no such file", "check the path") from None
    except IsADirectoryError:
        raise InputError(origin, "a directory", f"give its files, for example {origin.rstrip('/')}/*") from None
    except PermissionError:
        if Path(origin).is_dir():  # Windows says so of a directory
            raise InputError(origin, "a directory", "give its files") from None
        raise InputError(origin, "no permission to read it", "change its permissions or run as a user who may") from None
    except (OSError, ValueError) as error:
        raise InputError(origin, f"can't be opened ({error})", "check the path") from None


def _read(origin: str, stream: io.BufferedReader, published: datetime.date | None) -> Iterator[Report | InputError]:
    head = stream.peek(_HEAD)
    if not head:
        raise InputError(origin, "the file is empty", "give a report as text, Markdown, HTML or JSON")
    refuse_binary(origin, head)
    kind = kind_of(Path(origin).suffix, _peek(head))
    if kind == "jsonl" and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        first, _, _ = head.partition(b"\n")
        if first.strip() not in (b"{", b"[", b"\xef\xbb\xbf{", b"\xef\xbb\xbf["):  # else it is indented JSON under the wrong name
            yield from _reports(read_lines(origin, _lines(origin, stream)), published)
            return
    whole = stream.read(_LIMITS[kind] + 1)
    if len(whole) > _LIMITS[kind]:
        raise InputError(origin, f"larger than {_LIMITS[kind] / 1e6:.0f} MB, the limit for one input of this kind", _SPLIT)
    decoded = decode(origin, whole, html=kind == "html")
    text = decoded.text.removeprefix("\ufeff")
    if not text.strip():
        raise InputError(origin, "the file holds nothing but white space", "give a report as text, Markdown, HTML or JSON")
    yield from _reports(_articles(origin, kind, text), published, decoded.warnings)


def _articles(origin: str, kind: Kind, text: str) -> Iterator[tuple[str, Article | InputError]]:
    """The articles in a decoded input."""
    if kind == "html":
        yield origin, read_page(origin, text)
    elif kind in ("json", "jsonl"):
        try:
            value = parse_json(origin, text)
        except InputError:
            if not _is_json_lines(origin, text):
                raise
            yield from read_lines(origin, text.split("\n"))
            return
        yield from articles_in(origin, value)
    else:
        yield origin, Article(text, is_markdown=True if kind == "markdown" else None)


def _reports(
    found: Iterator[tuple[str, Article | InputError]], published: datetime.date | None, warnings: tuple[str, ...] = ()
) -> Iterator[Report | InputError]:
    for origin, article in found:
        if isinstance(article, InputError):
            yield article
            continue
        try:
            report = make_report(origin, article, published)
        except InputError as error:
            yield error
            continue
        if warnings:
            report = replace(report, warnings=(*warnings, *report.warnings))
        yield report


def _peek(head: bytes) -> str:
    """The first characters, good enough to tell the kind of a file."""
    try:
        return decode("", head[: len(head) // 4 * 4]).text
    except InputError:
        return head.decode("utf-8", "replace").removeprefix("\ufeff")


def _is_json_lines(origin: str, text: str) -> bool:
    """Whether the first line is an object by itself and other lines follow."""
    lines = list(itertools.islice((line for line in text.split("\n", 50) if line.strip()), 2))
    if len(lines) < 2:
        return False
    try:
        return isinstance(parse_json(origin, lines[0]), dict)
    except InputError:
        return False


def _lines(origin: str, stream: io.BufferedReader) -> Iterator[str | InputError]:
    """The lines of JSON Lines as text, one at a time."""
    limit = _LIMITS["jsonl"]
    for number in itertools.count(1):
        line = stream.readline(limit + 1)
        if not line:
            return
        if len(line) > limit:
            while line and not line.endswith(b"\n"):
                line = stream.readline(limit)
            yield InputError(origin, f"line {number}: longer than {limit / 1e6:.0f} MB", _SPLIT)
            continue
        try:
            yield decode(origin, line).text
        except InputError as error:
            yield InputError(origin, f"line {number}: {error.problem}", error.fix)
