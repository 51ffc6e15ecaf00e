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
_ADJUNCT = re.compile(_CLAUSE.pattern + r"|\b(?:when|as|after|before|where|since|that)\b", re.IGNORECASE)
_HAPPENED = re.compile(r"\s*(?:(?:had|has|have|ever)\s+)*(?:happen|occur|took\s+place|taken\s+place|take\s+place)", re.IGNORECASE)
_VERB_NEXT = re.compile(r"\s*(?:\w+\s+){0,2}?(?:is|are|was|were|had|has|have|will|would|could|can|did)\b", re.IGNORECASE)
SOME = "some"
"""Who a number counts that is only of some of those whom other numbers count."""
FINE = ("populated", "facility")
"""Kinds of places in which a single thing happens."""
_BEFORE, _CLAUSE_LENGTH = 60, 160
"""Code points beside a number that are looked at."""
_KEYS = ("hearsay", "involvement", "auxiliaries", "prepositions", "people", "plurals", "ends", "refusing", "among", "groups", "besides", "rising")


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    data = yaml.load(files(__package__).joinpath("words.yaml").read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    return {key: tuple(data[key].split()) for key in _KEYS}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    any_of = {key: "|".join(words) for key, words in _lists().items()}
    return {
        "hearsay": re.compile(rf"^(?:\w+\s+){{0,4}}?(?:{any_of['hearsay']})\b(?:\s+(?:that|of))?\s*", re.IGNORECASE),
        "hearsay word": re.compile(rf"\b(?:{any_of['hearsay']})\b", re.IGNORECASE),
        "involvement": re.compile(rf"\b(?:{any_of['involvement']})\b", re.IGNORECASE),
        "verb": re.compile(rf"(?:\b(?:{any_of['auxiliaries']})|n['’]t)\s+(?:\w+ly\s+)?$", re.IGNORECASE),
        "refusing": re.compile(rf"\b(?:{any_of['refusing']})\b", re.IGNORECASE),
        "clause": re.compile(rf"^\w+ing\b|\b(?:{any_of['auxiliaries']})\b|n['’]t\b", re.IGNORECASE),
        "among": re.compile(rf"\b(?:{any_of['among']})\s+(?:(?:at|more|as|nearly|about|some)\s+)*(?:(?:least|than|many|few|as)\s+)*$", re.IGNORECASE),
        "of them": re.compile(rf"\s*of\s+(?:{any_of['groups']})\b", re.IGNORECASE),
        "rising": re.compile(rf"\b(?:{any_of['rising']})\b", re.IGNORECASE),
        "detail": re.compile(rf"\b(?:{any_of['prepositions']})\s+(?:[\w'’-]+\s+){{0,2}}$", re.IGNORECASE),
    }  # fmt: skip


def denial_of(reading: Reading, claim: Claim, event: Event) -> Literal["event", "involvement", "other"]:
    """What a claim that denies is a denial of: the event, that it was the source's doing, or something else about it.

    It is of the event where that is what the denied words come to ("that it had bombed the market", "the killings", "all reports of an attack"), of
    involvement where they only say whose it was ("any role in the attack"), and of something else where the event is a detail ("that the two blasts are
    related"), or where it is refused and not denied ("rejected the request").
    """
    patterns = _patterns()
    start, end = claim.span
    if _is_refusal(reading, claim, event):
        return "other"
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


def _is_refusal(reading: Reading, claim: Claim, event: Event) -> bool:
    """Whether a thing is turned down, which takes it for granted: a request that is rejected was made. What is denied is a clause ("that it had asked") or what
    others tell ("reports of a request"); who rejects a charge, however, says that it is not so.
    """
    patterns = _patterns()
    content = claim.content
    if event.type == "ACCUSE" or patterns["hearsay word"].search(content) or patterns["clause"].search(content):
        return False
    turned_down = claim.cue is not None and bool(patterns["refusing"].search(reading.quote(claim.cue)))
    return turned_down or event.type == "REQUEST"


def is_hearsay(content: str) -> bool:
    """Whether what is denied is called an accusation, a report, a rumour: "any such claims", "no evidence to substantiate the allegations"."""
    return bool(_patterns()["hearsay word"].search(content))


def counted(reading: Reading, span: Span) -> str | None:
    """Who a number counts, where that is a part of all people: "policemen" of "three policemen" and "three Iraqi policemen", None of "three people", and `SOME`
    of "12 of the dead", "including 12 people" and "another 12", who are some among others.
    """
    lists = _lists()
    text = reading.document.text
    before, following = text[max(0, span[0] - _BEFORE) : span[0]], text[span[1] : span[1] + _BEFORE]
    if _patterns()["among"].search(before) or _patterns()["of them"].match(following):
        return SOME
    words = re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", reading.quote(span))
    if words and words[-1].lower() in lists["besides"]:
        return SOME
    if words and words[-1][0].isalpha() and _is_plural(words[-1]):
        return _kind(words[-1])
    near = re.match(r"[\w\s'’-]*", following)
    for word in (near[0] if near else "").split()[:_AFTER_NUMBER]:
        if word.lower() in lists["besides"]:
            return SOME
        if word.lower() in lists["ends"]:
            return None
        if _is_plural(word):
            return _kind(word)
    return None


def is_rise(reading: Reading, span: Span) -> bool:
    """Whether a number is given as higher than one before: "the toll rose to 40", "40, up from 25"."""
    text = reading.document.text
    before, following = text[max(0, span[0] - _BEFORE) : span[0]], text[span[1] : span[1] + _BEFORE]
    near = (re.split(r"[.!?;]\s|\n", before)[-1], re.split(r"[.!?;]\s|\n", following)[0])
    return any(_patterns()["rising"].search(part) for part in near)


def told_for(reading: Reading, event: Event, span: Span) -> frozenset[str]:
    """The places that a number of an event is given for, by name: those after it in its clause ("12 in Homs"). A division counts only where the event is not
    placed more finely, since "12 in Homs province" can be all that were killed in a town there; a country never does.
    """
    following = reading.document.text[span[1] : span[1] + _CLAUSE_LENGTH]
    clause = _ADJUNCT.search(following)
    end = span[1] + (clause.start() if clause else len(following))
    kinds = FINE if any(place.kind in FINE for place in reading.places if place.id in event.place) else (*FINE, "admin")
    named = [place for place in reading.places if place.kind in kinds]
    return frozenset(place.name.lower() for place in named if any(span[1] <= start and stop <= end for start, stop in place.spans))


def _is_plural(word: str) -> bool:
    return word.lower() in _lists()["plurals"] or word.lower() in _lists()["people"] or (word.endswith("s") and not word.endswith("ss"))


def _kind(word: str) -> str | None:
    return None if word.lower() in _lists()["people"] else word.lower()
