"""The machine: terminal, clock, zone, and the versions of Coach's parts."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version

from coach import __version__
from coach.doctor.finding import DoctorContext, Finding, broken, reading, sound, warning
from coach.domain.events.ids import time_of_id
from coach.domain.routine.settings import Osc
from coach.journal.deliveries import last_announced
from coach.journal.entry_rows import last_id
from coach.reminders.channels.terminal import known_osc

_FIRST_YEAR = 2026
_NEAR = timedelta(minutes=1)
_PACKAGES = ("textual", "apscheduler", "msgspec", "click", "desktop-notifier", "apprise")
_MEND_CLOCK = "Set the clock: `timedatectl set-ntp true`, or the settings of your system."
_MEND_ZONE = "Set TZ to a name such as Europe/Berlin, or unset it."


def terminal(context: DoctorContext) -> Iterator[Finding]:
    """The kind of terminal, and how it is asked to notify."""
    term, settings = os.environ.get("TERM", ""), context.alerts
    if term in {"", "dumb"}:
        text = f"TERM is {term or 'not set'}: no full screen can be drawn"
        yield warning(text, "Run coach in a terminal, or set TERM to match yours.")
        return
    osc = known_osc(os.environ) if settings.osc is Osc.AUTO else settings.osc
    asked = "only rings the bell" if osc is Osc.NONE else f"gets notifications through OSC {osc}"
    tmux = ", through tmux if `allow-passthrough` is on" if "TMUX" in os.environ else ""
    yield sound(f"TERM is {term}; it {asked}{tmux}")


def clock(context: DoctorContext) -> Iterator[Finding]:
    """Whether the clock is plausible."""
    now = context.clock.now()
    later = [one for one in _known_instants(context) if one > now + _NEAR]
    if now.year < _FIRST_YEAR:
        yield broken(f"it is {context.when(now)}, which cannot be right", _MEND_CLOCK)
    elif later:
        entry = context.when(max(later))
        text = f"it is {context.when(now)}, but the journal has an entry from {entry}"
        yield warning(f"{text}: the clock was set back, or was fast", _MEND_CLOCK)
    else:
        yield sound(f"it is {context.when(now)}")


def zone(context: DoctorContext) -> Iterator[Finding]:
    """Whether the zone is known."""
    named = os.environ.get("TZ")
    as_named = f", as TZ has it ({named})" if named is not None else ""
    try:
        found = context.clock.zone()
    except Exception as error:  # whatever tzlocal raises
        yield broken(f"it is not known{as_named or f' ({error})'}", _MEND_ZONE)
        return
    offset = context.clock.now().astimezone(found).strftime("%z")
    yield sound(f"{found}, {offset[:3]}:{offset[3:]}{as_named}")


def versions(context: DoctorContext) -> Iterator[Finding]:
    """The versions of everything, in one line for a report."""
    del context
    parts = [f"{one} {_version(one)}" for one in _PACKAGES]
    python = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    yield sound(f"coach {__version__}, {python}, {', '.join(parts)}, {platform.system()}")


def _known_instants(context: DoctorContext) -> list[datetime]:
    """The instants of the last entry and the last delivery."""
    try:
        with reading(context.journal) as db:
            entry = last_id(db)
            announced = last_announced(db)
    except sqlite3.Error:
        return []
    known = [time_of_id(entry)] if entry else []
    return known + ([announced.astimezone(UTC)] if announced else [])


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"
