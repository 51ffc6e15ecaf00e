"""Reports that go back to one origin: wire copies, cuts, rewrites and texts embedded in another.

Each sentence of a report gets a MinHash signature over its three-word shingles (Broder 1997) whose bands are its keys (locality-sensitive hashing, Indyk and
Motwani 1998). Reports that share keys are candidates; keys are those of sentences, so that a report of five sentences is found inside one of fifty, where
the two as wholes are hardly alike. Candidates are then compared word by word: shared shingles in the same order make passages, and what counts is how much
of the shorter report lies in passages of the other (Broder's containment). A casebook stores the keys and asks by them, so that a report costs the same
whether it joins a thousand or fifty thousand.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from msgspec.structs import replace

from dateline.linking.wording import SHINGLE, Wording
from dateline.records.model import Record, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from dateline.records.model import Document

ROWS = 3
BANDS = 6
SEED = 20_240_229
SENTENCE_WORDS = 8
"""Shorter sentences are formulas as often as copies, and get no keys."""
MOST_SENTENCES = 64
"""Of a longer report those sentences are kept whose first key is least: the same sentence is kept or left out in all reports (bottom-k sampling)."""
MOST_REPORTS = 50
"""Of the reports with a key no more are looked at: a sentence in all of a publisher's reports costs no more than this."""
MOST_CANDIDATES = 20
GAP = 8
"""How many words may be changed, added or left out inside a passage."""
PASSAGE_WORDS = 8
CLASH_WORDS = 12
"""What a gap with other names costs: the words of the form around it."""
THRESHOLD = 0.4
CREDITED = 0.3
"""Reports that credit the same agency need to share less."""
OWN = 0.7
"""Reports of one publisher need to share more: its statements and stories repeat paragraphs of their own, where a copy of itself is an update or a reprint."""
SHORTEST = 12
KEPT = 2000
"""Wordings are large; those looked at last are kept."""
BOILERPLATE_GROUPS = 4
"""A passage that stands in reports of so many origins is a formula, and evidence of none."""
OWN_FORMULA = 3
"""So are the words that a publisher uses in reports of so many origins."""


class Passage(Record, frozen=True):
    """The same passage in two reports."""

    here: Span
    there: Span


class Resemblance(Record, frozen=True):
    """How much of the shorter of two reports lies in shared passages (`score`, 0 to 1), how much of the longer (`mutual`), and the passages."""

    score: float
    mutual: float
    passages: tuple[Passage, ...]


class Joining(Record, frozen=True):
    """That a report goes back to a group, the member that shows it, and the passages: `here` in the report, `there` in the member."""

    report: str
    group: str
    member: str
    score: float
    mutual: float
    passages: tuple[Passage, ...]


class OriginGroup(Record, frozen=True):
    """Reports with one origin. `origin` is the earliest of them; `joinings` say why the others are here.

    `also` are members that go back to other groups too: they were put together from several reports.
    """

    origin: str
    reports: tuple[str, ...]
    joinings: tuple[Joining, ...]
    also: tuple[Joining, ...] = ()
    credits: tuple[str, ...] = ()


def keys(wording: Wording) -> tuple[int, ...]:
    """What a report is found by: signed 64-bit integers, sorted, the same for the same sentences in every report."""
    import rensa

    sentences = [words for words in wording.passages() if len(words) >= SENTENCE_WORDS]
    if not sentences:
        sentences = [[word for word, counts in zip(wording.words, wording.counts, strict=True) if counts]]
    shingles = [sorted({" ".join(words[start : start + 3]) for start in range(max(1, len(words) - 2))}) for words in sentences]
    rows = rensa.RMinHash.digest_matrix_from_token_sets(shingles, num_perm=ROWS * BANDS, seed=SEED).to_rows()
    rows = sorted(rows)[:MOST_SENTENCES]
    return tuple(sorted({_key(band, row[band * ROWS : (band + 1) * ROWS]) for row in rows for band in range(BANDS)}))


def _key(band: int, values: Sequence[int]) -> int:
    """One signed 64-bit number for the values of a band."""
    number = band + 1
    for value in values:
        number = (number * 0x9E3779B97F4A7C15 + value * 0xC2B2AE3D27D4EB4F) & 0xFFFFFFFFFFFFFFFF
        number ^= number >> 29
    return number - (1 << 64) if number >> 63 else number


def candidates(wanted: Iterable[int], lookup: Callable[[int], Iterable[str]]) -> list[str]:
    """The reports that share most keys, at most `MOST_CANDIDATES`. `lookup` gives the reports with a key; `MOST_REPORTS` of them are enough."""
    shared: Counter[str] = Counter()
    for key in wanted:
        for number, report in enumerate(lookup(key)):
            if number == MOST_REPORTS:
                break
            shared[report] += 1
    return [report for report, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:MOST_CANDIDATES]]


def compare(here: Wording, there: Wording) -> Resemblance:
    """How much two reports share, word by word."""
    return _resemblance(here, there, _runs(here, there))


class Run(NamedTuple):
    """Words in both reports, in the same order with small gaps: first and end here, first and end there."""

    first: int
    end: int
    first_there: int
    end_there: int
    clashes: int = 0


def _runs(here: Wording, there: Wording) -> list[Run]:
    """The passages that two reports share."""
    runs: list[Run] = []
    current: Run | None = None
    positions = here.positions
    for second, shingle in enumerate(there.shingles):
        places = positions.get(shingle)
        if not places:
            continue
        if current:
            expected = current.end + second - current.end_there
            first = min(places, key=lambda place: abs(place - expected))
            if second - current.end_there <= GAP and current.end - SHINGLE < first <= current.end + GAP:
                clash = _clash(here.names[current.end : first], there.names[current.end_there : second])
                end, end_there = max(current.end, first + SHINGLE), second + SHINGLE
                current = Run(current.first, end, current.first_there, end_there, current.clashes + clash)
                continue
            runs.append(current)
        current = Run(places[0], places[0] + SHINGLE, second, second + SHINGLE)
    if current:
        runs.append(current)
    return [run for run in runs if min(run.end - run.first, run.end_there - run.first_there) >= PASSAGE_WORDS]


def _clash(here: Sequence[str | None], there: Sequence[str | None]) -> bool:
    """Whether a gap holds different names or numbers on the two sides: a form that was filled in differently, where a copy keeps them."""
    one, other = set(here) - {None}, set(there) - {None}
    return bool(one and other) and one.isdisjoint(other)


def _resemblance(here: Wording, there: Wording, runs: list[Run]) -> Resemblance:
    shorter, longer = sorted((here.size, there.size))
    if shorter < SHORTEST:
        same = float(here.words == there.words and bool(here.words))
        return Resemblance(score=same, mutual=same, passages=())
    shared = min(here.counted([(run.first, run.end) for run in runs]), there.counted([(run.first_there, run.end_there) for run in runs]))
    shared = max(0, shared - CLASH_WORDS * sum(run.clashes for run in runs))
    passages = tuple(Passage(here=here.span(run.first, run.end), there=there.span(run.first_there, run.end_there)) for run in runs)
    return Resemblance(score=round(min(1.0, shared / shorter), 3), mutual=round(shared / longer, 3), passages=passages)


def credited(document: Document) -> frozenset[str]:
    """The agencies and outlets that a report credits, in lower case."""
    return frozenset(" ".join(credit.name.lower().split()) for credit in document.credits)


def publisher_of(document: Document) -> str | None:
    """Whose report it is, as far as it says: the publisher's name, else the host of its address."""
    host = urlsplit(document.url or "").hostname or ""
    return (document.publisher or host.removeprefix("www.")).casefold() or None


def enough(one: Document, other: Document) -> float:
    """How much two reports must share to have one origin."""
    publisher = publisher_of(one)
    versions = one.url is not None and one.url == other.url
    if publisher is not None and publisher == publisher_of(other) and not versions:
        return OWN
    return CREDITED if credited(one) & credited(other) else THRESHOLD


def join(
    report: str,
    document: Document,
    others: Mapping[str, Document],
    group_of: Mapping[str, str],
    prepared: Callable[[str, Document], Wording] = lambda _, document: Wording(document),
) -> tuple[Joining, ...]:
    """The groups that a new report goes back to, strongest first: none, one, or several when it was put together from several reports.

    `others` are its candidates and `group_of` their groups. `prepared` may give back a candidate's wording that the caller kept.
    """
    here = prepared(report, document)
    wordings = {other: prepared(other, candidate) for other, candidate in others.items()}
    runs = {other: _runs(here, there) for other, there in wordings.items()}
    needed = {other: enough(document, candidate) for other, candidate in others.items()}
    found = {other: _resemblance(here, there, runs[other]) for other, there in wordings.items()}
    # A passage that stands in many reports that don't go back to this one's origin is a formula; what is left must be enough.
    holders = {other: group_of[other] if found[other].score >= needed[other] else f"alone {other}" for other in others}
    formulas = _formulas(here, runs, holders, {other: publisher_of(candidate) for other, candidate in others.items()})
    best: dict[str, Joining] = {}
    for other, there in wordings.items():
        likeness = found[other]
        if any(formulas):
            likeness = _resemblance(here, there, [run for run in runs[other] if not _inside(run, formulas)])
        group = group_of[other]
        joining = Joining(report=report, group=group, member=other, score=likeness.score, mutual=likeness.mutual, passages=likeness.passages)
        if likeness.score >= needed[other] and (group not in best or _strength(joining) > _strength(best[group])):
            best[group] = joining
    ordered = sorted(best.values(), key=lambda joining: (-_strength(joining), joining.group))
    # What it shares with the nearest explains what it shares with others by the same words, unless it is most of them.
    return tuple(joining for joining in ordered if joining is ordered[0] or joining.score >= OWN or not overlapping(ordered[0], joining))


def _strength(joining: Joining) -> float:
    """A report that is much the same comes before one that holds this one among others."""
    return joining.score + joining.mutual


def _formulas(here: Wording, runs: Mapping[str, list[Run]], holders: Mapping[str, str], publishers: Mapping[str, str | None]) -> bytearray:
    """Marks the words of a report that stand in reports of many origins, or of some origins of one publisher."""
    holding: list[set[tuple[str, str | None]]] = [set() for _ in here.words]
    for other, shared in runs.items():
        for run in shared:
            for position in range(run.first, run.end):
                holding[position].add((holders[other], publishers[other]))
    return bytearray(_is_formula(standing) for standing in holding)


def _is_formula(standing: Collection[tuple[str, str | None]]) -> bool:
    if len({holder for holder, _ in standing}) >= BOILERPLATE_GROUPS:
        return True
    own = Counter(publisher for _, publisher in standing if publisher is not None)
    return max(own.values(), default=0) >= OWN_FORMULA


def _inside(run: Run, marked: bytearray) -> bool:
    return 2 * sum(marked[run.first : run.end]) > run.end - run.first


def overlapping(one: Joining, other: Joining) -> bool:
    """Whether a report goes back to two groups by the same passages, so that the two are one: not so when it was put together from both."""
    shared = sum(max(0, min(a.here[1], b.here[1]) - max(a.here[0], b.here[0])) for a in one.passages for b in other.passages)
    shorter = min(sum(passage.here[1] - passage.here[0] for passage in joining.passages) for joining in (one, other))
    return shorter > 0 and 2 * shared > shorter


class Origins:
    """Groups of reports by origin that grow by one report after another, kept in memory."""

    def __init__(self) -> None:
        self._reports: dict[int, list[str]] = {}
        self._documents: dict[str, Document] = {}
        self._wordings: dict[str, Wording] = {}
        self._group_of: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._joinings: dict[str, tuple[Joining, ...]] = {}

    def add(self, report: str, document: Document) -> tuple[Joining, ...]:
        """Put a report into the group that it goes back to most, or a new one that is named after it; give the groups that it goes back to."""
        wanted = keys(self._wording(report, document))
        near = candidates(wanted, lambda key: self._reports.get(key, ()))
        joinings = join(report, document, {other: self._documents[other] for other in near}, self._group_of, self._wording)
        group = joinings[0].group if joinings else report
        self._documents[report] = document
        self._group_of[report] = group
        self._joinings[report] = joinings
        self._members.setdefault(group, []).append(report)
        for joining in joinings[1:]:
            if overlapping(joinings[0], joining):
                self._merge(joining.group, group)
        for key in wanted:
            standing = self._reports.setdefault(key, [])
            if len(standing) < MOST_REPORTS:
                standing.append(report)
        return joinings

    def _wording(self, report: str, document: Document) -> Wording:
        found = self._wordings.pop(report, None) or Wording(document)
        self._wordings[report] = found
        if len(self._wordings) > KEPT:
            del self._wordings[next(iter(self._wordings))]
        return found

    def _merge(self, old: str, new: str) -> None:
        for report in self._members.pop(old):
            self._group_of[report] = new
            self._members[new].append(report)

    def groups(self) -> tuple[OriginGroup, ...]:
        """All groups as they are now, those of one report included."""
        return tuple(self._group(group, reports) for group, reports in self._members.items())

    def _group(self, group: str, reports: list[str]) -> OriginGroup:
        # A report without a date can't be shown to be earlier than one that has a date.
        ordered = sorted(reports, key=lambda report: (str(self._documents[report].published or "9999"), report != group))
        # Groups may have become one since a report joined them.
        why = [replace(joining, group=self._group_of[joining.member]) for report in ordered for joining in self._joinings[report]]
        return OriginGroup(
            origin=ordered[0],
            reports=tuple(ordered),
            joinings=tuple(joining for joining in why if joining.group == group),
            also=tuple(joining for joining in why if joining.group != group),
            credits=tuple(sorted({name for report in reports for name in credited(self._documents[report])})),
        )


def group_origins(documents: Mapping[str, Document]) -> tuple[OriginGroup, ...]:
    """Group reports by origin: those with the earlier date first, and at the same date the shorter first, so that a compilation comes after its parts."""
    origins = Origins()
    for report in sorted(documents, key=lambda name: (str(documents[name].published or "9999"), len(documents[name].text), name)):
        origins.add(report, documents[report])
    return origins.groups()
