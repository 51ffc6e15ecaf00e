"""`dateline review` at a real terminal: what a person sees, and what each key does."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from dateline.casebook.casebook import Casebook

from .making import reading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pty = pytest.importorskip("pty", reason="needs a pseudo-terminal")
termios = pytest.importorskip("termios", reason="needs a pseudo-terminal")
# Opening the terminal makes it that of the process, so that Ctrl-C reaches it as it does when a person presses it.
SCRIPT = "import os; os.close(os.open(os.ttyname(0), os.O_RDWR)); from dateline.cli import main; main(prog_name='dateline')"
KEYS = "[a]ccept  [r]eject  [c]orrect  [s]kip  [u]ndo last  [q]uit"
PATIENCE = 20.0
SETTLED = 0.5  # a signal between the prompt and the call that waits for a line would be seen only after the line


class Terminal:
    """A process at a terminal, and all that it has shown."""

    def __init__(self, *arguments: str) -> None:
        self.ours, theirs = pty.openpty()
        environment = {**os.environ, "TERM": "xterm", "COLUMNS": "200"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, *arguments], stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
        )
        os.close(theirs)
        self.shown = ""
        self.seen = 0
        self.asked = KEYS

    def until(self, words: str | None) -> str:
        """What comes until some words are shown, or with None until the process ends, without colours."""
        late = time.monotonic() + PATIENCE
        while words is None or words not in self.shown[self.seen :]:
            assert time.monotonic() < late, f"{words!r} does not come after {self.shown[self.seen :]!r}"
            if not select.select([self.ours], [], [], 0.1)[0]:
                continue
            try:
                more = os.read(self.ours, 65536)
            except OSError:  # how Linux tells that the other end is closed
                more = b""
            if not more:
                assert words is None, f"{words!r} does not come after {self.shown[self.seen :]!r}"
                break
            self.shown += re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", more.decode()).replace("\r\n", "\n")
        end = len(self.shown) if words is None else self.shown.index(words, self.seen) + len(words)
        new, self.seen = self.shown[self.seen : end], end
        self.asked = words or ""
        return new

    def press(self, keys: str, until: str | None = KEYS) -> str:
        """Press keys once they are waited for, and give what comes of it: one key where single ones are read, else a line."""
        late = time.monotonic() + PATIENCE
        while bool(termios.tcgetattr(self.ours)[3] & termios.ICANON) == (self.asked == KEYS):
            assert time.monotonic() < late, "nothing waits for keys"
            time.sleep(0.01)
        os.write(self.ours, keys.encode())
        return self.until(until)

    def close(self) -> None:
        """End the process, if it has not ended."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.ours)


@pytest.fixture
def case(path: Path) -> Path:
    """A casebook in which two events and a claim wait, for their confidence."""
    given = reading()
    events = tuple(replace(event, confidence=0.1 + 0.1 * place) for place, event in enumerate(given.events))
    with Casebook(path) as casebook:
        casebook.store(replace(given, events=events, claims=(*given.claims[:2], replace(given.claims[2], confidence=0.4))))
        casebook.link()
    return path


@pytest.fixture
def terminal(case: Path) -> Iterator[Terminal]:
    """The review of that casebook, which shows its first item."""
    opened = Terminal("review", str(case), "--by", "ada")
    try:
        yield opened
    finally:
        opened.close()


def decided(case: Path) -> list[tuple[str, bool]]:
    """The verbs of the decisions, and whether each is undone."""
    with Casebook(case) as casebook:
        return [(line.verb, line.undone) for line in casebook.decisions()]


def test_an_item_is_shown_with_its_words_and_keys(terminal: Terminal) -> None:
    """The first item comes with its place in the queue, its sentence, its fields, why it waits, and the keys."""
    shown = terminal.until(KEYS)
    assert "1 of 3" in shown
    assert "“TOLMIN (Reuters) - Varnia's artillery struck the market town of Tolmin on Tuesday, killing at least 12 people" in " ".join(shown.split())
    assert "type: ASSAULT" in shown
    assert "status disputed: happened here, denied elsewhere" in shown


def test_accept_reject_undo_and_quit(case: Path, terminal: Terminal) -> None:
    """One key decides and shows the next item; undo goes back to the item before; quitting tells what was decided and is left."""
    terminal.until(KEYS)
    assert "decision 1: accept" in (shown := terminal.press("a"))
    assert "2 of 3" in shown
    assert "decision 2: reject" in terminal.press("r")
    assert "decision 2 is undone" in (shown := terminal.press("u"))
    assert "2 of 3" in shown
    assert terminal.press("x").strip() == KEYS  # a key that means nothing shows those that do
    assert terminal.press("q", until=None).strip() == "1 decided, 2 left"
    assert terminal.process.wait() == 0
    assert decided(case) == [("accept", False), ("reject", True), ("undo", False)]


def test_correct(case: Path, terminal: Terminal) -> None:
    """Fields are typed a line each; an empty line ends; a wrong value is told and the item stays."""
    terminal.until(KEYS)
    assert "FIELD=VALUE, a line each, and an empty line to end: type, mode, status" in terminal.press("c", until="> ")
    terminal.press("status=sung\r", until="> ")
    assert "'sung' is no status; choose from" in terminal.press("\r")
    terminal.press("c", until="> ")
    terminal.press("status=denied\r", until="> ")
    terminal.press("killed=30-40\r", until="> ")
    assert "decision 1: correct" in (shown := terminal.press("\r"))
    assert "2 of 3" in shown
    with Casebook(case) as casebook:
        (line,) = casebook.decisions()
        assert (line.who, line.corrected) == ("ada", {"status": "denied", "killed": "30-40"})


@pytest.mark.parametrize("keys", ["\x03", "\x04", "\x1b"], ids=["Ctrl-C", "Ctrl-D", "Esc"])
def test_leaving_in_the_middle(case: Path, terminal: Terminal, keys: str) -> None:
    """Ctrl-C, Ctrl-D and Esc end the review without a traceback; what was decided before is stored."""
    terminal.until(KEYS)
    terminal.press("a")
    assert terminal.press(keys, until=None).strip() == "1 decided, 2 left"
    assert terminal.process.wait() == 0
    assert decided(case) == [("accept", False)]


def test_leaving_a_correction(case: Path, terminal: Terminal) -> None:
    """Ctrl-C in a half-typed correction ends the review, and nothing of it is stored."""
    terminal.until(KEYS)
    terminal.press("c", until="> ")
    terminal.press("status=denied\r", until="> ")
    terminal.press("kil", until="kil")
    time.sleep(SETTLED)
    assert terminal.press("\x03", until=None).splitlines()[-1] == "0 decided, 3 left"
    assert terminal.process.wait() == 0
    assert decided(case) == []


def test_the_terminal_is_left_as_it_was(terminal: Terminal) -> None:
    """After reading single keys the terminal echoes and edits lines again."""
    before = termios.tcgetattr(terminal.ours)
    terminal.until(KEYS)
    terminal.press("a")
    terminal.press("\x03", until=None)
    assert termios.tcgetattr(terminal.ours)[:4] == before[:4]
