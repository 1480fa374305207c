"""A whole day, shortened to seconds, in a real terminal and by keys alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support.home import Home
from support.terminal import ENDED, Terminal, is_next, row

from coach.domain.day.planned import Status
from coach.tui.player.big_time import big

A_DAY = """
[player]
get_ready = "0s"

[steps.pain-check]
at = "04:00"
window = "24h"

[sound]
signals = "bell"

[steps.morning]
after = "pain-check"

[steps.midday]
after = "morning"

[steps.warm-up]
after = "midday"
delay = "0s"

[steps.feet]
enabled = false

[steps.run]
after = "warm-up"
days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

[steps.strength]
enabled = false

[steps.evening]
after = "ice"

[steps.night-splint]
after = "evening"

[sessions.morning]
exercises = [
    { exercise = "cd_walk", move = "1s" },
    { exercise = "wu_march", move = "2s" },
]

[sessions.midday]
exercises = [{ exercise = "wu_lunge", move = "1s" }]

[sessions.warm-up]
exercises = [{ exercise = "wu_high_knee", move = "1s" }]

[sessions.cool-down]
exercises = [{ exercise = "cd_walk", move = "1s" }]

[sessions.ice]
exercises = [{ exercise = "ice_pack", hold = "1s" }]

[sessions.evening]
exercises = [{ exercise = "wu_heel_flick", move = "2s" }]
"""
LONG_PHASES = """
[player]
get_ready = "1s"

[sound]
signals = "bell"

[steps.midday]
at = "04:00"
window = "24h"

[sessions.midday]
exercises = [
    { exercise = "wu_march", move = "1h" },
    { exercise = "towel_stretch", sets = 2, hold = "1h", rest = "1h", side = "both" },
]
"""
END_RINGS = 3
STEPS = (
    "pain-check",
    "morning",
    "midday",
    "warm-up",
    "run",
    "cool-down",
    "ice",
    "evening",
    "night-splint",
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path, A_DAY)


@pytest.mark.parametrize(("columns", "rows"), [(120, 36), (80, 24)])
def test_a_whole_day_is_played_by_keys_alone(home: Home, columns: int, rows: int) -> None:
    home.runs_already()
    with Terminal(home, columns=columns, rows=rows) as screen:
        check_the_pain(screen)
        play(screen, "First-step stretches")
        play(screen, "Midday stretches")
        play(screen, "Warm-up")
        go_for_a_run(screen)
        play(screen, "Cool-down")
        ice(screen)
        play(screen, "Evening stretches")
        screen.wait_for(is_next("Night splint"))
        screen.press("enter")
        screen.wait_for(row("Night splint", glyph="✓"))
        screen.press("q")
        assert screen.exit_code() == 0

    assert_all_is_done(home)
    assert_the_answers_are_kept(home)
    assert_the_journal_tells_the_day(home)


def test_each_change_of_phase_is_heard_and_the_end_three_times(tmp_path: Path) -> None:
    with Terminal(Home(tmp_path, LONG_PHASES)) as screen:
        screen.wait_for(is_next("Midday stretches"))
        assert screen.bells == 0
        screen.press("enter")  # get ready, then move
        screen.wait_for("Move")
        screen.wait_for_bells(2)
        screen.press("n")  # get ready, then hold
        screen.wait_for("Hold")
        screen.wait_for_bells(4)
        screen.press("n")
        screen.wait_for("Rest")
        screen.wait_for_bells(5)
        screen.press("n")
        screen.wait_for(ENDED)
        screen.wait_for_bells(5 + END_RINGS)
        screen.press("enter")
        screen.wait_for(row("Midday stretches", glyph="●"))
        screen.press("q")
        assert screen.exit_code() == 0
        assert screen.bells == 5 + END_RINGS


def test_a_muted_session_is_silent(tmp_path: Path) -> None:
    with Terminal(Home(tmp_path, LONG_PHASES)) as screen:
        screen.wait_for(is_next("Midday stretches"))
        screen.press("enter")
        screen.wait_for("Move")
        screen.press("m")
        screen.wait_for("sound on")
        heard = screen.bells
        screen.press("n", "n", "n")
        screen.wait_for(ENDED)
        screen.press("enter")
        screen.wait_for(row("Midday stretches", glyph="●"))
        screen.press("q")
        assert screen.exit_code() == 0
        assert screen.bells == heard


def check_the_pain(screen: Terminal) -> None:
    screen.wait_for(is_next("Morning pain check"))
    screen.press("enter")
    screen.wait_for("How much did the very first steps hurt?")
    screen.press("3")
    screen.wait_for("Does it ease after a few steps?")
    screen.press("y", "n", "y", "n", "enter")


def play(screen: Terminal, name: str) -> None:
    """Start a session that is due, and go back to the day once its end was heard."""
    silent = screen.bells
    screen.wait_for(is_next(name))
    screen.press("enter")
    screen.wait_for(ENDED)
    screen.wait_for(lambda _: screen.bells > silent + END_RINGS)
    screen.press("enter")
    screen.wait_for(row(name, glyph="✓"))


def go_for_a_run(screen: Terminal) -> None:
    screen.wait_for(is_next("Run"))
    screen.press("enter")
    screen.wait_for(row("Run", glyph="▶", detail="since "))
    screen.press("enter")
    screen.wait_for("How was the run?")
    screen.press("5.2", "enter")
    # The time since the start is suggested; the true one replaces it.
    screen.press(*["backspace"] * 4, "31:20", "enter")
    screen.press("2")
    screen.wait_for("How did the pain develop?")
    screen.press("1", "enter")
    screen.wait_for(row("Run", glyph="✓"))


def ice(screen: Terminal) -> None:
    silent = screen.bells
    screen.wait_for(is_next("Ice"))
    screen.press("enter")
    screen.wait_for("Take the ice off")
    screen.wait_for(over_by(1))
    screen.wait_for(over_by(2))
    screen.wait_for(lambda _: screen.bells > silent + END_RINGS)
    screen.press("enter")
    screen.wait_for(row("Ice", glyph="✓"))


def over_by(seconds: int) -> Callable[[str], bool]:
    """A test whether the big digits show that the time is over by so much, or by more."""
    pictures = [big(f"+0:{over:02}") for over in range(seconds, 60)]
    return lambda text: any(shows(text, picture) for picture in pictures)


def shows(text: str, picture: list[str]) -> bool:
    lines = text.splitlines()
    places = (lines[top : top + len(picture)] for top in range(len(lines)))
    return any(
        all(piece.rstrip() in line for piece, line in zip(picture, place, strict=False))
        for place in places
        if len(place) == len(picture)
    )


def assert_all_is_done(home: Home) -> None:
    with home.coach() as coach:
        day = coach.today()
        assert day.next(coach.clock.now()) is None
        statuses = {one.step.id: one.status(coach.clock.now()) for one in day.steps}
    assert statuses == dict.fromkeys(STEPS, Status.DONE)


def assert_the_answers_are_kept(home: Home) -> None:
    checks = "select pain, eases, walking_pain, stretched_first, splint from pain_checks"
    assert home.query(checks) == [(3, True, False, True, False)]
    assert home.query("select metres, seconds, pain, pattern from runs") == [
        (5200.0, 31 * 60 + 20, 2, "faded")
    ]


def assert_the_journal_tells_the_day(home: Home) -> None:
    of_steps = "select step, kind from entries where step is not null order by id"
    assert home.query(of_steps) == [
        ("pain-check", "pain-checked"),
        ("morning", "step-started"),
        ("morning", "exercise-done"),
        ("morning", "exercise-done"),
        ("morning", "step-done"),
        ("midday", "step-started"),
        ("midday", "exercise-done"),
        ("midday", "step-done"),
        ("warm-up", "step-started"),
        ("warm-up", "exercise-done"),
        ("warm-up", "step-done"),
        ("run", "step-started"),
        ("run", "run-logged"),
        ("cool-down", "step-started"),
        ("cool-down", "exercise-done"),
        ("cool-down", "step-done"),
        ("ice", "step-started"),
        ("ice", "exercise-done"),
        ("ice", "step-done"),
        ("evening", "step-started"),
        ("evening", "exercise-done"),
        ("evening", "step-done"),
        ("night-splint", "step-done"),
    ]
