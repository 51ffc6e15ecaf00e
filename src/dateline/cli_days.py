"""How a command takes a day: as a year, a month or a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from dateline import _days

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable


def day_option(*names: str, last: bool, **settings: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """An option that is a day; of a year or a month it is the `last` day, or the first. What is no day is wrong usage."""

    def meant(_ctx: click.Context, _param: click.Parameter, value: str | None) -> dt.date | None:
        try:
            return None if value is None else _days.day(value, last=last)
        except ValueError as error:
            raise click.BadParameter(str(error)) from error

    return click.option(*names, callback=meant, metavar="YYYY[-MM[-DD]]", **settings)
