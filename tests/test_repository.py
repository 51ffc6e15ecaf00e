"""The repository: what its files must not hold."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# A machine's own path begins a word: an address such as https://paper.example/home/front holds none. Written so that these lines do not match themselves.
PATHS = re.compile(rb"(?<![\w.$~})/-])/(?:home|root|Users|work|workspace|mnt|srv|data|opt/\w+|var/folders|private)/[\w.-]|\b[A-Z]:\\+Users\\")
HOSTS = re.compile(
    rb"pypi\.(?:org|python\.org)|pythonhosted\.org|registry\.(?:npmjs\.org|yarnpkg\.com)|\b(?:index-url|trusted-host|find-links)[ =]+\w*:?//"
    rb"|\b(?:artifactory|nexus|devpi)[\w.-]*[:/]|\b(?:10|127|172\.(?:1[6-9]|2\d|3[01])|192\.168)(?:\.\d{1,3}){2,3}\b|\blocalhost:\d"
)


def files() -> list[Path]:
    """The files that are, or are about to be, in the repository; those of an unpacked archive where there is no git."""
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        return [path for path in ROOT.rglob("*") if path.is_file() and not any(part.startswith(".") for part in path.relative_to(ROOT).parts)]
    return [path for name in listed.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def found(pattern: re.Pattern[bytes], *, binary: bool) -> list[str]:
    """Every match of a pattern in the repository, as `file: match`; in binary files as well when asked."""
    out = []
    for path in files():
        content = path.read_bytes()
        if binary or b"\0" not in content[:8192]:
            out += [f"{path.relative_to(ROOT)}: {match.group().decode(errors='replace')}" for match in pattern.finditer(content)]
    return out


def test_no_file_holds_a_path_of_a_machine() -> None:
    """No file, the weights included, tells where somebody's copy of the repository lay."""
    assert found(PATHS, binary=True) == []


def test_no_text_file_holds_the_host_of_a_registry() -> None:
    """Which package index or mirror somebody installs from is not written down, nor is any address inside a network."""
    assert found(HOSTS, binary=False) == []


@pytest.mark.parametrize("text", [b"in /" + b"home/ann/dateline", b'"/' + b'root/.cache"', b"C:" + b"\\Users\\Ann", b"=/" + b"Users/ann/x"])
def test_paths_are_recognised(text: bytes) -> None:
    """The pattern finds paths of the usual systems."""
    assert PATHS.search(text)


@pytest.mark.parametrize("text", [b"https://paper.example/home/front", b"~/.cache/dateline", b"src/data/x", b"$HOME/data/x"])
def test_other_paths_are_let_pass(text: bytes) -> None:
    """Addresses, and paths that are the same for everyone, are no paths of a machine."""
    assert not PATHS.search(text)


@pytest.mark.parametrize(
    "text", [b"https://" + b"pypi" + b".org/simple", b"--index-url " + b"https://mirror", b"http://" + b"localhost" + b":3141", b"10.0" + b".0.7"]
)
def test_hosts_are_recognised(text: bytes) -> None:
    """The pattern finds public registries, mirrors and addresses inside a network."""
    assert HOSTS.search(text)


def test_types_are_announced() -> None:
    """The package says to type checkers that it is typed (PEP 561)."""
    assert (ROOT / "src" / "dateline" / "py.typed").exists()
