"""The entries of a timeline as a person reads them in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from dateline.casebook import rendering
from dateline.casebook.gathering import disagreeing
from dateline.casebook.rendering_backing import many, names, origins
from dateline.casebook.results import NOBODY
from dateline.views import wording
from dateline.views.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from dateline.casebook.results import DateTold, EventLine, HappeningLine, PartiesTold, StatusTold, TollTold

_DISPUTED = {"actor": "who did it", "recipient": "to whom", "date": "when", "status": "whether it happened"}
_INDENT = "    "


def entries(shown: Sequence[HappeningLine], *, accounts: bool = False) -> Iterator[RenderableType]:
    """Happenings under the days on which they began; with `accounts` each with all its accounts and their ids."""
    last = None
    for entry in shown:
        day = entry.from_day or entry.to_day
        if day != last:
            yield Text(f"{'' if last is None else chr(10)}{day}", style="bold underline")
            last = day
        yield from _entry(entry)
        if accounts:
            yield from (_account(event) for event in entry.events)


def _entry(entry: HappeningLine) -> Iterator[Text]:
    first = entry.events[0]
    kind = " / ".join(entry.types) + (f" {', '.join(entry.modes)}" if entry.modes else "")
    parties = _parties(entry.parties[0])
    where = f" at {', '.join(entry.places)}" if entry.places else ""
    words = dict.fromkeys(event.quote.casefold() for event in entry.events)
    quotes = ", ".join(f"“{one_line(word)}”" for word in list(words)[:3])
    when = "" if entry.from_day == entry.to_day else f"{wording.period(entry.from_day, entry.to_day, entry.grain)}  "
    if entry.grain == "report":
        when = "(day of the report)  "
    report = f"{first.publisher or one_line(first.title or '')} {first.published or ''} · report {first.report}"
    several = f"{many(entry.reports, 'report')}, {many(entry.origins, 'origin')}: reports {', '.join(str(event.report) for event in entry.events)}"
    yield Text.assemble(
        (when, "dim"), (kind, "bold"), *rendering.status(entry.statuses[0].status), rendering.decided(first.standing if len(entry.events) == 1 else None),
        f"  {one_line(parties + where)}", f" {quotes}", f"; in the word of: {_word(entry)}", (f"  {several if len(entry.events) > 1 else report}", "dim"),
    )  # fmt: skip
    for what in dict.fromkeys(toll.what for toll in entry.tolls):
        yield Text(f"{_INDENT}{what}: {', '.join(_toll(toll) for toll in entry.tolls if toll.what == what)}")
    if len(entry.parties) > 1:
        yield Text(f"{_INDENT}otherwise: {'; '.join(f'{one_line(_parties(other))} ({origins(other.reports, other.origins)})' for other in entry.parties[1:])}")
    if others := disagreeing(entry):
        yield Text(f"{_INDENT}on other days: {', '.join(_other_day(date) for date in others)}")
    if len(entry.statuses) > 1:
        yield Text.assemble(f"{_INDENT}stands as: ", *(part for status in entry.statuses for part in _standing(status, entry.statuses[0])))
    if entry.backing is not None and entry.backing.denying.origins:
        yield Text.assemble(_INDENT, ("denied", "bold red"), f" by {names(entry.backing.denying)}")
    if entry.disputes:
        about = ", ".join(_DISPUTED.get(what, f"how many {what}") for what in entry.disputes)
        yield Text(f"{_INDENT}disputed: {about} (`dateline disputes` has the sides)")


def _parties(told: PartiesTold) -> str:
    return " → ".join(", ".join(side) or "?" for side in (told.actors, told.recipients))


def _word(entry: HappeningLine) -> str:
    """In whose word a happening stands, each source once, with the number of origins in which it speaks."""
    voices = entry.backing.asserting if entry.backing else NOBODY
    if not voices.origins:
        sources = tuple(dict.fromkeys(source for event in entry.events for source in event.sources))
        return rendering.word(entry.statuses[0].status, sources)
    if voices.only:
        return f"{one_line(voices.only)} alone, in {origins(voices.reports, voices.origins)}"
    found = [one_line(name) + (f" ({many(number, 'origin')})" if number > 1 else "") for name, number in voices.sources]
    own = "the reporter" if voices.own == 1 else f"the reporters of {many(voices.own, 'origin')}"
    return f"{own}{', and ' if found else ''}{', '.join(found)}" if voices.own else ", ".join(found)


def _toll(toll: TollTold) -> str:
    """A number with who gives it: "at least 31 (Taliban; 2 reports, 1 origin)"."""
    givers = (["the reporter"] if toll.own and toll.origins == 1 else ["reporters"] if toll.own else []) + [one_line(source) for source in toll.sources]
    more = f"; {many(toll.reports, 'report')}, {many(toll.origins, 'origin')}" if toll.reports > 1 else ""
    return f"{one_line(toll.words)} ({', '.join(givers)}{more})"


def _other_day(date: DateTold) -> str:
    return f"{wording.period(date.from_day, date.to_day, date.grain)} ({origins(date.reports, date.origins)})"


def _standing(status: StatusTold, first: StatusTold) -> list[tuple[str, str] | str]:
    signs = [(words.strip(), style) for words, style in rendering.status(status.status)]
    return ["" if status is first else ", ", *signs, f" in {origins(status.reports, status.origins)}"]


def _account(event: EventLine) -> Text:
    """One account with its id, as `dateline review` and the Python API take it."""
    when = "undated" if event.grain is None else wording.period(event.from_day, event.to_day, "" if event.grain == "report" else event.grain)
    return Text.assemble(
        f"{_INDENT}· ", (event.uid, "cyan"), f"  {when}", *rendering.status(event.status), rendering.decided(event.standing), f" “{one_line(event.quote)}”",
        (f"  {rendering.head(event)}", "dim"),
    )  # fmt: skip
