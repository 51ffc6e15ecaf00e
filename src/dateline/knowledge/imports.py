"""Blocks from files of other makers into the user's own file.

`import_file` reads rows of CSV, FollowTheMoney entities, Wikidata entities or another knowledge file, holds every row and all of them together to the
rules, and adds them to the own file in one step. A row that breaks a rule is named with file and line; nothing is then added, unless such rows are to
be skipped. A block that is known already, field by field, is passed over, so that the same import can be made twice.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from dateline._errors import KnowledgeError
from dateline.knowledge.own import Merge, Own, beside, joined, parse_block, read_own
from dateline.knowledge.own_write import add
from dateline.knowledge.rules import broken_rules
from dateline.knowledge.tables import packaged_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import Any

    from dateline.knowledge.export import Block
    from dateline.knowledge.model import KnownActor

FORMATS = ("yaml", "ftm", "csv", "wikidata")


class Row(NamedTuple):
    """A block from a file, and the file and line where it stands."""

    where: str
    block: Block


class Rows(NamedTuple):
    """What a file holds: rows, what is wrong with those that are none, and what was left out on purpose."""

    rows: list[Row]
    problems: list[str]
    notes: list[str]


class Imported(NamedTuple):
    """What an import did: blocks added, blocks known before, the problems of skipped rows, and what was left out on purpose."""

    added: int
    known: int
    skipped: list[str]
    notes: list[str]


def import_file(path: Path, form: str, own_path: Path, *, kind: str | None = None, skip_bad: bool = False) -> Imported:
    """Add the blocks of a file to the own file.

    `form` is one of `FORMATS`; `kind` is for Wikidata and FollowTheMoney entities whose kind can't be told. Raises `KnowledgeError` with a line for each
    problem, and changes nothing, when a row breaks a rule and `skip_bad` is not set, or when either file can't be read.
    """
    packaged = packaged_tables().actors
    own = read_own(own_path)
    merges: tuple[Merge, ...] = ()
    if form == "yaml":
        rows, merges = _knowledge_file(path, own)
    else:
        rows = _read(path, form, kind)
    problems = list(rows.problems)
    known = {actor.id: actor for actor in (*packaged, *own.actors)}
    fresh: list[tuple[Row, KnownActor]] = []
    passed = 0
    for row in rows.rows:
        try:
            actor = parse_block(row.block, row.where)
        except KnowledgeError as error:
            problems.append(str(error))
            continue
        if known.get(actor.id) == actor:
            passed += 1
        else:
            fresh.append((row, actor))
    fresh, broken = _keeping_rules(fresh, own, packaged, skip_bad=skip_bad)
    problems += broken
    if problems and not skip_bad:
        raise KnowledgeError("\n".join(problems))
    actors = [actor for _, actor in fresh]
    if fresh or merges:
        joined(Own((*own.actors, *actors), (*own.merges, *merges)), packaged)
        add(own_path, [row.block for row, _ in fresh], actors, merges)
    return Imported(len(fresh), passed, problems, rows.notes)


def _read(path: Path, form: str, kind: str | None) -> Rows:
    if form == "csv":
        from dateline.knowledge.import_csv import read_csv

        return read_csv(path)
    if form == "ftm":
        from dateline.knowledge.import_ftm import read_ftm

        return read_ftm(path, kind)
    from dateline.knowledge.import_wikidata import read_wikidata

    return read_wikidata(path, kind)


def _knowledge_file(path: Path, own: Own) -> tuple[Rows, tuple[Merge, ...]]:
    """The blocks and the merges of another knowledge file; without the merges that are there already."""
    from dateline.knowledge.export import block_of

    if not path.exists():
        raise KnowledgeError(f"{path}: the file can't be read: no such file")
    other = read_own(path)
    pairs = {(merge.source, merge.into) for merge in own.merges}
    merges = tuple(merge for merge in other.merges if (merge.source, merge.into) not in pairs)
    return Rows([Row(actor.origin, block_of(actor)) for actor in other.actors], [], []), merges


def _keeping_rules(
    fresh: list[tuple[Row, KnownActor]], own: Own, packaged: Sequence[KnownActor], *, skip_bad: bool
) -> tuple[list[tuple[Row, KnownActor]], list[str]]:
    """The rows that keep the rules among each other and with what is known, and what the others break."""
    said: list[str] = []
    while True:
        actors = [actor for _, actor in fresh]
        broken = broken_rules([*own.actors, *actors], beside=beside([*own.actors, *actors], packaged))
        if not broken or not skip_bad:
            return fresh, [*said, *broken]
        kept = [(row, actor) for row, actor in fresh if not any(problem.startswith(f"{actor.origin}: {actor.id}: ") for problem in broken)]
        if len(kept) == len(fresh):  # only blocks of the own file are named, so that it is not for us to choose
            raise KnowledgeError("\n".join([*said, *broken]))
        said += broken
        fresh = kept


def json_lines(path: Path) -> Iterator[tuple[str, dict[str, Any] | None, str]]:
    """The objects of a file of JSON lines: where each stands, the object, and what is wrong where there is none.

    Empty lines are passed over, and so are the brackets and commas of a list with one object a line, the form of Wikidata's dumps. Raises
    `KnowledgeError` when the file can't be read.
    """
    try:
        with path.open("rb") as file:
            for number, data in enumerate(file, 1):
                where = f"{path}:{number}"
                line = data.removeprefix(b"\xef\xbb\xbf").strip()
                if line in {b"", b"[", b"]"}:
                    continue
                try:
                    value = json.loads(line.removesuffix(b",").decode("utf-8"))
                except (ValueError, RecursionError) as error:  # not UTF-8, not JSON, or nested without end
                    yield where, None, f"not JSON: {error or type(error).__name__}"
                    continue
                yield (where, value, "") if isinstance(value, dict) else (where, None, "a line holds one JSON object")
    except OSError as error:
        raise KnowledgeError(f"{path}: the file can't be read: {error.strerror}") from error


def told(counts: dict[str, int]) -> list[str]:
    """Notes with how often each was the case, the most frequent first."""
    return [f"{note} ({count} times)" if count > 1 else note for note, count in sorted(counts.items(), key=lambda pair: -pair[1])]


def share_names(rows: Iterable[Row]) -> None:
    """List under `ambiguous` each name that several of the rows have; other makers' files do not say so."""
    from dateline.knowledge.names import name_key

    rows = list(rows)
    holders: dict[str, int] = {}
    for row in rows:
        for key in {name_key(name) for name in _names(row.block)}:
            holders[key] = holders.get(key, 0) + 1
    for row in rows:
        stated = row.block.get("ambiguous")
        ambiguous = list(stated) if isinstance(stated, list) else []
        ambiguous += [name for name in _names(row.block) if holders[name_key(name)] > 1 and name not in ambiguous]
        if ambiguous:
            row.block["ambiguous"] = ambiguous


def _names(block: Block) -> list[str]:
    """Every name of a block, each once."""
    names, foreign, former = block.get("names"), block.get("foreign"), block.get("former")
    listed = [
        block.get("name"),
        *(names if isinstance(names, list) else []),
        *(foreign.values() if isinstance(foreign, dict) else []),
        *(former if isinstance(former, dict) else []),
    ]
    return list(dict.fromkeys(name for name in listed if isinstance(name, str) and name))
