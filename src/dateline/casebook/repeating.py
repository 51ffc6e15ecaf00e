"""Claims of other reports that say nearly the same words: one statement that several reporters quote.

Candidates come from the full-text index, by the longest words of a claim, so that no claim is compared with all. Two claims say the same when they share most
of their words, give the same numbers, and both or neither says "not".
"""
# ruff: noqa: S608 - the SQL is put together from numbers of rows and names of our own

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import yaml

from dateline.casebook import lines

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

ALIKE = 0.75
"""The share of the words of two claims that both have, from which on they say the same."""
FEWEST = 4
"""With fewer words than this, of four letters or more, a claim says too little to be told from others ("it had attacked the town")."""
_LONGEST = 4
"""Of a claim so many of its longest words are looked up."""
_MOST = 20
"""Of the claims that have these words so many are compared, those stored first."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_NUMBER = re.compile(r"\d+")


class Claimed(NamedTuple):
    """A claim as it is compared: who says it (numbers of actors; of who is only described that of the named one for whom it speaks), where, and how."""

    uid: str
    report: int
    origin: int
    stance: str
    latest: bool
    sources: frozenset[int]
    content: str


def claimed(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, Claimed]:
    """Claims by their rows."""
    sources: dict[int, set[int]] = {}
    for claim, actor in connection.execute(
        "SELECT s.claim, coalesce((SELECT b.id FROM acts_for AS f JOIN identity AS j ON j.entity = f.other JOIN actor AS b ON b.id = j.actor AND b.named"
        " WHERE f.entity = s.entity ORDER BY f.steps LIMIT 1), i.actor) FROM claim_source AS s JOIN identity AS i ON i.entity = s.entity"
        f" WHERE s.claim IN ({lines.numbers(ids)})"
    ):
        sources.setdefault(claim, set()).add(actor)
    rows = connection.execute(
        "SELECT c.id, c.uid, r.id, coalesce(o.origin_group, -r.id), c.stance, r.latest, c.content FROM claim AS c JOIN report AS r ON r.id = c.report"
        f" LEFT JOIN report_origin AS o ON o.report = r.id WHERE c.id IN ({lines.numbers(ids)})"
    )
    return {row[0]: Claimed(row[1], row[2], row[3], row[4], bool(row[5]), frozenset(sources.get(row[0], ())), row[6]) for row in rows}


def alike(connection: sqlite3.Connection, claims: dict[int, Claimed]) -> dict[int, dict[int, Claimed]]:
    """For each claim those that say nearly the same words in the newest versions of other articles."""
    near = {claim: _near(connection, given.content) - {claim} for claim, given in claims.items()}
    others = claimed(connection, sorted({other for some in near.values() for other in some}))
    return {
        claim: {other: others[other] for other in sorted(some) if others[other].latest and others[other].report != claims[claim].report}
        for claim, some in near.items()
    }


def _near(connection: sqlite3.Connection, content: str) -> set[int]:
    """The claims that say nearly the same words, among those that have the longest words of one."""
    words = words_of(content)
    if len(words) < FEWEST:
        return set()
    longest = sorted(words, key=lambda word: (-len(word), word))[:_LONGEST]
    query = "content : (" + " AND ".join(f'"{word}"' for word in longest) + ")"
    rows = connection.execute("SELECT rowid, content FROM claim_index WHERE claim_index MATCH ? LIMIT ?", (query, _MOST))
    return {claim for claim, other in rows if says_the_same(content, other, words)}


def words_of(content: str) -> frozenset[str]:
    """The words of a claim that are compared: those of four letters or more."""
    return frozenset(_WORD.findall(content.lower()))


def says_the_same(one: str, other: str, words: frozenset[str]) -> bool:
    """Whether two claims say the same, as far as their words tell; `words` are those of the first."""
    others = words_of(other)
    if min(len(words), len(others)) < FEWEST or len(words & others) < ALIKE * len(words | others):
        return False
    return sorted(_NUMBER.findall(one)) == sorted(_NUMBER.findall(other)) and _is_negated(one) == _is_negated(other)


def _is_negated(content: str) -> bool:
    return bool(_negators().search(content))


@cache
def _negators() -> re.Pattern[str]:
    data = yaml.load(files(__package__).joinpath("words.yaml").read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    return re.compile("|".join(word if word.startswith("n[") else rf"\b{word}\b" for word in data["negators"].split()), re.IGNORECASE)
