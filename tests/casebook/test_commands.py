"""The commands of the casebook: what goes to which stream, with which exit status."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from dateline.casebook import runs
from dateline.casebook.casebook import Casebook
from dateline.cli import main

from .making import URL, reading, readings

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


RUN = runs.Run(dateline="9.9", model="0123456789abcdef")


def run(*arguments: object, stdin: bytes | None = None) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    """A file of readings of two articles, one of them in two versions."""
    file = tmp_path / "feed.jsonl"
    items = [*readings(2), reading(31, url=f"{URL}/1", front="Ahrar al-Sham")]
    file.write_bytes(b"".join(runs.line(item, RUN) + b"\n" for item in items))
    return file


@pytest.fixture
def case(path: Path, feed: Path) -> Path:
    """A casebook of these."""
    assert run("add", path, feed).exit_code == 0
    return path


def test_add(path: Path, feed: Path) -> None:
    """Adding says what became of the reports, on standard error, and again is harmless."""
    result = run("add", path, feed)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"dateline: {path}: 2 new, 1 new version\n")
    assert run("add", path, feed).stderr == f"dateline: {path}: 3 already there\n"


def test_add_with_a_bad_file(path: Path, feed: Path, tmp_path: Path) -> None:
    """A file that can't be read is named, the others are stored, and the exit status is 1."""
    result = run("add", path, tmp_path / "no.md", feed)
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f"dateline: {tmp_path / 'no.md'}: no such file; check the path", f"dateline: {path}: 2 new, 1 new version, 1 not stored",
    ]  # fmt: skip


def test_add_of_readings_that_name_no_run(path: Path, tmp_path: Path) -> None:
    """Adding warns of readings that don't say what made them, and verifying tells how many there are, which is no problem of the file."""
    file = tmp_path / "old.jsonl"
    file.write_bytes(b"".join(item.to_json() + b"\n" for item in readings(2)))
    run("add", path, "-", stdin=runs.line(readings(3)[2], RUN))
    assert "warning: tolmin.md, tolmin.md: the reading does not say what made it" in run("add", path, file).stderr
    result = run("verify", path)
    assert result.exit_code == 0
    assert result.stderr.splitlines()[1].startswith("dateline: 2 reports of these came as readings that do not say what made them")


def test_one_warning_of_many_reports_is_said_once(path: Path, tmp_path: Path) -> None:
    """What is to be said of every report of a feed is said once, with the first of them and how many more there are."""
    file = tmp_path / "old.jsonl"
    file.write_bytes(b"".join(replace(item, document=replace(item.document, origin=f"{n}.md")).to_json() + b"\n" for n, item in enumerate(readings(40))))
    warning, end = run("add", path, file).stderr.splitlines()
    assert warning.startswith("dateline: warning: 0.md, 1.md, 2.md and 37 more: the reading does not say")
    assert end == f"dateline: {path}: 40 new"


def test_decisions_that_are_not_carried_over_are_reported(case: Path) -> None:
    """Adding a version that no longer has what was decided on says so, and what becomes of the decision."""
    with Casebook(case) as casebook:
        event = casebook.search(kind="events", type="RETREAT", actor="Dol Front")[0]
        casebook.decide("accept", event.uid, by="ada")
    changed = reading(50, url=f"{URL}/0", published=dt.date(2024, 3, 20))
    result = run("add", case, "-", stdin=runs.line(replace(changed, events=changed.events[:1]), RUN))
    assert result.exit_code == 0
    assert result.stderr.startswith(
        "dateline: warning: tolmin.md: decision 1, accept event (RETREAT) “left” in https://front-page.example/tolmin/0 by ada, can't be carried over: "
        "this version of the article has no such record; it is kept in case a later one has it"
    )


@pytest.mark.parametrize("command", [("add", "-", "a.md"), ("add", "-", "-"), ("show", "-"), ("who", "-", "Varnia"), ("review", "-")])
def test_a_casebook_has_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]) -> None:
    """A dash in the place of the casebook is wrong usage, and no file of that name is made."""
    monkeypatch.chdir(tmp_path)
    result = run(*command)
    assert result.exit_code == 2
    assert "CASEBOOK can't be standard input or output (-)" in " ".join(result.stderr.split())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [("export", "{}", "-", "--to", "csv"), ("verify", "{}", "--salvage", "-")])
def test_what_is_written_has_a_name(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]) -> None:
    """A dash in the place of a folder or file that is to be written is wrong usage."""
    monkeypatch.chdir(tmp_path)
    result = run(*(part.format(case) for part in command))
    assert result.exit_code == 2
    assert not (tmp_path / "-").exists()


def test_add_from_standard_input(path: Path) -> None:
    """A dash is standard input, once."""
    assert run("add", path, "-", stdin=reading().to_json()).exit_code == 0
    assert run("add", path, "-", "-").exit_code == 2


def test_progress(path: Path, tmp_path: Path) -> None:
    """A person at a terminal is told how far it has come, in files and in reports."""
    for number, item in enumerate(readings(4)):
        (tmp_path / f"{number}.jsonl").write_bytes(item.to_json())
    ours, theirs = pytest.importorskip("pty").openpty()
    script = "from dateline.cli import main; main()"
    command = [sys.executable, "-c", script, "add", str(path), *map(str, sorted(tmp_path.glob("*.jsonl")))]
    done = subprocess.Popen(command, stderr=theirs, stdout=subprocess.PIPE, env={**os.environ, "TERM": "xterm", "COLUMNS": "120"})
    out, _ = done.communicate(timeout=60)
    os.close(theirs)
    shown = os.read(ours, 65536).decode()
    os.close(ours)
    assert (done.returncode, out) == (0, b"")
    assert "4/4 files, 4 reports" in re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", shown)
    assert f"{path}: 4 new" in shown.replace("\r\n", "")


def test_show(case: Path) -> None:
    """What is in a casebook is told to a person, and as JSON to a program."""
    shown = run("show", case).stdout
    assert "3 in 2 articles" in shown
    assert "dateline 9.9, model 0123456789abcdef" in " ".join(shown.split())
    assert json.loads(run("show", case, "--format", "jsonl").stdout)["reports"] == 3


def test_search(case: Path) -> None:
    """A hit is told with its report, day, source and quote; as JSON Lines with the marks."""
    shown = run("search", case, "artillery", "--source", "Varnia", "--limit", 1)
    assert shown.exit_code == 0
    assert "assert  2024-03-14 · Front Page · Shelling of Tolmin · report" in shown.stdout
    assert "in the word of: town council" in shown.stdout
    (first, second) = map(json.loads, run("search", case, "artillery", "--format", "jsonl").stdout.splitlines())
    assert first["quote"][slice(*first["marks"][0])] == second["quote"][slice(*second["marks"][0])] == "artillery"


def test_search_events(case: Path) -> None:
    """Events are shown with type, status and parties; types are taken in small letters as well."""
    shown = run("search", case, "--kind", "events", "--type", "assault", "--status", "attributed", "--from", "2024-03-12", "--to", "2024-03-12").stdout
    assert shown.count("ASSAULT ◐ attributed") == 2
    assert "artillery → " in shown


def test_search_tells_the_day_of_an_event(case: Path) -> None:
    """The day of an event stands beside that of publication, and the words that name it beside its type."""
    shown = run("search", case, "--kind", "events", "--type", "assault").stdout
    assert "attributed “struck”  2024-03-14" in shown
    assert "; day: 2024-03-12\n" in shown
    assert "day: no day given" in run("search", case, "--kind", "events", "--type", "retreat").stdout


def test_what_the_reporter_states_is_in_his_word(case: Path) -> None:
    """A statement of the reporter's that a source makes as well is never shown as the source's alone."""
    made = reading(url="https://elsewhere.example/a", extra=" It was the ninth time.")
    with Casebook(case) as opened:
        opened.store(replace(made, events=(replace(made.events[0], status="asserted"),)))
    assert "in the word of: the reporter, and town council" in run("search", case, "--kind", "events", "--status", "asserted").stdout
    assert "in the word of: the reporter, and town council" in run("timeline", case, "--status", "asserted").stdout


def test_search_finds_nothing(case: Path) -> None:
    """Nothing found is said on standard error and is no failure."""
    result = run("search", case, "zebra")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "dateline: nothing found\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["search", '"air'], "can't be understood (a quotation mark is not closed); put words that belong together in double quotes"),
        (["search", "x", "--actor", "Varnya"], "no actor is called 'Varnya'; near it: Varnia"),
        (["who", "Varnya"], "no actor is called 'Varnya'; near it: Varnia"),
        (["timeline", "--place", "Tolm"], "no place is called 'Tolm'; near it: Tolmin"),
        (["diff", "nothing"], "no report is called 'nothing'"),
    ],
)
def test_question_that_can_not_be_answered(case: Path, arguments: list[str], message: str) -> None:
    """A question that can't be answered is one line on standard error, and the exit status is 1."""
    result = run(arguments[0], case, *arguments[1:])
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (1, "", 1)
    assert message in result.stderr


@pytest.mark.parametrize("arguments", [["--type", "WAR"], ["--kind", "ties", "--type", "ASSAULT"], ["--stance", "sing"], ["--from", "May"], ["--limit", "0"]])
def test_wrong_usage(case: Path, arguments: list[str]) -> None:
    """An option with a value that there is not is wrong usage."""
    assert run("search", case, *arguments).exit_code == 2


def test_who(case: Path) -> None:
    """An actor's page is shown to a person, and given to a program."""
    shown = run("who", case, "Ahrar ash-Sham").stdout
    assert "Ahrar al-Sham" in shown
    assert "Says (1 claim in 1 report)" in shown
    assert "Egypt backs Ahrar al-Sham ● asserted" in shown
    assert json.loads(run("who", case, "Varnia", "--format", "jsonl").stdout)["actor"]["kb"] == "state:XV"


def test_timeline(case: Path) -> None:
    """Apart, events stand under their days, an account on each line."""
    lines = run("timeline", case, "--actor", "Varnia", "--apart").stdout.splitlines()
    assert lines[0] == "2024-03-12"
    assert len(lines) == 3
    assert "[killed: at least 31 people]" in "".join(lines)


def test_timeline_of_happenings(case: Path) -> None:
    """The accounts of one event are one entry, with tolls, who denies it and what is disputed below it; their ids are listed when that is asked for."""
    shown = run("timeline", case, "--actor", "Varnia")
    assert shown.stderr == ""
    assert [line.split("  ")[-1] for line in shown.stdout.splitlines()] == [
        "2024-03-12",
        "2 reports, 1 origin: reports 1, 3",
        "killed: at least 1 people (town council (Varnia)), at least 31 people (town council (Varnia))",
        "denied by Varnia (2 reports, 1 origin)",
        "disputed: whether it happened (`dateline disputes` has the sides)",
    ]
    listed = run("timeline", case, "--accounts").stdout
    uids = [event["uid"] for event in json.loads(run("timeline", case, "--format", "jsonl").stdout)["events"]]
    assert len(uids) == 2
    assert all(f"· {uid}  2024-03-12 ◐ attributed “struck”" in listed for uid in uids)
    assert run("timeline", case, "--accounts", "--apart").exit_code == 2


def test_diff(case: Path) -> None:
    """What changed between versions is shown, and given to a program."""
    shown = run("diff", case, f"{URL}/1").stdout
    assert f"{URL}/1: version 1 (2024-03-14, report 2) → version 2 (2024-03-14, report 3)" in shown
    assert "- The Dol Front, which Egypt backs" in shown
    assert "+ The Ahrar al-Sham, which Egypt backs" in shown
    assert json.loads(run("diff", case, f"{URL}/1", "--older", 1, "--format", "jsonl").stdout)["newer"]["version"] == 2


def test_help_of_search_has_its_examples_on_lines() -> None:
    """Each example of a search stands on a line of its own."""
    shown = run("search", "--help").stdout
    assert "\n    'strik*'                  words that begin so\n" in shown
    assert "\\b" not in shown


def test_a_word_taken_for_no_column_is_told(case: Path) -> None:
    """Where nothing is found and a word before a colon names no column, it says so, with those that there are."""
    told = "foo is no column of claims, which have content and source_words, and so was taken for a word"
    assert run("search", case, "foo:bar").stderr == f"dateline: nothing found; {told}\n"
    assert run("search", case, "https://x.example").stderr == "dateline: nothing found\n"


def test_diff_says_why_the_numbers_fall(path: Path) -> None:
    """When the newer text was added first, the order of the numbers is explained."""
    with Casebook(path) as casebook:
        casebook.store(reading(15, published=dt.date(2024, 4, 1)))
        casebook.store(reading(12))
    shown = run("diff", path, URL).stdout
    assert "version 2 (2024-03-14, report 2) → version 1 (2024-04-01, report 1)" in shown
    assert "versions are numbered as they were added, and here the newer text was added first" in shown


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        (["--older", "1", "--newer", "1"], "is not older than version 1"), (["--older", "2", "--newer", "1"], "is not older than version 1"),
        (["--newer", "1"], "is the oldest"), (["--older", "2"], "is not older than version 2"),
    ],
)  # fmt: skip
def test_diff_of_what_is_not_older(case: Path, numbers: list[str], told: str) -> None:
    """Two versions are compared only when the first is the older."""
    result = run("diff", case, f"{URL}/1", *numbers)
    assert result.exit_code == 1
    assert f"{told}; in time the versions come in the order 1, 2; choose two, the older first" in " ".join(result.stderr.split()).replace(f" of '{URL}/1'", "")


def test_small_operators_are_told(case: Path) -> None:
    """Where nothing is found because OR stands in small letters, it says so."""
    assert run("search", case, "artillery or Ostrel").stderr == "dateline: nothing found; or was taken for a word, which OR in capitals is not\n"
    assert run("search", case, "Ostrel").stderr == "dateline: nothing found\n"


@pytest.mark.parametrize("command", [("show",), ("search", "artillery"), ("who", "Varnia"), ("timeline",), ("verify",), ("review", "--list"), ("link",)])
def test_nothing_stays_beside_the_file(case: Path, command: tuple[str, ...]) -> None:
    """A command leaves no `-wal` and no `-shm` behind, and none changes the file by asking."""
    before = case.read_bytes()
    assert run(command[0], case, *command[1:]).exit_code == 0
    assert [path.name for path in case.parent.glob("case.db*")] == ["case.db"]
    assert command == ("link",) or case.read_bytes() == before


def test_verify(case: Path) -> None:
    """A casebook without problems says so on standard error; each problem is a line on standard output and the status is 1."""
    result = run("verify", case)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"dateline: {case}: 3 reports, no problem found\n")
    with Casebook(case) as casebook:
        casebook.connection.execute("UPDATE event SET quote = 'hit' WHERE id = 1")
    result = run("verify", case)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"report 1, {URL}/0 (version 1): event e1 “struck” at 58 to 64 is missing or altered",
        f"report 1, {URL}/0 (version 1): event e1 “hit” at 58 to 64 is not what the stored text and reading give",
    ]


def test_salvage(case: Path, tmp_path: Path) -> None:
    """What is whole in a damaged casebook is copied to a new one."""
    content = case.read_bytes()
    case.write_bytes(bytes(4096) + content[4096:])
    assert run("show", case).exit_code == 1
    result = run("verify", case, "--salvage", tmp_path / "new.db")
    assert (result.exit_code, result.stderr) == (0, f"dateline: {tmp_path / 'new.db'}: 3 reports, 0 earlier readings and 0 decisions saved; 0 reports lost\n")
    assert run("verify", tmp_path / "new.db").exit_code == 0


def test_salvage_of_a_file_that_was_cut_off(path: Path, tmp_path: Path) -> None:
    """What is lost stands on standard output, reports in a row on one line; that there may have been more is said, and the status is 1."""
    with Casebook(path) as casebook:
        for item in readings(80):
            casebook.store(item)
    content = path.read_bytes()
    path.write_bytes(content[: 7 * len(content) // 10])
    result = run("verify", path, "--salvage", tmp_path / "new.db")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) < 6
    assert re.search(r"^lost: reports \d+ to \d+ \(nothing of it is there\)$", result.stdout, re.MULTILINE)
    assert re.search(r"case\.db is cut off: \d+ pages at its end are gone, and with them perhaps reports of which no trace is left", result.stderr)


ASKING = [
    ("show",), ("search", "x"), ("who", "x"), ("timeline",), ("diff", "x"), ("verify",), ("link",), ("origins",), ("disputes",), ("review", "--list"),
    ("review", "--merge", "x", "y"), ("review", "--undo", "1"), ("export", "out", "--to", "csv"),
]  # fmt: skip
"""All commands that make no casebook."""


@pytest.mark.parametrize("command", ASKING)
def test_no_casebook(path: Path, command: tuple[str, ...]) -> None:
    """A casebook that is not there is one line that says how to make one, and none is made."""
    result = run(command[0], path, *command[1:])
    assert (result.exit_code, result.stderr) == (1, f"dateline: {path}: no such casebook; make one with `dateline add {path} REPORT...`\n")
    assert not path.exists()


@pytest.mark.parametrize("command", ASKING)
def test_empty_file(path: Path, command: tuple[str, ...]) -> None:
    """An empty file is no casebook without reports: nothing is asked of it and nothing written into it; only adding makes it one."""
    path.touch()
    result = run(command[0], path, *command[1:])
    assert (result.exit_code, result.stderr) == (1, f"dateline: {path}: an empty file; make a casebook with `dateline add {path} REPORT...`\n")
    assert not path.stat().st_size
    run("add", path, "-", stdin=reading().to_json())
    assert run("show", path).exit_code == 0


def test_text_can_not_act_on_the_terminal(path: Path) -> None:
    """A control character in a report is shown, not sent to the terminal."""
    run("add", path, "-", stdin=reading(extra=" Then \x1b[2J it ended, artillery \u202e too.").to_json())
    for command in (["search", path, "then", "--kind", "texts"], ["search", path, "artillery"], ["who", path, "Varnia"]):
        shown = run(*command)
        assert shown.stdout
        assert "\x1b[2J" not in shown.stdout
        assert "\u202e" not in shown.stdout


def test_problem_can_not_act_on_the_terminal(path: Path) -> None:
    """A problem that quotes a control character is one harmless line."""
    run("add", path, "-", stdin=reading(url=None, origin="a\x1b[2J.md").to_json())
    with Casebook(path) as casebook:
        casebook.connection.execute("UPDATE event SET quote = 'hit' WHERE id = 1")
    shown = run("verify", path)
    assert len(shown.stdout.splitlines()) == 2
    assert "\x1b" not in shown.stdout


@pytest.mark.parametrize("command", [("origins",), ("disputes",), ("stands", "Egypt"), ("camps", "--draws", "0"), ("changes", "--from", "2024-01-01")])
def test_what_is_not_linked_is_told(path: Path, command: tuple[str, ...]) -> None:
    """An answer that rests on links says on standard error when some reports have none: copies among them are not known as such."""
    with Casebook(path) as casebook:
        casebook.store(reading())
        casebook.store(reading(url="https://second.example/a"))
    message = "2 reports are not linked yet, so that this is not all and copies among them count apart; run `dateline link"
    assert message in run(command[0], path, *command[1:]).stderr
    run("link", path)
    assert message not in run(command[0], path, *command[1:]).stderr


def test_linking_that_is_stopped_says_how_to_go_on(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C keeps what is linked, and the message names the command that goes on."""
    with Casebook(path) as casebook:
        casebook.store(reading())

    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Casebook, "link", stopped)
    result = run("link", path)
    assert result.exit_code == 130
    assert "stopped; 1 report is not linked yet; `dateline link" in result.stderr
