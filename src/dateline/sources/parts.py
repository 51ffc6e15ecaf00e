"""A text cut into the parts of a report: headline, byline, date and place line, captions, body, boilerplate.

One pass over the paragraphs. Until the body begins, every line is asked whether it is a line of the header; from then on only for what also
occurs inside and after a body: furniture, captions, crossheads, the byline of an agency at the end. Nothing here depends on the paper.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from dateline.sources.agencies import agencies_in, find_credits
from dateline.sources.captions import describes_picture, has_caption_cue
from dateline.sources.header import Facts, is_byline, is_furniture, is_furniture_heading, line_kind, original_url, publisher_in, read_field
from dateline.sources.lines import Line, ends_sentence, extent, joined, paragraphs
from dateline.sources.markdown import blank
from dateline.sources.placelines import PlaceLine, read_place_line
from dateline.sources.report import Credit, Part, PartKind, Span
from dateline.sources.tables import layout_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEADLINE_LENGTH = 200
_OPENING_PARAGRAPHS = 15
"""How far down a place line is looked for; a header longer than this has not been seen."""
_MERGED: tuple[PartKind, ...] = ("body", "boilerplate")
_BODY_LINE = 100
"""Characters from which a line is a whole paragraph and not a line of wrapped text."""


@dataclass(slots=True)
class Layout:
    """The parts of a text and what its header says."""

    parts: tuple[Part, ...]
    facts: Facts
    place_line: Span | None = None
    credits: tuple[Credit, ...] = ()
    headline: str | None = None


@dataclass(slots=True)
class _State:
    """Where the pass stands."""

    text: str
    facts: Facts
    url: str | None
    title: str | None
    own_headline: bool
    opening: PlaceLine | None = None
    pieces: list[Part] = field(default_factory=list)
    headlines: list[str] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    in_body: bool = False
    in_furniture: bool = False
    dated: bool = False

    def add(self, kind: PartKind, lines: Sequence[Line]) -> None:
        self.pieces.append(Part(kind, (lines[0].span[0], lines[-1].span[1])))


def lay_out(
    text: str, markup: Sequence[Span] = (), *, title: str | None = None, url: str | None = None, own_headline: bool = True, known: Sequence[Part] = ()
) -> Layout:
    """Cut a text into parts.

    `title` and `url` are those of the metadata. With `own_headline` a short first line is the headline; without it (articles whose headline is
    in a field of its own) only a line that repeats `title` is. `known` are parts that the format itself marks, such as figure captions.
    """
    plain = blank(text, markup) if markup else text
    blocks = paragraphs(text, plain)
    state = _State(plain, Facts(), url or original_url(text[:20_000] + "\n" + text[-5_000:]), title, own_headline)
    blocks = _front_matter(blocks, state)
    opening = _find_opening(blocks, state, {part.span[0]: part.kind for part in known})
    marked = {part.span[0]: part for part in known}
    for number, block in enumerate(blocks):
        part = marked.get(block[0].span[0])
        if part and part.span[1] >= block[-1].span[1]:
            state.pieces.append(Part(part.kind, extent(block)))
            if part.kind == "headline" and not state.in_body:
                state.headlines.append(joined(block))
            continue
        rest = block if state.in_body else _read_header(block, state, last=number == len(blocks) - 1, opening=number == opening)
        if rest:
            _read_body(rest, state, has_prose_after=number < len(blocks) - 1)
    credits_ = sorted({*state.credits, *find_credits(plain)}, key=lambda credit: credit.span)
    return Layout(
        _complete(text, state.pieces),
        state.facts,
        state.opening.place if state.opening else None,
        tuple(credits_),
        state.headlines[0] if state.headlines else None,
    )


def has_sentence(text: str, parts: Sequence[Part]) -> bool:
    """Whether the prose holds at least one sentence: three words (or six letters, where words are not spaced) and a full stop."""
    prose = (text[slice(*part.span)] for part in parts if part.kind in ("body", "caption"))
    ended = (piece for words in prose for piece in re.split(r"[.!?…。！？।]", words)[:-1])
    return any(re.search(r"\w\W+\w+\W+\w", piece) or re.search(r"[^\W\d\x00-\u0fff]{6}", piece) for piece in ended)


def _front_matter(blocks: list[list[Line]], state: _State) -> list[list[Line]]:
    """Take front matter (fields such as `title: ...`, in Markdown between two `---`) off the top of a text; its fields are noted."""
    if not blocks or not _fields_only(blocks[0]):
        return blocks
    for line in blocks[0]:
        read_field(line, state.facts)
    state.add("boilerplate", blocks[0])
    return blocks[1:]


def _fields_only(lines: list[Line]) -> bool:
    """Whether a paragraph holds at least two fields and nothing but lines of the form `name: value`."""
    fields = [line for line in lines if re.fullmatch(r"[\w -]{2,30}:(?: .*)?", line.words)]
    return len(fields) == len(lines) and sum(read_field(line, Facts()) for line in lines) >= 2


def _find_opening(blocks: list[list[Line]], state: _State, known: dict[int, PartKind]) -> int | None:
    """The number of the paragraph that opens with the place line; a paragraph in whose middle one stands is split there.

    The search ends once two paragraphs of prose that describe no picture have gone by: a dash further down is just a dash.
    """
    prose = 0
    for number, block in enumerate(blocks[:_OPENING_PARAGRAPHS]):
        if block[0].span[0] in known:
            continue
        for at, line in enumerate(block[:8]):
            if line.heading or (at and at > 4):
                break
            whole = joined(block[at:])
            if not ends_sentence(whole) and len(whole) < 160 and not re.search(r"[.!?]\s", whole):
                continue
            found = read_place_line(state.text, line.span[0], block[-1].span[1])
            if found:
                state.opening = found
                if at:
                    blocks[number : number + 1] = [block[:at], block[at:]]
                    return number + 1
                return number
        whole = joined(block)
        prose += ends_sentence(whole) and len(whole) > _BODY_LINE and not describes_picture(whole) and not has_caption_cue(whole)
        if prose >= 2:
            return None
    return None


def _read_header(block: list[Line], state: _State, *, last: bool, opening: bool) -> list[Line]:
    """Read the lines of a paragraph above the body; what is left, if anything, begins the body."""
    if opening and state.opening:
        state.in_body = True
        state.pieces.append(Part("dateline", state.opening.span))
        state.credits += state.opening.credits
        state.facts.published = state.facts.published or state.opening.date
        return _after(block, state.opening.span[1], state.text)
    lines = list(block)
    while lines:
        line = lines[0]
        count = _headline_lines(lines, state, last=last)
        if count and not line.image:
            state.headlines.append(joined(lines[:count]))
            state.add("headline", lines[:count])
            lines = lines[count:]
            continue
        publisher = publisher_in(line, state.facts, state.url) if (state.headlines or state.title or not state.own_headline or state.dated) else None
        kind = None if publisher else line_kind(line, state.facts)
        if publisher and not (line.bold and state.facts.publisher):
            state.facts.publisher = state.facts.publisher or publisher
            kind = "byline"
        if line.image and len(line.words) > 2:
            kind = "caption"
        if kind is None:
            break
        if kind == "byline":
            state.credits += agencies_in(state.text, *line.span)
        state.dated |= kind == "dateline"
        state.add(kind, lines[:1])
        lines = lines[1:]
    if not lines:
        return []
    whole = joined(lines)
    italic = all(line.italic for line in lines)
    before_place_line = state.opening is not None and lines[0].span[0] < state.opening.span[0]
    if has_caption_cue(whole) or (italic and not last) or (before_place_line and describes_picture(whole)):
        state.add("caption", lines)
        return []
    if before_place_line:  # a summary or an alert above the story
        state.add("headline" if _could_be_headline(whole) else "body", lines)
        return []
    state.in_body = True
    return lines


def _after(block: list[Line], start: int, text: str) -> list[Line]:
    """The lines of a paragraph from a position on, which lies in its first lines."""
    rest: list[Line] = []
    for line in block:
        if line.span[1] <= start:
            continue
        begin = max(line.span[0], start)
        while begin < line.span[1] and text[begin].isspace():
            begin += 1
        rest.append(line if begin == line.span[0] else Line((begin, line.span[1]), " ".join(text[begin : line.span[1]].split())))
    return rest


def _could_be_headline(words: str) -> bool:
    return len(words) <= _HEADLINE_LENGTH and not ends_sentence(words) and not words.endswith((":", ";", ",")) and len(words.split()) >= 2


def _headline_lines(lines: list[Line], state: _State, *, last: bool) -> int:
    """How many of the lines are a headline (or the deck below one): 0, 1, or all of a short paragraph without a full stop."""
    first = lines[0]
    whole = joined(lines)
    if state.title and not state.headlines:
        for count in (1, len(lines)):
            if _same_words(joined(lines[:count]), state.title):
                return count
    if first.heading:
        return 0 if is_furniture_heading(first.words) else 1
    if not state.own_headline or len(state.headlines) >= 3:
        return 0
    if is_byline(first.words) or line_kind(first, Facts()) or has_caption_cue(first.words) or first.italic:
        return 0
    if state.headlines and (state.dated or publisher_in(first, state.facts, state.url) or len(first.words.split()) < 4):
        return 0
    if not _could_be_headline(first.words):
        return 0
    if len(lines) == 1:
        return 0 if last else 1
    if line_kind(lines[1], Facts()) or publisher_in(lines[1], state.facts, state.url):
        return 1
    if _could_be_headline(whole) and not last:
        return len(lines)
    return 1 if len(lines[1].words) >= max(_BODY_LINE, 1.5 * len(first.words)) else 0


def _same_words(one: str, other: str) -> bool:
    return re.sub(r"\W+", "", one).lower() == re.sub(r"\W+", "", other).lower() != ""


def _read_body(lines: list[Line], state: _State, *, has_prose_after: bool) -> None:
    """Sort a paragraph at or below the start of the body."""
    whole = joined(lines)
    first = lines[0]
    if first.heading:
        state.in_furniture = is_furniture_heading(first.words)
        state.add("boilerplate" if state.in_furniture else "headline", lines[:1])
        if len(lines) > 1:
            _read_body(lines[1:], state, has_prose_after=has_prose_after)
        return
    if is_furniture_heading(whole):
        state.in_furniture = True
        state.add("boilerplate", lines)
        return
    if state.in_furniture:
        if not (ends_sentence(whole) and len(whole.split()) >= 12) or first.link:
            is_furniture(first, state.facts)  # an original address may stand among the links
            state.add("boilerplate", lines)
            return
        state.in_furniture = False
    if is_byline(whole) and (not has_prose_after or not ends_sentence(whole) or whole.startswith("(") or ";" in whole or len(whole) < 160):
        state.add("byline", lines)
        state.credits += agencies_in(state.text, *extent(lines))
        return
    if has_caption_cue(whole) or (first.image and len(first.words) > 2):
        state.add("caption", lines)
        return
    if all(line.italic for line in lines) and len(whole) < 600 and not is_furniture(first, state.facts) and whole[0] not in '"“':
        state.add("caption", lines)
        return
    kinds: list[tuple[PartKind, Line]] = [("boilerplate" if is_furniture(line, state.facts) else "body", line) for line in lines]
    for kind, line in kinds:
        state.pieces.append(Part(kind, line.span))
    if kinds[-1][0] == "body":
        _cut_tail(state)


def _cut_tail(state: _State) -> None:
    """Cut "(Reporting by ...)" off the end of a paragraph of prose."""
    start, end = state.pieces[-1].span
    from_ = max(start, end - 400)
    tail = layout_pattern("byline_tails", before=r"(?<=[.!?”\"’')])[ \t]+").search(state.text, from_, end)
    if not tail or "." in state.text[tail.end() : end - 2].replace(". ", "", 2):
        return
    begin = tail.end() - len(tail.group().lstrip())
    state.pieces[-1:] = [Part("body", (start, tail.start())), Part("byline", (begin, end))]
    state.credits += agencies_in(state.text, begin, end)


def _complete(text: str, pieces: list[Part]) -> tuple[Part, ...]:
    """Cover what lies between the pieces (marks of Markdown) as boilerplate, and join neighbours of one kind.

    A mark between two paragraphs of prose is taken into the body, which would be cut in two otherwise.
    """
    pieces = _merged(sorted(pieces, key=lambda part: part.span))
    edges = [(0, 0), *(part.span for part in pieces), (len(text), len(text))]
    for (_, start), (end, _) in pairwise(edges):
        gap = text[start:end]
        if gap.strip():
            pieces.append(Part("boilerplate", (start + len(gap) - len(gap.lstrip()), start + len(gap.rstrip()))))
    return tuple(_merged(sorted(pieces, key=lambda part: part.span)))


def _merged(pieces: list[Part]) -> list[Part]:
    found: list[Part] = []
    for piece in pieces:
        if found and found[-1].kind == piece.kind and piece.kind in _MERGED:
            found[-1] = Part(piece.kind, (found[-1].span[0], piece.span[1]))
        else:
            found.append(piece)
    return found
