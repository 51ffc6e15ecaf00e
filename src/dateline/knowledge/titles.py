"""What imports know of other makers' terms: the tables in `data`, and the offices that titles of positions name."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parent / "data"


@functools.cache
def data_file(name: str) -> Any:
    """A table of `data`, with every scalar as text."""
    import yaml

    return yaml.load((_DATA / f"{name}.yaml").read_text(encoding="utf-8"), yaml.CBaseLoader)


def office_of(label: str) -> str | None:
    """The single-person office that the label of a position names: `President of Syria` is `president`, `President of the Senate` too, so that a caller
    looks at whose it is as well. Nothing for a deputy or any other position.
    """
    words = label.casefold().strip()
    titles: dict[str, str] = data_file("wikidata")["titles"]
    for title in sorted(titles, key=len, reverse=True):
        if words == title or words.startswith((f"{title} of ", f"{title} for ")):
            return titles[title]
    return None
