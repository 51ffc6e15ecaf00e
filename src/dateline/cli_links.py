"""The commands for what links the reports of a casebook, and for taking it elsewhere: link, origins, disputes, export."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline._errors import DatelineError
from dateline._formats import FORMATS
from dateline.cli_casebook import _casebook, _format, _give, _named, _opened, _say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.casebook.casebook import Casebook

_ABOUT = ("actor", "recipient", "date", "status", "killed", "wounded", "casualties", "arrested", "abducted", "displaced", "participants")


def _are(reports: int) -> str:
    return "1 report is" if reports == 1 else f"{reports:,} reports are"


def _tell_unlinked(opened: Casebook) -> None:
    """Say how many reports no link is known of: copies among them count as origins of their own, and their disputes are missing."""
    if waiting := opened.unlinked():
        _say(f"{_are(waiting)} not linked yet, so that this is not all and copies among them count apart; run `dateline link {opened.path}`")


@click.command()
@_casebook
@click.option("--anew", is_flag=True, help="Throw all links away first and find them again, in the order of publication. Decisions stay.")
def link(casebook: Path, anew: bool) -> None:  # noqa: FBT001 - click gives it by name
    """Find which reports of CASEBOOK go back to one origin, which tell of one event, and where they disagree.

    `dateline add` does it for what it adds; this goes on where that was cut off.
    """
    with _opened(casebook, read_only=False) as opened:
        try:
            found = opened.link(anew=anew)
        except KeyboardInterrupt:
            _say(f"stopped; {_are(opened.unlinked())} not linked yet; `dateline link {casebook}` goes on from here")
            sys.exit(130)
    _say(
        f"{casebook}: {found.reports:,} reports linked, {found.copies:,} of them copies; {found.joined:,} events joined those of other reports, "
        f"{found.same:,} actors were known under another name"
    )


@click.command()
@_casebook
@click.option("--all", "everything", is_flag=True, help="Also those of one report only.")
@_format
def origins(casebook: Path, everything: bool, form: str) -> None:  # noqa: FBT001 - click gives it by name
    """List the groups of reports in CASEBOOK that go back to one origin: wire copies, reprints, cuts."""
    from dateline.casebook import rendering_links

    with _opened(casebook) as opened:
        _tell_unlinked(opened)
        found = opened.origins(least=1 if everything else 2)
        if not found:
            _say("no report is a copy of another")
        _give(form, found, rendering_links.origins)


@click.command()
@_casebook
@click.option("--actor", metavar="NAME", help="Of events in which this actor takes part.")
@click.option("--about", type=click.Choice(_ABOUT), help="What is disputed: who, to whom, when, whether at all, or how many.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="At most this many.")
@_format
def disputes(casebook: Path, actor: str | None, about: str | None, limit: int, form: str) -> None:
    """Show where the accounts of one event in CASEBOOK can't all be true: side by side, each with its sources and independent origins.

    Nothing says which side is right.
    """
    from dateline.casebook import rendering_links

    with _opened(casebook) as opened:
        _tell_unlinked(opened)
        found = opened.disputes(actor=actor, about=about, limit=limit)
        if not found:
            _say("no dispute found")
        _give(form, found, rendering_links.disputes)


def _chosen(_ctx: click.Context, _param: click.Parameter, value: str) -> tuple[str, ...]:
    """The formats that are asked for, each checked against those that there are."""
    wanted = tuple(dict.fromkeys(name.strip().lower() for name in value.split(",") if name.strip()))
    if wanted == ("all",):
        return FORMATS
    unknown = [name for name in wanted if name not in FORMATS]
    if unknown or not wanted:
        raise click.BadParameter(f"{', '.join(map(repr, unknown)) or 'nothing'} is no format; choose from {', '.join(FORMATS)}, or all")
    return wanted


@click.command()
@_casebook
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER", callback=_named)
@click.option("--to", "formats", callback=_chosen, required=True, metavar="FORMATS", help=f"Separated by commas: {', '.join(FORMATS)}, or all.")
@click.option("--versions", is_flag=True, help="Also earlier versions of articles; without it only the newest.")
def export(casebook: Path, folder: Path, formats: Sequence[str], versions: bool) -> None:  # noqa: FBT001 - click gives it by name
    """Write CASEBOOK into FOLDER in the formats of other programs.

    For each format it is told how many records went in and came out, and what the format has no place for; the same stands in dateline-export.json.
    """
    with _opened(casebook) as opened:
        try:
            losses = opened.export(folder, formats, versions=versions)
        except DatelineError as error:
            _say(str(error))
            sys.exit(1)
    for loss in losses:
        for line in loss.lines():
            click.echo(line)


COMMANDS = (link, origins, disputes, export)
"""What `dateline.cli` adds to the command."""
