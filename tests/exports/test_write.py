"""The entry point: which files there are, when nothing is written, and that the losses add up."""

from __future__ import annotations

import gc
import resource
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec
import pytest

from dateline import exports
from dateline.exports import ExportError, bare
from dateline.exports.files import MANIFEST, Manifest
from dateline.exports.losses import KINDS

from .made import both, hostile, in_casebook, ordinary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dateline.exports import Stored


def files(folder: Path) -> dict[str, bytes]:
    """The files of a folder with what they hold."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", exports.FORMATS)
def test_losses_add_up(name: str, tmp_path: Path) -> None:
    """Of each kind, as many records are left out, with a reason, as went in and did not come out."""
    (loss,) = exports.write(both(), [name], tmp_path)
    assert {kind: loss.records_in[kind] - sum(loss.left_out.get(kind, {}).values()) for kind in KINDS} == loss.records_out


@pytest.mark.parametrize("name", exports.FORMATS)
def test_same_reports_give_the_same_bytes(name: str, tmp_path: Path) -> None:
    """An export holds no time of its making and nothing random."""
    exports.write(both(), [name], tmp_path / "one")
    exports.write(both(), [name], tmp_path / "two")
    assert files(tmp_path / "one") == files(tmp_path / "two")


@pytest.mark.parametrize("name", exports.FORMATS)
def test_no_reports_give_whole_files(name: str, tmp_path: Path) -> None:
    """An empty casebook gives every file of the format, and a loss report of noughts."""
    (loss,) = exports.write([], [name], tmp_path)
    assert set(loss.files) | {MANIFEST} == set(files(tmp_path))
    assert sum(loss.records_in.values()) == 0
    assert loss.left_out == {}


def test_reports_are_taken_one_by_one(tmp_path: Path) -> None:
    """Reports that can be gone through only once go into several formats."""
    stream: Iterator[Stored] = iter(both())
    losses = exports.write(stream, ["plover", "csv", "gexf"], tmp_path)
    assert [loss.records_in["reports"] for loss in losses] == [2, 2, 2]


def test_a_report_given_twice_is_left_out_once(tmp_path: Path) -> None:
    """Ids stay unique: the second report of one id is left out and counted."""
    (loss,) = exports.write([in_casebook(), in_casebook()], ["csv"], tmp_path)
    assert loss.left_out == {"reports": {"given more than once": 1}}
    assert loss.records_out["reports"] == 1


def test_unknown_format_names_the_known(tmp_path: Path) -> None:
    """An unknown format is refused before anything is written."""
    with pytest.raises(ExportError, match="'exel' is no format; choose from plover, csv"):
        exports.write(both(), ["csv", "exel"], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_no_format_is_refused(tmp_path: Path) -> None:
    """Without a format there is nothing to do, which is said."""
    with pytest.raises(ExportError, match="no format is named"):
        exports.write(both(), [], tmp_path)


def test_a_foreign_file_is_not_overwritten(tmp_path: Path) -> None:
    """A file that dateline did not write stays, and so does all else."""
    (tmp_path / "plover.jsonl").write_text("mine\n", encoding="utf-8")
    with pytest.raises(ExportError, match=r"plover\.jsonl: exists and was not written by dateline"):
        exports.write(both(), ["gexf", "plover"], tmp_path)
    assert files(tmp_path) == {"plover.jsonl": b"mine\n"}


def test_an_edited_file_is_not_overwritten(tmp_path: Path) -> None:
    """What somebody has made of an export is his."""
    exports.write(both(), ["plover"], tmp_path)
    (tmp_path / "plover.jsonl").write_text("edited\n", encoding="utf-8")
    with pytest.raises(ExportError, match="was changed since dateline wrote it"):
        exports.write(both(), ["plover"], tmp_path)


def test_own_files_are_written_anew(tmp_path: Path) -> None:
    """A second export takes the place of the first, and leaves other formats where they are."""
    exports.write([bare(hostile())], ["plover", "gexf"], tmp_path)
    before = files(tmp_path)
    exports.write([bare(ordinary())], ["plover"], tmp_path)
    after = files(tmp_path)
    assert after["plover.jsonl"] != before["plover.jsonl"]
    assert after["network.gexf"] == before["network.gexf"]
    manifest = msgspec.json.decode(after[MANIFEST], type=Manifest)
    assert set(manifest.files) == {"plover.jsonl", "network.gexf"}
    assert [loss.format for loss in manifest.losses] == ["gexf", "plover"]


def test_a_foreign_manifest_is_refused(tmp_path: Path) -> None:
    """A file under the manifest's name that is none is not overwritten."""
    (tmp_path / MANIFEST).write_text("{}", encoding="utf-8")
    with pytest.raises(ExportError, match="is not the list of files"):
        exports.write(both(), ["plover"], tmp_path)


def test_a_failed_export_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    """When the reports break off, old files stay and no passing file is left."""
    exports.write([bare(ordinary())], ["plover"], tmp_path)
    before = files(tmp_path)

    def broken() -> Iterator[Stored]:
        yield in_casebook()
        raise OSError(28, "No space left on device")

    with pytest.raises(ExportError, match="No space left on device; nothing was exported"):
        exports.write(broken(), ["plover", "csv"], tmp_path)
    assert files(tmp_path) == before


def test_an_export_killed_while_files_are_put_in_place_can_be_repeated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the first file and the last the manifest knows both the old and the new ones as dateline's."""
    exports.write([bare(ordinary())], ["geojson"], tmp_path)
    path_type = type(tmp_path)
    replace = path_type.replace

    def killed(self: Path, target: Path) -> Path:
        if target.name == "places.geojson":
            raise KeyboardInterrupt
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(path_type, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            exports.write(both(), ["geojson"], tmp_path)
    exports.write(both(), ["geojson"], tmp_path)
    assert b"Signatory" in (tmp_path / "events.geojson").read_bytes()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # XlsxWriter leaves its files open when it fails
@pytest.mark.parametrize("name", exports.FORMATS)
def test_a_full_disk_is_an_error_that_leaves_nothing(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a file can't be written to its end, the system's reason is given and no part of a file stays, whichever library was writing."""

    @contextmanager
    def in_memory(stored: list[Stored], _folder: Path) -> Iterator[tuple[list[Stored], int]]:
        yield stored, 0

    monkeypatch.setattr(exports, "repeatable", in_memory)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, limits[1]))  # bytes that any file may have
    try:
        with pytest.raises(ExportError, match=r"File too large.*; nothing was exported"):
            exports.write(both(), [name], tmp_path / "out")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    gc.collect()  # what a library leaves half closed must not speak up in another test
    assert files(tmp_path) == {}


@pytest.mark.parametrize("which", [1, 2], ids=["that holds both states", "that is last"])
def test_a_disk_that_is_full_at_a_manifest_leaves_the_folder_as_it_was(which: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lists of files with their losses are the last that is written; where there is no room for one, no file of the export is in place."""
    exports.write([bare(ordinary())], ["plover"], tmp_path)
    before = files(tmp_path)
    encode = msgspec.json.format
    written = 0

    def swelling(text: bytes, *, indent: int) -> bytes:
        nonlocal written
        written += 1
        return encode(text, indent=indent) + b" " * (1_000_000 if written == which else 0)

    monkeypatch.setattr(msgspec.json, "format", swelling)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, limits[1]))  # bytes that any file may have: room for all but one manifest
    try:
        with pytest.raises(ExportError, match=r"File too large.*; nothing was exported"):
            exports.write(both(), ["plover", "geojson"], tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert written == which
    assert files(tmp_path) == before


def test_a_file_that_can_not_be_put_in_place_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where some files are in place already, nobody is told that nothing was exported; the same export can be made again."""
    exports.write([bare(ordinary())], ["geojson"], tmp_path)
    path_type = type(tmp_path)
    replace = path_type.replace

    def refusing(self: Path, target: Path) -> Path:
        if target.name == "places.geojson":
            raise OSError(5, "Input/output error")
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(path_type, "replace", refusing)
        with pytest.raises(ExportError, match="Input/output error; some files may be new and others old, export again"):
            exports.write(both(), ["geojson"], tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []
    exports.write(both(), ["geojson"], tmp_path)
    assert b"Signatory" in (tmp_path / "events.geojson").read_bytes()


def test_a_full_disk_leaves_no_folders(tmp_path: Path) -> None:
    """The folders that were made for an export that fails are gone as well; those that were there stay."""

    def broken() -> Iterator[Stored]:
        yield from both()
        raise OSError(28, "No space left on device")

    (tmp_path / "there").mkdir()
    for folder in ("new/below", "there"):
        with pytest.raises(ExportError, match="No space left on device"):
            exports.write(broken(), ["csv", "parquet"], tmp_path / folder)
    assert [path.name for path in tmp_path.rglob("*")] == ["there"]


def test_a_file_for_a_folder_is_refused(tmp_path: Path) -> None:
    """A folder that is a file is named, not a traceback."""
    (tmp_path / "out").write_text("", encoding="utf-8")
    with pytest.raises(ExportError, match="file that is no folder"):
        exports.write(both(), ["plover"], tmp_path / "out")


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    """A symbolic link in the way is not written through."""
    (tmp_path / "elsewhere").write_text("mine", encoding="utf-8")
    (tmp_path / "plover.jsonl").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ExportError, match="is no plain file"):
        exports.write(both(), ["plover"], tmp_path)


def test_lines_tell_a_person(tmp_path: Path) -> None:
    """The loss report reads as text: what came out of what, what was left out and why."""
    (loss,) = exports.write([in_casebook()], ["plover"], tmp_path)
    lines = loss.lines()
    assert lines[0].startswith("plover: 0 of 1 reports")
    assert "  left out: 3 events: denied, intended or hypothetical" in lines
