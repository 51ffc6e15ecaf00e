"""The named places of a report: every place name that is not a capital standing for its government.

States and territories have the coordinates of the knowledge base; where another name lies is decided by `placing`, for all names of a report at once.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dateline.records.grammar import NOUN_TAGS
from dateline.records.placing import PlaceMention, describe, locate

if TYPE_CHECKING:
    from dateline.language.annotation import Annotation, WordSpan
    from dateline.records.cast import Cast
    from dateline.records.model import PlaceKind
    from dateline.sources.report import Report, Span

_DIRECTIONS = frozenset(
    """north south east west northern southern eastern western central northeast northwest southeast southwest northeastern northwestern southeastern
    southwestern north-eastern north-western south-eastern south-western upper lower mid""".split()
)
_DIVISIONS = frozenset(
    """province state district governorate region county oblast prefecture department territory canton countryside emirate wilaya municipality republic
    autonomous""".split()
)
_NATURAL = frozenset("""river sea lake mountain mountains strait gulf ocean desert valley bay peninsula canal hills plateau delta basin""".split())
_NATURAL_BEFORE = frozenset("mount lake gulf strait river sea bay cape".split())
_FACILITIES = frozenset(
    """airport hospital university square street bridge prison camp base station stadium mosque church embassy palace building school port dam plant market
    checkpoint barracks""".split()
)


@dataclass(slots=True)
class Spot:
    """A place in the making."""

    name: str
    kind: PlaceKind
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None
    spans: list[Span] = field(default_factory=list)
    words: list[WordSpan] = field(default_factory=list)


def find_places(report: Report, annotation: Annotation, cast: Cast) -> list[Spot]:
    """The places in order of their first mention; a name met again is the same place."""
    a = annotation
    spots: list[Spot] = []
    by_name: dict[str, Spot] = {}

    def enter(words: WordSpan | None, span: Span, name: str, kind: PlaceKind, country: str | None, at: tuple[float | None, float | None]) -> None:
        key = name.lower()
        spot = by_name.get(key)
        if spot is None:
            spot = by_name[key] = Spot(name, kind, country, *at)
            spots.append(spot)
        if spot.country is None:
            spot.country = country
        spot.spans.append(span)
        if words is not None:
            spot.words.append(words)

    if report.place_line is not None:
        name = report.text[report.place_line[0] : report.place_line[1]]
        proper = name.title() if name.isupper() and len(name) > 3 else name
        enter(None, report.place_line, proper, *_what(cast, proper))
    for name_ in cast.names:
        if name_.label != "LOC" or name_.words in cast.metonyms:
            continue
        words, name, region = _extended(a, name_.words)
        kind, country, at = _what(cast, " ".join(a.quote(name_.words).split()))
        if region == "region" and kind == "country":
            enter(words, a.span(words), name, "region", country, (None, None))
            continue
        if region in ("admin", "natural", "facility"):
            kind = region
        enter(words, a.span(words), name, kind, country or _country_after(a, cast, name_.words), at)
    for words, name in _borders(a, cast):
        enter(words, a.span(words), name, "region", None, (None, None))
    _locate(report, cast, spots)
    return spots


def _locate(report: Report, cast: Cast, spots: list[Spot]) -> None:
    """Coordinates, GeoNames id and country of the places that are no countries, by the ranker of `placing`, all names of the report together."""
    open_ = [spot for spot in spots if spot.kind != "country"]
    if not open_:
        return
    countries = Counter({s.country: len(s.spans) for s in spots if s.kind == "country" and s.country})
    countries.update(e.country for e in cast.entities for _ in e.mentions if e.kind == "state" and e.country)
    line = next((s.name for s in spots if report.place_line in s.spans), None) if report.place_line else None
    for spot, found in zip(open_, locate(_mentions(report, cast, spots, open_), dateline=line, countries_in_text=countries), strict=True):
        if found is None or (spot.country is not None and found.country not in (None, spot.country)):
            continue
        spot.lat, spot.lon, spot.geonames = found.lat, found.lon, found.geonames
        spot.country = spot.country or found.country
        if spot.kind == "populated":
            spot.kind = found.kind


def _mentions(report: Report, cast: Cast, spots: list[Spot], wanted: list[Spot]) -> list[PlaceMention]:
    """What the text says of each wanted place where it is named: what it is called, and what it lies in ("Tripoli, Lebanon", "a suburb of Damascus")."""

    def nationality(word: str) -> str | None:
        people = cast.knowledge.demonym(word)
        return people.country if people is not None else None

    spans = sorted({span for spot in spots for span in spot.spans})
    said = dict(zip(spans, describe(report.text, spans, nationality), strict=True))
    out: list[PlaceMention] = []
    for spot in wanted:
        here = [said[span] for span in spot.spans]
        kind = "admin" if spot.kind == "admin" else next((m.kind for m in here if m.kind is not None), None)
        country = spot.country or next((m.country for m in here if m.country is not None), None)
        holders = next((m.containers for m in here if m.containers), ())
        out.append(PlaceMention(spot.name, kind, country, holders, count=len(spot.spans)))
    return out


def _what(cast: Cast, name: str) -> tuple[PlaceKind, str | None, tuple[float | None, float | None]]:
    """Kind, country and coordinates as far as the knowledge base goes."""
    for known in cast.knowledge.actor(name, cast.report.published):
        if known.id.startswith(("state:", "territory:")):
            return "country", known.country, (known.lat, known.lon)
    capital = cast.knowledge.capital(name)
    if capital is not None and capital.via == "capital" and not capital.ambiguous:
        return "populated", capital.country, (None, None)
    lower = name.lower().split()
    if lower[-1] in _NATURAL or lower[0] in _NATURAL_BEFORE:
        return "natural", None, (None, None)
    if lower[-1] in _FACILITIES:
        return "facility", None, (None, None)
    if lower[-1] in _DIVISIONS:
        return "admin", None, (None, None)
    return "populated", None, (None, None)


def _extended(annotation: Annotation, words: WordSpan) -> tuple[WordSpan, str, PlaceKind | None]:
    """A place name with the direction before it ("northern Syria") and the division after it ("Idlib province")."""
    a = annotation
    first, last = words
    kind: PlaceKind | None = None
    start = first
    while (
        start > 0
        and a.sentence_of[start - 1] == a.sentence_of[first]
        and (a.forms[start - 1].lower() in _DIRECTIONS or (a.forms[start - 1] == "-" and start > 1 and a.forms[start - 2].lower() in _DIRECTIONS))
    ):
        start -= 1
        kind = "region"
    end = last
    following = a.forms[last + 1].lower() if last + 1 < len(a.forms) and a.sentence_of[last + 1] == a.sentence_of[last] else ""
    if following in _DIVISIONS and a.heads[last] == last + 1:
        end, kind = last + 1, kind or "admin"
    elif following in _NATURAL and a.heads[last] == last + 1:
        end, kind = last + 1, "natural"
    elif following in _FACILITIES and a.heads[last] == last + 1:
        end, kind = last + 1, "facility"
    return (start, end), " ".join(a.quote((start, end)).split()), kind


def _country_after(annotation: Annotation, cast: Cast, words: WordSpan) -> str | None:
    """The country that the text names right after a place: "Jobar, a suburb of Damascus", "Kherson, Ukraine", "in the Syrian city of Raqqa"."""
    a = annotation
    for word in range(words[1] + 1, min(words[1] + 10, len(a.forms))):
        if a.sentence_of[word] != a.sentence_of[words[0]] or a.forms[word] in (".", ";") or a.tags[word] in ("VBD", "VBZ", "VBP"):
            break
        name = cast.name_of.get(word)
        if name is not None and name.label == "LOC" and a.forms[words[1] + 1] == ",":
            known = cast.knowledge.country(a.quote(name.words)) or cast.knowledge.capital(a.quote(name.words))
            return known.country if known is not None else None
    for head in list(a.ancestors(words[1]))[:2]:
        if a.lemmas[head] in ("city", "town", "village", "province", "capital", "region", "district", "port", "suburb", "island"):
            for child in a.dependents(head, "amod", "compound", "nmod:poss"):
                key = cast.nationality(child)
                if key is not None:
                    return cast.entities[key].country
    return None


def _borders(annotation: Annotation, cast: Cast) -> list[tuple[WordSpan, str]]:
    """Borders and coasts that nationalities name: "the Syrian-Turkish border"."""
    a = annotation
    out: list[tuple[WordSpan, str]] = []
    for word, lemma in enumerate(a.lemmas):
        if lemma not in ("border", "frontier") or a.tags[word] not in NOUN_TAGS:
            continue
        first = word
        while (
            first > 0
            and a.sentence_of[first - 1] == a.sentence_of[word]
            and (a.forms[first - 1] in ("-", "–") or cast.knowledge.demonym(a.forms[first - 1]) is not None or first - 1 in cast.name_of)
        ):
            first -= 1
        if word - first >= 3:
            out.append(((first, word), " ".join(a.quote((first, word)).split())))
    return out
