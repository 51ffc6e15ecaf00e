"""How a tie looks, in every picture of a network: what carries meaning does so without colour, so that a grey print says the same.

Sign is solid or dashed, the number of independent origins is width, confidence is opacity, and a contested tie is a double line with a question mark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from dateline.alliances.evidence import Evidence, Sign
    from dateline.alliances.graph import SignedEdge

Look = Literal["friendly", "hostile", "even"]

INKS: dict[Look, str] = {"friendly": "#1f5f8b", "hostile": "#a8321a", "even": "#5c5a55"}
"""Blue and red that readers with any colour vision tell apart; much the same grey in print, where the dashes speak."""
DASHES: dict[Look, tuple[float, float] | None] = {"friendly": None, "hostile": (7.0, 4.5), "even": (1.5, 3.5)}
NODE, TEXT, FAINT, PAPER = "#2b2a28", "#1c1b19", "#66635c", "#ffffff"
MOST_ORIGINS = 5
"""More origins than these make no line wider: a line is no bar chart."""

WORDS: dict[str, str] = {"allied_with": "allied with", "backs": "backs", "part_of": "part of", "opposes": "opposes", "fights": "fights"}
LOOKS: dict[Look, str] = {"friendly": "friendly", "hostile": "hostile", "even": "as many origins say friends as foes"}
SILENCE = "No line means: not reported. It never means that two actors are neutral."


def look(sign: Sign) -> Look:
    """What a sign looks like."""
    return "friendly" if sign > 0 else "hostile" if sign < 0 else "even"


def width(origins: int) -> float:
    """The width of a line, in points."""
    return 1.5 + 0.9 * (min(max(origins, 1), MOST_ORIGINS) - 1)


def deciding(edge: SignedEdge) -> tuple[Evidence, ...]:
    """The rows that give an edge its sign; all of them where they pull neither way."""
    return edge.positive if edge.sign > 0 else edge.negative if edge.sign < 0 else edge.rows


def confidence(edge: SignedEdge) -> float | None:
    """The highest confidence of the rows that give an edge its sign, or None where no report states one."""
    return max((row.confidence for row in deciding(edge) if row.confidence is not None), default=None)


def opacity(sure: float | None) -> float:
    """The opacity of a line. It never falls so low that the line is lost; without a stated confidence it is full."""
    return 1.0 if sure is None else round(0.3 + 0.7 * min(max(sure, 0.0), 1.0), 3)


def origins(edge: SignedEdge) -> int:
    """The number of independent origins behind the sign of an edge."""
    return len({row.origin for row in deciding(edge)})


def number(size: int) -> str:
    """The size of a group as its mark shows it: 41, 14k, 1M."""
    return f"{size // 1_000_000}M" if size >= 1_000_000 else f"{size // 1000}k" if size >= 1000 else str(size)


def sizes(rows: tuple[Evidence, ...]) -> dict[str, int]:
    """For how many each actor stands, one in most cases: the largest group that a report makes of it."""
    out: dict[str, int] = {}
    for row in rows:
        for actor, size in ((row.a, max(row.size_a, len(row.members_a))), (row.b, max(row.size_b, len(row.members_b)))):
            out[actor] = max(out.get(actor, 1), size)
    return out
