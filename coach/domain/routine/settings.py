"""Settings beside the steps: reminders, the player, running, how things are shown."""

import re
from collections.abc import Sequence
from datetime import date as day
from datetime import datetime, time
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from coach.domain.routine.kinds import Count, Foot, Weekday
from coach.domain.units import (
    Distance,
    Duration,
    WallTime,
    clock_text,
    distance_number,
    distance_text,
    exact_distance_text,
    most_distance,
    parse_distance,
    twelve_hour_text,
)


class DaySettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a coach day turns."""

    starts: WallTime = WallTime(4)


class Profile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """About the runner."""

    foot: Foot = Foot.BOTH


class PlayerSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the player behaves: seconds to get ready before a set, and a pace for breathing."""

    get_ready: Duration = Duration(5)
    breathing: bool = False


class Signals(StrEnum):
    """What the player sounds like."""

    TONES = "tones"
    BELL = "bell"
    NONE = "none"


class Sound(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is heard while a session runs: `volume` in per cent, and a voice beside the signals.

    If tones cannot be played, the bell replaces them.
    """

    signals: Signals = Signals.TONES
    volume: Annotated[int, Meta(ge=0, le=100)] = 60
    voice: bool = False


class DistanceUnit(StrEnum):
    """The units of distances."""

    KM = "km"
    MILES = "mi"


class HourStyle(StrEnum):
    """How a time of day is shown: `17:30` or `5:30 pm`."""

    TWENTY_FOUR = "24h"
    TWELVE = "12h"


class FigureSigns(StrEnum):
    """The signs in which figures are drawn; auto chooses them by what is known of the terminal."""

    AUTO = "auto"
    BRAILLE = "braille"
    SEXTANTS = "sextants"
    OCTANTS = "octants"


class Display(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How things are shown, and read.

    Without `animations` nothing moves but the countdown; `figures` says in which signs those are.
    """

    distances: DistanceUnit = DistanceUnit.KM
    hours: HourStyle = HourStyle.TWENTY_FOUR
    animations: bool = True
    figures: FigureSigns = FigureSigns.AUTO

    def metres(self, text: str) -> float:
        """Read a distance that somebody wrote; ValueError if it is none."""
        return parse_distance(text, self.distances)

    def distance(self, metres: float) -> str:
        """A distance: `5.2 km`."""
        return distance_text(metres, self.distances)

    def exact(self, metres: float) -> str:
        """A distance as a runner would write it: `3.23 mi`."""
        return exact_distance_text(metres, self.distances)

    def number(self, metres: float) -> str:
        """A distance without its unit, where that is said once for many: `5.2`."""
        return distance_number(metres, self.distances)

    def most(self, metres: float) -> str:
        """A distance not to be exceeded."""
        return " ".join(self.most_parts(metres))

    def most_parts(self, metres: float) -> tuple[str, str]:
        """The number and the unit of a distance not to be exceeded."""
        return most_distance(metres, self.distances)

    def clock(self, at: time | datetime, *, seconds: bool = False) -> str:
        """A time of the wall clock: `17:30`."""
        text = twelve_hour_text if self.hours is HourStyle.TWELVE else clock_text
        return text(at, seconds=seconds)


AS_SHIPPED = Display()
"""How things are shown by default."""


class QuietHours(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A range of the wall clock without reminders, on nights that begin on these days."""

    starts: WallTime
    ends: WallTime
    days: tuple[Weekday, ...] = tuple(Weekday)


class Reminders(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a step that is due rings, and how long it may be put off."""

    heads_up: Duration = Duration(0)
    repeat_every: Duration = Duration(600)
    repeats: Annotated[int, Meta(ge=0, le=100)] = 1
    snooze: Duration = Duration(600)
    snoozes: Count = 3
    quiet: tuple[QuietHours, ...] = ()


class CrossTraining(StrEnum):
    """Training that can replace a run (S24, S35)."""

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
    """Last week (S28 taken literally)."""


class Running(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How running is counted, and what can replace a run.

    `one_more_run` allows one more run a week if a tenth allows none.
    """

    week_starts: Weekday = Weekday.MON
    week_base: WeekBase = WeekBase.BEST
    one_more_run: bool = False
    cross_training: tuple[CrossTraining, ...] = tuple(CrossTraining)


class Goal(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A run that the runner looks forward to: how far, on which day, and what it is called.

    Without a `distance` (0) there is no goal; without a `date` it has all the time there is.
    """

    distance: Distance = Distance(0)
    date: day | None = None
    name: str = ""


class Activities(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The folders that are watched for the files of a watch: `folder`, if any, and `folders`.

    `watch` says whether to read a watch on a USB cable too.
    """

    folder: str = ""
    folders: tuple[str, ...] = ()
    watch: bool = False

    @property
    def all_folders(self) -> tuple[str, ...]:
        """Each of them once."""
        return tuple(dict.fromkeys(filter(None, (self.folder, *self.folders))))

    @property
    def has_sources(self) -> bool:
        """Whether files may arrive from anywhere."""
        return bool(self.watch or self.all_folders)


class Sync(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The folder through which one runner's machines exchange entries; empty: none."""

    folder: str = ""


class ChannelName(StrEnum):
    """The ways in which an alert reaches the runner."""

    IN_APP = "in-app"
    DESKTOP = "desktop"
    TERMINAL = "terminal"
    PUSH = "push"
    COMMAND = "command"


class Hooks(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """Programs, with their arguments, that get what was recorded; empty: none."""

    on_check: tuple[str, ...] = ()
    on_done: tuple[str, ...] = ()
    on_ran: tuple[str, ...] = ()
    on_level: tuple[str, ...] = ()


class Osc(StrEnum):
    """The escape sequences that ask a terminal to notify, named by their numbers."""

    AUTO = "auto"
    NONE = "none"
    ITERM = "9"
    KITTY = "99"
    URXVT = "777"


def program_of(argv: Sequence[str]) -> str:
    """What alone may be shown of a program that is run: its name, for the rest may be a password.

    A whole command line in the place of the name is cut after its first word.
    """
    name, *rest = re.split(r"[\s=]|(?<=://)", argv[0], maxsplit=1)
    return f"{name}…" if rest else name


class Alerts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How an alert reaches the runner.

    The `channels` are tried in order until one gets through; those in `also` get every alert as
    well. `push` has Apprise URLs, `command` and `open` programs with their arguments.
    """

    channels: tuple[ChannelName, ...] = tuple(ChannelName)
    also: tuple[ChannelName, ...] = ()
    do_not_disturb: bool = True
    bell: bool = True
    osc: Osc = Osc.AUTO
    push: tuple[str, ...] = ()
    command: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
