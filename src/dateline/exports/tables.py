"""The plain tables: every field of every record, one row a record, as CSV, Parquet and XLSX hold them.

What a record holds several of and what has fields of its own stands in a table of its own (mentions, counts, accounts, parts, credits); a list of
ids or names stays a list, which each format writes as it can. Spans are two columns, in code points of the report's text. Every row has an `id`
that is unique in its table, and the id of its report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from dateline.exports.rows import sign
from dateline.records import model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dateline.exports.rows import Stored
    from dateline.records.model import Period, Span

Kind = Literal["text", "integer", "number", "date", "texts"]
Row = tuple[model.Record | None, list[Any]]
"""A row: the record that it is the row of (None for a part of one, which is counted with its record), and the values of its columns."""


class Column(NamedTuple):
    """A column and what its cells are: `texts` is a list of texts."""

    name: str
    kind: Kind


class Table(NamedTuple):
    """A table: its columns, and the rows that one report gives it."""

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[Stored], Iterator[Row]]


def columns(listing: str) -> tuple[Column, ...]:
    """Columns from `name` (text) and `name:kind`."""
    kinds: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}
    parts = (entry.partition(":") for entry in listing.split())
    return tuple(Column(name, kinds[kind or "text"]) for name, _, kind in parts)


def _at(span: Span | None) -> list[Any]:
    """The two columns of a span."""
    return [None, None] if span is None else [span[0], span[1]]


def _words(stored: Stored, span: Span | None) -> str | None:
    return None if span is None else stored.reading.quote(span)


def _when(period: Period | None) -> list[Any]:
    return [None, None, None] if period is None else [period.start, period.end, period.grain]


def _reports(stored: Stored) -> Iterator[Row]:
    document = stored.reading.document
    place = document.dateline_place and stored.uid(document.dateline_place)
    yield (
        document,
        [
            stored.report, stored.origin, document.origin, document.id, document.url, document.publisher, document.title, document.author, document.language,
            document.published, place, list(stored.reading.warnings), document.text,
        ],
    )  # fmt: skip


def _parts(stored: Stored) -> Iterator[Row]:
    for number, part in enumerate(stored.reading.document.parts, 1):
        yield None, [f"{stored.report}/part{number}", stored.report, part.kind, *_at(part.span)]


def _credits(stored: Stored) -> Iterator[Row]:
    for number, credit in enumerate(stored.reading.document.credits, 1):
        yield None, [f"{stored.report}/credit{number}", stored.report, credit.name, *_at(credit.span)]


def _actors(stored: Stored) -> Iterator[Row]:
    for actor in stored.reading.actors:
        identity, size = stored.identity(actor.id), actor.size
        represents = actor.represents and stored.identity(actor.represents).id
        sizes: list[Any] = [None, None, None, None] if size is None else [size.min, size.max, *_at(size.span)]
        yield (
            actor,
            [
                stored.uid(actor.id), stored.report, identity.id, identity.name, actor.name, actor.kind, actor.country, actor.kb, list(actor.candidates),
                represents, *sizes,
            ],
        )  # fmt: skip


def _mentions(stored: Stored) -> Iterator[Row]:
    for actor in stored.reading.actors:
        for number, mention in enumerate(actor.mentions, 1):
            words, identity = _words(stored, mention.span), stored.identity(actor.id)
            yield None, [f"{stored.uid(actor.id)}/mention{number}", stored.report, stored.uid(actor.id), identity.id, mention.form, words, *_at(mention.span)]


def _claims(stored: Stored) -> Iterator[Row]:
    for claim in stored.reading.claims:
        source = claim.source
        yield (
            claim,
            [
                stored.uid(claim.id), stored.report, stored.ids(source.actor), stored.names(source.actor), _words(stored, source.span), claim.stance,
                claim.form, claim.content, _words(stored, claim.cue), stored.ids(claim.addressee), _words(stored, claim.channel),
                claim.inside and stored.uid(claim.inside), _words(stored, claim.caveat), claim.hedge, claim.confidence, *_at(claim.span),
                *_at(source.span), *_at(claim.cue), *_at(claim.channel), *_at(claim.caveat),
            ],
        )  # fmt: skip


def _events(stored: Stored) -> Iterator[Row]:
    for event in stored.reading.events:
        yield (
            event,
            [
                stored.uid(event.id), stored.report, event.type, event.mode, event.status, list(event.context), stored.ids(event.actor),
                stored.names(event.actor), stored.ids(event.recipient), stored.names(event.recipient), [stored.uid(place) for place in event.place],
                *_when(event.when), [stored.uid(claim) for claim in event.claims], event.confidence, _words(stored, event.anchor), *_at(event.anchor),
                [f"{start}-{end}" for start, end in event.also],
            ],
        )  # fmt: skip


def _counts(stored: Stored) -> Iterator[Row]:
    for event in stored.reading.events:
        for number, count in enumerate(event.counts, 1):
            claims = [stored.uid(claim) for claim in count.claims]
            row = [f"{stored.uid(event.id)}/count{number}", stored.report, stored.uid(event.id), count.what, count.min, count.max, claims]
            yield None, [*row, _words(stored, count.span), *_at(count.span)]


def _accounts(stored: Stored) -> Iterator[Row]:
    for event in stored.reading.events:
        for number, account in enumerate(event.according_to, 1):
            value = account.value
            if account.role in ("actor", "recipient"):
                value = stored.identity(value).id
            elif account.role == "place":
                value = stored.uid(value)
            claims = [stored.uid(claim) for claim in account.claims]
            yield None, [f"{stored.uid(event.id)}/account{number}", stored.report, stored.uid(event.id), account.role, value, claims]


def _ties(stored: Stored) -> Iterator[Row]:
    for tie in stored.reading.ties:
        a, b = stored.identity(tie.a), stored.identity(tie.b)
        yield (
            tie,
            [
                stored.uid(tie.id), stored.report, a.id, a.name, tie.kind, b.id, b.name, sign(tie), tie.polarity, tie.since, tie.until,
                [stored.uid(claim) for claim in tie.claims], tie.confidence, _words(stored, tie.span), *_at(tie.span),
            ],
        )  # fmt: skip


def _places(stored: Stored) -> Iterator[Row]:
    for place in stored.reading.places:
        yield (
            place,
            [
                stored.uid(place.id), stored.report, place.name, place.kind, place.country, place.lat, place.lon, place.geonames,
                [f"{start}-{end}" for start, end in place.spans],
            ],
        )  # fmt: skip


def _times(stored: Stored) -> Iterator[Row]:
    for number, time in enumerate(stored.reading.times, 1):
        words = _words(stored, time.span)
        yield time, [stored.uid(f"time{number}"), stored.report, words, time.start, time.end, time.grain, *_at(time.span)]


TABLES = (
    Table(
        "reports",
        columns("id origin_group origin content_id url publisher title author language published:date dateline_place warnings:texts text"),
        _reports,
    ),
    Table("parts", columns("id report kind start:integer end:integer"), _parts),
    Table("credits", columns("id report name start:integer end:integer"), _credits),
    Table(
        "actors",
        columns(
            "id report actor actor_name name kind country kb candidates:texts represents size_min:integer size_max:integer size_start:integer size_end:integer"
        ),
        _actors,
    ),
    Table("mentions", columns("id report mention_of actor form words start:integer end:integer"), _mentions),
    Table(
        "claims",
        columns(
            "id report source_actors:texts source_names:texts source stance form content cue addressees:texts channel inside caveat hedge confidence:number"
            " start:integer end:integer source_start:integer source_end:integer cue_start:integer cue_end:integer channel_start:integer channel_end:integer"
            " caveat_start:integer caveat_end:integer"
        ),
        _claims,
    ),
    Table(
        "events",
        columns(
            "id report type mode status context:texts actors:texts actor_names:texts recipients:texts recipient_names:texts places:texts start_date:date"
            " end_date:date grain claims:texts confidence:number words start:integer end:integer also:texts"
        ),
        _events,
    ),
    Table("counts", columns("id report event what min:integer max:integer claims:texts words start:integer end:integer"), _counts),
    Table("accounts", columns("id report event role value claims:texts"), _accounts),
    Table(
        "ties",
        columns("id report a a_name kind b b_name sign:integer polarity since:date until:date claims:texts confidence:number words start:integer end:integer"),
        _ties,
    ),
    Table("places", columns("id report name kind country lat:number lon:number geonames:integer spans:texts"), _places),
    Table("times", columns("id report words start_date:date end_date:date grain start:integer end:integer"), _times),
)

HELD = tuple(kind.__name__.lower() for kind in (model.Document, model.Actor, model.Claim, model.Event, model.Tie, model.Place, model.Time))
"""The tables hold every field of every record."""
