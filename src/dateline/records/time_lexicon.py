"""The words of date expressions, read once from `ontology/times.yaml`, and what they mean in numbers."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word tables. `months` and `weekdays` map every form to 1-12 and 0-6; `holidays` maps a name to its rule."""

    months: Mapping[str, int]
    full_months: frozenset[str]
    ambiguous_months: frozenset[str]
    weekdays: Mapping[str, int]
    full_weekdays: tuple[str, ...]
    seasons: Mapping[str, int]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    units: tuple[str, ...]
    names: Mapping[str, tuple[str, ...]]
    count_nouns: tuple[str, ...]
    holidays: Mapping[str, tuple[str, tuple[int, ...]]]
    dated_nouns: tuple[str, ...]
    decades: Mapping[str, int]
    postponing: tuple[str, ...]
    tense: Mapping[str, tuple[str, ...]]

    def number(self, word: str) -> int:
        """The value of a number in digits or words, "twenty-one" included."""
        if word.isdigit():
            return int(word)
        return sum(self.numbers[part] for part in re.split(r"[-\s]+", word))

    def ordinal(self, word: str) -> int:
        """The value of an ordinal, "twenty first" in two words included."""
        return self.ordinals[re.sub(r"[-\s]+", "-", word)]

    @property
    def spelt_ordinals(self) -> tuple[str, ...]:
        """The ordinals in words that count from the beginning."""
        return tuple(word for word, value in self.ordinals.items() if value > 0 and word[0].isalpha())

    def month(self, word: str) -> int:
        """The number of a month by any of its names."""
        return self.months[word.rstrip(".")]

    def weekday(self, word: str) -> int:
        """The number of a weekday by any of its names, Monday is 0."""
        return self.weekdays[word.rstrip(".")]


def either(words: Iterable[str]) -> str:
    """A pattern that matches any of these words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) + ")"


@functools.cache
def lexicon() -> Lexicon:
    """The lexicon, read on first use."""
    from importlib import resources

    import yaml

    source = resources.files("dateline.ontology").joinpath("times.yaml").read_bytes()
    table: dict[str, Any] = yaml.load(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # a safe loader, C or Python
    holidays: dict[str, tuple[str, tuple[int, ...]]] = {}
    for kind, rows in table["holidays"].items():
        for name, rule in rows.items() if isinstance(rows, dict) else ((name, ()) for name in rows):
            holidays[name] = kind, tuple(rule) if isinstance(rule, (list, tuple)) else (rule,)
    return Lexicon(
        months={form: number for number, forms in enumerate(table["months"], 1) for form in forms},
        full_months=frozenset(forms[0] for forms in table["months"]),
        ambiguous_months=frozenset(table["ambiguous_months"]),
        weekdays={form: number for number, forms in enumerate(table["weekdays"]) for form in forms},
        full_weekdays=tuple(forms[0] for forms in table["weekdays"]),
        seasons=table["seasons"],
        numbers=table["numbers"],
        ordinals=table["ordinals"],
        units=tuple(table["units"]),
        names={place: tuple(words) for place, words in table["names"].items()},
        count_nouns=tuple(table["count_nouns"]),
        holidays=holidays,
        dated_nouns=tuple(table["dated_nouns"]),
        decades=table["decades"],
        postponing=tuple(table["postponing"]),
        tense={kind: tuple(words) for kind, words in table["tense"].items()},
    )
