"""Articles in web pages."""

from __future__ import annotations

import datetime
import json

import pytest

from dateline.sources import Report, load

ARTICLE = """<article><h1>Militias ask for a pact</h1>
<figure><img src="a.jpg"><figcaption>A gunman walks past a wall in Testville.</figcaption></figure>
<p>TESTVILLE (Reuters) - The militias of the hills asked <b>neighbouring</b> states for a pact on Monday, said <a href="x">a statement</a>.</p>
<h2>Old foes</h2>
<p>Northland rejected the appeal, saying that it would go on until the whole valley was under its control again.</p>
</article>"""
LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "Site"},
        {
            "@type": ["NewsArticle"],
            "headline": "Militias ask for a pact",
            "datePublished": "2016-03-14T23:30:00-05:00",
            "publisher": {"@type": "Organization", "name": "Harbour Times"},
            "author": [{"name": "Jane Doe"}, {"name": "John Roe"}],
            "url": "https://www.harbourtimes.com/a",
        },
    ],
}


def page(head: str = "", body: str = ARTICLE) -> Report:
    """The report in a page with this head and body."""
    html = f'<!doctype html><html lang="en"><head>{head}</head><body><nav><a href="/">Home</a></nav>{body}<footer>Footer</footer></body></html>'
    (report,) = load("a.html", data=html.encode())
    assert isinstance(report, Report), report
    return report


def test_parts_of_a_page() -> None:
    """Headline, figure captions, place line, crossheads and prose are told apart, and navigation is left out."""
    report = page()
    parts = [(part.kind, report.text[slice(*part.span)]) for part in report.parts]
    assert parts[:3] == [
        ("headline", "Militias ask for a pact"),
        ("caption", "A gunman walks past a wall in Testville."),
        ("dateline", "TESTVILLE (Reuters) -"),
    ]
    assert ("headline", "Old foes") in parts
    assert "Home" not in report.text
    assert "Footer" not in report.text
    assert report.place_line is not None
    assert report.text[slice(*report.place_line)] == "TESTVILLE"


def test_linked_data_comes_first() -> None:
    """JSON-LD, also inside `@graph`, counts more than meta tags."""
    head = f'<meta property="og:site_name" content="Other"><script type="application/ld+json">{json.dumps(LINKED)}</script>'
    report = page(head)
    assert (report.publisher, report.author, report.url) == ("Harbour Times", "Jane Doe, John Roe", "https://www.harbourtimes.com/a")
    assert report.published == datetime.date(2016, 3, 14)


@pytest.mark.parametrize("broken", ["{not json", '["a", [', "null", '{"@type": 5}'])
def test_broken_linked_data(broken: str) -> None:
    """JSON-LD that is broken is passed over, and the meta tags count."""
    head = f'<script type="application/ld+json">{broken}</script><meta property="og:site_name" content="Other"><meta name="date" content="2016-03-14">'
    report = page(head)
    assert (report.publisher, report.published) == ("Other", datetime.date(2016, 3, 14))


def test_article_only_in_linked_data() -> None:
    """Where the page shows no article, the text in its JSON-LD is read."""
    data = {"@type": "NewsArticle", "headline": "Talks fail", "articleBody": "The talks of the four ministers failed on Monday in Testville."}
    report = page(f'<script type="application/ld+json">{json.dumps(data)}</script>', "<div></div>")
    assert report.text == "Talks fail\n\nThe talks of the four ministers failed on Monday in Testville."
