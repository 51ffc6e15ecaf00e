"""Which mention a mention points back to, by the trained coreference head.

The encoder gives every word a vector as an anaphor and one as an antecedent; the score of a pair is their product and a term for how many mentions lie
between (mention ranking, Lee et al. 2017, on head words). A score above 0 says that a pair is likelier than no antecedent at all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Coreference:
    """`anaphors` and `antecedents` are [words, width]; `distance` is the term for 1, 2-3, 4-7, ... mentions back."""

    anaphors: Floats
    antecedents: Floats
    distance: list[float]

    def scores(self, mentions: list[int], rows: slice = slice(None), first: int = 0) -> Floats:
        """[rows, mentions from `first`]: how well each mention of `rows` points to each earlier one, mentions being head words in order.

        What does not come earlier is minus infinity. A long text is asked for a few rows at a time, since all pairs of a book are many.
        """
        index = np.arange(len(mentions))
        back = index[rows, None] - index[None, first:]
        bucket = np.log2(np.maximum(back, 1)).astype(int).clip(max=len(self.distance) - 1)
        words = np.array(mentions, int)
        pairs = self.anaphors[words[rows]] @ self.antecedents[words[first:]].T + np.array(self.distance, np.float32)[bucket]
        return np.where(back > 0, pairs, -np.inf).astype(np.float32)
