"""What is in the way: from three misses to the answer, the change, and the look back."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET, structs
from support.any_event import ANY_EVENT
from support.builders import FakeClock
from support.zones import ZONES

from coach.core.coach import Coach
from coach.core.day_records import DayRecords, recent_days
from coach.core.forms.obstacle import obstacle_form
from coach.core.log_book import LogBook
from coach.domain.day.time_away import first_day_back
from coach.domain.events.types import (
    Event,
    ObstacleNamed,
    ObstacleReason,
    SkipReason,
    StepChange,
    StepKey,
)
from coach.domain.history.obstacles import Obstacle, Outcome
from coach.errors import ConfigError, RefusedError
from coach.journal import Journal
from coach.wording.obstacle import asked_text, look_back_text, today_text
from coach.wording.week import Topic, sentences

DAY = timedelta(days=1)
FILE = """\
# mine
theme = "ember"   # warm

[steps.midday]    # at work
window = "3h"     # until three
"""


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(datetime(2026, 3, 2, 7, tzinfo=UTC))


def asked(coach: Coach) -> Obstacle | None:
    return coach.obstacles.to_ask_about(recent_days(coach))


def live(
    coach: Coach,
    clock: FakeClock,
    days: int,
    *,
    but: str = "",
    skip: str = "",
    because: SkipReason | None = None,
) -> None:
    """Days on which all is done at its time but one step, from the present morning on."""
    for _ in range(days):
        coach.record.check(2, eases=True, walking_pain=False)
        for planned in coach.today().steps:
            step = planned.step.id
            if step == "run":
                coach.record.skip(step, SkipReason.CLINICIAN)
            elif step == skip:
                coach.record.skip(step, because)
            elif step not in {but, "pain-check"} and planned.anchor is None:
                clock.set(planned.due or clock.now())
                coach.record.done(step)
        clock.set(datetime.combine(coach.present_day() + DAY, datetime.min.time(), UTC))
        clock.forward(hours=7)


def test_a_step_missed_twice_is_not_asked_about_and_one_missed_three_times_is(
    coach: Coach, clock: FakeClock
) -> None:
    live(coach, clock, 2, but="midday")
    assert asked(coach) is None
    live(coach, clock, 1, but="midday")
    found = asked(coach)
    assert found is not None
    assert (found.step, found.misses.missed, found.misses.planned) == ("midday", 3, 3)
    text = asked_text(found, coach.routine)
    assert text == "Midday stretches: missed 3 of 3 times. What is in the way?"


def test_what_is_skipped_each_time_may_be_left_out(coach: Coach, clock: FakeClock) -> None:
    live(coach, clock, 3, skip="evening")
    found = asked(coach)
    assert found is not None
    text = asked_text(found, coach.routine)
    assert text == "You skip evening stretches every time: leave it out?"
    form = obstacle_form(coach, found)
    assert next(one.id for one in form.form.questions if one.asked({})) == "leave_out"
    said = form.record(form.form.answers({"leave_out": True})).text
    assert "left out" in said
    assert "evening" not in coach.routine.steps


def test_the_pain_check_is_never_left_out(coach: Coach) -> None:
    with pytest.raises(RefusedError, match="cannot be left out"):
        coach.obstacles.name(
            "pain-check", ObstacleReason.DULL, StepChange(StepKey.ENABLED, value=False)
        )


@pytest.mark.parametrize("step", ["run", "warm-up", "cool-down"])
def test_a_run_keeps_what_belongs_to_it(coach: Coach, step: str) -> None:
    with pytest.raises(RefusedError, match="cannot be left out"):
        coach.obstacles.name(step, None, StepChange(StepKey.ENABLED, value=False))


def test_a_skip_with_a_reason_is_never_asked_about(coach: Coach, clock: FakeClock) -> None:
    live(coach, clock, 5, skip="midday", because=SkipReason.ILL)
    assert asked(coach) is None


def test_a_pause_a_short_day_a_sign_and_time_away_excuse(coach: Coach, clock: FakeClock) -> None:
    def missing(days: int) -> None:
        live(coach, clock, days, but="midday")

    for _ in range(4):
        coach.breaks.pause(clock.now() + timedelta(hours=20))
        missing(1)
    assert asked(coach) is None
    for _ in range(4):
        coach.breaks.shorten()
        missing(1)
    assert asked(coach) is None
    coach.record.raise_flags(("lump",))
    missing(4)
    assert asked(coach) is None
    coach.record.clear_flags(("lump",), "Dr Lee")
    coach.breaks.away(first_day_back("5 days", coach.present_day()))
    missing(5)
    assert asked(coach) is None


def test_days_without_an_entry_say_nothing(coach: Coach, clock: FakeClock) -> None:
    live(coach, clock, 1)
    clock.forward(days=10)
    assert asked(coach) is None


def test_from_three_misses_to_the_answer_and_to_the_look_back(
    coach: Coach, clock: FakeClock
) -> None:
    coach.config.write_text(FILE)
    coach.changes()
    live(coach, clock, 4)
    live(coach, clock, 8, but="midday")
    found = asked(coach)
    assert found is not None
    named = coach.obstacles.name(
        "midday", ObstacleReason.WRONG_HOUR, StepChange(StepKey.AT, "18:15"), note=""
    )
    assert named.changed == StepChange(StepKey.AT, "18:15", None)
    assert coach.routine.steps["midday"].at is not None
    assert str(coach.routine.steps["midday"].at.usual) == "18:15:00"
    assert asked(coach) is None
    live(coach, clock, 14)
    (before_the_end,) = coach.obstacles.look_backs(recent_days(coach))
    assert before_the_end.outcome is Outcome.TOO_EARLY
    live(coach, clock, 1)
    over = coach.obstacles.just_over(recent_days(coach))
    assert over is not None
    said = look_back_text(over, coach.routine)
    assert over.outcome is Outcome.HELPED
    assert "missed 0 of 14 since, 8 of 12 before. That seems to help." in said
    review = DayRecords(coach).review(coach.present_day())
    assert dict(sentences(review))[Topic.CHANGED] == said
    live(coach, clock, 8)
    assert coach.obstacles.just_over(recent_days(coach)) is None


def test_it_is_asked_once_and_again_only_after_a_new_series_after_the_look_back(
    coach: Coach, clock: FakeClock
) -> None:
    live(coach, clock, 3, but="midday")
    coach.obstacles.name("midday", ObstacleReason.DULL)
    for _ in range(17):
        live(coach, clock, 1, but="midday")
        assert asked(coach) is None
    live(coach, clock, 1, but="midday")
    assert asked(coach) is not None


def test_after_a_dismissal_there_are_no_more_questions(coach: Coach, clock: FakeClock) -> None:
    live(coach, clock, 3, but="midday")
    found = asked(coach)
    assert found is not None
    form = obstacle_form(coach, found)
    assert "no more questions" in form.record(form.form.answers({"because": "dismiss"})).text
    for _ in range(40):
        live(coach, clock, 1, but="midday")
        assert asked(coach) is None


def test_the_file_keeps_its_comments_and_undo_restores_the_value(coach: Coach) -> None:
    coach.config.write_text(FILE + 'at = "13:00"      # after lunch\n')
    coach.changes()
    coach.obstacles.name("midday", ObstacleReason.WRONG_HOUR, StepChange(StepKey.AT, "18:15"))
    assert coach.config.read_text() == FILE + 'at = "18:15"      # after lunch\n'
    undone = coach.corrections.undo()
    assert isinstance(undone, ObstacleNamed)
    assert coach.config.read_text() == FILE + 'at = "13:00"      # after lunch\n'
    assert coach.obstacles.named() == []


def test_undo_leaves_alone_what_was_changed_again_since(coach: Coach) -> None:
    coach.obstacles.name("midday", ObstacleReason.WRONG_HOUR, StepChange(StepKey.AT, "18:15"))
    coach.routine_file.write("steps.midday.at", "14:00")
    coach.corrections.undo()
    assert 'at = "14:00"' in coach.config.read_text()


def test_the_log_book_shows_it_deletes_it_and_brings_it_back(coach: Coach) -> None:
    coach.obstacles.name("evening", ObstacleReason.NO_TIME, StepChange(StepKey.SHORT, value=True))
    ((line,),) = LogBook(coach).find()
    assert (line.name, line.text) == ("Evening stretches", "no time; always short")
    coach.corrections.delete(line.events)
    assert not coach.routine.steps["evening"].short
    coach.corrections.undo()
    assert coach.routine.steps["evening"].short
    assert len(coach.obstacles.named()) == 1


def test_nothing_is_recorded_if_the_file_cannot_be_changed(coach: Coach) -> None:
    coach.config.write_text("no toml at all")
    with pytest.raises(ConfigError, match="not saved"):
        coach.obstacles.name("midday", ObstacleReason.WRONG_HOUR, StepChange(StepKey.AT, "18:15"))
    assert coach.obstacles.named() == []


def test_the_hour_comes_from_when_it_was_done(coach: Coach, clock: FakeClock) -> None:
    for minutes in (600, 640, 700):
        clock.forward(minutes=minutes)
        coach.record.done("midday")
        clock.forward(minutes=24 * 60 - minutes)
    # 17:00, 17:40 and 18:40 on three days
    assert str(coach.obstacles.hour("midday")) == "17:45:00"
    changes = coach.obstacles.changes("midday", ObstacleReason.WRONG_HOUR)
    assert changes == [StepChange(StepKey.AT, "17:45")]


def test_the_hour_of_an_entry_added_later_is_unknown(coach: Coach, clock: FakeClock) -> None:
    first = coach.present_day()
    clock.forward(days=5)
    for ago in range(5):
        coach.record.done("midday", first + DAY * ago)
    assert coach.obstacles.hour("midday") is None


def test_no_hour_is_suggested_within_quiet_hours(coach: Coach, clock: FakeClock) -> None:
    coach.config.write_text('[reminders]\nquiet = [{ starts = "16:00", ends = "08:00" }]\n')
    coach.changes()
    for _ in range(3):
        clock.forward(hours=10)
        coach.record.done("midday")
        clock.forward(hours=14)
    assert coach.obstacles.hour("midday") is None


def test_a_step_of_a_chain_has_no_hour_of_its_own(coach: Coach) -> None:
    assert coach.obstacles.changes("ice", ObstacleReason.WRONG_HOUR) == []
    with pytest.raises(RefusedError, match="no single time"):
        coach.obstacles.name("ice", ObstacleReason.WRONG_HOUR, StepChange(StepKey.AT, "18:00"))


def test_each_reason_offers_what_matches_it(coach: Coach) -> None:
    def offered(step: str, because: ObstacleReason) -> list[tuple[str, str | bool]]:
        return [(one.key, one.value) for one in coach.obstacles.changes(step, because)]

    off = ("enabled", False)
    assert offered("evening", ObstacleReason.NO_TIME) == [("short", True), off]
    assert offered("midday", ObstacleReason.HURTS) == [("session", "morning"), off]
    assert offered("strength", ObstacleReason.HURTS) == [off]
    assert offered("ice", ObstacleReason.NO_ROOM) == [("session", "ice-bottle"), off]
    assert offered("midday", ObstacleReason.DULL) == [("session", "morning"), off]
    assert offered("warm-up", ObstacleReason.DULL) == []
    assert offered("midday", ObstacleReason.OTHER) == []


def test_a_day_off_stays_off_when_its_step_is_asked_about(coach: Coach) -> None:
    assert coach.today().find("run") is None  # a Monday
    coach.obstacles.name("run", ObstacleReason.NO_TIME)
    assert coach.today().find("run") is None


def test_an_unknown_step_is_refused(coach: Coach) -> None:
    with pytest.raises(RefusedError, match="no step `swim`"):
        coach.obstacles.name("swim", ObstacleReason.DULL)


def test_the_note_of_another_reason_is_kept(coach: Coach, clock: FakeClock) -> None:
    live(coach, clock, 3, but="midday")
    found = asked(coach)
    assert found is not None
    form = obstacle_form(coach, found)
    answers = {"because": ObstacleReason.OTHER, "note": "the dog"}
    recorded = form.record(form.form.answers(answers)).entry
    assert isinstance(recorded, ObstacleNamed)
    assert (recorded.note, recorded.changed) == ("the dog", None)
    assert recorded.because is ObstacleReason.OTHER


def test_an_hour_is_typed_if_none_is_suggested(coach: Coach, clock: FakeClock) -> None:
    live(coach, clock, 3, but="midday")
    found = asked(coach)
    assert found is not None
    form = obstacle_form(coach, found)
    given = {"because": ObstacleReason.WRONG_HOUR, ObstacleReason.WRONG_HOUR: "other hour"}
    answers = form.form.answers(given)
    assert [one.id for one in form.form.questions if one.asked(answers)][-1] == "at"
    at = next(one for one in form.form.questions if one.id == "at").parse
    assert at is not None
    said = form.record(answers | {"at": at("18:15")}).text
    assert said == (
        'Midday stretches: at 18:15. In your file: at = "18:15" under [steps.midday]. '
        "Undo takes it back."
    )


def moved(event: Event, number: int, ago: int, step: str) -> Event:
    """The same event within the last weeks, for a step in the plan."""
    others = {"step": step} if getattr(event, "step", None) else {}
    at = datetime(2026, 3, 29, 12, tzinfo=UTC) - DAY * ago
    known = f"{int(at.timestamp() * 1000):012x}{number:014x}"
    return structs.replace(event, id=known, place=UNSET, day=at.date(), **others)


@pytest.mark.slow
@given(
    st.lists(
        st.tuples(
            ANY_EVENT, st.integers(0, 40), st.sampled_from(("midday", "run", "ice", "strength"))
        ),
        max_size=30,
    ),
    st.sampled_from(ZONES),
)
def test_any_history_in_any_zone_is_looked_through(
    told: list[tuple[Event, int, str]], zone: str
) -> None:
    clock = FakeClock(datetime(2026, 3, 29, 23, tzinfo=UTC), ZoneInfo(zone))
    with TemporaryDirectory() as folder, closing(Journal(Path(folder, "journal.db"))) as journal:
        events = [moved(one, number, ago, step) for number, (one, ago, step) in enumerate(told)]
        journal.append(*events)
        coach = Coach(Path(folder, "config.toml"), journal, clock)
        days = recent_days(coach)
        assert today_text(
            asked(coach), coach.obstacles.just_over(days), coach.routine
        ).isprintable()
        for one in coach.obstacles.look_backs(days):
            assert look_back_text(one, coach.routine)
        for step in coach.routine.steps:
            hour = coach.obstacles.hour(step)
            assert hour is None or hour.minute % 15 == 0
            assert obstacle_form(coach, coach.obstacles.of_step(step, days)).form.title
