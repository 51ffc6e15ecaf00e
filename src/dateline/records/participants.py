"""Who takes part in an event: from roles to actors, and what events leave to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.records.grammar import NOUN_TAGS, VERB_TAGS, arguments, is_infinitive

if TYPE_CHECKING:
    from dateline.language.annotation import Annotation
    from dateline.records.cast import Cast
    from dateline.records.drafts import Draft
    from dateline.records.happenings import Happening, Toll
    from dateline.records.model import EventType
    from dateline.records.triggers import Trigger

_DOERS: dict[EventType, frozenset[str]] = {
    "PROTEST": frozenset("protester demonstrator marcher rioter striker".split()),
    "ASSAULT": frozenset("attacker assailant gunman bomber shooter assassin knifeman raider".split()),
}
"""Nouns for those who do what a type of event says: a protest is by protesters."""


_REACH = 6  # sentences


SPEAKING = frozenset(["i", "we", "me", "us", "our", "my", "ours"])


def fill(annotation: Annotation, cast: Cast, trigger: Trigger, roles: tuple[str, ...], covering: list[Draft], *, every: bool = False) -> list[int]:
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
    if a.forms[word].lower() in SPEAKING:
        return list(covering[0].actors) if covering else cast.at(word)
    if role == "mod":
        return [k for c in a.conjuncts(word) if (k := cast.nationality(c)) is not None] or _named_before(a, cast, word)
    found = cast.all_at(word)
    if found:
        return found
    if a.lemmas[word] in cast.ontology.actors.partitives:  # "most of them were deported"
        return [k for c in a.dependents(word, "nmod") if a.preposition(c) == "of" for k in cast.all_at(c)]
    name = cast.name_of.get(word)
    if role == "A0" and name is None and a.lemmas[word] in cast.ontology.actors.documents:
        return _sender(a, cast, word)
    if name is None and a.tags[word] in NOUN_TAGS and role in ("A0", "poss", "by", "A1", "on", "against", "of", "with"):
        owners = cast.modifier_entities(word)[:1]  # "Turkish shelling killed", "bombed Kurdish positions"
        if not owners and role in ("A1", "on", "against"):  # "an attack on a refinery in Saudi Arabia"
            owners = [k for w in arguments(a, word).get("in", []) for k in cast.at(w) if cast.entities[k].kind == "state"][:1]
        return owners
    return []


def possessor_acts(annotation: Annotation, cast: Cast, trigger: Trigger, covering: list[Draft]) -> list[int]:
    """Who acts in a noun of which the possessor else suffers: beside an of-phrase it is the doer, "the regime's detention of journalists"."""
    if trigger.verb or "poss" not in trigger.rule.recipient or not trigger.roles.get("of"):
        return []
    return fill(annotation, cast, trigger, ("poss",), covering)


def _sender(annotation: Annotation, cast: Cast, word: int) -> list[int]:
    """Who speaks in a document: whose it is, else who sent it ("the minister sent a letter requesting")."""
    a = annotation
    owners = cast.modifier_entities(word)[:1]
    head = a.heads[word]
    if owners or head < 0 or a.tags[head] not in VERB_TAGS:
        return owners
    return [k for w in arguments(a, head).get("A0", []) if w != word for k in cast.all_at(w)]


def asked(annotation: Annotation, cast: Cast, trigger: Trigger, covering: list[Draft]) -> list[int]:
    """Whom a demand is made to, when no role says so: "called for the army to leave"; at whose request somebody acts, he asked them."""
    a, word = annotation, trigger.word
    if any(is_infinitive(a, c) for c in a.dependents(word, "advcl", "acl", "xcomp")):
        for other in trigger.roles.get("for", []):
            if found := _who(a, cast, other, "for", covering):
                return found
    head = a.heads[word]
    if not trigger.verb and trigger.roles.get("of") and head >= 0 and a.tags[head] in VERB_TAGS and a.relations[word] == "obl":
        return [k for doer in arguments(a, head).get("A0", []) for k in _who(a, cast, doer, "A0", covering)]
    return []


def refused(annotation: Annotation, cast: Cast, trigger: Trigger, covering: list[Draft]) -> list[int]:
    """Whose proposal, claim or demand is turned down, from the phrase about it: "dismissed the claim from Berlin", "rejected the army's offer"."""
    a = annotation
    for word in trigger.roles.get("A1", []):
        if cast.at(word) or a.tags[word] not in NOUN_TAGS:
            continue
        inside = arguments(a, word)
        for role in ("by", "from", "poss"):
            for other in inside.get(role, []):
                if found := _who(a, cast, other, role, covering):
                    return found
    return []


def accused(annotation: Annotation, cast: Cast, trigger: Trigger, covering: list[Draft]) -> list[int]:
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


def described(annotation: Annotation, cast: Cast, trigger: Trigger, claims: list[Draft]) -> list[tuple[str, int, Draft]]:
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


def entail_actors(annotation: Annotation, cast: Cast, events: list[Happening]) -> None:
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


def suffer(cast: Cast, events: list[Happening], toll: Toll) -> None:
    """Who died or was hurt in an act of which no recipient is named suffered it: "the attack left nine workers dead"."""
    if toll.what not in ("killed", "wounded"):
        return
    hurt = [key for key, entity in enumerate(cast.entities) if entity.size and entity.size[1][0] < toll.span[1] and toll.span[0] < entity.size[1][1]]
    for event in events:
        if event.type == "ASSAULT" and not event.recipients and any(t is toll for t in event.counts):
            event.recipients.extend(k for k in hurt if k not in event.actors)


_ANSWERED: dict[str, EventType] = {
    "request": "REQUEST", "demand": "REQUEST", "call": "REQUEST", "appeal": "REQUEST", "plea": "REQUEST", "ultimatum": "REQUEST", "invitation": "REQUEST",
    "claim": "ACCUSE", "allegation": "ACCUSE", "accusation": "ACCUSE", "charge": "ACCUSE", "criticism": "ACCUSE",
}  # fmt: skip
"""Nouns for what somebody has said before, by the type of that event."""


def take_through_events(annotation: Annotation, events: list[Happening]) -> None:
    """Who condemns an act condemns who did it, and who turns down "the request" turns down who asked: a recipient that is an event is its actor."""
    a = annotation
    by_word = {word: event for event in events for word in event.words}
    for event in events:
        _spare_victims(event, by_word)
        if event.recipients or event.trigger.rule.mutual or event.type not in ("ACCUSE", "SUPPORT", "REJECT", "PROTEST", "THREATEN"):
            continue
        for role in event.trigger.rule.recipient:
            for word in event.trigger.roles.get(role, []):
                inner = [word, *(c for c in a.dependents(word, "nmod") if a.preposition(c) == "of")]  # "condemned the use of violence"
                other = next((by_word[w] for w in inner if w in by_word and by_word[w] is not event), None) or _answered(a, events, event, word)
                if other is not None:
                    event.recipients.extend(k for k in other.actors if k not in event.actors and k not in event.recipients)


def _spare_victims(event: Happening, by_word: dict[int, Happening]) -> None:
    """Who condemns an arrest or demands a release speaks to those who did or shall do it, not to whom it befell."""
    if event.type not in ("ACCUSE", "REQUEST") or event.mode == "investigate":
        return
    act = next((by_word[w] for w in event.trigger.roles.get("A1", []) if w in by_word and by_word[w] is not event), None)
    if act is not None and not act.trigger.rule.mutual and event.recipients and set(event.recipients) <= set(act.recipients):
        event.recipients.clear()


def _answered(annotation: Annotation, events: list[Happening], event: Happening, word: int) -> Happening | None:
    """The event that a definite noun of saying points back to, not more than a few sentences before."""
    a = annotation
    type_ = _ANSWERED.get(a.lemmas[word])
    if type_ is None or not any(a.forms[c].lower() in ("the", "this", "that", "these") for c in a.dependents(word, "det")):
        return None
    here = a.sentence_of[word]
    before = [other for other in events if other.type == type_ and other is not event and 0 <= here - a.sentence_of[other.words[0]] <= _REACH]
    return next((other for other in reversed(before) if other.words[0] < word and set(other.actors) - set(event.actors)), None)


def take_through_contents(annotation: Annotation, events: list[Happening]) -> None:
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
