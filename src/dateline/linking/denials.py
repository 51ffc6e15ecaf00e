"""What words say a denial is of, and whom a number counts: what of a statement is told by its wording and not by its record."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

import yaml

if TYPE_CHECKING:
    from dateline.records.model import Claim, Event, Reading, Span

_FAR = 10
"""Words before an event's own in what is denied; with more, something else is the point of it."""
_AFTER_NUMBER = 3
"""Words after a number among which the counted stand."""
_CLAUSE = re.compile(r"[,;:.!?—]|\b(?:which|who|because|although|while|if|but)\b", re.IGNORECASE)
_HAPPENED = re.compile(r"\s*(?:(?:had|has|have|ever)\s+)*(?:happen|occur|took\s+place|taken\s+place|take\s+place)", re.IGNORECASE)
_VERB_NEXT = re.compile(r"\s*(?:\w+\s+){0,2}?(?:is|are|was|were|had|has|have|will|would|could|can|did)\b", re.IGNORECASE)


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    data = yaml.load(files(__package__).joinpath("words.yaml").read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    return {key: tuple(data[key].split()) for key in ("hearsay", "involvement", "auxiliaries", "prepositions", "people", "plurals", "ends")}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    any_of = {key: "|".join(words) for key, words in _lists().items()}
    return {
        "hearsay": re.compile(rf"^(?:\w+\s+){{0,4}}?(?:{any_of['hearsay']})\b(?:\s+(?:that|of))?\s*", re.IGNORECASE),
        "hearsay word": re.compile(rf"\b(?:{any_of['hearsay']})\b", re.IGNORECASE),
        "involvement": re.compile(rf"\b(?:{any_of['involvement']})\b", re.IGNORECASE),
        "verb": re.compile(rf"(?:\b(?:{any_of['auxiliaries']})|n['’]t)\s+(?:\w+ly\s+)?$", re.IGNORECASE),
        "detail": re.compile(rf"\b(?:{any_of['prepositions']})\s+(?:[\w'’-]+\s+){{0,2}}$", re.IGNORECASE),
    }  # fmt: skip


def denial_of(reading: Reading, claim: Claim, event: Event) -> Literal["event", "involvement", "other"]:
    """What a claim that denies is a denial of: the event, that it was the source's doing, or something else about it.

    It is of the event where that is what the denied words come to ("that it had bombed the market", "the killings", "all reports of an attack"), of
    involvement where they only say whose it was ("any role in the attack"), and of something else where the event is a detail ("that the two blasts are
    related").
    """
    patterns = _patterns()
    start, end = claim.span
    inside = sorted(span for span in (event.anchor, *event.also) if start <= span[0] and span[1] <= end)
    if not inside:  # told in other words: "it", "the reports", "that it had fired on the town"
        return "involvement" if patterns["involvement"].search(claim.content) else "event"
    text = reading.document.text
    before, after = text[start : inside[0][0]], text[inside[0][1] : end]
    before = patterns["hearsay"].sub("", before, count=1)
    if patterns["involvement"].search(before):
        return "involvement"
    if len(before.split()) > _FAR or _CLAUSE.search(before):
        return "other"
    if patterns["verb"].search(before) or _HAPPENED.match(after):
        return "event"
    return "other" if patterns["detail"].search(before) or _VERB_NEXT.match(after) else "event"


def is_hearsay(content: str) -> bool:
    """Whether what is denied is called an accusation, a report, a rumour: "any such claims", "no evidence to substantiate the allegations"."""
    return bool(_patterns()["hearsay word"].search(content))


def counted(reading: Reading, span: Span) -> str | None:
    """Who a number counts, where that is a part of all people: "policemen" of "three policemen" and "three Iraqi policemen", None of "three people"."""
    lists = _lists()
    words = re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", reading.quote(span))
    if words and words[-1][0].isalpha() and _is_plural(words[-1]):
        return _kind(words[-1])
    following = re.match(r"[\w\s'’-]*", reading.document.text[span[1] : span[1] + 60])
    for word in (following[0] if following else "").split()[:_AFTER_NUMBER]:
        if word.lower() in lists["ends"]:
            return None
        if _is_plural(word):
            return _kind(word)
    return None


def _is_plural(word: str) -> bool:
    return word.lower() in _lists()["plurals"] or word.lower() in _lists()["people"] or (word.endswith("s") and not word.endswith("ss"))


def _kind(word: str) -> str | None:
    return None if word.lower() in _lists()["people"] else word.lower()
