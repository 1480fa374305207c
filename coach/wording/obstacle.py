"""What is in the way of a step, in words: the question, the changes, and whether one helped."""

from __future__ import annotations

from coach.domain.day.dates import near_day_text
from coach.domain.events.types import ObstacleNamed, ObstacleReason, StepChange, StepKey
from coach.domain.heel.strength import MOST_PAIN
from coach.domain.heel.thresholds import STRETCHES_A_DAY
from coach.domain.history.obstacles import (
    LookBack,
    Misses,
    Obstacle,
    Outcome,
    is_superfluous,
    last_day_of,
)
from coach.domain.routine.kinds import SessionKind, StepKind
from coach.domain.routine.model import Routine
from coach.domain.session.timeline import session_seconds
from coach.domain.units import WallTime, counted, span_text
from coach.wording.events import changed_text, step_name

_OUTCOMES = {
    Outcome.HELPED: "That seems to help.",
    Outcome.LESS_MISSED: "A little less often.",
    Outcome.NO_BETTER: "That did not help.",
    Outcome.TOO_FEW: "Too little to compare.",
}
NOTHING_MISSED = "No step was missed three times in the last two weeks, or you have said why."
_MISSED = "missed "
_LESS = f"Pain above {MOST_PAIN} of 10 means less, or none today."
_WHERE_IT_HURTS = {
    SessionKind.STRETCH: "A stretch is a pull and never pain: if it hurts, ease off, or stop.",
    SessionKind.STRENGTH: f"{_LESS} Say how strength felt, and Coach holds it back.",
    SessionKind.ICE: "Take ice off at once if it hurts, or if the skin goes numb.",
}
_RUN = f"{_LESS} Log how the run hurt: Coach then allows less."


def today_text(obstacle: Obstacle | None, over: LookBack | None, routine: Routine) -> str:
    """What Today says in one line: a question, or else whether a change helped."""
    if obstacle:
        return asked_text(obstacle, routine)
    return look_back_text(over, routine) if over else ""


def asked_text(obstacle: Obstacle, routine: Routine) -> str:
    """The question: `You skip ice every time: leave it out?`."""
    name = step_name(obstacle.step, routine)
    if is_superfluous(obstacle, routine):
        return f"You skip {name.lower()} every time: leave it out?"
    misses = obstacle.misses
    if not misses.missed:
        return f"{name}: what is in the way?"
    counts = f"missed {misses.missed} of {counted(misses.planned, 'time')}"
    return f"{name}: {counts}. What is in the way?"


def option_text(change: StepChange, routine: Routine, usual: WallTime | None) -> str:
    """A change, as one of the answers to choose from."""
    match change.key:
        case StepKey.AT if usual and change.value == f"{usual:%H:%M}":
            return f"at {routine.display.clock(usual)}, when you mostly did it"
        case StepKey.SHORT:
            return "always its short form, ten minutes at most"
        case StepKey.SESSION:
            return _session_text(str(change.value), routine)
        case StepKey.ENABLED:
            return "leave it out"
        case _:
            return changed_text(change, routine)


def written_text(named: ObstacleNamed, routine: Routine) -> str:
    """What was recorded, what was written where, and how to take it back."""
    name = step_name(named.step, routine)
    if named.changed is None:
        rest = "no more questions about it" if named.is_dismissed else "noted; the plan stays"
        return f"{name}: {rest}."
    change = named.changed
    value = str(change.value).lower() if isinstance(change.value, bool) else f'"{change.value}"'
    line = f"{change.key} = {value} under [steps.{named.step}]"
    return f"{name}: {changed_text(change, routine)}. In your file: {line}. Undo takes it back."


def advice_text(named: ObstacleNamed, routine: Routine) -> str:
    """What to mind if a step hurts or is left out of `routine`, as it was; mostly empty."""
    is_left_out = named.changed is not None and named.changed.key is StepKey.ENABLED
    fewer = _too_few_stretches(named.step, routine) if is_left_out else ""
    hurts = _where_it_hurts(named.step, routine) if named.because is ObstacleReason.HURTS else ""
    return " ".join(filter(None, (fewer, hurts)))


def _where_it_hurts(step_id: str, routine: Routine) -> str:
    step = routine.steps.get(step_id)
    if step and step.kind is StepKind.RUN:
        return _RUN
    session = routine.session_of(step) if step else None
    return _WHERE_IT_HURTS.get(session.kind, _LESS) if session else _LESS


def _too_few_stretches(without: str, routine: Routine) -> str:
    """What it means to leave a stretch session out, if that leaves fewer than running needs."""
    stretches = routine.steps_with(SessionKind.STRETCH)
    left = len(stretches - {without})
    if without not in stretches or left >= STRETCHES_A_DAY:
        return ""
    leaves = f"That leaves {counted(left, 'stretch session') if left else 'no stretches'} a day"
    return f"{leaves}; with fewer than {STRETCHES_A_DAY}, your runs stay as long as they are."


def look_back_text(found: LookBack, routine: Routine) -> str:
    """Whether a change helped, with the counts before it and since."""
    named, before, since = found.named, found.before, found.since
    changed = changed_text(named.changed, routine) if named.changed else "no change"
    what = f"{step_name(named.step, routine)}, {changed} since {near_day_text(named.day)}"
    then = _missed(before, "before")
    if found.outcome is Outcome.LEFT_OUT:
        return f"{what}: {then}.{' In the plan you can bring it back.' if found.is_over else ''}"
    if found.outcome is Outcome.TOO_EARLY:
        return f"{what}: {then}. Whether it helps shows after {_until(named)}."
    if not (before.planned or since.planned):
        return f"{what}: nothing to count before or since."
    then = then.removeprefix(_MISSED) if since.planned else then
    return f"{what}: {_missed(since, 'since')}, {then}. {_OUTCOMES[found.outcome]}"


def _missed(misses: Misses, when: str) -> str:
    """How often a step was missed in two weeks."""
    if not misses.planned:
        return f"nothing to count {when}"
    return f"{_MISSED}{misses.missed} of {misses.planned} {when}"


def _session_text(session_id: str, routine: Routine) -> str:
    session = routine.sessions[session_id]
    length = span_text(session_seconds(session, routine.profile.foot))
    return f"the exercises of {session.name} instead, {length}"


def _until(named: ObstacleNamed) -> str:
    return near_day_text(last_day_of(named))
