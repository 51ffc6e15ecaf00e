"""The public corpora, read into one form: documents of sentences in our own words, with whichever layers a corpus has.

All layers of a corpus are laid over our tokenizer's words by counting characters without white space, so corpora that tokenize differently can train
one model. `docs/model.md` names each corpus, its licence and what it is used for.
"""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from labels import ENTITIES, ROLE_OF_PROPBANK, SPEECH_LEMMAS

from dateline.language.sentences import split_sentences
from dateline.language.tokens import tokenize

if TYPE_CHECKING:
    from pathlib import Path

Span = tuple[int, int]


@dataclass
class Sentence:
    """One sentence: its words and the layers that its corpus annotates; None where it does not."""

    words: list[str]
    tags: list[str] | None = None
    heads: list[int] | None = None  # index of the head word, -1 for the root
    relations: list[str] | None = None
    names: list[str] | None = None
    entities: list[str] | None = None
    predicates: dict[int, bool] | None = None  # word -> is it a predicate; words left out are not judged
    roles: dict[int, list[tuple[int, str]]] = field(default_factory=dict)  # predicate -> (head word, role)
    factuality: dict[int, float] = field(default_factory=dict)
    clusters: dict[int, str] | None = None  # head word of a mention -> what it refers to, across the document


@dataclass
class Attribution:
    """A cue, its source and up to two stretches of content, as `[first, last]` indices into the words of a document."""

    cue: Span
    source: Span | None
    before: Span | None
    after: Span | None


@dataclass
class Document:
    """Sentences in order; attributions are None where the corpus does not annotate them."""

    name: str
    sentences: list[Sentence]
    attributions: list[Attribution] | None = None


class Aligner:
    """Maps tokens of any tokenization to our words by characters without white space."""

    def __init__(self, text: str) -> None:
        self.words = [text[a:b] for a, b in tokenize(text)]
        self.word_at: list[int] = []
        for index, word in enumerate(self.words):
            self.word_at.extend([index] * len("".join(word.split())))

    def spans(self, tokens: list[str]) -> list[Span]:
        """For each foreign token, the first and last of our words that it touches."""
        out: list[Span] = []
        at = 0
        for token in tokens:
            length = len("".join(token.split()))
            first = min(at, len(self.word_at) - 1)
            last = min(max(at + length - 1, first), len(self.word_at) - 1)
            out.append((self.word_at[first], self.word_at[last]))
            at += length
        return out


def read_conllu(path: Path) -> list[tuple[str, str, str, list[list[str]]]]:
    """(document, sentence id, text, rows) for each sentence of a CoNLL-U file."""
    out = []
    document = ""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        ident, rows = "", []
        for line in block.splitlines():
            if line.startswith("# newdoc id = "):
                document = line[14:]
            elif line.startswith("# sent_id = "):
                ident = line[12:]
            elif line and line[0] != "#":
                row = line.split("\t")
                if row[0].isdigit():
                    rows.append(row)
        if rows:
            out.append((document, ident, " ".join(row[1].replace(" ", "") for row in rows), rows))
    return out


def text_of(rows: list[list[str]]) -> str:
    """The sentence with its own spacing, so that our tokenizer sees what it would see in running text."""
    return "".join(row[1].replace(" ", "") + ("" if "SpaceAfter=No" in row[9] else " ") for row in rows).strip()


def syntax(rows: list[list[str]]) -> tuple[Sentence, list[Span]]:
    """A treebank's sentence over our words, and for each of its tokens the words that it covers."""
    aligner = Aligner(text_of(rows))
    spans = aligner.spans([row[1] for row in rows])
    count = len(aligner.words)
    tokens_of: list[list[int]] = [[] for _ in range(count)]
    for token, (first, last) in enumerate(spans):
        for word in range(first, last + 1):
            tokens_of[word].append(token)
    heads_of_tokens = [int(row[6]) - 1 for row in rows]
    tags, heads, relations = ["X"] * count, [-1] * count, ["dep"] * count
    for word in range(count):
        inside = tokens_of[word]
        if not inside:
            continue
        token = next((t for t in inside if heads_of_tokens[t] not in inside), inside[0])
        tags[word] = rows[token][4]
        if spans[token][1] != word:  # an early piece of a token that we cut
            heads[word] = spans[token][1]
            relations[word] = "punct" if not aligner.words[word].isalnum() else "compound"
        else:
            head = heads_of_tokens[token]
            heads[word] = -1 if head < 0 else spans[head][1]
            relations[word] = rows[token][7]
            if heads[word] == word:  # head and dependent fell into one word
                heads[word], relations[word] = -1, "root"
    if heads.count(-1) == 0:
        heads[0], relations[0] = -1, "root"
    return Sentence(aligner.words, tags, heads, relations), spans


def head_of(span: Span, heads: list[int]) -> int:
    """The word of a span whose syntactic head lies outside it."""
    for word in range(span[0], span[1] + 1):
        if not span[0] <= heads[word] <= span[1]:
            return word
    return span[1]


def bio(rows: list[str], spans: list[Span], count: int) -> list[str]:
    """Foreign BIO tags over our words."""
    out = ["O"] * count
    for tag, (first, last) in zip(rows, spans, strict=True):
        if tag == "O":
            continue
        for word in range(first, last + 1):
            if out[word] == "O":
                out[word] = tag if word == first else "I" + tag[1:]
    return out


def english_web_treebank(shared: Path, split: str, attribution: str = "none") -> list[Document]:
    """UD EWT with PropBank roles, Universal NER names and UDS factuality on the same sentences."""
    train = shared / "data" / "train"
    propbank = {}
    for line in (train / "roles-propbank-ewt" / f"{split}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        propbank[row["sent_id"]] = row
    suffix = "train.clean" if split == "train" else split
    named: dict[str, list[list[str]]] = {}
    for block in (train / "names-uner-ewt" / f"en_ewt-ud-{suffix}.iob2").read_text(encoding="utf-8").split("\n\n"):
        ident = re.search(r"# sent_id = (\S+)", block)
        if ident:
            named[ident[1]] = [line.split("\t") for line in block.splitlines() if line and line[0] != "#"]
    facts = defaultdict(dict)
    for sentence, rows in json.loads((train / "factuality-uds" / "factuality.json").read_text(encoding="utf-8"))["data"].items():
        if sentence.startswith(f"ewt-{split}-"):
            for key, value in rows.items():
                facts[int(sentence.rsplit("-", 1)[1]) - 1][int(key.rsplit("-", 1)[1]) - 1] = value["factuality"]["factual"]["value"]
    documents: dict[str, Document] = {}
    for number, (document, ident, _, rows) in enumerate(read_conllu(train / "syntax-ud-ewt" / f"en_ewt-ud-{split}.conllu")):
        sentence, spans = syntax(rows)
        marked = [r for r in named.get(ident, []) if r[0].isdigit()]
        if marked and "".join("".join(r[1].split()) for r in marked) == "".join("".join(row[1].split()) for row in rows):
            tags = ["O" if r[2].endswith("OTH") else r[2] for r in marked]
            sentence.names = bio(tags, Aligner(text_of(rows)).spans([r[1] for r in marked]), len(sentence.words))
        for token, value in facts[number].items():
            if token < len(rows) and rows[token][3] in ("VERB", "NOUN", "ADJ"):
                sentence.factuality[spans[token][1]] = value
        home = documents.setdefault(document, Document(document, [], [] if attribution == "propbank" else None))
        row = propbank.get(ident)
        if row and "".join(row["tokens"]) == "".join("".join(r[1].split()) for r in rows):
            offset = sum(len(s.words) for s in home.sentences)
            add_propbank(sentence, row, Aligner(text_of(rows)).spans(row["tokens"]), home.attributions, offset)
        home.sentences.append(sentence)
    return list(documents.values())


def add_propbank(sentence: Sentence, row: dict, spans: list[Span], attributions: list[Attribution] | None, offset: int) -> None:
    """Lays PropBank's predicates and roles over a sentence."""
    sentence.predicates = dict.fromkeys(range(len(sentence.words)), False)
    for frame in row["frames"]:
        lemma = frame["roleset"].split(".")[0]
        if lemma in ("be", "do", "have") and not frame["args"]:
            continue  # auxiliaries
        predicate = spans[frame["pred"]][1]
        sentence.predicates[predicate] = True
        found = {}
        for role, first, last in frame["args"]:
            span = (spans[first][0], spans[last][1])
            label = ROLE_OF_PROPBANK.get(role) or ("OTH" if role.startswith("ARGM") else None)
            if label and span != (predicate, predicate):
                sentence.roles.setdefault(predicate, []).append((head_of(span, sentence.heads), label))
                found.setdefault(label, span)
        sentence.roles.setdefault(predicate, [])
        if attributions is not None and lemma in SPEECH_LEMMAS and "A1" in found:
            content = found["A1"]
            attributions.append(
                Attribution(
                    (predicate + offset, predicate + offset),
                    moved(found.get("A0"), offset),
                    moved(content, offset) if content[1] < predicate else None,
                    moved(content, offset) if content[0] > predicate else None,
                )
            )


def moved(span: Span | None, offset: int) -> Span | None:
    """A span further on in the document."""
    return (span[0] + offset, span[1] + offset) if span else None


def hull(spans: list[Span]) -> Span | None:
    """From the first to the last of some spans."""
    return (spans[0][0], spans[-1][1]) if spans else None


def gum(shared: Path, split: str) -> list[Document]:
    """GUM: syntax, the entity type of every mention's head word, and which mentions refer to the same."""
    documents: dict[str, Document] = {}
    for document, _, _, rows in read_conllu(shared / "data" / "train" / "syntax-gum" / f"en_gum-ud-{split}.no-NC.conllu"):
        sentence, spans = syntax(rows)
        sentence.entities = ["none"] * len(sentence.words)
        sentence.clusters = {}
        for token, row in enumerate(rows):
            field_ = re.search(r"(?:^|\|)Entity=([^|]+)", row[9])
            for opened in re.findall(r"\(([^()]+)", field_[1]) if field_ else ():
                parts = opened.split("-")
                if len(parts) > 5 and parts[1] in ENTITIES:
                    head = token + int(parts[5].split(",")[0].rstrip(")")) - 1 if parts[5].split(",")[0].rstrip(")").isdigit() else token
                    if head < len(rows):
                        sentence.entities[spans[head][1]] = parts[1]
                        sentence.clusters.setdefault(spans[head][1], parts[0])
        documents.setdefault(document, Document(document, [])).sentences.append(sentence)
    return list(documents.values())


NAME_LABELS = {
    "PER": "PER", "LOC": "LOC", "ORG": "ORG", "person": "PER", "location": "LOC", "corporation": "ORG", "group": "ORG", "politician": "PER",
    "organisation": "ORG", "politicalparty": "ORG", "country": "LOC",
}  # fmt: skip


def name_corpus(path: Path, name: str) -> list[Document]:
    """A two-column BIO or IOB1 corpus of names."""
    sentences = []
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
        rows = [line.split() for line in block.splitlines() if line.strip()]
        rows = [row for row in rows if len(row) >= 2]
        if not rows:
            continue
        tokens, tags, previous = [], [], "O"
        for row in rows:
            label = NAME_LABELS.get(row[-1][2:])
            begins = row[-1][:1] == "B" or previous != row[-1][2:]
            previous = row[-1][2:]
            tokens.append(row[0])
            tags.append("O" if label is None else ("B-" if begins else "I-") + label)
        aligner = Aligner(" ".join(tokens))
        if aligner.words:
            sentences.append(Sentence(aligner.words, names=bio(tags, aligner.spans(tokens), len(aligner.words))))
    return [Document(f"{name}-{i}", sentences[i : i + 20]) for i in range(0, len(sentences), 20)]


def names(shared: Path) -> list[Document]:
    """Wikigold, WNUT 2017 and the politics part of CrossNER (its test set is left for measuring)."""
    train = shared / "data" / "train"
    return [
        *name_corpus(train / "names-wikigold" / "CONLL-format" / "data" / "wikigold.conll.txt", "wikigold"),
        *name_corpus(train / "names-wnut17" / "wnut17train.conll", "wnut17"),
        *name_corpus(train / "names-crossner-politics" / "train.txt", "politics"),
        *name_corpus(train / "names-crossner-politics" / "dev.txt", "politics-dev"),
    ]


def qanom(shared: Path, split: str) -> list[Document]:
    """QANom: which nouns name events, and who and what takes part in them (from question-answer pairs)."""
    sentences: dict[str, Sentence] = {}
    aligners: dict[str, tuple[Aligner, list[Span]]] = {}
    with (shared / "data" / "train" / "nominal-events-qanom" / f"annot.{split}.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            key = row["qasrl_id"]
            if key not in sentences:
                tokens = row["sentence"].replace("``", '"').replace("''", '"').split(" ")
                aligner = Aligner(" ".join(tokens))
                aligners[key] = aligner, aligner.spans([t for t in tokens if t])
                sentences[key] = Sentence(aligner.words, predicates={})
            sentence, (_, spans) = sentences[key], aligners[key]
            target = int(row["target_idx"])
            if target >= len(spans):
                continue
            word = spans[target][1]
            verbal = row["is_verbal"] == "True"
            sentence.predicates[word] = sentence.predicates.get(word, False) or verbal
            if not verbal:
                continue
            arguments = sentence.roles.setdefault(word, [])
            role = question_role(row)
            for answer in row["answer_range"].split("~!~") if role else ():
                first, last = (int(x) for x in answer.split(":"))
                if last - 1 >= len(spans) or last <= first:
                    continue
                span = (spans[first][0], spans[last - 1][1])
                if span[0] <= word <= span[1]:
                    continue
                item = (shallow_head(sentence.words, span), role)
                if item not in arguments:
                    arguments.append(item)
    ordered = list(sentences.values())
    return [Document(f"qanom-{i}", ordered[i : i + 20]) for i in range(0, len(ordered), 20)]


def question_role(row: dict[str, str]) -> str | None:
    """The PropBank-like role that a QA-SRL question asks for (He et al. 2015, section 5)."""
    adjunct = {"where": "LOC", "when": "TMP", "why": "CAU", "how": "MNR"}.get(row["wh"])
    if adjunct:
        return adjunct
    if row["wh"] not in ("who", "what"):
        return None
    if row["prep"] and row["subj"]:
        return "A2"
    if row["is_passive"] == "True":
        return "A2" if row["prep"] and row["prep"] != "by" and row["subj"] else ("A1" if not row["subj"] else "A0")
    return "A1" if row["subj"] else "A0"


def shallow_head(words: list[str], span: Span) -> int:
    """The head of a noun phrase without a tree: the last word before a preposition, relative pronoun or comma."""
    for index in range(span[0] + 1, span[1] + 1):
        if words[index].lower() in ("of", "in", "for", "on", "at", "from", "with", "by", "to", "who", "which", "that", ",", "(", "against", "'s"):
            return index - 1
    return span[1]


def polnear(folder: Path) -> list[Document]:
    """PolNeAR: source, cue and content of every attribution of an article."""
    documents = []
    for path in sorted((folder / "text").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        found = sorted((folder / "attributions").glob(path.stem + "*.ann"))
        if not found:
            continue
        words = tokenize(text)
        sentences = split_sentences(text, words)
        document = Document(path.stem, [Sentence([text[a:b] for a, b in words[first:last]]) for first, last in sentences], [])
        document.attributions = read_annotations(found[0], text, words)
        documents.append(document)
    return documents


def read_annotations(path: Path, text: str, words: list[Span]) -> list[Attribution]:
    """The attributions of a brat stand-off file, over our words."""
    starts: list[int] = [a for a, _ in words]
    parts: dict[str, list[Span]] = {}
    out = []
    for line in path.read_text(encoding="utf-8").splitlines():
        columns = line.split("\t")
        if columns[0].startswith("T") and len(columns) > 1 and " " in columns[1]:
            pieces = columns[1].split(" ", 1)[1].split(";")
            parts[columns[0]] = [(int(a), int(b)) for a, b in (p.split(" ") for p in pieces)]
    for line in path.read_text(encoding="utf-8").splitlines():
        columns = line.split("\t")
        if not columns[0].startswith("E") or len(columns) < 2:
            continue
        roles: dict[str, list[Span]] = defaultdict(list)
        for item in columns[1].split():
            role, ident = item.split(":")
            roles[re.sub(r"\d+$", "", role)].extend(parts.get(ident, []))
        cues = [s for s in (cover(words, starts, span, text) for span in roles["Cue"]) if s]
        if not cues:
            continue
        cue = min(cues)
        contents = sorted(s for s in (cover(words, starts, span, text) for span in roles["Content"]) if s)
        before = [s for s in contents if s[1] < cue[0]]
        after = [s for s in contents if s[0] > cue[0] and s[1] > cue[1]]
        sources = [s for s in (cover(words, starts, span, text) for span in roles["Source"]) if s]
        out.append(Attribution(cue, min(sources, key=lambda s: abs(s[0] - cue[0])) if sources else None, hull(before), hull(after)))
    return out


def cover(words: list[Span], starts: list[int], span: Span, text: str) -> Span | None:
    """The words inside a character span, without quotation marks and commas at its edges."""
    from bisect import bisect_left

    first = bisect_left(starts, span[0])
    if first and words[first - 1][1] > span[0]:
        first -= 1
    last = bisect_left(starts, span[1]) - 1
    edge = "\"“”'‘’,.;:"
    while first <= last and text[words[first][0] : words[first][1]] in edge:
        first += 1
    while last >= first and text[words[last][0] : words[last][1]] in edge:
        last -= 1
    return (first, last) if first <= last else None
