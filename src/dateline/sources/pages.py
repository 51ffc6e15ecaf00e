"""The article in a web page: its text by trafilatura, its metadata from what the page states for machines.

Metadata is taken, in this order, from JSON-LD (`NewsArticle` and its kin), from meta tags, and from trafilatura's reading of the page. The text is
put together anew, headline first, then the captions of the pictures, then the article, a blank line between paragraphs; it is what spans point into.
"""

from __future__ import annotations

import contextlib
import json
import re
from typing import TYPE_CHECKING, Any

from dateline._errors import InputError
from dateline.sources.articles import name_in
from dateline.sources.assemble import Article, Metadata
from dateline.sources.dates import parse_date
from dateline.sources.decoding import feed_kind
from dateline.sources.report import Part, PartKind

if TYPE_CHECKING:
    from collections.abc import Iterator

_ARTICLE_TYPES = ("NewsArticle", "ReportageNewsArticle", "Article", "BlogPosting", "LiveBlogPosting", "AnalysisNewsArticle", "BackgroundNewsArticle", "Report")
_META: dict[str, tuple[str, ...]] = {
    "title": ("og:title", "twitter:title", "dc.title", "headline"),
    "url": ("og:url", "twitter:url"),
    "publisher": ("og:site_name", "publisher", "dc.publisher", "application-name"),
    "author": ("author", "article:author", "dc.creator", "byl", "parsely-author"),
    "published": (
        "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.created", "pubdate",
        "publishdate", "publish-date", "parsely-pub-date", "sailthru.date", "article.published", "cxenseparse:recs:publishtime", "originalpublicationdate",
    ),
}  # fmt: skip
_MIN_WORDS = 8
_FIX = "save the page of one article, or give its text"


def read_page(origin: str, html: str) -> Article:
    """The article of a page. Raises `InputError` when there is none, or the page is a feed."""
    feed = feed_kind(html[:5000])
    if feed:
        raise InputError(origin, f"an XML feed or site map (<{feed}>), not an article", "give the pages that it lists, or JSON")
    import lxml.etree  # type: ignore[import-untyped]
    import lxml.html  # type: ignore[import-untyped]

    try:
        tree = lxml.html.document_fromstring(html.encode("utf-8", "replace"), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except (lxml.etree.LxmlError, ValueError, AssertionError):
        raise InputError(origin, "no article found in the page (it holds no element)", _FIX) from None
    linked = _linked_data(tree)
    captions = _captions(tree)
    headline = _headline(tree, linked)
    found = _extract(origin, tree)
    blocks: list[tuple[PartKind | None, str]] = list(_blocks(found.body)) if found is not None else []
    if not _has_prose(blocks):
        body = linked.get("articleBody")
        blocks = [(None, " ".join(text.split())) for text in re.split(r"\n\s*\n?", body) if text.strip()] if isinstance(body, str) else []
    if not _has_prose(blocks):
        raise InputError(origin, "no article found in the page", _FIX)
    metadata = _metadata(tree, linked, found, headline)
    return _put_together(blocks, captions, headline or metadata.title, metadata)


def _extract(origin: str, tree: Any) -> Any:
    import trafilatura
    from trafilatura.settings import DEFAULT_CONFIG

    try:
        return trafilatura.bare_extraction(
            tree,
            with_metadata=True,
            include_comments=False,
            include_images=False,
            config=DEFAULT_CONFIG,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:  # noqa: BLE001  # lxml and trafilatura raise whatever a broken page makes them
        raise InputError(origin, f"the page can't be read ({type(error).__name__}: {str(error)[:120]})", _FIX) from None


def _blocks(body: Any) -> Iterator[tuple[PartKind | None, str]]:
    """The paragraphs of trafilatura's tree, in order, each with its kind where the tree shows it."""
    for element in body.iter("head", "p", "item", "quote", "cell", "ab", "code"):
        if element.tag in ("quote", "item", "cell") and len(element) and element.find(".//p") is not None:
            continue  # its paragraphs come on their own
        if any(parent.tag in ("p", "head", "item") for parent in element.iterancestors()):
            continue
        for lb in element.iter("lb"):
            lb.tail = "\n" + (lb.tail or "")
        for text in "".join(element.itertext()).split("\n"):
            if text.strip():
                yield ("headline" if element.tag == "head" else None), " ".join(text.split())


def _has_prose(blocks: list[tuple[PartKind | None, str]]) -> bool:
    return any(kind is None and len(text.split()) >= _MIN_WORDS and re.search(r"[.!?。][\"”’)]*(?:\s|$)", text) for kind, text in blocks)


def _put_together(blocks: list[tuple[PartKind | None, str]], captions: list[str], headline: str | None, metadata: Metadata) -> Article:
    shown = {_key(text) for text in captions}
    top: list[tuple[PartKind | None, str]] = [("headline", headline)] if headline else []
    at_top = len(top)
    present = {_key(text) for _, text in blocks}
    top += [("caption", text) for text in captions if _key(text) not in present]
    rest = [("caption" if _key(text) in shown else kind, text) for kind, text in blocks if not (at_top and _key(text) == _key(headline or ""))]
    known: list[Part] = []
    pieces: list[str] = []
    at = 0
    for kind, text in (*top, *rest):
        if kind:
            known.append(Part(kind, (at, at + len(text))))
        pieces.append(text)
        at += len(text) + 2
    return Article("\n\n".join(pieces), metadata, own_headline=False, known=tuple(known), is_markdown=False)


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def _captions(tree: Any) -> list[str]:
    """The captions of the article's figures, each once; they are taken out of the tree, so that they can't turn up as prose as well."""
    found: dict[str, str] = {}
    for caption in tree.xpath("//figure//figcaption[not(ancestor::aside or ancestor::nav or ancestor::footer)]"):
        text = " ".join("".join(caption.itertext()).split())
        if len(text.split()) >= 4 and len(text) < 1000:
            found.setdefault(_key(text), text)
        if caption.getparent() is not None:
            caption.drop_tree()
    return list(found.values())


def _headline(tree: Any, linked: dict[str, Any]) -> str | None:
    stated = name_in(linked.get("headline"))
    headings = [" ".join("".join(h.itertext()).split()) for h in tree.xpath("//article//h1 | //main//h1")] or [
        " ".join("".join(h.itertext()).split()) for h in tree.xpath("//h1")
    ]
    headings = [heading for heading in headings if heading]
    return stated or (headings[0] if headings else None)


def _linked_data(tree: Any) -> dict[str, Any]:
    """The first JSON-LD object about an article, wherever it stands: alone, in a list, or in `@graph`."""
    for script in tree.xpath("//script[contains(translate(@type, 'LDJSON', 'ldjson'), 'ld+json')]"):
        with contextlib.suppress(ValueError, RecursionError):  # broken JSON-LD is common, and then the page is read without it
            for item in _objects(json.loads((script.text or "").strip().removeprefix("<!--").removesuffix("-->"), strict=False), 0):
                kinds = item.get("@type")
                if any(kind in _ARTICLE_TYPES for kind in (kinds if isinstance(kinds, list) else [kinds])):
                    return item
    return {}


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            yield from _objects(value.get(key), depth + 1)
    elif isinstance(value, list):
        for item in value[:200]:
            yield from _objects(item, depth + 1)


def _metadata(tree: Any, linked: dict[str, Any], found: Any, headline: str | None) -> Metadata:
    tags: dict[str, str] = {}
    for meta in tree.xpath("//meta[@content]"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if name and meta.get("content").strip():
            tags.setdefault(name, " ".join(meta.get("content").split()))

    def tagged(key: str) -> str | None:
        return next((tags[name] for name in _META[key] if name in tags), None)

    def guessed(key: str) -> str | None:
        value = getattr(found, key, None)
        return value if isinstance(value, str) else None

    canonical = tree.xpath("string(//link[@rel='canonical']/@href)") or None
    address = linked.get("url") if isinstance(linked.get("url"), str) else None
    dates = (linked.get("datePublished"), linked.get("dateCreated"), *(tags.get(name) for name in _META["published"]), *_time_elements(tree), guessed("date"))
    author = name_in(linked.get("author")) or tagged("author") or guessed("author")
    urls = (address, canonical, tagged("url"), guessed("url"))
    return Metadata(
        title=headline or tagged("title") or guessed("title"),
        url=next((url for url in urls if url and url.startswith("http")), None),
        publisher=name_in(linked.get("publisher")) or tagged("publisher") or guessed("sitename"),
        author=None if author and author.startswith("http") else author,
        language=name_in(linked.get("inLanguage")) or tree.get("lang"),
        published=next((date for value in dates if (date := parse_date(value))), None),
    )


def _time_elements(tree: Any) -> list[str]:
    """The dates of the page's `<time>` elements, those marked as publication first."""
    marked = tree.xpath("//time[@pubdate or @itemprop='datePublished']/@datetime")
    return [*marked, *tree.xpath("//article//header//time/@datetime | //article//time/@datetime")[:1]]
