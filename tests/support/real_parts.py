"""Real parts of a system that some tests need; without them these are skipped, with a reason.

With CI_REAL_PARTS=1 in the environment, a missing part fails the test.
"""

import os
import shutil
from typing import NoReturn

import pytest


def needs(program: str) -> str:
    """The path of a program; without it the test ends here."""
    return shutil.which(program) or lacking(f"needs {program}, which is not installed")


def lacking(reason: str) -> NoReturn:
    """End the test because a part is missing."""
    if os.environ.get("CI_REAL_PARTS") == "1":
        pytest.fail(f"{reason}, and CI_REAL_PARTS=1 promises all parts")
    pytest.skip(reason)
