"""How one actor is written in a knowledge file, and how it is read.

A file is YAML: a default `source` and `kind`, and a list of `actors`, one block each. Every scalar is read as text, so that the country code `NO` stays
Norway. A field that holds several things is a list or, shorter, one text with semicolons:

    source: encyclopaedia
    actors:
    - {id: group:x, name: X Front, names: XF; Front of X, kind: armed group, country: SY, from: 2012-01, until: 2017}

`ambiguous` lists the names that can mean someone or something else, and `usual` those of them that more often mean this actor than the others.
Dates may be a year, a month or a day; `from` means its first day and `until` its last.
"""

from __future__ import annotations

import calendar
import datetime
import re
from typing import TYPE_CHECKING, cast, get_args

import yaml

from dateline.knowledge.model import KnownActor, Office
from dateline.records.model import ActorKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Parsed = str | list["Parsed"] | dict[str, "Parsed"]

KINDS = frozenset(get_args(ActorKind))
SOURCES = frozenset({"encyclopaedia", "government list", "own site", "press", "treaty", "scholarship", "user"})
# Offices that one person holds at a time; what they are called in one country is the `title`.
OFFICES = frozenset(
    {
        "president", "monarch", "supreme leader", "prime minister", "chancellor", "foreign minister", "defence minister", "crown prince", "chief executive",
        "secretary-general", "high representative", "commission president", "council president", "taoiseach", "leader", "pope",
    }
)  # fmt: skip
_FIELDS = frozenset(
    """id name kind country names foreign former ambiguous demonyms capitals seats at part_of from until formerly later offices description source
    usual""".split()
)  # fmt: skip
DEFAULTED = ("source", "kind")
_ID = re.compile(r"[a-z]+:[A-Za-z0-9][A-Za-z0-9-]*\Z")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")
_LANGUAGE = re.compile(r"[a-z]{2,3}\Z")
# Peoples are named by a plural in -s after these endings (Syrians, Iraqis); after -ese, -ish, -ch and -ss they are not, and irregular ones are listed.
_REGULAR = ("an", "i")


class BrokenRule(Exception):  # noqa: N818  # a rule is broken; nothing failed
    """A rule that a block breaks."""


def read_blocks(path: Path, countries: frozenset[str]) -> tuple[list[KnownActor], list[str]]:
    """The actors of a file, and what is wrong with the blocks that are left out: `file:line: block: rule`.

    `countries` holds the valid country codes.
    """
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), yaml.CBaseLoader)
    except (OSError, UnicodeDecodeError) as error:
        return [], [f"{path}: the file can't be read: {error}"]
    except yaml.YAMLError as error:
        return [], [f"{path}: not YAML: {' '.join(str(error).split())}"]
    if not isinstance(root, yaml.MappingNode):
        return [], [f"{path}: a knowledge file is a mapping with `actors`, and may have a default `source` and `kind`"]
    top = {key.value: value for key, value in root.value}
    listed = top.get("actors")
    if not isinstance(listed, yaml.SequenceNode) or not top.keys() <= {"actors", *DEFAULTED}:
        return [], [f"{path}: a knowledge file has a list `actors`, may have a default `source` and `kind`, and nothing else"]
    defaults = {field: str(top[field].value) for field in DEFAULTED if field in top}
    actors: list[KnownActor] = []
    problems: list[str] = []
    for node in listed.value:
        where = f"{path}:{node.start_mark.line + 1}"
        label = f"block {len(actors) + len(problems) + 1}"
        try:
            block = content_of(node)
            if not isinstance(block, dict):
                raise BrokenRule("a block is a mapping")
            label = str(block.get("id", label))
            actors.append(read_actor({**defaults, **block}, countries, where))
        except BrokenRule as broken:
            problems.append(f"{where}: {label}: {broken}")
    return actors, problems


def content_of(node: yaml.Node) -> Parsed:
    """What a node of YAML holds, every scalar as text. Raises `BrokenRule`."""
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [content_of(item) for item in node.value]
    plain: dict[str, Parsed] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.value in plain:
            raise BrokenRule(f"field {getattr(key, 'value', key)!r} is given twice or is no text")
        plain[key.value] = content_of(value)
    return plain


def read_actor(block: dict[str, Parsed], countries: frozenset[str], where: str) -> KnownActor:
    """The actor of a block, `where` it stands. `countries` are the codes that there are. Raises `BrokenRule`."""
    if unknown := block.keys() - _FIELDS:
        raise BrokenRule(f"unknown field {min(unknown)!r}; the fields are {', '.join(sorted(_FIELDS))}")
    identifier, name, kind = (_text(block, field) for field in ("id", "name", "kind"))
    if not identifier or not _ID.match(identifier):
        raise BrokenRule("`id` is a lower-case room, a colon and letters, digits or hyphens, such as group:taliban")
    if not name:
        raise BrokenRule("a block has a `name`")
    if kind not in KINDS:
        raise BrokenRule(f"kind {kind!r} is not one of {', '.join(sorted(KINDS))}")
    country = _text(block, "country")
    if country and country not in countries:
        raise BrokenRule(f"country {country!r} is not an ISO 3166-1 alpha-2 code")
    source = _text(block, "source")
    if source not in SOURCES:
        raise BrokenRule(f"source {source!r} is not one of {', '.join(sorted(SOURCES))}")
    since, until = (_date(_text(block, field), last=field == "until") for field in ("from", "until"))
    if since and until and since > until:
        raise BrokenRule("`from` is after `until`")
    former = tuple((key, _dated(value)) for key, value in _mapping(block, "former"))
    foreign = tuple((key, value) for key, value in _mapping(block, "foreign"))
    if wrong := [key for key, _ in foreign if not _LANGUAGE.match(key)]:
        raise BrokenRule(f"language {wrong[0]!r} is not an ISO 639 code")
    names = tuple(dict.fromkeys((name, *_many(block, "names"), *(key for key, _ in former), *(value for _, value in foreign))))
    capitals, seats, ambiguous = (_many(block, field) for field in ("capitals", "seats", "ambiguous"))
    demonyms = _many(block, "demonyms")
    people = tuple(f"{word}s" for word in demonyms if word.endswith(_REGULAR) and f"{word}s" not in demonyms)
    if stray := set(ambiguous) - {*names, *capitals, *seats, *demonyms, *people}:
        raise BrokenRule(f"{min(stray)!r} is listed as ambiguous but is no name of the block")
    usual = _many(block, "usual")
    if stray := set(usual) - set(ambiguous):
        raise BrokenRule(f"{min(stray)!r} usually means this actor, so it is listed under `ambiguous` as well")
    ambiguous += tuple(word for word in people if word[:-1] in ambiguous)
    lat, lon = _position(_text(block, "at"))
    return KnownActor(
        identifier, name, cast("ActorKind", kind), country, names, foreign, former, (*demonyms, *people), capitals, seats, _many(block, "part_of"),
        lat, lon, since, until, _many(block, "formerly"), _many(block, "later"), tuple(_offices(block)), _text(block, "description"), source, ambiguous,
        usual, where,
    )  # fmt: skip


def _text(block: dict[str, Parsed], field: str) -> str | None:
    value = block.get(field)
    if value is not None and not isinstance(value, str):
        raise BrokenRule(f"`{field}` is one text")
    return value or None


def _many(block: dict[str, Parsed], field: str) -> tuple[str, ...]:
    value = block.get(field)
    if value is None:
        return ()
    items = value.split(";") if isinstance(value, str) else value
    if not isinstance(items, list):
        raise BrokenRule(f"`{field}` is a list, or a text with semicolons")
    stripped = tuple(item.strip() if isinstance(item, str) else "" for item in items)
    if not all(stripped):
        raise BrokenRule(f"`{field}` holds something empty")
    return stripped


def _mapping(block: dict[str, Parsed], field: str) -> Iterator[tuple[str, str]]:
    value = block.get(field, {})
    if not isinstance(value, dict):
        raise BrokenRule(f"`{field}` is a mapping")
    for key, item in value.items():
        if not isinstance(item, str):
            raise BrokenRule(f"`{field}` maps to texts")
        yield key, item


def _offices(block: dict[str, Parsed]) -> Iterator[Office]:
    listed = block.get("offices", [])
    if not isinstance(listed, list):
        raise BrokenRule("`offices` is a list")
    for item in listed:
        if not isinstance(item, dict) or not {"office", "of"} <= item.keys() <= {"office", "of", "from", "until", "title"}:
            raise BrokenRule("an office has `office` and `of`, and may have `from`, `until` and `title`")
        office, of = _text(item, "office"), _text(item, "of")
        if office not in OFFICES or not of:
            raise BrokenRule(f"office {office!r} is not one of {', '.join(sorted(OFFICES))}")
        since, until = _date(_text(item, "from"), last=False), _date(_text(item, "until"), last=True)
        if since and until and since > until:
            raise BrokenRule(f"the office {office!r} has `from` after `until`")
        yield Office(office, of, since, until, _text(item, "title"))


def _dated(text: str) -> datetime.date:
    date = _date(text, last=True)
    if date is None:
        raise BrokenRule("a former name maps to the date until which it was used")
    return date


def _date(text: str | None, *, last: bool) -> datetime.date | None:
    if text is None or text == "null":
        return None
    if not (found := _DATE.match(text)):
        raise BrokenRule(f"{text!r} is not a date: YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        month = month or (12 if last else 1)
        return datetime.date(year or 0, month, day or (calendar.monthrange(year or 0, month)[1] if last else 1))
    except ValueError as error:
        raise BrokenRule(f"{text!r} is not a date: {error}") from error


def _position(text: str | None) -> tuple[float | None, float | None]:
    if text is None:
        return None, None
    try:
        lat, lon = (float(part) for part in text.split())
    except ValueError as error:
        raise BrokenRule("`at` is latitude and longitude in degrees, with a space between") from error
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise BrokenRule("`at` is latitude (-90 to 90) and longitude (-180 to 180)")
    return lat, lon
