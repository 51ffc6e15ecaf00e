"""Mentions of one event as one event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.records.grammar import NOUN_TAGS, VERB_TAGS, arguments, is_infinitive

if TYPE_CHECKING:
    from dateline.language.annotation import Annotation
    from dateline.records.cast import Cast
    from dateline.records.happenings import Happening

REAL = frozenset(["asserted", "attributed", "denied"])
"""The states of what is said to be so or not, not wanted or supposed."""


_HARMING = frozenset(["kill", "wound", "injure", "die", "destroy", "damage"])


_LETHAL = frozenset(
    "kill killing murder slay slaying assassinate assassination execute execution behead beheading poison poisoning massacre lynch lynching".split()
)
_SCENES = frozenset(["ASSAULT", "PROTEST"])
_ONCE = frozenset(["ASSAULT", "COERCE", "SANCTION", "RETREAT", "MOBILIZE", "AID", "ACCUSE", "SUPPORT"])
"""Types of which a report that tells one actor's act on one recipient again, with no other time or place, means the same act."""


def merge(annotation: Annotation, cast: Cast, events: list[Happening]) -> list[Happening]:
    """Mentions of one event as one: light verbs and their nouns, definite nouns that point back, the same word with the same parties."""
    out: list[Happening] = []
    body = _body(annotation, cast)
    for event in events:
        home = next((other for other in reversed(out) if _same(annotation, cast, other, event)), None) or _announced(out, event, body)
        if home is None:
            out.append(event)
        else:
            _absorb(home, event)
    return out


def _body(annotation: Annotation, cast: Cast) -> int:
    """The first word behind the headline."""
    end = next((part.span[1] for part in cast.report.parts if part.kind == "headline"), 0)
    return next((word for word, span in enumerate(annotation.words) if span[0] >= end), 0)


def _announced(out: list[Happening], event: Happening, body: int) -> Happening | None:
    """What a headline tells and the first event of its type in the body tells again, of an actor that they share and on the same authority."""
    alike = [other for other in out if other.type == event.type]
    if event.trigger.word < body or any(word >= body for other in alike for word in other.words):
        return None
    for old in alike:
        fits = old.status == event.status and (not old.mode or not event.mode or old.mode == event.mode)
        elsewhere = old.places and event.places and old.places[0] is not event.places[0]
        if fits and not elsewhere and set(old.actors) & set(event.actors) and _meets(old.recipients, event.recipients):
            return old
    return None


def _same(annotation: Annotation, cast: Cast, old: Happening, new: Happening) -> bool:
    a = annotation
    if old.type != new.type:
        return False
    if _one_death(a, old, new) or new.trigger.word in old.trigger.holds or old.trigger.word in new.trigger.holds:
        return True
    if (old.trigger.rule.mutual or old.type == "PROTEST") and a.heads[new.trigger.word] in old.words and is_infinitive(a, new.trigger.word):
        return True  # "met to discuss the border": what they met for is the meeting
    if _another(a, new.trigger.word):
        return False
    if _same_deed(a, old, new):
        return True
    if (old.status in REAL) != (new.status in REAL):
        return False
    if old.mode and new.mode and old.mode != new.mode:
        return False
    agree = _meets(old.actors, new.actors) and (old.trigger.rule.mutual or _meets(old.recipients, new.recipients))
    bare = not (new.trigger.verb or new.actors or new.recipients or new.when or new.places)
    if bare and old.type in ("ASSAULT", "PROTEST", "CONSULT", "AGREE"):
        return True  # "the violence", of which nothing more is told, is what was told of before
    linked = _joined(a, old, new) or any(_linked(a, w, new.trigger.word) for w in old.words) or _on_the_target(a, old, new)
    if linked:
        return True
    if old.type in _SCENES and _one_scene(cast, old, new):
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
    if old.type in _ONCE and set(old.recipients) & set(new.recipients) and (not new.actors or set(old.actors) & set(new.actors)):
        return True
    same_word = any(_stem(a.lemmas[w]) == _stem(lemma) for w in old.words)
    if not new.trigger.verb:
        definite = any(
            a.forms[c].lower() in ("the", "this", "that", "these", "those", "its", "their") for c in a.dependents(new.trigger.word, "det", "nmod:poss")
        )
        return definite or (same_word and (bool(set(old.actors) & set(new.actors)) or not new.actors))
    return same_word and bool(set(old.actors) & set(new.actors) or set(old.recipients) & set(new.recipients))


def _same_deed(annotation: Annotation, old: Happening, new: Happening) -> bool:
    """Whether a verb and its object come again with nobody else doing it, however far it is so by then: "asked her to lift the ban", "the ban was lifted"."""
    a = annotation
    if old.trigger.rule.mutual or not new.trigger.verb or not _meets(old.actors, new.actors) or not _meets(old.recipients, new.recipients):
        return False
    objects = {a.lemmas[w] for w in new.trigger.roles.get("A1", []) if a.tags[w] in NOUN_TAGS}
    for mine in old.triggers:
        theirs = {a.lemmas[w] for role in ("A1", "of") for w in mine.roles.get(role, []) if a.tags[w] in NOUN_TAGS}
        if _stem(a.lemmas[mine.word]) == _stem(a.lemmas[new.trigger.word]) and objects & theirs:
            return True
    return False


_ANOTHER = frozenset("another second third fourth fifth separate previous earlier subsequent later next".split())


def _another(annotation: Annotation, word: int) -> bool:
    """Whether a noun says itself that it is not the one last spoken of: "a second attack", "another meeting"."""
    a = annotation
    return a.tags[word] in NOUN_TAGS and any(a.forms[c].lower() in _ANOTHER for c in a.dependents(word, "amod", "det"))


def _one_scene(cast: Cast, old: Happening, new: Happening) -> bool:
    """Whether no name, noun, day or place tells two mentions apart: a report goes on telling of one attack or protest in ever other words."""

    def apart(mine: list[int], theirs: list[int]) -> bool:
        known = [{k for k in keys if cast.entities[k].named or cast.entities[k].kind == "state"} for keys in (mine, theirs)]
        if known[0] and known[1] and not known[0] & known[1]:
            return True
        called = [{head for k in keys for head in cast.entities[k].heads} - _ANYBODY for keys in (mine, theirs)]
        return bool(called[0] and called[1]) and not called[0] & called[1] and not set(mine) & set(theirs)

    if new.trigger.verb and _disjoint(old.actors, new.actors, told=False) and _disjoint(old.recipients, new.recipients, told=True):
        return False  # others did it to others
    if apart(old.actors, new.actors) or apart(old.recipients, new.recipients) or set(old.actors) & set(new.recipients) or set(old.recipients) & set(new.actors):
        return False
    if old.when and new.when and old.when.start and new.when.start and (old.when.start, old.when.end) != (new.when.start, new.when.end):
        return False
    return not (old.places and new.places) or old.places[0] is new.places[0] or old.places[0].country in (None, new.places[0].country)


_ANYBODY = frozenset(
    """people person victim civilian man woman child other number dozen hundred thousand group member attacker gunman suspect assailant perpetrator
    protester demonstrator marcher supporter participant crowd""".split()
)
"""What anybody in an attack or a protest may be called: two such words may be one party."""


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
            a.heads[low] == high and relation in ("advcl", "acl") and a.tags[low] == "VBG"
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


def _joined(annotation: Annotation, old: Happening, new: Happening) -> bool:
    """Whether two joined verbs with one subject and one object tell of one act: "caught and arrested the man"."""
    a, word = annotation, new.trigger.word
    if not new.trigger.verb or a.relations[word] != "conj" or a.heads[word] not in old.words or old.mode != new.mode:
        return False
    return not a.dependents(word, "nsubj", "nsubj:pass") and (not old.recipients or set(old.recipients) == set(new.recipients))


def _stem(lemma: str) -> str:
    for ending in ("ation", "ment", "ing", "ion", "al", "ed", "er", "e", "s"):
        if lemma.endswith(ending) and len(lemma) - len(ending) >= 4:
            return lemma[: -len(ending)]
    return lemma


def _meets(old: list[int], new: list[int]) -> bool:
    return not old or not new or bool(set(old) & set(new))


def _disjoint(old: list[int], new: list[int], *, told: bool) -> bool:
    """Whether two parties have nobody in common, the new one being told; `told`: the old one too."""
    return bool(new) and (bool(old) or not told) and not set(old) & set(new)


def _absorb(home: Happening, event: Happening) -> None:
    """Adds a mention to an event; what only its claims know becomes an account of theirs."""
    home.also.append(event.trigger.anchor)
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
