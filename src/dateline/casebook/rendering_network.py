"""Who stands with whom, as a person reads it in a terminal. Every line has its sentences; nothing is told without the day and what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from dateline.views.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rich.console import RenderableType

    from dateline.alliances import Camps, ChangeLog, Evidence, Resampled, SignedEdge, Stands

    Heads = Mapping[str, str]

_SENTENCES = 2
_FIRM = 1.0
"""An actor that moves to another camp for the weight of one tie, or less, is named as one that could."""
_WORDS = {"allied_with": "allied with", "part_of": "part of", "backs": "backs", "opposes": "opposes", "fights": "fights"}


def stands(found: Stands, heads: Heads) -> Iterator[RenderableType]:
    """How an actor stands on a day, each tie with its sentences and the number of its origins."""
    yield Text.assemble((one_line(found.actor), "bold"), f"  {found.basis}")
    groups = (
        ("friends", "bold green", found.friends),
        ("foes", "bold red", found.foes),
        ("contested: reports contradict each other", "bold yellow", found.contested),
    )
    for title, style, edges in groups:
        if edges:
            yield Text(f"{title}", style=style)
        for edge in edges:
            yield from _edge(edge, edge.other(found.actor), heads)
    for title, rows in (("denied", found.denied), ("only called for or planned, and no tie", found.sought)):
        if rows:
            yield Text(title, style="bold magenta")
        for row in rows:
            other = row.b if row.a == found.actor else row.a
            yield Text(f"  {_WORDS[row.kind]} {one_line(other)}")
            yield from _sentences([row], heads)
    if found.unknown:
        yield Text(f"no tie reported (which is not to say that there is none): {one_line(', '.join(found.unknown))}", style="dim")


def _edge(edge: SignedEdge, other: str, heads: Heads) -> Iterator[RenderableType]:
    origins = f"{len(edge.origins):,} {'origin' if len(edge.origins) == 1 else 'origins'}"
    age = f", last told {edge.age:,} days before" if edge.age > 0 else ""
    yield Text.assemble((f"  {one_line(other)}", "bold"), f"  {', '.join(_WORDS[kind] for kind in edge.kinds)}; {origins}{age}")
    yield from _sentences([*edge.positive, *edge.negative, *edge.denials], heads)


def _sentences(rows: Iterable[Evidence], heads: Heads) -> Iterator[RenderableType]:
    """The sentences of some rows, one for each origin and direction first."""
    seen: dict[tuple[str, int, str], Evidence] = {}
    for row in rows:
        seen.setdefault((row.origin, row.sign, row.polarity), row)
    for row in list(seen.values())[:_SENTENCES]:
        yield Text.assemble(f"    {one_line(row.quote)}", (f"  {one_line(heads.get(row.report, 'report ' + row.report))}", "dim"))
    if len(seen) > _SENTENCES:
        yield Text(f"    and {len(seen) - _SENTENCES:,} more", style="dim")


def camps(found: Camps, sure: Resampled | None) -> Iterator[RenderableType]:
    """The camps, how sure they are, what contradicts them and who could move."""
    yield Text.assemble((f"{len(found.camps):,} camps", "bold"), f"  {found.basis}")
    yield Text(f"ties that contradict them: {found.cost}")
    if found.alternatives:
        yield Text(f"{len(found.alternatives):,} other divisions contradict no more" + ("" if found.complete else ", and there may be others"))
    together = {(pair.a, pair.b): pair for pair in sure.together} if sure else {}
    lone = [camp[0] for camp in found.camps if len(camp) == 1]
    for number, camp in enumerate((camp for camp in found.camps if len(camp) > 1), 1):
        pairs = [together[pair].probability for i, a in enumerate(camp) for b in camp[i + 1 :] if (pair := (min(a, b), max(a, b))) in together]
        firm = f"  together in {sum(pairs) / len(pairs):.0%} of {sure.samples:,} draws of the origins" if sure and pairs else ""
        yield Text.assemble((f"camp {number}", "bold"), (firm, "dim"))
        yield Text(f"  {one_line(', '.join(camp))}")
    if lone:
        yield Text.assemble(("each alone", "bold"), f"  {one_line(', '.join(lone))}")
    if found.misfits:
        yield Text("ties that don't fit", style="bold")
    for misfit in found.misfits:
        yield Text(
            f"  {one_line(misfit.a)} – {one_line(misfit.b)}: {'friends in two camps' if misfit.sign > 0 else 'foes in one camp'} ({len(misfit.ties):,} ties)"
        )
    close = [margin for margin in found.margins if margin.change <= _FIRM and margin.pulls]
    if close:
        yield Text("who could move", style="bold")
    for margin in close:
        to = f"to the camp of {one_line(', '.join(margin.to[:3]))}" if margin.to else "to a camp of its own"
        more = "nothing more" if margin.change <= 0 else f"ties of weight {margin.change:g}"
        yield Text(f"  {one_line(margin.actor)} {to}: it takes {more}; {len(margin.holds):,} ties hold it, {len(margin.pulls):,} draw it away")


def changes(found: ChangeLog, heads: Heads) -> Iterator[RenderableType]:
    """What changed, day by day, with the words that say so."""
    yield Text.assemble((f"{found.start} to {found.end}", "bold"), f"  {len(found.changes):,} changes; {found.basis}")
    styles = {"new": "bold green", "ended": "bold blue", "flipped": "bold red", "contested": "bold yellow", "settled": "bold green"}
    for change in found.changes:
        edge = change.after or change.before
        sign = "" if edge is None else "friends" if edge.sign > 0 else "foes" if edge.sign < 0 else "even"
        yield Text.assemble(f"{change.on}  ", (change.kind, styles[change.kind]), f"  {one_line(change.a)} – {one_line(change.b)}  ({sign})")
        yield from _sentences(change.evidence, heads)
