"""Adding files: reports that are read, readings that were made before, and what can't be read."""

from __future__ import annotations

import datetime as dt
import json
import sys
import types
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from click.testing import CliRunner

import dateline
from dateline import sources
from dateline._errors import InputError
from dateline.casebook import adding, runs
from dateline.cli import main
from dateline.records.model import Document, Reading

from .making import reading, readings

if TYPE_CHECKING:
    from pathlib import Path

    from dateline.casebook.casebook import Casebook
    from dateline.sources.report import Report

TEXT = "Shells fell on Tolmin on Tuesday, the council said. The army denied it.\n"


class Reader:
    """A reader that finds nothing in a text, and remembers what it was given."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, report: Report) -> Reading:
        """Read a report."""
        self.read.append(report.origin)
        document = Document(origin=report.origin, id="1", text=report.text, url=report.url, title=report.title, published=report.published)
        return Reading(document=document, warnings=report.warnings)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    """Put in a reader that needs no weights, so that these tests are about adding alone."""
    made = Reader()
    module = types.ModuleType("dateline._read")
    module.read_report = made  # type: ignore[attr-defined]
    module.readings = lambda *origin, **options: (made(report) for report in sources.load(*origin, **options) if not isinstance(report, InputError))  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "dateline._read", module)
    monkeypatch.setattr(dateline, "_read", module, raising=False)
    return made


def outcomes(casebook: Casebook, *origins: object, **options: Any) -> list[str]:
    """What becomes of each report of some inputs; the problem of those that can't be read."""
    added = casebook.add(*map(str, origins), **options)
    return [result.problem if isinstance(result, InputError) else result.outcome for result in added]


def test_files_are_read_and_stored(casebook: Casebook, reader: Reader, tmp_path: Path) -> None:
    """Files are read with dateline's reader, and the run that read them is kept."""
    file = tmp_path / "a.md"
    file.write_text(TEXT)
    assert outcomes(casebook, file) == ["new"]
    assert reader.read == [str(file)]
    assert casebook.runs(1) == [runs.current()]
    assert casebook.runs(1)[0].dateline == dateline.__version__


def test_what_is_there_is_not_read_again(casebook: Casebook, reader: Reader, tmp_path: Path) -> None:
    """A text that the same run has read is not read again, so that a run which was cut off goes on."""
    first, second = tmp_path / "a.md", tmp_path / "b.md"
    first.write_text(TEXT)
    assert outcomes(casebook, first) == ["new"]
    second.write_text("The council counted 12 dead on Friday, and buried them in the evening.\n")
    assert outcomes(casebook, first, second) == ["known", "new"]
    assert reader.read == [str(first), str(second)]


def test_other_settings_read_again(casebook: Casebook, reader: Reader, tmp_path: Path) -> None:
    """Another date of publication is another run: the text is read again and the earlier reading is kept."""
    file = tmp_path / "a.md"
    file.write_text(TEXT)
    assert outcomes(casebook, file) == ["new"]
    assert outcomes(casebook, file, published=dt.date(2024, 3, 14)) == ["reread"]
    assert [line.published for line in casebook.reports()] == [dt.date(2024, 3, 14)]
    assert len(casebook.runs(1)) == len(reader.read) == 2


def test_changed_file_is_a_version(casebook: Casebook, reader: Reader, tmp_path: Path) -> None:
    """A file whose text changed is a new version of its report."""
    file = tmp_path / "a.md"
    file.write_text(TEXT)
    outcomes(casebook, file)
    file.write_text(TEXT + "\nThe army later confirmed it.\n")
    assert outcomes(casebook, file) == ["version"]
    assert len(reader.read) == 2


def test_bad_file_among_good(casebook: Casebook, reader: Reader, tmp_path: Path) -> None:
    """A file that can't be read is an error of its own; the others are stored."""
    good = tmp_path / "a.md"
    good.write_text(TEXT)
    assert outcomes(casebook, tmp_path / "no.md", good, tmp_path) == ["no such file", "new", "a directory"]
    assert reader.read == [str(good)]


def test_data(casebook: Casebook, reader: Reader) -> None:
    """Bytes that are in memory are added under a name."""
    assert outcomes(casebook, "-", data=TEXT.encode()) == ["new"]
    assert reader.read == ["-"]


@pytest.mark.parametrize("name", ["readings.jsonl", "readings.txt"])
@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b"\n"])
def test_readings_are_told_by_their_shape(casebook: Casebook, reader: Reader, tmp_path: Path, name: str, before: bytes) -> None:
    """What `dateline read --format jsonl` wrote is stored as it is, whatever the file is called, and nothing is read."""
    file = tmp_path / name
    file.write_bytes(before + b"".join(item.to_json() + b"\n" for item in readings(3)))
    assert outcomes(casebook, file) == ["new", "new", "new"]
    assert outcomes(casebook, file) == ["same", "same", "same"]
    assert reader.read == []
    assert casebook.reading(2) == readings(3)[1]


def test_readings_from_memory(casebook: Casebook) -> None:
    """Readings may come through standard input."""
    assert outcomes(casebook, "-", data=reading().to_json()) == ["new"]


def test_readings_name_their_run(casebook: Casebook) -> None:
    """What made a reading is read from its line: the same run as if the report itself had been added with these settings."""
    run = runs.current(published=dt.date(2024, 3, 14))
    assert outcomes(casebook, "-", data=runs.line(reading(), run)) == ["new"]
    assert casebook.runs(1) == [run]
    assert casebook.reading(1) == reading()
    assert list(casebook.verify()) == []


def test_readings_that_name_no_run(casebook: Casebook) -> None:
    """Of a reading that doesn't say what made it the casebook says just that instead of guessing, and warns."""
    (added,) = [result for result in casebook.add("-", data=reading().to_json()) if not isinstance(result, InputError)]
    assert added.warnings == (adding.UNNAMED,)
    assert casebook.runs(1) == [runs.UNKNOWN]


def test_nameless_reading_takes_no_name_away(casebook: Casebook) -> None:
    """The same reading without its run, added later, leaves it known what made the records."""
    outcomes(casebook, "-", data=runs.line(reading(), runs.current()))
    assert outcomes(casebook, "-", data=reading().to_json()) == ["same"]
    assert casebook.runs(1) == [runs.current()]


@pytest.mark.parametrize("wrong", [b'"x"', b'{"settings":7}', b'{"settings":{"published":2024}}', b'{"model":7}'])
def test_run_that_is_none_is_refused(casebook: Casebook, wrong: bytes) -> None:
    """A line whose run is not one is no reading."""
    line = reading().to_json().removesuffix(b"}") + b',"run":' + wrong + b"}"
    (error,) = casebook.add("-", data=line)
    assert isinstance(error, InputError)
    assert error.problem.startswith("no reading (")


def test_read_names_what_made_its_records(casebook: Casebook, reader: Reader, tmp_path: Path) -> None:
    """`dateline read --format jsonl` writes the run with its settings, so that adding its lines is adding the reports."""
    file = tmp_path / "a.md"
    file.write_text(TEXT)
    lines = CliRunner().invoke(main, ["read", "--format", "jsonl", "--published", "2024-03-14", str(file)]).stdout_bytes
    assert outcomes(casebook, "-", data=lines) == ["new"]
    assert casebook.runs(1) == [runs.current(published=dt.date(2024, 3, 14))]
    assert outcomes(casebook, file, published=dt.date(2024, 3, 14)) == ["known"]
    assert len(reader.read) == 1


def test_read_names_what_it_left_out(reader: Reader, tmp_path: Path) -> None:
    """Records that were left out for their confidence make another run."""
    file = tmp_path / "a.md"
    file.write_text(TEXT)
    lines = CliRunner().invoke(main, ["read", "--format", "jsonl", "--min-confidence", "0.5", str(file)]).stdout_bytes
    assert json.loads(lines)["run"]["settings"] == {"min_confidence": "0.5"}
    assert len(reader.read) == 1


def test_bad_line_among_readings(casebook: Casebook, tmp_path: Path) -> None:
    """A line that is no reading, or one that contradicts itself, is named with its number; the others are stored."""
    good = [item.to_json() for item in readings(3)]
    contradiction = msgspec.structs.replace(reading(7), claims=(msgspec.structs.replace(reading(7).claims[0], content="x"),)).to_json()
    file = tmp_path / "readings.jsonl"
    file.write_bytes(b"\n".join([good[0], good[1][:200], contradiction, b"", good[2]]))
    results = list(casebook.add(file))
    errors = [result for result in results if isinstance(result, InputError)]
    assert [error.origin for error in errors] == [f"{file}:2", f"{file}:3"]
    assert errors[0].problem.startswith("no reading (")
    assert "the content of claim c1 is not what its text says there" in errors[1].problem
    assert casebook.show().reports == 2


def test_articles_are_no_readings(casebook: Casebook, reader: Reader, tmp_path: Path) -> None:
    """JSON Lines of articles are read, not taken for readings."""
    file = tmp_path / "feed.jsonl"
    file.write_text("".join(json.dumps({"text": TEXT, "url": f"https://x.example/{number}"}) + "\n" for number in range(2)))
    assert outcomes(casebook, file) == ["new", "new"]
    assert len(reader.read) == 2


def test_run_names_everything_that_reads(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A run has hashes of weights, word lists and knowledge; one's own knowledge makes it another run, and so does a setting."""
    monkeypatch.setenv("DATELINE_KNOWLEDGE", str(tmp_path / "own.yaml"))
    plain = runs.current()
    assert all(len(value or "") == 16 for value in (plain.model, plain.ontology, plain.knowledge))
    (tmp_path / "own.yaml").write_text("actors: []\n")
    own = runs.current()
    assert (own.model, own.ontology) == (plain.model, plain.ontology)
    assert own.knowledge != plain.knowledge
    assert len({plain.hash, own.hash, runs.current(published=dt.date(2024, 3, 14)).hash}) == 3
