"""What a source does by saying something, in whole readings."""

from __future__ import annotations

import datetime

import pytest

import dateline


@pytest.fixture(autouse=True)
def _rules_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words and grammar alone decide here; how they are weighed against what the encoder makes of a cue is in `test_marked`."""
    monkeypatch.setattr("dateline.records.claims.marked_stance", lambda _annotation, _cue, told: told)


def stances(text: str) -> list[str]:
    """The stance of each claim."""
    return [claim.stance for claim in dateline.read("-", data=text.encode(), published=datetime.date(2019, 3, 14)).claims]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The minister said that he plans to visit Gao.", "promise"),
        ("The minister said that he would rebuild the bridge.", "promise"),
        ('"We are not going to wait," the minister said.', "promise"),
        ('"We are not going to talk," the minister said.', "deny"),
        ("The minister said that it would have been cheaper to repair the bridge.", "assert"),
        ("The minister said that he would prefer a truce.", "assert"),
    ],
)
def test_an_act_of_one_s_own_to_come_is_a_promise_or_a_refusal(text: str, stance: str) -> None:
    """Plans and futures of the source promise; negated they refuse, unless the verb is one of yielding; wishes and might-have-beens do neither."""
    assert stances(text) == [stance]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The report suggests that soldiers had burned the bridge.", "assert"),
        ("The mediator suggested a truce of two weeks.", "propose"),
        ('"Let us meet tomorrow," the mediator said.', "propose"),
    ],
)
def test_to_suggest_is_to_propose_only_what_can_be_done(text: str, stance: str) -> None:
    """A finite clause under "suggest" is a finding."""
    assert stances(text) == [stance]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The union insists that the minister resign.", "demand"),
        ("The union said that the minister must resign.", "demand"),
        ("The union said that tents were needed in the camps.", "assert"),
    ],
)
def test_what_others_shall_do_is_demanded(text: str, stance: str) -> None:
    """The subjunctive and "must" demand; that something is lacking is only stated."""
    assert stances(text) == [stance]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The army said that the rebels had tortured two prisoners.", "accuse"),
        ("The army said that a man had attacked a bus.", "assert"),
        ("The opposition said that the decree was unconstitutional.", "accuse"),
        ("The court ruled that the decree was unconstitutional.", "assert"),
        ("The army said that it was not involved in the raid.", "deny"),
        ("The army said that there was no proof of a massacre.", "deny"),
    ],
)
def test_a_wrong_is_laid_at_somebody_s_door_or_pushed_away(text: str, stance: str) -> None:
    """It takes one who did it; a court finds, and does not accuse; what is negated is denied."""
    assert stances(text) == [stance]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The senator called the deal a disgrace.", "criticise"),
        ('The senator called the deal a "paper umbrella".', "criticise"),
        ('The senator called the deal a "triumph".', "praise"),
        ('"I do not think that the deal is fair," the senator said.', "criticise"),
        ("The senator said that it was important to meet in May.", "assert"),
    ],
)
def test_a_verdict_criticises_or_praises(text: str, stance: str) -> None:
    """Also by the marks with which a reporter keeps away from a label, and by an opinion that is not held; what is only called for is no praise."""
    assert stances(text) == [stance]


def test_a_threat_may_hang_on_a_condition() -> None:
    """What one may do unless others give in is threatened."""
    assert stances("Kenya said that it might close the border unless the rebels left.") == ["threaten"]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The court said that the decree was unlawful.", "assert"),
        ("The court's critics said that the decree was unlawful.", "accuse"),
        ("The union said that the army was breaking the law.", "accuse"),
        ("The miners said that they had been beaten by the guards.", "accuse"),
        ("The police said that the attacker had killed two bakers.", "assert"),
        ("The opposition claimed that the mayor won only through fraud.", "accuse"),
    ],
)
def test_who_speaks_and_of_whom_decides_whether_a_wrong_is_an_accusation(text: str, stance: str) -> None:
    """Courts find; victims accuse; one who is known only by the deed is not accused."""
    assert stances(text) == [stance]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The ministry said that it rejected the plan.", "deny"),
        ("The ministry said that it welcomed the plan.", "praise"),
        ('"We are deeply concerned by the plan," the ministry said.', "criticise"),
        ("The ministry said that the reports were false.", "deny"),
        ("The ministry said that it had no intention of leaving the talks.", "deny"),
        ("The ministry said that it wanted the rebels to leave the villages.", "demand"),
        ("The ministry said that there must be an inquiry.", "demand"),
        ('"Why did the guards leave the bridge?" the minister asked.', "ask"),
    ],
)
def test_an_attitude_of_one_s_own_is_taken_by_saying_so(text: str, stance: str) -> None:
    """A source does under "said" what its own attitude does in the present, or in a past that only follows the tense of "said"."""
    assert stances(text)[0] == stance


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The ministry announced that the talks would be held in May.", "promise"),
        ("The ministry announced its intention to close the port.", "promise"),
        ("The ministry said that its troops will leave the villages.", "promise"),
        ('"The raiders will be punished," the ministry said.', "threaten"),
    ],
)
def test_what_is_announced_will_be_done_by_whoever_announces_it(text: str, stance: str) -> None:
    """Passives leave the doer open, who is then the source; harm to others is a threat."""
    assert stances(text) == [stance]


def test_an_imperative_that_asks_for_the_ear_demands_nothing() -> None:
    """To be told to imagine something is no order."""
    assert stances('"Imagine a port without ships," the minister said.') == ["assert"]


def test_evidence_suggests_and_does_not_propose() -> None:
    """Only somebody with a will proposes something."""
    assert stances("Early reports suggested a change of plan.") == ["assert"]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("According to the opposition, the guards tortured two miners.", "accuse"),
        ("According to Reuters, the guards tortured two miners.", "assert"),
        ("Video footage showed that the guards beat two miners.", "assert"),
    ],
)
def test_a_party_accuses_and_an_outlet_reports(text: str, stance: str) -> None:
    """What a news outlet or a recording tells of wrongs takes no side."""
    assert stances(text) == [stance]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The minister expressed concern over the drought.", "assert"),
        ("The minister expressed concern over the torture of two miners.", "criticise"),
        ("The minister reiterated his condemnation of the raid.", "criticise"),
        ("The minister offered condolences to the miners.", "assert"),
        ('"We want to commend the miners," the minister said.', "praise"),
        ('"What we want is a peaceful return to the talks," the minister said.', "demand"),
        ('"We need tents and blankets," the minister said.', "demand"),
    ],
)
def test_feelings_wants_and_needs_do_what_their_object_tells(text: str, stance: str) -> None:
    """Concern about a wrong reproaches, about a drought it does not; whoever says what he needs asks for it."""
    assert stances(text)[0] == stance


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The minister vowed to attack the rebels.", "threaten"),
        ("The minister vowed to help the victims of the attack.", "promise"),
        ("The minister pledged to keep the peace forces in Gao.", "promise"),
        ("The ministry said that the patrols will continue.", "promise"),
    ],
)
def test_a_threat_needs_harm_to_come(text: str, stance: str) -> None:
    """Harm that was done already, or that only names forces, threatens nobody."""
    assert stances(text) == [stance]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("We support the right of the farmers to assemble.", "assert"),
        ("The union holds the minister and his helpers responsible for their safety.", "accuse"),
    ],
)
def test_backing_praises_nobody_and_holding_to_account_accuses(text: str, stance: str) -> None:
    """Support takes a side without a verdict; a predicate under the verb can carry the stance."""
    assert stances(text) == [stance]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The union said that the court case was a move by the ministry to intimidate its members.", "accuse"),
        ("The mayor said that the rebels seek to frighten and to terrorise the farmers.", "accuse"),
        ("The union said that the court case was a move by the ministry to please its members.", "assert"),
    ],
)
def test_a_wrong_that_an_undertaking_aims_at_is_an_accusation(text: str, stance: str) -> None:
    """The aim decides, in each of its joined verbs, whether it hangs on a verb of trying or on a noun for the undertaking."""
    assert stances(text) == [stance]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("According to Reuters, the minister must resign.", "assert"),
        ("According to the miners' union, the minister must resign.", "demand"),
    ],
)
def test_a_news_outlet_only_passes_on(text: str, stance: str) -> None:
    """What an outlet is quoted for is what others do by saying it."""
    assert stances(text) == [stance]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The guard insisted that his brother had no part in the robbery.", "deny"),
        ("The minister said that he had never met the smugglers.", "deny"),
        ("The minister said that he had not yet received the letter.", "assert"),
        ("The prisoner pleaded not guilty to seven robberies.", "deny"),
        ("The prisoner pleaded guilty to seven robberies.", "assert"),
    ],
)
def test_to_have_no_part_in_a_deed_or_never_to_have_done_it_is_a_denial(text: str, stance: str) -> None:
    """A share that one hasn't and an act of one's own that was not done are denied; what has not come about yet is only told."""
    assert stances(text) == [stance]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The union said that the ministry had failed to protect the miners.", "criticise"),
        ("The union says that the police did nothing to stop the looting.", "criticise"),
        ("The union said that nothing can justify the raid.", "criticise"),
        ("The union said that there is no excuse for the raid.", "criticise"),
        ("The union said that it had failed to reach the miners.", "assert"),
    ],
)
def test_to_find_others_wanting_is_criticism(text: str, stance: str) -> None:
    """Somebody else's failure and what cannot be justified are criticised; one's own failure is admitted."""
    assert stances(text) == [stance]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ('"You must leave the harbour," the mayor said.', "demand"),
        ('"You should know that we are tired," the mayor said.', "assert"),
        ('"Farmers don\'t have to sell their land," the mayor said.', "assert"),
    ],
)
def test_what_somebody_must_do_is_demanded_and_what_he_need_not_do_is_not(text: str, stance: str) -> None:
    """The one who is spoken to can be told to act, unless he is only to listen; "don't have to" asks for nothing."""
    assert stances(text) == [stance]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The governor described the deaths as an appalling tragedy.", "assert"),
        ("The governor described the threat of a flood as a reason to leave.", "assert"),
        ("The governor described the cull as a cruel act.", "criticise"),
        ('"He was the most brilliant general of his time," the governor said.', "praise"),
        ("The militia is believed to be responsible for the kidnappings.", "accuse"),
    ],
)
def test_a_verdict_is_what_something_is_called_and_condemns_no_misfortune(text: str, stance: str) -> None:
    """Of "described A as B" only B judges; a tragedy, however appalling, condemns nobody; to be responsible for a wrong is no merit."""
    assert stances(text) == [stance]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The inquiry found that the minister had misled the assembly.", "accuse"),
        ("The army said that the rebels had used children as human shields.", "accuse"),
        ("The union said that it was not clear whether the minister had resigned.", "doubt"),
        ('"We are going to see more floods," the mayor said.', "assert"),
        ('"There will be consequences," the general said.', "threaten"),
    ],
)
def test_what_is_found_feared_or_foretold_is_told_from_what_is_done(text: str, stance: str) -> None:
    """A finding accuses, an open question doubts, harm that will come threatens; what one is going to see is no act that one announces."""
    assert stances(text) == [stance]


def test_a_feeling_that_is_not_expressed_does_nothing() -> None:
    """To express no regret is not to regret."""
    assert "criticise" not in stances("The gunman expressed no regret for the robbery.")
