"""When to remind the runner: heads-up, due, repeats until answered, missed.

Pure, like the day. A step that becomes due or is missed during quiet hours or a pause is announced
at their end, if that is still true on that day, and repeats follow from there. All other moments
within them are left out. On a day away there are none at all, and none of a step that came into the
plan after its hour.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta, tzinfo

from msgspec import Struct
from msgspec.structs import replace

from coach.domain.day.planned import Day, Moment, MomentKind, PlannedStep, Status
from coach.domain.day.wallclock import instant
from coach.domain.events.types import Event, Paused, Resumed
from coach.domain.routine.kinds import Weekday
from coach.domain.routine.settings import QuietHours, Reminders

_DAY = timedelta(days=1)
_WEEKDAYS = list(Weekday)


class Quiet(Struct, frozen=True):
    """A span without reminders; `ends` is the first instant after it."""

    starts: datetime
    ends: datetime
    is_pause: bool


def quiet_spans(
    reminders: Reminders, events: Iterable[Event], days: Iterable[date], zone: tzinfo
) -> tuple[Quiet, ...]:
    """The quiet hours that begin on these dates, and the pauses, soonest first."""
    hours = [
        _quiet_night(quiet, day, zone)
        for day in days
        for quiet in reminders.quiet
        if _WEEKDAYS[day.weekday()] in quiet.days
    ]
    return tuple(sorted([*hours, *_pauses(events)], key=lambda span: span.starts))


def quiet_at(spans: Sequence[Quiet], at: datetime) -> Quiet | None:
    """The span that an instant falls into; of several the one that ends last."""
    around = [span for span in spans if span.starts <= at < span.ends]
    return max(around, key=lambda span: span.ends, default=None)


def audible_from(spans: Sequence[Quiet], at: datetime) -> datetime:
    """The first instant from `at` on that is not quiet."""
    while quiet := quiet_at(spans, at):
        at = quiet.ends
    return at


def reminder_moments(
    day: Day, reminders: Reminders, spans: Sequence[Quiet], since: datetime
) -> tuple[Moment, ...]:
    """The moments of a day after `since` at which the runner is reminded, soonest first."""
    moments = [
        moment
        for planned in day.steps
        for moment in _of_step(day, planned, reminders, spans, since)
        if moment.at > since
    ]
    ends = [] if day.away else _pause_ends(day, spans, since)
    return tuple(sorted([*moments, *ends], key=_when))


def _of_step(
    day: Day,
    planned: PlannedStep,
    reminders: Reminders,
    spans: Sequence[Quiet],
    since: datetime,
) -> Iterator[Moment]:
    due = planned.due
    if due is None or planned.new_since or planned.facts.started:
        return
    if not planned.status(since).is_open:
        return
    audible = audible_from(spans, due)
    plan = [(MomentKind.DUE, audible)]
    if reminders.heads_up and not planned.facts.snoozed_until:
        plan.append((MomentKind.HEADS_UP, due - timedelta(seconds=reminders.heads_up)))
    if not planned.step.optional:
        every = timedelta(seconds=reminders.repeat_every)
        plan += [(MomentKind.REPEAT, audible + every * n) for n in range(1, reminders.repeats + 1)]
    for kind, at in plan:
        # While a step was under way, a reminder of it would make no sense.
        is_behind = planned.facts.stopped and at <= planned.facts.stopped
        if at < planned.closes and not is_behind and not quiet_at(spans, at):
            yield Moment(day.date, planned.step.id, kind, at)
    missed = missed_announced_at(day, planned, spans)
    if missed:
        yield Moment(day.date, planned.step.id, MomentKind.MISSED, missed)


def missed_announced_at(day: Day, planned: PlannedStep, spans: Sequence[Quiet]) -> datetime | None:
    """When a missed step is announced; None if never, or not on its day."""
    audible = audible_from(spans, planned.closes)
    is_on_its_day = audible == planned.closes or audible < day.ends
    return audible if is_on_its_day and planned.status(audible) is Status.MISSED else None


def _pause_ends(day: Day, spans: Sequence[Quiet], since: datetime) -> Iterator[Moment]:
    for span in spans:
        if span.is_pause and since < span.ends and day.starts <= span.ends < day.ends:
            yield Moment(day.date, "", MomentKind.PAUSE_OVER, span.ends)


def _quiet_night(quiet: QuietHours, day: date, zone: tzinfo) -> Quiet:
    """The quiet hours that begin on a date; they may end on the next one."""
    until = day if quiet.ends > quiet.starts else day + _DAY
    return Quiet(instant(day, quiet.starts, zone), instant(until, quiet.ends, zone), is_pause=False)


def _pauses(events: Iterable[Event]) -> list[Quiet]:
    """The pauses; each ends early with a resumption or another pause."""
    pauses: list[Quiet] = []
    for event in events:
        if isinstance(event, Paused | Resumed) and pauses:
            pauses[-1] = replace(pauses[-1], ends=min(pauses[-1].ends, event.at))
        if isinstance(event, Paused):
            pauses.append(Quiet(event.at, event.until, is_pause=True))
    return [pause for pause in pauses if pause.starts < pause.ends]


def _when(moment: Moment) -> datetime:
    return moment.at
