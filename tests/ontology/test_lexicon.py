"""The packaged ontology and the rules that its files keep."""

from __future__ import annotations

import pytest

from dateline import KnowledgeError
from dateline.ontology import lexicon, load


def test_the_packaged_files_load() -> None:
    """Every file of the package keeps the rules of its format."""
    ontology = load()
    assert ontology.verbs["attack"]
    assert ontology.tie_nouns["ally"]


def test_every_plover_type_has_words() -> None:
    """No type of events can never be found."""
    types = {rule.type for index in (load().verbs, load().nouns) for entries in index.values() for _, rule in entries}
    assert len(types) == 16


@pytest.mark.parametrize(
    ("verb", "rest", "type_"),
    [("call", ("for",), "REQUEST"), ("pull", ("out",), "RETREAT"), ("condemn", (), "ACCUSE"), ("abduct", (), "ASSAULT"), ("deport", (), "COERCE")],
)
def test_verbs_evoke_their_type(verb: str, rest: tuple[str, ...], type_: str) -> None:
    """A verb, with its particle or preposition, leads to the type that PLOVER gives it."""
    assert any(r == rest and rule.type == type_ for r, rule in load().verbs[verb])


def test_longer_entries_come_first() -> None:
    """In a verb of several words, "pull out" is tried before "pull"."""
    for entries in load().verbs.values():
        lengths = [len(rest) for rest, _ in entries]
        assert lengths == sorted(lengths, reverse=True)


def test_an_unknown_key_is_refused_with_the_keys_that_are_known() -> None:
    """A slip in the ontology is found when it is read, not when a report is."""
    with pytest.raises(KnowledgeError, match="ASSAULT: unknown key colour; the keys are"):
        lexicon._event_rule("ASSAULT", {"verbs": ["hit"], "colour": "red"})


def test_an_unknown_tie_is_refused() -> None:
    """Only the contract's kinds of ties exist."""
    with pytest.raises(KnowledgeError, match="likes is no kind of tie"):
        lexicon._tie_rule({"words": ["like"], "kind": "likes"})


def test_words_that_yaml_takes_for_truth_values_stay_words() -> None:
    """The preposition "on" and the negator "no" are words, though YAML 1.1 would read them as booleans."""
    words = load()
    assert "no" in words.cues.negators
    assert any("on" in rule.recipient for rules in words.nouns.values() for _, rule in rules)
    assert all(isinstance(role, str) for rules in words.verbs.values() for _, rule in rules for role in (*rule.actor, *rule.recipient))
