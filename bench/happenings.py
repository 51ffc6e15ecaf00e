"""Measure how well accounts of one event are found across reports, on MEANTIME's chains of events (Minard et al. 2016; CC BY 4.0).

    python bench/happenings.py                # all four topics, 120 reports of Wikinews
    python bench/happenings.py --end-to-end   # and with events that dateline finds by itself
    python bench/happenings.py --topics stock
    python bench/happenings.py --third        # every third report alone, those that `bench/times.py` keeps for measuring
    python bench/happenings.py --made         # the disputes between made-up reports that contradict each other, and others that don't

MEANTIME is read from the folder that `DATELINE_SHARED` names, or `shared` beside the repository. The weights were chosen with all four topics in view, so that
these are no figures of unseen data. All reports are linked in one go: nobody tells which topic a report is of.

gold events   each report's own chains of mentions, their arguments and the entities beside them (who is who across reports included), dates and places are
              given, and linked. "Said", "began" and the like, which MEANTIME marks as such, are no events for dateline: each is left alone
end to end    the texts are read by dateline, whose events are linked. It finds events of PLOVER's types only, where MEANTIME annotates all that happens or
              is said, so that most chains can't be found. Scored once on all mentions, and once on those that both have
singletons    every chain of a report stays alone: what there is to be gained is what is above this
one cluster   all chains are one
same lemma    chains with a head lemma in common are one, in all reports
links added   MEANTIME leaves many chains apart that are of one event. `meantime_links.yaml` has those that were found by reading what dateline thinks alike,
              which says how many of its links are right, and little of how many it misses

Scores are over mentions: B-cubed (Bagga and Baldwin 1998) and CoNLL F1, the mean of MUC, B-cubed and CEAF-phi4 (Pradhan et al. 2014).
"""

from __future__ import annotations

import argparse
import datetime
import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import yaml
from evaluate import read_text, shared_folder  # beside this file
from scipy.optimize import linear_sum_assignment
from times import KEEP_EVERY  # beside this file

from dateline.linking.accounts import Occurrence, Spot, figures_of, lemmas_of, occurrences, stems_of
from dateline.linking.disputes import disputes
from dateline.linking.happenings import group_happenings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Mention = tuple[str, int]
Cluster = set[Mention]
TOPICS = ("airbus", "apple", "gm", "stock")
WINDOW = 14
"""Tokens on either side of a mention that are compared."""
LEAD = 3
"""The headline, the date line and the first two sentences, by their numbers: what a report tells there is its news."""
NO_EVENTS = ("SPEECH_COGNITIVE", "GRAMMATICAL")
"""Chains of words such as "said" and "began", which are no events for dateline: they are scored, and each is left alone."""


@dataclass
class Article:
    """A report of MEANTIME: its text, where each token stands in it, and its chains of event mentions by name."""

    name: str
    text: str
    date: datetime.date | None
    heads: dict[Mention, tuple[int, int]]
    chains: dict[str, list[Mention]]
    events: list[Occurrence] = field(default_factory=list)


def date_of(value: str | None) -> datetime.date | None:
    """A TIMEX3 value that is a day."""
    match = re.match(r"\d{4}-\d\d-\d\d", value or "")
    return datetime.date.fromisoformat(match[0]) if match else None


def load(path: Path) -> Article:
    """One annotated report."""
    root = ET.parse(path).getroot()
    text = ""
    spans: dict[str, tuple[int, int]] = {}
    sentence = "0"
    for token in root.iter("token"):
        word = token.text or ""
        if token.get("sentence") != sentence:
            sentence = token.get("sentence", "")
            text += "\n\n"
        elif text and not re.match(r"[.,;:!?)%]|'s$|n't$", word) and not text.endswith(("(", "$")):
            text += " "
        spans[token.get("t_id", "")] = (len(text), len(text) + len(word))
        text += word
    order = {token: place for place, token in enumerate(spans)}
    anchors = {
        item.get("m_id", ""): [anchor.get("t_id", "") for anchor in item.findall("token_anchor")]
        for item in root.iterfind("Markables/*")
        if item.find("token_anchor") is not None
    }
    tokens = list(spans)
    days = {item.get("m_id", ""): day for item in root.iter("TIMEX3") if (day := date_of(item.get("value")))}
    created = next((date_of(item.get("value")) for item in root.iter("TIMEX3") if item.get("functionInDocument") == "CREATION_TIME"), None)
    mentions = {item.get("m_id", "") for item in root.iter("EVENT_MENTION")} & set(anchors)
    roles: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for item in root.iter("HAS_PARTICIPANT"):
        roles[_end(item, "source")].append((item.get("sem_role", ""), _end(item, "target")))
    when: dict[str, list[datetime.date]] = defaultdict(list)
    for item in root.iter("TLINK"):
        if item.get("reltype") in ("IS_INCLUDED", "SIMULTANEOUS") and _end(item, "target") in days:
            when[_end(item, "source")].append(days[_end(item, "target")])
    article = Article(path.stem, text, created, {}, {})
    instances = {item.get("m_id", ""): item.get("instance_id") for item in root.iter("EVENT")}
    entities = {item.get("m_id", ""): item.get("instance_id") for item in root.iter("ENTITY")}
    apart = {item.get("instance_id") for item in root.iter("EVENT") if item.get("class") in NO_EVENTS}
    who: dict[str, str] = {}
    for item in root.iter("REFERS_TO"):
        if instance := entities.get(_end(item, "target")):
            who.update({source.get("m_id", ""): instance for source in item.findall("source")})
    chained: set[str] = set()
    for item in root.iter("REFERS_TO"):
        target = _end(item, "target")
        members = [source.get("m_id", "") for source in item.findall("source") if source.get("m_id") in mentions]
        # Nine mentions are in two chains; a mention of one event is not one of another, so that the first chain keeps it.
        members = [member for member in members if member not in chained]
        if target in instances and members:
            chained |= set(members)
            _add(article, instances[target] or f"{path.stem} {target}", members, anchors)
    for mention in sorted(mentions - chained):
        _add(article, f"{path.stem} m{mention}", [mention], anchors)
    entities_at = [
        (order[anchors[mention][0]], who.get(mention) or _key(" ".join(text[slice(*spans[token])] for token in anchors[mention])))
        for mention in (item.get("m_id", "") for item in root.iter("ENTITY_MENTION"))
        if anchors.get(mention)
    ]
    sentence_of = {token.get("t_id", ""): token.get("sentence", "") for token in root.iter("token")}
    for name, chain in article.chains.items():
        ids = [str(number) for _, number in chain]
        words = " ".join(text[slice(*spans[token])] for number in ids for token in anchors[number])
        places = [order[anchors[number][0]] for number in ids]
        around = " ".join(text[slice(*spans[token])] for place in places[:3] for token in tokens[max(0, place - WINDOW) : place + WINDOW])
        arguments = [
            (role, who.get(target) or _key(" ".join(text[slice(*spans[t])] for t in anchors[target])))
            for number in ids
            for role, target in roles[number]
            if target in anchors
        ]
        dates = [day for number in ids for day in when[number]]
        if name in apart:
            continue
        beside = {order[token] + step for token in (anchors[number][0] for number in ids[:3]) for step in range(-WINDOW, WINDOW)}
        lemmas = lemmas_of(words)
        article.events.append(
            Occurrence(
                report=path.stem,
                event=name,
                type="",
                lemmas=lemmas,
                stems=stems_of(lemmas),
                words=lemmas_of(around),
                figures=figures_of(around),
                names=frozenset(named for place, named in entities_at if place in beside),
                actors=frozenset(words for role, words in arguments if role == "Arg0"),
                recipients=frozenset(words for role, words in arguments if role in ("Arg1", "Arg2")),
                places=tuple(Spot(name=words.lower()) for role, words in arguments if role.upper() == "ARGM-LOC"),
                start=min(dates, default=None),
                end=max(dates, default=None),
                published=created,
                news=not dates and any(int(sentence_of[anchors[number][0]]) <= LEAD for number in ids),
                origin=path.stem,
            )
        )
    article.heads.update(
        {mention: (spans[anchors[str(mention[1])][0]][0], spans[anchors[str(mention[1])][-1]][1]) for chain in article.chains.values() for mention in chain}
    )
    return article


def _end(item: ET.Element, which: str) -> str:
    found = item.find(which)
    return "" if found is None else found.get("m_id", "")


def _add(article: Article, name: str, members: Iterable[str], anchors: dict[str, list[str]]) -> None:
    article.chains.setdefault(name, []).extend((article.name, int(member)) for member in members if member in anchors)


def _key(words: str) -> str:
    """An argument by its last word before any clause, as the key of who it is: no knowledge of the corpus."""
    kept = [word.lower() for word in re.split(r" (?:of|that|which|who|in|to|for|with) |,", words)[0].split() if word.lower() not in ("the", "a", "an", "its")]
    return " ".join(kept[-2:]) or words.lower()


# --- scores ----------------------------------------------------------------------------------------------------------------------------


def f1(precision: float, recall: float) -> float:
    """The harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def b_cubed(gold: Sequence[Cluster], found: Sequence[Cluster]) -> tuple[float, float]:
    """Precision and recall over mentions."""

    def one_way(left: Sequence[Cluster], right: Sequence[Cluster]) -> float:
        of = {mention: cluster for cluster in right for mention in cluster}
        total = sum(len(cluster) for cluster in left)
        return sum(len(cluster & of.get(mention, set())) / len(cluster) for cluster in left for mention in cluster) / total if total else 0.0

    return one_way(found, gold), one_way(gold, found)


def muc(gold: Sequence[Cluster], found: Sequence[Cluster]) -> tuple[float, float]:
    """Precision and recall over links."""

    def one_way(left: Sequence[Cluster], right: Sequence[Cluster]) -> float:
        of = {mention: place for place, cluster in enumerate(right) for mention in cluster}
        links = sum(len(cluster) - 1 for cluster in left)
        right_links = sum(len(cluster) - len({of.get(mention, mention) for mention in cluster}) for cluster in left)
        return right_links / links if links else 0.0

    return one_way(found, gold), one_way(gold, found)


def ceaf(gold: Sequence[Cluster], found: Sequence[Cluster]) -> tuple[float, float]:
    """Precision and recall of the best one-to-one alignment of clusters, by phi4. Only clusters that meet are laid against each other."""
    of = {mention: place for place, cluster in enumerate(found) for mention in cluster}
    alike = np.zeros((len(gold), len(found)), dtype=np.float32)
    for place, cluster in enumerate(gold):
        for other in {of[mention] for mention in cluster if mention in of}:
            alike[place, other] = 2 * len(cluster & found[other]) / (len(cluster) + len(found[other]))
    total = float(alike[linear_sum_assignment(alike, maximize=True)].sum())
    return total / len(found), total / len(gold)


def show(name: str, gold: Sequence[Cluster], found: Sequence[Cluster]) -> None:
    """A line with B-cubed and the CoNLL mean."""
    scores = [score(gold, found) for score in (muc, b_cubed, ceaf)]
    precision, recall = scores[1]
    conll = sum(f1(*score) for score in scores) / 3
    print(
        f"{name:30} MUC {f1(*scores[0]):.3f}   B3 P {precision:.3f} R {recall:.3f} F {f1(precision, recall):.3f}  CEAF {f1(*scores[2]):.3f}   CoNLL {conll:.3f}"
    )


def clusters_of(articles: Sequence[Article], names: Mapping[str, str] = MappingProxyType({})) -> list[Cluster]:
    """MEANTIME's chains across reports; `names` are of chains that go under another's."""
    found: dict[str, Cluster] = defaultdict(set)
    for article in articles:
        for name, chain in article.chains.items():
            found[names.get(name, name)] |= set(chain)
    return list(found.values())


def added_links(articles: Sequence[Article]) -> dict[str, str]:
    """For chains that MEANTIME leaves apart from those of the same event, by whose name they go."""
    by_number = {re.sub(r"^(\d+)\S* (\S+)$", r"\1 \2", name): name for article in articles for name in article.chains}
    groups = yaml.load((Path(__file__).parent / "meantime_links.yaml").read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    return {by_number[name]: by_number.get(group[0], group[0]) for group in groups for name in group[1:] if name in by_number}


def same_lemma(events: Sequence[Occurrence], chains: dict[tuple[str, str], Cluster]) -> list[Cluster]:
    """Chains with the same head lemma."""
    found: dict[str, Cluster] = defaultdict(set)
    for event in events:
        found[min(event.lemmas, default=f"{event.report} {event.event}")] |= chains[event.report, event.event]
    return list(found.values())


def end_to_end(articles: Sequence[Article], gold: Sequence[Cluster]) -> None:
    """Read the texts, link the events that are found, and score them."""
    events: list[Occurrence] = []
    mentions: dict[tuple[str, str], Cluster] = {}
    spare = -1
    for article in articles:
        reading = read_text(article.text, article.date)
        left = dict(article.heads)
        for event in reading.events:
            chosen: Cluster = set()
            for start, end in (event.anchor, *event.also):
                hit = next((mention for mention, span in left.items() if span[0] < end and start < span[1]), None)
                if hit is None:
                    hit = (article.name, spare)
                    spare -= 1
                left.pop(hit, None)
                chosen.add(hit)
            mentions[article.name, event.id] = chosen
        events += occurrences(article.name, reading)
    found = [set().union(*(mentions[member] for member in happening.members)) for happening in group_happenings(events)]
    linked = set().union(*found)
    found += [cluster for cluster in mentions.values() if not cluster & linked]
    alone = list(mentions.values())
    every = set().union(*found)
    known = set().union(*gold)
    print(f"mentions: MEANTIME {len(known)}, dateline {len(every)}, both {len(every & known)}")
    both = [cluster & every for cluster in gold if cluster & every]
    show("end to end, all mentions", gold, found)
    show("  not linked", gold, alone)
    show("end to end, mentions of both", both, [cluster & known for cluster in found if cluster & known])
    show("  not linked", both, [cluster & known for cluster in alone if cluster & known])


def made_up() -> None:
    """Read the made-up reports, link their events, and hold the disputes against those that are there."""
    stories = yaml.load((Path(__file__).parent / "contradictory.yaml").read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    readings = {
        f"{story['story']} {number}": read_text(report["text"], report["published"]) for story in stories for number, report in enumerate(story["reports"])
    }
    found: set[tuple[str, str]] = set()
    for happening in group_happenings([event for report, reading in readings.items() for event in occurrences(report, reading)]):
        for dispute in disputes(happening, {report: readings[report] for report, _ in happening.members}):
            told = {statement.report.split()[0] for side in dispute.sides for statement in side.statements}
            found |= {(story, dispute.about) for story in told}
    there = {(story["story"], about) for story in stories for about in story["disputes"]}
    print(f"{len(readings)} made-up reports, {len(stories)} stories: {len(there & found)} of {len(there)} disputes found, {len(found - there)} that are none")
    for name, some in (("not found", there - found), ("none", found - there)):
        for story, about in sorted(some):
            print(f"    {name}: {story}, {about}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="how well accounts of one event are found across reports")
    parser.add_argument("--topics", default=",".join(TOPICS))
    parser.add_argument("--third", action="store_true", help="only every third report")
    parser.add_argument("--end-to-end", action="store_true", help="also read the texts and link what is found")
    parser.add_argument("--made", action="store_true", help="measure disputes on made-up reports instead")
    options = parser.parse_args()
    if options.made:
        made_up()
        return
    shared = shared_folder()
    if shared is None:
        print("no shared folder: set DATELINE_SHARED")
        return
    folder = shared / "data" / "train" / "meantime" / "intra_cross-doc_annotation"
    wanted = [f"corpus_{topic}" for topic in options.topics.split(",")]
    paths = [path for number, path in enumerate(sorted(folder.glob("*/*.xml"))) if not options.third or number % KEEP_EVERY == KEEP_EVERY - 1]
    articles = [load(path) for path in paths if path.parent.name in wanted]
    gold = clusters_of(articles)
    events = [event for article in articles for event in article.events]
    chains = {(article.name, name): set(chain) for article in articles for name, chain in article.chains.items()}
    across = sum(len({report for report, _ in cluster}) > 1 for cluster in gold)
    print(f"{len(articles)} reports, {len(events)} events of one report each, {len(gold)} across reports, {across} of them in several")
    show("singletons", gold, list(chains.values()))
    show("one cluster", gold, [set().union(*chains.values())])
    show("same lemma", gold, same_lemma(events, chains))
    happenings = group_happenings(events)
    linked = [set().union(*(chains[member] for member in happening.members)) for happening in happenings]
    done = {member for happening in happenings for member in happening.members}
    linked += [chain for name, chain in chains.items() if name not in done]
    show("gold events, linked", gold, linked)
    names = added_links(articles)
    more = clusters_of(articles, names)
    show("with links added, singletons", more, list(chains.values()))
    show("with links added, linked", more, linked)
    links = [(one[1], other[1]) for happening in happenings for one, other in combinations(happening.members, 2)]
    print(f"links between reports: found {len(links)}", end="")
    for which, clusters, known in (("MEANTIME", gold, {}), ("MEANTIME and those added", more, names)):
        wanted = sum(1 for cluster in clusters for _ in combinations({report for report, _ in cluster}, 2))
        right = sum(known.get(one, one) == known.get(other, other) for one, other in links)
        print(f"; of the {wanted} of {which} {right}", end="")
    print()
    if options.end_to_end:
        end_to_end(articles, gold)


if __name__ == "__main__":
    main()
