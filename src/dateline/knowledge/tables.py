"""The tables of all actors: from the knowledge files, or from the cache of an earlier reading of the same files.

To parse the packaged YAML takes a few hundred milliseconds, too much for a command that reads one short report. What was parsed is therefore kept in
the user's cache directory under a name that is a hash of the files and of the code that reads them, so that a changed file is never answered
from an old cache. A cache that can't be read or written is no error: the files are then parsed.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from dateline._errors import KnowledgeError
from dateline.knowledge.model import Entry, KnownActor, Tables, Via
from dateline.knowledge.names import acronym_key, folded_key, is_acronym, name_key
from dateline.knowledge.rules import broken_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ROOM = Path(__file__).parent
_PACKAGED = ("states", "governments", "organisations", "groups", "leaders")


@functools.cache
def country_codes() -> frozenset[str]:
    """The country codes that a block may carry: ISO 3166-1 alpha-2, and `XK`, which news and banks use for Kosovo."""
    import yaml

    text = (_ROOM / "data" / "countries.yaml").read_text(encoding="utf-8")
    return frozenset(yaml.load(text, yaml.CBaseLoader)["codes"].split())


def packaged_paths() -> tuple[Path, ...]:
    """The knowledge files that come with dateline, in the order in which they are asked."""
    return tuple(_ROOM / "data" / f"{name}.yaml" for name in _PACKAGED)


def packaged_tables() -> Tables:
    """The tables of the packaged files. The test suite holds these to the rules, so that a process need not check them again."""
    # A process without a home directory has no cache: `Path.home` raises RuntimeError.
    with contextlib.suppress(OSError, RuntimeError, msgspec.MsgspecError):
        return msgspec.msgpack.decode(_cache_path().read_bytes(), type=Tables)
    tables = build_tables(read_actors(packaged_paths()))
    with contextlib.suppress(OSError, RuntimeError):
        cache = _cache_path()
        cache.parent.mkdir(parents=True, exist_ok=True)
        # Another process may be reading or writing the same file: a name of our own, and then one atomic move.
        own = cache.with_suffix(f".{os.getpid()}")
        own.write_bytes(msgspec.msgpack.encode(tables))
        own.replace(cache)
    return tables


def extended_tables(extra: Sequence[Path]) -> Tables:
    """The tables of the packaged files with those of the user before them; a user's block replaces a packaged one of the same id."""
    own = read_actors(extra)
    replaced = {actor.id for actor in own}
    packaged = [actor for actor in packaged_tables().actors if actor.id not in replaced]
    if broken := broken_rules(own, beside=packaged):
        raise KnowledgeError("\n".join(broken))
    return build_tables([*own, *packaged])


def read_actors(paths: Iterable[Path]) -> list[KnownActor]:
    """The actors of some knowledge files. Raises `KnowledgeError` when a block breaks a rule."""
    from dateline.knowledge.blocks import read_blocks

    actors: list[KnownActor] = []
    for path in paths:
        found, problems = read_blocks(path, country_codes())
        if problems:
            raise KnowledgeError("\n".join(problems))
        actors += found
    return actors


def build_tables(actors: Sequence[KnownActor]) -> Tables:
    """The tables of some actors."""
    acronyms: dict[str, tuple[Entry, ...]] = {}
    names: dict[str, tuple[Entry, ...]] = {}
    capitals: dict[str, tuple[Entry, ...]] = {}
    demonyms: dict[str, tuple[Entry, ...]] = {}

    def enter(table: dict[str, tuple[Entry, ...]], key: str, position: int, via: Via, name: str) -> None:
        table[key] = (*table.get(key, ()), (position, via, name))

    for position, actor in enumerate(actors):
        former = {name for name, _ in actor.former}
        for name in (*actor.names, *actor.seats):
            via: Via = "former" if name in former else "name" if name in actor.names else "seat"
            if is_acronym(name):
                enter(acronyms, acronym_key(name), position, via, name)
            else:
                enter(names, folded_key(name), position, via, name)
        for name in actor.capitals:
            enter(capitals, folded_key(name), position, "capital", name)
        for name in actor.seats:
            enter(capitals, folded_key(name), position, "seat", name)
        for word in actor.demonyms:
            enter(demonyms, name_key(word), position, "demonym", word)
    return Tables(tuple(actors), acronyms, names, capitals, demonyms)


def _cache_path() -> Path:
    contents = [path.read_bytes() for path in packaged_paths()]
    readers = [(_ROOM / f"{name}.py").read_bytes() for name in ("blocks", "model", "names", "tables")]
    digest = hashlib.sha256(b"\0".join([*contents, *readers])).hexdigest()
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "dateline" / f"knowledge-{digest[:32]}.msgpack"
