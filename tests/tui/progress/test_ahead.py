"""What is ahead: the page of Progress, and the one line on Today."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from support.looking import flat, screen_text, until
from support.simulated import RUN_DAY, Setting
from textual.pilot import Pilot
from tui.progress.test_progress_screen import opened, settled

from coach.core import outlook
from coach.core.coach import Coach
from coach.domain.events.types import Pattern
from coach.domain.outlook.outlook import OutlookView
from coach.tui.app import CoachApp
from coach.tui.progress.ahead import AheadPage
from coach.tui.progress.pages import Page
from coach.tui.progress.screen import ProgressScreen
from coach.tui.today import days_ahead
from coach.tui.widgets.fact_list import FactList
from coach.wording.outlook import headline

SIZES = pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36), (200, 50)])
SIZE = (80, 24)
LINE = "First free run"
COURSES = 12
"""Simulated courses, fewer than are shipped, so that the tests are quick."""


@pytest.fixture(autouse=True)
def few_courses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlook, "COURSES", COURSES)
    monkeypatch.setattr(outlook, "_COURSES_BEFORE", 4)


@pytest.fixture
def views(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many views of the days ahead were asked for, each time that any were."""
    counts: list[int] = []
    real = outlook.outlooks

    def counted(coach: Coach) -> Iterator[OutlookView]:
        counts.append(0)
        for one in real(coach):
            counts[-1] += 1
            yield one

    monkeypatch.setattr("coach.core.outlook.outlooks", counted)
    monkeypatch.setattr("coach.tui.progress.ahead.outlooks", counted)
    return counts


@pytest.fixture
def back(setting: Setting) -> Setting:
    """A runner on the way back."""
    setting.live_on_the_ladder()
    return setting


async def looked_ahead(pilot: Pilot[None]) -> None:
    app = pilot.app
    assert isinstance(app, CoachApp)
    await until(pilot, lambda: app.today._ahead.is_worked_out)
    await pilot.pause()


async def page_ahead(pilot: Pilot[None]) -> ProgressScreen:
    screen = await opened(pilot)
    await pilot.press("4")
    await settled(pilot, screen)
    return screen


@SIZES
async def test_it_shows_a_picture_and_the_sentences(back: Setting, size: tuple[int, int]) -> None:
    async with CoachApp(back.coach).run_test(size=size) as pilot:
        screen = await page_ahead(pilot)
        text = screen_text(pilot)
        assert "━" in text
        assert "●" in text
        assert "24 Nov" in text  # today, at the left end of the line
        assert "● likely" in text
        await pilot.press("end")
        assert "Not a promise" in screen_text(pilot) or size[0] > 100
        assert screen.query_one(AheadPage).display
        assert not screen._pictures.display
        assert not screen._words.display


async def test_it_is_drawn_early_and_refined_until_all_courses_are_simulated(
    back: Setting, views: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(days_ahead, "AT_ONCE", 0)
    async with CoachApp(back.coach).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await pilot.press("4")
        page = screen.query_one(AheadPage)
        await until(pilot, lambda: page._view and page._view.now)
        assert page._view
        assert page._view.now
        assert page._view.now.courses >= 4
        await settled(pilot, screen)
        assert page._view.now.courses == COURSES
        assert "Change" in flat(pilot) or page._view.before is None
        assert views[-1] > COURSES


async def test_other_pages_work_out_nothing_of_it(back: Setting, views: list[int]) -> None:
    async with CoachApp(back.coach).run_test(size=(120, 36)) as pilot:
        await looked_ahead(pilot)
        on_today = len(views)
        screen = await opened(pilot)
        for key in ("2", "3", "1"):
            await pilot.press(key)
            await settled(pilot, screen)
        assert len(views) == on_today


async def test_it_is_not_worked_out_again_until_something_changes(
    back: Setting, views: list[int]
) -> None:
    async with CoachApp(back.coach).run_test(size=SIZE) as pilot:
        screen = await page_ahead(pilot)
        begun = len(views)
        await pilot.press("1", "4")
        await settled(pilot, screen)
        assert len(views) == begun
        back.coach_elsewhere().record.check(6, eases=True, walking_pain=False)
        await until(pilot, lambda: len(views) > begun)


async def test_keys_of_the_past_do_nothing_there(back: Setting) -> None:
    async with CoachApp(back.coach).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        await pilot.press("4")
        before = screen._day, screen._zoom, screen._shade
        await pilot.press("left", "right", "plus", "minus", "m", "enter")
        await pilot.pause()
        assert pilot.app.screen is screen
        assert (screen._day, screen._zoom, screen._shade) == before


async def test_a_small_window_scrolls_by_keys(back: Setting) -> None:
    async with CoachApp(back.coach).run_test(size=(60, 20)) as pilot:
        page = (await page_ahead(pilot)).query_one(AheadPage)
        places = []
        for key in ("down", "up", "pagedown", "home", "end", "pageup"):
            await pilot.press(key)
            await pilot.pause()
            places.append(page.scroll_y)
        assert places[0] == 1
        assert (places[1], places[3]) == (0, 0)
        assert places[2] > 1
        assert places[4] == page.max_scroll_y > 0
        assert places[5] < places[4]


async def test_a_click_on_its_name_opens_it_and_one_on_a_sentence_does_nothing(
    back: Setting,
) -> None:
    async with CoachApp(back.coach).run_test(size=SIZE) as pilot:
        screen = await opened(pilot)
        at = screen_text(pilot).splitlines()[1].index("4 ahead")
        await pilot.click(offset=(at, 1))
        await settled(pilot, screen)
        assert screen._page is Page.AHEAD
        await pilot.click(screen.query_one("#ahead-facts", FactList), offset=(20, 1))
        await pilot.pause()
        assert screen._page is Page.AHEAD


async def test_a_click_on_the_facts_of_a_day_does_nothing(back: Setting) -> None:
    async with CoachApp(back.coach).run_test(size=(80, 40)) as pilot:
        screen = await opened(pilot)
        await pilot.press("2")
        await settled(pilot, screen)
        facts = screen.query_one("#day-facts", FactList)
        for row in range(1, facts.size.height):
            await pilot.click(facts, offset=(20, row))
        assert screen._page is Page.YEAR


@pytest.mark.parametrize(("days", "words"), [(6, "Too early to say."), (0, "Too early to say.")])
async def test_too_few_mornings_have_a_sentence_and_no_picture(
    setting: Setting, days: int, words: str
) -> None:
    if days:
        setting.live_on_the_ladder(days)
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        await page_ahead(pilot)
        assert words in flat(pilot)
        assert "━" not in screen_text(pilot)


@pytest.mark.parametrize("size", [(56, 20), (80, 24), (120, 36)])
async def test_the_line_on_today_leads_to_the_page(back: Setting, size: tuple[int, int]) -> None:
    async with CoachApp(back.coach).run_test(size=size) as pilot:
        await looked_ahead(pilot)
        rows = screen_text(pilot).splitlines()
        y, row = next((y, row) for y, row in enumerate(rows) if LINE in row)
        assert "likely" in screen_text(pilot).lower()
        await pilot.click(offset=(row.index(LINE) + 2, y))
        await until(pilot, lambda: isinstance(pilot.app.screen, ProgressScreen))
        screen = pilot.app.screen
        assert isinstance(screen, ProgressScreen)
        assert screen._page is Page.AHEAD
        await settled(pilot, screen)
        assert "● likely" in screen_text(pilot)


async def test_the_first_picture_of_today_does_not_wait_for_it(
    back: Setting, views: list[int]
) -> None:
    app = CoachApp(back.coach)
    app.today._draw_panel = lambda: drawn.append(len(views))  # type: ignore[method-assign]
    drawn: list[int] = []
    async with app.run_test(size=SIZE) as pilot:
        await looked_ahead(pilot)
    assert drawn[0] == 0
    assert views == [COURSES + COURSES // 4]


async def test_today_says_what_the_page_says_once_that_is_known(
    back: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(days_ahead, "AT_ONCE", 0)
    app = CoachApp(back.coach)
    async with app.run_test(size=SIZE) as pilot:
        await looked_ahead(pilot)
        assert LINE not in flat(pilot)
        page = (await page_ahead(pilot)).query_one(AheadPage)
        await pilot.press("escape")
        await until(pilot, lambda: LINE in flat(pilot))
        assert page._view
        assert pilot.app.screen is app.today
        assert app.today._ahead.line == headline(page._view)


async def test_today_looks_ahead_to_the_end_when_it_is_at_rest(
    back: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(days_ahead, "AT_ONCE", 0)
    monkeypatch.setattr(days_ahead, "_REST", 0)
    async with CoachApp(back.coach).run_test(size=SIZE) as pilot:
        await until(pilot, lambda: LINE in flat(pilot))


async def test_a_minute_that_passes_works_out_nothing(back: Setting, views: list[int]) -> None:
    async with CoachApp(back.coach).run_test(size=SIZE) as pilot:
        await looked_ahead(pilot)
        back.forward(60)
        await until(pilot, lambda: "07:13" in screen_text(pilot))
        assert len(views) == 1
        back.coach_elsewhere().record.check(7, eases=True, walking_pain=False)
        await until(pilot, lambda: len(views) == 2)


async def test_it_waits_while_another_screen_is_on_top(back: Setting, views: list[int]) -> None:
    async with CoachApp(back.coach).run_test(size=SIZE) as pilot:
        await looked_ahead(pilot)
        screen = await opened(pilot)
        back.coach_elsewhere().record.check(7, eases=True, walking_pain=False)
        await until(pilot, lambda: "7" in str(back.coach.days.check_of(screen._today)))
        await settled(pilot, screen)
        assert len(views) == 1
        await pilot.press("escape")
        await until(pilot, lambda: len(views) == 2)


async def test_where_nothing_is_ahead_there_is_no_line(setting: Setting) -> None:
    setting.live_two_weeks()
    setting.live_this_morning()
    async with CoachApp(setting.coach).run_test(size=SIZE) as pilot:
        await looked_ahead(pilot)
        assert "free run" not in flat(pilot)


async def test_a_run_that_was_logged_moves_it_on(back: Setting) -> None:
    async with CoachApp(back.coach).run_test(size=SIZE) as pilot:
        screen = await page_ahead(pilot)
        view = screen.query_one(AheadPage)._view
        assert view
        assert view.now
        first = view.now.first
        back.at("18:00")
        back.coach.runs.ran(2000, 1200, 1, Pattern.NONE, walk_jog=True)
        await until(pilot, lambda: _first(screen) == first + timedelta(days=1))
        assert f"{RUN_DAY[2] + 1} Nov" in flat(pilot)


def _first(screen: ProgressScreen) -> object:
    view = screen.query_one(AheadPage)._view
    return view.now.first if view and view.now else None
