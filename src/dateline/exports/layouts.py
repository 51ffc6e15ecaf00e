"""Events in the columns of ACLED and of GDELT, for programs that expect these.

They are layouts, not data of these projects: a column is filled only where its value follows from the record, and blank otherwise; blank is not
zero. Both hold only events that the report or one of its sources says took place. What the layouts have no column for stands in columns whose
names begin with `dateline_`, after theirs.
"""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING, Any

from dateline.exports.codes import NOT_HAPPENED, alpha3, codes, country, happened, root, sector
from dateline.exports.tables import columns
from dateline.exports.text import passage
from dateline.ontology.lexicon import MUTUAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.exports.losses import Tally
    from dateline.exports.rows import Stored
    from dateline.records.model import Actor, Event, Place

_OWN = "dateline_id dateline_report dateline_origin dateline_status dateline_grain dateline_start:date dateline_end:date dateline_claims:texts"
ACLED = columns(
    "event_id_cnty event_date:date year:integer time_precision:integer disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2"
    " assoc_actor_2 inter2 interaction civilian_targeting iso:integer region country admin1 admin2 admin3 location latitude:number longitude:number"
    f" geo_precision:integer source source_scale notes fatalities:integer tags timestamp {_OWN} dateline_type dateline_mode dateline_killed"
)
_ACTOR = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code"
_GEO = "Type:integer FullName CountryCode ADM1Code ADM2Code Lat:number Long:number FeatureID"


def _prefixed(prefix: str, names: str) -> str:
    return " ".join(prefix + name for name in names.split())


GDELT = columns(
    "GLOBALEVENTID SQLDATE:integer MonthYear:integer Year:integer FractionDate:number"
    f" {_prefixed('Actor1', _ACTOR)} {_prefixed('Actor2', _ACTOR)}"
    " IsRootEvent EventCode EventBaseCode EventRootCode QuadClass:integer GoldsteinScale:number NumMentions:integer NumSources:integer"
    " NumArticles:integer AvgTone:number"
    f" {_prefixed('Actor1Geo_', _GEO)} {_prefixed('Actor2Geo_', _GEO)} {_prefixed('ActionGeo_', _GEO)} DATEADDED SOURCEURL {_OWN}"
)
ALWAYS_BLANK = {
    "acled": frozenset(
        "event_id_cnty assoc_actor_1 inter1 assoc_actor_2 inter2 interaction civilian_targeting region admin1 admin2 admin3 source_scale tags timestamp".split()
    ),
    "gdelt": frozenset(
        f"GLOBALEVENTID IsRootEvent EventCode EventBaseCode GoldsteinScale NumMentions NumSources NumArticles AvgTone DATEADDED"
        f" {' '.join(_prefixed(f'Actor{n}', 'KnownGroupCode EthnicCode Religion1Code Religion2Code Type2Code Type3Code') for n in (1, 2))}"
        f" {' '.join(_prefixed(f'Actor{n}Geo_', 'Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID') for n in (1, 2))}"
        f" {_prefixed('ActionGeo_', 'CountryCode ADM1Code ADM2Code FeatureID')}".split()
    ),
}
"""Columns that nothing in a record gives: they are there so that the layout is whole."""
_BOTH = ("event.type", "event.status", "event.actor", "event.recipient", "event.place", "event.when", "event.claims")
HELD = {
    "csv/acled.csv": frozenset((*_BOTH, "event.anchor", "event.mode", "event.counts.what", "event.counts.min", "event.counts.max")),
    "csv/gdelt.csv": frozenset(_BOTH),
}
"""The fields of an event that each layout has columns for; of places one alone, of counts those of the dead."""


def acled_rows(stored: Stored, tally: Tally) -> Iterator[dict[str, Any]]:
    """One row an event of a type that ACLED collects."""
    for event in stored.reading.events:
        collected = codes()["acled"]["collected"].get(event.type, ())
        if not happened(event):
            tally.note(f"events not in acled.csv: {NOT_HAPPENED}")
        elif "any" not in collected and event.mode not in collected:
            tally.note("events not in acled.csv: of a type that ACLED does not collect")
        else:
            _count_lost(event, "csv/acled.csv", tally)
            others = [count for count in event.counts if count.what != "killed"]
            for field in ("what", "min", "max"):
                tally.no_column("csv/acled.csv", f"event.counts.{field}", sum(getattr(count, field) is not None for count in others))
            yield _acled(stored, event)


def _count_lost(event: Event, file: str, tally: Tally) -> None:
    """Count what a layout has no column for: both have one place, and none where there are several."""
    tally.laid_out(event, file, HELD[file])
    tally.no_column(file, "event.place", len(event.place) if len(event.place) > 1 else 0)


def _acled(stored: Stored, event: Event) -> dict[str, Any]:
    table = codes()["acled"]
    event_type, sub_type = table["types"].get(event.type, {}).get(event.mode or "", ("", ""))
    day = _day(event)
    place = _one_place(stored, event)
    found = country(place.country) if place else None
    return {
        "event_date": day,
        "year": _year(event),
        "time_precision": table["time_precision"].get(event.when.grain) if event.when else None,
        "disorder_type": table["disorder"].get(event_type),
        "event_type": event_type or None,
        "sub_event_type": sub_type or None,
        "actor1": "; ".join(stored.names(event.actor)) or None,
        "actor2": "; ".join(stored.names(event.recipient)) or None,
        "iso": found.number if found else None,
        "country": found.name if found else None,
        "location": place.name if place and place.kind != "country" else None,
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "geo_precision": table["geo_precision"].get(place.kind) if place else None,
        "source": stored.reading.document.publisher,
        "notes": passage(stored.reading, event.anchor),
        "fatalities": _fatalities(event),
        "dateline_type": event.type,
        "dateline_mode": event.mode,
        "dateline_killed": _killed(event),
        **_own(stored, event),
    }


def _own(stored: Stored, event: Event) -> dict[str, Any]:
    return {
        "dateline_id": stored.uid(event.id),
        "dateline_report": stored.report,
        "dateline_origin": stored.origin,
        "dateline_status": event.status,
        "dateline_grain": event.when.grain if event.when else None,
        "dateline_start": event.when.start if event.when else None,
        "dateline_end": event.when.end if event.when else None,
        "dateline_claims": [stored.uid(claim) for claim in event.claims],
    }


def _day(event: Event) -> Any:
    """The day of an event, where it is one."""
    when = event.when
    return when.start if when and when.start == when.end else None


def _year(event: Event) -> int | None:
    when = event.when
    return when.start.year if when and when.start and when.end and when.start.year == when.end.year else None


def _one_place(stored: Stored, event: Event) -> Place | None:
    """The place of an event, where it has one and not several."""
    return next((place for place in stored.reading.places if event.place == (place.id,)), None)


def _fatalities(event: Event) -> int | None:
    """The number of dead, where the report gives one number and no other."""
    counts = {(count.min, count.max) for count in event.counts if count.what == "killed"}
    least, most = next(iter(counts)) if len(counts) == 1 else (None, None)
    return least if least == most else None


def _killed(event: Event) -> str | None:
    """Every number of dead that the report gives, as `least-most`, the most left out where it is open."""
    counts = [count for count in event.counts if count.what == "killed"]
    found = dict.fromkeys(f"{'' if count.min is None else count.min}-{'' if count.max is None else count.max}" for count in counts)
    return "; ".join(found) or None


def gdelt_rows(stored: Stored, tally: Tally) -> Iterator[dict[str, Any]]:
    """One row a pair of who did it and to whom, as GDELT has it; events of equals give a row for each two of them."""
    actors = {actor.id: actor for actor in stored.reading.actors}
    for event in stored.reading.events:
        if not happened(event):
            tally.note(f"events not in gdelt.csv: {NOT_HAPPENED}")
            continue
        _count_lost(event, "csv/gdelt.csv", tally)
        shared = {
            **_date(event),
            "EventRootCode": root(event),
            "QuadClass": codes()["gdelt"]["quads"][root(event)],
            "SOURCEURL": stored.reading.document.url,
            **_action(stored, event),
            **_own(stored, event),
        }
        for first, second in _pairs(event):
            yield {**shared, **_actor(stored, actors, first, "Actor1"), **_actor(stored, actors, second, "Actor2")}


def _pairs(event: Event) -> Iterator[tuple[str | None, str | None]]:
    """Who did it and to whom; those who did the same to nobody that is named did it each for himself, not to each other."""
    if event.type in MUTUAL and not event.recipient and len(event.actor) > 1:
        yield from combinations(event.actor, 2)
    else:
        yield from product(event.actor or (None,), event.recipient or (None,))


def _date(event: Event) -> dict[str, Any]:
    """GDELT's four forms of a date, as far as the date is known."""
    day, year, when = _day(event), _year(event), event.when
    same_month = year and when and when.start and when.end and when.start.month == when.end.month
    return {
        "SQLDATE": int(day.strftime("%Y%m%d")) if day else None,
        "MonthYear": year * 100 + when.start.month if year and same_month and when and when.start else None,
        "Year": year,
        "FractionDate": round(day.year + (day.month * 30 + day.day) / 365, 4) if day else None,  # as GDELT's codebook defines it
    }


def _actor(stored: Stored, actors: dict[str, Actor], local: str | None, prefix: str) -> dict[str, Any]:
    actor = actors.get(local or "")
    if local is None or actor is None:
        return {}
    land, kind = alpha3(actor.country), sector(actor, "cameo")
    return {
        f"{prefix}Code": f"{land or ''}{kind or ''}" or None,
        f"{prefix}Name": stored.identity(local).name,
        f"{prefix}CountryCode": land,
        f"{prefix}Type1Code": kind,
    }


def _action(stored: Stored, event: Event) -> dict[str, Any]:
    place = _one_place(stored, event)
    if place is None:
        return {}
    types = codes()["gdelt"]["geo_types_us" if place.country == "US" else "geo_types"]
    return {"ActionGeo_Type": types.get(place.kind), "ActionGeo_FullName": place.name, "ActionGeo_Lat": place.lat, "ActionGeo_Long": place.lon}
