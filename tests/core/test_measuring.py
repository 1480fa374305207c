"""What is measured every four weeks, on the journal: asked, put off, corrected and undone."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from typing import Any

import pytest
from support.builders import FakeClock

from coach.core.coach import Coach
from coach.core.day_view import view_day
from coach.core.forms.catalogue import form_for_entry, form_to_add
from coach.core.forms.measurement import PLAY, counted_form, measurement_form
from coach.core.heel_raise_test import HeelRaiseTest
from coach.core.log_book import LogBook
from coach.domain.events.types import Measured, RatedActivity, ScoreBrought
from coach.domain.history.measurements import Topic
from coach.domain.routine.kinds import Foot
from coach.errors import RefusedError
from coach.journal import Journal

STAIRS = RatedActivity("climbing stairs", 4)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(datetime(2026, 3, 3, 7, tzinfo=UTC))


@pytest.fixture
def coach(coach: Coach) -> Coach:
    """A coach after a check that allows a walk-jog."""
    coach.record.check(2, eases=True, walking_pain=False)
    return coach


def a_month_later(coach: Coach, clock: FakeClock, pain: int = 2) -> None:
    clock.forward(days=28)
    coach.record.check(pain, eases=True, walking_pain=False)


def is_announced(coach: Coach) -> bool:
    said = any("four-weekly" in note for note in view_day(coach).notes())
    assert said is view_day(coach).is_to_measure
    return said


def asked(coach: Coach, **given: Any) -> list[str]:  # noqa: ANN401 - any answer
    """The questions that a runner with these answers is asked."""
    form, answers = measurement_form(coach).form, dict[str, Any]()
    for question in form.questions:
        if question.asked(answers):
            answers[question.id] = given.get(question.id)
    return list(answers)


def test_it_is_announced_for_a_week_after_the_first_one(coach: Coach, clock: FakeClock) -> None:
    said = []
    for _ in range(21):
        said.append(is_announced(coach))
        clock.forward(days=1)
    assert said == [False] * 7 + [True] * 7 + [False] * 7


def test_measuring_and_putting_off_are_both_quiet_for_four_weeks(
    coach: Coach, clock: FakeClock
) -> None:
    coach.measuring.measure((STAIRS,))
    a_month_later(coach, clock)
    assert is_announced(coach)
    coach.measuring.put_off()
    assert not is_announced(coach)
    a_month_later(coach, clock)
    assert is_announced(coach)


def test_undo_brings_the_announcement_back(coach: Coach, clock: FakeClock) -> None:
    clock.forward(days=7)
    coach.measuring.put_off()
    assert isinstance(coach.corrections.undo(), Measured)
    assert is_announced(coach)


def test_what_is_not_due_cannot_be_put_off(coach: Coach) -> None:
    with pytest.raises(RefusedError, match="nothing to put off"):
        coach.measuring.put_off()


def test_nothing_is_announced_with_a_stop_sign_or_while_away(
    coach: Coach, clock: FakeClock
) -> None:
    clock.forward(days=7)
    coach.breaks.away(date(2026, 3, 12))
    assert not is_announced(coach)
    coach.breaks.come_back()
    assert is_announced(coach)
    coach.record.raise_flags(("fever",))
    assert not is_announced(coach)


def test_it_is_no_step_so_it_is_never_missed(coach: Coach, clock: FakeClock) -> None:
    before = {one.step.id for one in coach.today().steps}
    clock.forward(days=7)
    assert is_announced(coach)
    assert {one.step.id for one in coach.today().steps} == before


def test_the_activities_are_offered_again_and_can_be_changed(
    coach: Coach, clock: FakeClock
) -> None:
    coach.measuring.measure((STAIRS, RatedActivity("standing", 5)))
    a_month_later(coach, clock)
    known = measurement_form(coach).form.known
    assert (known["activity_1"], known["activity_2"]) == ("climbing stairs", "standing")
    assert "score_1" not in known
    entry = measurement_form(coach)
    answers = entry.form.answers(
        {"now": True, "activity_1": "running", "score_1": 3, "activity_2": "", "activity_3": ""}
    )
    told = entry.record(answers | dict.fromkeys(("wall_left", "wall_right")))
    assert isinstance(told.entry, Measured)
    assert told.entry.activities == (RatedActivity("running", 3),)


def test_what_is_measured_later_on_a_day_is_added(coach: Coach) -> None:
    coach.measuring.measure((STAIRS,), wall=(9.5, None))
    coach.measuring.measure(raises=(18, 21), wall=(None, 11.0))
    found = coach.measuring.of_today()
    assert found
    assert (found.activities, found.raises_left, found.raises_right) == ((STAIRS,), 18, 21)
    assert (found.wall_left, found.wall_right) == (9.5, 11.0)
    coach.corrections.undo()
    assert coach.measuring.of_today() == Measured(
        id=found.place or "", at=found.at, day=found.day, activities=(STAIRS,), wall_left=9.5
    )


def test_with_a_sign_that_hides_all_only_the_activities_are_asked(coach: Coach) -> None:
    coach.record.raise_flags(("rupture",))
    assert [one for one in asked(coach) if not one.startswith("activity")] == []
    with pytest.raises(RefusedError, match="nothing is tested"):
        coach.measuring.measure(wall=(9.5, None))
    assert coach.measuring.measure((STAIRS,)).activities == (STAIRS,)


@pytest.mark.parametrize(
    ("pain", "flag"), [(7, None), (2, "diabetes"), (2, "at-rest"), (None, None)]
)
def test_heel_raises_are_a_risk_with_a_sign_much_pain_or_no_check(
    coach: Coach, clock: FakeClock, pain: int | None, flag: str | None
) -> None:
    clock.forward(days=7)
    if pain is not None:
        coach.record.check(pain, eases=True, walking_pain=False)
    if flag:
        coach.record.raise_flags((flag,))
    assert "heel_raises" not in asked(coach)
    assert "wall_left" in asked(coach)
    with pytest.raises(RefusedError, match="The heel raises have to wait"):
        HeelRaiseTest(coach)
    with pytest.raises(RefusedError, match="The heel raises have to wait"):
        coach.measuring.measure(raises=(18, None))
    assert coach.measuring.measure(wall=(9.5, None)).wall_left == 9.5


def test_putting_it_off_asks_nothing_else(coach: Coach, clock: FakeClock) -> None:
    a_month_later(coach, clock)
    clock.forward(days=7)
    coach.record.check(2, eases=True, walking_pain=False)
    assert asked(coach, now=False) == ["now"]
    assert "heel_raises" in asked(coach, now=True)


def test_what_was_not_answered_is_not_recorded(coach: Coach) -> None:
    form = measurement_form(coach)
    refusal = form.form.refusal(form.form.answers({"heel_raises": "not"}))
    assert refusal == "Nothing was measured; answer one question at least."
    assert form.form.refusal(form.form.answers({"heel_raises": PLAY})) == ""
    twice = {"activity_1": "Stairs", "score_1": 3, "activity_2": "stairs", "score_2": 4}
    assert "twice" in form.form.refusal(form.form.answers(twice))


def test_the_player_counts_each_leg_and_the_form_records_it(coach: Coach, clock: FakeClock) -> None:
    test = HeelRaiseTest(coach)
    for second in range(5 + 4 * 3):
        clock.forward(seconds=1)
        test.tick()
        assert test.counts.get(Foot.RIGHT) is None, second
    test.go_next()
    for _ in range(5 + 3):
        clock.forward(seconds=1)
        test.tick()
    test.go_next()
    assert test.has_ended
    assert test.counts == {Foot.LEFT: 3, Foot.RIGHT: 1}
    form = counted_form(coach, test.counts)
    assert form.form.known == {"raises_left": "3", "raises_right": "1"}
    form.record({"raises_left": 3, "raises_right": 2})
    found = coach.measuring.of_today()
    assert found
    assert (found.raises_left, found.raises_right) == (3, 2)
    assert not [one for one in coach.days.history() if one.__struct_config__.tag == "step-done"]


@pytest.mark.parametrize("number", [-1, 201])
def test_numbers_that_cannot_be_are_refused(coach: Coach, number: int) -> None:
    with pytest.raises(RefusedError, match="go from 0 to 200"):
        coach.measuring.measure(raises=(number, None))
    with pytest.raises(RefusedError, match="from 0 to 1000"):
        coach.measuring.bring_score("FFI", float("nan"))
    with pytest.raises(RefusedError, match="up to 40 letters"):
        coach.measuring.bring_score("x" * 41, 3)


def test_the_log_book_says_corrects_and_deletes_them(coach: Coach) -> None:
    measured = coach.measuring.measure((STAIRS,), wall=(9.5, 11))
    brought = coach.measuring.bring_score("FFI", 54, date(2026, 3, 2))
    book = LogBook(coach)
    texts = [line.text for line in book.of_day(measured.day)]
    assert "climbing stairs 4/10, knee to wall left 9.5 and right 11 cm" in texts
    assert [line.text for line in book.of_day(brought.day)] == ["FFI 54"]
    form = form_for_entry(coach, brought)
    assert form
    form.record({"title": "FFI", "score": 45, "on": date(2026, 3, 1)})
    form = form_for_entry(coach, measured)
    assert form
    form.record(form.form.answers({"wall_left": 10.5}))
    found = {one.topic: one for one in coach.measuring.trends()}
    assert found[Topic.SCORE].values == ((date(2026, 3, 1), 45),)
    assert [one.value for one in coach.measuring.trends() if one.topic is Topic.WALL] == [10.5]


def test_a_score_can_be_added_to_a_past_day(coach: Coach) -> None:
    form = form_to_add(coach, "score", date(2026, 3, 1))
    assert form.form.known["on"] == "2026-03-01"
    told = form.record({"title": "FFI", "score": 54, "on": date(2026, 3, 1)})
    assert isinstance(told.entry, ScoreBrought)
    assert told.entry.day == date(2026, 3, 1)


def test_the_journal_shows_them_as_views(coach: Coach, journal: Journal) -> None:
    coach.measuring.measure((STAIRS,), raises=(18, None), wall=(None, 11))
    coach.measuring.bring_score("FFI", 54)
    with closing(sqlite3.connect(journal.path)) as db:
        measured = db.execute("select raises_left, raises_right, wall_right_cm from measurements")
        assert measured.fetchall() == [(18, None, 11)]
        assert db.execute("select activity, score from activities").fetchall() == [
            ("climbing stairs", 4)
        ]
        assert db.execute("select title, score from scores").fetchall() == [("FFI", 54.0)]
