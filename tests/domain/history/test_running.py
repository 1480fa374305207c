"""How much somebody has run lately, from what was recorded."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coach.domain.events.types import RunLogged
from coach.domain.history.running import RecentRunning, recent_running

TODAY = date(2026, 11, 24)
A_DAY = timedelta(days=1)


def run(days_ago: int, metres: float) -> RunLogged:
    day = TODAY - days_ago * A_DAY
    at = datetime(2026, 11, 24, tzinfo=UTC) - days_ago * A_DAY
    return RunLogged(
        id=str(days_ago),
        at=at,
        day=day,
        step=None,
        distance=metres,
        duration=9000,
        pain=None,
        pattern=None,
    )


def test_four_weeks_count() -> None:
    runs = [run(2, 5000), run(9, 8040), run(27, 3000), run(28, 20_000), run(-1, 20_000)]
    assert recent_running(runs, TODAY) == RecentRunning(4000.0, 8000.0, TODAY - 2 * A_DAY)


def test_after_two_weeks_without_a_run_nothing_is_said() -> None:
    assert recent_running([], TODAY) is None
    assert recent_running([run(14, 5000)], TODAY) is None
    assert recent_running([run(13, 5000)], TODAY)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 50_000)), max_size=30))
def test_a_week_is_never_more_than_all_runs_nor_the_longest_more_than_one(
    told: list[tuple[int, int]],
) -> None:
    found = recent_running([run(*one) for one in told], TODAY)
    distances = [metres for ago, metres in told if ago < 28]
    if found:
        assert abs(found.longest - max(distances)) <= 50
        assert abs(found.weekly - sum(distances) / 4) <= 50
