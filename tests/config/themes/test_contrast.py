"""Colours: how they are written, and how well one can be read on another."""

import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.config.themes import Theme, read_file, shipped, shipped_folder
from coach.config.themes.contrast import RGB, contrast, is_colour, is_readable, readable, rgb

COLOURS = st.builds(RGB, *[st.integers(0, 255)] * 3).map(lambda colour: colour.hex)
SHIPPED = (
    "evergreen",
    "ansi",
    "colour-blind",
    "contrast",
    "daylight",
    "ember",
    "ink",
    "midnight",
)
MUST_DIFFER = (("due", "done", "missed"), ("hold", "rest", "ready"))
FAR_APART = 20.0
"""A distance in CIELAB (1976); 2.3 is just noticeable, so this is seen at a glance, also in a thin
glyph."""
Matrix = tuple[tuple[float, float, float], ...]
VISIONS: dict[str, Matrix] = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""Linear light as others see it: Machado, Oliveira, Fernandes, "A physiologically-based model for
simulation of color vision deficiency", IEEE TVCG 15 (2009), severity 1.0."""


def theme_of(name: str) -> Theme:
    theme = read_file(shipped_folder() / f"{name}.toml").theme
    assert theme is not None
    return theme


def lab(colour: RGB, matrix: Matrix) -> tuple[float, float, float]:
    """CIELAB, D65, of a colour as it is seen."""
    light = [_linear(value / 255) for value in colour]
    seen = [sum(a * b for a, b in zip(row, light, strict=True)) for row in matrix]
    r, g, b = (min(1.0, max(0.0, value)) for value in seen)
    x = _root((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047)
    y = _root(0.2126729 * r + 0.7151522 * g + 0.0721750 * b)
    z = _root((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: str, other: str, matrix: Matrix) -> float:
    first, second = rgb(one), rgb(other)
    assert first is not None
    assert second is not None
    pairs = zip(lab(first, matrix), lab(second, matrix), strict=True)
    return math.sqrt(sum((a - b) ** 2 for a, b in pairs))


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _root(value: float) -> float:
    return value ** (1 / 3) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116


@pytest.mark.parametrize(
    ("text", "ground", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#fff", "#fff", 1.0),
        ("#767676", "#fff", 4.54),
        ("#777777", "#fff", 4.48),
        ("#f00", "#ffffff", 4.0),
    ],
)
def test_the_contrast_is_that_of_wcag(text: str, ground: str, ratio: float) -> None:
    assert contrast(text, ground) == pytest.approx(ratio, abs=0.005)
    assert contrast(ground, text) == contrast(text, ground)


def test_what_can_just_be_read_and_what_cannot() -> None:
    assert is_readable("#767676", "#fff")
    assert not is_readable("#777777", "#fff")


def test_of_the_terminals_own_colours_nothing_is_known() -> None:
    assert contrast("ansi_default", "#000000") is None
    assert is_readable("ansi_bright_black", "#000000")


@pytest.mark.parametrize("text", ["#7fb477", "#7B7", "ansi_default", "ansi_bright_black"])
def test_a_colour(text: str) -> None:
    assert is_colour(text)


@pytest.mark.parametrize("text", ["", "7fb477", "#7fb47", "#7fb4777", "#gggggg", "green", "#٣٣٣"])
def test_no_colour(text: str) -> None:
    assert not is_colour(text)


@given(COLOURS, COLOURS)
def test_what_is_proposed_can_be_read(text: str, ground: str) -> None:
    proposed = readable(text, [ground])
    assert proposed is not None
    assert is_readable(proposed, ground)
    if is_readable(text, ground):
        assert proposed == text


def test_on_black_grey_and_white_at_once_nothing_can_be_read() -> None:
    assert readable("#808080", ["#000000", "#777777", "#ffffff"]) is None


def test_eight_are_shipped_with_the_default_first() -> None:
    assert tuple(shipped()) == SHIPPED


@pytest.mark.parametrize("name", SHIPPED)
def test_every_text_of_a_shipped_theme_can_be_read_on_everything(name: str) -> None:
    theme = theme_of(name)
    unreadable = [
        (path, behind, contrast(color, ground))
        for path, color in theme.texts().items()
        for behind, ground in theme.grounds().items()
        if not is_readable(color, ground)
    ]
    assert unreadable == []
    assert theme.about


def test_texts_are_all_that_is_written_with() -> None:
    theme = theme_of("evergreen")
    keys = {key for _, key in theme.texts()}
    assert keys == {"foreground", *theme.roles, *theme.levels} - {"line", "chosen"}
    assert set(theme.grounds()) == {"background", "surface", "panel", "chosen"}


@pytest.mark.parametrize("vision", VISIONS)
def test_the_colour_blind_theme_keeps_apart_what_it_tells_apart(vision: str) -> None:
    theme = theme_of("colour-blind")
    groups = [[theme.roles[role] for role in roles] for roles in MUST_DIFFER]
    for colors in (*groups, list(theme.levels.values())):
        for one, other in combinations(colors, 2):
            assert distance(one, other, VISIONS[vision]) >= FAR_APART, (one, other)


def test_another_theme_would_not_pass_that_test() -> None:
    theme = theme_of("evergreen")
    red, green = theme.roles["missed"], theme.roles["done"]
    assert distance(red, green, VISIONS["usual"]) >= FAR_APART
    assert distance(red, green, VISIONS["deuteranopia"]) < FAR_APART


def test_the_theme_of_the_terminal_names_no_colour_of_its_own() -> None:
    theme = theme_of("ansi")
    tables = (theme.colors, theme.roles, theme.levels)
    assert all(rgb(color) is None for table in tables for color in table.values())
    assert [name for name in SHIPPED if theme_of(name).is_of_the_terminal] == ["ansi"]
