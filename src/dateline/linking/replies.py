"""Denials that answer what somebody else says without repeating it: "a charge that Moscow denied", "Yerevan called that a lie", "denied having lost the town".

The reader links a denial with an event that it names. What points back, or turns the event round, names none; what it answers is found here, by what a reader
of the report goes by: a pronoun or a word such as "charge" stands for what was said last, and what one takes another loses.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import yaml

from dateline.linking.accounts import lemmas_of, stems_of
from dateline.linking.actors import share_a_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dateline.records.model import Claim, Event, Reading, Span

TELLING = ("assert", "accuse", "criticise", "praise")
"""Stances of claims that tell what happened."""
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s")
_SHORTEST = 4
"""Code points of a word by which a thing is known again: "town"."""


class _Converse(NamedTuple):
    """How an event is told by the one who lost by it: type, mode (or none in particular), stems of its words (or none in particular), and the other words."""

    type: str
    mode: str
    stems: frozenset[str]
    words: re.Pattern[str]


@cache
def _data() -> dict[str, str]:
    data = yaml.load(files(__package__).joinpath("words.yaml").read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    return {key: "|".join(data[key].split()) for key in ("sayings", "pointing", "determiners", "verdicts", "auxiliaries", "prepositions", "ends")}


@cache
def _converses() -> tuple[_Converse, ...]:
    data = yaml.load(files(__package__).joinpath("words.yaml").read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    return tuple(
        _Converse(one["type"], one["mode"], frozenset(one["stems"].split()), re.compile(rf"\b(?:{'|'.join(one['words'].split())})\b", re.IGNORECASE))
        for one in data["converses"]
    )


@cache
def _pointer() -> re.Pattern[str]:
    """All words of a denial that only points back; `whose` and `by` are whom it names as the one who said it ("the doctors' account", "the claim from
    Berlin").
    """
    word = _data()
    verdicts = rf"(?:(?:an?|the)\s+)?(?:{word['verdicts']})(?:\s+(?:{word['verdicts']}))*"
    noun = (
        rf"(?:(?:of\s+)?(?:{word['determiners']})\s+)*(?:(?P<whose>(?:[\w.-]+\s+){{0,3}}[\w.-]+?(?:['’]s|s['’]))\s+)?"
        rf"(?:(?:{word['verdicts']})\s+)?(?P<noun>{word['sayings']})(?:\s+(?:that|which))?"
        rf"(?:\s+(?:from|by|of)\s+(?:the\s+)?(?P<by>[\w.-]+(?:\s+[\w.-]+){{0,3}}?))?"
    )
    return re.compile(rf"\s*(?:(?:{noun}|(?:{word['pointing']}))(?P<called>\s+(?:as\s+|to\s+be\s+)?{verdicts})?|{verdicts})[\s.,;\"”]*", re.IGNORECASE)


@cache
def _function_word() -> re.Pattern[str]:
    word = _data()
    return re.compile("|".join(word[key] for key in ("pointing", "determiners", "auxiliaries", "prepositions", "ends")), re.IGNORECASE)


def answered(reading: Reading) -> dict[str, frozenset[str]]:
    """The events that a denial is of without telling them itself, by the ids of the claims that deny."""
    if not any(claim.stance in ("deny", "criticise") for claim in reading.claims):
        return {}
    resting = {claim for event in reading.events for claim in event.claims}
    found: dict[str, frozenset[str]] = {}
    for denial in reading.claims:
        pointer = _pointer().fullmatch(denial.content)
        if denial.stance != "deny" and not (denial.stance == "criticise" and pointer and pointer["called"]):
            continue  # "called the allegation absurd" finds fault with it and denies it
        events = _pointed_at(reading, denial, pointer) if pointer else []
        if events or (denial.id not in resting and (events := _undone(reading, denial))):
            found[denial.id] = frozenset(event.id for event in events)
    return found


def telling_of(reading: Reading, event: Event) -> list[Claim]:
    """The claims that an act of speech is told by: the accuser's, whose cue is the event's word. None for what is no act of speech."""
    anchors = (event.anchor, *event.also)
    return [claim for claim in reading.claims if claim.cue is not None and claim.stance in TELLING and any(_overlap(claim.cue, anchor) for anchor in anchors)]


def _pointed_at(reading: Reading, denial: Claim, pointer: re.Match[str]) -> list[Event]:
    """What is denied by a word that stands for what was said before: of that what concerns the one who denies, else the accusation itself; one that others are
    accused by only where nothing was said since.
    """
    happened = [event for event in reading.events if event.status not in ("intended", "hypothetical")]
    theirs = _for_whom(reading, denial.source.actor)
    for place, claim in enumerate(_said_before(reading, denial, pointer)):
        start, end = claim.span
        told = [event for event in happened if claim.id in event.claims and any(start <= a and b <= end for a, b in (event.anchor, *event.also))]
        told = [event for event in told if denial.cue is None or not _overlap(event.anchor, denial.cue)]  # the act of denying is not what is denied
        concerned = [event for event in told if theirs & _for_whom(reading, (*event.actor, *event.recipient))]
        accusing = [event for event in happened if event.type == "ACCUSE" and claim in telling_of(reading, event)]
        near = [event for event in accusing if place == 0 or not event.recipient or theirs & _for_whom(reading, event.recipient)]
        if found := concerned or near:
            return found
    return []


def _said_before(reading: Reading, denial: Claim, pointer: re.Match[str]) -> list[Claim]:
    """The claims that a pointer can stand for, the likeliest first: what somebody else said last, in the same sentence or just before, a noun reaching back one
    sentence more than a pronoun; and where it names who said it, what that one said last.
    """
    text = reading.document.text
    start = min(span[0] for span in (denial.span, denial.cue, denial.source.span) if span is not None)
    before = [claim for claim in reading.claims if claim.stance in TELLING and claim.span[0] < denial.span[0] and not _one_source(reading, claim, denial)]
    if whose := pointer["whose"] or pointer["by"]:
        before = [claim for claim in before if any(share_a_word(whose, name) for name in (*_names(reading, claim), *_mentions(reading, claim)))]
    else:
        reach = 2 if pointer["noun"] else 1
        before = [claim for claim in before if len(_SENTENCE_END.findall(text[min(claim.span[1], start) : start])) <= reach]
    return sorted(before, key=lambda claim: -claim.span[0])


def _undone(reading: Reading, denial: Claim) -> list[Event]:
    """The last event told before which a denial turns round: "having lost the town" of who is said to have taken a town. A word of the thing is in both."""
    text = reading.document.text
    for converse in _converses():
        if not converse.words.search(denial.content):
            continue
        rest = converse.words.sub(" ", denial.content)
        thing = _stems([word for word in re.findall(r"[\w-]+", rest) if len(word) >= _SHORTEST and not _function_word().fullmatch(word)])
        theirs = _for_whom(reading, denial.source.actor)
        found = [
            event
            for event in reading.events
            if event.status not in ("intended", "hypothetical")
            and event.type == converse.type
            and converse.mode in ("", event.mode)
            and (not converse.stems or any(stem.startswith(tuple(converse.stems)) for stem in _stems([reading.quote(event.anchor)])))
            and event.anchor[0] < denial.span[0]
            and not theirs & _for_whom(reading, event.actor)
            and thing & _stems([_sentence(text, event.anchor)])
        ]
        if found:
            return [max(found, key=lambda event: event.anchor[0])]
    return []


def _names(reading: Reading, claim: Claim) -> list[str]:
    """What the source of a claim is called."""
    own = [reading.quote(claim.source.span)] if claim.source.span else []
    return own + [actor.name for actor in reading.actors if actor.id in claim.source.actor]


def _mentions(reading: Reading, claim: Claim) -> list[str]:
    """All words by which a report mentions the source of a claim."""
    return [reading.quote(mention.span) for actor in reading.actors if actor.id in claim.source.actor for mention in actor.mentions]


def _one_source(reading: Reading, one: Claim, other: Claim) -> bool:
    if set(one.source.actor) & set(other.source.actor):
        return True
    left, right = ({name.lower() for name in _names(reading, claim)} for claim in (one, other))
    return bool(left & right)


def _for_whom(reading: Reading, some: Sequence[str]) -> frozenset[str]:
    """Some actors and all whom they act for."""
    above = {actor.id: actor.represents for actor in reading.actors}
    found: set[str] = set()
    for actor in some:
        one: str | None = actor
        while one is not None and one not in found:
            found.add(one)
            one = above.get(one)
    return frozenset(found)


def _stems(words: Iterable[str]) -> frozenset[str]:
    return stems_of(lemmas_of(" ".join(words)))


def _sentence(text: str, span: Span) -> str:
    """The sentence that a span stands in, roughly."""
    start = max((match.end() for match in _SENTENCE_END.finditer(text, 0, span[0])), default=0)
    end = _SENTENCE_END.search(text, span[1])
    return text[start : end.start() if end else len(text)]


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
