"""What events are about: the words, manners and parties that tell each of PLOVER's contexts, as `contexts.yaml` lists them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, get_args

from dateline._errors import KnowledgeError
from dateline.ontology.lexicon import read_table
from dateline.records.model import Context

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Party:
    """A context that an event of one of `types` has where an actor of one of `kinds` takes part."""

    context: Context
    kinds: frozenset[str]
    types: frozenset[str]


@dataclass(frozen=True, slots=True)
class Contexts:
    """`phrases` maps the first lemma of an entry to (its other lemmas, the contexts that it tells), longest first."""

    phrases: dict[str, list[tuple[tuple[str, ...], tuple[Context, ...]]]]
    modes: dict[str, tuple[Context, ...]]
    parties: tuple[Party, ...]
    dealings: Party


def _known(names: Iterable[str]) -> tuple[Context, ...]:
    if unknown := set(names) - set(get_args(Context)):
        raise KnowledgeError(f"contexts.yaml: {', '.join(sorted(unknown))} is no PLOVER context; they are {', '.join(get_args(Context))}")
    return tuple(names)  # type: ignore[arg-type] # checked above


@cache
def load_contexts() -> Contexts:
    """The packaged table. Raises `KnowledgeError` when it breaks its rules."""
    data = read_table("contexts.yaml")
    told: dict[tuple[str, ...], list[Context]] = {}
    for context, entries in data["words"].items():
        (known,) = _known([context])
        for entry in entries:
            told.setdefault(tuple(entry.lower().split(" ")), []).append(known)
    phrases: dict[str, list[tuple[tuple[str, ...], tuple[Context, ...]]]] = {}
    for (first, *rest), contexts in told.items():
        phrases.setdefault(first, []).append((tuple(rest), tuple(contexts)))
    for entries in phrases.values():
        entries.sort(key=lambda entry: len(entry[0]), reverse=True)
    parties = tuple(Party(_known([name])[0], frozenset(row["kinds"]), frozenset(row["types"])) for name, row in data["parties"].items())
    row = data["dealings"]
    return Contexts(
        phrases=phrases,
        modes={mode: _known(names) for mode, names in data["modes"].items()},
        parties=parties,
        dealings=Party(_known([row["context"]])[0], frozenset(row["kinds"]), frozenset(row["types"])),
    )
