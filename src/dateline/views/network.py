"""The pictures of a network: a page with a day that can be moved, an image without a browser, and the ties of one actor over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.views.network_layout import positions
from dateline.views.network_page import network_page
from dateline.views.network_png import network_png
from dateline.views.network_spells import horizon, known_rows, leanings, tied
from dateline.views.network_timeline import ties_timeline

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from dateline.alliances.evidence import Evidence
    from dateline.alliances.graph import Groups

__all__ = ["network_page", "network_places", "network_png", "ties_timeline"]


def network_places(
    evidence: Iterable[Evidence], *, start_on: dt.date, known_by: dt.date | None = None, groups: Groups = "node"
) -> dict[str, tuple[float, float]]:
    """Where the page of the same evidence puts each actor: hand it to `network_png`, and pictures of several days can be laid beside each other."""
    rows = known_rows(evidence, known_by)
    return positions(leanings(tied(rows, horizon(rows, start_on), groups=groups, most=1)))
