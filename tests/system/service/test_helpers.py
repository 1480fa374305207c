"""Helper programs that are missing, fail or hang."""

import time
from pathlib import Path

import pytest

from coach.errors import ServiceError
from coach.system.service import helpers
from coach.system.service.helpers import ask, tell


def helper(home: Path, script: str) -> None:
    path = home.parent / "bin" / "helper"
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)


def test_what_a_helper_prints_is_handed_on(home: Path) -> None:
    helper(home, 'echo "$1, $2"')
    assert tell("helper", "a $HOME", "'; exit 1") == "a $HOME, '; exit 1\n"


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("echo first >&2; echo 'The last.' >&2; echo >&2; exit 1", "The last"),
        ("exit 3", "exit status 3"),
        (r"printf '\377\n' >&2; exit 1", "\N{REPLACEMENT CHARACTER}"),
    ],
    ids=["words", "silence", "no text"],
)
def test_a_failure_is_one_sentence_with_the_last_thing_said(
    home: Path, script: str, reason: str
) -> None:
    helper(home, script)
    with pytest.raises(ServiceError) as raised:
        tell("helper", "two words")
    assert str(raised.value) == f"`helper 'two words'` failed: {reason}."


def test_a_missing_helper_is_told(home: Path) -> None:
    assert ask("helper").failure == "helper is not installed"
    (home.parent / "bin" / "helper").touch()
    assert ask("helper").failure == "helper cannot be started, Permission denied"


def test_a_helper_that_hangs_is_given_up(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    helper(home, "PATH=/bin:/usr/bin; sleep 5")
    monkeypatch.setattr(helpers, "PATIENCE", 0.2)
    begun = time.monotonic()
    with pytest.raises(ServiceError, match=r"failed: no answer within 0.2 seconds\.$"):
        tell("helper")
    assert time.monotonic() - begun < 4
