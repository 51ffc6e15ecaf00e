"""Which sentences state a tie between two actors, of which kind, and whether it holds, is wanted, denied or over."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

import dateline

if TYPE_CHECKING:
    from dateline.records.model import Reading

DAY = datetime.date(2024, 3, 14)


def read(text: str) -> Reading:
    """The reading of a text of a known day."""
    return dateline.read("-", data=text.encode(), published=DAY)


def stated(text: str) -> set[tuple[str, str, str, str]]:
    """Every tie of a text as its first actor, kind, polarity and second actor."""
    reading = read(text)
    name = {actor.id: actor.name for actor in reading.actors}
    return {(name[tie.a], tie.kind, tie.polarity, name[tie.b]) for tie in reading.ties}


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        ("The Iran-backed Houthis shelled the port.", ("Iran", "backs", "Houthis")),
        ("The Syrian Democratic Forces, backed by the United States, entered the town.", ("United States", "backs", "Syrian Democratic Forces")),
        ("Qatar has funded Hamas since 2012.", ("Qatar", "backs", "Hamas")),
        ("Iran supplies weapons to the Houthis.", ("Iran", "backs", "Houthis")),
        ("Iran provides the Houthis with weapons.", ("Iran", "backs", "Houthis")),
        ("The Free Syrian Army, with the support of Turkey, took the town.", ("Turkey", "backs", "Free Syrian Army")),
        ("Militias loyal to Khalifa Haftar entered the town.", ("Militias loyal to Khalifa Haftar", "backs", "Khalifa Haftar")),
        ("Pro-Russian separatists shelled Donetsk.", ("Pro-Russian separatists", "backs", "Russia")),
        ("Afghanistan accuses Pakistan of sheltering the Taliban.", ("Pakistan", "backs", "Taliban")),
    ],
)
def test_who_backs_whom(text: str, tie: tuple[str, str, str]) -> None:
    """Help with words, money, arms or shelter runs from the one who gives it, however the clause is turned."""
    a, kind, b = tie
    assert (a, kind, "affirmed", b) in stated(text)


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Russia is allied with Syria.", {"Russia", "Syria"}),
        ("Turkey is an ally of Qatar.", {"Turkey", "Qatar"}),
        ("France and Germany are allies.", {"France", "Germany"}),
        ("Hezbollah's ally, the Amal Movement, agreed.", {"Hezbollah", "Amal Movement"}),
        ("China has close ties with Pakistan.", {"China", "Pakistan"}),
        ("The Wagner Group fought alongside the Libyan National Army.", {"Wagner Group", "Libyan National Army"}),
        (
            "The Oromo Liberation Army has joined forces with the Tigray People's Liberation Front.",
            {"Oromo Liberation Army", "Tigray People's Liberation Front"},
        ),
        ("A coalition of Ahrar al-Sham, Jaysh al-Islam and the Nusra Front took the base.", {"Ahrar al-Sham", "Nusra Front"}),
    ],
)
def test_who_is_allied_with_whom(text: str, pair: set[str]) -> None:
    """An alliance is stated by an adjective, by a noun, by a list of its sides, or by acting side by side."""
    assert any({a, b} == pair and (kind, polarity) == ("allied_with", "affirmed") for a, kind, polarity, b in stated(text))


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Ukraine has been at war with Russia since 2014.", {"Ukraine", "Russia"}),
        ("The war between Armenia and Azerbaijan goes on.", {"Armenia", "Azerbaijan"}),
        ("The Taliban are fighting against the Islamic State.", {"Taliban", "Islamic State"}),
        ("Israel has vowed to destroy Hamas.", {"Israel", "Hamas"}),
    ],
)
def test_who_fights_whom(text: str, pair: set[str]) -> None:
    """War, fighting that goes on, and the aim to defeat an armed group are armed conflict."""
    assert any({a, b} == pair and (kind, polarity) == ("fights", "affirmed") for a, kind, polarity, b in stated(text))


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Hamas and its rival Fatah met in Cairo.", {"Hamas", "Fatah"}),
        ("Iran is the archenemy of Israel.", {"Iran", "Israel"}),
        ("Egypt and Ethiopia are at odds over the dam.", {"Egypt", "Ethiopia"}),
        ("The European Union imposed sanctions on Belarus.", {"European Union", "Belarus"}),
        ("Hamas is banned in Germany.", {"Hamas", "Germany"}),
        ("Turkey regards the YPG as a terrorist organisation.", {"Turkey", "People's Protection Units"}),
        ("Protesters demanded that President Lukashenko resign.", {"Protesters", "Alexander Lukashenko"}),
        ("The opposition Republican People's Party won in Turkey.", {"Republican People's Party", "Turkey"}),
    ],
)
def test_who_opposes_whom(text: str, pair: set[str]) -> None:
    """Enmity, a standing measure, a verdict that stands, and the wish to see another out of power are hostile."""
    assert any({a, b} == pair and (kind, polarity) == ("opposes", "affirmed") for a, kind, polarity, b in stated(text))


def test_politicians_who_fight_are_opponents() -> None:
    """A conflict between people without arms is no armed conflict."""
    kinds = {kind for _, kind, _, _ in stated("The conflict between Amina Yusuf and Omar Keita goes on.")}
    assert kinds == {"opposes"}


@pytest.mark.parametrize(
    "text",
    [
        "Israel struck Hamas in Gaza on Monday.",
        "Boko Haram attacked the army near Maiduguri.",
        "Kenya and Somalia held talks in Nairobi.",
        "Omar Keita left Kenya on Monday.",
        "Countries including Kenya and Somalia sent food.",
    ],
)
def test_what_happens_once_is_no_tie(text: str) -> None:
    """A single attack, a meeting, a journey and a loose list are no standing relations."""
    assert stated(text) == set()


def test_an_alliance_against_somebody_is_hostile_to_him() -> None:
    """Who calls for an alliance against others opposes them now, though the alliance is only wanted."""
    found = stated("Forty rebel groups called for an alliance against Russia.")
    assert ("Forty rebel groups", "opposes", "affirmed", "Russia") in found


def test_a_counted_group_is_one_actor() -> None:
    """Forty groups against two states are two ties, also when two of the groups are named."""
    found = stated("Forty rebel groups, including Ahrar al-Sham and Jaysh al-Islam, called for an alliance against Russia and Iran.")
    assert {(a, b) for a, kind, _, b in found if kind == "opposes"} == {("Forty rebel groups", "Russia"), ("Forty rebel groups", "Iran")}


@pytest.mark.parametrize(
    ("text", "kind", "polarity"),
    [
        ("The Kurdistan Workers' Party called for an alliance with the Syrian Democratic Forces.", "allied_with", "sought"),
        ("Ukraine wants to join NATO.", "part_of", "sought"),
        ("The group is not affiliated with al-Qaida.", "allied_with", "denied"),
        ("Qatar has denied supporting Hamas.", "backs", "denied"),
        ("The Islamic State had split from al-Qaida in 2014.", "part_of", "ended"),
        ("Former Hamas leader Khaled Meshaal spoke.", "part_of", "ended"),
        ("Eritrea and Ethiopia fought a border war from 1998 to 2000.", "fights", "ended"),
    ],
)
def test_whether_a_tie_holds(text: str, kind: str, polarity: str) -> None:
    """A call or a wish makes a tie sought, a denial or a negation denied, a break or "former" ended."""
    assert {(k, p) for _, k, p, _ in stated(text)} == {(kind, polarity)}


def test_who_means_to_leave_is_still_a_member() -> None:
    """A plan to leave ends no membership."""
    assert ("United Kingdom", "part_of", "affirmed", "European Union") in stated("The United Kingdom plans to leave the European Union.")


def test_the_reporter_needs_no_claim() -> None:
    """A tie in the reporter's own voice rests on no claim, one that a source gives on that source's."""
    own, given = read("Iran supports Hezbollah."), read("Israel said that Iran supports Hezbollah.")
    assert [tie.claims for tie in own.ties] == [()]
    assert [tie.claims for tie in given.ties] == [(given.claims[0].id,)]


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        (
            "The Ethiopian government has designated both the TPLF and the OLA as terrorist organisations.",
            "The Ethiopian government has designated both the TPLF and the OLA",
        ),
        ("The Fano militia is not allied with the Oromo Liberation Army.", "The Fano militia is not allied with the Oromo Liberation Army"),
    ],
)
def test_the_evidence_holds_both_ends_and_what_negates_it(text: str, evidence: str) -> None:
    """Who reads the quoted words alone sees who stands how to whom."""
    reading = read(text)
    assert evidence in {reading.quote(tie.span) for tie in reading.ties}


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        ("The Badr Brigade, operating under the command of Hezbollah, shelled the town on Monday.", ("Badr Organization", "part_of", "affirmed", "Hezbollah")),
        ("Militias fighting under the leadership of General Omar Haddad took the town.", ("Omar Haddad", "part_of", "affirmed", "Militias")),
        ("The lawyer deplored the lack of support from Germany for Ukraine.", ("Germany", "backs", "denied", "Ukraine")),
        ("Ministers said that the United Kingdom would cease to be part of the European Union.", ("United Kingdom", "part_of", "affirmed", "European Union")),
        ("The United Kingdom ceased to be part of the European Union in 2020.", ("United Kingdom", "part_of", "ended", "European Union")),
    ],
)
def test_command_absence_and_ceasing(text: str, tie: tuple[str, str, str, str]) -> None:
    """Who acts under a command is part of it, what is lacking is denied, and a tie that will cease still holds."""
    assert stated(text) == {tie}


def test_one_unnamed_legislator_is_of_no_known_parliament() -> None:
    """A single legislator without a name or a chamber is put into none."""
    assert stated("One MP said the law was bad.") == set()


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        ("The minister wants to talk to the Iran-backed Houthis.", ("Iran", "backs", "affirmed", "Houthis")),
        ("Sudan plans to arrest two Hamas commanders, Ismail Haddad and Omar Saleh.", ("Ismail Haddad", "part_of", "affirmed", "Hamas")),
        ("Turkey has promised to support Qatar.", ("Turkey", "backs", "affirmed", "Qatar")),
    ],
)
def test_a_wish_leaves_what_it_takes_for_granted(text: str, tie: tuple[str, str, str, str]) -> None:
    """What describes a party holds whatever is wanted of him, and who promises support gives it."""
    assert tie in stated(text)


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        ("Qatar sided with Turkey.", ("Qatar", "backs", "affirmed", "Turkey")),
        ("Hezbollah, a friend of Syria, rejected the plan.", ("Hezbollah", "allied_with", "affirmed", "Syria")),
        ("The Wagner Group broke with Russia last year.", ("Wagner Group", "allied_with", "ended", "Russia")),
    ],
)
def test_taking_and_leaving_a_side(text: str, tie: tuple[str, str, str, str]) -> None:
    """A single act of taking or leaving a side makes or ends a tie that lasts."""
    assert tie in stated(text)


def test_breaking_off_relations_breaks_no_alliance() -> None:
    """What is broken off with another may be no more than talks."""
    assert stated("Qatar broke off talks with Turkey.") == set()


def test_the_opposition_stands_against_who_governs() -> None:
    """The opposition opposes the president whom the report names, rather than the state."""
    ties = stated("President Omar Keita of Mali spoke on Monday. The opposition leader, Issa Traore, rejected the speech.")
    assert ("Issa Traore", "opposes", "affirmed", "Omar Keita") in ties


def test_a_crowd_of_one_day_opposes_nobody_for_long() -> None:
    """A march of unnamed people is an event and no standing tie."""
    assert stated("Hundreds of students protested against the government on Monday in Mali.") == set()


@pytest.mark.parametrize("text", ["China is North Korea's closest ally.", "North Korea's only ally is China."])
def test_whose_ally_it_is(text: str) -> None:
    """The possessor before a noun for a relation is its other end."""
    assert any(kind == "allied_with" and {a, b} == {"China", "North Korea"} for a, kind, _, b in stated(text))


def test_support_that_is_voiced() -> None:
    """Who expresses support gives it."""
    assert ("France", "backs", "affirmed", "Mali") in stated("France voiced full support for Mali on Monday.")


def test_a_capital_stands_for_its_state_in_a_compound() -> None:
    """Who is backed by a capital is backed by its state."""
    assert ("Iran", "backs", "affirmed", "Hezbollah") in stated("The Tehran-backed Hezbollah shelled the port.")
