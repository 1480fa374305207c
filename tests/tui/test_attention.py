"""Whether somebody is looking at the full screen: by focus, by keys, and by tmux."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest
from support.desktop import until
from support.real_parts import needs
from textual.app import App
from textual.events import AppBlur, AppFocus, Event

from coach.domain.routine.settings import Alerts
from coach.errors import UnseenError
from coach.reminders.alert import notice
from coach.reminders.channels.terminal import Terminal
from coach.reminders.channels.tmux import IS_SHOWN, _says, says
from coach.tui import attention as attention_module
from coach.tui.attention import Attention


class Watched(App[None]):
    """An app that records who is looking."""

    def __init__(self) -> None:
        super().__init__()
        self.attention = Attention(self)

    async def on_event(self, event: Event) -> None:
        self.attention.note(event)
        await super().on_event(event)


@pytest.fixture(autouse=True)
def outside_of_tmux(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TMUX_PANE", raising=False)


async def test_a_terminal_that_tells_nothing_of_its_focus_is_looked_at_by_nobody() -> None:
    app = Watched()
    async with app.run_test():
        assert not await app.attention.is_here()


async def test_who_has_just_typed_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Watched()
    async with app.run_test() as pilot:
        await pilot.press("x")
        assert await app.attention.is_here()
        monkeypatch.setattr(attention_module, "_RECENTLY", 0)
        assert not await app.attention.is_here()


async def test_a_terminal_that_reports_its_focus_is_believed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = Watched()
    async with app.run_test() as pilot:
        await pilot.press("x")
        for event, is_here in ((AppBlur(), False), (AppFocus(), True)):
            app.post_message(event)
            await pilot.pause()
            assert await app.attention.is_here() == is_here
        monkeypatch.setenv("TMUX_PANE", "%0")
        monkeypatch.setenv("PATH", "/nowhere")
        assert not await app.attention.is_here()


@pytest.fixture
def tmux(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., str]]:
    """A separate tmux, with one detached session, in whose pane this test is."""
    program, server = needs("tmux"), str(tmp_path / "socket")

    def run(*words: str) -> str:
        told = subprocess.run(
            (program, "-S", server, "-f", os.devnull, *words),
            check=True,
            capture_output=True,
            encoding="utf-8",
        )
        return told.stdout.strip()

    run("new-session", "-d", "-x", "80", "-y", "24", "sleep 60")
    monkeypatch.setenv("TMUX", f"{server},1,0")
    monkeypatch.setenv("TMUX_PANE", run("display-message", "-p", "#{pane_id}"))
    yield run
    run("kill-server")


async def test_tmux_shows_a_pane_whose_window_is_in_front_of_somebody(
    tmux: Callable[..., str],
) -> None:
    assert not await says(IS_SHOWN)
    with pytest.raises(UnseenError):
        await Terminal(lambda _: None).send(notice("", "", ""), Alerts())
    server = os.environ["TMUX"].partition(",")[0]
    client = pexpect.spawn("tmux", ["-S", server, "attach"], env={**os.environ, "TERM": "xterm"})
    try:
        until(lambda: _says(IS_SHOWN))
        await Terminal(lambda _: None).send(notice("", "", ""), Alerts())
        tmux("new-window", "sleep 60")
        assert not await says(IS_SHOWN)
        tmux("last-window")
        assert await says(IS_SHOWN)
        tmux("split-window", "-Z", "sleep 60")
        assert not await says(IS_SHOWN)
    finally:
        client.close(force=True)
