"""What the tests of the plain mode share."""

from pathlib import Path

import pytest
from simulated import Setting


@pytest.fixture
def setting(tmp_path: Path) -> Setting:
    return Setting(tmp_path, eases=True, walking_pain=False)
