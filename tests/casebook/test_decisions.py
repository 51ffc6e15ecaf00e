"""People's decisions: what follows from them, that they survive a new reading, and that each can be undone."""

# ruff: noqa: S608 - the SQL is put together from names of our own

from __future__ import annotations

import datetime as dt
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from dateline._errors import CasebookError
from dateline.casebook import decisions, migrations
from dateline.casebook.casebook import Casebook
from dateline.casebook.runs import Run
from dateline.records.model import Event, Reading

from .making import URL, reading, readings

if TYPE_CHECKING:
    from pathlib import Path

NEWER = Run(dateline="9.9", model="m", ontology="o", knowledge="k")


def uid_of(casebook: Casebook, table: str, condition: str = "TRUE") -> str:
    """The uid of the first row of a table that meets a condition."""
    return str(casebook.connection.execute(f"SELECT uid FROM {table} WHERE {condition} ORDER BY id LIMIT 1").fetchone()[0])


def count(casebook: Casebook, table: str) -> int:
    """How many rows a table has."""
    return int(casebook.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def column(casebook: Casebook, query: str, *values: object) -> list[Any]:
    """The first column of a query."""
    return [row[0] for row in casebook.connection.execute(query, values)]


def state(casebook: Casebook) -> dict[str, list[tuple[Any, ...]]]:
    """What the views for people hold, and who is who: all that a decision could change, without the numbers of rows."""
    queries = {view: f"SELECT * FROM {view}" for view in ("claims", "events", "places", "times", "origins", "reports")}
    queries["ties"] = "SELECT uid, a, kind, b, polarity, status, since, until, standing FROM ties"
    label = "(SELECT min(f.uid) FROM identity AS j JOIN entity AS f ON f.id = j.entity WHERE j.actor = {actor})"
    queries["identity"] = f"SELECT e.uid, {label.format(actor='i.actor')}, i.how, i.score FROM identity AS i JOIN entity AS e ON e.id = i.entity"
    queries["names"] = f"SELECT {label.format(actor='n.actor')}, key, name FROM actor_name AS n"
    queries["actor"] = f"SELECT {label.format(actor='a.id')}, name, key, kind, country, kb, named FROM actor AS a"
    queries["standing"] = "SELECT uid, kind, state, corrected, reader FROM standing"
    queries["bearing"] = "SELECT decision, uid FROM bearing"
    queries["merged"] = f"SELECT {label.format(actor='m.into_')}, a.name FROM merged AS m JOIN actor AS a ON a.id = m.actor"
    queries["moved"] = "SELECT e.uid, m.how, m.score FROM moved AS m JOIN entity AS e ON e.id = m.entity"
    return {name: sorted(casebook.connection.execute(query).fetchall(), key=repr) for name, query in queries.items()}


def again(casebook: Casebook, given: Reading) -> None:
    """Read a report anew, by another run."""
    assert casebook.store(given, NEWER).outcome == "reread"


def unkept(casebook: Casebook, given: Reading, run: Run = NEWER) -> list[tuple[str, tuple[int, ...]]]:
    """What became of the decisions on the article of a reading that was stored."""
    stored = casebook.store(given, run)
    return [(stored.outcome, stored.unkept)]


# ---- records ------------------------------------------------------------------------------------------------------------------------------------------


def test_rejected_record_is_in_no_answer(casebook: Casebook) -> None:
    """A rejected event is in no search, page, timeline or view, and verify finds nothing amiss; the reader's reading still has it."""
    stored = casebook.store(reading())
    casebook.decide("reject", uid_of(casebook, "event", "type = 'ASSAULT'"))
    assert [hit.type for hit in casebook.search(kind="events")] == ["RETREAT"]
    assert casebook.timeline() == []
    assert casebook.who("Varnia").events_as_actor_count == 0
    assert column(casebook, "SELECT type FROM events") == ["RETREAT"]
    assert [event.type for event in casebook.reading(stored.report).events] == ["ASSAULT", "RETREAT"]
    assert list(casebook.verify()) == []


def test_rejected_record_is_in_no_export(casebook: Casebook, tmp_path: Path) -> None:
    """A rejected tie is not exported, others are."""
    casebook.store(reading())
    casebook.decide("reject", uid_of(casebook, "tie", "kind = 'backs'"))
    casebook.export(tmp_path, ("jsonld",))
    text = "".join(file.read_text(encoding="utf-8") for file in tmp_path.glob("*jsonld*"))
    assert '"kind":"part_of"' in text
    assert '"kind":"backs"' not in text


def test_what_rests_on_a_rejected_claim_goes_with_it(casebook: Casebook) -> None:
    """With a claim go events that only it carries, and it leaves those that others carry as well."""
    casebook.store(reading())
    casebook.decide("reject", uid_of(casebook, "claim", "stance = 'assert' AND content LIKE 'its men%'"))
    assert column(casebook, "SELECT type FROM events") == ["ASSAULT"]
    casebook.decide("reject", uid_of(casebook, "claim", "stance = 'deny'"))
    assert column(casebook, "SELECT sources FROM events") == ["town council"]


def test_rejected_actor_leaves_all_records(casebook: Casebook) -> None:
    """With an actor of a report go its ties and its part in events and claims."""
    casebook.store(reading())
    casebook.decide("reject", uid_of(casebook, "entity", "name = 'Dol Front'"))
    assert column(casebook, "SELECT kind FROM ties") == ["part_of"]
    assert column(casebook, "SELECT actors FROM events WHERE type = 'RETREAT'") == [None]
    assert list(casebook.verify()) == []


def test_corrected_event(casebook: Casebook) -> None:
    """A corrected event has its new values everywhere, is marked, keeps its uid, and the reader's values are kept beside them."""
    casebook.store(reading())
    uid = uid_of(casebook, "event", "type = 'ASSAULT'")
    new = {"type": "coerce", "status": "denied", "actor": "Egypt", "recipient": "none", "when": "2024-03-11/2024-03-12", "killed": "30-40"}
    casebook.decide("correct", uid, corrected=new, by="ada")
    (line,) = casebook.timeline(apart=True)
    assert (line.uid, line.standing, line.type, line.mode, line.status) == (uid, "corrected", "COERCE", None, "denied")
    assert (line.actors, line.recipients, line.counts) == (("Egypt",), (), ("killed: 30-40",))
    assert (line.from_day, line.to_day) == (dt.date(2024, 3, 11), dt.date(2024, 3, 12))
    (reader,) = column(casebook, "SELECT json_extract(reader, '$.type') || json_extract(reader, '$.killed.min') FROM standing")
    assert reader == "ASSAULT12"
    assert list(casebook.verify()) == []


def test_corrected_claim_tie_and_actor(casebook: Casebook) -> None:
    """Stance and source of a claim, kind, ends and days of a tie, name and kind of an actor can be corrected."""
    casebook.store(reading())
    casebook.decide("correct", uid_of(casebook, "claim", "stance = 'deny'"), corrected={"stance": "doubt", "source": ["Egypt", "Dol Front"]})
    casebook.decide("correct", uid_of(casebook, "tie", "kind = 'backs'"), corrected={"kind": "allied with", "b": "Varnia", "since": "2024-01-01"})
    casebook.decide("correct", uid_of(casebook, "entity", "name = 'town council'"), corrected={"name": "Council of Tolmin", "kind": "party"})
    assert casebook.connection.execute("SELECT source_actors, standing FROM claims WHERE stance = 'doubt'").fetchall() == [("Dol Front; Egypt", "corrected")]
    assert casebook.connection.execute("SELECT a, kind, b, since FROM ties WHERE standing = 'corrected'").fetchall() == [
        ("Egypt", "allied_with", "Varnia", "2024-01-01"),
    ]  # fmt: skip
    assert column(casebook, "SELECT kind FROM entity WHERE name = 'Council of Tolmin'") == ["party"]
    assert list(casebook.verify()) == []


def test_corrections_add_up(casebook: Casebook) -> None:
    """A second correction keeps what the first one gave in other fields, and the later value of one field counts."""
    casebook.store(reading())
    uid = uid_of(casebook, "event", "type = 'ASSAULT'")
    casebook.decide("correct", uid, corrected={"status": "denied", "actor": "Egypt"})
    casebook.decide("correct", uid, corrected={"status": "asserted"})
    assert casebook.connection.execute("SELECT status, actors FROM events WHERE uid = ?", (uid,)).fetchone() == ("asserted", "Egypt")


def test_actor_that_the_reader_overlooked(casebook: Casebook) -> None:
    """A correction may name someone whom the report names and the reader has not; nobody decides on that actor by itself."""
    casebook.store(reading())
    uid = uid_of(casebook, "event", "type = 'ASSAULT'")
    casebook.decide("correct", uid, corrected={"recipient": "market town"})
    assert column(casebook, "SELECT recipients FROM events WHERE uid = ?", uid) == ["market town"]
    assert casebook.connection.execute("SELECT words FROM mention AS m JOIN entity AS e ON e.id = m.entity WHERE e.name = 'market town'").fetchall() == [
        ("market town",),
    ]  # fmt: skip
    with pytest.raises(CasebookError, match="is there by a correction, not by the reader"):
        casebook.decide("reject", uid_of(casebook, "entity", "name = 'market town'"))


def test_accepted_record_is_marked(casebook: Casebook) -> None:
    """Accepting a record changes nothing in it but its standing; accepting a rejected one brings it back."""
    casebook.store(reading())
    uid = uid_of(casebook, "claim", "stance = 'deny'")
    casebook.decide("accept", uid)
    assert [(hit.uid, hit.standing) for hit in casebook.search("fired")] == [(uid, "accepted")]
    casebook.decide("reject", uid)
    assert casebook.search("fired") == []
    casebook.decide("accept", uid)
    assert [hit.standing for hit in casebook.search("fired")] == ["accepted"]


@pytest.mark.parametrize(
    ("table", "fields", "message"),
    [
        ("event", {}, "nothing to correct; give fields with new values: type, mode, status"),
        ("event", {"stance": "deny"}, "a field 'stance' of an event can't be corrected; choose from type"),
        ("event", {"type": "WAR"}, "'WAR' is no type; choose from AGREE"),
        ("event", {"mode": "by night"}, "'by night' is no mode; choose from"),
        ("event", {"status": "none"}, "the status of an event can't be unknown"),
        ("event", {"status": "denied; asserted"}, "the status of an event is one value, not 2"),
        ("event", {"actor": "Atlantis"}, "the report names nobody 'Atlantis'; write it as the report does; it names Varnia, Dol Front, Egypt"),
        ("event", {"place": "Atlantis"}, "the report names no place 'Atlantis'; choose from Tolmin"),
        ("event", {"when": "Tuesday"}, "'Tuesday' is no date; write 2024-03-12"),
        ("event", {"when": "2024-03-12/2024-03-01"}, "begins after its end"),
        ("event", {"killed": "many"}, "'many' is no number of killed; write 12, 12"),
        ("event", {"killed": "20-12"}, "begins above its end"),
        ("claim", {"stance": "sing"}, "'sing' is no stance; choose from assert"),
        ("tie", {"a": "Dol Front", "b": "Dol Front"}, "a tie holds between two actors, and these are one"),
        ("entity", {"country": "Varnia"}, "'Varnia' is no country; give its ISO 3166-1 code"),
    ],
)
def test_correction_that_can_not_be_made(casebook: Casebook, table: str, fields: dict[str, str], message: str) -> None:
    """A value that the record can't have is refused with what could be given, and nothing is written."""
    casebook.store(reading())
    with pytest.raises(CasebookError, match=message.replace("(", r"\(")):
        casebook.decide("correct", uid_of(casebook, table), corrected=fields)
    assert casebook.decisions() == []


@pytest.mark.parametrize(
    ("verb", "about", "message"),
    [
        ("accept", ("nothing",), "no record has the uid 'nothing'"),
        ("accept", (), "accept is about one record, not 0"),
        ("praise", ("x",), "'praise' is no decision; choose from accept"),
        ("merge", ("Varnia",), "merge is about two actors, not 1"),
        ("merge", ("Varnia", "Varnya"), "no actor is called 'Varnya'; near it: Varnia"),
        ("merge", ("Varnia", "state:XV"), "are one by the rules"),
    ],
)
def test_decision_that_can_not_be_made(casebook: Casebook, verb: Any, about: tuple[str, ...], message: str) -> None:
    """A decision on nothing, or on what there is not, is refused."""
    casebook.store(reading())
    with pytest.raises(CasebookError, match=message):
        casebook.decide(verb, *about)
    assert casebook.decisions() == []


def test_log_says_who_decided_what(casebook: Casebook) -> None:
    """Each decision is told with who made it, when, what it is about and what it corrected."""
    casebook.store(reading())
    uid = uid_of(casebook, "event", "type = 'ASSAULT'")
    casebook.decide("correct", uid, corrected={"killed": "30+"}, by="Ada  Lovelace")
    (line,) = casebook.decisions()
    assert (line.decision, line.who, line.verb, line.uids, line.corrected) == (1, "Ada Lovelace", "correct", (uid,), {"killed": "30+"})
    assert line.about == f"event (ASSAULT) “struck” in {URL}"
    assert dt.datetime.fromisoformat(line.made_at).tzinfo == dt.UTC


def test_decisions_are_append_only(casebook: Casebook) -> None:
    """No decision can be changed or deleted, not even by SQL."""
    casebook.store(reading())
    casebook.decide("accept", uid_of(casebook, "event"))
    for statement in ("DELETE FROM decision", "UPDATE decision SET who = 'nobody'"):
        with pytest.raises(sqlite3.IntegrityError, match="decisions are append-only"):
            casebook.connection.execute(statement)


# ---- undoing ------------------------------------------------------------------------------------------------------------------------------------------


def decide_much(casebook: Casebook) -> None:
    """A decision of every kind, on a casebook with the readings of `filled`."""
    casebook.decide("reject", uid_of(casebook, "claim", "stance = 'deny'"))
    casebook.decide("correct", uid_of(casebook, "event", "type = 'ASSAULT'"), corrected={"type": "COERCE", "killed": "none", "actor": "Egypt"})
    casebook.decide("accept", uid_of(casebook, "tie"))
    casebook.decide("reject", uid_of(casebook, "entity", "name = 'town council'"))
    casebook.decide("merge", "Dol Front", "Dol Liberation Army")
    casebook.decide("part", "Egypt", uid_of(casebook, "entity", "name = 'Egypt'"))


def filled(path: Path) -> Casebook:
    """A casebook of three linked reports, one of which calls the front otherwise."""
    casebook = Casebook(path)
    for item in (*readings(2), reading(40, url="https://river.example/1", front="Dol Liberation Army")):
        casebook.store(item)
    casebook.link()
    return casebook


def test_all_undone_is_as_if_never_decided(path: Path) -> None:
    """Undoing every decision, in any order, leaves every answer as it was before the first."""
    with filled(path) as casebook:
        before = state(casebook)
        decide_much(casebook)
        assert state(casebook) != before
        assert list(casebook.verify()) == []
        for number in (3, 1, 5, 2, 6, 4):
            casebook.undo(number)
        assert state(casebook) == before
        assert [line.undone for line in casebook.decisions()] == [True] * 6 + [False] * 6


def test_undoing_can_be_undone(casebook: Casebook) -> None:
    """To undo an undoing brings the decision into force again; what is undone can't be undone twice."""
    casebook.store(reading())
    casebook.decide("reject", uid_of(casebook, "tie", "kind = 'backs'"))
    assert casebook.undo(1).undoes == 1
    assert count(casebook, "tie") == 2
    with pytest.raises(CasebookError, match="decision 1 is undone already"):
        casebook.undo(1)
    casebook.undo(2)
    assert count(casebook, "tie") == 1
    with pytest.raises(CasebookError, match="there is no decision 9"):
        casebook.undo(9)


def test_everything_can_be_made_again(path: Path) -> None:
    """What follows from decisions is the same when it is thrown away and made again."""
    with filled(path) as casebook:
        decide_much(casebook)
        before = state(casebook)
        for table in ("standing", "bearing"):
            casebook.connection.execute(f"DELETE FROM {table}")
        decisions.apply(casebook.connection)
        assert state(casebook) == before


# ---- reading anew -------------------------------------------------------------------------------------------------------------------------------------


def test_decisions_survive_a_new_reading(path: Path) -> None:
    """A report that is read anew has the same decisions on it at once: records stay rejected, corrected and accepted, actors merged."""
    with filled(path) as casebook:
        decide_much(casebook)
        before = state(casebook)
        for item in (*readings(2), reading(40, url="https://river.example/1", front="Dol Liberation Army")):
            again(casebook, item)
        after = state(casebook)
        ignored = ("reports", "origins")
        assert {name: rows for name, rows in after.items() if name not in ignored} == {name: rows for name, rows in before.items() if name not in ignored}
        assert list(casebook.verify()) == []


def shifted(given: Reading, ids: str = "z") -> Reading:
    """The same reading by a reader that numbers records otherwise and has another type and other ends: nothing but words to find records by."""
    text = given.document.text
    claims = tuple(replace(claim, span=(claim.span[0], claim.span[1] - 2), content=text[claim.span[0] : claim.span[1] - 2]) for claim in given.claims)
    events = tuple(replace(event, id=f"{ids}{event.id}") for event in reversed(given.events))
    return replace(given, claims=claims, events=events, ties=tuple(reversed(given.ties)))


def test_record_is_found_again_by_its_words(casebook: Casebook) -> None:
    """A reader that counts records otherwise and cuts claims otherwise gives other ids; decisions find the records by their words."""
    casebook.store(reading())
    casebook.decide("reject", uid_of(casebook, "claim", "content LIKE 'its men%'"))
    casebook.decide("correct", uid_of(casebook, "event", "type = 'ASSAULT'"), corrected={"status": "denied"})
    again(casebook, shifted(reading()))
    assert column(casebook, "SELECT content FROM claim WHERE content LIKE 'its men%'") == []
    assert column(casebook, "SELECT status FROM event WHERE type = 'ASSAULT'") == ["denied"]
    assert [line.lost for line in casebook.decisions()] == [False, False]


def test_same_words_elsewhere_are_another_record(casebook: Casebook) -> None:
    """A decision never moves to a record with the same words in another sentence."""
    extra = " Shells struck the bridge."
    given = reading(extra=extra)
    start = given.document.text.index("struck the bridge")
    other = Event(id="e3", anchor=(start, start + 6), type="ASSAULT", status="asserted")
    casebook.store(replace(given, events=(*given.events, other)))
    casebook.decide("reject", uid_of(casebook, "event", f"start_ = {start}"))
    again(casebook, given)
    assert sorted(column(casebook, "SELECT type FROM event")) == ["ASSAULT", "RETREAT"]
    assert [line.lost for line in casebook.decisions()] == [True]


def test_judgement_is_of_what_was_judged(casebook: Casebook) -> None:
    """A rejected ASSAULT is no reason to reject what a later reading takes for a COERCE at the same word; a correction holds for it."""
    casebook.store(reading())
    given = reading()
    uid = uid_of(casebook, "event", "type = 'ASSAULT'")
    casebook.decide("correct", uid, corrected={"status": "denied"})
    casebook.decide("reject", uid)
    again(casebook, replace(given, events=(replace(given.events[0], type="COERCE"), given.events[1])))
    assert casebook.connection.execute("SELECT type, status FROM event ORDER BY start_").fetchall() == [("COERCE", "denied"), ("RETREAT", "attributed")]


def test_lost_record_is_kept_and_found_again(casebook: Casebook) -> None:
    """A decision whose record a new reading does not have is reported as lost, not dropped, and counts when a later reading has it again."""
    casebook.store(reading())
    casebook.decide("reject", uid_of(casebook, "tie", "kind = 'backs'"))
    again(casebook, replace(reading(), ties=()))
    assert casebook.show().lost_decisions == 1
    assert [line.lost for line in casebook.decisions()] == [True]
    casebook.store(reading(), Run(dateline="10.0"))
    assert column(casebook, "SELECT kind FROM tie") == ["part_of"]
    assert casebook.show().lost_decisions == 0


def test_decision_holds_in_a_new_version(casebook: Casebook) -> None:
    """A new version of an article that has the same sentence has the decision on it, and one that has not is left alone."""
    casebook.store(reading(12))
    casebook.decide("reject", uid_of(casebook, "tie", "kind = 'backs'"))
    casebook.store(reading(15, published=dt.date(2024, 3, 15)))
    assert column(casebook, "SELECT kind FROM tie") == ["part_of", "part_of"]
    casebook.store(reading(15, front="Sava Front", published=dt.date(2024, 3, 16)))
    assert sorted(column(casebook, "SELECT t.kind FROM tie AS t JOIN report AS r ON r.id = t.report WHERE r.latest")) == ["backs", "part_of"]


def test_what_a_new_reading_loses_is_told(casebook: Casebook) -> None:
    """Storing a new reading tells which decisions bear on nothing in it; those that were carried over, and undone ones, are not told."""
    casebook.store(reading())
    casebook.decide("accept", uid_of(casebook, "event", "type = 'RETREAT'"))
    casebook.decide("correct", uid_of(casebook, "claim", "stance = 'deny'"), corrected={"stance": "doubt"})
    casebook.decide("accept", uid_of(casebook, "event", "type = 'ASSAULT'"))
    casebook.decide("reject", uid_of(casebook, "tie", "kind = 'backs'"))
    casebook.undo(4)
    assert unkept(casebook, replace(reading(), events=reading().events[:1], ties=())) == [("reread", (1,))]


def test_what_a_new_version_loses_is_told(casebook: Casebook) -> None:
    """A decision that still bears on the old version, but not on the new one from which questions are answered, is told; without any there is nothing."""
    casebook.store(reading())
    casebook.decide("accept", uid_of(casebook, "event", "type = 'RETREAT'"))
    newer = reading(30, published=dt.date(2024, 3, 20))
    assert unkept(casebook, replace(newer, events=newer.events[:1])) == [("version", (1,))]
    assert unkept(casebook, reading(7, url=f"{URL}/other")) == [("new", ())]


def test_an_older_version_loses_nothing(casebook: Casebook) -> None:
    """A version of an earlier day takes no decision away from the newest."""
    casebook.store(reading())
    casebook.decide("accept", uid_of(casebook, "event", "type = 'RETREAT'"))
    older = reading(30, published=dt.date(2024, 3, 1))
    assert unkept(casebook, replace(older, events=older.events[:1])) == [("version", ())]


def test_correction_that_does_not_fit_is_told(casebook: Casebook) -> None:
    """A correction that names somebody whom the new version does not name can't be carried over."""
    casebook.store(reading())
    casebook.decide("correct", uid_of(casebook, "event", "type = 'ASSAULT'"), corrected={"actor": "Dol Front"})
    newer = reading(12, front="Hill Front", published=dt.date(2024, 3, 20))
    assert unkept(casebook, newer) == [("version", (1,))]


def test_killed_while_deciding(casebook: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """A decision whose consequences fail is not made at all."""
    casebook.store(reading())
    before = state(casebook)

    def fail(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("dateline.casebook.ingest.standing.write", fail)
    with pytest.raises(MemoryError):
        casebook.decide("reject", uid_of(casebook, "event"))
    assert casebook.decisions() == []
    assert state(casebook) == before


# ---- actors -------------------------------------------------------------------------------------------------------------------------------------------


def test_merged_actors_are_one_page(path: Path) -> None:
    """Two actors that a person says are one have one page, under either name, and both names."""
    with filled(path) as casebook:
        casebook.decide("merge", "Dol Front", "Dol Liberation Army")
        page = casebook.who("Dol Liberation Army")
        assert page == casebook.who("Dol Front")
        assert (page.actor.reports, page.names, page.claims_by_count) == (3, ("Dol Liberation Army", "Dol Front"), 3)
        assert {hit.report for hit in casebook.search(source="Dol Front")} == {1, 2, 3}


def test_known_actor_is_the_head(casebook: Casebook) -> None:
    """Of two merged actors the one of the knowledge base gives name and number, whichever is older."""
    casebook.store(reading(1, url=f"{URL}/1", kb=None, state="Republic of Varnia"))
    casebook.store(reading(2, url=f"{URL}/2"))
    casebook.decide("merge", "Republic of Varnia", "Varnia")
    assert casebook.who("Republic of Varnia").actor.kb == "state:XV"


def test_two_known_actors_are_not_merged(casebook: Casebook) -> None:
    """Two that the knowledge base tells apart are not made one by mistake, nor through a third; who is sure says so, which is recorded and can be undone."""
    casebook.store(reading(1, url=f"{URL}/1"))
    casebook.store(reading(2, url=f"{URL}/2", state="Ostrel", kb="state:OS"))
    casebook.store(reading(3, url=f"{URL}/3", front="Ostrel Guard"))
    refused = r"the knowledge base has two for these: Varnia \(state:XV\) and Ostrel \(state:OS\); if they are one all the same, say so with --anyway"
    with pytest.raises(CasebookError, match=refused):
        casebook.decide("merge", "Varnia", "Ostrel")
    casebook.decide("merge", "Ostrel", "Ostrel Guard")
    with pytest.raises(CasebookError, match=refused):
        casebook.decide("merge", "Varnia", "Ostrel Guard")
    with pytest.raises(CasebookError, match="the knowledge base has two"):
        casebook.decide("same", "Varnia", uid_of(casebook, "entity", "name = 'Ostrel'"))
    assert count(casebook, "decision") == 1
    casebook.undo(1)
    before = state(casebook)
    made = casebook.decide("merge", "Varnia", "Ostrel", anyway=True)
    assert casebook.who("Ostrel").actor.reports == 3
    assert column(casebook, "SELECT payload FROM decision WHERE id = ?", made.decision) == ['{"anyway":true}']
    assert list(casebook.verify()) == []
    casebook.undo(made.decision)
    assert state(casebook) == before


def test_merged_actor_takes_new_reports(path: Path) -> None:
    """A report that is stored later and names the merged actor lands on the one page."""
    with filled(path) as casebook:
        casebook.decide("merge", "Dol Front", "Dol Liberation Army")
        casebook.store(reading(50, url="https://river.example/2", front="Dol Liberation Army"))
        assert casebook.who("Dol Front").actor.reports == 4
        casebook.undo(1)
        assert (casebook.who("Dol Front").actor.reports, casebook.who("Dol Liberation Army").actor.reports) == (2, 2)


def test_part_takes_a_merge_back(path: Path) -> None:
    """To say that two are not one takes back that they are; the later decision counts."""
    with filled(path) as casebook:
        before = state(casebook)["identity"]
        casebook.decide("merge", "Dol Front", "Dol Liberation Army")
        casebook.decide("part", "Dol Liberation Army", "Dol Front")
        assert state(casebook)["identity"] == before
        casebook.decide("merge", "Dol Liberation Army", "Dol Front")
        assert casebook.who("Dol Front").actor.reports == 3


def test_part_of_what_others_join(path: Path) -> None:
    """Two actors that are one through a third can't be parted before it is said which of the links is wrong."""
    with filled(path) as casebook:
        casebook.decide("merge", "Dol Front", "Dol Liberation Army")
        casebook.decide("merge", "Egypt", "Dol Liberation Army")
        with pytest.raises(CasebookError, match=r"the two are one by decisions on others \(1, 2\); undo one of these first"):
            casebook.decide("part", "Dol Front", "Egypt")


def test_actor_of_one_report_is_parted(path: Path) -> None:
    """An actor of one report that the rules took for another of the same name is taken out, alone, and can be said to be a third."""
    with filled(path) as casebook:
        uid = uid_of(casebook, "entity", "name = 'Dol Front'")
        casebook.decide("part", "Dol Front", uid)
        page = casebook.who("Dol Front")
        assert (page.actor.reports, [other.reports for other in page.others]) == (1, [1])
        casebook.store(reading(60, url="https://river.example/3"))
        assert casebook.who("Dol Front").actor.reports == 2  # no rule takes anybody for the one that was taken out
        casebook.decide("merge", "Dol Liberation Army", uid)
        assert casebook.who("Dol Liberation Army").actor.reports == 2
        assert list(casebook.verify()) == []


def test_parted_actor_stays_apart_in_a_new_version(path: Path) -> None:
    """Who was taken out of an actor in one version of an article is not put back by the next; a version that does not name him loses the decision."""
    with Casebook(path) as casebook:
        casebook.store(reading())
        casebook.store(reading(20, url=f"{URL}/other"))
        casebook.decide("part", "Dol Front", uid_of(casebook, "entity", "name = 'Dol Front'"))
        assert unkept(casebook, reading(30, published=dt.date(2024, 3, 20))) == [("version", ())]
        found = (
            "SELECT i.actor FROM identity AS i JOIN entity AS e ON e.id = i.entity JOIN report AS r ON r.id = e.report WHERE r.latest AND e.name = 'Dol Front'"
        )
        assert len(set(column(casebook, found))) == 2
        assert unkept(casebook, reading(40, front="Hill Front", published=dt.date(2024, 3, 25))) == [("version", (1,))]
        assert list(casebook.verify()) == []


def test_merge_is_kept_by_any_report(casebook: Casebook) -> None:
    """Two actors that were merged stay one when one of their reports is read anew without them."""
    casebook.store(reading())
    casebook.store(reading(20, url=f"{URL}/other", front="Hill Front"))
    casebook.store(reading(21, url=f"{URL}/third", front="Hill Front"))
    casebook.decide("merge", "Dol Front", "Hill Front")
    assert unkept(casebook, reading(22, url=f"{URL}/third", published=dt.date(2024, 3, 20))) == [("version", ())]


def test_ambiguous_name_is_asked_back(casebook: Casebook) -> None:
    """A name that several actors have is refused with their numbers, and a number names one."""
    casebook.store(reading(1, url=f"{URL}/1", front_country="AA"))
    casebook.store(reading(2, url=f"{URL}/2", front_country="BB"))
    with pytest.raises(CasebookError, match=r"'Dol Front' can mean several actors; name one by its number: #\d+ Dol Front") as raised:
        casebook.decide("merge", "Dol Front", "Egypt")
    numbers = [word for word in raised.value.fix.split() if word.startswith("#")]
    casebook.decide("merge", *numbers)
    assert casebook.who("Dol Front").actor.reports == 2


def test_linking_leaves_decided_actors_apart(path: Path) -> None:
    """What a person said are two, linking doesn't make one, nor asks again."""
    with Casebook(path) as casebook:
        casebook.store(reading(1, url=f"{URL}/1", front="Dol Front"))
        casebook.store(reading(2, url=f"{URL}/2", front="Dol Liberation Front"))
        casebook.decide("other", "Dol Front", "Dol Liberation Front")
        casebook.link()
        assert count(casebook, "question") == 0
        assert casebook.who("Dol Front").actor.reports == 1


def test_dispute_between_merged_actors_ends(casebook: Casebook) -> None:
    """Where accounts differ only in what they call the actor, saying that it is one ends the dispute, and undoing it begins it again."""
    for number, front in enumerate(("Sava Front", "Red Brigade"), 1):
        given = reading(12, url=f"https://paper-{number}.example/", front=front, publisher=f"Paper {number}")
        event = replace(given.events[0], actor=("a3",), claims=(), according_to=(), status="asserted", counts=())
        casebook.store(replace(given, events=(event,)))
    casebook.link()
    assert [line.about for line in casebook.disputes()] == ["actor"]
    casebook.decide("merge", "Sava Front", "Red Brigade")
    assert list(casebook.disputes()) == []
    casebook.undo(1)
    assert [line.about for line in casebook.disputes()] == ["actor"]


def test_rejected_account_ends_a_dispute(casebook: Casebook) -> None:
    """A dispute ends when the account that differs is rejected; other groups of accounts stay as they were."""
    for number, toll in enumerate((12, 40), 1):
        given = reading(toll, url=f"https://paper-{number}.example/", publisher=f"Paper {number}")
        event = replace(given.events[0], counts=(replace(given.events[0].counts[0], max=toll),), claims=("c1",))
        casebook.store(replace(given, events=(event, given.events[1])))
    casebook.link()
    assert "killed" in [line.about for line in casebook.disputes()]
    casebook.decide("reject", uid_of(casebook, "event", "type = 'ASSAULT' AND report = 2"))
    assert list(casebook.disputes()) == []
    casebook.undo(1)
    assert "killed" in [line.about for line in casebook.disputes()]


# ---- files --------------------------------------------------------------------------------------------------------------------------------------------


def test_casebook_of_version_1(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A casebook of version 1 is brought to the present version with all that is in it, and its decisions count."""
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "VERSION", 1)
        patch.setattr(migrations, "MIGRATIONS", {})
        patch.setattr(migrations, "_script", lambda name, read=migrations._script: "" if name == "views.sql" else read(name))
        connection = sqlite3.connect(path, isolation_level=None)
        migrations.create(connection)
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    assert connection.execute("PRAGMA user_version").fetchone()[0] == 1
    assert not tables & {"standing", "bearing", "merged", "moved"}
    connection.execute("INSERT INTO body (hash, text) VALUES ('h', 'A text.')")
    connection.execute(
        "INSERT INTO decision (made_at, who, verb, target, payload) VALUES ('2024-01-01T00:00:00Z', 'ada', 'accept', '{\"report\": \"x\"}', '{}')"
    )
    connection.close()
    with Casebook(path) as casebook:
        assert casebook.connection.execute("PRAGMA user_version").fetchone()[0] == migrations.VERSION
        assert column(casebook, "SELECT text FROM body") == ["A text."]
        assert count(casebook, "decision") == 1
        casebook.store(reading())
        casebook.decide("reject", uid_of(casebook, "event"))
        assert list(casebook.verify()) == []


def test_salvaged_casebook_has_its_decisions(path: Path, tmp_path: Path) -> None:
    """What is saved of a damaged casebook has the decisions, and what follows from them."""
    with filled(path) as casebook:
        decide_much(casebook)
        wanted = {name: rows for name, rows in state(casebook).items() if name in ("claims", "events", "ties", "standing")}
    content = path.read_bytes()
    path.write_bytes(bytes(4096) + content[4096:])
    saved = Casebook.salvage(path, tmp_path / "new.db")
    assert (saved.reports, saved.decisions) == (3, 6)
    with Casebook(tmp_path / "new.db") as casebook:
        found = state(casebook)
        assert {name: found[name] for name in wanted} == wanted
        assert casebook.who("Dol Front").actor.reports == 3
