"""Answers of a casebook as a person reads them in a terminal.

Nothing is shown without its report, its day and in whose word it stands; what is only said, denied or wanted has the sign and the word that it has in every
view of dateline's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from dateline.casebook import lines
from dateline.casebook.rendering_backing import backing, many
from dateline.views import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import RenderableType

    from dateline.casebook.results import ActorLine, ActorPage, ClaimLine, EventLine, Hit, ReportLine, Summary, Tally, TieLine, VersionDiff

_COLOURS = {
    "asserted": "bold green", "attributed": "bold yellow", "denied": "bold red", "intended": "bold magenta", "hypothetical": "bold magenta",
    "sought": "bold magenta", "ended": "bold blue",
}  # fmt: skip
_DECIDED = {"accepted": "✓", "corrected": "✎", "rejected": "✗"}
_MARK = "bold reverse"
_LONGEST = 400
"""Characters of a quote that are shown; what matches is always among them."""


def summary(shown: Summary) -> Iterator[RenderableType]:
    """What is in a casebook."""
    versions = f" in {shown.articles:,} articles" if shown.articles != shown.reports else ""
    days = f"{shown.first} to {shown.last}" if shown.first else "no report has a date"
    linked = f"{shown.independent:,} for {many(shown.linked, 'linked report')}" if shown.linked else "not linked yet"
    rows = [
        ("reports", f"{shown.reports:,}{versions}"),
        ("published", days + (f"; {shown.undated:,} without a date" if shown.undated else "")),
        ("origins", linked),
        ("records", _records(shown)),
        ("actors", f"{shown.actors:,}"),
        ("places, dates", f"{shown.places:,} mentions of places, {shown.times:,} dates"),
        ("disputes", f"{shown.open_disputes:,} open, of {shown.disputes:,}" if shown.linked else "not linked yet"),
        ("decisions", f"{shown.decisions:,}" + (f"; {shown.lost_decisions:,} without their record" if shown.lost_decisions else "")),
        ("publishers", ", ".join(f"{name} ({count:,})" for name, count in shown.publishers) or "none named"),
        ("most named", ", ".join(f"{name} ({_reports(articles, independent)})" for name, articles, independent in shown.most_named)),
        *(("made by", _run(run.dateline, run.model, run.settings, run.reports)) for run in shown.runs),
        ("size", f"{shown.size / 1e6:.1f} MB"),
    ]
    yield Text(shown.path, style="bold")
    yield _grid(rows)


def _run(version: str | None, model: str | None, settings: str, reports: int) -> str:
    made = f"dateline {version}, model {model}" if version else "readings from a file, which doesn't say what made them"
    return f"{made}{'' if settings == '{}' else f', {settings}'} ({many(reports, 'report')})"


def _records(shown: Summary) -> str:
    """How many records there are, and where articles have several versions how many of them the newest have, which is where answers look."""
    kinds = ("claim", "event", "tie")
    every = ", ".join(many(count, kind) for count, kind in zip((shown.claims, shown.events, shown.ties), kinds, strict=True))
    newest = ", ".join(many(count, kind) for count, kind in zip(shown.newest, kinds, strict=True))
    return every + (f"; in the newest versions {newest}" if shown.articles != shown.reports else "")


def _reports(reports: int, independent: int) -> str:
    """A number of reports, with that of their independent origins where it is another."""
    return many(reports, "report") + (f", {many(independent, 'origin')}" if independent != reports else "")


def hits(found: Sequence[Hit]) -> Iterator[RenderableType]:
    """What a search found, an entry each."""
    for hit in found:
        words = f" “{wording.one_line(hit.words)}”" if hit.words else ""
        yield Text.assemble((hit.type or hit.stance or "text", "bold"), *status(hit.status), words, decided(hit.standing), (f"  {head(hit)}", "dim"))
        parties = " → ".join(", ".join(side) or "?" for side in (hit.actors, hit.recipients)) if hit.actors or hit.recipients else ""
        when = "no day given" if hit.from_day is None and hit.to_day is None else wording.period(hit.from_day, hit.to_day, "")
        if told := "; ".join(part for part in (parties, f"day: {when}" if hit.kind == "events" else "") if part):
            yield Text(f"  {wording.one_line(told)}")
        if hit.kind != "texts":
            told = backing(hit.backing, hit.kind, hit.status)
            yield Text.assemble(f"  in the word of: {word(hit.status, hit.sources)}", (f"; {told}" if told else "", "dim"))
        yield Text.assemble("  ", _marked(hit))
        yield Text("")


def word(stands: str | None, sources: Sequence[str]) -> str:
    """In whose word something stands: what the reporter states is never shown as if a source alone said it."""
    told = ("the reporter", f"and {sources[0]}", *sources[1:]) if stands == "asserted" and sources else sources
    return wording.one_line(", ".join(told) or "the reporter")


def head(line: lines.Published) -> str:
    """Where and when something was published."""
    return wording.one_line(lines.head(line))


def status(name: str | None) -> list[tuple[str, str]]:
    """The sign and the word for how a record stands."""
    if name is None:
        return []
    sign = {str(key): value for key, value in wording.SIGNS.items()}.get(name, "")
    return [(f" {sign} {name}", _COLOURS.get(name, ""))]


def decided(standing: str | None) -> tuple[str, str]:
    """The sign and the word for what people decided on a record."""
    return (f" {_DECIDED[standing]} {standing}", "bold cyan") if standing else ("", "")


def _marked(hit: Hit) -> Text:
    """A quote with what matches marked, cut to what a person reads at a glance."""
    first = max(0, hit.marks[0][0] - _LONGEST // 3) if hit.marks and hit.marks[0][1] > _LONGEST else 0
    text = Text(wording.visible(hit.quote).replace("\n", " ").replace("\r", " ").replace("\t", " "))
    for start, end in hit.marks:
        text.stylize(_MARK, start, end)
    cut = text[first : first + _LONGEST]
    return Text.assemble("“", "… " if first else "", cut, " …" if first + _LONGEST < len(text) else "", "”")


def page(shown: ActorPage) -> Iterator[RenderableType]:
    """An actor's page."""
    actor = shown.actor
    known = f" ({actor.kb})" if actor.kb else ""
    yield Text(wording.one_line(f"{actor.name}{known}"), style="bold")
    rows = [
        ("kind", actor.kind + (f", {actor.country}" if actor.country else "")),
        ("names", "; ".join(shown.names)),
        ("reports", f"{actor.reports:,}" + (f", {many(actor.origins, 'origin')}" if actor.origins != actor.reports else "")),
        (
            "seen",
            f"{shown.first_seen} to {shown.last_seen}"
            if shown.first_seen
            else "in undated reports only"
            if actor.reports
            else "in earlier versions of articles only (--versions)",
        ),
        ("acts for", ", ".join(shown.acts_for)),
        ("its agents", ", ".join(shown.agents)),
        ("can also mean", "; ".join(_actor(other) for other in shown.others)),
    ]
    yield _grid([(label, wording.one_line(value)) for label, value in rows if value])
    yield from _says(shown)
    told = shown.tallies
    yield from _listed("Said of it", "claim", told["claims_about"], [_claim(claim) for claim in shown.claims_about])
    yield from _listed("Acts", "event", told["events_as_actor"], [event_line(event) for event in shown.events_as_actor])
    yield from _listed("Is acted upon", "event", told["events_as_recipient"], [event_line(event) for event in shown.events_as_recipient])
    yield from _listed("Stands with and against", "tie", told["ties"], [_tie(tie) for tie in shown.ties])


def _says(shown: ActorPage) -> Iterator[RenderableType]:
    """What an actor says, and under their own names those who speak for it; the newest of both together, as many as each list may have."""
    own, others = shown.tallies["claims_by"], shown.tallies["claims_for_it"]
    both = [(claim, False) for claim in shown.claims_by] + [(claim, True) for claim in shown.claims_for_it]
    both.sort(key=lambda pair: (pair[0].published is not None, str(pair[0].published)), reverse=True)
    yield from _listed("Says", "claim", own, [_claim(claim, by=by) for claim, by in both], others=others)


def _actor(actor: ActorLine) -> str:
    where = f", {actor.country}" if actor.country else ""
    return f"{actor.name} ({actor.kb or actor.kind}{where}; {_reports(actor.reports, actor.origins)})"


def _listed(title: str, kind: str, tally: Tally, entries: Sequence[Text], *, others: Tally | None = None) -> Iterator[RenderableType]:
    """A list under its title, which says how many records there are, in how many reports and from how many origins."""
    more = others.records if others else 0
    if not tally.records + more:
        return
    parts = [f"{many(tally.records, kind)} in {_reports(tally.reports, tally.origins)}"] if tally.records else []
    if others and more:
        parts.append(f"{many(more, kind)} by those who speak or act for it, in {_reports(others.reports, others.origins)}")
    newest = f"; the newest {len(entries):,}" if len(entries) < tally.records + more else ""
    yield Text(f"\n{title} ({'; '.join(parts)}{newest})", style="bold underline")
    yield from entries


def _claim(claim: ClaimLine, *, by: bool = False) -> Text:
    told = backing(claim.backing, "claims", always=False)
    return Text.assemble(
        (f"{claim.published or 'undated'}  ".ljust(12), "dim"),
        "by " if by else "", (wording.one_line(", ".join(claim.sources)), "bold"), " for it" if by else "",
        f" / {claim.stance}", decided(claim.standing), " / ", f"“{wording.one_line(claim.quote)}”", (f"  report {claim.report}", "dim"),
        (f" · {told}" if told else "", "dim"),
    )  # fmt: skip


def event_line(event: EventLine) -> Text:
    """An event on one line: when, what, who to whom, in whose word."""
    when = "undated" if event.grain is None else wording.period(event.from_day, event.to_day, "" if event.grain == "report" else event.grain)
    parties = " → ".join(", ".join(side) or "?" for side in (event.actors, event.recipients))
    told = [f" at {', '.join(event.places)}" if event.places else "", f" [{'; '.join(event.counts)}]" if event.counts else ""]
    mode = f" {event.mode}" if event.mode else ""
    backed = backing(event.backing, "events", always=False)
    return Text.assemble(
        (f"{when}  ".ljust(12), "dim"), (f"{event.type}{mode}", "bold"), *status(event.status), decided(event.standing),
        f"  {wording.one_line(parties + ''.join(told))}",
        f" “{wording.one_line(event.quote)}”", f"; in the word of: {word(event.status, event.sources)}",
        (f"  {event.publisher or wording.one_line(event.title or '')} {event.published or ''} · report {event.report}", "dim"),
        (f" · {backed}" if backed else "", "dim"),
    )  # fmt: skip


def _tie(tie: TieLine) -> Text:
    kind = tie.kind.replace("_", " ")
    told = backing(tie.backing, "ties", tie.status, always=False)
    lasting = "".join(f", {word} {day}" for word, day in (("since", tie.since), ("until", tie.until)) if day)
    return Text.assemble(
        (f"{tie.published or 'undated'}  ".ljust(12), "dim"), (wording.one_line(f"{tie.a} {kind} {tie.b}"), "bold"), *status(tie.status),
        decided(tie.standing), lasting,
        f" “{wording.one_line(tie.quote)}”; in the word of: {word(tie.status, tie.sources)}",
        (f"  report {tie.report}", "dim"), (f" · {told}" if told else "", "dim"),
    )  # fmt: skip


def days(events: Sequence[EventLine]) -> Iterator[RenderableType]:
    """Events under the days on which they began."""
    last = None
    for event in events:
        day = event.from_day or event.to_day
        if day != last:
            yield Text(f"{'' if last is None else chr(10)}{day}", style="bold underline")
            last = day
        yield event_line(event)


def versions(changes: Iterable[VersionDiff]) -> Iterator[RenderableType]:
    """What changed between versions of an article."""
    for change in changes:
        yield Text(f"{wording.one_line(change.newer.key)}: {_version(change.older)} → {_version(change.newer)}", style="bold")
        if change.older.version > change.newer.version:
            yield Text("  versions are numbered as they were added, and here the newer text was added first", style="dim")
        for name, old, new in change.heads:
            yield Text(f"  {name}: {wording.one_line(old or 'none')} → {wording.one_line(new or 'none')}")
        for entry in change.text:
            if entry.old:
                yield Text(f"  - {wording.one_line(entry.old)}", style="red")
            if entry.new:
                yield Text(f"  + {wording.one_line(entry.new)}", style="green")
        for title, claims in (("claims that went away", change.gone), ("claims that came", change.came)):
            if claims:
                yield Text(f"  {title} ({len(claims)})", style="underline")
                yield from (Text.assemble("    ", _claim(claim)) for claim in claims)
        if change.changed:
            yield Text(f"  claims that changed ({len(change.changed)})", style="underline")
            for pair in change.changed:
                yield Text.assemble("    ", _claim(pair.old), "\n    → ", f"“{wording.one_line(pair.new.quote)}”")
        yield Text("")


def _version(report: ReportLine) -> str:
    return f"version {report.version} ({report.published or 'undated'}, report {report.report})"


def _grid(rows: Sequence[tuple[str, str]]) -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="dim", width=14)
    grid.add_column(overflow="fold")
    for label, value in rows:
        grid.add_row(Text(label), Text(wording.one_line(value)))
    return grid
