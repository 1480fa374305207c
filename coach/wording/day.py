"""The day in words, the same on the full screen and on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple, assert_never

from msgspec import Struct

from coach.domain.day.dates import near_day_text
from coach.domain.day.planned import Day, PlannedStep, Status
from coach.domain.events.types import (
    EntryRetracted,
    Event,
    ExerciseDone,
    FlagCleared,
    FlagRaised,
    IntakeGiven,
    Overruled,
    PainChecked,
    Pattern,
    Paused,
    Resumed,
    RunLogged,
    SkipReason,
    StepDone,
    StepEvent,
    StepSkipped,
    StepSnoozed,
    StepStarted,
    StepStopped,
    Trained,
)
from coach.domain.heel.adapted_routine import CROSS_TRAINING
from coach.domain.heel.warning_signs import Weight
from coach.domain.routine.model import (
    Basis,
    Display,
    Exercise,
    Foot,
    HourStyle,
    Routine,
    Session,
    SessionKind,
    Side,
    StepKind,
)
from coach.domain.session.timeline import exercise_seconds, lay_out
from coach.domain.units import duration_text, minutes_text, span_text
from coach.wording.sources import names_of

GLYPHS = {
    Status.UPCOMING: "○",
    Status.DUE: "●",
    Status.UNDER_WAY: "▶",
    Status.DONE: "✓",
    Status.SKIPPED: "–",
    Status.SNOOZED: "◌",
    Status.MISSED: "×",
}
SKIPPED = {
    SkipReason.ILL: "ill",
    SkipReason.PAIN: "too much pain",
    SkipReason.TRAVEL: "on the way",
    SkipReason.CLINICIAN: "a clinician said so",
}
PATTERNS = {
    Pattern.NONE: "no pain",
    Pattern.FADED: "at the start, then it faded",
    Pattern.THROUGHOUT: "throughout",
    Pattern.WORSE: "got worse",
}
SIGN_TITLES = {
    Weight.STOP: "These stop all training",
    Weight.BONE: "This stops running",
    Weight.ASK: "With these, go on and ask a clinician",
}
CAUTION = (
    "Coach is no medical device and no substitute for a clinician. See one at once after an "
    "injury, with swelling, fever, numbness or a foot that will not carry you; and if two "
    "weeks of care change nothing."
)
DOSES = {
    Basis.SOURCE: "Dose: ",
    Basis.ADAPTED: "Dose adapted from ",
    Basis.OURS: "Dose: our choice, after ",
}
WAITS = "then"
"""Stands for the time of a step that waits for the one before."""
MASKED = "A painkiller may mask how sore the heel is today."
_SOURCES_NAMED = 2
NO_LONGER = "No longer than this, for the sake of the skin."


class Extra(NamedTuple):
    """A run or a training that is no step of its day."""

    shown_at: datetime
    time: str
    name: str
    result: str


class DayWords(Struct, frozen=True):
    """A day, its routine and its events, put into words at an instant.

    `start_key` is the key that starts a step; empty where there is no screen that takes it.
    """

    routine: Routine
    day: Day
    events: tuple[Event, ...]
    now: datetime
    zone: tzinfo
    start_key: str = ""

    def greeting(self) -> str:
        """Good morning, and so on."""
        hour = self.now.astimezone(self.zone).hour
        if hour < 4 or hour >= 22:  # noqa: PLR2004 - hours of the day
            return "Good night"
        return "Good morning" if hour < 12 else "Good afternoon" if hour < 18 else "Good evening"  # noqa: PLR2004

    def date(self) -> str:
        """The coach day: `Sunday 22 November`."""
        return f"{self.day.date:%A} {self.day.date.day} {self.day.date:%B}"

    def clock(self, at: datetime | None = None) -> str:
        """An instant on the runner's wall clock, `07:12`; now, if none is given."""
        return self.routine.display.clock((at or self.now).astimezone(self.zone))

    def when(self, at: datetime) -> str:
        """An instant on the runner's wall clock, with its day where that is another one."""
        return wall_clock(at, self.now, self.zone, self.routine.display)

    @property
    def time_width(self) -> int:
        """How many columns a time takes at the most."""
        return time_width(self.routine.display)

    def time_of(self, planned: PlannedStep) -> str:
        """When a step stands on the time line; `then` while it waits for the one before."""
        return WAITS if _waits(planned) else self.clock(planned.shown_at)

    def result(self, planned: PlannedStep) -> str:
        """The short word at the end of a step's row."""
        status = planned.status(self.now)
        match status:
            case Status.DONE:
                return self._outcome(planned)
            case Status.MISSED | Status.SKIPPED:
                return str(status)
            case Status.UNDER_WAY:
                return self._under_way(planned)
            case Status.SNOOZED:
                return "snoozed"
            case _:
                return self._length(planned)

    def details(self, planned: PlannedStep) -> tuple[str, ...]:
        """What else there is to say of a step, the most important first."""
        match planned.status(self.now):
            case Status.DONE:
                pieces = self._outcome_details(planned)
            case Status.SKIPPED:
                pieces = self._why_skipped(planned)
            case Status.MISSED:
                pieces = (f"was due until {self.clock(planned.closes)}", self._key("does it late"))
            case Status.UNDER_WAY:
                pieces = self._under_way_details(planned)
            case _:
                note = planned.step.note if planned.step.kind is not StepKind.RUN else ""
                pieces = (self._when(planned), *self._content(planned), note)
        return tuple(piece for piece in pieces if piece)

    def entries(self) -> list[PlannedStep | Extra]:
        """The steps in their order, and among them what was done besides."""
        entries: list[PlannedStep | Extra] = list(self.day.steps)
        for extra in self.extras():
            place = sum(one.shown_at <= extra.shown_at for one in entries)
            entries.insert(place, extra)
        return entries

    def extras(self) -> list[Extra]:
        """What was done besides the steps of the day, oldest first."""
        done = (one for one in self.events if isinstance(one, RunLogged | Trained))
        return [
            self._extra(one)
            for one in done
            if one.day == self.day.date and not (one.step and self.day.find(one.step))
        ]

    def _extra(self, done: RunLogged | Trained) -> Extra:
        if isinstance(done, RunLogged):
            far = self.routine.display.distance(done.distance) if done.distance else ""
            return Extra(done.at, self.clock(done.at), "Run", far or minutes_text(done.duration))
        kinds = {str(kind): name for kind, name in CROSS_TRAINING.items()}
        name = kinds.get(done.activity, done.activity).capitalize()
        return Extra(done.at, self.clock(done.at), name, minutes_text(done.duration))

    def _key(self, does: str) -> str:
        return f"{self.start_key} {does}" if self.start_key else ""

    def _when(self, planned: PlannedStep) -> str:
        if planned.due is None or _waits(planned):
            anchor = planned.anchor.step.name if planned.anchor else "another step"
            return f"after {anchor.lower()}"
        wait = (planned.due - self.now).total_seconds()
        if wait > 0:
            return f"in {span_text(wait)}"
        late = -wait
        return f"due for {span_text(late)}" if late >= _SOON else "due now"

    def _content(self, planned: PlannedStep) -> tuple[str, ...]:
        session = self.routine.session_of(planned.step)
        if session is None:
            return ()
        count = len(session.exercises)
        if planned.facts.worked and planned.facts.finished >= count:
            return (f"stopped early, after {minutes_text(planned.facts.worked)}",)
        if planned.facts.worked:
            return (f"{planned.facts.finished} of {count} done",)
        exercises = session.exercises[0].name.lower() if count == 1 else f"{count} exercises"
        return (exercises, self._feet(session))

    def _feet(self, session: Session) -> str:
        feet = {phase.foot for phase in lay_out(session, self.routine.profile.foot, 0)} - {None}
        if not feet:
            return ""
        return "both feet" if len(feet) > 1 else f"{feet.pop()} foot"

    def _length(self, planned: PlannedStep) -> str:
        if planned.step.kind is StepKind.RUN:
            return planned.step.note
        session = self.routine.session_of(planned.step)
        return minutes_text(session_seconds(session, self.routine.profile.foot)) if session else ""

    def _outcome(self, planned: PlannedStep) -> str:
        match self._last(planned):
            case PainChecked() as check:
                return f"{check.pain}/10"
            case RunLogged():
                runs = [one for one in self._entries(planned) if isinstance(one, RunLogged)]
                far = sum(run.distance for run in runs)
                return (
                    self.routine.display.distance(far) if far else minutes_text(runs[-1].duration)
                )
            case Trained() as training:
                return minutes_text(training.duration)
            case _:
                return minutes_text(planned.facts.worked) if planned.facts.worked else ""

    def _outcome_details(self, planned: PlannedStep) -> tuple[str, ...]:
        at = f"at {self.clock(planned.facts.done)}"
        match self._last(planned):
            case PainChecked() as check:
                return (at, check_text(check), *check_notes(check), self._key("corrects it"))
            case RunLogged() as run if run.pain is None:
                does = self._key("says how it felt") or pain_text(run)
                return (does, minutes_text(run.duration), at)
            case RunLogged() as run:
                return (minutes_text(run.duration), pain_text(run), at, self._key("corrects it"))
            case _:
                return (f"done {at}", self._key("rates it") if self._asks(planned) else "")

    def _asks(self, planned: PlannedStep) -> bool:
        """Whether there is something to tell of a session that is done."""
        session = self.routine.session_of(planned.step)
        return session is not None and session.kind is SessionKind.STRENGTH

    def _under_way(self, planned: PlannedStep) -> str:
        session = self.routine.session_of(planned.step)
        if session and len(session.exercises) > 1:
            return f"{planned.facts.finished} of {len(session.exercises)} done"
        return "under way"

    def _under_way_details(self, planned: PlannedStep) -> tuple[str, ...]:
        at = self.clock(planned.facts.started)
        if planned.step.kind is StepKind.RUN:
            back = f"press {self.start_key} when you are back" if self.start_key else ""
            return (f"since {at}", back)
        return (f"begun at {at}", self._key("goes on"))

    def _why_skipped(self, planned: PlannedStep) -> tuple[str, ...]:
        if planned.facts.skipped:
            because = f" ({SKIPPED[planned.facts.because]})" if planned.facts.because else ""
            at = self.clock(planned.facts.skipped)
            return (f"skipped at {at}{because}", self._key("does it anyway"))
        anchor = planned.anchor
        if anchor and planned.step.before and (anchor.facts.done or anchor.facts.started):
            return (f"{anchor.step.name.lower()} came first",)
        if planned.is_before_all:
            return ("before you began", self._key("does it late"))
        if anchor:
            return (f"not without {anchor.step.name.lower()}",)
        why = "stays open until it is done" if planned.is_between else "optional"
        return (why, self._key("does it late"))

    def _entries(self, planned: PlannedStep) -> list[PainChecked | RunLogged | Trained]:
        """The checks, runs or trainings of the day that settled a step, oldest first."""
        return [
            event
            for event in self.events
            if isinstance(event, PainChecked | RunLogged | Trained)
            and (event.day, event.step) == (self.day.date, planned.step.id)
        ]

    def _last(self, planned: PlannedStep) -> PainChecked | RunLogged | Trained | None:
        return next(reversed(self._entries(planned)), None)


def _waits(planned: PlannedStep) -> bool:
    """Whether a step waits for the one that it comes after."""
    if planned.anchor is None or not planned.step.after or planned.facts.done:
        return False
    return not (planned.anchor.facts.done or planned.anchor.facts.skipped)


_SOON = timedelta(minutes=1).total_seconds()


def time_width(display: Display) -> int:
    """How many columns a time of the wall clock takes at the most."""
    return len("12:30 pm" if display.hours is HourStyle.TWELVE else "12:30")


def wall_clock(at: datetime, now: datetime, zone: tzinfo, display: Display) -> str:
    """An instant as people say it: `18:00`, or `Tue 24 Nov 04:00` where it is not today."""
    local = at.astimezone(zone)
    is_today = local.date() == now.astimezone(zone).date()
    clock = display.clock(local)
    return clock if is_today else f"{near_day_text(local.date())} {clock}"


def again_text(planned: PlannedStep, now: datetime) -> str:
    """When a step that was put off comes again, counted from now: `again in 10 min`."""
    wait = (planned.due - now).total_seconds() if planned.due else 0
    return f"again in {span_text(wait)}"


def setting_off(key: str) -> str:
    """What is said when a run begins; `key` tells that one is back."""
    return f"Warm, and in shoes that support the arch? Press {key} when you are back."


def session_seconds(session: Session, foot: Foot) -> float:
    """The exercise time of a session, without getting ready."""
    return exercise_seconds(lay_out(session, foot, 0))


def dose_source(exercise: Exercise) -> str:
    """Where a dose comes from: `Dose: Rathleff 2015 and a page on exercises`."""
    named = " and ".join(names_of(exercise.source)[:_SOURCES_NAMED]) or exercise.source
    return f"{DOSES[exercise.basis]}{named}"


def dose_text(exercise: Exercise) -> str:
    """A dose in short: `3 × 30s, each foot`, or `3 × 12 × 3-2-3, in turns`."""
    counts = [str(count) for count in (exercise.sets, exercise.reps) if count > 1]
    tempo = exercise.tempo
    if tempo:
        one = f"{tempo.up}-{tempo.hold}-{tempo.down}"
    else:
        one = duration_text(exercise.move or exercise.hold or 0)
    sides = _SIDES[exercise.side]
    return " × ".join([*counts, one]) + (f", {sides}" if sides else "")


_SIDES = {
    Side.BOTH: "",
    Side.EACH: "each foot",
    Side.ALTERNATE: "in turns",
    Side.SHARED: "shared",
}


def short_day(day: date) -> str:
    """A day in short: `Tue 24 Nov 2026`."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def exercise_length(exercise: Exercise, foot: Foot) -> float:
    """The seconds that an exercise takes, without getting ready."""
    alone = Session(id="", name="", kind=SessionKind.STRETCH, exercises=(exercise,))
    return session_seconds(alone, foot)


def check_text(check: PainChecked) -> str:
    """A pain check in words; what was not answered is said to be so."""
    if check.pain == 0:
        eases = "no pain at the first steps"
    elif check.eases is None:
        eases = "easing not told"
    else:
        eases = "eases after a few steps" if check.eases else "does not ease"
    if check.walking_pain is None:
        return f"{eases}, walking not told"
    return f"{eases}, walking hurts" if check.walking_pain else eases


def check_notes(check: PainChecked) -> Iterator[str]:
    """What else was noted with a pain check."""
    if check.stretched_first:
        yield "stretched first"
    if check.splint:
        yield "night splint"
    if check.worse_after_run:
        yield "worse after the run"
    if check.painkiller:
        yield "with a painkiller, which may mask it"


def pain_text(run: RunLogged) -> str:
    """The pain of a run in words."""
    if run.pain is None and run.pattern is None:
        return "not told how it felt"
    if run.pain is None or run.pattern is None:
        told = f"pain {run.pain}/10" if run.pattern is None else PATTERNS[run.pattern]
        other = "how it went" if run.pattern is None else "how much"
        return f"{told}, not told {other}"
    return f"pain {run.pain}/10 {PATTERNS[run.pattern]}" if run.pain else "no pain"


def run_text(run: RunLogged, display: Display) -> str:
    """A run in words."""
    far = f"{display.distance(run.distance)} in " if run.distance else ""
    return f"{far}{minutes_text(run.duration)}, {pain_text(run)}"


def event_text(event: Event, routine: Routine) -> str:
    """An event in words, as for what was undone."""
    if isinstance(event, EntryRetracted):
        return "an entry was deleted"
    return ": ".join(event_words(event, routine))


def event_words(event: Event, routine: Routine) -> tuple[str, str]:  # noqa: PLR0911 - one a kind
    """What an event is about, and what it says of that."""
    if isinstance(event, StepEvent):
        return _step_name(event, routine), _step_words(event, routine.display)
    match event:
        case Paused():
            return "Reminders", "paused"
        case Resumed():
            return "Reminders", "resumed"
        case IntakeGiven():
            return "About you", "told"
        case FlagRaised():
            return "Warning signs", "ticked"
        case FlagCleared():
            return "Warning signs", "cleared"
        case Overruled():
            return "The advice", "overruled"
        case EntryRetracted():
            return "An entry", "deleted"
        case _:
            assert_never(event)


def _step_name(event: StepEvent, routine: Routine) -> str:
    if event.step in routine.steps:
        return routine.steps[event.step].name
    return event.step or ("Training" if isinstance(event, Trained) else "Run")


def _step_words(event: StepEvent, display: Display) -> str:  # noqa: PLR0911 - one a kind
    match event:
        case PainChecked():
            return f"{event.pain}/10"
        case RunLogged():
            return display.distance(event.distance)
        case StepStarted():
            return "started"
        case ExerciseDone():
            return "played in part"
        case StepStopped():
            return "stopped early"
        case StepDone():
            return "done"
        case StepSkipped():
            return "skipped"
        case StepSnoozed():
            return "snoozed"
        case Trained():
            return "trained"
        case _:
            assert_never(event)
