"""The installation: the wheel contains all that coach needs, and runs from anywhere."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from support.home import Home
from support.terminal import Terminal

from coach import __version__

PROJECT = Path(__file__).parents[2]
THEMES = (
    "evergreen",
    "ansi",
    "colour-blind",
    "contrast",
    "daylight",
    "ember",
    "ink",
    "midnight",
)
PYTHON = (sys.executable,)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(PROJECT))
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture
def installed(wheel: Path, tmp_path: Path) -> Path:
    """The wheel unpacked by pip; its dependencies come from the tests' environment."""
    folder = tmp_path / "installed"
    pip("install", "--no-deps", "--no-index", "--target", str(folder), str(wheel))
    return folder


def test_the_wheel_holds_all_that_coach_needs_and_no_tests(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert names > {f"coach/themes/{theme}.toml" for theme in THEMES} | {
        "coach/config/defaults.json",
        "coach/config/defaults.toml",
        "coach/docs/configuration.md",
        "coach/docs/evidence.md",
        "coach/config/demo.toml",
        "coach/py.typed",
        "coach/tui/coach.tcss",
        "coach/tui/screens.tcss",
    }
    modules = {str(path.relative_to(PROJECT)) for path in (PROJECT / "coach").rglob("*.py")}
    assert {name for name in names if name.endswith(".py")} == modules
    shared = {name.partition("/share/")[2] for name in names if "/share/" in name}
    assert shared == {"man/man1/coach.1", "man/man5/coach-config.5"}


def test_every_link_of_the_readme_leads_somewhere_on_pypi_too(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (one for one in archive.namelist() if one.endswith("/METADATA"))
        links = re.findall(r"\]\((.*?)\)", archive.read(name).decode())
    release = f"https://github.com/heelcoach/coach/(raw|blob)/v{re.escape(__version__)}/(.*)"
    assert f"https://github.com/heelcoach/coach/raw/v{__version__}/docs/images/session.svg" in links
    for link in links:
        found = re.fullmatch(release, link)
        assert found, link
        assert (PROJECT / found[2].partition("#")[0]).exists()


def test_the_installed_coach_works_from_another_folder(installed: Path, tmp_path: Path) -> None:
    home = Home(tmp_path)
    path = str(installed)
    where = home.run("-c", "import coach; print(coach.__file__)", program=PYTHON, PYTHONPATH=path)
    assert Path(where.stdout.strip()).is_relative_to(installed)

    today = home.run("today", PYTHONPATH=path)
    assert (today.returncode, today.stderr) == (0, "")
    assert "Midday stretches" in today.stdout

    themes = home.run("theme", "check", *THEMES, PYTHONPATH=path)
    sound = [f"{installed / 'coach' / 'themes' / theme}.toml: no problems." for theme in THEMES]
    assert (themes.stdout.splitlines(), themes.stderr) == (sound, "")


def test_the_installed_coach_opens_its_full_screen(installed: Path, tmp_path: Path) -> None:
    with Terminal(Home(tmp_path), PYTHONPATH=str(installed)) as screen:
        screen.wait_for("Midday stretches")
        screen.press("q")
        assert screen.exit_code() == 0


def pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    subprocess.run(command, check=True)
