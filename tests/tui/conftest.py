"""What the tests of the full screen share."""

from math import inf

import pytest

from coach.tui.today import days_ahead


@pytest.fixture(autouse=True)
def looks_ahead_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Today look ahead to the end, however busy the machine is."""
    monkeypatch.setattr(days_ahead, "AT_ONCE", inf)


@pytest.fixture
def few_courses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the days ahead be quick to work out."""
    monkeypatch.setattr("coach.core.outlook.COURSES", 8)
