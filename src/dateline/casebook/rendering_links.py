"""Origins, disputes and corroboration as a person reads them in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from dateline.casebook.rendering import head
from dateline.views.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import RenderableType

    from dateline.casebook.links import DisputeLine, Origin, Said

_ABOUT = {
    "actor": "who did it", "recipient": "to whom it was done", "date": "when", "status": "whether it happened", "participants": "how many took part",
}  # fmt: skip
_LONGEST = 300
"""Characters of a sentence that are shown; in a badly cut text one can be a page long. The words that it is shown for are always among them."""


def origins(found: Iterable[Origin]) -> Iterator[RenderableType]:
    """Groups of reports that go back to one origin: "5 outlets, 1 origin"."""
    for origin in found:
        outlets = len(origin.publishers)
        told = f"{len(origin.reports):,} articles" + (f", {outlets:,} {'outlet' if outlets == 1 else 'outlets'}" if outlets else "") + ", 1 origin"
        yield Text.assemble((f"origin {origin.origin}", "bold"), f"  {told}")
        for copy in origin.reports:
            share = "the first" if copy.score is None else f"{copy.score:.0%} the same text"
            yield Text.assemble(f"  {head(copy.report)}", (f"  {share}", "dim"))
        yield Text("")


def disputes(found: Iterable[DisputeLine]) -> Iterator[RenderableType]:
    """Disputes with their sides beside each other, each statement in whose word it stands."""
    for dispute in found:
        event = dispute.event
        about = _ABOUT.get(dispute.about, f"how many {dispute.about}")
        if dispute.about == "status" and event.type == "ACCUSE":
            about = "whether what is alleged is so"
        yield Text.assemble((f"dispute {dispute.dispute}", "bold"), f"  {about}: ", (event.type, "bold"), (f"  {head(event)}", "dim"))
        yield Text(f"  {_cut(event.passage, event.quote)}")
        table = Table(show_header=True, header_style="bold", box=None, padding=(0, 2, 0, 0))
        for side in dispute.sides:
            origins_ = f"{side.origins:,} {'origin' if side.origins == 1 else 'origins'}"
            table.add_column(Text(f"{one_line(side.label)} ({origins_})"), ratio=1, overflow="fold")
        rows = max(len(side.said) for side in dispute.sides)
        for row in range(rows):
            table.add_row(*(_said(side.said[row]) if row < len(side.said) else Text("") for side in dispute.sides))
        yield table
        yield Text("")


def _said(said: Said) -> Text:
    where = " · ".join(part for part in (str(said.published or "undated"), said.publisher, f"report {said.report}") if part)
    return Text.assemble((one_line(said.source or "the reporter"), "bold yellow"), f": {_cut(said.passage, said.quote)} ", (one_line(where), "dim"))


def _cut(passage: str, words: str) -> str:
    """A sentence as far as a person reads it at a glance, around the words that it is shown for."""
    line, words = one_line(passage), one_line(words)
    if len(line) <= _LONGEST:
        return line
    start = max(0, min(line.find(words[:_LONGEST]) - _LONGEST // 3, len(line) - _LONGEST))
    shown = line[start : start + _LONGEST]
    if start:
        shown = f"… {shown[shown.find(' ') + 1 :]}"
    return shown if start + _LONGEST >= len(line) else f"{shown.rpartition(' ')[0] or shown} …"
