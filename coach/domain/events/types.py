"""The facts that the journal keeps: one tagged union of immutable events, and so one long file.

An event is never changed. A correction retracts it and adds another, which names it in `corrects`.
`day` is the coach day that the fact belongs to, so that a flight to another time zone moves nothing
already done.
"""

from datetime import date, datetime
from enum import StrEnum

from msgspec import UNSET, Struct, UnsetType


class Pattern(StrEnum):
    """How the pain went during a run (S5, S8, S38), from best to worst."""

    NONE = "none"
    FADED = "faded"
    THROUGHOUT = "throughout"
    WORSE = "worse"


class Support(StrEnum):
    """What supports the arch on a run, so that with and without can be compared (S14, S16)."""

    TAPE = "tape"
    ORTHOTIC = "orthotic"


class SkipReason(StrEnum):
    """Why a step was skipped, if the reason was beyond the runner's control."""

    ILL = "ill"
    PAIN = "pain"
    TRAVEL = "travel"
    CLINICIAN = "clinician"


class ObstacleReason(StrEnum):
    """What is in the way of a step that is missed again and again."""

    NO_TIME = "no-time"
    WRONG_HOUR = "wrong-hour"
    HURTS = "hurts"
    NO_ROOM = "no-room"
    DULL = "dull"
    OTHER = "other"


class StepKey(StrEnum):
    """The keys of a step in the config file that an obstacle may change."""

    AT = "at"
    SHORT = "short"
    SESSION = "session"
    ENABLED = "enabled"


class AwayReason(StrEnum):
    """Why the runner does nothing of the plan for some days."""

    ILL = "ill"
    TRAVEL = "travel"
    OTHER = "other"


class TrialAid(StrEnum):
    """What a trial by lot may be about: whether it helps this heel."""

    TAPE = "tape"
    ORTHOTIC = "orthotic"
    SPLINT = "splint"
    BEDTIME_ICE = "bedtime-ice"


class RunNotes(Struct, frozen=True, kw_only=True):
    """Optional notes on a run: effort from 1 to 10 (RPE), supports and shoes.

    None means no answer.
    """

    effort: int | None = None
    supports: tuple[Support, ...] | None = None
    shoes: str = ""


class Fact(Struct, frozen=True, kw_only=True, tag_field="kind"):
    """What all events share.

    `id` is unique across machines and sorts in the order of recording; `at` is an aware UTC
    instant. `place` is the id of the entry whose place in that order a correction takes.
    """

    id: str
    at: datetime
    day: date
    place: str | UnsetType = UNSET

    @property
    def order(self) -> str:
        """The sort key of facts: a correction counts from when the first entry was made."""
        return self.place if isinstance(self.place, str) else self.id


class PainChecked(Fact, frozen=True, kw_only=True, tag="pain-checked"):
    """First-step pain, 0-10, with what makes mornings comparable (evidence 3.4).

    None means that a question was not answered. `painkiller` says whether one may have masked the
    pain (S44), and `aid` whether what a trial is about was used the day before; the splint has an
    answer of its own. `corrects` is the id of the retracted entry that this one replaces.
    """

    step: str
    pain: int
    eases: bool | None = None
    walking_pain: bool | None = None
    stretched_first: bool | None = None
    splint: bool | None = None
    worse_after_run: bool | None = None
    painkiller: bool | None = None
    aid: bool | None = None
    corrects: str | None = None


class StepStarted(Fact, frozen=True, kw_only=True, tag="step-started"):
    """A session or a run is under way."""

    step: str


class ExerciseDone(Fact, frozen=True, kw_only=True, tag="exercise-done"):
    """An exercise of a session is finished; `seconds` of work were done (0: skipped).

    If it is done again after going back, one more event says how many seconds that added.
    """

    step: str
    position: int
    exercise: str
    seconds: float


class StepStopped(Fact, frozen=True, kw_only=True, tag="step-stopped"):
    """A session was left early; what was done is kept."""

    step: str


class StepDone(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="step-done"):
    """A step is done; a strength session has its effort (1-10) and worst pain (0-10), if given.

    `is_short` says that only the core of its session was planned.
    """

    step: str
    effort: int | None = None
    pain: int | None = None
    is_short: bool = False
    corrects: str | None = None


class StepSkipped(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="step-skipped"):
    """A step was skipped on purpose; `because` is the reason, if the runner gave one."""

    step: str
    because: SkipReason | None = None
    corrects: str | None = None


class StepSnoozed(Fact, frozen=True, kw_only=True, tag="step-snoozed"):
    """A step was put off until an instant (UTC)."""

    step: str
    until: datetime


class StepChange(Struct, frozen=True, omit_defaults=True):
    """One key of a step in the config file: its new value, and the one `before`, if it had one."""

    key: StepKey
    value: str | bool
    before: str | bool | None = None


class ObstacleNamed(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="obstacle-named"):
    """What is in the way of a step that was missed again and again, and what was changed.

    With neither a reason nor a change the runner wants no more questions about the step. `note` is
    what they wrote about another reason.
    """

    step: str
    because: ObstacleReason | None = None
    changed: StepChange | None = None
    note: str = ""

    @property
    def is_dismissed(self) -> bool:
        """Whether the runner wants no more questions about the step."""
        return self.because is None and self.changed is None


class RunLogged(Fact, frozen=True, kw_only=True, tag="run-logged"):
    """A run: metres, seconds, the worst pain while running (0-10) and its pattern.

    `effort` is the runner's rating from 1 to 10 (RPE). `stage` is the stage of the walk-jog ladder,
    if it was one; `walk_jog` says whether it was a walk-jog at all. `supports` are what the foot
    wore. A run from a watch's file has `began` and `file`, and no pain and pattern until the runner
    enters them; `jogs` are the seconds of each jog that its track shows, None if it shows no
    speeds. `corrects` is the id of the retracted entry that this one replaces.
    """

    step: str | None
    distance: float
    duration: int
    pain: int | None
    pattern: Pattern | None
    effort: int | None = None
    stage: int | None = None
    walk_jog: bool | None = None
    supports: tuple[Support, ...] | None = None
    shoes: str = ""
    began: datetime | None = None
    file: str = ""
    jogs: tuple[int, ...] | None = None
    corrects: str | None = None

    @property
    def is_walk_jog(self) -> bool:
        """Whether it alternated walking and jogging, as a stage of the ladder or by itself."""
        return self.stage is not None or self.walk_jog is True

    @property
    def running(self) -> int:
        """The seconds of its jogs, if its track shows any, and else its whole time.

        A watch also records the warm-up and the cool-down if it is not stopped for them.
        """
        return sum(self.jogs) if self.jogs else self.duration


class Paused(Fact, frozen=True, kw_only=True, tag="paused"):
    """No reminders until an instant (UTC)."""

    until: datetime


class Resumed(Fact, frozen=True, kw_only=True, tag="resumed"):
    """Reminders again, before the pause has ended."""


class Away(Fact, frozen=True, kw_only=True, tag="away"):
    """Nothing is due from `day` on, up to, but without, the day `until`.

    If it was entered ahead, `day` is the day of the entry, and `since` the first day away.
    """

    until: date
    because: AwayReason = AwayReason.OTHER
    since: date | None = None
    corrects: str | None = None

    @property
    def first_day(self) -> date:
        """The first day away."""
        return self.since or self.day


class CameBack(Fact, frozen=True, kw_only=True, tag="came-back"):
    """The runner is back earlier than was said; `day` is the first one at home."""


class DayShortened(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="day-shortened"):
    """Sessions begun from now on that day are short; if not `is_short`, they are whole again."""

    is_short: bool = True


class TrialStarted(Fact, frozen=True, kw_only=True, tag="trial-started"):
    """A trial by lot begins that day; the bits of `seed` say which block comes first in each pair.

    So what was drawn for a day is worked out, and not stored.
    """

    aid: TrialAid
    seed: int


class TrialEnded(Fact, frozen=True, kw_only=True, tag="trial-ended"):
    """The trial under way ends before its time; that day no longer belongs to it."""


class IntakeGiven(Fact, frozen=True, kw_only=True, tag="intake-given"):
    """What the runner said about heel and running; a later intake replaces an earlier one.

    Distances are metres: an average week of the last four, and the longest run in them. `allowed`
    is the level that a clinician has prescribed, up to the day `until`. None means that a question
    was not answered; `brisk_walk` says whether 30 minutes of it are free of pain.
    """

    since: date | None = None
    is_typical: bool = True
    no_ice: bool = False
    weekly: float = 0
    longest: float = 0
    last_run: date | None = None
    last_pattern: Pattern | None = None
    allowed: int | None = None
    until: date | None = None
    prescription: str = ""
    weak_bones: bool | None = None
    pregnant: bool | None = None
    brisk_walk: bool | None = None
    corrects: str | None = None


class RatedActivity(Struct, frozen=True):
    """An activity of the runner's own: 0 cannot be done at all, 10 goes as it did before."""

    activity: str
    score: int


class Measured(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="measured"):
    """What is measured every four weeks; None means not measured.

    `raises_left` and `raises_right` are heel raises on that leg until it is tired; `wall_left` and
    `wall_right` are centimetres from the toes to the wall that the knee touches.
    """

    activities: tuple[RatedActivity, ...] = ()
    raises_left: int | None = None
    raises_right: int | None = None
    wall_left: float | None = None
    wall_right: float | None = None
    corrects: str | None = None

    @property
    def is_put_off(self) -> bool:
        """Whether nothing was measured: the runner put it off for four weeks."""
        tests = (self.raises_left, self.raises_right, self.wall_left, self.wall_right)
        return not self.activities and all(one is None for one in tests)


class ScoreBrought(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="score-brought"):
    """The score of a questionnaire that was filled in elsewhere on that day."""

    title: str
    score: float
    corrects: str | None = None


class FlagRaised(Fact, frozen=True, kw_only=True, tag="flag-raised"):
    """Warning signs, by their ids; they stay until they are cleared."""

    flags: tuple[str, ...]


class FlagCleared(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="flag-cleared"):
    """A clinician, `seen_by`, has advised on a day; these warning signs are cleared.

    If none are named, as in the journals of older versions, all are cleared.
    """

    flags: tuple[str, ...] = ()
    seen_by: str = ""
    seen_on: date | None = None


class Overruled(Fact, frozen=True, kw_only=True, tag="overruled"):
    """The runner runs today against the advice, with the row that gave it, after confirming."""

    row: str


class MaintenanceChoice(StrEnum):
    """What the runner chooses: begin the maintenance day, go back to the full day, or not now."""

    BEGIN = "begin"
    END = "end"
    LATER = "later"


class MaintenanceChosen(Fact, frozen=True, kw_only=True, tag="maintenance-chosen"):
    """The runner's choice about the maintenance day; it counts from `day` on, which is included."""

    choice: MaintenanceChoice


class Trained(Fact, frozen=True, kw_only=True, tag="trained"):
    """Something other than a run, such as a ride: metres (0: unknown) and seconds."""

    step: str | None
    activity: str
    distance: float
    duration: int
    began: datetime | None = None
    file: str = ""
    corrects: str | None = None


class EntryRetracted(Fact, frozen=True, kw_only=True, tag="entry-retracted"):
    """Earlier entries no longer count, by their ids.

    A retraction may be retracted itself, so that the entries it named count again unchanged; but no
    further than that. `deletes` marks entries that the runner deleted, rather than corrected or
    undid.
    """

    entries: tuple[str, ...]
    deletes: bool = False


StepEvent = (
    PainChecked
    | StepStarted
    | ExerciseDone
    | StepStopped
    | StepDone
    | StepSkipped
    | StepSnoozed
    | RunLogged
    | Trained
)
Event = (
    StepEvent
    | ObstacleNamed
    | Paused
    | Resumed
    | Away
    | CameBack
    | DayShortened
    | TrialStarted
    | TrialEnded
    | IntakeGiven
    | Measured
    | ScoreBrought
    | FlagRaised
    | FlagCleared
    | Overruled
    | MaintenanceChosen
    | EntryRetracted
)
