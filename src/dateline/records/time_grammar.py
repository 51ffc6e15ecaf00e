"""The grammar: which sequences of words are date expressions.

All patterns run over a *shadow* of the text: lower case, typographic apostrophes, dashes and spaces made plain, every code point still
in its place. A construct is one named pattern; `Grammar.scan` gives the leftmost match, and where several constructs start at the
same word the one that stands first in `CONSTRUCTS` wins, so that longer forms come before shorter ones. Matching is confined to
windows around trigger words (names of months and weekdays, years, units), because most of a report holds no date.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dateline.records.time_lexicon import Lexicon, either, lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_BEFORE: Final = 40  # how far an expression can begin before its first trigger word
_AFTER: Final = 48  # how far it can reach after its last one
_PLAIN: Final = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "–": "-", "—": "-", "‑": "-", "−": "-", "“": '"', "”": '"', "\t": " ", "\xa0": " ", "\u202f": " ", "\r": " "}
)


def shadow(text: str) -> str:
    """The text in lower case and plain punctuation, each code point in its place."""
    lower = text.lower()
    if len(lower) != len(text):  # a few capitals (U+0130) become two code points
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lower.translate(_PLAIN)


def _fragments(words: Lexicon) -> dict[str, str]:
    """The building blocks that construct patterns name in {braces}."""
    year_word = r"(?P<rel>last|this|next|that|the same|the previous|the following)"
    return {
        "s": r" {0,2}[ \n]",
        "ws": r"(?: {1,3}|,? {0,2}[ \n](?<!\w\n))",  # a weekday at the end of a headline does not go with the date line under it
        "month": rf"(?:{either(words.full_months)}\b|{either(words.months)}\b\.?)",
        "bare": f"{either(words.full_months)}\\b",
        "wd": f"{either(words.full_weekdays)}\\b",
        "wda": rf"(?:{either(words.full_weekdays)}\b|{either(words.weekdays)}\b\.?)",
        "season": f"{either(words.seasons)}\\b",
        "d": r"(?:3[01]|[12]\d|0?[1-9])(?![\d%]|[.,:]\d)",
        "th": r"(?:st|nd|rd|th)?\b",
        "y": r"(?:1\d{3}|20\d{2})\b(?![.,:]\d|%|-[a-z])",
        "num": rf"(?:\d{{1,3}}|{either(n for n in words.numbers if n not in ('a', 'an'))}(?:[- ](?:one|two|three|four|five|six|seven|eight|nine)\b)?)",
        "art": "(?:an?|one)",
        "unit": f"{either(u for u in words.units if u != 'hour')}",
        "ord": f"{either(words.ordinals)}",
        "dayword": either(words.spelt_ordinals).replace(r"\-", "[- ]") + r"\b",
        "later": either(word for word in words.spelt_ordinals if "-" in word).replace(r"\-", "[- ]") + r"\b",
        "part": r"(?:(?:the )?(?P<part>early|mid|late|(?:very )?(?:beginning|start|middle|end|close) of)(?: {0,2}[ \n]|-)(?:in )?(?:the (?:month|year) of )?)?",
        "inyear": rf"(?:(?: ?,)?(?: {{0,2}}[ \n])(?:of |in )?(?:(?P<year>(?:1\d{{3}}|20\d{{2}})\b(?![.,:]\d|%|-[a-z]))|{year_word} year\b))",
        "spelt": either(words.decades),
        "holiday": f"{either(words.holidays)}\\b",
    }


CONSTRUCTS: Final[Mapping[str, str]] = {
    "holiday": r"(?:(?P<lead>last|this|next){s})?(?P<name>{holiday})(?!{s}(?:{unfestive})\b){inyear}?",
    "iso": r"(?P<year>(?:1\d|20)\d\d)([-/])(?P<month>0[1-9]|1[0-2])\2(?P<day>0[1-9]|[12]\d|3[01])(?!\d|-\d)",
    "numeric": r"(?<![\d./-])(?P<a>\d{1,2})([/.-])(?P<b>\d{1,2})\2(?P<year>(?:1\d|20)\d\d)(?![\d/-])",
    "month_days": (
        r"(?:{wda}{ws})?(?P<month>{month}){s}(?P<from>{d}){th}(?:{s}?(?:-|to|and|or|/|&|through|until){s}?)(?P<to>{d}){th}(?!{s}"
        r"(?:{month})(?!{s}{d})){inyear}?"
    ),
    "days_month": (
        r"(?:the )?(?P<from>{d}){th}(?:{s}?(?:-|to|and|or|/|&|through|until|till){s}?)(?:the )?(?P<to>{d}){th}{s}"
        r"(?:(?:of )?(?P<month>{month}){inyear}?"
        r"|(?:of{s}|(?<=between \d and \d\d )|(?<=between \d\d and \d\d ))(?P<whose>this|last|next){s}month\b)"
    ),
    "month_day": r"(?:(?P<wd>{wda}){ws})?(?P<month>{month}){s}(?:the )?(?:(?P<day>{d}){th}|(?P<dayword>{later})){inyear}?",
    "day_month": (
        r"(?:(?P<wd>{wda}){ws})?(?:the )?(?:(?P<day>{d}){th}(?:{s}|-)(?:of )?|(?P<dayword>{dayword}){s}of{s})(?P<month>{month})"
        r"(?:{inyear}|-(?P<year2>(?:1\d|20)\d\d)\b)?"
    ),
    "weekday_of_month": r"(?:the )?(?P<ord>{ord}){s}(?P<wd>{wd}){s}(?:of|in){s}(?:(?P<month>{bare}){inyear}?|(?P<whose>this|last|next|previous|the){s}month\b)",
    "week_of_month": (
        r"(?:the )?(?P<ord>{ord}){s}(?P<unit>week|weekend|day){s}(?:of|in){s}(?:(?P<month>{month}){inyear}?|(?P<whose>this|last|next){s}month\b)"
    ),
    "week_of_year": (
        r"(?:the )?(?P<ord>{ord}){s}(?P<unit>week|weekend|day){s}"
        r"(?:(?:of|in){s}(?:(?P<year>{y})|the{s}year\b)|(?:(?:of|in){s})?(?P<rel>last|this|next){s}year\b)"
    ),
    "some_of": (
        r"(?:the )?(?P<end>first|last|final|opening){s}(?P<num>{num}){s}(?P<unit>day|week|month|quarter)s{s}of{s}(?:(?P<month>{bare}){inyear}?|"
        r"(?P<year3>{y})|(?P<rel2>last|this|the|next){s}year\b)"
    ),
    "weekday_the": r"(?P<wd>{wd}),?{s}the{s}(?P<day>{d})(?:st|nd|rd|th)\b",
    "quarter": (
        r"(?:(?:(?:the{s})?(?P<year2>{y})|(?P<rel2>last|this|next){s}year's){s}|its |the )?(?:(?P<fiscal>fiscal){s})?"
        r"(?P<ord>first|second|third|fourth|1st|2nd|3rd|4th|final|"
        r"last(?={s}quarter{s}of{s}(?:{y}|(?:last|this|next|the){s}year\b)))(?:{s}|-)(?P<unit>quarter)\b(?!{s}of{s}(?:the|an?)\b(?! year\b))(?:(?:,?{s}"
        r"(?:of )?)(?:fiscal )?(?:(?P<year>{y})|(?P<rel>last|this|next|the){s}year\b))?"
    ),
    "half": (
        r"(?:the )?(?P<ord>first|second|1st|2nd|latter|last)(?:{s}|-)(?P<unit>half){s}of{s}(?:(?P<year>{y})|(?P<rel>last|this|next|the){s}year\b|"
        r"(?P<month>{bare})|the{s}(?P<decade>(?:1\d|20)\d0)'?s\b)"
    ),
    "q": r"(?:(?P<year2>{y}){s})?q(?P<ord>[1-4])\b{inyear}?",
    "h": r"(?:(?P<year>{y}){s}h(?P<ord>[12])\b|h(?P<ord2>[12]){s}(?P<year2>{y}))",
    "fiscal_year": r"(?:the )?(?:fiscal|financial){s}(?:year{s})?(?P<year>{y})",
    "season": (
        r"{part}(?:the )?(?:(?P<lead>last|this|next|(?:the |this )?(?:past|coming|previous|following)){s})?"
        r"(?P<season>{season})(?!{s}of{s}[a-z]){inyear}?"
    ),
    "month": (
        r"{part}(?:(?P<lead>last|this|next|(?:the |this )?(?:past|coming|previous|following)){s})?(?P<month>{month})(?!{s}(?:the )?{d}{th}(?!{s}"
        r"(?:{counted})\b)){inyear}?"
    ),
    "weekday": (
        r"(?:(?P<lead>last|this|next|(?:the |this )?(?:past|coming|previous|following)){s})?"
        r"(?:(?<=last |this |next )week,?{s}(?:on{s})?)?(?P<wd>{wd})(?:{s}(?:of )?(?P<week>last|this|next){s}week\b|{s}(?P<lead2>last)\b(?=[.,;]))?"
    ),
    "day_before": r"(?:the )?day{s}(?P<way>before{s}yesterday|after{s}tomorrow)\b",
    "ago": (
        r"(?:(?:about|around|almost|nearly|over|roughly|some|exactly|just|more{s}than){s})?(?P<more>(?:(?:{num}|{art}){s}{unit}s?(?:,?{s}and|,)?{s}){0,2})"
        r"(?P<num>{num}|{art}){s}(?P<unit>{unit})s?{s}(?P<way>ago|from{s}(?:now|today|tomorrow|yesterday)|hence)\b"
    ),
    "days_time": r"in{s}(?P<num>{num}|{art}){s}(?P<unit>{unit})s?'?s?'?{s}time\b",
    "in_units": (
        r"in{s}(?:(?:about|around|roughly|just|less{s}than|under|exactly){s})?(?P<num>{num}|{art}){s}"
        r"(?P<unit>day|week|month|year)s?\b(?!{s}(?:of|as)\b|-)"
    ),
    "trailing": (
        r"(?:(?:the|these|this){s})?(?P<lead>last|past|previous|preceding|next|coming|following){s}(?:(?P<num>{num}){s})(?:"
        r"(?:consecutive|straight|trading|full|calendar){s})?(?P<unit>{unit}|hour)s\b(?!{s}of\b)"
    ),
    "one_trailing": r"(?:the|this){s}(?P<lead>last|past|preceding){s}(?P<unit>day|week|fortnight|month|year|decade)\b",
    "offset": (
        r"(?:(?:about|around|almost|nearly|over|some|exactly|just|only|barely){s})?(?P<num>{num}|{art}){s}(?P<unit>{unit})s?{s}"
        r"(?P<way>earlier|later|before|after|afterwards?|prior(?:{s}to)?|previously|following)\b"
    ),
    "neighbour": (
        r"(?P<lead>the{s}(?:previous|preceding|following|next|same)|that(?:{s}same|{s}very)?){s}"
        r"(?P<unit>day|date|night|morning|evening|afternoon|week|weekend|month|year)\b"
    ),
    "day_beside": r"the{s}(?P<unit>day|night|week|weekend|month|year){s}(?P<way>before{s}last|after{s}(?:the{s})?next|before|after)\b",
    "deictic_unit": (
        r"(?:(?P<part>early|mid|late|earlier|later|(?:the )?(?:very )?(?:beginning|start|middle|end|close|rest|remainder){s}of)(?:{s}|-)"
        r"(?:in{s})?)?(?P<lead>last|this|next|(?:the{s}|this{s})?(?:past|coming|upcoming|current)|previous){s}"
        r"(?P<unit>week|weekend|fortnight|month|quarter|year|decade|century)\b(?!-(?:old|long))"
    ),
    "of_the_unit": (
        r"(?P<part>earlier|later|early|late|(?:the )?(?:very )?(?:beginning|start|middle|end|close|rest|remainder)){s}(?:in|of){s}the{s}"
        r"(?P<unit>week|month|year|decade|century)\b(?!{s}of\b)"
    ),
    "weekend": r"the{s}weekend\b(?!{s}(?:of|before|after)\b)",
    "deictic_day": (
        r"(?P<word>today|yesterday|tomorrow|tonight|last{s}(?:night|evening)|this{s}(?:morning|afternoon|evening)|earlier{s}today|later{s}today)\b"
    ),
    "decade": (
        r"{part}(?:the )?(?P<decade>(?:1\d|20)[1-9]0|2000)'?s\b|(?:the{s})(?P<spelt>{spelt})\b|{part2}(?:the{s}'?(?P<short>[2-9]0)'?s|'"
        r"(?P<short2>[2-9]0)s)\b(?!{s}or\b)"
    ),
    "century": (
        r"{part}(?:(?:the )?(?P<half>first|second|latter){s}half{s}of{s})?(?:the )?(?:(?P<number>(?:1\d|2[01])(?:st|nd|rd|th))|(?P<ord>{dayword}))"
        r"{s}century\b(?!{s}b\.?c)"
    ),
    "turn_of_year": r"(?:the )?turn{s}of{s}(?:the{s}year\b|(?P<year>{y}))",
    "day_of_month": r"(?P<day>{d})(?:st|nd|rd|th){s}of{s}(?P<rel>this|last|next|the){s}month\b",
    "the_day": r"the{s}(?P<day>{d})(?:st|nd|rd|th)(?:{s}of{s}(?P<rel>this|last|next|the){s}month\b|(?=[.,;]|$|{s}(?:and|when|after|before)\b))",
    "years": r"(?P<from>{y})(?:{s}?[-/]{s}?)(?P<to>(?:1\d|20)\d\d|\d\d)\b(?![-/.]\d)",
    "year": r"{part}(?P<year>{y})(?!{s}(?:{counted})\b)",
}


@dataclass(frozen=True, slots=True)
class Construct:
    """A stretch of the shadow that one construct matches."""

    name: str
    match: re.Match[str]

    @property
    def span(self) -> tuple[int, int]:
        """Where the construct stands."""
        return self.match.span()


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled grammar."""

    trigger: re.Pattern[str]
    any_construct: re.Pattern[str]
    constructs: Mapping[str, re.Pattern[str]]

    def scan(self, text: str) -> Iterator[Construct]:
        """All constructs of a shadow, from left to right, without overlap."""
        for start, end in self._windows(text):
            at = start
            while (found := self.any_construct.search(text, at, end)) is not None:
                name = found.lastgroup
                inner = self.constructs[name].match(text, found.start(), end) if name else None
                if name is None or inner is None or inner.end() == inner.start():
                    at = found.start() + 1
                    continue
                yield Construct(name, inner)
                at = inner.end()

    def _windows(self, text: str) -> Iterator[tuple[int, int]]:
        """The stretches that can hold a date, cut between words."""
        start = end = -1
        for trigger in self.trigger.finditer(text):
            at = trigger.start()
            if end >= 0 and at - _BEFORE <= end:
                end = trigger.end() + _AFTER
                continue
            if end >= 0:
                yield start, _word_end(text, end)
            start = _word_start(text, max(at - _BEFORE, end, 0))
            end = trigger.end() + _AFTER
        if end >= 0:
            yield start, _word_end(text, end)


def _word_start(text: str, at: int) -> int:
    """The first place from `at` on where a word begins."""
    while 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum():
        at += 1
    return at


def _word_end(text: str, at: int) -> int:
    """The first place from `at` on where no word is cut."""
    at = min(at, len(text))
    while 0 < at < len(text) and not text[at].isspace():
        at += 1
    return at


def _fill(pattern: str, parts: Mapping[str, str]) -> str:
    """A construct with its fragments put in."""
    return re.sub(r"\{([a-z]+\d?)\}", lambda at: parts[at[1]], pattern)


@functools.cache
def grammar() -> Grammar:
    """The grammar, compiled on first use."""
    words = lexicon()
    parts = _fragments(words)
    parts["part2"] = parts["part"].replace("?P<part>", "?P<part2>")
    parts["counted"] = either(words.count_nouns)[3:-1]
    parts["unfestive"] = either(words.names["after_holiday"])[3:-1]
    filled = {name: _fill(pattern, parts) for name, pattern in CONSTRUCTS.items()}
    bare = {name: re.sub(r"\?P<[a-z_]+\d?>", "?:", pattern) for name, pattern in filled.items()}
    bare["iso"] = bare["iso"].replace("([-/])", "[-/]").replace("\\2", "[-/]")
    bare["numeric"] = bare["numeric"].replace("([/.-])", "[/.-]").replace("\\2", "[/.-]")
    any_construct = re.compile(r"(?<![\w$£€#])(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in bare.items()) + ")")
    first_words = [
        *words.months, *words.weekdays, *words.seasons, *words.units, *words.holidays,
        "today", "yesterday", "tomorrow", "tonight", "weekend", "morning", "afternoon", "evening", "date", "half", "century", "turn of", *words.decades,
    ]  # fmt: skip
    trigger = re.compile(rf"\b(?:{either(first_words)[3:-1]}|(?:1\d|20)\d\d|[qh][1-4]\b|\d\d?[/.-]\d\d?[/.-]\d|'?\d0'?s\b|\d\d?(?:st|nd|rd|th)\b)")
    return Grammar(trigger, any_construct, {name: re.compile(pattern) for name, pattern in filled.items()})
