"""The reminders: whether a process reminds, and through which channels."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from coach.core.coach import Coach
from coach.doctor.finding import (
    DoctorContext,
    Finding,
    broken,
    reading,
    refuse_closed,
    sound,
    warning,
)
from coach.doctor.push_urls import not_known
from coach.domain.day.announcements import HELD_AT_MOST, IN_TIME
from coach.domain.routine.settings import program_of
from coach.domain.units import span_text, times
from coach.errors import ConfigError, JournalError
from coach.journal import Journal
from coach.journal.deliveries import LEASE, Failure, last_announced
from coach.journal.place import identity
from coach.journal.schema import MIGRATIONS
from coach.reminders.channels import session_bus
from coach.reminders.channels.desktop import Desktop, is_there
from coach.reminders.channels.push import scheme_of
from coach.reminders.channels.registry import KINDS
from coach.reminders.why import Outcome, reason_of_day, snapshot_of
from coach.system.atomic_write import is_anything_at
from coach.system.process_lock import ProcessLock
from coach.system.pulse import STALE, Pulse
from coach.system.service import Condition

_DAY = timedelta(days=1)
_INSTALL = "`coach service install` starts them, now and at every login."
_UNANNOUNCED = frozenset({Outcome.UNANNOUNCED, Outcome.WAITING, Outcome.CLAIMED, Outcome.FAILED})
_LONG = IN_TIME + LEASE
"""By then every reminder that could be announced has been announced."""


def background(context: DoctorContext) -> Iterator[Finding]:
    """Whether the reminders run, and reach the runner."""
    presence = ProcessLock(context.journal, "remind")
    refuse_closed(context.journal)
    announced = _last_announcement(context)
    if not presence.is_held():
        yield warning(
            f"not running, so only an open full screen reminds you; {announced}", _INSTALL
        )
        return
    running = f"running as process {presence.holder() or 'unknown'}, {announced}"
    if wrong := _wrong_with_pulse(context):
        yield broken(f"{running}, but {wrong}", "`coach service install` restarts them.")
        return
    try:
        unannounced = _unannounced(context) if _is_up_to_date(context) else ""
    except ConfigError:
        mend = "Fix the config file: `coach config check` names each problem with its line."
        yield warning(f"{running}, with the last config that could be read", mend)
        return
    if unannounced and not _who_is_not_to_be_disturbed(context):
        yield warning(
            f"{running}, but did not remind you of {unannounced}",
            "`coach why` says why, step by step.",
        )
    else:
        yield sound(running)


def service(context: DoctorContext) -> Iterator[Finding]:
    """Whether they start by themselves."""
    state = context.service()
    notes = "".join(f"; {one.rstrip('.')}" for one in state.notes) if state.installed else ""
    if not state.installed:
        yield sound("not installed; `coach service install` starts the reminders at every login")
    elif state.sound:
        yield sound(f"{state.way}, {state.path}{notes}")
    else:
        wrong = "is not enabled" if state.condition == Condition.SOUND else f"is {state.condition}"
        yield warning(
            f"{state.way}: {state.path} {wrong}{notes}", "`coach service install` repairs it."
        )


def channels(context: DoctorContext) -> Iterator[Finding]:
    """Which channels are configured, and which of them have failed."""
    settings = context.alerts
    named = ", ".join(settings.channels) or "none"
    besides = f", and always {', '.join(settings.also)}" if settings.also else ""
    wanted = {*settings.channels, *settings.also}
    if any(kind.reaches_alone(settings) for name, kind in KINDS.items() if name in wanted):
        yield sound(f"tried in turn: {named}{besides}")
    else:
        mend = "Set `push` or `command` in [alerts]: docs/reminders.md says how."
        yield warning(
            f"tried in turn: {named}{besides}; with the full screen closed, none reaches you", mend
        )
    yield from _failed(context)


def desktop(context: DoctorContext) -> Iterator[Finding]:
    """Whether there is a desktop to notify."""
    if not is_there():
        yield sound(f"{session_bus.why_none()}, so no notifications are shown")
        return
    if who := _who_is_not_to_be_disturbed(context):
        mend = "Turn that off on the desktop, or set `do_not_disturb = false` in [alerts]."
        hours = span_text(HELD_AT_MOST.total_seconds())
        asks = f"{who} is set to do not disturb"
        yield warning(f"{asks}, so reminders wait, {hours} at most", mend)
    else:
        yield sound("a session is running; `coach alerts test desktop` shows a notification")


def push(context: DoctorContext) -> Iterator[Finding]:
    """Whether Apprise knows the URLs; only their services are shown."""
    urls = context.alerts.push
    if not urls:
        yield sound("not configured")
        return
    try:
        wrong = not_known(urls)
    except ImportError:
        yield broken("Apprise is missing", "Install it with `pip install 'heelcoach[push]'`.")
        return
    if wrong:
        yield broken(f"Apprise does not know {', '.join(wrong)}", "Fix `push` in [alerts].")
    else:
        yield sound(f"through {', '.join(scheme_of(one) for one in urls)}")


def programs(context: DoctorContext) -> Iterator[Finding]:
    """Whether the runner's own programs exist."""
    settings = context.alerts
    named = {"command": settings.command, "open": settings.open}
    if not any(named.values()):
        yield sound("not configured")
    for key, argv in named.items():
        if argv and (found := shutil.which(argv[0])):
            yield sound(f"`{key}` runs {found}")
        elif argv:
            mend = f"Fix `{key}` in [alerts]."
            yield broken(f"`{key}` names {program_of(argv)}, which is not found", mend)


def _wrong_with_pulse(context: DoctorContext) -> str:
    """Why the processes that look at the day do not see it; empty if they do."""
    pulse = Pulse(context.journal)
    last, file = pulse.last(), pulse.file()
    if last and context.clock.now() - last > STALE:
        return f"they have not checked your day since {context.when(last)}"
    if file and file != identity(context.journal):
        return f"they use another file than {context.journal}, which was moved or replaced"
    return ""


def _unannounced(context: DoctorContext) -> str:
    """The steps whose moments passed without an alert while the reminders ran."""
    began = datetime.fromtimestamp(_pid_file(context.journal).stat().st_mtime, UTC)
    until = context.clock.now() - _LONG
    journal = Journal(context.journal)
    try:
        steps = reason_of_day(snapshot_of(Coach(context.config, journal, context.clock))).steps
    finally:
        journal.close()
    names = [
        step.name
        for step in steps
        if any(one.became in _UNANNOUNCED and began < one.at < until for one in step.moments)
    ]
    return ", ".join(names)


def _is_up_to_date(context: DoctorContext) -> bool:
    """Whether opening the journal changes nothing in it."""
    try:
        with reading(context.journal) as db:
            return bool(db.execute("pragma user_version").fetchone() == (len(MIGRATIONS),))
    except sqlite3.Error:
        return False


def _pid_file(journal: Path) -> Path:
    return journal.with_name("remind.pid")


def _last_announcement(context: DoctorContext) -> str:
    """When the last alert was sent, in words."""
    try:
        last = last_reminder(context.journal)
    except JournalError as error:
        return f"the time of the last reminder {error}"
    return f"last reminder {context.when(last)}" if last else "no reminder yet"


def last_reminder(journal: Path) -> datetime | None:
    """When a reminder last reached the runner; None if none ever did.

    Raises:
        JournalError: if that cannot be found out.
    """
    try:
        with reading(journal) as db:
            return last_announced(db)
    except sqlite3.Error as error:
        is_older = (
            getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_ERROR
        )  # it has no such table
        if is_older or not is_anything_at(journal):
            return None
        raise JournalError("is not known: the journal cannot be read") from error


def _failed(context: DoctorContext) -> Iterator[Finding]:
    """The channels that failed in the last day, each with its last reason."""
    last: dict[str, tuple[int, str]] = {}
    for failure in _failures(context):
        count, _ = last.get(failure.channel, (0, ""))
        last[failure.channel] = count + 1, failure.reason
    for channel, (count, reason) in last.items():
        text = f"{channel} failed {times(count)} in the last day: {reason}"
        yield warning(text, f"`coach alerts test {channel}` tries it again.")


def _failures(context: DoctorContext) -> Iterator[Failure]:
    since = (context.clock.now() - _DAY).isoformat()
    query = "select failures from deliveries where claimed >= ? order by claimed"
    try:
        with reading(context.journal) as db:
            rows = db.execute(query, (since,)).fetchall()
    except sqlite3.Error:
        return
    for (failures,) in rows:
        with suppress(ValueError, TypeError, msgspec.MsgspecError):  # from a damaged row
            found = msgspec.json.decode(failures, type=tuple[Failure, ...])
            yield from (one for one in found if one.is_broken)


def _who_is_not_to_be_disturbed(context: DoctorContext) -> str:
    """What has turned on do-not-disturb, where that matters."""
    return asyncio.run(_ask_desktop()) if context.alerts.do_not_disturb else ""


async def _ask_desktop() -> str:
    desktop = Desktop(_no_buttons)
    try:
        return await desktop.do_not_disturb()
    finally:
        await desktop.close()


async def _no_buttons(alert: object, action: object) -> None:
    del alert, action
