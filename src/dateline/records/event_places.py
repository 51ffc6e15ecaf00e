"""Where an event is: every named place of the report is weighed for it, and so is that the report does not say.

A place that hangs on the event's own word ("in", "at") says most; one elsewhere in the clause or sentence less; and where the sentence names none, a reader
takes the scene that was set before, for what happens on the ground, but not for what is only said. Each place is described by such features, and a linear
model gives the places and "none" their probabilities (a conditional logit). The coefficients are in `event_places.json`; `training/event_places.py` learns
them.
"""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.records.grammar import VERB_TAGS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dateline.language.annotation import Annotation, WordSpan
    from dateline.records.cast import Cast
    from dateline.records.happenings import Happening
    from dateline.records.model import EventType
    from dateline.records.places import Spot
    from dateline.records.triggers import Trigger
    from dateline.sources.report import Report

_STAYING = frozenset("in at near inside within across throughout around outside on".split())
_MOVING = frozenset("into to from toward towards over through off onto between along against of".split())
_GROUND: frozenset[EventType] = frozenset(["ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT", "AID"])
"""Types of what happens on the ground. What is said, agreed or ruled has a place only where the text gives it one."""
_MEETING: frozenset[EventType] = frozenset(["CONSULT", "AGREE", "COOPERATE"])
_PLACE_NOUNS = frozenset("city town village province district region capital suburb port state governorate area island country camp neighbourhood".split())
_INNER = {"country": 3, "region": 2, "natural": 2, "admin": 2, "populated": 1, "facility": 0}
_PRECISION = 0.7  # how much less likely, in log odds, a more precise place of the sentence may be than what it lies in and still be given
FEATURES = (
    "any", "ground", "meeting", "unreal", "role", "own_in", "own_moving", "own_noun", "clause_in", "sentence_in", "sentence", "sentence_after", "near",
    "ground_before", "ground_recent", "ground_lead", "ground_line", "meeting_before", "meeting_line", "meeting_lead", "share", "country", "admin", "facility",
    "holds_other", "holds_beside", "of_actor", "of_recipient", "ground_of_actor", "ground_of_recipient", "ground_country",
)  # fmt: skip
"""What a place is described by, for one event."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What is the same for all events of a report: its places, where each is mentioned, and which of them open it."""

    report: Report
    annotation: Annotation
    cast: Cast
    spots: Sequence[Spot]
    lead: int  # index of the sentence that opens the body


def scene(report: Report, annotation: Annotation, cast: Cast, spots: Sequence[Spot]) -> Scene:
    """The places of a report, made ready for its events."""
    lead = next((s for s, (start, _) in enumerate(annotation.sentences) if annotation.part_of[start] == "body"), 0)
    return Scene(report, annotation, cast, spots, lead)


def place_event(here: Scene, event: Happening) -> list[Spot]:
    """The place of an event, with those that the text coordinates with it ("in Iraq and Syria"); empty when the report more likely gives none."""
    rows = describe(here, event)
    if not rows:
        return []
    weights = _weights()
    scores = [sum(weights[name] * value for name, value in row.items()) for row in rows]
    total = 1.0 + sum(exp(score) for score in scores)
    best = max(range(len(scores)), key=lambda index: scores[index])
    if exp(scores[best]) / total < weights["threshold"]:
        return []
    return _with_coordinated(here, event, here.spots[_most_precise(here, event, scores, best)])


def _most_precise(here: Scene, event: Happening, scores: list[float], best: int) -> int:
    """Of a country or division and a place in it that the same sentence names, about as likely, the place: "the town of Kobani in Aleppo province"."""
    chosen, word = here.spots[best], event.trigger.word
    inner = [
        i for i, spot in enumerate(here.spots)
        if spot.country == chosen.country is not None and _INNER[spot.kind] < _INNER[chosen.kind] and scores[i] > scores[best] - _PRECISION
        and _beside(here, spot, word) and _beside(here, chosen, word)
    ]  # fmt: skip
    return max(inner, key=lambda i: scores[i], default=best)


def describe(here: Scene, event: Happening) -> list[dict[str, float]]:
    """The features of each place for one event, in the order of the places; those that are zero are left out.

    Of several mentions of the event each feature takes the greatest value.
    """
    out: list[dict[str, float]] = [{} for _ in here.spots]
    for trigger in event.triggers:
        for row, more in zip(out, _describe(here, event, trigger), strict=True):
            row.update({name: max(value, row.get(name, 0.0)) for name, value in more.items()})
    return out


def _describe(here: Scene, event: Happening, trigger: Trigger) -> list[dict[str, float]]:
    ground, meeting = event.type in _GROUND, event.type in _MEETING
    before = [_last_setting(here, spot, trigger.word) for spot in here.spots]
    recent = max((b for b in before if b is not None), default=None)
    total = sum(len(spot.spans) for spot in here.spots)
    levels = [_INNER[spot.kind] for spot in here.spots]
    countries = {"actor": _countries(here, event.actors), "recipient": _countries(here, event.recipients)}
    out: list[dict[str, float]] = []
    for index, spot in enumerate(here.spots):
        row = {"any": 1.0, "share": len(spot.spans) / total, spot.kind: 1.0}
        row["ground"], row["meeting"], row["unreal"] = float(ground), float(meeting), float(event.status in ("intended", "hypothetical"))
        row |= _in_sentence(here, trigger, spot)
        set_before = before[index]
        sentences = here.annotation.sentence_of
        if set_before is not None and "sentence" not in row:
            away = sentences[trigger.word] - sentences[set_before]
            row["before"] = 1.0 / (1 + away)
            row["recent"] = float(set_before == recent)
        row["lead"] = float(any(sentences[words[0]] <= here.lead for words in spot.words))
        row["line"] = float(here.report.place_line in spot.spans)
        inner = [j for j, other in enumerate(here.spots) if other is not spot and other.country == spot.country and levels[j] < levels[index]]
        row["holds_other"] = float(bool(inner))
        row["holds_beside"] = float(any(_beside(here, here.spots[j], trigger.word) for j in inner))
        for role, codes in countries.items():
            row[f"of_{role}"] = float(spot.kind == "country" and spot.country in codes)
        for name in ("before", "recent", "lead", "line", "of_actor", "of_recipient", "country"):
            row[f"ground_{name}"] = row.get(name, 0.0) * ground
            row[f"meeting_{name}"] = row.get(name, 0.0) * meeting
        out.append({name: row[name] for name in FEATURES if row.get(name)})
    return out


def _in_sentence(here: Scene, trigger: Trigger, spot: Spot) -> dict[str, float]:
    """How a place stands to the event's word where both are in one sentence; of several mentions, the nearest."""
    a, word, roles = here.annotation, trigger.word, trigger.roles
    first, last = a.sentences[a.sentence_of[word]]
    mentions = [words for words in spot.words if first <= words[0] < last]
    if not mentions:
        return {}
    words = min(mentions, key=lambda w: abs(w[0] - word))
    top = _top(a, words)
    preposition = a.preposition(top)
    own = a.subtree(word)
    clause = next((a.subtree(head) for head in a.ancestors(word) if a.tags[head] in VERB_TAGS), own)
    row = {"sentence": 1.0, "sentence_after": float(top > word), "near": 1.0 / (1 + abs(top - word) / 4)}
    row["role"] = float(top in roles.get("LOC", []) or (top in roles.get("A1", []) and spot.kind != "country"))
    inside = own[0] <= top <= own[1]
    row["own_in"] = float(inside and preposition in _STAYING)
    row["own_moving"] = float(inside and preposition in _MOVING)
    row["own_noun"] = float(inside and a.relations[top] in ("compound", "nmod:poss", "appos", "amod"))
    row["clause_in"] = float(clause[0] <= top <= clause[1] and preposition in _STAYING)
    row["sentence_in"] = float(preposition in _STAYING)
    return row


def _top(annotation: Annotation, words: WordSpan) -> int:
    """The word through which a place name hangs on the rest: its head, or the noun that it names ("the town of Kobani", "the capital, Juba")."""
    a = annotation
    top = a.head_of(words)
    above = a.heads[top]
    if above >= 0 and a.lemmas[above] in _PLACE_NOUNS and (a.relations[top] in ("compound", "appos", "nmod:desc") or a.preposition(top) == "of"):
        return above
    return top


def _last_setting(here: Scene, spot: Spot, word: int) -> int | None:
    """Where, before the event's sentence, the text was last set in a place: a mention that something happens in, or the place line."""
    a = here.annotation
    start = a.sentences[a.sentence_of[word]][0]
    settings = [words[0] for words in spot.words if words[0] < start and a.preposition(_top(a, words)) in _STAYING]
    if not settings and here.report.place_line in spot.spans:
        return 0
    return max(settings, default=None)


def _beside(here: Scene, spot: Spot, word: int) -> bool:
    a = here.annotation
    return any(a.sentence_of[words[0]] == a.sentence_of[word] for words in spot.words)


def _countries(here: Scene, keys: Sequence[int]) -> set[str]:
    return {code for key in keys if (code := here.cast.entities[key].country) is not None}


def _with_coordinated(here: Scene, event: Happening, spot: Spot) -> list[Spot]:
    a = here.annotation
    beside = {a.sentence_of[trigger.word] for trigger in event.triggers}
    tops = {_top(a, words): other for other in here.spots for words in other.words if a.sentence_of[words[0]] in beside}
    found = [spot]
    for top, other in tops.items():
        if other is spot:
            found += [tops[w] for w in a.conjuncts(top) if w in tops and tops[w] not in found]
    return found


@functools.cache
def _weights() -> Mapping[str, float]:
    data = json.loads((Path(__file__).parent / "event_places.json").read_text(encoding="utf-8"))
    return {name: float(data.get(name, 0.0)) for name in (*FEATURES, "threshold")}
