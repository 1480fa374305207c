"""What a check or a run means for the next run, in one sentence."""

from datetime import UTC, date, datetime, timedelta
from itertools import islice

import pytest
from support.builders import FakeClock, tell_of_running, wake

from coach.core.coach import Coach
from coach.core.forms.pain_check import pain_check_form
from coach.core.forms.run import run_form
from coach.core.outlook import outlooks
from coach.core.what_follows import what_follows
from coach.domain.events.types import Pattern
from coach.wording.level_reason import reason_of_level
from coach.wording.outlook import Topic, sentences

TUESDAY = date(2026, 3, 3)
DAY = timedelta(days=1)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(datetime(2026, 3, 3, 7, tzinfo=UTC))


@pytest.fixture
def ladder(coach: Coach, clock: FakeClock) -> Coach:
    """A coach of a runner on the ladder, after three days of care."""
    clock.set(clock.now() - 3 * DAY)
    coach.record.take_intake({"last_run": TUESDAY - 100 * DAY, "last_pattern": Pattern.NONE})
    for _ in range(3):
        _care(coach)
        clock.set(clock.now() + DAY)
    wake(coach, 2)
    return coach


def _care(coach: Coach) -> None:
    wake(coach, 2)
    stretch_twice(coach)


def stretch_twice(coach: Coach) -> None:
    for step in ("morning", "midday"):
        coach.record.done(step, coach.present_day())


def walk_jog(coach: Coach, pain: int, pattern: Pattern) -> None:
    coach.runs.ran(2000, 1200, pain, pattern, walk_jog=True)


def test_nothing_while_todays_run_is_still_to_come(ladder: Coach) -> None:
    assert what_follows(ladder) == ""


@pytest.mark.parametrize(
    ("pain", "pattern", "said"),
    [
        (0, Pattern.NONE, "A good one: stage 3 next, Thu 5 Mar at the earliest."),
        (2, Pattern.FADED, "A good one: stage 2 next, Thu 5 Mar at the earliest."),
        (3, Pattern.FADED, "Stage 1 again, Thu 5 Mar at the earliest."),
        (4, Pattern.WORSE, "Stage 1 again, Sat 7 Mar at the earliest."),
    ],
)
def test_after_a_walk_jog_the_next_stage_and_its_day(
    ladder: Coach, pain: int, pattern: Pattern, said: str
) -> None:
    stretch_twice(ladder)
    walk_jog(ladder, pain, pattern)
    assert what_follows(ladder) == said


def test_on_a_day_without_a_run_the_next_day_with_one(ladder: Coach, clock: FakeClock) -> None:
    stretch_twice(ladder)
    walk_jog(ladder, 0, Pattern.NONE)
    clock.set(clock.now() + DAY)
    wake(ladder, 2)
    assert what_follows(ladder) == "Next: stage 3 of 19, Thu 5 Mar at the earliest."


def test_a_free_run_is_followed_by_one_as_far_as_the_caps_allow(coach: Coach) -> None:
    tell_of_running(coach)
    wake(coach, 3)
    coach.runs.ran(5000, 1800, 0, Pattern.NONE)
    assert what_follows(coach) == "Next: a run of up to 10.0 km, Thu 5 Mar at the earliest."


def test_a_morning_that_allows_no_run_says_so(coach: Coach, clock: FakeClock) -> None:
    tell_of_running(coach)
    clock.set(clock.now() + DAY)
    wake(coach, 8, walking_pain=True)
    said = "When you run next depends on the mornings to come."
    assert what_follows(coach) == said


def test_with_a_warning_sign_nothing_is_said_of_running(coach: Coach, clock: FakeClock) -> None:
    tell_of_running(coach)
    clock.set(clock.now() + DAY)
    wake(coach, 2)
    coach.record.raise_flags(("bones",))
    assert what_follows(coach) == ""


def test_a_sign_that_stops_no_running_leaves_the_next_run_to_be_told(coach: Coach) -> None:
    tell_of_running(coach)
    wake(coach, 2)
    coach.record.raise_flags(("lump",))
    coach.runs.ran(5000, 1800, 0, Pattern.NONE)
    assert what_follows(coach) == "Next: a run of up to 10.0 km, Thu 5 Mar at the earliest."


def test_a_run_that_was_skipped_is_not_to_come(coach: Coach) -> None:
    tell_of_running(coach)
    wake(coach, 2)
    assert what_follows(coach) == ""
    coach.record.skip("run")
    assert what_follows(coach) == "Next: a run of up to 10.0 km, Thu 5 Mar at the earliest."


def test_why_and_the_outlook_say_the_very_same_as_the_check(ladder: Coach) -> None:
    stretch_twice(ladder)
    walk_jog(ladder, 0, Pattern.NONE)
    said = what_follows(ladder)
    assert said == "A good one: stage 3 next, Thu 5 Mar at the earliest."
    reason = reason_of_level(ladder.judgement(), ladder.routine.display, said)
    assert any(said in section.lines for section in reason.sections())
    assert reason.change == "What would change it: the last of the 19 stages."
    *_, view = islice(outlooks(ladder), 3)
    assert dict(sentences(view, ladder.routine, said))[Topic.NEXT_RUN] == said


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Next: a walk-jog, Thu 5 Mar at the earliest.", "A walk-jog, Thu 5 Mar at the earliest."),
        ("Stage 1 again, Thu 5 Mar at the earliest.", "Stage 1 again, Thu 5 Mar at the earliest."),
    ],
)
def test_the_outlook_begins_with_it(ladder: Coach, said: str, told: str) -> None:
    *_, view = islice(outlooks(ladder), 1)
    assert next(sentences(view, ladder.routine, said)) == (Topic.NEXT_RUN, told)


def test_without_any_check_nothing_is_said(coach: Coach) -> None:
    assert what_follows(coach) == ""


RUN = {
    "distance": 2000.0,
    "duration": 1200,
    "pain": 0,
    "pattern": Pattern.NONE,
    "walk_jog": True,
    "effort": 0,
    "supports": None,
}


def test_the_forms_say_it_as_well(ladder: Coach) -> None:
    stretch_twice(ladder)
    said = run_form(ladder).record(dict(RUN)).text
    assert said == "Run logged. A good one: stage 3 next, Thu 5 Mar at the earliest."
    check = {"pain": 2, "eases": True, "walking_pain": False}
    said = pain_check_form(ladder).record(check).text
    assert said == "First-step pain 2/10. A good one: stage 3 next, Thu 5 Mar at the earliest."


def test_what_is_entered_for_a_past_day_says_nothing_of_the_next_run(ladder: Coach) -> None:
    said = run_form(ladder, day=TUESDAY - DAY).record(dict(RUN)).text
    assert said == "Run logged."
