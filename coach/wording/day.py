"""The day in words, the same on the full screen and on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from msgspec import Struct

from coach.domain.day.planned import Day, PlannedStep, Status
from coach.domain.events.types import Event, PainChecked, RunLogged, Trained
from coach.domain.heel.adapted_routine import CROSS_TRAINING
from coach.domain.routine.kinds import SessionKind, StepKind
from coach.domain.routine.model import Routine, Session
from coach.domain.routine.settings import Display, HourStyle
from coach.domain.session.timeline import feet_of, session_seconds
from coach.domain.units import counted, length_text, span_text
from coach.wording.answers import SKIPPED, check_notes, check_text, jogs_parts, pain_text
from coach.wording.phrases import wall_clock
from coach.wording.time_away import nothing_due

GLYPHS = {
    Status.UPCOMING: "○",
    Status.DUE: "●",
    Status.UNDER_WAY: "▶",
    Status.DONE: "✓",
    Status.SKIPPED: "–",
    Status.SNOOZED: "◌",
    Status.MISSED: "×",
}
NOT_DUE = "not due"
WAITS = "then"
"""The time shown for a step that waits for the one before it."""
_TRAINING = {str(kind): name for kind, name in CROSS_TRAINING.items()}
_SOON = timedelta(minutes=1).total_seconds()


class Extra(NamedTuple):
    """A run or other training that was not a step of its day."""

    shown_at: datetime
    time: str
    name: str
    result: str


class DayWords(Struct, frozen=True):
    """A day, its routine and its events, put into words at an instant.

    `start_key` is the key that starts a step; empty where no screen takes one. `asked_jogs` are the
    seconds of each jog in the day's walk-jog.
    """

    routine: Routine
    day: Day
    events: tuple[Event, ...]
    now: datetime
    zone: tzinfo
    start_key: str = ""
    asked_jogs: tuple[int, ...] = ()

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
        """A time on the runner's wall clock, `07:12`; now by default."""
        return self.routine.display.clock((at or self.now).astimezone(self.zone))

    def when(self, at: datetime) -> str:
        """A time on the runner's wall clock, with the day unless it is today."""
        return wall_clock(at, self.now, self.zone, self.routine.display)

    @property
    def time_width(self) -> int:
        """The most columns that a time takes."""
        return time_width(self.routine.display)

    def time_of(self, planned: PlannedStep) -> str:
        """When a step is due or was done; `then` while it waits for another one."""
        at = planned.facts.done or planned.due or planned.shown_at
        return WAITS if self._waits(planned) else self.clock(at)

    def result(self, planned: PlannedStep) -> str:
        """The short word at the end of a step's row."""
        status = planned.status(self.now)
        match status:
            case Status.DONE:
                return self._outcome(planned)
            case Status.MISSED | Status.SKIPPED:
                return self.status_word(planned)
            case Status.UNDER_WAY:
                return self._under_way(planned)
            case Status.SNOOZED:
                return "snoozed"
            case _:
                return self._length(planned)

    def result_in_full(self, planned: PlannedStep) -> str:
        """The same where there is room to say why a step was not due."""
        is_not_due = self.status_word(planned) == NOT_DUE
        return too_early(planned) if is_not_due else self.result(planned)

    def nothing_left(self) -> str:
        """What to say if there is no step to turn to."""
        return nothing_due(self.day.away) if self.day.away else "Everything is done for today."

    def status_word(self, planned: PlannedStep) -> str:
        """A step's status; one that was not asked for, or stays open, was not skipped."""
        status = planned.status(self.now)
        if status is not Status.SKIPPED or planned.facts.skipped:
            return str(status)
        if planned.is_away:
            return "away"
        if planned.came_too_early:
            return NOT_DUE
        return "open" if planned.is_between else str(status)

    def is_let_go(self, planned: PlannedStep) -> bool:
        """Whether a step is not due only because the runner is away."""
        is_skipped = planned.status(self.now) is Status.SKIPPED
        return is_skipped and planned.is_away and not planned.facts.skipped

    def details(self, planned: PlannedStep) -> tuple[str, ...]:
        """More about a step, the most important first."""
        standing, more = self.standing(planned)
        return (standing, *more) if standing else more

    def standing(self, planned: PlannedStep) -> tuple[str, tuple[str, ...]]:
        """The status of a step where there is more to it than its name, and what else to say."""
        match planned.status(self.now):
            case Status.DONE:
                standing, *more = self._outcome_details(planned)
            case Status.SKIPPED:
                standing, *more = self._why_skipped(planned)
            case Status.MISSED:
                until = f"was due until {self.clock(planned.closes)}"
                standing, *more = ("", until, self._key("does it late"))
            case Status.UNDER_WAY:
                standing, *more = ("", *self._under_way_details(planned))
            case _:
                note = planned.step.note if planned.step.kind is not StepKind.RUN else ""
                standing, *more = (self._when(planned), *self._content(planned), note)
        return standing, tuple(filter(None, more))

    def entries(self) -> list[PlannedStep | Extra]:
        """The steps and everything else that was done, in order of time."""
        entries: list[PlannedStep | Extra] = list(self.day.steps)
        for extra in self.extras():
            place = sum(one.shown_at <= extra.shown_at for one in entries)
            entries.insert(place, extra)
        return entries

    def extras(self) -> list[Extra]:
        """What was done apart from the steps of the day, oldest first."""
        done = (one for one in self.events if isinstance(one, RunLogged | Trained))
        return [
            self._extra(one)
            for one in done
            if one.day == self.day.date and not (one.step and self.day.find(one.step))
        ]

    def _extra(self, done: RunLogged | Trained) -> Extra:
        if isinstance(done, RunLogged):
            far = self.routine.display.distance(done.distance) if done.distance else ""
            return Extra(done.at, self.clock(done.at), "Run", far or length_text(done.duration))
        name = _name_of(done).capitalize()
        return Extra(done.at, self.clock(done.at), name, length_text(done.duration))

    def _key(self, does: str) -> str:
        return f"{self.start_key} {does}" if self.start_key else ""

    def _waits(self, planned: PlannedStep) -> bool:
        """Whether a step waits for the one before it; once it is due, it does not any more."""
        if planned.anchor is None or not planned.step.after or planned.facts.done:
            return False
        if planned.due is not None and planned.due <= self.now:
            return False
        return not (planned.anchor.facts.done or planned.anchor.facts.skipped)

    def _when(self, planned: PlannedStep) -> str:
        if planned.due is None or self._waits(planned):
            anchor = planned.anchor.step.name if planned.anchor else "another step"
            return f"after {anchor.lower()}"
        wait = (planned.due - self.now).total_seconds()
        if wait > 0:
            return f"in {span_text(wait)}"
        late = -wait
        return f"due {span_text(late)} ago" if late >= _SOON else "due now"

    def _content(self, planned: PlannedStep) -> tuple[str, ...]:
        session = self.routine.session_of(planned.step)
        if session is None:
            return ()
        count = len(session.exercises)
        if planned.facts.worked and planned.facts.finished >= count:
            return (f"stopped early, after {length_text(planned.facts.worked)}",)
        if planned.facts.worked:
            return (f"{planned.facts.finished} of {count} done",)
        exercises = session.exercises[0].name.lower() if count == 1 else counted(count, "exercise")
        return (exercises, self._feet(session))

    def _feet(self, session: Session) -> str:
        feet = feet_of(session, self.routine.profile.foot)
        if not feet:
            return ""
        return "both feet" if len(feet) > 1 else f"{next(iter(feet))} foot"

    def _length(self, planned: PlannedStep) -> str:
        if planned.step.kind is StepKind.RUN:
            return planned.step.note
        session = self.routine.session_of(planned.step)
        return length_text(session_seconds(session, self.routine.profile.foot)) if session else ""

    def _outcome(self, planned: PlannedStep) -> str:
        match self._last(planned):
            case PainChecked() as check:
                return f"{check.pain}/10"
            case RunLogged():
                runs = [one for one in self._entries(planned) if isinstance(one, RunLogged)]
                far = sum(run.distance for run in runs)
                return self.routine.display.distance(far) if far else length_text(runs[-1].duration)
            case Trained() as training:
                return length_text(training.duration)
            case None:
                return length_text(planned.facts.worked) if planned.facts.worked else ""

    def _outcome_details(self, planned: PlannedStep) -> tuple[str, ...]:
        at = f"at {self.clock(planned.facts.done)}"
        match self._last(planned):
            case PainChecked() as check:
                return ("", at, check_text(check), *check_notes(check), self._key("corrects it"))
            case RunLogged() as run if run.pain is None:
                does = self._key("says how it felt") or pain_text(run)
                return ("", does, *self._jogs(run), length_text(run.duration), at)
            case RunLogged() as run:
                how = (length_text(run.duration), pain_text(run), *self._jogs(run))
                return ("", *how, at, self._key("corrects it"))
            case Trained() | None:
                return (f"done {at}", self._key("rates it") if self._asks(planned) else "")

    def _jogs(self, run: RunLogged) -> tuple[str, ...]:
        """The jogs of a run that may have been the day's walk-jog."""
        return () if run.walk_jog is False else jogs_parts(run.jogs, self.asked_jogs)

    def _asks(self, planned: PlannedStep) -> bool:
        """Whether Coach asks how a session felt."""
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
        return (f"started at {at}", self._key("continues"))

    def _why_skipped(self, planned: PlannedStep) -> tuple[str, ...]:
        if planned.facts.skipped:
            because = f" ({SKIPPED[planned.facts.because]})" if planned.facts.because else ""
            at = self.clock(planned.facts.skipped)
            return (f"skipped at {at}{because}", self._key("does it anyway"))
        if planned.is_away:
            are = "are" if self.day.away else "were"
            return (f"not due while you {are} away", self._key("does it anyway"))
        anchor = planned.anchor
        if anchor and planned.step.before and (anchor.facts.done or anchor.facts.started):
            return ("", f"{anchor.step.name.lower()} came first")
        if anchor and not planned.came_too_early:
            return ("", f"not without {anchor.step.name.lower()}")
        if why := too_early(planned):
            return (why, self._key("does it late"))
        standing = ("stays open until it is done",) if planned.is_between else ("", "optional")
        return (*standing, self._key("does it late"))

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


def done_text(done: Sequence[RunLogged | Trained], display: Display) -> str:
    """What was run on a day, or trained instead: `5.2 km`, `2.1 km walk-jog`, `swimming 30 min`."""
    runs = [one for one in done if isinstance(one, RunLogged)]
    if not runs:
        trained = (one for one in done if isinstance(one, Trained))
        return ", ".join(f"{_name_of(one)} {length_text(one.duration)}" for one in trained)
    metres = sum(one.distance for one in runs)
    far = display.distance(metres) if metres else length_text(sum(one.duration for one in runs))
    return f"{far} walk-jog" if all(one.is_walk_jog for one in runs) else far


def _name_of(done: Trained) -> str:
    return _TRAINING.get(done.activity, done.activity)


def too_early(planned: PlannedStep) -> str:
    """Why a step cannot be missed today: its hour came before the runner or the plan; or empty."""
    if planned.is_before_all:
        return "before you began"
    return "not in the plan then" if planned.new_since else ""


def time_width(display: Display) -> int:
    """The most columns that a time of day takes."""
    return len("12:30 pm" if display.hours is HourStyle.TWELVE else "12:30")


def again_text(planned: PlannedStep, now: datetime) -> str:
    """When a step that was put off comes again, counted from now: `again in 10 min`."""
    wait = (planned.due - now).total_seconds() if planned.due else 0
    return f"again in {span_text(wait)}"
