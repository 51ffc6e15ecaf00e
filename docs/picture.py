"""Draws the picture in the README: the first screen of what a person sees of an example report in a terminal.

`docs/refresh.py` draws it together with everything else in the documentation that comes out of the reader.
"""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from dateline.views.terminal import render

if TYPE_CHECKING:
    from dateline.records.model import Reading

_ROOT = Path(__file__).parent.parent
_EXAMPLE = "examples/kordofan-air-strike.md"
_SHOWN = ("events", "ties")
_WIDTH = 100
_LINES = 46
"""What fits on a screen: the whole view of a report would be a picture of three screens."""
_FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def picture(reading: Reading, title: str) -> str:
    """Draw the first screen of the terminal view of a reading as an SVG image; the same reading always gives the same image."""
    view = _console()
    with view.capture() as captured:
        render(reading, view, _SHOWN)
    screen = _console(record=True)
    for line in captured.get().splitlines()[:_LINES]:
        screen.print(Text.from_ansi(line))
    # A picture in a repository must not make its readers fetch fonts from elsewhere.
    return _FONTS.sub("", screen.export_svg(title=title, theme=MONOKAI, unique_id="reading"))


def _console(*, record: bool = False) -> Console:
    return Console(record=record, width=_WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor", highlight=False)


def main() -> None:
    """Write `docs/reading.svg`."""
    import dateline

    reading = dateline.read(_EXAMPLE, data=(_ROOT / _EXAMPLE).read_bytes())  # the picture shows the name, not where it lies
    (_ROOT / "docs" / "reading.svg").write_text(picture(reading, f"dateline read --show {','.join(_SHOWN)} {_EXAMPLE}"), encoding="utf-8")


if __name__ == "__main__":
    main()
