"""The keys of other editors as a terminal sends them: in lists, texts, questions, the palette."""

from pathlib import Path

from support.home import Home
from support.terminal import Terminal, row

CTRL_E, CTRL_G, CTRL_N, CTRL_P, CTRL_U = "\x05", "\x07", "\x0e", "\x10", "\x15"
ALT_J, ALT_X = "\x1bj", "\x1bx"


def test_the_moves_of_vim(tmp_path: Path) -> None:
    with Terminal(Home(tmp_path, '[keys]\npreset = "vim"\n'), columns=80, rows=24) as screen:
        screen.wait_for("Midday stretches")
        screen.press("e", "G")
        screen.wait_for("as another page")
        screen.press(CTRL_U)
        screen.wait_for(lambda text: "as another page" not in text)
        screen.press("q", "c", "l")
        screen.wait_for("▸ at")
        screen.press("h", "h")
        screen.wait_for("enter start")
        screen.press("r")
        screen.wait_for("such as 31:20")
        screen.press("n", ALT_J, "31m")
        screen.wait_for("31m")
        screen.press("escape")
        screen.wait_for("Leave without saving the answers?")


def test_the_moves_of_emacs(tmp_path: Path) -> None:
    with Terminal(Home(tmp_path, '[keys]\npreset = "emacs"\n'), columns=80, rows=24) as screen:
        screen.wait_for("Midday stretches")
        screen.press(CTRL_N, CTRL_N, CTRL_P)
        screen.wait_for(row("First-step stretches"))
        screen.press(ALT_X)
        screen.wait_for("Put the chosen step off")
        screen.press(CTRL_G)
        screen.wait_for("Midday stretches")
        screen.press(ALT_X, "evidence")
        screen.wait_for("The evidence behind all of this")
        screen.press("enter")
        screen.wait_for("esc close")
        screen.press(CTRL_E)
        screen.wait_for("as another page")
        screen.press(CTRL_G)
        screen.wait_for("Midday stretches")
