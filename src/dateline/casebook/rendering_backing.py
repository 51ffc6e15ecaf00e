"""How many independent origins tell something, and who they have it from, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.views.wording import one_line

if TYPE_CHECKING:
    from dateline.casebook.results import Backing, Kind, Voices


def many(number: int, what: str) -> str:
    """A number of things: "1 origin", "2 origins"."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def origins(reports: int, independent: int) -> str:
    """Independent origins, with the number of reports where that is another: "5 origins (7 reports)"."""
    return many(independent, "origin") + (f" ({many(reports, 'report')})" if reports != independent else "")


def told(voices: Voices) -> str:
    """In how many origins something is told; where one source speaks in all of them, that it does."""
    return origins(voices.reports, voices.origins) + (f", all from {one_line(voices.only)}" if voices.only else "")


def backing(shown: Backing | None, kind: Kind, status: str | None = None, *, always: bool = True) -> str:
    """Who tells what a record tells, in words; without `always` nothing where that is one report which nobody contradicts."""
    if shown is None:
        return ""
    if kind == "claims":
        parts = _of_claim(shown)
    else:
        parts = _sides(shown, "told by" if kind == "events" or status in ("sought", "ended") else "affirmed by")
        for voices, what in ((shown.alike, "another tie of this sign"), (shown.opposite, "a tie of the other sign")):
            parts += [f"{origins(voices.reports, voices.origins)} with {what}"] if voices.origins else []
    heard = [voices for voices in (shown.asserting, shown.denying, shown.repeated, shown.alike, shown.opposite) if voices.origins]
    disputed = bool(shown.asserting.origins and shown.denying.origins)
    return "; ".join(parts) if always or disputed or any(voices.reports > 1 for voices in heard) else ""


def _sides(shown: Backing, verb: str) -> list[str]:
    """Who asserts and who denies; only a number where all are on one side."""
    if not shown.denying.origins or not shown.asserting.origins:
        return [told(voices) for voices in (shown.asserting, shown.denying) if voices.origins]
    return [f"{verb} {told(shown.asserting)}", f"denied by {names(shown.denying)}"]


def _of_claim(shown: Backing) -> list[str]:
    """In which origins the source says it, and who else tells of what it is about."""
    parts = [told(shown.repeated)] if shown.repeated.origins else []
    beyond = {*shown.asserting.uids, *shown.denying.uids} - set(shown.repeated.uids)
    if shown.asserting.origins and shown.denying.origins:
        parts.append(f"what it tells of: {', '.join(_sides(shown, 'told by'))}")
    elif beyond and max(shown.asserting.origins, shown.denying.origins) > shown.repeated.origins:
        parts.append(f"what it tells of: {_sides(shown, '')[0]}")
    return parts


def names(voices: Voices) -> str:
    """Who says something, with the number of origins where it is more than one."""
    found = [one_line(name) for name, _ in voices.sources]
    if voices.own:
        found.insert(0, "the reporter" if voices.own == 1 else f"the reporters of {voices.own} origins")
    return ", ".join(found) + (f" ({many(voices.reports, 'report')}, {many(voices.origins, 'origin')})" if voices.reports > 1 else "")
