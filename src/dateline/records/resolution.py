"""Which of the known actors that share a name a report means, or that it can't be told.

A name of several known actors ("SDF", "Clinton", "the Red Cross") is weighed by what else the report says: the day (who existed or held office then), the
country in play, the actor's full name or its superior somewhere in the text, and what the name usually means. Two candidates that come out close are no
answer: the caller keeps both and resolves to neither.
"""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Mapping, Sequence

    from dateline.knowledge import KnownActor

_CLOSE = 1.0  # below this difference two candidates are as good as each other
_USUAL, _MET, _SPELT, _ABOVE, _COUNTRY, _GONE = 1.5, 4.0, 3.0, 1.5, 1.5, 3.0


def choose(
    candidates: Sequence[KnownActor], *, day: datetime.date | None, countries: Mapping[str, int], met: Collection[str], text: str
) -> tuple[KnownActor | None, tuple[KnownActor, ...]]:
    """The candidate that a report means and, when that can't be told, None with those that it may mean, the likeliest first.

    `countries` counts how often each country (ISO 3166-1 alpha-2) is named, `met` are the ids of actors that the report has named before, `text` is the
    report's.
    """
    if len(candidates) < 2:
        return (candidates[0], ()) if candidates else (None, ())
    total = sum(countries.values())
    scored = []
    for position, candidate in enumerate(candidates):
        score = _USUAL * (candidate.matched in candidate.usual_names)
        score += _MET * (candidate.id in met) + _ABOVE * any(above in met for above in candidate.part_of)
        score += _SPELT * any(" " in name and name != candidate.matched and name in text for name in candidate.names)
        if candidate.country and total:
            score += _COUNTRY * log2(1 + 3 * countries.get(candidate.country, 0) / total)
        if not _exists(candidate, day):
            score -= _GONE
        scored.append((score, -position, candidate))
    scored.sort(key=lambda item: item[:2], reverse=True)
    best = scored[0]
    rivals = tuple(candidate for score, _, candidate in scored if best[0] - score < _CLOSE)
    return (best[2], ()) if len(rivals) == 1 else (None, rivals)


def _exists(candidate: KnownActor, day: datetime.date | None) -> bool:
    """Whether an actor existed, or held one of its offices, on a day; without a day, whether it still does."""
    spans = [(office.since, office.until) for office in candidate.offices] or [(candidate.since, candidate.until)]
    if day is None:
        return any(until is None for _, until in spans)
    return any((since is None or since <= day) and (until is None or day <= until) for since, until in spans)
