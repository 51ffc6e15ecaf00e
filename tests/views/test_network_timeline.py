"""The ties of one actor over time."""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import msgspec
import pytest

from dateline._errors import NetworkError
from dateline.alliances import Evidence
from dateline.views.network import ties_timeline

from .network_rows import evidence

if TYPE_CHECKING:
    from dateline.alliances.evidence import Polarity

SVG = "{http://www.w3.org/2000/svg}"
ACTOR = "Northern Brigades"


def bars(drawing: str) -> list[tuple[str, str]]:
    """The classes of each bar and what it tells when it is pointed at."""
    root = ET.fromstring(drawing)  # noqa: S314 # made by the code under test
    return [(group.get("class", ""), group.findtext(f"{SVG}title") or "") for group in root.iter(f"{SVG}g") if "bar" in group.get("class", "")]


def texts(drawing: str) -> list[str]:
    """All words in a drawing."""
    return [element.text or "" for element in ET.fromstring(drawing).iter(f"{SVG}text")]  # noqa: S314 # the same


def test_each_partner_has_a_row() -> None:
    """All five partners are named, and nobody else."""
    words = texts(ties_timeline(evidence(), ACTOR))
    partners = ["Free Sarvian Army", "Lisk Martyrs", "Government of Sarvia", "Sultanate of Merv", "Dawn Front"]
    assert [word for word in words if word in {end for row in evidence() for end in (row.a, row.b)}] == partners


def test_friends_that_became_foes_show_both() -> None:
    """The row of the Free Sarvian Army has a friendly bar until the fight, and a hostile one from then on."""
    found = [told for _, told in bars(ties_timeline(evidence(), ACTOR))]
    assert any(told.startswith("2022-02-20 to 2023-02-05: friendly") for told in found)
    assert any("hostile" in told and "or later" in told and told.startswith("2023-") for told in found)


def test_contested_ties_are_marked() -> None:
    """A tie that two origins tell of in opposite ways has a question mark."""
    drawing = ties_timeline(evidence(), ACTOR)
    assert any("contested" in looks.split() for looks, _ in bars(drawing))
    assert texts(drawing).count("?") >= 2  # the bar and the key


def test_foes_are_hatched_and_friends_are_not() -> None:
    """The two are told apart without colour."""
    root = ET.fromstring(ties_timeline(evidence(), ACTOR))  # noqa: S314 # the same
    fills = {
        group.get("class", "").split()[1]: next(group.iter(f"{SVG}path")).get("fill", "") for group in root.iter(f"{SVG}g") if "bar" in group.get("class", "")
    }
    assert fills["hostile"].startswith("url(#")
    assert not fills["friendly"].startswith("url(#")


def test_denials_are_crossed() -> None:
    """A denied tie has its mark, with the words that say so when it is pointed at."""
    assert "2022-04-09, denied: Order of the Black Lamp allied with Dawn Front" in ties_timeline(evidence(), "Dawn Front")


def test_a_tie_that_is_only_sought_or_denied_has_a_row() -> None:
    """A partner whom no bar is drawn of stands below the others, with the marks of the reports."""
    told: tuple[tuple[str, Polarity], ...] = (("Besk", "affirmed"), ("Corran", "sought"), ("Dol", "denied"), ("Edra", "ended"))
    rows = [
        Evidence(tie=f"t{number}", a="Ardal", b=b, kind="allied_with", polarity=polarity, reported=dt.date(2024, number, 5), origin=f"o{number}", report="r")
        for number, (b, polarity) in enumerate(told, 1)
    ]
    drawing = ties_timeline(rows, "Ardal")
    assert [word for word in texts(drawing) if word in ("Besk", "Corran", "Dol", "Edra")] == ["Besk", "Corran", "Dol", "Edra"]
    assert len(bars(drawing)) == 1
    assert all(f"{polarity}: Ardal allied with" in drawing for polarity in ("only sought", "denied", "reported as ended"))
    assert "From 2024-01-05 to 2024-04-05: 1 actor with a reported tie, 3 without; 4 ties (2 only sought or denied) in 1 report of 4 origins." in texts(drawing)


def test_a_timeline_says_whose_it_is_and_what_it_rests_on() -> None:
    """As words that are seen, with the day up to which reports were known."""
    words = texts(ties_timeline(evidence(), ACTOR, known_by=dt.date(2022, 12, 31)))
    assert words[0] == "The ties of Northern Brigades"
    assert re.fullmatch(r"From 2022-\S+ to 2022-\S+, as known by 2022-12-31: \d actors with a reported tie; \d+ ties in \d+ reports of \d origins\.", words[1])


def test_a_long_name_is_shortened_to_the_drawing() -> None:
    """The title keeps within the picture, and the whole name is told where it is pointed at."""
    name = "Union of the " + "very " * 60 + "Many"
    row = Evidence(tie="t1", a=name, b="Besk", kind="backs", reported=dt.date(2024, 1, 5), origin="o", report="r")
    drawing = ties_timeline([row], name)
    assert texts(drawing)[0].endswith("…")
    assert len(texts(drawing)[0]) < 120
    assert f"<title>The ties of {name} from" in drawing


def test_what_was_not_known_is_not_drawn() -> None:
    """As known before the fight, the two are friends to this day."""
    found = bars(ties_timeline(evidence(), ACTOR, known_by=dt.date(2022, 12, 31)))
    assert not any("hostile" in looks and "2023" in told.split(":")[0].split(" to ")[0] for looks, told in found)


def test_names_are_escaped() -> None:
    """A name that looks like markup stays a name."""
    row = Evidence(tie="t1", a="<b>&amp;", b="Besk", kind="backs", reported=dt.date(2024, 1, 5), origin="o", report="r")
    assert "<b>&amp;" in texts(ties_timeline([row], "Besk"))


def test_the_shortest_timeline_has_a_scale() -> None:
    """A tie that was reported on the last day is drawn, with its date."""
    row = Evidence(tie="t1", a="Ardal", b="Besk", kind="backs", reported=dt.date(2024, 1, 5), origin="o", report="r")
    drawing = ties_timeline([row], "Besk")
    assert "2024-01-05 to 2024-01-05" in texts(drawing)
    assert len(bars(drawing)) == 1


def test_an_actor_without_ties_is_refused() -> None:
    """The message names actors that have some."""
    with pytest.raises(NetworkError, match=r"no tie of Nobody is reported .* ties are reported of Border Battalions"):
        ties_timeline(evidence(), "Nobody")


def test_ties_that_are_only_denied_make_no_timeline() -> None:
    """An actor whose one tie is denied has nothing to show."""
    rows = [*evidence(), msgspec.structs.replace(evidence()[0], tie="x", a="Recluse", polarity="denied")]
    with pytest.raises(NetworkError, match=r"no tie of Recluse is reported .*: 1 report of a tie that was sought, denied or ended"):
        ties_timeline(rows, "Recluse")
