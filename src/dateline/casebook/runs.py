"""What made a set of records: the version of dateline, its weights, word lists and knowledge, and the settings."""

from __future__ import annotations

import functools
import hashlib
import json
from importlib import resources
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

    from dateline.records.model import Reading


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """What made a reading. The hashes are SHA-256, 16 hexadecimal digits; all but `settings` are None where readings don't tell."""

    dateline: str | None = None
    model: str | None = None
    ontology: str | None = None
    knowledge: str | None = None
    settings: str = "{}"

    @property
    def hash(self) -> str:
        """Tells this run from every other."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()[:16]


UNKNOWN = Run()
"""The run of readings that don't tell what made them."""


class _Named(msgspec.Struct, frozen=True, kw_only=True):
    """A run as a line of JSON holds it: its settings are an object of their own."""

    dateline: str | None = None
    model: str | None = None
    ontology: str | None = None
    knowledge: str | None = None
    settings: dict[str, str] = {}


class _Line(msgspec.Struct, frozen=True):
    """What a line says beside the reading that it holds."""

    run: _Named | None = None


def current(**settings: object) -> Run:
    """What reading a report here and now would be made by. Settings that are None are left out."""
    from dateline import __version__
    from dateline.knowledge.own import own_path

    own = own_path()
    extra = own.read_bytes() if own.is_file() else b""
    given = {name: str(value) for name, value in sorted(settings.items()) if value is not None}
    packaged = _packaged(("knowledge",), (".yaml", ".bin"))
    return Run(
        dateline=__version__,
        model=_packaged(("language", "records"), (".onnx", ".txt", ".json")),
        ontology=_packaged(("ontology", "sources"), (".yaml",)),
        knowledge=hashlib.sha256(packaged.encode() + extra).hexdigest()[:16] if extra else packaged,
        settings=json.dumps(given),
    )


@functools.cache
def _packaged(rooms: tuple[str, ...], endings: tuple[str, ...]) -> str:
    """The hash of the data files of some rooms of the package."""
    digest = hashlib.sha256()
    package = resources.files("dateline")
    for name, file in sorted((found for room in rooms for found in _files(package.joinpath(room), room)), key=lambda found: found[0]):
        if name.endswith(endings):
            content = file.read_bytes()
            digest.update(f"{name}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()[:16]


def _files(folder: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _files(entry, f"{name}/{entry.name}")
        else:
            yield f"{name}/{entry.name}", entry


def line(reading: Reading, run: Run) -> bytes:
    """A reading as one line of JSON, UTF-8, without a line end, which names in `run`, its last field, what made it."""
    named = _Named(dateline=run.dateline, model=run.model, ontology=run.ontology, knowledge=run.knowledge, settings=json.loads(run.settings))
    return reading.to_json().removesuffix(b"}") + b',"run":' + msgspec.json.encode(named) + b"}"


def named_in(line: bytes) -> Run:
    """What a line of JSON says made the reading that it holds, `UNKNOWN` where it doesn't. Raises `msgspec.MsgspecError` for a run that is none."""
    named = msgspec.json.decode(line, type=_Line).run
    if named is None:
        return UNKNOWN
    settings = json.dumps(dict(sorted(named.settings.items())))
    return Run(dateline=named.dateline, model=named.model, ontology=named.ontology, knowledge=named.knowledge, settings=settings)


def row_of(connection: sqlite3.Connection, run: Run) -> int:
    """The row of a run, made where there is none. Inside a transaction."""
    found = find(connection, run)
    if found is not None:
        return found
    values = (run.hash, run.dateline, run.model, run.ontology, run.knowledge, run.settings)
    made = connection.execute("INSERT INTO run (hash, dateline, model, ontology, knowledge, settings) VALUES (?, ?, ?, ?, ?, ?)", values)
    return int(made.lastrowid or 0)


def find(connection: sqlite3.Connection, run: Run) -> int | None:
    """The row of a run, if the casebook has it."""
    found = connection.execute("SELECT id FROM run WHERE hash = ?", (run.hash,)).fetchone()
    return int(found[0]) if found else None
