"""Several processes at one casebook: killed while they write, reading while another writes, writing at the same time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dateline.casebook.casebook import Casebook

from .making import CLAIMS, readings

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent
KILLS = 200


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    """A file of readings, as `dateline read --format jsonl` writes it."""
    file = tmp_path / "readings.jsonl"
    file.write_bytes(b"".join(reading.to_json() + b"\n" for reading in readings(40)))
    return file


def start(script: str, *arguments: object) -> subprocess.Popen[str]:
    """Run a piece of Python in a process of its own."""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def ended(processes: Sequence[subprocess.Popen[str]]) -> list[str]:
    """What processes print, when all have ended well."""
    answers = []
    for process in processes:
        out, problem = process.communicate(timeout=120)
        assert process.returncode == 0, problem
        answers.append(out)
    return answers


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked")
def test_killed_at_any_point(prepared: Path, tmp_path: Path) -> None:
    """Wherever a storing process is killed, each reading is all there or not there, and the file is sound."""
    done = subprocess.run([sys.executable, HERE / "killing.py", prepared, tmp_path, str(KILLS)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["problems"] == []
    assert found["within"] > KILLS / 2, "most kills must hit a reading that is being stored"
    assert found["stored"] > 0
    assert found["rereads"] > 0


STORE = """
import sys, msgspec
from dateline.casebook.casebook import Casebook
from dateline.records.model import Reading
with Casebook(sys.argv[1]) as casebook:
    for number, line in enumerate(open(sys.argv[2], "rb")):
        reading = msgspec.json.decode(line, type=Reading)
        url = f"https://{sys.argv[3]}.example/{number}"
        casebook.store(msgspec.structs.replace(reading, document=msgspec.structs.replace(reading.document, url=url)))
"""
ASK = """
import sys
from dateline.casebook.casebook import Casebook
states = set()
with Casebook(sys.argv[1], read_only=True) as casebook:
    while len(casebook.reports()) < int(sys.argv[2]):
        shown = casebook.show()
        assert shown.claims == int(sys.argv[3]) * shown.reports, shown
        page = casebook.who("Egypt")
        assert page.ties_count == page.actor.reports, page
        assert casebook.search("artillery", limit=3)
        states.add(shown.reports)
print(len(states))
"""


def test_readers_run_while_a_writer_writes(prepared: Path, path: Path) -> None:
    """Three readers see a growing casebook, whole reports only and never an error, while a process stores."""
    with Casebook(path) as casebook:
        casebook.store(readings(1)[0])
    asking = [start(ASK, path, 41, CLAIMS) for _ in range(3)]
    slowed = STORE.replace("        casebook.store", "        import time; time.sleep(0.03)\n        casebook.store")
    *seen, _ = ended([*asking, start(slowed, path, prepared, "writer")])
    assert all(int(states) > 3 for states in seen), "each reader must see the casebook in several states"


def test_two_writers(prepared: Path, path: Path) -> None:
    """Two processes that store at once, in a casebook that neither finds there, wait for each other and lose nothing."""
    ended([start(STORE, path, prepared, name) for name in ("one", "two")])
    with Casebook(path) as casebook:
        assert len(casebook.reports()) == 80
        assert list(casebook.verify()) == []


def test_storing_is_light() -> None:
    """What stores and asks imports neither the encoder's runtime, nor the reader, nor Arrow, nor what draws in a terminal."""
    script = "import sys, dateline; dateline.Casebook; print([name for name in sys.argv[1:] if name in sys.modules])"
    (answer,) = ended([start(script, "onnxruntime", "dateline._read", "pyarrow", "rich", "numpy", "trafilatura", "networkx")])
    assert answer == "[]\n"
