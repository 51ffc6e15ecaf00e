"""Events: who did what to whom, where and when, with status, counts and the accounts that differ.

`triggers` finds the words, `status` says how far an event is so, `participants` who takes part, `merging` which mentions are one event, and
`event_places` where it was; here they are put together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.records.circumstances import find_place, find_time
from dateline.records.event_places import place_event, scene
from dateline.records.grammar import NOUN_TAGS, VERB_TAGS
from dateline.records.happenings import Happening, Toll
from dateline.records.marked import weigh_parties
from dateline.records.merging import REAL, merge
from dateline.records.outlook import is_generic
from dateline.records.participants import (
    SPEAKING,
    accused,
    asked,
    described,
    entail_actors,
    fill,
    possessor_acts,
    refused,
    suffer,
    take_through_contents,
    take_through_events,
)
from dateline.records.status import status_of
from dateline.records.tolls import find_tolls, give_toll
from dateline.records.triggers import Trigger, find_triggers

if TYPE_CHECKING:
    from dateline.language.annotation import Annotation
    from dateline.ontology import Ontology
    from dateline.records.cast import Cast
    from dateline.records.drafts import Draft
    from dateline.records.places import Spot
    from dateline.records.times import TimeExpression
    from dateline.sources.report import Report

_SPOKEN = frozenset(["REQUEST", "ACCUSE", "SUPPORT", "REJECT", "THREATEN"])
"""An act of speech without anybody who speaks is a word, no event."""


_ANONYMOUS = frozenset(["ASSAULT", "PROTEST", "CONCEDE"])
"""Types that are events even when nobody who takes part is named; an act of force is when the report itself states it."""


_FEARS = frozenset("fear risk danger possibility likelihood chance prospect".split())

_OPENING, _BEFORE = 2, 2  # sentences: those that say what a report is about, and how far before what happened stands what it happened in


def find_events(
    report: Report, annotation: Annotation, cast: Cast, ontology: Ontology, claims: list[Draft], spots: list[Spot], times: list[TimeExpression]
) -> list[Happening]:
    """The events of a report, each once, in the order in which they are first named."""
    a = annotation
    events = tell_events(a, cast, ontology, claims, spots, times)
    for event in events:
        event.told = [*event.actors], [*event.recipients]
        weigh_parties(a, cast, event)
    here = scene(report, a, cast, spots)
    for event in events:
        event.places = place_event(here, event)
    for toll, word in find_tolls(a, ontology, claims):
        give_toll(a, ontology, events, toll, word)
        suffer(cast, events, toll)
    for event in events:
        if event.type == "PROTEST":
            for key in event.actors:
                size = cast.entities[key].size
                if size is not None and not any(t.what == "participants" for t in event.counts):
                    event.counts.append(Toll("participants", size[0], size[1]))
    return events


def tell_events(annotation: Annotation, cast: Cast, ontology: Ontology, claims: list[Draft], spots: list[Spot], times: list[TimeExpression]) -> list[Happening]:
    """The events with the parties that the rules tell, before the markings weigh them; places are those that hang on the event's words."""
    a = annotation
    triggers = find_triggers(a, cast, ontology)
    events: list[Happening] = []
    for trigger in triggers:
        event = _happening(a, cast, ontology, trigger, claims)
        if event is not None:
            event.places = find_place(a, trigger, spots)
            event.when = find_time(a, trigger, times, triggers)
            events.append(event)
    merged = [e for e in merge(a, cast, events) if _has_parties(e) and not _only_feared(a, e)]
    merged = [e for e in merged if not _is_accident(a, e, merged)]
    take_through_events(a, merged)
    take_through_contents(a, merged)
    entail_actors(a, cast, merged)
    return merged


def _happening(annotation: Annotation, cast: Cast, ontology: Ontology, trigger: Trigger, claims: list[Draft]) -> Happening | None:
    a, rule = annotation, trigger.rule
    if is_generic(a, trigger.word):
        return None
    covering = [c for c in claims if c.covers(trigger.word) and not (c.cue is not None and c.cue[0] <= trigger.word <= c.cue[1])]
    covering.sort(key=lambda c: c.content[1] - c.content[0])
    status = status_of(a, ontology, trigger.word, covering)
    if status is None:
        return None
    if rule.intended and status in REAL:
        status = "intended"
    actors = fill(a, cast, trigger, rule.actor, covering, every=rule.mutual)
    own = next((c for c in claims if c.head == trigger.word), None)
    if not actors:
        actors = possessor_acts(a, cast, trigger, covering)
    if own is not None and not actors:
        actors = list(own.actors)
    recipients = [k for k in fill(a, cast, trigger, rule.recipient, covering) if k not in actors]
    if own is not None and rule.type in ("REQUEST", "THREATEN") and own.addressee:
        recipients = [k for k in own.addressee if k not in actors] or recipients
    if rule.type == "REQUEST" and not recipients:
        recipients = [k for k in asked(a, cast, trigger, covering) if k not in actors]
    if rule.type == "REJECT" and trigger.verb and not recipients:
        recipients = [k for k in refused(a, cast, trigger, covering) if k not in actors]
    if rule.type == "ACCUSE" and rule.clause and not recipients:
        recipients = [k for k in accused(a, cast, trigger, covering) if k not in actors]
    event = Happening(trigger, rule.type, rule.mode, status, actors, recipients, covering, triggers=[trigger])
    event.performed = trigger.verb and any(a.forms[w].lower() in SPEAKING for w in trigger.roles.get("A0", []))
    event.accounts = described(a, cast, trigger, claims)
    for role, key, _ in event.accounts:
        if role == "recipient" and key not in event.recipients and key not in event.actors:
            event.recipients.append(key)
    return event


def _has_parties(event: Happening) -> bool:
    """Whether enough is known of an event for it to be one."""
    if event.type in _SPOKEN:
        charged = event.mode == "allege" and event.trigger.verb and bool(event.recipients)  # "was charged with murder": whoever it is that charges
        return bool(event.actors) or event.mode == "investigate" or event.performed or charged
    return bool(event.actors or event.recipients) or event.type in _ANONYMOUS or (event.type == "COERCE" and event.status == "asserted")


def _only_feared(annotation: Annotation, event: Happening) -> bool:
    """Whether an event of which no party is known stands under a word of fear or risk only: "without fear of violence"."""
    a = annotation
    feared = any(a.lemmas[head] in _FEARS for head in a.ancestors(event.trigger.word) if a.tags[head] in NOUN_TAGS)
    return feared and event.status not in REAL and not event.trigger.verb and not (event.actors and event.recipients)


def _is_accident(annotation: Annotation, event: Happening, events: list[Happening]) -> bool:
    """Whether people came to harm in an accident: nobody did it, a crash or a fire is told of right before, and nobody is attacked in the report otherwise."""
    a = annotation
    if not _is_bare_harm(event) or any(other.type == "ASSAULT" and not _is_bare_harm(other) for other in events):
        return False
    accidents = {word[1:] for word in event.trigger.rule.subjects if word.startswith("!")}
    here = a.sentence_of[event.trigger.word]
    near = [w for w, sentence in enumerate(a.sentence_of) if sentence < _OPENING or 0 <= here - sentence <= _BEFORE]
    return any((a.lemmas[w] in accidents and _befalls(a, w)) or _burns(a, w) for w in near)


def _is_bare_harm(event: Happening) -> bool:
    """Whether an event is no more than people killed or hurt, by nobody who is named."""
    return event.type == "ASSAULT" and event.mode is None and event.trigger.verb and not event.actors and "!accident" in event.trigger.rule.subjects


def _befalls(annotation: Annotation, word: int) -> bool:
    """Whether a word tells what happens and not what is done: the noun of an event, or a verb without an object ("a bus crashed", no crowd storms it)."""
    a = annotation
    return not a.dependents(word, "obj") if a.tags[word] in VERB_TAGS else a.entities[word] == "event"


def _burns(annotation: Annotation, word: int) -> bool:
    """Whether a fire is one that burns; what it is called after ("rebel fire") or that it is opened make it one of guns."""
    a = annotation
    if a.lemmas[word] != "fire" or a.tags[word] != "NN" or a.dependents(word, "compound", "amod"):
        return False
    return a.relations[word].startswith("nsubj") or a.preposition(word) == "in" or (a.heads[word] >= 0 and a.lemmas[a.heads[word]] == "catch")
