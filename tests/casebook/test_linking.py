"""Links between the reports of a casebook."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from dateline._errors import CasebookError
from dateline.casebook import linking, links, store
from dateline.cli import main
from dateline.records.model import Actor, ActorKind, Claim, Count, Document, Event, Mention, Period, Place, Reading, Source, Status

from .making import URL, reading

if TYPE_CHECKING:
    from pathlib import Path

    from dateline.casebook.casebook import Casebook

OTHER_WORDS = (
    "Hospital staff in Tolmin counted the dead by candlelight. Guns of the Varnia army had opened up on the market before sunrise, a nurse recalled, and "
    "when they fell silent forty people lay dead between the stalls. Nobody in the capital would comment."
)


def account(killed: int = 40, *, url: str = "https://river-post.example/market", status: Status = "asserted") -> Reading:
    """Another report of the same shelling, in words of its own."""

    def at(words: str) -> tuple[int, int]:
        start = OTHER_WORDS.index(words)
        return start, start + len(words)

    return Reading(
        document=Document(
            origin="market.md", id=f"river-{killed}", text=OTHER_WORDS, url=url, publisher="River Post", title="Market day", language="en",
            published=dt.date(2024, 3, 14),
        ),
        actors=(Actor(id="a1", name="Varnia", kind="state", country="XV", kb="state:XV", mentions=(Mention(span=at("Varnia"), form="name"),)),),
        events=(
            Event(
                id="e1", anchor=at("opened up"), type="ASSAULT", mode="heavy-weapons", status=status, actor=("a1",), place=("p1",),
                when=Period(start=dt.date(2024, 3, 12), end=dt.date(2024, 3, 12), grain="day"),
                counts=(Count(what="killed", min=killed, max=killed, span=at("forty people")),),
            ),
        ),
        places=(Place(id="p1", spans=(at("Tolmin"),), name="Tolmin", kind="populated", country="XV", lat=46.2, lon=13.7, geonames=9),),
    )  # fmt: skip


def copy(url: str, publisher: str) -> Reading:
    """The same report in another paper."""
    return reading(url=url, origin=f"{publisher}.md", publisher=publisher)


def groups(casebook: Casebook) -> list[set[int]]:
    """The origins as sets of reports."""
    rows = casebook.connection.execute("SELECT origin_group, report FROM report_origin").fetchall()
    return [{report for group, report in rows if group == wanted} for wanted in sorted({group for group, _ in rows})]


def test_copies_have_one_origin(casebook: Casebook) -> None:
    """One report in two papers is one voice; a report in other words is another."""
    for stored in (reading(), copy("https://other.example/1", "Evening Sheet"), account()):
        casebook.store(stored)
    linked = linking.link(casebook.connection)
    assert (linked.reports, linked.copies) == (3, 1)
    (origin,) = links.origins(casebook.connection)
    assert origin.publishers == ("Front Page", "Evening Sheet")
    assert sorted(map(len, groups(casebook))) == [1, 2]


def test_accounts_of_one_event_are_grouped_and_their_tolls_disputed(casebook: Casebook) -> None:
    """At least twelve and exactly forty can both be true; at least fifty and exactly forty can't, and the dispute has each side's words."""
    casebook.store(reading(12))
    casebook.store(account(40))
    linking.link(casebook.connection)
    assert casebook.connection.execute("SELECT max(n) FROM (SELECT count(*) AS n FROM happening_event GROUP BY happening)").fetchone() == (2,)
    assert [dispute for dispute in links.disputes(casebook.connection, "case.db") if dispute.about == "killed"] == []
    casebook.store(reading(50, url="https://third.example/9"))
    linking.link(casebook.connection)
    (dispute,) = [dispute for dispute in links.disputes(casebook.connection, "case.db") if dispute.about == "killed"]
    assert {side.label for side in dispute.sides} >= {"forty people"}
    assert all(said.quote in said.passage for side in dispute.sides for said in side.said)


def test_disputes_of_an_actor_are_those_of_its_events(casebook: Casebook) -> None:
    """`actor` leaves only disputes over events in which it takes part; of a name that is not there the nearest is offered."""
    for stored in (reading(50), account(40)):
        casebook.store(stored)
    linking.link(casebook.connection)
    assert list(links.disputes(casebook.connection, "case.db", actor="Varnia"))
    assert not list(links.disputes(casebook.connection, "case.db", actor="Egypt"))
    with pytest.raises(CasebookError, match="near it: Varnia"):
        list(links.disputes(casebook.connection, "case.db", actor="Varnja"))


def test_linking_again_changes_nothing(casebook: Casebook) -> None:
    """What is linked is not linked again, and linked anew it comes to the same groups."""
    for stored in (reading(), copy("https://other.example/1", "Evening Sheet"), account()):
        casebook.store(stored)
    linking.link(casebook.connection)
    before = groups(casebook)
    assert linking.link(casebook.connection).reports == 0
    linking.forget(casebook.connection)
    assert groups(casebook) == []
    assert linking.link(casebook.connection).reports == 3
    assert groups(casebook) == before


def test_a_run_that_is_cut_off_goes_on(casebook: Casebook) -> None:
    """Every report is linked whole or not at all."""
    for stored in (reading(), copy("https://other.example/1", "Evening Sheet"), account()):
        casebook.store(stored)

    def cut() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        linking.link(casebook.connection, cut)
    assert len(linking.pending(casebook.connection)) == 2
    assert linking.link(casebook.connection).reports == 2
    assert sorted(map(len, groups(casebook))) == [1, 2]


def test_versions_of_an_article_are_one_voice(casebook: Casebook) -> None:
    """A toll that a newer version of the same article gives is no account beside the older one."""
    casebook.store(reading(12))
    linking.link(casebook.connection)
    casebook.store(replace(reading(50), document=replace(reading(50).document, url=URL, published=dt.date(2024, 3, 15))))
    linking.link(casebook.connection)
    assert list(links.disputes(casebook.connection, "case.db", about="killed")) == []
    assert links.origins(casebook.connection) == []


def test_corroboration_counts_origins_and_not_articles(casebook: Casebook) -> None:
    """Two papers with one report and one with its own are two origins that assert."""
    for stored in (reading(), copy("https://other.example/1", "Evening Sheet"), account()):
        casebook.store(stored)
    linking.link(casebook.connection)
    uid = casebook.connection.execute("SELECT uid FROM event WHERE quote = 'opened up'").fetchone()[0]
    found = links.corroborated(casebook.connection, "case.db", uid)
    assert found.asserting_origins == 2
    assert found.denying_origins == 1  # Varnia's own denial, which both copies print


def test_an_unknown_event_is_said_to_be_unknown(casebook: Casebook) -> None:
    """Corroboration of nothing is an error with its fix."""
    casebook.store(reading())
    with pytest.raises(CasebookError, match="no event has the uid 'x'"):
        links.corroborated(casebook.connection, "case.db", "x")


def test_an_actor_under_another_name_is_found(casebook: Casebook) -> None:
    """The same name in another spelling, of the same kind and country and in the same company, is the same actor; linked anew it still is."""
    casebook.store(reading(front="Qaddur Brigade", front_country="XV"))
    casebook.store(reading(9, front="Kaddour Brigade", front_country="XV", url="https://other.example/2", extra=" Nobody else was seen on the road that day."))
    linked = linking.link(casebook.connection)
    fronts = "SELECT count(DISTINCT i.actor) FROM entity AS e JOIN identity AS i ON i.entity = e.id WHERE e.kind = 'armed group'"
    assert (linked.same, casebook.connection.execute(fronts).fetchone()) == (1, (1,))
    linking.forget(casebook.connection)
    assert casebook.connection.execute(fronts).fetchone() == (2,)
    linking.link(casebook.connection)
    assert casebook.connection.execute(fronts).fetchone() == (1,)


def of_kind(kind: ActorKind, number: int, *, words: str = "") -> Reading:
    """A report that takes the front for an actor of some kind."""
    given = reading(9 + number, url=f"https://paper-{number}.example/1", extra=words)
    return replace(given, actors=tuple(replace(actor, kind=kind) if actor.id == "a3" else actor for actor in given.actors))


@pytest.mark.parametrize("kinds", [("armed group", "other"), ("other", "armed group"), ("other", "armed group", "armed group")])
def test_an_actor_of_a_kind_left_open_is_the_one_of_that_name(casebook: Casebook, kinds: tuple[ActorKind, ...]) -> None:
    """Whether a report that can't tell what the front is comes first or last, the front is one actor, of the kind that others know; unlinked it is two."""
    for number, kind in enumerate(kinds):
        casebook.store(of_kind(kind, number, words=f" It snowed for {number + 2} hours."))
    linking.link(casebook.connection)
    fronts = "SELECT DISTINCT a.kind FROM entity AS e JOIN identity AS i ON i.entity = e.id JOIN actor AS a ON a.id = i.actor WHERE e.name = 'Dol Front'"
    actors = "SELECT count(DISTINCT i.actor) FROM entity AS e JOIN identity AS i ON i.entity = e.id WHERE e.name = 'Dol Front'"
    assert casebook.connection.execute(fronts).fetchall() == [("armed group",)]
    assert casebook.connection.execute(actors).fetchone() == (1,)
    assert list(casebook.verify()) == []
    linking.forget(casebook.connection)
    assert casebook.connection.execute(actors).fetchone() == (2,)


def retreats(casebook: Casebook) -> list[int]:
    """How many accounts each retreat has."""
    query = "SELECT count(*) FROM happening_event AS h JOIN event AS e ON e.id = h.event WHERE e.type = 'RETREAT' GROUP BY h.happening ORDER BY 1"
    return [number for (number,) in casebook.connection.execute(query)]


def test_who_turn_out_to_be_one_make_one_event_of_two(casebook: Casebook) -> None:
    """When two names are found to be of one actor, what reports tell of them is grouped anew; when that is taken back, so is it."""
    casebook.store(reading(9, url="https://paper-1.example/1"))
    casebook.store(reading(9, front="Hill Army", url="https://paper-2.example/1"))
    casebook.link()
    fronts = {entity for (entity,) in casebook.connection.execute("SELECT id FROM entity WHERE name IN ('Dol Front', 'Hill Army')")}
    assert retreats(casebook) == [1, 1]
    number = casebook.decide("merge", "Dol Front", "Hill Army").decision
    with store.transaction(casebook.connection):
        linking.Work(casebook.connection).regroup(fronts)
    assert retreats(casebook) == [2]
    casebook.undo(number)
    with store.transaction(casebook.connection):
        linking.Work(casebook.connection).regroup(fronts)
    assert retreats(casebook) == [1, 1]
    assert list(casebook.verify()) == []


def test_kinds_that_no_body_has_together_are_a_question(casebook: Casebook) -> None:
    """A company and an armed group of one name stay two, and a person is asked."""
    casebook.store(of_kind("armed group", 0))
    casebook.store(of_kind("company", 1))
    linking.link(casebook.connection)
    assert casebook.connection.execute("SELECT count(*) FROM question").fetchone() == (1,)
    assert casebook.connection.execute("SELECT count(*) FROM identity WHERE how = 'linked'").fetchone() == (0,)


def test_an_unsure_match_is_a_question(casebook: Casebook) -> None:
    """Who has part of a name and another country is asked about, and stays apart."""
    casebook.store(reading(front="Dol Front", front_country="XV"))
    casebook.store(reading(9, front="Dol Liberation Front", front_country="XV", url="https://other.example/2", extra=" Nobody else was seen on the road."))
    linking.link(casebook.connection)
    (question,) = casebook.connection.execute("SELECT reason FROM question").fetchall()
    assert question[0]
    assert casebook.connection.execute("SELECT count(DISTINCT actor) FROM identity WHERE how = 'linked'").fetchone() == (0,)


def test_a_denied_accusation_is_told_as_such(casebook: Casebook, path: Path) -> None:
    """In the terminal the question is whether what is alleged is so, and the denial stands in its own words."""
    made = reading()
    accused = replace(made.events[0], type="ACCUSE", mode=None, recipient=("a1",))
    casebook.store(replace(made, events=(accused, *made.events[1:]), claims=(replace(made.claims[0], stance="accuse"), *made.claims[1:])))
    casebook.link()
    shown = CliRunner().invoke(main, ["disputes", str(path), "--about", "status"]).output
    assert "whether what is alleged is so" in shown
    (dispute,) = casebook.disputes(about="status")
    assert {side.label: side.said[0].passage for side in dispute.sides}["denied"] == "Varnia denied that it had fired on the town."


def test_a_denial_that_points_back_is_a_dispute_of_the_casebook(casebook: Casebook, path: Path) -> None:
    """What "a charge that the capital denied" is of is found when a report is linked: the accuser stands on one side, and the words of both on their side."""
    text = "Harn accused Varnia of shelling Tolmin, a charge that the capital denied."

    def at(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    people = tuple(Actor(id=name, name=name, kind="state", mentions=(Mention(span=at(name), form="name"),)) for name in ("Harn", "Varnia"))
    accusing = Claim(
        id="c1", span=at("shelling Tolmin"), content="shelling Tolmin", source=Source(span=at("Harn"), actor=("Harn",)), form="indirect", stance="accuse",
        cue=at("accused"),
    )  # fmt: skip
    denying = Claim(
        id="c2", span=at("a charge that"), content="a charge that", source=Source(span=at("the capital")), form="indirect", stance="deny", cue=at("denied"),
    )  # fmt: skip
    accused = Event(id="e1", anchor=at("accused"), type="ACCUSE", status="asserted", actor=("Harn",), recipient=("Varnia",))
    document = Document(origin="charge.md", id="charge", text=text, published=dt.date(2024, 3, 14))
    casebook.store(Reading(document=document, actors=people, claims=(accusing, denying), events=(accused,)))
    casebook.link()
    (dispute,) = casebook.disputes(about="status")
    assert {side.label: [said.source for said in side.said] for side in dispute.sides} == {"alleged": ["Harn"], "denied": ["the capital"]}
    assert "whether what is alleged is so" in CliRunner().invoke(main, ["disputes", str(path)]).output


def test_a_page_long_sentence_is_cut_around_its_words(casebook: Casebook, path: Path) -> None:
    """A text without full stops is one sentence for a splitter; what is shown of it is what a person reads at a glance."""
    casebook.store(account())
    other = account(60, url="https://other.example/market")
    casebook.store(replace(other, document=replace(other.document, text=OTHER_WORDS.replace(".", ";") + " so" * 900)))
    casebook.link()
    (dispute,) = casebook.disputes(about="killed")
    longest = max(len(said.passage) for side in dispute.sides for said in side.said)
    shown = " ".join(CliRunner().invoke(main, ["disputes", str(path), "--about", "killed"]).output.split())
    assert longest > 1000
    assert "so so so …" in shown
    assert "so " * 150 not in shown


@pytest.mark.parametrize(("countries", "actors"), [((None, None), 2), (("XV", "XV"), 1), (("XV", "EG"), 2)])
def test_an_institution_that_every_country_has_needs_its_country(casebook: Casebook, countries: tuple[str | None, str | None], actors: int) -> None:
    """Two reports of "the Health Ministry" are of one only where both say whose it is."""
    for number, country in enumerate(countries):
        casebook.store(reading(9 + number, front="Health Ministry", front_country=country, url=f"https://p{number}.example/1"))
    found = "SELECT count(DISTINCT i.actor) FROM entity AS e JOIN identity AS i ON i.entity = e.id WHERE e.name = 'Health Ministry'"
    assert casebook.connection.execute(found).fetchone() == (actors,)


def test_disputes_on_which_people_decided_are_not_open(casebook: Casebook) -> None:
    """A dispute is open while there is an account in it on which nobody has decided."""
    for stored in (reading(50), account(40)):
        casebook.store(stored)
    casebook.link()
    shown = casebook.show()
    assert shown.open_disputes == shown.disputes > 0
    for (uid,) in casebook.connection.execute("SELECT uid FROM event").fetchall():
        casebook.decide("accept", uid)
    assert (casebook.show().disputes, casebook.show().open_disputes) == (shown.disputes, 0)


def test_happenings_show_tolls_and_dates_by_origin(casebook: Casebook) -> None:
    """The view of happenings has a row for each origin, with its range of tolls; copies are one origin."""
    for stored in (reading(50), replace_url(reading(50)), account(40)):
        casebook.store(stored)
    casebook.link()
    rows = casebook.connection.execute("SELECT reports, from_day, to_day, tolls FROM happenings WHERE types = 'ASSAULT' ORDER BY reports").fetchall()
    assert rows == [(1, "2024-03-12", "2024-03-12", "killed: 40"), (2, "2024-03-12", "2024-03-12", "killed: 50+")]
    assert "; " in casebook.connection.execute("SELECT publishers FROM happenings WHERE types = 'ASSAULT' AND reports = 2").fetchone()[0]


def replace_url(given: Reading) -> Reading:
    """The same report in another paper."""
    return replace(given, document=replace(given.document, url="https://other.example/1", publisher="Evening Sheet"))
