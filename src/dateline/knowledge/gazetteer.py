"""Where a place name can lie.

`Gazetteer.load()` opens the packaged gazetteer, and `lookup` answers for a name: every country, division, settlement, water, mountain and region that
it can mean, the most peopled first. It knows nothing of a report; `dateline.records.placing` decides which of them a report means.

The file is one block of sorted arrays that is mapped into memory, not read: nothing is parsed but its first lines. A name is found by its key
(`place_key`): 48 bits of a hash of the key, of which 16 pick a bucket and 32 are searched by halving. The places stand in the order countries, first
level divisions, second level divisions, settlements, all else; settlements are sorted by the division that they lie in, so that those of a country or
a division are one stretch. `training/gazetteer.py` writes the file and says from what.
"""

from __future__ import annotations

import functools
import hashlib
import json
import mmap
from pathlib import Path
from typing import Any, Literal

import msgspec
import numpy as np

from dateline._errors import KnowledgeError
from dateline.knowledge.names import acronym_key, folded_key, is_acronym
from dateline.records.model import PlaceKind

Level = Literal["country", "admin1", "admin2", "populated", "natural", "region"]
Match = Literal["name", "alternate", "division", "settlement", "direction", "spelling", "within"]
LEVELS: tuple[Level, ...] = ("country", "admin1", "admin2", "populated", "natural", "region")
MAGIC = b"dateline gazetteer 1\n"
NOWHERE = 0xFFFF
"""The parent of a place that lies in no one country."""

_PATH = Path(__file__).parent / "data" / "gazetteer.bin"
_KIND: dict[Level, PlaceKind] = {"country": "country", "admin1": "admin", "admin2": "admin", "populated": "populated", "natural": "natural", "region": "region"}
_SPELLINGS = {"st": "saint", "st.": "saint", "mt": "mount", "ft": "fort"}
_VOWELS = str.maketrans("eoy", "aui")
# No name of a report needs more; "San Antonio" is the name of over 300 settlements.
_MOST = 200
_MOST_REGIONS = 12
_CAPITAL = 0x80
_SHIFTS = {
    "north": (1, 0),
    "south": (-1, 0),
    "east": (0, 1),
    "west": (0, -1),
    "northeast": (1, 1),
    "northwest": (1, -1),
    "southeast": (-1, 1),
    "southwest": (-1, -1),
}


class Toponym(msgspec.Struct, frozen=True):
    """One place that a name can mean.

    `country` is ISO 3166-1 alpha-2, None for what lies in several countries or none. `lat`, `lon` are degrees: of a settlement its own, of a
    division the centre of the hull of its settlements. `population` of a division is the sum of its settlements'. `match` says how the name that
    was looked up names it: `name` is the name that it goes by, `alternate` another one, `division` the name after a word such as "province" was
    taken off, `settlement` the same for words such as "city", `direction` a part of it ("northern Syria"), `spelling` a name that is written the same when
    transliterations are made one ("Ain Issa" for "Ayn Isa"). `names` is the number of names that it
    has in all languages (at most 127), which tells how widely it is known. `row` is its place in the gazetteer.
    """

    name: str
    kind: PlaceKind
    level: Level
    country: str | None
    admin1: str | None
    admin2: str | None
    lat: float
    lon: float
    population: int
    geonames: int | None
    match: Match
    names: int
    capital: bool
    row: int


def place_key(name: str) -> str:
    """The key of a place name: `folded_key`, and one form for "St.", "Mt." and "Ft."; keys of acronyms keep their capitals and start with `=`."""
    key = folded_key(name)
    head, space, rest = key.partition(" ")
    return f"{_SPELLINGS[head]} {rest}" if space and head in _SPELLINGS else key


def acronym_place_key(name: str) -> str:
    """The key of a name that capitals alone tell from a word: "US", "D.C."."""
    return "=" + acronym_key(name)


def spelling_key(key: str) -> str:
    """What a key has in common with other transliterations from Arabic, Persian, Cyrillic and the like; it starts with `~`.

    Vowels that change from one romanisation to another fall together (e and a, o and u, y and i), double letters are one, and a last h is dropped:
    "tell abyad" and "tall abyadh" are near, "ain issa" and "ayn isa" the same.
    """
    text = key.removeprefix("al ").translate(_VOWELS)
    letters = [letter for index, letter in enumerate(text) if index == 0 or letter != text[index - 1]]
    return "~" + "".join(letters).replace("h ", " ").removesuffix("h")


def key_hash(key: str) -> int:
    """48 bits of a key."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=6).digest(), "big")


class Gazetteer:
    """All places, with look-up by name and centres of regions."""

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise KnowledgeError(f"{path}: the gazetteer can't be opened ({error}); install dateline again") from error
        if self._bytes[: len(MAGIC)] != MAGIC:
            raise KnowledgeError(f"{path}: this is no gazetteer of this version; install dateline again")
        start = len(MAGIC) + 4
        header = start + int.from_bytes(self._bytes[len(MAGIC) : start], "big")
        about: dict[str, Any] = json.loads(self._bytes[start:header])
        if len(self._bytes) != about["size"]:
            raise KnowledgeError(f"{path}: the gazetteer has {len(self._bytes)} bytes and not {about['size']}; install dateline again")
        arrays = {name: np.frombuffer(self._bytes, dtype, count, offset) for name, (dtype, offset, count) in about["arrays"].items()}
        self._ids, self._lats, self._lons, self._people = arrays["geonames"], arrays["lat"], arrays["lon"], arrays["population"]
        self._parents, self._levels, self._known = arrays["parent"], arrays["level"], arrays["names"]
        self._name_ends, self._text = arrays["name_end"], arrays["text"]
        self._buckets, self._hashes, self._rows = arrays["bucket"], arrays["hash"], arrays["row"]
        self._firsts, self._lasts = arrays["first"], arrays["last"]
        self._codes: list[str] = about["countries"]
        self._country_rows = {code: row for row, code in enumerate(self._codes)}
        self._division_words = frozenset(about["division_words"])
        self._settlement_words = frozenset(about["settlement_words"])
        self._directions: dict[str, str] = about["directions"]
        self.sources: list[str] = about["sources"]

    @staticmethod
    def load() -> Gazetteer:
        """The packaged gazetteer, opened once. Raises `KnowledgeError` when it is missing or damaged."""
        return _load()

    def __len__(self) -> int:
        return len(self._ids)

    def lookup(self, name: str) -> list[Toponym]:
        """Every place that a name can mean, the most peopled first; empty when there is none.

        A name is compared without case, accents, hyphens, a leading "the" and the form of the Arabic article; an acronym as it is written. "Homs
        province", "Homs countryside" and "province of Homs" also mean the division Homs, "Aleppo city" the settlement, and "northern Syria", when
        nothing has that name, a region of Syria whose centre is computed.
        """
        return list(self._lookup(name))

    def country(self, code: str) -> Toponym | None:
        """The country with an ISO 3166-1 alpha-2 code."""
        row = self._country_rows.get(code)
        return None if row is None else self._toponym(row, "name")

    def place(self, row: int) -> Toponym:
        """The place of a row, which is what `Toponym.row` says. Raises `IndexError` when there is no such row."""
        if not 0 <= row < len(self):
            raise IndexError(f"there is no row {row}; the gazetteer has {len(self)}")
        return self._toponym(row, "name")

    def near(self, lat: float, lon: float, kilometres: float, *, least: int = 0) -> list[Toponym]:
        """The settlements within a distance of a point, the nearest first, of at least so many people."""
        north = (self._lats - np.float32(lat)) * 111.2
        east = ((self._lons - np.float32(lon) + 180) % 360 - 180) * (111.2 * np.cos(np.radians(lat)))
        away = np.hypot(north, east)
        rows = np.flatnonzero((away <= kilometres) & (self._people >= least) & (self._levels == LEVELS.index("populated")))
        return [self._toponym(int(row), "name") for row in rows[np.argsort(away[rows])]]

    def within(self, inner: Toponym, outer: Toponym) -> bool:
        """Whether a place lies in a country or division, or is it."""
        if outer.level not in ("country", "admin1", "admin2"):
            return inner.row == outer.row
        row = inner.row
        while row != NOWHERE:
            if row == outer.row:
                return True
            row = int(self._parents[row])
        return False

    def region_centre(self, place: Toponym | str, direction: str) -> tuple[float, float]:
        """The centre of a part of a country (or its code) or division: `north`, `northeastern`, `south-west`, `central` and so on.

        "Northern" means the northern third of the latitudes between the settlements of the place (one in a hundred at either end left out), "north-eastern"
        also the eastern third of the longitudes there; the centre is the middle of what they span. A place without settlements has one centre
        only. Raises `ValueError` for an unknown country or direction.
        """
        row = self._country_rows.get(place) if isinstance(place, str) else place.row
        towards = self._directions.get(direction.lower())
        if row is None or towards is None:
            problem = f"{place!r} is no country code" if row is None else f"{direction!r} is no direction; use one of {', '.join(sorted(self._directions))}"
            raise ValueError(problem)
        if row >= len(self._firsts) or self._lasts[row] - self._firsts[row] < 3 or towards == "central":
            return float(self._lats[row]), float(self._lons[row])
        stretch = slice(int(self._firsts[row]), int(self._lasts[row]))
        lats, lons = self._lats[stretch], self._lons[stretch]
        up, right = _SHIFTS[towards]
        inside = np.ones(len(lats), bool)
        for values, shift in ((lats, up), (lons, right)):
            ordered = np.sort(values)
            low, high = ordered[len(ordered) // 100], ordered[-1 - len(ordered) // 100]
            if shift > 0:
                inside &= values >= high - (high - low) / 3
            elif shift < 0:
                inside &= values <= low + (high - low) / 3
        if not inside.any():
            inside[:] = True
        return _middle(lats[inside]), _middle(lons[inside])

    @functools.lru_cache(maxsize=4096)  # noqa: B019 - there is one gazetteer to a process, and its names are asked for again and again
    def _lookup(self, name: str) -> tuple[Toponym, ...]:
        if is_acronym(name.strip()):
            rows = self._find(acronym_place_key(name.strip()))
            if len(rows):
                return tuple(self._toponym(row, "alternate") for row in rows)
        key = place_key(name)
        if not key:
            return ()
        found = [self._toponym(row, "name", key) for row in self._find(key)]
        words = key.split()
        found += self._without_kind(words, {toponym.row for toponym in found})
        if not found:
            found = self._by_direction(words)
        if not found:
            other = key[3:] if key.startswith("al ") else f"al {key}"
            found = [self._toponym(row, "alternate") for row in self._find(other)] or [self._toponym(row, "spelling") for row in self._find(spelling_key(key))]
        return tuple(found)

    def _without_kind(self, words: list[str], known: set[int]) -> list[Toponym]:
        """What a name means when the word for its kind is taken off: "homs province", "province of homs", "aleppo city"."""
        out: list[Toponym] = []
        for match, kinds in (("division", self._division_words), ("settlement", self._settlement_words)):
            stem = ""
            if len(words) > 2 and words[0] in kinds and words[1] == "of":
                stem = " ".join(words[2:])
            elif len(words) > 1 and words[-1] in kinds:
                cut = len(words)
                while cut > 1 and words[cut - 1] in kinds:
                    cut -= 1
                stem = " ".join(words[:cut])
            if not stem:
                continue
            rows = [row for row in self._find(stem) if row not in known]
            wanted = ("admin1", "admin2") if match == "division" else ("populated",)
            fitting = [row for row in rows if LEVELS[self._levels[row] & 7] in wanted]
            out += [self._toponym(row, match) for row in fitting or ([] if known else rows)]  # type: ignore[arg-type]  # the loop's own literals
        return out

    def _by_direction(self, words: list[str]) -> list[Toponym]:
        """The part of a place that a direction before it names: "northern syria", "north east of syria"."""
        for size in (2, 1):
            direction = self._directions.get("-".join(words[:size])) if len(words) > size else None
            if direction is None:
                continue
            rest = words[size + 1 :] if words[size] == "of" else words[size:]
            whole = self._lookup(" ".join(rest))
            return [self._part(toponym, direction, " ".join(words)) for toponym in whole[:_MOST_REGIONS]]
        return []

    def _part(self, toponym: Toponym, direction: str, name: str) -> Toponym:
        lat, lon = self.region_centre(toponym, direction)
        return msgspec.structs.replace(toponym, name=name.title(), kind="region", level="region", lat=lat, lon=lon, geonames=None, match="direction")

    def _find(self, key: str) -> list[int]:
        """The rows of a key, the most peopled first."""
        hashed = key_hash(key)
        bucket, low = hashed >> 32, np.uint32(hashed & 0xFFFFFFFF)
        start, end = int(self._buckets[bucket]), int(self._buckets[bucket + 1])
        hashes = self._hashes[start:end]
        first, last = np.searchsorted(hashes, low, "left"), np.searchsorted(hashes, low, "right")
        return [int(row) for row in self._rows[start + first : start + min(last, first + _MOST)]]

    def _toponym(self, row: int, match: Match, key: str | None = None) -> Toponym:
        """The place of a row. With a `key`, the match is `name` only when that is the key of its own name."""
        name = self._name(row)
        if key is not None and place_key(name) != key:
            match = "alternate"
        level = LEVELS[self._levels[row] & 7]
        country, admin1, admin2 = self._where(row)
        known = int(self._known[row])
        return Toponym(
            name, _KIND[level], level, country, admin1, admin2, round(float(self._lats[row]), 5), round(float(self._lons[row]), 5),
            int(self._people[row]), int(self._ids[row]) or None, match, known & ~_CAPITAL, bool(known & _CAPITAL), row,
        )  # fmt: skip

    def _name(self, row: int) -> str:
        start = int(self._name_ends[row - 1]) if row else 0
        return bytes(self._text[start : int(self._name_ends[row])]).decode()

    def _where(self, row: int) -> tuple[str | None, str | None, str | None]:
        """The country code and the names of the two divisions of a row."""
        names: dict[Level, str] = {}
        while row != NOWHERE:
            if row < len(self._codes):
                return self._codes[row], names.get("admin1"), names.get("admin2")
            level = LEVELS[self._levels[row] & 7]
            if level in ("admin1", "admin2"):
                names[level] = self._name(row)
            row = int(self._parents[row])
        return None, None, None


@functools.cache
def _load() -> Gazetteer:
    return Gazetteer(_PATH)


def _middle(values: np.ndarray[Any, np.dtype[np.float32]]) -> float:
    return round(float(values.min() + values.max()) / 2, 4)
