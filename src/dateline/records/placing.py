"""Which of the places that have its name a report means: all names of one report are decided together.

Every candidate of the gazetteer is described by features: how many people it has and how widely it is known, how exactly it has the name, what the text
says beside the name ("Tripoli, Libya", "the Syrian city of"), which countries and divisions the report names elsewhere, and how near the likely places of
its other names are. A linear model gives candidates of one name their probabilities, first from the name and what stands beside it, then, twice, from
the others' probabilities too. Toponyms near each other explain each other (Leidner, 2007); one name means one place in one report.

The coefficients are in `placing.json`; `training/place_ranker.py` learns them.
"""

from __future__ import annotations

import functools
import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from dateline.knowledge.gazetteer import Gazetteer, Toponym, place_key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dateline.records.model import PlaceKind
    from dateline.sources.report import Span

Floats = np.ndarray[Any, np.dtype[np.float64]]
Ints = np.ndarray[Any, np.dtype[np.int64]]

LOCAL = (
    "population", "names", "country", "admin1", "admin2", "natural", "capital", "own_name", "respelled", "best_known", "most_peopled", "kind_as_said",
    "kind_not_as_said", "small_namesake", "division_of_town", "exonym",
)  # fmt: skip
"""Features of a candidate that need no other name of the report."""
CONTEXT = (
    "known_anywhere", "known_unnamed", "capital_unnamed", "division_named", "near_best", "near_mean", "around_best", "around_mean", "same_country",
    "same_division", "line_near", "line_country", "publisher_country", "lone", "home_near", "home_around", "home_far",
)  # fmt: skip
"""Features that need the report's other names, its place line or its publisher."""

_ROUNDS = 2
_NEAR, _AROUND, _FAR = 40.0, 250.0, 2000.0
_EARTH = 6371.0
_KEPT = 60
_TRACE = 0.02
_POINTS = frozenset({"populated", "admin2", "natural"})


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place name of a report, with what the text says about it where it stands.

    `kind` is what the text calls it ("Idlib province", "the city of"), `country` the code of the country that it names beside it ("the Syrian city of",
    "Kherson, Ukraine"), `containers` are the names of what it lies in, the nearest first ("Jobar, a suburb of Damascus"); `count` is how often it is named.
    """

    name: str
    kind: PlaceKind | None = None
    country: str | None = None
    containers: tuple[str, ...] = ()
    count: int = 1


class Weights(msgspec.Struct, frozen=True):
    """The coefficients: of the first round, which sees local features only, and of the later ones."""

    first: dict[str, float]
    later: dict[str, float]


@dataclass(slots=True)
class Candidates:
    """The candidates of all names of a report, one row each, name by name."""

    toponyms: list[Toponym]
    owner: Ints  # index of the mention
    lat: Floats
    lon: Floats
    country: Ints
    division: Ints
    local: Floats
    distance: Floats
    codes: list[str]


def locate(
    names: Sequence[PlaceMention],
    *,
    dateline: str | None = None,
    countries_in_text: Mapping[str, int] | None = None,
    home: tuple[float, float] | None = None,
    publisher_country: str | None = None,
    gazetteer: Gazetteer | None = None,
) -> list[Toponym | None]:
    """The place that each name means, None where the gazetteer has none.

    `names` are those of one report; equal names may be given together or apart. `dateline` is the place of the place line as it is written,
    `countries_in_text` how often each country (by code) is named or a word for its people used, `home` where the publisher's readers live (latitude, longitude;
    see `home_of`), `publisher_country` the code of its country. A name that is not known itself but has known containers gets the coordinates of the nearest
    with `match` "within", no id, and no people.
    """
    if not names:
        return []
    gazetteer = gazetteer or Gazetteer.load()
    candidates = gather(names, gazetteer)
    setting = Setting(gazetteer, dateline, countries_in_text or {}, home, publisher_country)
    chosen: list[Toponym | None] = [None] * len(names)
    if candidates.toponyms:
        probabilities = rank(candidates, names, setting, _weights())
        for position in range(len(names)):
            rows = np.flatnonzero(candidates.owner == position)
            if len(rows):
                chosen[position] = candidates.toponyms[rows[np.argmax(probabilities[rows])]]
    for position, mention in enumerate(names):
        if chosen[position] is None:
            chosen[position] = _within_container(mention, names, chosen, gazetteer)
    return chosen


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a report beside its place names."""

    gazetteer: Gazetteer
    dateline: str | None
    countries: Mapping[str, int]
    home: tuple[float, float] | None
    publisher_country: str | None


def rank(candidates: Candidates, names: Sequence[PlaceMention], setting: Setting, weights: Weights) -> Floats:
    """The probability of each candidate among those of its name."""
    probabilities = softmax(candidates.local @ np.array([weights.first.get(name, 0.0) for name in LOCAL]), candidates.owner)
    later = np.array([weights.later.get(name, 0.0) for name in (*LOCAL, *CONTEXT)])
    for _ in range(_ROUNDS):
        features = np.hstack([candidates.local, context_features(candidates, names, probabilities, setting)])
        probabilities = softmax(features @ later, candidates.owner)
    return probabilities


def gather(names: Sequence[PlaceMention], gazetteer: Gazetteer) -> Candidates:
    """All candidates of all names with their local features."""
    toponyms: list[Toponym] = []
    owner: list[int] = []
    local: list[list[float]] = []
    for position, mention in enumerate(names):
        found = _candidates(mention, gazetteer)
        toponyms += found
        owner += [position] * len(found)
        local += _local_features(mention, found)
    codes = {code: index for index, code in enumerate(sorted({toponym.country for toponym in toponyms if toponym.country}))}
    divisions = {
        pair: index for index, pair in enumerate(sorted({(toponym.country, toponym.admin1) for toponym in toponyms if toponym.country and toponym.admin1}))
    }
    lat = np.array([toponym.lat for toponym in toponyms])
    lon = np.array([toponym.lon for toponym in toponyms])
    return Candidates(
        toponyms, np.array(owner, np.int64), lat, lon,
        np.array([codes.get(toponym.country, -1) if toponym.country else -1 for toponym in toponyms], np.int64),
        np.array([divisions.get((toponym.country or "", toponym.admin1 or ""), -1) for toponym in toponyms], np.int64),
        np.array(local).reshape(len(toponyms), len(LOCAL)), kilometres(lat[:, None], lon[:, None], lat[None, :], lon[None, :]),
        list(codes),
    )  # fmt: skip


def _candidates(mention: PlaceMention, gazetteer: Gazetteer) -> list[Toponym]:
    """What a name can mean: those of its namesakes that lie where the text says that it lies, else the most peopled of them all.

    "Tripoli, Lebanon" and "the Lebanese city of Tripoli" leave nothing to weigh. A country or container in which there is no such place says nothing.
    """
    found = gazetteer.lookup(mention.name)
    containers = mention.containers
    if not found and "," in mention.name:
        head, *rest = (part.strip() for part in mention.name.split(","))
        found, containers = gazetteer.lookup(head), (*rest, *containers)
    for name in containers:
        outers = _as_container(name, mention.name, found, gazetteer)
        found = [toponym for toponym in found if any(_lies_in(toponym, outer, gazetteer) for outer in outers)] or found
    in_country = [toponym for toponym in found if mention.country is not None and toponym.country == mention.country]
    return (in_country or found)[:_KEPT]


def _as_container(name: str, inner_name: str, inner: list[Toponym], gazetteer: Gazetteer) -> list[Toponym]:
    """What a name means after the name of a place that lies in it: the country of that name, else the first level divisions, else what is smaller.

    Two countries one after the other, or two divisions of one country, are a list ("Iraq, Iran") and not a place and its container.
    """
    outer = gazetteer.lookup(name)
    for levels in (("country",), ("admin1",), ("admin2", "populated")):
        fitting = [toponym for toponym in outer if toponym.level in levels]
        if fitting:
            level, country = fitting[0].level, fitting[0].country
            same = [place for place in inner if place.level == level and place.match != "spelling" and (level == "country" or place.country == country)]
            peers = level in ("country", "admin1") and place_key(name) != place_key(inner_name) and bool(same)
            return [] if peers else fitting
    return []


def _local_features(mention: PlaceMention, found: list[Toponym]) -> list[list[float]]:
    most_names = max((toponym.names for toponym in found), default=0)
    town_names = max((toponym.names for toponym in found if toponym.level == "populated"), default=-1)
    most_people = max((toponym.population for toponym in found), default=0)
    out = []
    for toponym in found:
        said = mention.kind is not None and mention.kind not in ("region", "facility")
        fits = said and toponym.kind == mention.kind
        out.append(
            [
                np.log10(toponym.population + 10) - 4.0, np.log2(1 + toponym.names) - 3.0, toponym.level == "country", toponym.level == "admin1",
                toponym.level == "admin2", toponym.level in ("natural", "region"), toponym.capital, toponym.match == "name", toponym.match == "spelling",
                toponym.names == most_names, toponym.population == most_people, fits, said and not fits,
                toponym.level == "populated" and toponym.population < 5000,
                toponym.level in ("admin1", "admin2") and mention.kind != "admin" and town_names >= toponym.names,
                (toponym.match == "alternate") * (np.log2(1 + toponym.names) - 3.0),
            ]
        )  # fmt: skip
    return out


def _lies_in(inner: Toponym, outer: Toponym, gazetteer: Gazetteer) -> bool:
    """Whether a place lies in a country or division, or about a town of the same country, as a suburb does."""
    if inner.row == outer.row:
        return False
    if outer.level in ("country", "admin1", "admin2"):
        return gazetteer.within(inner, outer)
    return inner.level == "populated" and inner.country == outer.country and _between(inner, outer.lat, outer.lon) < _NEAR


def context_features(candidates: Candidates, names: Sequence[PlaceMention], probabilities: Floats, setting: Setting) -> Floats:
    """What the rest of the report says for each candidate, given how likely every other candidate is."""
    c, size = candidates, len(candidates.toponyms)
    keys = [place_key(mention.name) for mention in names]
    identity = np.array([keys.index(key) for key in keys])[c.owner]
    # A name that stands twice counts once: the first of its mentions speaks for all.
    speaks = np.array([keys.index(key) == position for position, key in enumerate(keys)])[c.owner]
    mass = (identity[:, None] != identity[None, :]) * (probabilities * speaks)[None, :]
    levels = np.array([toponym.level for toponym in c.toponyms])
    point = np.isin(levels, list(_POINTS))
    groups = np.unique(identity[speaks])
    by_name = (identity[:, None] == groups[None, :]).astype(float)
    near, around = ((mass * np.where(point[:, None] & point[None, :], np.exp(-c.distance / scale), 0.0)) @ by_name for scale in (_NEAR, _AROUND))
    others = max(1, len(groups) - 1)
    together = (c.division[:, None] == c.division[None, :]) & (c.division[:, None] >= 0)
    same_division = (mass * together).sum(1) / np.maximum(mass.sum(1), 1e-9)
    is_division = levels == "admin1"
    division_named = (mass * (is_division[None, :] & ~is_division[:, None] & together)).max(1)
    known = np.log2(1 + np.array([toponym.names for toponym in c.toponyms])) - 3.0
    line = _line(setting)
    country = np.array([toponym.country or "" for toponym in c.toponyms])
    share = _country_share(candidates, mass, setting)
    # Whether the report names countries, but nothing of this candidate's.
    unnamed = (share < _TRACE) & bool(setting.countries)
    capital = np.array([toponym.capital for toponym in c.toponyms])
    return np.column_stack(
        [
            known * (setting.home is None), known * unnamed, capital * unnamed, division_named,
            near.max(1), near.sum(1) / others, around.max(1), around.sum(1) / others,
            share, same_division,
            np.exp(-kilometres(c.lat, c.lon, line.lat, line.lon) / _AROUND) if line is not None else np.zeros(size),
            (country == line.country) if line is not None and line.country else np.zeros(size), country == (setting.publisher_country or "none"),
            known * (len(groups) == 1 and not setting.countries and setting.home is None), *_from_home(candidates, levels, setting.home),
        ]
    ).astype(float)  # fmt: skip


def _country_share(candidates: Candidates, mass: Floats, setting: Setting) -> Floats:
    """How much of the rest of the report is about each candidate's country: its other places, and the countries that it names.

    A country that is named more often counts more, by the logarithm. That of the publisher counts only by its places: a publisher names its own country
    in passing, whatever the report is about.
    """
    c = candidates
    of_country = (c.country[:, None] == np.arange(len(c.codes))[None, :]).astype(float)
    whole = np.array([toponym.level == "country" for toponym in c.toponyms], float)
    named = {code: np.log2(1 + count) for code, count in setting.countries.items() if code != setting.publisher_country}
    votes = mass @ (of_country * (1 - whole)[:, None])
    votes += np.maximum(mass @ (of_country * whole[:, None]), np.array([named.get(code, 0.0) for code in c.codes])[None, :])
    elsewhere = sum(weight for code, weight in named.items() if code not in c.codes)
    share = votes / np.maximum(votes.sum(1) + elsewhere, 1e-9)[:, None]
    return np.where(c.country >= 0, share[np.arange(len(share)), c.country], 0.0) if len(c.codes) else np.zeros(len(c.toponyms))


def _from_home(candidates: Candidates, levels: np.ndarray[Any, Any], home: tuple[float, float] | None) -> Floats:
    """How near each candidate is to the publisher's home, on three scales."""
    if home is None:
        return np.zeros((3, len(levels)))
    away = kilometres(candidates.lat, candidates.lon, home[0], home[1])
    # A country or region has no distance from what lies in it.
    small = ~np.isin(levels, ["country", "region"])
    return np.array([np.where(small, np.exp(-away / _NEAR), 0.0), np.where(small, np.exp(-away / _AROUND), 0.0), np.exp(-away / _FAR)])


def _line(setting: Setting) -> Toponym | None:
    """The place of the place line: its best known meaning, in a country that the text names if there is one."""
    if not setting.dateline:
        return None
    found = setting.gazetteer.lookup(setting.dateline)
    return max(
        found,
        key=lambda toponym: (bool(toponym.country) and setting.countries.get(toponym.country or "", 0) > 0, toponym.names, toponym.population),
        default=None,
    )


def _within_container(mention: PlaceMention, names: Sequence[PlaceMention], chosen: Sequence[Toponym | None], gazetteer: Gazetteer) -> Toponym | None:
    """An unknown place at the coordinates of what it lies in: a container, or the place that its own name starts with ("Baghdad International Airport")."""
    words = mention.name.split()
    holders = [*mention.containers, *(" ".join(words[:size]) for size in range(len(words) - 1, 0, -1))]
    decided = {place_key(other.name): toponym for other, toponym in zip(names, chosen, strict=True) if toponym is not None}
    for index, holder in enumerate(holders):
        outer = decided.get(place_key(holder))
        if outer is None:
            found = gazetteer.lookup(holder)
            # The first word of a name is often a common one that some village has for a name.
            outer = found[0] if found and (index < len(mention.containers) or (found[0].names >= _KNOWN and found[0].match == "name")) else None
        if outer is not None:
            return msgspec.structs.replace(
                outer,
                name=mention.name,
                kind=mention.kind or ("populated" if index < len(mention.containers) else "facility"),
                population=0,
                geonames=None,
                match="within",
                capital=False,
            )
    return None


_KNOWN = 25


def home_of(reports: Sequence[Sequence[PlaceMention]], gazetteer: Gazetteer | None = None) -> tuple[float, float] | None:
    """Where the readers of a publisher live, judged from the names in its reports alone: the settlement near which most names have a place.

    A name with few places says more than one with many. None when the reports name too little.
    """
    gazetteer = gazetteer or Gazetteer.load()
    counts: Counter[str] = Counter()
    for report in reports:
        counts.update({place_key(mention.name) for mention in report})
    lats, lons, weights, owners, towns = [], [], [], [], []
    for position, (name, count) in enumerate(counts.items()):
        found = [toponym for toponym in gazetteer.lookup(name) if toponym.level in ("populated", "admin2")][:_KEPT]
        for toponym in found:
            lats.append(toponym.lat)
            lons.append(toponym.lon)
            weights.append(np.log2(1 + count) / np.log2(1 + len(found)))
            owners.append(position)
            towns.append(toponym.level == "populated" and toponym.population >= 1000)
    if not any(towns):
        return None
    lat, lon, owner, town = np.array(lats), np.array(lons), np.array(owners), np.flatnonzero(towns)
    kernel = np.exp(-kilometres(lat[town][:, None], lon[town][:, None], lat[None, :], lon[None, :]) / _NEAR) * np.array(weights)
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    score = np.maximum.reduceat(kernel, starts, axis=1).sum(1)
    best = town[int(np.argmax(score))]
    return float(lat[best]), float(lon[best])


_FOLLOWING = re.compile(r"\s*(?:,|\()\s*(?:(?:an?|the)\s+(?:[\w-]+\s+){1,4}?(?:of|in|near|outside)\s+|in\s+|near\s+)?(?:the\s+)?|\s+(?:in|of)\s+(?:the\s+)?")
_KINDS: tuple[tuple[PlaceKind, re.Pattern[str]], ...] = (
    ("populated", re.compile(r"\b(?:city|town|village|capital|port|suburb|neighbou?rhood|settlement|hamlet)\s+of\s+(?:the\s+)?$", re.IGNORECASE)),
    ("admin", re.compile(r"\b(?:province|governorate|district|county|state|region|oblast|prefecture|department)\s+of\s+(?:the\s+)?$", re.IGNORECASE)),
)
_KIND_AFTER = re.compile(r"\s+(?:province|governorate|oblast|district|county|state|prefecture|department|countryside|raion|parish)\b", re.IGNORECASE)


def _peoples(before: str) -> list[str]:
    """What may be the adjective of a state at the end of a text: its last two words with a capital, together first ("the South Sudanese town of")."""
    last = re.findall(r"[A-Z][\w-]+", before)[-2:]
    return [" ".join(last), *last]


def describe(text: str, spans: Sequence[Span], nationality: Callable[[str], str | None]) -> list[PlaceMention]:
    """A mention for each span of a place name in a text, read off the words around it without syntax.

    `nationality` gives the country code of an adjective such as "Syrian" or "South Sudanese", None for anything else. The span that follows over a comma
    ("Athens, Georgia", "Jobar, a suburb of Damascus") is a container, as is the one after that ("Paris, Henry County, Tennessee").
    """
    order = sorted(range(len(spans)), key=lambda index: spans[index])
    out: list[PlaceMention | None] = [None] * len(spans)
    for rank_, index in enumerate(order):
        start, end = spans[index]
        containers, reach = [], end
        for following in order[rank_ + 1 : rank_ + 3]:
            between = text[reach : spans[following][0]]
            if len(between) > 60 or not _FOLLOWING.fullmatch(between):
                break
            containers.append(text[spans[following][0] : spans[following][1]])
            reach = spans[following][1]
        before = text[max(0, start - 60) : start]
        kind = next((kind for kind, pattern in _KINDS if pattern.search(before)), None)
        if kind is None and _KIND_AFTER.match(text, end):
            kind = "admin"
        country = next((code for people in _peoples(before[before.rfind(".") + 1 :]) if (code := nationality(people))), None) if kind == "populated" else None
        out[index] = PlaceMention(text[start:end], kind, country, tuple(containers))
    return [mention for mention in out if mention is not None]


def kilometres(lat1: Floats | float, lon1: Floats | float, lat2: Floats | float, lon2: Floats | float) -> Floats:
    """Great-circle distances."""
    a, b, c, d = (np.radians(value) for value in (lat1, lon1, lat2, lon2))
    half = np.sin((c - a) / 2) ** 2 + np.cos(a) * np.cos(c) * np.sin((d - b) / 2) ** 2
    return np.asarray(2 * _EARTH * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0))))


def _between(toponym: Toponym, lat: float, lon: float) -> float:
    return float(kilometres(toponym.lat, toponym.lon, lat, lon))


def softmax(scores: Floats, owner: Ints) -> Floats:
    """Probabilities among the rows of one owner; owners are in ascending order."""
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    sizes = np.diff(np.append(starts, len(owner)))
    raised = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
    return np.asarray(raised / np.repeat(np.add.reduceat(raised, starts), sizes))


@functools.cache
def _weights() -> Weights:
    return msgspec.convert(json.loads((Path(__file__).parent / "placing.json").read_text(encoding="utf-8")), Weights)
