"""Kills a process that stores readings, again and again at random points, and says what it found after each kill.

    python killing.py READINGS.jsonl FOLDER KILLS

A process of its own: it forks the processes that it kills, which is safe where no threads are, and starts each in a millisecond.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

import msgspec

from dateline.casebook import ingest, runs, store
from dateline.casebook.casebook import Casebook
from dateline.records.model import Reading

A_FILE = 25
"""After this many kills a new file is begun, so that checking stays fast."""
TOO_LATE = 0.03
"""Seconds within which a process is killed after it has begun to store, or so many as it takes to store `ENOUGH` readings where the machine is busy."""
ENOUGH = 8


def main() -> None:
    """Kill, check, and print what was found as JSON."""
    prepared = [msgspec.json.decode(line, type=Reading) for line in Path(sys.argv[1]).read_bytes().splitlines()]
    folder, kills = Path(sys.argv[2]), int(sys.argv[3])
    within = stored = rereads = 0
    problems: list[str] = []
    late = max(TOO_LATE, ENOUGH * seconds_to_store(folder / "tried.db", prepared))
    for kill in range(kills):
        path = folder / f"{kill // A_FILE}.db"
        Casebook(path).connection.close() if path.exists() else store.connect(path, create=True).close()
        begun, ended = killed(path, prepared, kill, late)
        within += begun > ended
        with Casebook(path) as casebook:
            found = {line.url: line for line in casebook.reports() if f"/{kill}-" in str(line.url)}
            if not ended <= len(found) + rereads_of(casebook, kill) <= begun:
                problems.append(f"kill {kill}: {ended} readings were stored, {begun} begun, and {len(found)} are there")
            problems += [f"kill {kill}: {problem}" for problem in casebook.verify()]
            stored += len(found)
            rereads += rereads_of(casebook, kill)
    print(json.dumps({"within": within, "stored": stored, "rereads": rereads, "problems": problems}))  # noqa: T201 - its answer


def rereads_of(casebook: Casebook, kill: int) -> int:
    """How many reports of a round have two readings."""
    query = "SELECT count(*) FROM reading AS d JOIN report AS r ON r.id = d.report WHERE r.url LIKE ? GROUP BY r.id HAVING count(*) > 1"
    return len(casebook.connection.execute(query, (f"%/{kill}-%",)).fetchall())


def seconds_to_store(path: Path, prepared: list[Reading]) -> float:
    """How long a reading takes here and now."""
    connection = store.connect(path, create=True)
    begun = time.monotonic()
    for given in prepared[:ENOUGH]:
        ingest.store(connection, given, runs.UNKNOWN)
    connection.close()
    return (time.monotonic() - begun) / ENOUGH


def killed(path: Path, prepared: list[Reading], kill: int, late: float) -> tuple[int, int]:
    """Store readings in a process and kill it: how many it had begun to store, and how many of these it had ended."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        keep_storing(path, prepared, kill, writer)
    os.close(writer)
    told = os.read(reader, 1)  # it has begun
    time.sleep(random.random() * late)  # noqa: S311 - any moment will do
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(reader, 65536):
        told += more
    os.close(reader)
    return told.count(b"b"), told.count(b"e")


def keep_storing(path: Path, prepared: list[Reading], kill: int, writer: int) -> None:
    """Store new readings for ever, every other one a second time by another run, and tell when each begins and ends."""
    connection = store.connect(path)
    number = 0
    while True:
        base = prepared[number % len(prepared)]
        given = msgspec.structs.replace(base, document=msgspec.structs.replace(base.document, url=f"https://kill.example/{kill}-{number}"))
        for run in (runs.UNKNOWN, runs.Run(dateline="9.9"))[: 1 + number % 2]:
            os.write(writer, b"b")
            ingest.store(connection, given, run)
            os.write(writer, b"e")
        number += 1


if __name__ == "__main__":
    main()
