"""How well dateline reads: what `make eval` runs.

    python bench/evaluate.py            # figures; exit status 1 when one fell below its floor
    python bench/evaluate.py --raise    # and move floors up to what was reached
    python bench/evaluate.py --lower    # and let floors fall too: say why in the commit message
    python bench/evaluate.py --only gold --only ties

Gold reports and public corpora that may be measured with but not passed on are no part of this repository. They are looked for in the
folder that DATELINE_SHARED names, else in `shared` beside the repository. Where there is none, the annotated examples of the quality
gate are measured instead.

What is measured there:

gold          hand-annotated reports, scored by the scorer that comes with them; these figures have floors in `bench/floors.json`
attribution   PolNeAR: source, cue and content of attributions, by exact spans, by spans that overlap, and by shared words. Nothing is left
              out: PolNeAR also annotates beliefs and plans, includes "that" in the content and has one layer only, so that dateline's nested
              claims and its narrower notion cost something here. PolNeAR's source takes its appositions and relative clauses along ("Ann Roe, a
              judge who retired in May,"), a claim's source ends before them: whether the same source is found is told by the overlap, and
              the shared words charge the difference of convention to dateline
names         names of persons, places and organisations in news from outside the West. dateline names political actors and places, not
              everyone, so that recall has a ceiling; precision says how often a name that it gives is one
ties          re3d, on the war in Syria and Iraq: its allies, foes and belongings against allied_with, fights and part_of. A tie is right
              when its two actors are mentioned where re3d has the two ends; belongings of things and places are counted as missed. Any
              mention of an actor counts and an overlap is enough, so that longer names and other names for an end cost nothing. re3d does
              not mark every relation that its texts state (who founded or headed a society, who works with whom); those ties are counted
              as wrong all the same, which lowers the precision, as the loose match of ends may raise it
"""

from __future__ import annotations

import argparse
import csv
import datetime
import hashlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dateline

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from gate.floors import SLACK, reached  # the folder of tests is not installed
from gate.score import Tally, add_up, match, overlap, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dateline.records.model import Reading

    Span = tuple[int, int]
    Tallies = Mapping[str, Tally]

ROOT = Path(__file__).parents[1]
FLOORS = ROOT / "bench" / "floors.json"
CONFIDENT = 0.5
"""re3d gives each relation the confidence that its annotators together deserve; below this they disagreed."""
TIE_OF = {"AlliesOf": "allied_with", "FightingAgainst": "fights", "BelongsTo": "part_of"}
SYMMETRIC = {"allied_with", "fights"}
NAMED = ("Person", "Location", "Organization")
CLOSES = {*".,;:!?)]%”’'", "'s", "’s", "n't", "n’t"}
OPENS = {*"([“‘$#@"}
ENDINGS = {"s", "t", "re", "ll", "ve", "d", "m"}
EDGES = " \t\n\"'“”‘’.,;:!?-–—()[]"


def shared_folder() -> Path | None:
    """Where the gold and the corpora lie, if anywhere."""
    folder = Path(os.environ.get("DATELINE_SHARED", ROOT.parent / "shared"))
    return folder if (folder / "eval" / "score.py").exists() else None


def read_text(text: str, published: datetime.date | None = None) -> Reading:
    """The reading of a text that is in no file; a `ValueError` when its spans would point into another text."""
    reading = dateline.read("-", data=text.encode(), published=published)
    if reading.document.text != text:
        raise ValueError("the reader changed a plain text, so that spans can't be compared")
    return reading


# --- gold ------------------------------------------------------------------------------------------------------------------------------


def gold_figures(shared: Path) -> dict[str, dict[str, float]]:
    """The table of the scorer that comes with the gold, by figure."""
    command = f"{Path(sys.executable).with_name('dateline')} read --format jsonl"
    run = [sys.executable, str(shared / "eval" / "score.py"), str(shared / "eval" / "gold"), "--json", "--run", command]
    done = subprocess.run(run, stdout=subprocess.PIPE, text=True, check=True)
    figures: dict[str, dict[str, float]] = json.loads(done.stdout)
    return figures


def gold_table(figures: Mapping[str, Mapping[str, float]]) -> str:
    """The figures as lines of text."""
    rows = [f"{name:34}{f['precision']:7.3f}{f['recall']:7.3f}{f['f1']:7.3f}{f['gold']:7}{f['found']:7}" for name, f in figures.items()]
    return "\n".join([f"{'':34}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}{'found':>7}", *rows])


def gold_hash(shared: Path) -> str:
    """A hash of the gold reports and their scorer: floors hold for exactly these."""
    digest = hashlib.sha256()
    for path in [shared / "eval" / "score.py", *sorted((shared / "eval" / "gold").glob("*.json"))]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def guarded(figures: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """The F1 figures that have floors. Those "of matched" move whenever the matches do, so that a floor under them would say nothing."""
    return {name: figure["f1"] for name, figure in figures.items() if "of matched" not in name}


def keep_floors(figures: Mapping[str, float], gold: str, move: str | None) -> int:
    """Compare with the floors, and move them when asked to; the exit status is 1 for a figure that fell and was not let fall."""
    old: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {"gold": gold, "floors": {}}
    floors: dict[str, float] = old["floors"]
    same_gold = old["gold"] == gold
    if not same_gold and move is None:
        print("the gold has changed: --raise or --lower sets the floors anew")
        return 1
    fallen = [f"{name} is {figures.get(name, 0.0):.3f}, its floor is {floor:.3f}" for name, floor in floors.items() if figures.get(name, 0.0) < floor - SLACK]
    if fallen and move != "lower":
        print("\n".join([*fallen, "--lower accepts the fall"]))
        return 1
    if move:
        moved = {name: figure if move == "lower" else max(figure, floors.get(name, 0.0)) for name, figure in figures.items()}
        FLOORS.write_text(json.dumps({"gold": gold, "floors": moved}, indent=2) + "\n", encoding="utf-8")
        print(f"floors written to {FLOORS.relative_to(ROOT)}")
    return 0


# --- attribution -----------------------------------------------------------------------------------------------------------------------

Pieces = list["Span"]


def attribution_gold(path: Path) -> dict[str, list[Pieces]]:
    """The sources, cues and contents of a PolNeAR annotation file, each as its pieces."""
    found: dict[str, list[Pieces]] = {"Source": [], "Cue": [], "Content": []}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("T"):
            continue
        kind, _, offsets = line.split("\t")[1].partition(" ")
        if kind in found:
            found[kind].append([(int(start), int(end)) for start, end in (piece.split() for piece in offsets.split(";"))])
    return found


def attribution_tallies(reading: Reading, gold: Mapping[str, list[Pieces]]) -> dict[str, Tally]:
    """Exact spans, overlapping spans and shared words of one text's sources, cues and contents.

    Exact is without quotation marks and punctuation at the edges and without a leading "that", on both sides alike; an attribution in
    pieces is exact from its first word to its last. Spans overlap, one to one, when they share at least half of the shorter one, so that
    it doesn't matter how much of a noun phrase or a quotation either side takes; the best pairs come first, and a content that the cue
    interrupts counts as the two stretches that a claim each is made of. Shared words are counted once,
    however many claims hold them.
    """
    claims = reading.claims
    ours = {
        "Source": [claim.source.span for claim in claims if claim.source.span],
        "Cue": [claim.cue for claim in claims if claim.cue],
        "Content": [claim.span for claim in claims],
    }
    text, tallies = reading.document.text, {}
    for kind, spans in ours.items():
        mine = {trimmed(text, span) for span in spans}
        theirs = {trimmed(text, (pieces[0][0], pieces[-1][1])) for pieces in gold[kind]}
        tallies[f"{kind.lower()} exact"] = Tally(len(mine & theirs), len(mine), len(theirs))
        if kind == "Content":  # pieces that are only a quotation mark are none
            theirs = {stretch for pieces in gold[kind] for piece in pieces if (stretch := trimmed(text, piece)) and stretch[0] < stretch[1]}
        tallies[f"{kind.lower()} overlaps"] = Tally(len(match(sorted(theirs), sorted(mine), _shared_share)), len(mine), len(theirs))
        said, wanted = words(text, spans), words(text, [piece for pieces in gold[kind] for piece in pieces])
        tallies[f"{kind.lower()} words"] = Tally(len(said & wanted), len(said), len(wanted))
    return tallies


def _shared_share(want: Span, have: Span) -> tuple[float, bool]:
    """How much of the longer of two spans they share, nothing when it is less than half of the shorter one, and whether they start alike."""
    shared = overlap(want, have)
    lengths = sorted((want[1] - want[0], have[1] - have[0]))
    return (shared / lengths[1] if shared >= lengths[0] / 2 else 0.0, want[0] == have[0])


def trimmed(text: str, span: Span) -> Span:
    """A span without punctuation at its edges and without a leading "that"."""
    start, end = span
    while start < end and text[start] in EDGES:
        start += 1
    while start < end and text[end - 1] in EDGES:
        end -= 1
    return trimmed(text, (start + len("that "), end)) if text[start:end].casefold().startswith("that ") else (start, end)


def words(text: str, spans: list[Span]) -> set[int]:
    """Where the words inside these spans start."""
    starts: set[int] = set()
    for start, end in spans:
        starts.update(at for at in range(start, end) if text[at].isalnum() and (at == start or not text[at - 1].isalnum()))
    return starts


def attribution(folder: Path) -> Iterator[dict[str, Tally]]:
    """The tallies of each text of a PolNeAR folder. Where several annotators read a text, the first in order of name counts."""
    with (folder / "metadata.tsv").open(encoding="utf-8", newline="") as lines:
        dates = {row["filename"]: row["publication_date"] for row in csv.DictReader(lines, delimiter="\t")}
    for path in sorted((folder / "text").glob("*.txt")):
        annotations = sorted((folder / "attributions").glob(f"{path.stem}_*.ann"))
        reading = read_text(path.read_bytes().decode(), datetime.date.fromisoformat(dates[path.stem]))
        yield attribution_tallies(reading, attribution_gold(annotations[0]))


# --- names -----------------------------------------------------------------------------------------------------------------------------


def untokenised(path: Path) -> tuple[str, list[tuple[str, Span]]]:
    """A text put together again from its tokens, and the spans of its names with their types."""
    text, before, quoting = "", "", False
    names: list[tuple[str, Span]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        word, _, tag = line.partition("\t")
        if not word:
            text, before, quoting = text + "\n", "", False
            continue
        closes = word == '"' and quoting
        quoting ^= word == '"'
        text += "" if not before or closes or _stands_close(before, word) or (before == '"' and quoting) else " "
        start, text = len(text), text + word
        mark, _, kind = tag.partition("-")
        if mark == "I" and names and names[-1][0] == kind:
            names[-1] = (kind, (names[-1][1][0], len(text)))
        elif mark in {"B", "I"}:
            names.append((kind, (start, len(text))))
        before = word
    return text, names


def _stands_close(before: str, word: str) -> bool:
    """Whether no space stands between two tokens: at brackets, before punctuation, inside "co-chair" and "Korea's"."""
    return word in CLOSES or before in OPENS or "-" in {before, word} or (before in {"'", "’"} and word in ENDINGS)


@dataclass(frozen=True, slots=True)
class _Name:
    kind: str
    span: Span


def names_read(reading: Reading) -> list[_Name]:
    """The names that a reading holds: mentions of actors by name, and places. A state's name is a place's; a name inside another is dropped."""
    found = {span: "Location" for place in reading.places for span in place.spans}
    for actor in reading.actors:
        kind = "Person" if actor.kind == "person" else "Location" if actor.kind == "state" else "Organization"
        found.update({mention.span: kind for mention in actor.mentions if mention.form == "name" and mention.span not in found})
    whole = [span for span in found if not any(other != span and other[0] <= span[0] and span[1] <= other[1] for other in found)]
    return [_Name(found[span], span) for span in sorted(whole)]


def names_tallies(reading: Reading, gold: list[tuple[str, Span]]) -> dict[str, Tally]:
    """Names found with the very span, found with an overlapping one, and found with an overlapping one and the right type."""
    wanted = [_Name(kind, span) for kind, span in gold if kind in NAMED]
    found = names_read(reading)
    exact = len({name.span for name in wanted} & {name.span for name in found})
    pairs = match(wanted, found, lambda want, have: (float(overlap(want.span, have.span)), want.kind == have.kind))
    typed = [want for want, have in pairs if want.kind == have.kind]
    tallies = {
        "span exact": Tally(exact, len(found), len(wanted)),
        "span overlaps": Tally(len(pairs), len(found), len(wanted)),
        "span and type": Tally(len(typed), len(found), len(wanted)),
    }
    for kind in NAMED:
        of_kind = [sum(name.kind == kind for name in names) for names in (typed, found, wanted)]
        tallies[f"  {kind}"] = Tally(*of_kind)
    return tallies


def names(folder: Path) -> Iterator[dict[str, Tally]]:
    """The tallies of each article of a folder of token files."""
    for path in sorted(folder.glob("*.tsv")):
        text, gold = untokenised(path)
        yield names_tallies(read_text(text), gold)


# --- ties ------------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Relation:
    kind: str
    a: Span
    b: Span


def ties_tallies(reading: Reading, gold: list[_Relation]) -> dict[str, Tally]:
    """Two tallies for each kind: how many of our ties are a relation of re3d, and how many of those relations are among our ties.

    re3d relates mentions and we relate actors, so that one tie may answer many relations: what is right has to be counted on both sides.
    """
    mentions = {actor.id: [mention.span for mention in actor.mentions] for actor in reading.actors}

    def at(actor: str, span: Span) -> bool:
        return any(overlap(mention, span) for mention in mentions[actor])

    def is_same(a: str, b: str, relation: _Relation) -> bool:
        straight = at(a, relation.a) and at(b, relation.b)
        return straight or (relation.kind in SYMMETRIC and at(a, relation.b) and at(b, relation.a))

    tallies = {}
    for kind in TIE_OF.values():
        ours = [tie for tie in reading.ties if tie.kind == kind and tie.polarity in {"affirmed", "ended"}]
        theirs = [relation for relation in gold if relation.kind == kind]
        right = sum(any(is_same(tie.a, tie.b, relation) for relation in theirs) for tie in ours)
        recalled = sum(any(is_same(tie.a, tie.b, relation) for tie in ours) for relation in theirs)
        tallies[f"{kind} ours"] = Tally(right=right, found=len(ours))
        tallies[f"{kind} theirs"] = Tally(right=recalled, wanted=len(theirs))
    return tallies


def ties_table(tallies: Tallies) -> str:
    """A line for each kind of tie, its precision from our side and its recall from re3d's."""
    rows = [f"{'':24}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}{'found':>7}"]
    for kind in TIE_OF.values():
        ours, theirs = tallies[f"{kind} ours"], tallies[f"{kind} theirs"]
        both = ours.precision + theirs.recall
        f1 = 2 * ours.precision * theirs.recall / both if both else 0.0
        rows.append(f"{kind:24}{ours.precision:7.3f}{theirs.recall:7.3f}{f1:7.3f}{theirs.wanted:7}{ours.found:7}")
    return "\n".join(rows)


def ties(folder: Path) -> Iterator[dict[str, Tally]]:
    """The tallies of each document of the re3d folders."""
    for part in sorted(path for path in folder.iterdir() if path.is_dir()):
        relations: dict[str, list[_Relation]] = {}
        for row in _json_lines(part / "relations.json"):
            if row["type"] in TIE_OF and row["confidence"] >= CONFIDENT:
                relation = _Relation(TIE_OF[row["type"]], (row["sourceBegin"], row["sourceEnd"]), (row["targetBegin"], row["targetEnd"]))
                relations.setdefault(row["documentId"], []).append(relation)
        for row in _json_lines(part / "documents.json"):
            yield ties_tallies(read_text(row["text"]), relations.get(row["_id"], []))


def _json_lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


# --- the command -----------------------------------------------------------------------------------------------------------------------

CORPORA: dict[str, tuple[str, Callable[[Path], Iterator[dict[str, Tally]]], Callable[[Tallies], str]]] = {
    "attribution": ("attribution-polnear-dev", attribution, table),
    "names": ("names-worldwide-dev", names, table),
    "ties": ("ties-re3d", ties, ties_table),
}


def main(arguments: list[str] | None = None) -> int:
    """Print the figures that can be had here; the exit status is 1 when one that has a floor fell."""
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("--only", action="append", choices=("gold", *CORPORA), help="measure only this; may be given again")
    floors = command.add_mutually_exclusive_group()
    floors.add_argument("--raise", dest="move", action="store_const", const="raise", help="move the gold's floors up to what is reached")
    floors.add_argument("--lower", dest="move", action="store_const", const="lower", help="move the gold's floors to what is reached, also down")
    wanted = command.parse_args(arguments)
    shared = shared_folder()
    if shared is None:
        print("no shared gold here: these are the annotated examples of this repository, which the quality gate guards\n")
        print(table(reached()))
        return 0
    status = 0
    if not wanted.only or "gold" in wanted.only:
        figures = gold_figures(shared)
        print(f"gold\n{gold_table(figures)}\n")
        status = keep_floors(guarded(figures), gold_hash(shared), wanted.move)
    for name, (folder, measure, show) in CORPORA.items():
        path = shared / "data" / "measure" / folder
        if wanted.only and name not in wanted.only:
            continue
        print(f"\n{name} ({folder})")
        print(show(add_up(measure(path))) if path.exists() else "not here")
    return status


if __name__ == "__main__":
    sys.exit(main())
