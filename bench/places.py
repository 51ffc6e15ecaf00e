"""Measure the gazetteer and the place ranker on marked toponyms, and dateline as a whole on running text.

    python bench/places.py                  # a table of marked toponyms, and the speed
    python bench/places.py --end-to-end     # a table of what dateline finds in LGL by itself; it reads 588 reports, which takes minutes
    python bench/places.py --errors lgl     # also the misses of one data set: lgl or geovirus

Data sets are read from the folder that `DATELINE_SHARED` names, or `../shared` beside the repository:

- lgl: the Local-Global Lexicon, 588 reports of local papers; every toponym with a GeoNames entry counts. The ranker never learns from it. It is measured twice:
  each report alone, and with the home of its feed, which `home_of` judges from the names (not from the annotation) in all reports of the feed.
- geovirus: the fifth of GeoVirus that `training/place_ranker.py` leaves out. It has coordinates but no ids.

A toponym is right within 161 km (100 miles) when the place given lies that near to the annotated one; one that is given no place is wrong and counts 20,039 km
(half way round) in the mean. "Same id" is the share of all annotated toponyms that are given the very GeoNames id, and "same place" also counts another entry
within 20 km (a town for its township). The median is over all toponyms.

End to end, dateline is handed the text alone, each report by itself. Its place names and the toponyms that have a GeoNames entry are paired one to one by
falling overlap; "found" asks for the pair, "161 km" also for a place that near, "same id" also for the GeoNames id. A name that meets only a toponym without
an entry is neither right nor wrong. Nothing else is left out: LGL marks the names of peoples ("Americans"), which dateline takes for actors and never
lists as places, so that they cost recall, and leaves out most schools, hospitals and streets, which dateline lists, so that they cost precision.
"""

from __future__ import annotations

import argparse
import datetime
import sys
import time
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

sys.path.append(str(Path(__file__).parent.parent / "training"))

from evaluate import read_text  # beside this file; it also finds the folder of tests
from gate.score import Tally, match, overlap, table
from place_ranker import MarkedReport, countries_named, read_geovirus, shared

from dateline.knowledge import load
from dateline.knowledge.gazetteer import _PATH, Gazetteer, Toponym
from dateline.records.placing import PlaceMention, home_of, kilometres, locate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.records.model import Place

NEAR, SAME, FARTHEST = 161.0, 20.0, 20039.0


def read_lgl() -> Iterator[MarkedReport]:
    """The Local-Global Lexicon: toponyms that have an entry of GeoNames."""
    for article in ET.parse(shared() / "data" / "measure" / "places-lgl" / "lgl.xml").getroot():
        report = MarkedReport(article.get("docid") or "", article.findtext("text") or "", [], [], [], [], feed=article.findtext("feedid") or "")
        for toponym in article.iter("toponym"):
            entry = toponym.find("gaztag")
            if entry is None:
                continue
            report.spans.append(span_of(toponym))
            report.gold.append((float(entry.findtext("lat") or 0), float(entry.findtext("lon") or 0)))
            report.pages.append(entry.findtext("fcode") or "")
            report.ids.append(int(entry.get("geonameid") or 0))
        yield report


def measure(name: str, reports: list[MarkedReport], homes: dict[str, tuple[float, float] | None], *, errors: bool) -> None:
    """Locate the names of all reports and print a line of the table."""
    distances, same_id, same_place, missing, spent = [], 0, 0, 0, 0.0
    misses: Counter[str] = Counter()
    for report in reports:
        mentions = [countries_people(mention) for mention in report.mentions()]
        countries = countries_named(report.text)
        start = time.perf_counter()
        chosen = locate(mentions, countries_in_text=countries, home=homes.get(report.feed))
        spent += time.perf_counter() - start
        for mention, toponym, (lat, lon), page, identifier in zip(mentions, chosen, report.gold, report.pages, report.ids, strict=True):
            distance = FARTHEST if toponym is None else float(kilometres(toponym.lat, toponym.lon, lat, lon))
            distances.append(distance)
            missing += toponym is None
            exact = toponym is not None and toponym.geonames == identifier != 0
            same_id += exact
            same_place += exact or distance < SAME
            if distance > NEAR:
                misses[f"{mention.name:28} {page:24} {lat:7.2f} {lon:8.2f}  given {shown(toponym)}  {distance:6.0f} km"] += 1
    values, total = np.array(distances), len(distances)
    print(
        f"{name:24} {total:6} {100 * (values <= NEAR).mean():8.1f} {values.mean():9.0f} {np.median(values):8.1f} "
        f"{100 * same_id / total:8.1f} {100 * same_place / total:8.1f} "
        f"{100 * missing / total:8.1f} {1000 * spent / len(reports):8.1f}"
    )
    if errors:
        for miss, count in misses.most_common():
            print(f"  {count:3} {miss}")


def end_to_end() -> dict[str, Tally]:
    """What dateline finds and locates by itself in the texts of LGL."""
    tallies = {name: Tally() for name in ("found", "161 km", "same id")}
    for article in ET.parse(shared() / "data" / "measure" / "places-lgl" / "lgl.xml").getroot():
        marked = [(span_of(toponym), toponym.find("gaztag")) for toponym in article.iter("toponym")]
        wanted = [(span, entry) for span, entry in marked if entry is not None]
        published = datetime.date.fromisoformat((article.findtext("dltime") or "")[:10])
        reading = read_text(article.findtext("text") or "", published)
        named = [(span, place) for place in reading.places for span in place.spans]
        open_ = [span for span, entry in marked if entry is None]
        given = [(span, place) for span, place in named if any(overlap(span, other) for other, _ in wanted) or not any(overlap(span, other) for other in open_)]
        pairs = [(entry, place) for (_, entry), (_, place) in match(wanted, given, lambda want, have: (overlap(want[0], have[0]),))]
        right = {
            "found": len(pairs),
            "161 km": sum(near(place, entry) for entry, place in pairs),
            "same id": sum(place.geonames == int(entry.get("geonameid") or 0) for entry, place in pairs),
        }
        tallies = {name: tally + Tally(right[name], len(given), len(wanted)) for name, tally in tallies.items()}
    return tallies


def span_of(toponym: ET.Element) -> tuple[int, int]:
    """Where a toponym of LGL stands."""
    return int(toponym.findtext("start") or 0), int(toponym.findtext("end") or 0)


def near(place: Place, entry: ET.Element) -> bool:
    """Whether a place that dateline gives lies within 161 km of an entry of GeoNames."""
    if place.lat is None or place.lon is None:
        return False
    return float(kilometres(place.lat, place.lon, float(entry.findtext("lat") or 0), float(entry.findtext("lon") or 0))) <= NEAR


def countries_people(mention: PlaceMention) -> PlaceMention:
    """A mention of a people, which both data sets mark as a toponym, as one of its country: "Americans" is the United States."""
    actor = load().demonym(mention.name)
    known = any(place.level == "country" or place.match == "name" for place in Gazetteer.load().lookup(mention.name))
    return PlaceMention(actor.name, "country", actor.country) if actor is not None and not known else mention


def shown(toponym: Toponym | None) -> str:
    """A place in a few words."""
    return "nothing" if toponym is None else f"{toponym.name}, {toponym.admin1}, {toponym.country} ({toponym.level}, {toponym.match})"


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", choices=("lgl", "geovirus"))
    parser.add_argument("--end-to-end", action="store_true", help="find the names in LGL too, instead of locating the marked ones")
    arguments = parser.parse_args()
    if arguments.end_to_end:
        print(table(end_to_end()))
        return
    start = time.perf_counter()
    gazetteer = Gazetteer.load()
    opened = time.perf_counter() - start
    lgl = list(read_lgl())
    names = sorted({report.text[first:last] for report in lgl for first, last in report.spans})
    start = time.perf_counter()
    for name in names:
        gazetteer.lookup(name)
    look_up = 1000 * (time.perf_counter() - start) / len(names)
    print(f"gazetteer: {_PATH.stat().st_size / 1e6:.1f} MB, {len(gazetteer)} places, opened in {1000 * opened:.1f} ms, {look_up:.3f} ms a look-up\n")
    print(f"{'marked toponyms':24} {'names':>6} {'161 km %':>8} {'mean km':>9} {'median':>8} {'same id':>8} {'same place':>8} {'no place':>8} {'ms':>6}")
    feeds: dict[str, list[MarkedReport]] = defaultdict(list)
    for report in lgl:
        feeds[report.feed].append(report)
    homes = {feed: home_of([report.mentions() for report in reports]) for feed, reports in feeds.items()}
    measure("LGL, each report alone", lgl, {}, errors=False)
    measure("LGL, with feed's home", lgl, homes, errors=arguments.errors == "lgl")
    measure("GeoVirus, kept fifth", [report for report in read_geovirus() if report.kept], {}, errors=arguments.errors == "geovirus")


if __name__ == "__main__":
    main()
