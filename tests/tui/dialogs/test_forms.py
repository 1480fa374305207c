"""The questions on the screen: which are asked, what is suggested, and what is confirmed."""

from datetime import date, timedelta
from functools import partial

import pytest
from support.builders import tell_of_running
from support.looking import flat, screen_text, until
from support.simulated import Setting
from textual.pilot import Pilot
from textual.widgets._toast import Toast

from coach.core.forms.form import Question
from coach.core.forms.intake import intake_form
from coach.core.forms.pain_check import pain_check_form
from coach.domain.events.activity import Activity, ActivityKind
from coach.domain.events.types import IntakeGiven, PainChecked, Pattern, RunLogged
from coach.tui.app import CoachApp
from coach.tui.dialogs.ask import AskScreen
from coach.tui.dialogs.confirm import ConfirmScreen
from coach.tui.dialogs.warning_signs import FlagsScreen
from coach.tui.log_book.screen import EntriesScreen
from coach.tui.player.screen import PlayerScreen
from coach.tui.today.screen import TodayScreen
from coach.tui.widgets.key_bar import KeyBar

SIZE = (80, 24)
TODAY = date(2026, 11, 24)
WEEK = timedelta(days=7)


def is_on(pilot: Pilot[None], screen: type) -> bool:
    return isinstance(pilot.app.screen, screen) and pilot.app.screen.is_mounted


def runs(setting: Setting) -> list[RunLogged]:
    return [one for one in setting.coach.days.history() if isinstance(one, RunLogged)]


def asked(setting: Setting) -> dict[str, Question]:
    return {one.id: one for one in pain_check_form(setting.coach).form.questions}


# The pain check.


def test_the_morning_after_is_asked_about_only_where_there_was_a_run(setting: Setting) -> None:
    assert "worse_after_run" not in asked(setting)
    setting.coach.runs.ran(5000, 1800, 0, Pattern.NONE, day=TODAY - timedelta(days=1))
    assert "worse_after_run" in asked(setting)
    assert "worse_after_run" not in pain_check_form(setting.coach).form.known


async def test_the_morning_after_has_to_be_answered(setting: Setting) -> None:
    setting.coach.runs.ran(5000, 1800, 0, Pattern.NONE, day=TODAY - timedelta(days=1))
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press("2", "y", "n", "enter")
        await until(pilot, lambda: "Still to answer: is it worse than" in flat(pilot))
        await pilot.press("y", "enter")
        await until(pilot, lambda: is_on(pilot, TodayScreen))
    check = setting.coach.days.check_of(TODAY)
    assert check
    assert check.worse_after_run is True


async def test_what_is_left_open_stays_not_told(setting: Setting) -> None:
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press("2", "y", "n", "y", "u", "u", "enter")
        await until(pilot, lambda: is_on(pilot, TodayScreen))
    (check,) = [one for one in setting.coach.days.history() if isinstance(one, PainChecked)]
    assert (check.stretched_first, check.splint, check.painkiller) == (True, None, None)


async def test_what_is_wrong_is_said_below_its_question(setting: Setting) -> None:
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        await pilot.press("i")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press("l", *"two months", "enter")
        await until(pilot, lambda: "For example: 6 weeks or 3 months." in flat(pilot))
        assert '"two months" is not an answer to that.' in flat(pilot)
        rows = [row.strip() for row in screen_text(pilot).splitlines() if row.strip()]
        at = next(index for index, row in enumerate(rows) if row.startswith("How long has it"))
        assert rows[at + 1].startswith('"two months" is not an answer')


# A run.


@pytest.fixture
def runner(setting: Setting) -> Setting:
    """A runner with recent runs, on an evening when a run is due."""
    setting.live_two_weeks()
    setting.live_this_morning()
    setting.at("18:00")
    return setting


async def test_a_run_twice_as_long_as_any_other_is_asked_about_and_kept(runner: Setting) -> None:
    async with CoachApp(runner.coach).run_test(size=SIZE) as pilot:
        await pilot.press("r")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press(*"52", "enter", *"4h", "enter", "2", "1", "enter")
        await until(pilot, lambda: is_on(pilot, ConfirmScreen))
        assert "Really 52.0 km? That is more than twice your longest run in 30 days." in flat(pilot)
        await pilot.press("x", "n")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        assert all(one in flat(pilot) for one in ("How far? 52", "How long? 4h", "[2]"))
        assert len(runs(runner)) == 6
        await pilot.press("enter")
        await until(pilot, lambda: is_on(pilot, ConfirmScreen))
        await pilot.press("y")
        await until(pilot, lambda: is_on(pilot, TodayScreen))
    assert runs(runner)[-1].distance == 52_000


async def test_a_distance_that_nobody_runs_is_refused_below_its_question(runner: Setting) -> None:
    before = runs(runner)
    async with CoachApp(runner.coach).run_test(size=SIZE) as pilot:
        await pilot.press("r")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press(*"9999", "enter")
        told = "How far? 9999▏ 9999.0 km is farther than anyone runs; write 500.0 km at most. How"
        await until(pilot, lambda: told in flat(pilot))
        assert "Really" not in flat(pilot)
        await pilot.press(*["backspace"] * 4, *"6", "enter", *"1", "enter", "0", "enter")
        too_fast = "6.0 km in 1 min is faster than anyone runs; check the distance and the time."
        await until(pilot, lambda: too_fast in flat(pilot))
        assert is_on(pilot, AskScreen)
        await pilot.press(*["up"] * 4, "down", "backspace", *"36", "enter", "0", "enter")
        await until(pilot, lambda: is_on(pilot, TodayScreen))
    assert [one.duration for one in runs(runner)[len(before) :]] == [36 * 60]


async def test_a_week_that_nobody_runs_is_refused_below_its_question(setting: Setting) -> None:
    async with CoachApp(setting.coach).run_test(size=(80, 40)) as pilot:
        await pilot.press("i")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press("l", *"6", "enter", "y", "n", "n", "n", "n", "y", *"99999", "enter")
        told = "99999▏ 99999.0 km is farther than anyone runs; write 400.0 km at most. Longest"
        await until(pilot, lambda: told in flat(pilot))
        assert is_on(pilot, AskScreen)


async def test_a_usual_run_is_not_asked_about(runner: Setting) -> None:
    async with CoachApp(runner.coach).run_test(size=SIZE) as pilot:
        await pilot.press("r")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press(*"6", "enter", *"36", "enter", "0", "enter")
        await until(pilot, lambda: is_on(pilot, TodayScreen))
    assert runs(runner)[-1].distance == 6000


async def test_a_correction_in_the_log_book_is_asked_about_too(runner: Setting) -> None:
    runner.coach.runs.ran(5200, 1860, 2, Pattern.FADED)
    async with CoachApp(runner.coach).run_test(size=SIZE) as pilot:
        await pilot.press("l")
        await until(pilot, lambda: is_on(pilot, EntriesScreen))
        await pilot.press("enter")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press(*["backspace"] * 6, *"52", "enter", *["backspace"] * 5, *"4h", "enter")
        await pilot.press("2", "1", "enter")
        await until(pilot, lambda: is_on(pilot, ConfirmScreen))
        await pilot.press("escape")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press("escape")
        await until(pilot, lambda: "Leave without saving the answers?" in flat(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: is_on(pilot, EntriesScreen))
    assert runs(runner)[-1].distance == 5200


async def test_going_beyond_the_advice_is_said_when_the_run_is_logged(runner: Setting) -> None:
    async with CoachApp(runner.coach).run_test(size=SIZE, notifications=True) as pilot:
        await pilot.press("r")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press(*"12", "enter", *"70", "enter", "0", "enter")
        told = (
            "The advice was 10.0 km at most; too steep an increase can bring injury, so keep the "
            "next one shorter."
        )
        await until(pilot, lambda: told in shown_note(pilot))


def shown_note(pilot: Pilot[None]) -> str:
    """The notes on the right, without the day beside them."""
    rows = [row.partition("▌")[2] for row in screen_text(pilot).splitlines() if "▌" in row]
    return " ".join(" ".join(rows).split())


async def test_the_second_run_of_a_day_is_logged_by_itself(setting: Setting) -> None:
    setting.configure('[steps.run-2]\nname = "Second run"\nkind = "run"\nat = "19:00"\n')
    tell_of_running(setting.coach)
    setting.coach.record.check(2, eases=True, walking_pain=False)
    setting.at("17:40")
    setting.coach.runs.ran(3000, 1080, 0, Pattern.NONE)
    setting.at("19:10")
    app = CoachApp(setting.coach)
    async with app.run_test(size=SIZE) as pilot:
        app.today.choose("run-2")
        await pilot.press("r")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        assert "3.0 km" not in flat(pilot)
        await pilot.press(*"2", "enter", *"12", "enter", "0", "enter")
        await until(pilot, lambda: is_on(pilot, TodayScreen))
    assert [(one.step, one.distance) for one in runs(setting)] == [("run", 3000), ("run-2", 2000)]


async def test_a_second_run_is_logged_where_none_is_advised_any_more(setting: Setting) -> None:
    setting.configure('[steps.run-2]\nname = "Second run"\nkind = "run"\nat = "19:00"\n')
    tell_of_running(setting.coach)
    setting.coach.record.check(2, eases=True, walking_pain=False)
    setting.at("19:10")
    setting.coach.runs.ran(11_000, 3960, 0, Pattern.NONE)
    app = CoachApp(setting.coach)
    async with app.run_test(size=SIZE) as pilot:
        app.today.choose("run-2")
        await until(pilot, lambda: "Cross-training" in flat(pilot))
        await pilot.press("r")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press(*"2", "enter", *"12", "enter", "0", "enter")
        await until(pilot, lambda: is_on(pilot, TodayScreen))
    assert [one.step for one in runs(setting)] == ["run", "run-2"]


# The walk-jog.


@pytest.fixture
def beginner(setting: Setting) -> Setting:
    """A runner at the first stage of the ladder, on an evening when a walk-jog is due."""
    setting.coach.record.check(2, eases=True, walking_pain=False)
    setting.at("18:00")
    return setting


async def test_a_run_is_a_stage_only_if_it_is_said_to_be(beginner: Setting) -> None:
    async with CoachApp(beginner.coach).run_test(size=SIZE) as pilot:
        await pilot.press("r")
        await until(pilot, lambda: "Was this the walk-jog (stage 1)?" in flat(pilot))
        await pilot.press("n", *"3", "enter", *"20", "enter", "0", "enter")
        await until(pilot, lambda: is_on(pilot, TodayScreen))
    assert [(one.stage, one.distance) for one in runs(beginner)] == [(None, 3000)]


async def test_a_walk_jog_that_is_said_to_be_done_is_asked_about(beginner: Setting) -> None:
    app = CoachApp(beginner.coach)
    async with app.run_test(size=SIZE) as pilot:
        app.today.choose("run")
        await pilot.press("d")
        await until(pilot, lambda: "Was this the walk-jog (stage 1)?" in flat(pilot))
        await pilot.press("y", "enter", *"20", "enter", "0", "enter")
        await until(pilot, lambda: is_on(pilot, TodayScreen))
    assert [(one.step, one.stage) for one in runs(beginner)] == [("run", 1)]


async def test_after_the_walk_jog_a_run_is_not_asked_to_be_it(beginner: Setting) -> None:
    beginner.coach.runs.ran(None, 1200, 0, Pattern.NONE, walk_jog=True)
    app = CoachApp(beginner.coach)
    async with app.run_test(size=SIZE) as pilot:
        app.today.choose("ice")
        await pilot.press("r")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        assert "Was this the walk-jog" not in flat(pilot)


# Strength.


@pytest.fixture
def strong(setting: Setting) -> Setting:
    """A runner whose strength session is one short exercise, and due."""
    setting.configure(
        '[sessions.strength]\nexercises = [{ exercise = "cd_walk", move = "8s", sets = 1 }]\n'
    )
    setting.at("19:05")
    return setting


def felt(setting: Setting) -> tuple[int | None, int | None]:
    """The pain and the effort entered for today's strength session."""
    done = setting.coach.days.done_of("strength", TODAY)
    assert done
    return done.pain, done.effort


async def test_strength_asks_how_it_was_when_it_ends_in_the_player(strong: Setting) -> None:
    app = CoachApp(strong.coach, start="strength")
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: is_on(pilot, PlayerScreen))
        for _ in range(10):
            strong.forward(2)
            app.screen._tick()  # type: ignore[attr-defined]
        await until(pilot, lambda: "Well done." in flat(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "How was the strength session?" in flat(pilot))
        await pilot.press("1", "4", "enter")
        await until(pilot, lambda: is_on(pilot, TodayScreen))
    assert felt(strong) == (1, 4)


async def test_strength_that_is_marked_done_is_asked_about_and_may_be_left(
    strong: Setting,
) -> None:
    app = CoachApp(strong.coach)
    async with app.run_test(size=SIZE) as pilot:
        app.today.choose("strength")
        await pilot.press("d")
        await until(pilot, lambda: "How was the strength session?" in flat(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: is_on(pilot, TodayScreen))
        assert strong.coach.days.find("strength").facts.done
        app.today.choose("strength")
        await until(pilot, lambda: "enter rates it" in flat(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "How was the strength session?" in flat(pilot))
        await pilot.press("3", "6", "enter")
        await until(pilot, lambda: is_on(pilot, TodayScreen))
    assert felt(strong) == (3, 6)


# About the runner.


TOLD = {
    "since": TODAY - timedelta(days=45),
    "weekly": 20_120.5,
    "longest": 8033.0,
    "last_run": TODAY - timedelta(days=3),
    "last_pattern": Pattern.FADED,
    "weak_bones": False,
    "pregnant": False,
    "no_ice": True,
    "allowed": 3,
    "until": TODAY + timedelta(days=20),
}
NO_RUNNER = {
    "since": TODAY - timedelta(days=45),
    "weak_bones": True,
    "pregnant": False,
    "brisk_walk": True,
    "is_typical": False,
}


@pytest.mark.parametrize("told", [TOLD, NO_RUNNER], ids=["runner", "no runner"])
@pytest.mark.parametrize("days", [0, 5])
async def test_saving_the_intake_again_changes_nothing(
    setting: Setting, told: dict[str, object], days: int
) -> None:
    setting.coach.record.take_intake(told)
    before = setting.coach.days.history()
    setting.at("18:00", TODAY.day + days)
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        await pilot.press("i")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        last = "until" if "until" in told else "allowed"
        await pilot.press(*["down"] * 14)
        assert pilot.app.screen.query_one(f"#{last}").display
        await pilot.press("enter")
        await until(pilot, lambda: is_on(pilot, TodayScreen))
    assert setting.coach.days.history() == before


@pytest.mark.parametrize(
    ("typed", "days", "read_as"),
    [("10 days", 10, ""), ("3 months", 90, ""), ("1 year", 365, ""), ("6", 42, "6 weeks")],
)
async def test_how_long_it_has_hurt_is_told_in_any_unit_and_shown_with_it(
    setting: Setting, typed: str, days: int, read_as: str
) -> None:
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        await pilot.press("i")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press("l", *typed, "enter")
        shown = f"How long has it hurt? {typed} {read_as}".rstrip() + " Worst at"
        await until(pilot, lambda: shown in flat(pilot))
        await pilot.press("y", "n", "n", "n", "n", "n", "u", "n", "enter")
        await until(pilot, lambda: is_on(pilot, TodayScreen))
        told = setting.coach.days.intake()
        assert told
        assert told.since == TODAY - timedelta(days=days)
        await pilot.press("i")
        await until(pilot, lambda: f"How long has it hurt? {read_as or typed} Worst" in flat(pilot))


def test_days_since_the_last_run_may_be_weeks(setting: Setting) -> None:
    questions = {one.id: one for one in intake_form(setting.coach).form.questions}
    parse = questions["last_run"].parse
    assert parse
    assert (parse("2"), parse("2 weeks")) == (TODAY - timedelta(days=2), TODAY - 2 * WEEK)


async def test_recorded_runs_fill_in_how_much_was_run(setting: Setting) -> None:
    for days, metres in ((2, 5000.0), (9, 8000.0), (20, 7000.0)):
        began = setting.clock.now() - timedelta(days=days)
        setting.coach.imports.log_activity(
            Activity(ActivityKind.RUN, began, 3000, metres, f"{days}.fit")
        )
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        await pilot.press("i")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press("l", *"6", "enter", *"ynnnn", "down")
        await until(pilot, lambda: "Weekly distance? (from your runs) 5 km" in flat(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "Longest run? (from your runs) 8 km" in flat(pilot))
        await pilot.press("enter", "enter", *"1n", "enter")
        await until(pilot, lambda: is_on(pilot, TodayScreen))
    told = setting.coach.days.intake()
    assert told
    assert (told.weekly, told.longest) == (5000.0, 8000.0)
    assert told.last_run == TODAY - timedelta(days=2)


async def test_a_longest_run_beyond_the_week_is_asked_about_and_kept(setting: Setting) -> None:
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        await pilot.press("i")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press("l", *"6", "enter", "y", "n", "n", "n", "n", "y", *"20", "enter")
        await pilot.press(*"25", "enter", *"2", "enter", "1", "n", "enter")
        await until(pilot, lambda: is_on(pilot, ConfirmScreen))
        assert "Really 25.0 km? That is more than the 20.0 km you run in a week." in flat(pilot)
        await pilot.press("n")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press("enter")
        await until(pilot, lambda: is_on(pilot, ConfirmScreen))
        await pilot.press("y")
        await until(pilot, lambda: is_on(pilot, TodayScreen))
        told = setting.coach.days.intake()
        assert told
        assert (told.weekly, told.longest) == (20_000, 25_000)
        await pilot.press("i")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press("enter", *["down"] * 14, "enter")
        await until(pilot, lambda: is_on(pilot, TodayScreen))


async def test_a_word_that_ends_is_asked_for_with_its_end(setting: Setting) -> None:
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        await pilot.press("i")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press("l", *"6", "enter", "y", "n", "n", "n", "n", "n", "u", "2")
        await until(pilot, lambda: "Until? 4 weeks" in flat(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: is_on(pilot, TodayScreen))
    told = setting.coach.days.intake()
    assert isinstance(told, IntakeGiven)
    assert (told.allowed, told.until, told.brisk_walk) == (2, TODAY + 4 * WEEK, None)


async def test_a_sign_that_was_told_of_and_not_ticked_is_asked_for_again(setting: Setting) -> None:
    setting.coach.record.take_intake(TOLD | {"no_ice": False})
    async with CoachApp(setting.coach).run_test(size=SIZE, notifications=True) as pilot:
        await pilot.press("i")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        while question_of(pilot).id != "has_flags":
            await pilot.press("down")
        await pilot.press("y", "enter")
        await until(pilot, lambda: is_on(pilot, FlagsScreen))
        await pilot.press("escape")
        await until(pilot, lambda: "press f to tick it." in flat(pilot))


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_each_question_is_wholly_in_view_when_it_is_asked(
    setting: Setting, size: tuple[int, int]
) -> None:
    setting.coach.record.take_intake(TOLD)
    count = len(intake_form(setting.coach).form.questions)
    async with CoachApp(setting.coach).run_test(size=size) as pilot:
        await pilot.press("i")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        for _ in range(count):
            screen = pilot.app.screen
            assert isinstance(screen, AskScreen)
            row = screen._rows[screen._current]
            await until(pilot, partial(is_whole, pilot, row.question))
            await pilot.press("down")


def question_of(pilot: Pilot[None]) -> Question:
    """The question that is being asked."""
    screen = pilot.app.screen
    assert isinstance(screen, AskScreen)
    return screen._rows[screen._current].question


def is_whole(pilot: Pilot[None], question: Question) -> bool:
    row = pilot.app.screen.query_one(f"#{question.id}")
    return row.region.height > 0 and row.region in row.parent.region  # type: ignore[union-attr]


# What stands there, and what would be lost.


async def test_the_form_of_a_watchs_run_begins_at_how_it_felt(runner: Setting) -> None:
    recorded_by_a_watch(runner)
    async with CoachApp(runner.coach).run_test(size=SIZE) as pilot:
        pilot.app.screen.choose("run")  # type: ignore[attr-defined]
        await until(pilot, lambda: "enter says how it felt" in flat(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press("2", "1", "4", "enter")
        await until(pilot, lambda: is_on(pilot, TodayScreen))
    run = runs(runner)[-1]
    assert (run.distance, run.duration, run.pain) == (5200, 1860, 2)


def recorded_by_a_watch(setting: Setting) -> None:
    began = setting.clock.now() - timedelta(hours=1)
    run = Activity(
        kind=ActivityKind.RUN, began=began, duration=1860, distance=5200, source="evening.fit"
    )
    assert setting.coach.imports.log_activity(run)


async def test_the_first_key_takes_the_place_of_what_stands_there(runner: Setting) -> None:
    runner.coach.runs.ran(5200, 1860, 2, Pattern.FADED)
    async with CoachApp(runner.coach).run_test(size=SIZE) as pilot:
        today = pilot.app.screen
        assert isinstance(today, TodayScreen)
        today.choose("run")
        await pilot.press("r")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press(*"4.8", "enter", *["down"] * 4, "enter")
        await until(pilot, lambda: is_on(pilot, TodayScreen))
    assert [one.distance for one in runs(runner)][-1] == 4800


async def test_leaving_asks_only_where_answers_would_be_lost(setting: Setting) -> None:
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press("escape")
        await until(pilot, lambda: is_on(pilot, TodayScreen))
        await pilot.press("enter")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press("3", "escape")
        await until(pilot, lambda: "Leave without saving the answers?" in flat(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press("escape", "enter")
        await until(pilot, lambda: is_on(pilot, TodayScreen))
    assert setting.coach.days.history() == []


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_what_is_wrong_is_in_view_also_below_the_fold(
    setting: Setting, size: tuple[int, int]
) -> None:
    async with CoachApp(setting.coach).run_test(size=size) as pilot:
        await pilot.press("i")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press("l", *"6", "enter", "y", "n", "n", "n", "n", "n", "u", "2")
        await pilot.press("x", "enter")
        await until(pilot, lambda: "For example: 4 weeks" in flat(pilot))


# What is refused, and what is said meanwhile.


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_what_is_refused_only_when_it_is_recorded_keeps_the_form_and_its_answers(
    setting: Setting, size: tuple[int, int]
) -> None:
    async with CoachApp(setting.coach).run_test(size=size) as pilot:
        await pilot.press("a")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press(*"today", "tab", "t", "enter")
        told = "The first day back has to come after Tue 24 Nov, the first day away."
        await until(pilot, lambda: told in flat(pilot))
        assert is_on(pilot, AskScreen)
        assert "[t travelling]" in flat(pilot)
        await pilot.press("up", *["backspace"] * 5, *"sun", "enter", "enter")
        await until(pilot, lambda: is_on(pilot, TodayScreen))
    away = setting.coach.today().away
    assert away
    assert away.because == "travel"


async def test_a_correction_that_is_refused_keeps_its_form_too(setting: Setting) -> None:
    setting.coach.breaks.away(TODAY + WEEK)
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        await pilot.press("l")
        await until(pilot, lambda: is_on(pilot, EntriesScreen))
        await pilot.press("enter")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press("down", *"today", "tab", "enter")
        await until(pilot, lambda: "has to come after" in flat(pilot))
        assert is_on(pilot, AskScreen)


@pytest.mark.parametrize("size", [(80, 24), (60, 16), (120, 36)])
@pytest.mark.parametrize("text", ["Due.", "A message that says a lot, and more. " * 3])
async def test_a_message_covers_nothing_that_is_asked_and_is_not_cut(
    setting: Setting, size: tuple[int, int], text: str
) -> None:
    setting.coach.record.take_intake(TOLD)
    async with CoachApp(setting.coach).run_test(size=size, notifications=True) as pilot:
        await pilot.press("i")
        await until(pilot, lambda: is_on(pilot, AskScreen))
        await pilot.press("end", *["down"] * 12)
        pilot.app.notify(text, markup=False, timeout=60)
        await until(pilot, lambda: text.strip() in shown_note(pilot))
        (toast,) = pilot.app.screen.query(Toast)
        card, bar = pilot.app.screen.query_one(".card"), pilot.app.screen.query_one(KeyBar)
        assert not toast.region.overlaps(card.region)
        assert not toast.region.overlaps(bar.region)
        row = pilot.app.screen.query_one(f"#{question_of(pilot).id}")
        await until(pilot, lambda: card.region.contains_region(row.region))


@pytest.mark.parametrize("key", ["a", "i", "f", "e", "w", "question_mark", "c", "l", "p"])
async def test_ctrl_c_says_on_every_screen_how_to_quit(setting: Setting, key: str) -> None:
    async with CoachApp(setting.coach).run_test(size=SIZE, notifications=True) as pilot:
        await pilot.press(key)
        await until(pilot, lambda: not is_on(pilot, TodayScreen) and pilot.app.screen.is_mounted)
        await pilot.press("ctrl+c")
        await until(pilot, lambda: "ctrl+q quits; what you have" in flat(pilot))
        assert not is_on(pilot, TodayScreen)
