"""Whether words stand where a date can stand: a bare year against a count, a month against a verb or a person, a weekday against a name."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

from dateline.records.time_lexicon import either, lexicon

if TYPE_CHECKING:
    from typing import TypeAlias

    Match: TypeAlias = re.Match[str]

PLAUSIBLE_YEARS: Final = (1500, 2150)
_LIKELY_YEARS: Final = (1900, 2099)
_LEFT: Final = 24  # code points before an expression that hold its preposition

_STRONG_YEAR: Final = re.compile(
    r"(?:\b(?:in|since|during|until|till|throughout|year|years|circa|early|late|mid|back to|as of|at least|as (?:early|late|recently) as"
    r"|was|born|ended|starting|beginning|end of|on|around)"
    r"\s+(?:(?:the|about|around|early|late)\s+)?|[(\[]\s?(?:born |b\. |since |from )?)$"
)
_WEAK_YEAR: Final = re.compile(
    r"(?:\b(?:of|by|from|to|for|before|after|through|between|than|with|into|until|the|an?|its|his|her|their|our|my|this|that|and|or|past)|'s|s'|,|-)\s?$"
)
_COUNTED_BEFORE: Final = re.compile(r"\b(?:19|20)\d\d\b[^.;\n]{0,24}$")
_YEAR_AS_SUBJECT: Final = re.compile(r"\s(?:was|is|saw|will|has|had|began|marks|marked|brought)\b")
_SENTENCE_OPENS: Final = re.compile(r"(?:^|[.;!?\n\"]\s*)$")
_PRE: Final = re.compile(r"\b(?:pre|post)-$")
_MONTH_PLACE: Final = re.compile(
    r"(?:\b(?:in|since|during|until|till|by|before|after|from|through|throughout|between|of|for|to|late|early|mid|as of|this|that|the|an?|on|around)"
    r"|'s|s'|^|\()\s?$"
)
_PERSON_SAFE: Final = re.compile(r"\b(?:in|since|during|until|till|throughout|early|late|mid|before|after|through)\s?$")
_MONTH_BESIDE: Final = re.compile(r"(?:and|or|to|through|-|,)\s?$")
_SEASON_PLACE: Final = re.compile(r"\b(?:in|during|since|by|until|before|after|throughout|over|for|of)\s(?:the\s)?(?:early\s|late\s)?$")
_CLAUSE_GOES_ON: Final = re.compile(r"\s(?:and|or|when|but|after|before|as|to|with|by|for|they|he|it|she|the)\b")  # no noun that a season is part of
_NAME_BEFORE: Final = re.compile(r"[a-z] (?!(?:On|In|By|Since|Merry|Last|This|Next)\b)[A-Z][a-z]+ $")
_INDEFINITE: Final = re.compile(r"\b(?:every|each|any|another|on an?|some)\s$")
_TITLED_MAY: Final = re.compile(r"\b(?:Theresa|Mrs\.?|Ms\.?|Minister) May\b")
_WORD_BEFORE: Final = re.compile(r"([A-Za-z']+)\s$")
_FRACTION: Final = re.compile(r"(?:\ban?|\bone|\btwo|\bthree|\bfour|\d)[ -]$")
_COUNTING: Final = re.compile(r"\b(?:in|since|during|by|until|last|late|early|mid)\s$")


@functools.cache
def _after_weekday() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{either(lexicon().names['after_weekday'])[3:-1]})\b")


@functools.cache
def _after_date() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{either(word.capitalize() for word in lexicon().names['after_date'])[3:-1]})\b")


@functools.cache
def _count_noun() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{either(lexicon().count_nouns)[3:-1]})\b")


@functools.cache
def _dated_noun() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{either(lexicon().dated_nouns)[3:-1]})\b")


@functools.lru_cache(maxsize=1)
def _speaks_of_may(text: str) -> bool:
    """Whether a text names a person called May."""
    return _TITLED_MAY.search(text) is not None


def _before(text: str, at: int) -> str:
    return text[max(0, at - _LEFT) : at]


def is_month(match: Match, text: str) -> bool:
    """Whether the word is written as a month: "may" and "march" are verbs, "mar" and "sat" fragments."""
    at = match.start("month")
    return text[at].isupper() or match["month"] not in {"may", "march", "mar", "august", "sep", "dec", "jan", "jun"}


def is_name(text: str, end: int) -> bool:
    """Whether a date goes on as the name of a body or an upheaval ("the March 14 Alliance", "the October Revolution")."""
    return _after_date().match(text, end) is not None


def is_share(match: Match, shadow: str) -> bool:
    """Whether an ordinal in words is a fraction ("a third of March exports")."""
    return _FRACTION.search(_before(shadow, match.start())) is not None


def counts(match: Match, shadow: str) -> bool:
    """Whether the number after a month begins the next phrase ("in May 20 people died")."""
    if match.end("day") < match.start("month") or match.end() != match.end("day"):
        return False
    return bool(_COUNTING.search(_before(shadow, match.start()))) and _count_noun().match(shadow, match.end()) is not None


def is_bare_month(match: Match, text: str, shadow: str, *, named: bool) -> bool:
    """Whether a month without a day is one. `named` says that a year, a part or "last" goes with it."""
    word, at = match["month"], match.start("month")
    if is_name(text, match.end()):
        return False
    words = lexicon()
    if word.rstrip(".") not in words.full_months and not (match["year"] or match["lead"] or word.endswith(".")):
        return False
    if named:
        return True
    before = _before(shadow, at)
    placed = bool(_MONTH_PLACE.search(before))
    if word.rstrip(".") not in words.full_months:
        return placed
    beside = bool(_MONTH_BESIDE.search(before)) and any(month in before or month in shadow[match.end() : match.end() + 20] for month in words.full_months)
    if word not in words.ambiguous_months:
        return text[at].isupper() or placed
    if not text[at].isupper():
        return False
    if word == "may" and _speaks_of_may(text):
        return bool(_PERSON_SAFE.search(before))
    if not (placed or beside):
        return False
    follows = text[match.end() : match.end() + 2]
    if _PERSON_SAFE.search(before):
        return True
    return not (follows.startswith(" ") and follows[1:].isupper()) and (at > 0 or beside)


def is_season(match: Match, text: str, shadow: str) -> bool:
    """Whether a season is a stretch of time: "in the spring", not "Arab Spring" or "the fall of Mosul"."""
    named = bool(match["lead"] or match["part"] or match["year"] or match["rel"])
    at = match.start("season")
    if named:
        return True
    if text[at].isupper() and at > 0:
        return False
    article = shadow[match.start() : at].strip() == "the"
    if match["season"] == "fall" and not article:
        return False
    follows = shadow[match.end() : match.end() + 8]
    if re.match(r"\s[a-z]", follows) and not _CLAUSE_GOES_ON.match(follows):
        return False
    return bool(_SEASON_PLACE.search(_before(shadow, match.start())))


def is_holiday(match: Match, text: str) -> bool:
    """Whether the name of a feast is written as a name, and not as somebody's surname ("Johnnie Christmas")."""
    at = match.start("name")
    before = _NAME_BEFORE.search(text, max(0, at - _LEFT), at)
    return match["name"][0].isdigit() or (text[at].isupper() and (before is None or " " in match["name"]))


def is_weekday(match: Match, text: str, shadow: str) -> bool:
    """Whether a weekday is a day: not in "Black Friday", "Sunday Times" or "every Friday"."""
    before = _before(shadow, match.start())
    if _INDEFINITE.search(before) and not (before.endswith("on a ") and re.match(r"\s[a-z]", text[match.end() : match.end() + 2])):
        return False
    if (word := _WORD_BEFORE.search(before)) and word[1] in lexicon().names["before_weekday"] and text[match.start() - len(word[0])].isupper():
        return False
    name = _after_weekday().match(shadow, match.end())
    return not (name and text[match.end() + 1].isupper())


def dates_year(match: Match, shadow: str) -> bool:
    """Whether four digits are a year.

    After "in" or "since" any plausible number is one; after prepositions and determiners that also take counts, only one of the last
    or this century, and none that counts something or stands in a list without another year.
    """
    group = "year" if "year" in match.re.groupindex else "from"
    number, at = int(match[group]), match.start(group)
    before = _before(shadow, at)
    if _count_noun().match(shadow, match.end()):
        return False
    if _STRONG_YEAR.search(before):
        return PLAUSIBLE_YEARS[0] <= number <= PLAUSIBLE_YEARS[1]
    if not _LIKELY_YEARS[0] <= number <= _LIKELY_YEARS[1]:
        return False
    if _PRE.search(before):
        return True
    if _dated_noun().match(shadow, match.end()) or (_SENTENCE_OPENS.search(before) and _YEAR_AS_SUBJECT.match(shadow, match.end())):
        return True
    found = _WEAK_YEAR.search(before)
    if found is None:
        return False
    if found[0].strip() in {"and", "or", ",", "-"}:
        return bool(_COUNTED_BEFORE.search(before)) or bool(re.match(r"(?:,? (?:and|or) |, )(?:19|20)\d\d\b", shadow[match.end() : match.end() + 12]))
    return True
