"""Ids for blocks that come without one: a room that suits the kind, and the name in plain letters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dateline.knowledge.names import folded_key

if TYPE_CHECKING:
    from collections.abc import Container

_ROOMS = {
    "state": "state", "government": "gov", "military": "force", "coalition": "coalition", "igo": "igo", "ngo": "ngo", "company": "company", "media": "media",
    "population": "people", "person": "person",
}  # fmt: skip
_APART = re.compile(r"[^a-z0-9]+")


def identifier(kind: str, name: str, taken: Container[str] = ()) -> str:
    """An id for a new block that none of the `taken` ids equals: `group:river-front`, then `group:river-front-2`.

    A name without Latin letters gives the code points of its first letters.
    """
    room = _ROOMS.get(kind, "group")
    rest = _APART.sub("-", folded_key(name)).strip("-") or "-".join(f"u{ord(character):x}" for character in name.strip()[:8]) or "unnamed"
    found = plain = f"{room}:{rest}"
    number = 1
    while found in taken:
        number += 1
        found = f"{plain}-{number}"
    return found
