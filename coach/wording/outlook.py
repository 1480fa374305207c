"""The days ahead in words: what comes when, on what it depends, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from coach.domain.day.dates import near_day_text
from coach.domain.events.types import RunLogged
from coach.domain.heel.walk_jog import LAST_STAGE
from coach.domain.outlook.mornings import FEWEST
from coach.domain.outlook.outlook import Milestone, Outlook, OutlookView, Span, Wanted
from coach.domain.outlook.runner import SimulatedDay
from coach.domain.routine.model import Routine
from coach.domain.routine.settings import Display
from coach.domain.units import counted, span_text

_WIDE = 28
"""Days between early and late from which a range is called wide (ours)."""
_SWINGING = 1.0
"""Points by which mornings differ from their course, from which they are said to swing (ours)."""
_IN_REACH, _HARDLY_IN_REACH = 0.8, 0.2
"""Shares of the courses from which a goal is in reach, or may be (ours)."""
_HARDLY = 3
"""Days by which an outlook has hardly moved in a week (ours)."""
_NO_PROMISE = (
    "This is no promise. Most have some pain for longer: of 136 people, 81% after six months and "
    "53% after a year (Gulle, a cohort). Running can come back before it is gone."
)


class Topic(StrEnum):
    """What a sentence is about."""

    NEXT_STAGE = "Next stage"
    FREE_RUN = "First free run"
    USUAL = "Usual distance"
    GOAL = "Goal"
    IN_REACH = "In reach?"
    SETBACK = "One setback"
    LAST_WEEK = "Since last week"
    DEPENDS = "Provided that"
    SURE = "How sure"
    PROMISE = "Not a promise"


_TOPICS = {
    Milestone.NEXT_STAGE: Topic.NEXT_STAGE,
    Milestone.FREE_RUN: Topic.FREE_RUN,
    Milestone.USUAL: Topic.USUAL,
    Milestone.GOAL: Topic.GOAL,
}


def headline(view: OutlookView) -> str:
    """The one line on Today; empty where nothing is ahead, or it is too early to say."""
    if view.now is None or not view.now.spans:
        return ""
    milestone = _main(view.now)
    likely = view.now.day(view.now.spans[milestone].likely)
    when = f"likely {near_day_text(likely)}" if likely else "not in the next six months"
    return f"{_TOPICS[milestone]}: {when}"


def sentences(view: OutlookView, routine: Routine) -> Iterator[tuple[Topic, str]]:
    """All that is said of the days ahead."""
    if view.now is None:
        yield Topic.SURE, _too_early(view.mornings.count)
        return
    if not view.now.spans:
        yield Topic.FREE_RUN, "Now: you may run freely, as far as you usually do."
        return
    for milestone, span in view.now.spans.items():
        about = _about(milestone, view.wanted, routine)
        yield _TOPICS[milestone], f"{about}{_when(view.now, span)}"
    if view.now.goal_in_time is not None:
        yield Topic.IN_REACH, _in_reach(view.now, view.wanted)
    yield Topic.SETBACK, _setback(view.now)
    if view.before:
        yield Topic.LAST_WEEK, _moved(view.now, view.before)
    yield Topic.DEPENDS, _depends(view)
    yield Topic.SURE, _sure(view)
    yield Topic.PROMISE, _NO_PROMISE


def next_run_text(run: RunLogged | None, following: SimulatedDay | None, display: Display) -> str:
    """What comes after today's run, or after today without one.

    Args:
        run: today's, if there was one.
        following: the first day that allows a run, if the mornings stay like today's.
        display: how distances are shown.
    """
    if following is None:
        return "No run in the next three weeks, if the mornings stay like this one."
    day = f"{near_day_text(following.day)} at the earliest"
    if following.is_free:
        return f"Next: {_free_run(following, display)}, {day}."
    stage = following.judgement.stage
    if stage is None or not following.judgement.is_on_ladder:
        return f"Next: a walk-jog, {day}."
    return f"{_step_on_ladder(run.stage if run else None, stage.number)}, {day}."


def _free_run(following: SimulatedDay, display: Display) -> str:
    seconds = following.judgement.caps.seconds
    if seconds:
        return f"a run of up to {span_text(seconds)}"
    if following.allowed is None:
        return "a run"
    return f"a run of up to {display.most(following.allowed)}"


def _step_on_ladder(before: int | None, after: int) -> str:
    """From one stage of the ladder to the next one."""
    if before is None:
        return f"Next: stage {after} of {LAST_STAGE}"
    if after > before:
        return f"A good one: stage {after} next"
    return f"Stage {after} again" if after == before else f"Back to stage {after}"


def _too_early(count: int) -> str:
    return (
        f"Too early to say. Coach needs the checks of {FEWEST} mornings from the last four weeks, "
        f"and has {count}."
    )


def _about(milestone: Milestone, wanted: Wanted, routine: Routine) -> str:
    """The distance that is waited for, and what the goal is called."""
    match milestone:
        case Milestone.USUAL:
            return f"{routine.display.distance(wanted.usual or 0)}. "
        case Milestone.GOAL:
            name = f"{routine.goal.name}, " if routine.goal.name else ""
            return f"{name}{routine.display.distance(wanted.goal or 0)}. "
        case _:
            return ""


def _when(outlook: Outlook, span: Span) -> str:
    early, likely, late = map(outlook.day, (span.early, span.likely, span.late))
    if early is None:
        return "Not in the next six months, with mornings like these."
    if likely is None:
        return f"{near_day_text(early)} at the earliest, but rather in more than six months."
    latest = f"{near_day_text(late)} at the latest" if late else "perhaps in more than six months"
    if early == late:
        return f"{near_day_text(early)}."
    if early == likely:
        return f"Likely {near_day_text(likely)}, {latest}."
    return f"Likely {near_day_text(likely)}; {near_day_text(early)} at the earliest, {latest}."


def _in_reach(outlook: Outlook, wanted: Wanted) -> str:
    """Whether the goal can be reached by its day, honestly."""
    share, day = outlook.goal_in_time or 0.0, wanted.goal_on
    if day is None or outlook.first > day:
        return "That day is over; set another one in [goal]."
    out_of_ten = f"in {round(share * 10)} of 10 simulated courses"
    if share >= _IN_REACH:
        return f"Yes: you may run that far by {near_day_text(day)} {out_of_ten}."
    if share >= _HARDLY_IN_REACH:
        return f"Perhaps: you may run that far by {near_day_text(day)} {out_of_ten}."
    likely = outlook.day(outlook.spans[Milestone.GOAL].likely)
    instead = f"A day after {near_day_text(likely)}" if likely else "A day in more than six months"
    return (
        f"No: by {near_day_text(day)} you may run that far {out_of_ten}. "
        f"{instead}, or a shorter distance, is in reach."
    )


def _setback(outlook: Outlook) -> str:
    milestone = _main(outlook)
    delay = outlook.spans[milestone].setback
    what = _TOPICS[milestone].lower()
    if delay <= 0:
        return f"Three bad mornings in a row would hardly move the {what}."
    return (
        f"Three bad mornings in a row would put the {what} back by about {counted(delay, 'day')}."
    )


def _moved(now: Outlook, before: Outlook) -> str:
    milestone = _main(now)
    what = _TOPICS[milestone].lower()
    if milestone not in before.spans:
        return f"A week ago you did not have to wait for the {what}."
    new, old = (one.day(one.spans[milestone].likely) for one in (now, before))
    if new is None or old is None:
        return _moved_out_of_sight(what, was_in_sight=old is not None, is_in_sight=new is not None)
    days = (new - old).days
    if abs(days) < _HARDLY:
        return f"The {what} looked about the same a week ago."
    change = "sooner" if days < 0 else "later"
    return f"The {what} now looks {counted(abs(days), 'day')} {change} than a week ago."


def _moved_out_of_sight(what: str, *, was_in_sight: bool, is_in_sight: bool) -> str:
    if is_in_sight:
        return f"A week ago the {what} was more than six months away."
    if was_in_sight:
        return f"A week ago the {what} was less than six months away."
    return f"A week ago the {what} was more than six months away as well."


def _depends(view: OutlookView) -> str:
    most = view.mornings.usual_most
    return (
        f"most mornings stay at {most} or less or get better, you stretch twice a day, and you run "
        "no further than each day allows."
    )


def _sure(view: OutlookView) -> str:
    swings = view.mornings.swing >= _SWINGING
    if view.now and any(map(_is_wide, view.now.spans.values())):
        why = "your mornings swing a lot" if swings else "four weeks say little of months to come"
        return f"Not very: {why}. The range narrows as you go."
    return "Fairly, though your mornings swing a lot." if swings else "Fairly: it is not far off."


def _is_wide(span: Span) -> bool:
    if span.early is None:
        return False
    return span.late is None or span.late - span.early >= _WIDE


def _main(outlook: Outlook) -> Milestone:
    """What one waits for most: running freely, or else what comes after it."""
    order = (Milestone.FREE_RUN, Milestone.USUAL, Milestone.GOAL, Milestone.NEXT_STAGE)
    return next(one for one in order if one in outlook.spans)
