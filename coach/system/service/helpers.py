"""Helper programs of the system: asked without a shell, and never waited for without end."""

from __future__ import annotations

import shlex
import subprocess
from dataclasses import dataclass

from coach.errors import ServiceError

PATIENCE = 20.0
"""Seconds until a helper is taken to hang."""


@dataclass(frozen=True)
class Answer:
    """What a helper printed, and the reason why if it failed."""

    text: str = ""
    failure: str = ""


def ask(*command: str) -> Answer:
    """Run a helper that may well fail."""
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
    """Run a helper that has to succeed; what it printed.

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
