"""A reading as a person reads it in a terminal: who says what, what happened, who stands with whom.

What is only attributed, denied, wanted or doubted carries a word and a sign as well as a colour, so that the view can be read on paper,
through a pipe and by a colour-blind analyst. Nothing is ever wider than the console.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from dateline.views import wording
from dateline.views.entries import entries

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from rich.console import Console, RenderableType

    from dateline.records.model import Reading
    from dateline.views.entries import Entry, Line, Style
    from dateline.views.wording import Index, Kind, Standing

_COLOURS: dict[Standing, str] = {
    "asserted": "bold green",
    "attributed": "bold yellow",
    "denied": "bold red",
    "intended": "bold magenta",
    "hypothetical": "bold magenta",
    "sought": "bold magenta",
    "ended": "bold blue",
}
_STANCE_COLOURS = {"accuse": "bold red", "threaten": "bold red", "deny": "bold magenta", "doubt": "bold magenta", "demand": "bold yellow"}
_STYLES: dict[Style, str] = {"name": "bold", "act": "bold", "note": "italic", "quiet": "dim", "caveat": "bold yellow"}
_LABEL_WIDTHS: dict[Kind, int] = {"claims": 14, "events": 19, "ties": 17, "actors": 16, "places": 14, "times": 24}
_NARROW = 60
"""Below this width a record's label stands above it instead of to its left."""
_DEEPEST = 3
"""Claims nested deeper than this are indented no further, so that room is left for words."""


def render(reading: Reading, console: Console, show: Collection[str] = wording.KINDS) -> None:
    """Print the head of a report and the kinds of record in `show` (of `wording.KINDS`), in the order of `show`."""
    known = wording.index(reading)
    kinds = _known_kinds(show)
    _head(known, kinds, console)
    for kind in kinds:
        _section(known, kind, console)
    console.print()


def _known_kinds(show: Collection[str]) -> list[Kind]:
    """Check the kinds that are asked for, each once."""
    unknown = [kind for kind in show if kind not in wording.KINDS]
    if unknown:
        message = f"{', '.join(map(repr, unknown))} is no kind of record; choose from {', '.join(wording.KINDS)}"
        raise ValueError(message)
    by_name = {str(kind): kind for kind in wording.KINDS}
    return [by_name[kind] for kind in dict.fromkeys(show)]


def _head(known: Index, kinds: Collection[Kind], console: Console) -> None:
    """Print the title, where and when the report appeared, how much was found and what the signs mean."""
    document = known.reading.document
    title = wording.headline(known.reading)
    lines = [Text(title, style="bold"), Text(" · ".join(wording.facts(known)))]
    origins = dict.fromkeys(wording.one_line(line) for line in (document.origin, document.url) if line)
    lines += [Text(origin, style="dim") for origin in origins if origin != title]
    lines.append(Text(wording.summary(known)))
    console.print(Rule(characters="━", style="bold"))
    console.print(_stack(lines))
    legend = _legend(known, kinds)
    if legend is not None:
        console.print()
        console.print(legend)


def _legend(known: Index, kinds: Collection[Kind]) -> Table | None:
    """Explain the signs that this view uses."""
    used: set[Standing] = set()
    if "events" in kinds:
        used.update(event.status for event in known.reading.events)
    if "ties" in kinds:
        used.update(wording.tie_standing(tie) for tie in known.reading.ties)
    grid = _grid(16)
    for standing in wording.SIGNS:
        if standing in used:
            grid.add_row(_standing(standing), Text(wording.MEANINGS[standing]))
    if any(claim.caveat for claim in known.reading.claims) and {"claims", "events", "ties"}.intersection(kinds):
        grid.add_row(Text(f"{wording.CAVEAT_SIGN} caveat", style=_STYLES["caveat"]), Text("the reporter keeps a distance, in the words quoted"))
    return grid if grid.row_count else None


def _section(known: Index, kind: Kind, console: Console) -> None:
    """Print a section's heading and its entries, and say so when nothing was found."""
    found = len(getattr(known.reading, kind))
    title = Text(f"{wording.SECTIONS[kind]}{f' ({found})' if found else ''}", style="bold")
    console.print()
    console.print(Rule(title, align="left", style="dim"))
    if not found:
        console.print(Text("none found in this report", style="italic"))
    for entry in entries(known, kind):
        _print_entry(entry, kind, 0, console)


def _print_entry(entry: Entry, kind: Kind, depth: int, console: Console) -> None:
    """Print one record, its label beside it or above it, and what is inside it below."""
    body = _stack([*map(_text, entry.lines), *([_versions(entry)] if entry.versions else [])])
    indent = 4 * min(depth, _DEEPEST)
    if console.width < _NARROW:
        console.print(Padding(_label(entry, kind), (0, 0, 0, indent)))
        console.print(Padding(body, (0, 0, 0, indent + 2)))
    else:
        grid = _grid(_LABEL_WIDTHS[kind])
        grid.add_row(_label(entry, kind), body)
        console.print(Padding(grid, (0, 0, 0, indent)))
    for inner in entry.inner:
        _print_entry(inner, kind, depth + 1, console)


def _label(entry: Entry, kind: Kind) -> Text:
    """Give a record's id with its standing, stance or kind; a date has no id of its own."""
    if kind == "times":
        return Text(entry.word, overflow="fold")
    word = _standing(entry.standing) if entry.standing else Text(entry.word, style=_STANCE_COLOURS.get(entry.word, "bold" if kind == "claims" else ""))
    return Text.assemble((f"{wording.one_line(entry.id):<3} ", "dim"), word, overflow="fold")


def _standing(standing: Standing) -> Text:
    return Text(f"{wording.SIGNS[standing]} {standing}", style=_COLOURS[standing])


def _text(line: Line) -> Text:
    return Text.assemble(*((words, _STYLES.get(style, "")) for words, style in line))


def _versions(entry: Entry) -> Table:
    """Set the versions of an event side by side: a row for each source, a column for each role."""
    heading, *rows = entry.versions
    table = Table(box=None, padding=(0, 1, 0, 0), expand=True, header_style="underline")
    for title in heading:
        table.add_column(title, ratio=1, overflow="fold")
    for source, *values in rows:
        table.add_row(Text(source, style=_COLOURS["attributed"]), *map(Text, values))
    return table


def _grid(left: int) -> Table:
    """Make two columns without lines: one of fixed width, the other with what is left."""
    grid = Table.grid(padding=(0, 1, 0, 0), expand=True)
    grid.add_column(width=left, overflow="fold")
    grid.add_column(ratio=1, overflow="fold")
    return grid


def _stack(lines: Iterable[RenderableType]) -> Group:
    """Stack lines; a word that does not fit is broken rather than cut."""
    stacked = list(lines)
    for line in stacked:
        if isinstance(line, Text):
            line.overflow = "fold"
    return Group(*stacked)
