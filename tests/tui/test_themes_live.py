"""Themes in an open screen: chosen from the palette, saved in an editor, broken, gone."""

import pytest
from support.looking import flat, until
from support.simulated import Setting
from textual.color import Color
from textual.pilot import Pilot

from coach.config.themes import ThemeStore, read_file, shipped_folder
from coach.config.themes.contrast import is_readable
from coach.domain.heel.rules import Level
from coach.tui.app import CoachApp
from coach.tui.dialogs.theme_picker import ThemePicker
from coach.tui.style import LEVELS, badge

SIZE = (100, 30)
EVERGREEN = (shipped_folder() / "evergreen.toml").read_text()
GROUND = "#151a17"
BROKEN = EVERGREEN.replace(GROUND, "#151a1")


def save(setting: Setting, name: str, ground: str = "#123456") -> None:
    folder = setting.config.parent / "themes"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.toml").write_text(EVERGREEN.replace(GROUND, ground))


def painted(pilot: Pilot[None]) -> set[str]:
    """The colours behind the text on the screen, as they are painted."""
    strips = pilot.app.screen._compositor.render_strips()
    grounds = {one.style.bgcolor for strip in strips for one in strip if one.style}
    return {Color.from_rich_color(one).hex.lower() for one in grounds if one}


def told(pilot: Pilot[None]) -> str:
    """The text of the messages on the screen."""
    return "\n".join(one.message for one in pilot.app._notifications)


async def test_the_palette_shows_a_theme_before_it_is_chosen(setting: Setting) -> None:
    setting.configure('# mine\ntheme = "daylight"  # light\n')
    app = CoachApp(setting.coach)
    async with app.run_test(size=SIZE) as pilot:
        app.action_theme()
        await until(pilot, lambda: "High contrast" in flat(pilot))
        assert app.theme == "daylight"
        await pilot.press(*"contras")
        await until(pilot, lambda: app.theme == "contrast")
        assert setting.coach.routine.theme == "daylight"
        await pilot.press("escape")
        await until(pilot, lambda: app.theme == "daylight")
        app.action_theme()
        await until(pilot, lambda: "High contrast" in flat(pilot))
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: setting.coach.routine.theme == "ansi")
    assert setting.config.read_text() == '# mine\ntheme = "ansi"  # light\n'


async def test_the_palette_has_the_one_in_use_first_then_ours_then_textuals(
    setting: Setting,
) -> None:
    save(setting, "mine")
    setting.configure('theme = "ink"')
    app = CoachApp(setting.coach)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+p")
        await until(pilot, lambda: "Snooze" in flat(pilot))
        await pilot.press(*"theme", "enter")
        await until(pilot, lambda: isinstance(app.screen, ThemePicker) and "Fir" in flat(pilot))
        names = list(app.themes.choices())
        assert names[:4] == ["ink", "mine", "evergreen", "ansi"]
        assert names[9:11] == ["textual-dark", "textual-light"]
        assert "of Textual" in app.themes.choices()["nord"]


async def test_a_theme_that_cannot_be_kept_is_told(setting: Setting) -> None:
    setting.configure('theme = "ink"')
    app = CoachApp(setting.coach)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        setting.config.write_text("theme = ")
        assert "ember" in app.themes.choices()
        app.choose_theme("ember")
        await until(pilot, lambda: "was not saved" in told(pilot))


async def test_an_unknown_theme_is_told_and_the_shipped_one_used(setting: Setting) -> None:
    setting.configure('theme = "evergren"')
    app = CoachApp(setting.coach)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await until(pilot, lambda: "`evergren`; did you mean `evergreen`?" in told(pilot))
        assert app.theme == "evergreen"


async def test_a_saved_theme_is_painted_at_once(setting: Setting) -> None:
    setting.configure('theme = "mine"')
    save(setting, "mine")
    app = CoachApp(setting.coach)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "#123456" in painted(pilot))
        save(setting, "mine", "#203040")
        await until(pilot, lambda: "#203040" in painted(pilot))
        assert "#123456" not in painted(pilot)


async def test_a_theme_written_while_the_screen_is_open_can_be_used(setting: Setting) -> None:
    app = CoachApp(setting.coach)
    async with app.run_test(size=SIZE) as pilot:
        save(setting, "mine")
        await until(pilot, lambda: "mine" in app.themes.choices())
        setting.configure('theme = "mine"')
        await until(pilot, lambda: "#123456" in painted(pilot))


async def test_a_broken_theme_keeps_the_last_colours_and_is_told_once(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    setting.configure('theme = "mine"')
    save(setting, "mine")
    app = CoachApp(setting.coach)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await until(pilot, lambda: "#123456" in painted(pilot))
        save(setting, "mine", "#12345")
        await until(pilot, lambda: 'colors.background is "#12345"' in told(pilot))
        assert "#123456" in painted(pilot)
        said: list[str] = []
        monkeypatch.setattr(app, "notify", lambda text, **_: said.append(text))
        for _ in range(3):
            app._poll()
        assert said == []
        save(setting, "mine", "#203040")
        await until(pilot, lambda: "#203040" in painted(pilot))


async def test_a_half_written_theme_is_not_told(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    app = CoachApp(setting.coach)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        monkeypatch.setattr(app, "notify", lambda text, **_: said.append(text))
        save(setting, "mine", "#12345")
        app.themes.poll()
        save(setting, "mine", "#203040")
        app.themes.poll()
        app.themes.poll()
        assert "mine" in app.themes.choices()
    assert said == []


async def test_a_theme_broken_from_the_start_gives_way_to_the_shipped_one(
    setting: Setting,
) -> None:
    setting.configure('theme = "mine"')
    save(setting, "mine", "#12345")
    app = CoachApp(setting.coach)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await until(pilot, lambda: 'colors.background is "#12345"' in told(pilot))
        assert app.theme == "evergreen"
        save(setting, "mine")
        await until(pilot, lambda: app.theme == "mine" and "#123456" in painted(pilot))


@pytest.mark.parametrize("name", ["evergreen", "nord"])
async def test_a_users_theme_goes_before_one_of_its_name(setting: Setting, name: str) -> None:
    setting.configure(f'theme = "{name}"')
    save(setting, name)
    app = CoachApp(setting.coach)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "#123456" in painted(pilot))


@pytest.mark.parametrize("name", ["ink", "nord"])
async def test_a_broken_one_gives_way_to_that_of_its_name(setting: Setting, name: str) -> None:
    setting.configure(f'theme = "{name}"')
    save(setting, name, "#12345")
    app = CoachApp(setting.coach)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await until(pilot, lambda: 'colors.background is "#12345"' in told(pilot))
        assert app.theme == name


async def test_a_theme_that_is_gone_is_offered_no_more_and_worn_on(setting: Setting) -> None:
    setting.configure('theme = "mine"')
    for name in ("mine", "second", "ink"):
        save(setting, name)
    app = CoachApp(setting.coach)
    folder = ThemeStore(setting.config).folder
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "second" in app.themes.choices())
        for path in folder.iterdir():
            path.unlink()
        await until(pilot, lambda: "second" not in app.themes.choices())
        assert app.theme == "mine"
        assert "#123456" in painted(pilot)
        setting.configure('theme = "ink"')
        ink = read_file(shipped_folder() / "ink.toml").theme
        assert ink is not None
        await until(pilot, lambda: ink.colors["background"] in painted(pilot))


@pytest.mark.parametrize("level", Level)
async def test_each_level_is_painted_in_its_colour(setting: Setting, level: Level) -> None:
    theme = read_file(shipped_folder() / "evergreen.toml").theme
    assert theme is not None
    app = CoachApp(setting.coach)
    async with app.run_test(size=SIZE):
        variable = LEVELS[level].removeprefix("$")
        assert app.theme_variables[variable] == theme.level(level)
        assert LEVELS[level] in str(badge("any", level).spans[0].style)
        app.theme = "textual-dark"
        assert app.get_css_variables()[variable]


def can_be_read(pilot: Pilot[None]) -> bool:
    """Whether each text on the screen stands out from what is painted behind it."""
    strips = pilot.app.screen._compositor.render_strips()
    styles = [one.style for strip in strips for one in strip if one.style and one.text.strip(" ─│")]
    pairs = [(one.color, one.bgcolor) for one in styles if one.color and one.bgcolor]
    hexes = [[Color.from_rich_color(one).hex6 for one in pair] for pair in pairs]
    return bool(hexes) and all(is_readable(letter, ground) for letter, ground in hexes)


@pytest.mark.parametrize("theme", ["ansi", "ansi-light"])
async def test_without_colour_the_terminals_own_colours_give_way_to_ones_that_can_be_read(
    setting: Setting, monkeypatch: pytest.MonkeyPatch, theme: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    setting.configure(f'theme = "{theme}"')
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "Good morning" in flat(pilot))
        assert can_be_read(pilot)


async def test_without_colour_the_terminals_own_colours_are_not_tried_on(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = CoachApp(setting.coach)
    async with app.run_test(size=SIZE) as pilot:
        app.themes.try_on("ansi")
        await pilot.pause()
        assert can_be_read(pilot)
