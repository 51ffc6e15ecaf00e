"""The command `dateline`.

Standard output holds only records or the view; what there is to say about them goes to standard error, one line each. Whatever is slow to
import is imported inside the command that needs it, so that `dateline --help` answers at once.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline._errors import DatelineError, InputError
from dateline.cli_alliances import COMMANDS as ALLIANCE_COMMANDS
from dateline.cli_casebook import COMMANDS as CASEBOOK_COMMANDS
from dateline.cli_kb import kb
from dateline.cli_links import COMMANDS as LINK_COMMANDS
from dateline.cli_review import COMMANDS as REVIEW_COMMANDS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from dateline.records.model import Reading

_KINDS = ("claims", "events", "ties", "actors", "places", "times")
_STANDARD_INPUT = "-"
_MANY = 5
"""From this many files on, a person at a terminal is told how far the reading has come."""


def _kinds(_ctx: click.Context, _param: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    """Check each kind of record against those that there are, and keep the order in which they are given."""
    if value is None:
        return None
    kinds = tuple(kind.strip().lower() for kind in value.split(",") if kind.strip())
    unknown = [kind for kind in kinds if kind not in _KINDS]
    if unknown or not kinds:
        raise click.BadParameter(f"{', '.join(map(repr, unknown)) or 'nothing'} is no kind of record; choose from {', '.join(_KINDS)}")
    return tuple(dict.fromkeys(kinds))


def _page_file(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Path | None:
    """Find out before the reading begins whether the page can be written there.

    Nothing but an earlier page is overwritten, so that `--html *.md` can't cost anyone a report.
    """
    if value is None:
        return None
    path = Path(value)
    if value in {"", _STANDARD_INPUT}:
        raise click.BadParameter("the page needs a file, such as page.html")
    if path.is_dir():
        raise click.BadParameter(f"{path} is a folder; name a file in it, such as {path / 'page.html'}")
    if not path.parent.is_dir():
        raise click.BadParameter(f"the folder {path.parent} does not exist; make it first")
    if path.exists() and not os.access(path, os.W_OK):
        raise click.BadParameter(f"{path} may not be written; name another file")
    if path.is_file() and path.stat().st_size and not _is_page(path):
        raise click.BadParameter(f"{path} exists and is not a page of dateline's; name another file")
    return path


def _is_page(path: Path) -> bool:
    """Whether a file was written by `--html`."""
    with path.open("rb") as file:
        return b'<meta name="generator" content="dateline' in file.read(1000)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="dateline")
def main() -> None:
    """Read news reports of war and politics: who says what, what happened, who stands with whom."""


main.add_command(kb)
for _command in (*CASEBOOK_COMMANDS, *LINK_COMMANDS, *REVIEW_COMMANDS, *ALLIANCE_COMMANDS):
    main.add_command(_command)


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl"]),
    help="text: a view for a person (the default). jsonl: all records, one report a line, in the order given.",
)
@click.option("--show", callback=_kinds, metavar="KINDS", help=f"Which records the view shows, separated by commas: {', '.join(_KINDS)}.")
@click.option(
    "--html",
    "page_file",
    callback=_page_file,
    metavar="PAGE",
    help="Instead of the view, write one self-contained page that marks the records in the text of each report.",
)
@click.option(
    "--min-confidence",
    "confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="P",
    help="Leave out claims, events and ties that a reader would find there with a probability below P (0 to 1; default 0: leave out none).",
)
@click.option("--published", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="Date of publication, for reports that do not give their own.")
def read(
    files: Sequence[str], form: str | None, show: tuple[str, ...] | None, page_file: Path | None, confidence: float, published: dt.datetime | None
) -> None:
    """Read reports and give the records that each becomes.

    A FILE may be plain text, Markdown, HTML, JSON or JSON lines and may hold several reports; - is standard input. A file that can't be
    read is named on standard error, the others are read all the same, and the exit status is 1.
    """
    if files.count(_STANDARD_INPUT) > 1:
        raise click.UsageError("standard input (-) can be read only once")
    if show is not None and form == "jsonl":
        raise click.UsageError("--show chooses what the view for a person shows; --format jsonl always holds all records")
    if page_file is not None and form is None:
        if show is not None:
            raise click.UsageError("--show chooses what --format text shows; the page has filters of its own")
        form = "page only"
    from dateline.records.selecting import at_least

    emit = _emitter(form, show, published=published.date() if published else None, min_confidence=confidence or None)
    readings: list[Reading] = []
    failed = False
    try:
        for result in _results(files, published.date() if published else None, quiet=form != "page only" and sys.stdout.isatty()):
            if isinstance(result, InputError):
                failed = True
                _say(str(result))
                continue
            for warning in result.warnings:
                _say(f"warning: {result.document.origin}: {warning}")
            if confidence:
                result = at_least(result, confidence)  # noqa: PLW2901 - from here on there is no other
            emit(result)
            if page_file is not None:
                readings.append(result)
    except DatelineError as error:  # dateline's own files are at fault, so every further report would fail alike
        _say(str(error))
        sys.exit(1)
    if page_file is not None:
        failed = not _write_page(page_file, readings) or failed
    sys.exit(1 if failed else 0)


def _results(files: Sequence[str], published: dt.date | None, *, quiet: bool) -> Iterator[Reading | InputError]:
    """Read files in turn. Unless `quiet`, tell a person at a terminal how far the reading has come."""
    from dateline import _read

    with _progress(len(files), quiet=quiet) as advance:
        for name in files:
            data = sys.stdin.buffer.read() if name == _STANDARD_INPUT else None
            if any("\ud800" <= character <= "\udfff" for character in name):  # how Python keeps bytes that it can't decode
                yield InputError(ascii(name), "the file name is not valid UTF-8", "rename the file")
            else:
                yield from _read.readings(name, data=data, published=published)
            advance()


def _emitter(form: str | None, show: tuple[str, ...] | None, **settings: object) -> Callable[[Reading], None]:
    """Give the function that puts one reading on standard output; `settings` are those that it was made with."""
    if form == "page only":
        return lambda _: None
    if form == "jsonl":
        from dateline.casebook import runs

        stream = sys.stdout.buffer
        run = runs.current(**settings)

        def write(reading: Reading) -> None:
            stream.write(runs.line(reading, run) + b"\n")
            stream.flush()

        return write

    from rich.console import Console

    from dateline.views.terminal import render

    # A terminal that can't show a character gets a question mark instead of a failure.
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    console = Console(file=sys.stdout, highlight=False)
    return lambda reading: render(reading, console, show or _KINDS)


def _write_page(path: Path, readings: Sequence[Reading]) -> bool:
    """Write the page for several readings; say so and return False when that fails."""
    from dateline.views.page import page

    if not readings:
        _say(f"{path}: not written, for no report could be read")
        return False
    try:
        path.write_text(page(readings), encoding="utf-8", newline="\n")
    except OSError as error:
        _say(f"{path}: the page can't be written: {error.strerror}; name another file with --html")
        return False
    return True


def _progress(total: int, *, quiet: bool) -> AbstractContextManager[Callable[[], None]]:
    """Show progress on standard error if that is a terminal and there are many files; the result is called after each file."""
    if quiet or total < _MANY or not sys.stderr.isatty():
        return nullcontext(lambda: None)
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TextColumn("files"))
    bar = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
    task = bar.add_task("reading", total=total)

    @contextmanager
    def running() -> Iterator[Callable[[], None]]:
        with bar:
            yield lambda: bar.advance(task)

    return running()


def _say(message: str) -> None:
    """Put a message on standard error, on one line whatever it quotes."""
    line = " ".join(message.split())
    shown = "".join(character if character.isprintable() else ascii(character)[1:-1] for character in line)
    click.echo(f"dateline: {shown}", err=True)
