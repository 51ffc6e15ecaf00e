"""Draws the picture in the README: what a person sees of the first example report in a terminal.

Run it from the repository's root, `python docs/picture.py`, whenever the view or the reading of that report changes.
"""
# ruff: noqa: INP001 - a script, not a module

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.terminal_theme import MONOKAI

from dateline.views.terminal import render

if TYPE_CHECKING:
    from dateline.records.model import Reading

_ROOT = Path(__file__).parent.parent
_SHOWN = ("claims", "events", "ties")
_WIDTH = 100
_FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def picture(reading: Reading, title: str) -> str:
    """Draw the terminal view of a reading as an SVG image; the same reading always gives the same image."""
    console = Console(record=True, width=_WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor", highlight=False)
    render(reading, console, _SHOWN)
    # A picture in a repository must not make its readers fetch fonts from elsewhere.
    return _FONTS.sub("", console.export_svg(title=title, theme=MONOKAI, unique_id="reading"))


def main() -> None:
    """Write `docs/reading.svg` from the first example report that stands alone in its file."""
    import dateline  # noqa: PLC0415 - the picture can be drawn without loading the reader's models

    example = min((_ROOT / "examples").glob("*.md"), key=lambda path: (path.name == "README.md", path.name)).relative_to(_ROOT)
    reading = dateline.read(str(_ROOT / example))
    (_ROOT / "docs" / "reading.svg").write_text(picture(reading, f"dateline read {example}"), encoding="utf-8")


if __name__ == "__main__":
    main()
