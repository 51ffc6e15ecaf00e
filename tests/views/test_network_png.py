"""The image of a network that needs no browser."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import pytest
from matplotlib.image import imread
from PIL import Image

from dateline._errors import NetworkError
from dateline.alliances import Evidence, graph
from dateline.views.network import network_places, network_png
from dateline.views.network_layout import HEIGHT, ROOM
from dateline.views.network_png import _INCHES, _SHEET

from .network_rows import evidence

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt

    from dateline.alliances.evidence import Kind

DAY = dt.date(2022, 10, 15)
DPI = 100


def row(kind: Kind, number: int = 1, *, confidence: float | None = None, a: str = "Ardal", b: str = "Besk") -> Evidence:
    """One report of a tie."""
    return Evidence(tie=f"t{number}", a=a, b=b, kind=kind, reported=DAY, origin=f"o{number}", report=f"r{number}", confidence=confidence)


def ink(folder: Path, *rows: Evidence) -> npt.NDArray[np.float64]:
    """Draw a tie between two actors left and right, and give the grey of a column of pixels across it for each step along it: 0 white, 1 black."""
    file = folder / "tie.png"
    network_png(graph(rows, DAY), file, places={"Ardal": (200, 350), "Besk": (800, 350)}, dpi=DPI)
    grey = 1 - np.asarray(imread(file), dtype=np.float64)[:, :, :3].mean(axis=2)
    high, wide = grey.shape
    left, right = ((_SHEET[0] + _SHEET[2] * x / 1000) * wide for x in (240, 460))
    below, sheet = _SHEET[1] * _INCHES[1] * DPI, _SHEET[3] * _INCHES[1] * DPI * 2 * ROOM / HEIGHT
    middle = high - below - sheet / 2
    assert wide == int(_INCHES[0] * DPI)
    return np.asarray(grey[int(middle) - 9 : int(middle) + 10, int(left) : int(right)], dtype=np.float64)


def test_a_picture_is_written(tmp_path: Path) -> None:
    """The file is a PNG image with something on it."""
    file = tmp_path / "web.png"
    network_png(graph(evidence(), DAY), file, dpi=DPI)
    assert file.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
    assert np.asarray(imread(file)).std() > 0.05


def test_friendly_lines_are_solid_and_hostile_ones_dashed_in_grey(tmp_path: Path) -> None:
    """Without colour one has no gap and the other has several."""
    friendly, hostile = (ink(tmp_path, row(kind)).max(axis=0) > 0.2 for kind in ("backs", "fights"))
    assert friendly.all()
    assert np.count_nonzero(np.diff(hostile.astype(int)) == 1) >= 5


def test_more_origins_make_a_wider_line(tmp_path: Path) -> None:
    """Three origins cover more paper than one."""
    one = ink(tmp_path, row("backs"))
    three = ink(tmp_path, *(row("backs", number) for number in range(3)))
    assert three.sum() > 1.5 * one.sum()


def test_less_confidence_makes_a_paler_line(tmp_path: Path) -> None:
    """An unsure tie is drawn in lighter ink, and still seen."""
    sure, unsure = (ink(tmp_path, row("backs", confidence=value)).max() for value in (1.0, 0.0))
    assert 0.1 < unsure < 0.6 * sure


def test_contested_lines_are_double(tmp_path: Path) -> None:
    """Across a contested line lie ink, paper and ink."""
    across = ink(tmp_path, row("backs"), msgspec.structs.replace(row("backs", 2), polarity="denied"))[:, 20] > 0.2
    assert np.count_nonzero(np.diff(across.astype(int)) == 1) == 2


def test_pictures_of_two_days_share_their_places(tmp_path: Path) -> None:
    """Places come from all days and cover everyone who has a tie on any, so that either day can be drawn with them."""
    places = network_places(evidence(), start_on=DAY)
    for on in (DAY, dt.date(2023, 4, 1)):
        assert set(graph(evidence(), on).actors) <= set(places)
        network_png(graph(evidence(), on), tmp_path / f"{on}.png", places=places, dpi=50)


@pytest.mark.parametrize("name", ["$x_1$ \\frac", "جيش الشمال", "北方军", "<b>&"])
def test_any_name_can_be_drawn(tmp_path: Path, name: str) -> None:
    """Names that look like formulas, or are in scripts that the font lacks, are no error."""
    network_png(graph([row("backs", a=name)], DAY), tmp_path / "web.png", dpi=50)
    assert (tmp_path / "web.png").exists()


def test_a_picture_of_few_is_no_empty_sheet(tmp_path: Path) -> None:
    """Two actors make a low picture, many make one as high as it needs to be."""
    network_png(graph([row("backs")], DAY), tmp_path / "two.png", dpi=DPI)
    network_png(graph(evidence(), DAY), tmp_path / "many.png", dpi=DPI)
    heights = [imread(tmp_path / f"{name}.png").shape[0] for name in ("two", "many")]
    assert heights[0] < 0.45 * heights[1]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([row("backs")], "1 pair with a reported tie among 2 actors, from 1 tie in 1 report of 1 origin."),
        ([row("backs"), row("fights", 2, b="Corim")], "2 pairs with a reported tie among 3 actors, from 2 ties in 2 reports of 2 origins."),
    ],
)
def test_one_is_no_plural(tmp_path: Path, rows: list[Evidence], words: str) -> None:
    """What stands under the title is English, whatever the numbers."""
    network_png(graph(rows, DAY), tmp_path / "web.png", dpi=50)
    with Image.open(tmp_path / "web.png") as picture:
        assert picture.info["Description"] == f"On {DAY}: {words}"


def test_a_picture_says_how_many_origins_were_asked_for(tmp_path: Path) -> None:
    """Whoever sees a thin web knows that weaker ties were left out on purpose."""
    network_png(graph([row("backs"), row("backs", 2)], DAY, min_origins=2, within=1), tmp_path / "web.png", dpi=50)
    with Image.open(tmp_path / "web.png") as picture:
        assert picture.info["Description"].endswith("Only ties of 2 origins or more. Only ties told of within 1 day.")


def test_an_empty_graph_is_refused(tmp_path: Path) -> None:
    """No file is written when there is nothing to draw; the message gives the day."""
    with pytest.raises(NetworkError, match="no tie is reported to hold on 2010-01-01"):
        network_png(graph(evidence(), dt.date(2010, 1, 1)), tmp_path / "web.png")
    assert not (tmp_path / "web.png").exists()


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """The message names the file and the reason."""
    with pytest.raises(NetworkError, match=r"nowhere.web\.png: No such file"):
        network_png(graph(evidence(), DAY), tmp_path / "nowhere" / "web.png", dpi=50)
