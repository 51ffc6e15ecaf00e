"""One article - its text and what its source says about it - made into a `Report`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline._errors import InputError
from dateline.sources import markdown
from dateline.sources.dates import date_in_url
from dateline.sources.languages import detect_language, language_name
from dateline.sources.parts import Layout, has_sentence, lay_out
from dateline.sources.report import Part, Report

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

TEXT_LIMIT = 5_000_000
"""Characters of one report. The longest news features have 100,000."""


_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What an input says about an article outside its text."""

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    language: str | None = None
    published: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A text before its parts are known.

    `own_headline` says whether a short first line is its headline; `known` are parts that the format marks; `is_markdown` is None where the text
    itself has to show it.
    """

    text: str
    metadata: Metadata = Metadata()
    own_headline: bool = True
    known: tuple[Part, ...] = ()
    is_markdown: bool | None = None
    warnings: tuple[str, ...] = ()


def make_report(origin: str, article: Article, published: datetime.date | None = None) -> Report:
    """The report of an article. `published`, given by the person who asks, is for one that has no date of its own.

    Raises `InputError` for a text that is blank or too long to be a report.
    """
    text, given = article.text, article.metadata
    if not text.strip():
        raise InputError(origin, "the text is empty" if not text else "the text holds nothing but white space", "give the text of the report")
    if len(text) > TEXT_LIMIT:
        raise InputError(
            origin,
            f"{len(text) / 1e6:.1f} million characters, above the limit of {TEXT_LIMIT / 1e6:.0f} million for one report",
            "split it into its reports, one a file or one a line of JSON Lines",
        )
    warnings = list(article.warnings)
    whole = _SURROGATE.sub("\ufffd", text)  # JSON can hold half of a pair, which no file can
    if whole != text:
        text = whole
        warnings.append("half of a surrogate pair in the text was replaced with U+FFFD")
    is_markdown = markdown.is_markdown(text) if article.is_markdown is None else article.is_markdown
    markup = markdown.marks(text) if is_markdown else ()
    layout = lay_out(text, markup, title=given.title, url=given.url, own_headline=article.own_headline, known=article.known)
    facts = layout.facts
    url = given.url or facts.url
    date = given.published or facts.published or date_in_url(url) or published
    prose = " ".join(text[slice(*part.span)] for part in layout.parts if part.kind in ("body", "caption", "headline"))[:6000]
    language = detect_language(prose or text, given.language or facts.language)
    warnings += _warnings(text, layout, date, language)
    return Report(
        origin=origin,
        text=text,
        parts=layout.parts,
        url=url,
        publisher=given.publisher or facts.publisher,
        title=given.title or facts.title or layout.headline,
        author=given.author or facts.author,
        language=language,
        published=date,
        credits=layout.credits,
        place_line=layout.place_line,
        warnings=tuple(warnings),
        markup=markup,
    )


def _warnings(text: str, layout: Layout, date: datetime.date | None, language: str | None) -> Sequence[str]:
    found: list[str] = []
    if date is None:
        reason = f"the date {layout.facts.doubtful_date!r} can be read two ways" if layout.facts.doubtful_date else "no date of publication found"
        found.append(f"{reason}: relative dates such as 'on Monday' stay unresolved; give --published YYYY-MM-DD or a `published` field in a JSON article")
    if language not in (None, "en"):
        found.append(f"the text is in {language_name(language or '')} ({language}), and dateline reads English: little or nothing will be found in it")
    if not has_sentence(text, layout.parts):
        found.append("no sentence found in the text: is this the whole report?")
    return found
