"""Reads the ontology's YAML into indexes by word.

The files say what each key means; a key or a value that they do not define is a `KnowledgeError` that names the file and the rule.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, get_args

import yaml

from dateline._errors import KnowledgeError
from dateline.records.model import ActorKind, CountKind, EventType, Stance, TieKind

MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
"""Types whose parties are equals: all of them are actors."""


@dataclass(frozen=True, slots=True)
class EventRule:
    """One line of `events.yaml`: what a word must stand with to name an event of a type, and which of its roles are actor and recipient."""

    type: EventType
    mode: str | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    mutual: bool
    light: bool
    content: bool
    objects: frozenset[str]
    subjects: frozenset[str]
    predicative: frozenset[str]
    needs: frozenset[str]
    clause: bool
    past: bool
    performed: bool
    origin: frozenset[str]
    intended: bool
    active: bool
    without: frozenset[str]

    @property
    def narrow(self) -> bool:
        """Whether it asks for certain objects and doesn't only shut some out."""
        return any(not word.startswith("!") for word in self.objects)


@dataclass(frozen=True, slots=True)
class TieRule:
    """One line of `ties.yaml`."""

    words: frozenset[str]
    kind: TieKind
    a: str = "subject"
    b: str = "object"
    parties: frozenset[str] = frozenset()
    with_: frozenset[str] = frozenset()
    by: frozenset[str] = frozenset()
    against: TieKind | None = None
    reverse: bool = False
    standing: bool = False
    person: bool = False
    polarity: str = "affirmed"


@dataclass(frozen=True, slots=True)
class CueWords:
    """`cues.yaml`: stances by word, and the words that take a clause out of what is simply so."""

    stances: dict[str, Stance]
    speech: frozenset[str]
    saying: frozenset[str]
    evidentials: frozenset[str]
    passive_evidentials: frozenset[str]
    caveats: re.Pattern[str]
    hedges: dict[str, str]
    counted: dict[str, CountKind]
    totals: frozenset[str]
    reckoning: frozenset[str]
    totalling: frozenset[str]
    reaching: frozenset[str]
    channels: frozenset[str]
    intending: frozenset[str]
    intending_nouns: frozenset[str]
    future: frozenset[str]
    conditional: frozenset[str]
    if_words: frozenset[str]
    negators: frozenset[str]
    deniers: frozenset[str]
    light: frozenset[str]
    negative: frozenset[str]
    positive: frozenset[str]
    unlikely: frozenset[str]
    terrorism: frozenset[str]
    wrongs: frozenset[str]
    wrong_nouns: frozenset[str]
    calling: frozenset[str]


@dataclass(frozen=True, slots=True)
class ActorWords:
    """`actors.yaml`: nouns that name actors, by kind and by function."""

    kinds: dict[str, ActorKind]
    name_kinds: dict[str, ActorKind]
    organs: frozenset[str]
    as_state: frozenset[str]
    speakers: frozenset[str]
    documents: frozenset[str]
    pointing: frozenset[str]
    honorifics: frozenset[str]
    naming: frozenset[str]
    not_acting: frozenset[str]
    ranked: frozenset[str]
    partitives: frozenset[str]
    fighters: frozenset[str]
    voices: frozenset[str]
    inhabitants: frozenset[str]
    venues: frozenset[str]
    ruled: frozenset[str]
    dealings: frozenset[str]
    town_parts: frozenset[str]
    offices: dict[str, str]


@dataclass(frozen=True, slots=True)
class Ontology:
    """Everything: `verbs` and `nouns` map the first (last) word of an entry to (its other words, the rule), longest first."""

    verbs: dict[str, list[tuple[tuple[str, ...], EventRule]]]
    nouns: dict[str, list[tuple[tuple[str, ...], EventRule]]]
    cues: CueWords
    tie_verbs: dict[str, list[tuple[tuple[str, ...], TieRule]]]
    tie_participles: dict[str, list[TieRule]]
    tie_nouns: dict[str, list[TieRule]]
    hostile: frozenset[str]
    sought: frozenset[str]
    ended: frozenset[str]
    prefixes: dict[str, TieKind]
    phrases: dict[tuple[str, str], TieKind]
    sides: frozenset[str]
    actors: ActorWords


def read_table(name: str) -> dict[str, Any]:
    """A file of the ontology. Words stay words: YAML 1.1 would make booleans of "on" and "no"; only `key: true` is one here."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    text = resources.files("dateline.ontology").joinpath(name).read_text(encoding="utf-8")
    try:
        data = yaml.load(text, Loader=loader)  # a base loader, C or Python, makes text of everything
    except yaml.YAMLError as error:
        raise KnowledgeError(f"{name}: not YAML ({error})") from error
    if not isinstance(data, dict):
        raise KnowledgeError(f"{name}: a mapping is wanted at the top")
    truths: dict[str, Any] = _with_truths(data)
    return truths


def _with_truths(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: inner == "true" if inner in ("true", "false") else _with_truths(inner) for key, inner in value.items()}
    return [_with_truths(inner) for inner in value] if isinstance(value, list) else value


@cache
def load() -> Ontology:
    """The packaged ontology. Raises `KnowledgeError` when a file breaks its rules."""
    verbs: dict[str, list[tuple[tuple[str, ...], EventRule]]] = {}
    nouns: dict[str, list[tuple[tuple[str, ...], EventRule]]] = {}
    for kind, rules in read_table("events.yaml").items():
        if kind not in get_args(EventType):
            raise KnowledgeError(f"events.yaml: {kind} is no PLOVER type")
        for row in rules:
            rule = _event_rule(kind, row)
            for verb in row.get("verbs", ()):
                first, *rest = str(verb).split(" ")
                verbs.setdefault(first, []).append((tuple(rest), rule))
            for noun in row.get("nouns", ()):
                *before, last = str(noun).split(" ")
                nouns.setdefault(last, []).append((tuple(before), rule))
    for index in (verbs, nouns):
        for entries in index.values():
            entries.sort(key=lambda entry: (len(entry[0]), bool(entry[1].narrow or entry[1].subjects or entry[1].predicative)), reverse=True)
    ties = read_table("ties.yaml")
    tie_verbs: dict[str, list[tuple[tuple[str, ...], TieRule]]] = {}
    for row in ties["verbs"]:
        for verb in row["words"]:
            first, *rest = verb.split(" ")
            tie_verbs.setdefault(first, []).append((tuple(rest), _tie_rule(row)))
    return Ontology(
        verbs=verbs,
        nouns=nouns,
        cues=_cues(read_table("cues.yaml")),
        tie_verbs=tie_verbs,
        tie_participles=_with_participles(_by_word(ties["participles"])),
        tie_nouns=_by_word(ties["nouns"]),
        hostile=frozenset(ties["hostile_prepositions"]),
        sought=frozenset(ties["sought"]),
        ended=frozenset(ties["ended"]),
        prefixes=dict(ties["prefixes"]),
        phrases={tuple(phrase.split(" ")): kind for phrase, kind in ties["stances"].items()},
        sides=frozenset(ties["sides"]),
        actors=_actors(read_table("actors.yaml")),
    )


_EVENT_KEYS = frozenset(
    "verbs nouns mode objects subjects actor recipient mutual content light needs clause as past performed active from intended without".split()
)


def _event_rule(kind: Any, row: dict[str, Any]) -> EventRule:
    if unknown := set(row) - _EVENT_KEYS:
        raise KnowledgeError(f"events.yaml: {kind}: unknown key {', '.join(sorted(unknown))}; the keys are {', '.join(sorted(_EVENT_KEYS))}")
    mutual = bool(row.get("mutual"))
    return EventRule(
        type=kind,
        mode=row.get("mode"),
        actor=tuple(row.get("actor", ("A0", "by", "poss", "mod"))),
        recipient=() if mutual else tuple(row.get("recipient", ("A1", "A2"))),
        mutual=mutual,
        light=bool(row.get("light")),
        content=bool(row.get("content")),
        objects=frozenset(row.get("objects", ())),
        subjects=frozenset(row.get("subjects", ())),
        predicative=frozenset(row.get("as", ())),
        needs=frozenset(row.get("needs", ())),
        clause=bool(row.get("clause")),
        past=bool(row.get("past")),
        performed=bool(row.get("performed")),
        origin=frozenset(row.get("from", ())),
        intended=bool(row.get("intended")),
        active=bool(row.get("active")),
        without=frozenset(row.get("without", ())),
    )


def _tie_rule(row: dict[str, Any]) -> TieRule:
    def listed(key: str) -> frozenset[str]:
        value = row.get(key, ())
        return frozenset(value if isinstance(value, list | tuple) else [])

    if row["kind"] not in get_args(TieKind):
        raise KnowledgeError(f"ties.yaml: {row['kind']} is no kind of tie; the kinds are {', '.join(get_args(TieKind))}")
    return TieRule(
        words=frozenset(row["words"]),
        kind=row["kind"],
        a=row.get("a", "subject"),
        b=row.get("b", "object"),
        parties=listed("parties"),
        with_=frozenset(["with"]) if row.get("with") is True else listed("with"),
        by=frozenset(["by"]) if row.get("by") is True else listed("by"),
        against=row.get("against"),
        reverse=bool(row.get("reverse")),
        standing=bool(row.get("standing")),
        person=bool(row.get("person")),
        polarity=row.get("polarity", "affirmed"),
    )


def _by_word(rows: list[dict[str, Any]]) -> dict[str, list[TieRule]]:
    index: dict[str, list[TieRule]] = {}
    for row in rows:
        rule = _tie_rule(row)
        for word in rule.words:
            index.setdefault(word, []).append(rule)
    return index


def _with_participles(index: dict[str, list[TieRule]]) -> dict[str, list[TieRule]]:
    """Each verb also under its past participle, which as an adjective ("backed", "allied", "led") is its own dictionary form."""
    forms: dict[str, list[TieRule]] = dict(index)
    for verb, rules in index.items():
        regular = verb[:-1] + "ied" if verb.endswith("y") and verb[-2] not in "aeiou" else verb + ("d" if verb.endswith("e") else "ed")
        forms["led" if verb == "lead" else regular] = rules
    return forms


def _cues(data: dict[str, Any]) -> CueWords:
    stances: dict[str, Stance] = {}
    for stance, words in data["stances"].items():
        if stance not in get_args(Stance):
            raise KnowledgeError(f"cues.yaml: {stance} is no stance; the stances are {', '.join(get_args(Stance))}")
        for word in words:
            stances.setdefault(word, stance)
    sets: tuple[str, ...] = (
        "speech",
        "saying",
        "evidentials",
        "passive_evidentials",
        "channels",
        "intending",
        "intending_nouns",
        "future",
        "conditional",
        "if_words",
    )
    sets += ("negators", "deniers", "light", "negative", "positive", "unlikely", "terrorism", "wrongs", "wrong_nouns", "calling")
    sets += ("totals", "reckoning", "totalling", "reaching")
    return CueWords(
        stances=stances,
        caveats=re.compile(r"\b(?:" + "|".join(f"(?:{pattern})" for pattern in data["caveats"]) + r")\b", re.IGNORECASE),
        counted={word: what for what, words in data["counted"].items() for word in words},
        hedges={word: hedge for hedge, words in data["hedges"].items() for word in words},
        **{name: frozenset(data[name]) for name in sets},
    )


_ACTOR_SETS = (
    "organs as_state speakers documents pointing honorifics naming not_acting ranked partitives fighters voices inhabitants venues ruled dealings town_parts"
).split()


def _actors(data: dict[str, Any]) -> ActorWords:
    for section in ("kinds", "name_kinds"):
        if unknown := set(data[section]) - set(get_args(ActorKind)):
            raise KnowledgeError(f"actors.yaml: {section}: {', '.join(sorted(unknown))} is no kind of actor")
    kinds: dict[str, ActorKind] = {}
    for kind, words in data["kinds"].items():
        for word in words:
            kinds.setdefault(word, kind)
    return ActorWords(
        kinds=kinds,
        name_kinds={word: kind for kind, words in reversed(data["name_kinds"].items()) for word in words},
        offices=dict(data["offices"]),
        **{name: frozenset(data[name]) for name in _ACTOR_SETS},
    )
