"""The formats of `dateline.exports` and the module of each, kept apart so that `dateline --help` can name them without importing what writes them."""

from __future__ import annotations

MODULES = {
    "plover": "plover", "csv": "plain", "parquet": "parquet", "geojson": "geojson", "gexf": "gexf", "graphml": "graphml", "ftm": "ftm", "stix": "stix",
    "jsonld": "jsonld", "xlsx": "xlsx",
}  # fmt: skip
FORMATS = tuple(MODULES)
"""The names of all formats."""
