"""The plots of Progress: what is drawn stays inside, and stands where its height says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.tui.progress.canvas import Canvas
from coach.tui.style import DONE, DUE, LINE, MISSED, MUTED

_HEIGHTS = st.floats(-5, 20)
_POINTS = st.lists(st.tuples(st.floats(-3, 40), _HEIGHTS), max_size=6)


def drawn(canvas: Canvas) -> list[str]:
    return [row.plain for row in canvas.rows()]


@pytest.mark.parametrize(
    ("height", "rows"),
    [(8, ["█", "█"]), (4, [" ", "█"]), (5, ["▂", "█"]), (0.5, [" ", "▁"]), (0.01, [" ", "▁"])],
)
def test_a_bar_is_as_high_as_its_value_to_an_eighth_of_a_row(
    height: float, rows: list[str]
) -> None:
    canvas = Canvas(1, 2, 8)
    canvas.bars([0], height, DONE)
    assert drawn(canvas) == rows


def test_a_curve_goes_from_place_to_place_without_a_gap() -> None:
    canvas = Canvas(5, 2, 3)
    canvas.curve([(0, 0), (3, 3), (4, 0)], DUE)
    assert drawn(canvas) == ["  ▁━ ", "▁━  ▁"]


def test_a_curve_that_leaps_over_rows_has_an_upright_between() -> None:
    canvas = Canvas(2, 4, 8)
    canvas.curve([(0, 8), (1, 0)], DUE)
    assert drawn(canvas) == ["━ ", " ┃", " ┃", " ▁"]


def test_what_is_behind_the_top_of_a_bar_stays_in_sight() -> None:
    canvas = Canvas(1, 1, 8)
    canvas.bars([0], 8, MISSED)
    canvas.bars([0], 6, DONE)
    (row,) = canvas.rows()
    assert row.plain == "▆"
    assert [span.style for span in row.spans] == [f"{DONE} on {MISSED}"]


def test_a_rule_stands_in_the_row_of_its_height() -> None:
    canvas = Canvas(2, 4, 8)
    canvas.rule([0, 1], 8, MUTED)
    assert drawn(canvas)[canvas.row_of(8)] == "━━"
    assert (canvas.row_of(8), canvas.row_of(0)) == (0, 3)


@given(_POINTS, _POINTS, _HEIGHTS, st.integers(1, 30), st.integers(1, 8))
def test_whatever_is_drawn_each_row_has_its_width(
    course: list[tuple[float, float]],
    dots: list[tuple[float, float]],
    bar: float,
    width: int,
    height: int,
) -> None:
    canvas = Canvas(width, height, 10)
    for dot in dots:
        canvas.mark(dot, "●", MUTED)
        canvas.upright(dot[0], 0, dot[1], LINE)
    canvas.curve(course, DUE)
    canvas.bars(range(width), bar, DONE)
    canvas.rule(range(width), bar, MUTED)
    assert [row.cell_length for row in canvas.rows()] == [width] * height
