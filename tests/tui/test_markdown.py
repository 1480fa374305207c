"""The page of evidence as rows of text: nothing lost, nothing too wide, and quick to open."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.looking import screen_text, until
from support.simulated import Setting

from coach.tui.app import CoachApp
from coach.tui.markdown import Page
from coach.wording.documents import document

_WORD = re.compile(r"\w+")


@pytest.mark.parametrize("width", [76, 96, 156])
def test_every_word_of_the_evidence_stands_on_the_page_and_within_its_width(width: int) -> None:
    markdown = re.sub(r"\]\([^)]*\)", "]", document("evidence"))
    drawn = Page(document("evidence"), width)
    text = "\n".join(row.plain for row in drawn)
    assert set(_WORD.findall(markdown)) <= set(_WORD.findall(text))
    assert "**" not in text


@given(st.text("ab *`[]()#-\n"), st.integers(1, 60))
def test_no_text_is_too_odd_to_be_drawn(markdown: str, width: int) -> None:
    assert all(row.cell_length <= width for row in Page(markdown, width))


async def test_evidence_is_few_widgets_and_they_are_given_back(setting: Setting) -> None:
    async with CoachApp(setting.coach).run_test(size=(80, 24)) as pilot:
        before = len(list(pilot.app.walk_children()))
        await pilot.press("e")
        await until(pilot, lambda: "What the routine rests on" in screen_text(pilot))
        assert len(list(pilot.app.screen.walk_children())) < 20
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is pilot.app.screen_stack[0])
        assert len(list(pilot.app.walk_children())) == before


async def test_text_of_the_evidence_can_be_selected_where_it_is_seen(setting: Setting) -> None:
    async with CoachApp(setting.coach).run_test(size=(80, 24)) as pilot:
        await pilot.press("e")
        await until(pilot, lambda: "What the routine rests on" in screen_text(pilot))
        await pilot.press("pagedown", "pagedown")
        await pilot.pause(0.5)
        seen = [row[2:].rstrip() for row in screen_text(pilot).splitlines()[5:7]]
        await pilot.mouse_down(offset=(2, 5))
        await pilot.hover(offset=(30, 7))
        await pilot.mouse_up(offset=(30, 7))
        selected = pilot.app.screen.get_selected_text() or ""
        assert selected.splitlines()[:2] == seen
