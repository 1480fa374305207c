"""Slow imports are avoided where they are not needed."""

import subprocess
import sys
import tomllib

import pytest
from support.project import PROJECT

HEAVY = ("textual", "rich", "apscheduler", "click", "miniaudio", "fit_tool")
_LIGHTLY = """
from coach.system.light_imports import import_asyncio_without_tls, import_lightly
import_lightly()
import_asyncio_without_tls()
"""


def imported_by(statement: str) -> set[str]:
    """The large packages that a fresh interpreter has loaded after a statement."""
    return {name.partition(".")[0] for name in modules_after(statement)} & set(HEAVY)


def modules_after(statement: str) -> set[str]:
    """All modules that a fresh interpreter has loaded after a statement."""
    program = f"{statement}\nimport sys\nprint(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return set(run.stdout.split())


@pytest.mark.parametrize(
    "module",
    [
        "coach.core.coach",
        "coach.config",
        "coach.journal",
        "coach.domain.day.planned",
        "coach.config.themes",
        "coach.system.sound.signals",
    ],
)
def test_the_core_needs_no_screen_no_scheduler_and_no_command_line(module: str) -> None:
    assert imported_by(f"import {module}") == set()


def test_the_plain_lines_need_no_textual() -> None:
    assert imported_by("import coach.plain.conversation") == {"apscheduler"}


def test_the_full_screen_needs_no_scheduler_for_its_first_picture() -> None:
    assert "apscheduler" not in imported_by("import coach.tui.app")


def test_the_reminders_leave_out_what_their_libraries_bring_along() -> None:
    loaded = modules_after(f"{_LIGHTLY}\nimport coach.runtime.process, coach.journal.backups")
    assert "apscheduler.schedulers.asyncio" in loaded
    assert not loaded & {
        "coach.journal.sync",
        "email",
        "hashlib",
        "http.client",
        "importlib.metadata",
        "multiprocessing",
        "ssl",
        "sysconfig",
        "tempfile",
        "tzlocal",
    }


def test_no_screen_loads_openssl_or_archives() -> None:
    screens = (
        "dialogs.evidence, log_book.screen, palette, plan.screen, player.screen, progress.screen"
    )
    loaded = modules_after(
        f"{_LIGHTLY}\nimport coach.tui.app, coach.runtime.resident\n"
        + "".join(f"import coach.tui.{one}\n" for one in screens.split(", "))
    )
    assert not loaded & {"_hashlib", "_ssl", "gzip", "zipfile"}


_TEXTUAL = f"""{_LIGHTLY}
from coach.system.light_imports import without_what_textual_brings
with without_what_textual_brings():
    import coach.tui.app, textual.app
"""


def test_the_full_screen_leaves_out_what_textual_brings_along() -> None:
    left_out = {"difflib", "mimetypes", "pickle", "typing_extensions"}
    assert not modules_after(_TEXTUAL) & left_out


def test_what_textual_seldom_needs_is_loaded_when_it_is_called() -> None:
    used = """
from textual.suggestions import get_suggestion
assert get_suggestion("bordr", ["border", "color"]) == "border"
assert textual.app.mimetypes.guess_type("a.svg")[0] == "image/svg+xml"
with without_what_textual_brings():
    from typing_extensions import Protocol, deprecated
import typing
assert Protocol is typing.Protocol and deprecated("")(lambda: 0)
"""
    assert {"difflib", "mimetypes"} <= modules_after(f"{_TEXTUAL}\n{used}")


def test_what_was_left_out_can_still_be_imported() -> None:
    later = "import importlib.metadata, multiprocessing, ssl, sysconfig, typing_extensions, tzlocal"
    used = (
        "importlib.metadata.version('textual'); sysconfig.get_paths(); multiprocessing.Process; "
        "ssl.create_default_context()"
    )
    loaded = modules_after(f"{_LIGHTLY}\nimport coach.reminders.schedule\n{later}\n{used}")
    assert {"multiprocessing", "_ssl"} <= loaded


def test_what_a_library_asks_of_a_module_that_was_left_out_is_done_by_the_real_one() -> None:
    asked = "import os, platformdirs; os.environ.clear(); platformdirs.user_runtime_dir('coach')"
    assert "tempfile" in modules_after(f"{_LIGHTLY}\n{asked}")


@pytest.mark.parametrize("package", HEAVY)
def test_a_heavy_package_would_be_seen(package: str) -> None:
    assert package in imported_by(f"import {package}")


def test_the_contracts_name_every_folder() -> None:
    contracts = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["importlinter"]
    lists = {one["name"]: set(one.get("source_modules", ())) for one in contracts["contracts"]}
    rooms = {f"coach.{one.parent.name}" for one in (PROJECT / "coach").glob("*/__init__.py")}
    rooms.add("coach.errors")
    textual, apscheduler = (
        lists[f"Only {one}"]
        for one in ("the full screen knows Textual", "the reminders know APScheduler")
    )
    assert textual == rooms - {"coach.tui", "coach.cli"}
    assert apscheduler == rooms - {"coach.reminders", "coach.runtime"}
