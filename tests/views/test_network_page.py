"""The page of a network: what is in it, that nothing in it can run or be fetched, and how it behaves in a browser."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import msgspec
import pytest

from dateline._errors import NetworkError
from dateline.alliances import Evidence, graph
from dateline.views.network import network_page, ties_timeline

from .network_rows import evidence
from .test_page import _opened, _tried

if TYPE_CHECKING:
    from pathlib import Path

DAY = dt.date(2022, 10, 15)
LATE = dt.date(2023, 4, 1)
SOURCE = network_page(evidence(), start_on=DAY, title="The war in Sarvia")
NASTY = '</script><img src=x onerror="document.title=1">&amp;<!--'


def row(**given: Any) -> Evidence:
    """One report of a tie."""
    return msgspec.convert({"tie": "t1", "a": "Ardal", "b": "Besk", "kind": "backs", "reported": "2024-01-05", "origin": "o", "report": "r", **given}, Evidence)


def held(on: dt.date, min_origins: int = 1) -> int:
    """How many edges the graph of a day has."""
    return len(graph(evidence(), on, min_origins=min_origins).edges)


def drawn(document: str) -> int:
    """How many lines a page shows."""
    return document.count("data-edge=")


def body(document: str) -> str:
    """What a reader sees of a page, as text."""
    inside = re.sub(r"<(script|template|style|datalist)\b.*?</\1>", "", document, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", inside))


def view(**asked: str) -> str:
    """The part of an address that says what the page shows."""
    return "#" + "&".join(f"{name}={quote(value)}" for name, value in asked.items())


def test_nothing_is_fetched() -> None:
    """The page names no other file and no host, and its policy forbids both; the one address in it is the name of SVG."""
    assert not re.search(r"<(?:link|img|iframe|object|embed|base)\b|\bsrc=|@import|url\((?!#)", SOURCE)
    assert set(re.findall(r"https?://[^\s\"'<)]+", SOURCE)) == {"http://www.w3.org/2000/svg"}
    assert "default-src 'none'" in SOURCE


def test_the_page_says_what_no_line_means() -> None:
    """Silence is no neutrality, and the page says so in its own words."""
    assert "No line means: not reported." in body(SOURCE)


def test_texts_cannot_break_out_of_the_page() -> None:
    """Markup in a name, a sentence, an origin, a report or the title is text wherever it appears."""
    page = network_page(
        [row(a=NASTY, quote=NASTY, origin=NASTY, report=NASTY)], start_on=dt.date(2024, 1, 6), title=NASTY, heads={NASTY: NASTY}
    )  # fmt: skip
    assert "<img" not in page
    assert page.count("</script>") == 2  # its own two


def test_texts_cannot_run_in_a_browser(tmp_path: Path) -> None:
    """Nor does the script make markup of them when the sentences are shown."""
    page = network_page([row(a=NASTY, quote=NASTY, origin=NASTY)], start_on=dt.date(2024, 1, 6))
    document = _opened(tmp_path, page, view(tie=f"{NASTY}|Besk"))
    assert "<img" not in document
    assert NASTY in body(document)


def test_the_page_opens_on_the_day_asked_for(tmp_path: Path) -> None:
    """It draws each edge of the graph of that day, and tells their number and what they rest on."""
    document = _opened(tmp_path, SOURCE)
    assert drawn(document) == held(DAY)
    basis = graph(evidence(), DAY).basis
    assert f"On 2022-10-15: {held(DAY)} pairs with a reported tie" in body(document)
    assert f"from {len(basis.ties)} ties in {len(basis.reports)} reports of {len(basis.origins)} origins" in body(document)


@pytest.mark.parametrize("on", [LATE, dt.date(2022, 2, 14), dt.date(2019, 6, 1)])
def test_another_day_shows_the_graph_of_that_day(tmp_path: Path, on: dt.date) -> None:
    """The day in the address is the day that is shown."""
    document = _opened(tmp_path, SOURCE, view(on=str(on)))
    assert drawn(document) == held(on)
    assert f"On {on}:" in body(document)


def test_the_slider_moves_the_day(tmp_path: Path) -> None:
    """What the slider is set to is the day that is drawn, in the picture as in the table."""
    steps = f"""const slider = document.getElementById('slider'); slider.value = {LATE.toordinal()}; slider.dispatchEvent(new Event('input'));
    return [document.getElementById('day').value, document.querySelectorAll('[data-edge]').length, document.querySelectorAll('#table tbody tr').length];"""
    assert json.loads(_tried(tmp_path, SOURCE, steps)) == ["2023-04-01", held(LATE), held(LATE)]


def test_the_buttons_lead_to_the_changes_beside_the_day(tmp_path: Path) -> None:
    """One goes to the last day before on which a tie changed, the other to the next one after."""
    steps = """const seen = [], day = document.getElementById('day');
    for (const id of ['back', 'ahead', 'ahead']) { document.getElementById(id).click(); seen.push(day.value); }
    return seen;"""
    before, same, after = json.loads(_tried(tmp_path, SOURCE, steps))
    assert before <= "2022-10-15" < after
    assert before < same <= after


def test_few_origins_can_be_left_out(tmp_path: Path) -> None:
    """Of the ties that two origins report as many are drawn as the graph has."""
    assert drawn(_opened(tmp_path, SOURCE, view(origins="2"))) == held(DAY, 2) < held(DAY)


def test_kinds_can_be_chosen(tmp_path: Path) -> None:
    """With fights alone, only pairs that are reported to fight are drawn."""
    fights = [edge for edge in graph(evidence(), DAY).edges if "fights" in edge.kinds]
    assert drawn(_opened(tmp_path, SOURCE, view(kinds="fights"))) == len(fights) > 0


@pytest.mark.parametrize(("choice", "contested"), [("only", True), ("drop", False)])
def test_contested_ties_can_be_seen_alone_or_left_out(tmp_path: Path, choice: str, contested: bool) -> None:
    """The filter follows what the graph calls contested."""
    wanted = [edge for edge in graph(evidence(), DAY).edges if edge.contested is contested]
    assert drawn(_opened(tmp_path, SOURCE, view(contested=choice))) == len(wanted) > 0


def test_hostile_lines_are_dashed_and_friendly_ones_are_not(tmp_path: Path) -> None:
    """The number of dashed lines is that of the hostile edges, that of solid ones that of the friendly edges."""
    document = _opened(tmp_path, SOURCE, view(contested="drop"))
    lines = re.findall(r'<line [^>]*stroke="#[^>]*>', document.split('id="edges"')[1].split('id="marks"')[0])
    signs = [edge.sign for edge in graph(evidence(), DAY, contested="drop").edges]
    assert [sum("stroke-dasharray" in line for line in lines), len(lines)] == [signs.count(-1), len(signs)]


def test_contested_lines_have_a_question_mark(tmp_path: Path) -> None:
    """There is one mark for each contested edge."""
    marks = _opened(tmp_path, SOURCE).split('id="marks"')[1].split('id="nodes"')[0]
    assert marks.count(">?</text>") == sum(edge.contested for edge in graph(evidence(), DAY).edges)


def test_a_line_gives_its_sentences(tmp_path: Path) -> None:
    """Choosing a tie shows each sentence with its origin, its report and its date, the denial among them."""
    steps = """const pick = [...document.querySelectorAll('#table button')].find((one) => one.getAttribute('aria-label').includes('Dawn Front and Order of'));
    pick.click(); return [document.getElementById('panel').innerText, document.activeElement.id];"""
    shown, focus = json.loads(_tried(tmp_path, SOURCE, steps))
    for words in ("sworn allegiance", "Coast Wire", "reported 2022-03-28", "report r23", "denied any tie", "Dawn Front office", "contested"):
        assert words in shown
    assert focus == "panel"


def test_reports_go_by_the_names_given_for_them(tmp_path: Path) -> None:
    """The head of a report stands in the place of its number."""
    page = network_page([row()], start_on=dt.date(2024, 1, 6), heads={"r": "2024-01-05 · The Upland Post · Ardal stands by Besk"})
    assert "The Upland Post · Ardal stands by Besk" in body(_opened(tmp_path, page, view(tie="Ardal|Besk")))


def test_an_actor_gives_its_friends_and_foes(tmp_path: Path) -> None:
    """Choosing an actor lists both, with its timeline below, and says nothing of others."""
    shown = body(_opened(tmp_path, SOURCE, view(actor="Northern Brigades", on=str(LATE))))
    assert "Friends (2)" in shown
    assert "Foes (2)" in shown
    assert "Contested (1)" in shown
    assert "The ties of Northern Brigades over time" in shown
    assert "Of all others no tie is reported." in shown


def test_actors_are_found_by_a_part_of_their_names(tmp_path: Path) -> None:
    """Typing enough of a name to tell it from the others chooses the actor."""
    steps = """const search = document.getElementById('search'); search.value = 'black la'; search.dispatchEvent(new Event('input'));
    return document.querySelector('#panel h2').textContent;"""
    assert json.loads(_tried(tmp_path, SOURCE, steps)) == "Order of the Black Lamp"


def test_a_day_without_ties_says_so(tmp_path: Path) -> None:
    """The picture is never blank without a word."""
    rows = [row(until="2024-02-01"), row(tie="t2", reported="2024-05-01")]
    shown = body(_opened(tmp_path, network_page(rows, start_on=dt.date(2024, 1, 6)), view(on="2024-03-01")))
    assert "On 2024-03-01 no such tie is reported to hold." in shown
    assert "No such tie is reported to hold on 2024-03-01." in shown


def test_nobody_moves_when_the_day_does(tmp_path: Path) -> None:
    """An actor stands in the same place on all days."""
    places = [
        re.search(r'<circle class="body" cx="([\d.]+)" cy="([\d.]+)"', _opened(tmp_path, SOURCE, view(on=str(on), actor="Dawn Front"))) for on in (DAY, LATE)
    ]
    assert places[0]
    assert places[1]
    assert places[0].groups() == places[1].groups()


def test_what_was_not_known_is_not_in_the_page() -> None:
    """Sentences that were reported later are nowhere in it, and the page says what was known."""
    page = network_page(evidence(), start_on=DAY, known_by=dt.date(2022, 12, 31))
    assert "joined the government" not in page
    assert '"known":"2022-12-31"' in page


def test_a_day_without_ties_is_refused_at_the_start() -> None:
    """The message gives the days that can be asked for."""
    with pytest.raises(NetworkError, match="no tie is reported to hold on 2010-05-01; choose a day from 2019-06-01 to 2023-05-25"):
        network_page(evidence(), start_on=dt.date(2010, 5, 1))


def test_no_evidence_is_refused() -> None:
    """There is no page without a tie."""
    with pytest.raises(NetworkError, match="no tie to draw"):
        network_page([], start_on=DAY)


def test_more_origins_than_any_tie_has_are_refused() -> None:
    """The message says how many the best reported tie has."""
    with pytest.raises(NetworkError, match="no tie has 9 independent origins; the most that one has is 4"):
        network_page(evidence(), start_on=DAY, min_origins=9)


def test_the_page_is_the_same_each_time() -> None:
    """Made again from the same evidence it is the same file."""
    assert network_page(evidence(), start_on=DAY, title="The war in Sarvia") == SOURCE


def crowd(ties: int, actors: int) -> list[Evidence]:
    """An invented war of many ties: each actor tied to the next ones, a report for every four ties, a sentence for each report."""
    start = dt.date(2020, 1, 1)
    out = []
    for number in range(ties):
        report = number // 4
        a, step = number % actors, 1 + number // actors
        out.append(
            row(
                tie=f"{number:016x}", a=f"Movement {a} of the hills", b=f"Movement {(a + step) % actors} of the hills",
                kind=("fights", "allied_with", "backs")[number % 3], reported=str(start + dt.timedelta(days=report % 1500)), origin=f"origin {report}",
                report=f"{report}",
                quote=f"The council said in statement {report} that its fighters had left the town and that talks would go on until all prisoners were home.",
            )
        )  # fmt: skip
    return out


@pytest.mark.parametrize(("ties", "actors", "most"), [(1300, 300, 400_000), (5000, 1200, 1_400_000)])
def test_the_page_of_many_ties_is_small_and_opens(tmp_path: Path, ties: int, actors: int, most: int) -> None:
    """Everything is said once, so that a tie costs some 200 bytes with its share of the sentences; a browser draws every line."""
    rows = crowd(ties, actors)
    last = max(one.reported for one in rows)
    page = network_page(rows, start_on=last, heads={one.report: f"The Upland Post, report {one.report}" for one in rows})
    assert len(page.encode()) < most
    assert drawn(_opened(tmp_path, page)) == len(graph(rows, last).edges) == ties


def test_a_sentence_stands_in_the_page_once() -> None:
    """Four ties of one sentence share it."""
    page = network_page(crowd(400, 50), start_on=dt.date(2021, 1, 1))
    assert page.count("The council said in statement 7 that") == 1


def test_a_long_table_is_made_when_it_is_asked_for(tmp_path: Path) -> None:
    """The first two hundred lines are there at once, all of them after a click."""
    rows = crowd(300, 60)
    page = network_page(rows, start_on=dt.date(2021, 1, 1))
    steps = """const lines = () => document.querySelectorAll('#table tbody tr').length, rest = document.getElementById('rest');
    const seen = [lines(), rest.textContent];
    rest.click(); return [...seen, lines(), rest.hidden];"""
    assert json.loads(_tried(tmp_path, page, steps)) == [200, "Show all 300 pairs", 300, True]


@pytest.mark.parametrize("days", [30, 400])
def test_ties_that_were_not_told_of_lately_can_be_left_out(tmp_path: Path, days: int) -> None:
    """As many lines are drawn as the graph has that was given the same number of days."""
    wanted = len(graph(evidence(), LATE, within=days).edges)
    assert drawn(_opened(tmp_path, SOURCE, view(on=str(LATE), within=str(days)))) == wanted < held(LATE)


def test_the_page_opens_with_the_days_asked_for(tmp_path: Path) -> None:
    """What the page was made with is what its control shows and its picture draws."""
    page = network_page(evidence(), start_on=LATE, within=30)
    steps = "return [document.getElementById('within').value, document.querySelectorAll('[data-edge]').length];"
    assert json.loads(_tried(tmp_path, page, steps)) == ["30", len(graph(evidence(), LATE, within=30).edges)]


def test_ties_that_are_all_too_old_are_refused() -> None:
    """The message says how many days were asked for."""
    with pytest.raises(NetworkError, match="was told of within 3 days"):
        network_page([row()], start_on=dt.date(2024, 3, 1), within=3)


def test_what_was_left_out_is_told(tmp_path: Path) -> None:
    """The note stands under the title, as text."""
    page = network_page([row()], start_on=dt.date(2024, 1, 6), note="Left out: 3 ties of actors without a name & <others>")
    assert "Left out: 3 ties of actors without a name & <others>" in body(_opened(tmp_path, page))


@pytest.mark.parametrize("actor", ["Northern Brigades", "Free Sarvian Army"])
def test_the_timeline_of_the_page_is_that_of_the_image(tmp_path: Path, actor: str) -> None:
    """As many bars of each sign and as many marks of reports as `ties_timeline` draws, from the same days to the same days."""
    document = _opened(tmp_path, SOURCE, view(actor=actor)).split('id="over-time"')[1].split("</section>")[0]
    image = ties_timeline(evidence(), actor)

    def told(drawing: str) -> list[str]:
        return sorted(html.unescape(title) for title in re.findall(r"<title>([^<]+)</title>", drawing))

    assert told(document) == told(image)


def test_the_page_has_a_row_for_whom_a_tie_is_only_sought_with(tmp_path: Path) -> None:
    """The timeline of the page tells what that of the image does, in a row as well, and what it rests on."""
    rows = [row(), row(tie="t2", b="Corran", polarity="sought", reported="2024-02-05"), row(tie="t3", b="Dol", polarity="denied", reported="2024-01-02")]
    document = _opened(tmp_path, network_page(rows, start_on=dt.date(2024, 2, 6)), view(actor="Ardal")).split('id="over-time"')[1].split("</section>")[0]
    assert re.findall(r'class="partner"[^>]*>([^<]+)<', document) == ["Besk", "Dol", "Corran"]
    image = ties_timeline(rows, "Ardal", on=dt.date(2024, 2, 6))
    (rest,) = re.findall(r">(From 2024-01-02[^<]+)<", image)
    assert html.unescape(rest) in body(document)
    assert rest.endswith("1 actor with a reported tie, 2 without; 3 ties (2 only sought or denied) in 1 report of 1 origin.")


@pytest.mark.parametrize("count", [20, 300], ids=["few", "a crowd"])
def test_the_page_says_how_many_names_are_not_seen(count: int) -> None:
    """In a crowd those appear when one comes closer; where all are named nothing is said of it."""
    names = [f"Company {number} of the Valley Brigades" for number in range(count)]
    pairs = [(number, (number * 7 + step) % count) for number in range(count) for step in (3, 5)]
    rows = [row(tie=f"t{one}-{other}", a=names[one], b=names[other]) for one, other in dict.fromkeys(pairs) if one != other]
    found = re.search(r"(\d+) names find no room and appear when the picture is brought closer", network_page(rows, start_on=dt.date(2024, 1, 6)))
    assert bool(found) is (count > 20)


def test_no_button_lies_on_the_picture(tmp_path: Path) -> None:
    """Those that bring it closer stand above it, where they cover no name."""
    steps = """const [buttons, picture] = ['.zoom', '#picture'].map((one) => document.querySelector(one).getBoundingClientRect());
    return buttons.bottom <= picture.top && buttons.height > 0 && buttons.right <= picture.right + 1;"""
    assert json.loads(_tried(tmp_path, SOURCE, steps)) is True


def test_pointing_at_a_line_says_what_it_is(tmp_path: Path) -> None:
    """Its title is written then, and names the two, the sign and the number of origins."""
    page = network_page([row()], start_on=dt.date(2024, 1, 6))
    steps = """const line = document.querySelector('[data-edge]'); line.dispatchEvent(new PointerEvent('pointerover', {bubbles: true}));
    return line.querySelector('title').textContent;"""
    assert json.loads(_tried(tmp_path, page, steps)) == "Ardal – Besk: friendly, 1 origin"


def test_a_click_on_a_line_or_a_mark_chooses_it(tmp_path: Path) -> None:
    """The panel tells of the tie, then of the actor."""
    page = network_page([row()], start_on=dt.date(2024, 1, 6))
    steps = """const seen = []; for (const one of ['[data-edge] line', '[data-actor="1"] circle']) {
      document.querySelector(one).dispatchEvent(new MouseEvent('click', {bubbles: true})); seen.push(document.querySelector('#panel h2').textContent); }
    return seen;"""
    assert json.loads(_tried(tmp_path, page, steps)) == ["Ardal – Besk", "Besk"]
