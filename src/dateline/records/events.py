"""Events: who did what to whom, where and when, with status, counts and the accounts that differ.

`triggers` finds the words, `status` says how far an event is so; here roles become actors, and mentions of one event become one event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.records.circumstances import find_place, find_time
from dateline.records.event_places import place_event, scene
from dateline.records.grammar import NOUN_TAGS, VERB_TAGS, arguments
from dateline.records.happenings import Happening, Toll
from dateline.records.status import status_of
from dateline.records.tolls import find_tolls, give_toll
from dateline.records.triggers import Trigger, find_triggers

if TYPE_CHECKING:
    from dateline.language.annotation import Annotation
    from dateline.ontology import Ontology
    from dateline.records.cast import Cast
    from dateline.records.drafts import Draft
    from dateline.records.model import EventType
    from dateline.records.places import Spot
    from dateline.records.times import TimeExpression
    from dateline.sources.report import Report

_REAL = frozenset(["asserted", "attributed", "denied"])


_SPOKEN = frozenset(["REQUEST", "ACCUSE", "SUPPORT", "REJECT", "THREATEN"])
"""An act of speech without anybody who speaks is a word, no event."""


_ANONYMOUS = frozenset(["ASSAULT", "PROTEST", "COERCE", "CONCEDE"])
"""Types that are events even when nobody who takes part is named."""


_DOERS: dict[EventType, frozenset[str]] = {
    "PROTEST": frozenset("protester demonstrator marcher rioter striker".split()),
    "ASSAULT": frozenset("attacker assailant gunman bomber shooter assassin knifeman raider".split()),
}
"""Nouns for those who do what a type of event says: a protest is by protesters."""


_REACH = 6  # sentences


_HARMING = frozenset(["kill", "wound", "injure", "die", "destroy", "damage"])


_LETHAL = frozenset(
    "kill killing murder slay slaying assassinate assassination execute execution behead beheading poison poisoning massacre lynch lynching".split()
)
_MATERIAL = frozenset(["ASSAULT", "COERCE", "SANCTION", "RETREAT", "MOBILIZE", "AID"])
"""Types of which a report that tells one actor's act on one recipient again, with no other time or place, means the same act."""


_FEARS = frozenset("fear risk danger possibility likelihood chance prospect".split())


_SPEAKING = frozenset(["i", "we", "me", "us", "our", "my", "ours"])


def find_events(
    report: Report, annotation: Annotation, cast: Cast, ontology: Ontology, claims: list[Draft], spots: list[Spot], times: list[TimeExpression]
) -> list[Happening]:
    """The events of a report, each once, in the order in which they are first named."""
    a = annotation
    triggers = find_triggers(a, cast, ontology)
    events: list[Happening] = []
    for trigger in triggers:
        event = _happening(a, cast, ontology, trigger, claims)
        if event is not None:
            event.places = find_place(a, trigger, spots)
            event.when = find_time(a, trigger, times, triggers)
            events.append(event)
    merged = [e for e in _merge(a, events) if _has_parties(e) and not _only_feared(a, e)]
    _through_events(merged)
    _through_contents(a, merged)
    _entailed_actors(a, cast, merged)
    here = scene(report, a, cast, spots)
    for event in merged:
        event.places = place_event(here, event)
    for toll, word in find_tolls(a, ontology, claims):
        give_toll(a, merged, toll, word)
    for event in merged:
        if event.type == "PROTEST":
            for key in event.actors:
                size = cast.entities[key].size
                if size is not None and not any(t.what == "participants" for t in event.counts):
                    event.counts.append(Toll("participants", size[0], size[1]))
    return merged


def _happening(annotation: Annotation, cast: Cast, ontology: Ontology, trigger: Trigger, claims: list[Draft]) -> Happening | None:
    a, rule = annotation, trigger.rule
    covering = [c for c in claims if c.covers(trigger.word) and not (c.cue is not None and c.cue[0] <= trigger.word <= c.cue[1])]
    covering.sort(key=lambda c: c.content[1] - c.content[0])
    status = status_of(a, ontology, trigger.word, covering)
    if status is None:
        return None
    if rule.intended and status in _REAL:
        status = "intended"
    actors = _fill(a, cast, trigger, rule.actor, covering, every=rule.mutual)
    own = next((c for c in claims if c.head == trigger.word), None)
    if own is not None and not actors:
        actors = list(own.actors)
    recipients = [k for k in _fill(a, cast, trigger, rule.recipient, covering) if k not in actors]
    if own is not None and rule.type in ("REQUEST", "THREATEN") and own.addressee:
        recipients = [k for k in own.addressee if k not in actors] or recipients
    if rule.type == "ACCUSE" and rule.clause and not recipients:
        recipients = [k for k in _accused(a, cast, trigger, covering) if k not in actors]
    event = Happening(trigger, rule.type, rule.mode, status, actors, recipients, covering, words=[trigger.word], triggers=[trigger])
    event.performed = trigger.verb and any(a.forms[w].lower() in _SPEAKING for w in trigger.roles.get("A0", []))
    event.accounts = _described(a, cast, trigger, claims)
    for role, key, _ in event.accounts:
        if role == "recipient" and key not in event.recipients and key not in event.actors:
            event.recipients.append(key)
    return event


def _fill(annotation: Annotation, cast: Cast, trigger: Trigger, roles: tuple[str, ...], covering: list[Draft], *, every: bool = False) -> list[int]:
    """The entities of the first role that has any (of all roles when `every`)."""
    out: list[int] = []
    for role in roles:
        for word in trigger.roles.get(role, []):
            for key in _who(annotation, cast, word, role, covering):
                if key not in out:
                    out.append(key)
        if out and not every:
            break
    return out


def _who(annotation: Annotation, cast: Cast, word: int, role: str, covering: list[Draft]) -> list[int]:
    a = annotation
    if a.forms[word].lower() in _SPEAKING:
        return list(covering[0].actors) if covering else cast.at(word)
    if role == "mod":
        return [k for c in a.conjuncts(word) if (k := cast.nationality(c)) is not None] or _named_before(a, cast, word)
    found = cast.all_at(word)
    if found:
        return found
    name = cast.name_of.get(word)
    if role == "A0" and name is None and a.lemmas[word] in cast.ontology.actors.documents:
        return _sender(a, cast, word)
    if name is None and a.tags[word] in NOUN_TAGS and role in ("A0", "poss", "by", "A1", "on", "against", "of", "with"):
        owners = cast.modifier_entities(word)[:1]  # "Turkish shelling killed", "bombed Kurdish positions"
        if not owners and role in ("A1", "on", "against"):  # "an attack on a refinery in Saudi Arabia"
            owners = [k for w in arguments(a, word).get("in", []) for k in cast.at(w) if cast.entities[k].kind == "state"][:1]
        return owners
    return []


def _sender(annotation: Annotation, cast: Cast, word: int) -> list[int]:
    """Who speaks in a document: whose it is, else who sent it ("the minister sent a letter requesting")."""
    a = annotation
    owners = cast.modifier_entities(word)[:1]
    head = a.heads[word]
    if owners or head < 0 or a.tags[head] not in VERB_TAGS:
        return owners
    return [k for w in arguments(a, head).get("A0", []) if w != word for k in cast.all_at(w)]


def _accused(annotation: Annotation, cast: Cast, trigger: Trigger, covering: list[Draft]) -> list[int]:
    """Who is said to have done the wrong when the accusation is a clause: "alleged that the army had shelled the town"."""
    for clause in trigger.roles.get("ccomp", []):
        for word in arguments(annotation, clause).get("A0", []):
            if found := _who(annotation, cast, word, "A0", covering):
                return found
    return []


def _named_before(annotation: Annotation, cast: Cast, word: int) -> list[int]:
    """Whom a noun before an event noun means ("government crackdown", "police brutality"): the actor last met under that noun."""
    a = annotation
    if a.tags[word] not in NOUN_TAGS or a.lemmas[word] not in cast.ontology.actors.kinds:
        return []
    met = [(last, key) for key, entity in enumerate(cast.entities) if a.lemmas[word] in entity.heads and (last := entity.last_before(word)) is not None]
    return [max(met)[1]] if met else []


def _described(annotation: Annotation, cast: Cast, trigger: Trigger, claims: list[Draft]) -> list[tuple[str, int, Draft]]:
    """Recipients that only a source names: "targets that X has identified as bases of Y"."""
    a = annotation
    out: list[tuple[str, int, Draft]] = []
    for role in trigger.rule.recipient:
        for word in trigger.roles.get(role, []):
            if cast.at(word) or a.tags[word] not in NOUN_TAGS:
                continue
            for clause in a.dependents(word, "acl"):
                inside = [clause, *a.dependents(clause, "conj", "ccomp", "xcomp", "parataxis")]
                for claim in claims:
                    if claim.head is not None and (claim.head in inside or a.heads[claim.head] in inside or any(claim.covers(i) for i in inside)):
                        keys = [k for w in range(claim.content[0], claim.content[1] + 1) if not _is_modifier(a, w) for k in cast.at(w)]
                        keys += [
                            k
                            for w in range(claim.content[0], claim.content[1] + 1)
                            if w in cast.name_of and a.relations[w] in ("compound", "amod")
                            for k in cast.at(w)
                        ]
                        out.extend(("recipient", k, claim) for k in dict.fromkeys(keys) if k not in claim.actors)
    return out


def _is_modifier(annotation: Annotation, word: int) -> bool:
    return annotation.relations[word] in ("amod", "compound", "det", "nmod:poss") or annotation.tags[word] in ("PRP", "PRP$")


def _has_parties(event: Happening) -> bool:
    """Whether enough is known of an event for it to be one."""
    if event.type in _SPOKEN:
        return bool(event.actors) or event.mode == "investigate" or event.performed
    return bool(event.actors or event.recipients) or event.type in _ANONYMOUS


def _only_feared(annotation: Annotation, event: Happening) -> bool:
    """Whether an event of which no party is known stands under a word of fear or risk only: "without fear of violence"."""
    a = annotation
    feared = any(a.lemmas[head] in _FEARS for head in a.ancestors(event.trigger.word) if a.tags[head] in NOUN_TAGS)
    return feared and event.status not in _REAL and not event.trigger.verb and not (event.actors and event.recipients)


def _entailed_actors(annotation: Annotation, cast: Cast, events: list[Happening]) -> None:
    """An act without an agent is by those whom the report names after it, when there is one such group near: the attack by "the attackers"."""
    a = annotation
    for event in events:
        doers = _DOERS.get(event.type)
        if event.actors or doers is None or event.status == "intended":
            continue
        here = a.sentence_of[event.trigger.word]
        found = [
            (min(abs(a.sentence_of[w] - here) for w in entity.seen), key)
            for key, entity in enumerate(cast.entities)
            if entity.heads & doers and key not in event.recipients and entity.seen
        ]
        if found and (event.type == "PROTEST" or (len(found) == 1 and found[0][0] <= _REACH)):
            event.actors.append(min(found)[1])


def _through_events(events: list[Happening]) -> None:
    """Who condemns an act condemns who did it: a recipient that is itself an event is its actor."""
    by_word = {word: event for event in events for word in event.words}
    for event in events:
        if event.recipients or event.trigger.rule.mutual or event.type not in ("ACCUSE", "SUPPORT", "REJECT", "PROTEST", "THREATEN"):
            continue
        for role in event.trigger.rule.recipient:
            for word in event.trigger.roles.get(role, []):
                other = by_word.get(word)
                if other is not None and other is not event:
                    event.recipients.extend(k for k in other.actors if k not in event.actors and k not in event.recipients)


def _through_contents(annotation: Annotation, events: list[Happening]) -> None:
    """Who is asked is who shall do it, and who threatens will: parties that a demand and what it demands leave to each other.

    "Called for the resignation of the minister" asks the minister; "urged the army: release them" leaves the release to the army.
    """
    a = annotation
    for event in events:
        if event.type not in ("REQUEST", "THREATEN"):
            continue
        own = [c for other in events for c in other.claims if c.head in event.words]
        for other in events:
            if other is event or other.status not in ("intended", "hypothetical") or not _stands_under(a, other, event, own):
                continue
            doers = event.recipients if event.type == "REQUEST" else event.actors
            if not other.actors:
                other.actors.extend(k for k in doers if k not in other.recipients)
            elif not event.recipients and event.type == "REQUEST" and not other.trigger.rule.mutual:
                event.recipients.extend(k for k in other.actors if k not in event.actors)


def _stands_under(annotation: Annotation, inner: Happening, outer: Happening, claims: list[Draft]) -> bool:
    """Whether an event is part of what an act of speech says: below its word in the sentence, or in the claim that it introduces."""
    word = inner.trigger.word
    return any(w in outer.words for w in annotation.ancestors(word)) or any(claim.covers(word) for claim in claims)


def _merge(annotation: Annotation, events: list[Happening]) -> list[Happening]:
    """Mentions of one event as one: light verbs and their nouns, definite nouns that point back, the same word with the same parties."""
    out: list[Happening] = []
    for event in events:
        home = next((other for other in reversed(out) if _same(annotation, other, event)), None)
        if home is None:
            out.append(event)
        else:
            _absorb(home, event)
    return out


def _same(annotation: Annotation, old: Happening, new: Happening) -> bool:
    a = annotation
    if old.type != new.type:
        return False
    if _one_death(a, old, new) or new.trigger.word in old.trigger.holds or old.trigger.word in new.trigger.holds:
        return True
    if (old.status in _REAL) != (new.status in _REAL):
        return False
    if old.mode and new.mode and old.mode != new.mode:
        return False
    agree = _meets(old.actors, new.actors) and (old.trigger.rule.mutual or _meets(old.recipients, new.recipients))
    bare = not (new.trigger.verb or new.actors or new.recipients or new.when or new.places)
    if bare and old.type in ("ASSAULT", "PROTEST", "CONSULT", "AGREE"):
        return True  # "the violence", of which nothing more is told, is what was told of before
    linked = any(_linked(a, w, new.trigger.word) for w in old.words) or _on_the_target(a, old, new)
    if linked:
        return True
    if not agree:
        return False
    if old.when and new.when and old.when.start and new.when.start and (old.when.start, old.when.end) != (new.when.start, new.when.end):
        return False
    if old.places and new.places and old.places[0] is not new.places[0]:
        return False
    lemma = a.lemmas[new.trigger.word]
    apart = a.sentence_of[new.trigger.word] - a.sentence_of[old.words[-1]]
    if old.type == "ASSAULT" and lemma in _HARMING and not new.actors and apart <= 3:
        return True  # who was killed or hurt, by nobody named: the toll of the attack last spoken of
    if old.type in _MATERIAL and set(old.recipients) & set(new.recipients) and (not new.actors or set(old.actors) & set(new.actors)):
        return True
    same_word = any(_stem(a.lemmas[w]) == _stem(lemma) for w in old.words)
    if not new.trigger.verb:
        definite = any(
            a.forms[c].lower() in ("the", "this", "that", "these", "those", "its", "their") for c in a.dependents(new.trigger.word, "det", "nmod:poss")
        )
        return definite or (same_word and (bool(set(old.actors) & set(new.actors)) or not new.actors))
    return same_word and bool(set(old.actors) & set(new.actors) or set(old.recipients) & set(new.recipients))


def _one_death(annotation: Annotation, old: Happening, new: Happening) -> bool:
    """Whether two mentions tell of the killing of one person, which happens once, whoever tells it and however sure he is."""
    a = annotation
    return (
        old.type == new.type == "ASSAULT"
        and a.lemmas[new.trigger.word] in _LETHAL
        and any(a.lemmas[w] in _LETHAL for w in old.words)
        and bool(set(old.recipients) & set(new.recipients))
        and _meets(old.actors, new.actors)
    )


def _on_the_target(annotation: Annotation, old: Happening, new: Happening) -> bool:
    """Whether a new mention stands in a relative clause on what the old event was done to: "struck targets which, they say, hit ..."."""
    a = annotation
    targets = {w for role in old.trigger.rule.recipient for w in old.trigger.roles.get(role, [])}
    for at in (new.trigger.word, *a.ancestors(new.trigger.word)):
        if a.relations[at] == "acl:relcl" and (a.heads[at] in targets or any(h in targets for h in a.ancestors(a.heads[at]))):
            return not new.actors or bool(set(new.actors) & set(old.actors))
        if a.relations[at] in ("nsubj", "advcl"):
            return False
    return False


def _linked(annotation: Annotation, old: int, new: int) -> bool:
    """Whether two words of a sentence are one event by syntax: subject and verb, verb and object, main and participle clause."""
    a = annotation
    if a.sentence_of[old] != a.sentence_of[new]:
        return False
    for low, high in ((old, new), (new, old)):
        relation = a.relations[low].split(":")[0]
        if (a.heads[low] == high and relation in ("nsubj", "obj", "xcomp", "appos", "compound")) or (
            a.heads[low] == high and relation == "advcl" and a.tags[low] == "VBG"
        ):
            return True
        roles = arguments(a, high)
        if any(low in roles.get(role, []) for role in ("A0", "A1")) and a.tags[low] in NOUN_TAGS and a.tags[high] in VERB_TAGS:
            return True
        if (
            a.relations[high] == "acl:relcl"
            and a.heads[high] >= 0
            and a.heads[a.heads[high]] >= 0
            and low in (a.heads[high], a.heads[a.heads[high]], *a.ancestors(a.heads[high]))
            and "A0" not in roles
        ):
            return True
    return a.relations[new] == "conj" and a.heads[new] == old and a.lemmas[new] in _HARMING and a.lemmas[old] in _HARMING


def _stem(lemma: str) -> str:
    for ending in ("ation", "ment", "ing", "ion", "al", "ed", "er", "e", "s"):
        if lemma.endswith(ending) and len(lemma) - len(ending) >= 4:
            return lemma[: -len(ending)]
    return lemma


def _meets(old: list[int], new: list[int]) -> bool:
    return not old or not new or bool(set(old) & set(new))


def _absorb(home: Happening, event: Happening) -> None:
    """Adds a mention to an event; what only its claims know becomes an account of theirs."""
    home.also.append(event.trigger.anchor)
    home.words.append(event.trigger.word)
    home.triggers.append(event.trigger)
    home.mode = home.mode or event.mode
    private = event.status == "attributed" and home.status == "asserted"
    for role, mine, theirs in (("actor", home.actors, event.actors), ("recipient", home.recipients, event.recipients)):
        for key in theirs:
            if key in mine or key in (home.recipients if role == "actor" else home.actors):
                continue
            if private or (mine and event.claims):
                home.accounts.extend((role, key, claim) for claim in event.claims[:1])
            if not mine or role == "recipient" or home.trigger.rule.mutual or private:
                mine.append(key)
    home.accounts.extend(item for item in event.accounts if item not in home.accounts)
    if event.trigger.word in home.trigger.holds:
        pass  # the verb says how far its own object is so
    elif home.trigger.word in event.trigger.holds or event.status == "asserted" or (event.status == "attributed" and home.status != "asserted"):
        home.status = event.status
    home.claims.extend(c for c in event.claims if c not in home.claims)
    home.places = home.places or event.places
    home.when = home.when or event.when
