"""The commands that keep and ask a casebook: add, show, search, who, timeline, diff, verify.

As in `cli`, answers go to standard output, what there is to say about them goes to standard error, and whatever is slow to import is imported inside the
command that needs it.
"""

from __future__ import annotations

import contextlib
import itertools
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline._errors import CasebookError, DatelineError, InputError
from dateline.cli_days import day_option

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rich.console import RenderableType

    from dateline.casebook.casebook import Casebook

_DAY = click.DateTime(["%Y-%m-%d"])
_STATUSES = ("asserted", "attributed", "denied", "intended", "hypothetical", "sought", "ended")
_STANCES = ("assert", "accuse", "deny", "demand", "propose", "promise", "threaten", "praise", "criticise", "doubt", "ask")
_KINDS = ("claims", "events", "ties", "texts")
_STANDARD_INPUT = "-"
_MANY = 3
"""From this many files on, a person at a terminal is told how far the reading has come."""
_LARGE = 500_000
"""And for fewer, where one has more bytes than this."""
_EXAMPLES = 3
"""Of how many reports a warning names the files, where it is about more."""


def _named(_ctx: click.Context, param: click.Parameter, value: Path | None) -> Path | None:
    """What is written is a file or a folder with a name: `-` is most likely a slip of somebody who means standard input."""
    if value is not None and str(value) == _STANDARD_INPUT:
        raise click.BadParameter(f"{param.human_readable_name} can't be standard input or output (-); give the name of a file or folder, such as ./-")
    return value


_casebook = click.argument("casebook", type=click.Path(path_type=Path), metavar="CASEBOOK", callback=_named)
_format = click.option(
    "--format", "form", type=click.Choice(["text", "jsonl"]), default="text", help="text: for a person (the default). jsonl: one JSON object a line."
)
_since = day_option(
    "--from", "since", last=False, help="From this day on: the day of events, of other records that of publication. Of a year or a month its first day."
)
_until = day_option("--to", "until", last=True, help="Up to this day, which is included; of a year or a month its last day.")
_versions = click.option("--versions", is_flag=True, help="Also from earlier versions of articles; without it only from the newest.")


def _say(message: str) -> None:
    from dateline.cli import _say as say

    say(message)


@contextlib.contextmanager
def _opened(path: Path, *, read_only: bool = True) -> Iterator[Casebook]:
    """A casebook; what is wrong with it or with a question is said, and the exit status is 1."""
    from dateline.casebook.casebook import Casebook

    try:
        with Casebook(path, read_only=read_only) as casebook:
            yield casebook
    except DatelineError as error:
        _say(str(error))
        sys.exit(1)


def _give(form: str, results: Iterable[Any], render: Callable[[Any], Iterator[RenderableType]]) -> None:
    """Put results on standard output: as JSON Lines, or as `render` shows them."""
    if form == "jsonl":
        import msgspec

        for result in results:
            sys.stdout.buffer.write(msgspec.json.encode(result) + b"\n")
        sys.stdout.flush()
        return
    from rich.console import Console

    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    console = Console(file=sys.stdout, highlight=False)
    for shown in render(results):
        console.print(shown, soft_wrap=not sys.stdout.isatty())


@click.command()
@_casebook
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--published", type=_DAY, metavar="YYYY-MM-DD", help="Date of publication, for reports that do not give their own.")
def add(casebook: Path, files: Sequence[str], published: dt.datetime | None) -> None:
    """Read reports and store them in CASEBOOK, which is made if it is not there.

    A FILE is whatever `dateline read` takes, or the readings that `dateline read --format jsonl` wrote; - is standard input. What is there already is not
    read again, so that the same command goes on where it was cut off. A new version of an article is kept beside the old one. In the end the new reports are
    linked to the others (see `dateline link`). A file that can't be read is named on standard error, the others are stored all the same, and the exit status
    is 1.
    """
    if files.count(_STANDARD_INPUT) > 1:
        raise click.UsageError("standard input (-) can be read only once")
    counts = dict.fromkeys(("new", "version", "reread", "same", "failed"), 0)
    warned: dict[str, list[str]] = {}
    try:
        with _opened(casebook, read_only=False) as opened, _progress(files) as advance:
            for name in files:
                _add_file(opened, name, published.date() if published else None, counts, warned, advance)
                advance(1)
            _link(opened)
    except KeyboardInterrupt:
        _warn(warned)
        _say(f"stopped; {_told(counts)}; the same command goes on from here")
        sys.exit(130)
    except SystemExit:
        _warn(warned)
        raise
    _warn(warned)
    _say(f"{casebook}: {_told(counts)}")
    sys.exit(1 if counts["failed"] else 0)


def _link(opened: Casebook) -> None:
    """Link what is not linked yet, if anything was stored at all; a person at a terminal is told when it takes a while."""
    waiting = opened.unlinked()
    if waiting > _MANY and sys.stderr.isatty():
        _say(f"linking {waiting:,} reports")
    if waiting:
        opened.link()


def _warn(warned: dict[str, list[str]]) -> None:
    """Say each warning once, with the reports that it is about: a feed of hundreds would else say one thing hundreds of times."""
    for warning, origins in warned.items():
        more = "" if len(origins) <= _EXAMPLES else f" and {len(origins) - _EXAMPLES:,} more"
        _say(f"warning: {', '.join(origins[:_EXAMPLES])}{more}: {warning}")


def _add_file(
    opened: Casebook, name: str, published: dt.date | None, counts: dict[str, int], warned: dict[str, list[str]], advance: Callable[[int], None]
) -> None:
    if any("\ud800" <= character <= "\udfff" for character in name):  # how Python keeps bytes that it can't decode
        counts["failed"] += 1
        _say(str(InputError(ascii(name), "the file name is not valid UTF-8", "rename the file")))
        return
    data = sys.stdin.buffer.read() if name == _STANDARD_INPUT else None
    for result in opened.add(name, data=data, published=published):
        if isinstance(result, InputError):
            counts["failed"] += 1
            _say(str(result))
            continue
        counts["same" if result.outcome == "known" else result.outcome] += 1
        for warning in result.warnings:
            warned.setdefault(warning, []).append(result.origin)
        advance(0)


def _told(counts: dict[str, int]) -> str:
    """What adding did, in words."""
    words = {
        "new": "new",
        "version": "new version" if counts["version"] == 1 else "new versions",
        "reread": "read anew",
        "same": "already there",
        "failed": "not stored",
    }
    return ", ".join(f"{count:,} {words[kind]}" for kind, count in counts.items() if count) or "no reports"


@contextlib.contextmanager
def _progress(files: Sequence[str]) -> Iterator[Callable[[int], None]]:
    """Show progress on standard error if that is a terminal; the result is called with 1 after each file and with 0 after each report."""
    large = any(name != _STANDARD_INPUT and Path(name).is_file() and Path(name).stat().st_size > _LARGE for name in files)
    if not sys.stderr.isatty() or (len(files) < _MANY and not large):
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("adding"), BarColumn(), MofNCompleteColumn(), TextColumn("files, {task.fields[reports]} reports"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("adding", total=len(files), reports=0)
        reports = 0

        def advance(files: int) -> None:
            nonlocal reports
            reports += not files
            bar.update(task, advance=files, reports=reports)

        yield advance


@click.command()
@_casebook
@_format
def show(casebook: Path, form: str) -> None:
    """Tell what is in CASEBOOK: reports, origins, actors, the span of dates, disputes, and what made the records."""
    from dateline.casebook import rendering

    with _opened(casebook) as opened:
        _give(form, [opened.show()], lambda found: (shown for result in found for shown in rendering.summary(result)))


@click.command()
@_casebook
@click.argument("words", required=False, default="")
@click.option("--kind", type=click.Choice(_KINDS), default="claims", show_default=True, help="What to search.")
@click.option("--source", metavar="NAME", help="Said by this actor, or by one who speaks for it.")
@click.option("--actor", metavar="NAME", help="With this actor in it, or one who acts for it.")
@click.option("--status", type=click.Choice(_STATUSES), help="The status of an event or a tie; of a claim or a text, that of an event in it.")
@click.option("--type", "type_", metavar="TYPE", help="A type of event, such as ASSAULT; of ties, their kind, such as backs.")
@click.option("--stance", type=click.Choice(_STANCES), help="The stance of a claim; of other records, that of a claim that carries them.")
@click.option("--place", metavar="NAME", help="At this place; for a country, anywhere in it.")
@_since
@_until
@_versions
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="At most this many.")
@_format
def search(
    casebook: Path,
    words: str,
    kind: Any,
    source: str | None,
    actor: str | None,
    status: str | None,
    type_: str | None,
    stance: str | None,
    place: str | None,
    since: dt.date | None,
    until: dt.date | None,
    versions: bool,  # noqa: FBT001 - click gives it by name
    limit: int,
    form: str,
) -> None:
    """Find claims, events, ties or texts in CASEBOOK by WORDS and filters.

    The best come first. Without WORDS, all that the filters leave is given, the newest first. WORDS are one argument, so that more than one word stands in
    quotes for the shell:

    \b
      'air strikes'             both words, anywhere and in any form (strike, striking)
      '"air strikes"'           the two one after the other: a phrase
      'strik*'                  words that begin so
      'Aleppo OR Idlib'         one of them; OR, AND and NOT only in capitals
      'strike NOT drone'        the first without the second
      '(Aleppo OR Idlib) strike'
      'NEAR(Aleppo strike, 5)'  at most five words between them
      'al-Sham', 'U.S.'         a word with a sign in it, as it is written
      'source_words:minister'   of claims, only the words for who says it; content: what is said
    """  # noqa: D301 - the sign that click knows a paragraph by whose lines it leaves as they are
    from dateline.casebook import rendering
    from dateline.cli_links import _tell_unlinked

    with _opened(casebook) as opened:
        _tell_unlinked(opened)
        found = opened.search(
            words, kind, source=source, actor=actor, status=status, type=_type(type_, kind), stance=stance, place=place, since=since,
            until=until, versions=versions, limit=limit,
        )  # fmt: skip
        if not found:
            small = re.search(r"\s(and|or|not)\s", words)
            _say("nothing found" + (f"; {small[1]} was taken for a word, which {small[1].upper()} in capitals is not" if small else _no_column(words, kind)))
        _give(form, found, rendering.hits)


def _no_column(words: str, kind: Any) -> str:
    """That a word before a colon names no column, where nothing was found and somebody may have meant one."""
    from dateline.casebook.search import COLUMNS, supposed_column

    name = supposed_column(words)
    return f"; {name} is no column of {kind}, which have {' and '.join(COLUMNS[kind])}, and so was taken for a word" if name else ""


def _type(given: str | None, kind: str) -> str | None:
    """A type as it is stored: of events in capitals, of ties in small letters. One that there is not is wrong usage."""
    from typing import get_args

    from dateline.records.model import EventType, TieKind

    if given is None:
        return None
    known: tuple[str, ...] = get_args(TieKind if kind == "ties" else EventType)
    wanted = given.replace("-", "_").lower() if kind == "ties" else given.upper()
    if wanted not in known:
        raise click.BadParameter(f"{given!r} is no type; choose from {', '.join(known)}", param_hint="'--type'")
    return wanted


@click.command()
@_casebook
@click.argument("name", metavar="NAME")
@_versions
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="At most this many of each list, the newest first.")
@_format
def who(casebook: Path, name: str, versions: bool, limit: int, form: str) -> None:  # noqa: FBT001 - click gives it by name
    """Show an actor's page: names, claims by and about it, events, ties, first and last seen.

    NAME is a name, or an id of the knowledge base such as group:taliban. Of a name that is not there the nearest ones are offered.
    """
    from dateline.casebook import rendering
    from dateline.cli_links import _tell_unlinked

    with _opened(casebook) as opened:
        _tell_unlinked(opened)
        _give(form, [opened.who(name, versions=versions, limit=limit)], lambda found: (shown for page in found for shown in rendering.page(page)))


@click.command()
@_casebook
@click.option("--actor", metavar="NAME", help="With this actor in it, or one who acts for it.")
@click.option("--source", metavar="NAME", help="Told by this actor, or by one who speaks for it.")
@click.option("--status", type=click.Choice(_STATUSES[:5]), help="The status of the event.")
@click.option("--type", "type_", metavar="TYPE", help="A type of event, such as ASSAULT.")
@click.option("--place", metavar="NAME", help="At this place; for a country, anywhere in it.")
@_since
@_until
@_versions
@click.option("--limit", type=click.IntRange(1), help="At most this many.")
@click.option("--apart", is_flag=True, help="List every account of every report apart; without it the accounts of one event are one entry.")
@click.option("--accounts", is_flag=True, help="Under each entry, list its accounts with their ids.")
@_format
def timeline(
    casebook: Path,
    actor: str | None,
    source: str | None,
    status: str | None,
    type_: str | None,
    place: str | None,
    since: dt.date | None,
    until: dt.date | None,
    versions: bool,  # noqa: FBT001 - click gives it by name
    limit: int | None,
    apart: bool,  # noqa: FBT001 - the same
    accounts: bool,  # noqa: FBT001 - the same
    form: str,
) -> None:
    """List what happened in CASEBOOK by day.

    All accounts of one event are one entry, which has their tolls, dates and statuses side by side, with those who give them, and the number of independent
    origins. The options choose accounts, and an entry has all accounts of the same event. Events that nothing dates are left out.
    """
    from dateline.casebook import rendering, rendering_timeline
    from dateline.cli_links import _tell_unlinked

    with _opened(casebook) as opened:
        wanted: dict[str, Any] = {
            "actor": actor, "source": source, "status": status, "type": _type(type_, "events"), "place": place, "versions": versions,
        }  # fmt: skip
        if accounts and apart:
            raise click.UsageError("--apart lists the accounts already; leave --accounts out")
        found: list[Any] = opened.timeline(**wanted, since=since, until=until, limit=limit, apart=apart)  # type: ignore[call-overload]
        if not found:
            _say("no dated event found")
        if undated := opened.undated(**wanted, apart=apart):
            _say(f"{undated:,} more {'event' if undated == 1 else 'events'} that nothing dates {'is' if undated == 1 else 'are'} left out")
        _tell_unlinked(opened)
        _give(form, found, rendering.days if apart else lambda entries: rendering_timeline.entries(entries, accounts=accounts))


@click.command()
@_casebook
@click.argument("article", metavar="ARTICLE")
@click.option("--older", type=click.IntRange(1), metavar="N", help="Compare version N; without it the one before the newer.")
@click.option("--newer", type=click.IntRange(1), metavar="N", help="With version N; without it the newest.")
@_format
def diff(casebook: Path, article: str, older: int | None, newer: int | None, form: str) -> None:
    """Show what changed between the versions of one article, and which claims went away.

    ARTICLE is its URL, the path that it was read from, or the number of one of its reports. Without options each version is compared with the next.
    """
    from dateline.casebook import rendering

    with _opened(casebook) as opened:
        _give(form, opened.diff(article, older, newer), rendering.versions)


@click.command()
@_casebook
@click.option(
    "--salvage", "to", type=click.Path(path_type=Path), metavar="NEW", callback=_named, help="Copy all whole reports of a damaged casebook to the new file NEW."
)
def verify(casebook: Path, to: Path | None) -> None:
    """Check CASEBOOK: every quote stands in its stored text, every record names what made it, every index is in step.

    Each problem is a line on standard output, and the exit status is then 1.
    """
    if to is not None:
        _salvage(casebook, to)
        return
    found = False
    with _opened(casebook, read_only=False) as opened:  # the quick check of an index needs the right to write, which changes nothing
        for problem in opened.verify():
            found = True
            click.echo(_harmless(str(problem)))
        shown = opened.show() if not found else None
    if shown is None:
        _say(f"if {casebook} is damaged, `dateline verify {casebook} --salvage NEW` copies what is whole")
        sys.exit(1)
    _say(f"{casebook}: {_reports(shown.reports)}, no problem found")
    if unnamed := sum(run.reports for run in shown.runs if run.dateline is None and run.model is None):
        _say(f"{_reports(unnamed)} of these came as readings that do not say what made them; add the reports themselves, or readings that do")


def _reports(number: int) -> str:
    return "1 report" if number == 1 else f"{number:,} reports"


def _harmless(text: str) -> str:
    """A text on one line, in which nothing acts on the terminal."""
    from dateline.views.wording import one_line

    return one_line(text)


def _salvage(casebook: Path, to: Path) -> None:
    from dateline.casebook.casebook import Casebook

    try:
        saved = Casebook.salvage(casebook, to)
    except CasebookError as error:
        _say(str(error))
        sys.exit(1)
    for reason, group in itertools.groupby(enumerate(saved.lost), key=lambda place: (place[1].reason, place[1].report - place[0])):
        numbers = [lost.report for _, lost in group]
        some = f"report {numbers[0]}" if len(numbers) == 1 else f"reports {numbers[0]} to {numbers[-1]}"
        click.echo(f"lost: {some} ({_harmless(reason[0])})")
    _say(f"{to}: {saved.reports:,} reports, {saved.readings:,} earlier readings and {saved.decisions:,} decisions saved; {len(saved.lost):,} reports lost")
    if saved.missing:
        _say(f"{casebook} is cut off: {saved.missing:,} pages at its end are gone, and with them perhaps reports of which no trace is left")
    if saved.unnamed:
        _say(f"what made the records of {_reports(saved.unnamed)} is lost; their texts and records are whole")
    if saved.lost_decisions:
        what = "1 decision is" if saved.lost_decisions == 1 else f"{saved.lost_decisions:,} decisions are"
        _say(f"{what} lost, and what a lost one took back counts again; look through them with `dateline review {to} --decisions`")
    sys.exit(1 if saved.lost or saved.missing or saved.lost_decisions else 0)


COMMANDS = (add, show, search, who, timeline, diff, verify)
"""What `dateline.cli` adds to the command."""
