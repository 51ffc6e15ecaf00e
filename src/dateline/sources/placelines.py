"""The place line that a report opens with: `BEIRUT —`, `KABUL, Afghanistan (AP) -`, `MOSCOW, October 5. /TASS/.`, `(Reuters) -`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.sources.agencies import agencies_in, agency_named
from dateline.sources.dates import MONTH_DAY, WEEKDAY, parse_date
from dateline.sources.tables import words

if TYPE_CHECKING:
    import datetime

    from dateline.sources.report import Credit, Span

_WORD = r"[^\W\d_][\w'’.-]{0,30}"
_SMALL = r"(?:de|del|la|el|al|of|the|do|da|dos|du|sur|bin|ibn|upon|am|an|der|den|and)"
_PLACE = rf"{_WORD}(?:[ \t]+(?:{_SMALL}[ \t]+){{0,2}}{_WORD}){{0,3}}(?:[ \t]\[[^\[\]\n]{{2,30}}\])?"
_DATE = rf"(?:(?i:{WEEKDAY}),?[ \t]*)?(?i:{MONTH_DAY})(?:,?[ \t]+(?:19|20)\d\d)?|(?i:{WEEKDAY})"
_OPENING = re.compile(
    rf"(?P<place>{_PLACE}(?:(?:,[ \t]?|/|[ \t]and[ \t]){_PLACE}){{0,3}})?"
    rf"(?P<date>[,.]?[ \t]*[-–—/(]?[ \t]?(?:{_DATE})\)?)?"
    r"(?P<agency>[,.]?[ \t]*(?:\([^()\n]{2,60}\)|\[[^\[\]\n]{2,40}\]|/[^/\n]{2,30}/))?"
    r"(?P<close>\.?[ \t]*(?:[—–]{1,2}|-{1,3}(?=[ \t])|(?<=[\s)\]/])-{1,3}(?=[\"“A-Z])|:(?=[ \t]))[ \t]*|(?<=/)\.?[ \t]+|\.[ \t]+(?=[A-Z]))",
)
_UNIT = re.compile(rf"^(?i:{MONTH_DAY}|{WEEKDAY})$")
_DASH = re.compile(r"[—–]|[ \t]-{1,2}[ \t]")
_REACH = 240
"""Characters of a paragraph that are looked at; a place line with date and two agencies takes about a hundred."""


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """Where a place line starts and ends (dash included), the words of its place, the agencies and the date in it."""

    span: Span
    place: Span | None
    credits: tuple[Credit, ...]
    date: datetime.date | None


def read_place_line(text: str, start: int, end: int) -> PlaceLine | None:
    """The place line with which `text[start:end]` opens, or None.

    A dash after a name also opens an apposition ("Hamas - the group that ..."). So either the place is in capitals, or an agency or a date
    stands beside it, or what follows the dash begins a sentence and no second dash closes a parenthesis.
    """
    window_end = min(end, start + _REACH)
    match = _OPENING.match(text, start, window_end)
    if not match or not (match["place"] or match["agency"]):
        return None
    rest = text[match.end() : end][:1]
    if not (rest.isupper() or rest.isdigit() or rest in "\"'“‘«[("):
        return None
    agencies = agencies_in(text, *match.span("agency")) if match["agency"] else []
    place, agencies = _split(text, match, agencies)
    if place is None and not agencies:
        return None
    if place is not None and not _is_place_line(text, match, place, known=bool(agencies)):
        return None
    date = parse_date(match["date"]) if match["date"] else None
    return PlaceLine((start, match.end("close") - _spaces_before(text, match.end("close"))), place, tuple(agencies), date)


def _split(text: str, match: re.Match[str], agencies: list[Credit]) -> tuple[Span | None, list[Credit]]:
    """The span of the first place and the agencies: "Aleppo, SANA -" and "Reuters -" name an agency where a place stands."""
    if not match["place"]:
        return None, agencies
    start, end = match.span("place")
    while True:
        cut = text.rfind(",", start, end)
        last = text[cut + 1 : end].strip() if cut >= 0 else text[start:end]
        if agency_named(last):
            agencies = [*agencies_in(text, max(cut, start), end), *agencies]
        elif not _UNIT.match(last):
            break
        if cut < 0:
            return None, agencies
        end = cut
    joint = re.search(r"/|[ \t]and[ \t]", text[start:end])
    if joint and not re.search(r",", text[start : start + joint.start()]):
        end = start + joint.start()
    return (start, end), agencies


def _is_place_line(text: str, match: re.Match[str], place: Span, *, known: bool) -> bool:
    name = text[place[0] : place[1]]
    segments = [segment.replace("[", "").replace("]", "").split() for segment in name.split(",")]
    first = segments[0]
    if any(not word[0].isupper() for segment in segments for word in segment[:1]):
        return False
    if {word.strip(".:").upper() for word in (first[0], first[-1])} & words("layout", "labels") or len(first[0]) < 2:
        return False
    if any(not (word[0].isupper() or re.fullmatch(_SMALL, word)) for segment in segments for word in segment):
        return False
    if any(_UNIT.match(word) for segment in segments for word in segment):  # "On Monday -"
        return False
    dated = bool(match["date"])
    if known:
        return True
    if match["close"].strip() in ("", "."):  # a full stop alone closes only a place line with an agency or a date in it
        return dated and bool(match["agency"])
    capitals = all(word.isupper() or re.fullmatch(_SMALL, word) for word in first)
    if ":" in match["close"]:
        return capitals and len("".join(first)) > 3 and first[0] not in ("THE", "Q.", "A.")
    if dated or (capitals and len("".join(first)) > 4):
        return True
    sentence = re.split(r"[.!?][\"”’]?\s", text[match.end() : match.end() + 600], maxsplit=1)[0]
    parenthetical = len(_DASH.findall(sentence)) % 2 == 1
    return not parenthetical and (capitals or len(segments) > 1 or len(first) <= 3)


def _spaces_before(text: str, end: int) -> int:
    count = 0
    while text[end - 1 - count].isspace():
        count += 1
    return count
