"""`coach alerts test`: what you should see and hear now, or why not."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable
from typing import Any

import click
from msgspec.structs import replace

from coach.cli.open_coach import files_of
from coach.cli.output import emit, say
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
@click.pass_obj
def test_command(options: dict[str, Any], channel: str | None) -> None:
    """Send a test alert through each CHANNEL.

    It says what you should see or hear. `sound` is what a session lets you hear: each signal, and
    the voice. Exit status 1 if nothing got through.
    """
    config, _ = files_of(options)
    routine = load(config).or_fail()
    channels = [one for one in ChannelName if channel in {None, one}]
    sounds = routine.sound if channel in {None, _SOUND} else None
    if not asyncio.run(_test(routine.alerts, channels, sounds)):
        sys.exit(1)


async def _test(settings: Alerts, channels: Iterable[ChannelName], sounds: Sound | None) -> bool:
    got_through = await _Test(settings).run(channels)
    if sounds:
        ring = _ring if sys.stdout.isatty() else None
        got_through |= await try_sounds(sounds, ring, _say)
    return got_through


class _Test:
    """Sends one alert through each channel, one after another."""

    def __init__(self, settings: Alerts) -> None:
        self._settings = settings
        self._pressed: list[Action] = []
        self._desktop = Desktop(self._press)
        write = emit if sys.stdout.isatty() else None
        self._post = Dispatcher(channels_of(Outlets(self._desktop, write)))

    async def run(self, channels: Iterable[ChannelName]) -> bool:
        """Say how each channel did; returns whether any got through."""
        got_through = False
        try:
            for channel in channels:
                got_through |= await self._try(channel)
        finally:
            await self._desktop.close()
        for action in self._pressed:
            say(f"You pressed {action}; in a test that does nothing.")
        return got_through

    async def _try(self, channel: ChannelName) -> bool:
        if channel is ChannelName.IN_APP:
            _say(channel, _IN_APP)
            return False
        posted = await self._send(channel)
        for failure in posted.failures:
            broken = "failed" if failure.is_broken else "not here"
            _say(channel, f"{broken}: {failure.reason}.")
        if posted.channels:
            _say(channel, *KINDS[channel].signs(self._settings, _TITLE))
        for note in await self._notes(channel, posted):
            _say("", note)
        return bool(posted.channels)

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


def _say(channel: str, *lines: str) -> None:
    """Print lines, with the channel in front of the first."""
    for head, line in zip((channel, *[""] * len(lines)), lines, strict=False):
        say(f"{head:<9} {line}")


def _ring() -> None:
    emit("\a")
