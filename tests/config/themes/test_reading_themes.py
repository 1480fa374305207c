"""Theme files: what is wrong with one, what may be left out, and which of several is used."""

import os
from pathlib import Path

import pytest
from textual.theme import BUILTIN_THEMES

from coach.config.themes import OF_TEXTUAL, ThemeReading, ThemeStore, read_file, shipped_folder
from coach.config.themes.theme import COLORS, LEVELS, ROLES, read
from coach.domain.heel.rules import Level
from coach.errors import ConfigError

A_COLOUR = 'a colour such as "#7fb477" or "ansi_green"'
SHORT = """dark = true
[colors]
background = "#101010"
surface = "#181818"
panel = "#202020"
foreground = "#f0f0f0"
primary = "#80c080"
secondary = "#80c0c0"
accent = "#f0b060"
success = "#80c080"
warning = "#e0d060"
error = "#ff9080"
"""


def wrong(text: str) -> list[str]:
    return [one.sentence("") for one in read(text, "mine").problems]


@pytest.fixture
def shelf(tmp_path: Path) -> ThemeStore:
    (tmp_path / "themes").mkdir()
    return ThemeStore(tmp_path / "config.toml")


def put(shelf: ThemeStore, name: str, text: str = SHORT) -> None:
    (shelf.folder / f"{name}.toml").write_text(text)


def test_a_short_theme_has_every_role_and_level() -> None:
    theme = read(SHORT, "mine").theme
    assert theme is not None
    assert theme.name == "mine"
    assert set(theme.colors) == set(COLORS)
    assert set(theme.roles) == set(ROLES)
    assert set(theme.levels) == set(LEVELS.values())
    assert theme.roles["due"] == "#f0b060"
    assert theme.roles["chosen"] == "#262626"
    assert theme.levels["as_planned"] == "#80c080"
    assert not theme.is_of_the_terminal


def test_each_level_has_its_key() -> None:
    assert list(LEVELS) == list(Level)
    assert list(LEVELS.values()) == [
        "rest",
        "cross_train",
        "walk_jog",
        "no_increase",
        "as_planned",
    ]


def test_what_is_named_stands_before_what_is_worked_out() -> None:
    own = 'luminosity_spread = 0.3\nabout = "my own"\n'
    theme = read(f'{own}{SHORT}[roles]\ndue = "#ffffff"\n[levels]\nrest = "#fed"\n', "mine").theme
    assert theme is not None
    assert (theme.roles["due"], theme.levels["rest"]) == ("#ffffff", "#fed")
    assert (theme.about, theme.luminosity_spread) == ("my own", 0.3)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            SHORT.replace('"#f0b060"', '"#f0b06"'),
            'line 9: colors.accent is "#f0b06"; write a colour such as "#7fb477" or "ansi_green"',
        ),
        (
            SHORT.replace('"#f0b060"', '"f0b060"'),
            f'line 9: colors.accent is "f0b060"; write {A_COLOUR}; did you mean `#f0b060`?',
        ),
        (
            SHORT + '[roles]\ndue = "ansi_grene"\n',
            f'line 14: roles.due is "ansi_grene"; write {A_COLOUR}; did you mean `ansi_green`?',
        ),
        (
            SHORT + "[levels]\nrest = 3\n",
            'line 14: levels.rest is 3; write a colour such as "#7fb477" or "ansi_green"',
        ),
        (
            SHORT + '[roles]\ndeu = "#fff"\n',
            "line 14: roles.deu is not a key of a theme; did you mean `due`?",
        ),
        (
            SHORT.replace("surface", "ground"),
            f"line 2: colors lacks surface; write {A_COLOUR} for each",
        ),
        (SHORT.replace("dark = true\n", ""), "dark is missing; write true or false"),
        (SHORT.replace("true", '"yes"'), 'line 1: dark is "yes"; write true or false'),
        ("about = 1\n" + SHORT, "line 1: about is 1; write a text in quotes"),
        (
            "luminosity_spread = 2\n" + SHORT,
            "line 1: luminosity_spread is 2; write a number from 0 to 1",
        ),
        ("roles = 1\n" + SHORT, "line 1: roles is 1; write a table"),
        ("dark = ", "this is not TOML: Invalid value (at end of document)"),
        ("x = " + 6000 * "[", "this is not TOML: "),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, sentence: str) -> None:
    told = wrong(text)
    assert [one for one in told if one.startswith(sentence)], told
    assert read(text, "mine").theme is None


def test_faint_text_is_found_with_what_would_do_and_is_no_obstacle() -> None:
    reading = read(SHORT + '[roles]\nmuted = "#606060"\n', "mine")
    assert reading.theme is not None
    (faint,) = reading.too_faint()
    assert faint.sentence("") == (
        'line 14: roles.muted "#606060" has a contrast of 3.0 on background, '
        '2.8 on surface, 2.6 on panel, 2.4 on chosen; text needs 4.5; "#8d8d8d" would do'
    )
    assert read(SHORT + '[roles]\nmuted = "#8d8d8d"\n', "mine").too_faint() == ()


def test_rules_and_empty_bars_are_no_text() -> None:
    assert read(SHORT + '[roles]\nline = "#222222"\n', "mine").too_faint() == ()


def test_text_on_a_ground_between_black_and_white_cannot_be_mended() -> None:
    text = SHORT.replace('panel = "#202020"', 'panel = "#cccccc"')
    assert all(
        "; no colour is readable on all of them" in one.text
        for one in read(text, "mine").too_faint()
    )
    assert read(text, "mine").too_faint()


def test_controls_never_reach_the_terminal() -> None:
    theme = read('about = "a\\u001b[31mb"\n' + SHORT, "mine").theme
    assert theme is not None
    assert "\x1b" not in theme.about
    assert "\x1b" not in "".join(wrong('"\\u001b[2J" = 1\n' + SHORT))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"dark = \xff", "is not UTF-8 text; save the file as UTF-8"),
        (b"#" * 200_000, "cannot be read (File too large)"),
    ],
)
def test_a_file_that_is_no_theme(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(content)
    assert [one.text for one in read_file(path).problems] == [told]


def test_a_pipe_in_the_place_of_a_theme_is_told_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "mine.toml")
    (problem,) = read_file(tmp_path / "mine.toml").problems
    assert problem.text == "cannot be read (it is not a regular file)"


def test_a_key_of_very_many_pieces_is_refused_at_once() -> None:
    assert "too many dots" in wrong(".".join(["a"] * 40_000) + " = 1")[0]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    (problem,) = read_file(tmp_path / "gone.toml").problems
    assert problem.text == "cannot be read (No such file or directory)"


def test_a_users_theme_goes_before_a_shipped_one(shelf: ThemeStore) -> None:
    assert shelf.path("evergreen") == shipped_folder() / "evergreen.toml"
    put(shelf, "evergreen")
    assert shelf.path("evergreen") == shelf.folder / "evergreen.toml"
    assert (shelf.users(), shelf.names()[0]) == (["evergreen"], "evergreen")
    assert shelf.names().count("evergreen") == 1


def test_without_a_folder_there_are_those_shipped(tmp_path: Path) -> None:
    shelf = ThemeStore(tmp_path / "none" / "config.toml")
    assert shelf.users() == []
    assert len(shelf.names()) == 8


@pytest.mark.parametrize("name", ["", ".", "..", "../themes/evergreen", "a/b"])
def test_a_path_is_no_name(shelf: ThemeStore, name: str) -> None:
    assert shelf.path(name) is None


def test_a_name_that_no_theme_has(shelf: ThemeStore) -> None:
    put(shelf, "rosewood")
    with pytest.raises(
        ConfigError, match="There is no theme `rosewod`; did you mean `rosewood`\\?"
    ):
        shelf.read("rosewod")
    assert shelf.no_such("nord") == shelf.no_such("ink") == shelf.no_such("rosewood") == ""
    assert shelf.no_such("qqqqqq").startswith("There is no theme `qqqqqq`; there are rosewood, ")


def test_a_message_holds_two_problems_and_says_where_the_others_are(shelf: ThemeStore) -> None:
    put(shelf, "mine", '[roles]\ndue = "x"\ndone = "y"\n')
    reading: ThemeReading = shelf.read("mine")
    told = shelf.problem_text("mine", reading).splitlines()
    assert len(told) == 3
    assert told[-1] == "`coach theme check mine` shows everything."


def test_textuals_themes_are_known_without_textual() -> None:
    assert dict(OF_TEXTUAL) == {name: theme.dark for name, theme in BUILTIN_THEMES.items()}
