"""The legend below the picture of a year."""

import pytest

from coach.tui.progress.year import Shade, _legend


@pytest.mark.parametrize(
    ("shade", "counted"), [(Shade.PAIN, "pain"), (Shade.STRETCHES, "sessions")]
)
def test_without_shades_the_legend_says_what_the_numbers_are(shade: Shade, counted: str) -> None:
    legend = _legend(shade, has_shades=False).plain
    assert counted in legend.partition("·")[0]
    assert len(legend) <= 76
