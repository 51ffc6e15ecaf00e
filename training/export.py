"""Writes a trained checkpoint as ONNX, quantises it to int8, and states what that costs each head."""

from __future__ import annotations

import argparse
import json
import os
from functools import partial
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from evaluate import INPUTS, evaluate
from labels import CUES, ENTITIES, EVENTS, NAMES, POINTERS, ROLES, STANCES
from model import DISTANCES, OUTPUTS, Reader
from onnxruntime.quantization import QuantType, quantize_dynamic
from pretrained import read_config, read_vocabulary
from train import load_corpora

from dateline.language.tokens import WordPieces


def export(model: Reader, path: Path) -> None:
    """The whole reader as one graph with free batch, piece and word axes."""
    batch, pieces, words = 2, 12, 7
    example = (
        torch.ones(batch, pieces, dtype=torch.long), torch.ones(batch, pieces, dtype=torch.long), torch.tensor([pieces, pieces - 3]),
        torch.ones(batch, words, dtype=torch.long), torch.ones(batch, words, dtype=torch.long), torch.zeros(batch, words, dtype=torch.long),
    )  # fmt: skip
    axes = {name: {0: "batch", 1: "pieces" if name in ("pieces", "shapes") else "words"} for name in INPUTS if name != "lengths"} | {"lengths": {0: "batch"}}
    torch.onnx.export(model, example, str(path), input_names=list(INPUTS), output_names=OUTPUTS, dynamic_axes=axes, opset_version=17, dynamo=False)


def quantise(plain: Path, out: Path) -> None:
    """Eight bits for all but the pairwise scorers: they are small, and ONNX Runtime can't quantise their three-way weights by channel."""
    graph = onnx.load(plain).graph
    cubes = {tensor.name for tensor in graph.initializer if len(tensor.dims) == 3}
    pairwise = [node.name for node in graph.node if node.op_type == "MatMul" and cubes & set(node.input)]
    quantize_dynamic(plain, out, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gather"], nodes_to_exclude=pairwise)


def run_session(session: onnxruntime.InferenceSession, *inputs: torch.Tensor) -> list[torch.Tensor]:
    """An exported file in the place of the torch model."""
    named = {name: tensor.numpy() for name, tensor in zip(INPUTS, inputs, strict=True)}
    return [torch.from_numpy(np.asarray(output)) for output in session.run(OUTPUTS, named)]


def main() -> None:
    """Export, quantise, evaluate."""
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("--shared", type=Path, default=Path(os.environ.get("DATELINE_SHARED", "../shared")))
    cli.add_argument("--checkpoint", type=Path, default=Path(".training/reader/checkpoint.pt"))
    cli.add_argument("--out", type=Path, default=Path("src/dateline/language/weights"))
    cli.add_argument("--evaluate", action="store_true", help="also evaluate the float and the int8 file on the held-out documents")
    args = cli.parse_args()
    torch.set_num_threads(1)
    state = torch.load(args.checkpoint, weights_only=False, map_location="cpu")
    model = Reader(state.get("config") or read_config("minilm-l6"), len(state["tags"]), len(state["relations"]), dropout=0.0)
    model.load_state_dict(state["model"], strict=False)
    model.eval()
    args.out.mkdir(parents=True, exist_ok=True)
    files = {"float": args.checkpoint.with_name("reader-float.onnx"), "int8": args.checkpoint.with_name("reader-int8.onnx")}
    if args.evaluate:
        with torch.no_grad():
            export(model, files["float"])
        quantise(files["float"], files["int8"])
    model.sparse = True
    plain = args.checkpoint.with_name("reader-sparse.onnx")
    with torch.no_grad():
        export(model, plain)
    quantise(plain, args.out / "reader.onnx")
    labels = {
        "tags": state["tags"], "relations": state["relations"], "names": NAMES, "entities": ENTITIES, "cues": CUES, "roles": ROLES, "pointers": POINTERS,
        "events": EVENTS, "stances": STANCES,
        "outputs": OUTPUTS,
        "distance": [round(float(x), 4) for x in state["model"].get("distance", torch.zeros(DISTANCES))],
    }  # fmt: skip
    (args.out / "labels.json").write_text(json.dumps(labels) + "\n", encoding="utf-8")
    (args.out / "vocabulary.txt").write_text("\n".join(read_vocabulary()) + "\n", encoding="utf-8")
    print(f"float {plain.stat().st_size / 1e6:.1f} MB, int8 {(args.out / 'reader.onnx').stat().st_size / 1e6:.1f} MB")
    if args.evaluate:
        _, held = load_corpora(args.shared, "polnear")
        tags, relations = ({t: i for i, t in enumerate(state[key])} for key in ("tags", "relations"))
        report = {}
        for name, path in files.items():
            run = partial(run_session, onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"]))
            report[name] = evaluate(run, held, WordPieces(read_vocabulary()), tags, relations)
        args.checkpoint.with_name("export.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
        for key in report["float"]:
            print(f"{key:50} float {report['float'][key]['f1']:.4f} int8 {report['int8'][key]['f1']:.4f}")


if __name__ == "__main__":
    main()
