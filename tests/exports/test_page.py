"""The page about exports: every format, column, field and property is on it, and none that there is not."""

from __future__ import annotations

import ast
import json
import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from dateline import exports
from dateline._formats import MODULES
from dateline.exports import Loss, gexf, graphml, layouts, write
from dateline.exports.tables import TABLES

from .made import both
from .test_ftm import SCHEMATA
from .test_plover import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")


def section(heading: str) -> str:
    """What stands below a heading, to the next one of its level or a higher one."""
    found = re.search(rf"^(#+) {re.escape(heading)}$\n(.*?)(?=^#{{1,2}} |^\1 |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found is not None, heading
    return found[2]


def rows(text: str, head: str | None = None) -> set[str]:
    """The names in backticks in the first column of the tables of a text, or of the one whose first column is headed so."""
    tables = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
    chosen = [table for table in tables if head is None or table.startswith(f"| {head} |")]
    assert chosen, head
    return {name for table in chosen for row in table.splitlines()[2:] for name in re.findall(r"`([^`]+)`", row.split(" | ")[0])}


def columns(listing: Any) -> set[str]:
    """The names of some columns."""
    return {column.name for column in listing}


@pytest.mark.parametrize("name", exports.FORMATS)
def test_formats_name_their_files(name: str) -> None:
    """The first table has a row for each format, with its files."""
    row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{name}` |"))
    module = import_module(f"dateline.exports.{MODULES[name]}")
    for file in module.FILES:
        assert f"`{file}`" in row or f"`{name}/*.{name}`" in row


def test_a_loss_is_documented() -> None:
    """Each field of the loss report is told of."""
    assert rows(section("The loss report")) == {field.name for field in msgspec.structs.fields(Loss)}


def messages() -> list[str]:
    """What the code says by raising an `ExportError`, with an ellipsis for each value."""
    found = []
    for path in sorted(Path(exports.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "ExportError":
                (message,) = node.args
                assert isinstance(message, ast.JoinedStr)
                found.append("".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in message.values))
    return found


def test_messages_are_documented() -> None:
    """Each message of an error is on the page in the very words of the code, and no other."""
    assert sorted(messages()) == sorted(name for name in rows(section("Files that are in the way")) if ";" in name)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_columns_are_documented(table: Any) -> None:
    """Each plain table has a section with all its columns."""
    assert rows(section(f"Table `{table.name}`")) == columns(table.columns)


def test_layouts_are_documented() -> None:
    """Each column of ACLED's and GDELT's layout is told of, and those that are always blank as such."""
    for name, layout in (("acled", layouts.ACLED), ("gdelt", layouts.GDELT)):
        text = section(name.upper())
        assert rows(text) == columns(layout)
        blank = {field for line in text.splitlines() if "| nothing:" in line for field in re.findall(r"`([^`]+)`", line.split(" | ")[0])}
        assert blank == layouts.ALWAYS_BLANK[name]


def test_plovers_fields_are_documented() -> None:
    """Each field of a line is told of."""
    assert rows(section("PLOVER")) == FIELDS


def test_attributes_of_the_network_are_documented() -> None:
    """Each attribute of GEXF and GraphML is told of."""
    text = section("The network: GEXF and GraphML")
    assert rows(text, "attribute of a node") == {*gexf._NODE, *graphml._NODE}
    assert rows(text, "attribute of an edge") == {*gexf._EDGE, *graphml._EDGE}


@pytest.mark.parametrize(("file", "head"), [("places.geojson", "property of a place"), ("events.geojson", "property of an event")])
def test_properties_of_geojson_are_documented(tmp_path: Path, file: str, head: str) -> None:
    """Each property of a feature is told of."""
    write(both(), ["geojson"], tmp_path)
    features = json.loads((tmp_path / file).read_bytes())["features"]
    assert {name for feature in features for name in feature["properties"]} == rows(section("GeoJSON"), head)


def test_properties_of_followthemoney_are_documented() -> None:
    """Each property of each schema is told of."""
    told: dict[str, set[str]] = {}
    for heading in re.findall(r"^### (Schema .+)$", PAGE, re.MULTILINE):
        for schema in re.findall(r"`([^`]+)`", heading):
            told[schema] = rows(section(heading))
    apart = {"Membership": {"subject", "object"}, "UnknownLink": {"member", "organization"}}
    assert {schema: told[schema] - apart.get(schema, set()) for schema in told} == {schema: set(properties) for schema, properties in SCHEMATA.items()}


def test_objects_of_stix_are_documented(tmp_path: Path) -> None:
    """Each type of object, and each property of dateline's own, is told of."""
    write(both(), ["stix"], tmp_path)
    objects = json.loads((tmp_path / "bundle.stix.json").read_bytes())["objects"]
    common = {"type", "spec_version", "id", "created_by_ref", "created", "modified", "extensions"}
    text = section("STIX")
    assert rows(text, "object") == {entry["type"] for entry in objects} - {"extension-definition"}
    for kind in ("dateline-event", "dateline-tie"):
        used = {name for entry in objects if entry["type"] == kind for name in entry} - common
        assert used == rows(text, f"property of `{kind}`")
    for name in {name for entry in objects for name in _own(entry)}:
        assert f"`{name}`" in text


def _own(entry: dict[str, Any]) -> Iterator[str]:
    """The properties that dateline's extension gives an object."""
    for extension in entry.get("extensions", {}).values():
        yield from (name for name in extension if name != "extension_type")
