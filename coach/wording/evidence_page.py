"""The page with the sources, from the wheel or the source tree."""

from pathlib import Path

import coach

_NAME = "evidence.md"
_PACKAGE = Path(coach.__file__).parent


def evidence_text() -> str:
    """The text of docs/evidence.md."""
    shipped = _PACKAGE / _NAME
    place = shipped if shipped.is_file() else _PACKAGE.parent / "docs" / _NAME
    return place.read_text(encoding="utf-8")
