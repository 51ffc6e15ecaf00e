"""Who stands with whom, as a person reads it in a terminal. Every line has its sentences; nothing is told without the day and what it rests on."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING

import networkx as nx
from rich.text import Text

from dateline.alliances.evidence import counted
from dateline.alliances.stands import fits_others
from dateline.views.wording import one_line

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from dateline.alliances import Camps, ChangeLog, Evidence, Resampled, SignedEdge, Stands

    Heads = Mapping[str, str]

_SENTENCES = 2
_FIRM = 1.0
"""An actor that moves to another camp for the weight of one tie, or less, is named as one that could."""
_LOOSEST = 5
"""Of so many members of a camp the margin is told."""
_MANY = 20
"""More names than these are told by their number."""
_SENTENCE = 600
"""Characters of a passage that are shown."""
_LONGEST = 80
"""Characters of a name that are shown."""
_WORDS = {"allied_with": "allied with", "part_of": "part of it", "backs": "backs it", "opposes": "opposes", "fights": "fights"}
_OTHER_WAY = {"part_of": "it is a part of this", "backs": "backed by it"}
"""What the other is to an actor, of the kinds that have a direction where it is the actor's."""


def stands(found: Stands, heads: Heads) -> Iterator[RenderableType]:
    """How an actor stands on a day, each tie with its sentences and the number of its origins. Membership is told apart from friendship."""
    yield Text.assemble((_name(found.actor), "bold"), f"  {found.basis}")
    if found.others:
        yield Text(fits_others(found.others), style="dim")
    wholes, parts, friends = _by_membership(found)
    groups = (
        ("friends", "bold green", friends),
        ("part of", "bold green", wholes),
        ("its parts and members", "bold green", parts),
        ("foes", "bold red", found.foes),
        ("contested: told both ways, or told and denied", "bold yellow", found.contested),
    )
    for title, style, edges in groups:
        if edges:
            yield Text(f"{title}", style=style)
        for edge in edges:
            yield from _edge(edge, edge.other(found.actor), heads)
    shown = {row.tie for edge in (*found.friends, *found.foes, *found.contested) for row in edge.denials}
    denied = [row for row in found.denied if row.tie not in shown]
    for title, rows in (("denied", denied), ("only called for or planned, and no tie", found.sought)):
        if rows:
            yield Text(title, style="bold magenta")
        for row in rows:
            other = row.b if row.a == found.actor else row.a
            yield Text.assemble((f"  {_name(other)}", "bold"), f"  {_related(row, other)}")
            yield from _sentences([row], heads)
    if found.unknown:
        yield Text(_unknown(found.unknown), style="dim")


def _by_membership(found: Stands) -> tuple[list[SignedEdge], list[SignedEdge], list[SignedEdge]]:
    """What an actor is part of, what is part of it, and its other friends."""
    within = [edge for edge in found.friends if edge.kinds == ("part_of",)]
    wholes = [edge for edge in within if any(row.a == found.actor for row in edge.rows)]
    return wholes, [edge for edge in within if edge not in wholes], [edge for edge in found.friends if edge not in within]


def _unknown(actors: Sequence[str]) -> str:
    """With whom no tie is reported: by name, or by their number where there are so many that nobody would read the names."""
    who = _names(actors) if len(actors) <= _MANY else f"{len(actors):,} others, whom --format jsonl lists"
    return f"no tie reported (which is not to say that there is none): {who}"


def _edge(edge: SignedEdge, other: str, heads: Heads) -> Iterator[RenderableType]:
    origins = counted(len(edge.origins), "origin")
    age = f", last told {counted(edge.age, 'day')} before" if edge.age > 0 else ""
    yield Text.assemble((f"  {_name(other)}", "bold"), f"  {', '.join(sorted({_related(row, other) for row in edge.rows}))}; {origins}{age}")
    yield from _sentences([*edge.positive, *edge.negative, *edge.denials], heads)


def _related(row: Evidence, other: str) -> str:
    """What another is to an actor, by one report."""
    return _OTHER_WAY.get(row.kind, _WORDS[row.kind]) if row.b == other else _WORDS[row.kind]


def _sentences(rows: Iterable[Evidence], heads: Heads) -> Iterator[RenderableType]:
    """The sentences of some rows, one for each origin and direction first, and none twice."""
    ways: dict[tuple[str, int, str], Evidence] = {}
    for row in rows:
        ways.setdefault((row.origin, row.sign, row.polarity), row)
    seen = {(row.report, row.quote): row for row in reversed(ways.values())}
    seen = dict(reversed(seen.items()))
    for row in list(seen.values())[:_SENTENCES]:
        yield Text.assemble(f"    {_passage(row)}", (f"  {one_line(heads.get(row.report, 'report ' + row.report))}", "dim"))
    if len(seen) > _SENTENCES:
        yield Text(f"    and {len(seen) - _SENTENCES:,} more", style="dim")


def camps(found: Camps, sure: Resampled | None, edges: Sequence[SignedEdge]) -> Iterator[RenderableType]:
    """The camps, how sure they are, whom they are hostile to, what contradicts them, and what would move whom.

    Camps that no tie joins say nothing of each other, so that each web of ties is told by itself, the largest first. How often the members of a camp stay
    together is told where more than one origin holds it: what one report says never comes apart, whatever is drawn.
    """
    webs = _webs(found, edges)
    large = [web for web in webs if sum(map(len, web)) > 2]
    numbers = {camp: number for number, camp in enumerate((camp for web in large for camp in web if len(camp) > 1), 1)}
    called = {camp: f"camp {numbers[camp]}" if camp in numbers else _name(camp[0]) for camp in found.camps}
    yield from _certainty(found, sure, edges, numbers)
    against = _against(found, called, edges)
    for web in large:
        yield Text(_web(frozenset(actor for camp in web for actor in camp), edges), style="dim")
        for camp in web:
            foes = ", ".join(f"{who} ({counted(ties, 'tie')})" for who, ties in against[camp].most_common())
            if camp not in numbers:
                yield Text.assemble((f"  {_name(camp[0])}", "bold"), " alone", f"  against {foes}" if foes else "")
                continue
            yield Text.assemble((f"  camp {numbers[camp]}", "bold"), f"  {_names(camp)}", (f"  {_held(camp, edges)}{_together(camp, sure, edges)}", "dim"))
            if foes:
                yield Text(f"    against {foes}")
            if margins := _margins(camp, found, called):
                yield Text(f"    margins  {margins}")
    yield from _pairs([web for web in webs if web not in large], edges)
    if found.misfits:
        yield Text("ties that don't fit", style="bold")
    for misfit in found.misfits:
        what = "friends in two camps" if misfit.sign > 0 else "foes in one camp"
        yield Text(f"  {_name(misfit.a)} – {_name(misfit.b)}: {what} ({counted(len(misfit.ties), 'tie')})")
    close = [margin for margin in found.margins if margin.change <= _FIRM and margin.pulls]
    if close:
        yield Text("who could move", style="bold")
    for margin in close:
        to = f"to the camp of {_names(margin.to[:3])}" if margin.to else "to a camp of its own"
        more_ = "nothing more" if margin.change <= 0 else f"ties of weight {margin.change:g}"
        ties = f"{counted(len(margin.holds), 'tie')} for staying, {counted(len(margin.pulls), 'tie')} for going"
        yield Text(f"  {_name(margin.actor)} {to}: it takes {more_}; {ties}")


def _certainty(found: Camps, sure: Resampled | None, edges: Sequence[SignedEdge], numbered: Collection[tuple[str, ...]]) -> Iterator[RenderableType]:
    """How many camps there are, and what tells how sure they are; `numbered` are those that are told with their margins."""
    alone = sum(len(camp) == 1 for camp in found.camps)
    count = counted(len(found.camps) - alone, "camp") if alone < len(found.camps) else "no camp"
    yield Text.assemble((count + (f", {counted(alone, 'actor')} alone" if alone else ""), "bold"), f"  {found.basis}")
    yield Text(_age(edges, found.basis.on))
    yield Text(f"ties that contradict them: {found.cost}")
    if found.alternatives:
        others = "1 other division contradicts" if len(found.alternatives) == 1 else f"{len(found.alternatives):,} other divisions contradict"
        yield Text(f"{others} no more{'' if found.complete else ', and there may be others'}")
    joined = nx.number_connected_components(nx.Graph([(edge.a, edge.b) for edge in edges]))
    if found.k is not None and joined > 1:
        yield Text(f"{joined:,} webs that no tie joins had to share these camps, so that for actors of two webs it says nothing to be in one camp or in two")
    if not numbered:
        return
    if sure is not None and any(_friendly(camp, edges)[1] > 1 for camp in numbered):
        draws = f"in {counted(sure.samples, 'draw')} of the origins"
        yield Text(f"together: how often, {draws}, any two of a camp that several origins hold stay in one camp; not where one of them has no tie left")
    elif sure is not None:
        yield Text("each of the numbered camps stands or falls with one origin, so that drawing the origins again does not tell how sure it is")
    if found.margins:
        yield Text("margin: the weight of ties to the contrary at which an actor goes to the camp that is named, or else stands alone")


def _age(edges: Sequence[SignedEdge], on: dt.date) -> str:
    """How old what is known of the ties is, and how much of it was told only later."""
    pairs = counted(len(edges), "pair")
    ages = sorted(edge.age for edge in edges)
    middle, oldest = ages[len(ages) // 2], ages[-1]
    if not oldest:
        told = f"{pairs} with a tie, {'which is' if len(edges) == 1 else 'each of them'} told of for the day itself"
    elif len(edges) == 1:
        told = f"{pairs} with a tie, last told of {counted(oldest, 'day')} before"
    elif not middle:
        told = f"{pairs} with a tie, half of them or more told of for the day itself, the oldest last told of {counted(oldest, 'day')} before"
    else:
        told = f"{pairs} with a tie, half of them last told of {counted(middle, 'day')} before or earlier, the oldest {counted(oldest, 'day')} before"
    later = sum(all(row.reported > on for row in edge.rows) for edge in edges)
    return f"{told}; {f'{later:,} of them' if later < len(edges) else 'all'} only in reports of later days" if later else told


def _together(camp: Sequence[str], sure: Resampled | None, edges: Iterable[SignedEdge]) -> str:
    """How often any two of a camp stay together when origins are drawn again; empty where one origin alone holds it."""
    members = frozenset(camp)
    held = {(pair.a, pair.b): pair.probability * pair.samples / sure.samples for pair in sure.together} if sure else {}
    shares = sorted(held.get(pair, 0.0) for pair in itertools.combinations(sorted(members), 2))
    if sure is None or not shares or _friendly(camp, edges)[1] < 2:
        return ""
    return f"; together in {shares[0]:.0%}{f' to {shares[-1]:.0%}' if f'{shares[0]:.0%}' != f'{shares[-1]:.0%}' else ''} of draws"


def _margins(camp: Sequence[str], found: Camps, called: Mapping[tuple[str, ...], str]) -> str:
    """What would move the members of a camp, the loosest first."""
    own = [margin for margin in found.margins if margin.actor in camp]
    told = [f"{_name(margin.actor)} {margin.change:g}{f' to {called[margin.to]}' if margin.to else ''}" for margin in own[:_LOOSEST]]
    return ", ".join(told) + (f" and {len(own) - _LOOSEST:,} more" if len(own) > _LOOSEST else "")


def _pairs(webs: Sequence[Sequence[tuple[str, ...]]], edges: Sequence[SignedEdge]) -> Iterator[RenderableType]:
    """Those who have one friend or one foe and no other tie, in a line each."""
    edge_of = {(edge.a, edge.b): edge for edge in edges}

    def remarks(pair: Sequence[str]) -> str:
        edge = edge_of[min(pair), max(pair)]
        origins = f"{len(edge.origins)} origins" if len(edge.origins) > 1 else ""
        told = [remark for remark in (origins, "contested" if edge.contested else "") if remark]
        return f" ({', '.join(told)})" if told else ""

    for title, mark, pairs in (
        ("friends, and no other tie", "+", [web[0] for web in webs if len(web) == 1]),
        ("foes, and no other tie", "–", [(web[0][0], web[1][0]) for web in webs if len(web) == 2]),
    ):
        told = [f" {mark} ".join(map(_name, pair)) + remarks(pair) for pair in pairs]
        if told:
            yield Text.assemble((title, "bold"), "  ", "; ".join(told))


def _passage(row: Evidence) -> str:
    """The words that a tie rests on, on one line; of a badly cut text that is pages long, the part that names the two."""
    line = one_line(row.quote)
    if len(line) <= _SENTENCE:
        return line
    named = [place for end in (row.a, row.b) if (place := line.lower().find(end.lower())) >= 0]
    start = max(0, min(min(named, default=0) - _SENTENCE // 4, len(line) - _SENTENCE))
    return f"{'… ' if start else ''}{line[start : start + _SENTENCE].strip()}{' …' if start + _SENTENCE < len(line) else ''}"


def members(found: Mapping[str, Sequence[str]]) -> Iterator[RenderableType]:
    """Who is part of what, of those of whom nothing else is reported: they stand in no camp. The largest groups come first."""
    if found:
        yield Text("nothing reported but membership, which makes no camp", style="bold")
    groups = sorted(found.items(), key=lambda group: (-len(group[1]), group[0]))
    for whole, parts in groups[:_MANY]:
        yield Text(f"  {_name(whole)}: {_names(parts) if len(parts) <= _MANY else f'{_names(parts[:_MANY])} and {len(parts) - _MANY:,} more'}")
    if len(groups) > _MANY:
        yield Text(f"  and {len(groups) - _MANY:,} more such groups", style="dim")


def _webs(found: Camps, edges: Sequence[SignedEdge]) -> list[list[tuple[str, ...]]]:
    """The camps of each connected part of the graph; the part with most actors first."""
    camp_of = {actor: camp for camp in found.camps for actor in camp}
    graph = nx.Graph()
    graph.add_nodes_from(found.camps)
    graph.add_edges_from((camp_of[edge.a], camp_of[edge.b]) for edge in edges)
    webs = [sorted(web, key=lambda camp: (-len(camp), camp)) for web in nx.connected_components(graph)]
    return sorted(webs, key=lambda web: (-sum(map(len, web)), web))


def _web(members: frozenset[str], edges: Sequence[SignedEdge]) -> str:
    """How large one web of ties is."""
    rows = [row for edge in edges if edge.a in members for row in edge.rows]
    ties, origins = len({row.tie for row in rows}), len({row.origin for row in rows})
    return f"{counted(len(members), 'actor')} with {counted(ties, 'tie')} of {counted(origins, 'origin')}"


def _held(camp: Sequence[str], edges: Iterable[SignedEdge]) -> str:
    """How many friendly ties of how many independent origins hold a camp together, in words, and between how many pairs they are contested."""
    edges = list(edges)
    ties, origins = _friendly(camp, edges)
    contested = sum(edge.contested for edge in edges if edge.a in camp and edge.b in camp)
    return f"{counted(ties, 'tie')} of {counted(origins, 'origin')}" + (f", contested between {counted(contested, 'pair')}" if contested else "")


def _friendly(camp: Sequence[str], edges: Iterable[SignedEdge]) -> tuple[int, int]:
    members = frozenset(camp)
    within = [edge for edge in edges if edge.sign > 0 and edge.a in members and edge.b in members]
    return sum(len(edge.positive) for edge in within), len({row.origin for edge in within for row in edge.positive})


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


def _name(actor: str) -> str:
    """A name on one line; from a badly cut text it can be a page long."""
    line = one_line(actor)
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()} …"


def _names(actors: Iterable[str]) -> str:
    return ", ".join(_name(actor) for actor in actors)


def changes(found: ChangeLog, heads: Heads) -> Iterator[RenderableType]:
    """What changed, day by day, with the words that say so."""
    known = f", as known by {found.basis.known_by}" if found.basis.known_by else ""
    ties, reports, origins = (
        counted(len(ids), word) for ids, word in ((found.basis.ties, "tie"), (found.basis.reports, "report"), (found.basis.origins, "origin"))
    )
    rest = f", from {ties} in {reports} of {origins}" if found.changes else ""
    yield Text.assemble((f"{found.start} to {found.end}", "bold"), f"{known}  {counted(len(found.changes), 'change')}{rest}")
    styles = {"new": "bold green", "ended": "bold blue", "flipped": "bold red", "contested": "bold yellow", "settled": "bold green"}
    for change in found.changes:
        edge = change.after or change.before
        yield Text.assemble(f"{change.on}  ", (change.kind, styles[change.kind]), f"  {_named(change.a, change.b, edge)}")
        yield from _sentences(change.evidence, heads)


def _named(a: str, b: str, edge: SignedEdge | None) -> str:
    """An edge in words: who is part of whom, or how the two stand."""
    if edge is not None and edge.kinds == ("part_of",):
        part = edge.rows[0]
        return f"{_name(part.a)} part of {_name(part.b)}"
    sign = "" if edge is None else "friends" if edge.sign > 0 else "foes" if edge.sign < 0 else "even"
    return f"{_name(a)} – {_name(b)}  ({sign}{', contested' if edge is not None and edge.contested else ''})"
