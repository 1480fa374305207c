"""Everything goes wrong once: files, disk, processes and clock."""

from pathlib import Path

from support.home import Home
from support.trouble import FAULTS, Trouble


def test_whatever_goes_wrong_nothing_is_lost_or_told_twice(tmp_path: Path) -> None:
    with Trouble(Home(tmp_path), seed=1) as trouble:
        trouble.live(len(FAULTS), FAULTS)
    assert trouble.faults == {fault.__name__: 1 for fault in FAULTS}
    assert trouble.acknowledged
