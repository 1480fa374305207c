"""How a run was: log it, correct it, or add how it felt if a watch recorded it."""

from __future__ import annotations

from datetime import date, timedelta

from coach.core.coach import Coach
from coach.core.forms import parsers
from coach.core.forms.form import (
    EFFORT,
    LEFT_OPEN,
    PATTERN_OPTIONS,
    WORST_PAIN,
    Answers,
    EntryForm,
    Form,
    Option,
    Question,
    Recorded,
    answered,
    yes_no,
)
from coach.core.what_follows import with_what_follows
from coach.domain.day.planned import PlannedStep
from coach.domain.events.types import Pattern, RunLogged, RunNotes, Support
from coach.domain.heel.adapted_routine import WALK_JOG
from coach.domain.routine.kinds import StepKind
from coach.domain.routine.model import Step
from coach.domain.routine.settings import Display, DistanceUnit
from coach.domain.units import stopwatch_text
from coach.wording.answers import jogs_text
from coach.wording.limits import words_on

_TITLE = "How was the run?"
_FAR = {DistanceUnit.KM: "5.2 km", DistanceUnit.MILES: "3.2 mi"}
_STAGE = {DistanceUnit.KM: "2.4 km", DistanceUnit.MILES: "1.5 mi"}
_SHORTEST_RUN = timedelta(minutes=1)
_DAY = timedelta(days=1)
_FELT = (
    WORST_PAIN,
    Question(
        "pattern",
        "How did the pain develop?",
        PATTERN_OPTIONS[1:],
        asked=lambda answers: bool(answers.get("pain")),
        assumed=Pattern.NONE,
    ),
)
_SUPPORTS = (
    Option((), "n", "neither"),
    Option((Support.TAPE,), "t", "tape"),
    Option((Support.ORTHOTIC,), "o", "orthotic"),
    Option((Support.TAPE, Support.ORTHOTIC), "b", "both"),
    Option(LEFT_OPEN, "u", "no answer"),
)


def run_form(
    coach: Coach,
    planned: PlannedStep | None = None,
    *,
    day: date | None = None,
    entry: RunLogged | None = None,
) -> EntryForm:
    """How a run was.

    Args:
        coach: records it.
        planned: the chosen step of today; its run is corrected if it is logged already.
        day: a past day, to add a run to.
        entry: the run to correct.
    """
    step = planned.step.id if planned and _is_run(coach, planned.step) else None
    before = entry or (None if day else _logged_today(coach, planned if step else None))
    on = before.day if before else day or coach.present_day()

    def record(answers: Answers) -> Recorded:
        facts = answered(answers)
        notes = _notes(facts, before)
        facts["distance"] = facts["distance"] or None
        run = coach.runs.ran(**facts, notes=notes, corrects=before, step=step, day=day)
        text = words_on(run, coach.runs.beyond(run), coach.routine.display) or "Run logged."
        if jogs := jogs_text(run.jogs, coach.runs.asked_jogs(run)):
            text = f"{text} {jogs.capitalize()}."
        return Recorded(with_what_follows(coach, text, run.day), run)

    known = _known(before, coach.routine.display) if before else _suggested(coach, day)
    form = Form(
        _TITLE,
        _questions(coach, before, on),
        known,
        refusal=lambda answers: coach.runs.too_fast(answers["distance"], answers["duration"]),
        doubt=lambda answers: _doubt(coach, answers, before, on),
    )
    return EntryForm(form, record)


def felt_form(coach: Coach, before: RunLogged | None, day: date, duration: int | None) -> Form:
    """How a run of some seconds felt, and whether it was the day's walk-jog."""
    asks = was_walk_jog(coach, before, day, duration) is None
    walk_jog = yes_no("walk_jog", _walk_jog_text(coach, before, day), asked=lambda _: asks)
    return Form(_TITLE, (walk_jog, *_FELT), {})


def was_walk_jog(
    coach: Coach, before: RunLogged | None, day: date, duration: int | None = None
) -> bool | None:
    """Whether a run was its day's one walk-jog; None if the runner must say."""
    if before and before.pain is not None:
        return None if before.is_walk_jog or not before.distance else False
    if coach.runs.has_played_walk_jog(day):
        return True
    runs = [
        one
        for one in coach.ledger.between(day, day + _DAY, RunLogged)
        if isinstance(one, RunLogged)
    ]
    if any(one.is_walk_jog and (before is None or one.id != before.id) for one in runs):
        return False
    may_be = coach.runs.may_be_walk_jog(before.running if before else duration, day)
    return None if may_be else False


def long_run_doubt(coach: Coach, distance: float | None, day: date) -> str:
    """A question about a run that is far longer than any other; empty if it is not."""
    if not distance or not coach.runs.is_outlier(distance, day):
        return ""
    far = coach.routine.display.distance(distance)
    return f"Really {far}? That is more than twice your longest run in 30 days."


def _questions(coach: Coach, before: RunLogged | None, day: date) -> tuple[Question, ...]:
    display, walk_jog = coach.routine.display, was_walk_jog(coach, before, day)
    may_be_unknown = walk_jog is not False or (before is not None and not before.distance)
    unit = display.distances
    example = f"{_STAGE[unit]}, or nothing" if may_be_unknown else _FAR[unit]
    parse = (parsers.distance_or_nothing if may_be_unknown else parsers.distance)(display)
    if before:
        parse = parsers.unless_unchanged(display.exact(before.distance), before.distance, parse)
    return (
        yes_no(
            "walk_jog",
            _walk_jog_text(coach, before, day),
            asked=lambda _: walk_jog is None,
            assumed=walk_jog or None,
        ),
        Question("distance", "How far?", parse=parse, example=example),
        Question("duration", "How long?", parse=parsers.run_time, example="31:20"),
        *_FELT,
        EFFORT,
        Question("supports", "Any tape or orthotic?", _SUPPORTS),
    )


def _walk_jog_text(coach: Coach, before: RunLogged | None, day: date) -> str:
    stage = _stage(coach, before, day)
    return f"Was this the walk-jog{f' (stage {stage})' if stage else ''}?"


def _stage(coach: Coach, before: RunLogged | None, day: date) -> int | None:
    """The stage of the ladder that a run was, or that its day calls for, if any."""
    if before and before.stage:
        return before.stage
    judgement = coach.judgement(day)
    return judgement.stage.number if judgement.stage and judgement.is_on_ladder else None


def _doubt(coach: Coach, answers: Answers, before: RunLogged | None, day: date) -> str:
    is_new = before is None or answers["distance"] != before.distance
    return long_run_doubt(coach, answers["distance"], day) if is_new else ""


def _logged_today(coach: Coach, planned: PlannedStep | None) -> RunLogged | None:
    """Today's run to correct: the one of a step that is done, or one that a watch recorded."""
    logged = coach.days.run_of(coach.present_day(), planned.step.id if planned else None)
    is_unanswered = logged is not None and logged.pain is None
    return logged if is_unanswered or (planned and planned.facts.done) else None


def _is_run(coach: Coach, step: Step) -> bool:
    """Whether a step is a run, whatever today's heel turns it into."""
    own = coach.routine.steps.get(step.id, step)
    return own.kind is StepKind.RUN or step.session == WALK_JOG


def _suggested(coach: Coach, day: date | None) -> Answers:
    """The supports of the run before, and the time since today's run was started."""
    suggested: Answers = {"effort": 0, "supports": LEFT_OPEN}
    if day:
        return suggested
    before = [one for one in coach.days.history() if isinstance(one, RunLogged)]
    if before and before[-1].supports is not None:
        suggested["supports"] = before[-1].supports
    runs = [one for one in coach.today().steps if one.step.kind is StepKind.RUN]
    started = next((one.facts.started for one in runs if one.facts.started), None)
    if started and (gone := coach.clock.now() - started) >= _SHORTEST_RUN:
        suggested["duration"] = stopwatch_text(gone.total_seconds())
    return suggested


def _known(before: RunLogged, display: Display) -> Answers:
    return {
        "distance": display.exact(before.distance),
        "duration": stopwatch_text(before.duration),
        "pain": before.pain,
        "pattern": before.pattern,
        "effort": before.effort or 0,
        "supports": LEFT_OPEN if before.supports is None else before.supports,
        "walk_jog": before.is_walk_jog if before.pain is not None else None,
    }


def _notes(facts: Answers, before: RunLogged | None) -> RunNotes:
    """The answers that are notes, separated from the others."""
    shoes = before.shoes if before else ""
    return RunNotes(effort=facts.pop("effort") or None, supports=facts.pop("supports"), shoes=shoes)
