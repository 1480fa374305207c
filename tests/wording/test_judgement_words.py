"""The judgement in words."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from coach.domain.events.types import Pattern, RunLogged
from coach.domain.heel.caps import Caps
from coach.domain.heel.judgement import Judgement
from coach.domain.heel.rules import (
    RULES,
    Inputs,
    LastRun,
    Level,
    Origin,
    Restart,
    Verdict,
    verdict,
)
from coach.domain.heel.strength import Strength
from coach.domain.heel.walk_jog import stage
from coach.domain.heel.warning_signs import FLAGS, HowSoon
from coach.domain.routine.settings import AS_SHIPPED, Display, DistanceUnit
from coach.wording import judgement as advice
from coach.wording.level_reason import findings, reason_of_level, what_would_change_it
from coach.wording.limits import WEEKLY_RULE, ladder_text, limits, this_week, week_text, words_on

TODAY = date(2026, 3, 3)
DAY = timedelta(days=1)

NO_CAPS = Caps(run=None, week=None, runs=None, done=0, done_runs=0, effort=None)
CAPS = Caps(run=5500, week=18_700, runs=3, done=14_200, done_runs=2, effort=4)
INPUTS = {
    Level.REST: Inputs(stop_sign=True),
    Level.CROSS_TRAIN: Inputs(pain=7, last_run=LastRun.NONE),
    Level.WALK_JOG: Inputs(pain=2),
    Level.NO_INCREASE: Inputs(pain=4, last_run=LastRun.NONE),
    Level.AS_PLANNED: Inputs(pain=1, last_run=LastRun.NONE),
}


def judged(inputs: Inputs = INPUTS[Level.AS_PLANNED], **facts: Any) -> Judgement:  # noqa: ANN401
    """The judgement for some inputs, with some facts changed."""
    decided = verdict(inputs)
    plain: dict[str, Any] = {
        "day": TODAY,
        "verdict": decided,
        "level": decided.level,
        "is_prescribed": False,
        "is_overruled": False,
        "caps": NO_CAPS,
        "stage": None,
        "is_rest_day": False,
        "has_walk_jogged": False,
        "ran_badly": False,
        "allows_heel_raises": True,
        "allows_one_leg_work": True,
        "strength": Strength(),
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


def test_the_headline_of_a_day_between_two_walk_jogs_names_none() -> None:
    between = judged(INPUTS[Level.WALK_JOG], is_rest_day=True)
    assert advice.headline(between) == "No walk-jog"


@pytest.mark.parametrize("restart", [None, *Restart])
@pytest.mark.parametrize("row", [one for one in RULES if one.level is Level.WALK_JOG])
def test_on_a_day_between_no_reason_calls_for_a_walk_jog_today(
    row: Any,  # noqa: ANN401 - a rule
    restart: Restart | None,
) -> None:
    decided = Verdict(row, Inputs(pain=2, restart=restart), ())
    between = judged(level=Level.WALK_JOG, is_rest_day=True, verdict=decided)
    said = advice.reason(between)
    assert "one walk-jog" not in said
    assert "walk and jog today" not in said


@pytest.mark.parametrize("row", RULES, ids=lambda row: row.id)
def test_each_row_has_its_reason_and_its_sources_by_name(row: Any) -> None:  # noqa: ANN401
    judgement = judged(verdict=Verdict(row, Inputs(), ()), level=row.level)
    assert advice.reason(judgement).endswith(".")
    assert advice.reason_of_row(row.id).endswith(".")
    source = advice.source(judgement)
    assert source.startswith((f"Rule {int(row.id[1:])}, from ", f"Rule {int(row.id[1:])}. "))
    assert ("our own choice" in source) is (row.origin is Origin.OURS)
    assert source.lower().count("the article that coach is built on") <= 1
    change = what_would_change_it(judgement)
    assert change.startswith("What would change it: ") or row.id == "R19"


ANY_INPUTS = st.builds(
    Inputs,
    stop_sign=st.booleans(),
    bone_sign=st.booleans(),
    sign_cleared=st.booleans(),
    is_checked=st.booleans(),
    pain=st.none() | st.integers(0, 10),
    eases=st.none() | st.booleans(),
    walking_pain=st.none() | st.booleans(),
    last_run=st.sampled_from(LastRun),
    restart=st.sampled_from([None, *Restart]),
    run_pain=st.none() | st.integers(0, 10),
    run_is_rated=st.booleans(),
    rose_after_run=st.booleans(),
    worse_days=st.integers(0, 9),
    raised_days=st.integers(0, 9),
    weeks=st.integers(0, 30),
    improved=st.booleans(),
    stretches=st.booleans(),
    median_pain=st.integers(0, 10),
)
CODES = re.compile(r"\bR\d\d\b|\bS\d+\b|\[[A-Z]\d+")


@given(ANY_INPUTS)
def test_no_code_of_a_rule_or_a_source_stands_in_the_words(inputs: Inputs) -> None:
    judgement = judged(inputs, stage=stage(7), flags=("lump",), is_typical=False)
    said = (
        advice.reason(judgement),
        advice.source(judgement),
        what_would_change_it(judgement),
        *advice.warnings(judgement),
        *limits(judgement, AS_SHIPPED),
        *(words for one in findings(inputs) for words in one),
    )
    assert [one for one in said if CODES.search(one)] == []


@given(ANY_INPUTS)
def test_nobody_has_improved_whose_last_mornings_were_worse(inputs: Inputs) -> None:
    found = dict(findings(inputs))
    if inputs.worse_days >= 3 or inputs.raised_days >= 3:
        assert "worse for" in found["Lately"]
        assert "improved" not in found["Episode"]


@given(ANY_INPUTS)
def test_what_was_not_answered_is_said_to_be_so(inputs: Inputs) -> None:
    found = dict(findings(inputs))
    if inputs.walking_pain is None:
        assert found["Walking"] == "no answer"
    if inputs.pain and inputs.eases is None:
        assert "no answer on easing" in found["First steps"]
    if not (inputs.run_is_rated or inputs.restart):
        assert found["Last run"] == "no answer on how it felt"


def test_a_clinician_and_the_runner_are_named_where_they_decided() -> None:
    prescribed = judged(
        INPUTS[Level.CROSS_TRAIN],
        is_prescribed=True,
        prescribed_until=TODAY + 7 * DAY,
        level=Level.WALK_JOG,
    )
    assert advice.headline(prescribed) == "Walk and jog"
    assert advice.reason(prescribed) == (
        "Your clinician's word, until Tue 10 Mar; it comes before Coach's own rules."
    )
    assert advice.source(prescribed) == "From your clinician, as you told Coach."
    assert what_would_change_it(prescribed) == ""
    overruled = judged(INPUTS[Level.CROSS_TRAIN], is_overruled=True, level=Level.NO_INCREASE)
    said = "You chose to run. The advice was: 6 or more at the first steps"
    assert advice.reason(overruled).startswith(said)


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        (Inputs(restart=Restart.ON_LADDER), "You are on the way back, stage 7 of 19"),
        (Inputs(restart=Restart.AFTER_SORE_RUN), "That sore run is behind you"),
        (Inputs(restart=Restart.AFTER_BREAK), "More than two weeks without a run"),
        (Inputs(restart=Restart.NEVER_RAN), "No run is logged before today"),
        (
            Inputs(last_run=LastRun.NONE, sign_cleared=True),
            "Your warning sign was cleared less than two weeks ago",
        ),
    ],
)
def test_walking_and_jogging_has_the_cause_that_applies(inputs: Inputs, words: str) -> None:
    inputs = replace(inputs, pain=1)
    assert advice.reason(judged(inputs, stage=stage(7))).startswith(words)


@pytest.mark.parametrize(
    ("ran", "words"),
    [
        (TODAY, "from Fri 6 Mar on, two checks in a row at 5 or less"),
        (TODAY - 5 * DAY, "change it: two checks in a row at 5 or less"),
    ],
)
def test_a_sore_run_is_let_go_on_a_day_that_is_named(ran: date, words: str) -> None:
    sore = judged(Inputs(pain=2, last_run=LastRun.WORSE), last_rated_run_on=ran)
    assert words in what_would_change_it(sore)


def test_a_morning_that_was_not_told_yet_is_named_as_the_cause() -> None:
    untold = judged(Inputs(pain=1, is_checked=False, last_run=LastRun.NONE))
    assert advice.reason(untold).startswith("No pain check yet today: run, but no more than")
    assert what_would_change_it(untold) == "What would change it: today's pain check."
    carried = judged(Inputs(pain=4, is_checked=False, last_run=LastRun.NONE))
    assert advice.reason(carried).endswith("your last check, which counts until today's.")


@pytest.mark.parametrize("level", Level)
def test_only_cross_training_and_walk_jog_are_argued_with(level: Level) -> None:
    inputs = INPUTS[level]
    if level is Level.CROSS_TRAIN:
        inputs = Inputs(pain=5, eases=False, last_run=LastRun.NONE)
    is_argued_with = level in {Level.CROSS_TRAIN, Level.WALK_JOG}
    assert judged(inputs).may_be_overruled is is_argued_with
    assert not judged(inputs, is_prescribed=True).may_be_overruled


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
    assert any(f", {urgency}: " in told for urgency in HowSoon)


def test_pain_that_is_not_typical_and_advice_beside_the_level_are_told() -> None:
    severe = judged(Inputs(pain=8, last_run=LastRun.NONE), is_typical=False)
    assert list(advice.warnings(severe)) == [
        "Your pain is not typical of plantar heel pain: get it checked.",
        "8 or more: book an appointment with a clinician.",
    ]
    assert list(advice.warnings(judged())) == []


def test_the_limits_of_a_run_are_told_with_what_they_are_measured_against() -> None:
    roomy = replace(CAPS, week=20_700)
    planned, held = judged(caps=roomy), judged(INPUTS[Level.NO_INCREASE], caps=roomy)
    assert list(limits(planned, AS_SHIPPED)) == [
        "This run: 5.5 km at most, a tenth more than the longest of 30 days.",
        f"This week: 14.2 of 20.7 km, 6.5 km left. {WEEKLY_RULE}",
        "Runs this week: 2 of 3.",
        "Effort: 4 of 10 at most, as last week.",
    ]
    assert next(limits(held, AS_SHIPPED)) == ("This run: 5.5 km at most, the longest of 30 days.")


def test_a_run_is_limited_by_what_is_left_where_that_is_less() -> None:
    assert next(limits(judged(caps=CAPS), AS_SHIPPED)) == (
        "This run: 4.5 km at most, which is what is left."
    )


@pytest.mark.parametrize("level", [Level.CROSS_TRAIN, Level.WALK_JOG])
def test_where_no_run_is_allowed_it_has_no_limits(level: Level) -> None:
    assert list(limits(judged(INPUTS[level], caps=CAPS), AS_SHIPPED)) == []


@pytest.mark.parametrize(
    "inputs", [INPUTS[Level.REST], Inputs(pain=2, walking_pain=True)], ids=["rest", "walking hurts"]
)
def test_where_walking_is_too_much_walks_are_left_out_too(inputs: Inputs) -> None:
    assert list(limits(judged(inputs, caps=CAPS), AS_SHIPPED)) == ["No walks for exercise either."]


def test_what_no_cap_limits_is_not_told() -> None:
    assert list(limits(judged(), AS_SHIPPED)) == []


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
    assert week_text(caps, AS_SHIPPED) == words


def test_a_stage_of_the_ladder_is_told_on_the_ladder_only() -> None:
    first = "Stage 1 of 19: 4.5 min walking, 0.5 min jogging, four times."
    walked = judged(INPUTS[Level.WALK_JOG], stage=stage(1), has_walked=True)
    assert ladder_text(walked) == first
    assert ladder_text(replace(walked, has_walked=False)) == (
        f"{first} First, once: 30 minutes of brisk walking without pain or a limp."
    )
    third = "Stage 3 of 19: 4 min walking, 1 min jogging, four times."
    assert ladder_text(judged(INPUTS[Level.WALK_JOG], stage=stage(3))) == third
    rose = Inputs(pain=2, last_run=LastRun.NONE, rose_after_run=True)
    assert ladder_text(judged(rose, stage=stage(3))) == ""
    assert ladder_text(judged()) == ""


@pytest.mark.parametrize(
    ("inputs", "name", "words"),
    [
        (Inputs(), "First steps", "no pain check yet"),
        (Inputs(pain=0), "First steps", "0/10"),
        (Inputs(pain=3), "First steps", "3/10, easing"),
        (Inputs(pain=3, eases=False), "First steps", "3/10, not easing"),
        (Inputs(walking_pain=True), "Walking", "still hurts"),
        (Inputs(walking_pain=False), "Walking", "does not hurt"),
        (Inputs(last_run=LastRun.FADED), "Last run", "pain at the start that faded"),
        (Inputs(worse_days=1), "Lately", "clearly worse for 1 morning"),
        (Inputs(worse_days=4), "Lately", "clearly worse for 4 mornings in a row"),
        (Inputs(raised_days=4), "Lately", "a little worse for 4 mornings in a row"),
        (Inputs(), "Lately", "not worse than the week before"),
        (Inputs(weeks=0), "Episode", "first week"),
        (Inputs(weeks=1, improved=True, median_pain=3), "Episode", "1 week, improved"),
        (Inputs(care_days=0), "Stretching", "counted from tomorrow"),
        (Inputs(is_comparable=False), "Lately", "not enough to tell"),
        (Inputs(weeks=1, improved=True), "Episode", "1 week, hardly any pain"),
        (Inputs(weeks=12), "Episode", "12 weeks, no real change yet"),
        (Inputs(stretches=False), "Stretching", "less than twice a day"),
        (Inputs(stop_sign=True), "Warning sign", "yes"),
        (Inputs(bone_sign=True), "Warning sign", "yes"),
    ],
)
def test_what_led_to_the_level_is_told(inputs: Inputs, name: str, words: str) -> None:
    assert dict(findings(inputs))[name] == words


@given(st.sampled_from(Level), st.floats(0, 30_000), st.floats(1000, 30_000))
def test_nothing_is_left_of_the_week_where_no_run_is_allowed(
    level: Level, done: float, week: float
) -> None:
    caps = replace(CAPS, done=done, week=week)
    said = this_week(judged(INPUTS[level], caps=caps), AS_SHIPPED)
    assert ("left" in said) is (level >= Level.NO_INCREASE)


def ran(metres: float, seconds: int = 1800, *, walk_jog: bool | None = None) -> RunLogged:
    return RunLogged(
        id="0",
        at=datetime(2026, 3, 3, 18, tzinfo=UTC),
        day=TODAY,
        step="run",
        distance=metres,
        duration=seconds,
        pain=0,
        pattern=Pattern.NONE,
        walk_jog=walk_jog,
    )


@pytest.mark.parametrize(
    ("judgement", "run", "words"),
    [
        (judged(caps=CAPS), ran(6000), "The advice was 4.5 km at most; too steep an increase"),
        (
            judged(caps=replace(CAPS, seconds=1200)),
            ran(4000, 1500),
            "The advice was 20 min at most; keep the next one shorter.",
        ),
        (judged(INPUTS[Level.REST]), ran(1000), "The advice was not to run;"),
        (judged(INPUTS[Level.CROSS_TRAIN]), ran(1000), "The advice was not to run;"),
        (judged(INPUTS[Level.WALK_JOG]), ran(1000), "The advice was a walk-jog;"),
        (
            judged(INPUTS[Level.WALK_JOG], is_rest_day=True),
            ran(1000, walk_jog=True),
            "The advice was to leave a day between two walk-jogs;",
        ),
    ],
    ids=["too far", "too long", "rest", "cross-train", "no walk-jog", "too early"],
)
def test_a_run_beyond_the_advice_gets_a_word(
    judgement: Judgement, run: RunLogged, words: str
) -> None:
    assert judgement.is_beyond([run])
    assert words_on(run, judgement, AS_SHIPPED).startswith(words)


@pytest.mark.parametrize(
    ("judgement", "runs"),
    [
        (judged(caps=CAPS), [ran(4500)]),
        (judged(caps=CAPS), []),
        (judged(caps=NO_CAPS), [ran(42_195)]),
        (judged(INPUTS[Level.WALK_JOG]), [ran(9000, walk_jog=True)]),
        (judged(INPUTS[Level.REST]), []),
    ],
)
def test_a_run_within_the_advice_gets_none(judgement: Judgement, runs: list[RunLogged]) -> None:
    assert not judgement.is_beyond(runs)


def test_miles_stand_everywhere_and_no_cap_is_rounded_up() -> None:
    miles = Display(distances=DistanceUnit.MILES)
    run, of_week, *_ = limits(judged(caps=CAPS), miles)
    assert run == "This run: 2.7 mi at most, which is what is left."
    assert of_week == f"This week: 8.8 of 11.6 mi, 2.7 mi left. {WEEKLY_RULE}"
    assert "2.7 mi at most" in words_on(ran(6000), judged(caps=CAPS), miles)


def test_a_rest_of_the_week_below_a_tenth_is_told_in_metres() -> None:
    caps = replace(CAPS, week=14_260)
    assert week_text(caps, AS_SHIPPED) == "14.2 of 14.2 km, 60 m left"


@pytest.mark.parametrize("level", Level)
def test_that_the_check_is_missing_is_said_once(level: Level) -> None:
    inputs = INPUTS[level]
    unchecked = judged(replace(inputs, is_checked=False))
    assert f"{advice.reason(unchecked)} {advice.before_check(unchecked)}".count("check") == 1
    assert not advice.before_check(judged(replace(inputs, is_checked=True)))


def test_after_a_run_that_hurt_nothing_is_said_to_be_allowed() -> None:
    told = reason_of_level(judged(ran_badly=True), AS_SHIPPED)
    assert "no more running today" in told.reason
    assert "What it allows" not in {one.heading for one in told.sections()}
