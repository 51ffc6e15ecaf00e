"""Readings as one page that needs no network: each report's text with its records marked in it, and the records beside it.

Each piece of the text carries the classes of all the marks that cover it, and each kind of mark changes a property of its own (background,
frame, line below), so that several can be seen on the same words. None of them depends on colour.
"""

from __future__ import annotations

import base64
import hashlib
from html import escape
from importlib import metadata, resources
from string import Template
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dateline.views import wording
from dateline.views.entries import entries
from dateline.views.marking import cuts, marks, paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.records.model import Reading, Span
    from dateline.views.entries import Entry, Line
    from dateline.views.marking import Mark
    from dateline.views.wording import Index, Kind

_CHIPPED: frozenset[str] = frozenset({"content", "anchor", "tie"})
"""The roles whose first words carry the record's id in the text."""
_OPEN: frozenset[Kind] = frozenset({"claims", "events", "ties"})
"""The lists that are unfolded at first."""
_LABELS: dict[Kind, str] = {"claims": "claims", "events": "events", "ties": "ties", "actors": "actors", "places": "places", "times": "dates"}
_KEY: tuple[tuple[Kind, str, str], ...] = (
    ("claims", "source", "source of a claim: bold"),
    ("claims", "cue", "words that introduce it: italic, underlined"),
    ("claims", "content", "what is said: shaded"),
    ("claims", "caveat", "the reporter's caveat: wavy line"),
    ("events", "anchor asserted first last", "event that the reporter states: boxed"),
    ("events", "anchor attributed first last", "any other event: dashed box"),
    ("events", "count", "a count: double line"),
    ("ties", "tie", "evidence of a tie: line above"),
    ("actors", "actor", "actor: line below"),
    ("places", "place", "place: dots below"),
    ("times", "time", "date: dashes below"),
)


def page(readings: Sequence[Reading]) -> str:
    """Make one self-contained HTML page of several readings, each a section. No script or style but the page's own can run in it."""
    assets = resources.files("dateline.views")
    template, style, script = (assets.joinpath(f"page.{kind}").read_text(encoding="utf-8") for kind in ("html", "css", "js"))
    title = wording.headline(readings[0]) if len(readings) == 1 else f"{len(readings)} reports"
    return Template(template).substitute(
        version=escape(metadata.version("dateline")),
        title=escape(f"{title} - dateline"),
        style=style,
        style_hash=_hash(style),
        script=script,
        script_hash=_hash(script),
        filters="\n".join(f'<label><input type="checkbox" id="filter-{kind}" checked> {label}</label>' for kind, label in _LABELS.items()),
        key=_key(),
        contents=_contents(readings),
        sections="\n".join(_section(reading, f"r{number}") for number, reading in enumerate(readings, 1)) or '<p class="none">no report</p>',
    )


def _hash(source: str) -> str:
    """Name a script or style as a content security policy does."""
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()


def _key() -> str:
    """Explain the marks and the signs."""
    marks = [f'<li><span class="{looks}">abc</span> {escape(meaning)}</li>' for _, looks, meaning in _KEY]
    signs = [
        f'<li><span class="word {standing}">{sign} {standing}</span> {escape(wording.MEANINGS[standing])}</li>' for standing, sign in wording.SIGNS.items()
    ]
    return f"<ul>{''.join(marks)}</ul><ul>{''.join(signs)}</ul>"


def _contents(readings: Sequence[Reading]) -> str:
    """List the reports of a page that holds more than one."""
    if len(readings) < 2:
        return ""
    items = (f'<li><a href="#r{number}" dir="auto">{escape(wording.headline(reading))}</a></li>' for number, reading in enumerate(readings, 1))
    return f'<nav class="contents" aria-label="Reports"><ol>{"".join(items)}</ol></nav>'


def _section(reading: Reading, prefix: str) -> str:
    """Set one report: its head, its text and its records."""
    known = wording.index(reading)
    found = {kind: entries(known, kind) for kind in wording.KINDS}
    panel = "".join(_list(known, kind, found[kind], prefix) for kind in wording.KINDS)
    return (
        f'<section class="report" id="{prefix}" aria-labelledby="{prefix}-title">\n{_head(known, prefix)}\n'
        f'<article class="text" aria-label="Text of the report" dir="auto"{_language(reading)}>\n{_text(known, prefix)}\n</article>\n'
        f'<aside class="panel" aria-label="Records">{panel}</aside>\n</section>'
    )


def _language(reading: Reading) -> str:
    return f' lang="{escape(reading.document.language)}"' if reading.document.language else ""


def _head(known: Index, prefix: str) -> str:
    document = known.reading.document
    lines = [escape(" · ".join(wording.facts(known))), escape(wording.summary(known)), escape(wording.one_line(document.origin))]
    if document.url:
        shown = escape(wording.one_line(document.url))
        linked = urlsplit(document.url).scheme in {"http", "https"}
        lines.append(f'<a href="{shown}" rel="noopener noreferrer">{shown}</a>' if linked else shown)
    body = "".join(f"<p>{line}</p>" for line in dict.fromkeys(lines))
    return f'<header class="head"><h1 id="{prefix}-title" dir="auto">{escape(wording.headline(known.reading))}</h1>{body}</header>'


def _text(known: Index, prefix: str) -> str:
    """Set the text of a report with its marks and, before its first words, the id of each claim, event and tie."""
    text = known.reading.document.text
    marked = marks(known)
    tags = _tags(known)
    chipped: set[str] = set()
    shown = []
    for paragraph in paragraphs(known.reading):
        main = paragraph[-1][0]
        setting = ""
        end = paragraph[0][1][0]
        for kind, span in paragraph:
            inside = [mark for mark in marked if mark.start < span[1] and mark.end > span[0]]
            words = ""
            for cut in cuts(*span, inside):
                covering = [mark for mark in inside if mark.start <= cut[0] and mark.end >= cut[1]]
                starting = [mark for mark in covering if mark.role in _CHIPPED and mark.record not in chipped]
                chipped.update(mark.record for mark in starting)
                words += "".join(_chip(record, tags, prefix) for record in {mark.record: mark for mark in starting}.values())
                words += _piece(text, cut, covering, tags)
            setting += escape(wording.visible(text[end : span[0]])) + (words if kind == main else f'<span class="{kind}">{words}</span>')
            end = span[1]
        shown.append(f'<p class="{main}">{setting}</p>')
    return "\n".join(shown)


def _chip(mark: Mark, tags: dict[str, str], prefix: str) -> str:
    """Set a record's id as a link to its entry. The id is drawn by the style, so that copied text stays the report's own."""
    record, tag = escape(mark.record), escape(tags[mark.record])
    target = f"{prefix}-{record}"
    looks = " ".join((mark.kind, *mark.looks))
    return f'<a class="chip {looks}" id="{target}-text" href="#{target}" data-record="{record}" data-tag="{tag}" aria-label="record {tag}"></a>'


def _piece(text: str, cut: Span, covering: Sequence[Mark], tags: dict[str, str]) -> str:
    """Set a stretch of text that no mark divides."""
    start, end = cut
    words = escape(wording.visible(text[start:end]))
    if not covering:
        return words
    classes = dict.fromkeys(name for mark in covering for name in (mark.role, *mark.looks))
    if any(mark.role == "anchor" and mark.start == start for mark in covering):
        classes["first"] = None
    if any(mark.role == "anchor" and mark.end == end for mark in covering):
        classes["last"] = None
    # The shortest mark comes first: it is what a click on these words most likely means.
    ordered = sorted(covering, key=lambda mark: mark.end - mark.start)
    listed = escape(" ".join(f"{mark.record}:{mark.kind}:{mark.role}" for mark in ordered))
    told = escape("\n".join(dict.fromkeys(f"{tags[mark.record]}: {mark.role}" for mark in ordered)))
    return f'<span class="m {" ".join(classes)}" data-marks="{listed}" title="{told}">{words}</span>'


def _tags(known: Index) -> dict[str, str]:
    """Give each record's short label: that of an event or a tie bears the sign of its standing."""
    reading = known.reading
    tags = {claim.id: claim.id if claim.stance == "assert" else f"{claim.id} {claim.stance}" for claim in reading.claims}
    tags |= {event.id: f"{wording.SIGNS[event.status]} {event.id} {event.type}" for event in reading.events}
    tags |= {tie.id: f"{wording.SIGNS[wording.tie_standing(tie)]} {tie.id}" for tie in reading.ties}
    tags |= {actor.id: wording.name(known, actor.id) for actor in reading.actors}
    tags |= {place.id: wording.value(known, place.id) for place in reading.places}
    return tags | {entry.id: " ".join(words for words, _ in entry.lines[0]) for entry in entries(known, "times")}


def _list(known: Index, kind: Kind, found: Sequence[Entry], prefix: str) -> str:
    """Set one kind of record as a list that can be folded, or say that there is none."""
    heading = f"<summary>{wording.SECTIONS[kind]} ({len(getattr(known.reading, kind))})</summary>"
    body = f"<ol>{''.join(_card(entry, kind, prefix) for entry in found)}</ol>" if found else '<p class="none">none found in this report</p>'
    return f'<details class="{kind}-list"{" open" if kind in _OPEN else ""}>{heading}{body}</details>'


def _card(entry: Entry, kind: Kind, prefix: str) -> str:
    """Set one record; its first line leads to its words in the text."""
    own, word = escape(entry.id), escape(entry.word)
    looks = f" {entry.standing or entry.word}" if kind in _OPEN else ""
    sign = f"{wording.SIGNS[entry.standing]} " if entry.standing else ""
    label = f'<span class="id">{own}</span> <span class="word{escape(looks)}">{sign}{word}</span>'
    rest = "".join(f'<p dir="auto">{_line(line)}</p>' for line in entry.lines[1:])
    inner = f"<ol>{''.join(_card(nested, kind, prefix) for nested in entry.inner)}</ol>" if entry.inner else ""
    target = f"{prefix}-{own}-text" if kind in _OPEN else prefix
    return (
        f'<li class="card {kind}" id="{prefix}-{own}" data-record="{own}"><a href="#{target}">{label} {_line(entry.lines[0])}</a>'
        f"{rest}{_versions(entry)}{inner}</li>"
    )  # fmt: skip


def _line(line: Line) -> str:
    """Set one line; the classes are those of the page's style."""
    looks = {"content": "said", "caveat": "reservation", "voice": "name"}
    return "".join(f'<span class="{looks.get(style, style)}">{escape(words)}</span>' if style != "plain" else escape(words) for words, style in line)


def _versions(entry: Entry) -> str:
    """Set the rival versions of an event as a table."""
    if not entry.versions:
        return ""
    heading, *rows = entry.versions
    head = "".join(f'<th scope="col">{escape(title)}</th>' for title in heading)
    body = "".join(f'<tr><th scope="row">{escape(row[0])}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in row[1:])}</tr>' for row in rows)
    return f'<table class="versions"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
