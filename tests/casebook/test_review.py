"""The queue of what people should look at, and deciding on it at a terminal and by options."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from dateline import cli_review
from dateline._errors import CasebookError
from dateline.casebook.casebook import Casebook
from dateline.casebook.runs import Run
from dateline.cli import main

from .making import URL, reading

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from dateline.records.model import Reading


def run(*arguments: object, keys: str | None = None) -> Result:
    """Run `dateline review` in this process."""
    return CliRunner().invoke(main, ["review", *map(str, arguments)], input=keys)


def told(number: int, toll: int, front: str = "Dol Front", confidence: float = 0.9) -> Reading:
    """What one paper tells of the shelling, with an exact toll that the town council gives."""
    given = reading(toll, url=f"https://paper-{number}.example/", publisher=f"Paper {number}", front=front)
    count = replace(given.events[0].counts[0], max=toll)
    event = replace(given.events[0], counts=(count,), claims=("c1",), confidence=confidence)
    return replace(given, events=(event, given.events[1]))


@pytest.fixture
def case(path: Path) -> Path:
    """Three reports: two tolls, two names of the front, and, in the last, an event and a claim of low confidence."""
    with Casebook(path) as casebook:
        casebook.store(told(1, 12))
        casebook.store(told(2, 40, front="Dol Liberation Front"))
        last = told(3, 12, confidence=0.3)
        casebook.store(replace(last, claims=(*last.claims[:2], replace(last.claims[2], confidence=0.2))))
        casebook.link()
    return path


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Takes the input and output of a test for a terminal."""
    monkeypatch.setattr(cli_review, "_is_terminal", lambda: True)


def items(case: Path, *kinds: Any) -> list[tuple[str, str, int]]:
    """Kind, record and number of reports of what waits."""
    with Casebook(case) as casebook:
        return [(item.kind, item.record, item.reports) for item in casebook.queue(*kinds)]


def uid(case: Path, kind: Any, place: int = 0) -> str:
    """The uid of an item of the queue."""
    with Casebook(case) as casebook:
        return casebook.queue(kind)[place].uid


# ---- the queue ----------------------------------------------------------------------------------------------------------------------------------------


def test_queue_begins_with_what_touches_most(case: Path) -> None:
    """Items come by the number of reports that they touch; of equal ones matches first, then disputes; one of two reasons waits once."""
    assert items(case) == [
        ("match", "actors", 3), ("dispute", "event", 3), ("dispute", "event", 3), ("dispute", "event", 3), ("confidence", "claim", 2),
    ]  # fmt: skip


def test_match_shows_both_actors(case: Path) -> None:
    """An uncertain match shows both actors with a sentence of each, in which it is marked, and why it is asked."""
    with Casebook(case) as casebook:
        (item,) = casebook.queue("match")
    assert [value for _, value in item.told] == ["Dol Front (armed group; 2 reports)", "Dol Liberation Front (armed group; 1 report)"]
    assert [quoted.passage[slice(*quoted.marks[0])] for quoted in item.quotes] == ["Dol Front", "Dol Liberation Front"]
    assert item.why.startswith("a part of the name")
    assert item.confidence is not None


def test_dispute_shows_the_other_side(case: Path) -> None:
    """A disputed event shows what its report says and what others say."""
    with Casebook(case) as casebook:
        whys = [item.why for item in casebook.queue("dispute")]
    assert max(whys).startswith("killed disputed: at least 40 people here, at least 12 people elsewhere")


def test_doubtful_record_shows_its_words(case: Path) -> None:
    """A record of low confidence shows the sentence with its words and cue marked, its fields and its confidence."""
    with Casebook(case) as casebook:
        event, claim = casebook.queue("confidence")
    assert (claim.record, event.record, claim.confidence, event.confidence) == ("claim", "event", 0.2, 0.3)
    assert [claim.quotes[0].passage[start:end] for start, end in claim.quotes[0].marks] == ["The Dol Front", "said", "its men had left the valley"]
    assert dict(event.told)["killed"] == "12"
    assert dict(claim.told) == {"stance": "assert", "form": "indirect", "source": "Dol Front", "addressee": "Egypt"}


def test_only_the_newest_version_waits(path: Path) -> None:
    """An earlier version of an article is not asked about."""
    with Casebook(path) as casebook:
        for toll in (12, 15):
            given = reading(toll)
            casebook.store(replace(given, events=(replace(given.events[0], confidence=0.1), given.events[1])))
        assert [dict(item.told)["killed"] for item in casebook.queue("confidence")] == ["15+"]


@pytest.mark.parametrize("verb", ["accept", "reject", "correct"])
def test_what_is_decided_waits_no_longer(case: Path, verb: Any) -> None:
    """Whatever is decided on a record, it leaves the queue; undone, it is back."""
    with Casebook(case) as casebook:
        before = casebook.queue("confidence")
        casebook.decide(verb, before[0].uid, corrected={"status": "denied"} if verb == "correct" else None)
        assert before[0].uid not in [item.uid for item in casebook.queue("confidence")]
        casebook.undo(1)
        assert casebook.queue("confidence") == before


@pytest.mark.parametrize(("option", "reports"), [("--accept", 3), ("--reject", 2)])
def test_decided_match_is_not_asked_again(case: Path, option: str, reports: int) -> None:
    """Whether two actors are one is asked once, also when reports are read and linked anew."""
    assert run(case, option, uid(case, "match")).exit_code == 0
    assert items(case, "match") == []
    with Casebook(case) as casebook:
        casebook.store(told(2, 40, front="Dol Liberation Front"), Run(dateline="9.9"))
        casebook.link()
        casebook.link(anew=True)
        assert casebook.queue("match") == []
        assert casebook.who("Dol Front").actor.reports == reports


def test_unknown_kind(case: Path) -> None:
    """A kind of item that there is not is refused with those that there are."""
    with Casebook(case) as casebook, pytest.raises(CasebookError, match="'claims' is no kind of item; choose from match, dispute, confidence, rejected"):
        casebook.queue("claims")  # type: ignore[arg-type]


# ---- options ------------------------------------------------------------------------------------------------------------------------------------------


def test_list(case: Path) -> None:
    """The queue is listed for a person with uids, and as JSON Lines, narrowed by kind and limit."""
    shown = run(case, "--list", "--kind", "match").stdout
    assert "match: actors" in shown
    assert "one actor: Dol Front (armed group; 2 reports)" in shown
    lines = run(case, "--list", "--kind", "confidence", "--kind", "dispute", "--limit", 2, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["kind"] for line in lines] == ["dispute", "dispute"]


def test_accept_and_reject_by_uid(case: Path) -> None:
    """Several records are accepted and rejected at once; what was rejected can be listed and brought back."""
    first, second = uid(case, "confidence"), uid(case, "confidence", 1)
    result = run(case, "--accept", first, "--reject", second, "--by", "ada")
    assert (result.exit_code, result.stdout) == (0, "")
    assert [line.split(":")[1].strip() for line in result.stderr.splitlines()] == ["decision 1", "decision 2"]
    listed = run(case, "--list", "--kind", "rejected").stdout
    assert second in listed
    assert "rejected by ada" in listed
    run(case, "--accept", second)
    assert "nothing found" in run(case, "--list", "--kind", "rejected").stderr


def test_correct_by_uid(case: Path) -> None:
    """Fields are corrected by name and value, several names with a semicolon between them."""
    result = run(case, "--correct", uid(case, "confidence", 1), "stance=deny", "source=Dol Front; Egypt")
    assert result.exit_code == 0
    assert "stance = deny, source = Dol Front; Egypt" in result.stderr
    with Casebook(case) as casebook:
        (hit,) = casebook.search(stance="deny", source="Egypt")
        assert hit.standing == "corrected"


def test_merge_part_and_undo(case: Path) -> None:
    """Actors are merged and parted by name, decisions undone by number, and the log tells it all."""
    assert run(case, "--merge", "Dol Front", "Dol Liberation Front", "--by", "ada").exit_code == 0
    assert run(case, "--part", "Dol Front", "Dol Liberation Front").exit_code == 0
    assert run(case, "--undo", 2).exit_code == 0
    log = run(case, "--decisions").stdout.splitlines()
    assert len(log) == 3
    assert "ada: merge Dol Front (armed group) and Dol Liberation Front (armed group)" in log[0]
    assert log[1].endswith("(undone)")
    assert [json.loads(line)["undone"] for line in run(case, "--decisions", "--format", "jsonl").stdout.splitlines()] == [False, True, False]


def test_lost_decisions_are_reported(case: Path) -> None:
    """The log says which decisions have lost their record, and how many."""
    run(case, "--reject", uid(case, "confidence"))
    with Casebook(case) as casebook:
        casebook.store(replace(told(3, 12), claims=(), events=(), ties=()), Run(dateline="9.9"))
    result = run(case, "--decisions")
    assert result.stdout.rstrip().endswith("(its record is lost)")
    assert result.stderr.startswith("dateline: 1 decision has lost its record")
    shown = CliRunner().invoke(main, ["show", str(case)]).stdout
    assert "1; 1 without their record" in shown


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["--accept", "nothing"], 1, "no record has the uid 'nothing'"),
        (["--undo", "7"], 1, "there is no decision 7; look through `dateline review --decisions`"),
        (["--anyway", "--part", "Varnia", "Dol Front"], 2, "--anyway goes with --merge A B, or with --accept of a match"),
        (["--merge", "Varnia", "Varnya"], 1, "no actor is called 'Varnya'; near it: Varnia"),
        (["--list", "--undo", "1"], 2, "--list and --undo can't be given together"),
        (["stance=deny"], 2, "FIELD=VALUE goes with --correct UID"),
        (["--correct", "x", "stance"], 2, "'stance' gives no field a value"),
        (["--undo", "1", "--kind", "match"], 2, "--kind goes with --list"),
    ],
)
def test_what_can_not_be_done(case: Path, arguments: list[str], status: int, message: str) -> None:
    """What can't be done is said on standard error, with the exit status of the fault, and nothing is decided."""
    result = run(case, *arguments)
    assert (result.exit_code, result.stdout) == (status, "")
    assert message in " ".join(result.stderr.split())
    with Casebook(case) as casebook:
        assert casebook.decisions() == []


def test_control_characters_stay_harmless(path: Path) -> None:
    """A control character in a report is shown, not sent to the terminal."""
    given = reading(extra=" Then \x1b[2J it ended.", url=f"{URL}/\x1b[2J")
    with Casebook(path) as casebook:
        claim = replace(given.claims[2], confidence=0.1)
        casebook.store(replace(given, claims=(*given.claims[:2], claim)))
    listed = run(path, "--list")
    assert "valley" in listed.stdout
    run(path, "--reject", uid(path, "confidence"))
    for shown in (listed.stdout, run(path, "--decisions").stdout):
        assert "\x1b[2J" not in shown


# ---- at a terminal ------------------------------------------------------------------------------------------------------------------------------------


def test_no_terminal(case: Path) -> None:
    """Without a terminal the command says what to use instead, and does nothing."""
    result = run(case)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "review asks at a terminal, and this is none; use --list" in result.stderr


@pytest.mark.usefixtures("terminal")
def test_keys(case: Path) -> None:
    """Accept, reject and skip go from item to item; the end tells how many were decided and are left."""
    result = run(case, keys="asrq")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "2 decided, 2 left"
    with Casebook(case) as casebook:
        assert [line.verb for line in casebook.decisions()] == ["same", "reject"]


@pytest.mark.usefixtures("terminal")
def test_undo_key(case: Path) -> None:
    """Undo takes the last decision back and shows its item again; without one it says so."""
    result = run(case, "--kind", "confidence", keys="uauraq")
    assert "nothing was decided here yet" in result.stdout
    assert "decision 1 is undone" in result.stdout
    with Casebook(case) as casebook:
        assert [(line.verb, line.undone) for line in casebook.decisions()] == [("accept", True), ("undo", False), ("reject", False), ("accept", False)]


@pytest.mark.usefixtures("terminal")
def test_correct_key(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Correct asks for new values until an empty line; a wrong value is said and the item stays; without any, nothing is decided."""
    keys, lines = iter("scccq"), iter(["stance=sing", "", "", "stance=deny", "hedge=likely", ""])
    monkeypatch.setattr("dateline.cli_review.click.getchar", lambda: next(keys))
    monkeypatch.setattr("dateline.cli_review.click.prompt", lambda *_, **__: next(lines))
    result = run(case, "--kind", "confidence")
    assert "'sing' is no stance; choose from" in result.stdout
    assert "nothing corrected" in result.stdout
    with Casebook(case) as casebook:
        (line,) = casebook.decisions()
        assert line.corrected == {"stance": "deny", "hedge": "likely"}


@pytest.mark.usefixtures("terminal")
def test_settled_item_is_passed_over(case: Path) -> None:
    """An item that an earlier decision settled is not asked any more: with a claim goes the event that only it carries."""
    with Casebook(case) as casebook:
        given = told(3, 12)
        doubtful = replace(given.events[1], confidence=0.1)
        casebook.store(replace(given, claims=(*given.claims[:2], replace(given.claims[2], confidence=0.05)), events=(doubtful,)), Run(dateline="9.9"))
        casebook.link()
        assert [item.record for item in casebook.queue("confidence")] == ["claim", "event"]
    result = run(case, "--kind", "confidence", keys="r")
    assert result.stdout.splitlines()[-1] == "1 decided, 0 left"
    assert "2 of 2" not in result.stdout


@pytest.mark.usefixtures("terminal")
def test_nothing_waits(path: Path) -> None:
    """An empty queue is said, and no key is asked for."""
    with Casebook(path) as casebook:
        casebook.store(reading())
    result = run(path, keys="a")
    assert (result.exit_code, result.stderr) == (0, "dateline: nothing waits for a decision\n")
