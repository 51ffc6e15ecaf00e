"""What the user knows: a knowledge file of their own, which comes before the packaged ones.

It lies at `$DATELINE_KNOWLEDGE`, else at `dateline/knowledge.yaml` in `$XDG_CONFIG_HOME` (`~/.config`). Its blocks have the form of the packaged ones
(`blocks`); those that name no source have the source `user`. Beside `actors` it may have `merged`, pairs of ids of which one actor is the other:

    actors:
    - {id: group:x, name: X Front, kind: armed group}
    merged:
    - {from: group:x, into: group:y}

Look-ups of the one then give the other. Both blocks stay as they are, so that a pair can be taken out again.
"""

from __future__ import annotations

import dataclasses
import functools
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dateline._errors import KnowledgeError
from dateline.knowledge.actors import Knowledge, load
from dateline.knowledge.blocks import DEFAULTED, BrokenRule, content_of, read_actor
from dateline.knowledge.names import name_key
from dateline.knowledge.rules import broken_rules
from dateline.knowledge.tables import build_tables, country_codes, packaged_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import yaml

    from dateline.knowledge.export import Block
    from dateline.knowledge.model import KnownActor, Tables

_ENVIRONMENT = "DATELINE_KNOWLEDGE"
_KEYS = frozenset({"actors", "merged", *DEFAULTED})
_LENT = ("names", "foreign", "former", "demonyms", "capitals", "seats", "offices", "usual_names")
"""What an actor that is merged into another adds to the other's."""
_FILLED = ("country", "part_of", "lat", "lon", "since", "until", "formerly", "later", "description")
"""What it gives only where the other has nothing."""


class Merge(NamedTuple):
    """An actor that is another: the id that is given up, the id that stays, and the line that says so."""

    source: str
    into: str
    origin: str = ""


class Own(NamedTuple):
    """What an own file holds."""

    actors: tuple[KnownActor, ...] = ()
    merges: tuple[Merge, ...] = ()


class JoinedKnowledge(Knowledge):
    """Packaged knowledge and the user's as one. The id of an actor that was merged leads to the actor that it was merged into.

    `own` holds the ids of the user's blocks, `merged` where each merged id leads.
    """

    def __init__(self, tables: Tables, own: Iterable[KnownActor], merged: Mapping[str, str]) -> None:
        super().__init__(tables)
        self.own = frozenset(actor.id for actor in own)
        self.merged = dict(merged)
        self._by_id |= {source: self._by_id[into] for source, into in merged.items()}


def own_path() -> Path:
    """Where the user's own file lies, whether or not it is there. Raises `KnowledgeError` for a user without a home directory."""
    if given := os.environ.get(_ENVIRONMENT):
        return Path(given).expanduser()
    try:
        folder = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    except RuntimeError as error:
        raise KnowledgeError("no home directory to keep your own knowledge in; set $DATELINE_KNOWLEDGE to a file") from error
    return Path(folder) / "dateline" / "knowledge.yaml"


def load_all() -> tuple[Knowledge, list[str]]:
    """The packaged knowledge with the user's own before it, and warnings.

    An own file that breaks a rule is left out whole; the warnings then name the file, the block and the rule. The result is kept until the file
    changes. Raises `KnowledgeError` only when a packaged file is damaged.
    """
    try:
        path = own_path()
    except KnowledgeError:
        return load(), []
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        missing = [f"{path}: no such file, though ${_ENVIRONMENT} names it; `dateline kb add` makes it"] if os.environ.get(_ENVIRONMENT) else []
        return load(), missing
    except OSError as error:
        return load(), [f"{path}: the file can't be read: {error.strerror}; reading goes on without it"]
    knowledge, warnings = _loaded(path, (found.st_ino, found.st_size, found.st_mtime_ns))
    return knowledge, list(warnings)


@functools.lru_cache(maxsize=4)
def _loaded(path: Path, _stamp: tuple[int, int, int]) -> tuple[Knowledge, tuple[str, ...]]:
    packaged = packaged_tables().actors
    try:
        return joined(read_own(path), packaged), ()
    except KnowledgeError as error:
        return load(), tuple(f"{problem}; reading goes on without this file" for problem in str(error).splitlines())


def read_own(path: Path) -> Own:
    """What an own file holds; nothing when there is no file. Raises `KnowledgeError` with a line for each block that breaks a rule."""
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return Own()
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path}: the file can't be read: {error}") from error
    return parse_own(text, path)


def parse_own(text: str, path: Path) -> Own:
    """What the text of an own file holds; `path` is for the messages. Raises `KnowledgeError` with a line for each block that breaks a rule."""
    top = top_of(text, path)
    problems: list[str] = []
    defaults: Block = {"source": "user", **{field: str(top[field].value) for field in DEFAULTED if field in top}}
    actors: list[KnownActor] = []
    for where, node in _items(top, "actors", path):
        try:
            block = content_of(node)
            if not isinstance(block, dict):
                raise BrokenRule("a block is a mapping")
        except (BrokenRule, RecursionError) as broken:
            problems.append(f"{where}: {_reason(broken)}")
            continue
        try:
            actors.append(read_actor({**defaults, **block}, country_codes(), where))
        except BrokenRule as broken:
            problems.append(f"{where}: {block.get('id', 'block without id')}: {broken}")
    merges: list[Merge] = []
    for where, node in _items(top, "merged", path):
        try:
            merges.append(_merge(node, where))
        except (BrokenRule, RecursionError) as broken:
            problems.append(f"{where}: merged: {_reason(broken)}")
    if problems:
        raise KnowledgeError("\n".join(problems))
    return Own(tuple(actors), tuple(merges))


def top_of(text: str, path: Path) -> dict[str, yaml.Node]:
    """The values at the top of an own file, which say where in the text they stand. Raises `KnowledgeError` when it is no such file."""
    import yaml

    try:
        root = yaml.compose(text, yaml.CBaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        raise KnowledgeError(f"{path}: not YAML: {' '.join(str(error).split())}") from error
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        raise KnowledgeError(f"{path}: an own knowledge file is a mapping with `actors` or `merged`")
    top: dict[str, yaml.Node] = {}
    for key, value in root.value:
        where = f"{path}:{key.start_mark.line + 1}"
        if key.value not in _KEYS or key.value in top:
            raise KnowledgeError(f"{where}: {key.value!r} is given twice, or is none of {', '.join(sorted(_KEYS))}")
        if key.value in DEFAULTED and not isinstance(value, yaml.ScalarNode):
            raise KnowledgeError(f"{where}: `{key.value}` is one text")
        top[key.value] = value
    return top


def _items(top: Mapping[str, yaml.Node], key: str, path: Path) -> Iterator[tuple[str, yaml.Node]]:
    """The items of a list at the top, each with its file and line."""
    import yaml

    listed = top.get(key)
    if listed is None or (isinstance(listed, yaml.ScalarNode) and not listed.value):
        return
    if not isinstance(listed, yaml.SequenceNode):
        raise KnowledgeError(f"{path}:{listed.start_mark.line + 1}: `{key}` is a list")
    for node in listed.value:
        yield f"{path}:{node.start_mark.line + 1}", node


def _reason(broken: Exception) -> str:
    return "the block holds itself" if isinstance(broken, RecursionError) else str(broken)


def _merge(node: yaml.Node, where: str) -> Merge:
    pair = content_of(node)
    if not isinstance(pair, dict) or pair.keys() != {"from", "into"}:
        raise BrokenRule("a pair has `from` and `into`, and nothing else")
    source, into = pair["from"], pair["into"]
    if not isinstance(source, str) or not isinstance(into, str):
        raise BrokenRule("`from` and `into` are ids")
    return Merge(source, into, where)


def parse_block(block: Block, where: str) -> KnownActor:
    """The actor that a block describes. Raises `KnowledgeError`, beginning with `where` and the block's id, when it breaks a rule."""
    label = block.get("id") or block.get("name") or "a block"
    try:
        "".join(_texts(block)).encode()
        return read_actor({"source": "user", **block}, country_codes(), where)
    except UnicodeEncodeError as error:
        raise KnowledgeError(f"{where}: {label!a}: half of a surrogate pair in a text") from error
    except BrokenRule as broken:
        raise KnowledgeError(f"{where}: {label}: {broken}") from broken


def _texts(value: object) -> Iterator[str]:
    """Every text inside a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def beside(own: Sequence[KnownActor], packaged: Iterable[KnownActor]) -> list[KnownActor]:
    """The packaged actors that no block of the user's takes the place of."""
    replaced = {actor.id for actor in own}
    return [actor for actor in packaged if actor.id not in replaced]


def joined(own: Own, packaged: Sequence[KnownActor]) -> JoinedKnowledge:
    """The packaged knowledge with the user's before it and the merged actors made one. Raises `KnowledgeError` when a rule is broken."""
    others = beside(own.actors, packaged)
    if broken := broken_rules(own.actors, beside=others):
        raise KnowledgeError("\n".join(broken))
    actors = [*own.actors, *others]
    if not own.merges:
        return JoinedKnowledge(build_tables(actors), own.actors, {})
    target = targets(own.merges, {actor.id for actor in actors})
    merged = _made_one(actors, target)
    touched = [actor for actor, before in merged if actor is not before]
    kept = {actor.id for actor in touched}
    # Namesakes were looked at above; what a merge can add is a circle and two holders of one office.
    nameless = [dataclasses.replace(actor, names=(), seats=(), capitals=(), demonyms=(), usual_names=()) for actor in touched]
    if broken := broken_rules(nameless, beside=[actor for actor, _ in merged if actor.id not in kept]):
        pairs = ", ".join(f"{merge.source} into {merge.into}" for merge in own.merges)
        raise KnowledgeError("\n".join(f"{problem} (once {pairs} are merged)" for problem in broken))
    return JoinedKnowledge(build_tables([actor for actor, _ in merged]), own.actors, target)


def targets(merges: Sequence[Merge], known: frozenset[str] | set[str]) -> dict[str, str]:
    """Which id each merged one leads to in the end. Raises `KnowledgeError` for an id that no block has, one merged twice, and a circle."""
    step: dict[str, Merge] = {}
    for merge in merges:
        said = f"{merge.origin}: merged: " if merge.origin else ""
        if stray := [identifier for identifier in (merge.source, merge.into) if identifier not in known]:
            raise KnowledgeError(f"{said}no block has the id {stray[0]!r}")
        if merge.source in step:
            raise KnowledgeError(f"{said}{merge.source} is merged already, into {step[merge.source].into}")
        ahead = merge.into
        while ahead in step:
            ahead = step[ahead].into
        if ahead == merge.source:
            raise KnowledgeError(f"{said}{merge.source} into {merge.into} leads back to {merge.source}: a circle")
        step[merge.source] = merge
    ends: dict[str, str] = {}
    for source, merge in step.items():
        ahead = merge.into
        while ahead in step:
            ahead = step[ahead].into
        ends[source] = ahead
    return ends


def _made_one(actors: Sequence[KnownActor], target: Mapping[str, str]) -> list[tuple[KnownActor, KnownActor]]:
    """The actors that stay, with what those merged into them lend, each beside what it was before; the same object where nothing changed."""
    by_id = {actor.id: actor for actor in actors}
    lenders: dict[str, list[KnownActor]] = {}
    for source, into in target.items():
        lenders.setdefault(into, []).append(by_id[source])
    holders: dict[str, set[str]] = {}
    for actor in actors:
        for name in (*actor.names, *actor.seats, *actor.capitals, *actor.demonyms):
            holders.setdefault(name_key(name), set()).add(target.get(actor.id, actor.id))
    out = []
    for actor in actors:
        if actor.id in target:
            continue
        whole = actor
        for lender in lenders.get(actor.id, ()):
            whole = _with(whole, lender, holders)
        out.append((_redirected(whole, target), actor))
    return out


def _with(actor: KnownActor, lender: KnownActor, holders: Mapping[str, set[str]]) -> KnownActor:
    changes: dict[str, object] = {field: tuple(dict.fromkeys((*getattr(actor, field), *getattr(lender, field)))) for field in _LENT}
    changes |= {field: getattr(lender, field) for field in _FILLED if getattr(actor, field) in (None, ())}
    # A name that was ambiguous only between the two is so no more.
    both = set(actor.ambiguous_names) & set(lender.ambiguous_names)
    names = dict.fromkeys((*actor.ambiguous_names, *lender.ambiguous_names))
    changes["ambiguous_names"] = tuple(name for name in names if name not in both or len(holders[name_key(name)]) > 1)
    return dataclasses.replace(actor, **changes)  # type: ignore[arg-type]  # the fields are those of the same class


def _redirected(actor: KnownActor, target: Mapping[str, str]) -> KnownActor:
    """The actor with its references led to what they were merged into; a reference to the actor itself falls away."""
    changes: dict[str, object] = {}
    for field in ("part_of", "formerly", "later"):
        before: tuple[str, ...] = getattr(actor, field)
        after = tuple(dict.fromkeys(target.get(identifier, identifier) for identifier in before))
        after = tuple(identifier for identifier in after if identifier != actor.id)
        if after != before:
            changes[field] = after
    if any(held.of in target for held in actor.offices):
        changes["offices"] = tuple(dataclasses.replace(held, of=target.get(held.of, held.of)) for held in actor.offices)
    return dataclasses.replace(actor, **changes) if changes else actor  # type: ignore[arg-type]  # likewise
