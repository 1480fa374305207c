"""`coach service` with a real service manager."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.home import COACH, Home
from support.service_manager import Manager

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="systemd is only on Linux")

TELL = """
import json, sys, time
from pathlib import Path
new = Path(sys.argv[1] + ".new")
new.write_text(json.dumps([sys.executable, *sys.argv[2:]]), "utf-8")
new.replace(sys.argv[1])
time.sleep(60)
"""
INSTALL = """
import json, sys
from coach.system.service.systemd import Systemd
print(Systemd(json.loads(sys.argv[1]), "").install())
"""
SHARP = 'a "b" $c ${HOME} $$ %h %% \\ \\x41 \' ; # `id`'
WORDS = (SHARP, "", ";", "$HOME", "${HOME}", "%n", "ö", "-", "@", "a\\", '"')


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture
def manager(home: Home) -> Iterator[Manager]:
    with Manager(home.environment()) as manager:
        yield manager


def test_the_reminders_are_installed_kept_running_repaired_and_removed(
    manager: Manager, home: Home
) -> None:
    unit = home.folder / "systemd" / "user" / "coach.service"
    assert told(manager, "install").startswith(f"Installed {unit}.\n")
    manager.wait_until(lambda: bool(facts(manager)["running"]))
    facts_then = facts(manager)
    assert facts_then["way"] == "systemd"
    assert facts_then["running"] == f"process {manager.shows('MainPID')}"
    assert facts_then["sound"]

    before = manager.shows("MainPID")
    assert told(manager, "install").startswith(
        "It was already installed, and has been restarted.\n"
    )
    pid = manager.shows("MainPID")
    assert pid not in {"0", before}

    manager.run("kill", "-KILL", pid)
    manager.wait_until(lambda: manager.shows("MainPID") not in {"0", pid})
    manager.wait_until(lambda: bool(facts(manager)["running"]))

    manager.run("systemctl", "--user", "reload", "coach.service")
    assert manager.shows("ActiveState") == "active"

    unit.write_text("[Service]\nExecStart=nowhere\n", "utf-8")
    assert not facts(manager)["sound"]
    assert "run `coach service install` to repair it" in status(manager)
    assert told(manager, "install").startswith(f"Repaired {unit}.\n")
    manager.wait_until(lambda: bool(facts(manager)["running"]))

    assert told(manager, "remove") == f"Removed {unit}.\n"
    assert manager.shows("LoadState") == "not-found"
    assert facts(manager)["running"] is None
    assert [one for one in unit.parent.rglob("*") if not one.is_dir()] == []
    assert told(manager, "remove") == "There is nothing to remove.\n"


def test_a_unit_that_gave_up_is_told_and_repaired(manager: Manager, home: Home) -> None:
    told(manager, "install")
    unit = home.folder / "systemd" / "user" / "coach.service"
    text = unit.read_text("utf-8").replace(sys.executable, "/bin/false")
    unit.write_text(text.replace("RestartSec=5", "RestartSec=0"), "utf-8")
    manager.run("systemctl", "--user", "daemon-reload")
    manager.run("systemctl", "--user", "restart", "coach.service")
    manager.wait_until(lambda: manager.shows("ActiveState") == "failed")
    assert "`journalctl --user -u coach.service` says why" in status(manager)
    assert told(manager, "install").startswith(f"Repaired {unit}.\n")
    manager.wait_until(lambda: bool(facts(manager)["running"]))


def test_systemd_starts_the_program_as_it_was_meant(manager: Manager, tmp_path: Path) -> None:
    python = tmp_path / "odd $x ${y} $$ %h ; # ö" / "python"
    python.parent.mkdir()
    python.symlink_to(sys.executable)
    script, said = tmp_path / "tell.py", tmp_path / "said"
    script.write_text(TELL, "utf-8")
    program = (str(python), str(script), str(said), *WORDS)
    run = manager.run(sys.executable, "-c", INSTALL, json.dumps(program))
    assert (run.returncode, run.stderr) == (0, "")
    manager.wait_until(said.exists)
    assert json.loads(said.read_text("utf-8")) == [str(python), *WORDS]


def told(manager: Manager, verb: str) -> str:
    """The output of a command that must succeed."""
    run = manager.run(*COACH, "service", verb)
    assert (run.returncode, run.stderr) == (0, "")
    return run.stdout


def status(manager: Manager, *arguments: str) -> str:
    """The output of `status`, whether or not the reminders run."""
    run = manager.run(*COACH, "service", "status", *arguments)
    assert run.stderr == ""
    return run.stdout


def facts(manager: Manager) -> dict[str, object]:
    found: dict[str, object] = json.loads(status(manager, "--json"))
    return found
