"""What a question is asked with: every option is looked at before anything is counted, and one that can't be says what can."""

from __future__ import annotations

import math
import numbers
from typing import TYPE_CHECKING

from dateline import _days
from dateline._errors import NetworkError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence


def day(name: str, given: object, *, last: bool) -> dt.date:
    """The day that an option gives; of a year or a month the `last` day, or the first. Raises `NetworkError` for what is none."""
    try:
        return _days.day(given, last=last)
    except ValueError:
        raise _wrong(name, given, f"a date, or a text of the form {_days.FORMS}") from None


def word(name: str, value: object, words: Sequence[str]) -> None:
    """Raise `NetworkError` for an option that is none of its `words`."""
    if not isinstance(value, str) or value not in words:
        raise _wrong(name, value, f"one of {', '.join(words)}" if len(words) > 1 else f"{words[0]}, which is all there is")


def whole(name: str, value: object, least: int, *, otherwise: str = "") -> None:
    """Raise `NetworkError` for an option that is no whole number from `least` on; with `otherwise`, which tells what it means, it may be None."""
    if value is None and otherwise:
        return
    if not isinstance(value, numbers.Integral) or isinstance(value, bool) or value < least:
        raise _wrong(name, value, f"a whole number, {least} or more{f', or None {otherwise}' if otherwise else ''}")


def seconds(value: object) -> None:
    """Raise `NetworkError` for a time limit that is no number of seconds."""
    if not isinstance(value, numbers.Real) or isinstance(value, bool) or math.isnan(value) or value < 0:
        raise _wrong("time_limit", value, "a number of seconds, 0 or more")


def _wrong(name: str, value: object, allowed: str) -> NetworkError:
    return NetworkError(f"{name} can't be {value!r}; it is {allowed}")
