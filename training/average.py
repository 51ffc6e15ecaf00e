"""Average the weights of two checkpoints, of which the second was trained on from the first.

    python training/average.py FIRST SECOND --share 0.6 --out .training/averaged/checkpoint.pt

A point between two rounds of one training reads texts unlike the training data better than either end: averages lie in wider minima (Izmailov et al. 2018,
"Averaging weights leads to wider optima and better generalization"; Wortsman et al. 2022, "Model soups"). Both checkpoints must have the same shape.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    """Average and write."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("first", type=Path)
    cli.add_argument("second", type=Path)
    cli.add_argument("--share", type=float, default=0.5, help="how much of the second, 0 to 1")
    cli.add_argument("--out", type=Path, required=True)
    args = cli.parse_args()
    if not 0 <= args.share <= 1:
        cli.error("--share is between 0 and 1")
    first, second = (torch.load(path, map_location="cpu", weights_only=False) for path in (args.first, args.second))
    for key in ("config", "tags", "relations"):
        if first[key] != second[key]:
            cli.error(f"the two checkpoints differ in {key}: train the second with --start {args.first}")
    for name, weights in second["model"].items():
        if weights.is_floating_point():
            second["model"][name] = (args.share * weights + (1 - args.share) * first["model"][name]).to(weights.dtype)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(second, args.out)


if __name__ == "__main__":
    main()
