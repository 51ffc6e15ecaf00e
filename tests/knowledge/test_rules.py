"""What a knowledge file may say: tables of files that are accepted and of files that are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dateline.knowledge import validate
from dateline.knowledge.tables import packaged_paths

if TYPE_CHECKING:
    from pathlib import Path

ALPHA = "{id: group:alpha, name: Alpha Front, kind: armed group, country: SY, source: press}"
STATE = "{id: state:SY, name: Syria, kind: state, country: SY, source: government list}"


def _written(path: Path, *blocks: str, head: str = "") -> Path:
    path.write_text(head + "actors:\n" + "".join(f"- {block}\n" for block in blocks), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "blocks",
    [
        [ALPHA],
        ["{id: group:a, name: A Front, kind: armed group, country: NO, from: 2012, until: 2012-03, source: press}"],
        ["{id: group:a, name: A Front, names: [AF, Front of A], kind: party, source: user}"],
        ["{id: group:b, name: B Front, names: BF; Front of B, kind: party, source: user}"],
        [
            "{id: group:a, name: A Front, names: NF, ambiguous: NF, usual: NF, kind: party, source: user}",
            "{id: group:b, name: B Front, names: NF, ambiguous: NF, kind: party, source: user}",
        ],
        [ALPHA, "{id: group:b, name: B Front, kind: party, part_of: group:alpha, formerly: group:alpha, source: user}"],
        [
            STATE,
            "{id: person:a, name: A Person, kind: person, source: user, offices: [{office: president, of: state:SY, from: 2001, until: 2004-02-01}]}",
            "{id: person:b, name: B Person, kind: person, source: user, offices: [{office: president, of: state:SY, from: 2004-01-10}]}",
        ],
        ["{id: state:SY, name: Syria, kind: state, at: 35 38.5, foreign: {fr: Syrie}, former: {Old Syria: 1961-09-28}, demonyms: Syrian, source: user}"],
    ],
)
def test_files_that_keep_the_rules_are_accepted(tmp_path: Path, blocks: list[str]) -> None:
    """Lists may be YAML lists or texts, dates of any grain, namesakes that own to it, and a handing over may take some weeks."""
    assert validate([_written(tmp_path / "own.yaml", *blocks)]) == []


@pytest.mark.parametrize(
    ("blocks", "rule"),
    [
        ([ALPHA, ALPHA], "the id is taken"),
        (["{id: Alpha, name: A, kind: party, source: press}"], "`id` is"),
        (["{id: group:a, kind: party, source: press}"], "`name`"),
        (["{id: group:a, name: A Front, kind: militia, source: press}"], "kind 'militia'"),
        (["{id: group:a, name: A Front, kind: party}"], "source None"),
        (["{id: group:a, name: A Front, kind: party, source: hearsay}"], "source 'hearsay'"),
        (["{id: group:a, name: A Front, kind: party, country: XX, source: press}"], "country 'XX'"),
        (["{id: group:a, name: A Front, kind: party, colour: red, source: press}"], "unknown field 'colour'"),
        (["{id: group:a, name: A Front, name: B Front, kind: party, source: press}"], "given twice"),
        (["{id: group:a, name: A Front, kind: party, from: last year, source: press}"], "'last year' is not a date"),
        (["{id: group:a, name: A Front, kind: party, from: 2012-02-30, source: press}"], "'2012-02-30' is not a date"),
        (["{id: group:a, name: A Front, kind: party, from: 2013, until: 2012, source: press}"], "`from` is after `until`"),
        (["{id: group:a, name: A Front, kind: party, names: A; ; B, source: press}"], "something empty"),
        (["{id: group:a, name: A Front, kind: party, names: {A: B}, source: press}"], "`names` is a list"),
        (["{id: group:a, name: A Front, kind: party, ambiguous: B Front, source: press}"], "is no name of the block"),
        (["{id: group:a, name: A Front, kind: party, usual: A Front, source: press}"], "listed under `ambiguous`"),
        (["{id: group:a, name: A Front, kind: party, foreign: {Arabic: Jabha}, source: press}"], "ISO 639"),
        (["{id: group:a, name: A Front, kind: party, at: 95 0, source: press}"], "latitude"),
        (["{id: group:a, name: A Front, kind: party, at: here, source: press}"], "`at` is"),
        (["just text"], "a block is a mapping"),
        (["{id: group:a, name: A Front, kind: party, part_of: group:b, source: press}"], "`part_of` names 'group:b'"),
        (["{id: group:a, name: A Front, kind: party, later: group:b, source: press}"], "`later` names 'group:b'"),
        (["{id: group:a, name: A Front, kind: party, part_of: group:a, source: press}"], "`part_of` leads back"),
        (
            [
                "{id: group:a, name: A Front, kind: party, part_of: group:b, source: press}",
                "{id: group:b, name: B Front, kind: party, part_of: group:a, source: press}",
            ],
            "`part_of` leads back",
        ),
        (
            [
                "{id: group:a, name: A Front, kind: party, later: group:b, source: press}",
                "{id: group:b, name: B Front, kind: party, later: group:a, source: press}",
            ],
            "`formerly and later` leads back",
        ),
        (
            [
                "{id: group:a, name: A Front, kind: party, formerly: group:b, later: group:b, source: press}",
                "{id: group:b, name: B Front, kind: party, source: press}",
            ],
            "`formerly and later` leads back",
        ),
        (
            ["{id: group:a, name: Al-Nasr, kind: party, source: press}", "{id: group:b, name: an-Nasr, kind: party, ambiguous: an-Nasr, source: press}"],
            "name 'Al-Nasr' is also that of group:b",
        ),
        (
            [
                "{id: group:a, name: A Front, names: NF, ambiguous: NF, usual: NF, kind: party, source: user}",
                "{id: group:b, name: B Front, names: NF, ambiguous: NF, usual: NF, kind: party, source: user}",
            ],
            "usually means group:a",
        ),
        (
            [
                "{id: state:A, name: Aland, kind: state, capitals: Port, source: user}",
                "{id: state:B, name: Bland, kind: state, capitals: Port, source: user}",
            ],
            "capital 'Port' is also that of",
        ),
        (
            [
                "{id: state:A, name: Aland, kind: state, demonyms: Landian, source: user}",
                "{id: state:B, name: Bland, kind: state, demonyms: Landians, source: user}",
            ],
            "demonym 'Landians' is also that of",
        ),
        (["{id: person:a, name: A Person, kind: person, source: user, offices: [{office: president, of: state:SY}]}"], "`offices` names 'state:SY'"),
        ([STATE, "{id: person:a, name: A Person, kind: person, source: user, offices: [{office: boss, of: state:SY}]}"], "office 'boss'"),
        ([STATE, "{id: person:a, name: A Person, kind: person, source: user, offices: [{office: president}]}"], "an office has"),
        (
            [STATE, "{id: person:a, name: A Person, kind: person, source: user, offices: [{office: president, of: state:SY, from: 2005, until: 2004}]}"],
            "`from` after `until`",
        ),
        (
            [
                STATE,
                "{id: person:a, name: A Person, kind: person, source: user, offices: [{office: president, of: state:SY, from: 2001, until: 2009}]}",
                "{id: person:b, name: B Person, kind: person, source: user, offices: [{office: president, of: state:SY, from: 2001-02, until: 2001-02}]}",
                "{id: person:c, name: C Person, kind: person, source: user, offices: [{office: president, of: state:SY, from: 2005}]}",
            ],
            "president of state:SY from 2005-01-01, when person:a held it",
        ),
    ],
)
def test_files_that_break_a_rule_are_rejected(tmp_path: Path, blocks: list[str], rule: str) -> None:
    """Each broken rule is told with the file and the line."""
    path = _written(tmp_path / "own.yaml", *blocks)
    problems = validate([path])
    assert any(rule in problem and problem.startswith(f"{path}:") for problem in problems), problems


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "is a mapping"),
        ("- a\n", "is a mapping"),
        ("actors: none\n", "a list `actors`"),
        ("actors: []\ncolour: red\n", "a list `actors`"),
        ("actors: [\n", "not YAML"),
    ],
)
def test_what_is_no_knowledge_file_is_rejected(tmp_path: Path, text: str, rule: str) -> None:
    """A file of another shape, or that is no YAML, is one problem, and not an exception."""
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    (problem,) = validate([path])
    assert rule in problem


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    """A path that leads nowhere is told as a problem of that path."""
    (problem,) = validate([tmp_path / "none.yaml"])
    assert "can't be read" in problem


def test_defaults_hold_for_blocks_that_say_nothing(tmp_path: Path) -> None:
    """A source type and a kind may be given once for the file."""
    path = _written(tmp_path / "own.yaml", "{id: group:a, name: A Front}", "{id: group:b, name: B Front, kind: igo}", head="source: press\nkind: armed group\n")
    assert validate([path]) == []


def test_every_problem_of_a_file_is_told(tmp_path: Path) -> None:
    """One broken block does not hide the next, and the line of each is given."""
    path = _written(tmp_path / "own.yaml", "{id: group:a, kind: party, source: press}", ALPHA, "{id: group:b, name: B Front, kind: militia, source: press}")
    assert [problem.split(": ")[0] for problem in validate([path])] == [f"{path}:2", f"{path}:4"]


def test_the_packaged_files_keep_the_rules() -> None:
    """The knowledge that comes with dateline breaks no rule."""
    assert validate(packaged_paths()) == []
