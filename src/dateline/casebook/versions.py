"""The versions of one article: what changed between them, and which claims went away."""

from __future__ import annotations

import difflib
import itertools
from typing import TYPE_CHECKING

from dateline._errors import CasebookError
from dateline._near import offered
from dateline.casebook import lines
from dateline.casebook.keys import article_key
from dateline.casebook.results import ClaimChange, TextChange, VersionDiff
from dateline.language.sentences import split_sentences
from dateline.language.tokens import tokenize

if TYPE_CHECKING:
    import sqlite3

    from dateline.casebook.results import ClaimLine, ReportLine

_ALIKE = 0.6
"""From this share of equal words on, two sentences or claims are one reworded (Ratcliff & Obershelp's measure)."""


def diff(connection: sqlite3.Connection, path: str, article: str, older: int | None, newer: int | None) -> list[VersionDiff]:
    """What changed from each version of an article to the next, or between the two that are named. Raises `CasebookError` where there are no such versions."""
    found = find_article(connection, path, article)
    by_version = {report.version: report for report in sorted(found, key=_time)}
    listed = list(by_version.values())
    if older is None and newer is None:
        if len(listed) < 2:
            raise CasebookError(path, f"{article!r} has one version", "add the article again when it has changed")
        return [_between(connection, first, second) for first, second in itertools.pairwise(listed)]
    for number in (older, newer):
        if number is not None and number not in by_version:
            raise CasebookError(path, f"{article!r} has no version {number}", f"choose from {', '.join(map(str, by_version))}")
    second = by_version[newer] if newer is not None else listed[-1]
    first = by_version[older] if older is not None else listed[max(0, listed.index(second) - 1)]
    if listed.index(first) >= listed.index(second):
        told = "is the oldest" if first is second and older is None else f"is not older than version {second.version}"
        order = ", ".join(str(report.version) for report in listed)
        raise CasebookError(
            path, f"version {first.version} of {article!r} {told}", f"in time the versions come in the order {order}; choose two, the older first"
        )
    return [_between(connection, first, second)]


def _time(report: ReportLine) -> tuple[str, int]:
    """The order of versions in time, as `latest` is given out."""
    return (report.published.isoformat() if report.published else report.added, report.version)


def find_article(connection: sqlite3.Connection, path: str, article: str) -> list[ReportLine]:
    """All versions of an article, which is named by its URL, the path that it was read from, or the number of one of its reports."""
    keys = [row[0] for row in connection.execute("SELECT DISTINCT key FROM report WHERE key IN (?, ?)", (article, article_key(article)))]
    if not keys:
        number = int(article) if article.isascii() and article.isdigit() and len(article) < 18 else -1
        keys = [row[0] for row in connection.execute("SELECT key FROM report WHERE id = ? OR origin = ? OR url = ?", (number, article, article))]
    if not keys:
        tail = article.rstrip("/").rsplit("/", 1)[-1]
        stored = [row[0] for row in connection.execute("SELECT DISTINCT key FROM report")]
        near = [key for key in stored if tail and tail in key][:3] or difflib.get_close_matches(article, stored[:20_000], n=3)
        raise CasebookError(path, f"no report is called {article!r}", offered(near, "give its URL, its path or its number"))
    return lines.reports(connection, "r.key = ?", (keys[0],))


def _between(connection: sqlite3.Connection, older: ReportLine, newer: ReportLine) -> VersionDiff:
    old_text, new_text = (_text(connection, report.report) for report in (older, newer))
    old_claims, new_claims = (_claims(connection, report.report) for report in (older, newer))
    gone, came, changed = _compare_claims(old_claims, new_claims)
    heads = [(name, getattr(older, name), getattr(newer, name)) for name in ("title", "publisher", "published")]
    return VersionDiff(
        older=older,
        newer=newer,
        heads=tuple((name, _or_none(old), _or_none(new)) for name, old, new in heads if old != new),
        text=tuple(_compare_sentences(_sentences(old_text), _sentences(new_text))),
        gone=tuple(gone),
        came=tuple(came),
        changed=tuple(changed),
    )


def _or_none(value: object) -> str | None:
    return None if value is None else str(value)


def _text(connection: sqlite3.Connection, report: int) -> str:
    return str(connection.execute("SELECT b.text FROM report AS r JOIN body AS b ON b.id = r.body WHERE r.id = ?", (report,)).fetchone()[0])


def _claims(connection: sqlite3.Connection, report: int) -> list[ClaimLine]:
    return lines.claims(connection, [row[0] for row in connection.execute("SELECT id FROM claim WHERE report = ? ORDER BY start_, id", (report,))])


def _sentences(text: str) -> list[str]:
    words = tokenize(text)
    return [" ".join(text[words[a][0] : words[b - 1][1]].split()) for a, b in split_sentences(text, words)]


def _compare_sentences(old: list[str], new: list[str]) -> list[TextChange]:
    changes: list[TextChange] = []
    for tag, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        rest = list(new[k:m])
        for sentence in old[i:j]:
            like = max(rest, key=lambda other, own=sentence: _likeness(own, other), default=None)  # type: ignore[misc]
            if like is not None and _likeness(sentence, like) >= _ALIKE:
                rest.remove(like)
                changes.append(TextChange(old=sentence, new=like))
            else:
                changes.append(TextChange(old=sentence, new=None))
        changes += [TextChange(old=None, new=sentence) for sentence in rest]
    return changes


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def _compare_claims(old: list[ClaimLine], new: list[ClaimLine]) -> tuple[list[ClaimLine], list[ClaimLine], list[ClaimChange]]:
    """Claims that went, that came, and that one source words otherwise. A claim is the same when source, stance and words are."""
    left = dict(enumerate(new))
    gone: list[ClaimLine] = []
    for claim in old:
        same = next((index for index, other in left.items() if _identity(other) == _identity(claim)), None)
        if same is None:
            gone.append(claim)
        else:
            del left[same]
    changed: list[ClaimChange] = []
    for claim in list(gone):
        scores = [(_likeness(claim.quote.casefold(), other.quote.casefold()), -index) for index, other in left.items() if _shares_source(claim, other)]
        best = max(scores, default=(0.0, 0))
        if best[0] >= _ALIKE:
            gone.remove(claim)
            changed.append(ClaimChange(old=claim, new=left.pop(-best[1])))
    return gone, list(left.values()), changed


def _identity(claim: ClaimLine) -> tuple[str, str, tuple[str, ...]]:
    return " ".join(claim.quote.casefold().split()), claim.stance, claim.sources


def _shares_source(one: ClaimLine, other: ClaimLine) -> bool:
    return not set(one.sources).isdisjoint(other.sources)
