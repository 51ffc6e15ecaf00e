"""What a single line of a report says about the report: its date, its author, its publisher, its address, or nothing but furniture.

News texts copied from a page or a database open with some of these lines and close with others; each is recognised by its own wording, wherever
it stands. Which of them count is decided in `parts`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dateline.sources.agencies import agency_named
from dateline.sources.dates import parse_date, read_date_line
from dateline.sources.lines import Line, ends_sentence
from dateline.sources.tables import layout_pattern, one_of, table, words

if TYPE_CHECKING:
    import datetime

    from dateline.sources.report import PartKind

_URL = re.compile(r"https?://[^\s<>\"')\]]{3,2000}")
_BARE_LINK = re.compile(r"<?(?:https?://|www\.)\S{3,2000}>?")
_SEPARATOR = re.compile(r"\s*[|•·]\s*|\s+[-–—]\s+")
_LABELLED_URL = re.compile(r"^[^\S\n]{0,8}[*_\[]{0,3}([A-Za-z ]{3,20})[*_]{0,3}:?[*_]{0,3}(?:\s{0,8}|\]\()<?(https?://[^\s<>()]{3,2000})", re.MULTILINE)
_NAME_WORDS = 6
_FIELD = re.compile(r"([A-Za-z][A-Za-z _-]{1,24}?)\s*:\s*(\S.{0,1000})")


@dataclass(slots=True)
class Facts:
    """What the text says about itself, gathered while its lines are read. Only the first of each kind counts."""

    published: datetime.date | None = None
    doubtful_date: str | None = None
    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    author: str | None = None
    language: str | None = None
    awaiting_url: bool = field(default=False)
    """The last line was a label such as "Original url:"."""

    def note(self, key: str, value: str) -> None:
        """Keep a value that a field of the text gives, unless there is one."""
        if key == "published":
            self.published = self.published or parse_date(value)
        elif key == "url":
            found = _URL.search(value)
            self.url = self.url or (found.group() if found else None)
        elif getattr(self, key) is None:
            setattr(self, key, value)


@cache
def _openings() -> re.Pattern[str]:
    openings = sorted(words("layout", "boilerplate_openings"), key=len, reverse=True)
    return re.compile(one_of(re.escape(opening) for opening in openings) + r"(?![\w-])|[©]|\(c\) (?:19|20)\d\d", re.IGNORECASE)


@cache
def _url_label() -> re.Pattern[str]:
    return re.compile(one_of(re.escape(label) for label in words("layout", "url_labels")) + r"(?: at| here| on)?\s*:?", re.IGNORECASE)


@cache
def _field_names() -> dict[str, str]:
    return {name: key for key, names in table("layout")["fields"].items() for name in names}


def date_kind(line: Line, facts: Facts) -> bool:
    """Whether a line is a date line; its date is noted. "The Example Post, 5 October 2015" and "Reuters | 5 Oct 2015" count too.

    Before the date may stand any name: whether "Example, 5 October 2015" names a paper or a town stays open.
    """
    found = read_date_line(line.words)
    if found is None and len(line.words) <= 120:
        pieces = [piece for piece in _SEPARATOR.split(line.words) if piece]
        if len(pieces) == 1 and "," in line.words:
            pieces = [piece.strip() for piece in line.words.split(",", 1)]
        dates = [date for piece in pieces if (date := read_date_line(piece))]
        others = [piece for piece in pieces if not read_date_line(piece)]
        known = [other for other in others if _is_outlet(other, facts) or is_byline(other)]
        if len(pieces) > 1 and dates and (known == others or (len(others) == 1 and _is_name(others[0]))):
            found = dates[0]
            for other in known:
                if is_byline(other):
                    facts.note("author", author_of(other) or other)
                else:
                    facts.note("publisher", other)
    if found is None:
        return False
    facts.published = facts.published or found.date
    if found.doubtful:
        facts.doubtful_date = facts.doubtful_date or line.words
    return True


def _is_name(text: str) -> bool:
    """Whether a few words are written as a name is."""
    names = text.split()
    return len(names) <= _NAME_WORDS and not ends_sentence(text) and all(name[0].isupper() or name in ("of", "the", "de", "and", "&") for name in names)


def is_byline(text: str) -> bool:
    """Whether a line says who made the report: "By Jane Doe", "Reporting by ...; editing by ...", "Example Post staff", "Reuters"."""
    if len(text) > 500 or (len(text) > 160 and " by" not in text and " from " not in text):
        return False
    if layout_pattern("byline_patterns").fullmatch(text) and (len(text) < 60 or not ends_sentence(text) or ";" in text or " by " in text):
        return True
    opening = re.match(r"by:? +", text, re.IGNORECASE)
    if not opening or len(text) > 160 or ends_sentence(text):
        return False
    connectors = words("layout", "byline_connectors")
    names = re.findall(r"[^\s,/|;&–—-][^\s,/|;&]*", text[opening.end() :])
    return 1 <= len(names) <= 16 and names[0][0].isupper() and all(name[0].isupper() or name.lower() in connectors or "@" in name for name in names)


def is_furniture(line: Line, facts: Facts) -> bool:
    """Whether a line is navigation, a link, a button, a copyright notice or another thing that is no prose; an original address is noted."""
    text = line.words
    awaiting, facts.awaiting_url = facts.awaiting_url, False
    if line.image:
        return True
    if _BARE_LINK.fullmatch(text) or line.link:
        if awaiting or (line.link and _url_label().fullmatch(text)):
            facts.note("url", text)
        elif facts.publisher and _spelt_in(facts.publisher, text.strip("<>")):
            facts.note("url", text)  # an address of the paper itself, alone on its line
        return True
    if len(text) > 400:
        return False
    labelled = re.match(r"([A-Za-z ]{3,20}?)\s*:\s*<?(https?://[^\s<>]+)>?\s*$", text)
    if labelled and _url_label().fullmatch(labelled.group(1)):
        facts.note("url", labelled.group(2))
        return True
    if _url_label().fullmatch(text) and (text.endswith(":") or " " in text):
        facts.awaiting_url = True
        return True
    opening = _openings().match(text)
    if opening and _goes_on_as_furniture(text, opening.end()):
        return True
    if layout_pattern("boilerplate_patterns").fullmatch(text):
        return True
    return _is_buttons(text)


def is_furniture_heading(text: str) -> bool:
    """Whether a line is the heading of a list of links ("Related stories")."""
    return text.strip(" :*#").lower() in words("layout", "boilerplate_headings")


def is_label(text: str) -> bool:
    """Whether a line is a label over the headline, such as "ANALYSIS" or "WORLD NEWS"."""
    labels = words("layout", "labels")
    return text.isupper() and all(word.strip(":") in labels for word in text.split())


def publisher_in(line: Line, facts: Facts, url: str | None) -> str | None:
    """The publisher that a line of its own names: all in bold, or spelt as the address is, or an agency, or named as papers are."""
    text = line.words.strip(" .|")
    if not 2 <= len(text) <= 60 or ends_sentence(line.words) or line.heading or ":" in text:
        return None
    return text if line.bold or _is_outlet(text, facts, url) else None


def read_field(line: Line, facts: Facts) -> bool:
    """Whether a line at the top of a text is a field ("Published: 5 October 2015"); its value is noted."""
    match = _FIELD.fullmatch(line.words)
    key = _field_names().get(match.group(1).strip().lower().replace("_", " ")) if match else None
    if match is None or key is None:
        return False
    value = match.group(2).strip().strip("\"'")
    if (key == "published" and not parse_date(value)) or (key == "url" and not _URL.search(value)):
        return False
    if key == "publisher" and _URL.search(value):
        key = "url"
    facts.note(key, value)
    return True


def author_of(byline: str) -> str | None:
    """The name in "By Jane Doe, Example Post"."""
    match = re.match(r"by:? +(.{2,120})", byline, re.IGNORECASE)
    return re.split(r",| in [A-Z]| [|–—-] ", match.group(1))[0].strip() if match else None


def line_kind(line: Line, facts: Facts) -> PartKind | None:
    """The kind of a line in the header of a report, or None when it is none of those that a line alone can be."""
    if date_kind(line, facts):
        return "dateline"
    if read_field(line, facts):
        return "byline"
    if is_byline(line.words):
        facts.author = facts.author or author_of(line.words)
        return "byline"
    if is_furniture(line, facts) or is_label(line.words):
        return "boilerplate"
    return None


def original_url(text: str) -> str | None:
    """The address after a label such as "Original url:" anywhere in a text; cheap, so that it can be known before the header is read."""
    for match in _LABELLED_URL.finditer(text):
        if _url_label().fullmatch(match.group(1).strip()):
            return match.group(2)
    return None


def _is_outlet(text: str, facts: Facts, url: str | None = None) -> bool:
    if agency_named(text) or _spelt_in(text, url or facts.url):
        return True
    names = text.split()
    if not 1 < len(names) <= 6 or not all(name[0].isupper() or name in ("of", "the", "and", "&") for name in names):
        return False
    press = words("layout", "press_words")
    return names[-1].lower() in press or (names[0].lower() in press and len(names) <= 3)


def _spelt_in(text: str, url: str | None) -> bool:
    """Whether the host of an address spells the words: `www.examplepost.com` for "The Example Post"."""
    if not url:
        return False
    host = re.sub(r"[^a-z0-9]", "", urlsplit(url).netloc.lower().rpartition(".")[0])
    name = re.sub(r"[^a-z0-9]", "", text.lower())
    short = re.sub(r"^the", "", name)
    return len(short) >= 3 and (name in host or short in host)


def _goes_on_as_furniture(text: str, end: int) -> bool:
    """Whether a line that opens like furniture is furniture: "Related stories" is, "Related groups fought on, he said." is not."""
    rest = text[end:].strip()
    if not rest or rest[0] in ":-–—|©&>»" or text[0] in "©(":
        return True
    return not ends_sentence(text) or (len(text) < 160 and _is_appeal(text))


@cache
def _appeal() -> re.Pattern[str]:
    return re.compile(
        r"(?:sign up|subscribe|follow us|like us|join (?:us|our)|share this|click here|download|get (?:the latest|our)|copyright|this (?:article|story) |"
        r"support |read (?:more|the|also|full|next)|we use|this site|our standards|reprinted|republished|this material|log in|stay informed|editor['’]s note)",
        re.IGNORECASE,
    )


def _is_appeal(text: str) -> bool:
    """Whether a whole sentence speaks to the reader of the page and not of the world."""
    return bool(_appeal().match(text))


def _is_buttons(text: str) -> bool:
    if len(text) > 120:
        return False
    buttons = words("layout", "buttons")
    names = [name.strip(".,:()[]|/•·-–—").lower() for name in text.split()]
    names = [name for name in names if name]
    return bool(names) and all(name in buttons for name in names) and not names[0].isdigit()
