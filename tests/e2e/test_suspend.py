"""ctrl+z goes back to the shell, and fg comes back, however Coach was started."""

import shlex
import shutil
from pathlib import Path

import pytest
from support.home import COACH, Home
from support.terminal import ONE_STEP, Terminal, is_next

SHELL = ("bash", "--norc", "--noprofile", "-i")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path, ONE_STEP)


@pytest.mark.skipif(not shutil.which("bash"), reason="needs a shell with job control")
@pytest.mark.parametrize("wrapped", ["{}", "sh -c '{}; true'"], ids=["alone", "in a script"])
def test_it_stops_in_a_form_and_comes_back_to_it(home: Home, wrapped: str) -> None:
    with Terminal(home, program=SHELL, PS1="at the shell> ") as screen:
        screen.wait_for("at the shell>")
        screen.send(f"{wrapped.format(shlex.join(COACH))}\n".encode())
        screen.wait_for(is_next("Midday stretches"))
        screen.press("i")
        screen.wait_for("About you")
        screen.send(b"\x1a")
        screen.wait_for("Stopped")
        screen.send(b"echo $((6*7))\n")
        screen.wait_for(lambda text: "\n42" in text)
        screen.send(b"fg\n")
        screen.wait_for("About you")
        screen.press("escape")
        screen.wait_for(is_next("Midday stretches"))


def test_without_a_shell_it_says_so_and_goes_on(home: Home) -> None:
    with Terminal(home) as screen:
        screen.wait_for(is_next("Midday stretches"))
        screen.send(b"\x1a")
        screen.wait_for("There is no shell to go back to")
        screen.press("?")
        screen.wait_for("Choose the step above")
