"""How likely a record is right: what a reader of the same report would have written down too.

Each claim, event and tie is described by features of its words, its grammar and its parties, and a logistic regression gives the probability that an annotator
has the same record (Platt's use of the logistic, on features instead of one score). The coefficients are in `confidence.json`; `training/confidence.py` learns
them on the annotated reports and measures how well the probabilities are calibrated.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from dateline.records.grammar import NOUN_TAGS, VERB_TAGS, governors
from dateline.records.marked import chance
from dateline.records.regression import Features, learnt, score

if TYPE_CHECKING:
    from dateline.language.annotation import Annotation
    from dateline.records.cast import Cast
    from dateline.records.drafts import Draft
    from dateline.records.happenings import Happening
    from dateline.records.ties import Bond


def probability(kind: str, features: Features) -> float:
    """The probability, to two places, that a record with these features is right; `kind` is `claim`, `event` or `tie`."""
    return round(1 / (1 + exp(-score(learnt("confidence.json")[kind], features))), 2)


def describe_event(annotation: Annotation, cast: Cast, event: Happening) -> Features:
    """What speaks for and against an event."""
    a, trigger, word = annotation, event.trigger, event.trigger.word
    relation = a.relations[word].split(":")[0]
    noun = not trigger.verb
    children = {a.forms[c].lower() for c in a.dependents(word, "det")}
    out: Features = {
        f"type {event.type}": 1.0,
        f"tag {a.tags[word]}": 1.0,
        f"relation {relation}": 1.0,
        f"status {event.status}": 1.0,
        "predicate": a.predicates[word],
        "factuality": max(-3.0, min(3.0, a.factuality[word])) / 3,
        "mentions": min(len(event.triggers), 4) - 1.0,
        "noun": float(noun),
        "noun bare": float(noun and not children and not trigger.roles.get("poss") and not trigger.roles.get("mod")),
        "noun definite": float(noun and bool(children & {"the", "this", "these", "that", "those"})),
        "noun plural": float(a.tags[word] in ("NNS", "NNPS")),
        "words": float(trigger.anchor[1] - trigger.anchor[0]),
        "objects": float(bool(trigger.rule.objects)),
        "no actor": float(not event.actors),
        "no recipient": float(not event.recipients and not trigger.rule.mutual),
        "no party": float(not event.actors and not event.recipients),
        "one party": float(trigger.rule.mutual and len(event.actors) < 2),
        "dated": float(event.when is not None),
        "quoted": float(any(first <= word <= last for first, last in a.quotations)),
        "claims": min(len(event.claims), 3) / 3,
        "depth": min(len(list(a.ancestors(word))), 8) / 8,
        "late": a.sentence_of[word] / max(1, len(a.sentences) - 1),
        "opens": float(a.sentence_of[word] <= 1),
        "aspect": float(any(a.forms[c].lower() in ("have", "has", "had") for c in a.dependents(word, "aux"))),
        "under noun": float(any(a.tags[head] in NOUN_TAGS for head in governors(a, word)[:1])),
        "relative": float(any(a.relations[w] == "acl:relcl" for w in (word, *a.ancestors(word)))),
        "general": float(a.tags[word] in ("VBP", "VBZ") and not a.dependents(word, "aux")),
    }
    if a.markings.read:
        out["marked"] = chance(a, event) / 3
        out["unlisted"] = float(not trigger.listed)
        out["marked noun"] = noun * out["marked"]
    for role, keys in (("actor", event.actors), ("recipient", event.recipients)):
        for key in keys[:3]:
            entity = cast.entities[key]
            out[f"{role} {entity.kind}"] = 1.0
            out[f"{role} named"] = max(out.get(f"{role} named", 0.0), float(entity.named or entity.kind == "state"))
    return {name: value for name, value in out.items() if value}


def describe_claim(annotation: Annotation, cast: Cast, claim: Draft) -> Features:
    """What speaks for and against a claim."""
    a = annotation
    head = claim.head
    first, last = claim.content
    out: Features = {
        f"stance {claim.stance}": 1.0,
        f"form {claim.form}": 1.0,
        "no source": float(claim.source is None),
        "no actor": float(not claim.actors),
        "no cue": float(claim.cue is None),
        "inside": float(claim.inside is not None),
        "short": float(last - first < 3),
        "long": min((last - first) / 40, 2.0),
        "noun": float(head is not None and a.tags[head] in NOUN_TAGS),
        "verb": float(head is not None and a.tags[head] in VERB_TAGS),
        "finite": float(head is not None and a.tags[head] in ("VBD", "VBZ", "VBP")),
        "found": float(any(head is not None and item.cue[0] <= head <= item.cue[1] for item in a.attributions)),
        "clause": float(any(a.tags[w] in ("VBD", "VBZ", "VBP", "MD") for w in range(first, last + 1))),
        "cue far": float(claim.cue is not None and min(abs(first - claim.cue[1]), abs(claim.cue[0] - last)) > 6),
        "late": a.sentence_of[first] / max(1, len(a.sentences) - 1),
    }
    for key in claim.actors[:2]:
        out[f"source {cast.entities[key].kind}"] = 1.0
    return {name: value for name, value in out.items() if value}


def describe_tie(annotation: Annotation, cast: Cast, bond: Bond) -> Features:
    """What speaks for and against a tie."""
    a = annotation
    first, last = bond.words
    parties = [cast.entities[bond.a], cast.entities[bond.b]]
    out: Features = {
        f"kind {bond.kind}": 1.0,
        f"polarity {bond.polarity}": 1.0,
        "named": sum(float(p.named or p.kind == "state") for p in parties) / 2,
        "persons": sum(float(p.kind == "person") for p in parties) / 2,
        "populations": sum(float(p.kind == "population") for p in parties) / 2,
        "known": sum(float(p.known is not None) for p in parties) / 2,
        "long": min((last - first) / 20, 2.0),
        "claims": float(bool(bond.claims)),
        "late": a.sentence_of[first] / max(1, len(a.sentences) - 1),
    }
    return {name: value for name, value in out.items() if value}
