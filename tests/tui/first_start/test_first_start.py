"""The first start: what is asked, what is written, and what is left alone."""

import tomllib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from support.deliveries import Outing, strava
from support.looking import flat, screen_text, until
from support.simulated import Setting
from textual.events import Paste
from textual.pilot import Pilot

from coach.config.keymap.actions import FIRST
from coach.config.keymap.screens import title_of
from coach.config.themes import shipped
from coach.domain.events.types import RunLogged
from coach.errors import ServiceError
from coach.system.service import Condition, State
from coach.tui.app import CoachApp
from coach.tui.dialogs.ask import AskScreen
from coach.tui.first_start.dropped import dropped
from coach.tui.first_start.ready import ReadyScreen
from coach.tui.keymap import FIRST_START_ID
from coach.tui.reach import all_reached
from coach.tui.today.screen import TodayScreen

SIZE = (80, 24)
TO_DAYLIGHT = ["down"] * shipped().index("daylight")
SHIPPED = {
    "theme": "evergreen",
    "profile": {"foot": "both"},
    "steps": {
        "pain-check": {"at": "06:45"},
        "morning": {"at": "06:50"},
        "run": {"days": ["tue", "thu", "sat"], "at": "17:30"},
    },
}
"""The content of the file when every question has Coach's shipped answer."""


class FakeWay:
    """A service manager that only records its calls."""

    def __init__(self, condition: Condition = Condition.MISSING, failure: str = "") -> None:
        self.installed = 0
        self._condition = condition
        self._failure = failure

    def install(self) -> str:
        self.installed += 1
        if self._failure:
            raise ServiceError(self._failure)
        return "Installed it."

    def remove(self) -> str:
        return "Removed it."

    def state(self) -> State:
        is_there = self._condition is Condition.SOUND
        return State("systemd", Path("/u/coach.service"), self._condition, is_there, ("A note.",))


class NoWay(FakeWay):
    """A system that cannot report its state."""

    def state(self) -> State:
        raise ServiceError("Something else is in its place.")


@asynccontextmanager
async def first_start(
    setting: Setting, way: FakeWay | None = None, size: tuple[int, int] = SIZE
) -> AsyncIterator[Pilot[None]]:
    """The full screen of a new runner, at the first question."""
    way = way or NoWay()
    app = CoachApp(setting.coach, first_start=lambda: way)
    async with app.run_test(size=size, notifications=True) as pilot:
        await until(pilot, lambda: app.screen.id == FIRST_START_ID)
        await until(pilot, lambda: "1 of 4" in screen_text(pilot))
        yield pilot


async def go_to(pilot: Pilot[None], page: int) -> None:
    """Skip to a page."""
    await pilot.press(*["escape"] * (page - 1))
    await until(pilot, lambda: f"{page} of 4" in screen_text(pilot))


async def press_until(pilot: Pilot[None], kind: type[object], *keys: str) -> None:
    await pilot.press(*keys)
    await until(pilot, lambda: isinstance(pilot.app.screen, kind))


def written(setting: Setting) -> dict[str, Any]:
    return tomllib.loads(setting.config.read_text())


def place_of(pilot: Pilot[None], text: str) -> tuple[int, int]:
    rows = screen_text(pilot).splitlines()
    row = next(index for index, one in enumerate(rows) if text in one)
    return rows[row].index(text), row


@pytest.mark.parametrize("size", [(56, 20), (60, 20), (80, 24)])
async def test_the_first_page_is_whole_at_once(setting: Setting, size: tuple[int, int]) -> None:
    async with first_start(setting, size=size) as pilot:
        shown = screen_text(pilot)
        for text in ("Welcome", "Coach takes you", "When do you get up?", "Pain check at 06:45"):
            assert text in shown


async def test_enter_alone_takes_all_as_it_is_shipped(setting: Setting) -> None:
    async with first_start(setting) as pilot:
        await press_until(pilot, ReadyScreen, *["enter"] * 6)
        assert written(setting) == SHIPPED
        await press_until(pilot, TodayScreen, "escape")


async def test_the_answers_are_in_effect_at_once(setting: Setting) -> None:
    async with first_start(setting) as pilot:
        await pilot.press(*"0620", "enter")
        await pilot.press("1", "right", "space", "right", "space", "enter")  # mon, not tue, wed
        await pilot.press("left", "enter", "2", "enter")  # at 17:25; not at midday
        await pilot.press("1", "enter")  # left
        await press_until(pilot, ReadyScreen, "enter")
        assert "Saved in" in flat(pilot)
        assert "06:20 Morning pain check" in flat(pilot)
        await press_until(pilot, TodayScreen, "escape")
        await until(pilot, lambda: "06:25 ● First-step stretches 4 min 38 s" in flat(pilot))
        assert "Midday stretches" not in screen_text(pilot)
    assert written(setting) == {
        "theme": "evergreen",
        "profile": {"foot": "left"},
        "steps": {
            "pain-check": {"at": "06:20"},
            "morning": {"at": "06:25"},
            "midday": {"enabled": False},
            "run": {"days": ["mon", "wed", "thu", "sat"], "at": "17:25"},
        },
    }


async def test_a_page_that_is_skipped_leaves_no_trace(setting: Setting) -> None:
    async with first_start(setting) as pilot:
        await pilot.press(*"0620", "escape", "1", "enter", "escape")
        await pilot.press("1", "enter")
        await press_until(pilot, ReadyScreen, "down", "escape")
        assert pilot.app.theme == "evergreen"
    assert written(setting) == {"profile": {"foot": "left"}}


@pytest.mark.parametrize("keys", [["q"], ["escape", "q"], ["escape"] * 4])
async def test_skipping_everything_writes_comments_alone(setting: Setting, keys: list[str]) -> None:
    async with first_start(setting) as pilot:
        await pilot.press(*keys)
        await until(pilot, lambda: pilot.app.screen.id != FIRST_START_ID)
    assert "# Your routine" in setting.config.read_text()
    assert written(setting) == {}
    assert not setting.coach.is_new


async def test_skipping_the_rest_keeps_what_was_answered(setting: Setting) -> None:
    async with first_start(setting) as pilot:
        await press_until(pilot, TodayScreen, *"0620", "enter", "1", "q")
    assert written(setting) == {
        "steps": {"pain-check": {"at": "06:20"}, "morning": {"at": "06:25"}}
    }


async def test_nothing_is_written_before_the_end(setting: Setting) -> None:
    async with first_start(setting) as pilot:
        await pilot.press(*["enter"] * 5, "down")
        await until(pilot, lambda: "4 of 4" in screen_text(pilot))
    assert not setting.config.exists()
    assert setting.coach.is_new


async def test_back_leads_to_the_answers_as_they_were_given(setting: Setting) -> None:
    async with first_start(setting) as pilot:
        await pilot.press(*"0620", "enter", "b")
        await until(pilot, lambda: "1 of 4" in screen_text(pilot))
        assert "Pain check at 06:20" in flat(pilot)
        await pilot.press("b")
        assert "1 of 4" in screen_text(pilot)
        await pilot.press("right", "enter")
        await press_until(pilot, TodayScreen, "q")
    assert written(setting)["steps"]["pain-check"] == {"at": "06:25"}


async def test_a_time_that_was_half_typed_is_gone_with_its_page(setting: Setting) -> None:
    async with first_start(setting) as pilot:
        await pilot.press("9", "9", "escape", "b")
        await until(pilot, lambda: "◂ 06:45 ▸" in screen_text(pilot))


async def test_no_page_is_left_with_an_answer_that_cannot_be_read(setting: Setting) -> None:
    async with first_start(setting) as pilot:
        await go_to(pilot, 2)
        await pilot.press("down", "9", "9", "down", "enter")
        await until(pilot, lambda: "Write a time of day" in screen_text(pilot))
        await pilot.press("backspace", "enter", "enter")
        await until(pilot, lambda: "3 of 4" in screen_text(pilot))
        await press_until(pilot, TodayScreen, "q")
    assert written(setting)["steps"]["run"]["at"] == "09:00"


async def test_the_question_is_seen_however_low_the_window_is(setting: Setting) -> None:
    async with first_start(setting, size=(80, 12)) as pilot:
        await until(pilot, lambda: "Pain check at 06:45" in screen_text(pilot))
        await pilot.press("escape", "down", "down")
        await until(pilot, lambda: "Two or three a day" in screen_text(pilot))


@pytest.mark.parametrize(
    ("keys", "time"),
    [
        (["6"], "06:00"),
        ([*"630"], "06:30"),
        ([*"6:05"], "06:05"),
        ([*"0630", "backspace"], "00:63"),
        (["left"], "06:40"),
        ([*"2358", "right"], "00:03"),
        ([*"9", "enter"], "09:00"),
    ],
)
async def test_a_time_is_typed_or_moved(setting: Setting, keys: list[str], time: str) -> None:
    async with first_start(setting) as pilot:
        await pilot.press(*keys)
        if time == "00:63":
            await pilot.press("enter")
            await until(pilot, lambda: "Write a time of day, such as 6:30." in flat(pilot))
            assert "1 of 4" in screen_text(pilot)
        else:
            await press_until(pilot, TodayScreen, *([] if "enter" in keys else ["enter"]), "q")
            assert written(setting)["steps"]["pain-check"] == {"at": time}


async def test_too_few_stretches_and_days_in_a_row_are_spoken_of(setting: Setting) -> None:
    async with first_start(setting) as pilot:
        await go_to(pilot, 2)
        assert "Each morning your heel decides" in flat(pilot)
        await pilot.press("1")
        await until(pilot, lambda: "We suggest a day off between runs" in flat(pilot))
        await pilot.press("1", "2", "4", "6")
        await until(pilot, lambda: "No runs planned." in flat(pilot))
        await pilot.press("down", "down", "2")
        await until(pilot, lambda: "06:50 · 21:00. Two or three a day" in flat(pilot))
        await pilot.press("1", "3")
        advised = "None. Two or three a day are advised (Rachel Triche, orthopaedic surgeon)."
        await until(pilot, lambda: advised in flat(pilot))


async def test_a_theme_is_seen_at_once_and_kept_only_where_it_is_taken(setting: Setting) -> None:
    async with first_start(setting) as pilot:
        await go_to(pilot, 4)
        await pilot.press(*TO_DAYLIGHT)
        await until(pilot, lambda: pilot.app.theme == "daylight")
        assert not setting.config.exists()
        await pilot.press("b")
        await until(pilot, lambda: pilot.app.theme == "evergreen")
        await pilot.press("escape", "enter")
        await press_until(pilot, ReadyScreen)
        await until(pilot, lambda: pilot.app.theme == "daylight")
    assert written(setting) == {"theme": "daylight"}


async def test_while_a_theme_is_tried_a_change_outside_does_not_take_it_away(
    setting: Setting,
) -> None:
    async with first_start(setting) as pilot:
        await go_to(pilot, 4)
        await pilot.press(*TO_DAYLIGHT)
        await until(pilot, lambda: pilot.app.theme == "daylight")
        setting.coach_elsewhere().record.check(3)
        await until(pilot, lambda: "Morning pain check 3/10" in day_below(pilot))
        assert pilot.app.theme == "daylight"


def day_below(pilot: Pilot[None]) -> str:
    app = pilot.app
    assert isinstance(app, CoachApp)
    return " ".join(app.today._agenda.render().plain.split())


async def test_the_palette_keeps_no_theme_meanwhile(setting: Setting) -> None:
    async with first_start(setting) as pilot:
        app = pilot.app
        assert isinstance(app, CoachApp)

        def can_be_done() -> set[str]:
            return {one.title for one in all_reached(app, app.screen) if not one.why_not}

        own = {title_of(one) for one in FIRST}
        assert can_be_done() == {*own, "Help", "Suspend"}
        await press_until(pilot, TodayScreen, "q")
        assert {"Theme", "Plan"} <= can_be_done()


async def test_about_you_follows_and_does_not_ask_for_the_foot_again(setting: Setting) -> None:
    async with first_start(setting) as pilot:
        await go_to(pilot, 3)
        await press_until(pilot, ReadyScreen, "2", "enter", "escape")
        await press_until(pilot, AskScreen, "enter")
        await until(pilot, lambda: "About you" in screen_text(pilot))
        assert "Which foot hurts?" not in screen_text(pilot)
        await pilot.press("6", "enter", *"ynnnnnu", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, TodayScreen))
    assert setting.coach.days.intake() is not None
    assert written(setting) == {"profile": {"foot": "right"}}


async def test_about_you_asks_for_a_foot_that_was_not_told(setting: Setting) -> None:
    async with first_start(setting) as pilot:
        await press_until(pilot, ReadyScreen, *["escape"] * 4)
        await press_until(pilot, AskScreen, "enter")
        await until(pilot, lambda: "Which foot hurts?" in screen_text(pilot))


async def test_a_time_that_is_none_never_shows_what_follows_from_another(
    setting: Setting,
) -> None:
    async with first_start(setting) as pilot:
        await pilot.press(*"25:99")
        await until(pilot, lambda: "Write a time of day, such as 6:30." in flat(pilot))
        assert "Pain check at" not in flat(pilot)
        await pilot.press("enter")
        assert flat(pilot).count("Write a time of day") == 1
        assert "1 of 4" in screen_text(pilot)
        await pilot.press(*["backspace"] * 5, *"6:20")
        await until(pilot, lambda: "Pain check at" in flat(pilot))


async def test_how_to_quit_is_shown_and_said_on_ctrl_c(setting: Setting) -> None:
    async with first_start(setting) as pilot:
        assert "1 of 4 · ctrl+q quits" in screen_text(pilot)
        await pilot.press("ctrl+c")
        await until(pilot, lambda: "ctrl+q quits and saves nothing." in flat(pilot))
        assert pilot.app.screen.id == FIRST_START_ID
        await pilot.press("ctrl+q")
        assert not setting.config.exists()


async def test_reminders_are_installed_where_they_are_wanted(setting: Setting) -> None:
    way = FakeWay()
    async with first_start(setting, way) as pilot:
        await go_to(pilot, 3)
        await until(pilot, lambda: "Where should reminders appear?" in screen_text(pilot))
        await pilot.press("down", "right", "enter")
        assert way.installed == 0
        await press_until(pilot, ReadyScreen, "escape")
        await until(pilot, lambda: "Installed it." in flat(pilot))
        assert "A note." in flat(pilot)
    assert way.installed == 1


async def test_reminders_that_are_wanted_come_also_where_the_rest_is_skipped(
    setting: Setting,
) -> None:
    way = FakeWay()
    async with first_start(setting, way) as pilot:
        await go_to(pilot, 3)
        await until(pilot, lambda: "Where should reminders appear?" in screen_text(pilot))
        await press_until(pilot, TodayScreen, "down", "2", "enter", "q")
        await until(pilot, lambda: "Installed it." in flat(pilot))


async def test_what_kept_reminders_from_being_installed_is_told(setting: Setting) -> None:
    way = FakeWay(failure="The system said no.")
    async with first_start(setting, way) as pilot:
        await go_to(pilot, 3)
        await until(pilot, lambda: "Where should reminders appear?" in screen_text(pilot))
        await press_until(pilot, ReadyScreen, "down", "2", "enter", "escape")
        await until(pilot, lambda: "The system said no." in flat(pilot))
        assert "tries again." in flat(pilot)


@pytest.mark.parametrize(
    "keys", [["down", "1", "enter"], ["down", "2", "escape"]], ids=["here", "skipped"]
)
async def test_reminders_are_not_installed_unasked(setting: Setting, keys: list[str]) -> None:
    way = FakeWay()
    async with first_start(setting, way) as pilot:
        await go_to(pilot, 3)
        await until(pilot, lambda: "Where should reminders appear?" in screen_text(pilot))
        await press_until(pilot, ReadyScreen, *keys, "escape")
    assert way.installed == 0


@pytest.mark.parametrize("way", [NoWay(), FakeWay(Condition.SOUND)], ids=["no way", "done"])
async def test_reminders_are_offered_only_where_there_is_something_to_do(
    setting: Setting, way: FakeWay
) -> None:
    async with first_start(setting, way) as pilot:
        await pilot.app.workers.wait_for_complete()
        await go_to(pilot, 3)
        assert "Where should reminders appear?" not in screen_text(pilot)


async def test_another_window_that_was_quicker_is_noticed(setting: Setting) -> None:
    async with first_start(setting) as pilot:
        await pilot.press(*"0620", "enter")
        setting.configure('theme = "daylight"  # mine\n')
        await until(pilot, lambda: isinstance(pilot.app.screen, TodayScreen))
        await until(pilot, lambda: pilot.app.theme == "daylight")
    assert setting.config.read_text() == 'theme = "daylight"  # mine\n'


async def test_a_file_that_cannot_be_written_is_told_and_keeps_nobody(
    tmp_path: Path, setting: Setting
) -> None:
    (tmp_path / "taken").write_text("")
    coach = setting.coach
    app = CoachApp(coach, first_start=NoWay)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await until(pilot, lambda: "1 of 4" in screen_text(pilot))
        coach.config = tmp_path / "taken" / "config.toml"
        await pilot.press(*["escape"] * 4)
        await until(pilot, lambda: "cannot be written" in flat(pilot))
        assert "4 of 4" in screen_text(pilot)
        await press_until(pilot, TodayScreen, "q")
        await until(
            pilot, lambda: any("cannot be written" in one.message for one in app._notifications)
        )


async def test_the_mouse_is_enough(setting: Setting) -> None:
    async def click(text: str, shown: Callable[[], object]) -> None:
        column, row = place_of(pilot, text)
        await pilot.click(offset=(column + 1, row))
        await until(pilot, shown)

    async with first_start(setting) as pilot:
        await click("▸", lambda: "Pain check at 06:50" in flat(pilot))
        await click("go on", lambda: "2 of 4" in screen_text(pilot))
        await click(" mon", lambda: "[mon]" in screen_text(pilot))
        await click("[midday]", lambda: "06:55 · 21:00." in flat(pilot))
        await click("go on", lambda: "3 of 4" in screen_text(pilot))
        await click("left", lambda: "[left]" in screen_text(pilot))
        await click("back", lambda: "2 of 4" in screen_text(pilot))
        await click("skip page", lambda: "3 of 4" in screen_text(pilot))
        await click("go on", lambda: "4 of 4" in screen_text(pilot))
        await click("daylight", lambda: pilot.app.theme == "daylight")
        await click("go on", lambda: isinstance(pilot.app.screen, ReadyScreen))
        await click("to the day", lambda: isinstance(pilot.app.screen, TodayScreen))
    assert written(setting) == {
        "theme": "daylight",
        "profile": {"foot": "left"},
        "steps": {"pain-check": {"at": "06:50"}, "morning": {"at": "06:55"}},
    }


async def test_all_of_a_page_is_seen_in_a_small_window(setting: Setting) -> None:
    async with first_start(setting, FakeWay(), size=(60, 20)) as pilot:
        assert "Pain check at 06:45" in flat(pilot)
        await go_to(pilot, 2)
        await pilot.press("down", "down")
        await until(pilot, lambda: "Two or three a day are advised" in flat(pilot))
        assert "skip rest" in screen_text(pilot)
        await pilot.press("escape", "escape")
        await until(pilot, lambda: "Later, change it" in flat(pilot))


async def test_nobody_is_reminded_before_the_answers_are_there(setting: Setting) -> None:
    setting.at("06:44")
    async with first_start(setting) as pilot:
        app = pilot.app
        assert isinstance(app, CoachApp)
        setting.at("06:46")
        app._poll()
        app._beat()
        await pilot.press(*"0650", "enter")
        await until(pilot, lambda: "2 of 4" in screen_text(pilot))
        assert "Due:" not in screen_text(pilot)
        await press_until(pilot, TodayScreen, "q")
        setting.at("06:50")
        await until(pilot, lambda: "Due: Morning pain check" in screen_text(pilot))


async def test_an_export_that_is_dropped_onto_the_last_page_is_imported(
    setting: Setting, tmp_path: Path
) -> None:
    export = tmp_path / "My Export.zip"
    now = setting.coach.clock.now()
    export.write_bytes(strava([Outing(began=now - timedelta(days=days)) for days in (2, 5)]))
    async with first_start(setting) as pilot:
        await press_until(pilot, ReadyScreen, *["enter"] * 6)
        assert "Drop its export onto this window" in flat(pilot)
        pilot.app.screen.post_message(Paste(f"'{export}' "))
        await until(pilot, lambda: "2 runs of 2026." in flat(pilot))
        pilot.app.screen.post_message(Paste(str(export)))
        await until(pilot, lambda: "Nothing in it is new." in flat(pilot))
        pilot.app.screen.post_message(Paste("hello"))
        await until(pilot, lambda: "That names no file" in flat(pilot))
        await press_until(pilot, TodayScreen, "escape")
    assert len(setting.coach.ledger.of_kinds(RunLogged)) == 2


@pytest.mark.parametrize("form", ["{}", " {} ", "'{}'", '"{}"', "file://{}", "{}\n"])
def test_a_terminal_pastes_the_name_of_a_file_in_its_own_way(tmp_path: Path, form: str) -> None:
    path = tmp_path / "export.zip"
    path.touch()
    assert dropped(form.format(path)) == (path,)
    assert dropped(form.format(tmp_path / "none.zip")) == ()


def test_names_with_blanks_and_several_files_may_be_dropped(tmp_path: Path) -> None:
    one, other = tmp_path / "a b.zip", tmp_path / "c'd.zip"
    one.touch()
    other.touch()
    escaped = str(one).replace(" ", "\\ ")
    url = str(one).replace(" ", "%20")
    assert dropped(str(one)) == dropped(escaped) == dropped(f"file://{url}") == (one,)
    assert dropped(str(other)) == (other,)
    assert dropped(f'{escaped} "{other}"') == dropped(f"{one}\n{other}") == (one, other)
    assert dropped("") == dropped("x" * 9999) == dropped("a\0b") == ()
