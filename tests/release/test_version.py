"""The version stands in one place, and the changelog knows it."""

import re

from click.testing import CliRunner
from support.project import PROJECT

from coach import __version__
from coach.cli.main import coach_command

HEADINGS = re.findall(r"^## (.+)$", (PROJECT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)


def test_the_changelog_describes_this_version_below_what_is_not_released() -> None:
    unreleased, newest, *_ = HEADINGS
    assert unreleased == "Unreleased"
    assert re.fullmatch(rf"{re.escape(__version__)} - \d{{4}}-\d\d-\d\d", newest)


def test_coach_says_its_version() -> None:
    said = CliRunner().invoke(coach_command, ["--version"]).output
    assert said == f"coach, version {__version__}\n"
