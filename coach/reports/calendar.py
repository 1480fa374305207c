"""The coming days as an iCalendar, so that a phone reminds the runner too.

What a morning allows is known only on that morning: later days are shown as planned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar
from icalendar import Event as Entry

from coach.domain.day.planned import Day, PlannedStep
from coach.domain.day.time_away import TimeAway
from coach.domain.heel.workout import Workout
from coach.domain.routine.kinds import StepKind
from coach.domain.routine.model import Routine
from coach.domain.session.timeline import session_seconds
from coach.wording.time_away import AWAY
from coach.wording.workout import workout_text

_DAY = timedelta(days=1)
_A_MINUTE = 60
"""The length that a calendar shows for a step that takes no time; some require one."""
_ALLOWED = "What the heel allows is decided on the morning of that day: open Coach."


def calendar(days: Iterable[Day], now: datetime) -> bytes:
    """An iCalendar (RFC 5545) with an alarm for each step that has a time and is still open.

    A day away is an entry of its own, without an alarm.
    """
    whole = _empty_calendar()
    for day in days:
        if day.away:
            whole.add_component(_day_away(day.date, day.away, now))
        for planned in day.steps:
            if planned.due and planned.due >= now and planned.status(now).is_open:
                whole.add_component(_entry_of(day, planned, now))
    written: bytes = whole.to_ical()
    return written


def run_calendar(run: Workout, day: Day, planned: PlannedStep | None, now: datetime) -> bytes:
    """An iCalendar of a day's run alone, with its pieces; it replaces the run in the plan's.

    Args:
        run: what the run may be.
        day: its coach day.
        planned: the step; None if no run is planned, which then begins now.
        now: the present instant.
    """
    step, due = (planned.step.id, planned.due or now) if planned else (StepKind.RUN, now)
    seconds = run.seconds or _A_MINUTE
    whole = _empty_calendar()
    entry = _entry(f"{day.date}-{step}", due, seconds, run.name, now)
    entry.add("description", workout_text(run))
    whole.add_component(entry)
    written: bytes = whole.to_ical()
    return written


def _empty_calendar() -> Calendar:
    whole = Calendar()
    whole.add("prodid", "-//Coach//heelcoach//EN")
    whole.add("version", "2.0")
    whole.add("x-wr-calname", "Coach")
    return whole


def _day_away(day: date, away: TimeAway, now: datetime) -> Entry:
    entry = Entry()
    entry.add("uid", f"{day}-away@heelcoach")
    entry.add("dtstamp", now.astimezone(UTC))
    entry.add("dtstart", day)
    entry.add("dtend", day + _DAY)
    entry.add("summary", f"Coach: {AWAY[away.because]}")
    entry.add("transp", "TRANSPARENT")
    return entry


def _entry_of(day: Day, planned: PlannedStep, now: datetime) -> Entry:
    step, due = planned.step, planned.due or planned.closes
    seconds = _seconds(day.routine, planned)
    entry = _entry(f"{day.date}-{step.id}", due, seconds, step.name, now)
    entry.add("description", "\n".join(_about(day, planned)))
    return entry


def _entry(of: str, begins: datetime, seconds: int, name: str, now: datetime) -> Entry:
    """An entry with an alarm; a later one of the same day and step replaces it."""
    entry = Entry()
    entry.add("uid", f"{of}@heelcoach")
    entry.add("dtstamp", now.astimezone(UTC))
    entry.add("dtstart", begins.astimezone(UTC))
    entry.add("duration", timedelta(seconds=seconds))
    entry.add("summary", name)
    entry.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", name)
    alarm["TRIGGER"] = "PT0S"  # a duration of zero, as the library writes it, is not understood
    entry.add_component(alarm)
    return entry


def _seconds(routine: Routine, planned: PlannedStep) -> int:
    session = routine.session_of(planned.step)
    return round(session_seconds(session, routine.profile.foot)) if session else _A_MINUTE


def _about(day: Day, planned: PlannedStep) -> Iterator[str]:
    session = day.routine.session_of(planned.step)
    if session:
        yield ", ".join(exercise.name for exercise in session.exercises)
        if session.caution:
            yield session.caution
    if planned.step.note:
        yield planned.step.note
    if planned.step.kind is StepKind.RUN:
        yield _ALLOWED
        yield from (
            f"Then: {one.step.name}." for one in day.steps if one.step.after == planned.step.id
        )
