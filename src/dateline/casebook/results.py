"""What the verbs of a casebook give back: typed, immutable, written to JSON by `msgspec.json.encode`."""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

from dateline.records.model import Span

Kind = Literal["claims", "events", "ties", "texts"]


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """The base of every result: immutable and compared by value.

    Where a record has a `standing`, people decided on it: `accepted` or `corrected`; what they rejected is in no answer.
    """


class ReportLine(Result, frozen=True):
    """A report of the casebook. `report` is its number there, `key` what all versions of the article share."""

    report: int
    key: str
    version: int
    latest: bool
    title: str | None
    publisher: str | None
    published: datetime.date | None
    url: str | None
    origin: str
    added: str
    claims: int
    events: int
    ties: int
    actors: int


class RunLine(Result, frozen=True):
    """What made records: the fields of `run`, and how many reports show what it made."""

    dateline: str | None
    model: str | None
    ontology: str | None
    knowledge: str | None
    settings: str
    reports: int


class Summary(Result, frozen=True):
    """What is in a casebook. `first` and `last` are days of publication; `independent` counts the origins, each of one or more reports.

    `claims`, `events` and `ties` are those of all versions of all articles, `newest` is how many of each the newest versions have. `most_named` are the names
    of actors with the number of articles and of independent origins that tell of them. Of the disputes those are open in which there is an account on which
    nobody has decided.
    """

    path: str
    reports: int
    articles: int
    undated: int
    first: datetime.date | None
    last: datetime.date | None
    actors: int
    claims: int
    events: int
    ties: int
    places: int
    times: int
    independent: int
    linked: int
    disputes: int
    open_disputes: int
    decisions: int
    lost_decisions: int
    publishers: tuple[tuple[str, int], ...]
    most_named: tuple[tuple[str, int, int], ...]
    runs: tuple[RunLine, ...]
    size: int
    newest: tuple[int, int, int]


class Voices(Result, frozen=True):
    """Who tells something: the number of reports and of independent origins, of origins in which the reporter says it himself, and the sources that they name,
    each with the number of origins in which it speaks. `only` is the one source from which all of several origins have it. `uids` are the records that say so.
    """

    reports: int = 0
    origins: int = 0
    own: int = 0
    sources: tuple[tuple[str, int], ...] = ()
    only: str | None = None
    uids: tuple[str, ...] = ()


NOBODY = Voices()


class Backing(Result, frozen=True):
    """Who tells what a record tells, and who denies it. That is no measure of truth.

    `repeated`, of claims, is in which origins the same source says it. `alike` and `opposite`, of ties, are those who tell of another tie of the same sign
    between the two, and of one of the other sign.
    """

    asserting: Voices = NOBODY
    denying: Voices = NOBODY
    repeated: Voices = NOBODY
    alike: Voices = NOBODY
    opposite: Voices = NOBODY


class Tally(Result, frozen=True):
    """How many records, in how many reports, and from how many independent origins."""

    records: int
    reports: int
    origins: int


class Hit(Result, frozen=True):
    """Something that a search found.

    `quote` are the report's words, `marks` the stretches of `quote` that match, `start` and `end` where it lies in the report's text. For events and ties
    `quote` is the sentence, and `words` those that name the event or the tie; for texts it is a stretch of the text, all of which lies between `start` and
    `end`. `score` is BM25, the lower the better; 0 in a search without words.
    """

    kind: Kind
    uid: str
    report: int
    title: str | None
    publisher: str | None
    published: datetime.date | None
    url: str | None
    quote: str
    marks: tuple[Span, ...]
    start: int
    end: int
    words: str | None = None
    sources: tuple[str, ...] = ()
    stance: str | None = None
    status: str | None = None
    type: str | None = None
    mode: str | None = None
    from_day: datetime.date | None = None
    to_day: datetime.date | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    score: float = 0.0
    standing: str | None = None
    backing: Backing | None = None


class ActorLine(Result, frozen=True):
    """An actor of the casebook: `actor` is its number there. `reports` tell of it, which go back to so many independent `origins`."""

    actor: int
    name: str
    kind: str
    country: str | None
    kb: str | None
    reports: int
    origins: int


class ClaimLine(Result, frozen=True):
    """A claim with its report."""

    uid: str
    quote: str
    stance: str
    sources: tuple[str, ...]
    report: int
    title: str | None
    publisher: str | None
    published: datetime.date | None
    confidence: float | None = None
    standing: str | None = None
    backing: Backing | None = None


class EventLine(Result, frozen=True):
    """An event with its report. `grain` is None where nothing dates it; `counts` are such as `killed: at least 31`, in the report's words."""

    uid: str
    from_day: datetime.date | None
    to_day: datetime.date | None
    grain: str | None
    type: str
    mode: str | None
    status: str
    quote: str
    passage: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    places: tuple[str, ...]
    counts: tuple[str, ...]
    sources: tuple[str, ...]
    report: int
    title: str | None
    publisher: str | None
    published: datetime.date | None
    confidence: float | None = None
    standing: str | None = None
    backing: Backing | None = None


class DateTold(Result, frozen=True):
    """A date of an event, and how many reports and independent origins give it. `grain` is `report` where it is only the day of the report."""

    from_day: datetime.date | None
    to_day: datetime.date | None
    grain: str
    reports: int
    origins: int
    uids: tuple[str, ...]


class TollTold(Result, frozen=True):
    """A number that is told of an event, in the words of a report, with who gives it: sources, and `own` where a reporter gives it himself."""

    what: str
    min: int | None
    max: int | None
    words: str
    sources: tuple[str, ...]
    own: bool
    reports: int
    origins: int
    uids: tuple[str, ...]


class PartiesTold(Result, frozen=True):
    """Who did it to whom, as so many reports of so many independent origins have it."""

    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    reports: int
    origins: int
    uids: tuple[str, ...]


class StatusTold(Result, frozen=True):
    """How an event stands in so many reports of so many independent origins."""

    status: str
    reports: int
    origins: int


class HappeningLine(Result, frozen=True):
    """What accounts of one event tell, side by side: nothing is merged, and `events` are the accounts, the earlier published first.

    `from_day` and `to_day` are the date that most origins agree with, and `dates` all that are given; `actors`, `recipients` and `places` are whom any account
    names, the most often named first, and `parties` who did it to whom as each account has it, without those that leave some of another's out. `disputes` says
    what the accounts contradict each other about. What is only wanted or imagined, and what is not linked yet, is alone and has no number of a `happening`.
    """

    happening: int | None
    from_day: datetime.date | None
    to_day: datetime.date | None
    grain: str
    types: tuple[str, ...]
    modes: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    places: tuple[str, ...]
    parties: tuple[PartiesTold, ...]
    dates: tuple[DateTold, ...]
    tolls: tuple[TollTold, ...]
    statuses: tuple[StatusTold, ...]
    disputes: tuple[str, ...]
    reports: int
    origins: int
    backing: Backing | None
    events: tuple[EventLine, ...]


class TieLine(Result, frozen=True):
    """A tie with its report."""

    uid: str
    a: str
    kind: str
    b: str
    polarity: str
    status: str
    quote: str
    sources: tuple[str, ...]
    since: datetime.date | None
    until: datetime.date | None
    report: int
    title: str | None
    publisher: str | None
    published: datetime.date | None
    confidence: float | None = None
    standing: str | None = None
    backing: Backing | None = None


class ActorPage(Result, frozen=True):
    """All that a casebook has of an actor. The counts are of everything, the lists hold the newest.

    `claims_by` are its own, `claims_for_it` those of whoever speaks or acts for it (a ministry for its state), under the names of these. `tallies` tells for
    each of the lists how many records there are, in how many reports and from how many independent origins. `others` are further actors that the name can mean;
    `acts_for` whom reports say it speaks or acts for, `agents` who does for it, those of most reports first.
    """

    actor: ActorLine
    names: tuple[str, ...]
    first_seen: datetime.date | None
    last_seen: datetime.date | None
    claims_by_count: int
    claims_for_it_count: int
    claims_about_count: int
    events_as_actor_count: int
    events_as_recipient_count: int
    ties_count: int
    claims_by: tuple[ClaimLine, ...]
    claims_for_it: tuple[ClaimLine, ...]
    claims_about: tuple[ClaimLine, ...]
    events_as_actor: tuple[EventLine, ...]
    events_as_recipient: tuple[EventLine, ...]
    ties: tuple[TieLine, ...]
    acts_for: tuple[str, ...]
    agents: tuple[str, ...]
    others: tuple[ActorLine, ...]
    tallies: dict[str, Tally]


class TextChange(Result, frozen=True):
    """A sentence that went (`new` is None), came (`old` is None) or was reworded."""

    old: str | None
    new: str | None


class ClaimChange(Result, frozen=True):
    """A claim of one source, as an earlier version has it and as a later one has it."""

    old: ClaimLine
    new: ClaimLine


class VersionDiff(Result, frozen=True):
    """What changed from one version of an article to a later one. `heads` are the fields of the head that changed: name, old, new."""

    older: ReportLine
    newer: ReportLine
    heads: tuple[tuple[str, str | None, str | None], ...]
    text: tuple[TextChange, ...]
    gone: tuple[ClaimLine, ...]
    came: tuple[ClaimLine, ...]
    changed: tuple[ClaimChange, ...]


class Problem(Result, frozen=True):
    """Something that `verify` found. `report` is None where the problem is the file's."""

    report: int | None
    where: str
    problem: str

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}"


class Lost(Result, frozen=True):
    """A report that could not be saved, by its number in the damaged casebook."""

    report: int
    reason: str

    def __str__(self) -> str:
        return f"report {self.report} ({self.reason})"


class Salvaged(Result, frozen=True):
    """What `salvage` copied: reports, further readings of them and decisions.

    `lost` names each report that was not whole, up to the last of which any trace is left; `missing` is how many pages at the end of the file are gone, in
    which there may have been more. `lost_decisions` counts those up to the last that is there, and `unnamed` the saved reports of which is lost what made them.
    """

    reports: int
    readings: int
    decisions: int
    lost: tuple[Lost, ...]
    lost_decisions: int = 0
    unnamed: int = 0
    missing: int = 0
