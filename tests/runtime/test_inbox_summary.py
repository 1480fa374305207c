"""What is said of files that came in, however many they are."""

from datetime import UTC, datetime, timedelta

import pytest

from coach.domain.events.activity import Activity, ActivityKind
from coach.domain.routine.settings import AS_SHIPPED
from coach.runtime.inbox_summary import TITLE, Arrived, alerts

NOW = datetime(2026, 5, 3, 12, tzinfo=UTC)
A_DAY = timedelta(days=1)


def told(**arrived: object) -> list[tuple[str, str]]:
    return list(alerts(Arrived(**arrived), NOW, UTC, AS_SHIPPED))  # type: ignore[arg-type]


def runs(count: int, days_ago: int = 2, kind: ActivityKind = ActivityKind.RUN) -> list[Activity]:
    """One a day, the last so many days ago."""
    return [
        Activity(kind, NOW - (days_ago + ago) * A_DAY, 1800, 5000, "run.fit")
        for ago in reversed(range(count))
    ]


def test_the_history_of_years_is_one_sentence() -> None:
    text = (
        "2,000 runs of 2020 to 2026, 64 left out: 60 without an activity, "
        "4 that could not be read (`coach entries --unread` lists them)."
    )
    assert told(new=runs(2000), empty=60, unread=["x is damaged."] * 4) == [(TITLE, text)]


def test_kinds_are_counted_runs_first() -> None:
    new = [*runs(1, 400, ActivityKind.RIDE), *runs(2, 9, ActivityKind.OTHER), *runs(1)]
    assert told(new=new) == [(TITLE, "1 run, 2 others and 1 ride of 2025 to 2026.")]


def test_a_fresh_run_has_its_own_alert_beside_the_summary() -> None:
    first, second = told(new=runs(5, 0), unread=["x is damaged."] * 4)
    assert first[0] == "Your run is in"
    assert first[1].endswith("4 other recordings came with it.")
    assert second[1] == "4 files could not be read (`coach entries --unread` lists them)."
    ((_, text),) = told(new=runs(5), empty=1)
    assert text == "5 runs of 2026, 1 file without an activity left out."


@pytest.mark.parametrize("count", [1, 3])
def test_a_few_problems_are_told_one_by_one(count: int) -> None:
    assert told(unread=["x is damaged."] * count, empty=9) == [
        (TITLE, " ".join(["x is damaged."] * count))
    ]


def test_many_remarks_are_counted() -> None:
    ((_, text),) = told(new=runs(1), remarks=[f"{one}.gpx: 1 jump left out." for one in range(5)])
    assert text == "1 run of 2026. 5 recordings were corrected. The first: 0.gpx: 1 jump left out."


def test_nothing_is_said_of_nothing() -> None:
    assert told() == told(empty=5) == []
