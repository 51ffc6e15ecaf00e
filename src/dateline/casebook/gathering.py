"""All accounts of one event as one entry: dates, tolls and statuses side by side, each with the origins that give it. Nothing is merged."""
# ruff: noqa: S608 - the SQL is put together from numbers of rows and names of our own

from __future__ import annotations

import datetime
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from dateline.casebook import backing, lines
from dateline.casebook.results import DateTold, HappeningLine, PartiesTold, StatusTold, TollTold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from dateline.casebook.results import Backing, EventLine

_STATUSES = ("asserted", "attributed", "denied", "intended", "hypothetical")
_OPEN = 100_000
"""Days that a period with an open end is taken to last, when two are compared for which is the narrower."""


class _Account(NamedTuple):
    """An event with its dates and its report's origin."""

    event: int
    uid: str
    report: int
    origin: int
    status: str
    from_day: str | None
    to_day: str | None
    grain: str | None


class _Counted(NamedTuple):
    """One number of an event, and whose it is (None: the reporter's)."""

    account: _Account
    what: str
    min: int | None
    max: int | None
    words: str
    sources: tuple[str, ...] | None


class _Known(NamedTuple):
    """What there is of all accounts that are shown: their lines, the named actors by event and role, numbers, disputes, and who tells them."""

    shown: dict[str, EventLine]
    named: dict[tuple[int, str], frozenset[str]]
    tolls: dict[int, list[_Counted]]
    disputed: dict[int | str, tuple[str, ...]]
    backed: dict[int, Backing]


def happenings(
    connection: sqlite3.Connection, chosen: Sequence[int], limit: int | None, *, since: str | None, until: str | None, versions: bool
) -> list[HappeningLine]:
    """The happenings of some events, those with a date, by day; at most `limit`.

    An event that nothing dates is in the entry of its happening where another account has a date, which lies between `since` and `until`.
    """
    groups = _accounts(connection, chosen, versions=versions)
    wanted = set(chosen)
    days = {group: _dates(accounts) for group, accounts in groups.items()}
    fitting = [
        group
        for group, accounts in groups.items()
        if any(
            account.grain is not None and (account.event in wanted or _lies_between(account, since, until)) for account in accounts
        )
    ]  # fmt: skip
    fitting.sort(key=lambda group: (_order(days[group][0]), min(account.report for account in groups[group])))
    fitting = fitting[:limit]
    rows = [account.event for group in fitting for account in groups[group]]
    known = _Known(
        shown={line.uid: line for line in lines.events(connection, rows)},
        named=_named(connection, rows),
        tolls=_tolls(connection, {account.event: account for group in fitting for account in groups[group]}),
        disputed=_disputed(connection, [group for group in fitting if isinstance(group, int)]),
        backed=backing.events(connection, [groups[group][0].event for group in fitting]),
    )
    return [_line(group, groups[group], days[group], known) for group in fitting]


def _accounts(connection: sqlite3.Connection, chosen: Sequence[int], *, versions: bool) -> dict[int | str, list[_Account]]:
    """All accounts of the happenings of some events, the earlier published first."""
    latest = "" if versions else " AND r.latest"
    some = lines.numbers(chosen)
    rows = connection.execute(
        f"SELECT h.happening, e.id, e.uid, r.id, {backing.ORIGIN}, e.status, e.from_day, e.to_day, e.grain FROM event AS e"
        f" LEFT JOIN happening_event AS h ON h.event = e.id JOIN report AS r ON r.id = e.report{latest} LEFT JOIN report_origin AS o ON o.report = r.id"
        f" WHERE e.id IN ({some}) OR h.happening IN (SELECT happening FROM happening_event WHERE event IN ({some}))"
        " ORDER BY r.published IS NULL, r.published, r.id, e.id"
    )
    found: dict[int | str, list[_Account]] = {}
    for row in rows:
        found.setdefault(row[0] if row[0] is not None else f"event {row[1]}", []).append(_Account(*row[1:]))
    return found


def _line(group: int | str, accounts: Sequence[_Account], dates: Sequence[DateTold], known: _Known) -> HappeningLine:
    events = tuple(known.shown[account.uid] for account in accounts)
    return HappeningLine(
        happening=group if isinstance(group, int) else None,
        from_day=dates[0].from_day,
        to_day=dates[0].to_day,
        grain=dates[0].grain,
        types=_often(event.type for event in events),
        modes=_often(event.mode for event in events if event.mode),
        actors=_often(name for event in events for name in event.actors),
        recipients=_often(name for event in events for name in event.recipients),
        places=_often(name for event in events for name in event.places),
        parties=_parties(accounts, known.shown, known.named),
        dates=tuple(dates),
        tolls=_told([count for account in accounts for count in known.tolls.get(account.event, ())]),
        statuses=_statuses(accounts),
        disputes=known.disputed.get(group, ()),
        reports=len({account.report for account in accounts}),
        origins=len({account.origin for account in accounts}),
        backing=known.backed.get(accounts[0].event),
        events=events,
    )


def _parties(accounts: Sequence[_Account], shown: dict[str, EventLine], named: dict[tuple[int, str], frozenset[str]]) -> tuple[PartiesTold, ...]:
    """Who did it to whom by each account, those of most origins first; what only leaves out some whom another account has is with that.

    Who is only described and acts for nobody ("gunmen") says neither that two accounts agree nor that they don't.
    """
    given: dict[tuple[frozenset[str], frozenset[str]], list[_Account]] = {}
    for account in accounts:
        sides = (named.get((account.event, "actor"), frozenset()), named.get((account.event, "recipient"), frozenset()))
        given.setdefault(sides, []).append(account)
    largest = [one for one in given if not any(one != other and one[0] <= other[0] and one[1] <= other[1] for other in given)]
    told = []
    for one in largest:
        some = [account for other, members in given.items() if other[0] <= one[0] and other[1] <= one[1] for account in members]
        line = max((shown[account.uid] for account in given[one]), key=lambda line: len(line.actors) + len(line.recipients))
        told.append(
            PartiesTold(
                actors=line.actors, recipients=line.recipients, reports=len({account.report for account in some}),
                origins=len({account.origin for account in some}), uids=tuple(account.uid for account in some),
            )
        )  # fmt: skip
    return tuple(sorted(told, key=lambda parties: -parties.origins))


def _named(connection: sqlite3.Connection, rows: Sequence[int]) -> dict[tuple[int, str], frozenset[str]]:
    """By event and role, the named actors that have it, or for whom those who have it act."""
    found: dict[tuple[int, str], set[str]] = {}
    query = (
        f"SELECT s.event, s.role, iif(a.named, a.name, {backing.OWNER.format('name')}) FROM event_role AS s JOIN identity AS i ON i.entity = s.entity"
        f" JOIN actor AS a ON a.id = i.actor WHERE s.event IN ({lines.numbers(rows)})"
    )
    for event, role, name in connection.execute(query):
        if name is not None:
            found.setdefault((event, role), set()).add(name)
    return {key: frozenset(names) for key, names in found.items()}


def _often(values: Iterable[str]) -> tuple[str, ...]:
    """Each value once, the most frequent first."""
    return tuple(value for value, _ in Counter(values).most_common())


# ---- dates ----------------------------------------------------------------------------------------------------------------------------------------------


def _dates(accounts: Sequence[_Account]) -> list[DateTold]:
    """The dates that accounts give, first the one that most origins agree with, and of two such the narrower.

    An origin agrees with a date when one that it gives overlaps it: a year agrees with a day in it. The day of a report dates an event only where no words do.
    """
    given: dict[tuple[str | None, str | None, str], list[_Account]] = {}
    for account in accounts:
        if account.grain is not None:
            given.setdefault((account.from_day, account.to_day, account.grain), []).append(account)
    agree = {one: len({account.origin for other, some in given.items() if _overlap(one, other) for account in some}) for one in given}
    ordered = sorted(given, key=lambda one: (one[2] == "report", -agree[one], _width(one), one[0] or "", one[1] or ""))
    return [
        DateTold(
            from_day=lines.day(one[0]), to_day=lines.day(one[1]), grain=one[2], reports=len({account.report for account in given[one]}),
            origins=len({account.origin for account in given[one]}), uids=tuple(account.uid for account in given[one]),
        )
        for one in ordered
    ]  # fmt: skip


def _overlap(one: tuple[str | None, str | None, str], other: tuple[str | None, str | None, str]) -> bool:
    return (one[0] or "") <= (other[1] or "9999") and (other[0] or "") <= (one[1] or "9999")


def _width(date: tuple[str | None, str | None, str]) -> int:
    start, end = lines.day(date[0]), lines.day(date[1])
    return (end - start).days if start and end else _OPEN


def _order(date: DateTold) -> tuple[datetime.date, datetime.date]:
    return date.from_day or date.to_day or datetime.date.max, date.to_day or datetime.date.max


def _lies_between(account: _Account, since: str | None, until: str | None) -> bool:
    return (account.to_day or "9999") >= (since or "") and (account.from_day or "") <= (until or "9999")


def disagreeing(entry: HappeningLine) -> tuple[DateTold, ...]:
    """The dates of an entry that its own can't be."""
    own = (entry.from_day or datetime.date.min, entry.to_day or datetime.date.max)
    worded = [date for date in entry.dates if date.grain != "report"]
    return tuple(date for date in worded if (date.from_day or datetime.date.min) > own[1] or (date.to_day or datetime.date.max) < own[0])


# ---- numbers, statuses, disputes ------------------------------------------------------------------------------------------------------------------------


def _tolls(connection: sqlite3.Connection, accounts: dict[int, _Account]) -> dict[int, list[_Counted]]:
    """The numbers of some events, as the reports or people's corrections give them."""
    rows = connection.execute(
        "SELECT k.event, k.id, k.what, k.min, k.max, iif(json_type(s.corrected, '$.' || k.what) IS NULL, k.words, NULL) FROM count_ AS k"
        " JOIN event AS e ON e.id = k.event LEFT JOIN standing AS s ON s.uid = e.uid"
        f" WHERE k.event IN ({lines.numbers(sorted(accounts))}) ORDER BY k.event, k.start_, k.id"
    ).fetchall()
    carried: dict[int, list[int]] = {}
    for count, claim in connection.execute(f"SELECT count_, claim FROM count_claim WHERE count_ IN ({lines.numbers([row[1] for row in rows])}) ORDER BY claim"):
        carried.setdefault(count, []).append(claim)
    names = backing.speakers(connection, sorted({claim for claims in carried.values() for claim in claims}))
    found: dict[int, list[_Counted]] = {}
    for event, count, what, low, high, words in rows:
        sources = tuple(dict.fromkeys(speaker.name for claim in carried[count] for speaker in names[claim])) if count in carried else None
        found.setdefault(event, []).append(_Counted(accounts[event], what, low, high, words or number(low, high), sources))
    return found


def number(low: int | None, high: int | None) -> str:
    """A range of numbers in words."""
    if low is None:
        return "some" if high is None else f"up to {high}"
    return f"{low}" if low == high else f"{low} or more" if high is None else f"{low} to {high}"


def _told(counts: Sequence[_Counted]) -> tuple[TollTold, ...]:
    """The numbers of a happening, each once, the smallest first, with those who give it. Its words are the longest that a report has for it."""
    values: dict[tuple[str, int | None, int | None], list[_Counted]] = {}
    for count in counts:
        values.setdefault((count.what, count.min, count.max), []).append(count)
    return tuple(
        TollTold(
            what=what,
            min=low,
            max=high,
            words=max((count.words for count in some), key=len),
            sources=tuple(dict.fromkeys(name for count in some for name in count.sources or ())),
            own=any(count.sources is None for count in some),
            reports=len({count.account.report for count in some}),
            origins=len({count.account.origin for count in some}),
            uids=tuple(dict.fromkeys(count.account.uid for count in some)),
        )
        for (what, low, high), some in sorted(values.items(), key=lambda item: (item[0][0], item[0][1] or 0, item[0][2] or 0))
    )


def _statuses(accounts: Sequence[_Account]) -> tuple[StatusTold, ...]:
    """How the accounts stand, that of most origins first."""
    by_status = {status: [account for account in accounts if account.status == status] for status in _STATUSES}
    told = [
        StatusTold(status=status, reports=len({account.report for account in some}), origins=len({account.origin for account in some}))
        for status, some in by_status.items()
        if some
    ]
    return tuple(sorted(told, key=lambda item: -item.origins))


def _disputed(connection: sqlite3.Connection, groups: Sequence[int]) -> dict[int | str, tuple[str, ...]]:
    """What the accounts of each happening contradict each other about."""
    found: dict[int | str, list[str]] = {}
    for happening, about in connection.execute(f"SELECT happening, about FROM dispute WHERE happening IN ({lines.numbers(groups)}) ORDER BY id"):
        found.setdefault(happening, []).append(about)
    return {happening: tuple(some) for happening, some in found.items()}
