"""Changes to the user's file by several programs at the same time."""

import subprocess
import sys
import tomllib
from pathlib import Path

from coach.config import load

PROGRAMS = 4
CHANGE = """
import sys
from pathlib import Path
from coach.config.editing import set_value
for name in sys.argv[2:]:
    set_value(Path(sys.argv[1]), f"exercises.{name}.cue", f"Think of {name}.")
"""


def test_changes_by_several_programs_at_once_are_all_kept(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    names = list(load(path).or_fail().exercises)
    programs = [
        subprocess.Popen([sys.executable, "-c", CHANGE, str(path), *names[number::PROGRAMS]])
        for number in range(PROGRAMS)
    ]
    assert [program.wait() for program in programs] == [0] * PROGRAMS
    found = tomllib.loads(path.read_text())["exercises"]
    assert found == {name: {"cue": f"Think of {name}."} for name in names}
