"""Trains the reader's encoder and heads. `python training/train.py --help`; `make train` runs it with the settings of the shipped weights.

Every step mixes windows of one corpus at a time in proportion to its size; a head learns from the corpora that annotate its layer. A checkpoint is
written every few minutes and training resumes from it.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import time
from pathlib import Path

import torch
from corpora import Document, english_web_treebank, gum, names, polnear, qanom
from evaluate import evaluate
from model import Reader
from pretrained import ENCODERS, read_config, read_vocabulary, read_weights
from torch import Tensor
from torch.nn import functional
from windows import IGNORE, Window, batches, cut, in_order, tensors

from dateline.language.tokens import WordPieces


def losses(model: Reader, batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """The loss of every head that the batch annotates."""
    words, rooted = model.represent(batch["pieces"], batch["shapes"], batch["lengths"], batch["starts"], batch["ends"])
    token = functional.gelu(model.token(words))
    out: dict[str, Tensor] = {}

    def classify(name: str, logits: Tensor, target: Tensor) -> None:
        if (target != IGNORE).any():
            out[name] = functional.cross_entropy(logits.float().reshape(-1, logits.shape[-1]), target.reshape(-1), ignore_index=IGNORE)

    classify("tags", model.tags(token), batch["tags"])
    classify("names", model.names(token), batch["names"])
    classify("entities", model.entities(token), batch["entities"])
    classify("predicates", model.predicates(token), batch["predicates"])
    classify("cues", model.cues(token), batch["cues"])
    judged = ~torch.isnan(batch["factuality"])
    if judged.any():
        out["factuality"] = functional.smooth_l1_loss(model.factuality(token)[..., 0].float()[judged], batch["factuality"][judged])
    if (batch["heads"] != IGNORE).any():
        same = batch["sentence"][:, :, None] == batch["sentence"][:, None, :]
        mask = torch.cat([torch.ones_like(same[:, :, :1]), same], -1)
        arcs = model.arcs(words, rooted).squeeze(1).float().masked_fill(~mask, -1e4)
        classify("arcs", arcs, batch["heads"])
        gold = batch["heads"].clamp(min=0)
        classify("relations", model.relations.paired(words, rooted, gold.unsqueeze(-1))[:, :, 0], batch["relations"])
    if len(batch["role_at"]):
        window, predicate = batch["role_at"].unbind(1)
        scores = picked(model.roles, words[window, predicate], words, window)
        classify("roles", scores.transpose(1, 2), batch["role_targets"])
    if len(batch["pointer_at"]):
        window, cue = batch["pointer_at"].unbind(1)
        scores = picked(model.pointers, words[window, cue], rooted, window).float()
        padded = torch.cat([torch.zeros_like(batch["sentence"][:, :1]), batch["sentence"]], 1) < 0
        classify("pointers", scores.masked_fill(padded[window][:, None, :], -1e4), batch["pointer_targets"])
    if len(batch["mentions"]) > 1:
        out["coreference"] = coreference_loss(model, words, batch["mentions"])
    return out


def coreference_loss(model: Reader, words: Tensor, mentions: Tensor) -> Tensor:
    """The mean negative log of the mass that each mention puts on its true antecedents, or on "none" when it has none before it."""
    window, word, cluster = mentions.unbind(1)
    vectors = words[window, word]
    rows, columns = model.coreference.forms(vectors, vectors)
    scores = (rows @ model.coreference.weight[0].to(rows.dtype) @ columns.T).float()
    count = len(mentions)
    index = torch.arange(count, device=scores.device)
    distance = (index[:, None] - index[None, :]).clamp(min=1).float().log2().long().clamp(max=len(model.distance) - 1)
    scores = (scores + model.distance[distance]).masked_fill(index[None, :] >= index[:, None], -1e4)
    scores = torch.cat([torch.zeros(count, 1, device=scores.device), scores], 1)
    same = (cluster[:, None] == cluster[None, :]) & (index[None, :] < index[:, None])
    gold = torch.cat([~same.any(1, keepdim=True), same], 1)
    return (torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(~gold, -1e4), 1)).mean()


def picked(scorer: torch.nn.Module, rows: Tensor, columns: Tensor, window: Tensor) -> Tensor:
    """[rows, labels, columns]: a biaffine scorer on a few chosen row words only."""
    a, b = scorer.forms(rows, columns)
    left = torch.einsum("ri,lij->rlj", a, scorer.weight.to(a.dtype))
    return torch.bmm(left, b[window].transpose(1, 2))


WEIGHTS = {
    "arcs": 1.0,
    "relations": 0.6,
    "roles": 3.0,
    "pointers": 1.0,
    "cues": 3.0,
    "names": 3.0,
    "entities": 1.0,
    "predicates": 1.5,
    "tags": 1.0,
    "factuality": 0.5,
    "coreference": 1.0,
}


def load_corpora(shared: Path, attribution: str) -> tuple[dict[str, list[Document]], dict[str, list[Document]]]:
    """(training, held out) documents by corpus."""
    train = {
        "ewt": english_web_treebank(shared, "train", attribution),
        "gum": gum(shared, "train"),
        "names": names(shared),
        "qanom": qanom(shared, "train"),
    }
    articles = polnear(shared / "data" / "train" / "attribution-polnear")
    random.Random(5).shuffle(articles)
    held = {"ewt": english_web_treebank(shared, "dev"), "gum": gum(shared, "dev"), "qanom": qanom(shared, "dev"), "polnear": articles[:40]}
    if attribution == "polnear":
        train["polnear"] = articles[40:]
    return train, held


def main() -> None:
    """Train, evaluate, write a checkpoint."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--shared", type=Path, default=Path(os.environ.get("DATELINE_SHARED", "../shared")), help="folder with data/train")
    cli.add_argument("--out", type=Path, default=Path(".training/reader"), help="folder for checkpoints and figures")
    cli.add_argument("--attribution", choices=["polnear", "propbank"], default="polnear", help="what the attribution head learns from")
    cli.add_argument("--encoder", choices=ENCODERS, default="minilm-l6", help="the pretrained encoder")
    cli.add_argument("--layers", type=int, help="how many of its layers are kept, from below (all)")
    cli.add_argument("--epochs", type=float, default=3.0)
    cli.add_argument("--threads", type=int, default=1)
    cli.add_argument("--seed", type=int, default=1)
    cli.add_argument("--start", type=Path, help="checkpoint whose weights training starts from, for another round")
    cli.add_argument("--rate", type=float, default=1.5e-4, help="peak learning rate of the encoder; the heads' is eight times that")
    args = cli.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    pieces = WordPieces(read_vocabulary())
    train, held = load_corpora(args.shared, args.attribution)
    tags = {t: i for i, t in enumerate(sorted({t for d in train["ewt"] + train["gum"] for s in d.sentences for t in s.tags or ()}))}
    relations = {r: i for i, r in enumerate(sorted({r for d in train["ewt"] + train["gum"] for s in d.sentences for r in s.relations or ()}))}
    config = read_config(args.encoder, args.layers)
    model = Reader(config, len(tags), len(relations))
    model.load_pretrained(read_weights(args.encoder))
    if args.start:
        print(model.load_state_dict(torch.load(args.start, weights_only=False)["model"], strict=False))
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model.to(device)
    encoder = [p for n, p in model.named_parameters() if p.requires_grad and n.startswith(("layers", "norm", "positions", "kind"))]
    heads = [p for n, p in model.named_parameters() if p.requires_grad and not n.startswith(("layers", "norm", "positions", "kind"))]
    optimizer = torch.optim.AdamW([{"params": encoder, "lr": args.rate}, {"params": heads, "lr": args.rate * 8}], weight_decay=0.01, betas=(0.9, 0.98))

    def epoch_batches(number: int) -> list[list[Window]]:
        """One epoch: all of the small corpora, half of the big ones (another half each time), windows of varying length."""
        out = []
        for name, documents in train.items():
            chosen = [d for i, d in enumerate(documents) if name not in ("polnear", "qanom") or i % 2 == number % 2]
            limit = rng.choice([110, 150, 190])
            if name == "gum":  # whole documents, for coreference
                out.extend(b for d in chosen for b in in_order(list(cut(d, pieces, limit, stride=False)), 1600))
                continue
            windows = [w for d in chosen for w in cut(d, pieces, limit, stride=name == "polnear")]
            out.extend(batches(windows, 1600, rng))
        rng.shuffle(out)
        return out

    first = epoch_batches(0)
    total = int(len(first) * args.epochs)
    warm = total // 20
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min(1.0, (s + 1) / max(warm, 1)) * max(0.0, 1 - s / (total + 1)))
    step, epoch, spent = 0, 0, 0.0
    checkpoint = args.out / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=False)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        step, epoch, spent = state["step"], state["epoch"], state["spent"]
        print(f"resuming at step {step}")
    print(f"{total} steps, {sum(p.numel() for p in model.parameters()) / 1e6:.1f}M parameters, {len(tags)} tags, {len(relations)} relations", flush=True)
    model.train()
    began = saved = time.monotonic()
    running: dict[str, list[float]] = {}
    queue = first if epoch == 0 else epoch_batches(epoch)
    while step < total:
        if not queue:
            epoch += 1
            queue = epoch_batches(epoch)
        batch = {k: v.to(device) for k, v in tensors(queue.pop(), tags, relations).items()}
        with torch.autocast(device.type, torch.bfloat16):
            parts = losses(model, batch)
        loss = sum(WEIGHTS[name] * value for name, value in parts.items())
        if not isinstance(loss, Tensor) or not math.isfinite(loss.item()):
            continue
        loss.backward()
        torch.nn.utils.clip_grad_norm_(encoder + heads, 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad(set_to_none=True)
        for name, value in parts.items():
            running.setdefault(name, []).append(value.item())
        step += 1
        if step % 100 == 0:
            pace = (time.monotonic() - began) / step
            figures = " ".join(f"{k} {sum(v) / len(v):.3f}" for k, v in sorted(running.items()))
            print(f"{step}/{total} {spent + time.monotonic() - began:.0f}s {pace:.2f}s/step {figures}", flush=True)
            running = {}
        if time.monotonic() - saved > 300 or step == total:
            saved = time.monotonic()
            state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict(), "step": step, "epoch": epoch}
            state |= {"spent": spent + time.monotonic() - began, "tags": list(tags), "relations": list(relations), "config": config}
            torch.save(state, checkpoint.with_suffix(".new"))
            checkpoint.with_suffix(".new").replace(checkpoint)
    model.eval()
    report = evaluate(model, held, pieces, tags, relations)
    report["training"] = {"steps": total, "seconds": round(spent + time.monotonic() - began), "attribution": args.attribution, "epochs": args.epochs}
    (args.out / "figures.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
