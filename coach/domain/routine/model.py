"""The routine: everything that the runner configured, as immutable values.

Fields with a default may be left out of the config file. The words are those of
docs/architecture.md; docs/configuration.md explains each key to the runner.
"""

from datetime import datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta, Struct

from coach.domain.units import (
    Duration,
    WallTime,
    clock_text,
    distance_text,
    exact_distance_text,
    most_distance_text,
    parse_distance,
    twelve_hour_text,
)

if TYPE_CHECKING:
    # Nothing but a figure that is shown needs to know what one is.
    from coach.domain.figures.figure import Figure

Count = Annotated[int, Meta(ge=1, le=100)]


class Foot(StrEnum):
    """Which foot hurts, or which foot a phase is for."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class Feet(StrEnum):
    """Which feet an exercise works: the one that hurts, or always both."""

    AFFECTED = "affected"
    BOTH = "both"


class Weekday(StrEnum):
    """Days of the week, Monday first, as `date.weekday()` counts them."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


class StepKind(StrEnum):
    """What a step of the day is."""

    PAIN_CHECK = "pain-check"
    SESSION = "session"
    RUN = "run"
    CROSS_TRAIN = "cross-train"
    REMINDER = "reminder"


class SessionKind(StrEnum):
    """What a session is for; `stretch` sessions count towards two to three a day (S19)."""

    STRETCH = "stretch"
    WARM_UP = "warm-up"
    STRENGTH = "strength"
    COOL_DOWN = "cool-down"
    ICE = "ice"
    RUN = "run"


class ExerciseKind(StrEnum):
    """Kinds of movement (evidence section 6)."""

    STATIC = "static"
    MOBILITY = "mobility"
    DYNAMIC = "dynamic"
    STRENGTH = "strength"
    ICE = "ice"
    MASSAGE = "massage"
    COOL_DOWN = "cool-down"


class Side(StrEnum):
    """How an exercise is laid over the feet."""

    BOTH = "both"
    """Both at once: one count for the body."""
    EACH = "each"
    """All sets of one foot, then all sets of the other."""
    ALTERNATE = "alternate"
    """Feet take turns set by set; the other foot's set counts as rest."""
    SHARED = "shared"
    """The time is shared between the feet."""


class Basis(StrEnum):
    """Where a dose comes from, so that the product can say so."""

    SOURCE = "source"
    ADAPTED = "adapted"
    OURS = "ours"


class Tempo(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """One slow repetition: seconds up, held, and down."""

    up: Duration
    hold: Duration
    down: Duration


class Exercise(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One movement with its dosage; durations are seconds.

    Exactly one of `hold` (stay), `move` (keep moving) and `tempo` (up, hold, down) says what
    a repetition is. `release` stands between repetitions, `rest` between sets. `most` is the
    longest that one phase may become, however often ten more seconds are asked for.
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
    """The figure that shows it; without one, that of its id, or one that fits."""


class Session(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An ordered list of exercises with timers.

    `most` is the longest exercise time that it may reach, however often ten more seconds are
    asked for.
    """

    id: str
    name: str
    kind: SessionKind
    exercises: tuple[Exercise, ...]
    caution: str = ""
    most: Duration | None = None


class Step(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry of the day, placed `at` a time, or `after`/`before` another step by `delay`.

    `window` is how long the step stays due before it counts as missed.
    """

    id: str
    kind: StepKind
    name: str
    at: WallTime | None = None
    after: str | None = None
    before: str | None = None
    delay: Duration = Duration(0)
    session: str | None = None
    days: tuple[Weekday, ...] = tuple(Weekday)
    every: Count = 1
    window: Duration = Duration(3 * 3600)
    optional: bool = False
    note: str = ""

    @property
    def anchor(self) -> str | None:
        """The step that this one hangs on, if any."""
        return self.after or self.before


class DaySettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a coach day turns."""

    starts: WallTime = WallTime(4)


class Profile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """About the runner."""

    foot: Foot = Foot.BOTH


class PlayerSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the player behaves: seconds to get ready before a set."""

    get_ready: Duration = Duration(5)


class Signals(StrEnum):
    """By what the player lets itself be heard."""

    TONES = "tones"
    BELL = "bell"
    NONE = "none"


class Sound(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is heard while a session runs: `volume` in per cent, and a voice beside the signals.

    Where no tones can be played, the bell takes their place.
    """

    signals: Signals = Signals.TONES
    volume: Annotated[int, Meta(ge=0, le=100)] = 60
    voice: bool = False


class DistanceUnit(StrEnum):
    """In what distances are shown."""

    KM = "km"
    MILES = "mi"


class HourStyle(StrEnum):
    """How a time of day is shown: `17:30` or `5:30 pm`."""

    TWENTY_FOUR = "24h"
    TWELVE = "12h"


class Display(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How things are shown, and read; without `animations` nothing moves but the countdown."""

    distances: DistanceUnit = DistanceUnit.KM
    hours: HourStyle = HourStyle.TWENTY_FOUR
    animations: bool = True

    def metres(self, text: str) -> float:
        """Read a distance that somebody wrote; ValueError if it is none."""
        return parse_distance(text, self.distances)

    def distance(self, metres: float) -> str:
        """A distance: `5.2 km`."""
        return distance_text(metres, self.distances)

    def exact(self, metres: float) -> str:
        """A distance as it would be written: `3.23 mi`."""
        return exact_distance_text(metres, self.distances)

    def most(self, metres: float) -> str:
        """A distance not to be exceeded."""
        return most_distance_text(metres, self.distances)

    def clock(self, at: time | datetime) -> str:
        """A time of the wall clock: `17:30`."""
        return twelve_hour_text(at) if self.hours is HourStyle.TWELVE else clock_text(at)


AS_SHIPPED = Display()
"""How things are shown where nobody chose."""


class QuietHours(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A range of the wall clock without reminders, on nights that begin on these days."""

    starts: WallTime
    ends: WallTime
    days: tuple[Weekday, ...] = tuple(Weekday)


class Reminders(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a step that is due asks for attention, and how long it may be put off."""

    heads_up: Duration = Duration(0)
    repeat_every: Duration = Duration(600)
    repeats: Annotated[int, Meta(ge=0, le=100)] = 1
    snooze: Duration = Duration(600)
    snoozes: Count = 3
    quiet: tuple[QuietHours, ...] = ()


class CrossTraining(StrEnum):
    """What can be done in a run's place (S24, S35)."""

    AQUA_JOG = "aqua-jog"
    SWIM = "swim"
    RIDE = "ride"
    ELLIPTICAL = "elliptical"
    ROW = "row"


class WeekBase(StrEnum):
    """What a week's distance is measured against."""

    BEST = "best"
    """The best of the last four weeks."""
    LAST = "last"
    """Last week (S28 to the letter)."""


class Running(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How running is counted, and what there is in a run's place.

    `one_more_run` allows one run more a week where a tenth allows none.
    """

    week_starts: Weekday = Weekday.MON
    week_base: WeekBase = WeekBase.BEST
    one_more_run: bool = False
    cross_training: tuple[CrossTraining, ...] = tuple(CrossTraining)


class Activities(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The folder that is watched for the files of a watch; empty: none."""

    folder: str = ""


class Sync(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The folder in which several machines of one runner meet; empty: none."""

    folder: str = ""


class ChannelName(StrEnum):
    """The ways in which an alert reaches a person."""

    IN_APP = "in-app"
    DESKTOP = "desktop"
    TERMINAL = "terminal"
    PUSH = "push"
    COMMAND = "command"


class Osc(StrEnum):
    """The escape sequences by which a terminal is asked to notify, named by their numbers."""

    AUTO = "auto"
    NONE = "none"
    ITERM = "9"
    KITTY = "99"
    URXVT = "777"


class Alerts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How an alert reaches the runner.

    The `channels` are tried in their order until one gets through; those in `also` get every
    alert besides. `push` holds Apprise URLs, `command` and `open` programs with their arguments.
    """

    channels: tuple[ChannelName, ...] = tuple(ChannelName)
    also: tuple[ChannelName, ...] = ()
    do_not_disturb: bool = True
    bell: bool = True
    osc: Osc = Osc.AUTO
    push: tuple[str, ...] = ()
    command: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


class Routine(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything configured; references between its parts hold (`coach.config` sees to it)."""

    theme: str
    day: DaySettings
    profile: Profile
    player: PlayerSettings
    sound: Sound
    display: Display
    reminders: Reminders
    alerts: Alerts
    running: Running
    activities: Activities
    sync: Sync
    keys: dict[str, tuple[str, ...]]
    """Those chosen for actions of the full screen, by the ids in `coach.config.keymap.actions`."""
    steps: dict[str, Step]
    sessions: dict[str, Session]
    exercises: dict[str, Exercise]
    figures: "dict[str, Figure]" = {}
    """Those of the runner alone; the shipped ones wait until one is shown."""

    @property
    def longest_rhythm(self) -> int:
        """Every how many days its rarest step comes."""
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
