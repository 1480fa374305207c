"""An activity from a watch becomes one entry, on its own day."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from support.builders import FakeClock, tell_of_running, wake

from coach.core.coach import Coach
from coach.domain.day.planned import Status
from coach.domain.events.activity import Activity, ActivityKind
from coach.domain.events.types import Pattern, RunLogged, RunNotes, Support, Trained
from coach.domain.routine.kinds import StepKind
from coach.errors import NotSavedError, RefusedError
from coach.journal import Journal

TUESDAY = date(2026, 3, 3)
"""A day with a run."""
NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
DAY = timedelta(days=1)
RUN = Activity(ActivityKind.RUN, NOON - timedelta(hours=2), 1800.4, 5000.0, "run.fit")
EVENING = replace(RUN, began=NOON + timedelta(hours=6), distance=5200.0, source="evening.gpx")
TREADMILL = replace(RUN, distance=0.0, source="treadmill.fit")
RIDE = replace(RUN, kind=ActivityKind.RIDE, distance=15_000.0, source="ride.fit")
NOTES = RunNotes(effort=4, supports=(Support.TAPE,), shoes="old ones")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOON)


@pytest.fixture
def coach(config: Path, journal: Journal, clock: FakeClock) -> Coach:
    """The coach of a runner who has run lately."""
    coach = Coach(config, journal, clock)
    tell_of_running(coach)
    return coach


def runs(coach: Coach) -> list[RunLogged]:
    return [one for one in coach.journal.since(date.min) if isinstance(one, RunLogged)]


def trainings(coach: Coach) -> list[Trained]:
    return [one for one in coach.journal.since(date.min) if isinstance(one, Trained)]


def status(coach: Coach, step: str) -> Status:
    return coach.days.find(step).status(coach.clock.now())


# --- A run --------------------------------------------------------------------------------------


def test_a_run_of_today_is_logged_when_it_ended_and_the_cool_down_is_due(coach: Coach) -> None:
    assert coach.imports.log_activity(RUN)
    (run,) = runs(coach)
    assert (run.day, run.step, run.at) == (TUESDAY, "run", RUN.began + timedelta(seconds=1800.4))
    assert (run.distance, run.duration, run.file) == (5000.0, 1800, "run.fit")
    assert (run.began, run.pain, run.pattern) == (RUN.began, None, None)
    assert status(coach, "run") is Status.DONE
    assert coach.days.find("cool-down").due == run.at


def test_a_run_on_a_day_of_the_ladder_is_its_stage_once_that_is_told(
    config: Path, journal: Journal, clock: FakeClock
) -> None:
    coach = Coach(config, journal, clock)
    coach.imports.log_activity(RUN)
    assert [(run.stage, run.walk_jog) for run in runs(coach)] == [(None, None)]
    told = coach.runs.felt(0, Pattern.NONE, walk_jog=True)
    assert (told.stage, told.walk_jog) == (1, True)
    assert runs(coach) == [told]


def test_the_run_of_a_walk_jog_that_was_played_is_its_stage(
    config: Path, journal: Journal, clock: FakeClock
) -> None:
    coach = Coach(config, journal, clock)
    coach.record.exercise_done("run", TUESDAY, 0, "wj_walk", 270)
    coach.imports.log_activity(RUN)
    assert [(run.stage, run.walk_jog) for run in runs(coach)] == [(1, True)]


@pytest.mark.parametrize(
    "again",
    [
        RUN,
        replace(RUN, source="copy.fit"),
        replace(RUN, began=RUN.began + timedelta(seconds=9), distance=5100.0, source="e.gpx"),
        replace(RUN, kind=ActivityKind.OTHER, source="export.gpx"),
    ],
    ids=["itself", "a copy", "another program's", "of a kind unnamed"],
)
def test_the_same_activity_is_logged_once(coach: Coach, again: Activity) -> None:
    coach.imports.log_activity(RUN)
    assert not coach.imports.log_activity(again)
    assert (len(runs(coach)), trainings(coach)) == (1, [])


def test_two_runs_of_a_day_are_two(coach: Coach) -> None:
    assert coach.imports.log_activity(
        replace(RUN, began=RUN.began - timedelta(hours=2), distance=4700.0)
    )
    assert coach.imports.log_activity(RUN)
    assert len(runs(coach)) == 2


@pytest.mark.parametrize("hours", [-9, -2, -1, 1, 2, 5])
def test_the_same_run_by_a_clock_that_is_hours_off_counts_once(coach: Coach, hours: int) -> None:
    coach.imports.log_activity(RUN)
    off = timedelta(hours=hours, seconds=20)
    again = replace(RUN, began=RUN.began + off, distance=5040.0, source="phone.gpx")
    is_on_this_day = again.began.hour >= 4
    assert coach.imports.log_activity(again) is not is_on_this_day
    if is_on_this_day:
        assert coach.imports.is_known_by_another_clock(again)
        assert len(runs(coach)) == 1


@pytest.mark.parametrize(
    "other",
    [
        replace(RUN, began=RUN.began + timedelta(hours=2, minutes=7)),
        replace(RUN, began=RUN.began + timedelta(hours=2), distance=5200.0),
        replace(RUN, began=RUN.began + timedelta(hours=2), duration=1900.0),
        replace(RUN, began=RUN.began + timedelta(hours=2), kind=ActivityKind.WALK),
        replace(RUN, began=RUN.began - timedelta(hours=24)),
    ],
    ids=["no whole hours", "farther", "longer", "a walk", "a day"],
)
def test_what_only_looks_like_another_clock_is_another_activity(
    coach: Coach, other: Activity
) -> None:
    coach.imports.log_activity(RUN)
    assert not coach.imports.is_known_by_another_clock(other)
    assert coach.imports.log_activity(other)


def test_a_run_by_the_right_clock_comes_in_once_the_wrong_one_is_deleted(coach: Coach) -> None:
    coach.imports.log_activity(replace(RUN, began=RUN.began - timedelta(hours=2)))
    coach.corrections.delete(runs(coach))
    assert coach.imports.log_activity(RUN)
    assert [run.began for run in runs(coach)] == [RUN.began]


def test_two_runs_without_a_distance_are_two(coach: Coach) -> None:
    assert coach.imports.log_activity(TREADMILL)
    assert coach.imports.log_activity(replace(TREADMILL, began=RUN.began - timedelta(hours=2)))


def test_a_run_that_was_taken_back_does_not_come_again(coach: Coach) -> None:
    coach.imports.log_activity(RUN)
    coach.corrections.undo()
    assert not coach.imports.log_activity(RUN)
    assert runs(coach) == []


def test_of_many_processes_at_once_one_logs_it(coach: Coach, config: Path) -> None:
    code = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from coach.system.clock import SystemClock
from coach.core.coach import Coach
from coach.domain.events.activity import Activity, ActivityKind
from coach.journal import Journal

coach = Coach(Path(sys.argv[1]), Journal(Path(sys.argv[2])), SystemClock())
print("ready", flush=True)
sys.stdin.readline()
began = datetime(2026, 3, 3, 10, tzinfo=UTC)
print(coach.imports.log_activity(Activity(ActivityKind.RUN, began, 1800, 5000, "run.fit")))
"""
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(config), str(coach.journal.path)],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for one in processes:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one in processes:
        assert one.stdin is not None
        one.stdin.write("\n")
        one.stdin.flush()
    said = [one.communicate(timeout=30)[0] for one in processes]
    assert sorted(said) == ["False\n"] * 3 + ["True\n"]
    assert len(runs(coach)) == 1


# --- A run that was told by hand before ---------------------------------------------------------


def test_a_run_told_by_hand_gets_the_figures_of_the_file_and_keeps_the_rest(coach: Coach) -> None:
    told = coach.runs.ran(5300, 2000, 2, Pattern.FADED, notes=NOTES)
    assert coach.imports.log_activity(RUN)
    (run,) = runs(coach)
    assert (run.distance, run.duration, run.began) == (5000.0, 1800, RUN.began)
    assert (run.file, run.corrects) == ("run.fit", told.id)
    figures = {"distance": 5300, "duration": 2000, "began": None, "file": "", "corrects": None}
    assert replace(run, **figures, id=told.id, place=told.place) == told


def test_a_walk_jog_without_a_distance_gets_that_of_the_file(
    config: Path, journal: Journal, clock: FakeClock
) -> None:
    coach = Coach(config, journal, clock)
    coach.runs.ran(None, 1200, 1, Pattern.FADED, walk_jog=True)
    assert coach.imports.log_activity(replace(RUN, distance=2200.0))
    assert [(run.distance, run.stage, run.pain) for run in runs(coach)] == [(2200.0, 1, 1)]


def test_a_run_of_the_evening_is_another_one_than_was_told_at_noon(
    coach: Coach, clock: FakeClock
) -> None:
    coach.runs.ran(5000, 1800, 0, Pattern.NONE)
    clock.forward(hours=8)
    assert coach.imports.log_activity(EVENING)
    assert [(run.distance, run.pain) for run in runs(coach)] == [(5000, 0), (5200.0, None)]


def test_a_correction_does_not_change_when_a_run_was_told(coach: Coach, clock: FakeClock) -> None:
    told = coach.runs.ran(5000, 1800, 0, Pattern.NONE)
    clock.forward(hours=8)
    coach.runs.ran(5000, 1800, 1, Pattern.FADED, corrects=told)
    assert coach.imports.log_activity(EVENING)
    assert len(runs(coach)) == 2


def test_a_run_of_yesterday_that_was_told_today_gets_its_figures_at_whatever_time(
    coach: Coach, clock: FakeClock
) -> None:
    clock.forward(days=1)
    coach.runs.ran(5000, 1800, 0, Pattern.NONE, day=TUESDAY)
    assert coach.imports.log_activity(EVENING)
    assert [(run.distance, run.pain) for run in runs(coach)] == [(5200.0, 0)]


def test_a_treadmill_without_a_distance_gets_that_which_was_told(coach: Coach) -> None:
    told = replace(TREADMILL, began=NOON - timedelta(minutes=30))
    coach.runs.ran(5000, 1800, 1, Pattern.FADED)
    assert coach.imports.log_activity(told)
    assert not coach.imports.log_activity(told)
    assert [(run.distance, run.pain, run.file) for run in runs(coach)] == [
        (5000, 1, "treadmill.fit")
    ]


def test_a_run_told_just_after_its_file_came_in_completes_it(
    coach: Coach, clock: FakeClock
) -> None:
    coach.imports.log_activity(replace(TREADMILL, began=NOON - timedelta(minutes=30)))
    coach.runs.ran(5000, 1860, 1, Pattern.FADED)
    assert [(run.distance, run.duration, run.pain) for run in runs(coach)] == [(5000, 1800, 1)]
    clock.forward(hours=6)
    coach.imports.log_activity(replace(EVENING, began=NOON + timedelta(hours=5)))
    coach.runs.ran(5000, 1860, 2, Pattern.FADED)
    assert [(run.distance, run.pain) for run in runs(coach)] == [(5000, 1), (5200.0, 2)]


@pytest.mark.parametrize(("recorded", "left"), [(TREADMILL, 1), (RUN, 1), (EVENING, 2)])
def test_machines_that_learn_apart_of_a_run_settle_for_the_same(
    coach: Coach, tmp_path: Path, clock: FakeClock, recorded: Activity, left: int
) -> None:
    other = Coach(coach.config, Journal(tmp_path / "other.db"), clock)
    coach.runs.ran(5000, 1800, 1, Pattern.FADED)
    clock.forward(hours=8)
    other.imports.log_activity(recorded)
    coach.journal.take_in(other.journal.entries())
    coach.imports.settle_twins()
    other.journal.close()
    assert len(runs(coach)) == left


@pytest.mark.parametrize("recorded", [RUN, TREADMILL], ids=["a run", "a treadmill"])
@pytest.mark.parametrize("is_told_first", [True, False])
@pytest.mark.parametrize("hours", [0, 5, 12])
def test_a_run_that_is_recorded_and_told_counts_once_whichever_comes_first(
    coach: Coach, clock: FakeClock, recorded: Activity, hours: int, *, is_told_first: bool
) -> None:
    clock.forward(hours=hours)
    if not is_told_first:
        coach.imports.log_activity(recorded)
    coach.runs.ran(5000, 1860, 1, Pattern.FADED)
    coach.imports.log_activity(recorded)
    coach.imports.settle_twins()
    assert [(run.distance, run.duration, run.pain) for run in runs(coach)] == [(5000, 1800, 1)]


def test_a_second_run_that_is_told_stays_whatever_comes_in_later(
    coach: Coach, clock: FakeClock
) -> None:
    coach.imports.log_activity(RUN)
    coach.runs.felt(2, Pattern.FADED)
    clock.forward(hours=5)
    coach.runs.ran(5000, 1800, 1, Pattern.FADED)
    coach.imports.settle_twins()
    assert [run.pain for run in runs(coach)] == [2, 1]


def test_a_run_told_before_a_recorded_one_was_run_is_another_one(coach: Coach) -> None:
    coach.imports.log_activity(replace(RUN, began=NOON + timedelta(hours=1)))
    coach.runs.ran(5000, 1800, 1, Pattern.FADED)
    coach.imports.settle_twins()
    assert len(runs(coach)) == 2


def test_a_run_told_by_hand_and_taken_back_gets_nothing(coach: Coach) -> None:
    coach.runs.ran(5000, 1800, 2, Pattern.FADED)
    coach.corrections.undo()
    coach.imports.log_activity(RUN)
    assert [(run.pain, run.corrects) for run in runs(coach)] == [(None, None)]


def test_a_run_that_went_much_farther_is_another_one(coach: Coach) -> None:
    coach.runs.ran(10_000, 3600, 2, Pattern.FADED)
    assert coach.imports.log_activity(RUN)
    assert [run.distance for run in runs(coach)] == [10_000, 5000]


def test_a_run_told_yesterday_is_another_one(coach: Coach, clock: FakeClock) -> None:
    coach.runs.ran(5000, 1800, 2, Pattern.FADED)
    clock.forward(days=1)
    coach.imports.log_activity(replace(RUN, began=RUN.began + DAY))
    assert [run.day for run in runs(coach)] == [TUESDAY, TUESDAY + DAY]


def test_undo_brings_the_run_back_as_it_was_told_and_the_file_stays_away(coach: Coach) -> None:
    coach.runs.ran(5300, 2000, 2, Pattern.FADED)
    coach.imports.log_activity(RUN)
    coach.corrections.undo()
    assert not coach.imports.log_activity(RUN)
    assert [(run.distance, run.file) for run in runs(coach)] == [(5300, "")]


def test_a_run_told_while_nothing_could_be_saved_is_completed_too(
    config: Path, journal: Journal, clock: FakeClock
) -> None:
    patient = Coach(config, journal, clock, retry_unsaved=True)
    tell_of_running(patient)
    journal._db.execute("pragma query_only = on")
    patient.runs.ran(5300, 2000, 2, Pattern.FADED)
    with pytest.raises(NotSavedError):
        patient.imports.log_activity(RUN)
    journal._db.execute("pragma query_only = off")
    assert patient.imports.log_activity(RUN)
    assert [(run.distance, run.pain) for run in runs(patient)] == [(5000.0, 2)]
    assert patient.ledger.unsaved == ()


# --- Other days ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("hours", "day"), [(9, TUESDAY), (-9, TUESDAY - DAY), (None, TUESDAY)])
def test_the_day_is_that_of_the_clock_on_the_wrist(
    coach: Coach, hours: int | None, day: date
) -> None:
    offset = None if hours is None else timedelta(hours=hours)
    coach.imports.log_activity(replace(RUN, offset=offset))
    assert [run.day for run in runs(coach)] == [day]
    assert not coach.imports.log_activity(replace(RUN, source="phone.gpx"))


@pytest.mark.parametrize("days", [1, 7, 365])
def test_an_older_run_belongs_to_its_own_day(coach: Coach, days: int) -> None:
    coach.imports.log_activity(replace(RUN, began=RUN.began - days * DAY))
    assert [run.day for run in runs(coach)] == [TUESDAY - days * DAY]
    assert status(coach, "run") is Status.UPCOMING


@pytest.mark.parametrize(("began", "days"), [("03:59", 1), ("04:00", 0)])
def test_a_run_belongs_to_the_coach_day_on_which_it_began(
    coach: Coach, began: str, days: int
) -> None:
    at = datetime.fromisoformat(f"2026-03-03T{began}+00:00")
    coach.imports.log_activity(replace(RUN, began=at))
    assert [run.day for run in runs(coach)] == [TUESDAY - days * DAY]


def test_the_same_run_is_known_across_the_turn_of_the_day(coach: Coach) -> None:
    before = datetime(2026, 3, 3, 3, 59, 58, tzinfo=UTC)
    coach.imports.log_activity(replace(RUN, began=before))
    assert not coach.imports.log_activity(replace(RUN, began=before + timedelta(seconds=4)))


def test_the_years_on_a_watch_are_no_weeks_with_the_coach(coach: Coach) -> None:
    wake(coach, 3)
    before = coach.judgement().verdict
    coach.imports.log_activity(replace(RUN, began=RUN.began - 365 * DAY))
    coach.imports.log_activity(replace(RIDE, began=RUN.began - 300 * DAY))
    assert coach.judgement().verdict == before


def test_runs_of_last_week_count_for_what_may_be_run_in_this_one(coach: Coach) -> None:
    coach.record.take_intake({"weekly": 0.0, "longest": 0.0})
    for days in (3, 5):
        coach.imports.log_activity(replace(RUN, began=RUN.began - days * DAY))
    caps = coach.judgement().caps
    assert (caps.week, caps.runs, caps.run) == (10_000.0, 2, 5000.0)


# --- Other activities ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["ride", "swim", "row", "elliptical", "aqua-jog"])
def test_what_is_done_in_the_place_of_a_run_settles_the_cross_training(
    coach: Coach, kind: str
) -> None:
    wake(coach, 7)
    assert coach.imports.log_activity(replace(RIDE, kind=ActivityKind(kind)))
    (training,) = trainings(coach)
    assert (training.activity, training.step) == (kind, "run")
    assert training.at == RIDE.began + timedelta(seconds=RIDE.duration)
    assert (training.distance, training.duration) == (15_000.0, 1800)
    assert (coach.days.find("run").step.kind, status(coach, "run")) == (
        StepKind.CROSS_TRAIN,
        Status.DONE,
    )


@pytest.mark.parametrize("kind", ["walk", "other"])
def test_a_walk_settles_nothing(coach: Coach, kind: str) -> None:
    wake(coach, 7)
    coach.imports.log_activity(replace(RIDE, kind=ActivityKind(kind)))
    assert [one.step for one in trainings(coach)] == [None]
    assert status(coach, "run") is Status.UPCOMING


def test_a_ride_on_a_day_with_a_run_settles_nothing(coach: Coach) -> None:
    coach.imports.log_activity(RIDE)
    assert [one.step for one in trainings(coach)] == [None]
    assert status(coach, "run") is Status.UPCOMING


def test_a_ride_of_yesterday_does_not_settle_what_is_there_to_do_today(coach: Coach) -> None:
    wake(coach, 7)
    coach.imports.log_activity(replace(RIDE, began=RIDE.began - DAY))
    assert [(one.day, one.step) for one in trainings(coach)] == [(TUESDAY - DAY, None)]
    assert status(coach, "run") is Status.UPCOMING


def test_the_same_ride_is_logged_once(coach: Coach) -> None:
    assert coach.imports.log_activity(RIDE)
    assert not coach.imports.log_activity(replace(RIDE, source="copy.tcx"))


# --- How it felt --------------------------------------------------------------------------------


def test_how_a_run_felt_completes_it(coach: Coach) -> None:
    coach.imports.log_activity(RUN)
    (before,) = runs(coach)
    coach.runs.felt(2, Pattern.FADED, NOTES)
    (run,) = runs(coach)
    assert (run.pain, run.pattern, run.effort, run.shoes) == (2, Pattern.FADED, 4, "old ones")
    assert (run.at, run.began, run.file) == (before.at, before.began, "run.fit")
    assert (run.corrects, run.supports) == (before.id, (Support.TAPE,))


def test_a_run_that_was_told_of_is_still_known(coach: Coach) -> None:
    coach.imports.log_activity(RUN)
    coach.runs.felt(2, Pattern.FADED)
    assert not coach.imports.log_activity(RUN)


def test_each_run_of_today_is_told_of_the_last_one_first(coach: Coach) -> None:
    coach.imports.log_activity(replace(RUN, began=RUN.began - timedelta(hours=2), distance=3000.0))
    coach.imports.log_activity(RUN)
    told = [coach.runs.felt(pain, Pattern.FADED).distance for pain in (1, 2)]
    assert told == [5000.0, 3000.0]


def test_a_run_on_a_treadmill_has_no_distance_and_is_told_of_all_the_same(coach: Coach) -> None:
    coach.imports.log_activity(replace(RUN, distance=0.0))
    assert coach.runs.felt(2, Pattern.FADED).distance == 0.0


def test_a_run_waits_for_a_week_to_be_told_of(coach: Coach, clock: FakeClock) -> None:
    expected = "No run of the last 7 days is without its answers"
    with pytest.raises(RefusedError, match=expected):
        coach.runs.felt(2, Pattern.FADED)
    coach.runs.ran(5000, 1800, 0, Pattern.NONE)
    with pytest.raises(RefusedError, match=expected):
        coach.runs.felt(2, Pattern.FADED)
    for distance in (9000.0, 19_000.0):
        coach.imports.log_activity(
            replace(RUN, distance=distance, began=RUN.began - timedelta(hours=3))
        )
    clock.forward(days=3)
    day = coach.runs.felt(2, Pattern.FADED).day
    assert day == coach.present_day() - timedelta(days=3)
    clock.forward(days=7)
    with pytest.raises(RefusedError, match=expected):
        coach.runs.felt(2, Pattern.FADED)
