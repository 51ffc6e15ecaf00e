"""One small BERT encoder with all heads on top, in plain torch, so that it exports to ONNX cleanly.

Encoder: MiniLM (Wang et al. 2020), from one of `pretrained.ENCODERS`. Arcs and relations: deep biaffine attention (Dozat & Manning 2017). Roles: the
same biaffine scorer between a predicate and the head words of its arguments (dependency-based role labelling, Li et al. 2019). Attribution: for each cue six
pointers over the words of the window, to the first and last word of its source and of the content before and after it (pointer networks,
Vinyals et al. 2015). Coreference: a biaffine score between the head words of mentions, trained to
put its mass on the true antecedents (mention ranking, Lee et al. 2017), without spans or a second pass.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import torch
from labels import CUES, ENTITIES, EVENTS, NAMES, POINTERS, ROLES, STANCES, TIES
from torch import Tensor, nn
from torch.nn import functional

if TYPE_CHECKING:
    from collections.abc import Callable

SHAPES = 7
HEADS = 4
DISTANCES = 12
PREDICATE, CUE, EVENTFUL = 0.5, 0.3, 0.01  # how likely a word must be a predicate, open a cue or name an event for what belongs to it to be ranked
PARTY = 384  # the size in which events and their parties are compared: with 96, as in the other pairwise heads, parties are 3 points of F1 worse


class Layer(nn.Module):
    """One transformer layer, post-norm as in BERT."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """[batch, pieces, width] to the same; `bias` is -1e4 where a piece is padding."""
        batch, length, width = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        # written out: on CPUs torch's fused kernel is slower backwards than these two products
        weights = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(width // self.heads) + bias, -1)
        y = weights.to(v.dtype) @ v
        x = self.norm1(x + self.dropout(self.out(y.transpose(1, 2).reshape(batch, length, width))))
        return self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Biaffine(nn.Module):
    """Scores every pair of words for every label: from `x` (rows) to `y` (columns)."""

    def __init__(self, width: int, size: int, labels: int, dropout: float) -> None:
        super().__init__()
        self.row = nn.Linear(width, size)
        self.column = nn.Linear(width, size)
        self.weight = nn.Parameter(torch.zeros(labels, size + 1, size + 1))
        self.dropout = nn.Dropout(dropout)
        nn.init.normal_(self.weight, std=0.02)

    def forms(self, x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
        """The rows and columns as the bilinear form takes them, each with a constant 1 behind."""
        a = self.dropout(functional.gelu(self.row(x)))
        b = self.dropout(functional.gelu(self.column(y)))
        a, b = torch.cat([a, torch.ones_like(a[..., :1])], -1), torch.cat([b, torch.ones_like(b[..., :1])], -1)
        return a, b

    def forward(self, x: Tensor, y: Tensor) -> Tensor:
        """[batch, labels, rows, columns]."""
        a, b = self.forms(x, y)
        return (a.unsqueeze(1) @ self.weight) @ b.unsqueeze(1).transpose(-1, -2)

    def paired(self, x: Tensor, y: Tensor, chosen: Tensor) -> Tensor:
        """[batch, rows, k, labels] where row i is paired with the columns chosen[i, :k]."""
        a, b = self.forms(x, y)
        batch, rows, k = chosen.shape
        index = chosen.reshape(batch, rows * k, 1).expand(-1, -1, b.shape[-1])
        return torch.gather(b, 1, index).view(batch, rows, k, -1) @ self.left(a).transpose(-1, -2)

    def left(self, a: Tensor) -> Tensor:
        """[batch, rows, labels, size]: all labels as one product with a flat weight, which is faster and can be quantised."""
        labels, size, _ = self.weight.shape
        flat = self.weight.permute(1, 0, 2).reshape(size, labels * size)
        return (a @ flat).view(a.shape[0], a.shape[1], labels, size)

    def by_row(self, x: Tensor, y: Tensor) -> Tensor:
        """What `forward` gives, as [batch, rows, labels, columns] and without copies, for the reader at run time."""
        a, b = self.forms(x, y)
        left = self.left(a)
        batch, rows, labels, size = left.shape
        return (left.reshape(batch, rows * labels, size) @ b.transpose(-1, -2)).view(batch, rows, labels, b.shape[1])


class Markings(nn.Module):
    """The heads that mark events, parties, stances and ties, over a layer of their own beside the reader's last one.

    The layers below are shared and stay as they were trained: a report is encoded once, and what reads syntax, names and claims is not touched by what learns
    from a few hundred annotated reports.
    """

    def __init__(self, config: dict, dropout: float = 0.2) -> None:
        super().__init__()
        width = config["hidden_size"]
        self.layer = Layer(width, config["num_attention_heads"], config["intermediate_size"], 0.1 if dropout else 0.0)
        self.token = nn.Linear(2 * width, width)
        self.dropout = nn.Dropout(dropout)
        self.events = nn.Linear(width, len(EVENTS))
        self.stances = nn.Linear(width, len(STANCES))
        self.parties = Biaffine(2 * width, PARTY, 2, dropout)
        self.ties = Biaffine(2 * width, 96, len(TIES), dropout)

    def represent(self, below: Tensor, bias: Tensor, starts: Tensor, ends: Tensor) -> tuple[Tensor, Tensor]:
        """Words as first and last piece joined [batch, words, 2 x width], and as what the linear heads read [batch, words, width]."""
        x = self.layer(below, bias)
        width = x.shape[-1]
        words = torch.cat([torch.gather(x, 1, at.unsqueeze(-1).expand(-1, -1, width)) for at in (starts, ends)], -1)
        return self.dropout(words), self.dropout(functional.gelu(self.token(words)))

    def forward(self, below: Tensor, bias: Tensor, starts: Tensor, ends: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Logits: events and stances [batch, words, labels], parties (actor, recipient) and ties [batch, labels, words, words] from row to column."""
        words, token = self.represent(below, bias, starts, ends)
        return self.events(token), self.stances(token), self.parties(words, words), self.ties(words, words)

    def read(
        self, below: Tensor, bias: Tensor, starts: Tensor, ends: Tensor, chosen: Callable[[Tensor, float], Tensor]
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """What the reader takes of it: events and stances as probabilities, parties as logits [batch, rows, labels, columns] and which words these rows are.
        Ties only help to train the rest: beside the constructions that state them they brought as many wrong ones as right.
        """
        words, token = self.represent(below, bias, starts, ends)
        events, stances = (torch.softmax(head(token), -1) for head in (self.events, self.stances))
        rows = chosen(1 - events[..., 0], EVENTFUL)
        return events, stances, self.parties.by_row(words[:, rows], words), rows[None]


class Reader(nn.Module):
    """The encoder and its heads.

    Inputs: `pieces` [batch, pieces] ids, `shapes` [batch, pieces], `starts` [batch, words] index of each word's first piece (0, the [CLS] piece,
    for padding), `sentence` [batch, words] number of the sentence of each word (-1 for padding).
    """

    def __init__(self, config: dict, tags: int, relations: int, dropout: float = 0.1) -> None:
        super().__init__()
        width = config["hidden_size"]
        self.words = nn.Embedding(config["vocab_size"], width)
        self.positions = nn.Embedding(config["max_position_embeddings"], width)
        self.kind = nn.Parameter(torch.zeros(width))
        self.shapes = nn.Embedding(SHAPES, width)
        nn.init.normal_(self.shapes.weight, std=0.01)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        layers, heads, inner = config["num_hidden_layers"], config["num_attention_heads"], config["intermediate_size"]
        self.layers = nn.ModuleList(Layer(width, heads, inner, dropout) for _ in range(layers))
        self.token = nn.Linear(2 * width, width)
        self.tags = nn.Linear(width, tags)
        self.names = nn.Linear(width, len(NAMES))
        self.entities = nn.Linear(width, len(ENTITIES))
        self.predicates = nn.Linear(width, 2)
        self.factuality = nn.Linear(width, 1)
        self.cues = nn.Linear(width, len(CUES))
        self.arcs = Biaffine(2 * width, 256, 1, 0.2)
        self.relations = Biaffine(2 * width, 96, relations, 0.2)
        self.roles = Biaffine(2 * width, 96, len(ROLES), 0.2)
        self.pointers = Biaffine(2 * width, 96, len(POINTERS), 0.2)
        self.coreference = Biaffine(2 * width, 127, 1, 0.2)
        self.distance = nn.Parameter(torch.zeros(DISTANCES))  # how far back an antecedent stands, in mentions, as a bucket of powers of two
        self.markings = Markings(config, dropout and 0.2)
        self.sparse = False  # the reader at run time reads one window at a time, and most words need neither roles nor pointers

    def load_pretrained(self, state: dict[str, Tensor]) -> None:
        """Takes over the weights of a pretrained encoder, by their names in BERT; its word embeddings stay as they are."""
        with torch.no_grad():
            self.words.weight.copy_(state["embeddings.word_embeddings.weight"])
            self.positions.weight.copy_(state["embeddings.position_embeddings.weight"])
            self.kind.copy_(state["embeddings.token_type_embeddings.weight"][0])
            self.norm.weight.copy_(state["embeddings.LayerNorm.weight"])
            self.norm.bias.copy_(state["embeddings.LayerNorm.bias"])
            for number, layer in enumerate(self.layers):
                at = f"encoder.layer.{number}."
                for part in ("weight", "bias"):
                    joined = torch.cat([state[f"{at}attention.self.{name}.{part}"] for name in ("query", "key", "value")])
                    getattr(layer.qkv, part).copy_(joined)
                    getattr(layer.out, part).copy_(state[f"{at}attention.output.dense.{part}"])
                    getattr(layer.norm1, part).copy_(state[f"{at}attention.output.LayerNorm.{part}"])
                    getattr(layer.up, part).copy_(state[f"{at}intermediate.dense.{part}"])
                    getattr(layer.down, part).copy_(state[f"{at}output.dense.{part}"])
                    getattr(layer.norm2, part).copy_(state[f"{at}output.LayerNorm.{part}"])
        self.words.weight.requires_grad = False

    def encode(self, pieces: Tensor, shapes: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """The contextual vector of every piece, [batch, pieces, width], by the last layer and by the one below, and the bias that hides padding."""
        index = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.words(pieces) + self.positions(index) + self.kind + self.shapes(shapes)
        x = self.dropout(self.norm(x))
        bias = torch.where(index[None, :] < lengths[:, None], 0.0, -1e4)[:, None, None, :]
        below = x
        for layer in self.layers:
            below, x = x, layer(x, bias)
        return x, below, bias

    def represent(self, pieces: Tensor, shapes: Tensor, lengths: Tensor, starts: Tensor, ends: Tensor) -> tuple[Tensor, Tensor]:
        """Words as first and last piece joined [batch, words, 2 x width], with a root in front (the [CLS] piece)."""
        return self.gather(self.encode(pieces, shapes, lengths)[0], starts, ends)

    def gather(self, x: Tensor, starts: Tensor, ends: Tensor) -> tuple[Tensor, Tensor]:
        """The words of what was encoded, without and with a root in front."""
        width = x.shape[-1]
        first = torch.gather(x, 1, starts.unsqueeze(-1).expand(-1, -1, width))
        last = torch.gather(x, 1, ends.unsqueeze(-1).expand(-1, -1, width))
        words = torch.cat([first, last], -1)
        root = torch.cat([x[:, :1], x[:, :1]], -1)
        return words, torch.cat([root, words], 1)

    def chosen(self, likely: Tensor, floor: float) -> Tensor:
        """The words, of one report, whose roles or pointers are ranked: all of them, or in a `sparse` reader those that are likely enough."""
        index = torch.arange(likely.shape[1], device=likely.device)
        if not self.sparse:
            return index
        return torch.nonzero((likely[0] > floor) | (index == 0))[:, 0]  # one row at least: nothing can be quantised that has none

    def forward(self, pieces: Tensor, shapes: Tensor, lengths: Tensor, starts: Tensor, ends: Tensor, sentence: Tensor) -> tuple[Tensor, ...]:
        """What the reader needs at run time, with heads chosen inside the graph (greedy, inside the sentence)."""
        x, below, bias = self.encode(pieces, shapes, lengths)
        words, rooted = self.gather(x, starts, ends)
        token = functional.gelu(self.token(words))
        arcs = self.arcs(words, rooted).squeeze(1)
        arcs = arcs + same_sentence(sentence)
        head_scores, heads = arcs.topk(HEADS, -1)  # the reader builds a tree out of the likeliest heads
        relations = self.relations.paired(words, rooted, heads)
        predicates, cues = torch.softmax(self.predicates(token), -1)[..., 1], torch.softmax(self.cues(token), -1)
        role_rows, cue_rows = self.chosen(predicates, PREDICATE), self.chosen(cues[..., CUES.index("B")], CUE)
        scores = self.roles.by_row(words[:, role_rows], words)
        best, role = scores.max(2)
        confidence = 1 / torch.exp(scores - best.unsqueeze(2)).sum(2)  # the softmax of the best alone: a whole one costs an eighth of the pass
        pointers = self.pointers.by_row(words[:, cue_rows], rooted).transpose(1, 2)
        anaphor, antecedent = self.coreference.forms(words, words)
        anaphor = anaphor @ self.coreference.weight[0]
        return (
            self.tags(token).argmax(-1), torch.softmax(self.names(token), -1), torch.softmax(self.entities(token), -1),
            predicates, self.factuality(token)[..., 0], cues,
            heads, relations.argmax(-1), role, confidence, pointers, head_scores, anaphor,
            antecedent, *self.markings.read(below, bias, starts, ends, self.chosen), role_rows[None], cue_rows[None],
        )  # fmt: skip


OUTPUTS = [
    "tags", "names", "entities", "predicates", "factuality", "cues", "heads", "relations", "roles", "role_confidence", "pointers", "head_scores", "anaphors",
    "antecedents", "events", "stances", "parties", "party_rows", "role_rows", "cue_rows",
]  # fmt: skip


def same_sentence(sentence: Tensor) -> Tensor:
    """[batch, words, 1 + words]: 0 where a word may depend on another (same sentence, not itself) or on the root, else -1e4."""
    index = torch.arange(sentence.shape[1], device=sentence.device)
    same = (sentence[:, :, None] == sentence[:, None, :]) & (index[:, None] != index[None, :])[None]
    root = torch.ones_like(same[:, :, :1])
    return torch.where(torch.cat([root, same], -1), 0.0, -1e4)
