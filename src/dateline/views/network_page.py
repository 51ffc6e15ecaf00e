"""The network of a casebook as one page that needs no network: a picture with a day that can be moved, the sentences behind each line, and a table of the same.

What holds on a day is decided here, by the rule of `alliances.graph` (`network_spells`); the page looks it up. It is drawn as SVG, which prints sharply, needs
no graphics driver, and is read by the same tools as the rest of the page.

The data of the page say everything once: texts, names, origins and reports stand in lists, and what refers to them does so by number; days are counted from the
first; the rows of a pair lie together, so that those of a spell are ranges. `assets/network_data.js` makes of them what the page works with.
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
from dateline.alliances.evidence import Kind, counted
from dateline.views import network_look as looks
from dateline.views import wording
from dateline.views.network_layout import FONT, LINE
from dateline.views.network_packed import packed
from dateline.views.network_spells import SETTLE, horizon, known_rows, tied
from dateline.views.network_timeline import key_and_patterns

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from dateline.alliances.evidence import Evidence
    from dateline.alliances.graph import Groups

_KINDS: tuple[Kind, ...] = get_args(Kind)


def network_page(
    evidence: Iterable[Evidence],
    *,
    start_on: dt.date,
    known_by: dt.date | None = None,
    title: str = "Who stands with whom",
    groups: Groups = "node",
    min_origins: int = 1,
    within: int | None = None,
    settle: int = SETTLE,
    heads: Mapping[str, str] | None = None,
    note: str = "",
) -> str:
    """Make the page. It opens on the day `start_on` and holds what was reported by `known_by` (None: everything).

    `heads` tells how to call a report, by its id: its publisher, date and title; `note` says what was left out beforehand. Raises `NetworkError` when there
    is no tie to draw on `start_on`.
    """
    rows = known_rows(evidence, known_by)
    last = horizon(rows, start_on)
    pairs = tied(rows, last, groups=groups, settle=settle, most=max(looks.MOST_ORIGINS, min_origins))
    first = min(spell.first for pair in pairs for spell in pair.spells)
    most = max(len(pair.levels) for pair in pairs)
    if not 1 <= min_origins <= most:
        raise NetworkError(f"no tie has {min_origins} independent origins; the most that one has is {most}")
    held = [spell for pair in pairs if len(pair.levels) >= min_origins for spell in pair.levels[min_origins - 1] if spell.first <= start_on <= spell.last]
    if not held:
        ends = max(spell.last for pair in pairs for spell in pair.spells)
        raise NetworkError(f"no tie is reported to hold on {start_on}; choose a day from {first} to {ends}")
    if within is not None and all(spell.known and (start_on - spell.known).days > within for spell in held):
        raise NetworkError(f"no tie that holds on {start_on} was told of within {within} days; ask for more days, or leave them out")
    actors = sorted({actor for pair in pairs for actor in (pair.a, pair.b)})
    kinds = [kind for kind in _KINDS if any(row.kind == kind for row in rows)]
    data: dict[str, Any] = {
        "first": min(first, start_on).toordinal(),
        "last": last.toordinal(),
        "on": start_on.toordinal(),
        "known": str(known_by) if known_by else None,
        "min": min_origins,
        "most": most,
        "within": within,
        "kinds": kinds,
        "words": looks.WORDS,
        "look": {name: {"ink": ink, "dash": _dash(name), "word": looks.LOOKS[name]} for name, ink in looks.INKS.items()},
        "widths": [round(looks.width(origins), 2) for origins in range(looks.MOST_ORIGINS + 1)],
        "ink": looks.NODE,
        "font": FONT,
        "line": LINE,
        **packed(actors, pairs, rows, heads or {}, kinds=kinds, base=min(first, start_on).toordinal(), groups=groups),
    }
    unnamed = sum(not clear for *_, clear, _ in data["actors"])
    find = "finds no room and appears" if unnamed == 1 else "find no room and appear"
    assets = resources.files("dateline.views").joinpath("assets")
    template, style, *scripts = (
        assets.joinpath(name).read_text(encoding="utf-8") for name in ("network.html", "network.css", "network_data.js", "network_timeline.js", "network.js")
    )
    script = "\n".join(scripts)
    return Template(template).substitute(
        version=escape(metadata.version("dateline")),
        title=escape(wording.one_line(title)),
        note=escape(wording.one_line(note)),
        style=style,
        style_hash=_hash(style),
        script=script,
        script_hash=_hash(script),
        kinds="\n".join(f'<label><input type="checkbox" id="kind-{kind}" checked> {looks.WORDS[kind]}</label>' for kind in kinds),
        most=most,
        width=f"{data['width']:g}",
        height=f"{data['height']:g}",
        middle=f"{data['width'] / 2:g}",
        center=f"{data['height'] / 2:g}",
        key=_key(),
        silence=looks.SILENCE,
        hidden=f" {counted(unnamed, 'name')} {find} when the picture is brought closer." if unnamed else "",
        timeline=key_and_patterns(),
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
        (contested("friendly"), "contested, drawn as friends"),
        (contested("hostile"), "contested, drawn as foes"),
        (contested("even"), "contested, as many say either"),
        (line("friendly", looks.width(1), y=5) + line("friendly", looks.width(4), y=13), "wider: more independent origins"),
        (line("friendly", 3, looks.opacity(0.2)), "paler: less confidence"),
        (group, "a statement by so many actors"),
        ('<circle cx="23" cy="9" r="4" fill="#ffffff" stroke="#b9b5ab" stroke-width="1.5"/>', "no tie reported on this day"),
    )  # fmt: skip
    return "".join(f'<li><svg width="46" height="18" aria-hidden="true">{drawing}</svg>{escape(words)}</li>' for drawing, words in items)
