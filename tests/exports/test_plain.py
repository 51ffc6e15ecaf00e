"""CSV: read again with Python's csv and with pandas, safe to open, blank where nothing is known."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from dateline.exports import bare, layouts
from dateline.exports.losses import Tally
from dateline.exports.plain import FILES, cell
from dateline.exports.tables import TABLES, Column
from dateline.exports.text import address, clean, cut, defuse, passage
from dateline.records.model import Count, Reading

from .made import TEXT, at, event, hostile, in_casebook, ordinary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dateline.exports import Loss


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of a file, each cell a text."""
    with (folder / "csv" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


@pytest.fixture
def folder(export: Callable[..., tuple[Path, Loss]]) -> Path:
    """Both reports as CSV."""
    return export("csv")[0]


@pytest.mark.parametrize("name", FILES)
def test_files_read_again(folder: Path, name: str) -> None:
    """Every row has as many cells as the header, whatever its texts hold; lines end as RFC 4180 has it."""
    content = (folder / name).read_bytes()
    assert content.endswith(b"\r\n")
    with (folder / name).open(encoding="utf-8", newline="") as file:
        header, *rest = csv.reader(file, strict=True)
    assert {len(row) for row in rest} <= {len(header)}
    assert len(header) == len(set(header))


@pytest.mark.parametrize("name", FILES)
def test_pandas_reads_the_same_rows(folder: Path, name: str) -> None:
    """A second reader finds the same number of rows and the same columns."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        header, *rest = csv.reader(file)
    frame = pd.read_csv(folder / name, keep_default_na=False, dtype=str)
    assert list(frame.columns) == header
    assert len(frame) == len(rest)


@pytest.mark.parametrize("name", FILES)
def test_no_cell_can_run(folder: Path, name: str) -> None:
    """No cell begins like a formula, unless it is a number."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        cells = [text for row in csv.reader(file) for text in row if text.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert all(float(text) < 0 for text in cells)


def test_negative_numbers_stay_numbers(folder: Path) -> None:
    """A southern latitude is no formula."""
    assert rows(folder, "places")[0]["lat"] == "-12.5"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "＝1"])
def test_formulas_are_defused(text: str) -> None:
    """Whatever a spreadsheet runs gets an apostrophe, and is counted."""
    tally = Tally("made", ())
    assert defuse(text, tally) == f"'{text}"
    assert sum(tally.loss(()).altered.values()) == 1


@pytest.mark.parametrize("text", ["", "1-2", "x=y", "'=x", "€5", " =x"])
def test_other_texts_are_left_alone(text: str) -> None:
    """A text that merely holds such a character is written as it is."""
    tally = Tally("made", ())
    assert defuse(text, tally) == text
    assert tally.loss(()).altered == {}


def test_a_list_that_begins_like_a_formula_is_defused() -> None:
    """The first item of a list is where its cell begins."""
    assert cell(["=x", "y"], Column("c", "texts"), Tally("made", ())) == "'=x; y"


def test_control_characters_are_replaced_and_counted() -> None:
    """A bell becomes U+FFFD; tab and line ends stay."""
    tally = Tally("made", ())
    assert clean("a\x07b\x00\tc\n", tally) == "a\ufffdb\ufffd\tc\n"
    assert tally.loss(()).altered == {"texts whose control characters are replaced by U+FFFD": 1}


@pytest.mark.parametrize(("text", "kept"), [("abcd", "abcd"), ("abcde", "abcd"), ("abc💔", "abc"), ("ab💔", "ab💔")])
def test_texts_are_cut_between_characters(text: str, kept: str) -> None:
    """A limit counts UTF-16 code units and never splits an emoji."""
    assert cut(text, 4, Tally("made", ())) == kept


def test_blank_is_not_nought(folder: Path) -> None:
    """An open number is blank, nobody killed is 0."""
    counts = {row["id"]: (row["min"], row["max"]) for row in rows(folder, "counts")}
    assert counts == {"uid-of-e1/count1": ("12", "12"), "uid-of-e1/count2": ("3", ""), "31/e2/count1": ("0", "0")}


def test_records_keep_their_fields(folder: Path) -> None:
    """An event's row has its parties by the casebook's ids and names, its date, its standing and its words."""
    row = rows(folder, "events")[0]
    assert (row["id"], row["actors"], row["actor_names"], row["status"]) == ("uid-of-e1", "7", "Republic of Ostrel", "attributed")
    assert (row["start_date"], row["words"], row["places"], row["also"]) == ("2024-03-12", "shelled Tolmin", "31/p1", "7-13")


def test_only_what_is_or_was_there_has_a_sign(folder: Path) -> None:
    """A tie that is only denied or sought has no sign, so that adding up signs does not count it."""
    signs = {row["polarity"]: row["sign"] for row in rows(folder, "ties")}
    assert (signs["denied"], signs["sought"]) == ("", "")
    assert {signs["affirmed"], signs["ended"]} <= {"1", "-1"}


def test_accounts_name_what_they_give(folder: Path) -> None:
    """An account of a recipient gives the actor's id, one of a number its words."""
    assert [(row["role"], row["value"]) for row in rows(folder, "accounts")] == [("recipient", "31/a3"), ("count", "killed 12")]


def test_one_signatory_is_one_actor(folder: Path) -> None:
    """A statement of 41 groups is one event with 41 actors."""
    agreement = next(row for row in rows(folder, "events") if row["type"] == "AGREE" and row["report"] != "31")
    assert len(agreement["actors"].split("; ")) == 41


def test_ids_are_unique(folder: Path) -> None:
    """The first column of a plain table names its rows."""
    for table in TABLES:
        ids = [row["id"] for row in rows(folder, table.name)]
        assert len(ids) == len(set(ids)), table.name


def test_references_lead_to_rows(folder: Path) -> None:
    """What a row refers to is in its table."""
    claims, places = ({row["id"] for row in rows(folder, name)} for name in ("claims", "places"))
    for row in rows(folder, "events"):
        assert set(filter(None, row["claims"].split("; "))) <= claims
        assert set(filter(None, row["places"].split("; "))) <= places


def test_acled_has_its_columns_in_order() -> None:
    """The layout begins with ACLED's 31 columns, and dateline's own follow."""
    names = [column.name for column in layouts.ACLED]
    assert names[:6] == ["event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type"]
    assert names[30] == "timestamp"
    assert all(name.startswith("dateline_") for name in names[31:])


def test_acled_rows_say_only_what_follows(folder: Path) -> None:
    """Shelling is remote violence; whose forces they are, which region it was and what ACLED calls it stay blank."""
    row = rows(folder, "acled")[0]
    assert (row["event_type"], row["sub_event_type"]) == ("Explosions/Remote violence", "Shelling/artillery/missile attack")
    assert (row["event_date"], row["time_precision"], row["iso"], row["country"], row["geo_precision"]) == ("2024-03-12", "1", "818", "Egypt", "1")
    assert (row["fatalities"], row["dateline_killed"], row["dateline_status"]) == ("12", "12-12", "attributed")
    assert {row[name] for name in layouts.ALWAYS_BLANK["acled"]} == {""}


def test_acled_tells_no_deaths_from_no_number(folder: Path) -> None:
    """No number of dead is blank and not 0, a number of 0 is 0."""
    assert [row["fatalities"] for row in rows(folder, "acled")] == ["12", "0", "", "", ""]


def test_acled_holds_only_what_took_place(export: Callable[..., tuple[Path, Loss]]) -> None:
    """Denied, intended and hypothetical events, and meetings, are no rows, which is counted."""
    folder, loss = export("csv", [in_casebook()])
    assert {row["dateline_status"] for row in rows(folder, "acled")} == {"attributed", "asserted"}
    assert loss.notes["events not in acled.csv: denied, intended or hypothetical"] == 3
    assert loss.notes["events not in acled.csv: of a type that ACLED does not collect"] == 1


def laid_out(**fields: Any) -> dict[str, dict[str, int]]:
    """What the layouts have no column for, of one killing."""
    found = event("e1", "killing", "asserted", **fields)
    tally = Tally("made", ())
    stored = bare(Reading(document=ordinary().document, events=(found,)))
    assert [len([*rows(stored, tally)]) for rows in (layouts.acled_rows, layouts.gdelt_rows)] == [1, 1]
    return tally.loss(()).layouts


def test_what_the_layouts_have_no_column_for_is_counted() -> None:
    """Numbers other than of the dead, who gives them, the words and the contexts have no column in one or both."""
    counts = (
        Count(what="killed", min=12, max=12, span=at("12"), claims=("c1",)),
        Count(what="wounded", min=3, max=None, span=at("12")),
    )
    found = laid_out(counts=counts, context=("military",), mode="aerial", place=("p1", "p2"), confidence=0.5)
    neither = {"event.confidence": 1, "event.context": 1, "event.counts.claims": 1, "event.counts.span": 2, "event.place": 2}
    assert found == {
        "csv/acled.csv": neither | {"event.counts.min": 1, "event.counts.what": 1},
        "csv/gdelt.csv": neither | {"event.anchor": 1, "event.counts.max": 1, "event.counts.min": 2, "event.counts.what": 2, "event.mode": 1},
    }


def test_an_event_without_a_row_loses_no_field() -> None:
    """What did not take place is left out of the layouts, and is not counted field by field as well."""
    tally = Tally("made", ())
    denied = event("e1", "killing", "denied", confidence=0.5)
    stored = bare(Reading(document=ordinary().document, events=(denied,)))
    assert [*layouts.acled_rows(stored, tally), *layouts.gdelt_rows(stored, tally)] == []
    assert tally.loss(()).layouts == {}


def test_the_loss_report_tells_what_has_no_column(export: Callable[..., tuple[Path, Loss]]) -> None:
    """A person reads it file by file."""
    _, loss = export("csv", [in_casebook()])
    told = [line for line in loss.lines() if line.startswith("  no column in ")]
    assert [line.split(" for: ")[0] for line in told] == ["  no column in csv/acled.csv", "  no column in csv/gdelt.csv"]
    assert "event.counts.span (3)" in told[0]


def test_disputed_deaths_are_no_fatalities() -> None:
    """Where the report gives two numbers, neither is the number."""
    counts = tuple(Count(what="killed", min=number, max=number, span=at("12")) for number in (12, 14))
    stored = bare(Reading(document=ordinary().document, events=(event("e1", "killing", "asserted", counts=counts),)))
    (row,) = layouts.acled_rows(stored, Tally("made", ()))
    assert (row["fatalities"], row["dateline_killed"]) == (None, "12-12; 14-14")


def test_gdelt_has_its_columns_in_order() -> None:
    """The layout begins with the 61 columns of GDELT 2.0's events."""
    names = [column.name for column in layouts.GDELT]
    assert names[:6] == ["GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate", "Actor1Code"]
    assert names[60] == "SOURCEURL"
    assert all(name.startswith("dateline_") for name in names[61:])


def test_gdelt_rows_say_only_what_follows(folder: Path) -> None:
    """Date, codes, root and place of an event; tone, scale and counts of articles stay blank."""
    row = rows(folder, "gdelt")[0]
    assert (row["SQLDATE"], row["MonthYear"], row["Year"], row["FractionDate"]) == ("20240312", "202403", "2024", "2024.2795")
    assert (row["Actor1Code"], row["Actor1Name"], row["Actor2Code"], row["EventRootCode"], row["QuadClass"]) == ("EGY", "Republic of Ostrel", "CVL", "19", "4")
    assert (row["ActionGeo_Type"], row["ActionGeo_FullName"], row["ActionGeo_Lat"], row["ActionGeo_Long"]) == ("4", "Tolmin", "-12.5", "44.25")
    assert {row[name] for name in layouts.ALWAYS_BLANK["gdelt"]} == {""}


def test_gdelt_pairs_equals(folder: Path) -> None:
    """An agreement of 41 is a row for each two of them, under one id of the event."""
    pairs = [row for row in rows(folder, "gdelt") if row["dateline_id"] == "fedcba9876543210/e1"]
    assert len(pairs) == 41 * 40 // 2


def test_gdelt_makes_no_foes_of_those_who_act_together() -> None:
    """Two attackers of nobody that is named are two rows without a second actor."""
    attack = event("e1", "killing", "asserted", actor=("a1", "a2"), recipient=())
    stored = bare(Reading(document=ordinary().document, actors=ordinary().actors, events=(attack,)))
    rows = list(layouts.gdelt_rows(stored, Tally("made", ())))
    assert [(row["Actor1Name"], row.get("Actor2Name")) for row in rows] == [("Ostrel", None), ("Hill Front", None)]


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://news.example/a?b=1", True),
        ("http://[::1", False),
        ("javascript:alert(1)", False),
        ("news.example/a", False),
        ("https://", False),
        (None, False),
    ],
)
def test_addresses_are_of_the_web(url: str | None, kept: bool) -> None:
    """Only http and https with a host are addresses."""
    assert address(url) == (url if kept else None)


def test_a_passage_is_of_one_paragraph() -> None:
    """What stands around the words is of their paragraph, cut between words."""
    found = passage(ordinary(), at("Mina Dol"))
    assert found.startswith("… ")
    assert "\n" not in found
    assert found.removeprefix("… ").removesuffix(" …") in " ".join(TEXT.split())


def test_a_passage_of_a_short_paragraph_is_all_of_it() -> None:
    """The headline is its own passage."""
    assert passage(ordinary(), at("shells")) == "Ostrel shells Tolmin"


def test_harmful_texts_are_counted(export: Callable[..., tuple[Path, Loss]]) -> None:
    """What was changed stands in the loss report."""
    _, loss = export("csv", [bare(hostile())])
    assert loss.altered["texts with an apostrophe before what could run as a formula"] > 10
    assert loss.altered["texts whose control characters are replaced by U+FFFD"] > 3
