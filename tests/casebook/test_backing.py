"""Who tells what a record tells, and who denies it: independent origins and sources."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec
import pytest
from click.testing import CliRunner

from dateline._errors import CasebookError
from dateline.casebook import rendering_backing
from dateline.casebook.results import Backing, Voices
from dateline.cli import main

from .making import URL, reading
from .test_linking import account, copy

if TYPE_CHECKING:
    from pathlib import Path

    from dateline.casebook.casebook import Casebook
    from dateline.records.model import Claim, Polarity, Reading, Stance, Tie

OTHER = "https://other.example/1"
APART = " Snow lay on the passes that week, the harvest was late, and nobody had seen the ferry since the bridge at Lom had gone down in the floods of May."


def uid(casebook: Casebook, table: str, report: int, where: str = "TRUE") -> str:
    """The uid of a record of a report."""
    found = casebook.connection.execute(f"SELECT uid FROM {table} WHERE report = ? AND {where} ORDER BY id", (report,)).fetchone()  # noqa: S608
    return str(found[0])


def own_words(number: int, content: str, *, stance: Stance = "assert", speaker: str = "Dol Front") -> Reading:
    """A report of which nothing is told in common with another but one claim, by a speaker of a name."""
    places = ("the mill at Orehek", "the school in Podbrdo", "a pier near Lesce", "the stadium of Kamnik", "a farm above Cerkno")
    text = f"Clerks closed {places[number]} on day {number}. The {speaker} said that {content}."
    start = text.index(content)
    at = text.index(speaker)
    base = reading(front=speaker)
    claim = msgspec.structs.replace(base.claims[2], span=(start, start + len(content)), content=content, stance=stance, cue=None, channel=None, addressee=())
    source = msgspec.structs.replace(claim.source, span=(at, at + len(speaker)))
    actor = msgspec.structs.replace(base.actors[2], mentions=(msgspec.structs.replace(base.actors[2].mentions[0], span=(at, at + len(speaker))),))
    document = msgspec.structs.replace(
        base.document, text=text, id=f"{number:016x}", url=f"https://paper-{number}.example/1", publisher=f"Paper {number}", parts=(), credits=(),
        dateline_place=None, published=dt.date(2024, 3, 14 + number),
    )  # fmt: skip
    return msgspec.structs.replace(
        base, document=document, actors=(actor,), claims=(msgspec.structs.replace(claim, source=source),), events=(), ties=(), places=(), times=()
    )


# ---- events ---------------------------------------------------------------------------------------------------------------------------------------------


def test_event_counts_origins_and_not_articles(casebook: Casebook) -> None:
    """Two papers with one report and one with its own are two origins that assert; a source of both papers speaks in one."""
    for stored in (reading(), copy(OTHER, "Evening Sheet"), account()):
        casebook.store(stored)
    casebook.link()
    found = casebook.backing(uid(casebook, "event", 3))
    assert (found.asserting.reports, found.asserting.origins, found.asserting.own) == (3, 2, 1)
    assert found.asserting.sources == (("town council (Varnia)", 1),)
    assert (found.denying.reports, found.denying.origins, found.denying.sources) == (2, 1, (("Varnia", 1),))
    assert len(found.asserting.uids) == 3


def test_event_is_counted_as_its_statements_are(casebook: Casebook) -> None:
    """What is counted from rows, for many events at once, is what the words of their reports give."""
    for stored in (reading(), copy(OTHER, "Evening Sheet"), account(), account(60, url=f"{OTHER}/2", status="denied")):
        casebook.store(stored)
    casebook.link()
    for (event,) in casebook.connection.execute("SELECT event.uid FROM event JOIN happening_event ON event = event.id").fetchall():
        backing, told = casebook.backing(event), casebook.corroboration(event)
        assert (backing.asserting.origins, backing.denying.origins) == (told.asserting_origins, told.denying_origins)


def test_old_versions_tell_nothing(casebook: Casebook) -> None:
    """Of an article only the newest version counts."""
    casebook.store(reading(12))
    casebook.store(reading(15, published=dt.date(2024, 4, 1)))
    casebook.link()
    found = casebook.backing(uid(casebook, "event", 2))
    assert (found.asserting.reports, found.denying.reports) == (1, 1)


def test_event_that_is_only_wanted(casebook: Casebook) -> None:
    """Nobody says of what is only wanted that it happened, and the question is refused with that."""
    made = reading()
    casebook.store(msgspec.structs.replace(made, events=(msgspec.structs.replace(made.events[0], status="intended"),)))
    with pytest.raises(CasebookError, match="only wanted or imagined"):
        casebook.backing(uid(casebook, "event", 1))
    assert [hit.backing for hit in casebook.search(kind="events")] == [None]


def test_unknown_record(casebook: Casebook) -> None:
    """A uid that no record has is refused."""
    casebook.store(reading())
    with pytest.raises(CasebookError, match="no claim, event or tie has the uid 'x'"):
        casebook.backing("x")


# ---- ties -----------------------------------------------------------------------------------------------------------------------------------------------


def tied(number: int, **changes: object) -> Reading:
    """A report of another origin in which Egypt's tie to the front is changed."""
    made = reading(number, url=f"https://p{number}.example/1", publisher=f"Paper {number}", extra=APART[: 20 * number])
    tie: Tie = msgspec.structs.replace(made.ties[0], **changes)
    return msgspec.structs.replace(made, ties=(tie, made.ties[1]))


def separate(casebook: Casebook) -> None:
    """Take every report for an origin of its own, whatever its words are."""
    casebook.connection.execute("DELETE FROM report_origin")


def test_tie_has_those_who_say_the_same(casebook: Casebook) -> None:
    """A tie of the same kind and direction is the same; one of the same sign is alike, one of the other sign opposite, and a denial denies all of its sign."""
    for stored in (tied(1), tied(2), tied(3, kind="allied_with"), tied(4, kind="fights"), tied(5, polarity="denied"), tied(6, a="a3", b="a4")):
        casebook.store(stored)
    separate(casebook)
    found = casebook.backing(uid(casebook, "tie", 1, "kind = 'backs'"))
    assert [len(side.uids) for side in (found.asserting, found.denying, found.alike, found.opposite)] == [2, 1, 2, 1]
    assert (found.asserting.origins, found.asserting.own) == (2, 2)


def test_copies_of_a_tie_count_once(casebook: Casebook) -> None:
    """A tie in two prints of one report is told by one origin."""
    for stored in (reading(), copy(OTHER, "Evening Sheet")):
        casebook.store(stored)
    casebook.link()
    found = casebook.backing(uid(casebook, "tie", 1, "kind = 'backs'"))
    assert (found.asserting.reports, found.asserting.origins) == (2, 1)


@pytest.mark.parametrize("polarity", ["sought", "ended"])
def test_tie_that_is_not_there_is_told_by_those_who_say_so(casebook: Casebook, polarity: Polarity) -> None:
    """Who says that a tie is there does not say that it is sought, or over."""
    for stored in (tied(1, polarity=polarity), tied(2), tied(3, polarity=polarity)):
        casebook.store(stored)
    separate(casebook)
    assert casebook.backing(uid(casebook, "tie", 1, "kind = 'backs'")).asserting.reports == 2
    assert casebook.backing(uid(casebook, "tie", 2, "kind = 'backs'")).asserting.reports == 1


# ---- claims ---------------------------------------------------------------------------------------------------------------------------------------------

SAID = "government artillery destroyed seven bridges across the northern valley"


def test_one_speaker_in_many_origins_is_one_source(casebook: Casebook) -> None:
    """What one source says in three papers is said in three origins, all from it."""
    for number in range(3):
        casebook.store(own_words(number, SAID))
    found = casebook.backing(uid(casebook, "claim", 1))
    assert (found.repeated.origins, found.repeated.only, found.asserting.only) == (3, "Dol Front", "Dol Front")
    (hit, *_) = casebook.search("bridges")
    assert hit.backing == casebook.backing(hit.uid)
    assert rendering_backing.backing(found, "claims") == "3 origins, all from Dol Front"


@pytest.mark.parametrize(
    "other",
    [
        "government artillery destroyed seven bridges across the northern valley with 9 shells",
        "government artillery never destroyed seven bridges across the northern valley",
        "government artillery destroyed seven villages behind the southern ridge",
    ],
)
def test_other_words_are_another_claim(casebook: Casebook, other: str) -> None:
    """Another number, a "not" or another thing makes another statement of the same source."""
    for number, content in enumerate((SAID, other)):
        casebook.store(own_words(number, content))
    assert casebook.backing(uid(casebook, "claim", 1)).repeated.origins == 1


def test_denial_of_the_same_words(casebook: Casebook) -> None:
    """Who denies what another says in the same words stands on the other side, and the denial has the other as what it denies."""
    casebook.store(own_words(0, SAID))
    casebook.store(own_words(1, SAID, stance="deny", speaker="Hill Army"))
    said, denied = (casebook.backing(uid(casebook, "claim", report)) for report in (1, 2))
    assert (said.repeated.origins, said.denying.sources) == (1, (("Hill Army", 1),))
    assert (denied.repeated.origins, denied.asserting.sources) == (1, (("Dol Front", 1),))
    assert rendering_backing.backing(said, "claims") == "1 origin; what it tells of: told by 1 origin, denied by Hill Army"


def test_demand_is_only_repeated(casebook: Casebook) -> None:
    """Who demands something tells of nothing that happened."""
    for number in range(2):
        casebook.store(own_words(number, SAID, stance="demand"))
    found = casebook.backing(uid(casebook, "claim", 1))
    assert (found.repeated.origins, found.asserting.origins) == (2, 0)


def test_claim_has_the_voices_of_its_events(casebook: Casebook) -> None:
    """What a claim tells of is told by the other accounts of its event, and denied by who denies that."""
    for stored in (reading(), account()):
        casebook.store(stored)
    casebook.link()
    found = casebook.backing(uid(casebook, "claim", 1, "stance = 'assert'"))
    assert (found.repeated.origins, found.asserting.origins, found.denying.origins) == (1, 2, 1)


def test_sources_that_are_only_described_are_not_one(casebook: Casebook) -> None:
    """Whoever has only a description in two papers, such as officials, need not be the same: they are never told as the one source of both."""

    def vague(number: int) -> Reading:
        made = own_words(number, SAID)
        claim: Claim = msgspec.structs.replace(made.claims[0], source=msgspec.structs.replace(made.claims[0].source, actor=()))
        return msgspec.structs.replace(made, claims=(claim,))

    for number in range(2):
        casebook.store(vague(number))
    found = casebook.backing(uid(casebook, "claim", 1))
    assert (found.asserting.origins, found.asserting.only, found.repeated.origins) == (2, None, 1)


# ---- where a person sees it -----------------------------------------------------------------------------------------------------------------------------


def test_search_tells_origins(casebook: Casebook, path: Path) -> None:
    """A hit has the number of origins beside its sources, and who denies it."""
    for stored in (reading(), copy(OTHER, "Evening Sheet"), account()):
        casebook.store(stored)
    casebook.link()
    casebook.close()
    shown = CliRunner().invoke(main, ["search", str(path), "struck", "--kind", "events"]).output
    assert "in the word of: town council, Varnia; told by 2 origins (3 reports); denied by Varnia (2 reports, 1 origin)" in shown


def test_page_tells_origins(casebook: Casebook, path: Path) -> None:
    """An actor's page has reports and origins where they differ, and of what one report alone tells it says nothing."""
    for stored in (reading(), copy(OTHER, "Evening Sheet")):
        casebook.store(stored)
    casebook.link()
    page = casebook.who("Dol Front")
    assert (page.actor.reports, page.actor.origins) == (2, 1)
    assert msgspec.structs.astuple(page.tallies["claims_by"]) == (2, 2, 1)
    casebook.close()
    shown = " ".join(CliRunner().invoke(main, ["who", str(path), "Dol Front"]).output.split())
    assert "reports 2, 1 origin" in shown
    assert "Says (2 claims in 2 reports, 1 origin)" in shown
    assert "1 origin (2 reports)" in shown
    assert "Varnia (2 reports, 1 origin)" in " ".join(CliRunner().invoke(main, ["show", str(path)]).output.split())


def test_page_has_what_others_say_for_an_actor(casebook: Casebook, path: Path) -> None:
    """What a body of a state says stands on the state's page under the body's name, apart from what the state says itself."""
    casebook.store(reading())
    page = casebook.who("Varnia")
    assert [claim.sources for claim in page.claims_for_it] == [("town council",)]
    assert (page.claims_by_count, page.claims_for_it_count) == (1, 1)
    shown = CliRunner().invoke(main, ["who", str(path), "Varnia"]).output
    assert "Says (1 claim in 1 report; 1 claim by those who speak or act for it, in 1 report)" in shown
    assert "by town council for it / assert" in shown


def test_names_of_old_versions_are_not_on_the_page(casebook: Casebook) -> None:
    """A name that only an earlier version of an article has is left out, unless all versions are asked for."""
    casebook.store(reading(12, state="Varnian Republic"))
    casebook.store(reading(15, published=dt.date(2024, 4, 1)))
    assert casebook.who("Varnia").names == ("Varnia",)
    assert set(casebook.who("Varnia", versions=True).names) == {"Varnia", "Varnian Republic"}


@pytest.mark.parametrize(
    ("backing", "told"),
    [
        (Backing(asserting=Voices(reports=1, origins=1)), ""),
        (Backing(asserting=Voices(reports=2, origins=1)), "1 origin (2 reports)"),
        (Backing(asserting=Voices(reports=5, origins=5, only="SUNA", sources=(("SUNA", 5),))), "5 origins, all from SUNA"),
        (Backing(asserting=Voices(reports=1, origins=1), opposite=Voices(reports=2, origins=2)), "1 origin; 2 origins with a tie of the other sign"),
        (
            Backing(asserting=Voices(reports=3, origins=2), denying=Voices(reports=1, origins=1, own=1)),
            "affirmed by 2 origins (3 reports); denied by the reporter",
        ),
    ],
)
def test_words_for_origins(backing: Backing, told: str) -> None:
    """What one report alone tells has no words; else there are those for origins, for reports where they are more, and for one source of all."""
    assert rendering_backing.backing(backing, "ties", "asserted", always=False) == told


def test_versions_and_copies_on_the_summary(casebook: Casebook, path: Path) -> None:
    """Records are counted with those of old versions, and again without them where there are some."""
    casebook.store(reading(12))
    casebook.store(reading(15, published=dt.date(2024, 4, 1)))
    shown = " ".join(CliRunner().invoke(main, ["show", str(path)]).output.split())
    assert "6 claims, 4 events, 4 ties; in the newest versions 3 claims, 2 events, 2 ties" in shown
    assert URL in {line.key for line in casebook.reports()}
