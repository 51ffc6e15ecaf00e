"""Good and bad inputs: a report for each article, an error for what can't be read, and the batch goes on."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from dateline import _errors
from dateline.sources import Report, load

PROSE = "TESTVILLE - The ministers met on Monday, and the talks failed, the army said. No date was set for others.\n"


def report_of(data: bytes, origin: str = "a.txt", published: datetime.date | None = None) -> Report:
    """The one report in some bytes."""
    (report,) = load(origin, data=data, published=published)
    assert isinstance(report, Report), report
    return report


def error_of(data: bytes, origin: str = "a.txt") -> str:
    """The message of the one error that some bytes give."""
    (error,) = load(origin, data=data)
    assert isinstance(error, _errors.InputError), error
    assert "\n" not in str(error)
    assert str(error).startswith(origin)
    return str(error)


@pytest.mark.parametrize(
    ("data", "origin", "message"),
    [
        (b"", "a.txt", "the file is empty"),
        (b" \n\r\n\t", "a.txt", "nothing but white space"),
        (b"%PDF-1.7 ...", "a.pdf", "a PDF file"),
        (b"PK\x03\x04....", "a.docx", "a ZIP archive"),
        (b"\x89PNG\r\n", "a.png", "a PNG image"),
        (b"\x1f\x8b\x08\x00", "a.gz", "a gzip file"),
        (b"abc\x00def and more", "a.txt", "zero byte at byte 3"),
        (bytes([0xCF, 0xD2, 0xC9, 0xD7]) * 9, "a.txt", "not UTF-8 (byte 0)"),
        (b'{\n "title": "x",\n "text": "abc" "y"\n}', "a.json", "line 3, column 16: expecting ',' delimiter"),
        (b'{"title": "x"}', "a.json", "without text (found: `title`)"),
        (b'{"text": 5}', "a.json", "`text` is a number"),
        (b'{"text": " "}', "a.json", "nothing but white space"),
        (b"[]", "a.json", "an empty list"),
        (b"[1]", "a.json", "a number where an article"),
        (b'{"a":' * 100_000, "a.json", "nested too deeply"),
        (b'{"a": ' + b"1" * 5000 + b"}", "a.json", "digit"),
        (b"<html><body><nav><a href=x>Home</a></nav></body></html>", "a.html", "no article found"),
        (b"<!-- -->", "a.html", "no article found"),
        (b'<?xml version="1.0"?><rss><channel></channel></rss>', "a.html", "feed"),
        (b"word " * 1_200_000, "a.txt", "limit of 5 million"),
        (b"word " * 5_000_000, "a.txt", "larger than 20 MB"),
    ],
)
def test_what_cannot_be_read(data: bytes, origin: str, message: str) -> None:
    """A bad input gives one line that says what is wrong and what to do."""
    assert message in error_of(data, origin)


def test_missing_file_and_directory(tmp_path: Path) -> None:
    """A path that is no file gives an error that says so."""
    (missing,) = load(str(tmp_path / "none.txt"))
    (directory,) = load(str(tmp_path))
    (odd,) = load("a\x00b")
    assert "no such file" in str(missing)
    assert "a directory" in str(directory)
    assert isinstance(odd, _errors.InputError)


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be read gives an error that says so."""
    path = tmp_path / "a.txt"
    path.write_text(PROSE)

    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    (error,) = load(str(path))
    assert "no permission" in str(error)


def test_file(tmp_path: Path) -> None:
    """A path is read, and is the origin of its report as it was given."""
    path = tmp_path / "a.txt"
    path.write_text(PROSE)
    (report,) = load(str(path))
    assert isinstance(report, Report)
    assert (report.origin, report.text) == (str(path), PROSE)


def test_json_lines_go_on_after_a_bad_line(tmp_path: Path) -> None:
    """A bad line gives an error with its number, and the other lines are read."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "Talks failed."}\n{"text" 5}\n\n{"url": "u"}\n{"text": "T\xe9l\xe9 said so."}\n\xff\xfe\x81\n{"text": "The end came."}')
    first, second, fourth, fifth, sixth, last = load(str(path))
    assert isinstance(first, Report)
    assert first.origin == f"{path}:1"
    assert "line 2, column 9" in str(second)
    assert str(fourth).startswith(f"{path}:4: ")
    assert isinstance(fifth, Report)
    assert "line 6" in str(sixth)
    assert isinstance(last, Report)


def test_list_of_articles() -> None:
    """A list of articles gives a report for each, numbered."""
    found = list(load("a.json", data=json.dumps({"articles": [{"content": PROSE}, {"body": PROSE}]}).encode()))
    assert [item.origin for item in found] == ["a.json#1", "a.json#2"]


def test_json_lines_under_another_name() -> None:
    """JSON Lines in a file called .json, or on standard input, are read line by line."""
    data = b'{"text": "Talks failed."}\n{"text": "The end came."}\n'
    assert [type(item) for item in load("a.json", data=data)] == [Report, Report]
    assert [type(item) for item in load("-", data=data)] == [Report, Report]


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "T", "text": PROSE, "published": "2016-03-14", "publisher": "P", "author": "Jane Doe", "url": "https://example.org/a"},
        {"headline": "T", "body": PROSE, "date": "March 14, 2016", "source": {"name": "P"}, "authors": ["Jane Doe"], "link": "https://example.org/a"},
        {
            "name": "T",
            "articleBody": PROSE,
            "datePublished": "2016-03-14T10:00:00Z",
            "publisher": {"name": "P"},
            "byline": "Jane Doe",
            "url": "https://example.org/a",
        },
    ],
)
def test_names_of_fields(fields: dict[str, object]) -> None:
    """The names that APIs and corpora give the fields of an article are understood, and its text is unchanged."""
    report = report_of(json.dumps(fields).encode(), "a.json")
    assert report.text == PROSE
    assert (report.title, report.publisher, report.author, report.url) == ("T", "P", "Jane Doe", "https://example.org/a")
    assert report.published == datetime.date(2016, 3, 14)


def test_half_a_surrogate_pair() -> None:
    """Half of a surrogate pair, which no file can hold, is replaced, with a warning."""
    report = report_of(b'{"text": "Talks failed \\ud83d today."}', "a.json")
    assert report.text == "Talks failed \ufffd today."
    assert any("surrogate" in warning for warning in report.warnings)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings(encoding: str) -> None:
    """Unicode in any form is read, and a byte-order mark is no part of the text."""
    assert report_of(PROSE.encode(encoding)).text == PROSE


def test_windows_1252() -> None:
    """Western text that is not UTF-8 is read as Windows-1252, with a warning that names the byte."""
    report = report_of(("The café in Testville was hit on Monday, the army said. " * 3).encode("cp1252"))
    assert "café" in report.text
    assert "byte 7" in report.warnings[0]


def test_declared_character_set() -> None:
    """A page is read in the character set that it declares."""
    page = '<html><head><meta charset="windows-1251"></head><body><article><p>' + "Министры встретились в понедельник, и переговоры закончились ничем. " * 5
    report = report_of(page.encode("cp1251"), "a.html")
    assert "Министры" in report.text
    assert report.language == "ru"


@pytest.mark.parametrize("text", [PROSE.replace("\n", "\r\n") * 2, PROSE + "\f" + PROSE, "\n\n" + PROSE])
def test_text_is_unchanged(text: str) -> None:
    """Line ends, form feeds and blank lines stay as they are."""
    assert report_of(text.encode()).text == text


def test_date_given_by_the_person_who_asks() -> None:
    """A given date is that of a report without its own; one that many reports are read with leaves the others theirs."""
    day = datetime.date(2020, 1, 1)
    assert report_of(PROSE.encode(), published=day).published == day
    assert report_of(b"March 14, 2016\n\n" + PROSE.encode(), published=day).published == datetime.date(2016, 3, 14)


def test_no_date() -> None:
    """Without a date there is a warning that names the fix."""
    report = report_of(PROSE.encode())
    assert report.published is None
    assert "--published" in report.warnings[0]


def test_two_readings_of_a_date() -> None:
    """A date that can be read two ways is left unread, and the warning shows it."""
    report = report_of(b"Talks fail\n\n05/10/2015\n\n" + PROSE.encode())
    assert report.published is None
    assert "'05/10/2015'" in report.warnings[0]


def test_another_language() -> None:
    """A report in another language is read, with a warning that names the language."""
    text = "Les rebelles ont appelé lundi les États de la région à former une alliance et ont accusé le gouvernement de viser des civils."
    report = report_of(text.encode())
    assert report.language == "fr"
    assert any("French" in warning for warning in report.warnings)


def test_no_sentence() -> None:
    """A text without a sentence is read, with a warning."""
    report = report_of(b"Talks Testville ministers\n")
    assert any("no sentence" in warning for warning in report.warnings)


def test_english_needs_no_language_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """English is told without loading the language identifier."""
    monkeypatch.setattr("dateline.sources.languages._identifier", lambda: pytest.fail("the identifier was loaded"))
    assert report_of(PROSE.encode()).language == "en"
