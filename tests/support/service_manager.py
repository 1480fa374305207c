"""A real service manager for one user: systemd, in separate namespaces that end with it.

It needs root, and sees neither the machine's own services nor its control groups.
"""

import os
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from support.real_parts import needs

SYSTEMD = "/lib/systemd/systemd"
_RUNTIME = "/run/user/0"
_OUTER = """
set -e
mount -t tmpfs tmpfs /run
mkdir -p /run/systemd/system /run/groups
mkdir -p -m 700 "$XDG_RUNTIME_DIR"
mount -t cgroup2 cgroup2 /run/groups
own=/run/groups/coach-tests-$$
mkdir $own
echo $$ > $own/cgroup.procs
unshare --pid --fork --kill-child --mount-proc --cgroup sh -c "$1" || true
echo $$ > /run/groups/cgroup.procs
find $own -depth -type d -exec rmdir {} +
"""
_INNER = f"""
set -e
umount -lR /sys/fs/cgroup || true
mount -t cgroup2 cgroup2 /sys/fs/cgroup
{SYSTEMD} --user &
read -r end
"""
"""The first process of its namespace: all others end with it, and it ends with the tests."""


class Manager:
    """The service manager of a user with this environment."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        if os.geteuid() != 0:
            pytest.skip("needs root, to run a service manager apart from the machine's own")
        needs(SYSTEMD)
        self._environment = {**environment, "XDG_RUNTIME_DIR": _RUNTIME}
        self._outer = subprocess.Popen(
            [needs("unshare"), "--mount", "sh", "-c", _OUTER, "sh", _INNER],
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

    def __enter__(self) -> Self:
        try:
            self.wait_until(lambda: self._outer.poll() is not None or self._answers())
            if self._outer.poll() is not None:
                _, said = self._outer.communicate()
                # Some containers do not allow this, whatever is installed in them.
                pytest.skip(f"needs to run a service manager ({said.decode().strip()})")
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End it, with everything it runs."""
        self._outer.communicate(timeout=30)

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command as the user who has this manager."""
        inner = str(_child(_child(self._outer.pid)))
        return subprocess.run(
            [needs("nsenter"), "--target", inner, "--mount", "--pid", *command],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    def shows(self, name: str) -> str:
        """A property of the unit."""
        command = ("systemctl", "--user", "show", "coach.service", "--value", f"--property={name}")
        return self.run(*command).stdout.strip()

    def wait_until(self, condition: Callable[[], bool]) -> None:
        """Wait for something that must come soon."""
        until = time.monotonic() + 30
        while not condition():
            assert time.monotonic() < until
            time.sleep(0.1)

    def _answers(self) -> bool:
        try:
            return not self.run("systemctl", "--user", "show-environment").returncode
        except IndexError:
            return False


def _child(pid: int) -> int:
    return int(Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()[0])
