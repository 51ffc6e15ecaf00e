"""Who stands with whom, as a person reads it in a terminal. Every line has its sentences; nothing is told without the day and what it rests on."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.text import Text

from dateline.views.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from dateline.alliances import Camps, ChangeLog, Evidence, Resampled, SignedEdge, Stands

    Heads = Mapping[str, str]

_SENTENCES = 2
_FIRM = 1.0
"""An actor that moves to another camp for the weight of one tie, or less, is named as one that could."""
_MANY = 20
"""More names than these are told by their number."""
_FEW = 5
"""More camps of two with one tie than these share a line."""
_LONGEST = 80
"""Characters of a name that are shown."""
_WORDS = {"allied_with": "allied with", "part_of": "part of", "backs": "backs", "opposes": "opposes", "fights": "fights"}


def stands(found: Stands, heads: Heads) -> Iterator[RenderableType]:
    """How an actor stands on a day, each tie with its sentences and the number of its origins."""
    yield Text.assemble((_name(found.actor), "bold"), f"  {found.basis}")
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
            yield Text(f"  {_WORDS[row.kind]} {_name(other)}")
            yield from _sentences([row], heads)
    if found.unknown:
        yield Text(_unknown(found.unknown), style="dim")


def _unknown(actors: Sequence[str]) -> str:
    """With whom no tie is reported: by name, or by their number where there are so many that nobody would read the names."""
    who = _names(actors) if len(actors) <= _MANY else f"{len(actors):,} others, whom --format jsonl lists"
    return f"no tie reported (which is not to say that there is none): {who}"


def _edge(edge: SignedEdge, other: str, heads: Heads) -> Iterator[RenderableType]:
    origins = f"{len(edge.origins):,} {'origin' if len(edge.origins) == 1 else 'origins'}"
    age = f", last told {edge.age:,} days before" if edge.age > 0 else ""
    yield Text.assemble((f"  {_name(other)}", "bold"), f"  {', '.join(_WORDS[kind] for kind in edge.kinds)}; {origins}{age}")
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


def camps(
    found: Camps, sure: Resampled | None, edges: Sequence[SignedEdge], described: frozenset[str], *, everything: bool = False
) -> Iterator[RenderableType]:
    """The camps, how sure they are, whom they are hostile to, what contradicts them and who could move.

    `described` are actors without a name of their own ("his supporters"). Each is somebody new in each report, so that they are counted and not listed, unless
    `everything` is wanted; a camp in which nobody has a name is left out then. The number of origins stands beside how firm a camp is: one tie of one report
    never comes apart, whatever is drawn.
    """
    yield Text.assemble((f"{len(found.camps):,} camps", "bold"), f"  {found.basis}")
    if edges:
        ages = sorted(max(edge.age, 0) for edge in edges)
        yield Text(f"half of the ties were last told of {ages[len(ages) // 2]:,} days before or earlier, the oldest {ages[-1]:,} days before")
    yield Text(f"ties that contradict them: {found.cost}")
    if found.alternatives:
        yield Text(f"{len(found.alternatives):,} other divisions contradict no more" + ("" if found.complete else ", and there may be others"))
    shown = {camp: camp if everything else tuple(actor for actor in camp if actor not in described) for camp in found.camps}
    slight = _slight(found, shown, edges)
    full = [camp for camp in found.camps if len(camp) > 1 and len(shown[camp]) > 1 and camp not in slight]
    numbers = {camp: number for number, camp in enumerate(full, 1)}
    against = _against(found, {camp: _called(camp, shown[camp], numbers) for camp in found.camps}, edges)
    together = {(pair.a, pair.b): pair for pair in sure.together} if sure else {}
    for camp, number in numbers.items():
        pairs = [together[pair].probability for i, a in enumerate(camp) for b in camp[i + 1 :] if (pair := (min(a, b), max(a, b))) in together]
        firm = f"; together in {sum(pairs) / len(pairs):.0%} of {sure.samples:,} draws of the origins" if sure and pairs else ""
        yield Text.assemble((f"camp {number}", "bold"), (f"  {_held(camp, edges)}{firm}", "dim"))
        more = len(camp) - len(shown[camp])
        yield Text(f"  {_names(shown[camp])}" + (f"; and {more:,} without a name" if more else ""))
        if against[camp]:
            yield Text(f"  against {', '.join(f'{who} ({ties:,} {_plural(ties)})' for who, ties in against[camp].most_common())}")
    if slight:
        yield Text.assemble(("held by one tie alone", "bold"), f"  {'; '.join(' + '.join(map(_name, camp)) for camp in slight)}")
    lone = [_name(shown[camp][0]) + (f" (and {len(camp) - 1:,} without a name)" if len(camp) > 1 else "") for camp in found.camps if len(shown[camp]) == 1]
    if lone:
        yield Text.assemble(("each alone", "bold"), f"  {', '.join(lone)}")
    if hidden := sum(not shown[camp] for camp in found.camps):
        yield Text(f"{hidden:,} more camps in which nobody has a name are not shown; --all shows them", style="dim")
    if found.misfits:
        yield Text("ties that don't fit", style="bold")
    for misfit in found.misfits:
        what, ties = "friends in two camps" if misfit.sign > 0 else "foes in one camp", len(misfit.ties)
        yield Text(f"  {_name(misfit.a)} – {_name(misfit.b)}: {what} ({ties:,} {_plural(ties)})")
    close = [margin for margin in found.margins if margin.change <= _FIRM and margin.pulls]
    if close:
        yield Text("who could move", style="bold")
    for margin in close:
        to = f"to the camp of {_names(margin.to[:3])}" if margin.to else "to a camp of its own"
        more_ = "nothing more" if margin.change <= 0 else f"ties of weight {margin.change:g}"
        yield Text(f"  {_name(margin.actor)} {to}: it takes {more_}; {len(margin.holds):,} ties hold it, {len(margin.pulls):,} draw it away")


def _slight(found: Camps, shown: Mapping[tuple[str, ...], Sequence[str]], edges: Iterable[SignedEdge]) -> list[tuple[str, ...]]:
    """The camps of two named actors with one tie to each other and no foe: so little to tell that, where they are many, they share a line."""
    edges = tuple(edges)
    hostile = {actor for edge in edges if edge.sign < 0 for actor in (edge.a, edge.b)}
    pairs: list[tuple[str, ...]] = [
        camp for camp in found.camps if len(shown[camp]) == len(camp) == 2 and not hostile & set(camp) and _friendly(camp, edges)[0] == 1
    ]
    return pairs if len(pairs) > _FEW else []


def _held(camp: Sequence[str], edges: Iterable[SignedEdge]) -> str:
    """How many friendly ties of how many independent origins hold a camp together, in words."""
    ties, origins = _friendly(camp, edges)
    return f"{ties:,} {_plural(ties)} of {origins:,} {'origin' if origins == 1 else 'origins'}"


def _friendly(camp: Sequence[str], edges: Iterable[SignedEdge]) -> tuple[int, int]:
    members = frozenset(camp)
    within = [edge for edge in edges if edge.sign > 0 and edge.a in members and edge.b in members]
    return sum(len(edge.positive) for edge in within), len({row.origin for edge in within for row in edge.positive})


def _called(camp: tuple[str, ...], named: Sequence[str], numbers: Mapping[tuple[str, ...], int]) -> str:
    """What a camp is called beside another: its number, else the one of its members that has a name."""
    return f"camp {numbers[camp]}" if camp in numbers else _name(named[0]) if named else "others without a name"


def _against(found: Camps, called: Mapping[tuple[str, ...], str], edges: Iterable[SignedEdge]) -> dict[tuple[str, ...], Counter[str]]:
    """For each camp the others that it has hostile ties with, by what they are called, and how many."""
    camp_of = {actor: camp for camp in found.camps for actor in camp}
    counted: dict[tuple[str, ...], Counter[str]] = {camp: Counter() for camp in found.camps}
    for edge in edges:
        one, other = camp_of.get(edge.a), camp_of.get(edge.b)
        if edge.sign < 0 and one is not None and other is not None and one != other:
            counted[one][called[other]] += len(edge.negative)
            counted[other][called[one]] += len(edge.negative)
    return counted


def _plural(ties: int) -> str:
    return "tie" if ties == 1 else "ties"


def _name(actor: str) -> str:
    """A name on one line; from a badly cut text it can be a page long."""
    line = one_line(actor)
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()} …"


def _names(actors: Iterable[str]) -> str:
    return ", ".join(_name(actor) for actor in actors)


def changes(found: ChangeLog, heads: Heads) -> Iterator[RenderableType]:
    """What changed, day by day, with the words that say so."""
    yield Text.assemble((f"{found.start} to {found.end}", "bold"), f"  {len(found.changes):,} changes; {found.basis}")
    styles = {"new": "bold green", "ended": "bold blue", "flipped": "bold red", "contested": "bold yellow", "settled": "bold green"}
    for change in found.changes:
        edge = change.after or change.before
        sign = "" if edge is None else "friends" if edge.sign > 0 else "foes" if edge.sign < 0 else "even"
        yield Text.assemble(f"{change.on}  ", (change.kind, styles[change.kind]), f"  {_name(change.a)} – {_name(change.b)}  ({sign})")
        yield from _sentences(change.evidence, heads)
