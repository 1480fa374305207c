"""Keys that the runner chose: they do what they should, and every text shows them."""

from collections.abc import Callable
from random import Random

from support.builders import routine
from support.looking import flat, until
from support.simulated import Setting
from textual.keys import _character_to_key
from textual.pilot import Pilot

from coach.config.keymap.actions import COMMANDS, FIND, GROUPS, TYPING, Keys
from coach.config.reading import read
from coach.domain.day.planned import Status
from coach.domain.events.types import RunLogged
from coach.domain.routine.week_times import WeekTimes
from coach.errors import ServiceError
from coach.system.service import ServiceManager
from coach.tui.app import CoachApp
from coach.tui.dialogs.ask import AskScreen
from coach.tui.dialogs.away import AwayScreen
from coach.tui.dialogs.back import BackScreen
from coach.tui.dialogs.confirm import ConfirmScreen
from coach.tui.dialogs.evidence import EvidenceScreen
from coach.tui.dialogs.help import HelpScreen
from coach.tui.dialogs.pick import PickScreen
from coach.tui.dialogs.theme_picker import ThemePicker
from coach.tui.dialogs.warning_signs import FlagsScreen
from coach.tui.dialogs.why import WhyScreen
from coach.tui.first_start.ready import ReadyScreen
from coach.tui.first_start.screen import FirstStartScreen
from coach.tui.keymap import FIRST_START_ID, keymap
from coach.tui.log_book.screen import EntriesScreen
from coach.tui.palette import Palette
from coach.tui.plan.screen import PlanScreen
from coach.tui.player.screen import PlayerScreen
from coach.tui.progress.days import DayScreen, DaysScreen
from coach.tui.progress.screen import ProgressScreen
from coach.tui.today.screen import TodayScreen

SIZE = (100, 40)
SOME = ["a", "z", "Z", "?", ",", "+", "escape", "f5", "home", "down", "d", "s", "ctrl+s", "alt+x"]


def is_on(pilot: Pilot[None], screen: type) -> Callable[[], bool]:
    return lambda: isinstance(pilot.app.screen, screen)


def status(setting: Setting, step: str) -> Status:
    return setting.coach.days.find(step).status(setting.clock.now())


async def test_today_follows_the_keys_chosen_and_no_others(setting: Setting) -> None:
    setting.configure('[keys.today]\nsnooze = "z"\nundo = ["U", "backspace"]\nskip = []\n')
    setting.at("12:31")
    setting.coach.record.check(2)
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "z snooze" in flat(pilot))
        assert "U undo" in flat(pilot)
        assert " skip " not in flat(pilot)
        await pilot.press("s", "x", "u", "z")
        await until(pilot, lambda: status(setting, "midday") is Status.SNOOZED)
        await pilot.press("backspace")
        await until(pilot, lambda: status(setting, "midday") is Status.DUE)
    assert len(setting.coach.days.history()) == 1


async def test_keys_that_are_saved_count_at_once(setting: Setting) -> None:
    setting.at("12:31")
    setting.coach.record.check(2)
    async with CoachApp(setting.coach).run_test(size=(100, 60)) as pilot:
        await pilot.press("question_mark")
        await until(pilot, lambda: "s Put the chosen step off" in flat(pilot))
        setting.configure('[keys.today]\nsnooze = "z"\n\n[keys.help]\nclose = "c"\n')
        await until(pilot, lambda: "z Put the chosen step off" in flat(pilot))
        await until(pilot, lambda: "c close" in flat(pilot))
        await pilot.press("escape", "c")
        await until(pilot, is_on(pilot, TodayScreen))
        await pilot.press("s", "z")
        await until(pilot, lambda: status(setting, "midday") is Status.SNOOZED)
        setting.configure("")
        await until(pilot, lambda: "s snooze" in flat(pilot))


async def test_keys_that_clash_are_told_and_the_last_good_ones_stay(setting: Setting) -> None:
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        setting.configure('[keys.today]\nsnooze = "u"\n')
        await until(pilot, lambda: 'has "u", which is the key of `today.undo` too' in flat(pilot))
        assert "s snooze" in flat(pilot)


async def test_the_player_follows_them_and_names_them(setting: Setting) -> None:
    setting.configure('[keys.player]\npause = "p"\nback = "z"\n[keys.today]\ndone = "ctrl+d"\n')
    setting.at("12:31")
    app = CoachApp(setting.coach, start="midday")
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "p pause" in flat(pilot))
        await pilot.press("space", "p")
        await until(pilot, lambda: "p go on" in flat(pilot))
        await pilot.press("p")
        setting.forward(600)
        assert isinstance(app.screen, PlayerScreen)
        app.screen._tick()
        await until(pilot, lambda: "p continues from here, z restarts" in flat(pilot))
        for _ in range(40):
            await pilot.press("n")
        await until(pilot, lambda: "It stays on the list; ctrl+d marks it." in flat(pilot))


async def test_questions_follow_them_and_letters_still_type(setting: Setting) -> None:
    setting.configure(
        '[keys.questions]\nsave = "ctrl+s"\nafter = ["tab", "f6"]\ncancel = "f4"\n'
        '[keys.today]\nrun = "v"\n'
    )
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        await pilot.press("v")
        await until(pilot, is_on(pilot, AskScreen))
        assert "ctrl+s save" in flat(pilot)
        await pilot.press("escape", "f4")
        await until(pilot, is_on(pilot, TodayScreen))
        await pilot.press("v")
        await until(pilot, is_on(pilot, AskScreen))
        await pilot.press("n", *"5 km", "f6", *"31m", "tab", "0", "ctrl+s")
        await until(pilot, is_on(pilot, TodayScreen))
    runs = [one for one in setting.coach.days.history() if isinstance(one, RunLogged)]
    assert [(run.distance, run.duration) for run in runs] == [(5000.0, 1860)]


async def test_the_warning_signs_follow_them(setting: Setting) -> None:
    setting.configure(
        '[keys.flags]\ntick = "t"\nsave = "s"\nclear = "ctrl+k"\n[keys.today]\nflags = "!"\n'
    )
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        await pilot.press("!")
        await until(pilot, is_on(pilot, FlagsScreen))
        assert "Tick what applies, then s." in flat(pilot)
        await pilot.press("space", "t", "enter", "s")
        await until(pilot, is_on(pilot, TodayScreen))
        await pilot.press("!")
        await until(pilot, lambda: "After that, ctrl+k clears it" in flat(pilot))
        await pilot.press("ctrl+k")
        await until(pilot, is_on(pilot, AskScreen))
        await pilot.press("down", *"Dr Lee", "enter", "enter")
        await until(pilot, is_on(pilot, TodayScreen))
    assert setting.coach.judgement().flags == ()


async def test_why_and_the_evidence_follow_them(setting: Setting) -> None:
    setting.configure(
        '[keys.why]\nclose = "x"\noverrule = "O"\n[keys.evidence]\nclose = "x"\n'
        '[keys.today]\nwhy = "y"\nevidence = "E"\n'
    )
    setting.coach.record.check(5, eases=True, walking_pain=False)
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        assert "why? y" in flat(pilot)
        await pilot.press("y")
        await until(pilot, is_on(pilot, WhyScreen))
        await pilot.press("O")
        await until(pilot, lambda: "Press O again" in flat(pilot))
        await pilot.press("escape", "x")
        await until(pilot, is_on(pilot, TodayScreen))
        await pilot.press("E")
        await until(pilot, is_on(pilot, EvidenceScreen))
        await pilot.press("escape", "x")
        await until(pilot, is_on(pilot, TodayScreen))


async def test_what_came_while_away_follows_them(setting: Setting) -> None:
    setting.configure('[keys.away]\ndrop = "d"\nclose = "l"\n')
    setting.at("05:00")
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        setting.at("07:30")
        await until(pilot, is_on(pilot, AwayScreen))
        await until(pilot, lambda: "d skip" in flat(pilot))
        await pilot.press("x", "escape", "d", "l")
        await until(pilot, is_on(pilot, TodayScreen))
    skipped = [one for one in ("pain-check", "morning") if status(setting, one) is Status.SKIPPED]
    assert len(skipped) == 1


def no_way() -> ServiceManager:
    raise ServiceError("Nothing here starts reminders.")


async def test_the_first_start_follows_them_and_names_them(setting: Setting) -> None:
    setting.configure(
        '[keys.first]\ngo-on = "ctrl+n"\nskip-page = "?"\nskip-rest = "Z"\nafter = "f6"\n'
        '[keys.everywhere]\npalette = "ctrl+k"\n'
    )
    app = CoachApp(setting.coach, first_start=no_way)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: app.screen.id == FIRST_START_ID)
        await until(pilot, lambda: "ctrl+n go on ? skip page Z skip rest" in flat(pilot))
        await pilot.press("enter", "escape", "q", "?")
        await until(pilot, lambda: "2 of 4" in flat(pilot))
        assert "b back" in flat(pilot)
        await pilot.press("ctrl+n", "ctrl+n", "ctrl+n", "question_mark")
        await until(
            pilot, lambda: "↑ f6 to try them on. Later, change it with ctrl+k." in flat(pilot)
        )
        await pilot.press("ctrl+n")
        await until(pilot, lambda: "Z leaves without it." in flat(pilot))
        await pilot.press("Z")
        await until(pilot, is_on(pilot, TodayScreen))


async def test_the_day_after_the_first_start_follows_them(setting: Setting) -> None:
    setting.configure('[keys.ready]\nabout = "t"\nclose = "g"\n')
    app = CoachApp(setting.coach)
    told: list[bool | None] = []
    async with app.run_test(size=SIZE) as pilot:
        for key in ("g", "t"):
            app.push_screen(ReadyScreen(setting.coach, print), told.append)
            await until(pilot, lambda: "t about you g to the day" in flat(pilot))
            await pilot.press("enter", "escape", "q", key)
            await until(pilot, is_on(pilot, TodayScreen))
    assert told == [False, True]


async def test_the_plan_follows_them_and_names_them(setting: Setting) -> None:
    setting.configure(
        '[keys.today]\nplan = "L"\n'
        '[keys.plan]\nopen = "o"\nswitch = "z"\nturn = "f7"\nshipped = "S"\nclose = "C"\n'
        '[keys.typing]\nkeep = "ctrl+s"\nleave = "f4"\nmore = "f5"\nless = "f6"\n'
    )
    app = CoachApp(setting.coach)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("c", "L")
        await until(pilot, is_on(pilot, PlanScreen))
        await until(pilot, lambda: "f7 Day Sessions Exercises" in flat(pilot))
        await pilot.press("enter", "o", "up")
        await until(pilot, lambda: "z switches it" in flat(pilot))
        await pilot.press("down", "o")
        await until(pilot, lambda: "ctrl+s save f4 leave f5 more f6 less" in flat(pilot))
        await pilot.press("f5", "f5", "up", "f6", "enter", "ctrl+s")
        await until(
            pilot, lambda: setting.coach.routine.steps["pain-check"].at == WeekTimes.parse("06:50")
        )
        await until(pilot, lambda: "S restores the shipped value." in flat(pilot))
        await pilot.press("o", "f5", "escape", "f4", "r", "S")
        await until(
            pilot, lambda: setting.coach.routine.steps["pain-check"].at == WeekTimes.parse("06:45")
        )
        await pilot.press("q", "C")
        await until(pilot, is_on(pilot, TodayScreen))


async def test_what_is_picked_for_the_plan_follows_them(setting: Setting) -> None:
    setting.configure(
        '[keys.plan]\nturn = "f7"\nadd = "A"\nundo = "U"\nremove = "D"\n'
        '[keys.pick]\nkeep = "ctrl+s"\nleave = "f4"\ndown = "f6"\n'
    )
    app = CoachApp(setting.coach)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("c")
        await until(pilot, is_on(pilot, PlanScreen))
        await pilot.press("A")
        await until(pilot, lambda: "added to a session. F7 leads there." in flat(pilot))
        await pilot.press("f7", "A")
        await until(pilot, is_on(pilot, PickScreen))
        await pilot.press("escape", "f4")
        await until(pilot, is_on(pilot, PlanScreen))
        await pilot.press("A")
        await until(pilot, is_on(pilot, PickScreen))
        await pilot.press(*"calf", "f6", "enter", "ctrl+s")
        await until(pilot, is_on(pilot, PlanScreen))
        await until(pilot, lambda: "exercises" in setting.config.read_text())
        await pilot.press("U")
        await until(pilot, lambda: "exercises" not in setting.config.read_text())


async def test_the_list_of_themes_follows_them(setting: Setting) -> None:
    setting.configure(
        'theme = "daylight"\n'
        '[keys.themes]\nchoose = "ctrl+s"\ndown = "f6"\nup = "f5"\nclose = "ctrl+w"\n'
    )
    app = CoachApp(setting.coach)
    async with app.run_test(size=SIZE) as pilot:
        for keys in (["escape", "ctrl+w"], ["f6", "f6", "f6", "f5", "down", "enter", "ctrl+s"]):
            app.action_theme()
            await until(pilot, lambda: "High contrast" in flat(pilot))
            assert app.theme == "daylight"
            await pilot.press(*keys)
            await until(pilot, is_on(pilot, TodayScreen))
        await until(pilot, lambda: setting.coach.routine.theme == "ansi")


async def test_a_run_that_begins_names_the_key_for_its_end(setting: Setting) -> None:
    setting.configure('[keys.today]\nstart = "g"\nwhy = "y"\n')
    setting.live_two_weeks()
    setting.live_this_morning()
    setting.at("17:31")
    app = CoachApp(setting.coach)
    async with app.run_test(size=(70, 40)) as pilot:
        await until(pilot, lambda: "why? y" in flat(pilot))
        app.today.choose("run")
        await pilot.press("g")
        told = (one.message for one in app._notifications)
        assert [one for one in told if one.endswith("Press g when you are back.")]


async def test_the_palette_has_a_key_of_its_own_and_tells_those_of_the_others(
    setting: Setting,
) -> None:
    setting.configure('[keys.everywhere]\npalette = "ctrl+k"\n[keys.today]\nskip = "z"\n')
    app = CoachApp(setting.coach)
    async with app.run_test(size=(100, 70)) as pilot:
        await pilot.press("ctrl+p")
        assert isinstance(app.screen, TodayScreen)
        await pilot.press("question_mark")
        await until(pilot, is_on(pilot, HelpScreen))
        assert "ctrl+k Every command, and the themes" in flat(pilot)
        await pilot.press("ctrl+k")
        await until(pilot, is_on(pilot, Palette))
        await pilot.press(*"skip the chosen")
        await until(pilot, lambda: "Skip the chosen step today (Today: z)" in flat(pilot))


async def test_texts_name_the_key_that_starts(setting: Setting) -> None:
    setting.configure('[keys.today]\nstart = "g"\nintake = "I"\nquit = "ctrl+x"\n')
    app = CoachApp(setting.coach)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        assert all(one in flat(pilot) for one in ("stands out: g", "I tells Coach"))
        await pilot.press("ctrl+c")
        await until(pilot, lambda: "Ctrl+x quits; everything is saved." in flat(pilot))
        setting.coach.record.check(3, eases=True, walking_pain=False)
        setting.at("06:50")
        await until(pilot, lambda: "Due: First-step stretches" in flat(pilot))
        assert "g starts it." in flat(pilot)
        app.today.choose("pain-check")
        await until(pilot, lambda: "g corrects it" in flat(pilot))


async def test_every_action_is_reached_by_exactly_its_keys(setting: Setting) -> None:
    random = Random(7)  # noqa: S311 - the same keys each time
    app = CoachApp(setting.coach)
    tried = 0
    async with app.run_test(size=SIZE):
        for _ in range(400):
            actions = random.sample([one.id for one in GROUPS["today"].commands], 4)
            chosen = {one: random.sample(SOME, random.randint(0, 2)) for one in actions}
            rows = "\n".join(f"{action} = {keys}" for action, keys in chosen.items())
            found = read(f"[keys]\n{rows}\n").routine
            if found is None:
                continue
            tried += 1
            app.set_keymap(keymap(Keys(found.keys)))
            bound = app.screen.active_bindings.values()
            for action in (one.id for one in GROUPS["today"].commands):
                reached = {one.binding.key for one in bound if one.binding.id == action} - {
                    "no-key"
                }
                assert reached == {_textual(key) for key in Keys(found.keys).of(action)}
    assert tried > 50


def _textual(key: str) -> str:
    return _character_to_key(key) if len(key) == 1 else key


def test_every_binding_has_the_id_of_an_action() -> None:
    screens = (TodayScreen, PlayerScreen, AskScreen, WhyScreen, FlagsScreen, AwayScreen)
    of_lists = (PlanScreen, PickScreen, EntriesScreen, ProgressScreen, DaysScreen, DayScreen)
    screens_too = (
        BackScreen,
        ConfirmScreen,
        HelpScreen,
        EvidenceScreen,
        ThemePicker,
        FirstStartScreen,
        ReadyScreen,
        CoachApp,
    )
    bound = {one.id for screen in (*screens, *of_lists, *screens_too) for one in screen.BINDINGS}  # type: ignore[union-attr]
    bound -= {None}  # ctrl+c, which is the terminal's and cannot be changed
    # While a field of the plan is changed, or words are looked for, the screen takes these itself.
    assert bound | {one.id for one in (*TYPING, *FIND)} == set(COMMANDS)
    assert routine().keys == {}
