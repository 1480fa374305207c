"""What the tests of the alerts share."""

from pathlib import Path

import pytest
from builders import tell_of_running
from simulated import RUN_DAY, Setting


@pytest.fixture
def setting(tmp_path: Path) -> Setting:
    """A coach that a runner began with some days ago, early on a Tuesday."""
    setting = Setting(tmp_path)
    setting.at("06:46", RUN_DAY[2] - 4)
    tell_of_running(setting.coach)
    setting.coach.check(3)
    setting.at("06:00")
    return setting
