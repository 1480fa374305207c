"""A high window shows what is different tomorrow, and a chart of the pain."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.looking import screen_text, settled
from support.simulated import Setting

from coach.core.days_ahead import look_ahead, words_of
from coach.domain.events.types import AwayReason
from coach.tui.app import CoachApp
from coach.tui.today import last_days
from coach.tui.today.day_column import _rows


@pytest.mark.parametrize(("size", "times"), [((200, 50), 1), ((80, 24), 0)])
async def test_tomorrow_is_below_today_where_there_is_room(
    setting: Setting, size: tuple[int, int], times: int
) -> None:
    setting.live_two_weeks()
    setting.live_this_morning()
    async with CoachApp(setting.coach).run_test(size=size) as pilot:
        await settled(pilot)
        shown = screen_text(pilot)
        assert shown.count("Tomorrow  Wednesday 25 November") == times
        assert "22:30" in shown


async def test_tomorrow_goes_when_the_window_gets_low(setting: Setting) -> None:
    setting.live_this_morning()
    async with CoachApp(setting.coach).run_test(size=(120, 50)) as pilot:
        await settled(pilot)
        assert "Tomorrow" in screen_text(pilot)
        await pilot.resize_terminal(120, 30)
        await settled(pilot)
        assert "Tomorrow" not in screen_text(pilot)


def tomorrow(setting: Setting) -> list[str]:
    today, day, *_ = look_ahead(setting.coach, 2).days
    return [
        f"{one} {text} {end}".strip()
        for one, text, end in _rows(today, words_of(setting.coach, day), "a run")
    ]


def test_tomorrow_names_what_today_has_not(setting: Setting) -> None:
    setting.live_two_weeks()
    setting.live_this_morning()
    assert tomorrow(setting)[1:] == ["06:45 Morning pain check", "No run"]
    setting.at("07:30", 25)
    told = " | ".join(tomorrow(setting))
    assert "17:30 Run a run" in told
    assert "Cool-down" not in told


def test_tomorrow_may_be_a_day_away(setting: Setting) -> None:
    setting.live_this_morning()
    day = setting.coach.present_day()
    setting.coach.breaks.away(day.replace(day=26), AwayReason.TRAVEL, since=day.replace(day=25))
    assert tomorrow(setting)[1:] == ["Travelling"]


@settings(max_examples=50)
@given(st.lists(st.none() | st.integers(0, 10), min_size=14, max_size=14).map(tuple))
def test_the_chart_shows_each_day_and_more_pain_higher(days: tuple[int | None, ...]) -> None:
    rows = [row.plain for row in last_days._chart(days)]
    assert len({len(row) for row in rows}) == 1
    assert len(rows) <= 5
    inked = [
        sum(" ·▁▄█".index(row[3 * day]) ** 2 for row in rows if row[3 * day] != " ")
        for day in range(14)
    ]
    assert all(inked)
    known = sorted((pain, ink) for pain, ink in zip(days, inked, strict=True) if pain is not None)
    assert [ink for _, ink in known] == sorted(ink for _, ink in known)
