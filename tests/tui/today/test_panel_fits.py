"""Beside the day: every figure keeps its row, whatever else there is to say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.looking import until
from support.simulated import Setting
from textual.content import Content
from textual.geometry import Size

from coach.tui.app import CoachApp
from coach.tui.style import balanced
from coach.tui.today.panel import Blocks, Panel, _fitted

BLOCKS = st.lists(
    st.text("ab ", min_size=1, max_size=60).map(lambda text: Content(f"head\n{text}")),
    min_size=1,
    max_size=6,
)


@given(figures=BLOCKS, news=BLOCKS, width=st.integers(10, 44), height=st.integers(1, 40))
def test_no_block_is_cut_in_two_and_no_room_is_wasted(
    figures: list[Content], news: list[Content], width: int, height: int
) -> None:
    shown = _fitted(Blocks(figures, news), Size(width, height))
    heads = shown.plain.count("head")
    assert shown.get_height({}, width) <= height or heads == 1 + len(news)
    tight = Content("\n").join([*figures, *news])
    if balanced(tight, width).get_height({}, width) <= height:
        assert heads == len(figures) + len(news)
    airy = balanced(Content("\n\n").join(figures), width)
    if airy.get_height({}, width) + sum(_rows(one, width) for one in news) <= height:
        assert shown.plain.startswith(airy.plain)


def _rows(content: Content, width: int) -> int:
    return balanced(content, width).plain.count("\n") + 1


@given(text=st.text("abc  ", min_size=1, max_size=90), width=st.integers(10, 44))
def test_a_balanced_text_is_complete_and_fits(text: str, width: int) -> None:
    shown = balanced(Content(text), width)
    assert shown.plain.split() == text.split() or max(map(len, text.split())) > width // 2
    assert all(one.cell_length <= width for one in shown.split(allow_blank=True))


def test_no_line_ends_in_a_key_alone() -> None:
    asked = Content("Strength: missed 6 of 6 times. What is in the way?  o")
    *_, last = balanced(asked, 28).plain.splitlines()
    assert last == "the way?  o"


@pytest.mark.usefixtures("few_courses")
@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_what_comes_later_moves_nothing(setting: Setting, size: tuple[int, int]) -> None:
    setting.live_on_the_ladder(walk_jogs=(17, 19, 21))
    async with CoachApp(setting.coach).run_test(size=size) as pilot:
        app = pilot.app
        assert isinstance(app, CoachApp)
        figures = ("This week", "First-step pain", "Stretched")
        await until(
            pilot, lambda: figures[-1] in _text(app) and (size[0] < 110 or "Sun 29" in _text(app))
        )
        at_first = [_row_of(app, one) for one in figures]
        await until(pilot, lambda: app.today._ahead.is_worked_out)
        await until(pilot, lambda: "ree run" in _text(app))
        assert [_row_of(app, one) for one in figures] == at_first


async def test_a_wide_window_shows_each_day_of_the_week(setting: Setting) -> None:
    setting.live_two_weeks()
    setting.live_this_morning()
    async with CoachApp(setting.coach).run_test(size=(120, 36)) as pilot:
        app = pilot.app
        assert isinstance(app, CoachApp)
        await until(pilot, lambda: app.today._ahead.is_worked_out)
        rows = [" ".join(row.split()) for row in _text(app).splitlines()]
        first = rows.index("Mon 23 3/10 ■■■")
        assert rows[first + 1].startswith("▸ Tue 24 3/10 ■·· up to 10.0 km")
        assert rows[first + 2 : first + 4] == ["Wed 25", "Thu 26 up to 10.0 km"]


async def test_the_week_leaves_open_what_the_next_mornings_decide(setting: Setting) -> None:
    setting.live_two_weeks()
    setting.coach.record.check(6, eases=True, walking_pain=False)
    async with CoachApp(setting.coach).run_test(size=(120, 36)) as pilot:
        app = pilot.app
        assert isinstance(app, CoachApp)
        await until(pilot, lambda: app.today._ahead.is_worked_out)
        rows = [" ".join(row.split()) for row in _text(app).splitlines()]
        assert "Thu 26 open" in rows
        assert any(row.startswith("▸ Tue 24 6/10") and row.endswith("no run") for row in rows)


def _text(app: CoachApp) -> str:
    panel = app.today.query_one(Panel)
    return "\n".join(panel.render_line(row).text for row in range(panel.size.height))


def _row_of(app: CoachApp, text: str) -> int:
    return next(at for at, row in enumerate(_text(app).splitlines()) if text in row)


@pytest.mark.parametrize("size", [(80, 24), (80, 20), (120, 36)])
async def test_the_last_figure_keeps_its_row_while_something_is_asked(
    setting: Setting, size: tuple[int, int]
) -> None:
    setting.live_two_weeks()
    setting.live_this_morning()
    async with CoachApp(setting.coach).run_test(size=size) as pilot:
        app = pilot.app
        assert isinstance(app, CoachApp)
        await until(pilot, lambda: app.today._ahead.is_worked_out)
        await until(pilot, lambda: app.today._in_the_way.is_worked_out)
        app.today._in_the_way.line = "Midday stretches: missed 4 of 4 times. What is in the way?"
        app.today._draw_panel()
        await pilot.pause()
        text = _text(app)
        assert "What is in the way?" in " ".join(text.split())
        rows = text.splitlines()
        last = max(at for at, row in enumerate(rows) if "14 days" in row)
        assert any(mark in rows[last + 1] for mark in "▁▂▃▄■")
