"""Where Coach keeps its files."""

import logging
import os
import stat
from pathlib import Path

import pytest

from coach import places


def test_the_log_is_for_its_owner_alone_whatever_the_umask(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "log_file", lambda: tmp_path / "state" / "log" / "coach.log")
    monkeypatch.setattr(logging, "basicConfig", lambda **_: None)
    before = os.umask(0)
    try:
        places.log_to_file()
    finally:
        os.umask(before)
    modes = [stat.S_IMODE(one.stat().st_mode) for one in sorted(tmp_path.rglob("*"))]
    assert modes == [0o700, 0o700, 0o600]
