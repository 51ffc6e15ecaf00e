"""The page of readings: what is in it, that nothing in it can run, and how it behaves in a browser."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import msgspec
import pytest

from dateline.records.model import Actor, Claim, Document, Mention, Place, Reading, Source
from dateline.views.page import page

if TYPE_CHECKING:
    from pathlib import Path


class _Article(HTMLParser):
    """Collects the text of the articles of a page, and the pieces that are marked in it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.inside = False
        self.text = ""
        self.pieces: list[tuple[str, set[str], list[str]]] = []
        self.open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {key: value or "" for key, value in attrs}
        self.inside = self.inside or tag == "article"
        if "data-marks" in known:
            self.pieces.append(("", set(known["class"].split()), known["data-marks"].split()))
            self.open = tag

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "article"
        if tag == self.open:
            self.open = ""

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.text += data
            if self.open:
                words, looks, marks = self.pieces[-1]
                self.pieces[-1] = (words + data, looks, marks)


def article(source: str) -> _Article:
    """Parse a page."""
    parsed = _Article()
    parsed.feed(source)
    return parsed


def marked(source: str, mark: str) -> str:
    """Give all words of a page that carry a mark such as `c1:claims:content`."""
    return "".join(words for words, _, marks in article(source).pieces if mark in marks)


def squeezed(text: str) -> str:
    """Leave out white space."""
    return re.sub(r"\s+", "", text)


def test_text_is_whole(reading: Reading) -> None:
    """However it is cut, the text of the report is on the page once, in order and unchanged."""
    assert squeezed(article(page([reading])).text) == squeezed(reading.document.text)


def test_marks_carry_exactly_the_words_of_their_spans(reading: Reading) -> None:
    """Each mark covers the words of its span, also behind a character that JavaScript counts twice."""
    source = page([reading])
    for claim in reading.claims:
        assert squeezed(marked(source, f"{claim.id}:claims:content")) == squeezed(claim.content)
    for event in reading.events:
        words = "".join(reading.quote(span) for span in sorted((event.anchor, *event.also)))
        assert squeezed(marked(source, f"{event.id}:events:anchor")) == squeezed(words)
    for tie in reading.ties:
        assert squeezed(marked(source, f"{tie.id}:ties:tie")) == squeezed(reading.quote(tie.span))


def test_partly_overlapping_marks() -> None:
    """Two marks of which neither contains the other share one piece, with the looks of both."""
    text = "abc def ghi"
    claim = Claim(id="c1", span=(0, 7), content=text[:7], source=Source(span=None), form="indirect", stance="assert")
    place = Place(id="p1", spans=((4, 11),), name="def ghi", kind="region")
    pieces = article(page([Reading(document=Document(origin="o", id="1", text=text), claims=(claim,), places=(place,))])).pieces
    assert [(words, "content" in looks, "place" in looks) for words, looks, _ in pieces] == [
        ("abc ", True, False),
        ("def", True, True),
        (" ghi", False, True),
    ]


def test_everything_from_outside_is_escaped() -> None:
    """Text, names, titles and addresses can't become markup, wherever they are shown."""
    hostile = "</title></style></script><script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;${title}"
    document = Document(origin=hostile, id=hostile, text=hostile, url=hostile, publisher=hostile, title=hostile, author=hostile, language=hostile)
    actor = Actor(id="a1", name=hostile, kind="other", country=hostile, mentions=(Mention(span=(0, len(hostile)), form="name"),))
    claim = Claim(id="c1", span=(3, 20), content=hostile, source=Source(span=(0, 9)), form="direct", stance="assert")
    source = page([Reading(document=document, actors=(actor,), claims=(claim,))])
    assert "<img" not in source
    assert source.count("<script>") == source.count("</script>") == 1
    assert squeezed(article(source).text) == squeezed(hostile)


def test_only_web_addresses_become_links(reading: Reading) -> None:
    """An address that would run a script is shown and not linked."""
    document = msgspec.structs.replace(reading.document, url="javascript:alert(1)")
    source = page([msgspec.structs.replace(reading, document=document)])
    assert 'href="javascript:' not in source
    assert "javascript:alert(1)" in source


def test_nothing_is_fetched(reading: Reading) -> None:
    """The page names nothing that a browser would fetch."""
    source = page([reading])
    assert not re.search(r"<(?:link|img|iframe|object|embed|base)\b|<script[^>]+src|@import|url\(", source)
    assert "default-src 'none'" in source


def test_ids_are_unique_and_links_lead_somewhere(reading: Reading, empty: Reading) -> None:
    """With several reports every id occurs once, and every link within the page has its target."""
    source = page([reading, reading, empty])
    ids = re.findall(r'\bid="([^"]+)"', source)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', source)) <= set(ids)


def test_each_report_is_a_section_in_the_list(reading: Reading, empty: Reading) -> None:
    """A page of several reports lists them; a page of one does not."""
    assert len(re.findall(r'<section class="report"', page([reading, empty]))) == 2
    assert 'href="#r2"' in page([reading, empty])
    assert "<nav" not in page([reading])


def test_standings_are_in_words_and_signs(reading: Reading) -> None:
    """What is denied, wanted or only attributed says so beside the record and in the text."""
    source = html.unescape(page([reading]))
    for words in ("✗ denied", "◇ intended", "◐ attributed", "? hypothetical", "not allied with", "wanted: allied with", "formerly allied with"):
        assert words in source
    assert 'data-tag="✗ e2 ASSAULT"' in source
    assert "caveat by the reporter" in source


def test_parts_are_told_apart(reading: Reading) -> None:
    """Headline, caption and boilerplate are set apart from the running text."""
    source = page([reading])
    for kind in ("headline", "byline", "caption", "boilerplate"):
        assert f'<p class="{kind}"' in source


def test_empty_lists_say_so(empty: Reading) -> None:
    """A kind of record that was not found is named with the word none."""
    assert page([empty]).count("none found in this report") == 6


def test_no_reports() -> None:
    """A page without reports is still a page."""
    assert "no report" in page([])


def _browser() -> str:
    """Find the browser; where it is missing the test is skipped, but not on the build server."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI has no chromium; install it so that the page is tested")
        pytest.skip("chromium is not installed")
    return found


def _opened(folder: Path, source: str, fragment: str = "") -> str:
    """Open a page in a browser without network and give the document as it is after its script ran."""
    browser = _browser()
    file = folder / "page.html"
    file.write_text(source, encoding="utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    flags += ["--disable-component-update", "--disable-sync", f"--user-data-dir={folder / 'profile'}", "--window-size=1280,900"]
    flags += ["--virtual-time-budget=2000", "--dump-dom", file.as_uri() + fragment]
    return subprocess.run([browser, *flags], check=True, capture_output=True, text=True, timeout=120).stdout


def _tried(folder: Path, source: str, steps: str) -> str:
    """Run steps in the opened page, in a copy that lets them, and give what they return."""
    lenient = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", source)
    assert lenient != source
    script = f"<script>document.title = 'result ' + JSON.stringify((() => {{ {steps} }})())</script>"
    opened = _opened(folder, lenient.replace("</body>", script + "</body>"))
    found = re.search(r"<title>result (.*?)</title>", opened)
    assert found, "the steps did not run"
    return html.unescape(found[1])


def test_browser_runs_the_page_and_nothing_else(tmp_path: Path) -> None:
    """Under its own security policy the page's script runs, and a script in a report's text stays text."""
    text = "<script>document.title='owned'</script> Guns 💔 fired."
    opened = _opened(tmp_path, page([Reading(document=Document(origin="o", id="1", text=text, title="Quiet"))]))
    assert 'data-ready="true"' in opened
    assert "<title>Quiet - dateline</title>" in opened


def test_browser_opens_at_a_record(tmp_path: Path, reading: Reading) -> None:
    """A link to a record opens the page with that record and all its words picked."""
    opened = article(_opened(tmp_path, page([reading]), "#r1-c9"))
    picked = "".join(words for words, looks, _ in opened.pieces if "picked" in looks)
    assert picked == "Egyptassurednever arm the rebels"


def test_browser_clicks_go_round(tmp_path: Path, reading: Reading) -> None:
    """Clicking words picks the record that fits them most closely, clicking again the next one, Escape none."""
    steps = """
      const piece = [...document.querySelectorAll('.m')].find((m) => m.dataset.marks.includes('e4:events:anchor'));
      const picked = () => [...document.querySelectorAll('.card.picked')].map((card) => card.dataset.record).join();
      const seen = [];
      for (let turn = 0; turn < 3; turn++) { piece.click(); seen.push(picked()); }
      document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}));
      seen.push(picked());
      return seen;"""
    assert _tried(tmp_path, page([reading]), steps) == '["e4","c10","e4",""]'


def test_browser_filters(tmp_path: Path, reading: Reading) -> None:
    """Without its tick a kind of record is neither marked nor picked by a click."""
    steps = """
      const piece = [...document.querySelectorAll('.m')].find((m) => m.dataset.marks.includes('e4:events:anchor'));
      const looks = () => getComputedStyle(piece).borderTopStyle;
      const seen = [looks()];
      document.getElementById('filter-events').click();
      seen.push(looks());
      piece.click();
      seen.push(document.querySelector('.card.picked').dataset.record);
      return seen;"""
    assert _tried(tmp_path, page([reading]), steps) == '["dashed","none","c10"]'


def test_browser_keyboard(tmp_path: Path, reading: Reading) -> None:
    """Every claim, event and tie can be reached and picked by the keyboard alone, in the list and in the text."""
    steps = """
      const links = [...document.querySelectorAll('.card > a, .chip')].filter((link) => link.tabIndex === 0);
      const card = document.querySelector('.card[data-record=e2] > a');
      card.focus();
      // A window in the background gives focus without the event.
      card.dispatchEvent(new FocusEvent('focusin', {bubbles: true}));
      const hot = document.querySelectorAll('.m.hot').length;
      card.click();
      return [links.length, document.activeElement === card, hot, document.querySelectorAll('.m.picked').length];"""
    cards = len(reading.claims) + len(reading.events) + len(reading.ties) + len(reading.actors) + len(reading.places) + len(reading.times)
    chips = len(reading.claims) + len(reading.events) + len(reading.ties)
    assert _tried(tmp_path, page([reading]), steps) == f"[{cards + chips},true,1,1]"


def _on_a_phone(folder: Path, source: str, steps: str) -> str:
    """Run steps beside a page that has 340 pixels of width, which a browser window can't have, and give what they return."""
    lenient = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", source)
    script = f"const page = document.querySelector('iframe').contentDocument; document.title = 'result ' + JSON.stringify((() => {{ {steps} }})())"
    frame = f'<iframe srcdoc="{html.escape(lenient)}" width="340" height="700"></iframe>'
    body = f'<body>{frame}<script>addEventListener("load", () => {{ {script} }})</script></body>'
    found = re.search(r"<title>result (.*?)</title>", _opened(folder, f"<!doctype html><meta charset=utf-8><title></title>{body}"))
    assert found, "the steps did not run"
    return html.unescape(found[1])


def test_browser_fits_a_phone(tmp_path: Path, reading: Reading) -> None:
    """On a narrow screen nothing is wider than the screen, not even an address without a break."""
    document = msgspec.structs.replace(reading.document, url="https://news.example/" + "x" * 300)
    source = page([msgspec.structs.replace(reading, document=document)])
    assert _on_a_phone(tmp_path, source, "const root = page.documentElement; return root.scrollWidth - root.clientWidth;") == "0"


def test_browser_shows_the_record_beside_the_words_on_a_phone(tmp_path: Path, reading: Reading) -> None:
    """On a narrow screen, where the records lie far below the text, a record that is picked in the text comes up over its lower edge."""
    steps = """
      const peek = page.querySelector('.peek');
      page.querySelector('.chip[data-record=e2]').click();
      const box = peek.getBoundingClientRect();
      const seen = [peek.textContent.includes('denied by: Ministry of Defence of Varnia'), box.height > 0, box.height <= 300];
      peek.querySelector('button').click();
      return [...seen, peek.getBoundingClientRect().height];"""
    assert _on_a_phone(tmp_path, page([reading]), steps) == "[true,true,true,0]"
