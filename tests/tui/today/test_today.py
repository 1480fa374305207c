"""Today by keys and mouse, as a runner uses it."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

import pytest
from support.builders import tell_of_running
from support.looking import flat, screen_text, until
from support.simulated import Setting
from textual.events import Key
from textual.pilot import Pilot

from coach.core.coach import Coach
from coach.domain.day.planned import Status
from coach.domain.events.types import (
    PainChecked,
    Pattern,
    RunLogged,
    SkipReason,
    StepSkipped,
    TrialAid,
)
from coach.domain.routine.settings import CrossTraining
from coach.errors import NotSavedError
from coach.journal import Journal
from coach.tui.app import CoachApp
from coach.tui.dialogs.ask import AskScreen
from coach.tui.dialogs.confirm import ConfirmScreen
from coach.tui.dialogs.help import HelpScreen
from coach.tui.player.screen import PlayerScreen
from coach.tui.today.agenda import Agenda
from coach.tui.today.screen import TodayScreen
from coach.wording import judgement as advice
from coach.wording.phrases import MASKED

SIZE = (100, 30)
MONDAY, WEDNESDAY = 23, 25


def today(pilot: Pilot[None]) -> TodayScreen:
    screen = pilot.app.screen
    assert isinstance(screen, TodayScreen)
    return screen


def status(setting: Setting, step: str) -> Status:
    return setting.coach.days.find(step).status(setting.clock.now())


async def test_the_pain_check_takes_five_keys(setting: Setting) -> None:
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))
        await pilot.press("3", "y", "n", "y", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, TodayScreen))
    checks = [one for one in setting.coach.days.history() if isinstance(one, PainChecked)]
    assert [(one.pain, one.eases, one.walking_pain, one.stretched_first) for one in checks] == [
        (3, True, False, True)
    ]


async def test_without_pain_it_is_asked_whether_walking_hurts_and_nothing_about_easing(
    setting: Setting,
) -> None:
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))
        await pilot.press("0", "n")
        assert "ease after a few steps" not in screen_text(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, TodayScreen))
    check = setting.coach.days.check_of(setting.coach.present_day())
    assert check
    assert (check.pain, check.eases, check.walking_pain) == (0, True, False)
    assert (check.stretched_first, check.splint, check.painkiller) == (None, None, None)


async def test_one_key_makes_the_day_short_and_undo_makes_it_whole(setting: Setting) -> None:
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        await pilot.press("b")
        await until(pilot, lambda: "Evening stretches, short" in flat(pilot))
        await pilot.press("u")
        await until(pilot, lambda: "Evening stretches, short" not in flat(pilot))


async def test_one_key_fills_in_yesterdays_answers_which_can_be_changed(
    setting: Setting,
) -> None:
    coach = setting.coach
    yesterday = coach.present_day() - timedelta(days=1)
    coach.record.check(4, eases=True, walking_pain=True, splint=True, day=yesterday)
    async with CoachApp(coach).run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: "ctrl+y as yesterday" in flat(pilot))
        await pilot.press("ctrl+y", "5", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, TodayScreen))
    check = coach.days.check_of(coach.present_day())
    assert check
    assert (check.pain, check.eases, check.walking_pain, check.splint, check.painkiller) == (
        5,
        True,
        True,
        True,
        None,
    )


async def test_without_a_check_of_yesterday_there_is_nothing_to_fill_in(setting: Setting) -> None:
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))
        await pilot.press("ctrl+y")
        assert "as yesterday" not in flat(pilot)


async def test_a_trial_by_lot_is_begun_and_said_on_today(setting: Setting) -> None:
    setting.coach.record.check(4, eases=True, walking_pain=False)
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        await pilot.press("t")
        await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))
        await pilot.press("2", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, TodayScreen))
        await until(pilot, lambda: "Trial of the" in flat(pilot))
    trial = setting.coach.days.trial_on(setting.coach.present_day())
    assert trial
    assert trial.aid is TrialAid.ORTHOTIC


async def test_a_check_is_corrected_where_it_stands(setting: Setting) -> None:
    setting.coach.record.check(7, eases=True, walking_pain=False)
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        await pilot.press("up", "up", "up", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))
        await pilot.press("4", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, TodayScreen))
    assert [one.pain for one in setting.coach.days.history() if isinstance(one, PainChecked)] == [4]


async def test_unanswered_questions_are_asked_for(setting: Setting) -> None:
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))
        await pilot.press("enter")
        await until(pilot, lambda: "Still to answer" in screen_text(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, TodayScreen))
    assert setting.coach.days.history() == []


async def test_keys_settle_the_chosen_step(setting: Setting) -> None:
    setting.at("12:31")
    setting.coach.record.check(2)
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        await pilot.press("s")
        await until(pilot, lambda: status(setting, "midday") is Status.SNOOZED)
        await pilot.press("u")
        await until(pilot, lambda: status(setting, "midday") is Status.DUE)
        await pilot.press("x")
        await until(pilot, lambda: status(setting, "midday") is Status.SKIPPED)
        await pilot.press("u")
        await until(pilot, lambda: status(setting, "midday") is Status.DUE)
        await pilot.press("d")
        await until(pilot, lambda: status(setting, "midday") is Status.DONE)


@pytest.mark.parametrize("key", ["d", "x"])
async def test_a_second_fast_press_does_not_settle_the_next_step(
    setting: Setting, key: str
) -> None:
    setting.at("12:31")
    setting.coach.record.check(2)
    async with CoachApp(setting.coach).run_test(size=SIZE, notifications=True) as pilot:
        await pilot.press(key)
        await until(pilot, lambda: today(pilot)._choice.step != "midday")
        await pilot.press(key)
        await until(pilot, lambda: "; press again to confirm" in flat(pilot))
    told = [one for one in setting.coach.days.history() if getattr(one, "step", "") != "pain-check"]
    assert len(told) == 1


async def test_a_step_that_is_not_due_is_put_off_from_its_time_which_is_said(
    setting: Setting,
) -> None:
    setting.at("12:00")
    async with CoachApp(setting.coach).run_test(size=SIZE, notifications=True) as pilot:
        today(pilot).choose("midday")
        await pilot.press("s")
        await until(pilot, lambda: "Midday stretches: again in 40 min" in flat(pilot))


async def test_a_refusal_is_told_and_changes_nothing(setting: Setting) -> None:
    async with CoachApp(setting.coach).run_test(size=SIZE, notifications=True) as pilot:
        await pilot.press("u")
        await until(pilot, lambda: "Nothing to undo" in screen_text(pilot))
    assert setting.coach.days.history() == []


async def test_a_run_is_started_and_logged(setting: Setting) -> None:
    tell_of_running(setting.coach)
    setting.at("17:40")
    for step in ("pain-check", "warm-up", "feet"):
        setting.coach.record.check(2) if step == "pain-check" else setting.coach.record.done(step)
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: status(setting, "run") is Status.UNDER_WAY)
        setting.forward(30 * 60)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))
        assert "30:00" in screen_text(pilot)
        await pilot.press(*"5.2", "enter", "enter", "2", "1", "enter")
        await until(pilot, lambda: status(setting, "run") is Status.DONE)
    run = next(one for one in setting.coach.days.history() if isinstance(one, RunLogged))
    assert (run.distance, run.duration, run.pain) == (5200.0, 1800, 2)
    assert run.pattern is Pattern.FADED
    assert status(setting, "cool-down") is Status.DUE


async def test_a_distance_that_is_none_is_told(setting: Setting) -> None:
    tell_of_running(setting.coach)
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        await pilot.press("r")
        await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))
        await pilot.press(*"far", "enter")
        await until(pilot, lambda: "For example: 5.2 km" in screen_text(pilot))
        await pilot.press("backspace", "backspace", "backspace", *"5", "enter", *"31", "enter")
        await pilot.press("0", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, TodayScreen))
    assert [one.distance for one in setting.coach.days.history() if isinstance(one, RunLogged)] == [
        5000
    ]


async def test_a_run_is_logged_in_miles_and_corrected_without_moving(setting: Setting) -> None:
    setting.configure('[display]\ndistances = "mi"\n')
    tell_of_running(setting.coach)
    app = CoachApp(setting.coach)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("r")
        await until(pilot, lambda: "such as 3.2 mi" in screen_text(pilot))
        await pilot.press(*"5km", "enter", *"31", "enter", "0", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, TodayScreen))
        app.today.choose("run")
        await pilot.press("r")
        await until(pilot, lambda: "3.11 mi" in screen_text(pilot))
        await pilot.press("down", "down", "1", "1", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, TodayScreen))
    runs = [one for one in setting.coach.days.history() if isinstance(one, RunLogged)]
    assert [(run.distance, run.pain) for run in runs] == [(5000.0, 1)]


async def test_the_mouse_does_what_the_keys_do(setting: Setting) -> None:
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "Midday stretches" in screen_text(pilot))
        row = screen_text(pilot).splitlines().index(line_with(pilot, "Midday stretches"))
        await pilot.click(offset=(20, row))
        await until(pilot, lambda: "3 exercises" in line_after(pilot, "Midday stretches"))
        await pilot.click(offset=(20, row))
        await until(pilot, lambda: isinstance(pilot.app.screen, PlayerScreen))
        await until(pilot, lambda: "pause" in screen_text(pilot))
        keys = line_with(pilot, "pause")
        await pilot.click(offset=(keys.index("stop"), screen_text(pilot).splitlines().index(keys)))
        await until(pilot, lambda: isinstance(pilot.app.screen, TodayScreen))
        await until(pilot, lambda: "Morning pain check" in screen_text(pilot))
        row = screen_text(pilot).splitlines().index(line_with(pilot, "Morning pain check"))
        await pilot.click(offset=(20, row))
        await pilot.click(offset=(20, row))
        await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))
        await until(pilot, lambda: " 6 " in screen_text(pilot))
        scale = line_with(pilot, " 6 ")
        place = (scale.index("6"), screen_text(pilot).splitlines().index(scale))
        await pilot.click(offset=place)
        await until(pilot, lambda: "[6]" in screen_text(pilot))


def line_with(pilot: Pilot[None], text: str) -> str:
    return next(line for line in screen_text(pilot).splitlines() if text in line)


def line_after(pilot: Pilot[None], text: str) -> str:
    lines = screen_text(pilot).splitlines()
    return lines[lines.index(line_with(pilot, text)) + 1]


async def test_help_lists_every_key_and_closes(setting: Setting) -> None:
    async with CoachApp(setting.coach).run_test(size=(100, 130)) as pilot:
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        assert "Skip the chosen step today" in screen_text(pilot)
        assert "not a medical device" in screen_text(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, TodayScreen))


async def test_another_process_is_noticed(setting: Setting) -> None:
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        setting.coach_elsewhere().record.done("morning")
        await until(pilot, lambda: "✓  First-step stretches" in screen_text(pilot))


async def test_a_broken_config_keeps_the_plan_and_is_told(setting: Setting) -> None:
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        setting.configure("[steps.midday]\nat = 25\n")
        await until(pilot, lambda: "line 2: steps.midday.at" in flat(pilot))
        assert "Midday stretches" in screen_text(pilot)
        setting.configure('[steps.midday]\nat = "13:15"\n')
        await until(pilot, lambda: "13:15  ○  Midday stretches" in screen_text(pilot))
        assert "steps.midday.at" not in flat(pilot)


async def test_the_turn_of_the_day_is_noticed(setting: Setting) -> None:
    setting.coach.record.check(2)
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        assert "✓  Morning pain check" in screen_text(pilot)
        setting.at("04:00", day=25)
        await until(pilot, lambda: "Wednesday 25 November" in screen_text(pilot))
        assert "○  Morning pain check" in screen_text(pilot)


async def test_a_clock_set_back_is_noticed(setting: Setting) -> None:
    setting.at("07:00", day=25)
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        assert "Wednesday 25 November" in screen_text(pilot)
        setting.at("07:00", day=24)
        await until(pilot, lambda: "While you were away" in screen_text(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: "Tuesday 24 November" in screen_text(pilot))


async def test_a_due_step_comes_to_the_front_with_a_bell(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    bells: list[str] = []
    setting.coach.record.check(2)
    app = CoachApp(setting.coach)
    monkeypatch.setattr(app, "bell", lambda: bells.append("rung"))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await pilot.press("question_mark")
        setting.at("06:50")
        await until(pilot, lambda: "Due: First-step stretches" in screen_text(pilot))
        assert isinstance(app.screen, TodayScreen)
        assert bells == ["rung"]
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PlayerScreen))


async def test_what_cannot_be_saved_is_kept_and_saved_later(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise NotSavedError("The disk is full.")

    app = CoachApp(setting.coach)
    async with app.run_test(size=SIZE) as pilot:
        with monkeypatch.context() as broken:
            broken.setattr(Journal, "append", full)
            await pilot.press("down", "d")
            await until(pilot, lambda: "1 entry is not saved yet" in screen_text(pilot))
            assert status(setting, "morning") is Status.DONE
        app._beat()
        await until(pilot, lambda: setting.coach.journal.since(setting.coach.present_day()))
        await until(pilot, lambda: "not saved yet" not in screen_text(pilot))


class Noon:
    """The real time, in a zone where it is about noon."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def zone(self) -> tzinfo:
        return timezone(timedelta(hours=12 - self.now().hour))


async def test_what_is_due_at_once_is_announced_though_its_instant_has_passed(
    setting: Setting,
) -> None:
    coaches = setting.coach, setting.coach_elsewhere()
    here, elsewhere = (Coach(setting.config, one.journal, Noon()) for one in coaches)
    async with CoachApp(here).run_test(size=SIZE, notifications=True) as pilot:
        elsewhere.runs.ran(5000, 1800, 0, Pattern.NONE)
        await until(pilot, lambda: "Due: Cool-down" in screen_text(pilot))


async def test_a_walk_jog_that_was_played_is_told_without_its_distance(setting: Setting) -> None:
    setting.at("17:40")
    setting.coach.record.check(2)
    app = CoachApp(setting.coach, start="run")
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "Walk briskly" in screen_text(pilot))
        await pilot.press("n", "q")
        await until(pilot, lambda: isinstance(app.screen, TodayScreen))
        setting.coach.record.finish("run", setting.coach.present_day(), setting.clock.now())
        app.today.show_day()
        app.today.choose("run")
        await pilot.press("enter")
        await until(pilot, lambda: "such as 2.4 km, or nothing" in screen_text(pilot))
        await pilot.press("enter", *"20", "enter", "1", "1", "enter")
        await until(
            pilot, lambda: setting.coach.days.run_of(setting.coach.present_day()) is not None
        )
    run = setting.coach.days.run_of(setting.coach.present_day())
    assert run
    assert (run.stage, run.distance, run.duration, run.pattern) == (1, 0, 1200, Pattern.FADED)


async def test_cross_training_is_told_with_what_it_was(setting: Setting) -> None:
    setting.at("17:40")
    setting.coach.record.check(7, eases=True, walking_pain=False)
    app = CoachApp(setting.coach)
    async with app.run_test(size=SIZE) as pilot:
        app.today.choose("run")
        await pilot.press("enter")
        await until(pilot, lambda: "What did you do?" in screen_text(pilot))
        await pilot.press("2", *"30", "enter")
        await until(pilot, lambda: status(setting, "run") is Status.DONE)
        await until(pilot, lambda: "30 min" in screen_text(pilot))
    assert status(setting, "cool-down") is Status.DUE


async def test_the_advice_is_overruled_only_when_it_is_confirmed(setting: Setting) -> None:
    setting.coach.record.check(2, eases=True, walking_pain=False)
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        await pilot.press("w", "o")
        await until(pilot, lambda: "Press o again to confirm" in flat(pilot))
        assert not setting.coach.judgement().is_overruled
        await pilot.press("o")
        await until(pilot, lambda: setting.coach.judgement().is_overruled)
        await pilot.press("escape")
        await until(pilot, lambda: "RUN, NO INCREASE" in screen_text(pilot))


async def test_a_skip_is_given_its_reason_by_the_same_key(setting: Setting) -> None:
    setting.at("12:40")
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        today(pilot).choose("midday")
        await pilot.press("x")
        today(pilot).choose("midday")
        await pilot.press("x")
        await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))
        await pilot.press("t", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, TodayScreen))
        facts = setting.coach.days.find("midday").facts
        assert (bool(facts.skipped), facts.because) == (True, SkipReason.TRAVEL)
        today(pilot).choose("midday")
        await pilot.press("x")
        await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))
        await pilot.press("n", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, TodayScreen))
        assert setting.coach.days.find("midday").facts.because is None


async def test_a_skip_without_a_reason_stays_as_it_was(setting: Setting) -> None:
    setting.at("12:40")
    setting.coach.record.skip("midday")
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        today(pilot).choose("midday")
        await pilot.press("x")
        await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, TodayScreen))
    skips = [one for one in setting.coach.days.history() if isinstance(one, StepSkipped)]
    assert [one.because for one in skips] == [None]


@pytest.mark.parametrize("opens", ["i", "c"], ids=["questions", "plan"])
async def test_what_was_typed_ahead_is_no_command_of_today(setting: Setting, opens: str) -> None:
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        await pilot.press(opens)
        await until(pilot, lambda: not isinstance(pilot.app.screen, TodayScreen))
        # All at once, as a terminal hands over what waited: a letter that the screen below knows.
        for key in ("l", "escape"):
            pilot.app.post_message(Key(key, key if len(key) == 1 else None))
        if opens == "i":
            await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmScreen))
            await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, TodayScreen))
        for _ in range(5):
            await pilot.pause()
        assert isinstance(pilot.app.screen, TodayScreen)


async def test_a_pause_says_on_which_day_it_ends(setting: Setting) -> None:
    setting.coach.breaks.pause(setting.clock.now() + timedelta(days=8))
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        assert "Reminders are paused until Wed 2 Dec 06:40." in flat(pilot)


async def test_a_painkiller_is_said_to_mask_the_morning(setting: Setting) -> None:
    setting.coach.record.check(1, eases=True, walking_pain=False, painkiller=True)
    async with CoachApp(setting.coach).run_test(size=(80, 24)) as pilot:
        assert MASKED in beside(pilot)


@pytest.mark.parametrize("size", [(80, 24), (56, 20)], ids=["beside the day", "above the day"])
async def test_walks_are_left_out_where_walking_hurts(
    setting: Setting, size: tuple[int, int]
) -> None:
    setting.coach.record.check(2, eases=True, walking_pain=True)
    async with CoachApp(setting.coach).run_test(size=size) as pilot:
        told = beside(pilot) if size[0] == 80 else flat(pilot)
        assert "No walks for exercise either." in told


@pytest.mark.parametrize("pain", [1, 7])
async def test_what_is_left_of_the_week_is_told_only_where_the_day_allows_a_run(
    setting: Setting, pain: int
) -> None:
    tell_of_running(setting.coach)
    setting.coach.record.check(pain, eases=True, walking_pain=False)
    async with CoachApp(setting.coach).run_test(size=(120, 36)) as pilot:
        assert ("km left" in beside(pilot)) is (pain == 1)


async def test_on_the_ladder_no_distance_is_a_limit(setting: Setting) -> None:
    setting.coach.record.check(2, eases=True, walking_pain=False)
    async with CoachApp(setting.coach).run_test(size=(120, 36)) as pilot:
        assert "no run yet" in beside(pilot)
        await pilot.press("w")
        await until(pilot, lambda: "The walk-jog ladder" in flat(pilot))
        assert "at most" not in flat(pilot)


async def test_no_code_stands_in_what_is_said_of_the_level(setting: Setting) -> None:
    setting.live_two_weeks()
    setting.live_this_morning()
    async with CoachApp(setting.coach).run_test(size=(100, 40)) as pilot:
        await pilot.press("w")
        await until(pilot, lambda: "Rule 13, from Sean Joyce" in flat(pilot))
        assert not re.search(r"\b[RS]\d\d\b|\[[A-Z]\d", flat(pilot))


def beside(pilot: Pilot[None]) -> str:
    """The text of the panel beside the day."""
    rows = [line.partition("│")[2] for line in screen_text(pilot).splitlines()]
    return " ".join(" ".join(rows).split())


# What there is to do, where the level and the plan say different things.


async def test_cross_training_is_offered_and_shown_on_a_day_without_training(
    setting: Setting,
) -> None:
    tell_of_running(setting.coach)
    setting.at("09:00", WEDNESDAY)
    setting.coach.record.check(6, eases=True, walking_pain=False)
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "CROSS-TRAIN" in flat(pilot))
        assert "No training" in flat(pilot)
        assert "Cycling" not in flat(pilot)
        setting.coach_elsewhere().record.trained(CrossTraining.RIDE, 1800)
        await until(pilot, lambda: re.search("09:00 ✓ Cycling 30 min", flat(pilot)))


async def test_the_day_between_two_walk_jogs_is_called_so(setting: Setting) -> None:
    setting.at("18:00", MONDAY)
    setting.coach.runs.ran(2400, 1200, 0, Pattern.NONE, walk_jog=True)
    setting.at("07:00")
    setting.coach.record.check(1, eases=True, walking_pain=False)
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "NO WALK-JOG" in flat(pilot))
    told = advice.beside_the_plan(setting.coach.judgement(), setting.coach.today())
    assert told == "Leave a day between two walk-jogs."


def test_the_warm_up_is_not_asked_for_once_the_run_has_begun(setting: Setting) -> None:
    tell_of_running(setting.coach)
    setting.at("17:20")
    assert status(setting, "warm-up") is Status.DUE
    setting.coach.record.start("run")
    assert not status(setting, "warm-up").is_open


@pytest.mark.parametrize("rows", [20, 24, 36, 50])
async def test_the_agenda_is_as_high_as_its_rows(setting: Setting, rows: int) -> None:
    async with CoachApp(setting.coach).run_test(size=(100, rows)) as pilot:
        agenda = pilot.app.screen.query_one(Agenda)
        for _ in agenda.render().plain.splitlines():
            assert agenda.size.height == len(agenda.render().plain.split("\n"))
            await pilot.press("j")
