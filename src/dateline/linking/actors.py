"""Which actors of different reports are one.

Two actors are compared by what their reports say of them: the knowledge base first, then names (a surname for a full name, an acronym for what it stands for,
another romanisation), kind, country, dates, and the company that they keep, the other actors named in the same reports, as in collective entity resolution
(Bhattacharya and Getoor 2007). There are three outcomes, as in record linkage (Fellegi and Sunter 1969): same, other, and unsure for a person to review.
"""

from __future__ import annotations

import datetime  # msgspec looks the types of fields up
import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

import yaml

from dateline.records.model import ActorKind, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dateline.records.model import Actor, Reading

SAME = 0.8
OTHER = 0.4
MOST_IN_BLOCK = 200
"""A name that more actors have than this is looked at in the first ones only."""
YEARS_APART = 25
KINDS = {"government": "state", "military": "state"}
"""Reports call a ministry or an army by its country, so that these kinds don't contradict each other."""
BODIES: tuple[frozenset[ActorKind], ...] = (
    frozenset({"state", "government", "military"}), frozenset({"armed group", "military", "coalition"}),
    frozenset({"armed group", "party", "religious", "coalition"}), frozenset({"company", "media"}), frozenset({"ngo", "igo", "coalition"}),
)  # fmt: skip
"""What one body can be to different reports: a movement is a party, an armed group and a religious one, and an alliance of states an organisation."""
_SOUND = 3
"""Fewer consonants than these are in too many names."""
_LETTERS = re.compile(r"[^\W_]+")


class Profile(Record, frozen=True):
    """What a report says of one of its actors. `names` holds its proper names; `company` the keys of the other actors that the report names."""

    report: str
    actor: str
    names: tuple[str, ...]
    kind: ActorKind
    country: str | None = None
    kb: str | None = None
    candidates: tuple[str, ...] = ()
    company: frozenset[str] = frozenset()
    published: datetime.date | None = None


class Decision(Record, frozen=True):
    """Whether two actors are one, how much speaks for it (0 to 1), and what."""

    decision: Literal["same", "other", "unsure"]
    score: float
    reason: str


class Review(Record, frozen=True):
    """Two actors of which a person should say whether they are one, each as (report, id in the report)."""

    one: tuple[str, str]
    other: tuple[str, str]
    decision: Decision


class LinkedActors(Record, frozen=True):
    """Actors of reports as (report, id in the report): those that are one, group by group, and pairs for review."""

    groups: tuple[tuple[tuple[str, str], ...], ...]
    review: tuple[Review, ...]


@cache
def _lists() -> dict[str, frozenset[str]]:
    data = yaml.load(files(__package__).joinpath("names.yaml").read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    return {key: frozenset(data[key].split()) for key in ("particles", "titles", "common", "offices")}


@cache
def _spellings() -> tuple[tuple[str, str], ...]:
    data = yaml.load(files(__package__).joinpath("names.yaml").read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    return tuple((written, compared) for written, compared in data["spellings"])


@cache
def _words(name: str) -> tuple[str, ...]:
    """The telling words of a name, folded: no accents, apostrophes, titles, articles or dots."""
    folded = "".join(letter for letter in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(letter))
    folded = re.sub(r"['’ʼʻ`]s\b", "", folded)
    folded = re.sub(r"['’ʼʻ`.]", "", folded)
    words = _LETTERS.findall(folded)
    return tuple(word for word in words if word not in _lists()["particles"] and word not in _lists()["titles"]) or tuple(words)


@cache
def skeleton(word: str) -> str:
    """A folded word as all its romanisations have it: consonants by sound, doubled ones once, vowels left out but a first one marked."""
    for written, compared in _spellings():
        word = word.replace(written, compared)
    first = "a" if word[:1] in "aeiouy" else ""
    consonants = re.sub(r"[aeiouyh]", "", word)
    return first + re.sub(r"(.)\1+", r"\1", consonants)


def _acronyms(name: str) -> frozenset[str]:
    """What a name of several words can be shortened to: the initials of its words, with and without the small ones."""
    words = [word for word in re.split(r"[\s\-]+", name) if word[:1].isalnum()]
    capital = [word for word in words if word[0].isupper()]
    return frozenset("".join(word[0] for word in chosen).lower() for chosen in (words, capital) if len(chosen) >= 2)


def _acronym(name: str) -> str | None:
    letters = name.replace(".", "").strip()
    return letters.lower() if 2 <= len(letters) <= 8 and letters.isalpha() and sum(map(str.isupper, letters)) * 2 > len(letters) else None


def actor_key(actor: Actor) -> str | None:
    """A key that the same actor has in other reports by the surest signs: its id in the knowledge base or its name and kind. None for the nameless."""
    if actor.kb:
        return actor.kb
    if any(mention.form == "name" for mention in actor.mentions):
        return f"{KINDS.get(actor.kind, actor.kind)}|{' '.join(_words(actor.name))}"
    return None


def actor_keys(reading: Reading) -> dict[str, str]:
    """The keys of a report's actors by their ids. Who is only described ("its planes") has the key of whom it acts for, and none if that is unknown."""
    by_id = {actor.id: actor for actor in reading.actors}
    found = {}
    for actor in reading.actors:
        seen: set[str] = set()
        acting: Actor | None = actor
        while acting is not None and acting.id not in seen and actor_key(acting) is None:
            seen.add(acting.id)
            acting = by_id.get(acting.represents or "")
        key = actor_key(acting) if acting is not None else None
        if key is not None:
            found[actor.id] = key
    return found


def profiles(report: str, reading: Reading) -> tuple[Profile, ...]:
    """The actors of a report that have a proper name. `report` is whatever the caller calls it by."""
    keys = {actor.id: key for actor in reading.actors if (key := actor_key(actor))}
    found = []
    for actor in reading.actors:
        if actor.id not in keys:
            continue
        written = {" ".join(reading.quote(mention.span).split()) for mention in actor.mentions if mention.form == "name"}
        found.append(
            Profile(
                report=report,
                actor=actor.id,
                names=tuple(sorted(written | {actor.name})),
                kind=actor.kind,
                country=actor.country,
                kb=actor.kb,
                candidates=actor.candidates,
                company=frozenset(keys.values()) - {keys[actor.id]},
                published=reading.document.published,
            )
        )
    return tuple(found)


def block_keys(profile: Profile) -> frozenset[str]:
    """What a profile shares with every profile that could be of the same actor: its id, its acronyms, and its telling words by sound."""
    found = {f"kb:{profile.kb}"} if profile.kb else {f"kb:{candidate}" for candidate in profile.candidates}
    for name in profile.names:
        if acronym := _acronym(name):
            found.add(f"acronym:{acronym}")
        found |= {f"acronym:{acronym}" for acronym in _acronyms(name)}
        words = _words(name)
        telling = [word for word in words if word not in _lists()["common"]] or list(words)
        # A person is found by the last name; who has one name only, by that.
        chosen = telling[-1:] if profile.kind == "person" else telling
        found |= {f"word:{skeleton(word) or word}" for word in chosen}
    return frozenset(found)


def compare(one: Profile, other: Profile) -> Decision:
    """Whether two actors of different reports are one."""
    if one.kb and other.kb:
        same = one.kb == other.kb
        return Decision(decision="same" if same else "other", score=float(same), reason=f"both are {one.kb}" if same else f"{one.kb} and {other.kb}")
    for sure, open_ in ((one, other), (other, one)):
        if sure.kb and open_.candidates and sure.kb not in open_.candidates:
            return Decision(decision="other", score=0.0, reason=f"{open_.names[0]} can't mean {sure.kb}")
    person = one.kind == "person"
    left_names, right_names = _fullest(one), _fullest(other)
    if not (_are_full(left_names, person=person) and _are_full(right_names, person=person)):
        # A bare name or an acronym says who is meant only where one side has no fuller one.
        left_names, right_names = one.names, other.names
    at_home = person or (one.country is not None and one.country == other.country)
    pairs = [_weighed(left, right, person=person, at_home=at_home) for left in left_names for right in right_names]
    score, reasons = max(pairs, default=(0.0, ["no names"]))
    if not score:
        return Decision(decision="other", score=0.0, reason="the names have nothing in common")
    if not compatible(one.kind, other.kind):
        if "person" in (one.kind, other.kind):
            return Decision(decision="other", score=0.0, reason=f"{one.kind} and {other.kind}")
        score -= 0.25
        reasons.append(f"{one.kind} and {other.kind}")
    if one.country and other.country:
        score += 0.1 if one.country == other.country else -0.35
        reasons.append("same country" if one.country == other.country else f"{one.country} and {other.country}")
    if one.company and other.company:
        shared = len(one.company & other.company)
        score += min(0.2, 0.07 * shared) if shared else -0.05
        reasons.append(f"{shared} others in common")
    if one.published and other.published and abs((one.published - other.published).days) > 365 * YEARS_APART:
        score -= 0.3
        reasons.append("decades apart")
    score = round(min(1.0, max(0.0, score)), 3)
    return Decision(decision="same" if score >= SAME else "unsure" if score > OTHER else "other", score=score, reason="; ".join(reasons))


def compatible(one: ActorKind, other: ActorKind) -> bool:
    """Whether two reports can mean one actor by these kinds. `other` is what a report leaves open; somebody is a person or is not."""
    if one == other:
        return True
    if "person" in (one, other):
        return False
    return "other" in (one, other) or any(one in kinds and other in kinds for kinds in BODIES)


def _weighed(one: str, other: str, *, person: bool, at_home: bool) -> tuple[float, list[str]]:
    """How much two names speak for one actor, and why; less for one that every country has ("Health Ministry"), unless both are of one country."""
    score, reason = _names(one, other, person=person)
    if not at_home and (is_generic(one) or is_generic(other)):
        return min(score, 0.5), [reason, "a name that many have"]
    return score, [reason]


def is_generic(name: str) -> bool:
    """Whether a name is one that institutions of every country have: "Ministry of Health", "the Supreme Court"."""
    lists = _lists()
    return all(word in lists["common"] or word in lists["offices"] for word in _words(name))


def share_a_word(one: str, other: str) -> bool:
    """Whether two names have a telling word in common: "the Church of Ulm" and "Ulm"."""
    return bool(set(_words(one)) & set(_words(other)) - _lists()["common"] - _lists()["offices"])


def _fullest(profile: Profile) -> tuple[str, ...]:
    """The names that tell an actor from others, where its report gives one: those with more than a surname, and those that are spelled out."""
    if profile.kind == "person":
        full = tuple(name for name in profile.names if len(_words(name)) > 1)
    else:
        spelled = frozenset[str]().union(*map(_acronyms, profile.names))
        full = tuple(name for name in profile.names if _acronym(name) not in spelled)
    return full or profile.names


def _are_full(names: Iterable[str], *, person: bool) -> bool:
    """Whether names are such that two actors without one in common are two."""
    return all(len(_words(name)) > 1 and (person or not _acronym(name)) for name in names)


def _alike(one: str, other: str) -> bool:
    """Whether two words of names are one, or two romanisations of one. Short words of quite different names have the same consonants."""
    return one == other or (len(skeleton(one)) >= _SOUND and skeleton(one) == skeleton(other))


def _may_sound(one: str, other: str) -> bool:
    """Whether two words of one skeleton can be one word: "Hayden" and "Dunn" have the same two consonants."""
    return len(skeleton(one)) >= _SOUND or one[0] == other[0]


@cache
def _names(one: str, other: str, *, person: bool) -> tuple[float, str]:
    """How much two names speak for one actor, and why."""
    left, right = _words(one), _words(other)
    if left == right:
        # One word, of a person, is a surname that many can have.
        return (0.65, "same single name") if person and len(left) == 1 else (0.85, "same name")
    for short, long in ((one, other), (other, one)):
        acronym = _acronym(short)
        if acronym and acronym in _acronyms(long):
            return 0.7, f"{short} can stand for {long}"
    sounds, others = tuple(map(skeleton, left)), tuple(map(skeleton, right))
    if sounds == others and sum(map(len, sounds)) >= _SOUND:
        # "Apple" and "Opel" sound alike as well: one word by its sound alone, or two short ones, is for a person to decide.
        likely = all(map(_may_sound, left, right))
        common = sum(len(word if word == same else skeleton(word)) for word, same in zip(left, right, strict=True))
        return (0.75, "another romanisation of the name") if len(left) > 1 and common > _SOUND and likely else (0.45, "a name that sounds alike")
    shorter, longer = sorted((left, right), key=len)
    if person and shorter and len(shorter) < len(longer) and _alike(longer[-1], shorter[-1]):
        if len(shorter) == 1:
            return (0.6, "surname of the full name") if longer[-1] == shorter[-1] else (0.45, "a name that sounds like the surname")
        if all(any(_alike(word, long) for long in longer) for word in shorter):
            return 0.75, "a part of the full name"
        return 0.0, "other first names"
    telling = [word for word in set(left) & set(right) if word not in _lists()["common"]]
    if not person and telling and set(left) < set(right) and len(left) >= 2:
        return 0.45, "a part of the name"
    if not person and telling and set(right) < set(left) and len(right) >= 2:
        return 0.45, "a part of the name"
    return 0.0, "the names have nothing in common"


def link_actors(everyone: Iterable[Profile]) -> LinkedActors:
    """Group profiles of many reports, comparing only those that share a block. Actors of one report are never put together: their report keeps them apart."""
    people = {(profile.report, profile.actor): profile for profile in everyone}
    blocks: dict[str, list[tuple[str, str]]] = {}
    for name, profile in people.items():
        for key in block_keys(profile):
            block = blocks.setdefault(key, [])
            if len(block) < MOST_IN_BLOCK or key.startswith("kb:"):
                block.append(name)
    pairs: dict[tuple[tuple[str, str], tuple[str, str]], Decision] = {}
    for key, block in blocks.items():
        if key.startswith("kb:"):  # one is enough to compare with
            with_id = [name for name in block if people[name].kb]
            candidates = [(with_id[0], name) for name in block if name != with_id[0]] if with_id else []
        else:
            candidates = [(one, other) for place, one in enumerate(block) for other in block[:place]]
        for one, other in candidates:
            pair = (min(one, other), max(one, other))
            if one[0] != other[0] or people[one].kb == people[other].kb is not None:
                pairs.setdefault(pair, compare(people[pair[0]], people[pair[1]]))
    return _grouped(people, pairs)


def _grouped(people: Mapping[tuple[str, str], Profile], pairs: Mapping[tuple[tuple[str, str], tuple[str, str]], Decision]) -> LinkedActors:
    """Surest pairs first; a pair that would bring two together who are known to be other stays for review."""
    group_of = {name: {name} for name in people}
    review = []
    for (one, other), decision in sorted(pairs.items(), key=lambda item: (-item[1].score, item[0])):
        first, second = group_of[one], group_of[other]
        if first is second or decision.decision == "other":
            continue
        if decision.decision == "unsure":
            review.append(Review(one=one, other=other, decision=decision))
            continue
        known = {people[name].kb for name in first | second} - {None}
        if len(known) > 1:
            reason = f"{decision.reason}; but others of the two groups are {' and '.join(sorted(str(kb) for kb in known))}"
            review.append(Review(one=one, other=other, decision=Decision(decision="unsure", score=decision.score, reason=reason)))
            continue
        first |= second
        for name in second:
            group_of[name] = first
    review = [item for item in review if group_of[item.one] is not group_of[item.other]]
    unique = {id(group): group for group in group_of.values()}
    return LinkedActors(groups=tuple(sorted(tuple(sorted(group)) for group in unique.values())), review=tuple(review))
