"""Rows that Coach lays out itself."""

from collections.abc import Sequence

import pytest
from support.simulated import Setting
from textual.content import Content
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions

from coach.tui.app import CoachApp
from coach.tui.plan.screen import PlanScreen
from coach.tui.style import line
from coach.tui.widgets.drawing import Drawing


def strips(*rows: Content, height: int | None = None) -> Sequence[Strip]:
    return Drawing(rows).render_strips(5, height, Style(), RenderOptions(lambda style: Style.parse(str(style)), {}))


def test_rows_are_not_wrapped_and_pieces_of_equal_style_share_it() -> None:
    first, second = strips(line("longer than five ", ("red", "red")), line(("also", "red")))
    assert (first.text, second.text) == ("longer than five red", "also")
    assert [*first][-1].style is [*second][-1].style


def test_a_row_of_several_lines_takes_as_many() -> None:
    assert [one.text for one in strips(line("one\n\ntwo"), line("three"))] == [
        "one",
        "",
        "two",
        "three",
    ]


def test_no_more_rows_than_there_is_room_for() -> None:
    assert [one.text for one in strips(line("one"), line("two"), height=1)] == ["one"]


async def test_a_key_in_the_plan_lays_out_nothing_anew(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with CoachApp(setting.coach).run_test(size=(120, 36)) as pilot:
        await pilot.press("c")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, PlanScreen)
        laid_out: list[object] = []
        monkeypatch.setattr(PlanScreen, "_refresh_layout", lambda *_, **__: laid_out.append(1))
        before = screen._list.render().plain
        await pilot.press("down")
        await pilot.pause()
        assert not laid_out
        assert screen._list.render().plain != before
