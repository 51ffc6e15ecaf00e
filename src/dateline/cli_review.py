"""The command `dateline review`: decisions of people on a casebook, one by one at a terminal or as options."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from dateline._errors import CasebookError
from dateline.cli_casebook import _casebook, _format, _give, _opened, _say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dateline.casebook.casebook import Casebook
    from dateline.casebook.decisions import DecisionLine
    from dateline.casebook.review import QueueItem

_KINDS = ("match", "dispute", "confidence", "rejected")
_KEYS = "[a]ccept  [r]eject  [c]orrect  [s]kip  [u]ndo last  [q]uit"
_MODES = ("--list", "--decisions", "--accept", "--reject", "--correct", "--merge", "--part", "--undo")


@click.command()
@_casebook
@click.argument("fields", nargs=-1, metavar="[FIELD=VALUE]...")
@click.option("--list", "listed", is_flag=True, help="List what waits for a decision, what touches most reports first.")
@click.option("--kind", "kinds", type=click.Choice(_KINDS), multiple=True, help="Only this kind of item; can be given again. rejected: what was rejected.")
@click.option("--limit", type=click.IntRange(1), help="At most this many.")
@click.option("--accept", "accepted", multiple=True, metavar="UID", help="The record is right; of a match, that the two are one. Can be given again.")
@click.option("--reject", "rejected", multiple=True, metavar="UID", help="The record is not there; of a match, that the two are not one. Can be given again.")
@click.option("--correct", "corrected", metavar="UID", help="Give the record's fields the values of FIELD=VALUE...")
@click.option("--merge", nargs=2, metavar="A B", help="Two actors are one; by name, id of the knowledge base, '#NUMBER', or uid in one report.")
@click.option("--part", nargs=2, metavar="A B", help="Two actors are not one.")
@click.option("--anyway", is_flag=True, help="With --merge, or --accept of a match: also where the knowledge base has two entries for the two.")
@click.option("--undo", type=click.IntRange(1), metavar="N", help="Take decision N back.")
@click.option("--decisions", is_flag=True, help="List all decisions.")
@click.option("--by", metavar="NAME", help="Who decides; without it the login name.")
@_format
def review(
    casebook: Path,
    fields: Sequence[str],
    listed: bool,  # noqa: FBT001 - click gives it by name
    kinds: Sequence[Any],
    limit: int | None,
    accepted: Sequence[str],
    rejected: Sequence[str],
    corrected: str | None,
    merge: tuple[str, str] | None,
    part: tuple[str, str] | None,
    anyway: bool,  # noqa: FBT001 - click gives it by name
    undo: int | None,
    decisions: bool,  # noqa: FBT001 - click gives it by name
    by: str | None,
    form: str,
) -> None:
    """Decide on records of CASEBOOK: accept, reject or correct them, and say which actors are one.

    Without options, one item after the other is shown in the terminal. Decisions are only ever added: they hold when a report is read anew, and each can be
    undone, which is a decision as well.
    """
    given = (listed, decisions, accepted, rejected, corrected, merge, part, undo)
    modes = [name for name, value in zip(_MODES, given, strict=True) if value]
    if len(modes) > 1 and set(modes) != {"--accept", "--reject"}:
        raise click.UsageError(f"{' and '.join(modes)} can't be given together")
    if fields and not corrected:
        raise click.UsageError("FIELD=VALUE goes with --correct UID")
    if kinds and modes not in ([], ["--list"]):
        raise click.UsageError("--kind goes with --list, or with no other option")
    if anyway and not (merge or accepted):
        raise click.UsageError("--anyway goes with --merge A B, or with --accept of a match")
    with _opened(casebook, read_only=modes in (["--list"], ["--decisions"])) as opened:
        if listed:
            _list(opened, kinds, limit, form)
        elif decisions:
            _log(opened, form)
        elif not modes:
            _at_terminal(opened, kinds, limit, by)
        else:
            _decide(opened, by, accepted=accepted, rejected=rejected, corrected=corrected, fields=fields, merge=merge, part=part, undo=undo, anyway=anyway)


def _list(opened: Casebook, kinds: Sequence[Any], limit: int | None, form: str) -> None:
    from dateline.casebook import rendering_review

    found = opened.queue(*kinds, limit=limit)
    if not found:
        _say("nothing waits for a decision" if "rejected" not in kinds else "nothing found")
    _give(form, found, rendering_review.items)


def _log(opened: Casebook, form: str) -> None:
    from dateline.casebook import rendering_review

    found = opened.decisions()
    if not found:
        _say("nothing was decided yet")
    _give(form, found, rendering_review.decisions)
    if lost := sum(decision.lost for decision in found):
        words = ("decisions have", "their") if lost > 1 else ("decision has", "its")
        _say(f"{lost:,} {words[0]} lost {words[1]} record: no report has it now; kept in case a later reading has it again")


def _decide(
    opened: Casebook,
    by: str | None,
    *,
    accepted: Sequence[str],
    rejected: Sequence[str],
    corrected: str | None,
    fields: Sequence[str],
    merge: tuple[str, str] | None,
    part: tuple[str, str] | None,
    undo: int | None,
    anyway: bool,
) -> None:
    """Make the decisions that the options give, and say each."""
    for verb, uids in (("accept", accepted), ("reject", rejected)):
        for uid in uids:
            _told(judge(opened, verb, uid, by, anyway=anyway))
    if corrected:
        _told(opened.decide("correct", corrected, corrected=values_of(fields), by=by))
    if merge:
        _told(opened.decide("merge", *merge, by=by, anyway=anyway))
    if part:
        _told(opened.decide("part", *part, by=by))
    if undo:
        _told(opened.undo(undo, by=by))


def judge(opened: Casebook, verb: str, uid: str, by: str | None, *, anyway: bool = False) -> DecisionLine:
    """Accept or reject a record, or a match of two actors."""
    from dateline.casebook.review import pair_of

    pair = pair_of(uid)
    if pair is not None:
        return opened.decide("same" if verb == "accept" else "other", *pair, by=by, anyway=anyway)
    return opened.decide("accept" if verb == "accept" else "reject", uid, by=by)


def values_of(fields: Sequence[str]) -> dict[str, str | Sequence[str] | None]:
    """What FIELD=VALUE gives, by field."""
    found: dict[str, str | Sequence[str] | None] = {}
    for field in fields:
        name, equals, value = field.partition("=")
        if not equals or not name.strip():
            raise click.UsageError(f"{field!r} gives no field a value; write such as stance=deny or actor='Russia; Syria'")
        found[name.strip().lower()] = value.strip()
    return found


def _told(decision: DecisionLine) -> None:
    from dateline.casebook import rendering_review

    _say(f"decision {decision.decision}: {rendering_review.told(decision).plain}")


# ---- one after the other at a terminal ----------------------------------------------------------------------------------------------------------------


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _at_terminal(opened: Casebook, kinds: Sequence[Any], limit: int | None, by: str | None) -> None:
    """Show one item after the other and do what the keys say."""
    if not _is_terminal():
        _say("review asks at a terminal, and this is none; use --list, and then --accept, --reject or --correct with a uid")
        sys.exit(1)
    if "rejected" in kinds:
        raise click.UsageError("--kind rejected goes with --list; what was rejected comes back with --accept UID or --undo N")
    found = opened.queue(*kinds, limit=limit)
    if not found:
        _say("nothing waits for a decision")
        return
    session = _Session(opened, found, by)
    try:
        session.run()
    except (KeyboardInterrupt, EOFError, click.Abort):
        click.echo()
    click.echo(session.summary())


class _Session:
    """Where a person is in the queue, and what was decided on the way."""

    def __init__(self, opened: Casebook, found: Sequence[QueueItem], by: str | None) -> None:
        self.opened, self.items, self.by = opened, found, by
        self.place = 0
        self.made: list[tuple[int, int]] = []
        """The place in the queue and the number of each decision that was made and not undone here."""

    def run(self) -> None:
        from rich.console import Console

        from dateline.casebook import rendering_review
        from dateline.casebook.review import waits

        console = Console(file=sys.stdout, highlight=False)
        while self.place < len(self.items):
            item = self.items[self.place]
            if not waits(self.opened.connection, item.uid):  # an earlier decision settled it
                self.place += 1
                continue
            console.print(f"\n{self.place + 1} of {len(self.items)}", style="dim")
            for shown in rendering_review.one(item):
                console.print(shown)
            console.print(_KEYS, style="dim", markup=False)
            if not self.act(item):
                return

    def act(self, item: QueueItem) -> bool:
        """Do what the next key says; False to quit."""
        while True:
            key = click.getchar().lower()
            if key in ("q", "", "\x04", "\x1b"):
                return False
            if key == "s":
                self.place += 1
                return True
            if key == "u" and self.undo():
                return True
            if key in ("a", "r", "c") and self.decide(item, key):
                return True
            click.echo(_KEYS)  # nothing was done

    def decide(self, item: QueueItem, key: str) -> bool:
        """Decide on an item; False where nothing was decided."""
        try:
            decision = self.correct(item) if key == "c" else judge(self.opened, "accept" if key == "a" else "reject", item.uid, self.by)
        except (CasebookError, click.UsageError) as error:
            problem = f"{error.problem}; {error.fix}" if isinstance(error, CasebookError) else error.message
            click.echo(problem)
            return False
        if decision is None:
            return False
        self.made.append((self.place, decision.decision))
        click.echo(f"decision {decision.decision}: {decision.verb}")
        self.place += 1
        return True

    def correct(self, item: QueueItem) -> DecisionLine | None:
        """Ask for new values, a line each, and correct the record; None where none is given."""
        from dateline.casebook.correcting import FIELDS

        if item.record not in FIELDS:
            click.echo("a match is accepted or rejected; there is nothing to correct")
            return None
        click.echo(f"FIELD=VALUE, a line each, and an empty line to end: {', '.join(FIELDS[item.record])}")
        given = []
        while line := click.prompt("", default="", show_default=False, prompt_suffix="> ").strip():
            given.append(line)
        if not given:
            click.echo("nothing corrected")
            return None
        return self.opened.decide("correct", item.uid, corrected=values_of(given), by=self.by)

    def undo(self) -> bool:
        """Take the last decision back and return to its item; False where there is none."""
        if not self.made:
            click.echo("nothing was decided here yet; `--undo N` takes earlier decisions back")
            return False
        self.place, number = self.made.pop()
        self.opened.undo(number, by=self.by)
        click.echo(f"decision {number} is undone")
        return True

    def summary(self) -> str:
        left = len(self.items) - self.place
        return f"{len(self.made):,} decided, {left:,} left"


COMMANDS = (review,)
"""What `dateline.cli` adds to the command."""
