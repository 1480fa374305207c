"""Run helper programs of the system, without a shell and with a time limit."""

from __future__ import annotations

import shlex
import subprocess
from dataclasses import dataclass

from coach.errors import ServiceError

PATIENCE = 20.0
"""Seconds after which a helper counts as hanging."""


@dataclass(frozen=True)
class Answer:
    """A helper's output, and the reason if it failed."""

    text: str = ""
    failure: str = ""


def ask(*command: str) -> Answer:
    """Run a helper that may fail."""
    try:
        run = subprocess.run(  # noqa: S603 - no shell, and every word is our own
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Answer(failure=f"no answer within {PATIENCE:g} seconds")
    except FileNotFoundError:
        return Answer(failure=f"{command[0]} is not installed")
    except OSError as error:
        return Answer(failure=f"{command[0]} cannot be started, {error.strerror}")
    return Answer(run.stdout, _last_line(run.stderr, run.returncode) if run.returncode else "")


def tell(*command: str) -> str:
    """Run a helper that must succeed, and return its output.

    Raises:
        ServiceError: if it is missing, fails or hangs.
    """
    answer = ask(*command)
    if answer.failure:
        raise ServiceError(f"`{shlex.join(command)}` failed: {answer.failure}.")
    return answer.text


def _last_line(said: str, status: int) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return lines[-1].rstrip(".") if lines else f"exit status {status}"
