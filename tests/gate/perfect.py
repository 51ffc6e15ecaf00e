"""Records that say exactly what a gold annotation says: what a reader without faults would give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .gold import every, naming, place_of, text_of

if TYPE_CHECKING:
    from .gold import Gold, Quote, Span

Row = dict[str, Any]


def perfect(gold: Gold) -> Row:
    """The records of a report, as `Reading.to_json` writes them, made from its gold annotation."""
    text = text_of(gold)
    named = [quote for actor in gold["actors"] for quote in actor.get("names", [])]
    placed = [quote for place in gold["places"] for quote in place["at"]]
    timed = [time["at"] for time in gold["times"]]
    return {
        "document": {"origin": gold["example"], "id": gold["example"], "text": text, "published": gold["published"]},
        "actors": [_actor(text, actor, _anywhere(text, named)) for actor in gold["actors"]],
        "claims": [_claim(text, claim) for claim in gold["claims"]],
        "events": [_event(text, event) for event in gold["events"]],
        "ties": [{"id": f"t{n}", **tie, "span": place_of(text, tie["evidence"])} for n, tie in enumerate(gold["ties"])],
        "places": [{**place, "spans": naming(text, place["at"], _anywhere(text, placed))} for place in gold["places"]],
        "times": [{**time, "span": span} for time in gold["times"] for span in naming(text, [time["at"]], _anywhere(text, timed))],
    }


def _anywhere(text: str, quotes: list[Quote]) -> list[Span]:
    return [span for quote in quotes for span in every(text, quote if isinstance(quote, str) else quote[0])]


def _actor(text: str, actor: Row, longer: list[Span]) -> Row:
    forms = (("name", "names"), ("nominal", "nominals"))
    mentions = [{"span": span, "form": form} for form, field in forms for span in naming(text, actor.get(field, []), longer)]
    return {"id": actor["id"], "name": actor["name"], "kind": actor["kind"], "mentions": mentions, "represents": actor.get("represents")}


def _claim(text: str, claim: Row) -> Row:
    source = {"span": place_of(text, claim["source"]) if claim.get("source") else None, "actor": claim.get("actors", [])}
    return {"id": claim["id"], "span": place_of(text, claim["content"]), "source": source, "form": claim["form"], "stance": claim["stance"]}


def _event(text: str, event: Row) -> Row:
    also = [place_of(text, quote) for quote in event.get("also", [])]
    return {**event, "anchor": place_of(text, event["anchor"]), "also": also, "actor": event.get("actor", []), "recipient": event.get("recipient", [])}
