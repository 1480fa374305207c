"""Rows that Coach lays out itself."""

from collections.abc import Iterator, Sequence

import pytest
from support.simulated import Setting
from textual.app import App
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions

from coach.tui.app import CoachApp
from coach.tui.plan.screen import PlanScreen
from coach.tui.style import line
from coach.tui.widgets.drawing import Drawing, DrawnWidget


def strips(*rows: Content, height: int | None = None) -> Sequence[Strip]:
    return Drawing(rows).render_strips(
        5, height, Style(), RenderOptions(lambda style: Style.parse(str(style)), {})
    )


def test_lines_are_not_wrapped_and_pieces_of_equal_style_share_it() -> None:
    first, second = strips(line("longer than five ", ("red", "red")), line(("also", "red")))
    assert (first.text, second.text) == ("longer than five red", "also")
    assert [*first][-1].style is [*second][-1].style


def test_no_more_lines_than_there_is_room_for() -> None:
    assert [one.text for one in strips(line("one"), line("two"), height=1)] == ["one"]


class _Rows(DrawnWidget):
    DEFAULT_CSS = "_Rows { height: auto; }"
    texts: Sequence[str] = ("one", "two\nlines", "three")

    def rows(self, width: int) -> list[Content]:
        return [line(one[:width]) for one in self.texts]


class _OneApp(App[None]):
    def compose(self) -> Iterator[_Rows]:
        yield _Rows()


@pytest.mark.parametrize(
    ("texts", "drawn", "is_laid_out"),
    [
        (("one", "two\nlines", "three"), [], False),
        (("one", "two\nrows", "three"), [2], False),
        (("1", "two\nlines", "3"), [0, 3], False),
        (("one", "two", "three"), [], True),
    ],
)
async def test_only_the_lines_that_change_are_drawn_again(
    monkeypatch: pytest.MonkeyPatch, texts: Sequence[str], drawn: list[int], *, is_laid_out: bool
) -> None:
    async with _OneApp().run_test() as pilot:
        widget = pilot.app.query_one(_Rows)
        regions: list[Region] = []
        layouts: list[bool] = []

        def refresh(*changed: Region, layout: bool = False) -> None:
            regions.extend(changed)
            layouts.append(layout)

        monkeypatch.setattr(widget, "refresh", refresh)
        widget.texts = texts
        widget.redraw()
        assert ([one.y for one in regions], any(layouts)) == (drawn, is_laid_out)


async def test_what_is_not_displayed_lays_out_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    async with _OneApp().run_test() as pilot:
        widget = pilot.app.query_one(_Rows)
        widget.display = False
        await pilot.pause()
        layouts: list[bool] = []
        monkeypatch.setattr(widget, "refresh", lambda *, layout=False: layouts.append(layout))
        widget.texts = ("one",)
        widget.redraw()
        assert not any(layouts)


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
