"""Run all checks, one after another; none can end the others."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

from coach.doctor import files, machine, reminders
from coach.doctor import sync as machines
from coach.doctor.finding import DoctorContext, Finding, broken, warning
from coach.doctor.hooks import hooks
from coach.doctor.sound import hearing
from coach.errors import CoachError
from coach.system.owners import mend_access

Check = Callable[[DoctorContext], Iterator[Finding]]
_PATIENCE = 10.0
"""Seconds; a network drive may never answer."""
_CLOSED = "you have no permission to look at it"
_MEND_CLOSED = "Give yourself that permission"

_CHECKS: tuple[tuple[str, Check], ...] = (
    ("Config", files.config),
    ("Journal", files.journal),
    ("Backups", files.backups),
    ("Owner", files.owner),
    ("Activities", files.activities),
    ("Sync", machines.sync),
    ("Log", files.log),
    ("Reminders", reminders.background),
    ("Service", reminders.service),
    ("Channels", reminders.channels),
    ("Desktop", reminders.desktop),
    ("Terminal", machine.terminal),
    ("Push", reminders.push),
    ("Programs", reminders.programs),
    ("Hooks", hooks),
    ("Sound", hearing),
    ("Clock", machine.clock),
    ("Time zone", machine.zone),
    ("Disk", files.disk),
    ("Versions", machine.versions),
)


def examine(
    context: DoctorContext,
    checks: tuple[tuple[str, Check], ...] = _CHECKS,
    patience: float = _PATIENCE,
) -> tuple[Finding, ...]:
    """The findings, in the order of the checks.

    Args:
        context: what to look at.
        checks: each with its subject.
        patience: how many seconds a check may take; it may hang on a drive.
    """
    found = (
        replace(one, subject=subject)
        for subject, check in checks
        for one in _within(patience, check, context)
    )
    return tuple(_once(found))


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings without repeats of one that keeps several checks from looking."""
    reported = set()
    for one in findings:
        if one.text != _CLOSED or one.mend not in reported:
            yield one
        reported.add(one.mend)


def _within(patience: float, check: Check, context: DoctorContext) -> list[Finding]:
    """What a check finds in time, in a thread that may be left behind."""
    found: list[Finding] = []
    thread = threading.Thread(target=lambda: found.extend(_isolated(check, context)), daemon=True)
    thread.start()
    thread.join(patience)
    if not thread.is_alive():
        return found
    text = f"it has not answered for {patience:.0f} seconds"
    return [*found, warning(text, "Is it on a network drive? Connect it, or choose another place.")]


def _isolated(check: Check, context: DoctorContext) -> Iterator[Finding]:
    try:
        yield from check(context)
    except CoachError as error:
        yield broken(str(error).rstrip("."), "")
    except PermissionError as error:
        yield broken(_CLOSED, f"{mend_access(Path(error.filename)) or _MEND_CLOSED}.")
    except Exception as error:  # a check that fails is itself a finding
        reason = " ".join(str(error).split()) or "no reason given"
        mend = "Fix that, or whatever is broken above it."
        yield broken(f"it cannot be checked ({type(error).__name__}: {reason})", mend)
