"""`coach alerts test`, with real programs, a real server, and a real D-Bus."""

import asyncio
import json
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

import pexpect
import pytest
from click.testing import CliRunner
from dbus_fast import Message, Variant
from dbus_fast.aio import MessageBus
from support.home import COACH, Home
from support.real_parts import needs

import coach.cli.alerts
from coach.cli.main import coach_command
from coach.domain.routine.settings import Alerts
from coach.reminders.alert import Action, Alert
from coach.reminders.channels.desktop import Desktop

TITLE = "Coach: a test"
INTERFACE = """
<node>
  <interface name="org.freedesktop.Notifications">
    <method name="GetCapabilities"><arg type="as" direction="out"/></method>
    <method name="GetServerInformation">
      <arg type="s" direction="out"/><arg type="s" direction="out"/>
      <arg type="s" direction="out"/><arg type="s" direction="out"/>
    </method>
    <method name="Notify">
      <arg name="app_name" type="s" direction="in"/>
      <arg name="replaces_id" type="u" direction="in"/>
      <arg name="app_icon" type="s" direction="in"/>
      <arg name="summary" type="s" direction="in"/>
      <arg name="body" type="s" direction="in"/>
      <arg name="actions" type="as" direction="in"/>
      <arg name="hints" type="a{sv}" direction="in"/>
      <arg name="expire_timeout" type="i" direction="in"/>
      <arg name="id" type="u" direction="out"/>
    </method>
    <method name="CloseNotification"><arg type="u" direction="in"/></method>
    <signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
    <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
  </interface>
</node>
"""
"""The properties of a notification server."""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def test_where_nothing_is_here_each_says_why(home: Home) -> None:
    run = home.run("alerts", "test")
    assert run.returncode == 1
    in_app, *others = run.stdout.splitlines()
    assert in_app.startswith("in-app    The full screen shows alerts itself while it is open; ")
    assert others == [
        "desktop   not here: no desktop session.",
        "terminal  not here: no terminal is open.",
        "push      not here: no `push` in [alerts].",
        "command   not here: no `command` in [alerts].",
        "sound     not here: no sound device was found, and no terminal is open.",
        "          No voice: `voice = true` in [sound] turns it on.",
    ]
    assert not home.journal.exists()


def test_a_program_gets_the_alert(home: Home) -> None:
    home.configure('[alerts]\ncommand = ["sh", "-c", "cat > alert.json"]\n')
    run = home.run("alerts", "test")
    assert run.returncode == 0
    assert "command   `sh` got the alert as JSON, and succeeded.\n" in run.stdout
    alert = json.loads((home.folder / "alert.json").read_text("utf-8"))
    assert alert["title"] == TITLE
    assert alert["moments"] == []


def test_a_channel_that_fails_says_why(home: Home) -> None:
    home.configure('[alerts]\ncommand = ["sh", "-c", "echo no luck >&2; exit 3"]\n')
    run = home.run("alerts", "test", "command")
    assert (run.returncode, run.stdout) == (1, "command   failed: no luck.\n")


def test_all_channels_are_tried_though_the_first_gets_through(home: Home) -> None:
    home.configure('[alerts]\ncommand = ["true"]\nchannels = ["command", "push"]\n')
    run = home.run("alerts", "test")
    assert [line.split()[0] for line in run.stdout.splitlines()] == [
        "in-app",
        "desktop",
        "terminal",
        "push",
        "command",
        "sound",
        "No",
    ]


def test_one_channel_may_be_named(home: Home) -> None:
    run = home.run("alerts", "test", "terminal")
    assert (run.returncode, run.stdout) == (1, "terminal  not here: no terminal is open.\n")
    run = home.run("alerts", "test", "in-app")
    assert run.returncode == 1
    assert run.stdout.startswith("in-app    The full screen shows alerts itself")


def test_a_channel_that_no_reminder_takes_is_said_to_be_so(home: Home) -> None:
    home.configure('[alerts]\ncommand = ["true"]\nchannels = ["desktop"]\n')
    named = "          No reminders come this way: [alerts] does not name it.\n"
    assert named in home.run("alerts", "test", "command").stdout
    home.configure('[alerts]\ncommand = ["true"]\nchannels = []\nalso = ["command"]\n')
    assert named not in home.run("alerts", "test", "command").stdout


def test_there_is_no_other_channel(home: Home) -> None:
    run = home.run("alerts", "test", "pigeon")
    assert run.returncode == 2
    assert "'pigeon' is not one of 'in-app', 'desktop', " in run.stderr


def test_a_broken_config_is_told(home: Home) -> None:
    home.configure("theeme = 1")
    run = home.run("alerts", "test")
    assert (run.returncode, run.stdout) == (1, "")
    assert "did you mean `theme`?" in run.stderr


# Push.


@pytest.fixture
def server() -> Iterator[tuple[int, SimpleQueue[str]]]:
    """A service on this machine: its port, and what it received."""
    got: SimpleQueue[str] = SimpleQueue()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.put(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as http:
        thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield http.server_port, got
        http.shutdown()
        thread.join()


def test_a_phone_gets_the_alert(home: Home, server: tuple[int, SimpleQueue[str]]) -> None:
    port, got = server
    home.configure(f'[alerts]\npush = ["json://me:secret@127.0.0.1:{port}/"]\n')
    run = home.run("alerts", "test", "push")
    assert (run.returncode, run.stdout) == (
        0,
        f'push      A message "{TITLE}" on your phone, through json.\n',
    )
    assert json.loads(got.get_nowait())["title"] == TITLE


def test_urls_stay_secret(home: Home) -> None:
    home.configure('[alerts]\npush = ["secretive", "hunter2://secret", "foo:secret@bar://x"]\n')
    run = home.run("alerts", "test", "push")
    assert run.returncode == 1
    assert "Apprise does not know this URL" in run.stdout
    assert "secret@" not in run.stdout + run.stderr
    assert "//secret" not in run.stdout + run.stderr


# The terminal.


@pytest.mark.parametrize(
    ("term", "config", "sent", "said"),
    [
        ("xterm", "", "\a", "The bell, if your terminal rings it; it is not known to show"),
        ("xterm-kitty", "", "\x1b]99;", "(OSC 99, known to kitty)."),
        (
            "xterm",
            'osc = "9"',
            "\x1b]9;",
            "The bell, if your terminal rings it, and a notification",
        ),
        (
            "foot",
            "bell = false",
            "\x1b]777;",
            "terminal  A notification of the terminal (OSC 777, ",
        ),
    ],
)
def test_the_terminal_rings_and_notifies(
    home: Home, term: str, config: str, sent: str, said: str
) -> None:
    home.configure(f"[alerts]\n{config}\n")
    status, screen = in_terminal(home, TERM=term)
    assert status == 0
    assert sent in screen
    assert said in screen


def test_tmux_has_to_let_it_pass(home: Home) -> None:
    _, screen = in_terminal(home, TERM="xterm-kitty", TMUX="/tmp/tmux,1,0")  # noqa: S108 - a name
    assert "\x1bPtmux;" in screen
    assert "allow-passthrough on" in screen
    assert "allow-passthrough" not in in_terminal(home, TERM="xterm-kitty")[1]


def in_terminal(home: Home, **environment: str) -> tuple[int | None, str]:
    """The exit status of the command in a terminal, and what it writes there."""
    child = pexpect.spawn(
        COACH[0],
        [*COACH[1:], "alerts", "test", "terminal"],
        env=home.environment(**environment),
        encoding="utf-8",
        dimensions=(24, 200),
        timeout=60,
    )
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus, child.before


# The desktop.


class Server:
    """A notification server on a separate D-Bus, which keeps what it receives."""

    def __init__(self, bus: MessageBus, address: str, *, inhibited: bool) -> None:
        self.address = address
        self.shown: list[tuple[str, list[str]]] = []
        self._inhibited = inhibited
        bus.add_message_handler(self._answer)

    def _answer(self, asked: Message) -> Message | None:
        match asked.member:
            case "Introspect":
                return Message.new_method_return(asked, "s", [INTERFACE])
            case "GetServerInformation":
                return Message.new_method_return(asked, "ssss", ["test", "test", "1", "1.2"])
            case "GetCapabilities":
                return Message.new_method_return(asked, "as", [["body", "actions"]])
            case "Get":
                return Message.new_method_return(asked, "v", [Variant("b", self._inhibited)])
            case "Notify":
                self.shown.append((asked.body[3], asked.body[5][1::2]))
                return Message.new_method_return(asked, "u", [1])
            case _:
                return None


@asynccontextmanager
async def desktop(*, inhibited: bool = False, named: bool = True) -> AsyncIterator[Server]:
    daemon = await asyncio.create_subprocess_exec(
        needs("dbus-daemon"), "--session", "--nofork", "--print-address=1", stdout=PIPE
    )
    assert daemon.stdout
    address = (await daemon.stdout.readline()).decode().strip()
    bus = await MessageBus(bus_address=address).connect()
    server = Server(bus, address, inhibited=inhibited)
    if named:
        await bus.request_name("org.freedesktop.Notifications")
    try:
        yield server
    finally:
        bus.disconnect()
        daemon.terminate()
        await daemon.wait()


async def on_desktop(home: Home, server: Server) -> tuple[int | None, str]:
    """The exit status of the command on a desktop, and its output."""
    process = await asyncio.create_subprocess_exec(
        *COACH,
        *("alerts", "test", "desktop"),
        env=home.environment(DBUS_SESSION_BUS_ADDRESS=server.address),
        stdout=PIPE,
    )
    said, _ = await process.communicate()
    return process.returncode, said.decode()


async def test_a_desktop_shows_it_with_its_buttons_and_no_process_stays(home: Home) -> None:
    async with desktop() as server:
        status, said = await on_desktop(home, server)
        left = processes_on(server.address)
    assert status == 0
    assert said.startswith(f'desktop   A notification "{TITLE}" in a corner of the desktop,\n')
    assert "not to be disturbed" not in said
    assert [(title, labels[-3:]) for title, labels in server.shown] == [
        (TITLE, ["Start", "Snooze", "Skip"])
    ]
    assert left == []


@pytest.mark.parametrize(
    ("config", "then"), [("true", "reminders wait"), ("false", "reminders come anyway")]
)
async def test_a_desktop_that_is_not_to_be_disturbed_is_said_to_be_so(
    home: Home, config: str, then: str
) -> None:
    home.configure(f"[alerts]\ndo_not_disturb = {config}\n")
    async with desktop(inhibited=True) as server:
        status, said = await on_desktop(home, server)
    assert status == 0
    assert f"But the desktop is set to do not disturb: it may not show, and {then}.\n" in said


async def test_a_desktop_without_a_notification_server_says_why(home: Home) -> None:
    async with desktop(named=False) as server:
        status, said = await on_desktop(home, server)
    assert status == 1
    assert said.startswith("desktop   failed: ")


def test_a_button_that_is_pressed_does_nothing_but_is_told(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Pressed(Desktop):
        async def send(self, alert: Alert, settings: Alerts) -> None:
            del settings
            await self._on_press(alert, Action.SKIP)

        async def do_not_disturb(self) -> str:
            return ""

    monkeypatch.setattr(coach.cli.alerts, "Desktop", Pressed)
    files = ["--config", str(home.config), "--journal", str(home.journal)]
    run = CliRunner().invoke(coach_command, [*files, "alerts", "test", "desktop"])
    assert run.exit_code == 0
    assert run.output.endswith("You pressed skip; in a test that does nothing.\n")
    assert not home.journal.exists()


def processes_on(address: str) -> list[str]:
    """The processes that know that D-Bus."""
    found = []
    for environ in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            if address.encode() in environ.read_bytes():
                found.append((environ.parent / "cmdline").read_text())
    return found
