"""Put the annotated reports together again.

    python training/annotations.py FOLDER       # writes one JSON file a report into FOLDER

`training/annotations/` holds 64 reports that were annotated by hand for dateline (48 of Wikinews, CC BY 2.5; 16 press releases of the United States Department
of State, public domain) in the terms of `docs/records.md`: actors, claims, events, ties, places and times, with offsets in code points and without a word of
the texts. The texts come from the public corpora in the folder that `DATELINE_SHARED` names; a text that is not the annotated one any more (by its checksum) is
refused. A quote that ends with `all` means every place where those words stand.

The repository's own annotated examples (`tests/gate/gold`) are written beside them in the same form.
"""

from __future__ import annotations

import argparse
import gzip
import json
import lzma
import os
import sys
import zlib
from pathlib import Path
from typing import Any

ANNOTATIONS = Path(__file__).parent / "annotations"


def read_texts(shared: Path) -> dict[str, list[dict[str, Any]]]:
    """The reports of the two corpora, in their order."""
    raw = shared / "data" / "raw"
    with lzma.open(raw / "wikinews" / "wikinews.jsonl.xz", "rt", encoding="utf-8") as lines:
        wikinews = [json.loads(line) for line in lines]
    with gzip.open(raw / "statedept" / "statedept_press_releases_2022.jsonl.gz", "rt", encoding="utf-8") as lines:
        return {"wikinews": wikinews, "statedept": [json.loads(line) for line in lines]}


def quote(text: str, span: list[Any] | None) -> Any:
    """A span as a quote: the words, or the words with the number of the place where they stand."""
    if span is None:
        return None
    words = text[span[0] : span[1]]
    if len(span) > 2:
        return words
    number, at = 1, text.find(words)
    while at < span[0]:
        number, at = number + 1, text.find(words, at + 1)
    return words if number == 1 and text.find(words, at + 1) < 0 else {"q": words, "n": number}


def with_text(row: dict[str, Any], article: dict[str, Any], name: str) -> dict[str, Any]:
    """One annotated report with its text and its quotes."""
    text = article["text"]
    checksum = f"{zlib.crc32(text.encode()):08x}"
    if checksum != row["sha"]:
        sys.exit(f"{name}: the text of {row['url']} is not the annotated one (checksum {checksum}, not {row['sha']})")
    publisher = {"wikinews": "Wikinews", "statedept": "U.S. Department of State"}[row["source"]]
    out: dict[str, Any] = {"id": name, "url": row["url"], "publisher": publisher, "published": row["published"], "title": article["title"], "text": text}
    listed = ("names", "nominals")
    out["actors"] = [actor | {key: [quote(text, span) for span in actor[key]] for key in listed} for actor in row["actors"]]
    for actor in out["actors"]:
        first = (actor["names"] or actor["nominals"])[0]
        actor["name"] = first if isinstance(first, str) else first["q"]
    out["claims"] = [
        claim
        | {key: quote(text, claim[key]) for key in ("content", "cue", "channel", "caveat")}
        | {"source": {"text": quote(text, claim["source"]["span"]), "actor": claim["source"]["actor"]}}
        for claim in row["claims"]
    ]
    out["events"] = [event | {"anchor": quote(text, event["anchor"]), "also": [quote(text, span) for span in event["also"]]} for event in row["events"]]
    out["ties"] = [tie | {"evidence": quote(text, tie["evidence"])} for tie in row["ties"]]
    out["places"] = [place | {"texts": [quote(text, span) for span in place["at"]], "name": text[slice(*place["at"][0][:2])]} for place in row["places"]]
    out["times"] = [time | {"text": quote(text, time["at"])} for time in row["times"]]
    return out


def from_example(path: Path) -> dict[str, Any]:
    """One of the repository's annotated examples in the same form."""
    from gate.gold import read, text_of

    gold = read(path)

    def worded(value: Any) -> Any:
        return {"q": value[0], "n": value[1]} if isinstance(value, list) else value

    out = {"id": path.stem, "title": "", "text": text_of(gold), "published": gold["published"]}
    listed = ("names", "nominals")
    out["actors"] = [
        a | {key: [worded(q) for q in a.get(key, [a["name"]] if key == "names" and "nominals" not in a else [])] for key in listed} for a in gold["actors"]
    ]
    out["claims"] = [
        {**claim, "content": worded(claim["content"]), "source": {"text": worded(claim.get("source")), "actor": claim.get("actors")}}
        for claim in gold["claims"]
    ]
    out["events"] = [event | {"anchor": worded(event["anchor"]), "also": [worded(q) for q in event.get("also", [])]} for event in gold["events"]]
    out["ties"] = [tie | {"evidence": worded(tie["evidence"])} for tie in gold["ties"]]
    out["places"] = [place | {"texts": [worded(q) for q in place["at"]]} for place in gold["places"]]
    out["times"] = []
    return out


def main() -> None:
    """Write them all."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("folder", type=Path)
    folder = cli.parse_args().folder
    shared = Path(os.environ.get("DATELINE_SHARED", Path(__file__).parents[2] / "shared"))
    if not shared.exists():
        sys.exit(f"{shared} is not there; set DATELINE_SHARED to the folder of public corpora")
    texts = read_texts(shared)
    folder.mkdir(parents=True, exist_ok=True)
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    for path in sorted((Path(__file__).parents[1] / "tests" / "gate" / "gold").glob("*.json")):
        (folder / path.name).write_text(json.dumps(from_example(path), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for path in sorted(ANNOTATIONS.glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        report = with_text(row, texts[row["source"]][row["row"]], path.stem)
        (folder / path.name).write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
