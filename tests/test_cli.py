"""The command line: what goes to which stream, with which exit status."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import types
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import dateline
from dateline._errors import InputError, ModelError
from dateline.cli import main
from dateline.records.model import Document, Reading

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from click.testing import Result


def _reading(origin: str, text: str = "Guns fired.", warnings: tuple[str, ...] = (), published: dt.date | None = None) -> Reading:
    return Reading(document=Document(origin=origin, id="1", text=text, title=f"Title of {origin}", published=published), warnings=warnings)


@pytest.fixture(autouse=True)
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put in a reader that knows files by their names, so that these tests are about the command alone."""

    def readings(origin: str, *, data: bytes | None = None, published: dt.date | None = None) -> Iterator[Reading | InputError]:
        if "missing" in origin:
            yield InputError(origin, "there is no such file", "check the name")
        elif "two" in origin:
            yield _reading(f"{origin} 1")
            yield InputError(origin, "line 3 is\nno JSON \x1b[2J", "mend the line")
            yield _reading(f"{origin} 2")
        elif "broken" in origin:
            raise ModelError("the weights are damaged; install dateline again")
        elif "doubtful" in origin:
            yield _reading(origin, warnings=("no date of publication",))
        else:
            yield _reading(origin, text=data.decode() if data is not None else "Guns fired.", published=published)

    module = types.ModuleType("dateline._read")
    module.readings = readings  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "dateline._read", module)
    monkeypatch.setattr(dateline, "_read", module, raising=False)


def run(*arguments: str, stdin: str | None = None) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(main, ["read", *arguments], input=stdin)


def test_view_is_the_default() -> None:
    """Without options the view for a person is printed and nothing else."""
    result = run("a.md")
    assert result.exit_code == 0
    assert "Title of a.md" in result.stdout
    assert result.stdout.count("none found in this report") == 6
    assert result.stderr == ""


def test_jsonl_in_order() -> None:
    """With jsonl there is one record a report, a line each, in the order given."""
    result = run("--format", "jsonl", "b.md", "a.md", "two.jsonl")
    origins = [json.loads(line)["document"]["origin"] for line in result.stdout.splitlines()]
    assert origins == ["b.md", "a.md", "two.jsonl 1", "two.jsonl 2"]


def test_failure_is_named_and_the_rest_is_read() -> None:
    """A file that can't be read is one line on standard error and exit status 1; the others are read all the same."""
    result = run("--format", "jsonl", "a.md", "missing.md", "b.md")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2
    assert result.stderr == "dateline: missing.md: there is no such file; check the name\n"


def test_message_is_one_harmless_line() -> None:
    """A message that quotes a line end or a control character is still one line that does nothing to the terminal."""
    assert run("--format", "jsonl", "two.jsonl").stderr == "dateline: two.jsonl: line 3 is no JSON \\x1b[2J; mend the line\n"


def test_warning_is_no_failure() -> None:
    """A warning goes to standard error and leaves the exit status alone."""
    result = run("--format", "jsonl", "doubtful.md")
    assert (result.exit_code, result.stderr) == (0, "dateline: warning: doubtful.md: no date of publication\n")


def test_damaged_installation_ends_the_run() -> None:
    """When dateline's own files are at fault, it says so once instead of once for each report."""
    result = run("broken.md", "broken.md")
    assert (result.exit_code, result.stderr) == (1, "dateline: the weights are damaged; install dateline again\n")


def test_standard_input() -> None:
    """A dash reads standard input."""
    result = run("--format", "jsonl", "-", stdin="Ceasefire signed.")
    assert json.loads(result.stdout)["document"]["text"] == "Ceasefire signed."


def test_standard_input_once() -> None:
    """Standard input can't be read twice, which is wrong usage."""
    assert run("-", "-", stdin="x").exit_code == 2


def test_published() -> None:
    """A date of publication is handed to the reader."""
    assert json.loads(run("--format", "jsonl", "--published", "2015-10-05", "a.md").stdout)["document"]["published"] == "2015-10-05"


@pytest.mark.parametrize("wrong", ["2015-13-01", "yesterday", "05.10.2015"])
def test_published_must_be_a_date(wrong: str) -> None:
    """A date in another form is wrong usage and the message shows the form."""
    result = run("--published", wrong, "a.md")
    assert result.exit_code == 2
    assert "%Y-%m-%d" in result.stderr


def test_show() -> None:
    """Only the kinds asked for are shown."""
    result = run("--show", "events, Ties", "a.md")
    assert result.stdout.count("none found in this report") == 2
    assert "Who stands with whom" in result.stdout


@pytest.mark.parametrize("wrong", ["event", "claims,tables", "", ","])
def test_show_lists_what_there_is(wrong: str) -> None:
    """A wrong kind is wrong usage, and the message lists those that there are."""
    result = run("--show", wrong, "a.md")
    assert result.exit_code == 2
    assert "choose from claims, events, ties, actors, places, times" in result.stderr.replace("\n", " ")


def test_show_with_jsonl() -> None:
    """A choice of what to show that would have no effect is wrong usage rather than silence."""
    assert run("--show", "claims", "--format", "jsonl", "a.md").exit_code == 2


def test_no_files() -> None:
    """Without a file the usage is explained."""
    result = run()
    assert result.exit_code == 2
    assert "FILE" in result.stderr


def test_html(tmp_path: Path) -> None:
    """The page holds a section for each report and leaves standard output alone."""
    page = tmp_path / "page.html"
    result = run("a.md", "b.md", "--html", str(page))
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert page.read_text(encoding="utf-8").count('<section class="report"') == 2


def test_html_beside_jsonl(tmp_path: Path) -> None:
    """A page and records can be had in one run."""
    page = tmp_path / "page.html"
    assert len(run("a.md", "--html", str(page), "--format", "jsonl").stdout.splitlines()) == 1
    assert page.exists()


def test_html_with_a_failure(tmp_path: Path) -> None:
    """The page holds the reports that could be read; the exit status tells of the one that could not."""
    page = tmp_path / "page.html"
    assert run("a.md", "missing.md", "--html", str(page)).exit_code == 1
    assert page.read_text(encoding="utf-8").count('<section class="report"') == 1


def test_html_of_nothing(tmp_path: Path) -> None:
    """When no report could be read no page is written."""
    page = tmp_path / "page.html"
    result = run("missing.md", "--html", str(page))
    assert result.exit_code == 1
    assert "no report could be read" in result.stderr
    assert not page.exists()


def test_html_replaces_an_earlier_page(tmp_path: Path) -> None:
    """An earlier page is overwritten."""
    page = tmp_path / "page.html"
    run("a.md", "--html", str(page))
    assert run("b.md", "--html", str(page)).exit_code == 0
    assert "Title of b.md" in page.read_text(encoding="utf-8")


def test_html_replaces_nothing_else(tmp_path: Path) -> None:
    """A file that is not such a page, perhaps the report itself, is never overwritten."""
    report = tmp_path / "report.md"
    report.write_text("# Guns fired")
    result = run("a.md", "--html", str(report))
    assert result.exit_code == 2
    assert "exists and is not a page" in result.stderr
    assert report.read_text() == "# Guns fired"


@pytest.mark.parametrize(("path", "problem"), [("no/such/page.html", "does not exist"), (".", "is a folder"), ("-", "needs a file"), ("", "needs a file")])
def test_html_that_cannot_be_written(path: str, problem: str) -> None:
    """A page that can't be written is wrong usage, found out before anything is read."""
    result = run("broken.md", "--html", path)
    assert result.exit_code == 2
    assert problem in " ".join(result.stderr.split())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_html_on_a_full_disk() -> None:
    """A disk that fills up is one line on standard error and exit status 1."""
    result = run("a.md", "--html", "/dev/full")
    assert result.exit_code == 1
    assert result.stderr.startswith("dateline: /dev/full: the page can't be written: No space left")


def test_undecodable_file_name() -> None:
    """A file name that is not text is an error of that file, and the others are read."""
    result = run("--format", "jsonl", "a\udcff.md", "b.md")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert "not valid UTF-8" in result.stderr


_STUB = """
import sys, types
import dateline
from dateline.records.model import Document, Reading
module = types.ModuleType("dateline._read")
def readings(origin, *, data=None, published=None):
    yield Reading(document=Document(origin=origin, id="1", text="Guns fired. 💔" * 2000))
module.readings = readings
sys.modules["dateline._read"] = dateline._read = module
from dateline.cli import main
main(prog_name="dateline")
"""


@pytest.mark.parametrize("form", ["jsonl", "text"])
def test_closed_pipe_is_quiet(form: str) -> None:
    """A reader that closes the pipe early, such as head, ends the run without a traceback."""
    command = [sys.executable, "-c", _STUB, "read", "--format", form, *(["a.md"] * 300)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""


def _at_a_terminal(*files: str) -> tuple[bytes, bytes]:
    """Run with standard error on a terminal and standard output in a pipe; give what came out of each."""
    pty = pytest.importorskip("pty", reason="needs a pseudo-terminal")
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm"}
    command = [sys.executable, "-c", _STUB, "read", "--format", "jsonl", *files]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, stdin=subprocess.DEVNULL, env=environment, check=True)
    os.close(theirs)
    said = b""
    with contextlib.suppress(OSError):  # how Linux tells that the other end is closed
        while more := os.read(ours, 4096):
            said += more
    os.close(ours)
    return done.stdout, said


def test_progress_for_many_files() -> None:
    """A person at a terminal is told how far many files have come, and the records stay clean."""
    out, said = _at_a_terminal(*(["a.md"] * 6))
    assert b"reading" in said
    assert [json.loads(line)["document"]["origin"] for line in out.splitlines()] == ["a.md"] * 6


def test_no_progress_for_few_files() -> None:
    """A few files are read without a word."""
    assert _at_a_terminal("a.md", "b.md")[1] == b""


def test_encoding_that_lacks_characters() -> None:
    """A terminal that can't show a sign gets a question mark, and the word beside it."""
    command = [sys.executable, "-c", _STUB, "read", "a.md"]
    done = subprocess.run(command, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "ascii"}, check=True)
    assert b"none found in this report" in done.stdout


def test_records_are_utf8_whatever_the_terminal() -> None:
    """Records for programs are UTF-8 in every environment."""
    command = [sys.executable, "-c", _STUB, "read", "--format", "jsonl", "a.md"]
    done = subprocess.run(command, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "ascii"}, check=True)
    assert "💔" in json.loads(done.stdout.decode("utf-8"))["document"]["text"]


def test_help_imports_nothing_heavy() -> None:
    """Help and version need none of the libraries that are slow to import, so that they answer at once."""
    heavy = ("rich", "numpy", "onnxruntime", "trafilatura", "lxml", "yaml", "py3langid", "simplemma", "dateline._read", "dateline.views.page")
    script = f"import sys, dateline.cli; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_version() -> None:
    """The version is told."""
    assert CliRunner().invoke(main, ["--version"], prog_name="dateline").output.startswith("dateline, version ")


@pytest.mark.parametrize("option", ["--format", "--show", "--html", "--published"])
def test_every_option_is_explained(option: str) -> None:
    """The help explains each option."""
    assert option in run("--help").output
