"""Reports with marked events, parties, ties and stances, as words for `train_markings.py` to learn from.

Three sources, one form:

* `training/annotations` and the annotated examples of `tests/gate`, which hold whole records (`annotations.py` puts them together), to measure with;
* `training/marked.jsonl`: reports of the public corpora, marked by hand for events and ties only, with offsets and without a word of the texts;
* `training/written`: reports written for dateline together with what they say, about invented happenings, in this form:

      REPORT a-01 2017-03-14 Headline
      [1] The first sentence.
      E ASSAULT.aerial | attributed | 1:bombed | also: 4:raid | a: 1:jets | r: 2:rebels      (event: type and mode, status, anchor, later mentions, parties)
      T backs affirmed | 3:Iran | 3:the militia | 3:backed                                  (tie: kind and polarity, both ends, evidence)
      C deny | 5:the army | 5:denied                                                        (claim: stance, source, cue)

  `3:words#2` is the second place in sentence 3 where the words stand.
"""

from __future__ import annotations

import json
import random
import re
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotated import anchors, overlap, quotes
from annotations import read_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
Span = tuple[int, int]
PUBLISHERS = {"wikinews": "Wikinews", "statedept": "U.S. Department of State"}


@dataclass
class Marked:
    """One report: `article` is what a JSON article holds; `events` are (type, spans that name it, spans of actors, of recipients)."""

    name: str
    article: dict[str, Any]
    events: list[tuple[str, list[Span], list[list[Span]], list[list[Span]]]] = field(default_factory=list)
    ties: list[tuple[str, list[Span], list[Span], Span | None]] = field(default_factory=list)
    claims: list[tuple[str, Span]] = field(default_factory=list)


def from_records(path: Path) -> Marked:
    """A report with whole records."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    text = gold["text"]
    mentions = {a["id"]: [span for quote in a.get("names", []) + a.get("nominals", []) for span in quotes(text, quote)] for a in gold["actors"]}
    out = Marked(path.stem, {key: gold[key] for key in ("title", "text", "published", "url", "publisher") if gold.get(key)})
    for event in gold["events"]:
        parties = [[mentions[actor] for actor in event.get(role) or []] for role in ("actor", "recipient")]
        out.events.append((event["type"], anchors(text, event), *parties))
    for tie in gold["ties"]:
        evidence = quotes(text, tie["evidence"])
        out.ties.append((tie["kind"], mentions[tie["a"]], mentions[tie["b"]], evidence[0] if evidence else None))
    for claim in gold["claims"]:
        cue, content = (quotes(text, quote[0] if isinstance(quote, list) else quote) for quote in (claim.get("cue"), claim["content"]))
        if cue and content:
            nearest = min(cue, key=lambda c: 0 if overlap(c, content[0]) else min(abs(c[0] - content[0][1]), abs(content[0][0] - c[1])))
            out.claims.append((claim["stance"], nearest))
    return out


def from_corpora(shared: Path) -> Iterator[Marked]:
    """The marked reports of the public corpora, in the order of the file."""
    texts = read_texts(shared)
    for line in (HERE / "marked.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        article = texts[row["source"]][row["row"]]
        if f"{zlib.crc32(article['text'].encode()):08x}" != row["sha"]:
            raise SystemExit(f"marked.jsonl: {row['id']}: the text in the corpus is not the one that was marked")
        out = Marked(row["id"], {"title": article["title"], "text": article["text"], "url": article["url"], "publisher": PUBLISHERS[row["source"]]})
        if article.get("date"):
            out.article["published"] = article["date"]
        one = lambda spans: [[tuple(span)] for span in spans]  # noqa: E731 - a party is marked at one mention here
        out.events = [(kind.split(".")[0], [tuple(s) for s in at], one(actors), one(recipients)) for kind, _, at, actors, recipients in row["events"]]
        out.ties = [(kind.split()[0], [tuple(a)], [tuple(b)], tuple(evidence)) for kind, a, b, evidence in row["ties"]]
        out.claims = [(stance, tuple(cue)) for stance, cue in row.get("claims", [])]
        yield out


def from_writing(path: Path) -> Iterator[Marked]:
    """The reports of one file of `written`; paragraphs are broken by chance, the same each time."""
    for block in re.split(r"\n(?=REPORT )", path.read_text(encoding="utf-8").strip()):
        head, *lines = block.split("\n")
        name, day, title = head.removeprefix("REPORT ").split(" ", 2)
        chance = random.Random(zlib.crc32(name.encode()))
        sentences: dict[int, Span] = {}
        text, left = "", chance.choice((1, 2, 3))
        for line in lines:
            if found := re.match(r"\[(\d+)\] (.*)", line):
                if text:
                    text += " " if left else "\n\n"
                    left = left or chance.choice((1, 2, 2, 3))
                sentences[int(found[1])] = (len(text), len(text) + len(found[2]))
                text, left = text + found[2], left - 1
        out = Marked(name, {"title": title, "text": text + "\n", "published": day})
        for number, line in enumerate(lines, 1):
            try:
                _take(out, text, sentences, line)
            except (ValueError, KeyError) as error:
                raise SystemExit(f"{path.name}: {name}: line {number} ({line!r}): {error}") from error
        yield out


def _take(out: Marked, text: str, sentences: dict[int, Span], line: str) -> None:
    """One line of marks."""

    def at(reference: str) -> Span:
        found = re.fullmatch(r"(\d+):(.+?)(?:#(\d+))?", reference.strip())
        if found is None:
            raise ValueError(f"{reference.strip()!r} is no reference")
        first, last = sentences[int(found[1])]
        places = [first + match.start() for match in re.finditer(re.escape(found[2]), text[first:last])]
        words = [place for place in places if not (text[place - 1 : place].isalnum() or text[place + len(found[2]) :][:1].isalnum())]
        number = int(found[3] or 1)
        chosen = words if number <= len(words) else places  # "we" is not the beginning of "went", unless nothing else stands there
        if number > len(chosen):
            raise ValueError(f"{reference.strip()!r} does not stand there")
        return chosen[number - 1], chosen[number - 1] + len(found[2])

    def all_of(references: str, tag: str) -> list[Span]:
        return [at(reference) for reference in references.removeprefix(tag).split(";") if reference.strip()]

    fields = [part.strip() for part in line.split(" | ")]
    if line.startswith("E "):
        kind, _, anchor, also, actors, recipients = fields
        parties = [[[span] for span in all_of(row, tag)] for row, tag in ((actors, "a:"), (recipients, "r:"))]
        out.events.append((kind[2:].split(".")[0], [at(anchor), *all_of(also, "also:")], *parties))
    elif line.startswith("T "):
        kind, a, b, evidence = fields
        out.ties.append((kind[2:].split()[0], [at(a)], [at(b)], at(evidence)))
    elif line.startswith("C "):
        stance, _, cue = fields
        out.claims.append((stance[2:], at(cue)))
