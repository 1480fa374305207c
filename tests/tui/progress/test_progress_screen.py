"""Progress by keys and mouse: one day in all pictures, and the days behind each number."""

import re
from datetime import date, timedelta
from statistics import median

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.looking import flat, screen_text, until
from support.simulated import RUN_DAY, Setting
from textual.geometry import Size
from textual.pilot import Pilot

from coach.core.day_records import DayRecords
from coach.domain.events.types import AwayReason, Pattern, SkipReason
from coach.domain.history.day_record import DayRecord
from coach.domain.history.time_axis import Unit, Zoom, kept, steps_of
from coach.domain.routine.kinds import SessionKind
from coach.domain.routine.settings import AS_SHIPPED
from coach.tui.app import CoachApp
from coach.tui.dialogs.help import HelpScreen
from coach.tui.progress.chart import CourseChart
from coach.tui.progress.days import DayScreen, DaysScreen, day_facts, day_line, sums
from coach.tui.progress.headline import Headline
from coach.tui.progress.pages import Page
from coach.tui.progress.picture import GUTTER, CourseView
from coach.tui.progress.screen import ProgressScreen
from coach.tui.progress.year import YearMap
from coach.tui.today.screen import TodayScreen

TODAY = date(*RUN_DAY)
FIRST = date(2026, 11, 9)
A_DAY = timedelta(days=1)
SIZE = (80, 24)
WIDE = (120, 36)


@pytest.fixture
def lived(setting: Setting) -> Setting:
    setting.live_two_weeks()
    setting.live_this_morning()
    return setting


async def opened(pilot: Pilot[None]) -> ProgressScreen:
    """Progress, with everything that is worked out after its first picture."""
    await pilot.press("p")
    await until(pilot, lambda: isinstance(pilot.app.screen, ProgressScreen))
    screen = pilot.app.screen
    assert isinstance(screen, ProgressScreen)
    await settled(pilot, screen)
    return screen


async def settled(pilot: Pilot[None], screen: ProgressScreen) -> None:
    await pilot.pause()
    await until(pilot, lambda: not screen._pieces.is_under_way)
    await pilot.pause()


async def days_screen(pilot: Pilot[None]) -> DaysScreen:
    await until(pilot, lambda: isinstance(pilot.app.screen, DaysScreen))
    screen = pilot.app.screen
    assert isinstance(screen, DaysScreen)
    await until(pilot, lambda: not screen._pieces.is_under_way)
    await pilot.pause()
    return screen


def view(screen: ProgressScreen) -> CourseView:
    shown = screen.query_one(CourseChart)._view
    assert shown is not None
    return shown


async def test_it_is_laid_out_for_its_window_from_the_first_picture(
    lived: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out, seen = ProgressScreen._refresh_layout, []

    def refresh_layout(screen: ProgressScreen, *args: Size, **kwargs: bool) -> None:
        seen.append(screen.has_class("-wide"))
        lay_out(screen, *args, **kwargs)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(ProgressScreen, "_refresh_layout", refresh_layout)
    async with CoachApp(lived.coach).run_test(size=WIDE) as pilot:
        await opened(pilot)
        assert all(seen)


async def test_the_cursor_moves_by_what_a_column_is(lived: Setting) -> None:
    async with CoachApp(lived.coach).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        assert (screen._day, view(screen).unit) == (TODAY, Unit.DAY)
        await pilot.press("left", "h")
        assert screen._day == TODAY - 2 * A_DAY
        await pilot.press("l", "down", "up")
        assert screen._day == TODAY - A_DAY
        await pilot.press("minus", "left")
        assert view(screen).unit is Unit.WEEK
        assert screen._day == date(2026, 11, 22)
        await pilot.press("home")
        assert screen._day == FIRST
        await pilot.press("left", "up", "pageup")
        assert screen._day == FIRST
        await pilot.press("end", "right", "pagedown")
        assert screen._day == TODAY


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    keys=st.lists(
        st.sampled_from(
            ["left", "right", "up", "down", "plus", "minus", "home", "end", "pageup", "1", "2", "m"]
        ),
        max_size=12,
    ),
    size=st.sampled_from([(60, 20), SIZE, WIDE, (200, 50)]),
)
async def test_whatever_is_pressed_the_day_is_in_view(
    setting: Setting, keys: list[str], size: tuple[int, int]
) -> None:
    if not setting.coach.journal.count():
        setting.live_two_weeks()
    async with CoachApp(setting.coach).run_test(size=size) as pilot:
        screen = await opened(pilot)
        await pilot.press(*keys)
        shown = view(screen)
        assert FIRST <= screen._day <= TODAY
        assert screen._day in shown.columns[shown.cursor].span
        assert shown.columns[0].span.last >= FIRST
        assert shown.columns[-1].span.first <= TODAY
        rows = screen.query_one(CourseChart).render().plain.splitlines()
        assert all(len(row) <= size[0] for row in rows)


async def test_zoom_has_three_steps_and_the_wheel_turns_them(lived: Setting) -> None:
    async with CoachApp(lived.coach).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        zooms = []
        for key in ("minus", "minus", "minus", "plus", "equals_sign", "plus"):
            await pilot.press(key)
            zooms.append(screen._zoom)
        weeks, months, all_ = Zoom
        assert zooms == [months, all_, all_, months, weeks, weeks]
        chart = screen.query_one(CourseChart)
        chart.post_message(CourseChart.Zoomed(-1))
        await pilot.pause()
        assert screen._zoom is months


async def test_what_is_drawn_is_what_was_lived(lived: Setting) -> None:
    async with CoachApp(lived.coach).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        shown = view(screen)
        days = DayRecords(lived.coach).days(FIRST, TODAY)
        assert [one.span.first for one in shown.columns] == [one.day for one in days]
        assert [one.pains for one in shown.columns] == [
            () if one.pain is None else (one.pain,) for one in days
        ]
        assert sum(one.distance for one in shown.bars) == sum(one.distance for one in days)
        for bar in shown.bars:
            last = shown.columns[bar.last].span.first
            lived.at("23:00", last.day)
            assert bar.cap == lived.coach.judgement(last).caps.week
        lived.at("07:12")
        stretches = steps_of(lived.coach.routine, SessionKind.STRETCH)
        counts = kept(days, stretches)
        assert f"{counts.done} of {counts.asked}" in screen_text(pilot)
        assert counts.done == sum(one.stretches for one in days)


async def test_enter_opens_the_day_and_a_week_opens_its_days(lived: Setting) -> None:
    async with CoachApp(lived.coach).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await pilot.press("left", "left", "left", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, DayScreen))
        await until(pilot, lambda: "Sat 21 Nov 2026" in screen_text(pilot))
        assert "6.7 km in 31 min" in flat(pilot)
        await pilot.press("left")
        await until(pilot, lambda: "Fri 20 Nov 2026" in screen_text(pilot))
        await pilot.press("escape", "minus", "enter")
        days = await days_screen(pilot)
        assert [one.day for one in days._days] == [date(2026, 11, at) for at in range(22, 15, -1)]
        assert "7 days" in flat(pilot)
        await pilot.press("down", "enter")
        await until(pilot, lambda: "Sat 21 Nov 2026" in screen_text(pilot))
        await pilot.press("enter", "escape")
        await until(pilot, lambda: pilot.app.screen is screen)
        assert screen._day == date(2026, 11, 21)


async def test_a_click_chooses_a_column_and_another_opens_it(lived: Setting) -> None:
    async with CoachApp(lived.coach).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await pilot.click(CourseChart, offset=(GUTTER + 3 * 5, 3))
        assert screen._day == FIRST + 5 * A_DAY
        await pilot.click(CourseChart, offset=(GUTTER + 3 * 5 + 2, 9))
        await until(pilot, lambda: isinstance(pilot.app.screen, DayScreen))


async def test_a_click_in_the_year_chooses_a_day(lived: Setting) -> None:
    async with CoachApp(lived.coach).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await pilot.press("2")
        await settled(pilot, screen)
        await pilot.click(YearMap, offset=(4 + 3 * 1, 2 + 3))
        assert screen._day == date(2026, 11, 19)
        await pilot.click(YearMap, offset=(4 + 40, 2 + 3))
        assert screen._day == date(2026, 11, 19)
        assert "Thu 19 Nov 2026   3/10" in screen_text(pilot)
        await pilot.press("left", "up", "m")
        assert screen._day == date(2026, 11, 11)
        assert "Wed 11 Nov 2026   3 of 3" in screen_text(pilot)


@pytest.mark.parametrize(
    ("name", "value"), [("NO_COLOR", "1"), ("COLORTERM", ""), ("COLORTERM", "truecolor")]
)
async def test_without_shades_the_year_shows_the_numbers(
    lived: Setting, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv("TERM", "linux")
    monkeypatch.setenv(name, value)
    async with CoachApp(lived.coach).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await pilot.press("2")
        await settled(pilot, screen)
        monday = next(row for row in screen_text(pilot).splitlines() if "Mon " in row)
        numbers = [int(one) for one in monday.split() if one.isdigit()]
        pains = [one.pain for one in DayRecords(lived.coach).days(FIRST, TODAY)]
        mondays = [one for one in pains[::7] if one is not None]
        assert numbers == ([] if value == "truecolor" else mondays)


async def test_the_pages_by_their_keys_and_by_a_click(lived: Setting) -> None:
    async with CoachApp(lived.coach).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        pages = []
        for key in ("2", "3", "4", "1", "tab", "tab", "tab", "tab"):
            await pilot.press(key)
            pages.append(screen._page)
        course, year, words, ahead = Page
        assert pages == [year, words, ahead, course, year, words, ahead, course]
        at = screen_text(pilot).splitlines()[1].index("3 words")
        await pilot.click(offset=(at, 1))
        assert screen._page is words
        assert "The week of 23 November, so far" in screen_text(pilot)


SAID = ("First steps", "Running", "Stretching", "Skipped", "Levels", "In a row")


@pytest.mark.parametrize("name", SAID)
async def test_each_number_opens_the_days_that_it_counts(lived: Setting, name: str) -> None:
    lived.at("12:50", 24)
    lived.coach.record.skip("midday", SkipReason.ILL)
    async with CoachApp(lived.coach).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await pilot.press("3")
        if name not in {"Skipped", "In a row"}:
            await pilot.press("left")
        await settled(pilot, screen)
        said = [one for one in screen._words._said if one.text]
        at = [one.name for one in said].index(name)
        await pilot.press(*["down"] * at, "enter")
        days = list((await days_screen(pilot))._days)
        numbers = [float(one) for one in re.findall(r"\d+(?:\.\d+)?", said[at].text)]
        assert _counted(name, days) == numbers[: len(_counted(name, days))]
        assert next(sums(days, AS_SHIPPED)) in flat(pilot)


def _counted(name: str, days: list[DayRecord]) -> list[float]:
    """The numbers at the beginning of a sentence, counted from the opened days."""
    match name:
        case "First steps":
            return [median(one.pain for one in days if one.pain is not None), 10]
        case "Running":
            runs = sum(len(one.runs) for one in days)
            return [round(sum(one.distance for one in days) / 1000, 1), runs]
        case "Stretching":
            return [sum(one.stretches for one in days), sum(one.planned_stretches for one in days)]
        case "Levels":
            levels = [one.level for one in days]
            return [levels.count(max(levels))]
        case "In a row":
            return [len(days)]
        case _:
            assert [one.skipped for one in days] == [("midday",)]
            return []


async def test_on_the_first_day_of_a_week_the_one_before_is_told(setting: Setting) -> None:
    setting.live_two_weeks()
    setting.at("07:30", 23)
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        assert "Last week in words  p" in screen_text(pilot)
        screen = await opened(pilot)
        assert screen._page is Page.WORDS
        assert "The week of 16 November" in screen_text(pilot)
        assert "so far" not in screen_text(pilot)


async def test_on_other_days_today_says_nothing_of_it(lived: Setting) -> None:
    async with CoachApp(lived.coach).run_test(size=SIZE) as pilot:
        assert "Last week in words" not in screen_text(pilot)


async def test_on_the_very_first_day_there_is_no_week_behind(setting: Setting) -> None:
    setting.at("07:30", 23)
    setting.coach.record.check(4)
    assert not setting.coach.days.week_is_over()
    setting.at("07:30", 30)
    assert setting.coach.days.week_is_over()


async def test_what_is_written_elsewhere_is_drawn(lived: Setting) -> None:
    async with CoachApp(lived.coach).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        assert "3/10" in screen_text(pilot)
        lived.coach_elsewhere().record.check(9)
        await until(pilot, lambda: view(screen).columns[-1].pains == (9,))


async def test_at_120_columns_all_is_in_view(lived: Setting) -> None:
    async with CoachApp(lived.coach).run_test(size=WIDE) as pilot:
        screen = await opened(pilot)
        text = screen_text(pilot)
        for part in ("First-step pain", "Distance by week", "A year of", "The week of 23 November"):
            assert part in text
        await pilot.press("2", "left", "left")
        assert screen._day == TODAY - 14 * A_DAY
        assert screen._day in view(screen).columns[view(screen).cursor].span


@pytest.mark.parametrize("size", [(60, 20), SIZE, WIDE])
async def test_an_empty_journal_says_what_is_too_little(
    setting: Setting, size: tuple[int, int]
) -> None:
    async with CoachApp(setting.coach).run_test(size=size) as pilot:
        screen = await opened(pilot)
        assert "No pain checks in this time." in screen_text(pilot)
        assert "No runs in this time." in screen_text(pilot)
        await pilot.press("minus", "minus", "left", "2", "m", "3")
        await settled(pilot, screen)
        assert "Not enough to tell" in flat(pilot)
        await pilot.press("enter")
        await days_screen(pilot)
        assert "No such days." in screen_text(pilot)
        await pilot.press("enter", "escape", "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, TodayScreen))


async def test_the_headline_stands_above_the_past_once_there_is_something_to_say(
    lived: Setting,
) -> None:
    async with CoachApp(lived.coach).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        assert screen.query_one(Headline).display
        assert "First-step pain is down from 6 to 3 in two weeks." in screen_text(pilot)
        await pilot.press("4")
        assert not screen.query_one(Headline).display


async def test_help_names_the_keys_of_progress(lived: Setting) -> None:
    async with CoachApp(lived.coach).run_test(size=(100, 36)) as pilot:
        await opened(pilot)
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        await until(pilot, lambda: "To the next page" in screen_text(pilot))
        assert "Shade the year" not in screen_text(pilot)
        await pilot.press("f1", "2", "question_mark")
        await until(pilot, lambda: "Shade the year" in screen_text(pilot))


async def test_work_in_pieces_never_holds_a_key_up_for_long(lived: Setting) -> None:
    records = DayRecords(lived.coach)
    looking = records.working_out(FIRST, TODAY)
    found = [len(records.known(FIRST, TODAY)) for _ in looking]
    assert sorted({0, *found}) == list(range(17)), "at most one day between two keys"


async def test_work_stops_when_something_is_written(lived: Setting) -> None:
    records = DayRecords(lived.coach)
    looking = records.working_out(FIRST, TODAY)
    next(looking)
    lived.coach.record.check(8)
    assert list(looking) == []
    assert records.known(FIRST, TODAY) == ()
    assert records.days(TODAY, TODAY)[0].pain == 8


def test_a_day_beyond_the_advice_says_so_in_the_list_and_in_full(setting: Setting) -> None:
    setting.live_two_weeks()
    setting.live_this_morning()
    setting.coach.runs.ran(12_000, 4200, 0, Pattern.NONE)
    records, routine = DayRecords(setting.coach), setting.coach.routine
    before, today = records.days(TODAY - timedelta(days=1), TODAY)
    assert "12.0 km, beyond the advice" in day_line(today, routine.display)
    assert "beyond" not in day_line(before, routine.display)
    facts = [one.text for one in day_facts(today, routine)]
    assert "more than was advised that day" in facts


@pytest.mark.parametrize("size", [SIZE, WIDE])
async def test_days_away_are_shown_as_such(setting: Setting, size: tuple[int, int]) -> None:
    setting.live_two_weeks()
    setting.coach.breaks.away(TODAY + 3 * A_DAY, AwayReason.TRAVEL)
    setting.at("12:00", 26)
    records, routine = DayRecords(setting.coach), setting.coach.routine
    (one,) = records.days(TODAY, TODAY)
    assert day_line(one, routine.display) == "no increase, travelling"
    assert ("Away", "travelling: nothing was due") in [
        (fact.name, fact.text) for fact in day_facts(one, routine)
    ]
    async with CoachApp(setting.coach).run_test(size=size) as pilot:
        await opened(pilot)
        shown = flat(pilot)
        assert "no pain check, travelling" in shown
        stretches = next(row for row in screen_text(pilot).splitlines() if "stretch " in row)
        assert re.search(r"■ +■ +– +– +–", stretches)
        await pilot.press("2")
        await until(pilot, lambda: "Thu 26 Nov 2026 no pain check, travelling" in flat(pilot))
        await pilot.press("3")
        await until(pilot, lambda: "Travelling on 3 days: nothing" in flat(pilot))
