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

    def scores(self, mentions: list[int]) -> Floats:
        """[mentions, mentions]: how well each mention (row) points to each earlier one (column), mentions being head words in order.

        What does not come earlier is minus infinity.
        """
        if not mentions:
            return np.zeros((0, 0), np.float32)
        index = np.arange(len(mentions))
        back = index[:, None] - index[None, :]
        bucket = np.log2(np.maximum(back, 1)).astype(int).clip(max=len(self.distance) - 1)
        pairs = self.anaphors[mentions] @ self.antecedents[mentions].T + np.array(self.distance, np.float32)[bucket]
        return np.where(back > 0, pairs, -np.inf).astype(np.float32)
