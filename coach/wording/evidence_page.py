"""The page with the sources, from the wheel or the source tree."""

from importlib import resources
from pathlib import Path

import coach

_IN_WHEEL = "evidence.md"
_IN_SOURCE = Path(coach.__file__).parents[1] / "docs" / _IN_WHEEL


def evidence_text() -> str:
    """The text of docs/evidence.md."""
    shipped = resources.files("coach") / _IN_WHEEL
    place = shipped if shipped.is_file() else _IN_SOURCE
    return place.read_text(encoding="utf-8")
