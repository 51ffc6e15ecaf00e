"""Corrections of records: which fields a person may give another value, which values are valid, and the reading that this makes.

Pure functions over readings. A value names actors and places by what a report calls them, never by an id, so that a correction holds for a later reading of
the same report as well.
"""

from __future__ import annotations

import datetime
import functools
import re
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import msgspec

from dateline import ontology
from dateline.casebook.rows import name_key
from dateline.records.model import Actor, Claim, Context, Count, CountKind, Event, Mention, Period, Reading, Tie

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dateline.records.model import Place, Span

Fields = dict[str, Any]
"""Corrected fields as a decision keeps them: texts, lists of texts, `{"min", "max"}` of counts, `{"start", "end"}` of dates; None is unknown."""
RECORDS: dict[str, tuple[type[Claim | Event | Tie | Actor], str]] = {
    "claim": (Claim, "claims"), "event": (Event, "events"), "tie": (Tie, "ties"), "actor": (Actor, "actors"),
}  # fmt: skip
"""What can be decided on: its type, and the field of a reading that holds it."""
_COUNTS: tuple[str, ...] = get_args(CountKind)
FIELDS: dict[str, tuple[str, ...]] = {
    "claim": ("stance", "form", "hedge", "source", "addressee"),
    "event": ("type", "mode", "status", "context", "actor", "recipient", "place", "when", *_COUNTS),
    "tie": ("a", "b", "kind", "polarity", "since", "until"),
    "actor": ("name", "kind", "country", "kb"),
}
"""The fields of each kind of record that can be corrected; `source` is who is named, the words for it stay."""
_LISTS = {"source", "addressee", "actor", "recipient", "place", "context"}
_UNKNOWABLE = {"hedge", "mode", "when", "since", "until", "country", "kb", *_LISTS, *_COUNTS}
"""The fields that may be unknown."""
NOTHING = "none"
"""How a person writes that a value is unknown or that there is none."""
_NUMBER = re.compile(r"(?P<min>\d{1,9})?\s*(?:(?P<more>\+)|(?P<to>-|–)\s*(?P<max>\d{1,9}))?")
_COUNTRY = re.compile(r"[A-Z]{2}")


class Wrong(ValueError):  # noqa: N818 - always caught where it is known which casebook is meant
    """A correction that can't be made, and what could be done instead."""

    def __init__(self, problem: str, fix: str) -> None:
        super().__init__(f"{problem}; {fix}")
        self.problem, self.fix = problem, fix


# ---- what a person gives ------------------------------------------------------------------------------------------------------------------------------


def parse(kind: str, given: Mapping[str, str | Sequence[str] | None]) -> Fields:
    """Corrected fields as a decision keeps them. Lists are lists, or texts with `;` between their members. Raises `Wrong`."""
    if not given:
        raise Wrong("nothing to correct", f"give fields with new values: {', '.join(FIELDS[kind])}")
    fields: Fields = {}
    for name, value in given.items():
        if name not in FIELDS[kind]:
            raise Wrong(f"a field {name!r} of {_a(kind)} can't be corrected", f"choose from {', '.join(FIELDS[kind])}")
        fields[name] = _parsed(kind, name, value)
    return fields


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "ae" else f"a {kind}"


def _parsed(kind: str, name: str, value: str | Sequence[str] | None) -> Any:
    members = [text for item in ([value] if isinstance(value, str) else value or ()) for part in item.split(";") if (text := " ".join(part.split()))]
    if not members or [member.lower() for member in members] == [NOTHING]:
        if name not in _UNKNOWABLE:
            raise Wrong(f"the {name} of {_a(kind)} can't be unknown", "give a value")
        return [] if name in _LISTS else None
    if name in _LISTS and not _choices(kind, name):
        return list(dict.fromkeys(members))
    if name in _LISTS:
        return list(dict.fromkeys(_chosen(name, member, _choices(kind, name)) for member in members))
    if len(members) > 1:
        raise Wrong(f"the {name} of {_a(kind)} is one value, not {len(members)}", "give one")
    return _single(kind, name, members[0])


def _single(kind: str, name: str, text: str) -> Any:
    if choices := _choices(kind, name):
        return _chosen(name, text, choices)
    if name in _COUNTS:
        return _count(name, text)
    if name in ("when", "since", "until"):
        return _dates(name, text)
    if name == "country" and not _COUNTRY.fullmatch(text.upper()):
        raise Wrong(f"{text!r} is no country", "give its ISO 3166-1 code of two letters, such as SY")
    return text.upper() if name == "country" else text


@functools.cache
def _choices(kind: str, name: str) -> tuple[str, ...]:
    """The values that a field has by its type; none where it takes any text."""
    if name == "context":
        return get_args(Context)
    if name == "mode":
        words = ontology.load()
        rules = (rule for table in (words.verbs, words.nouns) for entries in table.values() for _, rule in entries)
        return tuple(sorted({rule.mode for rule in rules if rule.mode}))
    hint = get_type_hints(RECORDS[kind][0]).get(name)
    return tuple(value for part in (hint, *get_args(hint)) for value in get_args(part) if isinstance(value, str))


def _chosen(name: str, text: str, choices: Sequence[str]) -> str:
    folded = re.sub(r"[ _-]+", " ", text.casefold())
    found = next((choice for choice in choices if re.sub(r"[ _-]+", " ", choice.casefold()) == folded), None)
    if found is None:
        raise Wrong(f"{text!r} is no {name}", f"choose from {', '.join(choices)}")
    return found


def _count(name: str, text: str) -> Fields:
    found = _NUMBER.fullmatch(text.replace(",", ""))
    if found is None or not any(found.group("min", "max")):
        raise Wrong(f"{text!r} is no number of {name}", "write 12, 12+ for at least 12, 12-20, or -20 for at most 20")
    low = int(found["min"]) if found["min"] else None
    high = int(found["max"]) if found["max"] else None if found["more"] else low
    if low is not None and high is not None and low > high:
        raise Wrong(f"{text!r} begins above its end", "give the smaller number first")
    return {"min": low, "max": high}


def _dates(name: str, text: str) -> Any:
    try:
        if name != "when":
            return datetime.date.fromisoformat(text).isoformat()
        first, _, last = text.partition("/")
        start, end = (None if day.strip() in ("", "..") else datetime.date.fromisoformat(day.strip()) for day in (first, last or first))
    except ValueError:
        raise Wrong(f"{text!r} is no date", "write 2024-03-12, or for a time of several days 2024-03-12/2024-03-14") from None
    if start and end and start > end:
        raise Wrong(f"{text!r} begins after its end", "give the earlier day first")
    return {"start": start.isoformat() if start else None, "end": end.isoformat() if end else None}


# ---- what it makes of a reading -----------------------------------------------------------------------------------------------------------------------


def record_of(reading: Reading, kind: str, local: str) -> Claim | Event | Tie | Actor:
    """The record of a kind that has a local id."""
    found: Claim | Event | Tie | Actor = next(record for record in getattr(reading, RECORDS[kind][1]) if record.id == local)
    return found


def corrected(reading: Reading, kind: str, local: str, fields: Fields) -> Reading:
    """The reading with one record corrected. Raises `Wrong` when a value names what the report doesn't."""
    cast = _Cast(reading, span_of(record_of(reading, kind, local)))
    changes = _CHANGES[kind](cast, record_of(reading, kind, local), fields)
    room = RECORDS[kind][1]
    reading = msgspec.structs.replace(reading, actors=(*reading.actors, *cast.added))
    records = tuple(msgspec.structs.replace(record, **changes) if record.id == local else record for record in getattr(reading, room))
    return msgspec.structs.replace(reading, **{room: records})


def span_of(record: Claim | Event | Tie | Actor) -> Span:
    """Where a record stands: a claim's words, an event's anchor, a tie's evidence, the first mention of an actor."""
    if isinstance(record, Actor):
        return record.mentions[0].span if record.mentions else (0, 0)
    return record.anchor if isinstance(record, Event) else record.span


class _Cast:
    """Finds the actors and places that a person names; an actor that the reader overlooked is added where the report names it."""

    def __init__(self, reading: Reading, near: Span) -> None:
        self.reading, self.near = reading, near
        self.added: list[Actor] = []

    def actors(self, names: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.actor(name) for name in names))

    def actor(self, name: str) -> str:
        """The id of the actor that is called so: by its name or id in the knowledge base, else by how the report mentions it, the nearest mention first."""
        key = name_key(name)
        actors = (*self.reading.actors, *self.added)
        for actor in actors:
            if actor.kb == name or name_key(actor.name) == key:
                return actor.id
        called = [(abs(m.span[0] - self.near[0]), actor.id) for actor in actors for m in actor.mentions if name_key(self.reading.quote(m.span)) == key]
        return min(called)[1] if called else self._overlooked(name)

    def _overlooked(self, name: str) -> str:
        spans = [found.span() for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", self.reading.document.text)]
        if not spans:
            named = [actor.name for actor in self.reading.actors if any(mention.form == "name" for mention in actor.mentions)]
            raise Wrong(f"the report names nobody {name!r}", f"write it as the report does; it names {', '.join(named) or 'no actor'}")
        taken = {actor.id for actor in (*self.reading.actors, *self.added)}
        identifier = next(candidate for number in range(1, len(taken) + 2) if (candidate := f"given{number}") not in taken)
        mentions = tuple(Mention(span=span, form="name" if name[:1].isupper() else "nominal") for span in spans)
        self.added.append(Actor(id=identifier, name=name, mentions=mentions, **_known(name, self.reading)))
        return identifier

    def places(self, names: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._place(name).id for name in names))

    def _place(self, name: str) -> Place:
        key = name_key(name)
        for place in self.reading.places:
            if key in (name_key(place.name), *(name_key(self.reading.quote(span)) for span in place.spans)):
                return place
        raise Wrong(f"the report names no place {name!r}", f"choose from {', '.join(place.name for place in self.reading.places) or 'none'}")


def _known(name: str, reading: Reading) -> dict[str, Any]:
    """What the knowledge base says of a name that can mean one actor only."""
    from dateline.knowledge import actors

    found = actors.load().actor(name, reading.document.published)
    if len(found) != 1:
        return {"kind": "other", "candidates": tuple(actor.id for actor in found)}
    return {"kind": found[0].kind, "country": found[0].country, "kb": found[0].id}


def _claim_changes(cast: _Cast, claim: Claim, fields: Fields) -> dict[str, Any]:
    changes = {name: value for name, value in fields.items() if name in ("stance", "form", "hedge")}
    if "source" in fields:
        changes["source"] = msgspec.structs.replace(claim.source, actor=cast.actors(fields["source"]))
    if "addressee" in fields:
        changes["addressee"] = cast.actors(fields["addressee"])
    return changes


def _event_changes(cast: _Cast, event: Event, fields: Fields) -> dict[str, Any]:
    changes: dict[str, Any] = {name: value for name, value in fields.items() if name in ("type", "mode", "status")}
    if fields.get("type", event.type) != event.type:
        changes.setdefault("mode", None)  # a mode belongs to a type
    if "context" in fields:
        changes["context"] = tuple(fields["context"])
    for role in ("actor", "recipient"):
        if role in fields:
            changes[role] = cast.actors(fields[role])
    if "place" in fields:
        changes["place"] = cast.places(fields["place"])
    if "when" in fields:
        when = fields["when"]
        changes["when"] = when and Period(start=_day(when["start"]), end=_day(when["end"]), grain="day")
    counted = {name: value for name, value in fields.items() if name in _COUNTS}
    if counted:
        changes["counts"] = _counts(event, counted)
    # What only some sources give for a role stands no longer where a person has said who or what it was.
    changes["according_to"] = tuple(
        account for account in event.according_to
        if (account.value in changes[account.role] if account.role in changes else account.role != "count" or not counted)
    )  # fmt: skip
    return changes


def _counts(event: Event, counted: Fields) -> tuple[Count, ...]:
    """The counts of an event, with one in the place of all of a kind that is corrected; it stands where the first of them stood, else at the event."""
    left = [count for count in event.counts if count.what not in counted]
    for what, value in counted.items():
        if value is not None:
            old = [count for count in event.counts if count.what == what]
            claims = tuple(dict.fromkeys(claim for count in old for claim in count.claims)) if old else event.claims
            made = Count(what=what, min=value["min"], max=value["max"], span=old[0].span if old else event.anchor, claims=claims)  # type: ignore[arg-type]
            left.append(made)
    return tuple(left)


def _tie_changes(cast: _Cast, tie: Tie, fields: Fields) -> dict[str, Any]:
    changes: dict[str, Any] = {name: value for name, value in fields.items() if name in ("kind", "polarity")}
    changes |= {end: cast.actor(fields[end]) for end in ("a", "b") if end in fields}
    changes |= {name: _day(fields[name]) for name in ("since", "until") if name in fields}
    if changes.get("a", tie.a) == changes.get("b", tie.b):
        raise Wrong("a tie holds between two actors, and these are one", "name another for `a` or `b`")
    return changes


def _actor_changes(_cast: _Cast, _actor: Actor, fields: Fields) -> dict[str, Any]:
    changes = dict(fields)
    if changes.get("kb") is not None:
        changes["candidates"] = ()
    return changes


_CHANGES: dict[str, Any] = {"claim": _claim_changes, "event": _event_changes, "tie": _tie_changes, "actor": _actor_changes}


def _day(text: str | None) -> datetime.date | None:
    return None if text is None else datetime.date.fromisoformat(text)


def values(reading: Reading, kind: str, local: str, names: Sequence[str]) -> Fields:
    """The values that a record has, in the form of a correction."""
    record = record_of(reading, kind, local)
    called = {actor.id: actor.name for actor in reading.actors} | {place.id: place.name for place in reading.places}
    found: Fields = {}
    for name in names:
        if name in _COUNTS and isinstance(record, Event):
            found[name] = next(({"min": count.min, "max": count.max} for count in record.counts if count.what == name), None)
            continue
        value = getattr(record, name)
        if name == "source":
            value = value.actor
        if isinstance(value, Period):
            value = {"start": value.start, "end": value.end}
        if isinstance(value, tuple):
            value = [called.get(member, member) for member in value]
        elif name in ("a", "b"):
            value = called[value]
        found[name] = msgspec.to_builtins(value)
    return found


def told(value: Any) -> str:
    """A value as a person writes it."""
    if isinstance(value, list):
        return "; ".join(map(str, value)) or NOTHING
    if not isinstance(value, dict):
        return NOTHING if value is None else str(value)
    if "start" in value:
        return str(value["start"]) if value["start"] == value["end"] else f"{value['start'] or '..'}/{value['end'] or '..'}"
    low, high = value["min"], value["max"]
    return f"{low}" if low == high else f"{low}+" if high is None else f"-{high}" if low is None else f"{low}-{high}"


# ---- rejected records ---------------------------------------------------------------------------------------------------------------------------------


def without(reading: Reading, rejected: Mapping[str, set[str]]) -> Reading:
    """The reading without rejected records, by kind their local ids.

    With an actor go its ties and its part in other records; with a claim what rests on it alone, unless the reporter states it, as in `selecting.at_least`.
    """
    replace = msgspec.structs.replace
    actors, claims = rejected.get("actor", set()), rejected.get("claim", set())
    above = {claim.id: claim.inside for claim in reading.claims}
    whole = {actor.id: actor.represents for actor in reading.actors}

    def left(ids: tuple[str, ...], gone: set[str]) -> tuple[str, ...]:
        return tuple(identifier for identifier in ids if identifier not in gone)

    def nearest(identifier: str | None, up: Mapping[str, str | None], gone: set[str]) -> str | None:
        seen: set[str] = set()
        while identifier in gone and identifier not in seen:
            seen.add(identifier)
            identifier = up[identifier]
        return None if identifier in gone else identifier

    def stands(record: Event | Tie) -> bool:
        carried = not record.claims or bool(left(record.claims, claims)) or (isinstance(record, Event) and record.status == "asserted")
        return carried and record.id not in rejected.get("event" if isinstance(record, Event) else "tie", ())

    def event(record: Event) -> Event:
        accounts = tuple(replace(a, claims=left(a.claims, claims)) for a in record.according_to if left(a.claims, claims) and a.value not in actors)
        counts = tuple(replace(count, claims=left(count.claims, claims)) for count in record.counts)
        roles = {"actor": left(record.actor, actors), "recipient": left(record.recipient, actors)}
        return replace(record, claims=left(record.claims, claims), according_to=accounts, counts=counts, **roles)

    return replace(
        reading,
        actors=tuple(replace(a, represents=nearest(a.represents, whole, actors)) for a in reading.actors if a.id not in actors),
        claims=tuple(
            replace(
                c,
                source=replace(c.source, actor=left(c.source.actor, actors)),
                addressee=left(c.addressee, actors),
                inside=nearest(c.inside, above, claims),
            )
            for c in reading.claims
            if c.id not in claims
        ),
        events=tuple(event(record) for record in reading.events if stands(record)),
        ties=tuple(replace(t, claims=left(t.claims, claims)) for t in reading.ties if stands(t) and not {t.a, t.b} & actors),
    )
