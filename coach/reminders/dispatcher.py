"""Send an alert through the channels, in the runner's order, until one gets through."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from coach.config.value_names import without_secrets
from coach.domain.routine.settings import Alerts, ChannelName
from coach.errors import ChannelError, NotHereError, PartlyError, UnseenError
from coach.journal.deliveries import Failure
from coach.reminders.alert import Alert
from coach.reminders.channels.channel import Channel
from coach.system.printable import printable

Channels = Mapping[ChannelName, Channel]

_AT_ONCE = 8
"""How many alerts each channel sends at once; each may take a process and a thread."""
_LOG = logging.getLogger("coach.reminders.channels")


class Dispatched(Struct, frozen=True):
    """The channels that got through, and those that did not."""

    channels: tuple[str, ...]
    failures: tuple[Failure, ...]
    is_seen: bool = False
    """Whether any got through to a place where the runner is looking."""


class _Tried(Struct, frozen=True):
    """The result of one channel."""

    is_shown: bool = False
    is_enough: bool = False
    failure: Failure | None = None


def _always() -> bool:
    return True


class Dispatcher:
    """The channels of one process.

    A broken channel is reported with the next alert that gets through, once for each reason.
    """

    def __init__(self, channels: Channels) -> None:
        self._channels = channels
        self._slots = {name: asyncio.Semaphore(_AT_ONCE) for name in channels}
        self._broken: list[Failure] = []
        self._reported: set[Failure] = set()

    async def send(
        self, alert: Alert, settings: Alerts, may_go_on: Callable[[], bool] = _always
    ) -> Dispatched:
        """Send through the first channel that works, and through those that get every alert.

        `may_go_on` is called before each channel; once it returns false, nothing more is sent.
        """
        alert = replace(alert, title=printable(alert.title), body=printable(alert.body))
        in_turn = [name for name in settings.channels if name not in settings.also]
        ways = [in_turn, *([name] for name in settings.also)]
        tries = [self._send_by(names, alert, settings, may_go_on) for names in ways]
        all_posted = await asyncio.gather(*tries)
        return Dispatched(
            tuple(name for posted in all_posted for name in posted.channels),
            tuple(failure for posted in all_posted for failure in posted.failures),
            any(posted.is_seen for posted in all_posted),
        )

    def has_any(self, settings: Alerts) -> bool:
        """Whether this process has any of the channels in the settings."""
        return any(name in self._channels for name in (*settings.channels, *settings.also))

    async def withdraw(self, tag: str) -> None:
        """Withdraw what is shown under a tag, wherever possible."""
        for name, channel in self._channels.items():
            try:
                await channel.withdraw(tag)
            except Exception:  # an error in one channel must not keep the others from it
                _LOG.exception("The channel %s failed", name)

    async def _send_by(
        self,
        names: Iterable[ChannelName],
        alert: Alert,
        settings: Alerts,
        may_go_on: Callable[[], bool],
    ) -> Dispatched:
        failures: list[Failure] = []
        shown: list[str] = []
        reported: set[Failure] = set()
        is_seen = False
        for name in names:
            if name not in self._channels:
                continue
            async with self._slots[name]:
                if not may_go_on():
                    break
                news = [one for one in self._broken if one not in self._reported]
                tried = await _try(
                    name, self._channels[name], _with_failures(alert, news), settings
                )
            if tried.failure:
                failures.append(tried.failure)
                self._note(tried.failure)
            if tried.is_shown:
                shown.append(str(name))
                reported |= set(news)
            if is_seen := tried.is_enough:
                break
        self._reported |= reported
        return Dispatched(tuple(shown), tuple(failures), is_seen)

    def _note(self, failure: Failure) -> None:
        if failure.is_broken and failure not in self._broken:
            self._broken.append(failure)


async def _try(name: ChannelName, channel: Channel, alert: Alert, settings: Alerts) -> _Tried:
    try:
        await channel.send(alert, settings)
    except UnseenError:
        return _Tried(is_shown=True)
    except ChannelError as error:
        is_shown, is_broken = isinstance(error, PartlyError), not isinstance(error, NotHereError)
        return _Tried(is_shown, is_shown, _failure(name, error, is_broken=is_broken))
    except Exception as error:  # an error in one channel must not lose the alert
        _LOG.exception("The channel %s failed", name)
        return _Tried(failure=_failure(name, f"{type(error).__name__}: {error}"))
    return _Tried(is_shown=True, is_enough=True)


def _failure(name: ChannelName, reason: object, *, is_broken: bool = True) -> Failure:
    """A failure to keep and show; a failed program may have named a URL."""
    return Failure(str(name), without_secrets(printable(reason)), is_broken)


def _with_failures(alert: Alert, news: Iterable[Failure]) -> Alert:
    """The alert, with a line about channels that are newly broken."""
    failed = "".join(f" [{one.channel} failed: {one.reason}]" for one in news)
    return replace(alert, body=alert.body + failed) if failed else alert
