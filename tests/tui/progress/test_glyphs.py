"""The rows below the plots: each kind of day has a character of its own, whatever the colours."""

import pytest

from coach.domain.heel.rules import Level
from coach.domain.history.time_axis import Kept
from coach.tui.progress.glyphs import day_glyph, level_glyph, part_glyph


@pytest.mark.parametrize(
    ("kept", "glyph"),
    [
        (Kept(done=2, missed=1), "■"),
        (Kept(done=1), "■"),
        (Kept(done=1, missed=2), "▪"),
        (Kept(missed=1), "□"),
        (Kept(skipped=1), "–"),
        (Kept(away=1), "–"),
        (Kept(), "·"),
    ],
)
def test_a_day(kept: Kept, glyph: str) -> None:
    assert day_glyph(kept)[0] == glyph


@pytest.mark.parametrize(
    ("kept", "glyph"),
    [(Kept(done=3, missed=1), "■"), (Kept(done=1, missed=1), "▪"), (Kept(missed=3), "□")],
)
def test_many_days(kept: Kept, glyph: str) -> None:
    assert part_glyph(kept)[0] == glyph


def test_a_level_is_named_where_it_begins() -> None:
    assert level_glyph(Level.WALK_JOG, None, 3)[0] == "2──"
    assert level_glyph(Level.WALK_JOG, Level.WALK_JOG, 3)[0] == "───"
    assert level_glyph(None, Level.WALK_JOG, 3)[0] == "   "
