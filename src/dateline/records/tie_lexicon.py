"""The words of the constructions that state ties, from the section `constructions` of `ties.yaml`."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from importlib import resources

import yaml

from dateline._errors import KnowledgeError


@dataclass(frozen=True, slots=True)
class TieWords:
    """Word lists by what a word does in a construction; `ties.yaml` says for each what it holds."""

    accusing: frozenset[str]
    against: frozenset[str]
    allegations: frozenset[str]
    backing: frozenset[str]
    banning: frozenset[str]
    beginning: frozenset[str]
    bodies: frozenset[str]
    commands: frozenset[str]
    composing: frozenset[str]
    defeating: frozenset[str]
    examples: frozenset[str]
    finished: frozenset[str]
    giving: frozenset[str]
    giving_up: frozenset[str]
    group_names: frozenset[str]
    goods: frozenset[str]
    governing: frozenset[str]
    helping: frozenset[str]
    lacking: frozenset[str]
    lapsing: frozenset[str]
    lasting: frozenset[str]
    legislators: frozenset[str]
    links: frozenset[str]
    listing: frozenset[str]
    lists: frozenset[str]
    longer: frozenset[str]
    machines: frozenset[str]
    making: frozenset[str]
    measures: frozenset[str]
    offices: frozenset[str]
    ousting: frozenset[str]
    over: frozenset[str]
    pitting: frozenset[str]
    pacts: frozenset[str]
    portfolios: frozenset[str]
    positions: frozenset[str]
    ranks: frozenset[str]
    realising: frozenset[str]
    refusing: frozenset[str]
    remaining: frozenset[str]
    resigning: frozenset[str]
    rulers: frozenset[str]
    ruling: frozenset[str]
    taking: frozenset[str]
    thwarting: frozenset[str]
    trading: frozenset[str]
    truces: frozenset[str]
    unions: frozenset[str]
    waging: frozenset[str]
    wholes: frozenset[str]
    wishing: frozenset[str]
    chambers: dict[str, tuple[str, ...]]
    """For each word for a legislator the words in the names of the chambers that it sits in, the likeliest first."""


@cache
def tie_words() -> TieWords:
    """The packaged words. Raises `KnowledgeError` when a list is missing or unknown."""
    text = resources.files("dateline.ontology").joinpath("ties.yaml").read_text(encoding="utf-8")
    data = yaml.safe_load(text).get("constructions", {})
    wanted = {entry.name for entry in fields(TieWords)}
    if wrong := wanted ^ set(data):
        raise KnowledgeError(f"ties.yaml: constructions: {', '.join(sorted(wrong))}: the lists are {', '.join(sorted(wanted))}")
    chambers = {noun: tuple(words) for noun, words in data.pop("chambers").items()}
    return TieWords(**{name: frozenset(words) for name, words in data.items()}, chambers=chambers)
