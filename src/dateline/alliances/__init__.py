"""The analysis of who stands with whom: signed graphs, balance, camps and changes, from rows of evidence. Nothing here knows of a store or of a page."""

from dateline._errors import NetworkError
from dateline.alliances.balance import Balance, Division, Triads, balance, triads
from dateline.alliances.camps import Camps, Margin, Misfit, camps
from dateline.alliances.changes import Change, ChangeLog, Segmentation, change_points, changes
from dateline.alliances.covering import Solution
from dateline.alliances.evidence import Basis, Evidence
from dateline.alliances.graph import LeftOut, SignedEdge, SignedGraph, graph
from dateline.alliances.nulls import AgainstChance, Resampled, Together, WhatIf, against_chance, resample, whatif
from dateline.alliances.stands import Broker, Stands, brokers, stands_with

__all__ = [
    "AgainstChance", "Balance", "Basis", "Broker", "Camps", "Change", "ChangeLog", "Division", "Evidence", "LeftOut", "Margin", "Misfit", "NetworkError",
    "Resampled", "Segmentation", "SignedEdge", "SignedGraph", "Solution", "Stands", "Together", "Triads", "WhatIf", "against_chance", "balance", "brokers",
    "camps", "change_points", "changes", "graph", "resample", "stands_with", "triads", "whatif",
]  # fmt: skip
