"""The agencies and outlets that a text says it, or a statement in it, came through."""

from __future__ import annotations

import re
from functools import cache

from dateline.sources.report import Credit, Span
from dateline.sources.tables import table

_ADJECTIVES = r"(?:(?:[A-Z][\w'’-]+|official|state|state-[a-z]+|semi-official|semiofficial|local|private|independent|opposition|pro-\w+|news|press)\s+){0,4}"


@cache
def _names() -> dict[str, tuple[str, bool]]:
    """Every way to write an agency: its name, and whether that wording often means something else."""
    names: dict[str, tuple[str, bool]] = {}
    for entry in table("agencies")["agencies"]:
        shared = set(entry.get("shared", ()))
        for alias in (entry["name"], *entry.get("aliases", ()), *shared):
            names[alias] = (entry["name"], alias in shared)
    return names


@cache
def _pattern() -> re.Pattern[str]:
    # the longest first: "RIA Novosti" before "RIA"; no agency begins with another character than these
    aliases = sorted(_names(), key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?=[A-ZČÉİd])(?:" + "|".join(re.escape(alias).replace(r"\ ", r"\s+") for alias in aliases) + r")(?![\w])(?!-[a-z])")


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    agencies = table("agencies")
    before, after, media = ("|".join(re.escape(word).replace(r"\ ", r"\s+") for word in agencies[key]) for key in ("before", "after", "media"))
    return (
        re.compile(rf"\b(?:{before})\s+(?:(?:the|an?)\s+)?{_ADJECTIVES}(?:(?:{media})\s+)?[\"“(]?$"),
        re.compile(rf"[\"”)]?(?:['’]s)?(?:\s+(?:news|state|{media})){{0,3}}(?:\s+(?:also|later|earlier|further|had|has|have)){{0,2}}\s+(?:{after})\b"),
        re.compile(rf"\b(?:news|state|press)?\s*(?:{media})\s+[\"“(]?$"),
        re.compile(rf"[\"”)]?\s+(?:news\s+)?(?:{media})\b"),
    )


def agency_named(words: str) -> str | None:
    """The agency that some words name, when they name one and nothing else."""
    found = _names().get(" ".join(words.split()))
    return found[0] if found else None


def agencies_in(text: str, start: int, end: int) -> list[Credit]:
    """Every agency named in a stretch of text that is known to hold credits, such as the parenthesis of a place line."""
    return [_credit(text, match.span()) for match in _pattern().finditer(text, start, end)]


def find_credits(text: str) -> list[Credit]:
    """The agencies that the running text credits, in order: "told Reuters", "TASS reported", "(AP)" at the end of a paragraph.

    An abbreviation that the text itself explains as something else ("the Example Peace Accord (EPA)") is no agency in it.
    """
    before, after, medium_before, medium_after = _cues()
    taken: dict[str, bool] = {}
    found: list[Credit] = []
    for match in _pattern().finditer(text):
        start, end = match.span()
        alias = " ".join(match.group().split())
        left, right = text[max(0, start - 80) : start], text[end : end + 60]
        named = bool(medium_before.search(left) or medium_after.match(right))
        cued = bool(before.search(left) or after.match(right))
        closing = _closes_paragraph(left, right)
        if not (cued or closing) or (_names()[alias][1] and not (closing or named)):
            continue
        if alias not in taken:
            taken[alias] = _explained_as_another(text, alias)
        if not taken[alias]:
            found.append(_credit(text, (start, end)))
    return found


def _credit(text: str, span: Span) -> Credit:
    return Credit(_names()[" ".join(text[span[0] : span[1]].split())][0], span)


def _closes_paragraph(left: str, right: str) -> bool:
    """Whether a name stands as "(Reuters)" or "- Reuters" after the last full stop of a paragraph."""
    if not re.match(r"\s*[)\]/]?\.?\s*(?:\n|\r|$)", right) or (len(right) == 60 and "\n" not in right):
        return False
    return bool(re.search(r"(?:[.!?][\"”’')]?\s*|\n\s*|^)(?:[(\[/]|[-–—]\s?)\s*(?:[\w /&.-]{0,30}[/,&]\s?)?$", left))


def _explained_as_another(text: str, alias: str) -> bool:
    """Whether the text introduces an abbreviation as the short form of words whose initials it is and that are not the agency's own name."""
    if not alias.isupper():
        return False
    initials = r"\W+(?:(?:of|the|for|and|in|de)\s+)*".join(rf"{letter}[\w'’]*" for letter in alias if letter.isalpha())
    match = re.search(rf"\b({initials})\s+\({re.escape(alias)}\)", text)
    return bool(match) and agency_named(match.group(1) if match else "") != _names()[alias][0]
