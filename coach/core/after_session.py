"""What a session that is over means: for today, for the road ahead, and what comes next."""

from __future__ import annotations

from coach.core.coach import Coach
from coach.core.day_view import view_day
from coach.core.session_clock import SessionClock
from coach.domain.day.planned import Day, PlannedStep
from coach.domain.routine.kinds import SessionKind, StepKind
from coach.wording.day import DayWords
from coach.wording.session_end import Topic, next_text, run_text, stretches_text


def after_session(coach: Coach, playing: SessionClock) -> dict[Topic, str]:
    """What there is to say, each about one topic."""
    view = view_day(coach)
    day, words = view.day, view.words()
    said = {
        Topic.TODAY: _today(coach, day, playing),
        Topic.ROAD: _road(coach, day, words),
        Topic.NEXT: next_text(words, day.next(view.now)),
    }
    return {topic: text for topic, text in said.items() if text}


def _today(coach: Coach, day: Day, playing: SessionClock) -> str:
    """How many stretch sessions are done; other sessions are not counted."""
    if playing.session.kind is not SessionKind.STRETCH:
        return ""
    stretches = coach.routine.steps_with(SessionKind.STRETCH)
    done = sum(one.step.id in stretches and one.facts.done is not None for one in day.steps)
    return stretches_text(done, is_maintained=coach.judgement().maintained_since is not None)


def _road(coach: Coach, day: Day, words: DayWords) -> str:
    """Today's run if it is still to come, or else the next one that the rules allow."""
    from coach.core.what_follows import what_follows  # noqa: PLC0415 - loads the simulation

    run = next((one for one in day.steps if _is_run_to_come(one, words)), None)
    if run is None:
        return what_follows(coach).removeprefix("Next: ")
    return run_text(words, run)


def _is_run_to_come(planned: PlannedStep, words: DayWords) -> bool:
    return planned.step.kind is StepKind.RUN and planned.status(words.now).is_open
