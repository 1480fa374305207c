"""Notifications on a real desktop: what is shown, what is pressed, and what may go wrong."""

import asyncio
import html
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from bidict import bidict
from dbus_fast import PropertyAccess
from dbus_fast.aio import MessageBus
from dbus_fast.annotations import DBusBool
from dbus_fast.service import ServiceInterface, dbus_property
from support.channels import DAILY, Noting, alert, asking, children, running
from support.desktop import DesktopSession, screen, until
from support.simulated import Setting

from coach.domain.events.types import StepDone, StepSkipped, StepSnoozed, StepStarted
from coach.domain.routine.settings import ChannelName
from coach.errors import ChannelError, NotHereError
from coach.reminders.alert import Action, Alert
from coach.reminders.alerting import Alerting, tell_at_large
from coach.reminders.channels import desktop as desktop_module
from coach.reminders.channels import desktop_process
from coach.reminders.channels.desktop import Desktop, is_there
from coach.reminders.channels.desktop_messages import AskQuiet, Pressed, Said
from coach.reminders.dispatcher import Dispatcher
from coach.system.printable import printable

NASTY = (
    "<b>bold</b> & <i>half",
    "&amp; &lt;b&gt; &#65;",
    "\"double\" 'single' `back`",
    "-x --title leading dash",
    "🏃🏽\u200d♀️ 日本 é – ·",
    "\x1b[31mred\x1b]0;title\a \x9b2J",
    "one\ntwo\tthree",
    "\u202eturned\u202c",
    "%s %n %b \\n \\u0041 $HOME",
    '<img src="/etc/passwd"> <a href="x">y</a>',
)
PROCESS = "coach.reminders.channels.desktop_process"


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with screen() as name:
        yield name


@pytest.fixture
def bus(display: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[DesktopSession]:
    """A session without any notification server."""
    session = DesktopSession(display)
    for name, value in session.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("XDG_CURRENT_DESKTOP", raising=False)
    try:
        session.start_bus()
        yield session
    finally:
        session.close()


@pytest.fixture
def session(bus: DesktopSession) -> DesktopSession:
    """A whole session."""
    bus.start_dunst()
    return bus


class Client(Desktop):
    """The desktop of a coach that records which buttons are pressed."""

    def __init__(self) -> None:
        super().__init__(self._note)
        self.pressed: asyncio.Queue[tuple[str, Action]] = asyncio.Queue()

    async def _note(self, alert: Alert, action: Action) -> None:
        self.pressed.put_nowait((alert.tag, action))

    async def show(self, title: str = "Ice", body: str = "Due now.", tag: str = "ice") -> None:
        await self.send(alert(title, body, tag=tag), DAILY)

    async def next_press(self) -> tuple[str, Action]:
        return await asyncio.wait_for(self.pressed.get(), 10)


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    client = Client()
    yield client
    await client.close()
    assert not children(PROCESS)


def hurried(monkeypatch: pytest.MonkeyPatch, seconds: float = 0.5) -> None:
    """Make the coach wait less for the desktop."""
    monkeypatch.setattr(desktop_module, "_SECONDS", seconds)


# --- What is shown --------------------------------------------------------------------------------


async def test_an_alert_is_shown(session: DesktopSession, client: Client) -> None:
    await client.show("Ice", "Due now.")
    assert session.shown() == 1
    assert session.texts() == [("Ice", "Due now.")]


async def test_texts_are_shown_as_they_are(session: DesktopSession, client: Client) -> None:
    post = Dispatcher({ChannelName.DESKTOP: client})
    for number, text in enumerate(NASTY):
        await post.send(alert(text, text, tag=f"tag {number}"), DAILY)
    titles, bodies = zip(*reversed(session.texts()), strict=True)
    assert list(titles) == [printable(text) for text in NASTY]
    assert [html.unescape(body) for body in bodies] == [printable(text) for text in NASTY]
    assert not [body for body in bodies if "<" in body]


async def test_no_text_is_drawn_as_markup(session: DesktopSession, client: Client) -> None:
    post = Dispatcher({ChannelName.DESKTOP: client})
    for text in NASTY:
        await post.send(alert(text, text, tag=text), DAILY)
    for drawn, text in zip(reversed(session.drawn()), NASTY, strict=True):
        title, body = drawn.split("\n")
        own = title.removeprefix("<b>").removesuffix("</b>")
        assert "<" not in own + body
        assert html.unescape(own) == html.unescape(body) == printable(text)


async def test_a_server_without_markup_gets_plain_text(bus: DesktopSession, client: Client) -> None:
    bus.start_dunst(markup="no")
    await client.show("<b>Ice</b> & co", "<b>Now</b> & then")
    assert bus.texts() == [("<b>Ice</b> & co", "<b>Now</b> & then")]


async def test_an_alert_takes_the_place_of_the_last_one_of_its_step(
    session: DesktopSession, client: Client
) -> None:
    for body in ("Due now.", "Due for 10 min.", "Due for 20 min."):
        await client.show(body=body)
    assert session.shown() == 1
    await client.show("Run", tag="run")
    assert session.shown() == 2


async def test_what_is_withdrawn_is_gone(session: DesktopSession, client: Client) -> None:
    await client.show(tag="ice")
    await client.show(tag="run")
    await client.withdraw("ice")
    assert session.shown() == 1
    await client.withdraw("ice")
    await client.withdraw("never shown")
    await client.withdraw("run")
    assert session.shown() == 0


async def test_what_the_runner_has_dismissed_is_withdrawn_and_shown_again(
    session: DesktopSession, client: Client
) -> None:
    await client.show()
    session.dismiss()
    await client.withdraw("ice")
    await client.show()
    session.dismiss()
    await client.show()
    assert session.shown() == 1


async def test_alerts_at_once_are_shown_by_one_process(
    session: DesktopSession, client: Client
) -> None:
    await asyncio.gather(*(client.show(tag=f"tag {number}") for number in range(5)))
    assert session.shown() == 5
    assert len(children(PROCESS)) == 1


async def test_a_coach_without_a_routine_can_tell_too(session: DesktopSession) -> None:
    await tell_at_large("No reminders", "Mend <it>.")
    assert session.texts() == [("No reminders", "Mend &lt;it&gt;.")]
    assert not children(PROCESS)


async def test_what_lies_in_the_folder_is_not_taken_for_a_part_of_it(
    session: DesktopSession, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("coach", "msgspec", "random"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('a file of the runner')")
    monkeypatch.chdir(tmp_path)
    await client.show()
    assert session.shown() == 1


# --- What is pressed ------------------------------------------------------------------------------


@pytest.mark.parametrize("action", list(Action))
async def test_a_button_comes_back(
    session: DesktopSession, client: Client, setting: Setting, action: Action
) -> None:
    await client.send(asking(setting, "morning"), DAILY)
    session.press(action.title())
    assert await client.next_press() == ("ice", action)


async def test_of_two_alerts_of_a_step_the_last_one_is_answered(
    session: DesktopSession, client: Client, setting: Setting
) -> None:
    for _ in range(2):
        await client.send(asking(setting, "morning"), DAILY)
    session.press("Skip")
    assert await client.next_press() == ("ice", Action.SKIP)
    session.dismiss()
    await client.send(asking(setting, "morning"), DAILY)
    session.press("Snooze")
    assert await client.next_press() == ("ice", Action.SNOOZE)
    assert client.pressed.empty()


async def test_a_button_that_fails_does_not_break_the_next(
    session: DesktopSession, setting: Setting, caplog: pytest.LogCaptureFixture
) -> None:
    pressed: asyncio.Queue[Action] = asyncio.Queue()

    async def on_press(shown: Alert, action: Action) -> None:
        del shown
        pressed.put_nowait(action)
        raise KeyError

    client = Desktop(on_press)
    try:
        for action in (Action.SKIP, Action.START):
            await client.send(asking(setting, "morning"), DAILY)
            session.press(action.title())
            assert await asyncio.wait_for(pressed.get(), 10) is action
            session.dismiss()
    finally:
        await client.close()
    assert "The button skip of ice failed" in caplog.text


class List:
    """The list in which some desktops keep expired notifications, as D-Bus shows it."""

    def __init__(self) -> None:
        self.closed: list[int] = []
        self.close: Callable[[int, int], None]
        self.press: Callable[[int, str], None]

    def on_notification_closed(self, handler: Callable[[int, int], None]) -> None:
        self.close = handler

    def on_action_invoked(self, handler: Callable[[int, str], None]) -> None:
        self.press = handler

    async def call_close_notification(self, number: int) -> None:
        self.closed.append(number)


@pytest.mark.parametrize(("reason", "is_heard"), [(1, True), (2, False), (3, False)])
async def test_a_button_works_after_the_notification_has_gone_by_itself(
    monkeypatch: pytest.MonkeyPatch, reason: int, *, is_heard: bool
) -> None:
    said: list[Said] = []
    monkeypatch.setattr(desktop_process, "_say", said.append)
    shown, expired = List(), desktop_process._Expired()
    numbers = bidict({7: "an id"})
    backend = SimpleNamespace(
        interface=shown, _platform_to_interface_notification_identifier=numbers
    )
    expired.follow(backend, "an id", "ice")
    shown.press(7, "skip")  # desktop-notifier reports this one
    shown.close(7, reason)
    assert expired.has_any == is_heard
    shown.press(7, "default")
    shown.press(7, "skip")
    assert said == [Pressed("ice", "skip")] * is_heard
    assert not expired.has_any


async def test_what_has_gone_by_itself_is_withdrawn_from_the_list() -> None:
    shown, expired = List(), desktop_process._Expired()
    numbers = bidict({7: "an id"})
    backend = SimpleNamespace(
        interface=shown, _platform_to_interface_notification_identifier=numbers
    )
    expired.follow(backend, "an id", "ice")
    shown.close(7, 1)
    await expired.withdraw("ice")
    assert shown.closed == [7]
    assert not expired.has_any


async def test_a_button_pressed_while_its_notification_is_withdrawn_is_answered(
    session: DesktopSession, client: Client, setting: Setting
) -> None:
    await client.send(asking(setting, "morning"), DAILY)
    session.press("Skip")
    client._shown.clear()
    assert await client.next_press() == ("ice", Action.SKIP)


@pytest.fixture
async def alerting(setting: Setting) -> AsyncIterator[Alerting]:
    alerting = Alerting(setting.coach)
    yield alerting
    await asyncio.gather(*alerting._tasks)
    await alerting.close()


@pytest.mark.parametrize(
    ("step", "label", "event"),
    [
        ("morning", "Start", StepStarted),
        ("morning", "Snooze", StepSnoozed),
        ("morning", "Skip", StepSkipped),
        ("night-splint", "Done", StepDone),
    ],
)
async def test_a_button_acts_on_the_journal(
    session: DesktopSession,
    setting: Setting,
    alerting: Alerting,
    step: str,
    label: str,
    event: type,
) -> None:
    setting.at("22:35" if step == "night-splint" else "06:55")
    await alerting.post.send(asking(setting, step), DAILY)
    noted = setting.coach_elsewhere()
    session.press(label)
    await comes(lambda: any(isinstance(one, event) for one in noted.days.history()))
    (happened,) = [one for one in noted.days.history() if isinstance(one, event)]
    assert getattr(happened, "step", "") == step


async def test_what_comes_of_a_start_is_told(
    session: DesktopSession, setting: Setting, alerting: Alerting
) -> None:
    setting.at("06:55")
    await alerting.post.send(asking(setting, "morning"), DAILY)
    before = len(setting.coach.days.history())
    session.press("Start")
    await comes(lambda: len(setting.coach.days.history()) > before)
    await asyncio.gather(*alerting._tasks)
    assert ("Ice", "First-step stretches: started.") in session.texts()


async def comes(condition: Callable[[], object]) -> None:
    """Wait for another process to do something, while this one continues."""
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - another process says no more than that
            await asyncio.sleep(0.01)


# --- Not to be disturbed --------------------------------------------------------------------------


async def test_dunst_says_when_it_is_not_to_disturb(
    session: DesktopSession, client: Client
) -> None:
    assert await client.do_not_disturb() == ""
    session.pause(paused=True)
    assert await client.do_not_disturb() == "dunst"
    session.pause(paused=False)
    assert await client.do_not_disturb() == ""


class Plasma(ServiceInterface):
    """The part of KDE's notification server that reports do-not-disturb."""

    inhibited: bool = False

    @dbus_property(access=PropertyAccess.READ, name="Inhibited")
    def is_inhibited(self) -> DBusBool:
        return self.inhibited


async def test_kde_says_when_it_is_not_to_disturb(bus: DesktopSession, client: Client) -> None:
    there = await MessageBus(bus.environment["DBUS_SESSION_BUS_ADDRESS"]).connect()
    server = Plasma("org.freedesktop.Notifications")
    there.export("/org/freedesktop/Notifications", server)
    await there.request_name("org.freedesktop.Notifications")
    try:
        assert await client.do_not_disturb() == ""
        server.inhibited = True
        assert await client.do_not_disturb() == "the desktop"
    finally:
        there.disconnect()


class Settings:
    """The programs that ask desktops for their settings."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder = folder
        self._monkeypatch = monkeypatch
        monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")

    def are(self, desktop: str, script: str) -> None:
        """On a desktop of that name, let a script answer."""
        self._monkeypatch.setenv("XDG_CURRENT_DESKTOP", desktop)
        for program in ("gsettings", "xfconf-query"):
            path = self._folder / program
            path.write_text(f'#!/bin/sh\nasked="${{0##*/}} $*"\n{script}\n')
            path.chmod(0o755)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    return Settings(tmp_path, monkeypatch)


GNOME_ASKED = "gsettings get org.gnome.desktop.notifications show-banners"
XFCE_ASKED = "xfconf-query -c xfce4-notifyd -p /do-not-disturb"


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize(
    ("desktop", "asked", "yes", "no"),
    [
        ("GNOME", GNOME_ASKED, "false", "true"),
        ("ubuntu:GNOME", GNOME_ASKED, "false", "true"),
        ("XFCE", XFCE_ASKED, "true", "false"),
    ],
)
async def test_other_desktops_say_so_in_their_settings(
    settings: Settings, desktop: str, asked: str, yes: str, no: str
) -> None:
    for answer, who in ((no, ""), (yes, desktop.rpartition(":")[2])):
        settings.are(desktop, f'[ "$asked" = "{asked}" ] && echo {answer}')
        assert await _asked_once() == who
    settings.are("sway", f"echo {yes}")
    assert await _asked_once() == ""


async def _asked_once() -> str:
    """What a coach learns that has just begun."""
    client = Client()
    try:
        return await client.do_not_disturb()
    finally:
        await client.close()


@pytest.mark.parametrize("script", ["exit 1", "echo", "printf '\\377'", "kill -9 $$"])
async def test_settings_that_say_nothing_disturb_nobody(
    session: DesktopSession, client: Client, settings: Settings, script: str
) -> None:
    settings.are("GNOME", script)
    assert await client.do_not_disturb() == ""
    await client.show()
    assert session.shown() == 1


@pytest.mark.usefixtures("session")
async def test_a_desktop_without_the_program_disturbs_nobody(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "GNOME")
    monkeypatch.setenv("PATH", "/nonexistent")
    assert await client.do_not_disturb() == ""


async def test_settings_that_hang_hold_nobody_up_and_leave_nothing_running(
    session: DesktopSession,
    client: Client,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.are("GNOME", "sleep 60")
    with monkeypatch.context() as patch:
        hurried(patch)
        assert await client.do_not_disturb() == ""
    until(lambda: not running(str(tmp_path)))
    await client.show()
    assert session.shown() == 1


async def test_a_desktop_that_cannot_be_asked_disturbs_nobody(
    session: DesktopSession, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A failure to ask is no answer."""
    (tmp_path / "dbus_fast.py").write_text("raise ImportError('there is no D-Bus')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert await client.do_not_disturb() == ""
    assert session.shown() == 0


# --- What may go wrong ----------------------------------------------------------------------------


async def test_without_a_session_there_is_no_desktop(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    for runtime in ("", str(tmp_path)):
        monkeypatch.setenv("XDG_RUNTIME_DIR", runtime)
        with pytest.raises(NotHereError, match="no desktop session"):
            await client.show()
    assert await client.do_not_disturb() == ""
    await client.withdraw("ice")
    assert not children(PROCESS)
    (tmp_path / "bus").touch()
    assert is_there()


async def test_a_session_is_found_by_the_place_of_its_bus(
    session: DesktopSession, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    await client.show()
    assert session.shown() == 1


async def test_a_runtime_folder_that_cannot_be_looked_at_is_no_desktop_and_says_so(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after `su`; a name too long for the system fails even for root."""
    folder = f"/{'x' * 300}"
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
    assert await client.do_not_disturb() == ""
    push = Noting()
    post = Dispatcher({ChannelName.DESKTOP: client, ChannelName.PUSH: push})
    posted = await post.send(alert(), DAILY)
    assert posted.channels == ("push",)
    assert posted.failures[0].reason == (
        f"no desktop session, as {folder} (XDG_RUNTIME_DIR) cannot be read"
    )


@pytest.mark.parametrize("stale", ["unix:path=/nowhere/bus", "unix:abstract=/nowhere,guid=1"])
async def test_a_stale_address_makes_way_for_the_bus_that_answers(
    session: DesktopSession, client: Client, monkeypatch: pytest.MonkeyPatch, stale: str
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", stale)
    await client.show()
    assert session.shown() == 1


async def test_a_failure_that_nobody_thought_of_is_one_of_the_channel(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails() -> None:
        raise RuntimeError("a surprise")

    monkeypatch.setattr(desktop_module, "is_there", lambda: True)
    monkeypatch.setattr(desktop_module, "_started", fails)
    with pytest.raises(ChannelError, match="RuntimeError: a surprise"):
        await client.show()
    assert await client.do_not_disturb() == ""


async def test_a_bus_without_a_server_is_told_and_one_that_comes_later_is_found(
    bus: DesktopSession, client: Client
) -> None:
    for _ in range(2):
        with pytest.raises(ChannelError, match=r"org\.freedesktop\.Notifications"):
            await client.show()
    bus.start_dunst()
    await client.show()
    assert bus.shown() == 1


async def test_alerts_at_once_all_know_why_they_failed(bus: DesktopSession, client: Client) -> None:
    del bus
    tried = [client.show(tag=f"tag {number}") for number in range(4)]
    failures = await asyncio.gather(*tried, return_exceptions=True)
    assert {type(one) for one in failures} == {ChannelError}
    assert len({str(one) for one in failures}) == 1
    assert "org.freedesktop.Notifications" in str(failures[0])


async def test_a_bus_that_goes_away_makes_way_for_the_next_channel(
    session: DesktopSession, client: Client
) -> None:
    await client.show()
    session.kill_bus()
    terminal = Noting()
    post = Dispatcher({ChannelName.DESKTOP: client, ChannelName.TERMINAL: terminal})
    posted = await post.send(alert(tag="run"), DAILY)
    assert posted.channels == ("terminal",)
    assert [one.channel for one in posted.failures] == ["desktop"]
    assert terminal.bodies[0].startswith("Due now. [desktop failed: ")


async def test_a_bus_that_comes_back_is_found(session: DesktopSession, client: Client) -> None:
    await client.show()
    session.kill_bus()
    with pytest.raises(ChannelError):
        await client.show()
    assert await client.do_not_disturb() == ""
    session.start_bus()
    session.start_dunst()
    await client.show()
    assert session.shown() == 1


async def test_a_server_that_is_started_anew_is_found(
    session: DesktopSession, client: Client
) -> None:
    await client.show()
    session.kill_dunst()
    session.start_dunst()
    await client.show(tag="run")
    assert session.shown() == 1


async def test_a_server_that_hangs_holds_nobody_up(
    session: DesktopSession, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    await client.show()
    session.freeze_dunst()
    with monkeypatch.context() as patch:
        hurried(patch)
        shown = asyncio.create_task(client.show("Run", tag="run"))
        ticks = await _ticks_until(shown)
        with pytest.raises(ChannelError, match=r"^no answer within 0\.5 s$"):
            await shown
        assert ticks > 3
        begun = time.monotonic()
        assert await client.do_not_disturb() == ""
        await client.withdraw("ice")
        assert time.monotonic() - begun < 4
    session.thaw_dunst()
    await client.show("Run", tag="run")
    assert ("Run", "Due now.") in session.texts()


async def _ticks_until(task: asyncio.Task[None]) -> int:
    """How often this process continued while it waited."""
    ticks = 0
    while not task.done():
        ticks += 1
        await asyncio.sleep(0.01)
    return ticks


async def test_alerts_at_once_are_all_given_up_when_the_server_hangs(
    session: DesktopSession, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.freeze_dunst()
    with monkeypatch.context() as patch:
        hurried(patch)
        begun = time.monotonic()
        tried = [client.show(tag=f"tag {number}") for number in range(4)]
        failures = await asyncio.gather(*tried, return_exceptions=True)
        assert time.monotonic() - begun < 4
    assert {str(one) for one in failures} == {"no answer within 0.5 s"}
    session.thaw_dunst()
    await client.show()
    assert not client.pressed.qsize()


async def test_a_process_that_is_killed_is_started_anew(
    session: DesktopSession, client: Client
) -> None:
    await client.show()
    (pid,) = children(PROCESS)
    os.kill(pid, 9)
    await comes(lambda: client._shower and not client._shower.is_running)
    await client.show(tag="run")
    assert session.shown() == 2
    assert children(PROCESS) != [pid]


async def test_a_process_that_dies_under_a_request_has_failed_at_once(
    session: DesktopSession, client: Client
) -> None:
    await client.show()
    session.freeze_dunst()
    asked = asyncio.create_task(client.show())
    await asyncio.sleep(0)
    os.kill(children(PROCESS)[0], 9)
    with pytest.raises(ChannelError, match="its process"):
        await asyncio.wait_for(asked, 3)


async def test_a_process_is_let_go_once_it_shows_nothing(
    session: DesktopSession, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = f"import asyncio, {PROCESS} as one; one._IDLE = 0.05; asyncio.run(one._serve())"
    monkeypatch.setattr(desktop_module, "_ITSELF", (sys.executable, "-c", code))
    for _ in range(2):
        await client.show()
        await asyncio.sleep(0.2)
        assert len(children(PROCESS)) == 1
        session.dismiss()
        await comes(lambda: not children(PROCESS))


async def test_requests_and_letting_go_do_not_get_into_each_others_way(
    session: DesktopSession, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = f"import asyncio, {PROCESS} as one; one._IDLE = 0.002; asyncio.run(one._serve())"
    monkeypatch.setattr(desktop_module, "_ITSELF", (sys.executable, "-c", code))
    for number in range(30):
        await asyncio.sleep(number % 5 / 1000)
        await client._ask(AskQuiet)
    assert session.shown() == 0


ORPHAN = """
import asyncio, os, sys
sys.path[:0] = sys.argv[1:]
from support.channels import DAILY, alert, children
from coach.reminders.channels.desktop import Desktop

async def press(*_): pass

async def main():
    desktop = Desktop(press)
    await desktop.send(alert(), DAILY)
    print(*children("desktop_process"), flush=True)
    sys.stdin.readline()
    asked = asyncio.create_task(desktop.send(alert(), DAILY))
    await asyncio.sleep(0.05)
    os.kill(os.getpid(), 9)

asyncio.run(main())
"""


@pytest.mark.parametrize("hangs", [False, True], ids=["while all is well", "while dunst hangs"])
def test_a_coach_that_is_killed_leaves_no_process_behind(
    session: DesktopSession, *, hangs: bool
) -> None:
    tests = str(Path(__file__).parents[2])
    with subprocess.Popen(
        [sys.executable, "-c", ORPHAN, tests], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as coach:
        assert coach.stdin
        assert coach.stdout
        pid = int(coach.stdout.readline())
        if hangs:
            session.freeze_dunst()
        coach.stdin.write(b"\n")
        coach.stdin.flush()
        coach.wait(10)
    until(lambda: pid not in running(PROCESS))


async def test_who_closes_twice_or_before_the_beginning_does_no_harm(
    session: DesktopSession,
) -> None:
    client = Client()
    await client.close()
    await client.show()
    await client.close()
    await client.close()
    assert session.shown() == 1
    assert not children(PROCESS)
