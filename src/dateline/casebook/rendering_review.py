"""What waits for a decision, and what was decided, as a person reads it in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from dateline.casebook.rendering import head
from dateline.views import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import RenderableType

    from dateline.casebook.decisions import DecisionLine
    from dateline.casebook.review import QueueItem, Quoted

_MARK = "bold reverse"
_LONGEST = 700
"""Characters of a sentence that are shown; what is marked is always among them."""


def items(found: Iterable[QueueItem]) -> Iterator[RenderableType]:
    """Items of the queue, each with its uid."""
    for item in found:
        yield from one(item)
        yield Text("")


def one(item: QueueItem) -> Iterator[RenderableType]:
    """An item: the sentence with the words marked, the record, why it waits."""
    sure = f" · confidence {item.confidence:.2f}" if item.confidence is not None and item.record != "actors" else ""
    touches = f" · {item.reports:,} reports" if item.reports > 1 else ""
    yield Text.assemble((f"{item.kind}: {item.record}", "bold"), (f"  {item.uid}{touches}{sure}", "dim"))
    for quoted in item.quotes:
        yield _quoted(quoted)
    fields = Text("  ")
    for name, value in item.told:
        fields.append(f"{wording.one_line(name)}: ", "dim").append(f"{wording.one_line(value)}   ")
    yield fields
    yield Text(f"  {wording.one_line(item.why)}", style="italic")


def _quoted(quoted: Quoted) -> Text:
    text = Text(wording.visible(quoted.passage).replace("\n", " ").replace("\r", " ").replace("\t", " "))
    for start, end in quoted.marks:
        text.stylize(_MARK, start, end)
    first = max(0, quoted.marks[0][0] - _LONGEST // 3) if quoted.marks and quoted.marks[-1][1] > _LONGEST else 0
    cut = text[first : first + _LONGEST]
    return Text.assemble("  “", "… " if first else "", cut, " …" if first + _LONGEST < len(text) else "", "”  ", (head(quoted), "dim"))


def decisions(found: Iterable[DecisionLine]) -> Iterator[RenderableType]:
    """The log, a line each."""
    for decision in found:
        yield Text.assemble((f"{decision.decision:>5}  {decision.made_at.replace('T', ' ').rstrip('Z')}  ", "dim"), told(decision))


def told(decision: DecisionLine) -> Text:
    """A decision in words: who, what, and what became of it."""
    new = "".join(f", {name} = {value}" for name, value in decision.corrected.items())
    state = " (undone)" if decision.undone else " (its record is lost)" if decision.lost else ""
    line = Text.assemble(
        (wording.one_line(decision.who), "bold"), f": {decision.verb} {wording.one_line(decision.about)}{wording.one_line(new)}", (state, "bold")
    )
    if decision.undone:
        line.stylize("strike", 0, len(line) - len(state))
    return line
