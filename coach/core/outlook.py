"""The outlook from today, and the one of a week ago, from what was known then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from coach.core.coach import Coach
from coach.core.judge import DayJudge
from coach.core.outlook_cache import OutlookCache
from coach.domain.day.plan import steps_on
from coach.domain.day.time_away import TimeAway, away_on
from coach.domain.heel.lookback import History, Programme
from coach.domain.heel.rules import Level
from coach.domain.outlook.mornings import OwnMornings
from coach.domain.outlook.outlook import Outlook, OutlookMaker, OutlookView, Wanted
from coach.domain.outlook.runner import Start
from coach.domain.routine.kinds import StepKind
from coach.domain.routine.model import Routine

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
COURSES, _COURSES_BEFORE = 80, 24
"""How many courses are simulated from today, and from a week ago."""


def outlooks(coach: Coach) -> Iterator[OutlookView]:
    """The outlook, again after each course that is simulated, so that others may do their work.

    One that was worked out before comes whole at once.
    """
    today, wanted = coach.present_day(), _wanted(coach)
    history, _ = coach.days.judge_of(today).known(today)
    mornings = OwnMornings(history.mornings, today)
    now = coach.judgement()
    is_maintained = now.maintained_since is not None
    is_at_rest = now.level is Level.REST
    view = OutlookView(mornings, wanted, now.awaits_clinician, is_at_rest, is_maintained)
    if view.awaits_clinician or is_at_rest or not mornings.are_enough:
        yield view
        return
    for outlook in _simulated(coach, today, wanted, COURSES):
        view = view._replace(now=outlook)
        yield view
    for before in _simulated(coach, today - _WEEK, wanted, _COURSES_BEFORE):
        yield view._replace(before=before)


def _simulated(coach: Coach, day: date, wanted: Wanted, courses: int) -> Iterator[Outlook]:
    """The outlook from a day, after each course; none if a week of mornings is not known."""
    judge = coach.days.judge_of(day)
    start, judgement = start_from(coach, judge, day, wanted.most), judge.judgement(day)
    mornings = OwnMornings(start.history.mornings, day)
    if not mornings.are_enough or judgement.awaits_clinician:
        return
    maker = OutlookMaker(start, judgement, mornings, wanted)
    cache, facts = OutlookCache(coach.journal.path), (day, courses, maker.facts)
    if known := cache.find(facts):
        yield known
        return
    for outlook in maker.simulate(courses):
        if outlook.courses == courses:
            cache.keep(facts, outlook)
        yield outlook


def _wanted(coach: Coach) -> Wanted:
    intake = coach.days.intake()
    usual = intake.longest if intake else None
    goal = coach.routine.goal
    return Wanted(usual or None, float(goal.distance) or None, goal.date)


def start_from(coach: Coach, judge: DayJudge, day: date, wanted: float | None = None) -> Start:
    """What a simulation of the days ahead begins with; `wanted` are the metres of a run."""
    history, programme = judge.known(day)
    return Start(
        first=_first(coach, history, day),
        history=history,
        programme=programme,
        pains=_pains(coach, programme, day),
        running=coach.routine.running,
        run_days=_run_days(coach.routine, day, history.away),
        wanted=wanted,
    )


def _first(coach: Coach, history: History, day: date) -> date:
    """The day itself, while its run is still to come, or else the next one."""
    has_run = any(one.day == day for one in history.runs)
    is_to_come = day == coach.present_day() and not has_run and not _is_let_go(coach)
    return day if is_to_come else day + _DAY


def _is_let_go(coach: Coach) -> bool:
    """Whether today has a run on its plan, but none that can still be done."""
    now, steps = coach.clock.now(), coach.routine.steps
    runs = [one for one in coach.today().steps if steps[one.step.id].kind is StepKind.RUN]
    return bool(runs) and not any(one.status(now).is_open for one in runs)


def _pains(coach: Coach, programme: Programme, day: date) -> dict[date, int]:
    """The mornings from which the present episode, and its end, are worked out."""
    began = programme.episode.began if programme.episode else programme.began
    return coach.ledger.pains_by_day(began, day + _DAY)


class _RunDays(Struct, frozen=True):
    """Whether the plan has a run on a day: by its weekday, and by how long ago the last one was.

    There is none on the days away that are still to come.
    """

    rhythms: Mapping[int, int]
    away: tuple[TimeAway, ...]

    def __call__(self, day: date, last: date | None) -> bool:
        rhythm = self.rhythms.get(day.weekday())
        if away_on(self.away, day):
            return False
        return rhythm is not None and (last is None or (day - last).days >= rhythm)


def _run_days(routine: Routine, today: date, away: Sequence[TimeAway]) -> _RunDays:
    rhythms: dict[int, int] = {}
    for day in (today + _DAY * ahead for ahead in range(_WEEK.days)):
        runs = [one for one in steps_on(routine, day, []).values() if one.kind is StepKind.RUN]
        if runs:
            rhythms[day.weekday()] = min(one.every for one in runs)
    return _RunDays(rhythms, tuple(away))
