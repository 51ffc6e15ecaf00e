"""Which stretches of a report's text play a part in a record, and where the text is cut to show them.

Marks overlap: an actor inside the content of a claim inside the evidence of a tie. A text is therefore cut wherever a mark begins or ends,
so that each piece is covered by the same marks from its first character to its last.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from dateline.records.model import Span
from dateline.views import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dateline.records.model import Reading
    from dateline.views.wording import Index, Kind

_PARAGRAPHS = re.compile(r"\n[ \t\r\f\v]*\n\s*")


@dataclass(frozen=True)
class Mark:
    """A span of the text that plays a role (`source`, `content`, `anchor`, ...) in a record."""

    start: int
    end: int
    record: str
    kind: Kind
    role: str
    looks: tuple[str, ...] = ()


def marks(known: Index) -> list[Mark]:
    """Gather what is marked in the text, in the order of the text; of marks that begin together the longest comes first."""
    length = len(known.reading.document.text)
    gathered = [*_claim_marks(known), *_event_marks(known), *_other_marks(known)]
    return sorted((mark for mark in gathered if 0 <= mark.start < mark.end <= length), key=lambda mark: (mark.start, -mark.end))


def _claim_marks(known: Index) -> Iterator[Mark]:
    for claim in known.reading.claims:
        looks = ("deep",) if claim.inside in known.claims else ()
        roles = (("content", claim.span), ("source", claim.source.span), ("cue", claim.cue), ("channel", claim.channel), ("caveat", claim.caveat))
        yield from _several(claim.id, "claims", roles, looks)


def _event_marks(known: Index) -> Iterator[Mark]:
    for event in known.reading.events:
        looks = (event.status,)
        yield from _several(event.id, "events", [("anchor", span) for span in (event.anchor, *event.also)], looks)
        yield from _several(event.id, "events", [("count", entry.span) for entry in event.counts])


def _other_marks(known: Index) -> Iterator[Mark]:
    reading = known.reading
    for tie in reading.ties:
        yield from _several(tie.id, "ties", [("tie", tie.span)])
    for actor in reading.actors:
        yield from _several(actor.id, "actors", [("actor", mention.span) for mention in actor.mentions])
    for place in reading.places:
        yield from _several(place.id, "places", [("place", span) for span in place.spans])
    for number, time in enumerate(reading.times, 1):
        yield from _several(wording.date_id(number), "times", [("time", time.span)])


def _several(record: str, kind: Kind, roles: Iterable[tuple[str, Span | None]], looks: tuple[str, ...] = ()) -> Iterator[Mark]:
    for role, span in roles:
        if span is not None:
            yield Mark(span[0], span[1], record, kind, role, looks)


Block = tuple[str, Span]
"""A stretch of text that belongs to one part of the report and to one paragraph, with the kind of the part."""


def paragraphs(reading: Reading) -> list[list[Block]]:
    """Cut a text into its paragraphs. One that holds several parts, such as a place line before the first sentence, has several blocks.

    Text that belongs to no part counts as body; the white space around a block is left out.
    """
    gathered: list[list[Block]] = []
    end = 0
    for block in _blocks(reading):
        start = block[1][0]
        if gathered and "\n" not in reading.document.text[end:start]:
            gathered[-1].append(block)
        else:
            gathered.append([block])
        end = block[1][1]
    return gathered


def _blocks(reading: Reading) -> list[Block]:
    text = reading.document.text
    bounds: list[tuple[str, int, int]] = []
    done = 0
    for part in sorted(reading.document.parts, key=lambda part: part.span):
        start, end = max(part.span[0], done), min(part.span[1], len(text))
        bounds += [("body", done, start), (part.kind, start, end)]
        done = max(done, end)
    bounds.append(("body", done, len(text)))
    return [(kind, span) for kind, start, end in bounds for span in _paragraphs(text, start, end)]


def _paragraphs(text: str, start: int, end: int) -> Iterator[Span]:
    """Give the paragraphs between two offsets, without the white space around them."""
    breaks = [(start, start), *(match.span() for match in _PARAGRAPHS.finditer(text, start, end)), (end, end)] if start < end else []
    for (_, begin), (finish, _) in pairwise(breaks):
        words = text[begin:finish]
        if words.strip():
            yield begin + len(words) - len(words.lstrip()), finish - len(words) + len(words.rstrip())


def cuts(start: int, end: int, inside: Iterable[Mark]) -> list[Span]:
    """Cut a block wherever a mark begins or ends in it."""
    edges = sorted({start, end, *(edge for mark in inside for edge in (mark.start, mark.end) if start < edge < end)})
    return list(pairwise(edges))
