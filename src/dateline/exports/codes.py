"""The codes of other schemes that follow from dateline's own, from `codes.yaml` and `countries.yaml`. What does not follow is None."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

if TYPE_CHECKING:
    from dateline.records.model import Actor, Event

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Country(NamedTuple):
    """A country in ISO 3166-1: its alpha-3 code, number and English name."""

    alpha3: str
    number: int | None
    name: str


@cache
def codes() -> dict[str, Any]:
    """The tables of `codes.yaml`."""
    table: dict[str, Any] = _table("codes.yaml")
    return table


@cache
def _countries() -> dict[str, Country]:
    return {alpha2: Country(*row) for alpha2, row in _table("countries.yaml").items()}


def _table(name: str) -> Any:
    return yaml.load((resources.files("dateline.exports") / name).read_text(encoding="utf-8"), Loader=_Loader)


def country(alpha2: str | None) -> Country | None:
    """A country by its alpha-2 code, in which records give it."""
    return _countries().get(alpha2) if alpha2 else None


def alpha3(alpha2: str | None) -> str | None:
    """The alpha-3 code of a country."""
    found = country(alpha2)
    return found.alpha3 if found else None


def quad(event: Event) -> int:
    """PLOVER's class of an event's type: 1 and 2 verbal and material cooperation, 3 and 4 verbal and material conflict."""
    return next(int(number) for number, types in codes()["quads"].items() if event.type in types)


def root(event: Event) -> str:
    """CAMEO's root code for an event, two digits."""
    row = codes()["roots"][event.type]
    found: str = row.get(event.mode, row["root"])
    return found


def sector(actor: Actor, scheme: str) -> str | None:
    """The sector of an actor in `plover` or `cameo`; None for a state, a person and whoever else has none by kind."""
    found: str | None = codes()["sectors"].get(actor.kind, {}).get(scheme)
    return found


def happened(event: Event) -> bool:
    """Whether the report, or a source in it, has it that the event took place: only such events go where nothing would tell them from others."""
    return event.status in ("asserted", "attributed")


NOT_HAPPENED = "denied, intended or hypothetical"
"""Why events for which `happened` is false are left out."""
