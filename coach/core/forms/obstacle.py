"""What is in the way of a step that is missed again and again, and which change may help."""

from __future__ import annotations

from coach.core.coach import Coach
from coach.core.forms.form import Answers, EntryForm, Form, Option, Question, Recorded, yes_no
from coach.domain.events.types import ObstacleReason, StepChange
from coach.domain.history.obstacles import Obstacle
from coach.domain.units import WallTime, clock_text
from coach.wording.obstacle import (
    REASONS,
    advice_text,
    asked_text,
    option_text,
    written_text,
)

_DISMISS, _KEEP, _OTHER_HOUR = "dismiss", "keep", "other hour"
_REASONS = (
    *(Option(one, str(key), REASONS[one]) for key, one in enumerate(ObstacleReason, start=1)),
    Option(_DISMISS, "n", "ask no more"),
)
_HOURLY = frozenset({ObstacleReason.NO_TIME, ObstacleReason.WRONG_HOUR})
_LEFT_OUT = StepChange("enabled", value=False)


def obstacle_form(coach: Coach, obstacle: Obstacle) -> EntryForm:
    """Asks why a step is missed, offers the changes that match, and writes the chosen one."""
    step, routine = obstacle.step, coach.routine
    may_leave_out = coach.obstacles.may_leave_out(step)
    is_skipped = obstacle.misses.are_all_skips and may_leave_out

    def record(answers: Answers) -> Recorded:
        change, because = _change(answers), answers["because"]
        reason = None if because == _DISMISS else because
        named = coach.obstacles.name(step, reason, change, answers["note"] or "")
        said = (written_text(named, routine), advice_text(named, routine))
        return Recorded(" ".join(filter(None, said)), named)

    questions = (
        yes_no("leave_out", "Leave it out?", asked=lambda _: is_skipped, assumed=False),
        Question("because", "What is in the way?", _REASONS, asked=_is_kept),
        *(_changes(coach, step, one) for one in ObstacleReason),
        Question("at", "At what time?", parse=WallTime.parse, example="18:15", asked=_wants_hour),
        Question("note", "What is it?", parse=str.strip, example="the dog", asked=_is_other),
    )
    title = asked_text(obstacle, routine, may_leave_out=may_leave_out)
    return EntryForm(Form(title, questions, {}), record)


def _changes(coach: Coach, step: str, because: ObstacleReason) -> Question:
    """The changes for one reason; not asked if the plan can only stay."""
    hour, routine = coach.obstacles.hour(step), coach.routine
    changes = coach.obstacles.changes(step, because)
    labels = [(one, option_text(one, routine, hour)) for one in changes]
    options = [Option(one, str(key), text) for key, (one, text) in enumerate(labels, start=1)]
    if because in _HOURLY and coach.obstacles.may_move(step):
        options.append(Option(_OTHER_HOUR, "h", "another hour"))
    is_asked = bool(options)
    options.append(Option(_KEEP, "k", "leave the plan as it is"))
    return Question(
        because,
        "Change the plan?",
        tuple(options),
        asked=lambda answers: is_asked and answers.get("because") is because,
    )


def _change(answers: Answers) -> StepChange | None:
    """The chosen change, if there is one."""
    if answers["leave_out"]:
        return _LEFT_OUT
    if _wants_hour(answers):
        return StepChange("at", clock_text(answers["at"]))
    chosen = answers.get(answers["because"])
    return chosen if isinstance(chosen, StepChange) else None


def _is_kept(answers: Answers) -> bool:
    return not answers.get("leave_out")


def _wants_hour(answers: Answers) -> bool:
    return any(answers.get(one) == _OTHER_HOUR for one in _HOURLY)


def _is_other(answers: Answers) -> bool:
    return bool(answers.get("because") is ObstacleReason.OTHER)
