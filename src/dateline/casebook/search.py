"""Searching the full text of claims, events, ties and reports, with filters.

What a filter asks of a record that has no such field itself is asked of the records that it carries or that carry it: a claim has the status of the events
in it, an event the stance of the claims that tell of it, a report whatever one of its records has. An actor is found with all who act for it.
"""
# ruff: noqa: S608 - the SQL is put together from names of our own; what a person gives is bound

from __future__ import annotations

import datetime
import re
import sqlite3
from typing import TYPE_CHECKING, Any, get_args

import msgspec

from dateline._errors import CasebookError
from dateline._near import nearest, offered
from dateline.casebook import backing, lines
from dateline.casebook.finding import actors_named
from dateline.casebook.results import Hit, Kind
from dateline.knowledge.names import name_key

if TYPE_CHECKING:
    from dateline.records.model import Span

KINDS: tuple[Kind, ...] = get_args(Kind)
_OPEN, _CLOSE = "\x02", "\x03"
_TOKEN = re.compile(r""""(?:[^"]|"")*"\*?|[()^]|[^\s()"^]+""")
_DISTANCE = re.compile(r"(NEAR\s*\([^()]*),(\s*\d+\s*\))")
"""The comma before the distance in NEAR(one other, 5), which belongs to no word."""
_PLAIN = re.compile(r"(?:[A-Za-z0-9_]|[^\x00-\x7f])+\*?")
_OPERATORS = frozenset({"AND", "OR", "NOT", "NEAR", "+", ",", "{", "}"})
_HOW = "put words that belong together in double quotes, as in '\"air strikes\" AND Aleppo'; AND, OR and NOT in capitals join words"


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """What a search may be narrowed to; None asks for nothing. Days are of events, else of publication; a year or a month is its first and last."""

    source: str | None = None
    actor: str | None = None
    status: str | None = None
    type: str | None = None
    stance: str | None = None
    place: str | None = None
    since: datetime.date | str | None = None
    until: datetime.date | str | None = None
    versions: bool = False


# Those called so, the same ones under other names, and for a country all that lie in it. No index leads to a place by its country, which would cost more
# when reports are stored than it saves here.
_CALLED = (
    "(p.key = :place OR p.geonames IN (SELECT geonames FROM place WHERE key = :place)"
    " OR p.country IN (SELECT country FROM place WHERE key = :place AND kind = 'country'))"
)
_BY_ENTITY = "JOIN acts_for AS f ON f.entity = {link}.entity JOIN identity AS i ON i.entity = f.other"
_INDEX = {"claims": "claim_index", "events": "passage_index", "ties": "passage_index", "texts": "text_index"}
COLUMNS: dict[Kind, tuple[str, ...]] = {"claims": ("content", "source_words"), "events": ("words",), "ties": ("words",), "texts": ("text",)}
"""What the words of a search can be looked for in alone, as in `content:strike`."""
_ALL_COLUMNS = frozenset(column for columns in COLUMNS.values() for column in columns)
_TABLES = {
    "claims": "claim AS c JOIN report AS r ON r.id = c.report {index} ON {index_row} = c.id",
    "events": "event AS e JOIN report AS r ON r.id = e.report {index} ON {index_row} = e.passage",
    "ties": "tie AS t JOIN report AS r ON r.id = t.report {index} ON {index_row} = t.passage",
    "texts": "report AS r {index} ON {index_row} = r.body",
}
_ROW = {"claims": "c.id", "events": "e.id", "ties": "t.id", "texts": "r.id"}
# For each filter, the SQL that asks it of each kind; {in_} stands for the rows of the actors or places that are meant.
_SOURCE = "SELECT 1 FROM claim_source AS s " + _BY_ENTITY.format(link="s")
_ASK: dict[str, dict[str, str]] = {
    "source": {
        "claims": f"EXISTS ({_SOURCE} WHERE s.claim = c.id AND i.actor IN {{in_}})",
        "events": f"EXISTS ({_SOURCE} JOIN event_claim AS x ON x.claim = s.claim WHERE x.event = e.id AND i.actor IN {{in_}})",
        "ties": f"EXISTS ({_SOURCE} JOIN tie_claim AS x ON x.claim = s.claim WHERE x.tie = t.id AND i.actor IN {{in_}})",
        "texts": f"EXISTS ({_SOURCE} JOIN claim AS c ON c.id = s.claim WHERE c.report = r.id AND i.actor IN {{in_}})",
    },
    "actor": {
        "claims": f"(EXISTS (SELECT 1 FROM claim_about AS s {_BY_ENTITY.format(link='s')} WHERE s.claim = c.id AND i.actor IN {{in_}}) OR EXISTS"
        f" (SELECT 1 FROM claim_addressee AS s {_BY_ENTITY.format(link='s')} WHERE s.claim = c.id AND i.actor IN {{in_}}))",
        "events": f"EXISTS (SELECT 1 FROM event_role AS s {_BY_ENTITY.format(link='s')} WHERE s.event = e.id AND i.actor IN {{in_}})",
        "ties": "EXISTS (SELECT 1 FROM acts_for AS f JOIN identity AS i ON i.entity = f.other WHERE f.entity IN (t.a, t.b) AND i.actor IN {in_})",
        "texts": "EXISTS (SELECT 1 FROM entity AS n JOIN identity AS i ON i.entity = n.id WHERE n.report = r.id AND i.actor IN {in_})",
    },
    "status": {
        "claims": "EXISTS (SELECT 1 FROM event_claim AS x JOIN event AS e ON e.id = x.event WHERE x.claim = c.id AND e.status = :status)",
        "events": "e.status = :status",
        "ties": "t.status = :status",
        "texts": "EXISTS (SELECT 1 FROM event AS e WHERE e.report = r.id AND e.status = :status)",
    },
    "type": {
        "claims": "EXISTS (SELECT 1 FROM event_claim AS x JOIN event AS e ON e.id = x.event WHERE x.claim = c.id AND e.type = :type)",
        "events": "e.type = :type",
        "ties": "t.kind = :type",
        "texts": "EXISTS (SELECT 1 FROM event AS e WHERE e.report = r.id AND e.type = :type)",
    },
    "stance": {
        "claims": "c.stance = :stance",
        "events": "EXISTS (SELECT 1 FROM event_claim AS x JOIN claim AS c ON c.id = x.claim WHERE x.event = e.id AND c.stance = :stance)",
        "ties": "EXISTS (SELECT 1 FROM tie_claim AS x JOIN claim AS c ON c.id = x.claim WHERE x.tie = t.id AND c.stance = :stance)",
        "texts": "EXISTS (SELECT 1 FROM claim AS c WHERE c.report = r.id AND c.stance = :stance)",
    },
    "place": {
        "claims": "(EXISTS (SELECT 1 FROM event_claim AS x JOIN event_place AS s ON s.event = x.event JOIN place AS p ON p.id = s.place WHERE x.claim = c.id"
        f" AND {_CALLED}) OR EXISTS (SELECT 1 FROM place AS p JOIN place_span AS s ON s.place = p.id WHERE p.report = c.report AND {_CALLED}"
        " AND s.start_ >= c.start_ AND s.end_ <= c.end_))",
        "events": f"EXISTS (SELECT 1 FROM event_place AS s JOIN place AS p ON p.id = s.place WHERE s.event = e.id AND {_CALLED})",
        "ties": "EXISTS (SELECT 1 FROM place AS p JOIN place_span AS s ON s.place = p.id JOIN passage AS g ON g.id = t.passage WHERE p.report = t.report"
        f" AND {_CALLED} AND s.start_ >= g.start_ AND s.end_ <= g.end_)",
        "texts": f"EXISTS (SELECT 1 FROM place AS p WHERE p.report = r.id AND {_CALLED})",
    },
}
_EVENT_SINCE = "CASE WHEN e.grain IS NULL THEN r.published ELSE coalesce(e.to_day, '9999') END >= :since"
_EVENT_UNTIL = "CASE WHEN e.grain IS NULL THEN r.published ELSE coalesce(e.from_day, '0000') END <= :until"


def search(connection: sqlite3.Connection, path: str, words: str, kind: Kind, filters: Filters, limit: int) -> list[Hit]:
    """What a search finds, the best first; without words, what the filters leave, the newest first. Raises `CasebookError` for a malformed one."""
    if kind not in KINDS:
        raise CasebookError(path, f"{kind!r} is no kind to search", f"choose from {', '.join(KINDS)}")
    query = _query(path, words)
    conditions, values = conditions_of(connection, path, kind, filters)
    index = _INDEX[kind]
    tables = _TABLES[kind]
    if query:
        tables = tables.format(index=f"JOIN {index}", index_row=f"{index}.rowid")
        conditions.append(f"{index} MATCH :query")
        select, order = f"{_ROW[kind]}, {index}.rowid, {index}.rank", f"{index}.rank, {_ROW[kind]}"
    else:
        tables = tables.partition(" {index}")[0]
        select, order = f"{_ROW[kind]}, 0, 0.0", f"r.published DESC, {_ROW[kind]}"
    where = " AND ".join(conditions) or "TRUE"
    sql = f"SELECT {select} FROM {tables} WHERE {where} ORDER BY {order} LIMIT :limit"
    try:
        found = connection.execute(sql, {**values, "query": query, "limit": limit}).fetchall()
        marked = _marked(connection, index, query, sorted({row[1] for row in found})) if query else {}
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_ERROR" and query:
            problem = re.sub(r"^fts5: ", "", str(error)).replace('near ""', "at its end").replace("unterminated string", "a quotation mark is not closed")
            raise _malformed(path, words, re.sub("no such column: (.+)", rf"{kind} have no \1 to search", problem)) from None
        raise
    return _hits(connection, kind, found, marked)


def _query(path: str, words: str) -> str:
    """Words as FTS5 reads them. Raises `CasebookError` for what FTS5 would take without a word for something else than people mean by it."""
    query = fts_query(words)
    unquoted = re.sub(r'"[^"]*"', " ", query)
    if query and not any(character.isalnum() for character in query):
        raise _malformed(path, words, "it holds no word")
    if left_out := re.search(r"(?:^|\s)-(\w+)", re.sub(r'"[^"]*"', " ", words)):
        raise CasebookError(path, f"a minus sign leaves nothing out of the search {words!r}", f"write NOT, as in 'Aleppo NOT {left_out[1]}'")
    if re.match(r"\s*NOT\b", unquoted):
        raise _malformed(path, words, "NOT needs something before it from which to leave out, as in 'Aleppo NOT Idlib'")
    return query


def _malformed(path: str, words: str, problem: str) -> CasebookError:
    return CasebookError(path, f"the search {words!r} can't be understood ({problem})", _HOW)


def conditions_of(connection: sqlite3.Connection, path: str, kind: Kind, filters: Filters) -> tuple[list[str], dict[str, Any]]:
    """The SQL conditions of some filters on a kind, and the values of their parameters.

    The names in them are looked up; one that is not there is a `CasebookError`.
    """
    conditions: list[str] = [] if filters.versions else ["r.latest = 1"]
    values: dict[str, Any] = {}
    for name, asks in _ASK.items():
        wanted = getattr(filters, name)
        if wanted is None:
            continue
        ask = asks[kind]
        if name in ("source", "actor"):
            ask = ask.replace("{in_}", f"({', '.join(map(str, actors_named(connection, path, wanted)))})")
        elif name == "place":
            values["place"] = _known_place(connection, path, wanted)
        else:
            # What is wanted of a tie has a word of its own.
            values[name] = "sought" if kind == "ties" and (name, wanted) == ("status", "intended") else wanted
        conditions.append(ask)
    since, until = (lines.as_day(path, name, getattr(filters, name), last=name == "until") for name in ("since", "until"))
    if since and until and since > until:
        raise CasebookError(path, f"the first day, {since}, comes after the last, {until}", "exchange the two")
    for name, day, event, other in (("since", since, _EVENT_SINCE, "r.published >= :since"), ("until", until, _EVENT_UNTIL, "r.published <= :until")):
        if day is not None:
            conditions.append(event if kind == "events" else other)
            values[name] = day.isoformat()
    return conditions, values


def _known_place(connection: sqlite3.Connection, path: str, name: str) -> str:
    """The key of a place's name. Raises `CasebookError`, with the nearest names, where there is none."""
    key = name_key(name)
    if connection.execute("SELECT 1 FROM place WHERE key = ?", (key,)).fetchone() is None:
        near = nearest(name, (spelled for (spelled,) in connection.execute("SELECT DISTINCT name FROM place ORDER BY key")))
        raise CasebookError(path, f"no place is called {name!r}", offered(near, "look through the view `places`"))
    return key


def fts_query(words: str) -> str:
    """Words as FTS5 reads them.

    A word with a hyphen, an apostrophe or a stop in it ("al-Sham", "U.S.") is a phrase, and brackets are joined by AND; all else stays as it is.
    """
    straight = _DISTANCE.sub(r"\1 ,\2", re.sub("[“”„«»]", '"', words))
    parts: list[str] = []
    last = 0
    for token in _TOKEN.finditer(straight):
        if straight[last : token.start()].strip():  # a quotation mark that nothing closes: FTS5 says so
            return straight
        last = token.end()
        text = token.group()
        if parts and _meet(parts[-1], text):
            parts.append("AND")
        if text.startswith('"') or text in "()^" or text in _OPERATORS or _PLAIN.fullmatch(text) or _is_column(text):
            parts.append(text)
        else:
            star = "*" if text.endswith("*") and len(text) > 1 else ""
            parts.append(f'"{text.removesuffix("*") if star else text}"{star}')
    return straight if straight[last:].strip() else " ".join(parts)


def _meet(before: str, text: str) -> bool:
    """Whether a bracket meets a word or another bracket with nothing between them, where FTS5, unlike between words, does not think of an AND."""
    joined = before in _OPERATORS or text in _OPERATORS
    return not joined and ((before == ")" and text != ")") or (text == "(" and before not in "(^" and not before.endswith(":")))


def _is_column(text: str) -> bool:
    return text.split(":", 1)[0] in _ALL_COLUMNS and ":" in text


def supposed_column(words: str) -> str | None:
    """The first word before a colon that somebody may have meant for a column, as in `speaker:minister`, and which is none; not what is quoted."""
    names = (found[1] for found in re.finditer(r"(?:^|(?<=[\s(]))([^\W\d]\w*):(?!//)[\w\"(]", re.sub(r'(?<!:)"[^"]*"', " ", words)))
    return next((name for name in names if name not in _ALL_COLUMNS), None)


def _marked(connection: sqlite3.Connection, index: str, query: str, rows: list[int]) -> dict[int, str]:
    """The indexed words of some rows, with signs around what matches; of a whole text only the stretch around it."""
    shown = f"snippet({index}, 0, '{_OPEN}', '{_CLOSE}', ' … ', 48)" if index == "text_index" else f"highlight({index}, 0, '{_OPEN}', '{_CLOSE}')"
    sql = f"SELECT rowid, {shown} FROM {index} WHERE {index} MATCH ? AND rowid IN ({lines.numbers(rows)})"
    return dict(connection.execute(sql, (query,)).fetchall())


def unmark(text: str) -> tuple[str, tuple[Span, ...]]:
    """A text without the signs around what matches, and the spans that they marked."""
    plain: list[str] = []
    spans: list[Span] = []
    length = start = 0
    for piece in re.split(f"([{_OPEN}{_CLOSE}])", text):
        if piece == _OPEN:
            start = length
        elif piece == _CLOSE:
            spans.append((start, length))
        else:
            plain.append(piece)
            length += len(piece)
    return "".join(plain), tuple(spans)


_BACKING = {"claims": backing.claims, "events": backing.events, "ties": backing.ties}


def _hits(connection: sqlite3.Connection, kind: Kind, found: list[tuple[int, int, float]], marked: dict[int, str]) -> list[Hit]:
    ids = [row[0] for row in found]
    make = {"claims": _claim_fields, "events": _event_fields, "ties": _tie_fields, "texts": _text_fields}[kind]
    fields = make(connection, ids)
    backed = _BACKING[kind](connection, ids) if kind in _BACKING else {}
    hits = []
    for identifier, index_row, score in found:
        values = fields[identifier]
        quote, spans = unmark(marked.get(index_row, values.pop("quote")))
        values.pop("quote", None)
        hits.append(Hit(kind=kind, quote=quote, marks=spans, score=round(float(score), 4), backing=backed.get(identifier), **values))
    return hits


_HEAD = "r.id, r.title, r.publisher, r.published, r.url"


def _head(row: tuple[Any, ...]) -> dict[str, Any]:
    return {"report": row[0], "title": row[1], "publisher": row[2], "published": lines.day(row[3]), "url": row[4]}


def _claim_fields(connection: sqlite3.Connection, ids: list[int]) -> dict[int, dict[str, Any]]:
    sql = f"SELECT {_HEAD}, c.id, c.uid, c.content, c.start_, c.end_, c.stance, d.state FROM claim AS c JOIN report AS r ON r.id = c.report LEFT JOIN standing AS d ON d.uid = c.uid WHERE c.id IN ({lines.numbers(ids)})"  # noqa: E501
    sources = lines.claim_sources(connection, ids)
    return {
        row[5]: {
            **_head(row),
            "uid": row[6],
            "quote": row[7],
            "start": row[8],
            "end": row[9],
            "stance": row[10],
            "sources": sources[row[5]],
            "standing": row[11],
        }
        for row in connection.execute(sql)
    }


def _event_fields(connection: sqlite3.Connection, ids: list[int]) -> dict[int, dict[str, Any]]:
    sql = (
        f"SELECT {_HEAD}, e.id, e.uid, p.words, p.start_, p.end_, e.quote, e.status, e.type, e.mode, e.from_day, e.to_day, d.state"
        " FROM event AS e JOIN report AS r ON r.id = e.report JOIN passage AS p ON p.id = e.passage LEFT JOIN standing AS d ON d.uid = e.uid"
        f" WHERE e.id IN ({lines.numbers(ids)})"
    )
    sources = lines.carried_sources(connection, "event", ids)
    actors, recipients = lines.roles(connection, "actor", ids), lines.roles(connection, "recipient", ids)
    return {
        row[5]: {
            **_head(row), "uid": row[6], "quote": row[7], "start": row[8], "end": row[9], "words": row[10], "status": row[11], "type": row[12],
            "mode": row[13], "from_day": lines.day(row[14]), "to_day": lines.day(row[15]), "sources": sources.get(row[5], ()),
            "actors": actors.get(row[5], ()), "recipients": recipients.get(row[5], ()), "standing": row[16],
        }
        for row in connection.execute(sql)
    }  # fmt: skip


def _tie_fields(connection: sqlite3.Connection, ids: list[int]) -> dict[int, dict[str, Any]]:
    sql = (
        f"SELECT {_HEAD}, t.id, t.uid, p.words, p.start_, p.end_, t.quote, t.status, t.kind FROM tie AS t JOIN report AS r ON r.id = t.report"
        f" JOIN passage AS p ON p.id = t.passage WHERE t.id IN ({lines.numbers(ids)})"
    )
    fields: dict[int, dict[str, Any]] = {
        row[5]: {**_head(row), "uid": row[6], "quote": row[7], "start": row[8], "end": row[9], "words": row[10], "status": row[11], "type": row[12]}
        for row in connection.execute(sql)
    }
    for identifier, line in zip(ids, lines.ties(connection, ids), strict=True):
        fields[identifier] |= {"sources": line.sources, "actors": (line.a,), "recipients": (line.b,), "standing": line.standing}
    return fields


def _text_fields(connection: sqlite3.Connection, ids: list[int]) -> dict[int, dict[str, Any]]:
    sql = (
        f"SELECT {_HEAD}, b.hash, substr(b.text, 1, 300), length(b.text) FROM report AS r JOIN body AS b ON b.id = r.body WHERE r.id IN ({lines.numbers(ids)})"
    )
    return {row[0]: {**_head(row), "uid": row[5], "quote": row[6], "start": 0, "end": row[7]} for row in connection.execute(sql)}
