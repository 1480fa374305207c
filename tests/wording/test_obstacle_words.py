"""What is in the way of a step, in words."""

from datetime import UTC, date, datetime, timedelta

import pytest
from support.builders import routine

from coach.domain.events.types import ObstacleNamed, ObstacleReason, StepChange, StepKey
from coach.domain.history.obstacles import LookBack, Misses, Obstacle
from coach.wording.events import event_text
from coach.wording.obstacle import advice_text, asked_text, look_back_text

SHIPPED = routine()
FRIDAY = date(2026, 3, 13)


def named(
    step: str, because: ObstacleReason | None = None, change: StepChange | None = None
) -> ObstacleNamed:
    at = datetime(2026, 3, 13, 12, tzinfo=UTC)
    return ObstacleNamed(id="1", at=at, day=FRIDAY, step=step, because=because, changed=change)


@pytest.mark.parametrize(
    ("step", "misses", "text"),
    [
        ("midday", Misses(9, 4, 1), "Midday stretches: missed 4 of 9 times. What is in the way?"),
        ("ice", Misses(4, 4, 4), "You skip ice every time: leave it out?"),
        (
            "pain-check",
            Misses(3, 3, 3),
            "Morning pain check: missed 3 of 3 times. What is in the way?",
        ),
        ("midday", Misses(), "Midday stretches: what is in the way?"),
    ],
)
def test_the_question_names_the_step_and_how_often(step: str, misses: Misses, text: str) -> None:
    assert asked_text(Obstacle(step, misses), SHIPPED) == text


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (Misses(13, 2), "missed 2 of 13 since, 9 of 12 before. That seems to help."),
        (Misses(14, 9), "missed 9 of 14 since, 9 of 12 before. A little less often."),
        (Misses(12, 9), "missed 9 of 12 since, 9 of 12 before. That did not help."),
        (Misses(2, 0), "missed 0 of 2 since, 9 of 12 before. Too little to compare."),
    ],
)
def test_after_two_weeks_it_says_whether_a_change_helped(since: Misses, words: str) -> None:
    moved = named("midday", ObstacleReason.WRONG_HOUR, StepChange(StepKey.AT, "18:15"))
    text = look_back_text(LookBack(moved, Misses(12, 9), since, is_over=True), SHIPPED)
    assert text == f"Midday stretches, at 18:15 since Fri 13 Mar: {words}"


NONE = Misses()


@pytest.mark.parametrize(
    ("before", "since", "is_over", "words"),
    [
        (NONE, NONE, False, "nothing to count before. Whether it helps shows after Fri 27 Mar."),
        (NONE, Misses(4, 1), True, "missed 1 of 4 since, nothing to count before. Too little to "),
        (Misses(4, 1), NONE, True, "nothing to count since, missed 1 of 4 before. Too little to "),
        (NONE, NONE, True, "nothing to count before or since."),
    ],
)
def test_where_nothing_was_planned_there_is_nothing_to_count(
    before: Misses,
    since: Misses,
    is_over: bool,  # noqa: FBT001 - a parameter
    words: str,
) -> None:
    short = named("evening", ObstacleReason.NO_TIME, StepChange(StepKey.SHORT, value=True))
    text = look_back_text(LookBack(short, before, since, is_over=is_over), SHIPPED)
    assert text.startswith(f"Evening stretches, always short since Fri 13 Mar: {words}")


@pytest.mark.parametrize(("is_over", "ends"), [(False, ""), (True, " In the plan you can ")])
def test_a_step_that_is_left_out_keeps_its_name_and_gets_a_look_back(
    is_over: bool,  # noqa: FBT001 - a parameter
    ends: str,
) -> None:
    change = StepChange(StepKey.ENABLED, value=False)
    left_out = named("midday", ObstacleReason.NO_TIME, change)
    found = LookBack(left_out, Misses(12, 9, 2), Misses(), is_over=is_over)
    text = look_back_text(found, routine("[steps.midday]\nenabled = false"))
    expected = f"Midday stretches, left out since Fri 13 Mar: missed 9 of 12 before.{ends}"
    assert text.startswith(expected)
    assert is_over or text == expected


def test_before_that_it_says_when_it_will_know() -> None:
    short = named("evening", ObstacleReason.NO_TIME, StepChange(StepKey.SHORT, value=True))
    text = look_back_text(LookBack(short, Misses(12, 9), Misses(3, 0), is_over=False), SHIPPED)
    assert text.endswith(f"Whether it helps shows after Fri {(FRIDAY + timedelta(14)).day} Mar.")


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("run", "Pain above 5 of 10 means less"),
        ("strength", "Pain above 5 of 10 means less"),
        ("midday", "a pull and never pain"),
        ("ice", "the skin goes numb"),
    ],
)
def test_what_hurts_comes_with_what_to_mind(step: str, words: str) -> None:
    assert words in advice_text(named(step, ObstacleReason.HURTS), SHIPPED)
    assert advice_text(named(step, ObstacleReason.DULL), SHIPPED) == ""


def test_leaving_too_many_stretches_out_says_what_that_means() -> None:
    out = StepChange(StepKey.ENABLED, value=False)
    left_out = named("evening", ObstacleReason.NO_TIME, out)
    assert advice_text(left_out, SHIPPED) == ""
    fewer = routine("[steps.midday]\nenabled = false")
    assert advice_text(left_out, fewer).startswith("That leaves 1 stretch session a day; ")


def test_the_log_book_names_the_reason_and_the_change() -> None:
    other = StepChange(StepKey.SESSION, "ice-bottle")
    text = event_text(named("ice", ObstacleReason.DULL, other), SHIPPED)
    assert text == "Ice: it is dull; the exercises of Ice, frozen bottle"
    assert event_text(named("ice"), SHIPPED) == "Ice: no more questions about it"
