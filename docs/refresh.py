"""Brings up to date whatever the documentation shows of the reader's output. Run it when the weights, a rule or a view has changed.

    python docs/refresh.py          # rewrite outputs and pictures
    python docs/refresh.py --text   # outputs only

In every page, and in the README, a `console` block holds commands behind `$ ` with their output, and a `text` block right after a `python` block
holds what that code prints. The Python blocks of a page run in order and share their names. Commands run in a folder that holds the examples.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
_BLOCK = re.compile(r"^```(?P<kind>console|python|text)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_COLUMNS = "100"


class Block(NamedTuple):
    """A fenced block: its kind, its lines, and where the lines lie in the page."""

    kind: str
    body: str
    start: int
    end: int


def blocks(page: str) -> list[Block]:
    """The blocks of a page that hold commands, code or output."""
    return [Block(found["kind"], found["body"], *found.span("body")) for found in _BLOCK.finditer(page)]


def commands(body: str) -> Iterator[tuple[str, str]]:
    """The commands of a console block, each with the output that the page shows for it."""
    for piece in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, _, output = piece.partition("\n")
        yield command, output


def run_command(command: str, folder: Path) -> tuple[int, str]:
    """Exit status and output (of both streams) of a command as a person with `folder` before them would see it."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path, "COLUMNS": _COLUMNS, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        command, shell=True, executable="/bin/bash", cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    return done.returncode, "".join(f"{line.rstrip()}\n" for line in done.stdout.decode().splitlines())


def run_python(code: str, names: dict[str, object], folder: Path) -> str:
    """What a piece of Python prints when it runs in `folder`; `names` are those that earlier pieces of the page have bound."""
    printed = io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(printed):
        exec(compile(code, "<documentation>", "exec"), names)
    return printed.getvalue()


def playground(folder: Path) -> Path:
    """A folder to run the documentation in: it holds the examples, as the repository's root does."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    return folder


def refreshed(page: str, folder: Path) -> str:
    """A page with the output that its commands and its code give now."""
    names: dict[str, object] = {}
    printed: str | None = None
    parts: list[str] = []
    at = 0
    for block in blocks(page):
        body = block.body
        if block.kind == "console":
            body = "".join(f"$ {command}\n{run_command(command, folder)[1]}" for command, _ in commands(body))
            printed = None
        elif block.kind == "python":
            printed = run_python(body, names, folder)
        elif printed is not None and page[at : block.start].count("\n") <= 3:  # the two fences and a blank line
            body, printed = printed, None
        parts += [page[at : block.start], body]
        at = block.end
    return "".join([*parts, page[at:]])


def photograph(browser: str) -> None:
    """Take `docs/page.png`, a picture of the page that `--html` writes."""
    example = "examples/kordofan-air-strike.md"
    with tempfile.TemporaryDirectory() as place:
        folder = playground(Path(place))
        run_command(f"dateline read {example} --html page.html", folder)
        arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1160,800", f"--user-data-dir={place}/browser"]
        picture = ROOT / "docs" / "page.png"
        subprocess.run([browser, *arguments, f"--screenshot={picture}", (folder / "page.html").as_uri()], check=True, capture_output=True, timeout=120)


def main() -> None:
    """Rewrite the pages and draw the pictures."""
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("--text", action="store_true", help="leave the pictures as they are")
    only_text = command.parse_args().text
    for path in PAGES:
        with tempfile.TemporaryDirectory() as place:
            path.write_text(refreshed(path.read_text(encoding="utf-8"), playground(Path(place))), encoding="utf-8")
    if only_text:
        return
    import network_pictures
    import picture

    picture.main()
    network_pictures.main()
    browser = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
    if browser is None:
        sys.exit("docs/page.png was left as it is: no chromium is installed")
    photograph(browser)


if __name__ == "__main__":
    main()
