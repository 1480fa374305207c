"""The Debian package is of this version, and takes what is locked."""

import re
from datetime import date
from email.utils import parsedate_to_datetime

from support.project import PROJECT

from coach import __version__

DEBIAN = PROJECT / "packaging" / "debian"


def test_its_changelog_names_this_version_and_its_day() -> None:
    head, *_, foot = (DEBIAN / "changelog").read_text("utf-8").split("\n\n")
    assert head.startswith(f"coach ({__version__}) unstable;")
    on = parsedate_to_datetime(foot.rpartition(">  ")[2].strip()).date()
    changes = (PROJECT / "CHANGELOG.md").read_text("utf-8")
    released = re.search(rf"^## {re.escape(__version__)} - (.*)$", changes, re.MULTILINE)
    assert released
    assert on == date.fromisoformat(released[1])


def test_its_licence_is_ours() -> None:
    lines = (
        (DEBIAN / "copyright").read_text("utf-8").partition("License: Expat\n\nLicense: Expat\n")
    )
    told = [line.strip().removeprefix(".") for line in lines[2].splitlines()]
    assert told == (PROJECT / "LICENSE").read_text("utf-8").splitlines()[4:]
