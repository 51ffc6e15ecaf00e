"""What an export could not hold, counted.

A format declares the fields that it holds (`event.type`, or `event.counts` for all that is below). Every other field of a record that goes out
counts as dropped where it has a value; this is read off the record classes themselves, so that a field that is added to them is reported as lost
by each format until that format learns to hold it.
"""

from __future__ import annotations

import types
import typing
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from dateline.records import model

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dateline.exports.rows import Stored

KINDS = ("reports", "actors", "claims", "events", "ties", "places", "times")
"""The kinds of record, as a loss report counts them."""

_KIND_OF: dict[type[model.Record], str] = {
    model.Document: "reports",
    model.Actor: "actors",
    model.Claim: "claims",
    model.Event: "events",
    model.Tie: "ties",
    model.Place: "places",
    model.Time: "times",
}
_LOCAL_IDS = frozenset({"actor.id", "claim.id", "event.id", "tie.id", "place.id"})
"""Ids that count inside a report and mean nothing outside it: every format gives records other ones."""


class Loss(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the records in one format.

    `records_in` and `records_out` count records by kind. `left_out` says for each kind how many records the files do not hold, by reason: it adds
    up to the difference. `dropped` counts the values of records that went out which the format has no place for, by field. `altered` counts values
    that are not, or not wholly, written as they were. `notes` count what else there is to know about some of the files. `layouts` says of files that lay the
    same records out once more, in columns of other programs, what `dropped` says of the format: by file and field, how many values have no column.
    """

    format: str
    files: tuple[str, ...]
    records_in: dict[str, int]
    records_out: dict[str, int]
    left_out: dict[str, dict[str, int]]
    dropped: dict[str, int]
    altered: dict[str, int]
    notes: dict[str, int]
    layouts: dict[str, dict[str, int]] = {}

    def lines(self) -> list[str]:
        """The report for a person, one finding a line."""
        held = [f"{self.records_out[kind]} of {self.records_in[kind]} {kind}" for kind in KINDS if self.records_in[kind]]
        out = [f"{self.format}: {', '.join(held) or 'no records'}, in {', '.join(self.files)}"]
        out += [f"  left out: {counted(number, kind)}: {reason}" for kind, reasons in self.left_out.items() for reason, number in reasons.items()]
        if self.dropped:
            out.append("  no place for: " + ", ".join(f"{field} ({number})" for field, number in self.dropped.items()))
        out += [f"  changed: {number} {what}" for what, number in self.altered.items()]
        out += [f"  {number} {what}" for what, number in self.notes.items()]
        for file, fields_ in self.layouts.items():
            out.append(f"  no column in {file} for: " + ", ".join(f"{field} ({number})" for field, number in fields_.items()))
        return out


def counted(number: int, kind: str) -> str:
    """A number of records of a kind: "1 tie", "2 ties"."""
    return f"{number} {kind.removesuffix('s') if number == 1 else kind}"


class Tally:
    """Counts what becomes of the records while one format is written."""

    def __init__(self, name: str, held: Iterable[str]) -> None:
        self._name = name
        self._lost = {kind: _lost(kind, frozenset(held)) for kind in _KIND_OF}
        self._in: Counter[str] = Counter()
        self._out: Counter[str] = Counter()
        self._left_out: dict[str, Counter[str]] = {}
        self._dropped: Counter[str] = Counter()
        self._altered: Counter[str] = Counter()
        self._notes: Counter[str] = Counter()
        self._layouts: dict[str, Counter[str]] = {}

    def counting(self, stored: Iterable[Stored]) -> Iterator[Stored]:
        """Pass reports on and count what they bring; a format that goes through them several times counts once."""
        for one in stored:
            reading = one.reading
            self._in["reports"] += 1
            for kind in KINDS[1:]:
                self._in[kind] += len(getattr(reading, kind))
            yield one

    def out(self, record: model.Record) -> None:
        """A record went out; its values that the format has no place for are counted."""
        self._out[_KIND_OF[type(record)]] += 1
        for field, count in self._lost[type(record)]:
            number = count(record)
            if number:
                self._dropped[field] += number

    def left_out(self, kind: str, reason: str, number: int = 1) -> None:
        """Some records of a kind did not go out."""
        if number:
            self._left_out.setdefault(kind, Counter())[reason] += number

    def repeated(self, number: int) -> None:
        """Some reports were given more than once; they and their records are left out."""
        self._in["reports"] += number
        self.left_out("reports", "given more than once", number)

    def altered(self, what: str, number: int = 1) -> None:
        """Some values went out changed."""
        if number:
            self._altered[what] += number

    def note(self, what: str, number: int = 1) -> None:
        """Something else is worth knowing about a file."""
        if number:
            self._notes[what] += number

    def dropped(self, field: str, number: int = 1) -> None:
        """Some values of a field that the format holds in other cases were dropped."""
        if number:
            self._dropped[field] += number

    def laid_out(self, record: model.Record, file: str, held: frozenset[str]) -> None:
        """A record has a row in a further layout as well, with columns for some of its fields; its values without a column are counted."""
        for field, count in _lost(type(record), held):
            self.no_column(file, field, count(record))

    def no_column(self, file: str, field: str, number: int = 1) -> None:
        """Some values of a field have no column in a further layout, though others may."""
        if number:
            self._layouts.setdefault(file, Counter())[field] += number

    def loss(self, files: Iterable[str]) -> Loss:
        """The report, in an order that does not hang on that of the records."""
        return Loss(
            format=self._name,
            files=tuple(files),
            records_in={kind: self._in[kind] for kind in KINDS},
            records_out={kind: self._out[kind] for kind in KINDS},
            left_out={kind: dict(sorted(self._left_out[kind].items())) for kind in KINDS if kind in self._left_out},
            dropped=dict(sorted(self._dropped.items())),
            altered=dict(sorted(self._altered.items())),
            notes=dict(sorted(self._notes.items())),
            layouts={file: dict(sorted(counted.items())) for file, counted in sorted(self._layouts.items())},
        )


Counting = typing.Callable[[Any], int]


@cache
def _lost(kind: type[model.Record], held: frozenset[str]) -> list[tuple[str, Counting]]:
    """The fields of a record class that are not held, each with the function that counts its values."""
    return [(field, count) for field, count in fields(kind) if not any(field == name or field.startswith(f"{name}.") for name in held | _LOCAL_IDS)]


@cache
def fields(kind: type[model.Record]) -> tuple[tuple[str, Counting], ...]:
    """Every field of a record class and of what it contains, as `claim.source.span`, with the function that counts its values in one record."""
    return tuple(_fields(kind, kind.__name__.lower()))


def _fields(kind: type[model.Record], prefix: str) -> Iterator[tuple[str, Counting]]:
    for name, hint in typing.get_type_hints(kind).items():
        path = f"{prefix}.{name}"
        inner, many = _inner(hint)
        if isinstance(inner, type) and issubclass(inner, model.Record):
            for deeper, count in _fields(inner, path):
                yield deeper, (_summing(name, count) if many else _reaching(name, count))
        else:
            yield path, (_length(name) if many else _presence(name))


def _inner(hint: Any) -> tuple[Any, bool]:
    """What a field holds, and whether it may hold several of it. A span is one thing, although it is a pair."""
    arguments = typing.get_args(hint)
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        return _inner(next(part for part in arguments if part is not type(None)))
    if typing.get_origin(hint) is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        return arguments[0], True
    return hint, False


def _presence(name: str) -> Counting:
    return lambda record: getattr(record, name) not in (None, "")


def _length(name: str) -> Counting:
    return lambda record: len(getattr(record, name))


def _reaching(name: str, count: Counting) -> Counting:
    def reach(record: Any) -> int:
        below = getattr(record, name)
        return 0 if below is None else count(below)

    return reach


def _summing(name: str, count: Counting) -> Counting:
    return lambda record: sum(map(count, getattr(record, name)))
