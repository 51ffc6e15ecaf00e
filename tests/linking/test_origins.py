"""Reports that go back to one origin."""

from __future__ import annotations

from itertools import permutations

import pytest
from msgspec.structs import replace

from dateline.linking.origins import MOST_CANDIDATES, MOST_REPORTS, candidates, compare, group_origins, join, keys
from dateline.linking.wording import Wording

from .making import document

DAM = (
    "Engineers opened two gates of the dam above the town on Tuesday after three days of rain had lifted the lake to its highest mark in a decade. "
    "Families in the lower streets carried furniture to the school, where teachers had laid out blankets in the gym. "
    "The mayor said that the bridge would stay closed until divers had looked at its feet, which might take until the weekend. "
    "A farmer whose meadows lie behind the mill told this newspaper that he had moved his cattle in the night. "
    "Forecasters expect the rain to move east by Wednesday evening and the river to fall slowly after that."
)
PORT = (
    "Dockers at the country's largest port walked out on Monday over a plan to run the night shift with remote cranes. "
    "Nine ships waited in the bay by noon, two of them with fruit that would not keep, according to the harbour office. "
    "The union wants a promise that nobody will be dismissed before the old contract ends in three years. "
    "Managers offered retraining and said that accidents had become rarer wherever the new cranes were in use. "
    "Talks were to go on in the evening with a retired judge in the chair, whom both sides had accepted."
)
OTHER_DAM = (
    "Rain has filled the reservoir over the town so far that its operator let water out for the first time in ten years. "
    "Schools took in people from the quarters near the river. The mayor closed the bridge. Weather services hope for a dry end of the week, "
    "and an official of the operator called the situation tense but under control, while insurers began to count what cellars and gardens had cost so far."
)
ABOUT = (
    "The Lakeside Letter is paid for by its readers and by nobody else, and it has neither owners nor advertisements. "
    "If you have seen a mistake, write to our desk, which answers every letter within two days of its arrival."
)


def together(*texts: str) -> list[set[str]]:
    """The groups of reports called by their numbers."""
    documents = {str(number): document(text) for number, text in enumerate(texts)}
    return sorted((set(group.reports) for group in group_origins(documents)), key=min)


def sentences(text: str) -> list[str]:
    """A text's sentences."""
    return [f"{part}." for part in text.rstrip(".").split(". ")]


@pytest.mark.parametrize(
    "copy",
    [
        " ".join(sentences(DAM)[:2]),
        " ".join(sentences(DAM)[2:]),
        DAM.replace("Families", "Households").replace("carried", "took").replace("moved", "led away").replace("expect", "think").replace("closed", "shut"),
        " ".join(reversed(sentences(DAM))),
        f"{PORT} {DAM}",
        DAM.upper(),
    ],
    ids=["beginning", "end", "words exchanged", "turned round", "embedded", "other case"],
)
def test_edited_copies_have_one_origin(copy: str) -> None:
    """A report that was cut, reworded, turned round or put into another one goes back to the same origin."""
    assert together(DAM, copy) == [{"0", "1"}]


@pytest.mark.parametrize("other", [OTHER_DAM, PORT], ids=["same event", "other event"])
def test_independent_reports_have_origins_of_their_own(other: str) -> None:
    """Reports that were written independently stay apart, also about one event."""
    assert together(DAM, other) == [{"0"}, {"1"}]


def test_shared_paragraph_about_the_publisher_is_no_origin() -> None:
    """Different reports with the same paragraph at their end stay apart."""
    assert together(f"{DAM} {ABOUT}", f"{PORT} {ABOUT}") == [{"0"}, {"1"}]


def test_shared_quotation_is_no_origin() -> None:
    """Two reporters who heard the same speech have the same words between quotation marks, and are no copies."""
    speech = f"“{' '.join(sentences(OTHER_DAM)).replace('. ', ', ')}”"
    assert together(f"{DAM} {speech} he said.", f"{PORT} {speech} she heard him say.") == [{"0"}, {"1"}]


def test_headline_does_not_count() -> None:
    """Two reports under one long headline stay apart."""
    head = "Three days of rain and a long strike at the port leave the whole north of the country without fresh fruit or open bridges for a week"
    one, other = " ".join(sentences(DAM)[:1]), " ".join(sentences(PORT)[:1])
    groups = group_origins({"0": document(one, head=head), "1": document(other, head=head)})
    assert [group.reports for group in groups] == [("1",), ("0",)] or [group.reports for group in groups] == [("0",), ("1",)]


def test_form_filled_in_differently_is_no_copy() -> None:
    """Statements after one pattern about different people and places are different reports."""
    form = "The minister met {} in {} on {} to discuss trade, and thanked {} for the support that {} has given. Both agreed to meet again in {} before long."
    one = form.format("Ann Roe", "Sarna", "3 May", "Roe", "Ostland", "Ulm")
    other = form.format("Bo Lind", "Dovu", "9 June", "Lind", "Westmark", "Graz")
    assert together(one, other) == [{"0"}, {"1"}]


def test_compilation_goes_back_to_both() -> None:
    """A report put together from two belongs to the one origin and is listed as going back to the other, and does not make the two one."""
    groups = {group.origin: group for group in group_origins({"dam": document(DAM), "port": document(PORT), "both": document(f"{DAM} {PORT}")})}
    assert set(groups) == {"dam", "port"}
    assert sorted(len(group.reports) for group in groups.values()) == [1, 2]
    assert [joining.report for group in groups.values() for joining in group.also] == ["both"]


def test_two_groups_that_share_a_passage_become_one() -> None:
    """When a fuller version turns up, cuts of it that overlapped too little for one origin are found to have the same."""
    parts = sentences(DAM)
    cuts = [" ".join(parts[:2]), " ".join(parts[:3])]
    assert together(*cuts, DAM) == [{"0", "1", "2"}]


def test_same_credit_needs_less() -> None:
    """A rewrite that keeps little of its model is found when both credit the same agency, and not otherwise."""
    rewrite = " ".join([*sentences(DAM)[:2], *sentences(OTHER_DAM), *sentences(PORT)[:1]])
    share = compare(Wording(document(DAM)), Wording(document(rewrite))).score
    assert 0.3 <= share < 0.55
    short = " ".join([sentences(DAM)[0], sentences(DAM)[1].split(",")[0] + ".", *sentences(OTHER_DAM)])
    wire = [document(DAM, credit="Crescent News Agency"), document(short, credit="crescent news agency"), document(short)]
    assert 0.3 <= compare(Wording(wire[0]), Wording(wire[1])).score < 0.4
    assert join("new", wire[1], {"dam": wire[0]}, {"dam": "dam"}) != ()
    assert join("new", wire[2], {"dam": wire[0]}, {"dam": "dam"}) == ()


def test_a_publisher_repeats_itself() -> None:
    """Two reports of one publisher with half of their words in common are a story gone on with; of two publishers one is a copy."""
    follow_up = " ".join([*sentences(OTHER_DAM)[:2], *sentences(DAM)[:2]])
    assert 0.4 <= compare(Wording(document(DAM)), Wording(document(follow_up))).score < 0.7
    for publishers, origins in ((("Ulm Post", "Ulm Post"), 2), (("Ulm Post", "Graz Sheet"), 1), ((None, None), 1)):
        documents = {
            str(number): document(text, publisher=publisher) for number, (text, publisher) in enumerate(zip((DAM, follow_up), publishers, strict=True))
        }
        assert len(group_origins(documents)) == origins


def test_a_publisher_s_reprint_has_one_origin() -> None:
    """What a publisher prints again with little changed goes back to one origin."""
    again = DAM.replace("three days", "four days").replace("Families", "Households")
    assert len(group_origins({"0": document(DAM, publisher="Ulm Post"), "1": document(again, publisher="Ulm Post")})) == 1


def test_versions_of_an_article_have_one_origin() -> None:
    """What stands under one address is one article, however much of it is new."""
    changed = " ".join([*sentences(OTHER_DAM)[:2], *sentences(DAM)[:2]])
    versions = {str(number): replace(document(text, publisher="Ulm Post"), url="https://ulm-post.example/dam") for number, text in enumerate((DAM, changed))}
    assert len(group_origins(versions)) == 1


def test_words_that_a_publisher_uses_again_and_again_are_a_formula() -> None:
    """Another paper's report that has in common with a publisher's what stands in three of its reports is no copy of any; with one whole report it is."""
    formula = " ".join(sentences(PORT)[:2])
    unlike = ["Nobody saw the heron leave.", "A choir sang in the yard until ten.", "The baker sold out of rye by noon.", "Two lamps were stolen."]
    own = {f"own{number}": document(f"{formula} {words}", publisher="Port Office", published="2024-03-01") for number, words in enumerate(unlike[:3])}
    borrowed = document(f"{formula} {unlike[3]} {sentences(DAM)[0]}", publisher="Ulm Post", published="2024-03-02")
    assert join("new", borrowed, own, {name: name for name in own}) == ()
    two = dict(list(own.items())[:2])
    assert join("new", borrowed, two, {name: name for name in two}) != ()


def test_what_the_nearest_explains_links_no_other() -> None:
    """A copy of a statement that has its first sentences in common with another statement of the same office goes back to the one alone."""
    one, other = f"{' '.join(sentences(PORT)[:2])} {' '.join(sentences(DAM)[:3])}", f"{' '.join(sentences(PORT)[:2])} {' '.join(sentences(OTHER_DAM)[:2])}"
    statements = {"one": document(one, publisher="Port Office"), "other": document(other, publisher="Port Office")}
    copy = document(one.replace("Families", "Households"), publisher="Ulm Post")
    assert [joining.group for joining in join("copy", copy, statements, {"one": "one", "other": "other"})] == ["one"]


def test_earliest_report_is_the_origin() -> None:
    """Of a group the first that was published is named as its origin, and one without a date is never said to be first."""
    documents = {"late": document(DAM, published="2024-03-05"), "early": document(DAM, published="2024-03-04"), "undated": document(DAM)}
    assert [group.origin for group in group_origins(documents)] == ["early"]


def test_passages_are_the_shared_words() -> None:
    """The spans of a joining give the same words in both reports."""
    one, other = document(DAM), document(f"{PORT} {' '.join(sentences(DAM)[1:4])}")
    (joining,) = join("other", other, {"dam": one}, {"dam": "dam"})
    (passage,) = joining.passages
    assert other.text[slice(*passage.here)] == one.text[slice(*passage.there)] == " ".join(sentences(DAM)[1:4]).rstrip(".")


def test_keys_are_those_of_sentences() -> None:
    """A report shares keys with one that holds one of its sentences, and none with one that does not; they fit SQLite's integers."""
    mine = set(keys(Wording(document(DAM))))
    assert mine & set(keys(Wording(document(f"{PORT} {sentences(DAM)[2]}"))))
    assert not mine & set(keys(Wording(document(PORT))))
    assert all(-(2**63) <= key < 2**63 for key in mine)


def test_frequent_keys_cost_no_more() -> None:
    """However many reports have a key, only so many are looked at and fewer are compared."""
    looked = []

    def lookup(_: int) -> list[str]:
        reports = [f"r{number}" for number in range(10_000)]
        looked.append(reports)
        return reports

    assert len(candidates([1, 2], lookup)) == MOST_CANDIDATES <= MOST_REPORTS


def test_reports_without_words_stay_alone() -> None:
    """Empty and very short reports join nothing but their own repetition."""
    assert together("", "...", "Rain today.", "Rain today.") == [{"0"}, {"1"}, {"2", "3"}]


def test_order_does_not_matter() -> None:
    """The same reports in another order make the same groups."""
    texts = {"dam": DAM, "cut": " ".join(sentences(DAM)[:3]), "port": PORT, "late": PORT}
    found = {frozenset(frozenset(group.reports) for group in group_origins({name: document(texts[name]) for name in order})) for order in permutations(texts)}
    assert found == {frozenset({frozenset({"dam", "cut"}), frozenset({"port", "late"})})}
