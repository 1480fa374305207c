"""Beside the day: every figure keeps its row, whatever else there is to say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.looking import until
from support.simulated import Setting
from textual.content import Content
from textual.geometry import Size

from coach.tui.app import CoachApp
from coach.tui.today.panel import Panel, _fitted

BLOCKS = st.lists(
    st.text("ab ", min_size=1, max_size=60).map(lambda text: Content(f"head\n{text}")),
    min_size=1,
    max_size=6,
)


@given(blocks=BLOCKS, width=st.integers(10, 44), height=st.integers(1, 40))
def test_no_block_is_cut_in_two_and_no_room_is_wasted(
    blocks: list[Content], width: int, height: int
) -> None:
    shown = _fitted(blocks, Size(width, height))
    heads = shown.plain.count("head")
    assert shown.get_height({}, width) <= height or heads == 1
    tight = Content("\n").join(blocks)
    if tight.get_height({}, width) <= height:
        assert heads == len(blocks)
    airy = Content("\n\n").join(blocks)
    if airy.get_height({}, width) <= height:
        assert shown.plain == airy.plain


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
        panel = app.today.query_one(Panel)
        text = "\n".join(panel.render_line(row).text for row in range(panel.size.height))
        assert "What is in the way?" in " ".join(text.split())
        *_, last = (row for row in text.splitlines() if row.strip())
        assert "14 days" not in last
