"""Which rows one reading becomes. A pure function, so that `verify` can make the rows again and hold them against what is stored."""

from __future__ import annotations

import bisect
import functools
import hashlib
import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import msgspec

from dateline.knowledge import names
from dateline.language.sentences import split_sentences
from dateline.language.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dateline.records.model import Claim, Event, Reading, Span, Tie

COLUMNS: dict[str, str] = {
    "part": "report n kind start_ end_",
    "credit": "report n name start_ end_ words",
    "passage": "id report start_ end_ words",
    "entity": "id report uid local name kind country kb candidates named represents size_min size_max size_start size_end",
    "mention": "entity start_ end_ form words",
    "acts_for": "entity other steps",
    "place": "id report uid local name key kind country lat lon geonames",
    "place_span": "place start_ end_ words",
    "time_": "id report uid start_ end_ words from_day to_day grain",
    "claim": (
        "id report uid local start_ end_ content form stance source_start source_end source_words cue_start cue_end channel_start channel_end caveat_start"
        " caveat_end inside hedge confidence"
    ),
    "claim_source": "claim entity",
    "claim_addressee": "claim entity",
    "claim_about": "claim entity",
    "event": "id report passage uid local start_ end_ quote type mode status from_day to_day grain confidence",
    "event_also": "event start_ end_ words",
    "event_context": "event context",
    "event_role": "event role entity",
    "event_claim": "event claim",
    "event_place": "event place",
    "account": "id event role value entity place",
    "account_claim": "account claim",
    "count_": "id event what min max start_ end_ words",
    "count_claim": "count_ claim",
    "tie": "id report passage uid local a b kind polarity status sign start_ end_ quote since until confidence",
    "tie_claim": "tie claim",
}
"""The tables that describe a report's newest reading, in an order in which they can be filled, with their columns."""
NUMBERED = tuple(table for table, columns in COLUMNS.items() if columns.startswith("id "))
"""Those of them whose rows have numbers of their own."""
_STATUS = {"denied": "denied", "sought": "sought", "ended": "ended"}

_ROW = re.compile(r"([^\W_]+(?: [^\W_]+)*)(?!\S)|\S+")
"""Plain words with a space between them, letters and digits alone; or anything else up to the next space."""
_STOPPED = ("No.", "no.")
"""Where the stop belongs depends on what follows the space."""
_PARAGRAPH = re.compile(r"\n[ \t\r\f]*\n|\f")
name_key = functools.lru_cache(maxsize=50_000)(names.name_key)
"""The form in which names are compared; many names come again and again."""

Rows = dict[str, list[tuple[Any, ...]]]
"""By the table, its rows; values in the order of `COLUMNS`."""


def text_hash(text: str) -> str:
    """The hash by which a text is stored once: SHA-256 of its UTF-8, 32 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def make_uid(scope: str, kind: str, *parts: object) -> str:
    """The stable id of a record: of its report (`scope`), its kind, and what tells it from others of the kind in the report.

    The first half is the report's, so that the records of a report stand together in an index of uids: a scattered one costs a page for every record.
    """
    record = "\x1f".join((scope, kind, *map(str, parts)))
    return scope + hashlib.sha256(record.encode()).hexdigest()[:12]


def rows(reading: Reading, report: int, scope: str, after: Mapping[str, int], uids: Mapping[tuple[str, str], str] = MappingProxyType({})) -> Rows:
    """The rows of a reading.

    `report` is the row of its report, `scope` the beginning of its uids, and `after` gives for each table in
    `NUMBERED` the number after which new rows are counted. `uids` are those, by kind and local id, that records have already: a corrected record keeps its
    own. The reading must have passed `checking.check`.
    """
    return _Rows(reading, report, scope, after, uids).all()


class _Rows:
    """Fills the tables one after the other, since later rows point to earlier ones."""

    def __init__(self, reading: Reading, report: int, scope: str, after: Mapping[str, int], uids: Mapping[tuple[str, str], str]) -> None:
        self.reading, self.report, self.scope, self.uids = reading, report, scope, uids
        self.text = reading.document.text
        self.rows: Rows = {table: [] for table in COLUMNS}
        self.actors = {actor.id: actor for actor in reading.actors}
        self.next = {table: after.get(table, 0) for table in NUMBERED}
        self.given = set(uids.values())
        self.entities = {actor.id: self._number("entity") for actor in reading.actors}
        self.claims = {claim.id: self._number("claim") for claim in reading.claims}
        self.places = {place.id: self._number("place") for place in reading.places}
        self.passages = Passages(reading)
        self.passage_rows: dict[Span, int] = {}

    def all(self) -> Rows:
        document = self.reading.document
        self.rows["part"] = [(self.report, n, part.kind, *part.span) for n, part in enumerate(document.parts)]
        self.rows["credit"] = [(self.report, n, credit.name, *self._words(credit.span)) for n, credit in enumerate(document.credits)]
        self._entities()
        self._places()
        for time in self.reading.times:
            uid = self._uid("time", "", time.span)
            self.rows["time_"].append((self._number("time_"), self.report, uid, *self._words(time.span), _day(time.start), _day(time.end), time.grain))
        mentions = sorted((mention.span, self.entities[actor.id]) for actor in self.reading.actors for mention in actor.mentions)
        for claim in self.reading.claims:
            self._claim(claim, mentions)
        for event in self.reading.events:
            self._event(event)
        for tie in self.reading.ties:
            self._tie(tie)
        return self.rows

    def _number(self, table: str) -> int:
        self.next[table] += 1
        return self.next[table]

    def _uid(self, kind: str, local: str, *parts: object) -> str:
        """A stable id. Records that nothing tells apart are told by their order."""
        if (kind, local) in self.uids:
            return self.uids[kind, local]
        uid = make_uid(self.scope, kind, *parts)
        again = 1
        while uid in self.given:
            again += 1
            uid = make_uid(self.scope, kind, *parts, again)
        self.given.add(uid)
        return uid

    def _words(self, span: Span) -> tuple[int, int, str]:
        return (*span, self.text[span[0] : span[1]])

    def _passage(self, span: Span) -> int:
        """The row of the sentences around a span."""
        around = self.passages.around(span)
        if around not in self.passage_rows:
            self.passage_rows[around] = number = self._number("passage")
            self.rows["passage"].append((number, self.report, *self._words(around)))
        return self.passage_rows[around]

    def _entities(self) -> None:
        for actor in self.reading.actors:
            number = self.entities[actor.id]
            first = actor.mentions[0].span if actor.mentions else actor.name
            size = (actor.size.min, actor.size.max, *actor.size.span) if actor.size else (None,) * 4
            named = int(actor.kb is not None or any(mention.form == "name" for mention in actor.mentions))
            represents = self.entities[actor.represents] if actor.represents else None
            self.rows["entity"].append(
                (
                    number,
                    self.report,
                    self._uid("actor", actor.id, first, actor.kind),
                    actor.id,
                    actor.name,
                    actor.kind,
                    actor.country,
                    actor.kb,
                    msgspec.json.encode(actor.candidates).decode() if actor.candidates else "[]",
                    named,
                    represents,
                    *size,
                )
            )
            spans = {mention.span: mention.form for mention in actor.mentions}
            self.rows["mention"] += [(number, start, end, form, self.text[start:end]) for (start, end), form in sorted(spans.items())]
            other: str | None = actor.id
            seen: list[str] = []
            while other is not None and other not in seen:
                self.rows["acts_for"].append((number, self.entities[other], len(seen)))
                seen.append(other)
                other = self.actors[other].represents

    def _places(self) -> None:
        for place in self.reading.places:
            number = self.places[place.id]
            uid = self._uid("place", place.id, place.spans[0] if place.spans else place.name)
            values = (place.name, name_key(place.name), place.kind, place.country, place.lat, place.lon, place.geonames)
            self.rows["place"].append((number, self.report, uid, place.id, *values))
            self.rows["place_span"] += [(number, *self._words(span)) for span in sorted(set(place.spans))]

    def _claim(self, claim: Claim, mentions: list[tuple[Span, int]]) -> None:
        number = self.claims[claim.id]
        source = self._words(claim.source.span) if claim.source.span else (None, None, None)
        self.rows["claim"].append(
            (
                number,
                self.report,
                self._uid("claim", claim.id, claim.span, claim.source.span),
                claim.id,
                *claim.span,
                claim.content,
                claim.form,
                claim.stance,
                *source,
                *(claim.cue or (None, None)),
                *(claim.channel or (None, None)),
                *(claim.caveat or (None, None)),
                self.claims[claim.inside] if claim.inside else None,
                claim.hedge,
                claim.confidence,
            )
        )
        self._links("claim_source", (number,), self.entities, claim.source.actor)
        self._links("claim_addressee", (number,), self.entities, claim.addressee)
        begin = bisect.bisect_left(mentions, ((claim.span[0], 0), 0))
        end = bisect.bisect_left(mentions, ((claim.span[1], 0), 0))
        about = dict.fromkeys(entity for span, entity in mentions[begin:end] if span[1] <= claim.span[1])
        self.rows["claim_about"] += [(number, entity) for entity in about]

    def _event(self, event: Event) -> None:
        number = self._number("event")
        when = (_day(event.when.start), _day(event.when.end), event.when.grain) if event.when else (None, None, None)
        quote = self._words(event.anchor)
        uid = self._uid("event", event.id, event.anchor, event.type)
        passage = self._passage(event.anchor)
        self.rows["event"].append((number, self.report, passage, uid, event.id, *quote, event.type, event.mode, event.status, *when, event.confidence))
        self.rows["event_also"] += [(number, *self._words(span)) for span in sorted(set(event.also))]
        self.rows["event_context"] += [(number, context) for context in dict.fromkeys(event.context)]
        self._links("event_role", (number, "actor"), self.entities, event.actor)
        self._links("event_role", (number, "recipient"), self.entities, event.recipient)
        self._links("event_claim", (number,), self.claims, event.claims)
        self._links("event_place", (number,), self.places, event.place)
        for account in event.according_to:
            row = self._number("account")
            entity = self.entities.get(account.value) if account.role in ("actor", "recipient") else None
            place = self.places.get(account.value) if account.role == "place" else None
            self.rows["account"].append((row, number, account.role, account.value, entity, place))
            self._links("account_claim", (row,), self.claims, account.claims)
        for count in event.counts:
            row = self._number("count_")
            self.rows["count_"].append((row, number, count.what, count.min, count.max, *self._words(count.span)))
            self._links("count_claim", (row,), self.claims, count.claims)

    def _tie(self, tie: Tie) -> None:
        number = self._number("tie")
        a, b = self.entities[tie.a], self.entities[tie.b]
        ends = [actor.mentions[0].span if actor.mentions else actor.name for actor in (self.actors[tie.a], self.actors[tie.b])]
        uid = self._uid("tie", tie.id, tie.span, tie.kind, *ends)
        status = _STATUS.get(tie.polarity, "attributed" if tie.claims else "asserted")
        dates = (_day(tie.since), _day(tie.until))
        self.rows["tie"].append(
            (
                number, self.report, self._passage(tie.span), uid, tie.id, a, b, tie.kind, tie.polarity, status, tie.sign, *self._words(tie.span), *dates,
                tie.confidence,
            )
        )  # fmt: skip
        self._links("tie_claim", (number,), self.claims, tie.claims)

    def _links(self, table: str, owner: tuple[Any, ...], numbers: Mapping[str, int], ids: Iterable[str]) -> None:
        if ids:
            self.rows[table] += [(*owner, numbers[identifier]) for identifier in dict.fromkeys(ids)]


class Passages:
    """The sentences of a report, cut when they are asked for; none runs from one part or paragraph into another."""

    def __init__(self, reading: Reading) -> None:
        self.text = text = reading.document.text
        spans = [part.span for part in reading.document.parts] or [(0, len(text))]
        self.paragraphs: list[Span] = []
        for first, last in spans:
            start = first
            for gap in _PARAGRAPH.finditer(text, first, last):
                self.paragraphs.append((start, gap.start()))
                start = gap.end()
            self.paragraphs.append((start, last))
        self.starts = [start for start, _ in self.paragraphs]
        self.cut: dict[int, list[Span]] = {}

    def around(self, span: Span) -> Span:
        """The sentences that a span touches; the span itself where it lies in none."""
        first = max(0, bisect.bisect_right(self.starts, span[0]) - 1)
        last = bisect.bisect_left(self.starts, span[1])
        touched = [found for index in range(first, last) for found in self._sentences(index) if found[0] < span[1] and span[0] < found[1]]
        return (min(span[0], touched[0][0]), max(span[1], touched[-1][1])) if touched else span

    def _sentences(self, index: int) -> list[Span]:
        if index not in self.cut:
            self.cut[index] = _sentences(self.text, *self.paragraphs[index])
        return self.cut[index]


def _sentences(text: str, start: int, end: int) -> list[Span]:
    """The sentences of `text[start:end]`, as `split_sentences` finds them in the words of `tokenize`.

    No sentence ends between two plain words of a line, so that of a row of these only the first and the last need be told apart.
    """
    words: list[Span] = []
    for row in _ROW.finditer(text, start, end):
        first, last = row.span()
        if row.lastindex is None:  # not plain
            alone = first > start and not row.group().endswith(_STOPPED)
            words += [(first + a, first + b) for a, b in _pieces(row.group())] if alone else tokenize(text, first, last)
            continue
        second = text.find(" ", first, last) + 1
        if second:
            words.append((first, second - 1))
            final = text.rfind(" ", first, last) + 1
            if final > second:
                words.append((second, final - 1))
            first = final
        words.append((first, last))
    return [(words[a][0], words[b - 1][1]) for a, b in split_sentences(text, words)]


@functools.lru_cache(maxsize=20_000)
def _pieces(run: str) -> list[Span]:
    """The words and signs of what stands between two spaces, such as `Monday,`; most of it comes again and again."""
    return tokenize(run)


def _day(day: Any) -> str | None:
    return None if day is None else day.isoformat()
