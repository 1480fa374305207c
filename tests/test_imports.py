"""What costs time to import stays out of what does not need it."""

import subprocess
import sys

import pytest

HEAVY = ("textual", "rich", "apscheduler", "click", "miniaudio")


def imported_by(statement: str) -> set[str]:
    """The heavy packages that a fresh interpreter has after a statement."""
    program = f"{statement}\nimport sys\nprint(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return {name.partition(".")[0] for name in run.stdout.split()} & set(HEAVY)


@pytest.mark.parametrize(
    "module",
    [
        "coach.coach",
        "coach.config",
        "coach.journal",
        "coach.domain.day",
        "coach.theming",
        "coach.sound.sounding",
    ],
)
def test_the_core_needs_no_screen_no_scheduler_and_no_command_line(module: str) -> None:
    assert imported_by(f"import {module}") == set()


def test_the_plain_lines_need_no_textual() -> None:
    assert imported_by("import coach.plain.app") == {"apscheduler"}


@pytest.mark.parametrize("package", HEAVY)
def test_a_heavy_package_would_be_seen(package: str) -> None:
    assert package in imported_by(f"import {package}")
