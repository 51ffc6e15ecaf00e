"""The view of a reading in a terminal."""

from __future__ import annotations

import io
import re

import msgspec
import pytest
from rich.cells import cell_len
from rich.console import Console

from dateline.records.model import Actor, Document, Mention, Reading
from dateline.views.terminal import render
from dateline.views.wording import KINDS


def shown(reading: Reading, width: int = 80, show: tuple[str, ...] = KINDS, *, colour: bool = False) -> str:
    """Render a reading as it comes out of a console of some width."""
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=colour, color_system="truecolor" if colour else None, _environ={})
    render(reading, console, show)
    return out.getvalue()


def flat(text: str) -> str:
    """Undo the wrapping of lines."""
    return re.sub(r"\s+", " ", text)


def block(text: str, identity: str) -> str:
    """Give the lines of one record."""
    match = re.search(rf"^ *{identity} .*?(?=^ *[acept]\d+ |^\S+ .*──|^\s*$|\Z)", text, re.MULTILINE | re.DOTALL)
    assert match, f"{identity} is not shown"
    return flat(match[0])


def test_head(reading: Reading) -> None:
    """The head tells title, publisher, date, author, place line, credits and where the report came from."""
    head = flat(shown(reading).split("Who says what")[0])
    for fact in ("Border groups accuse", "The Upland Post", "2024-03-14", "by Ines Roth", "from Tolmin", "through Reuters", "reports/tolmin.txt"):
        assert fact in head


def test_claim(reading: Reading) -> None:
    """A claim shows its source, stance, words, channel and the reporter's caveat."""
    text = shown(reading)
    assert "c6 deny Dol Front" in block(text, "c6")
    assert "channel “in a statement sent to Reuters”" in block(text, "c6")
    assert "! caveat by the reporter: “could not be independently verified”" in block(text, "c2")
    assert "c7 demand border groups (21 or more) to Egypt" in block(text, "c7")
    assert "how sure the source is: possible" in block(text, "c10")


def test_only_direct_quotations_are_quoted(reading: Reading) -> None:
    """The reporter's paraphrase does not appear in quotation marks, a direct quotation does."""
    text = shown(reading, 120)
    assert "“Tolmin is bleeding 💔” quoted" in block(text, "c5")
    assert "it had fired on the town in the reporter's words" in block(text, "c3")


def test_nested_claim(reading: Reading) -> None:
    """A claim inside another stands below it, further in, and names who tells of it."""
    text = shown(reading)
    assert re.search(r"^c8 .*?^    c9 ", text, re.MULTILINE | re.DOTALL)
    assert "as told by Milo Haas (for Varnia) (c8)" in block(text, "c9")


@pytest.mark.parametrize(
    ("event", "words"),
    [
        ("e1", "◐ attributed Varnia – ASSAULT (heavy-weapons)"),
        ("e2", "✗ denied Varnia – ASSAULT"),
        ("e3", "◇ intended Egypt – CONSULT in Cairo · 2024-03-18 to 2024-03-24 (week)"),
        ("e4", "? hypothetical Dol Front – ASSAULT"),
        ("e5", "● asserted Ostrel – AID 2024-03-14 (date of the report; the text gives none)"),
    ],
)
def test_event_standing_without_colour(reading: Reading, event: str, words: str) -> None:
    """An event's status is told by a sign and a word, so that it survives without colour."""
    assert words in block(shown(reading), event)


def test_rival_accounts_stand_in_one_table(reading: Reading) -> None:
    """What two sources say of one event stands in columns of one table, a row for each source."""
    lines = shown(reading, 120).splitlines()
    start = next(number for number, line in enumerate(lines) if "according to" in line)
    assert lines[start].split() == ["according", "to", "recipient", "count"]
    column = lines[start].index("recipient")
    assert lines[start + 1].lstrip().startswith("local officials (c2)")
    assert lines[start + 1][column:].startswith("the market town of Tolmin")
    assert any("Ministry of Defence" in line and line[column:].startswith("Dol Front") for line in lines[start + 2 :])


@pytest.mark.parametrize(
    ("tie", "words"),
    [
        ("t1", "● asserted Dol Front – part of → Hill Party in the word of: the reporter evidence “the armed wing of the Hill Party”"),
        ("t2", "Egypt – backs → Hill Party · since 2019-01-01"),
        ("t3", "◇ sought border groups (21 or more) – wanted: allied with – Egypt"),
        ("t4", "◐ attributed border groups (21 or more) – opposes – Varnia in the word of: border groups (21 or more) (c7)"),
        ("t5", "✗ denied Dol Front – not allied with – Black Banner"),
        ("t6", "○ ended Ostrel – formerly allied with – Varnia · until 2022-12-31"),
    ],
)
def test_tie(reading: Reading, tie: str, words: str) -> None:
    """A tie shows who stands how with whom, in whose word, and can't be read for its contrary."""
    assert words in block(shown(reading, 100), tie)


def test_actors_places_and_dates(reading: Reading) -> None:
    """Actors show names, size and whom they act for; places where they lie; dates what they stand for."""
    text = shown(reading, 100)
    assert "a4 armed group border groups · 21 or more, “More than 20”" in block(text, "a4")
    assert "a6 person Milo Haas · XV · represents Varnia" in block(text, "a6")
    assert "named “Dol Front”, “The front”, 3 times in all" in block(text, "a2")
    assert "p2 populated Cairo · EG · 30.06, 31.25" in block(text, "p2")
    assert "“next week” 2024-03-18 to 2024-03-24 (week)" in flat(text)


@pytest.mark.parametrize("width", [30, 40, 59, 60, 80, 120, 200])
def test_never_wider_than_the_terminal(reading: Reading, width: int) -> None:
    """No line is wider than the terminal, not even with a word that has no break."""
    endless = Actor(id="a99", name="x" * 300, kind="other", mentions=(Mention(span=(0, 6), form="name"),))
    reading = msgspec.structs.replace(reading, actors=(*reading.actors, endless))
    assert max(cell_len(line) for line in shown(reading, width).splitlines()) <= width


def test_same_words_with_and_without_colour(reading: Reading) -> None:
    """Colour adds nothing that is not also in words or signs."""
    coloured = re.sub(r"\x1b\[[0-9;]*m", "", shown(reading, colour=True))
    assert coloured == shown(reading)


def test_show_chooses_and_orders(reading: Reading) -> None:
    """Only the kinds asked for are shown, in the order asked for."""
    text = shown(reading, show=("places", "claims"))
    assert text.index("Places (3)") < text.index("Who says what (10)")
    assert "Who stands with whom" not in text
    assert "○ ended" not in text, "the legend explains only signs in use"


def test_unknown_kind(reading: Reading) -> None:
    """A kind that there is not is refused with the list of those that there are."""
    with pytest.raises(ValueError, match="'tables' is no kind of record; choose from claims, events"):
        shown(reading, show=("tables",))


def test_empty_sections_say_so(empty: Reading) -> None:
    """A section without records says that none was found."""
    assert shown(empty).count("none found in this report") == len(KINDS)


def test_text_is_neither_markup_nor_control() -> None:
    """Brackets in a report are shown as they are, and its control characters do nothing to the terminal."""
    text = "[bold]Loud[/bold] \x1b[2J\x1b]0;gone\x07 [link=x]y"
    document = Document(origin="[red]o", id="1", text=text, title=text)
    actor = Actor(id="a1", name=text, kind="other", mentions=(Mention(span=(0, len(text)), form="name"),))
    out = shown(Reading(document=document, actors=(actor,)), 120)
    assert "\x1b" not in out
    assert "\x07" not in out
    assert out.count("[bold]Loud[/bold]") == 3
