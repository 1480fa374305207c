"""The Plan screen by keys and mouse, and the file after it."""

import tomllib
from collections.abc import Callable, Sequence
from unittest.mock import Mock

import pytest
from support.simulated import Setting
from textual.pilot import Pilot

from coach.config.keymap.actions import Keys
from coach.config.plan import Plan as PlanText
from coach.domain.routine.kinds import Weekday
from coach.domain.routine.week_times import WeekTimes
from coach.tui.app import CoachApp
from coach.tui.dialogs.pick import PickScreen
from coach.tui.plan.fields import ANCHORS, editor_of, fields_of
from coach.tui.plan.page import rows_of
from coach.tui.plan.screen import PlanScreen
from coach.tui.today.screen import TodayScreen
from coach.tui.widgets.editors import nudged
from coach.tui.widgets.rows import Rows

SIZE = (100, 40)
TEXT = """\
# My plan

[steps.midday]      # after lunch
at = "13:15"        # the canteen closes at one

[sessions.midday]
exercises = [
    "pf_stretch",   # the doctor's
    { exercise = "wall_gastroc", sets = 2 },
    "towel_stretch",
]
"""
AT: tuple[str, ...] = ()
"""From the first field of a step to its time."""
TO_MORE = ("down",) * 6
"""From the first field of a step to the row behind which the others are."""


async def until(pilot: Pilot[None], holds: Callable[[], object]) -> None:
    """Let the app work until a condition is true."""
    for _ in range(600):
        if holds():
            return
        await pilot.pause(0.01)
    pytest.fail("waited in vain")


def flat(pilot: Pilot[None]) -> str:
    """The text of the screen and its bottom lines, without line breaks."""
    screen = pilot.app.screen
    strips = screen._compositor.render_strips()
    feet = (str(foot.render()) for foot in screen.query("#plan-foot"))
    return " ".join(" ".join([*(strip.text for strip in strips), *feet]).split())


class Plan:
    """The Plan screen of a runner with a file of his own."""

    def __init__(self, setting: Setting, text: str = TEXT) -> None:
        self.setting = setting
        setting.config.write_bytes(text.encode())
        self.app = CoachApp(setting.coach)

    async def press(self, pilot: Pilot[None], *keys: str) -> None:
        """Open the screen if need be, and press keys with nothing between them."""
        if isinstance(pilot.app.screen, TodayScreen):
            await pilot.press("c")
        await self.opened(pilot, PlanScreen)
        await pilot.press(*keys)

    async def opened(self, pilot: Pilot[None], screen: type) -> None:
        await until(pilot, lambda: isinstance(pilot.app.screen, screen))
        await pilot.pause()

    async def reads(self, pilot: Pilot[None], text: str) -> None:
        """Wait until the file contains a text."""
        await until(pilot, lambda: text in self.text)

    async def shows(self, pilot: Pilot[None], text: str) -> None:
        await until(pilot, lambda: text in flat(pilot))

    async def make(self, pilot: Pilot[None], name: str, what: str = "") -> None:
        """Make a new item, with a name and its kind."""
        await self.press(pilot, "n")
        await self.opened(pilot, PickScreen)
        await pilot.press(*name, "enter")
        if what:
            await self.shows(pilot, "type to search")
            await pilot.press(*what, "enter")

    @property
    def text(self) -> str:
        return self.setting.config.read_bytes().decode()


def to(step: str, order: Sequence[str] = ("pain-check", "morning", "midday")) -> tuple[str, ...]:
    return ("down",) * order.index(step)


async def test_a_time_is_changed_in_place_and_counts_at_once(setting: Setting) -> None:
    plan = Plan(setting, TEXT.replace("\n", "\r\n"))
    async with plan.app.run_test(size=SIZE) as pilot:
        await plan.press(pilot, *to("midday"), "enter", *AT, "enter", *"14:05", "enter")
        await plan.reads(pilot, "14:05")
        assert setting.coach.routine.steps["midday"].at == WeekTimes.parse("14:05")
        assert plan.text == TEXT.replace("13:15", "14:05").replace("\n", "\r\n")
        await pilot.press("escape", "escape")
        await plan.opened(pilot, TodayScreen)
        await plan.shows(pilot, "14:05 ○ Midday stretches")


async def test_a_new_step_needs_a_name_which_is_said(setting: Setting) -> None:
    plan = Plan(setting)
    async with plan.app.run_test(size=SIZE) as pilot:
        await plan.make(pilot, "")
        await plan.shows(pilot, "Type a name first.")
        await pilot.press(*"Nap", "enter")
        await plan.shows(pilot, "type to search")
        await pilot.press(*"zz", "enter")
        await plan.shows(pilot, "Nothing has this in its name.")


async def test_a_time_for_the_weekend_is_typed_and_shown(setting: Setting) -> None:
    plan = Plan(setting)
    typed = "weekdays 13:15, weekend 10:30"
    async with plan.app.run_test(size=SIZE) as pilot:
        await plan.press(pilot, *to("midday"), "enter", *AT, "enter", *typed, "enter")
        await plan.reads(pilot, 'at = { weekdays = "13:15", weekend = "10:30" }')
        await plan.shows(pilot, typed)


async def test_arrows_move_a_time_by_five_minutes(setting: Setting) -> None:
    plan = Plan(setting)
    async with plan.app.run_test(size=SIZE) as pilot:
        await plan.press(pilot, *to("midday"), "enter", *AT, "enter", "up", "up", "enter")
        await plan.reads(pilot, 'at = "13:25"        # the canteen')


async def test_what_cannot_be_read_is_said_and_not_written(setting: Setting) -> None:
    plan = Plan(setting)
    async with plan.app.run_test(size=SIZE) as pilot:
        await plan.press(pilot, *to("midday"), "enter", *AT, "enter", *"25:00", "enter")
        await plan.shows(pilot, 'at is "25:00"; write a time of day such as "17:30"')
        assert plan.text == TEXT
        await pilot.press("backspace", "backspace", "backspace", "backspace", "backspace")
        await pilot.press(*"9:00", "enter")
        await plan.reads(pilot, '"9:00"')


async def test_a_dose_that_cannot_be_read_is_said_in_few_words(setting: Setting) -> None:
    plan = Plan(setting)
    async with plan.app.run_test(size=SIZE) as pilot:
        await plan.press(pilot, "tab", "down", "enter", "enter", "enter")
        await pilot.press("0", "enter")
        await plan.shows(pilot, "each foot · only in Midday stretches")
        await plan.shows(pilot, " sets is 0; write a whole number from 1 to 100")
        assert "sessions." not in flat(pilot)
    assert plan.text == TEXT


async def test_what_is_typed_never_lands_on_another_field(setting: Setting) -> None:
    plan = Plan(setting, TEXT + '\n[steps.last]\nkind = "reminder"\nname = "A"\nat = "23:00"\n')
    async with plan.app.run_test(size=SIZE) as pilot:
        await plan.press(pilot, *("down",) * 11, "enter", *AT, "enter", *"23:30")
        await plan.shows(pilot, "at 23:30")
        setting.configure(TEXT)
        await plan.shows(pilot, "▸ 06:45 Morning pain check")
        await pilot.press("enter")
    assert plan.text == TEXT


async def test_escape_leaves_a_field_as_it_was(setting: Setting) -> None:
    plan = Plan(setting)
    async with plan.app.run_test(size=SIZE) as pilot:
        await plan.press(pilot, *to("midday"), "enter", *AT, "enter", *"14:05", "escape")
        await plan.shows(pilot, "at * 13:15")
    assert plan.text == TEXT


async def test_totals_and_warnings_follow_what_is_typed(setting: Setting) -> None:
    plan = Plan(setting)
    async with plan.app.run_test(size=SIZE) as pilot:
        # Sessions, the warm-up, its first exercise, how long it moves.
        await plan.press(pilot, "tab", *("down",) * 3, "enter", "enter")
        await plan.press(pilot, *("down",) * 3, "enter", *"20s")
        await plan.shows(pilot, "Warm-up 4m20s")
        await plan.shows(pilot, "warms up for 4.33 minutes; at least 5 are advised (the")
        assert plan.text == TEXT
        await pilot.press("escape")
        await plan.shows(pilot, "Warm-up 5m")


async def test_days_are_switched_by_keys_and_by_the_mouse(setting: Setting) -> None:
    plan = Plan(setting)
    async with plan.app.run_test(size=SIZE) as pilot:
        await plan.press(pilot, "enter", "down", "enter", *"67", "enter")
        await plan.reads(pilot, '[steps.pain-check]\ndays = ["mon", "tue", "wed", "thu", "fri"]')
        fields = pilot.app.screen.query_one("#plan-fields", Rows)
        # Of the third field, behind its label: the sixth day. There is a line between fields.
        await pilot.click(fields, offset=(13 + 5 * 4 + 1, 4))
        await plan.reads(pilot, '"fri", "sat"]')
    assert Weekday.SUN not in setting.coach.routine.steps["pain-check"].days


async def test_what_is_seldom_changed_is_behind_one_row(setting: Setting) -> None:
    plan = Plan(setting)
    async with plan.app.run_test(size=SIZE) as pilot:
        await plan.press(pilot, *to("midday"), "enter", *TO_MORE)
        await plan.shows(pilot, "more kind, name, session")
        await plan.shows(pilot, "Enter shows what is seldom changed")
        await pilot.press("J", "r", "x")
        await pilot.press("enter")
        await plan.shows(pilot, "▸ kind session")
        await plan.shows(pilot, "window 4h")
        await pilot.press("escape", "enter")
        await plan.shows(pilot, "more kind, name")
    assert plan.text == TEXT


def test_every_field_is_in_view_or_behind_the_row() -> None:
    plan = PlanText.of("")
    for place in (("steps", "midday"), ("sessions", "midday"), ("exercises", "pf_stretch")):
        few, everything = (rows_of(plan, place, has_all=has_all) for has_all in (False, True))
        (more,) = [one.more for one in few if one.more]
        shown = [one.field.label for one in few if one.field]
        assert [*shown, *more.split(", ")] == [one.field.label for one in everything if one.field]


async def test_space_switches_a_step_off_with_what_hangs_on_it(setting: Setting) -> None:
    plan = Plan(setting)
    async with plan.app.run_test(size=SIZE) as pilot:
        await plan.press(pilot, *("down",) * 5, "space")
        await plan.reads(pilot, "[steps.run]\nenabled = false\n")
        await plan.shows(pilot, "then Ice off")
        assert "ice" not in setting.coach.routine.steps
        await pilot.press("space")
        await plan.reads(pilot, "[steps.run]\nenabled = true\n")


@pytest.mark.parametrize("tab", range(3))
async def test_a_second_enter_switches_nothing_off(setting: Setting, tab: int) -> None:
    plan = Plan(setting)
    async with plan.app.run_test(size=SIZE) as pilot:
        await plan.press(pilot, *("tab",) * tab, "enter", "enter", "enter")
        await pilot.pause()
    assert plan.text == TEXT


async def test_space_leaves_the_session_on_while_an_exercise_is_chosen(setting: Setting) -> None:
    plan = Plan(setting)
    async with plan.app.run_test(size=SIZE) as pilot:
        await plan.press(pilot, "tab", "down", "enter", "space", "J")
        await until(pilot, lambda: plan.text != TEXT)
    assert "enabled" not in plan.text


async def test_exercises_of_a_session_are_moved_added_changed_and_removed(
    setting: Setting,
) -> None:
    plan = Plan(setting)
    exercises: tuple[str, ...] = ()
    async with plan.app.run_test(size=SIZE) as pilot:
        await plan.press(pilot, "tab", "down", "enter", *exercises, "J", "J")
        await plan.reads(pilot, '    "towel_stretch",\n    "pf_stretch",   # the doctor\'s\n]')
        await pilot.press("x")
        await plan.reads(pilot, '    "towel_stretch",\n    # the doctor\'s\n]')
        await pilot.press("a")
        await plan.opened(pilot, PickScreen)
        await pilot.press(*"ball", "enter")
        await plan.reads(pilot, '    "ball_roll",\n')
        await plan.press(pilot, "enter", "enter", *"2", "enter")
        await plan.reads(pilot, '{ exercise = "ball_roll", sets = 2 }')
    session = setting.coach.routine.sessions["midday"]
    assert [one.id for one in session.exercises] == ["wall_gastroc", "towel_stretch", "ball_roll"]


async def test_an_exercise_a_session_and_a_step_of_ones_own(setting: Setting) -> None:
    plan = Plan(setting)
    async with plan.app.run_test(size=SIZE) as pilot:
        await plan.press(pilot, "tab", "tab")
        await plan.make(pilot, "Toes")
        await plan.reads(pilot, '[exercises.toes]\nname = "Toes"\n')
        await plan.press(pilot, "shift+tab")
        await plan.make(pilot, "Desk", "toes")
        await plan.reads(pilot, '[sessions.desk]\nname = "Desk"\n')
        await plan.press(pilot, "shift+tab")
        await plan.make(pilot, "Desk", "desk")
        await plan.reads(pilot, '[steps.desk]\nkind = "session"\n')
        await plan.press(pilot, *AT, "enter", *"15:30", "enter")
        await plan.reads(pilot, 'at = "15:30"')
    routine = setting.coach.routine
    assert [one.id for one in routine.sessions["desk"].exercises] == ["toes"]
    assert routine.steps["desk"].session == "desk"


async def test_what_is_ones_own_is_deleted_after_a_question(setting: Setting) -> None:
    own = TEXT + '\n[steps.shoes]\nkind = "reminder"\nname = "Shoes"\nat = "05:00"\n'
    plan = Plan(setting, own)
    async with plan.app.run_test(size=SIZE) as pilot:
        await plan.press(pilot, "up", "x")
        await plan.shows(pilot, "Delete Shoes? Press x again.")
        assert plan.text == own
        await pilot.press("x")
        await until(pilot, lambda: plan.text.rstrip() == TEXT.rstrip())
        await pilot.press("u")
        await until(pilot, lambda: plan.text == own)


async def test_what_is_shipped_is_switched_off_and_never_deleted(setting: Setting) -> None:
    plan = Plan(setting)
    async with plan.app.run_test(size=SIZE) as pilot:
        await plan.press(pilot, *to("midday"), "x", "x")
        await plan.reads(pilot, "enabled = true")
        await pilot.press("x")
        await plan.reads(pilot, "enabled = false")


async def test_a_value_is_given_back_and_a_change_taken_back(setting: Setting) -> None:
    plan = Plan(setting)
    async with plan.app.run_test(size=SIZE) as pilot:
        await plan.press(pilot, *to("midday"), "enter", *AT, "r")
        await until(pilot, lambda: "13:15" not in plan.text)
        await plan.shows(pilot, "at 12:30")
        assert "# the canteen closes at one" in plan.text
        await pilot.press("u")
        await until(pilot, lambda: plan.text == TEXT)
        await pilot.press("u")
        await plan.shows(pilot, "Nothing to undo")


async def test_a_change_elsewhere_is_shown_and_kept(setting: Setting) -> None:
    plan = Plan(setting)
    async with plan.app.run_test(size=SIZE) as pilot:
        await plan.press(pilot, *to("midday"), "enter", *AT)
        setting.configure(TEXT.replace("13:15", "14:45"))
        await plan.shows(pilot, "at * 14:45")
        setting.configure('[steps.midday]\nat = "25:00"\n')
        await pilot.press("enter", *"12:00", "enter")
        await plan.shows(pilot, 'the plan was not saved: line 2: steps.midday.at is "25:00"')
    assert plan.text == '[steps.midday]\nat = "25:00"\n'


async def test_what_is_used_elsewhere_cannot_be_deleted(setting: Setting) -> None:
    own = TEXT.replace('"towel_stretch"', '"toes"') + (
        '[exercises.toes]\nname = "Toes"\ntarget = ""\nkind = "static"\nhold = "5s"\n'
        'cue = ""\nsource = "me"\n'
    )
    plan = Plan(setting, own)
    async with plan.app.run_test(size=SIZE) as pilot:
        await plan.press(pilot, "tab", "tab", *("down",) * 40, "x", "x")
        await plan.shows(pilot, "names `toes`, which is not a known exercise")
    assert plan.text == own


async def test_the_mouse_does_what_the_keys_do(setting: Setting) -> None:
    plan = Plan(setting)
    async with plan.app.run_test(size=SIZE) as pilot:
        await plan.press(pilot)
        page = pilot.app.screen
        await pilot.click(page.query_one("#plan-list", Rows), offset=(12, 4))
        await plan.shows(pilot, "▸ 13:15 Midday stretches")
        fields = page.query_one("#plan-fields", Rows)
        await pilot.click(fields, offset=(14, 2))
        await pilot.click(fields, offset=(14, 2))
        await pilot.press(*"14:05")
        await pilot.click(fields, offset=(14, 4))
        await plan.reads(pilot, "14:05")
        await pilot.click("HeaderLine", offset=(SIZE[0] - 6, 0))
        await plan.shows(pilot, "Towel stretch 4m")


def test_every_field_says_what_may_be_written() -> None:
    places = (("steps", "x"), ("sessions", "x"), ("exercises", "x"), ("sessions", "x", "y", 0))
    hints = [field.hint(Keys({})) for place in places for field in fields_of(place)]
    assert all(hint[:-1] and hint.endswith(".") for hint in hints)


async def test_help_has_the_keys_of_the_plan(setting: Setting) -> None:
    plan = Plan(setting)
    async with plan.app.run_test(size=SIZE) as pilot:
        await plan.press(pilot, "question_mark")
        await until(pilot, lambda: flat(pilot).startswith("Plan What is chosen enter Change"))


async def test_a_long_text_is_pasted_and_written_whole(setting: Setting) -> None:
    plan = Plan(setting)
    note = "before lunch, at the window, never on the stairs, and with the shoes off"
    async with plan.app.run_test(size=(60, 24)) as pilot:
        await plan.press(pilot, *to("midday"), "enter", *TO_MORE, "enter", *("down",) * 5, "enter")
        pilot.app.screen._editor.paste(note)  # type: ignore[attr-defined]
        await pilot.press("enter")
        await plan.reads(pilot, f'note = "{note}"\n')
        await plan.shows(pilot, "with the shoes off")


@pytest.mark.parametrize(
    ("text", "more", "less"),
    [
        ("06:45", "06:50", "06:40"),
        ("23:58", "00:03", "23:53"),
        ("30s", "35s", "25s"),
        ("2m", "3m", "1m55s"),
        ("12m", "13m", "11m"),
        ("1h30m", "1h45m", "1h15m"),
        ("0s", "5s", "0s"),
        ("3", "4", "2"),
        ("in bed", "in bed", "in bed"),
    ],
)
def test_a_small_step(text: str, more: str, less: str) -> None:
    assert (nudged(text, 1), nudged(text, -1)) == (more, less)


async def test_enter_twice_on_a_field_writes_nothing(setting: Setting) -> None:
    plan = Plan(setting)
    async with plan.app.run_test(size=SIZE) as pilot:
        await plan.press(pilot, "enter")
        screen = pilot.app.screen
        assert isinstance(screen, PlanScreen)
        for _ in range(3):
            for _ in screen._cursor.rows:
                row = screen._cursor.current
                assert row
                # An empty anchor takes the step that it offers.
                if row.field and not row.field.is_bool and row.field.key not in ANCHORS:
                    await pilot.press("enter", "enter")
                await pilot.press("down")
            await pilot.press("tab", "enter")
        assert plan.text == TEXT
        await plan.press(pilot, "u")
        await plan.shows(pilot, "Nothing to undo")


async def test_a_key_reads_the_shipped_file_only_a_few_times(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = Plan(setting)
    async with plan.app.run_test(size=SIZE) as pilot:
        await plan.press(pilot, *to("midday"), "enter", *AT, "enter")
        loads = Mock(wraps=tomllib.loads)
        monkeypatch.setattr("tomllib.loads", loads)
        await pilot.press("up")
        await plan.shows(pilot, "13:20")
        assert loads.call_count <= 6


@pytest.mark.parametrize(
    ("step", "field", "found"),
    [(2, "after", "morning"), (1, "after", "pain-check"), (2, "before", "warm-up")],
)
async def test_enter_on_a_step_to_come_after_or_before_takes_the_one_that_is_offered(
    setting: Setting, step: int, field: str, found: str
) -> None:
    plan = Plan(setting)
    down = 3 if field == "after" else 4
    async with plan.app.run_test(size=SIZE) as pilot:
        await plan.press(pilot, *["down"] * step, "enter", *["down"] * down, "enter")
        await until(pilot, lambda: f"◂ {found} ▸" in flat(pilot))
        await pilot.press("enter")
        await plan.reads(pilot, f'{field} = "{found}"')


async def test_a_step_offered_is_not_taken_by_a_click_elsewhere_nor_offered_to_itself(
    setting: Setting,
) -> None:
    plan = Plan(setting)
    async with plan.app.run_test(size=SIZE) as pilot:
        await plan.press(pilot, *["down"] * 2, "enter", *["down"] * 3, "enter")
        await until(pilot, lambda: "◂ morning ▸" in flat(pilot))
        await pilot.click("#plan-list", offset=(4, 0))
        await until(pilot, lambda: "◂ morning ▸" not in flat(pilot))
    assert plan.text == TEXT


def test_no_step_is_offered_that_hangs_on_the_one_that_is_changed() -> None:
    (field,) = [one for one in fields_of(("steps", "run")) if one.key == "after"]
    editor, offered = editor_of(field, PlanText.of(""), ("steps", "run")), set()
    for _ in range(40):
        offered.add(editor.value)
        editor.press("right", None)
    assert offered == {"pain-check", "morning", "midday", "strength", "evening", "night-splint"}
