"""How to get a newer Coach: it depends on what installed this one, as its folder tells."""

import sys

_BY_FOLDER = {
    "/usr/lib/coach": "Update it by installing its newer Debian package.",
    "/Cellar/": "Update it with `brew upgrade coach`.",
    "/nix/store/": "Update it with Nix, where you named it.",
    "/pipx/": "Update it with `pipx upgrade heelcoach`.",
    "/uv/tools/": "Update it with `uv tool upgrade heelcoach`.",
}
_OTHERWISE = "Update it as you installed it."


def how_to_update(folder: str = sys.prefix) -> str:
    """A sentence that says how to update the Coach in a folder, by default this one."""
    path = folder.replace("\\", "/") + "/"
    return next((said for part, said in _BY_FOLDER.items() if part in path), _OTHERWISE)
