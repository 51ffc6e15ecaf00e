"""The examples are what their list says they are."""

from __future__ import annotations

import json
import re

import pytest

from .gold import EXAMPLES, every

LIST = (EXAMPLES / "README.md").read_text(encoding="utf-8")
FILES = sorted(path.name for path in EXAMPLES.iterdir() if path.name != "README.md")


@pytest.mark.parametrize("name", FILES)
def test_every_example_is_listed(name: str) -> None:
    """The list says of every file what it is good for."""
    assert f"`{name}`" in LIST


@pytest.mark.parametrize("name", re.findall(r"`([a-z-]+\.(?:md|txt|json|jsonl|html))`", LIST))
def test_everything_listed_exists(name: str) -> None:
    """The list promises no file that is not there."""
    assert name in FILES


@pytest.mark.parametrize("name", FILES)
def test_addresses_lead_nowhere(name: str) -> None:
    """Invented outlets stand under `.example`, so that no real site is taken for their source."""
    hosts = re.findall(r"https?://([^/\s\"<>]+)", (EXAMPLES / name).read_text(encoding="utf-8"))
    assert [host for host in hosts if not host.endswith(".example") and host != "schema.org"] == []


def test_two_versions_of_one_address_differ_in_date_and_toll() -> None:
    """The updated report has the address of the first, a later date and a higher toll."""
    first, second = (json.loads((EXAMPLES / name).read_text(encoding="utf-8")) for name in ("caucasus-clashes.json", "caucasus-clashes-updated.json"))
    assert first["url"] == second["url"]
    assert first["published"] < second["published"]
    assert every(first["text"], "49 Armenian soldiers")
    assert every(second["text"], "105 Armenian soldiers")


def test_two_outlets_carry_one_agency_story() -> None:
    """Most sentences of the shorter one stand in the longer one word for word."""
    courier = (EXAMPLES / "pakistan-strikes-courier.md").read_text(encoding="utf-8")
    sentinel = (EXAMPLES / "pakistan-strikes-sentinel.txt").read_text(encoding="utf-8")
    sentences = [sentence for paragraph in sentinel.split("\n\n")[2:] for sentence in re.split(r"(?<=\.) ", paragraph)]
    shared = [sentence for sentence in sentences if sentence.strip() in courier]
    assert 0.5 < len(shared) / len(sentences) < 1
