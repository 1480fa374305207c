"""A program of the runner's own gets each alert as JSON."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import fields, replace
from support.channels import DAILY, TODAY, alert, python, running, the_alert
from support.simulated import Setting

from coach.domain.day.planned import Moment, MomentKind
from coach.domain.routine.settings import Alerts
from coach.errors import ChannelError, NotHereError
from coach.reminders.alert import Action, Alert, Button, Urgency
from coach.reminders.channels import command
from coach.reminders.channels.command import Command

FULL = Alert(
    kind="repeat",
    tag="ice",
    title='Ice "cold" <b>&</b> \\ 🧊 日本',
    body="Due now;\u2028then rest – both feet.",
    urgency=Urgency.LOW,
    day=TODAY,
    steps=("ice", "run"),
    buttons=(Button(Action.START, "Do now"), Button(Action.SKIP, "Drop")),
    moments=(Moment(TODAY, "ice", MomentKind.REPEAT, datetime(2026, 11, 24, 18, tzinfo=UTC)),),
)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return tmp_path / "copy"


@pytest.fixture
def copying(tmp_path: Path, copy: Path) -> Alerts:
    """A program that keeps what it gets."""
    code = f"import sys; open({str(copy)!r}, 'ab').write(sys.stdin.buffer.read())"
    return replace(DAILY, command=python(tmp_path, code))


def kept(copy: Path) -> bytes:
    return copy.read_bytes()


async def test_the_program_gets_all_there_is_to_an_alert(copying: Alerts, copy: Path) -> None:
    assert all(getattr(FULL, one.name) != one.default for one in fields(FULL))
    await Command().send(FULL, copying)
    assert msgspec.json.decode(kept(copy), type=Alert) == FULL


async def test_any_program_can_read_it(copying: Alerts, copy: Path, setting: Setting) -> None:
    setting.coach.record.check(3)
    setting.at("06:50")
    await Command().send(the_alert(setting), copying)
    assert json.loads(kept(copy)) == {
        "kind": "due",
        "tag": "morning",
        "title": "First-step stretches",
        "body": "Due now · 3 exercises · both feet · in bed if you like, even before the check.",
        "urgency": "normal",
        "day": "2026-11-24",
        "steps": ["morning"],
        "buttons": [
            {"action": "start", "label": "Start"},
            {"action": "snooze", "label": "Snooze"},
            {"action": "skip", "label": "Skip"},
        ],
        "moments": [
            {
                "day": "2026-11-24",
                "step": "morning",
                "kind": "due",
                "at": "2026-11-24T05:50:00Z",
            }
        ],
    }


async def test_each_alert_is_a_line(copying: Alerts, copy: Path) -> None:
    for title in ("one\ntwo", "three"):
        await Command().send(alert(title), copying)
    lines = kept(copy).splitlines()
    assert [json.loads(line)["title"] for line in lines] == ["one\ntwo", "three"]


async def test_without_a_program_nothing_is_broken() -> None:
    with pytest.raises(NotHereError, match="no `command`"):
        await Command().send(FULL, DAILY)


async def test_a_program_that_fails_is_told(tmp_path: Path) -> None:
    failing = replace(DAILY, command=python(tmp_path, "import sys; sys.exit('No phone.')"))
    with pytest.raises(ChannelError, match=r"^No phone\.$"):
        await Command().send(FULL, failing)


@pytest.mark.parametrize(
    ("given", "said", "told"),
    [
        (["hush-hush"], "bad token hush-hush", "bad token …"),
        (["--token=hush-hush"], "bad token hush-hush", "bad token …"),
        (["-H", "Auth: Bearer hush-hush"], "no hush-hush, Bearer hush-hush", "no …, Bearer …"),
        (["--colour", "red"], "no --colour red", "no --colour red"),
    ],
)
async def test_what_a_program_complains_tells_nothing_that_it_was_given(
    tmp_path: Path, given: list[str], said: str, told: str
) -> None:
    argv = (*python(tmp_path, f"import sys; sys.exit({said!r})"), *given)
    with pytest.raises(ChannelError) as failed:
        await Command().send(FULL, replace(DAILY, command=argv))
    assert str(failed.value) == told


async def test_a_command_line_in_the_place_of_a_program_is_not_told() -> None:
    with pytest.raises(ChannelError, match=r"^`curl…` cannot be started"):
        await Command().send(FULL, replace(DAILY, command=("curl -d hush-hush",)))


async def test_a_program_that_hangs_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "_SECONDS", 0.3)
    hanging = replace(DAILY, command=python(tmp_path, "import time; time.sleep(60)"))
    begun = time.monotonic()
    with pytest.raises(ChannelError, match=r"took longer than 0\.3 s"):
        await Command().send(FULL, hanging)
    assert time.monotonic() - begun < 5
    assert not running(str(tmp_path))


async def test_what_a_program_did_is_not_taken_back(copying: Alerts, copy: Path) -> None:
    await Command().send(FULL, copying)
    before = kept(copy)
    await Command().withdraw("ice")
    assert kept(copy) == before
