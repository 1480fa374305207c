import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.builders import FakeClock, tell_of_running, wake

from coach.activities import limits
from coach.activities.file_errors import FlawError
from coach.config import load
from coach.core.coach import Coach
from coach.core.undone import undone_text
from coach.domain.day.pauses import LONGEST_PAUSE
from coach.domain.day.planned import MomentKind, Status
from coach.domain.events.activity import Activity, ActivityKind
from coach.domain.events.types import (
    EntryRetracted,
    Event,
    ExerciseDone,
    PainChecked,
    Pattern,
    RunLogged,
    RunNotes,
    SkipReason,
    StepDone,
    StepSkipped,
    StepStarted,
    StepStopped,
    Support,
)
from coach.domain.heel.rules import Level
from coach.domain.routine.kinds import StepKind
from coach.domain.routine.settings import CrossTraining
from coach.errors import ConfigError, NotSavedError, RefusedError
from coach.journal import Journal
from coach.wording.day import DayWords

TUESDAY = date(2026, 3, 3)
"""A day with a run."""
SEVEN = datetime(2026, 3, 3, 7, tzinfo=UTC)
EVENING = SEVEN.replace(hour=18)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(SEVEN)


@pytest.fixture
def patient(config: Path, journal: Journal, clock: FakeClock) -> Coach:
    return Coach(config, journal, clock, retry_unsaved=True)


def status(coach: Coach, step: str) -> Status:
    return coach.days.find(step).status(coach.clock.now())


def refusal(action: Callable[[], object]) -> str:
    with pytest.raises(RefusedError) as raised:
        action()
    return str(raised.value)


def pain(coach: Coach) -> int | None:
    checked = coach.days.check_of(coach.present_day())
    return checked.pain if checked else None


def play(coach: Coach, step: str = "morning", exercises: int = 2) -> None:
    """Begin a session, and do some of its exercises."""
    coach.record.start(step)
    for position in range(exercises):
        coach.record.exercise_done(
            step, coach.present_day(), position, f"exercise-{position}", 30.0
        )


def entries(journal: Journal) -> int:
    count: int = journal._db.execute("select count(*) from entries").fetchone()[0]
    return count


# --- The pain check -----------------------------------------------------------------------------


def test_a_pain_check_is_kept_with_its_answers(coach: Coach) -> None:
    checked = coach.record.check(
        4, eases=False, walking_pain=True, stretched_first=True, splint=True
    )
    assert coach.days.history() == [checked]
    assert (checked.step, checked.day, checked.at) == ("pain-check", TUESDAY, SEVEN)
    assert (checked.pain, checked.eases, checked.walking_pain) == (4, False, True)
    assert (checked.stretched_first, checked.splint) == (True, True)
    assert status(coach, "pain-check") is Status.DONE


def test_no_pain_eases_and_may_hurt_when_walking_all_the_same(coach: Coach) -> None:
    checked = coach.record.check(0, eases=False, walking_pain=True)
    assert (checked.eases, checked.walking_pain) == (True, True)


ANSWERS = ("eases", "walking_pain", "stretched_first", "splint", "worse_after_run", "painkiller")
ANSWER = st.sampled_from([None, True, False])


@given(
    pains=st.tuples(st.integers(1, 10), st.integers(1, 10)),
    told=st.tuples(*(st.fixed_dictionaries(dict.fromkeys(ANSWERS, ANSWER)) for _ in range(2))),
)
def test_what_a_check_does_not_answer_stays_not_told_and_a_second_one_keeps_the_rest(
    pains: tuple[int, int], told: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    with TemporaryDirectory() as folder, closing(Journal(Path(folder) / "journal.db")) as journal:
        coach = Coach(Path(folder) / "config.toml", journal, FakeClock(SEVEN))
        first = coach.record.check(pains[0], **told[0])
        assert {name: getattr(first, name) for name in ANSWERS} == told[0]
        second = coach.record.check(pains[1], **told[1])
        known = {name: value for name, value in told[1].items() if value is not None}
        assert {name: getattr(second, name) for name in ANSWERS} == told[0] | known
        assert coach.days.history() == [second]


def test_a_second_pain_check_corrects_the_first_and_keeps_its_time(
    coach: Coach, clock: FakeClock
) -> None:
    first = coach.record.check(3)
    clock.forward(hours=2)
    second = coach.record.check(5)
    assert coach.days.history() == [second]
    assert (second.at, second.corrects) == (first.at, first.id)


def test_easing_that_was_assumed_where_nothing_hurt_is_not_told_where_it_does(
    coach: Coach,
) -> None:
    assert coach.record.check(0).eases
    assert coach.record.check(7).eases is None
    assert coach.record.check(7, eases=True).eases
    assert coach.record.check(6).eases


def test_undo_of_a_corrected_pain_check_brings_the_first_back(coach: Coach) -> None:
    coach.record.check(3)
    coach.record.check(5)
    assert coach.corrections.undo() == coach_entry(coach, 5)
    assert pain(coach) == 3
    coach.corrections.undo()
    assert pain(coach) is None
    assert refusal(coach.corrections.undo) == "Nothing to undo today."


def coach_entry(coach: Coach, rated: int) -> PainChecked:
    """The pain check with that number, whether or not it is still in force."""
    rows = coach.journal._db.execute("select id from entries where kind = 'pain-checked'")
    found = [coach.journal.entry(id_) for (id_,) in rows]
    return next(one for one in found if isinstance(one, PainChecked) and one.pain == rated)


def test_a_chain_of_corrections_is_undone_one_by_one(coach: Coach) -> None:
    for rated in (3, 5, 7):
        coach.record.check(rated)
    seen = [pain(coach)]
    for _ in range(3):
        coach.corrections.undo()
        seen.append(pain(coach))
    assert seen == [7, 5, 3, None]


def test_the_next_day_has_a_pain_check_of_its_own(coach: Coach, clock: FakeClock) -> None:
    first = coach.record.check(3)
    clock.forward(days=1)
    assert status(coach, "pain-check") is Status.DUE
    second = coach.record.check(5)
    assert coach.days.history() == [first, second]
    assert second.corrects is None


# --- Done, skip, snooze -------------------------------------------------------------------------


def test_a_step_is_done_at_the_present_instant(coach: Coach, clock: FakeClock) -> None:
    clock.forward(minutes=5)
    planned = coach.record.done("morning")
    assert planned.step.name == "First-step stretches"
    assert coach.days.find("morning").facts.done == SEVEN + timedelta(minutes=5)


def test_a_skipped_step_is_skipped_and_can_still_be_done(coach: Coach) -> None:
    coach.record.skip("morning")
    assert status(coach, "morning") is Status.SKIPPED
    coach.record.done("morning")
    assert status(coach, "morning") is Status.DONE


def test_a_snoozed_step_is_due_again_later(coach: Coach, clock: FakeClock) -> None:
    coach.record.snooze("morning", 600)
    assert status(coach, "morning") is Status.SNOOZED
    clock.forward(seconds=600)
    assert status(coach, "morning") is Status.DUE


DONE_ALREADY = "First-step stretches: already done; undo takes that back."


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        (lambda coach: coach.record.done("morning"), DONE_ALREADY),
        (lambda coach: coach.record.skip("morning"), DONE_ALREADY),
        (lambda coach: coach.record.snooze("morning", 60), DONE_ALREADY),
        (
            lambda coach: coach.record.done("middday"),
            "There is no step `middday` today; did you mean `midday`?",
        ),
        (
            lambda coach: coach.record.start("qqq"),
            (
                "There is no step `qqq` today; today has pain-check, morning, midday, warm-up, "
                "feet, run, cool-down, ice, strength, evening, night-splint."
            ),
        ),
        (
            lambda coach: coach.record.done("pain-check"),
            "The pain check needs a number from 0 to 10: `coach check 3`.",
        ),
        (
            lambda coach: coach.record.done("run"),
            "A run needs its distance and time: `coach ran 5.2km 31m`.",
        ),
        (
            lambda coach: coach.record.start("night-splint"),
            "Night splint: nothing to start; use `coach done night-splint`.",
        ),
        (
            lambda coach: coach.record.snooze("midday", 21 * 3600),
            "Midday stretches cannot be put off beyond the end of the day.",
        ),
        (
            lambda coach: coach.record.snooze("evening", 60),
            "Evening stretches: already skipped; undo brings it back.",
        ),
    ],
)
def test_what_the_day_does_not_allow_is_refused_with_one_sentence(
    coach: Coach, journal: Journal, action: Callable[[Coach], object], expected: str
) -> None:
    coach.record.done("morning")
    coach.record.skip("evening")
    before = entries(journal)
    assert refusal(lambda: action(coach)) == expected
    assert entries(journal) == before


def test_a_step_of_another_day_is_said_to_be_so(coach: Coach, clock: FakeClock) -> None:
    clock.forward(days=1)
    assert refusal(lambda: coach.record.skip("run")) == "Run: not on today's plan."


@pytest.mark.parametrize("ago", [0, 1, 40, 50])
def test_what_was_done_on_a_day_without_it_is_taken_down_and_shown(
    coach: Coach, clock: FakeClock, ago: int
) -> None:
    coach.config.write_text('[steps.strength]\ndays = ["sun"]\n')
    coach.routine_file.read_again()
    clock.forward(days=ago)
    assert coach.record.done("strength", TUESDAY, pain=1).step.name == "Strength"
    day = coach.days.day_of(TUESDAY)
    assert [one.step.id for one in day.steps if one.facts.done] == ["strength"]
    assert "already done" in refusal(lambda: coach.record.done("strength", TUESDAY))
    coach.corrections.undo()
    assert coach.days.day_of(TUESDAY).find("strength") is None


def test_strength_that_was_done_against_the_advice_is_taken_down(coach: Coach) -> None:
    coach.record.raise_flags(("numb",))
    assert coach.today().find("strength") is None
    coach.record.done("strength")
    assert status(coach, "strength") is Status.DONE


def test_a_snooze_up_to_the_last_second_of_the_day_is_allowed(coach: Coach) -> None:
    due = coach.days.find("evening").due
    assert due is not None
    left = round((coach.today().ends - due).total_seconds())
    assert refusal(lambda: coach.record.snooze("evening", left)).endswith(
        "beyond the end of the day."
    )
    coach.record.snooze("evening", left - 1)


def test_putting_off_what_is_not_due_yet_never_brings_it_forward(coach: Coach) -> None:
    before = coach.days.find("evening").due
    assert before is not None
    coach.record.snooze("evening")
    assert coach.days.find("evening").due == before + timedelta(minutes=10)
    assert refusal(lambda: coach.record.snooze("evening", 0)).startswith(
        "Say how long to put a step"
    )


def test_a_warm_up_that_the_run_overtook_was_not_missed(coach: Coach, clock: FakeClock) -> None:
    tell_of_running(coach)
    coach.runs.ran(5000, 1800, 0, Pattern.NONE)
    warm_up = coach.days.find("warm-up")
    assert warm_up.status(clock.now()) is Status.SKIPPED
    events = tuple(coach.days.history())
    words = DayWords(coach.routine, coach.today(), events, clock.now(), coach.zone)
    assert words.details(warm_up) == ("run came first",)


def test_ice_after_a_cool_down_that_was_left_out_is_due_and_does_not_wait(
    coach: Coach, clock: FakeClock
) -> None:
    tell_of_running(coach)
    coach.runs.ran(5000, 1800, 0, Pattern.NONE)
    begins = coach.days.find("cool-down").closes
    clock.set(begins + timedelta(minutes=5))
    ice = coach.days.find("ice")
    events = tuple(coach.days.history())
    words = DayWords(coach.routine, coach.today(), events, clock.now(), coach.zone)
    assert words.time_of(ice) == words.clock(begins)
    assert words.standing(ice)[0] == "due 5 min ago"


def test_what_comes_at_the_first_instant_of_the_day_is_reminded_of(
    coach: Coach, clock: FakeClock
) -> None:
    coach.breaks.pause(coach.today().ends)
    clock.forward(days=1)
    today = coach.today()
    first = coach.days.reminders([today])[0]
    assert (first.kind, first.at) == (MomentKind.PAUSE_OVER, today.starts)


def test_a_pause_lasts_two_weeks_and_no_longer(coach: Coach, clock: FakeClock) -> None:
    too_long = clock.now() + LONGEST_PAUSE + timedelta(seconds=1)
    assert "two weeks at most" in refusal(lambda: coach.breaks.pause(too_long))
    ends = clock.now() + LONGEST_PAUSE
    coach.breaks.pause(ends)
    clock.forward(days=13, hours=23)
    assert coach.days.pause_end() == ends
    assert coach.days.is_quiet()
    clock.forward(hours=1)
    assert coach.days.pause_end() is None
    assert not coach.days.is_quiet()


@pytest.mark.parametrize("number", [-1, 11, 100])
def test_pain_is_a_number_from_0_to_10(coach: Coach, journal: Journal, number: int) -> None:
    expected = "Pain is a number from 0 (none) to 10 (the worst there is)."
    assert refusal(lambda: coach.record.check(number)) == expected
    assert refusal(lambda: coach.runs.ran(5000, 1800, number, Pattern.NONE)) == expected
    assert entries(journal) == 0
    assert (coach.record.check(0).pain, coach.record.check(10).pain) == (0, 10)


@pytest.mark.parametrize(
    ("metres", "seconds"),
    [(0, 60), (-5, 60), (500_001, 60), (float("inf"), 60), (float("nan"), 60), (5000, 0), (5, -1)],
)
def test_an_absurd_run_is_refused(
    coach: Coach, journal: Journal, metres: float, seconds: int
) -> None:
    expected = "A run needs a distance up to 500 km and a time, as in `5.2km 31m`."
    assert refusal(lambda: coach.runs.ran(metres, seconds, 0, Pattern.NONE)) == expected
    assert entries(journal) == 0


@pytest.mark.parametrize(
    ("metres", "seconds", "is_possible"),
    [(52_000, 31 * 60, False), (5200, 31 * 60, True), (1100, 100, True), (1101, 100, False)],
)
def test_nobody_runs_faster_than_a_file_may_tell(
    coach: Coach, metres: float, seconds: int, *, is_possible: bool
) -> None:
    tell_of_running(coach)
    run = Activity(ActivityKind.RUN, SEVEN, seconds, metres, "run.fit")
    if is_possible:
        limits.check(run, SEVEN, coach.routine.display)
        assert coach.runs.ran(metres, seconds, 0, Pattern.NONE).distance == metres
        return
    with pytest.raises(FlawError):
        limits.check(run, SEVEN, coach.routine.display)
    said = refusal(lambda: coach.runs.ran(metres, seconds, 0, Pattern.NONE))
    assert said.endswith("is faster than anyone runs; check the distance and the time.")
    logged = coach.runs.ran(5000, 1800, 0, Pattern.NONE)
    refusal(lambda: coach.runs.ran(metres, seconds, 0, Pattern.NONE, corrects=logged))
    assert coach.days.run_of(TUESDAY) == logged


# --- What was not answered of a run----------------------------------------------------------------


def test_what_is_not_told_of_a_run_stays_not_told(coach: Coach) -> None:
    tell_of_running(coach)
    run = coach.runs.ran(5000, 1800, None, None)
    assert (run.pain, run.pattern, run.supports, run.effort) == (None, None, None, None)
    assert (run.walk_jog, run.stage) == (None, None)


@pytest.mark.parametrize(
    ("pain", "pattern", "expected"),
    [
        (0, None, (0, Pattern.NONE)),
        (None, Pattern.NONE, (0, Pattern.NONE)),
        (3, None, (3, None)),
        (None, Pattern.FADED, (None, Pattern.FADED)),
    ],
)
def test_no_pain_is_told_by_the_number_or_by_how_it_went(
    coach: Coach,
    pain: int | None,
    pattern: Pattern | None,
    expected: tuple[int | None, Pattern | None],
) -> None:
    tell_of_running(coach)
    run = coach.runs.ran(5000, 1800, pain, pattern)
    assert (run.pain, run.pattern) == expected


def test_who_tells_later_how_a_run_felt_keeps_what_was_told_before(coach: Coach) -> None:
    tell_of_running(coach)
    notes = RunNotes(effort=4, supports=(Support.TAPE,), shoes="old ones")
    coach.runs.ran(5000, 1800, 3, None, notes=notes)
    run = coach.runs.felt(None, Pattern.FADED)
    assert (run.pain, run.pattern) == (3, Pattern.FADED)
    assert (run.effort, run.supports, run.shoes) == (4, (Support.TAPE,), "old ones")
    assert coach.runs.unrated_run() is None


def test_a_run_of_which_half_is_told_waits_to_be_told_of(coach: Coach) -> None:
    tell_of_running(coach)
    coach.runs.ran(5000, 1800, 3, None)
    coach.runs.felt(None, None, RunNotes(effort=5))
    waiting = coach.runs.unrated_run()
    assert waiting is not None
    assert (waiting.pain, waiting.pattern, waiting.effort) == (3, None, 5)


# --- A walk-jog, or a run -----------------------------------------------------------------------


def test_a_run_on_a_walk_jog_day_is_a_stage_where_it_is_told_to_be(coach: Coach) -> None:
    assert coach.runs.may_be_walk_jog(1200)
    run = coach.runs.ran(3000, 1200, 0, Pattern.NONE)
    assert (run.stage, run.walk_jog) == (None, None)
    run = coach.runs.ran(3000, 1200, 0, Pattern.NONE, walk_jog=True, corrects=run)
    assert (run.stage, run.walk_jog) == (1, True)
    run = coach.runs.ran(3000, 1200, 0, Pattern.NONE, walk_jog=False, corrects=run)
    assert (run.stage, run.walk_jog) == (None, False)


def test_a_run_is_a_stage_where_it_was_played_as_one(coach: Coach) -> None:
    assert not coach.runs.has_played_walk_jog()
    play(coach, "run")
    assert coach.runs.has_played_walk_jog()
    assert coach.runs.ran(None, 1200, 0, Pattern.NONE).stage == 1
    assert not coach.runs.has_played_walk_jog()


def test_there_is_one_stage_a_day(coach: Coach) -> None:
    assert coach.runs.ran(None, 1200, 0, Pattern.NONE, walk_jog=True).stage == 1
    again = coach.runs.ran(None, 1201, 0, Pattern.NONE, walk_jog=True)
    assert (again.stage, again.walk_jog) == (None, True)


@pytest.mark.parametrize(
    ("seconds", "is_possible"), [(None, True), (1200, True), (1800, True), (1801, False)]
)
def test_a_walk_jog_takes_half_an_hour_at_most(
    coach: Coach, seconds: int | None, *, is_possible: bool
) -> None:
    assert coach.runs.may_be_walk_jog(seconds) is is_possible
    if seconds:
        run = coach.runs.ran(3000, seconds, 0, Pattern.NONE, walk_jog=True)
        assert (run.stage is not None) is is_possible


def test_there_is_no_walk_jog_where_one_may_run_or_is_to_rest(
    coach: Coach, clock: FakeClock
) -> None:
    coach.runs.ran(None, 1200, 0, Pattern.NONE, walk_jog=True)
    clock.forward(days=1)
    assert not coach.runs.may_be_walk_jog(1200)
    clock.forward(days=1)
    assert coach.runs.may_be_walk_jog(1200)
    tell_of_running(coach)
    coach.record.take_intake({"allowed": 3})
    assert not coach.runs.may_be_walk_jog(1200)
    assert coach.runs.ran(3000, 1200, 0, Pattern.NONE, walk_jog=True).stage is None


# --- More than was advised ----------------------------------------------------------------------


@pytest.mark.parametrize(("metres", "is_outlier"), [(20_000, False), (20_001, True)])
def test_a_run_of_more_than_twice_any_other_is_asked_about(
    coach: Coach, metres: float, *, is_outlier: bool
) -> None:
    tell_of_running(coach)  # 10 km at most
    assert coach.runs.is_outlier(metres) is is_outlier


def test_the_first_run_of_all_is_no_outlier(coach: Coach) -> None:
    assert not coach.runs.is_outlier(42_195)
    assert not coach.runs.is_outlier(None)


def test_a_run_beyond_the_advice_is_said_to_be_with_what_the_day_allowed(coach: Coach) -> None:
    tell_of_running(coach)
    within = coach.runs.ran(9000, 3000, 0, Pattern.NONE)
    assert coach.runs.beyond(within) is None
    beyond = coach.runs.ran(12_000, 4000, 0, Pattern.NONE, corrects=within)
    allowed = coach.runs.beyond(beyond)
    assert allowed is not None
    assert allowed.caps.today == 10_000


def test_a_sign_ticked_after_the_first_run_of_a_day_counts_for_the_next(coach: Coach) -> None:
    tell_of_running(coach)
    coach.runs.ran(5000, 1800, 0, Pattern.NONE)
    coach.record.raise_flags(("fever",))
    second = coach.runs.ran(1000, 400, 0, Pattern.NONE)
    for run in (second, coach.runs.ran(900, 400, 0, Pattern.NONE, corrects=second)):
        allowed = coach.runs.beyond(run)
        assert allowed is not None
        assert allowed.level is Level.REST


def test_a_sign_ticked_after_a_run_does_not_count_for_it(coach: Coach) -> None:
    tell_of_running(coach)
    run = coach.runs.ran(5000, 1800, 0, Pattern.NONE)
    coach.record.raise_flags(("fever",))
    assert coach.runs.beyond(coach.runs.ran(5100, 1800, 0, Pattern.NONE, corrects=run)) is None


def test_two_runs_of_a_day_share_what_it_allows_and_settle_a_step_each(
    coach: Coach, config: Path, clock: FakeClock
) -> None:
    config.write_text('[steps.second]\nkind = "run"\nname = "Second run"\nat = "19:00"\n')
    coach.changes()
    tell_of_running(coach)
    first = coach.runs.ran(6000, 2000, 0, Pattern.NONE)
    assert (status(coach, "run"), status(coach, "second")) == (Status.DONE, Status.UPCOMING)
    assert coach.days.find("second").step.note == "up to 4.0 km"
    second = coach.runs.ran(5000, 1800, 0, Pattern.NONE)
    assert (first.step, second.step) == ("run", "second")
    assert status(coach, "second") is Status.DONE
    assert coach.runs.beyond(second) is not None
    clock.forward(days=1)
    assert coach.runs.beyond(second) is not None


def test_who_ran_badly_does_not_run_again_that_day(coach: Coach, config: Path) -> None:
    config.write_text('[steps.second]\nkind = "run"\nname = "Second run"\nat = "19:00"\n')
    coach.changes()
    tell_of_running(coach)
    coach.runs.ran(3000, 1200, 6, Pattern.WORSE)
    assert status(coach, "run") is Status.DONE
    assert coach.days.find("second").step.kind is StepKind.CROSS_TRAIN
    assert coach.judgement().most_today == 0


# --- How strength felt --------------------------------------------------------------------------


def test_a_strength_session_is_rated_and_keeps_what_is_not_told_again(coach: Coach) -> None:
    tell_of_running(coach)
    wake(coach, 2)
    coach.record.done("strength", effort=6)
    done = coach.days.done_of("strength", TUESDAY)
    assert done is not None
    assert (done.effort, done.pain) == (6, None)
    rated = coach.record.rate(done, effort=None, pain=3)
    assert coach.days.done_of("strength", TUESDAY) == rated
    assert (rated.effort, rated.pain, rated.at) == (6, 3, done.at)
    assert status(coach, "strength") is Status.DONE


@pytest.mark.parametrize(("effort", "pain"), [(0, None), (11, None), (None, -1), (None, 11)])
def test_what_no_scale_holds_is_refused_of_strength_too(
    coach: Coach, effort: int | None, pain: int | None
) -> None:
    tell_of_running(coach)
    refusal(lambda: coach.record.done("strength", effort=effort, pain=pain))
    coach.record.done("strength")
    done = coach.days.done_of("strength", TUESDAY)
    assert done is not None
    refusal(lambda: coach.record.rate(done, effort=effort, pain=pain))
    assert coach.days.done_of("strength", TUESDAY) == done


# --- A session under way ------------------------------------------------------------------------


def test_a_session_that_is_started_is_under_way_and_starts_once(
    coach: Coach, journal: Journal
) -> None:
    assert coach.record.start("morning").facts.started == SEVEN
    coach.record.start("morning")
    assert entries(journal) == 1
    assert status(coach, "morning") is Status.UNDER_WAY


def test_a_session_that_is_left_keeps_what_was_done(coach: Coach) -> None:
    play(coach, exercises=2)
    coach.record.stop("morning", TUESDAY)
    planned = coach.days.find("morning")
    assert status(coach, "morning") is Status.DUE
    assert (planned.facts.started, planned.facts.finished) == (None, 2)
    assert coach.record.start("morning").facts.finished == 2


def test_a_session_keeps_the_day_on_which_it_began(
    coach: Coach, journal: Journal, clock: FakeClock
) -> None:
    clock.set(datetime(2026, 3, 4, 3, 55, tzinfo=UTC))
    assert coach.present_day() == TUESDAY
    coach.record.start("evening")
    clock.forward(minutes=10)
    assert coach.present_day() == TUESDAY + timedelta(days=1)
    coach.record.exercise_done("evening", TUESDAY, 0, "pf_stretch", 100.0)
    coach.record.finish("evening", TUESDAY, clock.now())
    assert {event.day for event in journal.since(date.min)} == {TUESDAY}
    assert status(coach, "evening") is Status.UPCOMING


def test_finishing_keeps_the_instant_at_which_the_session_ended(
    coach: Coach, clock: FakeClock
) -> None:
    play(coach)
    ended = SEVEN + timedelta(minutes=9)
    clock.forward(minutes=30)
    coach.record.finish("morning", TUESDAY, ended)
    assert coach.days.find("morning").facts.done == ended


def test_finishing_what_is_done_already_adds_nothing(
    coach: Coach, journal: Journal, clock: FakeClock
) -> None:
    coach.record.done("morning")
    clock.forward(hours=1)
    coach.record.finish("morning", TUESDAY, clock.now())
    assert entries(journal) == 1
    assert coach.days.find("morning").facts.done == SEVEN


# --- Undo ---------------------------------------------------------------------------------------


def test_there_is_nothing_to_undo_at_first_nor_from_yesterday(
    coach: Coach, clock: FakeClock
) -> None:
    assert refusal(coach.corrections.undo) == "Nothing to undo today."
    coach.record.done("morning")
    clock.forward(days=1)
    assert refusal(coach.corrections.undo) == "Nothing to undo today."


@pytest.mark.parametrize("ending", [StepDone, StepStopped, ExerciseDone])
def test_undo_takes_a_played_session_back_as_a_whole(coach: Coach, ending: type[Event]) -> None:
    before = coach.record.skip("midday")
    play(coach, exercises=3)
    if ending is StepDone:
        coach.record.finish("morning", TUESDAY, SEVEN)
    if ending is StepStopped:
        coach.record.stop("morning", TUESDAY)
    assert isinstance(coach.corrections.undo(), ending)
    assert coach.days.find("morning").facts.finished == 0
    assert [type(event) for event in coach.days.history()] == [StepSkipped]
    coach.corrections.undo()
    assert coach.days.find("midday").facts == before.facts


def test_undo_takes_back_only_the_last_attempt(coach: Coach) -> None:
    play(coach, exercises=1)
    coach.record.stop("morning", TUESDAY)
    play(coach, exercises=3)
    coach.record.finish("morning", TUESDAY, SEVEN)
    coach.corrections.undo()
    assert coach.days.find("morning").facts.finished == 1
    assert [type(event) for event in coach.days.history()] == [
        StepStarted,
        ExerciseDone,
        StepStopped,
    ]


def test_undo_of_a_session_leaves_what_was_recorded_in_the_meantime(coach: Coach) -> None:
    coach.record.start("morning")
    coach.record.check(3)
    coach.record.exercise_done("morning", TUESDAY, 0, "pf_stretch", 100.0)
    coach.record.finish("morning", TUESDAY, SEVEN)
    coach.corrections.undo()
    assert [type(event) for event in coach.days.history()] == [PainChecked]


def test_undo_of_a_step_done_by_hand_takes_back_no_session_before_it(coach: Coach) -> None:
    play(coach, exercises=2)
    coach.record.stop("morning", TUESDAY)
    coach.record.done("morning")
    assert isinstance(coach.corrections.undo(), StepDone)
    assert coach.days.find("morning").facts.finished == 2


def test_undo_of_a_corrected_run_brings_the_first_back(coach: Coach) -> None:
    first = coach.runs.ran(5000, 1800, 0, Pattern.NONE)
    second = coach.runs.ran(6000, 2000, 3, Pattern.FADED, corrects=first)
    assert coach.days.history() == [second]
    assert coach.corrections.undo() == second
    back = coach.days.run_of(TUESDAY)
    assert back is not None
    assert (back.distance, back.at, back.step) == (5000, first.at, "run")


def test_undo_of_a_corrected_run_of_yesterday_brings_the_first_back_and_no_more(
    coach: Coach, clock: FakeClock
) -> None:
    first = coach.runs.ran(5000, 1800, 0, Pattern.NONE)
    clock.forward(days=1)
    coach.record.done("morning")
    second = coach.runs.ran(6000, 2000, 3, Pattern.FADED, corrects=first)
    assert (second.day, second.at) == (first.day, first.at)
    assert coach.corrections.undo() == second
    assert isinstance(coach.corrections.undo(), StepDone)
    assert refusal(coach.corrections.undo) == "Nothing to undo today."
    (left,) = coach.days.history()
    assert isinstance(left, RunLogged)
    assert (left.distance, left.day) == (5000, TUESDAY)


def test_undo_is_not_confused_by_a_clock_that_goes_back(coach: Coach, clock: FakeClock) -> None:
    coach.record.done("morning")
    clock.forward(minutes=-50)
    coach.record.skip("midday")
    assert isinstance(coach.corrections.undo(), StepSkipped)
    assert isinstance(coach.corrections.undo(), StepDone)


# --- The run ------------------------------------------------------------------------------------


def test_a_run_settles_the_run_and_makes_the_cool_down_due_at_once_and_the_ice_after_it(
    coach: Coach, clock: FakeClock
) -> None:
    clock.set(EVENING)
    logged = coach.runs.ran(5200, 1860, 2, Pattern.FADED)
    assert (logged.step, logged.distance, logged.duration) == ("run", 5200, 1860)
    assert status(coach, "run") is Status.DONE
    assert status(coach, "cool-down") is Status.DUE
    assert status(coach, "ice") is Status.UPCOMING
    clock.forward(minutes=10)
    coach.record.done("cool-down")
    assert coach.days.find("ice").due == clock.now()
    assert status(coach, "ice") is Status.DUE


def test_a_run_without_pain_has_no_pattern_of_pain(coach: Coach) -> None:
    assert coach.runs.ran(5200, 1860, 0, Pattern.WORSE).pattern is Pattern.NONE
    assert coach.runs.ran(5200, 1861, 1, Pattern.WORSE).pattern is Pattern.WORSE


def test_a_run_is_recorded_once_and_a_second_one_by_its_own_time(coach: Coach) -> None:
    first = coach.runs.ran(5200, 1860, None, None)
    with pytest.raises(RefusedError, match=r"already: 5\.2 km in 31 min.* such as 31:01\."):
        coach.runs.ran(5200, 1860, 2, Pattern.FADED)
    assert coach.runs.ran(5200, 1860, 2, Pattern.FADED, corrects=first).pain == 2
    yesterday = coach.present_day() - timedelta(days=1)
    coach.runs.ran(5200, 1860, 0, Pattern.NONE, day=yesterday)
    coach.runs.ran(5200, 1861, 0, Pattern.NONE)


# --- What changes from outside ------------------------------------------------------------------


def test_nothing_changes_by_itself_or_by_ones_own_entries(coach: Coach) -> None:
    assert not coach.changes()
    coach.record.done("morning")
    assert not coach.changes()


def test_entries_of_another_process_are_noticed_once(coach: Coach, journal: Journal) -> None:
    code = """
import sys
from datetime import UTC, datetime
from contextlib import closing
from pathlib import Path
from coach.domain.events.types import StepDone
from coach.journal import Journal
at = datetime(2026, 3, 3, 7, tzinfo=UTC)
Journal(Path(sys.argv[1])).append(StepDone(id="f", at=at, day=at.date(), step="midday"))
"""
    subprocess.run(
        [sys.executable, "-c", code, str(journal.path)],
        cwd=Path(__file__).parents[2],
        check=True,
        timeout=30,
    )
    assert coach.changes()
    assert not coach.changes()
    assert status(coach, "midday") is Status.DONE


def test_a_changed_config_is_read_and_one_that_is_gone_leaves_the_last_good_routine(
    coach: Coach, config: Path
) -> None:
    config.write_text('[steps.midday]\nat = "13:15"\n')
    assert coach.changes()
    assert not coach.changes()
    assert coach.days.find("midday").due == SEVEN.replace(hour=13, minute=15)
    config.rename(config.with_name("away"))
    for look in (coach.changes, coach.routine_file.read_again):
        look()
        assert coach.days.find("midday").due == SEVEN.replace(hour=13, minute=15)
        assert coach.routine_file.problems == (
            f"{config} has 1 problem; the last good routine stays in force.",
            "the file is gone; put it back, or restart Coach with the shipped routine",
        )
    config.with_name("away").rename(config)
    assert coach.changes()
    assert coach.routine_file.problems == ()


def test_a_broken_config_keeps_the_last_good_routine_and_mending_it_clears_the_problems(
    coach: Coach, config: Path
) -> None:
    config.write_text('[steps.midday]\nat = "13:15"\n')
    coach.changes()
    config.write_text('[steps.midday]\nat = "half past one"\nna = "x"\n')
    assert coach.changes()
    heading, *problems = coach.routine_file.problems
    assert heading == f"{config} has 2 problems; the last good routine stays in force."
    assert [one[: len("line 2")] for one in problems] == ["line 2", "line 3"]
    assert coach.days.find("midday").due == SEVEN.replace(hour=13, minute=15)
    assert not coach.changes()
    config.write_text('[steps.midday]\nat = "13:30"\n')
    assert coach.changes()
    assert coach.routine_file.problems == ()
    assert coach.days.find("midday").due == SEVEN.replace(hour=13, minute=30)


def test_a_config_that_is_broken_from_the_start_is_an_error(
    config: Path, journal: Journal, clock: FakeClock
) -> None:
    config.write_text("theme = 3\n")
    with pytest.raises(ConfigError, match=":1:9: theme is 3; write a text in quotes"):
        Coach(config, journal, clock)


def test_steps_follow_the_wall_clock_into_another_zone_and_what_is_done_stays_done(
    coach: Coach, clock: FakeClock
) -> None:
    coach.record.done("morning")
    assert not coach.days.follow_zone()
    clock.travel(ZoneInfo("America/New_York"))
    assert coach.days.find("midday").due == SEVEN.replace(hour=12, minute=30)
    assert coach.days.follow_zone()
    assert not coach.days.follow_zone()
    clock.set(EVENING)
    assert coach.days.find("midday").due == SEVEN.replace(hour=17, minute=30)
    assert coach.days.find("morning").facts.done == SEVEN


# --- When nothing can be saved ------------------------------------------------------------------


def break_disk(journal: Journal) -> None:
    journal._db.execute("pragma query_only = on")


def mend_disk(journal: Journal) -> None:
    journal._db.execute("pragma query_only = off")


def test_an_impatient_coach_fails_at_once_and_keeps_nothing(coach: Coach, journal: Journal) -> None:
    break_disk(journal)
    with pytest.raises(NotSavedError, match="give yourself write permission"):
        coach.record.done("morning")
    assert coach.ledger.unsaved == ()
    mend_disk(journal)
    assert status(coach, "morning") is Status.DUE
    assert entries(journal) == 0


def test_a_patient_coach_keeps_what_cannot_be_saved_and_saves_it_later_in_order(
    patient: Coach, journal: Journal, clock: FakeClock
) -> None:
    patient.record.done("morning")
    break_disk(journal)
    checked = patient.record.check(3)
    clock.forward(minutes=1)
    patient.record.skip("midday")
    assert status(patient, "pain-check") is Status.DONE
    assert status(patient, "midday") is Status.SKIPPED
    assert not patient.ledger.save_again()
    held = patient.ledger.unsaved
    assert held[0] == checked
    assert entries(journal) == 1
    mend_disk(journal)
    assert patient.ledger.save_again()
    assert patient.ledger.unsaved == ()
    assert journal.since(TUESDAY)[1:] == list(held)
    assert patient.ledger.save_again()
    assert entries(journal) == 3


def test_nobody_at_a_screen_waits_long_for_a_journal_that_is_locked(
    patient: Coach, journal: Journal
) -> None:
    def patience() -> int:
        ((milliseconds,),) = journal.rows("pragma busy_timeout")
        return int(milliseconds)

    usual = patience()
    with closing(sqlite3.connect(journal.path, isolation_level=None)) as other:
        other.execute("begin immediate")
        patient.record.done("morning")
        assert status(patient, "morning") is Status.DONE
        assert "another program has locked it" in patient.ledger.why_unsaved
        assert patience() < usual
        assert not patient.ledger.save_again()
        other.execute("rollback")
    assert patient.ledger.save_again()
    assert patience() == usual
    assert [type(event) for event in journal.since(TUESDAY)] == [StepDone]


def test_the_next_entry_takes_the_unsaved_ones_along(patient: Coach, journal: Journal) -> None:
    break_disk(journal)
    patient.record.done("morning")
    mend_disk(journal)
    patient.record.skip("midday")
    assert patient.ledger.unsaved == ()
    assert [type(event) for event in journal.since(TUESDAY)] == [StepDone, StepSkipped]


def test_undo_and_correction_work_on_what_is_not_saved(patient: Coach, journal: Journal) -> None:
    patient.record.done("morning")
    break_disk(journal)
    patient.record.check(3)
    patient.record.check(5)
    assert pain(patient) == 5
    patient.corrections.undo()
    assert pain(patient) == 3
    patient.corrections.undo()
    assert pain(patient) is None
    assert isinstance(patient.corrections.undo(), StepDone)
    assert patient.days.history() == []
    mend_disk(journal)
    assert patient.ledger.save_again()
    assert journal.since(TUESDAY) == []
    assert patient.days.history() == []


def test_what_is_refused_is_not_kept_as_unsaved(patient: Coach, journal: Journal) -> None:
    break_disk(journal)
    refusal(lambda: patient.record.check(11))
    assert patient.ledger.unsaved == ()


def test_a_second_coach_sees_what_the_first_recorded(
    coach: Coach, config: Path, journal: Journal, clock: FakeClock
) -> None:
    other_journal = Journal(journal.path)
    other = Coach(config, other_journal, clock)
    coach.record.done("morning")
    assert other.changes()
    assert refusal(lambda: other.record.done("morning")) == DONE_ALREADY
    assert isinstance(other.corrections.undo(), StepDone)
    assert status(coach, "morning") is Status.DUE
    other_journal.close()


@pytest.mark.parametrize(
    "verb",
    [
        lambda coach: coach.record.check(5),
        lambda coach: coach.runs.ran(5000, 1860, 0, None),
        lambda coach: coach.record.start("morning"),
        lambda coach: coach.record.done("midday"),
        lambda coach: coach.record.skip("midday"),
        lambda coach: coach.record.snooze("evening"),
        lambda coach: coach.record.raise_flags(("fever",)),
        lambda coach: coach.breaks.pause(coach.clock.now() + timedelta(hours=1)),
        lambda coach: coach.corrections.undo(),
    ],
)
def test_nobody_writes_between_what_is_read_and_what_is_recorded(
    coach: Coach, journal: Journal, monkeypatch: pytest.MonkeyPatch, verb: Callable[[Coach], object]
) -> None:
    coach.record.check(3)
    last_id, refused = journal.last_id, []

    def meddled() -> str:
        with closing(sqlite3.connect(journal.path, timeout=0)) as other:
            try:
                other.execute("begin immediate")
            except sqlite3.OperationalError as error:
                refused.append(str(error))
        return last_id()

    monkeypatch.setattr(journal, "last_id", meddled)
    verb(coach)
    assert set(refused) == {"database is locked"}
    with closing(sqlite3.connect(journal.path, timeout=0)) as other:
        other.execute("begin immediate")


def test_what_is_refused_leaves_the_journal_to_others(coach: Coach, journal: Journal) -> None:
    refusal(lambda: coach.record.snooze("evening", 0))
    with closing(sqlite3.connect(journal.path, timeout=0)) as other:
        other.execute("begin immediate")


def test_a_locked_journal_is_waited_for_once(patient: Coach, journal: Journal) -> None:
    with closing(sqlite3.connect(journal.path, isolation_level=None)) as other:
        other.execute("begin immediate")
        waits: list[str] = []
        journal._db.execute("pragma busy_timeout = 0")
        journal._db.set_trace_callback(waits.append)
        patient.record.check(3)
        patient.corrections.undo()
    assert [one for one in waits if one == "begin immediate"] == ["begin immediate"] * 2
    assert len(patient.ledger.unsaved) == 2


def test_a_clock_that_lags_in_one_process_does_not_upset_the_order(
    coach: Coach, config: Path, journal: Journal
) -> None:
    other_journal = Journal(journal.path)
    other = Coach(config, other_journal, FakeClock(SEVEN - timedelta(minutes=20)))
    coach.record.skip("midday")
    other.record.done("midday")
    assert [type(event) for event in coach.days.history()] == [StepSkipped, StepDone]
    other_journal.close()


def test_the_reading_with_its_warnings_is_at_hand(coach: Coach, config: Path) -> None:
    config.write_text('[exercises.ice_pack]\nhold = "9m"\n')
    coach.changes()
    assert coach.routine_file.reading == load(config)
    assert len(coach.routine_file.reading.warnings) == 1


def test_what_was_over_before_the_first_entry_was_not_missed(
    coach: Coach, clock: FakeClock
) -> None:
    clock.set(SEVEN.replace(hour=14))
    assert coach.days.find("morning").status(clock.now()) is Status.SKIPPED
    coach.record.done("midday")
    clock.forward(hours=1)
    assert coach.days.find("morning").status(clock.now()) is Status.SKIPPED
    clock.forward(days=1)
    assert coach.days.find("morning").status(clock.now()) is Status.MISSED


# --- What was recorded is changed afterwards ----------------------------------------------------


def played(coach: Coach) -> list[Event]:
    play(coach)
    coach.record.finish("morning", TUESDAY, coach.clock.now())
    return coach.days.history()


def test_what_is_deleted_is_gone_and_undo_brings_the_very_same_back(
    coach: Coach, clock: FakeClock
) -> None:
    before = played(coach)
    clock.forward(days=1)
    coach.corrections.delete(before)
    assert coach.days.history() == []
    undone = coach.corrections.undo()
    assert isinstance(undone, EntryRetracted)
    assert undone_text(coach, undone) == "Back again: First-step stretches: done"
    assert coach.days.history() == before
    assert refusal(coach.corrections.undo) == "Nothing to undo today."


def test_undo_goes_past_a_deletion_that_was_taken_back(coach: Coach) -> None:
    checked, _ = coach.record.check(3), coach.record.done("morning")
    coach.corrections.delete([checked])
    coach.corrections.undo()
    assert isinstance(coach.corrections.undo(), StepDone)
    assert coach.days.history() == [checked]


def test_deleting_what_holds_no_more_is_refused(coach: Coach) -> None:
    checked = coach.record.check(3)
    coach.corrections.delete([checked])
    expected = "That was changed elsewhere in the meantime; nothing was done."
    assert refusal(lambda: coach.corrections.delete([checked])) == expected


def test_undo_of_a_correction_leaves_what_another_machine_deleted(
    coach: Coach, journal: Journal
) -> None:
    first = coach.record.check(3)
    journal.append(
        EntryRetracted(id=f"{first.id[:-1]}x", at=SEVEN, day=TUESDAY, entries=(first.id,))
    )
    coach.record.check(5)
    coach.corrections.undo()
    assert coach.days.history() == []


def test_a_correction_takes_the_place_of_what_it_corrects(coach: Coach) -> None:
    first = coach.record.take_intake({"no_ice": True})
    coach.record.take_intake({"no_ice": False})
    corrected = coach.record.take_intake({"weekly": 20_000.0}, corrects=first)
    assert (corrected.no_ice, corrected.weekly) == (True, 20_000.0)
    latest = coach.days.intake()
    assert latest is not None
    assert not latest.no_ice
    assert coach.days.history()[0] == corrected


def test_a_new_word_of_a_clinician_does_not_keep_the_end_of_the_old_one(coach: Coach) -> None:
    coach.record.take_intake({"allowed": 2, "until": TUESDAY})
    coach.record.take_intake({"weekly": 10_000.0})
    kept = coach.days.intake()
    assert kept is not None
    assert kept.until == TUESDAY
    coach.record.take_intake({"allowed": 3})
    latest = coach.days.intake()
    assert latest is not None
    assert (latest.allowed, latest.until) == (3, TUESDAY + timedelta(weeks=4))


def test_a_step_was_done_at_another_time(coach: Coach, clock: FakeClock) -> None:
    clock.set(EVENING)
    coach.record.done("midday")
    (done,) = coach.days.history()
    assert isinstance(done, StepDone)
    coach.corrections.retime(done, time(12, 40))
    assert coach.days.find("midday").facts.done == SEVEN.replace(hour=12, minute=40)
    (retimed,) = coach.days.history()
    assert isinstance(retimed, StepDone)
    assert refusal(lambda: coach.corrections.retime(retimed, time(18, 1))) == "It is not 18:01 yet."


def test_a_day_that_is_past_is_told_of_at_the_time_its_step_was_due(
    coach: Coach, clock: FakeClock
) -> None:
    clock.forward(days=3)
    checked = coach.record.check(4, day=TUESDAY)
    coach.record.done("midday", TUESDAY)
    run = coach.runs.ran(5000, 1800, 1, Pattern.FADED, day=TUESDAY)
    swum = coach.record.trained(CrossTraining.SWIM, 1800, day=TUESDAY)
    day = coach.days.day_of(TUESDAY)
    assert checked.at == day.starts.replace(hour=6, minute=45)
    assert [one.status(clock.now()) for one in day.steps if one.step.id == "midday"] == [
        Status.DONE
    ]
    assert {one.day for one in (checked, run, swum)} == {TUESDAY}
    assert run.at == SEVEN.replace(hour=17, minute=30)
    assert swum.at == SEVEN.replace(hour=12)
    assert coach.record.check(5, day=TUESDAY).corrects == checked.id
    assert coach.today().find("pain-check") == coach.days.find("pain-check")
    assert status(coach, "pain-check") is Status.DUE


def test_what_was_told_of_a_past_day_today_is_undone_today(coach: Coach, clock: FakeClock) -> None:
    clock.forward(days=3)
    told = coach.record.check(4, day=TUESDAY)
    assert coach.corrections.undo() == told
    assert coach.days.check_of(TUESDAY) is None


def test_days_to_come_and_days_long_ago_are_not_told_of(coach: Coach) -> None:
    tomorrow, long_ago = TUESDAY + timedelta(days=1), TUESDAY - timedelta(days=367)
    assert refusal(lambda: coach.record.check(3, day=tomorrow)) == "2026-03-04 has not come yet."
    expected = "2025-03-01 is too long ago; entries can go back one year only."
    assert refusal(lambda: coach.record.done("midday", long_ago)) == expected
    monday = TUESDAY - timedelta(days=1)
    expected = "Run: not on the plan of Monday 2 March 2026."
    assert refusal(lambda: coach.record.skip("run", day=monday)) == expected
    expected = "A run needs its distance and time: `coach ran 5.2km 31m`."
    assert refusal(lambda: coach.record.done("run", monday)) == expected


def test_undo_of_what_was_deleted_works_before_it_is_saved(
    patient: Coach, journal: Journal
) -> None:
    before = played(patient)
    break_disk(journal)
    patient.corrections.delete(before)
    assert patient.days.history() == []
    assert "First-step stretches" in undone_text(patient, patient.corrections.undo())
    assert patient.days.history() == before
    mend_disk(journal)
    patient.corrections.delete(before)
    break_disk(journal)
    patient.corrections.undo()
    assert patient.days.history() == before
    mend_disk(journal)
    patient.ledger.save_again()
    assert patient.days.history() == before


def test_what_is_entered_while_the_journal_is_away_is_written_where_it_comes_back(
    patient: Coach, tmp_path: Path
) -> None:
    patient.record.check(3)
    path, away = patient.journal.path, tmp_path / "away.db"
    path.rename(away)
    patient.record.done("midday")
    assert patient.ledger.why_unsaved.startswith("1 entry is not saved yet.")
    assert status(patient, "midday") is Status.DONE
    with pytest.raises(NotSavedError, match="the journal is gone from there"):
        patient.changes()
    away.rename(path)
    assert patient.ledger.save_again()
    assert [type(one) for one in patient.days.history()] == [PainChecked, StepDone]


def test_another_journal_in_its_place_is_followed_at_once(
    patient: Coach, tmp_path: Path, clock: FakeClock
) -> None:
    patient.record.check(3)
    with closing(Journal(tmp_path / "other.db")) as other:
        Coach(patient.config, other, clock).record.check(7)
    (tmp_path / "other.db").replace(patient.journal.path)
    assert patient.changes()
    assert [one.pain for one in patient.days.history() if isinstance(one, PainChecked)] == [7]


def test_undo_does_not_reach_back_after_a_clock_that_was_ahead(
    coach: Coach, clock: FakeClock
) -> None:
    true = clock.now()
    clock.set(true + timedelta(days=1500))
    ahead = coach.record.check(3)
    clock.set(true)
    coach.record.check(4)
    clock.set(true + timedelta(days=1))
    assert refusal(coach.corrections.undo) == "Nothing to undo today."
    coach.corrections.delete([ahead])
    coach.corrections.undo()
    assert coach.ledger.stands(ahead)


def test_a_step_of_the_evening_is_not_booked_early_in_the_morning_for_yesterdays(
    coach: Coach, clock: FakeClock
) -> None:
    coach.record.check(3)
    clock.set(coach.today().starts + timedelta(days=1, hours=1))
    said = refusal(lambda: coach.record.done("evening"))
    assert "If you mean yesterday's, write `coach done evening --day yesterday`" in said
    coach.record.done("evening", coach.present_day() - timedelta(days=1))
    assert coach.record.done("evening").step.id == "evening"


def test_a_step_of_a_past_day_may_be_skipped_for_a_reason(coach: Coach, clock: FakeClock) -> None:
    coach.record.check(3)
    day = coach.present_day()
    clock.set(clock.now() + timedelta(days=1))
    coach.record.skip("evening", SkipReason.ILL, day)
    assert coach.days.find("evening", day).facts.because is SkipReason.ILL
    assert status(coach, "evening") is not Status.SKIPPED


def test_what_was_not_saved_when_a_program_ended_is_saved_by_the_next(
    config: Path, journal: Journal, clock: FakeClock
) -> None:
    ended = Coach(config, journal, clock, retry_unsaved=True)
    journal._db.execute("pragma query_only = on")
    ended.record.check(4)
    kept = list(journal.path.parent.glob("journal.unsaved-*.json"))
    assert [stat.S_IMODE(one.stat().st_mode) for one in kept] == [0o600]
    assert Coach(config, journal, clock).days.check_of(ended.present_day()) is None
    journal._db.execute("pragma query_only = off")
    check = Coach(config, journal, clock).days.check_of(ended.present_day())
    assert check is not None
    assert check.pain == 4
    assert not list(journal.path.parent.glob("journal.unsaved-*.json"))
    assert ended.ledger.save_again()
    assert [one.event for one in journal.entries()] == [check]


def test_by_a_clock_that_cannot_be_right_nothing_is_recorded(
    config: Path, journal: Journal
) -> None:
    coach = Coach(config, journal, FakeClock(datetime(1970, 1, 2, 8, tzinfo=UTC)))
    with pytest.raises(
        RefusedError, match=r"The clock shows 1970-01-02, which cannot be right; set it"
    ):
        coach.record.check(5)
    assert journal.count() == 0
