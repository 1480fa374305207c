"""The terminal gets the escape sequence that it knows, and nothing else."""

import base64
import errno
import io
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from support.channels import DAILY, alert

from coach.domain.routine.settings import Osc
from coach.errors import ChannelError, NotHereError
from coach.reminders.alert import Urgency
from coach.reminders.channels.terminal import Terminal, known_osc, notification
from coach.system.printable import printable

FORMS = {
    Osc.ITERM: r"\x1b\]9;([^\x00-\x1f]*)\x1b\\",
    Osc.URXVT: r"\x1b\]777;notify;([^\x00-\x1f;]*);([^\x00-\x1f]*)\x1b\\",
    Osc.KITTY: (
        r"\x1b\]99;i=[-a-zA-Z0-9]+:u=[01]:e=1:d=0:p=title;([A-Za-z0-9+/=]*)\x1b\\"
        r"\x1b\]99;i=[-a-zA-Z0-9]+:u=[01]:e=1:d=1:p=body;([A-Za-z0-9+/=]*)\x1b\\"
    ),
}
"""Each sequence, as its terminal reads it."""

NASTY = (
    "\x1b]0;title\x07",
    "\x1b\\",
    "\x9b2J",
    "\x9c",
    "a;b;c",
    "<b>bold</b> & \"quoted\" 'so'",
    "-e leading dash",
    "one\ntwo\r\nthree",
    "\u202eevil\u2066",
    "🏃🏽\u200d♀️ 日本 é",
    "\x1bPtmux;\x1b\x1b]9;x\x07\x1b\\",
    "\ud83d",
    "",
)
TEXTS = st.one_of(
    st.sampled_from(NASTY), st.text(st.characters() | st.sampled_from("\x1b\\;\a\x9c\x9d]"))
)


def read(said: str, osc: Osc) -> tuple[str, ...]:
    """The texts that a terminal takes from one complete sequence."""
    found = re.fullmatch(FORMS[osc], said)
    assert found, repr(said)
    if osc is Osc.KITTY:
        return tuple(base64.b64decode(one, validate=True).decode() for one in found.groups())
    return found.groups()


def unwrapped(said: str) -> str:
    """What tmux passes on of one complete sequence."""
    found = re.fullmatch(r"\x1bPtmux;((?:\x1b\x1b|[^\x1b])*)\x1b\\", said, re.DOTALL)
    assert found, repr(said)
    return found.group(1).replace("\x1b\x1b", "\x1b")


# --- The sequences --------------------------------------------------------------------------------


def test_each_terminal_is_told_in_its_own_way() -> None:
    one = alert("Ice", "Due now.")
    assert notification(one, Osc.ITERM, in_tmux=False) == "\x1b]9;Ice: Due now.\x1b\\"
    assert notification(one, Osc.URXVT, in_tmux=False) == "\x1b]777;notify;Ice;Due now.\x1b\\"
    assert notification(one, Osc.KITTY, in_tmux=False) == (
        "\x1b]99;i=coach-ice:u=1:e=1:d=0:p=title;SWNl\x1b\\"
        "\x1b]99;i=coach-ice:u=1:e=1:d=1:p=body;RHVlIG5vdy4=\x1b\\"
    )
    assert notification(one, Osc.NONE, in_tmux=False) == ""
    assert notification(one, Osc.NONE, in_tmux=True) == ""


def test_tmux_passes_a_sequence_on() -> None:
    said = notification(alert("Ice", "Due now."), Osc.ITERM, in_tmux=True)
    assert said == "\x1bPtmux;\x1b\x1b]9;Ice: Due now.\x1b\x1b\\\x1b\\"


@given(TEXTS, TEXTS)
def test_iterm_reads_one_text(title: str, body: str) -> None:
    said = notification(alert(title, body), Osc.ITERM, in_tmux=False)
    assert read(said, Osc.ITERM) == (f"{printable(title)}: {printable(body)}",)


@given(TEXTS, TEXTS)
def test_urxvt_reads_a_title_and_a_body(title: str, body: str) -> None:
    said = notification(alert(title, body), Osc.URXVT, in_tmux=False)
    assert read(said, Osc.URXVT) == (printable(title).replace(";", ","), printable(body))


@given(TEXTS, TEXTS, TEXTS)
def test_kitty_reads_a_title_and_a_body(title: str, body: str, tag: str) -> None:
    said = notification(alert(title, body, tag=tag), Osc.KITTY, in_tmux=False)
    assert read(said, Osc.KITTY) == (printable(title), printable(body))


@given(TEXTS, TEXTS, st.sampled_from(sorted(FORMS)))
def test_through_tmux_comes_what_would_come_without_it(title: str, body: str, osc: Osc) -> None:
    one = alert(title, body)
    said = notification(one, osc, in_tmux=True)
    assert unwrapped(said) == notification(one, osc, in_tmux=False)


@given(TEXTS, TEXTS, st.sampled_from(sorted(FORMS)))
def test_what_is_written_can_be_encoded_and_holds_no_other_control(
    title: str, body: str, osc: Osc
) -> None:
    said = notification(alert(title, body), osc, in_tmux=True)
    said.encode()
    assert not [one for one in said if (one < " " or "\x7f" <= one < "\xa0") and one != "\x1b"]


def test_in_kitty_alerts_of_one_step_replace_each_other() -> None:
    def name(tag: str) -> str:
        return notification(alert(tag=tag), Osc.KITTY, in_tmux=False).partition(":")[0]

    assert name("warm-up") == name("warm-up")
    assert name("warm-up") != name("cool-down")


def test_in_kitty_a_heads_up_is_less_urgent() -> None:
    said = notification(alert(urgency=Urgency.LOW), Osc.KITTY, in_tmux=False)
    assert said.count(":u=0:") == 2


# --- Which terminal it is -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "osc"),
    [
        ({"TERM_PROGRAM": "iTerm.app"}, Osc.ITERM),
        ({"TERM_PROGRAM": "WezTerm"}, Osc.URXVT),
        ({"TERM_PROGRAM": "ghostty"}, Osc.URXVT),
        ({"TERM_PROGRAM": "WarpTerminal"}, Osc.URXVT),
        ({"LC_TERMINAL": "iTerm2", "TERM": "xterm-256color"}, Osc.ITERM),
        ({"TERM": "xterm-kitty"}, Osc.KITTY),
        ({"TERM": "xterm-ghostty"}, Osc.URXVT),
        ({"TERM": "wezterm"}, Osc.URXVT),
        ({"TERM": "foot"}, Osc.URXVT),
        ({"TERM": "foot-extra"}, Osc.URXVT),
        ({"TERM": "contour"}, Osc.URXVT),
        ({"TERM": "rxvt-unicode-256color"}, Osc.URXVT),
        ({"TERM": "tmux-256color", "KITTY_WINDOW_ID": "1"}, Osc.KITTY),
        ({"TERM": "tmux-256color", "WEZTERM_PANE": "0"}, Osc.URXVT),
        ({"TERM": "tmux-256color", "GHOSTTY_RESOURCES_DIR": "/x"}, Osc.URXVT),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7600"}, Osc.URXVT),
        ({"TERM": "tmux-256color", "TERM_PROGRAM": "tmux"}, Osc.NONE),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, Osc.NONE),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "vscode"}, Osc.NONE),
        ({"TERM": "xterm-256color"}, Osc.NONE),
        ({"TERM": "linux"}, Osc.NONE),
        ({"TERM": "dumb"}, Osc.NONE),
        ({}, Osc.NONE),
    ],
    ids=lambda one: (
        " ".join(f"{name}={value}" for name, value in one.items()) if isinstance(one, dict) else ""
    ),
)
def test_a_terminal_is_known_by_what_it_says_of_itself(
    environment: dict[str, str], osc: Osc
) -> None:
    assert known_osc(environment) is osc


# --- The channel ----------------------------------------------------------------------------------


@pytest.fixture
def kitty(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TMUX", "TERM_PROGRAM", "LC_TERMINAL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-kitty")


@pytest.mark.usefixtures("kitty")
async def test_it_notifies_and_rings() -> None:
    written: list[str] = []
    await Terminal(written.append).send(alert(), DAILY)
    assert written == [notification(alert(), Osc.KITTY, in_tmux=False) + "\a"]


@pytest.mark.usefixtures("kitty")
async def test_in_tmux_it_notifies_through_it_and_rings_outside(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TMUX", "/tmp/tmux-0/default,1,0")  # noqa: S108 - only a name
    written: list[str] = []
    await Terminal(written.append).send(alert(), DAILY)
    assert written == [notification(alert(), Osc.KITTY, in_tmux=True) + "\a"]


@pytest.mark.usefixtures("kitty")
@pytest.mark.parametrize(
    ("osc", "bell", "written"),
    [
        (Osc.NONE, True, "\a"),
        (Osc.ITERM, False, "\x1b]9;Ice: Due now.\x1b\\"),
        (Osc.URXVT, True, "\x1b]777;notify;Ice;Due now.\x1b\\\a"),
    ],
)
async def test_the_runner_may_choose(osc: Osc, bell: bool, written: str) -> None:  # noqa: FBT001
    said: list[str] = []
    await Terminal(said.append).send(alert(), replace(DAILY, osc=osc, bell=bell))
    assert said == [written]


async def test_where_there_is_no_terminal_nothing_is_broken() -> None:
    with pytest.raises(NotHereError, match="no terminal is open"):
        await Terminal(None).send(alert(), DAILY)


async def test_where_all_is_switched_off_nothing_is_written() -> None:
    written: list[str] = []
    silent = replace(DAILY, osc=Osc.NONE, bell=False)
    with pytest.raises(NotHereError, match="switched off"):
        await Terminal(written.append).send(alert(), silent)
    assert written == []


def gone(_: str) -> None:
    raise OSError(errno.EIO, "Input/output error")


def closed(text: str) -> None:
    stream = io.StringIO()
    stream.close()
    stream.write(text)


def ascii_only(text: str) -> None:
    text.encode("ascii")


@pytest.mark.parametrize(
    ("write", "reason"),
    [(gone, "Input/output error"), (closed, "closed file"), (ascii_only, "can't encode")],
)
async def test_a_terminal_that_does_not_take_it_has_failed(
    write: Callable[[str], None], reason: str
) -> None:
    with pytest.raises(ChannelError, match=rf"^the terminal does not accept it \(.*{reason}"):
        await Terminal(write).send(alert("Ice 🧊"), replace(DAILY, osc=Osc.ITERM))


async def test_nothing_can_be_taken_back() -> None:
    written: list[str] = []
    await Terminal(written.append).withdraw("ice")
    assert written == []
