"""What is in the way of a step, in words: the question, the changes, and whether one helped."""

from __future__ import annotations

from coach.domain.day.dates import near_day_text
from coach.domain.events.types import ObstacleNamed, ObstacleReason, StepChange
from coach.domain.heel.strength import MOST_PAIN
from coach.domain.history.obstacles import LookBack, Misses, Obstacle, Outcome, last_day_of
from coach.domain.routine.kinds import SessionKind
from coach.domain.routine.model import Routine
from coach.domain.units import WallTime, counted, span_text
from coach.wording.exercises import session_seconds

REASONS = {
    ObstacleReason.NO_TIME: "no time",
    ObstacleReason.WRONG_HOUR: "the wrong hour",
    ObstacleReason.HURTS: "it hurts",
    ObstacleReason.NO_ROOM: "no room for it",
    ObstacleReason.DULL: "it is dull",
    ObstacleReason.OTHER: "something else",
}
_OUTCOMES = {
    Outcome.HELPED: "That helped.",
    Outcome.LESS_MISSED: "That helped a little.",
    Outcome.NO_BETTER: "That did not help.",
    Outcome.TOO_FEW: "Too little to compare.",
}
_PULL = "A stretch is a pull and never pain: if it hurts, ease off, or stop."
_LESS = (
    f"Pain above {MOST_PAIN} of 10 means less: fewer sets, or none today. Say how strength felt, "
    "and Coach holds it back."
)
_RUN = "Log how the run hurt: Coach then allows less."


def asked_text(obstacle: Obstacle, routine: Routine, *, may_leave_out: bool) -> str:
    """The question: `You skip ice every time: leave it out?`."""
    name = step_name(obstacle.step, routine)
    if obstacle.misses.are_all_skips and may_leave_out:
        return f"You skip {name.lower()} every time: leave it out?"
    return f"{name}: {misses_text(obstacle.misses)}. What is in the way?"


def misses_text(misses: Misses) -> str:
    """How often a step was missed: `missed 4 of 9 times`."""
    if not misses.missed:
        return "not missed in the last two weeks"
    return f"missed {misses.missed} of {counted(misses.planned, 'time')}"


def option_text(change: StepChange, routine: Routine, usual: WallTime | None) -> str:
    """A change, as one of the answers to choose from."""
    match change.key:
        case "at" if usual and change.value == f"{usual:%H:%M}":
            return f"at {routine.display.clock(usual)}, when you mostly did it"
        case "short":
            return "always its short form, ten minutes at most"
        case "session":
            return _session_text(str(change.value), routine)
        case _:
            return changed_text(change, routine)


def changed_text(change: StepChange, routine: Routine) -> str:
    """A change to a step: `at 18:15`."""
    match change.key:
        case "at":
            return f"at {routine.display.clock(WallTime.parse(change.value))}"
        case "short":
            return "always short"
        case "session":
            session = routine.sessions.get(str(change.value))
            return f"the exercises of {session.name if session else change.value}"
        case _:
            return "left out"


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
    """What to mind if a step hurts; otherwise empty."""
    if named.because is not ObstacleReason.HURTS:
        return ""
    step = routine.steps.get(named.step)
    session = routine.session_of(step) if step else None
    if session is None:
        return _RUN if step else _LESS
    return _PULL if session.kind is SessionKind.STRETCH else _LESS


def obstacle_text(named: ObstacleNamed, routine: Routine) -> str:
    """An answer in short, as the log book shows it."""
    if named.is_dismissed:
        return "no more questions about it"
    because = named.note or (REASONS[named.because] if named.because else "")
    changed = changed_text(named.changed, routine) if named.changed else ""
    return "; ".join(filter(None, (because, changed)))


def look_back_text(found: LookBack, routine: Routine) -> str:
    """Whether a change helped, with the counts before it and since."""
    named, before, since = found.named, found.before, found.since
    changed = changed_text(named.changed, routine) if named.changed else "no change"
    what = f"{step_name(named.step, routine)}, {changed} since {near_day_text(named.day)}"
    if found.outcome is Outcome.LEFT_OUT:
        return f"{what}."
    counts = f"missed {since.missed} of {since.planned} since, {before.missed} of {before.planned} "
    if found.outcome is Outcome.TOO_EARLY:
        return f"{what}: {counts}before. Whether it helps shows after {_until(named)}."
    return f"{what}: {counts}before. {_OUTCOMES[found.outcome]}"


def step_name(step: str, routine: Routine) -> str:
    """The name of a step, also of one that is left out."""
    known = routine.steps.get(step)
    return known.name if known else step.replace("-", " ").capitalize()


def _session_text(session_id: str, routine: Routine) -> str:
    session = routine.sessions[session_id]
    length = span_text(session_seconds(session, routine.profile.foot))
    return f"the exercises of {session.name} instead, {length}"


def _until(named: ObstacleNamed) -> str:
    return near_day_text(last_day_of(named))
