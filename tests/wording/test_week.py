"""A week in words: its numbers match its days, and it says when there is too little data."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from support.builders import wake
from support.simulated import RUN_DAY, Setting

from coach.core.day_records import DayRecords
from coach.domain.events.types import PainChecked, Pattern, RunLogged, Trained
from coach.domain.heel.episode import EpisodeRecord
from coach.domain.heel.rules import Level
from coach.domain.history.aids import Aid, Comparison
from coach.domain.history.day_record import DayRecord, WeekRecord
from coach.domain.history.milestones import Milestone, MilestoneKind
from coach.domain.units import counted
from coach.wording.judgement import no_training
from coach.wording.limits import this_week
from coach.wording.week import (
    AIDS,
    Review,
    Topic,
    compared,
    episode_text,
    milestone_text,
    sentences,
)

MONDAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
A_DAY = timedelta(days=1)
Make = Callable[..., Review]


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Builds reviews of weeks, with a routine and a judgement that are always the same."""
    with Setting(tmp_path_factory.mktemp("review")) as setting:
        shared = DayRecords(setting.coach).review(setting.coach.present_day())

    def review(week: list[DayRecord], before: list[DayRecord] | None = None) -> Review:
        return replace(
            shared,
            week=WeekRecord(starts=MONDAY, days=tuple(week)),
            before=WeekRecord(starts=MONDAY - 7 * A_DAY, days=tuple(before)) if before else None,
            days=(*(before or ()), *week),
            began=MONDAY - 30 * A_DAY,
            today=week[-1].day,
        )

    return review


def day(at: int, pain: int | None = None, **facts: object) -> DayRecord:
    on = MONDAY + A_DAY * at
    check = (
        None
        if pain is None
        else PainChecked(
            id="0", at=NOON, day=on, step="pain-check", pain=pain, eases=True, walking_pain=False
        )
    )
    plain = DayRecord(day=on, level=Level.AS_PLANNED, row="R19", check=check)
    return replace(plain, **facts)


def ran(metres: float) -> RunLogged:
    return RunLogged(
        id="0",
        at=NOON,
        day=MONDAY,
        step="run",
        distance=metres,
        duration=1800,
        pain=0,
        pattern=Pattern.NONE,
    )


def said(review: Review) -> dict[str, str]:
    return dict(sentences(review))


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        ([3, 3, 3], [5, 5, 5], "3 of 10, less than the 5 of the week before: a real change."),
        ([4, 4, 4], [5, 5, 5], "though only 2 points or more count as a real change."),
        ([5, 5, 5], [4, 4, 4], "5 of 10, more than the 4 of the week before, though"),
        ([4, 4, 4], [4, 4, 4], "4 of 10, as in the week before."),
        ([4, 4, 4], [4, 4], "the median of 3 mornings; no earlier week to compare."),
        ([4, 4], [4, 4, 4], "Not enough to tell: 2 pain checks."),
        ([4], [4], "Not enough to tell: 1 pain check."),
        ([], [4], "Not enough to tell: no pain checks."),
    ],
)
def test_pain_against_the_week_before(
    make: Make, now: list[int], before: list[int], words: str
) -> None:
    week = [day(at, now[at] if at < len(now) else None) for at in range(7)]
    earlier = [day(at - 7, before[at] if at < len(before) else None) for at in range(7)]
    assert words in said(make(week, earlier))["First steps"]


@given(st.lists(st.lists(st.integers(1, 200), max_size=2), min_size=1, max_size=7))
def test_the_distance_is_that_of_the_runs(make: Make, told: list[list[int]]) -> None:
    week = [
        day(at, runs=tuple(ran(100.0 * each) for each in runs), week_cap=12_300.0)
        for at, runs in enumerate(told)
    ]
    text = said(make(week))["Running"]
    runs = [each for runs in told for each in runs]
    if not runs:
        assert text == "No run."
    else:
        count = "1 run" if len(runs) == 1 else f"{len(runs)} runs"
        assert text == f"{sum(runs) / 10:.1f} km in {count}; the limit was 12.3 km."


@pytest.mark.parametrize(("seconds", "length"), [(1800, "30 minutes"), (60, "1 minute")])
def test_what_was_done_in_a_runs_place_is_told_beside_it(
    make: Make, seconds: int, length: str
) -> None:
    swam = Trained(
        id="0", at=NOON, day=MONDAY, step=None, activity="swim", distance=0, duration=seconds
    )
    week = [day(0, trained=(swam,)), day(1, runs=(ran(0),))]
    text = said(make(week))["Running"]
    assert text == f"1 run, distance unknown. Other training instead: {length}."


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=7))
def test_the_sessions_are_those_of_the_days(make: Make, told: list[tuple[int, int]]) -> None:
    week = [day(at, stretches=done, planned_stretches=plan) for at, (done, plan) in enumerate(told)]
    text = said(make(week))["Stretching"]
    planned = sum(plan for _, plan in told)
    if not planned:
        assert text == "None planned."
    else:
        enough, asked = sum(done >= 2 for done, _ in told), sum(max(one) >= 2 for one in told)
        kept = f"; two or more on {enough} of {counted(asked, 'day')}" if asked else ""
        done = sum(done for done, _ in told)
        assert text.startswith(f"{done} of {counted(planned, 'session')}{kept}.")


@given(st.lists(st.booleans(), min_size=1, max_size=7))
def test_the_days_beyond_the_advice_are_counted_and_named(make: Make, told: list[bool]) -> None:
    found = said(make([day(at, is_beyond=one) for at, one in enumerate(told)]))
    names = [f"{MONDAY + A_DAY * at:%a}" for at, one in enumerate(told) if one]
    days = "1 day" if len(names) == 1 else f"{len(names)} days"
    expected = f"{days} ({', '.join(names)})." if names else None
    assert found.get("Beyond advice") == expected


def test_what_is_told_of_the_days_before_coach_belongs_to_its_week(setting: Setting) -> None:
    coach, today = setting.coach, setting.coach.present_day()
    for ago, pain in ((1, 5), (3, 6), (5, 6), (6, 7), (7, 8), (8, 8)):
        coach.record.check(pain, day=today - ago * A_DAY)
    coach.runs.ran(5000, 1800, 2, Pattern.FADED, day=today - A_DAY)
    wake(coach, 4)
    setting.at("23:00", today.day + 3)
    found = said(DayRecords(coach).review(today))
    assert found["First steps"] == "Not enough to tell: 2 pain checks."
    assert found["Running"].startswith("5.0 km in 1 run")
    assert found["Stretching"] == "0 of 12 sessions; two or more on 0 of 4 days."
    assert re.findall(r"\d+ days?", found["Levels"]) == ["4 days"]
    before = said(DayRecords(coach).review(today - 7 * A_DAY))
    assert before["First steps"].startswith("7 of 10, the median of 5 mornings")
    assert before["Stretching"] == "None planned."
    assert "Levels" not in before


def test_a_week_is_compared_with_the_one_before_it_and_no_earlier_one(setting: Setting) -> None:
    coach, today = setting.coach, setting.coach.present_day()
    for ago in (0, 22, 23, 24, 25):
        coach.record.check(5, day=today - ago * A_DAY)
    review = DayRecords(coach).review(today)
    assert (review.week.starts, review.before) == (today - A_DAY, None)
    assert DayRecords(coach).review(today - 7 * A_DAY).week.starts == today - 8 * A_DAY


STEPS = st.lists(st.sampled_from(["midday", "ice", "gone"]), max_size=3).map(tuple)


@given(st.lists(st.tuples(STEPS, STEPS), min_size=1, max_size=7))
def test_what_was_skipped_and_missed_is_counted(
    make: Make, told: list[tuple[tuple[str, ...], tuple[str, ...]]]
) -> None:
    week = [day(at, skipped=one, missed=other) for at, (one, other) in enumerate(told)]
    found = said(make(week))
    for at, title in enumerate(("Skipped", "Missed")):
        steps = [step for one in told for step in one[at]]
        assert (title in found) is bool(steps)
        counts = re.findall(r"(\d+) ×", found.get(title, ""))
        assert sum(map(int, counts)) == len(steps)


@given(st.lists(st.sampled_from(Level), min_size=1, max_size=7))
def test_every_day_has_its_level(make: Make, levels: list[Level]) -> None:
    text = said(make([day(at, level=level) for at, level in enumerate(levels)]))["Levels"]
    counts = [int(one) for one in re.findall(r"(\d+) days?:", text)]
    assert sum(counts) == len(levels)
    assert len(counts) == len(set(levels))


@pytest.mark.parametrize(
    ("with_", "without", "words"),
    [
        ((1,) * 5, (3,) * 6, "2 points less pain with it (5 runs with, 6 without)"),
        ((3,) * 5, (2,) * 5, "1 point more pain with it"),
        ((3,) * 5, (3,) * 5, "No difference to speak of"),
        ((3,) * 4, (3,) * 9, "Not enough to tell: 4 runs with, 9 without; 5 of each"),
    ],
)
def test_with_and_without(with_: tuple[int, ...], without: tuple[int, ...], words: str) -> None:
    assert words in compared(Comparison(Aid.TAPE, with_, without))
    assert "mornings" in compared(Comparison(Aid.SPLINT, with_, without))


def test_each_aid_is_a_topic_of_its_own() -> None:
    assert {aid: topic.lower() for aid, topic in AIDS.items()} == {aid: aid for aid in Aid}
    assert Topic.NEXT not in AIDS.values()


def test_every_milestone_has_its_words() -> None:
    for kind in MilestoneKind:
        weeks = (8, 12, 26) if kind is MilestoneKind.WEEK else (0,)
        assert all(milestone_text(Milestone(kind, MONDAY, one)) for one in weeks)


def test_nothing_is_left_to_run_where_one_rests(setting: Setting) -> None:
    setting.live_two_weeks()
    wake(setting.coach, 9, eases=False)
    next_ = said(DayRecords(setting.coach).review(setting.coach.present_day()))["Next"]
    assert next_.startswith("Today: rest, and see a clinician. This week: ")
    assert "left" not in next_


@pytest.mark.parametrize("day", [24, 25])
def test_next_agrees_with_today_on_whether_a_run_is_planned(setting: Setting, day: int) -> None:
    setting.live_on_the_ladder()
    setting.at("06:50", day)
    if day != RUN_DAY[2]:
        setting.coach.record.check(2, eases=True, walking_pain=False)
    next_ = said(DayRecords(setting.coach).review(setting.coach.present_day()))["Next"]
    beside = no_training(setting.coach.judgement(), setting.coach.today())
    assert next_.startswith(beside or "Today: walk and jog.")
    assert ("No run is planned today." in next_) is (day == 25)


def test_what_the_next_weeks_bring_is_a_sentence(setting: Setting) -> None:
    setting.live_two_weeks()
    setting.live_this_morning()
    next_ = said(DayRecords(setting.coach).review(setting.coach.present_day()))["Next"]
    assert re.search(r"In \d+ days you will be 8 weeks in: the plan should begin to", next_)


def test_no_code_of_a_source_stands_in_the_words(make: Make) -> None:
    marks = [milestone_text(Milestone(MilestoneKind.WEEK, MONDAY, one)) for one in (8, 12, 26)]
    words = [*marks, *said(make([day(0, 3, is_beyond=True)])).values()]
    assert not any(re.search(r"\bS\d+\b|\[[A-Z]\d", one) for one in words)


def test_what_comes_next_is_said_while_the_week_is_near(setting: Setting) -> None:
    setting.live_two_weeks()
    setting.live_this_morning()
    records, today = DayRecords(setting.coach), setting.coach.present_day()
    assert "Next" in said(records.review(today))
    judgement = setting.coach.judgement()
    week = this_week(judgement, setting.coach.routine.display)
    assert f"This week: {week}." in said(records.review(today))["Next"]
    assert "Next" in said(records.review(today - 7 * A_DAY))
    assert "Next" not in said(records.review(today - 14 * A_DAY))


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "a single day"), (1, "less than a week"), (6, "less than a week"), (27, "4 weeks")],
)
def test_an_episode_says_how_long_it_lasted(days: int, words: str) -> None:
    began = date(2026, 3, 2)
    weeks = (1.0,) * (days // 7 + 1)
    episode = EpisodeRecord(began, weeks, began + timedelta(days=days))
    text = episode_text(episode, began + timedelta(days=60))
    assert text.startswith(f"{words}, over since ")
