"""How a text is cut into the parts of a report."""

from __future__ import annotations

import datetime
import time

import pytest

from dateline.sources import Report, load

WIRE = """# Hill Militias Ask Neighbours for a Pact Against Northland

March 14, 2016

**The Harbour Times**

A gunman of the Green Brigade holds a rifle as he looks over the valley near Testville, Southland.

TESTVILLE — Some thirty militias in the hills asked neighbouring states on Monday for a pact against Northland.

The appeal, sent to Reuters by the Green Brigade, named no state.

Original url:

<https://www.harbourtimes.com/2016/03/14/hill-militias-ask-a123>
"""


def read(text: str, origin: str = "report.txt") -> Report:
    """The one report in a text."""
    (report,) = load(origin, data=text.encode())
    assert isinstance(report, Report)
    return report


def kinds(report: Report) -> list[tuple[str, str]]:
    """The parts of a report as kind and words."""
    return [(part.kind, report.text[slice(*part.span)]) for part in report.parts]


def of_kind(report: Report, kind: str) -> list[str]:
    """The words of all parts of one kind."""
    return [words for part, words in kinds(report) if part == kind]


def test_wire_report_in_markdown() -> None:
    """A wire report with a photo above its place line and its address below comes out with every part and field."""
    report = read(WIRE, "report.md")
    assert of_kind(report, "headline") == ["Hill Militias Ask Neighbours for a Pact Against Northland"]
    assert of_kind(report, "dateline") == ["March 14, 2016", "TESTVILLE —"]
    assert of_kind(report, "byline") == ["The Harbour Times"]
    assert [caption.split()[1] for caption in of_kind(report, "caption")] == ["gunman"]
    assert of_kind(report, "body")[0].startswith("Some thirty militias")
    assert of_kind(report, "boilerplate")[-1].startswith("Original url:")
    assert report.text == WIRE
    assert report.published == datetime.date(2016, 3, 14)
    assert report.publisher == "The Harbour Times"
    assert report.url == "https://www.harbourtimes.com/2016/03/14/hill-militias-ask-a123"
    assert report.place_line is not None
    assert report.text[slice(*report.place_line)] == "TESTVILLE"
    assert [(credit.name, report.text[slice(*credit.span)]) for credit in report.credits] == [("Reuters", "Reuters")]
    assert report.warnings == ()


@pytest.mark.parametrize("origin", ["report.md", "report.txt"])
@pytest.mark.parametrize("text", [WIRE, WIRE.replace("\n", "\r\n"), WIRE.replace("\n\n", "\f\n"), "- a\n* b\n> c **d**\n\n___\n", "**\n\n#\n"])
def test_parts_cover_the_text(text: str, origin: str) -> None:
    """Parts are in order, do not overlap, and leave out nothing but white space."""
    report = read(text, origin)
    at = 0
    for part in report.parts:
        assert part.span[0] >= at
        assert not report.text[at : part.span[0]].strip()
        at = part.span[1]
    assert not report.text[at:].strip()
    assert report.text == text


def test_headline_in_plain_text() -> None:
    """A short first line without a full stop above a date is the headline, also without a blank line between."""
    report = read("Army chief rejects truce offer\n12 October 2016\nBy Jane Doe\n\nThe army chief on Tuesday rejected an offer of a truce.\n")
    assert kinds(report)[:3] == [("headline", "Army chief rejects truce offer"), ("dateline", "12 October 2016"), ("byline", "By Jane Doe")]
    assert (report.title, report.author) == ("Army chief rejects truce offer", "Jane Doe")


def test_author_beside_a_date() -> None:
    """A byline that shares its line with the date gives the author's name alone."""
    report = read("Army chief rejects truce offer\n\nBy Jane Doe | 12 October 2016\n\nThe army chief on Tuesday rejected an offer of a truce.\n")
    assert report.author == "Jane Doe"


def test_first_sentence_is_no_headline() -> None:
    """A first paragraph that ends in a full stop is prose, however short."""
    report = read("The truce is over.\n\nThe army said so on Monday.\n")
    assert kinds(report) == [("body", "The truce is over.\n\nThe army said so on Monday.")]


def test_prose_broken_by_a_blank_line_stays_one_body() -> None:
    """Paragraphs of prose are one part, so that a sentence that a page break cut in two can be put together."""
    report = read("TESTVILLE - The ministers met on Monday in the\n\ncapital of Southland. They agreed on nothing.\n")
    assert len(of_kind(report, "body")) == 1


def test_present_tense_below_the_place_line_is_prose() -> None:
    """A sentence in the present tense is a caption only where captions stand."""
    report = read("Talks go on\n\nTESTVILLE - The talks went on.\n\nA soldier stands at the gate of the hall.\n\nNobody spoke.\n")
    assert of_kind(report, "caption") == []


def test_past_tense_above_the_place_line_is_no_caption() -> None:
    """A summary in the past tense above the place line is prose."""
    report = read("Talks go on\n\nThe ministers of four states held talks on the truce for a second day.\n\nTESTVILLE - The talks went on for hours.\n")
    assert of_kind(report, "caption") == []


@pytest.mark.parametrize(
    "caption",
    [
        "FILE - In this May 3, 2012 file photo, ships lie in the harbour of Testville.",
        "The harbour of Testville in May. (AP Photo/Jane Doe)",
        "Displaced families near the border [Jane Doe/Reuters]",
        "Photo: Jane Doe",
        "The minister leaves the hall. Getty Images",
    ],
)
def test_photo_credit_makes_a_caption(caption: str) -> None:
    """A photo credit makes a paragraph a caption wherever it stands."""
    report = read(f"TESTVILLE - The talks went on for hours.\n\n{caption}\n\nNobody spoke of the harbour after that.\n")
    assert of_kind(report, "caption") == [caption]


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Ten years of war",
        "Follow us on Twitter",
        "© 2016 The Harbour Times. All rights reserved.",
        "Share Tweet Email",
        "https://www.example.org/other",
        "Sign up for our newsletter.",
        "Related",
        "ADVERTISEMENT",
    ],
)
def test_furniture_is_boilerplate(line: str) -> None:
    """What speaks to the reader of a page, or leads away from it, is boilerplate."""
    report = read(f"TESTVILLE - The talks went on for hours.\n\n{line}\n")
    assert kinds(report)[-1] == ("boilerplate", line)


@pytest.mark.parametrize(
    "sentence", ["Related groups fought on, the army said.", "Sources close to the talks said that they had failed.", "Follow-up talks failed."]
)
def test_prose_that_opens_like_furniture(sentence: str) -> None:
    """A sentence of the report is no boilerplate because of its first word."""
    report = read(f"TESTVILLE - The talks went on for hours.\n\n{sentence}\n")
    assert of_kind(report, "boilerplate") == []


def test_list_of_related_stories() -> None:
    """Below the heading of a list of links everything up to the next paragraph of prose is boilerplate."""
    report = read("# Talks fail\n\nThe talks failed on Monday.\n\n## Related stories\n\n- Water runs low\n- Crops fail in the north\n", "a.md")
    assert of_kind(report, "boilerplate")[-1].endswith("Crops fail in the north")
    assert of_kind(report, "body") == ["The talks failed on Monday."]


def test_agency_byline_at_the_end() -> None:
    """The names of those who reported and edited are a byline, also at the end of the last paragraph."""
    report = read("TESTVILLE - The talks failed. (Reporting by Jane Doe; Editing by John Roe)\n")
    assert kinds(report)[-1] == ("byline", "(Reporting by Jane Doe; Editing by John Roe)")


def test_headline_in_the_text_of_a_json_article() -> None:
    """In an article with a title of its own, the first line is a headline only when it repeats the title."""
    report = read('{"title": "Talks fail", "text": "TALKS FAIL\\n\\nThe talks failed."}', "a.json")
    assert of_kind(report, "headline") == ["TALKS FAIL"]
    report = read('{"title": "Talks fail", "text": "Thousands marched\\n\\nThe talks failed."}', "a.json")
    assert of_kind(report, "headline") == []


def test_date_line_in_a_json_article() -> None:
    """A date that opens the text is a date line, and the sentence after it is prose."""
    report = read('{"title": "Talks fail", "text": "Monday, March 14, 2016\\u00a0\\nThe talks failed."}', "a.json")
    assert kinds(report) == [("dateline", "Monday, March 14, 2016"), ("body", "The talks failed.")]
    assert report.published == datetime.date(2016, 3, 14)


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("Highland Today, Monday, 14 March 2016", None),
        ("*Lake Observer, March 14, 2016*", "Lake Observer"),
        ("The Harbour Times, 14 March 2016", "The Harbour Times"),
    ],
)
def test_a_name_before_the_date(line: str, publisher: str | None) -> None:
    """A line of a name and a date tells the date; whose name it is stays open where it might be a town's."""
    report = read(f"Militias ask for a pact\n\n{line}\n\nTESTVILLE — Thirty militias asked for a pact on Monday.\n", "report.md")
    assert report.published == datetime.date(2016, 3, 14)
    assert report.publisher == publisher


def test_a_sentence_with_a_date_is_no_date_line() -> None:
    """Prose that ends in a date stays prose."""
    report = read("The pact was signed in Testville, 14 March 2016\n\nThirty militias asked for a pact on Monday.\n")
    assert report.published is None


def test_four_million_characters() -> None:
    """The cost of a text grows with its length only."""
    sentence = "The militias told Reuters on Monday that they would fight on, and the army said nothing. "
    small, large = "TESTVILLE - " + sentence * 2000, "TESTVILLE - " + (sentence * 4 + "\n\n") * 11_000
    start = time.process_time()
    read(small)
    middle = time.process_time()
    read(large)
    assert time.process_time() - middle < 60 * max(middle - start, 0.1)
