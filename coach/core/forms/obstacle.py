"""What is in the way of a step that is missed again and again, and which change may help."""

from __future__ import annotations

from coach.core.coach import Coach
from coach.core.day_records import recent_days
from coach.core.forms.form import Answers, EntryForm, Form, Option, Question, Recorded, yes_no
from coach.domain.events.types import ObstacleReason, StepChange, StepKey
from coach.domain.history.obstacles import Obstacle, is_superfluous
from coach.domain.units import WallTime, clock_text
from coach.errors import RefusedError
from coach.wording.events import OBSTACLES
from coach.wording.obstacle import (
    NOTHING_MISSED,
    advice_text,
    asked_text,
    option_text,
    written_text,
)

_DISMISS, _KEEP, _OTHER_HOUR = "dismiss", "keep", "other hour"
_REASONS = (
    *(Option(one, str(key), OBSTACLES[one]) for key, one in enumerate(ObstacleReason, start=1)),
    Option(_DISMISS, "n", "stop asking"),
)
_HOURLY = frozenset({ObstacleReason.NO_TIME, ObstacleReason.WRONG_HOUR})
_LEFT_OUT = StepChange(StepKey.ENABLED, value=False)


def missed_form(coach: Coach, step: str = "") -> EntryForm:
    """The form about a step, however often it was missed; or about the one to ask about now.

    Raises:
        RefusedError: if there is no such step, or none to ask about.
    """
    days, obstacles = recent_days(coach), coach.obstacles
    found = obstacles.of_step(step, days) if step else obstacles.to_ask_about(days)
    if found is None:
        raise RefusedError(f"{NOTHING_MISSED} Name a step to say what is in its way.")
    return obstacle_form(coach, found)


def obstacle_form(coach: Coach, obstacle: Obstacle) -> EntryForm:
    """Asks why a step is missed, offers the changes that match, and writes the chosen one."""
    step, routine = obstacle.step, coach.routine
    is_skipped = is_superfluous(obstacle, routine)

    def record(answers: Answers) -> Recorded:
        change, because = _change(answers), answers["because"]
        reason = None if because == _DISMISS else because
        named = coach.obstacles.name(step, reason, change, answers["note"] or "")
        said = (written_text(named, routine), advice_text(named, routine))
        return Recorded(" ".join(filter(None, said)), named)

    questions = (
        yes_no("leave_out", "Leave it out?", asked=lambda _: is_skipped, assumed=False),
        Question("because", "Why?", _REASONS, asked=_is_kept),
        *(_changes(coach, step, one) for one in ObstacleReason),
        Question("at", "At what time?", parse=WallTime.parse, example="18:15", asked=_wants_hour),
        Question("note", "What is it?", parse=str.strip, example="the dog", asked=_is_other),
    )
    return EntryForm(Form(asked_text(obstacle, routine), questions, {}), record)


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
        return StepChange(StepKey.AT, clock_text(answers["at"]))
    chosen = answers.get(answers["because"])
    return chosen if isinstance(chosen, StepChange) else None


def _is_kept(answers: Answers) -> bool:
    return not answers.get("leave_out")


def _wants_hour(answers: Answers) -> bool:
    return any(answers.get(one) == _OTHER_HOUR for one in _HOURLY)


def _is_other(answers: Answers) -> bool:
    return bool(answers.get("because") is ObstacleReason.OTHER)
