"""Ask tmux about the pane that this process runs in."""

from __future__ import annotations

import os
import subprocess

from coach.system.threads import run_in_thread

IS_ATTACHED = "#{session_attached}"
IS_SHOWN = "#{session_attached} #{window_active} #{?window_zoomed_flag,#{pane_active},1}"
_SECONDS = 1.0


async def says(facts: str) -> bool:
    """Whether tmux confirms some facts; yes outside tmux, no if it does not answer."""
    return await run_in_thread(lambda: _says(facts))


def _says(facts: str) -> bool:
    pane = os.environ.get("TMUX_PANE")
    if not pane:
        return True
    question = ("tmux", "display-message", "-p", "-t", pane, facts)
    try:
        answer = subprocess.run(  # noqa: S603 - no shell, and every word is our own
            question, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return b"0" not in answer.stdout.split()
