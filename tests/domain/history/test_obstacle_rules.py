"""Which step to ask about, when it is done, and whether a change helped, for any days."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from support.builders import routine
from support.zones import ZONES

from coach.domain.events.types import (
    ObstacleNamed,
    ObstacleReason,
    StepChange,
    StepDone,
    StepKey,
    StepStarted,
)
from coach.domain.heel.rules import Level
from coach.domain.history.day_record import DayRecord
from coach.domain.history.obstacles import (
    FEWEST,
    SPAN,
    Outcome,
    changes_for,
    look_back,
    misses_of,
    to_ask_about,
    usual_start,
)
from coach.domain.session.timeline import exercise_seconds, lay_out

DAY = timedelta(days=1)
FIRST = date(2026, 3, 2)
SHIPPED = routine()
STEPS = ("midday", "evening", "ice")
WHAT = st.sampled_from(["done", "missed", "skipped", "excused", "not planned"])
HISTORIES = st.lists(st.fixed_dictionaries(dict.fromkeys(STEPS, WHAT)), min_size=1, max_size=60)
REASONS = st.sampled_from([None, *ObstacleReason])


def record(number: int, what: dict[str, str]) -> DayRecord:
    """A day on which each step was done, missed, skipped, or missed and excused."""

    def steps(*kinds: str) -> tuple[str, ...]:
        return tuple(step for step, one in what.items() if one in kinds)

    return DayRecord(
        day=FIRST + DAY * number,
        level=Level.AS_PLANNED,
        row="R19",
        done=steps("done"),
        missed=steps("missed", "excused"),
        skipped=steps("skipped"),
        excused=frozenset(steps("excused")),
    )


def named(step: str, number: int, because: ObstacleReason | None) -> ObstacleNamed:
    day = FIRST + DAY * number
    at = datetime.combine(day, time(12), UTC)
    return ObstacleNamed(id=f"{number:06}", at=at, day=day, step=step, because=because)


@given(HISTORIES, st.lists(REASONS, min_size=60, max_size=60))
def test_a_step_is_asked_about_once_and_again_only_after_a_new_series(
    history: list[dict[str, str]], reasons: list[ObstacleReason | None]
) -> None:
    days = [record(number, what) for number, what in enumerate(history)]
    answers: list[ObstacleNamed] = []
    for number in range(len(days)):
        today = FIRST + DAY * number
        found = to_ask_about(days[: number + 1], answers, today, SHIPPED)
        if found is None:
            continue
        before = [one for one in answers if one.step == found.step]
        assert not any(one.is_dismissed for one in before)
        assert all((today - one.day).days >= SPAN + FEWEST for one in before)
        new = [one for one in days[: number + 1] if not before or one.day > before[-1].day]
        assert misses_of(found.step, new[-SPAN:]).missed >= FEWEST
        answers.append(named(found.step, number, reasons[number]))


@given(HISTORIES)
def test_excused_days_are_never_asked_about(history: list[dict[str, str]]) -> None:
    excused = [
        {step: "excused" if one in {"missed", "skipped"} else one for step, one in what.items()}
        for what in history
    ]
    days = [record(number, what) for number, what in enumerate(excused)]
    assert to_ask_about(days, [], days[-1].day, SHIPPED) is None


@given(HISTORIES, st.integers(0, 59), st.sampled_from(STEPS))
def test_a_look_back_counts_each_day_at_most_once(
    history: list[dict[str, str]], at: int, step: str
) -> None:
    days = [record(number, what) for number, what in enumerate(history)]
    found = look_back(named(step, at, ObstacleReason.DULL), days, days[-1].day)
    for counts in (found.before, found.since):
        assert 0 <= counts.skipped <= counts.missed <= counts.planned <= SPAN
    if found.outcome is Outcome.HELPED:
        assert found.since.missed / found.since.planned <= (
            found.before.missed / found.before.planned / 2
        )


def test_what_is_left_out_is_not_said_to_have_helped() -> None:
    days = [record(number, {"ice": "missed" if number < SPAN else "not"}) for number in range(40)]
    left_out = named("ice", SPAN, None)
    answer = ObstacleNamed(
        id=left_out.id,
        at=left_out.at,
        day=left_out.day,
        step="ice",
        changed=StepChange(StepKey.ENABLED, value=False),
    )
    assert look_back(answer, days, days[-1].day).outcome is Outcome.LEFT_OUT


@given(
    st.lists(st.integers(0, 500_000), max_size=20),
    st.sampled_from(ZONES),
)
def test_the_usual_start_is_a_quarter_of_an_hour_in_any_zone(minutes: list[int], zone: str) -> None:
    instants = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=one) for one in minutes]
    days = {one.date(): one for one in instants}
    events = [
        StepDone(id=f"{number:06}", at=at, day=day, step="midday")
        for number, (day, at) in enumerate(days.items())
    ]
    usual = usual_start(events, "midday", time(4), ZoneInfo(zone))
    if len(days) < FEWEST:
        assert usual is None
    else:
        assert usual is not None
        assert usual.minute % 15 == 0


def test_the_start_counts_and_not_the_end_and_small_hours_belong_to_the_evening() -> None:
    events: list[StepStarted | StepDone] = []
    for number, at in enumerate(("23:40", "00:20", "00:50")):
        day = FIRST + DAY * number
        night = day + DAY if at.startswith("00") else day
        begun = datetime.combine(night, time.fromisoformat(at), UTC)
        ended = begun + timedelta(minutes=25)
        events.append(StepStarted(id=f"{number:05}0", at=begun, day=day, step="evening"))
        events.append(StepDone(id=f"{number:05}1", at=ended, day=day, step="evening"))
    assert usual_start(events, "evening", time(4), UTC) == time(0, 15)


@given(
    st.sampled_from(sorted(SHIPPED.steps)),
    st.sampled_from(list(ObstacleReason)),
    st.sampled_from(["left", "both"]),
)
def test_no_change_is_longer_where_it_hurts_or_leaves_out_what_may_not_be(
    step: str, because: ObstacleReason, foot: str
) -> None:
    mine = routine(f'[profile]\nfoot = "{foot}"\n')
    changes = changes_for(mine, mine.steps[step], because, None)
    own = mine.session_of(mine.steps[step])
    for change in changes:
        assert change.key in {StepKey.SHORT, StepKey.SESSION, StepKey.ENABLED}
        if change.key is StepKey.ENABLED:
            assert step in {"morning", "midday", "evening", "strength", "ice", "night-splint"}
        if change.key is StepKey.SESSION and because is ObstacleReason.HURTS:
            assert own is not None
            other = mine.sessions[str(change.value)]
            lengths = [exercise_seconds(lay_out(one, mine.profile.foot, 0)) for one in (other, own)]
            assert lengths[0] <= lengths[1]
