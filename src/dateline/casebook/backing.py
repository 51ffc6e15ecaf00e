"""Who tells what a record tells, and who denies it: independent origins, with the sources that they name. That is no measure of truth, and none is given.

An origin counts once, however many papers print it, and of an article only the newest version counts. A source that speaks in several origins is one source.
An event is told by the accounts of its happening, a tie by all ties of the two actors, and a claim by what the same source says elsewhere and by the events
that it tells of. Which words assert and which deny an event is what `dateline.linking.corroboration` says; what no denial touches is counted from the rows.
"""
# ruff: noqa: S608 - the SQL is put together from numbers of rows and names of our own

from __future__ import annotations

import functools
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from dateline._errors import CasebookError
from dateline.casebook import lines, linking, repeating
from dateline.casebook.results import Backing, Voices
from dateline.linking.replies import TELLING, answered
from dateline.linking.statements import event_in, statements

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from dateline.casebook.repeating import Claimed
    from dateline.records.model import Reading

_ALLEGING = ("accuse", "criticise")
"""Stances of claims that allege what an accusation says, as `dateline.linking.statements` has them."""
_UNREAL = ("intended", "hypothetical")
_SYMMETRIC = frozenset({"allied_with", "opposes", "fights"})
_DOUBT = (
    "e.status = 'denied' OR EXISTS (SELECT 1 FROM event_claim AS x JOIN claim AS c ON c.id = x.claim WHERE x.event = e.id AND c.stance = 'deny')"
    " OR EXISTS (SELECT 1 FROM dispute AS d WHERE d.happening = h.happening AND d.about = 'status')"
)
OWNER = (
    "(SELECT b.{0} FROM acts_for AS f JOIN identity AS j ON j.entity = f.other JOIN actor AS b ON b.id = j.actor AND b.named"
    " WHERE f.entity = s.entity ORDER BY f.steps LIMIT 1)"
)
"""The named actor for whom a source speaks."""
_BEGINNING = 5
"""Letters that a name and its adjective have in common."""
ORIGIN = "coalesce(o.origin_group, -r.id)"
"""The origin of the report `r` in SQL that joins `report_origin` as `o`; one that is not linked yet is an origin of its own."""


class Told(NamedTuple):
    """One voice that tells something in one report: a claim, or the reporter (None), in the record `uid`."""

    report: int
    origin: int
    claim: int | None
    uid: str


class _Tied(NamedTuple):
    """A tie as one voice tells of it; `first` is the actor that it is told of, in a tie with a direction."""

    kind: str
    polarity: str
    sign: int
    first: int
    told: Told


class Speaker(NamedTuple):
    """Whose a claim is. `known` says that the same words mean the same one in another report."""

    name: str
    known: bool


class _Account(NamedTuple):
    """An event of a happening, with the stances of the claims that carry it; `in_doubt` where something about it is denied: by its own
    words, or, as linking found, by others that answer them.
    """

    event: int
    uid: str
    local: str
    report: int
    origin: int
    type: str
    status: str
    in_doubt: bool
    claims: tuple[tuple[int, str], ...]


def backing(connection: sqlite3.Connection, path: str, uid: str) -> Backing:
    """Who tells what a claim, an event or a tie tells, and who denies it. Raises `CasebookError` where no record has that uid, or where it is an event that is
    only wanted or imagined, which nobody says has happened.
    """
    for table, find in (("claim", claims), ("event", events), ("tie", ties)):
        row = connection.execute(f"SELECT id FROM {table} WHERE uid = ?", (uid,)).fetchone()
        if row is None:
            continue
        found = find(connection, [row[0]]).get(row[0])
        if found is None:
            raise CasebookError(path, f"the event {uid} is only wanted or imagined, so that nobody says that it happened", "ask for one that is told")
        return found
    raise CasebookError(path, f"no claim, event or tie has the uid {uid!r}", "take one from a search, with --format jsonl")


# ---- events ---------------------------------------------------------------------------------------------------------------------------------------------


def events(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, Backing]:
    """By the row of each event, who says that it happened and who that it did not. What is only wanted or imagined is not among them."""
    sides = _event_sides(connection, ids)
    return _backings(connection, sides)


def _event_sides(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, dict[str, list[Told]]]:
    """By the row of each event, who asserts and who denies it, over all accounts of its happening."""
    groups = _groups(connection, ids)
    readings = functools.cache(functools.partial(linking.read, connection))
    known: dict[int | str, dict[str, list[Told]]] = {group: {"asserting": [], "denying": []} for group in groups.values()}
    for group, accounts in _accounts(connection, groups).items():
        for account in accounts:
            if account.in_doubt:
                for side, told in _weighed(connection, readings(account.report), account):
                    known[group][side].append(told)
            else:
                known[group]["asserting"] += _asserted(account)
    return {event: known[group] for event, group in groups.items()}


def _groups(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, int | str]:
    """The happening of each event; one that is not linked yet is alone, and goes by its own row."""
    rows = connection.execute(
        "SELECT e.id, h.happening FROM event AS e LEFT JOIN happening_event AS h ON h.event = e.id"
        f" WHERE e.status NOT IN {_UNREAL} AND e.id IN ({lines.numbers(ids)})"
    )
    return {event: happening if happening is not None else f"event {event}" for event, happening in rows}


def _accounts(connection: sqlite3.Connection, groups: dict[int, int | str]) -> dict[int | str, list[_Account]]:
    """The accounts of each group in the newest versions of their articles, the earlier published first."""
    happenings = sorted({group for group in groups.values() if isinstance(group, int)})
    alone = [event for event, group in groups.items() if isinstance(group, str)]
    rows = connection.execute(
        f"SELECT h.happening, e.id, e.uid, e.local, r.id, {ORIGIN}, e.type, e.status, {_DOUBT} FROM event AS e LEFT JOIN happening_event AS h ON h.event = e.id"
        " JOIN report AS r ON r.id = e.report AND r.latest LEFT JOIN report_origin AS o ON o.report = r.id"
        f" WHERE e.id IN (SELECT event FROM happening_event WHERE happening IN ({lines.numbers(happenings)}) UNION ALL"
        f" SELECT id FROM event WHERE id IN ({lines.numbers(alone)})) ORDER BY r.published IS NULL, r.published, r.id, e.id"
    ).fetchall()
    carried: dict[int, list[tuple[int, str]]] = {}
    for event, claim, stance in connection.execute(
        "SELECT x.event, c.id, c.stance FROM event_claim AS x JOIN claim AS c ON c.id = x.claim"
        f" WHERE x.event IN ({lines.numbers([row[1] for row in rows])}) ORDER BY c.id"
    ):
        carried.setdefault(event, []).append((claim, stance))
    found: dict[int | str, list[_Account]] = {}
    for happening, event, uid, local, report, origin, type_, status, in_doubt in rows:
        group = happening if happening is not None else f"event {event}"
        found.setdefault(group, []).append(_Account(event, uid, local, report, origin, type_, status, bool(in_doubt), tuple(carried.get(event, ()))))
    return found


def _asserted(account: _Account) -> list[Told]:
    """Who says that an event happened of which nothing is denied: each claim that tells it, and the reporter where he states it himself."""
    stances = _ALLEGING if account.type == "ACCUSE" else TELLING
    told: list[int | None] = [claim for claim, stance in account.claims if stance in stances]
    if account.status == "asserted":
        told.append(None)
    return [Told(account.report, account.origin, claim, account.uid) for claim in told]


def _weighed(connection: sqlite3.Connection, reading: Reading, account: _Account) -> Iterator[tuple[str, Told]]:
    """Who asserts and who denies an event, by the words of its report."""
    rows: dict[str | None, int] = dict(connection.execute("SELECT local, id FROM claim WHERE report = ?", (account.report,)).fetchall())
    known = linking.actor_keys(connection, account.report)
    for statement in statements(str(account.report), reading, event_in(reading, account.local), actor_of=known):
        if statement.about == "status":
            side = "denying" if statement.values == ("denied",) else "asserting"
            yield side, Told(account.report, account.origin, rows.get(statement.voice.claim), account.uid)


# ---- ties -----------------------------------------------------------------------------------------------------------------------------------------------


def ties(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, Backing]:
    """By the row of each tie, who says the same of the two actors and who denies it.

    The same is a tie of the same kind, and the same way round where the kind has a direction. A denial is of every kind of the same sign, as it is in graphs:
    who is said not to be an ally does not back either. `alike` are ties of the same sign and another kind, `opposite` those of the other sign, at whatever
    time. One that is only sought or is over is told by those who say that.
    """
    rows = connection.execute(
        "SELECT t.id, t.kind, t.polarity, t.sign, ia.actor, ib.actor FROM tie AS t JOIN identity AS ia ON ia.entity = t.a JOIN identity AS ib"
        f" ON ib.entity = t.b WHERE t.id IN ({lines.numbers(ids)})"
    ).fetchall()
    known = _between(connection, {(min(a, b), max(a, b)) for _, _, _, _, a, b in rows})
    sides: dict[int, dict[str, list[Told]]] = {}
    for identifier, kind, polarity, sign, a, b in rows:
        side: dict[str, list[Told]] = {"asserting": [], "denying": [], "alike": [], "opposite": []}
        for other_kind, other_polarity, other_sign, first, told in known[min(a, b), max(a, b)]:
            same = other_kind == kind and (kind in _SYMMETRIC or first == a)
            if polarity in ("sought", "ended"):
                if same and other_polarity == polarity:
                    side["asserting"].append(told)
            elif other_polarity == "denied":
                if other_sign == sign:
                    side["denying"].append(told)
            elif other_polarity == "affirmed":
                side["asserting" if same else "alike" if other_sign == sign else "opposite"].append(told)
        sides[identifier] = side
    return _backings(connection, sides)


def _between(connection: sqlite3.Connection, pairs: Collection[tuple[int, int]]) -> dict[tuple[int, int], list[_Tied]]:
    """All ties of some pairs of actors in the newest versions of articles, one for each voice that tells of it.

    They are looked for from the end that fewer reports have, or from an actor that most of the pairs have in common, as on its page.
    """
    found: dict[tuple[int, int], list[_Tied]] = {pair: [] for pair in pairs}
    use = {actor: connection.execute("SELECT count(*) FROM identity WHERE actor = ?", (actor,)).fetchone()[0] for actor in {a for pair in pairs for a in pair}}
    shared = Counter(actor for pair in pairs for actor in set(pair))
    ends: dict[int, set[int]] = {}
    for one, other in pairs:
        start = min((one, other), key=lambda actor: (use[actor] / shared[actor], actor))
        ends.setdefault(start, set()).add(other if start == one else one)
    for start, others in ends.items():
        for own, end in (("a", "b"), ("b", "a")):
            rows = connection.execute(
                f"SELECT j.actor, t.kind, t.polarity, t.sign, r.id, {ORIGIN}, c.claim, t.uid FROM identity AS i JOIN tie AS t ON t.{own} = i.entity"
                f" JOIN identity AS j ON j.entity = t.{end} AND j.actor IN ({lines.numbers(sorted(others))}) JOIN report AS r ON r.id = t.report AND r.latest"
                " LEFT JOIN report_origin AS o ON o.report = r.id LEFT JOIN tie_claim AS c ON c.tie = t.id WHERE i.actor = ?",
                (start,),
            )
            for other, kind, polarity, sign, report, origin, claim, uid in rows:
                first = start if own == "a" else other
                found[min(start, other), max(start, other)].append(_Tied(kind, polarity, sign, first, Told(report, origin, claim, uid)))
    return found


# ---- claims ---------------------------------------------------------------------------------------------------------------------------------------------


def claims(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, Backing]:
    """By the row of each claim, in which origins its source says it again, and who else tells of it as so or not so.

    `repeated` are claims of the same source that say the same of the same event, or nearly the same words. Of a claim that asserts or denies, `asserting` and
    `denying` are the claims that say nearly the same words, whoever's they are, and the voices of the events that it tells of. Whoever demands, asks or
    promises tells of nothing that happened: there is only `repeated`.
    """
    told = repeating.claimed(connection, ids)
    near = repeating.alike(connection, told)
    resting: dict[int, list[int]] = {}
    for event, claim in connection.execute(f"SELECT event, claim FROM event_claim WHERE claim IN ({lines.numbers(ids)})"):
        if _tells(told[claim]):
            resting.setdefault(claim, []).append(event)
    for claim, given in told.items():
        if given.stance == "deny" and claim not in resting:
            resting[claim] = _answered(connection, claim, given.report)
    around = _event_sides(connection, sorted({event for some in resting.values() for event in some}))
    voiced = {item.claim for side in around.values() for some in side.values() for item in some if item.claim is not None}
    elsewhere = repeating.claimed(connection, sorted(voiced))
    sides: dict[int, dict[str, list[Told]]] = {}
    for identifier, claim in told.items():
        side = _own_words(identifier, claim, near[identifier])
        mine = "denying" if claim.stance == "deny" else "asserting"
        for event in resting.get(identifier, ()):
            for name, some in around.get(event, {}).items():
                side[name] += some
            again = [item for item in around.get(event, {}).get(mine, ()) if item.claim in elsewhere and elsewhere[item.claim].sources & claim.sources]
            side["repeated"] += [item._replace(uid=elsewhere[item.claim].uid) for item in again if item.claim is not None]
        sides[identifier] = side
    return _backings(connection, sides)


def _answered(connection: sqlite3.Connection, claim: int, report: int) -> list[int]:
    """The events that a denial is of which names none: "a charge that Moscow denied"."""
    (local,) = connection.execute("SELECT local FROM claim WHERE id = ?", (claim,)).fetchone()
    rows = connection.execute("SELECT local, id FROM event WHERE report = ?", (report,))
    events_ = dict(rows.fetchall())
    return [events_[event] for event in sorted(answered(linking.read(connection, report)).get(local, ())) if event in events_]


def _tells(claim: Claimed) -> bool:
    """Whether a claim says that something is so or not so."""
    return claim.stance in (*TELLING, "deny")


def _own_words(identifier: int, claim: Claimed, near: dict[int, Claimed]) -> dict[str, list[Told]]:
    """A claim and those that say nearly its words, each on its side."""
    own = [Told(claim.report, claim.origin, identifier, claim.uid)] if claim.latest else []
    mine, others = ("denying", "asserting") if claim.stance == "deny" else ("asserting", "denying")
    side: dict[str, list[Told]] = {"asserting": [], "denying": [], "repeated": own}
    if _tells(claim):
        side[mine] += own
    for number, other in near.items():
        voice = Told(other.report, other.origin, number, other.uid)
        if other.sources & claim.sources and other.stance == claim.stance:
            side["repeated"] = [*side["repeated"], voice]
        if _tells(claim) and _tells(other):
            side[mine if (other.stance == "deny") == (claim.stance == "deny") else others].append(voice)
    return side


# ---- voices ---------------------------------------------------------------------------------------------------------------------------------------------


def _backings(connection: sqlite3.Connection, sides: dict[int, dict[str, list[Told]]]) -> dict[int, Backing]:
    """The sides of records as they are given back; a record with the sides of another has the same."""
    wanted = {told.claim for side in sides.values() for some in side.values() for told in some if told.claim is not None}
    names = speakers(connection, sorted(wanted))
    return {identifier: Backing(**{name: voices(some, names) for name, some in side.items() if some}) for identifier, side in sides.items()}


def voices(told: Iterable[Told], names: dict[int, tuple[Speaker, ...]]) -> Voices:
    """Some voices counted: reports, origins, and by source the origins in which it speaks; those of whom only the words are known ("officials") need not
    be the same in two.
    """
    reports: set[int] = set()
    origins: set[int] = set()
    own: set[int] = set()
    uids: dict[str, None] = {}
    sources: dict[str, set[int]] = {}
    known: set[str] = set()
    for item in told:
        reports.add(item.report)
        origins.add(item.origin)
        uids[item.uid] = None
        if item.claim is None:
            own.add(item.origin)
            continue
        for speaker in names[item.claim]:
            sources.setdefault(speaker.name, set()).add(item.origin)
            if speaker.known:
                known.add(speaker.name)
    counted = sorted(((name, len(where)) for name, where in sources.items()), key=lambda pair: (-pair[1], pair[0]))
    only = counted[0][0] if len(counted) == 1 and counted[0][0] in known and not own and len(origins) > 1 else None
    return Voices(reports=len(reports), origins=len(origins), own=len(own), sources=tuple(counted), only=only, uids=tuple(uids))


def speakers(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, tuple[Speaker, ...]]:
    """Whose each claim is, by words that are the same wherever the same one speaks.

    An actor's name; of one that is only described also whom it speaks for ("spokesman (Ministry of Defence)"); of one who speaks for nobody, and where no actor
    is meant, the words of the report, which need not mean the same one in another.
    """
    found: dict[int, dict[Speaker, None]] = {}
    rows = connection.execute(
        f"SELECT s.claim, a.name, a.named, {OWNER.format('name')} FROM claim_source AS s JOIN identity AS i ON i.entity = s.entity"
        f" JOIN actor AS a ON a.id = i.actor WHERE s.claim IN ({lines.numbers(ids)})"
    )
    for claim, name, named, owner in rows:
        whose = "" if named or owner is None or _tells_whose(name, owner) else f" ({owner})"
        found.setdefault(claim, {})[Speaker(name + whose, known=bool(named or owner is not None))] = None
    words = connection.execute(f"SELECT id, coalesce(source_words, '{lines.NO_SOURCE}') FROM claim WHERE id IN ({lines.numbers(ids)})")
    return {claim: tuple(found.get(claim, (Speaker(word, known=False),))) for claim, word in words}


def _tells_whose(name: str, owner: str) -> bool:
    """Whether a description names the one it is of, in whatever form: "Armenian troops" of Armenia."""
    begins = {word[:_BEGINNING] for word in name.casefold().split()}
    return any(word[:_BEGINNING] in begins for word in owner.casefold().split() if len(word) >= _BEGINNING)
