"""The questions: why a step, or each step of the day, has its present status."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from coach.config.problems import nearest
from coach.domain.day.announcements import HELD_AT_MOST
from coach.domain.day.planned import MomentKind, PlannedStep
from coach.domain.day.reminder_moments import quiet_at, reminder_moments
from coach.domain.units import span_text
from coach.errors import RefusedError
from coach.reminders.why.left_out import next_on, why_left_out
from coach.reminders.why.moments import moments_of
from coach.reminders.why.reason import DayReason, StepReason
from coach.reminders.why.snapshot import NO_PROCESS_RUNS, ReminderSnapshot
from coach.reminders.why.step_state import notes_on, standing_of
from coach.wording.time_away import nothing_due

_HAPPENS = {
    MomentKind.HEADS_UP: "announced",
    MomentKind.DUE: "due",
    MomentKind.REPEAT: "another reminder",
    MomentKind.MISSED: "counted as missed",
    MomentKind.PAUSE_OVER: "Reminders are on again",
}
_MENDS = {NO_PROCESS_RUNS: "; `coach remind` or `coach service install` starts one"}


def reason_of_day(known: ReminderSnapshot) -> DayReason:
    """Why each step of the day has its present status."""
    return DayReason(
        day=known.day.date,
        steps=tuple(_of_planned(known, planned) for planned in known.day.steps),
        next=_next(known),
        at_present=tuple(_at_present(known)),
    )


def reason_of_step(known: ReminderSnapshot, step: str) -> StepReason:
    """Why one step has its present status, and what happened to its moments.

    Raises:
        RefusedError: if the routine has no such step.
    """
    planned = known.day.find(step)
    if planned:
        return replace(_of_planned(known, planned), at_present=tuple(_at_present(known)))
    left_out = known.routine.steps.get(step)
    if left_out is None:
        ids = list(known.routine.steps)
        words = nearest(step, ids) or f"; there are {', '.join(ids)}."
        raise RefusedError(f"There is no step `{step}`{words}")
    return StepReason(
        step=step,
        name=left_out.name,
        status=None,
        standing=f"not on today's plan: {why_left_out(known, left_out)}",
        notes=tuple(next_on(known, left_out)),
    )


def _of_planned(known: ReminderSnapshot, planned: PlannedStep) -> StepReason:
    return StepReason(
        step=planned.step.id,
        name=planned.step.name,
        status=planned.status(known.now),
        due=planned.due.astimezone(known.zone) if planned.due else None,
        standing=standing_of(known, planned),
        notes=tuple(notes_on(known, planned)),
        moments=tuple(moments_of(known, planned)),
    )


def _at_present(known: ReminderSnapshot) -> Iterator[str]:
    """What applies to all steps."""
    if known.day.away:
        yield nothing_due(known.day.away)
    if quiet := quiet_at(known.quiet, known.now):
        yield f"No reminders now: {known.span(quiet)}."
    if known.do_not_disturb:
        hours = span_text(HELD_AT_MOST.total_seconds())
        asks = f"{_capital(known.do_not_disturb)} is set to do not disturb"
        yield f"{asks}; reminders wait, {hours} at most."
    announcer = known.announcer()
    if announcer:
        yield f"{_capital(announcer.name)} will announce the next reminders."
    else:
        why = known.why_none_announces()
        yield f"You will get no reminders: {why}{_MENDS.get(why, '')}."


def _next(known: ReminderSnapshot) -> str:
    reminders = known.routine.reminders
    coming = reminder_moments(known.day, reminders, known.quiet, known.now)
    if not coming:
        return "No more reminders today."
    planned = known.day.find(coming[0].step)
    name = f"{planned.step.name}: " if planned else ""
    what = f"{name}{_HAPPENS[coming[0].kind]} at {known.clock(coming[0].at)}"
    return f"{what}; this {known.who_will_announce()}."


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
