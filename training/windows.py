"""Documents cut into windows of whole sentences, and windows into tensors."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import torch
from corpora import Attribution, Document, Sentence
from labels import CUES, ENTITIES, NAMES, POINTERS, ROLES
from torch import Tensor

from dateline.language.tokens import WordPieces, shape

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

IGNORE = -100


@dataclass
class Window:
    """Consecutive sentences of one document; attributions are shifted to the window's words."""

    sentences: list[Sentence]
    attributions: list[Attribution] | None
    pieces: list[int] = field(default_factory=list)
    shapes: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    @property
    def words(self) -> int:
        """How many words the window holds."""
        return len(self.starts)


def cut(document: Document, pieces: WordPieces, limit: int, *, stride: bool) -> Iterator[Window]:
    """Windows of at most `limit` pieces; with `stride`, a window starts again one sentence before the last one ended."""
    lengths = [sum(len(pieces(w)) for w in s.words) for s in document.sentences]
    offsets = [0]
    for sentence in document.sentences:
        offsets.append(offsets[-1] + len(sentence.words))
    at = 0
    while at < len(lengths):
        end, total = at, 0
        while end < len(lengths) and (end == at or total + lengths[end] <= limit):
            total += lengths[end]
            end += 1
        first, last = offsets[at], offsets[end]
        inside = None
        if document.attributions is not None:
            inside = [shifted(a, first, last) for a in document.attributions if first <= a.cue[0] and a.cue[1] < last]
        yield fill(Window(document.sentences[at:end], inside), pieces, limit)
        if end >= len(lengths):
            break
        at = end - 1 if stride and end - at > 2 else end


def shifted(item: Attribution, first: int, last: int) -> Attribution:
    """An attribution in a window's own words; what lies outside the window is cut or dropped."""

    def move(span: tuple[int, int] | None) -> tuple[int, int] | None:
        if span is None or span[1] < first or span[0] >= last:
            return None
        return max(span[0], first) - first, min(span[1], last - 1) - first

    return Attribution((item.cue[0] - first, item.cue[1] - first), move(item.source), move(item.before), move(item.after))


def fill(window: Window, pieces: WordPieces, limit: int) -> Window:
    """The pieces of the window's words; words past 500 pieces are dropped with their sentence cut short."""
    window.pieces, window.shapes = [pieces.start], [0]
    for sentence in window.sentences:
        for word in sentence.words:
            ids = pieces(word)
            if len(window.pieces) + len(ids) > max(limit, 500):
                ids = ids[:1] if len(window.pieces) < 509 else ()
            if not ids:
                window.starts.append(len(window.pieces) - 1)
                window.ends.append(len(window.pieces) - 1)
                continue
            window.starts.append(len(window.pieces))
            window.pieces.extend(ids)
            window.shapes.extend([shape(word)] * len(ids))
            window.ends.append(len(window.pieces) - 1)
    window.pieces.append(pieces.stop)
    window.shapes.append(0)
    return window


def batches(windows: list[Window], budget: int, rng: random.Random) -> list[list[Window]]:
    """Windows of similar length together, at most `budget` padded pieces a batch, in random order."""
    ordered = sorted(windows, key=lambda w: len(w.pieces) + rng.random() * 16)
    out: list[list[Window]] = []
    current: list[Window] = []
    for window in ordered:
        longest = max([len(window.pieces), *(len(w.pieces) for w in current)])
        if current and longest * (len(current) + 1) > budget:
            out.append(current)
            current = []
        current.append(window)
    if current:
        out.append(current)
    rng.shuffle(out)
    return out


def in_order(windows: list[Window], budget: int) -> list[list[Window]]:
    """Consecutive windows of one document together, at most `budget` padded pieces a batch: what coreference needs."""
    out: list[list[Window]] = []
    current: list[Window] = []
    for window in windows:
        longest = max([len(window.pieces), *(len(w.pieces) for w in current)])
        if current and longest * (len(current) + 1) > budget:
            out.append(current)
            current = []
        current.append(window)
    return [*out, current] if current else out


def tensors(batch: list[Window], tags: dict[str, int], relations: dict[str, int]) -> dict[str, Tensor]:
    """Inputs and targets of a batch, padded; targets that a corpus does not annotate are IGNORE (or masked rows)."""
    rows, longest, most = len(batch), max(len(w.pieces) for w in batch), max(w.words for w in batch)
    out = {
        "pieces": torch.zeros(rows, longest, dtype=torch.long),
        "shapes": torch.zeros(rows, longest, dtype=torch.long),
        "lengths": torch.tensor([len(w.pieces) for w in batch]),
        "starts": torch.zeros(rows, most, dtype=torch.long),
        "ends": torch.zeros(rows, most, dtype=torch.long),
        "sentence": torch.full((rows, most), -1, dtype=torch.long),
    }
    for name in ("tags", "names", "entities", "predicates", "cues", "heads", "relations"):
        out[name] = torch.full((rows, most), IGNORE, dtype=torch.long)
    out["factuality"] = torch.full((rows, most), float("nan"))
    role_rows, pointer_rows = [], []
    for index, window in enumerate(batch):
        out["pieces"][index, : len(window.pieces)] = torch.tensor(window.pieces)
        out["shapes"][index, : len(window.shapes)] = torch.tensor(window.shapes)
        out["starts"][index, : window.words] = torch.tensor(window.starts)
        out["ends"][index, : window.words] = torch.tensor(window.ends)
        offset = 0
        for number, sentence in enumerate(window.sentences):
            size = len(sentence.words)
            span = slice(offset, offset + size)
            out["sentence"][index, span] = number
            if sentence.tags:
                out["tags"][index, span] = torch.tensor([tags.get(t, IGNORE) for t in sentence.tags])
            if sentence.names:
                out["names"][index, span] = torch.tensor([NAMES.index(t) for t in sentence.names])
            if sentence.entities:
                out["entities"][index, span] = torch.tensor([ENTITIES.index(t) for t in sentence.entities])
            if sentence.heads and sentence.relations:
                out["heads"][index, span] = torch.tensor([h + offset + 1 if h >= 0 else 0 for h in sentence.heads])
                out["relations"][index, span] = torch.tensor([relations.get(r, IGNORE) for r in sentence.relations])
            for word, judged in (sentence.predicates or {}).items():
                out["predicates"][index, offset + word] = int(judged)
            for word, value in sentence.factuality.items():
                out["factuality"][index, offset + word] = value
            for predicate, arguments in sentence.roles.items():
                target = torch.full((most,), IGNORE, dtype=torch.long)
                target[span] = 0
                for word, role in arguments:
                    target[offset + word] = ROLES.index(role)
                role_rows.append((index, offset + predicate, target))
            offset += size
        if window.attributions is not None:
            out["cues"][index, : window.words] = 0
            for item in window.attributions:
                out["cues"][index, item.cue[0]] = CUES.index("B")
                for word in range(item.cue[0] + 1, min(item.cue[1], item.cue[0] + 12) + 1):
                    out["cues"][index, word] = CUES.index("I")
                ends = [end + 1 for span in (item.source, item.before, item.after) for end in (span or (-1, -1))]
                pointer_rows.append((index, item.cue[0], torch.tensor(ends)))
    mentions, seen = [], {}
    for index, window in enumerate(batch):
        offset = 0
        for sentence in window.sentences:
            for word, cluster in sorted((sentence.clusters or {}).items()):
                mentions.append((index, offset + word, seen.setdefault(cluster, len(seen))))
            offset += len(sentence.words)
    out["mentions"] = torch.tensor(mentions, dtype=torch.long).view(-1, 3)
    out["role_at"] = torch.tensor([(i, p) for i, p, _ in role_rows], dtype=torch.long).view(-1, 2)
    out["role_targets"] = torch.stack([t for *_, t in role_rows]) if role_rows else torch.zeros(0, most, dtype=torch.long)
    out["pointer_at"] = torch.tensor([(i, p) for i, p, _ in pointer_rows], dtype=torch.long).view(-1, 2)
    out["pointer_targets"] = torch.stack([t for *_, t in pointer_rows]) if pointer_rows else torch.zeros(0, len(POINTERS), dtype=torch.long)
    return out
