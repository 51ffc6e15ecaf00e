"""The rows of a SQLite file, read page by page: also of a file that SQLite no longer opens, since no page is needed to read another.

A row lies on a leaf page of its table, which is told by its first byte, and on a chain of overflow pages when it is long. To which table a page belongs is
not written on it; the rows show it by how many columns they have and of what types. After "Database File Format" of SQLite's documentation, sections 1.3
(header), 1.5 (free pages), 1.6 (b-trees), 2.1 (records) and 4.1 (the log beside the file).
"""

from __future__ import annotations

import contextlib
import mmap
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MAGIC = b"SQLite format 3\0"
"""What every SQLite file begins with."""
_PAGE = 4096
"""Bytes of a page of a casebook, where the header does not tell."""
_INNER, _LEAF = 5, 13
_LOG_HEAD, _FRAME_HEAD = 32, 24
_LOG_MAGIC = 0x377F0682  # its last bit tells the order of bytes in checksums, which are not looked at
_WIDTHS = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)
"""Bytes of a value by its serial type, up to 9; NULL, integers, a float, and the constants 0 and 1."""

Value = int | str | bytes | None
Shapes = dict[str, str]
"""By the name of a table, what its columns can hold, a word each: `n` NULL (also the column that is the row's number), `i` integers, `t` texts, `b` bytes."""


class File(NamedTuple):
    """A file as pages. `log` are the pages that lie in the log beside it, `free` those that hold nothing now, `expected` how many there should be."""

    content: bytes | mmap.mmap
    size: int
    usable: int
    log: dict[int, bytes]
    free: frozenset[int]
    pages: int
    expected: int


class Cell(NamedTuple):
    """Where a row lies."""

    page: int
    offset: int


@contextlib.contextmanager
def opened(path: Path) -> Iterator[File]:
    """A file as pages, with what the log beside it holds. Raises `OSError`, and `ValueError` for an empty file."""
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        yield of(content, path)


def of(content: bytes | mmap.mmap, path: Path | None = None) -> File:
    """The content of a file as pages; `path` leads to the log beside it."""
    head = bytes(content[:100])
    told = int.from_bytes(head[16:18])
    # A header that is damaged tells nothing.
    whole = head.startswith(MAGIC) and head[21:24] == b"\x40\x20\x20" and (told == 1 or (told >= 512 and told.bit_count() == 1))
    size = (65536 if told == 1 else told) if whole else _PAGE
    there = -(-len(content) // size)
    log = _logged(path.with_name(path.name + "-wal"), size) if path is not None else {}
    if first := log.get(1):  # which holds the newer header
        head = first[:100]
    expected = int.from_bytes(head[28:32]) if whole and head[24:28] == head[92:96] else 0  # else an old program wrote it last, which did not count
    file = File(content, size, size - (head[20] if whole else 0), log, frozenset(), max([there, *log]), expected)
    return file._replace(free=_free(file, int.from_bytes(head[32:36]))) if whole else file


def _logged(path: Path, size: int) -> dict[int, bytes]:
    """The pages that the log beside a file holds, each as it was last committed."""
    try:
        content = path.read_bytes()
    except OSError:
        return {}
    if len(content) < _LOG_HEAD or int.from_bytes(content[:4]) & ~1 != _LOG_MAGIC or int.from_bytes(content[8:12]) != size:
        return {}
    salt = content[16:24]
    found: dict[int, bytes] = {}
    waiting: dict[int, bytes] = {}
    for at in range(_LOG_HEAD, len(content) - _FRAME_HEAD - size + 1, _FRAME_HEAD + size):
        if content[at + 8 : at + 16] != salt:  # of an earlier round
            break
        waiting[int.from_bytes(content[at : at + 4])] = content[at + _FRAME_HEAD : at + _FRAME_HEAD + size]
        if any(content[at + 4 : at + 8]):  # a commit
            found |= waiting
            waiting = {}
    return found


def _free(file: File, trunk: int) -> frozenset[int]:
    """The pages that hold nothing now, though their old content may still stand there."""
    found: set[int] = set()
    while 0 < trunk <= file.pages and trunk not in found:
        found.add(trunk)
        page = content_of(file, trunk)
        leaves = min(int.from_bytes(page[4:8]), file.usable // 4 - 2)
        found.update(int.from_bytes(page[8 + 4 * leaf : 12 + 4 * leaf]) for leaf in range(leaves))
        trunk = int.from_bytes(page[:4])
    return frozenset(found)


def content_of(file: File, page: int) -> bytes:
    """The bytes of a page; fewer than there should be, or none, where the file is cut off."""
    start = (page - 1) * file.size
    return file.log.get(page) or bytes(file.content[start : start + file.size])


def rows(file: File, shapes: Shapes, last: int | None = None) -> Iterator[tuple[str, int, tuple[Value, ...], Cell]]:
    """Every row that can be one of some tables, on any page up to `last`: its table, its number, its values, and where it lies."""
    for page in range(1, min(file.pages, last or file.pages) + 1):
        if page in file.free:
            continue
        content = content_of(file, page)
        head = 100 if page == 1 else 0
        if len(content) < head + 8 or content[head] != _LEAF:
            continue
        for n in range(int.from_bytes(content[head + 3 : head + 5])):
            cell = Cell(page, int.from_bytes(content[head + 8 + 2 * n : head + 10 + 2 * n]))
            with contextlib.suppress(ValueError, IndexError):
                if found := row(file, cell, shapes, content):
                    yield *found, cell


def row(file: File, cell: Cell, shapes: Shapes, content: bytes | None = None) -> tuple[str, int, tuple[Value, ...]] | None:
    """The row at a place: its table, its number, its values; None where it has the shape of none. Raises `ValueError` or `IndexError` where it is not whole."""
    page = content if content is not None else content_of(file, cell.page)
    length, at = _varint(page, cell.offset)
    number, at = _varint(page, at)
    local = _local(length, file.usable)
    payload = page[at : at + local]
    end, place = _varint(payload, 0)
    types = []
    while place < end:
        kind, place = _varint(payload, place)
        types.append(kind)
    table = _table(types, shapes)
    if table is None:
        return None
    if local < length:
        payload += _overflow(file, int.from_bytes(page[at + local : at + local + 4]), length - local)
    if len(payload) < length:
        raise ValueError("the row is cut off")
    return table, number, tuple(_values(payload, end, types))


def _local(length: int, usable: int) -> int:
    """How many bytes of a row lie on its leaf page."""
    most, least = usable - 35, (usable - 12) * 32 // 255 - 23
    if length <= most:
        return length
    kept = least + (length - least) % (usable - 4)
    return kept if kept <= most else least


def _overflow(file: File, page: int, length: int) -> bytes:
    """The rest of a row, from a chain of pages."""
    if length > file.pages * file.size:
        raise ValueError("the row would be longer than the file")
    pieces = []
    while length > 0:
        content = content_of(file, page) if page > 0 else b""
        piece = content[4 : min(file.usable, 4 + length)]
        if not piece:
            raise ValueError("the row is cut off")
        pieces.append(piece)
        length -= len(piece)
        page = int.from_bytes(content[:4])
    return b"".join(pieces)


def _varint(content: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends."""
    byte = content[at]
    if byte < 0x80:
        return byte, at + 1
    value = 0
    for place in range(at, at + 8):
        byte = content[place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + 1
    return value << 8 | content[at + 8], at + 9


def _table(types: list[int], shapes: Mapping[str, str]) -> str | None:
    """The table whose columns can hold values of these types."""
    for table, shape in shapes.items():
        columns = shape.split()
        if len(columns) == len(types) and all(_letter(kind) in column for kind, column in zip(types, columns, strict=True)):
            return table
    return None


def _letter(kind: int) -> str:
    if kind >= 12:
        return "t" if kind % 2 else "b"
    return "n" if kind == 0 else "i" if kind in (1, 2, 3, 4, 5, 6, 8, 9) else "-"


def _values(payload: bytes, at: int, types: list[int]) -> Iterator[Value]:
    for kind in types:
        width = (kind - 12) // 2 if kind >= 12 else _WIDTHS[kind]
        piece = payload[at : at + width]
        at += width
        if kind >= 12:
            yield piece.decode() if kind % 2 else piece
        else:
            yield None if kind == 0 else kind - 8 if kind in (8, 9) else int.from_bytes(piece, signed=True)


def keys(file: File, root: int) -> Iterator[int]:
    """The numbers of rows that the inner pages of a table name: one for each page below them but the last, whether that is still there or not."""
    seen, waiting = set(), [root]
    while waiting:
        page = waiting.pop()
        content = content_of(file, page) if 0 < page <= file.pages and page not in seen else b""
        seen.add(page)
        head = 100 if page == 1 else 0
        if len(content) < file.size or content[head] != _INNER:
            continue
        waiting.append(int.from_bytes(content[head + 8 : head + 12]))
        for n in range(min(int.from_bytes(content[head + 3 : head + 5]), file.usable // 2)):
            offset = int.from_bytes(content[head + 12 + 2 * n : head + 14 + 2 * n])
            with contextlib.suppress(IndexError):
                key, _ = _varint(content, offset + 4)
                waiting.append(int.from_bytes(content[offset : offset + 4]))
                yield key
