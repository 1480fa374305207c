"""What today's heel allows: a decision table over a few inputs (evidence section 5).

The first row that applies decides; the rows are sorted by level, so that is also the strictest
one that applies. A worse answer never raises the level.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import IntEnum, StrEnum

from msgspec import Struct


class Level(IntEnum):
    """What today's heel allows."""

    REST = 0
    CROSS_TRAIN = 1
    WALK_JOG = 2
    NO_INCREASE = 3
    AS_PLANNED = 4


class LastRun(StrEnum):
    """How the last run went, from best to worst; `NO_RUN` means that running begins anew."""

    NO_RUN = "no run"
    NONE = "none"
    FADED = "faded"
    THROUGHOUT = "throughout"
    WORSE = "worse"


class Origin(StrEnum):
    """Where a rule comes from."""

    ARTICLE = "the article"
    EVIDENCE = "other evidence"
    OURS = "our own choice"


class Inputs(Struct, frozen=True, kw_only=True):
    """What the level depends on (evidence 5.1); `pain` is None before the morning's check."""

    red_flag: bool = False
    pain: int | None = None
    eases: bool = True
    walking_pain: bool = False
    last_run: LastRun = LastRun.NO_RUN
    rose_after_run: bool = False
    worse_days: int = 0
    weeks: int = 0
    improved: bool = False
    stretches: bool = True
    median_pain: float = 0
    """Of the last seven days; for the referral alone."""


class Row(Struct, frozen=True):
    """One row of the table: a condition, the level, and why."""

    id: str
    level: Level
    applies: Callable[[Inputs], bool]
    reason: str
    change: str
    """What would have to change for this row not to apply."""
    source: str
    origin: Origin


class Verdict(Struct, frozen=True):
    """The level of a day, the row that decided it, and advice that goes beside it."""

    row: Row
    inputs: Inputs
    referrals: tuple[str, ...]

    @property
    def level(self) -> Level:
        """What today's heel allows."""
        return self.row.level


def verdict(inputs: Inputs) -> Verdict:
    """Decide; there is exactly one row for any inputs."""
    row = next(one for one in ROWS if one.applies(inputs))
    return Verdict(row, inputs, tuple(_referrals(inputs)))


_SEVERE, _MODERATE, _MILD = 8, 6, 3
_WORSE_WEEK, _WORSE_DAYS = 7, 3
_TWO_WEEKS, _THREE_MONTHS, _HALF_A_YEAR = 2, 12, 26


def _pain(inputs: Inputs) -> int:
    """Before the check nothing is held against the day; `R00` caps it."""
    return inputs.pain or 0


def _does_not_ease(inputs: Inputs) -> bool:
    return _pain(inputs) > 0 and not inputs.eases


ROWS: tuple[Row, ...] = (
    Row(
        "R01",
        Level.REST,
        lambda on: on.red_flag,
        "You ticked a warning sign. No training until a clinician has looked at it.",
        "clear the warning sign once a clinician has advised you",
        "[A1] [A2] [A3]",
        Origin.EVIDENCE,
    ),
    Row(
        "R02",
        Level.REST,
        lambda on: _pain(on) >= _SEVERE and (on.walking_pain or _does_not_ease(on)),
        "Severe first-step pain that does not ease, or hurts on in walking: rest, and have it "
        "looked at.",
        "a morning below 8, or one that eases and leaves walking free of pain",
        "S10 [A1]; the 8 from [P17] [P18]",
        Origin.EVIDENCE,
    ),
    Row(
        "R03",
        Level.REST,
        lambda on: _pain(on) >= _MODERATE and on.walking_pain and _does_not_ease(on),
        "Pain of 6 or more that neither eases nor leaves walking free is not the typical "
        "pattern: rest, and have it looked at.",
        "a morning below 6, or one that eases",
        "S42 [A3] [F1]",
        Origin.EVIDENCE,
    ),
    Row(
        "R04",
        Level.REST,
        lambda on: on.worse_days >= _WORSE_WEEK,
        "Worse than before for a week now: rest, and see a clinician.",
        "a morning that is no worse than before the bad days",
        "S43 [A1]; the 7 days are ours",
        Origin.EVIDENCE,
    ),
    Row(
        "R05",
        Level.CROSS_TRAIN,
        lambda on: on.walking_pain,
        "Walking still hurts after the first steps: no running, cross-train for a while.",
        "a morning without pain in walking",
        "S34",
        Origin.ARTICLE,
    ),
    Row(
        "R06",
        Level.CROSS_TRAIN,
        lambda on: on.last_run is LastRun.THROUGHOUT,
        "The last run hurt from start to finish: stop running for now. Running on through it "
        "harms the tissue and changes how you move; a few weeks off now beat months off later.",
        "three days, and two mornings in a row at 5 or less without pain in walking",
        "S8 S9 S41",
        Origin.ARTICLE,
    ),
    Row(
        "R07",
        Level.CROSS_TRAIN,
        lambda on: on.last_run is LastRun.WORSE,
        "The pain grew during the last run: not ready yet.",
        "three days, and two mornings in a row at 5 or less without pain in walking",
        "S38 [M5]",
        Origin.ARTICLE,
    ),
    Row(
        "R08",
        Level.CROSS_TRAIN,
        lambda on: _pain(on) >= _MODERATE,
        "Moderate to severe pain this morning: nothing with impact today.",
        "a morning at 5 or less",
        "S10 S52 [A4] [M1]; to use first-step pain is our choice",
        Origin.ARTICLE,
    ),
    Row(
        "R09",
        Level.CROSS_TRAIN,
        lambda on: _pain(on) >= _MILD and _does_not_ease(on),
        "It hurts and does not ease after some steps, as it should: no running today.",
        "a morning that eases after some steps, or one below 3",
        "S42; the 3 is ours",
        Origin.ARTICLE,
    ),
    Row(
        "R10",
        Level.CROSS_TRAIN,
        lambda on: on.worse_days >= _WORSE_DAYS,
        "Worse than before for three mornings: give it a break from running.",
        "a morning that is no worse than before the bad days",
        "S43; the 3 days are ours",
        Origin.ARTICLE,
    ),
    Row(
        "R11",
        Level.WALK_JOG,
        lambda on: on.rose_after_run and on.last_run is not LastRun.NO_RUN,
        "The morning after the last run was worse by two points or more: less load, walk and jog.",
        "a run after which the next morning is no worse, or seven days",
        "[M2] [A4]; two points from [P9]",
        Origin.EVIDENCE,
    ),
    Row(
        "R12",
        Level.WALK_JOG,
        lambda on: on.last_run is LastRun.NO_RUN,
        "You have not run lately: ease back with walking and jogging.",
        "the last stage of the walk-jog ladder",
        "S36 S37; 14 days from [W9] [W10]",
        Origin.ARTICLE,
    ),
    Row(
        "R13",
        Level.NO_INCREASE,
        lambda on: on.last_run is LastRun.FADED,
        "The last run hurt at the start and then faded: that is tightness. Run, but no more "
        "than last time.",
        "a run without pain",
        "S5 S6 S7",
        Origin.ARTICLE,
    ),
    Row(
        "R14",
        Level.NO_INCREASE,
        lambda on: _pain(on) >= _MILD,
        "First-step pain of 3 to 5, easing: run, no longer than last time.",
        "a morning below 3",
        "[A4] [M1] S3 S7",
        Origin.EVIDENCE,
    ),
    Row(
        "R15",
        Level.NO_INCREASE,
        _does_not_ease,
        "Little pain, but it does not ease: run, no longer than last time.",
        "a morning that eases after some steps",
        "our choice",
        Origin.OURS,
    ),
    Row(
        "R16",
        Level.NO_INCREASE,
        lambda on: on.worse_days >= 1,
        "A little worse than your last week: run, no longer than last time.",
        "a morning that is no worse than your last week",
        "our choice, in the spirit of S38",
        Origin.OURS,
    ),
    Row(
        "R17",
        Level.NO_INCREASE,
        lambda on: on.weeks >= _THREE_MONTHS and not on.improved,
        "Twelve weeks without real improvement: hold the running where it is, and ask what else "
        "could help.",
        "a week whose median is two points below that of your first week",
        "S49 [P21]",
        Origin.ARTICLE,
    ),
    Row(
        "R18",
        Level.NO_INCREASE,
        lambda on: not on.stretches,
        "Fewer than two stretch sessions a day this week: run, but do not add to it before you "
        "stretch.",
        "two stretch sessions a day, over seven days",
        "S4 S6 S19",
        Origin.ARTICLE,
    ),
    Row(
        "R00",
        Level.NO_INCREASE,
        lambda on: on.pain is None,
        "You have not told how the first steps were: run, no longer than last time.",
        "the morning's pain check",
        "our choice",
        Origin.OURS,
    ),
    Row(
        "R19",
        Level.AS_PLANNED,
        lambda _: True,
        "Little pain, and it is going the right way: run as planned, at most a tenth more.",
        "",
        "S28",
        Origin.ARTICLE,
    ),
)


def _referrals(inputs: Inputs) -> Iterator[str]:
    """Advice beside the level, which never lowers it (evidence 5.2)."""
    if _pain(inputs) >= _SEVERE:
        yield "Pain of 8 or more: book an appointment with a clinician."
    if inputs.improved:
        return
    if inputs.weeks >= _HALF_A_YEAR:
        yield "Half a year without real improvement: ask for a specialist's view."
    elif inputs.weeks >= _THREE_MONTHS:
        yield "Twelve weeks without real improvement: ask a clinician about the next steps."
    elif inputs.weeks >= _TWO_WEEKS and inputs.median_pain >= _MILD:
        yield "Two weeks of care, and no better: book an appointment with a clinician."
