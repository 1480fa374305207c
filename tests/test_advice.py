"""The judgement in words."""

from typing import Any

import pytest
from msgspec.structs import replace

from coach import advice
from coach.domain.flags import FLAGS, Urgency
from coach.domain.judgement import MAY_OVERRULE, Judgement
from coach.domain.ladder import stage
from coach.domain.load import Caps
from coach.domain.readiness import ROWS, Inputs, LastRun, Level, Verdict, verdict
from coach.domain.routine import AS_SHIPPED, Display, DistanceUnit

NO_CAPS = Caps(run=None, week=None, runs=None, done=0, done_runs=0, effort=None)
CAPS = Caps(run=5500, week=18_700, runs=3, done=14_200, done_runs=2, effort=4)
INPUTS = {
    Level.REST: Inputs(red_flag=True),
    Level.CROSS_TRAIN: Inputs(pain=7, last_run=LastRun.NONE),
    Level.WALK_JOG: Inputs(pain=2),
    Level.NO_INCREASE: Inputs(pain=4, last_run=LastRun.NONE),
    Level.AS_PLANNED: Inputs(pain=1, last_run=LastRun.NONE),
}


def judged(inputs: Inputs = INPUTS[Level.AS_PLANNED], **facts: Any) -> Judgement:  # noqa: ANN401
    """What inputs come to, with some facts laid over it."""
    decided = verdict(inputs)
    plain: dict[str, Any] = {
        "verdict": decided,
        "level": decided.level,
        "is_prescribed": False,
        "is_overruled": False,
        "caps": NO_CAPS,
        "stage": None,
        "is_rest_day": False,
        "allows_heel_raises": True,
        "strength_weeks": 0,
        "flags": (),
        "no_ice": False,
    }
    return Judgement(**(plain | facts))


@pytest.mark.parametrize(
    ("level", "words"),
    [
        (Level.REST, "Rest, and see a clinician"),
        (Level.CROSS_TRAIN, "Cross-train"),
        (Level.WALK_JOG, "Walk and jog"),
        (Level.NO_INCREASE, "Run, no increase"),
        (Level.AS_PLANNED, "Run as planned"),
    ],
)
def test_each_level_has_its_headline(level: Level, words: str) -> None:
    assert advice.headline(judged(INPUTS[level])) == words


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_each_row_has_its_reason_its_source_and_what_would_change_it(row: Any) -> None:  # noqa: ANN401
    judgement = judged(verdict=Verdict(row, Inputs(), ()), level=row.level)
    assert advice.reason(judgement) == row.reason
    assert advice.source(judgement).startswith(f"Row {row.id}, from {row.source}. ")
    change = f"What would change it: {row.change}." if row.change else ""
    assert advice.what_would_change_it(judgement) == change


def test_a_clinician_and_the_runner_are_named_where_they_decided() -> None:
    prescribed = judged(INPUTS[Level.REST], is_prescribed=True, level=Level.WALK_JOG)
    assert advice.headline(prescribed) == "Walk and jog"
    assert advice.reason(prescribed).startswith("Your clinician has said so")
    overruled = judged(INPUTS[Level.CROSS_TRAIN], is_overruled=True, level=Level.NO_INCREASE)
    said = "Overruled by you. The advice was: Moderate to severe pain this morning"
    assert advice.reason(overruled).startswith(said)


@pytest.mark.parametrize("level", Level)
def test_only_cross_training_and_walk_jog_are_argued_with(level: Level) -> None:
    assert judged(INPUTS[level]).may_be_overruled is (level in MAY_OVERRULE)
    assert not judged(INPUTS[level], is_prescribed=True).may_be_overruled


def test_the_signs_are_told_by_how_soon_somebody_has_to_look() -> None:
    told = list(advice.warnings(judged(flags=("lump", "fever", "weakness", "swelling"))))
    assert told == [
        "See a clinician, at once: Heel pain with fever; Severe pain with swelling near the heel.",
        "See a clinician, today: New weakness of the foot or leg, or altered feeling.",
        "See a clinician, make an appointment: A lump in the arch.",
    ]


@pytest.mark.parametrize("flag", FLAGS)
def test_each_sign_is_a_warning(flag: str) -> None:
    (told,) = advice.warnings(judged(flags=(flag,)))
    assert FLAGS[flag].text in told
    assert any(f", {urgency}: " in told for urgency in Urgency)


def test_pain_that_is_not_typical_and_advice_beside_the_level_are_told() -> None:
    severe = judged(Inputs(pain=8, last_run=LastRun.NONE), is_typical=False)
    assert list(advice.warnings(severe)) == [
        "Your pain is not the typical one: have it looked at (S42).",
        "Pain of 8 or more: book an appointment with a clinician.",
    ]
    assert list(advice.warnings(judged())) == []


def test_the_limits_of_a_run_are_told_with_what_they_are_measured_against() -> None:
    planned, held = judged(caps=CAPS), judged(INPUTS[Level.NO_INCREASE], caps=CAPS)
    assert list(advice.limits(planned, AS_SHIPPED)) == [
        "This run: 5.5 km at most, by the longest of 30 days.",
        f"This week: 14.2 of 18.7 km, 4.5 km left. {advice.WEEKLY_RULE}",
        "Runs this week: 2 of 3.",
        "Effort: not above 4 of 10, last week's most.",
    ]
    assert next(advice.limits(held, AS_SHIPPED)) == "This run: 5.5 km at most, by last time."


@pytest.mark.parametrize("level", [Level.CROSS_TRAIN, Level.WALK_JOG])
def test_where_no_run_is_allowed_it_has_no_limits(level: Level) -> None:
    assert list(advice.limits(judged(INPUTS[level], caps=CAPS), AS_SHIPPED)) == []


@pytest.mark.parametrize(
    "inputs", [INPUTS[Level.REST], Inputs(pain=2, walking_pain=True)], ids=["rest", "walking hurts"]
)
def test_where_walking_is_too_much_walks_are_left_out_too(inputs: Inputs) -> None:
    assert list(advice.limits(judged(inputs, caps=CAPS), AS_SHIPPED)) == [
        "No walks for exercise either (S33)."
    ]


def test_what_no_cap_limits_is_not_told() -> None:
    assert list(advice.limits(judged(), AS_SHIPPED)) == []


@pytest.mark.parametrize(
    ("caps", "words"),
    [
        (NO_CAPS, "no run yet"),
        (Caps(None, None, None, 5200, 1, None), "5.2 km so far"),
        (CAPS, "14.2 of 18.7 km, 4.5 km left"),
        (Caps(None, 10_000, None, 12_000, 2, None), "12.0 of 10.0 km, 0.0 km left"),
    ],
)
def test_the_week_is_told(caps: Caps, words: str) -> None:
    assert advice.week(caps, AS_SHIPPED) == words


def test_a_stage_of_the_ladder_is_told_on_the_ladder_only() -> None:
    assert advice.ladder(judged(INPUTS[Level.WALK_JOG], stage=stage(1))).startswith(
        "Stage 1 of 19: 4.5 min walking, 0.5 min jogging, four times."
    )
    third = "Stage 3 of 19: 4 min walking, 1 min jogging, four times."
    assert advice.ladder(judged(INPUTS[Level.WALK_JOG], stage=stage(3))) == third
    rose = Inputs(pain=2, last_run=LastRun.NONE, rose_after_run=True)
    assert advice.ladder(judged(rose, stage=stage(3))) == ""
    assert advice.ladder(judged()) == ""


@pytest.mark.parametrize(
    ("inputs", "name", "words"),
    [
        (Inputs(), "First steps", "not told yet"),
        (Inputs(pain=0), "First steps", "0/10"),
        (Inputs(pain=3), "First steps", "3/10, easing"),
        (Inputs(pain=3, eases=False), "First steps", "3/10, not easing"),
        (Inputs(walking_pain=True), "Walking", "hurts"),
        (Inputs(last_run=LastRun.FADED), "Last run", "pain at the start, then it faded"),
        (Inputs(worse_days=1), "Worse than before", "1 morning"),
        (Inputs(worse_days=4), "Worse than before", "4 mornings in a row"),
        (Inputs(weeks=0), "With the coach", "first week, no real change yet"),
        (Inputs(weeks=1, improved=True), "With the coach", "1 week, improved"),
        (Inputs(weeks=12), "With the coach", "12 weeks, no real change yet"),
        (Inputs(stretches=False), "Stretching", "less than twice a day"),
        (Inputs(red_flag=True), "Warning sign", "ticked"),
    ],
)
def test_what_led_to_the_level_is_told(inputs: Inputs, name: str, words: str) -> None:
    assert dict(advice.findings(inputs))[name] == words


def test_a_run_beyond_the_cap_gets_a_word_and_one_within_it_none() -> None:
    judgement = judged(caps=CAPS)
    most = CAPS.today
    assert most
    assert advice.too_far(judgement, most, AS_SHIPPED) == ""
    assert advice.too_far(judgement, None, AS_SHIPPED) == ""
    assert advice.too_far(judged(caps=NO_CAPS), 42_195, AS_SHIPPED) == ""
    assert advice.too_far(judgement, most + 500, AS_SHIPPED).startswith(
        "That was more than today's 4.5 km; "
    )


def test_miles_stand_everywhere_and_no_cap_is_rounded_up() -> None:
    miles = Display(distances=DistanceUnit.MILES)
    run, of_week, *_ = advice.limits(judged(caps=CAPS), miles)
    assert run == "This run: 3.4 mi at most, by the longest of 30 days."
    assert of_week == f"This week: 8.8 of 11.6 mi, 2.7 mi left. {advice.WEEKLY_RULE}"
    assert "today's 2.7 mi" in advice.too_far(judged(caps=CAPS), 6000, miles)


def test_a_rest_of_the_week_below_a_tenth_is_told_in_metres() -> None:
    caps = replace(CAPS, week=14_260)
    assert advice.week(caps, AS_SHIPPED) == "14.2 of 14.2 km, 60 m left"
