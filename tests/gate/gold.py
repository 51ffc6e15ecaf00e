"""The gold annotations: how they are written, how their quotes become spans, and what makes one refusable.

A gold file annotates one report of `examples/`. It never holds offsets: every span is a *quote*, either the words themselves or
`[words, n]` for the n-th place where they stand (from 1). Words count only where they are whole: "Iran" does not stand in "Iranian".

A field that points at one place (a claim's content, its source, its cue, an event's anchor) must be unambiguous. The lists that name an
actor or a place (`names`, `nominals`, `at`) mean every place where bare words stand, except inside a longer name of another actor or
place. What a field would leave empty is left out.

`python tests/gate/gold.py` checks every file and says what is wrong with it.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from dateline.records import model

if TYPE_CHECKING:
    from collections.abc import Iterator

GOLD = Path(__file__).parent / "gold"
EXAMPLES = Path(__file__).parents[2] / "examples"

Span = tuple[int, int]
Quote = str | list[Any]
Gold = dict[str, Any]

FORMS = ("direct", "mixed", "indirect")
GRAINS = ("day", "week", "weekend", "month", "season", "year")
BODY_KEYS = ("text", "articleBody")
"""The keys under which a JSON article keeps its text."""


def every(text: str, words: str) -> list[Span]:
    """Every span of the text where these words stand as whole words."""
    before, after = (r"(?<!\w)" if words[:1].isalnum() else ""), (r"(?!\w)" if words[-1:].isalnum() else "")
    return [match.span() for match in re.finditer(before + re.escape(words) + after, text)]


def places_of(text: str, quote: Quote) -> list[Span]:
    """The spans that a quote means: all of them for bare words, one for `[words, n]`, none when it is not in the text."""
    if isinstance(quote, str):
        return every(text, quote)
    words, number = quote
    return every(text, words)[number - 1 : number]


def place_of(text: str, quote: Quote) -> Span:
    """The one span that a quote means; a `ValueError` when there is none or there are several."""
    found = places_of(text, quote)
    if len(found) != 1:
        raise ValueError(f"{quote!r} stands {len(found)} times in the text, not once")
    return found[0]


def naming(text: str, quotes: list[Quote], longer: list[Span]) -> list[Span]:
    """The spans that a list of names means, without those of bare words that lie inside a longer name."""
    spans: set[Span] = set()
    for quote in quotes:
        found = places_of(text, quote)
        if isinstance(quote, str):
            found = [s for s in found if not any(t[0] <= s[0] and s[1] <= t[1] and t != s for t in longer)]
        spans.update(found)
    return sorted(spans)


def text_of(gold: Gold) -> str:
    """The text that the gold's quotes stand in: the whole file for Markdown and plain text, the article's body for JSON."""
    raw = (EXAMPLES / str(gold["example"])).read_text(encoding="utf-8")
    if not gold["example"].endswith(".json"):
        return raw
    article = json.loads(raw)
    return str(next(article[key] for key in BODY_KEYS if key in article))


def files() -> list[Path]:
    """The gold files, in the order of their names."""
    return sorted(GOLD.glob("*.json"))


def load() -> list[Gold]:
    """All gold annotations."""
    return [read(path) for path in files()]


def read(path: Path) -> Gold:
    """One gold file."""
    annotation: Gold = json.loads(path.read_text(encoding="utf-8"))
    return annotation


def fingerprint() -> str:
    """A hash of the gold files and the examples that they annotate: floors hold for exactly these."""
    digest = hashlib.sha256()
    for path in files():
        example = EXAMPLES / read(path)["example"]
        for member in (path, example):
            digest.update(member.name.encode())
            digest.update(member.read_bytes())
    return digest.hexdigest()


def problems(gold: Gold) -> list[str]:
    """What is wrong with one gold annotation, as sentences; empty when it is sound."""
    return [*_bad_ids(gold), *_bad_values(gold), *_bad_quotes(gold), *_bad_dates(gold)]


def _rows(gold: Gold, kind: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = gold.get(kind, [])
    return rows


def _bad_ids(gold: Gold) -> Iterator[str]:
    ids = {}
    for kind in ("actors", "claims", "events", "places"):
        listed = [row["id"] for row in _rows(gold, kind)]
        ids[kind] = set(listed)
        if len(listed) != len(ids[kind]):
            yield f"{kind}: an id stands twice"
    links = [
        *((row["id"], "actors", [row.get("represents")]) for row in _rows(gold, "actors")),
        *((row["id"], "actors", [*row.get("actors", []), *row.get("to", [])]) for row in _rows(gold, "claims")),
        *((row["id"], "claims", [row.get("inside")]) for row in _rows(gold, "claims")),
        *((row["id"], "actors", [*row.get("actor", []), *row.get("recipient", [])]) for row in _rows(gold, "events")),
        *((row["id"], "claims", row.get("claims", [])) for row in _rows(gold, "events")),
        *((row["id"], "places", row.get("place", [])) for row in _rows(gold, "events")),
        *((f"tie {row['evidence']!r}", "actors", [row["a"], row["b"]]) for row in _rows(gold, "ties")),
        *((f"tie {row['evidence']!r}", "claims", row.get("claims", [])) for row in _rows(gold, "ties")),
    ]
    for where, kind, wanted in links:
        for name in wanted:
            if name is not None and name not in ids[kind]:
                yield f"{where}: there is no {kind[:-1]} {name!r}"
    for row in _rows(gold, "claims"):
        if row.get("inside") == row["id"]:
            yield f"{row['id']}: stands inside itself"


def _bad_values(gold: Gold) -> Iterator[str]:
    allowed = [
        ("actors", "kind", get_args(model.ActorKind)),
        ("claims", "stance", get_args(model.Stance)),
        ("claims", "form", FORMS),
        ("events", "type", get_args(model.EventType)),
        ("events", "status", get_args(model.Status)),
        ("ties", "kind", get_args(model.TieKind)),
        ("ties", "polarity", get_args(model.Polarity)),
        ("places", "kind", get_args(model.PlaceKind)),
        ("times", "grain", GRAINS),
    ]
    for kind, field, values in allowed:
        for row in _rows(gold, kind):
            if row[field] not in values:
                yield f"{kind}: {field} {row[field]!r} is not one of {', '.join(values)}"
    for event in _rows(gold, "events"):
        if event["status"] == "attributed" and not event.get("claims"):
            yield f"{event['id']}: attributed, but to no claim"
        for count in event.get("counts", []):
            if count["what"] not in get_args(model.CountKind):
                yield f"{event['id']}: a count of {count['what']!r}"
    for claim in _rows(gold, "claims"):
        if claim.get("actors") and not claim.get("source"):
            yield f"{claim['id']}: actors of a source that is not in the text"


def _bad_quotes(gold: Gold) -> Iterator[str]:
    text = text_of(gold)
    single = [(row["id"], row.get(field)) for row in _rows(gold, "claims") for field in ("content", "source", "cue", "channel", "caveat")]
    single += [(row["id"], quote) for row in _rows(gold, "events") for quote in (row["anchor"], *row.get("also", []))]
    single += [("ties", row["evidence"]) for row in _rows(gold, "ties")]
    for where, quote in single:
        if quote is not None and len(places_of(text, quote)) != 1:
            yield f"{where}: {quote!r} stands {len(places_of(text, quote))} times in the text, not once"
    many = [(row["id"], quote) for row in _rows(gold, "actors") for quote in (*row.get("names", []), *row.get("nominals", []))]
    many += [(row["id"], quote) for row in _rows(gold, "places") for quote in row["at"]]
    many += [("times", row["at"]) for row in _rows(gold, "times")]
    for where, quote in many:
        if not places_of(text, quote):
            yield f"{where}: {quote!r} is not in the text"
    for actor in _rows(gold, "actors"):
        if not actor.get("names") and not actor.get("nominals"):
            yield f"{actor['id']}: is mentioned nowhere"


def _bad_dates(gold: Gold) -> Iterator[str]:
    for row in (*_rows(gold, "events"), *_rows(gold, "times")):
        where = row.get("id") or row["at"]
        try:
            start, end = (datetime.date.fromisoformat(row[key]) if row.get(key) else None for key in ("start", "end"))
        except ValueError as error:
            yield f"{where}: {error}"
            continue
        if start and end and start > end:
            yield f"{where}: ends before it starts"


def main() -> int:
    """Check every gold file; the exit status is 1 when one is refused."""
    refused = 0
    for path in files():
        found = problems(read(path))
        refused += bool(found)
        sys.stdout.writelines(f"{path.name}: {line}\n" for line in found)
    sys.stdout.write(f"{len(files())} gold files, {refused} refused\n")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
