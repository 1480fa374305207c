"""What happened, or will happen, to each moment of a step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from msgspec.structs import replace

from coach.domain.day.announcements import HELD_AT_MOST, IN_TIME, what_to_tell
from coach.domain.day.planned import Moment, MomentKind, PlannedStep, Status
from coach.domain.day.reminder_moments import (
    Quiet,
    audible_from,
    missed_announced_at,
    quiet_at,
    reminder_moments,
)
from coach.domain.units import span_text
from coach.journal.deliveries import LEASE, SHOWN_IN_DAY, Delivery, Failure
from coach.reminders.why.reason import MomentReason, Outcome
from coach.reminders.why.snapshot import ReminderSnapshot


def moments_of(known: ReminderSnapshot, planned: PlannedStep) -> Iterator[MomentReason]:
    """Each past or coming moment of a step, soonest first."""
    moments = {one.key: one for one in _asked(known, planned)} | {
        key: one.moment
        for key, one in known.deliveries.items()
        if (one.moment.day, one.moment.step) == (known.day.date, planned.step.id)
    }
    waiting = _last_unannounced(known, moments.values())
    for moment in sorted(moments.values(), key=_when):
        if moment.key in known.deliveries or moment.at <= _asks_until(known, planned):
            became, why = _became(known, planned, moment, waiting)
            yield MomentReason(moment.kind, moment.at.astimezone(known.zone), became, why)


def _asked(known: ReminderSnapshot, planned: PlannedStep) -> list[Moment]:
    """The moments at which a step rings, considering only the quiet spans that held it back."""
    is_over = planned.status(known.now) is Status.SKIPPED and not planned.facts.skipped
    if planned.due is None or (planned.is_before_all and is_over):
        return []
    unanswered = replace(planned.facts, done=None, skipped=None, started=None, stopped=None)
    first = replace(planned, facts=unanswered)
    then = replace(first, due=audible_from(known.quiet, planned.due))
    missed = missed_announced_at(known.day, first, known.quiet)
    return [
        *(one for one in _loud(known, first) if one.kind is not MomentKind.REPEAT),
        *(one for one in _loud(known, then) if one.kind is not MomentKind.HEADS_UP),
        *([Moment(known.day.date, first.step.id, MomentKind.MISSED, missed)] if missed else []),
    ]


def _loud(known: ReminderSnapshot, planned: PlannedStep) -> tuple[Moment, ...]:
    """The moments of a step if nothing is ever quiet."""
    day = replace(known.day, steps=(planned,))
    return reminder_moments(
        day, known.routine.reminders, (), known.day.starts - timedelta.resolution
    )


def _asks_until(known: ReminderSnapshot, planned: PlannedStep) -> datetime:
    """The instant after which no moment of the step means anything."""
    answered = _answered(planned)
    if answered:
        return answered
    return known.day.ends if planned.status(known.now).is_open else known.now


def _last_unannounced(known: ReminderSnapshot, moments: Iterable[Moment]) -> Moment | None:
    """The last moment that has come and was not announced; it stands for those before it."""
    came = [
        one
        for one in moments
        if one.at <= known.now
        and not (
            _is_announced(known, one)
            or _announced_since(known, one)
            or quiet_at(known.quiet, one.at)
        )
    ]
    return max(came, key=_when, default=None)


def _is_announced(known: ReminderSnapshot, moment: Moment) -> bool:
    return moment.key in known.deliveries and known.deliveries[moment.key].told is not None


def _announced_since(known: ReminderSnapshot, moment: Moment) -> datetime | None:
    """When the runner was alerted to the step after a moment without a note."""
    if moment.key in known.deliveries:
        return None
    step = (moment.day, moment.step)
    noted = (one for one in known.deliveries.values() if (one.moment.day, one.moment.step) == step)
    announced = [one.told for one in noted if one.told and moment.at <= one.claimed <= known.now]
    return max(announced, default=None)


def _became(
    known: ReminderSnapshot, planned: PlannedStep, moment: Moment, waiting: Moment | None
) -> tuple[Outcome, str]:
    noted = known.deliveries.get(moment.key)
    if noted and noted.told:
        return _announced(known, noted, noted.told)
    if quiet := quiet_at(known.quiet, moment.at):
        return _quiet(known, planned, moment, quiet)
    if moment.at > known.now:
        return Outcome.COMING, known.who_will_announce()
    return _why_not_announced(known, planned, moment, waiting)


def _why_not_announced(
    known: ReminderSnapshot, planned: PlannedStep, moment: Moment, waiting: Moment | None
) -> tuple[Outcome, str]:
    """What keeps, or kept, a moment that has come from being announced."""
    noted = known.deliveries.get(moment.key)
    if over := _why_over(known, planned, moment):
        failed = f"{_failed(noted.failures)}; " if noted and noted.failures else ""
        became, why = over
        return became, f"{failed}{why}"
    if noted and not noted.is_open(known.now):
        return _claimed(known, noted)
    if moment != waiting:
        return Outcome.UNANNOUNCED, "not announced; a later reminder replaced it"
    return _waiting(known, moment, noted)


def _announced(known: ReminderSnapshot, noted: Delivery, at: datetime) -> tuple[Outcome, str]:
    when = known.exactly(at)
    if noted.channel == SHOWN_IN_DAY:
        return Outcome.SEEN, f"shown at {when} by the {noted.owner} as it opened"
    if not noted.channel:
        return Outcome.DROPPED, f"dropped at {when}, as it no longer mattered"
    late = at - noted.moment.at
    ago = f", {span_text(late.total_seconds())} late," if late > IN_TIME else ""
    failed = f" ({_failed(noted.failures)})" if noted.failures else ""
    return (
        Outcome.ANNOUNCED,
        f"sent at {when}{ago} through {noted.channel} by the {noted.owner}{failed}",
    )


def _quiet(
    known: ReminderSnapshot, planned: PlannedStep, moment: Moment, quiet: Quiet
) -> tuple[Outcome, str]:
    until = audible_from(known.quiet, moment.at)
    is_announced_then = moment.kind is MomentKind.MISSED and until < known.day.ends
    if moment.kind is not MomentKind.DUE and not is_announced_then:
        return Outcome.LEFT_OUT, f"left out, as it falls within {known.span(quiet)}"
    is_over = moment.kind is MomentKind.DUE and until >= planned.closes
    over = ", and the step is over by then" if is_over else ""
    return Outcome.HELD, f"held back by {known.span(replace(quiet, ends=until))}{over}"


def _why_over(
    known: ReminderSnapshot, planned: PlannedStep, moment: Moment
) -> tuple[Outcome, str] | None:
    """Why a moment that has come need not be announced any more; None if it must be."""
    answered, stopped = _answered(planned), planned.facts.stopped
    skipped = planned.facts.skipped
    if skipped and skipped <= moment.at:
        return Outcome.DROPPED, f"not announced, as you skipped it at {known.clock(skipped)}"
    if answered:
        until = f"{_answer(planned)} at {known.clock(answered)}"
        return Outcome.UNANNOUNCED, f"not announced before it was {until}"
    if stopped and moment.at <= stopped:
        return Outcome.DROPPED, f"not announced, as you were at it until {known.clock(stopped)}"
    if since := _announced_since(known, moment):
        return (
            Outcome.DROPPED,
            f"not announced, as you were already reminded at {known.clock(since)}",
        )
    (announcement,) = what_to_tell([moment], {known.day.date: known.day}, known.now)
    if announcement.is_empty:
        return Outcome.DROPPED, "not announced in time, and now out of date"
    return None


def _claimed(known: ReminderSnapshot, noted: Delivery) -> tuple[Outcome, str]:
    until = known.exactly(noted.until)
    if noted.failures and noted.until - noted.claimed != LEASE:
        return Outcome.FAILED, f"{_failed(noted.failures)}; tried again at {until}"
    claimed = f"the {noted.owner} took it on at {known.exactly(noted.claimed)}"
    return (
        Outcome.CLAIMED,
        f"{claimed}, and has not announced it yet; another program may from {until}",
    )


def _waiting(
    known: ReminderSnapshot, moment: Moment, noted: Delivery | None
) -> tuple[Outcome, str]:
    """What the last moment that has come is waiting for."""
    before = f"{_before(known, noted)}; " if noted else ""
    announcer = known.announcer()
    if quiet := quiet_at(known.quiet, known.now):
        return Outcome.HELD, f"{before}held back by {known.span(quiet)}"
    if announcer is None:
        return Outcome.UNANNOUNCED, f"{before}not announced, as {known.why_none_announces()}"
    if known.do_not_disturb and known.now - moment.at < HELD_AT_MOST:
        asks = f"as {known.do_not_disturb} is set to do not disturb"
        latest = known.clock(moment.at + HELD_AT_MOST)
        until = f"announced without a sound at {latest} at the latest"
        return Outcome.HELD, f"{before}held back since then, {asks}; {until}"
    return Outcome.WAITING, f"{before}about to be announced by {announcer.name}"


def _before(known: ReminderSnapshot, noted: Delivery) -> str:
    """The result of the last attempt."""
    if noted.failures:
        return _failed(noted.failures)
    claimed = known.exactly(noted.claimed)
    return f"the {noted.owner} took it on at {claimed} and ended before announcing it"


def _answered(planned: PlannedStep) -> datetime | None:
    facts = planned.facts
    return facts.done or facts.skipped or facts.started


def _answer(planned: PlannedStep) -> str:
    if planned.facts.done:
        return "done"
    return "skipped" if planned.facts.skipped else "started"


def _failed(failures: Iterable[Failure]) -> str:
    """The channels that did not get through; broken ones with their reasons."""
    pieces = [f"{one.channel} failed: {one.reason}" for one in failures if one.is_broken]
    absent = ", ".join(one.channel for one in failures if not one.is_broken)
    return "; ".join([*pieces, f"not here: {absent}"] if absent else pieces)


def _when(moment: Moment) -> datetime:
    return moment.at
