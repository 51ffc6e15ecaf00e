"""Which fields there are, and how their values are counted."""

from __future__ import annotations

from dateline.exports.losses import Tally, fields
from dateline.records import model

from .made import ordinary


def test_every_field_of_a_record_is_known() -> None:
    """Nested records are reached, spans are one value each."""
    names = [name for name, _ in fields(model.Claim)]
    assert names[:6] == ["claim.id", "claim.span", "claim.content", "claim.source.span", "claim.source.actor", "claim.form"]


def test_values_are_counted_not_records() -> None:
    """A list counts its items, a missing value nothing, a nought one."""
    event = ordinary().events[0]
    counts = {name: count(event) for name, count in fields(model.Event)}
    assert (counts["event.recipient"], counts["event.counts.min"], counts["event.counts.max"], counts["event.when.start"]) == (1, 2, 1, 1)
    assert (counts["event.anchor"], counts["event.also"]) == (1, 1)


def test_a_field_that_is_not_held_is_dropped() -> None:
    """Whatever a format does not declare is counted as lost, what lies below a declared field is not."""
    tally = Tally("made", ("event.counts", "event.type", "event.status", "event.anchor"))
    tally.out(ordinary().events[0])
    dropped = tally.loss(()).dropped
    assert "event.mode" in dropped
    assert "event.counts.min" not in dropped


def test_local_ids_are_no_loss() -> None:
    """An id such as e1 means nothing outside its report."""
    tally = Tally("made", ())
    tally.out(ordinary().events[0])
    assert "event.id" not in tally.loss(()).dropped
