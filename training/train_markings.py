"""Train the heads that mark events, parties, stances and ties, over a reader that is trained already.

    python training/train_markings.py FOLDER --checkpoint .training/averaged/checkpoint.pt --out .training/marked/checkpoint.pt

`marked.py` tells where the marks come from. First the heads learn what the rules of dateline make of public reports that nobody annotated (self-training), then
what people marked. The reader's own layers and heads stay as they are; what the
new heads read of the reader is computed once for each window and kept.

FOLDER holds the reports with whole records (`training/annotations.py`). They are never trained on: all figures are on them.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from annotated import found, load, overlap
from annotations import read_texts
from labels import EVENTS, STANCES, TIES
from marked import PUBLISHERS, Marked, from_corpora, from_records, from_writing
from model import Markings, Reader
from torch import Tensor, nn
from torch.nn import functional

from dateline import ontology, sources
from dateline.knowledge.own import load_all
from dateline.language import encoder
from dateline.language.markings import Markings as Nothing
from dateline.records.cast import Cast
from dateline.records.tie_bonds import SYMMETRIC

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.language.annotation import Annotation

HERE = Path(__file__).parent
IGNORE = -100
WEIGHTS = {"events": 1.0, "stances": 0.5, "parties": 1.0, "ties": 1.0}
KEPT = frozenset("""sd-1524 sd-1773 sd-41 sd-80 sd-843 sd-977 wn-122 wn-213 wn-226 wn-461 wn-469 wn-491 wn-525 wn-59 wn-75 wn-79 wn-93""".split())
"""Annotated reports that nobody looked at while developing: they are measured with and never trained on."""
QUIET = 0.4  # how many of the windows in which nothing is marked are trained on
BATCH = 8
INPUTS = ("below", "bias", "starts", "ends")
Array = np.ndarray[Any, Any]


@dataclass
class Window:
    """What the new heads read of one window, and what is marked there. Pairs are [label, row, column]; `judged` says which of them are told right or wrong."""

    below: Array
    starts: Array
    ends: Array
    events: Array
    stances: Array
    parties: Array
    parties_judged: Array
    ties: Array
    ties_judged: Array

    @property
    def quiet(self) -> bool:
        """Whether nothing is marked."""
        return not ((self.events > 0).any() or self.ties.any())


class Marks:
    """The marks of one report over its words. A party or an end that is marked at one mention leaves its other mentions untold, neither right nor wrong."""

    def __init__(self, annotation: Annotation, cast: Cast) -> None:
        self.annotation, self.of_word = annotation, cast.of_word
        self.mentions: dict[int, list[int]] = {}
        for word, keys in cast.of_word.items():
            for key in keys:
                self.mentions.setdefault(key, []).append(word)
        self.events: dict[int, int] = {}
        self.beside: set[int] = set()  # other words of the phrases that name events
        self.parties: set[tuple[int, int, int]] = set()
        self.untold: set[tuple[int, int, int]] = set()
        self.ties: set[tuple[int, int, int]] = set()
        self.tied: set[tuple[int, int]] = set()
        self.stances: dict[int, int] = {}

    def words(self, span: tuple[int, int]) -> list[int]:
        """The words that a span touches."""
        return [w for w, own in enumerate(self.annotation.words) if overlap(own, span)]

    def head(self, span: tuple[int, int]) -> int | None:
        """The head word of a span."""
        words = self.words(span)
        return self.annotation.head_of((words[0], words[-1])) if words else None

    def take(self, report: Marked) -> None:
        """What a person marked."""
        for kind, spans, *roles in report.events:
            names = [w for span in spans if (w := self.head(span)) is not None]
            self.beside.update(w for span in spans for w in self.words(span))
            for word in names:
                self.events.setdefault(word, EVENTS.index(kind))
                for role, parties in enumerate(roles):
                    for party in parties:
                        self.join(word, [m for span in party if (m := self.head(span)) is not None], role)
        for tie, first, second, evidence in report.ties:
            self.tie(tie, *([m for span in end if (m := self.head(span)) is not None] for end in (first, second)), self.head(evidence) if evidence else None)
        self.stances = {w: STANCES.index(stance) for stance, span in report.claims if (w := self.head(span)) is not None}

    def join(self, word: int, mentions: list[int], role: int) -> None:
        """A party of an event: its mention nearest to the word, in the same sentence if it has one there."""
        sentence = self.annotation.sentence_of
        if not mentions:
            return
        nearest = min(mentions, key=lambda m: (sentence[m] != sentence[word], abs(m - word)))
        self.parties.add((role, word, nearest))
        for other in {*mentions, *(m for key in self.of_word.get(nearest, ()) for m in self.mentions[key])} - {nearest}:
            self.untold.add((role, word, other))

    def tie(self, kind: str, first: list[int], second: list[int], evidence: int | None) -> None:
        """A tie, at the two mentions of its ends that stand closest to each other, in the sentence of the evidence if they stand there."""
        sentence = self.annotation.sentence_of
        here = [[m for m in end if evidence is not None and sentence[m] == sentence[evidence]] or end for end in (first, second)]
        if not all(here):
            return
        a, b = min(((a, b) for a in here[0] for b in here[1]), key=lambda pair: abs(pair[0] - pair[1]))
        self.ties.add((TIES.index(kind), a, b))
        ends = [{*end, *(m for key in self.of_word.get(at, ()) for m in self.mentions[key])} for end, at in ((first, a), (second, b))]
        self.tied.update((x, y) for x in ends[0] for y in ends[1])

    def window(self, seen: encoder._Window, below: Array) -> Window:
        """The marks that fall into one window."""
        a, place, size = self.annotation, {word: n for n, word in enumerate(seen.words)}, len(seen.words)
        events, stances = np.zeros(size, np.int64), np.full(size, IGNORE)
        for word, n in place.items():
            events[n] = self.events.get(word, IGNORE if word in self.beside else 0)
            stances[n] = self.stances.get(word, IGNORE)
        nouns = np.array([w in self.of_word or a.tags[w][:2] in ("NN", "PR") or a.tags[w] == "CD" for w in seen.words])
        parties, judged = np.zeros((2, size, size), bool), np.zeros((2, size, size), bool)
        for word in self.events.keys() & place.keys():
            judged[:, place[word]] = nouns
        for rows, value in ((self.untold, False), (self.parties, True)):
            for role, word, other in rows:
                if word in place and other in place:
                    judged[role, place[word], place[other]] = value
                    parties[role, place[word], place[other]] |= value
        entities = [self.of_word.get(w, []) if a.tags[w][:3] != "PRP" else [] for w in seen.words]
        ties, tied = np.zeros((len(TIES), size, size), bool), np.zeros((size, size), bool)
        for n in range(size):
            for m in range(n):
                if entities[n] and entities[m] and seen.sentence[n] == seen.sentence[m] and not set(entities[n]) & set(entities[m]):
                    tied[n, m] = tied[m, n] = True
        for x, y in self.tied:
            if x in place and y in place:
                tied[place[x], place[y]] = tied[place[y], place[x]] = False
        for kind, x, y in self.ties:
            if x in place and y in place:
                tied[place[x], place[y]] = tied[place[y], place[x]] = True
                ties[kind, place[x], place[y]] = True
                ties[kind, place[y], place[x]] |= TIES[kind] in SYMMETRIC
        return Window(below, np.array(seen.starts), np.array(seen.ends), events, stances, parties, judged, ties, tied)


class Corpus:
    """Reports into windows, by the shipped reader's words and syntax and the checkpoint's own layers."""

    def __init__(self, reader: Reader) -> None:
        self.model, self.encoder = reader, encoder.Encoder.load()
        self.ontology, self.knowledge = ontology.load(), load_all()[0]

    def windows(self, report: Marked, *, by_rules: bool = False) -> list[Window]:
        """The windows of one report, marked by a person, or by dateline's own rules."""
        loaded = load(report.name + ".json", report.article)
        annotation = self.encoder.annotate(loaded)
        annotation.markings = Nothing()  # rules alone, whatever the shipped weights mark
        if by_rules:
            marks = self._by_rules(loaded, annotation)
        else:
            marks = Marks(annotation, Cast(loaded, annotation, self.ontology, self.knowledge))
            marks.take(report)
        words, sentences, parts = encoder._words(loaded)  # noqa: SLF001 - see Marks.window
        forms = [loaded.text[start:end] for start, end in words]
        seen = self.encoder._windows(forms, sentences, encoder._shapes(forms, sentences, parts))  # noqa: SLF001 - see Marks.window
        return [marks.window(window, self._below(window)) for window in seen]

    def _below(self, window: encoder._Window) -> Array:
        """What the reader's layer before the last makes of a window's pieces."""
        pieces = self.encoder._pieces  # noqa: SLF001 - see Marks.window
        ids, shapes = torch.tensor([[pieces.start, *window.pieces, pieces.stop]]), torch.tensor([[0, *window.shapes, 0]])
        with torch.no_grad():
            return self.model.encode(ids, shapes, torch.tensor([ids.shape[1]]))[1][0].half().numpy()

    def _by_rules(self, report: sources.Report, annotation: Annotation) -> Marks:
        read = found({}, report, annotation)
        marks = Marks(annotation, read.cast)
        for event in read.events:
            for trigger in event.triggers:
                marks.events.setdefault(trigger.word, EVENTS.index(event.type))
                marks.beside.update(range(trigger.anchor[0], trigger.anchor[1] + 1))
                for role, keys in enumerate((event.actors, event.recipients)):
                    for key in keys:
                        marks.join(trigger.word, marks.mentions.get(key, []), role)
        for bond in read.bonds:
            marks.tie(bond.kind, marks.mentions.get(bond.a, []), marks.mentions.get(bond.b, []), bond.at if bond.at >= 0 else None)
        for claim in read.claims:
            if claim.cue is not None:
                marks.stances[annotation.head_of(claim.cue)] = STANCES.index(claim.stance)
        return marks


def batch(windows: list[Window]) -> dict[str, Tensor]:
    """Windows padded to one size."""
    pieces, words = max(len(w.below) for w in windows), max(len(w.starts) for w in windows)

    def padded(name: str, fill: float, *sizes: int) -> Tensor:
        rows = [torch.from_numpy(np.asarray(getattr(w, name))) for w in windows]
        out = torch.full((len(rows), *sizes), fill, dtype=torch.float32 if rows[0].is_floating_point() else rows[0].dtype)
        for n, row in enumerate(rows):
            out[(n, *(slice(0, size) for size in row.shape))] = row.to(out.dtype)
        return out

    out = {"below": padded("below", 0, pieces, windows[0].below.shape[1])}
    hidden = torch.arange(pieces)[None] >= torch.tensor([len(w.below) for w in windows])[:, None]
    out["bias"] = torch.where(hidden, -1e4, 0.0)[:, None, None, :]
    for name, fill, labels in (("starts", 0, 0), ("ends", 0, 0), ("events", IGNORE, 0), ("stances", IGNORE, 0), ("ties_judged", 0, 1)):
        out[name] = padded(name, fill, *([words] * (1 + labels)))
    for name, count in (("parties", 2), ("parties_judged", 2), ("ties", len(TIES))):
        out[name] = padded(name, 0, count, words, words)
    return out


def batches(windows: list[Window]) -> list[list[Window]]:
    """Batches in random order, each of windows of like length: pairs of words are padded twice over."""
    random.shuffle(windows)
    near = [w for at in range(0, len(windows), 16 * BATCH) for w in sorted(windows[at : at + 16 * BATCH], key=lambda w: len(w.below))]
    out = [near[at : at + BATCH] for at in range(0, len(near), BATCH)]
    random.shuffle(out)
    return out


def losses(heads: Markings, rows: dict[str, Tensor]) -> Tensor:
    """Cross-entropies, each a mark: what is not marked outnumbers what is by hundreds to one."""
    events, stances, parties, ties = heads(*(rows[name] for name in INPUTS))
    marked = (rows["events"] > 0).sum().clamp(min=1)
    told = (rows["stances"] >= 0).sum().clamp(min=1)
    both = functional.binary_cross_entropy_with_logits
    parts = {
        "events": functional.cross_entropy(events.flatten(0, 1), rows["events"].flatten(), ignore_index=IGNORE, reduction="sum") / marked,
        "stances": functional.cross_entropy(stances.flatten(0, 1), rows["stances"].flatten(), ignore_index=IGNORE, reduction="sum") / told,
        "parties": (both(parties, rows["parties"].float(), reduction="none") * rows["parties_judged"]).sum() / (rows["parties"].sum() + 1),
        "ties": (both(ties, rows["ties"].float(), reduction="none") * rows["ties_judged"][:, None]).sum() / (rows["ties"].sum() + 1),
    }
    return sum((WEIGHTS[name] * value for name, value in parts.items()), torch.zeros(()))


@torch.no_grad()
def figures(heads: Markings, windows: list[Window]) -> dict[str, float]:
    """F1 of events with their types, of parties (given the event's word) and of ties, and the share of right stances (given the cue)."""
    heads.eval()
    count: dict[str, list[int]] = {name: [0, 0, 0] for name in ("events", "parties", "ties", "stances")}
    for at in range(0, len(windows), BATCH):
        rows = batch(windows[at : at + BATCH])
        events, stances, parties, ties = heads(*(rows[name] for name in INPUTS))
        told, best = rows["events"] >= 0, events.argmax(-1)
        answers = {
            "events": ((best == rows["events"]) & (best > 0), (best > 0) & told, rows["events"] > 0),
            "parties": ((parties > 0) & rows["parties"], (parties > 0) & rows["parties_judged"], rows["parties"]),
            "ties": ((ties > 0) & rows["ties"], (ties > 0) & rows["ties_judged"][:, None], rows["ties"]),
            "stances": (stances.argmax(-1) == rows["stances"], rows["stances"] >= 0, rows["stances"] >= 0),
        }
        for name, triple in answers.items():
            count[name] = [old + int(new.sum()) for old, new in zip(count[name], triple, strict=True)]
    return {name: round(2 * right / max(found + wanted, 1), 3) for name, (right, found, wanted) in count.items()}


def fit(heads: Markings, windows: list[Window], tests: dict[str, list[Window]], epochs: int, rate: float) -> None:
    """AdamW with one cycle; the layer that started as the reader's last moves at a sixth of the heads' rate."""
    slow = list(heads.layer.parameters())
    fast = [p for name, p in heads.named_parameters() if not name.startswith("layer.")]
    steps = epochs * math.ceil(len(windows) / BATCH)
    optimiser = torch.optim.AdamW([{"params": slow, "lr": rate / 6}, {"params": fast, "lr": rate}], weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, [rate / 6, rate], total_steps=steps, pct_start=0.1)
    for epoch in range(epochs):
        heads.train()
        total = 0.0
        for rows in batches(windows):
            with torch.autocast("cpu", dtype=torch.bfloat16):  # twice as fast where the processor has it, and as good
                loss = losses(heads, batch(rows))
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(heads.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss.detach())
        print(f"epoch {epoch + 1}: loss {total / math.ceil(len(windows) / BATCH):.3f}", flush=True)
        if epoch % 3 == 2 or epoch == epochs - 1:
            for name, test in tests.items():
                print(f"   {name}: {figures(heads, test)}", flush=True)


def unmarked(shared: Path, taken: set[str], every: int) -> Iterable[Marked]:
    """Reports of the public corpora that no person annotated: every Wikinews report, and every so many press releases."""
    texts = read_texts(shared)
    for source, step in (("wikinews", 1), ("statedept", every)):
        for number, article in list(enumerate(texts[source]))[::step]:
            if article["url"] not in taken and 60 < len(article["text"].split()) < 1500:
                data = {"title": article["title"], "text": article["text"], "url": article["url"], "publisher": PUBLISHERS[source]}
                yield Marked(f"{source}-{number}", data | ({"published": article["date"]} if article.get("date") else {}))


def main() -> None:
    """Self-train, train, write."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("folder", type=Path)
    cli.add_argument("--shared", type=Path, default=Path(os.environ.get("DATELINE_SHARED", "../shared")))
    cli.add_argument("--checkpoint", type=Path, default=Path(".training/averaged/checkpoint.pt"))
    cli.add_argument("--out", type=Path, default=Path(".training/marked/checkpoint.pt"))
    cli.add_argument("--epochs", type=int, default=6)
    cli.add_argument("--self-epochs", type=int, default=2)
    cli.add_argument("--rate", type=float, default=1.5e-3)
    cli.add_argument("--seed", type=int, default=0)
    args = cli.parse_args()
    torch.manual_seed(args.seed)
    random.seed(args.seed)
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    state = torch.load(args.checkpoint, weights_only=False, map_location="cpu")
    reader = Reader(state["config"], len(state["tags"]), len(state["relations"]), dropout=0.0)
    reader.load_state_dict(state["model"], strict=False)
    reader.eval()
    corpus = Corpus(reader)
    gate = {path.stem for path in (HERE.parent / "tests" / "gate" / "gold").glob("*.json")}
    whole = [from_records(path) for path in sorted(args.folder.glob("*.json"))]
    tests = {
        "developed on": [r for r in whole if r.name not in KEPT | gate],
        "kept": [r for r in whole if r.name in KEPT],
        "gate": [r for r in whole if r.name in gate],
    }
    tested = {name: [w for report in reports for w in corpus.windows(report)] for name, reports in tests.items()}
    written = [report for path in sorted((HERE / "written").glob("*.txt")) for report in from_writing(path)]
    people = [*from_corpora(args.shared), *written]
    marked = [w for report in people for w in corpus.windows(report)]
    marked = [w for w in marked if not w.quiet or random.random() < QUIET]
    print(f"{len(people)} reports, {len(marked)} windows, {sum(int((w.events > 0).sum()) for w in marked)} event words", flush=True)
    heads = Markings(state["config"], 0.2)
    heads.layer.load_state_dict(reader.layers[-1].state_dict())
    heads.token.load_state_dict(reader.token.state_dict())
    if args.self_epochs:
        measured = [json.loads(path.read_text(encoding="utf-8")).get("url") for path in (args.shared / "eval" / "gold").glob("*.json")]
        taken = {str(r.article.get("url")) for r in [*whole, *people]} | {str(url) for url in measured}
        silver = [w for report in unmarked(args.shared, taken, 14) for w in corpus.windows(report, by_rules=True)]
        print(f"self-training on {len(silver)} windows", flush=True)
        fit(heads, silver, {}, args.self_epochs, 0.8 * args.rate)
    fit(heads, marked, tested, args.epochs, args.rate)
    state["model"] |= {f"markings.{name}": value for name, value in heads.state_dict().items()}
    args.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(state, args.out)


if __name__ == "__main__":
    main()
