"""The whole examination: one check after the other, none of which can end the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from coach.errors import CoachError
from coach.health import files, machine, reminders
from coach.health.finding import Finding, Patient, broken
from coach.health.hearing import hearing

Check = Callable[[Patient], Iterator[Finding]]

_CHECKS: tuple[tuple[str, Check], ...] = (
    ("Config", files.config),
    ("Journal", files.journal),
    ("Log", files.log),
    ("Reminders", reminders.background),
    ("Service", reminders.service),
    ("Channels", reminders.channels),
    ("Desktop", reminders.desktop),
    ("Terminal", machine.terminal),
    ("Push", reminders.push),
    ("Programs", reminders.programs),
    ("Sound", hearing),
    ("Clock", machine.clock),
    ("Time zone", machine.zone),
    ("Disk", files.disk),
    ("Versions", machine.versions),
)


def examine(
    patient: Patient, checks: tuple[tuple[str, Check], ...] = _CHECKS
) -> tuple[Finding, ...]:
    """What is found of everything, in the order of the checks."""
    return tuple(
        replace(found, subject=subject)
        for subject, check in checks
        for found in _isolated(check, patient)
    )


def _isolated(check: Check, patient: Patient) -> Iterator[Finding]:
    try:
        yield from check(patient)
    except CoachError as error:
        yield broken(str(error).rstrip("."), "")
    except Exception as error:  # a check that fails says that something is wrong
        reason = " ".join(str(error).split()) or "no reason given"
        mend = "Mend that, or what is broken above it."
        yield broken(f"it cannot be looked at ({type(error).__name__}: {reason})", mend)
