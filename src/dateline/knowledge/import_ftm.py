"""Blocks from FollowTheMoney entities, as JSON lines (https://followthemoney.tech).

Person, Company, PublicBody, Organization and LegalEntity become actors. An Occupancy gives a person an office, if the label of its Position names
one of a known state or organisation; a Membership makes its member a part of the organisation. What a block has and FollowTheMoney has no property for
is taken from the key `dateline` beside the properties, where `export` puts it. Entities of other schemata are counted and left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from dateline.knowledge.export import own_id
from dateline.knowledge.imports import Row, Rows, json_lines, share_names, told
from dateline.knowledge.tables import country_codes
from dateline.knowledge.titles import data_file, position

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dateline.knowledge.export import Block

_TABLE = "followthemoney"
_LINKS = ("Position", "Occupancy", "Membership")
_FTM_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_UNSAFE = re.compile(r"[^A-Za-z0-9]+")


class _Entity(NamedTuple):
    where: str
    id: str
    schema: str
    properties: Mapping[str, list[str]]
    carried: Mapping[str, Any]

    def first(self, name: str) -> str:
        """The first value of a property, empty when there is none."""
        return next(iter(self.properties.get(name, ())), "")


def read_ftm(path: Path, kind: str | None = None) -> Rows:
    """The actors of a file of entities. `kind` is for those whose schema and topics do not tell it."""
    rows = Rows([], [], [])
    left_out: dict[str, int] = {}
    entities: list[_Entity] = []
    for where, value, problem in json_lines(path):
        found = _entity(where, value) if value is not None else problem
        if isinstance(found, str):
            rows.problems.append(f"{where}: {found}")
        else:
            entities.append(found)
    blocks: dict[str, Block] = {}
    schemata = data_file(_TABLE)["schemata"]
    for entity in entities:
        if entity.schema in schemata:
            if not entity.first("name"):
                rows.problems.append(f"{entity.where}: {entity.id}: an entity has a `name`")
                continue
            blocks[entity.id] = _block(entity, kind)
            rows.rows.append(Row(entity.where, blocks[entity.id]))
        elif entity.schema not in _LINKS:
            _count(left_out, f"entities of schema {entity.schema} are left out")
    posts = {entity.id: entity for entity in entities if entity.schema == "Position"}
    for entity in entities:
        if entity.schema == "Occupancy":
            _hold(entity, blocks, posts, left_out)
        elif entity.schema == "Membership":
            _join(entity, blocks, left_out)
    carried = {entity.where for entity in entities if entity.carried}
    share_names(row for row in rows.rows if row.where not in carried)
    rows.notes.extend(told(left_out))
    return rows


def _count(counts: dict[str, int], note: str) -> None:
    counts[note] = counts.get(note, 0) + 1


def _entity(where: str, value: dict[str, Any]) -> _Entity | str:
    """An entity, or what is wrong with it."""
    identifier, schema, properties = value.get("id"), value.get("schema"), value.get("properties")
    if not isinstance(identifier, str) or not identifier or not isinstance(schema, str) or not isinstance(properties, dict):
        return "an entity has an `id`, a `schema` and `properties`"
    for name, values in properties.items():
        # An entity nested in another stands for a reference to it.
        if not isinstance(values, list) or not all(isinstance(item, str) or (isinstance(item, dict) and isinstance(item.get("id"), str)) for item in values):
            return f"{identifier}: the property `{name}` is a list of texts"
    plain = {name: [" ".join(item.split()) if isinstance(item, str) else item["id"] for item in values] for name, values in properties.items()}
    carried = value.get("dateline", {})
    if not isinstance(carried, dict):
        return f"{identifier}: `dateline` is an object"
    return _Entity(where, identifier, schema, plain, carried)


def _id(entity: str) -> str:
    """The id of the block for an entity."""
    return own_id(entity) or f"ftm:{_UNSAFE.sub('-', entity).strip('-') or 'unnamed'}"


def _block(entity: _Entity, kind: str | None) -> Block:
    former, foreign = entity.carried.get("former", {}), entity.carried.get("foreign", {})
    apart = {*(former if isinstance(former, dict) else ()), *(foreign.values() if isinstance(foreign, dict) else ())}
    name = entity.first("name")
    names = [*entity.properties["name"][1:], *entity.properties.get("alias", ()), *entity.properties.get("weakAlias", ())]
    names += entity.properties.get("previousName", ())
    listed = entity.carried.get("names")
    found = _kind(entity)
    block: Block = {"id": _id(entity.id), "name": name, "kind": kind if kind and found == "other" else found}
    countries = [code.upper() for field in ("country", "jurisdiction") for code in entity.properties.get(field, ())]
    block["country"] = next((code for code in countries if code in country_codes()), "")
    block["names"] = listed if isinstance(listed, list) else [other for other in dict.fromkeys(names) if other and other != name and other not in apart]
    block["from"] = _date(entity.first("incorporationDate"))
    block["until"] = _date(entity.first("dissolutionDate"))
    block["description"] = entity.first("summary") or entity.first("description")
    merged = {field: value for field, value in block.items() if value}
    return {**merged, **{field: value for field, value in entity.carried.items() if field not in {"id", "name", "names"}}}


def _kind(entity: _Entity) -> str:
    table = data_file(_TABLE)
    topics = entity.properties.get("topics", ())
    if entity.schema != "Person":
        for topic, kind in table["topics"].items():
            if topic in topics:
                return str(kind)
    return str(table["schemata"][entity.schema])


def _date(text: str) -> str:
    """The calendar date in a value, which may go on with a time of day."""
    found = _FTM_DATE.match(text)
    return found.group() if found else text


def _hold(entity: _Entity, blocks: Mapping[str, Block], posts: Mapping[str, _Entity], left_out: dict[str, int]) -> None:
    """Give the holder of a position the office, when it is one."""
    holder, post = blocks.get(entity.first("holder")), posts.get(entity.first("post"))
    if holder is None or post is None:
        _count(left_out, "occupancies whose holder or position is not in the file are left out")
        return
    office, of = post.carried.get("office"), post.carried.get("of")
    if not office or not of:
        codes = [code.upper() for code in post.properties.get("country", ())]
        named = position(post.first("name"), next((code for code in codes if code in country_codes()), None))
        if named is None:
            _count(left_out, "positions that are no single-person office of a known state or organisation are left out")
            return
        office, of = named
    held: Block = {"office": office, "of": of, "from": _date(entity.first("startDate")), "until": _date(entity.first("endDate"))}
    if title := entity.carried.get("title"):
        held["title"] = title
    offices = holder.setdefault("offices", [])
    if isinstance(offices, list):
        offices.append({field: value for field, value in held.items() if value})


def _join(entity: _Entity, blocks: Mapping[str, Block], left_out: dict[str, int]) -> None:
    """Make the member of a membership a part of the organisation."""
    member, whole = blocks.get(entity.first("member")), entity.first("organization")
    if member is None or not whole or not (whole in blocks or own_id(whole)):
        _count(left_out, "memberships whose member or organisation is not in the file are left out")
        return
    parts = member.setdefault("part_of", [])
    if isinstance(parts, list) and (part := _id(whole)) not in parts:
        parts.append(part)
