"""The network of a casebook as one page that needs no network: a picture with a day that can be moved, the sentences behind each line, and a table of the same.

What holds on a day is decided here, by the rule of `alliances.graph` (`network_spells`); the page looks it up. It is drawn as SVG, which prints sharply, needs
no graphics driver, and is read by the same tools as the rest of the page.
"""

from __future__ import annotations

import base64
import hashlib
from html import escape
from importlib import metadata, resources
from string import Template
from typing import TYPE_CHECKING, Any, get_args

import msgspec

from dateline._errors import NetworkError
from dateline.alliances.evidence import Kind
from dateline.alliances.graph import first_day
from dateline.views import network_look as looks
from dateline.views import wording
from dateline.views.network_layout import FONT, HEIGHT, LINE, WIDTH, labels, positions, radius
from dateline.views.network_spells import SETTLE, horizon, known_rows, leanings, tied
from dateline.views.network_timeline import drawn

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from dateline.alliances.evidence import Evidence
    from dateline.alliances.graph import Groups
    from dateline.views.network_spells import Spell, Tied

_KINDS: tuple[Kind, ...] = get_args(Kind)


def network_page(
    evidence: Iterable[Evidence],
    *,
    start_on: dt.date,
    known_by: dt.date | None = None,
    title: str = "Who stands with whom",
    groups: Groups = "node",
    min_origins: int = 1,
    settle: int = SETTLE,
    heads: Mapping[str, str] | None = None,
) -> str:
    """Make the page. It opens on the day `start_on` and holds what was reported by `known_by` (None: everything).

    `heads` tells how to call a report, by its id: its publisher, date and title. Raises `NetworkError` when there is no tie to draw on `start_on`.
    """
    rows = known_rows(evidence, known_by)
    last = horizon(rows, start_on)
    pairs = tied(rows, last, groups=groups, settle=settle)
    first = min(spell.first for pair in pairs for spell in pair.spells)
    most = max(len(pair.levels) for pair in pairs)
    if not 1 <= min_origins <= most:
        raise NetworkError(f"no tie has {min_origins} independent origins; the most that one has is {most}")
    if not any(spell.first <= start_on <= spell.last for pair in pairs for spell in (pair.levels[min_origins - 1] if len(pair.levels) >= min_origins else ())):
        ends = max(spell.last for pair in pairs for spell in pair.spells)
        raise NetworkError(f"no tie is reported to hold on {start_on}; choose a day from {first} to {ends}")
    actors = sorted({actor for pair in pairs for actor in (pair.a, pair.b)})
    data: dict[str, Any] = {
        "first": min(first, start_on).toordinal(),
        "last": last.toordinal(),
        "on": start_on.toordinal(),
        "known": str(known_by) if known_by else None,
        "min": min_origins,
        "most": most,
        "kinds": [kind for kind in _KINDS if any(row.kind == kind for row in rows)],
        "words": looks.WORDS,
        "look": {name: {"ink": ink, "dash": _dash(name), "word": looks.LOOKS[name]} for name, ink in looks.INKS.items()},
        "ink": looks.NODE,
        "font": FONT,
        "line": LINE,
        "width": WIDTH,
        "height": HEIGHT,
        "actors": _actors(actors, pairs, rows),
        "rows": _rows(rows, {actor: number for number, actor in enumerate(actors)}, heads or {}),
        "edges": _edges(pairs, actors, rows),
    }
    assets = resources.files("dateline.views").joinpath("assets")
    template, style, script = (assets.joinpath(f"network.{kind}").read_text(encoding="utf-8") for kind in ("html", "css", "js"))
    return Template(template).substitute(
        version=escape(metadata.version("dateline")),
        title=escape(wording.one_line(title)),
        style=style,
        style_hash=_hash(style),
        script=script,
        script_hash=_hash(script),
        kinds="\n".join(f'<label><input type="checkbox" id="kind-{kind}" checked> {looks.WORDS[kind]}</label>' for kind in data["kinds"]),
        most=most,
        width=f"{WIDTH:g}",
        height=f"{HEIGHT:g}",
        middle=f"{WIDTH / 2:g}",
        center=f"{HEIGHT / 2:g}",
        key=_key(),
        silence=looks.SILENCE,
        timelines="\n".join(
            f'<template id="timeline-{number}">{drawn(actor, pairs, rows, last=last, prefix=f"t{number}")}</template>' for number, actor in enumerate(actors)
        ),
        data=_embedded(data),
    )


def _hash(source: str) -> str:
    """Name a script or style as a content security policy does."""
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()


def _embedded(data: object) -> str:
    """JSON that no text in it can break out of."""
    return msgspec.json.encode(data).decode().replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _dash(name: looks.Look) -> str | None:
    dash = looks.DASHES[name]
    return " ".join(f"{length:g}" for length in dash) if dash else None


def _actors(actors: Sequence[str], pairs: Sequence[Tied], rows: tuple[Evidence, ...]) -> list[dict[str, object]]:
    """Name, size, place and label of each actor. Places rest on all days, so that nobody moves when the day does."""
    sizes = looks.sizes(rows)
    places = positions(leanings(pairs))
    disputed = [(pair.a, pair.b) for pair in pairs if any(spell.edge.contested for spell in pair.spells)]
    named = labels(places, sizes, [(pair.a, pair.b) for pair in pairs], disputed)
    return [
        {
            "name": wording.one_line(actor),
            "size": sizes.get(actor, 1),
            "x": places[actor][0],
            "y": places[actor][1],
            "r": round(radius(sizes.get(actor, 1)), 1),
            "label": msgspec.structs.replace(named[actor], lines=tuple(wording.one_line(line) for line in named[actor].lines)),
        }
        for actor in actors
    ]


def _rows(rows: Sequence[Evidence], at: Mapping[str, int], heads: Mapping[str, str]) -> list[dict[str, object]]:
    return [
        {
            "tie": row.tie,
            "a": wording.one_line(row.a),
            "b": wording.one_line(row.b),
            "ends": [at[end] for end in (row.a, row.b) if end in at],
            "kind": row.kind,
            "sign": row.sign,
            "polarity": row.polarity,
            "day": min(first_day(row), row.reported).toordinal(),
            "reported": str(row.reported),
            "since": str(row.since) if row.since else None,
            "until": str(row.until) if row.until else None,
            "origin": row.origin,
            "report": row.report,
            "head": wording.one_line(heads[row.report]) if row.report in heads else None,
            "confidence": row.confidence,
            "quote": wording.visible(row.quote),
        }
        for row in rows
    ]


def _edges(pairs: Sequence[Tied], actors: Sequence[str], rows: Sequence[Evidence]) -> list[dict[str, object]]:
    at = {actor: number for number, actor in enumerate(actors)}
    row_at = {row.tie: number for number, row in enumerate(rows)}
    return [{"a": at[pair.a], "b": at[pair.b], "levels": [[_spell(spell, row_at) for spell in level] for level in pair.levels]} for pair in pairs]


def _spell(spell: Spell, row_at: Mapping[str, int]) -> dict[str, object]:
    edge = spell.edge
    return {
        "first": spell.first.toordinal(),
        "last": spell.last.toordinal(),
        "known": spell.known.toordinal() if spell.known else None,
        "sign": edge.sign,
        "contested": edge.contested,
        "origins": looks.origins(edge),
        "width": round(looks.width(looks.origins(edge)), 2),
        "opacity": looks.opacity(looks.confidence(edge)),
        **{name: [row_at[row.tie] for row in getattr(edge, name)] for name in ("positive", "negative", "denials")},
    }


def _key() -> str:
    """Explain the lines and marks, each with a drawing of its own."""

    def line(look: looks.Look, width: float, opacity: float = 1.0, y: int = 9) -> str:
        dash = _dash(look)
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        return f'<line x1="1" y1="{y}" x2="45" y2="{y}" stroke="{looks.INKS[look]}" stroke-width="{width:g}" stroke-opacity="{opacity:g}"{dashed}/>'

    def contested(look: looks.Look) -> str:
        return (
            line(look, looks.width(1) + 4) + f'<line x1="1" y1="9" x2="45" y2="9" stroke="#ffffff" stroke-width="{looks.width(1) + 1.4:g}"/>'
            f'<circle cx="23" cy="9" r="7.5" fill="#ffffff" stroke="{looks.INKS[look]}" stroke-width="1.3"/>'
            '<text x="23" y="13" text-anchor="middle" font-size="11" font-weight="700">?</text>'
        )

    group = (
        f'<rect x="14" y="1" width="17" height="16" rx="4" fill="{looks.NODE}"/>'
        '<text x="22.5" y="13" text-anchor="middle" font-size="10" fill="#ffffff">9</text>'
    )
    items = (
        (line("friendly", 2), "friendly: solid"),
        (line("hostile", 2), "hostile: dashed"),
        (contested("friendly"), "contested, most say friends"),
        (contested("hostile"), "contested, most say foes"),
        (contested("even"), "contested, as many say either"),
        (line("friendly", looks.width(1), y=5) + line("friendly", looks.width(4), y=13), "wider: more independent origins"),
        (line("friendly", 3, looks.opacity(0.2)), "paler: less confidence"),
        (group, "a statement by so many actors"),
        ('<circle cx="23" cy="9" r="4" fill="#ffffff" stroke="#b9b5ab" stroke-width="1.5"/>', "no tie reported on this day"),
    )  # fmt: skip
    return "".join(f'<li><svg width="46" height="18" aria-hidden="true">{drawing}</svg>{escape(words)}</li>' for drawing, words in items)
