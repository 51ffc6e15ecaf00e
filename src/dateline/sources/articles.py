"""Articles in JSON: one object, a list of them, or JSON Lines, with the names that news APIs and corpora give their fields."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dateline._errors import InputError
from dateline.sources.assemble import Article, Metadata
from dateline.sources.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ALIASES: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "articleBody", "article_body", "article_text", "full_text", "fulltext", "maintext", "article", "story"),
    "title": ("title", "headline", "name", "heading"),
    "published": (
        "published", "date", "date_published", "datePublished", "published_at", "publishedAt", "publication_date", "publicationDate", "publish_date",
        "date_publish", "pubDate", "pub_date", "published_date", "created", "dateCreated", "timestamp",
    ),
    "url": ("url", "link", "canonical_url", "canonical", "source_url", "web_url", "webUrl"),
    "publisher": ("publisher", "source", "site_name", "sitename", "site", "outlet", "publication", "newspaper", "source_name"),
    "author": ("author", "authors", "byline", "creator"),
    "language": ("language", "lang", "inLanguage"),
}  # fmt: skip
_LISTS = ("articles", "items", "results", "reports", "documents", "docs")
_FIX = "fix the JSON, or give the text as a .txt file"
_KINDS = {dict: "an object", list: "a list", str: "a string", int: "a number", float: "a number", bool: "true or false", type(None): "null"}


def parse_json(origin: str, text: str, line: int | None = None) -> Any:
    """The value of a JSON text; raises `InputError` with line and column. `line` is the number of the one line that the text is."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        message = error.msg[0].lower() + error.msg[1:]
        raise InputError(origin, f"line {line or error.lineno}, column {error.colno}: {message}", _FIX) from None
    except RecursionError:
        raise InputError(origin, f"{_at(line)}nested too deeply to be an article", _FIX) from None
    except ValueError as error:  # a number of more digits than Python reads
        raise InputError(origin, f"{_at(line)}{error}", _FIX) from None


def articles_in(origin: str, value: Any, line: int | None = None) -> Iterator[tuple[str, Article | InputError]]:
    """Every article in a JSON value, with its own origin: the file's, and `#2` for the second of a list or `:7` for line 7 of JSON Lines."""
    own = origin if line is None else f"{origin}:{line}"
    if isinstance(value, dict) and not _text_of(value):
        for key in _LISTS:
            if isinstance(value.get(key), list) and value[key] and isinstance(value[key][0], dict):
                value = value[key]
                break
    if isinstance(value, list):
        if not value:
            yield own, InputError(own, "an empty list", "give at least one article")
        for number, item in enumerate(value, 1):
            yield f"{own}#{number}", _article(f"{own}#{number}", item)
        return
    yield own, _article(own, value)


def read_lines(origin: str, lines: Iterable[str | InputError]) -> Iterator[tuple[str, Article | InputError]]:
    """Every article of JSON Lines; a bad line gives an error and the others go on. Blank lines are passed over."""
    for number, line in enumerate(lines, 1):
        if isinstance(line, InputError):
            yield origin, line
            continue
        if not line.strip():
            continue
        try:
            value = parse_json(origin, line, number)
        except InputError as error:
            yield origin, error
            continue
        yield from articles_in(origin, value, number)


def _at(line: int | None) -> str:
    return "" if line is None else f"line {line}: "


def _article(origin: str, value: Any) -> Article | InputError:
    if not isinstance(value, dict):
        return InputError(origin, f"{_KINDS.get(type(value), 'something')} where an article (an object with a `text`) is expected", 'give {"text": ...}')
    if isinstance(value.get("document"), dict) and isinstance(value["document"].get("text"), str):
        value = value["document"]  # what dateline itself writes
    text = _text_of(value)
    if text is None:
        wrong = next((name for name in _ALIASES["text"] if value.get(name) is not None), None)
        if wrong:
            return InputError(origin, f"`{wrong}` is {_KINDS.get(type(value[wrong]), 'something else')}, not a string", "put the report's text there")
        found = ", ".join(f"`{name}`" for name in list(value)[:8]) or "no field at all"
        return InputError(origin, f"an article without text (found: {found})", "give it a `text` field")
    return Article(text, _metadata(value), own_headline=_first_string(value, "title") is None)


def _text_of(value: dict[str, Any]) -> str | None:
    """The text: the first alias that holds a string, or a list of paragraphs."""
    for name in _ALIASES["text"]:
        found = value.get(name)
        if isinstance(found, str):
            return found
        if isinstance(found, list) and found and all(isinstance(item, str) for item in found):
            return "\n\n".join(found)
    return None


def _metadata(value: dict[str, Any]) -> Metadata:
    published = next((date for name in _ALIASES["published"] if (date := parse_date(value.get(name)))), None)
    url = _first_string(value, "url")
    publisher = _first_string(value, "publisher")
    if publisher and publisher.startswith(("http://", "https://")):
        url, publisher = url or publisher, None
    return Metadata(
        title=_first_string(value, "title"),
        url=url,
        publisher=publisher,
        author=_first_string(value, "author"),
        language=_first_string(value, "language"),
        published=published,
    )


def _first_string(value: dict[str, Any], key: str) -> str | None:
    return next((text for name in _ALIASES[key] if (text := name_in(value.get(name)))), None)


def name_in(value: Any) -> str | None:
    """The name in a field: a string, an object with a `name` (as schema.org writes publishers and authors), or a list of either."""
    if isinstance(value, str):
        return " ".join(value.split()) or None
    if isinstance(value, dict):
        return name_in(value.get("name") or value.get("title"))
    if isinstance(value, list):
        names = [name for item in value[:20] if not isinstance(item, list) and (name := name_in(item))]
        return ", ".join(names) or None
    return None
