"""`coach alerts test`: what you should see and hear now, or why not."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterable
from typing import Any

import click
from msgspec import Struct
from msgspec.structs import replace

from coach.cli.open_coach import files_of
from coach.cli.output import emit, emit_object, quiet_if, say
from coach.cli.sounds import try_sounds
from coach.config import load
from coach.domain.routine.settings import Alerts, ChannelName, Sound
from coach.reminders.alert import NOTICE, Action, Alert, Button
from coach.reminders.channels.desktop import Desktop
from coach.reminders.channels.registry import KINDS, Outlets, channels_of
from coach.reminders.dispatcher import Dispatched, Dispatcher

_TITLE = "Coach: a test"
_IN_APP = (
    "The full screen shows alerts itself while it is open; `coach` opens it. "
    "Nothing to test from here."
)
_SOUND = "sound"


@click.group(name="alerts")
def alerts_command() -> None:
    """The channels through which an alert reaches you."""


@alerts_command.command(name="test")
@click.argument("channel", required=False, type=click.Choice([*map(str, ChannelName), _SOUND]))
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
@click.pass_obj
def test_command(options: dict[str, Any], channel: str | None, *, as_json: bool) -> None:
    """Send a test alert through each CHANNEL.

    It says what you should see or hear. `sound` plays what you hear in a session: each signal, and
    the voice. Exit status 1 if nothing got through.
    """
    config, _ = files_of(options)
    routine = load(config).or_fail()
    channels = [one for one in ChannelName if channel in {None, one}]
    sounds = routine.sound if channel in {None, _SOUND} else None
    with quiet_if(as_json):
        found = asyncio.run(_test(routine.alerts, channels, sounds))
    if as_json:
        emit_object({"channels": found})
    if not any(one.got_through for one in found):
        sys.exit(1)


async def _test(
    settings: Alerts, channels: Iterable[ChannelName], sounds: Sound | None
) -> list[_Outcome]:
    found = await _Test(settings).run(channels)
    if sounds:
        ring = _ring if sys.stdout.isatty() else None
        found.append(await _try_sounds(sounds, ring))
    return found


async def _try_sounds(settings: Sound, ring: Callable[[], None] | None) -> _Outcome:
    outcome = _Outcome(_SOUND)
    outcome.got_through = await try_sounds(settings, ring, outcome.say)
    return outcome


class _Outcome(Struct):
    """How a channel did, said as it happens."""

    channel: str
    got_through: bool = False
    said: list[str] = []

    def say(self, *lines: str) -> None:
        """Print lines, with the channel in front of its first one."""
        for line in lines:
            say(f"{'' if self.said else self.channel:<9} {line}")
            self.said.append(line)


class _Test:
    """Sends one alert through each channel, one after another."""

    def __init__(self, settings: Alerts) -> None:
        self._settings = settings
        self._pressed: list[Action] = []
        self._desktop = Desktop(self._press)
        write = emit if sys.stdout.isatty() else None
        self._post = Dispatcher(channels_of(Outlets(self._desktop, write)))

    async def run(self, channels: Iterable[ChannelName]) -> list[_Outcome]:
        """Say how each channel did."""
        try:
            found = [await self._try(channel) for channel in channels]
        finally:
            await self._desktop.close()
        for action in self._pressed:
            say(f"You pressed {action}; in a test that does nothing.")
        return found

    async def _try(self, channel: ChannelName) -> _Outcome:
        outcome = _Outcome(channel)
        if channel is ChannelName.IN_APP:
            outcome.say(_IN_APP)
            return outcome
        posted = await self._send(channel)
        for failure in posted.failures:
            broken = "failed" if failure.is_broken else "not here"
            outcome.say(f"{broken}: {failure.reason}.")
        if posted.channels:
            outcome.say(*KINDS[channel].signs(self._settings, _TITLE))
        for note in await self._notes(channel, posted):
            outcome.say(note)
        outcome.got_through = bool(posted.channels)
        return outcome

    async def _send(self, channel: ChannelName) -> Dispatched:
        only = replace(self._settings, channels=(channel,), also=())
        return await self._post.send(_alert(channel), only)

    async def _notes(self, channel: ChannelName, posted: Dispatched) -> list[str]:
        """Further remarks on a channel that is available."""
        if not posted.channels:
            return []
        settings, notes = self._settings, []
        if channel is ChannelName.DESKTOP and (who := await self._desktop.do_not_disturb()):
            waits = "reminders wait" if settings.do_not_disturb else "reminders come anyway"
            notes.append(f"But {who} is set to do not disturb: it may not show, and {waits}.")
        if channel not in {*settings.channels, *settings.also}:
            notes.append("No reminders come this way: [alerts] does not name it.")
        return notes

    async def _press(self, alert: Alert, action: Action) -> None:
        del alert
        self._pressed.append(action)


def _alert(channel: ChannelName) -> Alert:
    return Alert(
        kind=NOTICE,
        tag="test",
        title=_TITLE,
        body=f"This is how a reminder comes through {channel}.",
        buttons=(
            Button(Action.START, "Start"),
            Button(Action.SNOOZE, "Snooze"),
            Button(Action.SKIP, "Skip"),
        ),
    )


def _ring() -> None:
    emit("\a")
