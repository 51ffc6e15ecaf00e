"""The ties of a casebook as rows of evidence, which the analysis of alliances starts from."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from dateline.alliances.evidence import Evidence
from dateline.casebook import lines
from dateline.knowledge.actors import load

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

_TIES = """
    SELECT t.uid, t.kind, t.polarity, t.since, t.until, t.confidence, p.words, r.id, r.published, coalesce('origin ' || o.origin_group, 'report ' || r.id),
           ia.actor, ib.actor, coalesce(ea.size_min, 1), coalesce(eb.size_min, 1),
           coalesce((SELECT min(c.uid) FROM tie_claim AS l JOIN claim AS c ON c.id = l.claim WHERE l.tie = t.id), 'passage ' || t.passage)
    FROM tie AS t JOIN report AS r ON r.id = t.report AND r.latest JOIN passage AS p ON p.id = t.passage
    JOIN entity AS ea ON ea.id = t.a JOIN identity AS ia ON ia.entity = t.a
    JOIN entity AS eb ON eb.id = t.b JOIN identity AS ib ON ib.entity = t.b
    LEFT JOIN report_origin AS o ON o.report = r.id
    ORDER BY r.published, r.id, t.id"""
_OWNER = """
    SELECT i.actor, min(o.name) FROM identity AS i JOIN entity AS e ON e.id = i.entity JOIN identity AS j ON j.entity = e.represents
    JOIN actor AS o ON o.id = j.actor WHERE o.named AND o.id <> i.actor GROUP BY i.actor"""
_TIED = "SELECT DISTINCT i.actor FROM tie AS t JOIN report AS r ON r.id = t.report AND r.latest JOIN identity AS i ON i.entity IN (t.a, t.b)"


class Evident(NamedTuple):
    """The rows, and the uids of ties that make none: those of reports without a date, and those of an actor with itself."""

    rows: tuple[Evidence, ...]
    undated: tuple[str, ...]
    reflexive: tuple[str, ...]


def evidence(connection: sqlite3.Connection) -> Evident:
    """One row for each tie in the newest version of each article.

    Actors go by `labels`. Members of an unnamed group ("nine groups") are those whom its report ties to it as its parts. A tie whose report has no date says
    that something holds and not when: it is left out and listed.
    """
    label = labels(connection)
    members = _members(connection, label)
    rows: list[Evidence] = []
    undated: list[str] = []
    reflexive: list[str] = []
    for uid, kind, polarity, since, until, confidence, words, report, published, origin, a, b, size_a, size_b, statement in connection.execute(_TIES):
        if a == b or published is None:
            (reflexive if a == b else undated).append(uid)
            continue
        whole = kind != "part_of"  # that a member is a part of its group is no statement of the group's
        rows.append(
            Evidence(
                tie=uid, a=label[a], b=label[b], kind=kind, polarity=polarity, reported=datetime.date.fromisoformat(published), since=lines.day(since),
                until=lines.day(until), origin=origin, report=str(report), statement=statement, size_a=size_a, size_b=size_b,
                members_a=members.get(a, ()) if whole else (), members_b=members.get(b, ()) if whole else (), confidence=confidence, quote=words,
            )
        )  # fmt: skip
    return Evident(tuple(rows), tuple(undated), tuple(reflexive))


def labels(connection: sqlite3.Connection) -> dict[int, str]:
    """What each actor that has a tie is called, no two alike.

    That is its name. Of whom there is only a description, and several of one name, are told apart by whose they are or where: "army (Sudan)". Where nobody
    knows that, or it is the same, several of one name have the number of the report that first tells of them, "army (report 9)", and last their own.
    """
    rows = connection.execute(f"SELECT id, name, country, named FROM actor WHERE id IN ({_TIED})").fetchall()  # noqa: S608 - of our own
    owner = dict(connection.execute(_OWNER).fetchall())
    told = dict(connection.execute("SELECT i.actor, min(e.report) FROM identity AS i JOIN entity AS e ON e.id = i.entity GROUP BY i.actor").fetchall())
    often = Counter(name for _, name, _, _ in rows)
    names = {actor: name for actor, name, _, _ in rows}
    reports, numbers = {actor: f"report {told[actor]}" for actor in names}, {actor: f"#{actor}" for actor in names}
    details: dict[int, list[str]] = {}
    for actor, name, country, named in rows:
        alone = often[name] == 1
        whose = None if named and alone else _whose(name, owner.get(actor), country)
        details[actor] = [whose] if whose else [] if alone else [reports[actor]]
    for more in (reports, numbers):
        called = {actor: _called(names[actor], details[actor]) for actor in names}
        same = Counter(called.values())
        for actor in names:
            if same[called[actor]] > 1 and more[actor] not in details[actor]:
                details[actor].append(more[actor])
    return {actor: _called(names[actor], details[actor]) for actor in names}


def _called(name: str, details: Sequence[str]) -> str:
    return f"{name} ({', '.join(details)})" if details else name


def _whose(name: str, owner: str | None, country: str | None) -> str | None:
    """Whom an actor acts for, or the name of its country; None where its own name tells ("Eritrean troops", "Congo's army")."""
    if owner is None and country is None:
        return None
    knowledge = load()
    state = knowledge.country(country) if country else None
    whose = owner or (state.name if state else country)
    words = {word.removesuffix("'s").removesuffix("’s").strip(",.") for word in name.split()}
    states = {found.name for word in words if word[:1].isupper() and (found := knowledge.demonym(word) or knowledge.country(word))}
    told = words & {word for word in (whose or "").split() if word[0].isupper()} or states & {whose, state.name if state else None}
    return None if told else whose


def _members(connection: sqlite3.Connection, label: dict[int, str]) -> dict[int, tuple[str, ...]]:
    """The named parts of each unnamed actor, as its report gives them."""
    rows = connection.execute(
        "SELECT ib.actor, ia.actor FROM tie AS t JOIN report AS r ON r.id = t.report AND r.latest JOIN identity AS ia ON ia.entity = t.a"
        " JOIN identity AS ib ON ib.entity = t.b JOIN actor AS a ON a.id = ia.actor JOIN actor AS b ON b.id = ib.actor"
        " WHERE t.kind = 'part_of' AND t.polarity = 'affirmed' AND a.named AND NOT b.named ORDER BY t.id"
    )
    found: dict[int, dict[str, None]] = {}
    for group, member in rows:
        found.setdefault(group, {})[label[member]] = None
    return {group: tuple(members) for group, members in found.items()}
