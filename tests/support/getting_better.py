"""A runner whose heel gets better over ten weeks, as the pictures of the documents show it."""

from datetime import UTC, date, datetime, time, timedelta

from coach.core.coach import Coach
from coach.domain.events.types import Pattern, RatedActivity
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.rules import Level
from coach.domain.routine.settings import CrossTraining
from support.simulated import BERLIN, Setting

TODAY = date(2026, 11, 28)
"""A Saturday, so that most of the week lies behind."""
PAINS = (
    *(7, 7, 6, 7, 6, 6, 5, 6, 5, 6, 5, 5, 4, 5, 4, 4, 5, 4, 4, 3, 4, 4, 3, 4, 3),
    *(4, 5, 5, 4, 4, 3, 4, 3, 3, 3, 2, 3, 3, 2, 3, 3, 2, 3, 2, 2, 3, 2, 2, 1, 2),
    *(2, 3, 2, 2, 1, 2, 2, 1, 2, 1, 2, 2, 1, 2, 1, 1, 2, 1, 1, 2),
)
"""First-step pain, one number for each morning up to today's; the fourth week is a setback."""
GOAL = '[goal]\ndistance = "10km"\ndate = 2027-03-28\nname = "Spring run"\n'
_IN_A_MEETING, _TOO_LATE = 6, 11
"""Every so many days the midday or the evening stretches do not happen."""
_FOUR_WEEKS = 28
_SORE_DAYS = 30
"""So long the runs hurt a little at the start."""


def live_ten_weeks(setting: Setting) -> None:
    """All days up to this one, on which the alarm has just rung."""
    setting.configure(GOAL)
    *before, _ = PAINS
    first = TODAY - timedelta(days=len(before))
    _tell(setting, first)
    for number, pain in enumerate(before):
        day = first + timedelta(days=number)
        _get_up(setting, day, pain)
        if number % _FOUR_WEEKS == 0:
            _measure(setting.coach, number // _FOUR_WEEKS)
        _live_on(setting, day, number)
    at(setting, "06:45")


def get_up(setting: Setting) -> None:
    """The first steps of today, and the stretches after them."""
    _get_up(setting, TODAY, PAINS[-1])
    at(setting, "07:12")


def at(setting: Setting, clock: str) -> None:
    """Some time today."""
    _at(setting, TODAY, clock)


def _get_up(setting: Setting, day: date, pain: int) -> None:
    _at(setting, day, "06:46")
    setting.coach.record.check(pain, eases=True, walking_pain=False)
    _at(setting, day, "07:02")
    setting.coach.record.done("morning")


def _tell(setting: Setting, first: date) -> None:
    """What the runner said of the time before: 24 km a week, until three weeks ago."""
    _at(setting, first, "06:40")
    last_run = {"last_run": first - timedelta(days=21), "last_pattern": Pattern.WORSE}
    setting.coach.record.take_intake({"weekly": 24_000.0, "longest": 9_000.0, **last_run})


def _measure(coach: Coach, times: int) -> None:
    activities = [RatedActivity("Running to the lake", 2 + 3 * times)]
    activities.append(RatedActivity("Stairs in the morning", 4 + 2 * times))
    raises = (14 + 4 * times, 23) if coach.measuring.may_raise_heels() else (None, None)
    coach.measuring.measure(activities, raises=raises, wall=(7.5 + times, 10.5))


def _live_on(setting: Setting, day: date, number: int) -> None:
    """What is left of a day: stretches, the run with the ice after it, strength."""
    coach = setting.coach
    _at(setting, day, "12:43")
    if number % _IN_A_MEETING:
        coach.record.done("midday")
    _at(setting, day, "18:10")
    if any(one.step.id == "run" for one in coach.today().steps):
        _run(coach, pain=1 if number < _SORE_DAYS else 0)
    _at(setting, day, "19:20")
    if coach.today().find("strength"):
        coach.record.done("strength", pain=1, effort=6)
    _at(setting, day, "21:12")
    if number % _TOO_LATE:
        coach.record.done("evening")


def _run(coach: Coach, *, pain: int) -> None:
    """As much as the day allows, and what comes before and after it."""
    judgement = coach.judgement()
    if judgement.level <= Level.CROSS_TRAIN:
        coach.record.trained(CrossTraining.SWIM, 30 * 60)
        return
    pattern = Pattern.FADED if pain else Pattern.NONE
    coach.record.done("warm-up")
    coach.record.done("feet")
    if judgement.level is Level.WALK_JOG:
        stage = judgement.stage.number if judgement.stage else 1
        coach.runs.ran(1900 + 50 * stage, 20 * 60, pain, pattern, walk_jog=True)
    else:
        far = _how_far(judgement)
        coach.runs.ran(far, round(far * 0.36), pain, pattern)
    coach.record.done("cool-down")
    coach.record.done("ice")


def _how_far(judgement: Judgement) -> float:
    """A third of what the week allows, in hundreds of metres."""
    third = (judgement.caps.week or 13_000.0) // 300 * 100
    return min(third, (judgement.most_today or third) // 100 * 100)


def _at(setting: Setting, day: date, clock: str) -> None:
    local = datetime.combine(day, time.fromisoformat(clock), BERLIN)
    setting.clock.set(local.astimezone(UTC))
