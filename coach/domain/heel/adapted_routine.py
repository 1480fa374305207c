"""Adapt the routine to today's heel: the run changes, and strength and ice are adjusted.

The names, notes and cautions set here are data, like those in the config file: reminders, exports
and screens show a step without asking who named it. If they were reasons for `coach.wording` to put
into words, each of those would have to know both kinds of steps.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from msgspec.structs import replace

from coach.domain.heel.caps import LEAST_RUN, Caps
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.rules import Level
from coach.domain.heel.strength import PHASES, Strength
from coach.domain.heel.walk_jog import BLOCKS, LAST_STAGE, Stage
from coach.domain.heel.warning_signs import hides_all
from coach.domain.routine.kinds import (
    Basis,
    ExerciseKind,
    SessionKind,
    Side,
    StepKind,
    Weekday,
)
from coach.domain.routine.model import Exercise, Routine, Session, Step
from coach.domain.routine.settings import CrossTraining
from coach.domain.units import Duration, span_text

WALK_JOG = "walk-jog"
NIGHT_SPLINT = "night-splint"
CROSS_TRAINING = {
    CrossTraining.AQUA_JOG: "aqua jogging",
    CrossTraining.SWIM: "swimming",
    CrossTraining.RIDE: "cycling",
    CrossTraining.ELLIPTICAL: "elliptical",
    CrossTraining.ROW: "rowing",
}
HEEL_RAISE = "heel_raise_towel"
ONE_LEG = frozenset({HEEL_RAISE, "single_leg_balance"})
"""Barefoot exercises on one leg, left out for a moderately sore heel (ours)."""
WALKING, JOGGING = "Walk briskly", "Jog easily"
"""What a walk-jog consists of."""
WALK_JOG_CAUTION = "In supportive shoes. Stop if it hurts more than 2 of 10, or if the pain grows."
_TRAINING = frozenset({StepKind.RUN, StepKind.CROSS_TRAIN})
_TRAINING_SESSIONS = frozenset(
    {SessionKind.RUN, SessionKind.STRENGTH, SessionKind.WARM_UP, SessionKind.COOL_DOWN}
)
"""The steps that rest leaves out."""


def adapted(
    routine: Routine,
    judgement: Judgement,
    done: frozenset[str] = frozenset(),
    trained: frozenset[str] = frozenset(),
    ran: frozenset[str] = frozenset(),
) -> Routine:
    """The routine of today; ids stay, so that steps that depend on the run still do.

    Steps that are `done` stay. A run that the runner replaced with other training (`trained`) stays
    cross-training, and one that was `ran`, and was no walk-jog, stays a run.
    """
    changing = _Changing(routine, judgement, done - trained, trained, ran)
    steps = {step.id: changing.step(step) for step in routine.steps.values()}
    sessions = dict(routine.sessions)
    if judgement.stage and judgement.level is Level.WALK_JOG:
        sessions[WALK_JOG] = walk_jog(judgement.stage)
    sessions = {key: _with_care(session, judgement) for key, session in sessions.items()}
    sessions = {key: session for key, session in sessions.items() if session.exercises}
    whole = replace(routine, steps=steps, sessions=sessions)
    return without_steps(whole, set(_left_out(whole, judgement)) - _with_anchors(whole, done))


_FIGURES = {"walk": "cd_walk", "jog": "jog"}


def walk_jog(stage: Stage) -> Session:
    """A stage of the ladder as a session for the player."""
    pieces = []
    for block in range(BLOCKS):
        pieces += [_piece("walk", WALKING, stage.walk)] if stage.walk else []
        pieces += [_piece("jog", f"{JOGGING}, {block + 1} of {BLOCKS}", stage.jog)]
    return Session(
        id=WALK_JOG,
        name=f"Walk-jog, stage {stage.number} of {LAST_STAGE}",
        kind=SessionKind.RUN,
        exercises=tuple(pieces),
        caution=WALK_JOG_CAUTION,
    )


def _piece(name: str, title: str, seconds: int) -> Exercise:
    return Exercise(
        id=f"wj_{name}",
        name=title,
        target="whole body",
        kind=ExerciseKind.DYNAMIC,
        cue="Flat ground, short steps, no hurry.",
        source="[W1] [W2]",
        basis=Basis.SOURCE,
        move=Duration(seconds),
        side=Side.BOTH,
        figure=_FIGURES[name],
    )


class _Changing:
    """Turns the runs of a routine into what the heel allows."""

    def __init__(
        self,
        routine: Routine,
        judgement: Judgement,
        done: frozenset[str],
        trained: frozenset[str],
        ran: frozenset[str],
    ) -> None:
        self._routine = routine
        self._judgement = judgement
        self._done = done
        self._trained = trained
        self._ran = ran

    def step(self, step: Step) -> Step:
        session = self._routine.session_of(step)
        is_run = step.kind is StepKind.RUN or (session and session.kind is SessionKind.RUN)
        return self._run(step) if is_run else step

    def _run(self, step: Step) -> Step:
        if step.id in self._ran:
            return step
        if step.id in self._trained:
            return self._cross_training(step, "instead of a run")
        if self._judgement.ran_badly and step.id not in self._done:
            return self._cross_training(step, "today's run hurt too much", optional=True)
        match self._judgement.level:
            case Level.CROSS_TRAIN:
                return self._cross_training(step, "as long as it does not hurt")
            case Level.WALK_JOG:
                return self._walk_jog(step)
            case _:
                return self._capped(step)

    def _walk_jog(self, step: Step) -> Step:
        judgement, is_open = self._judgement, step.id not in self._done
        if judgement.has_walk_jogged and is_open:
            return self._cross_training(step, "one walk-jog a day", optional=True)
        if judgement.is_rest_day:
            return self._cross_training(step, "a day between two walk-jogs", optional=True)
        name = walk_jog_name(judgement)
        return replace(step, kind=StepKind.SESSION, session=WALK_JOG, name=name)

    def _cross_training(self, step: Step, why: str, *, optional: bool = False) -> Step:
        if step.id in self._done:
            return step
        at_hand = [CROSS_TRAINING[one] for one in self._routine.running.cross_training]
        return replace(
            step,
            kind=StepKind.CROSS_TRAIN,
            session=None,
            name="Cross-training",
            note=f"{why}: {', '.join(at_hand) or 'rest'}",
            optional=optional,
        )

    def _capped(self, step: Step) -> Step:
        """The run, with its longest distance in the note."""
        caps = self._judgement.caps
        if step.id in self._done:
            return step
        if caps.is_used_up:
            return self._cross_training(step, what_is_done(caps), optional=True)
        if caps.seconds:
            return replace(step, note=f"up to {span_text(caps.seconds)}")
        if caps.today is None:
            return step
        return replace(step, note=f"up to {self._routine.display.most(caps.today)}")


def what_is_done(caps: Caps) -> str:
    """What of the running is done, if the caps leave no run for today."""
    is_week = caps.left is not None and caps.left < LEAST_RUN
    is_count = caps.runs is not None and caps.done_runs >= caps.runs
    return f"{'this week' if is_week or is_count else 'today'}'s running is done"


def walk_jog_name(judgement: Judgement) -> str:
    """The name of a walk-jog: with its stage, if it is part of the ladder."""
    if judgement.stage is None or not judgement.is_on_ladder:
        return "Walk-jog"
    return f"Walk-jog, stage {judgement.stage.number} of {LAST_STAGE}"


def _with_care(session: Session, judgement: Judgement) -> Session:
    """The heel raises at their phase, without exercises that the heel does not tolerate today."""
    exercises = tuple(
        _raised(one, judgement.strength) if one.id == HEEL_RAISE else one
        for one in session.exercises
        if _is_borne(one, judgement)
    )
    return replace(session, exercises=exercises)


def _is_borne(exercise: Exercise, judgement: Judgement) -> bool:
    if exercise.id == HEEL_RAISE and not judgement.allows_heel_raises:
        return False
    return exercise.id not in ONE_LEG or judgement.allows_one_leg_work


def _raised(exercise: Exercise, strength: Strength) -> Exercise:
    """The dose of the phase; a dose that the runner chose stays."""
    if (exercise.sets, exercise.reps) != PHASES[0]:
        return exercise
    sets, reps = PHASES[strength.phase]
    return replace(exercise, sets=sets, reps=reps)


def _left_out(routine: Routine, judgement: Judgement) -> Iterator[str]:
    """The steps that today leaves out."""
    for step in routine.steps.values():
        if step.session and step.session not in routine.sessions:
            yield step.id  # all of its exercises are left out
        elif _is_ruled_out(step, routine.session_of(step), judgement):
            yield step.id


def _is_ruled_out(step: Step, session: Session | None, judgement: Judgement) -> bool:
    kind = session.kind if session else None
    is_training = step.kind in _TRAINING or kind in _TRAINING_SESSIONS
    if judgement.level is Level.REST and is_training:
        return True
    is_stretch = session is not None or step.id == NIGHT_SPLINT
    if is_stretch and hides_all(judgement.flags):
        return True
    return judgement.no_ice and kind is SessionKind.ICE


_A_WEEK = 2
"""Strength sessions in a week of maintenance days."""
_FIRST_STRENGTH = timedelta(days=2)
"""From the yes to the first strength session, so that it never follows one on the day before."""


def maintained(
    routine: Routine, day: date, since: date, begun: frozenset[str] = frozenset()
) -> Routine:
    """The routine of a maintenance day: one stretch session, and strength on two days a week.

    Args:
        routine: the routine without it.
        day: the coach day.
        since: the first maintenance day.
        begun: the steps that were begun or done that day; they stay.
    """
    stretches = routine.steps_with(SessionKind.STRETCH)
    strength = routine.steps_with(SessionKind.STRENGTH)
    kept = begun | (set() if begun & stretches else _first_stretch(routine, day))
    others = _with_anchors(routine, frozenset(routine.steps) - stretches)
    steps = dict(routine.steps)
    for key in strength - begun:
        steps[key] = _twice_a_week(steps[key], since)
    for key in (stretches & others) - kept:
        steps[key] = replace(steps[key], optional=True)  # a run that comes after it stays
    gone = stretches - others - _with_anchors(routine, kept)
    return without_steps(replace(routine, steps=steps), set(gone))


def _first_stretch(routine: Routine, day: date) -> frozenset[str]:
    """The first stretch session of a day, rather one of every day than one that is optional."""
    weekday = list(Weekday)[day.weekday()]
    stretches = routine.steps_with(SessionKind.STRETCH)
    on_day = [one for one in routine.steps.values() if one.id in stretches and weekday in one.days]
    first = min(on_day, key=lambda one: (one.optional, one.every), default=None)
    return frozenset({first.id} if first else ())


def _twice_a_week(step: Step, since: date) -> Step:
    """The step on two of its weekdays, as far apart as they allow, the first soon after a day."""
    if step.every * _A_WEEK > len(Weekday) or len(step.days) <= _A_WEEK:
        return step
    first = (since + _FIRST_STRENGTH).weekday()
    in_turn = sorted(step.days, key=lambda one: (list(Weekday).index(one) - first) % len(Weekday))
    days = max(combinations(in_turn, _A_WEEK), key=_apart)
    return replace(step, days=tuple(sorted(days, key=list(Weekday).index)), every=1)


def _apart(days: tuple[Weekday, ...]) -> int:
    """How many days lie at least from one weekday to the other, either way round."""
    first, second = (list(Weekday).index(one) for one in days)
    between = abs(second - first)
    return min(between, len(Weekday) - between)


def _with_anchors(routine: Routine, steps: frozenset[str]) -> set[str]:
    """Steps, and all that they depend on."""
    found: set[str] = set()
    for step in steps:
        anchor: str | None = step
        while anchor and anchor in routine.steps:
            found.add(anchor)
            anchor = routine.steps[anchor].anchor
    return found


def without_steps(routine: Routine, gone: set[str]) -> Routine:
    """The routine without some steps, and without those that depend on them."""
    left = {key: step for key, step in routine.steps.items() if key not in gone}
    orphans = {key for key, step in left.items() if step.anchor and step.anchor not in left}
    if orphans:
        return without_steps(replace(routine, steps=left), orphans)
    return replace(routine, steps=left)
