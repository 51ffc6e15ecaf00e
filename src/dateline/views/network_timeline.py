"""The ties of one actor over time: a row for each partner, a bar for each spell in which the tie stayed the same.

Partners with whom a tie was only sought or denied, or of whom a report says no more than that it ended, have a row as well, with marks and without a bar.
"""

from __future__ import annotations

import datetime as dt
from html import escape
from typing import TYPE_CHECKING

from dateline._errors import NetworkError
from dateline.alliances.evidence import basis, counted
from dateline.alliances.graph import DAY
from dateline.views import network_look as looks
from dateline.views import wording
from dateline.views.network_layout import text_width
from dateline.views.network_spells import SETTLE, Spell, Tied, aged, horizon, known_rows, tied

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from dateline.alliances.evidence import Evidence
    from dateline.alliances.graph import Groups

_WIDTH, _ROW, _TOP = 900, 26, 34
_HEAD = 46
"""The height of the title and of what the drawing rests on."""
_NAMES = 230
_RIGHT = 20
_FONT = 12.5
_KEY_HEIGHT = 60
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_STATES: tuple[tuple[looks.Look, str], ...] = (("friendly", "friendly"), ("hostile", "hostile"), ("even", "as many say either"))
_MARKS: dict[str, str] = {"affirmed": "a report", "ended": "reported as ended", "denied": "denied", "sought": "only sought"}


def ties_timeline(
    evidence: Iterable[Evidence],
    actor: str,
    *,
    known_by: dt.date | None = None,
    until: dt.date | None = None,
    on: dt.date | None = None,
    groups: Groups = "node",
    settle: int = SETTLE,
    min_origins: int = 1,
    within: int | None = None,
) -> str:
    """Draw the ties of an actor up to `until` (None: the last report) as an SVG image; `on` is a day to mark with a line.

    Bars are of ties that `min_origins` independent origins report, and reach `within` so many days beyond the last report (None: on and on).

    Full bars are friendly, hatched ones hostile, dotted ones undecided; they are thin after the last report; a frame and a question mark say that the tie is
    contested; marks on the bars are the days of the reports. Raises `NetworkError` for an actor of whom no tie ever holds.
    """
    rows = known_rows(evidence, known_by)
    last = until or horizon(rows, *([on] if on else []))
    pairs = tied(rows, last, groups=groups, settle=settle, most=min_origins)
    held = (Tied(pair.a, pair.b, (aged(pair.levels[min_origins - 1], within),)) for pair in pairs if len(pair.levels) >= min_origins)
    own = [pair for pair in held if actor in (pair.a, pair.b) and pair.spells]
    if not own and any(actor in (pair.a, pair.b) for pair in pairs):
        raise NetworkError(f"no tie of {actor} has {min_origins} independent origins; ask for fewer")
    if not own and (aside := [row for row in rows if actor in (row.a, row.b)]):
        told = counted(len(aside), "report of a tie")
        raise NetworkError(f"no tie of {actor} is reported to hold on any day up to {last}: {told} that was sought, denied or ended, or is to begin later")
    if not own:
        some = ", ".join(sorted({end for pair in pairs for end in (pair.a, pair.b)})[:8])
        raise NetworkError(f"no tie of {actor} is reported to hold on any day up to {last}; ties are reported of {some}")
    own.sort(key=lambda pair: (pair.spells[0].first, _partner(pair, actor)))
    return _drawn(actor, own, _without_bars(actor, own, rows, groups, last), rows, last=last, on=on, known_by=known_by)


def _without_bars(actor: str, own: Sequence[Tied], rows: Sequence[Evidence], groups: Groups, last: dt.date) -> dict[str, list[Evidence]]:
    """The reports of ties with others than those in `own`, by partner, in the order in which they were first told of."""
    partners = {_partner(pair, actor) for pair in own}
    held = {row.tie for pair in own for spell in pair.spells for row in spell.edge.rows}
    out: dict[str, list[Evidence]] = {}
    for row in sorted(rows, key=lambda row: (row.reported, row.tie)):
        expanded = groups == "expand" and (row.members_a or row.members_b)
        if actor not in (row.a, row.b) or row.a == row.b or expanded or row.tie in held or row.reported > last:
            continue
        partner = row.b if row.a == actor else row.a
        if partner not in partners:
            out.setdefault(partner, []).append(row)
    return out


def _drawn(
    actor: str, own: Sequence[Tied], others: Mapping[str, Sequence[Evidence]], rows: Sequence[Evidence], *, last: dt.date, on: dt.date | None,
    known_by: dt.date | None, prefix: str = "t",
) -> str:  # fmt: skip
    """Draw the pairs that an actor is in up to the day `last`, and below them those whom only reports without a tie to draw name beside it."""
    first = min(*(spell.first for pair in own for spell in pair.spells), *(row.reported for told in others.values() for row in told), last)
    right, bottom = _WIDTH - _RIGHT, _TOP + _ROW * (len(own) + len(others))
    days = (last - first).days + 1

    def x(day: dt.date) -> float:
        return round(_NAMES + (right - _NAMES) * (day - first).days / days, 1)

    def marks(told: Iterable[Evidence], y: int) -> list[str]:
        shown.update({row.tie: row for row in told if first <= row.reported <= last})
        return [_mark(row, x(row.reported) + (right - _NAMES) / days / 2, y) for row in told if first <= row.reported <= last]

    shown: dict[str, Evidence] = {}
    body = [_scale(first, last, bottom, x)]
    for number, pair in enumerate(own):
        y = _TOP + _ROW * number
        body.append(_named(_partner(pair, actor), y))
        for spell in pair.spells:
            told = x(min(spell.last, spell.known) + DAY) if spell.known else x(spell.last + DAY)
            body.append(_bar(spell, x(spell.first), told, x(spell.last + DAY), y, prefix, open_end=spell.last == last))
        held = {row.tie for spell in pair.spells for row in spell.edge.rows}
        shown.update({row.tie: row for spell in pair.spells for row in spell.edge.rows})
        body += marks([row for row in rows if {row.a, row.b} == {pair.a, pair.b} or row.tie in held], y)
    for number, (partner, told_of) in enumerate(others.items(), len(own)):
        body += [_named(partner, _TOP + _ROW * number), *marks(told_of, _TOP + _ROW * number)]
    # The page moves this line; without a day it lies outside.
    at = x(on) if on and first <= on <= last else -9
    now = f'<line class="now" x1="{at}" x2="{at}" y1="{_TOP - 8}" y2="{bottom + 4}" stroke="{looks.TEXT}" stroke-width="1.2" stroke-dasharray="4 3"/>'
    height = _HEAD + bottom + _KEY_HEIGHT
    key = f'<g transform="translate(0 {bottom})">{_key(prefix)}</g>'
    title = escape(wording.one_line(f"The ties of {actor} from {first} to {last}"))
    behind = basis(shown.values(), last, known_by)
    count = f"{counted(len(own), 'actor')} with a reported tie{f', {len(others):,} without' if others else ''}"
    ties, reports, origins = (counted(len(ids), word) for ids, word in ((behind.ties, "tie"), (behind.reports, "report"), (behind.origins, "origin")))
    aside = sum(row.polarity in ("sought", "denied") for row in shown.values())
    known = f", as known by {known_by}" if known_by else ""
    head = (
        f'<text x="12" y="22" font-size="16" font-weight="700">{escape(_fitting(f"The ties of {wording.one_line(actor)}", _WIDTH - 24, 17))}</text>'
        f'<text x="12" y="40" font-size="11.5" fill="{looks.FAINT}">From {first} to {last}{known}: {count};'
        f" {ties}{f' ({aside:,} only sought or denied)' if aside else ''} in {reports} of {origins}.</text>"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" role="img" aria-label="{title}"'
        f' font-family="system-ui, DejaVu Sans, sans-serif" fill="{looks.TEXT}"><title>{title}</title>{_patterns(prefix)}'
        f'<rect width="{_WIDTH}" height="{height}" fill="{looks.PAPER}"/>{head}<g transform="translate(0 {_HEAD})">{"".join(body)}{now}{key}</g></svg>'
    )


def key_and_patterns(prefix: str = "t") -> str:
    """What the page draws its timelines from beside the ties: the patterns, the marks of reports, and the key."""
    marks = "".join(f'<g data-mark="{polarity}">{_sign(polarity, 0, 0)}</g>' for polarity in _MARKS)
    return f'<svg xmlns="http://www.w3.org/2000/svg">{_patterns(prefix)}{marks}<g class="key">{_key(prefix)}</g></svg>'


def _partner(pair: Tied, actor: str) -> str:
    return pair.b if pair.a == actor else pair.a


def _named(partner: str, y: int) -> str:
    """The name of a partner, left of the bars."""
    return f'<text x="{_NAMES - 10}" y="{y + 17}" text-anchor="end" font-size="{_FONT}">{escape(_fitting(wording.one_line(partner), _NAMES - 20))}</text>'


def _fitting(name: str, room: float, font: float = _FONT) -> str:
    """A name, shortened to the room that there is."""
    if text_width(name, font) <= room:
        return name
    while text_width(name + "…", font) > room:
        name = name[:-1]
    return name.rstrip() + "…"


def _patterns(prefix: str) -> str:
    """Hatching for foes and dots for what is undecided: told apart without colour."""
    return (
        f'<defs><pattern id="{prefix}-hostile" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="6" height="6" fill="{looks.PAPER}"/><rect width="2.6" height="6" fill="{looks.INKS["hostile"]}"/></pattern>'
        f'<pattern id="{prefix}-even" width="5" height="5" patternUnits="userSpaceOnUse"><rect width="5" height="5" fill="{looks.PAPER}"/>'
        f'<circle cx="2.5" cy="2.5" r="1" fill="{looks.INKS["even"]}"/></pattern></defs>'
    )


def _fill(look: looks.Look, prefix: str) -> str:
    return looks.INKS[look] if look == "friendly" else f"url(#{prefix}-{look})"


def _bar(spell: Spell, left: float, told: float, right: float, y: int, prefix: str, *, open_end: bool) -> str:
    """One spell. From `told` on, the day after the tie was last known of, the bar is thin: it is carried on, and nobody said so. One that runs on to the
    last day ends in a point, since nothing says that the tie has ended.
    """
    edge = spell.edge
    look = looks.look(edge.sign)
    wide = max(right - left, 2.0)
    end = left + wide
    tip = min(3.0, wide / 2) if open_end else 0.0
    tall = max(left, min(told, end - tip))
    full = f"M{left:g} {y + 6}H{tall:g}V{y + 10}" if tall > left else f"M{left:g} {y + 10}"
    back = f"H{tall:g}V{y + 20}H{left:g}Z" if tall > left else f"H{left:g}Z"
    shape = f"{full}H{end - tip:g}L{end:g} {y + 13}L{end - tip:g} {y + 16}{back}"
    dash = ' stroke-dasharray="4 2"' if look == "hostile" else ""
    days = f"{spell.first} to {spell.last}{' or later' if open_end else ''}"
    words = f"{days}: {'contested, ' if edge.contested else ''}{looks.LOOKS[look]}, {looks.origins(edge)} {'origin' if looks.origins(edge) == 1 else 'origins'}"
    ghost = ' fill-opacity="0.35"' if edge.contested and look == "friendly" else f' fill-opacity="{looks.opacity(looks.confidence(edge)):g}"'
    mark = ""
    if edge.contested and wide > 14:
        middle = left + wide / 2
        mark = (
            f'<circle cx="{middle:g}" cy="{y + 13}" r="6.5" fill="{looks.PAPER}" stroke="{looks.INKS[look]}"/>'
            f'<text x="{middle:g}" y="{y + 17}" text-anchor="middle" font-size="10.5" font-weight="700">?</text>'
        )
    return (
        f'<g class="bar {look}{" contested" if edge.contested else ""}"><title>{escape(words)}</title>'
        f'<path d="{shape}" fill="{_fill(look, prefix)}"{ghost} stroke="{looks.INKS[look]}" stroke-width="{2 if edge.contested else 1}"{dash}/>{mark}</g>'
    )


def _mark(row: Evidence, x: float, y: int) -> str:
    """The day of a report: a bar for one that affirms the tie, a cross for one that denies or ends it, a ring for one that only calls for it."""
    title = escape(wording.one_line(f"{row.reported}, {_MARKS[row.polarity]}: {row.a} {looks.WORDS[row.kind]} {row.b}"))
    return f"<g><title>{title}</title>{_sign(row.polarity, x, y + 13)}</g>"


def _sign(polarity: str, x: float, y: float) -> str:
    halo = f'stroke="{looks.PAPER}" stroke-width="4"'
    ink = f'stroke="{looks.TEXT}" stroke-width="1.8"'
    if polarity == "affirmed":
        return "".join(f'<path d="M{x:.1f} {y - 9:g}V{y + 9:g}" {style}/>' for style in (halo, ink))
    if polarity == "sought":
        return f'<circle cx="{x:.1f}" cy="{y:g}" r="4.5" fill="{looks.PAPER}" {ink}/>'
    reach = 4.5
    cross = f"M{x - reach:.1f} {y - reach:g}L{x + reach:.1f} {y + reach:g}M{x - reach:.1f} {y + reach:g}L{x + reach:.1f} {y - reach:g}"
    if polarity == "denied":
        return "".join(f'<path d="{cross}" {style}/>' for style in (halo, ink))
    return f'<rect x="{x - 4:.1f}" y="{y - 4:g}" width="8" height="8" fill="{looks.TEXT}" stroke="{looks.PAPER}"/>'


def _scale(first: dt.date, last: dt.date, bottom: int, x: Callable[[dt.date], float]) -> str:
    """Years and, where there is room, months or quarters."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next((step for step in (1, 2, 3, 6, 12, 24, 60, 120) if months / step <= 14), 240)
    out: list[str] = []
    for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month + 1):
        day = dt.date(month // 12, month % 12 + 1, 1)
        if month % step or not first <= day <= last:
            continue
        words = str(day.year) if step >= 12 or day.month == 1 else f"{_MONTHS[day.month - 1]}{'' if out else f' {day.year}'}"
        strong = ' font-weight="700"' if day.month == 1 else f' fill="{looks.FAINT}"'
        out.append(
            f'<line x1="{x(day)}" x2="{x(day)}" y1="{_TOP - 4}" y2="{bottom}" stroke="#d9d5cb"/>'
            f'<text x="{x(day)}" y="{_TOP - 10}" text-anchor="middle" font-size="11"{strong}>{words}</text>'
        )
    if not out:
        out.append(f'<text x="{_NAMES}" y="{_TOP - 10}" font-size="11" fill="{looks.FAINT}">{first} to {last}</text>')
    return "".join(out)


def _key(prefix: str) -> str:
    """Explain bars and marks, below the last row."""
    out: list[str] = []
    x, y = 12.0, 26
    for name, words in _STATES:
        out.append(f'<rect x="{x:g}" y="{y - 9}" width="22" height="11" fill="{_fill(name, prefix)}" stroke="{looks.INKS[name]}"/>')
        out.append(f'<text x="{x + 28:g}" y="{y}" font-size="11">{words}</text>')
        x += 46 + text_width(words, 11)
    out.append(
        f'<circle cx="{x + 7:g}" cy="{y - 4}" r="6.5" fill="{looks.PAPER}" stroke="{looks.TEXT}"/><text x="{x + 7:g}" y="{y}" text-anchor="middle"'
        f' font-size="10.5" font-weight="700">?</text><text x="{x + 19:g}" y="{y}" font-size="11">contested</text>'
    )
    x += 36 + text_width("contested", 11)
    out.append(f'<rect x="{x:g}" y="{y - 7}" width="22" height="6" fill="{looks.INKS["friendly"]}"/>')
    out.append(f'<text x="{x + 28:g}" y="{y}" font-size="11">thin: not reported since, carried on</text>')
    x, y = 12.0, y + 20
    for polarity, words in _MARKS.items():
        out.append(f'{_sign(polarity, x + 6, y - 4)}<text x="{x + 17:g}" y="{y}" font-size="11">{words}</text>')
        x += 36 + text_width(words, 11)
    out.append(f'<text x="{x + 4:g}" y="{y}" font-size="11" fill="{looks.FAINT}">no bar: not reported</text>')
    return "".join(out)
