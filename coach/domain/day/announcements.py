"""Which alerts to send for the moments that have come: one each, or one summary.

A moment on time gets its own alert. If several have come after a sleep, or were held back by quiet
hours or a pause, the runner gets one summary instead of a burst: what is still worth doing, and
what was missed. Steps that repeat at one instant share an alert.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from msgspec import Struct

from coach.domain.day.planned import Day, Moment, MomentKind, PlannedStep, Status

IN_TIME = timedelta(seconds=90)
"""How late a moment may be and still be announced on its own; longer than a claim lasts."""
HELD_AT_MOST = timedelta(hours=3)
"""How long a moment waits for do-not-disturb: somebody may forget to turn it off."""

_OF_DUE = frozenset({MomentKind.DUE, MomentKind.REPEAT})


class Announcement(Struct, frozen=True):
    """One alert, and the moments that it settles.

    `kind` is None for a summary. `due` and `missed` are its steps, each with its day, in the order
    of the day; both are empty if there is nothing left to say.
    """

    kind: MomentKind | None
    moments: tuple[Moment, ...]
    due: tuple[PlannedStep, ...] = ()
    missed: tuple[tuple[date, PlannedStep], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the moments have lost their meaning, so that no alert is needed."""
        return not (self.due or self.missed or self.kind is MomentKind.PAUSE_OVER)


def what_to_tell(
    moments: Iterable[Moment], days: Mapping[date, Day], now: datetime
) -> tuple[Announcement, ...]:
    """Sort out the moments that have come and were not announced.

    Args:
        moments: of any of the days, none later than `now`.
        days: the days they belong to, worked out from what is known now.
        now: the instant of the announcement.
    """
    by_step: dict[tuple[date, str], list[Moment]] = {}
    for moment in sorted(moments, key=lambda one: one.at):
        by_step.setdefault((moment.day, moment.step), []).append(moment)
    order = _order_of(days)
    groups = sorted(by_step.items(), key=lambda one: order.get(one[0], -1))
    announcements = [_of_step(group, days, now) for _, group in groups]
    is_late = any(now - moment.at > IN_TIME for group in by_step.values() for moment in group)
    speaking = [one for one in announcements if not one.is_empty]
    if len(speaking) > 1 and (is_late or any(map(_was_held, speaking))):
        return (_together(None, announcements),)
    again = [one for one in announcements if one.kind is MomentKind.REPEAT]
    if len(again) > 1:
        others = [one for one in announcements if one.kind is not MomentKind.REPEAT]
        return (*others, _together(MomentKind.REPEAT, again))
    return tuple(announcements)


def _order_of(days: Mapping[date, Day]) -> dict[tuple[date, str], int]:
    """The place of each step in the order of the days."""
    keys = [(day, one.step.id) for day in sorted(days) for one in days[day].steps]
    return {key: place for place, key in enumerate(keys)}


def _of_step(group: Sequence[Moment], days: Mapping[date, Day], now: datetime) -> Announcement:
    """What one step's moments amount to, named after the last that still means something."""
    last = group[-1]
    moments = tuple(group)
    if last.kind is MomentKind.PAUSE_OVER:
        in_time = now - last.at <= IN_TIME
        return Announcement(last.kind if in_time else None, moments)
    day = days.get(last.day)
    planned = day.find(last.step) if day else None
    if planned is None:
        return Announcement(None, moments)
    status = planned.status(now)
    if status is Status.MISSED:
        return Announcement(MomentKind.MISSED, moments, missed=((last.day, planned),))
    if status is Status.DUE and last.kind in _OF_DUE:
        return Announcement(last.kind, moments, due=(planned,))
    if status in {Status.UPCOMING, Status.SNOOZED} and last.kind is MomentKind.HEADS_UP:
        return Announcement(last.kind, moments, due=(planned,))
    return Announcement(None, moments)


def _was_held(announcement: Announcement) -> bool:
    """Whether quiet hours or a pause held a step back until its moment came."""
    came = {moment.kind: moment.at for moment in announcement.moments}
    due = [(MomentKind.DUE, planned.due) for planned in announcement.due]
    missed = [(MomentKind.MISSED, planned.closes) for _, planned in announcement.missed]
    return any(at and kind in came and came[kind] > at for kind, at in (*due, *missed))


def _together(kind: MomentKind | None, announcements: Sequence[Announcement]) -> Announcement:
    """What is due and what was missed; a heads-up would come too late to be of use."""
    return Announcement(
        kind,
        tuple(moment for one in announcements for moment in one.moments),
        tuple(planned for one in announcements if one.kind in _OF_DUE for planned in one.due),
        tuple(pair for one in announcements for pair in one.missed),
    )
