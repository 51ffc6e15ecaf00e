"""Set the quality floors to what the reader reaches now.

    python tests/gate/raise_floors.py           # floors move up, never down
    python tests/gate/raise_floors.py --lower   # floors move down too: say why in the commit message

Without `--lower` nothing is written when a figure lies below its floor, so that a fall can't slip in beside a rise.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from gate import floors, score  # the folder of tests is not installed


def main(arguments: list[str] | None = None) -> int:
    """Read the annotated examples, print the figures and move the floors; the exit status is 1 when they were left alone."""
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("--lower", action="store_true", help="let floors fall to the figures that are reached now")
    lower = command.parse_args(arguments).lower
    tallies = floors.reached()
    figures = {name: tally.f1 for name, tally in tallies.items()}
    sys.stdout.write(score.table(tallies) + "\n")
    _, old = floors.stored()
    fallen = floors.fallen(old, figures)
    if fallen and not lower:
        sys.stdout.write("\n".join([*fallen, "the floors were left as they are; --lower accepts the fall"]) + "\n")
        return 1
    floors.save(floors.moved(old, figures, lower=lower))
    sys.stdout.write(f"floors written to {floors.FLOORS.name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
