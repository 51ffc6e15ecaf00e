"""GraphML: the network of ties, for programs that read no GEXF.

GraphML has no time: spells are a text, each `first/last` with `..` where it is open (ISO 8601-2). All edges are directed, since many readers refuse
a graph that mixes; the attribute `symmetric` marks those whose kind has no direction, and which run from the lesser id to the greater.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from dateline.exports import network
from dateline.exports.network import HELD
from dateline.exports.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dateline.exports.files import Output
    from dateline.exports.losses import Tally
    from dateline.exports.network import Edge, Network
    from dateline.exports.rows import Stored

FILES = ("network.graphml",)
__all__ = ["FILES", "HELD", "write"]

_NODE = {"name": "string", "kind": "string", "country": "string", "kb": "string"}
_EDGE = {
    "kind": "string", "sign": "int", "polarity": "string", "symmetric": "boolean", "origins": "int", "asserted": "int", "attributed": "int",
    "confidence": "double", "contested": "boolean", "first_reported": "string", "last_reported": "string", "spells": "string",
}  # fmt: skip


def write(stored: Iterable[Stored], out: Output, tally: Tally) -> None:
    """Write the network as one file."""
    network.write(stored, out, tally, FILES[0], _lines)


def _lines(found: Network, tally: Tally) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for kind, attributes in (("node", _NODE), ("edge", _EDGE)):
        yield from (f'<key id="{kind}_{name}" for="{kind}" attr.name="{name}" attr.type="{type_}"/>' for name, type_ in attributes.items())
    yield '<graph id="ties" edgedefault="directed">'
    for node in found.nodes:
        yield f"<node id={quoteattr(clean(node.id, tally))}>"
        yield from _data("node", {name: getattr(node, name) for name in _NODE}, tally)
        yield "</node>"
    for number, edge in enumerate(found.edges, 1):
        yield f'<edge id="{number}" source={quoteattr(clean(edge.a, tally))} target={quoteattr(clean(edge.b, tally))}>'
        yield from _data("edge", _of(edge), tally)
        yield "</edge>"
    yield "</graph>"
    yield "</graphml>"


def _of(edge: Edge) -> dict[str, Any]:
    spells = "; ".join(f"{start or '..'}/{end or '..'}" for start, end in edge.spells)
    values = {name: getattr(edge, name) for name in _EDGE if name not in {"spells", "origins"}}
    return {**values, "origins": len(edge.origins), "spells": spells or None}


def _data(kind: str, values: dict[str, Any], tally: Tally) -> Iterator[str]:
    yield from (f'<data key="{kind}_{name}">{escape(clean(network.xml_text(value), tally))}</data>' for name, value in values.items() if value is not None)
