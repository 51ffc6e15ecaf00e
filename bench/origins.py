"""Measure how well, and how fast, reports that go back to one origin are found.

    python bench/origins.py             # recall and precision on edited copies of public reports
    python bench/origins.py --undated   # the same without dates
    python bench/origins.py --cost      # and the time that one more report takes
    python bench/origins.py --show      # and the pairs of different reports that were taken for one

Reports of Wikinews and press releases of the US Department of State are read from the folder that `DATELINE_SHARED` names, or `shared` beside the
repository. Two copies of half of them are made with a fixed seed by the edits of `EDITS`, and for some a longer report that holds it between two others.
Three copies in ten are printed by the publisher of the original, the others by one of five other outlets, a day later. Every pair of a report and its copy is
to be found. Precision is over all pairs that are found, and there are many ways to be wrong: reports about one event,
releases that share their formulas, and two kinds of made ones, different reports with the same paragraph about the publisher and with the same long
quotation. A pair is found when both are in one group, or one is listed as going back to the other's group as well. Releases that differ in little but a
country's name are different reports here, and so are statements that a government repeats: they cost precision.
"""

from __future__ import annotations

import argparse
import datetime
import gzip
import json
import lzma
import random
import re
import time
from collections import Counter
from collections.abc import Callable  # for an alias that is made at run time
from itertools import combinations
from typing import TYPE_CHECKING

from evaluate import shared_folder  # beside this file
from msgspec.structs import replace

from dateline.linking.origins import Origins, group_origins
from dateline.records.model import Document, TextPart

if TYPE_CHECKING:
    from pathlib import Path

SEED = 11
ORIGINALS = 250
"""Reports of each collection that copies are made of; as many again stay alone."""
OWN_COPIES = 0.3
"""The share of copies that the publisher of the original prints itself, as updates and reprints are."""
OUTLETS = ("Lakeside Monitor", "Evening Sheet", "River Post", "Harbour Times", "Hill Gazette")
ABOUT = (
    "The Lakeside Monitor is an independent newsroom that is funded by its readers. To learn how we check facts, how we correct what was wrong, and how we "
    "protect those who talk to us, visit our page about standards. Write to our editors with hints and corrections, and subscribe to the evening letter, "
    "which goes out at six on every working day and is free of charge for all who live in the region."
)
SAID = (
    "At the end of the day nobody can say that we did not warn about this, since for eleven months we have written to every office that has a door, and what "
    "came back was silence, so that we now have to carry on by ourselves and will do so for as long as it takes and with whoever wants to come along"
)

Edit = Callable[[list[str], random.Random, list[str]], list[str]]


def sentences(text: str) -> list[str]:
    """A report's sentences, roughly."""
    return [part.strip() for part in re.split(r"(?<=[.!?”\"])\s+|\n+", text) if part.strip()]


def substituted(share: float) -> Edit:
    """Other words of the collection in the place of a share of those without a capital or digit: who rewrites keeps names and numbers."""

    def edit(parts: list[str], dice: random.Random, vocabulary: list[str]) -> list[str]:
        return [" ".join(dice.choice(vocabulary) if dice.random() < share and word[0].islower() else word for word in part.split()) for part in parts]

    return edit


def cut(parts: list[str], dice: random.Random, _: list[str]) -> list[str]:
    """The first third to two thirds."""
    return parts[: max(3, int(len(parts) * dice.uniform(0.33, 0.67)))]


def thinned(parts: list[str], dice: random.Random, _: list[str]) -> list[str]:
    """Every third sentence left out and a neighbour sometimes exchanged."""
    kept = [part for part in parts if dice.random() > 0.33] or parts
    for place in range(len(kept) - 1):
        if dice.random() < 0.3:
            kept[place], kept[place + 1] = kept[place + 1], kept[place]
    return kept


def same(parts: list[str], _: random.Random, __: list[str]) -> list[str]:
    """Only another head."""
    return parts


EDITS: dict[str, Edit] = {
    "headed anew": same, "cut": cut, "thinned and turned": thinned, "one word in ten": substituted(0.1), "one word in five": substituted(0.2),
    "cut, one in ten": lambda parts, dice, words: substituted(0.1)(cut(parts, dice, words), dice, words),
}  # fmt: skip


def made(name: str, head: str, byline: str, parts: list[str], publisher: str, day: int = 1) -> Document:
    """A report with a headline, a byline and a body, published on a day of one month."""
    body = " ".join(parts)
    text = f"{head}\n\n{byline}\n\n{body}"
    start = len(head) + 2
    begins = start + len(byline) + 2
    marks = (("headline", (0, len(head))), ("byline", (start, start + len(byline))), ("body", (begins, len(text))))
    return Document(
        origin=name,
        id=name,
        text=text,
        publisher=publisher,
        published=datetime.date(2024, 3, day),
        parts=tuple(TextPart(kind=kind, span=span) for kind, span in marks),
    )  # type: ignore[arg-type]  # the kinds are right


def collections(raw: Path) -> dict[str, list[tuple[str, str]]]:
    """Titles and texts of reports of at least 100 words."""
    with lzma.open(raw / "wikinews" / "wikinews.jsonl.xz", "rt", encoding="utf-8") as lines:
        wikinews = [json.loads(line) for line in lines]
    with gzip.open(raw / "statedept" / "statedept_press_releases_2022.jsonl.gz", "rt", encoding="utf-8") as lines:
        releases = [json.loads(line) for line in lines]
    found = {}
    for kind, rows in (("wikinews", wikinews), ("statedept", releases)):
        texts = {row["text"]: row["title"] or "" for row in rows if row["text"] and len(row["text"].split()) >= 100}
        found[kind] = [(title, text) for text, title in texts.items()]
    return found


def build(raw: Path, *, dated: bool = True) -> tuple[dict[str, Document], dict[frozenset[str], str]]:
    """Reports and their copies, and the pairs to be found with the edit that made them."""
    dice, publishers = random.Random(SEED), random.Random(SEED)  # noqa: S311  # reports, not secrets
    documents: dict[str, Document] = {}
    wanted: dict[frozenset[str], str] = {}
    for kind, rows in collections(raw).items():
        dice.shuffle(rows)
        vocabulary = [word for _, text in rows[:200] for word in text.split() if word[0].islower()]
        chosen = rows[: 2 * ORIGINALS]
        split = [sentences(text) for _, text in chosen]
        for number, (title, _) in enumerate(chosen):
            name = f"{kind}-{number}"
            documents[name] = made(name, title, "By a reporter", split[number], kind)
            if number >= ORIGINALS:
                continue
            copies = dice.sample(sorted(EDITS), 2)
            for edit in copies:
                copy = f"{name}-{edit}"
                head, byline = f"Report {dice.randrange(10**6)}", f"By {dice.choice(vocabulary)} Brown"
                publisher = kind if publishers.random() < OWN_COPIES else publishers.choice(OUTLETS)
                documents[copy] = made(copy, head, byline, EDITS[edit](list(split[number]), dice, vocabulary), publisher, 2)
                wanted[frozenset((name, copy))] = edit
            other = ORIGINALS + number
            if number % 5 == 0:  # embedded in a report that nobody copied, or put together with it
                embedded = f"{name}-embedded"
                documents[embedded] = made(
                    embedded, "Roundup", "By an editor", split[other] + split[number] + split[(other + 7) % len(split)], publishers.choice(OUTLETS), 3
                )
                wanted[frozenset((name, embedded))] = "embedded in a longer one"
                wanted[frozenset((f"{kind}-{other}", embedded))] = "put together from three"
                wanted[frozenset((f"{kind}-{(other + 7) % len(split)}", embedded))] = "put together from three"
            if number % 5 == 1:  # made hard negatives: the same formula or quotation in different reports
                for place, (extra, words) in enumerate((("about", ABOUT), ("said", f"“{SAID},” the mayor said."))):
                    name = f"{kind}-{extra}{number}"
                    heading, text = rows[2 * ORIGINALS + 2 * (number // 5) + place]
                    documents[name] = made(name, heading, "By a reporter", [*sentences(text)[:12], words], kind)
    return (documents if dated else {name: replace(document, published=None) for name, document in documents.items()}), wanted


def accuracy(raw: Path, *, dated: bool, show: bool) -> None:
    """Print recall by edit, precision, and both for pairs of one publisher and of two."""
    documents, wanted = build(raw, dated=dated)
    groups = group_origins(documents)
    found: set[frozenset[str]] = set()
    member = {report: group.reports for group in groups for report in group.reports}
    for group in groups:
        found |= {frozenset(pair) for pair in combinations(group.reports, 2)}
    for group in groups:
        pairs = [frozenset((joining.report, other)) for joining in group.also for other in member[joining.member]]
        found |= {pair for pair in pairs if len(pair) == 2}
    family = {report: "-".join(report.split("-")[:2]) for report in documents}
    roundups: dict[str, set[str]] = {}
    for pair in wanted:
        for report in pair:
            if report.endswith("-embedded"):
                roundups.setdefault(report, set()).update(family[other] for other in pair if other != report)
    right = {pair for pair in found if _one_origin(pair, family, roundups)}
    by_edit = Counter(wanted.values())
    hit = Counter(edit for pair, edit in wanted.items() if pair in found)
    for edit, number in sorted(by_edit.items()):
        print(f"{edit:28} {hit[edit] / number:6.3f}  of {number}")
    of_one = {pair for pair in found | wanted.keys() if len({documents[report].publisher for report in pair}) == 1}
    for name, some in (("all", found | wanted.keys()), ("one publisher", of_one), ("two publishers", (found | wanted.keys()) - of_one)):
        sought, got = wanted.keys() & some, found & some
        print(f"{name:16} recall, pairs with the original {len(sought & got) / len(sought):.3f} of {len(sought)};", end=" ")
        print(f"precision, pairs of a group {len(right & got) / len(got):.3f} of {len(got)}")
    print(f"{len(documents)} reports")
    for kind in ("wikinews", "statedept"):
        wrong = [pair for pair in found - right if all(report.startswith(kind) for report in pair)]
        made_ones = [pair for pair in wrong if any(re.search("about|said", report) for report in pair)]
        print(f"{kind}: {len(wrong)} pairs of different reports taken for one, {len(made_ones)} of them made ones")
        for pair in sorted(wrong, key=sorted) if show else ():
            print("   ", *(f"{report}: {documents[report].text[:90]!r}" for report in sorted(pair)))


def _one_origin(pair: frozenset[str], family: dict[str, str], roundups: dict[str, set[str]]) -> bool:
    one, other = pair
    sources = [roundups.get(report, {family[report]}) for report in (one, other)]
    return bool(sources[0] & sources[1])


def cost(raw: Path) -> None:
    """Print the time that one more report takes, and its keys, when there are already many."""
    dice = random.Random(SEED)  # noqa: S311  # reports, not secrets
    rows = [row for rows in collections(raw).values() for row in rows]
    vocabulary = [word for _, text in rows for word in text.split() if word[0].islower()]
    origins = Origins()
    number = 0
    last: list[str] = []
    for size in (1_000, 10_000, 50_000):
        spent = 0.0
        measured = 0
        while number < size:
            if number % 10 == 9:  # a copy of one of those just read
                parts = cut(sentences(dice.choice(last)), dice, vocabulary)
            else:
                parts = substituted(0.9)(sentences(dice.choice(rows)[1])[:12], dice, vocabulary)
                last = [*last[-20:], " ".join(parts)]
            document = made(f"r{number}", "Some report", "By a reporter", parts, OUTLETS[number % len(OUTLETS)])
            before = time.process_time()
            origins.add(document.id, document)
            if size - number <= 500:
                spent += time.process_time() - before
                measured += 1
            number += 1
        print(f"{size:7,} reports: {1000 * spent / measured:6.2f} ms for one more")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="how well and how fast reports of one origin are found")
    parser.add_argument("--show", action="store_true", help="print pairs that were wrongly found")
    parser.add_argument("--undated", action="store_true", help="as if no report had a date, so that copies are met before their originals")
    parser.add_argument("--cost", action="store_true", help="print the cost per report at 1,000, 10,000 and 50,000 reports")
    options = parser.parse_args()
    shared = shared_folder()
    if shared is None:
        print("no shared folder: set DATELINE_SHARED")
        return
    raw = shared / "data" / "raw"
    accuracy(raw, dated=not options.undated, show=options.show)
    if options.cost:
        cost(raw)


if __name__ == "__main__":
    main()
