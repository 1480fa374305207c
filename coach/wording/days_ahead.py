"""The days ahead in words: what a run may be, and what is not known yet."""

from __future__ import annotations

from datetime import date

from coach.domain.heel.rules import Level
from coach.domain.heel.walk_jog import LAST_STAGE
from coach.domain.outlook.runner import SimulatedDay
from coach.domain.routine.settings import Display
from coach.wording.judgement import headline
from coach.wording.limits import done_of
from coach.wording.outlook import free_run, limit_of

UNKNOWN = "what it may be is decided that morning"
_ASSUMED = (
    "What a run may be is decided that morning. The runs here assume mornings like today's, that "
    "each run is as far as allowed, and that it goes well."
)
_NO_MORNING = (
    "What the runs may be is not known: today's pain check is missing. Enter it, and Coach looks "
    "ahead from there."
)
_AWAITS = "A clinician has to see you first about your warning sign. Until then there is no run."


def run_words(run: SimulatedDay, display: Display) -> str:
    """What a day's run may be, and how much of the week it leaves: `a run of up to 5.0 km`."""
    judgement = run.judgement
    if run.is_free:
        caps = judgement.caps
        week = f"; the week stands at {done_of(caps.done, caps.week, display)}" if caps.week else ""
        return f"{free_run(run, display)}{week}"
    if not run.has_run:
        is_used_up = judgement.level >= Level.NO_INCREASE
        return "no run: the week's running is done" if is_used_up else f"no run: {_level(run)}"
    stage = judgement.stage
    if stage is None or not judgement.is_on_ladder:
        return "a walk-jog"
    return f"a walk-jog, stage {stage.number} of {LAST_STAGE}"


def short_run_words(run: SimulatedDay, display: Display, today: date) -> str:
    """The same in a few words, to stand beside a day: `up to 5.0 km`.

    That a later day would allow no run after a morning like today's is left open: it will have a
    morning of its own.
    """
    judgement = run.judgement
    if run.is_free:
        return limit_of(run, display) or "a run"
    if run.has_run and judgement.stage and judgement.is_on_ladder:
        return f"stage {judgement.stage.number} of {LAST_STAGE}"
    if run.has_run:
        return "walk-jog"
    if judgement.level >= Level.NO_INCREASE:
        return "no more this week"
    return "no run" if run.day == today or judgement.is_rest_day else "open"


def what_is_assumed(*, is_known: bool, awaits_clinician: bool) -> str:
    """What the runs of the days ahead rest on."""
    if awaits_clinician:
        return _AWAITS
    return _ASSUMED if is_known else _NO_MORNING


def _level(run: SimulatedDay) -> str:
    said = headline(run.judgement)
    return "a day between two walk-jogs" if run.judgement.is_rest_day else said.lower()
