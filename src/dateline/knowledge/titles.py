"""What imports know of other makers' terms: the tables in `data`, and the offices that titles of positions name."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from dateline.knowledge.actors import load

_DATA = Path(__file__).parent / "data"
_OWNERS = ("state", "government", "igo", "coalition")


@functools.cache
def data_file(name: str) -> Any:
    """A table of `data`, with every scalar as text."""
    import yaml

    return yaml.load((_DATA / f"{name}.yaml").read_text(encoding="utf-8"), yaml.CBaseLoader)


def position(label: str, country: str | None) -> tuple[str, str] | None:
    """The office that the label of a position names and the id of whose it is: `President of Syria` gives `("president", "state:SY")`.

    A bare title, `Prime Minister`, is that of the country whose code is given. Nothing for a deputy, for `President of the Senate`, and for any other
    position that is not the single-person office of a state or an organisation that is known.
    """
    words = label.strip()
    titles: dict[str, str] = data_file("wikidata")["titles"]
    for title in sorted(titles, key=len, reverse=True):
        if words.casefold() == title:
            state = load().country(country) if country else None
            return (titles[title], state.id) if state else None
        for link in (" of ", " for "):
            if words.casefold().startswith(title + link):
                owners = load().actor(words[len(title + link) :])
                owner = next((actor for actor in owners if actor.kind in _OWNERS), None)
                return (titles[title], owner.id) if owner else None
    return None
