"""Carry out an answer given by a button: it acts on the journal."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable

from coach.core.coach import Coach
from coach.domain.routine.kinds import StepKind
from coach.domain.routine.settings import program_of
from coach.errors import CoachError, RefusedError
from coach.reminders.alert import Action, Alert
from coach.wording.day import again_text

_AT_ONCE = 3.0
"""Seconds in which no step can have been opened, shown and left again."""


def ignore(reason: str) -> None:
    """Ignore the reason."""
    del reason


def answer(
    coach: Coach, alert: Alert, action: Action, not_opened: Callable[[str], None] = ignore
) -> str:
    """Do what a button says to all steps of the alert, and say what was done.

    `not_opened` is called with the reason, in another thread, if the program that opens a step ends
    at once.

    Raises:
        CoachError: if the day does not allow it, or it could not be saved.
    """
    if alert.day != coach.present_day():
        raise RefusedError("That reminder was for another day; `coach` shows today's steps.")
    if action in {Action.START, Action.DONE}:
        return _begin(coach, alert.steps[0], not_opened)
    return _tell_all(coach, alert.steps, action)


def _begin(coach: Coach, step: str, not_opened: Callable[[str], None]) -> str:
    planned = coach.days.find(step)
    if planned.step.kind is StepKind.REMINDER:
        return f"{coach.record.done(step).step.name}: done."
    if coach.routine.alerts.open:
        _open(coach.routine.alerts.open, step, not_opened)
        return f"{planned.step.name}: opened."
    return f"{coach.record.start(step).step.name}: started."


def _tell_all(coach: Coach, steps: tuple[str, ...], action: Action) -> str:
    """Snooze or skip each step; a refusal does not hold up the others.

    Raises:
        RefusedError: if any was refused; it says what happened to each.
    """
    replies, refused = [], False
    for step in steps:
        try:
            planned = (
                coach.record.snooze(step) if action is Action.SNOOZE else coach.record.skip(step)
            )
        except RefusedError as error:
            replies.append(str(error))
            refused = True
        else:
            again = again_text(planned, coach.clock.now())
            done = again if action is Action.SNOOZE else "skipped"
            replies.append(f"{planned.step.name}: {done}.")
    if refused:
        raise RefusedError(" ".join(replies))
    return " ".join(replies)


def _open(argv: tuple[str, ...], step: str, not_opened: Callable[[str], None]) -> None:
    """Open a step in a terminal of its own, which outlives this process.

    asyncio would end it with this process.
    """
    words, name = [word.replace("{step}", step) for word in argv], program_of(argv)
    quiet = subprocess.DEVNULL
    try:
        opened = subprocess.Popen(  # noqa: S603 - no shell, and the words are the runner's own
            words, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
        )
    except OSError as error:
        raise CoachError(
            f"`{name}` cannot be started ({error.strerror}); fix `open` in [alerts]."
        ) from error
    threading.Thread(target=_see_to, args=(opened, name, not_opened), daemon=True).start()


def _see_to(opened: subprocess.Popen[bytes], name: str, not_opened: Callable[[str], None]) -> None:
    """Wait for the end of a program; ending at once with an error status is a failure."""
    began = time.monotonic()
    status = opened.wait()
    if status and time.monotonic() - began < _AT_ONCE:
        not_opened(f"`{name}` ended at once (exit status {status}); fix `open` in [alerts].")
