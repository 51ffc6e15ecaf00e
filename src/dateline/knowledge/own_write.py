"""Changes to the user's own file. Each is made whole or not at all, and leaves everything else in the file as it stands, comments included.

The new text is put together beside the file, read back, held to all rules, written to a new file and moved over the old one, so that whoever reads
sees the old file or the new one, also after a crash. A writer holds a lock on the folder meanwhile: two commands at once lose nothing.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from typing import TYPE_CHECKING

from dateline._errors import KnowledgeError
from dateline.knowledge.export import flow, line_of
from dateline.knowledge.own import Merge, Own, joined, parse_own, top_of
from dateline.knowledge.tables import packaged_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from dateline.knowledge.export import Block
    from dateline.knowledge.model import KnownActor


@contextlib.contextmanager
def changing(path: Path) -> Iterator[str]:
    """The text of an own file, empty when there is none, while nobody else can change it. Makes the folder where it is missing."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _locked(path.parent):
            yield path.read_bytes().decode("utf-8") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path}: the file can't be changed: {error}") from error


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold a folder for ourselves; the system lets it go when this process ends, however it ends."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def replace_file(path: Path, text: str) -> None:
    """Put a text in the place of a file, or leave the file as it is and raise `OSError`. Its permissions stay; a link stays a link."""
    target = path.resolve()
    prefix = f".{target.name}.new-"
    descriptor, name = tempfile.mkstemp(prefix=prefix, dir=target.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            os.chmod(name, target.stat().st_mode & 0o777)  # noqa: PTH101  # mkstemp gives a text
        os.replace(name, target)  # noqa: PTH105  # likewise
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108  # likewise
        raise
    # What a process left that was killed while it wrote.
    for stale in target.parent.glob(f"{prefix}*"):
        with contextlib.suppress(OSError):
            stale.unlink()


def add(path: Path, blocks: Sequence[Block], actors: Sequence[KnownActor], merges: Sequence[Merge] = ()) -> None:
    """Add blocks, each given with the actor that it reads as, and merges. Raises `KnowledgeError`, and changes nothing, when that breaks a rule."""
    with changing(path) as text:
        before = parse_own(text, path)
        new = with_items(text, path, "actors", [line_of({**block, "source": block.get("source", "user")}) for block in blocks])
        new = with_items(new, path, "merged", [flow({"from": merge.source, "into": merge.into}) for merge in merges])
        _settle(path, new, Own((*before.actors, *actors), (*before.merges, *merges)))


def unmerge(path: Path, source: str) -> Merge:
    """Take a merge out again, and give it. Raises `KnowledgeError` when the actor is not merged."""
    with changing(path) as text:
        before = parse_own(text, path)
        found = next((merge for merge in before.merges if merge.source == source), None)
        if found is None:
            merged = ", ".join(merge.source for merge in before.merges) or "nothing"
            raise KnowledgeError(f"{path}: {source} is not merged; merged: {merged}")
        kept = tuple(merge for merge in before.merges if merge is not found)
        _settle(path, without_item(text, path, "merged", before.merges.index(found)), Own(before.actors, kept))
    return found


def _settle(path: Path, text: str, expected: Own) -> None:
    """Write a new text, if it holds what it should and keeps all rules."""
    _compare(parse_own(text, path), expected, path)
    joined(expected, packaged_tables().actors)
    replace_file(path, text)


def _compare(found: Own, expected: Own, path: Path) -> None:
    def pairs(own: Own) -> list[tuple[str, str]]:
        return [(merge.source, merge.into) for merge in own.merges]

    # Edits go in at the end or at the beginning of a list, by the way in which it is written.
    same = {actor.id: actor for actor in found.actors} == {actor.id: actor for actor in expected.actors} and len(found.actors) == len(expected.actors)
    if not same or sorted(pairs(found)) != sorted(pairs(expected)):
        raise KnowledgeError(f"{path}: the file is written in a way that can't be edited safely; make the change by hand")


def with_items(text: str, path: Path, key: str, items: Sequence[str]) -> str:
    """The text of an own file with more items in the list under a key: after the last in a block list, before the first in one in brackets."""
    import yaml

    if not items:
        return text
    listed = top_of(text, path).get(key)
    if listed is None:
        root = yaml.compose(text, yaml.CBaseLoader)
        if isinstance(root, yaml.CollectionNode) and root.flow_style:
            raise KnowledgeError(f"{path}: the file is one mapping in braces; put `actors:` on a line of its own")
        return _inserted(text, len(text) if root is None else root.end_mark.index, [f"{key}:", *(f"- {item}" for item in items)])
    if not isinstance(listed, yaml.SequenceNode):  # a key without a value
        at = listed.start_mark.index
        return text[:at] + "".join(f"\n- {item}" for item in items) + text[at:]
    if listed.flow_style:
        at = listed.start_mark.index + 1
        return text[:at] + "".join(f"{item}, " for item in items) + text[at:]
    indent = " " * listed.start_mark.column
    return _inserted(text, listed.end_mark.index, [f"{indent}- {item}" for item in items])


def _inserted(text: str, at: int, lines: Sequence[str]) -> str:
    """The text with lines put in before the line that begins at a position, or at its end."""
    before, after = text[:at], text[at:]
    if before.strip(" ") and not before.endswith("\n"):
        # The list ends where the next token stands, and the last line may lack its end.
        head, newline, indent = before.rpartition("\n")
        before, after = (before + "\n", after) if not after or indent.strip() else (head + newline, indent + after)
    return before + "".join(f"{line}\n" for line in lines) + after


def without_item(text: str, path: Path, key: str, index: int) -> str:
    """The text of an own file without one item of the list under a key, and without the lines that the item stands on."""
    import yaml

    listed = top_of(text, path)[key]
    assert isinstance(listed, yaml.SequenceNode)  # noqa: S101  # the caller has read the item
    items: list[yaml.Node] = listed.value
    if len(items) == 1:
        tail = text[listed.end_mark.index :]
        return text[: listed.start_mark.index].rstrip() + " []" + ("" if listed.flow_style else "\n") + tail
    item, following = items[index], items[index + 1] if index + 1 < len(items) else None
    if listed.flow_style:
        if following is not None:
            return text[: item.start_mark.index] + text[following.start_mark.index :]
        return text[: items[index - 1].end_mark.index] + text[item.end_mark.index :]
    start = text.rfind("\n", 0, item.start_mark.index) + 1
    if isinstance(item, yaml.CollectionNode) and item.flow_style:  # it ends where its brace stands, so that comments below it can stay
        return text[:start] + text[text.find("\n", item.end_mark.index) + 1 or len(text) :]
    return text[:start] + text[listed.end_mark.index if following is None else text.rfind("\n", 0, following.start_mark.index) + 1 :]
