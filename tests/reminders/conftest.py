"""Fixtures for the tests of the alerts."""

import pytest
from support.builders import tell_of_running
from support.simulated import RUN_DAY, Setting


@pytest.fixture
def setting(setting: Setting) -> Setting:
    """A coach that a runner started to use some days ago, early on a Tuesday."""
    setting.at("06:46", RUN_DAY[2] - 4)
    tell_of_running(setting.coach)
    setting.coach.record.check(3)
    setting.at("06:00")
    return setting
