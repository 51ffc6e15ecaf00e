"""Exports against the official libraries of their standards, which need other versions of dateline's own libraries and so an environment of their own.

`.ci/run` makes it and names its Python in `DATELINE_VALIDATORS`; where that is not set the tests are skipped.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from .made import both, in_casebook

if TYPE_CHECKING:
    from collections.abc import Callable

    from dateline.exports import Loss, Stored

PYTHON = os.environ.get("DATELINE_VALIDATORS")
SCRIPT = Path(__file__).with_name("validate.py")
pytestmark = pytest.mark.skipif(
    PYTHON is None, reason="DATELINE_VALIDATORS names no Python that has the packages of tests/exports/validators.txt; `.ci/run` makes one"
)
FILES = {"ftm": "entities.ftm.json", "stix": "bundle.stix.json", "geojson": "places.geojson", "graphml": "network.graphml", "jsonld": "records.jsonld"}
# What to replace in each file so that it breaks the standard.
FAULTS = {
    "ftm": ('"schema":"Event"', '"schema":"Rumour"'),
    "stix": ('"type":"identity"', '"type":"threat-actor"'),
    "geojson": ('"Point"', '"Spot"'),
    "graphml": ("</graphml>", ""),
    "jsonld": ('"@context": {', '"@context": {"@version":7,'),
}


def validate(name: str, folder: Path) -> Any:
    """What the library of a format says of an export."""
    assert PYTHON is not None
    return json.loads(subprocess.run([PYTHON, SCRIPT, name, folder], capture_output=True, text=True, check=True).stdout)


@pytest.mark.parametrize("stored", [[in_casebook()], both()], ids=["ordinary", "hostile"])
@pytest.mark.parametrize("name", FILES)
def test_the_library_of_the_standard_finds_nothing_wrong(export: Callable[..., tuple[Path, Loss]], name: str, stored: list[Stored]) -> None:
    """Whatever the texts hold, the library takes the whole export."""
    folder, _ = export(name, stored)
    found = validate(name, folder)
    assert found["problems"] == []
    assert found["checked"] >= 3


@pytest.mark.parametrize("name", FILES)
def test_the_library_finds_a_fault(export: Callable[..., tuple[Path, Loss]], name: str) -> None:
    """A file that breaks the standard is refused, so that the test above can fail."""
    folder, _ = export(name)
    text = (folder / FILES[name]).read_text(encoding="utf-8")
    spoiled = text.replace(*FAULTS[name])
    assert spoiled != text
    (folder / FILES[name]).write_text(spoiled, encoding="utf-8")
    assert validate(name, folder)["problems"] != []


def test_the_properties_are_those_of_the_model() -> None:
    """The table of properties against which `test_ftm.py` holds an export without the library is that of the library."""
    from .test_ftm import SCHEMATA

    assert PYTHON is not None
    script = (
        "import json, sys\nfrom followthemoney import model\n"
        "print(json.dumps({s: {p: model.get(s).properties[p].type.name for p in ps} for s, ps in json.load(sys.stdin).items()}))"
    )
    done = subprocess.run([PYTHON, "-c", script], input=json.dumps(SCHEMATA), capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == SCHEMATA
