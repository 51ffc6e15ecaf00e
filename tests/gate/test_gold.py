"""The gold annotations are sound, and the checker refuses those that are not."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from .gold import every, files, load, naming, place_of, problems, read

if TYPE_CHECKING:
    from pathlib import Path

    from .gold import Gold

ENOUGH = 9


@pytest.fixture
def gold() -> Gold:
    """A sound annotation to break."""
    return copy.deepcopy(load()[0])


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_every_gold_file_is_sound(path: Path) -> None:
    """Each quote stands in its report, each id exists, each value is one that the records allow."""
    assert problems(read(path)) == []


def test_there_is_enough_gold() -> None:
    """The gate rests on at least nine annotated reports, each of a different example."""
    examples = {gold["example"] for gold in load()}
    assert len(examples) >= ENOUGH


@pytest.mark.parametrize(
    ("kind", "change", "complaint"),
    [
        ("claims", {"content": "words that nobody wrote"}, "stands 0 times"),
        ("claims", {"cue": ["said", 99]}, "stands 0 times"),
        ("claims", {"content": "the"}, "times in the text, not once"),
        ("claims", {"stance": "shout"}, "stance 'shout' is not one of assert"),
        ("claims", {"actors": ["nobody"]}, "there is no actor 'nobody'"),
        ("claims", {"source": None, "actors": ["emb"]}, "actors of a source that is not in the text"),
        ("actors", {"names": [], "nominals": []}, "is mentioned nowhere"),
        ("actors", {"represents": "nobody"}, "there is no actor 'nobody'"),
        ("events", {"type": "FEAST"}, "type 'FEAST' is not one of AGREE"),
        ("events", {"status": "attributed", "claims": []}, "attributed, but to no claim"),
        ("events", {"counts": [{"what": "cheered", "min": 1}]}, "a count of 'cheered'"),
        ("events", {"start": "2022-02-30"}, "day"),
        ("events", {"start": "2022-02-03", "end": "2022-02-02"}, "ends before it starts"),
        ("events", {"place": ["nowhere"]}, "there is no place 'nowhere'"),
        ("ties", {"kind": "adores"}, "kind 'adores' is not one of allied_with"),
        ("places", {"at": ["Atlantis"]}, "'Atlantis' is not in the text"),
        ("times", {"at": "next century"}, "'next century' is not in the text"),
    ],
)
def test_an_unsound_annotation_is_refused(gold: Gold, kind: str, change: dict[str, Any], complaint: str) -> None:
    """Whatever is wrong with a row is said in a sentence."""
    gold[kind][0].update(change)
    assert any(complaint in problem for problem in problems(gold))


def test_an_id_stands_once(gold: Gold) -> None:
    """Two rows of one kind with one id are refused."""
    gold["claims"][1]["id"] = gold["claims"][0]["id"]
    assert "claims: an id stands twice" in problems(gold)


def test_a_claim_is_not_inside_itself(gold: Gold) -> None:
    """Nesting has to lead outwards."""
    claim = gold["claims"][0]
    claim["inside"] = claim["id"]
    assert f"{claim['id']}: stands inside itself" in problems(gold)


def test_words_stand_only_where_they_are_whole() -> None:
    """A country's name is not found in its adjective."""
    assert every("Iranian jets left Iran.", "Iran") == [(18, 22)]


def test_a_number_picks_one_place() -> None:
    """`[words, n]` is the n-th place, counted from 1."""
    assert place_of("He said that she said no.", ["said", 2]) == (17, 21)


def test_ambiguous_words_have_no_one_place() -> None:
    """A field that points at one place does not accept words that stand at two."""
    with pytest.raises(ValueError, match="stands 2 times"):
        place_of("He said that she said no.", "said")


def test_a_name_inside_a_longer_name_is_not_meant() -> None:
    """Alone, "Taliban" does not name the Pakistani Taliban."""
    text = "The Taliban and the Pakistani Taliban met."
    assert naming(text, ["Taliban"], every(text, "Pakistani Taliban")) == [(4, 11)]
