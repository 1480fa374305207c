"""The routine: everything that the runner configured, as immutable values.

Fields with a default may be left out of the config file. The words are those of
docs/architecture.md; docs/configuration.md explains each key to the runner.
"""

from typing import TYPE_CHECKING

from msgspec import Struct

from coach.domain.routine.kinds import (
    Basis,
    Count,
    ExerciseKind,
    Feet,
    SessionKind,
    Side,
    StepKind,
    Weekday,
)
from coach.domain.routine.settings import (
    Activities,
    Alerts,
    DaySettings,
    Display,
    Goal,
    Hooks,
    PlayerSettings,
    Profile,
    Reminders,
    Running,
    Sound,
    Sync,
)
from coach.domain.routine.week_times import WeekTimes
from coach.domain.units import Duration

if TYPE_CHECKING:
    # Only a figure that is shown needs this import.
    from coach.domain.figures.figure import Figure


class Tempo(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """One slow repetition: seconds up, held, and down."""

    up: Duration
    hold: Duration
    down: Duration


class Exercise(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One movement with its dosage; durations are seconds.

    Exactly one of `hold` (stay), `move` (keep moving) and `tempo` (up, hold, down) defines a
    repetition. `release` comes between repetitions, `rest` between sets. `most` is the longest that
    one phase may become, however often ten more seconds are added.
    """

    id: str
    name: str
    target: str
    kind: ExerciseKind
    cue: str
    source: str
    basis: Basis = Basis.SOURCE
    sets: Count = 1
    reps: Count = 1
    hold: Duration | None = None
    move: Duration | None = None
    tempo: Tempo | None = None
    release: Duration = Duration(0)
    rest: Duration = Duration(0)
    side: Side = Side.BOTH
    feet: Feet = Feet.AFFECTED
    most: Duration | None = None
    figure: str = ""
    """The figure that shows it; if empty, the one with its id, or one that fits."""


class Session(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An ordered list of exercises with timers.

    `most` is the longest exercise time that it may reach, however often ten more seconds are added.
    """

    id: str
    name: str
    kind: SessionKind
    exercises: tuple[Exercise, ...]
    caution: str = ""
    most: Duration | None = None


class Step(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry of the day, placed `at` a time, or `after`/`before` another step by `delay`.

    `window` is how long the step stays due before it counts as missed; `short` plans the short form
    of its session on every day.
    """

    id: str
    kind: StepKind
    name: str
    at: WeekTimes | None = None
    after: str | None = None
    before: str | None = None
    delay: Duration = Duration(0)
    session: str | None = None
    days: tuple[Weekday, ...] = tuple(Weekday)
    every: Count = 1
    window: Duration = Duration(3 * 3600)
    optional: bool = False
    note: str = ""
    short: bool = False

    @property
    def anchor(self) -> str | None:
        """The step that this one depends on, if any."""
        return self.after or self.before


class Routine(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything configured; `coach.config` ensures that references between its parts are valid."""

    theme: str
    day: DaySettings
    profile: Profile
    player: PlayerSettings
    sound: Sound
    display: Display
    reminders: Reminders
    alerts: Alerts
    running: Running
    goal: Goal
    activities: Activities
    sync: Sync
    hooks: Hooks = Hooks()
    keys: dict[str, tuple[str, ...]]
    """The keys chosen for actions of the full screen, by the ids in `coach.config.keymap.actions`.
    """
    steps: dict[str, Step]
    sessions: dict[str, Session]
    exercises: dict[str, Exercise]
    figures: "dict[str, Figure]" = {}
    """Only the runner's own; the shipped ones are loaded when one is shown."""
    step_names: dict[str, str] = {}
    """The name of each step by its id, also of those that are switched off."""

    @property
    def longest_rhythm(self) -> int:
        """The largest `every` of its steps, in days."""
        return max((step.every for step in self.steps.values()), default=1)

    def steps_with(self, kind: SessionKind) -> frozenset[str]:
        """The steps whose session is of a kind."""
        return frozenset(
            step.id
            for step in self.steps.values()
            if (session := self.session_of(step)) and session.kind is kind
        )

    def session_of(self, step: Step) -> Session | None:
        """The session that a step runs, if it runs one."""
        return self.sessions[step.session] if step.session else None
