"""The status of a step of the day, and why."""

from __future__ import annotations

from collections.abc import Iterator

from coach.domain.day.planned import PlannedStep, Status
from coach.reminders.why.snapshot import ReminderSnapshot
from coach.wording.time_away import until_text


def standing_of(known: ReminderSnapshot, planned: PlannedStep) -> str:
    """A step's status, to follow its name and a colon, as names may be plural."""
    match planned.status(known.now):
        case Status.DONE:
            return f"done at {known.clock(planned.facts.done)}"
        case Status.SKIPPED:
            return _why_skipped(known, planned)
        case Status.UNDER_WAY:
            return f"under way since {known.clock(planned.facts.started)}"
        case Status.MISSED:
            return f"missed, due until {known.clock(planned.closes)}"
        case _:
            return _when(known, planned)


def _when(known: ReminderSnapshot, planned: PlannedStep) -> str:
    """When a step is, was or will be due, while it waits for an answer."""
    due, status = known.clock(planned.due), planned.status(known.now)
    if status is Status.DUE:
        return f"due since {due}, until {known.clock(planned.closes)}"
    if status is Status.SNOOZED:
        return f"snoozed until {due} ({_snoozes(known, planned)})"
    return _to_come(known, planned)


def _to_come(known: ReminderSnapshot, planned: PlannedStep) -> str:
    anchor = planned.anchor
    if anchor is None or not (planned.step.after or planned.due is None):
        return f"due at {known.clock(planned.due)}"
    if planned.due is None:
        return f"waiting for {anchor.step.name}"
    if anchor.facts.done or anchor.facts.skipped:
        return f"due at {known.clock(planned.due)}, after {anchor.step.name}"
    return f"waiting for {anchor.step.name}, at the latest until {known.clock(planned.due)}"


def _why_skipped(known: ReminderSnapshot, planned: PlannedStep) -> str:  # noqa: PLR0911 - one a reason
    anchor = planned.anchor
    if planned.facts.skipped:
        return f"skipped at {known.clock(planned.facts.skipped)}"
    if planned.is_away:
        return _why_away(known)
    if anchor and planned.step.before and anchor.facts.done:
        return f"no longer needed after {anchor.step.name}"
    if planned.is_before_all:
        return "its hour came before you started with Coach"
    if planned.new_since:
        return "its hour had passed when it came into the plan"
    if anchor and anchor.status(known.now) in {Status.SKIPPED, Status.MISSED}:
        return f"not needed without {anchor.step.name} ({anchor.status(known.now)})"
    if planned.is_between:
        return f"its time passed at {known.clock(planned.closes)}; it stays open until it is done"
    return f"optional, and its time passed at {known.clock(planned.closes)}"


def _why_away(known: ReminderSnapshot) -> str:
    away = known.day.away
    if away is None:
        return f"not due: you were away until {known.clock(known.day.came_back)}"
    return f"not due: you are away {until_text(away.until, away.because)}"


def notes_on(known: ReminderSnapshot, planned: PlannedStep) -> Iterator[str]:
    """Further remarks on it, in sentences."""
    status, facts = planned.status(known.now), planned.facts
    if planned.new_since:
        yield f"The plan has had it at this hour since {known.clock(planned.new_since)}."
    if planned.new_since and status.is_open:
        yield "So it does not ring today, and does not count as missed."
    if planned.step.optional and status.is_open:
        yield "It is optional: it reminds you once, and never counts as missed."
    if facts.snoozes and status is not Status.SNOOZED:
        yield f"It was snoozed {_snoozes(known, planned)}."
    if status is Status.UNDER_WAY:
        yield "You get no more reminders of it, unless you stop before its end."
    elif not (status.is_open or status is Status.MISSED):
        yield "You get no more reminders of it."


def _snoozes(known: ReminderSnapshot, planned: PlannedStep) -> str:
    return f"{planned.facts.snoozes} of {known.routine.reminders.snoozes} times"
