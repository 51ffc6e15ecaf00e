"""How fast records are exported, and how much memory it takes.

    python bench/exports.py                        # every format, 3,000 reports
    python bench/exports.py --reports 500 --formats plover,xlsx

The reports are those of `examples/`, read once and then varied: each copy has a report id, a day of publication and an origin of its own, and a fifth of
its unknown actors are new ones, so that whatever an export keeps for each actor grows as it would. Every format is written in a process of its own, whose
peak memory is told beside what the process held before. Records are all that went in, reports included; what a format leaves out it has read too.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from dateline import exports, readings
from dateline.exports import Identity, Stored
from dateline.records.model import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
NEW = 5
"""Of so many reports, one has actors that no other has."""


def examples() -> list[Reading]:
    """The examples, read."""
    files = [path for path in sorted(EXAMPLES.iterdir()) if path.suffix != ".md" or path.stem != "README"]
    return [reading for path in files for reading in readings(path) if isinstance(reading, Reading)]


def varied(originals: list[Reading], number: int) -> Iterator[Stored]:
    """So many reports made of a few."""
    for count in range(number):
        original = originals[count % len(originals)]
        day = (original.document.published or dt.date(2024, 1, 1)) + dt.timedelta(days=count // len(originals) % 3650)
        document = msgspec.structs.replace(original.document, published=day, id=f"{original.document.id}{count}")
        room = count if count % NEW == 0 else 0
        actors = {actor.id: Identity(actor.kb or f"{original.document.id}.{actor.id}.{room}", actor.name) for actor in original.actors}
        reading = msgspec.structs.replace(original, document=document)
        yield Stored(reading=reading, report=str(count), origin=f"group-{count // 3}", actors=actors)


def peak_memory() -> float:
    """The most memory that this process has held, in megabytes; Linux tells it without what its parent held."""
    return next(int(line.split()[1]) / 1024 for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))


def measure(file: Path, name: str, number: int) -> dict[str, float]:
    """Write one format; gives records a second, megabytes written, and megabytes of memory before and at the peak."""
    decoder = msgspec.json.Decoder(list[Reading])
    originals = decoder.decode(file.read_bytes())
    before = peak_memory()
    with tempfile.TemporaryDirectory() as folder:
        started = time.process_time()  # which a neighbour on the machine changes little
        (loss,) = exports.write(varied(originals, number), [name], Path(folder) / "out")
        seconds = time.process_time() - started
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
    records = sum(loss.records_in.values())
    return {
        "reports a second": number / seconds,
        "records a second": records / seconds,
        "MB written": size / 1e6,
        "MB before": before,
        "MB at peak": peak_memory(),
    }


def main() -> None:
    """Measure each format in a process of its own, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=3000)
    parser.add_argument("--formats", default=",".join(exports.FORMATS))
    parser.add_argument("--one", nargs=2, metavar=("FILE", "FORMAT"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(Path(options.one[0]), options.one[1], options.reports)))
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "readings.json"
        file.write_bytes(msgspec.json.encode(examples()))
        rows = {}
        for name in options.formats.split(","):
            command = [sys.executable, __file__, "--reports", str(options.reports), "--one", str(file), name]
            rows[name] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    columns = list(next(iter(rows.values())))
    print(f"| {options.reports:,} reports | {' | '.join(columns)} |")
    print("| --- |" + " --- |" * len(columns))
    for name, row in rows.items():
        print(f"| {name} | {' | '.join(f'{row[column]:,.0f}' for column in columns)} |")


if __name__ == "__main__":
    main()
