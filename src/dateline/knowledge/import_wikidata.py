"""Blocks from Wikidata entities, as JSON lines: one entity a line, the form of Wikidata's dumps and of `Special:EntityData`.

Of each entity are read: labels and aliases in English, labels in some other languages, the English description, and the statements that are not deprecated
under P31 (instance of: the kind), P17 and P27 (country, citizenship), P361 (part of), P571 or P580 (from), P576 or P582 (until), and for persons P39
(position held) with P580 and P582. The tables of `data/wikidata.yaml` say which items are classes, countries and offices; entities of the same file
add positions. Properties: https://www.wikidata.org/wiki/Help:Properties; the JSON: https://www.mediawiki.org/wiki/Wikibase/DataModel/JSON.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from dateline.knowledge.imports import Row, Rows, json_lines, share_names, told
from dateline.knowledge.tables import packaged_tables
from dateline.knowledge.titles import data_file, position

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from dateline.knowledge.export import Block

_TABLE = "wikidata"
_ENGLISH = ("en", "en-gb", "en-us", "en-ca", "mul")
_TIME = re.compile(r"\+(\d{4})-(\d{2})-(\d{2})T")
# Precision of a time value: 9 is a year, 10 a month, 11 a day. Coarser ones (a decade, a century) give no date.
_YEAR, _MONTH = 9, 10
_INSTANCE, _COUNTRY, _CITIZEN, _PART, _POSITION, _JURISDICTION, _ISO = "P31", "P17", "P27", "P361", "P39", "P1001", "P297"
_SINCE, _UNTIL = ("P571", "P580"), ("P576", "P582")


class _Item(NamedTuple):
    where: str
    id: str
    entity: dict[str, Any]


class _Malformed(Exception):  # noqa: N818  # a rule is broken; nothing failed
    """Something that is no Wikidata entity."""


def read_wikidata(path: Path, kind: str | None = None) -> Rows:
    """The actors of a file of entities. `kind` is for those none of whose classes is known."""
    rows = Rows([], [], [])
    items: dict[str, _Item] = {}
    for where, value, problem in json_lines(path):
        try:
            if value is None:
                raise _Malformed(problem)
            items |= {item.id: item for item in _entities(where, value)}
        except _Malformed as malformed:
            rows.problems.append(f"{where}: {malformed}")
    left_out: dict[str, int] = {}
    ids = _ids(items)
    for item in items.values():
        try:
            classes = set(_targets(item.entity, _INSTANCE))
            if classes & _positions() or item.id not in ids:
                continue
            if not ids[item.id].startswith("wikidata:"):
                _count(left_out, "states and territories that are known already are left as they are")
                continue
            rows.rows.append(Row(item.where, _block(item, _kind(classes) or kind, ids, items, left_out)))
        except _Malformed as malformed:
            rows.problems.append(f"{item.where}: {item.id}: {malformed}")
    share_names(rows.rows)
    rows.notes.extend(told(left_out))
    return rows


def _count(counts: dict[str, int], note: str) -> None:
    counts[note] = counts.get(note, 0) + 1


def _entities(where: str, value: dict[str, Any]) -> Iterator[_Item]:
    """The entities on a line: one, or those of an answer of `Special:EntityData`."""
    listed = value.get("entities")
    for entity in listed.values() if isinstance(listed, dict) else [value]:
        if not isinstance(entity, dict) or not re.fullmatch(r"Q\d+", str(entity.get("id"))):
            raise _Malformed("a Wikidata entity has an `id` such as Q858")
        if not all(isinstance(entity.get(field, {}) or {}, dict) for field in ("labels", "aliases", "descriptions", "claims")):
            raise _Malformed(f"{entity['id']}: `labels`, `aliases`, `descriptions` and `claims` are objects")
        yield _Item(where, entity["id"], entity)


@functools.cache
def _positions() -> frozenset[str]:
    return frozenset(data_file(_TABLE)["positions"].split())


@functools.cache
def _countries() -> dict[str, str]:
    """The code of each country's item."""
    return {item: code for code, listed in data_file(_TABLE)["countries"].items() for item in listed.split()}


def _kind(classes: set[str]) -> str | None:
    return next((kind for kind, listed in data_file(_TABLE)["classes"].items() if classes & set(listed.split())), None)


def _ids(items: Mapping[str, _Item]) -> dict[str, str]:
    """The id of the block for each item that can be an actor: that of a packaged state or territory, else one of its own."""
    packaged = {actor.id for actor in packaged_tables().actors}
    ids: dict[str, str] = {}
    for item, code in _countries().items():
        if room := next((room for room in ("state:", "territory:") if room + code in packaged), None):
            ids[item] = room + code
    for item in items:
        ids.setdefault(item, f"wikidata:{item}")
    return ids


def _block(item: _Item, kind: str | None, ids: Mapping[str, str], items: Mapping[str, _Item], left_out: dict[str, int]) -> Block:
    entity = item.entity
    if kind is None:
        classes = ", ".join(_targets(entity, _INSTANCE)) or "none"
        raise _Malformed(f"no kind is known for its classes (P31: {classes}); give --kind")
    labels = _labels(entity)
    name, *others = [*(labels[language] for language in _ENGLISH if language in labels), *_aliases(entity)] or [*labels.values()][:1] or [""]
    if not name:
        raise _Malformed("no label in any language")
    names = [other for other in dict.fromkeys(others) if other != name]
    foreign = {language: labels[language] for language in data_file(_TABLE)["languages"].split() if language in labels}
    block: Block = {
        "id": ids[item.id],
        "name": name,
        "kind": kind,
        "country": _country(entity) or "",
        "names": list(names),
        "foreign": {language: label for language, label in foreign.items() if label not in {name, *names}},
        "part_of": list(_parts(entity, ids, items, left_out)),
        "from": "" if kind == "person" else _first_date(entity, _SINCE),
        "until": "" if kind == "person" else _first_date(entity, _UNTIL),
        "offices": list(_offices(entity, items, left_out)) if kind == "person" else [],
        "description": " ".join(_texts(entity, "descriptions").get("en", "").split()),
    }
    return {field: value for field, value in block.items() if value}


def _texts(entity: dict[str, Any], field: str) -> dict[str, str]:
    """The text of each language under `labels` or `descriptions`."""
    listed = entity.get(field) or {}
    return {language: value["value"] for language, value in listed.items() if isinstance(value, dict) and isinstance(value.get("value"), str)}


def _labels(entity: dict[str, Any]) -> dict[str, str]:
    return {language: " ".join(label.split()) for language, label in _texts(entity, "labels").items()}


def _aliases(entity: dict[str, Any]) -> Iterator[str]:
    for language in _ENGLISH:
        listed = (entity.get("aliases") or {}).get(language, [])
        for value in listed if isinstance(listed, list) else []:
            if isinstance(value, dict) and isinstance(value.get("value"), str) and (alias := " ".join(value["value"].split())):
                yield alias


def _statements(entity: dict[str, Any], claim: str) -> list[dict[str, Any]]:
    """The statements of a property: the preferred ones if there are any, else the others, but for the deprecated."""
    listed = (entity.get("claims") or {}).get(claim, [])
    if not isinstance(listed, list) or not all(isinstance(statement, dict) for statement in listed):
        raise _Malformed(f"the claims {claim} are a list of objects")
    valid = [statement for statement in listed if statement.get("rank") != "deprecated"]
    # Former positions and dates are not preferred, and are wanted all the same.
    preferred = [] if claim == _POSITION else [statement for statement in valid if statement.get("rank") == "preferred"]
    return preferred or valid


def _value(snak: object) -> dict[str, Any] | str | None:
    """The value of a statement's snak; nothing where it is unknown or there is none."""
    found = snak.get("datavalue") if isinstance(snak, dict) else None
    value = found.get("value") if isinstance(found, dict) else None
    return value if isinstance(value, dict | str) else None


def _target(snak: object) -> str | None:
    value = _value(snak)
    target = value.get("id") if isinstance(value, dict) else None
    return target if isinstance(target, str) else None


def _targets(entity: dict[str, Any], claim: str) -> list[str]:
    """The items that a property leads to."""
    return [target for statement in _statements(entity, claim) if (target := _target(statement.get("mainsnak")))]


def _country(entity: dict[str, Any]) -> str | None:
    """The code of the one country of an entity; nothing for one of several countries."""
    own = [value for statement in _statements(entity, _ISO) if isinstance(value := _value(statement.get("mainsnak")), str)]
    codes = own or [_countries()[item] for claim in (_COUNTRY, _CITIZEN) for item in _targets(entity, claim) if item in _countries()]
    return codes[0] if len(set(codes)) == 1 else None


def _date(snak: object) -> str:
    """The date of a time value, as exact as it says it is."""
    value = _value(snak)
    if not isinstance(value, dict) or not (found := _TIME.match(str(value.get("time")))):
        return ""
    precision = value.get("precision", 11)
    year, month, day = found.groups()
    if not isinstance(precision, int) or precision < _YEAR:
        return ""
    if precision == _YEAR or month == "00":
        return year
    return f"{year}-{month}" if precision == _MONTH or day == "00" else f"{year}-{month}-{day}"


def _first_date(entity: dict[str, Any], claims: tuple[str, ...]) -> str:
    return next((date for claim in claims for statement in _statements(entity, claim) if (date := _date(statement.get("mainsnak")))), "")


def _parts(entity: dict[str, Any], ids: Mapping[str, str], items: Mapping[str, _Item], left_out: dict[str, int]) -> Iterator[str]:
    for whole in dict.fromkeys(_targets(entity, _PART)):
        known = whole in ids and (whole not in items or _is_actor(items[whole]))
        if known:
            yield ids[whole]
        else:
            _count(left_out, "references to what neither the file nor dateline has are left out")


def _is_actor(item: _Item) -> bool:
    return not set(_targets(item.entity, _INSTANCE)) & _positions()


def _offices(entity: dict[str, Any], items: Mapping[str, _Item], left_out: dict[str, int]) -> Iterator[Block]:
    for statement in _statements(entity, _POSITION):
        post = _target(statement.get("mainsnak"))
        named = _office(post, items) if post else None
        if named is None:
            _count(left_out, "positions that are no single-person office of a known state or organisation are left out")
            continue
        listed = statement.get("qualifiers")
        qualifiers = listed if isinstance(listed, dict) else {}
        dates = {field: _qualifier(qualifiers, claim) for field, claim in (("from", "P580"), ("until", "P582"))}
        held: Block = {"office": named[0], "of": named[1], **dates}
        yield {field: value for field, value in held.items() if value}


def _qualifier(qualifiers: Mapping[str, Any], claim: str) -> str:
    listed = qualifiers.get(claim)
    return next((date for snak in (listed if isinstance(listed, list) else ()) if (date := _date(snak))), "")


def _office(post: str, items: Mapping[str, _Item]) -> tuple[str, str] | None:
    """The office that a position is, and whose: from its own item, or from the table of the common ones."""
    if post in items:
        entity = items[post].entity
        codes = [_countries()[item] for claim in (_JURISDICTION, _COUNTRY) for item in _targets(entity, claim) if item in _countries()]
        labels = _labels(entity)
        found = next((labels[language] for language in _ENGLISH if language in labels), "")
        return position(found, codes[0] if codes else None)
    table: dict[str, str] = data_file(_TABLE)["offices"]
    office, link, of = table.get(post, "").partition(" of ")
    return (office, of) if link else None
