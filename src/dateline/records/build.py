"""From an annotation to a `Reading`: everything that the other modules found, with ids, spans and cross-references."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import TYPE_CHECKING

from dateline.records.cast import Cast
from dateline.records.circumstances import is_news
from dateline.records.claims import find_claims
from dateline.records.confidence import describe_claim, describe_event, describe_tie, probability
from dateline.records.contexts import contexts_of
from dateline.records.events import find_events
from dateline.records.model import (
    Account,
    Actor,
    Claim,
    Count,
    Document,
    Event,
    Mention,
    Period,
    Place,
    Reading,
    Size,
    Source,
    SourceCredit,
    TextPart,
    Tie,
    Time,
)  # fmt: skip
from dateline.records.places import Spot, find_places
from dateline.records.ties import Bond, find_ties
from dateline.records.times import TimeExpression, find_times

if TYPE_CHECKING:
    from dateline.knowledge import Knowledge
    from dateline.language.annotation import Annotation
    from dateline.ontology import Ontology
    from dateline.records.drafts import Draft
    from dateline.records.happenings import Happening
    from dateline.sources.report import Report


def build(report: Report, annotation: Annotation, ontology: Ontology, knowledge: Knowledge) -> Reading:
    """Reads an annotated report into records."""
    cast = Cast(report, annotation, ontology, knowledge)
    claims = find_claims(annotation, cast, ontology)
    spots = find_places(report, annotation, cast)
    skip = [part.span for part in report.parts if part.kind == "boilerplate"]
    times = find_times(report.text, report.published, skip=skip)
    events = find_events(report, annotation, cast, ontology, claims, spots, times)
    bonds = find_ties(annotation, cast, ontology, claims, events, times)
    return _Writer(report, annotation, cast, claims, events, bonds, spots, times).reading()


class _Writer:
    """Gives out ids and writes the records."""

    def __init__(
        self,
        report: Report,
        annotation: Annotation,
        cast: Cast,
        claims: list[Draft],
        events: list[Happening],
        bonds: list[Bond],
        spots: list[Spot],
        times: list[TimeExpression],
    ) -> None:
        self.report, self.annotation, self.cast = report, annotation, cast
        self.claims, self.events, self.bonds, self.spots, self.times = claims, events, bonds, spots, times
        self.actor_ids = {key: f"a{number}" for number, key in enumerate(self._wanted(), 1)}
        self.claim_ids = {id(draft): f"c{number}" for number, draft in enumerate(claims, 1)}
        self.place_ids = {id(spot): f"p{number}" for number, spot in enumerate(spots, 1)}

    def _wanted(self) -> list[int]:
        """The entities that a record speaks of, those they represent, and every name that is not only a place."""
        used: set[int] = set()
        for draft in self.claims:
            used.update(draft.actors, draft.addressee)
        for event in self.events:
            used.update(event.actors, event.recipients, (key for _, key, _ in event.accounts))
        for bond in self.bonds:
            used.update((bond.a, bond.b))
        for key, entity in enumerate(self.cast.entities):
            if entity.named and entity.kind != "state":
                used.add(key)
        for key in list(used):
            above = self.cast.entities[key].represents
            while above is not None and above not in used:
                used.add(above)
                above = self.cast.entities[above].represents
        return sorted(used, key=lambda key: min(self.cast.entities[key].mentions, default=(10**9, 0)))

    def reading(self) -> Reading:
        return Reading(
            document=self._document(),
            actors=tuple(self._actor(key) for key in self.actor_ids),
            claims=tuple(self._claim(draft) for draft in self.claims),
            events=tuple(self._event(number, event) for number, event in enumerate(self.events, 1)),
            ties=tuple(self._tie(number, bond) for number, bond in enumerate(self.bonds, 1)),
            places=tuple(self._place(spot) for spot in self.spots),
            times=tuple(Time(span=t.span, start=t.start, end=t.end, grain=t.grain) for t in self.times),
            warnings=self.report.warnings,
        )

    def _ids(self, keys: list[int]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.actor_ids[key] for key in keys))

    def _claim_ids(self, drafts: list[Draft]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.claim_ids[id(draft)] for draft in drafts))

    def _document(self) -> Document:
        report = self.report
        line = next((self.place_ids[id(s)] for s in self.spots if report.place_line in s.spans), None) if report.place_line else None
        return Document(
            origin=report.origin,
            id=document_id(report.text),
            text=report.text,
            url=report.url,
            publisher=report.publisher,
            title=report.title,
            author=report.author,
            language=report.language,
            published=report.published,
            parts=tuple(TextPart(kind=p.kind, span=p.span) for p in report.parts),
            credits=tuple(SourceCredit(name=c.name, span=c.span) for c in report.credits),
            dateline_place=line,
        )

    def _actor(self, key: int) -> Actor:
        entity = self.cast.entities[key]
        mentions = [Mention(span=span, form=form) for span, form in sorted(entity.mentions.items())]  # type: ignore[arg-type]
        if not mentions:
            mentions = self._trace(key)
        names = [m for m in mentions if m.form == "name"]
        text = self.report.text
        fullest = max((" ".join(text[m.span[0] : m.span[1]].split()) for m in names), key=len, default=entity.name)
        size = Size(min=entity.size[0][0], max=entity.size[0][1], span=entity.size[1]) if entity.size else None
        return Actor(
            id=self.actor_ids[key],
            name=entity.known.name if entity.known else fullest,
            kind=entity.kind,
            country=entity.country,
            kb=entity.known.id if entity.known else None,
            candidates=tuple(known.id for known in entity.candidates),
            mentions=tuple(mentions),
            represents=self.actor_ids[entity.represents] if entity.represents is not None else None,
            size=size,
        )

    def _trace(self, key: int) -> list[Mention]:
        """Where an actor is there only through an adjective ("Turkish"), the adjective is its mention."""
        known = self.cast.entities[key].known
        if known is None:
            return []
        for word in range(len(self.annotation.forms)):
            found, words = self.cast.people(word)
            if found is not None and found.id == known.id:
                return [Mention(span=self.annotation.span(words), form="name")]
        return []

    def _claim(self, draft: Draft) -> Claim:
        a = self.annotation
        span = a.span(draft.content)
        return Claim(
            id=self.claim_ids[id(draft)],
            span=span,
            content=self.report.text[span[0] : span[1]],
            source=Source(span=a.span(draft.source) if draft.source else None, actor=self._ids(draft.actors)),
            cue=a.span(draft.cue) if draft.cue else None,
            form=draft.form,  # type: ignore[arg-type]
            stance=draft.stance,
            addressee=self._ids(draft.addressee),
            channel=draft.channel,
            inside=self.claim_ids[id(self.claims[draft.inside])] if draft.inside is not None else None,
            caveat=draft.caveat,
            hedge=draft.hedge,  # type: ignore[arg-type]
            confidence=probability("claim", describe_claim(a, self.cast, draft)),
        )

    def _event(self, number: int, event: Happening) -> Event:
        a = self.annotation
        accounts = [
            Account(role=role, value=self.actor_ids[key], claims=self._claim_ids([claim]))  # type: ignore[arg-type]
            for role, key, claim in event.accounts
        ]
        rivals: dict[str, int] = {}
        for toll in event.counts:
            rivals[toll.what] = rivals.get(toll.what, 0) + 1
        accounts += [
            Account(role="count", value=f"{t.what} {_range_words(t.range)}", claims=self._claim_ids(t.claims))
            for t in event.counts
            if t.claims and rivals[t.what] > 1
        ]
        return Event(
            id=f"e{number}",
            anchor=a.span(event.trigger.anchor),
            also=tuple(a.span(words) for words in event.also),
            type=event.type,
            mode=event.mode,
            context=contexts_of(a, self.cast, event),
            status=event.status,
            actor=self._ids(event.actors),
            recipient=self._ids([k for k in event.recipients if k not in event.actors]),
            place=tuple(self.place_ids[id(s)] for s in event.places),
            when=self._when(event),
            claims=self._claim_ids(event.claims),
            according_to=tuple(dict.fromkeys(accounts)),
            counts=tuple(Count(what=t.what, min=t.range[0], max=t.range[1], span=t.span, claims=self._claim_ids(t.claims)) for t in event.counts),
            confidence=probability("event", describe_event(a, self.cast, event)),
        )

    def _when(self, event: Happening) -> Period | None:
        """The expression that dates an event; else, for what the report tells as news, the day of the report, with the grain `report`."""
        if event.when is not None:
            return Period(start=event.when.start, end=event.when.end, grain=event.when.grain)
        day = self.report.published
        return Period(start=day, end=day, grain="report") if day is not None and is_news(self.annotation, event) else None

    def _tie(self, number: int, bond: Bond) -> Tie:
        return Tie(
            id=f"t{number}",
            a=self.actor_ids[bond.a],
            b=self.actor_ids[bond.b],
            kind=bond.kind,
            span=self.annotation.span(bond.words),
            polarity=bond.polarity,
            claims=self._claim_ids(bond.claims),
            since=bond.since,
            until=bond.until,
            confidence=probability("tie", describe_tie(self.annotation, self.cast, bond)),
        )

    def _place(self, spot: Spot) -> Place:
        spans = tuple(dict.fromkeys(sorted(spot.spans)))
        return Place(
            id=self.place_ids[id(spot)], spans=spans, name=spot.name, kind=spot.kind, country=spot.country, lat=spot.lat, lon=spot.lon, geonames=spot.geonames
        )


def _range_words(range_: tuple[int | None, int | None]) -> str:
    low, high = range_
    if low == high:
        return str(low)
    if high is None:
        return f"{low} or more"
    return f"{high} or fewer" if low is None else f"{low} to {high}"


def document_id(text: str) -> str:
    """A stable id of a text's content: SHA-256 over its letters in NFC, white space folded; the first 16 hexadecimal digits."""
    normal = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(normal.encode("utf-8")).hexdigest()[:16]
