"""Days as people give them, in the commands of a casebook and in Python."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from dateline import _days
from dateline._errors import CasebookError
from dateline.cli import main

from .making import reading

if TYPE_CHECKING:
    from pathlib import Path

    from dateline.casebook.casebook import Casebook


@pytest.mark.parametrize(
    ("given", "first", "last"),
    [
        ("2024", dt.date(2024, 1, 1), dt.date(2024, 12, 31)),
        ("2024-02", dt.date(2024, 2, 1), dt.date(2024, 2, 29)),
        ("2023-2", dt.date(2023, 2, 1), dt.date(2023, 2, 28)),
        ("2024-02-07", dt.date(2024, 2, 7), dt.date(2024, 2, 7)),
        (dt.date(2024, 2, 7), dt.date(2024, 2, 7), dt.date(2024, 2, 7)),
        (dt.datetime(2024, 2, 7, 23, 59), dt.date(2024, 2, 7), dt.date(2024, 2, 7)),  # noqa: DTZ001 - a moment without a zone is what people have
    ],
)
def test_a_year_and_a_month_are_their_first_or_last_day(given: object, first: dt.date, last: dt.date) -> None:
    """A day is itself, whether it is asked for as a first or as a last one."""
    assert (_days.day(given, last=False), _days.day(given, last=True)) == (first, last)


@pytest.mark.parametrize("given", ["", "May", "2024-13", "2024-00", "2024-02-30", "2024-02-00", "24", "2024-02-07T10:00", "0000", 2024, None])
def test_what_is_no_day_is_refused_with_what_is(given: object) -> None:
    """The message holds what was given and what can be."""
    with pytest.raises(ValueError, match=r"give YYYY, YYYY-MM or YYYY-MM-DD") as refused:
        _days.day(given, last=True)
    assert repr(given) in str(refused.value)


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["--from", "2024-03"], True),
        (["--from", "2024"], True),
        (["--to", "2024-03"], True),
        (["--to", "2024"], True),
        (["--to", "2024-02"], False),
        (["--from", "2024-04"], False),
    ],
)
@pytest.mark.parametrize("command", [["search"], ["timeline"]], ids=["search", "timeline"])
def test_a_question_takes_a_year_or_a_month(casebook: Casebook, path: Path, command: list[str], arguments: list[str], found: bool) -> None:
    """The whole of March holds a report of the fourteenth, February and April don't."""
    casebook.store(reading())
    result = CliRunner().invoke(main, [*command, str(path), *arguments])
    assert (result.exit_code, bool(result.stdout)) == (0, found), result.output


@pytest.mark.parametrize("command", ["search", "timeline", "changes"])
def test_days_in_the_wrong_order_are_an_error(casebook: Casebook, path: Path, command: str) -> None:
    """And not an answer that nothing was found."""
    casebook.store(reading())
    result = CliRunner().invoke(main, [command, str(path), "--from", "2024-03", "--to", "2024-02"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "the first day, 2024-03-01, comes after the last, 2024-02-29; exchange the two" in result.stderr


def test_changes_of_a_month_hold_those_of_its_first_and_last_day(casebook: Casebook, path: Path) -> None:
    """Both ends are included, as they are in a search."""
    casebook.store(reading(published=dt.date(2024, 3, 1), url="https://one.example/a"))
    for given in (("2024-03", "2024-03"), ("2024-03-01", "2024-03-01"), ("2024-02", "2024-03-01")):
        assert "Dol Front – Egypt" in CliRunner().invoke(main, ["changes", str(path), "--from", given[0], "--to", given[1]]).stdout
    assert "0 changes" in CliRunner().invoke(main, ["changes", str(path), "--from", "2024-03-02", "--to", "2024-03"]).stdout


@pytest.mark.parametrize("options", [{"since": "2024-03", "until": "2024"}, {"since": dt.date(2024, 3, 1)}])
def test_python_takes_the_same(casebook: Casebook, options: dict[str, Any]) -> None:
    """Texts as the commands take them, and dates."""
    casebook.store(reading())
    assert casebook.search(**options)
    assert casebook.timeline(**options)


@pytest.mark.parametrize("options", [{"since": "May"}, {"until": 2024}])
def test_python_refuses_what_is_no_day(casebook: Casebook, options: dict[str, Any]) -> None:
    """With the name of the option, and what it can be."""
    casebook.store(reading())
    with pytest.raises(CasebookError, match=rf"{next(iter(options))} can't be used; .* is no day; give YYYY, YYYY-MM or YYYY-MM-DD"):
        casebook.search(**options)
