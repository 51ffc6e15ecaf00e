"""Hold exports against the libraries of their standards: `python validate.py FORMAT FOLDER`.

`test_standards.py` runs it with the Python of another environment, which has these libraries. It prints as JSON how many entities, objects, features, edges
or statements it `checked`, and the `problems`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Found(NamedTuple):
    """How much was checked, and what is wrong with it."""

    checked: int
    problems: list[str]


def followthemoney(folder: Path) -> Found:
    """Each entity is valid in its schema, and loading it, with the library's own cleaning of values, leaves it every property."""
    from followthemoney import model  # type: ignore[import-not-found] # only in the other environment
    from followthemoney.exc import FollowTheMoneyException  # type: ignore[import-not-found]

    problems = []
    entities = [json.loads(line) for line in (folder / "entities.ftm.json").read_text(encoding="utf-8").split("\n")[:-1]]
    for entity in entities:
        try:
            model.get(entity["schema"]).validate({"properties": entity["properties"]})
            loaded = model.get_proxy(entity, cleaned=False).to_dict()
        except (FollowTheMoneyException, AttributeError) as error:  # the latter for a schema that there is not
            problems.append(f"{entity['id']}: {error}")
            continue
        gone = {name for name, values in entity["properties"].items() if len(loaded["properties"].get(name, ())) != len(values)}
        if gone:
            problems.append(f"{entity['id']}: loses {', '.join(sorted(gone))}")
    return Found(len(entities), problems)


def stix(folder: Path) -> Found:
    """The bundle is valid for the validator of OASIS; its warnings, which are about what should be and not what must be, are no problems."""
    import stix2validator  # type: ignore[import-not-found]

    text = (folder / "bundle.stix.json").read_text(encoding="utf-8")
    result = stix2validator.validate_string(text, stix2validator.ValidationOptions(version="2.1"))
    return Found(len(json.loads(text)["objects"]), [] if result.is_valid else [str(error) for error in result.errors])


def geojson(folder: Path) -> Found:
    """Both collections are GeoJSON by the models of geojson-pydantic."""
    from geojson_pydantic import FeatureCollection  # type: ignore[import-not-found]
    from pydantic import ValidationError  # type: ignore[import-not-found]

    checked, problems = 0, []
    for name in ("places.geojson", "events.geojson"):
        try:
            checked += len(FeatureCollection.model_validate_json((folder / name).read_text(encoding="utf-8")).features)
        except ValidationError as error:
            problems.append(f"{name}: {error}")
    return Found(checked, problems)


def graphml(folder: Path) -> Found:
    """The parser of igraph, which is not the one that the other tests use, reads the graph."""
    import igraph  # type: ignore[import-not-found]

    try:
        graph = igraph.Graph.Read_GraphML(str(folder / "network.graphml"))
    except igraph.InternalError as error:
        return Found(0, [str(error)])
    return Found(graph.ecount(), [])


def jsonld(folder: Path) -> Found:
    """The reference implementation of JSON-LD 1.1 turns the document into statements, and fetches nothing for it."""
    from pyld import jsonld as processor  # type: ignore[import-not-found]

    def refuse(url: str, _options: Any) -> None:
        raise processor.JsonLdError(f"it would fetch {url}", "fetching")

    processor.set_document_loader(refuse)
    document = json.loads((folder / "records.jsonld").read_text(encoding="utf-8"))
    try:
        statements = processor.to_rdf(document, {"format": "application/n-quads"})
    except processor.JsonLdError as error:
        return Found(0, [str(error)])
    return Found(statements.count("\n"), [])


VALIDATORS: dict[str, Callable[[Path], Found]] = {"ftm": followthemoney, "stix": stix, "geojson": geojson, "graphml": graphml, "jsonld": jsonld}


if __name__ == "__main__":
    found = VALIDATORS[sys.argv[1]](Path(sys.argv[2]))
    sys.stdout.write(json.dumps(found._asdict()))
