"""Push to a phone, through any service that Apprise knows.

Apprise runs in a separate process: it is large, may block, and is needed a few times a day. It gets
the URLs, which contain passwords, on standard input, and they are never logged.
"""

from __future__ import annotations

import logging
import re
import sys
from typing import Any

import msgspec

from coach.domain.routine.settings import Alerts
from coach.errors import NotHereError, PartlyError
from coach.reminders.alert import Alert
from coach.system.programs import StatusError, run_program

_SECONDS = 10.0
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]{0,30})://", re.IGNORECASE)
_STATUS = re.compile(r"\berror=(\d{3})\b")
_PARTLY = 3
"""The exit status when some of the URLs got it."""
# -P: a module in the folder that the coach was started in must not replace one of its own.
_ITSELF = (sys.executable, "-P", "-m", "coach.reminders.channels.push")


class _Order(msgspec.Struct):
    """What the other process has to send."""

    urls: tuple[str, ...]
    title: str
    body: str


class Push:
    """Sends through the URLs of `push` in `[alerts]`."""

    async def send(self, alert: Alert, settings: Alerts) -> None:
        """Send the alert to all URLs.

        Raises:
            PartlyError: if only some of them got it.
        """
        if not settings.push:
            raise NotHereError("no `push` in [alerts]")
        order = _Order(settings.push, alert.title, alert.body)
        try:
            await run_program(_ITSELF, msgspec.json.encode(order), _SECONDS)
        except StatusError as error:
            if error.status != _PARTLY:
                raise
            raise PartlyError(str(error)) from error

    async def withdraw(self, tag: str) -> None:
        """Do nothing: what was sent stays sent."""


def scheme_of(url: str) -> str:
    """The only part of such a URL that is not secret: its service."""
    found = _SCHEME.match(url)
    return found[1].lower() if found else "an entry that does not begin with `service://`"


class _Complaints(logging.Handler):
    """Keeps what Apprise logs about a failure."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.last = ""

    def emit(self, record: logging.LogRecord) -> None:
        self.last = record.getMessage()


def main() -> None:
    """Send what standard input says; a failure is one line on standard error, and a status."""
    order = msgspec.json.decode(sys.stdin.buffer.read(), type=_Order)
    try:
        import apprise  # noqa: PLC0415 - an extra
    except ImportError:
        sys.exit("push needs Apprise: `pip install 'heelcoach[push]'`")
    complaints = _Complaints()
    logging.getLogger("apprise").addHandler(complaints)
    failed = [reason for url in order.urls if (reason := _send(apprise, url, order, complaints))]
    if failed:
        sys.stderr.write("; ".join(failed) + "\n")
        sys.exit(_PARTLY if len(failed) < len(order.urls) else 1)


def _send(apprise: Any, url: str, order: _Order, complaints: _Complaints) -> str:  # noqa: ANN401 - an extra
    """Send to one URL, and say what failed without showing the URL."""
    name = scheme_of(url)
    service = apprise.Apprise()
    complaints.last = ""
    if not service.add(url):
        return f"{name}: Apprise does not know this URL"
    try:
        if service.notify(order.body, order.title, body_format=apprise.NotifyFormat.TEXT):
            return ""
    except Exception as error:  # an exception from a service of Apprise may contain the URL
        return f"{name}: {type(error).__name__}"
    return f"{name}: {_safe_part(complaints.last)}"


def _safe_part(complaint: str) -> str:
    """The part of a complaint that may be shown: the rest may name chats, topics or hosts."""
    if found := _STATUS.search(complaint):
        from http.client import responses  # noqa: PLC0415 - large, and only needed where it sends

        return f"it answered {found[1]} ({responses.get(int(found[1]), 'unknown')})"
    return "no connection" if "Connection error" in complaint else "not sent"


if __name__ == "__main__":
    main()
