"""The folder that an export goes to.

Each file is written under a passing name and put in place only when all files of all formats are complete, so that an export that fails leaves the
folder as it was. `dateline-export.json` lists the files that dateline wrote, with a hash each: a file that is not in it, or that somebody has
changed since, is not dateline's to overwrite, and the export is refused before anything is written.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

import msgspec

from dateline._errors import ExportError
from dateline.exports.losses import Loss
from dateline.exports.rows import Stored

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MANIFEST = "dateline-export.json"
_LENGTH = 8
"""Bytes before each report in the spool that tell how long it is."""


class Manifest(msgspec.Struct, kw_only=True):
    """What `dateline-export.json` holds: the version that wrote it, the SHA-256 of each file, and what each format lost.

    While files are being put in place, a file has two hashes, the old and the new one, so that an export that was killed then can be repeated.
    """

    dateline: str
    files: dict[str, list[str]]
    losses: list[Loss]


class Output:
    """The files of one export, under passing names until `commit`."""

    def __init__(self, folder: Path, names: Sequence[str], version: str) -> None:
        self._folder = folder
        self._version = version
        self._passing: dict[str, Path] = {}
        self._made: list[Path] = []
        try:
            self._make(folder)
            self._before = _manifest(folder)
            for name in names:
                self._check(name)
            for name in names:
                self._make((folder / name).parent)
        except (FileExistsError, NotADirectoryError):
            self.discard()
            raise ExportError(f"{folder}: is, or lies under, a file that is no folder; name another folder") from None
        except OSError as error:
            self.discard()
            raise ExportError(f"{folder}: {error.strerror or error}; name a folder that may be written") from error

    def _make(self, folder: Path) -> None:
        """Make a folder and those above it, and remember which were not there."""
        for missing in reversed([path for path in (folder, *folder.parents) if not path.exists()]):
            missing.mkdir(exist_ok=True)
            self._made.append(missing)
        folder.mkdir(exist_ok=True)  # which fails where a file is in the way

    def _check(self, name: str) -> None:
        """Refuse to overwrite what dateline did not write."""
        path = self._folder / name
        if path.is_symlink() or (path.exists() and not path.is_file()):
            raise ExportError(f"{path}: is no plain file; move it away or name another folder")
        if path.exists():
            known = self._before.files.get(name)
            if known is None:
                raise ExportError(f"{path}: exists and was not written by dateline; move it away or name another folder")
            if _hash(path) not in known:
                raise ExportError(f"{path}: was changed since dateline wrote it; move it away or name another folder")

    def file(self, name: str) -> Path:
        """The path under which a file is written for now."""
        target = self._folder / name
        handle, passing = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
        os.close(handle)
        self._passing[name] = Path(passing)
        return self._passing[name]

    def commit(self, losses: Sequence[Loss]) -> None:
        """Put all files in place, and say in the manifest that they are dateline's.

        Everything that takes room, both states of the manifest included, is written before the first file is put in place: on a full disk all stays as it was.
        """
        mask = os.umask(0)
        os.umask(mask)
        for path in self._passing.values():
            path.chmod(0o666 & ~mask)  # a passing file is its owner's alone
            with path.open("rb+") as file:
                os.fsync(file.fileno())
        new = {name: _hash(path) for name, path in self._passing.items()}
        kept = {name: hashes for name, hashes in self._before.files.items() if name not in new and (self._folder / name).exists()}
        formats = {loss.format for loss in losses}
        told = [*(loss for loss in self._before.losses if loss.format not in formats and any(name in kept for name in loss.files)), *losses]
        told.sort(key=lambda loss: loss.format)
        both = {name: [hash_, *self._before.files.get(name, ())] for name, hash_ in new.items()}
        only = {name: [hash_] for name, hash_ in new.items()}
        passing = [self._manifest(told, kept | files, 0o666 & ~mask) for files in (both, only)]
        try:
            passing[0].replace(self._folder / MANIFEST)
            for name in sorted(new):
                self._passing[name].replace(self._folder / name)
            passing[1].replace(self._folder / MANIFEST)
        except OSError as error:
            raise ExportError(f"{self._folder}: {error.strerror or error}; some files may be new and others old, export again") from error

    def _manifest(self, losses: list[Loss], files: dict[str, list[str]], mode: int) -> Path:
        """The path of a manifest under a passing name."""
        handle, passing = tempfile.mkstemp(prefix=f".{MANIFEST}.", suffix=".part", dir=self._folder)
        self._passing[passing] = Path(passing)
        with os.fdopen(handle, "wb") as file:
            manifest = Manifest(dateline=self._version, files=dict(sorted(files.items())), losses=losses)
            file.write(msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")
            os.fsync(file.fileno())
        self._passing[passing].chmod(mode)
        return self._passing[passing]

    def discard(self) -> None:
        """Remove what was written under passing names, and the folders that were made for it and hold nothing."""
        for path in self._passing.values():
            path.unlink(missing_ok=True)
        self._passing.clear()
        for folder in reversed(self._made):
            with suppress(OSError):
                folder.rmdir()
        self._made.clear()


def _manifest(folder: Path) -> Manifest:
    """The manifest of an earlier export; an empty one where there is none."""
    path = folder / MANIFEST
    if not path.exists():
        return Manifest(dateline="", files={}, losses=[])
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise ExportError(f"{path}: is not the list of files that dateline keeps under this name; move it away or name another folder") from None


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def repeatable(stored: Iterable[Stored], folder: Path) -> Iterator[tuple[Iterable[Stored], int]]:
    """Reports that can be gone through again and again, each report id once, and how many were left out because their id came before.

    What can be gone through only once is kept in a passing file, so that memory does not grow with the casebook.
    """
    seen: set[str] = set()
    repeated = 0
    with tempfile.TemporaryFile(dir=folder) as file:
        for one in stored:
            if one.report in seen:
                repeated += 1
                continue
            seen.add(one.report)
            packed = msgspec.msgpack.encode(one)
            file.write(len(packed).to_bytes(_LENGTH, "big"))
            file.write(packed)
        yield _Spool(file), repeated


class _Spool:
    """The reports of a passing file, from its beginning each time."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._decoder = msgspec.msgpack.Decoder(Stored)

    def __iter__(self) -> Iterator[Stored]:
        position = 0
        while True:
            self._file.seek(position)
            head = self._file.read(_LENGTH)
            if not head:
                return
            length = int.from_bytes(head, "big")
            position += _LENGTH + length
            yield self._decoder.decode(self._file.read(length))
