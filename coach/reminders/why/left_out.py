"""Why a step is not on the plan of a day, and when it comes again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from coach.domain.day.plan import DOING, plan_day
from coach.domain.routine.kinds import Weekday
from coach.domain.routine.model import Step
from coach.reminders.why.snapshot import ReminderSnapshot

_DAY = timedelta(days=1)
_A_MONDAY = date(2001, 1, 1)


def why_left_out(known: ReminderSnapshot, step: Step) -> str:
    """Why a step is left out, or the one that it depends on."""
    if known.is_planned(step) and known.is_spared(step):
        return "it is not part of the maintenance day"
    if known.is_planned(step):
        return "today's heel does not allow it; `coach why` says more"
    root = step
    while root.anchor and not known.day.find(root.anchor) and not _why_off(known, root):
        root = known.routine.steps[root.anchor]
    why = _why_off(known, root) or _why_alone(known, root)
    return f"it {why}" if root is step else f"it depends on {root.name}, a step that {why}"


def _why_off(known: ReminderSnapshot, step: Step) -> str:
    """Why a step by itself is not on this day; empty if it is."""
    today = known.day.date
    if list(Weekday)[today.weekday()] not in step.days:
        return f"comes on {_weekdays(step)}, and this is {today:%A}"
    if done := _last_done(known, step):
        when = "yesterday" if today - done == _DAY else f"on {done:%A}"
        return f"comes every {step.every} days, and was done {when}"
    return ""


def _why_alone(known: ReminderSnapshot, step: Step) -> str:
    anchor = known.routine.steps[step.anchor].name if step.anchor else "another step"
    return f"comes before {anchor}, not planned for today"


def _last_done(known: ReminderSnapshot, step: Step) -> date | None:
    """The day on which a step was last done, if it is too soon to repeat it."""
    since = known.day.date - _DAY * step.every
    days = [
        one.day
        for one in known.events
        if isinstance(one, DOING) and one.step == step.id and since < one.day < known.day.date
    ]
    return max(days, default=None)


def next_on(known: ReminderSnapshot, step: Step) -> Iterator[str]:
    """When a step comes again, if it ever does."""
    for ahead in range(1, step.every + len(Weekday)):
        day = known.day.date + _DAY * ahead
        planned = plan_day(known.routine_on(day), day, known.events, known.zone, away=known.away)
        if (found := planned.find(step.id)) and not found.is_away:
            yield f"It comes again on {day:%A} {day.day} {day:%B}."
            return


def _weekdays(step: Step) -> str:
    """The weekdays of a step."""
    if not step.days:
        return "no day"
    names = [f"{_A_MONDAY + _DAY * list(Weekday).index(one):%A}" for one in step.days]
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
