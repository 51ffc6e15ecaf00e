"""The trained reader at run time: one ONNX file, one pass, one thread.

The encoder sees windows of whole sentences (about 160 word pieces, so that a quotation and the sentence that names its speaker stand together) and gives
every layer of `Annotation` at once. How it was trained is told in `docs/model.md`.
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline._errors import ModelError
from dateline.language.annotation import Annotation, Attribution, Name, WordSpan
from dateline.language.coreference import Coreference
from dateline.language.markings import Markings
from dateline.language.sentences import split_sentences
from dateline.language.tokens import WordPieces, shape, tokenize
from dateline.language.trees import plant
from dateline.sources.markdown import without_markup
from dateline.sources.report import Part, PartKind, Report

PIECES_PER_WINDOW = 160
_LONGEST = 500
_FEWEST = 4
_READ = ("headline", "caption", "body")
_ENTITY_FLOOR = 0.35
_NAME_FLOOR = 0.5
_CUE_FLOOR = 0.35
_EVENTFUL, _MARKED = 0.01, 0.03  # from where on the parties of a word are kept, and a marking
_MARKED_LOGIT = math.log(_MARKED / (1 - _MARKED))
Floats = npt.NDArray[np.float32]


class Encoder:
    """The ONNX session with its label sets. `Encoder.load()` gives the one that ships with the package."""

    def __init__(self, model: bytes, labels: dict[str, Any]) -> None:
        import onnxruntime  # slow to import

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime raises classes of its own that it does not export
            raise ModelError(f"the weights that come with dateline can't be loaded ({error}); reinstall dateline") from error
        self.labels = labels
        self._pieces = WordPieces.load()

    @classmethod
    @cache
    def load(cls) -> Encoder:
        """The packaged weights, loaded once a process. Raises `ModelError` when they are missing or damaged."""
        folder = resources.files("dateline.language").joinpath("weights")
        try:
            model = folder.joinpath("reader.onnx").read_bytes()
            labels = json.loads(folder.joinpath("labels.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ModelError(f"the weights that come with dateline are missing or damaged ({error}); reinstall dateline") from error
        return cls(model, labels)

    def annotate(self, report: Report) -> Annotation:
        """Reads the headline, captions and body of a report; date lines, bylines and boilerplate are left out."""
        words, sentences, parts = _words(report)
        annotation_words = [report.text[a:b] for a, b in words]
        result = _Layers(len(words))
        windows = self._windows(annotation_words, sentences, _shapes(annotation_words, sentences, parts))
        for window in windows:
            self._run(window, result)
        sentence_of = [0] * len(words)
        for number, (first, last) in enumerate(sentences):
            sentence_of[first:last] = [number] * (last - first)
        tags, relations, entities = self.labels["tags"], self.labels["relations"], self.labels["entities"]
        return Annotation(
            text=report.text,
            words=words,
            forms=annotation_words,
            sentences=sentences,
            sentence_of=sentence_of,
            part_of=parts,
            tags=[tags[t] for t in result.tags],
            heads=result.heads,
            relations=[relations[r] for r in result.relations],
            entities=[entities[e] for e in result.entities],
            predicates=result.predicates,
            factuality=result.factuality,
            names=_names(result.names, sentences, self.labels["names"]),
            roles=result.roles,
            attributions=sorted(result.attributions, key=lambda a: a.cue),
            coreference=result.coreference(self.labels["distance"]),
            markings=result.markings,
        )

    def _windows(self, words: list[str], sentences: list[tuple[int, int]], shapes: list[int]) -> list[_Window]:
        """Whole sentences packed together; a sentence longer than the encoder can hold is cut."""
        out: list[_Window] = []
        current = _Window()
        for number, (first, last) in enumerate(sentences):
            ids = [self._pieces(words[w]) for w in range(first, last)]
            length = sum(map(len, ids))
            if current.words and current.size + length > PIECES_PER_WINDOW:
                out.append(current)
                current = _Window()
            at = first
            while at < last:
                taken = ids[at - first :] if length <= _LONGEST else _fitting(ids[at - first :], _LONGEST - current.size)
                current.add(at, number, taken, shapes)
                at += len(taken)
                if at < last:
                    out.append(current)
                    current = _Window()
        if current.words:
            out.append(current)
        return out

    def _run(self, window: _Window, result: _Layers) -> None:
        """One window through the network, into the layers. Alone, since an int8 pass scales its numbers over all that it holds."""
        fill = max(0, _FEWEST - len(window.words))  # the graph ranks four heads a word, so a headline of two words needs company
        outputs = self._session.run(
            self.labels["outputs"],
            {
                "pieces": np.array([[self._pieces.start, *window.pieces, self._pieces.stop]], np.int64),
                "shapes": np.array([[0, *window.shapes, 0]], np.int64),
                "lengths": np.array([window.size + 2], np.int64),
                "starts": np.array([window.starts + [0] * fill], np.int64),
                "ends": np.array([window.ends + [0] * fill], np.int64),
                "sentence": np.array([window.sentence + [-1] * fill], np.int64),
            },
        )
        _collect(window, {name: value[0] for name, value in zip(self.labels["outputs"], outputs, strict=True)}, result, self.labels)


class _Window:
    """Words on their way through the encoder."""

    def __init__(self) -> None:
        self.words: list[int] = []
        self.sentence: list[int] = []
        self.pieces: list[int] = []
        self.shapes: list[int] = []
        self.starts: list[int] = []
        self.ends: list[int] = []

    @property
    def size(self) -> int:
        return len(self.pieces)

    def add(self, first: int, sentence: int, ids: list[tuple[int, ...]], shapes: list[int]) -> None:
        """The words of a sentence, or as many as fit, from the first on."""
        at = len(self.pieces)
        for word, pieces in enumerate(ids, first):
            self.starts.append(at + 1)
            at += len(pieces)
            self.ends.append(at)
            self.pieces += pieces
            self.shapes += [shapes[word]] * len(pieces)
        self.words += range(first, first + len(ids))
        self.sentence += [sentence] * len(ids)


def _fitting(ids: list[tuple[int, ...]], room: int) -> list[tuple[int, ...]]:
    """As many words as there is room for, by their pieces."""
    out: list[tuple[int, ...]] = []
    for pieces in ids:
        room -= len(pieces)
        if room < 0:
            break
        out.append(pieces)
    return out


class _Layers:
    """What has been read so far, over all words of the report."""

    def __init__(self, count: int) -> None:
        self.tags = [0] * count
        self.heads = [-1] * count
        self.relations = [0] * count
        self.entities = [0] * count
        self.predicates = [0.0] * count
        self.factuality = [0.0] * count
        self.names: list[Floats] = [np.zeros(0, np.float32)] * count
        self.roles: dict[int, list[tuple[str, int]]] = {}
        self.attributions: list[Attribution] = []
        self.anaphors: list[Floats] = []
        self.antecedents: list[Floats] = []
        self.markings = Markings()

    def coreference(self, distance: list[float]) -> Coreference:
        """The vectors of all words, window after window."""
        if not self.anaphors:
            return Coreference(np.zeros((0, 1), np.float32), np.zeros((0, 1), np.float32), distance)
        return Coreference(np.concatenate(self.anaphors), np.concatenate(self.antecedents), distance)


def _words(report: Report) -> tuple[list[tuple[int, int]], list[tuple[int, int]], list[PartKind]]:
    """The words of the parts that are read, their sentences (never across parts), and the part of each word."""
    words: list[tuple[int, int]] = []
    sentences: list[tuple[int, int]] = []
    parts: list[PartKind] = []
    text = without_markup(report)
    for part in _joined(report):
        inside = tokenize(text, *part.span)
        sentences.extend((a + len(words), b + len(words)) for a, b in split_sentences(text, inside))
        words.extend(inside)
        parts.extend([part.kind] * len(inside))
    return words, sentences, parts


def _shapes(words: list[str], sentences: list[tuple[int, int]], parts: list[PartKind]) -> list[int]:
    """The case of every word, as the encoder is told it. In a headline That Capitalises Every Word, a word counts as a name only when the
    body writes it with a capital in the middle of a sentence.
    """
    out = [shape(word) for word in words]
    for first, last in sentences:
        long_words = [w for w in range(first, last) if len(words[w]) > 3 and words[w].isalpha()]
        if not long_words or parts[first] != "headline" or sum(words[w][0].isupper() for w in long_words) < 0.8 * len(long_words):
            continue
        names = {words[w].lower() for a, b in sentences if parts[a] == "body" for w in range(a + 1, b) if words[w][0].isupper()}
        for word in range(first, last):
            if words[word].lower() not in names and not (words[word].isupper() and len(words[word]) > 1):
                out[word] = shape(words[word].lower())
    return out


def _joined(report: Report) -> list[Part]:
    """The parts to read; neighbours of one kind are one, so that a sentence may run on where a layout tore it."""
    out: list[Part] = []
    for part in report.parts:
        if part.kind not in _READ:
            continue
        if out and out[-1].kind == part.kind == "body" and not report.text[out[-1].span[1] : part.span[0]].strip():
            out[-1] = Part("body", (out[-1].span[0], part.span[1]))
        else:
            out.append(part)
    return out


def _collect(window: _Window, output: dict[str, Any], result: _Layers, labels: dict[str, Any]) -> None:
    """One window's rows into the layers of the report."""
    count = len(window.words)
    base = window.words[0]  # a window's words are consecutive
    sentence = np.array(window.sentence)
    heads, relations = plant(output["heads"][:count], output["head_scores"][:count], output["relations"][:count], window.sentence)
    result.tags[base : base + count] = output["tags"][:count].tolist()
    result.relations[base : base + count] = relations
    result.heads[base : base + count] = [h - 1 + base if h > 0 else -1 for h in heads]
    entities = output["entities"][:count]
    result.entities[base : base + count] = np.where(1 - entities[:, 0] > _ENTITY_FLOOR, entities[:, 1:].argmax(-1) + 1, 0).tolist()
    result.predicates[base : base + count] = output["predicates"][:count].tolist()
    result.factuality[base : base + count] = output["factuality"][:count].tolist()
    result.names[base : base + count] = list(output["names"][:count])
    ranked = output["role_rows"]
    predicates = np.nonzero((ranked < count) & (output["predicates"][ranked] > _NAME_FLOOR))[0]
    roles, scores, of = output["roles"][predicates, :count], output["role_confidence"][predicates, :count], ranked[predicates]
    for predicate in of.tolist():
        result.roles[base + predicate] = []
    rows, fillers = np.nonzero((roles > 0) & (scores > _NAME_FLOOR) & (sentence[of][:, None] == sentence[None, :count]))
    for predicate, filler, role in zip(of[rows].tolist(), fillers.tolist(), roles[rows, fillers].tolist(), strict=True):
        if filler != predicate:
            result.roles[base + predicate].append((labels["roles"][role], base + filler))
    result.anaphors.append(output["anaphors"][:count])
    result.antecedents.append(output["antecedents"][:count])
    _mark(output, count, base, result.markings, labels)
    result.attributions.extend(_attributions(output["cues"][:count], output["cue_rows"].tolist(), output["pointers"][:, :, : count + 1], base))


def _mark(output: dict[str, Any], count: int, base: int, markings: Markings, labels: dict[str, Any]) -> None:
    """One window's events, parties and stances, as far as they are likely enough to weigh."""
    events, kinds, ranked = output["events"][:count], labels["events"][1:], output["party_rows"]
    eventful = np.nonzero(events[:, 0] < 1 - _EVENTFUL)[0]
    for word, chances in zip(eventful.tolist(), events[eventful, 1:].tolist(), strict=True):
        markings.events[base + word] = {kind: p for kind, p in zip(kinds, chances, strict=True) if p > _MARKED}
        markings.parties[base + word] = {}
    kept = np.isin(ranked, eventful)
    parties, ranked = output["parties"][kept, :, :count], ranked[kept]
    rows, columns = np.nonzero(parties.max(1) > _MARKED_LOGIT)
    for word, at, (actor, recipient) in zip(ranked[rows].tolist(), columns.tolist(), _sigmoid(parties[rows, :, columns]).tolist(), strict=True):
        markings.parties[base + word][base + at] = actor, recipient
    markings.stances.extend(output["stances"][:count].tolist())
    markings.stance_names = labels["stances"]


def _sigmoid(x: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-x)), np.float32)


def _names(scores: list[Floats], sentences: list[tuple[int, int]], labels: list[str]) -> list[Name]:
    """Names from BIO probabilities, sentence by sentence."""
    out: list[Name] = []
    for first, last in sentences:
        if first == last:
            continue
        best = np.stack(scores[first:last]).argmax(-1).tolist()
        start: int | None = None
        kind = ""
        for word, number in zip(range(first, last + 1), [*best, 0], strict=True):
            label = labels[number]
            inside = label[0] == "I" and start is not None and label[2:] == kind
            if start is not None and not inside:
                out.append(Name((start, word - 1), kind))
                start = None
            if label != "O" and not inside:
                start, kind = word, label[2:]
    return out


def _attributions(cues: Floats, rows: list[int], pointers: Floats, base: int) -> list[Attribution]:
    """Cues from BIO probabilities, and for each the best source and contents by its pointers."""
    out: list[Attribution] = []
    begin, inside = cues[:, 1], cues[:, 2]
    count = len(cues)
    word = 0
    while word < count:
        if begin[word] <= _CUE_FLOOR or begin[word] < inside[word]:
            word += 1
            continue
        last = word
        while last + 1 < count and inside[last + 1] > max(_NAME_FLOOR, begin[last + 1]):
            last += 1
        row = pointers[:, rows.index(word)]
        source = _best(row[0], row[1], 0, count, 40)
        if source is not None and source[0] <= word <= source[1]:
            source = None
        before = _best(row[2], row[3], 0, word, count)
        after = _best(row[4], row[5], last + 1, count, count)
        shifted = [None if s is None else (s[0] + base, s[1] + base) for s in (source, before, after)]
        if shifted[1] or shifted[2]:
            out.append(Attribution((word + base, last + base), shifted[0], shifted[1], shifted[2], float(begin[word])))
        word = last + 1
    return out


def _best(start: Floats, end: Floats, low: int, high: int, longest: int) -> WordSpan | None:
    """The likeliest span inside `[low, high)` by the pointers to its first and last word, or None when "no span" is likelier."""
    if high <= low:
        return None
    opens, closes = _log_softmax(start), _log_softmax(end)
    none = float(opens[0] + closes[0])
    a, b = opens[low + 1 : high + 1], closes[low + 1 : high + 1]
    # the best last word for every first one: the largest of the words that follow within reach
    reach = min(longest, len(b))
    ahead = np.maximum.accumulate(b[::-1])[::-1] if reach == len(b) else _padded_windows(b, reach).max(-1)
    first = int((a + ahead).argmax())
    ends = a[first] + b[first : first + reach]
    last = int(ends.argmax())
    if float(ends[last]) <= none:
        return None
    return low + first, low + first + last


def _padded_windows(x: Floats, size: int) -> Floats:
    """Of each position, itself and the `size - 1` after it."""
    padded = np.concatenate([x, np.full(size - 1, -np.inf, np.float32)])
    return np.lib.stride_tricks.sliding_window_view(padded, size)


def _log_softmax(x: Floats) -> Floats:
    shifted = x - x.max()
    result: Floats = shifted - np.log(np.exp(shifted).sum())
    return result
