"""Learn the coefficients of the place ranker.

    python training/place_ranker.py         # writes src/dateline/records/placing.json

Data, from the folder that `DATELINE_SHARED` names, or `../shared` beside the repository:

- GeoVirus: 229 Wikinews reports whose toponyms have coordinates. Every fifth report, by a hash of its address, is kept for `bench/places.py`. The aim for a
  name is a distribution over its candidates that falls with their distance from where Wikipedia says that the place is.
- press releases of the United States Department of State of 2022 (public domain), which nobody annotated: where one writes "Tripoli, Libya", the
  country or state tells which Tripoli it is. The ranker sees the name without it, and must find the place from the rest of the release.
- simulated local papers, since no free corpus of local news has coordinates: a town anywhere (every other one with a better known namesake), its name,
  those of settlements around it (the likelier the nearer and the larger) and, one in five, of places that the press releases name. Four in five come
  with the home of their paper.
- simulated reports from abroad: a town, others of its country, the country's name, and countries and places that the press releases name.

The model is a logistic regression over the candidates of a name (a conditional logit), with a ridge that pulls coefficients to zero, fitted by Newton's
method: first with local features only, then with those of the context, computed from the probabilities of the round before.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import sys
import xml.etree.ElementTree as ET
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from dateline.knowledge import load
from dateline.knowledge.gazetteer import Gazetteer, Toponym, place_key
from dateline.records.placing import CONTEXT, LOCAL, Candidates, PlaceMention, Setting, context_features, describe, gather, kilometres, softmax

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
OUTPUT = ROOT / "src" / "dateline" / "records" / "placing.json"
KEEP_EVERY = 5
REACH, SCALE = 161.0, 20.0  # kilometres: farther candidates are wrong; nearer ones share the aim by this scale
RIDGE = 0.3
ROUNDS = 3
SEED = 7
JITTER = 0.15  # degrees
PAPERS, FOREIGN = 500, 1000
HARD, FAMOUS = 0.2, 40
PAIR = re.compile(r"\b([A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}), ([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?|[A-Z]\.[A-Z]\.)(?=[\W])")

Example = tuple[list[PlaceMention], Candidates, "np.ndarray[Any, Any]", Setting]


@dataclass
class MarkedReport:
    """A report with toponyms that someone marked and placed."""

    name: str
    text: str
    spans: list[tuple[int, int]]
    gold: list[tuple[float, float]]
    pages: list[str]
    ids: list[int]
    feed: str = ""
    kept: bool = False

    def mentions(self) -> list[PlaceMention]:
        """The marked names with what the text says beside them."""
        return describe(self.text, self.spans, nationality)


def shared() -> Path:
    """The folder of public corpora; leaves with a message where there is none."""
    path = Path(os.environ.get("DATELINE_SHARED", ROOT.parent / "shared"))
    if not path.exists():
        sys.exit(f"{path} is not there; set DATELINE_SHARED to the folder of public corpora")
    return path


def read_geovirus() -> Iterator[MarkedReport]:
    """GeoVirus; its offsets count from one."""
    for article in ET.parse(shared() / "data" / "train" / "places-geovirus" / "GeoVirus.xml").getroot():  # noqa: S314 - a local corpus
        places = [place for place in article.iter("location") if place.findtext("lat")]
        source = article.findtext("source") or ""
        yield MarkedReport(
            source,
            article.findtext("text") or "",
            [(int(place.findtext("start") or 1) - 1, int(place.findtext("end") or 1) - 1) for place in places],
            [(float(place.findtext("lat") or 0), float(place.findtext("lon") or 0)) for place in places],
            [(place.findtext("page") or "").rsplit("/", 1)[-1].replace("_", " ") for place in places],
            [0] * len(places),
            kept=zlib.crc32(source.encode()) % KEEP_EVERY == 0,
        )


def read_releases(gazetteer: Gazetteer) -> Iterator[tuple[str, list[tuple[PlaceMention, Toponym]]]]:
    """The text of each press release, and its place names that are followed by the country or state that they lie in, with the place so named."""
    with gzip.open(shared() / "data" / "raw" / "statedept" / "statedept_press_releases_2022.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            found: dict[str, tuple[PlaceMention, Toponym]] = {}
            for name, holder in PAIR.findall(text):
                candidates = gazetteer.lookup(name)
                outer = [place for place in gazetteer.lookup(holder) if place.level in ("country", "admin1")][:1]
                inside = [place for place in candidates if outer and place.level == "populated" and gazetteer.within(place, outer[0])]
                if len(candidates) > 1 and inside and not any(place.level == "country" for place in candidates):
                    found[name] = (PlaceMention(name, containers=(holder,)), max(inside, key=lambda place: place.population))
            if found:
                yield text, list(found.values())


def releases_examples(gazetteer: Gazetteer) -> Iterator[Example]:
    """Press releases to learn from: the names without what follows them, among the countries that the release names."""
    for text, pairs in read_releases(gazetteer):
        places = [place for _, place in pairs]
        named = Counter(countries_named(text))
        # Once with the country that follows a name, elsewhere in the release, and once without: where a country is named at all, a writer need not add it.
        for countries in (named, named - Counter({place.country or "": 1 for place in places})):
            yield example(places, Setting(gazetteer, None, dict(countries), None, "US"), [PlaceMention(mention.name) for mention, _ in pairs])


def towns(gazetteer: Gazetteer, chance: np.random.Generator, *, hard: float) -> Iterator[Toponym]:
    """Towns for simulated reports: the better known the likelier, but so many with a better known namesake, half of them capitals."""
    while True:
        wanted = "any" if chance.random() > hard else "namesake" if chance.random() < 0.5 else "capital"
        while True:
            town = gazetteer.place(int(chance.integers(len(gazetteer))))
            if town.level != "populated" or town.population < 5000 or gazetteer.country(town.country or "") is None:
                continue
            if wanted == "any" and chance.random() < town.names / FAMOUS:
                break
            if wanted != "any" and any(place.names > town.names and (place.capital or wanted == "namesake") for place in gazetteer.lookup(town.name)):
                break
        yield town


def sample(around: list[Toponym], odds: np.ndarray[Any, Any], chance: np.random.Generator) -> list[Toponym]:
    """Up to five of some places."""
    size = min(len(around), int(chance.integers(1, 6)))
    return [around[index] for index in chance.choice(len(around), size, replace=False, p=odds / odds.sum())]


def local_papers(gazetteer: Gazetteer, worldly: list[Toponym], chance: np.random.Generator) -> Iterator[Example]:
    """Reports of simulated local papers."""
    for _, home in zip(range(PAPERS), towns(gazetteer, chance, hard=0.5), strict=False):
        around = gazetteer.near(home.lat, home.lon, 120.0)
        away = np.array([float(kilometres(home.lat, home.lon, place.lat, place.lon)) for place in around])
        places = sample(around, np.exp(-away / 30.0) * np.sqrt([place.population + 100 for place in around]), chance)
        places += [home] if chance.random() < 0.5 and all(place.row != home.row for place in places) else []
        places += [worldly[int(chance.integers(len(worldly)))] for _ in range(len(places)) if chance.random() < 0.2]
        named = {home.country or "": 1} if chance.random() < 0.5 else {}
        own = home.country if chance.random() < 0.5 else None
        yield example(places, Setting(gazetteer, None, named, (home.lat, home.lon) if chance.random() < 0.8 else None, own))


def foreign_reports(gazetteer: Gazetteer, worldly: list[Toponym], chance: np.random.Generator) -> Iterator[Example]:
    """Simulated reports from a country: the country, towns of it, and other countries and places of the world."""
    for _, town in zip(range(FOREIGN), towns(gazetteer, chance, hard=HARD), strict=False):
        around = [place for place in gazetteer.near(town.lat, town.lon, 400.0, least=5000) if place.country == town.country]
        places = [town, *(place for place in sample(around, np.array([place.population**0.7 for place in around]), chance) if place.row != town.row)]
        named = Counter({town.country or "": int(chance.integers(1, 5))})
        for other in (worldly[int(chance.integers(len(worldly)))] for _ in range(int(chance.integers(3)))):
            if chance.random() < 0.5:
                places.append(other)
            else:
                named[other.country or ""] += 1
        line = places[int(chance.integers(len(places)))].name if chance.random() < 0.2 else None
        yield example(places, Setting(gazetteer, line, dict(named), None, None))


def example(places: list[Toponym], setting: Setting, mentions: list[PlaceMention] | None = None) -> Example:
    """An example from places and the mentions that mean them: by default, their names."""
    mentions = mentions or [PlaceMention(place.name) for place in places]
    candidates = gather(mentions, setting.gazetteer)
    wanted = np.array([float(places[owner].row == place.row) for owner, place in zip(candidates.owner, candidates.toponyms, strict=True)])
    return mentions, candidates, wanted, setting


def nationality(word: str) -> str | None:
    """The country code of a word for a people."""
    actor = load().demonym(word)
    return actor.country if actor is not None else None


def countries_named(text: str) -> dict[str, int]:
    """How often each country is named in a text, by name or by its people."""
    knowledge, counts = load(), Counter[str]()
    for name in re.findall(r"\b(?:[A-Z][\w.'-]*)(?:\s+(?:and\s+the\s+|of\s+|the\s+)?[A-Z][\w.'-]*)*", text):
        words = name.split()
        start = 0
        while start < len(words):
            for end in range(min(len(words), start + 4), start, -1):
                phrase = " ".join(words[start:end]).removesuffix("'s").rstrip(".,")
                actor = knowledge.country(phrase) if len(phrase) > 2 else None
                actor = actor or (knowledge.demonym(phrase) if end == start + 1 else None)
                if actor is not None and actor.country and not actor.ambiguous:
                    counts[actor.country] += 1
                    start = end
                    break
            else:
                start += 1
    return counts


def aims(candidates: Candidates, report: MarkedReport) -> np.ndarray[Any, Any]:
    """The aimed probability of each candidate; all zero for a name without a right candidate."""
    out = np.zeros(len(candidates.toponyms))
    for position, ((lat, lon), page) in enumerate(zip(report.gold, report.pages, strict=True)):
        rows = np.flatnonzero(candidates.owner == position)
        if not len(rows):
            continue
        distances = kilometres(candidates.lat[rows], candidates.lon[rows], lat, lon)
        countries = [index for index, row in enumerate(rows) if is_country(candidates.toponyms[row], page)]
        wanted = np.where(distances < REACH, np.exp(-(distances - distances.min()) / SCALE), 0.0)
        if countries:
            wanted = np.zeros(len(rows))
            wanted[countries[0]] = 1.0
        if wanted.sum() > 0:
            out[rows] = wanted / wanted.sum()
    return out


def is_country(toponym: Toponym, page: str) -> bool:
    """Whether a page is that of a country."""
    return toponym.level == "country" and place_key(page) in (place_key(toponym.name), place_key(toponym.name.removeprefix("The ")))


def fit(features: np.ndarray[Any, Any], owner: np.ndarray[Any, Any], wanted: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Coefficients of a conditional logit with a ridge, by Newton's method; a step that overshoots is halved until the loss falls."""
    weights = np.zeros(features.shape[1])
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    sizes = np.diff(np.append(starts, len(owner)))

    def loss(at: np.ndarray[Any, Any]) -> float:
        return float(-(wanted * np.log(np.maximum(softmax(features @ at, owner), 1e-300))).sum() + RIDGE / 2 * at @ at)

    best = loss(weights)
    for _ in range(50):
        probabilities = softmax(features @ weights, owner)
        gradient = features.T @ (probabilities - wanted) + RIDGE * weights
        means = np.repeat(np.add.reduceat(features * probabilities[:, None], starts), sizes, axis=0)
        centred = features - means
        curvature = (centred * probabilities[:, None]).T @ centred + RIDGE * np.eye(len(weights))
        step = np.linalg.solve(curvature, gradient)
        scale = 1.0
        while (reached := loss(weights - scale * step)) > best and scale > 1e-6:
            scale /= 2
        weights = weights - scale * step
        if best - reached < 1e-6:
            break
        best = reached
    return weights


def main() -> None:
    """Learn and write."""
    gazetteer = Gazetteer.load()
    chance = np.random.default_rng(SEED)
    data: list[Example] = list(releases_examples(gazetteer))
    worldly = [place for _, pairs in read_releases(gazetteer) for _, place in pairs]
    print(f"{len(data)} readings of press releases, {sum(int(wanted.sum()) for _, _, wanted, _ in data)} names")
    data += local_papers(gazetteer, worldly, chance)
    data += foreign_reports(gazetteer, worldly, chance)
    for report in read_geovirus():
        if report.kept:
            continue
        mentions = report.mentions()
        candidates = gather(mentions, gazetteer)
        if candidates.toponyms:
            wanted, named = aims(candidates, report), countries_named(report.text)
            data.append((mentions, candidates, wanted, Setting(gazetteer, None, named, None, None)))
            # Publishers' homes and place lines are not in the data: one of the names stands for either, and is then not learnt from.
            if len(report.gold) > 1:
                chosen = chance.integers(len(report.gold))
                home = tuple(np.array(report.gold[chosen]) + chance.normal(0, JITTER, 2))
                hidden = np.where(candidates.owner == chosen, 0.0, wanted)
                data.append((mentions, candidates, hidden, Setting(gazetteer, None, named, (float(home[0]), float(home[1])), None)))
                data.append((mentions, candidates, hidden, Setting(gazetteer, mentions[chosen].name, named, None, None)))
    first = learn([(candidates.local, candidates, wanted) for _, candidates, wanted, _ in data])
    beliefs = [softmax(candidates.local @ first, candidates.owner) for _, candidates, _, _ in data]
    later = np.zeros(len(LOCAL) + len(CONTEXT))
    for _ in range(ROUNDS):
        tables = [
            np.hstack([candidates.local, context_features(candidates, mentions, belief, setting)])
            for (mentions, candidates, _, setting), belief in zip(data, beliefs, strict=True)
        ]
        later = learn([(table, candidates, wanted) for table, (_, candidates, wanted, _) in zip(tables, data, strict=True)])
        beliefs = [softmax(table @ later, candidates.owner) for table, (_, candidates, _, _) in zip(tables, data, strict=True)]
    weights = {"first": dict(zip(LOCAL, first.round(3).tolist(), strict=True)), "later": dict(zip((*LOCAL, *CONTEXT), later.round(3).tolist(), strict=True))}
    OUTPUT.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(weights, indent=1))


def learn(parts: list[tuple[np.ndarray[Any, Any], Candidates, np.ndarray[Any, Any]]]) -> np.ndarray[Any, Any]:
    """Fit on the names of all reports that have a right candidate."""
    features, owners, wanted, offset = [], [], [], 0
    for table, candidates, aim in parts:
        sums = np.bincount(candidates.owner, aim)
        right = sums[candidates.owner] > 0
        features.append(table[right])
        owners.append(candidates.owner[right] + offset)
        wanted.append(aim[right])
        offset += len(sums)
    return fit(np.vstack(features), np.concatenate(owners), np.concatenate(wanted))


if __name__ == "__main__":
    main()
