"""The days ahead in words: what comes when, on what it depends, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from coach.domain.day.dates import near_day_text
from coach.domain.events.types import RunLogged
from coach.domain.heel.walk_jog import LAST_STAGE
from coach.domain.outlook.mornings import FEWEST
from coach.domain.outlook.outlook import HORIZON, Milestone, Outlook, OutlookView, Span, Wanted
from coach.domain.outlook.runner import SimulatedDay
from coach.domain.routine.model import Routine
from coach.domain.routine.settings import Display, Goal
from coach.domain.units import counted, span_text

_WIDE = 28
"""Days between early and late from which on a range is wide (ours)."""
_VARYING = 1.0
"""Points that mornings are from their course on average, from which on they vary a lot (ours)."""
_IN_REACH, _PERHAPS_IN_REACH = 0.8, 0.2
"""Shares of the courses from which on a goal is in reach, or may be (ours)."""
_HARDLY = 3
"""Days below which an outlook has hardly changed in a week (ours)."""
_NEXT = "Next: "
_NO_PROMISE = (
    "Heel pain often lasts for months: of 136 people, 81% still had some after six months and "
    "53% after a year (Gulle, a cohort study). You may run again before it is gone."
)


class Topic(StrEnum):
    """What a sentence is about."""

    NOW = "Now"
    NEXT_RUN = "Next run"
    NEXT_STAGE = "Next stage"
    FIRST_FREE_RUN = "First free run"
    NEXT_FREE_RUN = "Next free run"
    USUAL = "Usual run"
    GOAL = "Goal"
    IN_TIME = "In time?"
    SETBACK = "One setback"
    CHANGE = "Change"
    DEPENDS = "It depends"
    SURE = "How sure"
    PROMISE = "Not a promise"


class MilestoneWords(NamedTuple):
    """A milestone in words: its topic, and how it is called within a sentence."""

    topic: Topic
    name: str


def milestone_words(milestone: Milestone, *, is_return: bool) -> MilestoneWords:
    """A milestone in words; `is_return`: the runner is on the walk-jog ladder."""
    match milestone:
        case Milestone.NEXT_STAGE:
            return MilestoneWords(Topic.NEXT_STAGE, "the next stage")
        case Milestone.FREE_RUN if is_return:
            return MilestoneWords(Topic.FIRST_FREE_RUN, "your first free run")
        case Milestone.FREE_RUN:
            return MilestoneWords(Topic.NEXT_FREE_RUN, "your next free run")
        case Milestone.USUAL:
            return MilestoneWords(Topic.USUAL, "your usual run")
        case Milestone.GOAL:
            return MilestoneWords(Topic.GOAL, "your goal")


def headline(view: OutlookView) -> str:
    """The one line on Today; empty where nothing is ahead, or nothing can be said."""
    if view.now is None or not view.now.spans:
        return ""
    milestone = _main(view.now)
    likely = view.now.day(view.now.spans[milestone].likely)
    when = f"likely {_short(likely)}" if likely else _never(view)
    return f"{milestone_words(milestone, is_return=view.now.is_return).topic}: {when}"


def short_rows(view: OutlookView) -> Iterator[tuple[Topic, str]]:
    """Each milestone with its likely day, and from when to when: `12 Jan (5 Jan to 2 Feb)`."""
    if view.now is None:
        return
    for milestone, span in view.now.spans.items():
        topic = milestone_words(milestone, is_return=view.now.is_return).topic
        days = map(view.now.day, (span.early, span.likely, span.late))
        yield topic, _short_span(*days) or _never(view)


def _never(view: OutlookView) -> str:
    return "not on the maintenance day" if view.is_maintained else "not in the next six months"


def _short_span(early: date | None, likely: date | None, late: date | None) -> str:
    if early is None:
        return ""
    if likely is None:
        return f"{_short(early)} at the earliest"
    if early == late:
        return _short(likely)
    return f"{_short(likely)} ({_short(early)} {f'to {_short(late)}' if late else 'or later'})"


def _short(day: date) -> str:
    return f"{day.day} {day:%b}"


def sentences(
    view: OutlookView, routine: Routine, next_run: str = ""
) -> Iterator[tuple[Topic, str]]:
    """All that is said of the days ahead; `next_run` as after a check, if mornings stay like it."""
    if next_run:
        said = next_run.removeprefix(_NEXT)
        yield Topic.NEXT_RUN, f"{said[:1].upper()}{said[1:]}"
    if view.now is None:
        yield Topic.SURE, _nothing_to_say(view)
        return
    if not view.now.spans:
        yield Topic.NOW, _free_now(view.wanted)
        return
    yield from _milestones(view.now, view.wanted, routine)
    main = view.now.spans[_main(view.now)]
    if main.likely is not None:
        yield Topic.SETBACK, _setback(view.now, main.setback)
    if view.before:
        yield Topic.CHANGE, _change(view.now, view.before)
    yield Topic.DEPENDS, _depends(view)
    yield Topic.SURE, _sure(view.now, has_varied=view.mornings.swing >= _VARYING)
    yield Topic.PROMISE, _NO_PROMISE


def next_run_text(run: RunLogged | None, following: SimulatedDay | None, display: Display) -> str:
    """What comes after today's run, or after today without one.

    Args:
        run: today's, if there was one.
        following: the first day that allows a run, if the mornings stay like today's.
        display: how distances are shown.
    """
    if following is None:
        return "When you run next depends on the mornings to come."
    day = f"{near_day_text(following.day)} at the earliest"
    if following.is_free:
        return f"{_NEXT}{free_run(following, display)}, {day}."
    stage = following.judgement.stage
    if stage is None or not following.judgement.is_on_ladder:
        return f"{_NEXT}a walk-jog, {day}."
    return f"{_step_on_ladder(run.stage if run else None, stage.number)}, {day}."


def free_run(following: SimulatedDay, display: Display) -> str:
    """A run that a day allows, with its limit."""
    limit = limit_of(following, display)
    return f"a run of {limit}" if limit else "a run"


def limit_of(following: SimulatedDay, display: Display) -> str:
    """How far or how long a free run may be: `up to 5.0 km`; empty if there is no limit."""
    seconds = following.judgement.caps.seconds
    if seconds:
        return f"up to {span_text(seconds)}"
    return "" if following.allowed is None else f"up to {display.most(following.allowed)}"


def _step_on_ladder(before: int | None, after: int) -> str:
    """From one stage of the ladder to the next one."""
    if before is None:
        return f"{_NEXT}stage {after} of {LAST_STAGE}"
    if after > before:
        return f"A good one: stage {after} next"
    return f"Stage {after} again" if after == before else f"Back to stage {after}"


def _nothing_to_say(view: OutlookView) -> str:
    if view.awaits_clinician:
        return "A clinician has to see you first about your warning sign. Coach looks ahead then."
    if view.is_at_rest:
        return (
            "Today is for rest, and for seeing a clinician. Coach looks ahead once you may do more."
        )
    return (
        f"Too early to say. Coach needs the pain checks of {FEWEST} mornings from the last four "
        f"weeks, and has {view.mornings.count} so far."
    )


def _free_now(wanted: Wanted) -> str:
    usual = "as far as you usually do" if wanted.usual else ""
    goal = "as far as your goal" if wanted.goal else ""
    far = " and ".join(filter(None, (usual, goal)))
    return f"You may run freely{far and ', '}{far}."


def _milestones(now: Outlook, wanted: Wanted, routine: Routine) -> Iterator[tuple[Topic, str]]:
    distance = routine.display.distance
    about = {
        Milestone.USUAL: f"{distance(wanted.usual or 0)}. ",
        Milestone.GOAL: f"{_called(routine.goal)}{distance(wanted.goal or 0)}. ",
    }
    for milestone, span in now.spans.items():
        topic = milestone_words(milestone, is_return=now.is_return).topic
        yield topic, f"{about.get(milestone, '')}{_when(now, span)}"
    if now.goal_in_time is not None:
        yield Topic.IN_TIME, _in_time(now, wanted, now.goal_in_time)


def _called(goal: Goal) -> str:
    return f"{goal.name}, " if goal.name else ""


def _when(outlook: Outlook, span: Span) -> str:
    early, likely, late = map(outlook.day, (span.early, span.likely, span.late))
    if early is None:
        return "Not in the next six months, with mornings like these."
    if likely is None:
        return f"{near_day_text(early)} at the earliest, but more likely after six months."
    if late is None:
        first = f"{near_day_text(early)} at the earliest"
        return f"Likely {near_day_text(likely)}; {first}, perhaps only after six months."
    if early == late:
        return f"Likely {near_day_text(likely)}."
    return (
        f"Likely {near_day_text(likely)}, between {near_day_text(early)} and {near_day_text(late)}."
    )


def _in_time(outlook: Outlook, wanted: Wanted, share: float) -> str:
    """Whether the goal can be reached by its day, honestly."""
    day = wanted.goal_on
    if day is None or outlook.first > day:
        return "That date has passed. Set a new one under [goal] in your config file."
    found = (
        f"In {round(share * 10)} of 10 simulations you may run that far by {near_day_text(day)}."
    )
    if share >= _IN_REACH:
        return f"Yes. {found}"
    if (day - outlook.first).days >= HORIZON:
        return "Too early to say. Coach looks six months ahead, and that day is later."
    if share >= _PERHAPS_IN_REACH:
        return f"Perhaps. {found}"
    return f"No. {found} {_instead(outlook)}, or a shorter distance, may be in reach."


def _instead(outlook: Outlook) -> str:
    late = outlook.day(outlook.spans[Milestone.GOAL].late)
    return f"A date after {near_day_text(late)}" if late else "A later date"


def _setback(outlook: Outlook, delay: int) -> str:
    name = milestone_words(_main(outlook), is_return=outlook.is_return).name
    if delay <= 0:
        return f"Three bad mornings in a row would hardly delay {name}."
    return f"Three bad mornings in a row would delay {name} by about {counted(delay, 'day')}."


def _change(now: Outlook, before: Outlook) -> str:
    """How the outlook has changed since a week ago."""
    milestone = _main(now)
    if milestone not in before.spans:
        return _NOT_AHEAD[milestone]
    name = milestone_words(milestone, is_return=now.is_return).name
    new, old = (one.day(one.spans[milestone].likely) for one in (now, before))
    if old is None:
        also = " too" if new is None else ""
        return f"A week ago {name} was more than six months away{also}."
    if new is None:
        return f"A week ago {name} was less than six months away."
    days = (new - old).days
    if abs(days) < _HARDLY:
        return f"The likely day of {name} has hardly changed in a week."
    sooner = "sooner" if days < 0 else "later"
    return f"{name.capitalize()} is expected {counted(abs(days), 'day')} {sooner} than a week ago."


def _depends(view: OutlookView) -> str:
    usual_most = view.mornings.usual_most
    pain = f"{usual_most} or less" if usual_most else "0"
    often = "once a day, as on the maintenance day" if view.is_maintained else "twice a day"
    more = " Full days would let your runs grow." if view.is_maintained else ""
    return (
        f"All of this holds if most mornings stay at {pain}, you stretch {often}, and you run "
        f"no further than each day allows.{more}"
    )


def _sure(outlook: Outlook, *, has_varied: bool) -> str:
    if any(map(_is_wide, outlook.spans.values())):
        little = "four weeks say little about the months ahead"
        why = "your mornings vary a lot" if has_varied else little
        return f"Not very, since {why}. The range narrows with time."
    if has_varied:
        return "Fairly, though your mornings vary a lot."
    return "Fairly, since the simulations agree within four weeks."


def _is_wide(span: Span) -> bool:
    return span.late is None or span.late - (span.early or 0) >= _WIDE


def _main(outlook: Outlook) -> Milestone:
    """What the runner waits for most: running freely, or else what comes after it."""
    order = (Milestone.FREE_RUN, Milestone.USUAL, Milestone.GOAL)
    return next(one for one in order if one in outlook.spans)


_NOT_AHEAD = {
    Milestone.FREE_RUN: "A week ago you could run freely.",
    Milestone.USUAL: "A week ago you could run as far as you usually do.",
    Milestone.GOAL: "A week ago you could run that far.",
}
