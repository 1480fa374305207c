"""Helper programs that record their calls, and answer as a test wants."""

from pathlib import Path

_SCRIPT = """#!/bin/sh
echo "${{0##*/}} $*" >> {calls}
case "${{0##*/}} $*" in
{cases}esac
"""


class FakeHelper:
    """Programs in a folder; a call without an answer succeeds silently."""

    def __init__(self, folder: Path, names: tuple[str, ...]) -> None:
        self._folder = folder
        self._names = names
        self._calls = folder / "calls"
        self._cases = ""
        self._write()

    def answers(self, call: str, script: str) -> None:
        """Run shell commands for calls that match a pattern; the last match counts."""
        pattern = call.replace(" ", "\\ ")
        self._cases = f"{pattern}) {script} ;;\n{self._cases}"
        self._write()

    def calls(self) -> list[str]:
        """The calls that change something, since the last time."""
        said = self._calls.read_text("utf-8").splitlines() if self._calls.exists() else []
        self._calls.unlink(missing_ok=True)
        asking = (" show", " print ", " /Query")
        return [one for one in said if not any(word in one for word in asking)]

    def _write(self) -> None:
        for name in self._names:
            script = self._folder / name
            script.write_text(_SCRIPT.format(calls=self._calls, cases=self._cases), "utf-8")
            script.chmod(0o755)
