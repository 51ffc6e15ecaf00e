"""The same event in different reports."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from dateline.linking.accounts import occurrences
from dateline.linking.happenings import Dates, Range, best_group, block_keys, group_happenings, with_origins
from dateline.linking.likeness import likeness

from .making import reading, strike

if TYPE_CHECKING:
    from dateline.records.model import Reading

ONE = "Russia bombed the market of Sarna on Friday, a day after the Red Front had taken the hill above it."
TWO = "Planes that Russia sent bombed a market in Sarna on Friday and hit stalls of the Red Front's suppliers."
FAR = "Turkey bombed a mine near Dovu in the spring, and the White Front had to give up the road."


def one(text: str = ONE, published: str = "2024-03-02", **fields: Any) -> Reading:
    """A reading with one strike."""
    values: dict[str, Any] = {"actor": ("Russia",), "recipient": ("Red Front",), "place": ("Sarna",), "when": "2024-03-01"} | fields
    return reading(text, strike(text, **values), published=published)


def groups(*readings: Reading) -> list[tuple[str, ...]]:
    """The groups of reports called by their numbers."""
    everything = [item for number, read in enumerate(readings) for item in occurrences(str(number), read)]
    return sorted(tuple(report for report, _ in happening.members) for happening in group_happenings(everything))


def test_accounts_of_one_event_are_grouped() -> None:
    """Two reports of one strike are one group."""
    assert groups(one(), one(TWO)) == [("0", "1")]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (FAR, {"actor": ("Turkey",), "recipient": ("White Front",), "place": ("Dovu",), "when": "2024-02-20"}),
        (TWO, {"when": "2024-02-20"}),
        (FAR.replace("Turkey bombed a mine", "Planes that Russia sent bombed a mine"), {"place": ("Dovu",), "recipient": ("White Front",), "when": None}),
    ],
    ids=["all else", "another day", "another target elsewhere"],
)
def test_other_events_stay_apart(text: str, fields: dict[str, Any]) -> None:
    """What happened elsewhere, at another time or was something else is another event."""
    assert groups(one(), one(text, **fields)) == [("0",), ("1",)]


def test_accounts_that_name_another_actor_are_grouped() -> None:
    """Reports of one strike that disagree about who did it are about one event: that is what a dispute is."""
    text = TWO.replace("Russia", "Turkey")
    assert groups(one(), one(text, actor=("Turkey",))) == [("0", "1")]


def test_events_of_one_report_stay_apart() -> None:
    """Two events that their own report tells apart are never put together."""
    read = reading(ONE, strike(ONE, actor=("Russia",), place=("Sarna",)), strike(ONE, id="e2", actor=("Russia",), place=("Sarna",)))
    assert groups(read) == [("0",), ("0",)]


def test_what_is_only_wanted_has_not_happened() -> None:
    """Intended and hypothetical events are no accounts of an event."""
    assert occurrences("0", one(status="intended")) == ()
    assert occurrences("0", one(status="hypothetical")) == ()


def test_nothing_is_merged() -> None:
    """A group gives the range of tolls and of dates of each origin, and the accounts themselves unchanged."""
    reports = [one(killed=[(4, ())]), one(TWO, killed=[((6, 9), ())]), one(TWO, killed=[((7, None), ())], when=None)]
    everything = [item for number, read in enumerate(reports) for item in occurrences(str(number), read, origin="wire" if number else "paper")]
    (happening,) = group_happenings(everything)
    assert happening.tolls == (Range(what="killed", origin="paper", min=4, max=4), Range(what="killed", origin="wire", min=6, max=None))
    friday = reports[0].events[0].when
    assert friday is not None
    assert happening.dates == tuple(Dates(origin=origin, start=friday.start, end=friday.end) for origin in ("paper", "wire"))
    assert set(happening.occurrences) == set(everything)


def test_accounts_of_one_event_share_a_block() -> None:
    """Events that should be compared have a key in common also across the turn of a week, and those of other weeks, actors and places have none."""
    (friday,) = occurrences("0", one())
    shifted = [occurrences("1", one(TWO, when=f"2024-03-{number:02}"))[0] for number in range(1, 4)]
    assert all(block_keys(friday) & block_keys(other) for other in shifted)
    (elsewhere,) = occurrences("1", one(FAR, actor=("Turkey",), recipient=("White Front",), place=("Dovu",), when="2024-06-01", anchor="give up"))
    assert not block_keys(friday) & block_keys(elsewhere)


def test_joining_a_stored_group() -> None:
    """A new event finds the group that it belongs to among several, and none where it belongs to none."""
    (first,), (far,), (new,) = (
        occurrences("0", one()),
        occurrences("1", one(FAR, actor=("Turkey",), recipient=("White Front",), place=("Dovu",), when="2024-02-20")),
        occurrences("2", one(TWO)),
    )
    found = best_group(new, {"7": [first], "8": [far]})
    assert found is not None
    assert found[0] == "7"
    assert best_group(new, {"8": [far]}) is None


@pytest.mark.parametrize(("days", "weight"), [(1, 1.2), (7, 1.2), (31, 0.5), (365, 0.1)])
def test_the_vaguer_a_date_the_less_it_says(days: int, weight: float) -> None:
    """One day in common says that two events are one; one year in common is mostly chance."""
    (left,), (right,) = occurrences("0", one()), occurrences("1", one(TWO))
    assert left.start is not None
    vague = replace(right, start=left.start, end=left.start + datetime.timedelta(days=days - 1))
    assert weight in {value for name, value in likeness(left, vague).evidence if name in ("same date", "dates that overlap")}
    assert likeness(left, vague).score == likeness(vague, left).score


def test_likeness_gives_its_evidence() -> None:
    """The score is made of named evidence, and is the same in both directions."""
    (left,), (right,) = occurrences("0", one()), occurrences("1", one(TWO))
    found = likeness(left, right)
    assert {"bomb", "names in common", "same actor", "same recipient", "same place", "same date"} <= {name for name, _ in found.evidence}
    assert found.score == likeness(right, left).score


def test_keys_of_the_casebook_are_used() -> None:
    """Where the casebook says who an actor is, that counts and not the name in the report."""
    (found,) = occurrences("0", one(), actor_of={"Russia": "17"})
    assert (set(found.actors), set(found.recipients)) == ({"17"}, set())


def test_new_origins_change_no_group() -> None:
    """When reports turn out to have one origin, the group keeps its members under the new origin."""
    (happening,) = group_happenings([*occurrences("0", one()), *occurrences("1", one(TWO))])
    changed = with_origins(happening, {"0": "wire", "1": "wire"})
    assert changed.members == happening.members
    assert {item.origin for item in changed.occurrences} == {"wire"}
