"""Blocks from a table: CSV whose first row names fields of a block.

A cell with several things has semicolons between them. A cell of `foreign`, `former` or `offices`, and one of a list that begins with a bracket, is
what a knowledge file has there, in YAML's flow style. A row without an `id` gets one from its kind and name, one without a `source` the source `user`.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from dateline._errors import KnowledgeError
from dateline.knowledge.blocks import content_of
from dateline.knowledge.export import COLUMNS, LISTS, NESTED
from dateline.knowledge.identifiers import identifier
from dateline.knowledge.imports import Row, Rows

if TYPE_CHECKING:
    from pathlib import Path

    from dateline.knowledge.blocks import Parsed
    from dateline.knowledge.export import Block


def read_csv(path: Path) -> Rows:
    """The rows of a table. Raises `KnowledgeError` when the file can't be read, or its first row does not name fields."""
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise KnowledgeError(f"{path}: the file can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise KnowledgeError(f"{path}:{line}: not UTF-8; save the table as UTF-8") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows = Rows([], [], [])
    header: list[str] | None = None
    while True:
        where = f"{path}:{reader.line_num + 1}"
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:  # where a quotation does not end, nothing after it can be told apart
            rows.problems.append(f"{where}: not CSV: {error}")
            break
        if not any(cell.strip() for cell in cells):
            continue
        if header is None:
            header = _header(cells, where)
            continue
        if len(cells) > len(header):
            rows.problems.append(f"{where}: {len(cells)} cells under {len(header)} columns")
            continue
        try:
            rows.rows.append(Row(where, _block(dict(zip(header, cells, strict=False)))))
        except KnowledgeError as error:
            rows.problems.append(f"{where}: {error}")
    if header is None:
        raise KnowledgeError(f"{path}: an empty table; its first row names columns: {', '.join(COLUMNS)}")
    return rows


def _header(cells: list[str], where: str) -> list[str]:
    header = [cell.strip() for cell in cells]
    if unknown := [name for name in header if name not in COLUMNS]:
        raise KnowledgeError(f"{where}: no field is called {unknown[0]!r}; the first row names columns: {', '.join(COLUMNS)}")
    if len(set(header)) < len(header):
        raise KnowledgeError(f"{where}: a column is named twice")
    if missing := [name for name in ("name", "kind") if name not in header]:
        raise KnowledgeError(f"{where}: the column {missing[0]!r} is missing")
    return header


def _block(cells: dict[str, str]) -> Block:
    block: Block = {}
    for field, cell in cells.items():
        text = cell.strip()
        if text:
            block[field] = _flow(field, text) if field in NESTED or (field in LISTS and text.startswith("[")) else _value(field, text)
    if "id" not in block:
        block["id"] = identifier(str(block.get("kind", "")), str(block.get("name", "")))
    return block


def _value(field: str, text: str) -> Parsed:
    return [item for part in text.split(";") if (item := " ".join(part.split()))] if field in LISTS else " ".join(text.split())


def _flow(field: str, text: str) -> Parsed:
    import yaml

    try:
        node = yaml.compose(text, yaml.CBaseLoader)
        return "" if node is None else content_of(node)
    except Exception as error:
        raise KnowledgeError(f"the cell of `{field}` is not what a knowledge file has there: {' '.join(str(error).split())}") from error
