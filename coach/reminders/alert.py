"""Alerts: their words, and the answers they accept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from coach.domain.day.announcements import HELD_AT_MOST, IN_TIME, Announcement
from coach.domain.day.planned import Moment, MomentKind, PlannedStep, Status
from coach.domain.routine.kinds import StepKind
from coach.domain.units import counted, span_text
from coach.wording.day import DayWords

SUMMARY = "summary"
NOTICE = "notice"
_ON_AGAIN = "Reminders are on again"
_WHAT_NOW = "Do it now, move it, or drop it?"
_NAMED = 6
"""How many missed steps a summary names; more are counted by days."""


class Urgency(StrEnum):
    """How loudly an alert speaks."""

    LOW = "low"
    NORMAL = "normal"


class Action(StrEnum):
    """The answers to an alert."""

    START = "start"
    DONE = "done"
    SNOOZE = "snooze"
    SKIP = "skip"


class Button(Struct, frozen=True):
    """An answer, and the label of its button."""

    action: Action
    label: str


class Alert(Struct, frozen=True, kw_only=True):
    """An alert for the runner. `tag` is the same for alerts that replace each other.

    `kind` is the kind of the moment, or `summary`, or `notice`. The buttons act on `steps`, which
    belong to the coach day `day`.
    """

    kind: str
    tag: str
    title: str
    body: str
    urgency: Urgency = Urgency.NORMAL
    day: date | None = None
    steps: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()
    moments: tuple[Moment, ...] = ()


def alert_of(announcement: Announcement, words: DayWords) -> Alert:
    """The alert for an announcement, in words for the day and the instant of `words`."""
    match announcement.kind:
        case None:
            return _summary(announcement, words)
        case MomentKind.PAUSE_OVER:
            return _pause_over(announcement, words)
        case MomentKind.MISSED:
            return _missed(announcement, words)
        case MomentKind.REPEAT if len(announcement.due) > 1:
            return _asking_again(announcement, words)
        case _:
            return _asking(announcement, words)


def notice(tag: str, title: str, body: str) -> Alert:
    """An alert about Coach itself, or about an answer to an alert."""
    return Alert(kind=NOTICE, tag=tag, title=title, body=body)


def only_here(who: str, since: datetime, words: DayWords) -> Alert:
    """What the screen says beside alerts that `who` holds back elsewhere."""
    hours = span_text(HELD_AT_MOST.total_seconds())
    text = (
        f"{who[:1].upper()}{who[1:]} is set to do not disturb: elsewhere reminders have waited "
        f"since {words.when(since)}, {hours} at most."
    )
    return replace(notice("held", "Shown only here", text), urgency=Urgency.LOW)


def _asking(announcement: Announcement, words: DayWords) -> Alert:
    """The alert for a heads-up, a step that is due, or a repeat."""
    (planned,) = announcement.due
    details = " · ".join(words.details(planned))
    is_early = announcement.kind is MomentKind.HEADS_UP
    return Alert(
        kind=str(announcement.kind),
        tag=planned.step.id,
        title=planned.step.name,
        body=f"{details[:1].upper()}{details[1:]}.",
        urgency=Urgency.LOW if is_early else Urgency.NORMAL,
        day=words.day.date,
        steps=(planned.step.id,),
        buttons=() if is_early else tuple(_buttons(planned, words)),
        moments=announcement.moments,
    )


def _asking_again(announcement: Announcement, words: DayWords) -> Alert:
    """One repeat for several steps."""
    return Alert(
        kind=str(announcement.kind),
        tag=SUMMARY,
        title=_listed(planned.step.name for planned in announcement.due),
        body=f"Still due. {_WHAT_NOW}",
        day=words.day.date,
        steps=tuple(planned.step.id for planned in announcement.due),
        buttons=_summary_buttons(announcement.due, words),
        moments=announcement.moments,
    )


def _missed(announcement: Announcement, words: DayWords) -> Alert:
    ((_, planned),) = announcement.missed
    until = words.when(planned.closes)
    return Alert(
        kind=str(announcement.kind),
        tag=planned.step.id,
        title=f"{planned.step.name}: missed",
        body=f"It was due until {until}. No need to make up for it; just do the next one.",
        urgency=Urgency.LOW,
        moments=announcement.moments,
    )


def _pause_over(announcement: Announcement, words: DayWords) -> Alert:
    return Alert(
        kind=str(announcement.kind),
        tag="pause",
        title=_ON_AGAIN,
        body=_next(words),
        urgency=Urgency.LOW,
        moments=announcement.moments,
    )


def _next(words: DayWords) -> str:
    planned = words.day.next(words.now)
    if planned is None:
        return "Everything is done."
    name, status = planned.step.name, planned.status(words.now)
    if status in {Status.UPCOMING, Status.SNOOZED}:
        return f"Next: {name} at {words.time_of(planned)}."
    return f"{name}: {status}."


def _summary(announcement: Announcement, words: DayWords) -> Alert:
    """One alert for everything that fell due while reminders were held back."""
    due = [planned.step.name for planned in announcement.due]
    pieces = [f"Still due: {_listed(due)}."] if due else []
    pieces += [f"Missed: {_missed_names(announcement, words)}."] if announcement.missed else []
    pieces += [_WHAT_NOW] if due else []
    return Alert(
        kind=SUMMARY,
        tag=SUMMARY,
        title=_why_together(announcement, words),
        body=" ".join(pieces),
        day=words.day.date,
        steps=tuple(planned.step.id for planned in announcement.due),
        buttons=_summary_buttons(announcement.due, words),
        moments=announcement.moments,
    )


def _why_together(announcement: Announcement, words: DayWords) -> str:
    if any(words.now - moment.at > IN_TIME for moment in announcement.moments):
        return "While you were away"
    is_pause = any(moment.kind is MomentKind.PAUSE_OVER for moment in announcement.moments)
    return _ON_AGAIN if is_pause else "Quiet hours are over"


def _missed_names(announcement: Announcement, words: DayWords) -> str:
    """The missed steps by name; if there are many, those of earlier days only by number."""
    by_day: dict[date, list[str]] = {}
    for day, planned in announcement.missed:
        by_day.setdefault(day, []).append(planned.step.name)
    is_short = len(announcement.missed) <= _NAMED
    pieces = []
    for day, names in by_day.items():
        if day == words.day.date:
            pieces.append(_listed(names))
        else:
            what = _listed(names) if is_short else counted(len(names), "step")
            pieces.append(f"{what} on {day:%A}")
    return "; ".join(pieces)


def _listed(names: Iterable[str]) -> str:
    """Names listed as in a sentence, each unchanged."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def _buttons(planned: PlannedStep, words: DayWords) -> Iterable[Button]:
    yield from _beginning(planned, words, "Start")
    if _may_wait(planned, words):
        yield Button(Action.SNOOZE, "Snooze")
    yield Button(Action.SKIP, "Skip")


def _summary_buttons(due: tuple[PlannedStep, ...], words: DayWords) -> tuple[Button, ...]:
    if not due:
        return ()
    move = [Button(Action.SNOOZE, "Move")] if any(_may_wait(one, words) for one in due) else []
    return (*_beginning(due[0], words, "Do now"), *move, Button(Action.SKIP, "Drop"))


def _beginning(planned: PlannedStep, words: DayWords, label: str) -> Iterable[Button]:
    """How a step is begun from outside: some are done at once, others need a number typed."""
    if planned.step.kind is StepKind.REMINDER:
        yield Button(Action.DONE, "Done")
    elif planned.step.kind is not StepKind.PAIN_CHECK or words.routine.alerts.open:
        yield Button(Action.START, label)


def _may_wait(planned: PlannedStep, words: DayWords) -> bool:
    return planned.facts.snoozes < words.routine.reminders.snoozes
