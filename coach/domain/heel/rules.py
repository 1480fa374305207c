"""Decide what today's heel allows: a table over a few inputs (evidence, the decision table).

The first row that applies decides. The rows are sorted by level, so it is also the strictest one
that applies. A worse answer never raises the level, and neither does a missing one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import IntEnum, StrEnum

from msgspec import Struct

from coach.domain.heel.thresholds import MILD, MODERATE, SEVERE


class Level(IntEnum):
    """What today's heel allows."""

    REST = 0
    CROSS_TRAIN = 1
    WALK_JOG = 2
    NO_INCREASE = 3
    AS_PLANNED = 4


class LastRun(StrEnum):
    """How the last run went, from best to worst; `NO_RUN` means that running starts again."""

    NO_RUN = "no run"
    NONE = "none"
    FADED = "faded"
    THROUGHOUT = "throughout"
    WORSE = "worse"


class Restart(StrEnum):
    """Why running starts again."""

    NEVER_RAN = "never ran"
    AFTER_BREAK = "after a break"
    AFTER_SORE_RUN = "after a sore run"
    ON_LADDER = "on the ladder"


class Origin(StrEnum):
    """Where a rule comes from."""

    ARTICLE = "the article"
    EVIDENCE = "other evidence"
    OURS = "our own choice"


class Inputs(Struct, frozen=True, kw_only=True):
    """What the level depends on; None means that an answer was not given.

    Until the morning's check, `pain`, `eases` and `walking_pain` come from the last check, for
    three days, and `is_checked` is false.
    """

    stop_sign: bool = False
    bone_sign: bool = False
    sign_cleared: bool = False
    """A stop sign was cleared within two weeks, and no clinician's word is in force."""
    is_checked: bool = True
    pain: int | None = None
    eases: bool | None = True
    walking_pain: bool | None = False
    last_run: LastRun = LastRun.NO_RUN
    restart: Restart | None = None
    run_pain: int | None = 0
    """The worst pain of the last run."""
    run_is_rated: bool = True
    """Whether pain and pattern of the last run are known, if it was within a week."""
    rose_after_run: bool = False
    worse_days: int = 0
    """The latest mornings in a row that are clearly worse, by two points."""
    raised_days: int = 0
    """The latest mornings in a row that are worse by a point."""
    weeks: int = 0
    improved: bool = False
    stretches: bool = True
    care_days: int = 7
    """How many days the stretch sessions were counted over; none on the first day."""
    is_comparable: bool = True
    """Whether any morning of the week before was recorded."""
    median_pain: float = 0
    """Over the last seven days; only for the referral."""


class Rule(Struct, frozen=True):
    """One row of the table: a condition, the level, and where it comes from."""

    id: str
    level: Level
    applies: Callable[[Inputs], bool]
    source: str
    origin: Origin


class Referral(StrEnum):
    """Advice to see a clinician, beside the level."""

    SEVERE = "severe"
    TWO_WEEKS = "two weeks"
    THREE_MONTHS = "three months"
    HALF_A_YEAR = "half a year"


class Verdict(Struct, frozen=True):
    """The level of a day, the row that decided it, and advice beside it."""

    row: Rule
    inputs: Inputs
    referrals: tuple[Referral, ...]

    @property
    def level(self) -> Level:
        """What today's heel allows."""
        return self.row.level


def verdict(inputs: Inputs) -> Verdict:
    """Decide; exactly one row fits any inputs."""
    row = next(one for one in RULES if one.applies(inputs))
    return Verdict(row, inputs, tuple(_referrals(inputs)))


WORSE_WEEK, WORSE_DAYS = 7, 3
"""How many worse mornings in a row stop everything, or running (ours; S43: "a few days")."""
_TWO_WEEKS, _THREE_MONTHS, _HALF_A_YEAR = 2, 12, 26
_HARDLY_ANY = 2
"""First-step pain below which weeks without improvement do not count (ours)."""


def _pain(inputs: Inputs) -> int:
    """Unknown pain is not held against the day; `R00` caps it."""
    return inputs.pain or 0


def _walking_hurts(on: Inputs) -> bool:
    """At moderate pain a missing answer counts as the worse one."""
    return _pain(on) >= MODERATE if on.walking_pain is None else on.walking_pain


def _does_not_ease(on: Inputs) -> bool:
    if not _pain(on):
        return False
    return _pain(on) >= MODERATE if on.eases is None else not on.eases


def is_something_unanswered(on: Inputs) -> bool:
    """Whether a missing answer could lower the level."""
    answers = (on.pain, on.eases, on.walking_pain)
    return not on.is_checked or None in answers or not on.run_is_rated


RULES: tuple[Rule, ...] = (
    Rule("R01", Level.REST, lambda on: on.stop_sign, "[A1] [A2] [A3]", Origin.EVIDENCE),
    Rule(
        "R02",
        Level.REST,
        lambda on: _pain(on) >= SEVERE and (_walking_hurts(on) or _does_not_ease(on)),
        "S10 [A1]; the 8 from [P17] [P18]",
        Origin.EVIDENCE,
    ),
    Rule(
        "R03",
        Level.REST,
        lambda on: _pain(on) >= MODERATE and _walking_hurts(on) and _does_not_ease(on),
        "S42 [A3] [F1]",
        Origin.EVIDENCE,
    ),
    Rule(
        "R04",
        Level.REST,
        lambda on: on.worse_days >= WORSE_WEEK,
        "S43 [A1]; the 7 days are ours",
        Origin.EVIDENCE,
    ),
    Rule("R05", Level.CROSS_TRAIN, _walking_hurts, "S34", Origin.ARTICLE),
    Rule(
        "R06",
        Level.CROSS_TRAIN,
        lambda on: on.last_run is LastRun.THROUGHOUT,
        "S8 S9 S41",
        Origin.ARTICLE,
    ),
    Rule(
        "R07",
        Level.CROSS_TRAIN,
        lambda on: on.last_run is LastRun.WORSE,
        "S38 [M5]",
        Origin.ARTICLE,
    ),
    Rule(
        "R20",
        Level.CROSS_TRAIN,
        lambda on: (on.run_pain or 0) >= MODERATE,
        "S10 [M1] [A4]",
        Origin.ARTICLE,
    ),
    Rule(
        "R08",
        Level.CROSS_TRAIN,
        lambda on: _pain(on) >= MODERATE,
        "S10 S52 [A4] [M1]; for first steps ours",
        Origin.ARTICLE,
    ),
    Rule(
        "R09",
        Level.CROSS_TRAIN,
        lambda on: _pain(on) >= MILD and _does_not_ease(on),
        "S42; the 3 is ours",
        Origin.ARTICLE,
    ),
    Rule(
        "R10",
        Level.CROSS_TRAIN,
        lambda on: on.worse_days >= WORSE_DAYS,
        "S43; the 3 days are ours",
        Origin.ARTICLE,
    ),
    Rule("R21", Level.CROSS_TRAIN, lambda on: on.bone_sign, "[F1]; as a rule ours", Origin.OURS),
    Rule(
        "R11",
        Level.WALK_JOG,
        lambda on: on.rose_after_run,
        "[M2] [A4]; two points from [P9]",
        Origin.EVIDENCE,
    ),
    Rule(
        "R12",
        Level.WALK_JOG,
        lambda on: on.last_run is LastRun.NO_RUN or on.sign_cleared,
        "S36 S37; 14 days from [W9] [W10]",
        Origin.ARTICLE,
    ),
    Rule(
        "R13",
        Level.NO_INCREASE,
        lambda on: on.last_run is LastRun.FADED or (on.run_pain or 0) >= MILD,
        "S5 S6 S7 [M1]",
        Origin.ARTICLE,
    ),
    Rule(
        "R14",
        Level.NO_INCREASE,
        lambda on: _pain(on) >= MILD,
        "[A4] [M1] S3 S7",
        Origin.EVIDENCE,
    ),
    Rule("R15", Level.NO_INCREASE, _does_not_ease, "ours", Origin.OURS),
    Rule(
        "R16",
        Level.NO_INCREASE,
        lambda on: on.raised_days >= WORSE_DAYS,
        "ours, in the spirit of S43",
        Origin.OURS,
    ),
    Rule(
        "R17",
        Level.NO_INCREASE,
        lambda on: on.weeks >= _THREE_MONTHS and not on.improved and _pain(on) >= _HARDLY_ANY,
        "S49 [P21]",
        Origin.ARTICLE,
    ),
    Rule("R18", Level.NO_INCREASE, lambda on: not on.stretches, "S4 S6 S19", Origin.ARTICLE),
    Rule("R00", Level.NO_INCREASE, is_something_unanswered, "ours", Origin.OURS),
    Rule("R19", Level.AS_PLANNED, lambda _: True, "S28", Origin.ARTICLE),
)
"""Journals contain the ids, so they must not change."""


def _referrals(inputs: Inputs) -> Iterator[Referral]:
    """Advice beside the level, which never lowers it."""
    if _pain(inputs) >= SEVERE:
        yield Referral.SEVERE
    if inputs.improved:
        return
    if inputs.weeks >= _HALF_A_YEAR:
        yield Referral.HALF_A_YEAR
    elif inputs.weeks >= _THREE_MONTHS:
        yield Referral.THREE_MONTHS
    elif inputs.weeks >= _TWO_WEEKS and inputs.median_pain >= MILD:
        yield Referral.TWO_WEEKS
