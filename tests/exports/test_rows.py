"""What exports are made from: ids and names of actors and records, with a casebook and without; and the codes of other schemes."""

from __future__ import annotations

from dateline.exports import Identity, Stored, bare
from dateline.exports.codes import alpha3, country
from dateline.knowledge.tables import country_codes

from .made import in_casebook, ordinary


def test_without_a_casebook_known_actors_are_one_in_all_reports() -> None:
    """An actor of the knowledge base has its id there; every other one is an actor of its report."""
    one, two = bare(ordinary(), "1"), bare(ordinary(), "2")
    assert one.identity("a1") == two.identity("a1") == Identity("state:EG", "Ostrel")
    assert (one.identity("a2").id, two.identity("a2").id) == ("1/a2", "2/a2")


def test_without_a_casebook_a_report_has_the_id_of_its_content() -> None:
    """Two copies of one report are one report."""
    assert bare(ordinary()).report == "0123456789abcdef"


def test_a_casebook_names_actors() -> None:
    """An actor goes by the casebook's name; one that it does not name keeps its own."""
    stored = in_casebook()
    assert stored.names(["a1", "a4"]) == ["Republic of Ostrel", "Mina Dol"]
    assert stored.ids(["a1", "a4"]) == ["7", "31/a4"]


def test_an_actor_that_is_not_listed_is_named_by_its_id() -> None:
    """A reading that contradicts itself breaks no export."""
    assert in_casebook().identity("a99") == Identity("31/a99", "a99")


def test_a_casebook_may_give_records_ids() -> None:
    """An id that the casebook keeps goes before one that is made."""
    assert (in_casebook().uid("e1"), in_casebook().uid("e2")) == ("uid-of-e1", "31/e2")


def test_lineage_is_the_origin_or_the_report() -> None:
    """A report of no group is an origin of its own, whatever its id."""
    assert in_casebook().lineage() == "group-4"
    assert Stored(reading=ordinary(), report="group-4").lineage() != "group-4"


def test_every_country_has_its_codes() -> None:
    """Each country that a record can name has an alpha-3 code and a name."""
    found = {code: country(code) for code in country_codes()}
    assert [code for code, land in found.items() if land is None or len(land.alpha3) != 3 or not land.name] == []


def test_codes_are_those_of_one_country() -> None:
    """No two countries share an alpha-3 code or a number."""
    found = [land for code in country_codes() if (land := country(code))]
    numbers = [land.number for land in found if land.number is not None]
    assert len({land.alpha3 for land in found}) == len(found)
    assert len(set(numbers)) == len(numbers)


def test_no_country_has_no_code() -> None:
    """Unknown stays unknown."""
    assert alpha3(None) is None
    assert alpha3("ZZ") is None
