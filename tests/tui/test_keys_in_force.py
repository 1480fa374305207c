"""Keys that the runner chose: they do what they are to do, and every text names them."""

from collections.abc import Callable
from random import Random

import pytest
from builders import routine
from simulated import Setting
from textual.keys import _character_to_key
from textual.pilot import Pilot

from coach.config.reading import read
from coach.domain.day import Status
from coach.domain.events import RunLogged
from coach.keys import COMMANDS, GROUPS, Keys
from coach.tui.app import CoachApp
from coach.tui.commands import keymap
from coach.tui.screens.ask import AskScreen
from coach.tui.screens.away import AwayScreen
from coach.tui.screens.evidence import EvidenceScreen
from coach.tui.screens.flags import FlagsScreen
from coach.tui.screens.help import HelpScreen
from coach.tui.screens.player import PlayerScreen
from coach.tui.screens.today import TodayScreen
from coach.tui.screens.why import WhyScreen

SIZE = (100, 40)
SOME = ["a", "z", "Z", "?", ",", "+", "escape", "f5", "home", "down", "d", "s", "ctrl+s", "alt+x"]


async def until(pilot: Pilot[None], holds: Callable[[], object]) -> None:
    """Let the app work until something holds."""
    for _ in range(400):
        if holds():
            return
        await pilot.pause(0.01)
    pytest.fail("waited in vain")


def text(pilot: Pilot[None]) -> str:
    """What the screen shows, without the breaks of its lines."""
    strips = pilot.app.screen._compositor.render_strips()
    return " ".join(" ".join(strip.text for strip in strips).split())


def is_on(pilot: Pilot[None], screen: type) -> Callable[[], bool]:
    return lambda: isinstance(pilot.app.screen, screen)


def status(setting: Setting, step: str) -> Status:
    return setting.coach.find(step).status(setting.clock.now())


async def test_today_follows_the_keys_chosen_and_no_others(setting: Setting) -> None:
    setting.configure('[keys.today]\nsnooze = "z"\nundo = ["U", "backspace"]\nskip = []\n')
    setting.at("12:31")
    setting.coach.check(2)
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "z snooze" in text(pilot))
        assert "U undo" in text(pilot)
        assert " skip " not in text(pilot)
        await pilot.press("s", "x", "u", "z")
        await until(pilot, lambda: status(setting, "midday") is Status.SNOOZED)
        await pilot.press("backspace")
        await until(pilot, lambda: status(setting, "midday") is Status.DUE)
    assert len(setting.coach.history()) == 1


async def test_keys_that_are_saved_count_at_once(setting: Setting) -> None:
    setting.at("12:31")
    setting.coach.check(2)
    async with CoachApp(setting.coach).run_test(size=(100, 60)) as pilot:
        await pilot.press("question_mark")
        await until(pilot, lambda: "s Put the chosen step off" in text(pilot))
        setting.configure('[keys.today]\nsnooze = "z"\n\n[keys.help]\nclose = "c"\n')
        await until(pilot, lambda: "z Put the chosen step off" in text(pilot))
        await until(pilot, lambda: "c close" in text(pilot))
        await pilot.press("escape", "c")
        await until(pilot, is_on(pilot, TodayScreen))
        await pilot.press("s", "z")
        await until(pilot, lambda: status(setting, "midday") is Status.SNOOZED)
        setting.configure("")
        await until(pilot, lambda: "s snooze" in text(pilot))


async def test_keys_that_clash_are_told_and_the_last_good_ones_stay(setting: Setting) -> None:
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        setting.configure('[keys.today]\nsnooze = "u"\n')
        await until(pilot, lambda: 'has "u", which is the key of `today.undo` too' in text(pilot))
        assert "s snooze" in text(pilot)


async def test_the_player_follows_them_and_names_them(setting: Setting) -> None:
    setting.configure('[keys.player]\npause = "p"\nback = "z"\n[keys.today]\ndone = "ctrl+d"\n')
    setting.at("12:31")
    app = CoachApp(setting.coach, start="midday")
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "p pause" in text(pilot))
        await pilot.press("space", "p")
        await until(pilot, lambda: "p go on" in text(pilot))
        await pilot.press("p")
        setting.forward(600)
        assert isinstance(app.screen, PlayerScreen)
        app.screen._tick()
        await until(pilot, lambda: "p goes on from here, z starts this set anew." in text(pilot))
        for _ in range(40):
            await pilot.press("n")
        await until(pilot, lambda: "It stays on the list; ctrl+d marks it." in text(pilot))


async def test_questions_follow_them_and_letters_still_type(setting: Setting) -> None:
    setting.configure(
        '[keys.questions]\nsave = "ctrl+s"\nafter = ["tab", "f6"]\ncancel = "f4"\n'
        '[keys.today]\nrun = "l"\n'
    )
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        await pilot.press("l")
        await until(pilot, is_on(pilot, AskScreen))
        assert "ctrl+s save" in text(pilot)
        await pilot.press("escape", "f4")
        await until(pilot, is_on(pilot, TodayScreen))
        await pilot.press("l")
        await until(pilot, is_on(pilot, AskScreen))
        await pilot.press(*"5 km", "f6", *"31m", "tab", "0", "ctrl+s")
        await until(pilot, is_on(pilot, TodayScreen))
    runs = [one for one in setting.coach.history() if isinstance(one, RunLogged)]
    assert [(run.distance, run.duration) for run in runs] == [(5000.0, 1860)]


async def test_the_warning_signs_follow_them(setting: Setting) -> None:
    setting.configure(
        '[keys.flags]\ntick = "t"\nsave = "s"\nclear = "ctrl+k"\n[keys.today]\nflags = "!"\n'
    )
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        await pilot.press("!")
        await until(pilot, is_on(pilot, FlagsScreen))
        assert "Tick what applies, then s." in text(pilot)
        await pilot.press("space", "t", "enter", "s")
        await until(pilot, is_on(pilot, TodayScreen))
        await pilot.press("!")
        await until(pilot, lambda: "Press ctrl+k once that is done" in text(pilot))
        await pilot.press("ctrl+k")
        await until(pilot, is_on(pilot, TodayScreen))
    assert setting.coach.judgement().flags == ()


async def test_why_and_the_evidence_follow_them(setting: Setting) -> None:
    setting.configure(
        '[keys.why]\nclose = "x"\noverrule = "O"\n[keys.evidence]\nclose = "x"\n'
        '[keys.today]\nwhy = "y"\nevidence = "E"\n'
    )
    setting.coach.check(6)
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        assert "why? y" in text(pilot)
        await pilot.press("y")
        await until(pilot, is_on(pilot, WhyScreen))
        await pilot.press("O")
        await until(pilot, lambda: "Press O once more" in text(pilot))
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
        await until(pilot, lambda: "d drop" in text(pilot))
        await pilot.press("x", "escape", "d", "l")
        await until(pilot, is_on(pilot, TodayScreen))
    skipped = [one for one in ("pain-check", "morning") if status(setting, one) is Status.SKIPPED]
    assert len(skipped) == 1


async def test_the_palette_has_a_key_of_its_own_and_tells_those_of_the_others(
    setting: Setting,
) -> None:
    setting.configure('[keys.everywhere]\npalette = "ctrl+k"\n[keys.today]\nskip = "z"\n')
    app = CoachApp(setting.coach)
    async with app.run_test(size=SIZE) as pilot:
        told = {one.title: one.help for one in app.get_system_commands(app.screen)}
        assert told["Skip"] == "Pass over the chosen step today (z)"
        await pilot.press("ctrl+p")
        assert isinstance(app.screen, TodayScreen)
        await pilot.press("question_mark")
        await until(pilot, is_on(pilot, HelpScreen))
        assert "ctrl+k Every command, and the themes" in text(pilot)
        await pilot.press("ctrl+k")
        await until(pilot, lambda: type(app.screen).__name__ == "CommandPalette")


async def test_texts_name_the_key_that_starts(setting: Setting) -> None:
    setting.configure('[keys.today]\nstart = "g"\nintake = "I"\nquit = "ctrl+x"\n')
    app = CoachApp(setting.coach)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        assert all(one in text(pilot) for one in ("g starts it.", "I tells the coach"))
        await pilot.press("ctrl+c")
        await until(pilot, lambda: "Ctrl+x leaves; everything is kept." in text(pilot))
        setting.coach.check(3)
        setting.at("06:50")
        await until(pilot, lambda: "Due: First-step stretches" in text(pilot))
        assert "g starts it." in text(pilot)
        app.today.choose("pain-check")
        await until(pilot, lambda: "g corrects it" in text(pilot))


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
    screens_too = (HelpScreen, EvidenceScreen, CoachApp)
    bound = {one.id for screen in (*screens, *screens_too) for one in screen.BINDINGS}  # type: ignore[union-attr]
    assert bound == set(COMMANDS)
    assert routine().keys == {}
