"""The signs in which dots are drawn, and where they are used."""

import unicodedata

import pytest

from coach.domain.routine.settings import FigureSigns
from coach.tui.player.dot_signs import BRAILLE, OCTANTS, SEXTANTS, DotSigns, signs_of
from coach.tui.player.dots import DotCanvas, Role, Run

AUTO = FigureSigns.AUTO


@pytest.mark.parametrize("signs", [BRAILLE, SEXTANTS, OCTANTS])
def test_each_pattern_has_a_sign_of_its_own(signs: DotSigns) -> None:
    assert len(set(signs.signs)) == len(signs.signs) == 1 << 2 * signs.lines


@pytest.mark.parametrize(("signs", "word"), [(BRAILLE, "DOTS-"), (SEXTANTS, "SEXTANT-")])
def test_a_sign_has_the_dots_that_its_name_says(signs: DotSigns, word: str) -> None:
    numbers = "14253678" if signs is BRAILLE else "123456"
    for pattern, sign in enumerate(signs.signs):
        said = unicodedata.name(sign).partition(word)[2]
        dots = {numbers[dot] for dot in range(2 * signs.lines) if pattern >> dot & 1}
        assert not said or set(said) == dots


def test_octants_follow_in_order_where_no_older_block_is_the_same() -> None:
    newer = [ord(sign) for sign in OCTANTS.signs if 0x1CD00 <= ord(sign) <= 0x1CDE5]
    assert newer == list(range(0x1CD00, 0x1CDE6))
    assert OCTANTS.signs[0b00001111] == "▀"
    assert OCTANTS.signs[0b01010101] == "▌"
    assert OCTANTS.signs[0b11110000] == "▄"
    assert OCTANTS.signs[0b11111111] == "█"


@pytest.mark.parametrize(
    ("environment", "signs"),
    [
        ({}, BRAILLE),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, BRAILLE),
        ({"TERM": "linux"}, BRAILLE),
        ({"TERM": "alacritty"}, BRAILLE),
        ({"WT_SESSION": "1"}, BRAILLE),
        ({"TERM": "xterm-kitty"}, SEXTANTS),
        ({"TERM": "foot-extra"}, SEXTANTS),
        ({"TERM_PROGRAM": "WezTerm", "TERM_PROGRAM_VERSION": "20240203-110809"}, SEXTANTS),
        ({"VTE_VERSION": "7006"}, SEXTANTS),
        ({"VTE_VERSION": "5202"}, BRAILLE),
        ({"VTE_VERSION": "old"}, BRAILLE),
        ({"TERM": "xterm-ghostty"}, SEXTANTS),
        ({"TERM_PROGRAM": "ghostty", "TERM_PROGRAM_VERSION": "1.1.3"}, SEXTANTS),
        ({"TERM_PROGRAM": "ghostty", "TERM_PROGRAM_VERSION": "1.2.0-main"}, OCTANTS),
        ({"TERM": "xterm-kitty", "TMUX": "default,1,0"}, BRAILLE),
    ],
)
def test_only_signs_that_a_terminal_is_known_to_draw_are_used(
    environment: dict[str, str], signs: DotSigns
) -> None:
    assert signs_of(AUTO, environment) is signs


def test_the_runner_knows_better() -> None:
    assert signs_of(FigureSigns.OCTANTS, {"TERM": "linux"}) is OCTANTS
    assert signs_of(FigureSigns.BRAILLE, {"TERM": "xterm-kitty"}) is BRAILLE


def test_a_shape_is_as_high_in_sextants() -> None:
    canvas = DotCanvas(2, 3, SEXTANTS)
    canvas.area([(0, 0), (4, 0), (4, 8), (0, 8)], Role.BODY)
    assert ["".join(run.text for run in row) for row in canvas.cells()] == ["██", "██", "  "]


@pytest.mark.parametrize(
    ("signs", "runs"),
    [
        (OCTANTS, [Run("▄", Role.ACCENT, Role.BODY)]),
        (BRAILLE, [Run("⣿", Role.ACCENT)]),
    ],
)
def test_a_cell_full_of_solid_dots_has_two_colours(signs: DotSigns, runs: list[Run]) -> None:
    canvas = DotCanvas(1, 1, signs)
    canvas.area([(0, 0), (2, 0), (2, 4), (0, 4)], Role.BODY)
    canvas.area([(0, 2), (2, 2), (2, 4), (0, 4)], Role.ACCENT)
    assert list(canvas.cells()[0]) == runs
