"""The commands for who stands with whom: stands, camps, changes, network."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline._errors import NetworkError
from dateline.cli_casebook import _casebook, _format, _give, _opened, _say
from dateline.cli_days import day_option
from dateline.cli_links import _tell_unlinked

if TYPE_CHECKING:
    import datetime as dt

    from dateline.casebook.casebook import Casebook
    from dateline.casebook.network import Network

_on = day_option("--on", last=True, help="The day on which the ties hold, of a year or a month its last day; without it that of the last report.")
_known_by = day_option("--known-by", last=True, help="Only what was reported up to this day, of a year or a month its last day.")
_origins = click.option(
    "--min-origins", type=click.IntRange(1), default=1, show_default=True, help="Only ties that so many independent origins report. Copies count once."
)
_groups = click.option(
    "--groups", type=click.Choice(["node", "expand"]), default="node", show_default=True, help="A statement of many is one node, or expanded to its members."
)

_within = click.option(
    "--within", type=click.IntRange(0), metavar="DAYS", help="Only ties that were told of so many days before, at most. Without it none is too old."
)
_everything = click.option(
    "--all", "everything", is_flag=True, help='Also actors without a name ("his critics"), and those of whom only membership is reported.'
)


def _web(opened: Casebook, on: dt.date | None, known_by: dt.date | None, *, everything: bool, within: int | None, **options: Any) -> Network:
    """The web of ties, without those of actors that nobody could name and without mere membership, unless everything is wanted."""
    from dateline.casebook.network import seen

    return seen(opened.connection, opened.graph(on=on, known_by=known_by, **options), everything=everything, within=within)


def _meant(opened: Casebook, name: str) -> str:
    """What the actor is called that a name means, and say whom it fits beside."""
    from dateline.alliances.stands import fits_others

    called, *others = opened.meant(name)
    if others:
        _say(f"{called}: {fits_others(others)}")
    return called


def _heads(opened: Casebook) -> dict[str, str]:
    """Where and when each report was published, by its number."""
    from dateline.casebook.lines import head

    return {str(line.report): head(line) for line in opened.reports()}


def _left_out(opened: Casebook, network: Network, **of: Any) -> None:
    """Say how many ties have no day, so that they are in no answer, how many were set aside, and how many reports may be copies that nobody looked for."""
    _tell_unlinked(opened)
    if network.undated:
        left = "1 tie is" if len(network.undated) == 1 else f"{len(network.undated):,} ties are"
        _say(f"{left} left out, of reports without a date; add these again with --published YYYY-MM-DD")
    if aside := network.aside(**of):
        _say(f"{aside} --all counts them")


@click.command()
@_casebook
@click.argument("actor", metavar="ACTOR")
@_on
@_known_by
@_origins
@_within
@_format
def stands(casebook: Path, actor: str, on: dt.date | None, known_by: dt.date | None, min_origins: int, within: int | None, form: str) -> None:
    """Tell who stands with ACTOR and who against it on a day: friends, foes, contested, each with its sentences; and with whom no tie is reported."""
    from dateline.views import network_terminal

    with _opened(casebook) as opened:
        network = _web(opened, on, known_by, everything=True, within=within, min_origins=min_origins)
        found = network.stands_with(actor)
        _left_out(opened, network)
        _give(form, [found], lambda some: (shown for one in some for shown in network_terminal.stands(one, _heads(opened))))


@click.command()
@_casebook
@_on
@_known_by
@_origins
@_within
@_groups
@click.option("--most", "k", type=click.IntRange(1), help="At most so many camps; without it as many as the ties ask for.")
@click.option("--draws", type=click.IntRange(0), default=100, show_default=True, help="How often the origins are drawn again to tell how sure a camp is.")
@click.option(
    "--time-limit", type=click.FloatRange(min=1), default=30.0, show_default=True, help="Seconds for the exact search; then the best so far is given."
)
@_everything
@_format
def camps(
    casebook: Path,
    on: dt.date | None,
    known_by: dt.date | None,
    min_origins: int,
    within: int | None,
    groups: Any,
    k: int | None,
    draws: int,
    time_limit: float,
    everything: bool,  # noqa: FBT001 - click gives it by name
    form: str,
) -> None:
    """Divide the actors of CASEBOOK into camps on a day: how sure, which ties don't fit, and who could move.

    The number of camps is free: two camps mislead in wars with many sides. The figure comes with its bound; it says whether it is proven. With --format jsonl
    the second line is how often each two actors share a camp when the origins are drawn again.
    """
    from dateline.views import network_terminal

    with _opened(casebook) as opened:
        network = _web(opened, on, known_by, everything=everything, within=within, min_origins=min_origins, groups=groups)
        found = network.camps(k, time_limit=time_limit, alternatives=20)
        _left_out(opened, network)
        sure = None
        if draws:
            try:
                sure = network.resample(n=draws, k=k, time_limit=time_limit)
            except NetworkError as error:  # there are camps, and one origin alone that tells of them
                _say(str(error))
        _give(
            form,
            [found] if sure is None else [found, sure],
            lambda _: itertools.chain(network_terminal.camps(found, sure, network.graph.signed), network_terminal.members(network.members)),
        )


@click.command()
@_casebook
@day_option("--from", "since", last=False, required=True, help="From this day on; of a year or a month its first day.")
@day_option("--to", "until", last=True, help="Up to this day, of a year or a month its last day; without it that of the last report.")
@_known_by
@click.option("--actor", metavar="NAME", help="Only of this actor, whatever is reported of it.")
@_everything
@_format
def changes(
    casebook: Path,
    since: dt.date,
    until: dt.date | None,
    known_by: dt.date | None,
    actor: str | None,
    everything: bool,  # noqa: FBT001 - click gives it by name
    form: str,
) -> None:
    """List the ties of CASEBOOK that are new, ended, flipped, contested or no longer contested between two days, with the words that say so."""
    from msgspec.structs import replace

    from dateline.alliances.evidence import basis
    from dateline.casebook.evidence import evidence
    from dateline.casebook.network import changed, told_of, vague
    from dateline.views import network_terminal

    with _opened(casebook) as opened:
        whole = everything or actor is not None
        told = evidence(opened.connection)
        without = () if whole else vague(opened.connection, told.rows)
        found, network = changed(told, since, until, known_by, without=without, membership=whole)
        _left_out(opened, network, since=since)
        if actor is not None:
            label = _meant(opened, actor)
            own = tuple(change for change in found.changes if label in (change.a, change.b))
            found = replace(found, changes=own, basis=basis((row for change in own for row in change.evidence), found.end, found.basis.known_by))
        if not found.changes:
            _say(f"no tie changed in these days; {told_of(network.rows)}")
        _give(form, [found], lambda some: (shown for one in some for shown in network_terminal.changes(one, _heads(opened))))


def _picture(_ctx: click.Context, _param: click.Parameter, value: Path) -> Path:
    """A file whose ending says what is wanted."""
    from dateline.casebook.drawing import ENDINGS

    if value.suffix.lower() not in ENDINGS:
        raise click.BadParameter(f"{value} ends in none of {', '.join(ENDINGS)}, so that it is not known what to write")
    if not value.parent.is_dir():
        raise click.BadParameter(f"the folder {value.parent} does not exist; make it first")
    return value


@click.command()
@_casebook
@click.option(
    "-o",
    "--out",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=_picture,
    required=True,
    help="page.html, picture.png, web.gexf or timeline.svg.",
)
@_on
@_known_by
@_origins
@_within
@_groups
@click.option("--actor", metavar="NAME", help="Draw the ties of this actor over time; the file must end in .svg.")
@_everything
def network(
    casebook: Path,
    file: Path,
    on: dt.date | None,
    known_by: dt.date | None,
    min_origins: int,
    within: int | None,
    groups: Any,
    actor: str | None,
    everything: bool,  # noqa: FBT001 - click gives it by name
) -> None:
    """Draw the web of alliances in CASEBOOK.

    A page has a slider of days, filters, and the sentences behind each line; a picture is for print; an SVG file is the timeline of one actor. A GEXF file,
    for Gephi, holds the ties of the day of --on, or without --on and --within those of all days, each with its spells.
    """
    from dateline.casebook.drawing import checked, draw

    with _opened(casebook) as opened:
        checked(file, actor)
        web = _web(opened, on, known_by, everything=everything or actor is not None, within=within, min_origins=min_origins, groups=groups)
        ever = file.suffix.lower() == ".gexf" and on is None and within is None
        shown = draw(
            opened.connection, web, file, title=f"Who stands with whom: {casebook.stem}", heads=_heads(opened), ever=ever,
            actor=_meant(opened, actor) if actor else None,
        )  # fmt: skip
        _left_out(opened, web, ever=ever or file.suffix.lower() == ".html")
    _say(f"{file}: {shown}")


COMMANDS = (stands, camps, changes, network)
"""What `dateline.cli` adds to the command."""
