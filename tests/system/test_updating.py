"""How to update Coach is said as it was installed."""

import pytest

from coach.system.updating import how_to_update


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("/usr/lib/coach", "Debian package"),
        ("/opt/homebrew/Cellar/coach/1.0.0/libexec", "`brew upgrade coach`"),
        ("/nix/store/abc-python3-3.12.8-env", "Nix"),
        ("/home/ada/.local/share/pipx/venvs/heelcoach", "`pipx upgrade heelcoach`"),
        (r"C:\Users\Ada\pipx\venvs\heelcoach", "`pipx upgrade heelcoach`"),
        ("/home/ada/.local/share/uv/tools/heelcoach", "`uv tool upgrade heelcoach`"),
        ("/home/ada/coach/.venv", "as you installed it"),
    ],
)
def test_it_names_what_installed_it(folder: str, said: str) -> None:
    assert said in how_to_update(folder)
