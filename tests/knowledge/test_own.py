"""The user's own knowledge: where it lies, what it changes, how it is changed, and that nothing in it is ever lost."""

from __future__ import annotations

import datetime
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from dateline._errors import KnowledgeError
from dateline.knowledge import load, load_all, own_write
from dateline.knowledge.export import line_of
from dateline.knowledge.identifiers import identifier
from dateline.knowledge.own import JoinedKnowledge, Merge, own_path, parse_block, read_own
from dateline.knowledge.propose import proposals, propose
from dateline.records.model import Actor, ActorKind, Document, Mention, Reading

if TYPE_CHECKING:
    from pathlib import Path

    from dateline.knowledge.export import Block

RIVER = "{id: group:river-front, name: River Front, kind: armed group, country: SD, names: RVF}"
DELTA = "{id: group:delta-army, name: Delta Army, kind: armed group, part_of: group:river-front}"
WING = "{id: group:delta-wing, name: Delta Wing, kind: armed group, part_of: group:delta-army}"


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The place of the own file, which is not there yet."""
    path = tmp_path / "own" / "knowledge.yaml"
    monkeypatch.setenv("DATELINE_KNOWLEDGE", str(path))
    return path


def written(path: Path, *blocks: str, after: str = "", head: str = "") -> Path:
    """An own file of some blocks."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{head}actors:\n" + "".join(f"- {block}\n" for block in blocks) + after, encoding="utf-8")
    return path


def merged(*pairs: tuple[str, str]) -> str:
    """The part of an own file that says which actors are others."""
    return "merged:\n" + "".join(f"- {{from: {source}, into: {into}}}\n" for source, into in pairs)


def added(path: Path, **fields: str) -> None:
    """Add a block as the commands do."""
    block: Block = {"kind": "party", **fields}
    own_write.add(path, [block], [parse_block(block, "test")])


# --- where it lies ---------------------------------------------------------------------------------------------------------------------


def test_the_environment_says_where_it_lies(own: Path) -> None:
    """`$DATELINE_KNOWLEDGE` names the file."""
    assert own_path() == own


def test_else_it_lies_among_the_configuration(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without the variable the file is in `$XDG_CONFIG_HOME`, and without that in `~/.config`."""
    monkeypatch.setenv("DATELINE_KNOWLEDGE", "")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert own_path() == tmp_path / "dateline" / "knowledge.yaml"
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert own_path() == tmp_path / ".config" / "dateline" / "knowledge.yaml"


def test_nobody_needs_an_own_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without one the packaged knowledge is given, and there is nothing to warn of."""
    monkeypatch.delenv("DATELINE_KNOWLEDGE")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    knowledge, warnings = load_all()
    assert knowledge is load()
    assert warnings == []


def test_a_named_file_that_is_missing_is_told(own: Path) -> None:
    """A path that leads nowhere may be a slip of the pen."""
    assert [warning.split(": ")[:2] for warning in load_all()[1]] == [
        [str(own), "no such file, though $DATELINE_KNOWLEDGE names it; `dateline kb add` makes it"]
    ]


# --- what it changes -------------------------------------------------------------------------------------------------------------------


def test_own_blocks_come_first(own: Path) -> None:
    """A name that an own and a packaged block share means the own one first, and blocks without a source have the source `user`."""
    written(own, "{id: group:my-pkk, name: My PKK, names: PKK, kind: party}")
    knowledge, warnings = load_all()
    assert warnings == []
    first, *others = knowledge.actor("PKK")
    assert (first.id, first.source) == ("group:my-pkk", "user")
    assert "group:pkk" in [actor.id for actor in others]


def test_a_change_of_the_file_is_seen(own: Path) -> None:
    """Knowledge is kept only as long as the file is the same."""
    written(own, RIVER)
    assert load_all()[0] is load_all()[0]
    written(own, RIVER, DELTA)
    assert load_all()[0].get("group:delta-army") is not None


@pytest.mark.parametrize(
    ("text", "line", "rule"),
    [
        ("actors:\n- {id: group:a, name: A Front, kind: militia}\n", ":2: group:a: ", "kind 'militia' is not one of"),
        ("actors:\n- {name: A Front, kind: party}\n", ":2: block without id: ", "`id` is"),
        ("actors:\n- just words\n", ":2: ", "a block is a mapping"),
        ("actors:\n- {id: group:a, id: group:b, name: A, kind: party}\n", ":2: ", "given twice"),
        ("actors:\n- &a {id: group:a, name: A, kind: party, offices: [*a]}\n", ":2: ", "the block holds itself"),
        ("actors:\n- {id: group:a, name: A Front, kind: party, part_of: group:nowhere}\n", ":2: group:a: ", "`part_of` names 'group:nowhere'"),
        ("actors:\n- {id: group:a\n", ": ", "not YAML"),
        ("actors: words\n", ":1: ", "`actors` is a list"),
        ("- a\n", ": ", "is a mapping with `actors`"),
        ("acters: []\n", ":1: ", "'acters' is given twice, or is none of"),
        ("actors: []\nactors: []\n", ":2: ", "'actors' is given twice"),
        ("source: [press]\n", ":1: ", "`source` is one text"),
        ("merged:\n- {from: group:pkk}\n", ":2: merged: ", "has `from` and `into`"),
        ("merged:\n- {from: group:pkk, into: [group:kck]}\n", ":2: merged: ", "are ids"),
        ("merged:\n- {from: group:pkk, into: group:nowhere}\n", ":2: merged: ", "no block has the id 'group:nowhere'"),
        (merged(("group:pkk", "group:kck"), ("group:pkk", "group:pyd")), ":3: merged: ", "group:pkk is merged already, into group:kck"),
        (merged(("group:pkk", "group:kck"), ("group:kck", "group:pkk")), ":3: merged: ", "leads back to group:kck: a circle"),
    ],
)
def test_a_malformed_file_is_left_out(own: Path, text: str, line: str, rule: str) -> None:
    """The warning names file, line, block and rule, and reading goes on with the packaged knowledge."""
    own.parent.mkdir()
    own.write_text(text, encoding="utf-8")
    knowledge, warnings = load_all()
    assert knowledge is load()
    assert len(warnings) == 1
    assert warnings[0].startswith(f"{own}{line}")
    assert rule in warnings[0]
    assert warnings[0].endswith("; reading goes on without this file")


def test_every_problem_of_a_file_is_told(own: Path) -> None:
    """One broken block does not hide the next."""
    written(own, "{id: group:a, name: A, kind: militia}", RIVER, "{id: group:b, kind: party}", after="merged:\n- words\n")
    assert [warning.split(": ")[0] for warning in load_all()[1]] == [f"{own}:{line}" for line in (2, 4, 6)]


@pytest.mark.parametrize("content", [b"actors: [\xff]", b"\xff\xfe"])
def test_what_is_no_text_is_left_out(own: Path, content: bytes) -> None:
    """A file in another encoding gives a warning."""
    own.parent.mkdir()
    own.write_bytes(content)
    assert "can't be read" in load_all()[1][0]


def test_a_directory_in_its_place_is_told(own: Path) -> None:
    """What can't be opened as a file gives a warning."""
    own.mkdir(parents=True)
    assert "can't be read" in load_all()[1][0]


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "actors:\n", "actors: []\nmerged: []\n"])
def test_an_empty_file_holds_nothing(own: Path, text: str) -> None:
    """A file with nothing in it, or with comments only, is no error."""
    own.parent.mkdir()
    own.write_text(text, encoding="utf-8")
    knowledge, warnings = load_all()
    assert warnings == []
    assert len(knowledge.actors) == len(load().actors)


# --- merges ----------------------------------------------------------------------------------------------------------------------------


def test_a_merged_actor_is_the_other(own: Path) -> None:
    """Name, acronym and id of the one lead to the other, which has the names of both and keeps its own."""
    written(own, RIVER, "{id: group:wadi, name: Wadi Front, kind: armed group}", after=merged(("group:river-front", "group:wadi")))
    knowledge, warnings = load_all()
    assert warnings == []
    found = [knowledge.get("group:river-front"), *knowledge.actor("River Front"), *knowledge.actor("RVF"), *knowledge.actor("Wadi Front")]
    assert {actor.id for actor in found if actor} == {"group:wadi"}
    assert len(found) == 4
    assert found[1].name == "Wadi Front"  # type: ignore[union-attr]
    assert found[1].country == "SD"  # type: ignore[union-attr]


def test_merges_follow_each_other(own: Path) -> None:
    """What was merged into something that was merged leads to the end."""
    written(own, RIVER, DELTA, WING, after=merged(("group:delta-wing", "group:delta-army"), ("group:delta-army", "group:river-front")))
    knowledge, _ = load_all()
    assert [actor.id for actor in knowledge.actor("Delta Wing")] == ["group:river-front"]


def test_references_follow_a_merge(own: Path) -> None:
    """What was a part of the one is a part of the other; a part that is merged into its whole is no part of itself."""
    written(own, RIVER, DELTA, WING, after=merged(("group:delta-army", "group:river-front")))
    knowledge, warnings = load_all()
    wing, river = knowledge.get("group:delta-wing"), knowledge.get("group:river-front")
    assert warnings == []
    assert wing is not None
    assert river is not None
    assert (wing.part_of, river.part_of) == (("group:river-front",), ())


def test_an_office_follows_a_merge(own: Path) -> None:
    """An office of the one is an office of the other."""
    written(
        own,
        "{id: igo:a, name: Alpha Council, kind: igo}",
        "{id: igo:b, name: Beta Council, kind: igo}",
        "{id: person:a, name: A Person, kind: person, offices: [{office: leader, of: igo:a, from: 2010}]}",
        after=merged(("igo:a", "igo:b")),
    )
    assert [actor.id for actor in load_all()[0].holders("leader", "igo:b", datetime.date(2012, 1, 1))] == ["person:a"]


def test_packaged_actors_can_be_merged(own: Path) -> None:
    """An own file may say that two packaged actors are one, and namesakes that were ambiguous only to each other are so no more."""
    written(own, after=merged(("person:assad-h", "person:assad")))
    own.write_text(own.read_text().replace("actors:\n", ""))
    found = load_all()[0].actor("Hafez Assad")
    assert [actor.id for actor in found] == ["person:assad"]
    assert len(found[0].offices) == 2


def test_a_shared_name_of_two_merged_actors_is_ambiguous_no_more(own: Path) -> None:
    """A name stays ambiguous only where a third actor has it."""
    names = "names: TWF; NNF, ambiguous: TWF; NNF"
    written(
        own,
        f"{{id: group:a, name: Alpha Twin Front, kind: party, {names}}}",
        f"{{id: group:b, name: Beta Twin Front, kind: party, {names}}}",
        "{id: group:c, name: Gamma Front, kind: party, names: NNF, ambiguous: NNF}",
        after=merged(("group:a", "group:b")),
    )
    knowledge, warnings = load_all()
    assert warnings == []
    assert [actor.ambiguous for actor in knowledge.actor("TWF")] == [False]
    assert [actor.ambiguous for actor in knowledge.actor("NNF")] == [True, True]


def test_a_merge_that_makes_a_circle_of_parts_is_refused(own: Path) -> None:
    """A whole can't be merged into a part of its part."""
    written(own, RIVER, DELTA, WING, "{id: group:x, name: X Front, kind: party, part_of: group:delta-wing}")
    before = own.read_bytes()
    with pytest.raises(KnowledgeError, match=r"`part_of` leads back.*group:x into group:river-front"):
        own_write.add(own, [], [], [Merge("group:x", "group:river-front"), Merge("group:river-front", "group:delta-wing")])
    assert own.read_bytes() == before


@pytest.mark.parametrize(
    ("pairs", "rule"),
    [
        ([("group:delta-army", "group:delta-army")], "a circle"),
        ([("group:river-front", "group:delta-army"), ("group:delta-army", "group:river-front")], "a circle"),
        ([("group:river-front", "group:delta-army"), ("group:river-front", "group:delta-wing")], "merged already"),
        ([("group:nowhere", "group:delta-army")], "no block has the id 'group:nowhere'"),
    ],
)
def test_merges_that_make_no_sense_are_refused(own: Path, pairs: list[tuple[str, str]], rule: str) -> None:
    """A circle, a second merge of one actor and an unknown id are refused, and the file stays as it was."""
    written(own, RIVER, DELTA, WING)
    before = own.read_bytes()
    with pytest.raises(KnowledgeError, match=rule):
        own_write.add(own, [], [], [Merge(*pair) for pair in pairs])
    assert own.read_bytes() == before


def test_unmerge_undoes_a_merge(own: Path) -> None:
    """After it the file holds what it held before the merge, and both actors are found again."""
    written(own, RIVER, DELTA)
    before = read_own(own)
    own_write.add(own, [], [], [Merge("group:delta-army", "group:river-front")])
    assert load_all()[0].actor("Delta Army")[0].id == "group:river-front"
    assert own_write.unmerge(own, "group:delta-army").into == "group:river-front"
    assert read_own(own) == before
    assert load_all()[0].actor("Delta Army")[0].id == "group:delta-army"


def test_what_is_not_merged_cannot_be_unmerged(own: Path) -> None:
    """The message says what is merged."""
    written(own, RIVER, DELTA, after=merged(("group:delta-army", "group:river-front")))
    with pytest.raises(KnowledgeError, match="group:river-front is not merged; merged: group:delta-army"):
        own_write.unmerge(own, "group:river-front")


# --- changes ---------------------------------------------------------------------------------------------------------------------------

LAYOUTS = {
    "no file": None,
    "empty": "",
    "comment without line end": "# mine",
    "without line end": f"actors:\n- {RIVER}",
    "indented, key after it": f"actors:\n  - {RIVER} # a note\n\n# kept\nsource: press\n",
    "brackets": f"source: press\nactors: [{RIVER}]\n",
    "empty brackets": "actors: []",
    "no value": "actors: # none yet\nsource: press\n",
    "block style": "actors:\n- id: group:river-front\n  name: River Front\n  kind: party\n  description: |\n    of\n    # two lines\n",
    "document marks": f"---\nactors:\n- {RIVER}\n...\n",
    "dash on its own line": "actors:\n  -\n    id: group:river-front\n    name: River Front\n    kind: party",
    "other line ends": f"source: press\r\nactors:\r\n- {RIVER}\r\n# kept\r\n",
    "merges before actors": merged(("group:ypg", "group:sdf")) + f"# kept\nactors:\n- {RIVER}\n",
    "byte-order mark": f"\ufeffactors:\n- {RIVER}\n",
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_a_block_is_added_to_any_layout(own: Path, layout: str | None) -> None:
    """However the file is written, the blocks and merges in it stay, every one of its lines stays, and the new ones are there."""
    if layout is not None:
        own.parent.mkdir()
        own.write_text(layout, encoding="utf-8", newline="")
    before = read_own(own)
    added(own, id="group:new", name="New Front", description="says: #1, [so]")
    own_write.add(own, [], [], [Merge("group:new", "group:pkk")])
    after = read_own(own)
    assert {actor.id for actor in after.actors} == {actor.id for actor in before.actors} | {"group:new"}
    assert set(before.actors) < set(after.actors)
    assert len(after.merges) == len(before.merges) + 1
    own_write.unmerge(own, "group:new")
    text = own.read_bytes().decode()
    assert [line for line in (layout or "").split("\n") if "#" in line and line.rpartition("#")[2] not in text] == []
    assert [merge[:2] for merge in read_own(own).merges] == [merge[:2] for merge in before.merges]
    assert load_all()[1] == []


@pytest.mark.parametrize("which", [0, 1, 2])
def test_one_of_several_merges_is_taken_out(own: Path, which: int) -> None:
    """The others stay, with the comments between them."""
    pairs = [("group:river-front", "group:sdf"), ("group:delta-army", "group:pkk"), ("group:delta-wing", "group:pkk")]
    lines = "".join(f"  # note {number}\n  - {{from: {source}, into: {into}}}\n" for number, (source, into) in enumerate(pairs))
    written(own, RIVER, DELTA, WING, after=f"merged:\n{lines}")
    own_write.unmerge(own, pairs[which][0])
    assert [merge[:2] for merge in read_own(own).merges] == [pair for number, pair in enumerate(pairs) if number != which]
    assert own.read_text().count("# note") == 3


@pytest.mark.parametrize("which", [0, 1])
def test_a_merge_is_taken_out_of_brackets(own: Path, which: int) -> None:
    """A list in brackets stays one."""
    sources = ["group:river-front", "group:delta-army"]
    written(own, RIVER, DELTA, after="merged: [" + ", ".join(f"{{from: {source}, into: group:pkk}}" for source in sources) + "]\n")
    own_write.unmerge(own, sources[which])
    assert [merge.source for merge in read_own(own).merges] == [sources[1 - which]]


def test_a_merge_in_block_style_is_taken_out(own: Path) -> None:
    """A pair on two lines goes with both."""
    written(own, RIVER, DELTA, after="merged:\n- from: group:river-front\n  into: group:pkk\n- from: group:delta-army\n  into: group:pkk\n")
    own_write.unmerge(own, "group:river-front")
    assert [merge.source for merge in read_own(own).merges] == ["group:delta-army"]


def test_a_file_in_braces_is_not_edited(own: Path) -> None:
    """A file that is one mapping in braces is left alone with a word on what to do."""
    own.parent.mkdir()
    own.write_text("{source: press}", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="put `actors:` on a line of its own"):
        added(own, id="group:new", name="New Front")
    assert own.read_text() == "{source: press}"


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"id": "group:river-front", "name": "Other Front"}, "the id is taken"),
        ({"id": "group:new", "name": "River Front"}, "name 'River Front' is also that of group:river-front"),
        ({"id": "group:new", "name": "New Front", "part_of": "group:nowhere"}, "`part_of` names 'group:nowhere'"),
    ],
)
def test_a_block_that_breaks_a_rule_is_refused(own: Path, fields: dict[str, str], rule: str) -> None:
    """Nothing is written when the whole would break a rule."""
    written(own, RIVER)
    before = own.read_bytes()
    with pytest.raises(KnowledgeError, match=rule):
        added(own, **fields)
    assert own.read_bytes() == before


def test_a_malformed_file_is_not_added_to(own: Path) -> None:
    """Whoever has a broken file mends it first; it is left as it is."""
    written(own, "{id: group:a, name: A, kind: militia}")
    before = own.read_bytes()
    with pytest.raises(KnowledgeError, match="kind 'militia'"):
        added(own, id="group:new", name="New Front")
    assert own.read_bytes() == before


def test_permissions_and_links_stay(own: Path, tmp_path: Path) -> None:
    """A file that is kept elsewhere and linked to is changed there, and who may read it stays the same."""
    kept = written(tmp_path / "dotfiles" / "knowledge.yaml", RIVER)
    kept.chmod(0o640)
    own.parent.mkdir()
    own.symlink_to(kept)
    added(own, id="group:new", name="New Front")
    assert own.is_symlink()
    assert len(read_own(kept).actors) == 2
    assert kept.stat().st_mode & 0o777 == 0o640


# --- nothing is lost -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_in_the_middle_of_writing_changes_nothing(own: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """A full disk leaves the file as it was, and no other file beside it."""
    written(own, RIVER)
    before = own.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, full)
    with pytest.raises(KnowledgeError, match=r"can't be changed: .*No space left"):
        added(own, id="group:new", name="New Front")
    assert own.read_bytes() == before
    assert list(own.parent.iterdir()) == [own]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_kill_in_the_middle_of_writing_changes_nothing(own: Path, step: str) -> None:
    """A process that is killed while it writes leaves the file as it was; the next write clears up after it."""
    written(own, RIVER)
    before = own.read_bytes()
    script = (
        "import os, signal\n"
        "from pathlib import Path\n"
        "from dateline.knowledge import own_write\n"
        "from dateline.knowledge.own import parse_block\n"
        f"os.{step} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "block = {'id': 'group:new', 'name': 'New Front', 'kind': 'party'}\n"
        f"own_write.add(Path({str(own)!r}), [block], [parse_block(block, 'test')])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    assert own.read_bytes() == before
    assert len(list(own.parent.iterdir())) == 2
    added(own, id="group:new", name="New Front")
    assert list(own.parent.iterdir()) == [own]
    assert len(read_own(own).actors) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="folders can't be locked there")
def test_writers_at_once_lose_nothing(own: Path) -> None:
    """Blocks that are added at the same time are all there in the end."""
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: added(own, id=f"group:n{number}", name=f"Front Number {number}"), range(16)))
    assert {actor.id for actor in read_own(own).actors} == {f"group:n{number}" for number in range(16)}


# --- blocks without an id --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("armed group", "River Front", "group:river-front"),
        ("ngo", "Médecins d'Été", "ngo:medecins-dete"),
        ("person", "Ann O’Neill", "person:ann-oneill"),
        ("party", "جبهة", "group:u62c-u628-u647-u629"),
        ("military", "Taken", "force:taken-3"),
    ],
)
def test_an_id_is_made_of_kind_and_name(kind: str, name: str, expected: str) -> None:
    """The id is plain letters, valid, and not taken."""
    made = identifier(kind, name, {"force:taken", "force:taken-2"})
    assert made == expected
    assert parse_block({"id": made, "name": name, "kind": kind}, "test").id == made


# --- growing by reading ----------------------------------------------------------------------------------------------------------------


def reading(*actors: tuple[str, ActorKind, str | None, list[tuple[str, str]]]) -> Reading:
    """A reading whose text is its mentions, one after the other: for each actor its name, kind, `kb`, and mentions with their forms."""
    text, records = "", []
    for number, (name, kind, known, listed) in enumerate(actors):
        mentions = []
        for words, form in listed:
            mentions.append(Mention(span=(len(text), len(text) + len(words)), form=form))  # type: ignore[arg-type]
            text += f"{words}. "
        records.append(Actor(id=f"a{number}", name=name, kind=kind, kb=known, mentions=tuple(mentions), country="SD"))
    return Reading(document=Document(origin="report", id="1", text=text), actors=tuple(records))


def test_an_unknown_group_becomes_a_block(own: Path) -> None:
    """Names and what the report calls the group are in the block; words that only stand for it are not."""
    written(own)
    told = [("the Sand Front", "name"), ("SNDF", "name"), ("the group", "nominal"), ("it", "pronoun"), ("al-Qaida's desert wing", "nominal")]
    (block,) = propose(reading(("Sand Front", "armed group", None, told)))
    assert block == {
        "id": "group:sand-front",
        "name": "Sand Front",
        "kind": "armed group",
        "country": "SD",
        "names": ["SNDF"],
        "description": "al-Qaida's desert wing",
        "source": "press",
    }
    assert parse_block(block, "test").names == ("Sand Front", "SNDF")


@pytest.mark.parametrize(
    ("kind", "known", "form", "name"),
    [
        ("armed group", "group:pkk", "name", "PKK"),
        ("armed group", None, "nominal", "the rebels"),
        ("person", None, "name", "Ann Writer"),
        ("state", None, "name", "Ruritania"),
        ("ngo", None, "name", "for Sand"),
    ],
)
def test_others_are_not_proposed(own: Path, kind: ActorKind, known: str | None, form: str, name: str) -> None:
    """Known actors, groups without a name, persons, states and the rest of a name that was cut give no block."""
    written(own)
    assert propose(reading((name, kind, known, [(name, form)]))) == []


def test_a_group_of_ones_own_is_not_proposed_again(own: Path) -> None:
    """Once added, a group is known, whatever the reading was made with."""
    unknown = reading(("River Front", "armed group", None, [("River Front", "name")]))
    written(own)
    assert [block["name"] for block in propose(unknown)] == ["River Front"]
    written(own, RIVER)
    assert propose(unknown) == []


def test_a_namesake_is_not_forced_onto_a_known_group(own: Path) -> None:
    """A group that the reading left without `kb` is a new one, with an id of its own, even if a packaged group has its name."""
    written(own)
    (block,) = propose(reading(("Sand Front", "party", None, [("Sand Front", "name"), ("PKK", "name")])))
    assert (block["id"], block["names"]) == ("group:sand-front", ["PKK"])
    (block,) = propose(reading(("PKK", "party", None, [("PKK", "name")])))
    assert block["id"] == "group:pkk-2"


def test_two_reports_of_one_group_give_one_block(own: Path) -> None:
    """Names and descriptions of several readings come together, each once."""
    written(own)
    first = reading(("Sand Front", "armed group", None, [("Sand Front", "name"), ("a desert militia", "nominal")]))
    second = reading(
        ("SNDF", "armed group", None, [("SNDF", "name"), ("Sand Front", "name"), ("A desert militia", "nominal"), ("a foe of Kassala", "nominal")])
    )
    (block,) = proposals([first, second])
    assert (block["name"], block["names"], block["description"]) == ("Sand Front", ["SNDF"], "a desert militia; a foe of Kassala")


def test_a_proposal_can_be_added(own: Path) -> None:
    """What is proposed is a valid block."""
    written(own)
    blocks = propose(reading(("Sand: Front #1", "armed group", None, [("Sand: Front #1", "name"), ("a [small], {new} group", "nominal")])))
    own_write.add(own, blocks, [parse_block(block, "test") for block in blocks])
    assert line_of(blocks[0]) in own.read_text()
    assert isinstance(load_all()[0], JoinedKnowledge)
    assert load_all()[0].actor("Sand: Front #1")[0].description == "a [small], {new} group"
