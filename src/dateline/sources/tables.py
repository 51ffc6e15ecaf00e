"""The word lists and patterns of this room, read from the YAML files beside this module once and kept."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml where it is built in (ten times faster), else the pure Python reader."""


@cache
def table(name: str) -> dict[str, Any]:
    """The content of `<name>.yaml` in this package."""
    data = resources.files(__package__).joinpath(f"{name}.yaml").read_bytes()
    content: dict[str, Any] = yaml.load(data, Loader=_LOADER)
    return content


@cache
def words(name: str, key: str) -> frozenset[str]:
    """The list under `key` in `<name>.yaml`, as a set."""
    return frozenset(str(word) for word in table(name)[key])


def one_of(patterns: Iterable[str]) -> str:
    """A regular expression that matches what any of the patterns matches."""
    return "(?:" + "|".join(f"(?:{pattern})" for pattern in patterns) + ")"


@cache
def layout_pattern(key: str, before: str = "", after: str = "") -> re.Pattern[str]:
    """The patterns under `key` in `layout.yaml` as one regular expression between `before` and `after`, in any case."""
    return re.compile(before + one_of(table("layout")[key]) + after, re.IGNORECASE)
