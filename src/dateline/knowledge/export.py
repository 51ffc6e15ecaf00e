"""Blocks as they are written down: as a line of a knowledge file, as a row of CSV, and as FollowTheMoney entities.

What is exported can be imported again and gives the same blocks (`imports`). YAML and CSV hold every field of a block. FollowTheMoney
(https://followthemoney.tech) has no property for some of them, such as capitals or ambiguous names; these travel beside the entity's
`properties` under the key `dateline`, which programs that do not know it keep or ignore.
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

from dateline.knowledge.blocks import Parsed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from dateline.knowledge.model import KnownActor, Office

Block = dict[str, Parsed]
"""An actor as a knowledge file has it: field by field, every value a text, a list or a mapping."""

FORMATS = ("yaml", "ftm", "csv")
COLUMNS = (
    "id", "name", "kind", "country", "names", "foreign", "former", "ambiguous", "usual", "demonyms", "capitals", "seats", "at", "part_of", "from", "until",
    "formerly", "later", "offices", "description", "source",
)  # fmt: skip
"""The fields of a block in the order in which they are written; each is a column of CSV."""
LISTS = frozenset("names ambiguous usual demonyms capitals seats part_of formerly later".split())
NESTED = frozenset({"foreign", "former", "offices"})
# Texts that are the same without quotation marks: a date, or words that begin with a letter and hold no sign that YAML gives a meaning to.
_PLAIN = re.compile(r"\d{4}(?:-\d\d){0,2}|[^\W\d_](?:[\w.()'’&/+-]|[:;](?=\w)|;(?= \S)| (?=[^\s#:;]))*")
# Words that other readers of YAML take for a truth value or for nothing.
_OTHER_TYPES = frozenset("y n yes no on off true false null".split())
_UNREADABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
# FollowTheMoney allows no colon in the id of an entity.
_FTM_ID = "dateline."
_FTM_SCHEMATA = {"person": "Person", "company": "Company", "state": "PublicBody", "government": "PublicBody", "military": "PublicBody", "igo": "PublicBody"}


def block_of(actor: KnownActor) -> Block:
    """The block that reads as this actor."""
    position = None if actor.lat is None else f"{actor.lat!r} {actor.lon!r}"
    values: Block = {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "country": actor.country or "",
        "names": list(_other_names(actor)),
        "foreign": dict(actor.foreign),
        "former": {name: until.isoformat() for name, until in actor.former},
        "ambiguous": list(actor.ambiguous_names),
        "usual": list(actor.usual_names),
        "demonyms": list(actor.demonyms),
        "capitals": list(actor.capitals),
        "seats": list(actor.seats),
        "at": position or "",
        "part_of": list(actor.part_of),
        "from": actor.since.isoformat() if actor.since else "",
        "until": actor.until.isoformat() if actor.until else "",
        "formerly": list(actor.formerly),
        "later": list(actor.later),
        "offices": [_office(held) for held in actor.offices],
        "description": actor.description or "",
        "source": actor.source or "",
    }
    return {field: value for field, value in values.items() if value}


def _other_names(actor: KnownActor) -> tuple[str, ...]:
    """The names that a block gives under `names`: those that come from its other fields only where the order asks for it."""
    apart = [name for name, _ in actor.former] + [name for _, name in actor.foreign]
    others = tuple(name for name in actor.names[1:] if name not in apart)
    return others if tuple(dict.fromkeys((actor.name, *others, *apart))) == actor.names else actor.names[1:]


def _office(held: Office) -> Block:
    values = {
        "office": held.office,
        "of": held.of,
        "from": held.since.isoformat() if held.since else "",
        "until": held.until.isoformat() if held.until else "",
        "title": held.title or "",
    }
    return {field: value for field, value in values.items() if value}


def line_of(block: Block) -> str:
    """A block on one line, as an item of the list `actors`. Lists become the shorter text with semicolons where no item holds one."""
    short = {field: "; ".join(map(str, value)) if _is_plain(field, value) else value for field, value in block.items()}
    return flow(short)


def _is_plain(field: str, value: Parsed) -> bool:
    return field in LISTS and isinstance(value, list) and not any(";" in str(item) for item in value)


def flow(value: Parsed) -> str:
    """A value in YAML's flow style, on one line, quoted only where it has to be."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(key)}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return _scalar(value)


def _scalar(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.casefold() not in _OTHER_TYPES:
        return text
    # What JSON writes raw and YAML does not read so is escaped.
    return _UNREADABLE.sub(lambda found: f"\\u{ord(found.group()):04x}", json.dumps(text, ensure_ascii=False))


def to_yaml(actors: Sequence[KnownActor], merged: Iterable[tuple[str, str]] = ()) -> str:
    """A knowledge file of some actors, and of pairs of ids of which the first was merged into the second."""
    lines = [f"- {line_of(block_of(actor))}" for actor in actors]
    pairs = [f"- {flow({'from': source, 'into': into})}" for source, into in merged]
    head = ["actors:", *lines] if lines else ["actors: []"]
    return "\n".join([*head, *(["merged:", *pairs] if pairs else []), ""])


def to_csv(actors: Sequence[KnownActor]) -> str:
    """One row an actor under the names of all fields.

    A cell with several things has semicolons between them; where one of them holds a semicolon, and for `foreign`, `former` and `offices`, the
    cell is what a knowledge file has, in YAML's flow style.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for actor in actors:
        block = block_of(actor)
        writer.writerow([_cell(field, block.get(field, "")) for field in COLUMNS])
    return out.getvalue()


def _cell(field: str, value: Parsed) -> str:
    if isinstance(value, list) and _is_plain(field, value):
        joined = "; ".join(map(str, value))
        return flow(value) if joined.startswith(("[", "{")) else joined
    return value if isinstance(value, str) else flow(value)


def to_ftm(actors: Sequence[KnownActor]) -> str:
    """Lines of FollowTheMoney entities: the actors, then their offices (Position, Occupancy) and what they are part of (Membership)."""
    lines: list[str] = []
    names = {actor.id: actor.name for actor in actors}
    posts: dict[str, Block] = {}
    for actor in actors:
        lines.append(_json(_entity(actor)))
        for number, held in enumerate(actor.offices, 1):
            post = f"{_FTM_ID}office.{held.office.replace(' ', '-')}.{held.of.replace(':', '.')}"
            posts.setdefault(post, _position(post, held, names.get(held.of, held.of)))
            lines.append(_json(_occupancy(actor, number, held, post)))
        lines += [_json(_membership(actor, number, whole)) for number, whole in enumerate(actor.part_of, 1)]
    return "".join(f"{line}\n" for line in (*lines, *map(_json, posts.values())))


def _json(entity: Block) -> str:
    return json.dumps(entity, ensure_ascii=False)


def ftm_id(identifier: str) -> str:
    """The id of an actor as FollowTheMoney allows it."""
    return _FTM_ID + identifier.replace(":", ".")


def own_id(entity: str) -> str | None:
    """The id of an actor that `ftm_id` wrote; nothing for an id from elsewhere."""
    room, dot, rest = entity.removeprefix(_FTM_ID).partition(".")
    return f"{room}:{rest}" if entity.startswith(_FTM_ID) and dot else None


def _entity(actor: KnownActor) -> Block:
    block = block_of(actor)
    texts = {
        "name": [actor.name],
        "alias": [*_listed(block, "names"), *(name for _, name in actor.foreign)],
        "previousName": [name for name, _ in actor.former],
        "country": [actor.country.lower()] if actor.country else [],
        "summary": [actor.description] if actor.description else [],
    }
    properties: Block = {name: list(values) for name, values in texts.items() if values}
    if actor.kind != "person":
        properties |= {name: [value] for name, value in (("incorporationDate", block.get("from")), ("dissolutionDate", block.get("until"))) if value}
    carried = {"id", "name", "names", "country", "part_of", "offices", "description"} | (set() if actor.kind == "person" else {"from", "until"})
    if {*_listed(block, "names")} & {*texts["previousName"], *(name for _, name in actor.foreign)}:  # properties can't tell in which order
        carried.remove("names")
    rest: Block = {field: value for field, value in block.items() if field not in carried}
    return {"id": ftm_id(actor.id), "schema": _FTM_SCHEMATA.get(actor.kind, "Organization"), "properties": properties, "dateline": rest}


def _listed(block: Block, field: str) -> list[str]:
    value = block.get(field, [])
    return [str(item) for item in value] if isinstance(value, list) else []


def _position(identifier: str, held: Office, of: str) -> Block:
    country = [held.of.partition(":")[2].lower()] if held.of.startswith("state:") and len(held.of) == len("state:XX") else []
    properties: Block = {"name": [f"{held.office} of {of}"], **({"country": list(country)} if country else {})}
    return {"id": identifier, "schema": "Position", "properties": properties, "dateline": {"office": held.office, "of": held.of}}


def _interval(identifier: str, schema: str, ends: dict[str, str], held: Office | None) -> Block:
    dates = {"startDate": held.since, "endDate": held.until} if held else {}
    properties: Block = {name: [value] for name, value in ends.items()}
    properties |= {name: [date.isoformat()] for name, date in dates.items() if date}
    return {"id": identifier, "schema": schema, "properties": properties}


def _occupancy(actor: KnownActor, number: int, held: Office, post: str) -> Block:
    entity = _interval(f"{ftm_id(actor.id)}.office.{number}", "Occupancy", {"holder": ftm_id(actor.id), "post": post}, held)
    return {**entity, "dateline": {"title": held.title}} if held.title else entity


def _membership(actor: KnownActor, number: int, whole: str) -> Block:
    return _interval(f"{ftm_id(actor.id)}.part.{number}", "Membership", {"member": ftm_id(actor.id), "organization": ftm_id(whole)}, None)


WRITERS: dict[str, Callable[[Sequence[KnownActor]], str]] = {"yaml": to_yaml, "csv": to_csv, "ftm": to_ftm}
