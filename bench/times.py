"""Measure the date grammar.

    python bench/times.py                 # a table: what was found, what was resolved, and the speed
    python bench/times.py --errors gold   # also every miss of one data set: gold, meantime, recognizers or timenorm
    python bench/times.py --develop       # MEANTIME's other two thirds, on which the grammar was developed

Data sets are read from the folder that `DATELINE_SHARED` names, or `../shared` beside the repository; without it there is nothing to
measure and the program says so. They are:

- gold: hand-annotated reports; a time is found when the spans overlap (one to one), resolved when both dates are equal.
- meantime: MEANTIME's Wikinews reports, first sentences, TIMEX3 of type DATE with a definite value. Resolved means the dates that the
  value stands for, or, where the text says "early", "the end of" and the like (which TIMEX3 keeps apart from the value), a part of them.
  Predictions on a DURATION, TIME, SET or PRESENT_REF are neither right nor wrong. Every third report is kept for measuring.
- recognizers: sentences of the Recognizers-Text specifications for dates, date ranges and feasts that give one; either of its two readings counts, and for a
  part ("early"), and for a range that ends with a year or month, what is said above and at `_readings`. They are the utterances of people who talk to an
  assistant, so that the table sets apart, by the words of the expression alone (`UNLIKE_NEWS`), what edited news does not write: dates in figures only
  ("4/22", "2016/11"), years and days in words ("two thousand and ten"), chat ("my week", "tmrw", "next day"), numbers of weeks, durations, which the
  records leave out ("within 5 days"), and days that no calendar has. Months, weekdays and feasts are given their capitals first.
- timenorm: expressions of newswire with their value, without their sentence: no direction and no earlier date to lean on.
"""

from __future__ import annotations

import argparse
import datetime
import json
import lzma
import os
import re
import sys
import time
import xml.etree.ElementTree as ET
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.records import time_calendar as cal
from dateline.records.time_lexicon import lexicon
from dateline.records.times import TimeExpression, find_times

if TYPE_CHECKING:
    from collections.abc import Iterator

Days = tuple[datetime.date, datetime.date]
KEEP_EVERY = 3
SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
NAMES = re.compile(rf"\b(?:{'|'.join([*lexicon().full_months, *lexicon().full_weekdays, *lexicon().holidays])})\b")  # often in lower case there
MONTH = f"(?:{'|'.join(sorted(lexicon().months, key=len, reverse=True))})"
YEAR = r"(?:19|20)\d\d"
UNLIKE_NEWS = {  # in this order; over the expression in lower case, without JOINTS
    "figures only": re.compile(
        rf"(?!{YEAR}(?: ?- ?{YEAR})?$|{YEAR}-\d\d-\d\d$|\d\d?([/.-])\d\d?\1{YEAR}$)(?:the )?[\d\s./,-]+$"
        rf"|.*(?:{MONTH}[./-]?\d|\d[./-]{MONTH}|{YEAR}h\d|{YEAR} ?,? {MONTH})"
    ),
    "numbers in words": re.compile(r".*\b(?:thousand|hundred|thirty|twenty|nineteen|fifteen)"),
    "chat": re.compile(r".*\b(?:my|tmrw|w/c)\b|(?:(?:the )?last |next |this |past |the )?day$|(?:the )?week$|weekend$|rest (?:of )?week"),
    "week numbers": re.compile(r".*\bweek \d"),
    "durations": re.compile(r".*\b(?:within|less than|few)\b|(?:for )?(?:\d+|a) (?:day|week|month|year)s?,? (?:start|from \w+ )|for \d"),
}
JOINTS = re.compile(r"\b(?:from|to|between|and|on|in)\b\s*")
PARTIAL = re.compile(r"\b(?:early|earlier|mid|middle|late|later|end|beginning|start|rest)\b")


@dataclass
class Figures:
    """Counts of one data set, and its misses in words."""

    wanted: int = 0
    found: int = 0
    overlapping: int = 0
    resolved: int = 0
    misses: list[str] = field(default_factory=list)

    def row(self, name: str) -> str:
        """One line of the table."""
        scores = []
        for right in (self.overlapping, self.resolved):
            precision, recall = (right / self.found if self.found else 0.0), (right / self.wanted if self.wanted else 0.0)
            scores += [precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0]
        share = self.resolved / self.overlapping if self.overlapping else 0.0
        return f"{name:20}{self.wanted:7}{self.found:7}" + "".join(f"{score:8.3f}" for score in scores) + f"{share:11.3f}"


@dataclass(frozen=True)
class Wanted:
    """An annotated expression: its days, or None when only its place is known."""

    span: tuple[int, int]
    days: Days | None


def shared() -> Path | None:
    """The folder with the data sets, when there is one."""
    folder = Path(os.environ.get("DATELINE_SHARED") or Path(__file__).resolve().parents[2] / "shared")
    return folder if (folder / "data").is_dir() else None


def compare(figures: Figures, text: str, wanted: list[Wanted], found: list[TimeExpression], *, lenient: bool = False) -> None:
    """Add one text to the figures: spans are paired one to one by falling overlap."""

    def shown(span: tuple[int, int]) -> str:
        return f"{text[max(0, span[0] - 50) : span[0]]}[[{text[slice(*span)]}]]{text[span[1] : span[1] + 30]}".replace("\n", "/")

    pairs = sorted(
        ((min(w.span[1], f.span[1]) - max(w.span[0], f.span[0]), i, j) for i, w in enumerate(wanted) for j, f in enumerate(found)),
        key=lambda pair: -pair[0],
    )
    used_wanted: set[int] = set()
    used_found: set[int] = set()
    figures.wanted += len(wanted)
    figures.found += len(found)
    for overlap, i, j in pairs:
        if overlap <= 0 or i in used_wanted or j in used_found:
            continue
        used_wanted.add(i)
        used_found.add(j)
        figures.overlapping += 1
        want, have = wanted[i], found[j]
        right = want.days == (have.start, have.end)
        if lenient and not right and want.days and have.start and have.end and PARTIAL.search(text[slice(*want.span)].lower()):
            right = want.days[0] <= have.start and have.end <= want.days[1]
        figures.resolved += right
        if not right:
            figures.misses.append(f"wrong    {want.days and '/'.join(map(str, want.days))} read as {have.start}/{have.end}: {shown(want.span)}")
    figures.misses += [f"missed   {w.days and '/'.join(map(str, w.days))}: {shown(w.span)}" for i, w in enumerate(wanted) if i not in used_wanted]
    figures.misses += [f"made up  {f.start}/{f.end}: {shown(f.span)}" for j, f in enumerate(found) if j not in used_found]


def value_days(value: str) -> Days | None:
    """The days that a TIMEX3 value stands for; None for references, unknown digits and what has no dates."""
    value = re.sub(r"T.*$", "", value)
    if found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", value):
        day = datetime.date(*map(int, found.groups()))
        return day, day
    if found := re.fullmatch(r"(\d{4})-(\d\d)(?:-XX)?", value):
        return cal.month(int(found[1]), int(found[2]))
    if found := re.fullmatch(r"(\d{4})-Q([1-4])", value):
        return cal.months(int(found[1]), int(found[2]) * 3 - 2, 3)
    if found := re.fullmatch(r"(\d{4})-H([12])", value):
        return cal.months(int(found[1]), int(found[2]) * 6 - 5, 6)
    if found := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        return cal.months(int(found[1]), SEASON_MONTHS[found[2]], 3)
    if found := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        monday = datetime.date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return (monday + 5 * cal.DAY, monday + 6 * cal.DAY) if found[3] else (monday, monday + 6 * cal.DAY)
    if re.fullmatch(r"\d{4}", value):
        return cal.year(int(value))
    if re.fullmatch(r"\d{3}X?", value):
        return datetime.date(int(value[:3]) * 10, 1, 1), datetime.date(int(value[:3]) * 10 + 9, 12, 31)
    return None


def gold(folder: Path) -> Figures:
    """The hand-annotated reports. A wording stands for all its occurrences that are whole words and lie in no longer wording."""
    figures = Figures()
    for path in sorted((folder / "eval/gold").glob("*.json")):
        report = json.loads(path.read_text(encoding="utf-8"))
        text = report["text"]
        rows: dict[tuple[int, int], Days | None] = {}
        for row in report["times"]:
            quote, which = (row["text"], None) if isinstance(row["text"], str) else (row["text"]["q"], row["text"].get("n", 1))
            places = [found.start() for found in re.finditer(re.escape(quote), text)]
            for at in places if which is None else places[which - 1 : which]:
                start, end = row.get("start"), row.get("end") or row.get("start")
                rows[at, at + len(quote)] = (datetime.date.fromisoformat(start), datetime.date.fromisoformat(end)) if start else None
        wanted = [
            Wanted(span, days)
            for span, days in sorted(rows.items())
            if not (text[span[0] - 1 : span[0]].isalnum() or text[span[1] : span[1] + 1].isalnum())
            and not any(other != span and other[0] <= span[0] and span[1] <= other[1] for other in rows)
        ]
        published = datetime.date.fromisoformat(report["published"]) if report.get("published") else None
        compare(figures, text, wanted, find_times(text, published))
    return figures


def _meantime_text(root: ET.Element) -> tuple[str, dict[str, tuple[int, int, int]]]:
    """A MEANTIME report as running text, and the span and sentence of each token."""
    text, places, sentence = "", {}, -1
    for token in root.iter("token"):
        word, number = token.text or "", int(token.get("sentence", "0"))
        glued = re.fullmatch(r"[,.;:!?%)\]]|'s|n't|''|'|\u2019s|\u201d", word) or text[-1:] in {"(", "$", "["}
        text += "" if not text else "\n" if number != sentence else "" if glued else " "
        places[token.get("t_id", "")] = len(text), len(text) + len(word), number
        text += word
        sentence = number
    return text, places


def _touches(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    """Whether a span shares a code point with one of the others."""
    return any(span[0] < end and start < span[1] for start, end in others)


def meantime(folder: Path, *, develop: bool) -> Figures:
    """The reports of MEANTIME, the kept third or the other two."""
    figures = Figures()
    for number, path in enumerate(sorted((folder / "data/train/meantime/intra-doc_annotation").glob("*/*.xml"))):
        if (number % KEEP_EVERY == KEEP_EVERY - 1) == develop:
            continue
        root = ET.parse(path).getroot()
        text, places = _meantime_text(root)
        wanted, ignored, published, last = [], [], None, 0
        for timex in root.iter("TIMEX3"):
            anchors = [places[anchor.get("t_id", "")] for anchor in timex.findall("token_anchor")]
            days = value_days(timex.get("value", "")) if timex.get("type") == "DATE" else None
            if timex.get("functionInDocument") == "CREATION_TIME" and days:
                published = days[0]
            if not anchors:
                continue
            span = min(a[0] for a in anchors), max(a[1] for a in anchors)
            last = max(last, anchors[0][2])
            if days:
                wanted.append(Wanted(span, days))
            else:
                ignored.append(span)
        if published is None:
            continue
        end = max(place[1] for place in places.values() if place[2] <= max(last, 5))
        found = [time for time in find_times(text, published) if time.span[1] <= end]
        ours = [time for time in found if _touches(time.span, [row.span for row in wanted]) or not _touches(time.span, ignored)]
        compare(figures, text, wanted, ours, lenient=True)
    return figures


def _readings(result: dict[str, Any]) -> Iterator[Days]:
    """The readings of a specification's result.

    Its ranges end the day after their last, or on the first day of their last year or month ("2014-2018" ends on 1 January 2018), which news counts in.
    """
    value = result.get("Value") or {}
    for name in ("PastResolution", "FutureResolution"):
        row = value.get(name) or {}
        if "date" in row:
            day = datetime.date.fromisoformat(row["date"])
            yield day, day
        elif "startDate" in row and "endDate" in row:
            start, end = datetime.date.fromisoformat(row["startDate"]), datetime.date.fromisoformat(row["endDate"])
            yield start, end - cal.DAY
            yield start, end
            if end.day == 1:
                yield start, cal.containing(end, "month")[1]
                yield start, cal.containing(end, "year" if end.month == 1 else "month")[1]


def unlike_news(wording: str, result: dict[str, Any]) -> str | None:
    """Why an expression of the specifications is none of edited news, judged from its words alone; None where news might have it."""
    if all(days[0].year == 1 for days in _readings(result)):
        return "no such day"
    return next((kind for kind, pattern in UNLIKE_NEWS.items() if pattern.match(JOINTS.sub("", wording.lower()).strip())), None)


def recognizers(folder: Path) -> dict[str, Figures]:
    """The date and date period parsers' specifications: what news might write, and each kind of what it does not."""
    sets: dict[str, Figures] = {"recognizers": Figures()}
    for name in ("DateParser", "DatePeriodParser", "HolidayParser"):
        path = folder / f"data/train/time-recognizers/Specs/DateTime/English/{name}.json"
        for case in json.loads(path.read_text(encoding="utf-8-sig")):
            if len(case["Results"]) != 1 or "Context" not in case:
                continue
            result, text = case["Results"][0], case["Input"]
            span = result["Start"], result["Start"] + result["Length"]
            kind = unlike_news(text[slice(*span)], result)
            text = text[: span[0]] + NAMES.sub(lambda at: at[0].title().replace("'S", "'s"), text[slice(*span)]) + text[span[1] :]
            readings = list(_readings(result))
            found = find_times(text, datetime.date.fromisoformat(case["Context"]["ReferenceDateTime"][:10]))
            read = next(((f.start, f.end) for f in found if f.span[0] < span[1] and span[0] < f.span[1]), None)
            days = next((days for days in readings if days == read), readings[0] if readings else None)
            if days:
                compare(sets["recognizers"] if kind is None else sets.setdefault(f"  {kind}", Figures()), text, [Wanted(span, days)], found, lenient=True)
    return sets


def timenorm(folder: Path) -> Figures:
    """Expressions of newswire with their value: blocks of lines, the first of which is the date of publication."""
    figures = Figures()
    for part in ("train", "test"):
        path = folder / f"data/train/time-timenorm/datasets/en/{part}.tsv"
        published = None
        for line in path.read_text(encoding="utf-8").splitlines():
            row = line.split("\t")
            if len(row) < 3:
                published = None
            elif published is None:
                days = value_days(row[2])
                published = days[0] if days else None
            elif row[1] == "DATE" and (days := value_days(row[2])):
                text = f"in {row[0]}" if re.fullmatch(r"(?:1\d|20)\d\d|[A-Z][a-z]+", row[0]) else row[0]
                start = len(text) - len(row[0])
                compare(figures, text, [Wanted((start, len(text)), days)], find_times(text, published), lenient=True)
    return figures


def speed(folder: Path) -> str:
    """Megabytes of news a second of processor time."""
    path = folder / "data/raw/wikinews/wikinews.jsonl.xz"
    if not path.is_file():
        return "no raw reports to time"
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        reports = [json.loads(line) for line in lines]
    find_times("On Monday", datetime.date(2020, 1, 1))  # compile first
    began, size = time.process_time(), 0
    for report in reports:
        size += len(report["text"].encode())
        find_times(report["text"], datetime.date(2015, 6, 17))  # some dates of this set are written in other ways, and time is the same
    return f"{size / 1e6 / (time.process_time() - began):.2f} MB/s over {len(reports)} reports"


def main() -> None:
    """Print the table."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--errors", choices=["gold", "meantime", "recognizers", "timenorm"])
    cli.add_argument("--develop", action="store_true", help="MEANTIME's two thirds that the grammar was developed on")
    args = cli.parse_args()
    folder = shared()
    if folder is None:
        print("no data sets: set DATELINE_SHARED to the folder that holds them")
        sys.exit(0)
    measures = {
        "gold": ("eval/gold", gold),
        "meantime": ("data/train/meantime", lambda folder: meantime(folder, develop=args.develop)),
        "recognizers": ("data/train/time-recognizers", recognizers),
        "timenorm": ("data/train/time-timenorm", timenorm),
    }
    sets: dict[str, Figures] = {}
    for name, (place, measure) in measures.items():
        if (folder / place).is_dir():
            measured = measure(folder)
            sets |= measured if isinstance(measured, dict) else {name: measured}
    print(f"{'':20}{'gold':>7}{'found':>7}" + "".join(f"{head:>8}" for head in ("P", "R", "F1", "P res", "R res", "F1 res")) + f"{'res/found':>11}")
    for name, figures in sets.items():
        print(figures.row(name))
    print(speed(folder))
    if args.errors in sets:
        groups: dict[str, list[str]] = defaultdict(list)
        for miss in sets[args.errors].misses:
            groups[miss.split()[0]].append(miss)
        for misses in groups.values():
            print("\n".join(misses))


if __name__ == "__main__":
    main()
