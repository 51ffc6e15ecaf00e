"""Where a text is cut to show the marks in it."""

from __future__ import annotations

import msgspec

from dateline.records.model import Document, Reading, TextPart
from dateline.views import wording
from dateline.views.marking import Mark, cuts, marks, paragraphs


def _mark(start: int, end: int) -> Mark:
    return Mark(start, end, "a1", "actors", "actor")


def test_cuts_at_every_edge() -> None:
    """Overlapping, nested and touching marks cut a block into pieces that no mark divides."""
    inside = [_mark(2, 8), _mark(5, 12), _mark(6, 7), _mark(8, 9)]
    assert cuts(0, 15, inside) == [(0, 2), (2, 5), (5, 6), (6, 7), (7, 8), (8, 9), (9, 12), (12, 15)]


def test_cuts_leave_out_edges_of_other_blocks() -> None:
    """A mark that goes on over the ends of a block does not cut it there."""
    assert cuts(10, 20, [_mark(0, 15), _mark(12, 99)]) == [(10, 12), (12, 15), (15, 20)]


def test_marks_outside_the_text_are_left_out(reading: Reading) -> None:
    """A span that is empty or points beyond the text marks nothing."""
    place = reading.places[0]
    spans = ((5, 5), (9, 3), (0, 10**6), (0, 6))
    only = Reading(document=reading.document, places=(msgspec.structs.replace(place, spans=spans),))
    assert [(mark.start, mark.end) for mark in marks(wording.index(only))] == [(0, 6)]


def test_every_span_of_a_record_is_marked(reading: Reading) -> None:
    """A claim's source, cue, content, channel and caveat are all marked, and an event's later anchors."""
    found = marks(wording.index(reading))
    assert {mark.role for mark in found if mark.record in {"c2", "c6"}} == {"content", "source", "cue", "channel", "caveat"}
    assert {reading.quote((mark.start, mark.end)) for mark in found if mark.record == "e1" and mark.role == "anchor"} == {"struck", "shelling"}


def _written(text: str, *parts: tuple[str, int, int]) -> list[list[tuple[str, str]]]:
    made = tuple(TextPart(kind=kind, span=(start, end)) for kind, start, end in parts)  # type: ignore[arg-type]
    reading = Reading(document=Document(origin="o", id="1", text=text, parts=made))
    return [[(kind, reading.quote(span)) for kind, span in paragraph] for paragraph in paragraphs(reading)]


def test_paragraphs_of_a_part() -> None:
    """A part falls into paragraphs at its empty lines, without the white space around them."""
    assert _written("\n One \n \n\nTwo\nlines\n\n", ("body", 0, 21)) == [[("body", "One")], [("body", "Two\nlines")]]


def test_place_line_stays_in_its_paragraph() -> None:
    """Parts on one line are one paragraph."""
    assert _written("TOLMIN — Guns fired.", ("dateline", 0, 8), ("body", 9, 20)) == [[("dateline", "TOLMIN —"), ("body", "Guns fired.")]]


def test_text_without_a_part_is_kept() -> None:
    """What no part covers is shown as body, before, between and after the parts."""
    assert _written("Before\nTitle\nBetween\nEnd", ("headline", 7, 12)) == [[("body", "Before")], [("headline", "Title")], [("body", "Between\nEnd")]]
    assert _written("No parts") == [[("body", "No parts")]]
