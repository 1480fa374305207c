"""How the coach judges a heel: the level of the day, and how the runner can answer it."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET
from msgspec.structs import replace
from support.any_event import ANY_EVENT
from support.builders import FakeClock, tell_of_running, wake

from coach.core.coach import Coach
from coach.domain.day.plan import plan_day
from coach.domain.day.planned import PlannedStep, Status
from coach.domain.events.types import (
    Event,
    FlagRaised,
    IntakeGiven,
    Overruled,
    Pattern,
    RunLogged,
    RunNotes,
)
from coach.domain.heel.rules import Level
from coach.domain.heel.warning_signs import FLAGS, Weight
from coach.domain.routine.kinds import Foot, StepKind
from coach.domain.routine.settings import CrossTraining
from coach.errors import ConfigError, NotSavedError, RefusedError
from coach.journal import Journal

TUESDAY = date(2026, 3, 3)
"""A day with a run, as Thursday is the next one."""
SEVEN = datetime(2026, 3, 3, 7, tzinfo=UTC)
DAY = timedelta(days=1)
AROUND_THE_RUN = ("warm-up", "feet", "cool-down", "ice")
STEPS = ("pain-check", "morning", "run", "ice", "strength")
EVERY_DAY = '[steps.run]\ndays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]\n'


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(SEVEN)


@pytest.fixture
def runner(coach: Coach) -> Coach:
    """The coach of a runner who has run lately."""
    tell_of_running(coach)
    return coach


@pytest.fixture
def patient(config: Path, journal: Journal, clock: FakeClock) -> Coach:
    """A coach whose entries cannot be saved just now, with a runner and a warning sign."""
    coach = Coach(config, journal, clock, retry_unsaved=True)
    tell_of_running(coach)
    coach.record.raise_flags(("bones",))
    journal._db.execute("pragma query_only = on")
    return coach


def level(coach: Coach) -> Level:
    return coach.judgement().level


def row(coach: Coach) -> str:
    return coach.judgement().verdict.row.id


def steps(coach: Coach) -> dict[str, PlannedStep]:
    return {one.step.id: one for one in coach.today().steps}


def status(coach: Coach, step: str) -> Status:
    return coach.days.find(step).status(coach.clock.now())


def run_kind(coach: Coach) -> StepKind:
    return coach.days.find("run").step.kind


def refusal(action: Callable[[], object]) -> str:
    with pytest.raises(RefusedError) as raised:
        action()
    return str(raised.value)


def stretches(coach: Coach, clock: FakeClock, days: int = 7) -> None:
    """Let so many days go by, each with two stretch sessions."""
    for _ in range(days):
        coach.record.done("morning")
        coach.record.done("midday")
        clock.forward(days=1)


# --- The level and the run of the day -----------------------------------------------------------


def test_who_told_nothing_walks_and_jogs_from_the_first_stage(coach: Coach) -> None:
    assert (level(coach), row(coach)) == (Level.WALK_JOG, "R12")
    step = coach.days.find("run").step
    assert (step.kind, step.session) == (StepKind.SESSION, "walk-jog")
    assert step.name == "Walk-jog, stage 1 of 19"


def test_who_runs_already_runs(runner: Coach) -> None:
    assert level(runner) is Level.NO_INCREASE
    step = runner.days.find("run").step
    assert (step.kind, step.name, step.note) == (StepKind.RUN, "Run", "up to 10.0 km")


def test_who_stretches_and_has_little_pain_runs_a_tenth_more(
    coach: Coach, clock: FakeClock
) -> None:
    clock.set(SEVEN - 7 * DAY)
    tell_of_running(coach)
    stretches(coach, clock)
    wake(coach, 1)
    assert (coach.present_day(), level(coach)) == (TUESDAY, Level.AS_PLANNED)
    step = coach.days.find("run").step
    assert (step.kind, step.note) == (StepKind.RUN, "up to 11.0 km")


def test_a_check_changes_the_day_at_once_and_so_does_its_correction(runner: Coach) -> None:
    seen = []
    for pain in (7, 2, 6):
        wake(runner, pain)
        seen.append((row(runner), run_kind(runner)))
    assert seen == [
        ("R08", StepKind.CROSS_TRAIN),
        ("R19", StepKind.RUN),
        ("R08", StepKind.CROSS_TRAIN),
    ]


@pytest.mark.parametrize(
    ("pain", "expected"),
    [(3, StepKind.SESSION), (7, StepKind.CROSS_TRAIN)],
    ids=["walk-jog", "cross-train"],
)
def test_what_hangs_on_the_run_hangs_on_what_it_became(
    coach: Coach, clock: FakeClock, pain: int, expected: StepKind
) -> None:
    wake(coach, pain)
    clock.set(SEVEN.replace(hour=17, minute=15))
    assert run_kind(coach) is expected
    assert status(coach, "warm-up") is Status.DUE
    assert set(AROUND_THE_RUN) <= set(steps(coach))


def test_rest_takes_the_run_and_all_that_hangs_on_it(runner: Coach) -> None:
    wake(runner, 9, eases=False)
    assert (level(runner), row(runner)) == (Level.REST, "R02")
    left = set(steps(runner))
    assert not left & {"run", "strength", *AROUND_THE_RUN}
    assert {"pain-check", "morning", "midday", "evening"} <= left


def test_days_in_the_past_keep_their_own_level(runner: Coach, clock: FakeClock) -> None:
    wake(runner, 7)
    clock.forward(days=2)
    wake(runner, 2)
    tuesday, _, thursday = runner.days.since(TUESDAY)
    kinds = [one.step.kind for day in (tuesday, thursday) for one in day.steps]
    assert StepKind.CROSS_TRAIN in kinds[: len(tuesday.steps)]
    assert StepKind.CROSS_TRAIN not in kinds[len(tuesday.steps) :]
    assert StepKind.RUN in kinds[len(tuesday.steps) :]


def test_a_warning_sign_takes_nothing_from_the_days_before_it(
    runner: Coach, clock: FakeClock
) -> None:
    clock.forward(days=2)
    runner.record.raise_flags(("fever",))
    tuesday, _, thursday = runner.days.since(TUESDAY)
    assert tuesday.find("run")
    assert thursday.find("run") is None


def test_a_cleared_sign_gives_nothing_back_to_the_days_before(
    runner: Coach, clock: FakeClock
) -> None:
    runner.record.raise_flags(("fever",))
    clock.forward(days=2)
    runner.record.clear_flags(("fever",), "Dr Lee")
    tuesday, _, thursday = runner.days.since(TUESDAY)
    assert tuesday.find("run") is None
    assert thursday.find("run")


# --- Warning signs ------------------------------------------------------------------------------


def test_signs_stand_day_after_day_until_they_are_cleared(runner: Coach, clock: FakeClock) -> None:
    runner.record.raise_flags(("lump",))
    clock.forward(days=90)
    runner.record.raise_flags(("fever", "lump"))
    assert runner.judgement().flags == ("lump", "fever")
    assert (level(runner), row(runner)) == (Level.REST, "R01")
    runner.record.clear_flags(("lump", "fever"), "Dr Lee")
    assert runner.judgement().flags == ()
    assert level(runner) is not Level.REST


def test_signs_are_cleared_one_by_one_with_who_saw_them_and_when(
    runner: Coach, clock: FakeClock
) -> None:
    runner.record.raise_flags(("numb", "fever"))
    clock.forward(days=3)
    cleared = runner.record.clear_flags(("numb",), " Dr Lee ", TUESDAY + DAY)
    assert (cleared.flags, cleared.seen_by, cleared.seen_on) == (
        ("numb",),
        "Dr Lee",
        TUESDAY + DAY,
    )
    assert runner.judgement().flags == ("fever",)
    assert (level(runner), row(runner)) == (Level.REST, "R01")
    assert runner.record.clear_flags(("fever",), "Dr Lee").seen_on == TUESDAY + 3 * DAY
    assert (level(runner), row(runner)) == (Level.WALK_JOG, "R12")


@pytest.mark.parametrize(
    ("signs", "seen_by", "on", "expected"),
    [
        ((), "Dr Lee", None, "Say which sign to clear: numb, fever."),
        (("lump",), "Dr Lee", None, "There is no warning sign `lump` to clear; you have numb"),
        (("numb",), "  ", None, "Say which clinician has seen you about it"),
        (("numb",), "Dr Lee", TUESDAY + DAY, "2026-03-04 has not come yet."),
    ],
)
def test_clearing_asks_which_sign_seen_by_whom_and_when(
    runner: Coach, signs: tuple[str, ...], seen_by: str, on: date | None, expected: str
) -> None:
    runner.record.raise_flags(("numb", "fever"))
    assert expected in refusal(lambda: runner.record.clear_flags(signs, seen_by, on))
    assert runner.judgement().flags == ("numb", "fever")


@pytest.mark.parametrize("sign", [key for key, one in FLAGS.items() if one.weight is Weight.ASK])
def test_a_sign_to_ask_about_leaves_the_level_as_it_is(runner: Coach, sign: str) -> None:
    before = level(runner)
    runner.record.raise_flags((sign,))
    assert level(runner) is before


def test_with_bones_at_risk_nobody_runs_until_a_clinician_has_advised(runner: Coach) -> None:
    runner.record.raise_flags(("bones",))
    assert (level(runner), row(runner)) == (Level.CROSS_TRAIN, "R21")
    assert run_kind(runner) is StepKind.CROSS_TRAIN
    runner.record.clear_flags(("bones",), "Dr Lee")
    assert run_kind(runner) is StepKind.RUN


def test_a_sign_that_nobody_knows_is_refused_with_those_that_are_known(
    coach: Coach, journal: Journal
) -> None:
    said = refusal(lambda: coach.record.raise_flags(("lump", "broken")))
    assert said == f"There is no warning sign `broken`; known: {', '.join(FLAGS)}."
    assert refusal(lambda: coach.record.raise_flags(()))
    assert journal.last_id() == ""


def test_where_no_sign_stands_none_is_cleared(coach: Coach) -> None:
    assert (
        refusal(lambda: coach.record.clear_flags(("lump",), "Dr Lee"))
        == "There is no warning sign to clear."
    )


def test_who_has_diabetes_never_has_ice_again(runner: Coach, clock: FakeClock) -> None:
    assert "ice" in steps(runner)
    runner.record.raise_flags(("diabetes",))
    clock.forward(days=2)
    runner.record.clear_flags(("diabetes",), "Dr Lee")
    assert runner.judgement().no_ice
    assert {"run", "cool-down"} <= set(steps(runner))
    assert "ice" not in steps(runner)


def test_after_an_injury_nothing_is_stretched(runner: Coach) -> None:
    runner.record.raise_flags(("lump",))
    assert "midday" in steps(runner)
    runner.record.raise_flags(("injury",))
    assert set(steps(runner)) == {"pain-check"}


# --- Overruled ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("pain", "advised"), [(5, "R09"), (3, "R12")])
def test_the_advice_is_overruled_once_for_one_day_and_that_is_written_down(
    coach: Coach, clock: FakeClock, pain: int, advised: str
) -> None:
    wake(coach, pain, eases=advised != "R09")
    assert coach.record.overrule().is_overruled
    assert (level(coach), run_kind(coach)) == (Level.NO_INCREASE, StepKind.RUN)
    assert [one.row for one in coach.days.history() if isinstance(one, Overruled)] == [advised]
    assert refusal(coach.record.overrule) == "You have already overruled today's advice."
    clock.forward(days=1)
    wake(coach, pain, eases=advised != "R09")
    assert not coach.judgement().is_overruled
    assert row(coach) == advised


def test_who_may_run_has_nothing_to_overrule(runner: Coach) -> None:
    assert refusal(runner.record.overrule) == "There is nothing to overrule: you may run today."


def test_rest_and_the_word_of_a_clinician_are_not_overruled(coach: Coach) -> None:
    wake(coach, 3)
    coach.record.take_intake({"allowed": 1})
    said = refusal(coach.record.overrule)
    assert said == "That is your clinician's advice; talk to them before you run."
    coach.record.raise_flags(("fever",))
    assert refusal(coach.record.overrule) == "That advice cannot be overruled: ask a clinician."
    assert not any(isinstance(one, Overruled) for one in coach.days.history())


@pytest.mark.parametrize(
    ("pain", "walking_pain", "expected"),
    [
        (6, False, "That advice cannot be overruled: ask a clinician."),
        (3, True, "That advice cannot be overruled: ask a clinician."),
        (3, None, "Do the whole pain check first: that advice can only be overruled on a mild"),
    ],
    ids=["6 or more", "walking hurts", "no answer on walking"],
)
def test_only_a_mild_morning_is_overruled(
    coach: Coach, pain: int, *, walking_pain: bool | None, expected: str
) -> None:
    coach.record.check(pain, eases=True, walking_pain=walking_pain)
    assert refusal(coach.record.overrule).startswith(expected)


def test_a_morning_without_a_check_is_not_overruled(coach: Coach) -> None:
    assert refusal(coach.record.overrule).startswith("Do the whole pain check first")


def test_a_warning_sign_after_it_counts_more_than_what_was_overruled(coach: Coach) -> None:
    wake(coach, 3)
    coach.record.overrule()
    coach.record.raise_flags(("fever",))
    assert level(coach) is Level.REST


# --- The walk-jog ladder ------------------------------------------------------------------------


def test_a_walk_jog_is_a_stage_and_the_next_one_comes_two_days_later(
    config: Path, journal: Journal, clock: FakeClock
) -> None:
    config.write_text(EVERY_DAY)
    coach = Coach(config, journal, clock)
    logged = coach.runs.ran(None, 1200, 1, Pattern.FADED, walk_jog=True)
    assert (logged.stage, logged.distance, logged.step) == (1, 0.0, "run")
    assert status(coach, "run") is Status.DONE
    stretches(coach, clock, days=1)
    between = coach.days.find("run").step
    assert (between.kind, between.optional) == (StepKind.CROSS_TRAIN, True)
    stretches(coach, clock, days=1)
    assert coach.days.find("run").step.name == "Walk-jog, stage 2 of 19"


def test_a_walk_jog_that_got_worse_is_done_again_later(coach: Coach, clock: FakeClock) -> None:
    coach.runs.ran(None, 1200, 4, Pattern.WORSE, walk_jog=True)
    clock.forward(days=2)
    assert (row(coach), run_kind(coach)) == ("R07", StepKind.CROSS_TRAIN)


def test_only_a_walk_jog_may_be_without_a_distance(runner: Coach) -> None:
    expected = "A run needs a distance up to 500 km and a time, as in `5.2km 31m`."
    assert refusal(lambda: runner.runs.ran(None, 1200, 0, Pattern.NONE)) == expected
    assert runner.runs.ran(5000, 1800, 0, Pattern.NONE).stage is None


def test_a_walk_jog_without_a_distance_is_corrected_whatever_the_level_is_by_then(
    coach: Coach, clock: FakeClock
) -> None:
    first = coach.runs.ran(None, 1200, 4, Pattern.WORSE, walk_jog=True)
    clock.forward(days=1)
    assert level(coach) is Level.CROSS_TRAIN
    second = coach.runs.ran(None, 1200, 1, Pattern.FADED, corrects=first)
    assert (second.stage, second.distance, second.pain) == (1, 0.0, 1)


@pytest.mark.parametrize("effort", [-1, 0, 11])
def test_effort_is_a_number_from_1_to_10(runner: Coach, effort: int) -> None:
    said = refusal(
        lambda: runner.runs.ran(5000, 1800, 0, Pattern.NONE, notes=RunNotes(effort=effort))
    )
    assert said == "Effort is a number from 1 (very easy) to 10 (all out)."
    assert runner.days.run_of(TUESDAY) is None


@pytest.mark.parametrize("effort", [None, 1, 10])
def test_the_effort_of_a_run_is_kept(runner: Coach, effort: int | None) -> None:
    runner.runs.ran(5000, 1800, 0, Pattern.NONE, notes=RunNotes(effort=effort))
    run = runner.days.run_of(TUESDAY)
    assert run is not None
    assert run.effort == effort


# --- Training in a run's place ------------------------------------------------------------------


def test_training_settles_the_cross_training_and_the_ice_follows(
    runner: Coach, clock: FakeClock
) -> None:
    wake(runner, 7)
    clock.set(SEVEN.replace(hour=18))
    assert runner.record.trained(CrossTraining.SWIM, 1800).step == "run"
    assert status(runner, "run") is Status.DONE
    assert runner.days.find("run").step.name == "Cross-training"
    assert status(runner, "cool-down") is Status.DUE
    runner.record.done("cool-down")
    assert status(runner, "ice") is Status.DUE


@pytest.mark.parametrize("pain", [2, 10])
def test_training_stays_what_it_was_when_the_level_changes_afterwards(
    runner: Coach, pain: int
) -> None:
    wake(runner, 7)
    runner.record.trained(CrossTraining.SWIM, 1800)
    wake(runner, pain, eases=False)
    assert level(runner) is not Level.CROSS_TRAIN
    assert (run_kind(runner), status(runner, "run")) == (StepKind.CROSS_TRAIN, Status.DONE)


def test_training_on_a_day_with_a_run_leaves_the_run_to_be_run(runner: Coach) -> None:
    assert runner.record.trained(CrossTraining.RIDE, 3600, 20_000).step is None
    assert run_kind(runner) is StepKind.RUN
    assert status(runner, "run") is Status.UPCOMING


def test_who_runs_after_all_has_run(runner: Coach) -> None:
    wake(runner, 5, eases=False)
    runner.record.trained(CrossTraining.SWIM, 1800)
    runner.record.overrule()
    runner.runs.ran(5000, 1800, 0, Pattern.NONE)
    assert (run_kind(runner), status(runner, "run")) == (StepKind.RUN, Status.DONE)


@pytest.mark.parametrize(("seconds", "metres"), [(0, 0), (-1, 0), (60, -1), (60, 500_001)])
def test_absurd_training_is_refused(runner: Coach, seconds: int, metres: float) -> None:
    said = refusal(lambda: runner.record.trained(CrossTraining.SWIM, seconds, metres))
    assert said == "Training needs a time, as in `coach trained swim 30m`."


def test_what_is_done_stays_in_the_day_when_the_level_drops(
    runner: Coach, clock: FakeClock
) -> None:
    runner.runs.ran(5000, 1800, 0, Pattern.NONE)
    runner.record.done("ice")
    runner.record.done("midday")
    runner.record.raise_flags(("injury",))
    assert level(runner) is Level.REST
    for step in ("run", "ice", "midday"):
        assert status(runner, step) is Status.DONE
    assert run_kind(runner) is StepKind.RUN
    assert "strength" not in steps(runner)
    clock.forward(days=2)
    assert not set(steps(runner)) & {"run", "ice", "midday"}


# --- The intake ---------------------------------------------------------------------------------


def test_what_is_told_again_counts_and_the_rest_stays(coach: Coach) -> None:
    assert coach.days.intake() is None
    coach.record.take_intake({"weekly": 20_000.0, "no_ice": True})
    assert coach.judgement().no_ice
    coach.record.take_intake({"weekly": 30_000.0})
    told = coach.days.intake()
    assert told is not None
    assert (told.weekly, told.no_ice) == (30_000.0, True)
    coach.record.take_intake({"no_ice": False})
    assert not coach.judgement().no_ice


def test_signs_may_be_ticked_with_the_intake(coach: Coach) -> None:
    coach.record.take_intake({}, flags=("fever",))
    assert coach.judgement().flags == ("fever",)


def test_the_word_of_a_clinician_holds_up_to_its_last_day(coach: Coach, clock: FakeClock) -> None:
    coach.record.take_intake({"allowed": 1, "until": TUESDAY + 2 * DAY})
    for _ in range(3):
        assert coach.judgement().is_prescribed
        assert level(coach) is Level.CROSS_TRAIN
        clock.forward(days=1)
    assert not coach.judgement().is_prescribed
    assert level(coach) is Level.WALK_JOG


def test_the_word_of_a_clinician_allows_more_than_the_coach_but_not_with_a_warning_sign(
    coach: Coach,
) -> None:
    coach.record.take_intake({"allowed": 3})
    wake(coach, 7)
    assert (level(coach), row(coach)) == (Level.NO_INCREASE, "R08")
    coach.record.raise_flags(("fever",))
    assert (level(coach), coach.judgement().is_prescribed) == (Level.REST, False)


@pytest.mark.parametrize(
    ("told", "expected"),
    [({"pain": 9, "eases": False}, "R02"), ({"pain": 2, "walking_pain": True}, "R05")],
)
def test_the_word_of_a_clinician_lifts_no_rest_and_no_pain_in_walking(
    coach: Coach, told: dict[str, Any], expected: str
) -> None:
    coach.record.take_intake({"allowed": 3})
    wake(coach, **told)
    assert (row(coach), coach.judgement().is_prescribed) == (expected, False)
    assert level(coach) <= Level.CROSS_TRAIN


def test_the_word_of_a_clinician_has_an_end_also_where_none_was_told(
    coach: Coach, clock: FakeClock
) -> None:
    told = coach.record.take_intake({"allowed": 1})
    assert told.until == TUESDAY + 28 * DAY
    clock.forward(days=28)
    assert coach.judgement().is_prescribed
    clock.forward(days=1)
    assert not coach.judgement().is_prescribed


def test_saving_the_intake_again_keeps_the_word_of_a_clinician_and_its_end(
    coach: Coach, clock: FakeClock
) -> None:
    coach.record.take_intake({"allowed": 1, "until": TUESDAY + 10 * DAY})
    clock.forward(days=2)
    coach.record.take_intake({"weekly": 12_000.0})
    coach.record.take_intake({"weekly": 15_000.0, "allowed": 1, "until": None})
    told = coach.days.intake()
    assert told is not None
    assert (told.allowed, told.until) == (1, TUESDAY + 10 * DAY)
    assert coach.judgement().prescribed_until == TUESDAY + 10 * DAY


def test_a_word_that_is_over_and_said_again_has_a_new_end(coach: Coach, clock: FakeClock) -> None:
    coach.record.take_intake({"allowed": 1, "until": TUESDAY})
    clock.forward(days=2)
    told = coach.record.take_intake({"allowed": 1})
    assert told.until == TUESDAY + 30 * DAY
    assert coach.judgement().is_prescribed
    assert coach.record.take_intake({"allowed": None}).until is None
    assert not coach.judgement().is_prescribed


def test_an_intake_that_says_the_same_changes_nothing(
    coach: Coach, clock: FakeClock, journal: Journal
) -> None:
    told = {"weekly": 30_000.0, "longest": 10_000.0, "last_run": TUESDAY - DAY}
    told |= {"last_pattern": Pattern.NONE}
    first = coach.record.take_intake(told)
    wake(coach, 2)
    clock.forward(days=12)
    wake(coach, 2)
    before = coach.judgement(), [coach.judgement(TUESDAY + days * DAY) for days in range(12)]
    entries = journal.count()
    assert coach.record.take_intake(told) == first
    assert journal.count() == entries
    after = coach.judgement(), [coach.judgement(TUESDAY + days * DAY) for days in range(12)]
    assert after == before


@pytest.mark.parametrize(("field", "sign"), [("weak_bones", "bones"), ("pregnant", "pregnancy")])
def test_what_the_intake_asks_once_raises_its_sign_once(
    coach: Coach, field: str, sign: str
) -> None:
    coach.record.take_intake({field: True})
    assert coach.judgement().flags == (sign,)
    coach.record.clear_flags((sign,), "Dr Lee")
    coach.record.take_intake({field: True, "weekly": 5000.0})
    assert coach.judgement().flags == ()


def test_the_foot_goes_into_the_config_file_and_leaves_its_comments(
    config: Path, journal: Journal, clock: FakeClock
) -> None:
    config.write_text('# mine\n[day]\nstarts = "03:30"  # early\n\n[profile]  # me\n')
    coach = Coach(config, journal, clock)
    coach.record.take_intake({}, foot=Foot.LEFT)
    assert coach.routine.profile.foot is Foot.LEFT
    written = config.read_text()
    assert written.startswith('# mine\n[day]\nstarts = "03:30"  # early\n')
    assert '[profile]  # me\nfoot = "left"\n' in written


def test_a_foot_that_is_known_already_writes_no_file(coach: Coach, config: Path) -> None:
    coach.record.take_intake({}, foot=Foot.BOTH)
    assert not config.exists()


def test_an_intake_is_kept_though_the_foot_cannot_be(coach: Coach, config: Path) -> None:
    config.mkdir()
    with pytest.raises(ConfigError, match=r"`profile\.foot` was not saved"):
        coach.record.take_intake({"weekly": 20_000.0}, foot=Foot.LEFT)
    assert coach.days.intake() is not None


# --- Undo ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        (tell_of_running, IntakeGiven),
        (lambda coach: coach.record.raise_flags(("fever",)), FlagRaised),
        (lambda coach: coach.record.overrule(), Overruled),
        (lambda coach: coach.runs.ran(None, 1200, 5, Pattern.WORSE), RunLogged),
    ],
    ids=["intake", "flag", "overruled", "run"],
)
def test_undo_takes_back_what_changed_the_level(
    coach: Coach, action: Callable[[Coach], Any], kind: type[Event]
) -> None:
    wake(coach, 3)
    before = coach.judgement()
    action(coach)
    assert coach.judgement() != before
    assert isinstance(coach.corrections.undo(), kind)
    assert coach.judgement() == before


def test_undo_of_a_second_intake_brings_the_first_back(runner: Coach) -> None:
    before = runner.days.intake()
    runner.record.take_intake({"last_run": None})
    assert level(runner) is Level.WALK_JOG
    runner.corrections.undo()
    assert runner.days.intake() == before
    assert level(runner) is Level.NO_INCREASE


def test_undo_of_clearing_brings_the_signs_back(coach: Coach) -> None:
    coach.record.raise_flags(("lump",))
    coach.record.clear_flags(("lump",), "Dr Lee")
    coach.corrections.undo()
    assert coach.judgement().flags == ("lump",)


# --- When nothing can be saved ------------------------------------------------------------------


def test_what_cannot_be_saved_yet_counts_for_the_judgement(
    patient: Coach, journal: Journal
) -> None:
    patient.record.clear_flags(("bones",), "Dr Lee")
    assert level(patient) is Level.NO_INCREASE
    wake(patient, 5, eases=False)
    assert row(patient) == "R09"
    patient.record.overrule()
    assert patient.judgement().is_overruled
    patient.record.take_intake({"allowed": 0})
    assert (level(patient), patient.judgement().is_prescribed) == (Level.REST, True)
    assert len(patient.ledger.unsaved) == 4
    before = patient.judgement()
    journal._db.execute("pragma query_only = off")
    assert patient.ledger.save_again()
    assert patient.judgement() == before


def test_what_is_taken_back_counts_no_more_though_that_cannot_be_saved_yet(
    patient: Coach,
) -> None:
    patient.corrections.undo()
    assert patient.judgement().flags == ()
    patient.corrections.undo()
    assert patient.days.intake() is None
    assert level(patient) is Level.WALK_JOG


def test_an_intake_that_cannot_be_saved_yet_is_known(patient: Coach) -> None:
    patient.record.take_intake({"weekly": 12_000.0})
    told = patient.days.intake()
    assert told is not None
    assert told.weekly == 12_000.0


def test_a_command_that_cannot_save_changes_no_judgement(coach: Coach, journal: Journal) -> None:
    before = coach.judgement()
    journal._db.execute("pragma query_only = on")
    with pytest.raises(NotSavedError):
        coach.record.raise_flags(("fever",))
    assert coach.judgement() == before


def test_a_run_of_the_time_before_the_first_entry_went_beyond_no_advice(
    coach: Coach, clock: FakeClock
) -> None:
    run = coach.runs.ran(9_000, 3000, 0, Pattern.NONE, day=coach.present_day() - DAY)
    assert coach.runs.beyond(run) is None
    clock.set(SEVEN + DAY)
    assert coach.runs.beyond(coach.runs.ran(9_000, 3000, 0, Pattern.NONE)) is not None


def moved(event: Event, number: int, ago: int, step: str) -> Event:
    """The same event before that Tuesday, for a step in the plan."""
    others = {"step": step} if getattr(event, "step", None) else {}
    return replace(event, id=f"{number:026x}", place=UNSET, day=TUESDAY - DAY * ago, **others)


@pytest.mark.slow
@given(
    told=st.lists(
        st.tuples(ANY_EVENT, st.integers(0, 60), st.sampled_from(STEPS)),
        max_size=20,
    )
)
def test_today_rests_on_no_more_than_what_is_read_of_the_days_before(
    told: list[tuple[Event, int, str]],
) -> None:
    with TemporaryDirectory() as folder, closing(Journal(Path(folder, "journal.db"))) as journal:
        journal.append(
            *(moved(one, number, ago, step) for number, (one, ago, step) in enumerate(told))
        )
        coach = Coach(Path(folder, "config.toml"), journal, FakeClock(SEVEN))
        events = coach.days.history(timedelta(days=90))
        judged = coach.days.judged(events, (TUESDAY, TUESDAY))
        routine = judged.routine_of(TUESDAY)
        assert coach.judgement() == judged.judgement(TUESDAY)
        assert coach.today() == plan_day(routine, TUESDAY, events, coach.zone, coach.days.began())
