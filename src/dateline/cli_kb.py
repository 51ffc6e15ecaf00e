"""The commands `dateline kb ...`: look at what is known of an actor, and keep knowledge of one's own.

What was asked for goes to standard output, what there is to say about it to standard error. As in `cli`, whatever is slow to import is imported inside
the command that needs it.
"""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline._errors import InputError, KnowledgeError
from dateline.cli_days import day_option

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from dateline.knowledge.actors import Knowledge
    from dateline.knowledge.export import Block
    from dateline.knowledge.model import KnownActor, Office
    from dateline.knowledge.own import Own
    from dateline.records.model import Reading


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def kb() -> None:
    """Look up actors in the knowledge base, and add your own.

    Your own knowledge is one YAML file: $DATELINE_KNOWLEDGE, else dateline/knowledge.yaml in
    $XDG_CONFIG_HOME (~/.config). Its blocks come before the packaged ones. The commands change it
    whole or not at all, and leave your comments where they are.
    """


@contextlib.contextmanager
def _refusing() -> Iterator[None]:
    """Say what breaks a rule, a line each, and end with status 1."""
    try:
        yield
    except KnowledgeError as error:
        for line in str(error).splitlines():
            _say(line)
        sys.exit(1)


def _say(message: str) -> None:
    from dateline.cli import _say as say

    say(message)


def _known() -> Knowledge:
    """All that is known; what is wrong with the own file is said."""
    from dateline.knowledge.own import load_all

    knowledge, warnings = load_all()
    for warning in warnings:
        _say(f"warning: {warning}")
    return knowledge


@kb.command()
@click.argument("name", metavar="NAME")
@day_option("--on", last=True, help="Put those first who existed, or held office, on this day; of a year or a month its last day.")
def show(name: str, on: dt.date | None) -> None:
    """Show every actor that NAME can mean, the likeliest first.

    NAME is a name, an acronym, a demonym, a capital or an id such as group:taliban. Of a name that is not known the
    nearest ones are offered, and the exit status is 1.
    """
    from dateline.knowledge.nearest import candidates

    with _refusing():
        knowledge = _known()
        found = candidates(knowledge, name, on)
        if not found:
            _say(_unknown(name, knowledge))
            sys.exit(1)
        click.echo("\n\n".join("\n".join(_lines(actor, knowledge)) for actor in found))


def _lines(actor: KnownActor, knowledge: Knowledge) -> Iterator[str]:
    """What is known of an actor, a line for each thing."""
    from dateline.knowledge.own import JoinedKnowledge

    yield f"{actor.name} ({actor.id})"
    former = {name for name, _ in actor.former}
    foreign = [f"{name} ({language})" for language, name in actor.foreign]
    apart = former | {actor.name} | {name for _, name in actor.foreign}
    own = isinstance(knowledge, JoinedKnowledge) and actor.id in knowledge.own
    merged = [source for source, into in knowledge.merged.items() if into == actor.id] if isinstance(knowledge, JoinedKnowledge) else []
    rows = [
        ("found by", f"{actor.via} {actor.matched}" + (", which can mean others" if actor.ambiguous else "") if actor.via else ""),
        ("kind", actor.kind),
        ("country", actor.country or ""),
        ("names", "; ".join([*(name for name in actor.names if name not in apart), *foreign])),
        ("former names", "; ".join(f"{name} (until {until})" for name, until in actor.former)),
        ("demonyms", "; ".join(actor.demonyms)),
        ("capitals", "; ".join(actor.capitals)),
        ("seats", "; ".join(actor.seats)),
        ("part of", _named(actor.part_of, knowledge)),
        ("existed", _span(actor.since, actor.until)),
        ("formerly", _named(actor.formerly, knowledge)),
        ("later", _named(actor.later, knowledge)),
        *(("office", _office(held, knowledge)) for held in actor.offices),
        ("description", actor.description or ""),
        ("merged", "; ".join(merged)),
        # A packaged file is named without the folder of the installation.
        ("source", f"{actor.source}, " + (f"own file, {actor.origin}" if own else f"packaged, {Path(actor.origin).name}")),
    ]
    yield from (f"  {label:<13} {value}" for label, value in rows if value)


def _named(identifiers: Sequence[str], knowledge: Knowledge) -> str:
    found = [(identifier, knowledge.get(identifier)) for identifier in identifiers]
    return "; ".join(f"{actor.name} ({actor.id})" if actor else identifier for identifier, actor in found)


def _office(held: Office, knowledge: Knowledge) -> str:
    """An office with its title, its owner and its dates."""
    owner = knowledge.get(held.of)
    title = f" ({held.title})" if held.title else ""
    span = _span(held.since, held.until)
    return f"{held.office}{title} of {owner.name if owner else held.of}" + (f", {span}" if span else "")


def _span(since: dt.date | None, until: dt.date | None) -> str:
    if since and until:
        return f"{since} to {until}"
    return f"since {since}" if since else f"until {until}" if until else ""


@kb.command()
@click.option("--name", required=True, help="The canonical name.")
@click.option("--kind", required=True, help="What it is: state, government, military, armed group, coalition, party, igo, ngo, company, media, ...")
@click.option("--id", "identifier", help="A lower-case room, a colon, and letters, digits or hyphens. Without it one is made of kind and name.")
@click.option("--country", metavar="CODE", help="ISO 3166-1 alpha-2 code, such as SY.")
@click.option("--names", multiple=True, help="Other names that mean it, with semicolons between them; may be given again.")
@click.option("--part-of", multiple=True, metavar="ID", help="Id of what it is a part or an organ of; may be given again.")
@click.option("--from", "since", metavar="DATE", help="Since when it exists: YYYY, YYYY-MM or YYYY-MM-DD.")
@click.option("--until", metavar="DATE", help="Until when it existed.")
@click.option("--description", help="A sentence for a person who reads the file.")
@click.option("--source", default="user", show_default=True, help="What kind of source it rests on: press, own site, government list, ...")
def add(
    name: str,
    kind: str,
    identifier: str | None,
    country: str | None,
    names: Sequence[str],
    part_of: Sequence[str],
    since: str | None,
    until: str | None,
    description: str | None,
    source: str,
) -> None:
    """Add an actor to your own file.

    The block is held to all rules first. One with the id of a packaged block takes its place; a name that others have as well is found before theirs.
    """
    from dateline.knowledge import own_write
    from dateline.knowledge.identifiers import identifier as new_identifier
    from dateline.knowledge.own import own_path, parse_block, read_own
    from dateline.knowledge.tables import packaged_tables

    with _refusing():
        path = own_path()
        packaged = {actor.id for actor in packaged_tables().actors}
        taken = packaged | {actor.id for actor in read_own(path).actors}
        values: Block = {
            "id": identifier or new_identifier(kind, name, taken),
            "name": " ".join(name.split()),
            "kind": kind,
            "country": country or "",
            "names": [item for given in names for part in given.split(";") if (item := " ".join(part.split()))],
            "part_of": [item.strip() for given in part_of for item in given.split(";")],
            "from": since or "",
            "until": until or "",
            "description": " ".join((description or "").split()),
            "source": source,
        }
        block = {field: value for field, value in values.items() if value}
        actor = parse_block(block, str(path))
        own_write.add(path, [block], [actor])
        _say(f"{actor.id} added to {path}" + ("; it takes the place of the packaged block" if actor.id in packaged else ""))


@kb.command()
@click.argument("other", metavar="OTHER")
@click.argument("into", metavar="INTO")
def merge(other: str, into: str) -> None:
    """Say that OTHER is the same actor as INTO.

    Both are ids, or names that mean one actor. Look-ups of OTHER then give INTO, which has the names of both. No block is changed, so that
    `dateline kb unmerge` undoes it. A merge that would form a circle is refused.
    """
    from dateline.knowledge import own_write
    from dateline.knowledge.own import Merge, joined, own_path, read_own
    from dateline.knowledge.tables import packaged_tables

    with _refusing():
        path = own_path()
        own = read_own(path)
        knowledge = joined(own, packaged_tables().actors)
        # An id is taken as it stands, also that of an actor which is merged already: that is what makes a circle.
        ends = [text if knowledge.get(text) else _one(text, knowledge).id for text in (other, into)]
        own_write.add(path, [], [], [Merge(*ends)])
        _say(f"{ends[0]} merged into {ends[1]} in {path}")


def _unknown(text: str, knowledge: Knowledge) -> str:
    """That a name is not known, with the nearest ones."""
    from dateline._near import nearest, offered

    names = (name for actor in knowledge.actors for name in (*actor.names, *actor.capitals, *actor.demonyms))
    return f"{text!r} is not known; {offered(nearest(text, names), '`dateline kb add` adds an actor of your own')}"


def _one(text: str, knowledge: Knowledge) -> KnownActor:
    """The one actor that a name means. Raises `KnowledgeError` when that is none or several."""
    from dateline.knowledge.nearest import candidates

    found = candidates(knowledge, text)
    if not found:
        raise KnowledgeError(_unknown(text, knowledge))
    if len(found) > 1:
        raise KnowledgeError(f"{text!r} can mean {', '.join(actor.id for actor in found)}; give an id")
    return found[0]


@kb.command()
@click.argument("other", metavar="OTHER")
def unmerge(other: str) -> None:
    """Undo the merge of OTHER, an id, into another actor."""
    from dateline.knowledge import own_write
    from dateline.knowledge.own import own_path

    with _refusing():
        path = own_path()
        undone = own_write.unmerge(path, other)
        _say(f"{undone.source} is no longer merged into {undone.into} in {path}")


@kb.command("import")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--format",
    "form",
    type=click.Choice(["wikidata", "ftm", "csv", "yaml"]),
    required=True,
    help="wikidata: entities as JSON lines. ftm: FollowTheMoney entities as JSON lines. csv: a table whose first row names fields. yaml: a knowledge file.",
)
@click.option("--kind", help="The kind of Wikidata and FollowTheMoney entities that do not tell theirs.")
@click.option("--skip-bad", is_flag=True, help="Leave out rows that break a rule, and import the others.")
def import_(file: Path, form: str, kind: str | None, *, skip_bad: bool) -> None:
    """Add the actors of FILE to your own file.

    All rows are held to the rules first. If one breaks a rule, it is named with file, line and rule, nothing is imported, and the exit status is 1.
    Rows that are known already are passed over.
    """
    from dateline.knowledge.imports import import_file
    from dateline.knowledge.own import own_path

    with _refusing():
        path = own_path()
        done = import_file(file, form, path, kind=kind, skip_bad=skip_bad)
        for problem in done.skipped:
            _say(f"skipped: {problem}")
        for note in done.notes:
            _say(f"note: {note}")
        _say(f"{done.added} added to {path}, {done.known} known already, {len(done.skipped)} skipped")


@kb.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--format",
    "form",
    type=click.Choice(["yaml", "ftm", "csv"]),
    required=True,
    help="yaml: a knowledge file. ftm: FollowTheMoney entities as JSON lines. csv: a table with a column for each field.",
)
@click.option("--all", "everything", is_flag=True, help="Also the packaged blocks that none of yours takes the place of.")
def export(file: Path, form: str, *, everything: bool) -> None:
    """Write your own blocks to FILE; - is standard output.

    What is exported can be imported again. Merges are in YAML only.
    """
    from dateline.knowledge.own import beside, own_path, read_own
    from dateline.knowledge.own_write import replace_file
    from dateline.knowledge.tables import packaged_tables

    with _refusing():
        path = own_path()
        own = read_own(path)
        actors = [*own.actors, *(beside(own.actors, packaged_tables().actors) if everything else [])]
        text = _written(form, actors, own)
        if form != "yaml" and own.merges:
            _say(f"note: {len(own.merges)} merges are left out; --format yaml holds them")
        if str(file) == "-":
            sys.stdout.buffer.write(text.encode())
            return
        if file.exists() and path.exists() and file.samefile(path):
            raise KnowledgeError(f"{file}: this is your own knowledge file; name another")
        try:
            replace_file(file, text)
        except OSError as error:
            raise KnowledgeError(f"{file}: can't be written: {error.strerror}") from error
        _say(f"{len(actors)} written to {file}")


def _written(form: str, actors: Sequence[KnownActor], own: Own) -> str:
    from dateline.knowledge.export import to_csv, to_ftm, to_yaml

    if form == "yaml":
        return to_yaml(actors, [(merge.source, merge.into) for merge in own.merges])
    return to_csv(actors) if form == "csv" else to_ftm(actors)


@kb.command()
@click.argument("reports", nargs=-1, required=True, metavar="REPORT...")
@day_option("--published", last=True, help="Date of publication, for reports that do not give their own; of a year or a month its last day.")
def propose(reports: Sequence[str], published: dt.date | None) -> None:
    """Print, as YAML, blocks for the groups in REPORTs that nobody knows yet.

    Nothing is stored: look at the blocks, save those that are right to a file, and give it to `dateline kb import`. A comment says whom a name can also
    mean. A REPORT that can't be read is named, the others are read all the same, and the exit status is 1.
    """
    from dateline.knowledge.export import line_of
    from dateline.knowledge.propose import proposals

    with _refusing():
        knowledge = _known()
        readings, failed = _readings(reports, published)
        blocks = proposals(readings, knowledge)
        if blocks:
            click.echo("actors:")
        for block in blocks:
            if others := _namesakes(block, knowledge):
                click.echo(f"# can also mean {others}")
            click.echo(f"- {line_of(block)}")
        _say(f"reports read: {len(readings)}, blocks proposed: {len(blocks)}")
    sys.exit(1 if failed else 0)


def _readings(reports: Sequence[str], published: dt.date | None) -> tuple[list[Reading], bool]:
    """The readings of some files, and whether one could not be read."""
    from dateline import _read

    readings: list[Reading] = []
    failed = False
    for origin in reports:
        for result in _read.readings(origin, published=published):
            if isinstance(result, InputError):
                failed = True
                _say(str(result))
            else:
                readings.append(result)
    return readings, failed


def _namesakes(block: Block, knowledge: Knowledge) -> str:
    """The known actors that a name of a block can mean."""
    listed = block.get("names", [])
    names = [str(block["name"]), *(map(str, listed) if isinstance(listed, list) else [])]
    found = {actor.id: actor.name for name in names for actor in knowledge.actor(name)}
    return ", ".join(f"{name} ({identifier})" for identifier, name in found.items())
