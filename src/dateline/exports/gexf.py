"""GEXF 1.3: the network of ties through time, with spells.

An edge's spells are the days that reports give for its ties, and the day of publication of each report that affirms one without a date: what is told, and no
more. Whoever draws a web of alliances gives other spells (`dateline.casebook.drawing`). Kinds without direction are `mutual` edges.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from dateline import __version__
from dateline.exports import network
from dateline.exports.network import HELD
from dateline.exports.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dateline.exports.files import Output
    from dateline.exports.losses import Tally
    from dateline.exports.network import Edge, Network, Node
    from dateline.exports.rows import Stored

FILES = ("network.gexf",)
__all__ = ["FILES", "HELD", "lines", "write"]
TOLD = "Ties between actors, as reports present them; spells are the days that reports tell of"

_NODE = {"kind": "string", "country": "string", "kb": "string"}
_EDGE = {
    "kind": "string", "sign": "integer", "polarity": "string", "origins": "integer", "asserted": "integer", "attributed": "integer",
    "confidence": "double", "contested": "boolean", "first_reported": "string", "last_reported": "string",
}  # fmt: skip


def write(stored: Iterable[Stored], out: Output, tally: Tally) -> None:
    """Write the network as one file."""
    network.write(stored, out, tally, FILES[0], lines)


def lines(found: Network, tally: Tally, description: str = TOLD) -> Iterator[str]:
    """The lines of a file that holds a network, and says what its spells mean."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://gexf.net/1.3" version="1.3">'
    yield f"<meta><creator>dateline {__version__}</creator><description>{escape(description)}</description></meta>"
    yield '<graph mode="dynamic" timeformat="date" timerepresentation="interval" defaultedgetype="directed" idtype="string">'
    for kind, attributes in (("node", _NODE), ("edge", _EDGE)):
        yield f'<attributes class="{kind}">'
        yield from (f'<attribute id="{name}" title="{name}" type="{type_}"/>' for name, type_ in attributes.items())
        yield "</attributes>"
    yield f'<nodes count="{len(found.nodes)}">'
    for node in found.nodes:
        yield from _node(node, tally)
    yield "</nodes>"
    yield f'<edges count="{len(found.edges)}">'
    for number, edge in enumerate(found.edges, 1):
        yield from _edge(number, edge, tally)
    yield "</edges>"
    yield "</graph>"
    yield "</gexf>"


def _node(node: Node, tally: Tally) -> Iterator[str]:
    yield f"<node id={_quoted(node.id, tally)} label={_quoted(node.name, tally)}>"
    yield from _values({"kind": node.kind, "country": node.country, "kb": node.kb}, tally)
    yield "</node>"


def _edge(number: int, edge: Edge, tally: Tally) -> Iterator[str]:
    direction = "mutual" if edge.symmetric else "directed"
    # Programs take two edges of one kind between the same two for one, so that a tie that is over is of a kind of its own.
    kind = edge.kind if edge.polarity == "affirmed" else f"{edge.kind}, {edge.polarity}"
    yield (
        f'<edge id="{number}" source={_quoted(edge.a, tally)} target={_quoted(edge.b, tally)} type="{direction}" kind="{kind}"'
        f' label="{edge.kind}" weight="{len(edge.origins)}">'
    )
    values = {name: getattr(edge, name) for name in _EDGE} | {"origins": len(edge.origins)}
    yield from _values(values, tally)
    if edge.spells:
        yield "<spells>"
        for start, end in edge.spells:
            days = {"start": start, "end": end}
            yield "<spell" + "".join(f' {name}="{day}"' for name, day in days.items() if day) + "/>"
        yield "</spells>"
    yield "</edge>"


def _values(values: dict[str, Any], tally: Tally) -> Iterator[str]:
    yield "<attvalues>"
    yield from (f"<attvalue for={quoteattr(name)} value={_quoted(network.xml_text(value), tally)}/>" for name, value in values.items() if value is not None)
    yield "</attvalues>"


def _quoted(text: str, tally: Tally) -> str:
    return quoteattr(clean(text, tally))
