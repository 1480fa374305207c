"""The man pages say what commands and documents say, and man reads them without complaint."""

import re
import subprocess
from pathlib import Path

import click
import pytest
from support.real_parts import needs

from coach.cli.main import COMMANDS, coach_command
from coach.wording.documents import document
from coach.wording.markdown import Kind, blocks
from man_pages import pages

PAGES = pages("1.0")
NO_DATE = re.compile(r"missing date")
"""A build on another day gives the same page."""


@pytest.mark.parametrize("name", PAGES)
def test_mandoc_finds_nothing_wrong(name: str, tmp_path: Path) -> None:
    said = check(tmp_path / name, needs("mandoc"), "-T", "lint", "-W", "warning")
    assert [line for line in said if not NO_DATE.search(line)] == []


@pytest.mark.parametrize("name", PAGES)
def test_groff_finds_nothing_wrong(name: str, tmp_path: Path) -> None:
    # Code may be wider than the page.
    assert check(tmp_path / name, needs("man"), "--warnings=w", "-l", "-Z", "-Tutf8") == []


def test_each_command_has_its_entry() -> None:
    page = PAGES["coach.1"].replace(r"\-", "-")
    for name in COMMANDS:
        assert rf"\fBcoach {name}\fR" in page
    root = click.Context(coach_command)
    config = coach_command.get_command(root, "config")
    assert isinstance(config, click.Group)
    for name in config.commands:
        assert rf"\fBcoach config {name}\fR" in page


def test_each_config_key_has_its_entry() -> None:
    page = PAGES["coach-config.5"].replace(r"\-", "-")
    for block in blocks(document("configuration")):
        if block.kind is Kind.TABLE:
            for first, *_ in block.rows[1:]:
                assert rf".TP{chr(10)}\fB{first.replace('`', '')}\fR" in page


def check(path: Path, *command: str) -> list[str]:
    """What a program says against a page."""
    path.write_text(PAGES[path.name], encoding="utf-8")
    run = subprocess.run([*command, str(path)], capture_output=True, check=False)
    said = run.stdout if command[0].endswith("mandoc") else b""
    return (said + run.stderr).decode().splitlines()
