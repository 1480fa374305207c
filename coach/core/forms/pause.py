"""A pause of the reminders: until when; or its end, while they pause."""

from __future__ import annotations

from datetime import datetime

from coach.core.coach import Coach
from coach.core.forms.form import Answers, EntryForm, Form, Question, Recorded, yes_no
from coach.domain.day.pauses import pause_until
from coach.wording.phrases import wall_clock

EXAMPLE = "2h, 3d, until 18:00 or until wed"
ON_AGAIN = "Reminders are on again"


def pause_form(coach: Coach) -> EntryForm:
    """How long reminders pause; while they do, it first asks whether to end that."""
    is_paused = coach.days.pause_end() is not None

    def record(answers: Answers) -> Recorded:
        if answers["is_over"]:
            coach.breaks.resume()
            return Recorded(ON_AGAIN)
        coach.breaks.pause(answers["until"])
        return Recorded(no_reminders(coach, answers["until"]))

    questions = (
        yes_no("is_over", "Turn reminders on again?", asked=lambda _: is_paused),
        Question(
            "until",
            "No reminders for how long?",
            parse=lambda text: read_pause(coach, text),
            example=EXAMPLE,
            asked=lambda answers: not answers.get("is_over"),
        ),
    )
    return EntryForm(Form("Pause reminders", questions, {}), record)


def read_pause(coach: Coach, text: str) -> datetime:
    """The end of a pause that somebody typed.

    Raises:
        ValueError: if it is not a pause.
    """
    return pause_until(text, coach.clock.now(), coach.routine.day.starts, coach.zone)


def no_reminders(coach: Coach, until: datetime) -> str:
    """What to say about a pause that has begun."""
    when = wall_clock(until, coach.clock.now(), coach.zone, coach.routine.display)
    return f"No reminders until {when}"
