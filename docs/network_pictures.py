"""Draws the pictures of docs/network.md from a casebook of the example reports, with the commands that the page shows.

python docs/network_pictures.py       # network.png and ties.svg, and network-page.png where a chromium is installed
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

from PIL import Image
from refresh import ROOT, playground, run_command

DOCS = ROOT / "docs"
COMMANDS = (
    "dateline add wars.db examples/[a-z]*",
    "dateline network wars.db -o network.png",
    "dateline network wars.db -o network.html",
    "dateline network wars.db --actor TPLF -o ties.svg",
)
SHOWN = f"#on=2024-03-20&tie={quote('Pakistan|Tehrik-i-Taliban Pakistan')}"
"""What the photographed page shows."""


def photograph(browser: str, page: Path, picture: Path) -> None:
    """Take a picture of the page, with the few colours that it has."""
    with tempfile.TemporaryDirectory() as place:
        arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1280,1010", f"--user-data-dir={place}"]
        subprocess.run([browser, *arguments, f"--screenshot={picture}", page.as_uri() + SHOWN], check=True, capture_output=True, timeout=120)
    with Image.open(picture) as taken:
        taken.convert("RGB").quantize(256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(picture, optimize=True)


def main() -> None:
    """Draw them all."""
    with tempfile.TemporaryDirectory() as place:
        folder = playground(Path(place))
        for command in COMMANDS:
            status, said = run_command(command, folder)
            if status:
                sys.exit(f"{command}: {said}")
        for name in ("network.png", "ties.svg"):
            shutil.copyfile(folder / name, DOCS / name)
        browser = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
        if browser is None:
            sys.exit("docs/network-page.png was left as it is: no chromium is installed")
        photograph(browser, folder / "network.html", DOCS / "network-page.png")


if __name__ == "__main__":
    main()
