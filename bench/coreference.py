"""Measure what points back on GUM: pronouns, definite nominals, and whole chains.

    python bench/coreference.py                          # the test documents: the figures to report
    python bench/coreference.py --split dev              # the documents to tune on
    python bench/coreference.py --genre bio --genre essay

GUM is read from the folder that `DATELINE_SHARED` names, or `shared` beside the repository: OntoGUM's chains (OntoNotes's scheme, no singletons) and, for the
types of what is mentioned, the treebank. dateline is handed running text, blank lines between paragraphs, and finds words, names and syntax by itself. GUM's
training documents trained the coreference head; those of dev and test did not.

Pronouns and nominals are measured three times: by the rules alone, by the trained head alone, and as shipped, which is both for pronouns and the rules for
nominals. Two mentions are the same when each holds the other's head word. Four documents of a split are news or interviews, few enough for chance to play a
part: --genre adds others.

pronouns    third-person pronouns whose chain has an earlier name or noun for an actor: a person, an organisation or a state. Right is one whose entity has a
            mention in that chain. Found are all third-person pronouns that were given an entity, so that precision also counts "it" for a thing or for nothing
nominals    "the X", "this X", "both X" for an actor whose chain has an earlier name or noun with another head word. Right is one whose entity has such a
            mention. Found are all definite nominals whose entity has an earlier mention with another head word
chains      CoNLL F1, the mean of MUC, B-cubed and CEAF-phi4, of the chains that the trained head alone makes of all mentions that dateline sees, by exact spans
            and by head words. For comparison, over all genres that OntoGUM had in 2021 and by exact spans, Zhu et al. (2021) give 64.6 for SpanBERT-large and
            39.7 for the deterministic dcoref, both made for OntoNotes. Those are other documents, and systems that never saw GUM, so that the figures here say
            only roughly where the head stands
"""

from __future__ import annotations

import argparse
import re
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import numpy as np
import numpy.typing as npt
from evaluate import shared_folder  # beside this file; it also finds the folder of tests
from gate.score import Tally, add_up, table

from dateline import knowledge, ontology, sources
from dateline.language.annotation import Annotation, lemma
from dateline.language.encoder import Encoder
from dateline.records import anaphora
from dateline.records.cast import Cast
from dateline.sources.report import Report

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from dateline.sources.report import Span

GENRES = ("news", "interview")
FORMS = {
    "he, she": frozenset("he him his himself she her hers herself".split()),
    "it": frozenset("it its itself".split()),
    "they": frozenset("they them their theirs themselves".split()),
}
THIRD = frozenset().union(*FORMS.values())
POINTING = frozenset("the this that these those both".split())
NOUNS = ("NN", "NNS")
EDGES = frozenset(["punct", "cc", "case", "mark", "cop", "advmod", "discourse"])
OUTSIDE = frozenset(["conj", "cc", "nsubj", "nsubj:pass", "cop", "parataxis", "aux", "mark", "list", "obl", "advcl", "discourse", "vocative", "orphan"])


@dataclass(frozen=True, slots=True)
class Gold:
    """A mention of GUM: its characters, those of its head word, and its chain; `kind` is GUM's type of what it mentions, where the treebank has one."""

    span: Span
    head: Span
    chain: str
    tag: str
    lemma: str
    first: str
    kind: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document of GUM as running text with its mentions in order."""

    name: str
    text: str
    mentions: tuple[Gold, ...]


# --- GUM -------------------------------------------------------------------------------------------------------------------------------


def documents(shared: Path, split: str, genres: Sequence[str]) -> Iterator[Document]:
    """The documents of some genres of a split, in order of name."""
    corpus = shared / "data" / "train"
    listed = re.search(rf"^## {split}\n(.*?)(?=^## |\Z)", (corpus / "coref-gum" / "splits.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    names = re.findall(r"\* (GUM_(\w+?)_\w+)", listed[1]) if listed else []
    kinds = entity_kinds(corpus / "syntax-gum" / f"en_gum-ud-{split}.no-NC.conllu")
    for name, genre in names:
        path = corpus / "coref-gum" / "coref" / "ontogum" / "conllu" / f"{name}.conllu"
        if genre in genres and path.exists():
            yield read_document(name, path.read_text(encoding="utf-8"), kinds)


def entity_kinds(path: Path) -> dict[tuple[str, int, int], str]:
    """GUM's types of mentions in a treebank file, by sentence and by the first and last token of the mention."""
    kinds: dict[tuple[str, int, int], str] = {}
    ident, opened = "", list[tuple[str, str, int]]()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# sent_id = "):
            ident, opened = line[12:], []
        marks = re.search(r"(?:^|\|)Entity=([^|]+)", line.split("\t")[9]) if line[:1].isdigit() else None
        for start, middle, end in re.findall(r"(\()?([^()]+)(\))?", marks[1]) if marks else ():
            token, parts = int(line.split("\t")[0]), middle.split("-")
            if start:
                opened.append((parts[0], parts[1] if len(parts) > 1 else "", token))
            if end:
                at = next((i for i in range(len(opened) - 1, -1, -1) if opened[i][0] == parts[0]), None)
                if at is not None:
                    _, kind, first = opened.pop(at)
                    kinds[ident, first, token] = kind
    return kinds


def read_document(name: str, conllu: str, kinds: Mapping[tuple[str, int, int], str]) -> Document:
    """A CoNLL-U document put together again: `# text` has the spaces, `# newpar` the paragraphs."""
    text, mentions = "", list[Gold]()
    for block in conllu.split("\n\n"):
        lines = block.splitlines()
        comments = [line for line in lines if line.startswith("#")]
        rows = [row for line in lines if not line.startswith("#") and (row := line.split("\t"))[0].isdigit()]
        if not rows:
            continue
        sentence = next(line[9:] for line in comments if line.startswith("# text = "))
        ident = next(line[12:] for line in comments if line.startswith("# sent_id = "))
        text += ("\n\n" if any(line.startswith("# newpar") for line in comments) else " ") if text else ""
        words, at = list[tuple[int, int]](), len(text)
        text += sentence
        for row in rows:
            start = text.index(row[1], at)
            at = start + len(row[1])
            words.append((start, at))
        for chain, first, last in spans_of(rows):
            head = next((w for w in range(first, last + 1) if not first <= int(rows[w][6]) - 1 <= last), last)
            span, row = (words[first][0], words[last][1]), rows[head]
            kind = kinds.get((ident, first + 1, last + 1), "")
            mentions.append(Gold(span, words[head], chain, row[4], lemma(row[1], row[4]), rows[first][1].lower(), kind))
    return Document(name, text, tuple(sorted(mentions, key=lambda m: (m.span[0], -m.span[1]))))


def spans_of(rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, int, int]]:
    """The mentions of a sentence as (chain, first, last) row."""
    opened: dict[str, list[int]] = {}
    for index, row in enumerate(rows):
        marks = re.search(r"(?:^|\|)Entity=([^|]+)", row[9])
        for start, chain, end in re.findall(r"(\()?([^()]+)(\))?", marks[1]) if marks else ():
            if start:
                opened.setdefault(chain, []).append(index)
            if end and opened.get(chain):
                yield chain, opened[chain].pop(), index


# --- dateline --------------------------------------------------------------------------------------------------------------------------


def read(document: Document) -> tuple[Report, Annotation]:
    """The document as dateline sees it; a `ValueError` when it changes the text."""
    (report,) = sources.load("-", data=document.text.encode())
    if not isinstance(report, Report) or report.text != document.text:
        raise ValueError(f"{document.name}: the reader changed a plain text, so that spans can't be compared")
    return report, Encoder.load().annotate(report)


SILENT: dict[str, dict[str, Any]] = {"rules": {"_by_entity": ({}, -np.inf)}, "head": {"_salience": 0.0}, "both": {}}
"""For each way, the functions of `anaphora` that have no say about pronouns, and what they answer instead."""


def cast_by(way: str, report: Report, annotation: Annotation) -> Cast:
    """The cast of a report by the rules alone, by the trained head alone, or by both."""
    with ExitStack() as stack:
        for function, answer in SILENT[way].items():
            stack.enter_context(patch.object(anaphora, function, return_value=answer))
        return Cast(report, annotation, ontology.load(), knowledge.load())


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of ours: its characters and those of its head word."""

    span: Span
    head: Span
    word: int


class Reading:
    """Our mentions beside GUM's."""

    def __init__(self, document: Document, annotation: Annotation, cast: Cast) -> None:
        self.document, self.annotation, self.cast = document, annotation, cast
        self.starts = {span[0]: word for word, span in enumerate(annotation.words)}
        self.ends = {span[1]: word for word, span in enumerate(annotation.words)}

    def entity_mentions(self, keys: Iterable[int]) -> list[Mention]:
        """The names and nominals of some entities."""
        return [self.mention(span) for key in keys for span in self.cast.entities[key].mentions]

    def mention(self, span: Span) -> Mention:
        """A span of whole words with its head word."""
        first, last = self.starts[span[0]], self.ends[span[1]]
        head = next((w for w in range(first, last + 1) if not first <= self.annotation.heads[w] <= last), last)
        return Mention(span, self.annotation.words[head], head)

    def in_chain(self, mention: Mention, chain: str) -> bool:
        """Whether a mention of ours is one of a chain of GUM's."""
        return any(gold.chain == chain and same(mention, gold) for gold in self.document.mentions)


def same(mine: Mention, gold: Gold) -> bool:
    """Whether each of two mentions holds the other's head word."""
    return mine.span[0] <= gold.head[0] < mine.span[1] and gold.span[0] <= mine.head[0] < gold.span[1]


def is_actor(gold: Gold, text: str) -> bool:
    """Whether a mention is a name or noun for a person, an organisation or a state."""
    if not gold.tag.startswith("NN"):
        return False
    if gold.kind == "place":
        return any(known.id.startswith("state:") for known in knowledge.load().actor(text[slice(*gold.span)].removeprefix("the ")))
    return gold.kind in ("person", "organization")


# --- pronouns and nominals -------------------------------------------------------------------------------------------------------------


def pronouns(reading: Reading) -> dict[str, Tally]:
    """A tally for each kind of pronoun, and one for all."""
    document, a = reading.document, reading.annotation
    wanted: dict[int, str] = {}
    for gold in document.mentions:
        earlier = (m for m in document.mentions if m.chain == gold.chain and m.span[0] < gold.span[0])
        if document.text[slice(*gold.head)].lower() in THIRD and any(is_actor(m, document.text) for m in earlier):
            wanted[gold.head[0]] = gold.chain
    tallies = dict.fromkeys(FORMS, Tally())
    for word, span in enumerate(a.words):
        form = a.forms[word].lower()
        kind = next((kind for kind, forms in FORMS.items() if form in forms), None)
        if kind is None or a.tags[word] not in ("PRP", "PRP$"):
            continue
        chain, keys = wanted.get(span[0]), reading.cast.at(word)
        right = chain is not None and any(reading.in_chain(m, chain) for m in reading.entity_mentions(keys))
        tallies[kind] += Tally(int(right), int(bool(keys)), int(chain is not None))
    return {**tallies, "pronouns": sum(tallies.values(), Tally())}


def nominals(reading: Reading, *, linked: bool) -> dict[str, Tally]:
    """The tally of definite nominals that point back to a name or to another noun; `linked` takes the entity that the trained head points to."""
    document, a = reading.document, reading.annotation
    links = anaphora.links(a, [name.words for name in reading.cast.names]) if linked else {}
    wanted: dict[int, set[Gold]] = {}
    for gold in document.mentions:
        if gold.tag in NOUNS and gold.first in POINTING:
            earlier = {m for m in document.mentions if m.chain == gold.chain and m.span[1] <= gold.span[0] and m.tag.startswith("NN") and m.lemma != gold.lemma}
            if earlier and any(is_actor(m, document.text) for m in (gold, *earlier)):
                wanted[gold.head[0]] = earlier
    tally = Tally(wanted=len(wanted))
    for word, span in enumerate(a.words):
        if a.tags[word] not in NOUNS or not any(a.forms[c].lower() in POINTING for c in a.dependents(word, "det", "cc:preconj")):
            continue
        start = a.words[a.subtree(word)[0]][0]
        keys = next((reading.cast.at(other) for score, other in links.get(word, []) if score > 0), []) if linked else reading.cast.at(word)
        ours = [m for m in reading.entity_mentions(keys) if m.span[1] <= start and a.lemmas[m.word] != a.lemmas[word]]
        tally += Tally(int(any(same(m, gold) for m in ours for gold in wanted.get(span[0], ()))), int(bool(ours)))
    return {"nominals": tally}


# --- chains ----------------------------------------------------------------------------------------------------------------------------

Chains = list[frozenset["Hashable"]]


def chains(annotation: Annotation, cast: Cast) -> list[list[int]]:
    """The head words that the trained head brings together, two or more, each with its likeliest antecedent."""
    chain_of: dict[int, list[int]] = {}
    for word, candidates in sorted(anaphora.links(annotation, [name.words for name in cast.names]).items()):
        best = next((other for score, other in candidates if score > 0), None)
        chain_of[word] = chain_of[best] if best is not None else []
        chain_of[word].append(word)
    return [chain for word, chain in chain_of.items() if chain[0] == word and len(chain) > 1]


def words_of(annotation: Annotation, head: int) -> tuple[int, int]:
    """The words of the mention with this head: what it governs, without its conjuncts, its clause, its preposition and punctuation at the edges."""
    a = annotation
    inside, stack = {head}, [c for c in a.children[head] if a.relations[c] not in OUTSIDE]
    while stack:
        word = stack.pop()
        inside.add(word)
        stack.extend(a.children[word])
    first = last = head
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    while first < head and a.heads[first] == head and a.relations[first] in EDGES:
        first += 1
    while last > head and a.relations[last] == "punct" and a.forms[last] not in (")", "]"):
        last -= 1
    return first, last


@dataclass(frozen=True, slots=True)
class Score:
    """Numerator and denominator of precision and of recall; those of several documents add up, as in the CoNLL scorer."""

    precise: float = 0.0
    found: float = 0.0
    recalled: float = 0.0
    wanted: float = 0.0

    def __add__(self, other: Score) -> Score:
        return Score(self.precise + other.precise, self.found + other.found, self.recalled + other.recalled, self.wanted + other.wanted)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        precision = self.precise / self.found if self.found else 0.0
        recall = self.recalled / self.wanted if self.wanted else 0.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def muc(ours: Chains, gold: Chains) -> Score:
    """Vilain et al. (1995): the links that a chain needs, less one for each cut that the other side makes in it."""

    def kept(of: Chains, by: Chains) -> float:
        where = {mention: number for number, chain in enumerate(by) for mention in chain}
        return sum(len(chain) - len({where.get(mention, mention) for mention in chain}) for chain in of)

    return Score(kept(ours, gold), sum(len(c) - 1 for c in ours), kept(gold, ours), sum(len(c) - 1 for c in gold))


def b_cubed(ours: Chains, gold: Chains) -> Score:
    """Bagga & Baldwin (1998): for each mention, the share of its chain that it shares with the other side's chain."""

    def shared(of: Chains, by: Chains) -> float:
        return sum(len(a & b) ** 2 / len(a) for a in of for b in by)

    return Score(shared(ours, gold), sum(map(len, ours)), shared(gold, ours), sum(map(len, gold)))


def ceaf(ours: Chains, gold: Chains) -> Score:
    """Luo (2005) with phi4: the best one-to-one match of chains, each pair by the share of mentions that they have in common."""
    if not ours or not gold:
        return Score(0.0, len(ours), 0.0, len(gold))
    best = assign(np.array([[2 * len(a & b) / (len(a) + len(b)) for b in gold] for a in ours]))
    return Score(best, len(ours), best, len(gold))


def assign(worth: npt.NDArray[np.float64]) -> float:
    """The greatest sum of cells, no two in one row or column: rows are placed one by one along shortest paths (Jonker & Volgenant 1987)."""
    cost = -(worth if worth.shape[0] <= worth.shape[1] else worth.T)
    rows, columns = cost.shape
    row_price, column_price = np.zeros(rows + 1), np.zeros(columns + 1)
    taken = np.zeros(columns + 1, int)  # the row, from 1, that has a column; column 0 is where a new row starts
    for row in range(1, rows + 1):
        taken[0], column = row, 0
        reach, came, done = np.full(columns + 1, np.inf), np.zeros(columns + 1, int), np.zeros(columns + 1, bool)
        while taken[column]:
            done[column] = True
            here = taken[column]
            step = cost[here - 1] - row_price[here] - column_price[1:]
            nearer = np.flatnonzero(~done[1:] & (step < reach[1:])) + 1
            reach[nearer], came[nearer] = step[nearer - 1], column
            following = int(np.where(done, np.inf, reach).argmin())
            delta = reach[following]
            row_price[taken[done]] += delta
            column_price[done] -= delta
            reach[~done] -= delta
            column = following
        while column:
            taken[column], column = taken[came[column]], int(came[column])
    return float(-sum(cost[taken[column] - 1, column - 1] for column in range(1, columns + 1) if taken[column]))


METRICS: dict[str, Callable[[Chains, Chains], Score]] = {"MUC": muc, "B-cubed": b_cubed, "CEAF-phi4": ceaf}


def chain_scores(document: Document, annotation: Annotation, cast: Cast) -> dict[str, Score]:
    """The scores of the trained head's chains, by exact spans and by head words."""
    mine = chains(annotation, cast)
    theirs: dict[str, list[Gold]] = {}
    for gold in document.mentions:
        theirs.setdefault(gold.chain, []).append(gold)
    exact: Chains = [frozenset(annotation.span(words_of(annotation, word)) for word in chain) for chain in mine]
    heads: Chains = [frozenset(annotation.words[word][0] for word in chain) for chain in mine]
    gold_exact: Chains = [frozenset(gold.span for gold in chain) for chain in theirs.values() if len(chain) > 1]
    gold_heads: Chains = [frozenset(gold.head[0] for gold in chain) for chain in theirs.values() if len(chain) > 1]
    scores = {f"exact {name}": metric(exact, gold_exact) for name, metric in METRICS.items()}
    return scores | {f"head {name}": metric(heads, gold_heads) for name, metric in METRICS.items()}


# --- the command -----------------------------------------------------------------------------------------------------------------------


def main(arguments: list[str] | None = None) -> int:
    """Print the figures that can be had here."""
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("--split", choices=("dev", "test"), default="test", help="the documents to read (test)")
    command.add_argument("--genre", action="append", help="a genre of GUM; may be given again (news and interview)")
    wanted = command.parse_args(arguments)
    shared = shared_folder()
    if shared is None or not (shared / "data" / "train" / "coref-gum").exists():
        print("GUM is not here: name the folder that holds it in DATELINE_SHARED")
        return 0
    tallies: dict[str, list[Mapping[str, Tally]]] = {way: [] for way in SILENT}
    scores: dict[str, Score] = {}
    for document in documents(shared, wanted.split, wanted.genre or GENRES):
        report, annotation = read(document)
        for way in SILENT:
            cast = cast_by(way, report, annotation)
            reading = Reading(document, annotation, cast)
            tallies[way].append({**pronouns(reading), **nominals(reading, linked=way == "head")})
        for name, score in chain_scores(document, annotation, cast).items():
            scores[name] = scores.get(name, Score()) + score
    print(f"{len(tallies['both'])} documents of GUM {wanted.split}: {', '.join(wanted.genre or GENRES)}")
    for way in SILENT:
        print(f"\n{way}\n{table(add_up(tallies[way]))}")
    print("\nchains, by the trained head alone")
    for kind in ("exact", "head"):
        figures = {name: scores.get(f"{kind} {name}", Score()).f1 for name in METRICS}
        row = "   ".join(f"{name} {figure:.3f}" for name, figure in figures.items())
        print(f"{kind:8}{row}   CoNLL F1 {sum(figures.values()) / len(figures):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
