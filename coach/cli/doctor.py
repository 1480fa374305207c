"""`coach doctor`: whether everything works, and how to fix what does not."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from coach.cli.open_coach import config_of, files_of, journal_of
from coach.cli.output import emit_json, is_plain, say
from coach.cli.service import way_of
from coach.doctor.checks import examine
from coach.doctor.finding import MARKS, DoctorContext, Finding, Health
from coach.errors import CoachError
from coach.system import paths as places
from coach.system.clock import SystemClock


@click.command(name="doctor")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
@click.pass_obj
def doctor_command(options: dict[str, Any], *, as_json: bool) -> None:
    """Check all that Coach depends on, and say how to fix it.

    It changes nothing. Exit status 1 if something is broken.
    """
    config, journal = files_of(options, are_new=True)
    findings = examine(
        DoctorContext(
            config=config,
            journal=journal,
            refused={
                "config": _why_not(config_of, options),
                "journal": _why_not(journal_of, options),
            },
            log=places.log_file(),
            clock=SystemClock(),
            service=lambda: way_of(options).state(),
        )
    )
    if as_json:
        emit_json(findings)
    else:
        _print(findings)
    sys.exit(1 if any(one.verdict is Health.BROKEN for one in findings) else 0)


def _why_not(find: Callable[[dict[str, Any]], Path], options: dict[str, Any]) -> str:
    """Why other commands refuse a file that the options name; empty where they take it."""
    try:
        find(options)
    except CoachError as error:
        return str(error)
    return ""


def _print(findings: Sequence[Finding]) -> None:
    """Print each finding with its fix below it, and a summary."""
    for one in findings:
        say(_line(one))
        if one.mend:
            say(f"{'':<12} {one.mend}")
    say(f"\n{_in_sum(findings)}")


def _line(finding: Finding) -> str:
    if is_plain():
        return f"{finding.subject}, {finding.verdict}: {finding.text}."
    return f"{MARKS[finding.verdict]} {finding.subject:<10} {finding.text}."


def _in_sum(findings: Sequence[Finding]) -> str:
    counts = {
        verdict: sum(one.verdict is verdict for one in findings)
        for verdict in (Health.BROKEN, Health.WARNING)
    }
    counted = [f"{count} {verdict}" for verdict, count in counts.items() if count]
    return f"{', '.join(counted)}." if counted else "Everything is fine."
