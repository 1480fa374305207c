"""The answers in words."""

import pytest

from coach.wording.answers import jogs_text

FOUR, ONE = (60,) * 4, (1200,)


@pytest.mark.parametrize(
    ("found", "asked", "said"),
    [
        ((58, 60, 63, 61), FOUR, "4 of 4 jogs, 58 s to 63 s long"),
        ((60, 60, 60, 60), FOUR, "4 of 4 jogs, 60 s long"),
        ((58, 60, 61), FOUR, "3 of 4 jogs, 58 s to 61 s long"),
        ((58, 60, 61, 60, 59), FOUR, "5 jogs instead of 4, 58 s to 61 s long"),
        ((58, 95), FOUR, "2 of 4 jogs, 58 s to 95 s long instead of 60 s"),
        ((58, 130), FOUR, "2 of 4 jogs, 58 s to 2 min 10 s long instead of 60 s"),
        ((1195,), ONE, "1 of 1 jog, 19 min 55 s long"),
        ((1100,), ONE, "1 of 1 jog, 18 min 20 s long instead of 20 min"),
        ((), FOUR, "no jogs instead of 4"),
        (None, FOUR, ""),
        ((60,), (), ""),
    ],
)
def test_the_jogs_are_counted_and_measured(
    found: tuple[int, ...] | None, asked: tuple[int, ...], said: str
) -> None:
    assert jogs_text(found, asked) == said
