"""The commands `dateline kb ...`: what they print, what they change, and what they refuse."""

from __future__ import annotations

import json
import subprocess
import sys
import types
from typing import TYPE_CHECKING, Any

import click
import pytest
from click.testing import CliRunner

import dateline
from dateline._errors import InputError
from dateline.cli import main
from dateline.cli_kb import kb
from dateline.knowledge import load
from dateline.knowledge.export import COLUMNS
from dateline.knowledge.own import parse_own, read_own
from dateline.records.model import Actor, Document, Mention, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from click.testing import Result

RIVER = "{id: group:river-front, name: River Front, kind: armed group, country: SD, names: RVF}"
DELTA = "{id: group:delta-army, name: Delta Army, kind: armed group, part_of: group:river-front}"
# A block with every field that gives trouble: other scripts, semicolons and signs in names, dates of former names, offices with titles.
FULL = (
    '{id: group:full, name: "Full: Front, #1", kind: party, country: "NO", names: ["A; B", "[Bracket]", Old Name, "no"], foreign: {ar: جبهة, fr: Front plein},'
    " former: {Old Name: 2001-02-03}, ambiguous: [Old Name], usual: [Old Name], demonyms: Fullan, capitals: Fullville, seats: The Full House, at: 1.5 -2.25,"
    " part_of: group:river-front; igo:un, from: 1999-01-02, until: 2020-05-06, formerly: group:delta-army, later: group:later,"
    ' description: "says '
    "so"
    ', \\"loudly\\"; =1+1", source: press}'
)
LATER = "{id: group:later, name: Later Front, kind: other, source: own site}"
LEADER = (
    "{id: person:full, name: Ann Full, kind: person, from: 1950, offices: ["
    "{office: leader, of: group:full, from: 2000-01-01, until: 2004-01-01, title: first speaker}, {office: leader, of: group:later}]}"
)


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An own file with two blocks."""
    path = tmp_path / "own" / "knowledge.yaml"
    monkeypatch.setenv("DATELINE_KNOWLEDGE", str(path))
    return written(path, RIVER, DELTA)


def written(path: Path, *blocks: str) -> Path:
    """A knowledge file of some blocks."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("actors:\n" + "".join(f"- {block}\n" for block in blocks), encoding="utf-8")
    return path


def run(*arguments: str) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(main, ["kb", *arguments])


def ids(path: Path) -> set[str]:
    """The ids of the blocks of a knowledge file."""
    return {actor.id for actor in read_own(path).actors}


# --- help ------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(kb.commands))
def test_help_is_complete(name: str) -> None:
    """Each command says what it does, and what each of its options is."""
    command = kb.commands[name]
    assert command.help
    assert [option.name for option in command.params if isinstance(option, click.Option) and not option.help] == []
    assert run(name, "--help").exit_code == 0


def test_help_imports_nothing_slow() -> None:
    """`dateline --help` and `dateline kb --help` load neither YAML nor the records."""
    script = "import sys; import dateline.cli; print([name for name in ('yaml', 'msgspec', 'numpy', 'dateline.knowledge') if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True).stdout == "[]\n"


# --- show ------------------------------------------------------------------------------------------------------------------------------


def test_show_tells_what_is_known() -> None:
    """Names, kind, country, dates, relations and the packaged file are shown."""
    result = run("show", "Nusra Front")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = {line[2:16].strip(): line[16:] for line in result.stdout.splitlines()[1:]}
    assert result.stdout.startswith("Nusra Front (group:nusra)\n")
    assert (lines["kind"], lines["country"], lines["part of"]) == ("armed group", "SY", "al-Qaeda (group:alqaeda)")
    assert "Jabhat al-Nusra" in lines["names"]
    assert lines["existed"] == "2012-01-23 to 2016-07-28"
    assert lines["source"].startswith("encyclopaedia, packaged, groups.yaml:")


def test_show_tells_what_is_own(own: Path) -> None:
    """A block of the user's is shown with its file and line."""
    assert f"user, own file, {own}:2" in run("show", "RVF").stdout


def test_show_tells_offices_and_former_names(own: Path) -> None:
    """Offices have title, owner and dates, former names the date until which they were used."""
    written(own, RIVER, DELTA, FULL, LATER, LEADER)
    assert "leader (first speaker) of Full: Front, #1, 2000-01-01 to 2004-01-01" in run("show", "Ann Full").stdout
    assert "Old Name (until 2001-02-03)" in run("show", "group:full").stdout


@pytest.mark.parametrize(("day", "first", "second"), [("2015-10-05", "person:assad", "person:assad-h"), ("1999", "person:assad-h", "person:assad")])
def test_show_puts_those_of_the_day_first(day: str, first: str, second: str) -> None:
    """All candidates are shown, those in office on the day before the others."""
    output = run("show", "Assad", "--on", day).stdout
    assert -1 < output.find(f"({first})") < output.find(f"({second})")


@pytest.mark.parametrize(
    ("name", "identifier", "via"),
    [
        ("state:RU", "state:RU", ""),
        ("Syrian", "state:SY", "demonym Syrian"),
        ("Moscow", "state:RU", "capital Moscow"),
        ("kremlin", "state:RU", "seat Kremlin"),
        ("rvf", "group:river-front", "name RVF"),
    ],
)
def test_show_finds_by_anything(name: str, identifier: str, via: str) -> None:
    """Ids, demonyms, capitals and names without their capitals lead to the actor."""
    result = run("show", name)
    assert result.exit_code == 0
    assert f"({identifier})" in result.stdout.splitlines()[0]
    assert via in result.stdout


@pytest.mark.parametrize(("name", "near"), [("Hezbolah", "Hezbollah"), ("Rivr Front", "River Front"), ("Delta", "Delta Army")])
def test_an_unknown_name_is_offered_the_nearest(name: str, near: str) -> None:
    """A misspelt name, or a part of one, is no success, and standard output stays empty."""
    result = run("show", name)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"dateline: {name!r} is not known; near it: ")
    assert near in result.stderr


def test_a_name_like_no_other_is_offered_nothing() -> None:
    """Where nothing is near, it says how to add an actor."""
    assert run("show", "Qqxzzjw").stderr == "dateline: 'Qqxzzjw' is not known; `dateline kb add` adds an actor of your own\n"


def test_show_goes_on_without_a_malformed_file(own: Path) -> None:
    """What is wrong with the own file is told, and packaged actors are shown."""
    written(own, "{id: group:a, name: A, kind: militia}")
    result = run("show", "NATO")
    assert result.exit_code == 0
    assert result.stdout.startswith("NATO (") or "igo:nato" in result.stdout
    assert result.stderr.startswith(f"dateline: warning: {own}:2: group:a: kind 'militia'")


# --- add -------------------------------------------------------------------------------------------------------------------------------


def test_add_puts_a_block_into_the_file(own: Path) -> None:
    """Every option becomes a field, and what was there stays."""
    own.write_text(f"# mine\n{own.read_text()}", encoding="utf-8")
    result = run(
        "add", "--id", "group:sand", "--name", "Sand Front", "--kind", "party", "--country", "SD", "--names", "SNDF; Front of Sand", "--names", "SF-1",
        "--part-of", "group:river-front", "--from", "2012-03", "--until", "2014", "--description", "a front", "--source", "press",
    )  # fmt: skip
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"dateline: group:sand added to {own}\n")
    assert own.read_text().startswith("# mine\n")
    added = read_own(own).actors[-1]
    assert (added.name, added.kind, added.country, added.part_of, added.source) == ("Sand Front", "party", "SD", ("group:river-front",), "press")
    assert added.names == ("Sand Front", "SNDF", "Front of Sand", "SF-1")
    assert (str(added.since), str(added.until), added.description) == ("2012-03-01", "2014-12-31", "a front")
    assert "from: 2012-03" in own.read_text()


def test_add_makes_file_and_id(own: Path) -> None:
    """The first block makes folder and file; without `--id` one is made of kind and name that nobody has."""
    own.unlink()
    own.parent.rmdir()
    assert run("add", "--name", "PKK", "--kind", "party").exit_code == 0
    assert ids(own) == {"group:pkk-2"}


def test_add_says_that_it_replaces_a_packaged_block() -> None:
    """A block with the id of a packaged one takes its place, which is told."""
    result = run("add", "--id", "group:m23", "--name", "New M23", "--kind", "party")
    assert result.exit_code == 0
    assert "takes the place of the packaged block" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "rule"),
    [
        (["--name", "X Front", "--kind", "militia"], "group:x-front: kind 'militia' is not one of"),
        (["--name", "X Front", "--kind", "party", "--country", "Sudan"], "country 'Sudan' is not"),
        (["--name", "X Front", "--kind", "party", "--from", "last year"], "'last year' is not a date"),
        (["--name", "X Front", "--kind", "party", "--source", "rumour"], "source 'rumour' is not one of"),
        (["--name", "X Front", "--kind", "party", "--id", "X"], "`id` is a lower-case room"),
        (["--name", "X Front", "--kind", "party", "--part-of", "group:nowhere"], "`part_of` names 'group:nowhere'"),
        (["--name", "X Front", "--kind", "party", "--id", "group:river-front"], "the id is taken"),
        (["--name", "River Front", "--kind", "party"], "is also that of group:river-front"),
        (["--name", " ", "--kind", "party"], "a block has a `name`"),
    ],
)
def test_add_refuses_what_breaks_a_rule(own: Path, arguments: list[str], rule: str) -> None:
    """The rule is named, the exit status is 1, and the file stays as it was."""
    before = own.read_bytes()
    result = run("add", *arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert rule in result.stderr
    assert own.read_bytes() == before


# --- merge and unmerge -----------------------------------------------------------------------------------------------------------------


def test_merge_and_unmerge() -> None:
    """A merged actor is found as the other, until the merge is undone."""
    assert run("merge", "RVF", "group:delta-army").exit_code == 0
    shown = run("show", "River Front").stdout
    assert shown.startswith("Delta Army (group:delta-army)\n")
    assert "merged        group:river-front" in shown
    assert run("unmerge", "group:river-front").exit_code == 0
    assert run("show", "River Front").stdout.startswith("River Front (group:river-front)\n")


def test_a_merge_that_forms_a_circle_is_refused(own: Path) -> None:
    """What was merged can't take in what it was merged into."""
    run("merge", "group:river-front", "group:delta-army")
    before = own.read_bytes()
    result = run("merge", "group:delta-army", "group:river-front")
    assert result.exit_code == 1
    assert "a circle" in result.stderr
    assert own.read_bytes() == before


@pytest.mark.parametrize(("other", "rule"), [("Assad", "can mean person:assad"), ("Rivr Front", "is not known; near it: River Front")])
def test_merge_wants_one_actor(own: Path, other: str, rule: str) -> None:
    """A name that means several or none is not merged."""
    before = own.read_bytes()
    result = run("merge", other, "group:delta-army")
    assert result.exit_code == 1
    assert rule in result.stderr
    assert own.read_bytes() == before


def test_unmerge_refuses_what_is_not_merged() -> None:
    """There is nothing to undo."""
    result = run("unmerge", "group:river-front")
    assert result.exit_code == 1
    assert "group:river-front is not merged; merged: nothing" in result.stderr


# --- export and import -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["yaml", "ftm", "csv"])
def test_what_is_exported_is_imported_the_same(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    """The own blocks come back field by field, also those with other scripts, semicolons, quotation marks, offices and former names."""
    written(own, RIVER, DELTA, FULL, LATER, LEADER)
    before = read_own(own).actors
    file = tmp_path / f"out.{form}"
    assert run("export", str(file), "--format", form).exit_code == 0
    monkeypatch.setenv("DATELINE_KNOWLEDGE", str(tmp_path / "other.yaml"))
    result = run("import", str(file), "--format", form)
    assert (result.exit_code, result.stderr) == (0, f"dateline: 5 added to {tmp_path / 'other.yaml'}, 0 known already, 0 skipped\n")
    assert read_own(tmp_path / "other.yaml").actors == before


@pytest.mark.parametrize("form", ["yaml", "ftm", "csv"])
def test_everything_that_is_exported_is_known(own: Path, tmp_path: Path, form: str) -> None:
    """Of all blocks, packaged and own, none is changed by going out and coming in."""
    before = own.read_bytes()
    file = tmp_path / f"out.{form}"
    assert run("export", str(file), "--format", form, "--all").exit_code == 0
    count = len(load().actors) + 2
    assert run("import", str(file), "--format", form).stderr == f"dateline: 0 added to {own}, {count} known already, 0 skipped\n"
    assert own.read_bytes() == before


def test_merges_travel_in_yaml_only(own: Path, tmp_path: Path) -> None:
    """YAML holds the merges; that another format leaves them out is told."""
    run("merge", "group:delta-army", "group:river-front")
    assert "1 merges are left out" in run("export", str(tmp_path / "out.csv"), "--format", "csv").stderr
    run("export", str(tmp_path / "out.yaml"), "--format", "yaml")
    own.unlink()
    assert run("import", str(tmp_path / "out.yaml"), "--format", "yaml").exit_code == 0
    assert [merge[:2] for merge in read_own(own).merges] == [("group:delta-army", "group:river-front")]


def test_export_to_standard_output(own: Path) -> None:
    """A dash is standard output, which then holds nothing else."""
    result = run("export", "-", "--format", "yaml")
    assert result.stderr == ""
    assert parse_own(result.stdout, own).actors == read_own(own).actors


def test_export_spares_the_own_file(own: Path, tmp_path: Path) -> None:
    """The file that is exported from is not written over, and a folder that is not there is told."""
    before = own.read_bytes()
    assert "this is your own knowledge file" in run("export", str(own), "--format", "csv").stderr
    result = run("export", str(tmp_path / "missing" / "out.csv"), "--format", "csv")
    assert (result.exit_code, "can't be written" in result.stderr) == (1, True)
    assert own.read_bytes() == before


def test_entities_are_valid_for_other_programs(own: Path, tmp_path: Path) -> None:
    """Ids keep to the letters that FollowTheMoney allows, properties are lists of texts, and references lead to entities of the file."""
    written(own, RIVER, DELTA, FULL, LATER, LEADER)
    run("export", str(tmp_path / "out.ftm"), "--format", "ftm")
    entities = [json.loads(line) for line in (tmp_path / "out.ftm").read_text().splitlines()]
    found = {entity["id"]: entity["schema"] for entity in entities}
    assert set(found.values()) == {"Organization", "Person", "Position", "Occupancy", "Membership"}
    assert all(identifier.replace(".", "").replace("-", "").isalnum() for identifier in found)
    assert all(isinstance(value, str) for entity in entities for values in entity["properties"].values() for value in values)
    held = next(entity["properties"] for entity in entities if entity["schema"] == "Occupancy")
    assert (found[held["holder"][0]], found[held["post"][0]]) == ("Person", "Position")


# --- import: refused and skipped -------------------------------------------------------------------------------------------------------

GOOD = {
    "csv": "id,name,kind\ngroup:good,Good Front,party\n",
    "yaml": "actors:\n- {id: group:good, name: Good Front, kind: party}\n",
    "ftm": json.dumps({"id": "good", "schema": "Organization", "properties": {"name": ["Good Front"]}}) + "\n",
    "wikidata": json.dumps(
        {"id": "Q1", "labels": {"en": {"value": "Good Front"}}, "claims": {"P31": [{"mainsnak": {"datavalue": {"value": {"id": "Q7278"}}}}]}}
    )
    + "\n",
}

BAD = [
    ("csv", "group:bad,Bad Front,militia\n", ":3: group:bad: kind 'militia'"),
    ("csv", "group:bad,Bad Front,party,extra\n", ":3: 4 cells under 3 columns"),
    ("csv", 'group:bad,"Bad Front,party\n', ":3: not CSV"),
    ("csv", "group:good,Other Front,party\n", ":3: group:good: the id is taken by"),
    ("csv", "group:bad,River Front,party\n", ":3: group:bad: name 'River Front' is also that of"),
    ("csv", "group:bad,,party\n", ":3: group:bad: a block has a `name`"),
    ("ftm", "{\n", ":2: not JSON"),
    ("ftm", "[" * 100_000 + "\n", ":2: not JSON"),
    ("ftm", "[1]\n", ":2: a line holds one JSON object"),
    ("ftm", '{"id": "x"}\n', ":2: an entity has an `id`, a `schema` and `properties`"),
    ("ftm", '{"id": "x", "schema": "Person", "properties": {"name": "Ann"}}\n', ":2: x: the property `name` is a list of texts"),
    ("ftm", '{"id": "x", "schema": "Person", "properties": {}}\n', ":2: x: an entity has a `name`"),
    ("ftm", '{"id": "x", "schema": "Person", "properties": {"name": ["\\ud83d"]}}\n', ":2: 'ftm:x': half of a surrogate pair"),
    ("ftm", '{"id": "x", "schema": "Company", "properties": {"name": ["X Works"], "incorporationDate": ["soon"]}}\n', ":2: ftm:x: 'soon' is not a date"),
    ("wikidata", '{"id": "P31"}\n', ":2: a Wikidata entity has an `id` such as Q858"),
    ("wikidata", '{"id": "Q2", "claims": []}\n', ":2: Q2: no kind is known for its classes (P31: none); give --kind"),
    ("wikidata", '{"id": "Q2", "claims": [1]}\n', ":2: Q2: `labels`, `aliases`, `descriptions` and `claims` are objects"),
    ("wikidata", '{"id": "Q2", "claims": {"P31": {}}}\n', ":2: Q2: the claims P31 are a list of objects"),
    ("wikidata", '{"id": "Q2", "claims": {"P31": [{"mainsnak": {"datavalue": {"value": {"id": "Q5"}}}}]}}\n', ":2: Q2: no label in any language"),
]


@pytest.mark.parametrize(("form", "row", "rule"), BAD)
def test_a_bad_row_is_named_and_nothing_is_imported(own: Path, tmp_path: Path, form: str, row: str, rule: str) -> None:
    """File, line and rule are named, the exit status is 1, and the own file stays as it was; with `--skip-bad` the others are imported."""
    before, known = own.read_bytes(), ids(own)
    file = tmp_path / "in"
    file.write_text(GOOD[form] + row, encoding="utf-8")
    result = run("import", str(file), "--format", form)
    assert result.exit_code == 1
    assert f"{file}{rule}" in result.stderr
    assert own.read_bytes() == before
    result = run("import", str(file), "--format", form, "--skip-bad")
    assert result.exit_code == 0
    assert f"skipped: {file}{rule}" in result.stderr
    assert len(ids(own) - known) == 1


def test_what_rests_on_a_skipped_row_is_skipped(own: Path, tmp_path: Path) -> None:
    """A block that is part of one that was skipped breaks a rule as well."""
    file = tmp_path / "in.csv"
    file.write_text("id,name,kind,part_of\ngroup:a,A Front,militia,\ngroup:b,B Front,party,group:a\ngroup:c,C Front,party,group:b\ngroup:d,D Front,party,\n")
    result = run("import", str(file), "--format", "csv", "--skip-bad")
    assert result.stderr.endswith("1 added to " + f"{own}, 0 known already, 3 skipped\n")
    assert "group:d" in ids(own)


@pytest.mark.parametrize(
    ("form", "content", "rule"),
    [
        ("csv", b"", "an empty table"),
        ("csv", b"id;name;kind\n", ":1: no field is called 'id;name;kind'"),
        ("csv", b"name,name,kind\n", ":1: a column is named twice"),
        ("csv", b"id,name\n", ":1: the column 'kind' is missing"),
        ("csv", b"name,kind\nA\xff,party\n", ":2: not UTF-8"),
        ("csv", b"name,kind,foreign\nA Front,party,{fr: [\n", ":2: the cell of `foreign` is not what a knowledge file has there"),
        ("yaml", b"actors: [", "not YAML"),
        ("yaml", b"actors:\n- {id: group:a, name: A, kind: militia}\n", ":2: group:a: kind 'militia'"),
        ("ftm", b"\xff\n", ":1: not JSON"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(own: Path, tmp_path: Path, form: str, content: bytes, rule: str) -> None:
    """What is wrong is named with file and line, and nothing is imported."""
    before = own.read_bytes()
    file = tmp_path / "in"
    file.write_bytes(content)
    result = run("import", str(file), "--format", form)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"dateline: {file}")
    assert rule in result.stderr
    assert own.read_bytes() == before


@pytest.mark.parametrize("form", ["csv", "yaml", "ftm", "wikidata"])
def test_a_missing_file_is_told(tmp_path: Path, form: str) -> None:
    """There is nothing to import."""
    result = run("import", str(tmp_path / "missing"), "--format", form)
    assert (result.exit_code, "can't be read" in result.stderr) == (1, True)


def test_an_import_that_fails_while_writing_changes_nothing(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full half-way leaves the file as it was."""
    before = own.read_bytes()
    (tmp_path / "in.csv").write_text(GOOD["csv"])

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    result = run("import", str(tmp_path / "in.csv"), "--format", "csv")
    assert (result.exit_code, "No space left" in result.stderr) == (1, True)
    assert own.read_bytes() == before
    assert list(own.parent.iterdir()) == [own]


def test_a_malformed_own_file_is_not_imported_into(own: Path, tmp_path: Path) -> None:
    """The own file is mended first."""
    written(own, "{id: group:a, name: A, kind: militia}")
    (tmp_path / "in.csv").write_text(GOOD["csv"])
    result = run("import", str(tmp_path / "in.csv"), "--format", "csv")
    assert result.exit_code == 1
    assert f"{own}:2: group:a: kind 'militia'" in result.stderr


# --- import: CSV -----------------------------------------------------------------------------------------------------------------------


def test_a_table_needs_only_name_and_kind(own: Path, tmp_path: Path) -> None:
    """Columns may stand in any order, empty rows and cells are passed over, and a byte-order mark is no part of a name."""
    (tmp_path / "in.csv").write_text("\ufeffkind,names,name\r\nparty,SP; Sand P,Sand Party\r\n,,\r\nngo,,Sand Relief\r\n", encoding="utf-8", newline="")
    assert run("import", str(tmp_path / "in.csv"), "--format", "csv").exit_code == 0
    assert ids(own) >= {"group:sand-party", "ngo:sand-relief"}
    assert next(actor for actor in read_own(own).actors if actor.id == "group:sand-party").names == ("Sand Party", "SP", "Sand P")


def test_every_field_is_a_column() -> None:
    """What a block can hold, a table can."""
    from dateline.knowledge.blocks import _FIELDS

    assert set(COLUMNS) == _FIELDS


# --- import: FollowTheMoney ------------------------------------------------------------------------------------------------------------


def entity(identifier: str, schema: str, **properties: list[Any]) -> str:
    """A line of FollowTheMoney."""
    return json.dumps({"id": identifier, "schema": schema, "properties": properties})


def test_entities_of_other_makers_become_blocks(own: Path, tmp_path: Path) -> None:
    """Schemata and topics give the kind, properties the fields, positions and memberships the relations; the rest is counted."""
    lines = [
        entity("NK-1", "Organization", name=["Sand Front", "SNDF"], alias=["Front of Sand"], topics=["crime.terror"], country=["sd"], summary=["a front"]),
        entity("NK-2", "Organization", name=["Sand Party"], previousName=["Dune Party"], topics=["pol.party"], weakAlias=["SNDF"]),
        entity("NK-3", "Company", name=["Sand Works"], incorporationDate=["2001-02-03T00:00:00"], jurisdiction=["eu", "sd"]),
        entity("NK-4", "Person", name=["Ann Sand"], country=["sd"]),
        entity("NK-5", "PublicBody", name=["Sand Office"]),
        entity("NK-6", "Organization", name=["Sand Circle"]),
        entity("p1", "Position", name=["Foreign Minister of Sudan"], country=["sd"]),
        entity("p2", "Position", name=["Prime Minister"], country=["sd"]),
        entity("p3", "Position", name=["President of the Sand Senate"], country=["sd"]),
        entity("o1", "Occupancy", holder=["NK-4"], post=["p1"], startDate=["1986"], endDate=["1987-05"]),
        entity("o2", "Occupancy", holder=[{"id": "NK-4"}], post=["p2"], startDate=["1951-01-01"], endDate=["1951-02-01"]),
        entity("o3", "Occupancy", holder=["NK-4"], post=["p3"]),
        entity("m1", "Membership", member=["NK-1"], organization=["NK-2"]),
        entity("m2", "Membership", member=["NK-1"], organization=["elsewhere"]),
        entity("a1", "Address", full=["Khartoum"]),
    ]
    (tmp_path / "in.json").write_text("\n".join(lines), encoding="utf-8")
    result = run("import", str(tmp_path / "in.json"), "--format", "ftm", "--kind", "ngo")
    assert result.exit_code == 0, result.stderr
    known = {actor.id: actor for actor in read_own(own).actors}
    front, party, works, ann = (known[f"ftm:NK-{number}"] for number in (1, 2, 3, 4))
    assert (front.kind, front.country, front.part_of, front.description) == ("armed group", "SD", ("ftm:NK-2",), "a front")
    assert front.names == ("Sand Front", "SNDF", "Front of Sand")
    assert (party.kind, party.names) == ("party", ("Sand Party", "SNDF", "Dune Party"))
    assert (front.ambiguous_names, party.ambiguous_names) == (("SNDF",), ("SNDF",))
    assert (works.kind, works.country, str(works.since)) == ("company", "SD", "2001-02-03")
    assert (known["ftm:NK-5"].kind, known["ftm:NK-6"].kind) == ("government", "ngo")
    assert [(held.office, held.of, str(held.since), str(held.until)) for held in ann.offices] == [
        ("foreign minister", "state:SD", "1986-01-01", "1987-05-31"),
        ("prime minister", "state:SD", "1951-01-01", "1951-02-01"),
    ]
    notes = [line.removeprefix("dateline: note: ") for line in result.stderr.splitlines() if "note" in line]
    assert sorted(note.split()[0] for note in notes) == ["entities", "memberships", "positions"]


# --- import: Wikidata ------------------------------------------------------------------------------------------------------------------


def item(identifier: str, label: str, *classes: str, aliases: tuple[str, ...] = (), labels: dict[str, str] | None = None, **claims: list[Any]) -> str:
    """A line of Wikidata."""
    values = {language: {"language": language, "value": text} for language, text in {"en": label, **(labels or {})}.items()}
    statements = {**claims, "P31": [to(name) for name in classes]}
    other = {"en": [{"language": "en", "value": alias} for alias in aliases]}
    return json.dumps({"id": identifier, "labels": values, "aliases": other, "descriptions": {"en": {"value": "a description"}}, "claims": statements})


def snak(value: Any) -> dict[str, Any]:
    """A snak with a value."""
    return {"snaktype": "value", "datavalue": {"value": value}}


def to(target: str, rank: str = "normal", **qualifiers: Any) -> dict[str, Any]:
    """A statement that leads to another item."""
    return {"mainsnak": snak({"id": target}), "rank": rank, "qualifiers": {name: [snak(value)] for name, value in qualifiers.items()}}


def time(text: str, precision: int = 11) -> dict[str, Any]:
    """A value of time."""
    return {"time": f"+{text}T00:00:00Z", "precision": precision}


def at(text: str, precision: int = 11) -> dict[str, Any]:
    """A statement of time."""
    return {"mainsnak": snak(time(text, precision)), "rank": "normal"}


def imported(own: Path, tmp_path: Path, *lines: str) -> tuple[dict[str, Any], str]:
    """The blocks that Wikidata's lines become, and what is said about it."""
    (tmp_path / "in.json").write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
    result = run("import", str(tmp_path / "in.json"), "--format", "wikidata")
    assert result.exit_code == 0, result.stderr
    return {actor.id.removeprefix("wikidata:"): actor for actor in read_own(own).actors}, result.stderr


def test_an_organisation_of_wikidata_becomes_a_block(own: Path, tmp_path: Path) -> None:
    """Class, country, labels, aliases, the whole and the dates are read; what is deprecated or unknown is not."""
    found, said = imported(
        own,
        tmp_path,
        item(
            "Q900001",
            "Sand Front",
            "Q999999",
            "Q17149090",
            aliases=("SNDF", "Front of Sand"),
            labels={"ar": "جبهة الرمل", "fr": "Sand Front", "xx": "no"},
            P17=[to("Q1049"), to("Q79", rank="deprecated")],
            P361=[to("Q900002"), to("Q123456")],
            P571=[at("2012-03-00", 10)],
            P576=[at("2014-00-00", 9)],
        ),
        item("Q900002", "Sand Party", "Q7278", aliases=("SNDF",), P17=[to("Q1049"), to("Q79")], P571=[at("1900-01-01", 7)]),
    )
    front, party = found["Q900001"], found["Q900002"]
    assert (front.name, front.kind, front.country, front.part_of) == ("Sand Front", "armed group", "SD", ("wikidata:Q900002",))
    assert front.names == ("Sand Front", "SNDF", "Front of Sand", "جبهة الرمل")
    assert front.foreign == (("ar", "جبهة الرمل"),)
    assert (str(front.since), str(front.until), front.description, front.source) == ("2012-03-01", "2014-12-31", "a description", "user")
    assert (party.kind, party.country, party.since) == ("party", None, None)
    assert (front.ambiguous_names, party.ambiguous_names) == (("SNDF",), ("SNDF",))
    assert "references to what neither the file nor dateline has" in said


def test_positions_of_wikidata_become_offices(own: Path, tmp_path: Path) -> None:
    """A position that the file describes or that is common gives an office with its dates; others are counted."""
    found, said = imported(
        own,
        tmp_path,
        item(
            "Q900001",
            "Ann Sand",
            "Q5",
            P27=[to("Q1049")],
            P39=[
                to("Q900002", P580=time("1951-02-03"), P582=time("1951-00-00", 9)),
                to("Q11696", P580=time("1850-01-01"), P582=time("1850-02-01")),
                to("Q900003"),
                to("Q900004"),
            ],
            P571=[at("2000-01-01")],
        ),
        item("Q900002", "Minister of Foreign Affairs of Sudan", "Q4164871", P1001=[to("Q1049")]),
        item("Q900003", "member of the Sand Council", "Q294414"),
    )
    assert set(found) == {"Q900001", "group:river-front", "group:delta-army"}
    ann = found["Q900001"]
    assert (ann.kind, ann.country, ann.since) == ("person", "SD", None)
    assert [(held.office, held.of, str(held.since), str(held.until)) for held in ann.offices] == [
        ("foreign minister", "state:SD", "1951-02-03", "1951-12-31"),
        ("president", "state:US", "1850-01-01", "1850-02-01"),
    ]
    assert "positions that are no single-person office of a known state or organisation are left out (2 times)" in said


def test_a_known_state_is_left_as_it_is(own: Path, tmp_path: Path) -> None:
    """The item of a packaged state adds no second one, and references to it lead to the packaged block."""
    found, said = imported(own, tmp_path, item("Q1049", "Sudan", "Q3624078"), item("Q900001", "Sand Office", "Q327333", P361=[to("Q1049")]))
    assert set(found) == {"Q900001", "group:river-front", "group:delta-army"}
    assert found["Q900001"].part_of == ("state:SD",)
    assert "states and territories that are known already are left as they are" in said


def test_an_answer_about_one_entity_is_read(own: Path, tmp_path: Path) -> None:
    """The form in which Wikidata answers for a single entity is read as well."""
    wrapped = json.dumps({"entities": {"Q900001": json.loads(item("Q900001", "Sand Party", "Q7278"))}})
    found, _ = imported(own, tmp_path, wrapped)
    assert found["Q900001"].kind == "party"


def test_the_tables_of_wikidata_are_sound() -> None:
    """Every kind, office, code and item of the tables is one, and no item stands for two things."""
    from dateline.knowledge.blocks import KINDS, OFFICES
    from dateline.knowledge.tables import country_codes
    from dateline.knowledge.titles import data_file

    table = data_file("wikidata")
    items = [name for listed in (*table["classes"].values(), *table["countries"].values(), table["positions"]) for name in listed.split()]
    assert all(name[0] == "Q" and name[1:].isdigit() for name in items)
    assert len(items) == len(set(items))
    assert set(table["classes"]) <= KINDS
    assert set(table["titles"].values()) <= OFFICES
    assert set(table["countries"]) <= country_codes()
    assert all(office.partition(" of ")[0] in OFFICES and load().get(office.partition(" of ")[2]) for office in table["offices"].values())
    other = data_file("followthemoney")
    assert {*other["topics"].values(), *other["schemata"].values()} <= KINDS


# --- propose ---------------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put in a reader that finds one new group and one with the name of a known one, so that these tests are about the command alone."""
    text = "Sand Front. al-Qaida's desert wing. PKK."
    groups = [("Sand Front", [((0, 10), "name"), ((12, 34), "nominal")]), ("PKK", [((36, 39), "name")])]

    def readings(origin: str, **_: object) -> Iterator[Reading | InputError]:
        if "missing" in origin:
            yield InputError(origin, "no such file", "check the path")
            return
        actors = tuple(
            Actor(id=name, name=name, kind="armed group", mentions=tuple(Mention(span=span, form=form) for span, form in listed))  # type: ignore[arg-type]
            for name, listed in groups
        )
        yield Reading(document=Document(origin=origin, id="1", text=text), actors=actors)

    module = types.ModuleType("dateline._read")
    module.readings = readings  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "dateline._read", module)
    monkeypatch.setattr(dateline, "_read", module, raising=False)


@pytest.mark.usefixtures("reader")
def test_propose_prints_blocks_and_stores_nothing(own: Path, tmp_path: Path) -> None:
    """Standard output is a knowledge file, a comment names namesakes, and the own file stays; what was printed can be imported."""
    before = own.read_bytes()
    result = run("propose", "a.md", "b.md")
    assert (result.exit_code, result.stderr) == (0, "dateline: reports read: 2, blocks proposed: 2\n")
    assert own.read_bytes() == before
    assert "# can also mean Kurdistan Workers' Party (group:pkk)" in result.stdout
    assert [(actor.id, actor.description) for actor in parse_own(result.stdout, own).actors] == [
        ("group:sand-front", "al-Qaida's desert wing"),
        ("group:pkk-2", None),
    ]
    (tmp_path / "new.yaml").write_text(result.stdout, encoding="utf-8")
    assert run("import", str(tmp_path / "new.yaml"), "--format", "yaml").exit_code == 0
    assert run("propose", "a.md").stdout == ""


@pytest.mark.usefixtures("reader")
def test_propose_names_what_cannot_be_read() -> None:
    """A report that can't be read is told, and the others are read all the same."""
    result = run("propose", "missing.md", "a.md")
    assert result.exit_code == 1
    assert "missing.md: no such file" in result.stderr
    assert "Sand Front" in result.stdout
