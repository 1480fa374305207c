"""`coach remind`: the reminders, without any screen."""

from __future__ import annotations

import gc
import os
import sys
from typing import Any

import click

from coach.cli.open_coach import files_of


@click.command(name="remind")
@click.option("--wait", is_flag=True, help="If reminders already run, take over once they end.")
@click.pass_obj
def remind_command(options: dict[str, Any], *, wait: bool) -> None:
    """Remind you of each step when it is due, without a screen.

    It runs until it is stopped, one process per user; `coach service install` starts it at every
    login. SIGHUP reads the config file again, though changes are noticed anyway.
    """
    config, journal = (path.absolute() for path in files_of(options, are_new=wait))
    if os.name == "posix":
        # The same process, started again: without the command line it uses a twelfth less memory.
        waits = ["--wait"] if wait else []
        words = [sys.executable, "-P", "-m", "coach.runtime", str(config), str(journal), *waits]
        os.execv(words[0], words)  # noqa: S606 - no shell, and the program is our own
    from coach.runtime.process import main  # noqa: PLC0415 - not where it starts again

    gc.enable()
    sys.exit(main(config, journal, wait=wait))
