"""The pages of docs/, from the wheel or the source tree."""

from pathlib import Path

import coach

_PACKAGE = Path(coach.__file__).parent
TOPICS = {
    "activities": "activities",
    "config": "configuration",
    "data": "data",
    "evidence": "evidence",
    "figures": "figures",
    "files": "files",
    "hooks": "hooks",
    "json": "json",
    "outdoors": "outdoors",
    "plain": "plain",
    "reminders": "reminders",
    "scripts": "scripts",
    "service": "service",
    "sound": "sound",
    "status-bars": "status-bars",
    "sync": "sync",
    "themes": "themes",
    "troubleshooting": "troubleshooting",
}
"""The topics of `coach help`, and the page of each."""


def document(page: str) -> str:
    """The text of a page, in Markdown; `evidence` is docs/evidence.md."""
    shipped = _PACKAGE / "docs"
    folder = shipped if shipped.is_dir() else _PACKAGE.parent / "docs"
    return (folder / f"{page}.md").read_text(encoding="utf-8")
