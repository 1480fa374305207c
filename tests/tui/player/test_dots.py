from hypothesis import given
from hypothesis import strategies as st
from support.any_figure import figures

from coach.config.figures import shipped
from coach.domain.figures.figure import Figure
from coach.domain.figures.motion import Motion
from coach.tui.player.dot_signs import BRAILLE, OCTANTS, SEXTANTS, DotSigns
from coach.tui.player.dots import DotCanvas, Role
from coach.tui.player.figure_drawing import draw

PLACES = st.tuples(*[st.floats(-500, 500)] * 2)


def text(canvas: DotCanvas) -> list[str]:
    return ["".join(run.text for run in row) for row in canvas.cells()]


def test_an_empty_canvas_is_blank() -> None:
    assert text(DotCanvas(3, 2, BRAILLE)) == ["   ", "   "]


def test_a_level_line() -> None:
    canvas = DotCanvas(3, 1, BRAILLE)
    canvas.line([(0.5, 1.5), (5.5, 1.5)], 1.0, Role.BODY)
    assert text(canvas) == ["⠒⠒⠒"]


def test_an_upright_line() -> None:
    canvas = DotCanvas(2, 2, BRAILLE)
    canvas.line([(2.5, 0.5), (2.5, 7.5)], 1.0, Role.BODY)
    assert text(canvas) == [" ⡇", " ⡇"]


def test_a_slanting_line_has_no_hole() -> None:
    canvas = DotCanvas(2, 1, BRAILLE)
    canvas.line([(0.5, 0.5), (3.5, 3.5)], 1.0, Role.BODY)
    assert text(canvas) == ["⠑⢄"]


def test_a_disc_is_round_and_the_same_on_all_sides() -> None:
    canvas = DotCanvas(4, 2, BRAILLE)
    canvas.disc((4, 4), 3, Role.BODY)
    assert text(canvas) == ["⢠⣶⣶⡄", "⠘⠿⠿⠃"]


def test_a_ring_is_empty_within() -> None:
    canvas = DotCanvas(5, 3, BRAILLE)
    canvas.ring((5, 6), 4, 1.0, Role.BODY)
    assert text(canvas)[1][2] == " "


def test_dashes_leave_out_what_lines_fill() -> None:
    canvas = DotCanvas(6, 1, BRAILLE)
    canvas.dashes([(0.5, 1.5), (11.5, 1.5)], 1.0, Role.BODY, 3.0)
    assert text(canvas) == ["⠒⠒⠐⠒⠂ "]


def test_an_arrow_is_the_same_on_both_sides() -> None:
    canvas = DotCanvas(8, 3, BRAILLE)
    canvas.arrow([(1, 6.5), (14, 6.5)], 1.0, Role.ACCENT)
    dots = [plane for plane in canvas._planes[Role.ACCENT] if plane]
    assert len(dots) > 3
    assert dots == dots[::-1]


def test_what_comes_later_covers_what_was_there() -> None:
    canvas = DotCanvas(1, 1, BRAILLE)
    canvas.area([(0, 0), (2, 0), (2, 4), (0, 4)], Role.FAR)
    canvas.area([(0, 0), (2, 0), (2, 4), (0, 4)], Role.PROP)
    assert [run.role for run in canvas.cells()[0]] == [Role.PROP]


def test_a_seam_keeps_two_things_apart() -> None:
    canvas = DotCanvas(4, 1, BRAILLE)
    canvas.line([(0, 2), (8, 2)], 4.0, Role.FAR)
    canvas.clear((4, 2), (4, 2), (1, 1), 1.0)
    assert text(canvas) == ["⣿⡁⢈⣿"]


@given(PLACES, PLACES, st.floats(0, 50), st.floats(0, 50))
def test_whatever_is_drawn_stays_on_the_canvas(
    start: tuple[float, float], end: tuple[float, float], radius: float, end_radius: float
) -> None:
    canvas = DotCanvas(5, 3, BRAILLE)
    canvas.stroke(start, end, (radius, end_radius), Role.BODY)
    canvas.arrow([start, end], 1.0, Role.ACCENT)
    assert [len(row) for row in text(canvas)] == [5, 5, 5]


@given(
    figure=figures(),
    columns=st.integers(1, 40),
    rows=st.integers(1, 20),
    signs=st.sampled_from([BRAILLE, SEXTANTS, OCTANTS]),
    mirrored=st.booleans(),
)
def test_a_figure_fills_its_room_and_no_more(
    figure: Figure, columns: int, rows: int, signs: DotSigns, *, mirrored: bool
) -> None:
    motion = Motion(figure)
    picture = draw(figure, motion.around(0.3), (columns, rows), signs, mirrored=mirrored)
    assert [sum(len(run.text) for run in row) for row in picture] == [columns] * rows


def test_the_left_foot_is_the_mirror_of_the_right_one() -> None:
    figure = shipped()["wall_gastroc"]
    pose = Motion(figure).key
    right = draw(figure, pose, (34, 14), BRAILLE, mirrored=False)
    left = draw(figure, pose, (34, 14), BRAILLE, mirrored=True)
    filled = [
        sum(len(run.text.replace(" ", "")) for row in one for run in row) for one in (left, right)
    ]
    assert left != right
    assert filled[0] == filled[1]
