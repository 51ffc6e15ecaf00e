"""The documentation: complete, true to the code, without broken links, and made of snippets that run."""

from __future__ import annotations

import ast
import dataclasses
import importlib.util
import re
import types
import typing
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

import dateline
from dateline import _errors
from dateline.cli import main
from dateline.knowledge import blocks
from dateline.ontology.lexicon import EventRule, TieRule
from dateline.records import model

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
SOURCES = ROOT / "src" / "dateline"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", ROOT / "examples" / "README.md", *sorted(DOCS.glob("*.md"))]
RECORDS = [record for record in vars(model).values() if isinstance(record, type) and issubclass(record, model.Record) and record is not model.Record]
ELLIPSIS = "…"
"""What stands in `docs/errors.md` for the parts of a message that vary."""


def read(name: str) -> str:
    """The text of a page of the documentation."""
    return (DOCS / name).read_text(encoding="utf-8")


def page_id(path: Path) -> str:
    """The name of a page as tests show it."""
    return str(path.relative_to(ROOT))


def sections(page: str, level: int) -> dict[str, str]:
    """What stands under each heading of a level, by the heading without its backticks."""
    pieces = re.split(rf"^#{{{level}}} (.+)$", without_code(page), flags=re.MULTILINE)
    return {heading.strip("` "): body for heading, body in zip(pieces[1::2], pieces[2::2], strict=True)}


def without_code(page: str) -> str:
    """A page without its fenced blocks, in which a `#` is no heading and `[x](y)` no link."""
    return re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL)


def rows(section: str) -> set[str]:
    """The names in the first column of a section's tables."""
    return {name for cell in re.findall(r"^\| ([^|]+) \|", section, re.MULTILINE) for name in re.findall(r"`([^`]+)`", cell)}


def refresh() -> Any:
    """The script that brings the outputs in the documentation up to date; it knows how snippets are written and run."""
    specification = importlib.util.spec_from_file_location("refresh", DOCS / "refresh.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


# --- complete --------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", dateline.__all__)
def test_public_name_is_documented(name: str) -> None:
    """Everything in `dateline.__all__` is told of on the page about Python."""
    assert re.search(rf"`(?:dateline\.)?{name}[`(.]", without_code(read("python.md")))


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_fields_of_a_record_are_documented(record: type[model.Record]) -> None:
    """The section of a record has a row for each of its fields, and none for a field that it does not have."""
    fields = set(record.__struct_fields__)
    section = sections(read("records.md"), 2)[record.__name__]
    first_table, _, _ = section.strip().partition("\n\n") if section.strip().startswith("|") else section[section.index("| field") :].partition("\n\n")
    assert rows(first_table) == fields


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_values_of_a_field_are_documented(record: type[model.Record]) -> None:
    """Where a field has one of a few values, the section of its record names each."""
    section = sections(read("records.md"), 2)[record.__name__]
    for field, kind in typing.get_type_hints(record).items():
        missing = [value for value in literals(kind) if f"`{value}`" not in section]
        assert not missing, f"{record.__name__}.{field}"


def literals(kind: Any) -> list[str]:
    """The values of a Literal, or of a union that holds one."""
    if typing.get_origin(kind) is typing.Literal:
        return list(typing.get_args(kind))
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return [value for part in typing.get_args(kind) for value in literals(part)]
    return []


def test_every_public_record_is_one_of_the_model() -> None:
    """The page about records has a section for each record class, and for each that `dateline` exports."""
    exported = {name for name in dateline.__all__ if isinstance(getattr(dateline, name), type) and issubclass(getattr(dateline, name), model.Record)}
    assert exported == {record.__name__ for record in RECORDS}


def test_commands_are_documented() -> None:
    """Each command has a section of its own."""
    assert isinstance(main, click.Group)
    assert {"dateline", *(f"dateline {name}" for name in main.commands)} <= set(sections(read("commands.md"), 2))


def options() -> list[tuple[str, str]]:
    """Every option of every command: the heading of the command's section, and one of the option's forms."""
    found = [("dateline", parameter) for parameter in main.get_params(click.Context(main))]
    found += [(f"dateline {name}", parameter) for name, command in main.commands.items() for parameter in command.params]
    return [(heading, form) for heading, parameter in found if isinstance(parameter, click.Option) for form in parameter.opts]


@pytest.mark.parametrize(("heading", "option"), options())
def test_option_is_documented(heading: str, option: str) -> None:
    """Each option has a heading or a row in the section of its command."""
    section = sections(read("commands.md"), 2)[heading]
    assert f"### `{option}`" in section or option in rows(section)


@pytest.mark.parametrize("name", [name for name, kind in vars(_errors).items() if isinstance(kind, type) and issubclass(kind, Exception | Warning)])
def test_error_is_documented(name: str) -> None:
    """Each class of error or warning has a section."""
    assert name in sections(read("errors.md"), 2)


def messages(*callables: str) -> list[tuple[str, str]]:
    """What the code says by raising or giving these errors: the file, and the message with an ellipsis for each value."""
    found = []
    for path in sorted(SOURCES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in callables:
                argument = node.args[1] if name == "InputError" else node.args[0]
                found += [(path.name, text) for text in texts(argument) if re.search(r"\w", text)]
    return found


def texts(node: ast.expr) -> list[str]:
    """The texts that an expression can give, an ellipsis for each value in them; nothing for what is no text."""
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.IfExp):
        return [*texts(node.body), *texts(node.orelse)]
    if isinstance(node, ast.JoinedStr):
        return ["".join(str(part.value) if isinstance(part, ast.Constant) else ELLIPSIS for part in node.values)]
    return []


@pytest.mark.parametrize(("file", "message"), messages("InputError", "KnowledgeError", "ModelError", "BadParameter", "UsageError"))
def test_message_is_documented(file: str, message: str) -> None:
    """Each message of an error is on the page about errors, in the very words of the code."""
    assert message in read("errors.md"), file


@pytest.mark.parametrize(
    ("data", "fragment"),
    [
        (b"Troops entered the town on Monday, residents said.", "no date of publication"),
        (b"Fighting resumes\n\n05/10/2015\n\nTroops entered the town on Monday, residents said.", "can be read two ways"),
        (b"Die Regierung hat am Montag mitgeteilt, dass die Truppen in die Stadt eingezogen sind und dort bleiben werden.", "is in German"),
        (b"Fighting resumes", "no sentence found"),
        ("The président of Türkiye said on Monday that the army had left.".encode("cp1252"), "read as Windows-1252"),
        ("The president said on Monday that the army had left.".encode("utf-16-le"), "no byte-order mark"),
        (rb'{"text": "The president said on Monday \ud83d that the army had left."}', "surrogate"),
    ],
)
def test_warning_is_documented(data: bytes, fragment: str) -> None:
    """Each warning that a report can give is on the page about errors, in the words in which it is given."""
    given = [warning for report in readings_of(data) for warning in report.warnings if fragment in warning]
    assert given, "the input no longer gives this warning"
    listed = [line.split(" | ")[0].strip("| ").removeprefix("`").removesuffix("`") for line in sections(read("errors.md"), 2)["Warnings"].splitlines()]
    patterns = [".+".join(map(re.escape, line.split(ELLIPSIS))) for line in listed if line]
    assert all(any(re.fullmatch(pattern, warning) for pattern in patterns) for warning in given)


def readings_of(data: bytes) -> list[Any]:
    """The reports in some bytes; the language in them is not read."""
    from dateline.sources import load

    return list(load("report", data=data))


@pytest.mark.parametrize("file", sorted(path.name for path in (SOURCES / "ontology").glob("*.yaml")))
def test_keys_of_an_ontology_file_are_documented(file: str) -> None:
    """The section of an ontology file has a row for each key at its top, and none for a key that it does not have."""
    keys = set(yaml.safe_load((SOURCES / "ontology" / file).read_text(encoding="utf-8")))
    section = sections(read("ontology.md"), 2)[file]
    listed = rows(section) - rule_keys(file)
    assert keys - {"verbs", "participles", "nouns"} == listed - {"verbs", "participles", "nouns"}
    assert all(f"`{key}`" in section for key in keys)


def rule_keys(file: str) -> set[str]:
    """The keys of the rules in an ontology file that has rules."""
    content = yaml.safe_load((SOURCES / "ontology" / file).read_text(encoding="utf-8"))
    used = {key for rules in content.values() if isinstance(rules, list) for rule in rules if isinstance(rule, dict) for key in rule}
    known: dict[str, type] = {"events.yaml": EventRule, "ties.yaml": TieRule}
    if file not in known:
        return set()
    spelled = {"with_": "with", "predicative": "as", "origin": "from"}
    return used | {spelled.get(field.name, field.name) for field in dataclasses.fields(known[file])} - {"type"}


@pytest.mark.parametrize("file", ["events.yaml", "ties.yaml"])
def test_keys_of_a_rule_are_documented(file: str) -> None:
    """The section of an ontology file has a row for each key that its rules can have."""
    assert rule_keys(file) <= rows(sections(read("ontology.md"), 2)[file])


def test_fields_of_a_knowledge_block_are_documented() -> None:
    """The page about knowledge has a row for each field of a block, and none for a field that there is not."""
    assert rows(sections(read("knowledge.md"), 2)["A block"]) - blocks.SOURCES == blocks._FIELDS


# --- true ------------------------------------------------------------------------------------------------------------------------------


def anchors(page: str) -> set[str]:
    """The anchors that headings give a page, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", without_code(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", PAGES, ids=page_id)
def test_links_lead_somewhere(path: Path) -> None:
    """A link or picture leads to a file of the repository, and to a heading that it has."""
    for target in re.findall(r"\]\(([^)\s]+)\)", without_code(path.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        file = (path.parent / name).resolve() if name else path
        assert file.exists(), target
        assert not anchor or anchor in anchors(file.read_text(encoding="utf-8")), target


@pytest.mark.parametrize("path", PAGES, ids=page_id)
def test_code_names_files_that_exist(path: Path) -> None:
    """A file of the repository that a page names in backticks is there."""
    named = re.findall(r"`((?:src|docs|tests|training|bench|examples)/[\w./-]+)`", path.read_text(encoding="utf-8"))
    assert [name for name in named if not (ROOT / name).exists() and not name.endswith("floors.json")] == []


@pytest.mark.parametrize("path", PAGES, ids=page_id)
def test_make_targets_exist(path: Path) -> None:
    """A page names only targets that the Makefile has."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", path.read_text(encoding="utf-8"), re.MULTILINE)) <= targets


@pytest.mark.parametrize("path", [*PAGES, ROOT / "NOTICE"], ids=page_id)
def test_no_figure_is_left_open(path: Path) -> None:
    """No page holds a marker where a figure belongs."""
    assert re.findall(r"@@[\w-]*@@", path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", [path for path in refresh().PAGES if "```python" in path.read_text(encoding="utf-8")], ids=page_id)
def test_python_snippets_run(path: Path, tmp_path: Path) -> None:
    """The Python of a page runs from its top to its bottom, and prints something wherever an output is shown."""
    script = refresh()
    folder = script.playground(tmp_path)
    names: dict[str, object] = {}
    found = script.blocks(path.read_text(encoding="utf-8"))
    for block, following in zip(found, [*found, None][1:], strict=True):
        if block.kind == "python":
            printed = script.run_python(block.body, names, folder)
            assert bool(printed) == (following is not None and following.kind == "text" and following.body != "")


def shown_commands() -> list[Any]:
    """Every command of every page with the output that is shown for it; a page's commands are one test, since later ones use what earlier ones wrote."""
    script = refresh()
    return [
        pytest.param([shown for block in script.blocks(page) if block.kind == "console" for shown in script.commands(block.body)], id=page_id(path))
        for path in script.PAGES
        if "```console" in (page := path.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("commands", shown_commands())
def test_commands_run(commands: list[tuple[str, str]], tmp_path: Path) -> None:
    """A command of a page does what the page shows: the very output where no report is read, else an output where one is shown."""
    script = refresh()
    folder = script.playground(tmp_path)
    for command, shown in commands:
        status, output = script.run_command(command, folder)
        assert "Traceback" not in output, command
        if status or not re.search(r"\bread (?!--help)", command):
            assert output == shown, command
        else:
            assert bool(output) == bool(shown), command


def test_snippets_are_found() -> None:
    """The README and the page about Python have snippets for these tests to run."""
    script = refresh()
    kinds = {path.name: {block.kind for block in script.blocks(path.read_text(encoding="utf-8"))} for path in script.PAGES}
    assert kinds["README.md"] == {"console", "python", "text"}
    assert kinds["python.md"] == {"python", "text"}


def test_changelog_is_about_this_version() -> None:
    """The newest section of the changelog is the version of the package."""
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest is not None
    assert newest[1] == dateline.__version__


def test_every_page_is_linked_from_the_readme() -> None:
    """A reader who begins at the README finds every page."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in DOCS.glob("*.md") if f"(docs/{path.name})" not in readme] == []
