"""Fixtures for all tests: fixed random values, and a coach at a simulated instant."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import settings
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants
from support.simulated import Setting

# Hypothesis also draws constants from whichever of our modules are loaded by then. That differs
# from one worker to the next, so that the same test would try other values in each run.
providers._get_local_constants = Constants
settings.register_profile("same", derandomize=True, deadline=None, database=None, max_examples=50)
settings.register_profile("quick", settings.get_profile("same"), max_examples=10)
settings.load_profile("same")


@pytest.fixture
def setting(tmp_path: Path) -> Iterator[Setting]:
    with Setting(tmp_path, eases=True, walking_pain=False) as setting:
        yield setting


@pytest.fixture(scope="session")
def runtime_folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where each test gets its own; pytest's folders cost more the more of them there are."""
    return tmp_path_factory.mktemp("run")


@pytest.fixture(autouse=True)
def runtime_folder(runtime_folders: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on another disk."""
    folder = Path(mkdtemp(dir=runtime_folders))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    return folder


@pytest.fixture(autouse=True)
def usual_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Screens are drawn as a usual terminal of today draws them, wherever the tests run."""
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("TERM_PROGRAM", "VTE_VERSION"):
        monkeypatch.delenv(name, raising=False)
